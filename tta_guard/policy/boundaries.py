"""One boundary, as a verb and what it is about -> the rules that hold it. Pure, cold."""

from __future__ import annotations

import re

from .draft import hold_tool
from .file_boundaries import DIRECTLY, hold_files
from .tool_names import tools_in_words
from .tools import canonicals
from .verbs import without_notes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model import Verdict
    from .draft import Draft
    from .statements import Statement

COMMANDS = re.compile(r"\b(?:commands?|scripts?|processes|programs?|shell|code|terminal)\b")
_ON_PRODUCTION = re.compile(r"\b(?:in|on|against|to) (?:the )?(?:prod|production)\b")
_PRODUCTION = re.compile(r"\bprod(?:uction)?\b")
_NETWORK = re.compile(r"^(?:the |any |external )?(?:network|internet|web|external networks?)$")
_COMMAND_WORDS = frozenset(
    "any all the a or and command commands script scripts process processes program programs shell terminal system cli "
    "arbitrary external bash local tools code directly new".split()
)
_PLATFORM = re.compile(r"\b(?:prs?|pull requests?|issues?|merge requests?)\b")
_BRANCH = re.compile(
    r"(?:the )?(?:`?(?:main|master|trunk|production|release)`?|(?:main|default|protected) branch(?:es)?)(?: branch)?"
)
_GUARDS = re.compile(
    r"\b(?:gates?|controls?|approvals?|reviews?|hooks?|checks?|policy|policies|guards?|protections?|security)\b"
)
_CHANGING = ("write", "delete", "deploy", "exec", "merge", "publish")
_ENVIRONMENTS = ("development", "staging", "production", "unknown")
_PROGRAM_TOOLS = frozenset(("terminal", "shell", "command line", "bash", "cli"))
_DEPLOYABLE = re.compile(
    r"\b(?:prod\w*|staging|live|env\w*|apps?|applications?|services?|packages?|images?|builds?|versions?|code|releases?|anything|"
    r"infrastructure|any|features?|changes|permissions?|without|directly|servers?|clusters?|containers?|artifacts?)\b"
)
_PUBLISHING = re.compile(r"\b(?:publish\w*|releas\w*|ship\w*|promot\w*)\b", re.IGNORECASE)


def hold_use(draft: Draft, statement: Statement, thing: str, verdict: Verdict) -> bool:
    """Hold "Use `launch-process`", "use browser tools", "use the terminal"."""
    bare = without_notes(thing).strip()
    names: tuple[str, ...] = ()
    if bare.startswith("`") and bare.endswith("`") and bare.count("`") == 2:
        # Of names that are words as well (`fetch`, `new`) only a boundary surely means the tool.
        plain = bare.strip("`")
        names = canonicals(plain) if statement.mark == "boundary" or not plain.isalpha() else ()
    elif bare.lower().removeprefix("the ") in _PROGRAM_TOOLS:
        names = ("run-command",)
    else:
        names = tools_in_words(bare)
    for name in names:
        hold_tool(draft, statement, name, verdict, f'"{statement.subject}"')
    return bool(names)


