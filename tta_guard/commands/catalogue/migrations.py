"""Programs that change database schemas."""

# fmt: off
TOOLS = (
    {
        "names": ("prisma",), "about": "Prisma",
        "docs": "https://www.prisma.io/docs/orm/reference/prisma-cli-reference", "style": "pflag",
        "help": ("-h --help", "-v --version"), "unlisted": "flag",
        "flags": {
            "--accept-data-loss": "flag", "--allow-no-models": "flag", "--applied": "value", "-b --browser": "value",
            "--check": "flag", "--composite-type-depth": "value", "--config": "value", "--create-only": "flag",
            "--datasource-provider": "value", "--exit-code": "flag", "-f --force": "flag", "--file": "value",
            "--force-reset": "flag", "--from-config-datasource": "flag", "--from-empty": "flag",
            "--from-migrations": "value", "--from-schema": "value", "--from-schema-datamodel": "value",
            "--from-schema-datasource": "value", "--from-url": "value", "--generator": "value", "-h --help": "flag",
            "--hostname": "value", "-n --name": "value", "--no-engine": "flag", "-o --output": "value",
            "-p --port": "value", "--preview-feature": "flag", "--print": "flag", "--rolled-back": "value",
            "--schema": "value", "--script": "flag", "--shadow-database-url": "value", "--skip-generate": "flag",
            "--skip-seed": "flag", "--sql": "flag", "--stdin": "flag", "--to-config-datasource": "flag",
            "--to-empty": "flag", "--to-migrations": "value", "--to-schema": "value", "--to-schema-datamodel": "value",
            "--to-schema-datasource": "value", "--to-url": "value", "--url": "value", "-v --version": "flag",
            "--watch": "flag",
        },
        "effects": ("write",),
        "target": {
            "resolver": "database",
            "url": ("--url", "--from-url", "--to-url", "$DATABASE_URL", "$DIRECT_URL"),
            "config": ("--schema", "--config"),
        },
        "files": {"--file": "read", "-o --output": "write", "--schema": "read"},
        "subcommands": {
            "": {"effects": (), "local": True},
            "init generate format validate version debug telemetry completion dev platform mcp": {
                "effects": ("write",), "local": True, "target": None,
            },
            "studio": {"effects": ("read", "write")},
            "migrate": {
                "effects": ("write",),
                "subcommands": {
                    "dev deploy resolve": {"effects": ("write",)}, "reset": {"effects": ("delete", "write")},
                    "status diff": {"effects": ("read",)},
                },
            },
            "db": {
                "effects": ("write",),
                "subcommands": {
                    "pull": {"effects": ("read",)},
                    "push": {
                        "effects": ("write",),
                        "when": (
                            {
                                "if": {"any": ({"flag": "--force-reset"}, {"flag": "--accept-data-loss"})},
                                "add": ("delete",),
                            },
                        ),
                    },
                    "execute": {"effects": ("write", "delete")}, "seed": {"effects": ("write", "exec")},
                },
            },
        },
    },
    {
        "names": ("alembic",), "about": "Alembic", "docs": "https://alembic.sqlalchemy.org/en/latest/", "style": "gnu",
        "help": ("-h --help", "--version"),
        "flags": {
            "--autogenerate": "flag", "--branch-label": "value", "-c --config": "value", "--depends-on": "value",
            "-h --help": "flag", "--head": "value", "-i --indicate-current": "flag", "-m --message": "value",
            "-n --name": "value", "--package": "flag", "--purge": "flag", "-q --quiet": "flag",
            "-r --rev-range": "value", "--raiseerr": "flag", "--resolve-dependencies": "flag", "--rev-id": "value",
            "--splice": "flag", "--sql": "flag", "-t --template": "value", "--tag": "value", "-v --verbose": "flag",
            "--version": "flag", "--version-path": "value", "-x": "value",
        },
        "effects": ("write",),
        "target": {
            "resolver": "database",
            "url": ("-x", "$DATABASE_URL", "$SQLALCHEMY_DATABASE_URI", "$SQLALCHEMY_URL", "$DB_URL"),
            "config": ("-c --config",),
        },
        "subcommands": {
            "": {"effects": (), "local": True},
            "init merge edit list_templates show branches heads history": {
                "effects": ("read",), "local": True, "target": None,
            },
            "revision": {
                "effects": ("write",),
                "when": (
                    {"if": {"not": {"flag": "--autogenerate"}}, "effects": ("write",), "local": True, "target": None},
                ),
            },
            "current check": {"effects": ("read",)},
            "upgrade stamp ensure_version": {
                "effects": ("write",),
                "when": ({"if": {"flag": "--sql"}, "effects": ("read",), "local": True, "target": None},),
            },
            "downgrade": {
                "effects": ("write", "delete"),
                "when": ({"if": {"flag": "--sql"}, "effects": ("read",), "local": True, "target": None},),
            },
        },
    },
    {
        "names": ("drizzle-kit",), "about": "Drizzle", "docs": "https://orm.drizzle.team/docs/kit-overview",
        "style": "gnu", "help": ("--help", "--version"), "unlisted": "flag",
        "flags": {
            "--authToken": "value", "--breakpoints": "flag", "--config": "value", "--custom": "flag",
            "--database": "value", "--dialect": "value", "--driver": "value", "--extensionsFilters": "value",
            "--force": "flag", "--help": "flag", "--host": "value", "--name": "value", "--out": "value",
            "--password": "value", "--port": "value", "--prefix": "value", "--schema": "value",
            "--schemaFilters": "value", "--ssl": "value", "--strict": "flag", "--tablesFilter": "value",
            "--url": "value", "--user": "value", "--verbose": "flag", "--version": "flag",
        },
        "effects": ("write", "delete"),
        "target": {
            "resolver": "generic", "environment": ("$NODE_ENV",), "url": ("--url", "$DATABASE_URL"),
            "config": ("--config",),
        },
        "subcommands": {
            "": {"effects": (), "local": True},
            "generate check up export drop": {"effects": ("write",), "local": True, "target": None},
            "migrate studio": {"effects": ("write",)}, "push": {"effects": ("write", "delete")},
            "pull introspect": {"effects": ("read",)},
        },
    },
    {
        "names": ("knex",), "about": "Knex", "docs": "https://knexjs.org/guide/migrations.html", "style": "gnu",
        "help": ("--help", "--version"), "unlisted": "flag",
        "flags": {
            "--all": "flag", "--client": "value", "--connection": "value", "--cwd": "value", "--database": "value",
            "--debug": "flag", "--env": "value", "--esm": "flag", "--help": "flag", "--knexfile": "value",
            "--knexpath": "value", "--migrations-directory": "value", "--migrations-table-name": "value",
            "--specific": "value", "--stub": "value", "--timestamp-filename-prefix": "flag", "--version": "flag",
            "-x": "value",
        },
        "effects": ("write", "delete"),
        "target": {
            "resolver": "generic", "environment": ("--env", "$NODE_ENV"), "url": ("--connection", "$DATABASE_URL"),
            "config": ("--knexfile",),
        },
        "when": (
            {
                "if": {
                    "not": {
                        "any": (
                            {"flag": "--env"},
                            {"flag": "--connection"},
                            {"env": "NODE_ENV"},
                            {"env": "DATABASE_URL"},
                        ),
                    },
                },
                "local": True, "target": None, "note": "nothing names an environment, so it is development",
            },
        ),
        "subcommands": {
            "": {"effects": (), "local": True},
            "init migrate:make seed:make": {"effects": ("write",), "local": True, "target": None},
            "migrate:latest migrate:up seed:run migrate:unlock": {"effects": ("write",)},
            "migrate:rollback migrate:down": {"effects": ("write", "delete")},
            "migrate:status migrate:list migrate:currentVersion": {"effects": ("read",)},
        },
    },
    {
        "names": ("sequelize", "sequelize-cli"), "about": "Sequelize",
        "docs": "https://sequelize.org/docs/v6/other-topics/migrations/", "style": "gnu",
        "help": ("--help", "--version"), "unlisted": "flag",
        "flags": {
            "--attributes": "value", "--charset": "value", "--collate": "value", "--config": "value",
            "--debug": "flag", "--env": "value", "--force": "flag", "--from": "value", "--help": "flag",
            "--migrations-path": "value", "--models-path": "value", "--name": "value", "--options-path": "value",
            "--seed": "values", "--seeders-path": "value", "--to": "value", "--url": "value", "--version": "flag",
        },
        "effects": ("write", "delete"),
        "target": {
            "resolver": "generic", "environment": ("--env", "$NODE_ENV"), "url": ("--url", "$DATABASE_URL"),
            "config": ("--config",),
        },
        "when": (
            {
                "if": {
                    "not": {
                        "any": ({"flag": "--env"}, {"flag": "--url"}, {"env": "NODE_ENV"}, {"env": "DATABASE_URL"}),
                    },
                },
                "local": True, "target": None, "note": "nothing names an environment, so it is development",
            },
        ),
        "subcommands": {
            "": {"effects": (), "local": True},
            "init init:* migration:* model:* seed:generate seed:create": {
                "effects": ("write",), "local": True, "target": None,
            },
            "db:migrate db:migrate:schema:* db:seed db:seed:all db:create": {"effects": ("write",)},
            "db:migrate:status": {"effects": ("read",)},
            "db:migrate:undo db:migrate:undo:all db:seed:undo db:seed:undo:all db:drop": {
                "effects": ("delete", "write"),
            },
        },
    },
    {
        "names": ("typeorm", "typeorm-ts-node-commonjs", "typeorm-ts-node-esm"), "about": "TypeORM",
        "docs": "https://typeorm.io/using-cli", "style": "gnu", "help": ("--help", "--version"), "unlisted": "flag",
        "flags": {
            "-c --connection": "value", "--check": "flag", "-d --dataSource": "value", "--database": "value",
            "--docker": "flag", "--esm": "flag", "--express": "flag", "-f --config": "value", "--fake": "flag",
            "--help": "flag", "-n --name": "value", "-o --outputJs": "flag", "-p --pretty": "flag",
            "-t --transaction": "value", "--timestamp": "value", "--version": "flag",
        },
        "effects": ("write", "delete"),
        "target": {
            "resolver": "generic", "environment": ("$NODE_ENV",), "url": ("$DATABASE_URL",),
            "config": ("-d --dataSource", "-f --config"),
        },
        "subcommands": {
            "": {"effects": (), "local": True},
            "init entity:create subscriber:create migration:create version": {
                "effects": ("write",), "local": True, "target": None,
            },
            "migration:generate migration:show": {"effects": ("read",)},
            "migration:run schema:sync": {"effects": ("write",)},
            "migration:revert schema:drop": {"effects": ("delete", "write")}, "schema:log": {"effects": ("read",)},
            "query": {"effects": ("write", "delete")}, "cache:clear": {"effects": ("delete",)},
        },
    },
    {
        "names": ("flyway",), "about": "Flyway", "docs": "https://documentation.red-gate.com/fd", "style": "go",
        "help": ("-help",), "unlisted": "flag",
        "flags": {
            "-baselineVersion": "value", "-color": "value", "-community": "flag", "-configFiles": "value",
            "-connectRetries": "value", "-defaultSchema": "value", "-driver": "value", "-dryRunOutput": "value",
            "-environment": "value", "-help": "flag", "-locations": "value", "-n": "flag", "-outputType": "value",
            "-password": "value", "-q": "flag", "-schemas": "value", "-table": "value", "-target": "value",
            "-url": "value", "-user": "value", "-workingDirectory": "value", "-X": "flag",
        },
        "effects": ("write",),
        "target": {
            "resolver": "database", "url": ("-url", "$FLYWAY_URL"), "user": ("-user", "$FLYWAY_USER"),
            "config": ("-configFiles", "$FLYWAY_CONFIG_FILES", "-environment", "$FLYWAY_ENVIRONMENT"),
        },
        "files": {"-configFiles": "read list", "-dryRunOutput": "write"},
        "when": (
            {"if": {"arg": "@*", "is": ("clean",)}, "add": ("delete",)},
            {"if": {"arg": "@*", "is": ("undo",)}, "add": ("delete",)},
        ),
        "subcommands": {
            "": {"effects": (), "local": True}, "help version list-engines": {"effects": (), "local": True},
            "migrate baseline repair undo": {"effects": ("write",)},
            "info validate check snapshot": {"effects": ("read",)}, "clean": {"effects": ("delete", "write")},
        },
    },
    {
        "names": ("liquibase",), "about": "Liquibase", "docs": "https://docs.liquibase.com/commands/", "style": "gnu",
        "help": ("-h --help", "-v --version"), "unlisted": "flag",
        "flags": {
            "--changelog-file --changeLogFile": "value", "--changeset-author": "value", "--changeset-id": "value",
            "--changeset-path": "value", "--classpath": "value", "--contexts --context-filter": "value",
            "--count": "value", "-D": "value", "--date": "value", "--default-schema-name": "value",
            "--defaults-file --defaultsFile": "value", "--diff-types": "value", "--driver": "value", "--force": "flag",
            "-h --help": "flag", "--labels --label-filter": "value", "--license-key": "value",
            "--liquibase-schema-name": "value", "--log-level --logLevel": "value",
            "--output-file --outputFile": "value", "--password": "value", "--reference-password": "value",
            "--reference-url --referenceUrl": "value", "--reference-username": "value", "--schemas": "value",
            "--search-path": "value", "--snapshot-format": "value", "--sql": "value", "--sql-file": "value",
            "--tag": "value", "--url": "value", "--username": "value", "-v --version": "flag",
        },
        "effects": ("write",),
        "target": {
            "resolver": "database", "url": ("--url", "$LIQUIBASE_COMMAND_URL"), "user": ("--username",),
            "config": ("--defaults-file --defaultsFile", "$LIQUIBASE_DEFAULTS_FILE"),
        },
        "files": {
            "--output-file --outputFile": "write", "--sql-file": "read", "--defaults-file --defaultsFile": "read",
        },
        "subcommands": {
            "": {"effects": (), "local": True}, "help init connect": {"effects": (), "local": True, "target": None},
            (
                "update-sql updateSQL update-count-sql rollback-sql status history validate diff diff-changelog "
                "snapshot list-locks db-doc generate-changelog calculate-checksum tag-exists checks "
                "future-rollback-sql"
            ): {"effects": ("read",)},
            "rollback rollback-* rollbackCount drop-all dropAll update-testing-rollback": {
                "effects": ("write", "delete"),
            },
            "execute-sql": {"effects": ("write", "delete")},
            (
                "update update-* updateCount tag changelog-sync* release-locks mark-next-changeset-ran "
                "clear-checksums register-changelog"
            ): {"effects": ("write",)},
        },
    },
    {
        "names": (
            "dbmate", "goose", "migrate", "golang-migrate", "sql-migrate", "atlas", "sqitch", "sqlx", "diesel",
            "refinery", "tern", "soda",
        ),
        "about": "database migrations", "docs": "https://github.com/golang-migrate/migrate", "style": "go",
        "help": ("-help",), "unlisted": "flag",
        "flags": {
            "-c": "value", "-config": "value", "-D": "value", "-d": "value", "-database": "value",
            "-database-url": "value", "-dev-url": "value", "-dir": "value", "-dry-run": "flag", "-e": "value",
            "-env": "value", "-ext": "value", "-f": "value", "-from": "value", "-help": "flag",
            "-lock-timeout": "value", "-migrations-dir": "value", "-n": "value", "-no-color": "flag",
            "-no-dump-schema": "flag", "-path": "value", "-s": "value", "-schema-file": "value", "-seq": "flag",
            "-source": "value", "-ssl-mode": "value", "-t": "value", "-table": "value", "-target": "value",
            "-target-version": "value", "-to": "value", "-u": "value", "-url": "value", "-v": "flag",
            "-verbose": "flag", "-wait": "flag",
        },
        "effects": ("write", "delete"),
        "target": {
            "resolver": "generic",
            "url": ("-u", "-url", "-database", "-database-url", "-D", "$DATABASE_URL", "$GOOSE_DBSTRING"),
            "environment": ("-e", "-env"), "config": ("-config", "-c"),
        },
        "when": ({"if": {"flag": "-dry-run"}, "effects": ("read",)},),
        "subcommands": {
            "": {"effects": (), "local": True},
            "help version new create fix init": {"effects": ("write",), "local": True, "target": None},
            "up up-by-one up-to migrate apply deploy run redo load force goto": {"effects": ("write",)},
            "status wait dump inspect diff lint validate info verify log plan current": {"effects": ("read",)},
            "down down-to reset drop rollback revert clean undo wipe": {"effects": ("delete", "write")},
            "migration database migrate-db db schema": {
                "effects": ("write", "delete"),
                "subcommands": {
                    "run apply create setup up": {"effects": ("write",)},
                    "status info list diff inspect lint hash new add generate": {"effects": ("read",)},
                    "drop reset revert redo down clean": {"effects": ("delete", "write")},
                },
            },
        },
    },
)
