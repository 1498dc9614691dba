"""May this tool be called, with these arguments? Canonical tools, and the third of the four questions. Pure, hot path.

A chat mode names the tools of the agent it was written for. Rules carry canonical names where there is one, so that
"`launch-process`: denied" holds for `Bash`, `run_shell_command` and a server's `execute_shell_command` as well.

Not covered here: what a command does. For a tool that runs commands the rules that speak of the tool itself are decided
here; those that hold in some environments only, and the text of the command, are for `decide_command`, which the front end
asks next with what `command_texts` finds. Patterns in arguments of searches (a glob, a regular expression) are not paths.
"""

from __future__ import annotations

from ..model import Decision, Reason, strictest
from .tool_names import CANONICAL, EFFECTS, MERGES, NAMES, PATH_ACCESS, POWERFUL, SERVER_TOOLS, SUFFIXES, fold_tool

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from .rules import Policy, Rule

_PATH_KEYS = frozenset(
    "path paths file files filepath filepaths filename filenames absolutepath relativepath targetfile notebookpath "
    "dirpath directory dir source destination src dest oldpath newpath old_path new_path uri fileuri paths_to_delete "
    "filestodelete filestoedit target_notebook targetnotebook rootpath searchpath readfiles pathstodelete".split()
)
_COMMAND_KEYS = frozenset("command commands cmd script code argv shellcommand".split())
_PATCH_KEYS = frozenset("patch patchtext input diff command".split())
_PATCH_HEADS = (
    ("*** Add File: ", "create"),
    ("*** Update File: ", "write"),
    ("*** Delete File: ", "delete"),
    ("*** Move to: ", "create"),
)
_PROSE_KEYS = frozenset("title body summary description details message commitmessage comment content text".split())
_MERGE_MARKS = ("/merge", "mergepullrequest", "automerge", "mergebranch", "acceptmerge", "merge_requests/")
_DEPTH = 8


def split_tool(name: str) -> tuple[str | None, str]:
    """The server and the bare tool in a name: `mcp__s__t`, `mcp_s_t`, `s/t`, `MCP:t`, `t_Server`.

    Returns:
        (None, name) when it names no server; the server "" when it is an MCP tool of an unknown server.
    """
    if name.startswith("mcp__"):
        server, _, tool = name[5:].partition("__")
        return (server, tool) if tool else (server, "*")
    if name[:4].lower() == "mcp:":
        return "", name[4:].strip()
    if "/" in name:
        server, _, tool = name.partition("/")
        # Toolsets of VS Code and Copilot (`execute/runInTerminal`) are spelled like servers.
        if fold_tool(server) in NAMES and server not in ("github",):
            return None, tool if fold_tool(tool) in NAMES else server
        return server, tool
    if name.startswith("mcp_") and name.count("_") > 1:
        server, _, tool = name[4:].partition("_")
        return server, tool
    lowered = name.lower()
    for suffix in SUFFIXES:
        if lowered.endswith("_" + suffix) and len(name) > len(suffix) + 1 and fold_tool(name) not in NAMES:
            return suffix, name[: -len(suffix) - 1]
    return None, name


def canonicals(name: str, server: str | None = None) -> tuple[str, ...]:
    """The canonical tools that a tool is; () for one that is not known.

    Args:
        name: as the agent or the chat mode spells it, perhaps with its server.
        server: the MCP server, where the caller knows it.
    """
    if name in CANONICAL:
        return (name,)
    if server is None:
        server, name = split_tool(name)
    folded = fold_tool(name)
    if server is not None:
        known = SERVER_TOOLS.get(_server_key(server), {}).get(folded)
        if known is not None:
            return known
    return NAMES.get(folded, ())


def canonical(name: str) -> str | None:
    """The canonical tool of a name (the first, where it is several); None for a tool that is not known."""
    found = canonicals(name)
    return found[0] if found else None


def _server_key(server: str) -> str:
    folded = fold_tool(server)
    for affix in ("mcpserver", "mcp", "server"):
        folded = folded.removesuffix(affix).removeprefix(affix) or folded
    return folded


