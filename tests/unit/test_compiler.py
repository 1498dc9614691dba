"""Every family of chat modes, in miniature: what compiles to rules, what is a gap, what is a conflict."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tta_guard.errors import ChatModeError
from tta_guard.model import strictest
from tta_guard.policy.chatmode import parse_chatmode
from tta_guard.policy.compiler import canonical_form, compile_policy
from tta_guard.policy.config import default_config, parse_config
from tta_guard.policy.lint import lint_policy
from tta_guard.policy.paths import decide_path
from tta_guard.policy.rules import Policy, pack, unpack
from tta_guard.policy.tools import decide_tool

FRONT = '---\nmode: "gardener"\nsecurity_level: "CRITICAL"\n---\n\n# Gardener\n\n'


def compiled(text: str, config: str = "", file: str = "gardener.chatmode.md") -> Policy:
    mode = parse_chatmode(text.encode(), file)
    return compile_policy(mode, parse_config(config.encode(), "tta-guard.yaml"), [(file, text.encode())], signed=True)


def verdicts(policy: Policy, path: str) -> dict[str, str]:
    return {a: decide_path(policy, a, path.encode()).verdict for a in ("read", "write", "create", "delete")}  # type: ignore[arg-type]


def fence(*lines: str) -> str:
    return FRONT + "### File Patterns\n```\n" + "\n".join(lines) + "\n```\n"


ALLOWED = {"read": "allow", "write": "allow", "create": "allow", "delete": "allow"}
READ_ONLY = {"read": "allow", "write": "deny", "create": "deny", "delete": "deny"}
DENIED = dict.fromkeys(ALLOWED, "deny")


def test_a_fence_lists_what_may_be_written() -> None:
    policy = compiled(
        fence("✅ ALLOWED (Read/Write):", "  - beds/**/*.{yml,yaml}", "  - shed/", "❌ DENIED:", "  - beds/poison/**")
    )
    assert verdicts(policy, "beds/a/b.yaml") == ALLOWED
    assert verdicts(policy, "shed/tools/rake") == ALLOWED
    assert verdicts(policy, "beds/poison/x.yml") == DENIED
    assert verdicts(policy, "house/door.py") == READ_ONLY
    assert verdicts(policy, "beds/.hidden.yml") == ALLOWED


def test_read_only_under_denied_denies_changes_only() -> None:
    policy = compiled(fence("✅ ALLOWED (Read/Write):", "  - beds/**", "❌ DENIED:", "  - beds/old/** (read-only)"))
    assert verdicts(policy, "beds/old/x") == READ_ONLY
    assert "read-only-under-denied" in {conflict.code for conflict in policy.conflicts}


def test_restricted_paths_alone_leave_the_rest_open() -> None:
    policy = compiled("---\nsecurity:\n  restricted_paths:\n    - 'pond/**'\n---\n# x\n")
    assert verdicts(policy, "pond/fish") == READ_ONLY
    assert verdicts(policy, "beds/x") == ALLOWED
    assert policy.mode == "gardener"
    assert policy.level == "HIGH"


def test_restricted_paths_against_the_modes_own_patterns() -> None:
    text = FRONT.replace('"CRITICAL"\n', '"CRITICAL"\nsecurity:\n  restricted_paths: ["**/seeds/**"]\n')
    policy = compiled(text + "### File Patterns\n```\n✅ ALLOWED (Read/Write):\n  - beds/seeds/**\n```\n")
    (conflict,) = policy.conflicts
    assert (conflict.code, conflict.source.line, conflict.other.line) == ("restricted-own-pattern", 13, 5)
    assert verdicts(policy, "beds/seeds/x")["write"] == "deny"
    problems = {problem.code: problem.severity for problem in lint_policy(policy, [b"beds/seeds/x"])}
    assert problems["restricted-own-pattern"] == "error"
    assert problems["never-wins"] == "warning"


def test_words_are_bound_by_the_configuration_or_are_gaps() -> None:
    text = fence("✅ ALLOWED (Read/Write):", "  - '**'", "❌ DENIED:", "  - Greenhouse plans")
    unbound = compiled(text)
    assert [(gap.code, gap.text) for gap in unbound.gaps] == [("unbound-resource", "Greenhouse plans")]
    bound = compiled(text, 'resources: {"greenhouse plans": {paths: ["plans/**"], except: ["plans/public/"]}}\n')
    assert bound.gaps == ()
    assert verdicts(bound, "plans/a") == DENIED
    assert verdicts(bound, "plans/public/a")["read"] == "allow"
    absent = compiled(text, 'resources: {"greenhouse plans": {absent: "no greenhouse"}}\n')
    assert absent.gaps == ()
    assert verdicts(absent, "plans/a")["read"] == "allow"


def test_a_binding_opens_no_secret() -> None:
    text = FRONT + "### ❌ DENIED Data Access\n\n| Resource | Reason |\n|---|---|\n| API keys | no |\n"
    policy = compiled(text, 'resources: {"api keys": {absent: "we have none"}}\n')
    assert decide_path(policy, "read", b"x/id_rsa").verdict == "deny"


TABLES = """## MCP Tool Access

