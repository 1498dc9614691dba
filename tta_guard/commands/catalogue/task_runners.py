"""make, just and task themselves: the recipes that they run count by themselves."""

# fmt: off
TOOLS = (
    {
        "names": ("make", "gmake", "remake"), "about": "recipes from a makefile",
        "docs": "https://www.gnu.org/software/make/manual/", "style": "gnu", "assignments": "any", "unlisted": "flag",
        "flags": {
            "-B --always-make": "flag", "-b -m": "flag", "-C --directory": "value", "-d": "flag",
            "-e --environment-overrides": "flag", "-E --eval": "value", "-f --file --makefile": "value",
            "-h --help": "flag", "-i --ignore-errors": "flag", "-I --include-dir": "value", "-j --jobs": "optional",
            "-k --keep-going": "flag", "-L --check-symlink-times": "flag", "-l --load-average --max-load": "optional",
            "-n --just-print --dry-run --recon": "flag", "-o --old-file --assume-old": "value",
            "-O --output-sync": "optional", "-p --print-data-base": "flag", "-q --question": "flag",
            "-r --no-builtin-rules": "flag", "-R --no-builtin-variables": "flag", "-s --quiet --silent": "flag",
            "-S --stop --no-keep-going": "flag", "-t --touch": "flag", "-v --version": "flag",
            "-w --print-directory": "flag", "-W --what-if --new-file --assume-new": "value",
        },
        "effects": ("exec",), "local": True, "target": None, "files": {"-f --file --makefile": "read"},
        "when": (
            {
                "if": {"flag": "-p --print-data-base"}, "add": ("print-secret",),
                "note": "the variables that make knows, those of the environment too",
            },
        ),
        "help": ("-h --help", "-v --version"),
    },
    {
        "names": ("just",), "about": "recipes from a justfile", "docs": "https://just.systems/man/en/", "style": "gnu",
        "help": ("-h --help", "-V --version"), "stop": "first-positional", "assignments": "leading",
        "unlisted": "flag",
        "flags": {
            "--alias-style": "value", "-c --command": "values", "--changelog": "flag", "--check": "flag",
            "--choose": "flag", "--chooser": "value", "--color": "value", "--command-color": "value",
            "--completions": "value", "--cygpath": "value", "-d --working-directory": "value",
            "--dotenv-filename": "value", "--dump": "flag", "--dump-format": "value", "-E --dotenv-path": "value",
            "-e --edit": "flag", "--evaluate": "flag", "-f --justfile": "value", "--fmt": "flag",
            "-g --global-justfile": "flag", "--groups": "flag", "-h --help": "flag", "--init": "flag",
            "--json": "flag", "-l --list": "optional", "--list-heading": "value", "--list-prefix": "value",
            "--man": "flag", "-n --dry-run": "flag", "--no-deps": "flag", "--one": "flag", "-q --quiet": "flag",
            "-s --show": "value", "--set": "value2", "--shell": "value", "--shell-arg": "value", "--summary": "flag",
            "-t": "flag", "--tempdir": "value", "--timestamp-format": "value", "-u --unsorted": "flag",
            "--unstable": "flag", "--usage": "value", "-v --verbose": "flag", "-V --version": "flag",
            "--variables": "flag", "-x": "flag", "--yes": "flag",
        },
        "effects": ("exec",), "local": True, "target": None,
        "files": {"-f --justfile": "read", "-E --dotenv-path": "read env-file"},
        "when": (
            {
                "if": {
                    "any": (
                        {"flag": "-l --list"},
                        {"flag": "-s --show"},
                        {"flag": "--summary"},
                        {"flag": "--dump"},
                        {"flag": "--groups"},
                        {"flag": "--variables"},
                        {"flag": "-n --dry-run"},
                        {"flag": "--completions"},
                    ),
                },
                "effects": ("read",),
            },
            {"if": {"flag": "--evaluate"}, "effects": ("read", "exec")},
            {"if": {"flag": "--init"}, "effects": ("write",)},
            {"if": {"flag": "--fmt"}, "effects": ("write",)},
        ),
    },
    {
        "names": ("task", "go-task"), "about": "recipes from a Taskfile", "docs": "https://taskfile.dev/reference/cli",
        "style": "pflag", "help": ("-h --help", "--version"), "assignments": "any", "unlisted": "flag",
        "flags": {
            "-a --list-all": "flag", "-c --color": "flag", "-C --concurrency": "value", "--cacert": "value",
            "--cert": "value", "--cert-key": "value", "--completion": "value", "-d --dir": "value",
            "--download": "flag", "--expiry": "value", "-f --force": "flag", "-g --global": "flag",
            "-h --help": "flag", "-i --init": "flag", "-I --interval": "value", "--insecure": "flag",
            "-j --json": "flag", "-l --list": "flag", "-n --dry": "flag", "--nested": "flag", "--no-status": "flag",
            "-o --output": "value", "--offline": "flag", "--output-group-begin": "value",
            "--output-group-end": "value", "-p --parallel": "flag", "-s --silent": "flag", "--sort": "value",
            "--status": "flag", "--summary": "flag", "-t --taskfile": "value", "--timeout": "value",
            "--trusted-hosts": "value", "-v --verbose": "flag", "--version": "flag", "-w --watch": "flag",
            "-x --exit-code": "flag", "-y --yes": "flag",
        },
        "effects": ("exec",), "local": True, "target": None, "files": {"-t --taskfile": "read"},
        "when": (
            {
                "if": {
                    "any": (
                        {"flag": "-l --list"},
                        {"flag": "-a --list-all"},
                        {"flag": "-n --dry"},
                        {"flag": "--status"},
                        {"flag": "--summary"},
                    ),
                },
                "effects": ("read",),
            },
            {"if": {"flag": "-i --init"}, "effects": ("write",)},
        ),
    },
)