def same_server(pattern: str, server: str) -> bool:
    """Whether a chat mode's name for a server (perhaps with `*`) is this server."""
    return _like(fold_tool(pattern), fold_tool(server))


def _like(pattern: str, text: str) -> bool:
    """Match `*` (any run of characters); everything else is literal. Linear: the leftmost place is always good enough."""
    pieces = pattern.split("*")
    if len(pieces) == 1:
        return pattern == text
    if not text.startswith(pieces[0]):
        return False
    place = len(pieces[0])
    for piece in pieces[1:-1]:
        found = text.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return len(text) - len(pieces[-1]) >= place and text.endswith(pieces[-1])


def expand_names(pattern: str) -> tuple[str, ...]:
    """The canonical tools that a pattern with `*` reaches among the known names: `browser_*_Playwright`."""
    server, bare = split_tool(pattern)
    folded = fold_tool(bare)
    if folded.strip("*") == "":
        return ()
    names = dict(NAMES)
    if server:
        names.update(SERVER_TOOLS.get(_server_key(server), {}))
    found = {tool for name, tools in names.items() if _like(folded, name) for tool in tools}
    return tuple(sorted(found))


class _Call:
    """One tool call: every name under which a rule may know it, and what it does."""

    def __init__(self, server: str | None, tool: str, args: Mapping[str, Any], settings: Mapping[str, Any]) -> None:
        self.spelled = tool
        named, bare = split_tool(tool)
        self.server = server if server is not None else named
        self.tool = bare if named is not None and (server is None or same_server(named, server)) else tool
        self.canonicals = canonicals(self.tool, self.server) or canonicals(tool)
        project = settings.get("tools", {})
        for name in project:
            if _like(fold_tool(name), fold_tool(self.tool)) or _like(fold_tool(name), fold_tool(tool)):
                self.canonicals = tuple(dict.fromkeys((*self.canonicals, project[name])))
        forms = [tool, self.tool]
        if self.server:
            forms += [f"{self.server}/{self.tool}", f"mcp__{self.server}__{self.tool}", f"{self.tool}_{self.server}"]
        self.names = frozenset([fold_tool(form) for form in forms])
        self.effects, self.environment = _effects(self.canonicals, self.tool, args)

    def is_named_by(self, pattern: str) -> bool:
        if pattern in self.canonicals or pattern == "*":
            return True
        if pattern in CANONICAL:
            return False
        folded = fold_tool(pattern)
        return any(_like(folded, name) for name in self.names)


def _effects(tools: tuple[str, ...], name: str, args: Mapping[str, Any]) -> tuple[frozenset[str], str]:
    effects = set()
    environment = ""
    for tool in tools:
        effect, where = EFFECTS.get(tool, ("", ""))
        effects.add(effect)
        # Both environments at once: the worst holds.
        environment = "production" if "production" in (where, environment) else where or environment
    folded = fold_tool(name)
    if folded in MERGES or ("platform-api" in tools and _asks_to_merge(args, 0)):
        effects.add("merge")
    effects.discard("")
    return frozenset(effects), environment


def _asks_to_merge(value: Any, depth: int) -> bool:
    """Whether the arguments of a platform's API speak of a merge; too deep to tell counts as yes."""
    if depth > _DEPTH:
        return True
    if isinstance(value, str):
        folded = value.lower().replace("_", "") if "_" in value else value.lower()
        return any(mark.replace("_", "") in folded for mark in _MERGE_MARKS)
    if isinstance(value, dict):
        if str(value.get("method", "")).upper() == "GET" and not isinstance(value.get("query"), str):
            return False
        return any(
            _asks_to_merge(item, depth + 1) or "mergemethod" in fold_tool(str(key))
            for key, item in value.items()
            if not (fold_tool(str(key)) in _PROSE_KEYS and isinstance(item, str) and "mutation" not in item)
        )
    if isinstance(value, (list, tuple)):
        return any(_asks_to_merge(item, depth + 1) for item in value)
    return False


