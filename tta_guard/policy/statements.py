"""Blocks of a chat mode's body -> statements: every line that looks as if it were to be enforced. Pure, cold.

Longer than 250 lines because it is one pass: which line means what depends on the titles above it.

What is an example is never a statement: headings that say so, and every code fence but two kinds (`fences`). Where a line
looks restrictive and fits nothing, it becomes a statement of kind `unread`, which the compiler reports as a gap.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .entries import Context, Statement, access_of, entries_of, entry_split, globlike, globs_in, named
from .fences import read_fence
from .markdown import Block, icon_of, split_row, strip_icon, unbold
from .tables import places_in, plain_cell, read_row, tool_mark
from .titles import ABOUT_CODE, Title, fold_words, read_title
from .tool_names import tools_in_words
from .tools import canonical
from .verbs import first_verb, read_boundary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Statement", "read_statements"]

_NEGATIVE: Final = re.compile(
    r"(?:please\s+)?(?:(?:you|i|agents?|this mode|it)\s+)?(?:are\s+|is\s+)?(?:strictly\s+)?"
    r"(?:never|do not|don['’]t|cannot|can['’]?t|must not|may not|should not|must never|"
    r"should never|will not|won['’]?t|shall not|not allowed to|not permitted to|under no circumstances|forbidden|prohibited|"
    r"no access to)\b",
    re.IGNORECASE,
)
# "`legacy/` must never be edited": said of a path, wherever it stands.
_PASSIVE: Final = re.compile(
    r"[^.!?]{1,80}?(?:\b(?:must|may|can|should|shall)(?:not|\s+not|\s+never)\s+(?:ever\s+)?be\b"
    r"|`\s+(?:(?:directory|directories|folder|files?)\s+)?(?:is|are)\s+(?:read[- ]only|off[- ]limits|immutable|forbidden|frozen)\b)",
    re.IGNORECASE,
)
_LIMITING: Final = re.compile(r"\b(?:only|must|never|not|no|without|requires?|except|cannot|limited)\b", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_NARROWING: Final = re.compile(
    r"\b(?:only|never|not|cannot|without|requires?|must|except|limited|approval|read[- ]only)\b", re.IGNORECASE
)
_WHERE: Final = re.compile(r"(?:on|for|in|to|against|with|within)\s+(?:any\s+|all\s+|the\s+)?(.+)", re.IGNORECASE)
_USING: Final = frozenset("use using run running invoke call calling execute executing launch access start".split())
_ONLY_THESE: Final = frozenset("allowed permitted approved authorized".split())
_COMMAND_WORDS: Final = frozenset(("command", "commands"))
# Titles below which a bare name in a code span (`node_modules`) is a path.
_BARE_NAMES: Final = frozenset(
    "restricted restrictions modify edit touch change write access accessible read delete commit generated files "
    "directories folders paths".split()
)
_COMMA: Final = re.compile(r",\s*(?![^()]*\))")
# "You can only edit `docs/`", "Work only within `docs/`": everything else is meant.
_ONLY: Final = re.compile(
    r"(?:(?:you|i|agents?|this mode)\s+)?(?:(?:can|may|must|should|shall|are allowed to)\s+)?"
    r"(?:only\s+(?:ever\s+)?(?:create|edit|modify|write|change|touch|update|work|commit|add|delete)\b"
    r"|(?:work|write|edit|operate|stay|commit|make changes)\s+(?:only|strictly|exclusively)\s+(?:within|in|inside|on|to|under)\b)",
    re.IGNORECASE,
)
_UNNEEDED: Final = re.compile(
    r"\b(?:no|without|don['’]t|doesn['’]t|do not|does not)\s+(?:need|require|needing|requiring|any need)", re.IGNORECASE
)
_NEEDING: Final = re.compile(
    r"\b(?:requires?|needs?|must have)\b.*\b(?:approval|review|sign-?off|permission|consent|confirmation)\b",
    re.IGNORECASE,
)
_LISTS: Final = frozenset(
    "allowed accessible permitted writable modifiable editable authorized read-only read/write readable readonly".split()
)
_CHANGING: Final = frozenset("modify edit change write touch alter update modification changes edits".split())
_ACCESSING: Final = frozenset("access read view open touch see".split())


def read_statements(blocks: Sequence[Block], file: str) -> tuple[Statement, ...]:
    """Find the statements of a body.

    Args:
        blocks: as `markdown.read_blocks` gives them.
        file: for messages.

    Raises:
        ChatModeError: a code fence is never closed and swallows lines that look like restrictions.
    """
    titles: list[Title] = []
    labels = _Labels()
    found: list[Statement] = []
    for block in blocks:
        if block.kind == "heading":
            while titles and titles[-1].level >= block.level:
                titles.pop()
            titles.append(read_title(block.text, block.line, block.level))
            labels = _Labels()
            continue
        if block.kind in ("para", "item"):
            head, rest = _label_of(block)
            if head is not None:
                labels.enter(head, block, rest)
                found.extend(_labelled(head, rest, block, Context(tuple(titles))))
                continue
            labels.pass_by(block)
        label = labels.current
        context = Context((*titles, label) if label is not None else tuple(titles))
        if block.kind == "fence":
            found.extend(read_fence(block, context, file))
        elif block.kind == "row":
            found.extend(read_row(block.cells, block.titles, block, context))
        elif not context.example:
            found.extend(_read_line(block, context))
    return tuple(found)


class _Labels:
    """The bold label in force: one of a paragraph, and within a list perhaps one of an item for the items below it."""

    def __init__(self) -> None:
        self.current: Title | None = None
        self._outer: Title | None = None
        self._depth = 0
        self._used = False

    def enter(self, head: Title, block: Block, rest: str) -> None:
        if block.kind == "para":
            self.current = self._outer = head
            self._used = bool(rest)
        elif not rest:
            self.current, self._depth = head, block.level

    def pass_by(self, block: Block) -> None:
        if block.kind == "item":
            self._used = True
            if self.current is not self._outer and block.level <= self._depth:
                self.current = self._outer
        elif block.level == 0 and not icon_of(block.text):
            if self._used or self.current is not self._outer:
                # The label's list is over. A sentence between a label and its list takes nothing away.
                self.current = self._outer = None
            self._used = False


def _label_of(block: Block) -> tuple[Title | None, str]:
    """A bold or icon-led label such as `**Security Boundaries:**` or `✅ ALLOWED (Read/Write):`, and what follows it."""
    text = block.text.strip()
    bare = strip_icon(text)
    icon = text[: len(text) - len(bare)]
    for mark in ("**", "__", "*", "_"):
        if bare.startswith(mark):
            inner, closed, rest = bare[len(mark) :].partition(mark)
            inner_icon = inner[: len(inner) - len(strip_icon(inner))] if icon_of(inner) else ""
            rest = rest.strip()
            colon = inner.rstrip().endswith(":") or rest.startswith(":")
            alone = block.kind == "para" and not rest
            if closed and (colon or alone) and len(inner) < 80:
                name = inner.rstrip(": ")
                return read_title(f"{icon}{inner_icon}{strip_icon(name)}", block.line, 7), rest.lstrip(":").strip()
            return None, ""
    if block.kind == "para" and bare.endswith(":") and len(bare) < 80 and "`" not in bare:
        title = read_title(text.rstrip(":"), block.line, 7)
        if title.polarity or title.domain in ("tools", "paths", "directories", "data"):
            return title, ""
    return None, ""


def _labelled(head: Title, rest: str, block: Block, outer: Context) -> Iterator[Statement]:
    """What a label's own line says: `**Restricted:** `a/**`, `b/**`, `- ❌ **Deploys:** only by release managers`."""
    context = Context((*outer.titles, head))
    if context.example:
        return
    text = block.text.strip()
    if not rest:
        bare = unbold(strip_icon(text)).strip(": ")
        if _NEGATIVE.match(bare) and len(bare.split()) > 2:
            yield from _assertion(Block("item", block.line, text, 1), text, bare, "deny", "deny", context, 0)
        return
    spans = [span.strip() for span in rest.split("`")[1::2] if span.strip()]
    globs = [span for span in spans if globlike(span)]
    below_mcp = "servers" in head.words and any("mcp" in title.words for title in outer.titles)
    if (head.domain == "servers" or below_mcp) and head.polarity:
        yield from _servers(block, rest, head.polarity, context, head)
        return
    if globs and head.polarity and not first_verb(rest) and context.domain()[0] in ("", "paths", "directories"):
        mark = _path_mark(head.polarity, head)
        words = [piece.strip(" .") for piece in _COMMA.split(rest) if "`" not in piece]
        for subject in [*globs, *[piece for piece in words if mark in ("deny", "restrict") and piece]]:
            yield Statement("path", block.line, text, context.names, mark, subject, header=head.line)
    elif _NEGATIVE.match(head.text) and len(head.words) > 2 and canonical(rest.strip("` ")) is None:
        # "**Don't touch the schema:** it belongs to the DBA": the label is the prohibition.
        yield from _assertion(Block("item", block.line, text, 1), text, head.text, "deny", "deny", context, head.line)
    elif head.polarity and not (head.icon == "deny" and head.polarity != "deny"):
        yield from _read_line(Block("item", block.line, rest, max(block.level, 1)), context)
    else:
        icon = icon_of(text)
        # "⚠️ **Warning:** Do not edit `x`": the label says nothing, what follows it does.
        told = bool(_NEGATIVE.match(rest)) if icon in ("warn", "allow") else block.kind == "para" and not icon
        shown = rest if told else text
        yield from _read_line(Block(block.kind, block.line, shown, block.level, checkbox=block.checkbox), outer)


