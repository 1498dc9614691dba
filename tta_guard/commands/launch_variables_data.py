"""Variables and settings that make a program start another: the tables that `launch_variables.py` and `git_launcher.py` read. Pure.

VARIABLES: name -> (how the value is read, the programs that heed it; "*" is every one). Forms: shell (text for a shell), words
(a program and its arguments), file (names a file of shell commands), library (code that the guard can't read), directory
(names where code is looked for), flags (words of which some load code), others are explained where they are read.

GIT_SETTINGS: pattern (lower case) -> how the value is read: shell; alias (shell after "!", else a git command); helper (the
same for credential helpers); bang (shell only after "!"); shell-unless-boolean; shell-if-path; url (may be ext::);
config-file; library; ignored.
"""

VARIABLES = {
    "GIT_PAGER": (
        "shell",
        (
            "git", "git-*", "gh", "hub", "glab", "tig", "lazygit", "scalar", "go", "npm", "yarn", "pnpm", "bun",
            "pip*", "uv", "poetry", "cargo", "terraform", "tofu", "helm", "make", "gmake", "pre-commit", "brew",
            "composer", "bundle", "flux", "argocd", "repo",
        ),
    ),
    "GIT_EDITOR": (
        "shell",
        (
            "git", "git-*", "gh", "hub", "glab", "tig", "lazygit", "scalar", "go", "npm", "yarn", "pnpm", "bun",
            "pip*", "uv", "poetry", "cargo", "terraform", "tofu", "helm", "make", "gmake", "pre-commit", "brew",
            "composer", "bundle", "flux", "argocd", "repo",
        ),
    ),
    "GIT_SEQUENCE_EDITOR": (
        "shell",
        (
            "git", "git-*", "gh", "hub", "glab", "tig", "lazygit", "scalar", "go", "npm", "yarn", "pnpm", "bun",
            "pip*", "uv", "poetry", "cargo", "terraform", "tofu", "helm", "make", "gmake", "pre-commit", "brew",
            "composer", "bundle", "flux", "argocd", "repo",
        ),
    ),
    "GIT_SSH_COMMAND": (
        "shell",
        (
            "git", "git-*", "gh", "hub", "glab", "tig", "lazygit", "scalar", "go", "npm", "yarn", "pnpm", "bun",
            "pip*", "uv", "poetry", "cargo", "terraform", "tofu", "helm", "make", "gmake", "pre-commit", "brew",
            "composer", "bundle", "flux", "argocd", "repo",
        ),
    ),
    "GIT_SSH": (
        "words",
        (
            "git", "git-*", "gh", "hub", "glab", "tig", "lazygit", "scalar", "go", "npm", "yarn", "pnpm", "bun",
            "pip*", "uv", "poetry", "cargo", "terraform", "tofu", "helm", "make", "gmake", "pre-commit", "brew",
            "composer", "bundle", "flux", "argocd", "repo",
        ),
    ),
    "GIT_EXTERNAL_DIFF": (
        "shell",
        (
            "git", "git-*", "gh", "hub", "glab", "tig", "lazygit", "scalar", "go", "npm", "yarn", "pnpm", "bun",
            "pip*", "uv", "poetry", "cargo", "terraform", "tofu", "helm", "make", "gmake", "pre-commit", "brew",
            "composer", "bundle", "flux", "argocd", "repo",
        ),
    ),
    "GIT_ASKPASS": (
        "words",
        (
            "git", "git-*", "gh", "hub", "glab", "tig", "lazygit", "scalar", "go", "npm", "yarn", "pnpm", "bun",
            "pip*", "uv", "poetry", "cargo", "terraform", "tofu", "helm", "make", "gmake", "pre-commit", "brew",
            "composer", "bundle", "flux", "argocd", "repo",
        ),
    ),
    "SSH_ASKPASS": (
        "words",
        (
            "git", "git-*", "gh", "hub", "glab", "tig", "lazygit", "scalar", "go", "npm", "yarn", "pnpm", "bun",
            "pip*", "uv", "poetry", "cargo", "terraform", "tofu", "helm", "make", "gmake", "pre-commit", "brew",
            "composer", "bundle", "flux", "argocd", "repo", "ssh", "scp", "sftp", "ssh-add", "sudo",
        ),
    ),
    "GIT_PROXY_COMMAND": (
        "words",
        (
            "git", "git-*", "gh", "hub", "glab", "tig", "lazygit", "scalar", "go", "npm", "yarn", "pnpm", "bun",
            "pip*", "uv", "poetry", "cargo", "terraform", "tofu", "helm", "make", "gmake", "pre-commit", "brew",
            "composer", "bundle", "flux", "argocd", "repo",
        ),
    ),
    "GIT_EXEC_PATH": (
        "library",
        (
            "git", "git-*", "gh", "hub", "glab", "tig", "lazygit", "scalar", "go", "npm", "yarn", "pnpm", "bun",
            "pip*", "uv", "poetry", "cargo", "terraform", "tofu", "helm", "make", "gmake", "pre-commit", "brew",
            "composer", "bundle", "flux", "argocd", "repo",
        ),
    ),
    "GIT_TEMPLATE_DIR": (
        "library",
        (
            "git", "git-*", "gh", "hub", "glab", "tig", "lazygit", "scalar", "go", "npm", "yarn", "pnpm", "bun",
            "pip*", "uv", "poetry", "cargo", "terraform", "tofu", "helm", "make", "gmake", "pre-commit", "brew",
            "composer", "bundle", "flux", "argocd", "repo",
        ),
    ),
    "GIT_CONFIG_PARAMETERS": (
        "git-config",
        (
            "git", "git-*", "gh", "hub", "glab", "tig", "lazygit", "scalar", "go", "npm", "yarn", "pnpm", "bun",
            "pip*", "uv", "poetry", "cargo", "terraform", "tofu", "helm", "make", "gmake", "pre-commit", "brew",
            "composer", "bundle", "flux", "argocd", "repo",
        ),
    ),
    "GIT_CONFIG_GLOBAL": (
        "git-config-file",
        (
            "git", "git-*", "gh", "hub", "glab", "tig", "lazygit", "scalar", "go", "npm", "yarn", "pnpm", "bun",
            "pip*", "uv", "poetry", "cargo", "terraform", "tofu", "helm", "make", "gmake", "pre-commit", "brew",
            "composer", "bundle", "flux", "argocd", "repo",
        ),
    ),
    "GIT_CONFIG_SYSTEM": (
        "git-config-file",
        (
            "git", "git-*", "gh", "hub", "glab", "tig", "lazygit", "scalar", "go", "npm", "yarn", "pnpm", "bun",
            "pip*", "uv", "poetry", "cargo", "terraform", "tofu", "helm", "make", "gmake", "pre-commit", "brew",
            "composer", "bundle", "flux", "argocd", "repo",
        ),
    ),
    "GIT_CONFIG": (
        "git-config-file",
        (
            "git", "git-*", "gh", "hub", "glab", "tig", "lazygit", "scalar", "go", "npm", "yarn", "pnpm", "bun",
            "pip*", "uv", "poetry", "cargo", "terraform", "tofu", "helm", "make", "gmake", "pre-commit", "brew",
            "composer", "bundle", "flux", "argocd", "repo",
        ),
    ),
    "PAGER": (
        "shell",
        (
            "git", "git-*", "man", "systemctl", "journalctl", "loginctl", "timedatectl", "resolvectl", "networkctl",
            "aws", "gh", "glab", "hg", "svn", "psql", "mysql", "mariadb", "bat", "batcat", "delta", "perldoc",
            "pydoc*", "ri", "info", "apropos", "help", "bundle", "pip*", "python*", "heroku", "az", "gcloud", "fzf",
            "mutt", "zsh", "jj", "tig", "sqlite3", "cargo", "npm", "apt", "apt-get", "dpkg", "coredumpctl",
            "hostnamectl", "localectl", "machinectl", "busctl", "bootctl",
        ),
    ),
    "MANPAGER": ("shell", ("man", "apropos")),
    "SYSTEMD_PAGER": (
        "shell",
        (
            "git", "git-*", "man", "systemctl", "journalctl", "loginctl", "timedatectl", "resolvectl", "networkctl",
            "aws", "gh", "glab", "hg", "svn", "psql", "mysql", "mariadb", "bat", "batcat", "delta", "perldoc",
            "pydoc*", "ri", "info", "apropos", "help", "bundle", "pip*", "python*", "heroku", "az", "gcloud", "fzf",
            "mutt", "zsh", "jj", "tig", "sqlite3", "cargo", "npm", "apt", "apt-get", "dpkg", "coredumpctl",
            "hostnamectl", "localectl", "machinectl", "busctl", "bootctl",
        ),
    ),
    "AWS_PAGER": ("shell", ("aws",)), "GH_PAGER": ("shell", ("gh",)), "GLAB_PAGER": ("shell", ("glab",)),
    "PSQL_PAGER": ("shell", ("psql",)), "BAT_PAGER": ("shell", ("bat", "batcat")),
    "DELTA_PAGER": ("shell", ("delta", "git")), "PSQL_EDITOR": ("shell", ("psql",)),
    "PERLDOC_PAGER": ("shell", ("perldoc",)), "HGEDITOR": ("shell", ("hg",)), "SVN_EDITOR": ("shell", ("svn",)),
    "SVN_SSH": ("words", ("svn",)), "BAT_CONFIG_PATH": ("library", ()),
    "EDITOR": (
        "shell",
        (
            "git", "git-*", "gh", "glab", "hub", "crontab", "sudoedit", "sudo", "visudo", "vipw", "kubectl", "oc",
            "systemctl", "ansible-vault", "sops", "helm", "hg", "svn", "psql", "mysql", "less", "fc", "gem", "bundle",
            "npm", "ranger", "mutt", "chsh", "edquota", "virsh", "az", "pulumi", "heroku", "rails", "jj", "zsh",
            "bash", "pass", "gopass", "k9s", "tig", "chezmoi", "yadm", "virt-edit", "dpkg-reconfigure", "cargo",
            "docker", "podman", "vault", "consul", "eksctl", "op",
        ),
    ),
    "VISUAL": (
        "shell",
        (
            "git", "git-*", "gh", "glab", "hub", "crontab", "sudoedit", "sudo", "visudo", "vipw", "kubectl", "oc",
            "systemctl", "ansible-vault", "sops", "helm", "hg", "svn", "psql", "mysql", "less", "fc", "gem", "bundle",
            "npm", "ranger", "mutt", "chsh", "edquota", "virsh", "az", "pulumi", "heroku", "rails", "jj", "zsh",
            "bash", "pass", "gopass", "k9s", "tig", "chezmoi", "yadm", "virt-edit", "dpkg-reconfigure", "cargo",
            "docker", "podman", "vault", "consul", "eksctl", "op",
        ),
    ),
    "SUDO_EDITOR": ("shell", ("sudo", "sudoedit")), "SYSTEMD_EDITOR": ("shell", ("systemctl",)),
    "KUBE_EDITOR": ("shell", ("kubectl", "oc")), "GH_EDITOR": ("shell", ("gh",)),
    "FCEDIT": ("shell", ("fc", "bash", "sh")), "BUNDLER_EDITOR": ("shell", ("bundle",)),
    "GEM_EDITOR": ("shell", ("gem",)),
    "BROWSER": (
        "shell",
        (
            "gh", "glab", "git", "xdg-open", "npm", "az", "gcloud", "aws", "vercel", "netlify", "heroku", "man",
            "sensible-browser", "python*", "jupyter*", "gio", "open", "www-browser",
        ),
    ),
    "GH_BROWSER": ("shell", ("gh",)), "LESSOPEN": ("lesspipe", ("less", "man", "git", "git-*", "zless", "lesspipe")),
    "LESSCLOSE": ("lesspipe", ("less", "man", "git", "git-*")), "BASH_ENV": ("file", ("bash", "*.sh")),
    "ENV": ("file", ("sh", "dash", "ash", "ksh*", "mksh", "busybox", "bash")), "ZDOTDIR": ("library", ("zsh",)),
    "PROMPT_COMMAND": ("shell", ("bash",)), "PS0": ("prompt", ("bash",)),
    "PS1": ("prompt", ("bash", "sh", "dash", "zsh", "ksh*")),
    "PS2": ("prompt", ("bash", "sh", "dash", "zsh", "ksh*")), "PS4": ("prompt", ("bash", "sh", "zsh", "ksh*")),
    "LD_PRELOAD": ("library", ("*",)), "LD_LIBRARY_PATH": ("directory", ("*",)), "LD_AUDIT": ("library", ("*",)),
    "DYLD_INSERT_LIBRARIES": ("library", ("*",)), "DYLD_LIBRARY_PATH": ("directory", ("*",)),
    "DYLD_FRAMEWORK_PATH": ("directory", ("*",)), "GCONV_PATH": ("library", ("*",)),
    "OPENSSL_CONF": ("file-library", ("*",)), "OPENSSL_ENGINES": ("library", ("*",)),
    "NODE_OPTIONS": (
        "flags",
        (
            "node", "nodejs", "npm", "npx", "yarn", "pnpm", "tsx", "ts-node", "jest", "vitest", "next", "vite",
            "eslint", "webpack", "tsc", "vercel", "netlify", "serverless", "sls", "cdk", "firebase", "wrangler",
            "electron", "deno", "bun",
        ),
    ),
    "NODE_PATH": ("directory", ("node", "nodejs", "npm", "npx", "yarn", "pnpm")),
    "PYTHONSTARTUP": ("code-file", ("python*", "pypy*", "ipython*")), "PYTHONPATH": ("directory", ()),
    "PYTHONHOME": ("directory", ("python*",)), "PYTHONBREAKPOINT": ("words", ("python*",)),
    "PYTHONINSPECT": ("ignored", ()), "PYTHONWARNINGS": ("ignored", ()),
    "PERL5OPT": ("flags", ("perl*", "cpan", "exiftool", "ack", "prove", "perldoc", "git-send-email")),
    "PERL5DB": ("library", ("perl*",)), "PERL5LIB": ("directory", ("perl*",)), "PERLLIB": ("directory", ("perl*",)),
    "RUBYOPT": (
        "flags", ("ruby*", "rails", "rake", "bundle", "gem", "irb", "rspec", "pod", "jekyll", "heroku", "vagrant"),
    ),
    "RUBYLIB": ("directory", ("ruby*", "rails", "rake", "bundle", "gem", "irb")),
    "JAVA_TOOL_OPTIONS": (
        "flags", ("java", "mvn", "gradle", "gradlew", "mvnw", "kotlin", "scala", "sbt", "ant", "javac"),
    ),
    "_JAVA_OPTIONS": ("flags", ("java", "mvn", "gradle", "gradlew", "mvnw")),
    "JDK_JAVA_OPTIONS": ("flags", ("java",)), "RSYNC_RSH": ("words", ("rsync",)),
    "RSYNC_CONNECT_PROG": ("shell", ("rsync",)), "CVS_RSH": ("words", ("cvs",)),
    "TAR_OPTIONS": ("tar-options", ("tar", "gtar")),
    "SHELL": (
        "words",
        ("make", "gmake", "vim", "vi", "less", "script", "su", "tmux", "screen", "xterm", "ssh", "at", "nvim", "man"),
    ),
    "MAKEFLAGS": ("make-flags", ("make", "gmake")), "RIPGREP_CONFIG_PATH": ("file-library", ("rg",)),
    "FZF_DEFAULT_COMMAND": ("shell", ("fzf",)), "FZF_DEFAULT_OPTS": ("ignored", ()), "TERMINAL": ("words", ("i3-*",)),
    "DOCKER_CLI_PLUGIN_EXTRA_DIRS": ("library", ("docker",)), "KUBECTL_EXTERNAL_DIFF": ("words", ("kubectl", "oc")),
    "TF_CLI_CONFIG_FILE": ("file-library", ("terraform", "tofu")), "HELM_PLUGINS": ("directory", ("helm",)),
    "HELM_DIFF_EXTERNAL": ("words", ("helm",)), "VIMINIT": ("vim", ("vim", "vi", "nvim", "ex", "view")),
    "EXINIT": ("vim", ("vim", "vi", "ex", "nvim", "view")), "MYVIMRC": ("ignored", ()),
    "GREP_OPTIONS": ("ignored", ()), "CARGO_BUILD_RUSTC_WRAPPER": ("words", ("cargo",)),
    "RUSTC_WRAPPER": ("words", ("cargo",)), "RUSTC": ("words", ("cargo",)),
    "CC": ("words", ("make", "gmake", "go", "cargo", "pip*", "npm")), "GOFLAGS": ("flags", ("go",)),
    "LUA_INIT": ("code-lua", ("lua*",)), "PHP_INI_SCAN_DIR": ("library", ("php*",)), "PHPRC": ("library", ("php*",)),
    "INPUTRC": ("library", ("bash", "psql", "python*")), "GNUPGHOME": ("ignored", ()),
    "SSLKEYLOGFILE": ("ignored", ()), "WGETRC": ("file-library", ("wget",)), "PSQLRC": ("file-library", ("psql",)),
    "NPM_CONFIG_SCRIPT_SHELL": ("words", ("npm", "npx", "pnpm")),
    "npm_config_script_shell": ("words", ("npm", "npx", "pnpm")),
    "npm_config_node_options": ("flags", ("npm", "npx", "pnpm")),
    "NPM_CONFIG_NODE_OPTIONS": ("flags", ("npm", "npx", "pnpm")), "npm_config_editor": ("words", ("npm",)),
    "npm_config_git": ("words", ("npm",)),
}  # fmt: skip

