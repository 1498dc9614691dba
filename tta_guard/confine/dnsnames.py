"""A socket filter that takes the answer out of a DNS reply about a denied name. Pure; hot.

A name such as `*.prod.example.com` has addresses that nobody can list beforehand, and one that is looked up anew may
have new ones. The gate attaches this filter, locked, to every UDP socket that is connected, or sends, to port 53. It
reads the question of each reply and cuts a reply about a denied name off after the question: resolvers take that for a
broken answer and fail at once, or ask the next server and fail then. Other replies are not touched.

Not covered: names learnt in another way (DNS over TCP, TLS or HTTPS, a hosts file, a cache, addresses written down). A
name is not where a connection goes: the rules for addresses are what holds; this is what makes a name with `*` mean
something.

Sources: socket(7) SO_ATTACH_FILTER, SO_LOCK_FILTER; linux/filter.h; RFC 1035, sections 4.1.2 and 4.1.4.
"""

from __future__ import annotations

from struct import pack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

_DEPTHS: Final = (12, 8, 6, 4)  # how many labels may stand before a denied suffix: the most for which there is room
_MOST: Final = 2000  # instructions: 16 kB, of the 20 kB that older kernels let a socket have (net.core.optmem_max)
_UDP_HEADER: Final = 8
_QUESTION: Final = _UDP_HEADER + 12

# linux/bpf_common.h: class | size | mode
_LD_IND_B: Final = 0x50
_LD_IND_H: Final = 0x48
_LD_IND_W: Final = 0x40
_LD_IMM: Final = 0x00
_LD_MEM: Final = 0x60
_LDX_IMM: Final = 0x01
_ST: Final = 0x02
_ALU_OR: Final = 0x44
_ADD_K: Final = 0x04
_ADD_X: Final = 0x0C
_TAX: Final = 0x07
_TXA: Final = 0x87
_JEQ: Final = 0x15
_RET: Final = 0x06
_RET_A: Final = 0x16
_ALL: Final = 0xFFFFFFFF
_LOADS: Final = {4: _LD_IND_W, 2: _LD_IND_H, 1: _LD_IND_B}


def wire_name(name: str) -> bytes | None:
    """A host name in the form of RFC 1035 3.1, lower case, with its last, empty label; None for what can't be one."""
    try:
        text = name.encode("ascii") if name.isascii() else name.encode("idna")
    except UnicodeError:
        return None
    labels = text.lower().rstrip(b".").split(b".")
    if not all(0 < len(label) < 64 for label in labels):
        return None
    data = b"".join([bytes((len(label),)) + label for label in labels]) + b"\0"
    return data if len(data) < 256 else None


def suffix_of(pattern: str) -> tuple[bytes, bool] | None:
    """What a pattern keeps from resolving: a name's wire form, and whether it is the names below it that are meant.

    Returns:
        None for a pattern with wildcards elsewhere than in a first `*.`: no filter can be made of it.
    """
    below = pattern.startswith("*.")
    name = pattern[2:] if below else pattern
    if "*" in name or "?" in name:
        return None
    wire = wire_name(name)
    return (wire, below) if wire is not None else None


def reply_filter(patterns: Iterable[str]) -> bytes | None:
    """The filter program for some patterns; None when none of them can be in one, or they are too many for it.

    Letter case does not count: bit 5 of every byte of the question is set before it is compared, lengths included (0
    to 63, of which the denied ones have the bit set as well, so that a match can only be too wide, never too narrow).
    """
    suffixes = [found for found in map(suffix_of, dict.fromkeys(patterns)) if found is not None]
    if not suffixes:
        return None
    for depth in _DEPTHS:
        program = _program(suffixes, depth)
        if len(program) <= _MOST:
            return b"".join(program)
    return None


def _do(code: int, value: int = 0, no: int = 0) -> bytes:
    return pack("=HBBI", code, 0, no, value)


def _program(suffixes: list[tuple[bytes, bool]], depth: int) -> list[bytes]:
    """X walks over the labels of the question; M[0] tells whether one of the suffixes has been met."""
    program = [_do(_LD_IMM, 0), _do(_ST, 0), _do(_LDX_IMM, _QUESTION)]
    # Met: keep what goes before, the empty label, type and class (RFC 1035 4.1.2).
    at_end = [_do(_LD_MEM), _do(_JEQ, 1, 3), _do(_TXA), _do(_ADD_K, 5), _do(_RET_A), _do(_RET, _ALL)]
    for label in range(depth + 1):
        for wire, below in suffixes:
            if below == (label > 0):
                program += _compare(wire)
        program += [_do(_LD_IND_B), _do(_JEQ, 0, len(at_end)), *at_end, _do(_ADD_K, 1), _do(_ADD_X), _do(_TAX)]
    return [*program, _do(_RET, _ALL)]


def _compare(wire: bytes) -> list[bytes]:
    """Note that the bytes at X are `wire`, when they are."""
    checks: list[tuple[int, int, int]] = []
    at = 0
    while at < len(wire):
        size = 4 if len(wire) - at >= 4 else 2 if len(wire) - at >= 2 else 1
        checks.append((_LOADS[size], at, size))
        at += size
    program = []
    left = 3 * len(checks)
    for load, offset, size in checks:
        fold = int.from_bytes(b" " * size, "big")
        wanted = int.from_bytes(wire[offset : offset + size], "big") | fold
        left -= 3
        program += [_do(load, offset), _do(_ALU_OR, fold), _do(_JEQ, wanted, left + 2)]
    return [*program, _do(_LD_IMM, 1), _do(_ST, 0)]
