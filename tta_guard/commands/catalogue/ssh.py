"""SSH: the shell, and what goes over it. In scp only HOST:PATH and scp:// name a host."""

# fmt: off
TOOLS = (
    {
        "names": ("ssh", "autossh", "slogin", "dbclient"), "about": "a shell on another machine",
        "docs": "https://man.openbsd.org/ssh", "style": "gnu", "stop": "second-positional",
        "flags": {
            "-1": "flag", "-2": "flag", "-3": "flag", "-4": "flag", "-6": "flag", "-A": "flag", "-a": "flag",
            "-B": "value", "-b": "value", "-C": "flag", "-c": "value", "-D": "value", "-E": "value", "-e": "value",
            "-F": "value", "-f": "flag", "-G": "flag", "-g": "flag", "-I": "value", "-i": "value", "-J": "value",
            "-K": "flag", "-k": "flag", "-L": "value", "-l": "value", "-M": "flag", "-m": "value", "-N": "flag",
            "-n": "flag", "-O": "value", "-o": "value", "-P": "value", "-p": "value", "-Q": "value", "-q": "flag",
            "-R": "value", "-S": "value", "-s": "flag", "-T": "flag", "-t": "flag", "-V": "flag", "-v": "flag",
            "-W": "value", "-w": "value", "-X": "flag", "-x": "flag", "-Y": "flag", "-y": "flag",
        },
        "effects": ("exec",),
        "target": {
            "resolver": "ssh", "host": ("@1",), "config": ("-F",), "jump": ("-J",), "port": ("-p",), "option": ("-o",),
        },
        "files": {"-i": "read", "-F": "read", "-E": "write"}, "sets": {"tunnel": "-L"},
        "when": (
            {"if": {"any": ({"flag": "-N"}, {"flag": "-W"})}, "effects": ("network",)},
            {"if": {"any": ({"flag": "-L"}, {"flag": "-D"}, {"flag": "-R"}, {"flag": "-w"})}, "add": ("network",)},
            {"if": {"flag": "-D"}, "sets": {"tunnel": "-D"}},
            {"if": {"all": ({"flag": "-L"}, {"flag": "-D"})}, "sets": {"tunnel": "-L"}},
            {"if": {"flag": "-R"}, "add": ("publish",), "note": "a port here is offered there"},
            {"if": {"flag": "-O"}, "effects": ("network",)},
            {
                "if": {"any": ({"flag": "-G"}, {"flag": "-Q"}, {"flag": "-V"})}, "effects": (), "local": True,
                "target": None,
            },
        ),
    },
    {
        "names": ("scp", "pscp"), "about": "copy files to and from other machines",
        "docs": "https://man.openbsd.org/scp", "style": "gnu",
        "flags": {
            "-3": "flag", "-4": "flag", "-6": "flag", "-A": "flag", "-B": "flag", "-C": "flag", "-c": "value",
            "-D": "value", "-F": "value", "-i": "value", "-J": "value", "-l": "value", "-O": "flag", "-o": "value",
            "-P": "value", "-p": "flag", "-q": "flag", "-R": "flag", "-r": "flag", "-S": "value", "-s": "flag",
            "-T": "flag", "-v": "flag", "-X": "value",
        },
        "effects": ("write", "network"),
        "target": {
            "resolver": "ssh", "host": ("@*",), "config": ("-F",), "jump": ("-J",), "port": ("-P",), "option": ("-o",),
        },
        "files": {"@1": "read copy", "@-1": "write copy", "-i": "read", "-F": "read"},
        "when": (
            {
                "if": {
                    "all": ({"arg": "@1", "is": ("*:*", "scp://*")}, {"not": {"arg": "@-1", "is": ("*:*", "scp://*")}}),
                },
                "effects": ("read", "network"),
            },
            {"if": {"args": (3, None)}, "files": {"@2": "read copy"}},
            {"if": {"args": (4, None)}, "files": {"@3": "read copy"}},
            {"if": {"args": (5, None)}, "files": {"@4": "read copy"}},
            {"if": {"args": (6, None)}, "files": {"@5": "read copy"}},
            {"if": {"args": (7, None)}, "files": {"@*": "read copy", "@-1": "write copy"}},
        ),
    },
    {
        "names": ("sftp", "psftp"), "about": "move files to and from another machine",
        "docs": "https://man.openbsd.org/sftp", "style": "gnu",
        "flags": {
            "-1": "flag", "-2": "flag", "-4": "flag", "-6": "flag", "-A": "flag", "-a": "flag", "-B": "value",
            "-b": "value", "-C": "flag", "-c": "value", "-D": "value", "-F": "value", "-f": "flag", "-i": "value",
            "-J": "value", "-l": "value", "-N": "flag", "-o": "value", "-P": "value", "-p": "flag", "-q": "flag",
            "-R": "value", "-r": "flag", "-S": "value", "-s": "value", "-v": "flag", "-X": "value",
        },
        "effects": ("write", "delete", "network"),
        "target": {
            "resolver": "ssh", "host": ("@1",), "config": ("-F",), "jump": ("-J",), "port": ("-P",), "option": ("-o",),
        },
        "files": {"-i": "read", "-F": "read", "-b": "read", "@2": "create"},
    },
    {
        "names": ("mosh", "et"), "about": "a shell on another machine", "docs": "https://mosh.org/", "style": "gnu",
        "help": ("--help", "--version"), "stop": "first-positional",
        "flags": {
            "-4": "flag", "-6": "flag", "-a": "flag", "--bind-server": "value", "--client": "value",
            "--experimental-remote-ip": "value", "--family": "value", "--help": "flag", "--local": "flag",
            "-n": "flag", "--no-init": "flag", "--no-ssh-pty": "flag", "-p --port": "value", "--predict": "value",
            "--server": "value", "--ssh": "value", "--version": "flag",
        },
        "effects": ("exec",), "target": {"resolver": "ssh", "host": ("@1",), "port": ("-p --port",)},
    },
    {
        "names": ("ssh-copy-id",), "about": "put a public key on another machine",
        "docs": "https://man.openbsd.org/ssh", "style": "gnu",
        "flags": {
            "-F": "value", "-f": "flag", "-h": "flag", "-i": "value", "-n": "flag", "-o": "value", "-p": "value",
            "-s": "flag", "-t": "value", "-x": "flag",
        },
        "effects": ("write",),
        "target": {"resolver": "ssh", "host": ("@1",), "config": ("-F",), "port": ("-p",), "option": ("-o",)},
        "files": {"-i": "read"},
    },
    {
        "names": ("sshfs", "sshuttle"), "about": "another machine as directory, or as way out",
        "docs": "https://github.com/libfuse/sshfs", "style": "gnu",
        "flags": {
            "-C": "flag", "-d": "flag", "-D --daemon": "flag", "--dns": "flag", "-e --ssh-cmd": "value", "-F": "value",
            "-f": "flag", "-h": "flag", "-H --auto-hosts": "flag", "-l --listen": "value", "--method": "value",
            "-N --auto-nets": "flag", "--ns-hosts": "value", "-o": "value", "-p": "value", "--pidfile": "value",
            "--python": "value", "-r --remote": "value", "--to-ns": "value", "--user": "value", "-V": "flag",
            "-v --verbose": "flag", "-x --exclude": "value", "-X --exclude-from": "value",
        },
        "effects": ("write", "network"),
        "target": {
            "resolver": "ssh", "host": ("-r --remote", "@1"), "config": ("-F",), "port": ("-p",), "option": ("-o",),
        },
        "files": {"@2": "create"},
    },
    {
        "names": ("ssh-add", "ssh-keyscan", "ssh-agent"), "about": "keys of SSH",
        "docs": "https://man.openbsd.org/ssh-add", "style": "gnu",
        "flags": {
            "-4": "flag", "-6": "flag", "-a": "value", "-c": "flag", "-D": "flag", "-d": "flag", "-E": "value",
            "-e": "value", "-f": "value", "-H": "value", "-h": "value", "-K": "flag", "-k": "flag", "-L": "flag",
            "-l": "flag", "-P": "value", "-p": "value", "-q": "flag", "-S": "value", "-s": "value", "-T": "flag",
            "-t": "value", "-v": "flag", "-X": "flag", "-x": "flag",
        },
        "effects": ("write",), "local": True, "target": None, "files": {"@*": "read"},
        "when": (
            {"if": {"any": ({"flag": "-l"}, {"flag": "-L"}, {"flag": "-T"})}, "effects": ("read",)},
            {"if": {"any": ({"flag": "-D"}, {"flag": "-d"}, {"flag": "-x"})}, "effects": ("delete",)},
        ),
    },
    {
        "names": ("pssh", "parallel-ssh", "pdsh", "clush", "dsh"), "about": "a command on many machines",
        "docs": "https://github.com/lilydjwg/pssh", "style": "gnu", "stop": "first-positional",
        "flags": {
            "-A": "flag", "-a": "flag", "-b": "flag", "-e --errdir": "value", "-f": "value", "-g": "value",
            "-H --host": "value", "-h --hosts": "value", "-I": "flag", "-i --inline": "flag", "-l --user": "value",
            "-m": "value", "-O --option": "value", "-o --outdir": "value", "-P": "flag", "-p --par": "value",
            "-t --timeout": "value", "-v": "flag", "-w": "value", "-x": "value", "-X --extra-arg": "value",
        },
        "effects": ("exec",),
        "target": {"resolver": "ssh", "host": ("-H --host", "-w"), "option": ("-O --option",)},
        "files": {"-h --hosts": "read"},
    },
)
