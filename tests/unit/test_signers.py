"""The signers file and the revocation file, line by line; tests/property holds them against ssh-keygen."""

from __future__ import annotations

import base64
import hashlib
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tta_guard.approvals.errors import SignersError
from tta_guard.approvals.patterns import matches, matches_list
from tta_guard.approvals.signers import Signer, Signers, parse_revoked, parse_signers
from tta_guard.approvals.signers_text import MAX_BYTES, is_principal
from tta_guard.approvals.sshkeys import PublicKey, parse_public_key
from tta_guard.approvals.sshsig import NAMESPACE

TABLES = tomllib.loads((Path(__file__).parents[1] / "vectors" / "approvals_signers.toml").read_text("utf-8"))
KEYS: dict[str, str] = TABLES["keys"]
FILE = ".tta-guard/signers"
NOW = 1_750_000_000


def fill(text: str) -> bytes:
    for name, line in KEYS.items():
        text = text.replace(f"{{{name}}}", line)
    return text.encode()


def key(name: str) -> PublicKey:
    return parse_public_key(base64.b64decode(KEYS[name].split()[1]))


def signers(text: str) -> Signers:
    return parse_signers(fill(text), FILE)


def as_table(line: Signer) -> dict[str, Any]:
    written = f"{line.key.kind} {base64.b64encode(line.key.blob).decode()}"
    table: dict[str, Any] = {
        "principals": list(line.principals),
        "key": {text: name for name, text in KEYS.items()}[written],
        "namespaces": list(line.namespaces),
        "line": line.source.line,
    }
    if line.valid_after is not None:
        table["valid_after"] = line.valid_after
    if line.valid_before is not None:
        table["valid_before"] = line.valid_before
    return table


@pytest.mark.parametrize("vector", TABLES["signers"], ids=[vector["id"] for vector in TABLES["signers"]])
def test_signers_file(vector: dict[str, Any]) -> None:
    data = fill(vector["text"])
    if "lines" in vector:
        read = parse_signers(data, FILE)
        assert [as_table(line) for line in read.lines] == vector["lines"]
        assert {line.source.file for line in read.lines} == {FILE}
        assert read.digest == hashlib.sha256(data).hexdigest()
        return
    with pytest.raises(SignersError) as caught:
        parse_signers(data, FILE)
    assert caught.value.source is not None
    assert (caught.value.code, caught.value.source.file, caught.value.source.line) == (
        vector["code"],
        FILE,
        vector["line"],
    )


@pytest.mark.parametrize("vector", TABLES["revoked"], ids=[vector["id"] for vector in TABLES["revoked"]])
def test_revocation_file(vector: dict[str, Any]) -> None:
    data = fill(vector["text"])
    if "revoked" in vector:
        read = parse_revoked(data, FILE)
        good = ("alice", "bob", "carol", "p256", "p384", "rsa", "sk", "skec")
        assert [name for name in good if read.find(key(name))] == [name for name in good if name in vector["revoked"]]
        assert read.digest == hashlib.sha256(data).hexdigest()
        return
    with pytest.raises(SignersError) as caught:
        parse_revoked(data, FILE)
    assert caught.value.source is not None
    assert (caught.value.code, caught.value.source.line) == (vector["code"], vector["line"])


def test_the_revoking_line_is_named() -> None:
    found = parse_revoked(fill("# x\n{bob}\n{alice} stolen\n"), "revoked").find(key("alice"))
    assert str(found) == "revoked:3"


def test_one_bad_line_spoils_the_file_wherever_it_stands() -> None:
    good = ["alice {alice}", "bob {bob}", "carol {carol}"]
    assert len(signers("\n".join(good)).lines) == 3
    for place in range(4):
        with pytest.raises(SignersError) as caught:
            signers("\n".join([*good[:place], "dave ssh-ed25519 AAAA", *good[place:]]))
        assert caught.value.source is not None
        assert caught.value.source.line == place + 1


def test_bytes_that_are_not_utf8() -> None:
    for data in (
        fill("alice {alice} ") + b"\xe9\n",
        b"# \xff\n" + fill("alice {alice}\n"),
        b"\xff\xfe" + fill("a {alice}"),
    ):
        with pytest.raises(SignersError):
            parse_signers(data, FILE)


