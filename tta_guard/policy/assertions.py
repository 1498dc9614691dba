"""Trees and CAN / CANNOT lists, held against the rules. Pure, cold.

A CANNOT line is never dropped: the rules already hold it, or it makes a rule of its own, or it contradicts what the mode
allows (a conflict; its rule holds, being the stricter), or it is a gap. A CAN line only permits: it is looked at for
contradictions and makes no gap.
"""

from __future__ import annotations

import re

from ..model import CHANGES
from .boundaries import COMMANDS, hold_boundary
from .draft import ALL, report_unheld
from .markdown import unbold
from .paths import decide_path
from .prohibitions import WITH_APPROVAL, hold_clause, hold_line
from .verbs import clauses, read_boundary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model import Decision, Verdict
    from .draft import Draft
    from .rules import Policy, Rule
    from .statements import Statement

_LIMITED = re.compile(r"^(?:limited|restricted|partial)\b", re.IGNORECASE)
_READ_NOTE = re.compile(r"\((?:strictly |full )?(?:read|view)[- ]only\b[^()]*\)", re.IGNORECASE)
_NEEDED = re.compile(
    r"^(?:(?P<before>.*?)\s*\b(?:requires?|needs?|must have)\b"
    r"|.*?\b(?:approval|review|sign-?off|permission|consent)\s+(?:is\s+)?(?:required|needed|mandatory)\s+"
    r"(?:before|for|to|when)\s+(?P<after>.+)"
    r"|(?:(?:always\s+)?ask\s+(?:first\s+)?(?:before|for|about)|before)\s+(?P<asked>.+))",
    re.IGNORECASE,
)
_APPROVED_THING = re.compile(
    r"\b(?:approval|review|permission|sign-?off|consent|confirmation)\s+(?:is\s+)?(?:for|before|to)\s+(?P<thing>.+)$",
    re.IGNORECASE,
)
_RESTRICTING = re.compile(
    r"\b(?:only|cannot|can't|no|not|never|requires?|required|must|except|without|limited|approval|restricted|forbidden)\b",
    re.IGNORECASE,
)


def check_assertions(draft: Draft, statements: Sequence[Statement], compiled: Callable[[], Policy]) -> None:
    """Hold every assertion against the rules, and add what it takes for the stricter to hold.

    Args:
        draft: the rules so far; added to.
        statements: all statements of the mode.
        compiled: makes the policy of the rules so far.
    """
    for statement in statements:
        if statement.kind == "cannot":
            _cannot(draft, statement)
        elif statement.kind == "ask":
            _ask(draft, statement)
        elif statement.kind == "gate":
            _gate(draft, statement)
    for statement in statements:
        if statement.kind == "can":
            _can(draft, statement)
    policy = compiled()
    for statement in statements:
        if statement.kind == "tree":
            _tree(draft, statement, policy)


def _cannot(draft: Draft, statement: Statement) -> None:
    """One CANNOT line."""
    verdict: Verdict = "approval" if WITH_APPROVAL.search(statement.extra) else "deny"
    hold_line(draft, statement, statement.subject, verdict)


def _asked(text: str) -> str:
    """What needs approval, in "Deleting files requires approval", "Requires approval for deletion" and the like."""
    found = _NEEDED.match(text)
    if not found:
        return text
    about = found["after"] or found["asked"] or (found["before"] or "").strip(" :-–—*")
    if about:
        return str(about)
    thing = _APPROVED_THING.search(text)
    return thing["thing"] if thing else text


def _ask(draft: Draft, statement: Statement) -> None:
    """A line that says that something needs approval."""
    verbs, thing, spelled = read_boundary(statement.subject)
    if verbs and (spelled == ["read-only"] or _READ_NOTE.search(statement.subject)):
        # "Read-only access to X", under a warning sign: nothing says that an approval opens more.
        if not hold_boundary(draft, statement, "change", thing, "deny"):
            report_unheld(draft, statement, thing)
    elif verbs and _LIMITED.match(statement.subject):
        if not hold_boundary(draft, statement, "change", thing, "approval"):
            report_unheld(draft, statement, thing)
    else:
        hold_line(draft, statement, _asked(statement.subject), "approval")


def _gate(draft: Draft, statement: Statement) -> None:
    """A line of an approval section: a rule where it says of what, else it is for people."""
    text = unbold(statement.subject)
    if not _RESTRICTING.search(text):
        return
    if not any(hold_clause(draft, statement, clause, "approval") for clause in clauses(_asked(text))):
        draft.gap("unenforceable-gate", f'nothing can hold "{statement.text}"', statement.line, statement.text)


