"""Programs that start a command for each of many things: xargs, parallel, find, fd. Pure, hot.

What they put into the command is known where their input is known; otherwise it is a word that may be anything, and may
be several words.
"""

from __future__ import annotations

from .invocation import UNKNOWN, literal
from .start import HOLE, LEAF, Found, Start, absolute, file_text, holed, input_text, joined, made, opaque, opened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    from .arguments import Arguments
    from .invocation import Invocation, Word
    from .world import World

ITEMS_LIMIT: Final = 256  # items read exactly; more of them are an unknown word
ANYTHING: Final = made((None,), True)


def _xargs(step: Invocation, world: World, arguments: Arguments) -> Found:
    """xargs(1): items from input, blanks and quotes as its manual says; -I takes whole lines into the words."""
    command = arguments.positionals or (literal("echo"),)
    source = arguments.value("-a --arg-file")
    text = file_text(source, step, world) if source is not None else input_text(step, world)
    replace = arguments.value("-I") or arguments.value("-J")
    if replace is None and arguments.given("-i --replace"):
        replace = arguments.value("-i --replace") or literal("{}")
    lines = replace is not None or arguments.given("-L") or arguments.given("-l --max-lines")
    separator = None
    if arguments.given("-0 --null"):
        separator = "\0"
    elif (delimiter := arguments.value("-d --delimiter")) is not None:
        separator = _delimiter(delimiter.text)
    items = None if text is None or separator == "" else _items(text, separator, lines)
    if items is None or len(items) > ITEMS_LIMIT:
        if replace is not None:
            return Found(False, (Start("argv", _put(command, replace, UNKNOWN), stdin=UNKNOWN),))
        return Found(False, (Start("argv", (*command, ANYTHING), stdin=UNKNOWN),))
    empty = literal("")
    if replace is not None:
        return Found(False, tuple([Start("argv", _put(command, replace, item), stdin=empty) for item in items]))
    if lines:
        groups = [_words_of(item) for item in items]
    else:
        size = _number(arguments.value("-n --max-args"))
        groups = [tuple(items[at : at + size]) for at in range(0, len(items), size)] if size else [tuple(items)]
    starts = [Start("argv", (*command, *group), stdin=empty) for group in groups]
    last = command[-1].text or ""
    if text is not None and len(command) > 1 and last[:1] == "-" and last[-1:] == "c" and last[:2] != "--":
        # the input is handed to a shell as its code, of which only the first word counts: who writes it means all of it
        starts.append(Start("shell", (text,), stdin=empty))
    if not starts:
        starts = [Start("argv", command, stdin=empty)]
    return Found(False, tuple(dict.fromkeys(starts)))


def _delimiter(text: str | None) -> str:
    if text is None:
        return ""
    if len(text) > 1 and text[0] == "\\":
        return {"n": "\n", "t": "\t", "0": "\0", "r": "\r", "\\": "\\"}.get(text[1:], "")
    return text[:1]


def _number(word: Word | None) -> int:
    text = "" if word is None else word.text
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0


def _items(text: Word, separator: str | None, lines: bool) -> list[Word] | None:
    """The items of xargs's input; None when it isn't known where one ends."""
    whole = holed(text)
    if separator is not None:
        pieces = whole.split(separator)
        return [opened(piece, HOLE in piece) for piece in pieces if piece]
    if lines:
        return [opened(line.lstrip(" \t"), HOLE in line) for line in whole.split("\n") if line.strip()]
    return list(_words_of(text))


def _words_of(text: Word) -> tuple[Word, ...]:
    """Words as xargs cuts them: blanks and newlines part, quotes and backslashes keep together."""
    from .start import split

    return split(text)


def _put(words: tuple[Word, ...], mark: Word, value: Word) -> tuple[Word, ...]:
    """The words with `value` where `mark` stands in them."""
    sign = mark.text
    if not sign:
        return (*words, ANYTHING)
    inner = holed(value)
    out = []
    for word in words:
        text = holed(word)
        out.append(opened(text.replace(sign, inner), word.splits) if sign in text else word)
    return tuple(out)


def _parallel(step: Invocation, world: World, arguments: Arguments) -> Found:
    """GNU parallel(1): the words are one text for a shell, arguments come after `:::`, from files or from input."""
    if arguments.given("--citation"):
        return LEAF
    words = arguments.positionals
    command: list[Word] = []
    sources: list[list[Word] | None] = []
    place = 0
    while place < len(words) and not _is_source(words[place].text):
        command.append(words[place])
        place += 1
    while place < len(words):
        kind = words[place].text or ""
        place += 1
        items: list[Word] = []
        while place < len(words) and not _is_source(words[place].text):
            items.append(words[place])
            place += 1
        if kind.startswith("::::"):
            for item in items:
                text = file_text(item, step, world)
                sources.append(None if text is None else _lines(text))
        else:
            sources.append(None if any([item.splits for item in items]) else items)
    for flag in arguments.all_values("-a --arg-file"):
        text = file_text(flag, step, world)
        sources.append(None if text is None else _lines(text))
    if not sources and not arguments.given("--pipe") and not arguments.given("--semaphore"):
        text = input_text(step, world)
        sources.append(None if text is None else _lines(text))
    rows: list[tuple[Word, ...]] | None = [()]
    for source in sources:
        if source is None or rows is None or len(rows) * len(source) > ITEMS_LIMIT:
            rows = None
            break
        rows = [(*row, item) for row in rows for item in source]
    mark = "elsewhere" if arguments.given("-S --sshlogin") or arguments.given("--slf --sshloginfile") else ""
    if not command:  # each line is a command
        if rows is None:
            return Found(True, (opaque("input-unknown", "each line of input that is not known is a command"),))
        return Found(False, tuple([Start("shell", (joined(row),), mark=mark) for row in rows if row]))
    text = joined(tuple(command))
    sign = arguments.value("-I")
    marks = "{}" if sign is None else sign.text or "{}"
    starts = []
    for row in rows if rows is not None else [(UNKNOWN,)]:
        starts.append(Start("shell", (_filled(holed(text), marks, row, rows is not None),), mark=mark))
    return Found(False, tuple(dict.fromkeys(starts)))


