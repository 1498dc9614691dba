"""Views of credentials: what is left of each kind of file, what is hidden, what it costs, and that nothing secret is said."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tta_guard.commands.environments import Target
from tta_guard.commands.resolvers.aws import account_of_key
from tta_guard.confine.credentials import (
    DiskFiles,
    ViewError,
    place_for_views,
    remove_stale_views,
    remove_views,
    write_views,
)
from tta_guard.confine.views_model import Files, View
from tta_guard.confine.views_plan import plan_views
from tta_guard.confine.views_text import (
    Unclear,
    read_ini,
    read_json,
    read_yaml_or_json,
    write_ini,
    write_json,
    write_yaml,
)
from tta_guard.model import Reason
from tta_guard.policy.config import parse_config
from tta_guard.policy.rules import Policy

ROOT = Path(__file__).resolve().parents[2]
HOME = b"/home/u"
SECRET = "s3cr3t-of-production"
CONFIG = """
version: 1
environments:
  production:
    hosts: ["*.corp.example", "203.0.113.7"]
    accounts: ["111111111111"]
    projects: [acme-main]
    subscriptions: ["00000000-0000-0000-0000-00000000000a"]
  development:
    accounts: ["222222222222"]
"""


class Made(Files):
    """A disk made of a dictionary."""

    def __init__(self, files: dict[str, str | bytes], links: dict[str, str] | None = None) -> None:
        self.files = {name.encode(): text.encode() if isinstance(text, str) else text for name, text in files.items()}
        self.links = {name.encode(): to.encode() for name, to in (links or {}).items()}

    def read(self, path: bytes) -> bytes | None:
        return self.files.get(self.real(path))

    def trouble(self, path: bytes) -> str:
        return ""

    def names(self, path: bytes) -> tuple[bytes, ...]:
        start = path + b"/"
        return tuple(
            sorted({name[len(start) :].split(b"/")[0] for name in (*self.files, *self.links) if name.startswith(start)})
        )

    def exists(self, path: bytes) -> bool:
        return self.real(path) in self.files or self.is_dir(path)

    def is_dir(self, path: bytes) -> bool:
        return bool(self.names(path))

    def real(self, path: bytes) -> bytes:
        return self.links.get(path, path)


def policy(text: str = CONFIG, mode: str | None = None, keep: tuple[str, ...] = ()) -> Policy:
    data = parse_config(text.encode(), "tta-guard.yaml").to_data()
    made = {name: data[name] for name in ("environments", "secrets", "confinement", "git")}
    made["confinement"]["credentials"] = [[pattern, 1] for pattern in keep]
    return Policy(mode, "HIGH", (), (), (), (), None, None, None, made, ())


def target(kind: str, name: str) -> Target:
    return Target(kind, name, "test", "production", Reason("x", "x"))


def plan(
    files: dict[str, str | bytes],
    *,
    environ: dict[str, str] | None = None,
    approved: tuple[Target, ...] = (),
    mode: str | None = None,
    keep: tuple[str, ...] = (),
    links: dict[str, str] | None = None,
) -> dict[str, View]:
    """Plan, and check of every view that nothing secret is said, and of a scoped one that nothing secret is left."""
    raw = {name.encode(): value.encode() for name, value in (environ or {}).items()}
    views = plan_views(policy(mode=mode, keep=keep), HOME, raw, Made(files, links), approved=approved, cwd=b"/w")
    for view in views:
        assert SECRET not in repr(view)
        assert bool(view.removed) == (view.kind != "whole")
        if not approved:
            assert SECRET.encode() not in view.content
    return {view.path.decode().removeprefix("/home/u/"): view for view in views}


def kinds(views: dict[str, View]) -> dict[str, str]:
    return {path: view.kind for path, view in views.items()}


def gone(view: View) -> set[str]:
    return {name for name, _ in view.removed}


def kubeconfig(
    contexts: dict[str, tuple[str, str]], clusters: dict[str, str], users: dict[str, Any], current: str = ""
) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": current,
        "contexts": [{"name": n, "context": {"cluster": c, "user": u}} for n, (c, u) in contexts.items()],
        "clusters": [{"name": n, "cluster": {"server": server}} for n, server in clusters.items()],
        "users": [{"name": n, "user": user} for n, user in users.items()],
    }


def names(view: View) -> dict[str, set[str]]:
    document = yaml.safe_load(view.content)
    return {key: {entry["name"] for entry in document[key]} for key in ("contexts", "clusters", "users")}


DEV = ({"dev": ("d", "du")}, {"d": "https://k.dev.example"}, {"du": {"token": "development"}})
PROD = ({"prod": ("p", "pu")}, {"p": "https://k.corp.example"}, {"pu": {"token": SECRET}})
BOTH: tuple[dict[str, Any], ...] = tuple([{**a, **b} for a, b in zip(DEV, PROD)])


# --- nothing there ----------------------------------------------------------------------------------------------------


def test_nothing_there() -> None:
    assert plan({}) == {}
    assert plan({"/home/u/.kube/cache/x/y": "users"}) == {}


def test_the_first_look_knows_every_store() -> None:
    """Which families are looked at closer is told by the first part of their paths; none may be missing there."""
    from tta_guard.confine import views_plan, views_stores

    _, top, below, variables = views_plan._FAMILIES[-1]
    for row in (*views_stores._READ, *views_stores._WHOLE):
        first, _, rest = row[0].partition(b"/")
        assert first in top or (first == b".config" and rest.partition(b"/")[0] in below), row
    for row in views_stores._READ:
        assert not row[2] or row[2] in variables


# --- kubeconfig -------------------------------------------------------------------------------------------------------


def test_a_kubeconfig_without_production_is_seen_whole() -> None:
    assert kinds(plan({"/home/u/.kube/config": yaml.dump(kubeconfig(*DEV))})) == {".kube/config": "whole"}


def test_production_leaves_a_kubeconfig() -> None:
    views = plan({"/home/u/.kube/config": yaml.dump(kubeconfig(*BOTH, current="prod"))})
    view = views[".kube/config"]
    assert view.kind == "scoped"
    assert names(view) == {"contexts": {"dev"}, "clusters": {"d"}, "users": {"du"}}
    assert yaml.safe_load(view.content)["current-context"] == ""
    assert yaml.safe_load(view.content)["users"] == [{"name": "du", "user": {"token": "development"}}]
    assert gone(view) == {'context "prod"', 'cluster "p"', 'user "pu"'}


def test_a_json_kubeconfig() -> None:
    text = json.dumps(kubeconfig(*BOTH, current="dev"), indent="\t")
    view = plan({"/home/u/.kube/config": "\ufeff" + text})[".kube/config"]
    assert names(view) == {"contexts": {"dev"}, "clusters": {"d"}, "users": {"du"}}
    assert yaml.safe_load(view.content)["current-context"] == "dev"


def test_windows_line_ends_and_a_byte_order_mark() -> None:
    text = "\ufeff" + yaml.dump(kubeconfig(*BOTH)).replace("\n", "\r\n")
    assert names(plan({"/home/u/.kube/config": text})[".kube/config"])["contexts"] == {"dev"}


ATTACKS = {
    "dev-points-to-production": kubeconfig({"dev": ("d", "u")}, {"d": "https://K.CORP.example.:6443"}, {"u": {"token": SECRET}}),
    "by-address": kubeconfig({"dev": ("d", "u")}, {"d": "https://0xcb007107"}, {"u": {"token": SECRET}}),
    "production-under-another-user": kubeconfig(*BOTH[:2], {**BOTH[2], "du": {"token": SECRET}}),
    "same-address-other-name": kubeconfig(
        {"dev": ("d", "du"), "x": ("prod-x", "xu")},
        {"d": "https://h.example", "prod-x": "https://h.example:443/"},
        {"du": {"token": SECRET}, "xu": {"token": SECRET}},
    ),
    "user-is-shared": kubeconfig({**BOTH[0], "dev": ("d", "pu")}, *BOTH[1:]),
    "password-is-shared": kubeconfig(
        *BOTH[:2], {"pu": {"username": "a", "password": SECRET}, "du": {"username": "b", "password": SECRET}}
    ),
    "user-name-only": kubeconfig(DEV[0] | {"dev": ("d", "prod-admin")}, DEV[1], {"prod-admin": {"token": SECRET}}),
    "plugin-names-production": kubeconfig(
        *DEV[:2],
        {"du": {"exec": {"command": "aws", "args": ["--token", SECRET, "--profile=prod"], "env": []}}},
    ),
    "plugin-role": kubeconfig(
        *DEV[:2], {"du": {"exec": {"command": "aws", "args": ["-r", "arn:aws:iam::111111111111:role/x", "--token", SECRET]}}}
    ),
    "plugin-environment": kubeconfig(
        *DEV[:2], {"du": {"exec": {"command": "x", "args": [SECRET], "env": [{"name": "AWS_PROFILE", "value": "prod"}]}}}
    ),
    "provider-token": kubeconfig(
        *BOTH[:2],
        {
            "pu": {"auth-provider": {"name": "oidc", "config": {"id-token": SECRET, "client-id": "k"}}},
            "du": {"auth-provider": {"name": "oidc", "config": {"refresh-token": SECRET, "client-id": "k"}}},
        },
    ),
    "chain-of-shared-users": kubeconfig(
        {"prod": ("p", "a"), "one": ("d", "b"), "dev": ("d", "b")},
        {"p": "https://k.corp.example", "d": "https://k.dev.example"},
        {"a": {"token": SECRET}, "b": {"token": SECRET, "client-key-data": SECRET}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ATTACKS)
def test_ways_to_keep_a_production_credential(case: str) -> None:
    view = plan({"/home/u/.kube/config": yaml.dump(ATTACKS[case])})[".kube/config"]  # plan() looks for the secret
    assert view.kind == "scoped"
    assert "dev" not in names(view)["contexts"]


def test_an_unused_production_user_and_fields_that_nobody_knows() -> None:
    document = kubeconfig(*BOTH)
    document["users"].append({"name": "old-prod", "user": {"token": SECRET}})
    document["users"][0]["note"] = SECRET
    document["users"][0]["user"]["note"] = SECRET
    document["users"][0]["user"]["extensions"] = [{"name": "x", "extension": SECRET}]
    document["clusters"][0]["cluster"]["note"] = SECRET
    document["extensions"] = [{"name": "x", "extension": SECRET}]
    view = plan({"/home/u/.kube/config": f"# {SECRET}\n" + yaml.dump(document)})[".kube/config"]
    assert names(view)["users"] == {"du"}


@pytest.mark.parametrize(
    "text",
    [
        "users:\n- &a {name: x, user: {token: s3cr3t}}\n- *a\n",
        "x: &b {token: s3cr3t}\nusers:\n- name: u\n  user: {<<: *b}\n",
        "users:\n- name: u\n  user: {token: a}\nusers:\n- name: u\n  user: {token: s3cr3t}\n",
        "users:\n- name: u\n  user: {token: a}\n- name: u\n  user: {token: s3cr3t}\n",
        "users:\n- name: u\n  user: {token: a, token: s3cr3t}\n",
        '{"users": [{"name": "u", "user": {"token": "a", "token": "s3cr3t"}}]}',
        '{"users": [{"name": "u", "user": {"token": "a", "Token": "s3cr3t"}}], "x": 1.0, "\\ud800": ""}\t',
        "users:\n- name: u\n  user: {token: !!str s3cr3t}\n",
        "users:\n- name: u\n  user:\n    token: |\n      s3cr3t\n",
        "a: 1\n---\nusers: []\n",
        "users: {token: s3cr3t}\n",
        "users:\n- name: u\n  user: {Token: s3cr3t}\n",
        "users:\n- name: u\n  User: {token: s3cr3t}\n",
        "Users:\n- name: u\n  user: {token: s3cr3t}\n",
        "- token: s3cr3t\n",
        b"users:\n- name: \xff\n",
        "users: []\n" + "#" * (1 << 19),
    ],
)
def test_a_kubeconfig_that_cannot_be_read_is_hidden_as_a_whole(text: str | bytes) -> None:
    views = plan({"/home/u/.kube/config": text, "/home/u/.kube/other.yaml": text})
    assert views[".kube/config"].kind == "hidden"
    assert "kubectl config view --raw" in views[".kube/config"].removed[0][1]
    assert "s3cr3t" not in repr(views)
    assert views.get(".kube/other.yaml", views[".kube/config"]).kind == "hidden"


def test_several_files_are_judged_together() -> None:
    contexts, users = kubeconfig(BOTH[0], {}, {}, "prod"), kubeconfig({}, BOTH[1], BOTH[2])
    # the second file gives "d" another meaning, which a reader of that file alone would take
    again = kubeconfig({}, {"d": "https://k.corp.example"}, {})
    files: dict[str, str | bytes] = {
        "/w/a": yaml.dump(contexts),
        "/b": yaml.dump(users),
        "/home/u/.kube/config": yaml.dump(kubeconfig(*DEV)),
    }
    views = plan(files, environ={"KUBECONFIG": "a::/b:/missing"})
    assert kinds(views) == {"/w/a": "scoped", "/b": "scoped", ".kube/config": "whole"}
    assert (names(views["/w/a"])["contexts"], names(views["/b"])["users"]) == ({"dev"}, {"du"})
    assert [view.variable for view in views.values()] == [b"KUBECONFIG", b"KUBECONFIG", b""]
    views = plan({**files, "/c": yaml.dump(again)}, environ={"KUBECONFIG": "a:/b:/c"})
    assert names(views["/w/a"])["contexts"] == set()


def test_copies_that_lie_about() -> None:
    text = yaml.dump(kubeconfig(*BOTH))
    views = plan({"/home/u/.kube/config.bak": text, "/home/u/.kube/conf.d/x": text, "/home/u/.kube/kubectx": "prod"})
    assert kinds(views) == {".kube/conf.d/x": "scoped", ".kube/config.bak": "scoped"}


def test_files_that_a_user_names() -> None:
    document = kubeconfig(
        *BOTH[:2], {"pu": {"client-key": "prod.key", "tokenFile": "/t/prod"}, "du": {"client-key": "sub/dev.key"}}
    )
    document["clusters"][0]["cluster"].update({"certificate-authority": "ca.crt", "insecure-skip-tls-verify": True})
    files: dict[str, str | bytes] = {
        "/home/u/.kube/config": yaml.dump(document),
        "/home/u/.kube/prod.key": "k",
        "/t/prod": "t",
    }
    views = plan({**files, "/home/u/.kube/sub/dev.key": "k"})
    assert kinds(views) == {".kube/config": "scoped", ".kube/prod.key": "hidden", "/t/prod": "hidden"}
    read = yaml.safe_load(views[".kube/config"].content)
    assert read["users"][0]["user"] == {"client-key": "/home/u/.kube/sub/dev.key"}
    cluster = read["clusters"][0]["cluster"]
    assert (cluster["certificate-authority"], cluster["insecure-skip-tls-verify"]) == ("/home/u/.kube/ca.crt", True)


def test_clusters_behind_one_address() -> None:
    """A gateway tells clusters apart by path or by the name for TLS."""
    gateway = "https://gw.example/k8s/clusters/"
    document = kubeconfig(BOTH[0], {"d": gateway + "c-1", "p": gateway + "prod-1"}, BOTH[2])
    assert names(plan({"/home/u/.kube/config": yaml.dump(document)})[".kube/config"])["contexts"] == {"dev"}
    document = kubeconfig({"dev": ("d", "du")}, {"d": gateway + "prod-1"}, {"du": {"token": SECRET}})
    assert names(plan({"/home/u/.kube/config": yaml.dump(document)})[".kube/config"])["users"] == set()
    document = kubeconfig({"dev": ("d", "du")}, {"d": "https://10.0.0.1"}, {"du": {"token": SECRET}})
    document["clusters"][0]["cluster"]["tls-server-name"] = "k.corp.example"
    assert names(plan({"/home/u/.kube/config": yaml.dump(document)})[".kube/config"])["users"] == set()


def test_a_directory_with_too_much_in_it_is_hidden() -> None:
    views = plan({f"/home/u/.kube/{number}": "users: []\n" for number in range(600)})
    assert kinds(views) == {".kube": "hidden"}


def test_deep_files(tmp_path: Path) -> None:
    text = yaml.dump(kubeconfig(*BOTH))
    assert kinds(plan({"/home/u/.kube/a/b/c.yaml": text})) == {".kube/a/b/c.yaml": "scoped"}


def test_a_plugin_that_holds_no_secret_may_be_shared() -> None:
    plugin = {"exec": {"apiVersion": "client.authentication.k8s.io/v1", "command": "kubelogin", "args": ["get-token"]}}
    document = kubeconfig({"dev": ("d", "oidc"), "prod": ("p", "oidc")}, BOTH[1], {"oidc": plugin})
    views = plan({"/home/u/.kube/config": yaml.dump(document), "/home/u/.kube/cache/oidc-login/x": SECRET})
    assert names(views[".kube/config"]) == {"contexts": {"dev"}, "clusters": {"d"}, "users": {"oidc"}}
    assert views[".kube/cache/oidc-login"].kind == "hidden"


def test_the_policy_may_keep_a_shared_user() -> None:
    document = kubeconfig({**BOTH[0], "dev": ("d", "pu")}, BOTH[1], {"pu": {"token": "shared"}})
    view = plan({"/home/u/.kube/config": yaml.dump(document)}, keep=("pu",))[".kube/config"]
    assert names(view) == {"contexts": {"dev"}, "clusters": {"d"}, "users": {"pu"}}


def test_an_approved_context_and_no_other_production() -> None:
    document = kubeconfig(
        {**BOTH[0], "prod-two": ("p2", "u2")},
        {**BOTH[1], "p2": "https://k2.corp.example"},
        {**BOTH[2], "u2": {"token": "other"}},
        "prod",
    )
    files: dict[str, str | bytes] = {"/home/u/.kube/config": yaml.dump(document)}
    opened = (target("kube-context", "prod"), target("kube-cluster", "p"), target("kube-server", "k.corp.example:443"))
    view = plan(files, approved=opened)[".kube/config"]
    assert names(view) == {"contexts": {"dev", "prod"}, "clusters": {"d", "p"}, "users": {"du", "pu"}}
    assert yaml.safe_load(view.content)["current-context"] == "prod"
    assert b"other" not in view.content
    # the name now leads to another address than the one that was approved
    moved = (target("kube-context", "prod"), target("kube-server", "elsewhere.example:443"))
    assert names(plan(files, approved=moved)[".kube/config"])["contexts"] == {"dev"}
    # letter case makes another context
    assert names(plan(files, approved=(target("kube-context", "Prod"),))[".kube/config"])["contexts"] == {"dev"}


def test_what_is_not_known_goes_only_where_it_needs_an_approval() -> None:
    text = yaml.dump(kubeconfig({"blue": ("b", "u")}, {"b": "https://198.51.100.9"}, {"u": {"token": "t"}}))
    assert kinds(plan({"/home/u/.kube/config": text})) == {".kube/config": "whole"}
    assert kinds(plan({"/home/u/.kube/config": text}, mode="backend")) == {".kube/config": "scoped"}


# --- AWS --------------------------------------------------------------------------------------------------------------


def key_of(account: str) -> str:
    """An access key id that holds this account's number."""
    number = int(account) << 9
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    key = "AKIA" + "".join([letters[number >> shift & 31] for shift in range(45, -1, -5)]) + "AAAAAA"
    assert account_of_key(key) == account
    return key


