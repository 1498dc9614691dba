"""The matrix: ways to get a restricted change into a branch, and work that must not be hindered."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tta_guard.git.trailer import false_claim, with_trailer

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "tests" / "vectors"

CHATMODE = """\
---
mode: "builder"
description: "Builds things, and leaves what is restricted alone"
security_level: "HIGH"
---

# Builder

## Scope

### File Patterns
```
❌ DENIED:
  - restricted/**/*
  - gehéim/**/*
```
"""

PRELUDE = """
set -e
git update-index -q --refresh || true
bad() { echo bad >restricted/key.txt; git add restricted/key.txt; }
raw() { printf "$(sed 's/../\\\\x&/g')"; }
nohooks() { git -c core.hooksPath=/dev/null "$@"; }
badcommit() {
  base=${1:-HEAD}
  (
    export GIT_INDEX_FILE=$(git rev-parse --absolute-git-dir)/bad.index
    git read-tree $base
    git update-index --add --cacheinfo 100644,$(echo bad | git hash-object -w --stdin),restricted/key.txt
    git commit-tree $(git write-tree) -p $base -m bad
    rm $GIT_INDEX_FILE
  )
}
"""

WORLD = """
set -e
git init -q -b main work
cd work
mkdir -p src docs restricted loose .github/chatmodes
for i in 1 2 3 4 5 6 7 8 9; do echo $i; done | tee src/app.txt src/lib.txt restricted/key.txt >restricted/plan.txt
echo a >docs/a.txt; echo loose >loose/a.txt
cp ../builder.chatmode.md .github/chatmodes/; echo 'mode: builder' >tta-guard.yaml
git add .; git commit -qm start; git branch early
echo ten >>docs/a.txt; git commit -qam more
git checkout -q -b theirs; sed -i 1s/1/one/ restricted/key.txt; git commit -qam 'theirs: key'
git checkout -q -b theirs2 main; sed -i 9s/9/nine/ restricted/key.txt; echo x >>src/lib.txt
git commit -qam 'theirs: key again'
git checkout -q -b clash main; sed -i 1s/1/uno/ restricted/key.txt; git commit -qam 'theirs: clash'
git checkout -q -b mixed main; git rm -q restricted/plan.txt; git commit -qm 'theirs: no plan'
echo m >>src/lib.txt; git commit -qam lib
git checkout -q -b moved main; git mv loose restricted/loose; git commit -qm 'theirs: moved'
git checkout -q -b side main; echo side >src/side.txt; git add .; git commit -qm side
git checkout -q -b side2 main; echo other >docs/a.txt; git commit -qam side2
git checkout -q -b othermode main; echo o >src/o.txt; git add .; git commit -qm "o

TTA-Mode: admin"
git checkout -q --orphan other; git rm -rfq .; echo o >o.txt; git add .; git commit -qm other
git checkout -q main; git tag v1 early
git init -q --bare -b main ../origin.git; git push -q ../origin.git --all; git push -q ../origin.git --tags
git branch | grep -v main | xargs git branch -qD
git remote add origin ../origin.git; git fetch -q origin; git remote set-head origin main
git config user.name a; git config user.email a@example.com; git gc -q
"""


def environment(home: Path) -> dict[str, str]:
    names = {f"GIT_{who}_{what}": "a@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {f"GIT_{who}_DATE": "1700000000 +0000" for who in ("AUTHOR", "COMMITTER")}
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        **names,
        **dates,
    }


def shell(script: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/bash", "-c", PRELUDE + script],
        cwd=cwd,
        env={**environment(cwd), **more},
        capture_output=True,
        text=True,
        errors="replace",
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


def git(cwd: Path, *words: str) -> str:
    plain = {**environment(cwd), "GIT_NO_REPLACE_OBJECTS": "1"}
    return subprocess.run(["git", *words], cwd=cwd, env=plain, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository that every case copies, with the guard's hooks in place."""
    top = tmp_path_factory.mktemp("world")
    (top / "builder.chatmode.md").write_text(CHATMODE, encoding="utf-8")
    made = shell(WORLD, top)
    assert made.returncode == 0, made.stderr
    done = subprocess.run(
        [sys.executable, "-c", INSTALL, "work"], cwd=top, env={**environment(top), "PYTHONPATH": str(ROOT)}, text=True
    )
    assert done.returncode == 0
    # Compiles the policy once, so that the copies find it in their cache.
    warm = shell("echo x >>src/app.txt; git add src; .git/hooks/pre-commit; git reset -q --hard", top / "work")
    assert warm.returncode == 0, warm.stderr
    return top


