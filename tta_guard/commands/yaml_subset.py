"""The plain part of YAML that tools write for themselves, read exactly or not at all. Pure; hot.

Importing PyYAML costs more than a whole decision may, and most kubeconfigs are machine-written: nested block mappings
and sequences, plain, single- and double-quoted scalars on one line, and flow collections, JSON among them. `read_yaml`
reads that. Whatever else YAML has (anchors, aliases, tags, block scalars, scalars over several lines, explicit keys,
directives, several documents, tabs that indent) it does not guess at: it raises `NotPlain`, and the caller asks the
real parser (`documents.parse_yaml`). A property test holds that what it reads, PyYAML's BaseLoader reads the same.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

DEPTH_LIMIT: Final = 64

_OPENERS: Final = frozenset("[]{},#&*!|>'\"%@`?:-")
_ESCAPES: Final = {
    '"': '"', "\\": "\\", "/": "/", "n": "\n", "t": "\t", "r": "\r", "0": "\0", "a": "\a", "b": "\b", "e": "\x1b",
    "f": "\f", "v": "\v", " ": " ", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_HEX: Final = frozenset("0123456789abcdefABCDEF")


class NotPlain(Exception):
    """The text has something that this reader does not know, or is no YAML at all: ask the real parser."""


class _Line:
    __slots__ = ("indent", "text")

    def __init__(self, indent: int, text: str) -> None:
        self.indent, self.text = indent, text


def read_yaml(text: str) -> Any:
    """Read a document: dict, list and str only (null and the empty value are ""; every scalar stays text).

    Raises:
        NotPlain: see above. Duplicate keys are among the causes: tools differ on which one counts.
    """
    if not text.isprintable():
        for char in text:
            if not char.isprintable() and char not in "\n\r\t" and not char.isspace():
                raise NotPlain("a control character")
    if "\ufeff" in text or "\r" in text or "\x85" in text or "\u2028" in text or "\u2029" in text:
        raise NotPlain("unusual line ends")
    lines: list[_Line] = []
    for raw in text.split("\n"):
        body = raw.lstrip(" ")
        if not body or body[0] == "#":
            continue
        if body[0] == "\t":
            raise NotPlain("a tab at the start of a line")
        lines.append(_Line(len(raw) - len(body), body))
    if lines and lines[0].text.rstrip() == "---" and lines[0].indent == 0:
        del lines[0]
    for line in lines:
        if line.indent == 0 and (line.text.startswith(("---", "...", "%"))):
            raise NotPlain("another document")
    if not lines:
        return ""
    reader = _Reader(lines)
    value = reader.block(lines[0].indent, 0)
    if reader.at < len(lines):
        raise NotPlain("indentation")
    return value


class _Reader:
    __slots__ = ("at", "lines")

    def __init__(self, lines: list[_Line]) -> None:
        self.lines, self.at = lines, 0

    def block(self, indent: int, depth: int) -> Any:
        """Read the collection or scalar that starts at the present line, whose indentation is `indent`."""
        if depth > DEPTH_LIMIT:
            raise NotPlain("too deep")
        text = self.lines[self.at].text
        if text == "-" or text.startswith("- "):
            return self.sequence(indent, depth)
        if _key_of(text) is not None:
            return self.mapping(indent, depth)
        self.at += 1
        return self.inline(text, indent, depth)

    def sequence(self, indent: int, depth: int) -> list[Any]:
        found: list[Any] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.indent < indent:
                break
            if line.indent > indent or not (line.text == "-" or line.text.startswith("- ")):
                if line.indent == indent:
                    break  # a mapping's next key, where the sequence stands under a key at the same indentation
                raise NotPlain("indentation")
            rest = line.text[1:].lstrip(" ")
            if rest[:1] == "\t":
                raise NotPlain("a tab")
            if not rest or rest[0] == "#":
                self.at += 1
                found.append(self.below(indent, depth, sequence=False))
            elif rest == "-" or rest.startswith("- ") or _key_of(rest) is not None:
                # the item is itself a block collection, whose first line stands behind the dash
                inner = indent + len(line.text) - len(rest)
                self.lines[self.at] = _Line(inner, rest)
                found.append(self.block(inner, depth + 1))
            else:
                self.at += 1
                found.append(self.inline(rest, indent + 1, depth))
        return found

    def mapping(self, indent: int, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.indent < indent:
                break
            if line.indent > indent:
                raise NotPlain("indentation")
            pair = _key_of(line.text)
            if pair is None:
                raise NotPlain("no key")
            key, rest = pair
            if key in found or key == "<<":
                raise NotPlain("a key that stands twice")
            self.at += 1
            if not rest or rest[0] == "#":
                found[key] = self.below(indent, depth, sequence=True)
            else:
                found[key] = self.inline(rest, indent + 1, depth)
        return found

    def below(self, indent: int, depth: int, *, sequence: bool) -> Any:
        """Read the value that stands on the lines below a key or dash; "" when none does."""
        if self.at < len(self.lines):
            line = self.lines[self.at]
            if line.indent > indent:
                return self.block(line.indent, depth + 1)
            if sequence and line.indent == indent and (line.text == "-" or line.text.startswith("- ")):
                return self.sequence(indent, depth + 1)
        return ""

    def inline(self, text: str, indent: int, depth: int) -> Any:
        """Read a value that starts on a key's line (already passed); a flow collection may go on below."""
        if text[0] in "[{":
            reader = _Flow(text, self, indent)
            value = reader.value(depth + 1)
            reader.end()
            return value
        if text[0] in "\"'":
            value, at = _quoted(text, 0)
            _only_comment(text, at)
        else:
            value = _plain(text)
        if self.at < len(self.lines) and self.lines[self.at].indent >= indent:
            raise NotPlain("a scalar over several lines")
        return value


