"""The supervisor with real processes: exit codes, refusals, what is left over, limits, signals, parallel starts."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="confinement needs Linux")

DRIVER = [sys.executable, "-I", "-S", str(Path(__file__).with_name("launchdriver.py"))]
TIMEOUT_S = 30


class Run:
    """A finished run: its exit code, output and what the supervisor said of it."""

    def __init__(self, finished: subprocess.CompletedProcess[bytes], outcome: dict[str, Any]) -> None:
        self.code = finished.returncode
        self.out = finished.stdout
        self.err = finished.stderr
        self.outcome = outcome


Runner = Callable[..., Run]


@pytest.fixture
def run(tmp_path: Path) -> Runner:
    def runner(*words: str, stdin: bytes = b"", bare: bool = False, **settings: str) -> Run:
        told = tmp_path / "outcome.json"
        told.unlink(missing_ok=True)
        environ = {**os.environ, "TTA_OUTCOME": str(told), **{f"TTA_{name}": text for name, text in settings.items()}}
        finished = subprocess.run(
            [*([] if bare else DRIVER), *words],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env=environ,
            timeout=TIMEOUT_S,
        )
        return Run(finished, json.loads(told.read_text()) if told.exists() else {})

    return runner


def python(tmp_path: Path, text: str) -> tuple[str, str]:
    """A Python program, as the words that start it."""
    path = tmp_path / f"program{len(list(tmp_path.glob('program*')))}.py"
    path.write_text(textwrap.dedent(text))
    return sys.executable, str(path)


def alive(pid: int) -> bool:
    """Whether process `pid` runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def await_(what: Callable[[], Any], seconds: float = 10) -> Any:
    """The first true answer of `what`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = what()
        if answer:
            return answer
        time.sleep(0.01)
    raise AssertionError(f"nothing came of {what} in {seconds} s")


def pid_in(path: Path) -> int:
    """The process id that a program has written into `path`, 0 before it has."""
    text = path.read_text() if path.exists() else ""
    return int(text) if text.endswith("\n") else 0


# Exit codes and output


@pytest.mark.parametrize("code", [0, 1, 7, 126, 127, 128, 255])
def test_the_exit_code_is_the_command_s_own(run: Runner, code: int) -> None:
    assert run("sh", "-c", f"exit {code}").code == code


@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL", "SIGSEGV", "SIGINT", "SIGPIPE", "SIGTRAP", "SIGRTMIN"])
def test_death_by_a_signal_is_128_and_its_number(run: Runner, name: str) -> None:
    number = getattr(signal, name)
    done = run("sh", "-c", f"kill -{number:d} $$; sleep 5")
    assert (done.code, done.outcome["signal"]) == (128 + number, number)


def test_output_and_input_pass_through_untouched(run: Runner) -> None:
    data = bytes(range(256)) * 4096
    done = run("sh", "-c", "cat; printf oops >&2", stdin=data)
    assert (done.out, done.err, done.code) == (data, b"oops", 0)


def test_what_is_not_there_is_127_and_what_cannot_be_executed_126(run: Runner, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_text("no program\n")
    assert run("no-such-command").code == 127
    assert run(f"{plain}/below").code == 127
    done = run(str(plain))
    assert (done.code, b"Permission denied" in done.err) == (126, True)
    assert run(str(tmp_path)).code == 126


def test_a_script_without_a_first_line_runs_in_the_shell(run: Runner, tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text('echo "$0 $1"\n')
    script.chmod(0o755)
    done = run(str(script), "word")
    assert (done.code, done.out) == (0, f"{script} word\n".encode())


def test_the_command_has_the_surroundings_that_it_has_bare(run: Runner) -> None:
    """Signals blocked and ignored, process group, session, directory, variables, descriptors, limits, parent's terminal."""
    show = (
        "grep -E '^Sig(Blk|Ign|Cgt)|^Uid|^Groups' /proc/self/status; ulimit -a; pwd; env | grep -v -E '^(TTA_|_=)' | sort; "
        "ls /proc/self/fd; ps -o sid= -p $$"
    )
    bare, confined = run("bash", "-c", show, bare=True), run("bash", "-c", show)
    assert confined.code == 0
    assert confined.out == bare.out


