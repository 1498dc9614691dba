"""Which capability a tool's name is, and whether a call may be made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tta_guard.policy.chatmode import parse_chatmode
from tta_guard.policy.compiler import compile_policy
from tta_guard.policy.config import parse_config
from tta_guard.policy.rules import Policy
from tta_guard.policy.tool_names import CANONICAL, NAMES, SERVER_TOOLS, fold_tool
from tta_guard.policy.tools import (
    canonical,
    canonicals,
    command_texts,
    decide_tool,
    expand_names,
    locate,
    patch_paths,
    same_server,
    split_tool,
)

NAMED = {
    "read-file": "view Read read_file readFile read/readFile read_many_files get_file_contents",
    "search": "codebase-retrieval file-search semantic-search Grep Glob LS search codebase usages find_symbol_Serena search/codebase",
    "create-file": "save-file create_file createFile create",
    "edit-file": "str-replace-editor Edit MultiEdit NotebookEdit replace editFiles edit/editFiles Write apply_patch write_file",
    "delete-file": "remove-files deleteFiles delete_file",
    "run-command": "launch-process Bash bash runCommands runTasks run_shell_command execute shell run_in_terminal "
    "execute/runInTerminal mcp__serena__execute_shell_command serena/execute_shell_command execute_shell_command_Serena "
    "mcp__desktop-commander__start_process terminal",
    "read-process": "read-process list-processes kill-process BashOutput",
    "fetch-web": "web-fetch WebFetch fetch web/fetch",
    "search-web": "web-search WebSearch google_web_search",
    "browse-act": "browser_click_Playwright browser_type_Playwright mcp__playwright__browser_click playwright/browser_fill_form",
    "browse-view": "browser_snapshot_Playwright browser_take_screenshot_Playwright",
    "platform-api": "github-api githubRepo mcp__github__merge_pull_request github/create_issue",
    "vcs-history": "git-commit-retrieval mcp__github__list_commits git/git_diff_staged",
    "memory-read": "read_memory_Serena list_memories_Serena",
    "memory-write": "write_memory_Serena remember",
    "diagnose": "diagnostics problems",
    "delegate": "Task agent runSubagent",
    "think": "sequential-thinking mcp__sequential-thinking__sequentialthinking",
    "deploy-staging": "deployStaging",
    "deploy-production": "deployProduction",
}


@pytest.mark.parametrize(("tool", "name"), [(tool, name) for tool, names in NAMED.items() for name in names.split()])
def test_names(tool: str, name: str) -> None:
    assert canonical(name) == tool


def test_unknown_names_are_unknown_and_tables_name_only_canonical_tools() -> None:
    assert canonical("water_the_plants") is None
    assert canonical("mcp__garden__water") is None
    for tools in (*NAMES.values(), *[tools for server in SERVER_TOOLS.values() for tools in server.values()]):
        assert set(tools) <= set(CANONICAL)
    for name in (*NAMES, *SERVER_TOOLS, *[tool for server in SERVER_TOOLS.values() for tool in server]):
        assert fold_tool(name) == name, name
    assert canonicals("editFiles") == ("edit-file", "create-file")


@pytest.mark.parametrize(
    ("name", "server", "tool"),
    [
        ("mcp__github__create_issue", "github", "create_issue"), ("mcp_serena_list_dir", "serena", "list_dir"),
        ("playwright/browser_click", "playwright", "browser_click"), ("MCP:anything", "", "anything"),
        ("browser_click_Playwright", "playwright", "browser_click"), ("execute/runInTerminal", None, "runInTerminal"),
        ("mcp__github", "github", "*"), ("view", None, "view"),
        # A server may not hide behind the name of a tool or of a toolset.
        ("fetch/run_anything", "fetch", "run_anything"), ("memory/create_entities", "memory", "create_entities"),
        ("read/exfiltrate", "read", "exfiltrate"),
    ],
)  # fmt: skip
def test_servers_in_names(name: str, server: str | None, tool: str) -> None:
    assert split_tool(name) == (server, tool)


def test_server_names_and_wildcards() -> None:
    assert same_server("desktop-commander", "Desktop_Commander")
    assert same_server("git*", "github")
    assert not same_server("github", "github-evil")
    assert expand_names("browser_*_Playwright") == ("browse-act", "browse-view")
    assert expand_names("*") == ()


# --- decisions -------------------------------------------------------------------------------------------------------

LISTED = """---
mode: gardener
security:
  allowed_mcp_servers: [github, serena, 'wat*']
---
### File Patterns
```
✅ ALLOWED (Read/Write):
  - beds/**
❌ DENIED:
  - pond/**
```

### ✅ ALLOWED Tools
| Tool | Purpose | Restrictions |
|---|---|---|
| `view` | x | |
| `file-search` | x | |
| `save-file` | x | |
| `str-replace-editor` | x | |
| `launch-process` | x | Development environment only |
| `browser_*_Playwright` | x | |
| `mcp__git__*` | x | |
| `hoe` | x | |

