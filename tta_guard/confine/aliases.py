"""Other names of hidden files: further links to the same file, and other mounts of the same place. IO, hot path.

A name is hidden by covering or not granting it, so every other name of the same file must be found too. What can't be found
refuses: a file with three names of which two are known would be read by the third.

Source: proc_pid_mountinfo(5), link(2).
"""

from __future__ import annotations

import os

from .errors import ConfinementError
from .syscalls import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from .steps import Identity

_MOST_LOOKED_AT: Final = 10_000
_REGULAR: Final = 0o100000
_TYPE: Final = 0o170000
_ESCAPES: Final = ((b"\\040", b" "), (b"\\011", b"\t"), (b"\\012", b"\n"), (b"\\134", b"\\"))
_STORES: Final = (
    b".cache/uv", b".local/share/pnpm", b".pnpm-store", b".bun/install/cache", b".local/share/uv", b".cache/pnpm",
    b"Library/pnpm", b".cache/yarn", b".yarn/berry",
)  # fmt: skip
"""Below the home directory: stores of package managers that link files into a project instead of copying them."""


def files_in(directory: bytes) -> list[tuple[bytes, os.stat_result]]:
    """The files with several names in a hidden directory; [] where it is none. The first ten thousand entries are looked at."""
    found = []
    waiting = [directory]
    looked_at = 0
    while waiting and looked_at < _MOST_LOOKED_AT:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    looked_at += 1
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif entry.is_file(follow_symlinks=False):
                        status = entry.stat(follow_symlinks=False)
                        if status.st_nlink > 1:
                            found.append((entry.path, status))
        except OSError:
            continue  # no directory, or not ours to look at
    return found


def other_links(
    files: Iterable[tuple[bytes, os.stat_result]], places: Iterable[bytes], home: bytes | None
) -> tuple[bytes, ...]:
    """All other names of hidden files that have several.

    Args:
        files: hidden paths with what lstat said; those with one name are passed over.
        places: trees to look in: the repository first of all.
        home: the home directory, whose package stores are looked in when that was not enough.

    Raises:
        ConfinementError: some names are not in any of these places.
    """
    wanted: dict[Identity, int] = {}
    names: dict[Identity, set[bytes]] = {}
    for path, status in files:
        if status.st_nlink > 1 and status.st_mode & _TYPE == _REGULAR:
            identity = (status.st_dev, status.st_ino)
            wanted[identity] = status.st_nlink
            names.setdefault(identity, set()).add(path)
    if not wanted:
        return ()
    known = {path for found in names.values() for path in found}
    missing = {identity for identity, count in wanted.items() if len(names[identity]) < count}
    # Links to one file often lie side by side.
    places = dict.fromkeys([*[os.path.dirname(path) for path in known], *places])
    stores = [os.path.join(home, store) for store in _STORES] if home is not None else []
    for place in [*places, *stores]:
        if missing:
            _search(place, missing, names, wanted)
    if missing:
        path = min(names[next(iter(missing))])
        count = wanted[next(iter(missing))]
        found = ", ".join(sorted([shown(name) for name in names[next(iter(missing))]]))
        raise ConfinementError(
            f"{shown(path)} is to be hidden and has {count} names, of which these are known: {found}",
            code="hard-link",
            hint="remove the other hard links, or copy the file in place of linking it",
        )
    return tuple(sorted({path for found in names.values() for path in found} - known))


def _search(top: bytes, missing: set[Identity], names: dict[Identity, set[bytes]], wanted: dict[Identity, int]) -> None:
    numbers = {inode for _, inode in missing}
    devices = {device for device, _ in missing}
    waiting = [top]
    while waiting and missing:
        directory = waiting.pop()
        try:
            if os.stat(directory).st_dev not in devices:
                continue
            with os.scandir(directory) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif entry.inode() in numbers:
                        status = entry.stat(follow_symlinks=False)
                        identity = (status.st_dev, status.st_ino)
                        if identity in missing:
                            names[identity].add(entry.path)
                            if len(names[identity]) >= wanted[identity]:
                                missing.discard(identity)
        except OSError:
            continue  # gone, or not ours to look at


class Mounts:
    """The mounts of this namespace, by the file system that they show."""

    def __init__(self, text: bytes) -> None:
        self._at: dict[bytes, tuple[bytes, bytes]] = {}
        """Mount point -> (device, root within it); of several on one point the last, which lies on top."""
        for line in text.splitlines():
            fields = line.split(b" ")
            if len(fields) < 7:
                continue
            device, root, point = fields[2], _plain(fields[3]), _plain(fields[4])
            self._at[point] = (device, root)
        self._shared = self._several()

    def _several(self) -> dict[bytes, list[tuple[bytes, bytes]]]:
        """Device -> (root, mount point) of its mounts, for those that have several."""
        by_device: dict[bytes, list[tuple[bytes, bytes]]] = {}
        for point, (device, root) in self._at.items():
            by_device.setdefault(device, []).append((root, point))
        return {device: mounts for device, mounts in by_device.items() if len(mounts) > 1}

    def aliases(self, path: bytes) -> list[bytes]:
        """The other absolute paths at which the same file is mounted."""
        if not self._shared:
            return []
        point = path
        while point not in self._at:
            if point == b"/":
                return []
            point = point.rpartition(b"/")[0] or b"/"
        device, root = self._at[point]
        if device not in self._shared:
            return []
        within = _join(root, path[len(point.rstrip(b"/")) :])
        found = []
        for other_root, other_point in self._shared[device]:
            if other_point == point:
                continue
            if other_root == b"/":
                rest = within
            elif within == other_root or within.startswith(other_root + b"/"):
                rest = within[len(other_root) :]
            else:
                continue
            found.append(_join(other_point, rest))
        return found


def _join(head: bytes, tail: bytes) -> bytes:
    return head.rstrip(b"/") + b"/" + tail.lstrip(b"/") if tail.strip(b"/") else head


def _plain(field: bytes) -> bytes:
    if b"\\" in field:
        for spelled, meant in _ESCAPES:
            field = field.replace(spelled, meant)
    return field


def read_mounts() -> Mounts:
    """The mounts that this process sees.

    Raises:
        OSError: there is no /proc.
    """
    descriptor = os.open(b"/proc/self/mountinfo", os.O_RDONLY | os.O_CLOEXEC)
    try:
        pieces = []
        while piece := os.read(descriptor, 1 << 16):
            pieces.append(piece)
    finally:
        os.close(descriptor)
    return Mounts(b"".join(pieces))
