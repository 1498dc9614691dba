"""wget and its like."""

# fmt: off
TOOL = {
    "names": ("wget", "wget2", "aria2c", "axel"), "about": "fetch by URL",
    "docs": "https://www.gnu.org/software/wget/manual/", "style": "gnu", "help": ("-h --help", "-V --version"),
    "unlisted": "flag",
    "flags": {
        "-4": "flag", "-6": "flag", "-A --accept": "value", "-a --append-output": "value", "--accept-regex": "value",
        "-b": "flag", "-B --base": "value", "--backups": "value", "--bind-address": "value", "--body-data": "value",
        "--body-file": "value", "-c": "flag", "--ca-certificate": "value", "--ca-directory": "value",
        "--certificate": "value", "--certificate-type": "value", "--ciphers": "value", "--compression": "value",
        "--config": "value", "--connect-timeout": "value", "--crl-file": "value", "--cut-dirs": "value", "-d": "flag",
        "-D --domains": "value", "--default-page": "value", "--dns-timeout": "value", "-E": "flag",
        "-e --execute": "value", "--exclude-domains": "value", "-F": "flag", "--follow-tags": "value",
        "--ftp-password": "value", "--ftp-user": "value", "-H": "flag", "-h --help": "flag", "--header": "value",
        "--http-password": "value", "--http-user": "value", "-I --include-directories": "value",
        "-i --input-file": "value", "--ignore-tags": "value", "-K": "flag", "-k": "flag", "-L": "flag",
        "-l --level": "value", "--limit-rate": "value", "--load-cookies": "value", "--local-encoding": "value",
        "-m": "flag", "--method": "value", "-N": "flag", "-n": "value", "-O --output-document": "value",
        "-o --output-file": "value", "-p": "flag", "-P --directory-prefix": "value", "--password": "value",
        "--pinnedpubkey": "value", "--post-data": "value", "--post-file": "value", "--prefer-family": "value",
        "--private-key": "value", "--private-key-type": "value", "--progress": "value", "--proxy-password": "value",
        "--proxy-user": "value", "-q": "flag", "-Q --quota": "value", "-r": "flag", "-R --reject": "value",
        "--read-timeout": "value", "--referer": "value", "--regex-type": "value", "--reject-regex": "value",
        "--rejected-log": "value", "--remote-encoding": "value", "--report-speed": "value",
        "--restrict-file-names": "value", "--retry-on-http-error": "value", "-S": "flag", "--save-cookies": "value",
        "--secure-protocol": "value", "--start-pos": "value", "-T --timeout": "value", "-t --tries": "value",
        "-U --user-agent": "value", "--use-askpass": "value", "--user": "value", "-v": "flag", "-V --version": "flag",
        "-w": "flag", "--waitretry": "value", "--warc-dedup": "value", "--warc-file": "value",
        "--warc-header": "value", "--warc-max-size": "value", "--warc-tempdir": "value", "-x": "flag",
        "-X --exclude-directories": "value",
    },
    "effects": ("read", "network"),
    "target": {
        "resolver": "url", "url": ("@*",), "proxy": ("$https_proxy", "$http_proxy"), "config": ("--config",),
        "method": ("--method",),
    },
    "files": {
        "-i --input-file": "read", "-O --output-document": "write", "-o --output-file": "write",
        "-a --append-output": "write", "-P --directory-prefix": "create", "--post-file": "read", "--body-file": "read",
        "--config": "read", "--load-cookies": "read", "--save-cookies": "write", "--private-key": "read",
        "--certificate": "read",
    },
    "when": (
        {
            "if": {
                "any": (
                    {"flag": "--post-data"},
                    {"flag": "--post-file"},
                    {"flag": "--body-data"},
                    {"flag": "--body-file"},
                ),
            },
            "effects": ("write", "network"),
        },
        {
            "if": {"all": ({"flag": "--method"}, {"not": {"flag": "--method", "value": ("delete",), "fold": True}})},
            "effects": ("write", "network"),
        },
        {"if": {"flag": "--method", "value": ("get", "head", "options"), "fold": True}, "effects": ("read", "network")},
        {"if": {"flag": "--method", "value": ("delete",), "fold": True}, "effects": ("delete", "network")},
        {
            "if": {
                "all": (
                    {
                        "any": (
                            {"flag": "--post-data"},
                            {"flag": "--post-file"},
                            {"flag": "--body-data"},
                            {"flag": "--body-file"},
                            {
                                "all": (
                                    {"flag": "--method"},
                                    {"not": {"flag": "--method", "value": ("get", "head", "options"), "fold": True}},
                                ),
                            },
                        ),
                    },
                    {
                        "any": (
                            {
                                "arg": "@*",
                                "is": (
                                    "*/pulls/*/merge", "*/pulls/*/merge?*", "*/repos/*/merges",
                                    "*/merge_requests/*/merge*", "*/merge-upstream", "*/git/refs", "*/git/refs/*",
                                    "*github*/contents/*", "*/repository/commits*", "*/repository/files/*",
                                    "*/pullrequests/*/merge*", "*/pull-requests/*/merge*",
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
                    {
                        "any": (
                            {"flag": "--post-data"},
                            {"flag": "--post-file"},
                            {"flag": "--body-data"},
                            {"flag": "--body-file"},
                            {
                                "all": (
                                    {"flag": "--method"},
                                    {"not": {"flag": "--method", "value": ("get", "head", "options"), "fold": True}},
                                ),
                            },
                        ),
                    },
                    {
                        "any": (
                            {
                                "arg": "@*",
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
                    {"any": ({"arg": "@*", "is": ("*graphql*",), "fold": True},)},
                    {
                        "any_arg_matches": (
                            "*mergepullrequest*", "*enablepullrequestautomerge*", "*mergebranch*",
                            "*createcommitonbranch*", "*updateref*", "*mergerequestaccept*", "*enqueuepullrequest*",
                        ),
                        "fold": True,
                    },
                ),
            },
            "add": ("merge",),
        },
    ),
}
