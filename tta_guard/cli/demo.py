"""`tta-guard demo`: the product at work in a temporary directory, with real git. IO.

Every line that it shows is the output of the command above it; nothing is made up.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from ..errors import GuardError
from ..plumbing.process import git_program
from . import render

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_ENTRY = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "hot.py")
_EXAMPLE = "platform-engineer.chatmode.md"
_MODE = "platform-engineer"
_WORKFLOW = "name: build\non: [push]\njobs: {}\n"
_FILES = {
    f".github/chatmodes/{_EXAMPLE}": None,
    "services/catalogue/app.py": "print('books')\n",
    "services/payments/card.py": "LIMIT = 100\n",
    "deploy/base.yml": "replicas: 2\n",
    "deploy/old.yml": "replicas: 1\n",
}


def show() -> int:
    """Run the demonstration.

    Returns:
        0 when everything was allowed and refused as it should be; 3 when not, which is a bug.
    """
    with tempfile.TemporaryDirectory(prefix="tta-guard-demo-") as directory:
        stage = _Stage(directory)
        try:
            stage.play()
        except subprocess.TimeoutExpired as error:
            raise GuardError(f"the demonstration hung at: {' '.join(error.cmd)}") from error
        return stage.verdict()


class _Stage:
    """A repository of its own, and what has been shown in it so far."""

    def __init__(self, directory: str) -> None:
        self.top = directory
        self.surprises = 0
        keep = ("PATH", "TERM", "NO_COLOR", "FORCE_COLOR", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "PATHEXT")
        self.environment = {name: os.environ[name] for name in keep if name in os.environ}
        self.environment |= {
            "HOME": os.path.join(directory, "home"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Agent",
            "GIT_AUTHOR_EMAIL": "agent@example.com",
            "GIT_COMMITTER_NAME": "Agent",
            "GIT_COMMITTER_EMAIL": "agent@example.com",
        }
        self.repo = os.path.join(directory, "bookshop")
        os.makedirs(self.environment["HOME"])
        os.makedirs(self.repo)

    def play(self) -> None:
        self.say(f"A repository with one chat mode, {_MODE}. Its files:")
        for name, text in _FILES.items():
            self.write(name, _example() if text is None else text)
            render.write(f"    {name}")
        self.quiet("git", "init", "-q", "-b", "main")
        self.quiet("git", "add", ".")
        self.quiet("git", "commit", "-q", "-m", "The bookshop")

        self.say("Set it up, and commit that.")
        self.run("tta-guard", "init", "--mode", _MODE, "--yes")
        self.run("git", "add", ".")
        self.run("git", "commit", "-q", "-m", "Hold the chat modes")

        self.say("What the role may do goes through without a word.")
        self.write(".github/workflows/build.yml", _WORKFLOW)
        self.run("git", "add", ".")
        self.run("git", "commit", "-q", "-m", "Build every push")

        self.say("What it may not touch is refused, with the rule and its line.")
        self.write("services/payments/card.py", "LIMIT = 1000000\n")
        self.run("git", "commit", "-q", "-a", "-m", "Raise the limit", refused=True)

        self.say("Leaving the hooks out does not help.")
        self.run("git", "commit", "-q", "-a", "--no-verify", "-m", "Raise the limit", refused=True)
        self.run("git", "checkout", "-q", "--", "services")

        self.say("Deleting needs approval in this mode; so does changing the rules themselves.")
        self.run("git", "rm", "-q", "deploy/old.yml")
        self.run("git", "commit", "-q", "-m", "Clean up", refused=True)
        self.run("git", "reset", "-q", "--hard")

        self.say("A secret is refused under any name that git or a disk would take for it.")
        self.write("deploy/.ENV", "API_KEY=made-up\n")
        self.run("git", "add", ".")
        self.run("git", "commit", "-q", "-m", "Settings", refused=True)
        self.run("git", "rm", "-q", "-f", "deploy/.ENV")

        self.say("Ask before you try.")
        self.run("tta-guard", "explain", "path", "write", "deploy/base.yml", "services/catalogue/app.py", refused=True)

    def verdict(self) -> int:
        if self.surprises:
            raise GuardError(
                f"{self.surprises} of the commands above did not end as they should: this is a bug in tta-guard"
            )
        render.write("\nEverything above really ran, in a temporary directory that is gone now.")
        return 0

    def say(self, text: str) -> None:
        render.write(f"\n{render.styled(text, 'bold', sys.stdout)}")

    def write(self, name: str, text: str) -> None:
        path = os.path.join(self.repo, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)

    def quiet(self, *words: str) -> None:
        self._start(words, capture=True)

    def run(self, *words: str, refused: bool = False) -> None:
        """Show a command and what it says; count it as a surprise if it ends otherwise than it should."""
        render.write(render.styled(f"\n$ {' '.join(_quoted(word) for word in words)}", "dim", sys.stdout))
        sys.stdout.flush()
        code = self._start(words, capture=False)
        if (code != 0) != refused:
            self.surprises += 1
            render.write(f"  (exit code {code}: not as it should be)")

    def _start(self, words: Sequence[str], capture: bool) -> int:
        if words[0] == "git":
            argv = [git_program(), *words[1:]]
        else:
            argv = [sys.executable, "-I", _ENTRY, *words[1:]]
        output = subprocess.DEVNULL if capture else None
        done = subprocess.run(
            argv,
            cwd=self.repo,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            timeout=60,
            check=False,
        )
        return done.returncode


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word


def _example() -> str:
    from importlib.resources import files

    return files("tta_guard").joinpath("examples", _EXAMPLE).read_text(encoding="utf-8")
