"""Views of credentials on the disk: read the originals, write the views into a private directory, remove them. IO; hot.

The directory is made anew for each run, 0700, with files of 0600, in a place that is in memory where there is one, and is
removed after the run. One that a killed run left is recognised by its owner's process being gone, and removed by the next run.

Longer than 250 lines because reading, writing and removing hold one promise about what stands on the disk.
"""

from __future__ import annotations

import errno
import os
import stat

from ..errors import GuardError
from ..model import frozen
from .views_model import Files
from .views_text import SIZE_LIMIT_BYTES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Final

    from .views_model import View

_PREFIX: Final = b"tta-views."
_KERNEL: Final = (b"/proc/", b"/sys/", b"/dev/fd/")
_ABSENT: Final = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EACCES, errno.EPERM, errno.ELOOP, errno.EINVAL)
_NOTHING: Final = b"/dev/null"


class ViewError(GuardError):
    """A view cannot be written, so the command must not start."""

    code = "credential-views"


@frozen
class Written:
    """What `write_views` made, in the terms of each tier.

    Attributes:
        directory: what was made; b"" when nothing had to be.
        binds: namespaces tier: (source, original) to be mounted over the original, read-only; a source may be an empty
            directory. Originals have their links followed.
        hidden: namespaces tier: originals that are masked with nothing.
        originals: landlock tier: every original that must be hidden, scoped or not. Each may have further links.
        whole: originals that were judged and may be read as they are; a general rule that hides such files does not count.
        environ: landlock tier: what to set (None: unset) so that programs find their views.
        lost: landlock tier: scoped views that no variable leads to, so that their programs find nothing.
    """

    directory: bytes = b""
    binds: tuple[tuple[bytes, bytes], ...] = ()
    hidden: tuple[bytes, ...] = ()
    originals: tuple[bytes, ...] = ()
    whole: tuple[bytes, ...] = ()
    environ: tuple[tuple[bytes, bytes | None], ...] = ()
    lost: tuple[bytes, ...] = ()


class DiskFiles(Files):
    """The real disk, each file read once: what is judged is what is written."""

    def __init__(self) -> None:
        self._read: dict[bytes, bytes | str] = {}
        self._listed: dict[bytes, tuple[bytes, ...]] = {}

    def read(self, path: bytes) -> bytes | None:
        found = self._read.get(path)
        if found is None:
            found = self._read[path] = _load(path)
        return found if isinstance(found, bytes) else None

    def trouble(self, path: bytes) -> str:
        found = self._read.get(path)
        return found if isinstance(found, str) else ""

    def names(self, path: bytes) -> tuple[bytes, ...]:
        found = self._listed.get(path)
        if found is None:
            try:
                found = tuple(sorted(os.listdir(path)))
            except OSError:
                found = ()
            self._listed[path] = found
        return found

    def exists(self, path: bytes) -> bool:
        try:
            os.stat(path)
        except (OSError, ValueError):
            return False
        return True

    def is_dir(self, path: bytes) -> bool:
        try:
            return stat.S_ISDIR(os.stat(path).st_mode)
        except (OSError, ValueError):
            return False

    def real(self, path: bytes) -> bytes:
        try:
            return os.path.realpath(path)
        except (OSError, ValueError):
            return path


def _load(path: bytes) -> bytes | str:
    """The bytes; or why not, "" where there is nothing that the user may read."""
    if path.startswith(_KERNEL):
        return ""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
    except ValueError:
        return ""
    except OSError as failure:
        return "" if failure.errno in _ABSENT else "it cannot be opened"
    try:
        found = os.fstat(descriptor)
        if stat.S_ISDIR(found.st_mode):
            return ""
        if not stat.S_ISREG(found.st_mode):
            # a device holds no credential and must never be masked (KUBECONFIG=/dev/null); a pipe is not judged
            return "it is no regular file" if stat.S_ISFIFO(found.st_mode) and not path.startswith(_KERNEL) else ""
        if found.st_size > SIZE_LIMIT_BYTES:
            return "it is too large"
        pieces: list[bytes] = []
        left = SIZE_LIMIT_BYTES + 1
        while left > 0 and (piece := os.read(descriptor, left)):
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces) if left > 0 else "it is too large"
    except OSError:
        return "it cannot be read"
    finally:
        os.close(descriptor)


def write_views(views: Iterable[View], directory: bytes) -> Written:
    """Write the views.

    Args:
        views: as `plan_views` made them.
        directory: where the private directory is made: absolute, not writable by others (see `place_for_views`).

    Returns:
        What the tiers need. Nothing is written when every view is whole.

    Raises:
        ViewError: something cannot be written; what was written is gone again.
    """
    views = tuple(views)
    whole = tuple(dict.fromkeys([view.real or view.path for view in views if view.kind == "whole"]))
    changed = [view for view in views if view.kind != "whole"]
    if not changed:
        return Written(whole=whole)
    top = directory.rstrip(b"/") + b"/" + _PREFIX + b"%d.%s" % (os.getpid(), os.urandom(8).hex().encode())
    try:
        os.mkdir(top, 0o700)
    except OSError as failure:
        raise _failed(directory, failure) from None
    try:
        return _Writer(top, views).written(whole)
    except OSError as failure:
        remove_views(top)
        raise _failed(top, failure) from None
    except BaseException:
        remove_views(top)
        raise


