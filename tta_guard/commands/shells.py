"""Shells: the text on their command line, on their input or in the script they are given. Pure, hot."""

from __future__ import annotations

from .invocation import literal
from .start import LEAF, Found, Start, file_text, holed, input_text, opaque, opened, variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from .invocation import Invocation
    from .world import World

SHELLS: Final = (
    "bash",
    "sh",
    "dash",
    "zsh",
    "ksh",
    "mksh",
    "ash",
    "rbash",
    "fish",
    "yash",
    "posh",
    "pdksh",
    "oksh",
    "csh",
    "tcsh",
)
_DIALECTS: Final = {"zsh": "zsh", "bash": "bash", "rbash": "bash"}
_SHELL_VALUES: Final = ("--rcfile", "--init-file", "-O", "+O", "-o", "+o", "--emulate", "-C", "--init-command")


def read_shell_program(step: Invocation, world: World, name: str) -> Found:
    """What a shell runs: text after -c, a script, or its input.

    Args:
        step: the invocation of the shell.
        world: for scripts and start-up files.
        name: its base name.
    """
    words = step.argv[1:]
    dialect = _DIALECTS.get(name, "sh")
    place, starts = 0, []
    text_next = from_input = interactive = login = False
    while place < len(words):
        text = words[place].text
        if text is None:
            if words[place].splits or not words[place].prefix or words[place].prefix[0] in "-+":
                starts.append(
                    opaque("shell-arguments-unknown", "arguments of a shell that are not known", words[place])
                )
            break
        if text in ("-", "--"):
            place += 1
            break
        if text[:1] not in "-+" or len(text) < 2:
            break
        place += 1
        if text.startswith("--"):
            key, equals, value = text.partition("=")
            if key in ("--rcfile", "--init-file", "--init-command", "--emulate") and not equals and place < len(words):
                value, place = holed(words[place]), place + 1
            if key in ("--rcfile", "--init-file"):
                starts.append(Start("file", (opened(value),), language=dialect))
            elif key in ("--init-command", "--command") and value:
                starts.append(Start("shell", (opened(value),), language=dialect))
            elif key == "--command":
                text_next = True
            elif key in ("--version", "--help", "--dump-strings", "--dump-po-strings") and not starts:
                return LEAF
            login = login or key == "--login"
            continue
        if text[0] == "-":
            text_next = text_next or "c" in text
            from_input = from_input or "s" in text
            interactive = interactive or "i" in text
            login = login or "l" in text
        if (text[-1] in "oO" or text in _SHELL_VALUES) and place < len(words):
            place += 1
    rest = words[place:]
    if interactive or login:
        starts.extend(_start_files(step, world, name, login))
    if any(one.form == "opaque" for one in starts):
        return Found(True, tuple(starts))
    if text_next:
        if not rest:
            return Found(True, tuple(starts))
        starts.append(Start("shell", rest[:1], arguments=rest[1:] or (literal(name),), language=dialect))
        return Found(interactive, tuple(starts))
    if rest and not from_input:
        if name in ("fish", "csh", "tcsh") and file_text(rest[0], step, world) is not None:
            dialect = "sh"
        starts.append(Start("file", rest, language=dialect))
        return Found(True, tuple(starts))
    text_in = input_text(step, world)
    if text_in is None:
        return Found(True, tuple(starts))
    starts.append(Start("shell", (text_in,), arguments=(literal(name), *rest), language=dialect, stdin=literal("")))
    return Found(interactive or not text_in.parts, tuple(starts))


def _start_files(step: Invocation, world: World, name: str, login: bool) -> list[Start]:
    """The start-up files of a HOME that the text chose; those of the user's own home are the user's."""
    if not any(key == "HOME" for key, _ in step.env):
        return []
    home = variable(step, world, "HOME")
    if home is None:
        return []
    names = {"zsh": (".zshenv", ".zshrc", ".zprofile"), "bash": (".bash_profile", ".bashrc")}.get(name, (".profile",))
    out = []
    for one in names if not login or name == "zsh" else (*names, ".profile"):
        path = opened(f"{holed(home)}/{one}")
        if path.text is None or file_text(path, step, world) is not None:
            out.append(Start("file", (path,), language=_DIALECTS.get(name, "sh")))
    return out
