"""What confinement raises when it cannot hold. Pure, hot path."""

from __future__ import annotations

from ..errors import GuardError


class ConfinementError(GuardError):
    """A command could not be confined as the plan says, so it was not started.

    Codes: `no-tier` (nothing that confines works here), `tier-not-available` (one was demanded), `feature-missing`,
    `bad-path` (a path or glob of the plan cannot be applied), `too-many-paths`, `hard-link`, `unknown-machine`,
    `confinement-failed` (a system call of the plan failed).
    """

    code = "confinement-failed"
    exit_code = 125
