"""Many paths by many globs: which paths does any glob match? Without asking each about each. Pure, hot path.

Of what is committed nearly nothing concerns a rule, so the work is to see that quickly. Every glob has text that each
path it matches must hold (`needles_of`). `Crowd` writes the components of all paths into one text, from which a few
set operations tell whose text is there at all; only for those globs are single paths looked at. `Cover` is the same
question the other way round, for allow lists: which paths does no glob match?

Both answer exactly as `Glob.matches` does for paths that are no directories. Neither knows absolute paths.
"""

from __future__ import annotations

from itertools import repeat

from .globset import ANYWHERE, HERE, GlobSet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence
    from typing import Final

    from .globs import Glob
    from .globset import Piece

# A component's first and last bytes by which most globs are told apart.
_KEY_BYTES: Final = 4
# Stands for any name: no pattern's own text can be mistaken for it, see `_name_shape`.
_ANY: Final = b"\x01"
_STAR: Final = (b"", b"")
# An allow list of more directories than this is asked about by directory alone.
_SPREADS: Final = 4


class Crowd:
    """Many paths, and all their components in one lower-case text, each between slashes.

    Lower case is byte by byte: what a glob needs is in the text whether or not letter case counts for the glob.
    """

    __slots__ = ("_held", "absolute", "heads", "paths", "tails", "text")

    def __init__(self, paths: Sequence[bytes]) -> None:
        self.paths = paths
        self._held: list[bytes] | None = None
        parts = list(map(bytes.rpartition, map(bytes.lower, paths), repeat(b"/")))
        directories = {part[0] for part in parts}
        above = set(b"/".join(directories).split(b"/"))
        names = [part[2] for part in parts]
        self.text = b"/".join([b"", *names, *above, b""])
        self.heads = {name[:_KEY_BYTES] for name in names} | {name[:_KEY_BYTES] for name in above}
        self.tails = {name[-_KEY_BYTES:] for name in names} | {name[-_KEY_BYTES:] for name in above}
        self.absolute = b"" in above

    def holding(self, needles: Iterable[bytes]) -> Iterable[int]:
        """The places of the paths that hold every one of the needles."""
        if self._held is None:
            self._held = [b"\0/" + path.lower() + b"/\0" for path in self.paths]
        held = self._held
        places: Iterable[int] = range(len(held))
        for needle in needles:
            places = [place for place in places if needle in held[place]]
        return places


class Sieve:
    """Finds, in a crowd, the paths that any of many globs matches."""

    __slots__ = ("_always", "_heads", "_tails", "_ways", "globs")

    def __init__(self, globs: Sequence[Glob]) -> None:
        self.globs = globs
        self._ways: list[tuple[int, list[bytes], tuple[bytes, ...]]] = []
        """The glob's index, what the text of a crowd has to hold, and the needles, for each way in which it matches."""
        self._heads: dict[bytes, list[int]] = {}
        self._tails: dict[bytes, list[int]] = {}
        self._always: list[int] = []
        for index, glob in enumerate(globs):
            for needles in needles_of(glob):
                self._ways.append((index, self._place(len(self._ways), needles), needles))

    def _place(self, way: int, needles: tuple[bytes, ...]) -> list[bytes]:
        """Index a way by the rarest that its needles offer, and take them apart into what single components must hold."""
        heads = []
        tails = []
        wanted = []
        for needle in needles:
            first, *names = needle.split(b"/")
            if not names:
                wanted.append(first)
                continue
            last = names.pop()
            if first not in (b"", b"\0"):
                tails.append(first)
                wanted.append(first + b"/")
            if last not in (b"", b"\0"):
                wanted.append(b"/" + last)
                if len(last) >= _KEY_BYTES:
                    heads.append(last)
            heads += names
            wanted += [b"/" + name + b"/" for name in names]
        # Names with a leading dot are rare where they matter; words like `config` and ends like `.json` are not.
        best = max(heads, key=lambda head: (head[:1] == b".", len(head)), default=None)
        tail = max(tails, key=len, default=b"")
        if best is not None:
            self._heads.setdefault(best[:_KEY_BYTES], []).append(way)
        elif len(tail) >= _KEY_BYTES:
            self._tails.setdefault(tail[-_KEY_BYTES:], []).append(way)
        else:
            self._always.append(way)
        return sorted(wanted, key=len, reverse=True)

    def matched(self, crowd: Crowd, asked: Container[int], spell: Callable[[bytes], bytes] | None = None) -> set[int]:
        """The places of the paths that a glob matches.

        Args:
            crowd: the paths.
            asked: the indices of the globs that count.
            spell: turns a path of the crowd into the spelling that the globs are for. The text of both must be the same
                in lower case.
        """
        found: set[int] = set()
        text = crowd.text
        for way in self._possible(crowd):
            index, wanted, needles = self._ways[way]
            if index not in asked or not all(part in text for part in wanted):
                continue
            matches = self.globs[index].matches
            for place in crowd.holding(needles):
                path = crowd.paths[place]
                if matches(spell(path) if spell is not None else path):
                    found.add(place)
        return found

    def _possible(self, crowd: Crowd) -> list[int]:
        """The ways whose key is in the crowd."""
        ways = list(self._always)
        for table, keys in ((self._heads, crowd.heads), (self._tails, crowd.tails)):
            for key in table.keys() & keys:
                ways += table[key]
        return ways


