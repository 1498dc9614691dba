"""Terraform and OpenTofu. Workspaces are local to read: `workspace select` only writes a file."""

# fmt: off
TOOL = {
    "names": ("terraform",), "about": "infrastructure as code",
    "docs": "https://developer.hashicorp.com/terraform/cli/commands", "style": "go", "help": ("-h -help",),
    "flags": {
        "-allow-deferral": "flag", "-allow-missing": "flag", "-auto-approve": "flag", "-backend": "optional",
        "-backend-config": "value", "-backup": "value", "-chdir": "value", "-check": "flag", "-cloud": "optional",
        "-cloud-run": "value", "-compact-warnings": "flag", "-concise": "flag", "-config": "value",
        "-consolidate-errors": "optional", "-consolidate-warnings": "optional", "-destroy": "flag",
        "-detailed-exitcode": "flag", "-diff": "flag", "-draw-cycles": "flag", "-dry-run": "flag",
        "-enable-plugin-cache": "flag", "-exclude": "value", "-exclude-file": "value", "-filter": "value",
        "-force": "flag", "-force-copy": "flag", "-from-module": "value", "-fs-mirror": "value",
        "-generate-config": "value", "-generate-config-out": "value", "-get": "optional", "-h -help": "flag",
        "-id": "value", "-ignore-remote-version": "flag", "-input": "optional", "-json": "flag", "-junit-xml": "value",
        "-list": "optional", "-lock": "optional", "-lock-file": "optional", "-lock-timeout": "value",
        "-lockfile": "value", "-max-workspaces": "value", "-migrate-state": "flag", "-module-depth": "value",
        "-net-mirror": "value", "-no-color": "flag", "-no-tests": "flag", "-or-create": "flag", "-out": "value",
        "-parallelism": "value", "-plan": "value", "-platform": "value", "-plugin-dir": "value", "-provider": "value",
        "-raw": "flag", "-reconfigure": "flag", "-recursive": "flag", "-refresh": "optional", "-refresh-only": "flag",
        "-replace": "value", "-show-sensitive": "flag", "-state": "value", "-state-out": "value", "-target": "value",
        "-target-file": "value", "-test-directory": "value", "-type": "value", "-update": "flag", "-upgrade": "flag",
        "-var": "value", "-var-file": "value", "-verbose": "flag", "-version -v": "flag", "-write": "optional",
    },
    "stop": "first-positional", "effects": ("write",),
    "target": {
        "resolver": "terraform", "directory": ("-chdir",), "workspace": ("$TF_WORKSPACE",), "var-file": ("-var-file",),
        "var": ("-var",), "backend-config": ("-backend-config",), "state": ("-state",),
        "config": ("$TF_CLI_CONFIG_FILE", "$TERRAFORM_CONFIG"),
    },
    "files": {
        "-var-file": "read", "-backend-config": "read", "-state": "read", "-out": "create",
        "-generate-config-out": "create", "-state-out": "write", "-backup": "write",
    },
    "when": ({"if": {"flag": "-version -v"}, "effects": (), "local": True},),
    "subcommands": {
        "": {"effects": (), "local": True},
        "apply": {
            "effects": ("write", "deploy"), "files": {"@1": "read", "-state": "write"},
            "when": (
                {
                    "if": {
                        "any": (
                            {"flag": "-destroy"},
                            {"env": "TF_CLI_ARGS", "value": ("*destroy*",)},
                            {"env": "TF_CLI_ARGS_apply", "value": ("*destroy*",)},
                        ),
                    },
                    "add": ("delete",),
                },
                {"if": {"args": (1, None)}, "note": "a saved plan may also destroy"},
            ),
        },
        "destroy": {"effects": ("delete",)}, "plan": {"effects": ("read",)},
        "init": {
            "effects": ("read", "network"),
            "when": (
                {"if": {"any": ({"flag": "-migrate-state"}, {"flag": "-force-copy"})}, "add": ("write",)},
                {"if": {"flag": "-backend", "value": ("false",)}, "effects": ("network",), "local": True},
            ),
        },
        "import": {}, "refresh": {}, "taint untaint": {}, "force-unlock": {},
        "output": {
            "effects": ("read",),
            "when": (
                {
                    "if": {
                        "any": ({"flag": "-json"}, {"flag": "-raw"}, {"flag": "-show-sensitive"}, {"args": (1, None)}),
                    },
                    "add": ("print-secret",), "note": "sensitive outputs are shown in clear",
                },
            ),
        },
        "show": {
            "effects": ("read",), "files": {"@1": "read"},
            "when": ({"if": {"any": ({"flag": "-json"}, {"flag": "-show-sensitive"})}, "add": ("print-secret",)},),
        },
        "state": {
            "subcommands": {
                "list": {"effects": ("read",)},
                "show": {
                    "effects": ("read",),
                    "when": (
                        {"if": {"any": ({"flag": "-json"}, {"flag": "-show-sensitive"})}, "add": ("print-secret",)},
                    ),
                },
                "pull": {"effects": ("read", "print-secret")}, "push": {"files": {"@1": "read"}},
                "mv replace-provider": {"when": ({"if": {"flag": "-dry-run"}, "effects": ("read",)},)},
                "rm": {"effects": ("delete",), "when": ({"if": {"flag": "-dry-run"}, "effects": ("read",)},)},
                "identities": {"effects": ("read",)},
            },
        },
        "workspace env": {
            "subcommands": {
                "list show": {"effects": ("read",)},
                "select": {
                    "effects": (), "local": True, "sets": {"terraform-workspace": "@1"},
                    "when": ({"if": {"flag": "-or-create"}, "effects": ("write",), "local": False},),
                },
                "new": {"sets": {"terraform-workspace": "@1"}}, "delete": {"effects": ("delete",)},
            },
        },
        "console": {"effects": ("read", "print-secret")}, "graph": {"effects": ("read",)},
        "validate version metadata modules": {"effects": (), "local": True},
        "fmt": {
            "local": True, "files": {"@*": "write"},
            "when": (
                {
                    "if": {"any": ({"flag": "-check"}, {"flag": "-write", "value": ("false",)})},
                    "effects": (), "files": {"@*": "read"},
                },
            ),
        },
        "get": {"effects": ("network",), "local": True},
        "providers": {
            "effects": (), "local": True,
            "subcommands": {"lock mirror": {"effects": ("network", "write")}, "schema": {}},
        },
        "login": {"effects": ("write", "network"), "local": True}, "logout": {"local": True},
        "test": {"effects": ("write", "deploy", "delete")}, "query": {"effects": ("read",)},
        "stacks": {"effects": ("write", "deploy")}, "rpcapi": {"effects": ("exec",)}, "cloud": {}, "push": {},
        "help": {"effects": (), "local": True}, "completion": {"effects": (), "local": True},
    },
}
