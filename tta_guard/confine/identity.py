"""Which program a file is, whatever it is called: by device and inode, then by content, then by name. IO; hot.

Every program of the catalogue that is found in the usual directories is noted. A link to it, hard or symbolic, is it
by device and inode; a copy is it by content, compared byte for byte where the sizes are equal, and for tools that reach
beyond the machine by their beginning, so that a byte more at the end changes nothing. Programs that act by the name
they are started under (busybox, `sh` that is dash) are told apart by argv[0], but only among the names that the
system itself gave them: a link in a directory of the user's gives a program more names to be judged by, never others.

Not covered: a program of the catalogue that stands in none of these directories, under a name that says nothing. Its
credentials, files and addresses are what the other layers hold.
"""

from __future__ import annotations

import os
import stat

from ..commands.arguments_table import matches
from ..commands.catalogue.names import INDEX, PATTERNS
from ..commands.programs import INTERPRETERS, SHELLS, TASKS, WRAPPERS, base_name, reader_of
from .program import is_fresh, stamp_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, Final

    from .program import Program, Stamp

    Names = dict[str, bool]  # names of one file -> whether the system gave it, and nobody else can have

# Where the system keeps programs, and only its owner can put any.
SYSTEM_FOLDERS: Final = (
    b"/usr/local/sbin",
    b"/usr/local/bin",
    b"/usr/sbin",
    b"/usr/bin",
    b"/sbin",
    b"/bin",
    b"/usr/lib/git-core",
    b"/usr/libexec/git-core",
)
# Elsewhere; below the home directory, and below the repository.
OTHER_FOLDERS: Final = (b"/opt/homebrew/bin", b"/snap/bin", b"/usr/games")
HOME_FOLDERS: Final = (b".local/bin", b"bin", b"go/bin", b".cargo/bin", b".krew/bin")
REPOSITORY_FOLDERS: Final = (b"node_modules/.bin", b".venv/bin", b"venv/bin", b"vendor/bin")
# The dynamic loader, which maps the program that its arguments name: no other program start follows (ld.so(8)).
LOADERS: Final = (
    b"/lib64/ld-linux-x86-64.so.2",
    b"/lib/ld-linux.so.2",
    b"/lib/ld-linux-aarch64.so.1",
    b"/lib/ld-musl-x86_64.so.1",
    b"/lib/ld-musl-aarch64.so.1",
)
# The end of the path of an entry point that is started by its interpreter, and the program it is.
ENTRY_POINTS: Final = (
    ("/google-cloud-sdk/lib/gcloud.py", "gcloud"),
    ("/bootstrapping/gsutil.py", "gsutil"),
    ("/bootstrapping/bq.py", "bq"),
    ("/gsutil/gsutil", "gsutil"),
    ("/azure/cli/__main__.py", "az"),
    ("/awscli/__main__.py", "aws"),
    ("/npm/bin/npm-cli.js", "npm"),
    ("/npm/bin/npx-cli.js", "npx"),
    ("/ansible/__main__.py", "ansible"),
)
# One file for many programs, which argv[0] tells apart.
MULTI_CALL: Final = frozenset(("busybox", "toybox", "coreutils", "uutils", "box"))
# These do nothing but start the program that they are called as, which is judged in its turn; so do all in _SHIMS.
DISPATCHERS: Final = frozenset("mise rtx volta volta-shim snap proto proto-shim aqua-proxy rustup rustup-init".split())
_SHIMS: Final = b"/shims"
# The names that `reader_of` knows, and how those begin that it knows by their beginning.
_READ: Final = WRAPPERS | SHELLS | INTERPRETERS | TASKS | {"git"}
_BEGINNINGS: Final = ("git-", "ld-", "ld64.so", "ld.so")
# Data files of the catalogue whose tools stay on this machine: a copy of theirs with something added is not looked for.
_AT_HOME: Final = frozenset(
    "file_readers file_lists file_changers file_searchers environment archives linters build_tools web_frameworks"
    " python_packages node_packages npm task_runners encryption openssl ssh_keygen cargo local_clusters guards".split()
)
_HEAD_BYTES: Final = 4096
_HEAD_LEAST_BYTES: Final = 64
_REMEMBERED: Final = 20_000  # answers that are kept
_PIECE_BYTES: Final = 1 << 18


