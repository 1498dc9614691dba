"""Audit records: what they may say, where they stand, and above all what never gets into them."""

from __future__ import annotations

import json
import time

import pytest

from tta_guard.audit.errors import AuditError
from tta_guard.audit.record import KINDS, MAX_RECORD_BYTES, consequences, make_record, parse_entry, seal
from tta_guard.audit.redact import REDACTED, is_secret_name, redact_argv, redact_element, redact_text

SECRET = "hunter2xyz"
GITHUB = "ghp_" + "a1B2" * 9
KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r\nZXktdjE\n-----END OPENSSH PRIVATE KEY-----"

# Each of these holds SECRET, which must be gone afterwards, and names what must still be there.
HIDDEN = [
    (["kubectl", "--token", SECRET, "get", "pods"], "get"),
    (["kubectl", f"--token={SECRET}", "get", "pods"], "get"),
    (["kubectl", "create", "secret", "generic", "db", f"--from-literal=pw={SECRET}"], "--from-literal=pw="),
    (["kubectl", "create", "secret", "generic", "db", "--from-literal", f"pw={SECRET}"], "pw="),
    (["mysql", "-uroot", f"-p{SECRET}", "shop"], "shop"),
    (["sudo", "/usr/bin/mysqldump", f"-p{SECRET}", "shop"], "shop"),
    (["sshpass", "-p", SECRET, "ssh", "host"], "host"),
    (["curl", "-u", f"me:{SECRET}", "https://example.com/"], "https://example.com/"),
    (["curl", f"-ume:{SECRET}", "https://example.com/"], "https://example.com/"),
    (["curl", "-H", f"Authorization: Bearer {SECRET}", "https://example.com/"], "Authorization"),
    (["curl", "-H", f"X-Api-Key: {SECRET}", "https://example.com/"], "X-Api-Key"),
    (["curl", "-H", f"Cookie: sid={SECRET}; other={SECRET}", "https://example.com/"], "Cookie"),
    (["curl", "-d", json.dumps({"user": "me", "password": SECRET}), "https://example.com/"], "user"),
    (["curl", "-d", json.dumps({"a": {"clientSecret": f'x"{SECRET}'}}), "u"], "u"),
    (["curl", f"https://me:{SECRET}@example.com/x"], "@example.com/x"),
    (["curl", f"https://{SECRET}@example.com/x"], "@example.com/x"),
    (["curl", f"https://me:a/{SECRET}@example.com/x"], "@example.com/x"),
    (["curl", f"https://example.com/x?a=1&access_token={SECRET}&b=2"], "b=2"),
    (["curl", f"https://example.com/x?X-Amz-Signature={SECRET}"], "https://example.com/x"),
    (["env", f"DB_PASSWORD={SECRET}", "make"], "make"),
    (["env", f"PGPASSWORD=two words {SECRET}", "psql"], "psql"),
    (["env", f"MYSQL_PWD={SECRET}", "mysql"], "mysql"),
    (["docker", "run", "-e", f"API_TOKEN={SECRET}", "img"], "img"),
    (["docker", "run", f"--env=API_TOKEN={SECRET}", "img"], "img"),
    (["docker", "login", "-u", "me", "-p", SECRET, "registry"], "registry"),
    (["helm", "upgrade", "--set", f"replicas=2,db.password={SECRET}", "app"], "app"),
    (["terraform", "apply", "-var", f"db_password={SECRET}"], "db_password"),
    (["terraform", "apply", f"-var=db_password={SECRET}"], "db_password"),
    (["vault", "kv", "put", "secret/app", f"plain={SECRET}"], "secret/app"),
    (["vault", "login", f"token={SECRET}"], "login"),
    (["redis-cli", "-a", SECRET, "GET", "k"], "GET"),
    (["openssl", "rsa", "-passin", f"pass:{SECRET}", "-in", "k.pem"], "k.pem"),
    (["gh", "secret", "set", "NAME", "--body", SECRET], "NAME"),
    (["tool", "--password", "--token", SECRET], "tool"),
    (["tool", "--dbPassword", SECRET], "--dbPassword"),
    (["tool", "--DB_PASSWORD", SECRET], "--DB_PASSWORD"),
    (["sh", "-c", f"TOKEN={SECRET} kubectl delete ns prod"], "kubectl delete ns prod"),
    (["sh", "-c", f"export TOKEN='a b {SECRET}'; kubectl delete ns prod"], "kubectl delete ns prod"),
    (["sh", "-c", f'curl --password "{SECRET} x" https://example.com'], "https://example.com"),
    (["sh", "-c", f"curl -H 'Authorization: Basic {SECRET}' https://example.com"], "https://example.com"),
    (["sh", "-lc", f"echo password: {SECRET}"], "echo"),
    ([b"tool", b"--password=\xff" + SECRET.encode()], "tool"),
    (["psql", f"host=db user=me password={SECRET} dbname=x"], "dbname=x"),
    (["psql", f"postgresql://me:{SECRET}@db/x"], "@db/x"),
]

