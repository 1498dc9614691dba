"""Variables: their values, and every way to assign them, arithmetic included. Pure.

Source: the bash manual, "Shell Parameters", "Shell Variables", "Shell Arithmetic", "Arrays". A name that the text never
set has the ambient value where that is given, and is unknown otherwise: an attacker may have set it before.
"""

from __future__ import annotations

from .arithmetic import Arithmetic, names_in
from .expansion import UNKNOWN, concat, identifier_prefix, known, text_of
from .scanner import NAME_START, is_name
from .shell_state import Var
from .syntax import ArrayLit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from .expansion import Known
    from .shell_state import State
    from .syntax import Allowance, Assign, Parts, Sub

# Names that the shell itself keeps changing, so that no assignment tells their value.
_DYNAMIC = frozenset(
    [
        "BASH", "BASHOPTS", "BASHPID", "BASH_ALIASES", "BASH_ARGC", "BASH_ARGV", "BASH_ARGV0", "BASH_CMDS",
        "BASH_COMMAND", "BASH_LINENO", "BASH_REMATCH", "BASH_SOURCE", "BASH_SUBSHELL", "BASH_VERSINFO", "BASH_VERSION",
        "COLUMNS",
        "COMP_WORDS", "DIRSTACK", "EPOCHREALTIME", "EPOCHSECONDS", "EUID", "FUNCNAME", "GROUPS", "HISTCMD", "HOSTNAME",
        "HOSTTYPE", "LINENO", "LINES", "MACHTYPE", "MATCH", "OPTARG", "OPTIND", "OSTYPE", "PIPESTATUS", "PPID",
        "RANDOM", "SECONDS", "SHELLOPTS", "SHLVL", "SRANDOM", "UID", "ZSH_VERSION", "match",
    ]
)  # fmt: skip
# Variables whose value a shell runs, or expands as if it were between double quotes.
_RUNS = frozenset(["PROMPT_COMMAND"])
_EXPANDS = frozenset(["PS0", "PS1", "PS2", "PS4", "BASH_ENV", "ENV", "PROMPT", "RPROMPT"])


