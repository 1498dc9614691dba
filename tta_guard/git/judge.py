"""A hook's question being answered: its input, the repository, the policy, and what was found so far. IO, hot path."""

from __future__ import annotations

import os

from ..errors import GuardError, UsageError
from ..model import frozen
from ..plumbing.process import Repository, discover, run_git
from .changes import tracked_links
from .raw import ChangeList

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..policy.store import Loaded
    from .check import Finding

GUARD_CODE = "guard-file"
# Commits reachable from here were judged when they got there, or are other people's, which a remote already has.
SETTLED = ("--branches", "--remotes")
_SHARED_BRANCHES = ("refs/remotes/origin/HEAD", "refs/heads/main", "refs/heads/master")
# Changes of many small commits are asked about together, this many at least; a piece of a long list is one batch.
_BATCH_PATHS = 256
_SUBJECT = {"pre-push": "push", "reference-transaction": "update", "pre-merge-commit": "merge"}


@frozen
class HookResult:
    """What a hook found.

    Attributes:
        findings: what it refuses.
        notices: what the user should be told, a line each.
        exit_code: for git: 0 goes on, 1 refuses.
        mode: the mode that was in force; None also when nothing had to be decided.
        subject: what is refused: "commit", "push", …
    """

    findings: tuple[Finding, ...] = ()
    notices: tuple[str, ...] = ()
    exit_code: int = 0
    mode: str | None = None
    subject: str = "commit"


NOTHING = HookResult()


class Call:
    """One hook being run: its input, and the repository and the policy once they are needed."""

    def __init__(self, name: str, argv: list[str], stdin: bytes | None, mode: str | None, cwd: bytes | None) -> None:
        self.name = name
        self.argv = argv
        self.mode = mode
        self.cwd = cwd
        self.findings: list[Finding] = []
        self.notices: list[str] = []
        self._stdin = stdin
        self._repo: Repository | None = None
        self._loaded: Loaded | None = None
        self._prepared: Loaded | None = None
        self._links: dict[bytes, bytes] | None = None

    @property
    def repo(self) -> Repository:
        if self._repo is None:
            self._repo = discover(self.cwd)
        return self._repo

    @property
    def loaded(self) -> Loaded:
        if self._loaded is None:
            self._loaded = self._prepared or load_for_commits(self.repo, self.mode)
            self.notices += self._loaded.notices
        return self._loaded

    def _prepare(self) -> None:
        """Load the policy while git is at work, before it is known to be needed.

        What goes wrong is for the one who needs it: a commit that changes nothing is not refused for a broken policy.
        """

        if self._loaded is None:
            try:
                self._prepared = load_for_commits(self.repo, self.mode)
            except GuardError:
                self._prepared = None

    def again(self) -> Call:
        """The same question with nothing found yet."""
        other = Call(self.name, self.argv, self._stdin, self.mode, self.cwd)
        other._repo, other._loaded = self._repo, self._loaded
        return other

    def argument(self, index: int) -> str:
        if len(self.argv) <= index:
            raise UsageError(f"git gives {self.name} more arguments", hint="this is a git hook: git runs it")
        return self.argv[index]

    def lines(self) -> list[list[bytes]]:
        """The fields of each line of the input."""
        if self._stdin is None:
            pieces = []
            while piece := os.read(0, 1 << 16):
                pieces.append(piece)
            self._stdin = b"".join(pieces)
        return [line.split(b" ") for line in self._stdin.split(b"\n") if line]

    def judge(self, lists: Iterable[ChangeList], trees: Sequence[bytes | None]) -> None:
        """Ask the policy about lists of changes, many small ones together.

        Args:
            lists: the changes.
            trees: where links that matter to new ones may be: commits, or None for the index.
        """
        if None in trees:
            # Git is listing the index already, and something is nearly always staged.
            self._prepare()
        batch: list[ChangeList] = []
        waiting = 0
        for changes in lists:
            batch.append(changes)
            waiting += len(changes)
            if waiting >= _BATCH_PATHS:
                self._judge_batch(batch, trees)
                batch, waiting = [], 0
        self._judge_batch(batch, trees)

    def _judge_batch(self, batch: list[ChangeList], trees: Sequence[bytes | None]) -> None:
        if not any(map(len, batch)):
            return
        # Only now: most calls of a hook have nothing to judge, and are to cost nothing.
        from ..policy.paths import decide_many
        from .check import examine

        policy = self.loaded.policy
        noted: list[int] = []
        if len(batch) > 1:
            noted = decide_many(policy, [question for changes in batch for question in changes.questions()])[::-1]
        end = 0
        for changes in batch:
            end += len(changes)
            concerned = len(batch) == 1
            while noted and noted[-1] < end:
                noted.pop()
                concerned = True
            if not concerned and not changes.unusual():
                continue
            if changes.links:
                self._learn_links(changes, trees)
            answer = examine(policy, changes, tracked_links=self._links)
            self._take(changes, list(answer.findings), answer.remarks)

    def _learn_links(self, changes: ChangeList, trees: Sequence[bytes | None]) -> None:
        if self._links is None:
            self._links = {}
            for tree in trees:
                self._links.update(tracked_links(self.repo, tree))
        for index, target in changes.links.items():
            self._links[changes.paths[index]] = target

    def _take(self, changes: ChangeList, findings: list[Finding], remarks: Sequence[Finding]) -> None:
        """Keep findings, except those about nothing but the guard's own files where these may change."""
        guard = [finding for finding in findings if all(reason.code == GUARD_CODE for reason in finding.reasons)]
        notice = self._why_guard_files_may_change(changes) if guard else ""
        if notice:
            findings = [finding for finding in findings if finding not in guard]
            self.notices.append(notice)
        self.findings += findings
        for remark in remarks:
            shown = remark.path.decode("utf-8", "backslashreplace")
            self.notices += [f"{shown!r}: {reason.message}" for reason in remark.reasons]

    def _why_guard_files_may_change(self, changes: ChangeList) -> str:
        """The notice under which changes of nothing but the guard's own files pass; empty when they do not.

        The first policy has to come in somehow; in a push its commit may have others before and after it.
        """
        if changes.dropped:
            return ""
        if self.loaded.origin == "none":
            return "no policy is committed here, so changes to the guard's own files are allowed"
        brought = (
            self.name == "pre-push" and changes.commit is not None and not _follows_policy(self.repo, changes.commit)
        )
        if self.loaded.origin == "index" or brought:
            return f"this {_subject(self.name)} brings the policy in: its own files are allowed this once"
        return ""

    def result(self) -> HookResult:
        """What the hook found so far."""
        notices = tuple(dict.fromkeys(self.notices))
        mode = self._loaded.policy.mode if self._loaded is not None else None
        return HookResult(tuple(self.findings), notices, 1 if self.findings else 0, mode, _subject(self.name))


