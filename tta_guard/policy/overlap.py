"""Could one path match both of two patterns? For telling contradictions apart from rules that never meet. Pure, cold."""

from __future__ import annotations

from functools import lru_cache

from .globset import expand_braces

_LIMIT = 64


def overlap(allowed: str, denied: str, *, whole: bool = False) -> bool:
    """Whether some path may match both patterns; braces are expanded.

    Brackets count as any one character, so the answer may be a needless yes, never a wrong no.

    Args:
        allowed: in git's pathspec reading: the whole path.
        denied: in git's ignore reading: at any depth without a slash, and everything below; or (`whole`) as `allowed`.
        whole: see there.
    """
    return any(
        _meet(_segments(left, True), _segments(right, whole))
        for left in expand_braces(allowed.encode("utf-8", "surrogateescape"))[:_LIMIT]
        for right in expand_braces(denied.encode("utf-8", "surrogateescape"))[:_LIMIT]
    )


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
    names = {part for part in denied.split("/") if part and "*" not in part}
    floating = denied.startswith("**/") or "/" not in denied.rstrip("/")
    return whole or not floating or bool(names & set(allowed.split("/")))


def _segments(pattern: bytes, whole: bool) -> tuple[bytes, ...]:
    """The pattern's components, `**` for any number of them."""
    parts = pattern.strip(b"/").split(b"/")
    if not whole and b"/" not in pattern.rstrip(b"/"):
        parts.insert(0, b"**")
    if (not whole or pattern.endswith(b"/")) and parts[-1] != b"**":
        parts.append(b"**")
    return tuple(parts)


@lru_cache(maxsize=4096)
def _meet(left: tuple[bytes, ...], right: tuple[bytes, ...]) -> bool:
    if not left or not right:
        return all(part == b"**" for part in (*left, *right))
    if left[0] == b"**":
        return _meet(left[1:], right) or _meet(left, right[1:])
    if right[0] == b"**":
        return _meet(left, right[1:]) or _meet(left[1:], right)
    return _names_meet(_tokens(left[0]), _tokens(right[0])) and _meet(left[1:], right[1:])


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
    if not left and not right:
        return True
    if left and left[0] == -2:
        return _names_meet(left[1:], right) or (bool(right) and _names_meet(left, right[1:]))
    if right and right[0] == -2:
        return _names_meet(left, right[1:]) or (bool(left) and _names_meet(left[1:], right))
    if not left or not right:
        return False
    return (left[0] == right[0] or -1 in (left[0], right[0])) and _names_meet(left[1:], right[1:])
