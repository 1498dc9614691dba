"""Tool tables and tool lists -> rules. Pure, cold.

An allowed tool is listed; what stands beside its name narrows it, as far as somebody can hold that. A restricted tool needs
approval, or its merges, its deletions, or its use in one environment do, where the line says so. A denied tool takes the
paths with it that it would change, for another tool could do the same.
"""

from __future__ import annotations

import re

from ..model import CHANGES, ENVIRONMENTS
from .draft import Draft, read_as, unbound
from .tool_names import PATH_ACCESS, REMOTE, TOOLSETS, fold_tool
from .tools import canonicals, expand_names, split_tool

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..model import Source
    from .chatmode import ChatMode
    from .statements import Statement

RESTRICTIVE = re.compile(
    r"\b(only|cannot|can't|no|not|never|requires?|required|must|except|without|limited|approval|restricted|forbidden)\b",
    re.IGNORECASE,
)
READING = re.compile(r"read[- ]?only|no modification|no changes|view only", re.IGNORECASE)
_SCOPE = re.compile(r"\b(files?|director(?:y|ies)|scope|repository|codebase|components?|focus)\b", re.IGNORECASE)
_APPROVAL = re.compile(r"\bapprov|without review|with review|confirm", re.IGNORECASE)
_HARMLESS_NOTE = re.compile(
    r"(?:all|any|full(?: access)?|everything|every use|no access|required|optional|recommended|default|\*)",
    re.IGNORECASE,
)
_NO_LIMIT = re.compile(
    r"(?:no (?:restrictions?|limits?|limitations?|constraints?)|none|n/?a|[-–—]*|unrestricted|full access)\.?",
    re.IGNORECASE,
)
_CAUTION = re.compile(
    r"(?:with |needs? |requires? |after |only with )*(?:explicit |human |team |manual )*"
    r"(?:approval|caution|care|review|confirmation|sparingly|limited|restricted)\b.*",
    re.IGNORECASE,
)
# "production requires approval", "approval for staging and production"
_WHERE_APPROVED = re.compile(
    r"^(?:in |on |for |any )?(?:production|prod|staging)(?:(?: and | or |/)(?:production|prod|staging))?(?: use| runs?| commands?)?"
    r" (?:requires?|needs?)\b"
    r"|\bapproval (?:is )?(?:required |needed )?(?:for|in|on) (?:any |all )?"
    r"(?:production|prod|staging)(?:(?: and | or |/)(?:production|prod|staging))?(?: use| runs?| commands?)?$",
    re.IGNORECASE,
)
_NEVER_PRODUCTION = re.compile(
    r"\b(?:never|not|no|cannot)\b[^.;]{0,40}\b(?:in|on|to|against|for)\s+(?:the\s+)?(?:production|prod|live)\b",
    re.IGNORECASE,
)
_NOT_THERE = re.compile(r"\b(?:non|not|outside|except|other than)\b", re.IGNORECASE)
_MERGE_WORDS = frozenset(
    "merge merges merging merged cannot can t not no never must do without review reviews reviewed approval approvals "
    "approved requires require required explicit human before for pr prs pull request requests to into main master "
    "branch branches protected any a the be by another person code of".split()
)
_MERGE = re.compile(r"\bmerg(e|ing)\b", re.IGNORECASE)
_DELETION = re.compile(r"\b(delet|remov)", re.IGNORECASE)
_DEVELOPMENT = re.compile(
    r"\b(development|dev|local|non-production)\b.*\bonly\b|\bonly\b.*\b(development|dev|local)\b", re.IGNORECASE
)
_BEYOND_DEVELOPMENT = ("production", "unknown")
_ENVIRONMENT_WORDS = {
    "production": ("production", "unknown"),
    "prod": ("production", "unknown"),
    "live": ("production", "unknown"),
    "staging": ("staging",),
    "development": ("development",),
    "dev": ("development",),
}
_READERS = frozenset(("read-file", "search", "browse-view", "vcs-history", "memory-read", "read-process"))
_WRITERS = frozenset(("create-file", "edit-file", "delete-file"))


def _names(statement: Statement) -> tuple[str, ...]:
    """The canonical tools that a statement names; its own spelling where it names none."""
    if "*" in statement.subject:
        return (statement.subject, *expand_names(statement.subject))
    if fold_tool(split_tool(statement.subject)[1]) in REMOTE:
        return (statement.subject,)
    if statement.section[:1] == ("front matter",) and statement.subject in TOOLSETS:
        return TOOLSETS[statement.subject]
    return canonicals(statement.subject) or (statement.subject,)


def compile_tools(draft: Draft, mode: ChatMode) -> Source | None:
    """Add the rules for the tools. Returns where the mode lists its tools, if it does."""
    listed = mode.header("tools")
    toolsets = _toolsets(draft, mode)
    if toolsets:
        listed = 0
    for statement in mode.statements:
        if statement.kind != "tool" or statement in toolsets:
            continue
        if statement.mark == "allow":
            if not (toolsets and statement.section[:1] == ("front matter",)):
                listed = listed or statement.header or statement.line
            _allow_tool(draft, statement)
        elif statement.mark == "approve":
            _restrict_tool(draft, statement)
        else:
            _deny_tool(draft, statement)
    return draft.source(listed) if listed else None


