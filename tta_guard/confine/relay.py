"""Signals that reach the guard in place of the command, and the clock of its limits. IO; hot.

The command is in the caller's process group, so what the keyboard or `kill -- -GROUP` sends comes to it directly and
once more to the guard, while `kill GUARD` comes to the guard alone. Only the last may be passed on: a second SIGINT
means "at once" to many programs. The two look the same on arrival, so the guard waits a moment and looks whether the
command has had, or has still waiting, the same signal.
"""

from __future__ import annotations

import os
import time

from .limits import held, pending

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal as _signal
    from typing import Any, Final
else:
    import _signal  # `signal` makes enumerations of all of it, which costs 3 ms

_PASSED_ON: Final = tuple(
    [getattr(_signal, name) for name in "SIGHUP SIGINT SIGQUIT SIGTERM SIGUSR1 SIGUSR2 SIGTSTP SIGWINCH".split()]
)
# Ignored by the guard: it has to write a refusal, and take the terminal back, from the background.
_BACKGROUND: Final = (_signal.SIGTTOU, _signal.SIGTTIN)
_ALL: Final = frozenset(_signal.valid_signals())
# What Python ignores from its start and a command must not find ignored; `_Py_RestoreSignals` does the same for
# subprocess.
_RESTORED: Final = (_signal.SIGPIPE, _signal.SIGXFSZ)
_SETTLE_S: Final = 0.03
_PATIENCE_S: Final = 0.5
_MEMORY_S: Final = 30.0


def block_all() -> Any:
    """Let no signal in until the child and the guard have each their own handling; the mask that was there before."""
    return _signal.pthread_sigmask(_signal.SIG_BLOCK, _ALL)


def restore_in_child(mask: Any) -> None:
    """The signal handling that the caller gave to the guard, for the command. Handlers go by themselves at execve."""
    for number in _RESTORED:
        _signal.signal(number, _signal.SIG_DFL)
    _signal.pthread_sigmask(_signal.SIG_SETMASK, mask)


class Relay:
    """Handlers of the guard while a command runs; its `seen` has to be told of each signal that a tracee takes.

    Signals are handled in the main thread only, between two instructions of the supervisor's loop or inside its wait.

    Args:
        main: process of the command.
        wake: called when a time that `call_at` set has come.
    """

    def __init__(self, main: int, wake: Any) -> None:
        self._main = main
        self._wake = wake
        self._wake_at = 0.0
        self._waiting: list[tuple[float, int]] = []
        self._seen: list[tuple[float, int, int]] = []
        self._before: list[tuple[int, Any]] = []

    def start(self, mask: Any) -> None:
        """Set the handlers, then let signals in again as `mask` had them.

        SIGCHLD gets its default: where it is ignored explicitly, wait(2) has no exit codes to give.
        """
        for number in _PASSED_ON:
            if _signal.getsignal(number) != _signal.SIG_IGN:  # nohup: the command ignores it as well
                self._set(number, self._arrived)
        for number in _BACKGROUND:
            self._set(number, _signal.SIG_IGN)
        self._set(_signal.SIGCHLD, _signal.SIG_DFL)
        self._set(_signal.SIGALRM, self._tick)
        _signal.pthread_sigmask(_signal.SIG_SETMASK, set(mask) - set(_PASSED_ON) - {_signal.SIGALRM, _signal.SIGCHLD})

    def stop(self, mask: Any) -> None:
        """Take the handlers away again."""
        _signal.setitimer(_signal.ITIMER_REAL, 0)
        for number, handler in reversed(self._before):
            _signal.signal(number, handler)
        _signal.pthread_sigmask(_signal.SIG_SETMASK, mask)

    def seen(self, task: int, number: int) -> None:
        """A tracee is about to take a signal. SIGCHLD, which is never passed on, need not be told."""
        now = time.monotonic()
        if len(self._seen) > 64:
            self._seen = [entry for entry in self._seen if now - entry[0] < _MEMORY_S][-64:]
        self._seen.append((now, task, number))

    def call_at(self, moment: float) -> None:
        """Have `wake` called once, at `moment` on the monotonic clock, or earlier when a call was due before that."""
        if not self._wake_at or moment < self._wake_at:
            self._wake_at = moment
            self._arm()

    def _set(self, number: int, handler: Any) -> None:
        before = _signal.signal(number, handler)
        self._before.append((number, _signal.SIG_DFL if before is None else before))

    def _arm(self) -> None:
        due = [max(moment, time.monotonic() - _SETTLE_S / 2) + _SETTLE_S for moment, _number in self._waiting]
        if self._wake_at:
            due.append(self._wake_at)
        _signal.setitimer(_signal.ITIMER_REAL, max(min(due) - time.monotonic(), 0.0005) if due else 0)

    def _arrived(self, number: int, _frame: Any) -> None:
        self._waiting.append((time.monotonic(), number))
        self._arm()

    def _tick(self, _number: int, _frame: Any) -> None:
        now = time.monotonic()
        due = [entry for entry in self._waiting if now >= entry[0] + _SETTLE_S]
        for entry in due:
            self._waiting.remove(entry)  # in place: another signal may add to the list at any moment
            moment, signal = entry
            # It may be held at this very signal, and nobody has looked yet.
            if now < moment + _PATIENCE_S and held(self._main):
                self._waiting.append((moment, signal))
            else:
                self._pass_on(moment, signal)
        if self._wake_at and now >= self._wake_at:
            self._wake_at = 0.0
            self._wake()
        self._arm()

    def _pass_on(self, arrived: float, number: int) -> None:
        for index, (moment, task, taken) in enumerate(self._seen):
            if taken == number and abs(moment - arrived) < _PATIENCE_S and self._is_main(task):
                del self._seen[index]
                return
        if not pending(self._main, number):
            try:
                os.kill(self._main, number)
            except ProcessLookupError:
                return

    def _is_main(self, task: int) -> bool:
        return task == self._main or os.path.exists(f"/proc/{self._main}/task/{task}")
