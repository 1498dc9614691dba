"""Vault and OpenBao: single-dash flags."""

# fmt: off
TOOL = {
    "names": ("vault", "bao"), "about": "HashiCorp Vault and OpenBao",
    "docs": "https://developer.hashicorp.com/vault/docs/commands", "style": "go", "stop": "first-positional",
    "help": ("-h -help",), "effects": ("write",),
    "target": {
        "resolver": "vault",
        "address": ("-address", "-agent-address", "$VAULT_ADDR", "$BAO_ADDR", "$VAULT_AGENT_ADDR"),
        "namespace": ("-namespace -ns", "$VAULT_NAMESPACE"), "path": ("@1",),
    },
    "files": {"-client-key": "read", "-client-cert": "read", "-ca-cert": "read"},
    "when": (
        {"if": {"flag": "-output-policy"}, "effects": ()},
        {"if": {"flag": "-output-curl-string"}, "effects": ("read",)},
    ),
    "flags": {
        "-accessor": "flag", "-address": "value", "-agent-address": "value", "-allowed-managed-keys": "value",
        "-allowed-response-headers": "value", "-args": "value", "-audit-non-hmac-request-keys": "value",
        "-audit-non-hmac-response-keys": "value", "-auto-join-port": "value", "-auto-join-scheme": "value",
        "-backup": "flag", "-backup-delete": "flag", "-backup-retrieve": "flag", "-bexpr": "value",
        "-ca-cert": "value", "-ca-path": "value", "-cancel": "flag", "-cas": "value", "-cas-required": "flag",
        "-client-cert": "value", "-client-key": "value", "-command": "value", "-compress": "flag", "-config": "value",
        "-consul-auto": "value", "-consul-service": "value", "-custom-metadata": "value", "-data-file-only": "flag",
        "-decode": "value", "-default-disabled": "value", "-default-lease-ttl": "value",
        "-delegated-auth-accessors": "value", "-delete-version-after": "value", "-description": "value",
        "-detailed": "flag", "-dev": "flag", "-dev-ha": "flag", "-dev-kv-v1": "flag", "-dev-leased-kv": "flag",
        "-dev-listen-address": "value", "-dev-no-kv": "flag", "-dev-no-store-token": "flag",
        "-dev-plugin-dir": "value", "-dev-root-token-id": "value", "-dev-skip-init": "flag", "-dev-three-node": "flag",
        "-dev-tls": "flag", "-dev-tls-cert-dir": "value", "-dev-tls-san": "value", "-dev-transactional": "flag",
        "-disable-redirects": "flag", "-display-name": "value", "-dr-token": "flag", "-duration": "value",
        "-entity-alias": "value", "-env": "value", "-exit-on-core-shutdown": "flag", "-explicit-max-ttl": "value",
        "-external-entropy-access": "flag", "-field": "value", "-force": "flag", "-force-no-cache": "flag",
        "-format": "value", "-generate-otp": "flag", "-h -help": "flag", "-header": "value", "-health-config": "value",
        "-host-key-hostnames": "value", "-host-key-mount-point": "value", "-i": "value", "-id": "value",
        "-identity-token-key": "value", "-increment": "value", "-init": "flag", "-interval": "value",
        "-issuer_name": "value", "-key-shares": "value", "-key-threshold": "value", "-leader-ca-cert": "value",
        "-leader-client-cert": "value", "-leader-client-key": "value", "-list": "flag", "-listing-visibility": "value",
        "-local": "flag", "-log-file": "value", "-log-format": "value", "-log-level": "value",
        "-log-rotate-bytes": "value", "-log-rotate-duration": "value", "-log-rotate-max-files": "value",
        "-max-lease-ttl": "value", "-max-parallel": "value", "-max-versions": "value", "-metadata": "value",
        "-method": "value", "-metrics-interval": "value", "-mfa": "value", "-migrate": "flag", "-mode": "value",
        "-mount": "value", "-mount-point": "value", "-mounts": "value", "-namespace -ns": "value",
        "-namespaces": "value", "-no-default-policy": "flag", "-no-exec": "flag", "-no-print": "flag",
        "-no-store": "flag", "-non-interactive": "flag", "-non-voter": "flag", "-nonce": "value",
        "-oci_image": "value", "-options": "value", "-orphan": "flag", "-otp": "value", "-output": "value",
        "-output-curl-string": "flag", "-output-policy": "flag", "-passthrough-request-headers": "value",
        "-path": "value", "-period": "value", "-pgp-key": "value", "-pgp-keys": "value", "-plugin": "value",
        "-plugin-name": "value", "-plugin-version": "value", "-policy": "value", "-policy-override": "flag",
        "-port-forwarding": "value", "-prefix": "flag", "-private-key-path": "value", "-public-key-path": "value",
        "-recovery": "flag", "-recovery-pgp-keys": "value", "-recovery-shares": "value",
        "-recovery-threshold": "value", "-recovery-token": "flag", "-remove-custom-metadata": "value",
        "-remove-data": "value", "-renewable": "flag", "-reset": "flag", "-retry": "flag",
        "-return-indicator": "value", "-role": "value", "-root-token-pgp-key": "value", "-runtime": "value",
        "-scope": "value", "-seal-wrap": "flag", "-self": "flag", "-sha256": "value", "-skip": "value",
        "-ssh-executable": "value", "-start": "value", "-status": "flag", "-stored-shares": "value",
        "-strict-host-key-checking": "value", "-sync": "flag", "-target": "value", "-timestamps": "value",
        "-tls-server-name": "value", "-tls-skip-verify": "flag", "-token-only": "flag", "-token-type": "value",
        "-ttl": "value", "-type": "value", "-unlock-key": "value", "-use-limit": "value",
        "-user-known-hosts-file": "value", "-valid-principals": "value", "-verify": "flag", "-version -v": "flag",
        "-versions": "value", "-wrap-ttl": "value",
    },
    "subcommands": {
        "": {"effects": (), "local": True},
        "agent": {"effects": ("exec", "write", "print-secret"), "files": {"-config": "read"}},
        "proxy": {"effects": ("exec", "write"), "files": {"-config": "read"}},
        "audit": {
            "subcommands": {
                "disable": {"effects": ("delete", "weaken-guard")}, "enable": {}, "list": {"effects": ("read",)},
            },
        },
        "auth": {
            "subcommands": {
                "disable": {"effects": ("delete",)}, "enable": {"flags": {"-version": "value"}},
                "help": {"effects": (), "local": True}, "list": {"effects": ("read",)}, "move": {},
                "tune": {"flags": {"-version": "value"}},
            },
        },
        "debug": {"effects": ("read",), "files": {"-output": "create"}}, "delete": {"effects": ("delete",)},
        "events": {"effects": ("read",), "subcommands": {"subscribe": {}}}, "hcp": {"subcommands": {}},
        "kv": {
            "subcommands": {
                "delete": {"effects": ("delete",)}, "destroy": {"effects": ("delete",)}, "enable-versioning": {},
                "get": {"flags": {"-version": "value"}, "effects": ("read", "print-secret")},
                "list": {"effects": ("read",)},
                "metadata": {
                    "subcommands": {
                        "delete": {"effects": ("delete",)}, "get": {"effects": ("read",)}, "patch": {}, "put": {},
                    },
                },
                "patch": {"files": {"@2*": "read @path"}}, "put": {"files": {"@2*": "read @path"}},
                "rollback": {"flags": {"-version": "value"}}, "undelete": {},
            },
        },
        "lease": {"subcommands": {"lookup": {"effects": ("read",)}, "renew": {}, "revoke": {"effects": ("delete",)}}},
        "list": {"effects": ("read",)},
        "login": {
            "effects": ("write", "network"),
            "when": (
                {
                    "if": {
                        "any": (
                            {"flag": "-token-only"},
                            {"flag": "-field"},
                            {"flag": "-format", "value": ("json", "yaml")},
                        ),
                    },
                    "add": ("print-secret",),
                },
            ),
        },
        "monitor": {"effects": ("read",)},
        "namespace": {
            "subcommands": {
                "create": {}, "delete": {"effects": ("delete",)}, "list": {"effects": ("read",)}, "lock": {},
                "lookup": {"effects": ("read",)}, "patch": {}, "unlock": {},
            },
        },
        "operator": {
            "subcommands": {
                "diagnose": {"effects": ("read",), "files": {"-config": "read"}},
                "generate-root": {"effects": ("write", "print-secret")},
                "init": {
                    "effects": ("write", "print-secret"), "when": ({"if": {"flag": "-status"}, "effects": ("read",)},),
                },
                "key-status": {"effects": ("read",)}, "members": {"effects": ("read",)},
                "migrate": {"files": {"-config": "read"}},
                "raft": {
                    "subcommands": {
                        "autopilot": {
                            "subcommands": {
                                "get-config": {"effects": ("read",)}, "set-config": {},
                                "state": {"effects": ("read",)},
                            },
                        },
                        "configuration": {"effects": ("read",)}, "demote": {},
                        "join": {"files": {"-leader-client-key": "read"}}, "list-peers": {"effects": ("read",)},
                        "promote": {}, "remove-peer": {"effects": ("delete",)},
                        "snapshot": {
                            "subcommands": {
                                "inspect": {"effects": (), "local": True, "files": {"@1": "read"}},
                                "restore": {"effects": ("write", "delete"), "files": {"@1": "read"}},
                                "save": {"effects": ("read", "print-secret"), "files": {"@1": "create"}},
                                "load": {}, "unload": {},
                            },
                        },
                    },
                },
                "rekey": {
                    "effects": ("write", "print-secret"), "when": ({"if": {"flag": "-status"}, "effects": ("read",)},),
                },
                "rotate": {}, "seal": {"effects": ("write", "weaken-guard")}, "step-down": {}, "unseal": {},
                "usage": {"effects": ("read",)}, "utilization": {"effects": ("read",)}, "import": {},
            },
        },
        "patch": {"files": {"@2*": "read @path"}}, "path-help": {"effects": ("read",)},
        "pki": {
            "subcommands": {
                "health-check": {"effects": ("read",)}, "issue": {"effects": ("write", "print-secret")},
                "list-intermediates": {"effects": ("read",)}, "reissue": {"effects": ("write", "print-secret")},
                "verify-sign": {"effects": ("read",)},
            },
        },
        "plugin": {
            "subcommands": {
                "deregister": {"effects": ("delete",)}, "info": {"effects": ("read",)},
                "init": {"effects": ("write", "exec")}, "list": {"effects": ("read",)},
                "register": {"flags": {"-version": "value"}, "effects": ("write", "exec")},
                "reload": {}, "reload-status": {"effects": ("read",)},
                "runtime": {
                    "subcommands": {
                        "list": {"effects": ("read",)}, "info": {"effects": ("read",)},
                        "deregister": {"effects": ("delete",)},
                    },
                },
            },
        },
        "policy": {
            "subcommands": {
                "delete": {"effects": ("delete", "weaken-guard")},
                "fmt": {"effects": (), "local": True, "files": {"@1": "write"}}, "list": {"effects": ("read",)},
                "read": {"effects": ("read",)},
                "write": {"effects": ("write", "weaken-guard"), "files": {"@2": "read"}},
            },
        },
        "print": {"effects": (), "local": True, "subcommands": {"token": {"effects": ("read", "print-secret")}}},
        "read": {"effects": ("read", "print-secret")}, "rotation": {"subcommands": {}},
        "secrets": {
            "subcommands": {
                "disable": {"effects": ("delete",)}, "enable": {"flags": {"-version": "value"}},
                "list": {"effects": ("read",)}, "move": {}, "tune": {"flags": {"-version": "value"}},
            },
        },
        "server": {"effects": ("exec",), "local": True, "files": {"-config": "read"}},
        "ssh": {
            "effects": ("exec", "print-secret"), "commands": ({"form": "argv", "from": "@1", "prefix": "=ssh"},),
            "files": {"-private-key-path": "read", "-public-key-path": "read"},
        },
        "status": {"effects": ("read",)},
        "token": {
            "subcommands": {
                "capabilities": {"effects": ("read",)}, "create": {"effects": ("write", "print-secret")},
                "lookup": {"effects": ("read",)}, "renew": {"flags": {"-accessor": "value"}},
                "revoke": {"effects": ("delete",)},
            },
        },
        "transform": {"subcommands": {}}, "transit": {"subcommands": {"import": {}, "import-version": {}}},
        "unwrap": {"effects": ("read", "print-secret")}, "version": {"effects": (), "local": True},
        "version-history": {"effects": ("read",)},
        "write": {
            "flags": {"-f -force": "flag"}, "files": {"@2*": "read @path"},
            "when": (
                {
                    "if": {
                        "arg": "@1",
                        "is": (
                            "*/creds/*", "*/issue/*", "*/decrypt/*", "*/export/*", "*/sign/*", "*/keys/*",
                            "auth/*/login*", "auth/token/create*", "sys/wrapping/unwrap", "*/login", "*/generate/*",
                            "*/datakey/*", "*/config/rotate*", "sys/rekey*", "sys/generate-root*",
                        ),
                    },
                    "add": ("print-secret",),
                },
            ),
        },
        "help": {"effects": (), "local": True},
    },
}
