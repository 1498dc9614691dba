"""Whether grants make an approval: numbered steps, each of which raises. Pure.

`verify_approval` gets everything that it depends on: what is about to happen, the grants, the signers, the time. The
strictest of what the request, the grants and the policy ask for holds. The ledger then takes the use (`redeeming`), and
looks at the time, the revocations and the checkpoints once more in the same transaction.
"""

from __future__ import annotations

from ..model import frozen
from .differences import check_same
from .errors import ApprovalError
from .grant import check_answers
from .redeeming import Claim
from .request import parse_subject
from .sshsig import NAMESPACE, verify_signature

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from .grant import Statement, UnverifiedGrant
    from .request import Request
    from .signers import Revoked, Signer, Signers
    from .sshkeys import PublicKey
    from .windows import Windows


@frozen
class Requirements:
    """What the policy asks of an approval, whatever the request says.

    Attributes:
        forbidden: names, users and e-mail addresses that may not approve: requester, authors, whoever started the agent.
        windows: the change windows; None where there are none.
        window_needed: the approval is good only while a window is open.
        checklist, follow_ups: (id, text).
        max_age_s: the longest that a grant may be good.
    """

    quorum: int = 1
    verification: bool = False
    presence: bool = False
    forbidden: tuple[str, ...] = ()
    windows: Windows | None = None
    window_needed: bool = False
    checklist: tuple[tuple[str, str], ...] = ()
    follow_ups: tuple[tuple[str, str], ...] = ()
    max_age_s: int = 86400


@frozen
class Grant:
    """A grant whose signature holds and whose signer may approve this."""

    statement: Statement
    key: PublicKey
    signer: Signer


