"""The body of a chat mode as a flat list of blocks, each with its line: headings, paragraphs, list items, rows, fences. Pure.

markdown-it-py does the reading; three of its habits would lose a restriction and are undone here. It eats reference
definitions (`[x]: …` never shows up in its output), it drops what is nested too deeply, and it swallows lists that follow
an HTML tag without a blank line. A line hidden in an HTML comment is no statement.

Source: CommonMark 0.31, sections 4 and 5; tables: GitHub Flavored Markdown, section 4.10.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt

from ..errors import ChatModeError
from ..model import Source, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

DENY_ICONS: Final = ("❌", "🚫", "⛔", "✖", "✗", "✘", "🔴", "🛑")
ALLOW_ICONS: Final = ("✅", "✔", "✓", "🟢", "☑")
WARN_ICONS: Final = ("⚠", "🟡", "🔶", "🟠", "🔒")
ICONS: Final = (*DENY_ICONS, *ALLOW_ICONS, *WARN_ICONS)

# Nesting beyond this is an attempt to hide something: markdown-it-py drops it without a word.
MAX_NESTING: Final = 60


# Bold stands around words; the stars of a glob stand beside a slash, a dot or another star.
_BOLD: Final = re.compile(r"(?<![\w*/`])\*\*(?=[\w`])([^*\n]{1,200}?)(?<=[\w`:.,!?)])\*\*(?![\w*/`.])")
_ITALIC: Final = re.compile(r"(?<![\w*/`.])\*(\w(?:[\w ,'’-]{0,80}\w)?)\*(?![\w*/`.])")
_WHOLE: Final = re.compile(r"\*\*(?=[\w`])(.*[\w`:.,!?)])\*\*")


@frozen
class Block:
    """One piece of the body.

    Attributes:
        kind: `heading`, `para` (one line of a paragraph), `item`, `row`, `fence`.
        line: line of the file.
        text: heading, para, item: the text without its list marker.
        level: of a heading; depth of an item, from 1.
        cells: of a row. `titles`: the cells of the table's first row.
        lines: of a fence: its content. `info`: the word behind its opening mark.
        closed: of a fence.
        checkbox: of an item: it began with `[ ]` or `[x]`.
    """

    kind: str
    line: int
    text: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    info: str = ""
    closed: bool = True
    checkbox: bool = False


def read_blocks(body: str, first_line: int, file: str) -> list[Block]:
    """Read a body.

    Args:
        body: without the front matter; lines end in a line feed.
        first_line: the line of the file on which it begins.
        file: for messages.

    Raises:
        ChatModeError: it is nested too deeply, or has an HTML comment without end.
    """
    reader = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING + 20}).enable("table")
    reader.disable(["inline", "text_join", "reference"])
    tokens = reader.parse(body)
    for token in tokens:
        if token.type == "html_block" and token.content.rfind("<!--") > token.content.rfind("-->"):
            place = first_line + (token.map[0] if token.map else 0)
            raise ChatModeError(
                "an HTML comment is never closed and swallows the rest",
                source=Source(file, place),
                hint="close it with -->",
            )
    deep = next((token for token in tokens if token.level >= MAX_NESTING), None)
    if deep is not None:
        line = first_line + (deep.map[0] if deep.map else 0)
        raise ChatModeError("lists or quotes are nested too deeply", source=Source(file, line))
    return list(_blocks(tokens, first_line))


def icon_of(text: str) -> str:
    """The class of the icon with which a text begins: `deny`, `allow`, `warn`, or nothing."""
    text = text.lstrip(" *_`")
    if text.startswith(DENY_ICONS):
        return "deny"
    if text.startswith(ALLOW_ICONS):
        return "allow"
    return "warn" if text.startswith(WARN_ICONS) else ""


def unbold(text: str) -> str:
    """A text without the marks of bold and italic words; the stars of globs (`**/*.pem`, `apps/**`) stay."""
    whole = _WHOLE.fullmatch(text)
    return _ITALIC.sub(r"\1", _BOLD.sub(r"\1", whole[1] if whole else text))


def strip_icon(text: str) -> str:
    """A text without leading icons and their variation selectors."""
    text = text.strip()
    while text.startswith(ICONS):
        text = text[1:].lstrip(" \ufe0f\ufe0e\u200d")
    return text


def is_label(text: str) -> bool:
    """Whether a line is a bold label and nothing else: `**Workflow:**`."""
    bare = strip_icon(text)
    return bare.startswith("**") and bare.endswith((":**", "**:"))


def _split(text: str, line: int) -> Iterator[tuple[int, str]]:
    """The statements of a paragraph: a line that begins with an icon begins a new one, others continue it."""
    current: list[str] = []
    start = line
    for offset, piece in enumerate(text.split("\n")):
        piece = piece.strip()
        if current and (
            icon_of(piece)
            or piece.startswith(("|", "- ", "* "))
            or current[-1].rstrip("*_ ").endswith(":")
            or is_label(piece)
        ):
            yield start, " ".join(" ".join(current).split())
            current = []
        if not current:
            start = line + offset
        current.append(piece)
    if current:
        yield start, " ".join(" ".join(current).split())


def _item(text: str, line: int, depth: int) -> Block:
    checkbox = text[:3].lower() in ("[ ]", "[x]", "[-]") and text[3:4] in (" ", "\t", "")
    return Block("item", line, text[3:].strip() if checkbox else text.strip(), depth, checkbox=checkbox)


def _html(content: str, line: int) -> Iterator[Block]:
    """The list items and marked lines in a block of HTML, its comments left out."""
    pieces = content.split("<!--")
    kept = pieces[0]
    for piece in pieces[1:]:
        comment, _, after = piece.partition("-->")
        kept += "\n" * comment.count("\n") + after
    for offset, text in enumerate(kept.split("\n")):
        bare = without_tags(text)
        if bare.startswith(("- ", "* ")) or icon_of(bare) or "<li" in text.lower():
            yield _item(bare.removeprefix("- ").removeprefix("* "), line + offset, 1)


def without_tags(text: str) -> str:
    """A line without HTML tags."""
    pieces = text.split("<")
    kept = pieces[0]
    for piece in pieces[1:]:
        tag, closed, after = piece.partition(">")
        kept += after if closed and (tag[:1].isalpha() or tag[:1] in "/!") else f"<{piece}"
    return kept.strip()


def _blocks(tokens: Sequence[Token], first_line: int) -> Iterator[Block]:
    depth = 0
    fresh_item = False
    heading = 0
    titles: tuple[str, ...] = ()
    cells: list[str] = []
    in_cell = False
    row_line = first_line
    for token in tokens:
        line = first_line + token.map[0] if token.map else row_line
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif kind in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
            fresh_item = False
        elif kind == "list_item_open":
            fresh_item = True
        elif kind == "heading_open":
            heading = int(token.tag[1:])
        elif kind == "table_open":
            titles = ()
        elif kind == "tr_open":
            cells, row_line = [], line
        elif kind in ("th_open", "td_open"):
            cells.append("")
            in_cell = True
        elif kind in ("th_close", "td_close"):
            in_cell = False
        elif kind == "tr_close":
            if titles:
                yield Block("row", row_line, " | ".join(cells), cells=tuple(cells), titles=titles)
            else:
                titles = tuple(cells) or ("",)
        elif kind == "inline":
            if in_cell:
                cells[-1] = " ".join(token.content.split())
            elif heading:
                yield Block("heading", line, token.content.strip(), heading)
                heading = 0
            else:
                for at, text in _split(token.content, line):
                    text = without_tags(text) if text.startswith("<") else text
                    item = fresh_item and (at == line or not is_label(text))
                    yield _item(text, at, depth) if item else Block("para", at, text, 0 if fresh_item else depth)
        elif kind in ("fence", "code_block"):
            content = token.content.removesuffix("\n").split("\n") if token.content else []
            height = token.map[1] - token.map[0] if token.map else len(content) + 2
            fenced = kind == "fence"
            yield Block(
                "fence",
                line,
                lines=tuple(content),
                info=token.info.strip().split(" ")[0].lower() if fenced else "",
                level=1 if fenced else 0,
                closed=not fenced or height - 1 > len(content),
            )
        elif kind == "html_block":
            yield from _html(token.content, line)
        if kind == "paragraph_close":
            fresh_item = False


def split_row(text: str) -> tuple[str, ...]:
    """The cells of a table row that stands outside a well-formed table."""
    cells = text.strip().strip("|").replace("\\|", "\0").split("|")
    return tuple([cell.replace("\0", "|").strip() for cell in cells])
