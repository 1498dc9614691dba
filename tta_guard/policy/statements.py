"""Blocks of a chat mode's body -> statements: every line that looks as if it were to be enforced. Pure.

Longer than 250 lines because it is one pass: which line means what depends on the titles above it.

What is an example is never a statement: headings that say so, and every code fence but two kinds, the File Patterns fence
(it has a header such as "❌ DENIED:") and trees (their leaves carry "✅ Modifiable" and the like). Where a line looks
restrictive and fits nothing, it becomes a statement of kind `unread`, which the compiler reports as a gap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..errors import ChatModeError
from ..model import Source, frozen
from .markdown import ALLOW_ICONS, DENY_ICONS, Block, icon_of, split_row, strip_icon
from .titles import Title, fold_words, read_title
from .tools import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KINDS: Final = (
    "path", "directory", "tool", "data", "tree", "can", "cannot", "ask", "check", "gate", "unread",
    "restricted-path", "server", "restrictive-key",
)  # fmt: skip

TREE_MARKS: Final[dict[str, str]] = {
    "modifiable": "write", "editable": "write", "writable": "write", "full access": "write", "read/write": "write",
    "can modify": "write", "can edit": "write",
    "readable": "readable", "can read": "readable", "viewable": "readable",
    "readable only": "read", "read-only": "read", "read only": "read", "readonly": "read", "view only": "read",
    "not modifiable": "read", "not editable": "read", "no modification": "read",
    "not accessible": "deny", "no access": "deny", "inaccessible": "deny", "denied": "deny", "forbidden": "deny",
    "restricted": "deny", "off limits": "deny", "off-limits": "deny", "hidden": "deny", "not readable": "deny",
    "blocked": "deny", "prohibited": "deny",
}  # fmt: skip

_PLAIN_FENCES: Final = ("", "text", "txt", "plaintext", "plain", "tree", "yaml", "yml", "gitignore", "none", "access")
_NEGATIVE: Final = (
    "never ", "do not ", "don't ", "don’t ", "cannot ", "can't ", "can’t ", "must not ", "may not ", "no access to ",
    "not allowed to ", "should not ", "must never ", "will not ", "won't ", "forbidden ", "prohibited ",
)  # fmt: skip
_TREE_DRAWING: Final = " │├└─┬┐┼\t\u00a0|`+-"


@frozen
class Statement:
    """One enforceable-looking line.

    Attributes:
        kind: one of `KINDS`.
        line: line of the file.
        text: the line as written, without its list marker.
        section: the titles above it.
        mark: its polarity. path, directory, tree: `write`, `read`, `readable`, `allow`, `restrict`, `approve`, `deny`.
            tool: `allow`, `approve`, `deny`. check: `before`, `during`, `after`. cannot: `boundary`, `marked`, `guidance`, by
            how surely the line means to be enforced.
        subject: what it is about: a glob, a tool's name, a resource.
        note: what stands in parentheses behind the subject.
        extra: the restriction, reason or access that is said about it. `purpose`: what it is for.
        header: the line of the title that gives the mark (0: none).
    """

    kind: str
    line: int
    text: str
    section: tuple[str, ...] = ()
    mark: str = ""
    subject: str = ""
    note: str = ""
    extra: str = ""
    purpose: str = ""
    header: int = 0


@frozen
class _Context:
    """The titles in force at a block, outermost first."""

    titles: tuple[Title, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple([title.text for title in self.titles])

    @property
    def example(self) -> bool:
        return any(title.kind == "example" for title in self.titles)

    @property
    def kind(self) -> str:
        return next((title.kind for title in reversed(self.titles) if title.kind), "")

    def domain(self) -> tuple[str, Title | None]:
        return next(((title.domain, title) for title in reversed(self.titles) if title.domain), ("", None))

    def polarity(self) -> tuple[str, Title | None]:
        """The innermost polarity; one title whose own domain is another's is not looked past."""
        for title in reversed(self.titles):
            if title.icon == "deny" and title.level == 7 and not title.polarity:
                return "deny", title
            if title.polarity:
                return title.polarity, title
            if title.domain or title.kind in ("boundary", "guidance"):
                break
        return "", None


