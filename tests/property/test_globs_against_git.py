"""The glob rules against git itself: random patterns and paths, every answer of every engine. Git is the oracle.

TTA_GLOB_SEED=N gives another run (printed when it fails), TTA_GLOB_PAIRS=N a longer one. A pair is one pattern asked
about one path in one reading; each is put to `Glob.matches`, to `GlobSet` and to its regular expression.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tta_guard.policy.globs import GlobSet, parse_glob

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tta_guard.policy.globs import Glob, Match

SEED = int(os.environ.get("TTA_GLOB_SEED", "20"))
PAIRS = int(os.environ.get("TTA_GLOB_PAIRS", "240000"))
FILES = 380
"""Files of one random tree; its directories are asked about as well."""
PATTERNS = 80
"""Patterns that one tree is asked about, in each reading."""

VECTORS = Path(__file__).resolve().parent.parent / "vectors" / "globs.toml"
CLASSES = b"alnum alpha blank cntrl digit graph lower print punct space upper xdigit".split()

# What names and patterns are made of: weighted towards what matchers get wrong.
WHITE = [b"\n", b" ", b"\t", b"\r"]
NAME_ATOMS = rb"a b a b ab . - ! ] [ * \ ? { ^ : # A Z x.py .env".split()
NAME_ATOMS += [*WHITE, b"\x7f", b"\x01", b"\xff", b"\x80", b"\xc3\xa9"]
STARS = rb"* ** *** ? / / / **/ /** /**/ **\/ ?? *? *a*b *[a]* a*/ ab**/ **a *.py *a*b* *a*a* *[ab]?*b **\/a/**/"
BRACKETS = rb"[ ] [ab] [!a] [^a-b] []a] [!]] []-a] [a- [--a] [a-] [z-a] [\]] [\a-b] [a\-b] [a/b] [!a/] [*] [?] [**/]"
NAMED = rb"[[:alpha:]] [[:upper:]b] [^[:digit:]] [[:nope:]] [[:alpha] [: :] [[:space:]-z]"
PLAIN = rb"a b ab . \ - ! : ^ # A x.py .env ./ ../ // /./ { } , \/ \* \\ \? \["
PATTERN_ATOMS = b" ".join([STARS, BRACKETS, NAMED, PLAIN]).split()
PATTERN_ATOMS += [*WHITE, b"\xff", b"\\ ", b"\xc3\xa9", b"[\x80-\xff]", b"[^\n]", b"[ ]"]


class Git:
    """A repository in which only the index, `info/exclude` and empty directories matter."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": str(root),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "LC_ALL": "C.UTF-8",
        }
        self("init", "-q")
        self("config", "core.ignoreCase", "false")
        self.blob = self("hash-object", "-w", "--stdin").strip()

    def __call__(self, *args: bytes | str, stdin: bytes = b"", ok: tuple[int, ...] = (0,)) -> bytes:
        done = subprocess.run(["git", *args], cwd=self.root, env=self.env, input=stdin, capture_output=True)
        assert done.returncode in ok, (args, done.stderr)
        return done.stdout

    def index(self, files: Iterable[bytes], submodules: Iterable[bytes] = ()) -> None:
        """Make these the index's only entries."""
        entries = [b"100644 %s\t%s\0" % (self.blob, path) for path in files]
        entries += [b"160000 %s\t%s\0" % (b"1" * 40, path) for path in submodules]
        self("read-tree", "--empty")
        self("update-index", "-z", "--index-info", stdin=b"".join(entries))

    def pathspec(self, pattern: bytes) -> set[bytes]:
        """The index's entries that `:(glob)PATTERN` lists. An absolute or climbing pathspec is fatal: nothing."""
        if b"\0" in pattern:
            return set()
        argv = [b"git", b"ls-files", b"-z", b"--", b":(glob)" + pattern]
        done = subprocess.run(argv, cwd=self.root, env=self.env, capture_output=True)
        if done.returncode:
            assert b"outside repository" in done.stderr or b"Invalid path" in done.stderr, (pattern, done.stderr)
            return set()
        return split(done.stdout)

    def ignored(self, pattern: bytes, paths: Iterable[bytes]) -> set[bytes]:
        """Which of the paths one line of `info/exclude` covers. A path is a directory if there is one on the disk."""
        # The comment line keeps git from taking the pattern's first bytes for a byte order mark.
        (self.root / ".git/info/exclude").write_bytes(b"#\n" + exclude_line(pattern) + b"\n")
        # The "./" keeps a path that begins with a colon from being read as a pathspec. 1: none is ignored.
        stdin = b"".join(b"./%s\0" % path for path in paths)
        listed = self("check-ignore", "--no-index", "-v", "-z", "--stdin", stdin=stdin, ok=(0, 1))
        return {path.removeprefix(b"./") for path in listed.split(b"\0")[3::4]}

    def excluded(self, pattern: bytes) -> set[bytes]:
        """Which entries of the index `--exclude=PATTERN` covers: the way for patterns that no line can hold."""
        return split(self("ls-files", "-z", "-i", "-c", b"--exclude=" + pattern))