# --- items and lines -------------------------------------------------------------------------------------------------


def _read_line(block: Block, context: Context) -> Iterator[Statement]:
    text = block.text.strip()
    if text.startswith("|") and text.count("|") > 2:
        cells = split_row(text)
        heading = " ".join(fold_words(cells[0])) in ("tool", "tools", "resource", "data", "action", "path", "directory")
        if cells and not heading and not all(set(cell) <= set("-: ") for cell in cells):
            yield from read_row(cells, ("", *[""] * len(cells)), block, context)
        return
    domain, _ = context.domain()
    polarity, title = context.polarity()
    header = title.line if title is not None else 0
    icon = icon_of(text)
    bare = strip_icon(text)
    phase = next((t.phase for t in reversed(context.titles) if t.phase), "")
    approval = any(t.domain == "approval" for t in context.titles)
    gated = block.checkbox and not (polarity in ("deny", "approve") and not phase and domain != "approval")
    if block.kind == "item" and (gated or (phase == "before" and domain in ("", "approval") and not icon)):
        if phase or approval:
            yield Statement("check", block.line, text, context.names, phase or "before", strip_icon(text))
        return
    named_here = title.words if title is not None else frozenset()
    if (
        block.kind == "item"
        and polarity in ("deny", "approve")
        and bare.startswith("`")
        and named_here & _COMMAND_WORDS
    ):
        extra = "a command named in prose"
        yield Statement("unread", block.line, text, context.names, subject=bare, extra=extra, header=header)
        return
    if block.kind == "item" and domain == "directories" and not (polarity == "" and not icon and "`" not in bare):
        head, _, after = entry_split(bare)
        subject, note = named(head)
        mark = access_of(f"{after} {note}", polarity, [icon] if icon else [])
        for name in places_in(head) or [subject]:
            yield Statement("directory", block.line, text, context.names, mark, name, note, after, header=header)
        return
    if block.kind == "item" and domain == "tools" and (polarity or icon):
        mark = {"deny": "deny", "warn": "approve"}.get(icon, tool_mark(polarity) if polarity else "allow")
        yield from _tool_line(block, bare, mark, context, header)
        return
    if block.kind == "item" and domain == "data" and polarity == "deny":
        head, _, after = entry_split(bare)
        yield Statement(
            "data", block.line, text, context.names, "deny", plain_cell(named(head)[0]), named(head)[1], after
        )
        return
    spelled = named(entry_split(bare)[0])[0] if bare.startswith("`") else ""
    if (
        block.kind == "item"
        and domain in ("", "approval")
        and polarity in ("deny", "approve")
        and canonical(spelled) is not None
    ):
        yield from _tool_line(block, bare, "deny" if icon == "deny" else polarity, context, header)
        return
    if block.kind == "item" and (polarity or icon) and domain in ("", "paths", "approval"):
        entries = _path_entries(bare, polarity, icon, domain, title)
        for subject, note, mark in entries:
            yield Statement("path", block.line, text, context.names, mark, subject, note, header=header)
        if entries:
            return
    if block.kind == "item" and domain == "servers" and polarity:
        yield from _servers(block, bare, "deny" if icon == "deny" else polarity, context, title)
        return
    if block.kind == "item" and approval and not icon and polarity not in ("approve", "deny"):
        if not any(t.words & {"why", "rationale"} for t in context.titles):
            yield Statement("gate", block.line, text, context.names, subject=bare, header=header)
        return
    yield from _assertion(block, text, bare, icon, polarity, context, header)