class Variables:
    """The part of the evaluator that knows variables. What runs commands is given by the classes below it."""

    env: Mapping[str, Known]
    env_is_whole: bool
    home: str | None
    assumed_unset: frozenset[str]
    flavour: str
    allowance: Allowance

    def substitute(self, sub: Sub, state: State) -> Known:
        """What a command substitution gives. In shell.py."""
        raise NotImplementedError

    def run_text(self, text: str, state: State) -> list[State]:
        """Evaluate `text` as commands. In shell.py."""
        raise NotImplementedError

    def effects(self, text: str, state: State) -> None:
        """Evaluate the substitutions that `text` would run if it stood between double quotes. In shell.py."""
        raise NotImplementedError

    def single(self, parts: Parts, state: State, assignment: bool = False) -> Known:
        """Expand without splitting and patterns. In words.py."""
        raise NotImplementedError

    def array_items(self, literal: ArrayLit, state: State, old: Var | None) -> Var:
        """What an array literal holds. In words.py."""
        raise NotImplementedError

    def lookup(self, name: str, index: Parts | None, state: State) -> tuple[list[Known] | None, str]:
        """The values of a parameter and how they join. In parameters.py."""
        raise NotImplementedError

    def subscript(self, key: Known, var: Var | None, state: State) -> str | None:
        """The key that a subscript names; None when unknown. In parameters.py."""
        raise NotImplementedError

    def variable(self, name: str, state: State) -> Var | None:
        """A variable, references followed; None when it is unset."""
        for _ in range(8):
            var = state.vars.get(name)
            if var is None:
                break
            if "n" not in var.flags or var.value is None:
                return None if var.value is None and var.items is None else var
            target = text_of(var.value)
            if target is None or not is_name(target):
                return Var(UNKNOWN)
            name = target
        if name in self.assumed_unset:
            return None
        if name == "PWD":
            return Var(self.directory(state))
        if name == "OLDPWD" and state.old is not None:
            return Var(self.directory(state, state.old))
        if state.blind or name in _DYNAMIC:
            return Var(UNKNOWN)
        if name in self.env:
            return Var(self.env[name], None, "x")
        if name == "IFS":
            return Var(known(" \t\n"))
        if name == "HOME" and self.home is not None:
            return Var(known(self.home), None, "x")
        return None if self.env_is_whole else Var(UNKNOWN)

    def directory(self, state: State, cwd: Known | None = None) -> Known:
        """The absolute current directory, as far as known."""
        cwd = state.cwd if cwd is None else cwd
        if cwd and cwd[0] is not None and cwd[0].startswith("/"):
            return cwd
        start: Known = self.env.get("PWD", UNKNOWN)
        return concat([*start, "/", *cwd]) if cwd else start

    def calculate(self, text: str, state: State) -> int | None:
        """Evaluate an arithmetic expression. A subscript in it, or in a variable's value, may run commands."""
        self.allowance.spend(1 + (len(text) >> 5))
        if text.isascii() and text.isdigit() and (text[0] != "0" or text == "0") and len(text) < 18:
            return int(text)
        self.effects(text, state)

        def value(name: str) -> str | None:
            self.allowance.spend()
            values, kind = self.lookup(name, None, state)
            found = "" if not values or kind else text_of(values[0])
            if found:
                self.effects(found, state)
            return found

        def store(name: str, number: int | None) -> None:
            self.put(name, UNKNOWN if number is None else known(str(number)), state)

        return Arithmetic(value, store).evaluate(text)

    def unsettle(self, text: str, state: State) -> None:
        """An expression may or may not be evaluated: what it assigns is unknown."""
        if "=" in text or "++" in text or "--" in text:
            for name in names_in(text):
                self.put(name, UNKNOWN, state)

    def exported(self, name: str, state: State) -> str:
        """The flag of a plain assignment to a name that the text has not set: "x", "?" where unknown, or ""."""
        if "a" in state.options or name in self.env or (name == "HOME" and self.home is not None):
            return "x"
        return "" if self.env_is_whole and not state.blind else "?"

    def put(self, name: str, value: Known, state: State, flags: str = "") -> None:
        """Set a scalar; a reference is followed."""
        for _ in range(8):
            old = state.vars.get(name)
            if old is None or "n" not in old.flags or "n" in flags:
                break
            target = text_of(old.value or ())
            if target is None or not is_name(target):
                state.forget()
                return
            name = target
        old = state.vars.get(name)
        if old is not None and "r" in old.flags:
            return
        kept = old.flags if old is not None else self.exported(name, state)
        if "a" in state.options:
            kept += "x"
        flags = "".join(sorted({*kept, *flags}))
        if "x" in flags:
            flags = flags.replace("?", "")
        text = text_of(value)
        if "i" in flags and value:
            number = None if text is None else self.calculate(text, state)
            value = UNKNOWN if number is None else known(str(number))
        elif "l" in flags or "u" in flags:
            value = UNKNOWN if text is None else known(text.lower() if "l" in flags else text.upper())
        items = None
        if old is not None and old.items is not None:
            items = (("0", value), *[item for item in old.items if item[0] != "0"])
        state.vars[name] = Var(None if items is not None else value, items, flags)
        self._watch(name, value, state)

    def _watch(self, name: str, value: Known, state: State) -> None:
        """A value that a shell will run or expand by itself counts as run here."""
        text = text_of(value)
        if name in _RUNS and text:
            self.run_text(text, state.fork())
        elif name in _EXPANDS and text:
            self.effects(text, state)

    def assign(self, node: Assign, state: State, flags: str = "") -> None:
        """Carry out an assignment."""
        name = node.name
        if (held := state.vars.get(name)) is not None and "r" in held.flags:
            self.single(node.value, state, True)
            return
        if node.index is None and len(node.value) == 1 and isinstance(node.value[0], ArrayLit):
            old = self.variable(name, state) if node.append else state.vars.get(name)
            if not node.append:
                old = None if old is None else Var(None, (), old.flags)
            var = self.array_items(node.value[0], state, Var(None, (), flags) if old is None else old)
            state.vars[name] = Var(var.value, var.items, "".join(sorted({*var.flags, *flags})))
            return
        value = self.single(node.value, state, True)
        if node.index is None:
            if node.append:
                before = self.variable(name, state)
                if before is not None and before.items is not None:
                    first = [item for key, item in before.items if key == "0"]
                    value = concat([*(first[0] if first else ()), *value])
                elif before is not None and "i" in before.flags:
                    value = concat([*(before.value or ()), "+", *value])
                elif before is not None:
                    value = concat([*(before.value or ()), *value])
            self.put(name, value, state, flags)
            return
        self.put_item(name, self.single(node.index, state), value, state, node.append)

    def put_item(self, name: str, key: Known, value: Known, state: State, append: bool = False) -> None:
        """Set one element of an array."""
        old = state.vars.get(name)
        if old is not None and "n" in old.flags and old.value and (target := text_of(old.value)) and is_name(target):
            name = target
            old = state.vars.get(name)
        if old is None:
            old = Var(None, (), "")
        subscript = self.subscript(key, old, state)
        if subscript is None or old.value == UNKNOWN:
            state.vars[name] = Var(UNKNOWN, None, old.flags)
            return
        items = dict(old.items if old.items is not None else (("0", old.value or ()),))
        items[subscript] = concat([*items.get(subscript, ()), *value]) if append else value
        pairs = list(items.items())
        if "A" not in old.flags:
            pairs.sort(key=lambda pair: int(pair[0]))
        state.vars[name] = Var(None, tuple(pairs), old.flags)

    def assign_text(self, target: str, value: Known, state: State, flags: str = "") -> None:
        """Set what a builtin names as `name` or `name[subscript]`, which may run commands."""
        name = identifier_prefix(target)
        if not name or name[0] not in NAME_START:
            return
        if target == name:
            self.put(name, value, state, flags)
            return
        self.effects(target, state)
        self.put_item(name, known(target[len(name) + 1 : -1]), value, state)
