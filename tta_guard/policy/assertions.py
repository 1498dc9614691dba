"""Trees and CAN / CANNOT lists, held against the rules. Pure, cold.

A CANNOT line is never dropped: the rules already hold it, or it makes a rule of its own, or it contradicts what the mode
allows (a conflict; its rule holds, being the stricter), or it is a gap. A CAN line only permits: it is looked at for
contradictions and makes no gap.
"""

from __future__ import annotations

import re

from ..model import CHANGES
from .draft import ALL
from .paths import decide_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model import Decision, Verdict
    from .draft import Draft
    from .rules import Policy, Rule
    from .statements import Statement

_NOTE = re.compile(r"\s*\([^()]*\)")
_NEGATION = re.compile(
    r"^(?:no|never|do not|don['’]t|cannot|can['’]?t|must not|may not|should not|will not|won['’]?t|not)\s+(?:be\s+)?",
    re.IGNORECASE,
)
_WITH_APPROVAL = re.compile(
    r"\b(?:without|before|until)\b.*\b(?:approval|review|permission|authori[sz]ation|consent|confirmation|sign-?off)",
    re.IGNORECASE,
)
_DIRECTLY = re.compile(r"\bdirectly\b|\bdirect\b", re.IGNORECASE)
_VERBS = {
    "change": "modify|edit|change|write|alter|update|implement|implementation|fix|refactor|touch|rewrite|modification|"
    "modifications|changes|editing|writing|make changes",
    "create": "create|creating|add|creation",
    "delete": "delete|deleting|remove|removing|deletion|rename|drop|destroy",
    "run": "execute|executing|run|running|launch|execution|invoke",
    "deploy": "deploy|deploying|deployment|deployments|release|releases|ship|promote",
    "merge": "merge|merging|merges",
    "access": "access|read|view|reading|see|retrieve|query|expose|use|viewing|connect|inspect",
    "bypass": "bypass|circumvent|disable|override|skip|bypassing|disabling|weaken",
    "push": "push|force-push|force",
}
_VERB = {word: verb for verb, words in _VERBS.items() for word in words.split("|")}
_LANGUAGES = {
    "python": ("*.py", "*.pyi"),
    "typescript": ("*.ts", "*.tsx"),
    "javascript": ("*.js", "*.jsx", "*.mjs", "*.cjs"),
    "react": ("*.jsx", "*.tsx"),
    "go": ("*.go",),
    "rust": ("*.rs",),
    "java": ("*.java",),
    "shell": ("*.sh",),
    "sql": ("*.sql",),
    "css": ("*.css", "*.scss"),
}
_EVERYTHING = re.compile(r"^(?:any|all|new|existing|the)?\s*(?:files?|anything|everything)(?:\s+(?:or|and)\s+\w+)?$")
_ANY_CODE = re.compile(r"^(?:any |all |the |existing |production )?(?:source )?code(?:base)?$")
_COMMANDS = re.compile(r"\b(?:commands?|scripts?|processes|programs?|shell)\b")
_PLATFORM = re.compile(r"\b(?:prs?|pull requests?|issues?|merge requests?)\b")
_GUARDS = re.compile(
    r"\b(?:gates?|controls?|approvals?|reviews?|hooks?|checks?|policy|policies|guards?|protections?|security)\b"
)
_CHANGING = ("write", "delete", "deploy", "exec", "merge", "publish")
_ENVIRONMENTS = ("development", "staging", "production", "unknown")


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
    for statement in statements:
        if statement.kind == "can":
            _can(draft, statement)
    policy = compiled()
    for statement in statements:
        if statement.kind == "tree":
            _tree(draft, statement, policy)


# --- CANNOT ----------------------------------------------------------------------------------------------------------


def _read(text: str) -> tuple[list[str], str]:
    """The verbs that a line begins with (or, for "No production deployments", ends with), and what they are about."""
    bare = _NEGATION.sub("", _NOTE.sub("", text).strip().strip("*_ ").rstrip(".")).strip()
    words = bare.split()
    verbs: list[str] = []
    at = 0
    while at < len(words):
        word = words[at].lower().strip(",*`")
        if word in _VERB:
            verbs.append(_VERB[word])
        elif word == "make" and at + 1 < len(words) and words[-1].lower() in ("changes", "modifications"):
            return ["change"], " ".join(words[at + 1 : -1])
        elif not (verbs and word in ("or", "and", "/", "to", "any")):
            break
        at += 1
    if verbs:
        return verbs, " ".join(words[at:])
    if words and words[-1].lower() in _VERB:
        return [_VERB[words[-1].lower()]], " ".join(words[:-1])
    return [], bare


