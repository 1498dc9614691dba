"""glab, the GitLab command."""

# fmt: off
TOOL = {
    "names": ("glab",), "about": "GitLab", "docs": "https://docs.gitlab.com/cli/", "style": "pflag",
    "help": ("-h --help",),
    "flags": {
        "-F --output": "value", "-g --group": "value", "-h --help": "flag", "--hostname": "value",
        "-p --page": "value", "-P --per-page": "value", "-R --repo": "value", "-v --version": "flag",
    },
    "effects": ("exec",), "local": True, "target": None,
    "subcommands": {
        "": {"effects": ()},
        "alias": {"effects": ("write",), "subcommands": {"list": {"effects": ()}}},
        "api": {
            "flags": {
                "-F --field": "value", "-f --raw-field": "value", "-H --header": "value", "--hostname": "value",
                "-i --include": "flag", "--input": "value", "--output": "value", "--paginate": "flag",
                "--silent": "flag", "-X --method": "value",
            },
            "effects": ("read", "network"),
            "target": {"resolver": "github", "repo": ("@1",), "host": ("--hostname", "$GITLAB_HOST")},
            "files": {"--input": "read", "-F --field": "read @path"},
            "when": (
                {
                    "if": {"any": ({"flag": "-f --raw-field"}, {"flag": "-F --field"}, {"flag": "--input"})},
                    "effects": ("write", "network"),
                },
                {
                    "if": {"flag": "-X --method", "value": ("GET", "HEAD", "get", "head")},
                    "effects": ("read", "network"),
                },
                {
                    "if": {"flag": "-X --method", "value": ("POST", "PUT", "PATCH", "post", "put", "patch")},
                    "effects": ("write", "network"),
                },
                {"if": {"flag": "-X --method", "value": ("DELETE", "delete")}, "effects": ("delete", "network")},
                {
                    "if": {
                        "all": (
                            {"arg": "@1", "is": ("graphql",)},
                            {
                                "not": {
                                    "any": (
                                        {"flag": "-f --raw-field", "value": ("*mutation*",), "fold": True},
                                        {"flag": "-F --field", "value": ("*mutation*",), "fold": True},
                                    ),
                                },
                            },
                        ),
                    },
                    "effects": ("read", "network"),
                },
                {
                    "if": {
                        "all": (
                            {"arg": "@1", "is": ("graphql",)},
                            {
                                "any": (
                                    {
                                        "any": (
                                            {
                                                "flag": "-f --raw-field",
                                                "value": ("*mergerequestaccept*", "*mutation*commit*"), "fold": True,
                                            },
                                            {
                                                "flag": "-F --field",
                                                "value": ("*mergerequestaccept*", "*mutation*commit*"), "fold": True,
                                            },
                                        ),
                                    },
                                    {"flag": "--input"},
                                ),
                            },
                        ),
                    },
                    "add": ("merge",),
                },
                {
                    "if": {
                        "arg": "@1",
                        "is": (
                            "*/merge", "*/merge?*", "*/merge_requests/*/merge*", "*/repository/commits",
                            "*/repository/files/*",
                        ),
                    },
                    "add": ("merge",),
                },
                {
                    "if": {
                        "all": (
                            {
                                "any": (
                                    {"any": ({"flag": "-f --raw-field"}, {"flag": "-F --field"}, {"flag": "--input"})},
                                    {"flag": "-X --method", "value": ("p*", "d*"), "fold": True},
                                ),
                            },
                            {"arg": "@1", "is": ("*/pipeline", "*/trigger/*", "*/play", "*/deployments*", "*/retry")},
                        ),
                    },
                    "add": ("deploy",),
                },
                {
                    "if": {
                        "all": (
                            {
                                "any": (
                                    {"any": ({"flag": "-f --raw-field"}, {"flag": "-F --field"}, {"flag": "--input"})},
                                    {"flag": "-X --method", "value": ("p*", "d*"), "fold": True},
                                ),
                            },
                            {
                                "arg": "@1",
                                "is": (
                                    "*/protected_branches*", "*/push_rule*", "*/approval*", "*/protected_tags*",
                                    "*/protected_environments*",
                                ),
                            },
                        ),
                    },
                    "add": ("weaken-guard",),
                },
                {"if": {"arg": "@1", "is": ("*/variables*", "*access_tokens*")}, "add": ("print-secret",)},
            ),
            "local": False,
        },
        "auth": {
            "flags": {
                "-a --api-host": "value", "-g --git-protocol": "value", "--hostname": "value", "--show-token": "flag",
                "--stdin": "flag", "-t --token": "value",
            },
            "effects": ("write", "network"),
            "subcommands": {
                "status": {
                    "flags": {"-a --all": "flag", "--show-token": "flag", "-t --token": "flag"},
                    "effects": ("read",),
                    "when": (
                        {"if": {"flag": "-t --token"}, "add": ("print-secret",)},
                        {"if": {"flag": "--show-token"}, "add": ("print-secret",)},
                    ),
                },
                "git-credential docker-helper dpop-gen": {"effects": ("read", "print-secret")},
                "logout": {"effects": ("delete",)},
            },
        },
        "changelog check-update completion help version": {"effects": ()},
        "ci pipe pipeline": {
            "flags": {
                "-b --branch": "value", "-d --destination": "value", "--dry-run": "flag", "-j --job": "value",
                "-l --live": "flag", "-p --pipeline-id": "value", "-r --ref": "value", "-s --status": "value",
                "--sha": "value", "--source": "value", "-u --user": "value",
            },
            "effects": ("read", "network"),
            "subcommands": {
                "run trigger run-trig retry create": {
                    "flags": {
                        "-b --branch": "value", "-f --variables-from": "value", "-i --input": "value", "--mr": "flag",
                        "-t --token": "value", "--variables": "value", "--variables-env": "value",
                        "--variables-file": "value",
                    },
                    "effects": ("deploy", "write", "network"), "files": {"-f --variables-from": "read"},
                    "target": {
                        "resolver": "github", "repo": ("-R --repo", "$GITLAB_REPO"),
                        "host": ("--hostname", "$GITLAB_HOST", "$GITLAB_URI"), "branch": ("-b --branch",),
                    },
                    "local": False,
                },
                "cancel": {
                    "effects": ("write", "network"),
                    "target": {
                        "resolver": "github", "repo": ("-R --repo", "$GITLAB_REPO"),
                        "host": ("--hostname", "$GITLAB_HOST", "$GITLAB_URI"), "branch": ("-b --branch",),
                    },
                    "local": False,
                },
                "delete": {
                    "flags": {"--older-than": "value", "--paginate": "flag"}, "effects": ("delete", "network"),
                    "target": {
                        "resolver": "github", "repo": ("-R --repo", "$GITLAB_REPO"),
                        "host": ("--hostname", "$GITLAB_HOST", "$GITLAB_URI"), "branch": ("-b --branch",),
                    },
                    "local": False,
                },
                "lint": {"effects": ("read", "network"), "files": {"@1": "read"}},
                "config": {"effects": ("read", "network")},
                "artifact": {"flags": {"-p --path": "value"}, "effects": ("read", "network")},
            },
        },
        "config": {
            "flags": {"-g --global": "flag", "-h --host": "value"}, "effects": ("write",),
            "subcommands": {
                "get": {
                    "effects": ("read",),
                    "when": ({"if": {"arg": "@1", "is": ("token", "*token*")}, "add": ("print-secret",)},),
                },
            },
        },
        "cluster": {
            "flags": {"-a --agent": "value", "--token-expiry-duration": "value", "-u --use-context": "flag"},
            "effects": ("write", "network"),
            "target": {
                "resolver": "github", "repo": ("-R --repo", "$GITLAB_REPO"),
                "host": ("--hostname", "$GITLAB_HOST", "$GITLAB_URI"),
            },
            "subcommands": {
                "agent": {
                    "effects": ("write", "network"),
                    "subcommands": {
                        "list bootstrap check_manifest_usage": {"effects": ("write", "network")},
                        "get-token token-cache": {"effects": ("read", "print-secret", "network")},
                    },
                },
            },
            "local": False,
        },
        "deploy-key ssh-key gpg-key": {
            "flags": {
                "-c --can-push": "flag", "-e --expires-at": "value", "--key-file": "value", "-t --title": "value",
                "-u --usage-type": "value",
            },
            "effects": ("write", "network"),
            "target": {
                "resolver": "github", "repo": ("-R --repo", "$GITLAB_REPO"),
                "host": ("--hostname", "$GITLAB_HOST", "$GITLAB_URI"),
            },
            "subcommands": {
                "list get": {"effects": ("read", "network"), "local": True, "target": None},
                "delete": {"effects": ("delete", "network")},
                "add": {"effects": ("write", "network"), "files": {"@1": "read"}},
            },
            "local": False,
        },
        "duo": {"effects": ("read", "network")},
        "issue incident": {
            "flags": {
                "-A --all": "flag", "-a --assignee": "value", "--allow-collaboration": "flag", "--author": "value",
                "-b --target-branch": "value", "-c --closed": "flag", "-C --comments": "flag", "--color": "value",
                "--commit": "value", "--confidential": "flag", "--copy-issue-labels": "flag",
                "--create-source-branch": "flag", "-d --description": "value", "-D --draft": "flag",
                "--due-date": "value", "-e --epic": "value", "-f --fill": "flag", "-H --head": "value",
                "-i --related-issue": "value", "--iteration": "value", "--jq": "value", "-l --label": "value",
                "--link-type": "value", "--linked-issues": "value", "--linked-mr": "value", "-M --merged": "flag",
                "-m --milestone": "value", "--message": "value", "-n --not-draft": "flag", "--no-editor": "flag",
                "--not-label": "value", "--note": "value", "-o --order": "value", "--push": "flag", "--raw": "flag",
                "--recover": "flag", "--ref": "value", "--remove-source-branch": "flag", "--reviewer": "value",
                "-S --sort": "value", "-s --source-branch": "value", "--search": "value", "--signoff": "flag",
                "--squash-before-merge": "flag", "-t --title": "value", "--time-estimate": "value",
                "--time-spent": "value", "-u --unassign": "value", "--unique": "flag", "--unlabel": "value",
                "-w --web": "flag", "--weight": "value", "--wip": "flag", "-y --yes": "flag",
            },
            "effects": ("write", "network"),
            "target": {
                "resolver": "github", "repo": ("-R --repo", "$GITLAB_REPO"),
                "host": ("--hostname", "$GITLAB_HOST", "$GITLAB_URI"),
            },
            "subcommands": {
                "list view board": {"effects": ("read", "network"), "local": True, "target": None},
                "delete": {"effects": ("delete", "network")},
            },
            "local": False,
        },
        "iteration label milestone": {
            "flags": {
                "-c --color": "value", "-d --description": "value", "-n --name": "value", "-p --priority": "value",
            },
            "effects": ("write", "network"),
            "target": {
                "resolver": "github", "repo": ("-R --repo", "$GITLAB_REPO"),
                "host": ("--hostname", "$GITLAB_HOST", "$GITLAB_URI"),
            },
            "subcommands": {
                "list get": {"effects": ("read", "network"), "local": True, "target": None},
                "delete": {"effects": ("delete", "network")},
            },
            "local": False,
        },
        "job": {
            "effects": ("read", "network"),
            "subcommands": {
                "artifact": {
                    "flags": {"-l --list-paths": "flag", "-p --path": "value"}, "effects": ("read", "network"),
                    "files": {"-p --path": "create"},
                },
            },
        },
        "mcp": {"effects": ("exec",)},
        "mr merge-request": {
            "flags": {
                "-A --all": "flag", "-a --assignee": "value", "--allow-collaboration": "flag", "--author": "value",
                "-b --target-branch": "value", "-c --closed": "flag", "-C --comments": "flag", "--color": "value",
                "--commit": "value", "--copy-issue-labels": "flag", "--create-source-branch": "flag",
                "-d --description": "value", "-D --draft": "flag", "-f --fill": "flag", "-H --head": "value",
                "-i --related-issue": "value", "--jq": "value", "-l --label": "value", "-M --merged": "flag",
                "-m --milestone": "value", "--message": "value", "-n --not-draft": "flag", "--no-editor": "flag",
                "--not-label": "value", "--note": "value", "-o --order": "value", "--push": "flag", "--raw": "flag",
                "--recover": "flag", "--ref": "value", "--remove-source-branch": "flag", "--reviewer": "value",
                "-S --sort": "value", "-s --source-branch": "value", "--search": "value", "--signoff": "flag",
                "--squash-before-merge": "flag", "-t --title": "value", "-u --unassign": "value", "--unique": "flag",
                "--unlabel": "value", "-w --web": "flag", "--wip": "flag", "-y --yes": "flag",
            },
            "effects": ("write", "network"),
            "target": {
                "resolver": "github", "repo": ("-R --repo", "$GITLAB_REPO"),
                "host": ("--hostname", "$GITLAB_HOST", "$GITLAB_URI"), "number": ("@1",),
                "branch": ("-b --target-branch",),
            },
            "subcommands": {
                "list view diff issues approvers": {"effects": ("read", "network"), "local": True, "target": None},
                "checkout": {"effects": ("write", "network")}, "delete": {"effects": ("delete", "network")},
                "merge accept": {
                    "flags": {
                        "--auto-merge": "optional", "-d --remove-source-branch": "flag", "-m --message": "value",
                        "-r --rebase": "flag", "-s --squash": "flag", "--sha": "value", "--squash-message": "value",
                        "-y --yes": "flag",
                    },
                    "effects": ("merge", "network"),
                },
                (
                    "approve revoke note close reopen update subscribe unsubscribe todo rebase for new-for create new"
                ): {"effects": ("write", "network")},
            },
            "local": False,
        },
        "opentofu runner-controller runner securefile": {
            "effects": ("write", "network"),
            "target": {
                "resolver": "github", "repo": ("-R --repo", "$GITLAB_REPO"),
                "host": ("--hostname", "$GITLAB_HOST", "$GITLAB_URI"),
            },
            "subcommands": {
                "list": {"effects": ("read", "network"), "local": True, "target": None},
                "download": {"effects": ("read", "print-secret", "network")},
                "remove delete": {"effects": ("delete", "network")},
            },
            "local": False,
        },
        "release": {
            "flags": {
                "-a --assets-links": "value", "--asset-name": "value", "-D --released-at": "value", "--dir": "value",
                "-F --notes-file": "value", "-m --milestone": "value", "-n --name": "value", "-N --notes": "value",
                "-r --ref": "value", "-t --tag-message": "value", "--use-package-registry": "flag",
                "--with-tag": "flag", "-y --yes": "flag",
            },
            "effects": ("write", "network"),
            "target": {
                "resolver": "github", "repo": ("-R --repo", "$GITLAB_REPO"),
                "host": ("--hostname", "$GITLAB_HOST", "$GITLAB_URI"),
            },
            "subcommands": {
                "list view": {"effects": ("read", "network"), "local": True, "target": None},
                "download": {
                    "effects": ("read", "network"), "files": {"--dir": "create"}, "local": True, "target": None,
                },
                "create upload": {
                    "effects": ("publish", "write", "network"), "files": {"@2*": "read", "-F --notes-file": "read"},
                },
                "delete": {"effects": ("delete", "network")},
            },
            "local": False,
        },
        "repo project": {
            "flags": {
                "-a --archived": "value", "-b --branch": "value", "-d --description": "value",
                "--defaultBranch": "value", "-f --format": "value", "-i --internal": "flag", "-m --member": "flag",
                "-n --name": "value", "-o --order-by": "value", "-p --private": "flag", "-P --public": "flag",
                "--path": "value", "--remote": "value", "--remoteName": "value", "-s --search": "value",
                "--sort": "value", "-t --target": "value",
            },
            "effects": ("write", "network"),
            "target": {
                "resolver": "github", "repo": ("-R --repo", "@1", "$GITLAB_REPO"),
                "host": ("--hostname", "$GITLAB_HOST", "$GITLAB_URI"),
            },
            "subcommands": {
                "list view search contributors": {"effects": ("read", "network"), "local": True, "target": None},
                "clone": {"effects": ("write", "network"), "files": {"@2": "create"}},
                "create fork": {"effects": ("publish", "write", "network")},
                "delete": {"flags": {"-y --yes": "flag"}, "effects": ("delete", "network")},
                "archive": {
                    "flags": {"-f --format": "value", "-s --sha": "value"}, "effects": ("read", "network"),
                    "local": True, "target": None,
                },
                "mirror publish": {"effects": ("publish", "write", "network")},
                "members": {"effects": ("write", "network")}, "transfer update": {"effects": ("write", "network")},
            },
            "local": False,
        },
        "schedule": {
            "flags": {
                "--active": "value", "--create-variable": "value", "--cron": "value", "--cronTimeZone": "value",
                "--delete-variable": "value", "--description": "value", "--ref": "value", "--update-variable": "value",
                "--variable": "value",
            },
            "effects": ("deploy", "write", "network"),
            "target": {
                "resolver": "github", "repo": ("-R --repo", "$GITLAB_REPO"),
                "host": ("--hostname", "$GITLAB_HOST", "$GITLAB_URI"),
            },
            "subcommands": {
                "list": {"effects": ("read", "network"), "local": True, "target": None},
                "delete": {"effects": ("delete", "network")},
            },
            "local": False,
        },
        "snippet": {
            "flags": {
                "-d --description": "value", "-f --filename": "value", "-p --personal": "flag", "-t --title": "value",
                "-v --visibility": "value",
            },
            "effects": ("publish", "write", "network"),
            "target": {
                "resolver": "github", "repo": ("-R --repo", "$GITLAB_REPO"),
                "host": ("--hostname", "$GITLAB_HOST", "$GITLAB_URI"),
            },
            "files": {"@*": "read"}, "local": False,
        },
        "stack work-items workitems": {
            "effects": ("write", "network"),
            "target": {
                "resolver": "github", "repo": ("-R --repo", "$GITLAB_REPO"),
                "host": ("--hostname", "$GITLAB_HOST", "$GITLAB_URI"),
            },
            "local": False,
        },
        "token": {
            "flags": {
                "-A --access-level": "value", "-a --active": "flag", "-D --duration": "value",
                "-E --expires-at": "value", "-S --scope": "value", "-u --user": "value",
            },
            "effects": ("write", "print-secret", "network"),
            "target": {
                "resolver": "github", "repo": ("-R --repo", "$GITLAB_REPO"),
                "host": ("--hostname", "$GITLAB_HOST", "$GITLAB_URI"),
            },
            "subcommands": {
                "list": {"effects": ("read", "network"), "local": True, "target": None},
                "revoke": {"effects": ("delete", "network")},
            },
            "local": False,
        },
        "user": {
            "effects": ("read", "network"),
            "subcommands": {"events": {"flags": {"-a --all": "flag"}, "effects": ("read", "network")}},
        },
        "variable": {
            "flags": {
                "-d --description": "value", "--json-key": "value", "-m --masked": "flag", "-p --protected": "flag",
                "-r --raw": "flag", "-s --scope": "value", "-t --type": "value", "-v --value": "value",
            },
            "effects": ("write", "network"),
            "target": {
                "resolver": "github", "repo": ("-R --repo", "$GITLAB_REPO"),
                "host": ("--hostname", "$GITLAB_HOST", "$GITLAB_URI"),
            },
            "subcommands": {
                "list": {
                    "effects": ("read", "network"),
                    "when": ({"if": {"flag": "-F --output", "value": ("json",)}, "add": ("print-secret",)},),
                    "local": True, "target": None,
                },
                "get export": {"effects": ("read", "print-secret", "network")},
                "delete": {"effects": ("delete", "network")},
            },
            "local": False,
        },
    },
}
