"""Git's own glob rules over bytes: parse a pattern, match a path. Pure; on the hot path.

The rules are git 2.39's, found out by asking git, and held to it by tests/property/test_globs_against_git.py. A pattern
has two readings, as in git: "pathspec" is `git ls-files -- ':(glob)PATTERN'`, "ignore" is one line of .gitignore.
Surprises:

- Git compares the text before the first of `* ? [ \\` as bytes and gives only the rest to its matcher, which takes a
  `**` at its start for a whole component: `lib**/x` matches `libx` and `lib/a/x`; `l*b**/x` does not.
- A pathspec also means its own text, wildcards and all: `a[b` is the file `a[b`, and everything below such a directory.
- `**\\/x` needs at least one directory; `**/x` needs none. `**` that is not a whole component is `*`.
- A bracket that is not closed, an unknown `[:name:]` or a lone `\\` at the end makes a pattern that matches nothing.
- No wildcard and no bracket matches `/`; `?` and a bracket match one byte, not one character.

Time is O(pattern x path) whatever the pattern: between two stars of a component the leftmost place of the text between
them is always good enough, and so is the leftmost run of whole components between two `**`. Nothing here backtracks.

Longer than the house's 400 lines: the tables, the parser and the matcher of one grammar have to be read together.
"""

from __future__ import annotations

from ..errors import GlobError
from ..model import frozen
from .globset import ANYWHERE, BELOW, HERE, MAX_PATTERN_BYTES, Bulk, GlobSet, expand_braces

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, Literal, TypeAlias

    from .globset import Piece, Run, Segment

    Match: TypeAlias = Literal["pathspec", "ignore"]

__all__ = ["Bulk", "Glob", "GlobSet", "expand_braces", "fold", "lint_glob", "parse_glob"]

_NOT_SLASH: Final = frozenset(range(256)) - {0x2F}
_LETTERS: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_DIGITS: Final = frozenset(b"0123456789")
_UPPER: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")

# Git has its own character classes, without locale; `space` lacks vertical tab and form feed.
_CLASSES: Final[dict[bytes, frozenset[int]]] = {
    b"alnum": _LETTERS | _DIGITS,
    b"alpha": _LETTERS,
    b"blank": frozenset(b" \t"),
    b"cntrl": frozenset([*range(0x20), 0x7F]),
    b"digit": _DIGITS,
    b"graph": frozenset(range(0x21, 0x7F)),
    b"lower": _LETTERS - _UPPER,
    b"print": frozenset(range(0x20, 0x7F)),
    b"punct": frozenset(range(0x21, 0x7F)) - _LETTERS - _DIGITS,
    b"space": frozenset(b" \t\n\r"),
    b"upper": _UPPER,
    b"xdigit": _DIGITS | frozenset(b"abcdefABCDEF"),
}


