"""The one place that starts git, and what it is told before it starts. IO, hot path.

Whoever is guarded may own the configuration and the environment that git reads, so git is called with both held still:
variables by an allow-list, and every setting that changes a raw change list or starts a program overridden. The callers
use plumbing, whose output the remaining settings do not touch.
"""

from __future__ import annotations

import os
import sys

from ..errors import GitError
from ..model import frozen
from .environment import ARGUMENTS, git_environment
from .spawn import Child, spawn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MAX_OUTPUT_BYTES = 1 << 30
EMPTY_TREE = {
    "sha1": b"4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "sha256": b"6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}


@frozen
class Repository:
    """Where a repository is. All paths are absolute.

    Attributes:
        git_dir: this work tree's own: HEAD, the index, MERGE_HEAD.
        common_dir: shared by all work trees: objects, references, hooks.
        work_tree: its top; None when bare.
        object_format: `sha1` or `sha256`.
        start: where git is started.
    """

    git_dir: bytes
    common_dir: bytes
    work_tree: bytes | None
    object_format: str
    start: bytes

    @property
    def empty_tree(self) -> bytes:
        """The name of the tree without entries."""
        return EMPTY_TREE[self.object_format]


_found: list[str] = []


def git_program() -> str:
    """The absolute path of git, from PATH; entries of PATH that are not absolute are passed over.

    An empty or relative entry means the current directory, where the guarded one may put a `git` of its own.

    Raises:
        GitError: there is none.
    """
    if not _found:
        suffix = ".exe" if sys.platform == "win32" else ""
        for directory in os.environ.get("PATH", os.defpath).split(os.pathsep):
            path = os.path.join(directory, "git" + suffix)
            if os.path.isabs(directory) and os.access(path, os.X_OK) and os.path.isfile(path):
                _found.append(path)
                break
        else:
            hint = "install git, or put its directory on PATH as an absolute path"
            raise GitError("git is not on PATH", hint=hint, code="no-git")
    return _found[0]


class Running:
    """A git that has been started. `all`, `chunks` and `ask` read it and end in `finish`, which judges its exit."""

    def __init__(self, child: Child, arguments: Sequence[bytes | str], accepted: Sequence[int]) -> None:
        self._child = child
        self._arguments = arguments
        self._accepted = accepted
        self._pending = b""
        self.status = 0

    def all(self, limit_bytes: int = MAX_OUTPUT_BYTES) -> bytes:
        """The whole output.

        Raises:
            GitError: git failed, or said more than the limit.
        """
        pieces = []
        size = 0
        for piece in self._child.chunks():
            pieces.append(piece)
            size += len(piece)
            if size > limit_bytes:
                self.close()
                raise GitError(f"{self._name()} says more than {limit_bytes} bytes", code="git-output-too-large")
        self.finish()
        return b"".join(pieces)

    def chunks(self) -> Iterator[bytes]:
        """The output as it comes.

        Raises:
            GitError: git failed; known only after the last piece.
        """
        try:
            yield from self._child.chunks()
        except BaseException:
            self.close()
            raise
        self.finish()

    def ask(self, request: bytes, size_bytes: int = 0) -> bytes:
        """Send `request` to a git started with `talk`; return the next `size_bytes`, or (0) one line without its end.

        Raises:
            GitError: git ended instead of answering.
        """
        try:
            if request:
                self._child.write(request)
            while True:
                if size_bytes and len(self._pending) >= size_bytes:
                    answer, self._pending = self._pending[:size_bytes], self._pending[size_bytes:]
                    return answer
                if not size_bytes and b"\n" in self._pending:
                    answer, _, self._pending = self._pending.partition(b"\n")
                    return answer
                piece = self._child.read()
                if not piece:
                    break
                self._pending += piece
        except OSError:
            pass
        self.finish()
        raise GitError(f"{self._name()} ended early")

    def finish(self) -> None:
        """Reap git.

        Raises:
            GitError: it ended otherwise than it may.
        """
        self.status = self._child.wait()
        errors = self._child.errors()
        if self.status not in self._accepted:
            raise _failure(self._name(), self.status, errors)

    def close(self) -> None:
        """End git whatever it does; no judgement."""
        self._child.kill()

    def _name(self) -> str:
        return "git " + os.fsdecode(self._arguments[0])


def start_git(
    arguments: Sequence[bytes | str],
    *,
    repo: Repository | None = None,
    stdin: bytes = b"",
    env_extra: Mapping[bytes, bytes] | None = None,
    accepted: Sequence[int] = (0,),
    talk: bool = False,
    settings: Sequence[str] = (),
) -> Running:
    """Start git, to be collected later; several may run at once.

    Args:
        arguments: subcommand, options, arguments. Text is encoded as a file name.
        repo: the repository; None lets git find it from the current directory.
        stdin: what git reads.
        env_extra: variables set last.
        accepted: the exit statuses that are no failure.
        talk: for `Running.ask`.
        settings: further `-c` settings.

    Raises:
        GitError: there is no git, or it cannot be started.
    """
    program = git_program()
    environment, trusted = git_environment(env_extra)
    words: list[bytes | str] = []
    if repo is not None:
        here = os.getcwdb()
        if repo.start != here:
            words += ["-C", repo.start]
    if trusted:
        place = (repo.work_tree or repo.git_dir) if repo is not None else b""
        words += ["-c", b"safe.directory=" + (place or b"*")]
    words += ARGUMENTS
    for setting in settings:
        words += ["-c", setting]
    words += arguments
    try:
        child = spawn(program, words, environment, stdin, talk)
    except OSError as error:
        raise GitError(f"{program} cannot be started: {error.strerror or error}", code="no-git") from error
    return Running(child, arguments, accepted)


