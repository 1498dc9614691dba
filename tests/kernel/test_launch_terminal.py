"""The supervisor at a real terminal, under a real interactive shell: keys, job control, size, settings."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shlex
import shutil
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="confinement needs Linux"),
    pytest.mark.skipif(shutil.which("bash") is None, reason="no bash"),
]

DRIVER = shlex.join([sys.executable, "-I", "-S", str(Path(__file__).with_name("launchdriver.py"))])
TIMEOUT_S = 15


class Session:
    """An interactive bash on a pseudo-terminal of its own, as a user has it before the guard."""

    def __init__(self, directory: Path) -> None:
        self.read = b""
        environ = {**os.environ, "TERM": "xterm", "PS1": "outer> ", "HISTFILE": "", "D": DRIVER}
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.chdir(directory)
            os.execve(shutil.which("bash"), ["bash", "--norc", "--noprofile", "--noediting", "-i"], environ)
        self.resize(30, 100)
        self.expect("outer> ")

    def resize(self, rows: int, columns: int) -> None:
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, text: str) -> None:
        os.write(self.descriptor, text.encode())

    def press(self, key: str) -> None:
        """Type a key for the program that runs, once it has got so far as to wait."""
        time.sleep(0.15)
        self.type(key)

    def expect(self, pattern: str) -> re.Match[str]:
        """What comes up to and with `pattern`, which is taken off."""
        until = time.monotonic() + TIMEOUT_S
        while True:
            text = self.read.decode(errors="replace")
            found = re.search(pattern, text, re.S)
            if found:
                self.read = text[found.end() :].encode()
                return found
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.descriptor], [], [], left)[0]:
                raise AssertionError(f"{pattern!r} did not come, but {text!r}")
            try:
                self.read += os.read(self.descriptor, 65536)
            except OSError:
                raise AssertionError(f"{pattern!r} did not come before the end, but {text!r}") from None

    def say(self, command: str, pattern: str = "") -> re.Match[str]:
        """Type a command; what comes after its echo up to `pattern`, or to the next prompt of the outer shell."""
        self.type(command + "\n")
        self.expect(re.escape(command[-20:]) + "\r\n")
        return self.expect(pattern or r"(.*?)outer> ")

    def close(self) -> None:
        os.close(self.descriptor)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


@pytest.fixture(params=["bare", "confined"])
def session(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Session]:
    """The same steps have to come out the same without the supervisor, which is the control."""
    one = Session(tmp_path)
    if request.param == "bare":
        one.say("D=env")
    yield one
    one.close()


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], str]:
    def write(text: str) -> str:
        path = tmp_path / "program.py"
        path.write_text(text)
        return shlex.join([sys.executable, str(path)])

    return write


def test_it_is_the_same_terminal(session: Session) -> None:
    outer = session.say("tty")[1]
    assert session.say("$D tty")[1] == outer
    assert session.say("$D stty size")[1] == "30 100\r\n"
    assert session.say("$D tput cols")[1] == "100\r\n"
    assert session.say("stty -a >1; $D stty -a >2; cmp 1 2 && echo same")[1] == "same\r\n"


def test_control_c_ends_the_command_and_not_the_shell(session: Session) -> None:
    session.type("$D sh -c 'echo ready; sleep 60'\n")
    session.expect("\r\nready\r\n")
    session.press("\x03")
    session.expect("outer> ")
    assert session.say("echo code $?")[1] == "code 130\r\n"


def test_control_c_comes_once_to_one_that_catches_it(session: Session, program: Callable[[str], str]) -> None:
    text = "import signal, time\ncount = []\nsignal.signal(2, lambda *a: count.append(1))\nprint('ready', flush=True)\n"
    session.type(f"$D {program(text + 'time.sleep(1)' + chr(10) + 'print(len(count), chr(42))')}\n")
    session.expect("\r\nready\r\n")
    session.press("\x03")
    assert session.expect(r"(\d) \*")[1] == "1"
    session.expect("outer> ")


def test_control_backslash_quits(session: Session) -> None:
    session.type("ulimit -c 0; $D sh -c 'echo ready; exec sleep 60'\n")
    session.expect("\r\nready\r\n")
    session.press("\x1c")
    session.expect("outer> ")
    assert session.say("echo code $?")[1] == "code 131\r\n"


def test_stop_foreground_background(session: Session) -> None:
    session.type("$D bash -c 'echo ready; while read -r x; do echo got $x; done; echo end'\n")
    session.expect("\r\nready\r\n")
    session.type("one\n")
    session.expect("got one\r\n")
    session.press("\x1a")
    session.expect(r"Stopped.*outer> ")
    assert "Stopped" in session.say("jobs")[1]
    session.say("fg", r"while read.*?\r\n")
    session.type("two\n")
    session.expect("got two\r\n")
    session.press("\x1a")
    session.expect(r"Stopped.*outer> ")
    session.say("fg", r"while read.*?\r\n")
    session.type("three\n")
    session.expect("got three\r\n")
    session.press("\x04")
    session.expect("end\r\nouter> ")


def test_a_stopped_command_goes_on_in_the_background(session: Session) -> None:
    session.type("$D sh -c 'echo ready; sleep 1; echo over >over'\n")
    session.expect("\r\nready\r\n")
    session.press("\x1a")
    session.expect(r"Stopped.*outer> ")
    session.say("bg", r"outer> ")
    session.say("wait", r"Done.*outer> ")
    assert session.say("cat over")[1] == "over\r\n"


def test_a_program_in_the_background_stops_when_it_reads(session: Session) -> None:
    session.say("$D cat &", r"outer> ")
    time.sleep(0.5)
    session.say("jobs", r"Stopped.*outer> ")
    session.say("fg", r"cat\r\n")
    session.type("line\n")
    session.expect("line\r\nline\r\n")
    session.press("\x04")
    session.expect("outer> ")


def test_an_editor_puts_the_terminal_in_order_before_it_stops(session: Session, program: Callable[[str], str]) -> None:
    """A program that catches the stop, tidies up and then stops itself, as full-screen programs do."""
    text = r"""
