"""Rules and the policy they make: what the compiler writes and the four questions read. Pure.

A policy is plain data inside (`Policy.to_data`), so that it can be hashed, cached and printed without loss.
"""

from __future__ import annotations

from ..model import Source, frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    from ..model import Environment, Level, Verdict

    Subject = Literal["path", "tool", "server", "environment", "resource"]
    Match = Literal["pathspec", "ignore"]

FORMAT = 1


@frozen
class Rule:
    """One enforceable line.

    Attributes:
        subject: what the rule is about.
        pattern: path: a git glob. tool: a canonical tool name (see `policy.tools`), or the chat mode's own spelling, with
            `*`, when it names no canonical tool. server: an MCP server's name. environment: an environment. resource: the
            prose name, folded (lower case, single spaces).
        verdict: what holds where the rule matches.
        code: the stable reason code.
        message: the reason for people.
        source: the statement.
        access: path: the accesses that the rule is about. Other subjects: the effects it is about; () is all.
        environments: where the rule holds; () is everywhere.
        match: path: "pathspec" matches the whole path as git's `:(glob)` does (what is allowed); "ignore" matches as a line
            of .gitignore does, everything below a matched directory included (what is denied). One spelling has two
            readings in git; each side gets the stricter one.
        exceptions: path: globs ("ignore") that the rule leaves out.
        text: the statement as written, shortened.
    """

    subject: Subject
    pattern: str
    verdict: Verdict
    code: str
    message: str
    source: Source
    access: tuple[str, ...] = ()
    environments: tuple[Environment, ...] = ()
    match: Match = "ignore"
    exceptions: tuple[str, ...] = ()
    text: str = ""


@frozen
class Gap:
    """A restrictive statement that no rule could be made of."""

    code: str
    message: str
    source: Source
    text: str = ""


@frozen
class Conflict:
    """Two statements that cannot both be true; the stricter holds."""

    code: str
    message: str
    source: Source
    other: Source


@frozen
class ChecklistItem:
    """One thing to be answered (`before` a production approval) or followed up (`during`, `after`)."""

    id: str
    text: str
    phase: Literal["before", "during", "after"]
    source: Source


@frozen
class Policy:
    """All rules of one mode plus the project configuration.

    Attributes:
        mode: the mode's name; None for the baseline alone.
        level: the security level in force (absent: HIGH).
        rules: in order of their sources.
        write_list: where a mode allow-lists writing: the statement that says so; None when writing is default-allow.
        tool_list: likewise for tools.
        server_list: likewise for MCP servers.
        settings: the rest of the compiled configuration (environments, resources, hypertool keys …), plain data.
        sources: every file read, with the SHA-256 of its bytes in hexadecimal.
        digest: SHA-256, hexadecimal, of the canonical JSON of all of the above.
    """

    mode: str | None
    level: Level
    rules: tuple[Rule, ...]
    gaps: tuple[Gap, ...]
    conflicts: tuple[Conflict, ...]
    checklist: tuple[ChecklistItem, ...]
    write_list: Source | None
    tool_list: Source | None
    server_list: Source | None
    settings: dict[str, Any]
    sources: tuple[tuple[str, str], ...]
    digest: str = ""


_LISTS = (("rules", Rule), ("gaps", Gap), ("conflicts", Conflict), ("checklist", ChecklistItem))
_SOURCES = ("source", "other", "write_list", "tool_list", "server_list")


def pack(policy: Policy) -> dict[str, Any]:
    """A policy as plain data, for the cache and for printing. `unpack` makes the same policy of it."""
    data = _packed(policy)
    for name, _ in _LISTS:
        data[name] = [_packed(item) for item in data[name]]
    return data


def unpack(data: dict[str, Any]) -> Policy:
    """The policy that `pack` was given."""
    values = dict(data)
    for name, kind in _LISTS:
        values[name] = tuple([_sourced(kind, item) for item in values[name]])
    policy: Policy = _sourced(Policy, values)
    return policy


def _packed(value: Any) -> dict[str, Any]:
    data = {}
    for name in value.__match_args__:
        field = getattr(value, name)
        data[name] = (field.file, field.line) if field.__class__ is Source else field
    return data


def _sourced(kind: Any, data: dict[str, Any]) -> Any:
    for name in _SOURCES:
        if data.get(name):
            data[name] = Source(*data[name])
    return kind(*data.values())
