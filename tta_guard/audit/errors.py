"""What is raised when the audit log cannot be written or read as it must be. Pure."""

from __future__ import annotations

from ..errors import GuardError


class AuditError(GuardError):
    """A record, a checkpoint or a proof is not what it has to be.

    Stable codes: `bad-record` (an unknown kind or field, a missing one, a wrong type), `bad-checkpoint` (not the exact
    text), `bad-proof` (a proof that does not lead to the root), `no-such-record` (a position past the end of the log).
    A log that does not hold is not an error but an answer: see `log.verify`.
    """

    code = "bad-record"
