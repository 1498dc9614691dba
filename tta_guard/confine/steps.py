"""The operations that a plan consists of, in the words of a person. Pure, hot path.

Each is a value that can say what it does; `apply.py` carries them out. The order in a plan matters: what takes a right away
comes after what needs it.
"""

from __future__ import annotations

from ..model import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_SHOWN: Final = 6

Identity = tuple[int, int]


def _listed(paths: tuple[bytes, ...]) -> str:
    shown = ", ".join([path.decode("utf-8", "backslashreplace") for path in paths[:_SHOWN]])
    return f"{shown} and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else shown or "nothing"


@frozen
class EnterNamespaces:
    """A user and a mount namespace of the command's own."""

    def describe(self) -> str:
        return "enter a user and a mount namespace of its own"


@frozen
class CoverPaths:
    """Mounts: everything read-only but `writable`, `read_only` protected inside that, `hidden` covered.

    Attributes:
        writable: what may be written.
        pinned: directories inside, which must keep their place for what is protected below them.
        read_only, hidden: as in the plan; for `read_only`, stubs in the place of what is missing included.
        binds: (source, target): what is laid over a path in its place, read-only.
        identities: device and inode that paths must have.
    """

    writable: tuple[bytes, ...]
    pinned: tuple[bytes, ...]
    read_only: tuple[bytes, ...]
    hidden: tuple[bytes, ...]
    binds: tuple[tuple[bytes, bytes], ...]
    identities: dict[bytes, Identity]

    def describe(self) -> str:
        return (
            f"make everything read-only but {_listed(self.writable)}; protect {_listed(self.read_only)}; "
            f"cover {_listed(self.hidden)}"
            + (f"; lay views over {_listed(tuple([target for _, target in self.binds]))}" if self.binds else "")
        )


@frozen
class GrantFiles:
    """Landlock: what may be read, written and used as a device.

    Attributes:
        abi: version of the kernel's interface.
        unread: what no reading is granted for.
        writable: what writing is granted for, …
        unwritten: … but not for these and what is below them.
        devices: files below /dev that may be opened.
        identities: as for `CoverPaths`.
    """

    abi: int
    unread: tuple[bytes, ...]
    writable: tuple[bytes, ...]
    unwritten: tuple[bytes, ...]
    devices: tuple[bytes, ...]
    identities: dict[bytes, Identity]

    def describe(self) -> str:
        return (
            f"grant, by Landlock, reading everything but {_listed(self.unread)}, writing {_listed(self.writable)} "
            f"but not {_listed(self.unwritten)}, and {len(self.devices)} kinds of devices"
        )


@frozen
class DropCapabilities:
    """No capability, and none to come."""

    def describe(self) -> str:
        return "give up every capability, and new privileges at execve"


@frozen
class FilterCalls:
    """The system call filter.

    Attributes:
        network: connections ask the supervisor.
        metadata: changes of modes, owners, times and attributes do.
        duplicate: the supervisor can duplicate descriptors of the command.
    """

    network: bool
    metadata: bool
    duplicate: bool

    def describe(self) -> str:
        asks = [
            text
            for asked, text in ((self.network, "connections"), (self.metadata, "modes, owners and times of files"))
            if asked
        ]
        return "filter system calls" + (f"; the supervisor decides on {' and on '.join(asks)}" if asks else "")


Step = EnterNamespaces | CoverPaths | GrantFiles | DropCapabilities | FilterCalls
