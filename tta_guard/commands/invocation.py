"""The values that every part of commands/ hands on: word, redirection, invocation, opaque, reading. Pure.

A word is what the shell would pass on, as far as the text alone tells. What it does not tell stands as None, and a
decider asks `could_be`: it never guesses. Text is str; a byte that is not UTF-8 stands as a lone surrogate
(`surrogateescape`).
"""

from __future__ import annotations

from ..model import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Dialect = Literal["bash", "sh", "zsh"]


@frozen
class Word:
    """One argument, file name, value or text, known in part or whole.

    Attributes:
        parts: literal pieces in order; None is text that is not known, of any length, the empty one too. Two strings
            never stand side by side, nor two Nones. () is the empty word.
        splits: the unknown text stands unquoted, so the word may become several words, or none at all; it may also be
            a file name pattern that nobody resolved.
        content: what a program reads that opens the file this word names, where the text tells: a process
            substitution, a file that the same text wrote before, /dev/stdin. It goes before what is on disk now.
        content_from: the invocation that writes that content, where the content itself is not wholly known.
    """

    parts: tuple[str | None, ...]
    splits: bool = False
    content: Word | None = None
    content_from: Invocation | None = None

    @property
    def text(self) -> str | None:
        """The whole word, or None when a part of it is unknown."""
        parts = self.parts
        if not parts:
            return ""
        return parts[0] if len(parts) == 1 and not self.splits else None

    @property
    def prefix(self) -> str:
        """What the word surely begins with."""
        parts = self.parts
        return (parts[0] or "") if parts else ""

    @property
    def suffix(self) -> str:
        """What the word (when it splits: the last of its words) surely ends with."""
        parts = self.parts
        return (parts[-1] or "") if parts else ""

    @property
    def basename(self) -> str | None:
        """What stands after the last slash, or None when that is not known. A directory before it may be unknown."""
        text = self.text
        if text is not None:
            return text.rpartition("/")[2]
        if self.splits:
            return None
        _, slash, name = self.suffix.rpartition("/")
        return name if slash else None

    def could_be(self, text: str) -> bool:
        """Whether this word, or one of those it splits into, may turn out to be `text`.

        Not covered: two unknown parts that must be equal; the answer is then too careful, never too mild.
        """
        parts = self.parts
        if not self.splits:
            return _matches(parts, text)
        holes = [index for index, part in enumerate(parts) if part is None]
        starts = [0, *holes]
        ends = [*[hole + 1 for hole in holes], len(parts)]
        return any(_matches(parts[start:end], text) for start in starts for end in ends if start < end or not parts)

    def __str__(self) -> str:
        return "".join(["\N{HORIZONTAL ELLIPSIS}" if part is None else part for part in self.parts])


def _matches(parts: tuple[str | None, ...], text: str) -> bool:
    """Whether `text` is the literal parts in order, with anything where a part is None."""
    if None not in parts:
        return "".join([part for part in parts if part is not None]) == text
    first, last = parts[0], parts[-1]
    start, end = 0, len(text)
    if first is not None:
        if not text.startswith(first):
            return False
        start = len(first)
    if last is not None:
        if not text.endswith(last):
            return False
        end -= len(last)
    if start > end:
        return False
    for part in parts[1:-1]:
        if part is not None:
            found = text.find(part, start, end)
            if found < 0:
                return False
            start = found + len(part)
    return True


def literal(text: str) -> Word:
    """The word that is known to be `text`."""
    return Word((text,) if text else ())


UNKNOWN = Word((None,))


@frozen
class Redirection:
    """One redirection of an invocation, in the order written.

    Attributes:
        op: the operator: < > >> >| <> <& >& &> &>> << <<- <<<.
        fd: the descriptor that it sets (0 or 1 where none is written; &> and &>> set 1 and 2); -1 for `{name}>`.
        target: the file, or for <& and >& the descriptor, `-` or `N-`; None for here-documents and here-strings.
        content: the body of a here-document or here-string; None for the others.
    """

    op: str
    fd: int
    target: Word | None = None
    content: Word | None = None


@frozen
class Invocation:
    """One simple command that may run: a program, or a builtin of the shell.

    Attributes:
        argv: its words; () where only redirections stand (`> file`, or those of a compound command).
        env: assignments in force for it that differ from the ambient environment: those before the command and earlier
            exports. None is unset; UNKNOWN where the text does not tell (an assignment without `export` to a name that
            the ambient environment may hold). An exported function is `BASH_FUNC_name%%`.
        cwd: its directory, relative to where the whole text starts when it has no leading slash; None: just there.
        redirections: in the order written.
        stdin: the text that arrives on standard input, where the text tells it in whole or part; else None.
        stdin_from: the invocation that writes standard input, when it comes through a pipe.
        span: (start, end), character offsets in the text read; inside `eval` and the like those of the outer command.
        via: wrappers peeled off before argv, outermost first.
    """

    argv: tuple[Word, ...]
    env: tuple[tuple[str, Word | None], ...] = ()
    cwd: Word | None = None
    redirections: tuple[Redirection, ...] = ()
    stdin: Word | None = None
    stdin_from: Invocation | None = None
    span: tuple[int, int] = (0, 0)
    via: tuple[str, ...] = ()


@frozen
class Opaque:
    """A stretch of text that could not be read; what it starts is not known.

    Attributes:
        code: stable, `kebab-case`.
        message: why, for people.
        span: (start, end), as in an invocation.
        text: the stretch, shortened.
    """

    code: str
    message: str
    span: tuple[int, int] = (0, 0)
    text: str = ""


@frozen
class Reading:
    """All that a text may start, in order of evaluation.

    Every branch counts, and substitutions come before the command they stand in. A step that an earlier one equals is
    left out.
    """

    steps: tuple[Invocation | Opaque, ...] = ()

    @property
    def invocations(self) -> tuple[Invocation, ...]:
        """The steps that were read."""
        return tuple([step for step in self.steps if isinstance(step, Invocation)])

    @property
    def opaque(self) -> tuple[Opaque, ...]:
        """The steps that were not."""
        return tuple([step for step in self.steps if isinstance(step, Opaque)])
