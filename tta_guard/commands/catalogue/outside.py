"""What opens this machine to others or sends files and mail away."""

# fmt: off
TOOLS = (
    {
        "names": ("ngrok",), "about": "a port of this machine for everyone",
        "docs": "https://ngrok.com/docs/agent/cli/", "style": "pflag", "help": ("-h --help",), "unlisted": "flag",
        "flags": {
            "--authtoken": "value", "--basic-auth": "value", "--config": "value", "--domain": "value",
            "-h --help": "flag", "--hostname": "value", "--label": "value", "--log": "value", "--log-format": "value",
            "--log-level": "value", "--metadata": "value", "--oauth": "value", "--proto": "value", "--region": "value",
            "--remote-addr": "value", "--subdomain": "value", "--url": "value", "-v --version": "flag",
        },
        "effects": ("publish", "network"),
        "target": {"resolver": "generic", "url": ("--url", "--domain", "--hostname")},
        "files": {"--config": "read"},
        "subcommands": {
            "": {"effects": (), "local": True},
            "help version completion diagnose credits": {"effects": (), "local": True, "target": None},
            "config authtoken update": {"effects": ("write",), "local": True, "target": None},
            "api": {"effects": ("read", "write", "network")},
        },
    },
    {
        "names": ("cloudflared",), "about": "a tunnel from this machine to the world",
        "docs": "https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/",
        "style": "go", "help": ("-h -help",), "unlisted": "flag",
        "flags": {
            "-config": "value", "-credentials-file": "value", "-destination": "value", "-f": "flag",
            "-h -help": "flag", "-hostname": "value", "-id": "value", "-L": "value", "-logfile": "value",
            "-loglevel": "value", "-metrics": "value", "-n": "value", "-name": "value", "-origincert": "value",
            "-protocol": "value", "-region": "value", "-secret": "value", "-token": "value", "-url": "value",
        },
        "effects": ("publish", "network"),
        "target": {"resolver": "generic", "url": ("-hostname",), "name": ("@1",)},
        "files": {"-config": "read", "-credentials-file": "read"},
        "subcommands": {
            "": {"effects": (), "local": True}, "help version update": {"effects": (), "local": True, "target": None},
            "login service": {"effects": ("write", "network"), "local": True, "target": None},
            "tunnel": {
                "effects": ("publish", "network", "write"),
                "subcommands": {
                    "list info": {"effects": ("read", "network")},
                    "delete cleanup": {"effects": ("delete", "network")}, "run": {"effects": ("publish", "network")},
                    "create route": {"effects": ("write", "publish", "network")},
                    "token": {"effects": ("read", "print-secret", "network")},
                    "login": {"effects": ("write", "network")},
                },
            },
            "access": {
                "effects": ("network",),
                "subcommands": {
                    "token curl": {"effects": ("read", "print-secret", "network")},
                    "ssh tcp rdp": {"effects": ("network", "exec")},
                },
            },
        },
    },
    {
        "names": ("localtunnel", "lt", "bore", "serveo", "pagekite", "frpc", "zrok", "localhost.run", "expose"),
        "about": "a port of this machine for everyone", "docs": "https://theboroer.github.io/localtunnel-www/",
        "style": "gnu", "unlisted": "flag",
        "flags": {
            "-c": "value", "-h --host": "value", "-l --local-host": "value", "-p --port": "value",
            "-s --subdomain": "value", "--secret": "value", "-t --to": "value",
        },
        "effects": ("publish", "network"), "target": {"resolver": "generic", "host": ("-h --host", "-t --to")},
    },
    {
        "names": ("tailscale",), "about": "a private network", "docs": "https://tailscale.com/kb/1080/cli",
        "style": "go", "help": ("-h -help",), "unlisted": "flag",
        "flags": {
            "-advertise-routes": "value", "-advertise-tags": "value", "-authkey": "value", "-bg": "flag",
            "-exit-node": "value", "-h -help": "flag", "-hostname": "value", "-http": "value", "-https": "value",
            "-json": "flag", "-login-server": "value", "-operator": "value", "-set-path": "value", "-socket": "value",
            "-tcp": "value",
        },
        "effects": ("write", "network"), "local": True, "target": None,
        "subcommands": {
            "": {"effects": ()},
            "status ip netcheck version ping whois bugreport dns licenses completion": {"effects": ("read",)},
            "funnel": {
                "effects": ("publish", "network"), "local": False, "target": {"resolver": "generic", "name": ("@1",)},
            },
            "serve": {"effects": ("publish", "network")},
            "ssh": {"effects": ("exec",), "local": False, "target": {"resolver": "ssh", "host": ("@1",)}},
            "file": {"effects": ("network", "write"), "files": {"@*": "read"}},
        },
    },
    {
        "names": (
            "mail", "mailx", "s-nail", "mutt", "neomutt", "sendmail", "msmtp", "swaks", "ssmtp", "exim", "exim4",
            "postdrop", "mailq", "sendemail", "s-mailx", "himalaya",
        ),
        "about": "electronic mail",
        "docs": "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/mailx.html",
        "style": "gnu", "unlisted": "flag",
        "flags": {
            "-A": "value", "-a": "value", "--attach": "value", "-B": "value", "-b": "value", "--body": "value",
            "-C": "value", "-c": "value", "-d": "flag", "-E": "flag", "-e": "flag", "-F": "value", "-f": "value",
            "--file": "value", "--from": "value", "-H": "flag", "-h": "value", "--header": "value", "--host": "value",
            "-i": "flag", "-l": "optional", "-m": "value", "-N": "flag", "-n": "flag", "-O": "value", "-o": "optional",
            "-Q": "value", "-q": "value", "-R": "value", "-r": "value", "-S": "value", "-s": "value",
            "--server": "value", "-t": "optional", "--to": "value", "-u": "value", "-V": "value", "-v": "flag",
            "-X": "value", "-x": "flag", "-y": "flag",
        },
        "effects": ("network",),
        "target": {"resolver": "generic", "host": ("--server", "--host"), "name": ("@*",)},
        "files": {"-a": "read", "-A": "read", "--attach": "read @path", "--body": "read @path"},
    },
    {
        "names": (
            "croc", "wormhole", "magic-wormhole", "ffsend", "rclone", "s3cmd", "s4cmd", "mc", "pastebinit", "gist",
        ),
        "about": "files to other people and places", "docs": "https://rclone.org/commands/", "style": "gnu",
        "help": ("-h --help",), "unlisted": "flag",
        "flags": {
            "-a": "value", "--bwlimit": "value", "-c": "value", "--checkers": "value", "--code": "value",
            "--config": "value", "--exclude": "value", "-f": "value", "--filter": "value", "-h --help": "flag",
            "-i": "value", "--include": "value", "--log-file": "value", "-n --dry-run": "flag", "-p --private": "flag",
            "-P --progress": "flag", "-q": "flag", "--relay": "value", "-t": "value", "--transfers": "value",
            "-v": "flag",
        },
        "effects": ("publish", "write", "delete", "network"),
        "target": {"resolver": "generic", "url": ("@*",), "config": ("--config",)},
        "files": {"@*": "read copy", "--config": "read"},
        "subcommands": {
            (
                "ls lsd lsl lsf lsjson size tree check about md5sum sha1sum hashsum stat du listremotes version help "
                "info"
            ): {"effects": ("read", "network")},
            "cat": {"effects": ("read", "network")},
            "copy copyto sync move moveto put send cp mirror up bisync": {"effects": ("write", "delete", "network")},
            "delete purge rmdir rmdirs cleanup del rm rb deletefile": {"effects": ("delete", "network")},
            "config": {
                "effects": ("write",), "local": True, "target": None,
                "subcommands": {
                    "show dump": {"effects": ("read", "print-secret")}, "file paths touch": {"effects": ("read",)},
                },
            },
            "serve mount": {"effects": ("publish", "network")}, "receive get": {"effects": ("write", "network")},
            "alias admin": {"effects": ("read", "print-secret", "write"), "local": True, "target": None},
        },
    },
)
