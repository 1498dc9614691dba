"""Editors, stream editors and pagers: the commands of theirs that start a program. Pure, hot.

Only what starts something, or touches another file, is looked for; a script that has none of it is plain work on text.
"""

from __future__ import annotations

from .invocation import literal
from .start import HOLE, LEAF, Found, Start, file_text, holed, input_text, opaque, opened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    from .arguments import Arguments
    from .invocation import Invocation, Word
    from .world import World


def _bang_lines(text: Word, marks: tuple[str, ...]) -> list[Start]:
    """The shell commands in lines of text that begin with one of the marks."""
    starts = []
    for line in holed(text).split("\n"):
        bare = line.strip().lstrip("0123456789,.$%;+- ")
        for mark in marks:
            if bare.startswith(mark) and bare != mark:
                starts.append(Start("shell", (opened(bare[len(mark) :].strip(), HOLE in bare),)))
                break
        if bare.startswith(HOLE):
            starts.append(opaque("script-unknown", "a line that is not known may start a program", text))
    return starts


def _ed(step: Invocation, world: World, arguments: Arguments) -> Found:
    """ed(1): `!command`, `r !command`, `e !command`, `w !command`."""
    text = input_text(step, world)
    if text is None:
        return LEAF
    starts = _bang_lines(text, ("!!", "!", "r !", "r!", "e !", "e!", "E !", "w !", "w!", "f !"))
    for word in arguments.positionals:
        if word.prefix.startswith("!"):
            starts.append(Start("shell", (opened(holed(word)[1:], word.splits),)))
    return Found(True, tuple(starts))


def _vim(step: Invocation, world: World, arguments: Arguments) -> Found:
    """vim(1), ex(1): commands after +, -c, --cmd; scripts after -S, -s, -u; ex commands on input with -e and -s."""
    starts: list[Start] = []
    words = step.argv[1:]
    place, ex = 0, step.argv[0].basename in ("ex",)
    while place < len(words):
        text = holed(words[place])
        following = words[place + 1] if place + 1 < len(words) else None
        place += 1
        if text.startswith("+") and len(text) > 1:
            starts.extend(vim_commands(text[1:]))
        elif text in ("-c", "--cmd", "--remote-send", "--remote-expr") and following is not None:
            starts.extend(vim_commands(holed(following)))
            place += 1
        elif text in ("-S", "-s", "-u", "-U", "-W", "-w", "-T", "-i", "-t", "-q") and following is not None:
            if text in ("-S", "-u") or (text == "-s" and not ex and "-e" not in [word.text for word in words]):
                script = file_text(following, step, world)
                if script is not None:
                    for line in holed(script).split("\n"):
                        starts.extend(vim_commands(line))
                elif following.text not in ("NONE", "NORC", "DEFAULTS"):
                    starts.append(opaque("script-unreadable", "an editor's script that cannot be read", following))
            if not (text == "-s" and "-e" in [word.text for word in words]):
                place += 1
        elif text.startswith("-") and "e" in text and not text.startswith("--"):
            ex = True
        elif text == "--":
            break
    if ex and (script := input_text(step, world)) is not None:
        for line in holed(script).split("\n"):
            starts.extend(vim_commands(line))
    return Found(True, tuple(dict.fromkeys(starts)))


_VIM_CODE: Final = ("py", "python", "py3", "python3", "pyx", "pythonx", "pydo", "py3do", "perl", "perldo", "ruby", "rubydo",
                    "lua", "luado", "tcl", "tcldo", "mzscheme", "execute", "exe", "source", "so", "luafile", "pyfile",
                    "py3file", "rubyfile")  # fmt: skip


