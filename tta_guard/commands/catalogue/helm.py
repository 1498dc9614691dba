"""Helm and helmfile. A release's manifest and values hold its secrets, so reading them is reading secrets."""

# fmt: off
TOOLS = (
    {
        "names": ("helm",), "about": "Kubernetes packages", "docs": "https://helm.sh/docs/helm/", "style": "pflag",
        "help": ("-h --help",), "links": True,
        "flags": {
            "-A --all-namespaces": "flag", "-a --all": "flag", "--allow-deprecated-repos": "flag",
            "--allow-unreleased": "flag", "--app-version": "value", "--atomic": "flag", "--burst-limit": "value",
            "-c --client": "flag", "--ca-file": "value", "--cascade": "value", "--cert-file": "value",
            "--cleanup-on-fail": "flag", "--content-cache": "value", "--context": "value",
            "--create-namespace": "flag", "-d --destination": "value", "--debug": "flag",
            "--dependency-update": "flag", "--deployed": "flag", "--description": "value",
            "--detailed-exitcode": "flag", "--devel": "flag", "--disable-openapi-validation": "flag",
            "--disable-validation": "flag", "--dry-run": "optional", "--enable-dns": "flag", "--endpoint": "value",
            "-f --values": "value", "--fail-on-no-result": "flag", "--failed": "flag", "--filter": "value",
            "--force": "flag", "--force-conflicts": "flag", "--force-replace": "flag", "--force-update": "flag",
            "-g --generate-name": "flag", "-h --help": "flag", "--hide-notes": "flag", "--hide-secret": "flag",
            "--history-max": "value", "-i --install": "flag", "--ignore-not-found": "flag", "--include-crds": "flag",
            "--insecure": "flag", "--insecure-skip-tls-verify": "flag", "--is-upgrade": "flag", "--json": "flag",
            "--jsonpath": "value", "--keep-history": "flag", "--key": "value", "--key-file": "value",
            "--keyring": "value", "--kube-apiserver": "value", "--kube-as-group": "value", "--kube-as-user": "value",
            "--kube-ca-file": "value", "--kube-context": "value", "--kube-insecure-skip-tls-verify": "flag",
            "--kube-tls-server-name": "value", "--kube-token": "value", "--kube-version": "value",
            "--kubeconfig": "value", "-l --labels": "value", "--list-repo-url": "flag", "--logs": "flag",
            "--max": "value", "--max-col-width": "value", "--merge": "value", "-n --namespace": "value",
            "--name-template": "value", "--no-color": "flag", "--no-headers": "flag", "--no-hooks": "flag",
            "--no-update": "flag", "--normalize-manifests": "flag", "-o --output": "value", "--offset": "value",
            "--output-dir": "value", "-p --starter": "value", "--pass-credentials": "flag",
            "--passphrase-file": "value", "--password": "value", "--password-stdin": "flag", "--pending": "flag",
            "--plain-http": "flag", "--post-renderer": "value", "--post-renderer-args": "value", "--prov": "flag",
            "--qps": "value", "--quiet": "flag", "-r --regexp": "flag", "--recreate-pods": "flag",
            "--registry-config": "value", "--release-name": "flag", "--render-subchart-notes": "flag",
            "--replace": "flag", "--repo": "value", "--repository-cache": "value", "--repository-config": "value",
            "--reset-then-reuse-values": "flag", "--reset-values": "flag", "--reuse-values": "flag",
            "--revision": "value", "--rollback-on-failure": "flag", "-s --show-only": "value",
            "--server-side": "optional", "--set": "value", "--set-file": "value", "--set-json": "value",
            "--set-literal": "value", "--set-string": "value", "--short": "flag", "--show-desc": "flag",
            "--show-resources": "flag", "--show-secrets": "flag", "--show-secrets-decoded": "flag", "--sign": "flag",
            "--skip-crds": "flag", "--skip-refresh": "flag", "--skip-schema-validation": "flag",
            "--skip-tests": "flag", "--strict": "flag", "--strip-trailing-cr": "flag", "--superseded": "flag",
            "--suppress": "value", "--take-ownership": "flag", "--template": "value", "--three-way-merge": "flag",
            "--time-format": "value", "--timeout": "value", "--type": "value", "--uninstalled": "flag",
            "--uninstalling": "flag", "--untar": "flag", "--untardir": "value", "--url": "value",
            "--username": "value", "--validate": "flag", "--verify": "flag", "--version": "value",
            "--wait": "optional", "--wait-for-jobs": "flag", "--with-subcharts": "flag",
        },
        "effects": ("write", "exec"),
        "target": {
            "resolver": "helm", "context": ("--kube-context", "$HELM_KUBECONTEXT"),
            "kubeconfig": ("--kubeconfig", "$KUBECONFIG"), "namespace": ("-n --namespace", "$HELM_NAMESPACE"),
            "server": ("--kube-apiserver", "$HELM_KUBEAPISERVER"), "token": ("--kube-token", "$HELM_KUBETOKEN"),
            "values": ("-f --values",),
        },
        "files": {
            "--kubeconfig": "read", "-f --values": "read list", "--set-file": "read key=path", "--key-file": "read",
        },
        "subcommands": {
            "": {"effects": (), "local": True},
            "install": {
                "effects": ("write", "deploy"), "files": {"@2": "read"},
                "when": (
                    {"if": {"flag": "--dry-run"}, "effects": ("read",)},
                    {"if": {"args": (1, 1)}, "files": {"@1": "read"}},
                ),
                "commands": ({"form": "argv-words", "from": "--post-renderer"},),
            },
            "upgrade": {
                "effects": ("write", "deploy"), "files": {"@2": "read"},
                "when": (
                    {"if": {"flag": "--dry-run"}, "effects": ("read",)},
                    {"if": {"args": (1, 1)}, "files": {"@1": "read"}},
                ),
                "commands": ({"form": "argv-words", "from": "--post-renderer"},),
            },
            "uninstall un delete del": {
                "flags": {"--dry-run": "flag"}, "effects": ("delete",),
                "when": ({"if": {"flag": "--dry-run"}, "effects": ("read",)},),
            },
            "rollback": {
                "effects": ("write", "deploy"), "when": ({"if": {"flag": "--dry-run"}, "effects": ("read",)},),
            },
            "template": {
                "flags": {"-a --api-versions": "value"}, "effects": (), "local": True,
                "files": {"@2": "read", "--output-dir": "create"},
                "commands": ({"form": "argv-words", "from": "--post-renderer"},),
                "when": (
                    {"if": {"args": (1, 1)}, "files": {"@1": "read"}},
                    {
                        "if": {"any": ({"flag": "--validate"}, {"flag": "--dry-run", "value": ("server",)})},
                        "effects": ("read",), "local": False,
                    },
                ),
            },
            "lint": {"effects": (), "local": True, "files": {"@*": "read"}},
            "create": {"effects": ("write",), "local": True, "files": {"@1": "create"}},
            "package": {
                "flags": {"-u --dependency-update": "flag"}, "effects": ("write",), "local": True,
                "files": {"@*": "read", "--keyring": "read", "--passphrase-file": "read"},
            },
            "dependency dep dependencies": {
                "effects": ("write",), "local": True,
                "subcommands": {
                    "build": {"effects": ("write", "network")}, "list ls": {"effects": ()},
                    "update up": {"effects": ("write", "network")},
                },
            },
            "show inspect": {
                "effects": ("read", "network"), "local": True, "files": {"@1": "read"},
                "subcommands": {"all": {}, "chart": {}, "crds": {}, "readme": {}, "values": {}},
            },
            "pull fetch": {"effects": ("write", "network"), "local": True},
            "push": {
                "effects": ("publish", "network"), "files": {"@1": "read"},
                "target": {"resolver": "url", "url": ("@2",)},
            },
            "registry": {
                "effects": ("write", "network"), "local": True,
                "subcommands": {
                    "login": {"flags": {"-p --password": "value", "-u --username": "value"}},
                    "logout": {"effects": ("write",)},
                },
            },
            "repo": {
                "effects": ("write",), "local": True,
                "subcommands": {
                    "add": {"effects": ("write", "network")}, "index": {"files": {"@1": "write"}},
                    "list ls": {"effects": ()}, "remove rm": {}, "update up": {"effects": ("write", "network")},
                },
            },
            "search": {
                "effects": ("read", "network"), "local": True,
                "subcommands": {"hub": {}, "repo": {"flags": {"-l --versions": "flag"}, "effects": ()}},
            },
            "list ls": {
                "flags": {
                    "-d --date": "flag", "-r --reverse": "flag", "-q --short": "flag", "-f --filter": "value",
                    "-m --max": "value", "-l --selector": "value",
                },
                "effects": ("read",),
            },
            "history hist": {"effects": ("read",)}, "status": {"effects": ("read",)},
            "get": {
                "effects": ("read", "print-secret"),
                "subcommands": {
                    "all": {}, "hooks": {}, "manifest": {}, "metadata": {"effects": ("read",)},
                    "notes": {"effects": ("read",)}, "values": {},
                },
            },
            "test": {"effects": ("exec", "write")},
            "env": {
                "effects": (), "local": True,
                "when": ({"if": {"env": "HELM_KUBETOKEN"}, "effects": ("read", "print-secret")},),
            },
            "plugin": {
                "effects": ("write",), "local": True,
                "subcommands": {
                    "install add": {"effects": ("write", "network", "exec")}, "list ls": {"effects": ()},
                    "uninstall rm remove": {"effects": ("delete",)},
                    "update up": {"effects": ("write", "network", "exec")}, "package": {}, "verify": {"effects": ()},
                },
            },
            "verify": {"effects": (), "local": True, "files": {"@1": "read"}},
            "version": {"effects": (), "local": True}, "completion": {"effects": (), "local": True},
            "help": {"effects": (), "local": True},
            "diff": {
                "effects": ("read",),
                "when": (
                    {
                        "if": {"any": ({"flag": "--show-secrets"}, {"flag": "--show-secrets-decoded"})},
                        "add": ("print-secret",),
                    },
                ),
                "subcommands": {
                    "upgrade": {
                        "flags": {"-C --context": "value", "--output": "value", "-a --api-versions": "value"},
                        "files": {"@2": "read"},
                    },
                    "release": {}, "revision": {}, "rollback": {}, "version": {"effects": (), "local": True},
                },
            },
            "secrets": {
                "effects": ("write", "exec", "print-secret"),
                "subcommands": {
                    "decrypt dec view": {
                        "flags": {"-i": "flag"}, "effects": ("read", "print-secret"), "files": {"@1": "read"},
                    },
                    "encrypt enc": {
                        "flags": {"-i": "flag"}, "effects": ("write",), "local": True, "files": {"@1": "read"},
                    },
                    "edit": {"effects": ("write", "print-secret"), "local": True, "files": {"@1": "read+write"}},
                    "clean": {"effects": ("delete",), "local": True}, "install": "=install", "upgrade": "=upgrade",
                    "template": "=template", "lint": "=lint", "diff": "=diff",
                },
            },
            "cm-push": {"effects": ("publish", "network")},
        },
    },
    {
        "names": ("helmfile",), "about": "Declarative Helm releases", "docs": "https://helmfile.readthedocs.io/",
        "style": "pflag", "help": ("-h --help",),
        "flags": {
            "--allow-no-matching-release": "flag", "--args": "value", "-b --helm-binary": "value",
            "-c --chart": "value", "--cascade": "value", "--color": "flag", "--concurrency": "value",
            "--context": "value", "--debug": "flag", "--detailed-exitcode": "flag", "--diff-args": "value",
            "--disable-force-update": "flag", "-e --environment": "value", "--enable-live-output": "flag",
            "-f --file": "value", "-h --help": "flag", "-i --interactive": "flag", "-k --kustomize-binary": "value",
            "--kube-context": "value", "--kubeconfig": "value", "-l --selector": "value", "--log-level": "value",
            "-n --namespace": "value", "--no-color": "flag", "-o --output": "value", "--output-dir": "value",
            "--post-renderer": "value", "-q --quiet": "flag", "--sequential-helmfiles": "flag", "--set": "value",
            "--show-secrets": "flag", "--skip-deps": "flag", "--skip-refresh": "flag", "--state-values-file": "value",
            "--state-values-set": "value", "--state-values-set-string": "value",
            "--strip-args-values-on-exit-error": "flag", "--suppress": "value", "--timeout": "value",
            "-v --version": "flag", "--values": "value",
        },
        "effects": ("write", "exec"),
        "target": {
            "resolver": "helm", "context": ("--kube-context", "$HELM_KUBECONTEXT"),
            "kubeconfig": ("--kubeconfig", "$KUBECONFIG"),
            "namespace": ("-n --namespace", "$HELM_NAMESPACE", "$HELMFILE_NAMESPACE"),
            "environment": ("-e --environment", "$HELMFILE_ENVIRONMENT"),
            "values": ("--state-values-file", "--values"),
        },
        "files": {"-f --file": "read", "--state-values-file": "read", "--values": "read", "--kubeconfig": "read"},
        "commands": ({"form": "argv-words", "from": "--post-renderer"},),
        "subcommands": {
            "": {"effects": (), "local": True}, "apply": {"effects": ("write", "deploy", "delete")},
            "sync charts": {"effects": ("write", "deploy")}, "destroy delete": {"effects": ("delete",)},
            "diff": {"effects": ("read",), "when": ({"if": {"flag": "--show-secrets"}, "add": ("print-secret",)},)},
            "template build write-values list show-dag": {"effects": (), "local": True},
            "lint": {"effects": ("read", "network"), "local": True},
            "deps repos fetch init cache": {"effects": ("write", "network"), "local": True},
            "status": {"effects": ("read",)}, "test": {"effects": ("exec",)},
            "version completion help": {"effects": (), "local": True}, "print-env": {"effects": (), "local": True},
            "create": {"effects": ("write",), "local": True},
        },
    },
)
