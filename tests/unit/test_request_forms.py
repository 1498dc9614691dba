"""Requests, statements and grants as bytes: one spelling, exactly these keys and types, and a block that a paste survives."""

from __future__ import annotations

import base64
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tta_guard.approvals import shapes
from tta_guard.approvals.block import MAX_BLOCK_BYTES, read_block, write_block
from tta_guard.approvals.errors import ApprovalError
from tta_guard.approvals.grant import (
    MAX_STATEMENT_BYTES,
    Answer,
    Statement,
    make_statement,
    parse_grant,
    parse_statement,
    write_grant,
)
from tta_guard.approvals.request import (
    MAX_REQUEST_BYTES,
    Request,
    items_of,
    make_request,
    parse_request,
    parse_subject,
    read_request,
    write_request,
)
from tta_guard.canonical import decode, encode
from tta_guard.model import Source
from tta_guard.policy.rules import ChecklistItem

TABLE = tomllib.loads((Path(__file__).parents[1] / "vectors" / "approvals_sshsig.toml").read_text("utf-8"))
ARMOUR: bytes = next(vector["armour"].encode() for vector in TABLE["vector"] if "kind" in vector["expect"])
NOW = 1_800_000_000
HEX = "a" * 64
POLICY = {"mode": "devops", "policy_digest": HEX, "signers_digest": HEX}
REASON = {"code": "production-target", "message": "Requires approval", "file": "m.md", "line": 3}
CHANGE = {"path": "a", "change": "delete", "old_mode": "100644", "old_blob": "d" * 40, "new_mode": "", "new_blob": ""}
COMMAND: dict[str, Any] = {
    "kind": "command", "argv": ["kubectl", "apply"], "executable": {"path": "/usr/bin/kubectl", "sha256": HEX},
    "cwd": "/srv", "repository": {"id": "b" * 40, "worktree": "/srv", "git_dir": "/srv/.git"},
    "targets": [{"kind": "host", "name": "n", "environment": "production", "address": ""}], "effects": ["deploy"],
    "inputs": [{"path": "x", "sha256": HEX, "size": 0}], "environment": {"sha256": HEX, "names": ["PATH"]},
    "stdin": HEX, "plan": {"kind": "diff", "sha256": HEX}, "reasons": [REASON], **POLICY,
}  # fmt: skip
CHANGES: dict[str, Any] = {
    "kind": "changes", "repository": {"id": "b" * 64}, "base": "", "changes": [CHANGE], "reasons": [], **POLICY,
}  # fmt: skip
SUBJECTS = {
    "command": COMMAND,
    "changes": CHANGES,
    "policy": {**CHANGES, "kind": "policy", "old_policy": HEX, "new_policy": ""},
}


def request_of(subject: dict[str, Any] = COMMAND, **changed: Any) -> Request:
    values: dict[str, Any] = {
        "user": "agent", "host": "box", "email": "agent@example.com", "reason": "TICKET-1: needed", "store": "5" * 32,
        "not_before": NOW, "authors": ["dev@example.com"], "checklist": [("backup", "Backup verified")],
        "follow_ups": [("watch", "Watch it")],
    }  # fmt: skip
    return make_request(subject, **{**values, **changed})


def statement_of(request: Request, **changed: Any) -> Statement:
    values: dict[str, Any] = {
        "principal": "ann@example.com", "answers": [Answer("backup", "412 rows")], "checkpoint": (1, b"\1" * 32),
        "nonce": "0" * 32,
    }  # fmt: skip
    return make_statement(request, **{**values, **changed})


