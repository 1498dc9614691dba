"""Ansible: what runs on which hosts is said by the inventory, a limit or a pattern."""

# fmt: off
TOOLS = (
    {
        "names": ("ansible",), "about": "one module on many hosts",
        "docs": "https://docs.ansible.com/ansible/latest/cli/ansible.html", "style": "gnu",
        "help": ("-h --help", "--version"),
        "flags": {
            "-B --background": "value", "-C --check": "flag", "-D --diff": "flag", "-K --ask-become-pass": "flag",
            "-M --module-path": "value", "-P --poll": "value", "-T --timeout": "value", "-a --args": "value",
            "--ask-vault-password --ask-vault-pass -J": "flag", "-b --become": "flag", "--become-method": "value",
            "--become-password-file --become-pass-file": "value", "--become-user": "value", "-c --connection": "value",
            "--connection-password-file --conn-pass-file": "value", "-e --extra-vars": "value", "-f --forks": "value",
            "--flush-cache": "flag", "-h --help": "flag", "-i --inventory --inventory-file": "value",
            "-k --ask-pass": "flag", "-l --limit": "value", "--list-hosts": "flag", "-m --module-name": "value",
            "-o --one-line": "flag", "--playbook-dir": "value", "--private-key --key-file": "value",
            "--scp-extra-args": "value", "--sftp-extra-args": "value", "--ssh-common-args": "value",
            "--ssh-extra-args": "value", "-t --tree": "value", "--task-timeout": "value", "-u --user": "value",
            "-v --verbose": "flag", "--vault-id": "value", "--vault-password-file --vault-pass-file": "value",
            "--version": "flag",
        },
        "effects": ("exec", "write"),
        "target": {
            "resolver": "ansible", "inventory": ("-i --inventory --inventory-file", "$ANSIBLE_INVENTORY"),
            "limit": ("-l --limit", "@1"), "directory": ("--playbook-dir",), "config": ("$ANSIBLE_CONFIG",),
        },
        "files": {
            "--private-key --key-file": "read", "--connection-password-file --conn-pass-file": "read",
            "--become-password-file --become-pass-file": "read", "--vault-password-file --vault-pass-file": "read",
            "-e --extra-vars": "read @path", "-t --tree": "create",
        },
        "commands": ({"form": "shell", "from": "-a --args", "remote": True},),
        "when": (
            {
                "if": {
                    "flag": "-m --module-name",
                    "value": (
                        "ping", "win_ping", "setup", "gather_facts", "stat", "debug", "service_facts", "package_facts",
                        "*.ping", "*.setup", "*.gather_facts", "*.stat", "*.debug", "*.service_facts",
                        "*.package_facts", "slurp", "*.slurp", "find", "*.find", "getent", "*.getent", "wait_for",
                        "*.wait_for",
                    ),
                },
                "effects": ("read",), "commands": (),
            },
            {
                "if": {
                    "all": (
                        {"flag": "-m --module-name"},
                        {
                            "not": {
                                "flag": "-m --module-name",
                                "value": (
                                    "shell", "command", "raw", "*.shell", "*.command", "*.raw", "win_shell",
                                    "win_command", "*.win_shell", "*.win_command",
                                ),
                            },
                        },
                    ),
                },
                "commands": (),
            },
            {
                "if": {
                    "flag": "-m --module-name",
                    "value": (
                        "script", "*.script", "copy", "*.copy", "template", "*.template", "unarchive", "*.unarchive",
                    ),
                },
                "note": "files named in -a leave this machine",
            },
            {"if": {"flag": "-C --check"}, "effects": ("read",)},
            {"if": {"flag": "--list-hosts"}, "effects": (), "local": True},
        ),
    },
    {
        "names": ("ansible-playbook",), "about": "plays on many hosts",
        "docs": "https://docs.ansible.com/ansible/latest/cli/ansible-playbook.html",
        "style": "gnu", "help": ("-h --help", "--version"),
        "flags": {
            "-C --check": "flag", "-D --diff": "flag", "-K --ask-become-pass": "flag", "-M --module-path": "value",
            "-T --timeout": "value", "--ask-vault-password --ask-vault-pass -J": "flag", "-b --become": "flag",
            "--become-method": "value", "--become-password-file --become-pass-file": "value", "--become-user": "value",
            "-c --connection": "value", "--connection-password-file --conn-pass-file": "value",
            "-e --extra-vars": "value", "-f --forks": "value", "--flush-cache": "flag", "--force-handlers": "flag",
            "-h --help": "flag", "-i --inventory --inventory-file": "value", "-k --ask-pass": "flag",
            "-l --limit": "value", "--list-hosts": "flag", "--list-tags": "flag", "--list-tasks": "flag",
            "-o --one-line": "flag", "--playbook-dir": "value", "--private-key --key-file": "value",
            "--scp-extra-args": "value", "--sftp-extra-args": "value", "--skip-tags": "value",
            "--ssh-common-args": "value", "--ssh-extra-args": "value", "--start-at-task": "value", "--step": "flag",
            "--syntax-check": "flag", "-t --tags": "value", "-u --user": "value", "-v --verbose": "flag",
            "--vault-id": "value", "--vault-password-file --vault-pass-file": "value", "--version": "flag",
        },
        "effects": ("write", "deploy", "exec"),
        "target": {
            "resolver": "ansible", "inventory": ("-i --inventory --inventory-file", "$ANSIBLE_INVENTORY"),
            "limit": ("-l --limit",), "directory": ("--playbook-dir",), "config": ("$ANSIBLE_CONFIG",),
            "playbook": ("@*",),
        },
        "files": {
            "--private-key --key-file": "read", "--connection-password-file --conn-pass-file": "read",
            "--become-password-file --become-pass-file": "read", "--vault-password-file --vault-pass-file": "read",
            "-e --extra-vars": "read @path", "@*": "exec",
        },
        "when": (
            {"if": {"flag": "-C --check"}, "effects": ("read",)},
            {
                "if": {
                    "any": (
                        {"flag": "--list-hosts"},
                        {"flag": "--list-tasks"},
                        {"flag": "--list-tags"},
                        {"flag": "--syntax-check"},
                    ),
                },
                "effects": (), "local": True,
            },
        ),
    },
    {
        "names": ("ansible-vault",), "about": "encrypted variables",
        "docs": "https://docs.ansible.com/ansible/latest/cli/ansible-vault.html",
        "style": "gnu", "help": ("-h --help", "--version"),
        "flags": {
            "--ask-vault-password --ask-vault-pass -J": "flag", "--encrypt-vault-id": "value", "-h --help": "flag",
            "-n --name": "value", "--new-vault-id": "value", "--new-vault-password-file": "value", "--output": "value",
            "-p --prompt": "flag", "--show-input": "flag", "--skip-tty-check": "flag", "--stdin-name": "value",
            "-v --verbose": "flag", "--vault-id": "value", "--vault-password-file --vault-pass-file": "value",
            "--version": "flag",
        },
        "effects": ("write", "print-secret"), "local": True, "target": None,
        "files": {
            "--vault-password-file --vault-pass-file": "read", "--new-vault-password-file": "read",
            "--output": "create",
        },
        "subcommands": {
            "": {"effects": ()}, "view": {"effects": ("read", "print-secret"), "files": {"@*": "read"}},
            "decrypt edit": {"files": {"@*": "read+write"}},
            "rekey": {"effects": ("write",), "files": {"@*": "read+write"}},
            "encrypt": {"effects": ("write",), "files": {"@*": "read+write"}},
            "create": {"effects": ("write",), "files": {"@*": "create"}}, "encrypt_string": {"effects": ()},
        },
    },
    {
        "names": ("ansible-galaxy",), "about": "roles and collections",
        "docs": "https://docs.ansible.com/ansible/latest/cli/ansible-galaxy.html",
        "style": "gnu", "help": ("-h --help", "--version"),
        "flags": {
            "-U --upgrade": "flag", "--author": "value", "--branch": "value", "-c --ignore-certs": "flag",
            "--clear-response-cache": "flag", "--collection-skeleton": "value", "-d --download-path": "value",
            "--disable-gpg-verify": "flag", "--extra-vars -e": "value", "-f --force": "flag",
            "--force-with-deps": "flag", "--format": "value", "-g --keep-scm-meta": "flag", "--galaxy-tags": "value",
            "-h --help": "flag", "-i --ignore-errors": "flag", "--import-timeout": "value", "--init-path": "value",
            "--keyring": "value", "-n --no-deps": "flag", "--no-cache": "flag", "--no-wait": "flag",
            "--offline": "flag", "--output-path": "value", "-p --collections-path --roles-path": "value",
            "--platforms": "value", "--pre": "flag", "-r --requirements-file --role-file": "value",
            "--required-valid-signature-count": "value", "--role-name": "value", "--role-skeleton": "value",
            "-s --server": "value", "--signature": "value", "--timeout": "value", "--token --api-key": "value",
            "--type": "value", "-v --verbose": "flag", "--version": "flag",
        },
        "effects": ("write", "network"), "local": True, "target": None,
        "files": {"-r --requirements-file --role-file": "read"},
        "subcommands": {
            "": {"effects": ()}, "install download": {}, "list": {"effects": ()},
            "info search": {"effects": ("network",)}, "init": {"effects": ("write",)},
            "remove": {"effects": ("delete",)}, "build": {"effects": ("write",)},
            "publish": {
                "effects": ("publish", "network"), "local": False,
                "target": {"resolver": "url", "url": ("-s --server",)},
            },
            "import setup": {"effects": ("publish", "network"), "local": False},
            "delete": {"effects": ("delete", "network"), "local": False}, "login": {},
            "verify": {"effects": ("network",)},
            "collection": {
                "subcommands": {
                    "install download": {}, "list": {"effects": ()}, "verify": {"effects": ("network",)},
                    "init build": {"effects": ("write",)},
                    "publish": {"effects": ("publish", "network"), "local": False, "files": {"@1": "read"}},
                },
            },
            "role": {
                "subcommands": {
                    "install": {}, "list": {"effects": ()}, "info search": {"effects": ("network",)},
                    "init": {"effects": ("write",)}, "remove": {"effects": ("delete",)},
                    "import setup": {"effects": ("publish", "network"), "local": False},
                    "delete": {"effects": ("delete", "network"), "local": False},
                },
            },
        },
    },
    {
        "names": ("ansible-inventory",), "about": "shows the inventory",
        "docs": "https://docs.ansible.com/ansible/latest/cli/ansible-inventory.html",
        "style": "gnu", "help": ("-h --help", "--version"),
        "flags": {
            "--ask-vault-password --ask-vault-pass -J": "flag", "-e --extra-vars": "value", "--export": "flag",
            "--flush-cache": "flag", "--graph": "flag", "-h --help": "flag", "--host": "value",
            "-i --inventory --inventory-file": "value", "-l --limit": "value", "--list": "flag", "--output": "value",
            "--playbook-dir": "value", "--toml": "flag", "-v --verbose": "flag", "--vars": "flag",
            "--vault-id": "value", "--vault-password-file --vault-pass-file": "value", "--version": "flag",
            "-y --yaml": "flag",
        },
        "effects": ("read",), "local": True, "target": None,
        "files": {
            "-i --inventory --inventory-file": "read", "--output": "create",
            "--vault-password-file --vault-pass-file": "read",
        },
        "when": (
            {
                "if": {
                    "any": (
                        {"flag": "--vault-id"},
                        {"flag": "--vault-password-file --vault-pass-file"},
                        {"flag": "--ask-vault-password --ask-vault-pass -J"},
                    ),
                },
                "add": ("print-secret",),
            },
        ),
    },
    {
        "names": ("ansible-pull",), "about": "fetches a repository and plays it here",
        "docs": "https://docs.ansible.com/ansible/latest/cli/ansible-pull.html", "style": "gnu",
        "help": ("-h --help", "--version"),
        "flags": {
            "-C --checkout": "value", "-D --diff": "flag", "-K --ask-become-pass": "flag", "-M --module-path": "value",
            "-T --timeout": "value", "-U --url": "value", "--accept-host-key": "flag",
            "--ask-vault-password --ask-vault-pass -J": "flag", "-b --become": "flag", "--become-method": "value",
            "--become-password-file --become-pass-file": "value", "--become-user": "value", "-c --connection": "value",
            "--check": "flag", "--clean": "flag", "--connection-password-file --conn-pass-file": "value",
            "-d --directory": "value", "-e --extra-vars": "value", "--flush-cache": "flag", "--force": "flag",
            "--force-handlers": "flag", "--full": "flag", "-h --help": "flag",
            "-i --inventory --inventory-file": "value", "-k --ask-pass": "flag", "-l --limit": "value",
            "--list-hosts": "flag", "--list-tags": "flag", "--list-tasks": "flag", "-m --module-name": "value",
            "-o --only-if-changed": "flag", "--playbook-dir": "value", "--private-key --key-file": "value",
            "--purge": "flag", "-s --sleep": "value", "--scp-extra-args": "value", "--sftp-extra-args": "value",
            "--skip-tags": "value", "--ssh-common-args": "value", "--ssh-extra-args": "value", "--step": "flag",
            "--syntax-check": "flag", "-t --tags": "value", "--track-subs": "flag", "-u --user": "value",
            "-v --verbose": "flag", "--vault-id": "value", "--vault-password-file --vault-pass-file": "value",
            "--verify-commit": "flag", "--version": "flag",
        },
        "effects": ("exec", "write", "network"), "target": {"resolver": "url", "url": ("-U --url",)},
    },
    {
        "names": ("ansible-console",), "about": "a shell on many hosts",
        "docs": "https://docs.ansible.com/ansible/latest/cli/ansible-console.html",
        "style": "gnu", "help": ("-h --help", "--version"),
        "flags": {
            "-C --check": "flag", "-D --diff": "flag", "-K --ask-become-pass": "flag", "-M --module-path": "value",
            "-T --timeout": "value", "--ask-vault-password --ask-vault-pass -J": "flag", "-b --become": "flag",
            "--become-method": "value", "--become-password-file --become-pass-file": "value", "--become-user": "value",
            "-c --connection": "value", "--connection-password-file --conn-pass-file": "value",
            "-e --extra-vars": "value", "-f --forks": "value", "--flush-cache": "flag", "--force-handlers": "flag",
            "-h --help": "flag", "-i --inventory --inventory-file": "value", "-k --ask-pass": "flag",
            "-l --limit": "value", "--list-hosts": "flag", "--list-tags": "flag", "--list-tasks": "flag",
            "-o --one-line": "flag", "--playbook-dir": "value", "--private-key --key-file": "value",
            "--scp-extra-args": "value", "--sftp-extra-args": "value", "--ssh-common-args": "value",
            "--ssh-extra-args": "value", "--step": "flag", "--syntax-check": "flag", "--task-timeout": "value",
            "-u --user": "value", "-v --verbose": "flag", "--vault-id": "value",
            "--vault-password-file --vault-pass-file": "value", "--version": "flag",
        },
        "effects": ("exec", "write"),
        "target": {
            "resolver": "ansible", "inventory": ("-i --inventory --inventory-file", "$ANSIBLE_INVENTORY"),
            "limit": ("-l --limit", "@1"), "directory": ("--playbook-dir",), "config": ("$ANSIBLE_CONFIG",),
        },
        "reads_stdin": "shell",
    },
    {
        "names": ("ansible-doc", "ansible-config", "ansible-lint"), "about": "documentation, settings and style",
        "docs": "https://docs.ansible.com/ansible/latest/cli/ansible-doc.html", "style": "gnu",
        "help": ("-h --help", "--version"),
        "flags": {
            "-F --list_files": "flag", "-M --module-path": "value", "-c --config": "value",
            "-e --entry-point": "value", "-f --format": "value", "--fix": "flag", "-h --help": "flag",
            "-j --json": "flag", "-l --list": "flag", "--offline": "flag", "-p": "flag", "--playbook-dir": "value",
            "-q": "flag", "-r": "value", "-s --snippet": "flag", "-t --type": "value", "-v --verbose": "flag",
            "--version": "flag", "-x --exclude": "value",
        },
        "effects": (), "local": True, "target": None,
    },
)
