"""pnpm, Yarn, Bun, npx, and programs that release packages."""

# fmt: off
TOOLS = (
    {
        "names": ("pnpm",), "about": "Node packages", "docs": "https://pnpm.io/pnpm-cli", "style": "gnu",
        "help": ("--help -h", "--version -v"), "unlisted": "flag",
        "flags": {
            "--access": "value", "--aggregate-output": "flag", "--all -a": "flag", "--audit-level": "value",
            "--auth-type": "value", "--before": "value", "-c --call": "value", "-C --dir --prefix": "value",
            "--ca": "value", "--cache": "value", "--cafile": "value", "--cert": "value",
            "--changed-files-ignore-pattern": "value", "--cidr": "value", "--color": "optional", "--cpu": "value",
            "--depth": "value", "--diff": "value", "--diff-dst-prefix": "value", "--diff-src-prefix": "value",
            "--diff-unified": "value", "--dry-run": "flag", "--editor": "value", "--expect-result-count": "value",
            "--expect-results": "value", "--expires": "value", "--fetch-retries": "value", "--fetch-timeout": "value",
            "--filter -F": "value", "--filter-prod": "value", "--force -f": "flag", "--frozen-lockfile": "flag",
            "--git": "value", "--git-branch": "value", "--global -g": "flag", "--globalconfig": "value",
            "--heading": "value", "--help -h": "flag", "--https-proxy": "value", "-i --interactive": "flag",
            "--if-present": "flag", "--ignore-scripts": "flag", "--include": "value", "--init-author-name": "value",
            "--init-license": "value", "--init-module": "value", "--init-version": "value",
            "--install-strategy": "value", "--json": "flag", "--key": "value", "--libc": "value", "--link": "flag",
            "--local-address": "value", "--location -L --latest": "value", "--lockfile-dir": "value",
            "--loglevel": "value", "--logs-dir": "value", "--logs-max": "value", "--long -l": "flag",
            "--maxsockets": "value", "--message -m": "value", "--name": "value", "--no-install": "flag",
            "--node-options": "value", "--noproxy": "value", "--omit": "value", "--orgs": "value", "--os": "value",
            "--otp": "value", "--pack-destination": "value", "--package": "value", "--packages": "value",
            "--parallel": "flag", "--parseable -p": "flag", "--preid": "value", "--provenance-file": "value",
            "--proxy": "value", "--publish-branch": "value", "--quiet -q": "flag", "-r --recursive": "flag",
            "--read-only": "flag", "--registry": "value", "--replace-registry-host": "value",
            "--report-summary": "flag", "--reporter": "value", "--resume-from": "value", "-s --silent": "flag",
            "--save -S": "flag", "--save-bundle -B": "flag", "--save-dev -D": "flag", "--save-exact -E": "flag",
            "--save-optional -O": "flag", "--save-prefix": "value", "--save-prod -P": "flag", "--sbom-format": "value",
            "--sbom-type": "value", "--scope": "value", "--scopes": "value", "--script-shell": "value",
            "--searchexclude": "value", "--searchlimit": "value", "--searchopts": "value",
            "--shamefully-hoist": "flag", "--shell": "value", "--sign-git-tag": "flag", "--store-dir": "value",
            "--stream": "flag", "--tag": "value", "--tag-version-prefix": "value", "--test-pattern": "value",
            "--timing": "flag", "--token-description": "value", "--umask": "value", "--use-node-version": "value",
            "--user-agent": "value", "--userconfig": "value", "--verbose -d": "flag", "--version -v": "flag",
            "--viewer": "value", "--virtual-store-dir": "value", "-w --workspace-root --workspace": "flag",
            "--which": "value", "--workspaces -ws": "flag", "--yes -y": "flag",
        },
        "effects": ("exec",), "local": True, "target": None,
        "subcommands": {
            "": {"effects": ()}, "help completion bin root": {"effects": ()},
            "run run-script test t start stop restart": {
                "stop": "first-positional", "effects": ("exec",),
                "when": (
                    {"if": {"arg": "@1", "is": ("env",)}, "add": ("print-secret",), "note": "prints the environment"},
                ),
            },
            "exec dlx create": {"stop": "first-positional", "effects": ("exec",)},
            (
                "install i add update up upgrade import link ln rebuild rb prune fetch dedupe install-test it patch "
                "patch-commit patch-remove setup self-update env init deploy pack store cache approve-builds"
            ): {"effects": ("write", "network")},
            "remove rm uninstall un unlink": {"effects": ("delete",)},
            (
                "list ls ll la why outdated audit licenses view info show search doctor cat-file cat-index find-hash "
                "ignored-builds"
            ): {"effects": ("read", "network")},
            "config c": {
                "effects": ("write",),
                "subcommands": {
                    "get list": {
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
                    "set delete": {"effects": ("write",), "sets": {"npm-config": "@*"}},
                },
            },
            "server": {"effects": ("exec",)},
            "publish": {
                "effects": ("publish", "write", "network"), "local": False,
                "target": {
                    "resolver": "generic", "url": ("--registry", "$npm_config_registry", "$NPM_CONFIG_REGISTRY"),
                },
                "files": {"@1": "read"},
                "when": ({"if": {"flag": "--dry-run"}, "effects": ("read",), "local": True, "target": None},),
            },
            "unpublish deprecate dist-tag owner access team": {
                "effects": ("publish", "write", "network"), "local": False,
                "target": {
                    "resolver": "generic", "url": ("--registry", "$npm_config_registry", "$NPM_CONFIG_REGISTRY"),
                },
            },
            "login adduser logout token profile whoami": {"effects": ("write", "network")},
        },
    },
    {
        "names": ("yarn", "yarnpkg"), "about": "Node packages", "docs": "https://yarnpkg.com/cli", "style": "gnu",
        "help": ("--help -h", "--version"), "stop": "first-positional", "unlisted": "flag",
        "flags": {
            "-A --all": "flag", "--access": "value", "--cache-folder": "value", "--cwd": "value", "-D --dev": "flag",
            "--depth": "value", "-E --exact": "flag", "--emoji": "value", "--exclude": "value", "--from": "value",
            "--frozen-lockfile": "flag", "--global-folder": "value", "--help -h": "flag", "--https-proxy": "value",
            "-i --interlaced": "flag", "--immutable": "flag", "--include": "value", "--inspect": "flag",
            "-j --jobs": "value", "--json": "flag", "--level": "value", "--message": "value",
            "--modules-folder": "value", "--mutex": "value", "--network-timeout": "value", "--new-version": "value",
            "-O --optional": "flag", "--otp": "value", "-p --parallel": "flag", "-P --peer": "flag",
            "--package": "value", "--pattern": "value", "--production --prod": "flag", "--proxy": "value",
            "-q --quiet": "flag", "-R --recursive": "flag", "--registry": "value", "--silent -s": "flag",
            "-t --topological": "flag", "--tag": "value", "--tilde": "flag", "--top-level -T": "flag",
            "--use-yarnrc": "value", "-v --verbose": "flag", "--version": "flag",
            "-W --ignore-workspace-root-check": "flag", "-y --yes": "flag",
        },
        "effects": ("exec",), "local": True, "target": None, "files": {},
        "subcommands": {
            "": {"effects": ("write", "network")}, "help bin": {"effects": ()},
            "run test start stop exec node create": {
                "effects": ("exec",),
                "when": (
                    {"if": {"arg": "@1", "is": ("env",)}, "add": ("print-secret",), "note": "prints the environment"},
                ),
            },
            "dlx": {"stop": "first-positional", "effects": ("exec", "network")},
            (
                "add install upgrade up upgrade-interactive dedupe import link unlink set plugin rebuild patch "
                "patch-commit pack init self-update autoclean check generate-lock-entry unplug stage"
            ): {"effects": ("write", "network")},
            "remove global-remove": {"effects": ("delete",)},
            "global": {
                "effects": ("write", "network"),
                "subcommands": {"remove": {"effects": ("delete",)}, "list bin dir": {"effects": ("read",)}},
            },
            "why list info outdated licenses audit search explain versions": {"effects": ("read", "network")},
            "cache": {
                "effects": ("write",),
                "subcommands": {"clean clear": {"effects": ("delete",)}, "list dir": {"effects": ("read",)}},
            },
            "config": {
                "effects": ("write",),
                "subcommands": {
                    "get list": {
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
                    "set delete unset": {"effects": ("write",), "sets": {"npm-config": "@*"}},
                },
            },
            "workspace": {
                "stop": "second-positional", "effects": ("exec",),
                "commands": ({"form": "argv", "from": "@2", "prefix": "=yarn"},),
            },
            "workspaces": {
                "effects": ("exec",),
                "subcommands": {
                    "foreach": {
                        "stop": "first-positional", "effects": ("exec",),
                        "commands": ({"form": "argv", "from": "@1", "prefix": "=yarn"},),
                    },
                    "info list": {"effects": ("read",)}, "focus": {"effects": ("write", "network")},
                },
            },
            "publish": {
                "effects": ("publish", "write", "network"), "local": False,
                "target": {
                    "resolver": "generic", "url": ("--registry", "$npm_config_registry", "$NPM_CONFIG_REGISTRY"),
                },
            },
            "version": {"effects": ("write",)}, "login logout": {"effects": ("write", "network")},
            "tag owner team": {
                "effects": ("publish", "write", "network"), "local": False,
                "target": {
                    "resolver": "generic", "url": ("--registry", "$npm_config_registry", "$NPM_CONFIG_REGISTRY"),
                },
                "subcommands": {"list ls": {"effects": ("read", "network"), "local": True, "target": None}},
            },
            "npm": {
                "effects": ("write", "network"),
                "subcommands": {
                    "publish": {
                        "effects": ("publish", "write", "network"), "local": False,
                        "target": {
                            "resolver": "generic",
                            "url": ("--registry", "$npm_config_registry", "$NPM_CONFIG_REGISTRY"),
                        },
                    },
                    "tag": {
                        "effects": ("publish", "write", "network"), "local": False,
                        "target": {
                            "resolver": "generic",
                            "url": ("--registry", "$npm_config_registry", "$NPM_CONFIG_REGISTRY"),
                        },
                        "subcommands": {"list": {"effects": ("read", "network"), "local": True, "target": None}},
                    },
                    "info whoami audit": {"effects": ("read", "network")},
                    "login logout": {"effects": ("write", "network")},
                },
            },
        },
    },
    {
        "names": ("bun",), "about": "JavaScript runtime and Node packages", "docs": "https://bun.sh/docs/cli/run",
        "style": "gnu", "help": ("--help -h", "--version -v"), "stop": "first-positional", "unlisted": "flag",
        "flags": {
            "--access": "value", "-b --bun": "flag", "--backend": "value", "-c --config": "value",
            "--cache-dir": "value", "--compile": "flag", "--conditions": "value", "--cwd": "value",
            "-d --dev -D": "flag", "--define": "value", "--dry-run": "flag", "-e --eval": "value",
            "--env-file": "value", "--external": "value", "-f --force": "flag", "--filter -F": "value",
            "--frozen-lockfile": "flag", "-g --global": "flag", "--help -h": "flag", "--hot": "flag", "-i": "flag",
            "--loader": "value", "--minify": "flag", "--otp": "value", "--outdir": "value", "--outfile": "value",
            "-p --print": "value", "--port": "value", "--production": "flag", "-r --preload": "value",
            "--registry": "value", "--shell": "value", "--silent": "flag", "--smol": "flag",
            "-t --test-name-pattern": "value", "--tag": "value", "--target": "value", "--timeout": "value",
            "--tsconfig-override": "value", "--version -v": "flag", "--watch": "flag", "-y --yes": "flag",
        },
        "effects": ("exec",), "local": True, "target": None, "files": {"--env-file": "read env-file"},
        "subcommands": {
            "": {"effects": ()}, "run test x exec create init repl start dev": {"effects": ("exec",)},
            "install i add update upgrade link unlink patch build pm outdated ci": {
                "stop": None, "effects": ("write", "network"),
            },
            "remove rm": {"stop": None, "effects": ("delete",)},
            "publish": {
                "stop": None, "effects": ("publish", "write", "network"), "local": False,
                "target": {
                    "resolver": "generic", "url": ("--registry", "$npm_config_registry", "$NPM_CONFIG_REGISTRY"),
                },
            },
            "audit why info": {"effects": ("read", "network")},
        },
    },
    {
        "names": ("npx", "bunx", "pnpx"), "about": "run a Node package",
        "docs": "https://docs.npmjs.com/cli/commands/npx", "style": "gnu", "help": ("--help", "--version"),
        "stop": "first-positional", "unlisted": "flag",
        "flags": {
            "--bun": "flag", "-c --call": "value", "--cache": "value", "--help": "flag", "--ignore-existing": "flag",
            "-n --node-arg": "value", "--no": "flag", "--no-install": "flag", "--offline": "flag",
            "-p --package": "value", "--prefer-offline": "flag", "--prefix": "value", "-q --quiet": "flag",
            "--registry": "value", "--shell": "value", "--silent": "flag", "--userconfig": "value",
            "--version": "flag", "-w --workspace": "value", "--ws --workspaces": "flag", "-y --yes": "flag",
        },
        "effects": ("exec", "network"), "local": True, "target": None,
    },
    {
        "names": (
            "lerna", "changeset", "semantic-release", "release-it", "np", "vsce", "ovsx", "goreleaser", "jreleaser",
            "release-please",
        ),
        "about": "releases of packages", "docs": "https://lerna.js.org/docs/api-reference/commands", "style": "gnu",
        "help": ("-h --help",), "unlisted": "flag",
        "flags": {
            "--branch": "value", "--ci": "flag", "--clean": "flag", "--config": "value", "--dist-tag": "value",
            "-h --help": "flag", "-i --packagePath": "value", "-m --message": "value", "-n --dry-run": "flag",
            "-o --out": "value", "-p --pat": "value", "--registry": "value", "--scope": "value", "--since": "value",
            "--skip": "value", "--skip-publish": "flag", "--snapshot": "optional", "-t --target": "value",
            "--tag": "value", "-y --yes": "flag",
        },
        "effects": ("publish", "write", "network"),
        "target": {"resolver": "generic", "url": ("--registry",), "name": ("@*",)},
        "files": {"--config": "read"},
        "when": (
            {"if": {"flag": "-n --dry-run"}, "effects": ("read",), "local": True, "target": None},
            {"if": {"flag": "--skip-publish"}, "effects": ("write",), "local": True, "target": None},
        ),
        "subcommands": {
            (
                "version add init list ls ll status changed diff bootstrap link run exec test build check healthcheck "
                "completion create import info explain package ls-publishers graph"
            ): {"effects": ("write", "exec"), "local": True, "target": None},
            "publish release unpublish deploy": {"effects": ("publish", "write", "network")},
            "login logout": {"effects": ("write", "network"), "local": True, "target": None},
        },
    },
)
