"""What happens to an approval inside one turn of the ledger: redeemed, finished, resolved, revoked. IO through the turn.

The order of `redeem` is the order of its checks; each raises, and a raise undoes the whole turn.
"""

from __future__ import annotations

import os

from ..audit.record import parse_entry
from ..model import frozen
from .errors import ApprovalError, LedgerError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ..audit.record import Entry, Record
    from .schema import Transaction
    from .turn import Turn

REVOCABLE: Final = ("grant", "request", "key", "principal")
RESOLUTIONS: Final = ("ran", "did-not-run", "unknown")
REQUEST_ID_DIGITS: Final = 16
MAX_USES: Final = 1000
_MAX_WORD: Final = 512
_HEX: Final = frozenset("0123456789abcdef")
_MAX_WORDS: Final = 200


@frozen
class Claim:
    """What a verified approval wants to be redeemed: the strictest of what its grants and its request say.

    Attributes:
        grants: the id of each grant of the quorum, at least one.
        principals, keys: who signed, and the fingerprints of their keys; each is held against the revocations.
        uses: how often this request may run in all, whoever granted it.
        checkpoints: (size, root) of the log as each approver saw it.
        not_before, expires: unix seconds by the store's clock; the grant is good at both ends.
        follow_ups: (item id, text) of what stays to be done after the run.
    """

    grants: tuple[str, ...]
    request_digest: str
    principals: tuple[str, ...]
    keys: tuple[str, ...]
    uses: int
    store_id: str
    checkpoints: tuple[tuple[int, bytes], ...]
    not_before: int
    expires: int
    follow_ups: tuple[tuple[str, str], ...] = ()


@frozen
class Redemption:
    """One use that was taken and committed. Whoever holds it may start the command, once.

    Attributes:
        number: 0 for the first use of the request.
        size, root: the log as it was right after.
    """

    id: str
    request_digest: str
    number: int
    time: int
    seq: int
    size: int
    root: bytes


@frozen
class Started:
    """A redemption and the record of its intent. Without an outcome: still running, or left by a crash for a person to resolve."""

    id: str
    request_digest: str
    time: int
    intent: Entry


def redeem(turn: Turn, claim: Claim, intent: Record) -> Redemption:
    """Take one use of an approval. See `ledger.Store.redeem`.

    Raises:
        ApprovalError: `bad-claim`, `wrong-store`, `not-yet-valid`, `expired`, `revoked`, `used-up`.
        LedgerError: `ledger-rolled-back`, `ledger-forked`, `clock-went-back` …
    """
    # 1. The claim is whole: a quorum of nobody, or a use count of 0, would pass every check below.
    _check_claim(claim, intent)
    # 2. The grants were made for this store.
    if claim.store_id != turn.store_id:
        raise ApprovalError(
            "the grant was made for another ledger",
            code="wrong-store",
            hint="ask for a new grant with the request that this ledger's refusal names",
        )
    # 3. Time, by the store's clock, which the turn found not to have gone back.
    if turn.time < claim.not_before:
        raise ApprovalError(f"the grant is not good before {claim.not_before}", code="not-yet-valid")
    if turn.time > claim.expires:
        raise ApprovalError(f"the grant expired at {claim.expires}", code="expired", hint="ask for a new one")
    # 4. The log still holds what each approver saw of it.
    for size, root in claim.checkpoints:
        _check_checkpoint(turn, size, root)
    # 5. Nothing of it was revoked.
    _check_revocations(turn, claim)
    # 6. One use is left, of the request and of each grant; it is taken.
    redemption_id = os.urandom(16).hex()
    seq = turn.peaks.size
    uses = [(subject, _take(turn, subject, claim.uses, redemption_id, seq)) for subject in _subjects(claim)]
    follow_ups = [(f"{redemption_id[:REQUEST_ID_DIGITS]}/{item}", text) for item, text in claim.follow_ups]
    turn.tx.change(
        "INSERT INTO redemptions (id, request_digest, time, state, seq) VALUES (?, ?, ?, 'started', ?)",
        redemption_id,
        claim.request_digest,
        turn.time,
        seq,
    )
    for key, text in follow_ups:
        values = (key, redemption_id, text, seq)
        turn.tx.change("INSERT INTO follow_ups (id, redemption, text, seq) VALUES (?, ?, ?, ?)", *values)
    # 7. The record of intent, in the same transaction.
    told = {
        "id": redemption_id,
        "request_digest": claim.request_digest,
        "grants": claim.grants,
        "principals": claim.principals,
        "keys": claim.keys,
        "uses": uses,
        "follow_ups": [{"id": key, "text": text} for key, text in follow_ups],
    }
    turn.append(intent, {"redemption": told})
    return Redemption(
        redemption_id, claim.request_digest, uses[0][1], turn.time, seq, turn.peaks.size, turn.peaks.root()
    )


def finish(turn: Turn, redemption_id: str, outcome: Record) -> None:
    """Record how a run ended. See `ledger.Store.finish`."""
    _close(turn, redemption_id, ("started", "resolved"))
    seq = turn.append(outcome, {"outcome": redemption_id})
    turn.tx.change("UPDATE redemptions SET state = 'finished', outcome_seq = ? WHERE id = ?", seq, redemption_id)


def resolve(turn: Turn, redemption_id: str, how: str, record: Record) -> None:
    """Record what a person found out. See `ledger.Store.resolve`."""
    if how not in RESOLUTIONS:
        raise ApprovalError(f"a run is resolved as one of {', '.join(RESOLUTIONS)}", code="bad-resolution")
    _close(turn, redemption_id, ("started",))
    seq = turn.append(record, {"resolution": redemption_id, "how": how})
    turn.tx.change("UPDATE redemptions SET state = 'resolved', resolution_seq = ? WHERE id = ?", seq, redemption_id)


