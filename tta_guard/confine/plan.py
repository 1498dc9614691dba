"""From what is to hold and what the kernel offers to the steps that make it hold. Pure, hot path.

The highest tier that works here is taken, or the one that is demanded. What it holds less than one might think is part of
the plan, in words: nothing is left out in silence, and what can't be done at all refuses.
"""

from __future__ import annotations

from ..model import frozen
from .errors import ConfinementError
from .numbers import LANDLOCK_IOCTL_ABI, LANDLOCK_SCOPES_ABI, LANDLOCK_TRUNCATE_ABI
from .steps import CoverPaths, DropCapabilities, EnterNamespaces, FilterCalls, GrantFiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Final

    from .features import Features
    from .steps import Identity, Step

NAMESPACES: Final = "namespaces"
LANDLOCK: Final = "landlock"
NONE: Final = "none"
TIERS: Final = (NAMESPACES, LANDLOCK, NONE)
_TEMPORARY: Final = b"/tmp"
_OTHER_TEMPORARY: Final = b"/var/tmp"
MOST_PATHS: Final = 20_000
"""Mounts or grants of one plan. A mount takes the kernel ten microseconds, and 100,000 are its limit."""


@frozen
class FileView:
    """What of the files is to be hidden, protected and written; every path absolute, without links, and there.

    Attributes:
        hidden: may not be read. Nothing below one needs to be named.
        read_only: may not be changed, inside something writable.
        writable: may be changed.
        pinned: directories inside something writable that may not be renamed, for what is protected below them.
        missing: what may not come into being, up to and with the first component that is not there.
        kept: what may not come into being either, and where nothing can stand in its place: looked at after the run.
        soft: of `missing`, what the landlock tier looks at after the run instead, since nothing could be created beside it.
        devices: below /dev, may be opened.
        git_dirs: git directories, whose protected parts the landlock tier compares afterwards and puts back.
        identities: device and inode of hidden and protected paths, as they were found.
        notes: what the tiers cannot do about these files, in words.
        binds: (source, target): credentials' views, mounted over their originals.
        originals: of these views: hidden where nothing can be mounted over them.
        top: of the repository; b"" without one.
    """

    hidden: tuple[bytes, ...] = ()
    read_only: tuple[bytes, ...] = ()
    writable: tuple[bytes, ...] = ()
    pinned: tuple[bytes, ...] = ()
    missing: tuple[bytes, ...] = ()
    kept: tuple[bytes, ...] = ()
    soft: tuple[bytes, ...] = ()
    devices: tuple[bytes, ...] = ()
    git_dirs: tuple[bytes, ...] = ()
    identities: dict[bytes, Identity] = {}  # noqa: RUF012 - a frozen class's default, never written to
    notes: tuple[str, ...] = ()
    binds: tuple[tuple[bytes, bytes], ...] = ()
    originals: tuple[bytes, ...] = ()
    top: bytes = b""


@frozen
class Plan:
    """What is done to a command before its first instruction.

    Attributes:
        tier: `namespaces`, `landlock` or `none`.
        steps: in their order.
        hidden, read_only, writable: the paths, for whoever asks.
        degraded: what holds less here, in words.
        missing: what may not come into being: stubs stand there in the namespaces tier (see `stubs.py`).
        git_dirs: to be compared after the run (see `gitkeep.py`); () where mounts protect them.
        kept: single paths to be compared likewise.
        listens: whether a supervisor must answer the filter's questions.
        network, metadata: about what.
        environ: what to set for the command.
        top: of the repository; b"" without one.
    """

    tier: str
    steps: tuple[Step, ...]
    hidden: tuple[bytes, ...] = ()
    read_only: tuple[bytes, ...] = ()
    writable: tuple[bytes, ...] = ()
    degraded: tuple[str, ...] = ()
    missing: tuple[bytes, ...] = ()
    git_dirs: tuple[bytes, ...] = ()
    kept: tuple[bytes, ...] = ()
    network: bool = False
    metadata: bool = False
    environ: tuple[tuple[bytes, bytes], ...] = ()
    top: bytes = b""

    @property
    def listens(self) -> bool:
        return self.network or self.metadata

    def describe(self) -> str:
        """The plan, a line a step, then what holds less."""
        lines = [f"confinement {self.tier}", *[f"  {step.describe()}" for step in self.steps]]
        return "\n".join([*lines, *[f"  less: {text}" for text in self.degraded]])


