"""`tta-guard check`: changes against the policy. IO, hot path."""

from __future__ import annotations

import sys

from ..errors import GitError, UsageError
from ..git.changes import commit_changes, from_paths, pending, tracked_links, walk_changes
from ..git.check import examine
from ..git.judge import GUARD_CODE
from ..plumbing.process import discover, run_git
from ..policy.store import load
from . import render
from .flags import CHECK_FLAGS, parse_flags

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..git.check import Finding
    from ..git.raw import ChangeList
    from ..plumbing.process import Repository

_WHAT = ("staged", "range", "commit", "paths-from")
FORMATS = ("text", "json", "sarif", "github")


def check(argv: Sequence[str]) -> int:
    """Run `tta-guard check` with the words after it.

    Returns:
        0 when there is nothing to object to, 1 when there are findings.

    Raises:
        UsageError: the flags make no sense.
        GuardError: the guard cannot do its work.
    """
    flags, rest = parse_flags("check", CHECK_FLAGS, argv)
    if rest:
        raise UsageError(f"check takes no argument: {rest[0]}", hint="see: tta-guard check --help")
    asked = [name for name in _WHAT if name in flags]
    if len(asked) > 1:
        raise UsageError(f"--{asked[0]} and --{asked[1]} together", hint="check one thing at a time")
    form = "json" if "json" in flags else flags.get("format", "text")
    if form not in FORMATS:
        raise UsageError(f"no format {form}", hint=f"one of {', '.join(FORMATS)}")
    repo = discover()
    what = asked[0] if asked else "staged"
    changes, revision = _changes(repo, what, flags.get(what, ""))
    loaded = load(repo, mode=flags.get("mode"), revision=revision)
    findings: list[Finding] = []
    links: dict[bytes, bytes] | None = None
    for listed in changes:
        if links is None and listed.new_links():
            links = tracked_links(repo)
        findings += examine(loaded.policy, listed, tracked_links=links).findings
    if loaded.origin != "commit":
        # What brings the policy in is the one change to the guard's own files that nobody has to approve.
        findings = [each for each in findings if any(reason.code != GUARD_CODE for reason in each.reasons)]
    if form == "text":
        render.show_notices(loaded.notices)
        if findings:
            render.show_findings(findings, loaded.policy.mode, subject="commit" if what == "staged" else "check")
        elif sys.stdout.isatty():
            render.write(f"tta-guard: nothing to object to (policy from {loaded.where})")
    else:
        from .reports import findings_report

        render.write(findings_report(findings, form))
    return 1 if findings else 0


def _changes(repo: Repository, what: str, value: str) -> tuple[Iterable[ChangeList], str]:
    """What to check, and the commit whose policy judges it: the one before the changes, never one of them."""
    if what == "staged":
        return pending(repo), "HEAD"
    if what == "paths-from":
        return [from_paths(_read_names(value))], "HEAD"
    if what == "commit":
        commit = _commit(repo, value)
        parent = run_git(["rev-list", "--parents", "-n", "1", commit], repo=repo).split()[1:2]
        return commit_changes(repo, [commit]), parent[0].decode("ascii") if parent else commit.decode("ascii")
    old, dots, new = value.partition("...") if "..." in value else value.partition("..")
    if not dots or not old:
        raise UsageError(f"{value} is no range", hint="--range A..B: what B has and A has not")
    tip = _commit(repo, new or "HEAD")
    base = _commit(repo, old)
    if dots == "...":
        found = run_git(["merge-base", base, tip], repo=repo, accepted=(0, 1)).split()
        if not found:
            raise GitError(
                f"{old} and {new or 'HEAD'} have no common commit here",
                hint="in a shallow clone: git fetch --unshallow",
                code="no-merge-base",
            )
        base = found[0]
    return walk_changes(repo, [tip], [base]), base.decode("ascii")


def _commit(repo: Repository, name: str) -> bytes:
    if name.startswith("-"):
        raise UsageError(f"{name} is no commit")
    found = run_git(["rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"], repo=repo, accepted=(0, 1, 128)).strip()
    if not found:
        raise UsageError(
            f"there is no commit {render.shown(name)} here", hint="in a shallow clone: git fetch --unshallow"
        )
    return found


def _read_names(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise UsageError(f"{render.shown(path)} cannot be read: {error.strerror}") from error