def test_no_descriptor_above_2_reaches_the_command(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "open").write_text("secret")
    # The caller leaves 7 open and closes 0: neither the file nor a pipe of the supervisor's may stand there.
    done = subprocess.run(
        ["sh", "-c", 'exec 7<open 0<&-; exec "$@"', "sh", *DRIVER, "sh", "-c", "ls -l /proc/$$/fd; cat <&7"],
        capture_output=True,
        cwd=tmp_path,
        timeout=TIMEOUT_S,
    )
    numbers = [line.split(b" -> ")[0].rsplit(None, 1)[-1] for line in done.stdout.splitlines()[1:]]
    assert [number for number in numbers if number not in (b"0", b"1", b"2")] == []
    assert b"/dev/null" in done.stdout and done.returncode != 0 and b"secret" not in done.stdout


def test_the_supervisor_leaks_no_descriptor(run: Runner) -> None:
    once, often = run("true"), run("true", TIMES="20")
    assert once.outcome["descriptors"] == often.outcome["descriptors"]


def test_given_descriptors_stand_in_for_the_standard_ones(tmp_path: Path) -> None:
    text = f"""
        import os, sys
        sys.path[:0] = [{str(Path(DRIVER[-1]).parent)!r}, {str(Path(DRIVER[-1]).parents[2])!r}]
        import launchdriver
        from tta_guard.confine.launch import Start, launch
        out = os.open("out", os.O_WRONLY | os.O_CREAT)
        start = Start(b"/bin/sh", (b"sh", b"-c", b"echo to-out; echo to-err >&2"), {{}}, os.getcwdb())
        # 1 and 2 change places, which no order of two dup2 does by itself.
        launch(None, start, judge=launchdriver.judge, executor=launchdriver.apply, stdout=2, stderr=1)
        launch(None, start, judge=launchdriver.judge, executor=launchdriver.apply, stdout=out)
    """
    done = subprocess.run(python(tmp_path, text), capture_output=True, cwd=tmp_path, timeout=TIMEOUT_S)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"to-err\n", b"to-out\nto-err\n")
    assert (tmp_path / "out").read_bytes() == b"to-out\n"


# Failures before the start


def test_a_plan_that_cannot_be_carried_out_starts_nothing(run: Runner, tmp_path: Path) -> None:
    done = run("touch", "made", BREAK="apply")
    assert (done.code, (tmp_path / "made").exists()) == (125, False)
    assert done.err == b"driver: this plan can't be carried out\ntry another\n"
    assert run("touch", "made").code == 0 and (tmp_path / "made").exists()


def test_a_judge_that_breaks_ends_the_whole_run(run: Runner, tmp_path: Path) -> None:
    done = run("sh", "-c", "sleep 60 & echo $! >pid; /bin/echo break-here; touch after; sleep 60", BREAK="judge")
    assert done.code == 1 and b"ZeroDivisionError" in done.err and b"break-here" not in done.out
    assert not (tmp_path / "after").exists() and not alive(pid_in(tmp_path / "pid"))


def test_a_process_with_other_threads_or_children_is_no_supervisor(tmp_path: Path) -> None:
    text = f"""
        import os, subprocess, sys, threading, time
        sys.path[:0] = [{str(Path(DRIVER[-1]).parent)!r}, {str(Path(DRIVER[-1]).parents[2])!r}]
        import launchdriver
        from tta_guard.errors import GuardError
        def attempt():
            try:
                launchdriver.run(["true"])
                return "started"
            except GuardError as error:
                return error.code
        print(attempt())
        child = subprocess.Popen(["sleep", "60"])
        print(attempt())
        child.kill(); child.wait()
        done = threading.Event()
        thread = threading.Thread(target=done.wait)
        thread.start()
        print(attempt())
        done.set(); thread.join(); time.sleep(0.1)
        print(attempt())
    """
    done = subprocess.run(python(tmp_path, text), capture_output=True, cwd=tmp_path, timeout=TIMEOUT_S)
    assert done.stdout.split() == [b"started", b"not-started", b"not-started", b"started"], done.stderr


# Refusals


