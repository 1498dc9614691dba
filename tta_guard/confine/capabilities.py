"""Give up every capability for good, as root too. IO, hot path.

Source: capabilities(7). With no_new_privs nothing brings one back; the bounding set and the secure bits are emptied and locked
besides, where the process may do that, so that it shows in /proc/PID/status and holds without no_new_privs too.
"""

from __future__ import annotations

from struct import pack

from .numbers import (
    CAPABILITY_VERSION,
    LAST_CAPABILITY,
    PR_CAP_AMBIENT,
    PR_CAP_AMBIENT_CLEAR_ALL,
    PR_CAPBSET_DROP,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_SECUREBITS,
    SECUREBITS,
)
from .syscalls import capset, prctl

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_EPERM: Final = 1
_EINVAL: Final = 22


def forbid_new_privileges() -> None:
    """Set no_new_privs: execve gives no rights that were not there (prctl(2))."""
    prctl(PR_SET_NO_NEW_PRIVS, 1, about="PR_SET_NO_NEW_PRIVS")


def drop_capabilities() -> None:
    """Empty all five sets.

    Raises:
        OSError: the kernel refuses to.
    """
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, about="PR_CAP_AMBIENT_CLEAR_ALL")
    # Both need CAP_SETPCAP; an ordinary user has none to lose, and no_new_privs keeps it so.
    if _permitted(PR_CAPBSET_DROP, 0):
        for capability in range(1, LAST_CAPABILITY + 1):
            try:
                prctl(PR_CAPBSET_DROP, capability, about=f"PR_CAPBSET_DROP {capability}")
            except OSError as error:
                if error.errno != _EINVAL:  # the kernel has no capability of that number
                    raise
                break
        prctl(PR_SET_SECUREBITS, SECUREBITS, about="PR_SET_SECUREBITS")
    capset(bytearray(pack("=Ii", CAPABILITY_VERSION, 0)), bytearray(24))


def _permitted(option: int, value: int) -> bool:
    try:
        prctl(option, value)
    except OSError as error:
        if error.errno != _EPERM:
            raise
        return False
    return True
