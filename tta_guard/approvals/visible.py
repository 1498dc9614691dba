"""Hostile text made visible: quoted, and only printable ASCII. Pure.

What a requester wrote is shown to whoever approves it, so nothing in it may move the cursor, turn the writing direction,
look like another character, or be nothing at all to the eye. `str.isprintable` lets U+3164, U+115F and U+2800 through, which
show as blanks; here everything outside printable ASCII is spelt out.

The spelling is unambiguous: no two values have one. A backslash is `\\\\`, a quote `\\"`, a control character of ASCII
`\\x1b`, any other character `\\u3164` or `\\U0001f600`, and a byte of text that is not UTF-8 `\\xff`, which no character has.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

_BLANK_LETTERS: Final = "\u115f\u1160\u3164\uffa0"  # Unicode calls them letters, and they show as nothing


def units(value: str | bytes) -> list[str]:
    """What stands between the quotes, in pieces that must not be cut."""
    if isinstance(value, bytes):
        return [_unit(byte) if byte < 0x80 else f"\\x{byte:02x}" for byte in value]
    return [_unit(ord(character)) for character in value]


def visible(value: str | bytes) -> str:
    """The whole value in quotes."""
    return join(units(value))


def join(pieces: Sequence[str]) -> str:
    """Pieces of `units` in quotes."""
    return f'"{"".join(pieces)}"'


def short(value: str | bytes, limit: int = 60) -> str:
    """The value in quotes for a message; of a long one the head, the tail, and how many bytes lie between."""
    head, tail = limit * 2 // 3, limit // 3
    if len(value) <= limit:
        return visible(value)
    between = size_of(value[head:-tail])
    return f"{visible(value[:head])} ... {between} bytes ... {visible(value[-tail:])}"


def size_of(value: str | bytes) -> int:
    """How many bytes the value has, text in UTF-8."""
    return len(value) if isinstance(value, bytes) else len(value.encode("utf-8", "surrogatepass"))


def says_something(text: str) -> bool:
    """Whether a text holds a letter or digit that can be seen; blanks, fillers and dashes alone say nothing."""
    return any([character.isalnum() and character not in _BLANK_LETTERS for character in text])


def _unit(code: int) -> str:
    if 0x20 <= code < 0x7F:
        return f"\\{chr(code)}" if code in (0x22, 0x5C) else chr(code)
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
