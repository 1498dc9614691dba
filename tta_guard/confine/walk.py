"""Look through directories for what a policy hides and protects, and remember it by directory. IO, hot path.

Nearly every run finds the tree as the last one left it. So for each directory is kept what was found in it, with the time of
its last change (ctime, which nobody can set), device and inode: an unchanged directory costs one stat, and the policy is not
asked at all. A directory that changed within the clock's grain of the look is looked at again next time.

Directories in which a run's own stubs come and go (`stubs.py`) change with every run: of them all names are kept too, and
when these are the same the policy need not be asked.

The memory lies where the policy's cache lies, which a confined command can't write.
"""

from __future__ import annotations

import marshal
import os
import time

from ..model import frozen
from ..policy.paths import decide_path, noted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from ..model import Access
    from ..policy.rules import Policy

    Stamp = tuple[int, int, int]
    # The stamp; names of directories, of hidden entries, of protected ones, of single writable ones, of links that lead
    # out; flags; all names, where they are kept.
    Record = tuple[
        Stamp,
        tuple[bytes, ...],
        tuple[bytes, ...],
        tuple[bytes, ...],
        tuple[bytes, ...],
        tuple[bytes, ...],
        int,
        tuple[bytes, ...],
    ]

_FORMAT: Final = 2
_GRAIN_NS: Final = 50_000_000
_MOST_BYTES: Final = 1 << 28
_NEW: Final = b"\x01"
"""Stands for any new name; no pattern spells it."""
_HIDES_ALL: Final = 1
_OPEN: Final = 2
_GIT: Final = 4
_VISIBLE: Final = 8
_CLOSED_BUT: Final = 64
"""Where a mode may write only some names of a directory and more than this many others are there, the directory is closed for
new names, and the names that it may write are opened one by one."""


@frozen
class Found:
    """What the look through one tree brought, as absolute paths.

    Attributes:
        hidden: may not be read: a directory in which nothing may, else single entries. Symbolic links as such.
        read_only: may not be written, inside something that may.
        writable: may be written, inside something that may not; the tree's top where that may.
        links: symbolic links that lead out of the tree.
        repositories: directories that hold a `.git`.
        narrowed: directories in which a mode may write some names, and no new one can come into being.
    """

    hidden: tuple[bytes, ...]
    read_only: tuple[bytes, ...]
    writable: tuple[bytes, ...]
    links: tuple[bytes, ...]
    repositories: tuple[bytes, ...]
    narrowed: int


class Memory:
    """What was found, in a file.

    Args:
        path: of the file; None remembers nothing.
        key: what it depends on besides the directories: the policy's digest.
    """

    def __init__(self, path: bytes | None, key: bytes) -> None:
        self._path = path
        self._key = key
        self.records: dict[bytes, Record] = {}
        self.changed = False
        if path is not None:
            self._load(path)

    def _load(self, path: bytes) -> None:
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        except OSError:
            return
        try:
            status = os.fstat(descriptor)
            if status.st_uid != os.geteuid() or status.st_mode & 0o022 or status.st_size > _MOST_BYTES:
                return
            kept = marshal.loads(os.read(descriptor, status.st_size))
            if isinstance(kept, tuple) and len(kept) == 3 and kept[:2] == (_FORMAT, self._key):
                self.records = kept[2]
        except (OSError, ValueError, EOFError, TypeError):
            self.records = {}
        finally:
            os.close(descriptor)

    def save(self) -> None:
        """Keep what was found, if that is news; where it can't be kept, the next run looks again."""
        if self._path is None or not self.changed:
            return
        temporary = self._path + b".%d" % os.getpid()
        try:
            os.makedirs(os.path.dirname(self._path), exist_ok=True)
            descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
            try:
                data = memoryview(marshal.dumps((_FORMAT, self._key, self.records)))
                while data:
                    data = data[os.write(descriptor, data) :]
            finally:
                os.close(descriptor)
            os.replace(temporary, self._path)
        except OSError:
            return


def look(policy: Policy, top: bytes, memory: Memory, *, inside: bool = True, deep: bool = True) -> Found:
    """Look through a tree.

    Args:
        policy: what is asked.
        top: absolute, without links.
        memory: read and added to.
        inside: the tree is the repository, so rules are asked about paths relative to it; else about absolute ones.
        deep: look into directories too.

    Raises:
        OSError: a directory can't be listed, though it could be entered.
    """
    start = b"" if inside else top.rstrip(b"/") + b"/"
    records = _refresh(policy, top.rstrip(b"/") + b"/", start, memory, deep)
    return _gather(top, records)