def code_of(call: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(ApprovalError) as caught:
        call(*args, **kwargs)
    return caught.value.code


@pytest.mark.parametrize("subject", SUBJECTS.values(), ids=SUBJECTS)
def test_a_request_is_read_as_it_was_made(subject: dict[str, Any]) -> None:
    request = request_of(subject)
    assert parse_request(request.encoded) == request
    assert read_request(write_request(request)) == request
    assert request.subject == subject == parse_subject(subject)
    assert request.id == request.digest[:16]
    assert (request.expires, request.uses, request.quorum) == (NOW + 3600, 1, 1)
    assert request.names == ("agent", "agent@example.com", "agent@box", "dev@example.com")


def test_each_word_of_the_frame_changes_the_digest_and_not_the_subject() -> None:
    plain = request_of()
    for changed in (
        {"user": "x"}, {"host": "x"}, {"email": ""}, {"reason": "x"}, {"store": "x"}, {"not_before": NOW + 1},
        {"expires": NOW + 1}, {"uses": 2}, {"authors": []}, {"checklist": []}, {"follow_ups": []}, {"quorum": 2},
        {"verification": True}, {"presence": True}, {"windows": HEX},
    ):  # fmt: skip
        other = request_of(**changed)
        assert other.digest != plain.digest
        assert other.subject_digest == plain.subject_digest


def test_bytes_may_be_given_either_way() -> None:
    spelt = {"b64": base64.b64encode(b"\xff/x").decode()}
    either = [request_of({**COMMAND, "cwd": value}) for value in (b"\xff/x", spelt)]
    assert either[0] == either[1]
    assert either[0].subject["cwd"] == b"\xff/x"
    assert request_of({**COMMAND, "cwd": b"/srv"}) == request_of()
    for bad in ({"b64": "YQ=="}, {"b64": "/w=="[:3]}, {"b64": "/w==", "x": 1}, {"b64": 1}):
        assert code_of(request_of, {**COMMAND, "cwd": bad}) == "bad-request"


WRONG: dict[str, list[Any]] = {
    "text": [1, None, b"\xff", ["x"]],
    "name": ["", 1, None],
    "bytes": [1, None, ["x"], {}],
    "word": ["", "a b", "é", "a\n", "x" * 201, 1, None],
    "item": ["", "a b", "é", "x" * 201, "-x", "x;ls", "$(ls)", "a=b", "a'b", 'a"b', "`x`", 1, None],
    "principal": ["", "a b", "*@example.com", "!a", "a,b", "é", 1],
    "digest": ["", "a" * 63, "A" * 64, "g" * 64, 1, None],
    "digest?": ["a" * 63, "A" * 64, 1, None],
    "nonce": ["", "0" * 31, "0" * 33, "G" * 32],
    "object?": ["a" * 39, "a" * 41, "A" * 40, 0, None],
    "mode?": ["8", "1006440", "0x1", 100644, None],
    "environment": ["prod", "", "Production", None],
    "flag": [0, 1, "true", None],
    "version": [0, 2, "1", True, None],
    "line": [-1, True, "3", 1 << 40, None],
    "size": [-1, False, "3", None],
    "filled": [0, True, -1],
    "moment": [-1, True, "0", 253_402_300_800],
    "uses": [0, -1, 1001, True, "1"],
    "quorum": [0, -1, 21, True, "1"],
}


def places(value: Any, shape: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], str]]:
    """Every leaf of a value with the name of its shape, and every object and list as such."""
    if isinstance(shape, str):
        return [(path, shape)]
    if isinstance(shape, tuple):
        if value is None:
            return [(path, "null")]
        shape = next(s for s in shape if s is not None and (isinstance(s, str) or s.keys() == value.keys()))
        return places(value, shape, path)
    if isinstance(shape, list):
        found = [leaf for at, item in enumerate(value) for leaf in places(item, shape[0], (*path, at))]
        return [*found, (path, "list")]
    return [*[leaf for name in shape for leaf in places(value[name], shape[name], (*path, name))], (path, "object")]


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new(value) if callable(new) else new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(value[path[0]], path[1:], new)
    return copy


def spoilt(value: Any, shape: Any) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for path, leaf in places(value, shape):
        name = ".".join(map(str, path))
        if leaf == "object":
            found.append((f"{name}: not an object", replaced(value, path, [])))
            found.append((f"{name}: a key more", replaced(value, path, lambda old: {**old, "more": 1})))

            def drop(old: dict[str, Any], key: str) -> dict[str, Any]:
                return {each: old[each] for each in old if each != key}

            at = value
            for step in path:
                at = at[step]
            found += [(f"{name}: without {key}", replaced(value, path, drop(at, key))) for key in at]
        elif leaf == "list":
            found += [(f"{name}: not a list", replaced(value, path, new)) for new in ({}, "x", None)]
        else:
            nullable = path[-1] in ("stdin", "mode")
            wrong = [new for new in WRONG[leaf] if not (new is None and nullable)]
            found += [(f"{name}: {new!r:.30}", replaced(value, path, new)) for new in wrong]
    return found


@pytest.mark.parametrize("kind", SUBJECTS)
def test_every_key_has_to_be_there_and_of_its_type(kind: str) -> None:
    value = decode(request_of(SUBJECTS[kind]).encoded)
    assert parse_request(encode(value))
    cases = spoilt(value, shapes.REQUEST)
    assert len(cases) > 150
    for name, case in cases:
        assert code_of(parse_request, encode(case)) in ("bad-request", "unknown-version"), name


def test_every_key_of_a_statement_too() -> None:
    request = request_of(checklist=[("backup", "B"), ("file", "F")])
    answers = [Answer("backup", "412 rows"), Answer("file", name="log.txt", sha256=HEX, size=3)]
    statement = statement_of(request, answers=answers)
    assert parse_statement(statement.encoded) == statement
    assert statement.answers == tuple(answers)
    cases = spoilt(decode(statement.encoded), shapes.STATEMENT)
    assert len(cases) > 50
    for name, case in cases:
        assert code_of(parse_statement, encode(case)) in ("bad-grant", "unknown-version"), name


