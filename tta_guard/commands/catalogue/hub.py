"""hub: git with GitHub commands beside it."""

# fmt: off
TOOL = {
    "names": ("hub",), "about": "git and GitHub in one", "docs": "https://hub.github.com/hub.1.html", "like": "git",
    "style": "git", "effects": ("exec",), "local": True, "target": None,
    "subcommands": {
        "merge": {
            "when": (
                {
                    "if": {"arg": "@*", "is": ("*://*/pull/*",)}, "add": ("merge", "network"), "local": False,
                    "target": {"resolver": "github", "repo": ("@1",), "host": ("$GITHUB_HOST",)},
                },
            ),
        },
        "pull-request": {
            "flags": {
                "-a --assign": "value", "-b --base": "value", "-c --copy": "flag", "-d --draft": "flag",
                "-e --edit": "flag", "-F --file": "value", "-f --force": "flag", "-h --head": "value",
                "-i --issue": "value", "-l --labels": "value", "-m --message": "value", "-M --milestone": "value",
                "--no-edit": "flag", "--no-maintainer-edits": "flag", "-o --browse": "flag", "-p --push": "flag",
                "-r --reviewer": "value",
            },
            "effects": ("write", "publish", "network"), "local": False,
            "target": {"resolver": "github", "branch": ("-b --base",), "host": ("$GITHUB_HOST",)},
            "files": {"-F --file": "read"},
        },
        "pr issue": {
            "flags": {
                "-a --assign": "value", "-b --base": "value", "-F --file": "value", "-f --format": "value",
                "-h --head": "value", "-l --labels": "value", "-L --limit": "value", "-m --message": "value",
                "-o --sort": "value", "-s --state": "value",
            },
            "effects": ("read", "network"), "local": False,
            "target": {"resolver": "github", "host": ("$GITHUB_HOST",), "number": ("@1",)},
            "subcommands": {
                "checkout": {
                    "effects": ("write", "network"),
                    "flags": {
                        "-a --assign": "value", "-b --base": "value", "-F --file": "value", "-f --format": "value",
                        "-h --head": "value", "-l --labels": "value", "-L --limit": "value", "-m --message": "value",
                        "-o --sort": "value", "-s --state": "value",
                    },
                },
                "merge": {
                    "effects": ("merge", "network"),
                    "flags": {
                        "-a --assign": "value", "-b --base": "value", "-F --file": "value", "-f --format": "value",
                        "-h --head": "value", "-l --labels": "value", "-L --limit": "value", "-m --message": "value",
                        "-o --sort": "value", "-s --state": "value",
                    },
                },
                "create close reopen update transfer": {
                    "effects": ("write", "network"),
                    "flags": {
                        "-a --assign": "value", "-b --base": "value", "-F --file": "value", "-f --format": "value",
                        "-h --head": "value", "-l --labels": "value", "-L --limit": "value", "-m --message": "value",
                        "-o --sort": "value", "-s --state": "value",
                    },
                },
                "list show": {
                    "flags": {
                        "-a --assign": "value", "-b --base": "value", "-F --file": "value", "-f --format": "value",
                        "-h --head": "value", "-l --labels": "value", "-L --limit": "value", "-m --message": "value",
                        "-o --sort": "value", "-s --state": "value",
                    },
                },
            },
        },
        "api": {
            "flags": {
                "--cache": "value", "--color": "optional", "-F --field": "value", "-f --raw-field": "value",
                "-H --header": "value", "-i --include": "flag", "--input": "value", "--obey-ratelimit": "flag",
                "--paginate": "flag", "-t --flat": "flag", "-X --method": "value",
            },
            "effects": ("read", "network"), "local": False,
            "target": {"resolver": "github", "repo": ("@1",), "host": ("$GITHUB_HOST",)},
            "files": {"--input": "read", "-F --field": "read @path"},
            "when": (
                {
                    "if": {"any": ({"flag": "-F --field"}, {"flag": "-f --raw-field"}, {"flag": "--input"})},
                    "effects": ("write", "network"),
                },
                {"if": {"flag": "-X --method", "value": ("GET", "HEAD")}, "effects": ("read", "network")},
                {"if": {"flag": "-X --method", "value": ("p*",), "fold": True}, "effects": ("write", "network")},
                {"if": {"flag": "-X --method", "value": ("delete",), "fold": True}, "effects": ("delete", "network")},
                {
                    "if": {
                        "any": (
                            {"arg": "@1", "is": ("*/merge", "*/merges", "*/merge-upstream")},
                            {
                                "all": (
                                    {"arg": "@1", "is": ("*graphql",)},
                                    {
                                        "any_arg_matches": ("*mutation*merge*", "*mutation*ref*", "*mutation*commit*"),
                                        "fold": True,
                                    },
                                ),
                            },
                        ),
                    },
                    "add": ("merge",),
                },
            ),
        },
        "release": {
            "flags": {
                "-a --attach": "value", "-d --include-drafts": "flag", "-F --file": "value", "-f --format": "value",
                "-i --include": "value", "-L --limit": "value", "-m --message": "value", "-p --prerelease": "flag",
                "-t --commitish": "value",
            },
            "effects": ("read", "network"), "local": False,
            "target": {"resolver": "github", "host": ("$GITHUB_HOST",)},
            "subcommands": {
                "create edit": {
                    "effects": ("publish", "write", "network"), "files": {"-a --attach": "read", "-F --file": "read"},
                    "flags": {
                        "-a --attach": "value", "-d --include-drafts": "flag", "-F --file": "value",
                        "-f --format": "value", "-i --include": "value", "-L --limit": "value",
                        "-m --message": "value", "-p --prerelease": "flag", "-t --commitish": "value",
                    },
                },
                "delete": {
                    "effects": ("delete", "network"),
                    "flags": {
                        "-a --attach": "value", "-d --include-drafts": "flag", "-F --file": "value",
                        "-f --format": "value", "-i --include": "value", "-L --limit": "value",
                        "-m --message": "value", "-p --prerelease": "flag", "-t --commitish": "value",
                    },
                },
                "download": {
                    "effects": ("read", "network"),
                    "flags": {
                        "-a --attach": "value", "-d --include-drafts": "flag", "-F --file": "value",
                        "-f --format": "value", "-i --include": "value", "-L --limit": "value",
                        "-m --message": "value", "-p --prerelease": "flag", "-t --commitish": "value",
                    },
                },
            },
        },
        "create fork sync": {
            "flags": {
                "-c --copy": "flag", "-d --description": "value", "-h --homepage": "value", "--no-remote": "flag",
                "-o --browse": "flag", "--org": "value", "-p --private": "flag", "--remote-name": "value",
            },
            "effects": ("write", "network"), "local": False,
            "target": {"resolver": "github", "repo": ("@1",), "host": ("$GITHUB_HOST",)},
        },
        "delete": {
            "flags": {"-y --yes": "flag"}, "effects": ("delete", "network"), "local": False,
            "target": {"resolver": "github", "repo": ("@1",), "host": ("$GITHUB_HOST",)},
        },
        "gist": {
            "flags": {"-c --copy": "flag", "-o --browse": "flag", "-p --public": "flag"},
            "effects": ("read", "network"), "local": False,
            "target": {"resolver": "github", "host": ("$GITHUB_HOST",)},
            "subcommands": {
                "create": {
                    "effects": ("publish", "write", "network"), "files": {"@*": "read"},
                    "flags": {"-c --copy": "flag", "-o --browse": "flag", "-p --public": "flag"},
                },
            },
        },
        "browse compare ci-status": {
            "flags": {
                "-b --base": "value", "-c --copy": "flag", "-f --format": "value", "-u": "flag",
                "-v --verbose": "flag",
            },
            "effects": ("read", "network"), "local": False,
            "target": {"resolver": "github", "host": ("$GITHUB_HOST",)},
        },
    },
}
