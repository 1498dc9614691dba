"""Programs that empty a cloud account."""

# fmt: off
TOOL = {
    "names": ("aws-nuke", "cloud-nuke", "azure-nuke", "gcp-nuke"), "about": "delete everything in an account",
    "docs": "https://github.com/rebuy-de/aws-nuke", "style": "gnu", "help": ("--help", "--version"),
    "unlisted": "flag",
    "flags": {
        "--access-key-id": "value", "--assume-role-arn": "value", "-c --config": "value", "--default-region": "value",
        "--dry-run": "flag", "--exclude": "value", "--exclude-resource-type": "value", "--force": "flag",
        "--help": "flag", "--no-dry-run": "flag", "--older-than": "value", "--profile": "value", "-q": "flag",
        "--region": "value", "--resource-type": "value", "--secret-access-key": "value", "--target": "value",
        "-v": "flag", "--version": "flag",
    },
    "effects": ("delete",),
    "target": {
        "resolver": "aws", "profile": ("--profile", "$AWS_PROFILE"), "region": ("--region", "$AWS_REGION"),
        "role": ("--assume-role-arn",), "config": ("-c --config",),
    },
    "files": {"-c --config": "read"},
    "subcommands": {
        "resource-types version help": {"effects": (), "local": True},
        "inspect-aws explain-config explain-account": {"effects": ("read",)},
    },
}
