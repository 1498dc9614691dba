"""Programs with a language of their own in which another program can be named: crontab, units, ssh … Pure, hot.

Only what starts something is looked for. A script that has none of it is plain work on text.
"""

from __future__ import annotations

from .invocation import UNKNOWN, literal
from .start import (
    ELSEWHERE,
    HOLE,
    LATER,
    LEAF,
    Found,
    Start,
    file_text,
    holed,
    input_text,
    opaque,
    opened,
    split,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    from .arguments import Arguments
    from .invocation import Invocation, Word
    from .world import World


def _shell(text: str) -> Start:
    return Start("shell", (opened(text.strip(), HOLE in text),))


def _nmap(step: Invocation, world: World, arguments: Arguments) -> Found:
    """nmap(1): --script names Lua files that run here."""
    starts: list[Start] = []
    for value in arguments.all_values("--script"):
        script = file_text(value, step, world)
        if script is not None:
            starts.append(Start("code", (script,), language="lua"))
        elif value.text is None or "/" in value.text or value.text.endswith(".nse"):
            starts.append(opaque("script-unreadable", "a script of nmap that cannot be read", value))
    return Found(True, tuple(starts))


def _crontab(step: Invocation, world: World, arguments: Arguments) -> Found:
    """crontab(1): the lines of the new table run later; -e edits it, and is left to the variables that name an editor."""
    if any(arguments.given(flag) for flag in ("-l", "-r", "-e", "-V")):
        return LEAF
    source = arguments.positional(1)
    if source is None or source.text == "-":
        text = input_text(step, world)
    else:
        text = file_text(source, step, world) or UNKNOWN
    if text is None:
        return LEAF
    if text.text is None and not text.prefix:
        return Found(
            True, (opaque("table-unreadable", "a table of timed commands that cannot be read", source or text),)
        )
    return Found(True, tuple(_cron_lines(holed(text))))


def _cron_lines(text: str) -> list[Start]:
    starts = []
    env: list[tuple[str, Word | None]] = []
    for line in text.split("\n"):
        bare = line.strip()
        if not bare or bare[0] == "#":
            continue
        name, equals, value = bare.partition("=")
        if equals and name.strip().replace("_", "a").isalnum() and not name.strip()[0].isdigit():
            env.append((name.strip(), opened(value.strip().strip("'\""))))
            continue
        fields = bare.split(None, 1 if bare[0] == "@" else 5)
        if fields and (command := fields[-1].partition("%")[0]) and len(fields) > 1:
            starts.append(Start("shell", (opened(command, HOLE in command),), mark=LATER, env=tuple(env)))
    return starts


def _systemctl(step: Invocation, world: World, arguments: Arguments) -> Found:
    """systemctl(1): `edit --stdin` takes a unit's text, whose Exec lines run later."""
    verb = arguments.positional(1)
    if verb is None or verb.text not in ("edit", "link", "enable", "start", "reenable", "restart"):
        return LEAF
    starts: list[Start] = []
    if verb.text == "edit" and arguments.given("--stdin"):
        text = input_text(step, world)
        if text is not None:
            starts.extend(unit_starts(holed(text)))
    for word in arguments.positionals[1:]:
        if word.text and "/" in word.text and (unit := file_text(word, step, world)) is not None:
            starts.extend(unit_starts(holed(unit)))
    return Found(True, tuple(starts))


def unit_starts(text: str) -> list[Start]:
    """The commands in a systemd unit (systemd.service(5)): prefixes `@-:+!|` are not the program's."""
    starts = []
    for line in text.replace("\\\n", " ").split("\n"):
        key, equals, value = line.strip().partition("=")
        if equals and key.strip().startswith("Exec") and value.strip():
            words = split(opened(value.strip().lstrip("@-:+!|"), HOLE in value))
            starts.append(Start("argv", words, mark=LATER))
        elif line.strip().startswith(HOLE):
            starts.append(opaque("script-unknown", "a unit with a line that is not known", opened(line)))
    return starts


def _socat(step: Invocation, world: World, arguments: Arguments) -> Found:
    """socat(1): the addresses EXEC and SYSTEM (and SHELL) start programs."""
    starts: list[Start] = []
    for word in step.argv[1:]:
        text = holed(word)
        kind, colon, rest = text.partition(":")
        if colon and kind.upper() in ("EXEC", "SYSTEM", "SHELL"):
            command = _unescaped(rest)
            if kind.upper() == "EXEC":
                starts.append(Start("argv", split(opened(command, HOLE in command))))
            else:
                starts.append(_shell(command))
    return Found(True, tuple(starts))


def _unescaped(text: str) -> str:
    """A socat address up to its options, quotes and backslashes removed where they protect a comma or colon."""
    out, place = [], 0
    while place < len(text) and text[place] != ",":
        if text[place] == "\\" and place + 1 < len(text):
            place += 1
        out.append(text[place])
        place += 1
    return "".join(out).strip("'\"") if text[:1] in ("'", '"') else "".join(out)


def _ssh(step: Invocation, world: World, arguments: Arguments) -> Found:
    """ssh(1), scp(1): the description, and the programs that a configuration named on the command line starts."""
    from .wrappers import by_description

    found = by_description(step, world, arguments)
    starts = list(found.starts)
    quiet = any(arguments.given(flag) for flag in ("-N", "-W", "-G", "-O", "-Q", "-V"))
    if step.argv[0].basename == "ssh" and len(arguments.positionals) == 1 and not quiet:
        text = input_text(step, world)
        if text is not None and text.parts:  # the other side's login shell reads it
            starts.append(Start("shell", (text,), mark=ELSEWHERE))
    for name in arguments.all_values("-F"):
        if name.text in ("none", "/dev/null"):
            continue
        text = file_text(name, step, world)
        if text is None:
            starts.append(opaque("configuration-unreadable", "an ssh configuration that cannot be read", name))
            continue
        for line in holed(text).split("\n"):
            key, _, value = line.strip().replace("=", " ", 1).partition(" ")
            value = value.strip().strip('"')
            if key.lower() in ("proxycommand", "localcommand", "knownhostscommand") and value.lower() != "none":
                starts.append(_shell(value))
            elif key.lower() == "match" and " exec " in f" {value.lower()}":
                starts.append(_shell(value[value.lower().find("exec") + 4 :].strip().strip('"')))
    return Found(True, tuple(starts))


def _run_parts(step: Invocation, world: World, arguments: Arguments) -> Found:
    """run-parts(8): every program in a directory."""
    folder = arguments.positional(1)
    from .start import absolute

    path = None if folder is None else absolute(folder, step, world)
    names = None if path is None else world.listdir(path)
    if names is None or len(names) > 200:
        return Found(
            True, (opaque("directory-unreadable", "the programs of a directory that cannot be listed", folder),)
        )
    given = arguments.all_values("-a --arg")
    return Found(True, tuple([Start("argv", (literal(f"{path}/{name}"), *given)) for name in names]))


def _library(step: Invocation, world: World, arguments: Arguments) -> Found:
    """Programs that load a library named on their command line."""
    named = [arguments.value(flag) for flag in ("-engine", "-provider-path") if arguments.given(flag)]
    named += [word for word in step.argv[1:] if word.suffix.endswith((".so", ".dylib", ".dll"))]
    starts = [
        opaque("library-injected", "a library of the caller's choice is loaded", word)
        for word in named
        if word is not None and ("/" in holed(word) or word.text is None)
    ]
    return Found(True, tuple(dict.fromkeys(starts)))


def _coproc(step: Invocation, world: World, arguments: Arguments) -> Found:
    """coproc NAME COMMAND, coproc COMMAND: a name is capital by custom only, so both readings count."""
    words = step.argv[1:]
    starts = [Start("argv", words)] if words else []
    if len(words) > 1 and words[0].text and words[0].text.replace("_", "a").isalnum():
        starts.append(Start("argv", words[1:]))
    return Found(not starts, tuple(starts))


def _gh_alias(step: Invocation, world: World, arguments: Arguments) -> Found:
    """gh alias set NAME EXPANSION: with `!` or --shell the expansion is shell text; else a gh command."""
    from .wrappers import by_description

    found = by_description(step, world, arguments)
    if arguments.path[:2] != ("alias", "set"):
        return Found(True, found.starts)
    expansion = arguments.positional(2)
    if expansion is None:
        return LEAF
    text = holed(expansion)
    if text.startswith("!") or arguments.given("-s --shell"):
        return Found(True, (_shell(text.lstrip("!")),))
    return Found(True, (Start("argv", (step.argv[0], *split(expansion))),))


def _tox(step: Invocation, world: World, arguments: Arguments) -> Found:
    """tox(1), nox(1): what they run stands in their configuration, in a language that is not read here."""
    from .wrappers import by_description

    found = by_description(step, world, arguments)
    if found.starts or any(arguments.given(flag) for flag in ("-h", "--help", "--version", "-l", "--list")):
        return Found(True, found.starts)
    return Found(True, (opaque("recipe-unreadable", "the commands of a test environment are not read"),))


def _pm2(step: Invocation, world: World, arguments: Arguments) -> Found:
    """pm2 start: a script or a program, with its arguments after `--`."""
    words = arguments.positionals
    return Found(True, (Start("argv", (*words[:1], *(arguments.after_dashes or ()))),)) if words else LEAF


def _python_project(step: Invocation, world: World, arguments: Arguments) -> Found:
    """poetry, pdm, hatch, pipenv: `run NAME` is a script of pyproject.toml (or Pipfile) when there is one, else a program."""
    from .tasks_python import read_scripts
    from .wrappers import by_description

    found = by_description(step, world, arguments)
    if arguments.path[:1] != ("run",):
        return Found(True, found.starts)
    starts: list[Start] = []
    for start in found.starts:
        scripts = read_scripts(step, world, start.words, start.cwd)
        starts.extend(scripts or (start,))
    return Found(not starts, tuple(starts))


SPECIAL: Final[dict[str, Callable[[Invocation, World, Arguments], Found]]] = {
    "nmap": _nmap, "crontab": _crontab, "systemctl": _systemctl, "socat": _socat, "ssh": _ssh, "run-parts": _run_parts,
    "library": _library, "coproc": _coproc, "gh-alias": _gh_alias, "tox": _tox, "pm2": _pm2,
    "python-project": _python_project,
}  # fmt: skip
