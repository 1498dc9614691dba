"""Ask git what changed: in the index, in commits, in what is pushed. IO, hot path.

Every list is git's own raw one, without renames: a rename is a deletion and an addition, and both sides count. Of a
merge only what the merger did counts, that is, what differs from the merge that git would make by itself: the other
side's own changes are judged where they were committed.
"""

from __future__ import annotations

import os

from ..errors import GitError
from ..plumbing.process import run_git, start_git
from .links import LinkReader, read_links, tracked_links
from .raw import Change, ChangeList, LogParser, from_paths, parse_pieces, parse_raw

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..plumbing.process import Repository, Running

__all__ = [
    "Change",
    "ChangeList",
    "commit_changes",
    "from_paths",
    "merging",
    "pending",
    "range_commits",
    "staged",
    "tracked_links",
    "tree_changes",
    "walk_changes",
]

_RAW: tuple[str, ...] = (
    "--raw",
    "-z",
    "--no-renames",
    "--no-abbrev",
    "--ignore-submodules=none",
    "--no-ext-diff",
    "--no-textconv",
)
# A comparison with each runs at once. The widest merge of the Linux kernel has 66.
_MAX_PARENTS = 100
# One identity for commits that are made to be looked at and never referred to.
_NOBODY = {
    name + suffix: value
    for name in (b"GIT_AUTHOR_", b"GIT_COMMITTER_")
    for suffix, value in ((b"NAME", b"tta-guard"), (b"EMAIL", b"tta-guard@localhost"), (b"DATE", b"@0 +0000"))
}
# What this git turned out not to know: --remerge-diff came with 2.35.
_lacking: set[str] = set()


def staged(repo: Repository, base: bytes | None = b"HEAD") -> ChangeList:
    """What the index holds that `base` does not, and the other way round.

    The index is the one that GIT_INDEX_FILE names, if any: `git commit -- path` and `git commit -a` use one of their
    own. Entries that are assumed unchanged, outside a sparse checkout or hidden in a sparse index are compared as
    well; entries of `git add --intent-to-add` are not there yet.

    Args:
        repo: the repository.
        base: a commit or tree; None for the empty tree. An unborn HEAD counts as the empty tree.

    Raises:
        GitError: git failed.
    """
    try:
        changes = parse_raw(_start_staged(repo, base).all())
    except GitError:
        if base != b"HEAD" or has_head(repo):
            raise
        changes = parse_raw(_start_staged(repo, None).all())
    read_links(repo, [changes])
    return changes


def _start_staged(repo: Repository, base: bytes | None) -> Running:
    what = base if base is not None else repo.empty_tree
    return start_git(["diff-index", "--cached", "--ita-invisible-in-index", *_RAW, what, "--"], repo=repo)


def _staged_pieces(repo: Repository, running: Running) -> Iterator[ChangeList]:
    """What `staged` gives, in pieces while git is still listing; pieces with new links are one list, the last.

    Args:
        repo: the repository.
        running: the listing, against HEAD.

    Raises:
        GitError: git failed.
    """
    linked = ChangeList([], [])
    try:
        for changes in parse_pieces(running.chunks()):
            # Links are looked at together: one may lead through another.
            if changes.new_links():
                linked.records += changes.records
                linked.paths += changes.paths
            else:
                yield changes
        if linked.paths:
            read_links(repo, [linked])
            yield linked
    except GitError:
        if has_head(repo):
            raise
        yield staged(repo, None)
    finally:
        running.close()


def has_head(repo: Repository) -> bool:
    """Whether HEAD is a commit; False on a branch without commits.

    Raises:
        GitError: HEAD names a commit that is not there.
    """
    question = start_git(["rev-parse", "--verify", "--quiet", "HEAD"], repo=repo, accepted=(0, 1))
    question.all()
    return question.status == 0


def merging(repo: Repository) -> list[bytes]:
    """The commits that a merge in progress merges into HEAD.

    Raises:
        GitError: MERGE_HEAD cannot be read.
    """
    try:
        with open(os.path.join(repo.git_dir, b"MERGE_HEAD"), "rb") as file:
            return file.read().split()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise GitError(f"MERGE_HEAD cannot be read: {error.strerror}") from error


