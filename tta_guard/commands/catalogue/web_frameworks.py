"""Rails, Rake, Django, Artisan and their like, and deployment over SSH."""

# fmt: off
TOOLS = (
    {
        "names": ("rails",), "about": "Ruby on Rails", "docs": "https://guides.rubyonrails.org/command_line.html",
        "style": "gnu", "help": ("-h --help", "-v --version"), "unlisted": "flag",
        "flags": {
            "-A --all": "flag", "--api": "flag", "-b --binding": "value", "-c --config": "value",
            "-C --directory": "value", "-d --daemon": "flag", "-D --describe": "optional", "--db --database": "value",
            "-E": "value", "-e --environment": "value", "--force": "flag", "-G": "flag", "-h --help": "flag",
            "-I --libdir": "value", "--include-password": "flag", "-j --javascript": "value", "-m --multitask": "flag",
            "--minimal": "flag", "--mode": "value", "-N": "flag", "-n --dry-run": "flag", "--name": "value",
            "--old": "value", "-P --pid": "value", "-p --port": "value", "--pretend": "flag", "-q --quiet": "flag",
            "-R --rakelibdir": "value", "-r --require": "value", "-s --sandbox": "flag", "--skip": "flag",
            "--skip-executor": "flag", "-T --tasks": "optional", "-t --trace": "optional", "-u --using": "value",
            "-v --version": "flag", "-W": "optional", "-X": "flag",
        },
        "effects": ("exec",),
        "target": {
            "resolver": "generic", "environment": ("-e --environment", "$RAILS_ENV", "$RACK_ENV", "@*"),
            "url": ("$DATABASE_URL",),
        },
        "when": (
            {
                "if": {
                    "not": {
                        "any": (
                            {"flag": "-e --environment"},
                            {"env": "RAILS_ENV"},
                            {"env": "RACK_ENV"},
                            {"env": "DATABASE_URL"},
                            {"arg": "@*", "is": ("*=*",)},
                            {"flag": "--db --database"},
                        ),
                    },
                },
                "local": True, "target": None, "note": "nothing names an environment, so it is development",
            },
        ),
        "subcommands": {
            "": {"effects": (), "local": True},
            (
                "help version notes stats about new plugin generate g destroy d routes zeitwerk:check middleware "
                "time:zones initializers time:* yarn:install importmap:* tmp:* log:* assets:* dartsass:* "
                "tailwindcss:* javascript:* css:* app:* devcontainer restart boot"
            ): {"effects": ("write",), "local": True, "target": None},
            "test t test:* spec": {"effects": ("exec",), "local": True, "target": None},
            "server s": {"effects": ("exec",)}, "console c": {"effects": ("exec", "write", "delete")},
            "dbconsole db": {"effects": ("write", "delete")}, "runner r": {"effects": ("exec", "write", "delete")},
            (
                "db:migrate db:migrate:up db:migrate:redo db:prepare db:setup db:create db:create:* db:seed "
                "db:schema:load db:structure:load db:fixtures:load db:environment:set db:encryption:init"
            ): {"effects": ("write",)},
            "db:rollback db:migrate:down db:forward": {"effects": ("write", "delete")},
            (
                "db:drop db:drop:* db:reset db:migrate:reset db:purge db:purge:* db:truncate_all db:seed:replant "
                "db:test:purge"
            ): {"effects": ("delete", "write")},
            (
                "db:migrate:status db:version db:abort_if_pending_migrations db:schema:dump db:structure:dump "
                "db:schema:cache:dump"
            ): {"effects": ("read",)},
            "credentials:show encrypted:show secrets:show": {
                "effects": ("read", "print-secret"), "local": True, "target": None,
            },
            "credentials:edit encrypted:edit secrets:edit credentials:diff secret": {
                "effects": ("write", "print-secret"), "local": True, "target": None,
            },
            (
                "cache:clear jobs:* solid_queue:* active_storage:* action_text:* action_mailbox:* data:*"
            ): {"effects": ("write",)},
        },
    },
    {
        "names": ("rake",), "about": "Rake", "docs": "https://ruby.github.io/rake/", "style": "gnu",
        "help": ("-h --help",), "unlisted": "flag",
        "flags": {
            "-A --all": "flag", "-B --build-all": "flag", "--backtrace": "optional", "-C --directory": "value",
            "-D --describe": "optional", "-e --execute": "value", "-E --execute-continue": "value",
            "-f --rakefile": "value", "-G": "flag", "-g --system": "flag", "-h --help": "flag", "-I --libdir": "value",
            "-j --jobs": "optional", "--job-stats": "optional", "-m --multitask": "flag", "-N": "flag",
            "-n --dry-run": "flag", "-p --execute-print": "value", "-P --prereqs": "flag", "-q --quiet": "flag",
            "-R --rakelibdir": "value", "-r --require": "value", "--rules": "flag", "-s --silent": "flag",
            "-T --tasks": "optional", "-t --trace": "optional", "-v --verbose": "optional", "-V --version": "flag",
            "-W --where": "optional", "-X": "flag",
        },
        "effects": ("exec",),
        "target": {"resolver": "generic", "environment": ("$RAILS_ENV", "$RACK_ENV", "@*"), "url": ("$DATABASE_URL",)},
        "files": {"-f --rakefile": "read"},
        "when": (
            {
                "if": {
                    "not": {
                        "any": (
                            {"env": "RAILS_ENV"},
                            {"env": "RACK_ENV"},
                            {"env": "DATABASE_URL"},
                            {"arg": "@*", "is": ("*=*",)},
                        ),
                    },
                },
                "local": True, "target": None, "note": "nothing names an environment, so it is development",
            },
            {
                "if": {
                    "any": (
                        {"flag": "-T --tasks"},
                        {"flag": "-P --prereqs"},
                        {"flag": "-D --describe"},
                        {"flag": "-n --dry-run"},
                        {"flag": "-W --where"},
                    ),
                },
                "effects": ("read",), "local": True, "target": None,
            },
        ),
        "subcommands": {
            "": {"effects": ("exec",), "local": True, "target": None},
            (
                "test test:* spec spec:* rubocop* lint* build install doc docs yard rdoc clean clobber "
                "assets:precompile routes notes stats about log:clear tmp:clear default features cucumber check "
                "compile"
            ): {"effects": ("exec",), "local": True, "target": None},
            "release release:*": {
                "effects": ("publish", "write", "network"),
                "when": (
                    {"if": {"args": (0, None)}, "local": False, "target": {"resolver": "generic", "name": ("@*",)}},
                ),
            },
            (
                "db:migrate db:migrate:up db:migrate:redo db:prepare db:setup db:create db:create:* db:seed "
                "db:schema:load db:structure:load db:fixtures:load db:environment:set db:encryption:init"
            ): {"effects": ("write",)},
            "db:rollback db:migrate:down db:forward": {"effects": ("write", "delete")},
            (
                "db:drop db:drop:* db:reset db:migrate:reset db:purge db:purge:* db:truncate_all db:seed:replant "
                "db:test:purge"
            ): {"effects": ("delete", "write")},
            (
                "db:migrate:status db:version db:abort_if_pending_migrations db:schema:dump db:structure:dump "
                "db:schema:cache:dump"
            ): {"effects": ("read",)},
            "deploy deploy:*": {
                "effects": ("deploy", "exec", "write"),
                "when": (
                    {
                        "if": {"args": (0, None)}, "local": False,
                        "target": {
                            "resolver": "generic", "environment": ("$RAILS_ENV", "@*"), "url": ("$DATABASE_URL",),
                        },
                    },
                ),
            },
        },
    },
    {
        "names": ("django-admin", "manage.py", "django-manage"), "about": "Django",
        "docs": "https://docs.djangoproject.com/en/stable/ref/django-admin/", "style": "gnu",
        "help": ("-h --help", "--version"), "unlisted": "flag",
        "flags": {
            "-a --all": "flag", "--addrport": "value", "--app": "value", "--backwards": "flag",
            "-c --command": "value", "--check": "flag", "-d --domain": "value", "--database": "value",
            "--dry-run": "flag", "-e --exclude": "value", "--email": "value", "--empty": "flag", "--failfast": "flag",
            "--fake": "flag", "--fake-initial": "flag", "--force-color": "flag", "--format": "value",
            "-h --help": "flag", "-i --interface": "value", "--ignore": "value", "--indent": "value", "-k": "value",
            "--keepdb": "flag", "-l --locale": "value", "--merge": "flag", "-n --name": "value", "--no-color": "flag",
            "--noinput --no-input": "flag", "-o --output": "value", "--parallel": "optional", "--pks": "value",
            "--plan": "flag", "--prune": "flag", "--pythonpath": "value", "--run-syncdb": "flag",
            "--settings": "value", "--skip-checks": "flag", "-t --tag": "value", "--traceback": "flag",
            "--update": "flag", "--username": "value", "-v --verbosity": "value", "--version": "flag",
        },
        "effects": ("exec", "write"),
        "target": {
            "resolver": "generic", "environment": ("--settings", "$DJANGO_SETTINGS_MODULE", "$DJANGO_ENV"),
            "url": ("$DATABASE_URL",), "name": ("--database",),
        },
        "subcommands": {
            "": {"effects": (), "local": True},
            (
                "help version check startproject startapp makemigrations makemessages compilemessages "
                "squashmigrations sqlmigrate sqlsequencereset sqlflush diffsettings-none collectstatic findstatic "
                "optimizemigration spectacular"
            ): {"effects": ("write",), "local": True, "target": None},
            "test testserver": {"effects": ("exec",), "local": True, "target": None},
            "diffsettings": {"effects": ("read", "print-secret"), "local": True, "target": None},
            "runserver runserver_plus": {"effects": ("exec",), "local": True, "target": None},
            (
                "migrate loaddata createcachetable createsuperuser changepassword sendtestemail rebuild_index "
                "update_index"
            ): {
                "effects": ("write",), "files": {},
                "when": ({"if": {"any": ({"flag": "--plan"}, {"flag": "--check"})}, "effects": ("read",)},),
            },
            (
                "flush clearsessions remove_stale_contenttypes reset_db sqlclear clear_cache ogrflush "
                "delete_squashed_migrations"
            ): {"effects": ("delete", "write")},
            "dumpdata inspectdb showmigrations ogrinspect": {"effects": ("read",), "files": {"-o --output": "write"}},
            "dbshell": {"effects": ("write", "delete")}, "shell shell_plus": {"effects": ("exec", "write", "delete")},
        },
    },
    {
        "names": ("artisan", "drush", "wp"), "about": "PHP frameworks", "docs": "https://laravel.com/docs/artisan",
        "style": "gnu", "help": ("-h --help", "-V --version"), "unlisted": "flag",
        "flags": {
            "--allow-root": "flag", "--class": "value", "--database": "value", "-e --no-debug": "optional",
            "--env": "value", "--execute": "value", "--field": "value", "--fields": "value", "--force": "flag",
            "--format": "value", "-h --help": "flag", "--host": "value", "--http": "value", "-l --uri": "value",
            "-n --no-interaction": "flag", "--path": "value", "--port": "value", "--pretend": "flag",
            "-q --quiet": "flag", "--queue": "value", "-r --root": "value", "--realpath": "flag",
            "--schema-path": "value", "--seed": "flag", "--seeder": "value", "--ssh": "value", "--step": "value",
            "--timeout": "value", "--tries": "value", "--url": "value", "--user": "value", "-v --verbose": "flag",
            "-V --version": "flag", "-y --yes": "flag",
        },
        "effects": ("exec", "write"),
        "target": {
            "resolver": "generic", "environment": ("--env", "$APP_ENV"),
            "url": ("$DATABASE_URL", "$DB_HOST", "--ssh", "-l --uri"), "name": ("--database",),
        },
        "subcommands": {
            "": {"effects": (), "local": True},
            (
                "help list about inspire completion make:* route:* view:* vendor:* package:* stub:* lang:* "
                "key:generate storage:link optimize optimize:* config:cache config:clear event:* ide-helper:* docs "
                "test pail core:version"
            ): {"effects": ("write",), "local": True, "target": None},
            (
                "migrate migrate:install db:seed queue:* schedule:run schedule:work cache:clear up down horizon* "
                "passport:* config:set cr cim updb"
            ): {"effects": ("write",), "when": ({"if": {"flag": "--pretend"}, "effects": ("read",)},)},
            (
                "migrate:rollback migrate:reset migrate:fresh migrate:refresh db:wipe schema:drop model:prune "
                "sql-drop site-install"
            ): {"effects": ("delete", "write")},
            (
                "migrate:status db:show db:table db:monitor schedule:list model:show status sql-dump sql:dump"
            ): {"effects": ("read",)},
            "env config:show": {"effects": ("read", "print-secret"), "local": True, "target": None},
            "env:decrypt": {"effects": ("read", "print-secret", "write"), "local": True, "target": None},
            "tinker serve php:eval eval ev php sql:cli sqlc sql:query sqlq": {"effects": ("exec", "write", "delete")},
            "db": {
                "effects": ("write", "delete"),
                "subcommands": {
                    "export": {"effects": ("read",), "files": {"@1": "create"}},
                    "size tables columns check search": {"effects": ("read",)},
                    "query cli": {"effects": ("write", "delete")},
                    "import": {"effects": ("write",), "files": {"@1": "read"}},
                    "drop reset clean": {"effects": ("delete", "write")},
                },
            },
            "plugin theme core post user option search-replace": {
                "effects": ("write",),
                "subcommands": {
                    "list get status is-installed": {"effects": ("read",)},
                    "delete uninstall": {"effects": ("delete",)},
                },
            },
        },
    },
    {
        "names": ("capistrano", "cap", "mina", "fab", "fabric", "kamal", "dokku", "dep", "deployer", "mrsk"),
        "about": "deployment over SSH", "docs": "https://kamal-deploy.org/docs/commands/", "style": "gnu",
        "help": ("-h --help",), "unlisted": "flag",
        "flags": {
            "-c --config-file": "value", "-d --destination": "value", "-f --file --collection": "value",
            "-h --help": "flag", "-H --hosts": "value", "-i --identity": "value", "-l": "flag", "--list": "flag",
            "-n --dry-run": "flag", "-p --primary": "flag", "-P --skip-push": "flag",
            "--prompt-for-passphrase": "flag", "-q --quiet": "flag", "-r --roles": "value", "-S --ssh-config": "value",
            "-T": "flag", "-t --trace": "flag", "-u --user": "value", "-v --verbose": "flag", "--version": "value",
        },
        "effects": ("deploy", "exec", "write"),
        "target": {
            "resolver": "generic", "environment": ("-d --destination", "@1"), "host": ("-H --hosts",),
            "config": ("-c --config-file",),
        },
        "when": (
            {
                "if": {"any": ({"flag": "--list"}, {"flag": "-l"}, {"flag": "-T"}, {"flag": "-n --dry-run"})},
                "effects": ("read",), "local": True, "target": None,
            },
            {"if": {"arg": "@*", "is": ("remove", "*:destroy", "apps:destroy", "prune")}, "add": ("delete",)},
            {
                "if": {
                    "all": (
                        {"arg": "@*", "is": ("secrets", "env", "config", "config:*")},
                        {
                            "arg": "@*",
                            "is": ("print", "show", "fetch", "config", "config:show", "config:get", "extract"),
                        },
                    ),
                },
                "add": ("print-secret",),
            },
        ),
    },
)
