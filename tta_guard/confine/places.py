"""The places of `files_data.py` that exist here: homes, secrets, sockets, scratch directories, devices. IO, hot path.

Where the home directory is must not be left to the environment alone, which whoever starts the command may have set: what is
hidden is hidden below `$HOME` and below the home of the user database; what is writable is so below the latter only.
"""

from __future__ import annotations

import os

from .errors import ConfinementError
from .files_data import (
    DEVICES,
    HIDDEN,
    RUNTIME_SOCKETS,
    SOCKET_VARIABLES,
    SOCKETS,
    TOKEN_WORDS,
    WITH_TOKENS,
    WRITABLE,
)
from .numbers import O_PATH
from .syscalls import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WILDCARDS = b"*?["
_SMALL_BYTES = 1 << 16
_OPEN = O_PATH | os.O_CLOEXEC


def homes(environ: Mapping[bytes, bytes]) -> tuple[bytes, ...]:
    """The home directories, without links: first the user database's, then `$HOME` if it is another. () if there is none."""
    import pwd

    found = []
    try:
        found.append(os.fsencode(pwd.getpwuid(os.getuid()).pw_dir))
    except KeyError:
        pass
    found.append(environ.get(b"HOME", b""))
    real = [os.path.realpath(path) for path in found if path.startswith(b"/")]
    return tuple([path for path in dict.fromkeys(real) if path != b"/" and os.path.isdir(path)])


def below_homes(paths: Iterable[bytes], places: Iterable[bytes]) -> list[bytes]:
    """The paths with "~" replaced by each of the homes."""
    homes_found = list(places)
    found = []
    for path in paths:
        if path[:1] == b"~":
            found += [home + path[1:] for home in homes_found]
        else:
            found.append(path)
    return found


def existing(paths: Iterable[bytes]) -> list[bytes]:
    """Those that are there, by the path that leads to them without links; what the user can't reach is left out."""
    found = []
    for path in paths:
        try:
            held = os.open(path, _OPEN)
        except OSError:
            continue
        found.append(os.readlink(b"/proc/self/fd/%d" % held))
        os.close(held)
    return found


def _readable(paths: Iterable[bytes]) -> list[bytes]:
    """Those that the user may read: no need to hide the others, and in the landlock tier each costs the grants beside it."""
    return [path for path in paths if os.access(path, os.R_OK) or os.access(path, os.X_OK)]


def _in_homes(paths: Iterable[bytes], user_homes: Iterable[bytes]) -> list[bytes]:
    """As `below_homes`, without what a look at the names in the home directories shows not to be there."""
    names = {home: frozenset(os.listdir(home)) for home in user_homes}
    found = []
    for path in paths:
        if path[:2] != b"~/":
            found.append(path)
            continue
        first = path[2:].partition(b"/")[0]
        found += [home + path[1:] for home, here in names.items() if first in here]
    return found


def secret_places(user_homes: tuple[bytes, ...]) -> list[bytes]:
    """What the table hides here."""
    return _readable(existing(_in_homes(HIDDEN, user_homes)))


def token_files(user_homes: tuple[bytes, ...]) -> tuple[list[bytes], list[bytes]]:
    """Files that may hold a token: those that do, and those that do not."""
    holding: list[bytes] = []
    plain: list[bytes] = []
    for path in existing(_in_homes(WITH_TOKENS, user_homes)):
        (holding if _holds_token(path) else plain).append(path)
    return holding, plain


def _holds_token(path: bytes) -> bool:
    try:
        with open(path, "rb") as file:
            content = file.read(_SMALL_BYTES).lower()
    except OSError:
        return True
    for line in content.splitlines():
        bare = line.strip()
        if bare.startswith((b"#", b";")):  # not "//", with which npm's lines about a registry begin
            continue
        if b"://" in bare and b"@" in bare.partition(b"://")[2].partition(b"/")[0]:
            return True
        if any([word in bare for word in TOKEN_WORDS]):
            return True
    return False


def sockets(user_homes: tuple[bytes, ...], environ: Mapping[bytes, bytes]) -> list[bytes]:
    """Sockets of services and agents, to be hidden besides what the connect gate says."""
    runtime = {b"/run/user/%d" % os.getuid(), environ.get(b"XDG_RUNTIME_DIR", b"")}
    paths = _in_homes(SOCKETS, user_homes)
    paths += [place + b"/" + name for place in sorted(runtime) if place.startswith(b"/") for name in RUNTIME_SOCKETS]
    named = [environ.get(name, b"") for name in SOCKET_VARIABLES]
    return existing([*paths, *[path for path in named if path.startswith(b"/") and _is_socket(path)]])


def _is_socket(path: bytes) -> bool:
    """A variable may name anything; only a socket is hidden for it."""
    try:
        return os.stat(path).st_mode & 0o170000 == 0o140000
    except OSError:
        return False


def scratch_places(user_homes: tuple[bytes, ...]) -> list[bytes]:
    """What stays writable whatever the mode: temporary and cache directories."""
    return existing(_in_homes(WRITABLE, user_homes[:1]))


def devices() -> list[bytes]:
    """What may be opened below /dev here."""
    return existing(DEVICES)


def expand(patterns: Iterable[bytes], user_homes: tuple[bytes, ...], what: str) -> list[bytes]:
    """Paths that a configuration names, with `~/` and wildcards within a component.

    Args:
        patterns: absolute, or below the home directory.
        user_homes: as `homes` gives them.
        what: of what they are, for messages.

    Raises:
        ConfinementError: a pattern is relative, has `**`, or names nothing that is there.
    """
    found = []
    for pattern in patterns:
        spelled = user_homes[0] + pattern[1:] if pattern[:2] == b"~/" and user_homes else pattern
        if not spelled.startswith(b"/") or b"**" in spelled or b"\0" in spelled:
            raise ConfinementError(
                f"{what}: {shown(pattern)} can't be applied",
                code="bad-path",
                hint="an absolute path or one that begins with ~/, with wildcards within one component",
            )
        matched = existing(_matching(spelled))
        if not matched:
            raise ConfinementError(
                f"{what}: nothing is at {shown(pattern)}", code="bad-path", hint="take the line out, or correct it"
            )
        found += matched
    return found


def _matching(pattern: bytes) -> list[bytes]:
    if not set(pattern) & set(_WILDCARDS):
        return [os.path.normpath(pattern)]
    from ..policy.globs import parse_glob

    paths = [b""]
    for component in pattern.split(b"/")[1:]:
        if not set(component) & set(_WILDCARDS):
            paths = [path + b"/" + component for path in paths]
            continue
        glob = parse_glob(component, "pathspec")
        found = []
        for path in paths:
            try:
                names = os.listdir(path or b"/")
            except OSError:
                continue
            found += [path + b"/" + name for name in names if glob.matches(name)]
        paths = found
    return paths
