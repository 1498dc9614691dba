"""Builtins that run other commands: command, exec, eval, source, trap, jobs -x, completion callbacks. Pure.

Source: the bash manual, "Shell Builtin Commands"; the zsh manual, "Precommand Modifiers".
"""

from __future__ import annotations

from .expansion import UNKNOWN, concat, known, text_of
from .invocation import UNKNOWN as UNKNOWN_WORD
from .invocation import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .expansion import Known
    from .shell_builtins import Builtins, Handler
    from .shell_io import Call
    from .shell_state import State

UNKNOWN_ARGUMENT = ' "$RANDOM"'  # an argument that the shell adds to a callback, whatever it is


def _precommand(shell: Builtins, call: Call, state: State) -> list[State]:
    """zsh's noglob, nocorrect and "-"."""
    inner = shell.peel(call, 1, call.words[0].text or "")
    return [state] if inner is None else shell.call(inner, state)


def _command(shell: Builtins, call: Call, state: State) -> list[State]:
    """`command [-pvV] NAME …` and `builtin NAME …`: functions are passed over."""
    name = call.words[0].text or ""
    place = 1
    while place < len(call.words) and (text := call.words[place].text) and text[0] == "-" and len(text) > 1:
        place += 1
        if text == "--":
            break
        if name == "command" and frozenset("vV").intersection(text):
            found = call.words[place].text if place < len(call.words) else None
            output = UNKNOWN
            if found and "V" not in text:
                kept = shell.is_builtin(found) or found in state.functions or "/" in found
                output = known(found + "\n") if kept else (None, f"/{found}\n")
            shell.note(call, state, output)
            state.status = None
            return [state]
    inner = shell.peel(call, place, name)
    if inner is None:
        shell.note(call, state)
        return [state]
    return shell.call(inner, state, functions=False)


def _exec(shell: Builtins, call: Call, state: State) -> list[State]:
    """`exec [-cl] [-a NAME] COMMAND`; without a command its redirections stay. A failed exec may go on."""
    place = 1
    cleared = False
    while place < len(call.words) and (text := call.words[place].text) and text[0] == "-" and len(text) > 1:
        place += 1
        cleared = cleared or (text != "--" and "c" in text.partition("a")[0])
        if text.endswith("a") and text != "--":
            place += 1
        if text == "--":
            break
    inner = shell.peel(call, place, "exec -c" if cleared else "exec")
    if inner is None:
        shell.note(call, state)
        if call.flow.has_stdin:
            state.stdin, state.stdin_from = call.flow.stdin, call.flow.stdin_from
        state.fds = {**state.fds, **call.flow.fds}
        if call.flow.out not in ("out", "none") or call.flow.err not in ("err", "none"):
            state.out = concat([*state.out, None])
        return [state]
    gone = state.fork()
    states = shell.call(inner, gone, functions=False)
    for end in states:
        end.flow = "exit"
    return [*states, state]


def _eval(shell: Builtins, call: Call, state: State) -> list[State]:
    """`eval WORD …`: the words, joined with blanks, are read again."""
    words = call.words[1:]
    if words and words[0].text == "--":
        words = words[1:]
    text = _joined(words)
    if text is None:
        shell.start(call, state)
        shell.opaque("eval-unknown", "the text that eval runs is not known", " ".join([str(word) for word in words]))
        shell.run_text(_filled([part for word in words for part in (*word.parts, " ")]), state.fork())
        state.forget()
        return [state]
    return shell.with_scope(call, state, lambda inner: shell.run_text(text, inner))


def _joined(words: tuple[Word, ...]) -> str | None:
    texts = [word.text for word in words]
    return None if None in texts else " ".join([text for text in texts if text is not None])


def _filled(parts: list[str | None]) -> str:
    """Text with a parameter that nobody knows where it is unknown, so that what is known of it counts as well."""
    return "" if not any(parts) else "".join(["${RANDOM}" if part is None else part for part in parts])