def _toolsets(draft: Draft, mode: ChatMode) -> list[Statement]:
    """The entries of a persona's `tools` that name sets of tools defined elsewhere: what the list holds is then not known."""
    persona = any(value.path[0] in ("persona", "displayName") for value in mode.front)
    entries = [
        s for s in mode.statements if s.kind == "tool" and s.section == ("front matter", "tools") and s.mark == "allow"
    ]
    project = {fold_tool(item.name.value) for item in draft.config.tools}
    known = [s for s in entries if canonicals(s.subject) or "*" in s.subject or fold_tool(s.subject) in project]
    if not persona or len(known) == len(entries):
        return []
    entries = [s for s in entries if s not in known]
    for statement in entries:
        message = f"{statement.subject} is a set of tools that is defined elsewhere, so it limits nothing here"
        draft.gap("unknown-toolset", message, statement.line, statement.subject)
    return entries


def _allow_tool(draft: Draft, statement: Statement) -> None:
    names, line, said = _names(statement), statement.line, statement.extra
    for name in names:
        draft.tool(name, "allow", "allowed-tool", f"{statement.subject} is allowed", line, text=statement.text)
    if statement.note:
        _narrowed(draft, statement, names)
    if not said or not RESTRICTIVE.search(said) or _NO_LIMIT.fullmatch(said.strip()):
        return
    writes = bool(_WRITERS & set(names))
    if "run-command" in names and _DEVELOPMENT.search(said):
        staging: Any = draft.config.environment("staging").verdict or "approval"
        verdict: Any
        for environments, verdict in ((("staging",), staging), (_BEYOND_DEVELOPMENT, "approval")):
            if verdict != "allow":
                draft.tool(
                    "run-command", verdict, "development-only", f"{statement.subject}: {said}", line,
                    environments=environments, text=statement.text,
                )  # fmt: skip
    elif "run-command" in names and _NEVER_PRODUCTION.search(said):
        message = f"{statement.subject}: {said}"
        draft.tool(
            "run-command",
            "deny",
            "development-only",
            message,
            line,
            environments=_BEYOND_DEVELOPMENT,
            text=statement.text,
        )
    elif READING.search(said) and set(names) <= _READERS:
        draft.hold(statement, "the tool only reads")
    elif _APPROVAL.search(said):
        _restrict_tool(draft, statement)
    elif _SCOPE.search(said) and (set(names) <= _READERS or (writes and _has_list(draft))):
        draft.hold(statement, "the path rules")
    else:
        draft.gap("unenforceable-restriction", f'nothing can hold "{said}" for {statement.subject}', line, said)


def _narrowed(draft: Draft, statement: Statement, names: Sequence[str]) -> None:
    """Hold what stands in parentheses behind an allowed tool: it narrows what is allowed."""
    line, note, text = statement.line, statement.note, statement.text
    here = _qualifier(statement)
    if here and "run-command" in names:
        elsewhere: Any = tuple([name for name in ("staging", "production", "unknown") if name not in here])
        message = f"{statement.subject} is allowed in {note}"
        if elsewhere:
            draft.tool("run-command", "approval", "narrowed-tool", message, line, environments=elsewhere, text=text)
    elif _HARMLESS_NOTE.fullmatch(note.strip()) or (set(names) <= _READERS and READING.search(note)):
        draft.hold(statement, "the tool itself")
    elif statement.section[:1] == ("front matter",):
        # `Bash(git diff:*)`: a pattern in the language of one agent, which nobody else reads.
        message = f"{statement.text} is allowed, the rest of it cannot be told apart and needs approval"
        for name in names:
            draft.tool(name, "approval", "narrowed-tool", message, line, text=text)
    else:
        message = f'nothing can hold "{note}" for {statement.subject}'
        draft.gap("unenforceable-restriction", message, line, note)


def _has_list(draft: Draft) -> bool:
    return any(rule.code == "allowed-path" for rule in draft.rules)


def _qualifier(statement: Statement) -> tuple[str, ...]:
    """The environments that the note behind a tool's name means, if it means any."""
    words = re.findall(r"[a-z]+", statement.note.lower())
    found = tuple(dict.fromkeys([name for word in words for name in _ENVIRONMENT_WORDS.get(word, ())]))
    if found and _NOT_THERE.search(statement.note):
        return tuple([name for name in ENVIRONMENTS if name not in found])
    return found


