"""Shell text -> what it may start, in order, and what could not be read. Pure; nothing is ever run.

The text is parsed (grammar.py), then evaluated on every way it can go: each branch counts, a loop runs until nothing
new comes of it, a function is read where it is called. What is not known stays unknown and is never guessed.

tree-sitter-bash was measured for the parsing and left out: it silently loses substitutions in `<<-` documents and
commands after a continued document line, cannot be stopped after a time, and costs more to import (25 ms) than a whole
decision may take. It serves the tests as a second opinion.
"""

from __future__ import annotations

from .expansion import UNKNOWN, concat, known, text_of
from .grammar import Parser
from .invocation import Invocation, Opaque, Reading, Word
from .shell_commands import plain_words
from .shell_control import Control
from .shell_io import Call
from .shell_state import State
from .syntax import (
    Allowance,
    Exhausted,
    Function,
    Sequence,
    Simple,
    Sub,
    SyntaxFault,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .expansion import Known
    from .invocation import Dialect
    from .syntax import Span
    from .words import Glob

TEXT_LIMIT_CHARACTERS = 256 * 1024
STEPS_LIMIT = 2000
# Text in which every `sh` is of one mind: nothing but these characters, and none of these words.
_SAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -./_:,@%+")
_DIFFERENT = ("echo", "time", "function", "source", "select", "coproc")


def read_shell(
    text: str,
    *,
    dialect: Dialect = "bash",
    env: Mapping[str, str | Word] | None = None,
    env_is_whole: bool = False,
    aliases: Mapping[str, str] | None = None,
    arguments: tuple[Word, ...] | None = None,
    stdin: Word | None = None,
    glob: Glob | None = None,
    home: str | None = None,
    read_file: Callable[[str], str | None] | None = None,
    is_dir: Callable[[str], bool | None] | None = None,
) -> Reading:
    """Read shell text.

    Args:
        text: the text, bytes that are not UTF-8 as lone surrogates.
        dialect: "sh" is read as bash and as dash, and counts both.
        env: the ambient environment, as far as known; exported functions (`BASH_FUNC_name%%`) are understood.
        env_is_whole: a name that is not in `env` is unset. Otherwise it is unknown.
        aliases: aliases in force.
        arguments: $1 and so on; None when unknown.
        stdin: what the text's own standard input holds; None when unknown.
        glob: answers the files that a pattern matches in a directory ("" is where the text starts), sorted, hidden ones
            only where the pattern says so. A backslash in the pattern quotes. None: patterns stay unknown.
        home: the home directory where `env` has no HOME.
        read_file: answers a file's text, or None when it cannot be had; relative paths are from where the text starts.
        is_dir: whether a path is a directory (None: cannot tell), so that `cd` is known to work or to fail.

    Returns:
        The steps. Never raises for any text. Codes of opaque steps: "too-large", "control-character", "unparsed" (what
        could be read stands beside it), "too-deep", "too-much-work", "too-many-steps" (more follows than is listed),
        "command-name-unknown" (its invocation follows), "eval-unknown", "source-unknown", "alias", "zsh-pattern".
    """
    if len(text) > TEXT_LIMIT_CHARACTERS:
        return Reading((Opaque("too-large", "the text is larger than 256 KiB", (0, len(text)), text[:200]),))
    for character, name in (("\0", "NUL"), ("\r", "carriage return")):
        place = text.find(character)
        if place >= 0:
            message = f"the text holds a {name}, which a shell and a reader take differently"
            return Reading((Opaque("control-character", message, (place, place + 1), text[:200]),))
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        message = "the text holds half of a surrogate pair, which is no text"
        return Reading((Opaque("control-character", message, (error.start, error.end)),))
    ambient = {name: known(value) if isinstance(value, str) else value.parts for name, value in (env or {}).items()}
    flavours = ["bash"]
    if dialect == "zsh":
        flavours = ["zsh", "bash"] if "setopt" in text or "emulate" in text else ["zsh"]
    elif dialect == "sh" and (not _SAME.issuperset(text) or any(word in text for word in _DIFFERENT)):
        flavours = ["bash", "dash"]
    steps: list[Invocation | Opaque] = []
    parsed = False
    for place, flavour in enumerate(flavours):
        assumed: frozenset[str] = frozenset()
        for _ in range(2):
            shell = Shell(flavour, ambient, env_is_whole, assumed, glob, home, read_file, is_dir)
            sound = shell.read(text, aliases or {}, arguments, stdin)
            for step in shell.steps:
                # What the first reading understands, a second one need not.
                if isinstance(step, Opaque) and (assumed or (place and parsed and step.code == "unparsed")):
                    continue
                steps.append(step)
            parsed = parsed or sound
            if not shell.defaulted:
                break
            assumed = frozenset(shell.defaulted)
    if len(steps) > 1:
        steps = list(dict.fromkeys(steps))
    return Reading(tuple(steps))


class Shell(Control):
    """One evaluation of one text."""

    def __init__(
        self,
        flavour: str,
        env: Mapping[str, Known],
        env_is_whole: bool,
        assumed_unset: frozenset[str],
        glob: Glob | None,
        home: str | None,
        read_file: Callable[[str], str | None] | None,
        is_dir: Callable[[str], bool | None] | None,
    ) -> None:
        self.flavour = flavour
        self.env = env
        self.env_is_whole = env_is_whole
        self.assumed_unset = assumed_unset
        self.glob = glob
        self.home = home
        self.read_file = read_file
        self.is_dir = is_dir
        self.allowance = Allowance()
        self.steps: list[Invocation | Opaque] = []
        self.defaulted: set[str] = set()
        self.here: Span = (0, 0)
        self.nested = False
        self.calling: list[str] = []
        self.expanding: list[str] = []
        self.loops = 0
        self.trapped = False
        self.weights: dict[int, int] = {}
        self.kept: list[Invocation] = []

    # Steps

    def emit(self, step: Invocation | Opaque) -> None:
        """Take note of a step. Raises Exhausted beyond STEPS_LIMIT."""
        if self.steps and step == self.steps[-1]:
            return
        self.steps.append(step)
        if len(self.steps) > STEPS_LIMIT:
            raise Exhausted("too-many-steps", f"the text has more than {STEPS_LIMIT} steps")

    def opaque(self, code: str, message: str, text: str = "") -> None:
        self.emit(Opaque(code, message, self.here, text[:200]))

    def defaults(self, name: str, value: Known, state: State) -> None:
        if not self.env_is_whole and not state.blind and name not in state.vars:
            self.defaulted.add(name)

    # Texts

    def read(
        self, text: str, aliases: Mapping[str, str], arguments: tuple[Word, ...] | None, stdin: Word | None
    ) -> bool:
        """Evaluate the whole text; whether it could be parsed."""
        state = State()
        state.args = plain_words(list(arguments)) if arguments is not None else None
        state.stdin = stdin.parts if stdin is not None else None
        state.aliases = {name: (value,) for name, value in aliases.items()}
        sound = False
        try:
            for name, value in self.env.items():
                body = text_of(value) if name.startswith("BASH_FUNC_") else None
                if body is not None:
                    self.import_function(name[10:].removesuffix("%%").removesuffix("()"), body, state)
            items, fault = Parser(text, self.flavour, Allowance()).program()
            sound = fault is None
            states = self._sequence(Sequence(tuple(items)), state)
            if fault is not None:
                span = (min(fault.position, len(text)), len(text))
                self.emit(Opaque(fault.code, fault.message, span, text[span[0] : span[0] + 200]))
            for ended in states:
                self.run_traps(ended)
        except Exhausted as exhausted:
            self.steps.append(Opaque(exhausted.code, exhausted.message, (0, len(text)), text[:200]))
        return sound

    def import_function(self, name: str, body: str, state: State) -> None:
        """Define an exported function from its text in the environment."""
        parser = Parser(f"{name} {body}", self.flavour, self.allowance, self.here)
        items, fault = parser.program()
        if fault is None and len(items) == 1 and isinstance(items[0][0], Function):
            state.functions[items[0][0].name] = (items[0][0],)

    def run_text(self, text: str, state: State) -> list[State]:
        self.allowance.enter()
        self.allowance.spend(1 + (len(text) >> 6))
        nested, self.nested = self.nested, True
        parser = Parser(text, self.flavour, self.allowance, self.here)
        items, fault = parser.program()
        states = self._sequence(Sequence(tuple(items)), state)
        if fault is not None:
            self.opaque(fault.code, fault.message, text)
        self.nested = nested
        self.allowance.leave()
        return states

    def effects(self, text: str, state: State) -> None:
        if "$" not in text and "`" not in text:
            return
        self.allowance.enter()
        depth = self.allowance.depth
        parser = Parser(text, self.flavour, self.allowance, self.here)
        try:
            parts = parser.quoted_text(len(text))
        except SyntaxFault as fault:
            self.allowance.depth = depth
            self.opaque(fault.code, fault.message, text)
        else:
            self.single(parts, state)
        self.allowance.leave()

    def returns(self) -> bool:
        return bool(self.calling)

    def run_traps(self, state: State) -> None:
        self.trapped = True
        for texts in list(state.traps.values()):
            for text in texts:
                inner = state.fork()
                inner.flow = ""
                self.run_text(text, inner)
        self.trapped = False

    # Substitutions

    def substitute(self, sub: Sub, state: State) -> Known:
        self.allowance.enter()
        value = self._capture(sub.body, state)
        self.allowance.leave()
        last = value[-1] if value else None
        if last is not None:
            value = concat([*value[:-1], last.rstrip("\n").replace("\0", "")])
        state.status = None
        return value

    def _capture(self, body: Sequence, state: State) -> Known:
        """What a list in a subshell writes to standard output."""
        node = body.items[0][0] if len(body.items) == 1 else None
        if isinstance(node, Simple) and [redir.op for redir in node.redirs] == ["<"] and not node.words + node.assigns:
            flow = self.flow(node.redirs, state)
            self.emit(self.invocation((), state, Call((), flow, span=node.span)))
            return UNKNOWN if flow.stdin is None else flow.stdin
        inner = state.fork()
        inner.heard = True
        inner.out = inner.err = ()
        inner.out_from = None
        inner.traps = self.inherited_traps(state)
        loops, self.loops = self.loops, 0
        ends = self._sequence(body, inner)
        self.loops = loops
        outs = {self._ended(end) for end in ends}
        state.keep_files(ends)
        return outs.pop() if len(outs) == 1 else UNKNOWN

    def _ended(self, end: State) -> Known:
        """What a subshell wrote, its traps included."""
        if end.traps:
            self.run_traps(end)
            return UNKNOWN
        return end.out

    def process(self, sub: Sub, state: State) -> tuple[Known | None, Invocation | None]:
        self.allowance.enter()
        inner = state.fork()
        inner.heard = True
        inner.out = ()
        inner.out_from = None
        inner.traps = self.inherited_traps(state)
        if sub.kind == ">":
            inner.stdin, inner.stdin_from = UNKNOWN, None
        loops, self.loops = self.loops, 0
        ends = self._sequence(sub.body, inner)
        self.loops = loops
        state.keep_files(ends)
        self.allowance.leave()
        if sub.kind == ">":
            return None, None
        outs = {self._ended(end) for end in ends}
        source = next((end.out_from for end in ends if end.out_from is not None), None)
        return (outs.pop() if len(outs) == 1 else UNKNOWN), source
