"""Services, timers, signals."""

# fmt: off
TOOLS = (
    {
        "names": ("systemctl",), "about": "units of systemd",
        "docs": "https://www.freedesktop.org/software/systemd/man/latest/systemctl.html",
        "style": "gnu", "help": ("-h --help", "--version"), "unlisted": "flag",
        "flags": {
            "-a --all": "flag", "--boot-loader-entry": "value", "--boot-loader-menu": "value",
            "--check-inhibitors": "value", "--drop-in": "value", "--dry-run": "flag", "-f --force": "flag",
            "-h --help": "flag", "-H --host": "value", "-i": "flag", "--image": "value", "--image-policy": "value",
            "--job-mode": "value", "--kill-value": "value", "--kill-whom --kill-who": "value", "-l --full": "flag",
            "--legend": "value", "-M --machine": "value", "-n --lines": "value", "-o --output": "value", "-P": "value",
            "-p --property": "value", "--preset-mode": "value", "-q --quiet": "flag", "-r --recursive": "flag",
            "--root": "value", "-s --signal": "value", "--state": "value", "--stdin": "flag", "-T": "flag",
            "-t --type": "value", "--timestamp": "value", "--user": "flag", "--version": "flag", "--what": "value",
            "--when": "value",
        },
        "effects": ("write",), "local": True, "target": None,
        "when": ({"if": {"flag": "-H --host"}, "local": False, "target": {"resolver": "ssh", "host": ("-H --host",)}},),
        "subcommands": {
            "": {"effects": ("read",)}, "show-environment": {"effects": ("read", "print-secret")},
            "edit": {"effects": ("write",)},
            (
                "stop kill disable mask reset-failed freeze isolate revert clean restart try-restart condstop "
                "condrestart reload-or-restart"
            ): {
                "effects": ("write",),
                "when": (
                    {
                        "if": {"arg": "@*", "is": ("tta-guard*", "*tta-guard*", "*tta_guard*", "tta-run*")},
                        "add": ("weaken-guard",),
                    },
                ),
            },
            "delete": {"effects": ("delete",)},
            (
                "status show cat list-units list-sockets list-timers list-jobs list-dependencies list-unit-files "
                "list-machines list-paths list-automounts is-active is-enabled is-failed is-system-running "
                "get-default help whoami log-level log-target service-log-level service-log-target"
            ): {"effects": ("read",)},
        },
    },
    {
        "names": (
            "service", "invoke-rc.d", "rc-service", "sv", "initctl", "launchctl", "rc-update", "update-rc.d",
            "chkconfig",
        ),
        "about": "services", "docs": "https://man7.org/linux/man-pages/man8/service.8.html", "style": "raw",
        "effects": ("write",), "local": True, "target": None,
        "when": (
            {"if": {"arg": "@2", "is": ("status",)}, "effects": ("read",)},
            {
                "if": {"arg": "@1", "is": ("--status-all", "list", "status", "print", "blame", "version")},
                "effects": ("read",),
            },
            {
                "if": {
                    "all": (
                        {"arg": "@*", "is": ("tta-guard*", "*tta-guard*", "*tta_guard*", "tta-run*")},
                        {"arg": "@*", "is": ("stop", "kill", "remove", "disable", "unload", "bootout", "down", "off")},
                    ),
                },
                "add": ("weaken-guard",),
            },
            {"if": {"arg": "@1", "is": ("getenv", "export")}, "effects": ("read", "print-secret")},
        ),
    },
    {
        "names": (
            "journalctl", "loginctl", "timedatectl", "hostnamectl", "localectl", "coredumpctl", "systemd-analyze",
            "dmesg",
        ),
        "about": "logs and state of this machine",
        "docs": "https://www.freedesktop.org/software/systemd/man/latest/journalctl.html",
        "style": "gnu", "help": ("--version",), "unlisted": "flag",
        "flags": {
            "-a": "flag", "--after-cursor": "value", "-b --boot": "optional", "-C --clear": "flag",
            "-c --cursor": "value", "--cursor-file": "value", "-D --directory": "value", "-e": "flag",
            "-F --field": "value", "-f --follow": "flag", "--facility": "value", "--file": "value",
            "-g --grep": "value", "-h": "flag", "-H --host": "value", "-i": "flag", "--image": "value",
            "--interval": "value", "-k --dmesg": "flag", "-m": "flag", "-M --machine": "value", "-N": "flag",
            "-n --lines": "optional", "--namespace": "value", "-o --output": "value", "--output-fields": "value",
            "-p --priority": "value", "-q": "flag", "-r": "flag", "--root": "value", "--rotate": "flag",
            "-S --since": "value", "-T": "flag", "-t --identifier": "value", "-u --unit": "value",
            "-U --until": "value", "--user": "flag", "--user-unit": "value", "--vacuum-files": "value",
            "--vacuum-size": "value", "--vacuum-time": "value", "--verify": "flag", "--verify-key": "value",
            "--version": "flag", "-x": "flag",
        },
        "effects": ("read",), "local": True, "target": None, "files": {"--file": "read"},
        "when": (
            {
                "if": {
                    "any": (
                        {"flag": "--vacuum-size"},
                        {"flag": "--vacuum-time"},
                        {"flag": "--vacuum-files"},
                        {"flag": "-C --clear"},
                    ),
                },
                "effects": ("delete",),
            },
        ),
    },
    {
        "names": ("crontab",), "about": "commands at set times",
        "docs": "https://man7.org/linux/man-pages/man1/crontab.1.html", "style": "gnu",
        "flags": {
            "-c": "flag", "-e": "flag", "-i": "flag", "-l": "flag", "-n": "value", "-r": "flag", "-s": "flag",
            "-T": "value", "-u": "value", "-V": "flag", "-x": "value",
        },
        "effects": ("write", "exec"), "local": True, "target": None, "files": {"@1": "read", "-T": "read"},
        "when": (
            {"if": {"flag": "-l"}, "effects": ("read",)},
            {"if": {"flag": "-r"}, "effects": ("delete",)},
            {"if": {"any": ({"flag": "-T"}, {"flag": "-V"})}, "effects": ("read",)},
        ),
    },
    {
        "names": ("at", "batch", "atq", "atrm"), "about": "commands at a later time",
        "docs": "https://man7.org/linux/man-pages/man1/at.1p.html", "style": "gnu",
        "flags": {
            "-b": "flag", "-c": "flag", "-d": "flag", "-f": "value", "-l": "flag", "-M": "flag", "-m": "flag",
            "-q": "value", "-r": "flag", "-t": "value", "-u": "value", "-V": "flag", "-v": "flag",
        },
        "effects": ("write", "exec"), "local": True, "target": None, "files": {"-f": "read"}, "reads_stdin": "shell",
        "when": (
            {"if": {"any": ({"flag": "-l"}, {"flag": "-c"}, {"flag": "-V"})}, "effects": ("read",)},
            {"if": {"any": ({"flag": "-d"}, {"flag": "-r"})}, "effects": ("delete",)},
        ),
    },
    {
        "names": ("reboot", "shutdown", "poweroff", "halt", "init", "telinit", "pm-suspend"),
        "about": "the machine as a whole",
        "docs": "https://www.freedesktop.org/software/systemd/man/latest/shutdown.html",
        "style": "raw", "effects": ("write",), "local": True, "target": None,
    },
    {
        "names": ("kill",), "about": "signals to running programs",
        "docs": "https://man7.org/linux/man-pages/man1/kill.1.html", "style": "raw", "effects": ("write",),
        "local": True, "target": None,
        "when": ({"if": {"arg": "@1", "is": ("-l", "-L", "--list", "--table")}, "effects": ("read",)},),
    },
    {
        "names": ("pkill", "killall", "skill", "killall5", "xkill"), "about": "signals to running programs by name",
        "docs": "https://man7.org/linux/man-pages/man1/pkill.1.html", "style": "gnu", "unlisted": "flag",
        "flags": {
            "-0": "flag", "-1": "flag", "-2": "flag", "-9": "flag", "-A": "flag", "-c --count": "flag",
            "-e --echo --exact": "flag", "-f --full": "flag", "-F --pidfile": "value", "-G --group": "value",
            "-g --pgroup": "value", "-H": "flag", "-h --help": "flag", "-I": "flag", "-i --ignore-case": "flag",
            "-L": "flag", "-l --list": "flag", "-n --newest": "flag", "--ns": "value", "--nslist": "value",
            "-O --older": "value", "-o --oldest": "flag", "-P --parent": "value", "-q --queue": "value",
            "-r --regexp --runstates": "value", "-s --session --signal": "value", "-t --terminal": "value",
            "-u --euid --user": "value", "-U --uid": "value", "-v --inverse": "flag", "-V --version": "flag",
            "-w --wait": "flag", "-x": "flag", "-y --younger-than": "value", "-z --context": "value",
        },
        "effects": ("write",), "local": True, "target": None,
        "when": (
            {
                "if": {"arg": "@*", "is": ("*tta*", ".*", ".", "*guard*"), "fold": True},
                "add": ("weaken-guard",), "note": "may end the guard",
            },
        ),
    },
)
