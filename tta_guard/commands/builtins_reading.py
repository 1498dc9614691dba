"""Builtins that read and write text: read, mapfile, echo, printf, test … Pure.

Source: the bash manual, "Bash Builtin Commands"; POSIX.1-2017, `read` and `test`.
"""

from __future__ import annotations

from .builtins_running import UNKNOWN_ARGUMENT
from .builtins_variables import short_options
from .expansion import UNKNOWN, concat, known, small_int, text_of
from .invocation import Word
from .pure_output import echo, printf
from .scanner import is_name
from .shell_state import Var

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .expansion import Known
    from .shell_builtins import Builtins, Handler
    from .shell_io import Call
    from .shell_state import State

_LINES_LIMIT = 256
_COMPARE = frozenset(["-eq", "-ne", "-lt", "-le", "-gt", "-ge"])


def _echo(shell: Builtins, call: Call, state: State) -> list[State]:
    if any(word.splits for word in call.words):
        output: Known = UNKNOWN
    else:
        escapes = shell.flavour != "bash" or "xpg_echo" in state.options
        output = echo([word.parts for word in call.words[1:]], escapes)
    shell.note(call, state, output)
    return [state]


def _printf(shell: Builtins, call: Call, state: State) -> list[State]:
    args = call.words[1:]
    target = None
    if args and args[0].text == "-v" and len(args) > 1:
        target, args = args[1], args[2:]
    elif args and (args[0].text or "").startswith("-v") and shell.flavour != "dash":
        target, args = Word(((args[0].text or "")[2:],)), args[1:]
    output = UNKNOWN if any(word.splits for word in args) else printf([word.parts for word in args])
    if target is None:
        shell.note(call, state, output)
        return [state]
    shell.note(call, state)
    if target.text is None:
        state.forget()
    else:
        shell.assign_text(target.text, output, state)
    return [state]


def _pwd(shell: Builtins, call: Call, state: State) -> list[State]:
    shell.note(call, state, concat([*shell.directory(state), "\n"]))
    return [state]


def _type(shell: Builtins, call: Call, state: State) -> list[State]:
    output = UNKNOWN
    if len(call.words) == 3 and call.words[1].text in ("-p", "-P", "-fp") and (name := call.words[2].text):
        output = (None, f"/{name}\n")
    shell.note(call, state, output)
    state.status = None
    return [state]


def _test(shell: Builtins, call: Call, state: State) -> list[State]:
    shell.note(call, state)
    words = list(call.words[1:])
    if call.words[0].text == "[":
        words = words[:-1]
    texts = [word.text for word in words]
    state.status = None if None in texts or call.flow.items else _truth([text or "" for text in texts])
    return [state]


def _truth(texts: list[str]) -> int | None:
    """The status of `test` where it is a matter of text alone; None otherwise."""
    if len(texts) == 4 and texts[0] == "!":
        status = _truth(texts[1:])
        return None if status is None else 1 - status
    if len(texts) == 2 and texts[0] in ("-n", "-z"):
        return int((texts[1] == "") == (texts[0] == "-n"))
    if len(texts) != 3:
        return None
    left, op, right = texts
    if op in ("=", "==", "!="):
        return int((left == right) == (op == "!="))
    digits = [text.removeprefix("-") for text in (left, right)]
    if op not in _COMPARE or not all(text.isascii() and text.isdigit() and len(text) < 18 for text in digits):
        return None
    first, second = int(left), int(right)
    return int(not {"-eq": first == second, "-ne": first != second, "-lt": first < second,
                    "-le": first <= second, "-gt": first > second, "-ge": first >= second}[op])  # fmt: skip


