"""The connect gate as a run begins with it: nothing of it is there until the run uses the network. IO; hot.

Most programs never do, and the gate's modules and rules take longer to load than such a program runs. Only what must be
seen before the run can change it is looked at: the unix sockets that the policy opens.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..policy.rules import Policy
    from .connectgate import ConnectGate
    from .judge import RefusedAddress
    from .notify import Listener, Notification

    Others = Mapping[int, Callable[[Listener, Notification], None]]


class LazyGate:
    """A `ConnectGate` that is made at the first notification.

    Args:
        policy: whose rules hold.
        listener_fd: of the run's filter; stays the caller's.
        opened: hosts or networks that an approval opens, as `network_rules` takes them.
        say: shows the text of a refusal; each text once.
        keep: as `ConnectGate` takes it.
        others: makes what serves calls of other kinds.
    """

    def __init__(
        self,
        policy: Policy,
        listener_fd: int,
        *,
        opened: tuple[str, ...] = (),
        say: Callable[[str], None] | None = None,
        keep: bool | None = None,
        others: Callable[[], Others] | None = None,
    ) -> None:
        self._policy = policy
        self._fd = listener_fd
        self._opened = opened
        self._say = say
        self._keep = keep
        self._others = others
        self._gate: ConnectGate | None = None
        sockets = (policy.settings.get("confinement") or {}).get("sockets") or ()
        self._listed = identities([path for path, _line in sockets])

    def fileno(self) -> int:
        """The descriptor that becomes readable when there is something to serve."""
        return self._fd

    def handle(self) -> None:
        """Serve one notification.

        Raises:
            GuardError: as `ConnectGate.handle`.
        """
        if self._gate is None:
            self._gate = self._made()
        self._gate.handle()

    def close(self) -> None:
        """Let go of what is kept of the run."""
        if self._gate is not None:
            self._gate.close()

    @property
    def refused(self) -> list[RefusedAddress]:
        """What was refused, in order."""
        return [] if self._gate is None else self._gate.refused

    def _made(self) -> ConnectGate:
        from .connectgate import ConnectGate
        from .network import network_rules

        rules = network_rules(self._policy, self._opened)
        others = self._others() if self._others is not None else None
        return ConnectGate(rules, self._fd, say=self._say, keep=self._keep, others=others, listed=self._listed)


def identities(paths: Iterable[str]) -> frozenset[tuple[int, int]]:
    """Device and inode of what is at these paths now, before the run begins.

    A run that may write where one of them lies could later move another socket of the same user (of ssh-agent) there.
    """
    found = []
    for path in paths:
        try:
            there = os.stat(path)
        except OSError:
            continue
        found.append((there.st_dev, there.st_ino))
    return frozenset(found)