SHOWN = [
    ["git", "commit", "--author", "A <a@example.com>", "-m", "rotate the keys"],
    ["pip", "install", "git+https://github.com/x/y@v2"],
    ["docker", "run", "-p", "8080:80", "img"],
    ["curl", "https://example.com:8080/a@b"],
    ["tool", "--token-file", "/run/token", "--password-stdin"],
    ["kubectl", "get", "secret", "db", "-o", "yaml"],
    ["env", "PWD=/work", "PATH=/bin", "make"],
    ["task-runner", "sk-short", "compass=north"],
    ["ssh", "me@host", "uptime"],
    ["tool", "sha256:" + "ab" * 32, "--key", "/home/me/.ssh/id_ed25519"],
]

TOKENS = [
    GITHUB,
    "github_pat_" + "a" * 30,
    "glpat-" + "a" * 20,
    "AKIA" + "A2" * 8,
    "xoxb-123456789012-abcdef",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
    "sk-" + "a" * 24,
    "sk_" + "live_" + "a" * 24,
    "AIza" + "a" * 35,
    "npm_" + "a" * 36,
    "hvs." + "a" * 24,
    "hf_" + "a" * 30,
    "SG." + "a" * 22 + "." + "b" * 43,
    "AGE-SECRET-KEY-1QQQQ",
    KEY,
    KEY[:-40],
]


@pytest.mark.parametrize(("argv", "kept"), HIDDEN, ids=lambda value: str(value)[:70] if isinstance(value, list) else "")
def test_a_secret_is_not_recorded(argv: list[str | bytes], kept: str) -> None:
    made = redact_argv(argv)
    told = repr(seal(make_record("run", argv=argv), store="s", seq=0, time=0, ledger={}))
    assert len(made) == len(argv)
    assert SECRET not in repr(made)
    assert SECRET not in told
    assert kept in repr(made)
    assert REDACTED in repr(made)


@pytest.mark.parametrize("argv", SHOWN, ids=lambda argv: " ".join(argv)[:60])
def test_what_is_no_secret_stays(argv: list[str]) -> None:
    assert redact_argv(argv) == argv


@pytest.mark.parametrize("token", TOKENS, ids=lambda token: token[:16])
def test_known_tokens_go_wherever_they_stand(token: str) -> None:
    for text in (token, f"see {token} here", f"https://{token}@host/x", f"x={token}", f'"{token}"', f"/p/{token}/q"):
        assert token not in redact_text(text), text
    record = make_record(
        "decision", subject=token, verdict="deny", reasons=[{"message": token, "deep": [{token: [token]}]}], error=token
    )
    sealed = seal(record, store="s", seq=0, time=0, ledger={})
    assert token.encode() not in sealed
    assert json.dumps(token)[1:-1].encode() not in sealed


def test_a_key_with_a_secret_name_hides_whatever_it_holds() -> None:
    record = make_record("decision", subject="x", verdict="deny", arguments={"password": [SECRET], "pin": 1234, "a": 1})
    assert record.data["arguments"] == {"password": REDACTED, "pin": REDACTED, "a": 1}


def test_a_token_is_hidden_before_a_long_text_is_cut() -> None:
    """Attack: place a token across the cut, so that neither half is known for one."""
    for lead in range(2900, 3060, 7):
        record = make_record("decision", subject="a" * lead + " " + GITHUB + " " + "b" * 5000, verdict="deny")
        assert "ghp_" not in str(record.data["subject"])


@pytest.mark.parametrize(
    ("name", "secret"),
    [("GITHUB_TOKEN", True), ("clientSecret", True), ("x-api-key", True), ("SSHPASS", True), ("REDISCLI_AUTH", True),
     ("aws_secret_access_key", True), ("Set-Cookie", True), ("PWD", False), ("author", False), ("token_file", False),
     ("secretName", False), ("SSH_ASKPASS", False), ("key", False), ("passenger", False), ("", False), ("--", False)],
)  # fmt: skip
def test_names(name: str, secret: bool) -> None:
    assert is_secret_name(name) is secret