class Identities:
    """The programs of the catalogue as they are installed, and which of them a file is."""

    def __init__(
        self, *, path: bytes, home: bytes, top: bytes | None, extensions: Mapping[str, Any] | None = None
    ) -> None:
        """Note where to look. Directories that a command may be able to change are looked at now.

        Otherwise a first command could rename a program away before the second one is judged.

        Args:
            path: the PATH that the run starts with.
            home: the user's home directory.
            top: the repository, where there is one.
            extensions: the project's own tools.
        """
        own = tuple(extensions or ())
        self._tools = INDEX.keys() | set(own)
        self._patterns = [pattern for pattern, _ in PATTERNS] + [name for name in own if "*" in name]
        self._pattern_heads = tuple([pattern.partition("*")[0].lower() for pattern in self._patterns])
        self._known: dict[str, bool] = {}
        self._by_inode: dict[tuple[int, int], Names] = {}
        self._by_size: dict[int, dict[bytes, Stamp]] = {}
        self._heads: dict[tuple[int, int], tuple[bytes, bytes, Stamp]] = {}
        self._answers: dict[Stamp, tuple[Names, bool]] = {}
        self._system: dict[bytes, bool] = {}
        self._complete = False
        below = [b"%s/%s" % (home, name) for name in HOME_FOLDERS] if home.startswith(b"/") else []
        if top:
            below += [b"%s/%s" % (top, name) for name in REPOSITORY_FOLDERS]
        others = [folder for folder in path.split(b":") if folder.startswith(b"/")]
        for folder in dict.fromkeys([*others, *OTHER_FOLDERS, *below]):
            if not self.is_system(folder) and not folder.rstrip(b"/").endswith(_SHIMS):
                self._note_folder(folder, False)

    def is_known(self, name: str) -> bool:
        """Whether the guard knows a program of this name, in any of the ways it may be spelled."""
        known = self._known.get(name)
        if known is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            known = self._known[name] = self._look_up(name)
        return known

    def _look_up(self, name: str) -> bool:
        tools = self._tools
        if name in tools or name in _READ:
            return True
        folded = name.lower()
        stem = folded.rstrip("0123456789.")
        if folded in tools or folded in _READ or stem.rstrip("-_.") in _READ:
            return True
        bare = stem.rstrip("-_.v")
        if bare != folded and bare in tools:
            return True
        if folded.startswith(_BEGINNINGS) and reader_of(name) is not None:
            return True
        if not folded.startswith(self._pattern_heads):
            return False
        return any([matches(pattern, one) for pattern in self._patterns for one in (name, folded, bare)])

    def is_system(self, folder: bytes) -> bool:
        """Whether a directory is one of the system's that only its owner, root, can write to."""
        found = self._system.get(folder)
        if found is None:
            found = False
            if folder in SYSTEM_FOLDERS:
                try:
                    status = os.stat(folder)
                except OSError:
                    pass
                else:
                    found = status.st_uid == 0 and not status.st_mode & 0o022
            self._system[folder] = found
        return found

    # --- what is asked ---

    def of_program(self, program: Program) -> tuple[str, ...]:
        """Every name that a program which started is to be judged by; () for one that nobody described.

        An image in one of the system's directories, owned by root, is what it is called there, unless argv[0] makes
        another program of it.
        """
        argv = program.argv
        given = base_name(os.fsdecode(argv[0].rpartition(b"/")[2])) if argv else ""
        folder, _, file = program.exe.rpartition(b"/")
        own = base_name(os.fsdecode(file))
        if program.owner == 0 and not program.mode & 0o022:
            if given == own or not self.is_known(given):
                if own not in MULTI_CALL and self.is_known(own) and self.is_system(folder):
                    return (own,)
            elif self._is_systems_own(given, program.stamp):
                return (given,)
        return self._names(program.stamp, program.image, own, given)

    def _is_systems_own(self, name: str, stamp: Stamp) -> bool:
        """Whether the system has this very file under the name: `sh` that is dash, python3 that is python3.11."""
        file = os.fsencode(name)
        for folder in SYSTEM_FOLDERS:
            if self.is_system(folder):
                try:
                    status = os.stat(b"%s/%s" % (folder, file))
                except OSError:
                    continue
                if (status.st_dev, status.st_ino) == stamp[:2]:
                    return True
        return False

    def of_file(self, path: bytes) -> tuple[tuple[str, ...], bool]:
        """Every name that a script, or a program about to be mapped by another, is to be judged by.

        Returns:
            The names, and whether they are sure: by what the file is, not only by what it is called.
        """
        try:
            status = os.stat(path)
        except OSError:
            return (), False
        real = os.fsdecode(os.path.realpath(path))
        entry = tuple([program for end, program in ENTRY_POINTS if real.endswith(end)])
        if entry:
            return entry, True
        name = base_name(os.fsdecode(path.rpartition(b"/")[2]))
        stamp = stamp_of(status)
        names = self._names(stamp, path, name, name)
        return names, bool(names) and bool(self._entries(stamp, path)[0])

    def _names(self, stamp: Stamp, opened: bytes, own: str, given: str) -> tuple[str, ...]:
        """The names of a file: those it is noted under, or what it calls itself when it is noted under none.

        Args:
            stamp: the file's.
            opened: a path that opens it.
            own: its own name.
            given: the name that it is started under.
        """
        entries, dispatcher = self._entries(stamp, opened)
        called = [name for name in (given, own) if self.is_known(name)]
        if not entries:
            return _once(called)
        if entries.get(given):
            return (given,)
        if dispatcher:
            return (given,) if given in entries else _once(called)
        if not MULTI_CALL.isdisjoint(entries):
            # One file for many programs, under none of the names that the system has for it.
            others = [name for name, system in entries.items() if not system]
            return _once([*MULTI_CALL.intersection(entries), *called, *others])
        if entries.get(own) and all(entries.values()):
            return (own,)
        # Tools of different makers are never one file: it is a launcher of its user's, which acts by its name.
        makers = {INDEX.get(name, "") for name in entries if _reaches(name)}
        if len(makers) > 1 and given in entries and _reaches(given) and not any(entries.values()):
            return (given,)
        return _once(entries)

    def _entries(self, stamp: Stamp, opened: bytes) -> tuple[Names, bool]:
        """The names that a file is noted under, and whether it is one of DISPATCHERS."""
        answer = self._answers.get(stamp)
        if answer is None:
            self._complete_table()
            noted = self._by_inode.get(stamp[:2], {})
            if noted and all(noted.values()):
                answer = noted, False
            else:
                copied = self._copied(stamp, opened)
                answer = {**copied, **noted}, not copied and not DISPATCHERS.isdisjoint(noted)
            if len(self._answers) > _REMEMBERED:
                self._answers.clear()
            if not is_fresh(stamp[4]):
                self._answers[stamp] = answer
        return answer

    def _copied(self, stamp: Stamp, opened: bytes) -> Names:
        """The names of the other programs whose content a file has, or begins with."""
        found: Names = {}
        for path, noted in self._by_size.get(stamp[2], {}).items():
            names = self._by_inode[noted[:2]]
            if noted[:2] != stamp[:2] and not found.keys() >= names.keys() and _same_content(opened, path, noted):
                found.update(names)
        if found or not self._heads:
            return found
        mine = _head(opened)
        for head, path, noted in self._heads.values():
            if mine.startswith(head) and stamp[2] > noted[2] and _same_content(opened, path, noted):
                found.update(dict.fromkeys(self._by_inode[noted[:2]], False))
        return found

    # --- the table ---

    def _complete_table(self) -> None:
        if self._complete:
            return
        self._complete = True
        done: set[bytes] = set()
        for folder in SYSTEM_FOLDERS:
            real = os.path.realpath(folder)
            if real not in done:
                done.add(real)
                self._note_folder(folder, self.is_system(folder))
        for loader in LOADERS:
            self._note(loader.rpartition(b"/")[2], loader, True, True)

    def _note_folder(self, folder: bytes, system: bool) -> None:
        try:
            with os.scandir(folder) as listed:
                files = [(entry.name, entry.is_symlink()) for entry in listed]
        except OSError:  # not there, or not to be listed: then nothing is noted of it
            return
        for file, linked in files:
            self._note(file, b"%s/%s" % (folder, file), linked, system)

    def _note(self, file: bytes, path: bytes, linked: bool, system: bool) -> None:
        name = base_name(os.fsdecode(file))
        if not self.is_known(name):
            return
        try:
            status = os.stat(path)
        except OSError:
            return
        if not stat.S_ISREG(status.st_mode) or not status.st_mode & 0o111:
            return
        inode = (status.st_dev, status.st_ino)
        names = self._by_inode.setdefault(inode, {})
        names[name] = names.get(name, False) or (system and status.st_uid == 0 and not status.st_mode & 0o022)
        if linked and not system:
            # A link `ls` to kubectl: what it leads to is one of its names, wherever that lies.
            real = base_name(os.fsdecode(os.path.realpath(path).rpartition(b"/")[2]))
            if real in DISPATCHERS or self.is_known(real):
                names.setdefault(real, False)
        self._by_size.setdefault(status.st_size, {})[path] = stamp_of(status)
        if inode not in self._heads and _reaches(name):
            head = _head(path)
            if len(head) >= _HEAD_LEAST_BYTES:
                self._heads[inode] = (head, path, stamp_of(status))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    """The names without those that mean the same program: python3 and python3.11."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.lower().rstrip("0123456789.").rstrip("-_.v") or name, name)
    return tuple(found.values())


def _reaches(name: str) -> bool:
    """Whether a tool of the catalogue does something beyond this machine."""
    return INDEX.get(name, "environment") not in _AT_HOME


def _same_content(opened: bytes, path: bytes, noted: Stamp) -> bool:
    """Whether a file has, or begins with, the bytes of a program that was noted. If that can't be told any more it has.

    Otherwise a copy would be safe from notice as soon as the original is changed or deleted.
    """
    try:
        with open(path, "rb", 0) as original:
            if stamp_of(os.fstat(original.fileno())) != noted:
                return True
            with open(opened, "rb", 0) as other:
                return _begins(original.fileno(), other.fileno())
    except OSError:
        return True


def _head(path: bytes) -> bytes:
    """The first bytes of a file; b"" when it cannot be read."""
    try:
        with open(path, "rb", 0) as file:
            return file.read(_HEAD_BYTES)
    except OSError:
        return b""


def _begins(whole: int, other: int) -> bool:
    """Whether a file begins with all that another holds."""
    while True:
        piece = _piece(whole, _PIECE_BYTES)
        if not piece:
            return True
        if piece != _piece(other, len(piece)):
            return False


def _piece(descriptor: int, size_bytes: int) -> bytes:
    """The next bytes, as many as there are: a read may answer fewer than asked for."""
    pieces: Sequence[bytes] = ()
    left = size_bytes
    while left:
        data = os.read(descriptor, left)
        if not data:
            break
        pieces = (*pieces, data)
        left -= len(data)
    return b"".join(pieces)
