"""Nomad."""

# fmt: off
TOOL = {
    "names": ("nomad",), "about": "Nomad", "docs": "https://developer.hashicorp.com/nomad/commands", "style": "go",
    "help": ("-h -help",),
    "flags": {
        "-H": "flag", "-action": "value", "-address": "value", "-all": "flag", "-all-allocs": "flag",
        "-allocs": "flag", "-bind": "value", "-c": "flag", "-ca-cert": "value", "-ca-path": "value",
        "-capability": "value", "-check-index": "value", "-client-cert": "value", "-client-key": "value",
        "-config": "value", "-consul-namespace": "value", "-consul-token": "value", "-data-dir": "value",
        "-dc": "value", "-deadline": "value", "-description": "value", "-detach": "flag", "-dev": "flag",
        "-diff": "flag", "-disable": "flag", "-duration": "value", "-e": "value", "-enable": "flag",
        "-encode": "value", "-eval-priority": "value", "-evals": "flag", "-f": "flag", "-failed": "flag",
        "-filter": "value", "-force": "flag", "-force-reschedule": "flag", "-global": "flag", "-group": "value",
        "-h -help": "flag", "-hcl1": "flag", "-hcl2-strict": "value", "-i": "flag", "-id-prefix-template": "value",
        "-idempotency-token": "value", "-ignore-system": "flag", "-in": "value", "-interval": "value", "-job": "value",
        "-json": "flag", "-keep-ineligible": "flag", "-latest": "flag", "-log-level": "value", "-login-token": "value",
        "-m": "value", "-message": "value", "-meta": "value", "-method": "value", "-monitor": "flag", "-n": "value",
        "-name": "value", "-namespace": "value", "-no-color": "flag", "-no-deadline": "flag",
        "-no-shutdown-delay": "flag", "-no-wait": "flag", "-node-class": "value", "-node-id": "value",
        "-offset": "value", "-oidc-callback-addr": "value", "-out": "value", "-output": "flag", "-page-token": "value",
        "-parameter": "value", "-path": "value", "-per-page": "value", "-plugin": "value", "-policy": "value",
        "-policy-override": "flag", "-prefix": "value", "-preserve-counts": "flag", "-preserve-resources": "flag",
        "-priority": "value", "-purge": "flag", "-quota": "value", "-reason": "value", "-region": "value",
        "-role-id": "value", "-secret": "value", "-self": "flag", "-server-id": "value", "-short": "flag",
        "-stale": "flag", "-stats": "flag", "-status": "value", "-stderr": "flag", "-stdout": "flag", "-t": "value",
        "-tail": "flag", "-task": "value", "-task-group": "value", "-template": "value", "-tls-server-name": "value",
        "-tls-skip-verify": "flag", "-token": "value", "-ttl": "value", "-type": "value", "-var": "value",
        "-var-file": "value", "-vault-namespace": "value", "-vault-token": "value", "-verbose": "flag",
        "-version": "value", "-y": "flag", "-yes": "flag",
    },
    "stop": "first-positional", "effects": ("write",),
    "target": {
        "resolver": "generic", "host": ("-address", "$NOMAD_ADDR"), "region": ("-region", "$NOMAD_REGION"),
        "environment": ("-namespace", "$NOMAD_NAMESPACE"),
    },
    "files": {"-var-file": "read", "-client-key": "read", "-in": "read @path"},
    "subcommands": {
        "": {"effects": (), "local": True},
        "run": {
            "effects": ("write", "deploy"), "files": {"@1": "read"},
            "when": ({"if": {"flag": "-output"}, "effects": (), "local": True},),
        },
        "plan": {"effects": ("read",), "files": {"@1": "read"}},
        "validate fmt": {"effects": (), "local": True, "files": {"@*": "read"}},
        "stop": {"effects": ("write", "delete")}, "status monitor ui": {"effects": ("read",)},
        "inspect logs fs": {"effects": ("read",)},
        "exec": {"effects": ("exec",), "commands": ({"form": "argv", "from": "@2", "remote": True},)},
        "job": {
            "subcommands": {
                "run": {
                    "effects": ("write", "deploy"), "files": {"@1": "read"},
                    "when": ({"if": {"flag": "-output"}, "effects": (), "local": True},),
                },
                "plan": {"effects": ("read",), "files": {"@1": "read"}},
                "dispatch action": {"effects": ("exec", "write"), "files": {"@2": "read"}},
                "periodic": {"subcommands": {"force": {"effects": ("exec", "write")}}},
                "promote revert start restart scale eval tag": {"effects": ("write", "deploy")},
                "stop": {"effects": ("write", "delete")}, "init validate": {"effects": (), "local": True},
                "status history inspect deployments allocs scaling-events": {"effects": ("read",)},
            },
        },
        "alloc": {
            "subcommands": {
                "exec": {"effects": ("exec",), "commands": ({"form": "argv", "from": "@2", "remote": True},)},
                "fs logs status checks": {"effects": ("read",)}, "restart signal stop": {},
            },
        },
        "deployment": {
            "subcommands": {
                "list status": {"effects": ("read",)}, "promote resume unblock": {"effects": ("write", "deploy")},
                "fail pause": {},
            },
        },
        "eval": {"subcommands": {"list status": {"effects": ("read",)}, "delete": {"effects": ("delete",)}}},
        "node": {
            "subcommands": {
                "status config": {"effects": ("read",)}, "drain": {"effects": ("write", "delete")}, "eligibility": {},
            },
        },
        "server": {"subcommands": {"members": {"effects": ("read",)}, "force-leave join": {}}},
        "namespace": {
            "subcommands": {
                "list status inspect": {"effects": ("read",)}, "delete": {"effects": ("delete",)}, "apply": {},
            },
        },
        "acl": {
            "subcommands": {
                "bootstrap": {"effects": ("write", "print-secret")},
                "token": {
                    "subcommands": {
                        "create": {"effects": ("write", "print-secret")},
                        "info list self": {"effects": ("read", "print-secret")}, "delete": {"effects": ("delete",)},
                    },
                },
                "policy role auth-method binding-rule": {
                    "subcommands": {
                        "info list self": {"effects": ("read",)}, "delete": {"effects": ("delete", "weaken-guard")},
                    },
                },
            },
        },
        "var": {
            "subcommands": {
                "get": {"effects": ("read", "print-secret")}, "list": {"effects": ("read",)},
                "put init": {"files": {"@*": "read @path"}}, "purge": {"effects": ("delete",)},
                "lock": {"effects": ("exec", "write"), "commands": ({"form": "argv", "from": "@2"},)},
            },
        },
        "volume": {
            "subcommands": {
                "status": {"effects": ("read",)}, "delete deregister": {"effects": ("delete",)},
                "snapshot": {"subcommands": {"list": {"effects": ("read",)}, "delete": {"effects": ("delete",)}}},
            },
        },
        "quota scaling recommendation sentinel": {
            "subcommands": {
                "list status inspect read info policy": {"effects": ("read",)},
                "delete dismiss": {"effects": ("delete",)},
            },
        },
        "operator": {
            "subcommands": {
                "api": {"effects": ("write", "exec")},
                "snapshot": {
                    "subcommands": {
                        "save": {"effects": ("read", "print-secret"), "files": {"@1": "create"}},
                        "inspect state": {"effects": (), "local": True}, "restore": {"effects": ("write", "delete")},
                        "agent": {"effects": ("exec",)},
                    },
                },
                "raft autopilot scheduler root": {
                    "subcommands": {
                        "list-peers get-config health info logs state": {"effects": ("read",)},
                        "remove-peer": {"effects": ("delete",)},
                    },
                },
                "debug metrics client-state utilization": {"effects": ("read",)},
                "keygen gossip": {"effects": ("print-secret",), "local": True},
            },
        },
        "service": {"subcommands": {"list info": {"effects": ("read",)}, "delete": {"effects": ("delete",)}}},
        "system": {"effects": ("delete",), "subcommands": {"gc": {}, "reconcile": {"effects": ("write",)}}},
        "plugin": {"effects": ("read",), "subcommands": {"status": {}}},
        "login": {"effects": ("write", "print-secret")}, "agent": {"effects": ("exec",), "local": True},
        "agent-info license": {"effects": ("read",)}, "tls config setup": {"local": True},
        "version help": {"effects": (), "local": True},
    },
}
