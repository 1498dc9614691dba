"""The YAML of `tta-guard.yaml`, read as nodes that know their lines; no value is ever constructed by YAML. Pure.

Much of YAML is left out on purpose, because a reviewer must see in the file what the guard will hold: anchors, aliases,
merge keys, tags, directives, several documents, tabs, text-direction controls and deep nesting are errors. Plain
scalars are read as YAML 1.2 reads them, so that an editor with the JSON Schema and this reader agree; what YAML 1.1
reads in another way (`yes`, `012`, `1:30`) must be put in quotes.

Source: YAML 1.2.2, sections 5.1 (character set), 5.7 (escapes), 7.1 (aliases), 10.3 (core schema).
"""

from __future__ import annotations

import difflib
import json
import re
from typing import Any, Final

import yaml

from ..errors import ConfigError
from ..model import Source, frozen

MAX_BYTES: Final = 256 * 1024
MAX_DEPTH: Final = 16

QUOTE_HINT: Final = (
    "Put the value in quotes: YAML wants them round a pattern that begins with * ! & [ { % @ or a backtick."
)

_SIMPLE_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]{0,17})\Z")
# YAML 1.2 numbers that 1.1 takes for text.
_NUMBER_LIKE: Final = re.compile(r"(0o[0-7]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?)\Z")
_FLAGS: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_TAG: Final = "tag:yaml.org,2002:"

# Anywhere in the file: what makes a line look like another one, or makes line numbers differ from an editor's.
_BAD_ANYWHERE: Final = re.compile(
    "\t|\r(?!\n)"
    "|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_BAD_NAMES: Final = {"\t": "a tab; YAML wants spaces", "\x00": "a NUL byte", "\r": "a carriage return in mid line"}
# In a value or a key: what cannot be seen, or looks like an ordinary space but is not one.
BAD_IN_TEXT: Final = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f"
    "\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U000e0000-\U000e0fff\ud800-\udfff]"
)


@frozen
class ScalarNode:
    """One scalar: its text, what YAML takes it for (`str`, `int`, `bool`, `null`, `other`), and its line."""

    text: str
    kind: str
    line: int


@frozen
class ListNode:
    """A list of nodes."""

    items: tuple[Node, ...]
    line: int


@frozen
class MapNode:
    """A map, in the order of the file; keys are texts and each stands once."""

    entries: tuple[tuple[ScalarNode, Node], ...]
    line: int


Node = ScalarNode | ListNode | MapNode


def show(text: str) -> str:
    """Quote a text for a message: one line, printable ASCII, shortened."""
    return json.dumps(text if len(text) <= 80 else text[:77] + "...")


def join_key(path: str, key: str) -> str:
    """The path of a key into the document: `a.b`, or `a["b c"]` for a key that is not a plain word."""
    if not _SIMPLE_KEY.match(key):
        return f"{path}[{show(key)}]"
    return f"{path}.{key}" if path else key


def near(word: str, known: tuple[str, ...]) -> str:
    """A "did you mean" hint for a word that is close to a known one, else a list of the known ones."""
    folded = {name.lower().replace("-", "_"): name for name in known}
    asked = word[:100].lower().replace("-", "_")
    close = [name for name in folded if len(asked) > 2 and name.startswith(asked)]
    close = close or difflib.get_close_matches(asked, list(folded), n=1, cutoff=0.6)
    if close:
        return f"Did you mean {show(folded[close[0]])}?"
    return f"Known here: {', '.join(known)}." if known else ""


def plain(node: Node) -> Any:
    """The node as plain data: text, whole number, flag, list, map.

    Raises:
        ValueError: a scalar is none of these. `check` in `config_schema` has refused such a node with its place.
    """
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    if isinstance(node, MapNode):
        return {key.text: plain(value) for key, value in node.entries}
    if node.kind == "str":
        return node.text
    if node.kind == "bool":
        return _FLAGS[node.text]
    if node.kind == "int":
        return int(node.text)
    raise ValueError(f"not plain: {node.text!r}")


def read_document(data: bytes, file: str) -> MapNode | None:
    """Read the one document of a configuration file.

    Args:
        data: the file's bytes, at most `MAX_BYTES`. A byte order mark and CRLF are accepted.
        file: its name, for messages.

    Returns:
        The map at its top; None when the file holds nothing but comments.

    Raises:
        ConfigError: anything else, with the line and, where it is known, the path into the document.
    """
    loader: Any = yaml.SafeLoader(_decode(data, file))
    try:
        return _document(loader, file)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join(str(part) for part in (error.context, error.problem) if part)
        line = mark.line + 1 if mark is not None else 0
        raise ConfigError(
            f"not valid YAML: {show(problem)[1:-1]}", hint=QUOTE_HINT, source=Source(file, line)
        ) from None
    except yaml.YAMLError as error:
        raise ConfigError(f"not valid YAML: {show(str(error))[1:-1]}", source=Source(file)) from None
    except (ValueError, OverflowError):
        # PyYAML hands escapes such as "\UFFFFFFFF" and the numbers of a %YAML line to chr() and int() unchecked.
        raise ConfigError(
            "not valid YAML: a number is out of range",
            hint="Look for an escape such as \\U followed by more than 10FFFF, or a %YAML line.",
            source=Source(file, loader.line + 1),
        ) from None
    finally:
        loader.dispose()


