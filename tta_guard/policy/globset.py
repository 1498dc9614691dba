"""Sets of globs: the patterns that braces stand for, and which of many globs match a path. Pure; on the hot path.

`GlobSet` looks a path up in dictionaries made from the globs of a plain shape (a name, `*.ext`, a path, a directory
with all below it) and asks the others one by one. Nothing is compiled, so it is the one for a few paths. `GlobSet.bulk`
compiles one regular expression from all of them, for many paths. Both answer as `Glob.matches` does.
"""

from __future__ import annotations

from ..errors import GlobError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterable
    from typing import Final, TypeAlias

    from .globs import Glob

    # The text between two stars of one component: bytes, or else a byte value or a set of byte values for each byte.
    Piece: TypeAlias = bytes | tuple[int | frozenset[int], ...]
    # One component: the pieces around its stars. One piece means no star; the first and the last one are anchored.
    Segment: TypeAlias = tuple[Piece, ...]
    # How a run of components starts (HERE, ANYWHERE or BELOW), and the components.
    Run: TypeAlias = tuple[int, tuple[Segment, ...]]

MAX_PATTERN_BYTES: Final = 4096
MAX_ALTERNATIVES: Final = 256
MAX_BRACE_DEPTH: Final = 8

# How a run of components starts. HERE: where the run before it ended; ANYWHERE: after `**/`, so any number of
# components later; BELOW: after `**` and an escaped slash, so at least one component later.
HERE: Final = 0
ANYWHERE: Final = 1
BELOW: Final = 2


_TOO_MANY: Final = f"braces stand for more than {MAX_ALTERNATIVES} patterns"


def expand_braces(pattern: bytes) -> tuple[bytes, ...]:
    """Expand `{a,b}` as bash does: nested too; `{a}`, `{}`, an unclosed `{` and what a `\\` precedes stay as they are.

    An empty result is dropped, as bash drops an empty word: to git an empty pathspec is the whole repository. Not
    covered: bash's sequences (`{1..9}` stays as it is; `lint_glob` tells) and its special case `${`.

    Raises:
        GlobError: the pattern is longer than 4096 bytes, has over 256 `{`, nests braces deeper than 8, or stands for
            over 256 patterns.
    """
    if len(pattern) > MAX_PATTERN_BYTES:
        message = f"a pattern of {len(pattern)} bytes is longer than {MAX_PATTERN_BYTES}"
        raise GlobError(message, hint="shorten the pattern")
    if b"{" not in pattern:
        return (pattern,) if pattern else ()
    if pattern.count(b"{") > MAX_ALTERNATIVES:
        raise GlobError(_TOO_MANY, hint="write fewer alternatives, or a wildcard")
    return tuple([text for text in _expand(pattern, 0) if text])


def _expand(text: bytes, depth: int) -> list[bytes]:
    """The alternatives that a text stands for, empty ones too."""
    if depth > MAX_BRACE_DEPTH:
        raise GlobError(
            f"braces nest deeper than {MAX_BRACE_DEPTH}", hint="write the alternatives as separate patterns"
        )
    done = [b""]
    at = plain = 0
    while at < len(text):
        parts = None
        # Bash passes over a `{}`, but only at the start of what it looks at.
        if text[at] == 0x7B and not (at == plain and text.startswith(b"{}", at)):
            parts = _brace_parts(text, at)
        if parts is None:
            at += 2 if text[at] == 0x5C else 1
            continue
        alternatives: list[bytes] = []
        for part in parts[0]:
            alternatives += _expand(part, depth + 1)
            if len(done) * len(alternatives) > MAX_ALTERNATIVES:
                raise GlobError(_TOO_MANY, hint="write fewer alternatives, or a wildcard")
        done = [head + text[plain:at] + each for head in done for each in alternatives]
        at = plain = parts[1]
    return [head + text[plain:] for head in done]


def _brace_parts(text: bytes, at: int) -> tuple[list[bytes], int] | None:
    """The parts of the brace that opens here and the place after its end; None when it is only text.

    A `}` before the first comma is text, as in bash: `{a},b}` is `a}` and `b`.
    """
    parts: list[bytes] = []
    depth = 0
    begin = at = at + 1
    while at < len(text):
        byte = text[at]
        if byte == 0x5C:
            at += 1
        elif byte == 0x7B:
            depth += 1
        elif byte == 0x7D and depth:
            depth -= 1
        elif byte == 0x7D and parts:
            parts.append(text[begin:at])
            return parts, at + 1
        elif byte == 0x2C and not depth:
            parts.append(text[begin:at])
            begin = at + 1
        at += 1
    return None


# Where the thing that a dictionary's key names has to stand in the path: at its end or before it (ITSELF_OR_ABOVE),
# only before it (ABOVE), before it or at its end if the path is a directory (DIRECTORY), only at its end (ITSELF).
_ITSELF_OR_ABOVE: Final = 0
_ABOVE: Final = 1
_DIRECTORY: Final = 2
_ITSELF: Final = 3

_EXACTLY: Final = ((HERE, ((b"",),)),)
"""The runs of a pattern that has nothing but its prefix."""


