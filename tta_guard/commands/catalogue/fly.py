"""Fly.io."""

# fmt: off
TOOL = {
    "names": ("fly", "flyctl"), "about": "Fly.io", "docs": "https://fly.io/docs/flyctl/", "style": "pflag",
    "help": ("-h --help",),
    "flags": {
        "-C --command": "value", "-a --app": "value", "--address": "value", "--all": "flag", "--attach": "value",
        "--auto-confirm": "flag", "-b --bind-addr": "value", "--build-arg": "value", "--build-only": "flag",
        "--build-secret": "value", "--build-target": "value", "--buildkit": "flag", "-c --config": "value",
        "--container": "value", "--copy-config": "flag", "--count": "value", "--cpus": "value", "-d --detach": "flag",
        "--database": "value", "--debug": "flag", "--depot": "flag", "--dns-checks": "flag", "--dockerfile": "value",
        "-e --env": "value", "--exclude-machines": "value", "--exclude-regions": "value", "-f --force": "flag",
        "--file-literal": "value", "--file-local": "value", "--file-secret": "value", "--flycast": "flag",
        "--from": "value", "-g --process-group": "value", "--generate-name": "flag", "-h --help": "flag",
        "--ha": "flag", "--hostname": "value", "-i --image": "value", "--ignorefile": "value",
        "--image-label": "value", "--internal-port": "value", "--into": "value", "-j --json": "flag",
        "--kernel-arg": "value", "--label": "value", "--local-only": "flag", "--machine": "value",
        "--max-concurrent": "value", "--max-per-region": "value", "--max-unavailable": "value", "--memory": "value",
        "--metadata": "value", "--mount-point": "value", "-n --no-tail": "flag", "--name": "value",
        "--nixpacks": "flag", "--no-cache": "flag", "--no-deploy": "flag", "--no-public-ips": "flag", "--now": "flag",
        "-o --org": "value", "--only-machines": "value", "--only-regions": "value", "-p --port": "value",
        "--path": "value", "--primary-region": "value", "--pty": "flag", "--push": "flag", "-q --quiet": "flag",
        "-r --region": "value", "--regions": "value", "--release-command-timeout": "value", "--remote-only": "flag",
        "--restart": "value", "--rm": "flag", "-s --select": "flag", "--schedule": "value", "--shared": "flag",
        "--signal": "value", "--size": "value", "--skip-release-command": "flag", "--skip-start": "flag",
        "--smoke-checks": "flag", "--snapshot-id": "value", "--stage": "flag", "--strategy": "value",
        "-t --access-token": "value", "-u --user": "value", "--update-only": "flag", "--verbose": "flag",
        "--vm-cpu-kind": "value", "--vm-cpus": "value", "--vm-gpu-kind": "value", "--vm-gpus": "value",
        "--vm-host-dedication-id": "value", "--vm-memory": "value", "--vm-size": "value",
        "--volume-initial-size": "value", "--wait-timeout": "value", "--watch": "flag", "-y --yes": "flag",
    },
    "effects": ("write",),
    "target": {
        "resolver": "paas", "app": ("-a --app", "$FLY_APP"), "config": ("-c --config",), "organisation": ("-o --org",),
    },
    "files": {"-c --config": "read", "--file-local": "read key=path", "--dockerfile": "read", "--ignorefile": "read"},
    "subcommands": {
        "": {"effects": (), "local": True},
        "deploy launch": {
            "effects": ("write", "deploy"), "files": {"@1": "read"},
            "when": ({"if": {"any": ({"flag": "--build-only"}, {"flag": "--no-deploy"})}, "effects": ("write",)},),
        },
        "apps app": {
            "subcommands": {
                "list ls": {"effects": ("read",)},
                "destroy delete": {
                    "effects": ("delete",),
                    "target": {
                        "resolver": "paas", "app": ("@1", "-a --app"), "config": ("-c --config",),
                        "organisation": ("-o --org",),
                    },
                },
                "create open move errors releases": {},
                "restart": {
                    "target": {
                        "resolver": "paas", "app": ("@1", "-a --app"), "config": ("-c --config",),
                        "organisation": ("-o --org",),
                    },
                },
            },
        },
        "destroy": {
            "effects": ("delete",),
            "target": {
                "resolver": "paas", "app": ("@1", "-a --app"), "config": ("-c --config",),
                "organisation": ("-o --org",),
            },
        },
        "secrets": {
            "subcommands": {
                "list ls": {"effects": ("read",)}, "set import deploy sync": {"effects": ("write", "deploy")},
                "unset": {"effects": ("write", "delete", "deploy")}, "keys": {},
            },
        },
        "ssh": {
            "effects": ("exec",),
            "subcommands": {
                "console sftp log": {
                    "flags": {"-A --address": "value"},
                    "commands": ({"form": "shell", "from": "-C --command", "remote": True},),
                },
                "issue": {"effects": ("write", "print-secret")}, "establish": {"effects": ("write",)},
            },
        },
        "sftp": {
            "subcommands": {
                "get find": {"effects": ("read",), "files": {"@2": "create"}}, "put": {"files": {"@1": "read"}},
                "shell": {"effects": ("exec",)},
            },
        },
        "console": {
            "effects": ("exec",), "flags": {"-A --address": "value"},
            "commands": ({"form": "shell", "from": "-C --command", "remote": True},),
        },
        "proxy": {"effects": ("read", "network"), "sets": {"tunnel": "@*"}},
        "machine machines m": {
            "subcommands": {
                "list ls status": {"effects": ("read",)},
                "exec": {"effects": ("exec",), "commands": ({"form": "shell", "from": "@2", "remote": True},)},
                "run create": {
                    "effects": ("write", "deploy", "exec"),
                    "commands": ({"form": "argv", "from": "@2", "remote": True},),
                },
                "destroy remove rm kill": {"effects": ("delete",)}, "clone update": {"effects": ("write", "deploy")},
                "start stop restart suspend cordon uncordon leases egress-ip": {},
                "api-proxy": {"effects": ("read", "network")},
            },
        },
        "scale": {"subcommands": {"show": {"effects": ("read",)}}},
        "autoscale": {"subcommands": {"show": {"effects": ("read",)}}},
        "status logs releases history regions platform dig ping checks image services": {"effects": ("read",)},
        "volumes volume vol": {
            "subcommands": {
                "list ls show": {"effects": ("read",)}, "destroy delete rm": {"effects": ("delete",)},
                "snapshots": {"subcommands": {"list ls": {"effects": ("read",)}}},
            },
        },
        "postgres pg mpg": {
            "subcommands": {
                "list status databases users": {"effects": ("read",)}, "connect": {"effects": ("exec",)},
                "create attach detach restart import failover config barman backup": {},
                "destroy": {"effects": ("delete",)},
                "proxy": {"effects": ("read", "network"), "sets": {"tunnel": "@*"}},
            },
        },
        "redis mysql storage tigris ext extensions consul": {
            "subcommands": {
                "list status show dashboard": {"effects": ("read",)}, "connect": {"effects": ("exec",)},
                "destroy delete": {"effects": ("delete",)}, "proxy": {"effects": ("read", "network")},
            },
        },
        "config": {"effects": ("read",), "subcommands": {"show display validate": {}, "env": {}, "save": {}}},
        "auth": {
            "effects": ("write", "network"), "local": True,
            "subcommands": {
                "token": {"effects": ("read", "print-secret")}, "whoami": {"effects": ("read",)},
                "logout login signup docker": {},
            },
        },
        "tokens token": {
            "effects": ("write", "print-secret"),
            "subcommands": {
                "list ls debug": {"effects": ("read",)}, "revoke": {"effects": ("delete",)}, "create attenuate 3p": {},
            },
        },
        "ips certs certificates": {
            "subcommands": {
                "list ls show check private": {"effects": ("read",)},
                "release remove delete": {"effects": ("delete",)},
            },
        },
        "orgs": {"subcommands": {"list show": {"effects": ("read",)}, "delete remove": {"effects": ("delete",)}}},
        "wireguard wg": {
            "effects": ("write", "print-secret"),
            "subcommands": {
                "list status": {"effects": ("read",)}, "remove reset": {"effects": ("delete",)},
                "websockets": {"effects": ("write",)},
            },
        },
        "builds builder": {},
        "dashboard open doctor docs version help completion jobs settings": {"effects": (), "local": True},
        "agent mcp": {"effects": ("exec",), "local": True}, "restart resume suspend": {},
        "synthetics incidents": {"effects": ("read",)}, "move": {}, "learn": {"effects": (), "local": True},
    },
}
