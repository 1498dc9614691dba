"""The system call filter: an assembler for classic BPF, the program, and its installation. IO, hot path.

Sources: seccomp(2), linux/filter.h. Contract: every call that is refused is answered with an error, never with a signal, so
that programs fall back or say what failed; a call of another architecture (int 0x80, x32) or one that is newer than the
tables does not exist. `program` is pure: tests run it in an interpreter of their own as well as in the kernel.

A call that the filter lets through whatever its arguments costs nothing: the kernel (5.11) knows these from the start.
"""

from __future__ import annotations

from struct import Struct, pack
from struct import error as StructError

from .errors import ConfinementError
from .notify import CALLS as ASKING
from .notify import CLONE_REFUSED as CLONE_PAIRS
from .notify import LISTENER_FLAGS, SETSOCKOPT_REFUSED, SOCK_TYPE_MASK, SOCKET_ERRORS, SOCKETS
from .numbers import (
    AUDIT_ARCH,
    CALLS,
    EAFNOSUPPORT,
    ENOSYS,
    EPERM,
    LAST_CALL,
    MACHINE,
    PR_SET_NO_NEW_PRIVS,
    RET_ALLOW,
    RET_ERRNO,
    RET_USER_NOTIF,
    SECCOMP_FLAG_NEW_LISTENER,
    SECCOMP_SET_MODE_FILTER,
)
from .seccomp_data import (
    CLONE_REFUSED,
    FLAG_IOCTLS,
    IOCTLS_REFUSED,
    METADATA,
    METADATA_NOT_THERE,
    NOT_PERMITTED,
    NOT_THERE,
    PERSONALITIES,
    UNSHARE_REFUSED,
)
from .syscalls import address, pointer, prctl, seccomp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    Instruction = tuple[int, int, int, int]
    Block = list[Instruction]

_LOAD: Final = 0x20
_AND: Final = 0x54
_EQUAL: Final = 0x15
_AT_LEAST: Final = 0x35
_ANY_BIT: Final = 0x45
_RETURN: Final = 0x06
_NUMBER: Final = 0
_ARCH: Final = 4
_INSTRUCTION: Final = Struct("=HBBI")
_EINVAL: Final = 22
_LEAF: Final = 4

ALLOW: Final[Instruction] = (_RETURN, 0, 0, RET_ALLOW)
NOTIFY: Final[Instruction] = (_RETURN, 0, 0, RET_USER_NOTIF)
_ERRORS: Final = dict(SOCKET_ERRORS)


def answer(error: int) -> Instruction:
    """End with an error."""
    return (_RETURN, 0, 0, RET_ERRNO | error)


def _low(index: int) -> Instruction:
    """Load the lower half of an argument; both machines are little-endian."""
    return (_LOAD, 0, 0, 16 + 8 * index)


def _high(index: int) -> Instruction:
    return (_LOAD, 0, 0, 20 + 8 * index)


def _when(values: Iterable[int], then: Block, otherwise: Block) -> Block:
    """If the loaded word is one of `values`, go on with `then`, else with `otherwise`; both end in a return."""
    wanted = list(values)
    block = [(_EQUAL, len(wanted) - place, 0, value) for place, value in enumerate(wanted[:-1], 1)]
    block.append((_EQUAL, 0, len(then), wanted[-1]))
    return [*block, *then, *otherwise]


def _when_any(mask: int, then: Block, otherwise: Block) -> Block:
    return [(_ANY_BIT, 0, len(then), mask), *then, *otherwise]


def _sockets(held: Block) -> Block:
    """socket(2): which sockets may be made; `held` follows for those."""
    block: Block = [_low(0)]
    for family in dict.fromkeys([entry.family for entry in SOCKETS]):
        inner: Block = [answer(_ERRORS["types"])]
        for entry in reversed([entry for entry in SOCKETS if entry.family == family]):
            protocols = held
            if entry.protocols:
                protocols = [_low(2), *_when(entry.protocols, held, [answer(_ERRORS["protocols"])])]
            inner = _when(entry.types, protocols, inner) if entry.types else protocols
        block += [(_EQUAL, 0, len(inner) + 2, family), _low(1), (_AND, 0, 0, SOCK_TYPE_MASK), *inner]
    return [*block, answer(_ERRORS["family"])]


def _options() -> Block:
    """setsockopt(2): options that lead packets elsewhere."""
    block: Block = [_low(1)]
    for level in dict.fromkeys([pair[0] for pair in SETSOCKOPT_REFUSED]):
        names = [pair[1] for pair in SETSOCKOPT_REFUSED if pair[0] == level]
        inner = [_low(2), *_when(names, [answer(EPERM)], [ALLOW])]
        block += [(_EQUAL, 0, len(inner), level), *inner]
    return [*block, ALLOW]


def _clone() -> Block:
    block: Block = [_low(0), *_when_any(CLONE_REFUSED, [answer(EPERM)], [])]
    for first, second in CLONE_PAIRS:
        block += [(_ANY_BIT, 0, 2, first), (_ANY_BIT, 1, 0, second), answer(EPERM)]
    return [*block, ALLOW]


def _asks(argument: tuple[int, ...]) -> Block:
    if not argument:
        return [NOTIFY]
    index, mask = argument
    block: Block = []
    for load, half in ((_low(index), mask & 0xFFFFFFFF), (_high(index), mask >> 32)):
        if half:
            block += [load, *_when_any(half, [NOTIFY], [])]
    return [*block, ALLOW]