class _Flow:
    """Reads `{…}` and `[…]`, over as many lines as they take."""

    __slots__ = ("at", "indent", "reader", "text")

    def __init__(self, text: str, reader: _Reader, indent: int) -> None:
        self.text, self.reader, self.indent, self.at = text, reader, indent, 0

    def blank(self) -> None:
        """Pass blanks, comments and line ends."""
        while True:
            while self.at < len(self.text) and self.text[self.at] == " ":
                self.at += 1
            if self.at < len(self.text) and self.text[self.at] == "\t":
                raise NotPlain("a tab")
            if self.at < len(self.text) and not (self.text[self.at] == "#" and self.text[self.at - 1] == " "):
                return
            if self.reader.at >= len(self.reader.lines) or self.reader.lines[self.reader.at].indent < self.indent:
                raise NotPlain("a flow collection that does not end")
            self.text, self.at = self.reader.lines[self.reader.at].text, 0
            self.reader.at += 1

    def end(self) -> None:
        _only_comment(self.text, self.at)

    def value(self, depth: int) -> Any:
        if depth > DEPTH_LIMIT:
            raise NotPlain("too deep")
        opener = self.text[self.at]
        if opener not in "[{":
            return self.scalar()
        self.at += 1
        mapping: dict[str, Any] = {}
        items: list[Any] = []
        closer = "]" if opener == "[" else "}"
        self.blank()
        while self.text[self.at] != closer:
            if opener == "[":
                items.append(self.value(depth + 1))
            else:
                if self.text[self.at] in "[{":
                    raise NotPlain("a key that is a collection")
                quoted = self.text[self.at] in "\"'"
                key = self.scalar()
                line = self.reader.at
                self.blank()
                if self.reader.at != line:
                    raise NotPlain("a colon on the next line")
                if self.text[self.at] != ":" or not (quoted or self.text[self.at + 1 : self.at + 2] in ("", " ")):
                    raise NotPlain("a key without a value")
                if key in mapping or key == "<<":
                    raise NotPlain("a key that stands twice")
                self.at += 1
                self.blank()
                mapping[key] = "" if self.text[self.at] in ",}" else self.value(depth + 1)
            self.blank()
            if self.text[self.at] == ",":
                self.at += 1
                self.blank()
            elif self.text[self.at] != closer:
                raise NotPlain("a missing comma")
        self.at += 1
        return items if opener == "[" else mapping

    def scalar(self) -> str:
        start = self.at
        if self.text[start] in "\"'":
            value, self.at = _quoted(self.text, start)
            return value
        if self.text[start] in _OPENERS:
            raise NotPlain("an indicator")
        at = start
        while at < len(self.text) and self.text[at] not in ",[]{}":
            if self.text[at] == ":" and self.text[at + 1 : at + 2] in ("", " ", ",", "]", "}", "[", "{"):
                break
            if self.text[at] == "#" and self.text[at - 1] == " ":
                break
            if self.text[at] in "\t?":
                raise NotPlain("a tab, or what parsers differ on")
            at += 1
        if at >= len(self.text):
            raise NotPlain("a plain scalar at the end of a line may go on")
        self.at = at
        return self.text[start:at].rstrip(" ")


