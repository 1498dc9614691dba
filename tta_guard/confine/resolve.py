"""The addresses of the names that a policy has rules for, and the machine's name servers. IO; hot.

Nothing is asked when a policy has no names, or only names with `*`. Otherwise one thread asks the system's own
resolver (getaddrinfo(3), so /etc/hosts and search lists count as they do for everybody) when the run starts, and again
when the answers are as old as `FRESH_S`: getaddrinfo does not tell how long they are good for. Addresses that a denied
name once had stay denied for the run, since a connection to them may be open or be opened from a cache; allowed ones
do not stay.

A name that does not exist has no addresses, and it denies nothing until it does. A denied name of which the resolver
can't tell (no answer in time, a server that failed) might have any address: `Names.unknown`, see `decide_address`.
"""

from __future__ import annotations

import _thread
import os
import time

from ..commands.addresses import parse_ip
from .aside import start_quietly
from .network import NO_NAMES, Name, Names, is_wild

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    from .network import Address, NetworkRules

FRESH_S: Final = 60.0
RETRY_S: Final = 5.0
WAIT_S: Final = 5.0
# resolver(3), hostname(7): whoever starts the run could have other names looked up with them than the policy's.
_RESOLVER_VARIABLES: Final = ("HOSTALIASES", "LOCALDOMAIN", "RES_OPTIONS")
_MOST_ADDRESSES: Final = 4096
_RESOLV_CONF: Final = "/etc/resolv.conf"
_STUBS: Final = ("127.0.0.53", "127.0.0.54")  # systemd-resolved(8)


class Resolver:
    """What the names of some rules resolve to, kept fresh while somebody asks.

    Args:
        rules: whose names are meant.
        lookup: host -> its addresses; in place of the system's, for tests.
        clock: seconds that only go forward.
    """

    def __init__(
        self,
        rules: NetworkRules,
        lookup: Callable[[str], tuple[Address, ...]] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lists = [
            tuple([name for name in names if not is_wild(name.pattern)])
            for names in (rules.deny_names, rules.allow_names, rules.opened_names)
        ]
        self._lookup = lookup or look_up
        self._clock = clock
        self._known: dict[str, tuple[Address, ...]] = {}
        self._names = NO_NAMES
        self._began = self._due = clock()
        self._busy = False
        self._first = _thread.allocate_lock()
        self.wanted = any(self._lists)
        if self.wanted:
            self._names = self._made(frozenset([name.pattern for name in self._lists[0]]))
            self._first.acquire()
            self._begin()

    def names(self) -> Names:
        """The addresses as they are known. Waits for the first answers, until WAIT_S after the start at most."""
        if not self.wanted:
            return NO_NAMES
        if self._first.acquire(timeout=max(0.0, self._began + WAIT_S - self._clock())):
            self._first.release()
        if not self._busy and self._clock() >= self._due:
            self._begin()
        return self._names

    def ready(self) -> bool:
        """Whether `names` would answer without waiting."""
        return not self.wanted or not self._first.locked() or self._clock() >= self._began + WAIT_S

    def _begin(self) -> None:
        self._busy = True
        start_quietly(self._ask)

    def _ask(self) -> None:
        try:
            untold = set()
            for pattern in {name.pattern for names in self._lists for name in names}:
                try:
                    self._known[pattern] = self._lookup(pattern)
                except OSError:  # what it had before it keeps
                    if pattern not in self._known:
                        untold.add(pattern)
            self._due = self._clock() + (RETRY_S if untold else FRESH_S)
            self._names = self._made(frozenset(untold))
        finally:
            self._busy = False
            if self._first.locked():
                self._first.release()

    def _made(self, untold: frozenset[str]) -> Names:
        deny, allow, opened = [self._table(names, self._known) for names in self._lists]
        for address, names in self._names.deny.items():
            if len(deny) < _MOST_ADDRESSES:
                deny[address] = tuple(dict.fromkeys((*deny.get(address, ()), *names)))
        return Names(deny, allow, opened, tuple([name for name in self._lists[0] if name.pattern in untold]))

    @staticmethod
    def _table(names: tuple[Name, ...], known: dict[str, tuple[Address, ...]]) -> dict[Address, tuple[Name, ...]]:
        table: dict[Address, tuple[Name, ...]] = {}
        for name in names:
            for address in known.get(name.pattern, ()):
                table[address] = (*table.get(address, ()), name)
        return table


def look_up(host: str) -> tuple[Address, ...]:
    """The addresses of a host, by the system's resolver; () when there is no such host.

    Raises:
        OSError: that can't be told now.
    """
    import _socket

    for variable in _RESOLVER_VARIABLES:
        os.environ.pop(variable, None)
    try:
        name = host.encode("ascii") if host.isascii() else host.encode("idna")
        entries = _socket.getaddrinfo(name, None, 0, _socket.SOCK_STREAM)
    except UnicodeError:  # no name that a resolver can be asked for
        return ()
    except _socket.gaierror as error:
        if error.errno in (_socket.EAI_NONAME, _socket.EAI_NODATA):
            return ()
        raise
    found = []
    for entry in entries:
        address = parse_ip(str(entry[4][0]))
        if address is not None:
            found.append(address)
    return tuple(dict.fromkeys(found))


def name_servers(path: str = _RESOLV_CONF) -> tuple[Address, ...]:
    """The name servers that libc asks (resolv.conf(5)), systemd-resolved's stubs always among them.

    A file that is not there is what libc takes it for: a name server on this machine.
    """
    found = [parse_ip(text) for text in _STUBS]
    try:
        with open(path, "rb") as file:
            text = file.read(65536)
    except OSError:
        text = b""
    for line in text.split(b"\n"):
        words = line.split()
        if len(words) > 1 and words[0] == b"nameserver":
            found.append(parse_ip(os.fsdecode(words[1])))
    if len(found) == len(_STUBS):
        found.append(parse_ip("127.0.0.1"))
    return tuple([address for address in found if address is not None])
