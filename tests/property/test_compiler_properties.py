"""Properties of compiling, over random chat modes: stricter never looser, order does not count, nothing restrictive is lost.

A longer run: TTA_COMPILER_FACTOR=20.
"""

from __future__ import annotations

import os

from hypothesis import given, settings
from hypothesis import strategies as st

from tta_guard.errors import ChatModeError
from tta_guard.model import strictest
from tta_guard.policy.chatmode import parse_chatmode
from tta_guard.policy.compiler import compile_policy
from tta_guard.policy.config import default_config, parse_config
from tta_guard.policy.lint import lint_policy, unaccounted
from tta_guard.policy.paths import decide_path
from tta_guard.policy.rules import Policy, pack, unpack
from tta_guard.policy.tools import decide_tool

FACTOR = int(os.environ.get("TTA_COMPILER_FACTOR", "1"))
FRONT = "---\nmode: gardener\n---\n"
CONFIG = parse_config(b"resources: {rare plants: {paths: ['rare/**']}, weeds: {absent: none here}}\n", "tta-guard.yaml")
PATHS = [b"beds/a.yml", b"beds/old/b.py", b"pond/c", b"rare/d", b"Makefile", b".env", b"secrets/k", b"tests/beds/x.py"]
TOOLS = [
    "Read",
    "Write",
    "Edit",
    "Bash",
    "remove-files",
    "github-api",
    "mcp__serena__execute_shell_command",
    "WebFetch",
    "odd",
]
MERGE = {"method": "PUT", "path": "/repos/o/r/pulls/1/merge"}

GLOBS = ["beds/**", "beds/*.yml", "pond/", "**/*.py", "Makefile", "rare/**", "*.yml", "tests/**/x.py", "{beds,pond}/**"]
ALLOWED = [f"  - {glob}" for glob in GLOBS]
DENIED = [*ALLOWED, "  - Rare plants", "  - Weeds", "  - .env files", "  - pond/** (read-only)", "  - Unknown things"]
TABLES = {
    "### ✅ ALLOWED Tools": ["`view` | see |", "`save-file` | x | Beds only", "`launch-process` | x | Development environment only"],
    "### ⚠️ RESTRICTED Tools (Approval Required)": [
        "`remove-files` | Requires approval for deletion |", "`launch-process` (production) | Requires approval |",
        "`github-api` | Cannot merge without review |", "`save-file` (rare plants) | x |", "`str-replace-editor` | careful |",
    ],
    "### ❌ DENIED Tools": [
        "`launch-process` | no |", "`str-replace-editor` (rare plants) | no |", "`save-file` (nobody knows) | no |",
        "`github-api` | no |", "`browser_*_Playwright` | no |", "`odd` | no |",
    ],
    "### ❌ DENIED Data Access": ["Rare plants | no |", "API keys/secrets | no |", "Production database | Requires approval |",
        "Mist | no |",
    ],
}  # fmt: skip
CANNOT = [
    "Delete files", "Execute commands", "Execute arbitrary commands", "Merge PRs without review", "Deploy to production",
    "Modify any Python code", "Create/modify issues or PRs", "Bypass approval gates", "Touch `beds/old/`", "Read rare plants",
    "Argue", "Access git history", "Force push", "No write access to `pond/**`", "Unknown things", "Commit secrets",
    "Run destructive commands", "**Dig:** never", "Modify code directly", "Make production changes", "Push to main",
]  # fmt: skip
TREE = [
    "beds/a.yml   ✅ Modifiable",
    "pond/c   ❌ Not accessible",
    "rare/d   ✅ Readable only",
    "shed/   ⚠️ Ask first",
    "x   ⚠️ Hm",
]