def read_statements(blocks: Sequence[Block], file: str) -> tuple[Statement, ...]:
    """Find the statements of a body.

    Args:
        blocks: as `markdown.read_blocks` gives them.
        file: for messages.

    Raises:
        ChatModeError: a code fence is never closed and swallows lines that look like restrictions.
    """
    titles: list[Title] = []
    label: Title | None = None
    outer: Title | None = None
    found: list[Statement] = []
    for block in blocks:
        if block.kind == "heading":
            while titles and titles[-1].level >= block.level:
                titles.pop()
            titles.append(read_title(block.text, block.line, block.level))
            label = outer = None
            continue
        if block.kind in ("para", "item"):
            head, rest = _label_of(block)
            if head is not None and block.kind == "item" and rest and not (head.polarity or head.icon):
                head = None
            if head is not None:
                if block.kind == "para":
                    label, outer = head, head
                elif not rest:
                    label = head
                context = _Context((*titles, head))
                found.extend(_inline_entries(rest, block, context))
                continue
            if block.kind == "para" and block.level == 0 and not icon_of(block.text):
                label = outer = None
            elif block.kind == "item" and block.level <= 1 and label is not outer:
                label = outer
        context = _Context((*titles, label) if label is not None else tuple(titles))
        if block.kind == "fence":
            found.extend(_read_fence(block, context, file))
        elif block.kind == "row":
            found.extend(_read_row(block.cells, block.titles, block, context))
        elif not context.example:
            found.extend(_read_line(block, context))
    return tuple(found)


def _label_of(block: Block) -> tuple[Title | None, str]:
    """A bold or icon-led label such as `**Security Boundaries:**` or `✅ ALLOWED (Read/Write):`, and what follows it."""
    text = block.text.strip()
    bare = strip_icon(text)
    icon = text[: len(text) - len(bare)]
    if bare.startswith("**"):
        inner, closed, rest = bare[2:].partition("**")
        rest = rest.strip()
        if closed and (inner.rstrip().endswith(":") or rest.startswith(":") or not rest) and len(inner) < 80:
            return read_title(f"{icon}{inner.rstrip(': ')}", block.line, 7), rest.lstrip(":").strip()
        return None, ""
    if block.kind == "para" and bare.endswith(":") and len(bare) < 80 and "`" not in bare:
        title = read_title(text.rstrip(":"), block.line, 7)
        if title.polarity or title.kind == "boundary":
            return title, ""
    return None, ""


# --- fences ----------------------------------------------------------------------------------------------------------


def _read_fence(block: Block, context: _Context, file: str) -> Iterator[Statement]:
    if not block.closed and any(_looks_restrictive(line) for line in block.lines):
        raise ChatModeError(
            "a code fence is never closed and swallows lines that look like restrictions",
            source=Source(file, block.line),
            hint="close it with ``` on a line of its own",
        )
    if context.example or block.info not in _PLAIN_FENCES:
        return
    headers = [line for line in block.lines if _fence_header(line) is not None]
    in_patterns = any(title.domain == "paths" for title in context.titles)
    if headers and (in_patterns or any(icon_of(line) for line in headers)):
        yield from _read_patterns(block, context)
    elif any(_tree_mark(line)[1] for line in block.lines):
        yield from _read_tree(block, context)
    elif in_patterns and context.titles[-1].domain == "paths" and any(line.strip() for line in block.lines):
        at = block.line + block.level
        text = next(line.strip() for line in block.lines if line.strip())
        yield Statement("unread", at, text, context.names, extra="a File Patterns fence without a header")


def _looks_restrictive(line: str) -> bool:
    bare = line.strip().lstrip("-* ")
    return icon_of(bare) == "deny" or "DENIED" in line or "CANNOT" in line or "RESTRICTED" in line


def _fence_header(line: str) -> tuple[str, Title] | None:
    text = line.strip()
    if not text.rstrip().endswith(":") or text.startswith(("- ", "* ", "#")):
        return None
    title = read_title(text.rstrip(": "), 0, 7)
    if len(title.text) > 60 or not title.polarity:
        return None
    mark = title.polarity
    if mark == "deny" and title.words & {"write", "modify", "modification", "writes"} and "read" not in title.words:
        mark = "restrict"
    return mark, title


