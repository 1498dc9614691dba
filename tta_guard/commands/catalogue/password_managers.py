"""Password managers. They serve no one environment, so what they print is all that is said of them."""

# fmt: off
TOOLS = (
    {
        "names": ("op",), "about": "1Password", "docs": "https://developer.1password.com/docs/cli/reference/",
        "style": "pflag", "help": ("-h --help",),
        "flags": {
            "--account": "value", "--address": "value", "--all": "flag", "--archive": "flag", "--cache": "flag",
            "--categories": "value", "--category": "value", "--config": "value", "--current-vault": "value",
            "--debug": "flag", "--description": "value", "--destination-vault": "value", "--dry-run": "flag",
            "--email": "value", "--emails": "value", "--encoding": "value", "--env-file": "value",
            "--environment": "value", "--expires-in": "value", "--expiry": "value", "-f --force": "flag",
            "--favorite": "flag", "--fields": "value", "--file-mode": "value", "--format": "value",
            "--generate-password": "optional", "--group": "value", "-h --help": "flag", "-i --in-file": "value",
            "--icon": "value", "--include-archive": "flag", "--iso-timestamps": "flag", "--long": "flag",
            "-n --no-newline": "flag", "--name": "value", "--no-color": "flag", "--no-masking": "flag",
            "-o --out-file": "value", "--otp": "flag", "--output": "value", "--permissions": "value", "--raw": "flag",
            "--reveal": "flag", "--role": "value", "--session": "value", "--share-link": "flag", "--signin": "flag",
            "--ssh-generate-key": "value", "--tags": "value", "--template": "value", "--title": "value",
            "--url": "value", "--user": "value", "-v --version": "flag", "--vault": "value", "--view-once": "flag",
        },
        "effects": ("write", "print-secret"), "local": True, "target": None,
        "files": {
            "--env-file": "read env-file", "-i --in-file": "read", "-o --out-file": "create", "--template": "read",
        },
        "subcommands": {
            "": {"effects": ()}, "read inject": {"effects": ("read", "print-secret")},
            "run": {
                "effects": ("exec", "print-secret"), "stop": "first-positional",
                "commands": ({"form": "argv", "from": "--"}, {"form": "argv", "from": "@1"}),
            },
            "item": {
                "effects": ("write",),
                "subcommands": {
                    "get share template": {
                        "effects": ("read", "print-secret"), "subcommands": {"list": {"effects": ("read",)}},
                    },
                    "list ls": {"effects": ("read",)}, "delete remove rm": {"effects": ("delete",)},
                    "create edit move": {},
                },
            },
            "document": {
                "effects": ("write",),
                "subcommands": {
                    "get": {"effects": ("read", "print-secret")}, "list": {"effects": ("read",)},
                    "delete": {"effects": ("delete",)}, "create": {"files": {"@1": "read"}},
                    "edit": {"files": {"@2": "read"}},
                },
            },
            "vault group user account events-api connect environment": {
                "effects": ("write",),
                "subcommands": {
                    "get list ls": {"effects": ("read",)}, "delete remove rm suspend forget": {"effects": ("delete",)},
                    "token": {"effects": ("write", "print-secret")},
                    "server": {
                        "effects": ("write", "print-secret"), "subcommands": {"list get": {"effects": ("read",)}},
                    },
                    "read": {"effects": ("read", "print-secret")},
                },
            },
            "service-account": {"subcommands": {"ratelimit": {"effects": ("read",)}}},
            "plugin": {
                "effects": ("write",),
                "subcommands": {
                    "list inspect": {"effects": ("read",)},
                    "run": {
                        "effects": ("exec", "print-secret"), "stop": "first-positional",
                        "commands": ({"form": "argv", "from": "--"}, {"form": "argv", "from": "@1"}),
                    },
                },
            },
            "ssh": {"effects": ("write",), "subcommands": {"generate": {}}}, "signin": {},
            "signout": {"effects": ("write",)}, "whoami": {"effects": ("read",)}, "update completion": {"effects": ()},
            "get list": {"effects": ("read", "print-secret")},
        },
    },
    {
        "names": ("pass", "gopass", "passage"), "about": "password store",
        "docs": "https://git.zx2c4.com/password-store/about/", "style": "gnu", "help": ("--help",),
        "flags": {
            "-c --clip": "flag", "-e --echo": "flag", "-f --force": "flag", "--generator": "value", "-h": "flag",
            "--help": "flag", "-i --in-place": "flag", "--key": "value", "--lang": "value", "--limit": "value",
            "-m --multiline": "flag", "-n --no-symbols": "flag", "--nosync": "flag", "-o --password": "flag",
            "-p --path": "value", "--print": "flag", "-q --qrcode": "flag", "--qr": "flag", "-r --recursive": "flag",
            "--revision": "value", "-s --store": "value", "--sep": "value", "--symbols": "flag", "-u --unsafe": "flag",
            "--version": "flag", "-y --yes": "flag",
        },
        "effects": ("read", "print-secret"), "local": True, "target": None,
        "subcommands": {
            "": {"effects": ()}, "show": {}, "grep": {}, "insert add set new create": {"effects": ("write",)},
            "edit": {"effects": ("write", "print-secret")}, "generate": {"effects": ("write", "print-secret")},
            "rm remove delete purge": {"effects": ("delete",)},
            "mv rename cp copy link ln clone": {"effects": ("write",)},
            "init setup recipients mounts templates config convert": {"effects": ("write",)},
            "git": {
                "effects": ("write",), "style": "raw", "commands": ({"form": "argv", "from": "@*", "prefix": "=git"},),
            },
            "sync": {"effects": ("write", "network")}, "help version completion": {"effects": ()},
            "open close": {"effects": ("write",)}, "ls list": {"effects": ()}, "find search": {"effects": ()},
            "env": {
                "effects": ("exec", "print-secret"),
                "commands": ({"form": "argv", "from": "--"}, {"form": "argv", "from": "@2"}),
            },
            "otp totp hotp cat audit fscopy export sum": {},
        },
    },
    {
        "names": ("bw", "bws", "rbw"), "about": "Bitwarden", "docs": "https://bitwarden.com/help/cli/", "style": "gnu",
        "help": ("-h --help",),
        "flags": {
            "-a --access-token": "value", "--ambiguous": "flag", "--api": "value", "--apikey": "flag",
            "--capitalize": "flag", "--check": "flag", "--cleanexit": "flag", "--code": "value",
            "--collectionid": "value", "--color": "value", "--config-file": "value", "--deleteInDays": "value",
            "--events": "value", "-f --force": "flag", "--file": "value", "--folderid": "value", "--format": "value",
            "--full": "flag", "-h --help": "flag", "--hidden": "flag", "--hostname": "value", "--icons": "value",
            "--identity": "value", "--itemid": "value", "--key-connector": "value", "-l --lowercase": "flag",
            "--last": "flag", "--length": "value", "--maxAccessCount": "value", "--method": "value",
            "-n --number": "flag", "--name": "value", "--no-inherit-env": "flag", "--nointeraction": "flag",
            "--organizationid": "value", "--output": "value", "-p --permanent": "flag", "--passphrase": "flag",
            "--password": "value", "--passwordenv": "value", "--passwordfile": "value", "--port": "value",
            "--pretty": "flag", "--profile": "value", "--project-id": "value", "--quiet": "flag", "--raw": "flag",
            "--response": "flag", "-s --special": "flag", "--search": "value", "--separator": "value",
            "--server-url": "value", "--session": "value", "--shell": "value", "--sso": "flag", "--trash": "flag",
            "-u --uppercase": "flag", "--url": "value", "-v --version": "flag", "--web-vault": "value",
            "--words": "value",
        },
        "effects": ("write", "print-secret"), "local": True, "target": None,
        "files": {"--output": "create", "--file": "read", "--passwordfile": "read"},
        "subcommands": {
            "": {"effects": ()},
            "get": {"effects": ("read", "print-secret"), "subcommands": {"template fingerprint": {"effects": ()}}},
            "list": {
                "effects": ("read", "print-secret"),
                "subcommands": {
                    "folders collections organizations org-collections org-members": {"effects": ("read",)},
                },
            },
            "export receive": {"effects": ("read", "print-secret")}, "send": {"effects": ("write", "publish")},
            "serve": {"effects": ("print-secret", "network")}, "unlock login": {},
            "lock logout sync": {"effects": ("write",)},
            "create edit import move restore confirm share": {"effects": ("write",)},
            "delete purge remove rm": {"effects": ("delete",)},
            "generate encode status completion config update help": {"effects": ()},
            "secret": {
                "effects": ("read", "print-secret"),
                "subcommands": {
                    "create edit": {"effects": ("write", "print-secret")}, "delete": {"effects": ("delete",)},
                },
            },
            "project": {
                "effects": ("write",),
                "subcommands": {"list get": {"effects": ("read",)}, "delete": {"effects": ("delete",)}},
            },
            "run": {
                "effects": ("exec", "print-secret"), "stop": "first-positional",
                "commands": ({"form": "argv", "from": "--"}, {"form": "argv", "from": "@1"}),
            },
            "code totp history": {"effects": ("read", "print-secret")}, "add": {"effects": ("write",)},
            "unlocked ls": {"effects": ("read",)},
        },
    },
)