class _Writer:
    def __init__(self, top: bytes, views: tuple[View, ...]) -> None:
        self.top, self.views = top, views
        self.made: dict[bytes, bytes] = {}  # original, as named -> source
        self.count = 0

    def written(self, whole: tuple[bytes, ...]) -> Written:
        binds: dict[bytes, bytes] = {}
        hidden: list[bytes] = []
        for view in self.views:
            real = view.real or view.path
            if view.kind == "scoped":
                self.made[view.path] = source = self._new()
                _write(source, view.content)
                binds.setdefault(real, source)
            elif view.kind == "emptied":
                self.made[view.path] = source = self._new()
                os.mkdir(source, 0o700)
                binds.setdefault(real, source)
            elif view.kind == "hidden":
                hidden.append(real)
        settings = self._settings()
        led = {view.path for view in self.views if view.variable}
        originals = [view.real or view.path for view in self.views if view.kind != "whole"]
        lost = [view.path for view in self.views if view.kind == "scoped" and view.path not in led]
        return Written(
            self.top,
            tuple([(source, real) for real, source in binds.items()]),
            tuple(dict.fromkeys(hidden)),
            tuple(dict.fromkeys(originals)),
            whole,
            tuple(settings.items()),
            tuple(lost),
        )

    def _new(self) -> bytes:
        self.count += 1
        return self.top + b"/%d" % self.count

    def _settings(self) -> dict[bytes, bytes | None]:
        settings: dict[bytes, bytes | None] = {}
        by_variable: dict[bytes, list[View]] = {}
        for view in self.views:
            if view.variable:
                by_variable.setdefault(view.variable, []).append(view)
        for variable, views in by_variable.items():
            if all(view.kind == "whole" for view in views):
                continue
            if variable == b"KUBECONFIG":
                paths = [self.made.get(view.path, view.path) for view in views if view.kind != "hidden"]
                settings[variable] = b":".join(paths) or _NOTHING
            elif views[0].root:
                settings[variable] = self._mirror(views[0].root, [view for view in views if view.root])
            else:
                settings[variable] = self.made.get(views[0].path, _NOTHING)
        for variable in (b"GOOGLE_APPLICATION_CREDENTIALS", b"CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE"):
            if settings.get(variable) == _NOTHING:
                settings[variable] = None
        return settings

    def _mirror(self, root: bytes, views: list[View]) -> bytes:
        """A directory like `root` in which views stand, links to what is left as it is, and nothing for what is hidden."""
        kinds = {view.path: view for view in views}
        place = self._new()
        self._fill(root, place, kinds)
        return place

    def _fill(self, folder: bytes, place: bytes, kinds: dict[bytes, View]) -> None:
        os.mkdir(place, 0o700)
        for name in os.listdir(folder):
            path, copy = folder + b"/" + name, place + b"/" + name
            view = kinds.get(path)
            if view is not None and view.kind == "scoped":
                _write(copy, view.content)
            elif view is not None and view.kind == "emptied":
                os.mkdir(copy, 0o700)
            elif view is not None and view.kind == "hidden":
                continue
            elif any(each.startswith(path + b"/") and kinds[each].kind != "whole" for each in kinds):
                self._fill(path, copy, kinds)
            else:
                os.symlink(path, copy)


def _write(path: bytes, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        while content:
            content = content[os.write(descriptor, content) :]
    finally:
        os.close(descriptor)


def place_for_views(environ: Mapping[bytes, bytes], state: bytes) -> bytes:
    """Where views are best written: $XDG_RUNTIME_DIR when it is this user's alone (it is in memory), else the state directory.

    Args:
        environ: the guard's own environment.
        state: the guard's state directory, absolute.

    Raises:
        ViewError: the state directory cannot be used either.
    """
    runtime = environ.get(b"XDG_RUNTIME_DIR", b"")
    if runtime.startswith(b"/") and _is_private(runtime):
        return runtime
    try:
        os.makedirs(state, 0o700, exist_ok=True)
    except OSError as failure:
        raise _failed(state, failure) from None
    if not _is_private(state):
        raise ViewError(
            f"{os.fsdecode(state)} can be written by others, so views of credentials may not stand there",
            hint=f"chmod 700 {os.fsdecode(state)}",
        )
    return state


def _is_private(path: bytes) -> bool:
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o022


def remove_views(directory: bytes) -> None:
    """Remove what `write_views` made. Links are removed, never followed.

    Raises:
        ViewError: the directory is none that `write_views` makes, or something in it cannot be removed.
    """
    if not directory:
        return
    if not directory.rpartition(b"/")[2].startswith(_PREFIX):
        raise ViewError(f"{os.fsdecode(directory)} is no directory of views")
    try:
        _remove(directory)
    except FileNotFoundError:
        return
    except OSError as failure:
        raise _failed(directory, failure) from None


def _remove(folder: bytes) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _remove(entry.path)
            else:
                os.unlink(entry.path)
    os.rmdir(folder)


def remove_stale_views(directory: bytes) -> int:
    """Remove what killed runs left in the place for views; answer how many. A directory whose process lives is left alone."""
    removed = 0
    try:
        names = os.listdir(directory)
    except OSError:
        return 0
    for name in names:
        number = name[len(_PREFIX) :].partition(b".")[0]
        path = directory.rstrip(b"/") + b"/" + name
        if not name.startswith(_PREFIX) or not number.isdigit() or not _is_private(path):
            continue
        try:
            os.kill(int(number), 0)
        except ProcessLookupError:
            remove_views(path)
            removed += 1
        except (OSError, OverflowError):
            continue
    return removed


def _failed(path: bytes, failure: OSError) -> ViewError:
    where = os.fsdecode(failure.filename or path)
    return ViewError(
        f"a view of credentials cannot be written: {failure.strerror} ({where})",
        hint="the place for views needs a few kilobytes that only you may read",
    )
