"""What a reader of one program finds: starts of other programs; and how words are joined, split and placed. Pure, hot.

The readers (wrappers, interpreters, tasks) answer values of this module and never call back; `expand.py` follows them.
"""

from __future__ import annotations

from ..model import frozen
from .invocation import UNKNOWN, Invocation, Word, literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final, Literal

    from .world import World

    Form = Literal["argv", "shell", "file", "code", "leaf", "opaque"]
    Env = tuple[tuple[str, "Word | None"], ...]

ELSEWHERE: Final = "elsewhere"  # in `via`: what follows runs on another machine or in a container
LATER: Final = "later"  # in `via`: what follows runs at another time (cron, at, a unit)
HOLE: Final = "\uf8ff"  # stands for unknown text while a text is handed to a reader of text
SCRIPT_LIMIT_BYTES: Final = 256 * 1024

_STDIN: Final = ("/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")


@frozen
class Start:
    """Something that is started, run or touched by the program at hand.

    Attributes:
        form: argv: a program with its words. shell: words[0] is text for a shell. file: words[0] names a file that is run
            by `language` (a shell, unless its first line says otherwise). code: words[0] is text in `language`. leaf: the
            words are a command that has the same effect as something the code does itself (`cat x` for open("x")).
            opaque: it can't be told; `code` and `message` say why.
        words: see `form`.
        via: the label that goes into `via`; "" is the name of the program at hand.
        mark: ELSEWHERE, LATER or "".
        env: variables set or unset for it, after those of the program at hand.
        cwd: its directory, relative to that of the program at hand.
        stdin: text known to arrive on its standard input; None: that of the program at hand.
        arguments: $0 and the positional parameters of shell text, or argv of code, after the first of them.
        language: of `file` and `code`: "sh", "bash", "zsh", "python", "node" …
        code, message: of `opaque`.
    """

    form: Form
    words: tuple[Word, ...] = ()
    via: str = ""
    mark: str = ""
    env: Env = ()
    cwd: Word | None = None
    stdin: Word | None = None
    arguments: tuple[Word, ...] = ()
    language: str = ""
    code: str = ""
    message: str = ""


@frozen
class Found:
    """What a reader answers.

    Attributes:
        keep: the program at hand counts as a command of its own, beside what it starts.
        starts: what it starts, in order.
    """

    keep: bool
    starts: tuple[Start, ...] = ()


LEAF: Final = Found(True)


def opaque(code: str, message: str, text: Word | None = None) -> Start:
    """A start of which nothing more can be told."""
    return Start("opaque", () if text is None else (text,), code=code, message=message)


def made(parts: Iterable[str | None], splits: bool = False) -> Word:
    """A word of these parts, brought into the form that words have: no empty piece, no two of a kind side by side."""
    out: list[str | None] = []
    for part in parts:
        if part == "":
            continue
        if out and (part is None) == (out[-1] is None):
            if part is not None:
                out[-1] = f"{out[-1]}{part}"
        else:
            out.append(part)
    return Word(tuple(out), splits)


def joined(words: tuple[Word, ...], between: str = " ") -> Word:
    """The words as one text, as `sh -c "$*"` has them."""
    parts: list[str | None] = []
    splits = False
    for number, word in enumerate(words):
        if number:
            parts.append(between)
        parts.extend(word.parts)
        splits = splits or word.splits
    return made(parts, splits)


def holed(word: Word) -> str:
    """The word's text with HOLE for what is unknown."""
    text = word.text
    return "".join([HOLE if part is None else part for part in word.parts]) if text is None else text


def opened(text: str, splits: bool = False) -> Word:
    """The word that `holed` made a text of."""
    if HOLE not in text:
        return literal(text) if not splits else Word((text,) if text else (), True)
    parts: list[str | None] = []
    for number, piece in enumerate(text.split(HOLE)):
        if number:
            parts.append(None)
        parts.append(piece)
    return made(parts, splits)


def reopened(word: Word | None) -> Word | None:
    """A word read from a text with HOLEs, its unknown text unknown again."""
    if word is None:
        return None
    content = reopened(word.content)
    source = None if word.content_from is None else reopened_invocation(word.content_from)
    if not any([part is not None and HOLE in part for part in word.parts]):
        if content is word.content and source is word.content_from:
            return word
        return Word(word.parts, word.splits, content, source)
    parts: list[str | None] = []
    for part in word.parts:
        if part is None or HOLE not in part:
            parts.append(part)
            continue
        for number, piece in enumerate(part.split(HOLE)):
            if number:
                parts.append(None)
            parts.append(piece)
    again = made(parts, True)
    return Word(again.parts, True, content, source)


def reopened_invocation(step: Invocation) -> Invocation:
    """An invocation read from a text with HOLEs, its unknown text unknown again."""
    from .invocation import Redirection

    words = tuple([again for word in step.argv if (again := reopened(word)) is not None])
    redirections = tuple(
        [Redirection(one.op, one.fd, reopened(one.target), reopened(one.content)) for one in step.redirections]
    )
    env = tuple([(name, reopened(value)) for name, value in step.env])
    source = None if step.stdin_from is None else reopened_invocation(step.stdin_from)
    return Invocation(words, env, reopened(step.cwd), redirections, reopened(step.stdin), source, step.span, step.via)


