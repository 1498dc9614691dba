"""Start one command under a plan, watch over it, and account for it. IO; hot.

    clone -> the child is traced -> limits, plan (files, capabilities, system calls) -> execve, held and decided on -> …

Whatever fails before execve is told over a pipe, and nothing was started. The command keeps the caller's descriptors 0
to 2, terminal, session and process group. No descriptor above 2 reaches it.
"""

from __future__ import annotations

import os
import time

from ..errors import GuardError
from ..model import frozen
from .child import FAILURE, LISTENER, NOT_EXECUTED, Start, Surroundings, become, last_message
from .errors import ConfinementError
from .gating import Gating
from .limits import NONE
from .ptrace import clone_sharing_files, seize
from .relay import Relay, block_all
from .supervise import Refusal, Supervisor
from .terminal import Terminal
from .usage import Usage, children_account

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from .gating import Gate
    from .limits import Limits
    from .program import Program

__all__ = ["LaunchError", "Outcome", "Refusal", "Start", "Usage", "launch"]

_TIMED_OUT: Final = 124
_REFUSED: Final = 126
_NOT_FOUND: Final = 127
_SIGKILL: Final = 9
_NOT_THERE: Final = (2, 20)  # ENOENT, ENOTDIR


class LaunchError(ConfinementError):
    """The command could not be confined or started as it should; nothing of it ran."""

    code = "not-started"


@frozen
class Outcome:
    """How a run ended.

    Attributes:
        exit_code: the command's own; 128+n when signal n ended it; 124 when its time was over; 126 when it was refused
            or can't be executed; 127 when it is not there; 137 when it went over another limit.
        signal: the signal that ended the command, or 0.
        timed_out: whether its time was over.
        refused: programs that were stopped at their start, in order (1,000 at most).
        usage: what it used.
        ended_by: "", or the limit by which the run was ended: "time", "memory", "processes".
        problem: why the command could not be executed, for people; else "".
    """

    exit_code: int
    signal: int
    timed_out: bool
    refused: tuple[Refusal, ...]
    usage: Usage
    ended_by: str = ""
    problem: str = ""


def launch(
    plan: Any,
    program: Start,
    *,
    judge: Callable[[Program], str | None],
    network_gate: Callable[[int], Gate] | None = None,
    limits: Limits | None = None,
    stdin: int | None = None,
    stdout: int | None = None,
    stderr: int | None = None,
    sample: bool = False,
    executor: Callable[..., int] | None = None,
    read: Callable[[int], Program] | None = None,
) -> Outcome:
    """Run `program` under `plan` to the end of everything that it starts.

    Call it from the main thread of a process that has no other thread and no other child.

    Args:
        plan: what is done to the child before the command's first instruction.
        program: the command.
        judge: asked about every program that starts, which stands still meanwhile; None lets it go, a text refuses it.
            The text is written to descriptor 2 (each text once).
        network_gate: makes the gate from the descriptor on which the child's filter notifies.
        limits: of the run.
        stdin, stdout, stderr: descriptors that the command has in place of the caller's.
        sample: look now and then how much memory the whole tree has, without a limit as well.
        executor: in place of `apply.apply`.
        read: in place of `program.read_program`.

    Raises:
        LaunchError: the plan could not be carried out, or this process can't be a supervisor.
        ConfinementError: the kernel lets nothing be traced; or the gate failed, and the whole run was killed.
        GuardError: the judge failed, with the same consequence; likewise for anything else that it raises.
    """
    limits = limits or NONE
    machine = os.uname().machine
    if executor is None:
        from .apply import apply

        executor = apply
    if read is None:
        from .program import read_program as read
    _refuse_company()
    _open_standard_descriptors()
    terminal = Terminal()
    account = children_account()
    pipes = go, ready, heard, told = *os.pipe(), *os.pipe()
    os.set_blocking(heard, False)
    mask = block_all()
    began = time.monotonic()
    try:
        around = Surroundings(os.getpid(), machine, mask, go, told, (stdin, stdout, stderr))
        main = clone_sharing_files(machine)
        if main == 0:
            become(program, plan, limits, executor, around)
        gating = Gating(network_gate, main)
        decide = _Judge(heard, gating, judge, read)
        supervisor = Supervisor(
            main, judge=decide, say=_say, limits=limits, terminal=terminal, machine=machine, sample=sample
        )
        relay = Relay(main, supervisor.wake)
        try:
            _trace(main)
            relay.start(mask)
            os.write(ready, b"!")
            supervisor.run(relay)
            terminal.take_back(reset=bool(supervisor.ended_by))
        finally:
            relay.stop(mask)
            gating.finish()
        if not supervisor.programs:
            return _never_started(*last_message(heard), supervisor, program)
        return _outcome(supervisor, _usage(supervisor, account, time.monotonic() - began))
    finally:
        for descriptor in pipes:
            os.close(descriptor)