def _source(shell: Builtins, call: Call, state: State) -> list[State]:
    """`source FILE [ARGUMENT…]`, and `.`: the invocation stands, and the file is read where that can be had."""
    words = [word for word in call.words[1:] if word.text != "--"]
    if words and words[0].text == "-p":
        words = words[2:]
    shell.note(call, state)
    target = words[0] if words else UNKNOWN_WORD
    content: Known | None = None
    if target.content is not None:
        content = target.content.parts
    elif target.text is not None:
        reader = state.fork()
        reader.fds = {**state.fds, **call.flow.fds}
        if call.flow.has_stdin:
            reader.stdin = call.flow.stdin
        content = shell.content(target.text, reader)
    text = None if content is None else text_of(content)
    if text is None:
        if content is not None or target.text is None:
            shell.opaque("source-unknown", "the text that is sourced is not known", str(target))
            shell.run_text(_filled(list(content or ())), state.fork())
        state.forget()
        return [state]
    outer = state.args
    if len(words) > 1:
        state.args = None if any(word.splits for word in words) else tuple([word.parts for word in words[1:]])
    shell.calling.append(".")
    states = shell.with_scope(call, state, lambda inner: shell.run_text(text, inner))
    shell.calling.pop()
    for end in states:
        end.args = outer if len(words) > 1 else end.args
        if end.flow == "return":
            end.flow = ""
    return states


def _trap(shell: Builtins, call: Call, state: State) -> list[State]:
    """`trap TEXT SIGNAL …`: the text may run at any time from here on, and at the end."""
    shell.note(call, state)
    words = [word for word in call.words[1:] if word.text != "--"]
    if not words or words[0].text in ("-l", "-p") or (len(words) < 2 and words[0].text is not None):
        return [state]
    text = words[0].text
    if text is None:
        shell.opaque("eval-unknown", "the text that trap runs is not known", str(words[0]))
        shell.run_text(_filled(list(words[0].parts)), state.fork())
        return [state]
    for word in words[1:]:
        name = (word.text or "?").upper().removeprefix("SIG")
        name = "EXIT" if name == "0" else name
        state.traps.pop(name, None)
        if text not in ("", "-"):
            state.traps[name] = (text,)
            if name != "EXIT":
                shell.run_text(text, state.fork())
    return [state]


def _jobs(shell: Builtins, call: Call, state: State) -> list[State]:
    """`jobs -x COMMAND …` runs it."""
    inner = shell.peel(call, 2, "jobs") if len(call.words) > 2 and call.words[1].text == "-x" else None
    if inner is not None:
        return shell.call(inner, state, functions=False)
    shell.note(call, state, UNKNOWN)
    return [state]


def _callback(shell: Builtins, call: Call, state: State) -> list[State]:
    """`compgen -C TEXT`, `complete -C TEXT`, `bind -x TEXT`, `emulate -c TEXT`: run; `-F` calls a function."""
    shell.note(call, state, UNKNOWN)
    words = call.words
    for place, word in enumerate(words[:-1]):
        text = words[place + 1].text
        if word.text in ("-C", "-F", "-W", "-x") or (word.text == "-c" and words[0].text == "emulate"):
            if text is None:
                shell.opaque("eval-unknown", "the text that a builtin runs is not known", str(words[place + 1]))
            elif word.text == "-W":
                shell.effects(text, state)
            else:
                ending = "" if word.text == "-c" else UNKNOWN_ARGUMENT * 3
                shell.run_text(text.partition(":")[2] if word.text == "-x" else text + ending, state.fork())
        elif word.text and word.text.startswith("-C") and len(word.text) > 2:
            shell.run_text(word.text[2:] + UNKNOWN_ARGUMENT * 3, state.fork())
    return [state]


def _fc(shell: Builtins, call: Call, state: State) -> list[State]:
    """`fc` runs earlier commands again, which nobody knows here; with -l it only lists them."""
    shell.note(call, state, UNKNOWN)
    if len(call.words) < 2 or not (call.words[1].text or "").startswith("-l"):
        shell.opaque("eval-unknown", "the commands that fc runs again are not known")
    state.status = None
    return [state]


def _enable(shell: Builtins, call: Call, state: State) -> list[State]:
    """`enable -n NAME`: from here on NAME may be a program."""
    shell.note(call, state)
    if any((word.text or "-n").startswith("-n") for word in call.words[1:]):
        state.options = state.options | {f"-{word.text}" for word in call.words[1:]}
    return [state]


RUNNING: dict[str, Handler] = {
    "command": _command,
    "builtin": _command,
    "exec": _exec,
    "eval": _eval,
    "source": _source,
    ".": _source,
    "trap": _trap,
    "jobs": _jobs,
    "compgen": _callback,
    "complete": _callback,
    "bind": _callback,
    "emulate": _callback,
    "fc": _fc,
    "enable": _enable,
}
# zsh's precommand modifiers.
PRECOMMANDS: dict[str, Handler] = dict.fromkeys(["noglob", "nocorrect", "-"], _precommand)
