"""How a command's name is looked up, and what all builtins share. Pure.

Source: the bash manual, "Command Search and Execution", "Shell Builtin Commands". A builtin is an invocation all the
same (`export`, `source`, `trap` are steps); `eval` and a function's name are not, once their text is read.
"""

from __future__ import annotations

from .builtins_directories import DIRECTORIES
from .builtins_reading import READING
from .builtins_running import PRECOMMANDS, RUNNING
from .builtins_variables import VARIABLES
from .expansion import UNKNOWN, identifier_prefix, small_int
from .shell_io import Call, Flow, Streams

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .expansion import Known
    from .shell_state import State, Var
    from .syntax import Function

    Handler = Callable[["Builtins", Call, State], list[State]]

DECLARES = frozenset(["declare", "typeset", "local", "export", "readonly"])
# Builtins that a POSIX shell looks up before functions, and before which assignments stay (POSIX.1-2017, 2.14).
_SPECIAL = frozenset(
    [
        "break", ":", "continue", ".", "eval", "exec", "exit", "export", "readonly", "return", "set", "shift", "times",
        "trap", "unset",
    ]
)  # fmt: skip


class Builtins(Streams):
    """The part of the evaluator that knows builtins and how a command's name is looked up."""

    is_dir: Callable[[str], bool | None] | None
    loops: int
    calling: list[str]

    def returns(self) -> bool:
        """Whether `return` ends something here. In shell.py."""
        raise NotImplementedError

    def start(self, call: Call, state: State) -> list[State]:
        """Take note of an invocation. In shell.py."""
        raise NotImplementedError

    def invoke(self, function: Function, call: Call, state: State) -> list[State]:
        """Call a function. In shell.py."""
        raise NotImplementedError

    def call(self, call: Call, state: State, functions: bool = True) -> list[State]:
        """Run a command: a function, a builtin or a program (bash manual, "Command Search and Execution")."""
        name = call.words[0].text
        if name is None:
            return self.start(call, state)
        states: list[State] = []
        posix = name in _SPECIAL and (self.flavour == "dash" or "posix" in state.options)
        if functions and name in state.functions and not (posix and self.flavour == "dash"):
            certain = not posix
            for definition in state.functions[name]:
                if definition is None:
                    certain = False
                else:
                    states.extend(self.invoke(definition, call, state.fork()))
            if certain:
                return states
        handler = HANDLERS.get(name)
        if handler is None and self.flavour == "zsh":
            handler = PRECOMMANDS.get(name)
        if handler is None:
            return [*states, *self.start(call, state)]
        if f"-{name}" in state.options:
            states.extend(self.start(call, state.fork()))
        for word in call.words[1:]:
            # A subscript is evaluated, whatever the builtin does with the name.
            if (text := word.text) and "[" in text and name != "eval":
                self.effects(text, state)
                if identifier_prefix(text) and text[len(identifier_prefix(text))] == "[":
                    self.unsettle(text.partition("[")[2].partition("]")[0], state)
        ends = handler(self, call, state)
        if posix:
            for end in ends:
                for variable, value in call.scoped:
                    self.put(variable, value, end)
        return [*states, *ends]

    def is_builtin(self, name: str) -> bool:
        """Whether `name` is a builtin."""
        return name in HANDLERS

    # Helpers of the handlers

    def note(self, call: Call, state: State, output: Known | None = ()) -> None:
        """The builtin as a step, and what it writes."""
        inner = Call(call.words, Flow(), call.scoped, call.via, span=call.span, deaf=True)
        inner.flow.items = call.flow.items
        inner.flow.has_stdin, inner.flow.stdin = call.flow.has_stdin, call.flow.stdin
        inner.flow.stdin_from = call.flow.stdin_from
        inner.flow.out = "none"
        self.start(inner, state)
        self.deliver(call.flow, state, output, None)
        state.status = None if call.flow.items else 0

    def with_scope(self, call: Call, state: State, body: Callable[[State], list[State]]) -> list[State]:
        """Run `body` with the assignments before the command in force, and its redirections."""
        kept: dict[str, Var | None] = {}
        for name, value in call.scoped:
            kept[name] = state.vars.get(name)
            self.put(name, value, state, "x")
        states = self.through(call.flow, state, body)
        for end in states:
            for name, var in kept.items():
                if var is None:
                    end.vars.pop(name, None)
                else:
                    end.vars[name] = var
        return states

    def peel(self, call: Call, count: int, name: str) -> Call | None:
        """The call without its first `count` words; None when nothing is left."""
        words = call.words[count:]
        if not words:
            return None
        return Call(words, call.flow, call.scoped, (*call.via, name), span=call.span)


# Flow


def _flow(shell: Builtins, call: Call, state: State) -> list[State]:
    """exit, return, break, continue, logout."""
    name = call.words[0].text or ""
    shell.note(call, state)
    if name in ("break", "continue"):
        count = small_int(call.words[1].text) if len(call.words) > 1 else 1
        name += str(min(max(count or 1, 1), 9))
    gone = state.fork()
    gone.flow = "exit" if name == "logout" else name
    gone.status = None
    inside = {"exit": True, "logout": False, "return": shell.returns()}.get(name, shell.loops > 0)
    # Outside of what they end, these are errors, after which the shell goes on.
    return [gone] if inside else [gone, state]


def _plain(shell: Builtins, call: Call, state: State) -> list[State]:
    """Builtins whose only effect is to be noted."""
    shell.note(call, state, UNKNOWN)
    state.status = None
    return [state]


def _constant(shell: Builtins, call: Call, state: State) -> list[State]:
    """true, false and ":"."""
    shell.note(call, state)
    if state.status == 0 and call.words[0].text == "false":
        state.status = 1
    return [state]


HANDLERS: dict[str, Handler] = {
    **RUNNING,
    **VARIABLES,
    **READING,
    **DIRECTORIES,
    "exit": _flow,
    "logout": _flow,
    "return": _flow,
    "break": _flow,
    "continue": _flow,
    "true": _constant,
    "false": _constant,
    ":": _constant,
    "wait": _plain,
    "umask": _plain,
    "ulimit": _plain,
    "times": _plain,
    "dirs": _plain,
    "fg": _plain,
    "bg": _plain,
    "disown": _plain,
    "help": _plain,
    "history": _plain,
    "caller": _plain,
    "compopt": _plain,
    "suspend": _plain,
    "kill": _plain,
}
