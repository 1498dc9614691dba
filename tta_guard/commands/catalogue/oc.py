"""OpenShift: what `oc` has beside kubectl."""

# fmt: off
TOOL = {
    "names": ("oc",), "like": "kubectl", "about": "OpenShift",
    "docs": "https://docs.okd.io/latest/cli_reference/openshift_cli/developer-cli-commands.html",
    "subcommands": {
        "login": {
            "flags": {
                "--web": "flag", "--insecure-skip-tls-verify": "flag", "-u --username": "value",
                "-p --password": "value", "--token": "value", "--certificate-authority": "value",
                "--oidc-certificate-authority": "value", "--issuer-url": "value", "--client-id": "value",
            },
            "effects": ("write", "network"), "sets": {"kube-config": "@*"},
            "target": {
                "resolver": "kube", "server": ("@1", "-s --server"), "kubeconfig": ("--kubeconfig", "$KUBECONFIG"),
            },
        },
        "logout": {"effects": ("write",), "local": True},
        "project": {
            "flags": {"-q --short": "flag"}, "effects": ("write",), "local": True, "sets": {"kube-namespace": "@1"},
            "when": ({"if": {"args": (0, 0)}, "effects": ("read",), "local": False, "sets": {}},),
        },
        "projects": {"flags": {"-q --short": "flag"}, "effects": ("read",)},
        "status": {"flags": {"--suggest": "flag", "-o --output": "value"}, "effects": ("read",)},
        "whoami": {
            "flags": {
                "-t --show-token": "flag", "-c --show-context": "flag", "--show-server": "flag",
                "--show-console": "flag",
            },
            "effects": ("read",),
            "when": ({"if": {"flag": "-t --show-token"}, "add": ("print-secret",)},),
        },
        "new-app": {
            "flags": {
                "--insecure-registry": "flag", "--dry-run": "flag", "-S --search": "flag", "-L --list": "flag",
                "--as-deployment-config": "value", "--build-env": "value", "-e --env": "value", "--env-file": "value",
                "-f --file": "value", "-i --image-stream": "value", "-l --labels": "value", "--name": "value",
                "-o --output": "value", "-p --param": "value", "--param-file": "value", "--image": "value",
                "--strategy": "value", "--template": "value", "--code": "value", "--context-dir": "value",
            },
            "effects": ("write", "deploy"),
            "files": {"-f --file": "read", "--env-file": "read", "--param-file": "read"},
        },
        "new-build": {"effects": ("write",)},
        "new-project": {
            "flags": {
                "--skip-config-write": "flag", "--description": "value", "--display-name": "value",
                "--node-selector": "value",
            },
            "effects": ("write",), "sets": {"kube-namespace": "@1"},
        },
        "start-build": {
            "flags": {
                "-F --follow": "flag", "-w --wait": "flag", "--incremental": "flag", "--no-cache": "flag",
                "--from-dir": "value", "--from-file": "value", "--from-archive": "value", "--from-repo": "value",
                "-e --env": "value", "--commit": "value",
            },
            "effects": ("write", "deploy"),
            "files": {"--from-dir": "read", "--from-file": "read", "--from-archive": "read"},
        },
        "cancel-build": {"effects": ("write",)}, "import-image": {"effects": ("write",)},
        "tag": {"flags": {"-d --delete": "flag"}, "effects": ("write",)},
        "process": {
            "flags": {
                "--local": "flag", "-f --filename": "value", "-p --param": "value", "--param-file": "value",
                "-l --labels": "value", "-o --output": "value",
            },
            "effects": (), "files": {"-f --filename": "read", "--param-file": "read"},
            "when": ({"if": {"not": {"flag": "--local"}}, "effects": ("read",)},),
        },
        "rsh": {
            "flags": {
                "-t --tty": "flag", "-T --no-tty": "flag", "--shell": "value", "-c --container": "value",
                "--timeout": "value",
            },
            "effects": ("exec",), "stop": "first-positional",
            "commands": ({"form": "argv", "from": "@2", "remote": True},),
        },
        "rsync": {
            "flags": {
                "--delete": "flag", "--no-perms": "flag", "--progress": "flag", "-w --watch": "flag",
                "--exclude": "value", "--include": "value", "--strategy": "value", "-c --container": "value",
            },
            "effects": ("write",), "files": {"@1": "read copy", "@2": "write copy"},
        },
        "extract": {
            "flags": {"--confirm": "flag", "--keys": "value", "--to": "value"}, "effects": ("read", "print-secret"),
            "files": {"--to": "write"},
            "when": ({"if": {"arg": "@1", "is": ("cm/*", "configmap/*", "configmaps/*")}, "effects": ("read",)},),
        },
        "serviceaccounts sa": {
            "effects": ("write",),
            "subcommands": {"get-token create-kubeconfig new-token": {"effects": ("read", "print-secret")}},
        },
        "registry": {
            "effects": ("write",),
            "subcommands": {
                "login": {
                    "flags": {
                        "--insecure": "flag", "--skip-check": "flag", "--registry": "value", "--to": "value",
                        "-a --registry-config": "value", "--auth-basic": "value", "-z --service-account": "value",
                    },
                    "effects": ("write", "print-secret"),
                },
                "info": {"effects": ("read",)},
            },
        },
        "secrets": {"effects": ("write",), "subcommands": {}}, "policy": {"effects": ("write", "weaken-guard")},
        "adm": {
            "effects": ("write", "exec"),
            "subcommands": {
                "policy": {"effects": ("write", "weaken-guard")}, "top": {"effects": ("read",)},
                "cordon uncordon taint": {"effects": ("write",)}, "drain": {"effects": ("write", "delete")},
                "prune": {
                    "flags": {"--confirm": "flag"}, "effects": ("delete",),
                    "when": ({"if": {"not": {"flag": "--confirm"}}, "effects": ("read",)},),
                },
                "must-gather inspect node-logs": {"effects": ("read",)},
                "release": {"effects": ("read",), "subcommands": {"info extract": {"effects": ("read",)}}},
                "upgrade": {"effects": ("write", "deploy")},
            },
        },
        "rollback": {"effects": ("write", "deploy")}, "idle": {"effects": ("write",)},
        "observe": {"effects": ("read", "exec")},
        "image": {
            "effects": ("write", "network"),
            "subcommands": {"info": {"effects": ("read", "network")}, "extract": {"effects": ("read", "network")}},
        },
        "get-token": {"effects": ("read", "print-secret")}, "debug": {},
    },
}
