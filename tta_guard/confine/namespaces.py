"""A user and a mount namespace of the command's own, and the mounts that hide and protect paths in it. IO, hot path.

Sources: user_namespaces(7), mount_namespaces(7), open_tree(2), move_mount(2), mount_setattr(2), openat2(2).

The whole tree becomes read-only; what may be written is a copy of a mount from before that, laid over its own place;
what is protected inside is a read-only copy, what is hidden an empty mode-000 file or directory of a read-only tmpfs. The
mounts can't be taken off: that takes CAP_SYS_ADMIN in this user namespace (all capabilities are dropped), or a nested one,
where they would be locked (and Landlock and the filter refuse both).

Everything is looked up without following a link, and hidden paths must still be what they were when they were found, since
another confined command may be renaming directories just now.
"""

from __future__ import annotations

import os
from struct import pack

from .errors import ConfinementError
from .numbers import (
    AT_EMPTY_PATH,
    AT_FDCWD,
    AT_RECURSIVE,
    CLONE_NEWNS,
    CLONE_NEWUSER,
    MNT_DETACH,
    MOUNT_ATTR_NODEV,
    MOUNT_ATTR_NOSUID,
    MOUNT_ATTR_RDONLY,
    MOVE_MOUNT_F_EMPTY_PATH,
    MOVE_MOUNT_T_EMPTY_PATH,
    MS_NODEV,
    MS_NOEXEC,
    MS_NOSUID,
    MS_PRIVATE,
    MS_REC,
    O_PATH,
    OPEN_TREE_CLOEXEC,
    OPEN_TREE_CLONE,
    RESOLVE_NO_MAGICLINKS,
    RESOLVE_NO_SYMLINKS,
)
from .syscalls import call, mount, mount_setattr, move_mount, open_tree, pointer, shown, unshare

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from .landlock import Identity

_OPEN: Final = O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC
_CLONE: Final = OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH | AT_RECURSIVE
_MOVE: Final = MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH
_WORKBENCHES: Final = (b"/tmp", b"/dev", b"/proc", b"/sys", b"/run", b"/etc")  # any directory will do
_DEVICES: Final = b"/dev"
_FILE: Final = b"file"
_DIRECTORY: Final = b"directory"
_TYPE: Final = 0o170000


def open_exact(path: bytes, identity: Identity | None = None) -> int:
    """Open what an absolute path names, with no link anywhere on the way, for its place alone.

    Args:
        path: the path.
        identity: device and inode that it must have.

    Raises:
        OSError: it is not there, or a component is a link.
        ConfinementError: it is another file than it was.
    """
    how = bytearray(pack("=QQQ", _OPEN, 0, RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS))
    descriptor = call("openat2", AT_FDCWD, path, pointer(how), len(how), about=shown(path))
    if identity is not None:
        status = os.fstat(descriptor)
        if (status.st_dev, status.st_ino) != identity:
            os.close(descriptor)
            raise ConfinementError(
                f"{shown(path)} is another file than a moment ago",
                code="bad-path",
                hint="it was replaced while the command was prepared; try again",
            )
    return descriptor


def enter() -> None:
    """Move this process into new user and mount namespaces, in which everyone keeps the id that they have.

    One id is kept; everyone else is shown as nobody. More would take another process that stays behind to write the maps, and
    without capabilities other ids can't be taken on anyway, as root neither.

    Raises:
        OSError: the kernel or an administrator does not allow it.
    """
    uid, gid = os.geteuid(), os.getegid()
    unshare(CLONE_NEWUSER | CLONE_NEWNS)
    _write(b"/proc/self/setgroups", b"deny")
    _write(b"/proc/self/uid_map", b"%d %d 1" % (uid, uid))
    _write(b"/proc/self/gid_map", b"%d %d 1" % (gid, gid))
    mount(None, b"/", None, MS_REC | MS_PRIVATE)


def _write(path: bytes, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.write(descriptor, data)
    except OSError as error:
        raise OSError(error.errno, f"write({shown(path)}): {error.strerror}") from error
    finally:
        os.close(descriptor)


def cover(
    *,
    writable: Iterable[bytes],
    read_only: Iterable[bytes],
    hidden: Iterable[bytes],
    identities: dict[bytes, Identity],
    binds: Iterable[tuple[bytes, bytes]] = (),
) -> None:
    """Lay the mounts. The caller is in namespaces of its own; see `enter`.

    Args:
        writable: directories and files that stay writable, and directories inside them that must keep their place.
        read_only: what is protected, inside something writable or not.
        hidden: what is not to be read.
        binds: (source, target): what is to be seen at the target, read-only.
        identities: of the paths in `hidden` and `read_only`, where they are known.

    Raises:
        OSError: a path is not there, is reached through a link, or can't be mounted.
        ConfinementError: a path is another file than it was.
    """
    attached: dict[bytes, int] = {}
    for path in writable:
        attached[path] = _copy(path, None)
    if _DEVICES not in attached:
        # Read-only as the rest, so that no node's mode changes, but the nodes stay devices.
        attached[_DEVICES] = _copy(_DEVICES, None)
        kept = _attributes(MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID)
        mount_setattr(attached[_DEVICES], b"", AT_EMPTY_PATH | AT_RECURSIVE, kept, about=_DEVICES)
    masks = _masks({path: _is_directory(path, identities.get(path)) for path in hidden})
    attributes = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOSUID
    mount_setattr(AT_FDCWD, b"/", AT_RECURSIVE, _attributes(attributes))
    for path in read_only:
        _replace(attached, path, _copy(path, identities.get(path)))
    for path, mask in masks.items():
        _replace(attached, path, mask)
    for source, target in binds:
        _replace(attached, target, _copy(source, None))
    for path in sorted(attached):
        place = open_exact(path)
        move_mount(attached[path], place, _MOVE, about=path)
        os.close(place)
        os.close(attached[path])
    # The old working directory is a place in the tree as it was before.
    os.chdir(b"/")


def _copy(path: bytes, identity: Identity | None) -> int:
    place = open_exact(path, identity)
    try:
        return open_tree(place, b"", _CLONE)
    finally:
        os.close(place)


def _replace(attached: dict[bytes, int], path: bytes, descriptor: int) -> None:
    if path in attached:
        os.close(attached[path])
    attached[path] = descriptor


def _is_directory(path: bytes, identity: Identity | None) -> bool:
    place = open_exact(path, identity)
    try:
        return os.fstat(place).st_mode & _TYPE == 0o040000
    finally:
        os.close(place)


def _masks(hidden: dict[bytes, bool]) -> dict[bytes, int]:
    """What each hidden path is covered by: a file, or a directory where that is True, which nobody may open.

    A copy of a mount can only be made of one that is attached (before Linux 6.15), so a tmpfs lies over some directory for
    a moment; nothing else may be looked up meanwhile.
    """
    bench = next(path for path in _WORKBENCHES if os.path.isdir(path))
    mount(b"tta-guard", bench, b"tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, b"mode=0700,size=64k,nr_inodes=8")
    try:
        os.mkdir(bench + b"/" + _DIRECTORY, 0)
        os.close(os.open(bench + b"/" + _FILE, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0))
        mount_setattr(AT_FDCWD, bench, 0, _attributes(MOUNT_ATTR_RDONLY))
        flags = OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC
        return {
            path: open_tree(AT_FDCWD, bench + b"/" + (_DIRECTORY if directory else _FILE), flags)
            for path, directory in hidden.items()
        }
    finally:
        call("umount2", bench, MNT_DETACH, about=shown(bench))


def _attributes(added: int) -> bytearray:
    return bytearray(pack("=QQQQ", added, 0, 0, 0))
