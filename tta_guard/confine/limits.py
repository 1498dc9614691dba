"""How much time, memory and how many processes one run may use. IO (resource limits); hot.

Two kinds. The kernel enforces those of one process (setrlimit(2)), whatever happens. Those of the whole tree, time,
memory and number of processes, are kept by the supervisor, which ends the run: RLIMIT_NPROC would count every other
process of the user as well and does not hold for root, and a control group is not there for an ordinary user.
"""

from __future__ import annotations

import os

from ..model import frozen
from .errors import ConfinementError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_PAGE_SLACK_BYTES: Final = 1 << 20


@frozen
class Limits:
    """Limits of one run; 0 is none.

    Attributes:
        time_s: the run is asked to end (SIGTERM to every process) after so many seconds of which it was not stopped.
        grace_s: what is left is killed so many seconds later.
        memory_bytes: private and shared memory of the whole tree, sampled; and the data of any one process
            (RLIMIT_DATA).
        processes: processes and threads of the whole tree at one time.
        file_bytes: largest file that a process may make (RLIMIT_FSIZE).
        open_files: descriptors of one process (RLIMIT_NOFILE).
        cpu_s: processor time of one process (RLIMIT_CPU).
    """

    time_s: float = 0
    grace_s: float = 2
    memory_bytes: int = 0
    processes: int = 0
    file_bytes: int = 0
    open_files: int = 0
    cpu_s: int = 0

    def describe(self) -> tuple[str, ...]:
        """What is limited, a line each, for `--explain`."""
        return tuple([text.format(getattr(self, name)) for name, text in _TEXTS if getattr(self, name)])


_TEXTS: Final = (
    ("time_s", "the run ends after {:g} s"),
    ("memory_bytes", "the run ends when it uses more than {} bytes of memory"),
    ("processes", "the run ends when it has more than {} processes and threads"),
    ("file_bytes", "no file grows beyond {} bytes"),
    ("open_files", "no process has more than {} open files"),
    ("cpu_s", "no process uses more than {} s of processor time"),
)

NONE: Final = Limits()


def limit_process(limits: Limits) -> None:
    """Set what the kernel enforces, on this process and all that it will start. Never more than there is already.

    Raises:
        ConfinementError: a limit can't be set; the message names it.
    """
    wanted = (
        ("RLIMIT_DATA", limits.memory_bytes and limits.memory_bytes + _PAGE_SLACK_BYTES),
        ("RLIMIT_FSIZE", limits.file_bytes),
        ("RLIMIT_NOFILE", limits.open_files),
        ("RLIMIT_CPU", limits.cpu_s),
    )
    if not any([value for _name, value in wanted]):
        return
    import resource

    for name, value in wanted:
        if not value:
            continue
        which = getattr(resource, name)
        try:
            hard = resource.getrlimit(which)[1]
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(which, (value, value))
        except (OSError, ValueError) as error:
            raise ConfinementError(f"setrlimit({name}, {value}): {error}", code="limit-not-set") from error


def memory_bytes(tasks: frozenset[int] | set[int] | tuple[int, ...], *, exact: bool = False) -> int:
    """Memory of the processes to which the threads `tasks` belong, without what is a file's.

    Args:
        tasks: thread ids; those that are gone count nothing.
        exact: share what several processes share among them (smaps_rollup, a millisecond or more for a large process);
            otherwise a forked process counts all its pages once more.
    """
    total = 0
    seen = set()
    for task in tasks:
        fields = _status(task)
        group = fields.get(b"Tgid", b"")
        if not group or group in seen:
            continue
        seen.add(group)
        shared = _shared_out(int(group)) if exact else -1
        total += _kibibytes(fields, b"RssAnon", b"RssShmem") if shared < 0 else shared
    return total


def _shared_out(pid: int) -> int:
    """Proportional memory of a process in bytes, -1 when the kernel does not say."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", "rb") as file:
            fields = _fields(file.read())
    except OSError:
        return -1
    return _kibibytes(fields, b"Pss_Anon", b"Pss_Shmem") if b"Pss_Anon" in fields else -1


def _kibibytes(fields: dict[bytes, bytes], *names: bytes) -> int:
    return sum([int(fields[name].split()[0]) for name in names if name in fields]) * 1024


def _status(task: int) -> dict[bytes, bytes]:
    try:
        file = os.open(b"/proc/%d/status" % task, os.O_RDONLY)
    except OSError:
        return {}
    try:
        return _fields(os.read(file, 8192))
    except OSError:
        return {}
    finally:
        os.close(file)


def _fields(text: bytes) -> dict[bytes, bytes]:
    found = {}
    for line in text.split(b"\n"):
        name, colon, value = line.partition(b":")
        if colon:
            found[name] = value.strip()
    return found


def owned(task: int, tracer: int) -> int:
    """The process of thread `task` when `tracer` traces it, else 0.

    A traced process stays until its tracer waits for it, so a number that passes is not another process's by the time
    it is used, provided that `tracer` is who asks.
    """
    fields = _status(task)
    return int(fields.get(b"Tgid", b"0")) if fields.get(b"TracerPid") == b"%d" % tracer else 0


def pending(pid: int, signal: int) -> bool:
    """Whether `signal` waits to be taken by process `pid`, blocked or not yet seen."""
    fields = _status(pid)
    waiting = int(fields.get(b"ShdPnd", b"0"), 16) | int(fields.get(b"SigPnd", b"0"), 16)
    return bool(waiting >> (signal - 1) & 1)


def held(pid: int) -> bool:
    """Whether the first thread of `pid` stands still for its tracer, at an event or in a group-stop."""
    return _status(pid).get(b"State", b"").startswith(b"t")
