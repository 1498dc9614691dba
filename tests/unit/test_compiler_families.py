"""Chat modes of every family, line for line: what a careful reader expects of wordings that were once misread.

Each case stands beside what it must not touch, so that a rule which denies too much fails as surely as one that is lost.
"""

from __future__ import annotations

import re
import time

import pytest

from tta_guard.policy.chatmode import parse_chatmode
from tta_guard.policy.compiler import compile_policy
from tta_guard.policy.config import parse_config
from tta_guard.policy.lint import lint_policy
from tta_guard.policy.paths import decide_path
from tta_guard.policy.rules import Policy
from tta_guard.policy.tools import decide_tool

FRONT = "---\nmode: keeper\n---\n"
ACCESSES = ("read", "write", "create", "delete")
FREE, FIXED, SHUT = "aaaa", "addd", "dddd"


def compiled(text: str, file: str = "keeper.chatmode.md") -> Policy:
    mode = parse_chatmode(text.encode(), file)
    config = parse_config(b"", "tta-guard.yaml")
    return compile_policy(mode, config, [(file, text.encode())], signed=True)


def said(policy: Policy, path: str) -> str:
    """The verdicts on reading, writing, creating and deleting: `a`, `p` for approval, `d`."""
    letters = {"allow": "a", "approval": "p", "deny": "d"}
    return "".join(letters[decide_path(policy, access, path.encode()).verdict] for access in ACCESSES)  # type: ignore[arg-type]


def tool(policy: Policy, name: str, **args: object) -> str:
    return decide_tool(policy, None, name, args).verdict


def effects(policy: Policy, code: str) -> set[tuple[str, str, tuple[str, ...]]]:
    return {(rule.pattern, rule.verdict, rule.environments) for rule in policy.rules if rule.code == code}


def gaps(policy: Policy) -> list[str]:
    return [gap.code for gap in policy.gaps]


CANNOT = "### What This Mode CANNOT Do\n"
BOUNDARIES = "**Security Boundaries:**\n\n"
PROSE = "You keep the garden.\n\n"