class _Judge:
    """Asks about each program; at the first, takes over the listener that the child has made and starts the gate."""

    def __init__(self, pipe: int, gating: Gating, judge: Any, read: Any) -> None:
        from .program import UnreadableProgram

        self._unreadable = UnreadableProgram
        self._pipe = pipe
        self._gating = gating
        self._judge = judge
        self._read = read
        self._first = True

    def __call__(self, pid: int) -> str | None:
        if self._first:
            self._first = False
            kind, text = last_message(self._pipe)
            if kind != LISTENER:
                raise LaunchError("a program started before the plan was carried out", code="plan-not-applied")
            self._gating.start(int(text))
        try:
            program = self._read(pid)
        except self._unreadable as error:
            return f"tta-run: refused: {error.message}"
        answer: str | None = self._judge(program)
        return answer


def _refuse_company() -> None:
    """The supervisor waits for every child and answers for every thread, so it has none of either to begin with."""
    if len(os.listdir("/proc/self/task")) != 1:
        raise LaunchError("a process with several threads can't start a confined command")
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return
    raise LaunchError("a process with other children can't start a confined command")


def _open_standard_descriptors() -> None:
    """Where the caller closed 0, 1 or 2, put /dev/null, or a pipe of ours would stand there in the command."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


def _trace(main: int) -> None:
    try:
        seize(main)
    except GuardError:
        os.kill(main, _SIGKILL)
        os.waitpid(main, 0)
        raise


def _say(text: str) -> None:
    """Write a refusal where the run's errors go. Nobody may be there to read it; it is refused all the same."""
    try:
        os.write(2, text.encode("utf-8", "surrogateescape").rstrip(b"\n") + b"\n")
    except OSError:
        return


def _usage(supervisor: Supervisor, before: tuple[float, float, int], wall_s: float) -> Usage:
    user_s, system_s, largest_bytes = children_account()
    return Usage(
        wall_s,
        user_s - before[0],
        system_s - before[1],
        largest_bytes,
        supervisor.tree_bytes,
        supervisor.programs,
        supervisor.tasks,
        supervisor.most_tasks,
        supervisor.left,
    )


def _never_started(kind: bytes, text: str, supervisor: Supervisor, program: Start) -> Outcome:
    status = supervisor.status or 0
    if kind == NOT_EXECUTED:
        error = int(text)
        name = os.fsdecode(program.executable)
        code = _NOT_FOUND if error in _NOT_THERE else _REFUSED
        return Outcome(code, 0, False, (), Usage(), problem=f"{name}: {os.strerror(error)}")
    if kind == FAILURE:
        raise LaunchError(text)
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return Outcome(128 + number, number, False, (), Usage(), supervisor.ended_by)
    raise LaunchError("the confined process ended before the command started, and did not say why")


def _outcome(supervisor: Supervisor, usage: Usage) -> Outcome:
    status = supervisor.status
    if status is None:
        raise LaunchError("the command is gone and its end was not seen", code="lost-command")
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    code = 128 + number if number else os.WEXITSTATUS(status)
    if supervisor.ended_by:
        code = _TIMED_OUT if supervisor.ended_by == "time" else 128 + _SIGKILL
    elif supervisor.main_refused:
        code, number = _REFUSED, 0
    refused = tuple(supervisor.refused)
    return Outcome(code, number, supervisor.ended_by == "time", refused, usage, supervisor.ended_by)