AWS_CONFIG = """
# production, old: aws_secret_access_key = s3cr3t-of-production
[default]
region = eu-central-1
[profile dev]
role_arn = arn:aws:iam::222222222222:role/dev
source_profile = base
s3 =
  max_concurrent_requests = 20
[profile base]
region = eu-central-1
[profile prod]
sso_session = acme
sso_account_id = 111111111111
# s3cr3t-of-production
[profile hidden-behind-a-role]
role_arn = arn:aws:iam::111111111111:role/x
source_profile = base
[profile by-source]
role_arn = arn:aws:iam::222222222222:role/x
source_profile = prod
[profile by-process]
credential_process = vault-helper exec prod --token s3cr3t-of-production
[profile by-sso]
sso_session = acme
sso_account_id = 222222222222
[sso-session acme]
sso_start_url = https://acme.awsapps.com/start
sso_region = eu-central-1
"""


def aws_sections(view: View) -> list[str]:
    return [name for name, _ in read_ini(view.content)]


def test_aws_profiles() -> None:
    credentials = f"""
[base]
aws_access_key_id = {key_of("222222222222")}
aws_secret_access_key = development
[dev-by-name]
aws_access_key_id = {key_of("111111111111")}
aws_secret_access_key = {SECRET}
[copy]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = {SECRET}
[default]
aws_access_key_id = {key_of("111111111111")}
aws_secret_access_key = {SECRET}2
"""
    views = plan({"/home/u/.aws/config": AWS_CONFIG, "/home/u/.aws/credentials": credentials})
    config = views[".aws/config"]
    assert aws_sections(config) == ["profile dev", "profile base", "profile by-sso", "sso-session acme"]
    assert b"max_concurrent_requests = 20" in config.content
    assert aws_sections(views[".aws/credentials"]) == ["base"]
    assert {'profile "by-source"', 'profile "by-process"', 'profile "default"'} <= gone(config)


