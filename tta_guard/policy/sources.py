"""Where the bytes of a policy come from: a commit, the index, the working tree. IO, cold.

The guard's own reading of a policy is always from a commit, or from the index while there is none; the working tree is for
whoever writes a chat mode and wants to see what it would mean.
"""

from __future__ import annotations

import os
import stat

from ..errors import ChatModeError, GitError, PolicyError
from ..model import Source, frozen
from ..plumbing.process import Repository, run_git
from .paths import resolve_link

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..errors import GuardError

CONFIG_FILE = "tta-guard.yaml"
MAX_FILES = 1000
MAX_FILE_BYTES = 1 << 20
_LINK_MODE = b"120000"
_SUFFIXES = (".chatmode.md", ".agent.md")
_LINK_HOPS = 8


@frozen
class File:
    """One file of a policy.

    Attributes:
        name: repository-relative, as the user would name it.
        data: its content.
        linked: it is reached through a symbolic link, so that what it says may change without its directory changing.
    """

    name: str
    data: bytes
    linked: bool = False


def is_chatmode(name: str) -> bool:
    """Whether a file in one of the chat mode directories is a chat mode: by its suffix, or any Markdown file of `…/agents`."""
    base = name.rsplit("/", 1)[-1]
    if base.endswith(_SUFFIXES):
        return True
    return base.endswith(".md") and "/agents/" in f"/{name}" and base.lower() != "readme.md"


class Tree:
    """A tree of files to read a policy from. `where` says which, for messages."""

    where = ""

    def read_config(self) -> bytes | None:
        """The configuration file, or None where there is none."""
        raise NotImplementedError

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        raise NotImplementedError

    def read(self, name: str) -> bytes | None:
        """The bytes of a file, or None where there is no regular file of this name."""
        raise NotImplementedError

    def chatmodes(self, directories: Iterable[str]) -> tuple[list[File], list[ChatModeError]]:
        """Every chat mode below the directories in order of name, and what is wrong with those that cannot be read."""
        raise NotImplementedError


class GitTree(Tree):
    """A commit's tree, or the index.

    Args:
        repo: the repository.
        revision: a commit; None for the index.
    """

    def __init__(self, repo: Repository, revision: str | None) -> None:
        self.repo = repo
        self.revision = revision
        self.where = f"commit {revision}" if revision else "the index"
        self._prefix = (revision or "").encode("utf-8", "surrogateescape") + b":"

    def read_config(self) -> bytes | None:
        return self._blob(CONFIG_FILE.encode())

    def has(self, name: str) -> bool:
        return self.read(name) is not None

    def read(self, name: str) -> bytes | None:
        return None if "\n" in name else self._blob(name.encode("utf-8", "surrogateescape"))

    def chatmodes(self, directories: Iterable[str]) -> tuple[list[File], list[ChatModeError]]:
        paths = [directory.encode("utf-8", "surrogateescape") for directory in directories]
        if not paths:
            return [], []
        entries = self._list(paths)
        chosen = [(mode, oid, path) for mode, oid, path in entries if is_chatmode(os.fsdecode(path))]
        if len(chosen) > MAX_FILES:
            raise PolicyError(f"{self.where} has {len(chosen)} chat modes; more than {MAX_FILES} are not read")
        files: list[File] = []
        broken: list[ChatModeError] = []
        for (mode, _, path), data in zip(chosen, self._blobs([oid for _, oid, _ in chosen]), strict=True):
            name = os.fsdecode(path)
            try:
                if mode == _LINK_MODE:
                    files.append(File(name, self._follow(path, data), linked=True))
                else:
                    files.append(File(name, data))
            except ChatModeError as error:
                broken.append(error)
        return files, broken

    def _list(self, paths: list[bytes]) -> list[tuple[bytes, bytes, bytes]]:
        """(mode, object id, path) of every file below the paths."""
        if self.revision is None:
            out = run_git(["ls-files", "-s", "-z", "--", *[b":(literal)" + path for path in paths]], repo=self.repo)
        else:
            out = run_git(["ls-tree", "-r", "-z", "--full-tree", self.revision, "--", *paths], repo=self.repo)
        entries = []
        for line in out.split(b"\0")[:-1]:
            head, _, path = line.partition(b"\t")
            fields = head.split(b" ")
            oid = fields[1] if self.revision is None else fields[2]
            if fields[0] != b"160000":
                entries.append((fields[0], oid, path))
        return sorted(entries, key=lambda entry: entry[2])

    def _blobs(self, oids: list[bytes]) -> list[bytes]:
        if not oids:
            return []
        out = run_git(["cat-file", "--batch"], repo=self.repo, stdin=b"".join([oid + b"\n" for oid in oids]))
        return [answer[2] for answer in parse_batch(out)]

    def _blob(self, path: bytes) -> bytes | None:
        out = run_git(["cat-file", "--batch"], repo=self.repo, stdin=self._prefix + path + b"\n")
        ((_, kind, data),) = parse_batch(out)
        return data if kind == b"blob" else None

    def _follow(self, path: bytes, target: bytes) -> bytes:
        """Read what a committed symbolic link leads to, within the same tree."""
        source = Source(os.fsdecode(path))
        at = path
        for _ in range(_LINK_HOPS):
            at = resolve_link(at, target)
            if at.startswith(b"/") or b"\n" in at:
                raise ChatModeError("a symbolic link that leads out of the repository", source=source)
            out = run_git(["cat-file", "--batch"], repo=self.repo, stdin=self._prefix + at + b"\n")
            ((_, kind, data),) = parse_batch(out)
            if kind != b"blob":
                raise ChatModeError(
                    f"a dangling symbolic link: {os.fsdecode(at)} is not in {self.where}",
                    source=source,
                    hint="commit the file it points at, or delete the link",
                )
            ((mode, _, _),) = self._list([at])[:1] or ((b"", b"", b""),)
            if mode != _LINK_MODE:
                return data
            target = data
        raise ChatModeError("symbolic links that lead to each other", source=source)


