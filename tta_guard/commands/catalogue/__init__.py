"""The catalogue: what each known tool's words mean. One data file a tool, loaded when that tool is met. Pure.

`schema` says how an entry is written, `names` which file holds which program, `meaning` what one command line comes to.
"""

from __future__ import annotations

import sys

from ..arguments import matches
from .names import INDEX, PATTERNS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    Node = dict[str, Any]
    Tool = dict[str, Any]

__all__ = ["base_name", "extend", "find"]

_loaded: dict[str, Tool] = {}


def base_name(program: str) -> str:
    """The program's name without directory and without `.exe`, `.cmd` or `.bat`."""
    name = program[program.rfind("/") + 1 :]
    name = name[name.rfind("\\") + 1 :]
    if name[-4:].lower() in (".exe", ".cmd", ".bat"):
        name = name[:-4]
    return name


def find(program: str, extensions: Mapping[str, Tool] | None = None) -> Tool | None:
    """The description of the tool that `program` is, or None for a program that the catalogue does not know.

    Args:
        program: a name or a path, as it stands in argv[0]. `Kubectl.EXE`, `/opt/bin/kubectl` and `kubectl-1.30` are
            all kubectl: a name is tried as it is, then in lower case (file systems that fold it), then without the
            version at its end (how distributions keep several side by side).
        extensions: what `extend` made of the project's own entries; they come first.
    """
    name = base_name(program)
    tool = _named(name, extensions)
    if tool is None:
        folded = name.lower()
        if folded != name:
            tool = _named(folded, extensions)
        if tool is None:
            bare = folded.rstrip("0123456789.").rstrip("-_.v")
            if bare and bare != folded:
                tool = _named(bare, extensions)
    return tool


def extend(entries: Iterable[Tool]) -> dict[str, Tool]:
    """Index the project's own entries for `find`. Nothing shipped is changed.

    An entry for a name that the catalogue knows is laid over the shipped one: flags, files, terms, target and
    subcommands are merged by name, `when` is appended, everything else is replaced. It holds only for the names that
    the entry lists.

    Args:
        entries: valid ones (see `schema.check_tool`).
    """
    index: dict[str, Tool] = {}
    for entry in entries:
        for name in entry["names"]:
            known = index.get(name) or find(name)
            index[name] = complete(_laid_over(known, entry) if known else entry, index)
    return index


def _named(name: str, extensions: Mapping[str, Tool] | None) -> Tool | None:
    if extensions:
        tool = extensions.get(name)
        if tool is None:
            for pattern in extensions:
                if "*" in pattern and matches(pattern, name):
                    return extensions[pattern]
        else:
            return tool
    module = INDEX.get(name)
    if module is None:
        for pattern, other in PATTERNS:
            if matches(pattern, name):
                name, module = pattern, other
                break
        else:
            return None
    tool = _loaded.get(name)
    if tool is None:
        _load(module)
        tool = _loaded[name]
    return tool


def _load(module: str) -> None:
    path = f"{__name__}.{module}"
    __import__(path)
    data = sys.modules[path]
    tools: tuple[Tool, ...] = data.TOOLS if hasattr(data, "TOOLS") else (data.TOOL,)
    for tool in tools:
        ready = complete(tool)
        for name in tool["names"]:
            _loaded[name] = ready


def complete(tool: Tool, extensions: Mapping[str, Tool] | None = None) -> Tool:
    """An entry with what it leaves to another one (`like`), and every reference (`links`) replaced by what it names.

    Raises:
        KeyError: it refers to a tool or a node that is not there.
    """
    like = tool.get("like")
    if like is not None:
        below = find(like, extensions)
        if below is None:
            raise KeyError(like)
        tool = _laid_over(below, tool)
    if tool.get("links"):
        _link(tool["subcommands"])
    return tool


def _link(top: dict[str, Any]) -> None:
    """Replace, in place, each text that stands for a node: "again" by one with the very table it stands in, so that a
    verb is found at any depth; "=run" by the node `run` of the outermost table.
    """
    named = {word: node for words, node in top.items() for word in words.split()}
    waiting = [top]
    done: set[int] = set()
    while waiting:
        table = waiting.pop()
        if id(table) in done:
            continue
        done.add(id(table))
        for key, entry in table.items():
            node = entry
            if node.__class__ is str:
                node = table[key] = {"subcommands": table} if entry == "again" else named[entry[1:]]
            inner = node.get("subcommands")
            if inner:
                waiting.append(inner)


def _laid_over(below: Node, above: Node) -> Node:
    merged = dict(below)
    for key, value in above.items():
        old = below.get(key)
        if key == "subcommands" and old:
            merged[key] = _tables(old, value)
        elif key == "flags" and old:
            taken = {alias for names in value for alias in names.split()}
            kept = {names: kind for names, kind in old.items() if taken.isdisjoint(names.split())}
            merged[key] = {**kept, **value}
        elif old and (key in ("files", "terms") or (key == "target" and _same_resolver(old, value))):
            merged[key] = {**old, **value}
        elif key == "when" and old:
            merged[key] = (*old, *value)
        else:
            merged[key] = value
    return merged


def _same_resolver(old: Node, new: Node | None) -> bool:
    return bool(new) and (new or old).get("resolver", old["resolver"]) == old["resolver"]


def _tables(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """One table of subcommands over another: a node that shares a word with one below is laid over it."""
    table = dict(below)
    for words, entry in above.items():
        node = entry
        for known in below:
            if not set(known.split()).isdisjoint(words.split()):
                rest = [word for word in known.split() if word not in words.split()]
                old = table.pop(known, below[known])
                if rest:
                    table[" ".join(rest)] = old
                if node.__class__ is dict and old.__class__ is dict:
                    node = _laid_over(old, node)
        table[words] = node
    return table
