"""npm."""

# fmt: off
TOOL = {
    "names": ("npm",), "about": "Node packages", "docs": "https://docs.npmjs.com/cli/commands", "style": "gnu",
    "help": ("--help -h", "--version -v"), "unlisted": "flag",
    "flags": {
        "--access": "value", "--all -a": "flag", "--audit-level": "value", "--auth-type": "value", "--before": "value",
        "-c --call": "value", "--ca": "value", "--cache": "value", "--cafile": "value", "--cert": "value",
        "--cidr": "value", "--color": "optional", "--cpu": "value", "--depth": "value", "--diff": "value",
        "--diff-dst-prefix": "value", "--diff-src-prefix": "value", "--diff-unified": "value", "--dry-run": "flag",
        "--editor": "value", "--expect-result-count": "value", "--expect-results": "value", "--expires": "value",
        "--fetch-retries": "value", "--fetch-timeout": "value", "--force -f": "flag", "--git": "value",
        "--global -g": "flag", "--globalconfig": "value", "--heading": "value", "--help -h": "flag",
        "--https-proxy": "value", "--if-present": "flag", "--ignore-scripts": "flag", "--include": "value",
        "--init-author-name": "value", "--init-license": "value", "--init-module": "value", "--init-version": "value",
        "--install-strategy": "value", "--json": "flag", "--key": "value", "--libc": "value", "--link": "flag",
        "--local-address": "value", "--location -L": "value", "--loglevel": "value", "--logs-dir": "value",
        "--logs-max": "value", "--long -l": "flag", "--maxsockets": "value", "--message -m": "value",
        "--name": "value", "--no-install": "flag", "--node-options": "value", "--noproxy": "value", "--omit": "value",
        "--orgs": "value", "--os": "value", "--otp": "value", "--pack-destination": "value", "--package": "value",
        "--packages": "value", "--parseable -p": "flag", "--prefix -C": "value", "--preid": "value",
        "--provenance-file": "value", "--proxy": "value", "--quiet -q": "flag", "--read-only": "flag",
        "--registry": "value", "--replace-registry-host": "value", "--save -S": "flag", "--save-bundle -B": "flag",
        "--save-dev -D": "flag", "--save-exact -E": "flag", "--save-optional -O": "flag", "--save-prefix": "value",
        "--save-prod -P": "flag", "--sbom-format": "value", "--sbom-type": "value", "--scope": "value",
        "--scopes": "value", "--script-shell": "value", "--searchexclude": "value", "--searchlimit": "value",
        "--searchopts": "value", "--shell": "value", "--sign-git-tag": "flag", "--silent -s": "flag", "--tag": "value",
        "--tag-version-prefix": "value", "--timing": "flag", "--token-description": "value", "--umask": "value",
        "--user-agent": "value", "--userconfig": "value", "--verbose -d": "flag", "--version -v": "flag",
        "--viewer": "value", "-w --workspace": "value", "--which": "value", "--workspaces -ws": "flag",
        "--yes -y": "flag",
    },
    "effects": ("exec",), "local": True, "target": None, "files": {"--userconfig": "read"},
    "subcommands": {
        "": {"effects": ()},
        "help hlep help-search completion docs home bugs repo root bin prefix version-list": {"effects": ()},
        (
            "run run-script rum urn test tst t start stop restart install-test it install-ci-test cit"
        ): {
            "effects": ("exec",),
            "when": (
                {"if": {"arg": "@1", "is": ("env",)}, "add": ("print-secret",), "note": "prints the environment"},
            ),
        },
        "exec x": {"stop": "first-positional", "effects": ("exec",)},
        "explore": {"stop": "first-positional", "effects": ("exec",)},
        "init create innit": {"effects": ("write", "network", "exec")},
        "uninstall un unlink remove rm r": {"effects": ("delete",)},
        "cache": {
            "effects": ("write",),
            "subcommands": {"clean clear": {"effects": ("delete",)}, "ls verify": {"effects": ("read",)}},
        },
        "config c": {
            "flags": {
                "-g --global": "flag", "--json": "flag", "-L": "value", "--location": "value", "--long -l": "flag",
            },
            "effects": ("write",),
            "subcommands": {
                "get list ls": {
                    "effects": ("read",),
                    "when": (
                        {
                            "if": {
                                "arg": "@*", "is": ("*_auth*", "*authtoken*", "*password*", "*token*", "*secret*"),
                                "fold": True,
                            },
                            "add": ("print-secret",),
                        },
                    ),
                },
                "edit fix": {"effects": ("write",)},
                "set delete rm del": {"effects": ("write",), "sets": {"npm-config": "@*"}},
            },
        },
        "get": {
            "effects": ("read",),
            "when": (
                {
                    "if": {
                        "arg": "@*", "is": ("*_auth*", "*authtoken*", "*password*", "*token*", "*secret*"),
                        "fold": True,
                    },
                    "add": ("print-secret",),
                },
            ),
        },
        "set": {"effects": ("write",), "sets": {"npm-config": "@*"}},
        "set-script pkg version edit": {"effects": ("write",)},
        "login adduser add-user logout": {"effects": ("write", "network")},
        "token": {
            "effects": ("read", "network"),
            "subcommands": {
                "list ls": {"effects": ("read", "network")},
                "create": {"effects": ("write", "print-secret", "network")},
                "revoke delete remove rm": {"effects": ("delete", "network")},
            },
        },
        "profile star unstar stars": {
            "effects": ("write", "network"),
            "subcommands": {
                "get": {"effects": ("read", "network")}, "set enable-2fa": {"effects": ("write", "network")},
                "disable-2fa": {"effects": ("write", "network", "weaken-guard")},
            },
        },
        "hook": {"effects": ("write", "network")},
        "publish": {
            "effects": ("publish", "write", "network"), "local": False,
            "target": {"resolver": "generic", "url": ("--registry", "$npm_config_registry", "$NPM_CONFIG_REGISTRY")},
            "files": {"@1": "read"},
            "when": ({"if": {"flag": "--dry-run"}, "effects": ("read",), "local": True, "target": None},),
        },
        "unpublish": {
            "effects": ("publish", "delete", "network"), "local": False,
            "target": {"resolver": "generic", "url": ("--registry", "$npm_config_registry", "$NPM_CONFIG_REGISTRY")},
            "when": ({"if": {"flag": "--dry-run"}, "effects": ("read",), "local": True, "target": None},),
        },
        "deprecate undeprecate": {
            "effects": ("publish", "write", "network"), "local": False,
            "target": {"resolver": "generic", "url": ("--registry", "$npm_config_registry", "$NPM_CONFIG_REGISTRY")},
        },
        "dist-tag dist-tags tag": {
            "effects": ("publish", "write", "network"), "local": False,
            "target": {"resolver": "generic", "url": ("--registry", "$npm_config_registry", "$NPM_CONFIG_REGISTRY")},
            "subcommands": {"ls list": {"effects": ("read", "network"), "local": True, "target": None}},
        },
        "access owner author team org ogr trust stage": {
            "effects": ("write", "network"), "local": False,
            "target": {"resolver": "generic", "url": ("--registry", "$npm_config_registry", "$NPM_CONFIG_REGISTRY")},
            "subcommands": {
                "list ls get": {"effects": ("read", "network"), "local": True, "target": None},
                "rm remove revoke destroy": {"effects": ("delete", "network")},
            },
        },
        (
            "install i in ins inst insta instal isnt isnta isntal isntall add ci clean-install ic install-clean "
            "isntall-clean update up upgrade udpate dedupe ddp link ln rebuild rb prune shrinkwrap pack"
        ): {"effects": ("write", "network")},
        (
            "fund outdated doctor ping search find s se view info show v diff sbom whoami query ls list la ll explain "
            "why find-dupes"
        ): {"effects": ("read", "network")},
        "audit": {"effects": ("read", "network"), "subcommands": {"fix": {"effects": ("write", "network")}}},
        "pub*": {
            "effects": ("publish", "write", "network"), "local": False,
            "target": {"resolver": "generic", "url": ("--registry", "$npm_config_registry", "$NPM_CONFIG_REGISTRY")},
            "files": {"@1": "read"},
            "when": ({"if": {"flag": "--dry-run"}, "effects": ("read",), "local": True, "target": None},),
        },
        "unpu*": {
            "effects": ("publish", "delete", "network"), "local": False,
            "target": {"resolver": "generic", "url": ("--registry", "$npm_config_registry", "$NPM_CONFIG_REGISTRY")},
            "when": ({"if": {"flag": "--dry-run"}, "effects": ("read",), "local": True, "target": None},),
        },
        "depr*": {
            "effects": ("publish", "write", "network"), "local": False,
            "target": {"resolver": "generic", "url": ("--registry", "$npm_config_registry", "$NPM_CONFIG_REGISTRY")},
        },
        "dist-*": {
            "effects": ("publish", "write", "network"), "local": False,
            "target": {"resolver": "generic", "url": ("--registry", "$npm_config_registry", "$NPM_CONFIG_REGISTRY")},
            "subcommands": {"ls list": {"effects": ("read", "network"), "local": True, "target": None}},
        },
        "acce* owne* auth*": {
            "effects": ("write", "network"), "local": False,
            "target": {"resolver": "generic", "url": ("--registry", "$npm_config_registry", "$NPM_CONFIG_REGISTRY")},
            "subcommands": {
                "list ls get": {"effects": ("read", "network"), "local": True, "target": None},
                "rm remove revoke destroy": {"effects": ("delete", "network")},
            },
        },
        "tok*": {
            "effects": ("read", "network"),
            "subcommands": {
                "list ls": {"effects": ("read", "network")},
                "create": {"effects": ("write", "print-secret", "network")},
                "revoke delete remove rm": {"effects": ("delete", "network")},
            },
        },
        "conf*": {
            "flags": {
                "-g --global": "flag", "--json": "flag", "-L": "value", "--location": "value", "--long -l": "flag",
            },
            "effects": ("write",),
            "subcommands": {
                "get list ls": {
                    "effects": ("read",),
                    "when": (
                        {
                            "if": {
                                "arg": "@*", "is": ("*_auth*", "*authtoken*", "*password*", "*token*", "*secret*"),
                                "fold": True,
                            },
                            "add": ("print-secret",),
                        },
                    ),
                },
                "edit fix": {"effects": ("write",)},
                "set delete rm del": {"effects": ("write",), "sets": {"npm-config": "@*"}},
            },
        },
        "insta*": {"effects": ("write", "network")},
    },
}
