"""What a plan needs in the supervisor before the run, and to be undone or compared after it. IO, hot path."""

from __future__ import annotations

from .gitkeep import GitKeep
from .plan import NAMESPACES
from .stubs import Stubs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .gitkeep import Changed
    from .plan import Plan


class Prepared:
    """Made before the child is; `finish` must be called whatever becomes of the run.

    Args:
        plan: of the run.
        state: a directory that only the user can write, and no confined command.

    Raises:
        ConfinementError, OSError: something can't be prepared; nothing must be started.
    """

    def __init__(self, plan: Plan, state: bytes) -> None:
        self.git = GitKeep(plan.git_dirs, plan.kept, state)
        self._stubs: Stubs | None = None
        if plan.tier == NAMESPACES and plan.top:
            self._stubs = Stubs(plan.missing, plan.read_only, state, plan.top)

    def finish(self) -> tuple[Changed, ...]:
        """Take the stubs away and put git's files back.

        Returns:
            What the run had changed of git's hooks and configuration.

        Raises:
            OSError: something can't be put back.
        """
        if self._stubs is not None:
            self._stubs.remove()
        return self.git.put_back()