GIT_SETTINGS = {
    "core.sshcommand": "shell", "core.pager": "shell", "core.editor": "shell",
    "core.fsmonitor": "shell-unless-boolean", "core.askpass": "shell", "core.gitproxy": "shell",
    "core.alternaterefscommand": "shell", "sequence.editor": "shell", "credential.helper": "helper",
    "credential.*.helper": "helper", "diff.external": "shell", "diff.*.command": "shell", "diff.*.textconv": "shell",
    "merge.*.driver": "shell", "filter.*.clean": "shell", "filter.*.smudge": "shell", "filter.*.process": "shell",
    "alias.*": "alias", "pager.*": "shell-unless-boolean", "gpg.program": "shell", "gpg.*.program": "shell",
    "gpg.ssh.defaultkeycommand": "shell", "difftool.*.cmd": "shell", "mergetool.*.cmd": "shell",
    "difftool.*.path": "shell", "mergetool.*.path": "shell", "man.*.cmd": "shell", "man.*.path": "shell",
    "browser.*.cmd": "shell", "browser.*.path": "shell", "guitool.*.cmd": "shell", "remote.*.uploadpack": "shell",
    "remote.*.receivepack": "shell", "remote.*.url": "url", "remote.*.pushurl": "url", "url.*.insteadof": "key-url",
    "url.*.pushinsteadof": "key-url", "remote.*.vcs": "shell", "uploadpack.packobjectshook": "shell",
    "sendemail.smtpserver": "shell-if-path", "sendemail.sendmailcmd": "shell", "sendemail.tocmd": "shell",
    "sendemail.cccmd": "shell", "sendemail.headercmd": "shell", "sendemail.*.sendmailcmd": "shell",
    "interactive.difffilter": "shell", "trailer.*.command": "shell", "trailer.*.cmd": "shell",
    "tar.*.command": "shell", "submodule.*.update": "bang", "instaweb.httpd": "shell", "imap.tunnel": "shell",
    "hook.*.command": "shell", "core.hookspath": "library", "init.templatedir": "library",
    "include.path": "config-file", "includeif.*.path": "config-file", "web.browser": "ignored",
    "ssh.variant": "ignored", "lfs.customtransfer.*.path": "shell", "svn-remote.*.url": "ignored",
    "fetch.*.command": "shell", "receive.procreceiverefs": "ignored", "sendpack.sideband": "ignored",
    "core.worktree": "ignored", "notes.rewriteref": "ignored", "maintenance.*.command": "shell",
}  # fmt: skip
