"""Small expressions among the tokens of code, worked out: literals, joins, lists, objects, names. Pure."""

from __future__ import annotations

from .code_tokens import LANGUAGES, TEXT_LIMIT, UNKNOWN
from .start import HOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from .code_tokens import Token


class Expressions:
    """Works out the small expressions among tokens.

    Values: text, int, list, dict (of an object literal), UNKNOWN.
    """

    def __init__(self, all_tokens: list[Token], language: str, names: dict[str, Any]) -> None:
        self.tokens = all_tokens
        self.language = language
        self.names = names
        self.joiner = LANGUAGES[language][2]

    def at(self, place: int) -> Token:
        return self.tokens[place] if place < len(self.tokens) else ("end", "")

    def values(self, place: int, close: str) -> tuple[list[Any], int]:
        """The values up to a closing bracket (or, with "" as `close`, to the end of the statement), and where they end."""
        values: list[Any] = []
        current: list[Any] = []
        depth_open = place
        while True:
            kind, value = self.at(place)
            if (
                kind == "end"
                or (kind == "op" and value == close)
                or (
                    not close
                    and ((kind == "op" and value in ";)}|") or kind == "line" or (kind == "name" and value in _ENDS))
                )
            ):
                if current:
                    values.append(self.join(current))
                return values, place + 1
            if kind == "op" and value == ",":
                values.append(self.join(current) if current else UNKNOWN)
                current = []
                place += 1
            elif kind == "op" and value in ")]}":
                if current:
                    values.append(self.join(current))
                return values, place
            else:
                item, place = self.item(place)
                current.append(item)
            if place - depth_open > 4000:
                return [UNKNOWN], place

    def item(self, place: int) -> tuple[Any, int]:
        """One operand, or an operator (as ("op", sign)), and the place after it."""
        kind, value = self.at(place)
        if kind in ("text", "command"):
            if kind == "command" and self.language != "julia":
                return UNKNOWN, place + 1
            return self.text(value), place + 1
        if kind == "number":
            return (int(value) if value.isdigit() and len(value) < 10 else UNKNOWN), place + 1
        if kind == "op" and value == "(":
            inner, end = self.values(place + 1, ")")
            return (inner[0] if len(inner) == 1 else inner if self.language in ("perl", "ruby") else UNKNOWN), end
        if kind == "op" and value == "[":
            return self.values(place + 1, "]")
        if kind == "op" and value == "{":
            return self.object(place + 1)
        if kind == "name":
            name, end = self.dotted(place)
            if self.at(end) == ("op", "("):
                inner, stop = self.values(end + 1, ")")
                return self.called(name, inner), stop
            if self.at(end) == ("op", "["):
                inner, stop = self.values(end + 1, "]")
                base = self.names.get(name, UNKNOWN)
                index = inner[0] if len(inner) == 1 else UNKNOWN
                if isinstance(base, list) and isinstance(index, int) and 0 <= index < len(base):
                    return base[index], stop
                return UNKNOWN, stop
            if name == "array" and self.language == "php":
                return UNKNOWN, end
            return self.names.get(name, UNKNOWN), end
        if kind == "line":
            return ("op", "line"), place + 1
        if self.language == "ruby" and value == ":" and self.at(place + 1)[0] == "name":
            return self.at(place + 1)[1], place + 2  # a symbol
        return ("op", value), place + 1

    def dotted(self, place: int) -> tuple[str, int]:
        """A name with what `.`, `::`, `->` and `:` add to it."""
        name = self.at(place)[1]
        place += 1
        while True:
            kind, sign = self.at(place)
            if kind == "op" and sign in (".", ":") and self.joiner != sign:
                step = place + 1
                if sign == "." and self.at(step) == ("op", "."):
                    return name, place
                if self.at(step) == ("op", ":"):
                    step += 1
                if self.at(step)[0] == "name":
                    name = f"{name}.{self.at(step)[1]}"
                    place = step + 1
                    continue
            if (kind, sign) == ("op", "-") and self.at(place + 1) == ("op", ">") and self.at(place + 2)[0] == "name":
                name = f"{name}.{self.at(place + 2)[1]}"
                place += 3
                continue
            if (kind, sign) == ("op", "?") and self.at(place + 1) == ("op", ".") and self.at(place + 2)[0] == "name":
                name = f"{name}.{self.at(place + 2)[1]}"
                place += 3
                continue
            return name, place

    def text(self, pieces: list[Any]) -> Any:
        out = []
        for piece in pieces:
            value = self.names.get(piece[1], UNKNOWN) if isinstance(piece, tuple) else piece
            if not isinstance(value, str):
                return UNKNOWN
            if HOLE in value:
                return UNKNOWN
            out.append(value)
        return "".join(out)[:TEXT_LIMIT]

    def object(self, place: int) -> tuple[Any, int]:
        """{key: value, "key" => value, …}; what is none of this is UNKNOWN, up to its closing brace."""
        out: dict[str, Any] = {}
        known = True
        while True:
            kind, value = self.at(place)
            if kind == "end":
                return UNKNOWN, place
            if (kind, value) == ("op", "}"):
                return (out if known else UNKNOWN), place + 1
            if kind == "line" or (kind, value) == ("op", ","):
                place += 1
                continue
            if kind in ("name", "text"):
                key = value if kind == "name" else self.text(value)
                step = place + 1
                if self.at(step) == ("op", ":") or (self.at(step), self.at(step + 1)) == (("op", "="), ("op", ">")):
                    step += 1 if self.at(step) == ("op", ":") else 2
                    current: list[Any] = []
                    while self.at(step)[0] != "end" and self.at(step) not in (("op", ","), ("op", "}")):
                        item, step = self.item(step)
                        current.append(item)
                    if isinstance(key, str):
                        out[key] = self.join(current)
                    place = step
                    continue
                if self.at(step) in (("op", ","), ("op", "}")) and kind == "name":
                    out[value] = self.names.get(value, UNKNOWN)
                    place = step
                    continue
            known = False
            _, place = self.item(place)

    def called(self, name: str, values: list[Any]) -> Any:
        """A call of a function that makes text of text."""
        first = values[0] if values else UNKNOWN
        last = name.rpartition(".")[2]
        if last in (
            "atob",
            "base64_decode",
            "decode64",
            "decode_base64",
            "b64decode",
            "urlsafe_decode64",
            "strict_decode64",
        ):
            return _base64(first)
        if name == "Buffer.from" and len(values) > 1 and values[1] in ("base64", "hex"):
            return _base64(first) if values[1] == "base64" else _hex(first)
        if last in ("strrev",) and isinstance(first, str):
            return first[::-1]
        if last in ("hex2bin",):
            return _hex(first)
        if (
            last in ("chr", "fromCharCode", "char")
            and values
            and all(isinstance(item, int) and item < 0x110000 for item in values)
        ):
            return "".join([chr(item) for item in values])
        if last in ("String", "escapeshellcmd", "trim", "strval", "sprintf") and len(values) == 1:
            return first
        return UNKNOWN

    def join(self, items: list[Any]) -> Any:
        """Operands and operators as one value: texts joined, everything else UNKNOWN."""
        items = [item for item in items if item != ("op", "line")]
        if not items:
            return UNKNOWN
        if self.language == "ruby" and items[0] == ("op", "*") and len(items) == 2 and isinstance(items[1], list):
            return items[1]
        if len(items) == 1:
            return UNKNOWN if isinstance(items[0], tuple) else items[0]
        out = ""
        expect = True
        signs = ""
        for item in items:
            if isinstance(item, tuple):
                signs += str(item[1])
                expect = True
                if signs not in self.joiner and not (self.joiner == "" and signs == ""):
                    return UNKNOWN
                continue
            if not expect and self.joiner != "" and self.language not in ("ruby",):
                return UNKNOWN
            if signs not in ("", self.joiner) or not isinstance(item, str):
                return UNKNOWN
            out += item
            signs, expect = "", False
        return out[:TEXT_LIMIT]


_ENDS: Final = frozenset("or and if unless do then end while for foreach until".split())


def _base64(value: Any) -> Any:
    import binascii

    if not isinstance(value, str):
        return UNKNOWN
    try:
        return binascii.a2b_base64(value.replace("-", "+").replace("_", "/")).decode("utf-8", "surrogateescape")
    except (ValueError, binascii.Error):
        return UNKNOWN


def _hex(value: Any) -> Any:
    try:
        return bytes.fromhex(value).decode("utf-8", "surrogateescape") if isinstance(value, str) else UNKNOWN
    except ValueError:
        return UNKNOWN