# (id, what stands above, the line, what is said about paths)
PATHS: list[tuple[str, str, str, dict[str, str]]] = [
    ("stars-in-code", CANNOT, "- ❌ Modify `**/*.bulb`", {"a/b/x.bulb": FIXED, "x.bulb": FIXED, "x.seed": FREE}),
    ("stars-loose", CANNOT, "- ❌ Touch **/ponds/**", {"a/ponds/x": FIXED, "a/pond": FREE}),
    ("stars-in-the-middle", PROSE, "Never edit `beds/**/roses/**`.", {"beds/a/roses/x": FIXED, "beds/a/x": FREE}),
    ("bold-verb", CANNOT, "- ❌ **Edit** `shed/`", {"shed/x": FIXED, "x": FREE}),
    ("dunder-names", CANNOT, "- ❌ Edit `__init__.py` and `__main__.py`", {"a/__init__.py": FIXED, "init.py": FREE}),
    ("outside-a-place", CANNOT, "- ❌ Modify files outside `beds/`", {"beds/x": FREE, "shed/x": FIXED}),
    ("outside-two-places", PROSE, "Do not create files outside `beds/` or `pond/`.", {"pond/x": FREE, "x": "aada"}),
    ("code-outside", CANNOT, "- ❌ Modify code outside beds/", {"shed/x.py": FIXED, "shed/x.md": FREE, "beds/x.py": FREE}),
    ("noun-outside", CANNOT, "- ❌ No file modifications outside `beds/`", {"beds/x": FREE, "x": FIXED}),
    ("only-sentence", PROSE, "You may only edit files under `beds/` and `README.md`.", {"beds/x": FREE, "README.md": FREE, "y": FIXED}),
    ("only-item", "### Constraints\n", "* Work only within `beds/` and `pond/`", {"beds/x": FREE, "y": FIXED}),
    ("only-noted", CANNOT, "- ❌ Change anything (only `beds/**`)", {"y": FIXED}),
    ("passive", "## Guidelines\n", "- `shed/` must not be modified", {"shed/x": FIXED, "y": FREE}),
    ("passive-paragraph", PROSE, "The `shed/` directory is off-limits.", {"shed/x": SHUT, "y": FREE}),
    ("read-only-state", BOUNDARIES, "- `shed/` is read-only", {"shed/x": FIXED, "y": FREE}),
    ("verb-behind", CANNOT, "- `shed/`: do not edit", {"shed/x": FIXED, "y": FREE}),
    ("please", PROSE, "Please don't write to `shed/`.", {"shed/x": FIXED, "y": FREE}),
    ("it-is-forbidden", PROSE, "It is strictly forbidden to touch `shed/`.", {"shed/x": FIXED, "y": FREE}),
    ("label-important", PROSE, "**IMPORTANT:** Do not modify any file in `shed/`.", {"shed/x": FIXED, "y": FREE}),
    ("label-warning", "## Notes\n", "⚠️ **Warning:** Do not edit generated files in `gen/`", {"gen/x": FIXED, "y": FREE}),
    ("label-in-a-quote", PROSE, "> **Note:** never edit `shed/`", {"shed/x": FIXED, "y": FREE}),
    ("two-clauses", PROSE, "Do not edit `shed/`, do not delete `pond/`.", {"shed/x": FIXED, "pond/x": "aaad"}),
    ("joined-verbs", PROSE, "Never write to `shed/` or delete anything.", {"shed/x": FIXED, "y": "aaad"}),
    ("listed-clauses", BOUNDARIES, "- 🚫 **Never do:** Edit `shed/`, delete `pond/`", {"shed/x": FIXED, "pond/x": "aaad"}),
    ("places-in-parentheses", CANNOT, "- ❌ Modify tool code (`shed/`, `barn/`)", {"shed/x": FIXED, "barn/x": FIXED, "y": FREE}),
    ("words-around-a-path", CANNOT, "- ❌ Change the hinges in `shed/`", {"shed/x": FIXED, "y": FREE}),
    ("part-of-a-file", CANNOT, "- ❌ Change `fence.toml` settings", {"fence.toml": FIXED, "y": FREE}),
    ("languages", CANNOT, "- ❌ Write Python, TypeScript or SQL code", {"x.py": FIXED, "x.ts": FIXED, "x.sql": FIXED, "x.rs": FREE}),
    ("any-code", PROSE, "Don't make any code edits, just generate a plan.", {"x.py": FIXED, "plan.md": FREE}),
    ("condition-is-no-ban", CANNOT, "- ❌ Modify code without tests", {"x.py": FREE}),
    ("approval-unless", CANNOT, "- ❌ Modify `shed/` unless approved", {"shed/x": "appp", "y": FREE}),
    ("asking", CANNOT, "- ❌ Modify `shed/` without asking the lead", {"shed/x": "appp"}),
    ("shared-condition", CANNOT, "- ❌ Edit `shed/` or delete `pond/` without approval", {"shed/x": "appp", "pond/x": "aaap"}),
    ("own-condition", PROSE, "Never edit `shed/`, never delete `pond/` without approval.", {"shed/x": FIXED, "pond/x": "aaap"}),
    ("commit", CANNOT, "- ❌ Commit `*.seed` files", {"a/x.seed": "adda"}),
    ("read-only-access", BOUNDARIES, "- ✅ Read-only access to `shed/`", {"shed/x": FIXED, "y": FREE}),
    ("read-only-warned", BOUNDARIES, "- ⚠️ Read-only access to `shed/`", {"shed/x": FIXED}),
    ("limited", BOUNDARIES, "- ⚠️ Limited access to `shed/`", {"shed/x": "appp"}),
    ("no-access", BOUNDARIES, "- ❌ No access to `shed/**`", {"shed/x": SHUT, "y": FREE}),
    ("no-write-access", BOUNDARIES, "- ❌ No write access to `shed/`", {"shed/x": FIXED}),
    ("path-needs-approval", BOUNDARIES, "- ⚠️ `shed/**` requires the keeper's approval", {"shed/x": "appp"}),
    ("label-no-access", "## Scope\n", "**No Access:** `shed/`, `barn/`", {"shed/x": SHUT, "barn/x": SHUT, "y": FREE}),
    ("label-write-access", "## Scope\n", "**Write Access:** `beds/`", {"beds/x": FREE, "y": FIXED}),
    ("read-only-label", BOUNDARIES + "**Read-Only Access:**\n", "- `shed/**`", {"shed/x": FIXED, "y": FREE}),
    ("no-access-below-restricted", "**Restricted paths:**\n", "- No access to `shed/`", {"shed/x": SHUT}),
    ("restricted-title", "### Restricted Directories\n", "- `shed/` and `barn/`", {"shed/x": SHUT, "barn/x": SHUT}),
    ("protected-title", "### Protected Files\n", "- `fence.toml`", {"fence.toml": SHUT, "y": FREE}),
    ("hard-limits", "### 🚫 Hard Limits\n", "- Editing `shed/`", {"shed/x": FIXED}),
    ("approval-title", "## Approval Gates\n### Requires Keeper Review\n", "- Changes to `shed/**`", {"shed/x": "appp"}),
    ("approval-workflow", "## Approval Workflow\n### Actions Requiring Approval\n", "1. Editing `shed/`", {"shed/x": "appp"}),
    ("gate", "## Approval Gates\n", "- Changes to `shed/**` require approval", {"shed/x": "appp"}),
    ("gate-behind", "## Approval Gates\n", "- Review is required before editing `shed/`", {"shed/x": "appp"}),
    ("checkbox-is-no-checklist", "### Requires Human Approval\n", "- [ ] Changes to `shed/`", {"shed/x": "appp"}),
    ("restricted-tools-and-paths", "### Restricted Tools\n❌ **Shed:**\n", "- No changes to `shed/`", {"shed/x": FIXED}),
    ("words-of-read-only", "### File Patterns\n```\n✅ ALLOWED (Read-Only):\n  - src/garden_gate/**\n```\n" + CANNOT,
     "- ❌ Modify garden gate code without approval", {"src/garden_gate/x": FIXED}),
    ("plural", "**Restricted paths:**\n- `**/trees/**`\n\n" + CANNOT, "- ❌ Access tree files", {"a/trees/x": SHUT}),
    ("part-of-the-words", "### ❌ DENIED Data Access\n| Data | Why |\n|---|---|\n",
     "| Gnome names and `.env` files | no |", {".env": SHUT}),
    ("note-of-the-words", "### File Patterns\n```\n❌ DENIED:\n", "  - Database files (production)\n```", {"x.sqlite": SHUT}),
]  # fmt: skip


