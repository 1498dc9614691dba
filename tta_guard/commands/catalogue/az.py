"""Azure: like gcloud, the first word that is a verb decides."""

# fmt: off
TOOL = {
    "names": ("az",), "about": "Azure", "docs": "https://learn.microsoft.com/cli/azure/reference-index",
    "style": "gnu", "help": ("-h --help",), "links": True,
    "flags": {
        "-a --admin": "flag", "--account-key": "value", "--account-name": "value", "--add": "values",
        "--assignee": "value", "--auto-complete": "optional", "-b --body": "value", "--bypass-policy": "optional",
        "-c --confirm-with-what-if": "flag", "--cluster-name": "value", "--command": "value",
        "--connection-string": "value", "--context": "value", "-d --description": "value", "--debug": "flag",
        "--exec-command": "value", "--file": "value", "--force": "flag", "--format": "value",
        "-g --resource-group": "value", "-h --help": "flag", "--headers": "value", "--id": "value", "--ids": "values",
        "--image": "value", "--kind": "value", "-l --location": "value", "-m --method --http-method": "value",
        "-n --name": "value", "--namespace": "value", "--no-wait": "flag", "-o --output": "value",
        "--object-id": "value", "--only-show-errors": "flag", "--org --organization": "value",
        "--output-file": "value", "--overwrite": "flag", "--overwrite-existing": "flag", "--parameters -p": "values",
        "--public-fqdn": "flag", "--query": "value", "--registry -r": "value", "--remove": "values",
        "--resource": "value", "--resource-type": "value", "--role": "value", "-s --source": "value",
        "--sas-token": "value", "--scope": "value", "--scripts": "values", "--server": "value", "--set": "values",
        "--settings": "values", "--show-values": "flag", "--size": "value", "--skip-authorization-header": "flag",
        "--sku": "value", "--status": "value", "--subscription": "value", "-t --expose-token": "flag",
        "--tags": "values", "--template-file": "value", "--type": "value", "-u --template-uri": "value",
        "--uri-parameters": "value", "--vault-name": "value", "--verbose": "flag", "--version": "flag",
        "--vnet-name": "value", "--workspace-name": "value", "-y --yes": "flag",
    },
    "effects": ("write",),
    "target": {
        "resolver": "azure", "subscription": ("--subscription",), "group": ("-g --resource-group",),
        "vault": ("--vault-name",), "account": ("--account-name", "$AZURE_STORAGE_ACCOUNT"),
        "config": ("$AZURE_CONFIG_DIR",), "name": ("-n --name", "--ids"),
    },
    "files": {"*": "read @path"}, "when": ({"if": {"flag": "--version"}, "effects": (), "local": True},),
    "subcommands": {
        "": {"effects": (), "local": True},
        "vm": {
            "subcommands": {
                "keys": {
                    "effects": ("write", "print-secret"),
                    "subcommands": {
                        "list show": {"effects": ("read", "print-secret"), "unlisted": "values"},
                        "renew regenerate set create": {"unlisted": "values"},
                        "delete": {"effects": ("delete",), "unlisted": "values"},
                    },
                },
                (
                    "list-keys list-connection-strings show-connection-string list-credentials list-secrets "
                    "list-admin-keys list-query-keys"
                ): {"effects": ("read", "print-secret"), "unlisted": "values"},
                (
                    "list-publishing-profiles list-publishing-credentials list-service-keys list-runtime-keys "
                    "list-login-credentials"
                ): {"effects": ("read", "print-secret"), "unlisted": "values"},
                (
                    "generate-sas get-access-token list-key-value show-secrets list-function-keys list-host-keys"
                ): {"effects": ("read", "print-secret"), "unlisted": "values"},
                "list-syncfunctiontriggerstatus get-api-keys list-api-keys create-for-rbac": {
                    "effects": ("write", "print-secret"), "unlisted": "values",
                },
                "regenerate-key regenerate-keys regenerate-admin-keys renew-key reset-credentials": {
                    "effects": ("write", "print-secret"), "unlisted": "values",
                },
                "secret secrets": {
                    "unlisted": "values", "flags": {"-f --file": "value"},
                    "subcommands": {
                        "show download backup get": {
                            "effects": ("read", "print-secret"), "unlisted": "values",
                            "files": {"-f --file": "create"},
                        },
                        "list": {
                            "effects": ("read",), "unlisted": "values",
                            "when": ({"if": {"flag": "--show-values"}, "add": ("print-secret",)},),
                        },
                        "list-deleted list-versions show-deleted": {"effects": ("read",), "unlisted": "values"},
                        "set restore recover set-attributes": {"unlisted": "values", "files": {"-f --file": "read"}},
                        "delete purge remove": {"effects": ("delete",), "unlisted": "values"},
                    },
                },
                "credential credentials": {
                    "unlisted": "values",
                    "subcommands": {
                        "show": {"effects": ("read", "print-secret"), "unlisted": "values"},
                        "list": {"effects": ("read",), "unlisted": "values"},
                        "reset create renew": {"effects": ("write", "print-secret"), "unlisted": "values"},
                        "delete": {"effects": ("delete",), "unlisted": "values"},
                    },
                },
                "appsettings connection-string": {
                    "subcommands": {
                        "list show": {"effects": ("read", "print-secret"), "unlisted": "values"},
                        "set": {"unlisted": "values"}, "delete": {"effects": ("delete",), "unlisted": "values"},
                    },
                },
                "get-credentials": {
                    "effects": ("read",), "unlisted": "values", "flags": {"-f --file": "value"},
                    "files": {"-f --file": "write"}, "sets": {"kube-config": "-n --name"},
                },
                "run-command command": {
                    "effects": ("exec",), "unlisted": "values",
                    "subcommands": {
                        "list show result": {"effects": ("read",), "unlisted": "values"},
                        "invoke create": {
                            "effects": ("exec", "write"), "unlisted": "values",
                            "commands": (
                                {"form": "shell", "from": "--scripts", "remote": True},
                                {"form": "shell", "from": "-c --command", "remote": True},
                            ),
                            "flags": {"-c --command": "value"}, "files": {"--scripts": "read @path"},
                        },
                        "delete": {"effects": ("delete",), "unlisted": "values"},
                    },
                },
                "exec": {
                    "effects": ("exec",), "unlisted": "values",
                    "commands": (
                        {"form": "shell", "from": "--exec-command", "remote": True},
                        {"form": "shell", "from": "--command", "remote": True},
                    ),
                },
                "ssh connect remote-connection remote": {"effects": ("exec",), "unlisted": "values"},
                "tunnel": {"effects": ("read", "network"), "unlisted": "values"},
                "invoke invoke-action run queue execute execute-query": {
                    "effects": ("exec", "write"), "unlisted": "values",
                },
                "what-if validate preview": {"effects": ("read",), "unlisted": "values"},
                "deploy up swap promote rollback config-zip activate-revision": {
                    "effects": ("write", "deploy"), "unlisted": "values",
                },
                "deployment deployments": "=deployment", "pr": "=pr", "lock locks": "=lock", "policy": "=policy",
                "diagnostic-settings": {
                    "subcommands": {
                        "list show": {"effects": ("read",), "unlisted": "values"},
                        "delete": {"effects": ("delete", "weaken-guard"), "unlisted": "values"},
                        "create update": {"unlisted": "values"},
                    },
                },
                "upload upload-batch": {
                    "unlisted": "values", "files": {"-f --file": "read", "-s --source": "read"},
                    "flags": {"-f --file": "value"},
                },
                "download download-batch": {
                    "effects": ("read",), "unlisted": "values",
                    "files": {"-f --file": "create", "-d --destination": "create"},
                    "flags": {"-f --file": "value", "-d --destination": "value"},
                },
                (
                    "list list-* show show-* get get-* exists check check-* wait query browse tail logs log search "
                    "stats usage download-file evaluate validate-* test-* summarize describe history"
                ): {"effects": ("read",), "unlisted": "values"},
                (
                    "delete delete-* purge remove remove-* destroy unregister deprovision clear empty revoke"
                ): {"effects": ("delete",), "unlisted": "values"},
                (
                    "create create-* update update-* set set-* add add-* restart start stop deallocate redeploy "
                    "resize scale move restore"
                ): {"unlisted": "values"},
                (
                    "import export copy sync upgrade enable enable-* disable disable-* register attach detach assign "
                    "import-* build reset"
                ): {"unlisted": "values"},
                "*": "again",
            },
        },
        "account": {
            "effects": ("read",), "local": True,
            "subcommands": {
                "": {"effects": ()}, "show list list-locations": {"effects": (), "unlisted": "values"},
                "set": {
                    "effects": (), "unlisted": "values", "sets": {"azure-subscription": "-n --name -s --subscription"},
                    "flags": {"-n --name -s --subscription": "value"},
                },
                "clear": {"effects": ("write",), "unlisted": "values"},
                "get-access-token": {"effects": ("read", "print-secret"), "unlisted": "values"},
                "management-group tenant subscription alias lock create": {
                    "effects": ("write",), "unlisted": "values", "local": False,
                },
            },
        },
        "login": {"effects": ("write", "network"), "unlisted": "values", "local": True},
        "logout": {"unlisted": "values", "local": True}, "configure config": {"unlisted": "values", "local": True},
        "cloud": {
            "local": True,
            "subcommands": {
                "list show list-profiles": {"effects": (), "unlisted": "values"},
                "set register update unregister": {"unlisted": "values", "sets": {"azure-subscription": "-n --name"}},
            },
        },
        "extension": {
            "effects": ("write", "network"), "local": True,
            "subcommands": {"list show list-available list-versions": {"effects": (), "unlisted": "values"}},
        },
        "bicep": {
            "local": True,
            "subcommands": {
                "build decompile format lint version build-params generate-params": {
                    "effects": (), "unlisted": "values",
                },
                "install upgrade restore": {"effects": ("write", "network"), "unlisted": "values"},
                "publish": {"effects": ("publish", "network"), "unlisted": "values", "local": False},
            },
        },
        "rest": {
            "unlisted": "values", "flags": {"-u --url --uri": "value"},
            "files": {"-b --body": "read @path", "--output-file": "create"},
            "target": {
                "resolver": "azure", "subscription": ("--subscription", "-u --url --uri"),
                "config": ("$AZURE_CONFIG_DIR",),
            },
            "when": (
                {
                    "if": {
                        "any": (
                            {"not": {"flag": "-m --method --http-method"}},
                            {"flag": "-m --method --http-method", "value": ("get", "head", "options"), "fold": True},
                        ),
                    },
                    "effects": ("read",),
                },
                {
                    "if": {
                        "flag": "-u --url --uri",
                        "value": (
                            "*listkeys*", "*listsecrets*", "*list-secrets*", "*/secrets/*", "*listcredentials*",
                            "*listconnectionstrings*",
                        ),
                        "fold": True,
                    },
                    "add": ("print-secret",),
                },
                {"if": {"flag": "-m --method --http-method", "value": ("delete",), "fold": True}, "add": ("delete",)},
            ),
        },
        "acr": {
            "subcommands": {
                "login": {
                    "effects": ("write", "network"), "unlisted": "values",
                    "when": ({"if": {"flag": "-t --expose-token"}, "add": ("print-secret",)},),
                },
                "build run": {"effects": ("write", "exec", "publish"), "unlisted": "values"},
                "import": {"effects": ("publish", "network"), "unlisted": "values"},
                "credential": {
                    "unlisted": "values",
                    "subcommands": {"show renew": {"effects": ("read", "print-secret"), "unlisted": "values"}},
                },
                "list show check-health check-name show-usage": {"effects": ("read",), "unlisted": "values"},
                "delete": {"effects": ("delete",), "unlisted": "values"},
                "purge": {"effects": ("delete",), "unlisted": "values"},
                "repository manifest": {
                    "subcommands": {
                        "list list-metadata show show-tags show-manifests list-deleted list-referrers": {
                            "effects": ("read",), "unlisted": "values",
                        },
                        "delete untag": {"effects": ("delete",), "unlisted": "values"},
                    },
                },
                "token": {
                    "effects": ("write", "print-secret"),
                    "subcommands": {"list show": {"effects": ("read",), "unlisted": "values"}},
                },
                "create update": {"unlisted": "values"},
            },
        },
        "find feedback version survey self-test help": {"effects": (), "local": True},
        "upgrade": {"effects": ("write", "network"), "unlisted": "values", "local": True},
        "interactive": {"effects": ("exec",), "unlisted": "values"}, "next demo": {"effects": (), "local": True},
        "policy": {
            "subcommands": {
                "delete": {"effects": ("delete", "weaken-guard"), "unlisted": "values"},
                "list show": {"effects": ("read",), "unlisted": "values"}, "create update": {"unlisted": "values"},
                (
                    "assignment definition exemption set-definition event metadata remediation state attestation"
                ): {
                    "subcommands": {
                        "delete": {"effects": ("delete", "weaken-guard"), "unlisted": "values"},
                        "list list-* show show-* summarize": {"effects": ("read",), "unlisted": "values"},
                        "*": {"unlisted": "values"},
                    },
                },
            },
        },
        "lock": {
            "subcommands": {
                "list show": {"effects": ("read",), "unlisted": "values"}, "create update": {"unlisted": "values"},
                "delete": {"effects": ("delete", "weaken-guard"), "unlisted": "values"},
            },
        },
        "deployment": {
            "effects": ("write", "deploy"),
            "subcommands": {
                "create": {"unlisted": "values"},
                "validate what-if show list export wait": {"effects": ("read",), "unlisted": "values"},
                "delete cancel": {"effects": ("delete",), "unlisted": "values"},
                "group sub mg tenant": {
                    "unlisted": "values",
                    "subcommands": {
                        "create": {
                            "unlisted": "values", "files": {"-f --template-file": "read"},
                            "flags": {"-f --template-file": "value", "-p --parameters": "values"},
                        },
                        "validate what-if show list export wait": {"effects": ("read",), "unlisted": "values"},
                        "delete cancel": {"effects": ("delete",), "unlisted": "values"},
                    },
                },
                "operation": {"effects": ("read",), "unlisted": "values"}, "source": {"unlisted": "values"},
                "slot": {
                    "effects": ("write",),
                    "subcommands": {
                        "list": {"effects": ("read",), "unlisted": "values"},
                        "swap": {"effects": ("write", "deploy"), "unlisted": "values"},
                        "create auto-swap": {"unlisted": "values"},
                        "delete": {"effects": ("delete",), "unlisted": "values"},
                    },
                },
                "user": {
                    "effects": ("write",),
                    "subcommands": {
                        "show": {"effects": ("read",), "unlisted": "values"}, "set": {"unlisted": "values"},
                    },
                },
                "list-publishing-profiles list-publishing-credentials": {
                    "effects": ("read", "print-secret"), "unlisted": "values",
                },
                "container github-actions": {"effects": ("write",), "unlisted": "values"},
            },
        },
        "pr": {
            "subcommands": {
                "list show": {"effects": ("read",), "unlisted": "values"},
                "checkout": {"unlisted": "values", "local": True},
                "create": {"unlisted": "values", "when": ({"if": {"flag": "--auto-complete"}, "add": ("merge",)},)},
                "update": {
                    "unlisted": "values",
                    "when": (
                        {
                            "if": {
                                "any": (
                                    {"flag": "--auto-complete"},
                                    {"flag": "--status", "value": ("completed",)},
                                    {"flag": "--bypass-policy"},
                                ),
                            },
                            "add": ("merge",),
                        },
                    ),
                },
                "set-vote": {"effects": ("write", "merge"), "unlisted": "values"},
                "reviewer work-item policy": {"unlisted": "values"},
            },
        },
        "*": "=vm",
    },
}
