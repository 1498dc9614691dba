"""gh, the GitHub command: an unlisted word is an alias or a program `gh-NAME`."""

# fmt: off
TOOL = {
    "names": ("gh",), "about": "GitHub", "docs": "https://cli.github.com/manual/", "style": "pflag",
    "help": ("--help",),
    "flags": {"--help": "flag", "--hostname": "value", "-R --repo": "value", "--version": "flag"},
    "effects": ("exec",), "local": True, "target": None,
    "subcommands": {
        "": {"effects": ()},
        "alias": {
            "effects": ("write",),
            "subcommands": {
                "list": {"effects": ()},
                "set": {"flags": {"--clobber": "flag", "-s --shell": "flag"}, "effects": ("write",)},
                "delete": {"flags": {"--all": "flag"}, "effects": ("delete",)},
                "import": {"flags": {"--clobber": "flag"}, "effects": ("write",), "files": {"@1": "read"}},
            },
        },
        "api": {
            "flags": {
                "--cache": "value", "-F --field": "value", "-f --raw-field": "value", "-H --header": "value",
                "-h --help": "flag", "--hostname": "value", "-i --include": "flag", "--input": "value",
                "--jq -q": "value", "-p --preview": "value", "--paginate": "flag", "--silent": "flag",
                "--slurp": "flag", "--template -t": "value", "--verbose": "flag", "-X --method": "value",
            },
            "effects": ("read", "network"),
            "target": {"resolver": "github", "repo": ("@1",), "host": ("--hostname", "$GH_HOST")},
            "files": {"--input": "read", "-F --field": "read @path"},
            "when": (
                {
                    "if": {
                        "all": (
                            {"any": ({"flag": "-f --raw-field"}, {"flag": "-F --field"}, {"flag": "--input"})},
                            {"not": {"arg": "@1", "is": ("graphql", "*/graphql")}},
                        ),
                    },
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
                            {"arg": "@1", "is": ("graphql", "*/graphql")},
                            {
                                "any": (
                                    {"flag": "-f --raw-field", "value": ("*mutation*",), "fold": True},
                                    {"flag": "-F --field", "value": ("*mutation*",), "fold": True},
                                ),
                            },
                        ),
                    },
                    "effects": ("write", "network"),
                },
                {
                    "if": {
                        "all": (
                            {"arg": "@1", "is": ("graphql", "*/graphql")},
                            {
                                "any": (
                                    {
                                        "any": (
                                            {"flag": "-f --raw-field", "value": ("query=@*",), "fold": True},
                                            {"flag": "-F --field", "value": ("query=@*",), "fold": True},
                                        ),
                                    },
                                    {"flag": "--input"},
                                ),
                            },
                        ),
                    },
                    "add": ("write", "delete", "merge"), "note": "the query is in a file",
                },
                {
                    "if": {
                        "all": (
                            {"arg": "@1", "is": ("graphql", "*/graphql")},
                            {
                                "any": (
                                    {
                                        "flag": "-f --raw-field",
                                        "value": (
                                            "*mergepullrequest*", "*mergebranch*", "*automerge*",
                                            "*enqueuepullrequest*", "*createcommitonbranch*", "*updateref*",
                                            "*createref*",
                                        ),
                                        "fold": True,
                                    },
                                    {
                                        "flag": "-F --field",
                                        "value": (
                                            "*mergepullrequest*", "*mergebranch*", "*automerge*",
                                            "*enqueuepullrequest*", "*createcommitonbranch*", "*updateref*",
                                            "*createref*",
                                        ),
                                        "fold": True,
                                    },
                                ),
                            },
                        ),
                    },
                    "add": ("merge",),
                },
                {
                    "if": {
                        "all": (
                            {"arg": "@1", "is": ("graphql", "*/graphql")},
                            {
                                "any": (
                                    {"flag": "-f --raw-field", "value": ("*delete*", "*remove*"), "fold": True},
                                    {"flag": "-F --field", "value": ("*delete*", "*remove*"), "fold": True},
                                ),
                            },
                        ),
                    },
                    "add": ("delete",),
                },
                {
                    "if": {
                        "all": (
                            {"arg": "@1", "is": ("graphql", "*/graphql")},
                            {
                                "any": (
                                    {
                                        "flag": "-f --raw-field", "value": ("*branchprotection*", "*ruleset*"),
                                        "fold": True,
                                    },
                                    {"flag": "-F --field", "value": ("*branchprotection*", "*ruleset*"), "fold": True},
                                ),
                            },
                        ),
                    },
                    "add": ("weaken-guard",),
                },
                {
                    "if": {
                        "all": (
                            {
                                "any": (
                                    {
                                        "flag": "-X --method",
                                        "value": ("POST", "PUT", "PATCH", "DELETE", "post", "put", "patch", "delete"),
                                    },
                                    {
                                        "all": (
                                            {
                                                "any": (
                                                    {"flag": "-f --raw-field"},
                                                    {"flag": "-F --field"},
                                                    {"flag": "--input"},
                                                ),
                                            },
                                            {"not": {"flag": "-X --method"}},
                                            {"not": {"arg": "@1", "is": ("graphql", "*/graphql")}},
                                        ),
                                    },
                                ),
                            },
                            {"arg": "@1", "is": ("*/merge", "*/merges", "*/merge-upstream", "*/update-branch")},
                        ),
                    },
                    "add": ("merge",),
                },
                {
                    "if": {
                        "all": (
                            {"flag": "-X --method", "value": ("PATCH", "PUT", "DELETE", "patch", "put", "delete")},
                            {"arg": "@1", "is": ("*/git/refs/*", "*/contents/*")},
                        ),
                    },
                    "add": ("merge",),
                },
                {
                    "if": {
                        "all": (
                            {
                                "any": (
                                    {
                                        "flag": "-X --method",
                                        "value": ("POST", "PUT", "PATCH", "DELETE", "post", "put", "patch", "delete"),
                                    },
                                    {
                                        "all": (
                                            {
                                                "any": (
                                                    {"flag": "-f --raw-field"},
                                                    {"flag": "-F --field"},
                                                    {"flag": "--input"},
                                                ),
                                            },
                                            {"not": {"flag": "-X --method"}},
                                            {"not": {"arg": "@1", "is": ("graphql", "*/graphql")}},
                                        ),
                                    },
                                ),
                            },
                            {
                                "arg": "@1",
                                "is": (
                                    "*/dispatches", "*/deployments", "*/deployments/*", "*/rerun",
                                    "*/rerun-failed-jobs", "*/pending_deployments", "*/pages/*",
                                ),
                            },
                        ),
                    },
                    "add": ("deploy",),
                },
                {
                    "if": {
                        "all": (
                            {"flag": "-X --method", "value": ("PATCH", "PUT", "DELETE", "patch", "put", "delete")},
                            {
                                "arg": "@1",
                                "is": (
                                    "*/protection", "*/protection/*", "*/rulesets/*", "*/environments/*",
                                    "*/actions/permissions*", "*/interaction-limits",
                                ),
                            },
                        ),
                    },
                    "add": ("weaken-guard",),
                },
                {
                    "if": {
                        "all": (
                            {
                                "any": (
                                    {
                                        "flag": "-X --method",
                                        "value": ("POST", "PUT", "PATCH", "DELETE", "post", "put", "patch", "delete"),
                                    },
                                    {
                                        "all": (
                                            {
                                                "any": (
                                                    {"flag": "-f --raw-field"},
                                                    {"flag": "-F --field"},
                                                    {"flag": "--input"},
                                                ),
                                            },
                                            {"not": {"flag": "-X --method"}},
                                            {"not": {"arg": "@1", "is": ("graphql", "*/graphql")}},
                                        ),
                                    },
                                ),
                            },
                            {"arg": "@1", "is": ("*/releases", "*/releases/*", "gists", "gists/*", "/gists*")},
                        ),
                    },
                    "add": ("publish",),
                },
                {
                    "if": {
                        "arg": "@1",
                        "is": ("*/registration-token", "*/remove-token", "*/access_tokens", "*/jitconfig"),
                    },
                    "add": ("print-secret",),
                },
            ),
            "local": False,
        },
        "auth": {
            "effects": ("write",),
            "subcommands": {
                "login": {
                    "flags": {
                        "--clipboard -c": "flag", "--git-protocol -p": "value", "-h --hostname": "value",
                        "--insecure-storage": "flag", "-s --scopes": "value", "--skip-ssh-key": "flag",
                        "-w --web": "flag", "--with-token": "flag",
                    },
                    "effects": ("write", "network"),
                },
                "logout": {"flags": {"-h --hostname": "value", "-u --user": "value"}, "effects": ("delete",)},
                "refresh": {
                    "flags": {
                        "-c --clipboard": "flag", "-h --hostname": "value", "--insecure-storage": "flag",
                        "-r --remove-scopes": "value", "--reset-scopes": "flag", "-s --scopes": "value",
                    },
                    "effects": ("write", "network"),
                },
                "setup-git": {"flags": {"-f --force": "flag", "-h --hostname": "value"}, "effects": ("write",)},
                "status": {
                    "flags": {
                        "-a --active": "flag", "-h --hostname": "value", "--json": "optional", "-q --jq": "value",
                        "-t --show-token": "flag", "--template": "value",
                    },
                    "effects": ("read",),
                    "when": ({"if": {"flag": "-t --show-token"}, "add": ("print-secret",)},),
                },
                "switch": {"flags": {"-h --hostname": "value", "-u --user": "value"}, "effects": ("write",)},
                "token": {
                    "flags": {"-h --hostname": "value", "-u --user": "value"}, "effects": ("read", "print-secret"),
                },
            },
        },
        "browse": {
            "flags": {
                "-a --actions": "flag", "-b --branch": "value", "--blame": "flag", "-c --commit": "flag",
                "-n --no-browser": "flag", "-p --projects": "flag", "-R --repo": "value", "--releases -r": "flag",
                "-s --settings": "flag", "-w --wiki": "flag",
            },
            "effects": ("read",),
        },
        "cache": {
            "effects": ("read", "network"),
            "subcommands": {
                "list ls": {
                    "flags": {
                        "--json": "optional", "-k --key": "value", "-L --limit": "value", "-O --order": "value",
                        "-q --jq": "value", "-r --ref": "value", "-S --sort": "value", "-t --template": "value",
                        "-w --web": "flag",
                    },
                    "effects": ("read", "network"),
                },
                "delete": {
                    "flags": {"-a --all": "flag", "-r --ref": "value", "--succeed-on-no-caches": "flag"},
                    "effects": ("delete", "network"),
                },
            },
        },
        "codespace cs": {
            "flags": {"-c --codespace": "value", "-R --repo": "value", "--repo-owner": "value"},
            "effects": ("write", "network"),
            "target": {"resolver": "github", "repo": ("-R --repo", "$GH_REPO"), "host": ("--hostname", "$GH_HOST")},
            "subcommands": {
                "list ls logs view": {
                    "flags": {
                        "-f --follow": "flag", "--json": "optional", "-L --limit": "value", "-o --org": "value",
                        "-q --jq": "value", "-t --template": "value", "-u --user": "value", "-w --web": "flag",
                    },
                    "effects": ("read", "network"),
                },
                "ports": {
                    "flags": {"--json": "optional", "-q --jq": "value", "-t --template": "value", "-w --web": "flag"},
                    "effects": ("read", "network"),
                    "subcommands": {
                        "forward": {"effects": ("read", "network")},
                        "visibility": {"effects": ("publish", "write", "network")},
                    },
                },
                "create": {
                    "flags": {
                        "-b --branch": "value", "-d --display-name": "value", "--default-permissions": "flag",
                        "--devcontainer-path": "value", "--idle-timeout": "value", "-l --location": "value",
                        "-m --machine": "value", "-R --repo": "value", "--retention-period": "value",
                        "-s --status": "flag",
                    },
                    "effects": ("write", "network"),
                },
                "edit": {
                    "flags": {"-c --codespace": "value", "-d --display-name": "value", "-m --machine": "value"},
                    "effects": ("write", "network"),
                },
                "delete": {
                    "flags": {
                        "--all": "flag", "-c --codespace": "value", "--days": "value", "-f --force": "flag",
                        "-o --org": "value", "-R --repo": "value", "-u --user": "value",
                    },
                    "effects": ("delete", "network"),
                },
                "rebuild stop": {
                    "flags": {"-c --codespace": "value", "--full": "flag", "-o --org": "value", "-u --user": "value"},
                    "effects": ("write", "network"),
                },
                "cp": {
                    "flags": {
                        "-c --codespace": "value", "-e --expand": "flag", "-p --profile": "value",
                        "-r --recursive": "flag",
                    },
                    "effects": ("write", "network"), "files": {"@*": "read copy", "@-1": "write copy"},
                },
                "ssh": {
                    "flags": {
                        "-c --codespace": "value", "--config": "flag", "-d --debug": "flag", "--debug-file": "value",
                        "--profile": "value", "--server-port": "value",
                    },
                    "effects": ("exec", "network"),
                },
                "jupyter code": {
                    "flags": {"-c --codespace": "value", "--insiders": "flag", "-w --web": "flag"},
                    "effects": ("exec", "network"),
                },
            },
            "local": False,
        },
        "completion": {"effects": ()},
        "help version licenses environment formatting reference mintty exit-codes": {"effects": ()},
        "config": {
            "flags": {"-h --host": "value"}, "effects": ("write",),
            "subcommands": {"get list ls": {"effects": ()}, "set clear-cache": {"effects": ("write",)}},
        },
        "extension extensions ext": {
            "effects": ("exec", "write", "network"),
            "subcommands": {
                "list ls": {"effects": ()},
                "search browse": {
                    "flags": {
                        "--json": "value", "-L --limit": "value", "--license": "value", "--order": "value",
                        "--owner": "value", "-q --jq": "value", "--sort": "value", "-t --template": "value",
                        "-w --web": "flag",
                    },
                    "effects": ("read", "network"),
                },
                "remove": {"effects": ("delete",)}, "create": {"effects": ("write",)},
                "install upgrade": {
                    "flags": {"--all": "flag", "--dry-run": "flag", "--force": "flag", "--pin": "value"},
                },
                "exec": {"effects": ("exec",)},
            },
        },
        "gist": {
            "effects": ("read", "network"),
            "subcommands": {
                "create": {
                    "flags": {
                        "-d --desc": "value", "-f --filename": "value", "-p --public": "flag", "-w --web": "flag",
                    },
                    "effects": ("publish", "write", "network"),
                    "target": {
                        "resolver": "github", "repo": ("-R --repo", "$GH_REPO"), "host": ("--hostname", "$GH_HOST"),
                    },
                    "files": {"@*": "read"}, "local": False,
                },
                "edit": {
                    "flags": {
                        "-a --add": "value", "-d --desc": "value", "-f --filename": "value", "-r --remove": "value",
                    },
                    "effects": ("publish", "write", "network"),
                    "target": {
                        "resolver": "github", "repo": ("-R --repo", "$GH_REPO"), "host": ("--hostname", "$GH_HOST"),
                    },
                    "files": {"-a --add": "read", "@2": "read"}, "local": False,
                },
                "delete": {"flags": {"--yes": "flag"}, "effects": ("delete", "network")},
                "rename": {"effects": ("write", "network")}, "clone": {"effects": ("write", "network")},
                "list ls": {
                    "flags": {
                        "--filter": "value", "--include-content": "flag", "-L --limit": "value", "--public": "flag",
                        "--secret": "flag",
                    },
                    "effects": ("read", "network"),
                },
                "view": {
                    "flags": {"-f --filename": "value", "--files": "flag", "-r --raw": "flag", "-w --web": "flag"},
                    "effects": ("read", "network"),
                },
            },
        },
        "gpg-key ssh-key": {
            "effects": ("write", "network"),
            "subcommands": {
                "add": {
                    "flags": {"-t --title": "value", "--type": "value"}, "effects": ("write", "network"),
                    "files": {"@1": "read"},
                },
                "delete": {"flags": {"-y --yes": "flag"}, "effects": ("delete", "network")},
                "list ls": {
                    "flags": {"--json": "optional", "-q --jq": "value", "-t --template": "value", "-w --web": "flag"},
                    "effects": ("read", "network"),
                },
            },
        },
        "issue": {
            "flags": {"-R --repo": "value"}, "effects": ("write", "network"),
            "target": {"resolver": "github", "repo": ("-R --repo", "$GH_REPO"), "host": ("--hostname", "$GH_HOST")},
            "subcommands": {
                "list ls": {
                    "flags": {
                        "-a --assignee": "value", "-A --author": "value", "--app": "value", "--json": "value",
                        "-l --label": "value", "-L --limit": "value", "-m --milestone": "value", "--mention": "value",
                        "-q --jq": "value", "-S --search": "value", "-s --state": "value", "-t --template": "value",
                        "--type": "value", "-w --web": "flag",
                    },
                    "effects": ("read", "network"), "local": True, "target": None,
                },
                "status": {
                    "flags": {"--json": "value", "-q --jq": "value", "-t --template": "value"},
                    "effects": ("read", "network"), "local": True, "target": None,
                },
                "view": {
                    "flags": {
                        "-c --comments": "flag", "--json": "value", "-q --jq": "value", "-t --template": "value",
                        "-w --web": "flag",
                    },
                    "effects": ("read", "network"), "local": True, "target": None,
                },
                "create new": {
                    "flags": {
                        "-a --assignee": "value", "-b --body": "value", "-e --editor": "flag",
                        "-F --body-file": "value", "-l --label": "value", "-m --milestone": "value",
                        "-p --project": "value", "--parent": "value", "--recover": "value", "-T --template": "value",
                        "-t --title": "value", "--type": "value", "-w --web": "flag",
                    },
                    "effects": ("write", "network"), "files": {"-F --body-file": "read"},
                },
                "comment": {
                    "flags": {
                        "-b --body": "value", "--create-if-none": "flag", "--delete-last": "flag",
                        "-e --editor": "flag", "--edit-last": "flag", "-F --body-file": "value", "-w --web": "flag",
                        "--yes": "flag",
                    },
                    "effects": ("write", "network"), "files": {"-F --body-file": "read"},
                },
                "edit": {
                    "flags": {
                        "--add-assignee": "value", "--add-label": "value", "--add-project": "value",
                        "-b --body": "value", "-F --body-file": "value", "-m --milestone": "value",
                        "--remove-assignee": "value", "--remove-label": "value", "--remove-milestone": "flag",
                        "--remove-project": "value", "-t --title": "value", "--type": "value",
                    },
                    "effects": ("write", "network"), "files": {"-F --body-file": "read"},
                },
                "close": {
                    "flags": {"-c --comment": "value", "--duplicate-of": "value", "-r --reason": "value"},
                    "effects": ("write", "network"),
                },
                "reopen": {"flags": {"-c --comment": "value"}, "effects": ("write", "network")},
                "delete": {"flags": {"--yes": "flag"}, "effects": ("delete", "network")},
                "develop": {
                    "flags": {
                        "-b --base": "value", "--branch-repo": "value", "-c --checkout": "flag",
                        "-i --issue-repo": "value", "-l --list": "flag", "-n --name": "value",
                    },
                    "effects": ("write", "network"),
                },
                "lock unlock pin unpin transfer": {"flags": {"-r --reason": "value"}, "effects": ("write", "network")},
            },
            "local": False,
        },
        "label": {
            "flags": {"-R --repo": "value"}, "effects": ("write", "network"),
            "target": {"resolver": "github", "repo": ("-R --repo", "$GH_REPO"), "host": ("--hostname", "$GH_HOST")},
            "subcommands": {
                "list ls": {
                    "flags": {
                        "--json": "value", "-L --limit": "value", "--order": "value", "-q --jq": "value",
                        "-S --search": "value", "--sort": "value", "-t --template": "value", "-w --web": "flag",
                    },
                    "effects": ("read", "network"), "local": True, "target": None,
                },
                "create": {"flags": {"-c --color": "value", "-d --description": "value", "-f --force": "flag"}},
                "edit": {"flags": {"-c --color": "value", "-d --description": "value", "-n --name": "value"}},
                "clone": {"flags": {"-f --force": "flag"}},
                "delete": {"flags": {"--yes": "flag"}, "effects": ("delete", "network")},
            },
            "local": False,
        },
        "org": {"flags": {"-L --limit": "value"}, "effects": ("read", "network"), "subcommands": {"list ls": {}}},
        "pr": {
            "flags": {"-R --repo": "value"}, "effects": ("write", "network"),
            "target": {
                "resolver": "github", "repo": ("-R --repo", "$GH_REPO"), "host": ("--hostname", "$GH_HOST"),
                "number": ("@1",),
            },
            "subcommands": {
                "list ls": {
                    "flags": {
                        "-a --assignee": "value", "-A --author": "value", "--app": "value", "-B --base": "value",
                        "-d --draft": "flag", "-H --head": "value", "--json": "value", "-l --label": "value",
                        "-L --limit": "value", "-q --jq": "value", "-S --search": "value", "-s --state": "value",
                        "-t --template": "value", "-w --web": "flag",
                    },
                    "effects": ("read", "network"), "target": None, "local": True,
                },
                "status": {
                    "flags": {
                        "-c --conflict-status": "flag", "--json": "value", "-q --jq": "value",
                        "-t --template": "value",
                    },
                    "effects": ("read", "network"), "target": None, "local": True,
                },
                "view": {
                    "flags": {
                        "-c --comments": "flag", "--json": "value", "-q --jq": "value", "-t --template": "value",
                        "-w --web": "flag",
                    },
                    "effects": ("read", "network"), "local": True, "target": None,
                },
                "checks": {
                    "flags": {
                        "--fail-fast": "flag", "-i --interval": "value", "--json": "optional", "-q --jq": "value",
                        "--required": "flag", "-t --template": "value", "-w --web": "flag", "--watch": "flag",
                    },
                    "effects": ("read", "network"), "local": True, "target": None,
                },
                "diff": {
                    "flags": {
                        "--color": "value", "-e --exclude": "value", "--name-only": "flag", "--patch": "flag",
                        "-w --web": "flag",
                    },
                    "effects": ("read", "network"), "local": True, "target": None,
                },
                "checkout co": {
                    "flags": {
                        "-b --branch": "value", "--detach": "flag", "-f --force": "flag",
                        "--recurse-submodules": "flag",
                    },
                    "effects": ("write", "network"),
                },
                "create new": {
                    "flags": {
                        "-a --assignee": "value", "-B --base": "value", "-b --body": "value", "-d --draft": "flag",
                        "--dry-run": "flag", "-e --editor": "flag", "-F --body-file": "value", "-f --fill": "flag",
                        "--fill-first": "flag", "--fill-verbose": "flag", "-H --head": "value", "-l --label": "value",
                        "-m --milestone": "value", "--no-maintainer-edit": "flag", "-p --project": "value",
                        "-r --reviewer": "value", "--recover": "value", "-T --template": "value",
                        "-t --title": "value", "-w --web": "flag",
                    },
                    "effects": ("write", "network"),
                    "target": {
                        "resolver": "github", "repo": ("-R --repo", "$GH_REPO"), "host": ("--hostname", "$GH_HOST"),
                        "branch": ("-B --base",),
                    },
                    "files": {"-F --body-file": "read"},
                    "when": ({"if": {"flag": "--dry-run"}, "effects": ("read",)},),
                },
                "comment": {
                    "flags": {
                        "-b --body": "value", "--create-if-none": "flag", "--delete-last": "flag",
                        "-e --editor": "flag", "--edit-last": "flag", "-F --body-file": "value", "-w --web": "flag",
                        "--yes": "flag",
                    },
                    "effects": ("write", "network"), "files": {"-F --body-file": "read"},
                },
                "edit": {
                    "flags": {
                        "--add-assignee": "value", "--add-label": "value", "--add-project": "value",
                        "--add-reviewer": "value", "-B --base": "value", "-b --body": "value",
                        "-F --body-file": "value", "-m --milestone": "value", "--remove-assignee": "value",
                        "--remove-label": "value", "--remove-milestone": "flag", "--remove-project": "value",
                        "--remove-reviewer": "value", "-t --title": "value",
                    },
                    "effects": ("write", "network"), "files": {"-F --body-file": "read"},
                },
                "close": {
                    "flags": {"-c --comment": "value", "-d --delete-branch": "flag"}, "effects": ("write", "network"),
                    "when": ({"if": {"flag": "-d --delete-branch"}, "add": ("delete",)},),
                },
                "reopen": {"flags": {"-c --comment": "value"}},
                "lock unlock ready": {
                    "flags": {"-r --reason": "value", "--undo": "flag"}, "effects": ("write", "network"),
                },
                "merge": {
                    "flags": {
                        "-A --author-email": "value", "--admin": "flag", "--auto": "flag", "-b --body": "value",
                        "-d --delete-branch": "flag", "--disable-auto": "flag", "-F --body-file": "value",
                        "-m --merge": "flag", "--match-head-commit": "value", "-r --rebase": "flag",
                        "-s --squash": "flag", "-t --subject": "value",
                    },
                    "effects": ("merge", "network"), "files": {"-F --body-file": "read"},
                    "when": (
                        {"if": {"flag": "--disable-auto"}, "effects": ("write", "network")},
                        {
                            "if": {"flag": "--admin"}, "add": ("merge", "weaken-guard"),
                            "note": "the rules of the branch are passed over",
                        },
                        {"if": {"flag": "-d --delete-branch"}, "add": ("delete",)},
                    ),
                },
                "review": {
                    "flags": {
                        "-a --approve": "flag", "-b --body": "value", "-c --comment": "flag",
                        "-F --body-file": "value", "-r --request-changes": "flag",
                    },
                    "effects": ("write", "network"), "files": {"-F --body-file": "read"},
                },
                "update-branch": {"flags": {"--rebase": "flag"}, "effects": ("write", "network")},
                "revert": {
                    "flags": {
                        "-b --body": "value", "-d --draft": "flag", "-F --body-file": "value", "-t --title": "value",
                    },
                    "effects": ("write", "network"), "files": {"-F --body-file": "read"},
                },
            },
            "local": False,
        },
        "project": {
            "flags": {
                "--body": "value", "--clear": "flag", "--closed": "flag", "-d --description": "value",
                "--data-type": "value", "--date": "value", "--drafts": "flag", "--field-id": "value",
                "--format": "value", "--id": "value", "--iteration-id": "value", "-L --limit": "value",
                "--name": "value", "--number": "value", "--owner": "value", "--project-id": "value",
                "-q --jq": "value", "--query": "value", "-R --repo": "value", "--readme": "value",
                "--single-select-option-id": "value", "--single-select-options": "value", "--source-owner": "value",
                "-T --team": "value", "-t --template": "value", "--target-owner": "value", "--text": "value",
                "--title": "value", "--undo": "flag", "--url": "value", "--visibility": "value", "-w --web": "flag",
            },
            "effects": ("write", "network"),
            "subcommands": {
                "list ls view item-list field-list": {"effects": ("read", "network")},
                "delete item-delete field-delete": {"effects": ("delete", "network")},
            },
        },
        "release": {
            "flags": {"-R --repo": "value"}, "effects": ("write", "network"),
            "target": {"resolver": "github", "repo": ("-R --repo", "$GH_REPO"), "host": ("--hostname", "$GH_HOST")},
            "subcommands": {
                "list ls": {
                    "flags": {
                        "--exclude-drafts": "flag", "--exclude-pre-releases": "flag", "--json": "optional",
                        "-L --limit": "value", "-O --order": "value", "-q --jq": "value", "-t --template": "value",
                        "-w --web": "flag",
                    },
                    "effects": ("read", "network"), "local": True, "target": None,
                },
                "view": {
                    "flags": {"--json": "value", "-q --jq": "value", "-t --template": "value", "-w --web": "flag"},
                    "effects": ("read", "network"), "local": True, "target": None,
                },
                "download": {
                    "flags": {
                        "-A --archive": "value", "--clobber": "flag", "-D --dir": "value", "-O --output": "value",
                        "-p --pattern": "value", "--skip-existing": "flag",
                    },
                    "effects": ("read", "network"), "files": {"-O --output": "write", "-D --dir": "create"},
                    "local": True, "target": None,
                },
                "verify verify-asset": {
                    "flags": {"--json": "optional", "-q --jq": "value", "-t --template": "value", "-w --web": "flag"},
                    "effects": ("read", "network"), "local": True, "target": None,
                },
                "create new": {
                    "flags": {
                        "-d --draft": "flag", "--discussion-category": "value", "-F --notes-file": "value",
                        "--fail-on-no-commits": "flag", "--generate-notes": "flag", "--latest": "optional",
                        "-n --notes": "value", "--notes-from-tag": "flag", "--notes-start-tag": "value",
                        "-p --prerelease": "flag", "-t --title": "value", "--target": "value", "--verify-tag": "flag",
                    },
                    "effects": ("publish", "write", "network"), "files": {"@2*": "read", "-F --notes-file": "read"},
                },
                "edit": {
                    "flags": {
                        "--discussion-category": "value", "--draft": "flag", "-F --notes-file": "value",
                        "--latest": "flag", "-n --notes": "value", "--prerelease": "flag", "-t --title": "value",
                        "--tag": "value", "--target": "value",
                    },
                    "effects": ("publish", "write", "network"), "files": {"-F --notes-file": "read"},
                },
                "upload": {
                    "flags": {"--clobber": "flag"}, "effects": ("publish", "write", "network"),
                    "files": {"@2*": "read"},
                },
                "delete": {"flags": {"--cleanup-tag": "flag", "-y --yes": "flag"}, "effects": ("delete", "network")},
                "delete-asset": {"flags": {"-y --yes": "flag"}, "effects": ("delete", "network")},
            },
            "local": False,
        },
        "repo": {
            "effects": ("write", "network"),
            "target": {"resolver": "github", "repo": ("@1",), "host": ("--hostname", "$GH_HOST")},
            "subcommands": {
                "list ls": {
                    "flags": {
                        "--archived": "flag", "--fork": "flag", "--jq -q": "value", "--json": "value",
                        "-l --language": "value", "-L --limit": "value", "--no-archived": "flag", "--source": "flag",
                        "-t --template": "value", "--topic": "value", "--visibility": "value",
                    },
                    "effects": ("read", "network"), "local": True, "target": None,
                },
                "view": {
                    "flags": {
                        "-b --branch": "value", "--json": "value", "-q --jq": "value", "-t --template": "value",
                        "-w --web": "flag",
                    },
                    "effects": ("read", "network"), "local": True, "target": None,
                },
                "clone": {
                    "flags": {"--no-upstream": "flag", "-u --upstream-remote-name": "value"},
                    "effects": ("write", "network"), "files": {"@2": "create"},
                },
                "create new": {
                    "flags": {
                        "--add-readme": "flag", "-c --clone": "flag", "-d --description": "value",
                        "--disable-issues": "flag", "--disable-wiki": "flag", "-g --gitignore": "value",
                        "-h --homepage": "value", "--include-all-branches": "flag", "--internal": "flag",
                        "-l --license": "value", "-p --template": "value", "--private": "flag", "--public": "flag",
                        "--push": "flag", "-R": "flag", "-r --remote": "value", "-s --source": "value",
                        "-t --team": "value", "-y --confirm": "flag",
                    },
                    "effects": ("publish", "write", "network"),
                    "target": {"resolver": "github", "repo": ("@1",), "host": ("$GH_HOST",)},
                },
                "delete": {"flags": {"--confirm": "flag", "--yes": "flag"}, "effects": ("delete", "network")},
                "archive unarchive rename": {
                    "flags": {"-R --repo": "value", "-y --yes": "flag"}, "effects": ("write", "network"),
                },
                "fork": {
                    "flags": {
                        "--clone": "flag", "--default-branch-only": "flag", "--fork-name": "value", "--org": "value",
                        "--remote": "flag", "--remote-name": "value",
                    },
                    "effects": ("write", "network"),
                },
                "edit": {
                    "flags": {
                        "--accept-visibility-change-consequences": "flag", "--add-topic": "value",
                        "--allow-forking": "flag", "--allow-update-branch": "optional", "-d --description": "value",
                        "--default-branch": "value", "--delete-branch-on-merge": "flag",
                        "--enable-advanced-security": "optional", "--enable-auto-merge": "flag",
                        "--enable-discussions": "flag", "--enable-issues": "flag", "--enable-merge-commit": "flag",
                        "--enable-projects": "flag", "--enable-rebase-merge": "flag",
                        "--enable-secret-scanning": "optional", "--enable-secret-scanning-push-protection": "optional",
                        "--enable-squash-merge": "flag", "--enable-wiki": "flag", "-h --homepage": "value",
                        "--remove-topic": "value", "--squash-merge-commit-message": "value", "--template": "flag",
                        "--visibility": "value",
                    },
                    "effects": ("write", "network"),
                    "when": (
                        {"if": {"flag": "--visibility", "value": ("public",)}, "add": ("publish",)},
                        {
                            "if": {
                                "any": (
                                    {"flag": "--enable-secret-scanning", "value": ("false",)},
                                    {"flag": "--enable-secret-scanning-push-protection", "value": ("false",)},
                                    {"flag": "--enable-advanced-security", "value": ("false",)},
                                ),
                            },
                            "add": ("weaken-guard",),
                        },
                    ),
                },
                "sync": {
                    "flags": {"-b --branch": "value", "--force": "flag", "-s --source": "value"},
                    "effects": ("write", "network"),
                    "when": (
                        {"if": {"all": ({"args": (0, 0)},)}, "local": True, "target": None},
                        {"if": {"args": (1, None)}, "add": ("merge",)},
                        {"if": {"flag": "--force"}, "add": ("delete",)},
                    ),
                },
                "set-default": {
                    "flags": {"-u --unset": "flag", "-v --view": "flag"}, "effects": ("write",), "local": True,
                    "target": None,
                },
                "deploy-key": {
                    "flags": {"-R --repo": "value"}, "effects": ("write", "network"),
                    "subcommands": {
                        "add": {
                            "flags": {"-t --title": "value", "-w --allow-write": "flag"},
                            "effects": ("write", "network"), "files": {"@1": "read"},
                        },
                        "list ls": {
                            "flags": {
                                "--json": "optional", "-q --jq": "value", "-t --template": "value", "-w --web": "flag",
                            },
                            "effects": ("read", "network"), "local": True, "target": None,
                        },
                        "delete": {"effects": ("delete", "network")},
                    },
                },
                "autolink": {
                    "flags": {
                        "--json": "optional", "-n --numeric": "flag", "-q --jq": "value", "-R --repo": "value",
                        "-t --template": "value", "-w --web": "flag", "--yes": "flag",
                    },
                    "effects": ("write", "network"),
                    "subcommands": {
                        "list ls view": {"effects": ("read", "network"), "local": True, "target": None},
                        "delete": {"effects": ("delete", "network")},
                    },
                },
                "gitignore license credits garden": {"effects": ("read", "network"), "local": True, "target": None},
            },
            "local": False,
        },
        "ruleset rs": {
            "flags": {
                "--default": "flag", "-L --limit": "value", "-o --org": "value", "-p --parents": "flag",
                "-R --repo": "value", "-w --web": "flag",
            },
            "effects": ("read", "network"),
        },
        "run": {
            "flags": {"-R --repo": "value"}, "effects": ("read", "network"),
            "subcommands": {
                "list ls": {
                    "flags": {
                        "-a --all": "flag", "-b --branch": "value", "--commit -c": "value", "--created": "value",
                        "-e --event": "value", "--json": "value", "-L --limit": "value", "-q --jq": "value",
                        "-s --status": "value", "-t --template": "value", "-u --user": "value",
                        "-w --workflow": "value",
                    },
                    "effects": ("read", "network"),
                },
                "view": {
                    "flags": {
                        "-a --attempt": "value", "--exit-status": "flag", "-j --job": "value", "--json": "value",
                        "--log": "flag", "--log-failed": "flag", "-q --jq": "value", "-t --template": "value",
                        "-v --verbose": "flag", "-w --web": "flag",
                    },
                    "effects": ("read", "network"),
                },
                "watch": {
                    "flags": {"--compact": "flag", "--exit-status": "flag", "-i --interval": "value"},
                    "effects": ("read", "network"),
                },
                "download": {
                    "flags": {"-D --dir": "value", "-n --name": "value", "-p --pattern": "value"},
                    "effects": ("read", "network"), "files": {"-D --dir": "create"},
                },
                "rerun": {
                    "flags": {"-d --debug": "flag", "--failed": "flag", "-j --job": "value"},
                    "effects": ("deploy", "write", "network"),
                    "target": {
                        "resolver": "github", "repo": ("-R --repo", "$GH_REPO"), "host": ("--hostname", "$GH_HOST"),
                    },
                    "local": False,
                },
                "cancel": {
                    "flags": {"--force": "flag"}, "effects": ("write", "network"),
                    "target": {
                        "resolver": "github", "repo": ("-R --repo", "$GH_REPO"), "host": ("--hostname", "$GH_HOST"),
                    },
                    "local": False,
                },
                "delete": {
                    "effects": ("delete", "network"),
                    "target": {
                        "resolver": "github", "repo": ("-R --repo", "$GH_REPO"), "host": ("--hostname", "$GH_HOST"),
                    },
                    "local": False,
                },
            },
        },
        "search": {
            "flags": {
                "--app": "value", "--archived": "flag", "--assignee": "value", "--author": "value",
                "--author-date": "value", "--author-email": "value", "--author-name": "value", "-B --base": "value",
                "--checks": "value", "--closed": "value", "--commenter": "value", "--comments": "value",
                "--committer": "value", "--committer-date": "value", "--committer-email": "value",
                "--committer-name": "value", "--created": "value", "--draft": "flag", "--extension": "value",
                "--filename": "value", "--followers": "value", "--forks": "value", "--good-first-issues": "value",
                "-H --head": "value", "--hash": "value", "--help-wanted-issues": "value", "--include-forks": "value",
                "--include-prs": "flag", "--interactions": "value", "--involves": "value", "--json": "optional",
                "-L --limit": "value", "--label": "value", "--language": "value", "--license": "value",
                "--locked": "flag", "--match": "value", "--mentions": "value", "--merge": "flag", "--merged": "flag",
                "--merged-at": "value", "--milestone": "value", "--no-assignee": "flag", "--no-label": "flag",
                "--no-milestone": "flag", "--no-project": "flag", "--number-topics": "value", "--order": "value",
                "--owner": "value", "--parent": "value", "--project": "value", "-q --jq": "value",
                "--reactions": "value", "--repo -R": "value", "--review": "value", "--review-requested": "value",
                "--reviewed-by": "value", "-s --state": "value", "--size": "value", "--sort": "value",
                "--stars": "value", "-t --template": "value", "--team-mentions": "value", "--topic": "value",
                "--tree": "value", "--updated": "value", "--visibility": "value", "-w --web": "flag",
            },
            "effects": ("read", "network"),
        },
        "secret": {
            "flags": {"-R --repo": "value"}, "effects": ("write", "network"),
            "target": {"resolver": "github", "repo": ("-R --repo", "$GH_REPO"), "host": ("--hostname", "$GH_HOST")},
            "subcommands": {
                "list ls": {
                    "flags": {
                        "-a --app": "value", "-e --env": "value", "--json": "optional", "-o --org": "value",
                        "-q --jq": "value", "-t --template": "value", "-u --user": "flag", "-w --web": "flag",
                    },
                    "effects": ("read", "network"), "local": True, "target": None,
                },
                "set": {
                    "flags": {
                        "-a --app": "value", "-b --body": "value", "-e --env": "value", "-f --env-file": "value",
                        "--no-store": "flag", "-o --org": "value", "-r --repos": "value", "-u --user": "flag",
                        "-v --visibility": "value",
                    },
                    "effects": ("write", "network"), "files": {"-f --env-file": "read"},
                },
                "delete remove": {
                    "flags": {"-a --app": "value", "-e --env": "value", "-o --org": "value", "-u --user": "flag"},
                    "effects": ("delete", "network"),
                },
            },
            "local": False,
        },
        "variable": {
            "flags": {
                "-b --body": "value", "-e --env": "value", "-f --env-file": "value", "--json": "optional",
                "-o --org": "value", "-q --jq": "value", "-R --repo": "value", "-r --repos": "value",
                "-t --template": "value", "-v --visibility": "value", "-w --web": "flag",
            },
            "effects": ("write", "network"),
            "target": {"resolver": "github", "repo": ("-R --repo", "$GH_REPO"), "host": ("--hostname", "$GH_HOST")},
            "subcommands": {
                "list ls get": {"effects": ("read", "network"), "local": True, "target": None},
                "set": {"effects": ("write", "network"), "files": {"-f --env-file": "read"}},
                "delete remove": {"effects": ("delete", "network")},
            },
            "local": False,
        },
        "status": {"flags": {"-e --exclude": "value", "-o --org": "value"}, "effects": ("read", "network")},
        "workflow": {
            "flags": {"-R --repo": "value"}, "effects": ("write", "network"),
            "target": {"resolver": "github", "repo": ("-R --repo", "$GH_REPO"), "host": ("--hostname", "$GH_HOST")},
            "subcommands": {
                "list ls": {
                    "flags": {
                        "-a --all": "flag", "--json": "optional", "-L --limit": "value", "-q --jq": "value",
                        "-t --template": "value", "-w --web": "flag",
                    },
                    "effects": ("read", "network"), "local": True, "target": None,
                },
                "view": {
                    "flags": {"-r --ref": "value", "-w --web": "flag", "-y --yaml": "flag"},
                    "effects": ("read", "network"), "local": True, "target": None,
                },
                "run": {
                    "flags": {"-F --field": "value", "-f --raw-field": "value", "--json": "flag", "-r --ref": "value"},
                    "effects": ("deploy", "write", "network"),
                    "target": {
                        "resolver": "github", "repo": ("-R --repo", "$GH_REPO"), "host": ("--hostname", "$GH_HOST"),
                        "branch": ("-r --ref",),
                    },
                },
                "enable disable": {"effects": ("write", "network", "weaken-guard")},
            },
            "local": False,
        },
        "attestation at": {
            "flags": {
                "-b --bundle": "value", "--bundle-from-oci": "flag", "--cert-identity": "value",
                "--cert-oidc-issuer": "value", "--custom-trusted-root": "value", "-d --digest-alg": "value",
                "--deny-self-hosted-runners": "flag", "--format": "value", "--hostname": "value",
                "-i --cert-identity-regex": "value", "-L --limit": "value", "--no-public-good": "flag",
                "-o --owner": "value", "--predicate-type": "value", "-q --jq": "value", "-R --repo": "value",
                "--signer-digest": "value", "--signer-repo": "value", "--signer-workflow": "value",
                "--source-digest": "value", "--source-ref": "value", "-t --template": "value", "--tuf-root": "value",
                "--tuf-url": "value",
            },
            "effects": ("read", "network"), "files": {"@2": "read", "-b --bundle": "read"},
        },
        "preview agent-task agent copilot models": {
            "unlisted": "value", "effects": ("write", "network"),
            "target": {"resolver": "github", "repo": ("-R --repo", "$GH_REPO"), "host": ("--hostname", "$GH_HOST")},
            "local": False,
        },
    },
}