def decide_tool(
    policy: Policy,
    server: str | None,
    tool: str,
    args: Mapping[str, Any],
    *,
    root: bytes = b"",
    cwd: bytes = b"",
) -> Decision:
    """Decide a tool call.

    Args:
        policy: the compiled policy.
        server: the MCP server, where the agent says which; None: it is read from the tool's name where that has one.
        tool: the agent's name for the tool.
        args: its arguments; empty when only the tool itself is asked about.
        root: the repository's absolute path, "/"-separated, so that absolute paths in arguments can be seen to lie in it.
        cwd: the directory that relative paths start from, relative to the repository.

    Returns:
        The strictest of what the server rules, the tool rules and the paths in the arguments say. For a tool that runs
        commands, `allow` here is not the last word: see `command_texts`.
    """
    call = _Call(server, tool, args, policy.settings)
    reasons: list[tuple[str, Reason]] = []
    server_named = False
    if call.server is not None:
        server_named = _decide_server(policy, call, reasons)
    listed = _decide_names(policy, call, reasons)
    if policy.tool_list is not None and not listed:
        powerful = [name for name in call.canonicals if name in POWERFUL]
        if not server_named or powerful:
            what = f"{policy.mode} does not list {call.spelled}"
            reasons.append(("deny", Reason("tool-not-listed", what, policy.tool_list)))
    reasons.extend(_decide_paths(policy, call, args, root, cwd))
    return _decision(reasons)


def _decision(found: list[tuple[str, Reason]]) -> Decision:
    verdict = strictest([verdict for verdict, _ in found])
    ordered = sorted(found, key=lambda pair: ("deny", "approval", "allow").index(pair[0]))
    return Decision(verdict, tuple([reason for each, reason in ordered if each != "allow" or verdict == "allow"]))


def _decide_server(policy: Policy, call: _Call, reasons: list[tuple[str, Reason]]) -> bool:
    """Decide the server; whether an allow rule names it."""
    named = False
    for rule in policy.rules:
        if rule.subject == "server" and same_server(rule.pattern, call.server or ""):
            named = named or rule.verdict == "allow"
            reasons.append((rule.verdict, _reason(rule)))
    if policy.server_list is not None and not named:
        what = f"{policy.mode} does not list the MCP server {call.server or '(unnamed)'}"
        reasons.append(("deny", Reason("server-not-listed", what, policy.server_list)))
    return named


def _decide_names(policy: Policy, call: _Call, reasons: list[tuple[str, Reason]]) -> bool:
    """Decide by the tool rules; whether allow or approval rules list everything that the tool is."""
    commands = "run-command" in call.canonicals
    covered: set[str] = set()
    by_name = False
    found: list[Rule] = []
    for rule in policy.rules:
        if rule.subject != "tool" or not call.is_named_by(rule.pattern):
            continue
        if not rule.access and rule.verdict != "deny":
            covered.add(rule.pattern)
            by_name = by_name or rule.pattern not in call.canonicals
        if rule.access and not call.effects.intersection(rule.access):
            continue
        if rule.environments and not _holds_here(rule, call, commands):
            continue
        found.append(rule)
    overridden = any(rule.code == "override" and rule.verdict == "allow" for rule in found)
    for rule in found:
        if not overridden or rule.code == "override":
            reasons.append((rule.verdict, _reason(rule)))
    return overridden or by_name or (bool(call.canonicals) and covered.issuperset(call.canonicals))


def _holds_here(rule: Rule, call: _Call, commands: bool) -> bool:
    if rule.verdict == "allow":
        return True
    if call.environment:
        return call.environment in rule.environments
    # Where a command goes is decided from its text; of other tools nothing tells, and unknown counts as production.
    return not commands and ("production" in rule.environments or "unknown" in rule.environments)


def _reason(rule: Rule) -> Reason:
    return Reason(rule.code, rule.message, rule.source)


# --- arguments -------------------------------------------------------------------------------------------------------


