"""Canonical JSON: one value, one byte string, and nothing else is read. Pure.

RFC 8785 (JSON Canonicalization Scheme) with everything left out that two readers could see differently: keys are
ASCII (section 3.2.3 sorts by UTF-16, which for ASCII is by byte), numbers are integers below 2^53 (section 3.2.2.3
would need ECMAScript's printing of doubles), strings have no lone surrogates. Bytes that are not UTF-8, which paths
and argv may hold, are `{"b64": "…"}`; bytes that are UTF-8 are the string, so each has one form. The key `b64` is
reserved for that.

A digest or signature over `encode(value)` binds the value: no other value has these bytes.
"""

from __future__ import annotations

import binascii

from .errors import GuardError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

MAX_BYTES: Final = 1 << 20
MAX_DEPTH: Final = 16
_MAX_INTEGER: Final = (1 << 53) - 1
_MAX_DIGITS: Final = 16
_BYTES: Final = "b64"

# RFC 8785, section 3.2.2.2: the two-character forms where JSON has them, `\u00xx` in lower case for the other controls.
_ESCAPES: Final = {
    **{code: f"\\u{code:04x}" for code in range(0x20)},
    8: "\\b",
    9: "\\t",
    10: "\\n",
    12: "\\f",
    13: "\\r",
    34: '\\"',
    92: "\\\\",
}


class CanonicalError(GuardError):
    """A value has no canonical form, or bytes are not the canonical form of any value.

    Stable codes: `not-canonical` (bytes that another spelling of the same value would differ from), `not-json`,
    `duplicate-key`, `not-a-value` (a float, a lone surrogate, a key that is not ASCII, a type that JSON lacks),
    `number-too-large`, `too-deep`, `too-large`.
    """

    code = "not-canonical"
    exit_code = 1


def encode(value: Any) -> bytes:
    """The canonical bytes of a value made of None, bool, int, str, bytes, list, tuple and dict.

    Only these exact types: a subclass could print one thing and compare as another. A tuple is a list. `decode` gives
    the same value back, but for tuples, and for bytes that are UTF-8, which come back as str.

    Raises:
        CanonicalError: `not-a-value`, `number-too-large`, `too-deep`, `too-large`.
    """
    parts: list[str] = []
    _write(value, parts, 0)
    try:
        data = "".join(parts).encode()
    except UnicodeEncodeError:
        raise CanonicalError("a string holds half of a surrogate pair", code="not-a-value") from None
    if len(data) > MAX_BYTES:
        raise CanonicalError(f"the value needs {len(data)} bytes; at most {MAX_BYTES} are taken", code="too-large")
    return data


def decode(data: bytes) -> Any:
    """The value whose canonical bytes these are; `{"b64": …}` comes back as bytes.

    Whatever it returns, `encode` makes the same bytes of it.

    Raises:
        CanonicalError: the bytes are anything else, by one white space, one escape or one repeated key.
    """
    if not _coders:
        _coders.extend(_make_coders())
    read, print_plain = _coders
    if len(data) > MAX_BYTES:
        raise CanonicalError(f"{len(data)} bytes; at most {MAX_BYTES} are read", code="too-large")
    try:
        text = data.decode()
        value = read(text)
    except UnicodeDecodeError as error:
        raise CanonicalError(f"byte {error.start} is not UTF-8", code="not-json") from None
    except RecursionError:
        raise CanonicalError(f"nested deeper than {MAX_DEPTH}", code="too-deep") from None
    except ValueError as error:
        raise CanonicalError(f"not JSON: {error}", code="not-json") from None
    # Where all is ASCII and no bytes are in it, the standard library prints what `encode` does, in a third of the time: what
    # is left to differ is depth. Everything else, and whatever it prints otherwise, is for `encode` to judge.
    if text.isascii() and f'"{_BYTES}"' not in text and _is_shallow(value, 0) and print_plain(value) == text:
        return value
    if encode(value) != data:
        raise CanonicalError("the same value has another canonical form: white space, key order, escapes or numbers")
    return value


