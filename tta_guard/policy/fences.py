"""The two kinds of code fence that carry rules: File Patterns and trees. Everything else in a fence is an example. Pure, cold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..errors import ChatModeError
from ..model import Source
from .entries import Statement, entries_of, globlike
from .markdown import ALLOW_ICONS, DENY_ICONS, WARN_ICONS, icon_of, strip_icon
from .titles import read_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .entries import Context
    from .markdown import Block
    from .titles import Title

TREE_MARKS: Final[dict[str, str]] = {
    "modifiable": "write", "editable": "write", "writable": "write", "full access": "write", "read/write": "write",
    "can modify": "write", "can edit": "write",
    "readable": "readable", "can read": "readable", "viewable": "readable",
    "readable only": "read", "read-only": "read", "read only": "read", "readonly": "read", "view only": "read",
    "not modifiable": "read", "not editable": "read", "no modification": "read", "not writable": "read",
    "not accessible": "deny", "no access": "deny", "inaccessible": "deny", "denied": "deny", "forbidden": "deny",
    "restricted": "deny", "off limits": "deny", "off-limits": "deny", "hidden": "deny", "not readable": "deny",
    "blocked": "deny", "prohibited": "deny",
    "approval required": "approve", "requires approval": "approve", "needs approval": "approve", "ask first": "approve",
}  # fmt: skip

_PLAIN_FENCES: Final = ("", "text", "txt", "plaintext", "plain", "tree", "yaml", "yml", "gitignore", "none", "access")
_DRAWING: Final = " │├└─┬┐┼\t\u00a0"
_ASCII_DRAWING: Final = ("|--", "+--", "`--", "\\--", "|")
_BULLETS: Final = ("- ", "* ", "• ", "+ ")


def read_fence(block: Block, context: Context, file: str) -> Iterator[Statement]:
    """The statements of a code fence.

    Raises:
        ChatModeError: it is never closed and swallows lines that look like restrictions.
    """
    if not block.closed and any(_looks_restrictive(line) for line in block.lines):
        raise ChatModeError(
            "a code fence is never closed and swallows lines that look like restrictions",
            source=Source(file, block.line),
            hint="close it with ``` on a line of its own",
        )
    if context.example:
        return
    in_patterns = any(title.domain == "paths" for title in context.titles)
    own = bool(context.titles) and context.titles[-1].domain == "paths"
    headers = [line for line in block.lines if fence_header(line) is not None]
    iconed = any(icon_of(line) for line in headers)
    if block.info not in _PLAIN_FENCES and not (own and iconed):
        return
    marked = [line for line in block.lines if icon_of(line.strip()) and globlike(strip_icon(line).split(" ")[0])]
    if (headers and (in_patterns or iconed)) or (own and marked):
        yield from _read_patterns(block, context)
    elif any(tree_mark(line)[1] for line in block.lines):
        yield from _read_tree(block, context, "directory" if _lists_directories(block, context) else "tree")
    elif in_patterns and _lists_by_label(block, context):
        yield from _read_patterns(block, context, context.polarity()[0])
    elif own and any(line.strip() for line in block.lines):
        at = block.line + block.level
        offset = next(index for index, line in enumerate(block.lines) if line.strip())
        text = block.lines[offset].strip()
        yield Statement("unread", at + offset, text, context.names, extra="a File Patterns fence without a header")


def _lists_by_label(block: Block, context: Context) -> bool:
    """Whether a fence without a header gets its polarity from the label or heading right above it."""
    last = context.titles[-1]
    return bool(last.polarity) and context.polarity()[1] is last and any(line.strip() for line in block.lines)


def _looks_restrictive(line: str) -> bool:
    bare = line.strip().lstrip("-* ")
    if icon_of(bare) == "deny" or any(word in line for word in ("DENIED", "CANNOT", "RESTRICTED", "NEVER")):
        return True
    if bare.startswith(("[ ]", "[x]")):
        return True
    if line.startswith("#"):
        title = read_title(line.lstrip("# "), 0, 2)
        return title.polarity in ("deny", "approve", "read") or bool(title.phase) or title.domain in ("paths", "tools")
    return False


def fence_header(line: str) -> tuple[str, Title] | None:
    """The polarity of a header line such as `❌ DENIED (Write):`; None for any other line."""
    text = line.strip()
    if text.startswith((*_BULLETS, "#")) or (not text.endswith(":") and not icon_of(text)):
        return None
    title = read_title(text.rstrip(": "), 0, 7)
    if len(title.text) > 60 or not title.polarity or globlike(strip_icon(text).split(" ")[0].rstrip(":")):
        return None
    mark = title.polarity
    if mark == "deny" and title.words & {"write", "modify", "modification", "writes"} and "read" not in title.words:
        mark = "restrict"
    return mark, title


def _read_patterns(block: Block, context: Context, given: str = "") -> Iterator[Statement]:
    """The entries of a fence; `given` is the polarity of the label above it, until a header of its own."""
    mark, header = given, context.titles[-1].line if given else 0
    first = block.line + block.level
    for offset, line in enumerate(block.lines):
        text = " ".join(line.split())
        at = first + offset
        if not text or text.startswith("#"):
            continue
        head = fence_header(line)
        if head is not None:
            mark, header = head[0], at
            continue
        dashed = text.startswith(_BULLETS)
        entry = text[2:].strip() if dashed else text
        icon = icon_of(entry)
        own = {"deny": "deny", "warn": "approve", "allow": mark if mark in ("write", "read") else "allow"}.get(
            icon, mark
        )
        if icon:
            entry = strip_icon(entry)
        if not own or not entry or (not dashed and not given and not globlike(entry.split(" ")[0])):
            yield Statement("unread", at, text, context.names, extra="a line of the File Patterns that is no entry")
            continue
        for subject, note in entries_of(entry):
            yield Statement("path", at, text, context.names, own, subject, note, header=header or at)


def tree_mark(line: str) -> tuple[int, str]:
    """The place of a leaf's mark in a line of a tree, and the mark."""
    icons = (*ALLOW_ICONS, *DENY_ICONS, *WARN_ICONS)
    places = [line.find(icon) for icon in icons if icon in line]
    if not places or min(places) == 0:
        return -1, ""
    words = line[min(places) :].strip("".join(icons) + " \ufe0f\ufe0e").lower()
    words = words.split("(")[0].split(" - ")[0].strip(" .")
    mark = TREE_MARKS.get(words, "")
    if not mark and icon_of(line[min(places) :]) == "deny":
        mark = "deny" if words in ("", "no", "none") else ""
    return min(places), mark