def _restrict_tool(draft: Draft, statement: Statement) -> None:
    line, said, text = statement.line, statement.extra or "Requires approval", statement.text
    environments = _qualifier(statement)
    where = _WHERE_APPROVED.search(said)
    if where and not statement.note:
        words = [word.lower() for word in re.findall(r"[A-Za-z]+", where[0])]
        environments = tuple(dict.fromkeys([name for word in words for name in _ENVIRONMENT_WORDS.get(word, ())]))
    qualified = f" ({statement.note})" if statement.note else ""
    message = f"{statement.subject}{qualified}: {said}"
    names = _names(statement)
    if environments:
        for name in names:
            draft.tool(name, "allow", "allowed-tool", f"{statement.subject} is allowed elsewhere", line, text=text)
            draft.tool(name, "approval", "approval-tool", message, line, environments=environments, text=text)
    elif _is_about_merging(said):
        for name in names:
            draft.tool(
                name, "allow", "allowed-tool", f"{statement.subject} is allowed except for merging", line, text=text
            )
            draft.tool(name, "approval", "merge-without-review", message, line, access=("merge",), text=text)
    elif statement.note and draft.named(statement.note) is not None:
        named = draft.named(statement.note)
        assert named is not None
        for name in names:
            draft.tool(name, "allow", "allowed-tool", f"{statement.subject} is allowed elsewhere", line, text=text)
        draft.forbid(named, "approval", message, line, _accesses(names) or CHANGES, text)
    else:
        if statement.note and not _CAUTION.fullmatch(statement.note.strip()):
            unbound(draft, statement.note, line)
            if _allowed_elsewhere(draft, statement, names):
                # "`save-file` (templates)": the qualifier narrows, and what it means is for the configuration to say.
                return
        for name in names:
            draft.tool(name, "approval", "approval-tool", message, line, text=text)
            if name == "delete-file" or (_DELETION.search(said) and name in _WRITERS):
                draft.path("**", "approval", "approval-path", message, line, ("delete",), text=text)
            elif name in _WRITERS:
                draft.path("**", "approval", "approval-path", message, line, PATH_ACCESS[name], text=text)


def _is_about_merging(said: str) -> bool:
    """Whether a restriction speaks of merging and of nothing else: "Cannot merge PRs without review"."""
    # "Can open PRs, cannot merge": what it can is no restriction.
    words = re.findall(r"[a-z]+", re.sub(r"^can [^,;]+[,;]\s*", "", said.lower()))
    return bool(_MERGE.search(said)) and all(word in _MERGE_WORDS for word in words)


def _allowed_elsewhere(draft: Draft, statement: Statement, names: Sequence[str]) -> bool:
    """Whether another line of the mode allows the same tools without a qualifier."""
    lines = [s for s in (draft.mode.statements if draft.mode else ()) if s.kind == "tool" and s.mark == "allow"]
    allowed = {name for other in lines if other.line != statement.line and not other.note for name in _names(other)}
    return allowed.issuperset(names)


def _own_name(draft: Draft, statement: Statement, names: tuple[str, ...]) -> tuple[str, ...]:
    """The tools that a denied name means: one server's tool alone where the mode allows the like from elsewhere."""
    server = split_tool(statement.subject)[0]
    if not server or "*" in statement.subject:
        return names
    for other in draft.mode.statements if draft.mode else ():
        allows = other.kind == "tool" and other.mark == "allow" and bool(set(_names(other)) & set(names))
        if allows and split_tool(other.subject)[0] != server:
            return (statement.subject,)
    return names


def _accesses(names: Sequence[str]) -> tuple[str, ...]:
    """What the tools do to paths."""
    return tuple(dict.fromkeys([access for name in names for access in PATH_ACCESS.get(name, ())]))


def _deny_tool(draft: Draft, statement: Statement) -> None:
    line, text = statement.line, statement.text
    names = _own_name(draft, statement, _names(statement))
    why = f": {statement.extra}" if statement.extra else ""
    environments = _qualifier(statement)
    if environments:
        for name in names:
            message = f"{statement.subject} ({statement.note}) is denied{why}"
            draft.tool(name, "deny", "denied-tool", message, line, environments=environments, text=text)
        return
    if statement.note and not _HARMLESS_NOTE.fullmatch(statement.note):
        named = draft.named(statement.note)
        if named is None:
            unbound(draft, statement.note, line)
            if not _is_listed(draft, statement):
                # Nothing else speaks of the tool: what cannot be told apart is denied whole.
                for name in names:
                    message = f"{statement.subject} is denied for {statement.note}, which cannot be told apart{why}"
                    draft.tool(name, "deny", "denied-tool", message, line, text=text)
        elif not named.absent:
            access = tuple(dict.fromkeys((*_accesses(names), "write", "create")))
            draft.forbid(
                named,
                "deny",
                f"{statement.subject} ({statement.note}) is denied{why}{read_as(named.how)}",
                line,
                access,
                text,
            )
        return
    for name in names:
        draft.tool(name, "deny", "denied-tool", f"{statement.subject} is denied{why}", line, text=text)
        if name in _WRITERS:
            message = f"{statement.subject} is denied{why}"
            draft.path("**", "deny", "denied-tool", message, line, PATH_ACCESS[name], text=text)


def _is_listed(draft: Draft, statement: Statement) -> bool:
    """Whether another line of the mode allows the tool, so that a qualified denial narrows that."""
    names = set(_names(statement))
    others = draft.mode.statements if draft.mode else ()
    return any(s.kind == "tool" and s.mark != "deny" and names & set(_names(s)) for s in others)
