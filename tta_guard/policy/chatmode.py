"""A chat mode's bytes -> its name, its front matter and its statements, each with file and line. Pure.

What cannot be read is an error that names the file and the line; a chat mode never comes out as "no rules" because it is
broken. A byte order mark and CRLF line ends are accepted, and lines stay those of the file.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from ..errors import ChatModeError
from ..model import LEVELS, Source, frozen
from .config_document import BAD_IN_TEXT
from .frontmatter import Value, read_front_matter, split_front_matter
from .markdown import read_blocks
from .statements import Statement, read_statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Level

MAX_BYTES: Final = 1 << 20
MAX_STATEMENTS: Final = 1000
MAX_LINE: Final = 4000
SUFFIXES: Final = (".chatmode.md", ".agent.md", ".md")

_PLAIN_KEYS: Final[dict[str, str]] = {
    "hypertool_persona": "text",
    "persona_token_budget": "whole",
    "tools_via_hypertool": "flag",
    "token_budget": "whole",
    "persona": "text",
}
_NAMING: Final = ("path", "restricted-path", "directory", "tree", "tool", "server")
_KIND_NAMES: Final = {
    "text": "a text", "whole": "a whole number", "flag": "true or false", "null": "nothing", "list": "a list", "map": "a map",
    "other": "a date or a fraction",
}  # fmt: skip
_RESTRICTIVE: Final = (
    "deny", "denied", "restrict", "forbid", "block", "exclud", "disallow", "prohibit", "readonly", "read_only", "read-only",
    "no_", "no-", "never", "cannot", "protected", "off_limits", "off-limits", "sandbox", "ignore",
)  # fmt: skip


@frozen
class FrontValue:
    """One value of the front matter: the path of keys to it, what it says, its line."""

    path: tuple[str, ...]
    kind: str
    text: str
    line: int


@frozen
class ChatMode:
    """One chat mode, read but not yet compiled.

    Attributes:
        name: what `--mode` calls it.
        file: as the user would name it, with "/".
        level: None where the file sets none.
        level_line: where it does.
        front: every scalar of the front matter.
        statements: in the order of the file.
        headers: lines of the front matter's own lists: `tools`, `servers`, `restricted_paths` (absent: no such list).
        sha256: of the bytes, hexadecimal.
    """

    name: str
    file: str
    level: Level | None
    level_line: int
    front: tuple[FrontValue, ...]
    statements: tuple[Statement, ...]
    headers: tuple[tuple[str, int], ...]
    sha256: str

    def header(self, name: str) -> int:
        """The line of a list of the front matter, 0 where it has none."""
        return dict(self.headers).get(name, 0)


def parse_chatmode(data: bytes, file: str) -> ChatMode:
    """Read a chat mode.

    Args:
        data: the bytes of the file.
        file: its name, as the user would name it.

    Raises:
        ChatModeError: it is empty, too large, not UTF-8, has a NUL, no front matter or broken front matter, a value of the
            wrong type where rules are made of it, or a code fence that swallows restrictions.
    """
    text = decode(data, file)
    front, first, body_line = split_front_matter(text, file)
    root = read_front_matter(front, first, file)
    body = "\n".join(text.split("\n")[body_line - 1 :])
    reader = _FrontReader(root, file)
    statements = (*reader.statements(), *read_statements(read_blocks(body, body_line, file), file))
    _refuse_excess(statements, file)
    _refuse_hidden(statements, file)
    level, level_line = reader.level()
    return ChatMode(
        name=_name(root, file),
        file=file.replace("\\", "/"),
        level=level,
        level_line=level_line,
        front=tuple(_scalars(root, ())),
        statements=statements,
        headers=tuple(sorted(reader.headers.items())),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _refuse_excess(statements: tuple[Statement, ...], file: str) -> None:
    """Refuse what would take long to compile: every rule is held against every other."""
    if len(statements) > MAX_STATEMENTS:
        raise ChatModeError(
            f"the chat mode has {len(statements)} lines to enforce, at most {MAX_STATEMENTS}",
            source=Source(file, statements[MAX_STATEMENTS].line),
            hint="summarise them by patterns",
        )
    for statement in statements:
        longest = max(len(statement.text), len(statement.subject), len(statement.extra), len(statement.note))
        if longest > MAX_LINE:
            raise ChatModeError(
                f"a line to enforce has {longest} characters, at most {MAX_LINE}", source=Source(file, statement.line)
            )


def _refuse_hidden(statements: tuple[Statement, ...], file: str) -> None:
    """Refuse a pattern or name with a character that nobody sees, for it would hold something else than it seems to."""
    for statement in statements:
        hidden = BAD_IN_TEXT.search(statement.subject)
        if hidden and statement.kind in _NAMING and " " not in statement.subject.strip():
            raise ChatModeError(
                f"a pattern holds a character that cannot be seen: U+{ord(hidden.group()):04X}",
                source=Source(file, statement.line),
                hint="write it anew",
            )


def chatmode_name(data: bytes, file: str) -> str:
    """The name of a chat mode without reading its body.

    Raises:
        ChatModeError: as `parse_chatmode`, as far as the front matter goes.
    """
    front, first, _ = split_front_matter(decode(data, file), file)
    return _name(read_front_matter(front, first, file), file)


def decode(data: bytes, file: str) -> str:
    """The text of a chat mode with line feeds as line ends, without a byte order mark.

    Raises:
        ChatModeError: empty, larger than 1 MB, not UTF-8, or with a NUL.
    """
    if len(data) > MAX_BYTES:
        raise ChatModeError(
            f"the chat mode is too large: {len(data)} bytes, at most {MAX_BYTES}",
            source=Source(file),
            hint="shorten it",
        )
    if not data.strip():
        raise ChatModeError("the chat mode is empty", source=Source(file), hint="write one, or remove the file")
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise ChatModeError("the chat mode has a NUL byte", source=Source(file, line), hint="it must be UTF-8 text")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ChatModeError(
            f"the chat mode is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}",
            source=Source(file, line),
            hint="save the file as UTF-8",
        ) from error
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise ChatModeError("the chat mode is empty", source=Source(file), hint="write one, or remove the file")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _name(root: Value, file: str) -> str:
    for key in ("mode", "name"):
        value = root.get(key)
        if value is None or (value.kind == "null"):
            continue
        if value.kind != "text":
            raise ChatModeError(f"{key} must be a text, not {_KIND_NAMES[value.kind]}", source=Source(file, value.line))
        name = value.text.strip()
        fits = name and not any(char in "/\\" or not char.isprintable() for char in name) and not name.startswith("-")
        if fits and len(name) <= 100:
            return name
        if key == "mode":
            raise ChatModeError(
                "mode must be a name of at most 100 characters without / and \\", source=Source(file, value.line)
            )
    base = file.replace("\\", "/").rsplit("/", 1)[-1]
    for suffix in SUFFIXES:
        if base.lower().endswith(suffix) and len(base) > len(suffix):
            return base[: -len(suffix)]
    return base


def _scalars(value: Value, path: tuple[str, ...]) -> Iterator[FrontValue]:
    if value.kind == "map":
        for key, _, inner in value.pairs:
            yield from _scalars(inner, (*path, key))
    elif value.kind == "list":
        for index, inner in enumerate(value.items):
            yield from _scalars(inner, (*path, str(index)))
    else:
        yield FrontValue(path, value.kind, value.text, value.line)


class _FrontReader:
    """The statements of a front matter."""

    def __init__(self, root: Value, file: str) -> None:
        self.root = root
        self.file = file
        self.headers: dict[str, int] = {}
        self.found: list[Statement] = []

    def level(self) -> tuple[Level | None, int]:
        value = self.root.get("security_level")
        if value is None:
            return None, 0
        for level in LEVELS:
            if value.kind == "text" and value.text.strip().upper() == level:
                return level, value.line
        raise self._error(f"security_level must be one of {', '.join(LEVELS)}, not {value.text!r}", value.line)

    def statements(self) -> list[Statement]:
        for key, kind in _PLAIN_KEYS.items():
            value = self.root.get(key)
            if value is not None and value.kind not in (kind, "null") and kind != "text":
                raise self._error(f"{key} must be {_KIND_NAMES[kind]}, not {_KIND_NAMES[value.kind]}", value.line)
        for key, line, value in self.root.pairs:
            if key == "security":
                self._security(value, line)
            elif key == "tools":
                self._tools(value, line)
            elif key in ("disallowedTools", "disallowed_tools", "disallowed-tools"):
                self._tool_list(value, line, key, "deny")
            elif key in ("restricted_paths", "allowed_mcp_servers"):
                self._security(Value("map", line, pairs=((key, line, value),)), line)
            elif key in ("permission", "permissions") and value.kind == "map":
                self._permissions(value, key)
            elif key.lower().startswith(_RESTRICTIVE):
                self._unread(key, line, value)
            elif value.kind == "map" and key not in ("mcp-servers", "mcpServers", "mcp_servers", "handoffs"):
                for inner, inner_line, inner_value in value.pairs:
                    if inner.lower().startswith(_RESTRICTIVE):
                        self._unread(f"{key}.{inner}", inner_line, inner_value)
        return sorted(self.found, key=lambda statement: statement.line)

    def _security(self, security: Value, line: int) -> None:
        if security.kind != "map":
            raise self._error(f"security must be a map, not {_KIND_NAMES[security.kind]}", line)
        for key, key_line, value in security.pairs:
            if key == "restricted_paths":
                self.headers["restricted_paths"] = key_line
                for text, at in self._texts(value, key, key_line):
                    self._add("restricted-path", at, text, "security.restricted_paths", "restrict", key_line)
            elif key == "allowed_mcp_servers":
                self.headers["servers"] = key_line
                for text, at in self._texts(value, key, key_line):
                    self._add("server", at, text, "security.allowed_mcp_servers", "allow", key_line)
            elif key == "security_level":
                raise self._error("security_level stands at the top of the front matter, not under security", key_line)
            else:
                self._unread(f"security.{key}", key_line, value)

    def _tools(self, tools: Value, line: int) -> None:
        if tools.kind != "map":
            self._tool_list(tools, line, "tools", "allow")
            return
        marks = {"allowed": "allow", "allow": "allow", "denied": "deny", "deny": "deny", "restricted": "approve"}
        for key, key_line, value in tools.pairs:
            if key in marks:
                self._tool_list(value, key_line, f"tools.{key}", marks[key])
            elif value.kind == "flag":
                if not value.flag:
                    self._add("tool", key_line, key, "tools", "deny", line)
            else:
                self._unread(f"tools.{key}", key_line, value)

    def _permissions(self, permissions: Value, key: str) -> None:
        """opencode's `permission`: a tool, and `allow`, `ask` or `deny`."""
        marks = {"ask": "approve", "deny": "deny"}
        for tool, line, value in permissions.pairs:
            if value.kind == "text" and value.text in marks:
                self._add("tool", line, tool, key, marks[value.text], line)
            elif value.kind != "text" or value.text != "allow":
                self._unread(f"{key}.{tool}", line, value)

    def _tool_list(self, value: Value, line: int, key: str, mark: str) -> None:
        if mark == "allow":
            self.headers["tools"] = line
        for text, at in self._texts(value, key, line, commas=True):
            name, note = text, ""
            if text.endswith(")") and "(" in text:
                name, _, note = text[:-1].partition("(")
            self._add("tool", at, name.strip(), key, mark, line, note=note.strip(), text=text)

    def _texts(self, value: Value, key: str, line: int, *, commas: bool = False) -> list[tuple[str, int]]:
        """The texts of a list, each with its line; with `commas`, of one text as well."""
        if commas and value.kind == "text":
            return [(piece, value.line) for piece in _comma_parts(value.text)]
        if value.kind != "list":
            wanted = "a list or a text with commas" if commas else "a list"
            hint = "write [] for none, or take the key away" if value.kind == "null" else ""
            raise self._error(f"{key} must be {wanted}, not {_KIND_NAMES[value.kind]}", line, hint)
        found = []
        for item in value.items:
            if item.kind != "text" or not item.text.strip():
                what = "empty" if item.kind == "text" else _KIND_NAMES[item.kind]
                raise self._error(f"an entry of {key} must be a text, not {what}", item.line, "put it in quotes")
            found.append((item.text, item.line))
        return found

    def _unread(self, key: str, line: int, value: Value) -> None:
        self.found.append(Statement("restrictive-key", line, f"{key}: {_shown(value)}", ("front matter",), subject=key))

    def _add(
        self, kind: str, line: int, subject: str, section: str, mark: str, header: int, note: str = "", text: str = ""
    ) -> None:
        self.found.append(
            Statement(kind, line, text or subject, ("front matter", section), mark, subject, note, header=header)
        )

    def _error(self, message: str, line: int, hint: str = "") -> ChatModeError:
        return ChatModeError(message, source=Source(self.file, line), hint=hint)


def _comma_parts(text: str) -> list[str]:
    """`Read, Bash(git diff:*, git log:*)` is two."""
    parts, depth, current = [], 0, ""
    for char in text:
        depth += (char == "(") - (char == ")")
        if char == "," and depth <= 0:
            parts.append(current)
            current = ""
        else:
            current += char
    return [part.strip() for part in (*parts, current) if part.strip()]


def _shown(value: Value) -> str:
    if value.kind == "list":
        return ", ".join(_shown(item) for item in value.items)[:200]
    if value.kind == "map":
        return ", ".join(f"{key}: {_shown(inner)}" for key, _, inner in value.pairs)[:200]
    return value.text[:200]
