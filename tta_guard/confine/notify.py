"""Which system calls of the network ask the supervisor, and the seccomp user notifications by which they do. IO; hot.

Sources: seccomp_unotify(2), seccomp(2), linux/seccomp.h, pidfd_getfd(2), process_vm_readv(2).

The tables are data for the filter's assembler (`seccomp.py`). `Listener` is the supervisor's end; `receive` aside, none
of its calls waits for anything.

Whatever a notification points at can change until the kernel reads it again, and so can the file behind the number of
a descriptor. `Listener.let_go` (SECCOMP_USER_NOTIF_FLAG_CONTINUE) is therefore for calls in which neither matters.

Longer than 250 lines since the tables and the protocol that answers to them are one contract.
"""

from __future__ import annotations

import _thread
import os
from struct import Struct

from ..errors import GuardError
from ..model import frozen
from .cbind import Buffer, bind_call, errno
from .taskinfo import process_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

AF_UNSPEC: Final = 0
AF_UNIX: Final = 1
AF_INET: Final = 2
AF_INET6: Final = 10
AF_NETLINK: Final = 16
SOCK_STREAM: Final = 1
SOCK_DGRAM: Final = 2
SOCK_RAW: Final = 3
SOCK_SEQPACKET: Final = 5
SOCK_TYPE_MASK: Final = 0xF
SOCK_NONBLOCK: Final = 0o4000
SOCK_CLOEXEC: Final = 0o2000000
MSG_FASTOPEN: Final = 0x20000000

EPERM: Final = 1
ENOENT: Final = 2
ESRCH: Final = 3
EINTR: Final = 4
EACCES: Final = 13
EFAULT: Final = 14
EINVAL: Final = 22
EPROTONOSUPPORT: Final = 93
EAFNOSUPPORT: Final = 97


# --- tables for the filter -------------------------------------------------------------------------------------------


@frozen
class Asks:
    """A system call that notifies the supervisor.

    Attributes:
        call: its name.
        argument: () always notifies. (index, mask): only when argument `index` (all 64 bits) and `mask` have a bit in
            common; else the call is let through.
        without_getfd: only where `can_duplicate()` says no.
    """

    call: str
    argument: tuple[int, ...] = ()
    without_getfd: bool = False


ANY_BIT: Final = 0xFFFFFFFFFFFFFFFF

CALLS: Final = (
    Asks("connect"),
    Asks("sendto", (4, ANY_BIT)),  # send(2) is sendto without an address, and stays at full speed
    Asks("sendmsg"),
    Asks("sendmmsg"),
    Asks("bind"),  # never refused: the supervisor learns which sockets are the run's own
    Asks("socket", (), True),  # made by the supervisor, which keeps a duplicate until it is connected or listens
    Asks("listen", (), True),
)
"""Listed before the general answer "let through"; `socket` only after SOCKETS has been held."""


@frozen
class Sockets:
    """Sockets that may be made: socket(2), and socketpair(2) for AF_UNIX. () is any.

    Attributes:
        family: argument 0, 32 bits.
        types: argument 1 under SOCK_TYPE_MASK.
        protocols: argument 2, 32 bits.
    """

    family: int
    types: tuple[int, ...] = ()
    protocols: tuple[int, ...] = ()


SOCKETS: Final = (
    Sockets(AF_UNIX),
    Sockets(AF_INET, (SOCK_STREAM,), (0, 6)),
    Sockets(AF_INET, (SOCK_DGRAM,), (0, 17, 1)),  # UDP, and the ICMP echo of an unprivileged ping
    Sockets(AF_INET6, (SOCK_STREAM,), (0, 6)),
    Sockets(AF_INET6, (SOCK_DGRAM,), (0, 17, 58)),
    Sockets(AF_NETLINK, (), (0, 4)),  # routes and interfaces (getaddrinfo asks them), socket statistics
)
SOCKET_ERRORS: Final = (("family", EAFNOSUPPORT), ("types", EPERM), ("protocols", EPROTONOSUPPORT))
"""What fails to fit first -> the answer. So AF_VSOCK (the machine's host), AF_PACKET, AF_ALG, AF_BLUETOOTH, AF_TIPC,
AF_SMC, AF_XDP, AF_KEY and families yet to come do not exist, raw sockets are not permitted, and SCTP, DCCP, UDP-Lite
and MPTCP, which reach addresses by other ways than connect(2), are protocols that this kernel does not have. Programs
that prefer MPTCP (Go) fall back to TCP on that answer."""

