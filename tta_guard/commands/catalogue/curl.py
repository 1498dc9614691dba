"""curl."""

# fmt: off
TOOL = {
    "names": ("curl", "curlie"), "about": "transfers by URL", "docs": "https://curl.se/docs/manpage.html",
    "style": "gnu", "help": ("-h --help", "-V --version"), "unlisted": "flag",
    "flags": {
        "-# --progress-bar": "flag", "-0 --http1.0": "flag", "-1 --tlsv1": "flag", "-2 --sslv2": "flag",
        "-3 --sslv3": "flag", "-4 --ipv4": "flag", "-6 --ipv6": "flag", "-: --next": "flag", "-a --append": "flag",
        "-A --user-agent": "value", "--abstract-unix-socket": "value", "--alt-svc": "value", "--aws-sigv4": "value",
        "-b --cookie": "value", "-B --use-ascii": "flag", "-C --continue-at": "value", "-c --cookie-jar": "value",
        "--cacert": "value", "--capath": "value", "--cert-type": "value", "--ciphers": "value",
        "--connect-timeout": "value", "--connect-to": "value", "--create-file-mode": "value", "--crlf": "flag",
        "--crlfile": "value", "--curves": "value", "-d --data": "value", "-D --dump-header": "value",
        "--data-ascii": "value", "--data-binary": "value", "--data-raw": "value", "--data-urlencode": "value",
        "--delegation": "value", "--dns-interface": "value", "--dns-ipv4-addr": "value", "--dns-ipv6-addr": "value",
        "--dns-servers": "value", "--doh-url": "value", "-E --cert": "value", "-e --referer": "value",
        "--ech": "value", "--egd-file": "value", "--engine": "value", "--etag-compare": "value",
        "--etag-save": "value", "--expand-data": "value", "--expand-header": "value", "--expand-url": "value",
        "--expect100-timeout": "value", "-f --fail": "flag", "-F --form": "value", "--form-string": "value",
        "--ftp-account": "value", "--ftp-alternative-to-user": "value", "--ftp-method": "value",
        "--ftp-ssl-ccc": "flag", "--ftp-ssl-ccc-mode": "value", "-G --get": "flag", "-g --globoff": "flag",
        "-H --header": "value", "-h --help": "optional", "--happy-eyeballs-timeout-ms": "value",
        "--haproxy-clientip": "value", "--hostpubmd5": "value", "--hostpubsha256": "value", "--hsts": "value",
        "-I --head": "flag", "-i --include": "flag", "--interface": "value", "--ipfs-gateway": "value",
        "-j --junk-session-cookies": "flag", "-J --remote-header-name": "flag", "--json": "value",
        "-K --config": "value", "-k --insecure": "flag", "--keepalive-time": "value", "--key": "value",
        "--key-type": "value", "--krb": "value", "-l --list-only": "flag", "-L --location": "flag",
        "--libcurl": "value", "--limit-rate": "value", "--local-port": "value", "--login-options": "value",
        "-M --manual": "flag", "-m --max-time": "value", "--mail-auth": "value", "--mail-from": "value",
        "--mail-rcpt": "value", "--max-filesize": "value", "--max-redirs": "value", "-n --netrc": "flag",
        "-N --no-buffer": "flag", "--netrc-file": "value", "--noproxy": "value", "-o --output": "value",
        "-O --remote-name": "flag", "--oauth2-bearer": "value", "--output-dir": "value", "-P --ftp-port": "value",
        "-p --proxytunnel": "flag", "--parallel-max": "value", "--pass": "value", "--pinnedpubkey": "value",
        "--preproxy": "value", "--proto": "value", "--proto-default": "value", "--proto-redir": "value",
        "--proxy-cacert": "value", "--proxy-capath": "value", "--proxy-cert": "value", "--proxy-cert-type": "value",
        "--proxy-ciphers": "value", "--proxy-crlfile": "value", "--proxy-header": "value", "--proxy-key": "value",
        "--proxy-key-type": "value", "--proxy-pass": "value", "--proxy-pinnedpubkey": "value",
        "--proxy-service-name": "value", "--proxy-tls13-ciphers": "value", "--proxy-tlsauthtype": "value",
        "--proxy-tlspassword": "value", "--proxy-tlsuser": "value", "--proxy1.0": "value", "--pubkey": "value",
        "-q --disable": "flag", "-Q --quote": "value", "-r --range": "value", "-R --remote-time": "flag",
        "--random-file": "value", "--rate": "value", "--request-target": "value", "--resolve": "value",
        "--retry": "value", "--retry-delay": "value", "--retry-max-time": "value", "-S --show-error": "flag",
        "-s --silent": "flag", "--sasl-authzid": "value", "--service-name": "value", "--socks4": "value",
        "--socks4a": "value", "--socks5": "value", "--socks5-gssapi": "flag", "--socks5-gssapi-service": "value",
        "--socks5-hostname": "value", "--ssl": "flag", "--stderr": "value", "-t --telnet-option": "value",
        "-T --upload-file": "value", "--tftp-blksize": "value", "--tls-max": "value", "--tls13-ciphers": "value",
        "--tlsauthtype": "value", "--tlspassword": "value", "--tlsuser": "value", "--trace": "value",
        "--trace-ascii": "value", "-U --proxy-user": "value", "-u --user": "value", "--unix-socket": "value",
        "--url": "value", "--url-query": "value", "-v --verbose": "flag", "-V --version": "flag",
        "--variable": "value", "-w --write-out": "value", "-x --proxy": "value", "-X --request": "value",
        "-Y --speed-limit": "value", "-y --speed-time": "value", "-Z --parallel": "flag", "-z --time-cond": "value",
    },
    "effects": ("read", "network"),
    "target": {
        "resolver": "url", "url": ("@*", "--url"),
        "proxy": (
            "-x --proxy", "--preproxy", "$https_proxy", "$HTTPS_PROXY", "$http_proxy", "$all_proxy", "$ALL_PROXY",
        ),
        "resolve": ("--resolve",), "connect": ("--connect-to", "--unix-socket"), "config": ("-K --config",),
        "method": ("-X --request",),
    },
    "files": {
        "@*": "read file-url", "--url": "read file-url", "-o --output": "write", "-T --upload-file": "read",
        "-K --config": "read", "-E --cert": "read", "--key": "read", "--cacert": "read", "--netrc-file": "read",
        "-c --cookie-jar": "write", "-D --dump-header": "write", "--trace": "write", "--trace-ascii": "write",
        "--stderr": "write", "--libcurl": "write", "--etag-save": "write", "-d --data": "read @path",
        "--data-ascii": "read @path", "--data-binary": "read @path", "--data-urlencode": "read @path",
        "--json": "read @path", "-F --form": "read @path", "-H --header": "read @path", "--variable": "read @path",
    },
    "when": (
        {
            "if": {
                "all": (
                    {
                        "any": (
                            {"flag": "-d --data"},
                            {"flag": "--data-ascii"},
                            {"flag": "--data-binary"},
                            {"flag": "--data-raw"},
                            {"flag": "--data-urlencode"},
                            {"flag": "--json"},
                            {"flag": "-F --form"},
                            {"flag": "--form-string"},
                        ),
                    },
                    {"not": {"flag": "-G --get"}},
                ),
            },
            "effects": ("write", "network"),
        },
        {"if": {"flag": "-T --upload-file"}, "effects": ("write", "network")},
        {
            "if": {
                "all": (
                    {"flag": "-X --request"},
                    {"not": {"flag": "-X --request", "value": ("delete",), "fold": True}},
                ),
            },
            "effects": ("write", "network"),
        },
        {
            "if": {"flag": "-X --request", "value": ("get", "head", "options"), "fold": True},
            "effects": ("read", "network"),
        },
        {"if": {"flag": "-X --request", "value": ("delete",), "fold": True}, "effects": ("delete", "network")},
        {"if": {"flag": "-Q --quote"}, "add": ("write", "delete")},
        {"if": {"flag": "-K --config"}, "add": ("write", "delete"), "note": "the file may ask for any method"},
        {
            "if": {
                "all": (
                    {
                        "any": (
                            {
                                "all": (
                                    {
                                        "any": (
                                            {"flag": "-d --data"},
                                            {"flag": "--data-ascii"},
                                            {"flag": "--data-binary"},
                                            {"flag": "--data-raw"},
                                            {"flag": "--data-urlencode"},
                                            {"flag": "--json"},
                                            {"flag": "-F --form"},
                                            {"flag": "--form-string"},
                                        ),
                                    },
                                    {"not": {"flag": "-G --get"}},
                                    {
                                        "not": {
                                            "flag": "-X --request", "value": ("get", "head", "options"), "fold": True,
                                        },
                                    },
                                ),
                            },
                            {"flag": "-T --upload-file"},
                            {
                                "all": (
                                    {"flag": "-X --request"},
                                    {
                                        "not": {
                                            "flag": "-X --request", "value": ("get", "head", "options"), "fold": True,
                                        },
                                    },
                                ),
                            },
                            {"flag": "-K --config"},
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
                            {
                                "flag": "--url",
                                "value": (
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
                            {
                                "all": (
                                    {
                                        "any": (
                                            {"flag": "-d --data"},
                                            {"flag": "--data-ascii"},
                                            {"flag": "--data-binary"},
                                            {"flag": "--data-raw"},
                                            {"flag": "--data-urlencode"},
                                            {"flag": "--json"},
                                            {"flag": "-F --form"},
                                            {"flag": "--form-string"},
                                        ),
                                    },
                                    {"not": {"flag": "-G --get"}},
                                    {
                                        "not": {
                                            "flag": "-X --request", "value": ("get", "head", "options"), "fold": True,
                                        },
                                    },
                                ),
                            },
                            {"flag": "-T --upload-file"},
                            {
                                "all": (
                                    {"flag": "-X --request"},
                                    {
                                        "not": {
                                            "flag": "-X --request", "value": ("get", "head", "options"), "fold": True,
                                        },
                                    },
                                ),
                            },
                            {"flag": "-K --config"},
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
                            {
                                "flag": "--url",
                                "value": (
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
                    {
                        "any": (
                            {"arg": "@*", "is": ("*graphql*",), "fold": True},
                            {"flag": "--url", "value": ("*graphql*",), "fold": True},
                        ),
                    },
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
