"""Keyrings, credential helpers, the clipboard, files encrypted in a repository."""

# fmt: off
TOOLS = (
    {
        "names": ("security",), "about": "the keychain of macOS", "docs": "https://ss64.com/mac/security.html",
        "style": "gnu", "unlisted": "flag",
        "flags": {
            "-A": "flag", "-a": "value", "-C": "value", "-c": "value", "-D": "value", "-d": "value", "-e": "value",
            "-f": "value", "-G": "value", "-g": "flag", "-h": "flag", "-i": "flag", "-j": "value", "-k": "value",
            "-l": "value", "-m": "flag", "-n": "flag", "-o": "value", "-P": "value", "-p": "optional", "-q": "flag",
            "-r": "value", "-s": "value", "-T": "value", "-t": "value", "-U": "flag", "-u": "flag", "-v": "flag",
            "-w": "optional", "-x": "flag", "-Z": "flag",
        },
        "effects": ("read",), "local": True, "target": None,
        "subcommands": {
            "find-generic-password find-internet-password": {
                "flags": {"-g": "flag", "-w": "flag"}, "effects": ("read",),
                "when": ({"if": {"any": ({"flag": "-w"}, {"flag": "-g"})}, "add": ("print-secret",)},),
            },
            "dump-keychain export": {"flags": {"-d": "flag"}, "effects": ("read", "print-secret")},
            (
                "add-generic-password add-internet-password add-certificates import set-key-partition-list "
                "set-generic-password-partition-list create-keychain add-trusted-cert authorizationdb "
                "set-keychain-settings set-keychain-password login-keychain default-keychain list-keychains "
                "lock-keychain"
            ): {"flags": {"-d": "flag", "-w": "value"}, "effects": ("write",)},
            "unlock-keychain": {"effects": ("write",)},
            (
                "delete-generic-password delete-internet-password delete-keychain delete-certificate delete-identity "
                "remove-trusted-cert"
            ): {"effects": ("delete",)},
            (
                "find-certificate find-identity find-key show-keychain-info verify-cert cms smartcards help "
                "list-smartcards"
            ): {"flags": {"-a": "flag", "-c": "value", "-p": "flag"}, "effects": ("read",)},
        },
    },
    {
        "names": ("secret-tool", "kwallet-query", "kwalletcli", "lssecret", "keyring"),
        "about": "the keyring of the desktop",
        "docs": "https://manpages.debian.org/stable/libsecret-tools/secret-tool.1.en.html",
        "style": "gnu",
        "flags": {
            "--all": "flag", "--collection": "value", "-f --folder": "value", "-k --keyring-backend": "value",
            "-l --list-entries": "flag", "--label": "value", "-p --keyring-path": "value",
            "-r --read-password": "value", "--unlock": "flag", "-v --verbose": "flag", "-w --write-password": "value",
        },
        "effects": ("read", "print-secret"), "local": True, "target": None,
        "subcommands": {
            "store set": {"effects": ("write",)}, "lookup get": {}, "clear del delete": {"effects": ("delete",)},
            "search": {"effects": ("read", "print-secret")}, "lock diagnose": {"effects": ("write",)},
        },
    },
    {
        "names": ("keyctl",), "about": "the keyring of the kernel",
        "docs": "https://man7.org/linux/man-pages/man1/keyctl.1.html", "style": "gnu", "unlisted": "flag",
        "flags": {"-c": "value", "-h": "flag", "-i": "flag", "-x": "flag"}, "effects": ("write",), "local": True,
        "target": None,
        "subcommands": {
            "print pipe read pkey_decrypt": {"effects": ("read", "print-secret")},
            (
                "show describe rdescribe list rlist search request id security get_persistent supports --version"
            ): {"effects": ("read",)},
            "revoke unlink clear invalidate purge reap": {"effects": ("delete",)},
        },
    },
    {
        "names": ("docker-credential-*", "git-credential-*"), "about": "credential helpers",
        "docs": "https://github.com/docker/docker-credential-helpers", "style": "raw",
        "effects": ("read", "print-secret"), "local": True, "target": None,
        "subcommands": {
            "get fill": {}, "list version": {"effects": ("read",)}, "store approve": {"effects": ("write",)},
            "erase reject": {"effects": ("delete",)},
        },
    },
    {
        "names": ("xclip", "xsel", "wl-paste", "pbpaste", "wl-copy", "pbcopy", "clip", "clipboard"),
        "about": "the clipboard", "docs": "https://github.com/astrand/xclip", "style": "gnu", "unlisted": "flag",
        "flags": {
            "-a --append": "flag", "-b --clipboard": "flag", "-c --clear": "flag", "-d -display --display": "value",
            "-f -filter": "flag", "-h --help": "flag", "-i -in --input": "flag", "-k --keep": "flag",
            "-l -loops": "value", "-n --no-newline": "flag", "-o -out --output": "flag", "-p --primary": "flag",
            "-pboard": "value", "-Prefer": "value", "-s --secondary": "flag", "-se": "value", "-sel": "value",
            "-selection": "value", "-t -target --type": "value", "-w --watch": "flag", "-x --exchange": "flag",
        },
        "effects": ("read",), "local": True, "target": None, "files": {"@*": "read"},
    },
    {
        "names": ("git-secret",), "about": "files encrypted in a repository", "docs": "https://git-secret.io/",
        "style": "gnu", "unlisted": "flag",
        "flags": {
            "-c": "flag", "-d": "value", "-F": "flag", "-f": "flag", "-h": "flag", "-i": "flag", "-m": "flag",
            "-P": "flag", "-p": "value", "-v": "flag",
        },
        "effects": ("write",), "local": True, "target": None,
        "subcommands": {
            "reveal cat changes": {"effects": ("read", "print-secret"), "files": {"@*": "read"}},
            "tell init hide add": {"effects": ("write",)},
            "remove killperson removeperson clean": {"effects": ("delete",)},
            "list whoknows usage": {"effects": ("read",)},
        },
    },
    {
        "names": (
            "git-crypt", "transcrypt", "blackbox", "blackbox_cat", "blackbox_edit", "blackbox_decrypt_all_files",
            "blackbox_decrypt_file", "blackbox_postdeploy",
        ),
        "about": "files encrypted in a repository", "docs": "https://github.com/AGWA/git-crypt", "style": "gnu",
        "help": ("-h --help", "-v --version"), "unlisted": "flag",
        "flags": {
            "-a --all": "flag", "-c --cipher": "value", "-C --context": "value", "-d --display": "flag",
            "-e --export-gpg": "value", "-F --flush-credentials": "flag", "-f --force": "flag", "-h --help": "flag",
            "-i --import-gpg": "value", "-k --key-name": "value", "-l --list": "flag", "-p --password": "value",
            "-r --rekey": "flag", "-s --show-raw": "value", "-u --uninstall": "flag", "-U --upgrade": "flag",
            "-v --version": "flag", "-y --yes": "flag",
        },
        "effects": ("write", "print-secret"), "local": True, "target": None,
        "when": ({"if": {"flag": "-l --list"}, "effects": ("read",)},),
        "subcommands": {
            "unlock": {"effects": ("write", "print-secret"), "files": {"@1": "read"}},
            "lock init add-gpg-user rm-gpg-user keygen": {"effects": ("write",)}, "status": {"effects": ("read",)},
            "export-key": {"effects": ("read", "print-secret"), "files": {"@1": "create"}},
            "help version refresh": {"effects": ()},
        },
    },
)
