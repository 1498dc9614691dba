"""Empty directories in the place of guard files that are not there, so that a mount can keep them from coming into being. IO, hot path.

Contract: no stub is ever a file, git does not see one (it does not know empty directories), none is left. All runs in one
repository hold a shared lock on one list; whoever can lock it alone when it ends removes what stands on it. A stub is on the
list before it is made, so that the next run removes what a killed one left.
"""

from __future__ import annotations

import os
import zlib

from .errors import ConfinementError
from .syscalls import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

_MOST_BYTES: Final = 1 << 24
_PREFIX: Final = b"stubs."
_OPEN: Final = os.O_RDWR | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW


class Stubs:
    """The stubs of one run. Make it in the supervisor, before the child; `remove` it after the run.

    Args:
        missing: paths that must not come into being.
        present: protected paths that are there: some may be another run's stubs, and go with it.
        state: a directory that only the user can write; made if it is not there.
        top: of the repository, by which runs find each other's list.

    Raises:
        ConfinementError: a stub can't be made.
        OSError: it can't be written down.
    """

    def __init__(self, missing: Iterable[bytes], present: Iterable[bytes], state: bytes, top: bytes) -> None:
        import fcntl

        os.makedirs(state, 0o700, exist_ok=True)
        name = _PREFIX + b"%08x" % zlib.crc32(top)
        _clean(state, name)
        self._list = os.open(state + b"/" + name, _OPEN | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._list, fcntl.LOCK_SH)
            wanted = [*missing, *[path for path in present if not os.path.lexists(path)]]
            parts = list(dict.fromkeys([part for path in wanted for part in _missing_parts(path)]))
            if parts:
                os.write(self._list, b"\0".join(parts) + b"\0")
            for part in parts:
                _make(part)
        except BaseException:
            self.remove()
            raise

    def remove(self) -> None:
        """Take the stubs away, unless another run needs them. Safe to call twice."""
        if self._list >= 0:
            try:
                _remove_listed(self._list)
            finally:
                os.close(self._list)
                self._list = -1


def _make(path: bytes) -> None:
    try:
        os.mkdir(path, 0o755)
    except FileExistsError:
        pass  # another run's, or the real thing by now: what is there is protected as it is
    except OSError as error:
        raise ConfinementError(
            f"{shown(path)} can't be kept from coming into being: {error.strerror}",
            hint="whoever starts the command must be able to write there",
        ) from error


def _clean(state: bytes, own: bytes) -> None:
    """Remove what killed runs in other repositories left."""
    for name in os.listdir(state):
        if not name.startswith(_PREFIX) or name == own:
            continue
        try:
            descriptor = os.open(state + b"/" + name, _OPEN)
        except OSError:
            continue
        try:
            if os.fstat(descriptor).st_size:
                _remove_listed(descriptor)
        finally:
            os.close(descriptor)


def _remove_listed(descriptor: int) -> None:
    """Remove what stands on a list, deepest first, if nobody else holds the list; what is no longer empty is not ours any more."""
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return
    os.lseek(descriptor, 0, os.SEEK_SET)
    listed = {*os.read(descriptor, _MOST_BYTES).split(b"\0")} - {b""}
    for path in sorted(listed, key=lambda path: -path.count(b"/")):
        try:
            os.rmdir(path)
        except OSError:
            continue
    os.ftruncate(descriptor, 0)


def _missing_parts(path: bytes) -> list[bytes]:
    """What is not there of a path, the uppermost first."""
    parts: list[bytes] = []
    while not os.path.lexists(path):
        parts.append(path)
        path = os.path.dirname(path)
    return parts[::-1]
