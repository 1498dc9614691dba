"""Which target and environment each spelling reaches, in a made-up world (tests/vectors/targets.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tta_guard.commands.arguments import parse_arguments
from tta_guard.commands.catalogue import find
from tta_guard.commands.catalogue.meaning import read_meaning
from tta_guard.commands.environments import WORSE, Environments
from tta_guard.commands.invocation import Invocation
from tta_guard.commands.resolvers.aws import account_of, account_of_key
from tta_guard.commands.shell import read_shell
from tta_guard.commands.targets import NO_STATE, Question, Resolution, State, advance, resolve, wrote
from tta_guard.commands.world import MadeWorld

VECTORS = tomllib.loads((Path(__file__).parents[1] / "vectors" / "targets.toml").read_text(encoding="utf-8"))["vector"]

KUBECONFIG = """\
apiVersion: v1
kind: Config
current-context: dev
clusters:
- name: dev-1
  cluster:
    server: https://k8s.dev.harbor.example:6443
- name: ship-1
  cluster: {server: "https://k8s.harbor-eu.example"}
- name: copy
  cluster:
    server: https://10.99.0.1
contexts:
- name: dev
  context: {cluster: dev-1, user: ann}
- name: green
  context: {cluster: ship-1, user: ops}
- name: dev-east
  context: {cluster: ship-1, user: ops}
- name: prod-copy
  context: {cluster: copy, user: ann}
- name: dev-prod-ns
  context: {cluster: dev-1, user: ann, namespace: prod}
