"""The guard itself and other hooks of a repository."""

# fmt: off
TOOLS = (
    {
        "names": ("tta-guard",), "about": "the guard itself", "docs": "https://pypi.org/project/tta-guard/",
        "style": "gnu", "help": ("--help", "--version"), "unlisted": "flag",
        "flags": {
            "--approval": "value", "--args": "value", "-c": "value", "--config": "value", "--help": "flag",
            "--json": "flag", "--mode": "value", "--paths-from": "value", "--range": "value", "--remove": "flag",
            "--server": "value", "--staged": "flag", "--trace": "flag", "--version": "flag", "-y --yes": "flag",
        },
        "effects": ("weaken-guard",), "local": True, "target": None,
        "subcommands": {
            "": {"effects": ()},
            "init": {
                "effects": ("write",),
                "when": ({"if": {"flag": "--remove"}, "add": ("weaken-guard",), "note": "takes the hooks away"},),
            },
            "demo": {"effects": ("write",)},
            "doctor check explain hook agent-hook help version": {"effects": ("read",)},
            "policy": {
                "effects": ("read",),
                "subcommands": {
                    "show lint compile": {"effects": ("read",)}, "lock": {"effects": ("write", "weaken-guard")},
                },
            },
            "approval": {
                "effects": ("read",),
                "subcommands": {
                    "request show verify list": {"effects": ("read",)}, "sign": {"effects": ("weaken-guard", "write")},
                    "revoke": {"effects": ("write",)},
                },
            },
            "audit": {
                "effects": ("read",),
                "subcommands": {"show verify": {"effects": ("read",)}, "export checkpoint": {"effects": ("write",)}},
            },
            "mcp": {"effects": ("exec",), "subcommands": {"serve": {"effects": ("exec",)}}},
        },
    },
    {
        "names": ("tta-run",), "about": "one command under the guard", "docs": "https://pypi.org/project/tta-guard/",
        "style": "gnu", "help": ("--help", "--version"), "stop": "first-positional",
        "flags": {
            "--approval": "value", "-c": "value", "--config": "value", "--explain": "flag", "--help": "flag",
            "--json": "flag", "--mode": "value", "--shell": "flag", "--status-fd": "value", "--timeout": "value",
            "--version": "flag",
        },
        "effects": (), "local": True, "target": None, "files": {"--approval": "read"},
        "commands": ({"form": "shell", "from": "-c"}, {"form": "argv", "from": "--"}, {"form": "argv", "from": "@1"}),
        "when": ({"if": {"flag": "--explain"}, "effects": ()},),
    },
    {
        "names": ("pre-commit", "prek"), "about": "hooks of a repository", "docs": "https://pre-commit.com/",
        "style": "gnu", "help": ("-h --help", "-V --version"), "unlisted": "flag",
        "flags": {
            "-a --all-files": "flag", "--allow-missing-config": "flag", "--bleeding-edge": "flag",
            "-c --config": "value", "--checkout-type": "value", "--color": "value", "--commit-msg-filename": "value",
            "--commit-object-name": "value", "-f --overwrite": "flag", "--files": "values", "--freeze": "flag",
            "-h --help": "flag", "--hook-stage": "value", "--install-hooks": "flag", "--is-squash-merge": "value",
            "-j --jobs": "value", "--local-branch": "value", "-o --to-ref --origin": "value",
            "--prepare-commit-message-source": "value", "--ref": "value", "--remote-branch": "value",
            "--remote-name": "value", "--remote-url": "value", "--repo": "value", "--rewrite-command": "value",
            "-s --from-ref --source": "value", "--show-diff-on-failure": "flag", "-t --hook-type": "value",
            "-v --verbose": "flag", "-V --version": "flag",
        },
        "effects": ("exec",), "local": True, "target": None, "files": {"-c --config": "read"},
        "when": ({"if": {"env": "SKIP"}, "add": ("weaken-guard",), "note": "checks are skipped"},),
        "subcommands": {
            "": {"effects": ("exec",)}, "run try-repo hook-impl hazmat": {"effects": ("exec",)},
            "install install-hooks init-templatedir autoupdate migrate-config update": {
                "effects": ("write", "network"),
            },
            "uninstall": {"effects": ("delete", "weaken-guard")}, "clean gc": {"effects": ("delete",)},
            "sample-config validate-config validate-manifest help list": {"effects": ("read",)},
        },
    },
    {
        "names": ("husky", "lefthook", "overcommit", "simple-git-hooks", "hk", "yorkie", "captainhook"),
        "about": "hooks of a repository", "docs": "https://typicode.github.io/husky/", "style": "gnu",
        "help": ("-h --help",), "unlisted": "flag",
        "flags": {
            "-a --aggressive": "flag", "--all-files": "flag", "--colors": "value", "--commands": "values",
            "--exclude": "values", "-f --force": "flag", "--file": "values", "--files": "values", "-h --help": "flag",
            "-i --install": "flag", "--jobs": "values", "-k --keep-config": "flag", "--no-tty": "flag",
            "-r --remove-configs": "flag", "-s --sign": "flag", "-u --uninstall": "flag", "-v --verbose": "flag",
        },
        "effects": ("exec",), "local": True, "target": None,
        "when": (
            {"if": {"any": ({"flag": "-u --uninstall"}, {"flag": "-s --sign"})}, "add": ("weaken-guard",)},
            {
                "if": {
                    "any": (
                        {"env": "LEFTHOOK", "value": ("0", "false")},
                        {"env": "HUSKY", "value": ("0",)},
                        {"env": "OVERCOMMIT_DISABLE"},
                    ),
                },
                "add": ("weaken-guard",),
            },
        ),
        "subcommands": {
            "": {"effects": ("write",)}, "run validate check": {"effects": ("exec",)},
            "install add set init self-update": {"effects": ("write",)},
            "uninstall remove disable": {"effects": ("delete", "weaken-guard")},
            "dump version help": {"effects": ("read",)},
        },
    },
)
