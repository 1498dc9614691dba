"""`tta-guard init` as its user meets it: what it finds, writes, installs, and takes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT, Repo

MODE = ROOT / "tta_guard" / "examples" / "platform-engineer.chatmode.md"
NAME = "platform-engineer"
FILE = f".github/chatmodes/{NAME}.chatmode.md"


@pytest.fixture
def shop(repo: Repo) -> Repo:
    repo.write(FILE, MODE.read_bytes())
    repo.write("services/app.py")
    repo.commit("start")
    return repo


def snapshot(path: Path) -> dict[str, tuple[int, bytes]]:
    """Every file outside git's own data, the hooks included: mode and content."""
    found = {}
    for file in sorted(path.rglob("*")):
        name = str(file.relative_to(path))
        inside = name.startswith(".git/") and not name.startswith((".git/hooks", ".git/config", ".git/tta-guard"))
        if file.is_file() and not inside:
            found[name] = (file.stat().st_mode, file.read_bytes())
    return found


def test_init_holds_the_mode_and_remove_takes_everything_back(shop: Repo) -> None:
    own = shop.write(".git/hooks/pre-commit", "#!/bin/sh\necho my own hook ran >&2\n")
    own.chmod(0o755)
    before = snapshot(shop.path)
    done = shop.tta("init", "--mode", NAME, "--yes")
    assert done.returncode == 0, done.stderr
    assert "git add tta-guard.yaml" in done.stdout
    committed = shop.commit("hold")
    assert b"my own hook ran" in committed.stderr
    shop.write("services/app.py", "changed\n")
    refused = shop.commit("bad", check=False)
    assert refused.returncode != 0
    assert b"denied  write services/app.py" in refused.stderr
    assert FILE.encode() in refused.stderr
    shop.git("checkout", "-q", "HEAD", "--", ".")
    shop.write("deploy/x.yml")
    shop.commit("good")
    assert shop.git("log", "-1", "--format=%B").stdout.decode().strip() == f"good\n\nTTA-Mode: {NAME}"
    shop.git("reset", "-q", "--hard", "HEAD~2")
    assert shop.tta("init", "--mode", NAME, "--yes").returncode == 0
    removed = shop.tta("init", "--remove")
    assert removed.returncode == 0
    assert snapshot(shop.path) == before


def test_a_second_init_changes_nothing(shop: Repo) -> None:
    shop.tta("init", "--mode", NAME, "--yes")
    before = snapshot(shop.path)
    again = shop.tta("init", "--yes")
    assert again.returncode == 0
    assert snapshot(shop.path) == before
    other = shop.tta("init", "--mode", "another", "--yes")
    assert other.returncode == 2
    assert f"says mode: {NAME}" in other.stderr


def test_remove_leaves_what_somebody_changed(shop: Repo) -> None:
    shop.tta("init", "--mode", NAME, "--yes")
    shop.write("tta-guard.yaml", f"mode: {NAME}\n# mine\n")
    done = shop.tta("init", "--remove")
    assert "left      tta-guard.yaml" in done.stdout
    assert (shop.path / "tta-guard.yaml").exists()
    assert not (shop.path / ".tta-guard").exists()


def test_init_takes_the_only_mode(shop: Repo) -> None:
    assert shop.tta("init", "--yes").returncode == 0
    assert (
        f'mode: "{NAME}"' in (shop.path / "tta-guard.yaml").read_text()
        or f"mode: {NAME}" in (shop.path / "tta-guard.yaml").read_text()
    )


def test_init_with_several_modes_leaves_the_mode_open(shop: Repo) -> None:
    shop.write(".tta/chatmodes/other.chatmode.md", "---\nmode: other\nsecurity:\n  restricted_paths: [x]\n---\n# x\n")
    done = shop.tta("init", "--yes")
    assert done.returncode == 0
    assert "no mode" in done.stdout
    assert shop.tta("init", "--remove").returncode == 0
    unknown = shop.tta("init", "--mode", "nobody", "--yes")
    assert unknown.returncode == 2
    assert "known here: other, platform-engineer" in unknown.stderr
    assert not (shop.path / "tta-guard.yaml").exists()


def test_init_without_a_chat_mode_holds_the_baseline(repo: Repo) -> None:
    done = repo.tta("init", "--yes")
    assert done.returncode == 0
    assert "found no chat mode" in done.stdout
    repo.commit("start")
    repo.write("config/.env", "TOKEN=made-up\n")
    refused = repo.commit("secret", check=False)
    assert refused.returncode != 0
    assert b"[secret-file]" in refused.stderr
    repo.git("rm", "-q", "-f", "--cached", "config/.env")
    repo.write("config/.env.example", "TOKEN=\n")
    (repo.path / "config" / ".env").unlink()
    repo.commit("template")