def _refresh(policy: Policy, top: bytes, start: bytes, memory: Memory, deep: bool) -> dict[bytes, Record]:
    """The records of all directories of a tree, by their path below `top` with a slash at the end; "" is the top."""
    known = memory.records
    place = len(top)
    seen: dict[bytes, Record] = {}
    listed: list[tuple[bytes, Stamp, list[bytes], list[bytes], list[bytes], int]] = []
    waiting = [b""]
    stat = os.stat
    while waiting:
        below = waiting.pop()
        path = top + below
        try:
            status = stat(path, follow_symlinks=False)
        except (FileNotFoundError, PermissionError):
            continue  # what we may not enter, the command, with fewer rights, may not either
        stamp = (status.st_ctime_ns, status.st_ino, status.st_dev)
        record = known.get(path)
        if record is not None and record[0] == stamp:
            seen[below] = record
            if deep:
                waiting += [below + name + b"/" for name in record[1]]
            continue
        names, directories, links, flags = _list(path)
        if record is not None and record[7] and _is_same(top, below, record, names, directories, links, flags):
            seen[below] = record
        else:
            listed.append((below, stamp, names, directories, links, flags))
        if deep:
            waiting += [below + name + b"/" for name in directories]
    fresh: dict[bytes, Record] = {}
    if listed:
        fresh = _ask(policy, top, start, listed)
        now = time.time_ns()
        for below, record in fresh.items():
            # Where all names are kept the time need not be trusted: they are compared.
            if record[0][0] < now - _GRAIN_NS:
                known[top + below] = record
            elif record[7]:
                known[top + below] = ((0, *record[0][1:]), *record[1:])
            else:
                known.pop(top + below, None)
        memory.changed = True
    seen.update(fresh)
    if deep and memory.changed:
        gone = [path for path in known if path.startswith(top) and path[place:] not in seen]
        for path in gone:
            del known[path]
    return seen


def _list(path: bytes) -> tuple[list[bytes], list[bytes], list[bytes], int]:
    """Names of a directory that are no directories, those that are, links among the former, and whether there is `.git`."""
    names: list[bytes] = []
    directories: list[bytes] = []
    links: list[bytes] = []
    flags = 0
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                name = entry.name
                if name == b".git":
                    flags = _GIT
                elif entry.is_dir(follow_symlinks=False):
                    directories.append(name)
                else:
                    names.append(name)
                    if entry.is_symlink():
                        links.append(name)
    except PermissionError:
        return [], [], [], 0  # what we can't list, the command, with fewer rights, can't either
    return names, directories, links, flags


def _ask(
    policy: Policy,
    top: bytes,
    start: bytes,
    listed: Sequence[tuple[bytes, Stamp, list[bytes], list[bytes], list[bytes], int]],
) -> dict[bytes, Record]:
    """Put all questions about new directories at once."""
    paths = [start + below + name for below, _, names, _, _, _ in listed for name in names]
    samples = _samples(policy)
    news = [start + below + name for below, *_ in listed for name in samples]
    hidden = _refused(policy, "read", paths)
    refused = _refused(policy, "write", paths)
    closed = _refused(policy, "create", news)
    unseen = _refused(policy, "read", [start + below + _NEW for below, *_ in listed])
    records: dict[bytes, Record] = {}
    for below, stamp, names, directories, links, flags in listed:
        here = start + below
        concealed = tuple([name for name in names if here + name in hidden])
        fixed = [name for name in names if here + name in refused and here + name not in hidden]
        is_open = any([here + name not in closed for name in samples])
        free: tuple[bytes, ...] = ()
        if is_open and len(fixed) > _CLOSED_BUT and here + _NEW in closed:
            is_open = False
        if not is_open:
            free = tuple([name for name in names if here + name not in refused])
            fixed = []
        leading = tuple([name for name in links if _leads_out(top, below, name)])
        flags |= (_HIDES_ALL if here + _NEW in unseen else 0) | (_OPEN if is_open else 0)
        flags |= _VISIBLE if len(concealed) < len(names) else 0
        all_names = _all_names(names, directories, links) if _holds_stubs(below) else ()
        records[below] = (stamp, tuple(directories), concealed, tuple(fixed), free, leading, flags, all_names)
    return records


