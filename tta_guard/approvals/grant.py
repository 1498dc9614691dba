"""A grant: an approver's signed statement about one request, together with that request. Pure.

What is signed is the canonical bytes of the statement, in the namespace of `sshsig`. The statement names the request by its
digest; the file carries the request too, so that whoever verifies it elsewhere needs nothing else. A grant is known by the
digest of its STATEMENT: an ECDSA signature has a twin that anybody can make, and it must not be a second grant.
"""

from __future__ import annotations

from ..canonical import encode
from ..model import frozen
from . import shapes
from .block import read_block, write_block
from .errors import ApprovalError
from .request import Request, check_lifetime, parse_request
from .sshsig import Signature, parse_armour
from .visible import says_something, short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Final

MAX_STATEMENT_BYTES: Final = 64 << 10
_CODE: Final = "bad-grant"


@frozen
class Answer:
    """The evidence for one item of the checklist: a text, or a file by its name, digest and size in bytes."""

    id: str
    text: str = ""
    name: str = ""
    sha256: str = ""
    size: int = 0

    def to_value(self) -> dict[str, Any]:
        """As it stands in a statement."""
        if self.sha256:
            return {"id": self.id, "name": self.name, "sha256": self.sha256, "size": self.size}
        return {"id": self.id, "text": self.text}


@frozen
class Statement:
    """What an approver says.

    Attributes:
        encoded: its canonical bytes, which are what is signed.
        id: their SHA-256 in hexadecimal, and the id of the grant.
        answers: one for each item of the checklist.
        checkpoint: (size, root) of the log as the approver saw it.
        not_before, expires, uses: as in `Request`; the strictest of all holds.
    """

    encoded: bytes
    id: str
    request_digest: str
    principal: str
    answers: tuple[Answer, ...]
    not_before: int
    expires: int
    uses: int
    store: str
    checkpoint: tuple[int, bytes]
    nonce: str


@frozen
class UnverifiedGrant:
    """A grant of good form. Anybody may have written it: only `verify` tells whether its signer may approve."""

    request: Request
    statement: Statement
    signature: Signature
    encoded: bytes

    @property
    def block(self) -> bytes:
        """The file in its one spelling, whatever a paste did to it."""
        return write_block("GRANT", self.encoded)


def make_statement(
    request: Request,
    *,
    principal: str,
    answers: Iterable[Answer],
    checkpoint: tuple[int, bytes],
    nonce: str,
    not_before: int | None = None,
    expires: int | None = None,
    uses: int | None = None,
) -> Statement:
    """What an approver is about to sign, complete: nothing is signed that would be refused for what it says.

    Args:
        checkpoint: size and root (32 bytes) of the log of the request's ledger; at least one record, the ledger's first.
        nonce: 32 random hexadecimal digits.
        not_before, expires, uses: where the approver grants less than was asked for.

    Raises:
        ApprovalError: as `parse_statement`; those of `check_answers`; `beyond-request`: more is granted than was asked for.
    """
    answers = tuple(answers)
    start = request.not_before if not_before is None else not_before
    end = request.expires if expires is None else expires
    often = request.uses if uses is None else uses
    if start < request.not_before or end > request.expires or often > request.uses:
        raise ApprovalError(
            "the grant would allow more than was asked for",
            code="beyond-request",
            hint="grant the same or less: time, uses",
        )
    check_answers(answers, dict(request.checklist))
    value = {
        "version": shapes.VERSION,
        "request_digest": request.digest,
        "principal": principal,
        "answers": [answer.to_value() for answer in answers],
        "not_before": start,
        "expires": end,
        "uses": often,
        "store": request.store,
        "checkpoint": {"size": checkpoint[0], "root": checkpoint[1].hex()},
        "nonce": nonce,
    }
    return parse_statement(shapes.write(value, shapes.STATEMENT, "statement", _CODE))


def parse_statement(data: bytes) -> Statement:
    """The statement whose canonical bytes these are.

    Raises:
        ApprovalError: `bad-grant` (not canonical, keys, types, an item answered twice, more than 64 KiB), `unknown-version`,
            `bad-lifetime`.
    """
    from hashlib import sha256

    if len(data) > MAX_STATEMENT_BYTES:
        raise ApprovalError(
            f"the statement has {len(data)} bytes; at most {MAX_STATEMENT_BYTES} are taken",
            code=_CODE,
            hint="give long evidence as a file, which is kept by its digest",
        )
    value = shapes.read(data, shapes.STATEMENT, "statement", _CODE)
    check_lifetime(value["not_before"], value["expires"], "grant")
    answers = tuple([Answer(**answer) for answer in value["answers"]])
    if len({answer.id for answer in answers}) != len(answers):
        raise ApprovalError("the statement answers an item twice", code=_CODE)
    checkpoint = value["checkpoint"]
    return Statement(
        data,
        sha256(data).hexdigest(),
        value["request_digest"],
        value["principal"],
        answers,
        value["not_before"],
        value["expires"],
        value["uses"],
        value["store"],
        (checkpoint["size"], bytes.fromhex(checkpoint["root"])),
        value["nonce"],
    )


def write_grant(request: Request, statement: Statement, armour: bytes) -> bytes:
    """The grant as one block of text. `armour` is what `ssh-keygen -Y sign` wrote; whether it is good is not asked here.

    Raises:
        ApprovalError: as `parse_grant`.
    """
    value = {
        "request": _value_of(request.encoded, shapes.REQUEST),
        "statement": _value_of(statement.encoded, shapes.STATEMENT),
        "signature": armour.decode("ascii", "replace"),
    }
    return _parse(shapes.write(value, shapes.GRANT, "grant", _CODE)).block


def parse_grant(text: bytes) -> UnverifiedGrant:
    """The grant in a block of text, which is the whole text. Newlines may be CRLF, and the last may be missing.

    Raises:
        ApprovalError: `bad-grant` (no block, not canonical, keys, types, a statement about another request); those of
            `parse_request` and `parse_statement`.
        SignatureError: the signature is not of good form.
    """
    return _parse(read_block("GRANT", text, _CODE))


def check_answers(answers: Iterable[Answer], items: Mapping[str, str]) -> None:
    """Hold answers against the checklist; an item's answer must say something, and there are no others.

    Raises:
        ApprovalError: `unanswered`, `unknown-answer`.
    """
    given = {answer.id: answer for answer in answers}
    for name, text in items.items():
        answer = given.get(name)
        if answer is None or not (answer.sha256 or says_something(answer.text)):
            raise ApprovalError(
                f"the checklist is not answered: {short(text, 120)}",
                code="unanswered",
                hint=f"tta-guard approval sign … --check {name}='what shows it'",
            )
    for name in given:
        if name not in items:
            raise ApprovalError(f"the checklist has no item {short(name)}", code="unknown-answer")


def _parse(data: bytes) -> UnverifiedGrant:
    value = shapes.read(data, shapes.GRANT, "grant", _CODE)
    request = parse_request(encode(value["request"]))
    statement = parse_statement(encode(value["statement"]))
    if statement.request_digest != request.digest:
        # Attack: an approved statement with another request around it, for a reader to take for what was approved.
        raise ApprovalError("the statement is about another request than the one beside it", code=_CODE)
    return UnverifiedGrant(request, statement, parse_armour(value["signature"].encode()), data)


def _value_of(data: bytes, shape: Any) -> Any:
    return shapes.read(data, shape, "grant", _CODE)