def vim_commands(text: str) -> list[Start]:
    """What one command line of vim starts: `:!`, `:r !`, `:w !`, `system()`, `:terminal`, code in other languages."""
    starts: list[Start] = []
    bare = text.strip().lstrip(":").lstrip("0123456789,.$%'<> ")
    verb = ""
    for char in bare:
        if not (char.isalnum() or char in "_&"):
            break
        verb += char
    rest = bare[len(verb) :]
    if verb in ("sil", "silent", "noa", "noautocmd", "keepa", "vert", "vertical", "tab", "bo", "botright", "windo", "bufdo",
                "argdo", "tabdo", "g", "global", "v", "vglobal", "au", "autocmd", "norm", "normal", "unsilent"):  # fmt: skip
        inner = rest.removeprefix("!").lstrip()
        if verb in ("g", "global", "v", "vglobal") and inner:
            inner = inner[1:].partition(inner[0])[2]
        if verb in ("au", "autocmd"):
            inner = inner.split(" ", 2)[-1]
        return vim_commands(inner) if inner != text else []
    if not verb and rest.startswith("!"):
        starts.append(_shell(rest[1:]))
    elif verb in ("r", "re", "read", "w", "wr", "write", "e", "make", "grep", "vimgrep") and rest.lstrip().startswith(
        "!"
    ):
        starts.append(_shell(rest.lstrip()[1:]))
    elif verb in ("te", "ter", "term", "terminal", "sh", "shell") and rest.strip():
        starts.append(_shell(rest.strip().lstrip("+ ")))
    elif verb in ("set", "se", "setlocal") and any(
        rest.strip().startswith(option)
        for option in ("shell", "sh=", "makeprg", "mp=", "grepprg", "gp=", "equalprg", "formatprg")
    ):
        starts.append(_shell(rest.partition("=")[2].replace("\\ ", " ")))
    elif verb in _VIM_CODE:
        code = rest.strip()
        literal_name = code.strip("'\"")
        if verb in ("exe", "execute") and code[:1] in "'\"" and code[-1:] == code[:1] and code[:1] not in literal_name:
            return vim_commands(literal_name)
        language = "python" if verb.startswith("py") and not verb.endswith("file") else ""
        if language:
            starts.append(Start("code", (opened(code),), language=language))
        else:
            starts.append(opaque("editor-code", "code of another language inside an editor", opened(code)))
    for name in (
        "system(",
        "systemlist(",
        "job_start(",
        "jobstart(",
        "term_start(",
        "termopen(",
        "libcall(",
        "py3eval(",
    ):
        at = text.find(name)
        if at >= 0:
            argument = text[at + len(name) :].strip()
            quote = argument[:1]
            end = argument.find(quote, 1) if quote in ("'", '"') else -1
            if end > 0:
                starts.append(_shell(argument[1:end]))
            else:
                starts.append(opaque("editor-code", "an editor starts a program that is worked out", opened(text)))
    if "|" in bare and "!" not in bare.partition("|")[0]:
        starts.extend(vim_commands(bare.partition("|")[2]))
    return starts


def _shell(text: str) -> Start:
    return Start("shell", (opened(text.strip(), HOLE in text),))


_SED_ADDRESS_END: Final = frozenset("!{}0123456789,~+$ \t;I")


def _sed(step: Invocation, world: World, arguments: Arguments) -> Found:
    """GNU sed(1): the command `e`, the flag `e` of `s`, the files of r, R, w and W; other scripts start nothing."""
    if arguments.given("--sandbox"):
        return LEAF
    scripts = list(arguments.all_values("-e --expression"))
    for name in arguments.all_values("-f --file"):
        script = file_text(name, step, world)
        if script is None:
            return Found(True, (opaque("script-unreadable", "a sed script that cannot be read", name),))
        scripts.append(script)
    files = arguments.positionals
    if not scripts and files:
        scripts, files = [files[0]], files[1:]
    starts: list[Start] = []
    for script in scripts:
        text = holed(script)
        if script.text is None and (script.splits or text.startswith(HOLE)):
            starts.append(opaque("script-unknown", "a sed script that is not known", script))
        starts.extend(_sed_script(text, input_text(step, world)))
    return Found(True, tuple(starts))


