"""An approval from end to end without a ledger: requests, grants signed by the real ssh-keygen, and what must not pass."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tta_guard.approvals.errors import ApprovalError
from tta_guard.approvals.grant import Answer, UnverifiedGrant, make_statement, parse_grant, write_grant
from tta_guard.approvals.request import Request, make_request
from tta_guard.approvals.signers import Signers, parse_revoked, parse_signers
from tta_guard.approvals.sshkeys import P256
from tta_guard.approvals.sshsig import NAMESPACE, make_armour
from tta_guard.approvals.verify import Approval, Requirements, verify_approval
from tta_guard.approvals.windows import parse_windows

NOW = 1_800_000_000  # 2027-01-15 08:00:00Z
STORE = "5" * 32
HEX = "a" * 64
KINDS = {"ann": "ed25519", "ben": "ecdsa", "cyd": "rsa"}
BACKUP = (("backup", "Backup verified"),)
EVIDENCE = (Answer("backup", "restored into a copy, 412 rows"),)

CHANGES: dict[str, Any] = {
    "kind": "changes", "repository": {"id": "b" * 40}, "base": "c" * 40,
    "changes": [{"path": "old/data.csv", "change": "delete", "old_mode": "100644", "old_blob": "d" * 40, "new_mode": "",
                 "new_blob": ""}],
    "mode": "devops-engineer", "policy_digest": HEX,
    "reasons": [{"code": "delete-needs-approval", "message": "deleting needs review", "file": "m.chatmode.md", "line": 3}],
}  # fmt: skip
COMMAND: dict[str, Any] = {
    "kind": "command", "argv": ["kubectl", "apply", "-f", "x.yaml"],
    "executable": {"path": "/usr/bin/kubectl", "sha256": HEX}, "cwd": "/srv/app",
    "repository": {"id": "b" * 40, "worktree": "/srv/app", "git_dir": "/srv/app/.git"},
    "targets": [{"kind": "kube-context", "name": "here", "environment": "staging", "address": "https://10.0.0.1:6443"}],
    "effects": ["deploy"], "inputs": [{"path": "/srv/app/x.yaml", "sha256": HEX, "size": 12}],
    "environment": {"sha256": HEX, "names": ["KUBECONFIG", "PATH"]}, "stdin": None,
    "plan": {"kind": "kubectl-diff", "sha256": HEX}, "mode": "devops-engineer", "policy_digest": HEX, "reasons": [],
}  # fmt: skip
POLICY: dict[str, Any] = {**CHANGES, "kind": "policy", "old_policy": HEX, "new_policy": "e" * 64}


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    for name, kind in KINDS.items():
        words = ["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", name, "-f", str(folder / name)]
        subprocess.run(words, check=True)
    return folder


def public(keys: Path, name: str) -> str:
    return " ".join((keys / f"{name}.pub").read_text().split()[:2])


def signers_of(keys: Path, *more: str, options: str = f'namespaces="{NAMESPACE}"', **names: str) -> Signers:
    lines = [f"{names.get(name, f'{name}@example.com')} {options} {public(keys, name)}" for name in KINDS]
    return parse_signers("\n".join([*lines, *more]).encode(), "signers")


def request_of(signers: Signers, subject: dict[str, Any] = CHANGES, **changed: Any) -> Request:
    values: dict[str, Any] = {
        "user": "agent", "host": "box", "email": "agent@example.com", "reason": "TICKET-1: no longer used", "store": STORE,
        "not_before": NOW, "checklist": BACKUP,
    }  # fmt: skip
    return make_request({"signers_digest": signers.digest, **subject}, **{**values, **changed})


def signed(
    request: Request,
    principal: str,
    sign: Callable[[bytes], bytes],
    *,
    nonce: str = "0",
    answers: tuple[Answer, ...] = EVIDENCE,
    **less: Any,
) -> UnverifiedGrant:
    statement = make_statement(
        request, principal=principal, answers=answers, checkpoint=(1, b"\1" * 32), nonce=nonce * 32, **less
    )
    return parse_grant(write_grant(request, statement, sign(statement.encoded)))


def ssh_sign(keys: Path, who: str, namespace: str = NAMESPACE) -> Callable[[bytes], bytes]:
    words = ["ssh-keygen", "-Y", "sign", "-n", namespace, "-f", str(keys / who)]
    return lambda data: subprocess.run(words, input=data, capture_output=True, check=True).stdout


def grant_of(
    keys: Path, request: Request, who: str = "ann", *, namespace: str = NAMESPACE, principal: str = "", **more: Any
) -> UnverifiedGrant:
    return signed(request, principal or f"{who}@example.com", ssh_sign(keys, who, namespace), **more)


def verify(
    signers: Signers,
    grants: list[UnverifiedGrant],
    *,
    subject: dict[str, Any] = CHANGES,
    now: int = NOW + 5,
    store: str = STORE,
    revoked: str | None = None,
    **asked: Any,
) -> Approval:
    return verify_approval(
        {"signers_digest": signers.digest, **subject},
        grants,
        signers,
        parse_revoked(revoked.encode(), "revoked") if revoked is not None else None,
        now=now,
        store_id=store,
        requirements=Requirements(**asked),
    )


def code_of(call: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(ApprovalError) as caught:
        call(*args, **kwargs)
    assert caught.value.exit_code == 1
    return caught.value.code


# --- what is good


@pytest.mark.parametrize("who", KINDS)
def test_a_good_grant_is_an_approval(keys: Path, who: str) -> None:
    signers = signers_of(keys)
    request = request_of(signers, follow_ups=[("watch", "Watch it for an hour")])
    grant = grant_of(keys, request, who)
    approval = verify(
        signers,
        [grant],
        forbidden=("agent@example.com", ""),
        follow_ups=(("tell", "Tell the others"),),
        revoked="# none",
    )
    claim = approval.claim()
    assert (claim.request_digest, claim.uses, claim.store_id) == (request.digest, 1, STORE)
    assert (claim.not_before, claim.expires) == (NOW, NOW + 3600)
    assert claim.grants == approval.grants == (grant.statement.id,)
    assert claim.principals == approval.principals == (f"{who}@example.com",)
    assert claim.keys == approval.keys == (grant.signature.key.fingerprint,)
    assert claim.checkpoints == ((1, b"\1" * 32),)
    assert claim.follow_ups == (("watch", "Watch it for an hour"), ("tell", "Tell the others"))
    assert approval.answers == ((f"{who}@example.com", "backup", "restored into a copy, 412 rows"),)


@pytest.mark.parametrize("subject", [CHANGES, COMMAND, POLICY], ids=lambda subject: subject["kind"])
def test_every_kind_of_subject(keys: Path, subject: dict[str, Any]) -> None:
    signers = signers_of(keys)
    grant = grant_of(keys, request_of(signers, subject))
    assert verify(signers, [grant], subject=subject).request.kind == subject["kind"]


def test_the_strictest_of_request_and_grants_holds(keys: Path) -> None:
    signers = signers_of(keys)
    request = request_of(signers, uses=5, quorum=2)
    ann = grant_of(keys, request, "ann", uses=2, not_before=NOW + 3)
    ben = grant_of(keys, request, "ben", uses=3, expires=NOW + 60)
    claim = verify(signers, [ann, ben]).claim()
    assert (claim.uses, claim.not_before, claim.expires) == (2, NOW + 3, NOW + 60)
    assert code_of(verify, signers, [ann, ben], now=NOW + 2) == "not-yet-valid"
    assert code_of(verify, signers, [ann, ben], now=NOW + 61) == "expired"


# --- the subject


CHANGED: list[tuple[dict[str, Any], str, Any, str]] = [
    (COMMAND, "argv", ["kubectl", "apply", "-f", "y.yaml"], "changed-argv"),
    (COMMAND, "argv", ["kubectl", "apply", "-f", "x.yaml", ""], "changed-argv"),
    (COMMAND, "argv", ["kubectl", "apply", "-f", b"x.yaml\xff"], "changed-argv"),
    (COMMAND, "cwd", "/srv/other", "changed-directory"),
    (COMMAND, "repository", {**COMMAND["repository"], "id": "1" * 40}, "changed-repository"),
    (COMMAND, "repository", {**COMMAND["repository"], "worktree": "/srv/app2"}, "changed-repository"),
    (COMMAND, "executable", {"path": "/tmp/kubectl", "sha256": HEX}, "changed-executable"),
    (COMMAND, "executable", {"path": "/usr/bin/kubectl", "sha256": "f" * 64}, "changed-executable"),
    (COMMAND, "targets", [{**COMMAND["targets"][0], "address": "https://10.9.9.9:6443"}], "changed-target"),
    (COMMAND, "targets", [{**COMMAND["targets"][0], "environment": "production"}], "changed-target"),
    (COMMAND, "inputs", [{"path": "/srv/app/x.yaml", "sha256": "0" * 64, "size": 12}], "changed-input"),
    (COMMAND, "inputs", [], "changed-input"),
    (COMMAND, "environment", {"sha256": "0" * 64, "names": ["KUBECONFIG", "PATH"]}, "changed-environment"),
    (COMMAND, "environment", {"sha256": HEX, "names": ["LD_PRELOAD", "PATH"]}, "changed-environment"),
    (COMMAND, "stdin", HEX, "changed-stdin"),
    (COMMAND, "plan", None, "changed-plan"),
    (COMMAND, "plan", {"kind": "kubectl-diff", "sha256": "0" * 64}, "changed-plan"),
    (COMMAND, "effects", ["deploy", "delete"], "changed-effects"),
    (COMMAND, "mode", None, "changed-mode"),
    (COMMAND, "policy_digest", "f" * 64, "changed-policy"),
    (COMMAND, "signers_digest", "f" * 64, "changed-signers"),
    (CHANGES, "base", "e" * 40, "changed-base"),
    (CHANGES, "base", "", "changed-base"),
    (CHANGES, "repository", {"id": "1" * 40}, "changed-repository"),
    (CHANGES, "changes", [{**CHANGES["changes"][0], "old_blob": "e" * 40}], "changed-changes"),
    (CHANGES, "changes", [{**CHANGES["changes"][0], "path": "old/data.csv2"}], "changed-changes"),
    # A path that turned into a symbolic link of the same content.
    (CHANGES, "changes", [{**CHANGES["changes"][0], "old_mode": "120000"}], "changed-changes"),
    (CHANGES, "changes", [*CHANGES["changes"], {**CHANGES["changes"][0], "path": "z"}], "changed-changes"),
    (CHANGES, "reasons", [], "changed-reasons"),
    (POLICY, "new_policy", "f" * 64, "changed-policy"),
    (POLICY, "new_policy", "", "changed-policy"),
    (POLICY, "old_policy", "f" * 64, "changed-policy"),
]  # fmt: skip


@pytest.fixture(scope="module")
def granted(keys: Path) -> dict[str, UnverifiedGrant]:
    signers = signers_of(keys)
    return {
        subject["kind"]: grant_of(keys, request_of(signers, subject, reason=f"TICKET-{number}"))
        for number, subject in enumerate((COMMAND, CHANGES, POLICY))
    }


@pytest.mark.parametrize(
    ("subject", "name", "value", "code"), CHANGED, ids=[f"{case[1]}-{number}" for number, case in enumerate(CHANGED)]
)
def test_what_is_done_is_what_was_approved(
    keys: Path, granted: dict[str, UnverifiedGrant], subject: dict[str, Any], name: str, value: Any, code: str
) -> None:
    signers, grant = signers_of(keys), granted[subject["kind"]]
    assert verify(signers, [grant], subject=subject)
    assert code_of(verify, signers, [grant], subject={**subject, name: value}) == code


def test_another_kind_of_subject(keys: Path, granted: dict[str, UnverifiedGrant]) -> None:
    signers = signers_of(keys)
    assert code_of(verify, signers, [granted["changes"]], subject=POLICY) == "changed-kind"
    assert code_of(verify, signers, [granted["policy"]], subject=CHANGES) == "changed-kind"
    assert code_of(verify, signers, [granted["command"]], subject={**COMMAND, "more": 1}) == "bad-request"


def test_the_refusal_says_where_it_differs_and_what_else_does(keys: Path, granted: dict[str, UnverifiedGrant]) -> None:
    other = {**COMMAND, "argv": ["kubectl", "delete\x1b[2J", "-f", "x.yaml"], "cwd": "/tmp"}
    with pytest.raises(ApprovalError) as caught:
        verify(signers_of(keys), [granted["command"]], subject=other)
    assert caught.value.message == (
        'the command line is not what was asked for: number 1: "delete\\x1b[2J" instead of "apply"; '
        "also changed: the working directory"
    )
    with pytest.raises(ApprovalError) as caught:
        verify(signers_of(keys), [granted["command"]], subject=CHANGED[10][0] | {CHANGED[10][1]: CHANGED[10][2]})
    assert '"/srv/app/x.yaml": sha256: ' in caught.value.message


def test_an_edited_signers_file(keys: Path) -> None:
    signers = signers_of(keys)
    grant = grant_of(keys, request_of(signers))
    edited = signers_of(keys, ann="ann@example.com,ann@elsewhere.example")
    assert verify(signers, [grant])
    assert code_of(verify, edited, [grant]) == "changed-signers"
    # The facts still say the old file, the verifier was handed the new one.
    assert code_of(verify, edited, [grant], subject={**CHANGES, "signers_digest": signers.digest}) == "changed-signers"


# --- time, store, windows


def test_time_and_store(keys: Path) -> None:
    signers = signers_of(keys)
    grant = grant_of(keys, request_of(signers))
    for now in (NOW, NOW + 3600):
        assert verify(signers, [grant], now=now)
    assert code_of(verify, signers, [grant], now=NOW - 1) == "not-yet-valid"
    assert code_of(verify, signers, [grant], now=NOW + 3601) == "expired"
    assert code_of(verify, signers, [grant], store="6" * 32) == "wrong-store"
    assert code_of(verify, signers, [grant], max_age_s=600) == "too-old"


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
def test_tz_changes_nothing(keys: Path, zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    options = f'namespaces="{NAMESPACE}",valid-after="20270115080000Z",valid-before="20270115090000Z"'
    signers = signers_of(keys, options=options)
    grant = grant_of(keys, request_of(signers))
    assert verify(signers, [grant], now=NOW)
    early = grant_of(keys, request_of(signers, not_before=NOW - 60))
    assert code_of(verify, signers, [early], now=NOW + 5) == "signer-not-valid"
    late = grant_of(keys, request_of(signers, not_before=NOW, expires=NOW + 7200))
    assert code_of(verify, signers, [late], now=NOW + 3601) == "signer-not-valid"


def calendar(*events: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN"]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}", "DTSTAMP:20260101T000000Z", *event.split(), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


OPEN = "DTSTART:20270115T080000Z DTEND:20270115T083000Z"


def test_change_windows(keys: Path) -> None:
    def read(*events: str) -> Any:
        return parse_windows(calendar(*events), "windows.ics", start=NOW - 86400, end=NOW + 2 * 86400)

    signers, windows = signers_of(keys), read(OPEN)
    frozen = read(OPEN, "DTSTART:20270115T080000Z DTEND:20270115T081000Z CATEGORIES:FREEZE SUMMARY:audit")
    request = request_of(signers, windows=windows.digest)
    grant = grant_of(keys, request)
    approval = verify(signers, [grant], windows=windows, window_needed=True)
    assert approval.expires == NOW + 1799  # the last second of the window, an hour before the grant's own
    assert verify(signers, [grant], windows=windows, window_needed=True, now=NOW + 1799)
    assert code_of(verify, signers, [grant], windows=windows, window_needed=True, now=NOW + 1800) == "window-closed"
    assert verify(signers, [grant], windows=windows, window_needed=False, now=NOW + 1800)
    assert code_of(verify, signers, [grant], window_needed=True) == "no-window"
    assert code_of(verify, signers, [grant], windows=frozen, window_needed=True) == "changed-windows"
    in_freeze = grant_of(keys, request_of(signers, windows=frozen.digest))
    assert code_of(verify, signers, [in_freeze], windows=frozen, window_needed=True) == "frozen"
    assert verify(signers, [in_freeze], windows=frozen, window_needed=True, now=NOW + 600)


# --- who


def test_nobody_approves_for_themselves(keys: Path) -> None:
    signers = signers_of(keys)
    good = grant_of(keys, request_of(signers))
    assert verify(signers, [good])
    assert code_of(verify, signers, [good], forbidden=("ANN@example.com",)) == "self-approval"
    for own in ({"email": "ann@example.com"}, {"user": "Ann"}, {"authors": ["x@example.com", "ann@example.com"]}):
        grant = grant_of(keys, request_of(signers, **own))
        assert code_of(verify, signers, [grant]) == "self-approval"
    for name in ("ann", " Ann ", "ann@example.com ", "ANN@EXAMPLE.COM", "x" * 300):  # whoever started the agent
        assert code_of(verify, signers, [good], forbidden=(name,)) == "self-approval"
    assert verify(signers, [good], forbidden=("joann", "ann@elsewhere.example"))


@pytest.mark.parametrize(
    ("principals", "name"),
    [
        ("*@example.com", "other@example.com"),
        ("ann@example.com,other@example.com", "other@example.com"),
        ("ann@example.com,*,!other@example.com", "other@example.com"),
        ("ann@example.com,bot", "bot@example.com"),
        ("ann@example.com,root@box", "root"),
    ],
)
def test_no_other_name_of_the_same_key_approves(keys: Path, principals: str, name: str) -> None:
    signers = signers_of(keys, ann=principals)
    grant = grant_of(keys, request_of(signers, user="u", email=""))
    assert code_of(verify, signers, [grant], forbidden=(name,)) == "self-approval"


def test_signature_namespace_and_signer(keys: Path) -> None:
    signers = signers_of(keys)
    request = request_of(signers)
    for namespace in ("git", "file"):
        assert code_of(verify, signers, [grant_of(keys, request, namespace=namespace)]) == "wrong-namespace"
    assert code_of(verify, signers, [grant_of(keys, request, "ben", principal="ann@example.com")]) == "unknown-signer"
    ann_only = parse_signers(f"ann@example.com {public(keys, 'ann')}".encode(), "signers")
    assert code_of(verify, ann_only, [grant_of(keys, request_of(ann_only), "ben")]) == "unknown-signer"
    for_git = signers_of(keys, options='namespaces="git"')
    assert code_of(verify, for_git, [grant_of(keys, request_of(for_git))]) == "signer-namespace"


def test_a_signature_of_something_else(keys: Path) -> None:
    signers = signers_of(keys)
    request = request_of(signers)
    ann = ssh_sign(keys, "ann")
    assert verify(signers, [signed(request, "ann@example.com", ann)])
    for other in (b"\n", b"\0", request.encoded):
        forged = signed(request, "ann@example.com", lambda data, other=other: ann(data + other))
        assert code_of(verify, signers, [forged]) == "signature-mismatch"


def test_revoked_keys(keys: Path) -> None:
    signers = signers_of(keys)
    grant = grant_of(keys, request_of(signers))
    assert verify(signers, [grant], revoked=public(keys, "ben"))
    assert code_of(verify, signers, [grant], revoked=public(keys, "ann")) == "revoked"
    assert code_of(verify, signers, [grant], revoked=grant.signature.key.fingerprint) == "revoked"
    with pytest.raises(ApprovalError) as caught:
        verify(signers, [grant], revoked="")
    assert caught.value.code == "empty-revocation-file"


def test_the_ledger_hears_every_name_of_a_key(keys: Path) -> None:
    signers = signers_of(keys, ann="ann@example.com,ann@old.example,!x@example.com,a?n@example.com")
    claim = verify(signers, [grant_of(keys, request_of(signers))]).claim()
    assert claim.principals == ("ann@example.com", "ann@old.example")


def test_a_quorum_is_of_different_people(keys: Path) -> None:
    signers = signers_of(keys)
    request = request_of(signers, quorum=2)
    ann, again, ben = grant_of(keys, request), grant_of(keys, request, nonce="1"), grant_of(keys, request, "ben")
    assert code_of(verify, signers, [ann]) == "quorum"
    assert code_of(verify, signers, [ann, ann]) == "quorum"
    assert code_of(verify, signers, [ann, again]) == "quorum"
    assert verify(signers, [ann, ben]).principals == ("ann@example.com", "ben@example.com")
    assert len(verify(signers, [ann, ann, again, ben]).grants) == 2
    one = request_of(signers)
    pair = [grant_of(keys, one), grant_of(keys, one, "ben")]
    assert verify(signers, pair[:1], quorum=1)
    assert code_of(verify, signers, pair[:1], quorum=2) == "quorum"  # the policy's, though the request says 1
    assert verify(signers, pair, quorum=2)
    assert code_of(verify, signers, pair, quorum=3) == "quorum"


@pytest.mark.parametrize(
    "names",
    [
        {"ben": "ann@example.com,ben@example.com"},
        {"ben": "ben@example.com,*nn@example.com"},
        {"ann": "ann@example.com,BEN@example.com"},
        {"ben": "ben@example.com,ann"},
        {"ben": "ben@example.com,a*,!ann@example.com"},
    ],
    ids=["both-names", "wildcard", "case", "without-domain", "exception"],
)
def test_two_keys_of_one_principal_are_no_quorum(keys: Path, names: dict[str, str]) -> None:
    signers = signers_of(keys, **names)
    request = request_of(signers, quorum=2, user="u", email="")
    grants = [grant_of(keys, request), grant_of(keys, request, "ben")]
    assert code_of(verify, signers, grants) == "quorum"
    assert code_of(verify, signers, grants[::-1]) == "quorum"
    assert verify(signers, [*grants, grant_of(keys, request, "cyd")])


def test_the_twin_of_an_ecdsa_signature_is_the_same_grant(keys: Path) -> None:
    signers = signers_of(keys)
    request = request_of(signers, quorum=2)
    grant = grant_of(keys, request, "ben")
    r, s = grant.signature.numbers
    blob = base64.b64decode("".join(str(_armour(grant)).split("\n")[1:-2]))
    old, new = _mpints(r, s), _mpints(r, P256.order - s)
    # The lengths around the numbers may change by a byte: write the inner fields anew.
    inner = _string(b"ecdsa-sha2-nistp256") + _string(new)
    at = blob.index(_string(_string(b"ecdsa-sha2-nistp256") + _string(old)))
    twin = make_armour(blob[:at] + _string(inner))
    twin_grant = parse_grant(write_grant(request, grant.statement, twin))
    assert twin_grant.encoded != grant.encoded
    assert twin_grant.statement.id == grant.statement.id
    assert code_of(verify, signers, [grant, twin_grant]) == "quorum"
    assert len(verify(signers, [grant, twin_grant, grant_of(keys, request)]).grants) == 2


def _armour(grant: UnverifiedGrant) -> str:
    from tta_guard.canonical import decode

    text: str = decode(grant.encoded)["signature"]
    return text


def _string(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


def _mpints(*numbers: int) -> bytes:
    return b"".join([_string(number.to_bytes((number.bit_length() + 8) // 8, "big")) for number in numbers])


# --- hardware keys, their signatures made in software


class Token:
    """A FIDO authenticator that does not mind being asked for anything."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.ed = ed25519.Ed25519PrivateKey.generate()
        self.ec = ec.generate_private_key(ec.SECP256R1())
        if kind == "sk-ssh-ed25519@openssh.com":
            self.blob = _string(kind.encode()) + _string(self.ed.public_key().public_bytes_raw()) + _string(b"ssh:")
        else:
            point = self.ec.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
            self.blob = _string(kind.encode()) + _string(b"nistp256") + _string(point) + _string(b"ssh:")

    @property
    def line(self) -> str:
        return f"{self.kind} {base64.b64encode(self.blob).decode()}"

    def signer(self, flags: int) -> Callable[[bytes], bytes]:
        def sign(message: bytes) -> bytes:
            fields = (NAMESPACE.encode(), b"", b"sha512", hashlib.sha512(message).digest())
            data = b"SSHSIG" + b"".join(map(_string, fields))
            tail = bytes([flags]) + (9).to_bytes(4, "big")
            data = hashlib.sha256(b"ssh:").digest() + tail + hashlib.sha256(data).digest()
            if self.kind.startswith("sk-ssh"):
                raw = self.ed.sign(data)
            else:
                raw = _mpints(*utils.decode_dss_signature(self.ec.sign(data, ec.ECDSA(SHA256()))))
            inner = _string(self.kind.encode()) + _string(raw) + tail
            blob = b"SSHSIG" + (1).to_bytes(4, "big") + _string(self.blob)
            return make_armour(blob + b"".join(map(_string, fields[:3])) + _string(inner))

        return sign


