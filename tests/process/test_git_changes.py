"""The change lists, with real git: what is staged, what commits and merges change, and what may not influence it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tta_guard.errors import GitError, UsageError
from tta_guard.git import changes
from tta_guard.git.changes import commit_changes, pending, staged, tracked_links, walk_changes
from tta_guard.git.raw import Change, ChangeList, LogParser, from_paths, parse_raw
from tta_guard.plumbing import environment, process
from tta_guard.plumbing.process import discover, run_git, start_git

ROOT = Path(__file__).resolve().parents[2]
Git = Callable[..., str]


@pytest.fixture(autouse=True)
def scrubbed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "a")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "a@example.com")
    yield
    changes._lacking.clear()


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A repository without commits, which is the current directory."""
    top = tmp_path / "repository"
    top.mkdir()
    monkeypatch.chdir(top)

    def run(*words: str, stdin: str = "") -> str:
        done = subprocess.run(["git", *words], input=stdin, capture_output=True, text=True, errors="surrogateescape")
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    run("init", "-q", "-b", "main")
    return run


def write(path: str | bytes, text: str = "x\n") -> None:
    raw = os.fsencode(path)
    if os.path.dirname(raw):
        os.makedirs(os.path.dirname(raw), exist_ok=True)
    with open(raw, "w", encoding="utf-8") as file:
        file.write(text)


def commit(git: Git, message: str = "x") -> bytes:
    git("add", "-A")
    git("commit", "-q", "--allow-empty", "-m", message)
    return git("rev-parse", "HEAD").encode()


def summary(found: ChangeList) -> list[tuple[bytes, str]]:
    return [(change.path, change.kind) for change in found]


def of_commit(oid: bytes) -> list[tuple[bytes, str]]:
    (found,) = commit_changes(discover(), [oid])
    return summary(found)


# --- staged -----------------------------------------------------------------------------------------------------------


def test_everything_is_new_before_the_first_commit(git: Git) -> None:
    write("a")
    git("add", "a")
    assert summary(staged(discover())) == [(b"a", "add")]


def test_an_empty_index_changes_nothing(git: Git) -> None:
    assert summary(staged(discover())) == []
    commit(git)
    assert summary(staged(discover())) == []


def test_kinds_modes_and_objects(git: Git) -> None:
    for name in ("changed", "gone", "mode", "type"):
        write(name)
    commit(git)
    write("changed", "y\n")
    write("new")
    os.unlink("gone")
    os.unlink("type")
    os.symlink("changed", "type")
    git("add", "-A")
    git("update-index", "--chmod=+x", "mode")
    found = {change.path: change for change in staged(discover())}
    assert {path: change.kind for path, change in found.items()} == {
        b"changed": "modify",
        b"gone": "delete",
        b"mode": "modify",
        b"new": "add",
        b"type": "type",
    }
    old, new = git("rev-parse", "HEAD:changed").encode(), git("rev-parse", ":changed").encode()
    assert found[b"changed"] == Change(b"changed", "modify", 0o100644, 0o100644, old, new)
    assert (found[b"mode"].old_mode, found[b"mode"].new_mode) == (0o100644, 0o100755)
    assert (found[b"type"].new_mode, found[b"type"].link) == (0o120000, b"changed")
    assert (found[b"gone"].new_mode, found[b"new"].old_mode) == (0, 0)


def test_a_rename_is_two_changes_whatever_is_configured(git: Git) -> None:
    write("a", "long enough to be found again\n" * 20)
    commit(git)
    git("config", "diff.renames", "copies")
    git("mv", "a", "b")
    assert summary(staged(discover())) == [(b"a", "delete"), (b"b", "add")]


@pytest.mark.parametrize(
    "name", [b"a\nb", b"\xff\xfe", b'"q"', b"a\tb", b" lead", b"\xc3\xa9", b":100644 x", b"-rf", b"HEAD"]
)
def test_names_come_as_they_are(git: Git, name: bytes) -> None:
    if sys.platform != "linux":
        pytest.skip("file names of any bytes: Linux")
    write(b"d/" + name)
    write(name)
    git("add", "-A")
    assert {path for path, _ in summary(staged(discover()))} == {name, b"d/" + name}
    assert {path for path, _ in of_commit(commit(git))} == {name, b"d/" + name}


