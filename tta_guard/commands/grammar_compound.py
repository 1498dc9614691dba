"""Compound commands: groups, branches, loops, conditions, coprocesses, definitions' frames. Pure.

Source: the bash manual, "Compound Commands" and "Coprocesses"; the zsh manual, "Complex Commands".
"""

from __future__ import annotations

from .lexer import Lexer
from .syntax import (
    ArithCommand,
    ArithFor,
    Case,
    Condition,
    Coproc,
    For,
    If,
    Loop,
    Sequence,
    Subshell,
    SyntaxFault,
    WordNode,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .syntax import Function, Node, Parts

NO_ENDERS: frozenset[str] = frozenset()
_COMPOUND = frozenset(["{", "if", "while", "until", "for", "select", "case", "[[", "function"])


class Compound(Lexer):
    """Reads compound commands. Every method raises SyntaxFault or Exhausted."""

    def command(self, first: WordNode | None) -> Node:
        """Read one command. In grammar.py."""
        raise NotImplementedError

    def and_or(self, first: WordNode | None) -> Node:
        """Read pipelines joined by && and ||. In grammar.py."""
        raise NotImplementedError

    def parentheses(self) -> bool:
        """Whether `()` follows; reads it if so. In grammar.py."""
        raise NotImplementedError

    def definition(self, name: str, keyword: bool = False) -> Function:
        """Read a function's body. In grammar.py."""
        raise NotImplementedError

    def compound(self, first: WordNode | None) -> Node | None:
        """Read a compound command if `first`, or the "(" here, begins one."""
        if first is None:
            if self.peek() != "(":
                return None
            if self.flavour == "zsh" and self.parentheses():
                body = self.definition("")
                return Sequence(((body.body, False),))
            if self.starts("((") and self.flavour != "dash":
                expression = self._double_parentheses()
                if expression is not None:
                    return ArithCommand(expression)
            self.advance()
            return Subshell(self.nested_after_open())
        plain = first.plain
        if plain is None:
            return None
        if plain == "{":
            return self._until("}")
        if plain == "if":
            return self._if()
        if plain in ("while", "until"):
            condition = self.sequence(frozenset(["do", "{"]))
            return Loop(plain == "until", condition, self._loop_body())
        if plain == "for" or (plain == "select" and self.flavour != "dash"):
            return self._for(plain == "select")
        if plain == "case":
            return self._case()
        if self.flavour == "dash":
            return None
        if plain == "[[":
            return self._condition()
        if plain == "function":
            self.skip_blanks()
            name = self.word()
            if name is None:
                raise self.fault("a function lacks its name")
            self.parentheses()
            return self.definition(self.text[name.start : name.end], keyword=True)
        if plain == "coproc":
            return self._coproc()
        if self.flavour == "zsh":
            return self._zsh(plain)
        return None

    def nested_after_open(self) -> Sequence:
        """Read a list after "(", and the ")"; here-documents may end after it."""
        body = self.sequence(NO_ENDERS)
        if self.peek() != ")":
            raise self.fault("a parenthesis is not closed")
        self.advance()
        return body

    def _until(self, ender: str) -> Sequence:
        """Read a list and the reserved word that ends it."""
        body = self.sequence(frozenset([ender]))
        self._expect(ender)
        return body

    def _expect(self, *words: str) -> str:
        self.skip_newlines()
        word = self.word()
        if word is None or word.plain not in words:
            raise self.fault(f"{words[0]!r} is missing")
        return word.plain or ""

    def _loop_body(self) -> Sequence:
        ender = {"do": "done", "{": "}"}[self._expect("do", "{")]
        return self._until(ender)

    def _if(self) -> If:
        clauses: list[tuple[Sequence | None, Sequence]] = []
        keyword = "if"
        while keyword in ("if", "elif"):
            condition = self.sequence(frozenset(["then"]))
            self._expect("then")
            body = self.sequence(frozenset(["elif", "else", "fi"]))
            clauses.append((condition, body))
            keyword = self._expect("fi", "elif", "else")
        if keyword == "else":
            clauses.append((None, self._until("fi")))
        return If(tuple(clauses))

    def _for(self, select: bool) -> Node:
        self.skip_blanks()
        if self.starts("((") and not select and self.flavour != "dash":
            expression = self._double_parentheses(split=True)
            if expression is None:
                raise self.fault("the expressions of a loop cannot be read")
            self.skip_blanks()
            if self.peek() == ";":
                self.advance()
            return ArithFor((expression,), self._loop_body())
        name = self.word()
        if name is None or name.plain is None:
            raise self.fault("a loop lacks its variable")
        self.skip_newlines()
        words: list[WordNode] | None = None
        if self.flavour == "zsh" and self.peek() == "(":
            self.advance()
            words = self._words()
            if self.peek() != ")":
                raise self.fault("the words of a loop do not end")
            self.advance()
            return For(name.plain, tuple(words), self._short_body())
        here = self.i
        keyword = self.word()
        if keyword is not None and keyword.plain == "in":
            words = self._words()
        else:
            self.i = here
        self.skip_blanks()
        if self.peek() == ";":
            self.advance()
        return For(name.plain, None if words is None else tuple(words), self._loop_body(), select)

    def _words(self) -> list[WordNode]:
        words: list[WordNode] = []
        while True:
            self.skip_blanks()
            word = self.word()
            if word is None:
                return words
            words.append(word)

    def _case(self) -> Case:
        self.skip_blanks()
        subject = self.word()
        if subject is None:
            raise self.fault("case lacks its word")
        self._expect("in")
        branches: list[tuple[tuple[WordNode, ...], Sequence, str]] = []
        while True:
            self.skip_newlines()
            patterns: list[WordNode] = []
            opened = self.peek() == "("
            if opened:
                self.advance()
                self.skip_blanks()
            pattern = self.word()
            if pattern is not None and pattern.plain == "esac" and not opened:
                return Case(subject, tuple(branches))
            while pattern is not None:
                patterns.append(pattern)
                self.skip_blanks()
                if self.peek() != "|":
                    break
                self.advance()
                self.skip_blanks()
                pattern = self.word()
            if self.peek() != ")" or not patterns:
                raise self.fault("a case pattern does not end")
            self.advance()
            body = self.sequence(frozenset(["esac"]))
            ending = next((token for token in (";;&", ";;", ";&") if self.starts(token)), "")
            self.advance(len(ending))
            branches.append((tuple(patterns), body, ending))
            if not ending:
                self._expect("esac")
                return Case(subject, tuple(branches))

    def _condition(self) -> Condition:
        """Read `[[ … ]]` after its first word."""
        words: list[WordNode] = []
        pattern = False
        while True:
            self.skip_newlines()
            start = self.i
            character = self.peek()
            if not character:
                raise self.fault("[[ is not closed")
            word = self.word(regex=pattern)
            if word is not None:
                if word.plain == "]]":
                    return Condition(tuple(words))
                pattern = word.plain == "=~"
                words.append(word)
                continue
            pattern = False
            if character in "&|" and self.peek(1) == character:
                self.advance(2)
            elif character in "()<>":
                self.advance()
            else:
                raise self.fault(f"unexpected {character!r} in [[")
            words.append(WordNode((), start, self.i, self.text[start : self.i]))

    def _double_parentheses(self, split: bool = False) -> Parts | None:
        """Read `(( … ))`; None, and nothing read, where it is two subshells."""
        start = self.i
        self.advance()
        first = self.i
        try:
            close = self.matching(first + 1, "(", ")")
        except SyntaxFault:
            close = first
        if self.text[close : close + 2] != "))":
            self.i = start
            return None
        self.i = first + 1
        expression = self.quoted_text(close)
        self.i = close + 2
        return expression

    def _coproc(self) -> Coproc:
        self.skip_blanks()
        if self.peek() == "(":
            return Coproc("COPROC", self.command(None))
        word = self.word(assign=True, command=True)
        if word is None or word.plain is None or word.plain in _COMPOUND:
            return Coproc("COPROC", self.command(word))
        here = self.i
        self.skip_blanks()
        if self.peek() == "(" and self.peek(1) != ")":
            return Coproc(word.plain, self.command(None))
        second = self.word(assign=True, command=True)
        if second is not None and second.plain in _COMPOUND:
            return Coproc(word.plain, self.command(second))
        self.i = here
        return Coproc("COPROC", self.command(word))

    def _zsh(self, plain: str) -> Node | None:
        """The loops that only zsh has."""
        if plain == "repeat":
            self.skip_blanks()
            count = self.word()
            if count is None:
                raise self.fault("repeat lacks its count")
            return ArithFor((count.parts,), self._short_body())
        if plain == "foreach":
            self.skip_blanks()
            name = self.word()
            self.skip_blanks()
            if name is None or name.plain is None or self.peek() != "(":
                raise self.fault("foreach lacks its variable")
            self.advance()
            words = self._words()
            self.advance()
            return For(name.plain, tuple(words), self._until("end"))
        return None

    def _short_body(self) -> Sequence:
        """A loop's body without `do`."""
        self.skip_newlines()
        if self.peek() == ";":
            self.advance()
            self.skip_newlines()
        here = self.i
        word = self.word(assign=True, command=True)
        if word is not None and word.plain in ("do", "{"):
            self.i = here
            return self._loop_body()
        return Sequence(((self.and_or(word), False),))
