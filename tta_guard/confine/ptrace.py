"""ptrace(2) and the few other calls of a supervisor, bound once and cheap to make. IO; hot.

A tracee can die at any moment, by SIGKILL or because another thread of it called execve or exit_group. Every request
then answers ESRCH, and wait(2) tells the rest (ptrace(2), "Death under ptrace"). `resume` and `listen` therefore report
nothing; the others raise ProcessLookupError.
"""

from __future__ import annotations

import os

from .cbind import Buffer, bind_call, errno
from .errors import ConfinementError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

# linux/ptrace.h; the numbers are the same on every machine.
CONT: Final = 7
LISTEN: Final = 0x4208
_POKETEXT: Final = 4
_SEIZE: Final = 0x4206
_GETEVENTMSG: Final = 0x4201
_GETREGSET: Final = 0x4204
_NT_PRSTATUS: Final = 1
_REGISTERS_BYTES: Final = 320

EVENT_FORK: Final = 1
EVENT_VFORK: Final = 2
EVENT_CLONE: Final = 3
EVENT_EXEC: Final = 4
EVENT_STOP: Final = 128

# TRACEFORK | TRACEVFORK | TRACECLONE | TRACEEXEC | EXITKILL: everything that is born is traced from its first
# instruction, every new image stands still once, and all of it dies with the tracer.
OPTIONS: Final = 0x2 | 0x4 | 0x8 | 0x10 | 0x100000

WALL: Final = 0x40000000

# For each machine: bytes of the general registers, index of the program counter among them (in words of eight bytes),
# and code that does nothing but exit_group(126). A process of another word size answers another number of bytes.
_MACHINES: Final = {
    "x86_64": (27 * 8, 16, b"\xbf\x7e\0\0\0\xb8\xe7\0\0\0\x0f\x05\x0f\x0b\xcc\xcc"),
    "aarch64": (34 * 8, 32, b"\xc0\x0f\x80\xd2\xc8\x0b\x80\xd2\x01\0\0\xd4\0\0\0\0"),
}

# Numbers of clone(2) and close_range(2).
_CALLS: Final = {"x86_64": (56, 436), "aarch64": (220, 436)}
_CLONE_FILES: Final = 0x400
_SIGCHLD: Final = 17
_CLOSE_RANGE_UNSHARE: Final = 2
_CLOSE_RANGE_CLOEXEC: Final = 4
_PR_SET_PDEATHSIG: Final = 1


_ptrace: Final = bind_call("ptrace", 4, long=True)
_syscall: Final = bind_call("syscall", 6, long=True)
_answer: Final = Buffer(8)


def resume(pid: int, signal: int = 0, _call: Any = _ptrace, _cont: int = CONT) -> None:
    """Let a stopped tracee go on, with a signal delivered to it or none."""
    _call(_cont, pid, 0, signal)


def listen(pid: int) -> None:
    """Leave a tracee in its group-stop and hear of it again when SIGCONT ends that (ptrace(2), PTRACE_LISTEN)."""
    _ptrace(LISTEN, pid, 0, 0)


def seize(pid: int) -> None:
    """Begin to trace `pid` and all that it will start, without stopping it.

    Raises:
        ConfinementError: the kernel lets this process trace nothing (Yama's `ptrace_scope`, a profile of a container
            engine, or a tracer that is there already), so nothing can be decided at the start of a program.
    """
    if _ptrace(_SEIZE, pid, 0, OPTIONS) < 0:
        error = errno()
        raise ConfinementError(
            f"ptrace(PTRACE_SEIZE): {os.strerror(error)}: programs can't be held at their start and decided on",
            hint="see /proc/sys/kernel/yama/ptrace_scope, the container engine's system call profile, and whether a "
            "debugger or another tta-run traces this process already",
            code="no-ptrace",
        )


def event_message(pid: int) -> int:
    """What the kernel says about the event at which `pid` stands: at EVENT_EXEC, the thread id it had before.

    Raises:
        ProcessLookupError: it is dead.
    """
    if _ptrace(_GETEVENTMSG, pid, 0, _answer.address) < 0:
        raise ProcessLookupError(errno(), "ptrace(PTRACE_GETEVENTMSG)", str(pid))
    return int.from_bytes(_answer.view, "little")


def make_exit(pid: int, machine: str) -> bool:
    """Make a program that stands at EVENT_EXEC do nothing but exit with 126, as a shell says "cannot execute".

    Its first instructions are written over in its private copy of the image. The other threads are gone and no other
    process has the new memory, so nothing but these instructions runs. The caller still has to resume it.

    Returns:
        Whether that could be done. An image that can't be read or is of another word size can't be changed: kill it.
    """
    if machine not in _MACHINES:
        return False
    size_bytes, counter, code = _MACHINES[machine]
    registers = Buffer(_REGISTERS_BYTES)
    vector = Buffer(16)  # struct iovec
    vector.put(registers.address.to_bytes(8, "little") + registers.size.to_bytes(8, "little"))
    if _ptrace(_GETREGSET, pid, _NT_PRSTATUS, vector.address) < 0:
        return False
    if int.from_bytes(vector.view[8:], "little") != size_bytes:
        return False
    start = int.from_bytes(registers.view[8 * counter : 8 * counter + 8], "little")
    for offset in range(0, len(code), 8):
        word = int.from_bytes(code[offset : offset + 8], "little", signed=True)
        if _ptrace(_POKETEXT, pid, start + offset, word) < 0:
            return False
    return True


def clone_sharing_files(machine: str) -> int:
    """fork(2) with one table of descriptors for both, until the child calls `unshare_files` or execve.

    So what the child opens for the supervisor (the seccomp listener) is the supervisor's at once: sendmsg(2) is itself
    gated by then, and pidfd_getfd(2) is closed in a container. Only for a process with a single thread.

    Returns:
        0 in the child, else its process id.

    Raises:
        ConfinementError: the machine is not known.
        OSError: no process could be made.
    """
    if machine not in _CALLS:
        raise ConfinementError(f"no system call numbers are known for the machine {machine}", code="unknown-machine")
    before, child, parent = (
        bind_call(name, 0) for name in ("PyOS_BeforeFork", "PyOS_AfterFork_Child", "PyOS_AfterFork_Parent")
    )
    before()
    pid = int(_syscall(_CALLS[machine][0], _CLONE_FILES | _SIGCHLD, 0, 0, 0, 0))
    if pid == 0:
        child()
        return 0
    error = errno()
    parent()
    if pid < 0:
        raise OSError(error, f"clone: {os.strerror(error)}")
    return pid


def unshare_files(machine: str, lowest: int) -> None:
    """Take a table of descriptors of one's own, in which all from `lowest` up close at execve.

    close_range(2) does both; unshare(2) is refused in a container.

    Raises:
        OSError: it failed.
    """
    flags = _CLOSE_RANGE_UNSHARE | _CLOSE_RANGE_CLOEXEC
    if _syscall(_CALLS[machine][1], lowest, 0xFFFFFFFF, flags, 0, 0) < 0:
        error = errno()
        raise OSError(error, f"close_range({lowest}, CLOSE_RANGE_UNSHARE): {os.strerror(error)}")


def die_with_parent(parent: int) -> bool:
    """Have the kernel kill this process when the thread that made it ends; False when that has happened already."""
    prctl = bind_call("prctl", 5)
    return prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0) == 0 and os.getppid() == parent
