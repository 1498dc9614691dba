"""kubectx and kubens: what they set is what every later command talks to."""

# fmt: off
TOOLS = (
    {
        "names": ("kubectx", "kubectl-ctx"), "about": "switches the current context",
        "docs": "https://github.com/ahmetb/kubectx", "style": "gnu", "help": ("-h --help",),
        "flags": {
            "-V --version": "flag", "-c --current": "flag", "-d": "value", "-h --help": "flag", "-u --unset": "flag",
        },
        "effects": ("write",), "local": True, "target": None, "files": {},
        "when": (
            {"if": {"args": (0, 0)}, "effects": ()},
            {"if": {"flag": "-d"}, "effects": ("delete",)},
            {"if": {"flag": "-u --unset"}, "effects": ("write",)},
            {"if": {"all": ({"args": (1, 1)}, {"not": {"arg": "@1", "is": ("*=*",)}})}, "sets": {"kube-context": "@1"}},
            {"if": {"arg": "@1", "is": ("*=*",)}, "sets": {"kube-config": "@1"}},
        ),
    },
    {
        "names": ("kubens", "kubectl-ns"), "about": "switches the current context's namespace",
        "docs": "https://github.com/ahmetb/kubectx", "style": "gnu", "help": ("-h --help",),
        "flags": {
            "-V --version": "flag", "-c --current": "flag", "-f --force": "flag", "-h --help": "flag",
            "-u --unset": "flag",
        },
        "effects": ("write",), "target": {"resolver": "kube", "kubeconfig": ("$KUBECONFIG",)},
        "when": (
            {"if": {"args": (0, 0)}, "effects": ("read",)},
            {"if": {"flag": "-c --current"}, "effects": (), "local": True},
            {"if": {"args": (1, 1)}, "local": True, "sets": {"kube-namespace": "@1"}},
        ),
    },
)
