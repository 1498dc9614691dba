"""Backslash escapes of $'…', echo and printf -> text. Pure.

Source: the bash manual, "ANSI-C Quoting" and the entries of `echo` and `printf`; POSIX.1-2017, `printf` and `echo`.
"""

from __future__ import annotations

_SINGLE = {
    "a": 7,
    "b": 8,
    "e": 27,
    "E": 27,
    "f": 12,
    "n": 10,
    "r": 13,
    "t": 9,
    "v": 11,
    "\\": 92,
}
_HEX = frozenset("0123456789abcdefABCDEF")
_OCTAL = frozenset("01234567")


def renew(text: str) -> str:
    """Join lone surrogates that have become whole UTF-8 characters, as when "\\xc3" and "\\xa9" meet."""
    if text.isascii():
        return text
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")


def decode_escapes(text: str, style: str = "quote") -> str:
    r"""Decode the escapes in `text`.

    Args:
        text: what stands between the quotes, or an argument.
        style: "quote" ($'…': \' \" \? \cX, octal of 1 to 3 digits; a NUL ends the text), "echo" (octal only after \0;
            \c ends all output: the text after it is dropped, and `\c` reported by `stops_output`), "b" (%b of printf:
            as echo, and octal without the 0) or "format" (a printf format: octal of 1 to 3 digits).
    """
    if "\\" not in text:
        return text
    out = bytearray()
    place = 0
    end = len(text)
    while place < end:
        slash = text.find("\\", place)
        if slash < 0 or slash + 1 >= end:
            out += text[place:].encode("utf-8", "surrogateescape")
            break
        out += text[place:slash].encode("utf-8", "surrogateescape")
        letter = text[slash + 1]
        place = slash + 2
        value: int | None = None
        if letter in _SINGLE:
            value = _SINGLE[letter]
        elif letter in "'\"?" and (style == "quote" or (style == "format" and letter != "?")):
            value = ord(letter)
        elif letter == "x":
            place, value = _digits(text, place, 2, _HEX, 16)
        elif letter in "uU":
            place, code = _digits(text, place, 4 if letter == "u" else 8, _HEX, 16)
            if code is not None and code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF:
                if code == 0 and style == "quote":
                    return _text(out)
                out += chr(code).encode()
                continue
        elif letter == "c" and style in ("echo", "b"):
            return _text(out)
        elif letter == "c" and style == "quote" and place < end:
            first, *rest = text[place].encode("utf-8", "surrogateescape")
            out += bytes([127 if first == 63 else first & 31, *rest])
            place += 2 if text.startswith("\\\\", place) else 1
            continue
        elif letter == "0" and style in ("echo", "b"):
            place, value = _digits(text, place, 3, _OCTAL, 8)
            value = value or 0
        elif letter in _OCTAL and style != "echo":
            place, value = _digits(text, place - 1, 3, _OCTAL, 8)
        if value is None:
            out += ("\\" + letter).encode("utf-8", "surrogateescape")
            continue
        value &= 255
        if not value and style == "quote":
            return _text(out)
        out.append(value)
    return _text(out)


def stops_output(text: str) -> bool:
    r"""Whether an echo-style text holds `\c`, after which nothing more is written."""
    place = text.find("\\")
    while 0 <= place < len(text) - 1:
        if text[place + 1] == "c":
            return True
        place = text.find("\\", place + 2)
    return False


def _digits(text: str, place: int, most: int, allowed: frozenset[str], base: int) -> tuple[int, int | None]:
    stop = place
    while stop < len(text) and stop - place < most and text[stop] in allowed:
        stop += 1
    return stop, int(text[place:stop], base) if stop > place else None


def _text(out: bytearray) -> str:
    return out.decode("utf-8", "surrogateescape")
