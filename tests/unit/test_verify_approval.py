"""An approval from end to end without a ledger: a request, grants signed by the real ssh-keygen, and what must not pass."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tta_guard.approvals.errors import ApprovalError
from tta_guard.approvals.grant import Answer, make_statement, parse_grant, write_grant
from tta_guard.approvals.request import make_request
from tta_guard.approvals.signers import parse_signers
from tta_guard.approvals.sshsig import NAMESPACE
from tta_guard.approvals.verify import Requirements, verify_approval

NOW = 1_800_000_000
STORE = "5" * 32
HEX = "a" * 64
SUBJECT = {
    "kind": "changes", "repository": {"id": "b" * 40}, "base": "c" * 40,
    "changes": [{"path": "old/data.csv", "change": "delete", "old_mode": "100644", "old_blob": "d" * 40, "new_mode": "",
                 "new_blob": ""}],
    "mode": "devops-engineer", "policy_digest": HEX, "signers_digest": HEX,
    "reasons": [{"code": "delete-needs-approval", "message": "deleting needs review", "file": "m.chatmode.md", "line": 3}],
}  # fmt: skip


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    for name in ("ann", "ben"):
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
        subprocess.run(words, check=True)
    return folder


def signers_of(keys: Path, **names: str):
    lines = []
    for name in ("ann", "ben"):
        words = (keys / f"{name}.pub").read_text().split()
        principal = names.get(name, f"{name}@example.com")
        lines.append(f'{principal} namespaces="{NAMESPACE}" {words[0]} {words[1]}\n')
    return parse_signers("".join(lines).encode(), "signers")


def request_of(**changed):
    values = {
        "user": "agent", "host": "box", "email": "agent@example.com", "reason": "TICKET-1: no longer used", "store": STORE,
        "not_before": NOW, "checklist": [("backup", "Backup verified")],
    }  # fmt: skip
    return make_request(changed.pop("subject", SUBJECT), **{**values, **changed})


def grant_of(
    keys: Path, request, who: str = "ann", *, namespace: str = NAMESPACE, principal: str = "", nonce: str = "0"
):
    statement = make_statement(
        request, principal=principal or f"{who}@example.com", answers=[Answer("backup", "restored into a copy, 412 rows")],
        checkpoint=(1, b"\1" * 32), nonce=nonce * 32,
    )  # fmt: skip
    words = ["ssh-keygen", "-Y", "sign", "-n", namespace, "-f", str(keys / who)]
    armour = subprocess.run(words, input=statement.encoded, capture_output=True, check=True).stdout
    return parse_grant(write_grant(request, statement, armour))


def verify(keys: Path, grants, *, subject=SUBJECT, now: int = NOW + 5, signers=None, store: str = STORE, **asked):
    return verify_approval(
        subject, grants, signers or signers_of(keys), None, now=now, store_id=store, requirements=Requirements(**asked)
    )


def code_of(call, *args, **kwargs) -> str:
    with pytest.raises(ApprovalError) as caught:
        call(*args, **kwargs)
    return caught.value.code


def test_a_good_grant_is_an_approval(keys: Path) -> None:
    request = request_of()
    approval = verify(keys, [grant_of(keys, request)], forbidden=("agent@example.com",))
    claim = approval.claim()
    assert (claim.request_digest, claim.uses, claim.store_id) == (request.digest, 1, STORE)
    assert (claim.not_before, claim.expires) == (NOW, NOW + 3600)
    assert approval.principals == ("ann@example.com",)


def test_another_subject_is_refused(keys: Path) -> None:
    grant = grant_of(keys, request_of())
    assert code_of(verify, keys, [grant], subject={**SUBJECT, "base": "e" * 40}) == "changed-base"
    assert code_of(verify, keys, [grant], subject={**SUBJECT, "policy_digest": "f" * 64}) == "changed-policy"
    assert code_of(verify, keys, [grant], subject={**SUBJECT, "mode": None}) == "changed-mode"


def test_time_and_store(keys: Path) -> None:
    grant = grant_of(keys, request_of())
    assert code_of(verify, keys, [grant], now=NOW - 1) == "not-yet-valid"
    assert code_of(verify, keys, [grant], now=NOW + 3601) == "expired"
    assert code_of(verify, keys, [grant], store="6" * 32) == "wrong-store"
    assert code_of(verify, keys, [grant], max_age_s=600) == "too-old"


def test_nobody_approves_for_themselves(keys: Path) -> None:
    grant = grant_of(keys, request_of(email="ann@example.com"))
    assert code_of(verify, keys, [grant]) == "self-approval"
    good = grant_of(keys, request_of())
    assert code_of(verify, keys, [good], forbidden=("ANN@example.com",)) == "self-approval"
    wild = signers_of(keys, ann="*@example.com")
    assert code_of(verify, keys, [good], signers=wild, forbidden=("other@example.com",)) == "self-approval"


def test_signature_namespace_and_signer(keys: Path) -> None:
    request = request_of()
    assert code_of(verify, keys, [grant_of(keys, request, namespace="git")]) == "wrong-namespace"
    assert code_of(verify, keys, [grant_of(keys, request, "ben", principal="ann@example.com")]) == "unknown-signer"


def test_a_quorum_is_of_different_people(keys: Path) -> None:
    request = request_of(quorum=2)
    ann, again, ben = grant_of(keys, request), grant_of(keys, request, nonce="1"), grant_of(keys, request, "ben")
    assert code_of(verify, keys, [ann]) == "quorum"
    assert code_of(verify, keys, [ann, again]) == "quorum"
    wild = signers_of(keys, ben="ann@example.com,ben@example.com")
    assert code_of(verify, keys, [ann, ben], signers=wild) == "quorum"
    assert len(verify(keys, [ann, ben]).grants) == 2


def test_the_policys_checklist_counts_too(keys: Path) -> None:
    grant = grant_of(keys, request_of())
    assert code_of(verify, keys, [grant], checklist=(("plan", "Plan reviewed"),)) == "unanswered"


def test_windows_and_hardware(keys: Path) -> None:
    grant = grant_of(keys, request_of())
    assert code_of(verify, keys, [grant], window_needed=True) == "no-window"
    assert code_of(verify, keys, [grant], presence=True) == "no-presence"
    assert code_of(verify, keys, [grant], verification=True) == "no-verification"


def test_no_grant_and_mixed_requests(keys: Path) -> None:
    assert code_of(verify, keys, []) == "no-grant"
    first, second = request_of(), request_of(reason="TICKET-2: another")
    assert code_of(verify, keys, [grant_of(keys, first), grant_of(keys, second)]) == "mixed-requests"