class GlobSet:
    """Globs in a fixed order; an answer is an index into it, or several, ascending."""

    __slots__ = ("_names", "_others", "_suffixes", "_trees", "globs")

    def __init__(self, globs: Iterable[Glob]) -> None:
        self.globs = tuple(globs)
        self._names: dict[bytes, list[tuple[int, int]]] = {}
        """A component's name -> (index, where it has to stand)."""
        self._suffixes: dict[int, dict[bytes, list[tuple[int, int]]]] = {}
        """The length of a component's end -> that end -> the same."""
        self._trees: dict[bytes, list[tuple[int, int]]] = {}
        """A path from the top -> the same."""
        self._others: list[tuple[int, Glob]] = []
        for index, glob in enumerate(self.globs):
            if glob.match == "ignore":
                self._place_ignore(index, glob)
            elif glob.raw is not None:
                self._place_pathspec(index, glob, glob.raw)

    def _place_ignore(self, index: int, glob: Glob) -> None:
        runs = glob.runs
        if runs is None:
            return
        where = _DIRECTORY if glob.directory_only else _ITSELF_OR_ABOVE
        if glob.floating:
            placed = self._place_name(index, runs[0][1], where)
        elif runs == _EXACTLY and glob.prefix and not glob.rest:
            placed = True
            self._trees.setdefault(glob.prefix, []).append((index, where))
        else:
            placed = not glob.directory_only and self._place_runs(index, glob, runs, where)
        if not placed:
            self._others.append((index, glob))

    def _place_pathspec(self, index: int, glob: Glob, raw: bytes) -> None:
        runs = glob.runs
        if not raw or (runs is not None and not self._place_runs(index, glob, runs, _ITSELF)):
            self._others.append((index, glob))
        elif raw[-1] == 0x2F:
            self._trees.setdefault(raw[:-1], []).append((index, _DIRECTORY))
        else:
            self._trees.setdefault(raw, []).append((index, _ITSELF_OR_ABOVE))

    def _place_runs(self, index: int, glob: Glob, runs: tuple[Run, ...], where: int) -> bool:
        """Place `**/NAME`, `**/*END` and `DIRECTORY/**`."""
        if glob.rest:
            if runs or glob.prefix[-1:] != b"/":
                return False
            self._trees.setdefault(glob.prefix[:-1], []).append((index, _ABOVE))
            return True
        return (
            not glob.prefix and len(runs) == 1 and runs[0][0] == ANYWHERE and self._place_name(index, runs[0][1], where)
        )

    def _place_name(self, index: int, segments: tuple[Segment, ...], where: int) -> bool:
        """Place one component, given as a name or as `*END`."""
        segment = segments[0]
        end = segment[-1]
        if len(segments) > 1 or len(segment) > 2 or not isinstance(end, bytes):
            return False
        if len(segment) == 1:
            self._names.setdefault(end, []).append((index, where))
        elif segment[0] == b"":
            self._suffixes.setdefault(len(end), {}).setdefault(end, []).append((index, where))
        else:
            return False
        return True

    def all(self, path: bytes, is_dir: bool = False) -> tuple[int, ...]:
        """Every glob that matches; the arguments are those of `Glob.matches`."""
        if path[:1] == b"/":
            return tuple([index for index, glob in enumerate(self.globs) if glob.matches(path, is_dir)])
        found = self._looked_up(path, is_dir)
        found += [index for index, glob in self._others if glob.matches(path, is_dir)]
        return tuple(sorted({*found})) if len(found) > 1 else tuple(found)

    def first(self, path: bytes, is_dir: bool = False) -> int | None:
        """The first glob that matches, None when none does; the arguments are those of `Glob.matches`."""
        found = self.all(path, is_dir)
        return found[0] if found else None

    def _looked_up(self, path: bytes, is_dir: bool) -> list[int]:
        """The matching globs of the dictionaries, in no order."""
        found: list[int] = []
        components = path.split(b"/")
        names = self._names
        suffixes = self._suffixes.items()
        last = len(components) - 1
        at_end = (_ITSELF_OR_ABOVE, _ITSELF, _DIRECTORY) if is_dir else (_ITSELF_OR_ABOVE, _ITSELF)
        for place, component in enumerate(components):
            allowed = at_end if place == last else _BEFORE_END
            if component in names:
                found += [index for index, where in names[component] if where in allowed]
            for length, ends in suffixes:
                end = component[-length:] if length else b""
                if end in ends:
                    found += [index for index, where in ends[end] if where in allowed]
        trees = self._trees
        if trees:
            cut = path.find(b"/")
            while cut >= 0:
                head = path[:cut]
                if head in trees:
                    found += [index for index, where in trees[head] if where in _BEFORE_END]
                cut = path.find(b"/", cut + 1)
            if path in trees:
                found += [index for index, where in trees[path] if where in at_end]
        return found

    def bulk(self) -> Bulk:
        """The same set for many paths."""
        return Bulk(self)


_BEFORE_END: Final = (_ITSELF_OR_ABOVE, _ABOVE, _DIRECTORY)


