"""The supervisor's hold on sockets of a run: duplicates of them, and what is done on a duplicate. IO; hot.

Two ways to a duplicate. With pidfd_getfd(2) it is taken when it is needed. Where that is closed (Docker's default
profile), the run's sockets are made here, put into the run, and kept until they are connected or listen; a later
duplicate is of the one that was kept. What is kept of a socket that the run has closed is found by looking for it in
/proc, now and then.
"""

from __future__ import annotations

import _thread
import os

from .aside import Aside
from .cbind import Buffer, bind_call, errno
from .notify import EPERM, SOCK_CLOEXEC, SOCK_SEQPACKET, SOCK_STREAM, Listener

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

ADDRESS_BYTES: Final = 128  # struct sockaddr_storage
EAGAIN: Final = 11
EPIPE: Final = 32
ENOTSOCK: Final = 88
EISCONN: Final = 106
EALREADY: Final = 114
EINPROGRESS: Final = 115

SOL_SOCKET: Final = 1
SO_TYPE: Final = 3
SO_DOMAIN: Final = 39
SO_SNDTIMEO: Final = 21
SO_ATTACH_FILTER: Final = 26
SO_LOCK_FILTER: Final = 44
_F_GETFL: Final = 3
_FIONBIO: Final = 0x5421
_O_NONBLOCK: Final = 0o4000
_MOST_KEPT: Final = 128

_fcntl: Final = bind_call("fcntl", 3)
_ioctl: Final = bind_call("ioctl", 3)
_connect: Final = bind_call("connect", 3)
_connect_waits: Final = bind_call("connect", 3, waits=True)
_getsockopt: Final = bind_call("getsockopt", 5)
_setsockopt: Final = bind_call("setsockopt", 5)
_socket: Final = bind_call("socket", 3)


def blocks(fd: int) -> bool:
    """Whether calls on a socket wait."""
    return not _fcntl(fd, _F_GETFL, 0) & _O_NONBLOCK


_YES: Final = Buffer(4)
_YES.put(b"\1")
_NO: Final = Buffer(4)
_option: Final = Buffer(16)
_option_size: Final = Buffer(4)
_option_lock: Final = _thread.allocate_lock()


def option(fd: int, name: int, size: int = 4) -> int:
    """A whole number of getsockopt(2) at SOL_SOCKET; -1 when it can't be had."""
    with _option_lock:
        _option_size.put(size.to_bytes(4, "little"))
        if _getsockopt(fd, SOL_SOCKET, name, _option.address, _option_size.address) < 0:
            return -1
        return int.from_bytes(_option.view[:size], "little")


def send_timeout_s(fd: int) -> float:
    """SO_SNDTIMEO in seconds; 0 for none."""
    both = option(fd, SO_SNDTIMEO, 16)
    return 0.0 if both <= 0 else (both & 0xFFFFFFFFFFFFFFFF) + (both >> 64) / 1e6


def connect(fd: int, address: Buffer, size: int, *, wait: bool = False) -> int:
    """connect(2), as it is with this socket's O_NONBLOCK; the error's number or 0."""
    call = _connect_waits if wait else _connect
    return 0 if call(fd, address.address, size) >= 0 else errno()


def connect_without_waiting(fd: int, address: Buffer, size: int) -> int:
    """connect(2) on a socket that would wait: O_NONBLOCK belongs to all duplicates, so it is set for this call only."""
    _ioctl(fd, _FIONBIO, _YES.address)
    error = connect(fd, address, size)
    if error == EINPROGRESS:  # on this machine, the answer was there already and had to wait for the socket's lock
        error = connect(fd, address, size)
    _ioctl(fd, _FIONBIO, _NO.address)
    return error


