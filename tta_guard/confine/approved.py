"""The commands that verified grants are for, each let go once. IO; hot.

A command is the approved one when its words, its directory and its very file are: the file by device, inode, size and
times, as it was when the run began. Of a script the kernel makes a start of its interpreter (execve(2), "Interpreter
scripts"); that is the approved one when it is exactly what the script's first line says.
"""

from __future__ import annotations

import os

from ..errors import GuardError
from ..model import frozen
from .namings import opened_path
from .program import stamp_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..commands.decide import CommandDecision
    from .program import Program, Stamp

_LAUNCHERS = (b"/env", b"/coreutils", b"/busybox")  # what `env` can be
_FIRST_LINE_BYTES = 256  # the kernel looks no further (BINPRM_BUF_SIZE)


@frozen
class Approved:
    """The command that a verified grant is for.

    Attributes:
        argv: its words.
        exe: absolute path of the program, or of the script, that it starts.
        cwd: the directory that it starts in, links resolved.
        targets: kind and name of every target that the approver saw; None where the caller has held them together.
    """

    argv: tuple[bytes, ...]
    exe: bytes
    cwd: bytes
    targets: frozenset[tuple[str, str]] | None = None


class Grants:
    """Approved commands that have not been started yet."""

    def __init__(self, approved: Sequence[Approved]) -> None:
        """Take the commands, and note which files they are.

        Raises:
            GuardError: an approved program is not there.
        """
        self._left = [(one, _stamp(one)) for one in approved]
        self._carried: dict[int, tuple[Approved, Stamp, tuple[bytes, ...]]] = {}

    def spend(self, program: Program, decision: CommandDecision) -> bool:
        """Whether an approved command is exactly this one, and reaches nothing else; it is used up by that."""
        carried = self._carried.pop(program.pid, None)
        if carried is not None:
            approved, stamp, words = carried
            if program.argv[-len(words) :] == words and (approved, stamp) in self._left:
                if not _is_place(approved, program, decision):
                    return False
                self._left.remove((approved, stamp))
                return True
        for entry in self._left:
            approved, stamp = entry
            if not _is_place(approved, program, decision):
                continue
            if (program.argv == approved.argv and program.stamp == stamp) or _as_script(program, approved, stamp):
                self._left.remove(entry)
                return True
        return False

    def passed(self, program: Program) -> None:
        """Note a program that needs no grant: `env`, of a script that begins `#! /usr/bin/env python3`.

        The same process then goes on to the interpreter, and that may need the grant.
        """
        self._carried.pop(program.pid, None)
        if not self._left or not program.exe.endswith(_LAUNCHERS):
            return
        for approved, stamp in self._left:
            words = _as_script(program, approved, stamp)
            if words:
                self._carried[program.pid] = (approved, stamp, words)
                return


def _is_place(approved: Approved, program: Program, decision: CommandDecision) -> bool:
    if approved.cwd != program.cwd:
        return False
    return approved.targets is None or {(one.kind, one.name) for one in decision.targets} <= approved.targets


def _as_script(program: Program, approved: Approved, stamp: Stamp) -> tuple[bytes, ...] | None:
    """What the kernel makes of starting an approved script.

    Returns:
        The script as it is called and its arguments; None when the program is not that.
    """
    tail = approved.argv[1:]
    head = program.argv[: len(program.argv) - len(tail)]
    if len(head) not in (2, 3) or program.argv[len(head) :] != tail:
        return None
    path = os.fsencode(opened_path(os.fsdecode(head[-1]), program))
    try:
        if stamp_of(os.stat(path)) != stamp:
            return None
        with open(path, "rb", 0) as file:
            first = file.read(_FIRST_LINE_BYTES).partition(b"\n")[0]
        if not first.startswith(b"#!"):
            return None
        interpreter, _, option = first[2:].strip(b" \t").replace(b"\t", b" ").partition(b" ")
        option = option.strip(b" ")
        if head[:-1] != ((interpreter, option) if option else (interpreter,)):
            return None
        if stamp_of(os.stat(interpreter)) != program.stamp:
            return None
    except OSError:
        return None
    return (head[-1], *tail)


def _stamp(approved: Approved) -> Stamp:
    try:
        return stamp_of(os.stat(approved.exe))
    except OSError as failure:
        name = os.fsdecode(approved.exe)
        raise GuardError(f"the approved program is not there: {name}: {failure.strerror}") from failure