def split(word: Word, *, escapes: bool = True) -> tuple[Word, ...]:
    """A word cut at blanks, quotes and backslashes honoured as a shell does, nothing expanded.

    It is how `rsync -e`, `env -S`, xargs and the like make a program and its arguments of one text, near enough: where
    they differ from each other a quote is all that differs.
    """
    text = holed(word)
    out: list[Word] = []
    piece: list[str] = []
    began, quote, place = False, "", 0
    while place < len(text):
        char = text[place]
        place += 1
        if quote:
            if char == quote:
                quote = ""
            elif char == "\\" and quote == '"' and escapes and place < len(text):
                piece.append(text[place])
                place += 1
            else:
                piece.append(char)
        elif char in "'\"":
            quote, began = char, True
        elif char == "\\" and escapes and place < len(text):
            piece.append(text[place])
            began, place = True, place + 1
        elif char in " \t\n":
            if began:
                out.append(opened("".join(piece), HOLE in piece))
            piece, began = [], False
        else:
            piece.append(char)
            began = True
    if began:
        out.append(opened("".join(piece), HOLE in piece))
    return tuple(out)


def directory(base: Word | None, inner: Word | None) -> Word | None:
    """The directory `inner`, entered from `base`; both as in `Invocation.cwd`."""
    if inner is None or base is None:
        return base if inner is None else inner
    if inner.prefix.startswith("/"):
        return inner
    if inner.parts and inner.parts[0] is None:
        return made((None, *inner.parts[1:]), inner.splits)
    joined_parts = made((*base.parts, "/", *inner.parts), base.splits or inner.splits)
    text = joined_parts.text
    return joined_parts if text is None or "/." not in text else literal(tidied(text))


def tidied(path: str) -> str:
    """A path without empty, `.` and `..` parts, as a shell's `cd` takes it (by name, not through links)."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif (part == ".." and not path.startswith("/")) or part not in ("", ".", ".."):
            parts.append(part)
    return ("/" if path.startswith("/") else "") + "/".join(parts) or "."


def absolute(word: Word, step: Invocation, world: World) -> str | None:
    """The absolute path that a word names in an invocation's directory; None when it is not known."""
    text = word.text
    if not text:
        return None
    if text[0] == "/":
        return text
    if step.cwd is None:
        return f"{world.cwd}/{text}"
    where = step.cwd.text
    if where is None:
        return None
    return f"{where}/{text}" if where[:1] == "/" else f"{world.cwd}/{where}/{text}"


def variable(step: Invocation, world: World, name: str) -> Word | None:
    """What an invocation sees of an environment variable; None: it is not set."""
    for key, value in reversed(step.env):
        if key == name:
            return value
    text = world.env.get(name)
    return None if text is None else literal(text)


def input_text(step: Invocation, world: World) -> Word | None:
    """What arrives on an invocation's standard input: text, UNKNOWN, or None where nothing is said about it."""
    for one in reversed(step.redirections):
        if one.fd == 0 and one.op == "<" and one.target is not None:
            return file_text(one.target, step, world) or UNKNOWN
    if step.stdin is not None:
        return step.stdin
    return None if step.stdin_from is None else UNKNOWN


def file_text(word: Word, step: Invocation, world: World) -> Word | None:
    """What the file that a word names holds: text, or None when it cannot be had.

    A file of SCRIPT_LIMIT_BYTES or more, and one with a NUL (a binary), cannot.
    """
    if word.content is not None:
        return word.content
    if word.content_from is not None:
        return UNKNOWN
    if word.text in _STDIN:
        for one in reversed(step.redirections):
            if one.fd == 0 and one.op == "<" and one.target is not None and one.target.text not in _STDIN:
                return file_text(one.target, step, world)
        return step.stdin if step.stdin is not None else UNKNOWN if step.stdin_from is not None else None
    number = (word.text or "").removeprefix("/proc/self/fd/").removeprefix("/dev/fd/")
    if number.isascii() and number.isdigit():
        for one in reversed(step.redirections):
            if str(one.fd) == number:
                return one.content if one.target is None else file_text(one.target, step, world)
        return None
    path = absolute(word, step, world)
    if path == "/dev/null":
        return literal("")
    if path is None or path.startswith("/dev/"):
        return None
    content = world.read(path, SCRIPT_LIMIT_BYTES)
    if content is None or b"\0" in content[:4096]:
        return None
    return literal(content.decode("utf-8", "surrogateescape"))


def with_env(base: Env, added: Env) -> Env:
    """The assignments in force after those that were."""
    if not added:
        return base
    names = {name for name, _ in added}
    return (*[pair for pair in base if pair[0] not in names], *added)
