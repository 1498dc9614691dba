"""Viewers of clusters: k9s, which can do anything once it is open, and log followers."""

# fmt: off
TOOLS = (
    {
        "names": ("k9s",), "about": "terminal interface to a cluster", "docs": "https://k9scli.io/topics/commands/",
        "style": "pflag", "help": ("-h --help",),
        "flags": {
            "-A --all-namespaces": "flag", "--as": "value", "--as-group": "value", "-c --command": "value",
            "--certificate-authority": "value", "--client-certificate": "value", "--client-key": "value",
            "--cluster": "value", "--context": "value", "--crumbsless": "flag", "-h --help": "flag",
            "--headless": "flag", "--insecure-skip-tls-verify": "flag", "--invert": "flag", "--kubeconfig": "value",
            "-l --logLevel": "value", "--logFile": "value", "--logoless": "flag", "-n --namespace": "value",
            "-r --refresh": "value", "--readonly": "flag", "--request-timeout": "value", "--screen-dump-dir": "value",
            "--splashless": "flag", "--token": "value", "--user": "value", "--write": "flag",
        },
        "effects": ("write", "delete", "exec", "print-secret"),
        "target": {
            "resolver": "kube", "context": ("--context",), "cluster": ("--cluster",),
            "kubeconfig": ("--kubeconfig", "$KUBECONFIG"), "namespace": ("-n --namespace",), "user": ("--user",),
            "token": ("--token",),
        },
        "files": {"--kubeconfig": "read"},
        "when": ({"if": {"flag": "--readonly"}, "effects": ("read", "print-secret")},),
        "subcommands": {"info version completion help": {"effects": (), "local": True}},
    },
    {
        "names": ("stern", "kubetail", "kail"), "about": "logs of many pods", "docs": "https://github.com/stern/stern",
        "style": "pflag", "help": ("-h --help",),
        "flags": {
            "-A --all-namespaces": "flag", "-E --exclude-container": "value", "-H --highlight": "value",
            "-T --template-file": "value", "--burst": "value", "-c --container": "value", "--color": "value",
            "--completion": "value", "--condition": "value", "--config": "value", "--container-colors": "value",
            "--container-state": "value", "--context": "value", "--diff-container": "flag", "-e --exclude": "value",
            "--ephemeral-containers": "flag", "--exclude-pod": "value", "--field-selector": "value",
            "-h --help": "flag", "-i --stdin": "flag", "--include": "value", "--init-containers": "flag",
            "--kubeconfig": "value", "-l --selector": "value", "--max-log-requests": "value",
            "-n --namespace": "value", "--no-follow": "flag", "--node": "value", "-o --output": "value",
            "--only-log-lines": "flag", "-p --prompt": "flag", "--pod-colors": "value", "--qps": "value",
            "-s --since": "value", "--show-hidden-options": "flag", "-t --timestamps": "flag", "--tail": "value",
            "--template": "value", "--timezone": "value", "-v --version": "flag", "--verbosity": "value",
        },
        "effects": ("read",),
        "target": {
            "resolver": "kube", "kubeconfig": ("--kubeconfig", "$KUBECONFIG"), "context": ("--context",),
            "namespace": ("-n --namespace",),
        },
        "files": {"--kubeconfig": "read", "-T --template-file": "read"},
        "subcommands": {"help": {"effects": (), "local": True}},
    },
)
