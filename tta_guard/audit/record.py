"""Audit records: made from facts, redacted, sealed into canonical bytes at their place in the log, and read again. Pure.

A record is `{"version", "store", "seq", "time", "kind", "data", "ledger"}`. `data` is what a front end told, through the
table below; store, place, time and `ledger` are written by the ledger itself, inside the transaction, so no caller can
claim them. What `ledger` says can be held against the ledger's own tables: see `consequences`.
"""

from __future__ import annotations

from ..canonical import CanonicalError, decode, encode
from ..model import VERDICTS, frozen
from .errors import AuditError
from .redact import REDACTED, is_secret_name, redact_argv, redact_element, redact_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any, Final

VERSION: Final = 1

# What a record may say. `text` is one string, `data` anything made of JSON and bytes, all of it redacted; `argv` is redacted
# as an argument vector. A digest is 64 hexadecimal digits, and is the one thing that redaction leaves alone.
FIELDS: Final[dict[str, str]] = {
    "subject": "text", "what": "text", "verdict": "verdict", "mode": "text", "policy_digest": "digest",
    "environment": "text", "effects": "data", "targets": "data", "reasons": "data", "argv": "argv",
    "invocations": "argvs", "executable": "data", "cwd": "text", "paths": "data", "changes": "data", "repository": "data",
    "tool": "text", "server": "text", "arguments": "data", "agent": "text", "hook": "text", "session": "text",
    "user": "text", "host": "text", "process": "integer", "confinement": "data",
    "request_digest": "digest", "grant_id": "digest", "principals": "data", "keys": "data", "answers": "data",
    "expires": "integer", "uses": "integer", "reason": "text", "by": "text", "note": "text", "evidence": "data",
    "item": "text", "how": "text", "old_digest": "digest", "new_digest": "digest", "signers_digest": "digest",
    "exit_code": "integer", "signal": "integer", "duration_ms": "integer", "timed_out": "flag", "schema": "integer",
    "size": "integer", "root": "digest", "error": "text",
}  # fmt: skip

# kind: what it has to say. Every field above may be added to any of them.
KINDS: Final[dict[str, tuple[str, ...]]] = {
    "store": ("schema",),  # the first record of each log
    "decision": ("subject", "verdict"),
    "run": ("argv",),  # about to run, without need of a grant
    "redemption": ("subject",),  # about to run on a grant
    "outcome": (),
    "request": ("request_digest",),
    "grant": ("request_digest", "grant_id"),
    "revocation": ("by",),
    "resolution": ("by",),
    "follow-up": ("by",),
    "policy": ("old_digest", "new_digest"),
    "checkpoint": ("size", "root"),
    "clock": ("by", "note"),
    "witness": ("by", "note"),
}

MAX_RECORD_BYTES: Final = 256 * 1024
_ROOMY: Final = (4000, 500)  # characters of a text, items of a list
_TIGHT: Final = (200, 40)
_MAX_DEPTH: Final = 8
_HEX: Final = frozenset("0123456789abcdef")
_NAMES: Final = ("version", "store", "seq", "time", "kind", "data", "ledger")


@frozen
class Record:
    """What a front end has to say, checked and redacted, without its place in the log; `make_record` makes it.

    Attributes:
        encoded: the canonical bytes of `data`, so that they are not made while others wait for the ledger.
    """

    kind: str
    data: Mapping[str, Any]
    encoded: bytes


@frozen
class Entry:
    """A record as it stands in the log.

    Attributes:
        ledger: what the ledger did in the same transaction: `redemption`, `revocation`, `outcome` … and their keys.
    """

    store: str
    seq: int
    time: int
    kind: str
    data: Mapping[str, Any]
    ledger: Mapping[str, Any]


def make_record(kind: str, **fields: Any) -> Record:
    """A redacted record of facts. Fields that are None are left out; long texts and lists are cut in the middle, and say so.

    Raises:
        AuditError: `bad-record`: an unknown kind or field, a missing field, a value of another type, or far too much of it.
    """
    if kind not in KINDS:
        raise AuditError(f"there is no audit record of kind {kind!r}")
    given = {name: value for name, value in fields.items() if value is not None}
    for name in KINDS[kind]:
        if name not in given:
            raise AuditError(f"an audit record of kind {kind} needs {name}")
    for text_limit, list_limit in (_ROOMY, _TIGHT):
        data = {name: _check(name, value, text_limit, list_limit) for name, value in given.items()}
        try:
            encoded = encode(data)
            if len(encoded) <= MAX_RECORD_BYTES // 2:
                return Record(kind, data, encoded)
        except CanonicalError as error:
            if error.code != "too-large":
                raise AuditError(f"the audit record of kind {kind} cannot be written: {error}") from None
    raise AuditError(f"the audit record of kind {kind} says more than {MAX_RECORD_BYTES // 2} bytes can hold")


def seal(record: Record, *, store: str, seq: int, time: int, ledger: Mapping[str, Any]) -> bytes:
    """The canonical bytes of a record at its place in the log.

    Raises:
        AuditError: `bad-record`: the values have no canonical form, or are too many.
    """
    around = {
        "version": VERSION,
        "store": store,
        "seq": seq,
        "time": time,
        "kind": record.kind,
        "ledger": dict(ledger),
    }
    try:
        # "data" sorts before all the others, so the whole is canonical where the two parts are.
        data = b'{"data":' + record.encoded + b"," + encode(around)[1:]
    except CanonicalError as error:
        raise AuditError(f"the audit record of kind {record.kind} cannot be written: {error}") from None
    if len(data) > MAX_RECORD_BYTES:
        raise AuditError(f"the audit record of kind {record.kind} has {len(data)} bytes; at most {MAX_RECORD_BYTES}")
    return data


