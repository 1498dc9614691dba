"""ssh-keygen."""

# fmt: off
TOOL = {
    "names": ("ssh-keygen",), "about": "SSH keys and signatures", "docs": "https://man.openbsd.org/ssh-keygen",
    "style": "gnu",
    "flags": {
        "-A": "flag", "-B": "flag", "-C": "value", "-D": "value", "-E": "value", "-F": "value", "-H": "flag",
        "-I": "value", "-J": "value", "-K": "flag", "-L": "flag", "-M": "value", "-N": "value", "-O": "value",
        "-P": "value", "-R": "value", "-U": "flag", "-V": "value", "-Y": "value", "-Z": "value", "-a": "value",
        "-b": "value", "-c": "flag", "-e": "flag", "-f": "value", "-h": "flag", "-i": "flag", "-j": "value",
        "-k": "flag", "-l": "flag", "-m": "value", "-n": "value", "-p": "flag", "-q": "flag", "-r": "value",
        "-s": "value", "-t": "value", "-u": "flag", "-v": "flag", "-w": "value", "-y": "flag", "-z": "value",
    },
    "effects": ("write",), "local": True, "target": None, "files": {"-f": "read"},
    "when": (
        {
            "if": {
                "any": (
                    {"flag": "-l"},
                    {"flag": "-B"},
                    {"flag": "-e"},
                    {"flag": "-L"},
                    {"flag": "-F"},
                    {"flag": "-r"},
                    {"flag": "-i"},
                ),
            },
            "effects": (),
        },
        {"if": {"flag": "-y"}, "effects": ()},
        {
            "if": {
                "all": (
                    {
                        "not": {
                            "any": (
                                {"flag": "-l"},
                                {"flag": "-B"},
                                {"flag": "-e"},
                                {"flag": "-L"},
                                {"flag": "-F"},
                                {"flag": "-r"},
                                {"flag": "-i"},
                                {"flag": "-y"},
                                {"flag": "-Y"},
                                {"flag": "-s"},
                                {"flag": "-k"},
                                {"flag": "-K"},
                                {"flag": "-R"},
                                {"flag": "-H"},
                                {"flag": "-p"},
                                {"flag": "-c"},
                                {"flag": "-A"},
                            ),
                        },
                    },
                    {"flag": "-t"},
                ),
            },
            "files": {"-f": "create"},
        },
        {
            "if": {"flag": "-s"}, "effects": ("write",), "files": {"-s": "read", "@*": "read"},
            "note": "signs a certificate",
        },
        {
            "if": {"any": ({"flag": "-R"}, {"flag": "-H"}, {"flag": "-p"}, {"flag": "-c"}, {"flag": "-k"})},
            "effects": ("write",), "files": {"-f": "read+write"},
        },
        {
            "if": {"flag": "-Y", "value": ("verify", "find-principals", "check-novalidate", "match-principals")},
            "effects": (), "files": {"-s": "read", "-f": "read", "-r": "read"},
        },
        {
            "if": {"flag": "-Y", "value": ("sign",)}, "effects": ("write",), "files": {"@*": "read"},
            "note": "signs with the key named by -f",
        },
        {
            "if": {"any": ({"flag": "-D"}, {"flag": "-w"})}, "add": ("exec",), "files": {"-D": "exec", "-w": "exec"},
            "note": "loads a library",
        },
    ),
}