@frozen
class Glob:
    """One pattern, ready to match. Make it with `parse_glob`.

    Attributes:
        pattern: the text it was made from.
        match: which of git's two readings.
        folded: whether it is to be matched against `fold(path)`.
        raw: pathspec: the text that stands for itself; None when git refuses the pattern ("outside repository").
        floating: ignore: no slash in the pattern, so it is compared with each component alone.
        directory_only: ignore: the pattern ended in a slash.
        prefix: the text before the first wildcard, compared as bytes.
        runs: what follows the prefix, as runs of components; None when no path can match it.
        rest: the pattern ends in a `**` that takes whatever is left.
    """

    pattern: bytes
    match: Match
    folded: bool
    raw: bytes | None
    floating: bool
    directory_only: bool
    prefix: bytes
    runs: tuple[Run, ...] | None
    rest: bool

    def matches(self, path: bytes, is_dir: bool = False) -> bool:
        """Whether git would say that this pattern matches the path.

        Args:
            path: repository-relative, without empty, `.` or `..` components. For an absolute one git has no answer: a
                pathspec never matches it, since it allows; an ignore pattern that may stand at any depth (`*.pem`,
                `**/.ssh/*`) can, since it denies; one that is anchored to the repository does not.
            is_dir: the path is a directory or a submodule.
        """
        if self.match == "ignore":
            return self._ignores(path, is_dir)
        raw = self.raw
        if raw is None or path[:1] == b"/":
            return False
        if path == raw or not raw or path.startswith(raw if raw[-1] == 0x2F else raw + b"/"):
            return True
        if is_dir and raw == path + b"/":
            return True
        runs = self.runs
        if runs is None or not path.startswith(self.prefix):
            return False
        return _end_of_match(runs, self.rest, path[len(self.prefix) :].split(b"/"), True) > 0

    def _ignores(self, path: bytes, is_dir: bool) -> bool:
        runs = self.runs
        if runs is None:
            return False
        if self.floating:
            components = path.split(b"/")
            if self.directory_only and not is_dir:
                components.pop()
            segment = runs[0][1][0]
            if len(segment) == 1 and segment[0].__class__ is bytes:
                return segment[0] in components
            return any(_segment_matches(segment, component) for component in components)
        if not path.startswith(self.prefix):
            return False
        components = path[len(self.prefix) :].split(b"/")
        end = _end_of_match(runs, self.rest, components, False)
        return 0 < end < len(components) or (end > 0 and (is_dir or not self.directory_only))

    def may_match_below(self, directory: bytes) -> bool:
        """Whether something strictly below the directory could match; never a wrong "no", sometimes a needless "yes".

        Args:
            directory: as a path for `matches`; empty for the repository itself.
        """
        below = directory + b"/"
        if self.match == "ignore":
            if self.runs is None:
                return False
            if self.floating or not directory or self._ignores(directory, True):
                return True
        else:
            raw = self.raw
            if raw is None or directory[:1] == b"/":
                return False
            if not raw or not directory or raw.startswith(below) or below.startswith(raw.removesuffix(b"/") + b"/"):
                return True
            if self.runs is None:
                return False
        prefix = self.prefix
        if len(below) <= len(prefix):
            return prefix.startswith(below)
        if not below.startswith(prefix):
            return False
        runs = self.runs
        if not runs or runs[0][0] != HERE:
            return True
        components = directory[len(prefix) :].split(b"/")
        segments = runs[0][1]
        for segment, component in zip(segments, components, strict=False):
            if not _segment_matches(segment, component):
                return False
        return len(segments) > len(components) or len(runs) > 1 or self.rest


def _piece_at(piece: Piece, text: bytes, at: int) -> bool:
    """Whether the piece stands in the text at this place."""
    if isinstance(piece, bytes):
        return text.startswith(piece, at)
    if at + len(piece) > len(text):
        return False
    for item in piece:
        byte = text[at]
        if byte not in item if isinstance(item, frozenset) else byte != item:
            return False
        at += 1
    return True


def _segment_matches(segment: Segment, component: bytes) -> bool:
    """Whether a component matches as a whole, in O(len(segment) x len(component))."""
    first = segment[0]
    if len(segment) == 1:
        return len(first) == len(component) and _piece_at(first, component, 0)
    last = segment[-1]
    at = len(first)
    end = len(component) - len(last)
    if end < at or not _piece_at(first, component, 0) or not _piece_at(last, component, end):
        return False
    for piece in segment[1:-1]:
        if isinstance(piece, bytes):
            at = component.find(piece, at, end)
            if at < 0:
                return False
        else:
            limit = end - len(piece)
            while at <= limit and not _piece_at(piece, component, at):
                at += 1
            if at > limit:
                return False
        at += len(piece)
    return True


def _run_matches(segments: tuple[Segment, ...], components: list[bytes], at: int) -> bool:
    for segment in segments:
        if not _segment_matches(segment, components[at]):
            return False
        at += 1
    return True


def _end_of_match(runs: tuple[Run, ...], rest: bool, components: list[bytes], whole: bool) -> int:
    """How many leading components the runs match: all of them (`whole`), or else the fewest. 0: no match.

    A run is as long as its components, so the first place where it matches leaves the most to the runs after it.
    """
    count = len(components)
    at = 0
    final = -1 if rest else len(runs) - 1
    for index, (start, segments) in enumerate(runs):
        # A slash follows every run but the final one, hence at least one more component.
        latest = count - len(segments) - (index != final)
        if start == BELOW:
            at += 1
        elif start == HERE and at < latest:
            if whole and index == final:
                return 0
            latest = at
        if whole and index == final and at < latest:
            at = latest
        while at <= latest and not _run_matches(segments, components, at):
            at += 1
        if at > latest:
            return 0
        at += len(segments)
    if rest:
        return count if whole else at + 1
    return at


