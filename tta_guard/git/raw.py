"""Changes as git's raw format states them, one by one or a list at a time. Pure, hot path.

The raw format is described in git-diff-tree(1), "RAW OUTPUT FORMAT". A list keeps git's own records and makes a
`Change` only of the ones that are asked for: of 50,000 changes, most are allowed and never looked at again.
"""

from __future__ import annotations

from ..errors import GitError, UsageError
from ..model import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Literal

    from ..model import Access

    Kind = Literal["add", "modify", "delete", "type", "unmerged"]

LINK_MODE = 0o120000
SUBMODULE_MODE = 0o160000

_KIND: dict[int, Kind] = {
    ord("A"): "add",
    ord("M"): "modify",
    ord("D"): "delete",
    ord("T"): "type",
    ord("U"): "unmerged",
}
_ACCESS: dict[int, Access] = {
    ord("A"): "create",
    ord("M"): "write",
    ord("D"): "delete",
    ord("T"): "write",
    ord("U"): "write",
}
KIND_ACCESS: dict[str, Access] = {kind: _ACCESS[letter] for letter, kind in _KIND.items()}


@frozen
class Change:
    """What happened to one path.

    Attributes:
        path: relative to the repository.
        kind: what happened. `type` is a change between file, link and submodule.
        old_mode: as git stores it; 0 when the path was not there.
        new_mode: likewise; 0 when the path is gone.
        old_oid: hexadecimal; all zeros when there is none.
        new_oid: likewise.
        commit: the commit that brings the change; None for what is staged.
        parent: what it is compared with, where that is a commit.
        link: the target of the symbolic link that the path has become.
    """

    path: bytes
    kind: Kind
    old_mode: int
    new_mode: int
    old_oid: bytes
    new_oid: bytes
    commit: bytes | None = None
    parent: bytes | None = None
    link: bytes | None = None


class ChangeList:
    """The changes between two trees. Behaves as a sequence of `Change`.

    Attributes:
        records: git's records without the paths: `:100644 100644 OLD NEW M`.
        paths: one for each record.
        commit: the commit that brings the changes; None for what is staged.
        parent: what it is compared with.
        links: the target of each record that leaves a symbolic link behind, by index; for who has the objects to fill.
        plain: it is known that no record has a symbolic link or a submodule.
        dropped: the changes are those that taking `commit` out of a branch makes.
    """

    __slots__ = ("_letters", "commit", "dropped", "links", "parent", "paths", "plain", "records")

    def __init__(
        self,
        records: list[bytes],
        paths: list[bytes],
        *,
        commit: bytes | None = None,
        parent: bytes | None = None,
        dropped: bool = False,
    ) -> None:
        self.records = records
        self.paths = paths
        self.commit = commit
        self.parent = parent
        self.links: dict[int, bytes] = {}
        self.dropped = dropped
        self.plain = False
        self._letters: frozenset[int] | None = None

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int) -> Change:
        record = self.records[index]
        old_mode, new_mode, old_oid, new_oid, _ = record[1:].split(b" ")
        return Change(
            self.paths[index],
            _KIND[record[-1]],
            int(old_mode, 8),
            int(new_mode, 8),
            old_oid,
            new_oid,
            self.commit,
            self.parent,
            self.links.get(index),
        )

    def __iter__(self) -> Iterator[Change]:
        for index in range(len(self.paths)):
            yield self[index]

    def questions(self) -> list[tuple[Access, bytes]]:
        """What to ask about each path, in order."""
        access = _ACCESS
        return [(access[record[-1]], path) for record, path in zip(self.records, self.paths, strict=True)]

    def same_access(self) -> Access | None:
        """What to ask about every path, if that is the same for all."""
        if self._letters is None:
            self._letters = frozenset([record[-1] for record in self.records])
        return _ACCESS[next(iter(self._letters))] if len(self._letters) == 1 else None

    def check(self) -> None:
        """Check the form of git's records, and note whether any of them is unusual.

        All records of a list are equally long, so one look at each column of letters says all about it.

        Raises:
            GitError: the form is unknown.
        """
        if not self.paths:
            self.plain = True
            return
        width = len(self.records[0])
        count = len(self.records)
        text = b"".join(self.records)
        letters = text[width - 1 :: width]
        self._letters = frozenset([letter for letter in _ACCESS if letter in letters])
        known = sum([letters.count(letter) for letter in self._letters])
        spaces = text[7::width].count(b" ") + text[14::width].count(b" ")
        same = {*map(len, self.records)} == {width} and text[::width].count(b":") == known == count
        if b"" in self.paths or not same or spaces != 2 * count:
            raise GitError("git's list of changes has an unknown form", code="bad-change-list")
        # The second digits of 120000 and 160000, which no other mode has.
        old, new = text[2::width], text[9::width]
        self.plain = not (b"2" in old or b"6" in old or b"2" in new or b"6" in new)

    def unusual(self) -> list[int]:
        """The indices of the records with a symbolic link or a submodule on either side."""
        if self.plain:
            return []
        return [i for i, record in enumerate(self.records) if record[1:4] in _UNUSUAL or record[8:11] in _UNUSUAL]

    def new_links(self) -> dict[int, bytes]:
        """The object names of the symbolic links that are there now, by index."""
        if self.plain:
            return {}
        return {index: record.split(b" ")[3] for index, record in enumerate(self.records) if record[8:14] == b"120000"}

    def only(self, indices: Sequence[int]) -> ChangeList:
        """The part with these indices."""
        part = ChangeList(
            [self.records[index] for index in indices],
            [self.paths[index] for index in indices],
            commit=self.commit,
            parent=self.parent,
            dropped=self.dropped,
        )
        part.links = {place: self.links[index] for place, index in enumerate(indices) if index in self.links}
        return part

    def reversed(self) -> ChangeList:
        """The changes of going back: what taking this commit out of a branch does."""
        letters = {b"A": b"D", b"D": b"A"}
        records = []
        for record in self.records:
            old_mode, new_mode, old_oid, new_oid, letter = record[1:].split(b" ")
            records.append(b":" + b" ".join([new_mode, old_mode, new_oid, old_oid, letters.get(letter, letter)]))
        return ChangeList(records, self.paths, commit=self.commit, parent=self.parent, dropped=True)