def test_size() -> None:
    filler = b"# " + b"x" * 1000 + b"\n"
    data = filler * (MAX_BYTES // len(filler) - 1) + fill("alice {alice}\n")
    assert len(parse_signers(data, FILE).lines) == 1
    for large in (data + filler * 3, b"#" + b"x" * 20_000 + b"\n" + fill("alice {alice}\n")):
        with pytest.raises(SignersError):
            parse_signers(large, FILE)


# --- whom a line is about


def test_find() -> None:
    read = signers('alice,a@example.com namespaces="tta-*" {alice}\nbob {bob}\n')
    assert read.find(key("alice"), NAMESPACE, NOW) == ("alice", "a@example.com")
    assert read.find(key("bob"), NAMESPACE, NOW) == ("bob",)
    assert read.find(key("alice"), "git", NOW) == ()
    assert read.find(key("carol"), NAMESPACE, NOW) == ()
    assert read.line_of(key("carol")) is None


def test_may_sign() -> None:
    read = signers('alice,!mallory@example.com,*@example.com namespaces="tta-*" {alice}\n')
    alice = key("alice")
    assert read.may_sign(alice, "alice", NAMESPACE, NOW)
    assert read.may_sign(alice, "x@example.com", NAMESPACE, NOW)
    for principal in (
        "mallory@example.com",
        "bob",
        "ALICE",
        "alice ",
        "",
        "*@example.com",
        "x@example.com,bob",
        "!alice",
    ):
        assert not read.may_sign(alice, principal, NAMESPACE, NOW), principal
    assert not read.may_sign(alice, "alice", "git", NOW)
    assert not read.may_sign(key("bob"), "alice", NAMESPACE, NOW)


def test_times_are_included_at_both_ends() -> None:
    read = signers('alice valid-after="20240102030405Z",valid-before="20240102030407Z" {alice}\n')
    start = 1704164645
    found = [bool(read.find(key("alice"), NAMESPACE, start + step)) for step in range(-1, 4)]
    assert found == [False, True, True, True, False]


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Etc/GMT+12", "XXX-14"])
def test_the_time_zone_of_the_process_means_nothing(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    if hasattr(time, "tzset"):
        time.tzset()
    try:
        read = signers('alice valid-after="20240102Z" {alice}\n')
    finally:
        monkeypatch.undo()
        if hasattr(time, "tzset"):
            time.tzset()
    assert read.lines[0].valid_after == 1704153600


def test_may_be_errs_towards_yes() -> None:
    """A requester who holds a key must not approve by it under another of its names, another case, or an exception."""
    line = signers(
        'Alice@Example.com,!root@example.org,*@example.org namespaces="git",valid-before="20000101Z" {alice}\n'
    )
    first = line.lines[0]
    for principal in ("Alice@Example.com", "alice@example.com", "anyone@EXAMPLE.org", "root@example.org"):
        assert first.may_be(principal), principal
    assert first.may_be("x" * 256)
    for principal in ("alice", "alice@example.net", "!root@example.net", ""):
        assert not first.may_be(principal), principal


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("alice", True),
        ("alice+ops@example.com", True),
        ("DOMAIN/alice=x#1", True),
        ("", False),
        ("a b", False),
        ("a,b", False),
        ("!a", False),
        ("a*", False),
        ("a?", False),
        ('a"', False),
        ("a\\", False),
        ("a\n", False),
        ("a\x00", False),
        ("ä", False),
        ("a" * 255, True),
        ("a" * 256, False),
    ],
)
def test_is_principal(text: str, good: bool) -> None:
    assert is_principal(text) is good


# --- patterns


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("alice", "alice", True),
        ("alice", "alice2", False),
        ("alice", "alic", False),
        ("alice", "Alice", False),
        ("*", "", True),
        ("*", "x", True),
        ("?", "", False),
        ("?", "x", True),
        ("??", "x", False),
        ("a*b", "ab", True),
        ("a*b", "axxb", True),
        ("a*b", "axxbc", False),
        ("a*b*c", "abxbxc", True),
        ("a*?c", "ac", False),
        ("a*?c", "abc", True),
        ("*a*", "bab", True),
        ("**", "x", True),
        ("*.*", "x", False),
        ("a**b", "ab", True),
        ("[a]", "a", False),
        ("", "", True),
        ("", "a", False),
        ("*@example.com", "a@example.com.evil.org", False),
    ],
)
def test_pattern(pattern: str, text: str, expected: bool) -> None:
    assert matches(pattern, text) is expected


@pytest.mark.parametrize(
    ("patterns", "text", "expected"),
    [
        ((), "a", False),
        (("a", "b"), "b", True),
        (("!a", "*"), "a", False),
        (("*", "!a"), "a", False),
        (("*", "!a"), "b", True),
        (("!a",), "b", False),
    ],
)
def test_pattern_list(patterns: tuple[str, ...], text: str, expected: bool) -> None:
    assert matches_list(patterns, text) is expected


def test_patterns_take_no_time() -> None:
    start = time.perf_counter()
    assert not matches("*a" * 200 + "b", "a" * 4000)
    assert time.perf_counter() - start < 5.0
