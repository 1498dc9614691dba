"""The text of the signers file and the revocation file: lines, fields, options, times, keys in base64. Pure.

What the fields mean together, `signers` says; here each is read in the one spelling it may have, or refused with its
line.
"""

from __future__ import annotations

import binascii

from ..model import Source
from .errors import SignersError
from .sshkeys import KEY_TYPES, REFUSED_TYPES
from .sshwire import is_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final, NoReturn

MAX_BYTES: Final = 1 << 20
MAX_PRINCIPAL: Final = 255  # characters; a mail address has at most 254, and matching takes pattern times name
_MAX_LINE: Final = 16384
_SPACE: Final = " \t"
_OPTIONS: Final = ("namespaces", "valid-after", "valid-before")
_TIME_DIGITS: Final = (8, 12, 14)  # YYYYMMDD, YYYYMMDDHHMM, YYYYMMDDHHMMSS


def is_principal(text: str) -> bool:
    """Whether a name can be a principal: printable ASCII, not too long, without space, quote, comma, `!`, `*`, `?`."""
    return len(text) <= MAX_PRINCIPAL and text.isascii() and is_word(text.encode()) and not set(text) & set('"\\,!*?')


def read_lines(data: bytes, file: str, code: str) -> Iterator[tuple[str, Source]]:
    """The lines that say something, without the white space around them, each with its place.

    Raises:
        SignersError: with `code`: too large, not UTF-8, or with characters that do not show.
    """
    if len(data) > MAX_BYTES:
        raise SignersError(f"{len(data)} bytes are too many", code=code, source=Source(file))
    for number, raw in enumerate(data.split(b"\n"), start=1):
        source = Source(file, number)
        try:
            text = raw.removesuffix(b"\r").decode()
        except UnicodeDecodeError:
            raise SignersError("the line is not UTF-8", code=code, source=source) from None
        # Control characters, bidirectional overrides and the like, in comments too: they show a reviewer another file.
        if len(text) > _MAX_LINE or not text.replace("\t", " ").isprintable():
            raise SignersError("the line is too long or has characters that cannot be seen", code=code, source=source)
        text = text.strip(_SPACE)
        if text and text[0] != "#":
            yield text, source


def bad_line(message: str, source: Source, hint: str = "") -> NoReturn:
    """Refuse a line of the signers file."""
    raise SignersError(message, code="bad-signers-line", source=source, hint=hint)


def split_word(text: str) -> tuple[str, str]:
    """The text up to the first white space outside double quotes, and what follows that white space."""
    quoted = False
    for at, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif character in _SPACE and not quoted:
            return text[:at], text[at:].lstrip(_SPACE)
    return text, ""


def is_type(word: str) -> bool:
    """Whether a word names a key type that ssh-keygen knows, accepted here or not."""
    return word in KEY_TYPES or word in REFUSED_TYPES or ("-cert-v0" in word and '"' not in word)


def parse_patterns(text: str, what: str, source: Source) -> tuple[str, ...]:
    """Patterns with commas between them, at least one that is no exception; `what` they are is for messages.

    Raises:
        SignersError: `bad-signers-line`.
    """
    patterns = tuple(text.split(","))
    for pattern in patterns:
        bare = pattern.removeprefix("!")
        # A forgotten principal would make one of the option after it.
        if not is_principal(bare.replace("*", "x").replace("?", "x")) or bare.lower() in ("cert-authority", *_OPTIONS):
            bad_line(f"{pattern[:60]!r} is not a {what}; a line is: principals, options, key type, key", source)
    if all([pattern[0] == "!" for pattern in patterns]):
        bad_line(f"only exceptions (!), so no {what} at all", source)
    return patterns


def parse_options(text: str, source: Source) -> dict[str, str]:
    """`name="value",name="value"` with names in any case -> values by name in lower case.

    Raises:
        SignersError: `bad-signers-line`: an unknown option, `cert-authority`, one that stands twice, no quotes.
    """
    options: dict[str, str] = {}
    rest = f",{text}"
    while rest:
        name, equals, rest = rest[1:].partition("=")
        name = name.lower()
        if name.split(",")[0] == "cert-authority":
            bad_line("cert-authority is not accepted", source, "name each signer's own key")
        if not equals or name not in _OPTIONS:
            bad_line(f"{name[:60]!r} is neither a key type nor an option: {', '.join(_OPTIONS)}", source)
        value, quote, after = rest[1:].partition('"')
        if rest[:1] != '"' or not quote or "\\" in value or after[:1] not in ("", ","):
            bad_line(f'the value of {name} has to stand in double quotes, as in {name}="…"', source)
        if name in options:
            bad_line(f"{name} stands twice", source)
        options[name], rest = value, after
    return options


def parse_time(text: str, name: str, source: Source) -> int:
    """A UTC time as ssh-keygen writes it, ending in `Z` -> Unix seconds, more than 0.

    Raises:
        SignersError: `bad-signers-line`: a local time, no such time, another form.
    """
    from datetime import UTC, datetime

    digits = text.removesuffix("Z")
    if len(digits) not in _TIME_DIGITS or not digits.isascii() or not digits.isdigit():
        bad_line(f"{name}: {text[:40]!r} is not YYYYMMDDZ, YYYYMMDDHHMMZ or YYYYMMDDHHMMSSZ", source)
    if digits == text:
        bad_line(
            f"{name}: {text} is a local time, another moment in each time zone", source, f'write UTC: {name}="{text}Z"'
        )
    fields = [int(digits[:4]), *[int(digits[at : at + 2]) for at in range(4, len(digits), 2)]]
    try:
        year, month, day, hour, minute, second = (*fields, 0, 0, 0)[:6]
        seconds = int(datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp())
    except ValueError:
        bad_line(f"{name}: there is no such time as {text}", source)
    if seconds <= 0:  # which ssh-keygen takes for "no limit"
        bad_line(f"{name}: {text} is not after 1970-01-01", source)
    return seconds


def decode_key(kind: str, text: str, source: Source, code: str) -> bytes:
    """The blob in `text`, which has to be of the type that the line says.

    Raises:
        SignersError: with `code`: another type inside, or not the one base64 spelling of its bytes.
    """
    try:
        blob = binascii.a2b_base64(text.encode(), strict_mode=True)
    except binascii.Error:
        blob = b""
    head = len(kind).to_bytes(4, "big") + kind.encode()
    if not blob.startswith(head) or binascii.b2a_base64(blob, newline=False).decode() != text:
        raise SignersError(f"no {kind[:60]} key in base64 after its type", code=code, source=source)
    return blob
