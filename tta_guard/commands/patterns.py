"""Shell patterns, and the operators of `${…}` that work on text. Pure.

Source: POSIX.1-2017, 2.13; the bash manual, "Pattern Matching" and "Shell Parameter Expansion".
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    # One pattern element: a character ("=", c), "?" or "*", or a set: ("[", negated, characters, ranges).
    Element: TypeAlias = tuple[str, str] | tuple[str, bool, frozenset[str], tuple[tuple[str, str], ...]]

_MATCH_LIMIT = 2048
_CLASSES = {
    "alpha": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "digit": "0123456789",
    "alnum": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    "upper": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "lower": "abcdefghijklmnopqrstuvwxyz",
    "space": " \t\n\r\f\v",
    "blank": " \t",
    "punct": "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    "xdigit": "0123456789abcdefABCDEF",
    "word": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_",
}


def escape_pattern(text: str) -> str:
    """`text` as a pattern that matches only itself."""
    if not any(character in "*?[]\\()|!@+" for character in text):
        return text
    return "".join(["\\" + character if character in "*?[]\\()|!@+" else character for character in text])


def has_pattern(text: str) -> bool:
    """Whether unquoted `text` holds a pattern."""
    if "*" in text or "?" in text:
        return True
    bracket = text.find("[")
    if bracket >= 0 and "]" in text[bracket + 2 :]:
        return True
    return "(" in text and any(mark + "(" in text for mark in "@+!")


def holes(text: str) -> list[tuple[int, int]]:
    """Where in `text` a pattern may stand for other characters."""
    out: list[tuple[int, int]] = []
    index = 0
    while index < len(text):
        character = text[index]
        stop = 0
        if character in "@+!?*" and text.startswith("(", index + 1):
            stop = _group_end(text, index + 1)
        if not stop and character in "*?":
            stop = index + 1
        if not stop and character == "[" and (close := text.find("]", index + 2)) > 0:
            stop = close + 1
        if stop:
            out.append((index, stop))
        index = stop or index + 1
    return out


def _group_end(text: str, place: int) -> int:
    depth = 0
    for index in range(place, len(text)):
        depth += (text[index] == "(") - (text[index] == ")")
        if not depth:
            return index + 1
    return len(text)


def parse_pattern(pattern: str) -> list[Element] | None:
    """A shell pattern (POSIX.1-2017, 2.13); None when it holds an extended group or is too long."""
    elements: list[Element] = []
    place = 0
    if len(pattern) > _MATCH_LIMIT:
        return None
    while place < len(pattern):
        character = pattern[place]
        place += 1
        if character in "@+!?*" and pattern.startswith("(", place):
            return None
        if character == "\\" and place < len(pattern):
            elements.append(("=", pattern[place]))
            place += 1
        elif character in "*?":
            if character == "?" or not elements or elements[-1] != ("*", ""):
                elements.append((character, ""))
        elif character == "[":
            parsed = _bracket(pattern, place)
            if parsed is None:
                elements.append(("=", "["))
            else:
                element, place = parsed
                elements.append(element)
        else:
            elements.append(("=", character))
    return elements


def _bracket(pattern: str, place: int) -> tuple[Element, int] | None:
    negated = pattern[place : place + 1] in ("!", "^") and place < len(pattern)
    place += negated
    members: set[str] = set()
    ranges: list[tuple[str, str]] = []
    first = True
    while place < len(pattern):
        character = pattern[place]
        if character == "]" and not first:
            return ("[", negated, frozenset(members), tuple(ranges)), place + 1
        first = False
        if character == "[" and pattern.startswith(":", place + 1) and (stop := pattern.find(":]", place + 2)) > 0:
            members.update(_CLASSES.get(pattern[place + 2 : stop], ""))
            place = stop + 2
            continue
        if character == "\\" and place + 1 < len(pattern):
            place += 1
            character = pattern[place]
        if pattern.startswith("-", place + 1) and pattern[place + 2 : place + 3] not in ("", "]"):
            last = place + 2
            if pattern[last] == "\\" and last + 1 < len(pattern):
                last += 1
            ranges.append((character, pattern[last]))
            place = last + 1
        else:
            members.add(character)
            place += 1
    return None


def _fits(element: Element, character: str) -> bool:
    if element[0] == "=":
        return element[1] == character
    if len(element) == 4:
        found = character in element[2] or any(low <= character <= high for low, high in element[3])
        return found != element[1]
    return element[0] == "?"


def matches(elements: list[Element], text: str) -> bool:
    """Whether the whole of `text` matches."""
    star = -1
    mark = place = index = 0
    while place < len(text):
        if index < len(elements) and elements[index][0] == "*":
            star, mark = index, place
            index += 1
        elif index < len(elements) and _fits(elements[index], text[place]):
            index += 1
            place += 1
        elif star >= 0:
            mark += 1
            place, index = mark, star + 1
        else:
            return False
    return all(element[0] == "*" for element in elements[index:])


def remove(text: str, pattern: str, op: str) -> str | None:
    """`${x#p}`, `##`, `%`, `%%`; None when it cannot be told."""
    elements = parse_pattern(pattern)
    if elements is None or len(text) > _MATCH_LIMIT:
        return None
    end = len(text)
    cuts = range(end + 1) if op in ("#", "%%") else range(end, -1, -1)
    for cut in cuts:
        if op[0] == "#":
            if matches(elements, text[:cut]):
                return text[cut:]
        elif matches(elements, text[cut:]):
            return text[:cut]
    return text


def replace(text: str, pattern: str, new: str, op: str) -> str | None:
    """`${x/p/n}`, `//`, `/#`, `/%`; None when it cannot be told."""
    elements = parse_pattern(pattern)
    if elements is None or "&" in new or "\\" in new:
        return None
    if not elements:
        return new + text if op == "/#" else text + new if op == "/%" else text
    plain = [element[1] for element in elements if element[0] == "=" and isinstance(element[1], str)]
    if len(plain) == len(elements):
        old = "".join(plain)
        if op == "/#":
            return new + text[len(old) :] if text.startswith(old) else text
        if op == "/%":
            return text[: len(text) - len(old)] + new if text.endswith(old) else text
        return text.replace(old, new, -1 if op == "//" else 1)
    if len(text) > 160:
        return None
    out: list[str] = []
    place = 0
    while place <= len(text):
        stops = range(len(text), place - 1, -1)
        if op == "/%":
            stops = range(len(text), len(text) - 1, -1)
        stop = next((stop for stop in stops if stop > place and matches(elements, text[place:stop])), -1)
        if stop >= 0:
            out.append(new)
            place = stop
            if op != "//":
                break
        elif op == "/#":
            break
        else:
            out.append(text[place : place + 1])
            place += 1
    return "".join(out) + text[place:]


def change_case(text: str, op: str, pattern: str) -> str | None:
    """`${x^p}`, `^^`, `,`, `,,`, `~`, `~~`; None when it cannot be told."""
    elements = parse_pattern(pattern or "?")
    if elements is None or not text.isascii():
        return None
    change = {"^": str.upper, ",": str.lower, "~": str.swapcase}[op[0]]
    if len(op) == 1:
        return (change(text[0]) if matches(elements, text[:1]) else text[0]) + text[1:] if text else text
    return "".join([change(character) if matches(elements, character) else character for character in text])


def substring(text: str, offset: int, length: int | None) -> str:
    """`${x:o:l}`; what bash calls an error is empty."""
    size = len(text)
    start = offset if offset >= 0 else size + offset
    if start < 0 or start > size:
        return ""
    if length is None:
        return text[start:]
    stop = start + length if length >= 0 else size + length
    return text[start:stop] if stop >= start else ""


def quote(text: str) -> str:
    """`${x@Q}`."""
    if any(not character.isprintable() for character in text):
        out = [
            character if character.isprintable() and character not in "\\'" else f"\\{ord(character):03o}"
            for character in text
        ]
        return "$'" + "".join(out) + "'"
    return "'" + text.replace("'", "'\\''") + "'"
