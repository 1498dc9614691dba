"""Heroku: topics and commands joined by a colon, or (config) by a blank."""

# fmt: off
TOOL = {
    "names": ("heroku",), "about": "Heroku", "docs": "https://devcenter.heroku.com/articles/heroku-cli-commands",
    "style": "gnu", "help": ("-h --help",),
    "flags": {
        "-A --all": "flag", "-a --app": "value", "--addons": "value", "--arg": "value", "--as": "value",
        "--at": "value", "--body": "value", "--buildpack": "value", "-c --confirm": "value", "--context-path": "value",
        "--credential": "value", "-d --dyno": "value", "--dest": "value", "-e --env": "value", "--extended": "flag",
        "-f --force": "flag", "--from": "value", "-h --help": "flag", "-i --index": "value", "--json": "flag",
        "-n --num": "value", "--name": "value", "--no-color": "flag", "--no-notify": "flag", "--no-tty": "flag",
        "--no-wait": "flag", "-o --output": "value", "-p --procfile": "value", "--period": "value",
        "--pipeline": "value", "--port": "value", "--privileges": "value", "--process-type": "value",
        "--prompt": "flag", "--ps": "value", "-r --remote": "value", "--region": "value", "-s --size": "value",
        "--source": "value", "--space": "value", "--ssh": "flag", "--ssh-git": "flag", "--stack": "value",
        "--stage": "value", "--status": "flag", "-t --team": "value", "--tail": "flag", "--to": "value",
        "--type": "value", "-v --verbose": "flag", "--version": "flag", "--wait": "flag",
    },
    "effects": ("write",),
    "target": {
        "resolver": "paas", "app": ("-a --app", "$HEROKU_APP"), "remote": ("-r --remote",), "team": ("-t --team",),
    },
    "files": {"-o --output": "create"},
    "subcommands": {
        "": {"effects": (), "local": True},
        "config": {
            "effects": ("read", "print-secret"), "flags": {"-s --shell": "flag", "-j --json": "flag"},
            "subcommands": {
                "get edit": {}, "set": {"effects": ("write", "deploy")},
                "unset remove": {"effects": ("delete", "deploy")},
            },
        },
        "config:get config:edit": {"effects": ("read", "print-secret"), "flags": {"-s --shell": "flag"}},
        "config:set config:add": {"effects": ("write", "deploy")},
        "config:unset config:remove": {"effects": ("delete", "deploy")},
        "run run:inside": {
            "effects": ("exec",),
            "commands": (
                {"form": "argv", "from": "--", "remote": True},
                {"form": "argv", "from": "@1", "remote": True},
            ),
        },
        "run:detached": {
            "effects": ("exec",),
            "commands": (
                {"form": "argv", "from": "--", "remote": True},
                {"form": "argv", "from": "@1", "remote": True},
            ),
        },
        "ps:exec ps:copy ps:socks ps:forward": {"effects": ("exec",)},
        "local local:start": {
            "effects": ("exec",), "local": True, "flags": {"-f --procfile": "value", "-p --port": "value"},
            "files": {"-e --env": "read env-file", "-f --procfile": "exec"},
        },
        "local:run": {
            "effects": ("exec",), "local": True, "stop": "first-positional", "flags": {"-p --port": "value"},
            "files": {"-e --env": "read env-file"}, "commands": ({"form": "argv", "from": "@1"},),
        },
        "auth:token auth:2fa:*": {"effects": ("read", "print-secret"), "local": True},
        "auth:* login logout": {"effects": ("write", "network"), "local": True},
        "auth:whoami whoami": {"effects": ("read",), "local": True},
        "authorizations:create authorizations:rotate": {"effects": ("write", "print-secret")},
        "authorizations:info": {"effects": ("read", "print-secret")},
        "pg:psql psql": {
            "flags": {"-c --command": "value", "-f --file": "value"}, "effects": ("exec", "write"),
            "files": {"-f --file": "read"},
        },
        "pg:credentials:url": {"effects": ("read", "print-secret")},
        "pg:credentials:rotate pg:credentials:repair-default": {},
        "pg:reset pg:credentials:destroy pg:backups:delete pg:links:destroy": {"effects": ("delete",)},
        "pg:backups:restore pg:copy pg:push": {"effects": ("write", "delete")}, "pg:pull": {"effects": ("read",)},
        "pg:backups:url pg:backups:public-url pg:backups:download": {"effects": ("read", "publish")},
        "pg:promote": {"effects": ("write", "deploy")},
        (
            "pg pg:info pg:backups pg:backups:info pg:backups:schedules pg:diagnose pg:locks pg:ps pg:bloat "
            "pg:blocking pg:outliers pg:wait pg:settings pg:maintenance pg:links"
        ): {"effects": ("read",)},
        "pg:connection-pooling:* pg:*": {}, "redis redis:info redis:wait redis:maintenance": {"effects": ("read",)},
        "redis:credentials": {"effects": ("read", "print-secret")}, "redis:cli": {"effects": ("exec", "write")},
        "apps apps:info info list apps:errors apps:stacks apps:favorites": {"effects": ("read",)},
        "apps:destroy apps:delete destroy": {
            "effects": ("delete",),
            "target": {
                "resolver": "paas", "app": ("@1", "-a --app"), "remote": ("-r --remote",), "team": ("-t --team",),
            },
        },
        "apps:open open apps:join apps:leave": {"effects": ()},
        "apps:create create apps:rename rename apps:transfer fork": {},
        "ps ps:type ps:autoscale": {"effects": ("read",)},
        "ps:kill ps:stop ps:restart ps:scale ps:resize restart scale": {},
        "dyno:kill dyno:restart dyno:stop dyno:scale dyno:resize": {},
        (
            "releases releases:info releases:output logs status features labs domains domains:info certs certs:info "
            "addons addons:info addons:plans addons:services access buildpacks pipelines pipelines:info "
            "pipelines:diff members orgs teams spaces spaces:info webhooks drains keys sessions regions notifications "
            "clients authorizations reviewapps ci ci:info ci:last usage telemetry usage:*"
        ): {"effects": ("read",)},
        "ci:config ci:config:get": {"effects": ("read", "print-secret")},
        "ci:run ci:debug ci:rerun": {"effects": ("exec", "write")},
        "releases:rollback rollback releases:retry": {"effects": ("write", "deploy")},
        "pipelines:promote": {"effects": ("write", "deploy")}, "container:release": {"effects": ("write", "deploy")},
        "container:push": {"effects": ("publish", "write", "exec")},
        "container:login container:logout": {"effects": ("write", "network"), "local": True},
        "container:run": {"effects": ("exec",)},
        (
            "container:rm addons:destroy addons:detach domains:remove domains:clear certs:remove drains:remove "
            "keys:remove keys:clear access:remove members:remove pipelines:destroy spaces:destroy webhooks:remove "
            "authorizations:revoke authorizations:destroy sessions:destroy clients:destroy reviewapps:disable"
        ): {"effects": ("delete",)},
        "git:remote git:clone git:credentials": {"local": True}, "maintenance:on maintenance:off": {},
        "buildpacks:* stack:set": {},
        "help version commands which autocomplete update plugins search docs": {"effects": (), "local": True},
        "plugins:*": {"effects": ("write", "network"), "local": True}, "certs:generate certs:key": {},
        "data:* kafka:* spaces:* addons:* domains:* certs:* pipelines:*": {},
    },
}
