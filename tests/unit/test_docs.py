"""The documents: links lead somewhere, every reason code is explained, the commands in the README exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_tests_that_are_named_exist(path: Path) -> None:
    for name in re.findall(r"`(tests/[\w/.]+)`", path.read_text(encoding="utf-8")):
        assert (ROOT / name).exists(), name


def test_commands_in_the_documents_exist() -> None:
    from tta_guard.cli.main import group

    known = set(group.commands)
    for path in DOCUMENTS:
        for word in re.findall(
            r"(?m)(?:`|^\s*(?:\$ )?|bin/)tta-guard ([a-z][a-z-]*)", path.read_text(encoding="utf-8")
        ):
            assert word in known, f"{path.name}: tta-guard {word}"


def test_every_reason_code_of_paths_and_tools_is_explained() -> None:
    text = (ROOT / "docs" / "policy.md").read_text(encoding="utf-8")
    codes: set[str] = set()
    for name in ("compiler", "assertions", "draft", "paths", "tools", "meanings", "lint"):
        source = (ROOT / "tta_guard" / "policy" / f"{name}.py").read_text(encoding="utf-8")
        for pair in re.findall(r'draft\.(?:gap|conflict)\(\s*"([a-z-]+)"|Reason\("([a-z-]+)"', source):
            codes.update(filter(None, pair))
    assert codes
    missing = sorted(code for code in codes if f"`{code}`" not in text)
    assert not missing