@st.composite
def chatmodes(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    """A front matter and the sections of a body, each a list of lines whose first ones are its head."""
    front = ["---", "mode: gardener", f"security_level: {draw(st.sampled_from(['CRITICAL', 'HIGH', 'LOW']))}"]
    restricted = draw(st.lists(st.sampled_from(GLOBS), max_size=2, unique=True))
    if restricted:
        front += ["security:", f"  restricted_paths: {restricted}"]
    if draw(st.booleans()):
        front += [
            "tools:",
            f"  denied: {draw(st.lists(st.sampled_from(['editFiles', 'runCommands', 'odd']), max_size=2, unique=True))}",
        ]
    sections = []
    if draw(st.booleans()):
        fence = ["### File Patterns", "```"]
        for header, entries in (
            ("✅ ALLOWED (Read/Write):", ALLOWED),
            ("✅ ALLOWED (Read-Only):", ALLOWED),
            ("❌ DENIED:", DENIED),
        ):
            chosen = draw(st.lists(st.sampled_from(entries), max_size=3, unique=True))
            fence += [header, *chosen] if chosen else []
        sections.append([*fence, "```"])
    for title, rows in TABLES.items():
        chosen = draw(st.lists(st.sampled_from(rows), max_size=3, unique=True))
        if chosen:
            sections.append(
                [title, "", "| Name | Purpose | Restrictions |", "|---|---|---|", *[f"| {row} |" for row in chosen]]
            )
    for title in ("### What This Mode CANNOT Do", "### Requires Approval"):
        chosen = draw(st.lists(st.sampled_from(CANNOT), max_size=4, unique=True))
        if chosen:
            sections.append([title, *[f"- {line}" for line in chosen]])
    tree = draw(st.lists(st.sampled_from(TREE), max_size=3, unique=True))
    if tree:
        sections.append(["### Trees", "```", *tree, "```"])
    return "\n".join([*front, "---", ""]), sections


def text_of(front: str, sections: list[list[str]]) -> str:
    return front + "\n\n".join("\n".join(section) for section in sections) + "\n"


def compiled(text: str) -> Policy:
    return compile_policy(
        parse_chatmode(text.encode(), "x.chatmode.md"), CONFIG, [("x.chatmode.md", text.encode())], signed=True
    )


def answers(policy: Policy) -> list[str]:
    paths = [
        decide_path(policy, access, path).verdict for access in ("read", "write", "create", "delete") for path in PATHS
    ]  # type: ignore[arg-type]
    tools = [decide_tool(policy, None, tool, {}).verdict for tool in TOOLS]
    return [*paths, *tools, decide_tool(policy, None, "github-api", MERGE).verdict]


@settings(max_examples=120 * FACTOR, deadline=None)
@given(chatmodes())
def test_every_restrictive_line_is_a_rule_is_held_or_is_told(made: tuple[str, list[list[str]]]) -> None:
    text = text_of(*made)
    mode = parse_chatmode(text.encode(), "x.chatmode.md")
    policy = compiled(text)
    assert [statement.text for statement in unaccounted(mode, policy)] == []
    assert unpack(pack(policy)) == policy
    lint_policy(policy, PATHS)


@settings(max_examples=60 * FACTOR, deadline=None)
@given(chatmodes(), st.randoms(use_true_random=False))
def test_the_order_of_sections_and_entries_does_not_count(made: tuple[str, list[list[str]]], random: object) -> None:
    front, sections = made
    shuffled = [list(section) for section in sections]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    for section in shuffled:
        if section[0].startswith("### What") or section[0].startswith("### Requires"):
            body = section[1:]
            random.shuffle(body)  # type: ignore[attr-defined]
            section[1:] = body
    assert answers(compiled(text_of(front, sections))) == answers(compiled(text_of(front, shuffled)))


@settings(max_examples=100 * FACTOR, deadline=None)
@given(chatmodes(), st.sampled_from(CANNOT), st.sampled_from(DENIED), st.data())
def test_a_further_restriction_never_loosens(
    made: tuple[str, list[list[str]]], cannot: str, denied: str, data: st.DataObject
) -> None:
    front, sections = made
    more = data.draw(
        st.sampled_from(
            [
                ["### What I CANNOT Do", f"- {cannot}"],
                ["### File Patterns", "```", "❌ DENIED:", denied, "```"],
                ["### ❌ DENIED Tools", "", "| Tool | Reason |", "|---|---|", "| `save-file` | no |"],
                ["### ❌ DENIED Data Access", "", "| Resource | Reason |", "|---|---|", "| Rare plants | no |"],
                ["### Trees", "```", "beds/a.yml   ❌ Not accessible", "```"],
            ]
        )
    )
    before = answers(compiled(text_of(front, sections)))
    after = answers(compiled(text_of(front, [*sections, more])))
    for old, new in zip(before, after, strict=True):
        assert strictest((old, new)) == new


@settings(max_examples=150 * FACTOR, deadline=None)
@given(chatmodes(), st.data())
def test_damage_is_an_error_that_names_a_line_or_a_policy(
    made: tuple[str, list[list[str]]], data: st.DataObject
) -> None:
    raw = bytearray(text_of(*made).encode())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(raw) - 1))
        kind = data.draw(st.sampled_from(["cut", "truncate", "byte", "word"]))
        if kind == "cut":
            del raw[at : at + data.draw(st.integers(1, 30))]
        elif kind == "truncate":
            del raw[at:]
        elif kind == "byte":
            raw[at] = data.draw(st.integers(0, 255))
        else:
            raw[at:at] = data.draw(
                st.sampled_from(
                    ["```", "<!--", "|", "**", "\r", "❌ ", "{a,", "- [ ] ", "\n---\n", "`", "&a ", "\u200b"]
                )
            ).encode()
        if not raw:
            break
    try:
        mode = parse_chatmode(bytes(raw), "x.chatmode.md")
        policy = compile_policy(mode, default_config(), [])
    except ChatModeError as error:
        assert error.source is not None
    else:
        assert [statement.text for statement in unaccounted(mode, policy)] == []


@settings(max_examples=200 * FACTOR, deadline=None)
@given(st.text(max_size=400), st.binary(max_size=200))
def test_any_text_at_all(text: str, data: bytes) -> None:
    for raw in (FRONT.encode() + text.encode("utf-8", "surrogatepass"), data, b"---\n" + data + b"\n---\n"):
        try:
            compile_policy(parse_chatmode(raw, "x.md"), default_config(), [])
        except ChatModeError as error:
            assert error.source is not None
