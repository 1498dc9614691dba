"""What one node of a tool's description amounts to, with what it inherits: flags by name, subcommands. Pure, hot."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    Node = dict[str, Any]


class Table:
    """What one node with its inheritance amounts to."""

    __slots__ = ("assignments", "dashes", "listed", "longs", "merged", "names", "patterns", "prefixed", "stop", "style")

    def __init__(self, merged: Node) -> None:
        self.merged = merged
        self.style: str = merged.get("style") or "gnu"
        self.stop = _STOPS[merged.get("stop")]
        self.assignments: str | None = merged.get("assignments")
        self.dashes = any(entry.get("from") == "--" for entry in merged.get("commands") or ())
        self.names: dict[str, tuple[str, str]] = {}
        self.prefixed: dict[str, tuple[str, str]] = {}
        self.listed: dict[str, str] = merged.get("flags") or {}
        for listed, kind in self.listed.items():
            for alias in listed.split():
                if alias[-1] == "=":
                    self.prefixed[alias] = (listed, kind)
                elif self.style == "go" and alias.startswith("--"):
                    self.names[alias[1:]] = (listed, kind)
                else:
                    self.names[alias] = (listed, kind)
        self.longs: tuple[str, ...] | None = None
        self.patterns: dict[str, Node] | None = None
        if subcommands := merged.get("subcommands"):
            self.patterns = {name: node for names, node in subcommands.items() for name in names.split() or ("",)}

    def subcommand(self, text: str) -> Node | None:
        if self.patterns is None:
            return None
        found = self.patterns.get(text)
        if found is None or text == "*" or "*" in text:
            for pattern, node in self.patterns.items():
                if "*" in pattern and pattern != "*" and matches(pattern, text):
                    return node
            return self.patterns.get("*")
        return found

    def abbreviated(self, text: str) -> tuple[str, str] | None:
        """Answer the one flag that a long flag's beginning can mean; None when there is none, or more than one."""
        if len(text) < 3:
            return None
        if self.longs is None:
            self.longs = tuple([name for name in self.names if name.startswith("--")])
        found = {self.names[name] for name in self.longs if name.startswith(text)}
        return found.pop() if len(found) == 1 else None


_STOPS: Final = {None: 0, "first-positional": 1, "second-positional": 2}
_TABLES: dict[tuple[int, ...], tuple[Any, Table]] = {}
_MERGED: Final = ("flags", "files", "sets")
DEPTH_LIMIT: Final = 12  # words that lead to a node; a table that holds itself could be gone down for ever


def table_of(nodes: tuple[Node, ...]) -> Table:
    """Answer the table of the last node, with what it inherits from those before it."""
    key = tuple(map(id, nodes))
    kept = _TABLES.get(key)
    if kept is None:
        merged: Node = {}
        for node in nodes:
            merged = _merge(merged, node)
        kept = _TABLES[key] = (nodes, Table(merged))  # holding the nodes keeps their identities from being used again
    return kept[1]


def _merge(above: Node, node: Node) -> Node:
    merged = {key: value for key, value in above.items() if key != "subcommands"}
    if merged.get("style") == "git":
        merged.pop("flags", None)
    for key, own in node.items():
        inherited = merged.get(key)
        merged[key] = own
        if inherited and own and key in _MERGED:
            # a node's own entries come last: where two flags share an alias, the alias is the nearer one's
            merged[key] = {**{name: value for name, value in inherited.items() if name not in own}, **own}
        elif inherited and key == "when":
            merged[key] = (*inherited, *own)
    return merged


def without_subcommands(table: Table) -> Table:
    """Answer the table as it is once a positional has been met."""
    bare = Table.__new__(Table)
    for name in Table.__slots__:
        setattr(bare, name, getattr(table, name))
    bare.patterns = None
    return bare


def matches(pattern: str, text: str) -> bool:
    """Answer whether a text fits a pattern in which only `*` is special."""
    if "*" not in pattern:
        return pattern == text
    first, *middle = pattern.split("*")
    last = middle.pop()
    if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in middle:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def is_name(text: str) -> bool:
    """Answer whether a text can name a shell variable (POSIX 2018, Base Definitions 3.235)."""
    return text.isascii() and text.replace("_", "a").isalnum() and not text[0].isdigit()


def is_flag(listed: str, name: str) -> bool:
    return listed == name or (name in listed and name in listed.split())
