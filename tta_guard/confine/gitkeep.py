"""Files that decide what git starts, before and after a run, where no mount protects them. IO, hot path.

In the landlock tier a git directory is writable as a whole: git makes lock files in it and renames them, and Landlock can't
grant that without granting it for all below. So what in it decides what programs git starts is read before the run, compared
after it, and put back. Between, a program under `hooks` that is not the one from before is not let start (`is_changed`).

What was read also lies in the state directory as long as the run goes on, in a file that its supervisor holds locked: where a
supervisor was killed, the next run puts things back first.
"""

from __future__ import annotations

import marshal
import os

from ..model import frozen
from .errors import ConfinementError
from .files_data import GIT_GUARDS
from .syscalls import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    # The kind (b"file", b"link", b"directory"), the permissions, and the content or target.
    State = tuple[bytes, int, bytes]

_MOST_BYTES: Final = 256 << 20
_MOST_ENTRIES: Final = 20_000
_PREFIX: Final = b"gitkeep."
_TYPE: Final = 0o170000
_DIRECTORY: Final = 0o040000
_LINK: Final = 0o120000
_REGULAR: Final = 0o100000


@frozen
class Changed:
    """Something in a git directory that a run changed, and that was put back.

    Attributes:
        path: absolute.
        change: `create`, `write` or `delete`.
    """

    path: bytes
    change: str


class GitKeep:
    """What decides what git starts.

    Args:
        git_dirs: of which hooks and configuration are kept, as `Plan.git_dirs`.
        kept: single paths besides, as `Plan.kept`; they need not exist.
        state: a directory that only the user can write, for the copy; None keeps none.

    Raises:
        ConfinementError: there is too much of it to be kept.
        OSError: something can't be read.
    """

    def __init__(self, git_dirs: Iterable[bytes], kept: Iterable[bytes] = (), state: bytes | None = None) -> None:
        self._copy = -1
        self._copy_path = b""
        if state is not None:
            _recover(state)
        tops = dict.fromkeys([directory + b"/" + name for directory in git_dirs for name in GIT_GUARDS])
        tops.update(dict.fromkeys(kept))
        self._tops = [path for path in tops if os.path.lexists(path)]
        self._absent = [path for path in tops if path not in self._tops]
        self._before = self._look()
        if state is not None and (self._tops or self._absent):
            self._save(state)

    @classmethod
    def _from_copy(cls, tops: list[bytes], absent: list[bytes], before: dict[bytes, State]) -> GitKeep:
        made = cls(())
        made._tops, made._absent, made._before = tops, absent, before
        return made

    def _save(self, state: bytes) -> None:
        import fcntl

        os.makedirs(state, 0o700, exist_ok=True)
        path = state + b"/" + _PREFIX + b"%d" % os.getpid()
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        self._copy, self._copy_path = descriptor, path
        data = memoryview(marshal.dumps((self._tops, self._absent, self._before)))
        while data:
            data = data[os.write(descriptor, data) :]

    def _look(self) -> dict[bytes, State]:
        found: dict[bytes, State] = {}
        size = 0
        waiting = list(self._tops)
        while waiting:
            path = waiting.pop()
            try:
                status = os.lstat(path)
            except (FileNotFoundError, NotADirectoryError):
                continue
            kind = status.st_mode & _TYPE
            mode = status.st_mode & 0o7777
            if kind == _DIRECTORY:
                found[path] = (b"directory", mode, b"")
                waiting += [path + b"/" + name for name in os.listdir(path)]
            elif kind == _LINK:
                found[path] = (b"link", mode, os.readlink(path))
            elif kind == _REGULAR:
                content = _content(path)
                size += len(content)
                found[path] = (b"file", mode, content)
            else:
                found[path] = (b"other", mode, b"%d" % kind)
            if size > _MOST_BYTES or len(found) > _MOST_ENTRIES:
                raise ConfinementError(
                    f"{shown(path)}: hooks and configuration of git are too much to be kept",
                    code="too-many-paths",
                    hint="keep large files out of the hooks directory",
                )
        return found

    def is_changed(self, path: bytes) -> bool:
        """Whether a program or script at a path without links is one of those kept, and not as it was."""
        tops = [*self._tops, *self._absent]
        if not any([path == top or path.startswith(top + b"/") for top in tops]):
            return False
        before = self._before.get(path)
        try:
            return before is None or before[2] != _content(path)
        except OSError:
            return True

    def put_back(self) -> tuple[Changed, ...]:
        """Compare, and make everything as it was. Once; a second time there is nothing to compare with.

        Returns:
            What had been changed.

        Raises:
            OSError: something can't be put back.
        """
        changed = self._put_back()
        self._tops, self._absent = [], []
        if self._copy >= 0:
            os.unlink(self._copy_path)
            os.close(self._copy)
            self._copy = -1
        return changed

    def _put_back(self) -> tuple[Changed, ...]:
        changed: list[Changed] = []
        for path in self._absent:
            if os.path.lexists(path):
                changed.append(Changed(path, "create"))
                _remove(path)
        if not self._tops:
            return tuple(changed)
        after = self._look()
        before = self._before
        for path in sorted({*before, *after}):
            if before.get(path) == after.get(path):
                continue
            change = "create" if path not in before else "delete" if path not in after else "write"
            changed.append(Changed(path, change))
        # What is too much first, the deepest first; then what is lacking, the uppermost first.
        for path in sorted(after, key=lambda path: -path.count(b"/")):
            if path not in before or before[path][0] != after[path][0]:
                os.rmdir(path) if after[path][0] == b"directory" else os.unlink(path)
        for path in sorted(before):
            if after.get(path) != before[path]:
                _make(path, before[path])
        return tuple(changed)