def test_a_refused_command_is_126_and_does_nothing(run: Runner, tmp_path: Path) -> None:
    done = run("touch", "made", REFUSE="made")
    assert (done.code, (tmp_path / "made").exists()) == (126, False)
    assert b"driver: refused: " in done.err and len(done.outcome["refused"]) == 1
    assert run("touch", "made", REFUSE="other").code == 0 and (tmp_path / "made").exists()


def test_a_refused_program_is_126_for_its_shell_which_goes_on(run: Runner, tmp_path: Path) -> None:
    done = run("sh", "-c", "touch refused; echo $?; touch made; echo $?; touch refused || echo or", REFUSE="refused")
    assert (done.code, done.out) == (0, b"126\n0\nor\n")
    assert ((tmp_path / "refused").exists(), (tmp_path / "made").exists()) == (False, True)
    assert len(done.outcome["refused"]) == 2
    assert done.err.count(b"refused:") == 1  # the same text is shown once


STARTS = {
    "fork and exec": "pid = os.fork()\nif not pid: os.execv(T, [T, N])\nos.waitpid(pid, 0)",
    "vfork": "subprocess.run([T, N])",
    "posix_spawn": "os.waitpid(os.posix_spawn(T, [T, N], os.environ), 0)",
    "another thread": "threading.Thread(target=os.execv, args=(T, [T, N])).start(); time.sleep(5)",
    "daemon": "if not os.fork():\n os.setsid()\n if not os.fork(): os.execv(T, [T, N])\n os._exit(0)\ntime.sleep(.3)",
    "descriptor": "fd = os.open(T, os.O_RDONLY); os.execve(fd, [T, N], os.environ)",
    "other name": "os.symlink(T, 'link'); os.execv('link', ['harmless', N])",
    "in place": "os.execv(T, [T, N])",
    "xargs": "os.system(f'echo {N} | xargs {T}')",
    "find": "os.system(f'find . -maxdepth 0 -exec {T} {N} \\\\;')",
    "env": "os.system(f'env -S \\'{T} {N}\\'')",
    "first line": "open('line', 'w').write(f'#!{T}\\n'); os.chmod('line', 0o755); os.execv('./line', ['line', N])",
    "loader": "os.execv(LOADER, [LOADER, T, N])",
}


@pytest.mark.parametrize("way", STARTS)
def test_every_way_to_start_a_program_is_decided_on(run: Runner, tmp_path: Path, way: str) -> None:
    touch = shutil.which("touch")
    loader = next(iter(sorted(Path("/lib64").glob("ld-linux*")) or sorted(Path("/lib").glob("ld-*"))), None)
    if way == "loader" and loader is None:
        pytest.skip("no loader of the C library found")
    head = f"import os, subprocess, threading, time\nT = {touch!r}\nLOADER = {str(loader)!r}\nN = "
    for name, made in (("refused", False), ("made", True)):
        (tmp_path / "link").unlink(missing_ok=True)
        done = run(*python(tmp_path, f"{head}{name!r}\n{STARTS[way]}\n"), REFUSE="refused")
        assert (tmp_path / name).exists() is made, (name, done.err)
        assert len(done.outcome["refused"]) == (not made)


def test_words_changed_during_exec_by_another_thread_are_judged_as_they_arrive(run: Runner, tmp_path: Path) -> None:
    """The kernel copies argv while another thread writes it; what the judge reads is what the program gets."""
    text = """
        import ctypes, os, threading
        libc = ctypes.CDLL(None)
        word = ctypes.create_string_buffer(b"harmless")
        argv = (ctypes.c_char_p * 3)(b"echo", ctypes.cast(word, ctypes.c_char_p), None)
        ready = threading.Event()
        def flip():
            ready.set()
            while True:
                ctypes.memmove(word, b"refused!", 8)
                ctypes.memmove(word, b"harmless", 8)
        for _ in range(150):
            pid = os.fork()
            if pid == 0:
                threading.Thread(target=flip, daemon=True).start()
                ready.wait()
                libc.execve(b"/bin/echo", argv, None)
                os._exit(9)
            os.waitpid(pid, 0)
    """
    done = run(*python(tmp_path, text), REFUSE="refused!")
    words = done.out.split()
    assert b"refused!" not in words
    assert len(words) + len(done.outcome["refused"]) == 150
    assert b"harmless" in words