def needles_of(glob: Glob) -> list[tuple[bytes, ...]]:
    """What is in `\\0/PATH/\\0`, in lower case byte by byte, for every path that the glob matches (a folded one, if it is).

    Returns:
        One tuple for each way in which the glob can match, the longest needle first; no way: [].
    """
    if glob.match == "ignore":
        return [_pattern_needles(glob, b"/")] if glob.runs is not None else []
    if glob.raw is None:
        return []
    ways: list[tuple[bytes, ...]] = [_wanted([b"\0/" + glob.raw.removesuffix(b"/") + b"/"])] if glob.raw else [()]
    if glob.runs is not None:
        ways.append(_pattern_needles(glob, b"/\0"))
    return ways


def _pattern_needles(glob: Glob, end: bytes) -> tuple[bytes, ...]:
    """The stretches of literal text between a pattern's wildcards."""
    runs = glob.runs or ()
    texts = [b"/" if glob.floating else b"\0/" + glob.prefix]
    if glob.floating:
        return _wanted(_add_segment(texts, runs[0][1][0], end))
    # A `**` right behind text that ends inside a component goes on inside it.
    fresh = glob.prefix[-1:] in (b"", b"/")
    final = -1 if glob.rest else len(runs) - 1
    for number, (start, segments) in enumerate(runs):
        if start != HERE:
            texts.append(b"/" if fresh else b"")
        for place, segment in enumerate(segments, 1):
            _add_segment(texts, segment, end if number == final and place == len(segments) else b"/")
            fresh = True
    return _wanted(texts)


def _add_segment(texts: list[bytes], segment: tuple[Piece, ...], end: bytes) -> list[bytes]:
    """Go on with the last of the texts by one component; a wildcard begins another text."""
    for number, piece in enumerate(segment):
        if number:
            texts.append(b"")
        if isinstance(piece, bytes):
            texts[-1] += piece
            continue
        for item in piece:
            if isinstance(item, int):
                texts[-1] += bytes([item])
            else:
                texts.append(b"")
    texts[-1] += end
    return texts


def _wanted(texts: list[bytes]) -> tuple[bytes, ...]:
    useful = {text.lower() for text in texts} - {b"", b"/", b"\0/", b"/\0"}
    return tuple(sorted(useful, key=len, reverse=True))