def test_the_index_of_the_environment_is_the_one(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a")
    git("add", "a")
    monkeypatch.setenv("GIT_INDEX_FILE", str(Path(".git/other").absolute()))
    assert summary(staged(discover())) == []
    write("b")
    git("add", "b")
    assert summary(staged(discover())) == [(b"b", "add")]


@pytest.mark.parametrize(
    "settings",
    [
        {"diff.relative": "true"},
        {"diff.external": "false"},
        {"diff.ignoreSubmodules": "all"},
        {"diff.orderFile": "/nowhere"},
        {"core.quotePath": "true"},
        {"core.fsmonitor": "false;"},
        {"core.attributesFile": "/nowhere"},
        {"core.splitIndex": "true"},
        {"core.untrackedCache": "true"},
        {"feature.manyFiles": "true"},
        {"index.sparse": "true"},
        {"color.ui": "always", "color.diff": "always"},
        {"log.showRoot": "false", "log.showSignature": "true", "log.diffMerges": "off", "format.pretty": "oneline"},
        {"log.follow": "true", "log.decorate": "full", "log.date": "relative"},
        {"diff.noprefix": "true", "diff.algorithm": "patience", "diff.renames": "copies", "status.renames": "true"},
        {"core.abbrev": "7", "core.pager": "false", "pager.log": "false"},
        {"gpg.program": "false", "commit.gpgSign": "true", "tag.gpgSign": "true"},
        {"i18n.logOutputEncoding": "UTF-16"},
        {"alias.log": "!false", "alias.diff-index": "!false"},
    ],
)
def test_no_setting_changes_the_list(git: Git, settings: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    write("sub/a")
    write("top")
    write(".gitattributes", "* diff=x -text\n")
    git("add", "-A")
    git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},module")
    expected = [(b".gitattributes", "add"), (b"module", "add"), (b"sub/a", "add"), (b"top", "add")]
    tree = git("write-tree")
    root = git("commit-tree", "-m", "x", tree).encode()
    for name, value in settings.items():
        git("config", name, value)
    monkeypatch.chdir("sub")
    assert summary(staged(discover())) == expected
    assert of_commit(root) == expected


@pytest.mark.parametrize(
    "variables",
    [
        {"GIT_EXTERNAL_DIFF": "false"},
        {"GIT_DIFF_OPTS": "--relative"},
        {"GIT_TRACE": "1", "GIT_TRACE2": "2", "GIT_TRACE_SETUP": "1"},
        {"GIT_LITERAL_PATHSPECS": "1"},
        {"GIT_ICASE_PATHSPECS": "1", "GIT_GLOB_PATHSPECS": "1"},
        {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "diff.relative", "GIT_CONFIG_VALUE_0": "true"},
        {"GIT_CONFIG_PARAMETERS": "'diff.relative'='true'"},
        {"GIT_PAGER": "false", "PAGER": "false"},
        {"LANG": "de_DE.UTF-8", "LANGUAGE": "de"},
        {"GIT_DEFAULT_HASH": "sha256"},
        {"GIT_ATTR_SOURCE": "1" * 40},
    ],
)
def test_no_variable_changes_the_list(git: Git, variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    write("sub/a")
    write("top")
    git("add", "-A")
    monkeypatch.chdir("sub")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert summary(staged(discover())) == [(b"sub/a", "add"), (b"top", "add")]


def test_hidden_index_entries_are_seen(git: Git) -> None:
    for name in ("assumed", "skipped", "later"):
        write(name)
    commit(git)
    for name in ("assumed", "skipped"):
        write(name, "y\n")
    git("add", "-A")
    git("update-index", "--assume-unchanged", "assumed")
    git("update-index", "--skip-worktree", "skipped")
    write("intended")
    git("add", "--intent-to-add", "intended")
    assert summary(staged(discover())) == [(b"assumed", "modify"), (b"skipped", "modify")]


def test_a_sparse_index_is_taken_apart(git: Git) -> None:
    write("in/a")
    write("out/deep/b")
    first = commit(git)
    write("out/deep/b", "y\n")
    commit(git)
    git("sparse-checkout", "set", "--cone", "--sparse-index", "in")
    assert "040000" in git("ls-files", "--sparse", "--stage")
    git("reset", "-q", "--soft", first.decode())
    assert summary(staged(discover())) == [(b"out/deep/b", "modify")]


# --- commits and merges -----------------------------------------------------------------------------------------------


def test_a_root_commit_adds_everything(git: Git) -> None:
    write("a")
    oid = commit(git)
    (found,) = commit_changes(discover(), [oid])
    assert summary(found) == [(b"a", "add")]
    assert (found.commit, found.parent, found[0].commit) == (oid, None, oid)


def test_many_commits_through_one_git(git: Git) -> None:
    oids = []
    for number in range(5):
        write(f"f{number}")
        oids.append(commit(git))
    oids.append(commit(git, "empty"))
    found = list(commit_changes(discover(), reversed(oids)))
    assert [one.commit for one in found] == oids[::-1]
    assert [summary(one) for one in found] == [[], *[[(b"f%d" % number, "add")] for number in (4, 3, 2, 1, 0)]]
    assert found[1].parent == oids[3]


def branches(git: Git) -> tuple[bytes, bytes]:
    """A restricted and an open file, changed on two branches; main is checked out."""
    lines = [f"{number}\n" for number in range(9)]
    write("key", "".join(lines))
    write("open", "".join(lines))
    commit(git)
    git("checkout", "-q", "-b", "side")
    write("key", "".join(["side\n", *lines[1:]]))
    side = commit(git, "side")
    git("checkout", "-q", "main")
    write("open", "".join([*lines[:-1], "main\n"]))
    return commit(git, "main"), side


def merge(git: Git, *parents: bytes, message: str = "merged") -> bytes:
    """Make a commit with the given parents of what is staged."""
    words = [word for parent in parents for word in ("-p", parent.decode())]
    return git("commit-tree", *words, "-m", message, git("write-tree")).encode()


@pytest.fixture(params=["remerge", "entries"])
def reading(request: pytest.FixtureRequest) -> str:
    """The two ways to read a merge; the second is for a git that is older than 2.35."""
    if request.param == "entries":
        changes._lacking.add("--remerge-diff")
    return str(request.param)


def test_a_clean_merge_changes_nothing_itself(git: Git, reading: str) -> None:
    main, side = branches(git)
    git("merge", "-q", "--no-commit", "--no-ff", side.decode())
    assert of_commit(merge(git, main, side)) == []


def test_an_evil_merge_shows_what_the_merger_did(git: Git, reading: str) -> None:
    main, side = branches(git)
    git("merge", "-q", "--no-commit", "--no-ff", side.decode())
    write("key", "evil\n")
    write("extra", "evil\n")
    git("add", "-A")
    assert of_commit(merge(git, main, side)) == [(b"extra", "add"), (b"key", "modify")]


@pytest.mark.parametrize("turned", [False, True])
def test_a_merge_that_throws_a_side_away_shows_it(git: Git, reading: str, turned: bool) -> None:
    main, side = branches(git)
    assert of_commit(merge(git, side, main) if turned else merge(git, main, side)) == [(b"key", "modify")]


def test_a_conflict_counts_as_the_mergers_doing(git: Git, reading: str) -> None:
    main, side = branches(git)
    write("key", "main\n")
    main = commit(git)
    write("key", "both\n")
    git("add", "-A")
    assert of_commit(merge(git, main, side)) == [(b"key", "modify")]


def test_two_sides_of_one_file_merged_cleanly(git: Git, reading: str) -> None:
    _, side = branches(git)
    with open("key", "a", encoding="utf-8") as file:
        file.write("last\n")
    main = commit(git)
    git("merge", "-q", "--no-commit", "--no-ff", side.decode())
    assert of_commit(merge(git, main, side)) == ([] if reading == "remerge" else [(b"key", "modify")])


def test_an_octopus(git: Git) -> None:
    main, side = branches(git)
    git("checkout", "-q", "-b", "third", "main~1")
    write("third")
    third = commit(git)
    git("checkout", "-q", "main")
    git("merge", "-q", "--no-commit", "side", "third")
    assert of_commit(merge(git, main, side, third)) == []
    write("key", "evil\n")
    git("add", "-A")
    assert of_commit(merge(git, main, side, third)) == [(b"key", "modify")]
    git("reset", "-q", "--hard", "main")
    assert of_commit(merge(git, main, side, third)) == [(b"key", "modify"), (b"third", "delete")]


def test_unrelated_histories(git: Git, reading: str) -> None:
    main, _ = branches(git)
    other = git("commit-tree", "-m", "root", git("mktree", stdin="")).encode()
    assert of_commit(merge(git, main, other)) == []
    write("new")
    git("add", "-A")
    assert of_commit(merge(git, main, other)) == [(b"new", "add")]


def test_a_merge_driver_cannot_vouch_for_a_merge(git: Git, tmp_path: Path) -> None:
    _, side = branches(git)
    with open("key", "a", encoding="utf-8") as file:
        file.write("last\n")
    main = commit(git)
    Path(".git/info").mkdir(exist_ok=True)
    Path(".git/info/attributes").write_text("key merge=mine\n")
    git("config", "merge.mine.driver", f"touch {tmp_path}/ran; echo evil >%A")
    git("merge", "-q", "--no-commit", "--no-ff", side.decode())
    assert Path("key").read_text() == "evil\n"
    (tmp_path / "ran").unlink()
    assert of_commit(merge(git, main, side)) == [(b"key", "modify")]
    assert not (tmp_path / "ran").exists()


def test_a_directory_rename_carries_nothing_into_a_place(git: Git) -> None:
    write("loose/a", "a\n" * 9)
    commit(git)
    git("checkout", "-q", "-b", "side")
    git("mv", "loose", "locked")
    side = commit(git)
    git("checkout", "-q", "main")
    write("loose/mine")
    main = commit(git)
    git("config", "merge.directoryRenames", "true")
    git("merge", "-q", "--no-commit", "--no-ff", "side")
    assert Path("locked/mine").exists()
    assert (b"locked/mine", "add") in of_commit(merge(git, main, side))


def test_what_a_merge_in_progress_would_change(git: Git) -> None:
    _, side = branches(git)
    git("merge", "-q", "--no-commit", "--no-ff", side.decode())
    assert [summary(one) for one in pending(discover())] == [[]]
    write("key", "evil\n")
    git("add", "-A")
    (found,) = pending(discover())
    assert (summary(found), found.commit) == ([(b"key", "modify")], None)
    git("commit", "-qm", "x")
    assert [summary(one) for one in pending(discover())] == [[]]


def test_a_conflict_that_is_not_resolved_is_an_error(git: Git) -> None:
    _, side = branches(git)
    write("key", "main\n")
    commit(git)
    subprocess.run(["git", "merge", "-q", side.decode()], capture_output=True)
    with pytest.raises(GitError, match="unmerged") as caught:
        pending(discover())
    assert caught.value.code == "unmerged"


def test_replacements_and_grafts_hide_nothing(git: Git) -> None:
    write("a")
    first = commit(git)
    write("key")
    bad = commit(git)
    git("replace", bad.decode(), first.decode())
    Path(".git/info").mkdir(exist_ok=True)
    Path(".git/info/grafts").write_text(f"{bad.decode()}\n")
    assert of_commit(bad) == [(b"key", "add")]
    assert len(list(walk_changes(discover(), [bad]))) == 2


def test_a_walk_leaves_out_what_is_excluded(git: Git) -> None:
    write("a")
    first = commit(git)
    write("b")
    git("checkout", "-q", "--detach")
    second = commit(git)
    assert [one.commit for one in walk_changes(discover(), [second], [first])] == [second]
    assert [one.commit for one in walk_changes(discover(), [second], ["--branches"])] == [second]
    assert list(walk_changes(discover(), [first], ["--branches", "--remotes"])) == []
    assert [one.commit for one in walk_changes(discover(), [second])] == [second, first]


def test_a_tag_is_followed(git: Git) -> None:
    write("a")
    oid = commit(git)
    git("tag", "-a", "-m", "x", "t")
    tag = git("rev-parse", "t").encode()
    assert [one.commit for one in walk_changes(discover(), [tag])] == [oid]


def test_a_shallow_clone_says_that_it_does_not_know(git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a")
    commit(git)
    write("b")
    commit(git)
    write("c")
    tip = commit(git)
    subprocess.run(["git", "clone", "-q", "--depth=2", f"file://{os.getcwd()}", str(tmp_path / "cut")], check=True)
    monkeypatch.chdir(tmp_path / "cut")
    assert of_commit(tip) == [(b"c", "add")]
    with pytest.raises(GitError) as caught:
        list(walk_changes(discover(), [tip]))
    assert (caught.value.code, caught.value.hint) == ("shallow-history", "git fetch --unshallow")


def test_sha256(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = tmp_path / "long"
    made = subprocess.run(["git", "init", "-q", "--object-format=sha256", str(top)], capture_output=True)
    if made.returncode:
        pytest.skip("this git has no SHA-256 repositories")
    monkeypatch.chdir(top)
    write("a")
    subprocess.run(["git", "add", "a"], check=True)
    repo = discover()
    assert repo.object_format == "sha256"
    assert summary(staged(repo)) == [(b"a", "add")]
    subprocess.run(["git", "commit", "-qm", "x"], check=True)
    oid = run_git(["rev-parse", "HEAD"], repo=repo).strip()
    assert len(oid) == 64
    assert of_commit(oid) == [(b"a", "add")]
    subprocess.run(["git", "rm", "-q", "a"], check=True)
    assert summary(staged(repo)) == [(b"a", "delete")]


def test_links(git: Git) -> None:
    os.symlink("a\nb", "odd")
    os.symlink("target", "plain")
    write("file")
    git("add", "-A")
    assert {change.path: change.link for change in staged(discover())} == {
        b"odd": b"a\nb",
        b"plain": b"target",
        b"file": None,
    }
    oid = commit(git)
    for tree in (None, oid):
        assert tracked_links(discover(), tree) == {b"odd": b"a\nb", b"plain": b"target"}


def test_links_are_found_from_a_subdirectory(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    os.symlink("target", "plain")
    write("sub/file")
    git("add", "-A")
    monkeypatch.chdir("sub")
    assert tracked_links(discover()) == {b"plain": b"target"}


def test_a_link_longer_than_any_path_is_refused(git: Git) -> None:
    blob = git("hash-object", "-w", "--stdin", stdin="x" * 100_000)
    git("update-index", "--add", "--cacheinfo", f"120000,{blob},long")
    with pytest.raises(GitError) as caught:
        staged(discover())
    assert caught.value.code == "bad-link"


def test_a_link_without_its_object_is_refused(git: Git) -> None:
    git("update-index", "--add", "--info-only", "--cacheinfo", f"120000,{'1' * 40},gone")
    with pytest.raises(GitError) as caught:
        staged(discover())
    assert caught.value.code == "missing-object"


# --- the formats ------------------------------------------------------------------------------------------------------

ZERO = b"0" * 40
RECORD = b":000000 100644 " + ZERO + b" " + b"1" * 40 + b" A"


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_the_log_is_read_however_it_is_cut(size: int) -> None:
    first, second, third = (letter * 40 for letter in (b"a", b"b", b"c"))
    names = [b"x", b":y", b"\nz", b"a" * 40]
    log = b"\0" + first + b" " + second + b"\0\n" + RECORD + b"\0" + (b"\0" + RECORD + b"\0").join(names) + b"\0"
    log += b"\0" + second + b" " + third + b"\0" + b"\0" + third + b" \0\n" + RECORD + b"\0last\0"
    parser = LogParser()
    found = [one for at in range(0, len(log), size) for one in parser.feed(log[at : at + size])]
    found += parser.finish()
    assert [(one.commit, one.parent, one.paths) for one in found] == [
        (first, second, names),
        (second, third, []),
        (third, None, [b"last"]),
    ]


@pytest.mark.parametrize(
    "output",
    [
        b"x",
        RECORD,
        RECORD + b"\0",
        RECORD + b"\0a",
        RECORD + b"\0\0",
        b"R" + RECORD + b"\0a\0",
        RECORD[:-1] + b"R\0a\0",
    ],
)
def test_what_is_no_change_list_is_refused(output: bytes) -> None:
    with pytest.raises(GitError):
        parse_raw(output)
    assert parse_raw(RECORD + b"\0a\0").paths == [b"a"]


@pytest.mark.parametrize("log", [b"x", b"\0", b"\0" + b"a" * 40, b"\0a\0\n" + RECORD + b"\0", b"\0a\0b\0c\0"])
def test_what_is_no_log_is_refused(log: bytes) -> None:
    parser = LogParser()
    with pytest.raises(GitError):
        list(parser.feed(log))
        list(parser.finish())


def test_a_list_of_paths() -> None:
    assert summary(from_paths(b"a\0b/c\nd\0")) == [(b"a", "modify"), (b"b/c\nd", "modify")]
    assert summary(from_paths(b"a")) == [(b"a", "modify")]
    assert summary(from_paths(b"")) == []


@pytest.mark.parametrize("names", [b"a\nb\n", b"/a\0", b"../a\0", b"a/../b\0", b"./a\0", b"a//b\0", b"a/\0"])
def test_a_list_of_paths_that_is_none(names: bytes) -> None:
    with pytest.raises(UsageError):
        from_paths(names)


# --- finding the repository, starting git -----------------------------------------------------------------------------


def same_as_git(cwd: Path) -> None:
    """What is read from the layout must be what git says."""

    def ask(*words: str) -> bytes:
        return os.fsencode(
            subprocess.run(["git", "-C", str(cwd), *words], capture_output=True, text=True).stdout.strip()
        )

    repo = discover(os.fsencode(cwd))
    assert repo.git_dir == ask("rev-parse", "--absolute-git-dir")
    assert repo.common_dir == os.path.normpath(os.path.join(os.fsencode(cwd), ask("rev-parse", "--git-common-dir")))
    assert repo.work_tree == (ask("rev-parse", "--show-toplevel") or None)


def test_layouts(git: Git, tmp_path: Path) -> None:
    write("sub/deep/a")
    commit(git)
    top = Path.cwd()
    git("worktree", "add", "-q", str(tmp_path / "linked"), "-b", "linked")
    git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(top), "module")
    git("init", "-q", "--separate-git-dir", str(tmp_path / "elsewhere.git"), str(tmp_path / "separate"))
    for place in ("", "sub", "sub/deep", "module", "module/sub"):
        same_as_git(top / place)
    for place in ("linked", "linked/sub", "bare.git", "separate"):
        same_as_git(tmp_path / place)
    git("config", "core.worktree", str(top / "sub"))
    same_as_git(top / "sub")


def test_the_variables_that_name_a_repository(git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a")
    git("add", "a")
    top = Path.cwd()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_DIR", "repository/.git")
    monkeypatch.setenv("GIT_WORK_TREE", "repository")
    repo = discover()
    assert (repo.git_dir, repo.work_tree) == (os.fsencode(top / ".git"), os.fsencode(top))
    assert summary(staged(repo)) == [(b"a", "add")]


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(GitError) as caught:
        discover()
    assert caught.value.code == "not-a-repository"


def test_another_users_repository_is_refused_unless_trusted(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() != 0:
        pytest.skip("changing an owner: root")
    write("a")
    git("add", "a")
    os.chown(".", 12345, 12345)
    os.chown(".git", 12345, 12345)
    with pytest.raises(GitError) as caught:
        staged(discover())
    assert caught.value.code == "unsafe-repository"
    assert "safe.directory" in caught.value.hint
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", "'safe.directory'='*'")
    assert summary(staged(discover())) == [(b"a", "add")]


def test_git_is_not_taken_from_the_current_directory(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("git").write_text("#!/bin/sh\ntouch ran\n")
    Path("git").chmod(0o755)
    monkeypatch.setattr(process, "_found", [])
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", "bin", os.environ["PATH"]]))
    discover()
    assert summary(staged(discover())) == []
    assert not Path("ran").exists()
    monkeypatch.setattr(process, "_found", [])
    monkeypatch.setenv("PATH", os.pathsep.join(["", "."]))
    with pytest.raises(GitError) as caught:
        process.git_program()
    assert caught.value.code == "no-git"


def test_nothing_of_gits_environment_is_inherited_unlisted(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_ANYTHING_NEW", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE", "GIT_CONFIG", "GIT_TRACE"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("GIT_INDEX_FILE", "kept")
    kept, _ = environment.git_environment({b"EXTRA": b"1"})
    assert kept[b"GIT_INDEX_FILE"] == b"kept"
    assert kept[b"EXTRA"] == b"1"
    assert kept[b"GIT_GRAFT_FILE"] == os.fsencode(os.devnull)
    assert not {b"GIT_ANYTHING_NEW", b"GIT_SHALLOW_FILE", b"GIT_CONFIG", b"GIT_TRACE"} & set(kept)


def test_much_input_and_much_output_do_not_wait_for_each_other(git: Git) -> None:
    blob = git("hash-object", "-w", "--stdin", stdin="y" * 3000).encode()
    answer = run_git(["cat-file", "--batch"], repo=discover(), stdin=(blob + b"\n") * 20_000)
    assert len(answer) > 60_000_000


def test_much_is_said_on_standard_error(git: Git) -> None:
    question = start_git(["cat-file", "--batch-check"], repo=discover(), stdin=b"no such thing\n" * 50_000)
    assert question.all().count(b"missing") == 50_000
    commit(git)
    with pytest.raises(GitError, match="bogus"):
        run_git(["log", *["--bogus" + "x" * 1000] * 100], repo=discover())


def test_output_has_a_bound(git: Git) -> None:
    with pytest.raises(GitError) as caught:
        run_git(["cat-file", "--batch-check"], repo=discover(), stdin=b"x\n" * 10_000, limit_bytes=1000)
    assert caught.value.code == "git-output-too-large"


def test_several_at_once_and_none_left_behind(git: Git) -> None:
    running = [start_git(["version"], repo=discover()) for _ in range(10)]
    assert len({one.all() for one in running}) == 1
    abandoned = start_git(["cat-file", "--batch"], repo=discover(), talk=True)
    abandoned.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_no_descriptor_is_left_open(git: Git) -> None:
    if sys.platform != "linux":
        pytest.skip("/proc: Linux")
    write("a")
    os.symlink("x", "link")
    oid = commit(git)
    before = os.listdir("/proc/self/fd")
    for _ in range(3):
        staged(discover())
        list(commit_changes(discover(), [oid]))
        tracked_links(discover())
        with pytest.raises(GitError):
            run_git(["no-such-command"], repo=discover())
        next(iter(walk_changes(discover(), [oid])))
    assert os.listdir("/proc/self/fd") == before


@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_closed_standard_descriptors(git: Git, closed: str, tmp_path: Path) -> None:
    write("a")
    git("add", "a")
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from tta_guard.git.changes import staged\n"
        "from tta_guard.plumbing.process import discover\n"
        "open(sys.argv[2], 'w').write(repr(staged(discover()).paths))\n"
    )
    said = tmp_path / "said"
    words = f'exec "$@" {closed}'
    done = subprocess.run(["/bin/sh", "-c", words, "sh", sys.executable, "-c", script, str(ROOT), str(said)])
    assert (done.returncode, said.read_text()) == (0, "[b'a']")


def test_a_caller_that_ignores_its_children(git: Git) -> None:
    script = (
        "import signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN); sys.path.insert(0, sys.argv[1])\n"
        "from tta_guard.errors import GitError\n"
        "from tta_guard.plumbing.process import run_git\n"
        "try: run_git(['version'])\n"
        "except GitError: sys.exit(7)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, str(ROOT)], check=False).returncode == 7


def test_the_hot_modules_import_little() -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); before = set(sys.modules)\n"
        "import tta_guard.git.hooks\n"
        "heavy = {'re', 'json', 'enum', 'dataclasses', 'typing', 'collections', 'functools', 'contextlib',"
        " 'subprocess',"
        " 'hashlib', 'pathlib', 'argparse', 'click', 'yaml', 'tempfile', 'signal', 'fcntl', 'select'}\n"
        "print(*sorted(heavy & (set(sys.modules) - before)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script, str(ROOT)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


def test_fifty_thousand_staged_files(git: Git) -> None:
    commit(git)
    blob = git("hash-object", "-w", "--stdin", stdin="x")
    lines = "".join([f"100644 {blob}\tp{number % 97}/f{number}\n" for number in range(50_000)])
    git("update-index", "--index-info", stdin=lines)
    started = time.perf_counter()
    assert len(staged(discover())) == 50_000
    assert time.perf_counter() - started < 5
