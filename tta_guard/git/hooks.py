"""What each git hook decides. IO, hot path.

One function a hook: it asks git for the changes, asks the policy about them, and returns what it found; showing it and
exiting is for the caller. Which hooks git runs for which operation is in githooks(5); the two that `--no-verify` does
not skip are prepare-commit-msg and reference-transaction.
"""

from __future__ import annotations

import os

from ..errors import GitError, UsageError
from ..plumbing.process import start_git
from .changes import merging, pending, walk_changes
from .judge import NOTHING, SETTLED, Call, HookResult
from .trailer import TRAILER, false_claim, with_trailer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..plumbing.process import Repository

__all__ = ["HOOKS", "HookResult", "run_hook"]


def run_hook(
    name: str, argv: Sequence[str], stdin: bytes | None = None, *, mode: str | None = None, cwd: bytes | None = None
) -> HookResult:
    """Run one hook.

    Args:
        name: the hook's name.
        argv: what git gives it.
        stdin: what git writes to it; None to read descriptor 0, for the hooks that have something there.
        mode: decide as this chat mode.
        cwd: where git started it.

    Returns:
        What was found.

    Raises:
        UsageError: there is no such hook, or an argument is missing.
        GuardError: the hook cannot decide; the caller must refuse.
    """
    hook = _HOOKS.get(name)
    if hook is None:
        raise UsageError(f"there is no hook {name}", hint="hooks: " + ", ".join(sorted(_HOOKS)))
    return hook(Call(name, list(argv), stdin, mode, cwd))


def _before_commit(call: Call) -> HookResult:
    """pre-commit, pre-merge-commit, prepare-commit-msg, pre-applypatch: the index is about to become a commit.

    During a merge the commits that are merged in are judged as well, as far as no branch and no remote has them.
    """
    others = merging(call.repo) or (_announced() if call.name == "pre-merge-commit" else [])
    call.judge(pending(call.repo, others), [None])
    if others:
        call.judge(walk_changes(call.repo, others, SETTLED), others)
    return call.result()


def _announced() -> list[bytes]:
    """What `git merge` is about to merge, as it says in variables: it writes MERGE_HEAD only after pre-merge-commit.

    The hooks that follow read MERGE_HEAD, so a false variable gains nothing.
    """
    names = [name[8:] for name in os.environ if name.startswith("GITHEAD_")]
    return [name.encode() for name in names if len(name) in (40, 64) and not name.strip("0123456789abcdef")]


def _message(call: Call) -> HookResult:
    """commit-msg, applypatch-msg: put the mode in the message, refuse a message that names another.

    Raises:
        GitError: the message cannot be read or written.
        UsageError: git gave no file.
    """
    path = os.path.join(call.cwd or b".", os.fsencode(call.argument(0)))
    mode = call.loaded.policy.mode
    try:
        with open(path, "rb") as file:
            message = file.read()
        claim = false_claim(message, mode)
        if claim is not None:
            shown = claim.decode("utf-8", "backslashreplace")
            truth = f"the mode in force is {mode}" if mode else "no mode is in force"
            call.notices.append(f"the message says {TRAILER.decode()}: {shown!r}, but {truth}")
            call.notices.append("next: take that line out of the message (it is added by itself), then commit again")
            return HookResult((), call.result().notices, 1, mode, "commit")
        if mode is not None:
            changed = with_trailer(message, mode, _comment_mark(call.repo))
            if changed != message:
                with open(path, "wb") as file:
                    file.write(changed)
    except OSError as error:
        raise GitError(f"the commit message cannot be read or written: {error.strerror}") from error
    return call.result()


def _comment_mark(repo: Repository) -> bytes:
    setting = start_git(["config", "core.commentChar"], repo=repo, accepted=(0, 1))
    mark = setting.all().strip()
    return mark if mark and mark != b"auto" else b"#"


def _reference_transaction(call: Call) -> HookResult:
    """reference-transaction: branches are about to move; nothing has moved yet in the state `prepared`.

    A branch, and a detached HEAD that takes a new commit, may get only commits that are judged: those that no branch
    and no remote-tracking reference has are judged now. What a remote has is taken for other people's. Tags, notes
    and the stash do not settle anything, so a commit that was hidden there is judged when a branch gets it.
    """
    if call.argument(0) != "prepared":
        return NOTHING
    branches: list[bytes] = []
    heads: list[tuple[bytes, bytes]] = []
    for fields in call.lines():
        if len(fields) != 3:
            raise GitError("git's reference transaction has an unknown form", code="bad-transaction")
        old, new, name = fields
        if new.startswith(b"ref:"):
            # A symbolic reference (git 2.46): what it points at counts, unless that is a branch, which is judged by
            # itself.
            new = b"" if new.startswith(b"ref:refs/heads/") else _resolve(call.repo, new[4:])
        if old == new or not new.strip(b"0"):
            continue
        if name.startswith(b"refs/heads/") or (b"refs/heads/" in name and not name.startswith(b"refs/")):
            branches.append(new)
        elif name == b"HEAD" and old.strip(b"0") and not old.startswith(b"ref:"):
            heads.append((old, new))
    heads = [(old, new) for old, new in heads if new not in branches]
    if branches:
        call.judge(walk_changes(call.repo, branches, SETTLED), branches)
    for old, new in heads:
        # Looking at any commit is free. One made on top of a detached HEAD is told early, not when a branch gets it.
        call.judge(walk_changes(call.repo, [new], [old, *SETTLED, "--tags"]), [new])
    return call.result()


def _pre_push(call: Call) -> HookResult:
    """pre-push: see `push.pre_push`."""
    from .push import pre_push

    return pre_push(call)


def _resolve(repo: Repository, name: bytes) -> bytes:
    question = start_git(["rev-parse", "--verify", "--quiet", name], repo=repo, accepted=(0, 1))
    return question.all().strip()


_HOOKS: dict[str, Callable[[Call], HookResult]] = {
    "pre-commit": _before_commit,
    "pre-merge-commit": _before_commit,
    "prepare-commit-msg": _before_commit,
    "commit-msg": _message,
    "applypatch-msg": _message,
    "pre-applypatch": _before_commit,
    "pre-push": _pre_push,
    "reference-transaction": _reference_transaction,
}
HOOKS = tuple(_HOOKS)
