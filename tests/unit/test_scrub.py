"""The environment scrub: what goes, what stays, and that no reason holds a secret."""

from __future__ import annotations

from typing import Any

import pytest

from tta_guard.commands.environments import Target
from tta_guard.confine.scrub import scrub_environment
from tta_guard.confine.scrub_forms import secret_name, secret_value
from tta_guard.confine.views_model import View
from tta_guard.model import Reason
from tta_guard.policy.config import parse_config
from tta_guard.policy.meanings import SECRET_VARIABLES, secret_variable
from tta_guard.policy.rules import Policy

CONFIG = """
version: 1
environments:
  production:
    hosts: ["*.corp.example", "db.shop.example:6432"]
    cidrs: ["10.9.0.0/16"]
    contexts: [blue]
    profiles: [omega]
    accounts: ["111111111111"]
    projects: [acme-main]
  development:
    hosts: ["*.dev.example", "pypi.tools.example"]
    accounts: ["581039954779"]
secrets:
  variables: {add: [FOO_*], except: [BUILD_TOKEN, "PUBLIC_*", DATABASE_URL]}
confinement: {sockets: [/run/agent.sock]}
"""
TOKEN = "ghp_" + "a1B2c3D4e5F6g7H8i9J0"


def policy(text: str = CONFIG, mode: str | None = None, level: Any = "HIGH") -> Policy:
    data = parse_config(text.encode(), "tta-guard.yaml").to_data()
    settings = {name: data[name] for name in ("environments", "secrets", "confinement", "git")}
    return Policy(mode, level, (), (), (), (), None, None, None, settings, ())


def target(kind: str, name: str) -> Target:
    return Target(kind, name, "test", "production", Reason("x", "x"))


def scrub(
    approved: tuple[Target, ...] = (), views: tuple[View, ...] = (), text: str = CONFIG, **environ: str
) -> dict[str, str]:
    """What was removed, and why; what stays is checked to be as it was."""
    raw = {name.encode(): value.encode("utf-8", "surrogateescape") for name, value in environ.items()}
    found = scrub_environment(raw, policy(text), approved=approved, views=views)
    removed = dict(found.removed)
    assert found.environ == {name: value for name, value in raw.items() if name.decode() not in removed}
    return removed


NEEDED = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/home/u",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TERM": "xterm-256color",
    "VIRTUAL_ENV": "/home/u/venv",
    "NODE_ENV": "production",
    "NODE_OPTIONS": "--max-old-space-size=4096",
    "NODE_EXTRA_CA_CERTS": "/etc/ssl/x.crt",
    "PYTHONPATH": "src",
    "LD_LIBRARY_PATH": "/opt/cuda/lib64",
    "CI": "true",
    "GITHUB_ACTIONS": "true",
    "GITHUB_REPOSITORY": "acme/shop",
    "GITHUB_REF_NAME": "main",
    "GITHUB_ENV": "/home/runner/work/_temp/set_env",
    "GITHUB_API_URL": "https://api.github.com",
    "RUNNER_TEMP": "/tmp/r",
    "npm_config_cache": "/home/u/.npm",
    "npm_config_production": "true",
    "SSH_ASKPASS": "/usr/bin/ssh-askpass",
    "GPG_TTY": "/dev/pts/0",
    "XDG_RUNTIME_DIR": "/run/user/1000",
    "DISPLAY": ":0",
    "TOKENIZERS_PARALLELISM": "false",
    "MAX_TOKENS": "4096",
    "OPENAI_MAX_TOKENS_PER_CALL": "100",
    "http_proxy": "http://user:pw@proxy.net.example:3128",
    "NO_PROXY": "localhost,10.9.0.0/16",
    "DOCKER_HOST": "unix:///run/user/1000/docker.sock",
    "KUBECONFIG": "/home/u/.kube/config",
    "AWS_REGION": "eu-central-1",
    "AWS_PROFILE": "dev",
    "PGHOST": "localhost",
    "PGPASSWORD": "postgres",
    "POSTGRES_HOST": "db.dev.example",
    "POSTGRES_PASSWORD": "postgres",
    "REDIS_URL": "redis://:pw@localhost:6379/0",
    "SENTRY_DSN": "",
    "APP_DSN": "postgres://u:p@x.dev.example/app",
    "PASSWORD_STORE_DIR": "/home/u/.password-store",
    "BUILD_TOKEN": "x" * 20,
    "PUBLIC_KEY_TOKEN": "x",
    "GOOGLE_APPLICATION_CREDENTIALS": "/home/u/dev.json",
    "BASH_FUNC_which%%": "() {  ( alias; declare -f ) | /usr/bin/which $@\n}",
    "LD_PRELOAD": "/usr/lib/x86_64-linux-gnu/libjemalloc.so.2",
    "REPRODUCTION": "yes please",
    "NON_PROD_NAME": "x",
    "LIVE_RELOAD_DIR": "static",
    "COMMIT": "0123456789abcdef0123456789abcdef01234567",
    "SKIP": "sk-learn-is-a-library-that-is-long",
    "HOMEPAGE": "https://docs.example.org/prod/intro",
    "PS1": "\\u@\\h$ ",
}


