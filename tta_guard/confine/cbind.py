"""Functions of libc that take whole numbers, and memory to hand to them. IO; hot.

As in `ptrace.py`, `_ctypes` is used without the package around it.
"""

from __future__ import annotations

import _ctypes
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final


class Long(_ctypes._SimpleCData):  # type: ignore[type-arg]
    _type_ = "l"


class _Int(_ctypes._SimpleCData):  # type: ignore[type-arg]
    _type_ = "i"


class Char(_ctypes._SimpleCData):  # type: ignore[type-arg]
    _type_ = "c"


class WaitsLong(_ctypes.CFuncPtr):
    _flags_ = _ctypes.FUNCFLAG_CDECL | _ctypes.FUNCFLAG_USE_ERRNO
    _restype_ = Long


class _WaitsInt(_ctypes.CFuncPtr):
    _flags_ = _ctypes.FUNCFLAG_CDECL | _ctypes.FUNCFLAG_USE_ERRNO
    _restype_ = _Int


# The interpreter's lock is kept in these: no call made through them waits for anything.
class _QuickLong(_ctypes.CFuncPtr):
    _flags_ = _ctypes.FUNCFLAG_CDECL | _ctypes.FUNCFLAG_PYTHONAPI | _ctypes.FUNCFLAG_USE_ERRNO
    _restype_ = Long


class _QuickInt(_ctypes.CFuncPtr):
    _flags_ = _ctypes.FUNCFLAG_CDECL | _ctypes.FUNCFLAG_PYTHONAPI | _ctypes.FUNCFLAG_USE_ERRNO
    _restype_ = _Int


LIBC: Final = _ctypes.dlopen(None, os.RTLD_NOW)  # type: ignore[arg-type]


def bind_call(name: str, arguments: int, *, waits: bool = False, long: bool = False) -> Any:
    """Bind a function of libc that takes whole numbers (addresses included) and answers -1 with `errno`.

    Args:
        waits: it may wait; let other threads run meanwhile.
        long: it returns a long or ssize_t, not an int: the upper half of an int's register means nothing.
    """
    kind = (WaitsLong if long else _WaitsInt) if waits else (_QuickLong if long else _QuickInt)
    call: Any = kind(_ctypes.dlsym(LIBC, name))
    call.argtypes = (Long,) * arguments
    return call


def errno() -> int:
    """The error of the last call that answered -1."""
    return int(_ctypes.get_errno())


_KINDS: Final[dict[int, Any]] = {}


class Buffer:
    """Bytes at an address that stays, to hand to the kernel and to look at.

    Attributes:
        size: in bytes.
        address: where they are.
        view: the bytes.
    """

    __slots__ = ("_array", "address", "size", "view")

    def __init__(self, size: int) -> None:
        kind = _KINDS.get(size)
        if kind is None:
            kind = _KINDS[size] = type("_Bytes", (_ctypes.Array,), {"_type_": Char, "_length_": size})
        self._array = array = kind()
        self.size = size
        self.address = int(_ctypes.addressof(array))
        self.view = memoryview(array).cast("B")

    def put(self, data: bytes, at: int = 0) -> None:
        """Lay `data` down at `at`."""
        self.view[at : at + len(data)] = data
