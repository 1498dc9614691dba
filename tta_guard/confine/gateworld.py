"""The world of one program that has started, which remembers what its decision depended on. IO; hot.

A decision may be used again for the same program, words, directory and environment as long as every file that it
asked about is still what it was: `GateWorld.evidence` says which, and `unchanged` looks. One that asked git is not.

Paths are looked at as the guard sees them. Inside the run the same paths lead to the same files, less what is hidden.
"""

from __future__ import annotations

import os

from ..commands.facts import RealWorld
from ..commands.start import SCRIPT_LIMIT_BYTES
from ..commands.world import READ_LIMIT_BYTES, normal
from .program import is_fresh, stamp_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from .program import Stamp

    Evidence = dict[tuple[str, bool], "Stamp | tuple[int, int, int] | None"]

EVIDENCE_LIMIT: Final = 40  # files that one decision may depend on and still be used again
# Code longer than this is not read when it starts: each program that it starts is decided then.
CODE_READ_BYTES: Final = 32 << 10


class GateWorld(RealWorld):
    """The disk as the guard sees it, with the environment and the directory that a program really has."""

    def __init__(self, env: dict[str, str], cwd: str, home: str, top: str | None) -> None:
        """Take the world; nothing is read yet.

        Args:
            env: the program's environment. It is not copied and must not change.
            cwd: the program's directory, absolute.
            home: the user's home directory.
            top: the repository that the policy's paths are relative to.
        """
        super().__init__({}, cwd, env.get("HOME") or home, top)
        self.env = env
        self.evidence: Evidence | None = {}
        self.code: set[str] = set()  # paths of what the program at hand runs itself

    def depend(self, path: str, content: bool = False) -> None:
        """Note that the decision depends on what a path names, and on its content."""
        evidence = self.evidence
        if evidence is None:
            return
        key = (self._absolute(path), content)
        if key in evidence:
            return
        if len(evidence) >= EVIDENCE_LIMIT:
            self.evidence = None
            return
        found = evidence[key] = look(*key)
        if content and found is not None and is_fresh(found[-1]):
            self.evidence = None
        elif found is None:
            # What is not there may come to be behind a link above it that leads elsewhere.
            above = key[0].rpartition("/")[0]
            if above and above != key[0]:
                self.depend(above)

    def read(self, path: str, limit_bytes: int = READ_LIMIT_BYTES) -> bytes | None:
        if limit_bytes == SCRIPT_LIMIT_BYTES:
            # A script of a shell does nothing but start programs, and open files, which the kernel holds. Reading it
            # would tell only what may come, at the price of many times what it takes to run.
            if normal(path) not in self.code:
                return None
            self.depend(path, True)
            found = super().read(path, limit_bytes)
            return found if found is None or len(found) <= CODE_READ_BYTES else None
        self.depend(path, True)
        return super().read(path, limit_bytes)

    def listdir(self, path: str) -> tuple[str, ...] | None:
        self.depend(path, True)
        return super().listdir(path)

    def _mode(self, path: str) -> int:
        self.depend(path)
        return super()._mode(path)

    def realpath(self, path: str) -> str:
        self.depend(path)
        return super().realpath(path)

    def git(self, *args: str, cwd: str | None = None) -> bytes | None:
        self.evidence = None
        return super().git(*args, cwd=cwd)


def look(path: str, content: bool) -> Stamp | tuple[int, int, int] | None:
    """What a path names now: which file of what kind, and which content of it where that counts; None for nothing."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    if content:
        return stamp_of(status)
    return status.st_dev, status.st_ino, status.st_mode


def unchanged(evidence: Evidence) -> bool:
    """Whether everything is still what it was."""
    return all([look(*key) == was for key, was in evidence.items()])
