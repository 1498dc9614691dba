"""Who may approve, and when, as the policy in force says: signers, revoked keys, change windows. IO.

They are read from where the policy itself was read (the last commit), never from the working tree of the one who asks. A
root-owned /etc/tta-guard/signers goes before the repository's own.
"""

from __future__ import annotations

from ..model import Source, frozen
from ..policy.sources import GitTree, Tree, WorkTree, read_root_file
from .errors import ApprovalError, SignersError
from .signers import Signers, parse_revoked, parse_signers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ..plumbing.process import Repository
    from ..policy.store import Loaded
    from .signers import Revoked
    from .windows import Windows

SYSTEM_SIGNERS: Final = "/etc/tta-guard/signers"
_HORIZON_S: Final = 2 * 86400


@frozen
class Trusted:
    """Whom the policy lets approve.

    Attributes:
        signers: the approvers; None where there is no signers file, so that nobody can approve.
        signers_file: where they stand.
        revoked: None where the configuration names no file.
        windows: the calendar file, not yet read; None where the configuration names none.
    """

    signers: Signers | None
    signers_file: str
    revoked: Revoked | None
    windows: bytes | None
    windows_file: str = ""

    @property
    def digest(self) -> str:
        """Of the signers file; "" where there is none."""
        return self.signers.digest if self.signers is not None else ""

    @property
    def windows_digest(self) -> str:
        """Of the calendar file; "" where there is none."""
        from hashlib import sha256

        return sha256(self.windows).hexdigest() if self.windows is not None else ""

    def windows_at(self, now: int) -> Windows | None:
        """The change windows around a moment.

        Raises:
            ApprovalError: the calendar is broken.
        """
        if self.windows is None:
            return None
        from .windows import parse_windows

        return parse_windows(self.windows, self.windows_file, start=now - _HORIZON_S, end=now + 30 * _HORIZON_S)


def load_trusted(repo: Repository | None, loaded: Loaded) -> Trusted:
    """Read them for a loaded policy.

    Raises:
        SignersError: a file is broken, or one that the configuration names is missing.
    """
    settings = loaded.policy.settings.get("approvals", {})
    tree = _tree(repo, loaded)
    name = settings.get("signers", [".tta-guard/signers"])[0]
    data = read_root_file(SYSTEM_SIGNERS, SignersError)
    if data is not None:
        name = SYSTEM_SIGNERS
    elif tree is not None:
        data = tree.read(name)
    revoked: Revoked | None = None
    windows: bytes | None = None
    windows_file = ""
    if settings.get("revoked"):
        file = settings["revoked"][0]
        revoked = parse_revoked(_needed(tree, file, "approvals.revoked"), file)
    if settings.get("windows"):
        windows_file = settings["windows"][0]
        windows = _needed(tree, windows_file, "approvals.windows")
    signers = parse_signers(data, name) if data is not None else None
    return Trusted(signers, name, revoked, windows, windows_file)


def _tree(repo: Repository | None, loaded: Loaded) -> Tree | None:
    if repo is not None and loaded.origin == "commit":
        return GitTree(repo, loaded.revision or "HEAD")
    if repo is not None and loaded.origin == "index":
        return GitTree(repo, None)
    if repo is not None and loaded.origin == "worktree" and repo.work_tree is not None:
        return WorkTree(repo.work_tree)
    return None


def _needed(tree: Tree | None, file: str, key: str) -> bytes:
    data = tree.read(file) if tree is not None else None
    if data is None:
        raise SignersError(
            f"{key} names it, and it is not there",
            code="missing-file",
            source=Source(file),
            hint=f"commit {file}, or take {key} out of tta-guard.yaml",
        )
    return data


def need_signers(trusted: Trusted) -> Signers:
    """The approvers.

    Raises:
        ApprovalError: `no-signers`: nobody can approve yet.
    """
    if trusted.signers is None:
        raise ApprovalError(
            f"nobody can approve yet: there is no {trusted.signers_file}",
            code="no-signers",
            hint=f"tta-guard init makes it from SSH public keys; commit {trusted.signers_file}",
        )
    return trusted.signers