def test_what_tools_need_stays() -> None:
    assert scrub(**NEEDED) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GITHUB_TOKEN", "x" * 20),
        ("github_token", "x" * 20),
        ("GH_TOKEN", TOKEN),
        ("ACTIONS_RUNTIME_TOKEN", "x"),
        ("AWS_SECRET_ACCESS_KEY", "x" * 40),
        ("VAULT_TOKEN", "x"),
        ("ANTHROPIC_API_KEY", "x"),
        ("PGPASSWORD", "x"),
        ("MYSQL_PWD", "x"),
        ("SSHPASS", "x"),
        ("REDISCLI_AUTH", "x"),
        ("COMPOSER_AUTH", "{}"),
        ("npm_config__auth", "x"),
        ("npm_config_//registry.npmjs.org/:_authToken", "x"),
        ("AZURE_CLIENT_SECRET", "x"),
        ("FOO_ANYTHING", "x"),
        ("AIRFLOW_CONN_MAIN", "x"),
        # by the value alone
        ("HARMLESS", TOKEN),
        ("OPTIONS", f"--header=x,{TOKEN}"),
        ("NAME", "AKIAIOSFODNN7EXAMPLE"),
        ("MESSAGE", "-----BEGIN OPENSSH PRIVATE KEY-----\nabc"),
        ("JSON", '{"type": "service_account", "private_key": "-"}'),
        ("GIT_CONFIG_PARAMETERS", "'http.extraheader'='AUTHORIZATION: basic eA=='"),
        ("SESSION", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.x1y2z3"),
        ("REMOTE", "https://user:pw@git.example.org/x.git"),
        ("PIP_INDEX_URL", "https://abc123@art.example.org/simple"),
        ("REDIS_URL", "redis://:pw@cache.example.org:6379"),
        # production, by value
        ("AWS_PROFILE", "prod"),
        ("AWS_PROFILE", "OMEGA"),
        ("AWS_DEFAULT_PROFILE", "acmeProd"),
        ("AWS_ROLE_ARN", "arn:aws:iam::111111111111:role/x"),
        ("GOOGLE_CLOUD_PROJECT", "acme-main"),
        ("KUBE_CONTEXT", "Blue"),
        ("DOCKER_HOST", "ssh://root@build.corp.example"),
        ("DOCKER_HOST", "tcp://10.9.1.2:2376"),
        ("DOCKER_CONTEXT", "prod-swarm"),
        ("TF_WORKSPACE", "production"),
        ("PGHOST", "db.shop.example:6432"),
        ("DATABASE_URL", "postgres://u:p@orders.corp.example/app"),
        ("DATABASE_URL", "postgres://u@a.dev.example,orders.corp.example/app"),
        ("DATABASE_URL", "postgres://u@ORDERS.corp.example./app"),
        ("DATABASE_URL", "postgres://u@0x0a090001/app"),
        ("DATABASE_URL", "postgres://db.dev.example/orders_prod"),
        ("API_BASE_URL", "https://api.prod.shop.example/v1"),
        ("API_HOST", "api.corp.example"),
        ("KAFKA_BROKERS", "k1.dev.example:9092,k2.corp.example:9092"),
        ("VAULT_ADDR", "https://vault.corp.example"),
        # production, by name
        ("PROD_API_HOST", "10.1.2.3"),
        ("SHOP_PRODUCTION_THING", "x1"),
        # sockets
        ("SSH_AUTH_SOCK", "/tmp/ssh-x/agent.1"),
        ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/user/1000/bus"),
        ("TMUX", "/tmp/tmux-1000/default,1,0"),
        ("VSCODE_IPC_HOOK_CLI", "/run/user/1000/vscode-ipc.sock"),
        # loaders
        ("LD_PRELOAD", "./evil.so"),
        ("LD_PRELOAD", "/usr/lib/x.so:/tmp/evil.so"),
        ("LD_PRELOAD", "/usr/lib/../../tmp/evil.so"),
        ("LD_PRELOAD", "/usr/lib/x.so /tmp/evil.so"),
        ("LD_AUDIT", "/tmp/evil.so"),
        ("BASH_ENV", "/home/u/.evil"),
        ("ENV", "$HOME/.evil"),
        ("PYTHONSTARTUP", "/home/u/.evil.py"),
        ("GCONV_PATH", "."),
    ],
)  # fmt: skip
def test_what_goes(name: str, value: str) -> None:
    removed = scrub(**{name: value, "PATH": "/bin", "KEPT": "x"})
    assert list(removed) == [name]
    assert removed[name]


