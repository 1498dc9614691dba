"""Statements of a chat mode and the configuration -> a policy. Pure, cold.

The straight way through a chat mode: what it grants and denies (paths, directories, tools, data, servers) becomes rules;
then its trees and its CAN and CANNOT lists are held against these rules (`assertions`); what restricts and yields no rule is
a gap; what contradicts is a conflict, and the stricter holds because restrictive rules win whatever else is said.

Longer than 250 lines because it is one table of meanings, read from top to bottom.
"""

from __future__ import annotations

import hashlib
import json
import re

from ..model import CHANGES, Source
from .assertions import check_assertions
from .draft import ALL, Draft, read_as, unbound
from .meanings import SCRATCH, SECRET_CODE, guard_rules, secret_rules
from .overlap import contradict, overlap
from .rules import FORMAT, ChecklistItem, Policy, Rule, pack
from .titles import fold_words
from .tool_names import fold_tool
from .tool_rules import READING, compile_tools

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from ..model import Verdict
    from .chatmode import ChatMode
    from .config import Config
    from .statements import Statement

_PROSE = re.compile(r"^[^*?\[\]{}]* [^*?\[\]{}]*$")
_GATE = re.compile(
    r"^(?:requires?|needs?|only with|with)\b[^.;,]*\bapprovals?\b|^approvals? (?:gate|required|needed)\b", re.IGNORECASE
)
_REST = re.compile(
    r"(?:everything|anything|all(?: the)?|any) (?:else|other(?: (?:files?|directories|folders|paths?|code))?)(?: .*)?"
    r"|(?:everything|anything|files?) (?:not listed|outside the above)(?: .*)?|(?:all )?other (?:files|paths|directories)",
    re.IGNORECASE,
)
_READ_WORDS = frozenset(("read-only", "readonly", "view-only", "read"))
_GRANTING = frozenset("allowed accessible permitted readable approved can".split())
# What well-known MCP servers can do, by their own documentation: a mode that denies it and allows the server has a hole.
_SERVER_POWERS = {
    "serena": ("run-command", "edit-file", "create-file"),
    "desktopcommander": ("run-command", "edit-file", "create-file", "delete-file"),
    "filesystem": ("edit-file", "create-file"),
    "shell": ("run-command",),
    "terminal": ("run-command",),
    "commands": ("run-command",),
    "iterm": ("run-command",),
}


def compile_policy(
    mode: ChatMode | None, config: Config, sources: Iterable[tuple[str, bytes]], *, signed: bool = False
) -> Policy:
    """Compile the policy of one mode.

    Args:
        mode: the chat mode; None for the baseline.
        config: the configuration.
        sources: every file read, for the digest: name, "/"-separated, and bytes.
        signed: there is a signers file, so that somebody can approve. Without one a change to the guard's own files is
            refused in a mode, and allowed with a notice without one.

    Returns:
        The policy; the same sources give the same digest anywhere.

    Raises:
        ChatModeError: a pattern cannot be expanded.
    """
    draft = Draft(mode, config)
    checklist: tuple[ChecklistItem, ...] = ()
    lists: dict[str, Source | None] = {"write": None, "tool": None, "server": None}
    if mode is not None:
        lists["write"] = _paths(draft, mode.statements)
        lists["tool"] = compile_tools(draft, mode)
        lists["server"] = _servers(draft, mode)
        _data(draft, mode.statements)
        _unread(draft, mode.statements)
        checklist = _checklist(mode)
        _contradictions(draft, mode)
    guard = guard_rules(config)
    if mode is None and not signed:
        guard = tuple([_noticed(rule) for rule in guard])
    stricter = {(rule.pattern, rule.exceptions) for rule in draft.rules if rule.code == SECRET_CODE}
    secrets = [rule for rule in secret_rules(config) if (rule.pattern, rule.exceptions) not in stricter]
    for rule in (*secrets, *guard, *_overrides(config, mode.name if mode else None)):
        draft.add(rule)
    if mode is not None:
        check_assertions(draft, mode.statements, lambda: _policy(draft, lists, checklist, ()))
    files = tuple([(name, hashlib.sha256(data).hexdigest()) for name, data in sources])
    policy = _policy(draft, lists, checklist, files)
    digest = hashlib.sha256(canonical_form(policy).encode("ascii")).hexdigest()
    return _with_digest(policy, digest)


