"""The kinds of values that a configuration has, and the check of a node against a kind. Pure.

The kinds are data: `config_schema` writes the table of keys with them, and the JSON Schema is made from the same table.
Longer than 250 lines because kinds and checks are read side by side.
"""

from __future__ import annotations

import re
from typing import Any, Final

from ..errors import ConfigError
from ..model import Source, frozen
from .config_document import BAD_IN_TEXT, ListNode, MapNode, Node, ScalarNode, join_key, near, show

MAX_ITEMS: Final = 1000


@frozen
class Item:
    """A text of the configuration and where it stands."""

    value: str
    source: Source


@frozen
class Checked:
    """A table that was checked: its values by key (absent keys are absent) and its place."""

    values: dict[str, Any]
    source: Source


@frozen
class Text:
    """A text in one line, unless `lines`.

    Attributes:
        wanted: what it is, for messages: "must be {wanted}".
        pattern: what the whole text must match.
        digits: a plain number is taken as it is written (account numbers: 012345678901 keeps its zero).
    """

    wanted: str
    pattern: str = ""
    most: int = 1000
    digits: bool = False
    lines: bool = False


@frozen
class Choice:
    """One of a few words."""

    words: tuple[str, ...]


@frozen
class Whole:
    """A whole number in a range, both ends included."""

    least: int
    most: int


@frozen
class Flag:
    """true or false."""


@frozen
class Many:
    """A list without duplicates."""

    item: Text | Choice | Table
    least: int = 0
    ordered: bool = False
    """Order and repetition count (an argument vector)."""


@frozen
class Names:
    """A map from names of the user's choice to values of one kind."""

    key: Text
    value: Text | Choice | Table | Reserved


@frozen
class Reserved:
    """Kept raw with its lines for a later reader: maps, lists, texts, whole numbers, flags."""


@frozen
class Field:
    """One key of a table."""

    kind: Text | Choice | Whole | Flag | Many | Names | Table | Reserved
    text: str
    default: Any = None


@frozen
class Table:
    """A map with known keys.

    Attributes:
        required: keys that must stand.
        one_of: exactly one of these must stand.
        needs: (key, other): where `key` stands, `other` must.
        alone: this key stands alone.
        least: how many keys must stand.
    """

    fields: dict[str, Field]
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    needs: tuple[tuple[str, str], ...] = ()
    alone: str = ""
    least: int = 0


@frozen
class RawEntry:
    """A reserved entry: its node, unread, and its place in words."""

    node: Node
    path: str
    source: Source


def _name_of(node: Node) -> str:
    if isinstance(node, ListNode):
        return "a list"
    if isinstance(node, MapNode):
        return "a map"
    names = {"str": "text", "int": "a number", "bool": "true or false", "null": "empty"}
    return names.get(node.kind, "what YAML may read as another type")


def _fail(path: str, message: str, file: str, line: int, hint: str = "") -> ConfigError:
    return ConfigError(f"{path}: {message}" if path else message, hint=hint, source=Source(file, line))


def check(kind: Any, node: Node, path: str, file: str) -> Any:
    """Check a node against a kind.

    Returns:
        Text, Choice: `Item`. Whole: int. Flag: bool. Many: tuple. Names: tuple of (`Item`, value) in the order of the
        file. Table: `Checked`. Reserved: `RawEntry`.

    Raises:
        ConfigError: the first thing that is wrong, with its path and line.
    """
    here = Source(file, node.line)
    if isinstance(kind, Table):
        return _check_table(kind, node, path, file)
    if isinstance(kind, Names):
        if not isinstance(node, MapNode):
            raise _fail(path, f"must be a map of names, not {_name_of(node)}", file, node.line)
        pairs = []
        for key, value in node.entries:
            inner = join_key(path, key.text)
            _check_text(kind.key, key, inner, file)
            pairs.append((Item(key.text, Source(file, key.line)), check(kind.value, value, inner, file)))
        return tuple(pairs)
    if isinstance(kind, Many):
        return _check_many(kind, node, path, file)
    if isinstance(kind, Reserved):
        if not isinstance(node, MapNode):
            raise _fail(path, f"must be a map, not {_name_of(node)}", file, node.line)
        _check_plain(node, path, file)
        return RawEntry(node, path, here)
    if not isinstance(node, ScalarNode):
        hint = "Put it in quotes if it is a pattern with [ or {." if isinstance(kind, Text) else ""
        raise _fail(path, f"must be {_wanted(kind)}, not {_name_of(node)}", file, node.line, hint)
    if isinstance(kind, Text):
        _check_text(kind, node, path, file)
        return Item(node.text, here)
    if isinstance(kind, Choice):
        if node.kind != "str" or node.text not in kind.words:
            hint = near(node.text, kind.words)
            raise _fail(path, f"must be {_wanted(kind)}, not {show(node.text)}", file, node.line, hint)
        return Item(node.text, here)
    if isinstance(kind, Whole):
        if node.kind != "int" or not kind.least <= int(node.text) <= kind.most:
            raise _fail(path, f"must be {_wanted(kind)}, not {show(node.text)}", file, node.line)
        return int(node.text)
    assert isinstance(kind, Flag)
    if node.kind != "bool":
        raise _fail(path, f"must be true or false, not {show(node.text)}", file, node.line)
    return node.text.lower() == "true"