def _sed_script(text: str, data: Word | None) -> list[Start]:
    starts: list[Start] = []
    place, size = 0, len(text)
    while place < size:
        char = text[place]
        if char in _SED_ADDRESS_END or char == "\n":
            place += 1
        elif char == "/" or char == "\\":
            place = (
                _delimited(text, place + 2, text[place + 1 : place + 2])
                if char == "\\"
                else _delimited(text, place + 1, "/")
            )
        elif char == "#":
            place = _line_end(text, place)
        elif char in "sy":
            mark = text[place + 1 : place + 2]
            middle = _delimited(text, place + 2, mark)
            end = _delimited(text, middle, mark)
            replacement = text[middle : end - 1]
            place = end
            flags = ""
            while place < size and (text[place].isalnum() or text[place] == HOLE):
                flags += text[place]
                place += 1
                if flags[-1] == "w":
                    break
            if char == "s" and ("e" in flags or HOLE in flags):
                starts.append(_sed_e(replacement, data))
            if flags.endswith("w"):
                stop = _line_end(text, place)
                starts.append(_touch(">", text[place:stop].strip()))
                place = stop
        elif char == "e":
            stop = _line_end(text, place)
            command = text[place + 1 : stop].strip()
            starts.append(_shell(command) if command else _sed_e("&", data))
            place = stop
        elif char in "rRwW":
            stop = _line_end(text, place)
            starts.append(_touch("<" if char in "rR" else ">", text[place + 1 : stop].strip()))
            place = stop
        elif char in "aic:btT":
            place = _line_end(text, place)
        else:
            place += 1
    return starts


def _sed_e(replacement: str, data: Word | None) -> Start:
    """`e` runs the pattern space: the replacement when that is all of the line, else what nobody knows."""
    if "&" not in replacement and "\\" not in replacement and replacement:
        return _shell(replacement)
    if data is not None and data.text is not None and replacement == "&":
        return Start("shell", (data,))
    return opaque("script-unknown", "sed runs the text that it edits", opened(replacement))


def _touch(op: str, name: str) -> Start:
    """A file that a script reads or writes."""
    return Start("leaf", (literal("cat" if op == "<" else "tee"), opened(name)))


def _delimited(text: str, place: int, mark: str) -> int:
    """The place after the next unescaped delimiter; a bracket expression hides it."""
    while place < len(text):
        if text[place] == "\\":
            place += 2
            continue
        if text[place] == mark:
            return place + 1
        place += 1
    return len(text)


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _emacs(step: Invocation, world: World, arguments: Arguments) -> Found:
    """emacs(1): Lisp that starts a process; its scripts are not read."""
    starts: list[Start] = []
    for flag in ("--eval -eval -e", "-f --funcall"):
        for value in arguments.all_values(flag):
            starts.extend(lisp_starts(holed(value)))
    for flag in ("-l --load -load", "--script"):
        for value in arguments.all_values(flag):
            script = file_text(value, step, world)
            if script is None:
                starts.append(opaque("script-unreadable", "Lisp that cannot be read", value))
            else:
                starts.extend(lisp_starts(holed(script)))
    return Found(True, tuple(starts))


def lisp_starts(text: str) -> list[Start]:
    starts: list[Start] = []
    for name in ("shell-command-to-string", "shell-command", "async-shell-command", "compile", "call-process-shell-command",
                 "start-process-shell-command", "call-process", "start-process", "make-process", "process-file",
                 "process-lines", "term", "eshell-command", "run-program"):  # fmt: skip
        at = text.find(f"({name} ")
        if at >= 0:
            pieces = text[at:].split('"')
            if len(pieces) > 2 and name not in ("make-process",):
                if "shell" in name or name in ("compile", "term"):
                    starts.append(_shell(pieces[-2] if "start" in name else pieces[1]))
                else:
                    words = tuple([opened(piece) for piece in pieces[1::2]])
                    starts.append(Start("argv", words[2:] if name == "start-process" else words))
            else:
                starts.append(opaque("editor-code", "Lisp that starts a program", opened(text)))
    return starts


def _less(step: Invocation, world: World, arguments: Arguments) -> Found:
    """Pagers: `+!command` and `+|mcommand` on the command line, and the description's pager flag for man."""
    starts = []
    for word in step.argv[1:]:
        text = holed(word)
        if text.startswith(("+!", "++!", "+|")):
            starts.append(_shell(text.lstrip("+")[2 if "|" in text[:3] else 1 :]))
    if step.argv[0].basename in ("man", "info"):
        for value in arguments.all_values("-P --pager"):
            starts.append(Start("shell", (value,)))
    return Found(True, tuple(starts))


SPECIAL: Final[dict[str, Callable[[Invocation, World, Arguments], Found]]] = {
    "ed": _ed,
    "vim": _vim,
    "sed": _sed,
    "emacs": _emacs,
    "less": _less,
}
