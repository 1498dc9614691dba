"""Whether grants make an approval: numbered steps, each of which raises. Pure.

`verify_approval` gets everything that it depends on: what is about to happen, the grants, the signers, the time. The
strictest of what the request, the grants and the policy ask for holds. The ledger then takes the use (`redeeming`), and
looks at the time, the revocations and the checkpoints once more in the same transaction.

| code | step | what is wrong |
|---|---|---|
| `no-grant`, `too-many-grants` | 1 | none, or more than a quorum can need |
| `mixed-requests` | 1 | the grants are not about one request |
| `wrong-store` | 2, 4d | made for another ledger |
| `changed-…` | 2 | what is about to happen is not what was asked for; see `differences.FIELDS` |
| `changed-signers`, `changed-windows`, `changed-checklist` | 2 | the file, or an item's text, is another than the request has |
| `not-yet-valid`, `expired`, `too-old` | 3, 4d | by the clock; the request lives longer than the policy lets it |
| `unknown-signer`, `signer-namespace`, `signer-not-valid` | 4a | the signers file has no such key and name, not for approvals, not now |
| `revoked` | 4a | the key is in the revocation file |
| SignatureError's, `no-presence` | 4b | the signature does not hold; the key is no hardware key where one is asked for |
| `self-approval` | 4c | the key may be somebody who asked, wrote or started it |
| `beyond-request` | 4d | more is granted than was asked for |
| `unanswered`, `unknown-answer` | 4e | the checklist |
| `quorum` | 5 | not enough different people with different keys |
| `no-window`, `frozen`, `window-closed` | 6 | not now |

Not covered: revocations of a grant, a request or a principal, and uses: the ledger knows them. That a grant was signed by its
key's owner and not by somebody who can reach the owner's ssh-agent; a touch (`presence`) is what shows it.
"""

from __future__ import annotations

from .approved import Approval, Grant, Requirements
from .differences import check_same
from .errors import ApprovalError
from .grant import check_answers
from .people import could_be, different
from .request import parse_subject
from .shapes import MAX_QUORUM
from .sshsig import NAMESPACE, verify_signature
from .visible import short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Final

    from .grant import UnverifiedGrant
    from .request import Request
    from .signers import Revoked, Signer, Signers

__all__ = ["Approval", "Grant", "Requirements", "verify_approval"]

_MAX_GRANTS: Final = 2 * MAX_QUORUM
_ASK_ANEW: Final = "ask for a new approval"
_ANOTHER: Final = "another person has to approve it"


def verify_approval(
    subject: Mapping[str, Any],
    grants: Sequence[UnverifiedGrant],
    signers: Signers,
    revoked: Revoked | None,
    *,
    now: int,
    store_id: str,
    requirements: Requirements,
) -> Approval:
    """Verify that grants approve what is about to happen.

    A grant that does not hold makes the whole fail, so that nobody is left to wonder which ones counted. One that stands
    twice, or a second one by the same person, counts once.

    Args:
        subject: gathered at this moment, see `subjects`.
        signers: the whole file, as the policy in force names it.
        revoked: None where the policy names no revocation file.
        now: Unix seconds.

    Raises:
        ApprovalError: the codes in the table above, and `bad-request` for a subject of another shape.
        SignatureError: a signature does not hold.
        WindowsError: the change windows were not read for this time.
    """
    # 1. There are grants, not too many, and all are about one request. A quorum of nobody is no quorum.
    if not grants:
        raise ApprovalError("there is no grant", code="no-grant", hint="an approver runs: tta-guard approval sign")
    unique = {grant.statement.id: grant for grant in grants}
    if len(unique) > _MAX_GRANTS:
        raise ApprovalError(f"{len(unique)} grants are more than any quorum needs", code="too-many-grants")
    request = grants[0].request
    for grant in grants:
        if grant.statement.request_digest != request.digest or grant.request.encoded != request.encoded:
            raise ApprovalError("the grants are about different requests", code="mixed-requests")
    # 2. The request is for this ledger, and about exactly what is about to happen, as approvers and policy stand now.
    _check_request(request, subject, signers, store_id, requirements)
    # 3. Time: of the request, and the longest that the policy lets a grant be good.
    _check_time(request.not_before, request.expires, now)
    if request.expires - request.not_before > requirements.max_age_s:
        raise ApprovalError(
            f"the request is good for more than {requirements.max_age_s} seconds",
            code="too-old",
            hint="ask again with a shorter --expires",
        )
    # 4. Each grant by itself.
    verified = [_verify_one(grant, request, signers, revoked, now, requirements) for grant in unique.values()]
    # 5. As many different people, with different keys, as the stricter of request and policy wants.
    needed = max(request.quorum, requirements.quorum, 1)
    chosen = different(verified)
    if len(chosen) < needed:
        raise ApprovalError(f"{len(chosen)} of {needed} different approvers have signed", code="quorum", hint=_ANOTHER)
    # 6. The change window, whose end is an end of the approval too.
    closes = _check_window(requirements, now)
    statements = [grant.statement for grant in chosen]
    return Approval(
        request,
        chosen,
        min([request.uses, *[each.uses for each in statements]]),
        max([request.not_before, *[each.not_before for each in statements]]),
        min([request.expires, *[each.expires for each in statements], *closes]),
        tuple({**dict(request.follow_ups), **dict(requirements.follow_ups)}.items()),
    )