def _lists_directories(block: Block, context: Context) -> bool:
    """Whether a fence is the list of Accessible Directories itself: every line that says something names a directory."""
    title = context.titles[-1] if context.titles else None
    if title is None or title.domain != "directories" or not title.words & {"accessible", "allowed"}:
        return False
    said = [line[:place] for line in block.lines for place, mark in [tree_mark(line)] if mark]
    return all(_leaf(left)[0].endswith("/") for left in said)


def _read_tree(block: Block, context: Context, kind: str) -> Iterator[Statement]:
    stack: list[tuple[int, str]] = []
    first = block.line + block.level
    for offset, line in enumerate(block.lines):
        place, mark = tree_mark(line)
        left = line[:place] if place >= 0 else line
        name, column = _leaf(left)
        if not name:
            continue
        while stack and stack[-1][0] >= column:
            stack.pop()
        path = "".join([piece for _, piece in stack]) + name
        if mark:
            yield Statement(kind, first + offset, line.strip(), context.names, mark, path)
        elif place >= 0 and icon_of(line[place:]) in ("deny", "warn"):
            text = line.strip()
            yield Statement("unread", first + offset, text, context.names, extra="a tree's mark that means nothing")
        # A line with deeper ones below it is a directory, with or without its slash; "." is the repository.
        stack.append((column, "" if name == "." else name if name.endswith("/") else f"{name}/"))


def _leaf(left: str) -> tuple[str, int]:
    """The name in a line of a tree, and its column."""
    name = left.lstrip(_DRAWING)
    drawn = next((mark for mark in _ASCII_DRAWING if name.startswith(mark)), "")
    while drawn:
        name = name[len(drawn) :].lstrip(_DRAWING)
        drawn = next((mark for mark in _ASCII_DRAWING if name.startswith(mark)), "")
    column = len(left) - len(name)
    for comment in ("  #", "\t#", " # ", " ← ", " <- "):
        name = name.split(comment)[0]
    name = name.strip()
    if "/ " in name:
        name = name[: name.index("/ ") + 1]
    return name.removeprefix("./"), column
