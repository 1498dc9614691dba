"""`tta-guard explain command` as its user meets it."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Repo

KUBECONFIG = """apiVersion: v1
kind: Config
current-context: dev
clusters:
- {name: dev, cluster: {server: "https://api.dev.example.com:6443"}}
- {name: eu, cluster: {server: "https://api.eu.shop.example.com:6443"}}
contexts:
- {name: dev, context: {cluster: dev, user: a}}
- {name: blue, context: {cluster: eu, user: a}}
"""
CONFIG = """environments:
  production:
    hosts: ["*.shop.example.com"]
commands:
  shipit:
    effects: [read]
    local: true
    subcommands:
      release:
        effects: [deploy]
        local: false
        target: {resolver: generic, host: ["--host"]}
        flags: {"--host": value}
    match: ["shipit release --host a"]
    not_match: ["shipit unheard-of"]
"""


@pytest.fixture
def shop(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    home = repo.path.parent / "home"
    (home / ".kube").mkdir(parents=True)
    (home / ".kube" / "config").write_text(KUBECONFIG)
    monkeypatch.setenv("HOME", str(home))
    repo.write("tta-guard.yaml", CONFIG)
    repo.write(".gitignore", ".env\n")
    repo.write("Makefile", "deploy:\n\tkubectl --context blue apply -f x.yaml\ntest:\n\tpytest\n")
    repo.commit("start")
    repo.write(".env", "TOKEN=made-up\n")
    return repo


def answer(repo: Repo, *words: str) -> dict[str, object]:
    done = repo.tta("explain", "command", "--json", *words)
    assert done.stderr == ""
    value: dict[str, object] = json.loads(done.stdout)
    assert done.returncode == (0 if value["verdict"] == "allow" else 1)
    return value


def test_an_address_beats_a_name(shop: Repo) -> None:
    value = answer(shop, "--", "kubectl", "--context", "blue", "delete", "ns", "payments")
    assert (value["verdict"], value["environment"], value["effects"]) == ("approval", "production", ["delete"])
    assert value["invocations"] == [["kubectl", "--context", "blue", "delete", "ns", "payments"]]
    targets = value["targets"]
    assert isinstance(targets, list)
    assert {"kind": "kube-context", "name": "blue", "evidence": "--context"} in targets
    reasons = value["reasons"]
    assert isinstance(reasons, list)
    assert reasons[0]["code"] == "production-target"
    assert reasons[0]["source"] == {"file": "tta-guard.yaml", "line": 3}
    assert answer(shop, "--", "kubectl", "delete", "pod", "x")["verdict"] == "allow"


@pytest.mark.parametrize(
    ("text", "verdict", "environment"),
    [
        ("make deploy", "approval", "production"),
        ("make test", "allow", "local"),
        ("k=kubectl; $k --context=blue get pods", "approval", "production"),
        ("kubectl config use-context blue && kubectl delete ns a", "approval", "production"),
        ("cat .env", "deny", "local"),
        ("grep -r TOKEN .", "deny", "local"),
        ("git commit --no-verify -m x", "deny", "local"),
        ("ls -la && git status", "allow", "local"),
        ("shipit release --host a.shop.example.com", "approval", "production"),
        ("echo hello > notes.txt", "allow", "local"),
        ("git show HEAD:secrets/x", "deny", "local"),
    ],
)
def test_shell_text(shop: Repo, text: str, verdict: str, environment: str) -> None:
    value = answer(shop, "-c", text)
    assert (value["verdict"], value["environment"]) == (verdict, environment), value


def test_the_answer_for_people(shop: Repo) -> None:
    done = shop.tta("explain", "command", "--trace", "-c", "make deploy")
    assert done.returncode == 1
    assert "via make" in done.stdout
    assert "environment  production" in done.stdout
    assert "tta-guard.yaml:3" in done.stdout


def test_what_cannot_be_read_says_so(shop: Repo) -> None:
    value = answer(shop, "-c", '"$UNKNOWN_PROGRAM" now')
    reasons = value["reasons"]
    assert isinstance(reasons, list)
    assert [reason["code"] for reason in reasons if reason["code"].startswith("opaque")]


def test_misuse(shop: Repo) -> None:
    for words in ((), ("-c", "ls", "--", "ls"), ("--nonsense",)):
        done = shop.tta("explain", "command", *words)
        assert done.returncode == 2, words
        assert "next" in done.stderr
    assert "Usage: tta-guard explain command" in shop.tta("explain", "command", "--help").stdout


def test_a_bad_entry_or_example_is_an_error_with_its_line(shop: Repo) -> None:
    for entry, said in (
        ("    effects: [shrink]\n", "commands.shipit"),
        ('    match: ["shipit --what"]\n    effects: [read]\n    local: true\n', "is not read with certainty"),
    ):
        shop.write("tta-guard.yaml", f"commands:\n  shipit:\n{entry}")
        shop.commit("break")
        done = shop.tta("explain", "command", "--", "shipit", "release")
        assert done.returncode == 2, done
        assert "tta-guard.yaml:2" in done.stderr
        assert said in done.stderr
        assert "[bad-command-entry]" in shop.tta("policy", "lint").stdout