@pytest.mark.parametrize("kind", ["sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"])
def test_hardware_keys(keys: Path, kind: str) -> None:
    token = Token(kind)
    signers = signers_of(keys, f"dan@example.com {token.line}")
    soft = grant_of(keys, request_of(signers))
    request, presence, verified = (
        request_of(signers), request_of(signers, presence=True), request_of(signers, verification=True),
    )  # fmt: skip

    def of(request: Request, flags: int) -> list[UnverifiedGrant]:
        return [signed(request, "dan@example.com", token.signer(flags))]

    for flags, asked in ((1, {}), (5, {}), (1, {"presence": True}), (5, {"verification": True})):
        assert verify(signers, of(request, flags), **asked)
    assert (
        code_of(verify, signers, of(request, 0)) == "no-presence"
    )  # signed without a touch, though nobody asked for one
    assert code_of(verify, signers, of(request, 4)) == "no-presence"
    assert code_of(verify, signers, of(request, 1), verification=True) == "no-verification"
    assert code_of(verify, signers, of(verified, 1)) == "no-verification"
    assert verify(signers, of(verified, 5))
    assert code_of(verify, signers, [soft], presence=True) == "no-presence"
    assert code_of(verify, signers, [soft], verification=True) == "no-verification"
    assert code_of(verify, signers, [grant_of(keys, presence)]) == "no-presence"
    assert verify(signers, of(presence, 1))


