"""Everyday tools under the supervisor: they do what they do bare; debuggers and a second supervisor say that they can't."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="confinement needs Linux")

DRIVER = [sys.executable, "-I", "-S", str(Path(__file__).with_name("launchdriver.py"))]
TIMEOUT_S = 60

Compare = Callable[..., "subprocess.CompletedProcess[bytes]"]


def need(*tools: str) -> None:
    for tool in tools:
        if shutil.which(tool) is None:
            pytest.skip(f"no {tool}")


@pytest.fixture(params=["supervised", "filtered"])
def both(tmp_path: Path, request: pytest.FixtureRequest) -> Compare:
    """Runs a shell text bare and confined, each in a directory of its own of the same name, and holds them against each other."""

    def compare(text: str, *, same: bool = True) -> subprocess.CompletedProcess[bytes]:
        done = []
        for number, before in enumerate(([], DRIVER)):
            place = tmp_path / str(number) / "place"
            place.mkdir(parents=True)
            environ = {**os.environ, **{f"GIT_{who}_DATE": "2024-01-01T00:00:00Z" for who in ("AUTHOR", "COMMITTER")}}
            if request.param == "filtered":
                environ["TTA_FILTER"] = "1"
            done.append(
                subprocess.run(
                    [*before, "sh", "-ec", text], cwd=place, capture_output=True, timeout=TIMEOUT_S, env=environ
                )
            )
        bare, confined = done
        if same:
            assert (confined.returncode, confined.stdout, confined.stderr) == (
                bare.returncode,
                bare.stdout,
                bare.stderr,
            )
        assert bare.returncode == 0, bare.stderr
        return confined

    return compare


def test_git(both: Compare) -> None:
    need("git")
    text = """
        git init -q -b main .; echo one >a; git add a; git commit -qm first
        printf '#!/bin/sh\\necho hook ran\\n' >.git/hooks/pre-commit; chmod +x .git/hooks/pre-commit
        echo two >>a; git commit -qam second; git log --oneline | cat; git gc -q; git fsck; git status --short
        git clone -q . ../clone && ls ../clone
    """
    done = both(text)
    assert b"hook ran" in done.stdout + done.stderr and b"second" in done.stdout


def test_make_with_several_jobs(both: Compare) -> None:
    need("make", "cc")
    text = r"""
        for n in 1 2 3 4 5 6 7 8; do printf 'int f%d(void) { return %d; }\n' $n $n >f$n.c; done
        printf 'int f1(void); int main(void) { return f1() - 1; }\n' >main.c
        printf 'OBJECTS = $(patsubst %%.c,%%.o,$(wildcard *.c))\nprog: $(OBJECTS)\n\t@$(CC) -o $@ $^\n%%.o: %%.c\n\t@$(CC) -c -o $@ $<\nsub:\n\t@$(MAKE) --no-print-directory prog\n' >Makefile
        make -s -j4 sub; ./prog; echo $?
    """
    assert both(text).stdout == b"0\n"


def test_pytest(both: Compare, tmp_path: Path) -> None:
    text = f"""
        printf 'import subprocess, pytest\\n@pytest.mark.parametrize("n", range(20))\\ndef test_it(n, tmp_path): assert subprocess.run(["sh", "-c", f"exit {{n}}"]).returncode == n\\n' >test_it.py
        PYTHONPATH={Path(pytest.__file__).parents[1]} {sys.executable} -m pytest -q -p no:cacheprovider test_it.py | sed 's/ in .*//'
    """
    assert b"20 passed" in both(text).stdout


def test_node_and_npm(both: Compare) -> None:
    need("node", "npm")
    text = """
        printf '{"name": "x", "version": "1.0.0", "scripts": {"build": "node -e \\\\"console.log(6 * 7)\\\\"", "test": "npm run -s build"}}' >package.json
        HOME=$PWD NO_UPDATE_NOTIFIER=1 npm test -s
        node -e 'const {Worker} = require("worker_threads"), c = require("child_process");
                 new Worker("console.log(require(\\"child_process\\").execSync(\\"echo from a thread\\").toString())", {eval: true});
                 console.log(c.spawnSync("sh", ["-c", "exit 3"]).status)' | sort
    """
    assert b"42\n" in both(text).stdout


def test_shell_constructs(both: Compare) -> None:
    need("bash")
    text = r"""bash -c '
        set -o pipefail; false | true; echo $?
        coproc cat; echo hi >&${COPROC[1]}; read -r x <&${COPROC[0]}; echo $x; exec {COPROC[1]}>&-
        diff <(seq 3) <(seq 4) | tail -1
        trap "echo child" CHLD; sleep 0.05 & wait $!; trap - CHLD
        (exit 9) & wait $!; echo $?
        timeout 0.1 sleep 5; echo $?
        x=$(kill -9 $BASHPID 2>&1); echo $?
        seq 100000 | head -1; echo ${PIPESTATUS[0]}
    '"""
    assert b"141" in both(text).stdout


@pytest.mark.parametrize("tool", ["strace", "gdb"])
def test_a_debugger_says_that_it_cannot(tool: str, tmp_path: Path) -> None:
    need(tool)
    words = {"strace": ["strace", "-o", "log", "true"], "gdb": ["gdb", "-q", "-batch", "-ex", "run", "true"]}[tool]
    done = subprocess.run(
        [*DRIVER, *words], cwd=tmp_path, capture_output=True, timeout=TIMEOUT_S, stdin=subprocess.DEVNULL
    )
    assert b"Operation not permitted" in done.stderr + done.stdout
    assert b"exited normally" not in done.stdout


def test_a_second_supervisor_inside_says_that_it_cannot() -> None:
    done = subprocess.run([*DRIVER, *DRIVER, "echo", "ran"], capture_output=True, timeout=TIMEOUT_S)
    assert (done.returncode, done.stdout) == (125, b"")
    assert b"PTRACE_SEIZE" in done.stderr
