"""What this kernel and this place on it really offer, found out by doing it. IO, hot path.

A version number says little: a container's profile, an administrator's setting or a sandbox around us takes away what the
kernel has. So two short-lived children try: one the namespaces with their mounts, one Landlock and the filter, while the parent
traces it. That takes some milliseconds, so the answer is kept in a file, which holds for the boot, the kernel, the user and
everything else that it depends on and that can be read cheaply (`_circumstances`). A forged answer can only make a command
refuse, or choose the lower tier where a higher one would work; it can't make a step of a plan succeed that did not.
"""

from __future__ import annotations

import marshal
import os

from ..model import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_FORMAT: Final = 1
_MOST_BYTES: Final = 1 << 16
_STATUS_FIELDS: Final = (b"NoNewPrivs:", b"Seccomp:", b"Seccomp_filters:", b"CapEff:", b"CapBnd:")
_SETTINGS: Final = (
    b"/proc/sys/kernel/random/boot_id",
    b"/proc/sys/user/max_user_namespaces",
    b"/proc/sys/user/max_mnt_namespaces",
    b"/proc/sys/kernel/unprivileged_userns_clone",
    b"/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
    b"/proc/sys/kernel/yama/ptrace_scope",
)


@frozen
class Features:
    """What works here. A feature that does not has the failing call's words in `problems`.

    Attributes:
        landlock_abi: version of Landlock's interface, 0 where it does not hold anything.
        namespaces: user and mount namespaces, and mounts that hide and protect.
        seccomp: a system call filter that answers errors.
        listener: one that asks a supervisor.
        ptrace: tracing a child.
        duplicate: duplicating a child's descriptors (pidfd_getfd).
        root: whether this process has user id 0.
        machine, kernel: as uname(2) names them.
        problems: pairs of a feature's name and what failed.
    """

    landlock_abi: int
    namespaces: bool
    seccomp: bool
    listener: bool
    ptrace: bool
    duplicate: bool
    root: bool
    machine: str
    kernel: str
    problems: tuple[tuple[str, str], ...] = ()

    def problem(self, feature: str) -> str:
        """Why a feature does not work here; "" when it does."""
        return dict(self.problems).get(feature, "")


_known: Features | None = None


def features(cache: bytes | None = None, *, fresh: bool = False) -> Features:
    """Find out, at most once in this process.

    Args:
        cache: a directory that only the user can write, for the answer; it is made. None keeps it nowhere.
        fresh: try again, whatever is kept.

    Raises:
        OSError: no child could be made to try in.
    """
    global _known
    if _known is not None and not fresh:
        return _known
    circumstances = _circumstances()
    found = None if cache is None or fresh else _read(cache, circumstances)
    if found is None:
        found = probe()
        if cache is not None:
            _write(cache, circumstances, found)
    _known = found
    return found


def probe() -> Features:
    """Try everything, whatever is kept.

    Raises:
        OSError: no child could be made to try in.
    """
    from .probes import try_landlock_and_filter, try_namespaces, watched

    problems: dict[str, str] = {}
    namespaces = watched(try_namespaces, traced=False)
    confined = watched(try_landlock_and_filter, traced=True)
    for report in (namespaces, confined):
        problems.update(report.problems)
    abi = int(confined.found.get("landlock", "0"))
    machine = os.uname()
    return Features(
        abi,
        "namespaces" in namespaces.found,
        "seccomp" in confined.found,
        "listener" in confined.found,
        "ptrace" in confined.found,
        "duplicate" in confined.found,
        os.geteuid() == 0,
        machine.machine,
        machine.release,
        tuple(sorted(problems.items())),
    )


def _circumstances() -> bytes:
    """Everything cheap to read that the answer depends on, as one text."""
    status = _content(b"/proc/self/status")
    lines = [line for line in status.split(b"\n") if line.startswith(_STATUS_FIELDS)]
    machine = os.uname()
    parts = [
        b"%d %d %d" % (_FORMAT, os.geteuid(), os.getegid()),
        machine.release.encode(),
        machine.version.encode(),
        *[_link(b"/proc/self/ns/" + name) for name in (b"user", b"mnt", b"pid")],
        *[_content(path) for path in _SETTINGS],
        *lines,
    ]
    return b"\n".join(parts)


def _content(path: bytes) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return b""
    try:
        return os.read(descriptor, _MOST_BYTES)
    finally:
        os.close(descriptor)


def _link(path: bytes) -> bytes:
    try:
        return os.readlink(path)
    except OSError:
        return b""


def _read(cache: bytes, circumstances: bytes) -> Features | None:
    """The kept answer, if it is ours and holds here."""
    try:
        descriptor = os.open(cache + b"/features", os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        status = os.fstat(descriptor)
        if status.st_uid != os.geteuid() or status.st_mode & 0o022:
            return None
        kept = marshal.loads(os.read(descriptor, _MOST_BYTES))
        if not isinstance(kept, tuple) or len(kept) != 2 or kept[0] != circumstances:
            return None
        return Features(*kept[1])
    except (OSError, ValueError, EOFError, TypeError):
        return None
    finally:
        os.close(descriptor)


def _write(cache: bytes, circumstances: bytes, found: Features) -> None:
    """Keep the answer; where it can't be kept, the next command tries again."""
    values = tuple([getattr(found, name) for name in Features.__match_args__])
    temporary = b"%s/features.%d" % (cache, os.getpid())
    try:
        os.makedirs(cache, 0o700, exist_ok=True)
        descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        try:
            os.write(descriptor, marshal.dumps((circumstances, values)))
        finally:
            os.close(descriptor)
        os.replace(temporary, cache + b"/features")
    except OSError:
        return
