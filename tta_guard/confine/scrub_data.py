"""Which environment variables are secrets, sockets, loaders of code, or name what is reached: the tables of `scrub.py`. Pure.

Names of secrets are those of `policy.meanings.SECRET_VARIABLES` (a test holds that none of them is missed), laid out so that
a name is looked up and not matched: sixty variables against a hundred patterns would take longer than all of confinement may.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

# What every program needs; never looked at.
PLAIN: Final = frozenset(
    b"""PATH HOME PWD OLDPWD USER LOGNAME SHELL TERM COLORTERM LANG LANGUAGE TZ SHLVL HOSTNAME HOST _ TMPDIR TEMP TMP EDITOR
    VISUAL PAGER VIRTUAL_ENV CONDA_PREFIX NODE_ENV CI DISPLAY WAYLAND_DISPLAY XDG_RUNTIME_DIR XDG_SESSION_ID COLUMNS LINES
    LS_COLORS INIT_CWD GOPATH GOROOT JAVA_HOME CARGO_HOME RUSTUP_HOME NVM_DIR PYENV_ROOT MANPATH SSH_CONNECTION SSH_CLIENT
    SSH_TTY GITHUB_ACTIONS GITHUB_SHA GITHUB_REF GITHUB_RUN_ID GITHUB_WORKSPACE RUNNER_OS""".split()
)

# A name is secret when it ends with one of these, or holds one followed by an underscore.
SECRET_ENDS: Final = (
    "TOKEN", "SECRET", "SECRETS", "PASSWORD", "PASSWORDS", "PASSWD", "PASSPHRASE", "CREDENTIAL", "CREDENTIALS", "APIKEY",
    "API_KEY", "API_KEYS", "ACCESS_KEY", "PRIVATE_KEY", "SECRET_KEY", "ENCRYPTION_KEY", "SIGNING_KEY", "MASTER_KEY",
    "ACCOUNT_KEY", "STORAGE_KEY", "SERVICE_KEY", "LICENSE_KEY", "SSHPASS",
)  # fmt: skip
SECRET_INSIDE: Final = tuple([end + "_" for end in SECRET_ENDS])
# … or when one of its words is one of these.
SECRET_WORDS: Final = frozenset(("PASS", "PAT", "PWD", "PSK", "TOKENS", "AUTH", "JWT", "COOKIE", "BEARER"))
# … or starts or ends so.
MORE_STARTS: Final = (
    "NPM_CONFIG__AUTH", "AIRFLOW_CONN_", "DJANGO_SECRET", "VAULT_UNSEAL_", "BUNDLE_GITHUB__", "BUNDLE_RUBYGEMS_",
)  # fmt: skip
MORE_ENDS: Final = ("CONNECTION_STRING", "_CONN_STR", "_WEBHOOK_URL", ":_AUTH", ":_AUTHTOKEN")
MORE_NAMES: Final = frozenset(
    """AWS_ACCESS_KEY_ID DOCKER_AUTH_CONFIG KUBECONFIG_DATA COMPOSER_AUTH AZURE_DEVOPS_EXT_PAT NETRC_DATA
    RCLONE_CONFIG_PASS TF_CLI_CREDENTIALS""".split()
)
# Addresses that hold a password as a rule; what they say of their host decides, see `scrub`.
ADDRESS_NAMES: Final = frozenset(
    "REDIS_URL REDIS_URI AMQP_URL RABBITMQ_URL PIP_INDEX_URL PIP_EXTRA_INDEX_URL UV_INDEX_URL".split()
)
ADDRESS_ENDS: Final = ("DATABASE_URL", "_DSN")

# Names that look like the above and hold a path, a number, a switch or a public name.
HARMLESS: Final = frozenset(
    ("PWD", "OLDPWD", "INIT_CWD", "PASSWORD_STORE_DIR", "PASS_COUNT", "XAUTHORITY", "SSH_AUTH_SOCK")
)
HARMLESS_STARTS: Final = ("TOKENIZERS_",)
HARMLESS_ENDS: Final = (
    "_TOKEN_LIMIT", "_TOKEN_BUDGET", "_TOKEN_COUNT", "TOKEN_TYPE", "TOKEN_URL", "TOKEN_ENDPOINT", "PASSWORD_MIN_LENGTH",
    "PASSWORD_MAX_LENGTH", "PASSWORD_POLICY", "_TOKEN_FILE", "_PASSWORD_FILE", "_SECRET_FILE", "_SECRET_NAME", "_SECRET_ARN",
    "_SECRETS_DIR", "_PASS_THROUGH", "_AUTH_METHOD", "_AUTH_TYPE", "_AUTH_MODE", "_AUTH_ENABLED",
)  # fmt: skip
HARMLESS_INSIDE: Final = (
    "MAX_TOKENS", "MIN_TOKENS", "_TOKENS_PER_", "_TOKEN_TTL", "_TOKEN_EXPIR", "_TOKEN_LIFETIME",
)  # fmt: skip
# Names that hold the path of a secret: the file is judged, or hidden, where it stands.
PATHS: Final = frozenset(
    ("GOOGLE_APPLICATION_CREDENTIALS", "CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE", "PASSWORD_STORE_DIR")
)

# Beginnings of tokens whose form says what they are; followed by at least so many letters of a token.
TOKENS: Final = (
    (b"ghp_", 16), (b"gho_", 16), (b"ghu_", 16), (b"ghs_", 16), (b"ghr_", 16), (b"github_pat_", 16), (b"glpat-", 16),
    (b"glrt-", 16), (b"gldt-", 16), (b"glptt-", 16), (b"glcbt-", 16), (b"glsoat-", 16), (b"glft-", 16), (b"glagent-", 16),
    (b"AKIA", 12), (b"ASIA", 12), (b"xoxb-", 8), (b"xoxp-", 8), (b"xoxa-", 8), (b"xoxe-", 8), (b"xoxs-", 8), (b"xoxr-", 8),
    (b"xapp-", 8), (b"hooks.slack.com/services/", 8), (b"sk-", 20), (b"sk_live_", 8), (b"rk_live_", 8), (b"sk_test_", 8),
    (b"whsec_", 8), (b"AIza", 30), (b"ya29.", 8), (b"GOCSPX-", 8), (b"npm_", 30), (b"pypi-AgE", 16), (b"dop_v1_", 16),
    (b"doo_v1_", 16), (b"dckr_pat_", 8), (b"tskey-", 8), (b"SG.", 30), (b"hf_", 16), (b"shpat_", 16), (b"shpss_", 16),
    (b"hvs.", 16), (b"hvb.", 16), (b"hvr.", 16), (b"AGE-SECRET-KEY-1", 8), (b"lin_api_", 16), (b"sq0atp-", 16),
    (b"sq0csp-", 16), (b"NRAK-", 16), (b"atlasv1.", 8), (b"eyJ", 30), (b"FlyV1 ", 8), (b"fm2_", 16), (b"nfp_", 16),
    (b"pul-", 30), (b"dapi", 30), (b"sntrys_", 16), (b"rubygems_", 30), (b"ATATT3", 30),
)  # fmt: skip
# Pieces that make any value a secret.
SECRET_PIECES: Final = (b"PRIVATE KEY-----", b"PRIVATE KEY BLOCK-----")
SECRET_PIECES_FOLDED: Final = (
    b"authorization:",
    b"bearer ",
    b'"private_key"',
    b"client_secret",
    b"accountkey=",
    b"sharedaccesskey=",
)

# Variables that load code into every program of a kind before that program's own words count, and that no build needs. A
# value that lies in the system's own directories stays (allocators, CI images): who may write there needs no variable.
LOADERS: Final = frozenset(
    """LD_PRELOAD LD_AUDIT LD_PROFILE LD_DEBUG_OUTPUT LD_ORIGIN_PATH GCONV_PATH LOCPATH NLSPATH HOSTALIASES RESOLV_HOST_CONF
    GETCONF_DIR MALLOC_TRACE LD_BIND_NOT DYLD_INSERT_LIBRARIES DYLD_LIBRARY_PATH DYLD_FRAMEWORK_PATH BASH_ENV ENV
    PYTHONSTARTUP PERL5DB PERL5SHELL RUBYSHELL LUA_INIT OPENSSL_ENGINES OPENSSL_CONF OPENSSL_MODULES GLIBC_TUNABLES
    DOCKER_CLI_PLUGIN_EXTRA_DIRS GIT_EXEC_PATH GIT_TEMPLATE_DIR PHP_INI_SCAN_DIR PHPRC PROMPT_COMMAND""".split()
)
# What a developer may need, and an approved production run does without: there exactly the approved program runs.
LOADERS_OF_APPROVED: Final = frozenset(
    """LD_LIBRARY_PATH NODE_OPTIONS NODE_PATH PYTHONPATH PYTHONHOME PYTHONUSERBASE PYTHONBREAKPOINT PYTHONINSPECT PYTHONWARNINGS
    PYTHONEXECUTABLE PYTHONPLATLIBDIR PERL5OPT PERL5LIB PERLLIB RUBYOPT RUBYLIB GEM_PATH GEM_HOME BUNDLE_GEMFILE JAVA_TOOL_OPTIONS
    _JAVA_OPTIONS JDK_JAVA_OPTIONS CLASSPATH GOFLAGS GIT_SSH GIT_SSH_COMMAND GIT_EXTERNAL_DIFF GIT_PROXY_COMMAND GIT_ASKPASS
    SSH_ASKPASS GIT_CONFIG_PARAMETERS GIT_CONFIG_COUNT LESSOPEN LESSCLOSE KUBECTL_EXTERNAL_DIFF HELM_PLUGINS HELM_DIFF_EXTERNAL
    TF_CLI_ARGS TF_CLI_ARGS_apply TF_CLI_ARGS_plan TF_PLUGIN_CACHE_DIR TF_REATTACH_PROVIDERS RUSTC_WRAPPER MAKEFLAGS ZDOTDIR
    KUBE_EDITOR AWS_CA_BUNDLE CDPATH GLOBIGNORE BASHOPTS SHELLOPTS PS4""".split()
)
SYSTEM_DIRECTORIES: Final = (b"/usr/", b"/lib/", b"/lib64/", b"/etc/", b"/nix/store/")

# Sockets of agents, buses, terminals and editors: each is a way to act outside. Kept when the policy opens the socket.
SOCKETS: Final = frozenset(
    """SSH_AUTH_SOCK SSH_AGENT_PID GPG_AGENT_INFO DBUS_SESSION_BUS_ADDRESS DBUS_SYSTEM_BUS_ADDRESS DBUS_STARTER_ADDRESS
    DBUS_SESSION_BUS_PID GNOME_KEYRING_CONTROL GNOME_KEYRING_PID TMUX TMUX_PANE STY KITTY_LISTEN_ON KITTY_PUBLIC_KEY
    ALACRITTY_SOCKET WEZTERM_UNIX_SOCKET NVIM NVIM_LISTEN_ADDRESS EMACS_SOCKET_NAME SWAYSOCK I3SOCK HYPRLAND_INSTANCE_SIGNATURE
    VSCODE_IPC_HOOK VSCODE_IPC_HOOK_CLI VSCODE_GIT_IPC_HANDLE VSCODE_GIT_ASKPASS_NODE VSCODE_GIT_ASKPASS_MAIN
    VSCODE_GIT_ASKPASS_EXTRA_ARGS REMOTE_CONTAINERS_IPC REMOTE_CONTAINERS_SOCKETS NOTIFY_SOCKET LISTEN_FDS LISTEN_PID
    LISTEN_FDNAMES BW_SESSION OP_CONNECT_HOST""".split()
)

# Variable -> kind of target that it names.
NAMED: Final = {
    "AWS_PROFILE": "aws-profile",
    "AWS_DEFAULT_PROFILE": "aws-profile",
    "AWS_VAULT": "aws-profile",
    "AWSUME_PROFILE": "aws-profile",
    "SAML2AWS_PROFILE": "aws-profile",
    "AWS_ACCOUNT_ID": "aws-account",
    "CDK_DEFAULT_ACCOUNT": "aws-account",
    "AWS_ROLE_ARN": "aws-account",
    "CLOUDSDK_ACTIVE_CONFIG_NAME": "gcloud-configuration",
    "CLOUDSDK_CORE_PROJECT": "gcp-project",
    "CLOUDSDK_CORE_ACCOUNT": "resource",
    "CLOUDSDK_AUTH_IMPERSONATE_SERVICE_ACCOUNT": "resource",
    "CLOUDSDK_CONTAINER_CLUSTER": "kube-cluster",
    "GOOGLE_CLOUD_PROJECT": "gcp-project",
    "GOOGLE_PROJECT": "gcp-project",
    "GOOGLE_CLOUD_QUOTA_PROJECT": "gcp-project",
    "GCLOUD_PROJECT": "gcp-project",
    "GCP_PROJECT": "gcp-project",
    "ARM_SUBSCRIPTION_ID": "azure-subscription",
    "AZURE_SUBSCRIPTION_ID": "azure-subscription",
    "KUBE_CONTEXT": "kube-context",
    "KUBECTX": "kube-context",
    "KUBE_CTX": "kube-context",
    "KUBECONTEXT": "kube-context",
    "HELM_KUBECONTEXT": "kube-context",
    "HELM_KUBEAPISERVER": "kube-server",
    "KUBERNETES_MASTER": "kube-server",
    "KUBE_HOST": "kube-server",
    "HELM_NAMESPACE": "kube-namespace",
    "DOCKER_CONTEXT": "docker-context",
    "DOCKER_HOST": "docker-host",
    "CONTAINER_HOST": "docker-host",
    "CONTAINER_CONNECTION": "docker-context",
    "BUILDKIT_HOST": "docker-host",
    "TF_WORKSPACE": "workspace",
    "TF_CLOUD_PROJECT": "resource",
    "PULUMI_STACK": "stack",
    "PULUMI_BACKEND_URL": "url",
    "PGHOST": "host",
    "PGHOSTADDR": "host",
    "PGSERVICE": "db-service",
    "PGDATABASE": "database",
    "MYSQL_HOST": "host",
    "FLY_APP": "app",
    "HEROKU_APP": "app",
    "VAULT_ADDR": "url",
    "VAULT_NAMESPACE": "resource",
    "CONSUL_HTTP_ADDR": "url",
    "NOMAD_ADDR": "url",
    "ARGOCD_SERVER": "host",
    "RANCHER_URL": "url",
    "AWS_ENDPOINT_URL": "url",
}  # fmt: skip
# What goes with them, being of no use or of harm without.
FELLOWS: Final = {
    "DOCKER_HOST": ("DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY"),
    "AWS_ROLE_ARN": ("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_SESSION_NAME"),
    "CONTAINER_HOST": ("CONTAINER_SSHKEY",),
}
# A name whose last word is one of these holds an address.
ADDRESS_WORDS: Final = frozenset(
    "HOST HOSTS ADDR ADDRESS SERVER SERVERS ENDPOINT ENDPOINTS URL URLS URI DSN BROKERS NODES".split()
)
# A password beside an address that is known to be local or development is one for that: X_PASSWORD with X_HOST.
COMPANIONS: Final = ("HOST", "HOSTADDR", "URL", "URI", "SERVER", "ADDR", "ADDRESS", "ENDPOINT")
COMPANION_ENDS: Final = ("PASSWORD", "PASSWD", "PASS", "PWD", "AUTH")
# A name with one of these words says production, unless the value is a mere switch.
PRODUCTION_WORDS: Final = frozenset(("PROD", "PRODUCTION", "PRD"))
SWITCHES: Final = frozenset((b"", b"0", b"1", b"true", b"false", b"yes", b"no", b"on", b"off"))
# Variables of the AWS key that stand together.
AWS_KEYS: Final = (
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_SECURITY_TOKEN",
    "AWS_CREDENTIAL_EXPIRATION",
)