def _wanted(kind: Any) -> str:
    if isinstance(kind, Text):
        return kind.wanted
    if isinstance(kind, Choice):
        return "one of " + ", ".join(kind.words)
    if isinstance(kind, Whole):
        return f"a whole number from {kind.least} to {kind.most}" if kind.least != kind.most else str(kind.least)
    return "true or false"


def _check_text(kind: Text, node: ScalarNode, path: str, file: str) -> None:
    if node.kind != "str" and not (kind.digits and re.fullmatch("[0-9]+", node.text)):
        hint = "Put it in quotes." if node.kind in ("int", "bool", "other") else "Give a value, or take the line away."
        raise _fail(path, f"must be {kind.wanted}, not {_name_of(node)}", file, node.line, hint)
    text = node.text.replace("\n", " ") if kind.lines else node.text
    hidden = BAD_IN_TEXT.search(text)
    if hidden:
        message = f"holds a character that cannot be seen: U+{ord(hidden.group()):04X}"
        raise _fail(path, message, file, node.line)
    if not text or len(text) > kind.most:
        raise _fail(path, f"must have 1 to {kind.most} characters, not {len(text)}", file, node.line)
    if kind.pattern and not re.search(kind.pattern, text):
        raise _fail(path, f"must be {kind.wanted}: {show(node.text)}", file, node.line)


def _check_many(kind: Many, node: Node, path: str, file: str) -> tuple[Any, ...]:
    if not isinstance(node, ListNode):
        hint = "Write it as a list: [value], or one '- value' a line." if isinstance(node, ScalarNode) else ""
        raise _fail(path, f"must be a list, not {_name_of(node)}", file, node.line, hint)
    if not kind.least <= len(node.items) <= MAX_ITEMS:
        raise _fail(path, f"must have {kind.least} to {MAX_ITEMS} entries, not {len(node.items)}", file, node.line)
    values = []
    seen: dict[str, int] = {}
    for index, item in enumerate(node.items):
        inner = f"{path}[{index}]"
        value = check(kind.item, item, inner, file)
        values.append(value)
        if isinstance(item, ScalarNode) and not kind.ordered:
            if item.text in seen:
                message = f"stands twice: {show(item.text)} (first in line {seen[item.text]})"
                raise _fail(inner, message, file, item.line)
            seen[item.text] = item.line
    return tuple(values)


def _check_table(kind: Table, node: Node, path: str, file: str) -> Checked:
    if not isinstance(node, MapNode):
        hint = "Give it a value, or take the line away." if isinstance(node, ScalarNode) and node.kind == "null" else ""
        raise _fail(path, f"must be a map, not {_name_of(node)}", file, node.line, hint)
    values: dict[str, Any] = {}
    for key, value in node.entries:
        inner = join_key(path, key.text)
        field = kind.fields.get(key.text)
        if field is None:
            raise _fail(inner, "unknown key", file, key.line, near(key.text, tuple(kind.fields)))
        if isinstance(value, ScalarNode) and value.kind == "null":
            # An empty value stands on no line of its own; the key's line is the one to show.
            values[key.text] = check(field.kind, ScalarNode(value.text, "null", key.line), inner, file)
            continue
        checked = check(field.kind, value, inner, file)
        # A section is named by its key, which stands above its first line.
        values[key.text] = Checked(checked.values, Source(file, key.line)) if isinstance(checked, Checked) else checked
    for name in kind.required:
        if name not in values:
            raise _fail(path, f"lacks {name}", file, node.line)
    if kind.one_of and sum(name in values for name in kind.one_of) != 1:
        raise _fail(path, f"must have exactly one of {', '.join(kind.one_of)}", file, node.line)
    for name, other in kind.needs:
        if name in values and other not in values:
            raise _fail(path, f"has {name} without {other}", file, node.line)
    if kind.alone in values and len(values) > 1:
        raise _fail(path, f"has {kind.alone} together with other keys", file, node.line)
    if len(values) < kind.least:
        raise _fail(path, f"must have at least {kind.least} of: {', '.join(kind.fields)}", file, node.line)
    return Checked(values, Source(file, node.line))


def _check_plain(node: Node, path: str, file: str) -> None:
    if isinstance(node, ListNode):
        for index, item in enumerate(node.items):
            _check_plain(item, f"{path}[{index}]", file)
    elif isinstance(node, MapNode):
        for key, value in node.entries:
            _check_plain(value, join_key(path, key.text), file)
    elif node.kind not in ("str", "int", "bool"):
        raise _fail(
            path, f"must be text, a whole number, true or false: {show(node.text)}", file, node.line, "Quote it."
        )
    elif BAD_IN_TEXT.search(node.text.replace("\n", " ")):
        raise _fail(path, "holds a character that cannot be seen", file, node.line)
