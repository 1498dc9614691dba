"""Programs whose arguments are a command: sudo, env, timeout, ssh, npx … peeled by their descriptions. Pure, hot.

The descriptions are data (`wrappers_data.py`). What flags alone don't tell is done by the readers in
`wrapper_readers.py`, in `batches.py` (xargs, parallel, find) and in `embedded.py` (programs with a command language of their own).
"""

from __future__ import annotations

from .arguments import parse_arguments
from .arguments_table import is_name, matches
from .invocation import UNKNOWN, literal
from .start import ELSEWHERE, LATER, Found, Start, file_text, holed, input_text, joined, opaque, opened, split, variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from .arguments import Arguments
    from .invocation import Invocation, Word
    from .start import Env
    from .world import World

    Tool = dict[str, Any]
    Special = Callable[[Invocation, World, Arguments], Found]

_EMBEDDED: Final = frozenset(
    "nmap crontab systemctl socat ssh run-parts library coproc gh-alias tox pm2 python-project".split()
)
_tools: dict[str, Tool] = {}


def tool_of(name: str) -> Tool:
    """The description of a wrapper.

    Raises:
        KeyError: the name is none.
    """
    if not _tools:
        from . import wrappers_data

        data: Any = wrappers_data
        for tool in data.TOOLS:
            for one in tool["names"]:
                _tools[one] = tool
        for one, (values, place) in data.SHARED_FLAGS.items():
            flags = dict.fromkeys(values.split(), "value")
            commands = ({"form": "argv", "from": place},)
            _tools[one] = {
                **data.SHARED,
                "names": (one,),
                "flags": {**data.SHARED["flags"], **flags},
                "commands": commands,
            }
    return _tools[name]


def read(step: Invocation, world: World, name: str) -> Found:
    """What a wrapper starts.

    Args:
        step: the invocation; its first word is the wrapper.
        world: for the files that it names.
        name: the wrapper's canonical name (see `programs.py`).
    """
    tool = tool_of(name)
    arguments = parse_arguments(tool, step.argv)
    special: str | None = arguments.node.get("special")
    if special is None:
        return by_description(step, world, arguments)
    return _elsewhere(special)(step, world, arguments)


def _elsewhere(special: str) -> Special:
    """A special reader of another module, loaded when it is met."""
    if special in ("xargs", "parallel", "find", "fd"):
        from .batches import SPECIAL as readers
    elif special in ("ed", "vim", "sed", "emacs", "less"):
        from .editors import SPECIAL as readers
    elif special in _EMBEDDED:
        from .embedded import SPECIAL as readers
    else:
        from .wrapper_readers import SPECIAL as readers
    return readers[special]


def by_description(step: Invocation, world: World, arguments: Arguments) -> Found:
    """What a wrapper starts, by its description alone, over every reading of its words."""
    starts: list[Start] = []
    for reading in arguments.readings():
        env = (*reading.assignments, *loaded(step, world, reading))
        cwd = None
        for flag in reading.node.get("chdir") or ():
            cwd = reading.value(flag) or cwd
        for entry in reading.node.get("commands") or ():
            starts.extend(_of_entry(entry, step, world, reading, env, cwd))
    if not starts and arguments.node.get("reads_stdin") and (text := input_text(step, world)) is not None:
        starts.append(Start("shell", (text,), mark=LATER))
    starts = list(dict.fromkeys(starts))
    if arguments.uncertain and not arguments.complete and not arguments.open_words:
        starts.append(opaque("too-many-readings", "the flags can be read in too many ways"))
    return Found(bool(arguments.node.get("leaf")) or not starts, tuple(starts))


def _of_entry(
    entry: dict[str, Any], step: Invocation, world: World, reading: Arguments, env: Env, cwd: Word | None
) -> list[Start]:
    form, place = entry["form"], entry["from"]
    mark = ELSEWHERE if entry.get("remote") else ""
    if ("given" in entry and not reading.given(entry["given"])) or (
        "unless" in entry and reading.given(entry["unless"])
    ):
        return []
    if place[0] == "$":
        value = variable(step, world, place[1:])
        words: tuple[Word, ...] = () if value is None else (value,)
    elif form == "argv" and place[0] == "@" and place[-1] != "*":
        words = reading.words(place + "*")
    else:
        words = reading.words(place)
    if form == "argv":
        if words and words[0].text == "--":
            words = words[1:]
        prefix = entry.get("prefix")
        before = reading.value(prefix) if prefix else None
        if before is not None:
            words = (before, *words)
        while words and (words[0].text or "x").isdigit():
            words = words[1:]  # a priority, a mask, a version: the command comes after it
        if not words or words[0].text == "":
            return []
        return [Start("argv", words, mark=mark, env=env, cwd=cwd)]
    if form == "argv-words":
        return [Start("argv", split(word), mark=mark, env=env, cwd=cwd) for word in words if word.parts]
    if form == "option":
        return [start for word in words for start in _of_option(word, entry["keys"])]
    if entry.get("joined"):
        words = (joined(words),) if words else ()
    if form == "file":
        return [Start("file", (word,), mark=LATER, env=env, cwd=cwd, language="sh") for word in words]
    return [Start("shell", (word,), mark=mark, env=env, cwd=cwd) for word in words]


def _of_option(word: Word, keys: tuple[str, ...]) -> list[Start]:
    """KEY=command, or KEY and a command after a blank."""
    text = holed(word)
    ends = [place for sign in "= " if (place := text.find(sign)) > 0]
    if not ends:
        return (
            [opaque("option-unknown", "an option whose name is not known may hold a command", word)]
            if (not word.prefix)
            else []
        )
    end = min(ends)
    key = text[:end].strip().lower()
    if not any(matches(pattern, key) for pattern in keys):
        return []
    command = text[end + 1 :].lstrip(" =")
    if command.lower() == "none":
        return []
    return [Start("shell", (opened(command, word.splits),))]


def loaded(step: Invocation, world: World, reading: Arguments) -> Env:
    """The variables in the files that the flags in `loads` name. A file that cannot be read makes them unknown."""
    out: list[tuple[str, Word | None]] = []
    for flag in reading.node.get("loads") or ():
        for word in reading.all_values(flag):
            out.extend(env_file(word, step, world))
    return tuple(out)


def env_file(word: Word, step: Invocation, world: World) -> Env:
    """The variables in a file of NAME=value lines; () when it cannot be had."""
    content = file_text(word, step, world)
    text = None if content is None else content.text
    out: list[tuple[str, Word | None]] = []
    for line in (text or "").splitlines()[:2000]:
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        name, value = name.strip(), value.strip()
        if not equals or not name or not is_name(name):
            continue
        if value[:1] in ("'", '"') and value[-1:] == value[0] and len(value) > 1:
            quoted, value = value[0], value[1:-1]
        else:
            quoted, value = "", value.partition(" #")[0].rstrip()
        out.append((name, UNKNOWN if "$" in value and quoted != "'" else literal(value)))
    return tuple(out)