def parse_glob(pattern: bytes, match: Match, folded: bool = False) -> Glob:
    """Read one pattern without braces (see `expand_braces`). Every text is a pattern; some match nothing.

    For "ignore", the pattern is the *meaning* of a line of .gitignore, not its spelling: a `!` or `#` at the start,
    spaces and a carriage return at the end are ordinary bytes. The line that means a pattern has a `\\` before a
    leading `!` or `#` and before each trailing space, and one carriage return more after a trailing one. Newlines,
    which no line can hold, are ordinary bytes, as in `git ls-files --exclude`. A NUL ends the pattern, as it does in
    the file.

    For "pathspec", `./`, `//` and `x/../` are taken out first, as git does; an absolute pattern, one that climbs out of
    the repository and one with a NUL match nothing. The empty pattern and `.` are, in git, the whole repository.

    Args:
        pattern: the text.
        match: which of git's two readings.
        folded: make a glob to be matched against `fold(path)`. What the plain one matches, this one matches after
            folding, where both are ASCII; a `?` or a bracket that stands for one byte of a longer character does not
            survive folding. It may match more (`[!a]` takes `A`, hence also `a`), so it is for rules that refuse.

    Raises:
        GlobError: the pattern is longer than 4096 bytes.
    """
    if len(pattern) > MAX_PATTERN_BYTES:
        raise GlobError(
            f"a pattern of {len(pattern)} bytes is longer than {MAX_PATTERN_BYTES}", hint="shorten the pattern"
        )
    if match == "ignore":
        return _parse_ignore(pattern, folded)
    raw = _normal(pattern)
    if raw is None:
        return Glob(pattern, match, folded, None, False, False, b"", None, False)
    literal = _literal_length(raw)
    runs, rest = (None, False) if literal == len(raw) else _parse_runs(raw[literal:], folded)
    prefix = raw[:literal]
    if folded:
        raw, prefix = fold(raw), fold(prefix)
    return Glob(pattern, match, folded, raw, False, False, prefix, runs, rest)


def _parse_ignore(pattern: bytes, folded: bool) -> Glob:
    text = pattern.partition(b"\0")[0]
    directory_only = text[-1:] == b"/"
    if directory_only:
        text = text[:-1]
    if b"/" not in text:
        runs, _ = _parse_runs(text, folded, False) if text else (None, False)
        return Glob(pattern, "ignore", folded, None, True, directory_only, b"", runs, False)
    text = text.removeprefix(b"/")
    # The line has a backslash before these two, so to git nothing of it is literal text.
    literal = 0 if pattern[:1] in (b"!", b"#") else _literal_length(text)
    prefix = fold(text[:literal]) if folded else text[:literal]
    runs, rest = _parse_runs(text[literal:], folded) if text else (None, False)
    return Glob(pattern, "ignore", folded, None, False, directory_only, prefix, runs, rest)


def _literal_length(text: bytes) -> int:
    """How many bytes precede the first wildcard or backslash."""
    return len(text.partition(b"*")[0].partition(b"?")[0].partition(b"[")[0].partition(b"\\")[0])


def _normal(pattern: bytes) -> bytes | None:
    """The pathspec as git keeps it: no `.`, `..` or empty components. None where git refuses it."""
    if b"\0" in pattern or pattern[:1] == b"/":
        return None
    if b"//" not in pattern and b"." not in pattern:
        return pattern
    parts: list[bytes] = []
    components = pattern.split(b"/")
    last = components.pop()
    for component in components:
        if component == b"..":
            if not parts:
                return None
            parts.pop()
        elif component and component != b".":
            parts.append(component)
    if last == b"..":
        if not parts:
            return None
        parts.pop()
        last = b""
    elif last == b".":
        last = b""
    parts.append(last)
    return b"/".join(parts)