@pytest.mark.parametrize(("above", "line", "paths"), [case[1:] for case in PATHS], ids=[case[0] for case in PATHS])
def test_paths(above: str, line: str, paths: dict[str, str]) -> None:
    policy = compiled(FRONT + above + line + "\n")
    assert {path: said(policy, path) for path in paths} == paths
    if set(paths.values()) != {FREE}:
        assert (FRONT + above).count("\n") + 1 in accounted(policy)


BENIGN: list[tuple[str, str, str]] = [
    ("a-keyword", "## Anti-patterns\n", "❌ Using `any`"),
    ("a-function", "### NEVER:\n", "- Use `print()` for logging"),
    ("a-module", "## Guidelines\n", "- Never use `os.system`"),
    ("no-need", PROSE, "You don't need to add tests."),
    ("rollbacks", "## Restrictions\n", "- Rollbacks don't need approval"),
    ("about-code", "## Security Requirements\n", "- Every endpoint must check a token"),
    ("example", "## Examples\n", "- ❌ Delete files"),
    ("reports", "### ⚠️ Requires Approval\n", "- Publishing reports"),
    ("statements", "### 🚫 Hard Limits\n", "- `DROP`, `TRUNCATE`"),
    ("commands", "### Forbidden Commands\n", "- `rm -rf`"),
    ("a-new-word", "## Guidelines\n", "- Do not use `new`"),
]


@pytest.mark.parametrize(("above", "line"), [case[1:] for case in BENIGN], ids=[case[0] for case in BENIGN])
def test_what_is_no_boundary_of_files_or_tools_makes_no_rule(above: str, line: str) -> None:
    policy = compiled(FRONT + above + line + "\n")
    assert [rule for rule in policy.rules if rule.source.file == "keeper.chatmode.md"] == []
    assert "error" not in {problem.severity for problem in lint_policy(policy, None)}


SOFT = ("guidance-not-enforced", "unenforceable-boundary", "unenforceable-gate", "unenforceable-restriction")


@pytest.mark.parametrize(
    ("above", "line", "code"),
    [
        (CANNOT, "- ❌ Bypass taste filters", "unenforceable-boundary"),
        (CANNOT, "- ❌ Disable the fountain", "unenforceable-boundary"),
        (CANNOT, "- ❌ Modify code without tests", "unenforceable-boundary"),
        ("### NEVER:\n", "- Use inline styles", "guidance-not-enforced"),
        ("## Security Requirements\n", "- Tokens must never be logged", "guidance-not-enforced"),
        ("## Purpose\n\n", "The keeper waters. It must never weaken the fence.", "guidance-not-enforced"),
        ("### Restricted Tools\n❌ **Ops:**\n", "- No `kubectl` or `terraform` commands", "unread-restriction"),
        (CANNOT, "- ❌ Change gnome names", "unbound-resource"),
        (CANNOT, "- ❌ Share visitor information", "unbound-resource"),
        ("### Forbidden Commands\n", "- `rm -rf`", "unread-restriction"),
        ("## Data\n", "- **Restricted:** visitor records, `shed/**`", "unbound-resource"),
        (CANNOT, "- ❌ Edit `shed/`, delete weather", "unbound-resource"),
    ],
)
def test_what_nothing_holds_is_a_gap_of_the_right_weight(above: str, line: str, code: str) -> None:
    policy = compiled(FRONT + above + line + "\n")
    assert gaps(policy) == [code]
    severities = {problem.severity for problem in lint_policy(policy, None) if problem.code == code}
    assert severities == {"warning"}
    strict = compiled(FRONT.replace("mode: keeper", "mode: keeper\nsecurity_level: critical") + above + line + "\n")
    severities = {problem.severity for problem in lint_policy(strict, None) if problem.code == code}
    assert severities == ({"warning"} if code in SOFT else {"error"})


