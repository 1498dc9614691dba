"""May this tool be called, with these arguments? Canonical tools, and the third of the four questions. Pure, hot path.

A chat mode names the tools of the agent it was written for. Rules carry canonical names where there is one, so that
"`launch-process`: denied" holds for `Bash`, `run_shell_command` and a server's `execute_shell_command` as well.

Not covered here: what a command does. For a tool that runs commands the rules that speak of the tool itself are decided
here; those that hold in some environments only, and the text of the command, are for `decide_command`, which the front end
asks next with what `command_texts` finds. Patterns in arguments of searches (a glob, a regular expression) are not paths.
"""

from __future__ import annotations

from ..model import Decision, Reason, strictest
from .tool_arguments import (
    PATH_KEYS,
    asks_to_merge,
    command_texts,
    glob_stems,
    guessed_tools,
    locate,
    patch_paths,
    patches,
    texts,
    too_deep,
)
from .tool_names import CANONICAL, EFFECTS, MERGES, NAMES, PATH_ACCESS, POWERFUL, SERVER_TOOLS, SUFFIXES, fold_tool

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .rules import Policy, Rule

__all__ = [
    "canonical", "canonicals", "command_texts", "decide_tool", "expand_names", "locate", "patch_paths", "same_server",
    "split_tool",
]  # fmt: skip

# Toolsets of VS Code and Copilot, spelled like servers: `execute/runInTerminal`.
_TOOLSETS = frozenset("edit execute read search web agent vscode todo".split())


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
        if server in _TOOLSETS and (fold_tool(tool) in NAMES or tool == "*"):
            return None, tool if tool != "*" else server
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
        # What it does: for an unknown tool what its arguments give away, for a patch what the patch says.
        patcher = "delete-file" in self.canonicals and "edit-file" in self.canonicals
        self.patched = patches(args) if patcher else []
        self.acts = self.canonicals or guessed_tools(args)
        if self.patched and not any(texts(args, PATH_KEYS)):
            done = {access for access, _ in self.patched}
            self.acts = tuple([name for name in self.canonicals if done & set(PATH_ACCESS.get(name, ()))])
        forms = [tool, self.tool]
        if self.server:
            forms += [f"{self.server}/{self.tool}", f"mcp__{self.server}__{self.tool}", f"{self.tool}_{self.server}"]
        self.names = frozenset([fold_tool(form) for form in forms])
        self.effects, self.environment = _effects(self.acts, self.tool, args)

    def is_named_by(self, pattern: str) -> bool:
        if pattern in self.acts or pattern == "*":
            return True
        if pattern in CANONICAL:
            return False
        if pattern.startswith("mcp__"):
            # Folding takes the borders away: "mcp__git__*" must not reach a server called github.
            server, _, tool = pattern[5:].partition("__")
            pattern = f"{server}/{tool or '*'}"
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
    if folded in MERGES or ("platform-api" in tools and asks_to_merge(args)):
        effects.add("merge")
    effects.discard("")
    return frozenset(effects), environment


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
        powerful = [name for name in call.acts if name in POWERFUL]
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
    commands = "run-command" in call.acts
    covered: set[str] = set()
    by_name = False
    found: list[Rule] = []
    for rule in policy.rules:
        if rule.subject != "tool" or not call.is_named_by(rule.pattern):
            continue
        if not rule.access and rule.verdict != "deny":
            covered.add(rule.pattern)
            by_name = by_name or rule.pattern not in CANONICAL
        if rule.access and not call.effects.intersection(rule.access):
            continue
        if rule.environments and not _holds_here(rule, call, commands):
            continue
        found.append(rule)
    overridden = any(rule.code == "override" and rule.verdict == "allow" for rule in found)
    for rule in found:
        if not overridden or rule.code == "override":
            reasons.append((rule.verdict, _reason(rule)))
    return overridden or by_name or (bool(call.canonicals) and covered.issuperset(call.acts))


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

    accesses = tuple(dict.fromkeys([access for name in call.acts for access in PATH_ACCESS.get(name, ())]))
    if not accesses or not args:
        return []
    questions: list[tuple[Any, str]] = [*call.patched]
    for path in texts(args, PATH_KEYS):
        questions += [(access, path) for access in accesses]
    changing = [access for access in accesses if access != "read"]
    if (not questions and changing) or too_deep(args) or any([chr(0) in path for _, path in questions]):
        return [("deny", Reason("arguments-unread", f"no path can be read from the arguments of {call.spelled}"))]
    places = [(access, place) for access, path in questions for place in locate(path, root, cwd)]
    if "read" in accesses:
        stems = [place for stem in glob_stems(call.tool, args) for place in locate(stem, root, cwd)]
        places += [("read", place) for place in stems]
        # A directory is refused where all of it is; what a wider search would find is not known here.
        places += [("read", place + b"/\x01") for access, place in places if access == "read" and place]
    found: list[tuple[str, Reason]] = []
    for access, place in dict.fromkeys(places):
        decision = decide_path(policy, access, place)
        found += [(decision.verdict, reason) for reason in decision.reasons]
    return list(dict.fromkeys(found))
