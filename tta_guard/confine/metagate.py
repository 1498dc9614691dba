"""Changes of modes, owners, times and attributes, made by the supervisor where no mount is read-only. IO, hot path.

Landlock governs none of them: under it alone a command may chmod whatever its user owns. So in the landlock tier the filter
asks about these calls, and the supervisor makes them: it copies the path, opens what it names, once, looks where that is, and
makes the change on what it holds. Nothing that happens to names or memory in between changes what is changed.

What the supervisor may do must not be more than the command may: as root it puts its capabilities aside for the call.

What differs from outside: a change through a descriptor that may not be used for it (O_PATH) works; a path into /proc other
than to a descriptor of the caller's own is refused. Sources: chmod(2), chown(2), utimensat(2), setxattr(2), path_resolution(7).
"""

from __future__ import annotations

import os
from struct import pack, unpack

from .cbind import Buffer
from .notify import open_below, whole
from .numbers import AT_EMPTY_PATH, AT_FDCWD, CALLS, CAPABILITY_VERSION, O_PATH, RESOLVE_NO_MAGICLINKS
from .seccomp_data import METADATA
from .steps import GrantFiles
from .syscalls import call, capset, pointer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    from .notify import Listener, Notification
    from .plan import Plan

_EBADF: Final = 9
_EACCES: Final = 13
_EINVAL: Final = 22
_EROFS: Final = 30
_ENAMETOOLONG: Final = 36
_E2BIG: Final = 7
_AT_SYMLINK_NOFOLLOW: Final = 0x100
_PATH_MAX: Final = 4096
_PIECE: Final = 256
_XATTR_MAX: Final = 1 << 16
_OPEN: Final = O_PATH | os.O_CLOEXEC


