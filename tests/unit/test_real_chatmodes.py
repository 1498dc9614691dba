"""Chat modes found in the wild, read as a careful reader would: questions to each, line for line.

The files are not part of the project; without them beside it these tests are skipped.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tta_guard.policy.chatmode import parse_chatmode
from tta_guard.policy.compiler import compile_policy
from tta_guard.policy.config import default_config
from tta_guard.policy.paths import decide_path
from tta_guard.policy.rules import Policy
from tta_guard.policy.tools import decide_tool

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "chatmodes"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the chat modes found in the wild are not beside the project")


@cache
def policy_of(name: str) -> Policy:
    data = (DATA / f"{name}.chatmode.md").read_bytes()
    mode = parse_chatmode(data, f"{name}.chatmode.md")
    return compile_policy(mode, default_config(), [(mode.file, data)], signed=True)


# (access letters, path, verdict, the line that says so; 0: built in; None: nothing speaks against it)
PATHS: dict[str, list[tuple[str, str, str, int | None]]] = {
    "devops-engineer": [
        ("rwc", ".github/workflows/ci.yml", "allow", None),
        ("rwc", ".github/workflows/deep/er/ci.yaml", "allow", None),
        ("wc", ".github/workflows/notes.md", "deny", 48),
        ("rwc", "docker/Dockerfile", "allow", None),
        ("rwc", "docker/a/b/c", "allow", None),
        ("rwc", "kubernetes/deployment.yaml", "allow", None),
        ("wc", "kubernetes/readme.txt", "deny", 48),
        ("rwc", "scripts/deploy/deploy.sh", "allow", None),
        ("wc", "scripts/deploy/deploy.py", "deny", 48),
        ("wc", "scripts/other.sh", "deny", 48),
        ("rwc", "docker-compose.yml", "allow", None),
        ("rwc", "Dockerfile", "allow", None),
        ("rwc", ".dockerignore", "allow", None),
        ("r", "src/orchestration/run.py", "allow", None),
        ("wc", "src/orchestration/run.py", "deny", 60),
        ("r", "pyproject.toml", "allow", None),
        ("wc", "pyproject.toml", "deny", 61),
        ("wc", "package.json", "deny", 62),
        ("rwcd", ".env", "deny", 65),
        ("rwcd", "deploy/.env.production", "deny", 65),
        ("r", ".env.example", "allow", None),
        ("rwcd", "secrets/db.yaml", "deny", 66),
        ("rwcd", "docker/secrets/db.yaml", "deny", 66),
        ("rwcd", "src/therapeutic_safety/checker.py", "deny", 67),
        ("rwcd", "src/Therapeutic_Safety/checker.py", "deny", 67),
        ("rwcd", "src/api_gateway/routes/x.py", "deny", 68),
        ("rwcd", "src/player_experience/ui.tsx", "deny", 69),
        ("wcd", "packages/core/src/a/b.py", "deny", 11),
        ("wcd", "packages/web/frontend/app.ts", "deny", 12),
        ("r", "packages/web/frontend/app.ts", "allow", None),
        ("d", "docker/old.yml", "approval", 92),
        ("d", "kubernetes/old.yaml", "approval", 92),
        ("r", "README.md", "allow", None),
        ("wc", "README.md", "deny", 48),
        ("r", "keys/server.pem", "deny", 108),
        ("wc", ".pre-commit-config.yaml", "approval", 0),
        ("wc", "tta-guard.yaml", "approval", 0),
        ("wc", ".github/chatmodes/devops-engineer.chatmode.md", "approval", 0),
    ],
    "frontend-developer": [
        ("rwc", "src/player_experience/components/Game.tsx", "allow", None),
        ("rwc", "src/player_experience/a.js", "allow", None),
        ("rwc", "src/player_experience/styles/x.css", "allow", None),
        ("wc", "src/player_experience/data.json", "deny", 35),
        ("rwc", "tests/e2e/login.spec.ts", "allow", None),
        ("wc", "tests/e2e/fixtures/test-data.ts", "deny", 35),
        ("rwc", "public/img/logo.png", "allow", None),
        ("r", "src/models/player.ts", "allow", None),
        ("wc", "src/models/player.ts", "deny", 44),
        ("wc", "src/api/client.ts", "deny", 45),
        ("rwcd", "src/therapeutic_safety/x.py", "deny", 49),
        ("rwcd", "src/agent_orchestration/x.py", "deny", 50),
        ("rwcd", "src/narrative_engine/x.py", "deny", 51),
        ("rwcd", "src/database/x.sql", "deny", 52),
        ("rw", "config/app.yaml", "deny", 54),
        ("rw", "public/site.toml", "deny", 54),
        ("d", "public/img/logo.png", "approval", 78),
        ("wc", "backend/app.py", "deny", 35),
        ("r", "backend/app.py", "allow", None),
        ("r", ".env", "deny", 98),
        ("wc", "README.md", "deny", 35),
        ("r", "README.md", "allow", None),
        ("r", "docs/guide.md", "allow", None),
        ("wc", "docs/guide.md", "deny", 35),
        ("r", "package.json", "allow", None),
    ],
    "qa-engineer": [
        ("rwcd", "tests/test_x.py", "allow", None),
        ("rwcd", "tests/integration/test_x.py", "allow", None),
        ("rwcd", "src/app.py", "allow", None),
        ("wcd", "packages/web/frontend/app.ts", "deny", 18),
        ("wcd", "packages/a/b/frontend/deep/app.ts", "deny", 18),
        ("r", "packages/web/frontend/app.ts", "allow", None),
        ("wcd", "node_modules/x/index.js", "deny", 19),
        ("wcd", "apps/web/node_modules/x/index.js", "deny", 19),
        ("rwcd", "packages/frontend.py", "allow", None),
        ("r", "secrets/x", "deny", 0),
        ("wc", ".env", "deny", 0),
        ("rwc", ".env.example", "allow", None),
        ("wc", "tta-guard.yaml", "approval", 0),
        ("rwcd", "docs/plan.md", "allow", None),
        ("rwcd", ".github/workflows/ci.yml", "allow", None),
        ("r", "id_rsa", "deny", 0),
    ],
    "testing-specialist": [
        ("rwcd", "tests/test_x.py", "allow", None),
        ("rwcd", "pytest.ini", "allow", None),
        ("rwcd", "packages/web/frontend/app.ts", "deny", 41),
        ("rwcd", "apps/x/infrastructure/main.tf", "deny", 42),
        ("rwcd", "apps/x/main.py", "allow", None),
        ("rwcd", "infrastructure/main.tf", "allow", None),
        ("r", ".env", "deny", 0),
        ("wc", ".coveragerc", "allow", None),
    ],
    "safety-architect": [
        ("r", "src/app.py", "allow", None),
        ("w", "src/app.py", "deny", 28),
        ("c", "docs/design.md", "deny", 28),
        ("d", "src/app.py", "deny", 30),
        ("w", "packages/web/frontend/app.ts", "deny", 10),
        ("w", "node_modules/x.js", "deny", 11),
        ("r", ".env", "deny", 0),
        ("r", "docs/design.md", "allow", None),
    ],
    "therapeutic-safety-auditor": [
        ("r", "src/therapeutic_safety/content_validator.py", "allow", None),
        ("wc", "src/therapeutic_safety/content_validator.py", "deny", 35),
        ("w", "src/other.py", "deny", 69),
        ("c", "docs/report.md", "deny", 70),
        ("d", "docs/report.md", "deny", 71),
        ("rwcd", "src/api_gateway/x.py", "deny", 43),
        ("rwcd", "src/player_experience/x.py", "deny", 44),
        ("rwcd", "src/agent_orchestration/x.py", "deny", 45),
        ("rwcd", "src/narrative_engine/x.py", "deny", 46),
        ("r", "data/live.sqlite", "deny", 47),
        ("r", "config/app.yaml", "deny", 48),
        ("r", "src/therapeutic_safety/config.yaml", "allow", None),
        ("r", "tests/unit/test_x_safety.py", "allow", None),
        ("r", "tests/conftest.py", "allow", None),
        ("r", ".env", "deny", 84),
        ("r", "secrets/x", "deny", 84),
    ],
}
LETTERS = {"r": "read", "w": "write", "c": "create", "d": "delete"}


@pytest.mark.parametrize(
    ("name", "letters", "path", "verdict", "line"),
    [(name, *row) for name, rows in PATHS.items() for row in rows],
    ids=str,
)
def test_paths(name: str, letters: str, path: str, verdict: str, line: int | None) -> None:
    for letter in letters:
        decision = decide_path(policy_of(name), LETTERS[letter], path.encode())  # type: ignore[arg-type]
        assert decision.verdict == verdict, (LETTERS[letter], decision)
        if line is None:
            assert decision.reasons == ()
        else:
            assert line in {reason.source.line for reason in decision.reasons if reason.source}, decision


# (tool, server, arguments, verdict, line)
TOOLS: dict[str, list[tuple[str, str | None, dict[str, object], str, int | None]]] = {
    "devops-engineer": [
        ("save-file", None, {"path": "docker/x"}, "allow", 80),
        ("save-file", None, {"path": "src/x.py"}, "deny", 60),
        ("Write", None, {"file_path": "kubernetes/a.yaml"}, "allow", 80),
        ("str-replace-editor", None, {"path": "src/therapeutic_safety/a.py"}, "deny", 67),
        ("view", None, {"path": "src/orchestration/a.py"}, "allow", 82),
        ("Read", None, {"file_path": ".env"}, "deny", 65),
        ("launch-process", None, {}, "allow", 85),
        ("remove-files", None, {}, "approval", 92),
        ("github-api", None, {"method": "GET", "path": "/repos/a/b"}, "allow", 93),
        ("github-api", None, {"method": "PUT", "path": "/repos/a/b/pulls/1/merge"}, "approval", 93),
        ("browser_click_Playwright", None, {}, "deny", 100),
        ("browser_type_Playwright", None, {}, "deny", 101),
        ("web-search", None, {}, "deny", 76),
        ("query_prometheus", "grafana", {}, "allow", 17),
        ("anything", "filesystem", {}, "deny", 13),
    ],
    "frontend-developer": [
        ("str-replace-editor", None, {"path": "src/player_experience/a.tsx"}, "allow", 65),
        ("launch-process", None, {}, "approval", 79),
        ("Bash", None, {"command": "ls"}, "approval", 79),
        ("remove-files", None, {}, "approval", 78),
        ("browser_snapshot_Playwright", None, {}, "allow", 71),
        ("browser_click_Playwright", None, {}, "deny", 88),
        ("editFiles", None, {"files": ["src/database/a.sql"]}, "deny", 52),
        ("github-api", None, {"method": "PUT", "path": "/repos/a/b/pulls/1/merge"}, "approval", 80),
        ("view", None, {"path": "src/models/a.ts"}, "allow", 67),
        ("git-commit-retrieval", None, {}, "deny", 61),
    ],
    "qa-engineer": [
        ("view", None, {}, "allow", 5),
        ("save-file", None, {"path": "tests/a.py"}, "allow", 6),
        ("save-file", None, {"path": "packages/web/frontend/a.ts"}, "deny", 18),
        ("launch-process", None, {}, "allow", 96),
        ("browser_click_Playwright", None, {}, "allow", 98),
        ("remove-files", None, {}, "deny", 3),
        ("pytest", None, {}, "allow", 7),
        ("github-api", None, {}, "deny", 3),
        ("anything", "context7", {}, "allow", 21),
        ("anything", "serena", {}, "deny", 20),
    ],
    "testing-specialist": [
        ("launch-process", None, {}, "allow", None),
        ("save-file", None, {"path": "tests/a.py"}, "allow", None),
        ("save-file", None, {"path": "apps/x/infrastructure/a.tf"}, "deny", 42),
        ("anything", "playwright", {}, "allow", 11),
        ("anything", "grafana", {}, "deny", 9),
    ],
    "safety-architect": [
        ("editFiles", None, {"files": ["a.py"]}, "deny", 28),
        ("Write", None, {"file_path": "a.py"}, "deny", 28),
        ("runCommands", None, {}, "deny", 29),
        ("Bash", None, {"command": "ls"}, "deny", 29),
        ("deleteFiles", None, {}, "deny", 30),
        ("deployProduction", None, {}, "deny", 32),
        ("fetch", None, {}, "allow", 21),
        ("search", None, {}, "allow", 22),
        ("read_memory_Serena", None, {}, "allow", 25),
        ("execute_shell_command", "serena", {}, "deny", 29),
        ("anything", "elsewhere", {}, "deny", 12),
    ],
    "therapeutic-safety-auditor": [
        ("view", None, {"path": "src/therapeutic_safety/a.py"}, "allow", 61),
        ("view", None, {"path": "src/api_gateway/a.py"}, "deny", 43),
        ("str-replace-editor", None, {}, "deny", 69),
        ("save-file", None, {}, "deny", 70),
        ("remove-files", None, {}, "deny", 71),
        ("launch-process", None, {}, "deny", 72),
        ("run_shell_command", None, {}, "deny", 72),
        ("github-api", None, {}, "deny", 75),
        ("git-commit-retrieval", None, {}, "deny", 76),
        ("browser_snapshot_Playwright", None, {}, "allow", 63),
        ("fetch", None, {}, "deny", 55),
    ],
}


@pytest.mark.parametrize(
    ("name", "tool", "server", "args", "verdict", "line"),
    [(name, *row) for name, rows in TOOLS.items() for row in rows],
    ids=lambda value: str(value)[:40],
)
def test_tools(
    name: str, tool: str, server: str | None, args: dict[str, object], verdict: str, line: int | None
) -> None:
    decision = decide_tool(policy_of(name), server, tool, args)
    assert decision.verdict == verdict, decision
    if line is not None:
        assert line in {reason.source.line for reason in decision.reasons if reason.source}, decision


GAPS = {
    "devops-engineer": {(99, "unbound-resource"), (110, "unbound-resource"), (293, "unbound-resource")},
    "frontend-developer": {
        *[(line, "unbound-resource") for line in (53, 86, 87, 95, 97, 308, 310, 311)],
        (70, "unenforceable-restriction"),
        (72, "unenforceable-restriction"),
    },
    "safety-architect": set(),
    "testing-specialist": set(),
}
CONFLICTS = {
    "devops-engineer": {(169, 69), (170, 67), (39, 49), (41, 52), (42, 54), (60, 67), (60, 68), (60, 69)},
    "frontend-developer": {(70, 79), (28, 36), (29, 39), (156, 35)},
    "safety-architect": {(17, 29), (17, 28), (91, 28)},
    "testing-specialist": set(),
}


@pytest.mark.parametrize("name", GAPS)
def test_gaps(name: str) -> None:
    assert {(gap.source.line, gap.code) for gap in policy_of(name).gaps} == GAPS[name]


@pytest.mark.parametrize("name", CONFLICTS)
def test_conflicts(name: str) -> None:
    found = {(conflict.source.line, conflict.other.line) for conflict in policy_of(name).conflicts}
    assert found == CONFLICTS[name]


def test_the_checklists() -> None:
    items = policy_of("devops-engineer").checklist
    assert [item.phase for item in items].count("before") == 14
    assert [item.phase for item in items].count("during") == 4
    assert [item.phase for item in items].count("after") == 4
    assert len({item.id for item in items}) == len(items)
    assert items[0].source.line == 255


@pytest.mark.parametrize("name", PATHS)
def test_nothing_restrictive_is_dropped(name: str) -> None:
    """Every statement that restricts is a rule, is held, or is a gap or conflict."""
    policy = policy_of(name)
    mode = parse_chatmode((DATA / f"{name}.chatmode.md").read_bytes(), "x")
    accounted = {rule.source.line for rule in policy.rules} | {gap.source.line for gap in policy.gaps}
    accounted |= {conflict.source.line for conflict in policy.conflicts} | {line for line, _ in policy.settings["held"]}
    for statement in mode.statements:
        restricts = statement.mark in ("deny", "restrict", "approve") or statement.kind in ("cannot", "ask", "unread")
        if restricts and statement.line not in accounted:
            pytest.fail(f"line {statement.line} is lost: {statement.text}")