_UNUSUAL = (b"120", b"160")
# Enough changes to be quick about each, few enough that memory is used again and git is not kept waiting for long.
_PIECE_BYTES = 1 << 17


def parse_raw(output: bytes, *, commit: bytes | None = None, parent: bytes | None = None) -> ChangeList:
    """Read the output of `git diff-index` or `git diff-tree` with `--raw -z --no-renames --no-abbrev`.

    Raises:
        GitError: it is something else.
    """
    fields = output.split(b"\0")
    if fields.pop() or len(fields) % 2:
        raise GitError("git's list of changes breaks off", code="bad-change-list")
    return _checked(fields, commit, parent)


def parse_pieces(pieces: Iterable[bytes]) -> Iterator[ChangeList]:
    """Read the same output while git still writes it: lists of some hundred changes, as they come.

    Raises:
        GitError: as for `parse_raw`.
    """
    buffer: list[bytes] = []
    size_bytes = 0
    for piece in pieces:
        buffer.append(piece)
        size_bytes += len(piece)
        if size_bytes < _PIECE_BYTES:
            continue
        fields = b"".join(buffer).split(b"\0")
        size_bytes = 0
        # A path may look like a record: only counting tells which field is which.
        buffer = fields[-1:] if len(fields) % 2 else [fields[-2] + b"\0" + fields[-1]]
        del fields[-1 if len(fields) % 2 else -2 :]
        yield _checked(fields)
    yield parse_raw(b"".join(buffer))


def _checked(fields: list[bytes], commit: bytes | None = None, parent: bytes | None = None) -> ChangeList:
    """A list out of records and paths, by turns."""
    changes = ChangeList(fields[0::2], fields[1::2], commit=commit, parent=parent)
    changes.check()
    return changes


class LogParser:
    """Reads `git log -z --raw --format=%x00%H %P`, however it is cut into pieces.

    A commit is an empty field, a field of object names, then pairs of record and path; the first record has a line feed
    before it. Pairs are taken by their place, so that no path, whatever it holds, can pass for a commit.
    """

    def __init__(self) -> None:
        self._tail = b""
        self._record: bytes | None = None
        self._current: ChangeList | None = None
        self._named = False
        self.parents: dict[bytes, list[bytes]] = {}

    def feed(self, piece: bytes) -> Iterator[ChangeList]:
        """Take the next piece and give the commits that are complete.

        The names of all parents are in `parents`, by commit, until the caller removes them.

        Raises:
            GitError: the output has an unknown form.
        """
        fields = (self._tail + piece).split(b"\0")
        self._tail = fields.pop()
        count = len(fields)
        fields.append(b"")
        at = 0
        while at < count:
            field = fields[at]
            if self._record is not None:
                self._take([self._record, field])
                self._record = None
            elif not field:
                yield from self._complete()
                self._named = True
            elif self._named:
                self._named = False
                self._current = self._start(field)
            else:
                # No record and no path is empty, so all up to the next empty field belongs to this commit.
                end = fields.index(b"", at)
                pairs = fields[at:end]
                if len(pairs) % 2 and end == count:
                    self._record = pairs.pop()
                self._take(pairs)
                at = end
                continue
            at += 1

    def finish(self) -> Iterator[ChangeList]:
        """Give the last commit.

        Raises:
            GitError: the output breaks off.
        """
        if self._tail or self._record is not None or self._named:
            raise GitError("git's log breaks off", code="bad-change-list")
        yield from self._complete()

    def _complete(self) -> Iterator[ChangeList]:
        """Give the commit being read, if any."""
        if self._current is not None:
            self._current.check()
            yield self._current
            self._current = None

    def _start(self, field: bytes) -> ChangeList:
        commit, *parents = field.split() or [b""]
        self.parents[commit] = parents
        return ChangeList([], [], commit=commit, parent=parents[0] if parents else None)

    def _take(self, pairs: list[bytes]) -> None:
        if self._current is None or len(pairs) % 2 or not all(pairs):
            raise GitError("git's log has a change without a path", code="bad-change-list")
        records = pairs[0::2]
        if records and not self._current.records:
            records[0] = records[0].removeprefix(b"\n")
        self._current.records += records
        self._current.paths += pairs[1::2]


def from_paths(names: bytes) -> ChangeList:
    """Make changes of kind `modify` out of a list of names, each ended by a NUL.

    The last NUL may be missing when there is another, or when the one name has no line feed.

    Raises:
        UsageError: the list is separated by lines, or a name is not relative to the repository and plain.
    """
    if b"\0" not in names and b"\n" in names:
        raise UsageError(
            "the names are to be separated by NUL", hint="make the list with -z, for example git diff --name-only -z"
        )
    paths = [name for name in names.split(b"\0") if name]
    for path in paths:
        if path.startswith(b"/") or any(part in (b"", b".", b"..") for part in path.split(b"/")):
            shown = path.decode("utf-8", "backslashreplace")
            raise UsageError(f"{shown!r} is not a plain path relative to the repository")
    zeros = b"0" * 40
    return ChangeList([b":100644 100644 " + zeros + b" " + zeros + b" M"] * len(paths), paths)
