"""Doppler, Infisical and chamber: secret stores that start programs with the secrets in their environment."""

# fmt: off
TOOLS = (
    {
        "names": ("doppler",), "about": "Doppler", "docs": "https://docs.doppler.com/docs/cli", "style": "pflag",
        "help": ("-h --help",),
        "flags": {
            "--access": "value", "--all": "flag", "--api-host": "value", "--attempts": "value", "-c --config": "value",
            "--command": "value", "--config-dir": "value", "--configuration": "value", "--copy": "flag",
            "--dashboard-host": "value", "--debug": "flag", "--dynamic-ttl": "value", "--environment": "value",
            "--fallback": "value", "--fallback-only": "flag", "--fallback-passphrase": "value",
            "--fallback-readonly": "flag", "--format": "value", "--forward-signals": "flag", "-h --help": "flag",
            "--json": "flag", "--max-age": "value", "--mount": "value", "--mount-format": "value",
            "--mount-max-reads": "value", "--mount-template": "value", "-n --number": "value", "--name": "value",
            "--name-transformer": "value", "--no-cache": "flag", "--no-check-version": "flag",
            "--no-exit-on-write-failure": "flag", "--no-fallback": "flag", "--no-interactive": "flag",
            "--no-liveness-ping": "flag", "--no-read-env": "flag", "--no-verify-tls": "flag", "--only-names": "flag",
            "--only-secrets": "value", "-p --project": "value", "--page": "value", "--passphrase": "value",
            "--plain": "flag", "--preserve-env": "optional", "--print-config": "flag", "--raw": "flag",
            "--scope": "value", "--silent": "flag", "--slug": "value", "-t --token": "value", "--timeout": "value",
            "-v --version": "flag", "--visibility": "value", "--watch": "flag", "-y --yes": "flag",
        },
        "effects": ("write",),
        "target": {
            "resolver": "generic", "project": ("-p --project", "$DOPPLER_PROJECT"),
            "environment": ("-c --config", "$DOPPLER_CONFIG"), "host": ("--api-host",),
        },
        "files": {"--fallback": "read+write", "--mount": "create", "--mount-template": "read"},
        "subcommands": {
            "": {"effects": (), "local": True},
            "run": {
                "effects": ("exec", "print-secret"), "stop": "first-positional",
                "commands": (
                    {"form": "argv", "from": "--"},
                    {"form": "argv", "from": "@1"},
                    {"form": "shell", "from": "--command"},
                ),
                "subcommands": {"clean": {"effects": ("delete",), "local": True}},
            },
            "secrets": {
                "effects": ("read", "print-secret"), "when": ({"if": {"flag": "--only-names"}, "effects": ("read",)},),
                "subcommands": {
                    "get": {}, "download substitute": {"files": {"@1": "create"}}, "set": {"effects": ("write",)},
                    "upload": {"effects": ("write",), "files": {"@1": "read"}}, "delete": {"effects": ("delete",)},
                    "notes": {"effects": ("write",)},
                },
            },
            "configs": {
                "subcommands": {
                    "": {"effects": ("read",)}, "get logs": {"effects": ("read",)}, "delete": {"effects": ("delete",)},
                    "create clone update lock unlock": {},
                    "tokens": {
                        "subcommands": {
                            "": {"effects": ("read",)}, "create": {"effects": ("write", "print-secret")},
                            "get": {"effects": ("read",)}, "revoke": {"effects": ("delete",)},
                        },
                    },
                },
            },
            "environments projects": {
                "subcommands": {
                    "": {"effects": ("read",)}, "get": {"effects": ("read",)}, "delete": {"effects": ("delete",)},
                },
            },
            "activity me settings": {"effects": ("read",)},
            "login setup": {"effects": ("write", "network"), "local": True, "target": None},
            "logout": {"local": True},
            "configure": {
                "local": True,
                "subcommands": {"": {"effects": ()}, "get debug flags options": {"effects": ("read", "print-secret")}},
            },
            "oidc": {"effects": ("write", "network")}, "import": {}, "tui": {"effects": ("write", "print-secret")},
            "changelog completion open update feedback help analytics": {"effects": (), "local": True},
        },
    },
    {
        "names": ("infisical",), "about": "Infisical", "docs": "https://infisical.com/docs/cli/overview",
        "style": "pflag", "help": ("-h --help",),
        "flags": {
            "--access-level": "value", "-c --command": "value", "--clear-domains": "flag", "--client-id": "value",
            "--client-secret": "value", "--config": "value", "--domain": "value", "-e --env": "value",
            "--expand": "flag", "--expiry-seconds": "value", "--file": "value", "--format": "value",
            "-h --help": "flag", "--include-imports": "flag", "--log-level": "value", "--log-opts": "value",
            "--method": "value", "--name": "value", "--no-git": "flag", "-o --output-file": "value", "--path": "value",
            "--plain": "flag", "--project-config-dir": "value", "--projectId": "value", "--recursive": "flag",
            "--redact": "flag", "--scope": "value", "--secret-overriding": "flag", "--silent": "flag",
            "--source": "value", "--staged": "flag", "-t --tag": "value", "--tags": "value", "--telemetry": "flag",
            "--template": "value", "--token": "value", "--type": "value", "-v --version": "flag", "--verbose": "flag",
            "--watch": "flag", "--watch-interval": "value",
        },
        "effects": ("write",),
        "target": {
            "resolver": "generic", "environment": ("-e --env",), "project": ("--projectId",),
            "host": ("--domain", "$INFISICAL_API_URL"), "path": ("--path",),
        },
        "files": {"-o --output-file": "create", "--template": "read", "--config": "read"},
        "subcommands": {
            "": {"effects": (), "local": True},
            "run": {
                "effects": ("exec", "print-secret"), "stop": "first-positional",
                "commands": (
                    {"form": "argv", "from": "--"},
                    {"form": "argv", "from": "@1"},
                    {"form": "shell", "from": "-c --command"},
                ),
            },
            "export": {"effects": ("read", "print-secret")},
            "secrets": {
                "effects": ("read", "print-secret"),
                "subcommands": {
                    "get generate-example-env": {}, "set": {"effects": ("write",)}, "delete": {"effects": ("delete",)},
                    "folders": {
                        "effects": ("write",),
                        "subcommands": {"get": {"effects": ("read",)}, "delete": {"effects": ("delete",)}},
                    },
                },
            },
            "service-token": {"effects": ("write", "print-secret")},
            "dynamic-secrets": {"effects": ("write", "print-secret")}, "token": {"effects": ("read", "print-secret")},
            "ssh": {"effects": ("write", "print-secret")}, "login": {"effects": ("write", "network"), "local": True},
            "init vault user reset": {"local": True},
            "agent gateway bootstrap kmip relay": {"effects": ("exec", "write", "print-secret")},
            "scan": {"effects": (), "local": True}, "completion help": {"effects": (), "local": True},
        },
    },
    {
        "names": ("chamber",), "about": "secrets in AWS Parameter Store",
        "docs": "https://github.com/segmentio/chamber", "style": "pflag", "help": ("-h --help",),
        "flags": {
            "-b --backend": "value", "--backend-s3-bucket": "value", "-e --expand": "flag", "-f --format": "value",
            "-h --help": "flag", "-k --key": "value", "--kms-key-alias": "value", "--min-throttle-delay": "value",
            "-o --output-file": "value", "--pristine": "flag", "-q --quiet": "flag", "-r --retries": "value",
            "--retry-mode": "value", "-s --skip-unchanged": "flag", "--strict": "flag", "--strict-value": "value",
            "-t --time": "flag", "--tags": "value", "-u --user": "flag", "-v --verbose": "flag", "--values": "flag",
            "--version": "value",
        },
        "effects": ("write",),
        "target": {
            "resolver": "aws", "profile": ("$AWS_PROFILE", "$AWS_DEFAULT_PROFILE"),
            "region": ("$CHAMBER_AWS_REGION", "$AWS_REGION"), "stage": ("@1",),
        },
        "files": {"-o --output-file": "create"},
        "subcommands": {
            "": {"effects": (), "local": True},
            "exec": {
                "effects": ("exec", "print-secret"), "commands": ({"form": "argv", "from": "--"},),
                "target": {
                    "resolver": "aws", "profile": ("$AWS_PROFILE", "$AWS_DEFAULT_PROFILE"),
                    "region": ("$CHAMBER_AWS_REGION", "$AWS_REGION"), "stage": ("@*",),
                },
            },
            "read env export": {"effects": ("read", "print-secret")},
            "list list-services history find tag": {
                "effects": ("read",),
                "when": ({"if": {"any": ({"flag": "-e --expand"}, {"flag": "--values"})}, "add": ("print-secret",)},),
            },
            "write import": {"files": {}}, "delete": {"effects": ("delete",)},
            "version help completion": {"effects": (), "local": True},
        },
    },
)
