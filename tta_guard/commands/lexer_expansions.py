"""Quotes and expansions as the lexer reads them: "…", $'…', `…`, $(…), ${…}, $((…)). Pure.

Longer than most modules: these rules call one another in a circle. Source: the bash manual, "Quoting" and "Shell
Expansions"; POSIX.1-2017, 2.2 and 2.6; what they leave open was found out from bash 5.2 and is held by the oracle test.
"""

from __future__ import annotations

from .ansi_c import decode_escapes
from .scanner import DIGITS, NAME_REST, NAME_START, Scanner
from .syntax import Arith, Lit, Param, Quoted, Sub, SyntaxFault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .syntax import Part, Parts, Sequence

SPECIAL = frozenset("@*#?-$!")
DOUBLE_STOPS = frozenset('"\\$`')
BRACE_STOPS = frozenset("\\'\"$`<>")


class Expansions(Scanner):
    """Reads quotes and expansions at the scanner's place."""

    def sequence(self, enders: frozenset[str]) -> Sequence:
        """Read a list up to a reserved word in `enders`, ")", ";;" or the end, left unread. In grammar.py."""
        raise NotImplementedError

    def document(self, body: str, start: int) -> Parts:
        self.allowance.enter()
        inner = self.__class__(body, self.flavour, self.allowance, self.span(start))
        parts = inner.quoted_text(len(body))
        self.allowance.leave()
        return parts

    def single(self) -> str:
        """Read '…'."""
        close = self.text.find("'", self.i + 1, self.end)
        if close < 0:
            raise self.fault("a single quote is not closed")
        inside = self.text[self.i + 1 : close]
        self.i = close + 1
        return inside

    def ansi_c(self) -> Lit:
        """Read the '…' of $'…' and decode its escapes."""
        place = self.i + 1
        while place < self.end and self.text[place] != "'":
            place += 2 if self.text[place] == "\\" else 1
        if place >= self.end:
            raise self.fault("$' is not closed")
        inside = self.text[self.i + 1 : place]
        self.i = place + 1
        return Lit(decode_escapes(inside), True)

    def double(self) -> Parts:
        """Read up to a closing double quote, and that."""
        self.allowance.enter()
        parts = self.quoted_text(self.end, '"')
        if self.i >= self.end:
            raise self.fault("a double quote is not closed")
        self.i += 1
        self.allowance.leave()
        return parts

    def quoted_text(self, end: int, close: str = "") -> Parts:
        """Read text in which only $, ` and \\ are special: up to `close`, left unread, or to position `end`.

        With no `close` (here-documents, arithmetic) a double quote is text.
        """
        text = self.text
        parts: list[Part] = []
        stops = DOUBLE_STOPS if close else DOUBLE_STOPS - {'"'}
        while self.i < end:
            place = self.i
            while place < end and text[place] not in stops:
                place += 1
            if place > self.i:
                parts.append(Lit(text[self.i : place], True))
                self.i = place
                if place >= end:
                    break
            character = text[place]
            if character == "\\":
                following = text[place + 1 : place + 2]
                if following == "\n":
                    self.i += 2
                elif following and (following in "$`\\" or following == close):
                    parts.append(Lit(following, True))
                    self.i += 2
                else:
                    parts.append(Lit("\\", True))
                    self.i += 1
            elif character == "$":
                self.dollar(parts, True)
            elif character == "`":
                parts.append(self.backtick(bool(close)))
            else:
                return tuple(parts)
        if self.i > end:
            raise self.fault("an expansion runs past the end of the text it stands in")
        return tuple(parts)

    def backtick(self, quoted: bool) -> Sub:
        """Read `…`: its backslashes go first, then it is a text of its own."""
        self.allowance.spend(4)
        start = self.i
        place = start + 1
        text = self.text
        inside: list[str] = []
        escaped = '$`\\"' if quoted else "$`\\"
        while True:
            if place >= self.end:
                raise self.fault("a backtick is not closed")
            character = text[place]
            if character == "`":
                break
            if character == "\\":
                following = text[place + 1 : place + 2]
                if following and following in escaped:
                    inside.append(following)
                elif following != "\n":
                    inside.append("\\" + following)
                place += 2
            else:
                inside.append(character)
                place += 1
        self.i = place + 1
        self.allowance.enter()
        span = self.span(start)
        inner = self.__class__("".join(inside), self.flavour, self.allowance, span)
        body = inner.whole()
        self.allowance.leave()
        return Sub("$", body, span)

    def whole(self) -> Sequence:
        """Read the whole text as one list."""
        body = self.sequence(frozenset())
        if self.i < self.end:
            raise self.fault(f"unexpected {self.peek()!r}")
        if self.pending:
            self.read_documents()
        return body

    def dollar(self, parts: list[Part], quoted: bool) -> None:
        """Read what a "$" begins."""
        self.allowance.spend()
        following = self.peek(1)
        if following == "(":
            start = self.i
            if self.peek(2) == "(" and self._arithmetic(parts):
                return
            self.advance(2)
            body = self.nested()
            parts.append(Sub("$", body, self.span(start)))
        elif following == "{":
            self.advance(2)
            self.allowance.enter()
            parts.append(self.braced(quoted))
            self.allowance.leave()
        elif following == "[" and self.flavour != "dash":
            self.advance(2)
            close = self.matching(self.i, "[", "]")
            parts.append(Arith(self.quoted_text(close)))
            self.i = close + 1
        elif following == "'" and not quoted and self.flavour != "dash":
            self.advance(1)
            parts.append(self.ansi_c())
        elif following == '"' and not quoted and self.flavour != "dash":
            self.advance(2)
            parts.append(Quoted(self.double()))
        elif following in NAME_START and following:
            self.advance()
            name = self.name()
            if self.flavour == "zsh" and self.peek() == "[":
                self.advance()
                parts.append(Param(name, index=self.subscript()))
            else:
                parts.append(Param(name, bare=True))
        elif following and (following in DIGITS or following in SPECIAL):
            self.advance(2)
            parts.append(Param(following))
        elif self.flavour == "zsh" and following and following in "=~^+":
            self.advance(2)
            self.name()
            parts.append(Param("", "bad"))
        else:
            self.advance()
            parts.append(Lit("$", quoted))

    def nested(self) -> Sequence:
        """Read a list up to ")", and that. Here-documents begun in it must end in it."""
        self.allowance.enter()
        waiting, self.pending = self.pending, []
        body = self.sequence(frozenset())
        if self.peek() != ")":
            raise self.fault("a parenthesis is not closed")
        if self.pending:
            raise self.fault("a here-document is not closed before the parenthesis")
        self.advance()
        self.pending = waiting
        self.allowance.leave()
        return body

    def _arithmetic(self, parts: list[Part]) -> bool:
        """Read `$((…))` if it is one; `$((a) | (b))` is a substitution of subshells (POSIX.1-2017, 2.6.3)."""
        start = self.i
        self.advance(2)
        first = self.i
        try:
            close = self.matching(first, "(", ")")
        except SyntaxFault:
            close = first
        inside_end = close - 1
        if self.text[inside_end : close + 1] != "))" or not _balanced(self.text[first + 1 : inside_end]):
            self.i = start
            return False
        self.i = first + 1
        expression = self.quoted_text(inside_end)
        self.i = close + 1
        parts.append(Arith(expression))
        return True

    def subscript(self) -> Parts:
        """Read a subscript after "[", and the "]"."""
        parts: list[Part] = []
        depth = 0
        while True:
            character = self.peek()
            if not character:
                raise self.fault("a subscript is not closed")
            if self.continued:
                self.i = self._past(self.i)
            if character == "]":
                self.i += 1
                if not depth:
                    return tuple(parts)
                depth -= 1
                parts.append(Lit("]", True))
            elif character == "\\":
                parts.append(Lit(self.text[self.i + 1 : self.i + 2], True))
                self.i = min(self.i + 2, self.end)
            elif character == "'":
                parts.append(Lit(self.single(), True))
            elif character == '"':
                self.i += 1
                parts.append(Quoted(self.double()))
            elif character == "$":
                self.dollar(parts, True)
            elif character == "`":
                parts.append(self.backtick(True))
            else:
                depth += character == "["
                parts.append(Lit(character, True))
                self.i += 1

    def braced(self, quoted: bool) -> Part:
        """Read a parameter expansion after "${", and the "}"."""
        start = self.i
        first = self.peek()
        if first and first in " \t\n|" and self.flavour != "dash":
            return self._function_substitution(start)
        indirect = False
        op = ""
        second = self.peek(1)
        if first == "#" and second != "}" and (second in NAME_REST or (second in SPECIAL and self.peek(2) == "}")):
            op = "length"
            self.advance()
        elif first == "!" and second and (second in NAME_REST or second in "#@*"):
            indirect = True
            self.advance()
        first = self.peek()
        index = None
        if first in NAME_START:
            name = self.name()
            if self.peek() == "[":
                self.advance()
                index = self.subscript()
        elif first in DIGITS:
            name = self.name()
            if not DIGITS.issuperset(name):
                name, op = "", "bad"
        elif first in SPECIAL:
            name = first
            self.advance()
        else:
            name, op = "", "bad"
        word: Parts | None = None
        other: Parts | None = None
        character = self.peek()
        following = self.peek(1)
        if op == "bad":
            word = self.brace_word(quoted, False, "}")
        elif character == "}" or op == "length":
            pass
        elif indirect and character in "*@" and following == "}":
            op = "names"
            self.advance()
        elif character == "@" and following:
            op = "@" + following
            self.advance(2)
        elif character == ":" and following and following in "-=?+":
            op = ":" + following
            self.advance(2)
            word = self.brace_word(quoted, False, "}")
        elif character == ":":
            op = ":"
            self.advance()
            word = self.brace_word(quoted, True, ":}")
            if self.peek() == ":":
                self.advance()
                other = self.brace_word(quoted, True, "}")
        elif character and character in "-=?+":
            op = character
            self.advance()
            word = self.brace_word(quoted, False, "}")
        elif character and character in "#%^,~":
            op = character * 2 if following == character else character
            self.advance(len(op))
            word = self.brace_word(quoted, True, "}")
        elif character == "/":
            op = "/" + following if following and following in "/#%" else "/"
            self.advance(len(op))
            word = self.brace_word(quoted, True, "/}")
            if self.peek() == "/":
                self.advance()
                other = self.brace_word(quoted, True, "}")
        else:
            op = "bad"
            word = self.brace_word(quoted, False, "}")
        if self.peek() != "}":
            raise self.fault("${ is not closed")
        self.advance()
        return Param(name, op, word, other, index, indirect)

    def _function_substitution(self, start: int) -> Sub:
        """Read `${ list; }` and `${| list; }` (bash 5.3)."""
        self.advance()
        waiting, self.pending = self.pending, []
        body = self.sequence(frozenset("}"))
        if self.pending or self.peek() != "}":
            raise self.fault("${ is not closed")
        self.pending = waiting
        self.advance()
        return Sub("$", body, self.span(start - 2))

    def brace_word(self, quoted: bool, quotes: bool, closers: str, end: int | None = None) -> Parts:
        """Read an operand of "${…}" up to one of `closers`, left unread, or to `end`.

        Args:
            quoted: the expansion stands between double quotes.
            quotes: single quotes quote even there (after # % / ^ ,). Elsewhere they keep a "}" from closing, but stay
                in the text, and what is between them is expanded; dash does not even count them.
            closers: what ends the operand.
            end: where the operand ends at the latest.
        """
        text = self.text
        limit = self.end if end is None else end
        parts: list[Part] = []
        stops = BRACE_STOPS.union(closers)
        while self.i < limit:
            place = self.i
            while place < limit and text[place] not in stops:
                place += 1
            if place > self.i:
                parts.append(Lit(text[self.i : place], quoted))
                self.i = place
                if place >= limit:
                    break
            character = text[place]
            if character in closers and end is None:
                return tuple(parts)
            if character == "\\":
                following = text[place + 1 : place + 2]
                if following == "\n":
                    self.i += 2
                    continue
                if quoted and not quotes and following and following not in '$`"\\}':
                    parts.append(Lit("\\", True))
                    self.i += 1
                else:
                    parts.append(Lit(following or "\\", True))
                    self.i = min(place + 2, limit)
            elif character == "'":
                if not quoted or quotes:
                    parts.append(Lit(self.single(), True))
                elif self.flavour == "dash":
                    parts.append(Lit("'", True))
                    self.i += 1
                else:
                    close = text.find("'", place + 1, limit)
                    if close < 0:
                        raise self.fault("a single quote is not closed")
                    parts.append(Lit("'", True))
                    self.i += 1
                    parts.extend(self.brace_word(True, False, "", close))
                    parts.append(Lit("'", True))
                    self.i = close + 1
            elif character == '"':
                self.i += 1
                parts.append(Quoted(self.double()))
            elif character == "$":
                self.dollar(parts, quoted)
            elif character == "`":
                parts.append(self.backtick(quoted))
            elif character in "<>" and not quoted and self.peek(1) == "(" and self.flavour != "dash":
                parts.append(self.process())
            else:
                parts.append(Lit(character, quoted))
                self.i += 1
        if end is None:
            raise self.fault("${ is not closed")
        if self.i > end:
            raise self.fault("an expansion runs past the quotes it stands in")
        return tuple(parts)

    def process(self) -> Sub:
        """Read `<(list)` or `>(list)`."""
        start = self.i
        kind = self.peek()
        self.advance(2)
        body = self.nested()
        return Sub(kind, body, self.span(start))


def _balanced(expression: str) -> bool:
    """Whether no parenthesis closes before it opens; what bash asks before it takes `((` for arithmetic."""
    depth = 0
    quote = ""
    place = 0
    while place < len(expression):
        character = expression[place]
        if character == "\\":
            place += 1
        elif quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth < 0:
                return False
        place += 1
    return depth == 0
