"""Which unix socket an address of a task leads to, and whether it is one of the run's own. IO; hot.

A socket of a run is known by the inode number of the socket (not of the file), which is written down when it is bound.
Who listens at a path or an abstract name, the kernel says (sock_diag(7), `unix_diag`). A path is opened once; what is
found is what the decision is about, and the connection is made through that descriptor, so a link that is exchanged
meanwhile leads to what was decided on.
"""

from __future__ import annotations

import os
import stat
from struct import Struct

from .network import is_wild
from .notify import EACCES, open_below

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

_RESOLVE_IN_ROOT: Final = 0x10
_EXDEV: Final = 18
_ECONNREFUSED: Final = 111
_OPATH: Final = os.O_PATH | os.O_CLOEXEC if hasattr(os, "O_PATH") else 0

# linux/sock_diag.h, linux/unix_diag.h, linux/netlink.h
_NETLINK_SOCK_DIAG: Final = 4
_SOCK_DIAG_BY_FAMILY: Final = 20
_REQUEST_DUMP: Final = 0x301
_BOUND: Final = 1 << 10 | 1 << 7  # listening, and not connected
_SHOW_NAME_VFS: Final = 3
_ATTRIBUTE_NAME: Final = 0
_ATTRIBUTE_VFS: Final = 1
_DONE: Final = 3
_ERROR: Final = 2
_REQUEST: Final = Struct("=IHHII BBHIIIII")
_HEADER: Final = Struct("=IHHII")
_MESSAGE: Final = Struct("=BBBBIII")
_ATTRIBUTE: Final = Struct("=HH")


def open_path(task: int, path: bytes) -> int:
    """Open what a path of `task` leads to, links followed as the task would follow them, without a right to it.

    Raises:
        OSError: it leads nowhere; ECONNREFUSED when there is no socket; EACCES when it leads through a link of /proc.
    """
    if path.startswith(b"/"):
        root = os.open(b"/proc/%d/root" % task, _OPATH | os.O_DIRECTORY)
        try:
            fd = open_below(root, path, _OPATH, _RESOLVE_IN_ROOT)
        except OSError as error:
            # A magic link (/proc/self/cwd) would be the supervisor's own here, not the task's.
            if error.errno == _EXDEV:
                raise OSError(EACCES, "a path through a link of /proc", path) from error
            raise
        finally:
            os.close(root)
    else:
        directory = os.open(b"/proc/%d/cwd" % task, _OPATH | os.O_DIRECTORY)
        try:
            fd = os.open(path, _OPATH, dir_fd=directory)
        finally:
            os.close(directory)
    if not stat.S_ISSOCK(os.fstat(fd).st_mode):
        os.close(fd)
        raise OSError(_ECONNREFUSED, "connect: not a socket", path)
    return fd


def is_listed(fd: int, identified: frozenset[tuple[int, int]], sockets: Iterable[str]) -> bool:
    """Whether an opened socket file is one of `identified`, or at one of the paths (`*` and `?` as wildcards).

    Args:
        sockets: paths in directories that no run can write.
    """
    found = os.fstat(fd)
    if (found.st_dev, found.st_ino) in identified:
        return True
    real = os.fsdecode(os.readlink(b"/proc/self/fd/%d" % fd))
    for path in sockets:
        if path != real:
            if not is_wild(path):
                continue
            from ..commands.environments import like

            if not like(path, real):
                continue
        try:
            there = os.stat(real)
        except OSError:
            continue
        if (there.st_dev, there.st_ino) == (found.st_dev, found.st_ino):
            return True
    return False


def is_own(fd: int, own: set[int]) -> bool:
    """Whether all sockets bound to an opened socket file are in `own`.

    By the file's inode number alone, of which the kernel tells 32 bits: on some file systems (overlayfs, btrfs) the
    device that it names is not the one that stat(2) does. A number that a file elsewhere has as well makes this
    refuse.

    Raises:
        OSError: ECONNREFUSED, there is none; or the kernel doesn't tell.
    """
    number = os.fstat(fd).st_ino & 0xFFFFFFFF
    return _all_own({socket for socket, _name, file in _bound_sockets() if file == number}, own)


def is_own_name(name: bytes, own: set[int]) -> bool:
    """Whether the socket at an abstract name (with its leading NUL) is in `own`.

    Raises:
        OSError: as `is_own`.
    """
    return _all_own({socket for socket, found, _file in _bound_sockets() if found == name}, own)


def _all_own(bound: set[int], own: set[int]) -> bool:
    if not bound:  # programs take this for "not started yet", and start what should listen there
        raise OSError(_ECONNREFUSED, "nobody listens")
    return bound <= own


def _bound_sockets() -> Iterable[tuple[int, bytes, int]]:
    """Socket inode, name and file inode (-1: none) of each unix socket that is bound and not connected.

    Raises:
        OSError: the kernel doesn't tell (EACCES, so that nobody takes it for permission).
    """
    import _socket

    try:
        asking = _socket.socket(_socket.AF_NETLINK, _socket.SOCK_RAW | _socket.SOCK_CLOEXEC, _NETLINK_SOCK_DIAG)
        try:
            asking.send(
                _REQUEST.pack(
                    *(_REQUEST.size, _SOCK_DIAG_BY_FAMILY, _REQUEST_DUMP, 1, 0),
                    *(1, 0, 0, _BOUND, 0, _SHOW_NAME_VFS, 0xFFFFFFFF, 0xFFFFFFFF),
                )
            )
            found: list[tuple[int, bytes, int]] = []
            while _messages(asking.recv(1 << 18), found):
                pass
        finally:
            asking.close()
    except OSError as error:
        raise OSError(EACCES, f"sock_diag: {error}") from error
    return found


def _messages(data: bytes, found: list[tuple[int, bytes, int]]) -> bool:
    """Read the messages of one datagram; False at the end of the dump."""
    at = 0
    while at + _HEADER.size <= len(data):
        length, kind = _HEADER.unpack_from(data, at)[:2]
        if kind == _DONE:
            return False
        if kind == _ERROR or length < _HEADER.size:
            raise OSError(-int.from_bytes(data[at + 16 : at + 20], "little", signed=True), "sock_diag")
        if kind == _SOCK_DIAG_BY_FAMILY:
            found.append(_entry(data[at + _HEADER.size : at + length]))
        at += (length + 3) & ~3
    return True


def _entry(body: bytes) -> tuple[int, bytes, int]:
    socket = _MESSAGE.unpack_from(body)[4]
    name, file = b"", -1
    at = _MESSAGE.size
    while at + _ATTRIBUTE.size <= len(body):
        length, kind = _ATTRIBUTE.unpack_from(body, at)
        if length < _ATTRIBUTE.size:
            break
        value = body[at + 4 : at + length]
        if kind == _ATTRIBUTE_NAME:
            name = value
        elif kind == _ATTRIBUTE_VFS:
            file = int.from_bytes(value[:4], "little")
        at += (length + 3) & ~3
    return socket, name, file


def own_listener(port: int, own: set[int]) -> bool:
    """Whether all sockets that listen at a port of this machine, TCP or UDP, are in `own` (proc_pid_net(5))."""
    found = set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        try:
            with open(f"/proc/net/{table}", "rb") as file:
                rows = file.read().split(b"\n")[1:]
        except OSError:
            continue
        for row in rows:
            words = row.split()
            if len(words) > 9 and words[1].endswith(b":%04X" % port) and words[3] in (b"0A", b"07"):
                found.add(int(words[9]))
    return bool(found) and found <= own
