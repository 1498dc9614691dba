"""Cargo: an unlisted word is an alias or a program `cargo-NAME`."""

# fmt: off
TOOL = {
    "names": ("cargo",), "about": "Rust packages", "docs": "https://doc.rust-lang.org/cargo/commands/", "style": "gnu",
    "help": ("-h --help",), "unlisted": "flag",
    "flags": {
        "-a --add": "value", "--bench": "value", "--bin": "value", "--branch": "value", "-C": "value",
        "--charset": "value", "--color": "value", "--config": "value", "--crate-type": "value", "-d": "flag",
        "--depth": "value", "--dry-run -n": "flag", "-e --edges": "value", "--edition": "value", "--example": "value",
        "--exclude": "value", "--explain": "value", "-f": "optional", "-F --features": "value",
        "--filter-platform": "value", "--format": "value", "--format-version": "value", "--git": "value",
        "-h --help": "flag", "-i --invert": "optional", "--index": "value", "-j --jobs": "value", "-l --list": "flag",
        "--limit": "value", "--lockfile-path": "value", "--manifest-path": "value", "--message-format": "value",
        "--name": "value", "-p --package": "value", "--path": "value", "--precise": "value", "--prefix": "value",
        "--profile": "value", "--prune": "value", "-q --quiet": "flag", "-r --release": "flag", "--registry": "value",
        "--rename": "value", "--rev": "value", "--root": "value", "--tag": "value", "--target": "value",
        "--target-dir": "value", "--test": "value", "--to": "value", "--token": "value", "--undo": "flag",
        "-V": "flag", "-v --verbose": "flag", "--vcs": "value", "--vers": "value", "-Z": "value",
    },
    "effects": ("exec",), "local": True, "target": None,
    "subcommands": {
        "": {"effects": ()}, "help version completions": {"effects": ()},
        (
            "build b check c clippy doc d rustc rustdoc fix fmt fetch vendor package init new add update "
            "generate-lockfile install"
        ): {"effects": ("write", "network"), "when": ({"if": {"flag": "-l --list"}, "effects": ("read",)},)},
        "run r test t bench miri nextest watch": {"stop": "first-positional", "effects": ("exec",)},
        "clean remove rm uninstall": {"effects": ("delete",)},
        (
            "search info tree metadata locate-project pkgid read-manifest verify-project report git-checkout deny "
            "audit outdated geiger bloat udeps expand"
        ): {"effects": ("read", "network")},
        "login logout": {"effects": ("write", "network")},
        "publish": {
            "effects": ("publish", "write", "network"), "local": False,
            "target": {
                "resolver": "generic", "url": ("--index", "$CARGO_REGISTRIES_CRATES_IO_INDEX"),
                "name": ("--registry", "$CARGO_REGISTRY_DEFAULT"),
            },
            "when": ({"if": {"flag": "--dry-run -n"}, "effects": ("read",), "local": True, "target": None},),
        },
        "yank": {
            "effects": ("publish", "write", "network"), "local": False,
            "target": {
                "resolver": "generic", "url": ("--index", "$CARGO_REGISTRIES_CRATES_IO_INDEX"),
                "name": ("--registry", "$CARGO_REGISTRY_DEFAULT"),
            },
        },
        "owner": {
            "flags": {"-a --add": "value", "-l --list": "flag", "-r --remove": "value"},
            "effects": ("publish", "write", "network"), "local": False,
            "target": {
                "resolver": "generic", "url": ("--index", "$CARGO_REGISTRIES_CRATES_IO_INDEX"),
                "name": ("--registry", "$CARGO_REGISTRY_DEFAULT"),
            },
            "when": ({"if": {"flag": "-l --list"}, "effects": ("read", "network"), "local": True, "target": None},),
        },
    },
}
