"""The command lines that a started program comes to: under each of its names, and as the script that it runs. IO; hot.

A program's image may go on to be another without a program start: an interpreter becomes the script that it is given,
the dynamic loader and an emulator map the program that their words name. Those are looked at as files, by what they
are.
"""

from __future__ import annotations

import os

from ..commands.invocation import Invocation, literal
from ..commands.programs import reader_of
from ..commands.world import normal
from ..errors import GuardError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from .gateworld import GateWorld
    from .identity import Identities
    from .program import Program

_LOADERS_LIMIT: Final = 4  # loaders inside each other
_WORDS_LOOKED_AT: Final = 8  # of a program that nobody described, for the program that it may load
# Programs of another kind of machine, run by an interpreter that binfmt_misc starts (qemu-user, box64, wine).
_EMULATORS: Final = ("qemu-", "box64", "box86", "wine", "FEXInterpreter", "FEXLoader", "rosetta", "hangover")
_BINFMT: Final = b"/proc/sys/fs/binfmt_misc"
_EMULATOR_VALUES: Final = frozenset("-g -L -s -cpu -E -U -0 -B -R -d -dfilter -D -p -seed -trace -plugin".split())
# python -m MODULE, where the module is not called as the program is.
_MODULES: Final = {
    "azure.cli": "az",
    "azure.cli.__main__": "az",
    "awscli.__main__": "aws",
    "ansible.__main__": "ansible",
}


class Namings:
    """One program that started, being named."""

    def __init__(self, program: Program, world: GateWorld, identities: Identities, variables: Sequence[str]) -> None:
        """Take the program.

        Args:
            program: what started.
            world: as the program sees it; what the answer depends on is noted there.
            identities: the programs of the catalogue.
            variables: NAME=value of what the run itself set, where that may say what a program reaches.

        Attributes:
            commands: every command line that the program is to be judged by.
            scripts: paths, links resolved, of the scripts and programs that its image goes on to be.

        Raises:
            GuardError: loaders start each other too deeply.
        """
        self.commands: list[list[str]] = []
        self.scripts: list[bytes] = []
        self._program, self._world, self._identities = program, world, identities
        rest = [os.fsdecode(word) for word in program.argv[1:]]
        names = identities.of_program(program)
        for name in names:
            self._named(name, rest, 0)
        if not names:
            self._undescribed(os.fsdecode(program.exe), rest, variables)
        if rest and rest[0] in names:
            self.commands.append(rest)  # one file for several programs, told by its first word

    def _undescribed(self, path: str, rest: list[str], variables: Sequence[str]) -> None:
        """A program that nobody described. It may be an emulator, or a loader of the user's own."""
        name = path[path.rfind("/") + 1 :]
        if name.startswith(_EMULATORS):
            self._named(name, rest, 0)
            return
        # Its own name says nothing, and `env` would take one with "=" for a variable.
        self.commands.append(["env", *variables, path.replace("=", "_"), *rest] if variables else [path, *rest])
        for number, word in enumerate(rest[:_WORDS_LOOKED_AT]):
            if "/" in word and not word.startswith("-") and self._world.is_exec(opened_path(word, self._program)):
                names, sure = self._file(word)
                if sure:
                    self.commands += [[one, *rest[number + 1 :]] for one in names]

    def _named(self, name: str, rest: list[str], depth: int) -> None:
        """The program under one name, and what its image goes on to be."""
        own = [name, *rest]
        reader = reader_of(name) if rest else None
        kind = reader[0] if reader else ""
        if reader is not None and kind in ("shell", "interpreter"):
            self._interpreter(own, kind, reader[1])
            return
        inner = self._mapped(own, reader)
        if not inner:
            self.commands.append(own)
        else:
            self._inner(own, inner, depth)

    # --- interpreters ---

    def _interpreter(self, own: list[str], kind: str, canonical: str) -> None:
        module = _module(own) if canonical.startswith(("python", "pypy")) else None
        if module is not None:
            self.commands += [own, module]
            return
        script = self._script(own, kind, canonical)
        if script is None:
            self.commands.append(own)
            return
        path, arguments = script
        if kind == "interpreter":
            self._world.code.add(normal(opened_path(path, self._program)))
        names, sure = self._file(path)
        if not sure:
            self.commands.append(own)
        self.commands += [[name, *arguments] for name in names]

    def _script(self, own: list[str], kind: str, canonical: str) -> tuple[str, list[str]] | None:
        """The script that an interpreter runs, and its arguments; what it loads before that is no script."""
        step = Invocation(tuple([literal(word) for word in own]))
        if kind == "shell":
            from ..commands.shells import read_shell_program

            starts = read_shell_program(step, self._world, canonical).starts
        else:
            from ..commands.interpreters import ALIASES, read_interpreter

            starts = read_interpreter(step, self._world, ALIASES.get(canonical, canonical)).starts
        for start in reversed(starts):
            if start.form == "file" and start.words and start.words[0].text:
                return start.words[0].text, [word.text or "" for word in start.words[1:]]
        return None

    # --- loaders and emulators ---

    def _mapped(self, own: list[str], reader: tuple[str, str] | None) -> list[str]:
        """The command that a loader or an emulator runs in its own image; [] for every other program."""
        if reader == ("wrapper", "ld.so"):
            from ..commands.wrappers import read as read_wrapper

            found = read_wrapper(Invocation(tuple([literal(word) for word in own])), self._world, "ld.so")
            for start in found.starts:
                if start.form == "argv":
                    return [word.text or "" for word in start.words]
        elif own[0].startswith(_EMULATORS):
            place = 1
            while place < len(own) and own[place].startswith("-"):
                place += 2 if own[place] in _EMULATOR_VALUES else 1
            return own[place:]
        return []

    def _inner(self, own: list[str], inner: list[str], depth: int) -> None:
        if depth >= _LOADERS_LIMIT:
            raise GuardError("loaders start each other too deeply", code="too-deep")
        path = inner[0]
        names: tuple[str, ...] = ()
        for place in self._places(path, own):
            found, _ = self._file(place)
            names += found
        for name in dict.fromkeys(names) or (path,):
            self._named(name, inner[1:], depth + 1)
            if len(inner) > 1 and own[0].startswith(_EMULATORS) and _gives_own_name(self._program.exe):
                self._named(name, inner[2:], depth + 1)

    def _places(self, path: str, own: list[str]) -> list[str]:
        """Where the loader may find what it is to run: a name without a slash is looked for as a library (ld.so(8))."""
        if "/" in path:
            return [path]
        world = self._world
        folders = [world.env.get("LD_LIBRARY_PATH", ""), world.env.get("PATH", "")]
        for number, word in enumerate(own[:-1]):
            if word == "--library-path":
                folders.append(own[number + 1])
            elif word.startswith("--library-path="):
                folders.append(word.partition("=")[2])
        every = [folder or "." for text in folders for folder in text.replace(";", ":").split(":")]
        found = [place for folder in dict.fromkeys(every) if world.exists(place := f"{folder}/{path}")]
        return found or [path]

    # --- files ---

    def _file(self, path: str) -> tuple[tuple[str, ...], bool]:
        """The names of a file that the image goes on to be, and whether they are sure."""
        opened = self._opened(path)
        self._world.depend(opened, True)
        self.scripts.append(os.path.realpath(os.fsencode(opened)))
        return self._identities.of_file(os.fsencode(opened))

    def _opened(self, path: str) -> str:
        return opened_path(path, self._program)


