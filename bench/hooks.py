"""What the hooks cost: the installed ones, the command, and the pre-commit framework, each against its baseline. IO.

    python bench/hooks.py [--rounds N]

A line for each measurement: medians of paired runs, one of the baseline and one of ours by turns. The baselines are
`git diff-index --cached --raw …` writing to the null device, that and an interpreter that does nothing
(`python -I -S -c pass`, the binary itself and no shim), the framework with a hook that does nothing, and git without
hooks. Ends with 1 when a budget is not held.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tta_guard.git.install import install
from tta_guard.plumbing.process import discover

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
BARE = os.path.realpath(getattr(sys, "_base_executable", "") or sys.executable)
HOT = str(ROOT / "tta_guard" / "hot.py")
RAW = "git diff-index --cached --raw -z --no-renames --no-abbrev --ignore-submodules=none HEAD --".split()
FEW, MANY, HISTORY = 10, 50_000, 3000

MODE = """\
---
mode: packer
description: Packs what others have written, and leaves their sources alone
security_level: HIGH
---

# Packer

## Scope

### File Patterns
```
✅ ALLOWED (Read/Write):
  - apps/**/*.{ts,tsx,json,md}
  - apps/*/assets/**
  - deploy/**/*
  - tools/*.sh

❌ DENIED:
  - deploy/live/**/*
  - apps/**/billing/**
  - keys/
```
"""


class Row(NamedTuple):
    """One measurement. `unit` is "x" for a ratio to the baseline, "ms" for milliseconds over it."""

    what: str
    value: float
    budget: float
    unit: str
    detail: str

    def held(self) -> bool:
        return self.value <= self.budget


class Bench:
    """Repositories in a temporary directory, and programs run in them with nothing of the user's around."""

    def __init__(self, directory: Path, rounds: int) -> None:
        self.directory = directory
        self.rounds = rounds
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        self.env = kept | {
            "HOME": str(directory),
            "PRE_COMMIT_HOME": str(directory / "pre-commit"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "LC_ALL": "C.UTF-8",
        }
        for who in ("AUTHOR", "COMMITTER"):
            self.env |= {f"GIT_{who}_NAME": "Bench", f"GIT_{who}_EMAIL": "bench@example.com"}

    def run(self, argv: list[str], repo: Path, stdin: bytes = b"") -> bytes:
        done = subprocess.run(argv, cwd=repo, env=self.env, input=stdin, capture_output=True)
        if done.returncode:
            raise SystemExit(f"{argv} ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
        return done.stdout

    def time(self, argv: list[str], repo: Path) -> float:
        """Milliseconds from start to end; a command that fails or objects ends the run."""
        begin = time.perf_counter()
        status = subprocess.run(
            argv, cwd=repo, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ).returncode
        took = (time.perf_counter() - begin) * 1000
        if status:
            self.run(argv, repo)
        return took

    def medians(self, rounds: int, *works: Callable[[], float]) -> list[float]:
        """The median of each piece of work, all of them done by turns, after one turn that does not count."""
        turns = [[work() for work in works] for _ in range(rounds + 1)][1:]
        return [statistics.median(column) for column in zip(*turns, strict=True)]

    def repository(self, name: str, *, mode: bool) -> Path:
        repo = self.directory / name
        repo.mkdir()
        self.run(["git", "init", "-q", "-b", "main"], repo)
        (repo / "README.md").write_text("A shop.\n", encoding="utf-8")
        if mode:
            (repo / ".github" / "chatmodes").mkdir(parents=True)
            (repo / ".github" / "chatmodes" / "packer.chatmode.md").write_text(MODE, encoding="utf-8")
            (repo / "tta-guard.yaml").write_text("mode: packer\n", encoding="utf-8")
        self.run(["git", "add", "-A"], repo)
        self.run(["git", "commit", "-q", "-m", "first"], repo)
        install(discover(os.fsencode(repo)), sys.executable)
        return repo

    def stage(self, repo: Path, count: int) -> None:
        """Stage new files that the mode may create, of several kinds, in about a thousand directories."""
        for number in range(count if count <= FEW else 0):
            path = repo / staged_name(number)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("content\n", encoding="utf-8")
        blob = self.run(["git", "hash-object", "-w", "--stdin"], repo, b"content\n").decode().strip()
        entries = "".join([f"100644 {blob}\t{staged_name(number)}\0" for number in range(count)])
        self.run(["git", "update-index", "-z", "--index-info"], repo, entries.encode())


def staged_name(number: int) -> str:
    name = f"{('index', 'client', 'view', 'main')[number % 4]}{number}"
    if number % 10 == 0:
        return f"deploy/region{number % 7}/{name}.yaml"
    if number % 10 == 1:
        return f"apps/app{number % 31}/assets/img{number % 13}/{name}.svg"
    end = ("ts", "tsx", "json", "md")[number % 4]
    return f"apps/app{number % 31}/src/part{number % 17}/{('core', 'model', 'widget')[number % 3]}/{name}.{end}"


def staged_files(bench: Bench) -> Iterator[Row]:
    """The installed hook and the command, with few and with many staged files."""
    for count, budget, rounds in ((FEW, 4.0, bench.rounds * 3), (MANY, 3.0, bench.rounds)):
        for kind in ("mode", "no policy"):
            repo = bench.repository(f"{kind} {count}", mode=kind == "mode")
            bench.stage(repo, count)
            hook = [str(repo / ".git" / "hooks" / "pre-commit")]
            check = [sys.executable, "-I", "-S", HOT, "check", "--staged"]
            nothing = [BARE, "-I", "-S", "-c", "pass"]
            works = [(nothing, repo), (RAW, repo), (hook, repo), (check, repo)]
            python, raw, hooked, checked = bench.medians(
                rounds, *[lambda work=work: bench.time(*work) for work in works]
            )
            base = raw + (python if count == FEW else 0)
            against = f"git's list {raw:.1f} ms" + (f" + python {python:.1f} ms" if count == FEW else "")
            for what, took in (("pre-commit hook", hooked), ("check --staged", checked)):
                yield Row(f"{what}, {count:,} staged, {kind}", took / base, budget, "x", f"{took:.1f} ms; {against}")


def framework(bench: Bench) -> Iterator[Row]:
    """Through the pre-commit framework, as a console script, against a hook that does nothing."""
    repo = bench.repository("framework", mode=True)
    bench.stage(repo, FEW)
    script = bench.directory / "tta-guard"
    start = f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\n"
    script.write_text(start + "from tta_guard.hot import console\nconsole()\n", encoding="utf-8")
    script.chmod(0o755)
    works = []
    for name, entry in (("nothing", "true"), ("guard", f"{script} hook pre-commit")):
        config = bench.directory / f"{name}.yaml"
        hook = (
            f"{{id: {name}, name: {name}, entry: '{entry}', language: system, always_run: true, pass_filenames: false}}"
        )
        config.write_text(f"repos: [{{repo: local, hooks: [{hook}]}}]\n", encoding="utf-8")
        works.append([sys.executable, "-m", "pre_commit", "run", "-c", str(config)])
    base, took = bench.medians(bench.rounds, *[lambda work=work: bench.time(work, repo) for work in works])
    detail = f"{took:.0f} ms; a hook that does nothing {base:.0f} ms"
    yield Row("pre-commit framework", took / base, 1.2, "x", detail)


def policy_change(bench: Bench) -> Iterator[Row]:
    """The first decision after a policy change, which compiles, over one that finds the policy compiled."""
    repo = bench.repository("change", mode=True)
    bench.stage(repo, FEW)
    hook = [str(repo / ".git" / "hooks" / "pre-commit")]

    def first() -> float:
        shutil.rmtree(repo / ".git" / "tta-guard" / "cache", ignore_errors=True)
        return bench.time(hook, repo)

    cold, warm = bench.medians(bench.rounds, first, lambda: bench.time(hook, repo))
    yield Row("first decision after a policy change", cold - warm, 150.0, "ms", f"{cold:.0f} ms; cached {warm:.0f} ms")


def history(bench: Bench) -> Iterator[Row]:
    """A fetch of a long history, and a branch that moves forward over it, against the same without hooks."""
    source = bench.repository("source", mode=True)
    shutil.rmtree(source / ".git" / "hooks")
    stream = [f"commit refs/heads/main\ncommitter B <b@example.com> {number} +0000\ndata 1\nx\n"
              f"{'from refs/heads/main^0' + chr(10) if number == 1 else ''}"
              f"M 100644 inline apps/a/src/f{number % 50}.ts\ndata {len(str(number))}\n{number}\n"
              for number in range(1, HISTORY + 1)]  # fmt: skip
    bench.run(["git", "fast-import", "--quiet"], source, "".join(stream).encode())
    first = bench.run(["git", "rev-list", "--max-parents=0", "main"], source).decode().strip()
    bench.run(["git", "branch", "start", first], source)

    def clone(hooked: bool) -> Path:
        where = bench.directory / f"clone {hooked}"
        shutil.rmtree(where, ignore_errors=True)
        bench.run(["git", "clone", "-q", "-b", "start", "--single-branch", str(source), str(where)], bench.directory)
        if hooked:
            install(discover(os.fsencode(where)), sys.executable)
        return where

    fetch = "git fetch -q origin main:refs/remotes/origin/main".split()
    forward = "git merge -q --ff-only origin/main".split()
    turns = []
    for _ in range(max(3, bench.rounds // 2)):
        turns.append(
            [bench.time(command, repo) for repo in (clone(False), clone(True)) for command in (fetch, forward)]
        )
    fetch_base, forward_base, fetched, forwarded = [statistics.median(column) for column in zip(*turns, strict=True)]
    detail = f"{fetched:.0f} ms; without hooks {fetch_base:.0f} ms"
    yield Row(f"fetch of {HISTORY:,} commits", fetched / fetch_base, 1.1, "x", detail)
    detail = f"{forwarded:.0f} ms; without hooks {forward_base:.0f} ms"
    yield Row(f"fast-forward over {HISTORY:,} commits", forwarded - forward_base, 100.0, "ms", detail)


def machine() -> str:
    """What the numbers were measured with."""
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return (
        f"{platform.python_implementation()} {platform.python_version()}, {git}, {os.cpu_count()} CPUs, {sys.platform}"
    )


def rows(rounds: int = 9) -> Iterator[Row]:
    """Every measurement of this file."""
    with tempfile.TemporaryDirectory() as directory:
        bench = Bench(Path(directory), rounds)
        for part in (staged_files, framework, policy_change, history):
            yield from part(bench)


def show(row: Row) -> str:
    digits = 2 if row.unit == "x" else 0
    result = "held" if row.held() else "NOT HELD"
    return f"{row.what:<42} {row.value:8.{digits}f} {row.unit:<2} {row.budget:6.{digits}f} {row.unit:<2}  {result:<8}  {row.detail}"


def main() -> int:
    print(machine())
    missed = 0
    for row in rows(int(sys.argv[2]) if sys.argv[1:2] == ["--rounds"] else 9):
        print(show(row), flush=True)
        missed += not row.held()
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
