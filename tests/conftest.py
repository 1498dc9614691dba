"""What every test has: an environment with nothing of the user's in it, and ways to run git and the product for real."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
GIT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "Author",
    "GIT_AUTHOR_EMAIL": "author@example.com",
    "GIT_COMMITTER_NAME": "Author",
    "GIT_COMMITTER_EMAIL": "author@example.com",
}
_KEPT = ("PATH", "TMPDIR", "SYSTEMROOT", "CI")


# The default run tries the same examples every time, so that it says the same of the same code; TTA_FUZZ looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("new", deadline=None)
settings.load_profile("new" if os.environ.get("TTA_FUZZ") else "same")


@pytest.fixture(autouse=True)
def clean_environment(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the machine's configuration reaches a test: no git configuration, no mode, no colour, no home."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name not in _KEPT and not name.startswith(("TTA_GLOB", "TTA_FUZZ", "PYTEST", "HYPOTHESIS", "COV")):
            monkeypatch.delenv(name)
    for name, value in {**GIT, "HOME": str(home), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}.items():
        monkeypatch.setenv(name, value)


class Repo:
    """A git repository in a temporary directory."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def git(
        self, *words: str | bytes, check: bool = True, stdin: bytes | None = None, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        done = subprocess.run(
            ["git", *words],
            cwd=self.path,
            capture_output=True,
            input=stdin,
            env={**os.environ, **GIT, **(env or {})},
            check=False,
        )
        if check and done.returncode != 0:
            raise AssertionError(f"git {words} ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
        return done

    def write(self, name: str | bytes, text: str | bytes = "content\n") -> Path:
        path = Path(os.fsdecode(os.path.join(os.fsencode(self.path), os.fsencode(name))))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def commit(self, message: str = "change", *, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        self.git("add", "-A")
        return self.git("commit", "-q", "-m", message, check=check)

    def tta(
        self, *words: str | bytes, stdin: bytes | None = None, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run tta-guard as a user would, in this repository."""
        done = subprocess.run(
            [sys.executable, "-m", "tta_guard", *words],
            cwd=self.path,
            capture_output=True,
            input=stdin,
            env={**os.environ, **(env or {})},
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        )


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "repo")
    made.path.mkdir()
    made.git("init", "-q", "-b", "main")
    return made