def test_what_the_keys_mean_together() -> None:
    for subject in SUBJECTS.values():
        assert code_of(request_of, {**subject, "kind": "other"}) == "bad-request"
    assert code_of(request_of, {**COMMAND, "kind": "changes"}) == "bad-request"
    assert code_of(request_of, {**CHANGES, "kind": "policy"}) == "bad-request"
    assert code_of(request_of, {**COMMAND, "argv": []}) == "bad-request"
    assert code_of(request_of, {**CHANGES, "changes": []}) == "bad-request"
    assert request_of({**CHANGES, "changes": [CHANGE, {**CHANGE, "path": "b"}]})
    assert request_of({**CHANGES, "changes": [{**CHANGE, "path": "é"}, {**CHANGE, "path": b"\xff"}]})
    for paths in (("b", "a"), ("a", "a"), (b"\xff", "é")):
        unordered = [{**CHANGE, "path": path} for path in paths]
        assert code_of(request_of, {**CHANGES, "changes": unordered}) == "bad-request"
        assert code_of(parse_subject, {**CHANGES, "changes": unordered}) == "bad-request"
    for items in ([("a", "x"), ("a", "y")], [("", "x")], [("a b", "x")], [("a", "")]):
        assert code_of(request_of, checklist=items) == "bad-request"
        assert code_of(request_of, follow_ups=items) == "bad-request"
    assert code_of(request_of, user="") == "bad-request"


def test_a_reason_says_something() -> None:
    for reason in ("", " ", "\n\t", "\u3164\u115f", "\u2800", "--", "…", "\u200b"):
        assert code_of(request_of, reason=reason) == "no-reason"
    assert request_of(reason="é")


def test_a_life_of_a_second_up_to_a_day() -> None:
    for seconds in (1, 86400):
        assert request_of(expires=NOW + seconds)
    for seconds in (0, -1, 86401):
        assert code_of(request_of, expires=NOW + seconds) == "bad-lifetime"
    request = request_of()
    assert statement_of(request, not_before=NOW + 5, expires=NOW + 6)
    assert code_of(statement_of, request, not_before=NOW + 5, expires=NOW + 5) == "bad-lifetime"


def test_sizes_are_bounded_and_the_largest_grant_fits_into_its_block() -> None:
    def filled(size: int) -> Request:
        return request_of({**COMMAND, "argv": ["x", "y" * size]})

    most = MAX_REQUEST_BYTES - len(filled(0).encoded)
    request = filled(most)
    assert len(request.encoded) == MAX_REQUEST_BYTES
    assert code_of(filled, most + 1) == "bad-request"
    room = MAX_STATEMENT_BYTES - len(statement_of(request, answers=[Answer("backup", "z")]).encoded) + 1
    largest = statement_of(request, answers=[Answer("backup", "z" * room)])
    assert len(largest.encoded) == MAX_STATEMENT_BYTES
    assert code_of(statement_of, request, answers=[Answer("backup", "z" * (room + 1))]) == "bad-grant"
    block = write_grant(request, largest, ARMOUR)
    assert len(block) <= MAX_BLOCK_BYTES
    assert parse_grant(block).request == request


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data + b"\n",
        lambda data: b" " + data,
        lambda data: data.replace(b'":', b'": ', 1),
        lambda data: data.replace(b'"uses":1', b'"uses":1,"uses":1'),
        lambda data: data.replace(b'"uses":1', b'"uses":1.0'),
        lambda data: data.replace(b'"uses":1', b'"uses":true'),
        lambda data: data.replace(b'"version":1', b'"version":01'),
        lambda data: data.replace(b"agent", b"\\u0061gent", 1),
        lambda data: data.replace(b"agent", b"\xff", 1),
        lambda data: data[:-1],
        lambda data: b"",
        lambda data: b"null",
        lambda data: b"[" * 100_000,
    ],
    ids=range(13),
)
def test_one_spelling(spoil: Any) -> None:
    data = request_of().encoded
    assert spoil(data) != data
    assert code_of(parse_request, spoil(data)) == "bad-request"


# --- statements


def test_a_statement_is_complete_or_not_made() -> None:
    request = request_of(checklist=[("backup", "Backup verified"), ("plan", "Plan reviewed")])
    good = [Answer("backup", "412 rows"), Answer("plan", name="plan.txt", sha256=HEX, size=9)]
    assert statement_of(request, answers=good).answers == tuple(good)
    for blank in ("", "  ", "\n", "\u3164", "\u2800\u2800", "-", "\u200b"):
        assert code_of(statement_of, request, answers=[Answer("backup", blank), good[1]]) == "unanswered"
    assert code_of(statement_of, request, answers=good[:1]) == "unanswered"
    assert code_of(statement_of, request, answers=[]) == "unanswered"
    assert code_of(statement_of, request, answers=[*good, Answer("other", "x")]) == "unknown-answer"
    assert code_of(statement_of, request, answers=[*good, good[0]]) == "bad-grant"
    empty_file = Answer("plan", name="plan.txt", sha256=HEX, size=0)
    assert code_of(statement_of, request, answers=[good[0], empty_file]) == "bad-grant"


