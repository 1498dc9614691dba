"""The file formats of credentials, read exactly or not at all, and written again: JSON, INI, YAML. Pure; hot.

What a view leaves in place must be what the tool would have read, and what it leaves out must be gone by every reader's
reading. So whatever two readers could read differently (keys that stand twice, in one letter case or two; an indented line
that looks like a section) raises `Unclear`, and the file is hidden as a whole. Comments are never carried over: people leave
old passwords in them.

Longer than 250 lines because each of the three formats is read and written.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

SIZE_LIMIT_BYTES: Final = 1 << 19
DEPTH_LIMIT: Final = 32
_WORDS_OF_YAML: Final = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n", "inf", "nan"))
_SAFE: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./@-")


class Unclear(Exception):
    """A file that cannot be read, or that readers read differently: why, in words for people (nothing of the file)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Number(str):
    """A JSON number, as it was written."""

    __slots__ = ()


def decode(data: bytes) -> str:
    """Decode UTF-8 with or without a byte order mark; CR LF becomes LF.

    Raises:
        Unclear: it is something else, or too large.
    """
    if len(data) > SIZE_LIMIT_BYTES:
        raise Unclear("it is too large")
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Unclear("it is not UTF-8") from None
    if "\0" in text:
        raise Unclear("it holds a NUL")
    return text.replace("\r\n", "\n")


def read_yaml_or_json(data: bytes) -> Any:
    """Read a YAML document of the plain kind that tools write, or JSON; every scalar of YAML stays text, null is "".

    Raises:
        Unclear: anchors, merge keys, tags, block scalars, keys that stand twice, several documents, or no YAML.
    """
    from ..commands.yaml_subset import NotPlain, read_yaml

    text = decode(data)
    if not text.strip():
        return {}
    try:
        return _without_nulls(read_yaml(text))
    except NotPlain:
        pass
    except RecursionError:
        raise Unclear("it is nested too deep") from None
    if text.lstrip()[:1] in ("{", "["):
        return _as_text(read_json(data))
    raise Unclear("it uses more of YAML than the guard reads")


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    return "" if value in ("null", "~", "Null", "NULL") else value


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    if value is None:
        return ""
    return value if isinstance(value, str) else str(value).lower()


def read_json(data: bytes) -> Any:
    """Read a JSON document; numbers are `Number`, objects plain dicts.

    The C reader is asked directly: the package around it imports `re`, which costs more than all else here. Keys that are
    the same but for letter case are refused too: Go's reader takes either for the other.

    Raises:
        Unclear: it is no JSON, nested too deep, or has a key twice.
    """
    text = decode(data)
    try:
        from _json import make_scanner

        scan: Any = make_scanner(_Settings())  # type: ignore[arg-type]
    except ImportError:  # another Python
        from json.decoder import JSONDecoder

        decoder: Any = JSONDecoder(
            object_pairs_hook=_object, parse_int=Number, parse_float=Number, parse_constant=_refuse
        )
        scan = decoder.scan_once
    start = len(text) - len(text.lstrip(" \t\n\r"))
    try:
        value, end = scan(text, start)
    except StopIteration:
        raise Unclear("it is not JSON") from None
    except RecursionError:
        raise Unclear("it is nested too deep") from None
    except ValueError:
        raise Unclear("it is not JSON") from None
    if text[end:].strip(" \t\n\r"):
        raise Unclear("it is not JSON")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len({key.casefold() for key in found}) != len(pairs):
        raise Unclear("it has a key twice")
    return found


def _refuse(text: str) -> Any:
    raise Unclear("it is not JSON")


class _Settings:
    """What the C reader wants to know (json.decoder.JSONDecoder has the same attributes)."""

    strict = True
    object_hook = None
    object_pairs_hook = staticmethod(_object)
    parse_float = Number
    parse_int = Number
    parse_constant = staticmethod(_refuse)


