"""Carry out a plan in the process that is to be confined, before the command's first instruction. IO, hot path.

The process is single-threaded and shares its table of descriptors with its supervisor until it parts with it, so whatever is
opened here is closed again, and only the listener stays. Modules are all imported before the first step: afterwards their
files may be out of reach.
"""

from __future__ import annotations

import os

from .capabilities import drop_capabilities, forbid_new_privileges
from .errors import ConfinementError
from .landlock import DEVICE, LIST, READ, WRITE, Routes, Ruleset, grant_around
from .namespaces import cover, enter
from .seccomp import install, program
from .steps import CoverPaths, DropCapabilities, EnterNamespaces, FilterCalls, GrantFiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .plan import Plan

_TYPE = 0o170000
_DIRECTORY = 0o040000


def apply(plan: Plan, *, keep: tuple[int, ...] = ()) -> int:
    """Confine this process for good.

    Args:
        plan: its steps are carried out in their order.
        keep: descriptors of the caller's, which stay open whatever they are.

    Returns:
        The descriptor on which the filter asks, for the supervisor; -1 when it asks nothing.

    Raises:
        OSError: a step failed; the text names the call and its object.
        ConfinementError: a step can't be carried out. Either way the process must end without starting anything.
    """
    _refuse_directories(keep)
    code = b""
    asks = False
    for step in plan.steps:
        if isinstance(step, FilterCalls):
            asks = step.network or step.metadata
            code = program(network=step.network, metadata=step.metadata, can_duplicate=step.duplicate)
    listener = -1
    for step in plan.steps:
        if isinstance(step, EnterNamespaces):
            enter()
        elif isinstance(step, CoverPaths):
            cover(
                writable=(*step.writable, *step.pinned),
                read_only=step.read_only,
                hidden=step.hidden,
                binds=step.binds,
                identities=step.identities,
            )
        elif isinstance(step, DropCapabilities):
            forbid_new_privileges()
            drop_capabilities()
        elif isinstance(step, GrantFiles):
            grant(step)
        elif isinstance(step, FilterCalls):
            listener = install(code, listener=asks)
        else:
            raise ConfinementError(f"a plan with an unknown step: {step!r}")
    return listener


def grant(step: GrantFiles) -> None:
    """Enforce the grants of one step.

    Raises:
        OSError, ConfinementError: as `apply`.
    """
    rules = Ruleset(step.abi)
    try:
        rules.allow_path(b"/", LIST)
        grant_around(rules, b"/", READ, Routes(step.unread, step.identities))
        shut = Routes(step.unwritten, step.identities)
        for path in step.writable:
            grant_around(rules, path, WRITE, shut)
            # What may be written may be read, below /dev (shared memory) too, unless it is hidden.
            if path.startswith(b"/dev/"):
                grant_around(rules, path, READ, shut)
        for path in step.devices:
            rules.allow_path(path, DEVICE)
        forbid_new_privileges()
    except BaseException:
        rules.close()
        raise
    rules.enforce()


def _refuse_directories(keep: tuple[int, ...]) -> None:
    """A directory that is inherited leads past every mount: openat(0, "secret") starts at the tree as it was."""
    for descriptor in (0, 1, 2):
        if descriptor in keep:
            continue
        try:
            kind = os.fstat(descriptor).st_mode & _TYPE
        except OSError:
            continue
        if kind == _DIRECTORY:
            raise ConfinementError(
                f"descriptor {descriptor} is a directory, which leads past what is hidden",
                code="bad-path",
                hint="redirect it from a file, a pipe or /dev/null",
            )