def test_an_approved_profile_keeps_its_sources() -> None:
    files: dict[str, str | bytes] = {"/home/u/.aws/config": AWS_CONFIG}
    sections = aws_sections(plan(files, approved=(target("aws-profile", "hidden-behind-a-role"),))[".aws/config"])
    assert "profile hidden-behind-a-role" in sections
    assert "profile base" in sections
    assert "profile prod" not in sections
    sections = aws_sections(plan(files, approved=(target("aws-profile", "by-source"),))[".aws/config"])
    assert {"profile by-source", "profile prod"} <= set(sections)
    assert "profile hidden-behind-a-role" not in sections


@pytest.mark.parametrize(
    "text",
    [
        "[prod]\nregion = x\n  [dev]\naws_secret_access_key = s3cr3t\n",
        "aws_secret_access_key = s3cr3t\n[dev]\n",
        "[dev] s3cr3t\n",
        "[prod\naws_secret_access_key = s3cr3t\n",
        "[dev]\ns3cr3t\n",
        b"\xff[dev]\n",
    ],
)
def test_an_aws_file_that_readers_read_differently_is_hidden(text: str | bytes) -> None:
    views = plan({"/home/u/.aws/credentials": text})
    assert kinds(views) == {".aws/credentials": "hidden"}
    assert "s3cr3t" not in repr(views)