def pending(repo: Repository, others: Sequence[bytes] | None = None) -> Iterable[ChangeList]:
    """What the next commit would change, were it made of the index as it stands; a long list comes in pieces.

    Git is at work from here on, so there is time for something else before the first list is asked for.

    During a merge that is what the merge itself changes. It is found by making the commit, unreferenced, so that merges
    have one reading, whether they are looked at before the commit or after it.

    Args:
        repo: the repository.
        others: what is merged into HEAD; None to read MERGE_HEAD.

    Raises:
        GitError: git failed, or the index still has unmerged paths during a merge.
    """
    if others is None:
        others = merging(repo)
    if not others:
        return _staged_pieces(repo, _start_staged(repo, b"HEAD"))
    try:
        tree = run_git(["write-tree"], repo=repo).strip()
    except GitError as error:
        hint = "resolve them and git add them first"
        raise GitError("the index has unmerged paths", hint=hint, code="unmerged") from error
    words: list[bytes | str] = ["commit-tree", tree, "-m", "what this merge would be"]
    for parent in [b"HEAD"] * has_head(repo) + list(others):
        words += ["-p", parent]
    commit = run_git(words, repo=repo, env_extra=_NOBODY).strip()
    found = list(commit_changes(repo, [commit]))
    for changes in found:
        changes.commit = None
    return found


def tree_changes(repo: Repository, old: bytes | None, new: bytes, *, commit: bytes | None = None) -> ChangeList:
    """What differs between two trees or commits; None is the empty tree.

    Raises:
        GitError: git failed.
    """
    changes = _compare(repo, old, new, commit=commit)
    read_links(repo, [changes])
    return changes


def _compare(repo: Repository, old: bytes | None, new: bytes, *, commit: bytes | None = None) -> ChangeList:
    return parse_raw(_start_compare(repo, old, new).all(), commit=commit, parent=old)


def _start_compare(repo: Repository, old: bytes | None, new: bytes) -> Running:
    return start_git(["diff-tree", "-r", *_RAW, old if old is not None else repo.empty_tree, new, "--"], repo=repo)


def commit_changes(repo: Repository, commits: Iterable[bytes]) -> Iterator[ChangeList]:
    """The changes of each commit against its parent, of a root against nothing, of a merge as the merger made them.

    Args:
        repo: the repository.
        commits: object names in hexadecimal.

    Yields:
        One list for each commit, an empty one where a commit changes nothing: in the order given, merges after the
        others.

    Raises:
        GitError: git failed, one is no commit, or the history of one is cut off (shallow clone).
    """
    names = b"".join([name + b"\n" for name in commits])
    return _log(repo, ["--no-walk=unsorted", "--stdin"], names)


def walk_changes(repo: Repository, tips: Sequence[bytes], without: Sequence[bytes | str] = ()) -> Iterator[ChangeList]:
    """The changes of every commit that `tips` reach and that `without` does not: one git walks and compares.

    Args:
        repo: the repository.
        tips: object names; tags are followed, what is not a commit is passed over.
        without: object names, or options such as `--branches`.

    Raises:
        GitError: as for `commit_changes`.
    """
    options, lines = _selection(tips, without)
    return _log(repo, options, lines)


def _log(repo: Repository, selection: Sequence[bytes | str], lines: bytes) -> Iterator[ChangeList]:
    """Run one `git log` over the selected commits, and the merges among them through a second."""
    merges: dict[bytes, list[bytes]] = {}
    cut = _shallow(repo)
    links = LinkReader(repo)
    try:
        for changes, parents in _lists(repo, ["--no-diff-merges", *selection], lines):
            commit = changes.commit or b""
            if commit in cut:
                raise GitError(
                    f"the history before {commit.decode()[:12]} is not in this shallow clone; its changes are unknown",
                    hint="git fetch --unshallow",
                    code="shallow-history",
                )
            if len(parents) > 1:
                merges[commit] = parents
                continue
            links.read(changes)
            yield changes
        for changes in _merge_changes(repo, merges):
            links.read(changes)
            yield changes
    finally:
        links.close()


def _merge_changes(repo: Repository, merges: dict[bytes, list[bytes]]) -> Iterator[ChangeList]:
    """What each merge changes beyond git's own merge of its parents."""
    simple = [commit for commit, parents in merges.items() if len(parents) == 2]
    if simple and "--remerge-diff" not in _lacking:
        lines = b"".join([commit + b"\n" for commit in simple])
        try:
            drivers = _tamed_drivers(repo)
            for changes, _ in _lists(repo, ["--remerge-diff", "--no-walk=unsorted", "--stdin"], lines, drivers):
                del merges[changes.commit or b""]
                yield changes
        except GitError as error:
            # An argument that git does not know is refused before anything is said, so nothing is given twice.
            if "--remerge-diff" not in error.message:
                raise
            _lacking.add("--remerge-diff")
    for commit, parents in merges.items():
        yield _merge_by_entries(repo, commit, parents)