def _read(shell: Builtins, call: Call, state: State) -> list[State]:
    """`read`: from known text the exact fields, else unknown ones."""
    shell.note(call, state)
    parsed = short_options(call.words[1:], "adinNptu")
    if parsed is None:
        state.forget()
        return [state]
    letters, given, operands = parsed
    names = [word.text or "" for word in operands]
    number = None
    source = call.flow.stdin if call.flow.has_stdin else state.stdin
    if "u" in given:
        number = small_int(given["u"].text)
        source = None if number is None else state.fds.get(number)
    delimiter = given["d"].text if "d" in given else "\n"
    delimiter = "\0" if delimiter == "" else delimiter
    line, rest, ended = None, None, False
    if source is not None and delimiter is not None and not {"n", "N", "i"} & given.keys():
        line, rest, ended = _line(source, delimiter[0], "r" in letters)
    state.status = None if line is None else int(not ended)
    if "u" in given:
        if number is not None and rest is not None:
            state.fds = {**state.fds, number: rest}
    elif not call.flow.has_stdin:
        state.stdin = rest if line is not None else (None if state.stdin is None else UNKNOWN)
    ifs = dict(call.scoped).get("IFS")
    if ifs is None:
        var = shell.variable("IFS", state)
        ifs = var.value if var is not None and "IFS" in state.vars else (" \t\n",)
    separators = None if ifs is None else text_of(ifs)
    if "a" in given or "A" in letters:
        name = given["a"].text if "a" in given else (names[0] if names else None)
        if name and is_name(name):
            known_line = line is not None and separators is not None
            fields = _fields(line or "", separators or "", 0) if known_line else None
            items = None if fields is None else tuple([(str(n), known(text)) for n, text in enumerate(fields)])
            state.vars[name] = Var(UNKNOWN) if items is None else Var(None, items)
        else:
            state.forget()
        return [state]
    if not names:
        shell.put("REPLY", UNKNOWN if line is None else known(line), state)
        return [state]
    fields = None if line is None or separators is None else _fields(line, separators, len(names))
    for place, name in enumerate(names):
        value = UNKNOWN if fields is None else known(fields[place]) if place < len(fields) else ()
        if name:
            shell.assign_text(name, value, state)
        else:
            state.forget()
    return [state]


def _line(source: Known, delimiter: str, raw: bool) -> tuple[str | None, Known | None, bool]:
    """The first line of known text, what is left, and whether a delimiter ended it; None when unknown."""
    first = source[0] if source else ""
    if first is None:
        return None, None, False
    out: list[str] = []
    place = 0
    while place < len(first):
        character = first[place]
        if character == delimiter:
            return "".join(out), concat([first[place + 1 :], *source[1:]]), True
        if character == "\\" and not raw:
            place += 1
            following = first[place : place + 1]
            if following and following != "\n":
                if following in " \t\\":
                    return None, None, False
                out.append(following)
        elif character != "\0":
            out.append(character)
        place += 1
    return ("".join(out), (), False) if len(source) < 2 else (None, None, False)


def _fields(line: str, ifs: str, most: int) -> list[str]:
    """`line` split as `read` does; the last of `most` fields takes the rest."""
    spaces = "".join([character for character in ifs if character in " \t\n"])
    rest = line.strip(spaces) if spaces else line
    fields: list[str] = []
    while rest:
        if most and len(fields) == most - 1:
            if rest[-1] in ifs and rest[-1] not in spaces and not any(mark in rest[:-1] for mark in ifs):
                rest = rest[:-1].rstrip(spaces) if spaces else rest[:-1]
            fields.append(rest)
            return fields
        stop = 0
        while stop < len(rest) and rest[stop] not in ifs:
            stop += 1
        fields.append(rest[:stop])
        after = rest[stop:].lstrip(spaces) if spaces else rest[stop:]
        if after and after[0] in ifs and (stop < len(rest) and (rest[stop] in spaces or after == rest[stop:])):
            after = after[1:].lstrip(spaces) if spaces else after[1:]
        rest = after
    return fields


def _mapfile(shell: Builtins, call: Call, state: State) -> list[State]:
    """`mapfile`, `readarray`: lines of known text; -C runs its text."""
    shell.note(call, state)
    parsed = short_options(call.words[1:], "dnOsuCc")
    if parsed is None:
        state.forget()
        return [state]
    letters, given, operands = parsed
    if "C" in given:
        text = given["C"].text
        if text is None:
            shell.opaque("eval-unknown", "the text that mapfile runs is not known", str(given["C"]))
        else:
            shell.run_text(text + UNKNOWN_ARGUMENT * 2, state.fork())
    name = operands[0].text if operands else "MAPFILE"
    if name is None:
        state.forget()
        return [state]
    source = call.flow.stdin if call.flow.has_stdin else state.stdin
    text = text_of(source) if source is not None else None
    if text is None or given.keys() - {"C", "c"} or text.count("\n") > _LINES_LIMIT:
        state.vars[name] = Var(UNKNOWN)
        return [state]
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    kept = [line.removesuffix("\n") if "t" in letters else line for line in lines if line]
    state.vars[name] = Var(None, tuple([(str(place), known(line)) for place, line in enumerate(kept)]))
    return [state]


def _getopts(shell: Builtins, call: Call, state: State) -> list[State]:
    shell.note(call, state)
    for word in call.words[2:3]:
        if word.text:
            shell.assign_text(word.text, UNKNOWN, state)
    state.status = None
    return [state]


READING: dict[str, Handler] = {
    "echo": _echo,
    "printf": _printf,
    "pwd": _pwd,
    "type": _type,
    "test": _test,
    "[": _test,
    "read": _read,
    "mapfile": _mapfile,
    "readarray": _mapfile,
    "getopts": _getopts,
}