def test_indented_keys_are_keys() -> None:
    text = (
        f"[x]\n  role_arn = arn:aws:iam::111111111111:role/x\n  aws_secret_access_key = {SECRET}\n[dev]\nregion = a\n"
    )
    assert aws_sections(plan({"/home/u/.aws/credentials": text})[".aws/credentials"]) == ["dev"]


@pytest.mark.parametrize("section", ["PROFILE prod", "profile  'prod'", "profile\tProd", "prod", "profile\u00a0prod"])
def test_spellings_of_a_section(section: str) -> None:
    text = f"[{section}]\naws_secret_access_key = {SECRET}\n[profile dev]\nregion = a\n"
    assert aws_sections(plan({"/home/u/.aws/config": text})[".aws/config"]) == ["profile dev"]


def test_a_section_given_twice_is_judged_as_one() -> None:
    text = (
        f"[x]\naws_secret_access_key = {SECRET}\n[dev]\nregion = a\n[x]\nrole_arn = arn:aws:iam::111111111111:role/x\n"
    )
    assert aws_sections(plan({"/home/u/.aws/credentials": text})[".aws/credentials"]) == ["dev"]


def test_aws_files_by_variables_and_copies() -> None:
    text = f"[prod]\naws_secret_access_key = {SECRET}\n[dev]\nregion = a\n"
    files: dict[str, str | bytes] = {
        "/w/c": text,
        "/home/u/.aws/credentials": text,
        "/home/u/.aws/credentials.bak": text,
        "/home/u/.aws/README": "x",
    }
    views = plan(files, environ={"AWS_SHARED_CREDENTIALS_FILE": "c"})
    assert kinds(views) == {"/w/c": "scoped", ".aws/credentials": "scoped", ".aws/credentials.bak": "scoped"}
    assert views["/w/c"].variable == b"AWS_SHARED_CREDENTIALS_FILE"
    assert views[".aws/credentials"].variable == b""


def test_cached_tokens() -> None:
    def cached(account: str) -> str:
        return json.dumps(
            {"Credentials": {"AccessKeyId": "ASIA" + "X" * 16, "AccountId": account, "SecretAccessKey": "x"}}
        )

    files: dict[str, str | bytes] = {
        "/home/u/.aws/config": AWS_CONFIG,
        "/home/u/.aws/cli/cache/a.json": cached("111111111111"),
        "/home/u/.aws/cli/cache/b.json": cached("222222222222"),
        "/home/u/.aws/cli/cache/c.json": "{",
        "/home/u/.aws/sso/cache/a.json": json.dumps(
            {"startUrl": "https://acme.awsapps.com/start", "accessToken": SECRET}
        ),
        "/home/u/.aws/sso/cache/b.json": json.dumps(
            {"startUrl": "https://other.awsapps.com/start", "accessToken": "x"}
        ),
    }
    views = plan(files)
    assert kinds(views) == {
        ".aws/config": "scoped",
        ".aws/cli/cache/a.json": "hidden",
        ".aws/cli/cache/b.json": "whole",
        ".aws/cli/cache/c.json": "hidden",
        ".aws/sso/cache/a.json": "hidden",
        ".aws/sso/cache/b.json": "whole",
    }
    assert plan(files, keep=("acme.awsapps.com",))[".aws/sso/cache/a.json"].kind == "whole"


# --- Docker -----------------------------------------------------------------------------------------------------------


def docker_context(name: str, host: str) -> str:
    return json.dumps({"Name": name, "Metadata": {}, "Endpoints": {"docker": {"Host": host, "SkipTLSVerify": False}}})