def _check_request(
    request: Request, subject: Mapping[str, Any], signers: Signers, store_id: str, requirements: Requirements
) -> None:
    if request.store != store_id:
        raise ApprovalError(
            "the grant was made for another ledger", code="wrong-store", hint="make the request in this one"
        )
    check_same(request.subject, parse_subject(subject))
    # Attack: whoever gathers the subject and whoever reads the signers file are made to look at two files.
    if request.subject["signers_digest"] != signers.digest:
        raise ApprovalError("the signers file is not the one of the request", code="changed-signers", hint=_ASK_ANEW)
    windows = requirements.windows
    if windows is not None and request.windows != windows.digest:
        raise ApprovalError("the change windows are not those of the request", code="changed-windows", hint=_ASK_ANEW)
    for asked, needed in (
        (request.checklist, requirements.checklist),
        (request.follow_ups, requirements.follow_ups),
    ):
        said = dict(asked)
        for name, text in needed:
            if said.get(name, text) != text:
                raise ApprovalError(
                    f"the checklist's item {name} says {short(text)}, and said {short(said[name])} when it was asked",
                    code="changed-checklist",
                    hint=_ASK_ANEW,
                )


def _verify_one(
    grant: UnverifiedGrant,
    request: Request,
    signers: Signers,
    revoked: Revoked | None,
    now: int,
    requirements: Requirements,
) -> Grant:
    said = grant.statement
    # a. The key has a line that lets it sign as this principal, for approvals, now and since the grant is good. Before the
    # signature, so that only known keys cost arithmetic.
    signer = _find_signer(grant, signers, revoked, now)
    # b. The signature, over the statement's own bytes, in our namespace.
    key = verify_signature(
        grant.signature,
        said.encoded,
        NAMESPACE,
        require_presence=True,
        require_verification=request.verification or requirements.verification,
    )
    if (request.presence or requirements.presence) and not key.is_hardware:
        raise ApprovalError(
            "only a key on hardware may approve this", code="no-presence", hint="sign with an sk- key, and touch it"
        )
    # c. Nobody approves for themselves, under whatever name their key may speak for.
    for name in (*request.names, *requirements.forbidden):
        if name and could_be(said.principal, signer, name):
            raise ApprovalError(
                f"{said.principal} may be {short(name)}, who asked for it, wrote it or started it, and cannot approve it",
                code="self-approval",
                hint=_ANOTHER,
            )
    # d. What is granted lies within what was asked for.
    if said.store != request.store:
        raise ApprovalError("the grant was made for another ledger", code="wrong-store")
    if said.not_before < request.not_before or said.expires > request.expires or said.uses > request.uses:
        raise ApprovalError("the grant allows more than was asked for", code="beyond-request", hint=_ASK_ANEW)
    _check_time(said.not_before, said.expires, now)
    # e. Every item of the checklist, the request's and the policy's, is answered, and no other.
    check_answers(said.answers, {**dict(request.checklist), **dict(requirements.checklist)})
    return Grant(said, key, signer)


def _find_signer(grant: UnverifiedGrant, signers: Signers, revoked: Revoked | None, now: int) -> Signer:
    key, said = grant.signature.key, grant.statement
    source = revoked.find(key) if revoked is not None else None
    if source is not None:
        raise ApprovalError(f"the key {key.fingerprint} is revoked", code="revoked", source=source, hint=_ANOTHER)
    line = signers.line_of(key)
    if line is None or not line.speaks_for(said.principal):
        raise ApprovalError(
            f"the key {key.fingerprint} may not sign as {said.principal}",
            code="unknown-signer",
            hint="the signers file says who may; it is read from the last commit",
        )
    if not line.permits(NAMESPACE):
        raise ApprovalError(
            f"the key {key.fingerprint} may not sign for {NAMESPACE}", code="signer-namespace", source=line.source
        )
    if not line.is_valid_at(now) or not line.is_valid_at(said.not_before):
        raise ApprovalError(
            f"the key {key.fingerprint} was not good all the time since {said.not_before}",
            code="signer-not-valid",
            source=line.source,
        )
    return line


def _check_time(not_before: int, expires: int, now: int) -> None:
    if now < not_before:
        raise ApprovalError(f"it is not good before {not_before}", code="not-yet-valid")
    if now > expires:
        raise ApprovalError(f"it expired at {expires}", code="expired", hint=_ASK_ANEW)


def _check_window(requirements: Requirements, now: int) -> tuple[int, ...]:
    """The last second of the window that is open, where one is needed."""
    if not requirements.window_needed:
        return ()
    windows = requirements.windows
    if windows is None:
        raise ApprovalError("a change window is needed, and none is known", code="no-window")
    frozen_by = windows.frozen(now)
    if frozen_by is not None:
        hint = "wait for the end of the freeze"
        raise ApprovalError(f"changes are frozen: {short(frozen_by, 120)}", code="frozen", hint=hint)
    closes = windows.closes_at(now)
    if closes is None:
        opens = windows.next_open(now)
        hint = "none opens soon" if opens is None else f"the next one opens at {opens} (Unix seconds)"
        raise ApprovalError("no change window is open", code="window-closed", hint=hint)
    return (closes - 1,)
