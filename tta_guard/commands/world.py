"""What pure code may ask of the outside: one small object, handed in. Pure (the real one is `facts.RealWorld`).

Everything below `commands/` that needs a file, a variable, a directory listing or an answer from git asks a `World`.
The real one reads lazily, once, and within bounds; the one made of dictionaries here lets every rule be tested
without a disk. Strings are `str` decoded with `os.fsdecode` (surrogateescape), paths use "/" and are absolute; a
relative path is taken from `World.cwd`.
"""

from __future__ import annotations

from .pathnames import GLOB_LIMIT, expand_pattern, match_name, search_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Final

__all__ = [
    "GIT_QUESTIONS",
    "GLOB_LIMIT",
    "READ_LIMIT_BYTES",
    "TROUBLES",
    "MadeWorld",
    "World",
    "check_git_question",
    "expand_pattern",
    "match_name",
    "normal",
    "search_path",
]

READ_LIMIT_BYTES: Final = 1 << 20

# Why `read` or `listdir` gave None; `World.trouble` answers one of these, or "" when nothing went wrong.
TROUBLES: Final = ("missing", "unreadable", "too-large", "not-regular", "loop")

# The only questions `World.git` answers. Each is a tuple of arguments, "*" stands for one argument that is not a flag.
# None of them runs a hook, an alias, a pager, a filter, a credential helper or anything else that configuration names.
GIT_QUESTIONS: Final = (
    ("config", "--get", "*"),
    ("config", "--get-all", "*"),
    ("config", "-z", "--list"),
    ("symbolic-ref", "-q", "HEAD"),
    ("symbolic-ref", "-q", "*"),
    ("rev-parse", "--show-toplevel"),
    ("rev-parse", "--absolute-git-dir"),
    ("rev-parse", "-q", "--verify", "*"),
    ("for-each-ref", "--format=%(refname)", "*"),
)


class World:
    """The outside, as pure code sees it.

    Attributes:
        env: the ambient environment variables.
        cwd: the absolute directory in which the whole command text starts.
        home: the ambient home directory (an invocation's own HOME may differ: see its environment).
        repo_root: the absolute top of the work tree that holds `cwd`; None outside a repository.
    """

    env: Mapping[str, str]
    cwd: str
    home: str
    repo_root: str | None

    def read(self, path: str, limit_bytes: int = READ_LIMIT_BYTES) -> bytes | None:
        """Answer the bytes of a regular file; None when it cannot be had whole (`trouble(path)` says why).

        A FIFO, device or socket is never opened for reading. Symbolic links are followed. The same path gives the same
        bytes for the life of the world, whatever happens on the disk meanwhile.
        """
        raise NotImplementedError

    def trouble(self, path: str) -> str:
        """Answer why the last `read` or `listdir` of this path gave None (one of TROUBLES), or ""."""
        raise NotImplementedError

    def listdir(self, path: str) -> tuple[str, ...] | None:
        """Answer the sorted names in a directory; None when it is no directory, unreadable, or too large to list."""
        raise NotImplementedError

    def exists(self, path: str) -> bool:
        """Answer whether the path names anything (links followed)."""
        raise NotImplementedError

    def is_dir(self, path: str) -> bool:
        """Answer whether the path names a directory (links followed)."""
        raise NotImplementedError

    def is_exec(self, path: str) -> bool:
        """Answer whether the path names a regular file that somebody may execute."""
        raise NotImplementedError

    def realpath(self, path: str) -> str:
        """Answer the path with every link followed, as far as it exists."""
        raise NotImplementedError

    def glob(self, pattern: str, cwd: str) -> tuple[str, ...] | None:
        """Answer what a shell's pathname expansion gives: sorted, spelled as the pattern is, hidden names left out.

        () means that nothing matches (the shell then keeps the pattern as it stands). None means that it cannot be
        told: more than GLOB_LIMIT names, or a directory that cannot be listed. Treat None as an unknown word. Only
        `*`, `?` and bracket expressions are special, and a backslash quotes; braces and `**` are the shell's affair.
        """
        raise NotImplementedError

    def which(self, name: str, path_env: str, cwd: str) -> str | None:
        """Answer the absolute path that starting `name` would run; None when there is none.

        Args:
            name: a program's name; one with a "/" is taken from `cwd` and not searched for.
            path_env: the PATH in force; an empty element is `cwd`.
            cwd: absolute.
        """
        raise NotImplementedError

    def git(self, *args: str, cwd: str | None = None) -> bytes | None:
        """Answer what git prints to one of GIT_QUESTIONS; None when git fails, is missing, or has nothing to say.

        Raises:
            GuardError: the question is not on the list (code "git-question").
        """
        raise NotImplementedError


