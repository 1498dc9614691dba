"""Rows of tables -> statements: tools, data, directories, permissions, and matrices of environments or accesses. Pure, cold.

What a row means comes from the titles above it, else from its icons, else from the words in a column that says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .entries import Context, Statement, access_of, globlike, named
from .markdown import Block, icon_of, strip_icon, unbold
from .titles import fold_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ENVIRONMENTS: Final = frozenset("production prod staging development dev".split())
_VERDICTS: Final = frozenset("permission permissions allowed access rights status verdict policy rule".split())
_REFUSED: Final = re.compile(
    r"(?:no|none|never|forbidden|denied|prohibited|disallowed|blocked|not (?:allowed|permitted|accessible)|off[- ]limits)\b",
    re.IGNORECASE,
)
_APPROVABLE: Final = re.compile(
    r"\b(?:approval|review|sign-?off|ask first|ask|permission from|consent)\b", re.IGNORECASE
)
# Columns that say who, not what.
_WHO: Final = ("approval from", "approver", "approved by", "approval by", "owner", "who", "contact", "team", "reviewer")
_ACCESSES: Final = {
    "read": "read", "view": "read", "write": "write", "modify": "write", "edit": "write", "change": "write",
    "create": "create", "delete": "delete",
}  # fmt: skip
_GRANTED: Final = re.compile(r"(?:yes|allowed|permitted|full|granted|unrestricted)\b", re.IGNORECASE)


def read_row(cells: Sequence[str], titles: Sequence[str], block: Block, context: Context) -> Iterator[Statement]:
    """The statements of one row.

    Args:
        cells: of the row.
        titles: the cells of the table's first row; empty texts where the table has none.
        block: for the line and the text.
        context: the titles above the table.
    """
    if context.example or not cells or not any(cells):
        return
    domain, _ = context.domain()
    polarity, title = context.polarity()
    header = title.line if title is not None else 0
    columns = [" ".join(fold_words(cell)) for cell in titles]
    icons = [icon for icon in (icon_of(cell) for cell in cells[1:]) if icon]
    extra = purpose = ""
    for column, cell in zip(columns[1:], cells[1:], strict=False):
        if column.startswith(("purpose", "use", "description", "what", *_WHO)):
            purpose = cell
        else:
            extra = f"{extra} {cell}".strip()
    subject, note = named(cells[0])
    if columns[:1] and columns[0].split(" ")[0] in ("directory", "path", "folder", "file", "pattern", "directories"):
        if domain in ("directories", "paths") or context.kind == "boundary":
            if sum(column in _ACCESSES for column in columns[1:]) > 1:
                yield from _access_matrix(cells, columns, block, context)
                return
            told = [
                cell for column, cell in zip(columns[1:], cells[1:], strict=False) if _VERDICTS & set(column.split(" "))
            ]
            mark = access_of(" ".join(told or cells[1:]), polarity, icons)
            for name in places_in(cells[0]) or [subject]:
                yield Statement(
                    "directory", block.line, block.text, context.names, mark, name, note, extra, header=header
                )
        return
    if domain == "data" or (polarity == "deny" and columns[:1] and columns[0] in ("resource", "data", "data type")):
        yield Statement(
            "data",
            block.line,
            block.text,
            context.names,
            polarity or "deny",
            plain_cell(cells[0]),
            note,
            extra,
            header=header,
        )
        return
    if domain == "tools" or (columns[:1] and columns[0] in ("tool", "tools")):
        if any(column in _ENVIRONMENTS for column in columns[1:]) and not polarity:
            yield from _tool_matrix(cells, columns, block, context)
            return
        mark = polarity or ({"deny": "deny", "warn": "approve", "allow": "allow"}[icons[0]] if icons else "")
        mark = mark or _said_in_words(cells, columns)
        if not mark:
            return
        for name in tool_names_in(cells[0]):
            yield Statement(
                "tool", block.line, block.text, context.names, tool_mark(mark), name, note, extra, purpose, header
            )
        return
    if context.kind == "guidance":
        return
    weight = "boundary" if context.kind == "boundary" else "marked"
    said = _said_in_words(cells, columns)
    kind = subject = ""
    if polarity == "deny" or said == "deny" or "deny" in (icon_of(cells[0]), *icons):
        kind, subject = "cannot", plain_cell(cells[0])
    elif polarity == "approve" or said == "approve" or "warn" in (icon_of(cells[0]), *icons):
        kind, subject = "ask", plain_cell(cells[0])
    elif said == "read":
        kind, subject = "cannot", f"Modify {plain_cell(cells[0])}"
    if kind:
        yield Statement(kind, block.line, block.text, context.names, weight, subject, extra=extra)


def _said_in_words(cells: Sequence[str], columns: Sequence[str]) -> str:
    """What a table of permissions says about a row where it has no icons: `deny`, `approve`, `read`, `allow` or nothing."""
    for column, cell in zip(columns[1:], cells[1:], strict=False):
        if not _VERDICTS & set(column.split(" ")):
            continue
        if _REFUSED.match(plain_cell(cell)):
            return "deny"
        if _APPROVABLE.search(cell):
            return "approve"
        if access_of(cell, "", []) == "read" and "only" in cell.lower():
            return "read"
        if _GRANTED.match(plain_cell(cell)):
            return "allow"
    return ""


def _access_matrix(cells: Sequence[str], columns: Sequence[str], block: Block, context: Context) -> Iterator[Statement]:
    """A row of a table with one column for each access."""
    told: dict[str, str] = {}
    for column, cell in zip(columns[1:], cells[1:], strict=False):
        if column in _ACCESSES and cell.strip(" -–—"):
            icon = icon_of(cell)
            mark = {"deny": "deny", "warn": "approve", "allow": "allow"}.get(icon, "")
            refused, asked = _REFUSED.match(cell), _APPROVABLE.search(cell)
            told[_ACCESSES[column]] = mark or ("deny" if refused else "approve" if asked else "allow")
    read, write = told.get("read", "allow"), told.get("write", "deny" if "read" in told else "allow")
    mark = "deny" if read == "deny" else {"deny": "read", "approve": "approve", "allow": "write"}[write]
    for name in places_in(cells[0]) or [named(cells[0])[0]]:
        yield Statement("directory", block.line, block.text, context.names, mark, name)
        for access, verb in (("create", "Create"), ("delete", "Delete")):
            if mark in ("write", "approve") and told.get(access) in ("deny", "approve"):
                kind = "cannot" if told[access] == "deny" else "ask"
                yield Statement(kind, block.line, block.text, context.names, "boundary", f"{verb} `{name}`")


def _tool_matrix(cells: Sequence[str], columns: Sequence[str], block: Block, context: Context) -> Iterator[Statement]:
    """A row of a table with one column for each environment."""
    for name in tool_names_in(cells[0]):
        told = {"deny": [], "approve": []}  # type: dict[str, list[str]]
        for column, cell in zip(columns[1:], cells[1:], strict=False):
            icon = icon_of(cell)
            mark = {"deny": "deny", "warn": "approve"}.get(icon, "")
            mark = mark or ("deny" if _REFUSED.match(cell) else "approve" if _APPROVABLE.search(cell) else "")
            if column in _ENVIRONMENTS and mark:
                told[mark].append(column)
        yield Statement("tool", block.line, block.text, context.names, "allow", name)
        for mark, environments in told.items():
            for environment in environments:
                yield Statement("tool", block.line, block.text, context.names, mark, name, environment, environment)


def tool_mark(polarity: str) -> str:
    return {"allow": "allow", "read": "allow", "write": "allow", "approve": "approve", "restrict": "approve"}.get(
        polarity, "deny"
    )


def plain_cell(cell: str) -> str:
    return " ".join(unbold(strip_icon(cell)).replace("`", "").split())


def places_in(text: str) -> list[str]:
    """The paths in code spans, where there are several: "`infra/` and `k8s/`"."""
    spans = [span.strip() for span in text.split("`")[1::2] if globlike(span.strip())]
    return spans if len(spans) > 1 else []


def tool_names_in(cell: str) -> list[str]:
    spans = cell.split("`")[1::2]
    names = [span.strip() for span in spans if span.strip()] or [named(cell)[0]]
    return [name for name in names if name]
