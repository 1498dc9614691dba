"""AWS: operations are told by their verb. A service that is not listed may be an alias, which may run anything."""

# fmt: off
TOOLS = (
    {
        "names": ("aws",), "about": "Amazon Web Services", "docs": "https://docs.aws.amazon.com/cli/latest/reference/",
        "style": "aws", "links": True,
        "flags": {
            "--account-id": "value", "--acl": "value", "--alias": "value", "--allocation-ids": "values",
            "--arn": "value", "--arns": "values", "--attribute-names": "values", "--body": "value",
            "--bucket": "value", "--bucket-name-prefix": "value", "--bucket-region": "value", "--ca-bundle": "value",
            "--cache-control": "value", "--capabilities": "values", "--change-batch": "value",
            "--checksum-algorithm": "value", "--checksum-mode": "value", "--ciphertext-blob": "value",
            "--cli-auto-prompt": "flag", "--cli-binary-format": "value", "--cli-connect-timeout": "value",
            "--cli-error-format": "value", "--cli-input-json": "value", "--cli-input-yaml": "value",
            "--cli-read-timeout": "value", "--cluster": "value", "--cluster-name": "value",
            "--cluster-names": "values", "--color": "value", "--command": "value", "--container": "value",
            "--content-disposition": "value", "--content-encoding": "value", "--content-language": "value",
            "--content-type": "value", "--copy-props": "value", "--csv": "value", "--db-instance-identifier": "value",
            "--debug": "flag", "--delete": "flag", "--description": "value", "--desired-count": "value",
            "--disable-rollback": "flag", "--dry-run": "flag", "--dryrun": "flag", "--end-time": "value",
            "--endpoint-url": "value", "--error-document": "value", "--exact-timestamps": "flag", "--exclude": "value",
            "--expected-size": "value", "--expires": "value", "--expires-in": "value",
            "--fail-on-empty-changeset": "flag", "--filter": "value", "--filters": "values",
            "--follow-symlinks": "flag", "--force": "flag", "--force-glacier-transfer": "flag",
            "--force-upload": "flag", "--format": "value", "--function-name": "value",
            "--generate-cli-skeleton": "optional", "--grants": "values", "--group-id": "value",
            "--group-ids": "values", "--group-name": "value", "--hosted-zone-id": "value", "--human-readable": "flag",
            "--id": "value", "--ids": "values", "--ignore-glacier-warnings": "flag", "--image-id": "value",
            "--image-ids": "values", "--include": "values", "--include-value": "flag", "--include-values": "flag",
            "--index-document": "value", "--instance-id": "value", "--instance-ids": "values",
            "--instance-type": "value", "--interactive": "flag", "--key": "value", "--key-id": "value",
            "--key-name": "value", "--kms-key-id": "value", "--kubeconfig": "value", "--log-group-name": "value",
            "--log-stream-name": "value", "--max-items": "value", "--max-results": "value", "--metadata": "value",
            "--metadata-directive": "value", "--name": "value", "--names": "values", "--next-token": "value",
            "--no-browser": "flag", "--no-cli-auto-prompt": "flag", "--no-cli-pager": "flag",
            "--no-disable-rollback": "flag", "--no-dry-run": "flag", "--no-execute-changeset": "flag",
            "--no-fail-on-empty-changeset": "flag", "--no-follow-symlinks": "flag", "--no-force": "flag",
            "--no-guess-mime-type": "flag", "--no-include-values": "flag", "--no-overwrite": "flag",
            "--no-paginate": "flag", "--no-progress": "flag", "--no-recursive": "flag", "--no-sign-request": "flag",
            "--no-verify": "flag", "--no-verify-ssl": "flag", "--no-with-decryption": "flag",
            "--non-interactive": "flag", "--only-show-errors": "flag", "--output": "value",
            "--output-template-file": "value", "--page-size": "value", "--parameter-overrides": "values",
            "--parameters": "values", "--path": "value", "--payload": "value", "--plaintext": "value",
            "--policy-arn": "value", "--policy-document": "value", "--profile": "value", "--profile-prefix": "value",
            "--query": "value", "--queue-url": "value", "--quiet": "flag", "--recursive": "flag", "--region": "value",
            "--repository-name": "value", "--request-payer": "value", "--resource-arn": "value",
            "--resources": "values", "--role-arn": "value", "--role-name": "value", "--s3-bucket": "value",
            "--s3-prefix": "value", "--secret-id": "value", "--secret-id-list": "values",
            "--security-group-ids": "values", "--service": "value", "--services": "values", "--size-only": "flag",
            "--skip-invalid": "flag", "--snapshot-ids": "values", "--source-region": "value", "--sse": "value",
            "--sse-c": "value", "--sse-c-copy-source": "value", "--sse-c-copy-source-key": "value",
            "--sse-c-key": "value", "--sse-kms-key-id": "value", "--sso-session": "value", "--stack-name": "value",
            "--start-time": "value", "--starting-token": "value", "--storage-class": "value", "--subnet-id": "value",
            "--subnet-ids": "values", "--summarize": "flag", "--table-name": "value", "--tag-keys": "values",
            "--tags": "values", "--task": "value", "--task-definition": "value", "--tasks": "values",
            "--template-body": "value", "--template-file": "value", "--template-url": "value", "--topic-arn": "value",
            "--type": "value", "--use-device-code": "flag", "--use-json": "flag", "--user-alias": "value",
            "--user-name": "value", "--value": "value", "--verbose": "flag", "--version": "flag",
            "--version-id": "value", "--volume-ids": "values", "--vpc-id": "value", "--vpc-ids": "values",
            "--website-redirect": "value", "--with-decryption": "flag", "--zip-file": "value",
        },
        "effects": ("write",),
        "target": {
            "resolver": "aws", "profile": ("--profile", "$AWS_PROFILE", "$AWS_DEFAULT_PROFILE"),
            "region": ("--region", "$AWS_REGION", "$AWS_DEFAULT_REGION"),
            "endpoint": ("--endpoint-url", "$AWS_ENDPOINT_URL"),
            "config": ("$AWS_CONFIG_FILE", "$AWS_SHARED_CREDENTIALS_FILE"),
            "arn": ("--role-arn", "--stack-name", "--resource-arn", "--secret-id", "--function-name", "--cluster"),
            "account": ("--account-id",),
        },
        "files": {"*": "read file-url"},
        "when": (
            {"if": {"flag": "--version"}, "effects": (), "local": True},
            {"if": {"all": ({"arg": "@1", "is": ("help",)}, {"args": (1, 1)})}, "effects": (), "local": True},
            {
                "if": {"flag": "--generate-cli-skeleton", "value": ("input", "yaml-input", "")},
                "effects": (), "local": True,
            },
        ),
        "subcommands": {
            "": {"effects": (), "local": True}, "help": {"effects": (), "local": True},
            "s3": {
                "flags": {"--include": "value", "--tags": "value"},
                "target": {
                    "resolver": "aws", "profile": ("--profile", "$AWS_PROFILE", "$AWS_DEFAULT_PROFILE"),
                    "region": ("--region", "$AWS_REGION", "$AWS_DEFAULT_REGION"),
                    "endpoint": ("--endpoint-url", "$AWS_ENDPOINT_URL"),
                    "config": ("$AWS_CONFIG_FILE", "$AWS_SHARED_CREDENTIALS_FILE"),
                    "arn": (
                        "--role-arn", "--stack-name", "--resource-arn", "--secret-id", "--function-name", "--cluster",
                    ),
                    "account": ("--account-id",), "bucket": ("@1", "@2"),
                },
                "files": {"@1": "read", "@2": "write"},
                "subcommands": {
                    "": {"effects": (), "local": True}, "help": {"effects": (), "local": True},
                    "ls": {"effects": ("read",), "files": {}},
                    "cp": {
                        "when": (
                            {
                                "if": {
                                    "all": (
                                        {"arg": "@1", "is": ("s3://*",)},
                                        {"not": {"arg": "@2", "is": ("s3://*",)}},
                                    ),
                                },
                                "effects": ("read",),
                            },
                            {
                                "if": {"flag": "--acl", "value": ("public-read*", "authenticated-read")},
                                "add": ("publish",),
                            },
                            {"if": {"flag": "--dryrun"}, "effects": ("read",)},
                        ),
                    },
                    "sync": {
                        "when": (
                            {
                                "if": {
                                    "all": (
                                        {"arg": "@1", "is": ("s3://*",)},
                                        {"not": {"arg": "@2", "is": ("s3://*",)}},
                                    ),
                                },
                                "effects": ("read",),
                            },
                            {"if": {"flag": "--delete"}, "add": ("delete",)},
                            {
                                "if": {"flag": "--acl", "value": ("public-read*", "authenticated-read")},
                                "add": ("publish",),
                            },
                            {"if": {"flag": "--dryrun"}, "effects": ("read",)},
                        ),
                    },
                    "mv": {
                        "effects": ("write", "delete"),
                        "when": (
                            {
                                "if": {"flag": "--acl", "value": ("public-read*", "authenticated-read")},
                                "add": ("publish",),
                            },
                            {"if": {"flag": "--dryrun"}, "effects": ("read",)},
                        ),
                    },
                    "rm": {
                        "effects": ("delete",), "files": {},
                        "when": ({"if": {"flag": "--dryrun"}, "effects": ("read",)},),
                    },
                    "mb": {"files": {}}, "rb": {"effects": ("delete",), "files": {}},
                    "website": {"effects": ("write", "publish"), "files": {}},
                    "presign": {"effects": ("read", "publish"), "files": {}},
                },
            },
            "configure": {
                "local": True, "target": None, "sets": {"aws-config": "@*"},
                "subcommands": {
                    "": {},
                    "get": {
                        "effects": (), "sets": {},
                        "when": (
                            {
                                "if": {
                                    "arg": "@1",
                                    "is": ("*secret*", "*session_token*", "*key*", "*token*", "*password*"),
                                    "fold": True,
                                },
                                "effects": ("read", "print-secret"),
                            },
                        ),
                    },
                    "set": {}, "add-model": {}, "list": {"effects": (), "sets": {}},
                    "list-profiles": {"effects": (), "sets": {}}, "import": {"files": {"--csv": "read file-url"}},
                    "export-credentials": {"effects": ("read", "print-secret"), "sets": {}},
                    "sso": {"effects": ("write", "network")}, "sso-session": {},
                    "mfa-login": {"effects": ("write", "network")},
                },
            },
            "login sso": {
                "effects": ("write", "network"),
                "subcommands": {
                    "": {}, "login": {}, "logout": {"effects": ("write",), "local": True},
                    "get-role-credentials": {"effects": ("read", "print-secret"), "unlisted": "values"},
                    "list-accounts list-account-roles": {"effects": ("read",), "unlisted": "values"},
                },
            },
            "logout": {"local": True}, "history": {"effects": (), "local": True},
            "ec2": {
                "subcommands": {
                    "help": {"effects": (), "local": True},
                    (
                        "get-secret-value batch-get-secret-value decrypt generate-data-key generate-data-key-pair "
                        "derive-shared-secret"
                    ): {"effects": ("read", "print-secret"), "unlisted": "values"},
                    (
                        "get-session-token assume-role* get-federation-token get-login-password "
                        "get-authorization-token get-login get-token get-password-data"
                    ): {"effects": ("read", "print-secret"), "unlisted": "values"},
                    (
                        "generate-db-auth-token get-cluster-credentials get-cluster-credentials-with-iam "
                        "get-credentials get-role-credentials"
                    ): {"effects": ("read", "print-secret"), "unlisted": "values"},
                    (
                        "get-credentials-for-identity get-open-id-token get-open-id-token-for-developer-identity "
                        "list-api-keys"
                    ): {"effects": ("read", "print-secret"), "unlisted": "values"},
                    (
                        "get-function get-function-configuration list-versions-by-function describe-user-pool-client"
                    ): {"effects": ("read", "print-secret"), "unlisted": "values"},
                    (
                        "get-relational-database-master-user-password download-default-key-pair "
                        "get-instance-access-details"
                    ): {"effects": ("read", "print-secret"), "unlisted": "values"},
                    "list-functions": {
                        "effects": ("read", "print-secret"), "unlisted": "values",
                        "when": (
                            {
                                "if": {
                                    "flag": "--query",
                                    "value": (
                                        "Functions[].FunctionName", "Functions[*].FunctionName", "length(Functions*)",
                                    ),
                                },
                                "effects": ("read",),
                            },
                        ),
                    },
                    "get-api-key get-api-keys": {
                        "effects": ("read",), "unlisted": "values",
                        "when": (
                            {
                                "if": {"any": ({"flag": "--include-value"}, {"flag": "--include-values"})},
                                "add": ("print-secret",),
                            },
                        ),
                    },
                    "get-parameter get-parameters get-parameters-by-path get-parameter-history": {
                        "effects": ("read",), "unlisted": "values",
                        "when": ({"if": {"flag": "--with-decryption"}, "add": ("print-secret",)},),
                    },
                    (
                        "create-access-key create-service-specific-credential reset-service-specific-credential "
                        "create-key-pair create-api-key"
                    ): {"effects": ("write", "print-secret"), "unlisted": "values"},
                    (
                        "create-keys-and-certificate create-provisioning-claim admin-initiate-auth initiate-auth"
                    ): {"effects": ("write", "print-secret"), "unlisted": "values"},
                    "admin-respond-to-auth-challenge respond-to-auth-challenge create-token": {
                        "effects": ("write", "print-secret"), "unlisted": "values",
                    },
                    (
                        "get-random-password generate-random encrypt verify generate-mac verify-mac "
                        "decode-authorization-message transact-get-items"
                    ): {"effects": ("read",), "unlisted": "values"},
                    (
                        "admin-get-* admin-list-* get-statement-result tail start-live-tail start-query "
                        "filter-log-events"
                    ): {"effects": ("read",), "unlisted": "values"},
                    "update-kubeconfig": {
                        "effects": ("read",), "unlisted": "values", "files": {"--kubeconfig": "write"},
                        "sets": {"kube-config": "--name"},
                    },
                    "invoke invoke-async invoke-with-response-stream": {
                        "effects": ("exec", "write"), "unlisted": "values", "files": {"@-1": "create"},
                    },
                    "get-object get-object-torrent": {
                        "effects": ("read",), "unlisted": "values", "files": {"@-1": "create"},
                    },
                    "put-object upload-part": {
                        "unlisted": "values", "files": {"--body": "read"},
                        "when": (
                            {
                                "if": {"flag": "--acl", "value": ("public-read*", "authenticated-read")},
                                "add": ("publish",),
                            },
                        ),
                    },
                    (
                        "put-bucket-policy put-bucket-acl put-object-acl put-bucket-website "
                        "delete-public-access-block put-public-access-block"
                    ): {"effects": ("write", "publish"), "unlisted": "values"},
                    (
                        "add-permission create-function-url-config modify-image-attribute modify-snapshot-attribute "
                        "set-repository-policy"
                    ): {"effects": ("write", "publish"), "unlisted": "values"},
                    "modify-db-snapshot-attribute modify-db-cluster-snapshot-attribute": {
                        "effects": ("write", "publish"), "unlisted": "values",
                    },
                    "sign": {"effects": ("read", "publish"), "unlisted": "values"},
                    "put-image publish-package-version copy-package-versions": {
                        "effects": ("publish", "network"), "unlisted": "values",
                    },
                    "merge-branches-* merge-pull-request-by-* create-commit put-file": {
                        "effects": ("merge", "write"), "unlisted": "values",
                    },
                    "override-pull-request-approval-rules": {
                        "effects": ("write", "weaken-guard"), "unlisted": "values",
                    },
                    (
                        "schedule-key-deletion leave-organization close-account change-resource-record-sets "
                        "batch-write-item transact-write-items"
                    ): {"effects": ("write", "delete"), "unlisted": "values"},
                    (
                        "disable-key disable-key-rotation put-key-policy stop-logging update-trail "
                        "put-event-selectors stop-configuration-recorder"
                    ): {"effects": ("write", "weaken-guard"), "unlisted": "values"},
                    (
                        "set-stack-policy disable-security-hub disable-macie update-detector deactivate-mfa-device "
                        "disable-organization-admin-account"
                    ): {"effects": ("write", "weaken-guard"), "unlisted": "values"},
                    (
                        "delete-trail delete-detector delete-configuration-recorder delete-delivery-channel "
                        "delete-flow-logs delete-virtual-mfa-device"
                    ): {"effects": ("delete", "weaken-guard"), "unlisted": "values"},
                    "delete-account-password-policy delete-analyzer": {
                        "effects": ("delete", "weaken-guard"), "unlisted": "values",
                    },
                    "execute-command": {
                        "effects": ("exec",), "unlisted": "values",
                        "commands": ({"form": "shell", "from": "--command", "remote": True},),
                    },
                    "ssh": {"effects": ("exec",), "unlisted": "values"},
                    "open-tunnel": {"effects": ("read", "network"), "unlisted": "values"},
                    "start-session send-command resume-session start-automation-execution": {
                        "effects": ("exec", "write"), "unlisted": "values",
                    },
                    (
                        "deploy create-stack update-stack execute-change-set create-stack-set update-stack-set "
                        "create-stack-instances"
                    ): {
                        "effects": ("write", "deploy"), "unlisted": "values", "files": {"--template-file": "read"},
                        "when": ({"if": {"flag": "--no-execute-changeset"}, "effects": ("write",)},),
                    },
                    "package": {
                        "unlisted": "values",
                        "files": {"--template-file": "read", "--output-template-file": "create"},
                    },
                    (
                        "continue-update-rollback rollback-stack update-service create-task-set "
                        "update-service-primary-task-set create-deployment push"
                    ): {"effects": ("write", "deploy"), "unlisted": "values"},
                    (
                        "stop-deployment continue-deployment start-pipeline-execution put-approval-result "
                        "start-deployment start-job update-stage"
                    ): {"effects": ("write", "deploy"), "unlisted": "values"},
                    (
                        "update-environment create-environment swap-environment-cnames update-function-code "
                        "publish-version update-alias create-function"
                    ): {"effects": ("write", "deploy"), "unlisted": "values"},
                    "run-task start-task": {"effects": ("exec", "write", "deploy"), "unlisted": "values"},
                    "create-change-set": {"unlisted": "values"},
                    "*statement* execute-transaction": {"effects": ("exec", "write"), "unlisted": "values"},
                    (
                        "get-* list-* describe-* batch-get-* batch-describe-* batch-list-* batch-check-* search-* "
                        "search lookup-* query scan head-* check-* count-* detect-* validate-* preview-* estimate-* "
                        "simulate-* select-* view-* discover-* calculate-* is-* infer-* classify-* translate-* "
                        "recognize-* analyze-* compare-* retrieve download-* wait receive-* lookup verify-trust "
                        "verify-dns-configuration suggest suggest-* test-metric-filter test-*-pattern "
                        "test-identity-provider contains-*"
                    ): {"effects": ("read",), "unlisted": "values"},
                    "admin-delete-*": {"effects": ("delete",), "unlisted": "values"},
                    (
                        "delete-* batch-delete-* bulk-delete-* terminate-* remove-* deregister-* purge-* release-* "
                        "destroy-* discard-* dispose-* forget-* evict-* retire-* deprovision-* batch-remove-* "
                        "expire-* unregister-* revoke-*"
                    ): {"effects": ("delete",), "unlisted": "values"},
                    (
                        "invoke-* execute-* run-command start-execution start-sync-execution send-ssh-public-key "
                        "send-serial-console-ssh-public-key batch-execute-* test-invoke-* start-query-execution "
                        "rerun-* start-build start-build-batch start-job-run submit-job"
                    ): {"effects": ("write", "exec"), "unlisted": "values"},
                    "*": {"unlisted": "values"},
                },
            },
            (
                "accessanalyzer account acm acm-pca aiops amp amplify amplifybackend amplifyuibuilder apigateway "
                "apigatewaymanagementapi apigatewayv2 appconfig appconfigdata appfabric appflow appintegrations "
                "application-autoscaling application-insights application-signals applicationcostprofiler appmesh "
                "apprunner appstream appsync arc-region-switch arc-zonal-shift artifact athena auditmanager "
                "autoscaling autoscaling-plans b2bi backup backup-gateway backupsearch batch bcm-dashboards "
                "bcm-data-exports bcm-pricing-calculator bcm-recommended-actions bedrock bedrock-agent "
                "bedrock-agent-runtime bedrock-agentcore bedrock-agentcore-control bedrock-data-automation "
                "bedrock-data-automation-runtime bedrock-runtime billing billingconductor braket budgets ce chatbot "
                "chime chime-sdk-identity chime-sdk-media-pipelines chime-sdk-meetings chime-sdk-messaging "
                "chime-sdk-voice cleanrooms cleanroomsml cloud9 cloudcontrol clouddirectory cloudformation cloudfront "
                "cloudfront-keyvaluestore cloudhsm cloudhsmv2 cloudsearch cloudsearchdomain cloudtrail "
                "cloudtrail-data cloudwatch codeartifact codebuild codecatalyst codecommit codeconnections codedeploy "
                "codeguru-reviewer codeguru-security codeguruprofiler codepipeline codestar-connections "
                "codestar-notifications cognito-identity cognito-idp cognito-sync comprehend comprehendmedical "
                "compute-optimizer compute-optimizer-automation config configservice connect connect-contact-lens "
                "connectcampaigns connectcampaignsv2 connectcases connecthealth connectparticipant controlcatalog "
                "controltower cost-optimization-hub cur customer-profiles databrew dataexchange datapipeline datasync "
                "datazone dax deadline deploy detective devicefarm devops-agent devops-guru directconnect discovery "
                "dlm dms docdb docdb-elastic drs ds ds-data dsql dynamodb dynamodbstreams ebs ec2-instance-connect "
                "ecr ecr-public ecs efs eks eks-auth elasticache elasticbeanstalk elb elbv2 elementalinference emr "
                "emr-containers emr-serverless entityresolution es events evs finspace finspace-data firehose fis fms "
                "forecast forecastquery frauddetector freetier fsx gamelift gameliftstreams geo-maps geo-places "
                "geo-routes glacier globalaccelerator glue grafana greengrass greengrassv2 groundstation guardduty "
                "health healthlake iam identitystore imagebuilder importexport inspector inspector-scan inspector2 "
                "interconnect internetmonitor invoicing iot iot-data iot-jobs-data iot-managed-integrations "
                "iotdeviceadvisor iotevents iotevents-data iotfleetwise iotsecuretunneling iotsitewise iotthingsgraph "
                "iottwinmaker iotwireless ivs ivs-realtime ivschat kafka kafkaconnect kendra kendra-ranking keyspaces "
                "keyspacesstreams kinesis kinesis-video-archived-media kinesis-video-media kinesis-video-signaling "
                "kinesis-video-webrtc-storage kinesisanalytics kinesisanalyticsv2 kinesisvideo kms lakeformation "
                "lambda launch-wizard lex-models lex-runtime lexv2-models lexv2-runtime license-manager "
                "license-manager-linux-subscriptions license-manager-user-subscriptions lightsail location logs "
                "lookoutequipment m2 machinelearning macie2 mailmanager managedblockchain managedblockchain-query "
                "marketplace-agreement marketplace-catalog marketplace-deployment marketplace-discovery "
                "marketplace-entitlement marketplace-reporting marketplacecommerceanalytics mediaconnect mediaconvert "
                "medialive mediapackage mediapackage-vod mediapackagev2 mediastore mediastore-data mediatailor "
                "medical-imaging memorydb meteringmarketplace mgh mgn migration-hub-refactor-spaces "
                "migrationhub-config migrationhuborchestrator migrationhubstrategy mpa mq mturk mwaa mwaa-serverless "
                "neptune neptune-graph neptunedata network-firewall networkflowmonitor networkmanager networkmonitor "
                "notifications notificationscontacts nova-act oam observabilityadmin odb omics opensearch "
                "opensearchserverless organizations osis outposts panorama partnercentral-account "
                "partnercentral-benefits partnercentral-channel partnercentral-selling payment-cryptography "
                "payment-cryptography-data pca-connector-ad pca-connector-scep pcs personalize personalize-events "
                "personalize-runtime pi pinpoint pinpoint-email pinpoint-sms-voice pinpoint-sms-voice-v2 pipes polly "
                "pricing proton qapps qbusiness qconnect quicksight ram rbin rds rds-data redshift redshift-data "
                "redshift-serverless rekognition repostspace resiliencehub resource-explorer-2 resource-groups "
                "resourcegroupstaggingapi rolesanywhere route53 route53-recovery-cluster "
                "route53-recovery-control-config route53-recovery-readiness route53domains route53globalresolver "
                "route53profiles route53resolver rtbfabric rum s3api s3control s3files s3outposts s3tables s3vectors "
                "sagemaker sagemaker-a2i-runtime sagemaker-edge sagemaker-featurestore-runtime sagemaker-geospatial "
                "sagemaker-metrics sagemaker-runtime savingsplans scheduler schemas sdb secretsmanager security-ir "
                "securityagent securityhub securitylake serverlessrepo service-quotas servicecatalog "
                "servicecatalog-appregistry servicediscovery ses sesv2 shield signer signer-data signin simpledbv2 "
                "simspaceweaver sms-voice snow-device-management snowball sns socialmessaging sqs ssm ssm-contacts "
                "ssm-guiconnect ssm-incidents ssm-quicksetup ssm-sap sso-admin sso-oidc stepfunctions storagegateway "
                "sts supplychain support support-app sustainability swf synthetics taxsettings textract "
                "timestream-influxdb timestream-query timestream-write tnb transcribe transfer translate "
                "trustedadvisor uxc verifiedpermissions voice-id vpc-lattice waf waf-regional wafv2 wellarchitected "
                "wickr wisdom workdocs workmail workmailmessageflow workspaces workspaces-instances "
                "workspaces-thin-client workspaces-web xray"
            ): "=ec2",
            "*": {
                "effects": ("exec", "write"),
                "subcommands": {"help": {"effects": (), "local": True}, "*": {"unlisted": "values"}},
            },
        },
    },
    {
        "names": ("awslocal",), "about": "the same against LocalStack", "docs": "https://docs.localstack.cloud/",
        "like": "aws", "local": True, "target": None,
    },
)
