"""What pre-push decides: every commit that the remote would get. IO, hot path."""

from __future__ import annotations

import os

from ..errors import GitError
from ..plumbing.process import run_git, start_git
from .changes import commit_changes, range_commits, tree_changes, walk_changes
from .judge import NOTHING, Call, HookResult

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..plumbing.process import Repository
    from .raw import ChangeList

_NOTES = b"refs/notes/"


def pre_push(call: Call) -> HookResult:
    """pre-push: every commit that the remote would get and does not have is judged by itself.

    What the remote has is known from the lines that git writes and from its tracking references; where there is
    neither, the remote is asked. Findings in commits that only a tracking reference vouches for hold unless a remote
    confirms that it has them: anyone can write a tracking reference. A new branch is taken at the tracking
    references' word.

    A forced push also takes commits away: each is judged as a change in the other direction, unless another of the
    remote's branches keeps it.
    """
    remote = call.argument(0)
    url = call.argument(1)
    repo = call.repo
    lines = []
    for fields in call.lines():
        if len(fields) != 4:
            raise GitError("git's list of pushed references has an unknown form", code="bad-push")
        if fields[1].strip(b"0"):
            lines.append(fields)
    if not lines:
        return NOTHING
    olds = [old for _, _, _, old in lines if old.strip(b"0")]
    missing = _missing(repo, olds)
    if missing:
        raise GitError(
            f"{remote} has commits that are not here ({missing[0].decode()[:12]}); what the push takes away is unknown",
            hint=f"git fetch {remote}",
            code="unknown-remote-commit",
        )
    notes = [fields for fields in lines if fields[0].startswith(_NOTES) and fields[2].startswith(_NOTES)]
    commits = _pushed_commits(call, [fields for fields in lines if fields not in notes])
    tracked = "/" not in remote and bool(run_git(["for-each-ref", "--count=1", f"refs/remotes/{remote}/"], repo=repo))
    known: list[bytes | str] = [*olds, "--remotes"]
    if not olds and not tracked:
        empty, tips = _remote_tips(repo, url)
        known = [*tips, "--remotes"]
        if empty:
            call.notices.append("the first push to an empty repository: what is on a branch here counts as checked")
            known = ["--branches", "--remotes"]
    call.judge(walk_changes(repo, commits, known), commits)
    if notes:
        noted = _pushed_commits(call, notes)
        call.judge([_without_notes(changes) for changes in walk_changes(repo, noted, known)], noted)
    if olds and commits:
        _judge_vouched(call, commits, olds, url)
        _judge_dropped(call, lines, remote)
    return call.result()


def _without_notes(changes: ChangeList) -> ChangeList:
    """The changes of a commit of notes that are no notes: a note is named after an object, in directories of digits."""
    kept = [
        index
        for index, path in enumerate(changes.paths)
        if len(name := path.replace(b"/", b"")) not in (40, 64) or name.strip(b"0123456789abcdef")
    ]
    return changes.only(kept)


def _pushed_commits(call: Call, lines: Sequence[list[bytes]]) -> list[bytes]:
    """The commits among what is pushed.

    A tag of a tree is judged as if all of it were added; a tag of a file has no path to judge.
    """
    asked = b"".join([fields[1] + b"^{}\n" for fields in lines])
    commits = []
    for answer in run_git(["cat-file", "--batch-check"], repo=call.repo, stdin=asked).splitlines():
        oid, kind = answer.split(b" ")[:2]
        if kind == b"commit":
            commits.append(oid)
        elif kind == b"tree":
            call.judge([tree_changes(call.repo, None, oid)], [oid])
        elif kind != b"blob":
            raise GitError(f"what is pushed cannot be read: {answer.decode('utf-8', 'replace')}", code="missing-object")
    return commits


def _judge_vouched(call: Call, commits: Sequence[bytes], olds: Sequence[bytes], url: str) -> None:
    """Judge the commits that only a tracking reference says some remote has.

    Others' work that is merged and pushed on is among them, so a finding is dropped once a remote confirms the commit.
    """
    inner = call.again()
    unvouched = {finding.commit for finding in call.findings}
    vouched = set(range_commits(call.repo, commits, olds)) - set(
        range_commits(call.repo, commits, [*olds, "--remotes"])
    )
    if not vouched:
        return
    inner.judge(commit_changes(call.repo, sorted(vouched)), commits)
    doubtful = {finding.commit for finding in inner.findings if finding.commit} - unvouched
    for place in [url, *_other_remotes(call.repo, url)]:
        if not doubtful:
            return
        try:
            _, tips = _remote_tips(call.repo, place)
        except GitError:
            continue
        doubtful = set(range_commits(call.repo, sorted(doubtful), tips)) & doubtful if tips else doubtful
    call.findings += [finding for finding in inner.findings if finding.commit in doubtful]
    if doubtful:
        call.notices.append(
            "commits that only a tracking reference calls a remote's own were not confirmed by a remote"
        )


def _judge_dropped(call: Call, lines: Sequence[list[bytes]], remote: str) -> None:
    """Judge what a forced push takes out of the remote's branches."""
    for _, new, name, old in lines:
        if not old.strip(b"0") or not name.startswith(b"refs/heads/"):
            continue
        mine = b"refs/remotes/" + os.fsencode(remote) + b"/" + name.removeprefix(b"refs/heads/")
        words = ["for-each-ref", "--format=%(refname) %(objectname)", f"refs/remotes/{remote}/"]
        listing = run_git(words, repo=call.repo)
        others = [line.split(b" ")[1] for line in listing.splitlines() if line.split(b" ")[0] != mine]
        keep = [new, *[other for other in others if other != old]]
        dropped = range_commits(call.repo, [old], keep)
        if dropped:
            call.judge([changes.reversed() for changes in commit_changes(call.repo, dropped)], [new])


def _missing(repo: Repository, oids: Sequence[bytes]) -> list[bytes]:
    if not oids:
        return []
    asked = b"".join([oid + b"\n" for oid in oids])
    answers = run_git(["cat-file", "--batch-check"], repo=repo, stdin=asked).splitlines()
    return [oid for oid, answer in zip(oids, answers, strict=True) if answer.endswith(b" missing")]


def _remote_tips(repo: Repository, url: str) -> tuple[bool, list[bytes]]:
    """Whether a remote has no references at all, and the commits that they name and that are here."""
    listing = run_git(["ls-remote", "--", url], repo=repo)
    oids = list(dict.fromkeys([line.split(b"\t")[0] for line in listing.splitlines()]))
    asked = b"".join([oid + b"^{commit}\n" for oid in oids])
    answers = run_git(["cat-file", "--batch-check"], repo=repo, stdin=asked).splitlines() if oids else []
    return not oids, [answer.split(b" ")[0] for answer in answers if answer.split(b" ")[1:2] == [b"commit"]]


def _other_remotes(repo: Repository, url: str) -> list[str]:
    listing = start_git(["config", "--null", "--get-regexp", r"^remote\..*\.url$"], repo=repo, accepted=(0, 1))
    values = [entry.partition(b"\n")[2].decode("utf-8", "surrogateescape") for entry in listing.all().split(b"\0")]
    return [value for value in dict.fromkeys(values) if value and value != url]