def _blocks(*, network: bool, metadata: bool, can_duplicate: bool) -> dict[str, Block]:
    """What is done at each call that is not simply let through."""
    blocks: dict[str, Block] = {name: [answer(EPERM)] for name in NOT_PERMITTED}
    blocks.update({name: [answer(ENOSYS)] for name in NOT_THERE})
    blocks["clone"] = _clone()
    blocks["unshare"] = [_low(0), *_when_any(UNSHARE_REFUSED, [answer(EPERM)], [ALLOW])]
    # A second listener would answer calls in the place of the supervisor's.
    blocks["seccomp"] = [_low(1), *_when_any(SECCOMP_FLAG_NEW_LISTENER, [answer(EPERM)], [ALLOW])]
    blocks["personality"] = [_low(0), *_when(PERSONALITIES, [ALLOW], [answer(EPERM)])]
    requests = IOCTLS_REFUSED + (FLAG_IOCTLS if metadata else ())
    blocks["ioctl"] = [_low(1), *_when(requests, [answer(EPERM)], [ALLOW])]
    # Limits of another process: it may be one outside with the same user id. Reading them is free.
    blocks["prlimit64"] = [_low(0), *_when((0,), [ALLOW], [_low(2), (_EQUAL, 0, 3, 0), _high(2), (_EQUAL, 0, 1, 0)])]
    blocks["prlimit64"] += [ALLOW, answer(EPERM)]
    held = [ALLOW]
    if network:
        for asks in ASKING:
            if asks.without_getfd and can_duplicate:
                continue
            if asks.call == "socket":
                held = [NOTIFY]
            else:
                blocks[asks.call] = _asks(asks.argument)
    blocks["socket"] = _sockets(held)
    blocks["socketpair"] = [_low(0), *_when((1,), [ALLOW], [answer(EAFNOSUPPORT)])]
    blocks["setsockopt"] = _options()
    if metadata:
        blocks.update({name: [NOTIFY] for name in METADATA})
        blocks.update({name: [answer(ENOSYS)] for name in METADATA_NOT_THERE})
    return blocks


def _tree(entries: list[tuple[int, Block]]) -> Block:
    """Find the number among `entries` by halving, so that the kernel's own look at all numbers stays short."""
    if len(entries) <= _LEAF:
        block: Block = []
        for number, inner in entries:
            block += [(_EQUAL, 0, len(inner), number), *inner]
        return [*block, ALLOW]
    middle = len(entries) // 2
    left = _tree(entries[:middle])
    right = _tree(entries[middle:])
    start = entries[middle][0]
    if len(left) > 255:
        return [(_AT_LEAST, 0, 1, start), (0x05, 0, 0, len(left)), *left, *right]
    return [(_AT_LEAST, len(left), 0, start), *left, *right]


def program(*, network: bool, metadata: bool, can_duplicate: bool = True, machine: str = MACHINE) -> bytes:
    """The filter as the kernel reads it.

    Args:
        network: the network's calls ask the supervisor.
        metadata: so do those that change modes, owners, times and attributes.
        can_duplicate: the supervisor can duplicate descriptors of the command (`notify.can_duplicate`).
        machine: as `os.uname` names it; the tables of numbers are those of the present one.

    Raises:
        ConfinementError: the machine is not known, or a block is too long for a jump.
    """
    if machine not in AUDIT_ARCH or not CALLS:
        raise ConfinementError(
            f"no system call filter can be made for the machine {machine}",
            code="unknown-machine",
            hint="confinement works on Linux for x86-64 and aarch64",
        )
    blocks = _blocks(network=network, metadata=metadata, can_duplicate=can_duplicate)
    entries = sorted([(CALLS[name], block) for name, block in blocks.items() if name in CALLS])
    code = [
        (_LOAD, 0, 0, _ARCH),
        (_EQUAL, 1, 0, AUDIT_ARCH[machine]),
        answer(ENOSYS),
        (_LOAD, 0, 0, _NUMBER),
        # Newer calls, those of the x32 ABI (bit 30), and -1.
        (_AT_LEAST, 0, 1, LAST_CALL + 1),
        answer(ENOSYS),
        *_tree(entries),
    ]
    try:
        return b"".join([_INSTRUCTION.pack(*instruction) for instruction in code])
    except StructError as error:
        raise ConfinementError(f"the system call filter cannot be assembled: {error}") from error


def install(code: bytes, *, listener: bool) -> int:
    """Give this process, and all that it starts, the filter. Nothing can take it off again.

    Args:
        code: from `program`.
        listener: whether calls of it ask a supervisor.

    Returns:
        The listener's descriptor, which is closed at execve; -1 without one.

    Raises:
        OSError: the kernel refuses it.
    """
    prctl(PR_SET_NO_NEW_PRIVS, 1, about="PR_SET_NO_NEW_PRIVS")
    memory = bytearray(code)
    argument = bytearray(pack("=HHIQ", len(code) // _INSTRUCTION.size, 0, 0, address(memory)))
    flags = [SECCOMP_FLAG_NEW_LISTENER | extra for extra in LISTENER_FLAGS] if listener else [0]
    for place, flag in enumerate(flags, 1):
        try:
            descriptor = seccomp(SECCOMP_SET_MODE_FILTER, flag, pointer(argument), about="system call filter")
        except OSError as error:
            if error.errno != _EINVAL or place == len(flags):
                raise
        else:
            return descriptor if listener else -1
    return -1
