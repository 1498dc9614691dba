"""What echo and printf write. Pure.

Source: POSIX.1-2017, `echo` and `printf`; the bash manual, "Bash Builtin Commands".
"""

from __future__ import annotations

from .ansi_c import decode_escapes, stops_output
from .expansion import UNKNOWN, concat, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .expansion import Known


def echo(args: list[Known], escapes: bool) -> Known:
    """`echo`; `escapes` where it decodes backslashes without -e (dash, zsh, a `sh` with xpg_echo)."""
    newline = True
    decode = escapes
    place = 0
    while place < len(args):
        flag = text_of(args[place])
        if flag is None or len(flag) < 2 or flag[0] != "-" or not frozenset("neE").issuperset(flag[1:]):
            if flag is None and (args[place][0] or "-").startswith("-"):
                return UNKNOWN
            break
        if escapes and flag != "-n":
            break
        for letter in flag[1:]:
            newline = newline and letter != "n"
            decode = letter == "e" if letter in "eE" else decode
        place += 1
    pieces: list[str | None] = []
    for index, argument in enumerate(args[place:]):
        if index:
            pieces.append(" ")
        for piece in argument:
            if piece is None or not decode:
                pieces.append(piece)
                continue
            pieces.append(decode_escapes(piece, "echo"))
            if stops_output(piece):
                return concat(pieces)
    if newline:
        pieces.append("\n")
    return concat(pieces)


def printf(args: list[Known]) -> Known:
    """`printf FORMAT [ARGUMENT…]` without -v."""
    if args and args[0] == ("--",):
        args = args[1:]
    form = text_of(args[0]) if args else None
    if form is None:
        return UNKNOWN
    rest = args[1:]
    pieces: list[str | None] = []
    for _ in range(200):
        used = 0
        place = 0
        while place < len(form):
            percent = form.find("%", place)
            literal = form[place : percent if percent >= 0 else len(form)]
            if stops_output(literal):
                return UNKNOWN
            pieces.append(decode_escapes(literal, "format"))
            if percent < 0:
                break
            stop = percent + 1
            while stop < len(form) and form[stop] in "-+ #0123456789.*'hlLjzt":
                stop += 1
            flags = form[percent + 1 : stop]
            letter = form[stop : stop + 1]
            place = stop + 1
            if letter == "%":
                pieces.append("%")
                continue
            argument: Known = rest[used] if used < len(rest) else ()
            missing = used >= len(rest)
            used += 1
            if flags or not letter or letter not in "sbcdiuxXoq":
                return UNKNOWN
            if letter == "s":
                pieces.extend(argument)
                continue
            text = text_of(argument)
            if text is None:
                pieces.append(None)
            elif letter == "b":
                pieces.append(decode_escapes(text, "b"))
                if stops_output(text):
                    return concat(pieces)
            elif letter == "c":
                pieces.append(text[:1])
            elif letter == "q":
                pieces.append(None)
            else:
                pieces.append(_number(text, letter, missing))
        rest = rest[used:]
        if not rest or not used:
            return concat(pieces)
    return UNKNOWN


def _number(text: str, letter: str, missing: bool) -> str | None:
    text = "0" if missing else text
    if not (text.isascii() and text.lstrip("-").isdigit()) or (
        len(text.lstrip("-")) > 1 and text.lstrip("-")[0] == "0"
    ):
        return None
    value = int(text) if len(text) < 18 else None
    if value is None or (value < 0 and letter not in "di"):
        return None
    return format(value, {"i": "d", "u": "d"}.get(letter, letter))
