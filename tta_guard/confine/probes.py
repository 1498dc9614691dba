"""The children in which features are tried. IO; not on the hot path, since the answers are kept.

Each protection is tried for what it is there for: something that works before must fail after, with the errno that the
protection gives, and something else must still work.
"""

from __future__ import annotations

import os

from ..errors import GuardError
from ..model import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

_EACCES: Final = 13
_EPERM: Final = 1
_EROFS: Final = 30
_SIGKILL: Final = 9
# Something that everyone may read on every Linux, to be hidden, and something else, to be still there.
_HIDDEN: Final = b"/proc/version"
_OTHER: Final = b"/proc/uptime"


@frozen
class Report:
    """What a child found: features with a value, and what failed."""

    found: dict[str, str]
    problems: dict[str, str]


def watched(attempt: Callable[[Callable[[str], None]], None], *, traced: bool) -> Report:
    """Run one attempt in a child and collect what it says, whatever becomes of it.

    Args:
        attempt: is given a function that says "feature=value", or "feature!what failed".
        traced: trace the child meanwhile, and say whether that could be done.

    Raises:
        OSError: there can be no child.
    """
    heard, told = os.pipe()
    wait, go = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(go)
            os.read(wait, 1)
            attempt(lambda text: _say(told, text))
        except BaseException as error:  # the edge of this process
            _say(told, f"probe!{error}")
        finally:
            os._exit(0)
    os.close(told)
    os.close(wait)
    found: dict[str, str] = {}
    problems: dict[str, str] = {}
    try:
        if traced:
            from .notify import can_duplicate
            from .ptrace import seize

            try:
                seize(child)
                found["ptrace"] = "1"
            except GuardError as error:
                problems["ptrace"] = str(error)
            if can_duplicate():
                found["duplicate"] = "1"
            else:
                problems["duplicate"] = "pidfd_getfd is refused"
        os.close(go)
        said = b""
        while piece := os.read(heard, 4096):
            said += piece
    finally:
        os.close(heard)
        _reap(child)
    for line in said.decode("utf-8", "replace").splitlines():
        feature, mark, value = line.partition("=") if "=" in line.partition("!")[0] else line.partition("!")
        (found if mark == "=" else problems)[feature] = value
    return Report(found, problems)


def _reap(child: int) -> None:
    while True:
        _, status = os.waitpid(child, 0)
        if not os.WIFSTOPPED(status):
            return
        os.kill(child, _SIGKILL)


def _say(told: int, text: str) -> None:
    os.write(told, text.replace("\n", " ").encode("utf-8", "replace")[:1000] + b"\n")


def try_namespaces(say: Callable[[str], None]) -> None:
    """A path hidden by a mount, the rest read-only, one place writable."""
    from .capabilities import drop_capabilities, forbid_new_privileges
    from .namespaces import cover, enter

    try:
        enter()
        cover(writable=(), read_only=(), hidden=(_HIDDEN,), identities={})
        forbid_new_privileges()
        drop_capabilities()
        _expect(_EACCES, lambda: os.close(os.open(_HIDDEN, os.O_RDONLY)), "open of a hidden file")
        _expect(_EROFS, lambda: os.utime("/dev/null"), "a change outside what is writable")
        os.close(os.open(_OTHER, os.O_RDONLY))
        say("namespaces=1")
    except (OSError, GuardError) as error:
        say(f"namespaces!{error}")


def try_landlock_and_filter(say: Callable[[str], None]) -> None:
    """A path that is not granted, one that is; then a call that the filter refuses, with and without a listener."""
    from .capabilities import forbid_new_privileges
    from .landlock import READ, Ruleset
    from .seccomp import install, program  # now: afterwards no file can be read
    from .syscalls import landlock_abi

    try:
        forbid_new_privileges()
        abi = landlock_abi()
        if not abi:
            say("landlock!landlock_create_ruleset: the kernel has none, or it is not switched on")
        else:
            rules = Ruleset(abi)
            rules.allow_path(_OTHER, READ)
            rules.enforce()
            _expect(_EACCES, lambda: os.close(os.open(_HIDDEN, os.O_RDONLY)), "open of what is not granted")
            os.close(os.open(_OTHER, os.O_RDONLY))
            say(f"landlock={abi}")
    except (OSError, GuardError) as error:
        say(f"landlock!{error}")
    _try_filter(say, program, install)


def _try_filter(say: Callable[[str], None], program: Callable[..., bytes], install: Callable[..., int]) -> None:
    """With a listener, that nobody answers: of what it asks about nothing is called here."""
    from .syscalls import call

    try:
        os.close(install(program(network=True, metadata=True), listener=True))
        say("listener=1")
    except OSError as error:
        say(f"listener!{error}")
    try:
        install(program(network=False, metadata=False), listener=False)
        _expect(_EPERM, lambda: call("keyctl", 0, 0, 0), "a call that is refused")
        say("seccomp=1")
    except (OSError, GuardError) as error:
        say(f"seccomp!{error}")


def _expect(wanted: int, attempt: Callable[[], object], what: str) -> None:
    """Try something that must fail, and in this way."""
    try:
        attempt()
    except OSError as error:
        if error.errno != wanted:
            raise OSError(error.errno, f"{what}: {error.strerror}, which is not the protection's answer") from error
        return
    raise OSError(0, f"{what} worked")
