"""Decides on the addresses that a run's system calls have, and remembers. IO; hot."""

from __future__ import annotations

import os

from ..model import Reason, frozen
from .network import NO_NAMES, SOCKETS, decide_address, is_loopback, spellings
from .notify import AF_INET, AF_INET6, AF_UNIX, AF_UNSPEC, EACCES, EAFNOSUPPORT, EINVAL, SOCK_DGRAM
from .resolve import Resolver, name_servers
from .sockets import SO_TYPE, attach_filter, option
from .unixpeers import is_listed, is_own, is_own_name, open_path, own_listener

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final, NoReturn

    from .network import Names, NetworkRules

_DNS: Final = 53
_MOST_REFUSED: Final = 1000
_MOST_DECIDED: Final = 4096
_UNDECIDED: Final = Reason("undecided", "")


@frozen
class RefusedAddress:
    """A system call that was refused: who made it, which, where to, and why."""

    task: int
    call: str
    reason: Reason

    def text(self) -> str:
        """For people; one line for each of what, rule and next step."""
        lines = [f"tta-run: refused: {self.call}: {self.reason.message}"]
        if self.reason.source is not None:
            lines.append(f"  rule     {self.reason.source}")
        if self.reason.code == "socket-not-listed":
            lines.append("  next     name its path under confinement.sockets, if the run may act through it")
        return "\n".join(lines)


class Judge:
    """What one run may reach.

    Args:
        rules: of the policy.
        own: inode numbers of the sockets that the run has bound; grows while it is asked.
        listed: device and inode of the unix sockets that the rules open.
        resolver: of the rules' names.
        say: shows the text of a refusal; each text once.

    Attributes:
        refused: what was refused, in order (1,000 at most).
    """

    def __init__(
        self,
        rules: NetworkRules,
        own: set[int],
        listed: frozenset[tuple[int, int]],
        resolver: Resolver,
        say: Callable[[str], None] | None = None,
    ) -> None:
        self.refused: list[RefusedAddress] = []
        self._rules = rules
        self._own = own
        self._listed = listed
        self._resolver = resolver
        self._say = say
        self._said: set[str] = set()
        self._names: Names = NO_NAMES
        self._decided: dict[bytes, Reason | None] = {}
        self._dns_filter: bytes | None = None
        self._dns_filter_made = False
        self._filtered: set[int] = set()

    def only_metadata(self) -> bool:
        """Whether nothing is denied but metadata and link-local addresses."""
        return not (self._rules.deny or self._rules.deny_names) and self._rules.allow is None

    def must_wait(self, name: bytes) -> bool:
        """Whether nothing can be said about an address before names have been resolved."""
        return not self._resolver.ready() and family_of(name) in (AF_INET, AF_INET6, AF_UNSPEC)

    def allowed(self, task: int, call: str, name: bytes) -> tuple[bytes, int]:
        """The address to use, and a descriptor that has to stay open meanwhile (-1: none).

        Raises:
            OSError: EACCES, it is refused; or the address makes no sense.
        """
        family = family_of(name)
        if family == AF_UNIX:
            return self._allowed_socket(task, call, name)
        if family in (AF_INET, AF_UNSPEC) and len(name) >= 8:  # sendto on UDP takes AF_UNSPEC for AF_INET (udp_sendmsg)
            key, address = name[2:8], (4, int.from_bytes(name[4:8], "big"))
        elif family == AF_INET6 and len(name) >= 24:
            key, address = name[2:4] + name[8:24], (6, int.from_bytes(name[8:24], "big"))
        elif len(name) < 24 and family in (AF_INET, AF_INET6, AF_UNSPEC):
            raise OSError(EINVAL, "the address is too short")
        else:
            raise OSError(EAFNOSUPPORT, "an address of a family that is closed")
        names = self._resolver.names()
        if names is not self._names:
            self._names = names
            self._decided.clear()
        reason = self._decided.get(key, _UNDECIDED)
        if reason is _UNDECIDED:
            reason = self._decide(address, int.from_bytes(key[:2], "big"), names)
            if len(self._decided) >= _MOST_DECIDED:
                self._decided.clear()
            if reason is None or reason.code != "address-not-listed":
                self._decided[key] = reason
        if reason is not None:
            self.refuse(task, call, reason)
        return name, -1

    def _decide(self, address: tuple[int, int], port: int, names: Names) -> Reason | None:
        rules = self._rules
        reason = decide_address(rules, names, address, port)
        if reason is None:
            if port in rules.loopback_ports and not is_loopback(address) and _is_mine(address):
                return decide_address(rules, names, (4, 0x7F000001), port)
            return None
        resolves = rules.allow is None or rules.allow or rules.allow_names
        if port == _DNS and resolves and spellings(address)[0] in name_servers():
            return None
        own = reason.code == "address-not-listed" and is_loopback(address) and own_listener(port, self._own)
        return None if own else reason

    def _allowed_socket(self, task: int, call: str, name: bytes) -> tuple[bytes, int]:
        if len(name) < 3:
            return name, -1  # the kernel says EINVAL
        if name[2] == 0:
            if not is_own_name(name[2:], self._own):
                self._refuse_socket(task, call, "@" + os.fsdecode(name[3:]))
            return name, -1
        path = name[2:].split(b"\0")[0]
        place = open_path(task, path)
        try:
            if not is_listed(place, self._listed, SOCKETS) and not is_own(place, self._own):
                self._refuse_socket(task, call, os.fsdecode(path))
        except BaseException:
            os.close(place)
            raise
        return AF_UNIX.to_bytes(2, "little") + b"/proc/self/fd/%d\0" % place, place

    def _refuse_socket(self, task: int, call: str, shown: str) -> None:
        message = f"unix socket {shown!r} is not one of this run's, and no rule opens it"
        self.refuse(task, call, Reason("socket-not-listed", message))

    def refuse(self, task: int, call: str, reason: Reason, error: int = EACCES) -> NoReturn:
        """Note a refusal and end the call with it.

        Raises:
            OSError: always.
        """
        refused = RefusedAddress(task, call, reason)
        if len(self.refused) < _MOST_REFUSED:
            self.refused.append(refused)
        text = refused.text()
        if self._say is not None and text not in self._said and len(self._said) < _MOST_REFUSED:
            self._said.add(text)
            self._say(text)
        raise OSError(error, reason.message)

    def guard_names(self, copy: int, name: bytes) -> None:
        """Keep denied names from resolving through a socket that sends to `name`, see `dnsnames.py`."""
        if name[2:4] != b"\0\x35" or family_of(name) not in (AF_INET, AF_INET6):
            return
        if not self._dns_filter_made:
            from .dnsnames import reply_filter

            self._dns_filter_made = True
            self._dns_filter = reply_filter([name.pattern for name in self._rules.deny_names if not name.port])
        number = os.fstat(copy).st_ino
        if self._dns_filter is not None and number not in self._filtered and option(copy, SO_TYPE) == SOCK_DGRAM:
            attach_filter(copy, self._dns_filter)
            self._filtered.add(number)


def family_of(name: bytes) -> int:
    """The family of a socket address."""
    return int.from_bytes(name[:2], "little") if len(name) >= 2 else AF_UNSPEC


def _is_mine(address: tuple[int, int]) -> bool:
    """Whether an address is one of this machine's interfaces: a socket can be bound to it."""
    import _socket

    from ..commands.addresses import spell_ip

    probe = _socket.socket(_socket.AF_INET if address[0] == 4 else _socket.AF_INET6, _socket.SOCK_DGRAM)
    try:
        probe.bind((spell_ip(address), 0))
    except OSError:
        return False
    finally:
        probe.close()
    return True
