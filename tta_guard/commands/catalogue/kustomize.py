"""kustomize works on files; remote bases are fetched, and two flags let a kustomization run programs."""

# fmt: off
TOOL = {
    "names": ("kustomize",), "about": "renders Kubernetes manifests",
    "docs": "https://kubectl.docs.kubernetes.io/references/kustomize/", "style": "pflag", "help": ("-h --help",),
    "flags": {
        "--annotations": "value", "--as-current-user": "flag", "--autodetect": "flag", "-e --env": "value",
        "--enable-alpha-plugins": "flag", "--enable-exec": "flag", "--enable-helm": "flag", "--enable-star": "flag",
        "--fn-path": "value", "-h --help": "flag", "--helm-api-versions": "value", "--helm-command": "value",
        "--helm-debug": "flag", "--helm-kube-version": "value", "--image": "value", "--labels": "value",
        "--load-restrictor": "value", "--log-steps": "value", "--mount": "value", "--nameprefix": "value",
        "--namespace": "value", "--namesuffix": "value", "--network": "flag", "--network-name": "value",
        "--no-verify": "flag", "-o --output": "value", "--recursive": "flag", "--resources": "value",
        "--results-dir": "value", "--scope": "value", "--stack-trace": "flag",
    },
    "effects": ("write",), "local": True, "target": None,
    "subcommands": {
        "": {"effects": ()},
        "build": {
            "effects": (), "files": {"@1": "read", "-o --output": "write"},
            "when": (
                {"if": {"arg": "@1", "is": ("*://*", "*github.com*", "*git@*")}, "add": ("network",)},
                {
                    "if": {
                        "any": (
                            {"flag": "--enable-exec"},
                            {"flag": "--enable-helm"},
                            {"flag": "--enable-alpha-plugins"},
                        ),
                    },
                    "add": ("exec",),
                },
            ),
            "commands": ({"form": "argv-words", "from": "--helm-command"},),
        },
        "cfg": {"subcommands": {"cat count grep tree": {"effects": (), "files": {"@-1": "read"}}}},
        "create": {}, "edit": {}, "fn": {"effects": ("exec", "write")},
        "localize": {"effects": ("write", "network"), "files": {"@1": "read"}},
        "version completion help": {"effects": ()},
    },
}
