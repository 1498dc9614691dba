"""What decoders write: base64, base32, xxd, gzip, openssl. Pure; see pure_programs.py.

A decoder between a literal and a shell hides a command from a reader who stops at the literal.
"""

from __future__ import annotations

import binascii
import zlib

from .expansion import TEXT_LIMIT, UNKNOWN, concat, known, small_int, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .expansion import Known

    Read = Callable[[str], Known]


def as_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def as_known(data: bytes) -> Known:
    return known(data.decode("utf-8", "surrogateescape")) if len(data) <= TEXT_LIMIT else UNKNOWN


def operands_text(args: list[Known], stdin: Known, read: Read) -> Known:
    """The operands' contents one after the other; standard input when there is none."""
    pieces: list[str | None] = []
    for argument in args or [("-",)]:
        name = text_of(argument)
        if name == "-":
            pieces.extend(stdin)
        else:
            pieces.extend(UNKNOWN if name is None else read(name))
    return concat(pieces)


def options(
    args: list[Known], flags: str, values: str = "", long: dict[str, str] | None = None
) -> tuple[dict[str, str], list[Known]] | None:
    """Short and long options; None when one is unknown."""
    found: dict[str, str] = {}
    rest: list[Known] = []
    place = 0
    while place < len(args):
        text = text_of(args[place])
        place += 1
        if text is None:
            if (args[place - 1][0] or "-").startswith("-"):
                return None
            rest.append(args[place - 1])
        elif text == "--":
            rest.extend(args[place:])
            break
        elif text.startswith("--"):
            name, equals, value = text[2:].partition("=")
            letter = (long or {}).get(name)
            if letter is None:
                return None
            if letter in values and not equals:
                following = text_of(args[place]) if place < len(args) else None
                if following is None:
                    return None
                value = following
                place += 1
            found[letter] = value
        elif text.startswith("-") and len(text) > 1:
            for index in range(1, len(text)):
                letter = text[index]
                if letter in values:
                    value = text[index + 1 :]
                    if not value:
                        following = text_of(args[place]) if place < len(args) else None
                        if following is None:
                            return None
                        value = following
                        place += 1
                    found[letter] = value
                    break
                if letter not in flags:
                    return None
                found[letter] = ""
        else:
            rest.append(args[place - 1])
    return found, rest


def base64(args: list[Known], stdin: Known, read: Read) -> Known:
    names = {"decode": "d", "ignore-garbage": "i", "wrap": "w"}
    parsed = options(args, "dDi", "w", names)
    if parsed is None or len(parsed[1]) > 1:
        return UNKNOWN
    text = text_of(operands_text(parsed[1], stdin, read))
    if text is None:
        return UNKNOWN
    if not {"d", "D"} & parsed[0].keys():
        wrap = parsed[0].get("w", "76")
        encoded = binascii.b2a_base64(as_bytes(text), newline=False)
        return _wrapped(encoded.decode(), wrap)
    return base64_text(text, "i" in parsed[0])


def _wrapped(text: str, wrap: str) -> Known:
    width = small_int(wrap)
    if width is None:
        return UNKNOWN
    if not width:
        return known(text)
    return known("".join([text[place : place + width] + "\n" for place in range(0, len(text), width)]))


def base64_text(text: str, lenient: bool) -> Known:
    """Decoded base64, as far as it is good: GNU base64 writes that much before it complains."""
    alphabet = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
    if lenient:
        kept = "".join([character for character in text if character in alphabet])
    else:
        kept = text.replace("\n", "")
        if not alphabet.issuperset(kept):
            return UNKNOWN
    body = kept.rstrip("=")
    if "=" in body:
        return UNKNOWN
    try:
        return as_known(binascii.a2b_base64(body + "=" * (-len(body) % 4)))
    except binascii.Error:
        return UNKNOWN


def base32(args: list[Known], stdin: Known, read: Read) -> Known:
    parsed = options(args, "di", "", {"decode": "d"})
    if parsed is None or "d" not in parsed[0] or len(parsed[1]) > 1:
        return UNKNOWN
    text = text_of(operands_text(parsed[1], stdin, read))
    if text is None:
        return UNKNOWN
    bits = 0
    count = 0
    out = bytearray()
    for character in text.replace("\n", "").rstrip("="):
        value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(character)
        if value < 0:
            return UNKNOWN
        bits = (bits << 5 | value) & 0xFFFF
        count += 5
        if count >= 8:
            count -= 8
            out.append(bits >> count & 255)
    return as_known(bytes(out))


def xxd(args: list[Known], stdin: Known, read: Read) -> Known:
    words = [text_of(argument) for argument in args]
    flags = [word for word in words if word and word.startswith("-") and len(word) > 1]
    files = [argument for argument in args if not (argument and argument[0] and argument[0].startswith("-"))]
    if None in words or len(files) > 1:
        return UNKNOWN
    text = text_of(operands_text(files, stdin, read))
    letters = "".join([flag[1:] for flag in flags])
    if text is None:
        return UNKNOWN
    if sorted(letters) in (["p", "r"], ["p", "p", "r", "s"]) or sorted(letters) == sorted("rps"):
        digits = "".join(text.split())
        try:
            return as_known(binascii.unhexlify(digits)) if len(digits) % 2 == 0 else UNKNOWN
        except (binascii.Error, ValueError):
            return UNKNOWN
    if letters in ("p", "ps"):
        return _wrapped(binascii.hexlify(as_bytes(text)).decode(), "60")
    return UNKNOWN


def gunzip(args: list[Known], stdin: Known, read: Read) -> Known:
    parsed = options(args, "cdf", "", {"decompress": "d", "stdout": "c"})
    text = text_of(stdin)
    if parsed is None or parsed[1] or text is None:
        return UNKNOWN
    try:
        member = zlib.decompressobj(31)
        data = member.decompress(as_bytes(text), TEXT_LIMIT + 1)
        return UNKNOWN if member.unused_data else as_known(data)
    except zlib.error:
        return UNKNOWN


def gzip(args: list[Known], stdin: Known, read: Read) -> Known:
    parsed = options(args, "cdf", "", {"decompress": "d", "stdout": "c"})
    return gunzip(args, stdin, read) if parsed is not None and "d" in parsed[0] else UNKNOWN


def openssl(args: list[Known], stdin: Known, read: Read) -> Known:
    """`openssl base64 -d` and `openssl enc -base64 -d`, from standard input."""
    words = [text_of(argument) for argument in args]
    if words[:1] == ["enc"]:
        words = words[1:]
    if not words or words.pop(0) not in ("base64", "-base64", "-a"):
        return UNKNOWN
    text = text_of(stdin)
    if "-d" not in words or not {"-d", "-A"}.issuperset(words) or text is None:
        return UNKNOWN
    return base64_text(text, False)