_coders: list[Any] = []


def _make_coders() -> tuple[Any, Any]:
    import json

    reader = json.JSONDecoder(
        object_pairs_hook=_read_object,
        parse_int=_read_integer,
        parse_float=_refuse_number,
        parse_constant=_refuse_number,
    )
    return reader.decode, json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def _is_shallow(value: Any, depth: int) -> bool:
    kind = value.__class__
    if kind is not dict and kind is not list:
        return True
    items = value.values() if kind is dict else value
    return depth < MAX_DEPTH and all([_is_shallow(item, depth + 1) for item in items])


def _write(value: Any, parts: list[str], depth: int) -> None:
    kind = value.__class__
    if kind is str:
        parts.append(_quote(value))
    elif kind is bytes:
        parts.append(_write_bytes(value))
    elif value is None or kind is bool:
        parts.append("null" if value is None else "true" if value else "false")
    elif kind is int:
        if not -_MAX_INTEGER <= value <= _MAX_INTEGER:
            raise CanonicalError("an integer of 2^53 or more", code="number-too-large")
        parts.append(str(value))
    elif depth >= MAX_DEPTH and kind in (list, tuple, dict):
        raise CanonicalError(f"nested deeper than {MAX_DEPTH}", code="too-deep")
    elif kind is list or kind is tuple:
        separator = "["
        for item in value:
            parts.append(separator)
            _write(item, parts, depth + 1)
            separator = ","
        parts.append("]" if value else "[]")
    elif kind is dict:
        _write_object(value, parts, depth)
    else:
        raise CanonicalError(f"{kind.__name__} has no canonical form", code="not-a-value")


def _write_object(value: dict[Any, Any], parts: list[str], depth: int) -> None:
    for key in value:
        if key.__class__ is not str or not key.isascii():
            raise CanonicalError(f"the key {str(key)[:40]!r} is not an ASCII string", code="not-a-value")
    if _BYTES in value:
        raise CanonicalError(f'the key "{_BYTES}" is reserved for bytes', code="not-a-value")
    separator = "{"
    for key in sorted(value):
        item = value[key]
        if item.__class__ is str:
            parts.append(f"{separator}{_quote(key)}:{_quote(item)}")
        else:
            parts.append(f"{separator}{_quote(key)}:")
            _write(item, parts, depth + 1)
        separator = ","
    parts.append("}" if value else "{}")


def _write_bytes(value: bytes) -> str:
    try:
        return _quote(value.decode())
    except UnicodeDecodeError:
        return f'{{"{_BYTES}":"{binascii.b2a_base64(value, newline=False).decode()}"}}'


def _quote(text: str) -> str:
    if text.isprintable() and '"' not in text and "\\" not in text:  # nothing to escape, four times as fast
        return f'"{text}"'
    return f'"{text.translate(_ESCAPES)}"'


def _read_object(pairs: list[tuple[str, Any]]) -> Any:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise CanonicalError("a key stands twice in one object", code="duplicate-key")
    if _BYTES not in made:
        return made
    text = made[_BYTES]
    if len(made) != 1 or text.__class__ is not str or not text.isascii():
        raise CanonicalError(f'the key "{_BYTES}" is reserved for bytes', code="not-a-value")
    try:
        return binascii.a2b_base64(text, strict_mode=True)  # whether it is the one spelling, `encode` tells
    except binascii.Error:
        raise CanonicalError(f'"{_BYTES}" is not base64', code="not-a-value") from None


def _read_integer(text: str) -> int:
    # Before int(): a number of a million digits takes seconds or, by Python's own limit, an error about something else.
    if len(text.lstrip("-")) > _MAX_DIGITS or not -_MAX_INTEGER <= (value := int(text)) <= _MAX_INTEGER:
        raise CanonicalError("an integer of 2^53 or more", code="number-too-large")
    return value


def _refuse_number(text: str) -> Any:
    raise CanonicalError(f"{text[:20]} is not an integer", code="not-a-value")