class Bulk:
    """Tells, of many paths, which ones any glob of a set matches, by one regular expression.

    The expression is linear in the path, as `Glob.matches` is: what it has found between two stars, or between two
    `**`, is in an atomic group, so that it is never looked for again. It holds no possessive quantifier: those match
    wrongly in early releases of Python 3.11 (seen in 3.11.2).
    """

    __slots__ = ("_directory", "_file", "_set")

    def __init__(self, globs: GlobSet) -> None:
        self._set = globs
        self._file = _compile(globs.globs, False)
        self._directory: re.Pattern[bytes] | None = None

    def __call__(self, path: bytes, is_dir: bool = False) -> bool:
        """Whether any glob matches; the arguments are those of `Glob.matches`."""
        if not is_dir:
            return self._file.match(path) is not None
        if self._directory is None:
            self._directory = _compile(self._set.globs, True)
        return self._directory.match(path) is not None

    def select(self, paths: Iterable[bytes]) -> list[bytes]:
        """The paths, none of them a directory, that any glob matches, in their order. The quickest way."""
        return list(filter(self._file.match, paths))

    def all(self, path: bytes, is_dir: bool = False) -> tuple[int, ...]:
        """As `GlobSet.all`, and quick where nothing matches."""
        return self._set.all(path, is_dir) if self(path, is_dir) else ()


def _compile(globs: Iterable[Glob], is_dir: bool) -> re.Pattern[bytes]:
    """One expression that matches, from the start of a path, where any of the globs matches the path."""
    import re

    floating = []
    sources = []
    for glob in globs:
        if glob.match == "pathspec":
            if glob.raw is not None:
                sources.append(_pathspec_source(glob, glob.raw, is_dir))
        elif glob.runs is not None:
            end = b"/" if glob.directory_only and not is_dir else rb"(?:/|\Z)"
            if glob.floating:
                floating.append(_segment_source(glob.runs[0][1][0]) + end)
            else:
                sources.append(re.escape(glob.prefix) + _runs_source(glob, glob.runs, end))
    if floating:
        sources.append(b"(?:.*/)?(?:" + b"|".join(floating) + b")")
    return re.compile(b"|".join(sources) if sources else b"(?!)", re.DOTALL)


def _pathspec_source(glob: Glob, raw: bytes, is_dir: bool) -> bytes:
    """A pathspec's own text with what is below it, and what it matches as a pattern."""
    import re

    if not raw:
        return b"(?!/)"
    end = rb"(?:/|\Z)" if is_dir or raw[-1] != 0x2F else b"/"
    name = raw.removesuffix(b"/")
    if glob.runs is None:
        return re.escape(name) + end
    prefix = glob.prefix if name.startswith(glob.prefix) else b""
    own = re.escape(name[len(prefix) :]) + end
    runs = re.escape(glob.prefix[len(prefix) :]) + _runs_source(glob, glob.runs, rb"\Z")
    # An absolute path is never a pathspec's, whatever wildcard it begins with.
    return (re.escape(prefix) or b"(?!/)") + b"(?:" + own + b"|" + runs + b")"


def _runs_source(glob: Glob, runs: tuple[Run, ...], end: bytes) -> bytes:
    """What follows the prefix of an anchored glob."""
    source = b""
    for start, segments in runs if glob.rest else runs[:-1]:
        body = b"".join([_segment_source(segment) + b"/" for segment in segments])
        if start != HERE:
            body = (b"(?:[^/]*/)*?" if start == ANYWHERE else b"(?:[^/]*/)+?") + body
        source += b"(?>" + body + b")"
    if glob.rest:
        return source + (b"[^/]*/" if end == b"/" else b"")
    start, segments = runs[-1]
    if start == ANYWHERE:
        # The end of a pathspec is the end of the path, so its last component is the path's last component.
        source += b"(?>(?:.*/)?)" if len(segments) == 1 and glob.match == "pathspec" else b"(?:.*/)?"
    elif start == BELOW:
        source += b".*/"
    return source + b"/".join([_segment_source(segment) for segment in segments]) + end


def _segment_source(segment: Segment) -> bytes:
    """One component. What follows in the expression is a slash or the end of the path."""
    source = _piece_source(segment[0])
    if len(segment) == 1:
        return source
    for piece in segment[1:-1]:
        source += b"(?>[^/]*?" + _piece_source(piece) + b")"
    last = segment[-1]
    return source + (rb"(?>[^/]*" + _piece_source(last) + rb"(?=/|\Z))" if last else b"[^/]*")


def _piece_source(piece: Piece) -> bytes:
    import re

    if isinstance(piece, bytes):
        return re.escape(piece)
    return b"".join([_set_source(item) if isinstance(item, frozenset) else re.escape(bytes([item])) for item in piece])


def _set_source(members: frozenset[int]) -> bytes:
    """A set of byte values as a bracket of ranges."""
    source = b""
    ordered = sorted(members)
    while ordered:
        low = ordered[0]
        length = 1
        while length < len(ordered) and ordered[length] == low + length:
            length += 1
        source += b"\\x%02x-\\x%02x" % (low, low + length - 1)
        ordered = ordered[length:]
    return b"[" + source + b"]" if source else b"(?!)"
