"""Shell arithmetic over text: 64-bit integers, variables, assignments; unknown stays unknown. Pure.

Source: the bash manual, "Shell Arithmetic". An expression that bash would refuse is unknown here.
"""

from __future__ import annotations

from .scanner import NAME_REST, NAME_START

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_BINARY = {
    "**": 14, "*": 13, "/": 13, "%": 13, "+": 12, "-": 12, "<<": 11, ">>": 11, "<": 10, "<=": 10, ">": 10, ">=": 10,
    "==": 9, "!=": 9, "&": 8, "^": 7, "|": 6, "&&": 5, "||": 4,
}  # fmt: skip
_ASSIGN = ("=", "*=", "/=", "%=", "+=", "-=", "<<=", ">>=", "&=", "^=", "|=")
_TOKENS = sorted([*_BINARY, *_ASSIGN, "++", "--", "!", "~", "(", ")", "?", ":", ",", "[", "]"], key=len, reverse=True)
_DIGIT_VALUES = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_"
_NUMBER = NAME_REST | {"#", "@"}
_DEPTH = 24


class _Bad(Exception):
    """The expression cannot be read."""


class Arithmetic:
    """One evaluation.

    Args:
        value: the text of a variable: None when unknown.
        store: called for each assignment with the name and the new value, None when it is unknown or only may happen.
    """

    def __init__(self, value: Callable[[str], str | None], store: Callable[[str, int | None], None]) -> None:
        self.value = value
        self.store = store
        self.depth = 0
        self.tokens: list[str] = []
        self.place = 0
        self.live = True

    def evaluate(self, text: str) -> int | None:
        """The value of an expression; None when unknown. An empty one is 0."""
        try:
            if len(text) > 4096:
                raise _Bad
            return self._run(text)
        except _Bad:
            # What bash refuses may have assigned before it was refused.
            if "=" in text or "++" in text or "--" in text:
                for name in names_in(text):
                    self.store(name, None)
            return None

    def _run(self, text: str) -> int | None:
        if self.depth > _DEPTH:
            raise _Bad
        outer = self.tokens, self.place
        self.depth += 1
        self.tokens, self.place = tokenize(text), 0
        if len(self.tokens) > 1000:
            raise _Bad
        answer: int | None = 0
        if self.tokens:
            answer = self._comma()
            if self.place < len(self.tokens):
                raise _Bad
        self.depth -= 1
        self.tokens, self.place = outer
        return answer

    def _peek(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def _take(self, token: str) -> None:
        if self._peek() != token:
            raise _Bad
        self.place += 1

    def _comma(self) -> int | None:
        answer = self._assign()
        while self._peek() == ",":
            self.place += 1
            answer = self._assign()
        return answer

    def _name(self) -> tuple[str, bool]:
        """A name and whether it has a subscript, which is read over."""
        name = self._peek()
        self.place += 1
        if self._peek() != "[":
            return name, False
        self.place += 1
        self._comma()
        self._take("]")
        return name, True

    def _assign(self) -> int | None:
        self.depth += 1
        if self.depth > _DEPTH:
            raise _Bad
        start = self.place
        token = self._peek()
        if token and token[0] in NAME_START:
            name, indexed = self._name()
            op = self._peek()
            if op in _ASSIGN:
                self.place += 1
                right = self._assign()
                value = right
                if op != "=":
                    value = _apply(op[:-1], None if indexed else self._variable(name), right)
                self._store(name, None if indexed else value)
                self.depth -= 1
                return value
            self.place = start
        answer = self._ternary()
        self.depth -= 1
        return answer

    def _store(self, name: str, value: int | None) -> None:
        self.store(name, value if self.live else None)

    def _ternary(self) -> int | None:
        condition = self._binary(4)
        if self._peek() != "?":
            return condition
        self.place += 1
        was = self.live
        self.live = was and bool(condition)
        yes = self._comma()
        self._take(":")
        self.live = was and condition == 0
        no = self._assign()
        self.live = was
        return None if condition is None else yes if condition else no

    def _binary(self, least: int) -> int | None:
        left = self._unary()
        while True:
            op = self._peek()
            rank = _BINARY.get(op, 0)
            if rank < least:
                return left
            self.place += 1
            was = self.live
            if op in ("&&", "||"):
                self.live = was and left is not None and bool(left) == (op == "&&")
            right = self._binary(rank if op == "**" else rank + 1)
            self.live = was
            left = _apply(op, left, right)

    def _unary(self) -> int | None:
        self.depth += 1
        if self.depth > _DEPTH * 2:
            raise _Bad
        answer = self._operand()
        self.depth -= 1
        return answer

    def _operand(self) -> int | None:
        token = self._peek()
        self.place += 1
        if token in ("++", "--") and self._peek()[:1] in NAME_START and self._peek():
            name, indexed = self._name()
            value = None if indexed else _apply(token[0], self._variable(name), 1)
            self._store(name, value)
            return value
        if token in ("++", "--"):
            return _sign(token[0], _sign(token[0], self._unary()))
        if token in ("+", "-", "!", "~"):
            return _sign(token, self._unary())
        if token == "(":  # noqa: S105
            answer = self._comma()
            self._take(")")
            return answer
        if not token:
            raise _Bad
        if token[0] in NAME_START:
            self.place -= 1
            name, indexed = self._name()
            value = None if indexed else self._variable(name)
            if self._peek() in ("++", "--"):
                op = self._peek()
                self.place += 1
                self._store(name, None if indexed else _apply(op[0], value, 1))
            return value
        return number(token)

    def _variable(self, name: str) -> int | None:
        text = self.value(name)
        return None if text is None else self._run(text)


def tokenize(text: str) -> list[str]:
    """The operators, names and numbers of an expression. Raises _Bad."""
    tokens: list[str] = []
    place = 0
    while place < len(text):
        character = text[place]
        if character in " \t\n":
            place += 1
        elif character in NAME_REST:
            stop = place
            while stop < len(text) and (
                text[stop] in NAME_REST or (text[stop] in "#@" and character not in NAME_START)
            ):
                stop += 1
            tokens.append(text[place:stop])
            place = stop
        else:
            token = next((token for token in _TOKENS if text.startswith(token, place)), "")
            if not token:
                raise _Bad
            tokens.append(token)
            place += len(token)
    return tokens


def names_in(text: str) -> list[str]:
    """The names that stand in an expression, whether it can be read or not."""
    names: list[str] = []
    word = ""
    for character in text[:4096] + " ":
        if character in NAME_REST:
            word += character
        elif word:
            names += [word] if word[0] in NAME_START else []
            word = ""
    return names


def number(token: str) -> int:
    """A constant: decimal, 0octal, 0xhexadecimal, base#digits. Raises _Bad."""
    base, mark, digits = token.partition("#")
    radix = 10
    if mark:
        if not base.isdigit() or not 2 <= int(base[:3]) <= 64:
            raise _Bad
        radix = int(base)
    elif token[:2] in ("0x", "0X"):
        radix, digits = 16, token[2:]
    elif token.startswith("0") and len(token) > 1:
        radix, digits = 8, token[1:]
    else:
        digits = token
    if len(digits) > 64:
        raise _Bad
    total = 0
    for digit in digits.lower() if radix <= 36 else digits:
        value = _DIGIT_VALUES.find(digit)
        if not 0 <= value < radix:
            raise _Bad
        total = total * radix + value
    return _wrap(total)


def _wrap(value: int) -> int:
    return (value + (1 << 63)) % (1 << 64) - (1 << 63)


def _sign(op: str, value: int | None) -> int | None:
    if value is None:
        return None
    return _wrap({"+": value, "-": -value, "!": int(not value), "~": ~value}[op])


def _apply(op: str, left: int | None, right: int | None) -> int | None:
    if left is None or right is None:
        return None
    if op in ("/", "%"):
        if not right:
            return None
        quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
        return _wrap(quotient if op == "/" else left - quotient * right)
    if op == "**":
        return _wrap(left**right) if 0 <= right <= 64 else None
    if op in ("<<", ">>"):
        return _wrap(left << (right & 63) if op == "<<" else left >> (right & 63))
    answers = {
        "*": left * right, "+": left + right, "-": left - right, "<": left < right, "<=": left <= right,
        ">": left > right, ">=": left >= right, "==": left == right, "!=": left != right, "&": left & right,
        "^": left ^ right, "|": left | right, "&&": bool(left) and bool(right), "||": bool(left) or bool(right),
    }  # fmt: skip
    return _wrap(int(answers[op]))
