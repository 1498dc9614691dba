"""A chat mode's bytes as statements: which line means what, and what is an error."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tta_guard.errors import ChatModeError
from tta_guard.policy.chatmode import MAX_BYTES, MAX_LINE, MAX_STATEMENTS, ChatMode, chatmode_name, parse_chatmode

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
FRONT = "---\nmode: m\n---\n"


def cases(name: str) -> list[Any]:
    table = tomllib.loads((VECTORS / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["id"]) for case in table["case"]]


def parse(text: str, file: str = "garden.chatmode.md") -> ChatMode:
    return parse_chatmode(text.encode(), file)


@pytest.mark.parametrize("case", cases("chatmode_lines.toml"))
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_lines(case: dict[str, Any], ending: str) -> None:
    mode = parse(f"{FRONT}\n{case['text']}".replace("\n", ending))
    assert [f"{s.line} {s.kind} {s.mark or '-'} {s.subject}".rstrip() for s in mode.statements] == case["lines"]


@pytest.mark.parametrize("case", cases("chatmode_errors.toml"))
def test_errors_name_the_file_and_the_line(case: dict[str, Any]) -> None:
    with pytest.raises(ChatModeError) as caught:
        parse(case["text"])
    assert caught.value.message.startswith(case["message"])
    assert caught.value.source is not None
    assert (caught.value.source.file, caught.value.source.line) == ("garden.chatmode.md", case["line"])
    if "hint" in case:
        assert caught.value.hint == case["hint"]


@pytest.mark.parametrize("data", [b"---\nmode: a\n---\n\xff\n", b"\xfe\xff\x00-", "---\nmode: a\n".encode("utf-16")])
def test_what_is_not_utf8_is_an_error_that_says_which_byte(data: bytes) -> None:
    with pytest.raises(ChatModeError) as caught:
        parse_chatmode(data, "x.md")
    assert "UTF-8" in caught.value.message or "NUL" in caught.value.message


def test_sizes_are_bounded() -> None:
    big = [
        FRONT + "x" * MAX_BYTES,
        FRONT + "### What I CANNOT Do\n" + "- Delete files\n" * (MAX_STATEMENTS + 1),
        FRONT + "### What I CANNOT Do\n- " + "without " * MAX_LINE,
        "---\nmode: m\nx: " + "a" * 70_000 + "\n---\n",
        "---\nx: " + "[" * 1000 + "\n---\n",
        FRONT + ">" * 500 + " x\n",
        FRONT + "".join("  " * depth + "- x\n" for depth in range(100)),
    ]
    for text in big:
        with pytest.raises(ChatModeError):
            parse(text)
    assert parse(FRONT + "### What I CANNOT Do\n" + "- Delete files\n" * 100).statements[99].line == 104


@pytest.mark.parametrize(
    ("front", "file", "name"),
    [
        ("mode: gardener\nname: other", "x.chatmode.md", "gardener"),
        ("name: Gardener", "x.agent.md", "Gardener"),
        ("name: UI/UX", "dir/ux.agent.md", "ux"),
        ("description: d", ".github/chatmodes/rose-gardener.chatmode.md", "rose-gardener"),
        ("description: d", "agents\\pruner.agent.md", "pruner"),
        ("description: d", "agents/pruner.md", "pruner"),
        ("mode:", "empty.chatmode.md", "empty"),
        ("", "nothing.chatmode.md", "nothing"),
    ],
)
def test_the_name(front: str, file: str, name: str) -> None:
    text = f"---\n{front}\n---\n"
    assert parse(text, file).name == name
    assert chatmode_name(text.encode(), file) == name


def test_front_matter_values_know_their_lines() -> None:
    text = (
        "\n---\nmode: m\nsecurity_level: critical\nhypertool_persona: tta-gardener\npersona_token_budget: 1800\n"
        "tools_via_hypertool: true\nsecurity:\n  restricted_paths:\n    - 'a/**'\n  allowed_mcp_servers: [github]\n"
        "tools: Read, Bash(git diff:*, git log:*), Grep\ndisallowedTools: [Write]\nunknown: {deep: [1]}\n---\n"
    )
    mode = parse("\ufeff" + text)
    assert (mode.level, mode.level_line) == ("CRITICAL", 4)
    assert {("/".join(value.path), value.kind, value.line) for value in mode.front} >= {
        ("persona_token_budget", "whole", 6), ("tools_via_hypertool", "flag", 7), ("security/restricted_paths/0", "text", 10),
        ("unknown/deep/0", "whole", 14),
    }  # fmt: skip
    assert [(s.kind, s.mark, s.subject, s.note, s.line) for s in mode.statements] == [
        ("restricted-path", "restrict", "a/**", "", 10), ("server", "allow", "github", "", 11),
        ("tool", "allow", "Read", "", 12), ("tool", "allow", "Bash", "git diff:*, git log:*", 12),
        ("tool", "allow", "Grep", "", 12), ("tool", "deny", "Write", "", 13),
    ]  # fmt: skip
    assert dict(mode.headers) == {"restricted_paths": 9, "servers": 11, "tools": 12}


def test_unknown_keys_are_fine_but_restrictive_ones_are_kept() -> None:
    front = (
        "mode: m\nmood: green\ndeny_paths: [x]\nnested: {forbid: [y], model: z}\n"
        "security: {restricted_paths: [], ban: [rm]}\npermission: {edit: deny, bash: {'*': ask}, webfetch: ask, read: allow}\n"
        "tools: {write: false, bash: true, odd: [1]}\n"
    )
    found = {(s.kind, s.mark, s.subject) for s in parse(f"---\n{front}---\n").statements}
    assert found == {
        ("restrictive-key", "", "deny_paths"), ("restrictive-key", "", "nested.forbid"),
        ("restrictive-key", "", "security.ban"), ("tool", "deny", "edit"), ("restrictive-key", "", "permission.bash"),
        ("tool", "approve", "webfetch"), ("tool", "deny", "write"), ("restrictive-key", "", "tools.odd"),
    }  # fmt: skip


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029", "\x0b", "\x0c"])
def test_lines_are_counted_by_line_feeds(char: str) -> None:
    """YAML and str.splitlines also break lines at characters that no editor counts."""
    text = f"---\nmode: m\ndescription: \"a{char}b\"\nsecurity:\n  restricted_paths: ['x']\n---\n\nword{char}word\n\n- ❌ Delete files\n"
    try:
        mode = parse(text)
    except ChatModeError as error:
        assert error.source is not None
        assert error.source.line == 3
    else:
        assert [s.line for s in mode.statements] == [5, 10]


def test_the_digest_is_of_the_bytes() -> None:
    assert parse(FRONT).sha256 != parse(FRONT + "\n").sha256
    assert parse(FRONT) == parse(FRONT)
