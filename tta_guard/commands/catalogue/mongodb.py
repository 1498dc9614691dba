"""MongoDB."""

# fmt: off
TOOLS = (
    {
        "names": ("mongosh", "mongo"), "about": "MongoDB shell", "docs": "https://www.mongodb.com/docs/mongodb-shell/",
        "style": "gnu", "help": ("--help", "--version"), "unlisted": "flag",
        "flags": {
            "--apiVersion": "value", "--authenticationDatabase": "value", "--authenticationMechanism": "value",
            "--awsIamSessionToken": "value", "--browser": "value", "--eval": "value", "-f --file": "value",
            "--gssapiServiceName": "value", "--help": "flag", "--host": "value", "--json": "optional",
            "--nodb": "flag", "--norc": "flag", "--oidcFlows": "value", "-p --password": "optional", "--port": "value",
            "--quiet": "flag", "--retryWrites": "flag", "--shell": "flag", "--ssl": "flag", "--sslCAFile": "value",
            "--sslPEMKeyFile": "value", "--tls": "flag", "--tlsCAFile": "value", "--tlsCertificateKeyFile": "value",
            "--tlsCertificateKeyFilePassword": "value", "--tlsCRLFile": "value", "-u --username": "value",
            "--verbose": "flag", "--version": "flag",
        },
        "effects": ("write", "delete"),
        "target": {
            "resolver": "database", "url": ("@1", "$MONGODB_URI", "$MONGO_URL"), "host": ("--host",),
            "port": ("--port",), "user": ("-u --username",),
        },
        "files": {"-f --file": "read", "@2*": "read", "--tlsCertificateKeyFile": "read"},
        "when": (
            {"if": {"flag": "--eval"}, "effects": ("write",)},
            {"if": {"flag": "--eval", "value": ("*drop*", "*delete*", "*remove*"), "fold": True}, "add": ("delete",)},
            {
                "if": {
                    "all": (
                        {
                            "flag": "--eval",
                            "value": (
                                "*.find(*", "*.findone(*", "*.count*", "*.stats*", "*.aggregate(*", "show *",
                                "*.distinct(*", "*.getcollection*", "*.getindexes(*", "*.version(*", "*.explain(*",
                                "*printjson(db.*", "db.hello*", "*.getname*",
                            ),
                            "fold": True,
                        },
                        {
                            "not": {
                                "flag": "--eval",
                                "value": (
                                    "*drop*", "*delete*", "*remove*", "*insert*", "*update*", "*replace*", "*create*",
                                    "*save(*", "*rename*", "*bulkwrite*", "*runcommand*", "*admincommand*", "*$out*",
                                    "*$merge*", "*findand*", "*findoneand*", "*eval*", "*shutdown*", "*kill*",
                                    "*setp*", "*load(*", "*require(*", "*process.*", "*fs.*", "*grant*", "*revoke*",
                                    "*fsync*", "*compact*", "*reindex*", "*passthrough*",
                                ),
                                "fold": True,
                            },
                        },
                    ),
                },
                "effects": ("read",),
            },
            {"if": {"any": ({"flag": "-f --file"}, {"arg": "@2*", "is": ("*.js",)})}, "add": ("write", "delete")},
            {"if": {"flag": "--nodb"}, "local": True, "target": None},
        ),
    },
    {
        "names": ("mongodump", "mongoexport", "bsondump", "mongostat", "mongotop"),
        "about": "read out of MongoDB", "docs": "https://www.mongodb.com/docs/database-tools/", "style": "gnu",
        "help": ("--help", "--version"), "unlisted": "flag",
        "flags": {
            "--archive": "optional", "--authenticationDatabase": "value", "--authenticationMechanism": "value",
            "-c --collection": "value", "--columnsHaveTypes": "flag", "--config": "value", "-d --db": "value",
            "--dir": "value", "--drop": "flag", "--dryRun": "flag", "--dumpDbUsersAndRoles": "flag",
            "--excludeCollection": "value", "--excludeCollectionsWithPrefix": "value", "-f --fields": "value",
            "--fieldFile": "value", "--file": "value", "--gzip": "flag", "-h --host": "value", "--headerline": "flag",
            "--help": "flag", "-j --numParallelCollections": "value", "--jsonArray": "flag", "--jsonFormat": "value",
            "--limit": "value", "--maintainInsertionOrder": "flag", "--mode": "value", "--nsExclude": "value",
            "--nsFrom": "value", "--nsInclude": "value", "--nsTo": "value", "--numInsertionWorkers": "value",
            "-o --out": "value", "--oplog": "flag", "-p --password": "optional", "--parseGrace": "value",
            "--port": "value", "--pretty": "flag", "-q --query": "value", "--queryFile": "value", "--quiet": "flag",
            "--readPreference": "value", "--skip": "value", "--sort": "value", "--ssl": "flag", "--sslCAFile": "value",
            "--sslPEMKeyFile": "value", "--stopOnError": "flag", "--type": "value", "-u --username": "value",
            "--upsertFields": "value", "--uri": "value", "-v --verbose": "flag", "--version": "flag",
            "--viewsAsCollections": "flag", "--writeConcern": "value",
        },
        "effects": ("read",),
        "target": {
            "resolver": "database", "url": ("--uri", "$MONGODB_URI"), "host": ("-h --host",), "port": ("--port",),
            "database": ("-d --db",), "config": ("--config",),
        },
        "files": {"-o --out": "create", "--archive": "create", "--queryFile": "read", "--config": "read"},
    },
    {
        "names": ("mongorestore", "mongoimport", "mongofiles"), "about": "write into MongoDB",
        "docs": "https://www.mongodb.com/docs/database-tools/", "style": "gnu", "help": ("--help", "--version"),
        "unlisted": "flag",
        "flags": {
            "--archive": "optional", "--authenticationDatabase": "value", "--authenticationMechanism": "value",
            "-c --collection": "value", "--columnsHaveTypes": "flag", "--config": "value", "-d --db": "value",
            "--dir": "value", "--drop": "flag", "--dryRun": "flag", "--dumpDbUsersAndRoles": "flag",
            "--excludeCollection": "value", "--excludeCollectionsWithPrefix": "value", "-f --fields": "value",
            "--fieldFile": "value", "--file": "value", "--gzip": "flag", "-h --host": "value", "--headerline": "flag",
            "--help": "flag", "-j --numParallelCollections": "value", "--jsonArray": "flag", "--jsonFormat": "value",
            "--limit": "value", "--maintainInsertionOrder": "flag", "--mode": "value", "--nsExclude": "value",
            "--nsFrom": "value", "--nsInclude": "value", "--nsTo": "value", "--numInsertionWorkers": "value",
            "-o --out": "value", "--oplog": "flag", "-p --password": "optional", "--parseGrace": "value",
            "--port": "value", "--pretty": "flag", "-q --query": "value", "--queryFile": "value", "--quiet": "flag",
            "--readPreference": "value", "--skip": "value", "--sort": "value", "--ssl": "flag", "--sslCAFile": "value",
            "--sslPEMKeyFile": "value", "--stopOnError": "flag", "--type": "value", "-u --username": "value",
            "--upsertFields": "value", "--uri": "value", "-v --verbose": "flag", "--version": "flag",
            "--viewsAsCollections": "flag", "--writeConcern": "value",
        },
        "effects": ("write",),
        "target": {
            "resolver": "database", "url": ("--uri", "$MONGODB_URI"), "host": ("-h --host",), "port": ("--port",),
            "database": ("-d --db",), "config": ("--config",),
        },
        "files": {
            "@*": "read", "--file": "read", "--dir": "read", "--archive": "read", "--fieldFile": "read",
            "--config": "read",
        },
        "when": ({"if": {"flag": "--drop"}, "add": ("delete",)}, {"if": {"flag": "--dryRun"}, "effects": ("read",)}),
    },
)
