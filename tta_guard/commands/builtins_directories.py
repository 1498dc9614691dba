"""Builtins that change the directory: cd, pushd, popd. Pure.

Source: the bash manual, "Bash Builtin Commands" and "Directory Stack Builtins"; POSIX.1-2017, `cd`.
"""

from __future__ import annotations

from .expansion import UNKNOWN, concat, known, text_of
from .shell_io import tidy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .expansion import Known
    from .shell_builtins import Builtins, Handler
    from .shell_io import Call
    from .shell_state import State


def _cd(shell: Builtins, call: Call, state: State) -> list[State]:
    """`cd`: where it may fail there are two ways on."""
    shell.note(call, state)
    words = [word for word in call.words[1:] if word.text not in ("-L", "-P", "-e", "-@", "--")]
    if not words:
        var = shell.variable("HOME", state)
        target: Known = UNKNOWN if var is None or var.value is None else var.value
        target = dict(call.scoped).get("HOME", target)
    elif words[0].text == "-":
        target = UNKNOWN if state.old is None else state.old or ("\0start",)
    else:
        target = UNKNOWN if words[0].splits or len(words) > 1 else words[0].parts
    return _move(shell, target, state, bool(dict(call.scoped).get("CDPATH")))


def _move(shell: Builtins, target: Known, state: State, searched: bool = False) -> list[State]:
    """Change the directory, or fail and stay."""
    failed = state.fork()
    failed.status = 1
    there = _directory(shell, target, state, searched)
    text = text_of(there)
    exists = shell.is_dir(text or ".") if shell.is_dir is not None and text is not None else None
    if exists is False:
        return [failed]
    state.old, state.cwd, state.status = state.cwd, there, 0
    return [state] if exists or there == () else [state, failed]


def _directory(shell: Builtins, target: Known, state: State, searched: bool) -> Known:
    if target == ("\0start",):
        return ()
    if not target:
        return state.cwd
    first = target[0]
    if first is not None and first.startswith("/"):
        text = text_of(target)
        return known(tidy(text)) if text is not None else target
    path = shell.variable("CDPATH", state)
    cdpath = searched or (path is not None and path.value not in ((), UNKNOWN))
    if first is None or (cdpath and not first.startswith(("./", "../")) and target not in ((".",), ("..",))):
        return UNKNOWN
    text = text_of(target)
    base = text_of(state.cwd)
    if text is None or base is None:
        return concat([*state.cwd, "/", *target]) if state.cwd else target
    return known(tidy(f"{base}/{text}" if base else text))


def _pushd(shell: Builtins, call: Call, state: State) -> list[State]:
    shell.note(call, state)
    words = [word for word in call.words[1:] if word.text not in ("-n", "--")]
    name = call.words[0].text
    if name == "pushd" and words and not (words[0].text or "").startswith(("+", "-")):
        before = state.cwd
        states = _move(shell, UNKNOWN if words[0].splits else words[0].parts, state)
        for end in states:
            if end.status == 0:
                end.dirs = (before, *end.dirs)
        return states
    if not words and state.dirs:
        there = state.dirs[0]
        if name == "pushd":
            state.dirs = (state.cwd, *state.dirs[1:])
        else:
            state.dirs = state.dirs[1:]
        state.old, state.cwd = state.cwd, there
        return [state]
    if words:
        state.cwd, state.dirs = UNKNOWN, ()
    state.status = None
    return [state]


DIRECTORIES: dict[str, Handler] = {
    "cd": _cd,
    "chdir": _cd,
    "pushd": _pushd,
    "popd": _pushd,
}