# --- tools -----------------------------------------------------------------------------------------------------------

ALLOWED = "### ✅ ALLOWED Tools\n| Tool | Purpose | Restrictions |\n|---|---|---|\n"
RESTRICTED = "### ⚠️ RESTRICTED Tools (Approval Required)\n| Tool | Restriction | Approval From |\n|---|---|---|\n"


@pytest.mark.parametrize("words", ["No restrictions", "None", "N/A", "-", "Unrestricted"])
def test_no_restriction_is_none(words: str) -> None:
    assert gaps(compiled(FRONT + ALLOWED + f"| `view` | look | {words} |\n")) == []


def test_what_is_said_behind_an_allowed_tool_of_a_list_holds_as_in_a_table() -> None:
    policy = compiled(FRONT + "**✅ ALLOWED Tools:**\n- `launch-process` - Development only\n- `view` - Read beds\n")
    assert effects(policy, "development-only") == {
        ("run-command", "approval", ("staging",)),
        ("run-command", "approval", ("production", "unknown")),
    }
    assert gaps(policy) == []
    never = compiled(FRONT + "**✅ ALLOWED Tools:**\n- `launch-process` - Run the pump, never in production\n")
    assert effects(never, "development-only") == {("run-command", "deny", ("production", "unknown"))}


@pytest.mark.parametrize(
    ("row", "environments"),
    [
        ("`launch-process` (production) | Requires approval", ("production", "unknown")),
        ("`launch-process` (staging and production) | Requires approval", ("staging", "production", "unknown")),
        ("`launch-process` | production requires approval", ("production", "unknown")),
        ("`launch-process` | Requires approval for staging and production", ("staging", "production", "unknown")),
        ("`launch-process` (non-production) | Requires approval", ("local", "development", "staging")),
        ("`launch-process` (with caution) | Requires approval", ()),
        ("`launch-process` | Requires approval", ()),
    ],
)
def test_where_a_restricted_tool_needs_approval(row: str, environments: tuple[str, ...]) -> None:
    policy = compiled(FRONT + RESTRICTED + f"| {row} | the head keeper |\n")
    assert effects(policy, "approval-tool") == {("run-command", "approval", environments)}
    assert gaps(policy) == []


def test_who_approves_is_not_what_is_restricted() -> None:
    policy = compiled(FRONT + RESTRICTED + "| `github-api` | Cannot merge without review | The head keeper |\n")
    assert tool(policy, "github-api", method="GET") == "allow"
    assert tool(policy, "github-api", method="PUT", path="/repos/a/b/pulls/1/merge") == "approval"


def test_can_open_cannot_merge() -> None:
    policy = compiled(FRONT + "### ⚠️ RESTRICTED Tools\n1. `github-api` — can open PRs, cannot merge\n")
    assert tool(policy, "github-api", method="GET") == "allow"
    assert tool(policy, "github-api", method="PUT", path="/repos/a/b/pulls/1/merge") == "approval"


def test_an_unknown_qualifier_narrows_and_is_a_gap() -> None:
    text = FRONT + ALLOWED + "| `str-replace-editor` | edit | |\n\n" + RESTRICTED
    policy = compiled(text + "| `str-replace-editor` (gnome labels) | Review | keeper |\n")
    assert said(policy, "beds/x") == FREE
    assert gaps(policy) == ["unbound-resource"]
    alone = compiled(FRONT + RESTRICTED + "| `str-replace-editor` (gnome labels) | Review | keeper |\n")
    assert tool(alone, "str-replace-editor", path="beds/x") == "approval"


def test_denying_a_servers_tool_leaves_the_like_of_it_that_the_mode_allows() -> None:
    text = FRONT + ALLOWED + "| `launch-process` | water | |\n\n### ❌ DENIED Tools\n| Tool | Reason |\n|---|---|\n"
    policy = compiled(text + "| `execute_shell_command_Serena` | use the other |\n")
    assert tool(policy, "launch-process") == "allow"
    assert decide_tool(policy, "serena", "execute_shell_command", {}).verdict == "deny"
    alone = compiled(
        FRONT + "### ❌ DENIED Tools\n| Tool | Reason |\n|---|---|\n| `execute_shell_command_Serena` | no |\n"
    )
    assert tool(alone, "launch-process") == "deny"