INSTALL = """
import sys
from tta_guard.git.install import install
from tta_guard.plumbing.process import discover
install(discover(sys.argv[1]), sys.executable)
"""


def heads(repository: Path) -> dict[str, str]:
    """The tree of every branch."""
    listing = git(repository, "for-each-ref", "--format=%(refname) %(tree)", "refs/heads")
    return dict(line.split(" ", 1) for line in listing.splitlines())


def play(
    world: Path, top: Path, script: str, *, guarded: bool, **more: str
) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
    """Run a script in a copy of the world; with or without the hooks."""
    shutil.copytree(world, top, symlinks=True)
    if not guarded:
        shutil.rmtree(top / "work" / ".git" / "hooks")
    done = shell(script, top / "work", **more)
    return done, heads(top / "work")


def table(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open("rb") as file:
        return tomllib.load(file)["case"]


ATTACKS = table("git_attacks.toml")
CLEAN = table("git_clean.toml")
PUSHES = table("git_pushes.toml")


@pytest.mark.parametrize("case", ATTACKS, ids=[case["id"] for case in ATTACKS])
def test_a_restricted_change_stays_out(case: dict[str, str], world: Path, tmp_path: Path) -> None:
    before = set(heads(world / "work").values())
    control, reached = play(world, tmp_path / "control", case["script"], guarded=False)
    assert control.returncode == 0, f"the positive control fails: {control.stderr}"
    wanted = set(reached.values()) - before
    assert wanted, "the script changes no branch even without the guard"
    attempt, reached = play(world, tmp_path / "guarded", case["script"], guarded=True)
    if case.get("expect") == "server":
        assert attempt.returncode == 0 and wanted & set(reached.values()), "a local hook sees this after all"
        return
    assert attempt.returncode != 0, attempt.stderr
    assert not wanted & set(reached.values()), "the restricted change is in a branch"
    said = case.get("says", "refused under mode builder")
    assert case.get("silent") or said in attempt.stderr + attempt.stdout, attempt.stderr


@pytest.mark.parametrize("case", CLEAN, ids=[case["id"] for case in CLEAN])
def test_clean_work_is_not_hindered(case: dict[str, str], world: Path, tmp_path: Path) -> None:
    control, plain = play(world, tmp_path / "control", case["script"], guarded=False)
    assert control.returncode == 0, f"the script fails without the guard: {control.stderr}"
    attempt, guarded = play(world, tmp_path / "guarded", case["script"], guarded=True)
    assert attempt.returncode == 0, attempt.stderr
    assert guarded == plain


@pytest.mark.parametrize("case", PUSHES, ids=[case["id"] for case in PUSHES])
def test_a_restricted_change_is_not_pushed(case: dict[str, str], world: Path, tmp_path: Path) -> None:
    before = everything(world / "origin.git")
    control, _ = play(world, tmp_path / "control", case["script"], guarded=False)
    assert control.returncode == 0, f"the positive control fails: {control.stderr}"
    after = everything(tmp_path / "control" / "origin.git")
    assert after != before, "the push changes nothing even without the guard"
    attempt, _ = play(world, tmp_path / "guarded", case["script"], guarded=True)
    reached = everything(tmp_path / "guarded" / "origin.git")
    if case.get("expect") == "server":
        assert attempt.returncode == 0 and reached == after, "a local hook sees this after all"
        return
    assert attempt.returncode != 0
    assert "tta-guard: " in attempt.stderr and "internal error" not in attempt.stderr, attempt.stderr
    if "compare" in case:
        assert reached != after
    else:
        assert reached == before


def everything(repository: Path) -> str:
    return git(repository, "for-each-ref")


# --- the trailer ------------------------------------------------------------------------------------------------------

MESSAGES = [
    b"subject\n",
    b"subject",
    b"subject\n\nbody\n",
    b"subject\n\nbody\n\nSigned-off-by: a <a@example.com>\n",
    b"subject\n\nSigned-off-by: a <a@example.com>\nChange-Id: 1\n 2\n",
    b"subject\n\nbody\n# a comment\n#\n# another\n",
    b"subject\n# ------------------------ >8 ------------------------\n# below\ndiff --git a/x b/x\n+TTA: x\n",
    b"feat: subject\n",
    b"\n\nsubject\n\n\n",
    b"subject\n\n(cherry picked from commit 1111111111111111111111111111111111111111)\n",
    b"subject\n\nSee: https://example.com is not a trailer block\nas this line says\n",
]


@pytest.mark.parametrize("message", MESSAGES)
def test_git_finds_the_trailer_that_is_added(message: bytes, tmp_path: Path) -> None:
    done = with_trailer(message, "builder")
    (tmp_path / "message").write_bytes(done)
    words = ["git", "interpret-trailers", "--parse", "message"]
    parsed = subprocess.run(words, cwd=tmp_path, env=environment(tmp_path), capture_output=True, check=True).stdout
    assert parsed.splitlines().count(b"TTA-Mode: builder") == 1
    assert parsed.splitlines()[-1] == b"TTA-Mode: builder"
    assert [line for line in done.split(b"\n") if line and not line.startswith(b"TTA-Mode: ")] == [
        line for line in message.split(b"\n") if line
    ]
    assert with_trailer(done, "builder") == done
    assert false_claim(done, "builder") is None
    assert false_claim(done, "other") == false_claim(done, None) == b"builder"


@pytest.mark.parametrize("message", [b"", b"\n\n", b"# only\n# comments\n"])
def test_an_empty_message_stays_empty(message: bytes) -> None:
    assert with_trailer(message, "builder") == message


@pytest.mark.parametrize(
    ("message", "claim"),
    [
        (b"x\n\nTTA-Mode: admin\n", b"admin"),
        (b"x\n\ntta-mode:admin\n", b"admin"),
        (b"x\n\nTTA-MODE : admin\n", b"admin"),
        (b"x\r\n\r\nTTA-Mode: admin\r\n", b"admin"),
        (b"TTA-Mode: admin\n\nbody\n", b"admin"),
        (b"x\n\nTTA-Mode:\n admin\n", b" admin"),
        (b"x\n\nTTA-Mode: builder\n admin\n", b"builder admin"),
        (b"x\n\nTTA-Mode: builder\nTTA-Mode: admin\n", b"admin"),
        (b"x\n\nTTA-Mode:\n", b""),
        (b"x\n\nTTA-Mode: builder\n", None),
        (b"x\n\nTTA-Mode: builder\n\n# TTA-Mode: admin\n", None),
        (b"x\n\n    TTA-Mode: admin\n", None),
        (b"x\n", None),
    ],
)
def test_a_false_claim(message: bytes, claim: bytes | None) -> None:
    assert false_claim(message, "builder") == claim


def test_commits_carry_the_mode(world: Path, tmp_path: Path) -> None:
    script = """
    echo x >>src/app.txt; git commit -qam one
    git config core.commentChar ';'; git commit -q --allow-empty -m '# two'; git config --unset core.commentChar
    GIT_EDITOR='sed -i 1s/^/three/' git commit -qv --allow-empty
    git checkout -q -b topic HEAD~1; git commit -q --allow-empty -m four; git merge -q --no-ff --no-edit main
    git format-patch -q -1 --stdout origin/side | git am -q
    """
    done, _ = play(world, tmp_path / "guarded", script, guarded=True)
    assert done.returncode == 0, done.stderr
    modes = git(
        tmp_path / "guarded" / "work", "log", "--format=%s|%(trailers:key=TTA-Mode,valueonly,separator=%x2c)", "topic"
    )
    said = dict(line.split("|") for line in modes.splitlines())
    assert {subject: said[subject] for subject in ("one", "# two", "three", "four", "side")} == dict.fromkeys(
        ("one", "# two", "three", "four", "side"), "builder"
    )
    assert said["Merge branch 'main' into topic"] == "builder"


# --- the policy's own coming and going --------------------------------------------------------------------------------


@pytest.fixture
def fresh(world: Path, tmp_path: Path) -> Path:
    """A repository without commits, with the guard's hooks."""
    top = tmp_path / "fresh"
    top.mkdir()
    shell("git init -q -b main work", top)
    shutil.copytree(world / "work" / ".git" / "hooks", top / "work" / ".git" / "hooks", dirs_exist_ok=True)
    shutil.copy(world / "builder.chatmode.md", top)
    return top


BRING = """
mkdir -p .github/chatmodes; cp ../builder.chatmode.md .github/chatmodes/; echo 'mode: builder' >tta-guard.yaml
git add .; git commit -qm policy;
"""


def test_the_first_commit_may_bring_the_policy_and_says_so(fresh: Path) -> None:
    done = shell(BRING, fresh / "work")
    assert done.returncode == 0, done.stderr
    assert "brings the policy in" in done.stderr


def test_a_later_commit_may_bring_it_too(fresh: Path) -> None:
    done = shell("echo x >a; git add a; git commit -qm x;" + BRING, fresh / "work")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("brings the policy in") >= 1


@pytest.mark.parametrize("flag", ["", "-n"])
def test_a_policy_that_is_there_is_not_changed(fresh: Path, flag: str) -> None:
    change = f"echo >>.github/chatmodes/builder.chatmode.md; git commit -qam x {flag}"
    done = shell(BRING + "echo x >a; git add a; git commit -qm x;" + change, fresh / "work")
    assert done.returncode == 1
    assert "guard-file" in done.stderr


def test_the_commit_that_brings_the_policy_is_judged_by_it(fresh: Path) -> None:
    done = shell("mkdir restricted; echo x >restricted/a;" + BRING, fresh / "work")
    assert done.returncode == 1
    assert "restricted/a" in done.stderr
    assert "builder.chatmode.md  " not in done.stderr


def test_a_history_with_the_policys_coming_can_be_pushed(fresh: Path) -> None:
    push = "git init -q --bare ../to.git; git push -q ../to.git main;"
    push += "git commit -q --allow-empty -m y; git push -q ../to.git main"
    done = shell("echo x >a; git add a; git commit -qm x;" + BRING + push, fresh / "work")
    assert done.returncode == 0, done.stderr
    again = "git init -q --bare ../two.git; git -C ../two.git fetch -q ../to.git main:old; git push -q ../two.git main"
    assert shell(again, fresh / "work").returncode == 0


def test_without_any_policy_the_baseline_holds(fresh: Path) -> None:
    done = shell(
        "echo x >a; git add a; git commit -qm x; echo TOKEN=1 >.env; git add -f .env; git commit -qm y", fresh / "work"
    )
    assert done.returncode == 1
    assert ".env" in done.stderr
    assert heads(fresh / "work")


def test_a_broken_policy_refuses(fresh: Path) -> None:
    script = BRING + "git -c core.hooksPath=/dev/null rm -q --cached .github/chatmodes/builder.chatmode.md;"
    script += "git -c core.hooksPath=/dev/null commit -qm x; echo x >a; git add a; git commit -qm y"
    done = shell(script, fresh / "work")
    assert done.returncode != 0
    assert "builder" in done.stderr


def test_a_sha256_repository(fresh: Path) -> None:
    shutil.rmtree(fresh / "work" / ".git" / "refs")
    script = "mv .git/hooks ..; rm -rf .git; git init -q -b main --object-format=sha256;"
    script += "rm -rf .git/hooks; mv ../hooks .git/;"
    script += BRING + "mkdir restricted src; echo x >src/a; git add src; git commit -qm x; git branch b;"
    done = shell("cd ..; cd work;" + script.replace("git update-index", "true"), fresh / "work")
    assert done.returncode == 0, done.stderr
    for flag in ("", "-n"):
        done = shell(f"echo x >restricted/a; git add restricted; git commit -qm y {flag}", fresh / "work")
        assert done.returncode == 1
        assert "restricted/a" in done.stderr
    done = shell("c=$(badcommit); git branch -f b $c", fresh / "work")
    assert done.returncode != 0
    assert "restricted/key.txt" in done.stderr


@pytest.mark.parametrize("words", [["no-such-hook"], ["commit-msg"], ["reference-transaction"], ["pre-push", "origin"]])
def test_a_hook_called_wrongly_is_misuse(words: list[str], world: Path) -> None:
    hot = str(ROOT / "tta_guard" / "hot.py")
    call = [sys.executable, "-I", "-S", hot, "hook", *words]
    done = subprocess.run(
        call, cwd=world / "work", env=environment(world), capture_output=True, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 2


@pytest.mark.parametrize("line", ["x", "a b", "a b c d"])
def test_what_is_no_transaction_is_refused(line: str, world: Path) -> None:
    call = [sys.executable, "-I", "-S", str(ROOT / "tta_guard" / "hot.py"), "hook", "reference-transaction", "prepared"]
    done = subprocess.run(
        call, cwd=world / "work", env=environment(world), capture_output=True, input=f"{line}\n", text=True
    )
    assert done.returncode == 3


def test_without_a_mode_guard_files_change_with_a_notice(fresh: Path) -> None:
    begin = "echo 'mode: baseline' >tta-guard.yaml; git add .; git commit -qm x; echo >>tta-guard.yaml;"
    done = shell(begin + "git commit -qam y", fresh / "work")
    assert done.returncode == 0, done.stderr
    assert "'tta-guard.yaml'" in done.stderr
