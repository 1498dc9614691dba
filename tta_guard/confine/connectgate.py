"""The connect gate: every address that a run connects or sends to is decided on, and reached on its behalf. IO; hot.

    notification -> the address, copied once -> decide -> the call, made here on a duplicate of the socket -> its result

Because the call is made with what was decided on, nothing that the run's other threads do meanwhile can change where
it goes. Two kinds of call are left to the kernel after a look: bind and listen, which are never refused; and a message
on a stream socket of a process with a single thread, see `_message`.

`handle` serves one notification and does not wait: what has to (a connection that is being set up, a full buffer, a
name that is being resolved) goes on in a thread of its own. A signal ends such a call as it does outside.

What differs from outside: SO_PEERCRED and SCM_CREDENTIALS name the supervisor's process; a message of more than 1 MiB
on a stream is taken in parts, in programs with threads. Without pidfd_getfd(2) moreover: a program with threads cannot
use sendmsg on sockets that came from accept(2) or socketpair(2) or are connected, when the policy denies more than
metadata addresses (a thread could put a datagram socket in its place); a message that passes descriptors on needs a
single thread.
"""

from __future__ import annotations

from ..errors import GuardError
from .aside import Aside, Waiting
from .cbind import Buffer
from .judge import Judge, RefusedAddress, family_of
from .lazygate import identities
from .notify import (
    AF_NETLINK,
    AF_UNIX,
    AF_UNSPEC,
    EACCES,
    EINVAL,
    SOCK_SEQPACKET,
    SOCK_STREAM,
    Listener,
    can_duplicate,
    numbers,
    whole,
)
from .resolve import Resolver
from .sendgate import SendGate
from .sockets import (
    ADDRESS_BYTES,
    EAGAIN,
    EALREADY,
    EINPROGRESS,
    SO_TYPE,
    Sockets,
    blocks,
    close_all,
    connect,
    connect_without_waiting,
    inode,
    option,
    send_timeout_s,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .network import NetworkRules
    from .notify import Notification


class ConnectGate:
    """Serves the network notifications of one run.

    Args:
        rules: of the policy.
        listener_fd: of the run's filter; stays the caller's.
        say: shows the text of a refusal; each text once.
        keep: whether the filter has the calls `without_getfd`; None: as `can_duplicate` says.
        others: what serves calls of other kinds that the filter notifies of, by number; an OSError that one raises is
            the answer.
        listed: device and inode of the unix sockets that the rules open; None: look at them now, before the run begins.
        resolver: in place of one for the rules' names, for tests.

    Attributes:
        refused: what was refused, in order (1,000 at most).
    """

    def __init__(
        self,
        rules: NetworkRules,
        listener_fd: int,
        *,
        say: Callable[[str], None] | None = None,
        keep: bool | None = None,
        others: Mapping[int, Callable[[Listener, Notification], None]] | None = None,
        listed: frozenset[tuple[int, int]] | None = None,
        resolver: Resolver | None = None,
    ) -> None:
        self._listener = Listener(listener_fd)
        self._aside = Aside(self._listener)
        self._sockets = Sockets(self._listener, self._aside, not can_duplicate() if keep is None else keep)
        if listed is None:
            listed = identities(rules.sockets)
        self._judge = Judge(rules, self._sockets.own, listed, resolver or Resolver(rules), say)
        self.refused: list[RefusedAddress] = self._judge.refused
        self._address = Buffer(ADDRESS_BYTES)
        names = {number: name for name, number in numbers().items()}
        send = SendGate(self._listener, self._sockets, self._judge, self._aside, names)
        table = numbers()
        self._calls: dict[int, Callable[[Notification], None]] = {
            table["connect"]: self._connect,
            table["sendto"]: send.sendto,
            table["sendmsg"]: send.sendmsg,
            table["sendmmsg"]: send.sendmmsg,
            table["bind"]: self._bind,
            table["listen"]: self._listen,
            table["socket"]: self._socket,
        }
        for number, serve in (others or {}).items():
            self._calls[number] = _bound(serve, self._listener)

    def fileno(self) -> int:
        """The descriptor that becomes readable when there is something to serve."""
        return self._listener.fd

    def handle(self) -> None:
        """Serve one notification.

        Raises:
            GuardError: the listener does not work, or the filter notifies of a call that nobody here knows.
        """
        call = self._listener.receive()
        if call is None:
            return
        serve = self._calls.get(call.number)
        if serve is None:
            raise GuardError(f"system call {call.number} is notified of and nothing decides on it", code="gate-failed")
        try:
            serve(call)
        except OSError as error:
            self._listener.answer(call.id, 0, error.errno or EACCES)

    def close(self) -> None:
        """Let go of what is kept of the run."""
        self._listener.close()
        self._sockets.close()

    # --- calls ---------------------------------------------------------------------------------------------------

    def _connect(self, call: Notification) -> None:
        fd, at, size = whole(call.arguments[0]), call.arguments[1], whole(call.arguments[2])
        if not 0 <= size <= ADDRESS_BYTES:
            raise OSError(EINVAL, "connect: size of the address")
        name = self._listener.memory(call.task, at, size)
        if self._judge.must_wait(name):
            self._aside.later(call, self._connect_decided, name, fd, True)
        else:
            self._connect_decided(call, name, fd)

    def _connect_decided(self, call: Notification, name: bytes, fd: int, late: bool = False) -> None:
        family = family_of(name)
        # AF_UNSPEC takes an association away (connect(2)); netlink's connect names a group of the kernel's.
        place = -1
        if family not in (AF_UNSPEC, AF_NETLINK):
            if family == AF_UNIX:
                self._sockets.settle()
            name, place = self._judge.allowed(call.task, "connect", name)
        try:
            copy = self._sockets.duplicate(call.task, fd)
        except BaseException:
            close_all(place)
            raise
        if not self._listener.waits(call.id):
            close_all(copy, place)
            return
        handed_on = False
        try:
            self._judge.guard_names(copy, name)
            handed_on = self._connect_copy(call, name, copy, late, place)
        finally:
            if not handed_on:
                close_all(copy, place)

    def _connect_copy(self, call: Notification, name: bytes, copy: int, late: bool, place: int) -> bool:
        """Connect the duplicate; True when a thread goes on with it, and closes what is open."""
        address = Buffer(ADDRESS_BYTES) if late else self._address
        address.put(name)
        wait = blocks(copy) and option(copy, SO_TYPE) in (SOCK_STREAM, SOCK_SEQPACKET)
        error = (connect_without_waiting if wait else connect)(copy, address, len(name))
        if wait and error in (EINPROGRESS, EALREADY, EAGAIN):
            self._aside.later(call, self._connect_slowly, name, copy, place, error == EAGAIN)
            return True
        self._sockets.connected(copy, error)
        self._listener.answer(call.id, 0, error)
        return False

    def _connect_slowly(self, call: Notification, name: bytes, copy: int, place: int, again: bool) -> None:
        address = Buffer(ADDRESS_BYTES)
        address.put(name)
        try:
            if again:  # a unix socket with a full queue, for which nothing but connect itself can wait
                error = connect(copy, address, len(name), wait=True)
            else:
                waiting = Waiting(self._listener, call.id, call.task, send_timeout_s(copy))
                error = waiting.until_writable(copy, EINPROGRESS)
                if error < 0:
                    return
                if not error:
                    error = connect(copy, address, len(name))  # takes the result, as the call that waited would have
            self._sockets.connected(copy, error)
            self._listener.answer(call.id, 0, error)
        finally:
            close_all(copy, place)

    def _bind(self, call: Notification) -> None:
        self._sockets.bound(call.task, whole(call.arguments[0]))
        self._listener.let_go(call.id)

    def _listen(self, call: Notification) -> None:
        self._sockets.forget(inode(call.task, whole(call.arguments[0])))
        self._listener.let_go(call.id)

    def _socket(self, call: Notification) -> None:
        family, kind, protocol = [whole(word) for word in call.arguments[:3]]
        error = self._sockets.make(call.id, family, kind, protocol)
        if error:
            self._listener.answer(call.id, 0, error)


def _bound(serve: Callable[[Listener, Notification], None], listener: Listener) -> Callable[[Notification], None]:
    return lambda call: serve(listener, call)
