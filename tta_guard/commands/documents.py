"""The file formats that tools keep their targets in: YAML, JSON, INI, .env, HCL variables. Pure; hot.

Every reader is bounded and either reads a file as its tool does or says that it cannot: a wrong reading is worse than
none. A broken document is a value (`Unreadable`), because it is a reason for a decision and no failure of the guard.
"""

from __future__ import annotations

from ..model import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

YAML_LIMIT_BYTES: Final = 1 << 19
SLOW_YAML_LIMIT_BYTES: Final = 1 << 16  # where PyYAML has no C parser: a second of work at most
NODES_LIMIT: Final = 50_000
DEPTH_LIMIT: Final = 64


@frozen
class Unreadable:
    """A document that could not be read: why, in words for people."""

    why: str


def text_of(data: bytes) -> str | Unreadable:
    """Decode UTF-8, with or without a byte order mark."""
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return Unreadable("it is not UTF-8")


def parse_yaml(data: bytes) -> Any:
    """Read one YAML document: dict, list, str; or `Unreadable`. Null and the empty value are "".

    Aliases are refused (a few lines of them can stand for a terabyte), and so are duplicate keys, tags, several
    documents and nesting deeper than 64.
    """
    if len(data) > YAML_LIMIT_BYTES:
        return Unreadable("it is too large")
    text = text_of(data)
    if isinstance(text, Unreadable):
        return text
    from .yaml_subset import NotPlain, read_yaml

    try:
        return _without_nulls(read_yaml(text))
    except NotPlain:
        return _full_yaml(text)


def parse_json(data: bytes) -> Any:
    """Read a JSON document; or `Unreadable`. Numbers, true and false are the text they were written as; null is ""."""
    if len(data) > YAML_LIMIT_BYTES:
        return Unreadable("it is too large")
    text = text_of(data)
    if isinstance(text, Unreadable):
        return text
    from .yaml_subset import NotPlain, read_yaml

    if text.lstrip()[:1] in ("{", "["):
        try:
            return _without_nulls(read_yaml(text))
        except NotPlain:
            pass  # tabs, surrogate pairs, duplicate keys: the slow reader knows them
    import json

    try:
        value = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return Unreadable("it is not JSON")
    return _plain_json(value, 0)


def _plain_json(value: Any, depth: int) -> Any:
    if depth > DEPTH_LIMIT:
        return Unreadable("it is nested too deep")
    if isinstance(value, dict):
        found = {key: _plain_json(item, depth + 1) for key, item in value.items()}
        bad = next((item for item in found.values() if isinstance(item, Unreadable)), None)
        return bad or found
    if isinstance(value, list):
        items = [_plain_json(item, depth + 1) for item in value]
        return next((item for item in items if isinstance(item, Unreadable)), items)
    if value is None:
        return ""
    return value if isinstance(value, str) else str(value).lower()


def _without_nulls(value: Any) -> Any:
    """Make null, as YAML spells it, the empty text (a quoted "null" too: a name like that is nobody's)."""
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    return "" if value in ("null", "~", "Null", "NULL") else value


def _full_yaml(text: str) -> Any:
    """Read by PyYAML's events, without building anything that the document could blow up."""
    import yaml

    loader: Any = getattr(yaml, "CBaseLoader", None)
    if loader is None:
        if len(text) > SLOW_YAML_LIMIT_BYTES:
            return Unreadable("it is too large")
        loader = yaml.BaseLoader
    stack: list[Any] = []
    keys: list[Any] = []
    result: Any = ""
    documents = nodes = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            nodes += 1
            if nodes > NODES_LIMIT or len(stack) > DEPTH_LIMIT:
                return Unreadable("it is too large or nested too deep")
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                return Unreadable("it uses anchors")
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    return Unreadable("it holds several documents")
            if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                stack.pop()
                keys.pop()
                continue
            if not isinstance(event, yaml.NodeEvent):
                continue
            if event.__class__ is not yaml.ScalarEvent:
                value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            else:
                value = event.value
                if not event.style and value in ("null", "~", "Null", "NULL"):
                    value = ""
            if getattr(event, "tag", None) not in (None, "!"):
                return Unreadable("it uses tags")
            if stack:
                holder, key = stack[-1], keys[-1]
                if isinstance(holder, list):
                    holder.append(value)
                elif key is None:
                    if not isinstance(value, str):
                        return Unreadable("a key is a collection")
                    if value in holder or value == "<<":
                        return Unreadable(f"key {value!r} stands twice")
                    keys[-1] = (value,)
                else:
                    holder[key[0]] = value
                    keys[-1] = None
            else:
                result = value
            if not isinstance(value, str):
                stack.append(value)
                keys.append(None)
    except (yaml.YAMLError, RecursionError):
        return Unreadable("it is not YAML")
    return result


@frozen
class Setting:
    """One `key = value` of an INI file, and the line it stands on (from 1)."""

    section: str
    key: str
    value: str
    line: int