class MadeWorld(World):
    """A world made of dictionaries: for tests, and for asking about a world that is not there."""

    def __init__(
        self,
        files: Mapping[str, str | bytes] | None = None,
        *,
        env: Mapping[str, str] | None = None,
        cwd: str = "/w",
        home: str = "/h",
        repo_root: str | None = None,
        executables: Iterable[str] = (),
        links: Mapping[str, str] | None = None,
        troubles: Mapping[str, str] | None = None,
        git_answers: Mapping[tuple[str, ...], bytes] | None = None,
    ) -> None:
        """Make a world.

        Args:
            files: absolute (or relative to `cwd`) path -> content; directories above them exist too. A path that ends
                in "/" is an empty directory.
            env: environment; HOME is added when missing.
            cwd: where the text starts.
            home: the home directory.
            repo_root: the work tree's top.
            executables: paths of files that may be executed (made empty when not among `files`).
            links: symbolic links, absolute path -> absolute target.
            troubles: path -> why it cannot be read (one of TROUBLES).
            git_answers: question -> answer, whatever the directory.
        """
        self.env = {"HOME": home, **(env or {})}
        self.cwd, self.home, self.repo_root = cwd, home, repo_root
        self._links = {self._absolute(key): value for key, value in (links or {}).items()}
        self._troubles = {self._absolute(key): value for key, value in (troubles or {}).items()}
        self._seen_troubles: dict[str, str] = {}
        self._git = dict(git_answers or {})
        self._files: dict[str, bytes] = {}
        self._dirs = {"/", cwd, home}
        for key, content in (files or {}).items():
            if key.endswith("/"):
                self._dirs.add(self._absolute(key))
            else:
                self._files[self._absolute(key)] = content.encode() if isinstance(content, str) else content
        self._executables = {self._absolute(path) for path in executables}
        for path in self._executables:
            self._files.setdefault(path, b"")
        for path in (*self._files, *self._dirs, *self._links, *self._troubles):
            above = path
            while above != "/":
                above = above.rpartition("/")[0] or "/"
                self._dirs.add(above)

    def _absolute(self, path: str) -> str:
        return normal(path if path.startswith("/") else f"{self.cwd}/{path}")

    def realpath(self, path: str) -> str:
        path = self._absolute(path)
        for _ in range(40):
            done = ""
            for part in path[1:].split("/"):
                done = f"{done}/{part}"
                if done in self._links:
                    path = normal(self._links[done] + path[len(done) :])
                    break
            else:
                return path
        return path

    def read(self, path: str, limit_bytes: int = READ_LIMIT_BYTES) -> bytes | None:
        real = self.realpath(path)
        content = self._files.get(real)
        why = self._troubles.get(real, "")
        if not why and content is None:
            why = "not-regular" if real in self._dirs else "missing"
        if not why and content is not None and len(content) > limit_bytes:
            why = "too-large"
        self._seen_troubles[path] = why
        return None if why else content

    def trouble(self, path: str) -> str:
        return self._seen_troubles.get(path, "")

    def listdir(self, path: str) -> tuple[str, ...] | None:
        real = self.realpath(path)
        if real not in self._dirs:
            self._seen_troubles[path] = "missing"
            return None
        start = "/" if real == "/" else f"{real}/"
        everything = (*self._files, *self._dirs, *self._links, *self._troubles)
        names = {
            name[len(start) :].partition("/")[0] for name in everything if name.startswith(start) and name != start
        }
        return tuple(sorted(names - {""}))

    def exists(self, path: str) -> bool:
        real = self.realpath(path)
        return real in self._files or real in self._dirs or real in self._troubles

    def is_dir(self, path: str) -> bool:
        return self.realpath(path) in self._dirs

    def is_exec(self, path: str) -> bool:
        return self.realpath(path) in self._executables

    def glob(self, pattern: str, cwd: str) -> tuple[str, ...] | None:
        return expand_pattern(self, pattern, cwd)

    def which(self, name: str, path_env: str, cwd: str) -> str | None:
        return search_path(self, name, path_env, cwd)

    def git(self, *args: str, cwd: str | None = None) -> bytes | None:
        check_git_question(args)
        return self._git.get(args)


def normal(path: str) -> str:
    """Answer an absolute path without empty, `.` and `..` parts (taken by name, not through links)."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if parts:
                parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/" + "/".join(parts)


def check_git_question(args: tuple[str, ...]) -> None:
    """Pass when the arguments are one of GIT_QUESTIONS.

    Raises:
        GuardError: they are not (code "git-question").
    """
    for question in GIT_QUESTIONS:
        pairs = zip(args, question, strict=False)
        if len(args) == len(question) and all(arg == want or (want == "*" and _plain(arg)) for arg, want in pairs):
            return
    from ..errors import GuardError

    raise GuardError(f"the guard has no reason to ask git {args!r}", code="git-question")


def _plain(arg: str) -> bool:
    return arg != "" and not arg.startswith("-") and "\0" not in arg
