"""Let an approved thing happen: find its request, verify the grants, take the use. IO.

The one way from "needs approval" to "may happen", for commands, commits and pushes alike. What is about to happen is told
by its subject, gathered anew at this moment (`subjects`); a request is the right one when it is about exactly that.
"""

from __future__ import annotations

from ..audit.record import make_record
from ..model import frozen
from .errors import ApprovalError
from .grant import parse_grant
from .place import grant_files, read_file
from .request import items_of, parse_request
from .trusted import need_signers
from .verify import Requirements, verify_approval

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, Final

    from ..policy.rules import Policy
    from .grant import UnverifiedGrant
    from .ledger import Store
    from .redeeming import Redemption
    from .request import Request
    from .trusted import Trusted
    from .verify import Approval

_NEWEST_REQUESTS: Final = 500


@frozen
class Accepted:
    """Something that may happen.

    Attributes:
        request: what was approved.
        grants: the ids of its grants.
        principals: who approved.
        redemption: the use that was taken; None when it was only looked at, or taken before for the very same thing.
    """

    request: Request
    grants: tuple[str, ...]
    principals: tuple[str, ...]
    redemption: Redemption | None = None


def requirements(
    policy: Policy, trusted: Trusted, subject: Mapping[str, Any], forbidden: Sequence[str], now: int
) -> Requirements:
    """What the policy asks of an approval of this subject, whatever the request says.

    The chat mode's checklist and the change windows are about deployments: they hold for commands that reach production,
    or a place that could not be told, or that deploy anywhere. Changes in git are bound to their content instead.
    """
    settings = policy.settings.get("approvals", {})
    deploying = is_deployment(subject)
    return Requirements(
        quorum=settings.get("quorum", 1),
        verification=settings.get("verification", False),
        presence=settings.get("presence", False),
        forbidden=tuple(dict.fromkeys([name for name in forbidden if name])),
        windows=trusted.windows_at(now) if deploying else None,
        window_needed=deploying and trusted.windows is not None,
        checklist=items_of(policy.checklist, "before") if deploying else (),
        follow_ups=items_of(policy.checklist, "during", "after") if deploying else (),
        max_age_s=settings.get("max_age_s", 86400),
    )


def is_deployment(subject: Mapping[str, Any]) -> bool:
    """Whether a subject is a command on production, on a place that could not be told, or one that deploys."""
    if subject["kind"] != "command":
        return False
    places = {target["environment"] for target in subject["targets"]}
    codes = {reason["code"] for reason in subject["reasons"]}
    return bool(places & {"production", "unknown"}) or "deploy" in subject["effects"] or "production-target" in codes


def requests_about(store: Store, matches: Callable[[Request], bool]) -> list[Request]:
    """The requests of a ledger that are about something, the newest first."""
    found = []
    for row in store.list_requests(_NEWEST_REQUESTS):
        request = parse_request(store.load_request(row.digest))
        if matches(request):
            found.append(request)
    return found


def presented_grants(store: Store, request: Request) -> list[UnverifiedGrant]:
    """The grants that are there for a request: in files of the state directory, in the ledger. A file that is no grant is passed over.

    Raises:
        ApprovalError: what the ledger keeps is no grant.
    """
    found: dict[str, UnverifiedGrant] = {}
    for path in grant_files():
        try:
            grant = parse_grant(read_file(path))
        except ApprovalError:
            continue
        if grant.request.digest == request.digest:
            found.setdefault(grant.statement.id, grant)
    for body in store.load_grants(request.digest):
        grant = parse_grant(body)
        found.setdefault(grant.statement.id, grant)
    return list(found.values())


def accept(
    store: Store,
    request: Request,
    subject: Mapping[str, Any],
    *,
    policy: Policy,
    trusted: Trusted,
    forbidden: Sequence[str],
    redeem_as: str | None = None,
    intent: Mapping[str, Any] | None = None,
    now: int,
) -> Accepted:
    """Verify the grants of a request, and take one use where that is asked.

    Args:
        subject: what is about to happen, as it is now.
        redeem_as: what is about to happen in one line, the same for the same thing: a second time it is no second use
            (a commit that a branch gets again). None only looks.
        intent: more for the record of intent.
        now: unix seconds; the ledger takes its own time when a use is taken.

    Raises:
        ApprovalError: it may not happen; the code says why.
        LedgerError: the ledger can't be trusted or written.
    """
    grants = presented_grants(store, request)
    if not grants:
        raise ApprovalError(
            f"the request {request.id} is not approved yet",
            code="no-grant",
            hint=f"an approver runs: tta-guard approval sign {request.id}",
        )
    approval = verify_approval(
        subject,
        grants,
        need_signers(trusted),
        trusted.revoked,
        now=now,
        store_id=store.store_id,
        requirements=requirements(policy, trusted, subject, forbidden, now),
    )
    if redeem_as is None:
        if len(store.redemptions(request.digest)) >= approval.uses:
            raise ApprovalError(
                f"the approval of {request.id} is used up", code="used-up", hint="ask for a new one with a new request"
            )
        return Accepted(request, approval.grants, approval.principals)
    redemption = store.redeem(approval.claim(), _intent(approval, request, policy, redeem_as, intent or {}))
    return Accepted(request, approval.grants, approval.principals, redemption)


def used_for(store: Store, request: Request, what: str) -> bool:
    """Whether a use of this request was taken for this very thing before."""
    return any(each.intent.data.get("what") == what for each in store.redemptions(request.digest))


def _intent(approval: Approval, request: Request, policy: Policy, what: str, more: Mapping[str, Any]) -> Any:
    return make_record(
        "redemption",
        subject=request.subject["kind"],
        what=what,
        request_digest=request.digest,
        grant_id=approval.grants[0],
        principals=list(approval.principals),
        keys=list(approval.keys),
        answers=[list(answer) for answer in approval.answers],
        reason=request.reason,
        mode=policy.mode,
        policy_digest=policy.digest,
        **more,
    )