def parse_entry(data: bytes) -> Entry:
    """Read one record of a log.

    Raises:
        AuditError: `bad-record`: not canonical, not of this version, or not of this shape.
    """
    try:
        value = decode(data)
    except CanonicalError as error:
        raise AuditError(f"not an audit record: {error}") from None
    if value.__class__ is not dict or sorted(value) != sorted(_NAMES) or value["version"] != VERSION:
        raise AuditError(f"not an audit record of version {VERSION}")
    store, seq, time, kind, told, ledger = [value[name] for name in _NAMES[1:]]
    whole_numbers = seq.__class__ is int and time.__class__ is int and seq >= 0 and time >= 0
    if store.__class__ is not str or not whole_numbers or told.__class__ is not dict or ledger.__class__ is not dict:
        raise AuditError("an audit record with values of the wrong type")
    if kind not in KINDS:
        raise AuditError(f"there is no audit record of kind {kind!r}")
    return Entry(store, seq, time, kind, told, ledger)


def consequences(entry: Entry) -> Iterator[tuple[str, str]]:
    """What the ledger's tables must hold because of this record, as (what, key); each has one record, and the reverse.

    A row that somebody took out, to use a grant twice or to forget a revocation, then lacks; one put in has no record.

    Raises:
        AuditError: `bad-record`: the ledger's part is not of the shape that its kind has.
    """
    done = entry.ledger
    try:
        if "redemption" in done:
            made = done["redemption"]
            yield "redemption", str(made["id"])
            for subject, number in made["uses"]:
                yield "use", f"{subject}#{int(number)}"
            for item in made["follow_ups"]:
                yield "follow-up", str(item["id"])
        if "revocation" in done:
            yield "revocation", f"{done['revocation']['kind']}:{done['revocation']['value']}"
        for what in ("outcome", "resolution", "closed"):
            if what in done:
                yield what, str(done[what])
    except (KeyError, TypeError, ValueError) as error:
        raise AuditError(f"record {entry.seq} does not say what the ledger did: {error!r}") from None


def _check(name: str, value: Any, text_limit: int, list_limit: int) -> Any:
    kind = FIELDS.get(name)
    good = True
    if kind is None:
        raise AuditError(f"an audit record has no field {name!r}")
    if kind == "digest":
        good = value.__class__ is str and len(value) == 64 and _HEX.issuperset(value)
        kept = value
    elif kind == "integer":
        good, kept = value.__class__ is int, value
    elif kind == "flag":
        good, kept = value.__class__ is bool, value
    elif kind == "verdict":
        good, kept = value in VERDICTS, value
    elif kind == "text":
        good = isinstance(value, str | bytes)
        kept = _shorten(redact_element(value), text_limit) if good else None
    elif kind == "argv":
        good = _is_argv(value)
        kept = _short_argv(value, text_limit, list_limit) if good else None
    elif kind == "argvs":
        good = isinstance(value, list | tuple) and all([_is_argv(argv) for argv in value])
        kept = [_short_argv(argv, text_limit, list_limit) for argv in value[:list_limit]] if good else None
    else:
        kept = _clean(value, text_limit, list_limit, 0)
    if not good:
        raise AuditError(f"{name} of an audit record is a {kind}, not {value.__class__.__name__}")
    return kept


def _is_argv(value: Any) -> bool:
    return isinstance(value, list | tuple) and all([isinstance(element, str | bytes) for element in value])


def _clean(value: Any, text_limit: int, list_limit: int, depth: int) -> Any:
    if isinstance(value, str | bytes):
        return _shorten(redact_element(value), text_limit)
    if value is None or value.__class__ in (bool, int):
        return value
    if depth == _MAX_DEPTH:
        raise AuditError(f"an audit record is nested deeper than {_MAX_DEPTH}")
    if value.__class__ in (list, tuple):
        kept = [_clean(item, text_limit, list_limit, depth + 1) for item in value[:list_limit]]
        return kept if len(value) <= list_limit else [*kept, f"[{len(value) - list_limit} more]"]
    if value.__class__ is dict:
        return _clean_object(value, text_limit, list_limit, depth)
    raise AuditError(f"an audit record cannot hold a {value.__class__.__name__}")


def _clean_object(value: dict[Any, Any], text_limit: int, list_limit: int, depth: int) -> dict[str, Any]:
    if any([key.__class__ is not str or not key.isascii() or key == "b64" for key in value]):
        raise AuditError("the keys of an audit record are ASCII strings, and not b64")
    kept: dict[str, Any] = {}
    for key in list(value)[:list_limit]:
        item = value[key]
        hide = item is not None and item.__class__ is not bool and is_secret_name(key)
        kept[redact_text(key)] = REDACTED if hide else _clean(item, text_limit, list_limit, depth + 1)
    if len(value) > list_limit:
        kept["..."] = f"[{len(value) - list_limit} more]"
    return kept


def _short_argv(argv: Sequence[str | bytes], text_limit: int, list_limit: int) -> list[str | bytes]:
    kept = [_shorten(element, text_limit) for element in redact_argv(argv[:list_limit])]
    return kept if len(argv) <= list_limit else [*kept, f"[{len(argv) - list_limit} more]"]


def _shorten(value: str | bytes, limit: int) -> str | bytes:
    # Always after redaction: a token cut in two would no longer be known for one.
    if len(value) <= limit:
        return value
    head, tail = limit * 3 // 4, limit // 4
    note = f"[{len(value) - head - tail} more]"
    if isinstance(value, bytes):
        return value[:head] + note.encode() + value[-tail:]
    return f"{value[:head]}{note}{value[-tail:]}"