def test_a_broken_chat_mode_stops_init_and_nothing_is_written(shop: Repo) -> None:
    shop.write(FILE, "---\nmode: [\n---\n")
    before = snapshot(shop.path)
    done = shop.tta("init", "--yes")
    assert done.returncode == 3
    assert FILE in done.stderr
    assert snapshot(shop.path) == before


def test_the_first_commit_is_judged_by_the_policy_that_it_brings(repo: Repo) -> None:
    repo.write(FILE, MODE.read_bytes())
    assert repo.tta("init", "--mode", NAME, "--yes").returncode == 0
    repo.write("services/app.py")
    refused = repo.commit("everything", check=False)
    assert refused.returncode != 0
    assert b"services/app.py" in refused.stderr
    assert b"tta-guard.yaml" not in refused.stderr.split(b"next")[0]
    repo.git("rm", "-q", "--cached", "services/app.py")
    done = repo.git("commit", "-q", "-m", "the policy")
    assert b"brings the policy in" in done.stderr


def test_a_change_of_the_policy_needs_approval_in_a_mode(shop: Repo) -> None:
    shop.tta("init", "--mode", NAME, "--yes")
    shop.commit("hold")
    shop.write(FILE, MODE.read_text(encoding="utf-8").replace("services/payments", "nothing/at/all"))
    for words in (("commit", "-q", "-a", "-m", "loosen"), ("commit", "-q", "-a", "-n", "-m", "loosen")):
        refused = shop.git(*words, check=False)
        assert refused.returncode != 0
        assert b"needs approval" in refused.stderr
        assert b"[guard-file]" in refused.stderr


def test_a_false_trailer_is_refused(shop: Repo) -> None:
    shop.tta("init", "--mode", NAME, "--yes")
    shop.commit("hold")
    shop.write("deploy/x.yml")
    shop.git("add", ".")
    refused = shop.git("commit", "-q", "-m", "x\n\nTTA-Mode: somebody-else", check=False)
    assert refused.returncode != 0
    assert b"the mode in force is platform-engineer" in refused.stderr
    shop.git("commit", "-q", "-m", f"x\n\nTTA-Mode: {NAME}")


def test_lint_formats(shop: Repo) -> None:
    shop.write("tta-guard.yaml", f"mode: {NAME}\n")
    problems = json.loads(shop.tta("policy", "lint", "--format", "json").stdout)["problems"]
    assert {problem["mode"] for problem in problems} == {NAME}
    codes = {problem["code"] for problem in problems}
    assert {"dead-restriction", "directory-broader-than-patterns"} <= codes
    sarif = json.loads(shop.tta("policy", "lint", "--format", "sarif").stdout)
    assert {result["ruleId"] for result in sarif["runs"][0]["results"]} == codes
    assert f"file={FILE},line=" in shop.tta("policy", "lint", "--format", "github").stdout
    text = shop.tta("policy", "lint")
    assert text.returncode == 0
    assert "0 errors" in text.stdout
    critical = MODE.read_text(encoding="utf-8").replace('"HIGH"', '"CRITICAL"')
    shop.write(FILE, critical)
    assert shop.tta("policy", "lint").returncode == 1
    shop.write(".tta/chatmodes/broken.chatmode.md", "")
    shop.write("tta-guard.yaml", "version: 1\n")
    everything = shop.tta("policy", "lint")
    assert everything.returncode == 1
    assert ".tta/chatmodes/broken.chatmode.md" in everything.stdout
    shop.write("tta-guard.yml", "version: 1\n")
    assert "[misnamed-configuration]" in shop.tta("policy", "lint").stdout


def test_show_names_every_source(shop: Repo) -> None:
    shop.write("tta-guard.yaml", f"mode: {NAME}\n")
    shop.commit("hold")
    done = shop.tta("policy", "show")
    assert done.returncode == 0
    for text in ("level HIGH", "from commit HEAD", FILE, "Checklist", "services/payments/**/*", ":37"):
        assert text in done.stdout
    data = json.loads(shop.tta("policy", "show", "--json").stdout)
    assert data["origin"] == "commit"
    assert all(rule["source"]["file"] for rule in data["rules"])
    assert {source["file"] for source in data["sources"]} == {"tta-guard.yaml", FILE}
