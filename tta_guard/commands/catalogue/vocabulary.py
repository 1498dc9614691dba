"""The words that catalogue entries may use: effects, accesses, resolvers with their parameters, states. Pure.

`schema` says what they mean.
"""

EFFECTS = ("read", "write", "delete", "deploy", "exec", "merge", "publish", "print-secret", "network", "weaken-guard")
STYLES = ("gnu", "pflag", "go", "aws", "git", "raw")
KINDS = ("flag", "value", "optional", "values", "value2")
ACCESSES = ("read", "write", "create", "delete", "exec")
FORMS = ("list", "key=path", "@path", "file-url", "source", "volume", "mount", "copy", "keyed", "env-file", "template")

# resolver -> the parameters that an entry may name for it
# fmt: off
RESOLVERS = {
    "kube": ("context", "cluster", "kubeconfig", "namespace", "server", "user", "token"),
    "helm": ("context", "kubeconfig", "namespace", "server", "token", "values", "environment"),
    "k8s-manifest": ("context", "kubeconfig", "namespace", "manifest", "profile", "config"),
    "aws": ("profile", "region", "endpoint", "account", "config", "arn", "bucket", "role", "stack", "stage"),
    "gcloud": (
        "project", "configuration", "account", "zone", "region", "impersonate", "bucket", "dataset", "instance",
        "cluster",
    ),
    "azure": ("subscription", "group", "vault", "account", "config", "name"),
    "docker": ("context", "host", "config", "registry", "connection"),
    "compose": (
        "context", "host", "config", "connection", "file", "project", "profile", "env-file", "directory", "service",
    ),
    "terraform": ("directory", "workspace", "var-file", "var", "backend-config", "state", "target", "config"),
    "pulumi": ("directory", "stack", "config"),
    "ssh": ("host", "config", "jump", "port", "option"),
    "rsync": ("host", "rsh"),
    "database": ("url", "host", "port", "database", "user", "service", "config", "socket"),
    "url": ("url", "proxy", "resolve", "connect", "config", "method"),
    "git-remote": ("remote", "refspec", "branch", "directory"),
    "github": ("repo", "host", "number", "branch"),
    "ansible": ("inventory", "limit", "directory", "playbook", "config"),
    "inventory": ("inventory", "limit"),
    "paas": (
        "app", "environment", "project", "team", "site", "stage", "organisation", "config", "prod", "directory",
        "service", "remote",
    ),
    "vault": ("address", "namespace", "path"),
    "serverless": ("stage", "region", "profile", "config", "stack", "environment"),
    "generic": ("host", "url", "name", "account", "environment", "region", "project", "config", "profile", "path"),
}
# fmt: on

# state -> what a later command sees
STATES = (
    "kube-context",  # the current context is now this one
    "kube-namespace",  # the current context's namespace
    "kube-config",  # the kubeconfig was edited by these words: its names can't be trusted any more
    "kube-tunnel",  # local ports lead to the cluster from here on
    "aws-config",  # a profile was edited
    "gcloud-project",
    "gcloud-configuration",
    "gcloud-account",
    "gcloud-config",  # some other property was set: the words
    "azure-subscription",
    "docker-context",
    "docker-config",
    "terraform-workspace",
    "pulumi-stack",
    "argocd-server",
    "git-remote",
    "git-config",
    "paas-app",
    "paas-environment",
    "vault-address",
    "consul-address",
    "tunnel",
    "cwd",
    "npm-config",
    "database",
)
