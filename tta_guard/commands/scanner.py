"""Shell text, character by character: line continuations, blanks, comments, here-document bodies. Pure.

A backslash before a newline vanishes before anything else is seen, but not in a comment, between single quotes or in a
quoted here-document; reading one too many there would let a comment swallow the command on the next line.
"""

from __future__ import annotations

from .syntax import Here, Lit, SyntaxFault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .syntax import Allowance, Parts, Span

BLANKS = " \t"
DIGITS = frozenset("0123456789")
NAME_START = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_")
NAME_REST = NAME_START | DIGITS


def is_name(text: str) -> bool:
    """Whether `text` is a shell name: ASCII letters, digits and underscores, no digit first."""
    return bool(text) and text[0] in NAME_START and NAME_REST.issuperset(text)


class Scanner:
    """A text and a place in it. Every method raises SyntaxFault or Exhausted."""

    def __init__(self, text: str, flavour: str, allowance: Allowance, outer: Span | None = None) -> None:
        self.text = text
        self.end = len(text)
        self.i = 0
        self.flavour = flavour
        self.allowance = allowance
        self.outer = outer
        self.continued = "\\\n" in text
        self.pending: list[Here] = []

    def document(self, body: str, start: int) -> Parts:
        """The parts of a here-document's body that began at `start`. In lexer_expansions.py."""
        raise NotImplementedError

    def fault(self, message: str) -> SyntaxFault:
        """A fault at this place, to raise."""
        return SyntaxFault(message, self.i)

    def span(self, start: int) -> Span:
        """From `start` to here, or the span of the outer text."""
        return self.outer or (start, self.i)

    def peek(self, offset: int = 0) -> str:
        """The character `offset` further on, line continuations left out; "" at the end."""
        place = self.i
        if self.continued:
            place = self._past(place)
            for _ in range(offset):
                place = self._past(place + 1)
        else:
            place += offset
        return self.text[place] if place < self.end else ""

    def advance(self, count: int = 1) -> None:
        """Go on by `count` characters, line continuations not counted."""
        if not self.continued:
            self.i += count
            return
        for _ in range(count):
            self.i = self._past(self.i) + 1
        self.i = min(self._past(self.i), self.end)

    def _past(self, place: int) -> int:
        while self.text.startswith("\\\n", place):
            place += 2
        return place

    def starts(self, token: str) -> bool:
        """Whether `token` stands here."""
        if not self.continued:
            return self.text.startswith(token, self.i)
        return all(self.peek(offset) == character for offset, character in enumerate(token))

    def skip_blanks(self) -> None:
        """Skip blanks, line continuations and a comment; the newline after it stays."""
        text = self.text
        while self.i < self.end:
            character = text[self.i]
            if character in BLANKS:
                self.i += 1
            elif character == "\\" and text.startswith("\n", self.i + 1):
                self.i += 2
            elif character == "#":
                newline = text.find("\n", self.i)
                self.i = self.end if newline < 0 else newline
            else:
                return

    def skip_newlines(self) -> None:
        """Skip blanks, comments and newlines, and read the here-documents that wait for a newline."""
        self.skip_blanks()
        while self.i < self.end and self.text[self.i] == "\n":
            self.i += 1
            if self.pending:
                self.read_documents()
            self.skip_blanks()

    def name(self) -> str:
        """Read letters, digits and underscores."""
        letters: list[str] = []
        while (character := self.peek()) and character in NAME_REST:
            letters.append(character)
            self.advance()
        return "".join(letters)

    def matching(self, place: int, opening: str, closing: str) -> int:
        """The position of the `closing` that ends what was opened before `place`; quotes are respected."""
        text = self.text
        depth = 1
        start = place
        while place < self.end:
            character = text[place]
            if character == closing:
                depth -= 1
                if not depth:
                    self.allowance.spend((place - start) >> 6)
                    return place
            elif character == opening:
                depth += 1
            elif character == "\\":
                place += 1
            elif character in "'`":
                place += 1
                while place < self.end and text[place] != character:
                    place += 2 if text[place] == "\\" and character == "`" else 1
            elif character == '"':
                place += 1
                while place < self.end and text[place] != '"':
                    place += 2 if text[place] == "\\" else 1
            place += 1
        self.allowance.spend((place - start) >> 6)
        raise self.fault(f"{opening!r} is not closed")

    def read_documents(self) -> None:
        """Read the bodies of the here-documents that wait, from here on; the end of the text closes the last."""
        waiting, self.pending = self.pending, []
        for here in waiting:
            lines: list[str] = []
            start = self.i
            while self.i < self.end:
                line = self._document_line(not here.quoted)
                if here.strip:
                    line = line.lstrip("\t")
                if line.removesuffix("\n") == here.delimiter:
                    break
                lines.append(line)
            body = "".join(lines)
            if here.quoted:
                here.parts = (Lit(body, True),) if body else ()
            else:
                here.parts = self.document(body, start)

    def _document_line(self, joined: bool) -> str:
        """One line with its newline; where the delimiter is unquoted, a backslash joins it with the next."""
        text = self.text
        pieces: list[str] = []
        while True:
            newline = text.find("\n", self.i, self.end)
            stop = self.end if newline < 0 else newline + 1
            line = text[self.i : stop]
            self.i = stop
            if not joined or newline < 0 or (len(line) - 1 - len(line[:-1].rstrip("\\"))) % 2 == 0:
                return "".join(pieces) + line
            pieces.append(line[:-2])
