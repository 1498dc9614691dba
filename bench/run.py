"""Every bench, and one table: what, the ratio, its budget, held or not. IO.

    python bench/run.py [--rounds N] [NAME ...]

A bench is a file beside this one with `main()`, which prints its lines and returns 0 when its budgets are held. What it
measured is taken from `rows()` if it has that, else from its lines that say `ratio R`, against its `BUDGET`; lines of
another kind are shown as they are. Ends with 1 when a budget is not held.
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
    from types import ModuleType

HERE = Path(__file__).resolve().parent
_RATIO = re.compile(r"^(.*?\S)\s{2,}(.*?)\s*\bratio ([\d.]+|inf)")


def run(name: str, module: ModuleType, rounds: int | None) -> bool:
    """Run one bench, print what it measured, and say whether its budgets are held."""
    if hasattr(module, "rows"):
        held = True
        for row in module.rows(*([rounds] if rounds else [])):
            print(show(row), flush=True)
            held = held and row.held()
        return held
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = module.main()
    for line in said.getvalue().splitlines():
        match = _RATIO.match(line)
        if match and hasattr(module, "BUDGET"):
            what, detail, ratio = match.groups()
            line = show(Row(f"{name}: {what}", float(ratio), module.BUDGET, "x", detail))
        print(line, flush=True)
    return not status


def main() -> int:
    words = sys.argv[1:]
    rounds = int(words[1]) if words[:1] == ["--rounds"] else None
    names = words[2:] if rounds else words
    print(machine())
    print(f"{'what':<42} {'measured':>10}  {'budget':>9}")
    results = []
    for name in names or sorted(path.stem for path in HERE.glob("*.py") if path.stem != "run"):
        sys.argv = [name]
        results.append(run(name, importlib.import_module(name), rounds))
    return int(not all(results))


if __name__ == "__main__":
    sys.exit(main())