def member(value: Any, name: str) -> Any:
    """An object's member by its name in any letter case (`name` in lower case); None where there is none."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key.casefold() == name:
                return item
    return None


def text_member(value: Any, name: str) -> str:
    """A member that is text; "" for none."""
    found = member(value, name)
    return found if isinstance(found, str) else ""


def write_json(value: Any) -> bytes:
    """Write what `read_json` read."""
    parts: list[str] = []
    _json(value, parts)
    parts.append("\n")
    return "".join(parts).encode()


def _json(value: Any, parts: list[str]) -> None:
    if isinstance(value, dict):
        parts.append("{")
        for index, (key, item) in enumerate(value.items()):
            parts.append(", " if index else "")
            parts.append(quoted(key))
            parts.append(": ")
            _json(item, parts)
        parts.append("}")
    elif isinstance(value, (list, tuple)):
        parts.append("[")
        for index, item in enumerate(value):
            parts.append(", " if index else "")
            _json(item, parts)
        parts.append("]")
    elif value is None or value is True or value is False:
        parts.append({None: "null", True: "true", False: "false"}[value])
    elif isinstance(value, Number):
        parts.append(value[:])
    elif isinstance(value, str):
        parts.append(quoted(value))
    else:
        parts.append(str(value))


def quoted(text: str) -> str:
    """A JSON string, which is a double-quoted scalar of YAML too; ASCII but for what lies above U+FFFF."""
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    out = ['"']
    for char in text:
        code = ord(char)
        if char in '"\\':
            out.append("\\" + char)
        elif 32 <= code < 127:
            out.append(char)
        elif code <= 0xFFFF:
            out.append(f"\\u{code:04x}")
        else:
            out.append(char)
    out.append('"')
    return "".join(out)


def write_yaml(value: dict[str, Any]) -> bytes:
    """Write mappings, lists, texts and booleans as block YAML that every reader reads alike."""
    return ("\n".join(_yaml(value, 0)) + "\n").encode()


def _yaml(value: Any, depth: int) -> list[str]:
    pad = "  " * depth
    lines: list[str] = []
    if isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, (dict, list)) and item:
                lines.append(f"{pad}{_scalar(key)}:")
                lines += _yaml(item, depth + 1)
            else:
                lines.append(f"{pad}{_scalar(key)}: {_scalar(item)}")
        return lines
    for item in value:
        if isinstance(item, (dict, list)) and item:
            below = _yaml(item, depth + 1)
            lines.append(f"{pad}- {below[0].lstrip(' ')}")
            lines += below[1:]
        else:
            lines.append(f"{pad}- {_scalar(item)}")
    return lines


def _scalar(value: Any) -> str:
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, list):
        return "[]"
    if value is True or value is False:
        return "true" if value else "false"
    text = str(value)
    plain = text[:1].isalpha() and _SAFE.issuperset(text) and text.lower() not in _WORDS_OF_YAML
    return text if plain else quoted(text)


def read_ini(data: bytes) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Read an INI file as Python's RawConfigParser does (botocore, gcloud, twine): [(section, [(key, lines)])].

    Keys are in lower case. A section that stands twice is there twice.

    Raises:
        Unclear: what readers of INI read differently: a line before the first section, one without a delimiter, text
            behind a section's bracket, an indented line that could be a section.
    """
    found: list[tuple[str, list[tuple[str, list[str]]]]] = []
    values: list[str] | None = None
    level = 0
    for raw in decode(data).replace("\r", "\n").split("\n"):
        line = raw.strip()
        if not line or line[0] in "#;":
            continue
        indent = len(raw) - len(raw.lstrip())
        if line[0] == "[":
            name, bracket, rest = line[1:].partition("]")
            rest = rest.strip()
            if indent or not bracket or not name.strip() or (rest and (rest[0] not in "#;" or "]" in rest)):
                raise Unclear("a line could be a section, or not")
            found.append((name.strip(), []))
            values, level = None, 0
            continue
        if not found:
            raise Unclear("something stands before its first section")
        if values is not None and indent > level:
            values.append(line)
            continue
        level = indent
        at = min([at for at in (line.find("="), line.find(":")) if at >= 0], default=0)
        if at <= 0:
            raise Unclear("a line is neither a section nor a setting")
        values = [line[at + 1 :].strip()]
        found[-1][1].append((line[:at].strip().lower(), values))
    return found


def write_ini(sections: list[tuple[str, list[tuple[str, list[str]]]]]) -> bytes:
    """Write what `read_ini` read."""
    lines: list[str] = []
    for name, settings in sections:
        lines.append(f"[{name}]")
        for key, values in settings:
            lines.append(f"{key} = {values[0]}".rstrip())
            lines += [f"    {value}" for value in values[1:]]
        lines.append("")
    return "\n".join(lines).encode()