def test_docker() -> None:
    config = {
        "auths": {
            "https://index.docker.io/v1/": {"auth": "a"},
            "reg.corp.example": {"auth": SECRET},
            "alias.example": {"auth": SECRET},
        },
        "credHelpers": {"reg.corp.example": "x", "gcr.io": "gcloud"},
        "HttpHeaders": {"X-Auth-Token": SECRET, "User-Agent": "x"},
        "currentContext": "swarm",
        "features": {"buildkit": True, "n": 1.50},
    }
    top = "/home/u/.docker/contexts"
    views = plan(
        {
            "/home/u/.docker/config.json": json.dumps(config),
            f"{top}/meta/aa/meta.json": docker_context("swarm", "ssh://root@build.corp.example"),
            f"{top}/tls/aa/docker/key.pem": SECRET,
            f"{top}/meta/bb/meta.json": docker_context("lab", "tcp://lab.dev.example:2376"),
            f"{top}/tls/bb/docker/key.pem": "development",
            f"{top}/meta/cc/meta.json": docker_context("prod-x", "unix:///run/x.sock"),
        }
    )
    assert kinds(views) == {
        ".docker/config.json": "scoped",
        ".docker/contexts/meta/aa": "emptied",
        ".docker/contexts/tls/aa": "emptied",
        ".docker/contexts/meta/cc": "emptied",
    }
    assert json.loads(views[".docker/config.json"].content) == {
        "auths": {"https://index.docker.io/v1/": {"auth": "a"}},
        "credHelpers": {"gcr.io": "gcloud"},
        "HttpHeaders": {"User-Agent": "x"},
        "features": {"buildkit": True, "n": 1.5},
    }


def test_docker_in_other_letter_case_and_other_places() -> None:
    auths = json.dumps({"AUTHS": {"reg.corp.example": {"auth": SECRET}, "ghcr.io": {"auth": "x"}}})
    twice = json.dumps({"auths": {}, "x": 1})[:-1] + ', "Auths": {"reg.corp.example": {"auth": "s"}}}'
    views = plan(
        {
            "/home/u/.docker/config.json": twice,
            "/w/d/config.json": auths,
            "/home/u/.config/containers/auth.json": auths,
        },
        environ={"DOCKER_CONFIG": "d/"},
    )
    assert kinds(views) == {
        "/w/d/config.json": "scoped",
        ".docker/config.json": "hidden",
        ".config/containers/auth.json": "scoped",
    }
    assert json.loads(views["/w/d/config.json"].content) == {"AUTHS": {"ghcr.io": {"auth": "x"}}}
    assert views["/w/d/config.json"].root == b"/w/d"


def test_podman_connections() -> None:
    text = json.dumps(
        {
            "Connection": {
                "Default": "x",
                "Connections": {
                    "x": {"URI": "ssh://core@h.corp.example:22/run/p.sock", "Identity": "/k/x"},
                    "dev": {"URI": "ssh://core@h.dev.example:22/run/p.sock", "Identity": "/k/d"},
                },
            }
        }
    )
    views = plan({"/home/u/.config/containers/podman-connections.json": text, "/k/x": "key", "/k/d": "key"})
    assert kinds(views) == {".config/containers/podman-connections.json": "scoped", "/k/x": "hidden"}
    found = json.loads(views[".config/containers/podman-connections.json"].content)["Connection"]
    assert (list(found["Connections"]), "Default" in found) == (["dev"], False)


# --- gcloud -----------------------------------------------------------------------------------------------------------


def credentials_db(*accounts: str) -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE credentials (account_id TEXT PRIMARY KEY, value BLOB)")
    for account in accounts:
        value = SECRET if "prod" in account or "both" in account else "development"
        connection.execute("INSERT INTO credentials VALUES (?, ?)", (account, value))
    connection.commit()
    return connection.serialize()


def gcloud_files(shared: str = "both@example.org") -> dict[str, str | bytes]:
    top = "/home/u/.config/gcloud"
    return {
        f"{top}/configurations/config_dev": "[core]\naccount = dev@example.org\nproject = sandbox-1\n",
        f"{top}/configurations/config_live": "[core]\naccount = prod@example.org\nproject = acme-main\n",
        f"{top}/configurations/config_team-dev": f"[core]\naccount = {shared}\nproject = dev-2\n",
        f"{top}/configurations/config_team": f"[core]\naccount = {shared}\nproject = acme-main\n",
        f"{top}/active_config": "live",
        f"{top}/credentials.db": credentials_db("dev@example.org", "prod@example.org", shared),
        f"{top}/access_tokens.db": SECRET,
        f"{top}/legacy_credentials/dev@example.org/adc.json": "{}",
        f"{top}/legacy_credentials/prod@example.org/adc.json": SECRET,
        f"{top}/application_default_credentials.json": json.dumps({"type": "authorized_user", "refresh_token": SECRET}),
    }


def test_gcloud() -> None:
    views = plan(gcloud_files())
    assert {path.removeprefix(".config/gcloud/"): view.kind for path, view in views.items()} == {
        "configurations/config_live": "hidden",
        "configurations/config_team": "hidden",
        "legacy_credentials/prod@example.org": "emptied",
        "credentials.db": "scoped",
        "access_tokens.db": "hidden",
        "active_config": "scoped",
        "application_default_credentials.json": "hidden",
    }
    database = sqlite3.connect(":memory:")
    database.deserialize(views[".config/gcloud/credentials.db"].content)
    assert database.execute("SELECT account_id, value FROM credentials").fetchall() == [
        ("dev@example.org", "development")
    ]


def test_gcloud_accounts_that_the_policy_keeps() -> None:
    views = plan(gcloud_files(shared="team@example.org"), keep=("team@example.org",))
    database = sqlite3.connect(":memory:")
    database.deserialize(views[".config/gcloud/credentials.db"].content)
    rows = database.execute("SELECT account_id FROM credentials ORDER BY 1").fetchall()
    assert rows == [("dev@example.org",), ("team@example.org",)]


def test_gcloud_without_production_is_seen_whole() -> None:
    files = {
        path: data for path, data in gcloud_files().items() if "live" not in path and not path.endswith("config_team")
    }
    clean = {path: data for path, data in files.items() if "prod@" not in path}
    assert set(kinds(plan(clean)).values()) == {"whole"}


def test_a_database_that_cannot_be_read_is_hidden() -> None:
    views = plan({**gcloud_files(), "/home/u/.config/gcloud/credentials.db": b"SQLite format 3\0" + b"x" * 100})
    assert views[".config/gcloud/credentials.db"].kind == "hidden"


def test_key_files_that_variables_name() -> None:
    def key(project: str) -> str:
        mail = f"ci@{project}.iam.gserviceaccount.com"
        return json.dumps(
            {"type": "service_account", "project_id": project, "client_email": mail, "private_key": SECRET}
        )

    files: dict[str, str | bytes] = {"/k/p.json": key("acme-main"), "/k/d.json": key("sandbox-dev")}
    assert kinds(plan(files, environ={"GOOGLE_APPLICATION_CREDENTIALS": "/k/p.json"})) == {"/k/p.json": "hidden"}
    assert kinds(plan(files, environ={"GOOGLE_APPLICATION_CREDENTIALS": "/k/d.json"})) == {"/k/d.json": "whole"}
    opened = (target("gcp-project", "acme-main"),)
    assert kinds(plan(files, environ={"GOOGLE_APPLICATION_CREDENTIALS": "/k/p.json"}, approved=opened)) == {
        "/k/p.json": "whole"
    }


# --- Azure ------------------------------------------------------------------------------------------------------------


