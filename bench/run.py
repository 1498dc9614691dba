"""Every bench, and one table: what, the ratio, its budget, held or not. IO.

    python bench/run.py [--rounds N] [NAME ...]

A bench is a file beside this one with `main()`, which prints its lines and returns 0 when its budgets are held. What it
measured is taken from `measure()` if it has that, and else from its lines that say `ratio R`, against its `BUDGET`.
Ends with 1 when a budget is not held.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent))

from hooks import Row, machine, show

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

HERE = Path(__file__).resolve().parent
_RATIO = re.compile(r"^(.*?\S)\s{2,}(.*?)\s*\bratio ([\d.]+|inf)")


def rows(name: str, module: ModuleType, rounds: int | None) -> Iterator[Row]:
    """What one bench measures."""
    if hasattr(module, "measure"):
        yield from module.measure(*([rounds] if rounds else []))
        return
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = module.main()
    found = [match.groups() for line in said.getvalue().splitlines() if (match := _RATIO.match(line))]
    if not found or (status and all(float(ratio) <= module.BUDGET for _, _, ratio in found)):
        raise SystemExit(f"bench/{name}.py ended with {status} and says\n{said.getvalue()}")
    for what, detail, ratio in found:
        yield Row(f"{name}: {what}", float(ratio), module.BUDGET, "x", detail)


def main() -> int:
    words = sys.argv[1:]
    rounds = int(words[1]) if words[:1] == ["--rounds"] else None
    names = words[2:] if rounds else words
    # The benches read the same flag from the command line.
    sys.argv[1:] = words[:2] if rounds else []
    print(machine())
    print(f"{'what':<42} {'measured':>10}  {'budget':>9}")
    missed = 0
    for name in names or sorted(path.stem for path in HERE.glob("*.py") if path.stem != "run"):
        for row in rows(name, importlib.import_module(name), rounds):
            print(show(row), flush=True)
            missed += not row.held()
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
