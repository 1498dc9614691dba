"""Findings that need approval, and the grants for them: what git hooks do before they refuse. IO, cold.

Only reached when something would be refused and nothing of it is denied: a denial has no approval. Findings belong together
when one commit brings them, or when they are staged together; each such group is one request.
"""

from __future__ import annotations

import os
import time

from ..approvals import accepting
from ..approvals.errors import ApprovalError
from ..approvals.place import open_ledger, save_draft
from ..approvals.subjects import ChangeFact, changes_subject, commit_people, repository_id, requester_email
from ..approvals.trusted import load_trusted
from ..audit.record import make_record
from ..canonical import encode
from ..errors import GuardError
from ..git.judge import GUARD_CODE, load_for_commits
from ..model import frozen
from ..plumbing.process import discover, run_git, start_git
from ..policy.sources import GitTree
from ..policy.store import load, load_tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..approvals.ledger import Store
    from ..approvals.request import Request
    from ..approvals.trusted import Trusted
    from ..git.check import Finding
    from ..plumbing.process import Repository
    from ..policy.store import Loaded


@frozen
class Group:
    """Findings that are approved together, or not at all."""

    commit: bytes | None
    findings: tuple[Finding, ...]


@frozen
class Settled:
    """What became of findings.

    Attributes:
        left: those that still refuse.
        notices: what to say about it, a line each.
        requests: (draft or request id, what to say) of each group that could be approved.
    """

    left: tuple[Finding, ...]
    notices: tuple[str, ...] = ()
    requests: tuple[tuple[str, str], ...] = ()


class Asked:
    """A repository and its policy, and what approvals need of them, each read once."""

    def __init__(self, mode: str | None) -> None:
        self.repo: Repository = discover()
        self.mode = mode
        self.loaded: Loaded = load_for_commits(self.repo, mode)
        self.trusted: Trusted = load_trusted(self.repo, self.loaded)
        self.repository = repository_id(self.repo)

    def policy_at(self, parent: str) -> Loaded:
        """The policy that changes on top of a commit were made under, as the hook of that moment read it."""
        if parent:
            before = load(self.repo, mode=self.mode, revision=parent)
            if before.origin == "commit":
                return before
        return self.loaded

    def parent(self, commit: str) -> str:
        words = run_git(["rev-list", "--parents", "-n", "1", commit], repo=self.repo).split()
        return words[1].decode() if len(words) > 1 else ""

    def head(self) -> str:
        """The commit that the next one will be on; "" before the first."""
        running = start_git(["rev-parse", "--verify", "--quiet", "HEAD"], repo=self.repo, accepted=(0, 1))
        return running.all().decode().strip()

    def subject(self, group: Group) -> dict[str, Any]:
        """What a group of findings would do, for a request and for holding a grant against it."""
        commit = group.commit.decode() if group.commit else None
        base = self.parent(commit) if commit else self.head()
        loaded = self.policy_at(base) if commit else self.loaded
        reasons = [reason for finding in group.findings for reason in finding.reasons]
        of_policy = any(reason.code == GUARD_CODE for reason in reasons)
        return changes_subject(
            [_fact(finding) for finding in group.findings],
            repository=self.repository,
            base=base,
            policy=loaded.policy,
            signers_digest=self.trusted.digest,
            reasons=reasons,
            new_policy=self._new_policy(commit) if of_policy else None,
        )

    def _new_policy(self, commit: str | None) -> str:
        """The digest of the policy that a commit, or the index, would put in force; "" where it does not compile."""
        tree = GitTree(self.repo, commit)
        try:
            return load_tree(tree, "commit" if commit else "index", mode=self.mode).policy.digest
        except GuardError:
            return ""

    def people(self, commit: bytes | None) -> tuple[str, ...]:
        """Who must not approve: whoever runs this, and the author and committer of the commit."""
        names = [os.environ.get("USER", ""), requester_email(self.repo), os.environ.get("TTA_LAUNCHED_BY", "")]
        if commit:
            names += commit_people(self.repo, commit.decode())
        return tuple(names)


