"""The shell's names for files: pathname patterns, and programs on PATH, asked of a `World`. Pure; hot."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    from .world import World

GLOB_LIMIT: Final = 4096  # names that one pattern may give before it counts as not resolvable


def search_path(world: World, name: str, path_env: str, cwd: str) -> str | None:
    """Do what `World.which` promises with the other questions of a world (POSIX 2018, chapter 8.3 on PATH)."""
    if "/" in name:
        path = name if name.startswith("/") else f"{cwd}/{name}"
        return path if world.is_exec(path) else None
    if not name:
        return None
    for folder in path_env.split(os.pathsep):
        where = folder or cwd
        path = f"{where if where.startswith('/') else f'{cwd}/{where}'}/{name}"
        if world.is_exec(path):
            return path
    return None


def expand_pattern(world: World, pattern: str, cwd: str) -> tuple[str, ...] | None:
    """Do what `World.glob` promises with `listdir` and `exists` (POSIX 2018, Shell 2.13.3)."""
    found = ["/" if pattern.startswith("/") else ""]
    parts = [part for part in pattern.split("/") if part]
    for number, part in enumerate(parts):
        following: list[str] = []
        last = number == len(parts) - 1
        for start in found:
            where = start if start.startswith("/") else f"{cwd}/{start}"
            if not _is_pattern(part):
                plain = _unquoted(part)
                if world.exists(f"{where}{plain}"):
                    following.append(f"{start}{plain}{'' if last else '/'}")
                continue
            names = world.listdir(where)
            if names is None:
                if world.is_dir(where):
                    return None
                continue
            if part.startswith("."):
                names = (".", "..", *names)
            for name in names:
                shown = not name.startswith(".") or part.startswith((".", "\\."))
                if shown and match_name(part, name) and (last or world.is_dir(f"{where}{name}")):
                    following.append(f"{start}{name}{'' if last else '/'}")
            if len(following) > GLOB_LIMIT:
                return None
        found = following
    if pattern.endswith("/") and parts:
        found = [f"{path}/" for path in found if world.is_dir(path if path.startswith("/") else f"{cwd}/{path}")]
    return tuple(sorted(found)) if parts else ()


def match_name(pattern: str, name: str) -> bool:
    """Answer whether one name (no "/") matches a shell pattern: `*`, `?`, `[...]`, backslash (POSIX 2018, Shell 2.13).

    Takes time in proportion to the product of the two lengths at most.
    """
    at, position, star, mark = 0, 0, -1, 0
    while position < len(name):
        step, fits = _one(pattern, at, name[position]) if at < len(pattern) else (0, False)
        if at < len(pattern) and pattern[at] == "*":
            star, mark, at = at, position, at + 1
        elif fits:
            at, position = at + step, position + 1
        elif star >= 0:
            mark += 1
            at, position = star + 1, mark
        else:
            return False
    return not pattern[at:].strip("*")


_CLASSES: Final[dict[str, Callable[[str], bool]]] = {
    "alpha": str.isalpha,
    "digit": str.isdigit,
    "alnum": str.isalnum,
    "upper": str.isupper,
    "lower": str.islower,
    "space": str.isspace,
    "punct": lambda c: c.isascii() and c.isprintable() and not c.isalnum() and c != " ",
    "xdigit": lambda c: c in "0123456789abcdefABCDEF",
    "word": lambda c: c.isalnum() or c == "_",
}


def _one(pattern: str, at: int, char: str) -> tuple[int, bool]:
    """Match one character; answer how much of the pattern that takes, and whether it fits."""
    special = pattern[at]
    if special == "?":
        return 1, True
    if special == "\\" and at + 1 < len(pattern):
        return 2, pattern[at + 1] == char
    if special != "[":
        return 1, special == char
    end = at + 1
    negated = pattern[end : end + 1] in ("!", "^")
    end += negated
    start, fits = end, False
    while end < len(pattern) and (pattern[end] != "]" or end == start):
        if pattern.startswith("[:", end) and (close := pattern.find(":]", end + 2)) > 0:
            test = _CLASSES.get(pattern[end + 2 : close])
            fits = fits or (test is not None and test(char))
            end = close + 2
            continue
        if pattern[end] == "\\" and end + 1 < len(pattern):
            end += 1
        low = high = pattern[end]
        if pattern[end + 1 : end + 2] == "-" and pattern[end + 2 : end + 3] not in ("", "]"):
            high = pattern[end + 2]
            end += 2
        fits = fits or low <= char <= high
        end += 1
    if end >= len(pattern):
        return 1, char == "["  # no closing bracket: an ordinary character
    return end + 1 - at, fits != negated


def _is_pattern(part: str) -> bool:
    return "*" in part or "?" in part or "[" in part


def _unquoted(part: str) -> str:
    if "\\" not in part:
        return part
    out, quoted = [], False
    for char in part:
        if char == "\\" and not quoted:
            quoted = True
            continue
        out.append(char)
        quoted = False
    return "".join(out)