SETSOCKOPT_REFUSED: Final = ((0, 4), (41, 5), (41, 6), (41, 54), (41, 55), (41, 57), (41, 59))
"""(level, option) of setsockopt(2) answered with EPERM: IP_OPTIONS, IPV6_2292RTHDR, IPV6_2292PKTOPTIONS, IPV6_HOPOPTS,
IPV6_RTHDRDSTOPTS, IPV6_RTHDR, IPV6_DSTOPTS. A source route leads a packet on from an allowed address to any other."""

CLONE_REFUSED: Final = ((0x400, 0x10000),)
"""clone(2) with the first flag and without the second (CLONE_FILES, CLONE_THREAD) is answered with EPERM: that a table
of descriptors is shared within one process only is what makes `let_go` safe for a process with one thread."""

LISTENER_FLAGS: Final = (0x20, 0)
"""Flags of seccomp(2) besides SECCOMP_FILTER_FLAG_NEW_LISTENER, to be tried in turn while the answer is EINVAL.
SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV (Linux 5.19): once the supervisor has a call in hand, only a deadly signal
interrupts it. Without it a call that was carried out and then interrupted is made twice."""

NUMBERS: Final = {
    "x86_64": {
        "socket": 41, "connect": 42, "sendto": 44, "sendmsg": 46, "bind": 49, "listen": 50, "sendmmsg": 307,
        "process_vm_readv": 310, "process_vm_writev": 311, "tgkill": 234,
    },
    "aarch64": {
        "socket": 198, "connect": 203, "sendto": 206, "sendmsg": 211, "bind": 200, "listen": 201, "sendmmsg": 269,
        "process_vm_readv": 270, "process_vm_writev": 271, "tgkill": 131,
    },
}  # fmt: skip
_PIDFD_OPEN: Final = 434
_OPENAT2: Final = 437
_PIDFD_GETFD: Final = 438
_PIDFD_THREAD: Final = 0o200  # Linux 6.9; is O_EXCL

# linux/seccomp.h
_RECV: Final = 0xC0502100
_SEND: Final = 0xC0182101
_ID_VALID: Final = 0x40082102
_ADDFD: Final = 0x40182103
_SET_FLAGS: Final = 0x40082104
_CONTINUE: Final = 1
_SYNC_WAKE_UP: Final = 1
_ADDFD_SEND: Final = 2

_NOTIFICATION: Final = Struct("=QIIiIQ6Q")
_ANSWER: Final = Struct("=QqiI")
_ADDED: Final = Struct("=QIIII")
_BLANK: Final = bytes(_NOTIFICATION.size)
_VECTORS: Final = Struct("=QQQQ")
_HOW: Final = Struct("=QQQ")
_MOST_PIDFDS: Final = 128
_SMALL: Final = 256


# --- calls -----------------------------------------------------------------------------------------------------------


_syscall: Final = bind_call("syscall", 6, long=True)
_system_call6: Final = bind_call("syscall", 7, long=True)
_ioctl: Final = bind_call("ioctl", 3)
_ioctl_waits: Final = bind_call("ioctl", 3, waits=True)


def _system_call(number: int, first: int, second: int, third: int = 0, fourth: int = 0) -> int:
    return int(_syscall(number, first, second, third, fourth, 0))


def numbers() -> dict[str, int]:
    """The numbers of this machine's system calls.

    Raises:
        GuardError: the machine is not known.
    """
    machine = os.uname().machine
    if machine not in NUMBERS:
        raise GuardError(f"no system call numbers are known for the machine {machine}", code="unknown-machine")
    return NUMBERS[machine]


def can_duplicate() -> bool:
    """Whether descriptors of another process can be duplicated here (pidfd_getfd(2)), tried on this very process."""
    pidfd = _system_call(_PIDFD_OPEN, os.getpid(), 0)
    if pidfd < 0:
        return False
    try:
        copy = _system_call(_PIDFD_GETFD, pidfd, pidfd, 0)
        if copy >= 0:
            os.close(copy)
        return copy >= 0
    finally:
        os.close(pidfd)


