"""Environment variables that make a program start another one or load code: PAGER, LD_PRELOAD … Pure, hot.

Only variables that the text itself sets are looked at. The ambient ones belong to the user and are there for every
command; those of an unfamiliar environment are the business of whoever starts the guard.
"""

from __future__ import annotations

from .arguments_table import matches
from .invocation import literal
from .start import HOLE, Start, absolute, file_text, holed, opaque, opened, split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .invocation import Invocation, Word
    from .world import World

_STANDARD = ("/bin", "/usr/bin", "/usr/local/bin", "/sbin", "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin")
_LOADS = {
    "NODE_OPTIONS": ("-r", "--require", "--import", "--loader", "--experimental-loader"),
    "PERL5OPT": ("-M", "-m", "-d", "-I"),
    "RUBYOPT": ("-r", "-I"),
    "GOFLAGS": ("-toolexec", "-exec", "-overlay"),
}
_JAVA = ("-javaagent", "-agentlib", "-agentpath", "-Xrun", "-XX:OnOutOfMemoryError", "-XX:OnError")


def starts_of(step: Invocation, world: World, name: str) -> tuple[Start, ...]:
    """What the variables set for an invocation start when its program heeds them.

    Args:
        step: the invocation; `env` holds what the text set.
        world: for files that a variable names.
        name: the program's base name.
    """
    from .launch_variables_data import VARIABLES

    starts: list[Start] = []
    keyed: dict[str, Word] = {}
    for variable, value in step.env:
        if value is None:
            continue
        if variable.startswith("GIT_CONFIG_"):
            keyed[variable] = value
        entry = VARIABLES.get(variable)
        if entry is None:
            continue
        form, programs = entry
        if any(program == "*" or matches(program, name) for program in programs):
            starts.extend(_one(variable, value, form, step, world, name))
    heeds = any(matches(program, name) for program in VARIABLES["GIT_PAGER"][1])
    if heeds and any(key.startswith("GIT_CONFIG_KEY_") for key in keyed):
        starts.extend(_git_pairs(keyed, step, world))
    return tuple(dict.fromkeys(starts))


def _one(variable: str, value: Word, form: str, step: Invocation, world: World, name: str) -> list[Start]:
    text = value.text
    if text == "" or form == "ignored":
        return []
    via = variable
    if form == "shell":
        return [Start("shell", (value,), via=via)]
    if form == "words":
        return [Start("argv", split(value), via=via)]
    if form == "prompt":  # only the substitutions in it run
        runs = text is None or "$(" in text or "`" in text or "${" in text
        return [Start("shell", (opened(f': "{holed(value)}"'),), via=via)] if runs else []
    if form == "lesspipe":
        inner = holed(value).lstrip("|- ")
        return [Start("shell", (opened(inner.replace("%s", HOLE)),), via=via)]
    if form == "file":
        return [Start("file", (value,), via=via, language="sh")]
    if form == "code-file":
        return [Start("file", (value,), via=via, language="python")]
    if form == "code-lua":
        if holed(value).startswith("@"):
            return [Start("file", (opened(holed(value)[1:]),), via=via, language="lua")]
        return [Start("code", (value,), via=via, language="lua")]
    if form == "vim":
        from .editors import vim_commands

        return [found for line in holed(value).split("|") for found in vim_commands(line)]
    if form == "flags":
        return _flags(variable, value, step, world)
    if form == "git-config":
        from .git_launcher import settings_of

        return [found for pair in split(value) for found in settings_of(*_pair(pair), step, world)]
    if form == "git-config-file":
        from .git_launcher import settings_in_file

        return [] if text == "/dev/null" else settings_in_file(value, step, world)
    if form == "tar-options":
        return [Start("argv", (step.argv[0], *split(value)), via=via)] if "-" in holed(value) else []
    if form == "make-flags":
        harmful = text is None or "--eval" in text or "SHELL" in text or "$(shell" in text
        return [opaque("library-injected", f"{variable} can put commands into the recipe", value)] if harmful else []
    if form == "directory":
        if text is not None and all(
            part.startswith(("/usr/", "/lib", "/opt/")) or not part for part in text.split(":")
        ):
            return []
        return [opaque("library-injected", f"{variable} lets libraries come from elsewhere", value)]
    if form == "file-library":
        return [opaque("library-injected", f"{variable} names a configuration that can start programs", value)]
    return [opaque("library-injected", f"{variable} loads code of the caller's choice into {name}", value)]


def _pair(word: Word) -> tuple[Word, Word]:
    key, _, value = holed(word).partition("=")
    return opened(key.strip("'")), opened(value.strip("'"))


def _flags(variable: str, value: Word, step: Invocation, world: World) -> list[Start]:
    """Options for an interpreter: those that load a file are followed when it can be read."""
    starts: list[Start] = []
    marks = _LOADS.get(variable.upper().removeprefix("NPM_CONFIG_"), _JAVA)
    words = split(value)
    for number, word in enumerate(words):
        text = word.text
        if text is None:
            starts.append(opaque("library-injected", f"{variable} holds options that are not known", value))
            continue
        if not text.startswith(marks):
            continue
        name = text.partition("=")[2]
        if not name and text in marks and number + 1 < len(words):
            name = words[number + 1].text or ""
        target = literal(name)
        if name and "NODE" in variable.upper() and file_text(target, step, world) is not None:
            starts.append(Start("file", (target,), via=variable, language="node"))
        else:
            starts.append(opaque("library-injected", f"{variable} loads code: {text}", value))
    return starts


def shadowed(step: Invocation, world: World, name: str) -> Start | None:
    """What a PATH that the text changed makes of a bare name: a program in an unusual directory, or None.

    Only a PATH set in the text is looked at. Where the name is found among the ambient directories nothing is said.
    """
    path = next((value for key, value in reversed(step.env) if key == "PATH"), None)
    if path is None:
        return None
    known = (*_STANDARD, *world.env.get("PATH", "").split(":"))
    for folder in holed(path).split(":"):
        if folder == HOLE and "PATH" not in world.env:
            continue  # `PATH=$PATH:/x`: the ambient one, which is not known
        where = None if HOLE in folder else absolute(literal(folder or "."), step, world)
        if where is None:
            return opaque("program-unknown", f"{name} may be found in a directory of PATH that is not known", path)
        if folder in known:
            if world.which(name, folder, world.cwd) is not None:
                return None
        elif world.exists(f"{where}/{name}"):
            return Start("file", (literal(f"{where}/{name}"), *step.argv[1:]), via="PATH", language="program")
    return None


def _git_pairs(keyed: dict[str, Word], step: Invocation, world: World) -> list[Start]:
    """GIT_CONFIG_COUNT, GIT_CONFIG_KEY_n and GIT_CONFIG_VALUE_n (git-config(1), Environment)."""
    from .git_launcher import settings_of

    starts: list[Start] = []
    for key, word in keyed.items():
        if key.startswith("GIT_CONFIG_KEY_"):
            value = keyed.get("GIT_CONFIG_VALUE_" + key[15:])
            starts.extend(settings_of(word, value if value is not None else literal(""), step, world))
    return starts
