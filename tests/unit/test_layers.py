"""The structure holds: imports point one way, the hot path stays light, nothing outside confine/ needs POSIX."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "tta_guard"
MODULES = sorted(PACKAGE.rglob("*.py"))

# What each room may import, besides itself. Whatever is not listed is the bottom: model, errors, process, spawn.
LAYERS = {
    "cli": {"git", "agents", "mcp", "confine", "approvals", "commands", "policy", "audit"},
    "git": {"commands", "policy", "audit"},
    "agents": {"commands", "policy", "audit"},
    "mcp": {"commands", "policy", "audit"},
    "confine": {"commands", "policy", "audit"},
    "approvals": {"commands", "policy", "audit"},
    "commands": {"policy"},
    "policy": set(),
    "audit": set(),
}
BOTTOM = {"model", "errors", "canonical", "libraries", "plumbing", "__init__"}
ENTRY = {"hot", "__main__"}
POSIX_ONLY = {"fcntl", "grp", "posix", "pwd", "pty", "readline", "resource", "syslog", "termios", "tty"}
SLOW = {"re", "json", "enum", "dataclasses", "typing", "collections", "functools", "contextlib", "subprocess", "hashlib",
        "pathlib", "argparse", "click", "yaml", "tree_sitter"}  # fmt: skip


def imports_of(path: Path, *, top_level_only: bool = False, text: str | None = None) -> list[tuple[str, int]]:
    """Every import of a module with its line, as absolute dotted names; those for the type checker are left out."""
    tree = ast.parse(path.read_text(encoding="utf-8") if text is None else text)
    package = ("tta_guard", *path.relative_to(PACKAGE).parent.parts)
    found: list[tuple[str, int]] = []

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            for child in node.orelse:
                visit(child)
            return
        if isinstance(node, ast.Import):
            found.extend((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            name = ".".join(part for part in (base, node.module or "") if part)
            found.append((name, node.lineno))
            found.extend((f"{name}.{alias.name}", node.lineno) for alias in node.names)
        if top_level_only and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            return
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(tree)
    return found


def room_of(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "tta_guard" else ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for name, line in imports_of(path):
        if not name.startswith("tta_guard."):
            continue
        target = room_of(name)
        if target == "__version__" or target in BOTTOM or target == room or room in ENTRY:
            continue
        assert room not in BOTTOM, f"{path}:{line}: {room} is at the bottom and imports {name}"
        assert target in LAYERS.get(room, set()), f"{path}:{line}: {room} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_outside_confine_needs_posix(path: Path) -> None:
    if path.relative_to(PACKAGE).parts[0] == "confine":
        pytest.skip("confine/ is for Linux")
    needed = {name.split(".")[0] for name, _ in imports_of(path, top_level_only=True)} & POSIX_ONLY
    assert not needed


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_says_whether_it_is_pure(path: Path) -> None:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    if path.name == "__init__.py" and not text:
        return
    if "catalogue" in path.parts:
        return
    assert text, f"{path} has no docstring"
    first = text.split("\n\n")[0]
    assert "ure" in first or "IO" in first or path.name == "__init__.py", (
        f"{path}: its first paragraph says neither Pure nor IO"
    )


def test_the_layer_test_sees_a_wrong_import() -> None:
    text = "from ..git import check\nimport fcntl\nif TYPE_CHECKING:\n    from ..cli import main\n"
    found = imports_of(PACKAGE / "policy" / "no_such_module.py", text=text)
    assert ("tta_guard.git.check", 1) in found
    assert ("fcntl", 2) in found
    assert not [name for name, _ in found if "cli" in name]


HOT_PATHS = {
    "hook": "import tta_guard.hot, tta_guard.cli.hook",
    "check": "import tta_guard.hot, tta_guard.cli.check",
}


@pytest.mark.parametrize("name", HOT_PATHS)
def test_the_hot_path_imports_nothing_slow(name: str) -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); {HOT_PATHS[name]}; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True)
    loaded = {module.split(".")[0] for module in done.stdout.split()}
    assert "tta_guard" in loaded
    assert not loaded & SLOW
