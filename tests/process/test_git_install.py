"""Installing the hooks beside what is there, and taking everything back. A stand-in for Python logs its calls."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tta_guard.errors import GitError
from tta_guard.git.hooks import HOOKS
from tta_guard.git.install import hooks_directory, install, installed, remove
from tta_guard.plumbing.process import discover

PRE_COMMIT = shutil.which("pre-commit") or shutil.which("pre-commit", path=str(Path(sys.executable).parent))

# Says how it was called, and what it read if git writes to this hook; refuses when a file says so.
STAND_IN = """#!/bin/sh
shift 4
name=$1
shift
echo "guard $name $#" >>"$TTA_TEST_LOG"
case $name in pre-push|reference-transaction) sed 's/^/guard read: /' >>"$TTA_TEST_LOG" ;; esac
[ ! -e "$TTA_TEST_LOG.refuse" ]
"""


@pytest.fixture(autouse=True)
def scrubbed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in list(os.environ):
        if name.startswith(("GIT_", "PRE_COMMIT", "TTA_")):
            monkeypatch.delenv(name)
    for name, value in {
        "HOME": str(tmp_path),
        "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "TTA_TEST_LOG": str(tmp_path / "log"),
        **{f"GIT_{who}_{what}": "a@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }.items():
        monkeypatch.setenv(name, value)
    yield


@pytest.fixture
def python(tmp_path: Path) -> str:
    place = tmp_path / 'it\'s a $HOME "of" its own'
    place.mkdir()
    script = place / "python `3`"
    script.write_text(STAND_IN)
    script.chmod(0o755)
    return str(script)


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    where = tmp_path / "repository"
    where.mkdir()
    monkeypatch.chdir(where)
    run("git", "init", "-q", "-b", "main")
    return where


def run(*words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(words, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert not check or done.returncode == 0, done.stderr + done.stdout
    return done


def hook(name: str, text: str, mode: int = 0o755, directory: str = ".git/hooks") -> Path:
    path = Path(directory, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(mode)
    return path


def listing(place: Path) -> dict[str, tuple[str, int, bytes]]:
    """Every file below a place: its kind, mode and content."""
    found = {}
    for path in sorted(place.rglob("*")):
        status = path.lstat()
        content = os.fsencode(os.readlink(path)) if path.is_symlink() else path.read_bytes() if path.is_file() else b""
        found[str(path.relative_to(place))] = (stat.filemode(status.st_mode), status.st_mode, content)
    return found


def log(top: Path) -> list[str]:
    path = top.parent / "log"
    lines = path.read_text().splitlines() if path.exists() else []
    path.unlink(missing_ok=True)
    return lines


def commit(*words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return run("git", "commit", "-q", "--allow-empty", "-m", "x", *words, check=check)


def kept(name: str, *, fails: bool = False) -> str:
    return f'#!/bin/sh\necho "kept {name} $# $(basename "$0")" >>"$TTA_TEST_LOG"\nexit {int(fails)}\n'


def test_every_hook_is_installed_and_called(top: Path, python: str) -> None:
    actions = install(discover(), python)
    assert [(action.what, action.path) for action in actions] == [("installed", f".git/hooks/{name}") for name in HOOKS]
    assert set(installed(discover(), python).values()) == {"installed"}
    commit()
    said = log(top)
    assert [line for line in said if line.startswith("guard ") and "read" not in line] == [
        "guard pre-commit 0",
        "guard prepare-commit-msg 2",
        "guard commit-msg 1",
        "guard reference-transaction 1",
    ]


def test_a_refusal_of_the_guard_stops_git(top: Path, python: str) -> None:
    install(discover(), python)
    Path(f"{top.parent}/log.refuse").touch()
    assert commit(check=False).returncode != 0
    assert commit("--no-verify", check=False).returncode != 0
    Path(f"{top.parent}/log.refuse").unlink()
    commit()


def test_twice_is_once(top: Path, python: str) -> None:
    hook("pre-commit", kept("pre-commit"))
    install(discover(), python)
    before = listing(top)
    assert {action.what for action in install(discover(), python)} == {"unchanged"}
    assert listing(top) == before


def test_a_damaged_hook_is_repaired(top: Path, python: str) -> None:
    install(discover(), python)
    before = listing(top)
    path = Path(".git/hooks/pre-commit")
    path.write_text(path.read_text().replace("exec", "exit 0; exec"))
    Path(".git/hooks/pre-push").chmod(0o644)
    Path(".git/hooks/commit-msg").unlink()
    states = installed(discover(), python)
    damaged = ("pre-commit", "pre-push", "commit-msg", "pre-applypatch")
    assert [states[name] for name in damaged] == ["changed", "disabled", "missing", "installed"]
    install(discover(), python)
    assert listing(top) == before


@pytest.mark.parametrize("directory", ["there", "gone"])
def test_remove_takes_everything_back(top: Path, python: str, directory: str) -> None:
    if directory == "gone":
        shutil.rmtree(".git/hooks")
    else:
        hook("pre-commit", kept("pre-commit"))
        hook("pre-push", "#!/usr/bin/env python3\n", 0o700)
        hook("commit-msg", "not executable\n", 0o644)
        hook("post-commit", kept("post-commit"), 0o750)
        hook("reference-transaction", "\x7fELF binary")
        Path(".git/hooks/prepare-commit-msg").symlink_to("../../tools/prepare")
    before = listing(top)
    install(discover(), python)
    assert listing(top) != before
    remove(discover())
    assert listing(top) == before
    assert remove(discover()) == []


def test_remove_does_without_its_record(top: Path, python: str) -> None:
    hook("pre-commit", kept("pre-commit"))
    before = listing(top)
    install(discover(), python)
    shutil.rmtree(".git/tta-guard")
    remove(discover())
    assert listing(top) == before


def test_a_hook_that_is_there_runs_first_under_its_own_name(top: Path, python: str) -> None:
    for name in HOOKS:
        hook(name, kept(name))
    install(discover(), python)
    commit()
    said = [line for line in log(top) if "read" not in line]
    assert said[:6] == [
        "kept pre-commit 0 pre-commit",
        "guard pre-commit 0",
        "kept prepare-commit-msg 2 prepare-commit-msg",
        "guard prepare-commit-msg 2",
        "kept commit-msg 1 commit-msg",
        "guard commit-msg 1",
    ]
    assert said.count("kept reference-transaction 1 reference-transaction") == 2, "prepared and committed"
    assert said.count("guard reference-transaction 1") == 1, "prepared only"


@pytest.mark.parametrize("name", ["pre-commit", "prepare-commit-msg", "commit-msg", "reference-transaction"])
def test_the_refusal_of_a_kept_hook_stands(top: Path, python: str, name: str) -> None:
    hook(name, kept(name, fails=True))
    install(discover(), python)
    assert commit(check=False).returncode != 0
    assert f"guard {name}" not in "".join(log(top))


def test_a_kept_hook_that_is_no_shell_script(top: Path, python: str) -> None:
    hook("commit-msg", f"#!{sys.executable}\nimport sys; open(sys.argv[1], 'a').write('seen')\n")
    install(discover(), python)
    commit()
    assert run("git", "log", "-1", "--format=%B").stdout.strip() == "x\nseen"


def test_a_kept_hook_that_is_not_executable_stays_silent(top: Path, python: str) -> None:
    hook("pre-commit", kept("pre-commit", fails=True), 0o644)
    install(discover(), python)
    commit()
    assert "guard pre-commit 0" in log(top)


@pytest.mark.parametrize("reads", [True, False])
def test_standard_input_reaches_both(top: Path, python: str, reads: bool) -> None:
    commit()
    run("git", "init", "-q", "--bare", "../other.git")
    reading = "sed 's/^/kept read: /' >>\"$TTA_TEST_LOG\"\n" if reads else "exit 0\n"
    hook("pre-push", "#!/bin/sh\n" + reading)
    hook("reference-transaction", '#!/bin/sh\n[ "$1" = prepared ] || exit 0\n' + reading)
    install(discover(), python)
    run("git", "branch", "next")
    oid = run("git", "rev-parse", "HEAD").stdout.strip()
    line = f"{'0' * 40} {oid} refs/heads/next"
    assert log(top) == [f"kept read: {line}"] * reads + ["guard reference-transaction 1", f"guard read: {line}"]
    run("git", "push", "-q", "../other.git", "main", "next")
    lines = [f"refs/heads/{name} {oid} refs/heads/{name} {'0' * 40}" for name in ("main", "next")]
    expected = [f"kept read: {line}" for line in lines] * reads
    assert log(top) == [*expected, "guard pre-push 2", *[f"guard read: {line}" for line in lines]]


def test_references_that_do_not_concern_the_guard_start_nothing(top: Path, python: str) -> None:
    commit()
    install(discover(), python)
    log(top)
    for words in (
        ["tag", "t"],
        ["update-ref", "refs/remotes/origin/x", "HEAD"],
        ["notes", "add", "-m", "x"],
        ["stash", "list"],
        ["reset", "-q", "--hard"],
        ["update-ref", "-d", "refs/remotes/origin/x"],
        ["tag", "-d", "t"],
    ):
        run("git", *words)
        assert [line for line in log(top) if "refs/heads" in line] == []
    run("git", "branch", "b")
    assert log(top)[0] == "guard reference-transaction 1"
    run("git", "branch", "-D", "b")
    assert log(top) == []


def test_a_transaction_reaches_the_guard_from_its_first_branch_on(top: Path, python: str) -> None:
    commit()
    install(discover(), python)
    log(top)
    oid = run("git", "rev-parse", "HEAD").stdout.strip()
    lines = [f"create refs/{name} {oid}\n" for name in ("foo/a", "heads/b", "tags/c", "heads/d")]
    subprocess.run(["git", "update-ref", "--stdin"], input="".join(lines), text=True, check=True)
    zero = "0" * 40
    assert log(top) == [
        "guard reference-transaction 1",
        *[f"guard read: {zero} {oid} refs/{name}" for name in ("heads/b", "tags/c", "heads/d")],
    ]


def test_an_interpreter_that_is_gone_refuses_and_says_the_way_on(top: Path, python: str) -> None:
    install(discover(), python)
    os.unlink(python)
    for words in ([], ["--no-verify"]):
        done = commit(*words, check=False)
        assert done.returncode != 0
        assert "tta-guard init" in done.stderr
    remove(discover())
    commit()


def test_a_linked_work_tree_shares_the_hooks(top: Path, python: str, monkeypatch: pytest.MonkeyPatch) -> None:
    commit()
    run("git", "worktree", "add", "-q", "../linked", "-b", "linked")
    monkeypatch.chdir("../linked")
    install(discover(), python)
    assert (top / ".git/hooks/pre-commit").exists()
    log(top)
    commit()
    assert "guard pre-commit 0" in log(top)
    monkeypatch.chdir(top)
    assert {action.what for action in install(discover(), python)} == {"unchanged"}


def test_a_bare_repository(tmp_path: Path, python: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run("git", "init", "-q", "--bare", str(tmp_path / "bare.git"))
    monkeypatch.chdir(tmp_path / "bare.git")
    before = listing(tmp_path / "bare.git")
    install(discover(), python)
    assert Path("hooks/reference-transaction").exists()
    remove(discover())
    assert listing(tmp_path / "bare.git") == before


# --- core.hooksPath ---------------------------------------------------------------------------------------------------


def test_a_hooks_directory_of_the_repository_is_respected(top: Path, python: str) -> None:
    run("git", "config", "core.hooksPath", "tools/hooks")
    before = listing(top)
    install(discover(), python)
    assert hooks_directory(discover()) == os.fsencode(top / "tools/hooks")
    commit()
    assert "guard pre-commit 0" in log(top)
    remove(discover())
    shutil.rmtree("tools", ignore_errors=True)
    assert set(listing(top)) >= set(before)
    assert not Path(".git/hooks/pre-commit").exists()


def test_a_hooks_directory_outside_is_refused(top: Path, python: str, tmp_path: Path) -> None:
    run("git", "config", "core.hooksPath", str(tmp_path / "shared"))
    with pytest.raises(GitError) as caught:
        install(discover(), python)
    assert caught.value.code == "shared-hooks"
    assert "core.hooksPath" in caught.value.hint
    assert not (tmp_path / "shared").exists()


def test_a_hooks_directory_that_is_a_link_to_elsewhere_is_refused(top: Path, python: str, tmp_path: Path) -> None:
    shutil.rmtree(".git/hooks")
    (tmp_path / "shared").mkdir()
    Path(".git/hooks").symlink_to(tmp_path / "shared")
    with pytest.raises(GitError) as caught:
        install(discover(), python)
    assert caught.value.code == "shared-hooks"
    assert list((tmp_path / "shared").iterdir()) == []


@pytest.mark.parametrize("value", ["shared", ".git/hooks"])
def test_a_setting_for_every_repository_is_refused(
    top: Path, python: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    (tmp_path / "gitconfig").write_text(f"[core]\n\thooksPath = {value}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    with pytest.raises(GitError) as caught:
        install(discover(), python)
    assert caught.value.code == "shared-hooks"
    run("git", "config", "--local", "core.hooksPath", ".git/hooks")
    install(discover(), python)
    commit()
    assert "guard pre-commit 0" in log(top)


def test_tracked_hooks_are_not_moved(top: Path, python: str) -> None:
    hook("pre-commit", kept("pre-commit"), directory="tools/hooks")
    run("git", "add", "-A")
    commit()
    run("git", "config", "core.hooksPath", "tools/hooks")
    before = listing(top)
    with pytest.raises(GitError) as caught:
        install(discover(), python)
    assert caught.value.code == "tracked-hooks"
    assert 'tta-guard hook pre-commit "$@"' in caught.value.hint
    assert listing(top) == before


# husky 9: scripts that all read one file, which finds the user's hook by the name it was called by.
HUSKY_STUB = '#!/usr/bin/env sh\n. "$(dirname "$0")/h"'
HUSKY_H = """#!/usr/bin/env sh
n=$(basename "$0")
s=$(dirname "$(dirname "$0")")/$n
[ ! -f "$s" ] && exit 0
sh -e "$s" "$@"
"""


def test_husky(top: Path, python: str) -> None:
    hook("h", HUSKY_H, directory=".husky/_")
    for name in ("pre-commit", "pre-push", "commit-msg"):
        hook(name, HUSKY_STUB, directory=".husky/_")
    Path(".husky/_/.gitignore").write_text("*")
    hook("pre-commit", 'echo "husky $#" >>"$TTA_TEST_LOG"\n', 0o644, directory=".husky")
    run("git", "config", "core.hooksPath", ".husky/_")
    run("git", "add", "-A")
    before = listing(top)
    install(discover(), python)
    commit()
    assert log(top)[:2] == ["husky 0", "guard pre-commit 0"]
    assert run("git", "status", "--porcelain").stdout == ""
    for name in ("pre-commit", "pre-push", "commit-msg"):
        hook(name, HUSKY_STUB, directory=".husky/_")
    assert installed(discover(), python)["pre-commit"] == "foreign", "npm install put husky's own back"
    install(discover(), python)
    commit()
    assert log(top)[:2] == ["husky 0", "guard pre-commit 0"]
    remove(discover())
    run("git", "update-ref", "-d", "HEAD")
    assert {name: value for name, value in listing(top).items() if name.startswith(".husky")} == {
        name: value for name, value in before.items() if name.startswith(".husky")
    }


def test_two_hooks_that_differ_are_not_chosen_between(top: Path, python: str) -> None:
    hook("pre-commit", kept("pre-commit"))
    install(discover(), python)
    hook("pre-commit", "#!/bin/sh\n# another manager\n")
    with pytest.raises(GitError) as caught:
        install(discover(), python)
    assert caught.value.code == "two-hooks"
    assert [action.what for action in remove(discover())].count("left") == 1


# --- the pre-commit framework -----------------------------------------------------------------------------------------

CONFIG = """
default_install_hook_types: [pre-commit, pre-push]
repos:
  - repo: local
    hooks:
      - id: framework
        name: framework
        language: system
        entry: sh -c 'echo framework >>"$TTA_TEST_LOG"'
        always_run: true
        pass_filenames: false
        stages: [pre-commit, pre-push]