def revoke(turn: Turn, kind: str, value: str, record: Record) -> bool:
    """Revoke a grant, a request, a key or a principal. See `ledger.Store.revoke`."""
    if kind not in REVOCABLE or not _is_word(value):
        raise ApprovalError(
            f"cannot revoke {kind} {value!r}",
            code="bad-revocation",
            hint=f"one of {', '.join(REVOCABLE)}, and its value",
        )
    if turn.tx.rows("SELECT 1 FROM revocations WHERE kind = ? AND value = ?", kind, value):
        turn.append(record, {"again": {"kind": kind, "value": value}})
        return False
    seq = turn.append(record, {"revocation": {"kind": kind, "value": value}})
    values = (kind, value, turn.time, seq)
    turn.tx.change("INSERT INTO revocations (kind, value, time, seq) VALUES (?, ?, ?, ?)", *values)
    return True


def list_started(tx: Transaction) -> tuple[Started, ...]:
    """Redemptions without an outcome. See `ledger.Store.started`."""
    return _list(tx, "d.state", "started")


def list_redemptions(tx: Transaction, request_digest: str) -> tuple[Started, ...]:
    """The uses of one request. See `ledger.Store.redemptions`."""
    return _list(tx, "d.request_digest", request_digest)


def _list(tx: Transaction, column: str, value: str) -> tuple[Started, ...]:
    select = "SELECT d.id, d.request_digest, d.time, r.body FROM redemptions d JOIN records r ON r.seq = d.seq"
    rows = tx.rows(f"{select} WHERE {column} = ? ORDER BY d.seq", value)
    return tuple([Started(key, digest, time, parse_entry(bytes(body))) for key, digest, time, body in rows])


def _subjects(claim: Claim) -> tuple[str, ...]:
    # The request comes first: two approvers who each grant it once have still granted one run.
    return (f"request:{claim.request_digest}", *[f"grant:{grant}" for grant in claim.grants])


def _take(turn: Turn, subject: str, uses: int, redemption_id: str, seq: int) -> int:
    last = turn.tx.rows("SELECT max(number) FROM uses WHERE subject = ?", subject)[0][0]
    number = 0 if last is None else int(last) + 1
    insert = "INSERT INTO uses (subject, number, redemption, seq) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
    if number >= uses or turn.tx.change(insert, subject, number, redemption_id, seq) != 1:
        what = subject.partition(":")[0]
        raise ApprovalError(
            f"this {what} was for {uses} {'use' if uses == 1 else 'uses'}, which {'is' if uses == 1 else 'are'} taken",
            code="used-up",
            hint="ask for a new grant on a new request",
        )
    return number


def _check_checkpoint(turn: Turn, size: int, root: bytes) -> None:
    if size > turn.peaks.size:
        raise LedgerError(
            f"the approver saw a log of {size} records, and the ledger has {turn.peaks.size}: it was put back or cut",
            code="ledger-rolled-back",
            hint="put the newest database back; tta-guard audit verify",
        )
    if size < 1 or turn.root_at(size) != root:
        raise LedgerError(
            f"the log that the approver saw, of {size} records, is not the start of this ledger's",
            code="ledger-forked",
            hint="tta-guard audit verify names the record",
        )


def _check_revocations(turn: Turn, claim: Claim) -> None:
    candidates = [
        *[("grant", grant) for grant in claim.grants],
        ("request", claim.request_digest),
        ("request", claim.request_digest[:REQUEST_ID_DIGITS]),
        *[("key", key) for key in claim.keys],
        *[("principal", principal) for principal in claim.principals],
    ]
    either = " OR ".join(["(kind = ? AND value = ?)"] * len(candidates))
    values = [word for candidate in candidates for word in candidate]
    found = turn.tx.rows(f"SELECT kind, value FROM revocations WHERE {either} ORDER BY seq", *values)  # noqa: S608
    if found:
        kind, value = found[0]
        raise ApprovalError(f"the {kind} {value} was revoked", code="revoked", hint="ask for a new grant")


def _check_claim(claim: Claim, intent: Record) -> None:
    several = (claim.grants, claim.principals, claim.keys, claim.checkpoints)
    words = (*claim.grants, *claim.principals, *claim.keys, claim.request_digest, claim.store_id)
    good = (
        all(several)
        and all([_is_word(word) for word in words])
        and len(words) <= _MAX_WORDS
        and len(set(claim.grants)) == len(claim.grants)
        and len({item for item, _ in claim.follow_ups}) == len(claim.follow_ups)
        # One spelling of the digest: the use is counted by it.
        and len(claim.request_digest) == 64
        and _HEX.issuperset(claim.request_digest)
        and 1 <= claim.uses <= MAX_USES
        and claim.not_before <= claim.expires
        and intent.kind == "redemption"
    )
    if not good:
        raise ApprovalError("the approval does not say whose, of what, when or how often", code="bad-claim")


def _close(turn: Turn, redemption_id: str, states: tuple[str, ...]) -> None:
    rows = turn.tx.rows("SELECT state FROM redemptions WHERE id = ?", redemption_id)
    if not rows:
        raise ApprovalError(f"there is no redemption {redemption_id}", code="no-such-redemption")
    if rows[0][0] not in states:
        raise ApprovalError(f"the redemption {redemption_id} is {rows[0][0]} already", code="redemption-closed")


def _is_word(value: str) -> bool:
    return value.__class__ is str and 0 < len(value) <= _MAX_WORD and value.isprintable()