@pytest.mark.parametrize(
    "piece",
    ["a", "a=", "://a:x", "eyJ", "-----BEGIN PRIVATE KEY-----", "password:", "--password ", 'password="', "\\", "pass=\\",
     'password: "\\', " ", "-", "SG.", "://", "bearer ", "x.y", "'", "password='"],
)  # fmt: skip
def test_redaction_takes_time_by_length(piece: str) -> None:
    """Attack: a text that makes a pattern try everything again and again."""
    text = piece * (200_000 // len(piece))
    start = time.perf_counter()
    redact_text(text)
    assert time.perf_counter() - start < 3


def test_a_record_comes_back_as_it_was_made() -> None:
    record = make_record(
        "run", argv=["kubectl", b"\xff"], mode="devops", exit_code=None, duration_ms=3, timed_out=False
    )
    data = seal(record, store="abc", seq=7, time=1234, ledger={"outcome": "id"})
    entry = parse_entry(data)
    assert (entry.store, entry.seq, entry.time, entry.kind) == ("abc", 7, 1234, "run")
    assert entry.data == {"argv": ["kubectl", b"\xff"], "mode": "devops", "duration_ms": 3, "timed_out": False}
    assert list(consequences(entry)) == [("outcome", "id")]
    assert seal(record, store="abc", seq=7, time=1234, ledger={"outcome": "id"}) == data


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("no-such-kind", {}),
        ("decision", {"subject": "x"}),
        ("decision", {"subject": "x", "verdict": "maybe"}),
        ("decision", {"subject": "x", "verdict": "deny", "colour": "red"}),
        ("decision", {"subject": 3, "verdict": "deny"}),
        ("decision", {"subject": "x", "verdict": "deny", "policy_digest": "ABC"}),
        ("decision", {"subject": "x", "verdict": "deny", "policy_digest": "A" * 64}),
        ("decision", {"subject": "x", "verdict": "deny", "exit_code": True}),
        ("decision", {"subject": "x", "verdict": "deny", "timed_out": 1}),
        ("run", {"argv": "kubectl"}),
        ("run", {"argv": [1]}),
        ("run", {"argv": ["x"], "invocations": [["a"], "b"]}),
        ("run", {"argv": ["x"], "targets": [1.5]}),
        ("run", {"argv": ["x"], "targets": {"ü": 1}}),
        ("run", {"argv": ["x"], "targets": {"b64": 1}}),
        ("run", {"argv": ["x"], "duration_ms": 1 << 53}),
        ("run", {"argv": ["x"], "targets": [[[[[[[[[[[]]]]]]]]]]]}),
    ],
)
def test_a_record_says_only_what_the_table_has(kind: str, fields: dict[str, object]) -> None:
    with pytest.raises(AuditError) as caught:
        make_record(kind, **fields)
    assert caught.value.code == "bad-record"


def test_every_kind_can_be_made_from_its_table() -> None:
    values = {"schema": 1, "verdict": "deny", "argv": ["x"], "size": 1}
    for kind, needed in KINDS.items():
        given = {name: values.get(name, "0" * 64) for name in needed}
        assert make_record(kind, **given).kind == kind


@pytest.mark.parametrize("length", [10, 10_000, 200_000])
def test_whatever_its_length_a_command_can_be_recorded(length: int) -> None:
    """Attack: a command so long that its refusal cannot be logged."""
    for argv in (["x", "a b " * length], ["x"] * length, ["ü" * 5000] * (length // 100 + 1)):
        record = make_record("run", argv=argv, targets=[{"kind": "k", "name": "n" * 300}] * min(length, 5000))
        assert len(seal(record, store="s", seq=0, time=0, ledger={})) <= MAX_RECORD_BYTES


def test_strings_of_the_system_become_bytes() -> None:
    name = b"caf\xe9".decode("utf-8", "surrogateescape")
    assert redact_argv([name]) == [b"caf\xe9"]
    assert redact_element(name) == b"caf\xe9"
    assert make_record("decision", subject=name, verdict="deny", paths=[name]).data["paths"] == [b"caf\xe9"]
    assert redact_element("\ud800") == b"\xed\xa0\x80"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('"version":1', '"version":2'),
        lambda text: text.replace('"seq":7', '"seq":7.0'),
        lambda text: text.replace('"seq":7', '"seq":-7'),
        lambda text: text.replace('"seq":7', '"seq":"7"'),
        lambda text: text.replace('"seq":7', '"seq":7,"seq":7'),
        lambda text: text.replace('"seq":7', '"seq": 7'),
        lambda text: text.replace('"kind":"run"', '"kind":"walk"'),
        lambda text: text.replace('"ledger":{}', '"ledger":[]'),
        lambda text: text.replace('"ledger":{},', ""),
        lambda text: text.replace('"seq":7', '"seq":7,"z":1'),
        lambda text: text + "\n",
        lambda text: "",
        lambda text: "[]",
    ],
)
def test_what_is_not_exactly_a_record_is_not_read(change: object) -> None:
    good = seal(make_record("run", argv=["x"]), store="abc", seq=7, time=1, ledger={})
    parse_entry(good)
    bad = change(good.decode()).encode()  # type: ignore[operator]
    assert bad != good
    with pytest.raises(AuditError):
        parse_entry(bad)


@pytest.mark.parametrize("ledger", [{"redemption": {}}, {"redemption": 1}, {"revocation": {"kind": "x"}}])
def test_a_ledgers_part_of_another_shape_is_an_error(ledger: dict[str, object]) -> None:
    entry = parse_entry(seal(make_record("run", argv=["x"]), store="abc", seq=0, time=1, ledger=ledger))
    with pytest.raises(AuditError):
        list(consequences(entry))