"""


def pre_commit(*words: str) -> None:
    assert PRE_COMMIT is not None
    run(PRE_COMMIT, *words)


@pytest.fixture
def framework(top: Path) -> Path:
    if PRE_COMMIT is None:
        pytest.skip("pre-commit is not installed")
    Path(".pre-commit-config.yaml").write_text(CONFIG)
    run("git", "add", "-A")
    commit()
    run("git", "init", "-q", "--bare", "../other.git")
    return top


def both_once(top: Path) -> None:
    log(top)
    commit()
    said = log(top)
    assert said.count("framework") == 1
    assert said.count("guard pre-commit 0") == 1
    run("git", "push", "-q", "../other.git", f"HEAD:refs/heads/b{os.urandom(3).hex()}")
    said = log(top)
    assert said.count("framework") == 1
    assert said.count("guard pre-push 2") == 1
    assert sum(line.startswith("guard read: HEAD") for line in said) == 1


def test_the_framework_was_there_first(framework: Path, python: str) -> None:
    pre_commit("install")
    before = listing(framework / ".git/hooks")
    install(discover(), python)
    both_once(framework)
    pre_commit("install")
    both_once(framework)
    assert {action.what for action in install(discover(), python)} == {"unchanged"}
    remove(discover())
    assert listing(framework / ".git/hooks") == before


def test_the_framework_comes_later_and_goes_again(framework: Path, python: str) -> None:
    before = listing(framework / ".git/hooks")
    install(discover(), python)
    alone = listing(framework / ".git/hooks")
    pre_commit("install")
    both_once(framework)
    install(discover(), python)
    both_once(framework)
    pre_commit("uninstall")
    assert listing(framework / ".git/hooks") == alone
    commit()
    assert "guard pre-commit 0" in log(framework)
    remove(discover())
    assert listing(framework / ".git/hooks") == before


def test_a_hook_of_ones_own_the_guard_and_the_framework(framework: Path, python: str) -> None:
    hook("pre-commit", kept("pre-commit"))
    install(discover(), python)
    pre_commit("install")
    both_once(framework)
    commit()
    assert [line for line in log(framework) if "pre-commit" in line or line == "framework"] == [
        "kept pre-commit 0 pre-commit",
        "guard pre-commit 0",
        "framework",
    ]
    remove(discover())
    commit()
    assert log(framework) == ["kept pre-commit 0 pre-commit.legacy", "framework"]


def test_a_manager_that_calls_what_it_displaced_does_not_go_round_in_circles(top: Path, python: str) -> None:
    circle = '#!/bin/sh\necho circle >>"$TTA_TEST_LOG"\nold=.git/hooks/pre-commit.old\n[ ! -x $old ] || $old "$@"\n'
    hook("pre-commit", circle)
    install(discover(), python)
    os.rename(".git/hooks/pre-commit", ".git/hooks/pre-commit.old")
    hook("pre-commit", circle)
    commit()
    assert log(top).count("circle") <= 2
