"""A program that has started and stands still: what /proc says of its image, words, environment and directory. IO; hot.

Read at PTRACE_EVENT_EXEC the answer can't change any more: the words and the environment lie in the new image's own
memory, which no other process can write (see docs/threat-model.md for `/proc/PID/mem` and `process_vm_writev`), and
`/proc/PID/exe` is the mapped file itself, whatever name leads to it now (proc(5)).

A set-user-ID image is no more than any other here: with `no_new_privs` the kernel ignores the bit (execve(2)).
"""

from __future__ import annotations

import os
import time

from ..errors import GuardError
from ..model import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    Stamp = tuple[int, int, int, int, int]

# The kernel lets words and environment together be 6 MiB at most (execve(2), "Limits on size of arguments").
LIMIT_BYTES: Final = 8 << 20
_PIECE_BYTES: Final = 1 << 16
_TICK_NS: Final = 50_000_000
_GONE: Final = b" (deleted)"


class UnreadableProgram(GuardError):
    """What a program is cannot be read, so it is refused."""

    code = "program-unreadable"
    exit_code = 125


@frozen
class Program:
    """A program that has started.

    Attributes:
        pid: its process.
        exe: the path of its image as the process itself would name it.
        stamp: device, inode, size in bytes, time of change of content and of the inode, in ns, of the image.
        words: its arguments, each with a NUL after it.
        environment: its variables, likewise.
        cwd: its directory; with " (deleted)" at the end where the directory is gone.
        owner: user id that owns the image.
        mode: the image's type and permissions.
        deleted: the image is no file of any directory: a memfd, an unnamed temporary file, or one deleted or replaced.
    """

    pid: int
    exe: bytes
    stamp: Stamp
    words: bytes
    environment: bytes
    cwd: bytes
    owner: int = 0
    mode: int = 0o100755
    deleted: bool = False

    @property
    def argv(self) -> tuple[bytes, ...]:
        """The arguments; () when it was started with none at all."""
        return tuple(self.words.removesuffix(b"\0").split(b"\0")) if self.words else ()

    @property
    def environ(self) -> dict[bytes, bytes]:
        """The variables; of two with one name the first, as getenv(3) has it. What holds no "=" is none."""
        return parse_environment(self.environment)

    @property
    def image(self) -> bytes:
        """A path that opens the very image."""
        return b"/proc/%d/exe" % self.pid


def parse_environment(block: bytes) -> dict[bytes, bytes]:
    """The variables of a block of NAME=value, each with a NUL after it; see `Program.environ`."""
    found: dict[bytes, bytes] = {}
    for entry in block.split(b"\0"):
        name, equals, value = entry.partition(b"=")
        if equals and name:
            found.setdefault(name, value)
    return found


def stamp_of(status: os.stat_result) -> Stamp:
    """What tells one content of one file from every other, as far as a stat can."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def is_fresh(changed_ns: int) -> bool:
    """Whether a file changed so lately that it may change again without its stamp showing it.

    Kernels keep these times to a tick of their clock, 1 to 10 ms (inode_timestamps; git's "racy" entries are the same).
    """
    return time.time_ns() - changed_ns < _TICK_NS


def read_program(pid: int) -> Program:
    """Read what a process is now.

    Args:
        pid: a process that stands still, or nothing here is sure.

    Raises:
        UnreadableProgram: it has ended, belongs to somebody else, has an image that may be run but not read, or has
            more words than a program can have.
    """
    what = b""
    try:
        folder = os.open(b"/proc/%d" % pid, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            what = b"exe"
            exe = os.readlink(what, dir_fd=folder)
            status = os.stat(what, dir_fd=folder)
            deleted = (status.st_nlink == 0 or exe.endswith(_GONE)) and not _stands_at(folder, exe, status)
            what = b"cwd"
            cwd = os.readlink(what, dir_fd=folder)
            what = b"cmdline"
            words = _whole(folder, what)
            what = b"environ"
            environment = _whole(folder, what)
        finally:
            os.close(folder)
    except OSError as failure:
        name = f"/proc/{pid}/{os.fsdecode(what)}".rstrip("/")
        raise UnreadableProgram(
            f"a program that started cannot be read: {name}: {failure.strerror}",
            hint="an image without read permission, or of another user, cannot be checked and is not run",
        ) from failure
    return Program(pid, exe, stamp_of(status), words, environment, cwd, status.st_uid, status.st_mode, deleted)


def _stands_at(folder: int, exe: bytes, status: os.stat_result) -> bool:
    """Whether the image is still the file at its path, as the process sees it.

    Some file systems count no links, and a name may really end in " (deleted)".
    """
    try:
        there = os.stat(b"root" + exe, dir_fd=folder, follow_symlinks=False)
    except OSError:
        return False
    return (there.st_dev, there.st_ino) == (status.st_dev, status.st_ino)


def _whole(folder: int, name: bytes) -> bytes:
    """All of a file in /proc/PID.

    Raises:
        OSError: it cannot be read.
        UnreadableProgram: it is larger than it can be.
    """
    descriptor = os.open(name, os.O_RDONLY | os.O_CLOEXEC, dir_fd=folder)
    try:
        data = os.read(descriptor, _PIECE_BYTES)
        if not data:
            return data
        pieces = [data]
        size = len(data)
        while data:
            data = os.read(descriptor, _PIECE_BYTES)
            pieces.append(data)
            size += len(data)
            if size > LIMIT_BYTES:
                raise UnreadableProgram(f"a program started with more than {LIMIT_BYTES >> 20} MiB of {name.decode()}")
        return b"".join(pieces)
    finally:
        os.close(descriptor)
