"""The confined process between clone and execve: traced, then limited, then confined, then the command. IO; hot.

What goes wrong is told to the supervisor over a pipe, as messages of a kind (one byte), a text, and a NUL; then this
process ends and nothing of the command has run.
"""

from __future__ import annotations

import os

from ..errors import GuardError
from ..model import frozen
from .limits import limit_process
from .ptrace import die_with_parent, unshare_files
from .relay import restore_in_child

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final, NoReturn

    from .limits import Limits

LISTENER: Final = b"L"
FAILURE: Final = b"F"
NOT_EXECUTED: Final = b"X"

_FAILED: Final = 125
_ENOEXEC: Final = 8
_SHELL: Final = b"/bin/sh"
_TEXT_BYTES: Final = 4000  # less than PIPE_BUF, so that a message is written whole or not at all


@frozen
class Start:
    """A command: the file to execute, its words (the first is its name), its variables and its directory."""

    executable: bytes
    argv: tuple[bytes, ...]
    environ: dict[bytes, bytes]
    cwd: bytes


@frozen
class Surroundings:
    """What the confined process needs to know besides its command.

    Attributes:
        parent: process id of the supervisor.
        machine: as `os.uname` names it.
        mask: signals that the caller had blocked.
        go, told: the pipe on which the supervisor says that it traces us, and the one for messages to it.
        standard: descriptors for 0, 1 and 2; None leaves the caller's.
    """

    parent: int
    machine: str
    mask: Any
    go: int
    told: int
    standard: tuple[int | None, ...]


def become(program: Start, plan: Any, limits: Limits, apply: Callable[..., int], around: Surroundings) -> NoReturn:
    """Carry out the child's part. It never returns: the process becomes the command, or ends with 125."""
    told = around.told
    try:
        # Before anything else: the pipe would not end with the supervisor, as this process holds its other end too.
        if not die_with_parent(around.parent) or os.read(around.go, 1) != b"!":
            os._exit(_FAILED)
        limit_process(limits)
        listener = apply(plan, keep=(around.go, told))
        unshare_files(around.machine, 3)
        _replace_standard(around.standard)
        # After the plan, so that the directory is the one that mounts lead to, not what they cover.
        os.chdir(program.cwd)
        restore_in_child(around.mask)
        _tell(told, LISTENER, str(listener))
        _execute(program, told)
    except GuardError as error:
        _tell(told, FAILURE, f"{error.message}\n{error.hint}" if error.hint else error.message)
    except BaseException as error:  # the edge of this process: all that is left to do is to say it
        _tell(told, FAILURE, str(error) if isinstance(error, OSError) else f"{type(error).__name__}: {error}")
    finally:
        os._exit(_FAILED)


def _execute(program: Start, told: int) -> None:
    try:
        os.execve(program.executable, program.argv, program.environ)  # noqa: S606
    except OSError as error:
        if error.errno != _ENOEXEC:
            _tell(told, NOT_EXECUTED, str(error.errno))
            return
    try:
        # A script without "#!" is the shell's, as execvp(3) and every shell have it.
        os.execve(_SHELL, (b"sh", program.executable, *program.argv[1:]), program.environ)  # noqa: S606
    except OSError as error:
        _tell(told, NOT_EXECUTED, str(error.errno))


def _replace_standard(standard: tuple[int | None, ...]) -> None:
    # First copies above 2: one of the three may itself be given for another.
    copies = [None if given is None else os.dup(given) for given in standard]
    for number, copy in enumerate(copies):
        if copy is not None:
            os.dup2(copy, number, inheritable=True)


def _tell(told: int, kind: bytes, text: str) -> None:
    message = text.encode("utf-8", "surrogateescape").replace(b"\0", b"?")[:_TEXT_BYTES]
    os.write(told, kind + message + b"\0")


def last_message(pipe: int) -> tuple[bytes, str]:
    """The kind and text of the last message in `pipe`, which does not block; b"" and "" when there is none."""
    try:
        told = os.read(pipe, 1 << 16)
    except BlockingIOError:
        return b"", ""
    last = told.rstrip(b"\0").rpartition(b"\0")[2]
    return last[:1], last[1:].decode("utf-8", "surrogateescape")
