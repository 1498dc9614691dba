"""The tree that shell text is parsed into, and the allowance that bounds every step. Pure.

Words keep their quoting, because what a piece may become (split, a pattern, a home directory) hangs on it. Positions
are character offsets in the text; a text within a text (backticks, eval) carries the span of the outer one instead.
"""

from __future__ import annotations

from ..model import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Span: TypeAlias = tuple[int, int]
    Parts: TypeAlias = tuple["Part", ...]


class SyntaxFault(Exception):
    """The text is not shell as this parser knows it. Never leaves `read_shell`."""

    def __init__(self, message: str, position: int, code: str = "unparsed") -> None:
        super().__init__(message)
        self.message = message
        self.position = position
        self.code = code


class Exhausted(Exception):
    """The allowance is used up. Never leaves `read_shell`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Allowance:
    """How much work one reading may still do: counted, not timed, so that the same text always gives the same reading.

    A word costs 1 to parse; a simple command 4 to evaluate; long texts cost by length.
    """

    __slots__ = ("depth", "left")

    DEPTH = 32

    def __init__(self, left: int = 6000) -> None:
        self.left = left
        self.depth = 0

    def spend(self, amount: int = 1) -> None:
        """Raises Exhausted when less than `amount` is left."""
        self.left -= amount
        if self.left < 0:
            raise Exhausted("too-much-work", "the text needs more work than a reading may do")

    def enter(self) -> None:
        """Go one level deeper: a nested construct, a call, an eval. Raises Exhausted beyond the depth allowed."""
        self.depth += 1
        if self.depth > self.DEPTH:
            raise Exhausted("too-deep", f"the text is nested more than {self.DEPTH} levels deep")

    def leave(self) -> None:
        """Come back from `enter`."""
        self.depth -= 1


# Parts of words


@frozen
class Lit:
    """Text as it stands; quoted text is no pattern, is not split and is no tilde or brace word."""

    text: str
    quoted: bool = False


@frozen
class Quoted:
    """What stands between double quotes."""

    parts: Parts


@frozen
class Param:
    """A parameter expansion.

    Attributes:
        name: a name, digits, or one special character; "" when the expansion is not one that the parser knows.
        op: "" plain, "length", "names" (`${!p*}`), "bad", ":" (substring), "@X", or the operator as written.
        word: the operand; for ":" the offset, for "/" the pattern.
        other: for "/" the replacement; for ":" the length.
        index: the subscript.
        indirect: written with "!".
        bare: written without braces, so that brace expansion may lengthen its name.
    """

    name: str
    op: str = ""
    word: Parts | None = None
    other: Parts | None = None
    index: Parts | None = None
    indirect: bool = False
    bare: bool = False


@frozen
class Sub:
    """A substitution: kind is "$" (or a backtick), "<" or ">"."""

    kind: str
    body: Sequence
    span: Span


@frozen
class Arith:
    """An arithmetic expansion, its expression expanded like double-quoted text."""

    parts: Parts


@frozen
class Subscript:
    """`[...]` after a name where an assignment may stand."""

    parts: Parts


@frozen
class ArrayLit:
    """`(...)` after `name=`."""

    items: tuple[tuple[Parts | None, bool, WordNode], ...]


if TYPE_CHECKING:
    Part: TypeAlias = Lit | Quoted | Param | Sub | Arith | Subscript | ArrayLit


@frozen
class WordNode:
    """A word; `plain` is its text when nothing in it is quoted or expanded, so that it may be a reserved word."""

    parts: Parts
    start: int
    end: int
    plain: str | None = None


# Commands


class Here:
    """A here-document whose body the parser has yet to reach, then its body."""

    __slots__ = ("delimiter", "parts", "quoted", "strip")

    def __init__(self, delimiter: str, quoted: bool, strip: bool) -> None:
        self.delimiter = delimiter
        self.quoted = quoted
        self.strip = strip
        self.parts: Parts = ()


@frozen
class Redir:
    """A redirection; `target` is the here-string's word for <<<; `here` the document of << and <<-."""

    op: str
    fd: int
    target: WordNode | None = None
    here: Here | None = None


@frozen
class Assign:
    """`name=value`, `name+=value`, `name[i]=value`, `name=(…)`."""

    name: str
    value: Parts
    index: Parts | None = None
    append: bool = False


@frozen
class Simple:
    """Assignments, words, redirections; `head` and `tail` are the text before and after the first word."""

    assigns: tuple[Assign, ...]
    words: tuple[WordNode, ...]
    redirs: tuple[Redir, ...]
    span: Span
    head: str = ""
    tail: str = ""


@frozen
class Pipeline:
    """Commands joined by | (or |&: the flag of the command before it)."""

    commands: tuple[Node, ...]
    both: tuple[bool, ...]
    negated: bool = False


@frozen
class AndOr:
    """A pipeline and what follows it after && or ||."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@frozen
class Sequence:
    """A list; the flag says that the item runs in the background."""

    items: tuple[tuple[Node, bool], ...]


@frozen
class Subshell:
    """`( list )`."""

    body: Sequence


@frozen
class Redirected:
    """A compound command with redirections."""

    body: Node
    redirs: tuple[Redir, ...]
    span: Span


@frozen
class If:
    """Conditions with their branches, in order; the last may have no condition."""

    clauses: tuple[tuple[Sequence | None, Sequence], ...]


@frozen
class Loop:
    """`while` and `until`."""

    until: bool
    condition: Sequence
    body: Sequence


@frozen
class For:
    """`for` and `select`; words None is "$@"."""

    name: str
    words: tuple[WordNode, ...] | None
    body: Sequence
    select: bool = False


@frozen
class ArithFor:
    """`for ((a; b; c))`, and zsh's `repeat N` with only a body."""

    expressions: tuple[Parts, ...]
    body: Sequence


@frozen
class Case:
    """Branches: patterns, list, how it ends (`;;`, `;&`, `;;&`)."""

    word: WordNode
    branches: tuple[tuple[tuple[WordNode, ...], Sequence, str], ...]


@frozen
class ArithCommand:
    """`(( … ))`."""

    parts: Parts


@frozen
class Condition:
    """`[[ … ]]`: its words, with operators as plain words."""

    words: tuple[WordNode, ...]


@frozen
class Function:
    """A definition; `source` is its body's text."""

    name: str
    body: Node
    source: str


@frozen
class Coproc:
    """`coproc [NAME] command`."""

    name: str
    body: Node


if TYPE_CHECKING:
    Node: TypeAlias = (
        Simple
        | Pipeline
        | AndOr
        | Sequence
        | Subshell
        | Redirected
        | If
        | Loop
        | For
        | ArithFor
        | Case
        | ArithCommand
        | Condition
        | Function
        | Coproc
    )
