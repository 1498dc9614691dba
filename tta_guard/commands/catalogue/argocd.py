"""Argo CD."""

# fmt: off
TOOL = {
    "names": ("argocd",), "about": "Argo CD",
    "docs": "https://argo-cd.readthedocs.io/en/stable/user-guide/commands/argocd/",
    "style": "pflag", "help": ("-h --help",),
    "flags": {
        "-H --header": "value", "-N --app-namespace": "value", "--account": "value", "--action": "value",
        "--all": "flag", "--allow-empty": "flag", "--annotations": "value", "--apply-out-of-sync-only": "flag",
        "--argocd-context": "value", "--async": "flag", "--auth-token": "value", "--auto-prune": "flag",
        "--awsclusterName": "value", "--cascade": "flag", "--client": "flag", "--client-crt": "value",
        "--client-crt-key": "value", "--config": "value", "--container": "value", "--controller-name": "value",
        "--core": "flag", "--current-password": "value", "--delete": "flag", "--dest-name": "value",
        "--dest-namespace": "value", "--dest-server": "value", "--dry-run": "flag", "--enable-lfs": "flag",
        "--enable-oci": "flag", "--env": "value", "--exit-code": "flag", "--expires-in": "value",
        "-f --follow": "flag", "--file": "value", "--filter": "value", "--force": "flag", "--group": "value",
        "--grpc-web": "flag", "--grpc-web-root-path": "value", "-h --help": "flag", "--hard-refresh": "flag",
        "--health": "flag", "--helm-set": "value", "--helm-set-file": "value", "--helm-set-string": "value",
        "--http-retry-max": "value", "--id": "value", "--ignore-missing-components": "flag", "--in-cluster": "flag",
        "--insecure": "flag", "--insecure-ignore-host-key": "flag", "--insecure-skip-server-verification": "flag",
        "--kind": "value", "--kube-context": "value", "--kustomize-image": "value", "-l --selector": "value",
        "--label": "value", "--local": "value", "--local-include": "flag", "--local-repo-root": "value",
        "--logformat": "value", "--loglevel": "value", "-n --namespace": "value", "--name": "value",
        "--new-password": "value", "-o --output": "value", "--operation": "flag", "--out": "value",
        "-p --parameter": "value", "--password": "value", "--patch": "value", "--patch-type": "value",
        "--path": "value", "--plaintext": "flag", "--port-forward": "flag", "--port-forward-namespace": "value",
        "--project": "value", "--prompts-enabled": "flag", "--propagation-policy": "value", "--prune": "flag",
        "--prune-propagation-policy": "value", "--redis-compress": "value", "--redis-haproxy-name": "value",
        "--redis-name": "value", "--refresh": "flag", "--release-name": "value", "--replace": "flag",
        "--repo": "value", "--repo-server-name": "value", "--resource": "value", "--resource-name": "value",
        "--revision": "value", "--revisions": "value", "--self-heal": "flag", "--server": "value",
        "--server-crt": "value", "--server-name": "value", "--server-side": "flag", "--server-side-generate": "flag",
        "--service-account": "value", "--shell": "value", "--short": "flag", "--show-operation": "flag",
        "--show-params": "flag", "--since-seconds": "value", "--skip-test-tls": "flag", "--source-positions": "value",
        "--ssh-private-key-path": "value", "--sso": "flag", "--suspended": "flag", "--sync": "flag",
        "--sync-option": "value", "--sync-policy": "value", "--system-namespace": "value", "--tail-lines": "flag",
        "--timeout": "value", "--tls-client-cert-key-path": "value", "--tls-client-cert-path": "value",
        "--type": "value", "--until-time": "value", "--upsert": "flag", "--username": "value", "--validate": "flag",
        "--values": "value", "--values-literal-file": "value", "--wait": "flag", "--watch": "flag", "-y --yes": "flag",
    },
    "effects": ("write",),
    "target": {
        "resolver": "generic",
        "host": ("--server", "$ARGOCD_SERVER", "--argocd-context", "$ARGOCD_OPTS"),
        "config": ("--config",),
    },
    "files": {
        "--config": "read", "--file": "read", "--values": "read", "--helm-set-file": "read key=path",
        "--ssh-private-key-path": "read", "--tls-client-cert-key-path": "read", "--local": "read",
    },
    "subcommands": {
        "": {"effects": (), "local": True},
        "account": {
            "subcommands": {
                "can-i get get-user-info list whoami": {"effects": ("read",)},
                "generate-token": {"effects": ("write", "print-secret")}, "delete-token": {"effects": ("delete",)},
                "update-password bcrypt": {},
            },
        },
        "admin": {
            "effects": ("write", "exec"),
            "target": {"resolver": "kube", "context": ("--kube-context",), "kubeconfig": ("$KUBECONFIG",)},
            "subcommands": {
                "initial-password": {"effects": ("read", "print-secret")},
                "export": {"effects": ("read", "print-secret")}, "dashboard": {"effects": ("write", "network")},
                "import": {"effects": ("write", "delete"), "files": {"@1": "read"}},
                "settings": {"effects": ("read",), "subcommands": {"rbac": {}}},
                "proj app notifications cluster repo redis-initial-password": {"effects": ("write", "print-secret")},
            },
        },
        "app": {
            "subcommands": {
                "create": {"effects": ("write", "deploy")}, "delete rm": {"effects": ("delete",)},
                "delete-resource": {"effects": ("delete",)},
                "get list history resources diff manifests wait logs get-resource": {"effects": ("read",)},
                "sync": {
                    "effects": ("write", "deploy"),
                    "when": (
                        {"if": {"flag": "--prune"}, "add": ("delete",)},
                        {"if": {"flag": "--dry-run"}, "effects": ("read",)},
                    ),
                },
                "rollback": {"effects": ("write", "deploy")},
                "set unset patch edit add-source remove-source confirm-deletion": {"effects": ("write", "deploy")},
                "patch-resource": {}, "terminate-op": {},
                "actions": {"effects": ("read",), "subcommands": {"list": {}, "run": {"effects": ("write", "exec")}}},
            },
        },
        "appset": {
            "subcommands": {
                "create": {"effects": ("write", "deploy"), "files": {"@*": "read"}},
                "delete": {"effects": ("delete",)}, "get list generate": {"effects": ("read",)},
            },
        },
        "cert": {"subcommands": {"list": {"effects": ("read",)}, "rm": {"effects": ("delete",)}}},
        "gpg": {"subcommands": {"get list": {"effects": ("read",)}, "rm": {"effects": ("delete",)}}},
        "cluster": {
            "subcommands": {
                "add set rotate-auth": {}, "get list": {"effects": ("read",)}, "rm": {"effects": ("delete",)},
            },
        },
        "configure": {"local": True}, "context ctx": {"local": True, "sets": {"argocd-server": "@1"}},
        "login": {
            "effects": ("write", "network"),
            "target": {"resolver": "generic", "host": ("@1", "--server", "$ARGOCD_SERVER")},
            "sets": {"argocd-server": "@1"},
        },
        "logout": {"local": True}, "relogin": {"effects": ("write", "network")},
        "proj": {
            "subcommands": {
                "get list": {"effects": ("read",)}, "delete": {"effects": ("delete",)},
                "role": {
                    "subcommands": {
                        "get list list-tokens": {"effects": ("read",)},
                        "create-token": {"effects": ("write", "print-secret")},
                        "delete delete-token": {"effects": ("delete",)},
                    },
                },
                "windows": {"effects": ("write", "weaken-guard"), "subcommands": {"list": {"effects": ("read",)}}},
            },
        },
        "repo repocreds": {"subcommands": {"get list": {"effects": ("read",)}, "rm": {"effects": ("delete",)}}},
        "version": {"effects": ("read",), "when": ({"if": {"flag": "--client"}, "effects": (), "local": True},)},
        "completion help": {"effects": (), "local": True},
    },
}
