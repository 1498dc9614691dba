"""What /proc says of a task that waits for an answer. IO; hot."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def process_of(task: int) -> int:
    """The process of a thread.

    Raises:
        OSError: it is gone.
    """
    return int(status_of(task, b"Tgid"))


def status_of(task: int, *names: bytes) -> Any:
    """Fields of /proc/TASK/status (proc_pid_status(5)): the text of one, or a tuple of several.

    Raises:
        OSError: it is gone.
    """
    fd = os.open(b"/proc/%d/status" % task, os.O_RDONLY | os.O_CLOEXEC)
    try:
        text = os.read(fd, 8192)
    finally:
        os.close(fd)
    found = []
    for name in names:
        start = text.index(b"\n%s:" % name) + len(name) + 2
        found.append(text[start : text.index(b"\n", start)].strip())
    return found[0] if len(found) == 1 else tuple(found)


def alone(task: int) -> bool:
    """Whether a task is the only thread of its process."""
    try:
        return os.stat(b"/proc/%d/task" % task).st_nlink == 3
    except OSError:
        return False
