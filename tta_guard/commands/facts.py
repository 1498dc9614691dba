"""The real `World`: the disk, the environment and git, read lazily, once each, and within bounds. IO; hot.

Two questions about one path within one decision get one answer, so that what is checked is what is used. Nothing is
written, no program is started but git with one of `world.GIT_QUESTIONS`, and nothing but a regular file is opened.
"""

from __future__ import annotations

import errno
import os
import stat

from .world import READ_LIMIT_BYTES, World, check_git_question, expand_pattern, search_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

TOTAL_LIMIT_BYTES: Final = 64 << 20  # of all files of one world together
LISTING_LIMIT: Final = 20_000  # names of one directory
GIT_TIMEOUT_S: Final = 5.0
GIT_LIMIT_BYTES: Final = 4 << 20

# Where git is looked for before PATH: whoever sets PATH must not choose the program that answers the guard.
_GIT_PLACES: Final = ("/usr/bin/git", "/usr/local/bin/git", "/opt/homebrew/bin/git", "/bin/git")
# Kernel file systems look like regular files, and block, or tell the guard's own state instead of the command's.
_KERNEL: Final = ("/proc/", "/sys/", "/dev/")
_FORGOTTEN: Final = (
    "GIT_TRACE",
    "GIT_EXEC_PATH",
    "GIT_PAGER",
    "GIT_EDITOR",
    "GIT_SSH",
    "GIT_EXTERNAL_DIFF",
    "GIT_ASKPASS",
)


class RealWorld(World):
    """The outside as it is."""

    def __init__(
        self,
        env: Mapping[str, str] | None = None,
        cwd: str | None = None,
        home: str | None = None,
        repo_root: str | bool | None = True,
    ) -> None:
        """Take the outside; nothing is read yet.

        Args:
            env: the ambient environment; None: this process's.
            cwd: absolute; None: this process's.
            home: None: HOME of `env`, else the user's.
            repo_root: True: found from `cwd` when it is asked for; None: there is none.
        """
        self.env = dict(os.environ) if env is None else dict(env)
        self.cwd = os.getcwd() if cwd is None else cwd
        self.home = home or self.env.get("HOME") or os.path.expanduser("~")
        self._root = repo_root
        self._read: dict[str, bytes | str] = {}  # the bytes, or why not
        self._listed: dict[str, tuple[str, ...] | str] = {}
        self._kinds: dict[str, int] = {}
        self._answers: dict[tuple[str, ...], bytes | None] = {}
        self._total = 0

    @property
    def repo_root(self) -> str | None:  # type: ignore[override]
        """The nearest directory upwards that holds `.git`; None outside a repository."""
        if self._root is True:
            self._root = None
            folder = self.cwd
            while True:
                if self.exists(f"{folder.rstrip('/')}/.git"):
                    self._root = folder
                    break
                above = folder.rstrip("/").rpartition("/")[0] or "/"
                if above == folder:
                    break
                folder = above
        return self._root if isinstance(self._root, str) else None

    def _absolute(self, path: str) -> str:
        return path if path.startswith("/") or os.path.isabs(path) else f"{self.cwd.rstrip('/')}/{path}"

    def read(self, path: str, limit_bytes: int = READ_LIMIT_BYTES) -> bytes | None:
        where = self._absolute(path)
        found = self._read.get(where)
        if found is None:
            found = self._read[where] = self._load(where, max(limit_bytes, READ_LIMIT_BYTES))
            if isinstance(found, bytes):
                self._total += len(found)
        if isinstance(found, bytes) and len(found) > limit_bytes:
            return None
        return found if isinstance(found, bytes) else None

    def _load(self, path: str, limit_bytes: int) -> bytes | str:
        try:
            before = os.stat(path)
            if not stat.S_ISREG(before.st_mode) or os.path.realpath(path).startswith(_KERNEL):
                return "not-regular"
            if before.st_size > limit_bytes or self._total + before.st_size > TOTAL_LIMIT_BYTES:
                return "too-large"
            flags = (
                os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
            )
            descriptor = os.open(path, flags | getattr(os, "O_NOCTTY", 0))
        except (OSError, ValueError) as failure:
            return _why(failure)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):  # swapped for a FIFO between stat and open
                return "not-regular"
            pieces: list[bytes] = []
            left = limit_bytes + 1
            while left > 0:
                piece = os.read(descriptor, min(left, 1 << 18))
                if not piece:
                    break
                pieces.append(piece)
                left -= len(piece)
            return b"".join(pieces) if left > 0 else "too-large"
        except OSError as failure:
            return _why(failure)
        finally:
            os.close(descriptor)

    def trouble(self, path: str) -> str:
        where = self._absolute(path)
        found = self._read.get(where)
        if isinstance(found, bytes):
            return "too-large" if len(found) > READ_LIMIT_BYTES else ""
        listed = self._listed.get(where)
        return found or (listed if isinstance(listed, str) else "")

    def listdir(self, path: str) -> tuple[str, ...] | None:
        where = self._absolute(path)
        found = self._listed.get(where)
        if found is None:
            found = self._listed[where] = _names(where)
        return found if isinstance(found, tuple) else None

    def _mode(self, path: str) -> int:
        where = self._absolute(path)
        mode = self._kinds.get(where)
        if mode is None:
            try:
                mode = os.stat(where).st_mode
            except (OSError, ValueError):
                mode = 0
            self._kinds[where] = mode
        return mode

    def exists(self, path: str) -> bool:
        return self._mode(path) != 0

    def is_dir(self, path: str) -> bool:
        return stat.S_ISDIR(self._mode(path))

    def is_exec(self, path: str) -> bool:
        mode = self._mode(path)
        return stat.S_ISREG(mode) and (mode & 0o111 != 0 or os.name == "nt")

    def realpath(self, path: str) -> str:
        try:
            return os.path.realpath(self._absolute(path))
        except (OSError, ValueError):
            return path

    def glob(self, pattern: str, cwd: str) -> tuple[str, ...] | None:
        return expand_pattern(self, pattern, cwd)

    def which(self, name: str, path_env: str, cwd: str) -> str | None:
        return search_path(self, name, path_env, cwd)

    def git(self, *args: str, cwd: str | None = None) -> bytes | None:
        check_git_question(args)
        where = cwd or self.cwd
        key = (where, *args)
        if key not in self._answers:
            self._answers[key] = self._ask_git(args, where)
        return self._answers[key]

    def _ask_git(self, args: tuple[str, ...], cwd: str) -> bytes | None:
        program = next((place for place in _GIT_PLACES if os.access(place, os.X_OK)), None)
        program = program or self.which("git", os.environ.get("PATH", os.defpath), self.cwd)
        if program is None or not self.is_dir(cwd):
            return None
        env = {name: value for name, value in self.env.items() if not name.startswith(_FORGOTTEN)}
        env.update(GIT_OPTIONAL_LOCKS="0", GIT_TERMINAL_PROMPT="0", GIT_PAGER="cat", LC_ALL="C")
        words = [program, "-C", cwd, "--no-pager", "-c", "core.fsmonitor=false", *args]
        return _output(words, env)