def _cannot(draft: Draft, statement: Statement) -> None:
    """One CANNOT line."""
    text = statement.subject
    verbs, thing = _read(text)
    verdict: Verdict = "approval" if _WITH_APPROVAL.search(text) else "deny"
    thing = re.sub(r"\s+(?:without|before|until)\b.*$", "", thing, flags=re.IGNORECASE)
    if not any([_boundary(draft, statement, verb, thing, verdict) for verb in dict.fromkeys(verbs)]):
        _unheld(draft, statement, thing if verbs else "")


def _ask(draft: Draft, statement: Statement) -> None:
    """A line that says that something needs approval."""
    subject = re.sub(r"\s*(?:requires?|needs?)\b.*$|^ask before\s+", "", statement.subject, flags=re.IGNORECASE)
    verbs, thing = _read(subject)
    if not any([_boundary(draft, statement, verb, thing, "approval") for verb in dict.fromkeys(verbs)]):
        _unheld(draft, statement, "")


def _unheld(draft: Draft, statement: Statement, thing: str) -> None:
    if statement.mark == "guidance":
        draft.gap(
            "guidance-not-enforced", f'advice that nothing holds: "{statement.subject}"', statement.line, statement.text
        )
    elif thing:
        words = _NOTE.sub("", thing).strip()
        message = f'nothing says what "{words}" is here, so nothing holds "{statement.subject}"'
        draft.gap("unbound-resource", message, statement.line, words)
    else:
        draft.gap("unenforceable-boundary", f'nothing can hold "{statement.subject}"', statement.line, statement.text)


def _boundary(draft: Draft, statement: Statement, verb: str, thing: str, verdict: Verdict) -> bool:
    """Make one boundary hold. Returns whether it does."""
    low = _NOTE.sub("", thing).strip().lower()
    said = f'"{statement.subject}"'
    if verb == "bypass":
        if not _GUARDS.search(low):
            return False
        draft.tool(
            "run-command", verdict, "no-bypass", said, statement.line, access=("weaken-guard",), text=statement.text
        )
        return True
    if verb in ("merge", "push"):
        return _merge(draft, statement, verdict, said)
    if verb == "deploy":
        return _deploy(draft, statement, low, verdict, said)
    if verb == "change" and re.fullmatch(r"(?:to )?(?:the )?production(?: environment| systems?)?", low):
        _environment(draft, statement, ("production", "unknown"), verdict, said, _CHANGING)
        return True
    if verb == "change" and low in ("infrastructure",) and draft.named(thing) is None:
        return False
    if verb == "run":
        return _run(draft, statement, low, verdict, said)
    if verb in ("create", "change", "delete") and _PLATFORM.search(low):
        _tool(draft, statement, "platform-api", verdict, said)
        return True
    if verb == "access" and re.search(r"\bgit history\b|\bcommit history\b", low):
        _tool(draft, statement, "vcs-history", verdict, said)
        return True
    return _files(draft, statement, verb, thing, verdict, said)


def _merge(draft: Draft, statement: Statement, verdict: Verdict, said: str) -> bool:
    held = next((rule for rule in draft.rules if rule.subject == "tool" and "merge" in rule.access), None)
    if held is not None:
        draft.hold(statement, str(held.source))
    for name in ("platform-api", "run-command"):
        code = "merge-without-review" if verdict == "approval" else "no-merge"
        draft.tool(name, verdict, code, said, statement.line, access=("merge",), text=statement.text)
    return True


def _deploy(draft: Draft, statement: Statement, low: str, verdict: Verdict, said: str) -> bool:
    if _DIRECTLY.search(statement.subject) and verdict == "deny":
        # "Not directly" leaves the way by approval.
        verdict = "approval"
    if "prod" in low or "live" in low:
        environments: tuple[str, ...] = ("production", "unknown")
    elif "staging" in low:
        environments = ("staging",)
    else:
        environments = _ENVIRONMENTS
    effects = _CHANGING if environments != _ENVIRONMENTS else ("deploy",)
    _environment(draft, statement, environments, verdict, said, effects)
    for environment in ("staging", "production"):
        if environment in environments:
            draft.tool(f"deploy-{environment}", verdict, "no-deploy", said, statement.line, text=statement.text)
    return True


