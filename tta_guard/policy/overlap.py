"""Could one path match both of two patterns? For telling contradictions apart from rules that never meet. Pure, cold."""

from __future__ import annotations

from functools import lru_cache

from .globset import expand_braces

_LIMIT = 16
# Pairs of places beyond which two patterns are taken to meet: a needless yes costs a report, an endless search the guard.
_WORK = 20_000


def overlap(allowed: str, denied: str, *, whole: bool = False) -> bool:
    """Whether some path may match both patterns; braces are expanded.

    Brackets count as any one character, so the answer may be a needless yes, never a wrong no.

    Args:
        allowed: in git's pathspec reading: the whole path.
        denied: in git's ignore reading: at any depth without a slash, and everything below; or (`whole`) as `allowed`.
        whole: see there.
    """
    return any(
        _may(left[0], right[0]) and _meet(left, right)
        for left in _alternatives(allowed, True)
        for right in _alternatives(denied, whole)
    )


@lru_cache(maxsize=4096)
def _alternatives(pattern: str, whole: bool) -> tuple[tuple[bytes, ...], ...]:
    """The components of each spelling of a pattern; with many braces of one that covers them all."""
    spellings = expand_braces(pattern.encode("utf-8", "surrogateescape"))
    if len(spellings) > _LIMIT:
        # Whatever the braces come to, the component in which the first stands begins like this.
        start = pattern[: pattern.index("{")].encode("utf-8", "surrogateescape")
        spellings = (start + b"*/**", b"**/" + start + b"*/**") if not whole else (start + b"*/**",)
        whole = True
    return tuple([_segments(spelling, whole) for spelling in spellings])


def _may(one: bytes, other: bytes) -> bool:
    """Whether the first components leave it open; quick, for most pairs end here."""
    return one == other or _has_wildcard(one) or _has_wildcard(other)


def _has_wildcard(name: bytes) -> bool:
    return b"*" in name or b"?" in name or b"[" in name or b"\\" in name


def contradict(allowed: str, denied: str, *, whole: bool = False) -> bool:
    """Whether an allowance and a denial are worth telling apart: they overlap, and not only because the denial is about a
    name that may stand anywhere (`secrets/`, `**/node_modules/**`), unless the allowance spells that name.

    Args:
        allowed: as for `overlap`.
        denied: as for `overlap`.
        whole: as for `overlap`.
    """
    if not overlap(allowed, denied, whole=whole):
        return False
    names = _floating(denied)
    if not whole and (names or denied.startswith("**/") or "/" not in denied.rstrip("/")):
        same = denied.rsplit("/", 1)[-1] == allowed.rsplit("/", 1)[-1] not in ("*", "**", "")
        return same or bool(names & set(allowed.split("/")))
    # "**/conftest.py" is every one but those in a place that is denied: that is no contradiction.
    return not allowed.startswith("**/") or bool(_floating(allowed) & set(denied.split("/")))


def _floating(pattern: str) -> set[str]:
    """The plain names of a pattern that may stand at any depth: behind a `**`, or alone."""
    parts = pattern.strip("/").split("/")
    if len(parts) == 1:
        return {parts[0]} - {""} if "*" not in parts[0] else set()
    behind = parts[parts.index("**") + 1 :] if "**" in parts[:-1] else []
    return {part for part in behind if part and "*" not in part}


def _segments(pattern: bytes, whole: bool) -> tuple[bytes, ...]:
    """The pattern's components, `**` for any number of them."""
    parts = pattern.strip(b"/").split(b"/")
    if not whole and b"/" not in pattern.rstrip(b"/"):
        parts.insert(0, b"**")
    if (not whole or pattern.endswith(b"/")) and parts[-1] != b"**":
        parts.append(b"**")
    return tuple(parts)


@lru_cache(maxsize=65536)
def _meet(left: tuple[bytes, ...], right: tuple[bytes, ...]) -> bool:
    """Whether a path may match both; every pair of places that can be reached is looked at once."""
    if len(left) * len(right) > _WORK:
        return True
    waiting = [(0, 0)]
    seen = {(0, 0)}
    while waiting:
        i, j = waiting.pop()
        after: list[tuple[int, int]] = []
        if i == len(left) and j == len(right):
            return True
        if i < len(left) and left[i] == b"**":
            after.append((i + 1, j))
        if j < len(right) and right[j] == b"**":
            after.append((i, j + 1))
        if i < len(left) and j < len(right):
            step = (i + (left[i] != b"**"), j + (right[j] != b"**"))
            if b"**" in (left[i], right[j]) or _names_meet(_tokens(left[i]), _tokens(right[j])):
                after.append(step)
        for place in after:
            if place not in seen:
                seen.add(place)
                waiting.append(place)
    return False


@lru_cache(maxsize=65536)
def _tokens(name: bytes) -> tuple[int, ...]:
    """A component as byte values; -1 is any one character, -2 any run of them."""
    tokens: list[int] = []
    at = 0
    while at < len(name):
        byte = name[at]
        if byte == 0x2A:
            if not tokens or tokens[-1] != -2:
                tokens.append(-2)
        elif byte == 0x3F:
            tokens.append(-1)
        elif byte == 0x5B and name.find(b"]", at + 2) > 0:
            at = name.find(b"]", at + 2)
            tokens.append(-1)
        else:
            if byte == 0x5C and at + 1 < len(name):
                at += 1
                byte = name[at]
            tokens.append(byte)
        at += 1
    return tuple(tokens)


@lru_cache(maxsize=65536)
def _names_meet(left: tuple[int, ...], right: tuple[int, ...]) -> bool:
    """Whether a name may match both, by the same walk."""
    if len(left) * len(right) > _WORK:
        return True
    waiting = [(0, 0)]
    seen = {(0, 0)}
    while waiting:
        i, j = waiting.pop()
        if i == len(left) and j == len(right):
            return True
        one = left[i] if i < len(left) else 0
        other = right[j] if j < len(right) else 0
        after: list[tuple[int, int]] = []
        if i < len(left) and one == -2:
            after.append((i + 1, j))
        if j < len(right) and other == -2:
            after.append((i, j + 1))
        if i < len(left) and j < len(right) and (one < 0 or other < 0 or one == other):
            after.append((i + (one != -2), j + (other != -2)))
        for place in after:
            if place not in seen:
                seen.add(place)
                waiting.append(place)
    return False
