"""A message of sendto, sendmsg or sendmmsg: taken out of the caller's memory once, and sent on a duplicate. IO; hot.

Sources: sendmsg(2), cmsg(3), unix(7), ip(7), ipv6(7), netlink(7).
"""

from __future__ import annotations

import os
from struct import Struct

from .cbind import Buffer, bind_call, errno
from .notify import AF_NETLINK, EINVAL, EPERM, Listener
from .sockets import close_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from .notify import Notification
    from .sockets import Sockets

EMSGSIZE: Final = 90
MSG_DONTWAIT: Final = 0x40
MSG_NOSIGNAL: Final = 0x4000
HEADER_BYTES: Final = 56
MANY_BYTES: Final = 64  # struct mmsghdr
_NAME: Final = 128
_CONTROL: Final = 8192
_AT_VECTOR: Final = HEADER_BYTES
_AT_NAME: Final = _AT_VECTOR + 16
_AT_CONTROL: Final = _AT_NAME + _NAME
_AT_DATA: Final = _AT_CONTROL + _CONTROL
_MOST_VECTORS: Final = 1024
MOST_DATA: Final = 1 << 20
_HEADER: Final = Struct("=QIIQQQQiI")
_VECTOR: Final = Struct("=QQ")
_CONTROL_HEADER: Final = Struct("=Qii")
_CREDENTIALS: Final = Struct("=iII")
_NETLINK: Final = Struct("=IHHII")
_SOL_SOCKET: Final = 1
_SCM_RIGHTS: Final = 1
_SCM_CREDENTIALS: Final = 2
# Ancillary data of ip(7) and ipv6(7) that a message may have; a source route is not among it.
_IP_CONTROL: Final = {0: (1, 2, 8), 41: (50, 52, 67)}  # IP_TOS, IP_TTL, IP_PKTINFO; IPV6_{PKTINFO,HOPLIMIT,TCLASS}
_RTM_GET: Final = 2

_sendmsg: Final = bind_call("sendmsg", 3, long=True)


class Outgoing:
    """One message, copied.

    Attributes:
        name: the address in it, b"" for none.
        size: bytes of data.
    """

    def __init__(self, room: int) -> None:
        size = 1 << 16
        while size < _AT_DATA + room:
            size *= 2
        self._buffer = Buffer(size)
        self.name = b""
        self.size = 0
        self._done = 0
        self._control = 0
        self._descriptors: list[int] = []

    def close(self) -> None:
        """Let go of the descriptors that are to be passed on."""
        for fd in self._descriptors:
            os.close(fd)
        self._descriptors.clear()

    def set_name(self, name: bytes) -> None:
        """Send to this address."""
        self.name = name
        self._buffer.put(name, _AT_NAME)

    def take_data(self, listener: Listener, task: int, pieces: list[tuple[int, int]]) -> None:
        """Copy the data.

        Raises:
            OSError: it can't be read.
        """
        at = _AT_DATA
        for address, size in pieces:
            listener.read_into(task, address, self._buffer, size, at)
            at += size
        self.size = at - _AT_DATA

    def take_control(self, listener: Listener, sockets: Sockets, task: int, address: int, size: int) -> None:
        """Copy ancillary data; descriptors in it are replaced by duplicates.

        Raises:
            OSError: it can't be read or is not permitted.
        """
        if size > _CONTROL:
            raise OSError(EMSGSIZE, "more ancillary data than is taken")
        listener.read_into(task, address, self._buffer, size, _AT_CONTROL)
        data = self._buffer.view
        at, end = _AT_CONTROL, _AT_CONTROL + size
        while at + _CONTROL_HEADER.size <= end:
            length, level, kind = _CONTROL_HEADER.unpack_from(data, at)
            body = at + _CONTROL_HEADER.size
            if length < _CONTROL_HEADER.size or at + length > end:
                raise OSError(EINVAL, "ancillary data is not well-formed")
            if level == _SOL_SOCKET and kind == _SCM_RIGHTS:
                for place in range(body, at + length - 3, 4):
                    copy = sockets.duplicate(task, int.from_bytes(data[place : place + 4], "little", signed=True))
                    self._descriptors.append(copy)
                    data[place : place + 4] = copy.to_bytes(4, "little")
            elif level == _SOL_SOCKET and kind == _SCM_CREDENTIALS and length >= 28:
                # A process may only name itself, and the one that sends is the supervisor.
                _pid, user, group = _CREDENTIALS.unpack_from(data, body)
                _CREDENTIALS.pack_into(data, body, os.getpid(), user, group)
            elif kind not in _IP_CONTROL.get(level, (kind,)):
                raise OSError(EPERM, "ancillary data of this kind is not permitted")
            at += (length + 7) & ~7
        self._control = size

    def asks_only(self) -> bool:
        """Whether all netlink messages in the data ask (RTM_GET*, SOCK_DIAG_BY_FAMILY) and change nothing."""
        data, at, end = self._buffer.view, _AT_DATA, _AT_DATA + self.size
        while at + _NETLINK.size <= end:
            length, kind = _NETLINK.unpack_from(data, at)[:2]
            if length < _NETLINK.size or (kind >= 16 and kind & 3 != _RTM_GET and kind != 20):
                return False
            at += (length + 3) & ~3
        return at >= end

    def send(self, fd: int, flags: int) -> int:
        """sendmsg(2) of what has not been sent yet, once. How much was sent, or the error's number, negative."""
        buffer = self._buffer
        control = self._control if not self._done else 0
        start = buffer.address
        _VECTOR.pack_into(buffer.view, _AT_VECTOR, start + _AT_DATA + self._done, self.size - self._done)
        _HEADER.pack_into(
            buffer.view,
            0,
            start + _AT_NAME if self.name else 0,
            len(self.name),
            0,
            start + _AT_VECTOR,
            1,
            start + _AT_CONTROL if control else 0,
            control,
            0,
            0,
        )
        sent = int(_sendmsg(fd, start, flags))
        if sent < 0:
            return -errno()
        self._done += sent
        return sent

    def left(self) -> int:
        """Bytes that have not been sent."""
        return self.size - self._done

    @property
    def done(self) -> int:
        """Bytes that have been sent."""
        return self._done