def _recover(state: bytes) -> None:
    """Put back what runs changed whose supervisors were killed."""
    import fcntl

    try:
        names = [name for name in os.listdir(state) if name.startswith(_PREFIX)]
    except FileNotFoundError:
        return
    for name in names:
        path = state + b"/" + name
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        except FileNotFoundError:
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            kept = marshal.loads(os.read(descriptor, _MOST_BYTES + (1 << 20)))
            GitKeep._from_copy(*kept)._put_back()
            os.unlink(path)
        except BlockingIOError:
            continue  # that run goes on
        except (ValueError, EOFError, TypeError):
            os.unlink(path)  # killed while it was written: its command had not started
        finally:
            os.close(descriptor)


def _remove(path: bytes) -> None:
    """Remove something and all below it, following no link."""
    if os.path.islink(path) or not os.path.isdir(path):
        os.unlink(path)
        return
    os.chmod(path, 0o700)
    for name in os.listdir(path):
        _remove(path + b"/" + name)
    os.rmdir(path)


def _content(path: bytes) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        pieces = []
        size = 0
        while piece := os.read(descriptor, 1 << 20):
            pieces.append(piece)
            size += len(piece)
            if size > _MOST_BYTES:
                break
        return b"".join(pieces)
    finally:
        os.close(descriptor)


def _make(path: bytes, state: State) -> None:
    kind, mode, content = state
    above = os.path.dirname(path)
    if not os.path.isdir(above) or os.path.islink(above):
        # The directory itself was taken away; `info` is kept for what is in it only.
        if os.path.lexists(above):
            os.unlink(above)
        os.makedirs(above, exist_ok=True)
    if kind == b"directory":
        if not os.path.isdir(path):
            os.mkdir(path)
        os.chmod(path, mode)
    elif kind == b"link":
        if os.path.lexists(path):
            os.unlink(path)
        os.symlink(content, path)
    elif kind == b"file":
        # Not into the file that is there: it may be open, or a further link to another.
        temporary = path + b".tta-guard"
        if os.path.lexists(temporary):
            os.unlink(temporary)
        descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            view = memoryview(content)
            while view:
                view = view[os.write(descriptor, view) :]
            os.fchmod(descriptor, mode)
        finally:
            os.close(descriptor)
        os.replace(temporary, path)
