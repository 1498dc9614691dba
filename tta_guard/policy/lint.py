"""What is wrong with a policy: conflicts, gaps, dead patterns and spellings, rules that can never win. Pure, cold."""

from __future__ import annotations

import re

from ..model import CHANGES, Source, frozen
from .globs import lint_glob, parse_glob
from .globset import GlobSet, expand_braces
from .paths import decide_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Literal

    from .chatmode import ChatMode
    from .rules import Policy, Rule
    from .statements import Statement

    Severity = Literal["error", "warning"]

# Gaps in what is only advice, or in what no program could hold, are told but are no error at any level.
_SOFT_GAPS = frozenset(
    ("guidance-not-enforced", "unenforceable-gate", "unenforceable-restriction", "unenforceable-boundary")
)
_WRITTEN_CODES = frozenset(
    ("restricted-path", "denied-path", "read-only", "allowed-path", "approval-path", "override", "protected-file")
)


@frozen
class Problem:
    """One thing that is wrong.

    Attributes:
        code: stable.
        severity: `error` fails the lint; which it is depends on the code and the mode's level.
        message: for people.
        source: the line.
        other: the other line of a contradiction.
        mode: the mode; None for the baseline.
    """

    code: str
    severity: Severity
    message: str
    source: Source
    other: Source | None = None
    mode: str | None = None


def lint_policy(policy: Policy, tracked: Sequence[bytes] | None) -> tuple[Problem, ...]:
    """Find what is wrong with a policy.

    Args:
        policy: the compiled policy.
        tracked: the paths that the repository tracks; None where that is not known (no dead patterns are looked for).

    Returns:
        In the order of the sources. At CRITICAL, conflicts, gaps and dead restrictions are errors; dead spellings are
        errors at every level; everything else is a warning.
    """
    strict = policy.level == "CRITICAL"
    worse: Severity = "error" if strict else "warning"
    found: list[Problem] = []
    for conflict in policy.conflicts:
        found.append(Problem(conflict.code, worse, conflict.message, conflict.source, conflict.other, policy.mode))
    for gap in policy.gaps:
        severity: Severity = "warning" if gap.code in _SOFT_GAPS else worse
        found.append(Problem(gap.code, severity, gap.message, gap.source, None, policy.mode))
    written = [
        rule for rule in policy.rules if rule.subject == "path" and rule.source.line and rule.code in _WRITTEN_CODES
    ]
    for rule in written:
        for code, message in lint_glob(rule.pattern.encode("utf-8", "surrogateescape")):
            found.append(
                Problem(f"spelling-{code}", "error", f"{rule.pattern}: {message}", rule.source, None, policy.mode)
            )
    found += _never_wins(policy, written)
    found += _restricts_nothing(policy, worse)
    if tracked is not None:
        found += _dead(policy, written, tracked, worse)
    return tuple(
        sorted(dict.fromkeys(found), key=lambda problem: (problem.source.file, problem.source.line, problem.code))
    )


def unaccounted(mode: ChatMode, policy: Policy) -> tuple[Statement, ...]:
    """The restrictive statements of a mode that came to no rule, no gap and no conflict, and that no rule is said to hold.

    There are none, whatever the chat mode; tests hold the compiler to that.
    """
    told = {rule.source.line for rule in policy.rules if rule.source.file == mode.file}
    told |= {line for line, _ in policy.settings["held"]}
    told |= {gap.source.line for gap in policy.gaps} | {conflict.source.line for conflict in policy.conflicts}
    return tuple([statement for statement in mode.statements if _restricts(statement) and statement.line not in told])


def _restricts(statement: Statement) -> bool:
    marks = ("deny", "restrict", "approve", "read")
    return statement.mark in marks or statement.kind in (
        "cannot",
        "ask",
        "unread",
        "restricted-path",
        "restrictive-key",
    )


def _restricts_nothing(policy: Policy, worse: Severity) -> Iterable[Problem]:
    """A mode of which nothing is enforced: only the baseline holds."""
    if policy.mode is None or policy.write_list or policy.tool_list or policy.server_list:
        return
    files = [name for name, _ in policy.sources if name.endswith(".md")]
    own = [rule for rule in policy.rules if rule.verdict != "allow" and rule.source.file in files]
    if files and not own:
        message = f"nothing that {policy.mode} says is enforced: only secrets and the guard's own files are protected"
        yield Problem("restricts-nothing", worse, message, Source(files[0]), None, policy.mode)


def _never_wins(policy: Policy, rules: Iterable[Rule]) -> Iterable[Problem]:
    """Allowances that other rules always overrule."""
    for rule in rules:
        if rule.verdict != "allow" or "write" not in rule.access:
            continue
        decisions = [decide_path(policy, "write", path) for path in _samples(rule.pattern)]
        if decisions and all(decision.verdict == "deny" for decision in decisions):
            other = decisions[0].reasons[0]
            if other.code != "not-listed":
                message = f"{rule.pattern} can never be written: {other.message}"
                yield Problem("never-wins", "warning", message, rule.source, other.source, policy.mode)


def _samples(pattern: str) -> list[bytes]:
    """A few paths that a pattern matches."""
    found = []
    for part in expand_braces(pattern.encode("utf-8", "surrogateescape"))[:16]:
        text = re.sub(rb"\[[^]]*\]", b"x", part.rstrip(b"/") + (b"/x" if part.endswith(b"/") else b""))
        for deep in (b"", b"aa/"):
            path = re.sub(rb"\*\*/", deep, text)
            path = re.sub(rb"\*+", b"xx", path).replace(b"?", b"x")
            if parse_glob(part, "pathspec").matches(path):
                found.append(path)
    return found


def _dead(policy: Policy, rules: Iterable[Rule], tracked: Sequence[bytes], worse: Severity) -> Iterable[Problem]:
    """Patterns that name a place where nothing is tracked. One about a name that may occur anywhere is not dead for that."""
    for rule in rules:
        floating = "/" not in rule.pattern.strip("/") or rule.pattern.startswith("**/")
        if floating and (rule.verdict != "allow" or "*" in rule.pattern):
            continue
        globs = [
            parse_glob(part, rule.match) for part in expand_braces(rule.pattern.encode("utf-8", "surrogateescape"))
        ]
        if GlobSet(globs).bulk().select(tracked):
            continue
        restricts = rule.verdict != "allow" and rule.code != "read-only"
        if rule.code == "read-only" or (rule.verdict == "allow" and not set(CHANGES) & set(rule.access)):
            continue
        code = "dead-restriction" if restricts else "dead-allowance"
        what = "restricts" if restricts else "allows"
        message = f"{rule.pattern} {what} nothing: no tracked file matches it"
        yield Problem(code, worse if restricts else "warning", message, rule.source, None, policy.mode)
