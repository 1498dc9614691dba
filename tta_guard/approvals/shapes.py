"""The shapes that requests and grants may have: every key, every type, every limit, as tables; and their one checker. Pure.

A shape is a dict (exactly these keys), a list (each item has the first entry's shape; at least as many as the second entry
says), a tuple (one of these; None is null; objects are told apart by their keys), or the name of a leaf in `LEAVES`.
"""

from __future__ import annotations

from ..canonical import CanonicalError, decode, encode
from ..model import ENVIRONMENTS
from .errors import ApprovalError
from .redeeming import MAX_USES
from .signers_text import is_principal
from .visible import short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

VERSION: Final = 1
MAX_QUORUM: Final = 20
MAX_LIFE_S: Final = 86400
_MAX_MOMENT: Final = 253_402_300_799  # the last second that a calendar of four digits can print
_MAX_WORD: Final = 200
_HEX: Final = frozenset("0123456789abcdef")
_ITEM: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._")


def _is_text(value: Any) -> bool:
    return value.__class__ is str


def _is_hex(value: Any, *lengths: int) -> bool:
    return value.__class__ is str and len(value) in lengths and _HEX.issuperset(value)


def _is_word(value: Any) -> bool:
    good = value.__class__ is str and 0 < len(value) <= _MAX_WORD
    return good and value.isascii() and value.isprintable() and " " not in value


def _is_item(value: Any) -> bool:
    # Attack: an id that a hint prints for the approver to paste, `--check ID='…'`, and that the shell takes for more.
    return _is_word(value) and not value.startswith("-") and _ITEM.issuperset(value)


def _is_whole(value: Any, least: int, most: int) -> bool:
    return value.__class__ is int and least <= value <= most


# name: (what a message calls it, the test)
LEAVES: Final[dict[str, tuple[str, Callable[[Any], bool]]]] = {
    "text": ("text", _is_text),
    "name": ("text that is not empty", lambda value: _is_text(value) and value != ""),
    "bytes": ("text or bytes", lambda value: value.__class__ in (str, bytes)),
    "word": ("a word of printable ASCII", _is_word),
    "item": ("an item's id: letters, digits, dots, dashes", _is_item),
    "principal": ("a principal", lambda value: _is_text(value) and is_principal(value)),
    "digest": ("64 hexadecimal digits", lambda value: _is_hex(value, 64)),
    "digest?": ('64 hexadecimal digits or ""', lambda value: _is_hex(value, 0, 64)),
    "nonce": ("32 hexadecimal digits", lambda value: _is_hex(value, 32)),
    "object?": ('40 or 64 hexadecimal digits or ""', lambda value: _is_hex(value, 0, 40, 64)),
    "mode?": ('a mode in octal or ""', lambda value: _is_text(value) and len(value) <= 6 and not value.strip("01234567")),
    "environment": (", ".join(ENVIRONMENTS), lambda value: _is_text(value) and value in ENVIRONMENTS),
    "flag": ("true or false", lambda value: value.__class__ is bool),
    "version": (f"{VERSION}", lambda value: _is_whole(value, VERSION, VERSION)),
    "line": ("a whole number", lambda value: _is_whole(value, 0, 1 << 31)),
    "size": ("a whole number", lambda value: _is_whole(value, 0, 1 << 50)),
    "filled": ("a size that is not 0", lambda value: _is_whole(value, 1, 1 << 50)),
    "moment": ("Unix seconds", lambda value: _is_whole(value, 0, _MAX_MOMENT)),
    "uses": (f"1 to {MAX_USES}", lambda value: _is_whole(value, 1, MAX_USES)),
    "quorum": (f"1 to {MAX_QUORUM}", lambda value: _is_whole(value, 1, MAX_QUORUM)),
}  # fmt: skip

_REASONS: Final = [{"code": "word", "message": "text", "file": "text", "line": "line"}, 0]
_CHANGES: Final = [
    {"path": "bytes", "change": "word", "old_mode": "mode?", "old_blob": "object?", "new_mode": "mode?",
     "new_blob": "object?"},
    1,
]  # fmt: skip
_POLICY: Final = {"mode": ("text", None), "policy_digest": "digest", "signers_digest": "digest?", "reasons": _REASONS}
_GIT: Final = {"kind": "word", "repository": {"id": "object?"}, "base": "object?", "changes": _CHANGES, **_POLICY}

SUBJECTS: Final[dict[str, dict[str, Any]]] = {
    "command": {
        "kind": "word",
        "argv": ["bytes", 1],
        "executable": {"path": "bytes", "sha256": "digest"},
        "cwd": "bytes",
        "repository": {"id": "object?", "worktree": "bytes", "git_dir": "bytes"},
        "targets": [{"kind": "word", "name": "bytes", "environment": "environment", "address": "bytes"}, 0],
        "effects": ["word", 0],
        "inputs": [{"path": "bytes", "sha256": "digest", "size": "size"}, 0],
        "environment": {"sha256": "digest", "names": ["bytes", 0]},
        "stdin": ("digest", None),
        "plan": ({"kind": "word", "sha256": "digest"}, None),
        **_POLICY,
    },
    "changes": _GIT,
    "policy": {**_GIT, "old_policy": "digest", "new_policy": "digest?"},
}