def _is_source(text: str | None) -> bool:
    return text in (":::", "::::", ":::+", "::::+")


def _lines(text: Word) -> list[Word]:
    return [opened(line, HOLE in line) for line in holed(text).split("\n") if line]


def _filled(text: str, sign: str, row: tuple[Word, ...], certain: bool) -> Word:
    """A command text with its replacement strings filled in, quoted as parallel does."""
    values = [_quoted(holed(item)) for item in row]
    out, place, used = [], 0, False
    while place < len(text):
        if text.startswith(sign, place):
            out.append(" ".join(values))
            used, place = True, place + len(sign)
        elif text[place] == "{" and (end := text.find("}", place)) > 0 and _is_mark(text[place + 1 : end]):
            inner = text[place + 1 : end]
            index = int(inner) - 1 if inner.isdigit() else -1
            out.append(values[index] if certain and 0 <= index < len(values) else HOLE)
            used, place = True, end + 1
        else:
            out.append(text[place])
            place += 1
    if not used and values:
        out.append(" " + " ".join(values))
    return opened("".join(out))


def _is_mark(inner: str) -> bool:
    return inner.isdigit() or inner.lstrip("0123456789") in (".", "/", "//", "/.", "#", "%", "..", "+/", "#.")


def _quoted(text: str) -> str:
    """The text, quoted for a shell; a hole stays outside quotes, so that it is seen to be unknown."""
    if text and all(char.isalnum() or char in "_@%+=:,./-" or char == HOLE for char in text):
        return text
    return "'" + text.replace("'", "'\\''").replace(HOLE, "'" + HOLE + "'") + "'"


_FIND_RUNS: Final = ("-exec", "-execdir", "-ok", "-okdir")
_FIND_NAMES: Final = ("-name", "-iname", "-path", "-wholename", "-ipath", "-regex", "-lname")


def _find(step: Invocation, world: World, arguments: Arguments) -> Found:
    """find(1): -exec and its like take words up to `;` or `+`; `{}` is a path below a starting point."""
    words = step.argv[1:]
    place = 0
    while (place < len(words) and words[place].text in ("-H", "-L", "-P")) or (
        place < len(words) and words[place].prefix.startswith(("-O", "-D"))
    ):
        place += 1
    points: list[Word] = []
    while place < len(words) and not words[place].prefix.startswith(("-", "(", ")", "!", ",")):
        points.append(words[place])
        place += 1
    suffix, exact, starts = "", "", []
    names = [word for at, word in enumerate(words[place:], place) if at and words[at - 1].text in _FIND_NAMES[:2]]
    negated = any(word.text in ("!", "-not", "-o", "-or") for word in words)
    if len(names) == 1 and (pattern := names[0].text) and not negated:
        suffix = pattern[max(pattern.rfind(char) for char in "*?[]\\") + 1 :]
        exact = pattern if suffix == pattern else ""
    while place < len(words):
        flag = words[place].text
        place += 1
        if flag not in _FIND_RUNS:
            if flag == "-files0-from":
                points.append(ANYTHING)
            continue
        command: list[Word] = []
        while place < len(words) and words[place].text != ";":
            if words[place].text == "+" and command and command[-1].text == "{}":
                break
            command.append(words[place])
            place += 1
        for path in _found_paths(points, suffix, exact, step, world, flag.endswith("dir")):
            starts.append(Start("argv", _put(tuple(command), literal("{}"), path)))
    return Found(True, tuple(dict.fromkeys(starts)))


def _found_paths(points: list[Word], suffix: str, exact: str, step: Invocation, world: World, base: bool) -> list[Word]:
    """What `{}` may be for each starting point."""
    if base:
        return [made(("./", exact)) if exact else made(("./", None, suffix))]
    out = []
    for point in points or [literal(".")]:
        path = absolute(point, step, world)
        if path is not None and world.exists(path) and not world.is_dir(path):
            out.append(point)
        else:
            out.append(made((*point.parts, None, exact or suffix)))
    return out


def _fd(step: Invocation, world: World, arguments: Arguments) -> Found:
    """fd(1): -x and -X take the words up to `;`; a path is put in for `{}` and the like, or added."""
    starts = []
    for number, word in enumerate(step.argv):
        text = word.text or ""
        rest = step.argv[number + 1 :]
        if text in ("-x", "--exec", "-X", "--exec-batch") or (text[:2] in ("-x", "-X") and len(text) > 2):
            if len(text) > 2 and not text.startswith("--"):
                rest = (literal(text[2:]), *rest)
        elif text.startswith(("--exec=", "--exec-batch=")):
            rest = (literal(text.partition("=")[2]), *rest)
        else:
            continue
        command: list[Word] = []
        used = False
        for item in rest:
            if item.text == ";":
                break
            inner = holed(item)
            for mark in ("{}", "{/}", "{//}", "{.}", "{/.}"):
                used = used or mark in inner
                inner = inner.replace(mark, HOLE)
            command.append(opened(inner, item.splits))
        if command:
            starts.append(Start("argv", tuple(command) if used else (*command, UNKNOWN)))
        break
    return Found(True, tuple(starts))


SPECIAL: Final[dict[str, Callable[[Invocation, World, Arguments], Found]]] = {
    "xargs": _xargs,
    "parallel": _parallel,
    "find": _find,
    "fd": _fd,
}
