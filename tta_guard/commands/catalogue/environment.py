"""Variables of the environment, shell history, and who is who."""

# fmt: off
TOOLS = (
    {
        "names": ("env", "genv"), "about": "run a program with other variables, or show them all",
        "docs": "https://www.gnu.org/software/coreutils/manual/", "style": "gnu", "help": ("--help", "--version"),
        "stop": "first-positional", "assignments": "leading",
        "flags": {
            "-0 --null": "flag", "-a --argv0": "value", "--block-signal": "optional", "-C --chdir": "value",
            "--default-signal": "optional", "--help": "flag", "-i --ignore-environment": "flag",
            "--ignore-signal": "optional", "--list-signal-handling": "flag", "-P": "value",
            "-S --split-string": "value", "-u --unset": "value", "-v --debug": "flag", "--version": "flag",
        },
        "effects": ("read", "print-secret"), "local": True, "target": None,
        "when": (
            {"if": {"args": (1, None)}, "effects": (), "note": "what it runs counts by itself"},
            {"if": {"all": ({"flag": "-i --ignore-environment"}, {"args": (0, 0)})}, "effects": ("read",)},
            {"if": {"flag": "-S --split-string"}, "effects": ()},
        ),
    },
    {
        "names": ("printenv", "gprintenv"), "about": "variables of the environment",
        "docs": "https://www.gnu.org/software/coreutils/manual/", "style": "gnu", "help": ("--help", "--version"),
        "flags": {"-0 --null": "flag", "--help": "flag", "--version": "flag"}, "effects": ("read",), "local": True,
        "target": None,
        "when": (
            {"if": {"args": (0, 0)}, "add": ("print-secret",), "note": "the environment may hold secrets"},
            {
                "if": {
                    "arg": "@*",
                    "is": (
                        "*secret*", "*token*", "*passw*", "*_key", "*_key_*", "*apikey*", "*credential*", "*_pat",
                        "*private*", "*database_url*", "*_dsn", "*auth*",
                    ),
                    "fold": True,
                },
                "add": ("print-secret",),
            },
        ),
    },
    {
        "names": ("set",), "about": "options of the shell; alone: all its variables",
        "docs": "https://www.gnu.org/software/bash/manual/", "style": "gnu", "unlisted": "flag",
        "flags": {
            "-a": "flag", "-B": "flag", "-b": "flag", "-C": "flag", "-E": "flag", "-e": "flag", "-f": "flag",
            "-H": "flag", "-h": "flag", "-k": "flag", "-m": "flag", "-n": "flag", "-o": "optional", "-P": "flag",
            "-p": "flag", "-T": "flag", "-t": "flag", "-u": "flag", "-v": "flag", "-x": "flag",
        },
        "effects": (), "local": True, "target": None,
        "when": (
            {
                "if": {
                    "all": (
                        {"args": (0, 0)},
                        {
                            "not": {
                                "any": (
                                    {"flag": "-a"},
                                    {"flag": "-b"},
                                    {"flag": "-e"},
                                    {"flag": "-f"},
                                    {"flag": "-h"},
                                    {"flag": "-k"},
                                    {"flag": "-m"},
                                    {"flag": "-n"},
                                    {"flag": "-p"},
                                    {"flag": "-t"},
                                    {"flag": "-u"},
                                    {"flag": "-v"},
                                    {"flag": "-x"},
                                    {"flag": "-B"},
                                    {"flag": "-C"},
                                    {"flag": "-E"},
                                    {"flag": "-H"},
                                    {"flag": "-P"},
                                    {"flag": "-T"},
                                    {"flag": "-o"},
                                ),
                            },
                        },
                    ),
                },
                "effects": ("read", "print-secret"), "note": "the environment may hold secrets",
            },
        ),
    },
    {
        "names": ("export", "declare", "typeset", "local", "readonly"), "about": "variables of the shell",
        "docs": "https://www.gnu.org/software/bash/manual/", "style": "gnu", "unlisted": "flag",
        "flags": {
            "-A": "flag", "-a": "flag", "-F": "flag", "-f": "flag", "-g": "flag", "-I": "flag", "-i": "flag",
            "-l": "flag", "-n": "flag", "-p": "flag", "-r": "flag", "-t": "flag", "-u": "flag", "-x": "flag",
        },
        "effects": (), "local": True, "target": None,
        "when": (
            {
                "if": {"all": ({"args": (0, 0)}, {"not": {"any": ({"flag": "-f"}, {"flag": "-F"})}})},
                "effects": ("read", "print-secret"), "note": "the environment may hold secrets",
            },
            {
                "if": {
                    "all": (
                        {"flag": "-p"},
                        {
                            "arg": "@*",
                            "is": (
                                "*secret*", "*token*", "*passw*", "*_key", "*_key_*", "*apikey*", "*credential*",
                                "*_pat", "*private*", "*database_url*", "*_dsn", "*auth*",
                            ),
                            "fold": True,
                        },
                    ),
                },
                "effects": ("read", "print-secret"),
            },
        ),
    },
    {
        "names": ("compgen", "alias", "unset", "unalias", "hash", "umask", "ulimit", "shopt", "trap"),
        "about": "the shell itself", "docs": "https://www.gnu.org/software/bash/manual/", "style": "raw",
        "effects": (), "local": True, "target": None,
    },
    {
        "names": ("history", "fc"), "about": "commands given earlier",
        "docs": "https://www.gnu.org/software/bash/manual/html_node/Bash-History-Builtins.html",
        "style": "gnu", "unlisted": "flag",
        "flags": {
            "-a": "optional", "-c": "flag", "-d": "value", "-e": "value", "-l": "flag", "-n": "flag", "-p": "flag",
            "-r": "optional", "-s": "flag", "-w": "optional",
        },
        "effects": ("read",), "local": True, "target": None, "files": {"-a": "write", "-w": "write", "-r": "read"},
        "when": ({"if": {"flag": "-c"}, "effects": ("delete",)}, {"if": {"flag": "-d"}, "effects": ("delete",)}),
    },
    {
        "names": (
            "id", "whoami", "groups", "logname", "who", "w", "last", "lastlog", "users", "finger", "hostname", "uname",
            "date", "cal", "uptime", "arch", "nproc", "lscpu", "lsmem", "lspci", "lsusb", "lshw", "free", "vmstat",
            "iostat", "mpstat", "sensors", "getconf", "locale", "tput", "stty", "clear", "reset", "sleep", "true",
            "false", "yes", "seq", "expr", "bc", "dc", "factor", "echo", "printf", "jobs", "bg", "fg", "wait", "top",
            "htop", "pgrep", "pstree", "pidof", "lsipc", "lslocks", "lsns", "lsscsi", "lslogins",
        ),
        "about": "facts and small sums", "docs": "https://www.gnu.org/software/coreutils/manual/", "style": "raw",
        "effects": (), "local": True, "target": None,
    },
    {
        "names": ("ps",), "about": "running programs", "docs": "https://man7.org/linux/man-pages/man1/ps.1.html",
        "style": "raw", "effects": (), "local": True, "target": None,
        "when": (
            {
                "if": {"arg": "@*", "is": ("e*", "ae*", "xe*", "axe*", "auxe*", "aue*", "uxe*", "-E*")},
                "effects": ("read", "print-secret"), "note": "shows the environment of programs",
            },
        ),
    },
)