def test_several_threads_that_start_programs_at_once_all_succeed(run: Runner, tmp_path: Path) -> None:
    text = """
        import subprocess, sys
        from concurrent.futures import ThreadPoolExecutor
        with ThreadPoolExecutor(8) as pool:
            codes = list(pool.map(lambda n: subprocess.run(["sh", "-c", f"exit {n % 7}"]).returncode, range(120)))
        sys.exit(codes != [n % 7 for n in range(120)])
    """
    assert run(*python(tmp_path, text)).code == 0


def test_threads_that_exec_against_each_other(run: Runner, tmp_path: Path) -> None:
    """One wins and the others vanish; a number that vanished this way is never waited for or killed later."""
    text = """
        import os, threading
        for n in range(30):
            pid = os.fork()
            if pid == 0:
                go = threading.Event()
                for _ in range(4):
                    threading.Thread(target=lambda: (go.wait(), os.execv("/bin/echo", ["echo", "won"])), daemon=True).start()
                go.set()
                os.execv("/bin/echo", ["echo", "won"])
            assert os.waitpid(pid, 0)[1] == 0
    """
    done = run(*python(tmp_path, text))
    assert (done.code, done.out, done.outcome["usage"]["left"]) == (0, b"won\n" * 30, 0)


def test_120_parallel_starts_all_succeed(run: Runner) -> None:
    done = run("sh", "-c", "seq 120 | xargs -P8 -n1 sh -c '/bin/echo done $0'")
    assert (done.code, sorted(done.out.splitlines())) == (0, sorted(f"done {n}".encode() for n in range(1, 121)))
    assert done.outcome["refused"] == []


def test_tracees_that_die_at_any_moment_disturb_nothing(run: Runner, tmp_path: Path) -> None:
    text = """
        import os, random, signal, subprocess, time
        random.seed(1)
        for _ in range(25):
            group = [subprocess.Popen(["sh", "-c", "while :; do /bin/true; done"], start_new_session=True) for _ in range(3)]
            time.sleep(random.random() / 50)
            for one in group:
                os.killpg(one.pid, signal.SIGKILL)
            assert [one.wait() for one in group] == [-9] * 3
        print("over")
    """
    done = run(*python(tmp_path, text))
    assert (done.code, done.out, done.err, done.outcome["refused"]) == (0, b"over\n", b"", [])


# What is left over


DAEMON = "import os, time\nif os.fork(): os._exit(0)\nos.setsid()\nif os.fork(): os._exit(0)\n{}\n" + (
    'open("pid", "w").write(f"{{os.getpid()}}\\n")\ntime.sleep(60)'
)


@pytest.mark.parametrize("ignore", [False, True])
def test_a_daemon_ends_with_the_run(run: Runner, tmp_path: Path, ignore: bool) -> None:
    deaf = "import signal; [signal.signal(n, signal.SIG_IGN) for n in (1, 2, 15)]" if ignore else ""
    command = python(tmp_path, DAEMON.format(deaf))
    keep_going = f"{command[0]} {command[1]}; while [ ! -s pid ]; do sleep 0.01; done"
    done = run("sh", "-c", keep_going)
    assert (done.code, done.outcome["usage"]["left"], alive(pid_in(tmp_path / "pid"))) == (0, 1, False)
    (tmp_path / "pid").unlink()
    run("sh", "-c", f"({keep_going}) >/dev/null 2>&1", bare=True)
    pid = pid_in(tmp_path / "pid")
    assert alive(pid)  # the control: bare, it stays
    os.kill(pid, signal.SIGKILL)