def _gives_own_name(interpreter: bytes) -> bool:
    """Whether the kernel hands an emulator the program's own argv[0] as one more word (binfmt_misc's flag "P")."""
    try:
        for file in os.listdir(_BINFMT):
            if file not in (b"register", b"status"):
                with open(b"%s/%s" % (_BINFMT, file), "rb", 0) as entry:
                    lines = entry.read(4096).split(b"\n")
                if b"interpreter " + interpreter in lines and any([_has_p(line) for line in lines]):
                    return True
    except OSError:
        return False
    return False


def _has_p(line: bytes) -> bool:
    return line.startswith(b"flags:") and b"P" in line[6:]


def opened_path(path: str, program: Program) -> str:
    """A path that the guard can open for one that the program was given."""
    for own in ("/dev/fd/", "/proc/self/", "/proc/thread-self/"):
        if path.startswith(own):
            return f"/proc/{program.pid}/{'fd/' if own == '/dev/fd/' else ''}{path[len(own) :]}"
    return path if path.startswith("/") else f"{os.fsdecode(program.cwd).rstrip('/')}/{path}"


def _module(own: list[str]) -> list[str] | None:
    """The command that `python -m MODULE` comes to, for a module that is not called as its program is."""
    place = 1
    while place < len(own) and own[place].startswith("-") and own[place] != "-":
        word = own[place]
        place += 1
        if word in ("-W", "-X"):
            place += 1
        elif "m" in word and not word.startswith("--"):
            module = word.partition("m")[2]
            if not module and place < len(own):
                module, place = own[place], place + 1
            if module in _MODULES:
                return [_MODULES[module], *own[place:]]
    return None