def _path_entries(bare: str, polarity: str, icon: str, domain: str, title: Title | None) -> list[tuple[str, str, str]]:
    """The (path, note, mark) of an item that lists paths. A sentence about a path is none: its verb says what is meant."""
    listed = domain == "paths" or (title is not None and bool(title.words & _LISTS) and "can" not in title.words)
    polarity = polarity or ({"deny": "deny", "warn": "approve", "allow": "allow"}[icon] if domain == "paths" else "")
    mark = _path_mark(polarity, title)
    if icon == "deny" and mark not in ("restrict", "approve"):
        mark = "deny"
    if not mark:
        return []
    bare = unbold(bare)
    verbs = read_boundary(entry_split(bare)[2])[0]
    if mark == "deny" and verbs and set(verbs) <= {"change", "create", "delete"}:
        mark = "restrict"  # "`vendor/`: do not edit"
    if _NEGATIVE.match(bare) or bare.lower().startswith("no "):
        return []
    verb = first_verb(bare)
    entries = entries_of(bare)
    first = bare.split(" ")[0].strip(",'\":")
    begins = bare.startswith("`") or globlike(first) or bool(globs_in(bare))
    if begins and not verb and all(globlike(subject) for subject, _ in entries):
        if mark in ("deny", "restrict", "approve") or listed:
            return [(subject, note, mark) for subject, note in entries]
        return []
    words = title.words if title is not None else frozenset()
    if (
        not verb
        and bare.startswith("`")
        and (domain or words & _BARE_NAMES)
        and mark in ("deny", "restrict", "approve")
    ):
        # A bare name such as `node_modules`, unless it is a tool.
        return [(subject, note, mark) for subject, note in entries if canonical(subject) is None]
    spans = [span.strip() for span in bare.split("`")[1::2] if globlike(span.strip())]
    if mark in ("allow", "write", "read") and listed and spans:
        return [(span, "", "read" if verb == "access" else mark) for span in spans]
    if mark in ("deny", "restrict", "approve") and domain == "paths" and not verb:
        after = entry_split(bare)[2]
        return [(span, after, mark) for span in spans] or [(subject, note, mark) for subject, note in entries_of(bare)]
    return []


