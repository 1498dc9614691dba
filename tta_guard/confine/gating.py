"""The thread in which the connect gate answers while the main thread waits for programs. IO; hot.

Both wait in the kernel without the interpreter's lock, so neither costs the other anything until there is something to
do. ptrace(2) belongs to the thread that traces, so the gate never does any.
"""

from __future__ import annotations

import _thread
import os

from .errors import ConfinementError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal as _signal
    from collections.abc import Callable
    from typing import Final, Protocol

    class Gate(Protocol):
        """What decides on connections: `handle` is called whenever `fileno` is ready, and serves one notification.

        `close` is called once, when no process is left to ask.
        """

        def fileno(self) -> int: ...

        def handle(self) -> None: ...

        def close(self) -> None: ...
else:
    import _signal


_SIGKILL: Final = 9
_STACK_BYTES: Final = 1 << 20
_END_S: Final = 2.0


class Gating:
    """Runs a gate from the first program of a run to its end.

    Args:
        make: makes the gate from the listener's descriptor; None where the plan gates nothing.
        main: process that is killed when the gate fails: without it nothing decides.
    """

    def __init__(self, make: Callable[[int], Gate] | None, main: int) -> None:
        self._make = make
        self._main = main
        self._failure: BaseException | None = None
        self._listener = -1
        self._running = _thread.allocate_lock()

    def start(self, listener: int) -> None:
        """Make the gate and let it answer.

        Raises:
            ConfinementError: there is a gate and no listener, or a listener and no gate.
        """
        self._listener = listener
        if self._make is None and listener < 0:
            return
        if self._make is None or listener < 0:
            raise ConfinementError(
                "the plan gates connections and nothing decides on them"
                if self._make is None
                else "connections are to be decided on, but the plan does not gate them",
                code="gate-mismatch",
            )
        gate = self._make(listener)
        self._running.acquire()
        # A new thread has its maker's mask. No signal may come to it: the main thread's wait would not notice.
        mask = _signal.pthread_sigmask(_signal.SIG_BLOCK, _signal.valid_signals())
        try:
            _thread.start_new_thread(self._answer, (gate,))
        finally:
            _signal.pthread_sigmask(_signal.SIG_SETMASK, mask)

    def finish(self) -> None:
        """Wait for the gate to end after the run.

        Raises:
            BaseException: what the gate failed with.
            ConfinementError: the gate does not end.
        """
        if self._listener >= 0:
            ended = self._running.acquire(timeout=_END_S)
            os.close(self._listener)
            self._listener = -1
            if not ended:
                raise ConfinementError("the connect gate did not end with the run", code="gate-failed")
        if self._failure is not None:
            raise self._failure

    def _answer(self, gate: Gate) -> None:
        import select

        try:
            ready = select.poll()
            ready.register(gate.fileno(), select.POLLIN)
            while True:
                for _descriptor, events in ready.poll():
                    if events & select.POLLIN:
                        gate.handle()
                    elif events:  # POLLHUP: no process is left under the filter
                        gate.close()
                        return
        except BaseException as error:  # told in `finish`; the run does not go on without its gate
            self._failure = error
            try:
                os.kill(self._main, _SIGKILL)
            except ProcessLookupError:
                return
        finally:
            self._running.release()
