"""Bytes to and from ports."""

# fmt: off
TOOLS = (
    {
        "names": ("nc", "ncat", "netcat", "nc.openbsd", "nc.traditional"), "about": "bytes to and from a port",
        "docs": "https://man.openbsd.org/nc", "style": "gnu", "unlisted": "flag",
        "flags": {
            "-4": "flag", "-6": "flag", "--allow": "value", "-b": "flag", "--broker": "flag", "-C": "flag",
            "-c --sh-exec": "optional", "--chat": "flag", "-D": "flag", "-d": "flag", "--delay": "value",
            "--deny": "value", "-e --exec": "value", "-F": "flag", "-G": "value", "-g": "value", "-h": "flag",
            "-I": "value", "-i": "value", "--idle-timeout": "value", "-k": "flag", "--keep-open": "flag",
            "-l --listen": "flag", "--lua-exec": "value", "-M": "value", "-m": "value", "--max-conns": "value",
            "-N": "flag", "-n": "flag", "-O": "value", "-o --output": "value", "-P": "value", "-p": "value",
            "--proxy": "value", "--proxy-auth": "value", "--proxy-type": "value", "-q": "value", "-r": "flag",
            "--recv-only": "flag", "-S": "flag", "-s": "value", "--send-only": "flag", "--source": "value",
            "--source-port": "value", "--ssl": "flag", "--ssl-cert": "value", "--ssl-key": "value", "-T": "value",
            "-t": "flag", "-U": "flag", "-u": "flag", "--udp": "flag", "-V": "value", "-v": "flag",
            "--verbose": "flag", "-W": "value", "-w": "value", "--wait": "value", "-X": "value",
            "-x --hex-dump": "value", "-Z": "flag", "-z --zero": "flag",
        },
        "effects": ("network", "write"), "target": {"resolver": "generic", "host": ("@1",), "path": ("@2",)},
        "files": {"-o --output": "write", "--ssl-key": "read"},
        "when": (
            {"if": {"flag": "-z --zero"}, "effects": ("network", "read")},
            {"if": {"flag": "-l --listen"}, "effects": ("network", "publish"), "note": "waits for whoever connects"},
            {"if": {"any": ({"flag": "-e --exec"}, {"flag": "-c --sh-exec"})}, "add": ("exec", "publish")},
        ),
    },
    {
        "names": ("telnet", "ftp", "lftp", "tftp"), "about": "a session with another machine",
        "docs": "https://linux.die.net/man/1/telnet", "style": "gnu",
        "flags": {
            "-4": "flag", "-6": "flag", "-8": "flag", "-a": "flag", "-b": "value", "-c": "value", "-d": "flag",
            "-E": "flag", "-e": "value", "-f": "value", "-g": "flag", "-i": "flag", "-K": "flag", "-L": "flag",
            "-l": "value", "-m": "value", "-n": "value", "-p": "value", "-r": "flag", "-s": "value", "-t": "flag",
            "-u": "value", "-v": "flag", "-x": "flag",
        },
        "effects": ("network", "write", "delete"), "target": {"resolver": "generic", "host": ("@1",)},
        "files": {"-f": "read"},
    },
    {
        "names": ("socat",), "about": "bytes between two addresses",
        "docs": "http://www.dest-unreach.org/socat/doc/socat.html", "style": "raw", "effects": ("network", "write"),
        "target": {"resolver": "generic", "host": ("@*",)}, "files": {"@*": "read+write source"},
        "when": (
            {"if": {"arg": "@*", "is": ("EXEC:*", "SYSTEM:*", "SHELL:*")}, "add": ("exec",)},
            {"if": {"arg": "@*", "is": ("*-listen:*", "*-l:*"), "fold": True}, "add": ("publish",)},
        ),
    },
    {
        "names": ("nmap", "masscan", "nikto"), "about": "what answers on a network",
        "docs": "https://nmap.org/book/man.html", "style": "go", "unlisted": "flag",
        "flags": {
            "-6": "flag", "-A": "flag", "-D": "value", "-d": "flag", "-e": "value", "-exclude": "value",
            "-excludefile": "value", "-F": "flag", "-g": "value", "-h": "flag", "-host": "value", "-iL": "value",
            "-max-rate": "value", "-min-rate": "value", "-n": "flag", "-O": "flag", "-oA": "value", "-oG": "value",
            "-oN": "value", "-open": "flag", "-oS": "value", "-oX": "value", "-p": "value", "-Pn": "flag",
            "-R": "flag", "-r": "flag", "-rate": "value", "-reason": "flag", "-S": "value", "-sC": "flag",
            "-script": "value", "-script-args": "value", "-sn": "flag", "-sS": "flag", "-sT": "flag", "-sU": "flag",
            "-sV": "flag", "-top-ports": "value", "-V": "flag", "-v": "flag", "-vv": "flag",
        },
        "effects": ("network", "read"), "target": {"resolver": "generic", "host": ("@*",)},
        "files": {"-iL": "read", "-oN": "write", "-oX": "write", "-oG": "write"},
    },
    {
        "names": (
            "ping", "ping6", "traceroute", "tracepath", "mtr", "dig", "host", "nslookup", "whois", "arping", "getent",
            "drill", "resolvectl", "ip", "ifconfig", "ss", "netstat", "route", "arp",
        ),
        "about": "names, routes and reachability", "docs": "https://man7.org/linux/man-pages/man8/ping.8.html",
        "style": "raw", "effects": ("network",), "local": True, "target": None,
    },
)
