"""Run a command under what a container engine's default profile takes away, as far as a sandbox feels it.

    python dockerprofile.py COMMAND…

Without CAP_SYS_ADMIN and CAP_SYS_PTRACE the profile refuses namespaces, mounts, `pidfd_getfd` and more with EPERM; `clone3` is
answered ENOSYS, since a filter can't see its flags. Root keeps the fourteen capabilities of a container. Tests of the lower
tier use this where no engine is at hand; it has no AppArmor, no masked /proc and no cgroups. x86-64 and aarch64.

Numbers: asm/unistd_64.h and asm-generic/unistd.h, written down here and not taken from the product, so that a wrong number
there does not hide here.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys

_EPERM, _ENOSYS = 1, 38
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_NEW_NAMESPACES = 0x7E020000
_KEPT_CAPABILITIES = (0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31)
_PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 24, 38
_NEW_CALLS = (428, 429, 430, 431, 432, 433, 438, 440, 442)  # mounts by descriptor, pidfd_getfd, process_madvise

_MACHINES = {
    "x86_64": {
        "arch": 0xC000003E,
        "refused": (155, 161, 163, 165, 166, 167, 168, 169, 170, 171, 175, 176, 246, 248, 249, 250, 256, 272, 279, 298, 300, 304, 308, 312, 313, 320, 321, 323),
        "clone": 56,
        "seccomp": 317,
    },
    "aarch64": {
        "arch": 0xC00000B7,
        "refused": (39, 40, 41, 51, 89, 97, 104, 105, 106, 142, 161, 162, 217, 218, 219, 224, 225, 238, 239, 241, 262, 265, 268, 272, 273, 280, 282, 294),
        "clone": 220,
        "seccomp": 277,
    },
}  # fmt: skip


def build(machine: str) -> bytes:
    """The filter: one comparison after the other."""
    table = _MACHINES[machine]

    def step(code: int, true: int, false: int, value: int) -> bytes:
        return struct.pack("=HBBI", code, true, false, value)

    def give(value: int) -> bytes:
        return step(0x06, 0, 0, value)

    program = [step(0x20, 0, 0, 4), step(0x15, 1, 0, table["arch"]), give(_ERRNO | _ENOSYS), step(0x20, 0, 0, 0)]
    for number in (*table["refused"], *_NEW_CALLS):
        program += [step(0x15, 0, 1, number), give(_ERRNO | _EPERM)]
    program += [step(0x15, 0, 1, 435), give(_ERRNO | _ENOSYS)]
    program += [
        step(0x15, 0, 3, table["clone"]),
        step(0x20, 0, 0, 16),
        step(0x45, 0, 1, _NEW_NAMESPACES),
        give(_ERRNO | _EPERM),
    ]
    program.append(give(_ALLOW))
    return b"".join(program)


def enter() -> None:
    """Put this process under the profile."""
    machine = os.uname().machine
    libc = ctypes.CDLL(None, use_errno=True)
    root = os.getuid() == 0
    # In a container already, or as an ordinary user, a filter takes no_new_privs.
    if not root or not _may_administer():
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if root:
        for capability in range(64):
            if capability not in _KEPT_CAPABILITIES:
                libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
    code = build(machine)
    memory = ctypes.create_string_buffer(code, len(code))
    argument = struct.pack("=HHIQ", len(code) // 8, 0, 0, ctypes.addressof(memory))
    if libc.syscall(_MACHINES[machine]["seccomp"], 1, 0, argument) < 0:
        raise OSError(ctypes.get_errno(), "seccomp")
    if root:
        mask = sum(1 << capability for capability in _KEPT_CAPABILITIES)
        header = struct.pack("=Ii", 0x20080522, 0)
        sets = struct.pack("=6I", mask, mask, 0, 0, 0, 0)
        if libc.capset(header, sets) != 0:
            raise OSError(ctypes.get_errno(), "capset")


def _may_administer() -> bool:
    with open("/proc/self/status", encoding="ascii") as file:
        effective = next(line.split()[1] for line in file if line.startswith("CapEff"))
    return bool(int(effective, 16) >> 21 & 1)


if __name__ == "__main__":
    enter()
    os.execvp(sys.argv[1], sys.argv[1:])
