"""The policy to answer questions by, wherever the user stands. IO."""

from __future__ import annotations

import os

from ..errors import GitError
from ..plumbing.process import Repository, discover
from ..policy.store import Loaded, load, load_directory


def find_repository() -> Repository | None:
    """The repository around the current directory; None where there is none."""
    try:
        return discover()
    except GitError as error:
        if error.code == "not-a-repository":
            return None
        raise


def load_readable(mode: str | None) -> tuple[Loaded, bytes]:
    """Load the policy that holds here; where nothing is committed, the one on disk, and say that it does not hold yet.

    Args:
        mode: what --mode says.

    Returns:
        The policy, and the directory that its paths are relative to.
    """
    repo = find_repository()
    if repo is None:
        top = os.getcwdb()
        loaded = load_directory(top, mode=mode)
        notice = "not a git repository: answering from the files here, which nothing enforces"
        return Loaded(loaded.policy, loaded.origin, loaded.where, (*loaded.notices, notice)), top
    return load(repo, mode=mode, reading=True), repo.work_tree or repo.git_dir