def open_below(directory: int, path: bytes, flags: int, resolve: int) -> int:
    """openat2(2).

    Raises:
        OSError: it failed.
    """
    data = Buffer(len(path) + 1 + _HOW.size)
    data.put(_HOW.pack(flags, 0, resolve) + path)
    fd = _system_call(_OPENAT2, directory, data.address + _HOW.size, data.address, _HOW.size)
    if fd < 0:
        raise OSError(errno(), f"openat2: {os.strerror(errno())}", path)
    return fd


@frozen
class Notification:
    """One system call that waits for an answer.

    Attributes:
        id: names it to the kernel.
        task: thread id of the caller.
        number: of the system call.
        arguments: all six.
    """

    id: int
    task: int
    number: int
    arguments: tuple[int, ...]


class Listener:
    """The supervisor's end of a filter with user notifications.

    One thread may call `receive`, `memory` and `duplicate`; everything else may come from any.

    Args:
        fd: as seccomp(2) gave it with SECCOMP_FILTER_FLAG_NEW_LISTENER.
    """

    def __init__(self, fd: int) -> None:
        self.fd = fd
        table = numbers()
        self._readv = table["process_vm_readv"]
        self._writev = table["process_vm_writev"]
        self._tgkill = table["tgkill"]
        self._incoming = Buffer(_NOTIFICATION.size)
        self._outgoing = Buffer(_ADDED.size)
        self._lock = _thread.allocate_lock()
        self._small = Buffer(_SMALL)
        self._vectors = Buffer(_VECTORS.size)
        self._pidfds: dict[int, int] = {}
        self._tasks_lock = _thread.allocate_lock()
        # Both ends on one processor: an answer takes half as long. Linux 6.6; older kernels say EINVAL, and are slower.
        _ioctl(fd, _SET_FLAGS, _SYNC_WAKE_UP)

    def receive(self) -> Notification | None:
        """Take the next notification, waiting for one; None when its caller was interrupted or is gone.

        Raises:
            GuardError: the listener does not work.
        """
        incoming = self._incoming
        incoming.view[:] = _BLANK
        if _ioctl_waits(self.fd, _RECV, incoming.address) < 0:
            if errno() in (ENOENT, EINTR):
                return None
            raise GuardError(f"ioctl(SECCOMP_IOCTL_NOTIF_RECV): {os.strerror(errno())}", code="gate-failed")
        words = _NOTIFICATION.unpack(incoming.view)
        return Notification(words[0], words[1], words[3], words[6:])

    def answer(self, identity: int, value: int, error: int = 0) -> bool:
        """Give the call its result, or an error (a positive number); False when nobody waits for it any more."""
        return self._tell(_SEND, _ANSWER.pack(identity, 0 if error else value, -error, 0)) >= 0

    def let_go(self, identity: int) -> bool:
        """Let the kernel make the call itself, which reads the arguments' memory and the descriptor once more.

        Only for a call that may be made with ANY such memory and descriptor (bind, listen); or for a stream socket,
        which ignores a message's address, in a process where nobody else could put another file in the descriptor's
        place.
        """
        return self._tell(_SEND, _ANSWER.pack(identity, 0, 0, _CONTINUE)) >= 0

    def waits(self, identity: int) -> bool:
        """Whether the call still waits: what was found by its task's number before is then that task's indeed."""
        return self._tell(_ID_VALID, identity.to_bytes(8, "little")) >= 0

    def give(self, identity: int, fd: int, close_on_exec: bool) -> int:
        """Put a duplicate of `fd` into the caller's table and answer with its number; 0, or the error's number."""
        flags = SOCK_CLOEXEC if close_on_exec else 0
        added = self._tell(_ADDFD, _ADDED.pack(identity, _ADDFD_SEND, fd, 0, flags))
        return 0 if added >= 0 else errno()

    def _tell(self, request: int, data: bytes) -> int:
        with self._lock:
            self._outgoing.put(data)
            return int(_ioctl(self.fd, request, self._outgoing.address))

    def duplicate(self, task: int, fd: int) -> int:
        """A duplicate of descriptor `fd` of a task (pidfd_getfd(2)).

        Before Linux 6.9 it is taken from the table of the task's process, of which a thread may have parted its own; so
        only what is done on the duplicate itself is certain to be done on the file that was looked at.

        Raises:
            OSError: it can't be had.
        """
        with self._tasks_lock:
            pidfd = self._pidfds.get(task, -1)
            if pidfd >= 0:
                copy = _system_call(_PIDFD_GETFD, pidfd, fd)
                if copy >= 0 or errno() != ESRCH:
                    return self._made(copy, "pidfd_getfd", fd)
                os.close(self._pidfds.pop(task))  # the number is another task's now
            if len(self._pidfds) >= _MOST_PIDFDS:
                self._close_pidfds()
            pidfd = _system_call(_PIDFD_OPEN, task, _PIDFD_THREAD)
            if pidfd < 0 and errno() == EINVAL:
                pidfd = _system_call(_PIDFD_OPEN, process_of(task), 0)
            self._pidfds[task] = self._made(pidfd, "pidfd_open", task)
            return self._made(_system_call(_PIDFD_GETFD, pidfd, fd), "pidfd_getfd", fd)

    @staticmethod
    def _made(fd: int, call: str, what: int) -> int:
        if fd < 0:
            raise OSError(errno(), f"{call}({what}): {os.strerror(errno())}")
        return fd

    def close(self) -> None:
        """Let go of what is kept of the tasks."""
        with self._tasks_lock:
            self._close_pidfds()

    def _close_pidfds(self) -> None:
        for pidfd in self._pidfds.values():
            os.close(pidfd)
        self._pidfds.clear()

    def memory(self, task: int, address: int, size: int) -> bytes:
        """At most 256 bytes of a task's memory.

        Raises:
            OSError: not all of it can be read.
        """
        if not 0 <= size <= _SMALL:
            raise OSError(EINVAL, "process_vm_readv: more than there is room for")
        small, vectors = self._small, self._vectors
        with self._lock:
            _VECTORS.pack_into(vectors.view, 0, small.address, size, address, size)
            start = vectors.address
            if size and _system_call6(self._readv, task, start, 1, start + 16, 1, 0) != size:
                raise _unreadable()
            return bytes(small.view[:size])

    def read_into(self, task: int, address: int, buffer: Buffer, size: int, at: int = 0) -> None:
        """Copy `size` bytes of a task's memory into `buffer` from `at` on.

        Raises:
            OSError: not all of it can be read.
        """
        if size < 0 or at + size > buffer.size:
            raise OSError(EINVAL, "process_vm_readv: more than there is room for")
        with self._lock:
            self._vectors.put(_VECTORS.pack(buffer.address + at, size, address, size))
            vectors = self._vectors.address
            read = _system_call6(self._readv, task, vectors, 1, vectors + 16, 1, 0) if size else 0
            if read != size:
                raise _unreadable()

    def write(self, task: int, address: int, data: bytes) -> None:
        """Write at most 256 bytes into a task's memory.

        Raises:
            OSError: it can't be written.
        """
        with self._lock:
            self._small.put(data)
            self._vectors.put(_VECTORS.pack(self._small.address, len(data), address, len(data)))
            vectors = self._vectors.address
            written = _system_call6(self._writev, task, vectors, 1, vectors + 16, 1, 0)
        if written != len(data):
            raise OSError(EFAULT, "process_vm_writev: the memory is not there or cannot be written")

    def send_signal(self, task: int, number: int) -> None:
        """Send a signal to one thread, if it is still there."""
        try:
            _system_call(self._tgkill, process_of(task), task, number)
        except OSError:
            return


def _unreadable() -> OSError:
    if errno() == EPERM:
        return OSError(EACCES, "process_vm_readv: a process that lets nobody look at it")
    return OSError(EFAULT, "process_vm_readv: the memory is not there or cannot be read")


def whole(word: int) -> int:
    """An argument of 32 bits, as the kernel takes it: signed."""
    word &= 0xFFFFFFFF
    return word - (1 << 32) if word >> 31 else word