def plan(
    files: FileView,
    features: Features,
    *,
    network: bool,
    limits: Any = None,
    demand: str | None = None,
    unsafe_unconfined: bool = False,
) -> Plan:
    """Make the plan.

    Args:
        files: what is to hold.
        features: what works here.
        network: whether connections are decided on.
        limits: limits of the run; the launcher holds them, in every tier.
        demand: `namespaces` or `landlock`: this tier and no other.
        unsafe_unconfined: where no tier works, go on without one.

    Raises:
        ConfinementError: `tier-not-available`, `no-tier`, `feature-missing` (what the plan needs does not work here),
            `bad-path` (a path can't be what it is said to be), `too-many-paths`.
    """
    del limits
    if demand is not None and demand not in (NAMESPACES, LANDLOCK):
        raise ConfinementError(
            f"there is no tier {demand!r} to be demanded", code="tier-not-available", hint="namespaces or landlock"
        )
    files = _checked(files)
    lacking = {tier: _lacking(tier, features) for tier in (NAMESPACES, LANDLOCK)}
    tier = demand or next((name for name in (NAMESPACES, LANDLOCK) if not lacking[name]), NONE)
    if tier != NONE and lacking[tier]:
        raise ConfinementError(
            f"the tier {tier} is demanded and does not work here: {lacking[tier]}",
            code="tier-not-available",
            hint="tta-guard doctor shows what works here and what would have to change",
        )
    if tier == NONE and not unsafe_unconfined:
        raise ConfinementError(
            f"nothing here confines a command: {lacking[NAMESPACES]}; {lacking[LANDLOCK]}",
            code="no-tier",
            hint="tta-guard doctor shows what would have to change; --unsafe-unconfined goes on without, where the "
            "policy's level allows it",
        )
    if network and not features.listener:
        raise ConfinementError(
            f"connections can't be decided on here: {features.problem('listener') or 'no listener'}",
            code="feature-missing",
            hint="tta-guard doctor shows what would have to change",
        )
    if tier == NAMESPACES:
        return _with_namespaces(files, features, network)
    if tier == LANDLOCK:
        return _with_landlock(files, features, network)
    return _unconfined(features, network)


def _lacking(tier: str, features: Features) -> str:
    """What a tier needs and does not have here; "" when it works."""
    needs = [
        ("seccomp", features.seccomp, "a system call filter"),
        ("ptrace", features.ptrace, "tracing a child"),
        ("landlock", features.landlock_abi > 0, "Landlock"),
    ]
    if tier == NAMESPACES:
        needs.append(("namespaces", features.namespaces, "user and mount namespaces"))
    else:
        enough = features.landlock_abi >= LANDLOCK_TRUNCATE_ABI
        needs.append(("truncate", enough, "Landlock of Linux 6.2, which keeps protected files from being truncated"))
        needs.append(("listener", features.listener, "a system call filter that asks a supervisor"))
    return "; ".join([f"{what} ({features.problem(name) or 'not there'})" for name, works, what in needs if not works])


def _checked(files: FileView) -> FileView:
    """Refuse what can't be meant; leave out what lies below something hidden anyway."""
    for name in ("hidden", "read_only", "writable", "pinned", "missing", "kept", "devices", "git_dirs"):
        for path in getattr(files, name):
            odd = {*path[1:].split(b"/")} & {b"", b".", b".."} if path != b"/" else ()
            if path[:1] != b"/" or b"\0" in path or odd:
                raise ConfinementError(
                    f"{path!r} ({name}) is no absolute path without '.', '..' and '//'", code="bad-path"
                )
    if b"/" in files.hidden:
        raise ConfinementError(
            "everything would be hidden", code="bad-path", hint="a link with a secret's name leads to the top directory"
        )
    count = len(files.hidden) + len(files.read_only) + len(files.writable) + len(files.pinned)
    if count > MOST_PATHS:
        raise ConfinementError(
            f"{count} paths would have to be hidden, protected or opened one by one, more than {MOST_PATHS}",
            code="too-many-paths",
            hint="let the policy name directories in place of single files",
        )
    hidden = _uppermost(files.hidden)
    return FileView(
        hidden,
        _outside(files.read_only, hidden),
        _outside(files.writable, hidden),
        _outside(files.pinned, hidden),
        _outside(files.missing, hidden),
        files.kept,
        files.soft,
        files.devices,
        files.git_dirs,
        files.identities,
        files.notes,
        files.binds,
        files.originals,
        files.top,
    )


