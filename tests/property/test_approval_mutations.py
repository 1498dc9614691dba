"""Every byte of a request and of a grant, changed in several ways: refused, or visibly another one; never an approval.

TTA_FUZZ=N tries N other values for each byte.
"""

from __future__ import annotations

import os
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tta_guard.approvals.block import read_block, write_block
from tta_guard.approvals.errors import ApprovalError
from tta_guard.approvals.grant import Answer, UnverifiedGrant, make_statement, parse_grant, parse_statement, write_grant
from tta_guard.approvals.request import make_request, parse_request
from tta_guard.approvals.signers import Signers, parse_signers
from tta_guard.approvals.verify import Requirements, verify_approval
from tta_guard.canonical import decode, encode

FUZZ = int(os.environ.get("TTA_FUZZ", "1"))
SEED = int(os.environ.get("TTA_FUZZ_SEED", "20260101"))
NOW = 1_800_000_000
HEX = "a" * 64
SUBJECT: dict[str, Any] = {
    "kind": "command", "argv": ["kubectl", b"\xff", "apply"], "executable": {"path": "/usr/bin/kubectl", "sha256": HEX},
    "cwd": "/srv", "repository": {"id": "b" * 40, "worktree": "/srv", "git_dir": "/srv/.git"},
    "targets": [{"kind": "host", "name": "n", "environment": "staging", "address": "10.0.0.1"}], "effects": ["deploy"],
    "inputs": [{"path": "x", "sha256": HEX, "size": 3}], "environment": {"sha256": HEX, "names": ["PATH"]}, "stdin": None,
    "plan": None, "mode": "devops", "policy_digest": HEX, "reasons": [],
}  # fmt: skip


class Case:
    """A grant that holds, and the verifier that says so."""

    def __init__(self, folder: Path, kind: str) -> None:
        key = folder / kind
        subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", "", "-f", str(key)], check=True)
        line = " ".join(key.with_suffix(".pub").read_text().split()[:2])
        self.signers: Signers = parse_signers(f"ann@example.com {line}".encode(), "signers")
        self.subject = {**SUBJECT, "signers_digest": self.signers.digest}
        self.request = make_request(
            self.subject, user="agent", host="box", email="agent@elsewhere.example", reason="TICKET-1", store="5" * 32,
            not_before=NOW, uses=3, checklist=[("backup", "Backup verified")],
        )  # fmt: skip
        self.statement = make_statement(
            self.request, principal="ann@example.com", answers=[Answer("backup", "412 rows")],
            checkpoint=(7, b"\1" * 32), nonce="0" * 32,
        )  # fmt: skip
        words = ["ssh-keygen", "-Y", "sign", "-n", "tta-approval-v1@tta-guard", "-f", str(key)]
        done = subprocess.run(words, input=self.statement.encoded, capture_output=True, check=True)
        self.block = write_grant(self.request, self.statement, done.stdout)

    def approves(self, grant: UnverifiedGrant) -> bool:
        try:
            approval = verify_approval(
                self.subject, [grant], self.signers, None, now=NOW, store_id="5" * 32, requirements=Requirements()
            )
        except ApprovalError:
            return False
        # An approval is of this request by this statement, whatever the bytes around them are.
        assert approval.request.digest == self.request.digest
        assert approval.grants == (self.statement.id,)
        return True


@pytest.fixture(scope="module", params=["ed25519", "ecdsa"])
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    return Case(tmp_path_factory.mktemp("keys"), request.param)


def mutants(data: bytes, chance: random.Random) -> list[bytes]:
    """Each byte replaced, left out, doubled; each bit of some."""
    found = []
    for at, byte in enumerate(data):
        for _ in range(FUZZ):
            found.append(data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :])
        found.append(data[:at] + bytes([byte ^ 1 << chance.randrange(8)]) + data[at + 1 :])
        found.append(data[:at] + data[at + 1 :])
        found.append(data[:at] + data[at : at + 1] + data[at:])
    return [mutant for mutant in dict.fromkeys(found) if mutant != data]


def test_every_byte_of_a_request(case: Case) -> None:
    tried = read = 0
    for mutant in mutants(case.request.encoded, random.Random(SEED)):
        tried += 1
        try:
            other = parse_request(mutant)
        except ApprovalError:
            continue
        read += 1
        assert other.encoded == mutant
        assert other.digest != case.request.digest
    assert tried > 4000
    assert read > 100  # some are other requests of good form, so the check was not of form alone


def test_every_byte_of_a_statement(case: Case) -> None:
    read = 0
    for mutant in mutants(case.statement.encoded, random.Random(SEED)):
        try:
            other = parse_statement(mutant)
        except ApprovalError:
            continue
        read += 1
        assert other.encoded == mutant
        assert other.id != case.statement.id
        grant = parse_grant(case.block)
        assert not case.approves(UnverifiedGrant(grant.request, other, grant.signature, b""))
    assert read > 50


def test_every_byte_inside_a_grant(case: Case) -> None:
    assert case.approves(parse_grant(case.block))
    data = read_block("GRANT", case.block, "bad-grant")
    for mutant in mutants(data, random.Random(SEED)):
        try:
            grant = parse_grant(write_block("GRANT", mutant))
        except ApprovalError:
            continue
        assert not case.approves(grant)


def test_every_byte_of_the_block(case: Case) -> None:
    for mutant in mutants(case.block, random.Random(SEED)):
        try:
            grant = parse_grant(mutant)
        except ApprovalError:
            continue
        # What a paste may do to it leaves the very same grant.
        assert mutant == case.block[:-1] or not case.approves(grant)


def test_a_mutated_request_inside_a_grant_with_its_digest_mended(case: Case) -> None:
    """Attack: whoever changes the request also writes its new digest into the statement."""
    whole = decode(read_block("GRANT", case.block, "bad-grant"))
    made = 0
    for mutant in mutants(case.request.encoded, random.Random(SEED))[::7]:
        try:
            other = parse_request(mutant)
        except ApprovalError:
            continue
        made += 1
        statement = {**whole["statement"], "request_digest": other.digest}
        mended = {**whole, "request": decode(mutant), "statement": statement}
        assert not case.approves(parse_grant(write_block("GRANT", encode(mended))))
    assert made > 10


FIELDS = [
    ("uses", 1), ("uses", 1000), ("expires", NOW + 86400), ("expires", NOW + 1), ("not_before", NOW - 3600),
    ("principal", "ben@example.com"), ("principal", "ANN@example.com"), ("store", "6" * 32), ("nonce", "1" * 32),
    ("answers", []), ("answers", [{"id": "backup", "text": "413 rows"}]), ("checkpoint", {"size": 1, "root": "0" * 64}),
    ("request_digest", "0" * 64),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), FIELDS, ids=[f"{name}-{at}" for at, (name, _) in enumerate(FIELDS)])
def test_no_field_of_a_statement_can_be_changed_after_signing(case: Case, name: str, value: Any) -> None:
    whole = decode(read_block("GRANT", case.block, "bad-grant"))
    changed = {**whole, "statement": {**whole["statement"], name: value}}
    try:
        grant = parse_grant(write_block("GRANT", encode(changed)))
    except ApprovalError as error:
        assert error.code == "bad-grant"
        assert name == "request_digest"
        return
    assert not case.approves(grant)