def test_a_statement_says_no_more_than_was_asked() -> None:
    request = request_of(uses=2)
    less = statement_of(request, not_before=NOW + 1, expires=NOW + 2, uses=1)
    assert (less.not_before, less.expires, less.uses) == (NOW + 1, NOW + 2, 1)
    for more in ({"not_before": NOW - 1}, {"expires": NOW + 3601}, {"uses": 3}):
        assert code_of(statement_of, request, **more) == "beyond-request"
    for bad in ({"principal": "*"}, {"nonce": ""}, {"checkpoint": (0, b"\1" * 32)}, {"checkpoint": (1, b"")}):
        assert code_of(statement_of, request, **bad) == "bad-grant"


def test_the_id_of_a_grant_is_that_of_its_statement() -> None:
    request = request_of()
    one, two = statement_of(request), statement_of(request, nonce="1" * 32)
    assert one.id != two.id
    grant = parse_grant(write_grant(request, one, ARMOUR))
    assert (grant.statement, grant.request) == (one, request)
    assert grant.block == write_grant(request, one, ARMOUR)


def test_a_statement_beside_another_request_is_no_grant() -> None:
    request, other = request_of(), request_of(reason="TICKET-2: something else")
    assert write_grant(request, statement_of(request), ARMOUR)
    assert code_of(write_grant, other, statement_of(request), ARMOUR) == "bad-grant"


def test_what_stands_where_the_signature_should() -> None:
    request = request_of()
    statement = statement_of(request)
    for armour in (b"", b"x", ARMOUR + b"\n", ARMOUR[:-1], ARMOUR.replace(b"\n", b"\r\n"), b"\xff" + ARMOUR):
        assert code_of(write_grant, request, statement, armour) == "bad-armour"


def test_items_of_some_phases() -> None:
    phases = ("before", "during", "after")
    checklist = [ChecklistItem(phase, phase.upper(), phase, Source("m.md", 1)) for phase in phases]  # type: ignore[arg-type]
    assert items_of(checklist, "before") == (("before", "BEFORE"),)
    assert items_of(checklist, "during", "after") == (("during", "DURING"), ("after", "AFTER"))


# --- blocks


def test_a_paste_may_lose_the_last_newline_or_bring_crlf() -> None:
    request = request_of()
    block = write_request(request)
    assert max(map(len, block.split(b"\n"))) <= 70
    for pasted in (block, block[:-1], block.replace(b"\n", b"\r\n"), block.replace(b"\n", b"\r\n")[:-2]):
        assert read_request(pasted) == request
    grant = write_grant(request, statement_of(request), ARMOUR)
    pasted = parse_grant(grant.replace(b"\n", b"\r\n"))
    assert pasted == parse_grant(grant)
    assert pasted.block == grant


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text + b"\n",
        lambda text: text + b"x",
        lambda text: b"\n" + text,
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text + text,
        lambda text: text.replace(b"\n", b"\r\n", 1),
        lambda text: text.replace(b"\n", b"\r"),
        lambda text: text.replace(b"\n", b"\r\r\n"),
        lambda text: text.replace(b"\n", b"\n\n", 1),
        lambda text: text.replace(b"\n", b" \n", 1),
        lambda text: text.replace(b"REQUEST", b"GRANT"),
        lambda text: text.replace(b"REQUEST", b"request"),
        lambda text: text.replace(b"-----END", b"----END"),
        lambda text: text[:40] + b"\n" + text[40:],
        lambda text: text[:50] + b"=" + text[50:],
        lambda text: text[:50] + b"!" + text[51:],
        lambda text: text[: len(text) // 2],
        lambda text: b"-----BEGIN TTA REQUEST-----\n-----END TTA REQUEST-----\n",
        lambda text: b"",
    ],
    ids=range(19),
)
def test_nothing_else_is_a_block(spoil: Any) -> None:
    block = write_request(request_of())
    assert code_of(read_request, spoil(block)) == "bad-request"


def test_the_size_of_a_block_is_bounded_before_it_is_read() -> None:
    assert read_block("GRANT", write_block("GRANT", b"x" * 1000), "bad-grant") == b"x" * 1000
    assert code_of(read_block, "GRANT", write_block("GRANT", b"x" * MAX_BLOCK_BYTES), "bad-grant") == "bad-grant"
