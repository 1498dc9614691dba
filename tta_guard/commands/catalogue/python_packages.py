"""Package and project managers of Python."""

# fmt: off
TOOLS = (
    {
        "names": ("pip", "pip3"), "about": "Python packages", "docs": "https://pip.pypa.io/en/stable/cli/",
        "style": "gnu", "help": ("-h --help", "-V --version"), "unlisted": "flag",
        "flags": {
            "-a --algorithm": "value", "--abi": "value", "--build-option": "value", "-c --constraint": "value",
            "--cache-dir": "value", "--cert": "value", "--client-cert": "value", "--config-settings -C": "value",
            "-d --dest": "value", "-e --editable": "value", "--editor": "value", "--exclude": "value",
            "--exists-action": "value", "--extra-index-url": "value", "-f --find-links": "value", "--format": "value",
            "--global": "flag", "--global-option": "value", "--group": "value", "-h --help": "flag",
            "-I --ignore-installed": "flag", "-i --index-url --pypi-url": "value", "--implementation": "value",
            "--keyring-provider": "value", "-l --local": "flag", "--log": "value", "--no-binary": "value",
            "-o --output": "value", "--only-binary": "value", "-p": "flag", "--path": "value", "--platform": "value",
            "--pre": "flag", "--prefix": "value", "--progress-bar": "value", "--proxy": "value", "--python": "value",
            "--python-version": "value", "-q --quiet": "flag", "-r --requirement": "value", "--report": "value",
            "--retries": "value", "--root": "value", "--root-user-action": "value", "--src": "value",
            "-t --target": "value", "--timeout": "value", "--trusted-host": "value", "-U --upgrade": "flag",
            "--upgrade-strategy": "value", "--uptodate -u": "flag", "--use-deprecated": "value",
            "--use-feature": "value", "-v --verbose": "flag", "-V --version": "flag", "-w --wheel-dir": "value",
            "-y --yes": "flag",
        },
        "effects": ("write", "network"), "local": True, "target": None,
        "files": {
            "-r --requirement": "read", "-c --constraint": "read", "--report": "write", "-o --output": "write",
            "-d --dest": "create", "-w --wheel-dir": "create", "-t --target": "create", "--log": "write",
        },
        "subcommands": {
            "": {"effects": ()}, "help completion": {"effects": ()},
            "install download wheel lock": {"effects": ("write", "network")},
            "uninstall": {"effects": ("delete",), "files": {"-r --requirement": "read"}},
            "list show freeze check inspect debug hash index search": {"effects": ("read", "network")},
            "cache": {"effects": ("read",), "subcommands": {"remove purge": {"effects": ("delete",)}}},
            "config": {
                "effects": ("write",),
                "subcommands": {"get list debug": {"effects": ("read",)}, "set unset edit": {"effects": ("write",)}},
            },
        },
    },
    {
        "names": ("twine",), "about": "publish Python packages", "docs": "https://twine.readthedocs.io/",
        "style": "gnu", "help": ("-h --help", "--version"), "unlisted": "flag",
        "flags": {
            "--attestations": "flag", "-c --comment": "value", "--cert": "value", "--client-cert": "value",
            "--config-file": "value", "--disable-progress-bar": "flag", "-h --help": "flag", "-i --identity": "value",
            "--non-interactive": "flag", "-p --password": "value", "-r --repository": "value",
            "--repository-url": "value", "-s --sign": "flag", "--sign-with": "value", "--skip-existing": "flag",
            "--strict": "flag", "-u --username": "value", "--verbose": "flag", "--version": "flag",
        },
        "effects": ("publish", "write", "network"),
        "target": {
            "resolver": "generic", "url": ("--repository-url", "$TWINE_REPOSITORY_URL"),
            "name": ("-r --repository", "$TWINE_REPOSITORY"), "config": ("--config-file",),
        },
        "subcommands": {
            "upload": {"effects": ("publish", "write", "network"), "files": {"@*": "read", "--config-file": "read"}},
            "register": {"effects": ("publish", "write", "network")},
            "check": {"effects": ("read",), "local": True, "target": None, "files": {"@*": "read"}},
        },
    },
    {
        "names": ("uv",), "about": "Python projects, packages and versions",
        "docs": "https://docs.astral.sh/uv/reference/cli/", "style": "gnu", "help": ("-h --help", "-V --version"),
        "unlisted": "flag",
        "flags": {
            "--all-extras": "flag", "-b --build-constraints": "value", "--branch": "value", "--build-backend": "value",
            "--bump": "value", "-C --config-setting": "value", "-c --constraints --constraint": "value",
            "--cache-dir": "value", "--check-url": "value", "--color": "value", "--config-file": "value",
            "--default-index": "value", "--depth -d": "value", "--dev": "flag", "--directory": "value",
            "--dry-run": "flag", "-e --editable": "value", "--env-file": "value", "--exclude-newer": "value",
            "--extra": "value", "--extra-index-url": "value", "-f --find-links": "value", "--format": "value",
            "--from": "value", "--frozen": "flag", "--group": "value", "-h --help": "flag", "-i --index-url": "value",
            "--index": "value", "--index-strategy": "value", "--invert": "flag", "--keyring-provider": "value",
            "--link-mode": "value", "--locked": "flag", "-m --module": "flag", "--marker": "value",
            "-n --no-cache": "flag", "--name": "value", "--no-binary": "value", "--no-binary-package": "value",
            "--no-build-package": "value", "--no-group": "value", "--no-sync": "flag", "-o --output-file": "value",
            "--only-binary": "value", "--only-group": "value", "--optional": "value", "--out-dir": "value",
            "--outdated": "flag", "--overrides": "value", "-p --python": "value", "-P --upgrade-package": "value",
            "--package": "value", "--password": "value", "--prefix": "value", "--prerelease": "value",
            "--project": "value", "--prompt": "value", "--prune": "value", "--publish-url": "value",
            "--python-platform": "value", "--python-version": "value", "-q --quiet": "flag",
            "-r --requirements --requirement": "value", "--refresh-package": "value", "--resolution": "value",
            "--rev": "value", "-s": "flag", "--script": "value", "--seed": "flag", "--short": "flag",
            "--system": "flag", "-t --token": "value", "--tag": "value", "--target": "value",
            "--trusted-publishing": "value", "-U --upgrade": "flag", "-u --username": "value", "-v --verbose": "flag",
            "-V --version": "flag", "--vcs": "value", "-w": "flag", "--with": "value", "--with-editable": "value",
            "--with-requirements": "value",
        },
        "effects": ("write", "network"), "local": True, "target": None,
        "files": {
            "--env-file": "read env-file", "-r --requirements --requirement": "read",
            "-c --constraints --constraint": "read", "-o --output-file": "write", "--with-requirements": "read",
        },
        "subcommands": {
            "": {"effects": ()}, "help version": {"effects": ()},
            "run": {"stop": "first-positional", "effects": ("exec",)},
            "init add sync lock build venv self python": {"effects": ("write", "network")},
            "remove": {"effects": ("delete",)}, "tree export": {"effects": ("read",)},
            "tool": {
                "effects": ("write", "network"),
                "subcommands": {
                    "run": {"stop": "first-positional", "effects": ("exec", "network")},
                    "uninstall": {"effects": ("delete",)}, "list dir": {"effects": ("read",)},
                },
            },
            "cache": {"effects": ("read",), "subcommands": {"clean prune": {"effects": ("delete",)}}},
            "pip": {
                "effects": ("write", "network"),
                "subcommands": {
                    "list show freeze tree check": {"effects": ("read",)}, "uninstall": {"effects": ("delete",)},
                    "compile": {"effects": ("write", "network"), "files": {"@*": "read"}},
                    "install": {"effects": ("write", "network")},
                    "sync": {"effects": ("write", "network"), "files": {"@*": "read"}},
                },
            },
            "auth": {"effects": ("write", "network"), "subcommands": {"token": {"effects": ("read", "print-secret")}}},
            "publish": {
                "effects": ("publish", "write", "network"), "local": False,
                "target": {"resolver": "generic", "url": ("--publish-url", "$UV_PUBLISH_URL", "--index")},
                "files": {"@*": "read"}, "when": ({"if": {"flag": "--dry-run"}, "effects": ("read",)},),
            },
        },
    },
    {
        "names": ("poetry", "pdm", "rye", "pixi", "pipenv", "hatch", "flit"), "about": "Python projects",
        "docs": "https://python-poetry.org/docs/cli/", "style": "gnu", "help": ("-h --help", "-V --version"),
        "unlisted": "flag",
        "flags": {
            "-a --all": "flag", "--all-extras": "flag", "--allow-prereleases": "flag", "--ansi": "flag",
            "--author": "value", "--build": "flag", "-C --directory": "value", "--ca-certs": "value",
            "--cert": "value", "--client-cert": "value", "-d": "flag", "-D --dev": "flag", "--dependency": "value",
            "--description": "value", "--dev-dependency": "value", "--dry-run": "flag", "-e --editable": "flag",
            "-E --extras": "value", "--env": "value", "--extra-index-url": "value", "-f --format": "value",
            "-G --group": "value", "-h --help": "flag", "-i --index-url": "value", "--identity": "value",
            "--index": "value", "-k": "flag", "-L": "flag", "-l --license": "value", "--list": "flag",
            "--local": "flag", "--lockfile": "value", "-m --message": "value", "-n --no-interaction": "flag",
            "--name": "value", "--no-ansi": "flag", "--no-cache": "flag", "--no-index": "value",
            "--no-plugins": "flag", "-o --output": "value", "--only": "value", "--optional": "value",
            "-p --password": "value", "-P --project": "value", "--platform": "value", "--priority": "value",
            "--python": "value", "-q --quiet": "flag", "-r --repository": "value", "--repo": "value",
            "-s --short": "flag", "--skip-existing": "flag", "--source": "value", "-T --top-level": "flag",
            "-t --tree": "flag", "-u --username": "value", "--unset": "flag", "-v --verbose": "flag",
            "-V --version": "flag", "--with": "value", "--without": "value",
        },
        "effects": ("write", "network"), "local": True, "target": None, "files": {"-o --output": "write"},
        "subcommands": {
            "": {"effects": ()}, "help about completion": {"effects": ()},
            "run shell x": {"stop": "first-positional", "effects": ("exec",)},
            (
                "install add update lock build new init sync self env python use venv import pin fetch global create "
                "version requirements clean"
            ): {"effects": ("write", "network")},
            "remove uninstall": {"effects": ("delete",)},
            "show list check search export info outdated graph tree why fmt lint status dep": {
                "effects": ("read", "network"),
            },
            "test": {"effects": ("exec",)},
            "config": {
                "effects": ("write",),
                "when": (
                    {"if": {"all": ({"args": (1, 1)}, {"not": {"flag": "--unset"}})}, "effects": ("read",)},
                    {"if": {"flag": "--list"}, "effects": ("read",)},
                    {
                        "if": {
                            "all": (
                                {"args": (1, 1)},
                                {"arg": "@1", "is": ("pypi-token*", "http-basic*", "*password*", "*token*")},
                            ),
                        },
                        "add": ("print-secret",),
                    },
                ),
            },
            "cache": {"effects": ("read",), "subcommands": {"clear rm remove": {"effects": ("delete",)}}},
            "publish upload": {
                "effects": ("publish", "write", "network"), "local": False,
                "target": {"resolver": "generic", "url": ("-r --repository",)}, "files": {"@*": "read"},
                "when": ({"if": {"flag": "--dry-run"}, "effects": ("read",)},),
            },
        },
    },
    {
        "names": ("pipx", "uvx"), "about": "Python programs", "docs": "https://pipx.pypa.io/", "style": "gnu",
        "help": ("-h --help", "--version"), "stop": "first-positional", "unlisted": "flag",
        "flags": {
            "-e --editable": "flag", "-f --force": "flag", "--from": "value", "-h --help": "flag",
            "-i --index-url": "value", "--include-deps": "flag", "--no-cache": "flag", "-p": "value", "--path": "flag",
            "--pip-args": "value", "--preinstall": "value", "--python": "value", "-q --quiet": "flag",
            "--spec": "value", "--suffix": "value", "-v --verbose": "flag", "--version": "flag", "--with": "value",
            "--with-requirements": "value",
        },
        "effects": ("exec", "network"), "local": True, "target": None,
        "subcommands": {
            (
                "install install-all inject upgrade upgrade-all reinstall reinstall-all ensurepath pin unpin "
                "upgrade-shared interpreter"
            ): {"stop": None, "effects": ("write", "network")},
            "uninstall uninstall-all uninject": {"stop": None, "effects": ("delete",)},
            "list environment": {"stop": None, "effects": ("read",)}, "completions help": {"effects": ()},
            "run runpip": {"stop": "first-positional", "effects": ("exec", "network")},
        },
    },
    {
        "names": ("conda", "mamba", "micromamba"), "about": "packages and environments",
        "docs": "https://docs.conda.io/projects/conda/en/stable/commands/", "style": "gnu",
        "help": ("-h --help", "-V --version"), "unlisted": "flag",
        "flags": {
            "-a --all": "flag", "-c --channel": "value", "--cwd": "value", "-d --dry-run": "flag",
            "-e --export": "flag", "-f --file": "value", "--from-history": "flag", "-h --help": "flag",
            "--json": "flag", "-n --name": "value", "--override-channels": "flag", "-p --prefix": "value",
            "-q --quiet": "flag", "-r": "flag", "--revision": "value", "-s": "flag", "--solver": "value",
            "--stdin": "flag", "-u": "flag", "-v --verbose": "flag", "-V --version": "flag", "-y --yes": "flag",
        },
        "effects": ("write", "network"), "local": True, "target": None, "files": {"-f --file": "read"},
        "subcommands": {
            "": {"effects": ()}, "run": {"stop": "first-positional", "effects": ("exec",)},
            "list info search compare config-show doctor": {"effects": ("read", "network")},
            "remove uninstall clean": {"effects": ("delete",)},
            "env": {
                "effects": ("write", "network"),
                "subcommands": {"list export config": {"effects": ("read",)}, "remove": {"effects": ("delete",)}},
            },
            "config": {"effects": ("write",)},
        },
    },
)