def _with_digest(policy: Policy, digest: str) -> Policy:
    values: dict[str, Any] = {name: getattr(policy, name) for name in Policy.__match_args__}
    return Policy(**{**values, "digest": digest})


def canonical_form(policy: Policy) -> str:
    """A policy as canonical JSON without its digest: keys sorted, ASCII, no white space."""
    data = pack(policy)
    del data["digest"]
    return json.dumps({"format": FORMAT, **data}, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _policy(
    draft: Draft,
    lists: dict[str, Source | None],
    checklist: tuple[ChecklistItem, ...],
    files: tuple[tuple[str, str], ...],
) -> Policy:
    mode = draft.mode
    level = (mode.level if mode else None) or "HIGH"
    rules = tuple(sorted(draft.rules, key=lambda rule: (rule.source.line == 0, rule.source.file, rule.source.line)))
    gaps = tuple(sorted(draft.gaps, key=lambda gap: gap.source.line))
    conflicts = tuple(sorted(draft.conflicts, key=lambda conflict: conflict.source.line))
    return Policy(
        mode.name if mode else None, level, rules, gaps, conflicts, checklist,
        lists["write"], lists["tool"], lists["server"], _settings(draft), files,
    )  # fmt: skip


def _settings(draft: Draft) -> dict[str, Any]:
    config = draft.config.to_data()
    mode = draft.mode
    kept = (
        "environments",
        "commands",
        "git",
        "approvals",
        "identities",
        "confinement",
        "network",
        "mcp",
        "audit",
        "secrets",
    )
    settings: dict[str, Any] = {name: config[name] for name in kept if name in config}
    settings["scratch"] = list(SCRATCH)
    settings["tools"] = {item.name.value: item.canonical.value for item in draft.config.tools}
    settings["resources"] = draft.resources
    settings["held"] = [[line, by] for line, by in draft.held]
    if mode is not None:
        wanted = ("hypertool_persona", "persona_token_budget", "tools_via_hypertool")
        settings["hypertool"] = {value.path[0]: value.text for value in mode.front if value.path[0] in wanted}
        settings["gates"] = [[s.line, s.text] for s in mode.statements if s.kind == "gate"]
    plain: dict[str, Any] = json.loads(json.dumps(settings))
    return plain


def _noticed(rule: Rule) -> Rule:
    """The same rule where nobody can approve and no mode holds: it only says what is changed."""
    return Rule(
        rule.subject,
        rule.pattern,
        "allow",
        rule.code,
        rule.message,
        rule.source,
        rule.access,
        exceptions=rule.exceptions,
    )


def _overrides(config: Config, mode: str | None) -> Iterable[Rule]:
    for override in config.overrides:
        if override.mode in (None, mode):
            words: tuple[Any, Any] = (override.subject, override.verdict)
            yield Rule(
                words[0],
                override.pattern.value,
                words[1],
                "override",
                override.reason,
                override.source,
                override.access or (ALL if override.subject == "path" else ()),
                match="pathspec" if override.verdict == "allow" else "ignore",
            )


# --- paths -----------------------------------------------------------------------------------------------------------


def _paths(draft: Draft, statements: Sequence[Statement]) -> Source | None:
    """Rules for the File Patterns, the restricted paths and the directories; where the allow list begins, if there is one."""
    directories = [statement for statement in statements if statement.kind == "directory"]
    read_only = bool(directories) and all(statement.mark in ("read", "readable", "deny") for statement in directories)
    patterns = [statement for statement in statements if statement.kind in ("path", "restricted-path")]
    listed: dict[str, int] = {}
    for statement in patterns:
        mark = statement.mark
        if mark == "allow":
            mark = "read" if read_only else "write"
        if mark in ("write", "read", "readable") and statement.kind == "path" and not _only_limits(statement, mark):
            listed.setdefault("write" if mark == "write" else "read", statement.header or statement.line)
        if not _is_rest(statement):
            _pattern(draft, statement, mark)
    _the_rest(draft, patterns)
    fenced = bool(listed)
    for statement in directories:
        if not fenced:
            if statement.mark in ("write", "read", "readable"):
                listed.setdefault("write" if statement.mark == "write" else "read", statement.line)
            _pattern(draft, statement, "read" if statement.mark == "readable" else statement.mark, directories)
        else:
            _compare_directory(draft, statement, directories)
    line = listed.get("write") or listed.get("read")
    return draft.source(line) if line else None


def _only_limits(statement: Statement, mark: str) -> bool:
    """Whether an entry stands below "Read-Only Access" and the like, which limits and grants nothing."""
    title = set(fold_words(statement.section[-1])) if statement.section else set()
    return mark != "write" and bool(title & _READ_WORDS) and not title & _GRANTING


def _is_rest(statement: Statement) -> bool:
    """Whether an entry under DENIED means what no other entry names."""
    words = statement.note if statement.subject in ("*", "**", "**/*") else statement.subject
    return statement.kind == "path" and statement.mark in ("deny", "restrict") and bool(_REST.fullmatch(words.strip()))


def _the_rest(draft: Draft, statements: Sequence[Statement]) -> None:
    """Deny what no other entry allows: "Everything else"."""
    for statement in statements:
        if _is_rest(statement):
            allowed = [rule.pattern for rule in draft.rules if rule.code == "allowed-path"]
            # An exception is read as a line of .gitignore is; an allowance means the one place that it spells.
            kept = tuple(
                [path if path.startswith("**/") else f"/{path.lstrip('/')}" for path in dict.fromkeys(allowed)]
            )
            access = CHANGES if statement.mark == "restrict" else ALL
            draft.path(
                "**", "deny", "denied-path", "no entry allows it, and everything else is denied", statement.line, access,
                exceptions=kept, text=statement.text,
            )  # fmt: skip


def _opened(statement: Statement, directories: Sequence[Statement]) -> tuple[str, ...]:
    """The directories within a read-only one that the same list calls writable."""
    place = statement.subject.strip("/") + "/"
    inner = [s.subject for s in directories if s.mark == "write" and s.subject.strip("/").startswith(place)]
    return tuple([f"/{name.strip('/')}" for name in inner])


def _pattern(draft: Draft, statement: Statement, mark: str, directories: Sequence[Statement] = ()) -> None:
    pattern, line, note = statement.subject, statement.line, statement.note
    text = statement.text
    if _PROSE.match(pattern) or (mark in ("deny", "restrict") and pattern.lower() in ("secrets", "credentials")):
        _prose(draft, statement, mark)
    elif mark == "write":
        draft.path(pattern, "allow", "allowed-path", "may be read and written", line, ALL, match="pathspec", text=text)
    elif mark in ("read", "readable"):
        draft.path(pattern, "allow", "allowed-path", "may be read", line, ("read",), match="pathspec", text=text)
        draft.path(
            pattern, "deny", "read-only", f"{pattern} is read-only here", line, CHANGES,
            match="pathspec", exceptions=_opened(statement, directories), text=text,
        )  # fmt: skip
    elif mark == "approve":
        draft.path(pattern, "approval", "approval-path", f"{pattern} needs approval", line, CHANGES, text=text)
    elif mark == "restrict":
        draft.path(pattern, "deny", "restricted-path", f"{pattern} is restricted", line, CHANGES, text=text)
    elif READING.search(note):
        message = f"{pattern} may be read, not changed"
        draft.path(pattern, "deny", "denied-path", message, line, CHANGES, text=text)
        header = draft.source(statement.header or line)
        draft.conflict("read-only-under-denied", f"{pattern} is listed as denied and called read-only", line, header)
    else:
        draft.path(pattern, "deny", "denied-path", f"{pattern} is denied", line, ALL, text=text)


def _prose(draft: Draft, statement: Statement, mark: str) -> None:
    """An entry in words instead of a pattern."""
    named = draft.named(statement.subject)
    if mark in ("write", "read", "readable"):
        for glob, _ in named.globs if named else ():
            given = ALL if mark == "write" else ("read",)
            message = "may be read and written" if mark == "write" else "may be read"
            draft.path(
                glob, "allow", "allowed-path", message, statement.line, given, match="pathspec", text=statement.text
            )
        return
    pieces = draft.pieces(statement.subject) if named is None else [statement.subject]
    for subject in pieces:
        # "Database files (production)" are the production database files.
        named = draft.named(subject) or draft.named(f"{statement.note} {subject}")
        if named is None:
            unbound(draft, subject, statement.line)
        elif named.absent:
            draft.hold(statement, f"{named.how}: there is none here")
        else:
            only = mark in ("restrict", "approve") or READING.search(statement.note)
            access: tuple[str, ...] = CHANGES if only else ALL
            message = f"{subject} {'need approval' if mark == 'approve' else 'are denied'}" + read_as(named.how)
            verdict: Verdict = "approval" if mark == "approve" else "deny"
            draft.forbid(named, verdict, message, statement.line, access, statement.text)


def _covers(pattern: str, directory: str) -> bool:
    """Whether an allowance reaches everything below a directory."""
    top = pattern.removesuffix("/**/*").removesuffix("/**").removesuffix("/").removesuffix("**/*").removesuffix("**")
    return "*" not in top and (not top or directory == top or directory.startswith(f"{top}/"))


def _compare_directory(draft: Draft, statement: Statement, directories: Sequence[Statement]) -> None:
    """Hold an Accessible Directories line against the File Patterns, which rule."""
    pattern, line = statement.subject, statement.line
    allowed = [rule for rule in draft.rules if rule.code == "allowed-path" and "write" in rule.access]
    if statement.mark == "write":
        place = pattern.rstrip("/")
        wide = [rule for rule in allowed if _covers(rule.pattern, place) or rule.pattern == pattern]
        if not wide:
            inside = next((rule for rule in allowed if overlap(rule.pattern, pattern, whole=True)), None)
            other = inside.source if inside else draft.source(_first_line(draft))
            draft.conflict(
                "directory-broader-than-patterns",
                f"{pattern} is called writable, the file patterns allow less",
                line,
                other,
            )
    elif statement.mark in ("read", "readable"):
        opened = _opened(statement, directories)
        for rule in allowed:
            if f"/{rule.pattern}".startswith(tuple([f"{place}/" for place in opened])):
                continue
            if overlap(rule.pattern, pattern, whole=True):
                draft.conflict(
                    "directory-narrower-than-patterns",
                    f"{pattern} is called read-only, {rule.pattern} writable",
                    line,
                    rule.source,
                )
                draft.path(
                    pattern, "deny", "read-only", f"{pattern} is read-only here", line, CHANGES,
                    exceptions=opened, text=statement.text,
                )  # fmt: skip
                break
    else:
        _pattern(draft, statement, "deny" if statement.mark == "deny" else statement.mark)


def _first_line(draft: Draft) -> int:
    return next((s.header or s.line for s in draft.mode.statements if s.kind == "path"), 0) if draft.mode else 0


# --- servers, data, the rest -----------------------------------------------------------------------------------------


def _servers(draft: Draft, mode: ChatMode) -> Source | None:
    listed = mode.header("servers")
    for statement in mode.statements:
        if statement.kind == "server":
            if statement.mark == "allow" and mode.header("servers") and statement.header != mode.header("servers"):
                continue  # the front matter's list is the narrower one
            verdict: Verdict = {"deny": "deny", "approve": "approval"}.get(statement.mark, "allow")  # type: ignore[assignment]
            what = {"deny": "denied", "approval": "approval", "allow": "allowed"}[verdict]
            message = f"the MCP server {statement.subject} {'needs' if verdict == 'approval' else 'is'} {what}"
            code = f"{what}-server"
            draft.add(Rule("server", statement.subject, verdict, code, message, draft.source(statement.line)))
            if verdict == "allow":
                listed = listed or statement.header or statement.line
    return draft.source(listed) if listed else None


def _data(draft: Draft, statements: Sequence[Statement]) -> None:
    for statement in statements:
        if statement.kind != "data":
            continue
        why = statement.extra or statement.note
        for subject in draft.pieces(statement.subject):
            named = draft.named(subject)
            if named is None:
                unbound(draft, subject, statement.line)
            elif named.absent:
                draft.hold(statement, f"{named.how}: there is none here")
            else:
                # "Requires approval gate" says itself that there is a way.
                approvable = statement.mark == "approve" or bool(_GATE.search(why))
                message = f"{subject}: {why or 'no access'}{read_as(named.how)}"
                draft.forbid(named, "approval" if approvable else "deny", message, statement.line, text=statement.text)


def _unread(draft: Draft, statements: Sequence[Statement]) -> None:
    for statement in statements:
        if statement.kind == "unread":
            draft.gap(
                "unread-restriction",
                f"not understood: {statement.extra or statement.text}",
                statement.line,
                statement.text,
            )
        elif statement.kind == "restrictive-key":
            message = f"the key {statement.subject or statement.text} looks restrictive and is not known"
            draft.gap("unknown-restriction", message, statement.line, statement.text)


def _checklist(mode: ChatMode) -> tuple[ChecklistItem, ...]:
    """The checklist; an id is the item's own words, numbered where two say the same."""
    items: list[ChecklistItem] = []
    used: dict[str, int] = {}
    for statement in mode.statements:
        if statement.kind != "check":
            continue
        slug = re.sub(r"[^a-z0-9]+", "-", statement.subject.lower()).strip("-")[:48].strip("-") or "item"
        used[slug] = used.get(slug, 0) + 1
        name = slug if used[slug] == 1 else f"{slug}-{used[slug]}"
        items.append(ChecklistItem(name, statement.subject, statement.mark, Source(mode.file, statement.line)))  # type: ignore[arg-type]
    return tuple(items)


def _contradictions(draft: Draft, mode: ChatMode) -> None:
    """Report rules of the mode that cannot both be meant."""
    for allowed in [rule for rule in draft.rules if rule.code == "allowed-path"]:
        writes = "write" in allowed.access
        codes = ("restricted-path", "denied-path", "read-only") if writes else ("denied-path",)
        for rule in draft.rules:
            if rule.subject != "path" or rule.code not in codes or rule.source == allowed.source:
                continue
            if rule.code == "denied-path" and not writes and "read" not in rule.access:
                continue
            if contradict(allowed.pattern, rule.pattern, whole=rule.match == "pathspec"):
                what = "writable" if writes else "readable"
                code = "restricted-own-pattern" if rule.code == "restricted-path" else "allowed-and-denied"
                draft.conflict(
                    code,
                    f"{allowed.pattern} is called {what}, {rule.pattern} denies it",
                    allowed.source.line,
                    rule.source,
                )
    for rule in draft.rules:
        if rule.subject != "tool" or rule.verdict == "allow" or rule.environments or rule.access:
            continue
        for other in draft.rules:
            if (
                other.subject == "tool"
                and other.verdict == "allow"
                and other.pattern == rule.pattern
                and other.source != rule.source
            ):
                what = "needs approval" if rule.verdict == "approval" else "is denied"
                code = "allowed-and-restricted" if rule.verdict == "approval" else "allowed-and-denied"
                draft.conflict(code, f"{rule.pattern} is allowed and {what}", other.source.line, rule.source)
    for statement in mode.statements:
        if statement.kind == "server" and statement.mark != "deny":
            for power in _SERVER_POWERS.get(fold_tool(statement.subject), ()):
                for rule in draft.restrictive("tool", power, "deny"):
                    if not rule.environments and not rule.access:
                        message = f"the MCP server {statement.subject} can do what the mode denies: {power}"
                        draft.conflict("server-defeats-mode", message, statement.line, rule.source)
