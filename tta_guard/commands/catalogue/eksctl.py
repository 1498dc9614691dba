"""eksctl: with a configuration file, delete only shows a plan unless --approve is given."""

# fmt: off
TOOL = {
    "names": ("eksctl",), "about": "EKS clusters", "docs": "https://eksctl.io/", "style": "pflag",
    "help": ("-h --help",),
    "flags": {
        "-A --all": "flag", "-C --color": "value", "-M --nodes-max": "value", "-N --nodes": "value",
        "--account": "value", "--alb-ingress-access": "flag", "--appmesh-access": "flag", "--approve": "flag",
        "--arn": "value", "--asg-access": "flag", "--attach-policy-arn": "value", "--authenticator-role-arn": "value",
        "--auto-kubeconfig": "flag", "-c --cluster": "value", "--cfn-role-arn": "value", "--chunk-size": "value",
        "-d --dump-logs": "flag", "--disable-nodegroup-eviction": "flag", "--drain": "flag", "--dry-run": "flag",
        "--enable-ssm": "flag", "--enable-types": "flag", "--exclude": "value", "--external-dns-access": "flag",
        "-f --config-file": "value", "--fargate": "flag", "--force": "flag", "--full-ecr-access": "flag",
        "--group": "value", "-h --help": "flag", "--install-neuron-plugin": "flag",
        "--install-vpc-controllers": "flag", "--instance-prefix": "flag", "--instance-types": "value",
        "--kubeconfig": "value", "--kubernetes-version": "value", "--labels": "value", "-m --nodes-min": "value",
        "--managed": "flag", "--max-grace-period": "value", "--max-pods-per-node": "value", "-n --name": "value",
        "--namespace": "value", "--node-ami": "value", "--node-ami-family": "value", "--node-labels": "value",
        "--node-private-networking": "flag", "--node-security-groups": "value", "--node-volume-size": "value",
        "--node-volume-type": "value", "--node-zones": "value", "--nodegroup-name": "value", "-o --output": "value",
        "--only-missing": "flag", "--override-existing-serviceaccounts": "flag", "-p --profile": "value",
        "--parallel-drain": "flag", "--plan": "flag", "--pod-eviction-wait-period": "value", "-r --region": "value",
        "--role-name": "value", "--role-only": "flag", "--service-account-role-arn": "value",
        "--set-kubeconfig-context": "flag", "--spot": "flag", "--ssh-access": "flag", "--ssh-public-key": "value",
        "-t --node-type": "value", "--tags": "value", "--timeout": "value", "--types": "value", "--username": "value",
        "-v --verbose": "value", "--version": "value", "--vpc-cidr": "value", "--vpc-from-kops-cluster": "value",
        "--vpc-nat-mode": "value", "--vpc-private-subnets": "value", "--vpc-public-subnets": "value",
        "-w --wait": "flag", "--with-oidc": "flag", "--without-nodegroup": "flag", "--write-kubeconfig": "flag",
        "--zones": "value",
    },
    "effects": ("write",),
    "target": {
        "resolver": "aws", "profile": ("-p --profile", "$AWS_PROFILE"), "region": ("-r --region", "$AWS_REGION"),
        "config": ("-f --config-file",), "stack": ("-c --cluster", "-n --name"),
    },
    "files": {"-f --config-file": "read", "--kubeconfig": "write"},
    "when": ({"if": {"flag": "--dry-run"}, "effects": ("read",)},),
    "subcommands": {
        "": {"effects": (), "local": True}, "create": {}, "get list": {"effects": ("read",)},
        "update upgrade set scale enable associate register": {},
        "delete disassociate deregister": {
            "effects": ("delete",),
            "when": (
                {
                    "if": {
                        "all": (
                            {"any": ({"flag": "-f --config-file"}, {"flag": "--only-missing"})},
                            {"not": {"flag": "--approve"}},
                        ),
                    },
                    "effects": ("read",),
                },
            ),
        },
        "unset": {}, "drain": {"effects": ("write", "delete")},
        "utils": {
            "subcommands": {
                (
                    "describe-stacks describe-addon-versions describe-addon-configuration nodegroup-health schema"
                ): {"effects": ("read",)},
                "write-kubeconfig": {
                    "local": True, "files": {"--kubeconfig": "write"}, "sets": {"kube-config": "-c --cluster"},
                },
            },
        },
        "anywhere": {"effects": ("write", "exec")}, "completion version info help": {"effects": (), "local": True},
    },
}
