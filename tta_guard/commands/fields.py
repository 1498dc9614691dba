"""Pieces of words -> one text, or the fields that splitting makes of them. Pure.

Source: POSIX.1-2017, 2.6.5 (field splitting); the bash manual, "Word Splitting".
"""

from __future__ import annotations

from .expansion import concat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .expansion import Known
    from .invocation import Invocation

    # Text or None with whether it is active: text may be a pattern, unknown text may be several words.
    Piece = tuple[str | None, bool]


class Flat:
    """Collects pieces of one text: nothing is split."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []

    def text(self, text: str | None, active: bool) -> None:
        """Text as written."""
        self.pieces.append((text, active))

    def value(self, value: Known) -> None:
        """The result of an unquoted expansion."""
        for piece in value:
            self.pieces.append((piece, True))

    def begin(self) -> None:
        """A field begins here, even an empty one."""

    def boundary(self) -> None:
        """One of several values ends here."""
        self.pieces.append((" ", False))

    def attach(self, content: Known | None, source: Invocation | None) -> None:
        """What a process substitution holds."""

    def known(self) -> Known:
        """The text."""
        return concat([piece for piece, _ in self.pieces])


class Fields(Flat):
    """Collects pieces and splits the results of unquoted expansions (POSIX.1-2017, 2.6.5)."""

    def __init__(self, ifs: str | None) -> None:
        super().__init__()
        self.ifs = ifs
        self.done: list[tuple[list[Piece], Known | None, Invocation | None]] = []
        self.started = False
        self.delimiter = ""
        self.content: Known | None = None
        self.source: Invocation | None = None

    def text(self, text: str | None, active: bool) -> None:
        self.begin()
        self.pieces.append((text, active))

    def begin(self) -> None:
        self.started = True
        self.delimiter = ""

    def boundary(self) -> None:
        self.end()

    def attach(self, content: Known | None, source: Invocation | None) -> None:
        self.content, self.source = content, source

    def end(self) -> None:
        """Finish the field, if one has begun."""
        if self.started:
            self.done.append((self.pieces, self.content, self.source))
        self.pieces = []
        self.started = False
        self.content = self.source = None

    def value(self, value: Known) -> None:
        ifs = self.ifs
        for piece in value:
            if piece is None or ifs is None:
                self.text(None, True)
            elif not ifs:
                self.text(piece, True)
            else:
                self._split(piece, ifs)

    def _split(self, text: str, ifs: str) -> None:
        place = 0
        end = len(text)
        while place < end:
            stop = place
            while stop < end and text[stop] not in ifs:
                stop += 1
            if stop > place:
                self.text(text[place:stop], True)
            if stop >= end:
                return
            place = stop + 1
            space = text[stop] in " \t\n"
            if self.started:
                self.end()
                self.delimiter = "space" if space else "hard"
            elif not space:
                if self.delimiter == "space":
                    self.delimiter = "hard"
                else:
                    self.done.append(([], None, None))
                    self.delimiter = "hard"