def _names(path: str) -> tuple[str, ...] | str:
    names: list[str] = []
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                names.append(entry.name)
                if len(names) > LISTING_LIMIT:
                    return "too-large"
    except (OSError, ValueError) as failure:
        return _why(failure)
    return tuple(sorted(names))


def _why(failure: OSError | ValueError) -> str:
    code = getattr(failure, "errno", None)
    if code in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG) or isinstance(failure, ValueError):
        return "missing"
    if code in (errno.EISDIR, errno.ENXIO):
        return "not-regular"
    return "loop" if code == errno.ELOOP else "unreadable"


def _output(words: list[str], env: dict[str, str]) -> bytes | None:
    """Run a program and answer what it prints; None when it fails, prints too much or takes too long.

    `posix_spawn`, where there is one, because importing `subprocess` takes longer than git does.
    """
    if not hasattr(os, "posix_spawn"):
        return _output_by_subprocess(words, env)
    import select
    import time

    near, far = os.pipe()
    null = os.open(os.devnull, os.O_RDWR)
    try:
        actions = [(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, far, 1), (os.POSIX_SPAWN_DUP2, null, 2)]
        child = os.posix_spawn(words[0], words, env, file_actions=actions)
    except (OSError, ValueError):
        os.close(near)
        return None
    finally:
        os.close(far)
        os.close(null)
    pieces: list[bytes] = []
    size, until, whole = 0, time.monotonic() + GIT_TIMEOUT_S, False
    while size <= GIT_LIMIT_BYTES:
        ready, _, _ = select.select([near], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            break
        piece = os.read(near, 1 << 16)
        if not piece:
            whole = True
            break
        pieces.append(piece)
        size += len(piece)
    os.close(near)
    if not whole:
        os.kill(child, 9)
    _, status = os.waitpid(child, 0)
    return b"".join(pieces) if whole and status == 0 and size else None


def _output_by_subprocess(words: list[str], env: dict[str, str]) -> bytes | None:
    import subprocess

    try:
        done = subprocess.run(
            words, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=GIT_TIMEOUT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 and 0 < len(done.stdout) <= GIT_LIMIT_BYTES else None