def test_a_filter_that_is_still_busy_ends_its_work(run: Runner, tmp_path: Path) -> None:
    done = run("bash", "-c", "echo words > >(sleep 0.1; cat >copy)")
    assert (done.code, (tmp_path / "copy").read_text()) == (0, "words\n")


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    # A group of its own in this session: the kernel lets no group stop that has nobody to wake it (SIGTSTP, setpgid(2)).
    running = []

    def start(*words: str, **settings: str) -> subprocess.Popen[bytes]:
        environ = {**os.environ, **{f"TTA_{name}": text for name, text in settings.items()}}
        process = subprocess.Popen(
            [*DRIVER, *words],
            cwd=tmp_path,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            process_group=0,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


Starter = Callable[..., "subprocess.Popen[bytes]"]


def test_a_killed_supervisor_takes_everything_with_it(started: Starter, tmp_path: Path) -> None:
    command = python(tmp_path, DAEMON.format(""))
    process = started("sh", "-c", f"{command[0]} {command[1]}; echo $$ >main; sleep 60 & echo $! >job; wait")
    pids = [await_(lambda name=name: pid_in(tmp_path / name)) for name in ("pid", "main", "job")]
    assert all(alive(pid) for pid in pids)
    process.kill()
    process.wait()
    await_(lambda: not any(alive(pid) for pid in pids), 3)


def test_a_supervisor_killed_before_the_start_starts_nothing(started: Starter, tmp_path: Path) -> None:
    process = started("touch", "made", APPLY_S="1")
    child = await_(lambda: Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split())
    time.sleep(0.1)
    process.kill()
    process.wait()
    await_(lambda: not alive(int(child[0])), 3)
    assert not (tmp_path / "made").exists()


# Limits


def test_a_run_whose_time_is_over_may_tidy_up_and_is_124(run: Runner) -> None:
    done = run("bash", "-c", "trap 'echo tidy; exit 3' TERM; sleep 60 & wait", LIMITS="time_s=0.4")
    assert (done.code, done.out, done.outcome["timed_out"]) == (124, b"tidy\n", True)
    assert run("sleep", "0.1", LIMITS="time_s=20").code == 0


def test_a_run_that_is_deaf_to_its_end_is_killed(run: Runner, tmp_path: Path) -> None:
    began = time.monotonic()
    done = run("bash", "-c", "trap '' TERM; setsid sleep 60 & echo $! >pid; wait", LIMITS="time_s=0.3, grace_s=0.3")
    assert (done.code, done.outcome["ended_by"], alive(pid_in(tmp_path / "pid"))) == (124, "time", False)
    assert time.monotonic() - began < 5


def test_a_run_that_uses_too_much_memory_ends(run: Runner, tmp_path: Path) -> None:
    many = """
        import os, time
        for _ in range(4):
            if not os.fork():
                data = bytearray(os.urandom(1 << 20) * 30)
                time.sleep(20)
        time.sleep({})
    """
    done = run(*python(tmp_path, many.format(20)), LIMITS="memory_bytes=100 << 20")
    assert (done.code, done.outcome["ended_by"]) == (137, "memory")
    assert run(*python(tmp_path, many.format(0.5)), LIMITS="memory_bytes=300 << 20").code == 0


def test_one_process_with_too_much_memory_is_told_by_its_own_call(run: Runner, tmp_path: Path) -> None:
    text = "try:\n    bytearray(400 << 20)\nexcept MemoryError:\n    print('no memory')\n"
    assert run(*python(tmp_path, text), LIMITS="memory_bytes=200 << 20").out == b"no memory\n"
    assert run(*python(tmp_path, text)).out == b""


def test_a_run_with_too_many_processes_ends(run: Runner) -> None:
    done = run("bash", "-c", "bomb() { bomb | bomb & }; bomb; sleep 20", LIMITS="processes=60")
    assert (done.code, done.outcome["ended_by"]) == (137, "processes")
    assert done.outcome["usage"]["most_tasks"] < 150
    assert run("sh", "-c", "for n in 1 2 3 4 5 6; do sleep 0.1 & done; wait", LIMITS="processes=20").code == 0


def test_limits_of_one_process(run: Runner) -> None:
    shown = run(
        "bash", "-c", "ulimit -n; ulimit -f; ulimit -t", LIMITS="open_files=50, file_bytes=1 << 20, cpu_s=9"
    ).out
    assert shown.split() == [b"50", b"1024", b"9"]


def test_usage_is_accounted_for(run: Runner, tmp_path: Path) -> None:
    busy = python(tmp_path, "import time\nwhile time.process_time() < 0.2: pass\ndata = bytearray(64 << 20)\n")
    usage = run("sh", "-c", f"{busy[0]} {busy[1]}; /bin/true; exit 0").outcome["usage"]
    assert (usage["programs"], usage["tasks"], usage["most_tasks"], usage["left"]) == (3, 3, 2, 0)
    assert usage["user_s"] + usage["system_s"] > 0.19 and usage["wall_s"] > 0.19 and usage["largest_bytes"] > 64 << 20


# Signals

TRAP = "trap 'echo {0}' {0}; echo $$ >main; while :; do sleep 0.05; done"


@pytest.mark.parametrize("name", ["HUP", "INT", "QUIT", "TERM", "USR1", "USR2", "WINCH"])
def test_a_signal_for_the_guard_alone_reaches_the_command_once(started: Starter, tmp_path: Path, name: str) -> None:
    process = started("bash", "-c", TRAP.format(name))
    main = await_(lambda: pid_in(tmp_path / "main"))
    process.send_signal(getattr(signal, f"SIG{name}"))
    time.sleep(0.4)
    assert process.poll() is None
    os.kill(main, signal.SIGKILL)
    assert process.communicate(timeout=TIMEOUT_S)[0].split() == [name.encode()]
    assert process.returncode == 137


@pytest.mark.parametrize("name", ["HUP", "INT", "TERM", "USR1"])
def test_a_signal_for_the_group_reaches_the_command_once(started: Starter, tmp_path: Path, name: str) -> None:
    process = started("bash", "-c", TRAP.format(name))
    main = await_(lambda: pid_in(tmp_path / "main"))
    for _ in range(3):
        os.killpg(process.pid, getattr(signal, f"SIG{name}"))
        time.sleep(0.3)
    os.kill(main, signal.SIGKILL)
    # The shell says of each "sleep" that it ended, as the signal reaches that too.
    assert process.communicate(timeout=TIMEOUT_S)[0].splitlines().count(name.encode()) == 3


def test_a_signal_that_ends_the_command_ends_the_run(started: Starter, tmp_path: Path) -> None:
    process = started("sh", "-c", "echo $$ >main; exec sleep 60")
    await_(lambda: pid_in(tmp_path / "main"))
    process.terminate()
    assert process.wait(TIMEOUT_S) == 128 + signal.SIGTERM


def test_stopping_and_going_on_from_outside(started: Starter, tmp_path: Path) -> None:
    """The command's stop is the guard's, so that a shell that waits for it sees it; SIGCONT for either wakes both."""
    process = started("bash", "-c", "echo $$ >main; while :; do date +%s%N >tick; sleep 0.05; done")
    main = await_(lambda: pid_in(tmp_path / "main"))

    def state(pid: int) -> str:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]

    for sent, target in ((signal.SIGSTOP, main), (signal.SIGTSTP, process.pid)):
        os.kill(target, sent)
        await_(lambda: state(process.pid) == "T" and state(main) in "tT")
        before = (tmp_path / "tick").read_text()
        time.sleep(0.2)
        assert (tmp_path / "tick").read_text() == before
        os.kill(process.pid, signal.SIGCONT)
        await_(lambda before=before: (tmp_path / "tick").read_text() not in (before, ""))
    assert process.poll() is None


def test_a_stopped_run_does_not_use_up_its_time(started: Starter, tmp_path: Path) -> None:
    process = started("sh", "-c", "echo $$ >main; sleep 0.9; echo over", LIMITS="time_s=2")
    main = await_(lambda: pid_in(tmp_path / "main"))
    os.kill(main, signal.SIGSTOP)
    time.sleep(2)
    os.killpg(process.pid, signal.SIGCONT)
    assert process.communicate(timeout=TIMEOUT_S)[0] == b"over\n"
    assert process.returncode == 0


def test_an_ignored_signal_stays_ignored(tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", 'trap "" HUP INT; exec "$@"', "sh", *DRIVER, "grep", "SigIgn", "/proc/self/status"],
        capture_output=True,
        timeout=TIMEOUT_S,
    )
    assert int(done.stdout.split()[1], 16) & 0b11 == 0b11