def test_one_secret_behind_two_keys_is_no_quorum(keys: Path) -> None:
    token = Token("sk-ssh-ed25519@openssh.com")
    other = Token(token.kind)
    other.ed = token.ed
    other.blob = _string(token.kind.encode()) + _string(token.ed.public_key().public_bytes_raw()) + _string(b"ssh:two")
    with pytest.raises(ApprovalError) as caught:
        signers_of(keys, f"dan@example.com {token.line}", f"eve@example.com {other.line}")
    assert caught.value.code == "duplicate-signer"


# --- checklist


def test_the_policys_checklist_counts_too(keys: Path) -> None:
    signers = signers_of(keys)
    grant = grant_of(keys, request_of(signers))
    assert verify(signers, [grant], checklist=BACKUP)
    assert code_of(verify, signers, [grant], checklist=(("plan", "Plan reviewed"),)) == "unanswered"
    assert code_of(verify, signers, [grant], checklist=(("backup", "Backup verified twice"),)) == "changed-checklist"
    follow = grant_of(keys, request_of(signers, follow_ups=[("watch", "Watch it")]))
    assert code_of(verify, signers, [follow], follow_ups=(("watch", "Watch it not"),)) == "changed-checklist"


def test_every_grant_answers_the_whole_checklist(keys: Path) -> None:
    signers = signers_of(keys)
    bare, asked = request_of(signers, quorum=2, checklist=()), request_of(signers, quorum=2)
    both = [grant_of(keys, asked), grant_of(keys, asked, "ben")]
    assert verify(signers, both)
    without = [grant_of(keys, bare, answers=()), grant_of(keys, bare, "ben", answers=())]
    assert verify(signers, without)
    assert code_of(verify, signers, without, checklist=BACKUP) == "unanswered"