def parse_ini(data: bytes, delimiters: str = "=:", comments: str = "#;") -> tuple[Setting, ...] | Unreadable:
    """Read an INI file as Python's RawConfigParser does (botocore and gcloud use it); keys are in lower case.

    An indented line goes on with the value above it (its text is appended after a newline). A section may be given
    again; what that means differs among tools, so both are in the answer, in order.

    Args:
        data: the bytes.
        delimiters: what may stand between key and value.
        comments: what begins a comment line.
    """
    text = text_of(data)
    if isinstance(text, Unreadable):
        return text
    found: list[Setting] = []
    section = ""
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line or line[0] in comments:
            continue
        if raw[0] in " \t" and found and found[-1].section == section and line[0] != "[":
            last = found[-1]
            found[-1] = Setting(last.section, last.key, f"{last.value}\n{line}" if last.value else line, last.line)
            continue
        if line[0] == "[" and "]" in line:
            section = line[1 : line.rindex("]")].strip()
            continue
        ends = [at for at in (line.find(delimiter) for delimiter in delimiters) if at > 0]
        if ends:
            at = min(ends)
            found.append(Setting(section, line[:at].strip().lower(), line[at + 1 :].strip(), number))
        else:
            found.append(Setting(section, line.lower(), "", number))
        if len(found) > NODES_LIMIT:
            return Unreadable("it is too large")
    return tuple(found)


def parse_env_file(data: bytes) -> tuple[Setting, ...] | Unreadable:
    """Read a .env file: `NAME=value`, `export NAME=value`, quotes, comments. Keys keep their case.

    Expansions (`$X`) are not made: a value with one keeps it, and so names no host that anybody reaches. Quoted values
    over several lines are read to the end of their first line only.
    """
    text = text_of(data)
    if isinstance(text, Unreadable):
        return text
    found: list[Setting] = []
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if line.startswith("export "):
            line = line[7:].lstrip()
        name, equals, value = line.partition("=")
        name, value = name.strip(), value.strip()
        if not equals or not name.replace("_", "a").isalnum():
            continue
        if value[:1] in ("'", '"'):
            value = value[1:].partition(value[0])[0]
        else:
            value = value.partition(" #")[0].rstrip()
        found.append(Setting("", name, value, number))
        if len(found) > NODES_LIMIT:
            return Unreadable("it is too large")
    return tuple(found)


def parse_hcl_settings(data: bytes) -> tuple[Setting, ...] | Unreadable:
    """Read the `name = "text"` pairs of an HCL file (.tfvars, a backend block), at any depth; `section` is the block.

    Only what a target may be read from: strings, bare words and numbers, the texts of lists one by one. Templates keep
    their `${…}`. Heredocs are passed over.
    """
    text = text_of(data)
    if isinstance(text, Unreadable):
        return text
    found: list[Setting] = []
    blocks: list[str] = []
    heredoc = ""
    comment = False
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if heredoc:
            heredoc = "" if line == heredoc else heredoc
            continue
        if comment:
            comment = "*/" not in line
            line = line.partition("*/")[2] if not comment else ""
        if not line or line.startswith(("#", "//")):
            continue
        if line.startswith("/*"):
            comment = "*/" not in line
            continue
        strings, bare = _hcl_strings(line)
        key = bare.partition("=")[0].strip()
        if "<<" in bare and "=" in bare:
            heredoc = bare.partition("<<")[2].strip(" -~")
            continue
        if "=" in bare and key and "{" not in key and "," not in bare.rstrip(", "):
            value = bare.partition("=")[2].strip(" ,[]{}\0")
            for item in strings or ([value] if value else []):
                found.append(Setting(".".join(blocks), key.strip('"\0 ') or "".join(strings[:1]), item, number))
        else:
            name = key if "=" in bare and key and "{" not in key else ""
            found.extend([Setting(".".join(blocks), name.rpartition(",")[2].strip(), item, number) for item in strings])
        for char in bare:
            if char == "{":
                blocks.append(" ".join((bare.partition("{")[0].replace("\0", "").strip(" ="), *strings)).strip())
            elif char == "}" and blocks:
                blocks.pop()
        if len(found) > NODES_LIMIT or len(blocks) > DEPTH_LIMIT:
            return Unreadable("it is too large")
    return tuple(found)


def _hcl_strings(line: str) -> tuple[list[str], str]:
    """Answer the quoted strings of a line, and the line with a NUL in place of each and without its comment."""
    strings: list[str] = []
    bare: list[str] = []
    at = 0
    while at < len(line):
        char = line[at]
        if char == "#" or line.startswith("//", at):
            break
        if char != '"':
            bare.append(char)
            at += 1
            continue
        end = at + 1
        while end < len(line) and line[end] != '"':
            end += 2 if line[end] == "\\" else 1
        strings.append(line[at + 1 : end])
        bare.append("\0")
        at = end + 1
    return strings, "".join(bare)
