"""What waits in the store: requests for an approver, grants for the requester, follow-ups for whoever ran it. IO through a turn.

Nothing here is believed: a request is known by its digest, a grant is verified when it is used.
"""

from __future__ import annotations

from hashlib import sha256

from ..audit.redact import redact_text
from ..model import frozen
from .errors import ApprovalError
from .redeeming import REQUEST_ID_DIGITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ..audit.record import Record
    from .schema import Transaction
    from .turn import Turn

MAX_BODY_BYTES: Final = 1 << 20


@frozen
class RequestRow:
    """A request in a list: who wants what is in its body."""

    id: str
    digest: str
    time: int
    grants: int
    uses: int


@frozen
class FollowUp:
    """Something that stays to be done after a run, until somebody closes it with evidence."""

    id: str
    redemption: str
    text: str


def save_request(turn: Turn, digest: str, body: bytes, record: Record) -> bool:
    """Keep a request. See `ledger.Store.save_request`."""
    if not body or len(body) > MAX_BODY_BYTES or sha256(body).hexdigest() != digest:
        raise ApprovalError("the request's digest is not that of its bytes", code="bad-request")
    name = digest[:REQUEST_ID_DIGITS]
    known = turn.tx.rows("SELECT digest FROM requests WHERE id = ?", name)
    if known and known[0][0] != digest:
        # Attack: two requests made to share an id, one for the approver to read and one to be run.
        raise ApprovalError(
            f"another request has the id {name}", code="request-id-taken", hint="make the request again"
        )
    if known:
        return False
    insert = "INSERT INTO requests (digest, id, time, body) VALUES (?, ?, ?, ?)"
    turn.tx.change(insert, digest, name, turn.time, body)
    turn.append(record, {"request": digest})
    return True


def load_request(tx: Transaction, name: str) -> bytes:
    """A request by id or digest. See `ledger.Store.load_request`."""
    rows = tx.rows("SELECT body, digest FROM requests WHERE id = ? OR digest = ?", name, name)
    if not rows:
        raise ApprovalError(f"there is no request {name} in this ledger", code="no-such-request")
    body = bytes(rows[0][0])
    if sha256(body).hexdigest() != rows[0][1]:
        raise ApprovalError(f"the request {name} was changed in the ledger", code="bad-request")
    return body


def list_requests(tx: Transaction, limit: int) -> tuple[RequestRow, ...]:
    """The newest requests. See `ledger.Store.list_requests`."""
    query = (
        "SELECT q.id, q.digest, q.time, (SELECT count(*) FROM grants g WHERE g.request_digest = q.digest),"
        " (SELECT count(*) FROM uses u WHERE u.subject = 'request:' || q.digest)"
        " FROM requests q ORDER BY q.time DESC, q.id LIMIT ?"
    )
    return tuple([RequestRow(*row) for row in tx.rows(query, limit)])


def save_grant(turn: Turn, grant_id: str, request_digest: str, body: bytes, record: Record) -> bool:
    """Keep a grant. See `ledger.Store.save_grant`."""
    if not grant_id or not request_digest or not body or len(body) > MAX_BODY_BYTES:
        raise ApprovalError("a grant without id, request or content", code="bad-grant")
    known = turn.tx.rows("SELECT request_digest, body FROM grants WHERE id = ?", grant_id)
    if known:
        if (known[0][0], bytes(known[0][1])) != (request_digest, body):
            raise ApprovalError(f"another grant has the id {grant_id}", code="bad-grant")
        return False
    insert = "INSERT INTO grants (id, request_digest, time, body) VALUES (?, ?, ?, ?)"
    turn.tx.change(insert, grant_id, request_digest, turn.time, body)
    turn.append(record, {"grant": grant_id, "request": request_digest})
    return True


def load_grants(tx: Transaction, request_digest: str) -> tuple[bytes, ...]:
    """The grants of a request. See `ledger.Store.load_grants`."""
    rows = tx.rows("SELECT body FROM grants WHERE request_digest = ? ORDER BY time, id", request_digest)
    return tuple([bytes(row[0]) for row in rows])


def open_follow_ups(tx: Transaction) -> tuple[FollowUp, ...]:
    """What is open. See `ledger.Store.open_follow_ups`."""
    query = "SELECT id, redemption, text FROM follow_ups WHERE closed_seq IS NULL ORDER BY seq, id"
    return tuple([FollowUp(*row) for row in tx.rows(query)])


def close_follow_up(turn: Turn, follow_up_id: str, evidence: str, record: Record) -> None:
    """Close one with evidence. See `ledger.Store.close_follow_up`."""
    if not evidence.strip():
        raise ApprovalError("a follow-up is closed with evidence", code="no-evidence")
    rows = turn.tx.rows("SELECT closed_seq FROM follow_ups WHERE id = ?", follow_up_id)
    if not rows:
        raise ApprovalError(f"there is no follow-up {follow_up_id}", code="no-such-follow-up")
    if rows[0][0] is not None:
        raise ApprovalError(f"the follow-up {follow_up_id} is closed already", code="follow-up-closed")
    seq = turn.append(record, {"closed": follow_up_id})
    update = "UPDATE follow_ups SET closed_seq = ?, evidence = ? WHERE id = ?"
    turn.tx.change(update, seq, redact_text(evidence), follow_up_id)
