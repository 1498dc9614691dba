"""One enforceable line of a chat mode, and how the text of an entry is taken apart. Pure, cold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..model import frozen
from .markdown import strip_icon, unbold
from .titles import Title, fold_words

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS: Final = (
    "path", "directory", "tool", "data", "tree", "can", "cannot", "ask", "check", "gate", "unread",
    "restricted-path", "server", "restrictive-key",
)  # fmt: skip

# Words that may stand around a glob without changing what it says: "All files in legacy/", "*.key files".
_AROUND: Final = frozenset(
    "any all every the a an file files directory directories folder folders path paths in under inside within below of "
    "matching everything anything contents entire whole content existing at from to".split()
)
_FILE_NAMES: Final = frozenset(
    "LICENSE LICENCE README CHANGELOG CODEOWNERS NOTICE AUTHORS CONTRIBUTORS COPYING VERSION MANIFEST Makefile "
    "GNUmakefile Dockerfile Containerfile Jenkinsfile Vagrantfile Procfile Gemfile Rakefile Brewfile Caddyfile Justfile "
    "Tiltfile Earthfile Pipfile Podfile Fastfile Appfile Snakefile Taskfile BUILD WORKSPACE".split()
)


@frozen
class Statement:
    """One enforceable-looking line.

    Attributes:
        kind: one of `KINDS`.
        line: line of the file.
        text: the line as written, without its list marker.
        section: the titles above it.
        mark: its polarity. path, directory, tree: `write`, `read`, `readable`, `allow`, `restrict`, `approve`, `deny`.
            tool: `allow`, `approve`, `deny`. check: `before`, `during`, `after`. cannot, ask, can: `boundary`, `marked`,
            `guidance`, by how surely the line means to be enforced.
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
class Context:
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
        """The innermost kind; a heading such as "Security" below "Key Principles" is guidance like its parent."""
        kinds = [title for title in reversed(self.titles) if title.kind]
        bound = any([title.kind == "boundary" and not title.is_weak for title in kinds])
        if bound and kinds[0].level == 7 and kinds[0].kind == "guidance":
            # "Workflow:" within a list of what may not be done.
            kinds = kinds[1:]
        for title in kinds:
            if title.kind != "boundary" or not title.is_weak:
                return title.kind
        return kinds[0].kind if kinds else ""

    def domain(self) -> tuple[str, Title | None]:
        return next(((title.domain, title) for title in reversed(self.titles) if title.domain), ("", None))

    def polarity(self) -> tuple[str, Title | None]:
        """The innermost polarity. What restricts reaches past a label and a heading of another matter; what allows does not."""
        past = False
        for title in reversed(self.titles):
            if title.icon == "deny" and not title.polarity and (title.level == 7 or title.kind != "guidance"):
                return "deny", title
            if title.polarity and (not past or title.polarity in ("deny", "approve", "restrict")):
                return title.polarity, title
            if title.polarity or (title.kind == "guidance" and title.level < 7):
                break
            past = past or bool(title.domain) or title.kind in ("boundary", "guidance")
        return "", None


def globlike(text: str) -> bool:
    """Whether a word of a chat mode is a path or glob, not prose."""
    if not text or text != text.strip():
        return False
    if " " in text:
        return ("*" in text and "/" in text and text.split(" ")[0].lower() not in _AROUND) or text.startswith(
            ("./", "/")
        )
    if text in _FILE_NAMES:
        return True
    return any(mark in text for mark in "/*[{?") or ("." in text.strip(".") or (text.startswith(".") and len(text) > 1))


def globs_in(text: str) -> list[str]:
    """The globs of a phrase that says nothing else: "All files in `legacy/`". Nothing where other words stand beside them."""
    spans = [span.strip() for span in text.split("`")[1::2]]
    outside = "".join(text.split("`")[0::2])
    words = outside.split()
    globs = [span for span in spans if span and (globlike(span) or " " not in span)]
    loose = [word.strip(",'\"") for word in words if globlike(word.strip(",'\"."))]
    rest = [word for word in words if word.strip(",'\"") not in loose]
    if any(word.lower().strip(",.'\"") not in _AROUND and word.lower() not in ("and", "or", "&", ",") for word in rest):
        return []
    return [*globs, *loose]


def entry_split(text: str) -> tuple[str, list[str], str]:
    """An entry's head, the code spans in it, and what is said about it behind a dash or a colon."""
    place = len(text)
    skip = 0
    inside = False
    for index, char in enumerate(text):
        if char == "`":
            inside = not inside
        elif not inside:
            width = next((len(mark) for mark in (" - ", " – ", " — ", ": ", " → ") if text.startswith(mark, index)), 0)
            if width:
                place, skip = index, width
                break
    head = text[:place]
    return head, [span.strip() for span in head.split("`")[1::2] if span.strip()], text[place + skip :].strip()


def entries_of(text: str) -> list[tuple[str, str]]:
    """The subjects of one entry, each with its note: `a/**, b/** (why)` is two."""
    head, spans, after = entry_split(text.split(" # ")[0] if "`" not in text else text)
    bare, note = head.strip(), after
    if bare.endswith(")") and " (" in bare:
        bare, _, inner = bare[:-1].rpartition(" (")
        note = f"{inner} {after}".strip()
    if spans:
        return [(span, note) for span in spans]
    bare = bare.strip().strip("'\"")
    for between in (", ", " and ", " or "):
        pieces = [piece.strip().strip("'\"") for piece in bare.split(between)]
        if len(pieces) > 1 and all(globlike(piece) for piece in pieces):
            return [(piece, note) for piece in pieces]
    if " " in bare and not globlike(bare):
        # Words around a name such as ".env" have a meaning of their own, which the compiler knows: ".env files".
        found = [] if bare.split(" ")[0].startswith(".") else globs_in(bare)
        if found:
            return [(glob, note) for glob in found]
    if after and not globlike(bare):
        return [(f"{bare} {after}", "")] if not note or note == after else [(bare, note)]
    return [(bare, note)]


def named(cell: str) -> tuple[str, str]:
    """A cell's name and the note in parentheses behind it."""
    text = re.sub(r"</?[a-z]+>", "", unbold(strip_icon(cell))).strip()
    name = text
    note = ""
    if text.endswith(")") and " (" in text:
        name, _, note = text[:-1].rpartition(" (")
    if "`" in name:
        inner = name.split("`")[1]
        if inner.strip():
            name = inner
    return name.strip(" `"), note.strip()


def access_of(text: str, polarity: str, icons: Sequence[str]) -> str:
    """What a directory's line says: `write`, `read`, `approve`, `deny`."""
    listed = fold_words(text)
    words = frozenset(listed)
    phrase = " ".join(listed)
    refused = re.match(
        r"(?:no (?:direct |any )?access|not accessible|denied|forbidden|off.?limits|inaccessible|none$|no$|never$|"
        r"(?:do not|never) (?:access|open|read|touch))",
        phrase,
    )
    if "deny" in icons or polarity == "deny" or refused:
        return "deny"
    if "warn" in icons or polarity == "approve" or words & {"approval"}:
        return "approve"
    if words & {"read-only", "readonly", "view-only"} or "read only" in phrase or polarity == "read":
        return "read"
    if re.search(r"\b(?:no|not|never|without) (?:write|writing|modif\w*|chang\w*|edit\w*|writable)", phrase):
        return "read"
    if words & {"read/write", "write", "full", "modify", "edit"} or polarity == "write":
        return "write"
    return "read" if words & {"read", "view", "reference"} else "write"
