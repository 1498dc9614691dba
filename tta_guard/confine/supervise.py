"""The supervisor's loop: every program that a run starts is held at its first instruction and decided on. IO; hot.

Source of the protocol: ptrace(2), sections "Stopped states", "Group-stop" and "execve(2) under ptrace".
One start of a program by a shell makes five stops (fork, birth, exec, exit, and SIGCHLD of the shell), so this loop
does as little as it can for each: one wait, one look at the status, one request. No system call is stopped at.
"""

from __future__ import annotations

import os
import time

from ..model import frozen
from .errors import ConfinementError
from .limits import memory_bytes, owned
from .ptrace import (
    EVENT_CLONE,
    EVENT_EXEC,
    EVENT_FORK,
    EVENT_STOP,
    EVENT_VFORK,
    WALL,
    event_message,
    listen,
    make_exit,
    resume,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    from .limits import Limits
    from .relay import Relay
    from .terminal import Terminal

_STOPPED: Final = 0x7F
_SIGTRAP: Final = 5
_SIGKILL: Final = 9
_SIGTERM: Final = 15
_SIGCHLD: Final = 17
_SIGCONT: Final = 18
_SIGSTOP: Final = 19
_CHILD_ENDED: Final = _SIGCHLD << 8 | _STOPPED
_BIRTHS: Final = tuple([event << 16 | _SIGTRAP << 8 | _STOPPED for event in (EVENT_FORK, EVENT_VFORK, EVENT_CLONE)])
# A filter that ends a pipe (`> >(tee log)`) is still busy when the command is done.
_LINGER_S: Final = 0.25
_LEFT_GRACE_S: Final = 0.5
_SAMPLE_S: Final = 0.2
_DRAIN_S: Final = 0.15
_MOST_REFUSALS: Final = 1000


@frozen
class Refusal:
    """A program that was stopped at its start: its process and the text that says why."""

    pid: int
    text: str


class Supervisor:
    """Watches one run from its first program to the end of all that it started.

    Args:
        main: the process of the run; already traced, and told to go on towards its execve.
        judge: asked about each program by its process id, which stands still meanwhile; the text of a refusal, or None.
        say: shows the text of a refusal.
        limits: limits of the tree.
        terminal: what the caller and the run share.
        machine: as `os.uname` names it.
        sample: look at the tree's memory now and then even without a limit.
    """

    def __init__(
        self,
        main: int,
        *,
        judge: Callable[[int], str | None],
        say: Callable[[str], None],
        limits: Limits,
        terminal: Terminal,
        machine: str,
        sample: bool = False,
    ) -> None:
        self.main = main
        self.status: int | None = None
        self.refused: list[Refusal] = []
        self.main_refused = False
        self.ended_by = ""
        self.programs = 0
        self.tasks = 1
        self.most_tasks = 1
        self.left = 0
        self.tree_bytes = 0
        self._judge = judge
        self._say = say
        self._limits = limits
        self._terminal = terminal
        self._machine = machine
        self._sample = sample or bool(limits.memory_bytes)
        self._self = os.getpid()
        self._tracees: set[int] = {main}  # threads as well as processes
        self._exiting: set[int] = set()  # refused programs on their way out
        self._said: set[str] = set()
        self._killing = False
        self._main_stopped = False
        self._paused = False
        self._over_limit = False
        self._next_sample = 0.0
        self._term_at = 0.0
        self._kill_at = 0.0
        self._relay: Relay | None = None

    def run(self, relay: Relay) -> None:
        """Serve the run until none of its processes is left.

        Raises:
            ConfinementError: the judge failed. All processes of the run have been killed by then.
        """
        self._relay = relay
        now = time.monotonic()
        if self._limits.time_s:
            self._term_at = now + self._limits.time_s
        if self._sample:
            self._next_sample = now + _SAMPLE_S / 4
        self._set_clock()
        try:
            self._loop()
        except BaseException:
            self._kill_all()
            self._reap_all()
            raise

    def wake(self) -> None:
        """What `Relay` calls when a time has come."""
        if self._paused:
            return
        now = time.monotonic()
        if self._next_sample and now >= self._next_sample:
            self._next_sample = now + _SAMPLE_S
            self._look_at_memory()
        if self._kill_at and now >= self._kill_at:
            self._kill_all()
            self._kill_at = now + _SAMPLE_S  # once more for what was born meanwhile
        elif self._term_at and now >= self._term_at:
            self._term_at = 0.0
            processes = self._processes()
            if self.status is None:
                self.ended_by = self.ended_by or "time"
                self._kill_at = now + self._limits.grace_s
            else:
                self.left = len(processes)
                self._kill_at = now + min(self._limits.grace_s, _LEFT_GRACE_S)
            for pid in processes:
                _send(pid, _SIGTERM)
                _send(pid, _SIGCONT)
        self._set_clock()

    def _set_clock(self) -> None:
        moments = [moment for moment in (self._term_at, self._kill_at, self._next_sample) if moment]
        if moments and self._relay is not None:
            self._relay.call_at(min(moments))

    def _loop(self) -> None:
        wait, serve, go_on, wall, exiting = os.waitpid, self._serve, resume, WALL, self._exiting
        while True:
            try:
                pid, status = wait(-1, wall)
            except ChildProcessError:
                return
            # Two of the five stops are these, which need nothing else.
            if status == _CHILD_ENDED:
                go_on(pid, _SIGCHLD)
            elif status in _BIRTHS and not exiting:
                go_on(pid)
            else:
                serve(pid, status)

    def _serve(self, pid: int, status: int) -> None:
        if status & 0xFF != _STOPPED:
            self._gone(pid, status)
            return
        event = status >> 16
        if event == 0:  # a signal, which the tracee takes when it goes on
            number = status >> 8
            if self._relay is not None:
                self._relay.seen(pid, number)
            resume(pid, number)
        elif event == EVENT_EXEC:
            self._program(pid)
        elif event == EVENT_STOP:
            if status >> 8 & 0xFF != _SIGTRAP:
                self._group_stop(pid)
            elif pid in self._tracees:  # a group-stop is over
                self._main_stopped = self._main_stopped and pid != self.main
                resume(pid)
            else:
                self._birth(pid)
        else:
            if pid in self._exiting:
                _send(pid, _SIGKILL)
            resume(pid)

    def _birth(self, pid: int) -> None:
        self._tracees.add(pid)
        self.tasks += 1
        count = len(self._tracees)
        if count > self.most_tasks:
            self.most_tasks = count
            if self._limits.processes and count > self._limits.processes and not self.ended_by:
                self._end("processes")
        if self._killing:
            _send(pid, _SIGKILL)
        resume(pid)

    def _gone(self, pid: int, status: int) -> None:
        self._tracees.discard(pid)
        if self._exiting:
            self._exiting.discard(pid)
        if pid != self.main or self.status is not None:
            return
        self.status = status
        # Even when no other is known: one that was born just now has not been heard of yet.
        self._term_at = time.monotonic() + _LINGER_S
        self._set_clock()

    def _program(self, pid: int) -> None:
        self.programs += 1
        try:
            former = event_message(pid)
        except ProcessLookupError:
            return
        if former != pid:  # another thread than the first called execve: its number is gone without a word
            self._tracees.discard(former)
        self._tracees.add(pid)
        if pid in self._exiting or self._killing:
            _send(pid, _SIGKILL)
            return
        text = self._judge(pid)
        if text is None:
            resume(pid)
            return
        try:
            event_message(pid)
        except ProcessLookupError:  # it was killed while it was looked at, which is no refusal
            return
        self._refuse(pid, text)

    def _refuse(self, pid: int, text: str) -> None:
        self._exiting.add(pid)
        self.main_refused = self.main_refused or pid == self.main
        if not make_exit(pid, self._machine):
            _send(pid, _SIGKILL)
        if len(self.refused) < _MOST_REFUSALS:
            self.refused.append(Refusal(pid, text))
        if text not in self._said:
            if len(self._said) < _MOST_REFUSALS:
                self._said.add(text)
            self._say(text)
        resume(pid)

    def _group_stop(self, pid: int) -> None:
        if self._killing or pid in self._exiting:
            _send(pid, _SIGKILL)
            return
        listen(pid)
        if pid == self.main and not self._main_stopped:
            self._main_stopped = True
            self._stop_along()

    def _stop_along(self) -> None:
        """Stop as the command did, so that the caller's shell says so and has the terminal; go on when it lets us.

        Others of the process group may still put the terminal in order before they stop, so they get a moment.
        """
        pause_at = time.monotonic() + _DRAIN_S
        while self._main_stopped and time.monotonic() < pause_at:
            if not self._serve_waiting():
                time.sleep(0.005)
        if not self._main_stopped or self.status is not None or self._killing:
            return
        began = time.monotonic()
        self._terminal.before_stop()
        self._paused = True  # the alarm may have come meanwhile, and is handled before the next line is
        os.kill(self._self, _SIGSTOP)
        resumed = time.monotonic()
        self._paused = False
        self._terminal.after_stop(self.main)
        if self._term_at:
            self._term_at += resumed - began
        if self._kill_at:
            self._kill_at += resumed - began
        self._set_clock()
        # SIGCONT came to the guard; whoever sent it meant the command, which may be in a group of its own.
        pause_at = resumed + _DRAIN_S / 3
        while self._main_stopped and time.monotonic() < pause_at:
            if not self._serve_waiting():
                time.sleep(0.002)
        if self._main_stopped and self.status is None:
            _send(self.main, _SIGCONT)

    def _serve_waiting(self) -> bool:
        """Serve one event that is there already, without waiting for one; whether there was one."""
        try:
            pid, status = os.waitpid(-1, WALL | os.WNOHANG)
        except ChildProcessError:
            self._main_stopped = False
            return False
        if pid:
            self._serve(pid, status)
        return pid != 0

    def _look_at_memory(self) -> None:
        used = memory_bytes(self._tracees)
        most = self._limits.memory_bytes
        if most and used > most:
            used = memory_bytes(self._tracees, exact=True)
        self.tree_bytes = max(self.tree_bytes, used)
        if not most or used <= most:
            self._over_limit = False
        elif self._over_limit and not self.ended_by:
            self._end("memory")
        else:  # a vfork child counts its parent's memory once more; look again before ending the run for it
            self._over_limit = True
            self._next_sample = time.monotonic() + _SAMPLE_S / 10

    def _end(self, why: str) -> None:
        self.ended_by = why
        self._kill_all()

    def _processes(self) -> set[int]:
        return {pid for pid in [owned(task, self._self) for task in self._tracees] if pid}

    def _kill_all(self) -> None:
        processes = self._processes()
        self._killing = True
        for pid in processes:
            _send(pid, _SIGKILL)

    def _reap_all(self) -> None:
        """Wait until all are gone, killing what is born meanwhile; for a few seconds at most."""
        until = time.monotonic() + 5
        while time.monotonic() < until:
            try:
                pid, status = os.waitpid(-1, WALL | os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                time.sleep(0.005)
            elif status & 0xFF == _STOPPED:
                _send(pid, _SIGKILL)
                resume(pid, 0)
            else:
                self._gone(pid, status)
        raise ConfinementError("processes of the run could not be ended", code="processes-left")


def _send(pid: int, signal: int) -> None:
    try:
        os.kill(pid, signal)
    except ProcessLookupError:
        return