_ITEMS: Final = [{"id": "item", "text": "name"}, 0]
SUBJECT: Final = tuple(SUBJECTS.values())
REQUEST: Final[dict[str, Any]] = {
    "version": "version",
    "subject": SUBJECT,
    "requester": {"user": "name", "host": "text", "email": "text"},
    "authors": ["text", 0],
    "reason": "text",
    "checklist": _ITEMS,
    "follow_ups": _ITEMS,
    "quorum": "quorum",
    "verification": "flag",
    "presence": "flag",
    "not_before": "moment",
    "expires": "moment",
    "uses": "uses",
    "store": "word",
    "windows": "digest?",
}

STATEMENT: Final[dict[str, Any]] = {
    "version": "version",
    "request_digest": "digest",
    "principal": "principal",
    "answers": [
        ({"id": "item", "text": "name"}, {"id": "item", "name": "name", "sha256": "digest", "size": "filled"}),
        0,
    ],
    "not_before": "moment",
    "expires": "moment",
    "uses": "uses",
    "store": "word",
    "checkpoint": {"size": "filled", "root": "digest"},
    "nonce": "nonce",
}

GRANT: Final[dict[str, Any]] = {"request": REQUEST, "statement": STATEMENT, "signature": "text"}


def read(data: bytes, shape: Any, what: str, code: str) -> Any:
    """The value whose canonical bytes these are, if it has the shape.

    Args:
        what: "request", "grant" …, for messages.
        code: of every error but `unknown-version`.

    Raises:
        ApprovalError: not canonical, or not of the shape; the message names the place in the value.
    """
    try:
        value = decode(data)
    except CanonicalError as error:
        raise ApprovalError(f"the {what} cannot be read: {error.message}", code=code) from None
    check(value, shape, what, code)
    return value


def write(value: Any, shape: Any, what: str, code: str) -> bytes:
    """The canonical bytes of a value of the shape, in which bytes may also stand as `{"b64": …}`.

    Raises:
        ApprovalError: as `read`.
    """
    try:
        data = encode(_with_bytes(value, 0))
    except CanonicalError as error:
        raise ApprovalError(f"the {what} cannot be written: {error.message}", code=code) from None
    read(data, shape, what, code)
    return data


def check(value: Any, shape: Any, place: str, code: str) -> None:
    """Raise unless a value that `decode` gave has the shape.

    Raises:
        ApprovalError: with `code`, or `unknown-version`.
    """
    if shape.__class__ is str:
        name, test = LEAVES[shape]
        if not test(value):
            said = f"{place} is not {name}"
            raise ApprovalError(said, code="unknown-version" if shape == "version" else code)
    elif shape.__class__ is dict:
        _check_object(value, shape, place, code)
    elif shape.__class__ is list:
        if value.__class__ is not list or len(value) < shape[1]:
            raise ApprovalError(f"{place} is not a list" + (" of at least one" if shape[1] else ""), code=code)
        for number, item in enumerate(value):
            check(item, shape[0], f"{place}[{number}]", code)
    elif value is not None or None not in shape:
        check(value, _choose(value, shape, place, code), place, code)


def _check_object(value: Any, shape: dict[str, Any], place: str, code: str) -> None:
    if value.__class__ is not dict:
        raise ApprovalError(f"{place} is not an object", code=code)
    # A later version may have other keys, and is to be named as what it is.
    if shape.get("version") and value.get("version") != VERSION:
        raise ApprovalError(f"{place} is not of version {VERSION}", code="unknown-version")
    for name in shape:
        if name not in value:
            raise ApprovalError(f"{place} has no {name}", code=code)
    for name in value:
        if name not in shape:
            raise ApprovalError(f"{place} has an unknown key {short(name)}", code=code)
        check(value[name], shape[name], f"{place}.{name}", code)


def _choose(value: Any, shapes: tuple[Any, ...], place: str, code: str) -> Any:
    choices = [shape for shape in shapes if shape is not None]
    if len(choices) == 1:
        return choices[0]
    if value.__class__ is dict:
        for shape in choices:
            # Subjects of two kinds might have the same keys one day; their kind tells them apart.
            if shape.keys() == value.keys() and ("kind" not in shape or shape is SUBJECTS.get(_kind_of(value))):
                return shape
    raise ApprovalError(f"{place} has other keys than it may have", code=code)


def _kind_of(value: dict[str, Any]) -> str:
    kind = value["kind"]
    return kind if kind.__class__ is str else ""


def _with_bytes(value: Any, depth: int) -> Any:
    if depth > 32:  # deeper than any shape; `encode` says so
        return value
    if value.__class__ is dict:
        if value.keys() == {"b64"} and value["b64"].__class__ is str:
            return decode(b'{"b64":' + encode(value["b64"]) + b"}")
        return {name: _with_bytes(item, depth + 1) for name, item in value.items()}
    if value.__class__ in (list, tuple):
        return [_with_bytes(item, depth + 1) for item in value]
    return value