def _decode(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        raise ConfigError(f"larger than {MAX_BYTES // 1024} KB ({len(data)} bytes)", source=Source(file))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            f"not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}",
            hint="Save the file as UTF-8.",
            source=Source(file, line),
        ) from None
    text = text.removeprefix("\ufeff")
    bad = _BAD_ANYWHERE.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        name = _BAD_NAMES.get(bad.group(), f"the control character U+{ord(bad.group()):04X}")
        raise ConfigError(f"contains {name}", hint="Take the character out.", source=Source(file, line))
    return text


def _document(loader: Any, file: str) -> MapNode | None:
    loader.get_event()  # the start of the stream
    start = loader.get_event()
    if isinstance(start, yaml.StreamEndEvent):
        return None
    if start.version or start.tags:
        raise ConfigError(
            "YAML directives are not read", source=Source(file, (start.start_mark.line if start.start_mark else 0) + 1)
        )
    first = loader.get_event()
    node: Node
    if isinstance(first, yaml.ScalarEvent) and first.value == "" and first.implicit[0] and not first.anchor:
        node = MapNode((), first.start_mark.line + 1 if first.start_mark else 1)
    else:
        node = _node(loader, first, "", 0, file)
    loader.get_event()  # the end of the document
    end = loader.get_event()
    if not isinstance(end, yaml.StreamEndEvent):
        raise ConfigError("more than one YAML document", source=Source(file, end.start_mark.line + 1))
    if not isinstance(node, MapNode):
        raise ConfigError("the file must hold a map of sections", source=Source(file, node.line))
    return node if node.entries else None


def _node(loader: Any, event: Any, path: str, depth: int, file: str) -> Node:
    line = event.start_mark.line + 1
    here = Source(file, line)
    place = f"{path}: " if path else ""
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        raise ConfigError(f"{place}anchors and aliases are not read", hint=QUOTE_HINT, source=here)
    if event.tag:
        raise ConfigError(f"{place}tags are not read: {show(event.tag)}", hint=QUOTE_HINT, source=here)
    if isinstance(event, yaml.ScalarEvent):
        return ScalarNode(event.value, _scalar_kind(loader, event), line)
    # Checked before the next event is fetched: the scanner's own work grows with the square of the depth.
    if depth >= MAX_DEPTH:
        raise ConfigError(f"{place}nested more than {MAX_DEPTH} deep", source=here)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Node] = []
        while not isinstance(event := loader.get_event(), yaml.SequenceEndEvent):
            items.append(_node(loader, event, f"{path}[{len(items)}]", depth + 1, file))
        return ListNode(tuple(items), line)
    entries: list[tuple[ScalarNode, Node]] = []
    seen: dict[str, int] = {}
    while not isinstance(event := loader.get_event(), yaml.MappingEndEvent):
        key = _key(loader, event, path, file)
        inner = join_key(path, key.text)
        if key.text in seen:
            message = f"{inner}: stands twice (first in line {seen[key.text]})"
            raise ConfigError(message, source=Source(file, key.line))
        seen[key.text] = key.line
        entries.append((key, _node(loader, loader.get_event(), inner, depth + 1, file)))
    return MapNode(tuple(entries), line)


def _key(loader: Any, event: Any, path: str, file: str) -> ScalarNode:
    place = f"{path}: " if path else ""
    key = ScalarNode("", "other", event.start_mark.line + 1)
    if isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
        node = _node(loader, event, path, 0, file)
        assert isinstance(node, ScalarNode)
        key = node
    here = Source(file, key.line)
    if key.text == "<<" and key.kind == "other":
        raise ConfigError(f"{place}merge keys are not read", source=here)
    if key.kind != "str" or not key.text:
        raise ConfigError(f"{place}a key must be text: {show(key.text)}", hint=QUOTE_HINT, source=here)
    if BAD_IN_TEXT.search(key.text):
        raise ConfigError(f"{place}a key holds a character that cannot be seen: {show(key.text)}", source=here)
    return key


def _scalar_kind(loader: Any, event: Any) -> str:
    if not event.implicit[0]:
        return "str"
    text = event.value
    tag = str(loader.resolve(yaml.ScalarNode, text, (True, False))).removeprefix(_TAG)
    if tag == "bool":
        return "bool" if text in _FLAGS else "other"
    if tag == "int":
        return "int" if _WHOLE.match(text) else "other"
    if tag == "str":
        # An editor would read these as numbers.
        return "other" if _NUMBER_LIKE.match(text) else "str"
    return "null" if tag == "null" else "other"