def test_an_exception_opens_a_secret_and_never_production() -> None:
    assert scrub(BUILD_TOKEN="x", DATABASE_URL="postgres://u:p@db.unknown.example/x") == {}
    assert list(scrub(DATABASE_URL="postgres://u:p@orders.corp.example/x")) == ["DATABASE_URL"]


def test_a_socket_that_the_policy_opens() -> None:
    assert scrub(SSH_AUTH_SOCK="/run/agent.sock", DBUS_SESSION_BUS_ADDRESS="unix:path=/run/agent.sock,guid=1") == {}
    assert list(scrub(SSH_AUTH_SOCK="/run/agent.sock.evil")) == ["SSH_AUTH_SOCK"]


def test_loaders_that_the_policy_keeps() -> None:
    made = policy()
    made.settings["confinement"]["variables"] = [["BASH_ENV", 1], ["TMUX*", 1]]
    environ = {b"BASH_ENV": b"/h/x", b"TMUX": b"/tmp/x", b"LD_PRELOAD": b"/h/x.so"}
    assert [name for name, _ in scrub_environment(environ, made).removed] == ["LD_PRELOAD"]
    opened = scrub_environment(environ, made, approved=(target("host", "x"),))
    assert [name for name, _ in opened.removed] == ["BASH_ENV", "TMUX", "LD_PRELOAD"]


def test_a_password_belongs_to_the_address_beside_it() -> None:
    assert scrub(PGHOST="db.dev.example", PGPASSWORD="x") == {}
    assert set(scrub(PGHOST="x.corp.example", PGPASSWORD="x")) == {"PGHOST", "PGPASSWORD"}
    assert set(scrub(PGHOST="nobody.knows.example", PGPASSWORD="x")) == {"PGPASSWORD"}
    # one of several addresses is not known
    assert set(scrub(DB_HOST="localhost", DB_URL="https://x.example", DB_PASSWORD="x")) == {"DB_PASSWORD"}
    # a token serves more than the host beside it
    assert set(scrub(GITHUB_HOST="localhost", GITHUB_TOKEN="x")) == {"GITHUB_TOKEN"}


def test_an_aws_key_goes_by_its_account() -> None:
    # both keys are made up: the account stands in letters 5 to 14
    development, unknown = "ASIAQ" + "3" * 15, "AKIA" + "Z" * 16
    keys = {"AWS_SECRET_ACCESS_KEY": "x" * 40, "AWS_SESSION_TOKEN": "y"}
    from tta_guard.commands.resolvers.aws import account_of_key

    account = account_of_key(development)
    text = CONFIG.replace("581039954779", account or "")
    assert scrub(text=text, AWS_ACCESS_KEY_ID=development, **keys) == {}
    assert set(scrub(AWS_ACCESS_KEY_ID=unknown, **keys)) == {"AWS_ACCESS_KEY_ID", *keys}
    assert scrub(AWS_ACCESS_KEY_ID="test", AWS_ENDPOINT_URL="http://localhost:4566", **keys) == {}
    opened = (target("aws-account", account_of_key(unknown) or ""),)
    assert scrub(approved=opened, AWS_ACCESS_KEY_ID=unknown, **keys) == {}


def test_an_approved_run_keeps_its_target_and_no_other() -> None:
    opened = (target("aws-profile", "prod"), target("host", "orders.corp.example:5432"))
    kept = {
        "AWS_PROFILE": "prod",
        "DATABASE_URL": "postgres://u:p@orders.corp.example:5432/app",
        "PGHOST": "orders.corp.example",
    }
    assert scrub(approved=opened, PGPASSWORD="x", **kept) == {}
    assert set(scrub(approved=opened, AWS_PROFILE="prod-two", API_URL="https://x.corp.example")) == {
        "AWS_PROFILE",
        "API_URL",
    }
    # exactly the approved program runs, so nothing may load code into it
    loaders = {
        "NODE_OPTIONS": "-r ./x.js",
        "PYTHONPATH": "src",
        "BASH_FUNC_kubectl%%": "() { :; }",
        "TF_CLI_ARGS_apply": "-x",
    }
    assert set(scrub(approved=opened, **loaders)) == set(loaders)
    assert scrub(**loaders) == {}


def test_what_goes_with_another() -> None:
    removed = scrub(DOCKER_HOST="tcp://10.9.1.2:2376", DOCKER_CERT_PATH="/h/.docker", DOCKER_TLS_VERIFY="1")
    assert set(removed) == {"DOCKER_HOST", "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY"}


