"""Calls that wait: each goes on in a thread of its own, so that no other call has to. IO; hot."""

from __future__ import annotations

import _thread
import time

from .notify import EACCES, EINTR, Listener
from .taskinfo import alone, status_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    from .notify import Notification

EAGAIN: Final = 11
ERESTARTSYS: Final = 512  # linux/errno.h: becomes EINTR, or the call is made again, as the signal's handler wants it
_TICK_S: Final = 0.05
_MOST_WAITING: Final = 512
# SIGCONT, SIGCHLD, SIGURG, SIGWINCH do nothing by default, and still wait in the queue of a traced process.
_HARMLESS: Final = 1 << 17 | 1 << 16 | 1 << 22 | 1 << 27


def start_quietly(function: Callable[..., None], *arguments: object) -> None:
    """Start a thread to which no signal comes: the main thread's wait for the run would not notice it."""
    import _signal  # type: ignore[import-not-found, unused-ignore]

    mask = _signal.pthread_sigmask(_signal.SIG_BLOCK, _signal.valid_signals())
    try:
        _thread.start_new_thread(function, arguments)
    finally:
        _signal.pthread_sigmask(_signal.SIG_SETMASK, mask)


class Aside:
    """The threads of one gate.

    Args:
        listener: on which calls are answered.
    """

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._waiting = 0

    def later(self, call: Notification, function: Callable[..., None], *arguments: object) -> None:
        """Go on with a call in a thread."""
        self.spawn(self._answered, call, function, arguments)

    def spawn(self, function: Callable[..., None], *arguments: object) -> None:
        if self._waiting >= _MOST_WAITING:
            raise OSError(EAGAIN, "too many calls wait")
        self._waiting += 1
        start_quietly(self._count_out, function, arguments)

    def _count_out(self, function: Callable[..., None], arguments: tuple[object, ...]) -> None:
        try:
            function(*arguments)
        finally:
            self._waiting -= 1

    def _answered(self, call: Notification, function: Callable[..., None], arguments: tuple[object, ...]) -> None:
        try:
            function(call, *arguments)
        except OSError as error:
            self._listener.answer(call.id, 0, error.errno or EACCES)
        except BaseException:
            self._listener.answer(call.id, 0, EACCES)
            raise


class Waiting:
    """Waits in a thread of its own for a socket, in place of a task that waits for its system call.

    Args:
        listener: on which the call was notified.
        identity: of the notification.
        task: the caller.
        timeout_s: 0 is none.
    """

    def __init__(self, listener: Listener, identity: int, task: int, timeout_s: float) -> None:
        self._listener = listener
        self._identity = identity
        self._task = task
        self._until = time.monotonic() + timeout_s if timeout_s else 0.0
        self._seen = False

    def until_writable(self, fd: int, late: int) -> int:
        """0 when the socket is ready; else the error with which the call has to end; -1 when nobody waits any more.

        Args:
            late: the error when the time is over.
        """
        import select

        poll = select.poll()
        poll.register(fd, select.POLLOUT)
        while not poll.poll(int(_TICK_S * 1000)):
            if not self._listener.waits(self._identity):
                return -1
            if self._until and time.monotonic() >= self._until:
                return late
            interrupted = self._interrupted()
            if interrupted:
                return interrupted
        return 0

    def _interrupted(self) -> int:
        """With what the call has to end for a signal that waits for the task, and did so at the last look; 0 for none.

        A signal to a process with threads may have been taken by another one meanwhile: then this one, which stands in
        a wait that only deadly signals interrupt, is not told, and nothing would turn ERESTARTSYS into what it stands
        for.
        """
        try:
            fields = status_of(self._task, b"SigPnd", b"ShdPnd", b"SigBlk", b"SigIgn", b"SigCgt")
        except OSError:
            return 0
        own, shared, blocked, ignored, caught = [int(text, 16) for text in fields]
        heeded = ~blocked & ~ignored & ~(_HARMLESS & ~caught)
        seen, self._seen = self._seen, bool((own | shared) & heeded)
        if not seen or not self._seen:
            return 0
        return ERESTARTSYS if own & heeded or alone(self._task) else EINTR