def _read_patterns(block: Block, context: _Context) -> Iterator[Statement]:
    mark, header = "", 0
    first = block.line + block.level
    for offset, line in enumerate(block.lines):
        text = line.strip()
        at = first + offset
        if not text or text.startswith("#"):
            continue
        head = _fence_header(line)
        if head is not None:
            mark, header = head[0], at
            continue
        dashed = text.startswith(("- ", "* ", "• ", "+ "))
        entry = text[2:].strip() if dashed else text
        if not mark or not entry or (not dashed and not _globlike(entry.split(" ")[0])):
            yield Statement("unread", at, text, context.names, extra="a line of the File Patterns that is no entry")
            continue
        for subject, note in entries_of(entry):
            yield Statement("path", at, text, context.names, mark, subject, note, header=header)


def _tree_mark(line: str) -> tuple[int, str]:
    """The place of a leaf's mark in a line of a tree, and the mark."""
    places = [line.find(icon) for icon in (*ALLOW_ICONS, *DENY_ICONS) if icon in line]
    if not places or min(places) == 0:
        return -1, ""
    words = line[min(places) :].strip("".join((*ALLOW_ICONS, *DENY_ICONS)) + " \ufe0f\ufe0e").lower()
    words = words.split("(")[0].strip(" .")
    mark = TREE_MARKS.get(words, "")
    if not mark and icon_of(line[min(places) :]) == "deny":
        mark = "deny" if words in ("", "no", "none") else ""
    return min(places), mark


def _read_tree(block: Block, context: _Context) -> Iterator[Statement]:
    stack: list[tuple[int, str]] = []
    first = block.line + block.level
    for offset, line in enumerate(block.lines):
        place, mark = _tree_mark(line)
        left = line[:place] if place >= 0 else line
        name = left.lstrip(_TREE_DRAWING) if left[:1] in _TREE_DRAWING else left
        column = len(left) - len(name)
        name = name.split("  #")[0].strip()
        if not name:
            continue
        while stack and stack[-1][0] >= column:
            stack.pop()
        path = "".join([piece for _, piece in stack]) + name.removeprefix("./")
        if mark:
            yield Statement("tree", first + offset, line.strip(), context.names, mark, path)
        elif place >= 0 and icon_of(line[place:]) == "deny":
            yield Statement(
                "unread", first + offset, line.strip(), context.names, extra="a tree's mark that means nothing"
            )
        if name.endswith("/"):
            stack.append((column, name.removeprefix("./")))


# --- rows ------------------------------------------------------------------------------------------------------------


def _read_row(cells: Sequence[str], titles: Sequence[str], block: Block, context: _Context) -> Iterator[Statement]:
    if context.example or not cells or not any(cells):
        return
    domain, _ = context.domain()
    polarity, title = context.polarity()
    header = title.line if title is not None else 0
    columns = [" ".join(fold_words(cell)) for cell in titles]
    icons = [icon for icon in (icon_of(cell) for cell in cells[1:]) if icon]
    extra = purpose = ""
    for column, cell in zip(columns[1:], cells[1:], strict=False):
        if column.startswith(("purpose", "use", "description", "what")):
            purpose = cell
        else:
            extra = f"{extra} {cell}".strip()
    subject, note = _named(cells[0])
    if columns[:1] and columns[0].split(" ")[0] in ("directory", "path", "folder", "file", "pattern", "directories"):
        if domain in ("directories", "paths") or context.kind == "boundary":
            mark = _access_of(" ".join(cells[1:]), polarity, icons)
            yield Statement(
                "directory", block.line, block.text, context.names, mark, subject, note, extra, header=header
            )
        return
    if domain == "data" or (polarity == "deny" and columns[:1] and columns[0] in ("resource", "data", "data type")):
        yield Statement(
            "data",
            block.line,
            block.text,
            context.names,
            polarity or "deny",
            _plain(cells[0]),
            note,
            extra,
            header=header,
        )
    elif domain == "tools" or (columns[:1] and columns[0] in ("tool", "tools") and (polarity or icons)):
        if not polarity and not icons:
            return
        mark = {"deny": "deny", "warn": "approve", "allow": "allow"}[icons[0]] if icons and not polarity else polarity
        for name in _tool_names(cells[0]):
            yield Statement(
                "tool", block.line, block.text, context.names, _tool_mark(mark), name, note, extra, purpose, header
            )
    elif icon_of(cells[0]) == "deny" and context.kind != "guidance":
        yield Statement("cannot", block.line, block.text, context.names, "marked", strip_icon(cells[0]))