### ✅ ALLOWED Tools

| Tool | Purpose | Restrictions |
|------|---------|--------------|
| `save-file` | Write | Beds only |
| `launch-process` | Water | Development environment only |

### ⚠️ RESTRICTED Tools (Approval Required)

| Tool | Restriction |
|------|------------|
| `launch-process` (production) | Requires explicit approval |
| `remove-files` | Requires approval for deletion |
| `github-api` | Cannot merge without review |

### ❌ DENIED Tools

| Tool | Reason |
|------|--------|
| `web-fetch` | Stay in the garden |
"""


def test_tool_tables() -> None:
    policy = compiled(FRONT + TABLES)
    assert decide_tool(policy, None, "save-file", {}).verdict == "allow"
    assert decide_tool(policy, None, "remove-files", {}).verdict == "approval"
    assert decide_tool(policy, None, "delete_file", {}).verdict == "approval"
    assert decide_tool(policy, None, "web-fetch", {}).verdict == "deny"
    assert decide_tool(policy, None, "view", {}).verdict == "deny"
    assert decide_tool(policy, "github", "merge_pull_request", {}).verdict == "approval"
    assert verdicts(policy, "any/file")["delete"] == "approval"
    environments = {
        rule.environments for rule in policy.rules if rule.pattern == "run-command" and rule.verdict == "approval"
    }
    assert environments == {("staging",), ("production", "unknown")}


def test_one_tool_allowed_and_restricted_is_a_conflict_and_the_stricter_holds() -> None:
    text = TABLES.replace("`launch-process` (production)", "`launch-process`")
    policy = compiled(FRONT + text)
    assert "allowed-and-restricted" in {conflict.code for conflict in policy.conflicts}
    assert decide_tool(policy, None, "launch-process", {}).verdict == "approval"


def test_lists_of_tools() -> None:
    policy = compiled("---\nname: pruner\ntools:\n  allowed: [search]\n  denied: [editFiles, runCommands]\n---\n# x\n")
    assert verdicts(policy, "a") == {"read": "allow", "write": "deny", "create": "deny", "delete": "allow"}
    assert decide_tool(policy, None, "Bash", {}).verdict == "deny"
    assert decide_tool(policy, None, "search", {}).verdict == "allow"
    assert decide_tool(policy, None, "fetch", {}).verdict == "deny"


def test_agent_files_with_globs() -> None:
    text = (
        "---\nname: pruner\ndescription: prunes\n---\n\n**Allowed:**\n- `hedges/**`\n\n"
        "**Restricted:**\n- `roses/**`\n\n### NEVER:\n- Delete files\n"
    )
    policy = compiled(text, file="pruner.agent.md")
    assert verdicts(policy, "roses/x")["write"] != "allow"
    assert verdicts(policy, "hedges/x")["delete"] == "deny"
    assert verdicts(policy, "hedges/x")["write"] == "allow"


def test_cannot_lists() -> None:
    text = FRONT + (
        "### What This Mode CANNOT Do\n"
        "- ❌ Execute commands\n- ❌ Delete files\n- ❌ Deploy to production without approval\n"
        "- ❌ Merge PRs without review\n- ❌ Bypass approval gates\n- ❌ Argue about colours\n- ❌ Modify any Python code\n"
    )
    policy = compiled(text)
    assert decide_tool(policy, None, "Bash", {}).verdict == "deny"
    assert verdicts(policy, "x")["delete"] == "deny"
    assert verdicts(policy, "x.py")["write"] == "deny"
    assert verdicts(policy, "x.rs")["write"] == "allow"
    assert [gap.source.line for gap in policy.gaps] == [14]
    assert {"no-deploy", "no-bypass", "merge-without-review"} <= {rule.code for rule in policy.rules}


def test_trees_are_held_against_the_rules() -> None:
    text = fence("✅ ALLOWED (Read/Write):", "  - beds/*.yml") + (
        "\n### Trees\n```\nbeds/\n├── a.yml     ✅ Modifiable\n├── b.txt     ✅ Modifiable\n└── c.yml     ❌ Not accessible\n```\n"
    )
    policy = compiled(text)
    assert {(c.code, c.source.line) for c in policy.conflicts} == {("tree-grants-more", 18), ("tree-denies-more", 19)}
    assert verdicts(policy, "beds/c.yml") == DENIED
    assert verdicts(policy, "beds/a.yml") == ALLOWED


def test_examples_are_no_rules() -> None:
    text = (
        FRONT
        + "## Example Usage Scenarios\n```\n❌ DENIED:\n  - everything/**\n```\n\n```markdown\n- ❌ Delete files\n```\n"
    )
    policy = compiled(text)
    assert verdicts(policy, "everything/x") == ALLOWED
    assert policy.gaps == ()


def test_an_override_changes_what_the_mode_says_and_has_its_line() -> None:
    config = (
        "overrides:\n  - path: pond/paved/**\n    access: [read, write, create, delete]\n    verdict: allow\n"
        "    reason: dried out\n  - path: '*.lock'\n    access: [write]\n    verdict: deny\n    reason: generated\n"
    )
    policy = compiled("---\nsecurity:\n  restricted_paths: ['pond/**']\n---\n# x\n", config)
    assert verdicts(policy, "pond/paved/x") == ALLOWED
    assert verdicts(policy, "pond/x")["write"] == "deny"
    decision = decide_path(policy, "write", b"a/x.lock")
    assert (decision.verdict, str(decision.reasons[0].source)) == ("deny", "tta-guard.yaml:6")


def test_dead_patterns_and_spellings() -> None:
    policy = compiled(
        fence("✅ ALLOWED (Read/Write):", "  - beds/**", "  - ./pond/**", "❌ DENIED:", "  - gone/away/**")
    )
    problems = {(problem.code, problem.severity) for problem in lint_policy(policy, [b"beds/x"])}
    assert ("dead-restriction", "error") in problems
    assert {code for code, _ in problems if code.startswith("spelling-")}
    assert ("dead-allowance", "warning") in problems


def test_the_same_bytes_give_the_same_digest() -> None:
    one, two = compiled(FRONT + TABLES), compiled(FRONT + TABLES)
    assert one.digest == two.digest
    assert canonical_form(one) == canonical_form(two)
    assert compiled(FRONT + TABLES + "\n").digest != one.digest
    assert unpack(pack(one)) == one


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# no front matter\n",
        "---\nmode: [\n---\n",
        "---\nmode: a\nmode: b\n---\n",
        "---\nmode: a\n",
        "---\nmode: {a: b}\n---\n# x\n",
    ],
)
def test_broken_files_are_errors_with_the_file(text: str) -> None:
    with pytest.raises(ChatModeError) as caught:
        compiled(text)
    assert caught.value.source is not None
    assert caught.value.source.file == "gardener.chatmode.md"


def test_a_byte_order_mark_and_crlf_are_accepted() -> None:
    text = ("\ufeff" + fence("✅ ALLOWED (Read/Write):", "  - beds/**")).replace("\n", "\r\n")
    policy = compiled(text)
    assert verdicts(policy, "beds/x") == ALLOWED
    assert verdicts(policy, "x")["write"] == "deny"


def test_braces_without_end_name_the_line() -> None:
    with pytest.raises(ChatModeError) as caught:
        compiled(fence("✅ ALLOWED (Read/Write):", "  - " + "{a,b}" * 20))
    assert caught.value.source is not None
    assert caught.value.source.line == 11


WHOLE = (
    fence("✅ ALLOWED (Read/Write):", "  - beds/**", "❌ DENIED:", "  - .env files", "  - shed/")
    + "\n"
    + TABLES
    + ("\n### What This Mode CANNOT Do\n- ❌ Delete files\n- ❌ Bypass approval gates\n")
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_chat_mode_is_an_error_or_a_policy(data: st.DataObject) -> None:
    raw = bytearray(WHOLE.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        kind = data.draw(st.sampled_from(["cut", "flip", "copy"]))
        if kind == "cut":
            del raw[at : at + data.draw(st.integers(1, 40))]
        elif kind == "flip":
            raw[at] = data.draw(st.integers(0, 255))
        else:
            raw[at:at] = raw[at : at + 30]
        if not raw:
            break
    try:
        mode = parse_chatmode(bytes(raw), "x.chatmode.md")
        compile_policy(mode, default_config(), [])
    except ChatModeError as error:
        assert error.source is not None


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["  - beds/**", "  - beds/a*", "  - '*.yml'", "  - shed/"]),
    st.sampled_from(["beds/a.yml", "shed/x", "q"]),
)
def test_adding_a_denied_entry_never_loosens(entry: str, path: str) -> None:
    lines = ["✅ ALLOWED (Read/Write):", "  - beds/**", "  - shed/**", "❌ DENIED:", "  - beds/b*"]
    before, after = verdicts(compiled(fence(*lines)), path), verdicts(compiled(fence(*lines, entry)), path)
    for access, verdict in before.items():
        assert strictest((verdict, after[access])) == after[access]  # type: ignore[arg-type]