def azure_files(user: str) -> dict[str, str | bytes]:
    def subscription(name: str, number: str, owner: str) -> dict[str, Any]:
        return {
            "id": number,
            "name": name,
            "user": {"name": owner, "type": "user"},
            "isDefault": False,
            "tenantId": "t",
        }

    def account(name: str) -> dict[str, str]:
        return {"home_account_id": f"id-{name}", "username": name}

    return {
        "/home/u/.azure/azureProfile.json": "\ufeff"
        + json.dumps(
            {
                "subscriptions": [
                    subscription("dev", "00000000-0000-0000-0000-00000000000d", "dev@x"),
                    subscription("main", "00000000-0000-0000-0000-00000000000A", user),
                ]
            }
        ),
        "/home/u/.azure/msal_token_cache.json": json.dumps(
            {
                "Account": {"1": account("dev@x"), "2": account("prod@x")},
                "RefreshToken": {
                    "a": {"home_account_id": "id-dev@x", "secret": "development"},
                    "b": {"home_account_id": "id-prod@x", "secret": SECRET},
                },
            }
        ),
        "/home/u/.azure/service_principal_entries.json": json.dumps([{"client_id": "prod@x", "client_secret": SECRET}]),
        "/home/u/.azure/config": "[core]\n",
    }


def test_azure() -> None:
    views = plan(azure_files("prod@x"))
    assert set(kinds(views).values()) == {"scoped"}
    profile = json.loads(views[".azure/azureProfile.json"].content)
    assert [entry["name"] for entry in profile["subscriptions"]] == ["dev"]
    cache = json.loads(views[".azure/msal_token_cache.json"].content)
    assert list(cache["RefreshToken"]) == ["a"]
    assert list(cache["Account"]) == ["1"]


def test_an_azure_user_of_both() -> None:
    views = plan(azure_files("dev@x"))
    assert views[".azure/azureProfile.json"].kind == "scoped"
    assert views[".azure/msal_token_cache.json"].kind == "hidden"
    kept = plan(azure_files("dev@x"), keep=("dev@x",))
    assert list(json.loads(kept[".azure/msal_token_cache.json"].content)["Account"]) == ["1"]


# --- stores of tokens -------------------------------------------------------------------------------------------------

STORES: dict[str, tuple[str, str, str]] = {
    # file: (content, what stays when github.com is kept, kind without anything kept)
    ".config/gh/hosts.yml": (
        f"github.com:\n    user: me\n    oauth_token: mild\nghe.corp.example:\n    oauth_token: {SECRET}\n",
        "github.com:\n  user: me\n  oauth_token: mild\n",
        "hidden",
    ),
    ".netrc": (
        f"machine github.com login me password mild\nmachine api.corp.example\n login x\n password {SECRET}\nmacdef x\n machine github.com {SECRET}\n\n",
        "machine github.com login me password mild\n",
        "hidden",
    ),
    ".git-credentials": (
        f"https://me:mild@github.com\nhttps://x:{SECRET}@git.corp.example\n",
        "https://me:mild@github.com\n",
        "hidden",
    ),
    ".npmrc": (
        f"# {SECRET}\nregistry=https://registry.npmjs.org/\n//github.com/:_authToken=mild\n//npm.corp.example/:_authToken={SECRET}\n"
        "//x.example/:_authToken=${NPM_TOKEN}\n",
        "registry=https://registry.npmjs.org/\n//github.com/:_authToken=mild\n//x.example/:_authToken=${NPM_TOKEN}\n",
        "scoped",
    ),
    ".terraform.d/credentials.tfrc.json": (
        json.dumps({"credentials": {"github.com": {"token": "mild"}, "app.terraform.io": {"token": SECRET}}}),
        '{"credentials": {"github.com": {"token": "mild"}}}\n',
        "hidden",
    ),
    ".terraformrc": (
        f'plugin_cache_dir = "/c"\ncredentials "app.terraform.io" {{\n  token = "{SECRET}"\n}}\ncredentials "github.com" {{\n  token = "mild"\n}}\n',
        'plugin_cache_dir = "/c"\ncredentials "github.com" {\n  token = "mild"\n}\n',
        "scoped",
    ),
    ".pypirc": (
        f"[distutils]\nindex-servers = pypi\n[pypi]\nusername = __token__\npassword = {SECRET}\n[mine]\nrepository = https://github.com/x\nusername = a\npassword = mild\n",
        "[distutils]\nindex-servers = pypi\n\n[mine]\nrepository = https://github.com/x\nusername = a\npassword = mild\n",
        "scoped",
    ),
}


@pytest.mark.parametrize("name", STORES)
def test_a_store_of_tokens(name: str) -> None:
    content, kept, kind = STORES[name]
    assert kinds(plan({f"/home/u/{name}": content})) == {name: kind}
    view = plan({f"/home/u/{name}": content}, keep=("github.com",))[name]
    assert view.kind == "scoped"
    assert view.content.decode().rstrip("\n") == kept.rstrip("\n")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (".netrc", 'machine github.com login me password "a b"\n'),
        (".netrc", "machine github.com login me # x\n"),
        (".netrc", f"machine prod.example login x password machine github.com password {SECRET}\n"),
        (".config/gh/hosts.yml", "github.com: &a {oauth_token: x}\nother: *a\n"),
        (".terraformrc", '/* x */ credentials "github.com" {\n token = "x"\n}\n'),
        (".terraformrc", 'credentials "github.com" {\n token = "x"\n'),
        (".terraform.d/credentials.tfrc.json", '{"credentials": {"github.com": {}, "GitHub.com": {}}}'),
    ],
)
def test_a_store_that_readers_read_differently(name: str, content: str) -> None:
    assert kinds(plan({f"/home/u/{name}": content}, keep=("github.com",))) == {name: "hidden"}


def test_what_is_no_address_is_not_shown() -> None:
    assert kinds(plan({"/home/u/.git-credentials": SECRET})) == {".git-credentials": "hidden"}
    token = "npm_" + "a1B2" * 9
    view = plan({"/home/u/.npmrc": f"{token}\nregistry=https://r.example\nproxy=http://u:p@proxy.example:1\n"})[
        ".npmrc"
    ]
    assert view.content == b"registry=https://r.example\nproxy=http://u:p@proxy.example:1\n"
    assert token not in repr(view)


def test_where_xdg_says() -> None:
    content = STORES[".config/gh/hosts.yml"][0]
    views = plan(
        {"/x/gh/hosts.yml": content, "/home/u/.config/gh/hosts.yml": content, "/x/hub": "t"},
        environ={"XDG_CONFIG_HOME": "/x"},
    )
    assert kinds(views) == {"/x/gh/hosts.yml": "hidden", ".config/gh/hosts.yml": "hidden", "/x/hub": "hidden"}
    assert views["/x/gh/hosts.yml"].variable == b"GH_CONFIG_DIR"


