"""Parameters: looking them up, and the operators of `${…}`. Pure.

Source: the bash manual, "Shell Parameters", "Shell Parameter Expansion", "Arrays".
"""

from __future__ import annotations

from .ansi_c import decode_escapes
from .expansion import UNKNOWN, concat, known, text_of
from .grammar import parts_of
from .patterns import change_case, quote, remove, replace, substring
from .scanner import DIGITS, is_name
from .syntax import Param
from .variables import Variables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .expansion import Known
    from .shell_state import State, Var
    from .syntax import Parts


class Parameters(Variables):
    """The part of the evaluator that knows parameters."""

    def pattern(self, parts: Parts, state: State) -> str | None:
        """Expand to a pattern whose quoted characters are escaped; None when unknown. In words.py."""
        raise NotImplementedError

    # Looking up

    def lookup(self, name: str, index: Parts | None, state: State) -> tuple[list[Known] | None, str]:
        """The values of a parameter and how they join: "" one, "@" and "*" lists, "?" an unknown number of them.

        None: it is unset.
        """
        if name in ("@", "*"):
            return ([UNKNOWN], "?") if state.args is None else (list(state.args), name)
        if name == "#":
            return [UNKNOWN if state.args is None else known(str(len(state.args)))], ""
        if name == "?":
            return [UNKNOWN if state.status is None else known(str(state.status))], ""
        if name == "_":
            return [state.last], ""
        if name and name[0] in DIGITS:
            number = int(name[:6])
            if not number or state.args is None:
                return [UNKNOWN], ""
            return ([state.args[number - 1]], "") if number <= len(state.args) else (None, "")
        if name in ("$", "!", "-", ""):
            return [UNKNOWN], ""
        if self.flavour == "zsh" and name == "commands" and index is not None:
            program = self.single(index, state)
            return [concat([None, "/", *program])], ""
        var = self.variable(name, state)
        if index is None:
            if var is None or var.items is None:
                return (None, "") if var is None or var.value is None else ([var.value], "")
            if self.flavour == "zsh":
                return [value for _, value in var.items], "*"
            first = [value for key, value in var.items if key == "0"]
            return first or None, ""
        key = self.single(index, state)
        if key in (("@",), ("*",)):
            kind = key[0] or ""
            if var is None:
                return [], kind
            if var.items is not None:
                return [value for _, value in var.items], kind
            if var.value is None:
                return [], kind
            return ([var.value], "?") if var.value == UNKNOWN else ([var.value], kind)
        subscript = self.subscript(key, var, state)
        if var is None:
            return None, ""
        if subscript is None or (var.items is None and var.value == UNKNOWN):
            return [UNKNOWN], ""
        if var.items is None:
            return ([var.value], "") if subscript == "0" and var.value is not None else (None, "")
        found = [value for item, value in var.items if item == subscript]
        return found or None, ""

    def subscript(self, key: Known, var: Var | None, state: State) -> str | None:
        """The key that a subscript names; None when unknown."""
        text = text_of(key)
        if text is None or (var is not None and "A" in var.flags):
            return text
        number = self.calculate(text, state)
        if number is None:
            return None
        if self.flavour == "zsh" and number > 0:
            number -= 1
        if number < 0 and var is not None and var.items:
            number += int(var.items[-1][0]) + 1
        return str(number)

    # Operators

    def parameter(self, part: Param, state: State) -> tuple[list[Known] | None, str]:
        """The values of `${…}` for every operator but - = ? + (see words.py)."""
        self.allowance.spend()
        name = part.name
        op = part.op
        if part.indirect and part.index is None and op != "names":
            return self._indirect(part, state)
        if op in ("bad", "names"):
            if part.word is not None:
                self.single(part.word, state)
            return [UNKNOWN], "?"
        if part.indirect:
            var = self.variable(name, state)
            if var is None:
                return [], "@"
            return ([known(key) for key, _ in var.items], "@") if var.items is not None else ([UNKNOWN], "?")
        values, kind = self.lookup(name, part.index, state)
        if op == "length":
            if kind == "?" or (values and kind == "" and text_of(values[0]) is None):
                return [UNKNOWN], ""
            if kind:
                return [known(str(len(values or ())))], ""
            return [known(str(len(text_of(values[0]) or "") if values else 0))], ""
        if not op or op in (":-", "-", ":=", "=", ":?", "?", ":+", "+"):
            return values, kind
        if op == ":" and kind in ("@", "*"):
            return self._slice(part, values or [], state), kind
        if values is None and op[0] == "@":
            return None, kind
        changed = [self._operate(part, value, state) for value in (values if values is not None else [()])]
        return changed, kind

    def _indirect(self, part: Param, state: State) -> tuple[list[Known] | None, str]:
        values, _ = self.lookup(part.name, None, state)
        target = text_of(values[0]) if values else None
        if target is None:
            if part.word is not None:
                self.single(part.word, state)
            return [UNKNOWN], "?"
        self.effects(target, state)
        self.unsettle(target.partition("[")[2], state)
        name, bracket, rest = target.partition("[")
        if not (is_name(name) or target.isdigit() or target in "@*#?"):
            return [UNKNOWN], "?"
        if bracket and rest not in ("@]", "*]") and not rest[:-1].isdigit():
            return [UNKNOWN], "?"
        index = parts_of(rest[:-1]) if bracket else None
        return self.parameter(Param(name, part.op, part.word, part.other, index), state)

    def _slice(self, part: Param, values: list[Known], state: State) -> list[Known]:
        offset = self.expression(part.word or (), state)
        length = self.expression(part.other, state) if part.other is not None else None
        if offset is None or (part.other is not None and length is None):
            return [UNKNOWN]
        if part.name in ("@", "*"):
            values = [UNKNOWN, *values]
        start = offset if offset >= 0 else max(len(values) + offset, 0)
        return values[start:] if length is None else values[start : start + max(length, 0)]

    def _operate(self, part: Param, value: Known, state: State) -> Known:
        op = part.op
        word = part.word or ()
        text = text_of(value)
        if op == ":":
            offset = self.expression(word, state)
            length = self.expression(part.other, state) if part.other is not None else None
            if text is None or offset is None or (part.other is not None and length is None):
                return UNKNOWN
            return known(substring(text, offset, length))
        if op[0] == "@":
            return self._transform(op[1], value, state)
        pattern = self.pattern(word, state)
        new = self.single(part.other, state) if part.other is not None else ()
        if text is None or pattern is None:
            return UNKNOWN
        self.allowance.spend(len(text) >> 6)
        if op[0] in "#%":
            answer = remove(text, pattern, op)
        elif op[0] == "/":
            replacement = text_of(new)
            answer = None if replacement is None else replace(text, pattern, replacement, op)
        else:
            answer = change_case(text, op, pattern)
        return UNKNOWN if answer is None else known(answer)

    def _transform(self, letter: str, value: Known, state: State) -> Known:
        text = text_of(value)
        if letter == "P":
            for piece in value:
                if piece is not None:
                    self.effects(piece, state)
            return value if text is not None and not frozenset("\\$`!").intersection(text) else UNKNOWN
        if text is None or not text.isascii():
            return UNKNOWN
        if letter in "ULu":
            return known({"U": text.upper(), "L": text.lower(), "u": text[:1].upper() + text[1:]}[letter])
        if letter == "Q":
            return known(quote(text)) if text.isprintable() else UNKNOWN
        return known(decode_escapes(text)) if letter == "E" else UNKNOWN

    def expression(self, parts: Parts, state: State) -> int | None:
        """Evaluate an arithmetic expression that may hold expansions."""
        value = self.single(parts, state)
        text = text_of(value)
        if text is None:
            for piece in value:
                if piece and ("=" in piece or "++" in piece or "--" in piece):
                    state.forget()
            return None
        return self.calculate(text, state)
