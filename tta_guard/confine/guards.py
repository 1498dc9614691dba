"""The guard's own files in and around a repository: protected where they are, kept from coming into being where not. IO, hot path."""

from __future__ import annotations

import os

from ..model import frozen
from .files_data import GIT_GUARDS, GUARDS, HOME_GUARDS, SHARED_DIRECTORIES, UNSTUBBED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_NOT_IN_MODULES = frozenset((b"objects", b"refs", b"logs", b"hooks", b"info", b"branches", b"lfs", b"worktrees"))
_MOST_MODULES = 2000
_TYPE = 0o170000
_LINK = 0o120000


@frozen
class Guards:
    """What protects the guard.

    Attributes:
        read_only: guard files that are there.
        missing: those that are not, as whole paths, and in whose place an empty directory can stand.
        kept: the others that are not there.
        soft: of `missing`, what lies in scratch directories, where the landlock tier could else create nothing.
        pinned: directories on the way to both, which must keep their place.
        notes: what can't be protected, in words.
    """

    read_only: tuple[bytes, ...]
    missing: tuple[bytes, ...]
    kept: tuple[bytes, ...]
    soft: tuple[bytes, ...]
    pinned: tuple[bytes, ...]
    notes: tuple[str, ...]


def guards(
    trees: Iterable[bytes], git_dirs: Iterable[bytes], user_homes: Iterable[bytes], is_writable: Callable[[bytes], bool]
) -> Guards:
    """Find what must be protected.

    Args:
        trees: tops of work trees.
        git_dirs: git directories: of the work trees, common ones, those of submodules.
        user_homes: home directories.
        is_writable: whether a directory will be writable; what can't be written anyway needs no protection.
    """
    search = _Search(is_writable)
    in_homes = list(user_homes)
    in_use = _in_use(in_homes)
    for tree in trees:
        here = frozenset(os.listdir(tree))
        for name, inner, users in GUARDS:
            if name not in here and name not in SHARED_DIRECTORIES:
                search.absent(tree, name, stub=not in_use.isdisjoint(users))
                continue
            for below in inner or (b"",):
                path = name + b"/" + below if below else name
                search.look(tree, path, stub=not in_use.isdisjoint(users))
    for git_dir in git_dirs:
        for name in GIT_GUARDS:
            search.look(git_dir, name, stub=name not in UNSTUBBED)
    for home in in_homes:
        for name in HOME_GUARDS:
            search.look(home, name[2:], stub=name[2:] not in UNSTUBBED, soft=True)
    read_only, pinned = search.read_only, search.pinned
    for tree in trees:
        # The file by which a linked work tree names its git directory. Where it is a directory, see below.
        if os.path.isfile(entry := tree + b"/.git") and not os.path.islink(entry) and is_writable(tree):
            read_only[entry] = None
    for git_dir in git_dirs:
        if is_writable(git_dir):
            pinned[git_dir] = None
    return Guards(
        tuple(read_only),
        tuple(search.missing),
        tuple(search.kept),
        tuple(search.soft),
        tuple(pinned),
        tuple(dict.fromkeys(search.notes)),
    )


class _Search:
    """What was found so far."""

    def __init__(self, is_writable: Callable[[bytes], bool]) -> None:
        self._is_writable = is_writable
        self.read_only: dict[bytes, None] = {}
        self.missing: dict[bytes, None] = {}
        self.kept: dict[bytes, None] = {}
        self.soft: dict[bytes, None] = {}
        self.pinned: dict[bytes, None] = {}
        self.notes: list[str] = []

    def look(self, top: bytes, name: bytes, *, stub: bool, soft: bool = False) -> None:
        """Look for a guard file, component by component."""
        path = top
        for component in name.split(b"/"):
            above = path
            path = above + b"/" + component
            try:
                mode = os.lstat(path).st_mode & _TYPE
            except FileNotFoundError:
                self.absent(top, name, stub=stub, soft=soft, above=above)
                return
            except NotADirectoryError:
                return
            if mode == _LINK:
                self._linked(above, path)
                return
        if self._is_writable(above):
            self.read_only[path] = None
            self._pin(top, above)

    def absent(self, top: bytes, name: bytes, *, stub: bool, soft: bool = False, above: bytes | None = None) -> None:
        """Note what is not there; `above` is the last directory on the way to it that is."""
        if not self._is_writable(above or top):
            return
        path = top + b"/" + name
        (self.missing if stub else self.kept)[path] = None
        if stub:
            self._pin(top, os.path.dirname(path))
            if soft:
                self.soft[path] = None

    def _linked(self, above: bytes, path: bytes) -> None:
        target = os.path.realpath(path)
        if os.path.exists(target):
            self.read_only[target] = None
        if self._is_writable(above):
            self.notes.append(
                f"{os.fsdecode(path)} is a symbolic link: where it leads is protected, that it is replaced is not"
            )

    def _pin(self, top: bytes, above: bytes) -> None:
        while len(above) > len(top):
            self.pinned[above] = None
            above = os.path.dirname(above)


def _in_use(user_homes: list[bytes]) -> frozenset[bytes]:
    """Which of the places that `GUARDS` names are there."""
    found = [b"/"]
    for home in user_homes:
        here = frozenset(os.listdir(home))
        for place in dict.fromkeys([place for _, _, users in GUARDS for place in users if place != b"/"]):
            first, _, rest = place[2:].partition(b"/")
            if first in here and (not rest or os.path.lexists(home + place[1:])):
                found.append(place)
    return frozenset(found)


def git_directories(git_dir: bytes, common_dir: bytes, repositories: Iterable[bytes]) -> list[bytes]:
    """All git directories that belong to a repository and to those inside its work tree, without links.

    Args:
        git_dir, common_dir: as `plumbing.process.Repository` has them.
        repositories: directories that hold a `.git`.
    """
    found = dict.fromkeys([os.path.realpath(git_dir), os.path.realpath(common_dir)])
    for tree in repositories:
        entry = tree + b"/.git"
        if os.path.isdir(entry):
            found[os.path.realpath(entry)] = None
        else:
            pointed = _pointed(entry)
            if pointed is not None:
                found[pointed] = None
    found.update(dict.fromkeys(_modules(os.path.realpath(common_dir))))
    return list(found)


def _pointed(entry: bytes) -> bytes | None:
    """Where a `.git` file leads (gitrepository-layout(5))."""
    try:
        with open(entry, "rb") as file:
            text = file.read(4096)
    except OSError:
        return None
    if not text.startswith(b"gitdir: "):
        return None
    path = os.path.realpath(os.path.join(os.path.dirname(entry), text[8:].rstrip(b"\n")))
    return path if os.path.isdir(path) else None


def _modules(common_dir: bytes) -> list[bytes]:
    """The git directories of submodules, whose names may hold slashes, and of other work trees."""
    found: list[bytes] = []
    for place in (b"/modules", b"/worktrees"):
        waiting = [common_dir + place]
        while waiting and len(found) < _MOST_MODULES:
            directory = waiting.pop()
            try:
                with os.scandir(directory) as entries:
                    inner = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
            except OSError:
                continue
            if os.path.lexists(directory + b"/HEAD"):
                found.append(directory)
                waiting += [directory + b"/" + name for name in inner if name == b"modules"]
            else:
                waiting += [directory + b"/" + name for name in inner if name not in _NOT_IN_MODULES]
    return found