class MetadataGate:
    """Serves these calls of one run.

    Args:
        plan: of the run; what it grants writing for may be changed.
    """

    def __init__(self, plan: Plan) -> None:
        writable: list[bytes] = []
        unwritten: list[bytes] = []
        for step in plan.steps:
            if isinstance(step, GrantFiles):
                writable += step.writable
                unwritten += step.unwritten
        self._writable = frozenset(writable)
        self._unwritten = frozenset(unwritten)
        self._proc = os.stat("/proc").st_dev
        self._buffer = Buffer(_XATTR_MAX)
        self._capabilities = _capabilities()

    def calls(self) -> dict[int, Callable[[Listener, Notification], None]]:
        """What serves each call, by its number; an OSError that one raises is the answer."""
        served: dict[str, Callable[[Listener, Notification], None]] = {
            "chmod": lambda gate, asked: self._chmod(gate, asked, AT_FDCWD, 0, 1, 0),
            "fchmod": lambda gate, asked: self._chmod(gate, asked, asked.arguments[0], None, 1, 0),
            "fchmodat": lambda gate, asked: self._chmod(gate, asked, asked.arguments[0], 1, 2, 0),
            "fchmodat2": lambda gate, asked: self._chmod(gate, asked, asked.arguments[0], 1, 2, asked.arguments[3]),
            "chown": lambda gate, asked: self._chown(gate, asked, AT_FDCWD, 0, 1, 0),
            "lchown": lambda gate, asked: self._chown(gate, asked, AT_FDCWD, 0, 1, _AT_SYMLINK_NOFOLLOW),
            "fchown": lambda gate, asked: self._chown(gate, asked, asked.arguments[0], None, 1, 0),
            "fchownat": lambda gate, asked: self._chown(gate, asked, asked.arguments[0], 1, 2, asked.arguments[4]),
            "utime": lambda gate, asked: self._times(gate, asked, AT_FDCWD, 0, 1, 0, "=qq"),
            "utimes": lambda gate, asked: self._times(gate, asked, AT_FDCWD, 0, 1, 0, "=qqqq"),
            "futimesat": lambda gate, asked: self._times(gate, asked, asked.arguments[0], 1, 2, 0, "=qqqq"),
            "utimensat": lambda gate, asked: self._times(
                gate, asked, asked.arguments[0], 1, 2, asked.arguments[3], "nanoseconds"
            ),
            "setxattr": lambda gate, asked: self._set(gate, asked, AT_FDCWD, 0, 0),
            "lsetxattr": lambda gate, asked: self._set(gate, asked, AT_FDCWD, 0, _AT_SYMLINK_NOFOLLOW),
            "fsetxattr": lambda gate, asked: self._set(gate, asked, asked.arguments[0], None, 0),
            "removexattr": lambda gate, asked: self._remove(gate, asked, AT_FDCWD, 0, 0),
            "lremovexattr": lambda gate, asked: self._remove(gate, asked, AT_FDCWD, 0, _AT_SYMLINK_NOFOLLOW),
            "fremovexattr": lambda gate, asked: self._remove(gate, asked, asked.arguments[0], None, 0),
        }
        return {CALLS[name]: served[name] for name in METADATA if name in CALLS}

    # --- the calls ---------------------------------------------------------------------------------------------------

    def _chmod(
        self, gate: Listener, asked: Notification, directory: int, path: int | None, mode: int, flags: int
    ) -> None:
        value = asked.arguments[mode] & 0o7777
        self._change(gate, asked, directory, path, flags, lambda held: os.chmod(_own(held), value))

    def _chown(
        self, gate: Listener, asked: Notification, directory: int, path: int | None, owner: int, flags: int
    ) -> None:
        uid, gid = asked.arguments[owner] & 0xFFFFFFFF, asked.arguments[owner + 1] & 0xFFFFFFFF
        self._change(
            gate, asked, directory, path, flags, lambda held: call("fchownat", held, b"", uid, gid, AT_EMPTY_PATH)
        )

    def _times(
        self, gate: Listener, asked: Notification, directory: int, path: int | None, at: int, flags: int, form: str
    ) -> None:
        times = asked.arguments[at]
        value = None
        if times:
            size = 16 if form == "=qq" else 32
            words = unpack("=" + "q" * (size // 8), gate.memory(asked.task, times, size))
            if form == "=qq":
                words = (words[0], 0, words[1], 0)
            elif form == "=qqqq":
                if not (0 <= words[1] < 1_000_000 and 0 <= words[3] < 1_000_000):
                    raise OSError(_EINVAL, os.strerror(_EINVAL))
                words = (words[0], words[1] * 1000, words[2], words[3] * 1000)
            value = pointer(bytearray(pack("=qqqq", *words)))
        if path is not None and not asked.arguments[path]:
            path = None  # futimens: the descriptor itself
        self._change(
            gate, asked, directory, path, flags, lambda held: call("utimensat", held, b"", value, AT_EMPTY_PATH)
        )

    def _set(self, gate: Listener, asked: Notification, directory: int, path: int | None, flags: int) -> None:
        name = _text(gate, asked, asked.arguments[1], _PIECE)
        size = asked.arguments[3]
        if size > _XATTR_MAX:
            raise OSError(_E2BIG, os.strerror(_E2BIG))
        gate.read_into(asked.task, asked.arguments[2], self._buffer, size)
        value = bytes(self._buffer.view[:size])
        how = asked.arguments[4] & 0xFFFFFFFF
        self._change(gate, asked, directory, path, flags, lambda held: os.setxattr(_own(held), name, value, how))

    def _remove(self, gate: Listener, asked: Notification, directory: int, path: int | None, flags: int) -> None:
        name = _text(gate, asked, asked.arguments[1], _PIECE)
        self._change(gate, asked, directory, path, flags, lambda held: os.removexattr(_own(held), name))

    # --- what they have in common ------------------------------------------------------------------------------------

    def _change(
        self,
        gate: Listener,
        asked: Notification,
        directory: int,
        path: int | None,
        flags: int,
        make: Callable[[int], object],
    ) -> None:
        """Open what the call is about, look where that is, and make the change on it."""
        flags &= 0xFFFFFFFF
        if flags & ~(_AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH):
            raise OSError(_EINVAL, os.strerror(_EINVAL))
        name = b"" if path is None else _text(gate, asked, asked.arguments[path], _PATH_MAX)
        if path is not None and not name and not flags & AT_EMPTY_PATH:
            raise OSError(2, os.strerror(2))
        held = self._open(asked.task, whole(directory), name, not flags & _AT_SYMLINK_NOFOLLOW)
        try:
            if not gate.waits(asked.id):
                return  # what was opened by the number of the task may have been another's
            status = os.fstat(held)
            if status.st_dev == self._proc:
                raise OSError(_EACCES, os.strerror(_EACCES))
            if status.st_nlink and not self._may_change(held):
                raise OSError(_EROFS, os.strerror(_EROFS))
            self._without_capabilities(make, held)
        finally:
            os.close(held)
        gate.answer(asked.id, 0)

    def _open(self, task: int, directory: int, name: bytes, follow: bool) -> int:
        """What a path of the task names, for its place alone."""
        own = _own_descriptor(task, name)
        if own is not None:
            directory, name = own, b""
        if not name:
            base = b"/proc/%d/cwd" % task if directory == AT_FDCWD else b"/proc/%d/fd/%d" % (task, directory)
            return _open_base(base)
        flags = _OPEN | (0 if follow else os.O_NOFOLLOW)
        if name.startswith(b"/"):
            return open_below(AT_FDCWD, name, flags, RESOLVE_NO_MAGICLINKS)
        base = b"/proc/%d/cwd" % task if directory == AT_FDCWD else b"/proc/%d/fd/%d" % (task, directory)
        start = _open_base(base)
        try:
            return open_below(start, name, flags, RESOLVE_NO_MAGICLINKS)
        finally:
            os.close(start)

    def _may_change(self, held: int) -> bool:
        path = os.readlink(b"/proc/self/fd/%d" % held)
        if not path.startswith(b"/"):
            return True  # a memfd, a pipe, a socket: no file of any directory
        while True:
            if path in self._unwritten:
                return False
            if path in self._writable:
                return True
            if path == b"/":
                return False
            path = path.rpartition(b"/")[0] or b"/"

    def _without_capabilities(self, make: Callable[[int], object], held: int) -> None:
        if self._capabilities is None:
            make(held)
            return
        header = bytearray(pack("=Ii", CAPABILITY_VERSION, 0))
        capset(header, _without_effective(self._capabilities))
        try:
            make(held)
        finally:
            capset(header, bytearray(self._capabilities))


def _own(held: int) -> bytes:
    """A path that opens what is held, and not what has its name by now."""
    return b"/proc/self/fd/%d" % held


def _open_base(path: bytes) -> int:
    try:
        return os.open(path, _OPEN)
    except FileNotFoundError:
        raise OSError(_EBADF, os.strerror(_EBADF)) from None


def _own_descriptor(task: int, name: bytes) -> int | None:
    """The descriptor that a path into /proc or /dev names, if it is one of the caller's own.

    libc spells changes by descriptor that way, and opened here it would be the supervisor's.
    """
    parts = name.split(b"/")
    if parts[:3] == [b"", b"dev", b"fd"] and len(parts) == 4:
        number = parts[3]
    elif len(parts) == 5 and parts[:2] == [b"", b"proc"] and parts[3] == b"fd":
        if parts[2] not in (b"self", b"thread-self", b"%d" % task):
            return None
        number = parts[4]
    else:
        return None
    return int(number) if number.isdigit() and len(number) < 10 else None


def _text(gate: Listener, asked: Notification, address: int, most: int) -> bytes:
    """A text that ends in NUL, read up to the ends of pages so that nothing behind it is asked for."""
    found = b""
    while len(found) < most:
        size = min(_PIECE - address % _PIECE, most - len(found))
        piece = gate.memory(asked.task, address, size)
        end = piece.find(b"\0")
        if end >= 0:
            return found + piece[:end]
        found += piece
        address += size
    raise OSError(_ENAMETOOLONG, os.strerror(_ENAMETOOLONG))


def _capabilities() -> bytes | None:
    """This thread's sets as capget(2) gives them; None where there is none to put aside."""
    header = bytearray(pack("=Ii", CAPABILITY_VERSION, 0))
    data = bytearray(24)
    call("capget", pointer(header), pointer(data))
    words = unpack("=6I", data)
    return bytes(data) if words[0] | words[3] else None


def _without_effective(sets: bytes) -> bytearray:
    words = list(unpack("=6I", sets))
    words[0] = words[3] = 0
    return bytearray(pack("=6I", *words))