users: []
"""
OPS = KUBECONFIG.replace("current-context: dev", "current-context: green").replace(
    "https://k8s.dev.harbor.example:6443", "https://k8s.harbor-eu.example"
)

FILES = {
    "/home/ann/.kube/config": KUBECONFIG,
    "/home/ann/.aws/config": (
        "[default]\nregion = eu-north-1\n[profile dev]\nrole_arn = arn:aws:iam::123400000002:role/dev\n"
        "[profile ops]\nrole_arn = arn:aws:iam::123400000001:role/ops\n[profile chained]\nsource_profile = ops\n"
        "[profile sso]\nsso_session = all\nsso_account_id = 123400000001\n[sso-session all]\nsso_region = eu-north-1\n"
    ),
    "/home/ann/.aws/credentials": "[default]\naws_access_key_id = MADEUPKEY\n[ops]\naws_access_key_id = MADEUPKEYOPS\n",
    "/home/ann/.config/gcloud/active_config": "lab\n",
    "/home/ann/.config/gcloud/configurations/config_lab": "[core]\nproject = harbor-dev\n",
    "/home/ann/.config/gcloud/configurations/config_shop": "[core]\nproject = harbor-main\n",
    "/home/ann/.azure/azureProfile.json": (
        '\ufeff{"subscriptions": [{"id": "a-1", "name": "Harbor Dev", "isDefault": true},'
        ' {"id": "a-2", "name": "Harbor Shop", "isDefault": false}]}'
    ),
    "/home/ann/.docker/contexts/meta/0a/meta.json": (
        '{"Name": "shop", "Endpoints": {"docker": {"Host": "ssh://root@web"}}}'
    ),
    "/home/ann/.ssh/config": (
        "Include more/*\nHost web\n  HostName web-1.harbor-eu.example\nHost *.lab.example !x.lab.example\n"
        '  HostName web-1.harbor-eu.example\nMatch host maybe exec "test -e /x"\n  HostName web-1.harbor-eu.example\n'
    ),
    "/home/ann/.ssh/more/one": "Host inc\n  HostName=web-2.harbor-eu.example\n",
    "/etc/hosts": "127.0.0.1 localhost\n10.20.0.9 oddname\n",
    "ops.yaml": OPS,
    "broken.yaml": "contexts: [",
    "anchors.yaml": "contexts: &a []\nclusters: *a\n",
    "compose.yaml": "services:\n  db:\n    image: postgres\n",
    "shop.yaml": "services:\n  app:\n    environment:\n      APP_ENV: production\n",
    "infra/main.tf": 'resource "null_resource" "x" {}\n',
    "infra/.terraform/environment": "dev",
    "infra/eu.tfvars": '# the shop\nenv = "production"\n',
    "infra/prod/main.tf": "",
    "infra/remote/main.tf": "",
    "infra/remote/.terraform/terraform.tfstate": (
        '{"version": 3, "backend": {"type": "s3", "config": {"bucket": "harbor-prod-state", "key": "x"}}}'
    ),
    "shop/main.tf": "",
    "lab/main.tf": "",
    "lab/terraform.tfvars": 'region = "x"\nstage  = "prod"\n',
    "list.txt": "https://k8s.harbor-eu.example/a\n",
    "hosts.ini": "[shop]\nweb-1.harbor-eu.example\n[lab]\ndev-box ansible_host=10.99.0.7\n",
    "hosts.yaml": "all:\n  children:\n    shop:\n      hosts:\n        one:\n          ansible_host: 10.20.0.7\n",
    "ask.sh": "#!/bin/sh\n",
    "other_ssh_config": "Host box\n  HostName web-1.harbor-eu.example\n",
    "services.conf": "[shop]\nhost=db.harbor-eu.example\nport=5432\n",
    "my.cnf": "[client]\nhost=db.harbor-eu.example\n",
    "requests.cfg": '# one\nurl = "https://k8s.harbor-eu.example/x"\n',
    "fly.toml": 'app = "shop-prod"\n[env]\n',
}

SETTINGS: dict[str, Any] = {
    "file": "tta-guard.yaml",
    "environments": {
        "production": {
            "hosts": [["*.harbor-eu.example", 4]],
            "cidrs": [["10.20.0.0/16", 5]],
            "clusters": [["ship-*", 6]],
            "accounts": [["123400000001", 7]],
            "projects": [["harbor-main", 8]],
            "subscriptions": [["a-2", 9]],
            "branches": [["deploy-*", 10]],
            "directories": [["shop", 11]],
        },
        "development": {"subscriptions": [["Harbor Dev", 14]]},
    },
    "git": {"protected_branches": [["main", 17]]},
}

GIT: dict[tuple[str, ...], bytes] = {
    ("config", "-z", "--list"): (
        b"remote.origin.url\ngit@git.harbor.example:shop/app.git\0"
        b"remote.heroku.url\nhttps://git.heroku.com/harbor-shop.git\0"
    ),
    ("symbolic-ref", "-q", "HEAD"): b"refs/heads/feature\n",
    ("for-each-ref", "--format=%(refname)", "refs/heads/"): b"refs/heads/feature\nrefs/heads/main\n",
}


def world(**more: str) -> MadeWorld:
    return MadeWorld(
        {**FILES, **more},
        env={"PATH": "/usr/bin"},
        cwd="/work/app",
        home="/home/ann",
        repo_root="/work/app",
        git_answers=GIT,
    )


def ask_last(text: str) -> Resolution:
    """Resolve the last command of a text; where the shell may reach it in several ways, the worst."""
    found = ask(text)
    programs = [step.argv for step in read_shell(text, env={"HOME": "/home/ann"}).invocations]
    same = [one for one, argv in zip(found, programs, strict=True) if argv == programs[-1]]
    return max(same, key=lambda one: WORSE[one.environment])


def ask(text: str, where: MadeWorld | None = None, settings: dict[str, Any] | None = None) -> list[Resolution]:
    """Resolve each command of a text, with the state that the ones before it leave."""
    where = where or world()
    environments = Environments(SETTINGS if settings is None else settings, where.repo_root)
    state: State = NO_STATE
    found: list[Resolution] = []
    for step in read_shell(text, env=dict(where.env), home=where.home).steps:
        assert isinstance(step, Invocation), step
        tool = find(step.argv[0].text or "") if step.argv else None
        if tool is None:
            found.append(resolve(None, None, step, where, state, environments))
            continue
        arguments = parse_arguments(tool, step.argv)
        resolution = resolve(tool, arguments, step, where, state, environments)
        found.append(resolution)
        asked = Question("", (), arguments, step, where, state, environments)
        state = advance(state, arguments, resolution, read_meaning(arguments, asked.env_word))
    return found


def as_lines(resolution: Resolution) -> dict[str, object]:
    return {
        "environment": resolution.environment,
        "targets": [f"{one.kind} {one.name} [{one.evidence}] {one.environment}" for one in resolution.targets],
        "unresolved": [reason.code for reason in resolution.unresolved],
    }


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_vector(vector: dict[str, object]) -> None:
    answer = as_lines(ask_last(str(vector["command"])))
    assert answer == {key: vector[key] for key in ("environment", "targets", "unresolved")}


def test_every_reason_of_a_configured_environment_has_its_line() -> None:
    (answer,) = ask("kubectl --context green get pods")
    assert answer.environment == "production"
    assert [str(reason.source) for reason in answer.reasons] == ["tta-guard.yaml:6", "tta-guard.yaml:4"]


def test_built_in_words_say_that_they_are() -> None:
    (answer,) = ask("kubectl --context prod-x get pods", settings={})
    assert answer.environment == "production"
    assert answer.reasons[0].code == "environment-word"
    assert "built-in" in answer.reasons[0].message


def test_a_file_that_the_text_writes_says_nothing_any_more() -> None:
    where = world()
    tool = find("kubectl")
    assert tool is not None
    (step,) = read_shell("kubectl get pods").invocations
    arguments = parse_arguments(tool, step.argv)
    environments = Environments(SETTINGS)
    before = resolve(tool, arguments, step, where, NO_STATE, environments)
    after = resolve(tool, arguments, step, where, wrote(NO_STATE, ["/home/ann/.kube"]), environments)
    elsewhere = resolve(tool, arguments, step, where, wrote(NO_STATE, ["/home/ann/.kub"]), environments)
    assert (before.environment, after.environment, elsewhere.environment) == ("development", "unknown", "development")
    assert {reason.code for reason in after.unresolved} == {"file-changed"}


@pytest.mark.parametrize(
    ("text", "path", "environment"),
    [
        ("terraform -chdir=infra plan", "/work/app/infra/.terraform/environment", "unknown"),
        ("terraform -chdir=infra plan", "/work/app/infra/more.auto.tfvars", "unknown"),
        ("terraform -chdir=infra plan", "/work/app/infra/notes.md", "development"),
        ("docker compose up", "/work/app/docker-compose.yml", "unknown"),
        ("docker compose up", "/work/app/README.md", "local"),
        ("ssh dev-box", "/home/ann/.ssh/config", "unknown"),
        ("ssh dev-box", "/home/ann/.ssh/known_hosts", "development"),
    ],
)
def test_what_an_earlier_command_writes(text: str, path: str, environment: str) -> None:
    (step,) = read_shell(text).invocations
    tool = find(step.argv[0].text or "")
    assert tool is not None
    arguments = parse_arguments(tool, step.argv)
    settings = Environments(SETTINGS, "/work/app")
    assert resolve(tool, arguments, step, world(), wrote(NO_STATE, [path]), settings).environment == environment


def test_a_file_that_cannot_be_read_is_a_reason() -> None:
    where = MadeWorld(FILES, cwd="/work/app", home="/home/ann", troubles={"/home/ann/.kube/config": "too-large"})
    (answer,) = ask("kubectl get pods", where)
    assert answer.environment == "unknown"
    assert [reason.code for reason in answer.unresolved] == ["kubeconfig-unreadable"]


@pytest.mark.parametrize(
    "content",
    [
        "[" * 5000,
        "{a: " * 5000,
        "a: &a [*a]\n",
        "a: 1\na: 2\n",
        "\0",
        "%YAML 9\n---\n",
        "- " * 4000 + "x",
        "!!python/x y",
    ],
)
def test_hostile_kubeconfigs_are_refused_quickly(content: str) -> None:
    where = world(**{"/home/ann/.kube/config": content})
    (answer,) = ask("kubectl get pods", where)
    assert answer.environment == "unknown"


def test_names_in_files_can_be_of_any_length() -> None:
    many = "".join(f"- {{name: c{number}, context: {{cluster: x}}}}\n" for number in range(4000))
    where = world(**{"/home/ann/.kube/config": f"current-context: c1\ncontexts:\n{many}"})
    (answer,) = ask("kubectl get pods", where)
    assert answer.environment == "unknown"


def test_a_configured_context_may_make_a_production_word_milder_but_not_its_address() -> None:
    production = SETTINGS["environments"]["production"]
    settings: dict[str, Any] = {
        "environments": {"development": {"contexts": [["prod-copy", 3]]}, "production": production}
    }
    assert ask("kubectl --context prod-copy get pods", settings=settings)[0].environment == "development"
    settings["environments"]["development"]["contexts"] = [["green", 3]]
    assert ask("kubectl --context green get pods", settings=settings)[0].environment == "production"


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("arn:aws:iam::123400000001:role/x", "123400000001"),
        ("arn:aws-cn:s3:::bucket", None),
        ("123400000001.dkr.ecr.eu-north-1.amazonaws.com/app:1", "123400000001"),
        ("https://sqs.eu-north-1.amazonaws.com/123400000001/q", "123400000001"),
        ("12340000000", None),
    ],
)
def test_accounts_in_texts(text: str, account: str | None) -> None:
    assert account_of(text) == account


def test_the_account_in_an_access_key() -> None:
    """An example key that AWS published with its account: 029608264753."""
    assert account_of_key("ASIAQNZGKIQY56JQ7WML") == "029608264753"
    assert account_of_key("AKIAIOSFODNN7EXAMPLE") is None


def test_a_command_that_may_not_have_run_leaves_both_states() -> None:
    text = "kubectl config use-context green; false && kubectl config use-context dev; kubectl delete ns x"
    assert ask_last(text).environment == "production"
    assert ask_last("kubectl config use-context dev; kubectl delete ns x").environment == "development"


def test_adding_a_wrapper_of_unknown_words_never_makes_it_milder() -> None:
    for text in ("kubectl --context green get pods", "kubectl --context dev get pods"):
        plain = ask(text)[0].environment
        open_ended = ask(text.replace("kubectl", "kubectl $X"))[0].environment
        assert (plain, open_ended) in (("production", "production"), ("development", "unknown"))