def split(listed: bytes) -> set[bytes]:
    return set(listed.split(b"\0")) - {b""}


def exclude_line(pattern: bytes) -> bytes:
    """The line of .gitignore that means this pattern; see `parse_glob`."""
    text = pattern.rstrip(b" ")
    spaces = len(pattern) - len(text)
    if spaces and (len(text) - len(text.rstrip(b"\\"))) % 2:
        text += b" "
        spaces -= 1
    text += b"\\ " * spaces
    if text[:1] in (b"!", b"#"):
        text = b"\\" + text
    return text + b"\r" if text.endswith(b"\r") else text


def parents(path: bytes) -> list[bytes]:
    parts = path.split(b"/")
    return [b"/".join(parts[:count]) for count in range(1, len(parts))]


def make_tree(rng: random.Random) -> tuple[list[bytes], list[bytes]]:
    """Files and the directories above them; no path is both."""

    def name() -> bytes:
        while True:
            made = b"".join(rng.choice(NAME_ATOMS) for _ in range(rng.randint(1, 3)))
            if made not in (b".", b".."):
                return made

    files: set[bytes] = set()
    directories: set[bytes] = set()
    known: list[bytes] = []
    while len(files) < FILES:
        path = name()
        if known and rng.random() < 0.7:
            path = rng.choice(known) + b"/" + path
        for _ in range(rng.choice((0, 0, 1, 2))):
            path += b"/" + name()
        above = parents(path)
        if path in files or path in directories or path.count(b"/") > 6 or any(each in files for each in above):
            continue
        files.add(path)
        known += [each for each in above if each not in directories]
        directories.update(above)
    return sorted(files), sorted(directories)


def make_pattern(rng: random.Random, paths: list[bytes]) -> bytes:
    """Atoms at random, or a path of the tree with some atoms put into it, so that enough patterns match something."""
    if rng.random() < 0.5:
        return b"".join(rng.choice(PATTERN_ATOMS) for _ in range(rng.randint(1, 6)))
    pattern = bytearray(rng.choice(paths))
    for _ in range(rng.randint(0, 3)):
        at = rng.randrange(len(pattern) + 1)
        pattern[at : at + rng.randint(0, 3)] = rng.choice(PATTERN_ATOMS)
    return bytes(pattern)


def engines(glob: Glob, paths: Iterable[bytes], directories: set[bytes]) -> dict[str, set[bytes]]:
    """What each engine says, of these paths, that the glob matches."""
    alone = GlobSet([glob])
    bulk = alone.bulk()
    paths = list(paths)
    said = {
        "matches": {path for path in paths if glob.matches(path, path in directories)},
        "set": {path for path in paths if alone.all(path, path in directories)},
        "bulk": {path for path in paths if bulk(path, path in directories)},
    }
    if not directories:
        said["select"] = set(bulk.select(paths))
    return said