### ⚠️ RESTRICTED Tools (Approval Required)
| Tool | Restriction |
|---|---|
| `remove-files` | Requires approval for deletion |
| `github-api` | Cannot merge without review |

### ❌ DENIED Tools
| Tool | Reason |
|---|---|
| `web-fetch` | no |
"""
OPEN = "---\nmode: open\ntools:\n  denied: [runCommands, editFiles]\n---\n"


def compiled(text: str, config: str = "") -> Policy:
    return compile_policy(
        parse_chatmode(text.encode(), "m.chatmode.md"), parse_config(config.encode(), "tta-guard.yaml"), []
    )


POLICIES = {"listed": compiled(LISTED), "open": compiled(OPEN), "none": compile_policy(None, parse_config(b"", ""), [])}
PATCH = "*** Begin Patch\n*** Update File: beds/a\n{more}*** End Patch"
MERGE = {"method": "PUT", "path": "/repos/o/r/pulls/1/merge"}

CALLS: list[tuple[str, str, str | None, dict[str, Any], str, str]] = [
    # what is listed, by any agent's name
    ("listed", "view", None, {"path": "beds/a"}, "allow", "allowed-tool"),
    ("listed", "Read", None, {"file_path": "beds/a"}, "allow", "allowed-tool"),
    ("listed", "Write", None, {"file_path": "beds/a", "content": "x"}, "allow", "allowed-tool"),
    ("listed", "Bash", None, {"command": "ls"}, "allow", "allowed-tool"),
    ("listed", "hoe", None, {}, "allow", "allowed-tool"),
    ("listed", "rake", None, {}, "deny", "tool-not-listed"),
    ("listed", "WebFetch", None, {"url": "https://x"}, "deny", "denied-tool"),
    ("listed", "Task", None, {}, "deny", "tool-not-listed"),
    ("listed", "browser_click", "playwright", {}, "deny", "server-not-listed"),
    ("listed", "delete_file", None, {"path": "beds/a"}, "approval", "approval-tool"),
    # servers
    ("listed", "anything", "github", {}, "allow", "allowed-server"),
    ("listed", "water", "water", {}, "allow", "allowed-server"),
    ("listed", "mcp__github-evil__x", None, {}, "deny", "server-not-listed"),
    ("listed", "x", "git", {}, "deny", "server-not-listed"),
    ("listed", "x", "", {}, "deny", "server-not-listed"),
    ("listed", "execute_shell_command", "serena", {"command": "ls"}, "allow", "allowed-server"),
    ("listed", "push_files", "github", {"files": [{"path": "pond/a", "content": "x"}]}, "deny", "denied-path"),
    ("listed", "delete_file", "github", {"path": "beds/a"}, "approval", "approval-tool"),
    ("listed", "merge_pull_request", "github", {}, "approval", "merge-without-review"),
    ("listed", "create_pull_request", "github", {"title": "merge this"}, "allow", "allowed-server"),
    # an allowed server's unknown tool that runs commands must be listed as such, and is: launch-process
    ("open", "whatever", "water", {"command": "rm -rf /"}, "deny", "denied-tool"),
    ("open", "unified_exec", None, {"cmd": ["sh"]}, "deny", "denied-tool"),
    ("open", "scribble", None, {"path": "a", "content": "x"}, "deny", "denied-tool"),
    ("open", "scribble", None, {"path": ".env"}, "deny", "secret-file"),
    ("open", "water", None, {"litres": 3}, "allow", ""),
    ("open", "Read", None, {"file_path": "a"}, "allow", ""),
    ("none", "Bash", None, {"command": "ls"}, "allow", ""),
    ("none", "Read", None, {"file_path": "x/.env"}, "deny", "secret-file"),
    # paths
    ("listed", "Edit", None, {"file_path": "beds/../pond/a"}, "deny", "denied-path"),
    ("listed", "Edit", None, {"file_path": "/repo/beds/a"}, "allow", "allowed-tool"),
    ("listed", "Edit", None, {"file_path": "/repo/pond/a"}, "deny", "denied-path"),
    ("listed", "Edit", None, {"file_path": "/repository/beds/a"}, "deny", "outside-repository"),
    ("listed", "Edit", None, {"file_path": "POND/a"}, "deny", "denied-path"),
    ("listed", "Edit", None, {"FilePath": "pond/a"}, "deny", "denied-path"),
    ("listed", "Edit", None, {"edits": [{"path": "beds/a"}, {"path": "pond/a"}]}, "deny", "denied-path"),
    ("listed", "Edit", None, {"path": "beds/a", "target_file": "pond/a"}, "deny", "denied-path"),
    ("listed", "Edit", None, {"uri": "FILE:///repo/pond/%61"}, "deny", "denied-path"),
    ("listed", "Edit", None, {"path": "beds\\..\\pond\\a"}, "deny", "denied-path"),
    ("listed", "Read", None, {"path": "pond\\a"}, "deny", "denied-path"),
    ("listed", "Edit", None, {"path": "~/x"}, "deny", "outside-repository"),
    ("listed", "Edit", None, {"path": "beds/a\0.txt"}, "deny", "arguments-unread"),
    ("listed", "Edit", None, {"path": None}, "deny", "arguments-unread"),
    ("listed", "Edit", None, {"where": "beds/a"}, "deny", "arguments-unread"),
    ("listed", "Edit", None, {"path": {"path": {"x": {"x": {"x": {"x": {"x": {"x": {"x": {}}}}}}}}}}, "deny", "arguments-unread"),
    ("listed", "str-replace-editor", None, {"path": "pond/a", "content": PATCH.format(more="")}, "deny", "denied-path"),
    # searches: a place that is denied as a whole
    ("listed", "Grep", None, {"pattern": "x", "path": "pond"}, "deny", "denied-path"),
    ("listed", "LS", None, {"path": "/repo/secrets"}, "deny", "secret-file"),
    ("listed", "Glob", None, {"pattern": "pond/*"}, "deny", "denied-path"),
    ("listed", "Grep", None, {"pattern": "KEY", "glob": ".env*"}, "deny", "secret-file"),
    ("listed", "Grep", None, {"pattern": "pond/.*"}, "allow", "allowed-tool"),
    ("listed", "Grep", None, {"pattern": "x", "path": "beds"}, "allow", "allowed-tool"),
    # patches
    ("listed", "apply_patch", None, {"input": PATCH.format(more="")}, "allow", "allowed-tool"),
    ("listed", "apply_patch", None, {"command": ["apply_patch", PATCH.format(more="")]}, "allow", "allowed-tool"),
    ("listed", "apply_patch", None, {"input": PATCH.format(more="  *** Update File: pond/a\n")}, "deny", "denied-path"),
    ("listed", "apply_patch", None, {"input": PATCH.format(more="*** Delete File: beds/b\n")}, "approval", "approval-tool"),
    ("listed", "apply_patch", None, {"input": PATCH.format(more="*** Move to: pond/b\n")}, "deny", "denied-path"),
    ("listed", "apply_patch", None, {"input": "--- a/beds/a\n+++ b/pond/a\n"}, "deny", "denied-path"),
    ("listed", "apply_patch", None, {"input": "anything"}, "deny", "arguments-unread"),
    # merging by a forge's interface
    ("listed", "github-api", None, {"method": "GET", "path": "/repos/o/r/pulls/1/merge"}, "allow", "allowed-tool"),
    ("listed", "github-api", None, MERGE, "approval", "merge-without-review"),
    ("listed", "github-api", None, {"path": MERGE["path"]}, "approval", "merge-without-review"),
    ("listed", "github-api", None, {"method": "PUT", "path": "/x/%6derge"}, "approval", "merge-without-review"),
    ("listed", "github-api", None, {"query": "mutation{mergePullRequest{x}}"}, "approval", "merge-without-review"),
    ("listed", "github-api", None, {"data": {"query": "mutation{enable\\u0050ullRequestAutoMerge}"}}, "approval", "merge-without-review"),
    ("listed", "github-api", None, {"method": "PATCH", "path": "/repos/o/r/git/refs/heads/main"}, "approval", "merge-without-review"),
    ("listed", "github-api", None, {"method": "PUT", "path": "/repos/o/r/contents/beds/a"}, "approval", "merge-without-review"),
    ("listed", "github-api", None, {"method": "POST", "path": "/repos/o/r/pulls", "data": {"body": "merge it"}}, "allow", "allowed-tool"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("mode", "tool", "server", "args", "verdict", "code"), CALLS, ids=lambda value: str(value)[:30]
)
def test_calls(mode: str, tool: str, server: str | None, args: dict[str, Any], verdict: str, code: str) -> None:
    decision = decide_tool(POLICIES[mode], server, tool, args, root=b"/repo")
    assert decision.verdict == verdict, decision
    assert code in ({reason.code for reason in decision.reasons} or {""}), decision
    for reason in decision.reasons:
        if reason.code not in ("arguments-unread", "secret-file", "guard-file"):
            assert reason.source is not None
            assert reason.source.line > 0


def test_a_wildcard_of_one_server_reaches_no_other() -> None:
    policy = compiled("---\nmode: m\ntools: ['mcp__git__*']\n---\n")
    assert decide_tool(policy, "git", "status", {}).verdict == "allow"
    assert decide_tool(policy, None, "mcp__git__status", {}).verdict == "allow"
    assert decide_tool(policy, "github", "status", {}).verdict == "deny"
    assert decide_tool(policy, None, "mcp__github__status", {}).verdict == "deny"


def test_a_pattern_behind_a_tool_narrows_it() -> None:
    policy = compiled("---\nmode: m\ntools: Read, Bash(git diff:*)\n---\n")
    assert decide_tool(policy, None, "Read", {}).verdict == "allow"
    assert decide_tool(policy, None, "Bash", {"command": "git diff"}).verdict == "approval"


def test_rules_of_an_environment_hold_for_tools_whose_target_nobody_knows() -> None:
    text = "### ❌ DENIED Tools\n| Tool | Reason |\n|---|---|\n| `github-api` (production) | no |\n| `launch-process` (production) | no |\n"
    policy = compiled("---\nmode: m\n---\n" + text)
    assert decide_tool(policy, None, "github-api", {}).verdict == "deny"
    # What a command reaches is for decide_command.
    assert decide_tool(policy, None, "Bash", {"command": "ls"}).verdict == "allow"


def test_a_tool_that_is_several_must_be_allowed_for_all() -> None:
    policy = compiled("---\nmode: m\ntools: [str-replace-editor]\n---\n")
    assert decide_tool(policy, None, "Edit", {}).verdict == "allow"
    assert decide_tool(policy, None, "editFiles", {}).verdict == "deny"
    assert decide_tool(compiled("---\nmode: m\ntools: []\n---\n"), None, "Read", {}).verdict == "deny"


def test_the_projects_own_names() -> None:
    text = "---\nmode: m\ntools: {denied: [runCommands]}\n---\n"
    assert decide_tool(compiled(text), None, "dig", {}).verdict == "allow"
    policy = compiled(text, "tools: {dig: run-command}\n")
    assert decide_tool(policy, None, "dig", {}).verdict == "deny"
    assert decide_tool(policy, "garden", "DIG", {}).verdict == "deny"
    assert decide_tool(policy, "garden", "dig_deeper", {}).verdict == "allow"


def test_an_override_opens_a_tool_with_its_line() -> None:
    config = "overrides:\n  - {tool: run-command, verdict: allow, reason: sandboxed}\n"
    decision = decide_tool(compiled(OPEN, config), None, "Bash", {})
    assert decision.verdict == "allow"
    assert str(decision.reasons[0].source) == "tta-guard.yaml:2"


@pytest.mark.parametrize(
    ("text", "root", "cwd", "paths"),
    [
        ("a/./b//c", b"", b"", (b"a/b/c",)), ("../a", b"", b"", (b"/a",)), ("a/../../b", b"/r/s", b"", (b"/r/b",)),
        ("/r/s/a", b"/r/s", b"", (b"a",)), ("/r/sa", b"/r/s", b"", (b"/r/sa",)), ("b", b"/r", b"a", (b"a/b",)),
        ("../b", b"/r", b"a", (b"b",)), ("~/.ssh/id_rsa", b"/r", b"", (b"/~/.ssh/id_rsa",)),
        ("file:///r/a%20b", b"/r", b"", (b"a b",)), ("a\\b", b"", b"", (b"a\\b", b"a/b")), ("", b"/r", b"", (b"",)),
        ("\udcff", b"", b"", (b"\xff",)), ("\ud800", b"", b"", (b"\xed\xa0\x80",)), ("/r/../r/a", b"/r", b"", (b"a",)),
    ],
)  # fmt: skip
def test_locate(text: str, root: bytes, cwd: bytes, paths: tuple[bytes, ...]) -> None:
    assert locate(text, root, cwd) == paths


def test_patches_and_commands() -> None:
    assert patch_paths("*** Add File: a\r\n+x\n*** Update File: b\n*** Move to: c\n*** Delete File: d\n") == [
        ("create", "a"), ("write", "b"), ("delete", "b"), ("create", "c"), ("delete", "d"),
    ]  # fmt: skip
    assert patch_paths("--- a/x\n+++ b/x\n--- /dev/null\n+++ b/n\n--- a/o\t2020\n+++ /dev/null\nrename from p\nrename to q\n") == [
        ("write", "x"), ("create", "n"), ("delete", "o"), ("delete", "p"), ("create", "q"),
    ]  # fmt: skip
    assert command_texts({"command": "ls", "nested": [{"commands": ["a", "b"]}]}) == ["ls", "a", "b"]


def test_the_hot_path_imports_nothing_heavy() -> None:
    heavy = "re json enum dataclasses typing collections functools contextlib subprocess hashlib pathlib argparse yaml".split()
    code = f"import sys; import tta_guard.policy.tools; print([name for name in {heavy!r} if name in sys.modules])"
    top = str(Path(__file__).resolve().parents[2])
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {top!r}); {code}"],
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stdout.strip()) == (0, "[]"), run.stderr
