"""What a shell remembers between two commands: variables, directory, functions, descriptors, output. Pure.

Where the text can go two ways there are two states; `merge` makes one of those that are equal, and of too many one that
knows only what all of them agree on. So a value is known only if it holds on every way that leads here.
"""

from __future__ import annotations

from ..model import frozen
from .expansion import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .expansion import Known
    from .invocation import Invocation
    from .syntax import Function

    Items = tuple[tuple[str, Known], ...]

STATES_LIMIT = 6


@frozen
class Var:
    """A variable.

    Attributes:
        value: a scalar's value; None where it is unset, or an array.
        items: an array's elements by key, in order; None for a scalar.
        flags: letters as `declare` has them (x exported, n reference, i integer, l, u, A), and "?" where the text does
            not tell whether it is exported.
    """

    value: Known | None = None
    items: Items | None = None
    flags: str = ""


UNKNOWN_VAR = Var(UNKNOWN)


class State:
    """One way that the evaluation has gone. Mutable; `fork` before going two ways.

    Attributes:
        vars: what the text has set or unset.
        blind: a file or text that nobody could read was run: any variable may have any value.
        args: positional parameters; None when unknown.
        cwd: relative to where the text starts, or absolute; () is just there.
        functions: possible definitions by name; None among them: perhaps none.
        aliases, hashed, traps: possible texts by name.
        files: contents that the text itself wrote, by path.
        fds: contents behind open descriptors above 2.
        stdin, stdin_from: what arrives on standard input: known text, and the writer when it is a pipe.
        out, out_from, err: what was written so far, kept where somebody may read it (`heard`); the writer of what is
            not known.
        status: the last exit status; None when unknown.
        flow: "", or why this way goes no further: "exit", "return", "break", "continue".
        last: `$_`.
    """

    __slots__ = (
        "aliases", "args", "blind", "cwd", "dirs", "err", "fds", "files", "flow", "functions", "hashed", "heard",
        "last", "locals", "old", "options", "out", "out_from", "status", "stdin", "stdin_from", "traps", "vars",
    )  # fmt: skip

    def __init__(self) -> None:
        self.vars: dict[str, Var] = {}
        self.blind = False
        self.args: tuple[Known, ...] | None = None
        self.cwd: Known = ()
        self.old: Known | None = None
        self.dirs: tuple[Known, ...] = ()
        self.functions: dict[str, tuple[Function | None, ...]] = {}
        self.aliases: dict[str, tuple[str, ...]] = {}
        self.hashed: dict[str, tuple[Known, ...]] = {}
        self.traps: dict[str, tuple[str, ...]] = {}
        self.options: frozenset[str] = frozenset()
        self.files: dict[str, Known] = {}
        self.fds: dict[int, Known] = {}
        self.stdin: Known | None = None
        self.stdin_from: Invocation | None = None
        self.out: Known = ()
        self.out_from: Invocation | None = None
        self.err: Known = ()
        self.status: int | None = None
        self.flow = ""
        self.heard = False
        self.last: Known = UNKNOWN
        self.locals: tuple[dict[str, Var | None], ...] = ()

    def fork(self) -> State:
        """A copy that shares nothing that changes."""
        twin = State.__new__(State)
        for name in State.__slots__:
            setattr(twin, name, getattr(self, name))
        twin.vars = self.vars.copy()
        for name in _TABLES:
            setattr(twin, name, getattr(self, name).copy())
        twin.locals = tuple([frame.copy() for frame in self.locals])
        return twin

    def same(self, other: State) -> bool:
        """Whether both know the same, the status aside."""
        return all(getattr(self, name) == getattr(other, name) for name in _COMPARED)

    def join(self, other: State) -> State:
        """What holds in both; both have the same flow."""
        state = self.fork()
        for name in state.vars.keys() | other.vars.keys():
            mine, theirs = self.vars.get(name), other.vars.get(name)
            if mine != theirs:
                flags = "".join(sorted({*(mine.flags if mine else ""), *(theirs.flags if theirs else "")}))
                ours, yours = "x" in (mine.flags if mine else ""), "x" in (theirs.flags if theirs else "")
                state.vars[name] = Var(UNKNOWN, None, flags.replace("x", "?") if ours != yours else flags)
        for attribute in ("functions", "aliases", "hashed", "traps"):
            table = getattr(state, attribute)
            mine_table, their_table = getattr(self, attribute), getattr(other, attribute)
            absent = (None,) if attribute == "functions" else ()
            for name in mine_table.keys() | their_table.keys():
                table[name] = _union(mine_table.get(name, absent), their_table.get(name, absent))
        for path in state.files.keys() | other.files.keys():
            if self.files.get(path) != other.files.get(path):
                state.files[path] = UNKNOWN
        for number in state.fds.keys() | other.fds.keys():
            if self.fds.get(number) != other.fds.get(number):
                state.fds[number] = UNKNOWN
        for attribute in ("cwd", "out", "err", "last"):
            if getattr(self, attribute) != getattr(other, attribute):
                setattr(state, attribute, UNKNOWN)
        if self.stdin != other.stdin:
            state.stdin = UNKNOWN
        for attribute in ("args", "old", "status", "stdin_from"):
            if getattr(self, attribute) != getattr(other, attribute):
                setattr(state, attribute, None)
        state.out_from = self.out_from or other.out_from
        state.dirs = self.dirs if self.dirs == other.dirs else ()
        state.options = self.options | other.options
        state.blind = self.blind or other.blind
        return state

    def keep_files(self, ends: list[State]) -> None:
        """Take over the files that subshells wrote: unlike variables, these stay."""
        for path in {path for end in ends for path in end.files}:
            contents = {end.files.get(path) for end in ends}
            only = contents.pop() if len(contents) == 1 else None
            self.files[path] = UNKNOWN if only is None else only

    def forget(self) -> None:
        """Something that nobody could read ran in this shell: no variable or parameter is known any more."""
        self.blind = True
        self.vars = {name: Var(UNKNOWN, None, "?") for name in self.vars}
        self.args = None
        self.stdin = None if self.stdin is None else UNKNOWN
        self.status = None


_TABLES = ("functions", "aliases", "hashed", "traps", "files", "fds")
_COMPARED = tuple(name for name in State.__slots__ if name not in ("status", "out_from"))


def _union(mine: tuple[object, ...], theirs: tuple[object, ...]) -> tuple[object, ...]:
    return (*mine, *[item for item in theirs if item not in mine])


def merge(states: list[State]) -> list[State]:
    """As few states as say the same, at most STATES_LIMIT for each flow."""
    if len(states) < 2:
        return states
    kept: list[State] = []
    for state in states:
        for other in kept:
            if other.same(state):
                if other.status != state.status:
                    other.status = None
                break
        else:
            kept.append(state)
    for flow in {state.flow for state in kept}:
        group = [state for state in kept if state.flow == flow]
        if len(group) > STATES_LIMIT:
            joined = group[0]
            for state in group[1:]:
                joined = joined.join(state)
            kept = [state for state in kept if state.flow != flow]
            kept.append(joined)
    return kept
