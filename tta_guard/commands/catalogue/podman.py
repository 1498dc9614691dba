"""Podman and nerdctl: what they have beside docker, and where they find their engine."""

# fmt: off
TOOLS = (
    {
        "names": ("podman",), "like": "docker", "about": "Containers without a daemon, here or over a connection",
        "docs": "https://docs.podman.io/en/latest/Commands.html",
        "flags": {
            "-r --remote": "flag", "--noout": "flag", "--syslog": "flag", "--transient-store": "flag",
            "--trace": "flag", "-c --connection": "value", "--url": "value", "--identity": "value",
            "--cgroup-manager": "value", "--conmon": "value", "--events-backend": "value", "--hooks-dir": "value",
            "--imagestore": "value", "--module": "value", "--network-cmd-path": "value",
            "--network-config-dir": "value", "--out": "value", "--root": "value", "--runroot": "value",
            "--runtime": "value", "--runtime-flag": "value", "--ssh": "value", "--storage-driver": "value",
            "--storage-opt": "value", "--tmpdir": "value", "--volumepath": "value", "--log-level": "value",
        },
        "target": {
            "resolver": "docker", "connection": ("-c --connection", "$CONTAINER_CONNECTION"),
            "host": ("--url", "$CONTAINER_HOST"),
        },
        "subcommands": {
            "compose": {
                "target": {
                    "resolver": "compose", "connection": ("-c --connection", "$CONTAINER_CONNECTION"),
                    "host": ("--url", "$CONTAINER_HOST", "$DOCKER_HOST"),
                },
            },
            "run": {
                "flags": {
                    "--env-host": "flag", "--init": "flag", "--read-only-tmpfs": "flag", "--replace": "flag",
                    "--no-hostname": "flag", "--no-hosts": "flag", "--rootfs": "flag", "--tls-verify": "flag",
                    "--privileged": "flag", "--interactive": "flag", "--arch": "value", "--authfile": "value",
                    "--cgroup-conf": "value", "--cgroups": "value", "--chrootdirs": "value",
                    "--conmon-pidfile": "value", "--decryption-key": "value", "--env-merge": "value",
                    "--gidmap": "value", "--uidmap": "value", "--subuidname": "value", "--subgidname": "value",
                    "--group-entry": "value", "--hostuser": "value", "--image-volume": "value", "--init-ctr": "value",
                    "--init-path": "value", "--no-healthcheck": "value", "--os": "value", "--variant": "value",
                    "--passwd-entry": "value", "--personality": "value", "--pidfile": "value", "--pod": "value",
                    "--pod-id-file": "value", "--preserve-fd": "value", "--preserve-fds": "value",
                    "--requires": "value", "--rdt-class": "value", "--retry": "value", "--retry-delay": "value",
                    "--sdnotify": "value", "--secret": "value", "--seccomp-policy": "value",
                    "--shm-size-systemd": "value", "--startup": "value", "--systemd": "value", "--timeout": "value",
                    "--tz": "value", "--umask": "value", "--unsetenv": "value", "--userns": "value",
                },
            },
            "create": {
                "flags": {
                    "--env-host": "flag", "--init": "flag", "--read-only-tmpfs": "flag", "--replace": "flag",
                    "--no-hostname": "flag", "--no-hosts": "flag", "--rootfs": "flag", "--tls-verify": "flag",
                    "--privileged": "flag", "--interactive": "flag", "--arch": "value", "--authfile": "value",
                    "--cgroup-conf": "value", "--cgroups": "value", "--chrootdirs": "value",
                    "--conmon-pidfile": "value", "--decryption-key": "value", "--env-merge": "value",
                    "--gidmap": "value", "--uidmap": "value", "--subuidname": "value", "--subgidname": "value",
                    "--group-entry": "value", "--hostuser": "value", "--image-volume": "value", "--init-ctr": "value",
                    "--init-path": "value", "--no-healthcheck": "value", "--os": "value", "--variant": "value",
                    "--passwd-entry": "value", "--personality": "value", "--pidfile": "value", "--pod": "value",
                    "--pod-id-file": "value", "--preserve-fd": "value", "--preserve-fds": "value",
                    "--requires": "value", "--rdt-class": "value", "--retry": "value", "--retry-delay": "value",
                    "--sdnotify": "value", "--secret": "value", "--seccomp-policy": "value",
                    "--shm-size-systemd": "value", "--startup": "value", "--systemd": "value", "--timeout": "value",
                    "--tz": "value", "--umask": "value", "--unsetenv": "value", "--userns": "value",
                },
            },
            "pull": {
                "target": {
                    "resolver": "docker", "connection": ("-c --connection", "$CONTAINER_CONNECTION"),
                    "host": ("--url", "$CONTAINER_HOST"),
                },
            },
            "push": {
                "target": {
                    "resolver": "docker", "connection": ("-c --connection", "$CONTAINER_CONNECTION"),
                    "host": ("--url", "$CONTAINER_HOST"), "registry": ("@2", "@1"),
                },
            },
            "login": {
                "target": {
                    "resolver": "docker", "connection": ("-c --connection", "$CONTAINER_CONNECTION"),
                    "host": ("--url", "$CONTAINER_HOST"), "registry": ("@1",),
                },
            },
            "auto-update": {
                "flags": {"--dry-run": "flag", "--authfile": "value", "--format": "value"},
                "effects": ("write", "deploy"), "when": ({"if": {"flag": "--dry-run"}, "effects": ("read",)},),
            },
            "farm": {
                "effects": ("write",),
                "subcommands": {
                    "build": {"effects": ("write", "exec", "publish")}, "list ls": {"effects": ()},
                    "remove rm": {"effects": ("delete",)},
                },
            },
            "generate": {
                "effects": ("read",),
                "when": ({"if": {"not": {"flag": "--name-only"}}, "add": ("print-secret",)},),
                "flags": {"--name-only": "flag"},
                "subcommands": {
                    "kube": {
                        "flags": {"-s --service": "flag", "-f --filename": "value", "-t --type": "value"},
                        "effects": ("read",), "files": {"-f --filename": "create"},
                    },
                    "systemd": {"effects": ("read",)}, "spec": {"effects": ("read",)},
                },
            },
            "kube": {
                "effects": ("write",),
                "subcommands": {
                    "play": {
                        "flags": {
                            "--build": "flag", "--down": "flag", "--replace": "flag", "--start": "flag",
                            "--wait": "flag", "--tls-verify": "flag", "--no-hosts": "flag", "--force": "flag",
                            "--annotation": "value", "--authfile": "value", "--configmap": "value",
                            "--context-dir": "value", "--log-driver": "value", "--network": "value",
                            "--publish": "value", "--seccomp-profile-root": "value", "--userns": "value",
                        },
                        "effects": ("write", "deploy", "exec"), "files": {"@*": "read", "--configmap": "read"},
                    },
                    "down": {"flags": {"--force": "flag"}, "effects": ("delete",), "files": {"@*": "read"}},
                    "generate": {
                        "flags": {"-s --service": "flag", "-f --filename": "value", "-t --type": "value"},
                        "effects": ("read", "print-secret"), "files": {"-f --filename": "create"},
                    },
                    "apply": {
                        "flags": {"-f --file": "value", "--kubeconfig": "value", "--ns": "value"},
                        "effects": ("write", "deploy"),
                        "target": {
                            "resolver": "kube", "kubeconfig": ("--kubeconfig", "$KUBECONFIG"), "namespace": ("--ns",),
                        },
                    },
                },
            },
            "play": {
                "effects": ("write",),
                "subcommands": {"kube": {"effects": ("write", "deploy", "exec"), "files": {"@*": "read"}}},
            },
            "healthcheck": {"effects": ("exec",), "subcommands": {"run": {"effects": ("exec",)}}},
            "init": {"effects": ("write",)},
            "machine": {
                "effects": ("write",), "local": True,
                "subcommands": {
                    "info inspect list ls": {"effects": ()}, "rm remove": {"effects": ("delete",)},
                    "reset": {"effects": ("delete",)},
                    "ssh": {
                        "effects": ("exec",), "stop": "first-positional",
                        "commands": ({"form": "argv", "from": "@2", "remote": True},),
                    },
                    "os": {"effects": ("write",), "subcommands": {}},
                },
            },
            "mount": {"effects": ("read",)}, "unmount umount": {"effects": ("write",)},
            "pod": {
                "effects": ("write",),
                "subcommands": {
                    "create": {"effects": ("write",)},
                    "exists inspect logs ps stats top list ls": {"effects": ("read",)},
                    "kill pause restart start stop unpause clone": {"effects": ("write",)},
                    "prune": {"effects": ("delete",)}, "rm": {"effects": ("delete",)},
                },
            },
            "secret": {
                "subcommands": {
                    "inspect": {
                        "flags": {"--showsecret": "flag", "--pretty": "flag", "-f --format": "value"},
                        "effects": ("read",), "when": ({"if": {"flag": "--showsecret"}, "add": ("print-secret",)},),
                    },
                    "exists": {"effects": ("read",)},
                },
            },
            "system": {
                "effects": ("write",),
                "subcommands": {
                    "connection": {
                        "effects": ("write",), "local": True,
                        "subcommands": {
                            "list ls": {"effects": ()},
                            "default": {"effects": ("write",), "sets": {"docker-context": "@1"}},
                            "remove rm": {"effects": ("delete",)},
                        },
                    },
                    "check": {"flags": {"--repair": "flag"}, "effects": ("read",)},
                    "df events info": {"effects": ("read",)}, "migrate renumber": {"effects": ("write",)},
                    "prune reset": {"effects": ("delete",)}, "service": {"effects": ("network", "exec")},
                    "dial-stdio": {"effects": ("exec",)},
                },
            },
            "unshare": {
                "flags": {"--rootless-netns": "flag"}, "effects": ("exec",), "stop": "first-positional", "local": True,
                "commands": ({"form": "argv", "from": "@1"},),
            },
            "untag": {"effects": ("write",)},
            "artifact": {
                "effects": ("write",),
                "subcommands": {
                    "inspect ls list": {"effects": ("read",)}, "push": {"effects": ("publish", "network")},
                    "rm": {"effects": ("delete",)}, "extract": {"effects": ("read",)},
                },
            },
            "image": {
                "subcommands": {
                    "exists": {"effects": ("read",)},
                    "trust": {"effects": ("read",), "subcommands": {"set": {"effects": ("write", "weaken-guard")}}},
                    "sign": {"effects": ("write",)}, "scp": {"effects": ("write", "network")},
                    "diff": {"effects": ("read",)}, "mount": {"effects": ("read",)}, "tree": {"effects": ("read",)},
                    "unmount": {"effects": ("write",)}, "untag": {"effects": ("write",)},
                    "search": {"effects": ("read", "network")},
                },
            },
            "container": {
                "subcommands": {
                    "checkpoint": {"effects": ("write",)}, "restore": {"effects": ("write",)},
                    "cleanup": {"effects": ("delete",)}, "clone": {"effects": ("write",)},
                    "exists": {"effects": ("read",)}, "init": {"effects": ("write",)}, "mount": {"effects": ("read",)},
                    "unmount": {"effects": ("write",)}, "runlabel": {"effects": ("exec",)},
                },
            },
            "network": {
                "subcommands": {
                    "exists": {"effects": ("read",)}, "reload": {"effects": ("write",)},
                    "update": {"effects": ("write",)},
                },
            },
            "volume": {
                "subcommands": {
                    "exists": {"effects": ("read",)},
                    "export": {
                        "flags": {"-o --output": "value"}, "effects": ("read",), "files": {"-o --output": "create"},
                    },
                    "import": {"effects": ("write",), "files": {"@2": "read"}}, "mount": {"effects": ("read",)},
                    "reload": {"effects": ("write",)},
                },
            },
        },
    },
    {
        "names": ("nerdctl", "finch"), "like": "docker", "about": "Docker's commands on containerd",
        "docs": "https://github.com/containerd/nerdctl/blob/main/docs/command-reference.md",
        "flags": {
            "--debug": "flag", "--debug-full": "flag", "--experimental": "flag", "--insecure-registry": "flag",
            "--kube-hide-dupe": "flag", "-a --address -H --host": "value", "-n --namespace": "value",
            "--bridge-ip": "value", "--cdi-spec-dirs": "value", "--cgroup-manager": "value",
            "--cni-netconfpath": "value", "--cni-path": "value", "--data-root": "value", "--global-dns": "value",
            "--global-dns-opts": "value", "--global-dns-search": "value", "--host-gateway-ip": "value",
            "--hosts-dir": "value", "--snapshotter --storage-driver": "value", "--userns-remap": "value",
        },
        "target": {"resolver": "docker", "host": ("-a --address -H --host", "$CONTAINERD_ADDRESS")},
        "subcommands": {
            "apparmor": {"effects": ("write",), "subcommands": {"inspect ls": {"effects": ("read",)}}},
            "namespace ns": {
                "effects": ("write",),
                "subcommands": {"inspect ls list": {"effects": ("read",)}, "remove rm": {"effects": ("delete",)}},
            },
            "ipfs": {"effects": ("network", "exec"), "subcommands": {}},
            "pull": {
                "target": {
                    "resolver": "docker", "host": ("-a --address -H --host", "$CONTAINERD_ADDRESS"),
                    "registry": ("@1",),
                },
            },
            "push": {
                "target": {
                    "resolver": "docker", "host": ("-a --address -H --host", "$CONTAINERD_ADDRESS"),
                    "registry": ("@1",),
                },
            },
            "image": {"subcommands": {"convert encrypt decrypt": {"effects": ("write",)}}},
            "internal": {"effects": ("exec",)},
        },
    },
)