def test_denying_a_forges_files_leaves_those_here() -> None:
    policy = compiled("---\nmode: k\ntools:\n  allowed: [editFiles, search]\n  denied: [push_files]\n---\n# x\n")
    assert said(policy, "beds/x") == FREE
    assert tool(policy, "editFiles", path="beds/x") == "allow"
    assert decide_tool(policy, "github", "push_files", {}).verdict == "deny"
    listed = compiled("---\nmode: k\ntools: [push_files]\n---\n# x\n")
    assert tool(listed, "str-replace-editor", path="x") == "deny"


def test_toolsets_of_agent_files() -> None:
    policy = compiled("---\nname: k\ntools: ['read', 'edit', 'execute']\n---\n# x\n", "k.agent.md")
    for name in ("view", "str-replace-editor", "save-file", "launch-process", "read-process"):
        assert tool(policy, name) == "allow", name
    assert tool(policy, "remove-files") == "deny"
    assert tool(policy, "fetch") == "deny"


def test_a_persona_with_toolsets_that_nobody_knows_refuses_no_tool() -> None:
    policy = compiled("---\npersona: keeper\ntools: [garden-core, github]\n---\nYou dig.\n", "keeper.md")
    assert tool(policy, "view") == "allow"
    assert gaps(policy) == ["unknown-toolset"]
    known = compiled("---\npersona: keeper\ntools: [view]\n---\nYou dig.\n", "keeper.md")
    assert tool(known, "save-file") == "deny"


@pytest.mark.parametrize(
    ("line", "denied", "free"),
    [
        ("- ❌ Use `launch-process`", "launch-process", "view"),
        ("- ❌ Use browser tools", "browser_click_Playwright", "view"),
        ("- ❌ You are not allowed to use the terminal", "Bash", "view"),
        ("- ❌ Access the internet", "web-fetch", "view"),
        ("- ❌ Execute code", "launch-process", "view"),
    ],
)
def test_boundaries_about_tools(line: str, denied: str, free: str) -> None:
    policy = compiled(FRONT + CANNOT + line + "\n")
    assert (tool(policy, denied), tool(policy, free)) == ("deny", "allow")


def test_categories_of_tools() -> None:
    policy = compiled(FRONT + "### ❌ DENIED Tools\n- All deployment tools\n- Browser tools\n")
    assert [tool(policy, name) for name in ("deployProduction", "browser_click", "view")] == ["deny", "deny", "allow"]


def test_a_table_with_one_column_for_each_environment() -> None:
    policy = compiled(
        FRONT + "### Tool Access\n| Tool | Development | Staging | Production |\n|---|---|---|---|\n"
        "| `launch-process` | ✅ | ⚠️ | ❌ |\n"
    )
    assert effects(policy, "approval-tool") == {("run-command", "approval", ("staging",))}
    assert effects(policy, "denied-tool") == {("run-command", "deny", ("production", "unknown"))}
    assert tool(policy, "launch-process") == "allow"


def test_tables_of_tools_in_words() -> None:
    policy = compiled(
        FRONT + "## Tools\n| Tool | Access | Notes |\n|---|---|---|\n"
        "| `view` | Full | No restrictions |\n| `remove-files` | Forbidden | |\n| `launch-process` | With approval | |\n"
    )
    assert [tool(policy, name) for name in ("view", "remove-files", "Bash", "fetch")] == [
        "allow",
        "deny",
        "approval",
        "deny",
    ]
    matrix = compiled(FRONT + "## Tools\n| Tool | Staging | Production |\n|---|---|---|\n| `Bash` | Allowed | No |\n")
    assert effects(matrix, "denied-tool") == {("run-command", "deny", ("production", "unknown"))}
    plain = compiled(FRONT + "## Tools\n| Tool | Use |\n|---|---|\n| `view` | looking |\n")
    assert [tool(plain, name) for name in ("view", "fetch")] == ["allow", "allow"]


def test_a_table_with_one_column_for_each_access() -> None:
    policy = compiled(
        FRONT + "### File Access\n| File Pattern | Read | Write | Delete |\n|---|---|---|---|\n"
        "| `beds/**` | ✅ | ✅ | ❌ |\n| `shed/**` | ✅ | ❌ | ❌ |\n| `vault/**` | ❌ | ❌ | ❌ |\n| `plans/**` | ✅ | ⚠️ | ❌ |\n"
    )
    paths = {"beds/x": "aaad", "shed/x": FIXED, "vault/x": SHUT, "plans/x": "addd"}
    assert {path: said(policy, path) for path in paths} == paths
    assert {rule.verdict for rule in policy.rules if rule.pattern == "plans/**"} == {"approval", "deny"}


def test_permissions_in_words() -> None:
    policy = compiled(
        FRONT + "### Permissions\n| Operation | Permission |\n|---|---|\n"
        "| Look around | Allowed |\n| Delete files | Forbidden |\n| Merge PRs | Requires review |\n"
    )
    assert said(policy, "x") == "aaad"
    assert {code for code, *_ in effects(policy, "merge-without-review")} == {"platform-api", "run-command"}