def _tool_mark(polarity: str) -> str:
    return {"allow": "allow", "read": "allow", "write": "allow", "approve": "approve", "restrict": "approve"}.get(
        polarity, "deny"
    )


def _named(cell: str) -> tuple[str, str]:
    """A cell's name and the note in parentheses behind it."""
    text = strip_icon(cell).strip("* ")
    name = text
    note = ""
    if text.endswith(")") and " (" in text:
        name, _, note = text[:-1].rpartition(" (")
    if "`" in name:
        inner = name.split("`")[1]
        if inner.strip():
            name = inner
    return name.strip(" *`"), note.strip()


def _plain(cell: str) -> str:
    return strip_icon(cell).replace("`", "").strip("* ")


def _tool_names(cell: str) -> list[str]:
    spans = cell.split("`")[1::2]
    names = [span.strip() for span in spans if span.strip()]
    return names or [_named(cell)[0]]


# --- items and lines -------------------------------------------------------------------------------------------------


def _read_line(block: Block, context: _Context) -> Iterator[Statement]:
    text = block.text.strip()
    if text.startswith("|") and text.count("|") > 2:
        cells = split_row(text)
        if cells and not all(set(cell) <= set("-: ") for cell in cells):
            yield from _read_row(cells, ("", *[""] * len(cells)), block, context)
        return
    domain, _ = context.domain()
    polarity, title = context.polarity()
    header = title.line if title is not None else 0
    icon = icon_of(text)
    bare = strip_icon(text)
    phase = next((t.phase for t in reversed(context.titles) if t.phase), "")
    approval = any(t.domain == "approval" for t in context.titles)
    if block.kind == "item" and (block.checkbox or (phase == "before" and domain in ("", "approval") and not icon)):
        if phase or approval:
            yield Statement("check", block.line, text, context.names, phase or "before", strip_icon(text))
        return
    if block.kind == "item" and domain == "directories" and not (polarity == "" and not icon and "`" not in bare):
        head, _, after = _entry_split(bare)
        subject, note = _named(head)
        mark = _access_of(f"{after} {note}", polarity, [icon] if icon else [])
        yield Statement("directory", block.line, text, context.names, mark, subject, note, after, header=header)
        return
    if block.kind == "item" and domain == "tools" and (polarity or icon):
        mark = {"deny": "deny", "warn": "approve"}.get(icon, _tool_mark(polarity) if polarity else "allow")
        yield from _tool_line(block, bare, mark, context, header)
        return
    if block.kind == "item" and domain == "data" and polarity == "deny":
        head, _, after = _entry_split(bare)
        yield Statement(
            "data", block.line, text, context.names, "deny", _plain(_named(head)[0]), _named(head)[1], after
        )
        return
    if block.kind == "item" and polarity and domain in ("", "paths"):
        globs = [(subject, note) for subject, note in entries_of(bare) if _globlike(subject)]
        if globs:
            mark = _path_mark(polarity, title)
            for subject, note in globs:
                yield Statement("path", block.line, text, context.names, mark, subject, note, header=header)
            return
    if block.kind == "item" and approval and not icon:
        yield Statement("gate", block.line, text, context.names, subject=bare, header=header)
        return
    yield from _assertion(block, text, bare, icon, polarity, context, header)


def _assertion(
    block: Block, text: str, bare: str, icon: str, polarity: str, context: _Context, header: int
) -> Iterator[Statement]:
    negative = bare.lower().strip("*_ ").replace("**", "").startswith(_NEGATIVE)
    guidance = context.kind == "guidance"
    listed = block.kind == "item" or bool(icon)
    if icon == "deny" or (polarity == "deny" and block.kind == "item" and icon != "allow") or (negative and listed):
        weight = "guidance" if guidance else "boundary" if context.kind == "boundary" else "marked"
        yield Statement("cannot", block.line, text, context.names, weight, bare, header=header)
    elif guidance:
        return
    elif icon == "warn" or (polarity == "approve" and block.kind == "item"):
        weight = "boundary" if context.kind == "boundary" else "marked"
        yield Statement("ask", block.line, text, context.names, weight, bare, header=header)
    elif (icon == "allow" and listed) or (polarity in ("allow", "write", "read") and block.kind == "item"):
        weight = "boundary" if context.kind == "boundary" or polarity else "marked"
        yield Statement("can", block.line, text, context.names, weight, bare, header=header)


