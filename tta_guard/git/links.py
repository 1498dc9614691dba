"""Where symbolic links lead: their targets, read from git's objects. IO, hot path."""

from __future__ import annotations

from ..errors import GitError
from ..plumbing.process import run_git, start_git

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..plumbing.process import Repository, Running
    from .raw import ChangeList

# Longer than any path that a kernel follows.
_MAX_LINK_BYTES = 1 << 16


def tracked_links(repo: Repository, tree: bytes | None = None) -> dict[bytes, bytes]:
    """Every symbolic link and its target, in a commit or tree, or (None) in the index.

    Raises:
        GitError: git failed.
    """
    if tree is None:
        whole: tuple[str, ...] = ("--full-name", "--", ":/") if repo.work_tree else ()
        listing = run_git(["ls-files", "--stage", "-z", *whole], repo=repo)
    else:
        listing = run_git(["ls-tree", "-r", "-z", "--full-tree", tree], repo=repo)
    found: dict[bytes, bytes] = {}
    if b"120000 " not in listing:
        return found
    links = LinkReader(repo)
    try:
        for entry in listing.split(b"\0"):
            if entry.startswith(b"120000 "):
                fields, _, path = entry.partition(b"\t")
                found[path] = links.target(fields.split(b" ")[1 if tree is None else 2])
    finally:
        links.close()
    return found


class LinkReader:
    """Reads the targets of symbolic links through one `git cat-file --batch`, started for the first of them."""

    def __init__(self, repo: Repository) -> None:
        self._repo = repo
        self._running: Running | None = None

    def read(self, changes: ChangeList) -> None:
        """Fill in the targets of a list's new links."""
        for index, oid in changes.new_links().items():
            changes.links[index] = self.target(oid)

    def target(self, oid: bytes) -> bytes:
        """The target of one link.

        Raises:
            GitError: the object is missing, no blob, or longer than any path.
        """
        if self._running is None:
            self._running = start_git(["cat-file", "--batch"], repo=self._repo, talk=True)
        header = self._running.ask(oid + b"\n").split(b" ")
        if len(header) != 3 or header[1] != b"blob":
            raise GitError(f"the symbolic link {oid.decode()} cannot be read", code="missing-object")
        size_bytes = int(header[2])
        if size_bytes > _MAX_LINK_BYTES:
            raise GitError(f"the symbolic link {oid.decode()} is longer than any path", code="bad-link")
        return self._running.ask(b"", size_bytes + 1)[:-1]

    def close(self) -> None:
        if self._running is not None:
            self._running.close()


def read_links(repo: Repository, lists: Sequence[ChangeList]) -> None:
    links = LinkReader(repo)
    try:
        for changes in lists:
            links.read(changes)
    finally:
        links.close()