def test_directories_in_a_table_follow_the_column_that_says_access() -> None:
    policy = compiled(
        FRONT + "### Accessible Directories\n| Directory | Access | Notes |\n|---|---|---|\n"
        "| `beds/` | Read/Write | denied to moles |\n| `shed/` | None | off limits |\n| `pond/` | Read-only | |\n"
    )
    paths = {"beds/x": FREE, "shed/x": SHUT, "pond/x": FIXED, "y": FIXED}
    assert {path: said(policy, path) for path in paths} == paths


def test_a_writable_directory_within_a_read_only_one() -> None:
    policy = compiled(
        FRONT + "### Accessible Directories\n- `src/` - Read-only\n- `src/beds/` - Full read/write access\n"
    )
    assert (said(policy, "src/beds/x"), said(policy, "src/x"), said(policy, "y")) == (FREE, FIXED, FIXED)


def test_accessible_directories_in_a_fence() -> None:
    policy = compiled(
        FRONT
        + "### Accessible Directories\n```\nbeds/      ✅ Read/Write\npond/      ✅ Read-Only\nvault/     ❌ No Access\n```\n"
    )
    assert [said(policy, path) for path in ("beds/x", "pond/x", "vault/x", "y")] == [FREE, FIXED, SHUT, FIXED]


def test_fences_below_labels() -> None:
    policy = compiled(
        FRONT + "### File Patterns\n\n**✅ ALLOWED (Read/Write):**\n```\nbeds/**/*.yml\n```\n\n"
        "**❌ DENIED:**\n```\nbeds/vault/**\n.env files\n```\n"
    )
    assert [said(policy, path) for path in ("beds/a.yml", "beds/vault/a.yml", ".env", "y")] == [FREE, SHUT, SHUT, FIXED]
    assert policy.write_list is not None


def test_directly_to_main_leaves_the_way_by_review() -> None:
    policy = compiled(FRONT + BOUNDARIES + "- ❌ No direct pushes to main branch\n")
    assert {(pattern, verdict) for pattern, verdict, _ in effects(policy, "merge-without-review")} == {
        ("platform-api", "approval"),
        ("run-command", "approval"),
    }


def test_staging_or_production_is_both() -> None:
    policy = compiled(
        FRONT + CANNOT + "- ❌ Deploy to staging or production\n- ❌ Access staging or production environments\n"
    )
    assert {tool(policy, "deployStaging"), tool(policy, "deployProduction")} == {"deny"}
    environments = {rule.environments for rule in policy.rules if rule.subject == "resource"}
    assert environments == {("staging",), ("production",)}


def test_commands_on_production() -> None:
    policy = compiled(FRONT + CANNOT + "- ❌ Execute database queries on production\n- ❌ Run product demos\n")
    assert {pattern for pattern, *_ in effects(policy, "no-deploy")} == {"run-command"}
    assert gaps(policy) == ["unbound-resource"]


@pytest.mark.parametrize(
    ("allowed", "restricted", "conflict"),
    [
        ("packages/**/src/**/*.py", "packages/**/frontend/**", False),
        ("packages/web/frontend/**", "packages/**/frontend/**", True),
        ("**/conftest.py", "infra/**", False),
        ("tests/e2e/**", "**/tests/**", True),
        ("tests/**/*_test.py", "**/*_test.py", True),
        ("src/**/*.py", "src/vault/**", True),
        ("beds/**", "**/node_modules/**", False),
    ],
)
def test_which_patterns_contradict(allowed: str, restricted: str, conflict: bool) -> None:
    text = f"**Allowed paths:**\n- `{allowed}`\n\n**Restricted paths:**\n- `{restricted}`\n"
    assert bool(compiled(FRONT + text).conflicts) is conflict


def test_mcp_servers_in_prose() -> None:
    policy = compiled(FRONT + "**Allowed MCP servers:** context7, `github`\n\n**Denied MCP servers:** grafana\n")
    assert [decide_tool(policy, server, "look", {}).verdict for server in ("context7", "github", "grafana", "redis")] == [
        "allow", "allow", "deny", "deny",
    ]  # fmt: skip
    front = "---\nmode: k\nsecurity:\n  allowed_mcp_servers: [github]\n---\n"
    wider = compiled(front + "**Allowed MCP servers:** github, redis\n")
    assert decide_tool(wider, "redis", "look", {}).verdict == "deny"


def test_checklists_in_other_words() -> None:
    policy = compiled(
        FRONT + "## Production Readiness Checklist\n- [ ] Pump tested\n## Go-Live Checklist\n- [x] Gate shut\n"
        "## Code Review Checklist\n- [ ] Names are kind\n"
    )
    assert [(item.text, item.phase) for item in policy.checklist] == [
        ("Pump tested", "before"),
        ("Gate shut", "before"),
    ]