def _can(draft: Draft, statement: Statement) -> None:
    """Report a CAN line that a rule clearly forbids."""
    if statement.mark != "boundary":
        return
    verbs, thing, spelled = read_boundary(statement.subject)
    low = thing.lower()
    noted = _READ_NOTE.search(statement.subject)
    limited = _LIMITED.match(statement.subject)
    if spelled == ["read-only"] or limited or noted:
        # "Read-only access to X" is a promise and a limit: the limit must hold.
        if spelled != ["read-only"] and not noted:
            draft.gap(
                "unenforceable-boundary",
                f'nothing says what is meant by "{statement.subject}"',
                statement.line,
                statement.text,
            )
        elif not hold_boundary(draft, statement, "change", thing, "deny"):
            report_unheld(draft, statement, thing)
        return
    wanted: list[str] = []
    for verb in verbs:
        if verb == "run" and COMMANDS.search(low):
            wanted.append("run-command")
        elif verb in ("create", "change") and re.search(
            r"\b(?:files?|code|documentation|docs|components?|tests?|manifests?)\b", low
        ):
            wanted.append("create-file" if verb == "create" else "edit-file")
        elif verb == "delete" and "file" in low:
            wanted.append("delete-file")
    for name in wanted:
        for rule in draft.restrictive("tool", name, "deny"):
            if not rule.access and not rule.environments:
                message = f'"{statement.subject}" is promised, and {name} is denied'
                draft.conflict("promised-and-denied", message, statement.line, rule.source)
                break


def _tree(draft: Draft, statement: Statement, policy: Policy) -> None:
    """Hold one leaf of a tree against the rules."""
    subject, mark, line = statement.subject, statement.mark, statement.line
    if " " in subject.strip("/"):
        if mark == "deny":
            named = draft.named(subject)
            if named is None:
                draft.gap("unbound-resource", f'nothing says what "{subject}" is here', line, subject)
            else:
                draft.forbid(named, "deny", f"{subject} is not accessible", line, text=statement.text)
        return
    is_dir = subject.endswith("/")
    path = subject.rstrip("/").encode("utf-8", "surrogateescape")
    read = decide_path(policy, "read", path, is_dir=is_dir)
    write = decide_path(policy, "write", path + b"/\x01" if is_dir else path)
    if mark == "deny":
        _tree_denies(draft, statement, read, write)
        return
    if mark == "approve":
        if "allow" in (write.verdict, decide_path(policy, "delete", path).verdict):
            message = f"{subject} needs approval"
            draft.path(subject, "approval", "approval-path", message, line, CHANGES, text=statement.text)
        else:
            draft.hold(statement, str(write.reasons[0].source))
        return
    if mark == "write" and write.verdict != "allow":
        _tree_grants(draft, statement, write, "modifiable")
    if mark in ("read", "readable") and read.verdict != "allow":
        _tree_grants(draft, statement, read, "readable")
    if mark == "read" and write.verdict != "allow":
        draft.hold(statement, str(write.reasons[0].source or "the rules"))
    if mark == "read" and write.verdict == "allow":
        message = f"{subject} is called readable only"
        other = next(
            (rule.source for rule in draft.rules if rule.code == "allowed-path" and "write" in rule.access), None
        )
        if other is not None:
            draft.conflict("tree-denies-more", f"{message}, and a pattern allows writing it", line, other)
        draft.path(subject, "deny", "read-only", message, line, CHANGES, text=statement.text)


def _tree_grants(draft: Draft, statement: Statement, decision: Decision, what: str) -> None:
    reason = decision.reasons[0]
    message = f"{statement.subject} is called {what}, and is not: {reason.message}"
    draft.conflict("tree-grants-more", message, statement.line, reason.source or draft.source(0))


def _tree_denies(draft: Draft, statement: Statement, read: Decision, write: Decision) -> None:
    """A leaf that is not accessible is denied, whatever else says so."""
    if read.verdict == "deny" and write.verdict == "deny" and read.reasons[0].source and read.reasons[0].source.line:
        draft.hold(statement, str(read.reasons[0].source))
        return
    granted: Rule | None = draft.find_allowed(statement.subject)
    if granted is not None:
        message = f"{statement.subject} is called not accessible, {granted.pattern} allows it"
        draft.conflict("tree-denies-more", message, statement.line, granted.source)
    message = f"{statement.subject} is not accessible"
    draft.path(statement.subject, "deny", "denied-path", message, statement.line, ALL, text=statement.text)
