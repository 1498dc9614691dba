"""kubectl: an unlisted subcommand is a plugin, a program `kubectl-NAME` found on PATH."""

# fmt: off
TOOL = {
    "names": ("kubectl", "kubecolor"), "about": "Kubernetes clusters",
    "docs": "https://kubernetes.io/docs/reference/kubectl/generated/", "style": "pflag", "help": ("-h --help",),
    "flags": {
        "-A --all-namespaces": "flag", "-L --label-columns": "value", "-P --www-prefix": "value",
        "-R --recursive": "flag", "--accept-hosts": "value", "--accept-paths": "value", "--address": "value",
        "--aggregation-rule": "value", "--all": "flag", "--all-containers": "flag", "--all-pods": "flag",
        "--allow-missing-template-keys": "flag", "--annotation": "value", "--annotations": "value",
        "--api-group": "value", "--api-prefix": "value", "--api-version": "value", "--append-hash": "flag",
        "--append-server-path": "flag", "--arguments-only": "flag", "--as": "value", "--as-current-user": "flag",
        "--as-group": "value", "--as-uid": "value", "--attach": "flag", "--audience": "value",
        "--auth-provider": "value", "--auth-provider-arg": "value", "--bound-object-kind": "value",
        "--bound-object-name": "value", "--bound-object-uid": "value", "-c --container": "value",
        "--cache-dir": "value", "--cached": "flag", "--cascade": "optional", "--categories": "value",
        "--cert": "value", "--certificate-authority": "value", "--chunk-size": "value", "--class": "value",
        "--client": "flag", "--client-certificate": "value", "--client-key": "value", "--cluster": "value",
        "--cluster-ip": "value", "--clusterip": "value", "--clusterrole": "value", "--command": "flag",
        "--concurrency": "value", "--containers": "flag", "--context": "value", "--copy-to": "value",
        "--cpu-percent": "value", "--create-annotation": "flag", "--current": "flag", "--current-replicas": "value",
        "--custom": "value", "--default-backend": "value", "--delete-emptydir-data": "flag", "--description": "value",
        "--disable-compression": "flag", "--disable-eviction": "flag", "--disable-filter": "flag",
        "--docker-email": "value", "--docker-password": "value", "--docker-server": "value",
        "--docker-username": "value", "--dry-run": "optional", "--duration": "value", "--edit": "flag",
        "--embed-certs": "flag", "--enable-alpha-plugins": "flag", "--enable-exec": "flag", "--enable-helm": "flag",
        "--env": "value", "--exec-api-version": "value", "--exec-arg": "value", "--exec-command": "value",
        "--exec-env": "value", "--exec-interactive-mode": "value", "--exec-provide-cluster-info": "flag",
        "--expose": "flag", "--external-ip": "value", "--external-name": "value", "-f --filename": "value",
        "--field-manager": "value", "--field-selector": "value", "--flatten": "flag", "--for": "value",
        "--force": "flag", "--force-conflicts": "flag", "--from": "value", "--from-env-file": "value",
        "--from-file": "value", "--from-literal": "value", "--global-default": "flag", "--grace-period": "value",
        "--group": "value", "-h --help": "flag", "--hard": "value", "--helm-api-versions": "value",
        "--helm-command": "value", "--helm-debug": "flag", "--helm-kube-version": "value", "-i --stdin": "flag",
        "--ignore-daemonsets": "flag", "--ignore-errors": "flag", "--ignore-not-found": "flag", "--image": "value",
        "--image-pull-policy": "value", "--insecure-skip-tls-verify": "flag",
        "--insecure-skip-tls-verify-backend": "flag", "-k --kustomize": "value", "--keep-annotations": "flag",
        "--keep-init-containers": "flag", "--keep-labels": "flag", "--keep-liveness": "flag",
        "--keep-readiness": "flag", "--keep-startup": "flag", "--keepalive": "value", "--key": "value",
        "--keys": "value", "--kubeconfig": "value", "-l --selector": "value", "--leave-stdin-open": "flag",
        "--limit-bytes": "value", "--limits": "value", "--list": "flag", "--load-balancer-ip": "value",
        "--load-restrictor": "value", "--local": "flag", "--log-flush-frequency": "value",
        "--match-server-version": "flag", "--max": "value", "--max-log-requests": "value",
        "--max-unavailable": "value", "--merge": "flag", "--min": "value", "--min-available": "value",
        "--minify": "flag", "--mount": "value", "-n --namespace": "value", "--name": "value", "--name-only": "flag",
        "--namespaced": "flag", "--namespaces": "value", "--network": "flag", "--network-name": "value",
        "--no-headers": "flag", "--no-preserve": "flag", "--node-port": "value", "--non-resource-url": "value",
        "--now": "flag", "-o --output": "value", "--openapi-patch": "flag", "--output-directory": "value",
        "--output-patch": "flag", "--output-watch-events": "flag", "--override-type": "value", "--overrides": "value",
        "--overwrite": "flag", "-p --patch": "value", "--password": "value", "--patch-file": "value",
        "--pod-running-timeout": "value", "--pod-selector": "value", "--port": "value", "--preemption-policy": "value",
        "--prefix": "flag", "--privileged": "flag", "--profile": "value", "--profile-output": "value",
        "--protocol": "value", "--proxy-url": "value", "--prune": "flag", "--prune-allowlist": "value",
        "-q --quiet": "flag", "--raw": "value", "--reject-methods": "value", "--reject-paths": "value",
        "--remove-extra-permissions": "flag", "--remove-extra-subjects": "flag", "--replace": "flag",
        "--replicas": "value", "--request-timeout": "value", "--requests": "value", "--resolve": "flag",
        "--resource": "value", "--resource-name": "value", "--resource-version": "value", "--restart": "value",
        "--retries": "value", "--revision": "value", "--rm": "flag", "--role": "value", "--rule": "value",
        "-s --server": "value", "--same-node": "flag", "--save-config": "flag", "--schedule": "value",
        "--scopes": "value", "--server-print": "flag", "--server-side": "flag", "--serviceaccount": "value",
        "--session-affinity": "value", "--set-image": "value", "--set-raw-bytes": "flag", "--share-processes": "flag",
        "--show-capacity": "flag", "--show-events": "flag", "--show-kind": "flag", "--show-labels": "flag",
        "--show-managed-fields": "flag", "--since": "value", "--since-time": "value",
        "--skip-wait-for-delete-timeout": "value", "--sort-by": "value", "--subresource": "value", "--sum": "flag",
        "-t --tty": "flag", "--tail": "value", "--target": "value", "--target-port": "value", "--tcp": "value",
        "--template": "value", "--timeout": "value", "--timestamps": "flag", "--tls-server-name": "value",
        "--to-revision": "value", "--token": "value", "--type": "value", "--types": "value",
        "-u --unix-socket": "value", "--use-protocol-buffers": "flag", "--user": "value", "--username": "value",
        "-v --v": "value", "--validate": "optional", "--value": "value", "--verb": "value", "--verbs": "value",
        "--vmodule": "value", "-w --watch": "flag", "--wait": "flag", "--warnings-as-errors": "flag",
        "--watch-only": "flag", "--windows-line-endings": "flag",
    },
    "effects": ("write", "exec"),
    "target": {
        "resolver": "kube", "context": ("--context",), "cluster": ("--cluster",),
        "kubeconfig": ("--kubeconfig", "$KUBECONFIG"), "namespace": ("-n --namespace",), "server": ("-s --server",),
        "user": ("--user",), "token": ("--token",),
    },
    "files": {
        "-f --filename": "read list", "-k --kustomize": "read", "--patch-file": "read", "-o --output": "read template",
        "--kubeconfig": "read", "--client-certificate": "read", "--client-key": "read",
        "--certificate-authority": "read",
    },
    "when": (
        {"if": {"flag": "--dry-run", "value": ("client", "server")}, "effects": ("read",)},
        {"if": {"all": ("a secret is named", "more than names is shown")}, "add": ("print-secret",)},
    ),
    "terms": {
        "a secret is named": {
            "arg": "@*",
            "is": ("secret", "secrets", "secret/*", "secrets/*", "secret.*", "secrets.*"),
            "split": ",", "fold": True,
        },
        "more than names is shown": {
            "all": ({"flag": "-o --output"}, {"not": {"flag": "-o --output", "value": ("name", "wide", "")}}),
        },
    },
    "subcommands": {
        "": {"effects": (), "local": True},
        "create": {
            "effects": ("write", "deploy"),
            "when": (
                {"if": {"flag": "--raw"}, "effects": ("write", "exec")},
                {
                    "if": {
                        "all": (
                            {"flag": "--dry-run", "value": ("client",)},
                            {"not": {"any": ({"flag": "-f --filename"}, {"flag": "-k --kustomize"})}},
                            {"not": {"flag": "--raw"}},
                        ),
                    },
                    "effects": (), "local": True,
                },
            ),
            "subcommands": {
                "clusterrole": {"effects": ("write",)}, "clusterrolebinding": {"effects": ("write",)},
                "configmap cm": {
                    "effects": ("write",), "files": {"--from-file": "read key=path", "--from-env-file": "read"},
                },
                "cronjob cj": {
                    "effects": ("write", "deploy", "exec"),
                    "commands": ({"form": "argv", "from": "--", "remote": True},),
                },
                "deployment deploy": {
                    "flags": {"-r --replicas": "value"}, "commands": ({"form": "argv", "from": "--", "remote": True},),
                },
                "ingress ing": {"effects": ("write",)},
                "job": {
                    "effects": ("write", "deploy", "exec"),
                    "commands": ({"form": "argv", "from": "--", "remote": True},),
                },
                "namespace ns": {"effects": ("write",)},
                "poddisruptionbudget pdb": {"flags": {"--selector": "value"}, "effects": ("write",)},
                "priorityclass pc": {"effects": ("write",)}, "quota resourcequota": {"effects": ("write",)},
                "role": {"effects": ("write",)}, "rolebinding": {"effects": ("write",)},
                "secret": {
                    "subcommands": {
                        "docker-registry": {"effects": ("write",), "files": {"--from-file": "read key=path"}},
                        "generic": {
                            "effects": ("write",),
                            "files": {"--from-file": "read key=path", "--from-env-file": "read"},
                        },
                        "tls": {"effects": ("write",), "files": {"--cert": "read", "--key": "read"}},
                    },
                },
                "service svc": {
                    "subcommands": {
                        "clusterip": {"effects": ("write",)}, "externalname": {"effects": ("write",)},
                        "loadbalancer": {"effects": ("write",)}, "nodeport": {"effects": ("write",)},
                    },
                },
                "serviceaccount sa": {"effects": ("write",)}, "token": {"effects": ("write", "print-secret")},
            },
        },
        "expose": {"flags": {"-l --labels": "value", "--selector": "value"}, "effects": ("write",)},
        "run": {
            "flags": {"-l --labels": "value"}, "effects": ("write", "deploy", "exec"),
            "commands": ({"form": "argv", "from": "--", "remote": True},),
        },
        "set": {
            "effects": ("write", "deploy"),
            "subcommands": {
                "env": {
                    "flags": {"-c --containers": "value", "-e --env": "value", "--prefix": "value"},
                    "when": (
                        {"if": {"flag": "--list"}, "effects": ("read",)},
                        {"if": {"all": ({"flag": "--list"}, {"flag": "--resolve"})}, "add": ("print-secret",)},
                    ),
                },
                "image": {}, "resources": {"flags": {"-c --containers": "value"}}, "selector": {"effects": ("write",)},
                "serviceaccount sa": {}, "subject": {"effects": ("write",)},
            },
        },
        "explain": {"flags": {"--recursive": "flag"}, "effects": ("read",)},
        "get": {
            "effects": ("read",),
            "when": (
                {"if": {"all": ("a secret is named", {"flag": "--template"})}, "add": ("print-secret",)},
                {
                    "if": {
                        "all": (
                            {"any": ({"flag": "-f --filename"}, {"flag": "-k --kustomize"})},
                            {"any": ("more than names is shown", {"flag": "--template"})},
                        ),
                    },
                    "add": ("print-secret",), "note": "the file may name a secret",
                },
                {"if": {"flag": "--raw", "value": ("*secret*", "*proxy*"), "fold": True}, "add": ("print-secret",)},
            ),
        },
        "edit": {"effects": ("write", "deploy"), "when": ({"if": "a secret is named", "add": ("print-secret",)},)},
        "delete": {
            "flags": {"-i --interactive": "flag"}, "effects": ("delete",),
            "when": ({"if": {"flag": "--raw"}, "effects": ("delete",)},),
        },
        "rollout": {
            "effects": ("write", "deploy"),
            "subcommands": {
                "history": {"effects": ("read",)}, "pause": {"effects": ("write",)}, "restart": {},
                "resume": {"effects": ("write",)}, "status": {"effects": ("read",)}, "undo": {},
            },
        },
        "scale": {"effects": ("write",)}, "autoscale": {"effects": ("write",)},
        "certificate": {"effects": ("write",), "subcommands": {"approve": {}, "deny": {}}},
        "cluster-info": {"effects": ("read",), "subcommands": {"dump": {"files": {"--output-directory": "create"}}}},
        "top": {"effects": ("read",), "subcommands": {"node nodes no": {}, "pod pods po": {}}},
        "cordon": {"effects": ("write",)}, "uncordon": {"effects": ("write",)},
        "drain": {"effects": ("write", "delete")}, "taint": {"effects": ("write",)},
        "describe": {"effects": ("read",), "when": ({"if": "a secret is named", "add": ("print-secret",)},)},
        "logs log": {"flags": {"-f --follow": "flag", "-p --previous": "flag"}, "effects": ("read",)},
        "attach": {"effects": ("exec",)},
        "exec": {
            "effects": ("exec",),
            "commands": (
                {"form": "argv", "from": "--", "remote": True},
                {"form": "argv", "from": "@2", "remote": True},
            ),
        },
        "port-forward": {"effects": ("read", "network"), "sets": {"kube-tunnel": "@2*"}},
        "proxy": {
            "flags": {"-p --port": "value", "-w --www": "value"}, "effects": ("read", "network"),
            "when": ({"if": {"not": {"flag": "-p --port"}}, "sets": {"kube-tunnel": "=8001"}},),
            "files": {"-w --www": "read"}, "sets": {"kube-tunnel": "-p --port"},
        },
        "cp": {
            "effects": ("write",),
            "when": (
                {
                    "if": {"all": ({"arg": "@1", "is": ("*:*",)}, {"not": {"arg": "@2", "is": ("*:*",)}})},
                    "effects": ("read",),
                },
                {
                    "if": {
                        "arg": "@1",
                        "is": (
                            "*:*secret*", "*:*.env*", "*:*credential*", "*:*token*", "*:*.pem", "*:*.key", "*:*id_*",
                        ),
                        "fold": True,
                    },
                    "add": ("print-secret",),
                },
            ),
            "files": {"@1": "read copy", "@2": "write copy"},
        },
        "auth": {
            "effects": ("read",),
            "subcommands": {"can-i": {}, "reconcile": {"effects": ("write",)}, "whoami": {}},
        },
        "debug": {"effects": ("exec", "write"), "commands": ({"form": "argv", "from": "--", "remote": True},)},
        "events": {"effects": ("read",)},
        "diff": {"effects": ("read",), "commands": ({"form": "argv-words", "from": "$KUBECTL_EXTERNAL_DIFF"},)},
        "apply": {
            "effects": ("write", "deploy"),
            "when": (
                {
                    "if": {
                        "all": (
                            {"any": ({"flag": "--prune"}, {"flag": "--force"})},
                            {"not": {"flag": "--dry-run", "value": ("client", "server")}},
                        ),
                    },
                    "add": ("delete",),
                },
            ),
            "subcommands": {
                "edit-last-applied": {
                    "effects": ("write",), "when": ({"if": "a secret is named", "add": ("print-secret",)},),
                },
                "set-last-applied": {"effects": ("write",)},
                "view-last-applied": {
                    "effects": ("read",),
                    "when": (
                        {"if": {"any": ("a secret is named", {"flag": "-f --filename"})}, "add": ("print-secret",)},
                    ),
                },
            },
        },
        "patch": {"effects": ("write", "deploy")},
        "replace": {
            "effects": ("write", "deploy"),
            "when": (
                {
                    "if": {"all": ({"flag": "--force"}, {"not": {"flag": "--dry-run", "value": ("client", "server")}})},
                    "add": ("delete",),
                },
            ),
        },
        "wait": {"effects": ("read",)},
        "kustomize": {
            "flags": {"-e --env": "value"}, "effects": (),
            "when": (
                {"if": {"arg": "@1", "is": ("*://*", "*github.com*", "*git@*")}, "add": ("network",), "local": False},
                {"if": {"flag": "--enable-exec"}, "add": ("exec",)},
                {"if": {"flag": "--enable-helm"}, "add": ("exec",)},
            ),
            "files": {"@1": "read", "-o --output": "write"}, "local": True,
        },
        "label": {"effects": ("write",), "when": ({"if": {"flag": "--list"}, "effects": ("read",)},)},
        "annotate": {
            "effects": ("write",),
            "when": (
                {"if": {"flag": "--list"}, "effects": ("read",)},
                {"if": {"all": ("a secret is named", {"flag": "--list"})}, "add": ("print-secret",)},
            ),
        },
        "completion": {"effects": (), "local": True, "files": {}}, "help": {"effects": (), "local": True},
        "options": {"effects": (), "local": True}, "api-resources": {"effects": ("read",)},
        "api-versions": {"effects": ("read",)},
        "config": {
            "effects": ("write",), "local": True, "files": {"--kubeconfig": "write"},
            "subcommands": {
                "current-context": {"effects": (), "files": {"--kubeconfig": "read"}, "sets": {}},
                "delete-cluster": {"effects": ("delete",), "sets": {"kube-config": "@*"}},
                "delete-context": {"effects": ("delete",), "sets": {"kube-config": "@*"}},
                "delete-user": {"effects": ("delete",), "sets": {"kube-config": "@*"}},
                "get-clusters": {"effects": (), "files": {"--kubeconfig": "read"}, "sets": {}},
                "get-contexts": {"effects": (), "files": {"--kubeconfig": "read"}, "sets": {}},
                "get-users": {"effects": (), "files": {"--kubeconfig": "read"}, "sets": {}},
                "rename-context": {"sets": {"kube-config": "@*"}},
                "set": {
                    "when": ({"if": {"arg": "@1", "is": ("current-context",)}, "sets": {"kube-context": "@2"}},),
                    "sets": {"kube-config": "@*"},
                },
                "set-cluster": {
                    "flags": {"--server": "value"}, "files": {"--certificate-authority": "read"},
                    "sets": {"kube-config": "@*"},
                },
                "set-context": {"flags": {"--namespace": "value"}, "sets": {"kube-config": "@*"}},
                "set-credentials": {
                    "files": {"--client-certificate": "read", "--client-key": "read"}, "sets": {"kube-config": "@*"},
                },
                "unset": {"effects": ("delete",), "sets": {"kube-config": "@*"}},
                "use-context use": {"sets": {"kube-context": "@1"}},
                "view": {
                    "flags": {"--raw": "flag"}, "effects": (),
                    "when": ({"if": {"flag": "--raw"}, "add": ("read", "print-secret")},),
                    "files": {"--kubeconfig": "read"}, "sets": {},
                },
            },
        },
        "plugin": {"effects": (), "local": True, "subcommands": {"list": {}}},
        "version": {"effects": ("read",), "when": ({"if": {"flag": "--client"}, "effects": (), "local": True},)},
        "alpha": {"effects": ("write",), "subcommands": {"kuberc": {"local": True}}},
    },
}