# --- whole modes: nothing restrictive is dropped ------------------------------------------------------------------------

TABLE_MODE = """---
mode: "orchard-engineer"
cognitive_focus: "Order"
security_level: "High"
hypertool_persona: tta-orchard
security:
  restricted_paths:
    - "packages/**/kiosk/**"
  allowed_mcp_servers: [context7, github]
---

# Orchard Engineer

## Purpose

The role tends trees. It must never shake them.

## Scope

### Accessible Directories
* `src/orchard/` — Full read/write access
* `src/` → Read-only
* `plans/`: no direct access

### Inaccessible Directories
* `src/vault/` and `src/cellar/`

### File Patterns

**✅ ALLOWED (Read/Write):**
```
src/orchard/**/*.py
```

**❌ DENIED:**
```
src/vault/**/*
.env files
Visitor records
```

## MCP Tool Access

### ✅ ALLOWED Tools
1. `save-file` — new trees
2. `launch-process` — run tests (development only)

### ⚠️ RESTRICTED Tools
1. `remove-files` — approval required
2. `launch-process` — production requires approval

### ❌ DENIED Tools
1. `browser_*`
2. All deployment tools

### ❌ DENIED Data Access
1. Visitor records
2. Production databases

## Approval Workflow

### Actions Requiring Approval
1. Changing the grafting plan (`src/orchard/plan.py`)
2. Moving hedges
3. `remove-files`

## Limitations & Constraints

### What This Mode CANNOT Do
1. ❌ Modify files outside `src/orchard/`
2. ❌ Shake trees
3. ❌ Approve its own pull requests
4. ❌ Deploy anything
5. ❌ Edit `fence.toml`, delete gates, commit secrets
"""

LIST_MODE = """---
mode: orchard-tester
model: some-model
tools:
  allowed: [search, editFiles, runTests]
  denied: [deployProduction, deleteFiles]
---
### What I CAN Do:
✅ Write tests in `tests/`

### What I CANNOT Do:
❌ Change kiosk code (`packages/kiosk/**`)
❌ Skip or disable failing tests
❌ Lower thresholds in `pyproject.toml`
❌ Use real visitor data
❌ Run destructive database commands
"""

AUGMENT_MODE = """---
description: "Orchard planner"
tools: ['codebase', 'view', 'github/*']
hypertool_persona: tta-planner
---
## Allowed Tools and MCP Boundaries

### Allowed Tools
✅ **Planning:**
- `view` - Read plans (plans only)
- `save-file` - Write plans, never code

### Restricted Tools
❌ **Implementation:**
- No pruning (delegate to the keeper)
- No changes to `packages/`
- No `kubectl` commands
- `launch-process`

### MCP Boundaries
- **Focus:** plans
- **Never:** push to `main`
- **Don't touch the pump:** it belongs to the keeper
- **Restricted servers:** grafana
"""

BOUNDARY_MODE = """---
hypertool_persona: tta-kiosk
tools_via_hypertool: true
security:
  restricted_paths: ["**/trees/**"]
---
**Security Boundaries:**
- ✅ Full access to kiosk code
- ✅ Read-only access to `docs/`
- ✅ Limited access to shared paint
- ⚠️ Limited access to pumps (read-only)
- ❌ No access to tree files
- ❌ No write access to `packages/core/`
- ❌ Visitor names
- 🚫 Deleting files
"""

PERSONA = """---
persona: tta-keeper
displayName: Keeper
tools: [garden-core]
token_budget: 900
---
You tend the garden. You never paint the kiosk. You must not touch `packages/kiosk/**`.

**IMPORTANT:** Do not modify `gates/`.

Only edit files in `beds/`.
"""

AGENT = """---
name: pond-keeper
tools: ["read", "edit", "fish/*"]
target: vscode
handoffs: [{label: go, agent: keeper, prompt: "Never mind"}]
mcp-servers: {fish: {type: local, command: docker}}
---
## File Access

**Allowed:**
- `pond/**`, `docs/pond/*.md`

**Restricted:**
- `packages/**/kiosk/**`
- No access to `vault/`
- Visitor records

## Boundaries
- ✅ **Always do:** Look first
- ⚠️ **Ask first:** Before draining the pond
- 🚫 **Never do:** Edit `gates/`, feed ducks

### ASK FIRST:
- Editing `pump.yml`

### NEVER:
- Log secrets
- Delete fish
- Commit directly to main
"""

PLANNER = """---
description: Plans only
tools: codebase, search, fetch
---
You are in planning mode. Don't make any code edits, just generate a plan.

Do not edit files, do not run commands and never commit.

### 🚫 Hard Limits
- Production database writes
- `DROP`, `TRUNCATE`

### Permissions
| Operation | Permission |
|---|---|
| DROP TABLE | ❌ Forbidden |
| Prune trees | Requires approval |
"""

