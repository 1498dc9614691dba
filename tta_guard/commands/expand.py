"""A step of shell text -> every program that it would start in the end: wrappers peeled, scripts and recipes read. Pure, hot.

Each program is given to the one reader that knows it (`programs.reader_of`); what the reader finds is followed in turn.
A program that does something of its own stays among the answers beside what it starts. What can't be read is an `Opaque`.

In `via` of an invocation stand the names of what was peeled off, outermost first; `start.ELSEWHERE` says that what follows
runs on another machine or in a container, `start.LATER` that it runs at another time.

Longer than other modules because it is one walk, whose steps all share its bounds and what it remembers.
"""

from __future__ import annotations

from .invocation import Invocation, Opaque, Word, literal
from .programs import PLAIN, base_name, reader_of
from .start import (
    HOLE,
    SCRIPT_LIMIT_BYTES,
    Found,
    Start,
    absolute,
    directory,
    holed,
    input_text,
    opened,
    reopened_invocation,
    split,
    tidied,
    with_env,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Final

    from .invocation import Dialect
    from .world import World

    Step = Invocation | Opaque

LEAVES_LIMIT: Final = 2000
WORK_LIMIT: Final = 8000  # programs looked at, those that are peeled off included
DEPTH_LIMIT: Final = 48  # programs inside programs
SCRIPTS_LIMIT: Final = 8  # scripts, recipes and texts inside each other
TEXT_LIMIT: Final = 1 << 20  # characters of shell text and code read in all

_STANDARD: Final = ("/bin/", "/usr/", "/sbin/", "/opt/", "/nix/", "/snap/", "/Applications/", "/System/", "/Library/")
_MANY_NAMES: Final = ("busybox", "toybox", "coreutils", "box64", "uutils")
_WORDS_OF_SHELL: Final = frozenset(("source", ".", "eval", "exec", "trap", "command", "builtin"))


class _Enough(Exception):
    """The bounds are reached."""


def expand(
    step: Step, world: World, extensions: Mapping[str, dict[str, Any]] | None = None
) -> tuple[Invocation | Opaque, ...]:
    """Every program that a step starts in the end, in order, and what could not be read.

    Args:
        step: an invocation; an opaque step is answered as it is.
        world: for scripts, recipes and variables; nothing is run.
        extensions: the project's own tools (`catalogue.extend`).

    Returns:
        At least one step. Never raises for any step.
    """
    return expand_all((step,), world, extensions)


def expand_all(
    steps: Iterable[Step], world: World, extensions: Mapping[str, dict[str, Any]] | None = None
) -> tuple[Invocation | Opaque, ...]:
    """As `expand`, for the steps of one text: a program that an earlier one copied or linked is known by its new name."""
    walk = _Walk(world, extensions)
    try:
        for step in steps:
            if step.__class__ is Opaque:
                walk.emit(step)
            else:
                walk.follow(step, 0)  # type: ignore[arg-type]
    except _Enough:
        walk.out.append(Opaque("too-many-steps", f"more than {LEAVES_LIMIT} programs would start"))
    return tuple(dict.fromkeys(walk.out)) if len(walk.out) > 1 else tuple(walk.out)


def expand_text(
    text: str, world: World, *, dialect: Dialect = "bash", extensions: Mapping[str, dict[str, Any]] | None = None
) -> tuple[Invocation | Opaque, ...]:
    """Every program that shell text starts in the end (`shell.read_shell`, then `expand_all`)."""
    walk = _Walk(world, extensions)
    base = Invocation(())
    return expand_all(walk.read_text(text, base, dialect, None, None), world, extensions)


class _Walk:
    def __init__(self, world: World, extensions: Mapping[str, dict[str, Any]] | None) -> None:
        self.world = world
        self.extensions = extensions
        self.out: list[Step] = []
        self.work = 0
        self.characters = 0
        self.inside: list[str] = []  # scripts being read
        self.copies: dict[str, str] = {}  # path of a copy or link -> the program's name

    def emit(self, step: Step) -> None:
        self.out.append(step)
        if len(self.out) > LEAVES_LIMIT:
            raise _Enough

    def opaque(self, code: str, message: str, step: Invocation, text: str = "") -> None:
        self.emit(Opaque(code, message, step.span, (text or " ".join([str(word) for word in step.argv]))[:200]))

    def follow(self, step: Invocation, depth: int) -> None:
        """Answer a step's programs into `out`."""
        self.work += 1
        if self.work > WORK_LIMIT:
            raise _Enough
        argv = step.argv
        if not argv:
            self.emit(step)
            return
        name = argv[0].basename
        if name is None or (name == "" and argv[0].text != ""):
            if step.via:
                self.opaque("command-name-unknown", "which program starts is not known", step)
            self.emit(step)
            if argv[0].splits and len(argv) > 1:  # it may come to nothing, or to options of what was peeled off
                self.follow(_with_argv(step, argv[1:]), depth + 1)
            return
        text = argv[0].text
        bare = text is not None and "/" not in text and "\\" not in text
        if bare and name in PLAIN and not step.env and not self.copies:
            if name in ("cp", "ln", "mv", "install"):
                self.note_copy(step)
            self.emit(step)
            return
        if depth > DEPTH_LIMIT:
            self.opaque("too-deep", "programs nest too deeply", step)
            self.emit(step)
            return
        name = base_name(name)
        if step.env:
            self.variables(step, name, depth)
        self.other_names(step, name, bare, depth)
        found = self.read(step, name, bare)
        if found is None:
            self.emit(step)
            return
        starts = found.starts
        if found.keep or not starts:
            self.emit(step)
        elif step.redirections and starts[0].form != "argv":
            self.emit(Invocation((), step.env, step.cwd, step.redirections, span=step.span, via=step.via))
        for start in starts:
            self.start(start, step, name, depth, carried=not found.keep)

    def read(self, step: Invocation, name: str, bare: bool) -> Found | None:
        """What the reader that knows this program finds; None when nobody knows more than that it is a program."""
        reader = reader_of(name)
        found: Found | None = None
        if reader is not None:
            kind, canonical = reader
            if kind == "wrapper":
                from .wrappers import read as read_wrapper

                found = read_wrapper(step, self.world, canonical)
            elif kind == "shell":
                from .shells import read_shell_program

                found = read_shell_program(step, self.world, canonical)
            elif kind == "interpreter":
                from .interpreters import ALIASES, read_interpreter

                found = read_interpreter(step, self.world, ALIASES.get(canonical, canonical))
            elif kind == "git":
                from .git_launcher import read as read_git

                found = read_git(step, self.world, canonical)
            else:
                from .tasks import read as read_task

                found = read_task(step, self.world, canonical)
        elif name in ("cp", "ln", "mv", "install"):
            self.note_copy(step)
        if found is None or (self.extensions and name in self.extensions):
            more = self.catalogue(step, name)
            if more is not None:
                found = more if found is None else Found(True, (*found.starts, *more.starts))
        if found is None and not (bare and name in PLAIN):
            found = self.script(step, name, bare)
        return found

    def catalogue(self, step: Invocation, name: str) -> Found | None:
        """The commands among the arguments of a tool of the catalogue."""
        from .catalogue import find

        tool = find(name, self.extensions)
        if tool is None:
            return None
        from .arguments import parse_arguments
        from .catalogue.meaning import read_meaning
        from .start import joined, variable

        arguments = parse_arguments(tool, step.argv)
        if not any(_may_start(reading.node) for reading in arguments.readings()):
            return Found(True)
        meaning = read_meaning(arguments, lambda name: variable(step, self.world, name))
        starts: list[Start] = []
        for use in meaning.commands:
            mark = "elsewhere" if use.remote else ""
            if use.form == "argv":
                starts.append(Start("argv", use.words, mark=mark))
            elif use.form == "shell":
                starts.append(Start("shell", (joined(use.words),), mark=mark))
            else:
                starts.extend([Start("argv", split(word), mark=mark) for word in use.words])
        if meaning.reads_stdin and not starts and (text := input_text(step, self.world)) is not None:
            if meaning.reads_stdin == "shell":
                starts.append(Start("shell", (text,), mark="elsewhere"))
            else:
                starts.append(Start("code", (text,), language=meaning.reads_stdin))
        return Found(True, tuple(starts))

    def script(self, step: Invocation, name: str, bare: bool) -> Found | None:
        """A program that is a text file: a script, when it can be read. An installed one is what its name says."""
        world = self.world
        if bare:
            if name in _WORDS_OF_SHELL:
                return None
            path = world.which(step.argv[0].text or "", world.env.get("PATH", ""), world.cwd)
            if path is None or path.startswith(_STANDARD) or f"/{name}" not in path:
                return None
        else:
            path = absolute(step.argv[0], step, world)
            if (
                path is None
                or tidied(path) in self.copies
                or path.startswith(("/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/", "/usr/local/bin/"))
            ):
                return None
        content = step.argv[0].content
        if content is None and world.read(path, SCRIPT_LIMIT_BYTES) is None:
            return None
        program = step.argv[0] if content is not None or not bare else literal(path)
        return Found(True, (Start("file", (program, *step.argv[1:]), language="program", via=name),))

    def variables(self, step: Invocation, name: str, depth: int) -> None:
        """What variables that the text set make of this program."""
        from .launch_variables import shadowed, starts_of

        for start in starts_of(step, self.world, name):
            self.start(start, _without_variable(step, start.via), name, depth, carried=False)
        text = step.argv[0].text
        if text is not None and "/" not in text and name not in _WORDS_OF_SHELL:
            other = shadowed(step, self.world, name)
            if other is not None:
                self.start(other, step, name, depth, carried=False)

    def other_names(self, step: Invocation, name: str, bare: bool, depth: int) -> None:
        """A program under another name: a link, or a copy that the same text made."""
        real = ""
        if not bare:
            path = absolute(step.argv[0], step, self.world)
            if path is None:
                return
            real = self.copies.get(tidied(path), "")
            if not real:
                target = self.world.realpath(path)
                real = target[target.rfind("/") + 1 :]
                if path.startswith(_STANDARD) or (reader_of(real) is None and self.unknown(real)):
                    return
        elif self.copies:
            real = next((other for path, other in self.copies.items() if path.endswith(f"/{name}")), "")
        if real and real != name and real not in _MANY_NAMES:
            self.follow(_with_argv(step, (literal(real), *step.argv[1:]), name), depth + 1)

    def unknown(self, name: str) -> bool:
        from .catalogue import find

        return find(name, self.extensions) is None

    def note_copy(self, step: Invocation) -> None:
        """Remember what a program is called after `cp`, `ln`, `mv` or `install`."""
        words = [word for word in step.argv[1:] if not word.prefix.startswith("-")]
        if len(words) < 2:
            return
        target = absolute(words[-1], step, self.world)
        if target is None:
            return
        into = target.endswith("/") or self.world.is_dir(target)
        for word in words[:-1]:
            name = word.basename
            source = absolute(word, step, self.world)
            if source is not None:
                name = self.copies.get(tidied(source), name)
            if name and (reader_of(name) is not None or not self.unknown(name) or name in PLAIN):
                self.copies[tidied(f"{target}/{name}" if into else target)] = name

    # What a reader found

    def start(self, start: Start, step: Invocation, name: str, depth: int, *, carried: bool) -> None:
        """Follow one start of the program at hand; `carried` where it stands in the program's place."""
        form = start.form
        if form == "opaque":
            self.opaque(start.code, start.message, step, str(start.words[0]) if start.words else "")
            return
        if not start.words:
            return
        via = (*step.via, *[label for label in (start.via or name, start.mark) if label])
        env = with_env(step.env, start.env)
        cwd = directory(step.cwd, start.cwd)
        redirections = step.redirections if (carried and form == "argv") or form == "file" else ()
        stdin, source = (start.stdin, None) if start.stdin is not None else (step.stdin, step.stdin_from)
        if stdin is None and source is None and form in ("shell", "file") and not redirections:
            stdin = input_text(step, self.world) if step.redirections else None
        base = Invocation(start.words, env, cwd, redirections, stdin, source, step.span, via)
        if form == "argv":
            self.follow(base, depth + 1)
        elif form == "leaf":
            words = tuple([self.at_home(word) for word in start.words])
            self.emit(Invocation(words, env, cwd, (), None, None, step.span, via))
        elif len(self.inside) >= SCRIPTS_LIMIT * 2 or depth > DEPTH_LIMIT:
            self.opaque("too-deep", "scripts and texts nest too deeply", step)
        elif form == "shell":
            self.inside.append("")
            self.shell(start.words[0], base, start.language, start.arguments, depth)
            self.inside.pop()
        elif form == "code":
            self.code(start.words[0], base, start.language, start.arguments, depth)
        else:
            self.file(start, base, depth)

    def at_home(self, word: Word) -> Word:
        """`~/x` of code, with the home directory put in."""
        text = word.prefix
        if text == "~" or text.startswith("~/"):
            return Word((self.world.home + text[1:], *word.parts[1:]), word.splits)
        return word

    def shell(
        self, word: Word, base: Invocation, language: str, arguments: tuple[Word, ...] | None, depth: int
    ) -> None:
        """Follow the programs of shell text."""
        if word.text is None:
            known = "".join([part for part in word.parts if part is not None])
            self.opaque("shell-text-unknown", "shell text that is not wholly known", base, str(word))
            if not known.strip(" \t\n;|&(){}'\""):
                return
        text = holed(word)
        if arguments and "0" in text:
            text = _with_zero(text, arguments[0].text or "")
        dialect: Dialect = "zsh" if language == "zsh" else "bash" if language == "bash" else "sh"
        parameters = tuple(arguments[1:]) if arguments is not None else None
        for step in self.read_text(text, base, dialect, parameters, base.stdin):
            if isinstance(step, Opaque):
                self.emit(Opaque(step.code, step.message, base.span, step.text.replace(HOLE, "…")))
            else:
                self.follow(step, depth + 1)

    def read_text(
        self, text: str, base: Invocation, dialect: Dialect, arguments: tuple[Word, ...] | None, stdin: Word | None
    ) -> tuple[Step, ...]:
        """The steps of shell text that starts where `base` does, seen from where the whole text starts."""
        from .shell import read_shell

        self.characters += len(text)
        if self.characters > TEXT_LIMIT:
            raise _Enough
        world = self.world
        env: dict[str, str | Word] = dict(world.env)
        for name, value in base.env:
            if value is None:
                env.pop(name, None)
            else:
                env[name] = value
        here = _place(base, world)
        if here is not None:
            env.setdefault("PWD", here)
        top = base.argv == ()

        def place(path: str) -> str | None:
            return path if path.startswith("/") else None if here is None else f"{here}/{path}" if path else here

        def read_file(path: str) -> str | None:
            where = place(path)
            content = None if where is None else world.read(where, SCRIPT_LIMIT_BYTES)
            return None if content is None or b"\0" in content else content.decode("utf-8", "surrogateescape")

        def is_dir(path: str) -> bool | None:
            where = place(path)
            return None if where is None else world.is_dir(where)

        def glob(pattern: str, folder: str) -> list[str] | None:
            where = place(folder)
            found = None if where is None else world.glob(pattern, where)
            return None if found is None else list(found)

        reading = read_shell(
            text,
            dialect=dialect,
            env=env,
            arguments=arguments,
            stdin=stdin,
            glob=glob,  # type: ignore[arg-type]
            home=world.home,
            read_file=read_file,
            is_dir=is_dir,
        )
        if top and HOLE not in text:
            return reading.steps
        out: list[Step] = []
        for step in reading.steps:
            if not isinstance(step, Invocation):
                out.append(step)
                continue
            if HOLE in text:
                step = reopened_invocation(step)
            out.append(
                Invocation(
                    step.argv,
                    with_env(base.env, step.env),
                    directory(base.cwd, step.cwd),
                    step.redirections,
                    step.stdin if step.stdin is not None or step.stdin_from is not None else base.stdin,
                    step.stdin_from if step.stdin is None else None,
                    base.span,
                    (*base.via, *step.via),
                )
            )
        return tuple(out)

    def code(self, word: Word, base: Invocation, language: str, arguments: tuple[Word, ...], depth: int) -> None:
        """Follow what code in another language starts."""
        from .interpreters import read_code

        text = holed(word)
        self.characters += len(text)
        if self.characters > TEXT_LIMIT:
            raise _Enough
        if language == "sh":
            self.shell(word, base, "sh", None, depth)
            return
        for start in read_code(word, language, arguments):
            self.start(start, base, "", depth + 1, carried=False)

    def file(self, start: Start, base: Invocation, depth: int) -> None:
        """Follow a script: by its first line, or by the interpreter that was told to run it."""
        from .start import file_text

        word = start.words[0]
        path = absolute(word, base, self.world) or ""
        text = file_text(word, base, self.world)
        if text is None and start.language == "node" and word.text:
            for end in (".js", ".cjs", ".mjs", ".ts", "/index.js", ".json"):
                text = file_text(literal(word.text + end), base, self.world) if text is None else text
        if text is None:
            if start.language != "program" and not self.is_binary(path):
                self.opaque("script-unreadable", "a script that cannot be read", base, str(word))
            return
        if path and path in self.inside:
            return  # it is being read already
        if len(self.inside) >= SCRIPTS_LIMIT:
            self.opaque("too-deep", "scripts run each other too deeply", base, str(word))
            return
        self.inside.append(path)
        language = start.language
        first = text.prefix.partition("\n")[0]
        if language == "program":
            self.program(first, text, start, base, depth)
        elif language in ("sh", "bash", "zsh"):
            self.shell(text, base, language, start.words, depth)
        else:
            self.code(text, base, language, start.words[1:], depth)
        self.inside.pop()

    def is_binary(self, path: str) -> bool:
        content = self.world.read(path, 1 << 20) if path and not path.startswith("/dev/") else None
        return content is not None and b"\0" in content[:4096]

    def program(self, first: str, text: Word, start: Start, base: Invocation, depth: int) -> None:
        """A text file that is started: `#!` names its interpreter, without one a shell reads it."""
        if not first.startswith("#!"):
            if all(char.isprintable() or char in "\t" for char in first):
                self.shell(text, base, "sh", start.words, depth)
            return
        words = [word for word in split(opened(first[2:].strip())) if word.parts]
        if words and words[0].basename == "env":
            del words[0]
            while words and (words[0].prefix.startswith("-") or "=" in words[0].prefix):
                del words[0]
        reader = reader_of(base_name(words[0].basename or "")) if words else None
        if reader is None:
            self.opaque("script-unreadable", f"a script of an interpreter that is not known: {first[2:60]}", base)
            return
        kind, canonical = reader
        if kind == "shell":
            language = {"zsh": "zsh", "bash": "bash"}.get(canonical, "sh")
            self.shell(text, base, language, start.words, depth)
        elif kind == "interpreter":
            from .interpreters import ALIASES, INTERPRETERS

            language = INTERPRETERS[ALIASES.get(canonical, canonical)][0]
            self.code(text, base, language, start.words[1:], depth)
        else:
            named = Invocation(
                (*words, *start.words), base.env, base.cwd, (), base.stdin, base.stdin_from, base.span, base.via
            )
            self.inside[-1] = ""  # it has not been read yet: the other program may
            self.follow(named, depth + 1)


def _may_start(node: dict[str, Any]) -> bool:
    """Whether a node of a tool's description can name a command among its arguments."""
    return bool(
        node.get("commands")
        or node.get("reads_stdin")
        or any(entry.get("commands") for entry in node.get("when") or ())
    )


def _with_zero(text: str, name: str) -> str:
    """Shell text with $0 put in: `sh -c '$0 get pods' kubectl`. Between single quotes, and escaped, it stays."""
    if not name or not all(char.isalnum() or char in "_./-" for char in name):
        return text
    out: list[str] = []
    place, quote = 0, ""
    while place < len(text):
        char = text[place]
        if char == "\\" and quote != "'":
            out.append(text[place : place + 2])
            place += 2
            continue
        if char in "'\"":
            quote = "" if quote == char else quote or char
        mark = next((one for one in ("${0}", "$0") if quote != "'" and text.startswith(one, place)), "")
        if mark and not text[place + len(mark) : place + len(mark) + 1].isdigit():
            out.append(name)
            place += len(mark)
            continue
        out.append(char)
        place += 1
    return "".join(out)


def _with_argv(step: Invocation, argv: tuple[Word, ...], via: str = "") -> Invocation:
    labels = (*step.via, via) if via else step.via
    return Invocation(argv, step.env, step.cwd, step.redirections, step.stdin, step.stdin_from, step.span, labels)


def _without_variable(step: Invocation, name: str) -> Invocation:
    """The step without a variable: the program that it names must not be found by way of it again."""
    env = tuple([pair for pair in step.env if pair[0] != name])
    return Invocation(step.argv, env, step.cwd, (), None, None, step.span, step.via)


def _place(step: Invocation, world: World) -> str | None:
    """The absolute directory of an invocation; None when it is not known."""
    if step.cwd is None:
        return world.cwd
    text = step.cwd.text
    return None if text is None else text if text.startswith("/") else f"{world.cwd}/{text}"