def _subject(name: str) -> str:
    return _SUBJECT.get(name, "commit")


def load_for_commits(repo: Repository, mode: str | None) -> Loaded:
    """The policy of the last commit; where that has none, of the branch that others build on.

    On an orphan branch, or on a commit older than the policy, the index or nothing would have the say: the guarded one
    could bring a policy of their own.
    """
    from ..policy.store import load

    loaded = load(repo, mode=mode)
    if loaded.origin == "commit":
        return loaded
    listing = run_git(["for-each-ref", "--format=%(HEAD)%(objectname) %(refname)", *_SHARED_BRANCHES], repo=repo)
    entries = [line.split() for line in listing.decode("utf-8", "replace").splitlines()]
    # A star marks the branch that HEAD is, which has just been read.
    read = {oid[1:] for oid, _ in entries if oid.startswith("*")}
    for place in _SHARED_BRANCHES:
        for oid, name in entries:
            if name == place and oid.lstrip("*") not in read:
                read.add(oid)
                other = load(repo, mode=mode, revision=place)
                if other.origin == "commit":
                    return other
    return loaded


def _follows_policy(repo: Repository, commit: bytes) -> bool:
    """Whether a parent holds a policy: a configuration, or a directory of chat modes where they are looked for."""
    from ..policy.sources import CONFIG_FILE
    from ..policy.store import DEFAULT_LOCATIONS

    name = commit.decode("ascii")
    places = (CONFIG_FILE, *DEFAULT_LOCATIONS)
    asked = "".join([f"{name}^{parent}:{place}\n" for parent in (1, 2) for place in places])
    answers = run_git(["cat-file", "--batch-check"], repo=repo, stdin=asked.encode("utf-8", "surrogateescape"))
    return any(not answer.endswith((b" missing", b" ambiguous")) for answer in answers.splitlines())
