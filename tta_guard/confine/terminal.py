"""The terminal that the caller and the run share: whose turn it is, and its settings. IO; hot.

No pseudo-terminal stands in between: the run has the caller's own, so that size, colours, signals of keys and job
control are as without a guard. What is left is to give it back when the run did not: a program that was killed with the
keyboard in raw mode, or a process group that is gone but still in the foreground.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Terminal:
    """The controlling terminal among the first three descriptors as it was at the start, or none.

    SIGTTOU has to be ignored when its methods are called: they act from the background.
    """

    def __init__(self) -> None:
        self._descriptor = -1
        self._settings: list[Any] = []
        self._turn = 0
        for descriptor in (0, 1, 2):
            if not os.isatty(descriptor):
                continue
            try:
                turn = os.tcgetpgrp(descriptor)
            except OSError:  # a terminal, but not the controlling one: its keys send nothing to us
                continue
            self._descriptor = descriptor
            if turn == os.getpgrp():
                import termios

                self._settings = termios.tcgetattr(descriptor)
            return

    def before_stop(self) -> None:
        """Remember whose turn it is, before the run is stopped and the caller's shell takes its own."""
        self._turn = self._foreground()

    def after_stop(self, main: int) -> None:
        """Give the turn, which the caller's shell gave to our process group, to that of `main` if it was its before."""
        ours = os.getpgrp()
        try:
            if self._turn not in (0, ours) and self._turn == os.getpgid(main) and self._foreground() == ours:
                os.tcsetpgrp(self._descriptor, self._turn)
        except OSError:  # the command is dead or the terminal has hung up, and nobody's turn it is
            return

    def take_back(self, *, reset: bool) -> None:
        """Put our process group into the foreground after the run, if it was there; with `reset`, the settings too."""
        if not self._settings:
            return
        try:
            if self._foreground() not in (0, os.getpgrp()):
                os.tcsetpgrp(self._descriptor, os.getpgrp())
        except OSError:
            return
        if reset:
            import termios

            try:
                termios.tcsetattr(self._descriptor, termios.TCSADRAIN, self._settings)
            except termios.error:
                return

    def _foreground(self) -> int:
        """The process group whose turn it is, 0 when there is none."""
        try:
            return os.tcgetpgrp(self._descriptor) if self._descriptor >= 0 else 0
        except OSError:
            return 0
