"""Cloud Storage and BigQuery by their own tools."""

# fmt: off
TOOLS = (
    {
        "names": ("gsutil",), "about": "Cloud Storage, the older tool",
        "docs": "https://cloud.google.com/storage/docs/gsutil", "style": "gnu", "help": ("--help",),
        "flags": {
            "-A": "flag", "-C": "flag", "-D": "flag", "-DD": "flag", "-I": "flag", "-J": "flag", "-L": "flag",
            "-O": "flag", "-P": "flag", "-R": "flag", "-U": "flag", "-X": "value", "-Z": "flag", "-a": "flag",
            "--autoclass": "value", "-b": "flag", "-c": "flag", "-d": "flag", "-e": "flag", "-f": "flag",
            "-g": "value", "-h": "value", "--help": "flag", "-i": "value", "-j": "value", "-k": "flag", "-l": "flag",
            "-m": "flag", "-n": "flag", "-o": "value", "-p": "value", "--pap": "value", "--placement": "value",
            "-q": "flag", "-r": "flag", "--retention": "value", "-s": "value", "--testexceptiontraces": "flag",
            "-u": "value", "-v --version": "flag", "-x": "value", "-y": "value", "-z": "value",
        },
        "effects": ("write",),
        "target": {
            "resolver": "gcloud", "project": ("-u", "$CLOUDSDK_CORE_PROJECT"), "impersonate": ("-i",),
            "bucket": ("@*",), "configuration": ("$CLOUDSDK_ACTIVE_CONFIG_NAME",),
        },
        "subcommands": {
            "": {"effects": (), "local": True}, "help version": {"effects": (), "local": True},
            "ls": {"effects": ("read",)},
            "cat du hash stat": {
                "flags": {"-h": "flag", "-s": "flag", "-r": "value"}, "effects": ("read",), "files": {},
            },
            "cp": {
                "flags": {"-p": "flag", "-v": "flag", "-a": "value", "-L": "value"},
                "files": {"@*": "read", "@-1": "write"},
                "when": (
                    {
                        "if": {
                            "all": (
                                {"arg": "@1", "is": ("gs://*", "s3://*")},
                                {"not": {"arg": "@-1", "is": ("gs://*", "s3://*")}},
                            ),
                        },
                        "effects": ("read",),
                    },
                    {"if": {"flag": "-a", "value": ("public*", "authenticated*")}, "add": ("publish",)},
                ),
            },
            "mv": {
                "flags": {"-p": "flag", "-a": "value"}, "effects": ("write", "delete"),
                "files": {"@*": "read", "@-1": "write"},
            },
            "rsync": {
                "flags": {"-i": "flag", "-p": "flag", "-u": "flag", "-a": "value"},
                "files": {"@1": "read", "@2": "write"},
                "when": (
                    {
                        "if": {
                            "all": (
                                {"arg": "@1", "is": ("gs://*", "s3://*")},
                                {"not": {"arg": "@-1", "is": ("gs://*", "s3://*")}},
                            ),
                        },
                        "effects": ("read",),
                    },
                    {"if": {"flag": "-d"}, "add": ("delete",)},
                    {"if": {"flag": "-n"}, "effects": ("read",)},
                ),
            },
            "rm": {"effects": ("delete",)}, "rb": {"effects": ("delete",)},
            "mb": {"flags": {"-c": "value", "-l": "value", "-k": "value"}},
            "acl defacl iam": {
                "subcommands": {
                    "get": {"effects": ("read",)},
                    "ch set": {"flags": {"-d": "value"}, "effects": ("write", "publish"), "files": {"@1": "read"}},
                },
            },
            "signurl": {
                "flags": {"-u": "flag", "-d": "value", "-m": "value", "-c": "value", "-r": "value", "-b": "value"},
                "effects": ("read", "publish"), "files": {"@1": "read"},
            },
            "hmac": {
                "subcommands": {
                    "create": {"effects": ("write", "print-secret")}, "list get": {"effects": ("read",)},
                    "delete": {"effects": ("delete",)}, "update": {},
                },
            },
            "config": {"effects": ("write", "network"), "local": True},
            (
                "lifecycle cors logging web versioning retention kms label notification requesterpays autoclass ubla "
                "pap rpo"
            ): {"subcommands": {"get list": {"effects": ("read",)}, "authorize": {}}},
            "perfdiag": {}, "update": {"effects": ("write", "network"), "local": True},
            "compose rewrite setmeta defstorageclass": {"flags": {"-h": "flag"}},
        },
    },
    {
        "names": ("bq",), "about": "BigQuery",
        "docs": "https://cloud.google.com/bigquery/docs/reference/bq-cli-reference",
        "style": "go", "help": ("--help",),
        "flags": {
            "-F": "value", "-a": "flag", "--allow_large_results": "flag", "--allow_quoted_newlines": "flag",
            "--api": "value", "--apilog": "value", "--append_table": "flag",
            "--application_default_credential_file": "value", "--autodetect": "flag", "--batch": "flag",
            "--bigqueryrc": "value", "-c": "flag", "--capacity_commitment": "flag", "--clone": "flag",
            "--clustering_fields": "value", "--compression": "value", "--connection": "flag",
            "--credential_file": "value", "-d": "flag", "--dataset": "flag", "--dataset_id": "value",
            "--debug_mode": "flag", "--default_table_expiration": "value", "--description": "value",
            "--destination_format": "value", "--destination_kms_key": "value", "--destination_table": "value",
            "--display_name": "value", "--dry_run": "flag", "-e": "flag", "--encoding": "value",
            "--expiration": "value", "--external_table_definition": "value", "-f": "flag",
            "--field_delimiter": "value", "--filter": "value", "--fingerprint_job_id": "flag", "--flagfile": "value",
            "--flatten_results": "flag", "--force": "flag", "--format": "value", "--headless": "flag",
            "--help": "flag", "-j": "flag", "--job_id": "value", "--job_property": "value", "--jobs": "flag",
            "-k": "value", "--label": "value", "--location": "value", "-m": "flag", "--materialized_view": "value",
            "--max_bad_records": "value", "--max_results": "value", "--max_rows_per_request": "value",
            "--maximum_bytes_billed": "value", "--min_completion_ratio": "value", "--model": "flag", "-n": "value",
            "--no_clobber": "flag", "--noautodetect": "flag", "--noreplace": "flag", "--nosync": "flag",
            "--nouse_cache": "flag", "--nouse_legacy_sql": "flag", "--null_marker": "value", "-p": "flag",
            "--page_token": "value", "--parameter": "value", "--params": "value", "--print_header": "flag",
            "--project_id": "value", "-q": "flag", "--quiet": "flag", "--quote": "value", "-r": "flag",
            "--range": "value", "--range_partitioning": "value", "--recursive": "flag", "--replace": "flag",
            "--require_cache": "flag", "--reservation": "flag", "--restore": "flag", "--routine": "flag",
            "--rpc": "flag", "-s": "flag", "--schedule": "value", "--schema": "value",
            "--schema_update_option": "value", "--service_account": "value",
            "--service_account_credential_file": "value", "--service_account_private_key_file": "value",
            "--skip_leading_rows": "value", "--snapshot": "flag", "--source": "value", "--source_format": "value",
            "--start_index": "value", "--sync": "flag", "--synchronous_mode": "flag", "-t": "flag", "--table": "flag",
            "--target_dataset": "value", "--time_partitioning_expiration": "value",
            "--time_partitioning_field": "value", "--time_partitioning_type": "value", "--transfer_config": "flag",
            "--transfer_run": "flag", "--udf_resource": "value", "--use_cache": "flag", "--use_legacy_sql": "flag",
            "--view": "value",
        },
        "effects": ("write",),
        "target": {
            "resolver": "gcloud", "project": ("--project_id", "$CLOUDSDK_CORE_PROJECT"),
            "dataset": ("--dataset_id", "@*"), "configuration": ("$CLOUDSDK_ACTIVE_CONFIG_NAME",),
        },
        "files": {
            "--flagfile": "read", "--service_account_private_key_file": "read", "--credential_file": "read",
            "--bigqueryrc": "read",
        },
        "subcommands": {
            "": {"effects": (), "local": True}, "help version": {"effects": (), "local": True},
            "ls": {"effects": ("read",)}, "show head info wait get-iam-policy": {"effects": ("read",)},
            "query": {
                "effects": ("write", "exec"),
                "when": (
                    {
                        "if": {
                            "all": (
                                {"arg": "@1", "is": ("select *",), "fold": True},
                                {"not": {"arg": "@1", "is": ("*;*",)}},
                                {
                                    "not": {
                                        "any": (
                                            {"flag": "--destination_table"},
                                            {"flag": "--replace"},
                                            {"flag": "--append_table"},
                                        ),
                                    },
                                },
                            ),
                        },
                        "effects": ("read",),
                    },
                    {"if": {"flag": "--dry_run"}, "effects": ("read",)},
                ),
            },
            "load": {"files": {"@2": "read list"}}, "insert": {"files": {"@2": "read"}},
            "extract": {"effects": ("read", "write")},
            (
                "cp mk update partition set-iam-policy add-iam-policy-binding remove-iam-policy-binding undelete"
            ): {},
            "rm truncate": {"effects": ("delete",)}, "cancel": {}, "init": {"local": True},
            "mkdef": {"effects": (), "local": True}, "shell": {"effects": ("write", "exec")},
        },
    },
)
