"""Words -> arguments: quoting, splitting, patterns, home directories, and text that is not known. Pure.

Source: the bash manual, "Shell Expansions", in its order: braces; then home directories, parameters, substitutions and
arithmetic from left to right; splitting; file names; removal of quotes.
"""

from __future__ import annotations

from .expansion import UNKNOWN, brace_words, concat, known, text_of
from .fields import Fields, Flat
from .invocation import Word
from .parameters import Parameters
from .patterns import escape_pattern, has_pattern, holes
from .scanner import is_name
from .shell_state import Var
from .syntax import Arith, ArrayLit, Lit, Param, Quoted, Simple, Sub, Subscript, WordNode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .expansion import Known
    from .fields import Piece
    from .invocation import Invocation
    from .shell_state import State
    from .syntax import Parts

    Glob = Callable[[str, str], list[str]]

_ACTIVE = frozenset("{*?[~=(")
_MARKS = frozenset("*?[(")
_DEFAULTS = frozenset([":-", "-", ":=", "=", ":?", "?", ":+", "+"])


class Words(Parameters):
    """The part of the evaluator that expands words."""

    glob: Glob | None

    def opaque(self, code: str, message: str, text: str = "") -> None:
        """Take note that something cannot be read. In shell.py."""
        raise NotImplementedError

    def process(self, sub: Sub, state: State) -> tuple[Known | None, Invocation | None]:
        """Run a process substitution: what it writes, and the writer where that is not known. In shell.py."""
        raise NotImplementedError

    def expand(self, word: WordNode, state: State) -> list[Word]:
        """The arguments that a word becomes."""
        parts = word.parts
        if word.plain is not None and not _ACTIVE.intersection(word.plain):
            return [Word((word.plain,))]
        if self.flavour == "zsh" and (first := parts[0] if parts else None) and isinstance(first, Lit):
            if not first.quoted and first.text.startswith("=") and len(first.text) > 1:
                return [Word(concat([None, "/", *self.single((Lit(first.text[1:]), *parts[1:]), state)]))]
            if any(isinstance(part, Lit) and not part.quoted and "(" in part.text for part in parts):
                self.opaque("zsh-pattern", "a pattern of zsh may run code")
        words = [parts] if self.flavour == "dash" else brace_words(parts)
        if words is None:
            self.single(parts, state)
            return [Word(UNKNOWN, True)]
        out: list[Word] = []
        for one in words:
            self.allowance.spend()
            fields = Fields(self._separators(state))
            self._walk(one, fields, state, len(words) == 1, False)
            fields.end()
            for pieces, content, source in fields.done:
                out.extend(self._finish(pieces, content, source, state))
        return out

    def _separators(self, state: State) -> str | None:
        """IFS; None when unknown. zsh does not split parameters."""
        if self.flavour == "zsh":
            return ""
        var = self.variable("IFS", state)
        return " \t\n" if var is None or "IFS" not in state.vars else text_of(var.value or ())

    def single(self, parts: Parts, state: State, assignment: bool = False) -> Known:
        if not parts:
            return ()
        flat = Flat()
        self._walk(parts, flat, state, False, assignment)
        return flat.known()

    def pattern(self, parts: Parts, state: State) -> str | None:
        flat = Flat()
        self._walk(parts, flat, state, False, False)
        out: list[str] = []
        for text, active in flat.pieces:
            if text is None:
                return None
            out.append(text if active else escape_pattern(text))
        return "".join(out)

    # Parts

    def _walk(
        self, parts: Parts, fields: Flat, state: State, tilde: bool, assignment: bool, quoted: bool = False,
        operand: bool = False,
    ) -> None:  # fmt: skip
        for place, part in enumerate(parts):
            if isinstance(part, Lit):
                text = part.text
                if part.quoted or quoted:
                    fields.text(text, False)
                    continue
                if "~" in text and not operand:
                    self._home(text, place == 0, place + 1 == len(parts), assignment, tilde, fields, state)
                elif operand:
                    fields.value((text,))
                else:
                    fields.text(text, True)
            elif isinstance(part, Quoted):
                if not any(isinstance(inner, Param) and _is_list(inner) for inner in part.parts):
                    fields.begin()
                self._walk(part.parts, fields, state, False, False, True)
            elif isinstance(part, Param):
                self._param(part, fields, state, quoted)
            elif isinstance(part, Sub):
                if part.kind == "$":
                    self._put(self.substitute(part, state), fields, quoted or _names_program(part))
                else:
                    content, source = self.process(part, state)
                    fields.text("/dev/fd/", False)
                    fields.text(None, False)
                    fields.attach(content, source)
            elif isinstance(part, Arith):
                number = self.expression(part.parts, state)
                self._put(UNKNOWN if number is None else known(str(number)), fields, quoted)
            elif isinstance(part, Subscript):
                fields.text("[", True)
                self._walk(part.parts, fields, state, False, False)
                fields.text("]", True)
            else:
                self.array_items(part, state, None)
                fields.text(None, True)

    def _put(self, value: Known, fields: Flat, quoted: bool) -> None:
        if quoted:
            for piece in value:
                fields.text(piece, False)
        else:
            fields.value(value)

    def _param(self, part: Param, fields: Flat, state: State, quoted: bool) -> None:
        values, kind = self.parameter(part, state)
        op = part.op
        if op in _DEFAULTS and part.word is not None:
            empty = not values or (op[0] == ":" and not any(values))
            ambient = values == [UNKNOWN] and part.name not in state.vars
            unsure = kind == "?" or ambient or (op[0] == ":" and not empty and _may_be_empty(values or []))
            if unsure:
                self._choose(part, state, fields, quoted)
                return
            if (op[-1] == "+") != empty:
                # The operand is used; for = it is assigned as well.
                if op[-1] == "=":
                    value = self.single(part.word, state)
                    self.assign_text(part.name, value, state)
                    self._put(value, fields, quoted)
                elif op[-1] == "?":
                    self.single(part.word, state)
                    fields.text(None, not quoted)
                elif quoted:
                    fields.begin()
                    self._walk(part.word, fields, state, False, False, True)
                else:
                    self._walk(part.word, fields, state, False, False, False, True)
                return
            self.single(part.word, state.fork())
            if op[-1] == "+":
                return
        if values is None:
            return
        if kind == "?":
            fields.text(None, True)
        elif not kind:
            self._put(values[0], fields, quoted)
        elif quoted and kind == "*":
            var = self.variable("IFS", state) if "IFS" in state.vars else None
            joint: Known = (" ",) if var is None else var.value or ()
            for place, value in enumerate(values):
                if place:
                    fields.text(None if None in joint else (joint[0] or "")[:1] if joint else "", False)
                self._put(value, fields, True)
            fields.begin()
        else:
            for place, value in enumerate(values):
                if place:
                    fields.boundary()
                if quoted:
                    fields.begin()
                self._put(value, fields, quoted)

    def _choose(self, part: Param, state: State, fields: Flat, quoted: bool) -> None:
        """A default whose parameter nobody knows: the operand counts as expanded, the result is unknown."""
        value = self.single(part.word or (), state.fork())
        self.defaults(part.name, value, state)
        if part.op[-1] == "=":
            self.assign_text(part.name, UNKNOWN, state)
        fields.text(None, not quoted)

    def defaults(self, name: str, value: Known, state: State) -> None:
        """Take note that an unknown parameter has a default. In shell.py."""
        raise NotImplementedError

    def _home(
        self, text: str, first: bool, last: bool, assignment: bool, argument: bool, fields: Flat, state: State
    ) -> None:
        """Unquoted literal text with a tilde in it; bash looks into `name=~` when it is an argument as well."""
        starts = [0] if first and text.startswith("~") else []
        if argument and first and self.flavour == "bash":
            name, equals, _ = text.partition("=")
            assignment = bool(equals) and is_name(name)
            starts += [len(name) + 1] if assignment and text.startswith("~", len(name) + 1) else []
        if assignment:
            starts += [place + 1 for place, character in enumerate(text[:-1]) if text[place : place + 2] == ":~"]
        done = 0
        for start in sorted(set(starts)):
            stop = start + 1
            while stop < len(text) and text[stop] != "/" and not (assignment and text[stop] == ":"):
                stop += 1
            if stop == len(text) and not last:
                continue
            if start > done:
                fields.text(text[done:start], True)
            for piece in self._tilde(text[start + 1 : stop], state):
                fields.text(piece, False)
            done = stop
        if done < len(text):
            fields.text(text[done:], True)

    def _tilde(self, user: str, state: State) -> Known:
        if user == "+":
            return self.directory(state)
        if user == "-":
            return UNKNOWN if state.old is None else self.directory(state, state.old)
        if not user:
            var = self.variable("HOME", state)
            return UNKNOWN if var is None or var.value is None else var.value
        return known("/root") if user == "root" else UNKNOWN

    # Fields

    def _finish(
        self, pieces: list[Piece], content: Known | None, source: Invocation | None, state: State
    ) -> list[Word]:
        splits = any(text is None and live for text, live in pieces)
        mask = ""
        if "f" not in state.options and any(live and text and _MARKS.intersection(text) for text, live in pieces):
            # Quoted and unknown text stands as "x", so that a bracket is seen whose inside is quoted.
            mask = "".join(["x" if text is None else text if live else "x" * len(text) for text, live in pieces])
        self.allowance.spend(len(mask) >> 4)
        if mask and has_pattern(mask):
            resolved = None if splits else self._files(pieces, state)
            if resolved is not None:
                return [Word(known(name)) for name in resolved]
            return [Word(_opened(pieces, holes(mask)), True)]
        held = None if content is None else Word(content)
        return [Word(concat([text for text, _ in pieces]), splits, held, source)]

    def _files(self, pieces: list[Piece], state: State) -> list[str] | None:
        """The files that a pattern matches, or the pattern's own text when there are none; None when unknown."""
        cwd = text_of(state.cwd)
        if self.glob is None or cwd is None or any(text is None for text, _ in pieces):
            return None
        self.allowance.spend(4)
        texts = [(text or "", live) for text, live in pieces]
        pattern = "".join([text if live else escape_pattern(text) for text, live in texts])
        if "(" in pattern.replace("\\(", "") or {"nullglob", "failglob", "dotglob", "globstar"} & state.options:
            return None
        names = self.glob(pattern, cwd)
        if not names and self.flavour == "zsh":
            return None
        return names or ["".join([text for text, _ in texts])]

    def array_items(self, literal: ArrayLit, state: State, old: Var | None) -> Var:
        flags = old.flags if old is not None else ""
        pairs: list[tuple[str, Known]] = list(old.items or ()) if old is not None else []
        if old is not None and old.items is None and old.value is not None:
            pairs = [("0", old.value)]
        complete = old is None or old.value != UNKNOWN
        following = int(pairs[-1][0]) + 1 if pairs and "A" not in flags and pairs[-1][0].lstrip("-").isdigit() else 0
        for index, append, word in literal.items:
            if index is None:
                for argument in self.expand(word, state):
                    complete = complete and not argument.splits
                    pairs.append((str(following), argument.parts))
                    following += 1
                continue
            value = self.single(word.parts, state, True)
            key = self.subscript(self.single(index, state), Var(None, tuple(pairs), flags), state)
            if key is None:
                complete = False
                continue
            before = [item for name, item in pairs if name == key]
            pairs = [pair for pair in pairs if pair[0] != key]
            pairs.append((key, concat([*before[0], *value]) if append and before else value))
            if "A" not in flags:
                following = int(key) + 1
        if not complete or len(pairs) > 1024:
            return Var(UNKNOWN, None, flags)
        if "A" not in flags:
            pairs.sort(key=lambda pair: int(pair[0]))
        return Var(None, tuple(pairs), flags)


def _is_list(part: Param) -> bool:
    """Whether a parameter gives several fields even between double quotes."""
    if part.name == "@" or part.op == "names":
        return True
    index = part.index
    return index is not None and len(index) == 1 and isinstance(index[0], Lit) and index[0].text == "@"


def _names_program(part: Sub) -> bool:
    """Whether a substitution is one path: what `which kubectl` writes is not split, though its start is unknown."""
    node = part.body.items[0][0] if len(part.body.items) == 1 else None
    return isinstance(node, Simple) and bool(node.words) and node.words[0].plain in ("which", "command", "type")


def _may_be_empty(values: list[Known]) -> bool:
    """Whether nothing of the values is surely there."""
    return not any(piece for value in values for piece in value if piece is not None)


def _opened(pieces: list[Piece], spans: list[tuple[int, int]]) -> Known:
    """The text of `pieces` with None at `spans` (unknown text counts as one character)."""
    out: list[str | None] = []
    place = 0
    covered = {index for start, stop in spans for index in range(start, stop)}
    for text, _ in pieces:
        if text is None:
            out.append(None)
            place += 1
            continue
        for character in text:
            out.append(None if place in covered else character)
            place += 1
    return concat(out)
