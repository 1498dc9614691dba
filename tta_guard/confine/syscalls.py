"""System calls: one raising wrapper for each, over one libc function. IO, hot path.

Built on `_ctypes`, the C half of the standard library's `ctypes`: the Python half costs three milliseconds of import and
adds only convenience (type names, C types of structures). Structures are packed with `struct` into a `bytearray`, in the
layout of the kernel's own headers; an integer, bytes, None or `pointer(bytearray)` is passed as one machine word.

Every wrapper raises OSError that names the call and what it was about, so that a message can be read without a debugger.
"""

from __future__ import annotations

import _ctypes
import os

from .cbind import LIBC, Char, Long, WaitsLong
from .errors import ConfinementError
from .numbers import CALLS, MACHINE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    Word = int | bytes | None | Any


class _Pointer(_ctypes._SimpleCData):  # type: ignore[type-arg]
    _type_ = "P"


_syscall: Final[Any] = WaitsLong(_ctypes.dlsym(LIBC, "syscall"))
_syscall.argtypes = (Long, *[_Pointer] * 6)


def pointer(buffer: bytearray) -> Any:
    """The memory of a bytearray as an argument; it may not be resized as long as the result lives."""
    return (Char * len(buffer)).from_buffer(buffer)


def address(buffer: bytearray) -> int:
    """Where a bytearray's memory is, for a pointer in a structure; the caller keeps it alive."""
    return int(_ctypes.addressof(pointer(buffer)))


def number(name: str) -> int:
    """The number of a system call on this machine.

    Raises:
        ConfinementError: the machine, or the call on it, is not in the tables.
    """
    try:
        return CALLS[name]
    except KeyError:
        raise ConfinementError(
            f"the number of the system call {name} is not known on {MACHINE}",
            code="unknown-machine",
            hint="confinement works on Linux for x86-64 and aarch64",
        ) from None


def call(name: str, *words: Word, about: str = "") -> int:
    """Make one system call.

    Args:
        name: its name in the kernel's tables.
        words: at most six; what is missing is 0.
        about: the object, for the error.

    Returns:
        What the kernel returned.

    Raises:
        OSError: the call failed; `strerror` names it and the object.
        ConfinementError: as `number`.
    """
    result = int(_syscall(number(name), *words, *[0] * (6 - len(words))))
    if result == -1:
        code = _ctypes.get_errno()
        raise OSError(code, f"{name}({about}): {os.strerror(code)}")
    return result


def shown(path: bytes) -> str:
    """A path for an error message."""
    return path.decode("utf-8", "backslashreplace")


# --- processes ------------------------------------------------------------------------------------------------------


def unshare(flags: int) -> None:
    """unshare(2)."""
    call("unshare", flags, about=hex(flags))


def prctl(option: int, second: int = 0, third: int = 0, fourth: int = 0, fifth: int = 0, *, about: str = "") -> int:
    """prctl(2)."""
    return call("prctl", option, second, third, fourth, fifth, about=about or str(option))


# --- mounts ---------------------------------------------------------------------------------------------------------


def mount(source: bytes | None, target: bytes, kind: bytes | None, flags: int, data: bytes | None = None) -> None:
    """mount(2)."""
    call("mount", source, target, kind, flags, data, about=shown(target))


def open_tree(descriptor: int, path: bytes, flags: int) -> int:
    """open_tree(2): a descriptor for a mount, or with OPEN_TREE_CLONE for a detached copy of one."""
    return call("open_tree", descriptor, path, flags, about=shown(path) or "descriptor")


def move_mount(source: int, target: int, flags: int, *, about: bytes = b"") -> None:
    """move_mount(2) between two descriptors."""
    call("move_mount", source, b"", target, b"", flags, about=shown(about))


def mount_setattr(descriptor: int, path: bytes, flags: int, attributes: bytearray, *, about: bytes = b"") -> None:
    """mount_setattr(2); `attributes` is a `struct mount_attr`."""
    call("mount_setattr", descriptor, path, flags, pointer(attributes), len(attributes), about=shown(about or path))


# --- Landlock and seccomp -------------------------------------------------------------------------------------------


def landlock_abi() -> int:
    """The version of Landlock's interface, 0 where the kernel has none (landlock_create_ruleset(2))."""
    try:
        return call("landlock_create_ruleset", None, 0, 1, about="version")
    except OSError:
        return 0


def landlock_create_ruleset(attributes: bytearray) -> int:
    """landlock_create_ruleset(2): a descriptor."""
    return call("landlock_create_ruleset", pointer(attributes), len(attributes), 0)


def landlock_add_rule(ruleset: int, kind: int, attributes: bytearray, *, about: str) -> None:
    """landlock_add_rule(2)."""
    call("landlock_add_rule", ruleset, kind, pointer(attributes), 0, about=about)


def landlock_restrict_self(ruleset: int) -> None:
    """landlock_restrict_self(2)."""
    call("landlock_restrict_self", ruleset, 0)


def seccomp(operation: int, flags: int, argument: Any, *, about: str = "") -> int:
    """seccomp(2): 0, or with SECCOMP_FILTER_FLAG_NEW_LISTENER the listener's descriptor."""
    return call("seccomp", operation, flags, argument, about=about)


# --- capabilities ---------------------------------------------------------------------------------------------------


def capset(header: bytearray, data: bytearray) -> None:
    """capset(2)."""
    call("capset", pointer(header), pointer(data))