import os, signal, sys, termios, time, tty
before = termios.tcgetattr(0)
def stop(*_):
    time.sleep(0.05)
    termios.tcsetattr(0, termios.TCSADRAIN, before)
    os.write(1, b"tidied\n")
    signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGTSTP)
    signal.signal(signal.SIGTSTP, stop)
    os.write(1, b"again\n")
signal.signal(signal.SIGTSTP, stop)
tty.setcbreak(0)
os.write(1, b"ready\n")
while sys.stdin.read(1) != "q": pass
termios.tcsetattr(0, termios.TCSADRAIN, before)
"""
    session.type(f"$D {program(text)}\n")
    session.expect("\r\nready\r\n")
    session.press("\x1a")
    session.expect(r"tidied\r\n.*Stopped.*outer> ")
    assert " echo " in session.say("stty -a")[1]
    session.say("fg", "again\r\n")
    session.type("q\n")
    session.expect("outer> ")
    assert session.say("echo code $?")[1] == "code 0\r\n"


def test_the_size_of_the_window_changes(session: Session) -> None:
    session.type("$D bash -c 'trap \"stty size; exit 4\" WINCH; echo ready; while :; do sleep 0.05; done'\n")
    session.expect("\r\nready\r\n")
    session.resize(40, 77)
    session.expect("40 77\r\n")
    session.expect("outer> ")
    assert session.say("echo code $?")[1] == "code 4\r\n"


def test_an_interactive_shell_with_job_control_of_its_own(session: Session) -> None:
    session.type("PS1='inner> ' $D bash --norc --noprofile --noediting -i\n")
    session.expect(r"\ninner> ")
    inner = r"(.*?)inner> "
    session.say("sleep 50 &", inner)
    assert "Running" in session.say("jobs", inner)[1]
    session.say("fg", r"sleep 50.*?\r\n")
    session.press("\x1a")
    session.expect(r"Stopped.*inner> ")
    session.say("fg", r"sleep 50.*?\r\n")
    session.press("\x03")
    session.expect("inner> ")
    assert session.say("echo $?", inner)[1] == "130\r\n"
    assert session.say("(sleep 0.2; exit 3) & wait $!; echo code $?", inner)[1].endswith("code 3\r\n")
    session.type("suspend\n")
    session.expect(r"Stopped.*outer> ")
    session.say("fg", r"bash --norc.*?\r\n")
    session.type("\n")
    session.expect("inner> ")
    session.type("exit 5\n")
    session.expect("outer> ")
    assert session.say("echo code $?")[1] == "code 5\r\n"


def test_a_run_that_is_ended_gives_the_terminal_back(tmp_path: Path) -> None:
    session = Session(tmp_path)
    try:
        session.say(
            "TTA_LIMITS=time_s=0.5,grace_s=0.2 $D bash -c 'trap : TERM; stty raw -echo; while :; do sleep 9; done'"
        )
        assert " echo " in session.say("stty -a")[1]
        # An interactive shell was in the foreground with a process group of its own when it was killed.
        session.type(
            'bash -c "TTA_LIMITS=time_s=0.6,grace_s=0.2 $D bash --norc --noprofile -i; echo killed; read x; echo got \\$x"\n'
        )
        session.expect(r"killed\r\n")
        session.type("word\n")
        session.expect("got word\r\n")
    finally:
        session.close()
