"""Places outside the policy's own words: where secrets usually are, what stays writable, what must not come into being. Pure data.

All are places to look at: what is not there costs one question to the kernel. A path that begins with "~/" is below the home
directory. What the policy denies for reading is hidden whether it stands here or not, in the repository and in these places.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


def _paths(text: str) -> tuple[bytes, ...]:
    return tuple(text.encode().split())


HIDDEN: Final = _paths(
    # Keys and passwords of the user
    "~/.gnupg/private-keys-v1.d ~/.gnupg/secring.gpg ~/.password-store ~/.local/share/keyrings ~/.netrc ~/.git-credentials "
    "~/.config/git/credentials ~/.pgpass ~/.my.cnf ~/.mylogin.cnf ~/.vault-token ~/.config/sops/age ~/.config/age "
    # Clouds and clusters; where there is a scoped view, it takes the place of these
    "~/.aws/credentials ~/.aws/sso ~/.aws/cli ~/.aws/config ~/.azure ~/.config/gcloud ~/.kube ~/.docker/config.json "
    "~/.docker/contexts ~/.config/containers/auth.json ~/.oci ~/.config/doctl ~/.config/hcloud ~/.fly ~/.config/fly "
    "~/.cloudflared ~/.config/configstore ~/.terraform.d/credentials.tfrc.json ~/.terraformrc ~/.config/pulumi "
    "~/.pulumi/credentials.json ~/.config/op ~/.op ~/.talos ~/.config/linode-cli ~/.config/scw ~/.railway ~/.config/heroku "
    "~/.bluemix ~/.databrickscfg ~/.config/rclone ~/.s3cfg ~/.boto "
    # Forges and registries
    "~/.config/gh/hosts.yml ~/.config/hub ~/.config/glab-cli ~/.config/tea ~/.cargo/credentials ~/.cargo/credentials.toml "
    "~/.gem/credentials ~/.m2/settings.xml ~/.m2/settings-security.xml ~/.gradle/gradle.properties ~/.composer/auth.json "
    "~/.config/composer/auth.json ~/.config/pypoetry/auth.toml ~/.nuget/NuGet/NuGet.Config ~/.huggingface/token "
    "~/.cache/huggingface/token ~/.kaggle "
    # Agents and browsers
    "~/.claude/.credentials.json ~/.codex/auth.json ~/.gemini/oauth_creds.json ~/.local/share/opencode/auth.json "
    "~/.augment/session.json ~/.config/github-copilot ~/.aider.conf.yml ~/.config/Code/User/globalStorage "
    "~/.mozilla ~/.config/google-chrome ~/.config/chromium ~/.config/BraveSoftware ~/.thunderbird "
    # The system's
    "/etc/shadow /etc/shadow- /etc/gshadow /etc/gshadow- /etc/ssl/private /etc/sudoers /etc/sudoers.d /etc/kubernetes "
    "/etc/rancher /etc/krb5.keytab /etc/wireguard /var/lib/kubelet /var/lib/rancher /run/secrets /var/run/secrets "
    "/run/credentials /var/lib/docker /var/lib/containerd"
)
"""Hidden, each as a whole. Nothing in /proc: what is new there could not be granted in the landlock tier, and the kernel guards it."""

ASKED: Final = _paths("~/.ssh /etc/ssh ~ ~/.config ~/.aws")
"""Directories whose direct entries the policy is asked about, one by one."""

WITH_TOKENS: Final = _paths("~/.npmrc ~/.yarnrc.yml ~/.pypirc ~/.config/pip/pip.conf ~/.pip/pip.conf ~/.bunfig.toml")
"""Hidden when they hold a credential, else read as they are: most of them name a registry and nothing more."""
TOKEN_WORDS: Final = (b"_auth", b"authtoken", b"password", b"token", b"secret")
"""What such a file holds then, or an address with a user before the host."""

SOCKETS: Final = _paths(
    "/run/docker.sock /run/containerd/containerd.sock /run/podman/podman.sock /run/crio/crio.sock /run/snapd.socket "
    "/run/dbus/system_bus_socket /run/systemd/private /run/libvirt /var/run/docker.sock ~/.docker/run/docker.sock "
    "~/.docker/desktop/docker.sock ~/.colima ~/.rd/docker.sock ~/.orbstack/run ~/.lima"
)
"""Sockets of services that would do for a command what it may not do itself."""
RUNTIME_SOCKETS: Final = _paths("bus systemd gnupg keyring podman docker.sock docker gcr ssh-agent.socket")
"""The same, below $XDG_RUNTIME_DIR."""
SOCKET_VARIABLES: Final = (b"SSH_AUTH_SOCK",)

WRITABLE: Final = _paths(
    # Shared with everyone on purpose: a command's own temporary files.
    "/tmp /var/tmp /dev/shm ~/.npm ~/.node-gyp ~/.yarn ~/.bun ~/.pnpm-store ~/.local/share/pnpm/store "  # noqa: S108
    "~/.cargo/registry ~/.cargo/git ~/go/pkg ~/.gradle/caches "
    "~/.gradle/daemon ~/.gradle/native ~/.m2/repository ~/.nuget/packages ~/.ivy2 ~/.sbt ~/.nv ~/.ccache ~/.sccache "
    "~/.pytest_cache ~/.matplotlib ~/.terraform.d/plugin-cache ~/.cache"
)
"""What variables name (TMPDIR, XDG_CACHE_HOME) is not: whoever starts the command sets them."""

DEVICES: Final = _paths(
    "/dev/null /dev/zero /dev/full /dev/random /dev/urandom /dev/tty /dev/ptmx /dev/pts /dev/dri /dev/kfd "
    "/dev/nvidia0 /dev/nvidia1 /dev/nvidia2 /dev/nvidia3 /dev/nvidiactl /dev/nvidia-uvm /dev/nvidia-uvm-tools /dev/nvidia-caps"
)
"""All that may be opened below /dev: no disk, no memory, no other hardware."""

GUARDS: Final[tuple[tuple[bytes, tuple[bytes, ...], tuple[bytes, ...]], ...]] = tuple(
    (_paths(guard)[0], _paths(inner), _paths(users))
    for guard, inner, users in (
        ("tta-guard.yaml", "", "/"),
        ("tta-guard.yml", "", ""),
        ("tta-guard.lock", "", ""),
        (".tta-guard", "", ""),
        (".pre-commit-config.yaml", "", "/"),
        (".mcp.json", "", "~/.claude ~/.claude.json"),
        (".claude", "settings.json settings.local.json hooks", "~/.claude ~/.claude.json"),
        (".codex", "", "~/.codex"),
        (".gemini", "settings.json policies", "~/.gemini"),
        (".cursor", "hooks.json mcp.json cli.json permissions.json hooks", "~/.cursor ~/.cursor-server"),
        (".windsurf", "hooks.json mcp_config.json", "~/.windsurf ~/.codeium"),
        (".clinerules", "hooks", "~/.cline ~/Documents/Cline"),
        (".copilot", "", "~/.copilot"),
        ("opencode.json", "", "~/.config/opencode"),
        ("opencode.jsonc", "", "~/.config/opencode"),
        (".opencode", "plugin plugins", "~/.config/opencode"),
        (".augment", "settings.json settings.local.json hooks", "~/.augment"),
        (".vscode", "mcp.json", "~/.vscode ~/.vscode-server ~/.config/Code"),
        (".github", "hooks", "~/.copilot ~/.config/github-copilot"),
    )
)
"""At the top of a work tree: the guard's own files, and those that start programs or permit things for an agent. Each is a name,
the names in it that are meant (() is all of it), and places of which one is there where the file is read at all ("/" always).
What is not there yet must not come into being in a run: it would hold for whoever comes next. Runners of hooks (husky,
lefthook) are not among them: without a hook in the git directory theirs do nothing, and that is protected."""
SHARED_DIRECTORIES: Final = _paths(".vscode .github")
"""Of these other things come into being rightly: only the meant name is kept from it, not the whole directory."""

GIT_GUARDS: Final = _paths("hooks config config.worktree info/attributes tta-guard commondir gitdir")
"""In a git directory likewise; the last two lead git to another directory, with other hooks."""
UNSTUBBED: Final = _paths("config.worktree commondir gitdir .gitconfig .config/git/config")
"""Of these git dies when they are directories, so nothing can stand in their place: they are looked at after the run, and what
came into being is taken away."""

HOME_GUARDS: Final = _paths(
    "~/.gitconfig ~/.config/git/config ~/.config/tta-guard ~/.local/state/tta-guard ~/.local/share/tta-guard "
    "~/.claude/settings.json ~/.codex ~/.gemini/settings.json ~/.cache/pre-commit ~/.cache/prek"
)
"""Protected where something above them is writable. The caches of hook runners hold the programs that the next commit starts."""