class WorkTree(Tree):
    """The files on disk below a directory. Links are followed as the operating system does."""

    where = "the working tree"

    def __init__(self, root: bytes) -> None:
        self.root = root

    def read_config(self) -> bytes | None:
        return self.read(CONFIG_FILE)

    def read(self, name: str) -> bytes | None:
        try:
            return self._read(name)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise PolicyError(f"cannot read it: {error.strerror}", source=Source(name)) from error

    def has(self, name: str) -> bool:
        return os.path.isfile(os.path.join(self.root, os.fsencode(name)))

    def chatmodes(self, directories: Iterable[str]) -> tuple[list[File], list[ChatModeError]]:
        names: set[str] = set()
        for directory in directories:
            top = os.path.join(self.root, os.fsencode(directory))
            for at, _, found in os.walk(top):
                below = os.path.relpath(at, self.root)
                names.update(os.fsdecode(os.path.join(below, name)).replace("\\", "/") for name in found)
                if len(names) > MAX_FILES * 10:
                    raise PolicyError(f"{directory} has more than {MAX_FILES * 10} files")
        files: list[File] = []
        broken: list[ChatModeError] = []
        for name in sorted(filter(is_chatmode, names)):
            try:
                files.append(File(name, self._read(name)))
            except FileNotFoundError:
                broken.append(ChatModeError("a dangling symbolic link", source=Source(name), hint="delete the link"))
            except OSError as error:
                broken.append(ChatModeError(f"cannot be read: {error.strerror}", source=Source(name)))
        return files, broken

    def _read(self, name: str) -> bytes:
        descriptor = os.open(os.path.join(self.root, os.fsencode(name)), os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise PolicyError("not a regular file", source=Source(name))
            # One byte more than any reader accepts: whoever parses it says that it is too large.
            parts = []
            left = MAX_FILE_BYTES + 1
            while left > 0 and (part := os.read(descriptor, left)):
                parts.append(part)
                left -= len(part)
            return b"".join(parts)
        finally:
            os.close(descriptor)


def read_root_file(path: str, failure: type[GuardError]) -> bytes | None:
    """A file of the administrator's, which only root may have written; None where there is none.

    Raises:
        failure: it cannot be read, or somebody besides root could have written it.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise failure(f"cannot be read: {error.strerror}", source=Source(path)) from error
    try:
        status = os.fstat(descriptor)
        if status.st_uid != 0 or status.st_mode & 0o022:
            raise failure(
                "is not root's alone, so it cannot be trusted",
                source=Source(path),
                hint=f"chown root {path} && chmod 644 {path}",
            )
        return os.read(descriptor, 1 << 20)
    finally:
        os.close(descriptor)


def parse_batch(out: bytes) -> list[tuple[bytes, bytes, bytes]]:
    """Read the answer of `git cat-file --batch`: (object id, type, content); type `missing` where there is no such object.

    Raises:
        GitError: the answer is cut short.
    """
    answers = []
    at = 0
    while at < len(out):
        end = out.find(b"\n", at)
        if end < 0:
            raise GitError("git cat-file stopped in the middle of an answer")
        line = out[at:end]
        at = end + 1
        fields = line.rsplit(b" ", 2)
        if len(fields) == 3 and fields[2].isdigit():
            size = int(fields[2])
            if len(out) < at + size + 1:
                raise GitError("git cat-file stopped in the middle of an object")
            answers.append((fields[0], fields[1], out[at : at + size]))
            at += size + 1
        else:
            answers.append((b"", b"missing", b""))
    return answers
