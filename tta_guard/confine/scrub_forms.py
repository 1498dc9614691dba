"""Whether a name or a value has the form of a secret. Pure; hot."""

from __future__ import annotations

from ..model import frozen
from . import scrub_data as data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_TOKEN_LETTERS: Final = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./+=")


def secret_name(name: str) -> bool:
    """Whether a variable of this name (upper case) holds a secret, by the built-in tables."""
    if (
        name in data.HARMLESS
        or name.startswith(data.HARMLESS_STARTS)
        or name.endswith(data.HARMLESS_ENDS)
        or any([piece in name for piece in data.HARMLESS_INSIDE])
    ):
        return False
    return (
        name.endswith((*data.SECRET_ENDS, *data.MORE_ENDS))
        or any([piece in name for piece in data.SECRET_INSIDE])
        or not data.SECRET_WORDS.isdisjoint(name.split("_"))
        or name in data.MORE_NAMES
        or name.startswith(data.MORE_STARTS)
    )


@frozen
class Forms:
    """What makes a value a secret: beginnings of tokens, pieces, pieces in lower case."""

    tokens: tuple[tuple[bytes, int], ...]
    pieces: tuple[bytes, ...]
    folded: tuple[bytes, ...]


_ALL: Final = Forms(data.TOKENS, data.SECRET_PIECES, data.SECRET_PIECES_FOLDED)


def forms_in(text: bytes) -> Forms:
    """The forms that some values may have, which stand one after another in `text`: most of the time none at all."""
    folded = text.lower()
    return Forms(
        tuple([token for token in data.TOKENS if token[0] in text]),
        tuple([piece for piece in data.SECRET_PIECES if piece in text]),
        tuple([piece for piece in data.SECRET_PIECES_FOLDED if piece in folded]),
    )


def secret_value(value: bytes, forms: Forms = _ALL) -> str:
    """Why a value looks like a secret by its form; "" when it doesn't."""
    if len(value) < 12:
        return ""
    for start, least in forms.tokens:
        at = value.find(start)
        while at >= 0:
            if not at or value[at - 1] not in _TOKEN_LETTERS or value[at - 1] in b"/=":
                end = at + len(start)
                run = end
                while run < len(value) and value[run] in _TOKEN_LETTERS and run < end + least:
                    run += 1
                if run - end >= least and _mixed(value[end:run], start):
                    return "its value has the form of a token"
            at = value.find(start, at + 1)
    if any([piece in value for piece in forms.pieces]):
        return "its value holds a private key"
    folded = value.lower() if forms.folded else b""
    if any([piece in folded for piece in forms.folded]):
        return "its value looks like a credential"
    return ""


def _mixed(run: bytes, start: bytes) -> bool:
    """Whether what follows a short beginning looks drawn by lot: `sk-` and `npm_` start words of people too."""
    if len(start) > 4 or start in (b"AKIA", b"ASIA"):
        return b"/" not in run
    return any(48 <= letter < 58 for letter in run) and b"/" not in run
