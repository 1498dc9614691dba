"""From a policy and a place to what is hidden, protected and writable there: paths that exist, without links. IO, hot path.

What the policy says about names is asked of it (`walk.py`), and remembered; where to look besides the repository is in
`files_data.py`. A name that is a link stands for what it leads to. What can't be told before a run, such as a new file with a
name that the mode may not write, is not here: it is found after the run.
"""

from __future__ import annotations

import os

from ..policy.paths import decide_path
from .aliases import files_in, other_links, read_mounts
from .errors import ConfinementError
from .files_data import ASKED
from .guards import git_directories, guards
from .places import below_homes, devices, existing, expand, homes, scratch_places, secret_places, sockets, token_files
from .plan import FileView
from .syscalls import shown
from .walk import Memory, look

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, Final

    from ..plumbing.process import Repository
    from ..policy.rules import Policy
    from .steps import Identity
    from .walk import Found

_NEEDED: Final = frozenset(
    b"/ /bin /boot /dev /etc /home /lib /lib64 /opt /proc /root /run /sbin /srv /sys /tmp /usr /usr/bin /usr/lib /usr/local "
    b"/var /var/tmp /nix /snap".split()
)
_DIRECTORY: Final = 0o040000
_TYPE: Final = 0o170000


def view(
    policy: Policy,
    repository: Repository | None,
    *,
    environ: Mapping[bytes, bytes],
    memory: bytes | None = None,
    views: Any = None,
    hide: Sequence[bytes] = (),
    show: Sequence[bytes] = (),
    write: Sequence[bytes] = (),
    use: Sequence[bytes] = (),
    places: tuple[bytes, ...] | None = None,
) -> FileView:
    """Gather what is to hold.

    Args:
        policy: the policy in force.
        repository: around the command's directory; None when there is none: then nothing of the user's is writable but
            scratch directories and what `write` says.
        environ: the command's environment, for places that variables name.
        memory: a file, which only the user can write, where to remember what the policy said of names.
        views: what `credentials.write_views` made: its originals are hidden, or covered by their views.
        hide, show, write, use: from the configuration, as `places.expand` takes them: hidden besides, not hidden although a
            table says so, writable besides, devices besides.
        places: home directories, in place of those of the user.

    Raises:
        ConfinementError: `bad-path`, `hard-link`: something can't be hidden or protected as it is named.
        OSError: something that must be looked at can't be.
    """
    user_homes = homes(environ) if places is None else places
    shown_anyway = set(expand(show, user_homes, "shown"))
    remembered = Memory(memory, policy.digest.encode())
    hidden: dict[bytes, None] = {}
    found: Found | None = None
    top = None
    if repository is not None and repository.work_tree is not None:
        top = os.path.realpath(repository.work_tree)
        found = look(policy, top, remembered)
        hidden.update(dict.fromkeys(found.hidden))
        hidden.update(dict.fromkeys(_led_out(policy, found.links, top)))
    tokens, plain = token_files(user_homes)
    for place in existing(below_homes(ASKED, user_homes)):
        asked = look(policy, place, remembered, inside=False, deep=False)
        hidden.update(dict.fromkeys(asked.hidden))
    remembered.save()
    hidden.update(dict.fromkeys([*secret_places(user_homes), *tokens, *sockets(user_homes, environ)]))
    hidden.update(dict.fromkeys(expand(hide, user_homes, "hidden")))
    binds = tuple(views.binds) if views is not None else ()
    whole = {*plain, *shown_anyway, *(views.whole if views is not None else ())}
    concealed = _resolved([path for path in hidden if path not in whole])
    concealed = _around([path for path in concealed if path not in whole], [*[target for _, target in binds], *whole])
    originals = _resolved(views.originals) if views is not None else []
    masked = _resolved(views.hidden) if views is not None else []
    _refuse_needed([*concealed, *originals], top, user_homes)
    writable = _writable(found, repository, user_homes, expand(write, user_homes, "writable"))
    read_only = list(found.read_only) if found is not None else []
    trees = ([top] if top is not None else []) + [tree for tree in (found.repositories if found else ()) if tree != top]
    git_dirs = (
        git_directories(repository.git_dir, repository.common_dir, found.repositories if found else ())
        if repository is not None
        else []
    )
    opened = _Opened(writable, read_only)
    # A home directory in a scratch directory is none.
    read_only += [home for home in user_homes if home != top and home not in writable and opened(home)]
    opened = _Opened(writable, read_only)
    protected = guards(trees, git_dirs, user_homes, opened)
    read_only = [path for path in dict.fromkeys([*read_only, *protected.read_only]) if not os.path.islink(path)]
    concealed, identities = _every_name([*concealed, *masked], originals, read_only, top, user_homes)
    notes = list(protected.notes)
    if found is not None and found.narrowed:
        notes.append(
            f"new files can't be created in {found.narrowed} directories where the mode may write only some names"
        )
    return FileView(
        hidden=tuple(concealed),
        read_only=tuple(read_only),
        writable=tuple(writable),
        pinned=protected.pinned,
        missing=protected.missing,
        kept=protected.kept,
        soft=protected.soft,
        devices=tuple(dict.fromkeys([*devices(), *expand(use, user_homes, "device")])),
        git_dirs=tuple(git_dirs),
        identities=identities,
        notes=tuple(notes),
        binds=binds,
        originals=tuple([path for path in originals if path in identities]),
        top=top or b"",
    )


