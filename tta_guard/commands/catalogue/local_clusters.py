"""Clusters on this machine. What is passed on to their kubectl is decided as kubectl is."""

# fmt: off
TOOLS = (
    {
        "names": ("minikube",), "about": "a local cluster", "docs": "https://minikube.sigs.k8s.io/docs/commands/",
        "style": "pflag", "help": ("-h --help",),
        "flags": {
            "--all": "flag", "--alsologtostderr": "flag", "-b --bootstrapper": "value", "--cpus": "value",
            "--driver": "value", "--force": "flag", "-h --help": "flag", "--kubernetes-version": "value",
            "--logtostderr": "flag", "--memory": "value", "-n --nodes": "value", "-o --output": "value",
            "-p --profile": "value", "--purge": "flag", "--ssh": "flag", "--user": "value", "-v --v": "value",
            "--wait": "flag",
        },
        "effects": ("write",), "local": True, "target": None,
        "subcommands": {
            "kubectl": {
                "effects": ("exec",), "style": "raw",
                "commands": ({"form": "argv", "from": "@1", "prefix": "=kubectl"},),
            },
            "ssh": {
                "effects": ("exec",), "stop": "first-positional",
                "commands": ({"form": "argv", "from": "@1", "remote": True},),
            },
            "delete": {"effects": ("delete",)},
            "status ip profile logs service version completion help": {"effects": ()},
        },
    },
    {
        "names": ("k3s", "microk8s", "k0s", "rke2"), "about": "small Kubernetes distributions that carry kubectl",
        "docs": "https://docs.k3s.io/cli", "style": "pflag", "help": ("-h --help",),
        "flags": {"--debug": "flag", "-h --help": "flag", "-v --version": "flag"},
        "effects": ("write", "exec"), "target": {"resolver": "kube", "kubeconfig": ("$KUBECONFIG",)},
        "subcommands": {
            "kubectl kc": {
                "style": "raw", "effects": ("exec",),
                "commands": ({"form": "argv", "from": "@1", "prefix": "=kubectl"},),
            },
            "ctr crictl": {"effects": ("exec",)}, "status": {"effects": ("read",)},
            "version completion help": {"effects": (), "local": True}, "check-config": {"effects": (), "local": True},
            "config": {"effects": ("read", "print-secret")}, "token": {"effects": ("write", "print-secret")},
            "stop": {"effects": ("write",)}, "reset": {"effects": ("delete",)},
            "helm helm3": {
                "style": "raw", "effects": ("exec",), "commands": ({"form": "argv", "from": "@1", "prefix": "=helm"},),
            },
        },
    },
    {
        "names": ("kind", "k3d", "ctlptl", "colima"), "about": "clusters in local containers",
        "docs": "https://kind.sigs.k8s.io/", "style": "pflag", "help": ("-h --help",),
        "flags": {
            "--config": "value", "-h --help": "flag", "--image": "value", "--kubeconfig": "value",
            "-n --nodes": "value", "--name": "value", "-q --quiet": "flag", "-v --verbosity": "value",
            "--wait": "flag",
        },
        "effects": ("write",), "local": True, "target": None, "files": {"--config": "read"},
        "subcommands": {
            "get list ls version status": {
                "effects": (), "subcommands": {"kubeconfig": {"effects": ("read", "print-secret")}},
            },
            "delete": {"effects": ("delete",)}, "kubeconfig": {"effects": ("read", "print-secret")},
        },
    },
)
