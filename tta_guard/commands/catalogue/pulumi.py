"""Pulumi: every preview and update runs the project's own program."""

# fmt: off
TOOL = {
    "names": ("pulumi",), "about": "infrastructure as programs",
    "docs": "https://www.pulumi.com/docs/iac/cli/commands/", "style": "pflag", "help": ("-h --help",),
    "flags": {
        "-C --cwd": "value", "-Q --show-name": "flag", "-a --all": "flag", "-c --config": "value",
        "--clear-pending-creates": "flag", "--cloud-url": "value", "--color": "value", "--config-file": "value",
        "--continue-on-error": "flag", "--copy-config-from": "value", "--create": "flag", "-d --debug": "flag",
        "--default-org": "value", "--description": "value", "--dest": "value", "--diff": "flag", "--dir": "value",
        "--disable-integrity-checking": "flag", "--disable-protect": "flag", "--dry-run": "flag", "-e --emoji": "flag",
        "--env": "value", "--exclude": "value", "--exclude-dependents": "flag", "--exclude-protected": "flag",
        "--exec-kind": "value", "--expect-no-changes": "flag", "--expiration": "value", "-f --skip-preview": "flag",
        "--file": "value", "--force": "flag", "--from": "value", "--fully-qualify-stack-names": "flag",
        "--generate-only": "flag", "-h --help": "flag", "-i --show-ids": "flag", "--import-file": "value",
        "--import-pending-creates": "flag", "-j --json": "flag", "--language": "value", "--logflow": "flag",
        "--logtostderr": "flag", "-m --message": "value", "--memprofilerate": "value", "--name": "value",
        "--no-select": "flag", "--non-interactive": "flag", "--offline": "flag", "--oidc-org": "value",
        "--oidc-token": "value", "--out": "value", "-p --parallel": "value", "--page": "value", "--page-size": "value",
        "--parent": "value", "--path": "flag", "--plaintext": "flag", "--plan": "value", "--policy-pack": "value",
        "--policy-pack-config": "value", "--preserve-config": "flag", "--preview-file": "value",
        "--preview-only": "flag", "--profiling": "value", "--properties": "value", "--protect": "flag",
        "--provider": "value", "--query": "value", "-r --resource": "value", "--refresh": "optional",
        "--remote": "flag", "--remove": "flag", "--replace": "value", "--run-program": "flag", "-s --stack": "value",
        "--save-plan": "value", "--secret": "flag", "--secrets-provider": "value", "--sensitive": "flag",
        "--server": "value", "--shell": "flag", "--show-config": "flag", "--show-full-output": "flag",
        "--show-reads": "flag", "--show-replacement-steps": "flag", "--show-sames": "flag", "--show-secrets": "flag",
        "--since": "value", "--suppress-outputs": "flag", "--suppress-permalink": "optional",
        "--suppress-progress": "flag", "-t --target": "value", "--tag": "value", "--target-dependents": "flag",
        "--target-replace": "value", "--template": "value", "--tracing": "value", "--ttl": "value",
        "-u --show-urls": "flag", "-v --verbose": "value", "--version": "value", "-y --yes": "flag",
    },
    "effects": ("write",),
    "target": {
        "resolver": "pulumi", "directory": ("-C --cwd",), "stack": ("-s --stack", "$PULUMI_STACK"),
        "config": ("--config-file",),
    },
    "files": {
        "--config-file": "read", "--import-file": "read", "--policy-pack": "exec", "--plan": "read",
        "--save-plan": "create",
    },
    "when": ({"if": {"flag": "--show-secrets"}, "add": ("print-secret",)},),
    "subcommands": {
        "": {"effects": (), "local": True},
        "up update": {
            "effects": ("write", "deploy", "exec"),
            "when": ({"if": {"flag": "--preview-only"}, "effects": ("read", "exec")},),
        },
        "preview pre": {"effects": ("read", "exec")},
        "destroy down dn": {
            "effects": ("delete",), "when": ({"if": {"flag": "--preview-only"}, "effects": ("read",)},),
        },
        "refresh": {"when": ({"if": {"flag": "--preview-only"}, "effects": ("read",)},)},
        "watch": {"effects": ("write", "deploy", "exec")}, "import": {}, "cancel": {},
        "stack": {
            "effects": ("read",),
            "subcommands": {
                "change-secrets-provider init": {"effects": ("write",), "sets": {"pulumi-stack": "@1"}},
                "export": {"files": {"--file": "create"}}, "graph": {}, "history": {},
                "import": {"effects": ("write",), "files": {"--file": "read"}}, "ls list": {}, "output": {},
                "rename": {"effects": ("write",)}, "rm": {"effects": ("delete",)},
                "select": {
                    "effects": (), "local": True, "sets": {"pulumi-stack": "@1"},
                    "when": ({"if": {"flag": "--create"}, "effects": ("write",), "local": False},),
                },
                "tag": {
                    "effects": ("write",),
                    "subcommands": {"get ls": {"effects": ("read",)}, "rm": {"effects": ("delete",)}},
                },
                "unselect": {"effects": (), "local": True},
            },
        },
        "config": {
            "effects": ("read",), "local": False,
            "subcommands": {
                "get": {"effects": ("read", "print-secret")}, "set set-all cp refresh": {"effects": ("write",)},
                "rm rm-all": {"effects": ("delete",)},
                "env": {"effects": ("write",), "subcommands": {"ls": {"effects": ("read",)}}},
            },
        },
        "env esc": {
            "subcommands": {
                "get open": {"effects": ("read", "print-secret")},
                "run": {
                    "effects": ("exec", "print-secret"),
                    "commands": ({"form": "argv", "from": "--"}, {"form": "argv", "from": "@2"}),
                },
                "ls diff": {"effects": ("read",)}, "edit": {"effects": ("write", "print-secret")},
                "rm": {"effects": ("delete",)}, "set init clone": {},
            },
        },
        "state": {
            "subcommands": {"delete": {"effects": ("delete",)}, "unprotect": {"effects": ("write", "weaken-guard")}},
        },
        "logs": {"effects": ("read",)}, "console": {"effects": ()}, "whoami": {"effects": ("read",)},
        "org": {"subcommands": {"get-default search": {"effects": ("read",)}}},
        "login": {"effects": ("write", "network"), "sets": {"pulumi-stack": "@1"}},
        "logout": {"local": True}, "new": {"effects": ("write", "exec", "network")},
        "install": {"effects": ("write", "network", "exec"), "local": True},
        "plugin": {
            "local": True,
            "subcommands": {"ls": {"effects": ()}, "install": {"effects": ("write", "network", "exec")}},
        },
        "package": {
            "local": True,
            "subcommands": {
                "publish": {"effects": ("publish", "network")},
                "get-schema gen-sdk add info": {"effects": ("write", "exec")},
            },
        },
        "policy": {
            "subcommands": {
                "ls": {"effects": ("read",)}, "publish": {"effects": ("publish", "network")},
                "disable rm": {"effects": ("delete", "weaken-guard")},
            },
        },
        "schema convert": {"effects": (), "local": True},
        "deployment": {
            "effects": ("write", "deploy"), "subcommands": {"settings": {"effects": ("write",), "subcommands": {}}},
        },
        "ai neo": {"effects": ("read", "network"), "local": True}, "do": {}, "about": {"effects": ("read",)},
        "version help gen-completion completion": {"effects": (), "local": True},
    },
}