def test_settings_without_a_token_are_seen_whole() -> None:
    files: dict[str, str | bytes] = {
        "/home/u/.npmrc": "registry=https://registry.npmjs.org/\n",
        "/home/u/.pypirc": "[distutils]\nx = y\n",
    }
    assert set(kinds(plan({**files, "/home/u/.terraformrc": 'plugin_cache_dir = "/c"\n'})).values()) == {"whole"}


def test_stores_that_are_hidden_as_a_whole() -> None:
    files: dict[str, str | bytes] = {"/home/u/.vault-token": SECRET, "/home/u/.cargo/credentials.toml": SECRET}
    assert set(kinds(plan(files)).values()) == {"hidden"}
    assert kinds(plan(files, keep=("crates.io",))) == {".vault-token": "hidden", ".cargo/credentials.toml": "whole"}


def test_passwords_of_databases_go_by_their_servers() -> None:
    text = (
        f"localhost:5432:*:me:mild\ndb.corp.example:5432:app:me:{SECRET}\n*:*:*:me:{SECRET}2\n"
        f"h\\:x.dev.example:5432:app_prod:me:{SECRET}3\ncopy.dev.example:5432:*:me:{SECRET}\n# {SECRET}\n"
    )
    view = plan({"/home/u/.pgpass": text})[".pgpass"]
    assert view.content == b"localhost:5432:*:me:mild\n"
    opened = (target("host", "db.corp.example:5432"),)
    assert b"db.corp.example" in plan({"/home/u/.pgpass": text}, approved=opened)[".pgpass"].content
    service = f"[live]\nhost = x.example\npassword = {SECRET}\n[dev]\nhost = db.dev.example\npassword = mild\n"
    assert [name for name, _ in read_ini(plan({"/home/u/.pg_service.conf": service})[".pg_service.conf"].content)] == [
        "dev"
    ]


def test_one_file_under_two_names_is_seen_by_the_stricter_view() -> None:
    text = yaml.dump(kubeconfig(*BOTH))
    views = plan(
        {"/mnt/config": text}, links={"/home/u/.kube/config": "/mnt/config"}, environ={"KUBECONFIG": "/mnt/config"}
    )
    assert set(kinds(views).values()) == {"scoped"}
    assert {view.real for view in views.values()} == {b"/mnt/config"}


# --- formats ----------------------------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    TEXTS | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(TEXTS, VALUES, max_size=4))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_yaml_that_is_written_is_read_as_meant(value: dict[str, Any]) -> None:
    assert yaml.safe_load(write_yaml(value) if value else b"{}") == value


@given(st.dictionaries(TEXTS, VALUES | st.none() | st.integers(), max_size=4))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_json_that_is_written_is_read_as_meant(value: dict[str, Any]) -> None:
    assert json.loads(write_json(value)) == value
    try:
        again = read_json(write_json(value))
    except Unclear as unclear:
        assert unclear.why == "it has a key twice"
    else:
        assert json.loads(write_json(again)) == value


@pytest.mark.parametrize(
    "bad", ["", "{", "{} x", "[1,]", "NaN", "[" * 5000, '{"a": 1, "A": 2}', "[Infinity]", '"\\x"', '"a\nb"']
)
def test_json_that_is_none(bad: str) -> None:
    with pytest.raises(Unclear):
        read_json(bad.encode())


def test_ini_is_read_as_pythons_own_reader_does() -> None:
    from configparser import RawConfigParser

    text = "[a]\nx = 1\n  y = 2\n\n  # c\n  more\nz : = 3\n; c\n[b] # c\nk=\n[c]\n  i = 1\n  j = 2\n   l\n"
    parser = RawConfigParser()
    parser.read_string(text)
    ours = {name: {key: "\n".join(values) for key, values in found} for name, found in read_ini(text.encode())}
    theirs = {
        name: {key: value.replace("\n\n", "\n") for key, value in parser[name].items()} for name in parser.sections()
    }
    assert ours == theirs
    assert read_ini(write_ini(read_ini(text.encode()))) == read_ini(text.encode())


def test_yaml_limits() -> None:
    for bad in (b"\xff", b"a: \0", b"x" * (1 << 19) + b"x", b"a: &x 1\n"):
        with pytest.raises(Unclear):
            read_yaml_or_json(bad)
    assert read_yaml_or_json(b"") == {}


# --- on the disk ------------------------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {
        "/.kube/config": yaml.dump(kubeconfig(*BOTH)),
        "/.aws/config": AWS_CONFIG,
        "/.docker/config.json": json.dumps({"auths": {"reg.corp.example": {"auth": SECRET}}}),
        "/.docker/contexts/meta/aa/meta.json": docker_context("prod", "tcp://x.example"),
        "/.docker/contexts/meta/bb/meta.json": docker_context("dev", "tcp://dev.example"),
        "/.docker/cli-plugins/docker-x": "#!/bin/sh\n",
        "/.netrc": f"machine x.example login a password {SECRET}\n",
        "/.npmrc": "registry=https://r.example/\n",
    }
    files |= {path.removeprefix("/home/u"): data for path, data in gcloud_files().items()}
    for name, content in files.items():
        path = tmp_path / "home" / name.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    (tmp_path / "state").mkdir(mode=0o700)
    return tmp_path / "home"


def all_files(top: Path) -> list[Path]:
    return [path for path in top.rglob("*") if not path.is_symlink() and path.is_file()]


def test_views_are_written_privately_and_removed(home: Path) -> None:
    os.umask(os.umask(0o077))
    state = bytes(home.parent / "state")
    views = plan_views(policy(), bytes(home), {}, DiskFiles())
    old = os.umask(0)
    try:
        written = write_views(views, state)
    finally:
        os.umask(old)
    top = Path(os.fsdecode(written.directory))
    for path in (top, *top.rglob("*")):
        if not path.is_symlink():
            mode = stat.S_IMODE(path.stat().st_mode)
            assert mode == (0o700 if path.is_dir() else 0o600), path
    assert all(SECRET.encode() not in path.read_bytes() for path in all_files(top))
    assert SECRET not in repr(written)
    binds = {original: source for source, original in written.binds}
    kube = binds[bytes(home / ".kube/config")]
    assert names(View(b"", "scoped", "kube", Path(os.fsdecode(kube)).read_bytes()))["contexts"] == {"dev"}
    assert os.listdir(binds[bytes(home / ".docker/contexts/meta/aa")]) == []
    assert bytes(home / ".netrc") in written.hidden
    assert bytes(home / ".npmrc") in written.whole
    assert set(written.originals) == {*binds, *written.hidden}
    remove_views(written.directory)
    assert not top.exists()
    assert (home / ".docker/cli-plugins/docker-x").exists()
    remove_views(written.directory)  # a second time is no fault


