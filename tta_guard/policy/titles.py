"""What a heading or a bold label says about the lines below it: their domain and their polarity. Pure.

A title is read as a set of words, so that "### ❌ DENIED Tools (No Access)" and "Denied tools:" say the same.
"""

from __future__ import annotations

from typing import Final

from ..model import frozen
from .markdown import icon_of, strip_icon

EXAMPLE: Final = frozenset("example examples scenario scenarios template templates sample samples demo".split())
GUIDANCE: Final = frozenset(
    "best practices practice principles principle responsibilities guidelines guideline standards standard why rationale "
    "workflow process expertise references reference tasks style philosophy techniques targets metrics pitfalls "
    "mistakes anti-patterns antipatterns when how purpose role quality considerations tips communication notes tooling "
    "concepts accessibility performance troubleshooting requirements criteria resources integration description focus "
    "overview background commands errors debugging pattern patterns".split()
)
BOUNDARY: Final = frozenset(
    "boundaries boundary limitations limitation limits constraints constraint restrictions restriction restricted "
    "permissions permission scope security forbidden prohibited denied cannot can't never rules access safety "
    "guardrails".split()
)
_HARD: Final = ({"hard", "limits"}, {"hard", "limit"}, {"red", "lines"}, {"off", "limits"}, {"out", "scope"}, {"no-go"})
_WRITE_ACCESS: Final = frozenset("write full access permission permissions rights paths files directories".split())
_STRONG: Final = BOUNDARY - frozenset("scope security safety access rules".split())
ABOUT_CODE: Final = frozenset(
    "requirements considerations standards principles practices guidelines tips checklist".split()
)
_DENY: Final = frozenset(
    "denied deny forbidden prohibited cannot can't can’t cant don't don’t dont won't won’t never disallowed blocked "
    "off-limits inaccessible not mustn't excluded".split()
)
_ALLOW: Final = frozenset("allowed accessible can permitted available do always approved enabled authorized".split())
_READ: Final = frozenset("read-only readonly readable view-only".split())
_WRITE: Final = frozenset("read/write writable modifiable writeable editable".split())
_TOOLS: Final = frozenset("tool tools toolset toolsets".split())
_DIRECTORIES: Final = frozenset("directory directories folder folders".split())
_FILES: Final = frozenset("file files path paths glob globs".split())
_PATTERNS: Final = frozenset("patterns pattern access permissions paths path restrictions globs scope".split())
_NEEDS: Final = frozenset("requires required require requiring needs need needing".split())
_APPROVAL: Final = frozenset("approval approvals sign-off signoff".split())


@frozen
class Title:
    """What one title says.

    Attributes:
        words: its folded words.
        kind: `example`, `guidance`, `boundary` or nothing.
        domain: `tools`, `servers`, `data`, `directories`, `paths`, `approval` or nothing.
        polarity: `allow`, `write`, `read`, `approve`, `deny` or nothing.
        phase: of a checklist: `before`, `during`, `after` or nothing.
    """

    text: str
    line: int
    level: int
    words: frozenset[str]
    kind: str
    domain: str
    polarity: str
    phase: str
    icon: str = ""

    @property
    def is_weak(self) -> bool:
        """A boundary by one of its words only, such as "Security"."""
        return self.kind == "boundary" and not (self.polarity or self.domain or self.words & _STRONG)


def fold_words(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation around them."""
    cleaned = "".join([char if char.isalnum() or char in "/'’-_." else " " for char in text.lower()])
    return [word for word in (piece.strip("/'’-_.") for piece in cleaned.split()) if word]


def read_title(text: str, line: int, level: int) -> Title:
    """Read a heading (level 1 to 6) or a bold label (level 7)."""
    bare = strip_icon(text.strip().strip("*_ ").strip())
    listed = fold_words(bare)
    words = frozenset(listed)
    outside = frozenset(fold_words(bare.split("(")[0]))
    question = bool(outside & {"when", "why", "how", "rationale"})
    phase = _phase(listed, outside)
    domain = _domain(outside)
    polarity = "" if question else _polarity(outside, words, domain, icon_of(text))
    kind = ""
    if outside & EXAMPLE:
        kind = "example"
    elif domain in ("directories", "paths") or (domain in ("tools", "servers", "data") and polarity):
        kind = "boundary"
    elif question or (
        outside & GUIDANCE and not (outside & _STRONG or phase or polarity in ("deny", "approve") or _bounds(outside))
    ):
        kind = "guidance"
    elif outside & BOUNDARY or polarity in ("deny", "approve"):
        kind = "boundary"
    return Title(bare, line, level, words, kind, domain, polarity, phase, icon_of(text))


def _bounds(words: frozenset[str]) -> bool:
    """Whether a word such as "security" makes a boundary: not beside "requirements" and the like, which are about code."""
    return bool(words & BOUNDARY) and not words & ABOUT_CODE


def _domain(words: frozenset[str]) -> str:
    if "mcp" in words and words & {"server", "servers"}:
        return "servers"
    if words & _TOOLS:
        return "tools"
    if words & {"data", "resource"} and words & (_DENY | {"restricted", "sensitive"}):
        return "data"
    if words & _DIRECTORIES:
        return "directories"
    if words & _FILES and words & _PATTERNS:
        return "paths"
    if words & _APPROVAL and not words & _NEEDS:
        return "approval"
    return ""


def _polarity(outside: frozenset[str], words: frozenset[str], domain: str, icon: str) -> str:
    if outside & _DENY or any(words_of <= outside for words_of in _HARD):
        return "deny"
    if {"no", "access"} <= outside or ("protected" in outside and outside & (_FILES | _DIRECTORIES)):
        return "deny"
    if outside & {"restrictions", "restriction"} and domain == "" and not outside & {"rationale"}:
        return "deny"
    if outside & _WRITE or {"read", "write"} <= outside or ({"write", "access"} <= outside <= _WRITE_ACCESS):
        return "write"
    if outside & _READ or {"read", "only"} <= outside:
        return "read"
    if "restricted" in outside or ("restrictions" in outside and domain == "tools"):
        return "deny" if icon == "deny" or domain in ("data", "directories") else "approve"
    if "ask" in outside or (words & (_APPROVAL | {"review"}) and words & _NEEDS):
        return "approve" if domain != "approval" else ""
    if outside & _ALLOW:
        if words & _READ or {"read", "only"} <= words:
            return "read" if domain in ("directories", "paths") or outside <= _ALLOW else "allow"
        if domain in ("", "directories", "paths") and (words & _WRITE or {"read", "write"} <= words):
            return "write"
        return "allow"
    return ""


def _phase(listed: list[str], outside: frozenset[str]) -> str:
    head = " ".join(listed)
    deploys = outside & {"deployment", "deployments", "deploy", "release", "rollout", "deploying"}
    if head.startswith(("post-deploy", "post deploy", "after deploy", "post-release", "after release", "post-rollout")):
        return "after"
    if head.startswith(("pre-deploy", "pre deploy", "before deploy", "pre-release", "before release", "pre-rollout")):
        return "before"
    if deploys and (outside <= {"deployment", "deploy", "during", "deployments", "the", "steps", "release", "rollout"}):
        return "during"
    if deploys and outside & {"production", "prod"} and outside & {"for", "checklist", "requirements", "gate", "gates"}:
        return "before"
    ready = outside & {"production", "readiness", "launch", "go-live", "golive", "sign-off", "signoff"}
    if (outside & _APPROVAL or deploys or ready) and outside & {"checklist", "check-list"}:
        return "before"
    return ""
