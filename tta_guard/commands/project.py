"""The project's own tools: `commands:` of tta-guard.yaml, in the form of catalogue entries. Pure.

An entry is checked when it is loaded, with its examples: a line under `match` must be read by the entry with certainty, one
under `not_match` must not. Of a name that the catalogue knows, the entry is laid over what is known.
"""

from __future__ import annotations

from ..errors import ConfigError
from ..model import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_FILE = "tta-guard.yaml"


def project_tools(entries: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Check and index the project's own tools.

    Args:
        entries: name -> its entry and line, as `Policy.settings["commands"]` holds them.

    Returns:
        For `catalogue.find` and `expand_text`.

    Raises:
        ConfigError: an entry does not fit the schema of the catalogue, or an example is read otherwise than it says.
    """
    if not entries:
        return {}
    from .catalogue import extend
    from .catalogue.schema import check_tool

    tools = []
    examples: list[tuple[str, Source, str, bool]] = []
    for name, kept in entries.items():
        where = f"commands.{name}"
        entry = kept["entry"]
        source = Source(_FILE, kept["line"])
        if not isinstance(entry, dict):
            raise ConfigError(f"{where}: must be a table", source=source)
        tool = _tuples({key: value for key, value in entry.items() if key not in ("match", "not_match")})
        tool.setdefault("names", (name,))
        tool.setdefault("about", "a tool of this project")
        tool.setdefault("docs", "https://example.com/")
        tool.setdefault("style", "gnu")
        # What nobody described is taken for the worst.
        tool.setdefault("effects", ("delete", "deploy", "write"))
        for key, wanted in (("match", True), ("not_match", False)):
            examples += [(where, source, str(line), wanted) for line in entry.get(key, ())]
        faults = check_tool(tool, where)
        if faults:
            raise ConfigError(faults[0], source=source, hint="docs/commands.md says how to write an entry")
        tools.append(tool)
    extensions = extend(tools)
    for where, source, line, wanted in examples:
        if _is_read(line, extensions) != wanted:
            problem = "is not read with certainty" if wanted else "is read by the entry"
            raise ConfigError(f'{where}: the example "{line}" {problem}', source=source)
    return extensions


def _is_read(line: str, extensions: Mapping[str, dict[str, Any]]) -> bool:
    """Whether an example is a command of one of the entries, read without doubt."""
    from .arguments import parse_arguments
    from .catalogue import find
    from .shell import read_shell

    for step in read_shell(line).invocations:
        name = step.argv[0].basename if step.argv else None
        tool = find(name, extensions) if name and name in extensions else None
        if tool is None:
            return False
        arguments = parse_arguments(tool, step.argv)
        lost = bool(tool.get("subcommands")) and not arguments.path
        return not (arguments.uncertain or arguments.unlisted or lost)
    return False


def _tuples(value: Any) -> Any:
    """Lists of YAML as the tuples of the catalogue's literals."""
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return tuple([_tuples(item) for item in value]) if isinstance(value, list | tuple) else value