def test_a_variable_that_names_a_hidden_file() -> None:
    hidden = View(b"/h/prod.json", "hidden", "gcloud", b"", (("x", "because"),))
    removed = scrub(views=(hidden,), GOOGLE_APPLICATION_CREDENTIALS="/h/prod.json", KUBECONFIG="/h/prod.json:/h/other")
    assert removed == {"GOOGLE_APPLICATION_CREDENTIALS": "it names a file that is hidden: because"}
    assert list(scrub(views=(hidden,), KUBECONFIG="/h/prod.json")) == ["KUBECONFIG"]


def test_git_configuration_is_numbered_anew() -> None:
    environ = {
        b"GIT_CONFIG_COUNT": b"2",
        b"GIT_CONFIG_KEY_0": b"http.extraheader",
        b"GIT_CONFIG_VALUE_0": b"Authorization: Basic eDp5",
        b"GIT_CONFIG_KEY_1": b"safe.directory",
        b"GIT_CONFIG_VALUE_1": b"*",
    }
    found = scrub_environment(environ, policy())
    assert found.environ == {
        b"GIT_CONFIG_COUNT": b"1",
        b"GIT_CONFIG_KEY_0": b"safe.directory",
        b"GIT_CONFIG_VALUE_0": b"*",
    }
    assert [name for name, _ in found.removed] == ["GIT_CONFIG_VALUE_0"]


def test_a_catch_all_for_production_leaves_tools_alive() -> None:
    text = 'environments: {production: {hosts: ["*"], contexts: ["*"]}}\n'
    assert (
        scrub(text=text, TERM="xterm", LANG="C.UTF-8", LC_ALL="de_DE.UTF-8", FOO="bar", CARGO_TERM_COLOR="always") == {}
    )
    assert list(scrub(text=text, API_URL="https://x.example")) == ["API_URL"]


def test_bytes_that_are_not_utf8() -> None:
    environ = {b"A\xff": b"\xff", b"X_TOKEN": b"\xff\xfe", b"API_HOST": b"\xff.example", b"DATABASE_URL": b"x://\xff"}
    found = scrub_environment(environ, policy("version: 1\n"))
    assert [name for name, _ in found.removed] == ["X_TOKEN"]
    assert found.environ[b"A\xff"] == b"\xff"


def test_no_reason_and_no_repr_holds_a_secret() -> None:
    environ = {
        b"DATABASE_URL": b"postgres://u:hunter2@orders.corp.example/app?password=hunter2",
        b"API_URL": b"https://hunter2@api.prod.example/hunter2?token=hunter2",
        b"X_TOKEN": b"hunter2",
        b"CACHE_URL": b"redis://:a,hunter2.prod.x,b@h.example",
        b"PROD_X": b"hunter2",
        b"LD_PRELOAD": b"/hunter2",
        b"KEPT": b"hunter2",
    }
    found = scrub_environment(environ, policy())
    assert len(found.removed) == 6
    assert "hunter2" not in repr(found)


def test_every_name_that_the_policy_calls_secret_goes() -> None:
    """The tables here are laid out for speed; they must not know less than those of the policy."""
    config = parse_config(b"", "")
    missed = []
    for pattern in SECRET_VARIABLES:
        for filler in ("", "A", "MY_", "X1", "_B"):
            name = pattern.replace("*", filler)
            if secret_variable(name, config) is None or name in ("PWD", "OLDPWD"):
                continue
            value = b"scheme://u:pw@unknown.example/x"
            removed = scrub_environment({name.encode(): value}, policy("version: 1\n")).removed
            if not removed:
                missed.append(name)
    assert missed == []


@pytest.mark.parametrize("name", ["TOKENIZERS_X", "MAX_TOKENS", "A_TOKEN_FILE", "B_SECRET_NAME", "PATH", "COMPASS", "MONKEY", "KEYBOARD", "AUTHOR"])  # fmt: skip
def test_names_that_are_no_secrets(name: str) -> None:
    assert not secret_name(name)


@pytest.mark.parametrize(
    "value", [b"/usr/share/npm_modules_of_everybody_that_is_long", b"task-sk-learning-about-many-things-that-pass", b"AKIA is a name"]
)  # fmt: skip
def test_values_that_are_no_secrets(value: bytes) -> None:
    assert secret_value(value) == ""


def test_it_is_quick() -> None:
    import time

    raw = {name.encode(): value.encode() for name, value in NEEDED.items()}
    compiled = policy()
    best = 1.0
    for _ in range(20):
        started = time.perf_counter()
        scrub_environment(raw, compiled)
        best = min(best, time.perf_counter() - started)
    assert best < 0.01
