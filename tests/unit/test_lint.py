"""What `policy lint` finds: conflicts, gaps, dead patterns and spellings, rules that can never win."""

from __future__ import annotations

import pytest

from tta_guard.policy.chatmode import parse_chatmode
from tta_guard.policy.compiler import compile_policy
from tta_guard.policy.config import default_config, parse_config
from tta_guard.policy.lint import Problem, lint_policy
from tta_guard.policy.overlap import contradict, overlap
from tta_guard.policy.rules import Policy

FILE = "gardener.chatmode.md"


def compiled(body: str, level: str = "HIGH", config: str = "") -> Policy:
    text = f"---\nmode: gardener\nsecurity_level: {level}\n---\n{body}".encode()
    return compile_policy(parse_chatmode(text, FILE), parse_config(config.encode(), "tta-guard.yaml"), [(FILE, text)])


def lint(body: str, level: str = "HIGH", tracked: list[bytes] | None = None) -> dict[str, Problem]:
    return {problem.code: problem for problem in lint_policy(compiled(body, level), tracked)}


def fence(*lines: str) -> str:
    return "### File Patterns\n```\n" + "\n".join(lines) + "\n```\n"


GOOD = fence("✅ ALLOWED (Read/Write):", "  - beds/**", "❌ DENIED:", "  - pond/**")


def test_a_clean_mode_has_nothing_to_say() -> None:
    assert lint(GOOD, "CRITICAL", [b"beds/a", b"pond/b"]) == {}


@pytest.mark.parametrize(("level", "severity"), [("CRITICAL", "error"), ("HIGH", "warning"), ("LOW", "warning")])
def test_the_level_decides_what_a_gap_a_conflict_and_a_dead_restriction_are(level: str, severity: str) -> None:
    body = fence(
        "✅ ALLOWED (Read/Write):", "  - beds/**", "❌ DENIED:", "  - beds/old/** (read-only)", "  - Rare plants"
    )
    found = lint(body, level, [b"beds/a"])
    assert {code: problem.severity for code, problem in found.items()} == {
        "allowed-and-denied": severity,
        "read-only-under-denied": severity,
        "unbound-resource": severity,
        "dead-restriction": severity,
    }
    assert found["read-only-under-denied"].other is not None
    assert found["read-only-under-denied"].source.line == 10


def test_what_no_program_could_hold_is_no_error_at_any_level() -> None:
    body = (
        GOOD
        + "\n### ✅ ALLOWED Tools\n| Tool | Purpose | Restrictions |\n|-|-|-|\n| `launch-process` | x | Harvest only |\n"
    )
    assert {problem.severity for problem in lint(body, "CRITICAL").values()} == {"warning"}


@pytest.mark.parametrize("pattern", ["./beds/**", "beds//a", "beds/../pond", "/beds/**", "!beds/**", "beds/[z-a]"])
def test_dead_spellings_are_errors(pattern: str) -> None:
    found = lint(fence("✅ ALLOWED (Read/Write):", "  - pots/**", f"  - {pattern}"), "LOW")
    spellings = [problem for code, problem in found.items() if code.startswith("spelling-")]
    assert [problem.severity for problem in spellings] == ["error"]
    assert spellings[0].source.line == 9


def test_dead_patterns_need_the_tracked_files() -> None:
    assert lint(GOOD, "CRITICAL", None) == {}
    found = lint(GOOD, "CRITICAL", [b"elsewhere"])
    assert {code: problem.severity for code, problem in found.items()} == {
        "dead-allowance": "warning",
        "dead-restriction": "error",
    }


def test_a_name_that_may_occur_anywhere_is_not_dead() -> None:
    body = fence(
        "✅ ALLOWED (Read/Write):", "  - beds/**", "❌ DENIED:", "  - node_modules/", "  - '**/dist/**'", "  - '*.key'"
    )
    assert lint(body, "CRITICAL", [b"beds/a"]) == {}


def test_an_allowance_that_never_wins() -> None:
    body = fence("✅ ALLOWED (Read/Write):", "  - beds/roses/**", "  - pots/**", "❌ DENIED:", "  - beds/**")
    found = lint(body)
    assert found["never-wins"].source.line == 8
    assert found["never-wins"].other is not None
    assert found["never-wins"].other.line == 11


def test_a_mode_that_restricts_nothing_says_so() -> None:
    found = lint("# Gardener\n\nYou like plants.\n", "CRITICAL")
    assert found["restricts-nothing"].severity == "error"
    assert found["restricts-nothing"].source.file == FILE
    assert "restricts-nothing" not in lint(GOOD)
    assert lint_policy(compile_policy(None, default_config(), []), None) == ()


@pytest.mark.parametrize(
    ("allowed", "denied", "whole", "meet"),
    [
        ("src/**/*.py", "src/a/**", False, True),
        ("src/**/*.py", "docs/**", False, False),
        ("src/*.py", "src/*.ts", False, False),
        ("src/{a,b}/*.py", "src/b/x.*", False, True),
        ("src/{a,b}/*.py", "src/c/x.*", False, False),
        ("Makefile", "*.py", False, False),
        ("a/b/c.py", "*.py", False, True),
        ("a/b", "b", True, False),
        ("a/b", "b", False, True),
        ("a/[xy].py", "a/y.py", False, True),
        ("**", "a", False, True),
        ("a/**/b/**/c", "a/x/c", True, False),
        ("a*b*c", "*b", True, False),
    ],
)
def test_overlap(allowed: str, denied: str, whole: bool, meet: bool) -> None:
    assert overlap(allowed, denied, whole=whole) is meet


def test_overlap_of_hostile_patterns_ends() -> None:
    hostile = ["a*" * 1500, "**/a/" * 600 + "b", "[a]" * 1000, "?" * 3000, "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}x/**"]
    for one in hostile:
        for other in hostile:
            assert overlap(one, other) in (True, False)
    assert contradict("tests/**", "**/tests/**")
    assert not contradict("src/**", "**/tests/**")