def compare(
    pattern: bytes, match: Match, paths: list[bytes], directories: set[bytes], expected: set[bytes]
) -> list[str]:
    """The disagreements with git about one pattern, and with `may_match_below`."""
    glob = parse_glob(pattern, match)
    wrong = []
    for engine, got in engines(glob, paths, directories).items():
        for path in sorted(got ^ expected):
            answers = f"git {path in expected}, {engine} {path in got}"
            wrong.append(f"{match} {pattern!r} {path!r} directory={path in directories}: {answers}")
    above = {each for path in expected for each in parents(path)} | ({b""} if expected else set())
    wrong += [
        f"{match} {pattern!r}: nothing below {each!r}" for each in sorted(above) if not glob.may_match_below(each)
    ]
    return wrong


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system that keeps any name as it is")
def test_random_patterns_and_paths_are_answered_as_by_git(tmp_path: Path) -> None:
    rng = random.Random(SEED)
    asked = matched = 0
    wrong: list[str] = []
    round_number = 0
    while asked < PAIRS:
        root = tmp_path / str(round_number)
        root.mkdir()
        round_number += 1
        git = Git(root)
        files, directories = make_tree(rng)
        submodules = set(rng.sample(files, FILES // 10))
        git.index(set(files) - submodules, submodules)
        for directory in directories:
            os.makedirs(os.path.join(os.fsencode(root), directory), exist_ok=True)
        everything = files + directories
        globs: dict[Match, list[Glob]] = {"pathspec": [], "ignore": []}
        for _ in range(PATTERNS):
            pattern = make_pattern(rng, everything)
            expected = git.pathspec(pattern)
            wrong += compare(pattern, "pathspec", files, submodules, expected)
            if b"\n" not in pattern:
                ignored = git.ignored(pattern, everything)
                wrong += compare(pattern, "ignore", everything, set(directories), ignored)
                asked += len(everything)
            elif not pattern.startswith((b"!", b"#")):
                # Entries of the index count as files here, submodules too.
                ignored = git.excluded(pattern)
                wrong += compare(pattern, "ignore", files, set(), ignored)
                asked += len(files)
            else:
                continue
            asked += len(files)
            matched += len(expected) + len(ignored)
            for match, made in globs.items():
                made.append(parse_glob(pattern, match))
        wrong += sets_disagree(globs["pathspec"] + globs["ignore"], rng.sample(everything, 40))
        assert not wrong, f"TTA_GLOB_SEED={SEED}: {len(wrong)} of {asked}, the first: " + "\n".join(wrong[:10])
    assert matched > asked // 200, "the patterns match too little to prove anything"


def sets_disagree(globs: list[Glob], paths: list[bytes]) -> list[str]:
    """Where a set of many globs answers otherwise than its globs one by one."""
    many = GlobSet(globs)
    bulk = many.bulk()
    wrong = []
    for path in [*paths, *[b"/" + path for path in paths[:10]]]:
        for is_dir in (False, True):
            one_by_one = tuple(i for i, glob in enumerate(globs) if glob.matches(path, is_dir))
            first = one_by_one[0] if one_by_one else None
            if many.all(path, is_dir) != one_by_one or many.first(path, is_dir) != first:
                wrong.append(f"set {path!r} directory={is_dir}")
            if not is_dir and bulk.select([path]) != ([path] if one_by_one else []):
                wrong.append(f"select {path!r}")
            if bulk(path, is_dir) is not bool(one_by_one) or bulk.all(path, is_dir) != one_by_one:
                wrong.append(f"bulk {path!r} directory={is_dir}")
    return wrong


def test_every_byte_in_every_class_is_answered_as_by_git(tmp_path: Path) -> None:
    git = Git(tmp_path)
    paths = [b"x" + bytes([byte]) for byte in range(1, 256) if byte != 0x2F]
    git.index(paths)
    patterns = [b"x[[:%s:]]" % name for name in CLASSES] + [b"x[^[:%s:]]" % name for name in CLASSES]
    patterns += [b"x?", b"x[!-/]", b"x[\x80-\xff]", b"x[^\x01-\x7f]", b"x[z-a]", b"x[+--]", b"x[]-a]", b"x[!]a-]"]
    patterns += [
        b"x[\\]-a]",
        b"x[[-\\]]",
        b"x[a-\\z]",
        b"x[[:alpha:]-z]",
        b"x[a-c-e]",
        b"x[[:digit]",
        b"x[[:]",
        b"x[:]",
    ]
    patterns += [
        b"x[[:ALPHA:]]",
        b"x[[:alpha:][:nope:]]",
        b"x[[.a.]]",
        b"x[[=a=]]",
        b"x[--0]",
        b"x[^-]",
        b"x[!!]",
        b"x[^^]",
    ]
    wrong = []
    for pattern in patterns:
        expected = git.pathspec(pattern)
        wrong += compare(pattern, "pathspec", paths, set(), expected)
        wrong += compare(pattern, "ignore", paths, set(), git.excluded(pattern))
    assert not wrong, "\n".join(wrong[:10])


def vectors() -> list[Any]:
    table = tomllib.loads(VECTORS.read_text(encoding="utf-8"))["vector"]
    assert len({vector["id"] for vector in table}) == len(table), "an id occurs twice"
    return [pytest.param(vector, id=vector["id"]) for vector in table]


@pytest.fixture(scope="module")
def shared_git(tmp_path_factory: pytest.TempPathFactory) -> Git:
    return Git(tmp_path_factory.mktemp("vectors"))


@pytest.mark.parametrize("vector", vectors())
def test_the_vectors_are_what_git_says(shared_git: Git, vector: dict[str, Any]) -> None:
    pattern = vector["pattern"].encode()
    paths = [path.encode() for path in vector["paths"]]
    shared_git.index(paths)
    assert split(shared_git("ls-files", "-z")) == set(paths), "a path is above another, or cannot be in an index"
    pathspec = shared_git.pathspec(pattern)
    ignored = shared_git.excluded(pattern) if b"\n" in pattern else shared_git.ignored(pattern, paths)
    assert sorted(pathspec) == sorted(path.encode() for path in vector["pathspec"])
    assert sorted(ignored) == sorted(path.encode() for path in vector["ignore"])
    assert not compare(pattern, "pathspec", paths, set(), pathspec)
    assert not compare(pattern, "ignore", paths, set(), ignored)
