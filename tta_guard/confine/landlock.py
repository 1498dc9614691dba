"""Landlock: what a process and all that it starts may do with files. IO, hot path.

Source: landlock(7), linux/landlock.h. Landlock only ever allows, and what it allows for a directory holds for all below it.
Something is therefore kept away by granting every sibling on the way to it (`grant_around`); the directories on that way get
no grant of their own, so what is created directly in them later is not granted either.
"""

from __future__ import annotations

import os
from struct import pack

from .errors import ConfinementError
from .numbers import (
    FS_EXECUTE,
    FS_IOCTL_DEV,
    FS_MAKE_DIR,
    FS_MAKE_FIFO,
    FS_MAKE_REG,
    FS_MAKE_SOCK,
    FS_MAKE_SYM,
    FS_READ_DIR,
    FS_READ_FILE,
    FS_REFER,
    FS_REMOVE_DIR,
    FS_REMOVE_FILE,
    FS_TRUNCATE,
    FS_WRITE_FILE,
    LANDLOCK_RULE_PATH_BENEATH,
    LANDLOCK_SCOPES,
    LANDLOCK_SCOPES_ABI,
    LANDLOCK_SINCE,
    O_PATH,
)
from .syscalls import landlock_add_rule, landlock_create_ruleset, landlock_restrict_self, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    Identity = tuple[int, int]

READ: Final = FS_READ_FILE | FS_EXECUTE
LIST: Final = FS_READ_DIR
WRITE: Final = (
    FS_WRITE_FILE | FS_TRUNCATE | FS_REMOVE_DIR | FS_REMOVE_FILE | FS_MAKE_DIR | FS_MAKE_REG | FS_MAKE_SOCK
    | FS_MAKE_FIFO | FS_MAKE_SYM | FS_REFER
)  # fmt: skip
"""Devices can't be made anywhere."""
DEVICE: Final = FS_READ_FILE | FS_WRITE_FILE | FS_TRUNCATE | FS_IOCTL_DEV
_OF_FILES: Final = FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV
_OPEN: Final = O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC
_LINK: Final = 0o120000
_DIRECTORY: Final = 0o040000
_TYPE: Final = 0o170000


class Ruleset:
    """Grants to be enforced together.

    Args:
        abi: version of the kernel's interface; what it can't govern is not asked for.
    """

    def __init__(self, abi: int) -> None:
        self._handled = 0
        for since, accesses in LANDLOCK_SINCE:
            if abi >= since:
                self._handled |= accesses
        scopes = LANDLOCK_SCOPES if abi >= LANDLOCK_SCOPES_ABI else 0
        size = 24 if abi >= LANDLOCK_SCOPES_ABI else 8
        self._descriptor = landlock_create_ruleset(bytearray(pack("=QQQ", self._handled, 0, scopes)[:size]))
        self.rules = 0

    def allow(self, descriptor: int, access: int, *, directory: bool, about: bytes) -> None:
        """Grant accesses to an open file, or to a directory and all below it.

        Raises:
            OSError: the kernel refuses the rule.
        """
        access &= self._handled if directory else self._handled & _OF_FILES
        if access:
            rule = bytearray(pack("=Qi", access, descriptor))
            landlock_add_rule(self._descriptor, LANDLOCK_RULE_PATH_BENEATH, rule, about=shown(about))
            self.rules += 1

    def allow_path(self, path: bytes, access: int) -> None:
        """Grant accesses to what a path without links names.

        Raises:
            OSError: it is not there, or the kernel refuses the rule.
            ConfinementError: it is a symbolic link.
        """
        descriptor = os.open(path, _OPEN)
        try:
            kind = os.fstat(descriptor).st_mode & _TYPE
            if kind == _LINK:
                raise ConfinementError(f"{shown(path)} is a symbolic link and can't be granted", code="bad-path")
            self.allow(descriptor, access, directory=kind == _DIRECTORY, about=path)
        finally:
            os.close(descriptor)

    def enforce(self) -> None:
        """Hold this process, and all that it starts, to the grants. There is no way back.

        Raises:
            OSError: no_new_privs is not set, or sixteen rulesets hold already.
        """
        landlock_restrict_self(self._descriptor)
        self.close()

    def close(self) -> None:
        """Let go of the ruleset."""
        os.close(self._descriptor)


class Routes:
    """Paths that a grant must leave out, with the directories on the way to them.

    Args:
        shut: absolute, without links; they need not exist.
        identities: device and inode that these and directories on the way had when they were found. None of them is granted
            under another name, for a directory may be renamed between the look and the grant.
    """

    def __init__(self, shut: Iterable[bytes], identities: dict[bytes, Identity]) -> None:
        self.shut = frozenset(shut)
        self.ways: set[bytes] = set()
        for path in self.shut:
            while path != b"/":
                path = path.rpartition(b"/")[0] or b"/"
                if path in self.ways:
                    break
                self.ways.add(path)
        self.at = {path: identities[path] for path in (*self.shut, *self.ways) if path in identities}
        self.identities = frozenset(self.at.values())


def grant_around(ruleset: Ruleset, top: bytes, access: int, routes: Routes) -> None:
    """Grant accesses to `top` and all below it, but to nothing that is shut. What is shut above `top` does not count.

    Args:
        ruleset: added to.
        top: absolute, without links.
        access: the accesses.
        routes: what is shut.

    Raises:
        OSError: a directory on the way can't be listed, or a rule is refused.
        ConfinementError: something shut was found under another name than it had, so somebody is renaming.
    """
    if top in routes.shut:
        return
    if top not in routes.ways:
        _grant(ruleset, top, access, routes)
        return
    own = os.lstat(top)
    if own.st_mode & _TYPE != _DIRECTORY or routes.at.get(top, (own.st_dev, own.st_ino)) != (own.st_dev, own.st_ino):
        raise ConfinementError(
            f"{shown(top)} is another directory than a moment ago",
            code="bad-path",
            hint="it was renamed while the command was prepared; try again",
        )
    start = top if top == b"/" else top + b"/"
    with os.scandir(top) as entries:
        names = [entry.name for entry in entries if not entry.is_symlink()]
    for name in names:
        path = start + name
        if path in routes.shut:
            continue
        if path in routes.ways:
            grant_around(ruleset, path, access, routes)
        else:
            _grant(ruleset, path, access, routes)


def _grant(ruleset: Ruleset, path: bytes, access: int, routes: Routes) -> None:
    try:
        descriptor = os.open(path, _OPEN)
    except FileNotFoundError:
        return  # gone since it was listed; and what is not there is not granted
    try:
        status = os.fstat(descriptor)
        kind = status.st_mode & _TYPE
        if kind == _LINK:
            return
        if (status.st_dev, status.st_ino) in routes.identities:
            raise ConfinementError(
                f"{shown(path)} is another name of something hidden or protected",
                code="bad-path",
                hint="it was renamed or linked while the command was prepared; try again",
            )
        ruleset.allow(descriptor, access, directory=kind == _DIRECTORY, about=path)
    finally:
        os.close(descriptor)
