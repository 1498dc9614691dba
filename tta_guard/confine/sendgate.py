"""Messages of sendto, sendmsg and sendmmsg: decided on and sent on a duplicate of the socket. IO; hot."""

from __future__ import annotations

import os

from ..model import Reason
from .aside import EAGAIN, Aside, Waiting
from .judge import Judge, family_of
from .message import (
    EMSGSIZE,
    HEADER_BYTES,
    MANY_BYTES,
    MOST_DATA,
    MSG_DONTWAIT,
    MSG_NOSIGNAL,
    Outgoing,
    Sending,
    harmless_netlink,
    read_message,
)
from .notify import (
    AF_INET,
    AF_INET6,
    AF_NETLINK,
    AF_UNIX,
    AF_UNSPEC,
    EACCES,
    EINVAL,
    EPERM,
    MSG_FASTOPEN,
    SOCK_SEQPACKET,
    SOCK_STREAM,
    Listener,
    whole,
)
from .sockets import ADDRESS_BYTES, EISCONN, EPIPE, SO_TYPE, Sockets, blocks, close_all, option, send_timeout_s
from .taskinfo import alone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

    from .notify import Notification

_MOST_MESSAGES: Final = 1024
_SIGPIPE: Final = 13


class SendGate:
    """The part of the connect gate that sends.

    Args:
        listener: of the run.
        sockets: its sockets.
        judge: decides.
        aside: threads for what has to wait.
        names: of the system calls, by number.
    """

    def __init__(
        self, listener: Listener, sockets: Sockets, judge: Judge, aside: Aside, names: Mapping[int, str]
    ) -> None:
        self._listener = listener
        self._sockets = sockets
        self._judge = judge
        self._aside = aside
        self._names = names

    def sendto(self, call: Notification) -> None:
        fd, at, size, flags, name_at, name_size = call.arguments
        name_size = whole(name_size)
        if not 0 <= name_size <= ADDRESS_BYTES:
            raise OSError(EINVAL, "sendto: size of the address")
        message = Outgoing(min(size, MOST_DATA))
        if name_size:
            message.set_name(self._listener.memory(call.task, name_at, name_size))
        copy = self._sockets.duplicate(call.task, whole(fd))
        try:
            if size > MOST_DATA and option(copy, SO_TYPE) != SOCK_STREAM:
                raise OSError(EMSGSIZE, "too large")
            message.take_data(self._listener, call.task, [(at, min(size, MOST_DATA))])
        except BaseException:
            os.close(copy)
            raise
        self._send_all(call, copy, [message], whole(flags), 0)

    def sendmsg(self, call: Notification) -> None:
        """Serve sendmsg(2)."""
        self._message(call, many=False)

    def sendmmsg(self, call: Notification) -> None:
        """Serve sendmmsg(2)."""
        self._message(call, many=True)

    def _message(self, call: Notification, many: bool) -> None:
        """Leave it to the kernel, or take the messages and send them.

        A stream socket does not look at a message's address (tcp(7): but for MSG_FASTOPEN, which is among the
        arguments; unix(7): it is an error), so such a call may be left to the kernel, as long as the descriptor is
        still of that socket when the kernel looks. It is when the caller is its process's only thread: it stands
        still, no other process has its table of descriptors (CLONE_REFUSED), and nothing else can change that.
        """
        fd, at = whole(call.arguments[0]), call.arguments[1]
        if many and not call.arguments[2] & 0xFFFFFFFF:
            self._listener.answer(call.id, 0)
            return
        flags = whole(call.arguments[3] if many else call.arguments[2])
        # Asked before the descriptor is looked at: what a second thread did, it has done by then.
        lonely = alone(call.task)
        try:
            copy = self._sockets.duplicate(call.task, fd)
        except OSError as error:
            if not self._sockets.keep or error.errno != EISCONN:
                raise
            copy = -1
        try:
            stream = self._sockets.is_stream(call.task, fd, copy)
            if stream and not flags & MSG_FASTOPEN and (lonely or (copy < 0 and self._judge.only_metadata())):
                self._listener.let_go(call.id)
                close_all(copy)
                return
            if copy < 0:
                message = "sendmsg in a program with threads can't be told from one to a denied address here"
                self._judge.refuse(call.task, self._names[call.number], Reason("no-way-to-socket", message), EPERM)
            messages = self._read_messages(call, at, whole(call.arguments[2]) if many else 0, stream)
        except BaseException:
            close_all(copy)
            raise
        self._send_all(call, copy, messages, flags, at if many else 0)

    def _read_messages(self, call: Notification, at: int, count: int, stream: bool) -> list[Outgoing]:
        messages: list[Outgoing] = []
        try:
            for index in range(max(1, min(count & 0xFFFFFFFF, _MOST_MESSAGES))):
                address = at + index * MANY_BYTES
                messages.append(read_message(self._listener, self._sockets, call.task, address, stream))
        except OSError:
            if not messages:  # what comes before the bad one is sent (sendmmsg(2))
                raise
        return messages

    def _send_all(self, call: Notification, copy: int, messages: list[Outgoing], flags: int, many_at: int) -> None:
        if any(message.name and self._judge.must_wait(message.name) for message in messages):
            self._aside.later(call, self._send_messages, copy, messages, flags, many_at)
        else:
            self._send_messages(call, copy, messages, flags, many_at)

    def _send_messages(
        self, call: Notification, copy: int, messages: list[Outgoing], flags: int, many_at: int, late: bool = False
    ) -> None:
        """Decide on each message and send it; answers the call, or leaves it to a thread."""
        places: list[int] = []
        given_away = False
        try:
            stream = option(copy, SO_TYPE) in (SOCK_STREAM, SOCK_SEQPACKET)
            refusal = 0
            for index, message in enumerate(messages):
                try:
                    self._set_name(call, copy, message, stream and not flags & MSG_FASTOPEN, places)
                except OSError as error:
                    refusal = error.errno or EACCES
                    for rest in messages[index:]:
                        rest.close()
                    messages = messages[:index]
                    break
            if not messages:
                self._listener.answer(call.id, 0, refusal)
                return
            if not self._listener.waits(call.id):
                return
            job = Sending(call, copy, messages, flags, many_at, places)
            wait = blocks(copy) and not flags & MSG_DONTWAIT
            if wait and flags & MSG_FASTOPEN:
                given_away = True
                self._aside.later(call, self._send_slowly, job, False)
                return
            ended = job.go()
            if ended == EAGAIN and wait:
                given_away = True
                self._aside.later(call, self._send_slowly, job, True)
                return
            self._sent(job, ended)
        finally:
            if not given_away:
                for message in messages:
                    message.close()
                close_all(copy, *places)

    def _set_name(self, call: Notification, copy: int, message: Outgoing, unread: bool, places: list[int]) -> None:
        if not message.name:
            return
        if unread:  # a stream socket's; the kernel says what it says about an address, and does not use it
            if family_of(message.name) in (AF_INET, AF_INET6, AF_UNSPEC):
                message.set_name(b"")
            return
        family = family_of(message.name)
        if family == AF_NETLINK:
            if not harmless_netlink(message.name, message):
                raise OSError(EPERM, "netlink: only questions are let through")
            return
        if family == AF_UNIX:
            self._sockets.settle()
        name, place = self._judge.allowed(call.task, self._names[call.number], message.name)
        if place >= 0:
            places.append(place)
        message.set_name(name)
        self._judge.guard_names(copy, name)

    def _send_slowly(self, call: Notification, job: Sending, again: bool) -> None:
        try:
            waiting = Waiting(self._listener, call.id, call.task, send_timeout_s(job.copy))
            while True:
                error = waiting.until_writable(job.copy, EAGAIN) if again else 0
                if error < 0:
                    return
                error = error or job.go(wait=not again)
                if error != EAGAIN or not again:
                    break
            self._sent(job, error)
        finally:
            job.close()

    def _sent(self, job: Sending, error: int) -> None:
        count = job.result()
        if job.flags & MSG_FASTOPEN:
            self._sockets.connected(job.copy, error)
        if job.many_at:
            for index, message in enumerate(job.messages[: job.sent]):
                self._listener.write(
                    job.call.task, job.many_at + index * MANY_BYTES + HEADER_BYTES, message.done.to_bytes(4, "little")
                )
        if error and not count:
            if error == EPIPE and not job.flags & MSG_NOSIGNAL and option(job.copy, SO_TYPE) == SOCK_STREAM:
                self._listener.send_signal(job.call.task, _SIGPIPE)
            self._listener.answer(job.call.id, 0, error)
        else:
            self._listener.answer(job.call.id, count)