def _parse_runs(text: bytes, folded: bool, slashes: bool = True) -> tuple[tuple[Run, ...] | None, bool]:
    """Read what follows the literal prefix.

    Args:
        text: the pattern from its first wildcard on, or all of it.
        folded: as for `parse_glob`.
        slashes: whether `**` may be more than `*`; not so for an ignore pattern that has no slash.

    Returns:
        The runs (None: nothing can match) and whether a final `**` takes the rest.
    """
    runs: list[Run] = []
    start = HERE
    segments: list[Segment] = []
    pieces: list[Piece] = []
    items: list[int | frozenset[int]] = []
    # A `**` counts at the start of a component, and here at the start even if the prefix ends inside a component.
    fresh = slashes
    at = 0
    size = len(text)
    while at < size:
        byte = text[at]
        at += 1
        if byte == 0x2A:  # *
            first = at
            while at < size and text[at] == 0x2A:
                at += 1
            if fresh and at > first:
                slash = 1 if text.startswith(b"/", at) else 2 if text.startswith(b"\\/", at) else 0
                if slash or at == size:
                    if segments or start != HERE:
                        runs.append((start, tuple(segments)))
                        segments = []
                    if not slash:
                        return tuple(runs), True
                    start = ANYWHERE if slash == 1 else BELOW
                    at += slash
                    continue
            pieces.append(_piece(items, folded))
            items = []
        elif byte == 0x3F:  # ?
            items.append(_NOT_SLASH)
        elif byte == 0x5B:  # [
            bracket = _parse_bracket(text, at)
            if bracket is None:
                return None, False
            members, at = bracket
            items.append(members)
        else:
            if byte == 0x5C:  # \
                if at == size:
                    return None, False
                byte = text[at]
                at += 1
            if byte == 0x2F:  # /
                pieces.append(_piece(items, folded))
                segments.append(tuple(pieces))
                pieces = []
                items = []
                fresh = True
                continue
            items.append(byte)
        fresh = False
    pieces.append(_piece(items, folded))
    segments.append(tuple(pieces))
    runs.append((start, tuple(segments)))
    return tuple(runs), False


def _piece(items: list[int | frozenset[int]], folded: bool) -> Piece:
    """Join the items between two stars; where they are folded, each stretch of literal bytes is, as one text."""
    literals = [item for item in items if isinstance(item, int)]
    if len(literals) == len(items):
        return fold(bytes(literals)) if folded else bytes(literals)
    if not folded:
        return tuple(items)
    result: list[int | frozenset[int]] = []
    literals = []
    for item in items:
        if isinstance(item, int):
            literals.append(item)
        else:
            result += fold(bytes(literals))
            literals = []
            result.append(item | {byte + 32 for byte in item & _UPPER})
    return tuple(result) + tuple(fold(bytes(literals)))


def _parse_bracket(text: bytes, at: int) -> tuple[frozenset[int], int] | None:
    """Read a bracket from after its `[`: the bytes it takes and the place after its `]`. None: it is not a valid one.

    As git reads it: `!` or `^` negates, a first `]` is a member, a `\\` quotes the next byte everywhere, `-` makes a
    range unless it is first, last, or follows a range or a class; a range from high to low is its first byte; `[:`
    without `:]` is two members; an unknown class makes the whole pattern match nothing.
    """
    size = len(text)
    negated = text[at : at + 1] in (b"!", b"^")
    at += negated
    members: set[int] = set()
    low = -1
    first = at
    while at < size:
        byte = text[at]
        if byte == 0x5D and at > first:  # ]
            result = (_NOT_SLASH - members) if negated else (_NOT_SLASH & members)
            return result, at + 1
        at += 1
        if byte == 0x2D and low >= 0 and at < size and text[at] != 0x5D:  # -
            high = text[at]
            at += 1
            if high == 0x5C:
                if at == size:
                    return None
                high = text[at]
                at += 1
            members.update(range(low, high + 1))
            low = -1
        elif byte == 0x5B and text.startswith(b":", at):  # [:
            end = text.find(b"]", at + 1)
            if end < 0:
                return None
            if end - 1 > at and text[end - 1] == 0x3A:
                named = _CLASSES.get(text[at + 1 : end - 1])
                if named is None:
                    return None
                members |= named
                at = end + 1
                low = -1
            else:
                members.add(byte)
                low = byte
        else:
            if byte == 0x5C:
                if at == size:
                    return None
                byte = text[at]
                at += 1
            members.add(byte)
            low = byte
    return None


def fold(path: bytes) -> bytes:
    """One spelling for all names that a file system blind to case, composition and invisible characters holds equal.

    The code points that HFS+ ignores are dropped (git's own list), and the rest is case-folded and decomposed, so that
    canonically equal names are equal (Unicode, section 3.13, D145). Decomposed rather than composed: a composed letter
    would slip past a pattern that has its plain letter before a star. Bytes that are not UTF-8 stay as they are.

    Not covered: what Windows takes for the same name (`GIT~1`, a trailing dot or space, `name::$DATA`).
    """
    if path.isascii():
        return path.lower()
    from unicodedata import normalize

    text = path.decode("utf-8", "surrogateescape").translate(_IGNORED_BY_HFS)
    return normalize("NFD", normalize("NFD", text).casefold()).encode("utf-8", "surrogateescape")