def settle(findings: Sequence[Finding], mode: str | None, *, hook: str) -> Settled:
    """Take out of findings what grants cover.

    Args:
        findings: of one hook or check.
        mode: what --mode says.
        hook: who asks; `reference-transaction` takes the use, the others look whether there is one.

    Raises:
        GuardError: the guard cannot tell; the caller refuses.
    """
    groups: dict[bytes | None, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.commit, []).append(finding)
    denied = {commit for commit, members in groups.items() if any(each.verdict == "deny" for each in members)}
    open_groups = [Group(commit, tuple(members)) for commit, members in groups.items() if commit not in denied]
    left = [finding for commit in denied for finding in groups[commit]]
    if not open_groups:
        return Settled(tuple(findings))
    asked = Asked(mode)
    notices: list[str] = []
    requests: list[tuple[str, str]] = []
    store: Store | None = None
    try:
        if asked.trusted.signers is not None:
            store = _ledger(asked)
        for group in open_groups:
            subject = asked.subject(group)
            given, why = _approval(asked, store, group, subject, hook)
            if given is None:
                left += group.findings
                requests.append((save_draft(encode(subject)), why))
                continue
            notices.append(f"approved: {len(group.findings)} change(s){_in(group.commit)}, by grant {given[0][:16]}")
    finally:
        if store is not None:
            store.close()
    order = {id(finding): place for place, finding in enumerate(findings)}
    left.sort(key=lambda finding: order[id(finding)])
    return Settled(tuple(left), tuple(notices), tuple(requests))


def _ledger(asked: Asked) -> Store | None:
    """The ledger, where there is one: before the first request there is nothing to look for."""
    try:
        return open_ledger(asked.loaded.policy, create=False)
    except GuardError as error:
        if error.code == "no-ledger":
            return None
        raise


def _approval(
    asked: Asked, store: Store | None, group: Group, subject: dict[str, Any], hook: str
) -> tuple[tuple[str, ...] | None, str]:
    """The grants under which a group may pass; else None and why not, for people."""
    if asked.trusted.signers is None:
        return None, f"nobody can approve yet: there is no {asked.trusted.signers_file} (tta-guard init makes it)"
    if store is None:
        return None, ""
    found = accepting.requests_about(store, lambda request: covers(request, subject))
    what = f"commit {group.commit.decode()}" if group.commit else ""
    forbidden = asked.people(group.commit) if found else ()
    refused = ""
    for request in found:
        if what and accepting.used_for(store, request, what):
            return (request.digest,), ""
        try:
            accepted = accepting.accept(
                store,
                request,
                {**subject, "reasons": request.subject["reasons"]},
                policy=asked.loaded.policy,
                trusted=asked.trusted,
                forbidden=forbidden,
                redeem_as=what if hook == "reference-transaction" and what else None,
                intent={"hook": hook, "repository": {"id": asked.repository}},
                now=int(time.time()),
            )
        except ApprovalError as error:
            if error.exit_code != 1:
                raise
            refused = refused or f"request {request.id}: {error}" + (f"; {error.hint}" if error.hint else "")
            continue
        if accepted.redemption is not None:
            store.finish(accepted.redemption.id, make_record("outcome", note=f"{what} may enter a branch", hook=hook))
        return accepted.grants, ""
    return None, refused


def covers(request: Request, subject: dict[str, Any]) -> bool:
    """Whether a request is about these changes: the same repository, base and content. Reasons are words about them."""
    mine = request.subject
    if mine["kind"] != subject["kind"]:
        return False
    return all(mine[name] == subject[name] for name in ("repository", "base", "changes"))


def _fact(finding: Finding) -> ChangeFact:
    old_mode, old, new_mode, new = finding.sides or (0, b"", 0, b"")
    return ChangeFact(finding.path, finding.change, _mode(old_mode), _oid(old), _mode(new_mode), _oid(new))


def _mode(mode: int) -> str:
    return f"{mode:06o}" if mode else ""


def _oid(oid: bytes) -> str:
    return oid.decode() if oid.strip(b"0") else ""


def _in(commit: bytes | None) -> str:
    return f" in {commit.decode()[:12]}" if commit else ""
