"""HTTPie and xh."""

# fmt: off
TOOL = {
    "names": ("http", "https", "xh", "xhs", "httpie"), "about": "transfers by URL",
    "docs": "https://httpie.io/docs/cli", "style": "gnu", "help": ("--help", "--version"), "unlisted": "flag",
    "flags": {
        "-a --auth": "value", "-A --auth-type": "value", "--all": "flag", "-b --body": "flag", "--base": "value",
        "--bearer": "value", "--boundary": "value", "-c --continue": "flag", "--cert": "value", "--cert-key": "value",
        "--cert-key-pass": "value", "--check-status": "flag", "--chunked": "flag", "--ciphers": "value",
        "-d --download": "flag", "--debug": "flag", "--default-scheme": "value", "-F --follow": "flag",
        "-f --form": "flag", "--format-options": "value", "-h --headers": "flag", "--help": "flag",
        "--http-version": "value", "-I --ignore-stdin": "flag", "--ignore-netrc": "flag", "-j --json": "flag",
        "-m --meta": "flag", "--manual": "flag", "--max-headers": "value", "--max-redirects": "value",
        "--multipart": "flag", "--no-color": "flag", "-o --output": "value", "--offline": "flag",
        "-P --history-print": "value", "-p --print": "value", "--path-as-is": "flag", "--pretty": "value",
        "--proxy": "value", "-q --quiet": "flag", "--raw": "value", "--resolve": "value",
        "--response-charset": "value", "--response-mime": "value", "-S --stream": "flag", "-s --style": "value",
        "--session": "value", "--session-read-only": "value", "--sorted": "flag", "--ssl": "value",
        "--timeout": "value", "--traceback": "flag", "--unsorted": "flag", "-v --verbose": "flag", "--verify": "value",
        "--version": "flag", "-x --compress": "flag",
    },
    "effects": ("read", "network"),
    "target": {"resolver": "url", "url": ("@1",), "proxy": ("--proxy",), "connect": ("--resolve",)},
    "files": {"-o --output": "write", "--cert": "read", "--cert-key": "read", "@2*": "read @path"},
    "when": (
        {
            "if": {"arg": "@2*", "is": ("*=*", "*@*")}, "effects": ("write", "network"),
            "note": "a request with a body is a POST",
        },
        {"if": {"flag": "--offline"}, "effects": (), "local": True, "target": None},
        {
            "if": {
                "any_arg_matches": (
                    "*mergepullrequest*", "*enablepullrequestautomerge*", "*mergebranch*", "*createcommitonbranch*",
                    "*updateref*", "*mergerequestaccept*", "*enqueuepullrequest*",
                ),
                "fold": True,
            },
            "add": ("merge",),
        },
    ),
    "subcommands": {
        "GET get HEAD head OPTIONS options": {
            "effects": ("read", "network"), "when": ({"if": {"args": (1, None)}, "effects": ("read", "network")},),
        },
        "POST post PUT put PATCH patch": {
            "effects": ("write", "network"),
            "when": (
                {"if": {"args": (1, None)}, "effects": ("write", "network")},
                {
                    "if": {
                        "all": (
                            {"args": (1, None)},
                            {
                                "any": (
                                    {
                                        "arg": "@1",
                                        "is": (
                                            "*/pulls/*/merge", "*/pulls/*/merge?*", "*/repos/*/merges",
                                            "*/merge_requests/*/merge*", "*/merge-upstream", "*/git/refs",
                                            "*/git/refs/*", "*github*/contents/*", "*/repository/commits*",
                                            "*/repository/files/*", "*/pullrequests/*/merge*",
                                            "*/pull-requests/*/merge*",
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
                            {"args": (1, None)},
                            {
                                "any": (
                                    {
                                        "arg": "@1",
                                        "is": (
                                            "*/dispatches", "*github*/deployments*", "*/trigger/pipeline*",
                                            "*/projects/*/pipeline", "*/jobs/*/play",
                                        ),
                                        "fold": True,
                                    },
                                ),
                            },
                        ),
                    },
                    "add": ("deploy",),
                },
                {
                    "if": {
                        "all": (
                            {"any": ({"arg": "@1", "is": ("*graphql*",), "fold": True},)},
                            {
                                "any_arg_matches": (
                                    "*mergepullrequest*", "*enablepullrequestautomerge*", "*mergebranch*",
                                    "*createcommitonbranch*", "*updateref*", "*mergerequestaccept*",
                                    "*enqueuepullrequest*",
                                ),
                                "fold": True,
                            },
                        ),
                    },
                    "add": ("merge",),
                },
            ),
        },
        "DELETE delete": {
            "effects": ("delete", "network"),
            "when": (
                {"if": {"args": (1, None)}, "effects": ("delete", "network")},
                {
                    "if": {
                        "all": (
                            {"args": (1, None)},
                            {
                                "any": (
                                    {
                                        "arg": "@1",
                                        "is": (
                                            "*/pulls/*/merge", "*/pulls/*/merge?*", "*/repos/*/merges",
                                            "*/merge_requests/*/merge*", "*/merge-upstream", "*/git/refs",
                                            "*/git/refs/*", "*github*/contents/*", "*/repository/commits*",
                                            "*/repository/files/*", "*/pullrequests/*/merge*",
                                            "*/pull-requests/*/merge*",
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
                            {"args": (1, None)},
                            {
                                "any": (
                                    {
                                        "arg": "@1",
                                        "is": (
                                            "*/dispatches", "*github*/deployments*", "*/trigger/pipeline*",
                                            "*/projects/*/pipeline", "*/jobs/*/play",
                                        ),
                                        "fold": True,
                                    },
                                ),
                            },
                        ),
                    },
                    "add": ("deploy",),
                },
                {
                    "if": {
                        "all": (
                            {"any": ({"arg": "@1", "is": ("*graphql*",), "fold": True},)},
                            {
                                "any_arg_matches": (
                                    "*mergepullrequest*", "*enablepullrequestautomerge*", "*mergebranch*",
                                    "*createcommitonbranch*", "*updateref*", "*mergerequestaccept*",
                                    "*enqueuepullrequest*",
                                ),
                                "fold": True,
                            },
                        ),
                    },
                    "add": ("merge",),
                },
            ),
        },
        "plugins cli sessions": {"effects": ("write",), "local": True, "target": None},
    },
}
