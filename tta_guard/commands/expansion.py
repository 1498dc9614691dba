"""Text that may be unknown in part, and brace expansion. Pure.

Text that may be unknown in part is a `Known`: literal pieces in order, None for what is not known. A function that
cannot tell answers UNKNOWN, or None where it says so; it never answers the likely value.
"""

from __future__ import annotations

from .ansi_c import renew
from .scanner import NAME_REST
from .syntax import Lit, Param

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from .syntax import Part, Parts

    Known: TypeAlias = tuple[str | None, ...]

UNKNOWN: Known = (None,)
BRACE_LIMIT = 512
TEXT_LIMIT = 1 << 16


def known(text: str) -> Known:
    """`text`, wholly known."""
    return (text,) if text else ()


def concat(pieces: list[str | None]) -> Known:
    """Pieces as a Known: neighbours joined, empty ones left out, halves of UTF-8 characters made whole."""
    out: list[str | None] = []
    size = 0
    for piece in pieces:
        if piece is None:
            if not out or out[-1] is not None:
                out.append(None)
        elif piece:
            size += len(piece)
            if out and (last := out[-1]) is not None:
                out[-1] = last + piece
            else:
                out.append(piece)
    if size > TEXT_LIMIT:
        return UNKNOWN
    return tuple([piece if piece is None or piece.isascii() else renew(piece) for piece in out])


def text_of(value: Known) -> str | None:
    """The text, when all of it is known."""
    if not value:
        return ""
    return value[0] if len(value) == 1 else None


def small_int(text: str | None) -> int | None:
    """The number that `text` writes in at most nine decimal digits; None when it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


# Braces


def brace_words(parts: Parts) -> list[Parts] | None:
    """Brace expansion of a word (bash manual, "Brace Expansion"); None when it gives more than BRACE_LIMIT words."""
    if not any(isinstance(part, Lit) and not part.quoted and "{" in part.text for part in parts):
        return [parts]
    if sum([part.text.count("{") for part in parts if isinstance(part, Lit) and not part.quoted]) > 64:
        return None
    tokens: list[Part | str] = []
    for part in parts:
        if isinstance(part, Lit) and not part.quoted:
            text = part.text
            place = 0
            for index, character in enumerate(text):
                if character in "{,}":
                    if index > place:
                        tokens.append(Lit(text[place:index]))
                    tokens.append(character)
                    place = index + 1
            if place < len(text):
                tokens.append(Lit(text[place:]))
        else:
            tokens.append(part)
    words = _braces(tokens)
    if words is None:
        return None
    if words == [tokens]:
        return [parts]
    return None if any(_revived(word) for word in words) else [_assembled(word) for word in words]


def _revived(word: list[Part | str]) -> bool:
    """Whether a dollar sign that was text may have come to stand before something that makes it an expansion."""
    return any(isinstance(token, Lit) and not token.quoted and "$" in token.text for token in word)


def _assembled(word: list[Part | str]) -> Parts:
    """A word after brace expansion, which works on text: `$x{1,2}` is `$x1 $x2`, `{~,a}/b` has a tilde."""
    out: list[Part] = []
    for token in word:
        part = Lit(token) if isinstance(token, str) else token
        last = out[-1] if out else None
        if isinstance(part, Lit) and not part.quoted:
            text = part.text
            if isinstance(last, Param) and last.bare and (more := identifier_prefix(text)):
                out[-1] = Param(last.name + more, bare=True)
                text = text[len(more) :]
            elif isinstance(last, Lit) and not last.quoted:
                out[-1] = Lit(last.text + text)
                text = ""
            if text:
                out.append(Lit(text))
        else:
            out.append(part)
    return tuple(out)


def _braces(tokens: list[Part | str]) -> list[list[Part | str]] | None:
    for start, opening in enumerate(tokens):
        if not isinstance(opening, str) or opening != "{":
            continue
        depth = 0
        commas = [start]
        close = -1
        for index in range(start, len(tokens)):
            here = tokens[index]
            if not isinstance(here, str):
                continue
            if here == "{":
                depth += 1
            elif here == "}":
                depth -= 1
                if not depth:
                    close = index
                    break
            elif depth == 1:
                commas.append(index)
        if close < 0:
            continue
        choices: list[list[Part | str]] | None = []
        if len(commas) > 1:
            for left, right in zip(commas, [*commas[1:], close], strict=True):
                inner = _braces(tokens[left + 1 : right])
                if inner is None or len(choices or ()) + len(inner) > BRACE_LIMIT:
                    return None
                choices = [*(choices or ()), *inner]
        else:
            inside = tokens[start + 1 : close]
            text = "".join([piece.text for piece in inside if isinstance(piece, Lit) and not piece.quoted])
            if len(inside) == 1 and isinstance(inside[0], Lit) and not inside[0].quoted:
                steps = _sequence(text)
                if steps is None:
                    continue
                if len(steps) > BRACE_LIMIT:
                    return None
                choices = [[Lit(step)] for step in steps]
            else:
                continue
        rest = _braces(tokens[close + 1 :])
        if rest is None or choices is None or len(choices) * len(rest) > BRACE_LIMIT:
            return None
        return [[*tokens[:start], *choice, *end] for choice in choices for end in rest]
    return [tokens]


def _sequence(text: str) -> list[str] | None:
    """`x..y[..step]`; None when it is none."""
    ends = text.split("..")
    if not 2 <= len(ends) <= 3:
        return None
    numbers = [_integer(end) for end in ends]
    step = 1
    if len(ends) == 3:
        if numbers[2] is None:
            return None
        step = abs(numbers[2]) or 1
    first, last = numbers[0], numbers[1]
    if first is not None and last is not None:
        width = 0
        if any(end.lstrip("-+").startswith("0") and len(end.lstrip("-+")) > 1 for end in ends[:2]):
            width = max(len(end.lstrip("+")) for end in ends[:2])
        count = abs(last - first) // step + 1
        if count > BRACE_LIMIT:
            return [""] * (BRACE_LIMIT + 1)
        sign = 1 if last >= first else -1
        values = [first + sign * step * index for index in range(count)]
        return [("-" if value < 0 else "") + str(abs(value)).zfill(width - (value < 0)) for value in values]
    if len(ends[0]) == 1 and len(ends[1]) == 1 and ends[0].isascii() and ends[1].isascii():
        if not (ends[0].isalpha() and ends[1].isalpha()):
            return None
        start, stop = ord(ends[0]), ord(ends[1])
        return [
            chr(code) for code in range(start, stop + (1 if stop >= start else -1), step if stop >= start else -step)
        ]
    return None


def _integer(text: str) -> int | None:
    digits = text[1:] if text[:1] in ("-", "+") else text
    return None if small_int(digits) is None else int(text)


def identifier_prefix(text: str) -> str:
    """The letters, digits and underscores that `text` begins with."""
    stop = 0
    while stop < len(text) and text[stop] in NAME_REST:
        stop += 1
    return text[:stop]