def _decide_paths(
    policy: Policy, call: _Call, args: Mapping[str, Any], root: bytes, cwd: bytes
) -> list[tuple[str, Reason]]:
    from .paths import decide_path

    accesses = tuple(dict.fromkeys([access for name in call.canonicals for access in PATH_ACCESS.get(name, ())]))
    if not accesses or not args:
        return []
    questions: list[tuple[Any, bytes]] = []
    patched = [pair for text in _texts(args, _PATCH_KEYS, 0) for pair in patch_paths(text)]
    if patched:
        questions = [(access, locate(path, root, cwd)) for access, path in patched]
    for path in _texts(args, _PATH_KEYS, 0):
        questions += [(access, locate(path, root, cwd)) for access in accesses]
    changing = [access for access in accesses if access != "read"]
    if not questions and changing:
        return [("deny", Reason("arguments-unread", f"no path can be read from the arguments of {call.spelled}"))]
    found: list[tuple[str, Reason]] = []
    for access, place in questions:
        decision = decide_path(policy, access, place)
        found += [(decision.verdict, reason) for reason in decision.reasons]
    return found


def _texts(value: Any, keys: frozenset[str], depth: int) -> Iterator[str]:
    """The texts that stand under one of the keys, at any depth."""
    if depth > _DEPTH:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            if fold_tool(str(key)) in keys:
                yield from _strings(item, depth + 1)
            if isinstance(item, (dict, list, tuple)):
                yield from _texts(item, keys, depth + 1)
    elif isinstance(value, (list, tuple)):
        for item in value:
            if isinstance(item, (dict, list, tuple)):
                yield from _texts(item, keys, depth + 1)


def _strings(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)) and depth <= _DEPTH:
        for item in value:
            yield from _strings(item, depth + 1)


def command_texts(args: Mapping[str, Any]) -> list[str]:
    """The commands in the arguments of a tool that runs them: what to ask `decide_command` about."""
    return list(_texts(args, _COMMAND_KEYS, 0))


def patch_paths(text: str) -> list[tuple[str, str]]:
    """The (access, path) pairs of a patch in the `*** Begin Patch` form that Codex and others use."""
    found = []
    for line in text.split("\n"):
        for head, access in _PATCH_HEADS:
            if line.startswith(head):
                found.append((access, line[len(head) :].strip()))
    return found


def locate(text: str, root: bytes = b"", cwd: bytes = b"") -> bytes:
    """A path from an argument as the policy names it: relative to the repository, or absolute where it lies outside.

    Only the text is looked at; links are resolved by whoever knows the file system. `~` counts as outside.
    """
    if text[:7].lower() == "file://":
        text = _unquote(text[7:])
    path = text.encode("utf-8", "surrogateescape" if not _has_lone_surrogate(text) else "surrogatepass")
    if path.startswith(b"~"):
        path = b"/" + path
    whole = path if path.startswith(b"/") else b"/" + b"/".join([root.strip(b"/"), cwd.strip(b"/"), path])
    parts: list[bytes] = []
    base = [part for part in root.split(b"/") if part]
    escaped = False
    for part in whole.split(b"/"):
        if part in (b"", b"."):
            continue
        if part == b"..":
            if parts:
                parts.pop()
            else:
                escaped = True
        else:
            parts.append(part)
    if parts[: len(base)] == base and not (path.startswith(b"/") and not base) and not (escaped and not base):
        return b"/".join(parts[len(base) :])
    return b"/" + b"/".join(parts)


def _has_lone_surrogate(text: str) -> bool:
    return any(
        "\ud800" <= char <= "\udbff" or "\udd00" <= char <= "\udfff" or "\udc00" <= char < "\udc80" for char in text
    )


def _unquote(text: str) -> str:
    pieces = text.split("%")
    data = pieces[0].encode("utf-8", "surrogatepass")
    for piece in pieces[1:]:
        try:
            data += bytes([int(piece[:2], 16)]) + piece[2:].encode("utf-8", "surrogatepass")
        except ValueError:
            data += b"%" + piece.encode("utf-8", "surrogatepass")
    return data.decode("utf-8", "surrogateescape")