def _assertion(
    block: Block, text: str, bare: str, icon: str, polarity: str, context: Context, header: int
) -> Iterator[Statement]:
    bare = " ".join(bare.split())
    plain = unbold(bare)
    kind = context.kind
    bounded = kind == "boundary" or (kind == "guidance" and _about_security(context))
    explained = entry_split(plain)[2] if block.kind == "item" and kind != "guidance" else ""
    negative = bool(
        _NEGATIVE.match(plain) or _NEGATIVE.match(explained) or ("`" in plain and _PASSIVE.match(plain))
    ) or (bounded and bool(plain.lower().startswith(("no ", "not ")) or _PASSIVE.match(plain)))
    listed = block.kind == "item" or bool(icon)
    weight = kind if kind in ("guidance", "boundary") else "marked"
    if not listed:
        # Of running text only the sentences that begin like a prohibition are taken for one.
        for sentence in _SENTENCE.split(plain):
            about_path = "`" in sentence and (_PASSIVE.match(sentence) or _ONLY.match(sentence))
            if (_NEGATIVE.match(sentence) and not _UNNEEDED.search(sentence)) or about_path:
                yield Statement("cannot", block.line, sentence, context.names, weight, sentence, header=header)
    elif icon == "deny" or (polarity == "deny" and icon != "allow") or negative:
        yield Statement("cannot", block.line, text, context.names, weight, bare, header=header)
    elif kind == "guidance":
        return
    elif icon == "warn" or polarity == "approve" or (kind == "boundary" and icon != "allow" and _NEEDING.search(plain)):
        if _UNNEEDED.search(plain) and not icon:
            return
        yield Statement("ask", block.line, text, context.names, weight, bare, header=header)
    elif icon == "allow" or polarity in ("allow", "write", "read"):
        yield Statement("can", block.line, text, context.names, "boundary" if polarity else weight, bare, header=header)
    elif (kind == "boundary" and _LIMITING.search(plain)) or ("`" in plain and _ONLY.match(plain)):
        yield Statement("cannot", block.line, text, context.names, weight, bare, header=header)