# Code points that HFS+ leaves out when it compares names: `.g\u200cit` is `.git` there (CVE-2014-9390).
_IGNORED_BY_HFS: Final = dict.fromkeys([*range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x206A, 0x2070), 0xFEFF])


def lint_glob(pattern: bytes) -> list[tuple[str, str]]:
    """Spellings that do not mean what they seem to. Works on a pattern before or after `expand_braces`.

    Returns:
        Pairs of a stable code and a message for people, in a fixed order; [] for a pattern without surprises.
    """
    if len(pattern) > MAX_PATTERN_BYTES:
        return [("too-long", f"a pattern may have {MAX_PATTERN_BYTES} bytes")]
    found: list[tuple[str, str]] = []
    components = pattern.split(b"/")
    if not pattern:
        found.append(("empty", "an empty pattern is the whole repository as a pathspec, and nothing as an ignore line"))
    if pattern[:1] == b"!":
        found.append(("negation", "a leading '!' is an ordinary character here; there is no negation"))
    if pattern[:1] == b"/":
        found.append(("absolute", "a leading '/' is the repository in an ignore line, and the disk in a pathspec"))
    if pattern[:1] in (b" ", b"\t"):
        found.append(("leading-space", "the space before the pattern is part of it"))
    if pattern[-1:] in (b" ", b"\t"):
        found.append(("trailing-space", "the space after the pattern is part of it"))
    if b"\r" in pattern or b"\n" in pattern:
        found.append(("line-break", "a carriage return or a newline is part of the pattern"))
    if b"\0" in pattern:
        found.append(("nul", "no path can hold a NUL"))
    if b"//" in pattern:
        found.append(("empty-component", "'//' matches nothing in an ignore line; write '/'"))
    if b"." in components:
        found.append(("dot-component", "a '.' component matches nothing in an ignore line; leave it out"))
    if b".." in components:
        found.append(("dot-dot-component", "a '..' component matches nothing in an ignore line; name the path itself"))
    found += _lint_wildcards(pattern)
    return found


def _lint_wildcards(pattern: bytes) -> list[tuple[str, str]]:
    """The part of `lint_glob` that has to know escapes and brackets."""
    found: dict[str, str] = {}
    size = len(pattern)
    at = 0
    while at < size:
        byte = pattern[at]
        if byte == 0x5C:
            if at + 1 == size:
                found["lone-backslash"] = "a backslash at the end quotes nothing; the pattern matches nothing"
            at += 2
        elif byte == 0x5B:
            bracket = _parse_bracket(pattern, at + 1)
            if bracket is None:
                found["bad-bracket"] = "a bracket that is not closed, or an unknown class; the pattern matches nothing"
                break
            if _has_backward_range(pattern, at + 1, bracket[1] - 1):
                found["backward-range"] = "a range from high to low holds its first character only"
            if b"/" in pattern[at : bracket[1]]:
                found["slash-in-bracket"] = "a bracket never matches '/'"
            at = bracket[1]
        elif byte == 0x2A:
            end = at
            while end < size and pattern[end] == 0x2A:
                end += 1
            glued = (at > 0 and pattern[at - 1] not in b"/{,") or (end < size and pattern[end] not in b"/},")
            if end - at > 1 and glued:
                found["glued-stars"] = "'**' that is not a whole component acts as '*', or differently after plain text"
            at = end
        elif byte == 0x7B and _is_sequence(pattern, at):
            found["brace-sequence"] = "'{1..9}' is not expanded; list the alternatives"
            at += 1
        else:
            at += 1
    return list(found.items())


def _has_backward_range(pattern: bytes, at: int, end: int) -> bool:
    """Whether a bracket holds something like `z-a`, by a plain look at its text."""
    return any(pattern[i] == 0x2D and pattern[i - 1] > pattern[i + 1] for i in range(at + 1, end - 1))


def _is_sequence(pattern: bytes, at: int) -> bool:
    end = pattern.find(b"}", at)
    return end > 0 and b".." in pattern[at:end] and b"," not in pattern[at:end]
