"""Task runners: the recipe that will run, read from Makefile, package.json, justfile, Taskfile … Pure, hot entry.

A recipe that can't be read, or that another program works out, is opaque: `recipe-unreadable`.
"""

from __future__ import annotations

from .invocation import Invocation, Word, literal
from .start import (
    HOLE,
    LEAF,
    SCRIPT_LIMIT_BYTES,
    Found,
    Start,
    absolute,
    directory,
    holed,
    opaque,
    opened,
    split,
    variable,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from .world import World

TARGETS_LIMIT: Final = 200


def read(step: Invocation, world: World, name: str) -> Found:
    """What a task runner runs.

    Args:
        step: the invocation.
        world: for its files.
        name: the runner's base name.
    """
    if name in ("make", "gmake", "bmake"):
        return _make(step, world)
    if name in ("npm", "yarn", "pnpm", "nx", "turbo", "lerna"):
        from .tasks_node import read as read_node

        return read_node(step, world, name)
    if name in ("just", "task", "go-task"):
        if name == "just":
            from .justfile import read_just

            return read_just(step, world)
        from .taskfile import read_taskfile

        return read_taskfile(step, world)
    if name in ("composer", "pre-commit", "foreman", "overmind", "hivemind", "honcho"):
        from .tasks_files import read_composer, read_pre_commit, read_procfile

        if name == "composer":
            return read_composer(step, world)
        return read_pre_commit(step, world) if name == "pre-commit" else read_procfile(step, world)
    if name == "poe":
        from .tasks_python import read_poe

        return read_poe(step, world)
    words = step.argv[1:]
    if any(word.text in ("-h", "--help", "-T", "--tasks", "--version", "-V", "-l", "--list", "-P") for word in words):
        return LEAF
    return Found(True, (opaque("recipe-unreadable", f"what {name} runs stands in a language that is not read"),))


def text_at(path: str, world: World) -> str | None:
    """A recipe file's text; None when it cannot be had."""
    content = world.read(path, SCRIPT_LIMIT_BYTES)
    return None if content is None else content.decode("utf-8", "surrogateescape")


def unreadable(what: str, word: Word | None = None) -> Start:
    """A recipe that cannot be had."""
    return opaque("recipe-unreadable", what, word)


def folder_of(step: Invocation, world: World, inner: Word | None) -> tuple[Word | None, str | None]:
    """A directory named by a flag: as in `Invocation.cwd` relative to the step, and as an absolute path."""
    if inner is None:
        where = None if step.cwd is None else step.cwd
        text = None if where is None else where.text
        if where is not None and text is None:
            return None, None
        return None, world.cwd if text is None else text if text.startswith("/") else f"{world.cwd}/{text}"
    return inner, absolute(inner, step, world)


_MAKE_VALUES: Final = ("-C", "-f", "-I", "-o", "-W", "-E", "--directory", "--file", "--makefile", "--include-dir", "--old-file",
                       "--assume-old", "--what-if", "--new-file", "--assume-new", "--eval")  # fmt: skip


def _make(step: Invocation, world: World) -> Found:
    """make(1)."""
    from .arguments_table import is_name
    from .makefile import Makefile

    words = list(step.argv[1:])
    files: list[Word] = []
    goals: list[str] = []
    given: dict[str, str] = {}
    folder: Word | None = None
    evals: list[str] = []
    starts: list[Start] = []
    while words:
        word = words.pop(0)
        text = holed(word)
        flag, equals, value = text.partition("=")
        if text.startswith("--"):
            taken = opened(value) if equals else None
            if flag in _MAKE_VALUES and not equals and words:
                taken = words.pop(0)
        elif text.startswith("-") and len(text) > 1:
            flag, taken = text[:2], None
            letters = text[1:]
            at = next((number for number, letter in enumerate(letters) if f"-{letter}" in _MAKE_VALUES), -1)
            if at >= 0:
                flag = f"-{letters[at]}"
                taken = opened(letters[at + 1 :]) if letters[at + 1 :] else words.pop(0) if words else None
            elif flag in ("-j", "-l") and len(text) == 2 and words and (words[0].text or "").isdigit():
                words.pop(0)
        else:
            if equals and is_name(flag.rstrip(":+?!").replace(".", "_").replace("-", "_") or "0"):
                given[flag.rstrip(":+?!")] = value
            elif word.text is None:
                starts.append(unreadable("which target is made is not known", word))
            else:
                goals.append(text)
            continue
        if flag in ("-C", "--directory") and taken is not None:
            folder = directory(folder, taken)
        elif flag in ("-f", "--file", "--makefile") and taken is not None:
            files.append(taken)
        elif flag in ("-E", "--eval") and taken is not None:
            evals.append(holed(taken))
        elif flag in ("-h", "--help", "-v", "--version") or text == "-v":
            return LEAF
    cwd, path = folder_of(step, world, folder)
    if path is None:
        return Found(True, (unreadable("make runs in a directory that is not known"),))

    def read_file(name: str) -> str | None:
        return text_at(name if name.startswith("/") else f"{path}/{name}", world)

    def environment(name: str) -> str | None:
        value = variable(step, world, name)
        return None if value is None else holed(value)

    makefile = Makefile(read_file, given, environment)
    names = [name.text for name in files]
    if files and (None in names or "-" in names or "/dev/stdin" in names):
        from .start import file_text

        for word in files:
            content = file_text(literal("/dev/stdin") if word.text == "-" else word, step, world)
            if content is None or content.text is None:
                return Found(True, (unreadable("a makefile that cannot be read", word),))
            makefile.load(content.text)
    else:
        found = [name for name in ("GNUmakefile", "makefile", "Makefile") if world.exists(f"{path}/{name}")][:1]
        for name in [name for name in names if name is not None] or found:
            content_text = read_file(name)
            if content_text is None:
                return Found(True, (unreadable(f"{name} cannot be read"),))
            makefile.load(content_text)
        if not names and not found and not evals:
            return Found(True, tuple(starts))  # make finds nothing to do, or uses its built-in rules
    for text in evals:
        makefile.load(text.replace("\\n", "\n"))
    shell = makefile.value("SHELL", 0)
    done: set[str] = set()
    waiting = goals or [makefile.value(".DEFAULT_GOAL", 0) or makefile.goal]
    texts: list[str] = []
    _collect(makefile, [goal for goal in waiting if goal], done, texts)
    texts = [*makefile.shells, *texts]
    env = tuple([(name, opened(value)) for name, value in given.items()])
    for text in dict.fromkeys(texts):
        word = opened(text, HOLE in text)
        if shell.rpartition("/")[2] not in ("sh", "bash", "zsh", "dash", "ksh", "ash"):
            starts.append(Start("argv", (*split(opened(shell)), literal("-c"), word), env=env, cwd=cwd))
        else:
            starts.append(Start("shell", (word,), env=env, cwd=cwd, language=shell.rpartition("/")[2]))
    starts.extend([unreadable(trouble) for trouble in dict.fromkeys(makefile.troubles)])
    for goal in goals:
        if makefile.recipe(goal) is None and not makefile.troubles and not world.exists(f"{path}/{goal}"):
            continue  # make itself says that it does not know how
    return Found(True, tuple(starts))


def _collect(makefile: object, goals: list[str], done: set[str], texts: list[str]) -> None:
    """The lines of the goals' recipes and those of what they need, the needed ones first."""
    from .makefile import Makefile

    assert isinstance(makefile, Makefile)
    stack = [(goal, False) for goal in reversed(goals)]
    while stack:
        goal, ready = stack.pop()
        recipe = makefile.recipe(goal)
        if recipe is None:
            continue
        if ready:
            texts.extend(makefile.shell_lines(recipe))
            continue
        if goal in done:
            continue
        done.add(goal)
        if len(done) > TARGETS_LIMIT:
            makefile.troubles.append("too many targets are made")
            return
        stack.append((goal, True))
        stack.extend([(name, False) for name in reversed(recipe.prerequisites)])