def _servers(block: Block, text: str, mark: str, context: Context, title: Title | None) -> Iterator[Statement]:
    """The MCP servers in a line: "context7, `github`"."""
    if mark in ("allow", "read", "write") and not (title is not None and title.words & _ONLY_THESE):
        return  # "Available servers" says what there is, not what may be used.
    for name in [piece.strip(" .*`") for piece in entry_split(text)[0].split(",")]:
        if name and " " not in name:
            verdict = mark if mark in ("deny", "approve") else "allow"
            yield Statement(
                "server", block.line, block.text, context.names, verdict, name, header=title.line if title else 0
            )


def _about_security(context: Context) -> bool:
    """Whether guidance is about security: "No secrets in code" is then worth a word, though nothing holds it."""
    titles = [title for title in context.titles if title.level < 7]
    asks = any(title.words & {"why", "how", "when", "rationale"} for title in titles)
    return not asks and any("security" in title.words and title.words & ABOUT_CODE for title in titles)


def _tool_line(block: Block, bare: str, mark: str, context: Context, header: int) -> Iterator[Statement]:
    head, spans, after = entry_split(bare)
    plain = named(head)[0]
    verbs, about, spelled = read_boundary(bare) if mark != "allow" else ([], "", [])
    if spans and not bare.startswith("`") and verbs and about and not _USING & {word.lower() for word in spelled}:
        # "No changes to `infra/`" speaks of no tool.
        yield Statement("cannot", block.line, block.text, context.names, "boundary", bare, header=header)
        return
    if spans and mark != "allow" and re.match(r"\s*commands?\b", head.rpartition("`")[2]):
        extra = "a command named in prose"
        yield Statement("unread", block.line, block.text, context.names, subject=bare, extra=extra, header=header)
        return
    names = spans or ([plain] if canonical(plain) is not None else list(tools_in_words(plain)))
    if not names:
        if mark != "allow":
            yield Statement("cannot", block.line, block.text, context.names, "boundary", bare, header=header)
        return
    note = named(head)[1]
    where = _WHERE.match(head.rpartition("`")[2].strip()) if spans and mark != "allow" else None
    note = note or (where[1].strip() if where else "")
    for name in names:
        extra, purpose = (after, "") if mark != "allow" or _NARROWING.search(after) else ("", after)
        yield Statement("tool", block.line, block.text, context.names, mark, name, note, extra, purpose, header)


def _path_mark(polarity: str, title: Title | None) -> str:
    if title is None:
        return polarity
    if polarity == "approve" and not title.words & {"ask", "approval", "approvals"}:
        return "restrict"
    if polarity == "deny" and title.words & _CHANGING and not title.words & _ACCESSING:
        return "restrict"
    return polarity
