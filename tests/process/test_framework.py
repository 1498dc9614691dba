"""The hooks through the real pre-commit framework, installed from this repository as a user would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Repo

NAME = "platform-engineer"


def _pre_commit() -> str | None:
    beside = Path(sys.executable).parent / "pre-commit"
    return str(beside) if beside.exists() else shutil.which("pre-commit")


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project as a repository that the framework can clone: what is here now, committed."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, so the framework has nothing to clone")
    made = Repo(tmp_path_factory.mktemp("hooks"))
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in listed.stdout.split(b"\0"):
        source = ROOT / os.fsdecode(name)
        if name and source.is_file() and not name.startswith((b"tests/", b"docs/", b"bench/")):
            made.write(name, source.read_bytes())
    made.git("init", "-q", "-b", "main")
    made.commit("the project")
    return made.path


def test_it_works_with_no_argument(repo: Repo, hooks: Path, tmp_path: Path) -> None:
    program = _pre_commit()
    if program is None:
        pytest.skip("pre-commit is not installed")
    bin_directory = tmp_path / "bin"
    bin_directory.mkdir()
    (bin_directory / "pre-commit").symlink_to(program)
    env = {
        "PRE_COMMIT_HOME": str(tmp_path / "cache"),
        "PATH": f"{bin_directory}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": "",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_DEFAULT_TIMEOUT": "60",
    }
    revision = Repo(hooks).git("rev-parse", "HEAD").stdout.decode().strip()
    repo.write(
        f".github/chatmodes/{NAME}.chatmode.md", (ROOT / "tta_guard/examples" / f"{NAME}.chatmode.md").read_bytes()
    )
    repo.write("tta-guard.yaml", f"mode: {NAME}\n")
    repo.write(
        ".pre-commit-config.yaml",
        "default_install_hook_types: [pre-commit, pre-merge-commit, prepare-commit-msg, commit-msg, pre-push]\n"
        f"repos:\n  - repo: {hooks}\n    rev: {revision}\n    hooks:\n      - id: tta-guard\n      - id: tta-guard-commit-msg\n",
    )
    repo.commit("start")
    installed = subprocess.run(
        [program, "install", "--install-hooks"],
        cwd=repo.path,
        env={**os.environ, **env},
        capture_output=True,
        check=False,
    )
    output = (installed.stdout + installed.stderr).decode(errors="replace")
    if installed.returncode != 0 and "tta-guard" not in output.replace(str(hooks), "") and "onnection" in output:
        pytest.skip("the package index cannot be reached, which the framework needs once")
    assert installed.returncode == 0, output

    repo.write("deploy/a.yml")
    repo.git("add", ".")
    repo.git("commit", "-q", "-m", "good", env=env)
    assert f"TTA-Mode: {NAME}" in repo.git("log", "-1", "--format=%B").stdout.decode()

    repo.write("services/x.py")
    repo.git("add", ".")
    for words in (("commit", "-m", "bad"), ("commit", "-n", "-m", "bad")):
        refused = repo.git(*words, check=False, env=env)
        assert refused.returncode != 0
        assert b"denied  create services/x.py" in refused.stdout + refused.stderr

    remote = Repo(tmp_path / "remote")
    remote.path.mkdir()
    remote.git("init", "-q", "--bare")
    repo.git("remote", "add", "origin", str(remote.path))
    repo.git("reset", "-q")
    repo.git("push", "-q", "origin", "main", env=env)
    repo.git("add", ".")
    repo.git("-c", "core.hooksPath=/dev/null", "commit", "-q", "-m", "past the hooks")
    pushed = repo.git("push", "-q", "origin", "main", check=False, env=env)
    assert pushed.returncode != 0
    assert b"push refused" in pushed.stdout + pushed.stderr
