"""gcloud: the first word that is a verb decides, however deep its group lies. Every verb of the reference is listed."""

# fmt: off
TOOL = {
    "names": ("gcloud",), "about": "Google Cloud", "docs": "https://cloud.google.com/sdk/gcloud/reference",
    "style": "gnu", "help": ("-h --help",), "links": True,
    "flags": {
        "-D --daisy-chain": "flag", "-L --full": "flag", "-P --preserve-posix": "flag",
        "-U --skip-unsupported": "flag", "--access-token-file": "value", "--account": "value", "--activate": "flag",
        "--address": "value", "--admin-enabled": "flag", "--all": "flag", "--all-memberships": "flag",
        "--all-versions": "flag", "--allow-missing": "flag", "--allow-multiline-logs": "flag",
        "--annotations": "value", "--api-version": "value", "--async": "flag", "-b --buckets": "flag",
        "--batch-size": "value", "--billing-account": "value", "--billing-project": "value",
        "--boot-disk-auto-delete": "flag", "--bucket": "value", "--cache-control": "value", "--can-ip-forward": "flag",
        "--checksums-only": "flag", "--ciphertext-file": "value", "--clear-annotations": "flag",
        "--clear-binary-authorization": "flag", "--clear-cloudsql-instances": "flag", "--clear-description": "flag",
        "--clear-encryption-key-shutdown-hours": "flag", "--clear-env-vars": "flag",
        "--clear-exemptable-namespaces": "flag", "--clear-key": "flag", "--clear-kms-key": "flag",
        "--clear-labels": "flag", "--clear-max-backoff": "flag", "--clear-max-doublings": "flag",
        "--clear-max-retry-duration": "flag", "--clear-min-backoff": "flag", "--clear-namespace-labels": "flag",
        "--clear-network": "flag", "--clear-network-tags": "flag", "--clear-post-key-revocation-action-type": "flag",
        "--clear-secrets": "flag", "--clear-substitutions": "flag", "--clear-volume-mounts": "flag",
        "--clear-volumes": "flag", "--clear-vpc-connector": "flag", "--cluster": "value", "--command": "value",
        "--compress": "flag", "--condition": "value", "--condition-from-file": "value",
        "--confidential-compute": "flag", "--config": "value", "--configuration": "value", "--container": "value",
        "--content-encoding": "value", "--content-type": "value", "--continue-on-error": "flag",
        "--continue-on-failure": "flag", "--custom-extensions": "flag", "--custom-metadata": "value",
        "-d --duration": "value", "--database": "value", "--dataset": "value", "--decryption-keys": "value",
        "--delete-unmatched-destination-objects": "flag", "--deletion-protection": "flag",
        "--delivery-pipeline": "value", "--description": "value", "--destination": "value",
        "--disable-automated-backup": "flag", "--disabled": "flag", "--display-name": "value",
        "--dns-endpoint": "flag", "--do-not-decompress": "flag", "--dockerfile": "value", "--dry-run": "flag",
        "--enable-admin": "flag", "--enable-application-logs": "flag", "--enable-automated-backup": "flag",
        "--enable-automatic-punctuation": "flag", "--enable-autoprovisioning": "flag", "--enable-autorepair": "flag",
        "--enable-autoscaling": "flag", "--enable-cdn": "flag", "--enable-continuous-backup": "flag",
        "--enable-display-device": "flag", "--enable-image-streaming": "flag",
        "--enable-insecure-kubelet-readonly-port": "flag", "--enable-logging": "flag",
        "--enable-managed-prometheus": "flag", "--enable-master-authorized-networks": "flag",
        "--enable-nested-virtualization": "flag", "--enable-private-endpoint": "flag",
        "--enable-private-nodes": "flag", "--enable-private-service-connect": "flag",
        "--enable-uefi-networking": "flag", "--enable-vpc-accessible-services": "flag", "--enable-web-access": "flag",
        "--encryption-key": "value", "--environment": "value", "--etag": "value", "--file": "value",
        "--filter": "value", "--flags-file": "value", "--flatten": "value", "--fleet-default-member-config": "flag",
        "--folder": "value", "--force": "flag", "--force-key-file-overwrite": "flag", "--format": "value",
        "--gen2": "flag", "--global": "flag", "--global-firewall-policy": "flag", "--global-ssl-policy": "flag",
        "--global-url-map": "flag", "--graceful-shutdown": "flag", "--guest-flush": "flag",
        "--gzip-in-flight": "value", "-h --help": "flag", "--host": "value", "--http-verb": "value",
        "--ignore-errors": "flag", "--ignore-symlinks": "flag", "--image": "value",
        "--impersonate-service-account": "value", "--insights-config-record-application-tags": "flag",
        "--insights-config-record-client-address": "flag", "--instance": "value", "--internal-ip": "flag",
        "-j --json": "flag", "--json-key": "value", "--key": "value", "--key-file": "value", "--keyring": "value",
        "--kms-key": "value", "--kms-keyring": "value", "--kms-location": "value", "--kms-project": "value",
        "-l --long": "flag", "--labels": "value", "--launch-browser": "flag", "--limit": "value",
        "--location": "value", "--log-denies": "flag", "--log-http": "flag", "--machine-type": "value",
        "--maintenance-window-any": "flag", "--manifest-path": "value", "--max-wait": "value", "--member": "value",
        "--membership": "value", "--memberships": "value", "--metadata": "value", "--model": "value",
        "--mutation": "flag", "-n --no-clobber": "flag", "--name": "value", "--namespace": "value",
        "--negative-caching": "flag", "--network": "value", "--no-address": "flag", "--no-async": "flag",
        "--no-force-key-file-overwrite": "flag", "--no-log-denies": "flag", "--no-monitoring": "flag",
        "--no-mutation": "flag", "--no-public-ptr": "flag", "--no-public-ptr-domain": "flag",
        "--no-referential-rules": "flag", "--no-scopes": "flag", "--no-service-account": "flag",
        "--no-user-output-enabled": "flag", "--node": "value", "--organization": "value", "--out-file": "value",
        "--output-directory": "value", "--page-size": "value", "--parent": "value", "--password-file": "value",
        "--path": "value", "--plain": "flag", "--plaintext-file": "value", "--policy": "value", "--port": "value",
        "--predefined-acl": "value", "--preemptible": "flag", "--preserve-symlinks": "flag",
        "--private-key-file": "value", "--project": "value", "--prompt-for-password": "flag", "--properties": "value",
        "--public-ptr": "flag", "-q --quiet": "flag", "--raw": "flag", "--read-paths-from-stdin": "flag",
        "--recurse": "flag", "--recursive": "flag", "--referential-rules": "flag", "--regexp": "value",
        "--region": "value", "--regions": "value", "--remove-labels": "value",
        "--remove-upgrade-soaking-overrides": "flag", "--repository": "value", "--request-coalescing": "flag",
        "--request-id": "value", "--require-approval": "flag", "--require-csek-key-create": "flag",
        "--restart-on-failure": "flag", "--role": "value", "--row-key-schema-pre-encoded-bytes": "flag",
        "-s --summarize": "flag", "--scope": "value", "--scp-flag": "value", "--secret": "value", "--service": "value",
        "--service-account": "value", "--shielded-integrity-monitoring": "flag", "--shielded-secure-boot": "flag",
        "--shielded-vtpm": "flag", "--show-deleted": "flag", "--simple-list": "flag",
        "--skip-integrity-verification": "flag", "--sort-by": "value", "--source": "value",
        "--source-predefined-acl": "value", "--spot": "flag", "--ssh-flag": "value", "--ssh-key-expiration": "value",
        "--ssh-key-expire-after": "value", "--ssh-key-file": "value", "--storage-class": "value", "--subnet": "value",
        "--tags": "value", "--timeout": "value", "--tls-inspect": "flag", "--trace-token": "value",
        "--troubleshoot": "flag", "--tunnel-through-iap": "flag", "--type": "value",
        "-u --skip-if-dest-has-newer-mtime": "flag", "--universe-domain": "value", "--update-labels": "value",
        "--uri": "flag", "--use-serving-port": "flag", "--user-output-enabled": "optional", "-v --version": "flag",
        "--validate-only": "flag", "--verbosity": "value", "--wait": "flag", "--worker": "value",
        "-x --exclude": "value", "-z --gzip-local": "flag", "--zone": "value",
    },
    "effects": ("write",),
    "target": {
        "resolver": "gcloud", "project": ("--project", "$CLOUDSDK_CORE_PROJECT"),
        "configuration": ("--configuration", "$CLOUDSDK_ACTIVE_CONFIG_NAME"),
        "account": ("--account", "$CLOUDSDK_CORE_ACCOUNT"), "zone": ("--zone", "$CLOUDSDK_COMPUTE_ZONE"),
        "region": ("--region", "--location"),
        "impersonate": ("--impersonate-service-account", "$CLOUDSDK_AUTH_IMPERSONATE_SERVICE_ACCOUNT"),
    },
    "files": {
        "--flags-file": "read", "--access-token-file": "read", "--key-file": "read", "--ciphertext-file": "read",
        "--plaintext-file": "read",
    },
    "when": ({"if": {"flag": "-v --version"}, "effects": (), "local": True},),
    "subcommands": {
        "": {"effects": (), "local": True},
        "help version info survey cheat-sheet feedback topic offline-help": {"effects": (), "local": True},
        "alpha beta preview": "again",
        "compute": {
            "subcommands": {
                "help": {"effects": (), "local": True},
                "get-credentials": {
                    "effects": ("read",), "unlisted": "value",
                    "target": {
                        "resolver": "gcloud", "project": ("--project", "$CLOUDSDK_CORE_PROJECT"),
                        "configuration": ("--configuration", "$CLOUDSDK_ACTIVE_CONFIG_NAME"),
                        "account": ("--account", "$CLOUDSDK_CORE_ACCOUNT"),
                        "zone": ("--zone", "$CLOUDSDK_COMPUTE_ZONE"), "region": ("--region", "--location"),
                        "impersonate": ("--impersonate-service-account", "$CLOUDSDK_AUTH_IMPERSONATE_SERVICE_ACCOUNT"),
                        "cluster": ("@1",),
                    },
                    "sets": {"kube-config": "@1"},
                },
                "ssh": {
                    "flags": {"-s --service": "value", "-v --version": "value"}, "effects": ("exec",),
                    "unlisted": "value",
                    "commands": (
                        {"form": "shell", "from": "--command", "remote": True},
                        {"form": "argv", "from": "--", "remote": True},
                    ),
                    "sets": {"tunnel": "--"},
                    "target": {
                        "resolver": "gcloud", "project": ("--project", "$CLOUDSDK_CORE_PROJECT"),
                        "configuration": ("--configuration", "$CLOUDSDK_ACTIVE_CONFIG_NAME"),
                        "account": ("--account", "$CLOUDSDK_CORE_ACCOUNT"),
                        "zone": ("--zone", "$CLOUDSDK_COMPUTE_ZONE"), "region": ("--region", "--location"),
                        "impersonate": ("--impersonate-service-account", "$CLOUDSDK_AUTH_IMPERSONATE_SERVICE_ACCOUNT"),
                        "instance": ("@1",),
                    },
                },
                "scp copy-files": {
                    "unlisted": "value", "files": {"@*": "read+write copy"},
                    "target": {
                        "resolver": "gcloud", "project": ("--project", "$CLOUDSDK_CORE_PROJECT"),
                        "configuration": ("--configuration", "$CLOUDSDK_ACTIVE_CONFIG_NAME"),
                        "account": ("--account", "$CLOUDSDK_CORE_ACCOUNT"),
                        "zone": ("--zone", "$CLOUDSDK_COMPUTE_ZONE"), "region": ("--region", "--location"),
                        "impersonate": ("--impersonate-service-account", "$CLOUDSDK_AUTH_IMPERSONATE_SERVICE_ACCOUNT"),
                        "instance": ("@*",),
                    },
                },
                "start-iap-tunnel": {
                    "effects": ("read", "network"), "unlisted": "value",
                    "target": {
                        "resolver": "gcloud", "project": ("--project", "$CLOUDSDK_CORE_PROJECT"),
                        "configuration": ("--configuration", "$CLOUDSDK_ACTIVE_CONFIG_NAME"),
                        "account": ("--account", "$CLOUDSDK_CORE_ACCOUNT"),
                        "zone": ("--zone", "$CLOUDSDK_COMPUTE_ZONE"), "region": ("--region", "--location"),
                        "impersonate": ("--impersonate-service-account", "$CLOUDSDK_AUTH_IMPERSONATE_SERVICE_ACCOUNT"),
                        "instance": ("@1",),
                    },
                    "sets": {"tunnel": "@*"},
                },
                (
                    "access decrypt asymmetric-decrypt raw-decrypt print-access-token print-identity-token "
                    "config-helper get-key-string get-auth-string generate-login-token fetch-read-token "
                    "fetch-read-write-token sign-jwt sign-blob connection-string"
                ): {"effects": ("read", "print-secret"), "unlisted": "value"},
                (
                    "reset-windows-password reset-admin-password reset-password reset-secret generate-wallet"
                ): {"effects": ("write", "print-secret"), "unlisted": "value"},
                "print-settings": {
                    "effects": (), "local": True, "unlisted": "value",
                    "when": ({"if": {"flag": "--json-key"}, "add": ("read", "print-secret")},),
                },
                "service-accounts": {
                    "unlisted": "value",
                    "subcommands": {
                        "keys": {
                            "subcommands": {
                                "create": {"effects": ("write", "print-secret"), "files": {"@1": "create"}},
                                "upload": {"files": {"@1": "read"}},
                                "list get-public-key describe": {"effects": ("read",)},
                                "delete": {"effects": ("delete",)},
                            },
                        },
                        "sign-jwt sign-blob": {"effects": ("read", "print-secret")},
                        "list describe get-iam-policy": {"effects": ("read",)}, "delete": {"effects": ("delete",)},
                    },
                },
                "publish": {"unlisted": "value"}, "pull": {"effects": ("read",), "unlisted": "value"},
                (
                    "deploy deploy-index deploy-model redeploy rollback promote promote-* set-traffic update-traffic "
                    "migrate replace approve advance switchover failover"
                ): {"effects": ("write", "deploy"), "unlisted": "value"},
                (
                    "connect call execute execute-* run run-* submit instantiate instantiate-* connect-to-serial-port "
                    "interactive raw-predict predict direct-predict direct-raw-predict stream-raw-predict "
                    "stream-direct-predict stream-direct-raw-predict local-run"
                ): {"effects": ("exec", "write"), "unlisted": "value"},
                (
                    "list list-* describe describe-* get get-* read lookup search search-* query query-* tail tail-* "
                    "wait wait-* validate validate-* check-* analyze-* detect-* explain verify lint-condition "
                    "troubleshoot stream-logs status install-status is-upgradeable diff show show-* evaluate "
                    "evaluate-* find-unregistered auth-info browse open-console ls du hash cat watch preview scan "
                    "classify-text recognize recognize-* translate-text batch-translate-text deidentify inspect "
                    "redact mac-verify print-iam-policy proxy-status proxy-config active-peering-zones download "
                    "download-* log report test-ip version sanitize-*"
                ): {"effects": ("read",), "unlisted": "value"},
                (
                    "delete delete-* bulk-delete request-delete rm remove destroy purge drop abandon "
                    "abandon-instances terminate unregister undeploy undeploy-* uninstall unenroll clean-up cleanup "
                    "revoke kill"
                ): {"effects": ("delete",), "unlisted": "value"},
                "add-job import-jobs resize-requests test": "again",
                (
                    "create update import export restore upgrade simulate diagnose abort accessibility ack ack-up-to "
                    "acknowledge acquire-ssrs-lease activate activate-service-account add allow "
                    "alter-metadata-resource-location alter-table-properties analyze app-engine apply "
                    "apply-parameters apply-software-update arg-files asymmetric-sign authorize auto-remediate "
                    "backend backup bak bitbucket-cloud bitbucket-data-center buffer bug-report build bulk-export "
                    "bulk-mute calendar-mode cancel cancel-lease cancel-preview change-quorum cli cli-trees "
                    "client-certificate clone cloud-source-repositories cloudsql command-conventions commit complete "
                    "complete-upgrade compose concurrency-limit config-ssh contacts convert copy copy-rules "
                    "cron-xml-to-yaml csv data-discovery data-profile data-quality database-failover "
                    "datastore-indexes-xml-to-yaml datetimes deauthorize demote-destination deny deprecate detach dev "
                    "disable discover disk disk-consistency-group dismiss dispatch-xml-to-yaml drain edit enable "
                    "encrypt endpoint-override enforce enforce-all enroll env-init env-unset escaping "
                    "establish-peering expand-ip-range extend-schema extract fetch-database-properties "
                    "fetch-for-apply fetch-source-objects fetch-static-ips filters flags-file flink formats "
                    "gcloudignore gen-config generate github-enterprise gradle grant group group-placement grpc "
                    "hadoop hive http http2 https ignore-job inherit init init-provider initiate-push-transfer "
                    "inject-fault insert install instance-schedule invalidate lease link linux load load-vex lock "
                    "login mac-sign macos maintenance-window management manual media migrate-cloud-sql monitor move "
                    "move-table-to-database mps mutate-deployed-index mvn mysql npm oracle orgpolicy os-upgrade patch "
                    "patch-partner-metadata pause pig postgresql prediction presto projections provision proxy "
                    "pyspark python queue-xml-to-yaml raw-encrypt reboot recreate-instances reencrypt register "
                    "reimage reinstall reject release-ssrs-lease relocate rename render renew-domain renew-lease "
                    "reorder repair replace-all replay-recent-access replicate report-host-as-faulty rerun reset "
                    "resize resolve resource-keys restart restore-backup resume retry-job reverse revert rotate save "
                    "schema schema-and-data seed seek send-diagnostic-interrupt service-agent set sign-and-create "
                    "sign-url snapshot snapshot-schedule spark spark-r spark-sql sqlserver star start startup stop "
                    "subscribe suggest-crop suspend switch sync tde train training transcribe-speech trigger-backup "
                    "trino undelete unlink unlock unmanage unset unstar untag upload upload-route-policy "
                    "upsert-datapoints vet webhook windows workload workload-policy write"
                ): {"unlisted": "value"},
                (
                    "add-* remove-* set-* update-* create-* import-* export-* start-* stop-* enable-* disable-* "
                    "mark-* modify-* reset-* restart-* resize-* resume-* suspend-* detach-* attach-* invalidate-* "
                    "accept-* reject-* clone-* generate-* perform-* simulate-* reschedule-* configure-*"
                ): {"unlisted": "value"},
                "*": "again",
            },
        },
        "storage": {
            "flags": {
                "-r -R --recursive": "flag", "-v --print-created-message": "flag", "-c --continue-on-error": "flag",
                "-I --read-paths-from-stdin": "flag", "-e --etag": "flag", "-a --all-versions": "flag",
                "-h --readable-sizes": "flag",
            },
            "target": {
                "resolver": "gcloud", "project": ("--project", "$CLOUDSDK_CORE_PROJECT"),
                "configuration": ("--configuration", "$CLOUDSDK_ACTIVE_CONFIG_NAME"),
                "account": ("--account", "$CLOUDSDK_CORE_ACCOUNT"), "zone": ("--zone", "$CLOUDSDK_COMPUTE_ZONE"),
                "region": ("--region", "--location"),
                "impersonate": ("--impersonate-service-account", "$CLOUDSDK_AUTH_IMPERSONATE_SERVICE_ACCOUNT"),
                "bucket": ("@*",),
            },
            "subcommands": {
                "help": {"effects": (), "local": True},
                "cp": {
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
                        {
                            "if": {
                                "flag": "--predefined-acl", "value": ("public*", "authenticated*", "bucket-*public*"),
                            },
                            "add": ("publish",),
                        },
                    ),
                },
                "mv": {
                    "effects": ("write", "delete"), "files": {"@*": "read", "@-1": "write"},
                    "when": (
                        {
                            "if": {
                                "flag": "--predefined-acl", "value": ("public*", "authenticated*", "bucket-*public*"),
                            },
                            "add": ("publish",),
                        },
                    ),
                },
                "rsync": {
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
                        {"if": {"flag": "--delete-unmatched-destination-objects"}, "add": ("delete",)},
                        {"if": {"flag": "--dry-run"}, "effects": ("read",)},
                    ),
                },
                "rm": {"effects": ("delete",)}, "cat ls du hash": {"effects": ("read",)},
                "sign-url": {"effects": ("read", "publish"), "files": {"--private-key-file": "read"}},
                "restore diagnose service-agent": {}, "*": "=compute",
            },
        },
        "auth": {
            "local": True,
            "subcommands": {
                "": {}, "list": {"effects": ()}, "login": {"effects": ("write", "network")},
                "activate-service-account": {
                    "effects": ("write", "network"), "files": {"--key-file": "read", "--password-file": "read"},
                },
                "application-default": {
                    "effects": ("write", "network"),
                    "subcommands": {
                        "print-access-token": {"effects": ("read", "print-secret")}, "revoke": {"effects": ("write",)},
                    },
                },
                "print-access-token print-identity-token": {"effects": ("read", "print-secret")},
                "revoke": {}, "configure-docker": {}, "enterprise-certificate-config": {},
                "docker-helper git-helper": {"effects": ("read", "print-secret")},
            },
        },
        "config": {
            "local": True,
            "subcommands": {
                "get get-value list": {"effects": ()}, "config-helper": {"effects": ("read", "print-secret")},
                "set": {
                    "when": (
                        {"if": {"arg": "@1", "is": ("project", "core/project")}, "sets": {"gcloud-project": "@2"}},
                        {"if": {"arg": "@1", "is": ("account", "core/account")}, "sets": {"gcloud-account": "@2"}},
                        {
                            "if": {"not": {"arg": "@1", "is": ("project", "core/project", "account", "core/account")}},
                            "sets": {"gcloud-config": "@*"},
                        },
                    ),
                },
                "unset": {"sets": {"gcloud-config": "@*"}}, "virtualenv": {},
                "configurations": {
                    "subcommands": {
                        "list describe": {"effects": ()}, "activate": {"sets": {"gcloud-configuration": "@1"}},
                        "create": {"sets": {"gcloud-configuration": "@1"}}, "delete": {"effects": ("delete",)},
                        "rename": {},
                    },
                },
            },
        },
        "init": {"effects": ("write", "network"), "local": True},
        "components": {
            "effects": ("write", "network"), "local": True, "subcommands": {"list": {"effects": ("network",)}},
        },
        "interactive": {"effects": ("exec", "write")}, "emulators": {"effects": ("write", "exec"), "local": True},
        "docker": {"effects": ("exec",)},
        "cloud-shell": {
            "effects": ("exec",), "unlisted": "value",
            "commands": ({"form": "shell", "from": "--command", "remote": True},),
        },
        "*": "=compute",
    },
}