def read_message(listener: Listener, sockets: Sockets, task: int, address: int, stream: bool) -> Outgoing:
    """Copy the message that a struct msghdr describes.

    Raises:
        OSError: it can't be read, is too large, or has something in it that is not permitted.
    """
    header = listener.memory(task, address, HEADER_BYTES)
    name_at, name_size, _, vectors_at, vectors, control_at, control_size, _, _ = _HEADER.unpack(header)
    if vectors > _MOST_VECTORS:
        raise OSError(EMSGSIZE, "too many pieces")
    pieces = []
    if vectors:
        table = Buffer(_MOST_VECTORS * 16)
        listener.read_into(task, vectors_at, table, vectors * 16)
        pieces = [_VECTOR.unpack_from(table.view, 16 * index) for index in range(vectors)]
    total = sum([size for _, size in pieces])
    if total > MOST_DATA:
        if not stream:
            raise OSError(EMSGSIZE, "too large")
        pieces = _first(pieces, MOST_DATA)
        total = MOST_DATA
    message = Outgoing(total)
    if name_at and name_size:
        if name_size & 0x80000000:
            raise OSError(EINVAL, "an address of a negative size")
        message.set_name(
            listener.memory(task, name_at, min(name_size, _NAME))
        )  # what goes beyond, the kernel leaves out
    try:
        message.take_data(listener, task, pieces)
        if control_at and control_size:
            message.take_control(listener, sockets, task, control_at, control_size)
    except BaseException:
        message.close()
        raise
    return message


def _first(pieces: list[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """The first `most` bytes."""
    found = []
    for address, size in pieces:
        taken = min(size, most)
        if taken:
            found.append((address, taken))
        most -= taken
    return found


def harmless_netlink(name: bytes, message: Outgoing) -> bool:
    """Whether a message to a netlink address only asks the kernel."""
    return int.from_bytes(name[:2], "little") != AF_NETLINK or message.asks_only()


class Sending:
    """Messages on their way."""

    def __init__(
        self, call: Notification, copy: int, messages: list[Outgoing], flags: int, many_at: int, places: list[int]
    ) -> None:
        self.call = call
        self.copy = copy
        self.messages = messages
        self.flags = flags
        self.many_at = many_at
        self.places = places
        self.sent = 0

    def go(self, wait: bool = False) -> int:
        """Send until all is sent (0) or there is an error (its number)."""
        flags = self.flags | MSG_NOSIGNAL | (0 if wait else MSG_DONTWAIT)
        while self.sent < len(self.messages):
            message = self.messages[self.sent]
            sent = message.send(self.copy, flags)
            if sent < 0:
                return -sent
            if not message.left() or not sent:
                self.sent += 1
        return 0

    def result(self) -> int:
        """What the call answers."""
        return self.sent if self.many_at else self.messages[0].done

    def close(self) -> None:
        """Let go of all that is open."""
        for message in self.messages:
            message.close()
        close_all(self.copy, *self.places)
