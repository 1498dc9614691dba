"""Consul."""

# fmt: off
TOOL = {
    "names": ("consul",), "about": "Consul", "docs": "https://developer.hashicorp.com/consul/commands", "style": "go",
    "help": ("-h -help",),
    "flags": {
        "-accessor": "value", "-accessor-id": "value", "-acquire": "flag", "-action": "value", "-address": "value",
        "-admin-bind": "value", "-base64": "flag", "-bearer-token-file": "value", "-bind": "value",
        "-bootstrap-expect": "value", "-ca-file": "value", "-ca-path": "value", "-capture": "value", "-cas": "value",
        "-child-exit-code": "flag", "-client": "value", "-client-cert": "value", "-client-key": "value",
        "-config-dir": "value", "-config-file": "value", "-data-dir": "value", "-datacenter": "value", "-dc": "value",
        "-delete": "flag", "-description": "value", "-detailed": "flag", "-dev": "flag", "-disable": "flag",
        "-duration": "value", "-enable": "flag", "-expanded": "flag", "-expires-ttl": "value", "-filter": "value",
        "-flags": "value", "-force": "flag", "-format": "value", "-gateway": "value", "-h -help": "flag",
        "-http-addr": "value", "-id": "value", "-install": "value", "-interval": "value", "-key": "value",
        "-keys": "flag", "-kind": "value", "-listen": "value", "-local": "flag", "-log-level": "value",
        "-merge-policies": "flag", "-merge-roles": "flag", "-merge-service-identities": "flag", "-meta": "value",
        "-method": "value", "-modify-index": "value", "-monitor-retry": "value", "-n": "value", "-name": "value",
        "-namespace": "value", "-near": "value", "-no-merge": "flag", "-node": "value", "-node-identity": "value",
        "-node-meta": "value", "-once": "flag", "-output": "value", "-partition": "value", "-pass-stdin": "flag",
        "-passingonly": "flag", "-policy-id": "value", "-policy-name": "value", "-port": "value", "-prefix": "value",
        "-proxy-id": "value", "-prune": "flag", "-reason": "value", "-recurse": "flag", "-release": "flag",
        "-remove": "value", "-retry-join": "value", "-role-id": "value", "-role-name": "value", "-rules": "value",
        "-secret": "value", "-self": "flag", "-separator": "value", "-server": "flag", "-service": "value",
        "-service-identity": "value", "-session": "value", "-shell": "flag", "-sidecar-for": "value", "-stale": "flag",
        "-status": "flag", "-tag": "value", "-templated-policy": "value", "-timeout": "value",
        "-tls-server-name": "value", "-token": "value", "-token-file": "value", "-token-sink-file": "value",
        "-try": "value", "-type": "value", "-ui": "flag", "-upstream": "value", "-use": "value", "-verbose": "flag",
        "-version -v": "flag", "-wait": "value", "-wan": "flag",
    },
    "stop": "first-positional", "effects": ("write",),
    "target": {
        "resolver": "generic", "host": ("-http-addr", "$CONSUL_HTTP_ADDR"), "region": ("-datacenter",),
        "config": ("-config-file",),
    },
    "files": {
        "-config-file": "read", "-token-file": "read", "-client-key": "read", "-token-sink-file": "create",
        "-bearer-token-file": "read",
    },
    "when": ({"if": {"flag": "-version -v"}, "effects": (), "local": True},),
    "subcommands": {
        "": {"effects": (), "local": True},
        "acl": {
            "subcommands": {
                "token": {
                    "effects": ("read", "print-secret"),
                    "subcommands": {
                        "create clone": {"effects": ("write", "print-secret")}, "update": {"effects": ("write",)},
                        "delete": {"effects": ("delete",)}, "read list": {},
                    },
                },
                "bootstrap": {"effects": ("write", "print-secret")},
                "policy role auth-method binding-rule templated-policy": {
                    "subcommands": {
                        "read list preview": {"effects": ("read",)}, "delete": {"effects": ("delete", "weaken-guard")},
                        "create update": {},
                    },
                },
                "set-agent-token": {},
            },
        },
        "agent": {"effects": ("exec",), "local": True}, "catalog members info rtt monitor": {"effects": ("read",)},
        "config": {
            "subcommands": {
                "read list": {"effects": ("read",)}, "delete": {"effects": ("delete",)},
                "write": {"files": {"@1": "read"}},
            },
        },
        "connect": {
            "subcommands": {
                "ca": {"subcommands": {"get-config": {"effects": ("read", "print-secret")}}},
                "envoy proxy": {"effects": ("exec",)}, "expose redirect-traffic": {},
            },
        },
        "debug": {"effects": ("read",), "files": {"-output": "create"}}, "event": {"effects": ("write", "exec")},
        "exec": {"effects": ("exec",), "commands": ({"form": "shell", "from": "@*", "remote": True},)},
        "force-leave leave join maint reload": {},
        "intention": {
            "subcommands": {"check get list match": {"effects": ("read",)}, "delete": {"effects": ("delete",)}},
        },
        "keygen": {"effects": ("print-secret",), "local": True},
        "keyring": {"when": ({"if": {"flag": "-remove"}, "effects": ("delete",)},)},
        "kv": {
            "subcommands": {
                "get": {"effects": ("read",)}, "export": {"effects": ("read", "print-secret")},
                "put": {"files": {"@2": "read @path"}}, "delete": {"effects": ("delete",)},
                "import": {"files": {"@1": "read @path"}},
            },
        },
        "login": {"effects": ("write", "network")}, "logout": {},
        "operator": {
            "subcommands": {
                "raft": {
                    "subcommands": {
                        "list-peers": {"effects": ("read",)}, "remove-peer": {"effects": ("delete",)},
                        "transfer-leader": {},
                    },
                },
                "autopilot": {"subcommands": {"get-config state": {"effects": ("read",)}}},
                "usage": {"effects": ("read",)},
            },
        },
        "peering": {
            "subcommands": {
                "list read exported-services": {"effects": ("read",)}, "delete": {"effects": ("delete",)},
                "generate-token": {"effects": ("write", "print-secret")}, "establish": {},
            },
        },
        "services": {
            "subcommands": {
                "deregister": {"effects": ("delete",)}, "register": {"files": {"@1": "read"}}, "export": {},
            },
        },
        "snapshot": {
            "subcommands": {
                "inspect decode": {"effects": (), "local": True, "files": {"@1": "read"}},
                "save": {"effects": ("read", "print-secret"), "files": {"@1": "create"}},
                "restore": {"effects": ("write", "delete"), "files": {"@1": "read"}}, "agent": {"effects": ("exec",)},
            },
        },
        "tls": {"local": True}, "troubleshoot": {"effects": ("read",)},
        "validate": {"effects": (), "local": True, "files": {"@*": "read"}},
        "version help": {"effects": (), "local": True},
        "watch": {"effects": ("read", "exec"), "commands": ({"form": "argv", "from": "@1"},)},
        "lock": {"effects": ("exec", "write"), "commands": ({"form": "argv", "from": "@2"},)},
    },
}