@frozen
class Approval:
    """Grants that together approve a request; only `verify_approval` makes it."""

    request: Request
    given: tuple[Grant, ...]
    uses: int
    not_before: int
    expires: int
    follow_ups: tuple[tuple[str, str], ...]

    @property
    def grants(self) -> tuple[str, ...]:
        """The id of each grant."""
        return tuple([grant.statement.id for grant in self.given])

    @property
    def principals(self) -> tuple[str, ...]:
        """Who approved."""
        return tuple([grant.statement.principal for grant in self.given])

    @property
    def keys(self) -> tuple[str, ...]:
        """The fingerprints of their keys."""
        return tuple([grant.key.fingerprint for grant in self.given])

    @property
    def answers(self) -> tuple[tuple[str, str, str], ...]:
        """(principal, item, evidence), for the record."""
        return tuple(
            [
                (grant.statement.principal, answer.id, answer.text or f"{answer.name} sha256:{answer.sha256}")
                for grant in self.given
                for answer in grant.statement.answers
            ]
        )

    def claim(self) -> Claim:
        """What the ledger is asked to redeem."""
        return Claim(
            self.grants,
            self.request.digest,
            self.principals,
            self.keys,
            self.uses,
            self.request.store,
            tuple([grant.statement.checkpoint for grant in self.given]),
            self.not_before,
            self.expires,
            self.follow_ups,
        )


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

    A grant that does not hold makes the whole fail, so that nobody is left to wonder which ones counted.

    Args:
        subject: gathered at this moment, see `subjects`.
        now: Unix seconds.

    Raises:
        ApprovalError: `no-grant`, `mixed-requests`, those of `differences`, `wrong-store`, `not-yet-valid`, `expired`,
            `too-old`, `beyond-request`, `unanswered`, `unknown-answer`, `unknown-signer`, `revoked`, `self-approval`,
            `quorum`, `no-window`, `window-closed`, `frozen`.
        SignatureError: a signature does not hold.
    """
    # 1. There are grants, and all are about one request. A quorum of nobody is no quorum.
    if not grants:
        raise ApprovalError("there is no grant", code="no-grant", hint="an approver runs: tta-guard approval sign")
    request = grants[0].request
    if any(grant.statement.request_digest != request.digest or grant.request != request for grant in grants):
        raise ApprovalError("the grants are about different requests", code="mixed-requests")
    # 2. The request is for this ledger, and about exactly what is about to happen.
    if request.store != store_id:
        raise ApprovalError(
            "the grant was made for another ledger", code="wrong-store", hint="make the request in this one"
        )
    check_same(request.subject, parse_subject(subject))
    # 3. Time: of the request, and the longest that the policy lets a grant be good.
    _check_time(request.not_before, request.expires, now)
    if request.expires - request.not_before > requirements.max_age_s:
        raise ApprovalError(
            f"the request is good for more than {requirements.max_age_s} seconds", code="too-old",
            hint="ask again with a shorter --expires",
        )  # fmt: skip
    # 4. Each grant by itself, once.
    unique = {grant.statement.id: grant for grant in grants}
    verified = [_verify_one(grant, request, signers, revoked, now, requirements) for grant in unique.values()]
    # 5. As many different people, with different keys, as the stricter of request and policy wants.
    needed = max(request.quorum, requirements.quorum, 1)
    chosen = _different(verified, signers)
    if len(chosen) < needed:
        raise ApprovalError(
            f"{len(chosen)} of {needed} approvers have signed",
            code="quorum",
            hint="another person has to approve it too",
        )
    # 6. The change window.
    _check_window(requirements, now)
    statements = [grant.statement for grant in chosen]
    return Approval(
        request,
        tuple(chosen),
        min([request.uses, *[each.uses for each in statements]]),
        max([request.not_before, *[each.not_before for each in statements]]),
        min([request.expires, *[each.expires for each in statements]]),
        tuple(dict([*request.follow_ups, *requirements.follow_ups]).items()),
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
    # a. The signature, over the statement's own bytes, in our namespace.
    key = verify_signature(
        grant.signature,
        said.encoded,
        NAMESPACE,
        require_presence=True,
        require_verification=request.verification or requirements.verification,
    )
    if (request.presence or requirements.presence) and not key.is_hardware:
        raise ApprovalError("only a key on hardware may approve this", code="no-presence")
    # b. The key is not revoked, and may sign as this principal now and since the grant is good.
    line = revoked.find(key) if revoked is not None else None
    if line is not None:
        raise ApprovalError(f"the key {key.fingerprint} is revoked ({line})", code="revoked")
    if not signers.may_sign(key, said.principal, NAMESPACE, now):
        raise ApprovalError(
            f"the key {key.fingerprint} may not approve as {said.principal!a}",
            code="unknown-signer",
            hint="the signers file says who may; it is read from the last commit",
        )
    signer = signers.line_of(key)
    assert signer is not None  # may_sign found it
    # c. Nobody approves for themselves, under whatever name their key may speak for.
    for name in (*request.names, *requirements.forbidden):
        if signer.may_be(name) or said.principal.lower() == name.lower():
            raise ApprovalError(
                f"{said.principal!a} asked for it, wrote it, or started it, and cannot approve it",
                code="self-approval",
                hint="another person has to approve it",
            )
    # d. What is granted lies within what was asked for.
    if said.store != request.store:
        raise ApprovalError("the grant was made for another ledger", code="wrong-store")
    if said.not_before < request.not_before or said.expires > request.expires or said.uses > request.uses:
        raise ApprovalError("the grant allows more than was asked for", code="beyond-request")
    _check_time(said.not_before, said.expires, now)
    # e. Every item of the checklist, the request's and the policy's, is answered, and no other.
    check_answers(said.answers, {**dict(request.checklist), **dict(requirements.checklist)})
    return Grant(said, key, signer)


def _different(grants: Sequence[Grant], signers: Signers) -> list[Grant]:
    """Grants of people who can't be one another: distinct principals, distinct keys, no key that speaks for both."""
    chosen: list[Grant] = []
    for grant in grants:
        name = grant.statement.principal
        if any(
            other.key.secret_mark == grant.key.secret_mark
            or other.signer.may_be(name)
            or grant.signer.may_be(other.statement.principal)
            for other in chosen
        ):
            continue
        chosen.append(grant)
    return chosen


def _check_time(not_before: int, expires: int, now: int) -> None:
    if now < not_before:
        raise ApprovalError(f"it is not good before {not_before}", code="not-yet-valid")
    if now > expires:
        raise ApprovalError(f"it expired at {expires}", code="expired", hint="ask for a new approval")


def _check_window(requirements: Requirements, now: int) -> None:
    if not requirements.window_needed:
        return
    windows = requirements.windows
    if windows is None:
        raise ApprovalError("a change window is needed, and none is known", code="no-window")
    frozen_by = windows.frozen(now)
    if frozen_by is not None:
        raise ApprovalError(f"changes are frozen: {frozen_by!a}", code="frozen", hint="wait for the end of the freeze")
    if not windows.is_open(now):
        raise ApprovalError(
            "no change window is open", code="window-closed", hint=f"the next opens at {windows.next_open(now)}"
        )