def attach_filter(fd: int, program: bytes) -> None:
    """Attach a socket filter and lock it, so that the socket's user cannot take it off.

    Raises:
        OSError: it can't be attached: the socket's user has locked one of its own, or there is no room.
    """
    code = Buffer(16384)
    code.put(program)
    whole = Buffer(16)
    whole.put((len(program) // 8).to_bytes(8, "little") + code.address.to_bytes(8, "little"))
    if (
        _setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, whole.address, 16) < 0
        or _setsockopt(fd, SOL_SOCKET, SO_LOCK_FILTER, _YES.address, 4) < 0
    ):
        raise OSError(EPERM, f"setsockopt(SO_ATTACH_FILTER): {os.strerror(errno())}")


class Sockets:
    """Duplicates of a run's sockets.

    Args:
        listener: of the run.
        aside: threads for what has to wait.
        keep: make and keep the sockets here (no pidfd_getfd).

    Attributes:
        own: inode numbers of sockets that the run has bound.
    """

    def __init__(self, listener: Listener, aside: Aside, keep: bool) -> None:
        self._listener = listener
        self._aside = aside
        self.keep = keep
        self.own: set[int] = set()
        self._kept: dict[int, int] = {}
        self._bound: set[int] = set()
        self._lock = _thread.allocate_lock()
        self._sweep_at = _MOST_KEPT

    def duplicate(self, task: int, fd: int) -> int:
        """A duplicate of a task's descriptor.

        Raises:
            OSError: it can't be had; with `keep`, EISCONN for a socket that is kept no more (or never was): it is
                connected, or came from accept(2) or socketpair(2).
        """
        if not self.keep:
            return self._listener.duplicate(task, fd)
        number = inode(task, fd)
        with self._lock:
            kept = self._kept.get(number, -1)
            if kept < 0:
                raise OSError(EISCONN, "not kept")
            return os.dup(kept)

    def make(self, identity: int, family: int, kind: int, protocol: int) -> int:
        """socket(2) for the run; the error's number or 0 (then it has been answered)."""
        fd = int(_socket(family, kind | SOCK_CLOEXEC, protocol))
        if fd < 0:
            return errno()
        error = self._listener.give(identity, fd, bool(kind & SOCK_CLOEXEC))
        if error:
            os.close(fd)
            return error
        if len(self._kept) >= self._sweep_at:
            self.sweep()
            self._sweep_at = max(_MOST_KEPT, 2 * len(self._kept))
        self._kept[os.fstat(fd).st_ino] = fd
        return 0

    def bound(self, task: int, fd: int) -> None:
        """A socket is about to be bound: it is the run's own from now on."""
        number = inode(task, fd)
        self.settle()
        self.own.add(number)
        if number in self._kept:
            self._bound.add(number)

    def settle(self) -> None:
        """See to it that what the run has closed holds no address and answers nobody."""
        if self._bound:
            self.sweep()

    def forget(self, number: int) -> None:
        """Let go of what is kept of a socket: it is connected or listens, and its end has to be its end."""
        with self._lock:
            fd = self._kept.pop(number, -1)
            if fd >= 0:
                os.close(fd)
            self._bound.discard(number)

    def connected(self, copy: int, error: int) -> None:
        """A call to connect ended with `error`: once it is connected, let go of what is kept of a stream socket."""
        if not self.keep or option(copy, SO_TYPE) not in (SOCK_STREAM, SOCK_SEQPACKET):
            return
        number = os.fstat(copy).st_ino
        if error in (0, EISCONN):
            self.forget(number)
        elif error in (EINPROGRESS, EALREADY):
            self._aside.spawn(self._forget_connected, os.dup(copy), number)

    def _forget_connected(self, copy: int, number: int) -> None:
        import select

        poll = select.poll()
        poll.register(copy, select.POLLOUT)
        wait_ms = 100
        while not poll.poll(wait_ms) and number in self._kept:
            self.sweep()  # the run may have given the connection up
            wait_ms = min(2 * wait_ms, 2000)
        self.forget(number)
        os.close(copy)

    def sweep(self) -> None:
        """Let go of what is kept of sockets that no process has any more."""
        kept = list(self._kept)  # before looking: what is made meanwhile is not meant
        alive = set()
        mine = str(os.getpid())
        for entry in os.listdir("/proc"):
            if not entry.isdigit() or entry == mine:
                continue
            try:
                names = os.listdir(f"/proc/{entry}/fd")
            except OSError:
                continue
            for name in names:
                try:
                    text = os.readlink(f"/proc/{entry}/fd/{name}")
                except OSError:
                    continue
                if text.startswith("socket:["):
                    alive.add(int(text[8:-1]))
        for number in kept:
            if number not in alive:
                self.forget(number)

    def is_stream(self, task: int, fd: int, copy: int) -> bool:
        """Whether a descriptor is of a stream socket, by its duplicate or (-1) by its protocol's name."""
        if copy >= 0:
            return option(copy, SO_TYPE) == SOCK_STREAM
        name = os.getxattr(b"/proc/%d/fd/%d" % (task, fd), "system.sockprotoname").rstrip(b"\0")
        return name in (b"TCP", b"TCPv6", b"UNIX-STREAM")

    def close(self) -> None:
        """Let go of everything."""
        for fd in self._kept.values():
            os.close(fd)
        self._kept.clear()


def inode(task: int, fd: int) -> int:
    """The number of the socket behind a task's descriptor.

    Raises:
        OSError: there is none.
    """
    try:
        text = os.readlink(b"/proc/%d/fd/%d" % (task, fd))
    except FileNotFoundError as error:
        raise OSError(9, "no such descriptor") from error
    if not text.startswith(b"socket:["):
        raise OSError(ENOTSOCK, "not a socket")
    return int(text[8:-1])


def close_all(*descriptors: int) -> None:
    """Close these, -1 being none."""
    for fd in descriptors:
        if fd >= 0:
            os.close(fd)