# --- grants


def test_no_grant_too_many_and_mixed_requests(keys: Path) -> None:
    signers = signers_of(keys)
    assert code_of(verify, signers, []) == "no-grant"
    first, second = request_of(signers), request_of(signers, reason="TICKET-2: another")
    one, two = grant_of(keys, first), grant_of(keys, second)
    assert verify(signers, [one])
    assert code_of(verify, signers, [one, two]) == "mixed-requests"
    swapped = UnverifiedGrant(second, one.statement, one.signature, one.encoded)
    assert code_of(verify, signers, [swapped]) == "mixed-requests"
    armour = _armour(one).encode()
    bad = signed(first, "ann@example.com", lambda _: armour, nonce="7")
    assert code_of(verify, signers, [one, bad]) == "signature-mismatch"  # one bad grant makes the whole fail


def test_more_grants_than_a_quorum_needs_cost_no_arithmetic(keys: Path) -> None:
    signers = signers_of(keys)
    request = request_of(signers)
    armour = _armour(grant_of(keys, request)).encode()
    nonces = [f"{number:032x}" for number in range(41)]
    grants = []
    for nonce in nonces:
        statement = make_statement(
            request, principal="ann@example.com", answers=EVIDENCE, checkpoint=(1, b"\1" * 32), nonce=nonce
        )
        grants.append(parse_grant(write_grant(request, statement, armour)))
    assert code_of(verify, signers, grants) == "too-many-grants"