def _uppermost(paths: Iterable[bytes]) -> tuple[bytes, ...]:
    """The paths that lie below no other of them, ascending."""
    kept: list[bytes] = []
    for path in sorted({*paths}, key=lambda path: path.rstrip(b"/") + b"/"):
        if not kept or not path.startswith(kept[-1].rstrip(b"/") + b"/"):
            kept.append(path)
    return tuple(kept)


def _outside(paths: tuple[bytes, ...], hidden: tuple[bytes, ...]) -> tuple[bytes, ...]:
    covered = set(hidden)
    kept = []
    for path in dict.fromkeys(paths):
        above = path
        while above not in covered and above != b"/":
            above = above.rpartition(b"/")[0] or b"/"
        if above not in covered:
            kept.append(path)
    return tuple(kept)


def _with_namespaces(files: FileView, features: Features, network: bool) -> Plan:
    protected = (*files.read_only, *files.missing)
    steps = (
        EnterNamespaces(),
        CoverPaths(files.writable, files.pinned, protected, files.hidden, files.binds, files.identities),
        GrantFiles(features.landlock_abi, (b"/dev",), files.writable, (), files.devices, {}),
        DropCapabilities(),
        FilterCalls(network, False, features.duplicate),
    )
    degraded = [*files.notes, *_less_landlock(features), "files of other users are shown as owned by nobody"]
    return Plan(
        NAMESPACES,
        steps,
        files.hidden,
        protected,
        files.writable,
        tuple(degraded),
        files.missing,
        (),
        files.kept,
        network,
        False,
        (),
        files.top,
    )


def _with_landlock(files: FileView, features: Features, network: bool) -> Plan:
    missing = tuple([path for path in files.missing if path not in files.soft])
    protected = (*files.read_only, *missing)
    hidden = _uppermost((*files.hidden, *files.originals))
    inside_git = tuple([path for path in protected if _below_any(path, files.git_dirs)])
    unwritten = tuple([path for path in protected if path not in inside_git]) + hidden
    writable = (*files.writable, *[path for path in files.git_dirs if _below_any(path, files.writable)])
    steps = (
        GrantFiles(
            features.landlock_abi,
            (b"/dev", *hidden),
            tuple(dict.fromkeys(writable)),
            unwritten,
            files.devices,
            files.identities,
        ),
        DropCapabilities(),
        FilterCalls(network, True, features.duplicate),
    )
    degraded = [*files.notes, *_less_landlock(features)]
    degraded.append(
        "an entry that is created directly in a directory which holds something hidden or protected can't be opened, "
        "so none can be created there"
    )
    environ: tuple[tuple[bytes, bytes], ...] = ()
    if _holds_any(_TEMPORARY, unwritten) and _OTHER_TEMPORARY in files.writable:
        environ = ((b"TMPDIR", _OTHER_TEMPORARY),)
        degraded.append(
            "nothing can be created directly in /tmp, since something protected is there; TMPDIR is /var/tmp"
        )
    if hidden:
        degraded.append("names, sizes and times of hidden files can be seen, their content can't")
    if inside_git:
        degraded.append(
            "hooks and configuration of git can be changed during the run and are put back after it; another program that "
            "runs git here meanwhile may meet them"
        )
    return Plan(
        LANDLOCK,
        steps,
        hidden,
        protected,
        files.writable,
        tuple(degraded),
        missing,
        files.git_dirs if inside_git else (),
        (*files.kept, *files.soft),
        network,
        True,
        environ,
        files.top,
    )


def _below_any(path: bytes, tops: tuple[bytes, ...]) -> bool:
    return any([path == top or path.startswith(top.rstrip(b"/") + b"/") for top in tops])


def _holds_any(top: bytes, paths: tuple[bytes, ...]) -> bool:
    return any([path.startswith(top + b"/") for path in paths])


def _less_landlock(features: Features) -> list[str]:
    less = []
    if features.landlock_abi < LANDLOCK_SCOPES_ABI:
        less.append("signals can be sent to the user's other processes (Linux 6.12 closes that)")
    if features.landlock_abi < LANDLOCK_IOCTL_ABI:
        less.append("what an open device is asked to do is not limited (Linux 6.10 closes that)")
    return less


def _unconfined(features: Features, network: bool) -> Plan:
    steps: tuple[Step, ...] = (DropCapabilities(),)
    if features.seccomp:
        steps = (*steps, FilterCalls(network, False, features.duplicate))
    degraded = ("files are not confined at all: everything that the user may read or write, the command may",)
    return Plan(NONE, steps, (), (), (), degraded, (), (), (), network, False)
