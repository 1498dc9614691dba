"""Vercel, Netlify and Railway. `vercel` alone, or with a directory, deploys."""

# fmt: off
TOOLS = (
    {
        "names": ("vercel", "vc", "now"), "about": "Vercel", "docs": "https://vercel.com/docs/cli", "style": "gnu",
        "help": ("-h --help",),
        "flags": {
            "-A --local-config": "value", "-Q --global-config": "value", "-S --scope": "value", "-T --team": "value",
            "--archive": "optional", "-b --build-env": "value", "-c --confirm": "flag", "--cwd": "value",
            "-d --debug": "flag", "--domain": "value", "-e --env": "value", "--environment": "value",
            "--expiration": "value", "-f --force": "flag", "--follow": "flag", "--git": "flag",
            "--git-branch": "value", "-h --help": "flag", "--json": "flag", "-l --logs": "flag", "--limit": "value",
            "--listen": "value", "-m --meta": "value", "-n --name": "value", "--next": "value", "--no-color": "flag",
            "--no-follow": "flag", "--no-wait": "flag", "--output": "value", "--policy": "value", "--prebuilt": "flag",
            "--prod -p": "flag", "--project": "value", "--public": "flag", "--regions": "value", "--role": "value",
            "--safe": "flag", "--sensitive": "flag", "--since": "value", "--skip-domain": "flag",
            "--standalone": "flag", "-t --token": "value", "--target": "value", "--timeout": "value",
            "--until": "value", "-v --version": "flag", "--with-cache": "flag", "--yes -y": "flag",
        },
        "effects": ("write", "deploy"),
        "target": {
            "resolver": "paas", "prod": ("--prod -p", "--target"), "environment": ("--environment", "--target"),
            "project": ("--project", "$VERCEL_PROJECT_ID"), "team": ("-S --scope", "-T --team", "$VERCEL_ORG_ID"),
            "directory": ("--cwd",), "config": ("-A --local-config",),
        },
        "files": {"@1": "read"},
        "subcommands": {
            "": {"files": {"@1": "read"}}, "deploy": {"files": {"@1": "read"}},
            "redeploy promote rollback rolling-release rr": {"files": {}},
            "build": {"effects": ("exec",), "local": True, "files": {}},
            "dev develop": {"effects": ("exec",), "local": True},
            "env": {
                "effects": ("write",), "files": {},
                "subcommands": {
                    "": {"effects": ("read",)}, "ls list": {"effects": ("read",)},
                    "pull": {"effects": ("read", "print-secret"), "files": {"@1": "create"}},
                    "add update": {}, "rm remove": {"effects": ("delete",)},
                    "run": {"effects": ("exec", "print-secret"), "commands": ({"form": "argv", "from": "--"},)},
                },
            },
            "pull": {"effects": ("read", "print-secret"), "files": {}},
            "secrets secret": {
                "effects": ("write",), "files": {},
                "subcommands": {"ls list": {"effects": ("read",)}, "rm remove": {"effects": ("delete",)}},
            },
            "remove rm": {"effects": ("delete",), "files": {}},
            (
                "alias domains dns certs cert project projects teams team blob edge-config integration-resource"
            ): {
                "effects": ("write",), "files": {},
                "subcommands": {
                    "ls list inspect get": {"effects": ("read",)}, "rm remove delete del": {"effects": ("delete",)},
                    "set add import buy move switch transfer-in issue put copy create": {},
                },
            },
            "ls list inspect logs log whoami guidance metrics usage": {"effects": ("read",), "files": {}},
            (
                "link login logout switch init telemetry git open target targets integration microfrontends"
            ): {"effects": ("write",), "local": True, "files": {}},
            "cache": {"effects": ("delete",), "files": {}}, "curl httpstat api": {"effects": ("write",), "files": {}},
            "bisect": {"effects": ("read",), "files": {}}, "mcp": {"effects": ("write",), "local": True, "files": {}},
            "help version": {"effects": (), "local": True, "files": {}},
        },
    },
    {
        "names": ("netlify", "ntl"), "about": "Netlify", "docs": "https://cli.netlify.com/", "style": "gnu",
        "help": ("-h --help",),
        "flags": {
            "--alias -a": "value", "--auth": "value", "--branch": "value", "--build": "flag", "--command": "value",
            "--config": "value", "--context -c": "value", "--cwd": "value", "-d --dir": "value", "--data": "value",
            "--debug": "flag", "--dry": "flag", "-f --functions": "value", "--filter": "value", "--force": "flag",
            "--framework": "value", "--from": "value", "--functionsPort": "value", "-h --help": "flag",
            "--http-proxy": "value", "--http-proxy-certificate-filename": "value", "--identity": "value",
            "--json": "flag", "-l --live": "optional", "-m --message": "value", "--manual": "flag",
            "-n --name": "value", "--no-build": "flag", "-o --open": "flag", "--offline": "flag",
            "-p --prod --prod-if-unlocked": "flag", "--payload": "value", "--plain": "flag", "--port": "value",
            "-s --site": "value", "--scope": "value", "--secret": "flag", "--silent": "flag",
            "--skip-functions-cache": "flag", "--timeout": "value", "--to": "value", "--trigger": "flag",
            "-y --yes": "flag",
        },
        "effects": ("write",),
        "target": {
            "resolver": "paas", "prod": ("-p --prod --prod-if-unlocked",), "site": ("-s --site", "$NETLIFY_SITE_ID"),
            "environment": ("--context -c",), "directory": ("--cwd",), "config": ("--config",),
        },
        "files": {"-d --dir": "read", "-f --functions": "read", "--config": "read"},
        "subcommands": {
            "": {"effects": (), "local": True}, "deploy": {"effects": ("write", "deploy")},
            "build": {"effects": ("exec",), "local": True},
            "dev dev:exec": {
                "effects": ("exec",), "local": True, "stop": "first-positional",
                "commands": ({"form": "shell", "from": "--command"}, {"form": "argv", "from": "@1"}),
            },
            "env": {
                "effects": ("read", "print-secret"),
                "subcommands": {
                    "get list": {}, "set import clone": {"effects": ("write",), "files": {"@1": "read"}},
                    "unset": {"effects": ("delete",)},
                },
            },
            "env:get env:list": {"effects": ("read", "print-secret")}, "env:set env:clone": {},
            "env:import": {"files": {"@1": "read"}}, "env:unset": {"effects": ("delete",)},
            "sites:delete blobs:delete": {
                "effects": ("delete",),
                "target": {
                    "resolver": "paas", "prod": ("-p --prod --prod-if-unlocked",), "site": ("@1", "-s --site"),
                    "environment": ("--context -c",), "directory": ("--cwd",), "config": ("--config",),
                },
            },
            (
                "sites:list status watch logs logs:function logs:deploy open open:admin open:site functions:list "
                "blobs:list"
            ): {"effects": ("read",)},
            "blobs:get": {"effects": ("read",)}, "functions:invoke": {"effects": ("exec",)},
            "functions:build functions:create functions:serve serve": {"effects": ("exec",), "local": True},
            "api": {"when": ({"if": {"arg": "@1", "is": ("get*", "list*")}, "effects": ("read",)},)},
            (
                "link unlink login logout switch init completion completion:install recipes recipes:list clone agents"
            ): {"local": True},
            "sites:create blobs:set db db:* database integration:deploy extension:*": {},
            "lm lm:* addons addons:*": {}, "status:hooks": {"effects": ("read",)},
            "help version": {"effects": (), "local": True},
        },
    },
    {
        "names": ("railway",), "about": "Railway", "docs": "https://docs.railway.com/reference/cli-api",
        "style": "gnu", "help": ("-h --help",),
        "flags": {
            "-V --version": "flag", "-b --build": "flag", "--browserless": "flag", "-c --ci": "flag",
            "-d --detach": "flag", "--database": "value", "--deployment-instance": "value",
            "-e --environment": "value", "--filter": "value", "-h --help": "flag", "--image": "value",
            "--json": "flag", "-k --kv": "flag", "--lines": "value", "-m --message": "value", "-n --name": "value",
            "--native": "flag", "--no-gitignore": "flag", "-p --project": "value", "--path-as-root": "flag",
            "-r --repo": "value", "-s --service": "value", "--session": "value", "--set": "value",
            "--set-from-stdin": "value", "--silent": "flag", "--skip-deploys": "flag", "-t --team": "value",
            "--variables": "value", "--verbose": "flag", "-w --workspace": "value", "-y --yes": "flag",
        },
        "effects": ("write",),
        "target": {
            "resolver": "paas", "service": ("-s --service", "$RAILWAY_SERVICE_ID"),
            "environment": ("-e --environment", "$RAILWAY_ENVIRONMENT_ID", "$RAILWAY_ENVIRONMENT"),
            "project": ("-p --project", "$RAILWAY_PROJECT_ID"),
        },
        "subcommands": {
            "": {"effects": (), "local": True},
            "up deploy redeploy": {"effects": ("write", "deploy"), "files": {"@1": "read"}},
            "restart scale": {},
            "run local": {
                "effects": ("exec", "print-secret"), "stop": "first-positional",
                "commands": ({"form": "argv", "from": "@1"},),
            },
            "dev": {"effects": ("exec", "print-secret"), "local": True},
            "shell": {"effects": ("exec", "print-secret")},
            "variables variable vars var": {
                "effects": ("read", "print-secret"),
                "when": ({"if": {"any": ({"flag": "--set"}, {"flag": "--set-from-stdin"})}, "effects": ("write",)},),
                "subcommands": {"set": {"effects": ("write",)}, "list": {}, "delete": {"effects": ("delete",)}},
            },
            "connect": {"effects": ("exec", "write")},
            "ssh": {
                "effects": ("exec",), "stop": "first-positional",
                "commands": ({"form": "argv", "from": "@1", "remote": True},),
            },
            "logs status list whoami metrics": {"effects": ("read",)},
            "open docs completion help version upgrade starship": {"effects": (), "local": True},
            "down delete": {"effects": ("delete",)},
            "environment env": {
                "local": True, "sets": {"paas-environment": "@1"},
                "subcommands": {
                    "new": {"local": False}, "delete": {"effects": ("delete",), "local": False},
                    "link": {"effects": (), "sets": {"paas-environment": "@1"}}, "edit": {"local": False},
                    "config list": {"effects": ("read",), "local": False},
                },
            },
            "link unlink": {"local": True, "sets": {"paas-environment": "-e --environment"}},
            "login logout": {"effects": ("write", "network"), "local": True},
            "service add init domain functions function fn bucket project skills mcp": {},
            "volume": {"subcommands": {"list": {"effects": ("read",)}, "delete detach": {"effects": ("delete",)}}},
            "check_updates": {"effects": (), "local": True},
        },
    },
)