MODES = {
    "tables": (TABLE_MODE, "orchard-engineer.chatmode.md"),
    "lists": (LIST_MODE, "orchard-tester.chatmode.md"),
    "augment": (AUGMENT_MODE, "planner.chatmode.md"),
    "boundaries": (BOUNDARY_MODE, "kiosk.chatmode.md"),
    "persona": (PERSONA, "agents/keeper.md"),
    "agent": (AGENT, "pond-keeper.agent.md"),
    "planner": (PLANNER, "plans.chatmode.md"),
}
LOOKS_RESTRICTIVE = re.compile(
    r"^[-*\d.|`>\s]*(?:❌|🚫|⚠️)(?!.*(?:\*\*$|ALLOWED|DENIED|RESTRICTED))"
    r"|\b(?:never|do not|don't|must not|cannot)\b|^[-*] No ",
    re.IGNORECASE,
)


def accounted(policy: Policy) -> set[int]:
    lines = {rule.source.line for rule in policy.rules} | {gap.source.line for gap in policy.gaps}
    lines |= {conflict.source.line for conflict in policy.conflicts} | {item.source.line for item in policy.checklist}
    return lines | {line for line, _ in policy.settings["held"]}


@pytest.mark.parametrize("family", MODES)
def test_nothing_restrictive_is_dropped(family: str) -> None:
    """Every statement that restricts, and every line that looks like it, is a rule, is held, or is reported."""
    text, file = MODES[family]
    policy, mode = compiled(text, file), parse_chatmode(text.encode(), file)
    lines = accounted(policy)
    for statement in mode.statements:
        restricts = statement.mark in ("deny", "restrict", "approve") or statement.kind in ("cannot", "ask", "unread")
        assert not restricts or statement.line in lines, statement
    for number, line in enumerate(text.split("\n"), 1):
        titled = line.startswith("#") or line.rstrip("*").endswith(":") or "handoffs" in line
        assert titled or not LOOKS_RESTRICTIVE.search(line) or number in lines, (number, line)


@pytest.mark.parametrize("family", MODES)
def test_line_ends_and_a_byte_order_mark_change_nothing(family: str) -> None:
    text, file = MODES[family]
    plain = compiled(text, file)
    for other in (text.replace("\n", "\r\n"), "\ufeff" + text, text.rstrip("\n")):
        policy = compiled(other, file)
        assert (policy.rules, policy.gaps, policy.conflicts) == (plain.rules, plain.gaps, plain.conflicts)


def test_names_of_modes() -> None:
    assert [compiled(text, file).mode for text, file in MODES.values()] == [
        "orchard-engineer", "orchard-tester", "planner", "kiosk", "keeper", "pond-keeper", "plans",
    ]  # fmt: skip


def test_whole_modes_answer_as_a_reader_would() -> None:
    table = compiled(*MODES["tables"])
    paths = {"src/orchard/a.py": "aaap", "src/orchard/plan.py": "appp", "src/x.py": FIXED, "src/vault/x": SHUT,
             "src/cellar/x": SHUT, "plans/x": SHUT, "packages/a/kiosk/x": FIXED}  # fmt: skip
    assert {path: said(table, path) for path in paths} == paths
    persona = compiled(*MODES["persona"])
    paths = {"beds/x": FREE, "gates/x": FIXED, "packages/kiosk/x": FIXED, "y": FIXED}
    assert {path: said(persona, path) for path in paths} == paths
    agent = compiled(*MODES["agent"])
    paths = {"pond/x": FREE, "vault/x": SHUT, "gates/x": FIXED, "packages/a/kiosk/x": FIXED}
    assert {path: said(agent, path) for path in paths} == paths
    planner = compiled(*MODES["planner"])
    assert (said(planner, "x.py"), tool(planner, "Bash"), tool(planner, "search")) == (FIXED, "deny", "allow")


def test_a_line_of_many_prohibitions_is_read_so_far_and_reported() -> None:
    policy = compiled(FRONT + CANNOT + "- ❌ Edit `a0/`" + "".join(f", edit `a{i}/`" for i in range(1, 40)) + "\n")
    assert said(policy, "a0/x") == FIXED
    assert gaps(policy) == ["unread-restriction"]


@pytest.mark.parametrize("above", [CANNOT, "## Approval Gates\n", "### ❌ DENIED Tools\n", "### Requires Approval\n"])
def test_long_lines_take_no_long_time(above: str) -> None:
    for filling in (" ", "edit or ", "requires "):
        line = f"- requires `x` on{filling * (3800 // len(filling))}b\n"
        started = time.perf_counter()
        compiled(FRONT + above + line * 10)
        assert time.perf_counter() - started < 3