def _key_of(text: str) -> tuple[str, str] | None:
    """Answer (key, what follows the colon) when a line is a mapping's entry; None when it is not."""
    if text[0] in "\"'":
        key, at = _quoted(text, 0)
        while text[at : at + 1] == " ":
            at += 1
        if text[at : at + 1] != ":":
            return None
        if text[at + 1 : at + 2] not in ("", " "):
            raise NotPlain("a colon without a blank")
        return key, text[at + 1 :].strip(" ")
    if text[0] in "[{":
        return None
    at = text.find(":")
    while at >= 0:
        if text[at + 1 : at + 2] in ("", " "):
            break
        if text[at + 1] == "\t":
            raise NotPlain("a tab")
        at = text.find(":", at + 1)
    if at < 0 or " #" in text[:at]:
        return None
    key = text[:at].rstrip(" ")
    if not key or "\t" in key or (key[0] in _OPENERS and not (key[0] == "-" and key[1:2] not in ("", " "))):
        raise NotPlain("an unusual key")
    return key, text[at + 1 :].strip(" ")


def _plain(text: str) -> str:
    """Read a plain scalar that ends with its line."""
    first = text[0]
    if first in _OPENERS and not (first in "-?:" and text[1:2] not in ("", " ")):
        raise NotPlain("an indicator")
    at = text.find(" #")
    if at >= 0:
        text = text[:at]
    if "\t" in text or ": " in text or text.rstrip(" ").endswith(":"):
        raise NotPlain("a tab or a colon")
    return text.rstrip(" ")


def _quoted(text: str, start: int) -> tuple[str, int]:
    """Read a quoted scalar that ends on its line; answer it and where it ends."""
    quote, at = text[start], start + 1
    out: list[str] = []
    while at < len(text):
        char = text[at]
        if char == quote:
            if quote == "'" and text[at + 1 : at + 2] == "'":
                out.append("'")
                at += 2
                continue
            return "".join(out), at + 1
        if char != "\\" or quote == "'":
            out.append(char)
            at += 1
            continue
        letter = text[at + 1 : at + 2]
        width = {"x": 2, "u": 4, "U": 8}.get(letter, 0)
        digits = text[at + 2 : at + 2 + width]
        if width and len(digits) == width and _HEX.issuperset(digits) and not 0xD800 <= int(digits, 16) < 0xE000:
            if int(digits, 16) > 0x10FFFF:
                raise NotPlain("no such character")
            out.append(chr(int(digits, 16)))
        elif letter in _ESCAPES and letter:
            out.append(_ESCAPES[letter])
        else:
            raise NotPlain("an unusual escape")
        at += 2 + width
    raise NotPlain("a scalar over several lines")


def _only_comment(text: str, at: int) -> None:
    rest = text[at:]
    if rest.strip(" ") and not (rest[0] == " " and rest.lstrip(" ")[0] == "#"):
        raise NotPlain("something behind a value")
