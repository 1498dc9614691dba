"""A request: what would happen, and who asks for it, why, until when and how often; one value, one digest. Pure.

The SUBJECT is what would happen. It is gathered anew at the moment of use and has to come out the same, byte for byte. The
rest is the frame. `shapes` says which keys and types both have; here is what they mean together. The digest is the SHA-256
of the canonical bytes of the whole, so whoever signs it signs every word that `display` shows.
"""

from __future__ import annotations

from ..canonical import encode
from ..model import frozen
from . import shapes
from .block import read_block, write_block
from .errors import ApprovalError
from .redeeming import REQUEST_ID_DIGITS
from .visible import says_something

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, Final

    from ..policy.rules import ChecklistItem

    Items = tuple[tuple[str, str], ...]

DEFAULT_LIFE_S: Final = 3600
# A grant carries its request and a statement in a block of at most 1 MiB, which base64 makes a third larger.
MAX_REQUEST_BYTES: Final = 640 << 10
_CODE: Final = "bad-request"


@frozen
class Requester:
    """Who asks, as the machine that asked says it: a claim, not a proof. `email` is git's, and may be empty."""

    user: str
    host: str
    email: str


@frozen
class Request:
    """A request of good form.

    Attributes:
        encoded: its canonical bytes; everything else here is read from them.
        digest: their SHA-256 in hexadecimal.
        subject: see `shapes.SUBJECTS`; text that is not UTF-8 is bytes.
        subject_digest: SHA-256 of the subject's canonical bytes.
        authors: e-mail addresses of whoever made the commits that it is about.
        checklist: (id, text) of what an approver has to answer.
        follow_ups: (id, text) of what stays to be done after the run.
        quorum: how many approvers it takes.
        verification: only hardware keys that verify their user count.
        presence: only hardware keys count.
        not_before, expires: Unix seconds; good at both ends.
        uses: how often it may run.
        store: the ledger that it is redeemed in.
        windows: SHA-256 of the file of change windows; "" where there is none.
    """

    encoded: bytes
    digest: str
    subject: Mapping[str, Any]
    subject_digest: str
    requester: Requester
    authors: tuple[str, ...]
    reason: str
    checklist: Items
    follow_ups: Items
    quorum: int
    verification: bool
    presence: bool
    not_before: int
    expires: int
    uses: int
    store: str
    windows: str

    @property
    def id(self) -> str:
        """What people call it: the start of the digest."""
        return self.digest[:REQUEST_ID_DIGITS]

    @property
    def kind(self) -> str:
        """`command`, `changes` or `policy`."""
        kind: str = self.subject["kind"]
        return kind

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom the request names, none of whom may approve it."""
        who = self.requester
        names = (who.user, who.email, f"{who.user}@{who.host}" if who.host else "", *self.authors)
        return tuple(dict.fromkeys([name for name in names if name]))


def make_request(
    subject: Mapping[str, Any],
    *,
    user: str,
    host: str,
    email: str,
    reason: str,
    store: str,
    not_before: int,
    expires: int | None = None,
    uses: int = 1,
    authors: Iterable[str] = (),
    checklist: Iterable[tuple[str, str]] = (),
    follow_ups: Iterable[tuple[str, str]] = (),
    quorum: int = 1,
    verification: bool = False,
    presence: bool = False,
    windows: str = "",
) -> Request:
    """A request of a subject; the arguments are the attributes of `Request`.

    Args:
        subject: bytes may stand in it as bytes or as `{"b64": …}`.
        expires: by default an hour after `not_before`; at most a day after it.

    Raises:
        ApprovalError: as `parse_request`.
    """
    value = {
        "version": shapes.VERSION,
        "subject": dict(subject),
        "requester": {"user": user, "host": host, "email": email},
        "authors": list(dict.fromkeys(authors)),
        "reason": reason,
        "checklist": [{"id": name, "text": text} for name, text in checklist],
        "follow_ups": [{"id": name, "text": text} for name, text in follow_ups],
        "quorum": quorum,
        "verification": verification,
        "presence": presence,
        "not_before": not_before,
        "expires": not_before + DEFAULT_LIFE_S if expires is None else expires,
        "uses": uses,
        "store": store,
        "windows": windows,
    }
    return parse_request(shapes.write(value, shapes.REQUEST, "request", _CODE))


def parse_request(data: bytes) -> Request:
    """The request whose canonical bytes these are.

    Raises:
        ApprovalError: `bad-request` (not canonical; a key too few or too many, or of another type; changes out of order; an id
            twice; more than 640 KiB), `unknown-version`, `no-reason`, `bad-lifetime` (no time, or more than a day).
    """
    from hashlib import sha256

    if len(data) > MAX_REQUEST_BYTES:
        raise ApprovalError(
            f"the request has {len(data)} bytes; at most {MAX_REQUEST_BYTES} are taken",
            code=_CODE,
            hint="ask for less at once",
        )
    value = shapes.read(data, shapes.REQUEST, "request", _CODE)
    subject, who = value["subject"], value["requester"]
    if not says_something(value["reason"]):
        raise ApprovalError(
            "the request does not say why", code="no-reason", hint='say it in words: --reason "TICKET-1: …"'
        )
    check_lifetime(value["not_before"], value["expires"], "request")
    if "changes" in subject:
        _check_order(subject["changes"])
    return Request(
        data,
        sha256(data).hexdigest(),
        subject,
        sha256(encode(subject)).hexdigest(),
        Requester(who["user"], who["host"], who["email"]),
        tuple(value["authors"]),
        value["reason"],
        _take_items(value["checklist"], "checklist"),
        _take_items(value["follow_ups"], "follow_ups"),
        value["quorum"],
        value["verification"],
        value["presence"],
        value["not_before"],
        value["expires"],
        value["uses"],
        value["store"],
        value["windows"],
    )


def parse_subject(subject: Mapping[str, Any]) -> dict[str, Any]:
    """A subject as a request would hold it: the same values, bytes that are UTF-8 as text.

    Raises:
        ApprovalError: `bad-request`: it has not the shape of its kind, or its changes are out of order.
    """
    data = shapes.write(dict(subject), shapes.SUBJECT, "subject", _CODE)
    value: dict[str, Any] = shapes.read(data, shapes.SUBJECT, "subject", _CODE)
    if "changes" in value:
        _check_order(value["changes"])
    return value


def write_request(request: Request) -> bytes:
    """The request as one block of text, to be sent to an approver."""
    return write_block("REQUEST", request.encoded)


def read_request(text: bytes) -> Request:
    """The request in a block of text.

    Raises:
        ApprovalError: as `parse_request`; `bad-request` for anything but exactly one block.
    """
    return parse_request(read_block("REQUEST", text, _CODE))


def items_of(checklist: Iterable[ChecklistItem], *phases: str) -> Items:
    """(id, text) of the items of some phases: `before` for an approver to answer, `during` and `after` to follow up."""
    return tuple([(item.id, item.text) for item in checklist if item.phase in phases])


def check_lifetime(not_before: int, expires: int, what: str) -> None:
    """Raise unless there is some time between the two, and not more than a day.

    Raises:
        ApprovalError: `bad-lifetime`.
    """
    if not 0 < expires - not_before <= shapes.MAX_LIFE_S:
        raise ApprovalError(
            f"the {what} would be good for {expires - not_before} seconds; 1 to {shapes.MAX_LIFE_S} are possible",
            code="bad-lifetime",
        )


def _take_items(values: Sequence[Mapping[str, str]], place: str) -> Items:
    items = tuple([(value["id"], value["text"]) for value in values])
    if len({name for name, _ in items}) != len(items):
        raise ApprovalError(f"request.{place} has an id twice", code=_CODE)
    return items


def _check_order(changes: Sequence[Mapping[str, Any]]) -> None:
    """One order, so that the same changes have one digest, and nothing twice, so that no two of them contradict."""
    places = [_place_of(change) for change in changes]
    if any([places[at] >= places[at + 1] for at in range(len(places) - 1)]):
        raise ApprovalError("the changes are not in the order of their paths, or one stands twice", code=_CODE)


def _place_of(change: Mapping[str, Any]) -> tuple[bytes, str]:
    path = change["path"]
    return (path if path.__class__ is bytes else path.encode(), change["change"])