def test_variables_lead_to_the_views(home: Path) -> None:
    other = home / "other"
    other.write_text(yaml.dump(kubeconfig(*DEV)))
    environ = {b"KUBECONFIG": bytes(home / ".kube/config") + b":" + bytes(other)}
    views = plan_views(policy(), bytes(home), environ, DiskFiles())
    written = write_views(views, bytes(home.parent / "state"))
    found = dict(written.environ)
    first, second = (found[b"KUBECONFIG"] or b"").split(b":")
    assert first.startswith(written.directory)
    assert second == bytes(other)
    docker = Path(os.fsdecode(found[b"DOCKER_CONFIG"] or b""))
    assert sorted(os.listdir(docker)) == ["cli-plugins", "config.json", "contexts"]
    assert os.readlink(docker / "cli-plugins") == str(home / ".docker/cli-plugins")
    assert (docker / "contexts/meta/bb/meta.json").read_text() == docker_context("dev", "tcp://dev.example")
    assert os.listdir(docker / "contexts/meta/aa") == []
    gcloud = Path(os.fsdecode(found[b"CLOUDSDK_CONFIG"] or b""))
    assert sorted(os.listdir(gcloud / "configurations")) == ["config_dev", "config_team-dev"]
    assert (gcloud / "active_config").read_text() == "NONE"
    assert sorted(os.listdir(gcloud)) == ["active_config", "configurations", "credentials.db", "legacy_credentials"]
    assert (found[b"AWS_CONFIG_FILE"] or b"").startswith(written.directory)
    assert found[b"NETRC"] == b"/dev/null"
    assert b"NPM_CONFIG_USERCONFIG" not in found
    remove_views(written.directory)
    assert (home / ".docker/contexts/meta/bb/meta.json").exists()


def test_nothing_is_written_where_nothing_goes(tmp_path: Path) -> None:
    (tmp_path / ".kube").mkdir()
    (tmp_path / ".kube/config").write_text(yaml.dump(kubeconfig(*DEV)))
    views = plan_views(policy(), bytes(tmp_path), {}, DiskFiles())
    written = write_views(views, b"/no/such/place")
    assert (written.directory, written.binds, written.environ) == (b"", (), ())
    assert written.whole == (bytes(tmp_path / ".kube/config"),)


def test_a_place_that_cannot_be_written_refuses(home: Path) -> None:
    views = plan_views(policy(), bytes(home), {}, DiskFiles())
    with pytest.raises(ViewError, match="cannot be written"):
        write_views(views, b"/no/such/place")
    with pytest.raises(ViewError, match="no directory of views"):
        remove_views(bytes(home))
    # a view that cannot be written leaves nothing behind
    broken = View(b"/x", "scoped", "kube", b"s", (), b"DOCKER_CONFIG", b"/no/such/root")
    with pytest.raises(ViewError):
        write_views((broken,), bytes(home.parent / "state"))
    assert os.listdir(home.parent / "state") == []


def test_a_place_that_others_may_write_refuses(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    with pytest.raises(ViewError, match="written by others"):
        place_for_views({}, bytes(tmp_path / "open"))
    (tmp_path / "link").symlink_to("/")
    assert place_for_views({b"XDG_RUNTIME_DIR": bytes(tmp_path / "link")}, bytes(tmp_path / "state")) == bytes(
        tmp_path / "state"
    )
    (tmp_path / "run").mkdir(mode=0o700)
    assert place_for_views({b"XDG_RUNTIME_DIR": bytes(tmp_path / "run")}, b"/x") == bytes(tmp_path / "run")


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for name in (f"tta-views.{dead.pid}.aa", f"tta-views.{os.getpid()}.bb", "tta-views.x", "other"):
        (tmp_path / name).mkdir(mode=0o700)
        (tmp_path / name / "1").write_text("x")
    (tmp_path / f"tta-views.{dead.pid}.cc").symlink_to(tmp_path / "other")
    assert remove_stale_views(bytes(tmp_path)) == 1
    assert sorted(os.listdir(tmp_path)) == sorted(
        [f"tta-views.{os.getpid()}.bb", f"tta-views.{dead.pid}.cc", "other", "tta-views.x"]
    )


def test_what_is_no_regular_file(tmp_path: Path) -> None:
    (tmp_path / ".kube").mkdir()
    os.mkfifo(tmp_path / ".kube/config")
    (tmp_path / ".npmrc").symlink_to(".npmrc")
    (tmp_path / ".netrc").mkdir()
    started = time.monotonic()
    environ = {b"KUBECONFIG": b"/dev/zero:/dev/null:/dev/fd/0:/proc/self/environ", b"DOCKER_CONFIG": b"/dev"}
    views = plan_views(policy(), bytes(tmp_path), environ, DiskFiles())
    # a device must never be masked
    assert {view.path: view.kind for view in views} == {bytes(tmp_path / ".kube/config"): "hidden"}
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("folder", ["", ".config"])
def test_a_directory_that_cannot_be_listed_hides_nothing_from_the_judge(home: Path, folder: str) -> None:
    class Blind(DiskFiles):
        def names(self, path: bytes) -> tuple[bytes, ...]:
            return () if path == bytes(home / folder) else super().names(path)

    seen = {view.path for view in plan_views(policy(), bytes(home), {}, DiskFiles())}
    assert {view.path for view in plan_views(policy(), bytes(home), {}, Blind())} == seen


def test_a_file_is_read_once(home: Path) -> None:
    files = DiskFiles()
    assert b"k.corp" in (files.read(bytes(home / ".kube/config")) or b"")
    (home / ".kube/config").write_text("changed")
    assert b"k.corp" in (files.read(bytes(home / ".kube/config")) or b"")


def test_the_guard_reads_nothing_slow_for_it(home: Path) -> None:
    (home / ".config/gcloud/credentials.db").unlink()  # the C module for SQLite imports functools by itself
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from tta_guard.confine.credentials import DiskFiles, write_views, remove_views\n"
        "from tta_guard.confine.views_plan import plan_views\n"
        "from tta_guard.confine.scrub import scrub_environment\n"
        "from tta_guard.policy.rules import Policy\n"
        "policy = Policy(None, 'HIGH', (), (), (), (), None, None, None, {}, ())\n"
        f"views = plan_views(policy, {bytes(home)!r}, {{}}, DiskFiles())\n"
        f"written = write_views(views, {bytes(home.parent / 'state')!r})\n"
        "remove_views(written.directory)\n"
        "scrub_environment({b'A_TOKEN': b'x', b'A': b'postgres://u:p@h/x'}, policy, views=views)\n"
        "assert len(views) > 8\n"
        "print(*sorted(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    loaded = {module.split(".")[0] for module in done.stdout.split()}
    assert not loaded & {"re", "json", "enum", "dataclasses", "typing", "collections", "functools", "subprocess", "hashlib",
                         "pathlib", "configparser", "yaml", "sqlite3"}  # fmt: skip
