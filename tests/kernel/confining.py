"""What the kernel tests share: a repository with secrets in it, and ways to run an attack in each tier and outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tta_guard.confine.features import features

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TIERS = ("namespaces", "landlock", "container")
SECRET = "TOP-SECRET-7431"

PRELUDE = """
import ctypes, errno, json, os, sys
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
found = {}

def attempt(name, function):
    try:
        value = function()
    except OSError as error:
        found[name] = errno.errorcode.get(error.errno, str(error.errno))
    else:
        found[name] = "ok" if value is None or value is True else value

def call(number, *words):
    words = [ctypes.c_long(word) if isinstance(word, int) else word for word in words]
    result = libc.syscall(ctypes.c_long(number), *words)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return None

def read(path):
    with open(path) as file:
        return file.read().strip()

def leaked(path):
    return "leaked" if "SECRET" in read(path) else "other"
"""


def require(tier: str) -> None:
    """Skip a test whose tier does not work on this machine, with the reason that the kernel gave."""
    found = features()
    if tier == "namespaces" and not found.namespaces:
        pytest.skip(f"user and mount namespaces: {found.problem('namespaces')}")
    if found.landlock_abi < 3:
        pytest.skip(f"Landlock of Linux 6.2: {found.problem('landlock') or found.landlock_abi}")
    if not found.listener or not found.ptrace:
        pytest.skip(f"seccomp listener and ptrace: {found.problems}")


class Answer:
    """What a run said."""

    def __init__(self, done: subprocess.CompletedProcess[str], answer: dict) -> None:
        self.exit_code: int = answer["exit_code"]
        self.error: str = answer["error"]
        self.code: str = answer["code"]
        self.changed = [tuple(item) for item in answer["changed"]]
        self.plan: str = answer["plan"]
        self.tier: str = answer["tier"]
        self.stdout = done.stdout
        self.stderr = done.stderr

    @property
    def found(self) -> dict:
        assert self.stdout.strip().startswith("{"), (self.stdout, self.stderr, self.error)
        return json.loads(self.stdout)


class Place:
    """A repository, a home directory beside it, and a state directory."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.repo = top / "repo"
        self.home = top / "home"
        self.state = top / "state"
        for path in (
            self.repo / "src",
            self.repo / "conf" / "secrets",
            self.home / ".ssh",
            self.home / ".cache",
            self.state,
        ):
            path.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")
        self.write(".env", SECRET)
        self.write("conf/secrets/deep", SECRET)
        self.write("conf/open", "open")
        self.write("src/code", "code")
        for name in (".claude", ".codex", ".cursor", ".copilot"):  # agents that are used here
            (self.home / name).mkdir()
        (self.home / ".ssh" / "id_rsa").write_text(SECRET)
        (self.home / ".ssh" / "known_hosts").write_text("hosts")
        (self.home / ".bashrc").write_text("outside")
        (self.home / ".gitconfig").write_text("[user]\n\tname = A\n\temail = a@example.com\n")

    def git(self, *words: str) -> str:
        return subprocess.run(["git", *words], cwd=self.repo, check=True, capture_output=True, text=True).stdout

    def write(self, name: str, text: str) -> Path:
        path = self.repo / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def commit(self) -> None:
        self.git("add", "src")
        self.git("-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-q", "-m", "first")

    @property
    def environ(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        return {**kept, "HOME": str(self.home), "PYTHONPATH": os.pathsep.join([str(ROOT), *_libraries()])}

    def run(self, tier: str, argv: list[str], **options: object) -> Answer:
        """Run a command under the plan of a tier; `container` is the landlock tier under a container's profile."""
        answer = self.top / "answer"
        answer.unlink(missing_ok=True)
        asked = {
            "tier": None if tier == "container" else tier,
            "repository": str(self.repo),
            "argv": argv,
            "homes": [str(self.home)],
            "state": str(self.state),
            "answer": str(answer),
            **options,
        }
        words = [sys.executable, str(HERE / "confinedriver.py"), json.dumps(asked)]
        if tier == "container":
            words = [sys.executable, str(HERE / "dockerprofile.py"), *words]
        done = subprocess.run(words, cwd=self.top, env=self.environ, capture_output=True, text=True, timeout=60)
        assert answer.exists(), done.stderr
        made = Answer(done, json.loads(answer.read_text()))
        assert made.tier in ("", "landlock" if tier == "container" else tier)
        return made

    def attack(self, tier: str, code: str, **options: object) -> Answer:
        """Run an attack in Python, which fills `found`, inside."""
        return self.run(tier, [sys.executable, "-I", "-c", PRELUDE + code + "\nprint(json.dumps(found))"], **options)

    def outside(self, code: str) -> dict:
        """The same without confinement: the positive control."""
        words = [sys.executable, "-I", "-c", PRELUDE + code + "\nprint(json.dumps(found))"]
        done = subprocess.run(words, cwd=self.repo, env=self.environ, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


def _libraries() -> list[str]:
    return [path for path in sys.path if path.endswith("site-packages")]