def _environment(
    draft: Draft,
    statement: Statement,
    environments: tuple[str, ...],
    verdict: Verdict,
    said: str,
    effects: tuple[str, ...],
) -> None:
    draft.tool(
        "run-command", verdict, "no-deploy", said, statement.line,
        access=effects, environments=environments, text=statement.text,
    )  # fmt: skip


def _run(draft: Draft, statement: Statement, low: str, verdict: Verdict, said: str) -> bool:
    if not _COMMANDS.search(low):
        return False
    if "arbitrary" in low:
        limits = [
            rule
            for rule in draft.rules
            if rule.subject == "tool" and rule.pattern == "run-command" and rule.verdict != "allow"
        ]
        if limits:
            draft.hold(statement, str(limits[0].source))
            return True
        verdict = "approval"
    _tool(draft, statement, "run-command", verdict, said)
    return True


def _tool(draft: Draft, statement: Statement, name: str, verdict: Verdict, said: str) -> None:
    """A boundary that is about one tool: held already, or a rule of its own, with a conflict where the tool is allowed."""
    for rule in draft.restrictive("tool", name, *(("deny",) if verdict == "deny" else ("approval", "deny"))):
        if not rule.access and not rule.environments:
            draft.hold(statement, str(rule.source))
            return
    for rule in draft.restrictive("tool", name, "allow"):
        draft.conflict(
            "allowed-and-forbidden", f"{name} is allowed, and {said} forbids it", statement.line, rule.source
        )
        break
    draft.tool(name, verdict, "forbidden", said, statement.line, text=statement.text)


def _files(draft: Draft, statement: Statement, verb: str, thing: str, verdict: Verdict, said: str) -> bool:
    """A boundary about files, or a resource."""
    low = re.sub(r"\s+directly$", "", _NOTE.sub("", thing).strip().lower())
    access = {"change": CHANGES, "create": ("create",), "delete": ("delete",), "access": ALL}[verb]
    if verb in ("create", "delete", "change") and (
        _EVERYTHING.match(low) or (_ANY_CODE.match(low) and verb != "access")
    ):
        if _any_code_is_held(draft, statement, verb, low):
            return True
        if _ANY_CODE.match(low):
            return False
        name = {"create": "create-file", "delete": "delete-file", "change": "edit-file"}[verb]
        _tool(draft, statement, name, verdict, said)
        needed = ("write",) if verb == "change" else access
        draft.path("**", verdict, "forbidden", said, statement.line, needed, text=statement.text)
        return True
    language = next((globs for word, globs in _LANGUAGES.items() if re.search(rf"\b{word}\b", low)), None)
    if language and verb != "access" and re.search(r"\b(?:code|files?)\b", low):
        for glob in language:
            draft.path(glob, verdict, "forbidden", said, statement.line, access, text=statement.text)
        return True
    named = draft.named(re.sub(r"\s+directly$", "", thing, flags=re.IGNORECASE))
    if named is None:
        return False
    if named.absent:
        draft.hold(statement, f"{named.how}: there is none here")
        return True
    if _DIRECTLY.search(statement.subject) and draft.restrictive("resource", named.name):
        draft.hold(statement, str(draft.restrictive("resource", named.name)[0].source))
        return True
    how = f" ({named.how})" if named.how else ""
    draft.forbid(named, verdict, f"{said}{how}", statement.line, access, statement.text)
    return True


def _any_code_is_held(draft: Draft, statement: Statement, verb: str, low: str) -> bool:
    """Whether the mode denies the tool, and with it every path, already; or lists what may be written, so that "code" is
    whatever it does not list."""
    name = {"create": "create-file", "delete": "delete-file", "change": "edit-file"}[verb]
    for rule in draft.restrictive("tool", name, "deny"):
        if not rule.access and not rule.environments:
            draft.hold(statement, str(rule.source))
            return True
    return False


# --- CAN -------------------------------------------------------------------------------------------------------------


def _can(draft: Draft, statement: Statement) -> None:
    """Report a CAN line that a rule clearly forbids."""
    if statement.mark != "boundary":
        return
    verbs, thing = _read(statement.subject)
    low = thing.lower()
    wanted: list[str] = []
    for verb in verbs:
        if verb == "run" and _COMMANDS.search(low):
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


# --- trees -----------------------------------------------------------------------------------------------------------


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
    if mark == "write" and write.verdict != "allow":
        _tree_grants(draft, statement, write, "modifiable")
    if mark in ("read", "readable") and read.verdict != "allow":
        _tree_grants(draft, statement, read, "readable")
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