def test_a_grant_for_more_than_was_asked_is_refused(keys: Path) -> None:
    signers = signers_of(keys)
    request = request_of(signers)
    wider = request_of(signers, expires=NOW + 7200, uses=3)
    ann = ssh_sign(keys, "ann")

    def forged(**more: Any) -> UnverifiedGrant:
        from tta_guard.approvals import shapes
        from tta_guard.approvals.grant import parse_statement
        from tta_guard.canonical import decode

        value = {**decode(signed(wider, "ann@example.com", ann).statement.encoded), "request_digest": request.digest}
        value |= {"expires": request.expires, "uses": 1, **more}
        statement = parse_statement(shapes.write(value, shapes.STATEMENT, "statement", "bad-grant"))
        return parse_grant(write_grant(request, statement, ann(statement.encoded)))

    assert verify(signers, [forged()])
    for more in ({"uses": 2}, {"expires": request.expires + 1}, {"not_before": NOW - 1}):
        assert code_of(verify, signers, [forged(**more)]) == "beyond-request"
    assert code_of(verify, signers, [forged(store="7" * 32)]) == "wrong-store"
    # make_statement does not even offer it.
    assert code_of(grant_of, keys, request, uses=2) == "beyond-request"


def test_cryptography_is_imported_only_for_a_signature(keys: Path, tmp_path: Path) -> None:
    signers = signers_of(keys)
    (tmp_path / "grant").write_bytes(grant_of(keys, request_of(signers)).block)
    code = (
        "import sys\n"
        "from tta_guard.approvals import display, grant, verify\n"
        "from tta_guard.approvals.errors import ApprovalError\n"
        "try: verify.verify_approval({}, [], None, None, now=0, store_id='', requirements=verify.Requirements())\n"
        "except ApprovalError as error: print(error.code)\n"
        "found = grant.parse_grant(open(sys.argv[1], 'rb').read())\n"
        "display.show_request(found.request, str)\n"
        "print('cryptography' in sys.modules)\n"
        "from tta_guard.approvals.sshsig import verify_signature\n"
        "verify_signature(found.signature, found.statement.encoded, 'tta-approval-v1@tta-guard')\n"
        "print('cryptography' in sys.modules)\n"
    )
    words = [sys.executable, "-c", code, str(tmp_path / "grant")]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout == "no-grant\nFalse\nTrue\n"
