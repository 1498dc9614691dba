"""The data files: read without running them, checked, and indexed in `names.py`. IO, and off the hot path."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from .names import INDEX
from .schema import check_tool

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def read_literals(path: Path) -> tuple[dict[str, Any], ...]:
    """The tools of a data file, without running it.

    Raises:
        ValueError: the file holds something other than a docstring and one literal.
        OSError: it can't be read.
    """
    body = ast.parse(path.read_text(encoding="utf-8"), str(path)).body
    statements = body[1:] if ast.get_docstring(ast.Module(body, [])) else body
    if len(statements) != 1 or not isinstance(statements[0], ast.Assign):
        raise ValueError(f"{path.name}: must hold one assignment and nothing else")
    (name,) = statements[0].targets
    value = ast.literal_eval(statements[0].value)
    if isinstance(name, ast.Name) and name.id == "TOOL":
        return (value,)
    if isinstance(name, ast.Name) and name.id == "TOOLS" and isinstance(value, tuple):
        return value
    raise ValueError(f"{path.name}: must assign TOOL, or a tuple to TOOLS")


def data_files() -> list[Path]:
    """Every data file of the catalogue, in order of its name."""
    own = ("__init__.py", "schema.py", "names.py", "meaning.py", "files.py", "file_forms.py", "vocabulary.py")
    return sorted(path for path in Path(__file__).parent.glob("*.py") if path.name not in own)


def names_index() -> dict[str, str]:
    """Program name -> data file, for the data files that are there.

    Raises:
        ValueError: two files claim one name, or a file is no literal.
    """
    index: dict[str, str] = {}
    for path in data_files():
        for tool in read_literals(path):
            for name in tool["names"]:
                if name in index:
                    raise ValueError(f"{name} is claimed by {index[name]} and {path.stem}")
                index[name] = path.stem
    return index


def names_source(index: dict[str, str]) -> str:
    """The text of `names.py`."""
    lines = [
        '"""Which data file holds which program. Pure. Written by `python -m tta_guard.commands.catalogue.files`."""',
        "",
        "INDEX = {",
        *(f'    "{name}": "{index[name]}",' for name in sorted(index) if "*" not in name),
        "}",
        "",
        "PATTERNS: tuple[tuple[str, str], ...] = (",
        *(f'    ("{name}", "{index[name]}"),' for name in sorted(index) if "*" in name),
        ")",
    ]
    text = "\n".join(lines) + "\n"
    return text.replace("= (\n)", "= ()")


def main() -> int:
    """Write `names.py`, check every data file by it, and print what is wrong."""
    index = names_index()
    Path(__file__).with_name("names.py").write_text(names_source(index), encoding="utf-8")
    INDEX.clear()
    INDEX.update({name: file for name, file in index.items() if "*" not in name})
    faults = [fault for path in data_files() for tool in read_literals(path) for fault in check_tool(tool, path.stem)]
    sys.stdout.write("".join([f"{fault}\n" for fault in faults]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