def _holds_stubs(below: bytes) -> bool:
    """Whether guard files have their place in a directory: the top, and hidden directories there."""
    return not below or (below.count(b"/") == 1 and below.startswith(b"."))


def _all_names(names: list[bytes], directories: list[bytes], links: list[bytes]) -> tuple[bytes, ...]:
    return tuple(sorted([*names, *[name + b"/" for name in directories], *[name + b"@/" for name in links]])) or (b"/",)


def _is_same(
    top: bytes,
    below: bytes,
    record: Record,
    names: list[bytes],
    directories: list[bytes],
    links: list[bytes],
    flags: int,
) -> bool:
    """Whether a directory that changed holds what it held."""
    return (
        record[7] == _all_names(names, directories, links)
        and record[6] & _GIT == flags
        and record[5] == tuple([name for name in links if _leads_out(top, below, name)])
    )


def _refused(policy: Policy, access: Access, paths: Sequence[bytes]) -> set[bytes]:
    places = noted(policy, access, paths) if paths else []
    return {paths[place] for place in places if decide_path(policy, access, paths[place]).verdict != "allow"}


def _samples(policy: Policy) -> list[bytes]:
    """New names by which to find out whether something may be created in a directory: any, and one of each shape that the
    mode's allow list names."""
    names = {_NEW: None}
    if policy.write_list is not None:
        for rule in policy.rules:
            if rule.subject == "path" and rule.verdict == "allow" and "create" in rule.access:
                last = rule.pattern.encode("utf-8", "surrogateescape").rstrip(b"/").rpartition(b"/")[2]
                name = last.replace(b"**", _NEW).replace(b"*", _NEW).replace(b"?", _NEW)
                if name and not set(name) & set(b"[]{}\\"):
                    names[name] = None
    return list(names)


def _leads_out(top: bytes, below: bytes, name: bytes) -> bool:
    """Whether a link's text may lead out of the tree."""
    try:
        text = os.readlink(top + below + name)
    except OSError:
        return False
    if text.startswith(b"/"):
        return not text.startswith(top)
    depth = below.count(b"/")
    for part in text.split(b"/"):
        if part == b"..":
            depth -= 1
            if depth < 0:
                return True
        elif part not in (b"", b"."):
            depth += 1
    return False


def _gather(top: bytes, records: dict[bytes, Record]) -> Found:
    """Put the records of single directories together."""
    hidden: list[bytes] = []
    read_only: list[bytes] = []
    writable: list[bytes] = []
    links: list[bytes] = []
    repositories: list[bytes] = []
    narrowed = 0
    start = top.rstrip(b"/") + b"/"
    wholly = _wholly_hidden(records)
    waiting = [(b"", False)]
    while waiting:
        below, above_open = waiting.pop()
        record = records.get(below)
        if record is None:
            continue
        _, directories, concealed, fixed, free, leading, flags, _ = record
        path = start + below
        own = path.rstrip(b"/") or b"/"
        if below in wholly:
            hidden.append(own)
            continue
        if concealed:
            hidden += [path + name for name in concealed]
        is_open = bool(flags & _OPEN)
        if is_open != above_open:
            (writable if is_open else read_only).append(own)
        if fixed:
            read_only += [path + name for name in fixed]
        if free:
            writable += [path + name for name in free]
            narrowed += 1
        if leading:
            links += [path + name for name in leading]
        if flags & _GIT:
            repositories.append(own)
        if directories:
            waiting += [(below + name + b"/", is_open) for name in directories]
    return Found(tuple(hidden), tuple(read_only), tuple(writable), tuple(links), tuple(repositories), narrowed)


def _wholly_hidden(records: dict[bytes, Record]) -> set[bytes]:
    """The directories in which no name may be read, and none that is there may."""
    wholly: set[bytes] = set()
    candidates = [below for below, record in records.items() if record[6] & (_HIDES_ALL | _VISIBLE) == _HIDES_ALL]
    for below in sorted(candidates, key=lambda below: -below.count(b"/")):
        if below and all([below + name + b"/" in wholly for name in records[below][1]]):
            wholly.add(below)
    return wholly