def _tool_line(block: Block, bare: str, mark: str, context: _Context, header: int) -> Iterator[Statement]:
    head, spans, after = _entry_split(bare)
    names = spans or ([_named(head)[0]] if canonical(_named(head)[0]) is not None else [])
    if not names:
        if mark != "allow":
            yield Statement("cannot", block.line, block.text, context.names, "boundary", bare, header=header)
        return
    note = _named(head)[1]
    for name in names:
        extra, purpose = (after, "") if mark != "allow" else ("", after)
        yield Statement("tool", block.line, block.text, context.names, mark, name, note, extra, purpose, header)


def _inline_entries(rest: str, block: Block, context: _Context) -> Iterator[Statement]:
    """What follows a label on its own line: `**Restricted:** `a/**`, `b/**`."""
    if not rest or context.example:
        return
    head = context.titles[-1]
    spans = [span.strip() for span in rest.split("`")[1::2] if span.strip()]
    globs = [span for span in spans if _globlike(span)]
    if globs and head.polarity and context.domain()[0] in ("", "paths", "directories"):
        mark = _path_mark(head.polarity, head)
        for glob in globs:
            yield Statement("path", block.line, block.text, context.names, mark, glob, header=head.line)
    elif head.polarity or head.icon == "deny":
        inner = Block("item", block.line, rest, max(block.level, 1))
        yield from _read_line(inner, context)


def _entry_split(text: str) -> tuple[str, list[str], str]:
    """An entry's head, the code spans in it, and what is said about it behind a dash or a colon."""
    place = len(text)
    skip = 0
    inside = False
    for index, char in enumerate(text):
        if char == "`":
            inside = not inside
        elif not inside:
            width = next((len(mark) for mark in (" - ", " – ", " — ", ": ") if text.startswith(mark, index)), 0)
            if width:
                place, skip = index, width
                break
    head = text[:place]
    return head, [span.strip() for span in head.split("`")[1::2] if span.strip()], text[place + skip :].strip()


def entries_of(text: str) -> list[tuple[str, str]]:
    """The subjects of one entry, each with its note: `a/**, b/** (why)` is two."""
    head, spans, after = _entry_split(text.split(" # ")[0] if "`" not in text else text)
    bare, note = head.strip(), after
    if bare.endswith(")") and " (" in bare:
        bare, _, inner = bare[:-1].rpartition(" (")
        note = f"{inner} {after}".strip()
    if spans:
        return [(span, note) for span in spans]
    bare = bare.strip().strip("'\"")
    for between in (", ", " and ", " or "):
        pieces = [piece.strip().strip("'\"") for piece in bare.split(between)]
        if len(pieces) > 1 and all(_globlike(piece) for piece in pieces):
            return [(piece, note) for piece in pieces]
    if after and not _globlike(bare):
        return [(f"{bare} {after}", "")] if not note or note == after else [(bare, note)]
    return [(bare, note)]


def _globlike(text: str) -> bool:
    """Whether a word of a chat mode is a path or glob, not prose."""
    if not text or text != text.strip():
        return False
    if " " in text:
        return ("*" in text and "/" in text) or text.startswith(("./", "/"))
    return any(mark in text for mark in "/*.[{?") or text[:1].isupper() or "_" in text


def _path_mark(polarity: str, title: Title | None) -> str:
    if polarity == "approve" and title is not None and not title.words & {"ask", "approval", "approvals"}:
        return "restrict"
    return polarity


def _access_of(text: str, polarity: str, icons: Sequence[str]) -> str:
    """What a directory's line says: `write`, `read`, `approve`, `deny`."""
    words = frozenset(fold_words(text))
    phrase = " ".join(fold_words(text))
    if (
        "deny" in icons
        or polarity == "deny"
        or phrase.startswith(("no access", "not accessible", "denied", "forbidden"))
    ):
        return "deny"
    if "warn" in icons or polarity == "approve" or words & {"approval"}:
        return "approve"
    if "read-only" in words or "readonly" in words or "read only" in phrase or polarity == "read":
        return "read"
    if words & {"read/write", "write", "full", "modify", "edit"} or polarity == "write":
        return "write"
    return "read" if words & {"read", "view", "reference"} else "write"