class Cover:
    """Finds, among many paths, those that no pathspec of an allow list matches."""

    __slots__ = ("_below", "_known", "_set", "_shapes", "_spread")

    def __init__(self, globs: Sequence[Glob]) -> None:
        self._set = GlobSet(globs)
        self._below = tuple([start for glob in globs if (start := _all_below(glob)) is not None])
        self._shapes = [(glob, *shape) for glob in globs if (shape := _name_shape(glob)) is not None]
        spread: dict[bytes, tuple[bytes, ...]] = {}
        for glob, head, tail in self._shapes:
            if not head and _is_spread(glob):
                spread[glob.prefix] = (*spread.get(glob.prefix, ()), tail)
        self._spread = list(spread.items()) if len(spread) <= _SPREADS else []
        """The start of a path, and the ends that are covered wherever they are below it."""
        self._known: dict[bytes, tuple[tuple[bytes, ...], list[tuple[bytes, bytes]]]] = {}
        """By directory: the ends of names that are covered in it, and the pairs of a beginning and an end."""

    def uncovered(self, paths: Sequence[bytes]) -> list[int]:
        """The places of the paths that no glob matches."""
        below = self._below
        places = [place for place, path in enumerate(paths) if not path.startswith(below)]
        for start, ends in self._spread:
            places = [place for place in places if not (paths[place].endswith(ends) and paths[place].startswith(start))]
        known = self._known
        left = []
        for place in places:
            path = paths[place]
            cut = path.rfind(b"/") + 1
            directory = path[:cut]
            ends, pairs = known.get(directory) or self._learn(directory)
            if not path.endswith(ends) and not (pairs and _has_shape(path[cut:], pairs)) and not self._set.all(path):
                left.append(place)
        return left

    def _learn(self, directory: bytes) -> tuple[tuple[bytes, ...], list[tuple[bytes, bytes]]]:
        """Ask each glob, once, whether it matches names of its shape in a directory (its slash included)."""
        matching = [
            (head, tail)
            for glob, head, tail in self._shapes
            if directory.startswith(glob.prefix[: glob.prefix.rfind(b"/") + 1])
            and (_is_spread(glob) or glob.matches(directory + head + _ANY + tail))
        ]
        ends = tuple([tail for head, tail in matching if not head])
        pairs = [pair for pair in matching if pair[0]]
        self._known[directory] = ends, pairs
        return ends, pairs


def _is_spread(glob: Glob) -> bool:
    """Whether a glob with a shape of name takes such names everywhere below its literal directory: `DIRECTORY/**/*END`."""
    runs = glob.runs
    whole = glob.prefix[-1:] in (b"", b"/")
    return (
        whole
        and not glob.rest
        and runs is not None
        and len(runs) == 1
        and runs[0][0] == ANYWHERE
        and len(runs[0][1]) == 1
    )


def _has_shape(name: bytes, pairs: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(
        [name.startswith(head) and name.endswith(tail) and len(name) >= len(head) + len(tail) for head, tail in pairs]
    )


def _all_below(glob: Glob) -> bytes | None:
    """What every path begins with that a glob matches for no other reason; None if there is no such text.

    These are `DIRECTORY`, `DIRECTORY/`, `DIRECTORY/**` and `DIRECTORY/**/*`.
    """
    if glob.raw is None:
        return None
    if glob.runs is None:
        return glob.raw if glob.raw[-1:] in (b"", b"/") else glob.raw + b"/"
    whole = glob.prefix[-1:] in (b"", b"/")
    everything = not glob.runs if glob.rest else glob.runs == ((ANYWHERE, (_STAR,)),)
    return glob.prefix if whole and everything else None


def _name_shape(glob: Glob) -> tuple[bytes, bytes] | None:
    """How a path's last component begins and ends, if that and the directory are all that a glob asks for.

    A path is then matched exactly when, in its directory, any other name of the shape would be. Where the pattern's
    literal text ends inside a component, only a pattern for one directory (`a/test_*.py`) has such a shape.
    """
    runs = glob.runs
    if glob.raw is None or runs is None:
        return None
    partial = glob.prefix[glob.prefix.rfind(b"/") + 1 :]
    if glob.rest:
        return None if partial else (b"", b"")
    start, segments = runs[-1]
    last = segments[-1]
    if len(last) != 2 or not isinstance(last[0], bytes) or not isinstance(last[1], bytes):
        return None
    if partial and (len(runs) > 1 or len(segments) > 1 or start != HERE):
        return None
    return partial + last[0], last[1]
