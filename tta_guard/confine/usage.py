"""What a run used, for the audit record and `--stats`. IO; hot up to `Usage`.

The numbers come from the kernel's own account of children that were waited for, which costs one call after the run, and
from the supervisor's count. What was killed along with the run and never waited for by its parent is in no total.
"""

from __future__ import annotations

from ..model import frozen


@frozen
class Usage:
    """What a run used.

    Attributes:
        wall_s: seconds from the first program's start to the last one's end, with the time during which it was stopped.
        user_s, system_s: processor time of the tree.
        largest_bytes: most memory that one process had at one time.
        tree_bytes: most memory that the tree was seen to have; 0 when nobody looked.
        programs: programs started, refused ones as well.
        tasks: processes and threads made.
        most_tasks: of which at one time.
        left: processes that outlived the first program and were ended.
    """

    wall_s: float = 0.0
    user_s: float = 0.0
    system_s: float = 0.0
    largest_bytes: int = 0
    tree_bytes: int = 0
    programs: int = 0
    tasks: int = 0
    most_tasks: int = 0
    left: int = 0

    def describe(self) -> tuple[str, ...]:
        """The numbers in words, a line each."""
        lines = [
            f"time      {self.wall_s:.2f} s, of which on the processor {self.user_s:.2f} s for itself "
            f"and {self.system_s:.2f} s in the kernel",
            f"programs  {self.programs}, in {self.tasks} processes and threads, {self.most_tasks} at one time",
            f"memory    {self.largest_bytes / (1 << 20):.1f} MiB in the largest process",
        ]
        if self.tree_bytes:
            lines.append(f"          {self.tree_bytes / (1 << 20):.1f} MiB in all at one time")
        if self.left:
            lines.append(f"ended     {self.left} left by the command")
        return tuple(lines)


def children_account() -> tuple[float, float, int]:
    """User and system seconds, and bytes of the largest, of all children that were waited for (getrusage(2))."""
    import resource

    account = resource.getrusage(resource.RUSAGE_CHILDREN)
    return account.ru_utime, account.ru_stime, account.ru_maxrss * 1024