def _led_out(policy: Policy, links: Iterable[bytes], top: bytes) -> list[bytes]:
    """Of what links lead to outside the repository, what the policy does not let be read."""
    found = []
    for link in links:
        target = os.path.realpath(link)
        if target == top or target.startswith(top + b"/") or not os.path.exists(target):
            continue
        asked = target + b"/\x01" if os.path.isdir(target) else target
        if decide_path(policy, "read", asked).verdict != "allow":
            found.append(target)
    return found


def _resolved(paths: Iterable[bytes]) -> list[bytes]:
    """What the paths lead to; what leads nowhere is not there to be hidden."""
    found: dict[bytes, None] = {}
    for path in paths:
        real = os.path.realpath(path)
        if os.path.lexists(real):
            found[real] = None
    return list(found)


def _around(hidden: Iterable[bytes], kept: Sequence[bytes]) -> list[bytes]:
    """Hide a directory's entries in place of the directory where something in it is to be seen."""
    found: list[bytes] = []
    waiting = list(hidden)
    while waiting:
        path = waiting.pop()
        inside = [target for target in kept if target.startswith(path + b"/")]
        if not inside or not os.path.isdir(path):
            found.append(path)
            continue
        for name in os.listdir(path):
            entry = path + b"/" + name
            if entry not in kept and not os.path.islink(entry):
                waiting.append(entry)
    return found


def _refuse_needed(hidden: Iterable[bytes], top: bytes | None, user_homes: Iterable[bytes]) -> None:
    """A link with a secret's name may lead anywhere; to hide what everything needs is not what was meant."""
    above = {top, *user_homes, *_NEEDED}
    for path in [*user_homes, *([top] if top is not None else [])]:
        while path != b"/":
            path = os.path.dirname(path)
            above.add(path)
    for path in hidden:
        if path in above:
            raise ConfinementError(
                f"{shown(path)} would have to be hidden, and nothing works without it",
                code="bad-path",
                hint="a symbolic link with a secret's name leads there, or a line of the configuration says so",
            )


def _writable(
    found: Found | None, repository: Repository | None, user_homes: tuple[bytes, ...], more: Iterable[bytes]
) -> list[bytes]:
    paths = dict.fromkeys([*scratch_places(user_homes), *more])
    if found is not None:
        paths.update(dict.fromkeys([path for path in found.writable if not os.path.islink(path)]))
    if repository is not None:
        for path in (repository.git_dir, repository.common_dir):
            paths[os.path.realpath(path)] = None
    return list(paths)


class _Opened:
    """Whether a directory is writable: what is nearest above it decides."""

    def __init__(self, writable: Iterable[bytes], read_only: Iterable[bytes]) -> None:
        self._writable = frozenset(writable)
        self._read_only = frozenset(read_only)

    def __call__(self, path: bytes) -> bool:
        while path != b"/":
            if path in self._writable:
                return True
            if path in self._read_only:
                return False
            path = os.path.dirname(path)
        return False


def _every_name(
    hidden: list[bytes],
    originals: list[bytes],
    read_only: list[bytes],
    top: bytes | None,
    user_homes: tuple[bytes, ...],
) -> tuple[list[bytes], dict[bytes, Identity]]:
    """Add the other names of what is hidden, and note which file each path is."""
    identities: dict[bytes, Identity] = {}
    statuses = []
    names: dict[bytes, None] = {}
    for path in dict.fromkeys([*hidden, *originals]):
        try:
            status = os.lstat(path)
        except FileNotFoundError:
            continue
        identities[path] = (status.st_dev, status.st_ino)
        if path not in originals or path in hidden:
            names[path] = None
        statuses.append((path, status))
    inside = [top, *user_homes] if top is not None else list(user_homes)
    for path in list(names):
        if any([path.startswith(place + b"/") for place in inside]):
            statuses += files_in(path)
    linked = other_links(statuses, [top] if top is not None else [], user_homes[0] if user_homes else None)
    mounts = read_mounts()
    for path in [*identities, *linked]:
        for name in [path, *mounts.aliases(path)]:
            if name in identities and name != path:
                continue
            try:
                status = os.lstat(name)
            except OSError:
                continue
            if name not in identities:
                identities[name] = (status.st_dev, status.st_ino)
                names[name] = None
    for path in read_only:
        status = os.lstat(path)
        # An empty directory may be another run's stub, which goes and comes.
        if status.st_mode & _TYPE != _DIRECTORY or os.listdir(path):
            identities[path] = (status.st_dev, status.st_ino)
    identities.update(directories_above([*names, *originals, *read_only]))
    return list(names), identities


def directories_above(paths: Iterable[bytes]) -> dict[bytes, Identity]:
    """The directories on the way to some paths: renaming one of them moves what is in it."""
    found: dict[bytes, Identity] = {}
    for path in paths:
        while path != b"/":
            path = os.path.dirname(path)
            if path in found:
                break
            status = os.lstat(path)
            found[path] = (status.st_dev, status.st_ino)
    return found
