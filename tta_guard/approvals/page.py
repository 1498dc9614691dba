"""Lines of a display that holds hostile text: labels of ours at the left edge, values in quotes, cut and folded. Pure."""

from __future__ import annotations

from .visible import join, size_of, units, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from typing import Final

FOLD_BYTES: Final = 200
_HEAD: Final = 80  # characters that a folded value shows at either end, at most
_LABEL: Final = 13
_MIN_WIDTH: Final = 40


class Page:
    """Lines in the making; long values are numbered in the order in which they come."""

    def __init__(self, width: int, expanded: Container[int]) -> None:
        """Begin a page.

        Args:
            width: columns; fewer than 40 are taken for 40.
            expanded: the numbers of the long values to show in full.
        """
        self.lines: list[str] = []
        self.hidden: list[int] = []
        self._room = max(width, _MIN_WIDTH) - _LABEL
        self._expanded = expanded
        self._count = 0

    def say(self, label: str, text: str) -> None:
        """Words of ours; whatever in them is the request's, the caller made visible."""
        start = label
        for at in range(0, len(text) or 1, self._room):
            self._line(start, text[at : at + self._room])
            start = ""

    def words(self, label: str, values: Iterable[str | bytes]) -> None:
        """Short values one after the other; a long one has a line of its own."""
        row: list[str] = []
        for value in values:
            if size_of(value) > FOLD_BYTES or len(visible(value)) > self._room:
                self.value(label, value)
                continue
            if len(" ".join([*row, visible(value)])) > self._room:
                self._line(label, " ".join(row))
                row = []
            row.append(visible(value))
        if row:
            self._line(label, " ".join(row))

    def value(self, label: str, value: str | bytes, note: str = "") -> None:
        """One value of the request, in quotes, after a note of ours."""
        pieces = units(value)
        size = size_of(value)
        if size <= FOLD_BYTES:
            first = f"{note} " if note else ""
            if len(first) + len(join(pieces)) <= self._room:
                self._line(label, first + join(pieces))
                return
            self.say(label, note or f"{size} bytes")
            self._parts(pieces)
            return
        self._count += 1
        number = self._count
        if number in self._expanded:
            self.say(label, f"{size} bytes, number {number}, in full")
            self._parts(pieces)
            return
        self.hidden.append(number)
        head = min(_HEAD, len(pieces) // 4)
        self.say(label, f"{size} bytes, number {number}, NOT IN FULL")
        self._parts(pieces[:head])
        self.say("", f"... {size_of(value[head:-head])} bytes not shown ...")
        self._parts(pieces[-head:])

    def _parts(self, pieces: Sequence[str]) -> None:
        mark, used = "  ", 0
        part: list[str] = []
        for piece in pieces:
            if used + len(piece) > self._room - 4:
                self._line("", mark + join(part))
                mark, part, used = "+ ", [], 0
            part.append(piece)
            used += len(piece)
        self._line("", mark + join(part))

    def _line(self, label: str, text: str) -> None:
        self.lines.append(f"{label:<{_LABEL - 1}} {text}".rstrip())
