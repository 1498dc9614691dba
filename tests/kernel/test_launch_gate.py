"""A gate that answers system calls beside the supervisor: a real seccomp listener, made by the child, served here."""

from __future__ import annotations

import platform
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64", reason="the filter of this test is for Linux on x86-64"
)

HERE = Path(__file__).resolve().parent
TIMEOUT_S = 30

# connect(2) waits for an answer, which is EHOSTDOWN: an errno that nothing else here gives.
PROGRAM = """
    import ctypes, fcntl, os, struct, sys, time
    sys.path[:0] = [{here!r}, {root!r}]
    import launchdriver
    from tta_guard.confine.launch import Start, launch
    from tta_guard.errors import GuardError

    libc = ctypes.CDLL(None, use_errno=True)

    def apply(_plan, *, keep):
        assert libc.prctl(38, 1, 0, 0, 0) == 0
        steps = [(0x20, 0, 0, 0), (0x15, 0, 1, 42), (6, 0, 0, 0x7FC00000), (6, 0, 0, 0x7FFF0000)]
        code = b"".join(struct.pack("HBBI", *step) for step in steps)
        space = ctypes.create_string_buffer(code, len(code))
        filter = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(space)))
        listener = libc.syscall(317, 1, 8, filter)
        assert listener >= 0, os.strerror(ctypes.get_errno())
        return listener

    class Gate:
        count = 0

        def __init__(self, listener):
            self._listener = listener

        def fileno(self):
            return self._listener

        def close(self):
            Gate.count += 100

        def handle(self):
            asked = bytearray(80)
            fcntl.ioctl(self._listener, 0xC0502100, asked)
            Gate.count += 1
            if {breaks!r} and Gate.count == 3:
                raise ZeroDivisionError("the gate is broken")
            (number,) = struct.unpack_from("Q", asked)
            fcntl.ioctl(self._listener, 0xC0182101, bytearray(struct.pack("QqiI", number, 0, -112, 0)))

    start = Start(os.fsencode({python!r}), [os.fsencode({python!r}), b"-I", b"-S", b"-c", {command!r}.encode()], {{}}, os.getcwdb())
    make = {gate}
    try:
        outcome = launch(None, start, judge=launchdriver.judge, network_gate=make, executor=apply)
        print(outcome.exit_code, Gate.count, sorted(map(int, os.listdir("/proc/self/fd"))))
    except GuardError as error:
        print(error.code)
"""

COMMAND = """
import os, socket, subprocess, sys
def attempt():
    try:
        socket.create_connection(("127.0.0.1", 1))
    except OSError as error:
        return error.errno
codes = [attempt() for _ in range(5)]
children = [subprocess.Popen([sys.executable, "-I", "-S", "-c", "import socket\\ntry: socket.create_connection(('127.0.0.1', 1))\\nexcept OSError as e: raise SystemExit(e.errno)"]) for _ in range(6)]
codes += [child.wait() for child in children]
print(set(codes), flush=True)
"""


def serve(
    tmp_path: Path, gate: str, command: str = COMMAND, *, breaks: bool = False
) -> subprocess.CompletedProcess[bytes]:
    path = tmp_path / "supervisor.py"
    values = {"here": str(HERE), "root": str(HERE.parents[1]), "python": sys.executable}
    path.write_text(textwrap.dedent(PROGRAM).format(**values, command=command, gate=gate, breaks=breaks))
    return subprocess.run([sys.executable, "-I", "-S", str(path)], capture_output=True, timeout=TIMEOUT_S, cwd=tmp_path)


def test_the_listener_of_the_child_is_served_while_programs_start(tmp_path: Path) -> None:
    done = serve(tmp_path, "Gate")
    assert done.stdout == b"{112}\n0 111 [0, 1, 2, 3]\n", done.stderr


def test_without_the_gate_nothing_starts(tmp_path: Path) -> None:
    done = serve(tmp_path, "None", "open('made', 'w')")
    assert (done.stdout, (tmp_path / "made").exists()) == (b"gate-mismatch\n", False), done.stderr
    done = serve(tmp_path, "Gate", "open('made', 'w')")
    assert done.stdout.startswith(b"0 100 ") and (tmp_path / "made").exists()


def test_a_gate_that_breaks_ends_the_run(tmp_path: Path) -> None:
    done = serve(tmp_path, "Gate", COMMAND + "open('made', 'w')", breaks=True)
    assert done.returncode == 1 and b"ZeroDivisionError" in done.stderr
    assert not (tmp_path / "made").exists()