def _lists(
    repo: Repository, selection: Sequence[bytes | str], lines: bytes, settings: Sequence[str] = ()
) -> Iterator[tuple[ChangeList, list[bytes]]]:
    """The changes and the parents of each selected commit, as one `git log` tells them."""
    words = ["log", *_RAW, "--root", "--no-color", "--no-notes", "--no-show-signature", "--no-decorate", "--no-mailmap"]
    running = start_git([*words, "--format=%x00%H %P", *selection, "--"], repo=repo, stdin=lines, settings=settings)
    parser = LogParser()
    try:
        for piece in running.chunks():
            for changes in parser.feed(piece):
                yield changes, parser.parents.pop(changes.commit or b"")
        for changes in parser.finish():
            yield changes, parser.parents.pop(changes.commit or b"")
    finally:
        running.close()


def _shallow(repo: Repository) -> frozenset[bytes]:
    """The commits whose parents a shallow clone left out: git shows each of them as if it brought all its files."""
    try:
        with open(os.path.join(repo.common_dir, b"shallow"), "rb") as file:
            return frozenset(file.read().split())
    except FileNotFoundError:
        return frozenset()
    except OSError as error:
        raise GitError(f"the list of shallow commits cannot be read: {error.strerror}") from error


def _tamed_drivers(repo: Repository) -> list[str]:
    """Settings that make every configured merge driver fail.

    A driver is a program of the guarded one's choice that says what "git's own merge" of a file is: with it a merge
    could be given any content and still count as untouched. One that fails leaves a conflict, which no result equals.
    """
    listing = run_git(
        ["config", "--null", "--name-only", "--get-regexp", r"^merge\..*\.driver$"], repo=repo, accepted=(0, 1)
    )
    names = [name.decode("utf-8", "surrogateescape") for name in listing.split(b"\0") if name]
    if any("=" in name or "\n" in name for name in names):
        raise GitError(
            "a merge driver has a name that cannot be overridden", hint="see git config --get-regexp '^merge'"
        )
    return [f"{name}=false" for name in names]


def _merge_by_entries(repo: Repository, commit: bytes, parents: list[bytes]) -> ChangeList:
    """What a merge changes by itself, told from the entries of its trees alone.

    A path is the merger's own doing when the merge agrees with no parent there, or when a parent's change since the
    common ancestors is lost. Where several sides changed one path, their automatic merge counts as the merger's doing
    too.
    """
    if len(parents) > _MAX_PARENTS:
        raise GitError(
            f"{commit.decode()[:12]} merges {len(parents)} commits; more than {_MAX_PARENTS} are not compared"
        )
    question = start_git(["merge-base", "--all", "--octopus", *parents], repo=repo, accepted=(0, 1))
    bases: list[bytes | None] = [*question.all().split()]
    sides = [_start_compare(repo, parent, commit) for parent in parents]
    ancestors = [_start_compare(repo, base, commit) for base in bases or [None]]
    from_parents = [_by_path(running) for running in sides]
    from_bases = [_by_path(running) for running in ancestors]
    records: list[bytes] = []
    paths: list[bytes] = []
    for path in dict.fromkeys([path for side in from_parents for path in side]):
        differing = [side[path] for side in from_parents if path in side]
        lost = [
            record
            for record in differing
            if not any(_old(record) == (_old(base[path]) if path in base else _new(record)) for base in from_bases)
        ]
        if len(differing) == len(parents) or lost:
            records.append((lost or differing)[0])
            paths.append(path)
    return ChangeList(records, paths, commit=commit, parent=parents[0])


def _by_path(running: Running) -> dict[bytes, bytes]:
    changes = parse_raw(running.all())
    return dict(zip(changes.paths, changes.records, strict=True))


def _old(record: bytes) -> tuple[bytes, bytes]:
    fields = record[1:].split(b" ")
    return fields[0], fields[2]


def _new(record: bytes) -> tuple[bytes, bytes]:
    fields = record[1:].split(b" ")
    return fields[1], fields[3]


def range_commits(repo: Repository, tips: Sequence[bytes], without: Sequence[bytes | str] = ()) -> list[bytes]:
    """The commits that `walk_changes` would go over, newest first.

    Raises:
        GitError: git failed.
    """
    options, lines = _selection(tips, without)
    return run_git(["rev-list", *options, "--"], repo=repo, stdin=lines).split()


def _selection(tips: Sequence[bytes], without: Sequence[bytes | str]) -> tuple[list[bytes], bytes]:
    """Options and standard input that select what `tips` reach and `without` does not."""
    excluded = [word if isinstance(word, bytes) else word.encode() for word in without]
    names = [b"^" + word for word in excluded if not word.startswith(b"--")]
    options = [word for word in excluded if word.startswith(b"--")]
    lines = b"".join([name + b"\n" for name in [*tips, *names]])
    return [b"--stdin", *([b"--not", *options] if options else [])], lines