def hold_boundary(draft: Draft, statement: Statement, verb: str, thing: str, verdict: Verdict) -> bool:
    """Make one boundary hold.

    Args:
        draft: the rules so far; added to.
        statement: the line, for sources and messages.
        verb: as `verbs.read_boundary` gives it.
        thing: what the verb is about.
        verdict: `deny`, or `approval` where the line leaves that way.

    Returns:
        Whether rules hold it now; if not, the caller reports a gap.
    """
    low = without_notes(thing).lower()
    said = f'"{statement.subject}"'
    if verb == "bypass":
        if not _GUARDS.search(low):
            return False
        draft.tool(
            "run-command", verdict, "no-bypass", said, statement.line, access=("weaken-guard",), text=statement.text
        )
        return True
    if verb == "merge" or (verb == "push" and _BRANCH.search(low)):
        return _merge(draft, statement, verdict, said)
    if verb == "commit" and _BRANCH.fullmatch(low.removeprefix("directly ").removeprefix("to ").strip()):
        return _merge(draft, statement, verdict, said)
    if verb == "push":
        return False  # which pushes are meant is not said; those that change a protected branch are merges
    if verb == "deploy":
        return _deploy(draft, statement, low, verdict, said)
    if verb == "change" and re.fullmatch(r"(?:to )?(?:the )?production(?: environment| systems?)?", low):
        _environment(draft, statement, ("production", "unknown"), verdict, said, _CHANGING)
        return True
    if verb == "run":
        return _run(draft, statement, low, verdict, said)
    if verb in ("create", "change", "delete") and _PLATFORM.search(low):
        hold_tool(draft, statement, "platform-api", verdict, said)
        return True
    if verb == "access" and re.search(r"\bgit history\b|\bcommit history\b", low):
        hold_tool(draft, statement, "vcs-history", verdict, said)
        return True
    if verb == "access" and _NETWORK.match(low):
        for name in ("fetch-web", "search-web"):
            hold_tool(draft, statement, name, verdict, said)
        draft.tool("run-command", verdict, "forbidden", said, statement.line, access=("network",), text=statement.text)
        return True
    return hold_files(draft, statement, verb, thing, verdict, said)


def _merge(draft: Draft, statement: Statement, verdict: Verdict, said: str) -> bool:
    if verdict == "deny" and DIRECTLY.search(statement.subject):
        # "Not directly" leaves the way by review.
        verdict = "approval"
    held = next((rule for rule in draft.rules if rule.subject == "tool" and rule.access == ("merge",)), None)
    if held is not None:
        draft.hold(statement, str(held.source))
    for name in ("platform-api", "run-command"):
        code = "merge-without-review" if verdict == "approval" else "no-merge"
        draft.tool(name, verdict, code, said, statement.line, access=("merge",), text=statement.text)
    return True


def _deploy(draft: Draft, statement: Statement, low: str, verdict: Verdict, said: str) -> bool:
    if DIRECTLY.search(statement.subject) and verdict == "deny":
        # "Not directly" leaves the way by approval.
        verdict = "approval"
    if low and _DEPLOYABLE.search(low) is None and _publishes(statement):
        return False  # "Publish reports" deploys nothing
    environments: tuple[str, ...] = ()
    if re.search(r"\bprod|\blive\b", low):
        environments += ("production", "unknown")
    if "staging" in low:
        environments += ("staging",)
    environments = environments or _ENVIRONMENTS
    effects = _CHANGING if environments != _ENVIRONMENTS else ("deploy",)
    _environment(draft, statement, environments, verdict, said, effects)
    for environment in ("staging", "production"):
        if environment in environments:
            draft.tool(f"deploy-{environment}", verdict, "no-deploy", said, statement.line, text=statement.text)
    return True


def _publishes(statement: Statement) -> bool:
    """Whether a line speaks of publishing and not of deploying."""
    return bool(_PUBLISHING.search(statement.subject)) and "deploy" not in statement.subject.lower()


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
    if not COMMANDS.search(low) and not _ON_PRODUCTION.search(low):
        return False
    if _PRODUCTION.search(low):
        _environment(draft, statement, ("production", "unknown"), verdict, said, _CHANGING)
        return True
    if "staging" in low:
        _environment(draft, statement, ("staging",), verdict, said, _CHANGING)
        return True
    words = set(re.findall(r"[a-z-]+", low))
    if words & {"destructive", "dangerous"}:
        effects = ("delete", "weaken-guard")
        draft.tool("run-command", verdict, "forbidden", said, statement.line, access=effects, text=statement.text)
        return True
    if words - _COMMAND_WORDS:
        return False
    if words & {"arbitrary"}:
        limits = [
            rule
            for rule in draft.rules
            if (rule.subject, rule.pattern) == ("tool", "run-command") and rule.verdict != "allow" and not rule.access
        ]
        if limits:
            draft.hold(statement, str(limits[0].source))
            return True
        verdict = "approval"
    hold_tool(draft, statement, "run-command", verdict, said)
    return True