def run_git(
    arguments: Sequence[bytes | str],
    *,
    repo: Repository | None = None,
    stdin: bytes = b"",
    env_extra: Mapping[bytes, bytes] | None = None,
    accepted: Sequence[int] = (0,),
    limit_bytes: int = MAX_OUTPUT_BYTES,
) -> bytes:
    """Run git to its end and return what it said; see `start_git` and `Running.all`."""
    running = start_git(arguments, repo=repo, stdin=stdin, env_extra=env_extra, accepted=accepted)
    return running.all(limit_bytes)


def _failure(name: str, status: int, errors: bytes) -> GitError:
    """A failed git as an error with the way on, for the failures that users meet."""
    lines = [line for line in errors.decode("utf-8", "replace").splitlines() if line.strip()]
    marked = [line for line in lines if line.startswith(("fatal:", "error:", "BUG:"))]
    said = (marked or lines or [f"ended by signal {-status}" if status < 0 else f"exit status {status}"])[0]
    text = "\n".join(lines)
    if "dubious ownership" in text or "unsafe repository" in text:
        hint = next((line.strip() for line in lines if "--add safe.directory" in line), "")
        return GitError(
            f"{name}: {said}", hint=hint or "add the directory to git's safe.directory", code="unsafe-repository"
        )
    if "not a git repository" in text:
        return GitError(said.removeprefix("fatal: "), hint="run this inside a git repository", code="not-a-repository")
    if "unable to read" in text or "missing" in text or "bad object" in text:
        return GitError(
            f"{name}: {said}", hint="the repository lacks objects; git fsck says which", code="missing-object"
        )
    return GitError(f"{name}: {said}")


def discover(cwd: bytes | str | None = None) -> Repository:
    """Find the repository at `cwd` (default: the current directory) as git would.

    The ordinary layouts (gitrepository-layout(5): a `.git` directory, a linked work tree's `.git` file) are read
    here; all else (bare, submodule, `core.worktree`, SHA-256, variables of an unusual kind) is git's own answer.
    Whether git trusts the directory's owner is not asked here: the first git process does.

    Raises:
        GitError: there is no repository, or git will not say.
    """
    start = os.path.abspath(os.fsencode(cwd)) if cwd is not None else os.getcwdb()
    found = _ordinary(start)
    if found is not None:
        return found
    probe = Repository(git_dir=b"", common_dir=b"", work_tree=None, object_format="sha1", start=start)
    wanted = ["--absolute-git-dir", "--git-common-dir", "--show-object-format"]
    answers = run_git(["rev-parse", *wanted], repo=probe).split(b"\n")
    if len(answers) != 4:
        raise GitError("git rev-parse: an answer of an unknown form (a line break in the repository's path?)")
    git_dir, common_dir, object_format, _ = answers
    # Refused in a bare repository, and inside a .git directory.
    work_tree = run_git(["rev-parse", "--show-toplevel"], repo=probe, accepted=(0, 128)).removesuffix(b"\n") or None
    name = object_format.decode("ascii", "replace")
    if name not in EMPTY_TREE:
        raise GitError(f"object format {name} is not supported")
    return Repository(
        git_dir=git_dir,
        common_dir=os.path.normpath(os.path.join(start, common_dir)),
        work_tree=work_tree,
        object_format=name,
        start=start,
    )


_UNUSUAL = (b"GIT_WORK_TREE", b"GIT_COMMON_DIR", b"GIT_CEILING_DIRECTORIES", b"GIT_DISCOVERY_ACROSS_FILESYSTEM")


def _ordinary(start: bytes) -> Repository | None:
    """The repository at `start` if its layout is an ordinary one; None to ask git."""
    if sys.platform == "win32" or any(name in os.environb for name in _UNUSUAL):
        return None
    given = os.environb.get(b"GIT_DIR")
    try:
        if given is not None:
            work_tree, entry = start, os.path.join(start, given)
        else:
            work_tree = start
            device = os.stat(start).st_dev
            while not os.path.lexists(entry := os.path.join(work_tree, b".git")):
                parent = os.path.dirname(work_tree)
                if parent == work_tree or os.stat(parent).st_dev != device or _looks_bare(work_tree):
                    return None
                work_tree = parent
        git_dir = entry
        if os.path.isfile(entry):
            text = _content(entry)
            if not text.startswith(b"gitdir: "):
                return None
            git_dir = os.path.join(work_tree, text[8:].rstrip(b"\n"))
        git_dir = os.path.normpath(git_dir)
        common_dir = git_dir
        if os.path.lexists(pointer := os.path.join(git_dir, b"commondir")):
            common_dir = os.path.normpath(os.path.join(git_dir, _content(pointer).rstrip(b"\n")))
        config = _content(os.path.join(common_dir, b"config")).lower()
    except OSError:
        return None
    # A setting or extension that moves the work tree, makes the repository bare or changes its format.
    if b"worktree" in config or b"objectformat" in config or config.count(b"bare") != config.count(b"bare = false"):
        return None
    if not (os.path.isdir(os.path.join(common_dir, b"objects")) and os.path.lexists(os.path.join(git_dir, b"HEAD"))):
        return None
    return Repository(git_dir=git_dir, common_dir=common_dir, work_tree=work_tree, object_format="sha1", start=start)


def _looks_bare(directory: bytes) -> bool:
    return os.path.lexists(os.path.join(directory, b"HEAD")) and os.path.isdir(os.path.join(directory, b"objects"))


def _content(path: bytes) -> bytes:
    """A small file of git's own; OSError when it cannot be read."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        pieces = []
        while piece := os.read(descriptor, 1 << 16):
            pieces.append(piece)
        return b"".join(pieces)
    finally:
        os.close(descriptor)
