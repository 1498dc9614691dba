"""The YAML block at the top of a chat mode: split off, bounded, and read into values that each know their line. Pure.

Front matter decides what a mode may touch, so it is read more strictly than YAML allows: no anchors, aliases, tags or merge
keys (nothing that can grow or hide), no duplicate keys, bounded depth. Lines are lines of the file, counted by line feeds,
because YAML also breaks lines at characters that editors do not.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

import yaml

from ..errors import ChatModeError
from ..model import Source, frozen

MAX_DEPTH: Final = 24
MAX_FRONT: Final = 1 << 16
FENCE_HINT: Final = "the file is wrapped in a code fence: remove its first and last line"

_STR: Final = "tag:yaml.org,2002:str"
_INT: Final = "tag:yaml.org,2002:int"
_BOOL: Final = "tag:yaml.org,2002:bool"
_NULL: Final = "tag:yaml.org,2002:null"
_TRUE: Final = ("true", "yes", "on")


@frozen
class Value:
    """One node of the front matter.

    Attributes:
        kind: `text`, `whole`, `flag`, `null`, `other` (a date, a fraction …), `list` or `map`.
        line: line of the file.
        text: a scalar as written.
        items: of a list.
        pairs: of a map: key, the key's line, value.
    """

    kind: str
    line: int
    text: str = ""
    items: tuple[Value, ...] = ()
    pairs: tuple[tuple[str, int, Value], ...] = ()

    def get(self, key: str) -> Value | None:
        return next((value for name, _, value in self.pairs if name == key), None)

    def line_of(self, key: str) -> int:
        """The line on which a key of this map stands, or the map's own."""
        return next((line for name, line, _ in self.pairs if name == key), self.line)

    @property
    def flag(self) -> bool:
        return self.kind == "flag" and self.text.lower() in _TRUE


def split_front_matter(text: str, file: str) -> tuple[str, int, int]:
    """Find the front matter.

    Returns:
        Its text, the line of the file on which that begins, and the line on which the body begins (both counted from 1).

    Raises:
        ChatModeError: there is none, or it is never closed.
    """
    lines = text.split("\n")
    first = next((index for index, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise ChatModeError("the chat mode is empty", source=Source(file), hint="write one, or remove the file")
    if lines[first].rstrip() != "---":
        wrapped = lines[first].lstrip().startswith(("```", "~~~"))
        raise ChatModeError(
            "the chat mode has no front matter: its first line is not ---",
            source=Source(file, first + 1),
            hint=FENCE_HINT if wrapped else "begin the file with --- and close the front matter with ---",
        )
    for index in range(first + 1, len(lines)):
        if lines[index].rstrip() == "---":
            return "\n".join(lines[first + 1 : index]), first + 2, index + 2
    raise ChatModeError(
        "the front matter is never closed", source=Source(file, first + 1), hint="close it with a line that is only ---"
    )


def read_front_matter(text: str, first_line: int, file: str) -> Value:
    """Read the YAML of a front matter.

    Args:
        text: without the `---` lines.
        first_line: the line of the file on which `text` begins.
        file: for messages.

    Raises:
        ChatModeError: it is no YAML, no map, too deep, or uses what is refused (see the module).
    """

    ends = [index for index, char in enumerate(text) if char == "\n"]

    def line_at(index: int) -> int:
        return first_line + bisect_left(ends, index)

    def fail(message: str, line: int, hint: str = "") -> ChatModeError:
        return ChatModeError(message, source=Source(file, line), hint=hint)

    def convert(node: yaml.Node) -> Value:
        line = line_at(node.start_mark.index)
        if isinstance(node, yaml.ScalarNode):
            kinds = {_STR: "text", _INT: "whole", _BOOL: "flag", _NULL: "null"}
            return Value(kinds.get(node.tag, "other"), line, str(node.value))
        if isinstance(node, yaml.SequenceNode):
            return Value("list", line, items=tuple([convert(item) for item in node.value]))
        pairs: list[tuple[str, int, Value]] = []
        seen: set[str] = set()
        for key, value in node.value:
            key_line = line_at(key.start_mark.index)
            if not isinstance(key, yaml.ScalarNode):
                raise fail("a key of the front matter is not a text", key_line, "quote values that begin with { or [")
            if key.tag == "tag:yaml.org,2002:merge":
                raise fail("merge keys are not accepted in front matter", key_line)
            if key.value in seen:
                raise fail(f"the key {key.value!r} occurs twice", key_line, "keep one of them")
            seen.add(key.value)
            pairs.append((str(key.value), key_line, convert(value)))
        return Value("map", line, pairs=tuple(pairs))

    if len(text) > MAX_FRONT:
        raise fail(f"the front matter has {len(text)} characters, at most {MAX_FRONT}", first_line)
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            mark = event.start_mark
            line = line_at(mark.index if mark is not None else 0)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise fail(
                    "anchors and aliases are not accepted in front matter",
                    line,
                    "quote patterns that begin with * or &",
                )
            if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None):
                raise fail("tags are not accepted in front matter", line, "quote values that begin with !")
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    raise fail("the front matter is nested too deeply", line)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or error.context or "unreadable"
        raise fail(
            f"the front matter is not YAML: {what}",
            line_at(mark.index) if mark else first_line,
            "quote patterns that begin with * { [ & ! or %, and texts with a colon",
        ) from error
    except yaml.reader.ReaderError as error:
        raise fail(
            f"the front matter is not YAML: {error.reason}", line_at(int(error.position)), "remove the character"
        ) from error
    if node is None:
        return Value("map", first_line)
    value = convert(node)
    if value.kind != "map":
        raise fail("the front matter is not a map of keys to values", value.line)
    return value
