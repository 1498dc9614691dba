"""100,000 paths by 20 globs: the bulk engine against git itself, in the same run. IO.

    python bench/globs.py [--rounds N]

Prints one line for each reading: git's time, ours (reading the patterns and compiling them included) and the ratio,
medians over the rounds. Git's time is that of one process which reads an index of these paths and prints what matches:
`ls-files` with 20 pathspecs, or with 20 exclude lines. Both answers are compared; a difference, or a
ratio over 2, ends the run with 1.
"""

from __future__ import annotations

import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tta_guard.policy.globs import GlobSet, fold, parse_glob

if TYPE_CHECKING:
    from collections.abc import Callable

    from tta_guard.policy.globs import Match

T = TypeVar("T")
BUDGET = 2.0
PATHS = 100_000

PATHSPECS = [
    b"src/**/*.py",
    b"src/**/test_*.py",
    b"docs/**",
    b"**/*.md",
    b"*.toml",
    b".github/workflows/*.yml",
    b"**/secrets/*",
    b"**/migrations/**/*.sql",
    b"infra/**/*.tf",
    b"infra/modules/*/variables.tf",
    b"**/[Dd]ockerfile",
    b"**/*_[0-9][0-9].json",
    b"services/*/config/*.yaml",
    b"services/*/api/**/*.proto",
    b"web/**/*.test.ts",
    b"web/components/**/index.ts",
    b"**/node_modules/**",
    b"tools/*.sh",
    b"**/k8s/**/*-prod*.yaml",
    b"LICENSE",
]
IGNORES = [
    b".env",
    b".env.*",
    b"*.pem",
    b"*.key",
    b"id_rsa",
    b"secrets/",
    b"**/.aws/credentials",
    b"*.tfstate",
    b"*.kdbx",
    b"/infra/prod/",
    b"*secret*.yaml",
    b"node_modules/",
    b"[Cc]redentials*.json",
    b"services/*/config/prod.yaml",
    b".npmrc",
    b"*.p12",
    b".ssh/",
    b"docs/**/internal/",
    b"*_rsa",
    b"backup/**/*.sql",
]


TOPS = ("src", "docs", "infra", "services", "web", "tools", "backup", "libs", "tests", ".github")
MIDDLES = (
    "api",
    "config",
    "core",
    "models",
    "modules",
    "components",
    "k8s",
    "migrations",
    "secrets",
    "prod",
    "internal",
)
WORDS = ("user", "account", "index", "main", "variables", "test_login", "prod-eu", "report", "client", "credentials")
ENDS = (".py", ".md", ".ts", ".test.ts", ".tf", ".yaml", ".json", ".sql", ".proto", ".sh", ".pem", ".key", "_07.json")


def make_paths(count: int) -> list[bytes]:
    """Paths shaped like a large project's; always the same ones."""
    rng = random.Random(20)
    paths: set[str] = set()
    while len(paths) < count:
        parts = [rng.choice(TOPS)]
        for _ in range(rng.randint(0, 5)):
            parts.append(rng.choice(MIDDLES) + rng.choice(("", "", str(rng.randrange(30)))))
        parts.append(f"{rng.choice(WORDS)}{rng.randrange(2000)}{rng.choice(ENDS)}")
        paths.add("/".join(parts))
    return sorted(path.encode() for path in paths)


def timed(rounds: int, work: Callable[[], T]) -> tuple[float, T]:
    """The median seconds of a call, and what it gave last."""
    times = []
    for _ in range(rounds):
        re.purge()
        begin = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times), result


def read(patterns: list[bytes], match: Match, *, folded: bool = False) -> GlobSet:
    return GlobSet([parse_glob(pattern, match, folded) for pattern in patterns])


def select(patterns: list[bytes], match: Match, paths: list[bytes]) -> list[bytes]:
    return read(patterns, match).bulk().select(paths)


def compare(git: Callable[..., bytes], paths: list[bytes], rounds: int) -> float:
    """Print a line for each reading and return the worst ratio; infinite when the answers differ."""
    cases: tuple[tuple[Match, list[bytes], list[bytes]], ...] = (
        ("pathspec", PATHSPECS, [b"--", *[b":(glob)" + pattern for pattern in PATHSPECS]]),
        ("ignore", IGNORES, [b"-i", b"-c", *[b"--exclude=" + pattern for pattern in IGNORES]]),
    )
    ratios = []
    for match, patterns, listing in cases:
        theirs, answer = timed(rounds, partial(git, b"ls-files", b"-z", *listing))
        ours, got = timed(rounds, partial(select, patterns, match, paths))
        ratios.append(ours / theirs if got == answer.split(b"\0")[:-1] else float("inf"))
        seconds = f"git {theirs * 1000:4.0f} ms   bulk {ours * 1000:4.0f} ms   ratio {ratios[-1]:.2f}"
        print(f"{match:<9} {seconds}   {len(got)} of {len(paths)} match")
    return max(ratios)


def few(paths: list[bytes]) -> None:
    """Print what a hook with a handful of paths pays: nothing compiled, each path asked plain and folded."""
    setup, plain = timed(50, lambda: read(IGNORES, "ignore"))
    twins = read(IGNORES, "ignore", folded=True)
    some = paths[:: len(paths) // 10]
    asked, _ = timed(50, lambda: [plain.all(path) + twins.all(fold(path)) for path in some])
    each = asked * 1e6 / len(some)
    print(f"few paths reading 20 patterns {setup * 1e6:.0f} us   a path {each:.1f} us, plain and folded")


def main() -> int:
    rounds = int(sys.argv[2]) if sys.argv[1:2] == ["--rounds"] else 5
    paths = make_paths(PATHS)
    with tempfile.TemporaryDirectory() as directory:
        env = {"PATH": os.environ["PATH"], "HOME": directory, "LC_ALL": "C.UTF-8"}
        env |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}

        def git(*args: bytes, stdin: bytes = b"") -> bytes:
            argv = [b"git", *args]
            return subprocess.run(argv, cwd=directory, env=env, input=stdin, stdout=subprocess.PIPE, check=True).stdout

        git(b"init", b"-q")
        blob = git(b"hash-object", b"-w", b"--stdin").strip()
        entries = [b"100644 %s\t%s\0" % (blob, path) for path in paths]
        git(b"update-index", b"-z", b"--index-info", stdin=b"".join(entries))
        worst = compare(git, paths, rounds)
        few(paths)
    return int(worst > BUDGET)


if __name__ == "__main__":
    sys.exit(main())
