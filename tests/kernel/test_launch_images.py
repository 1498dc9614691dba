"""Images made to resist being stopped at their first instruction: odd entry points, word sizes, permissions."""

from __future__ import annotations

import os
import platform
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64", reason="the images of this test are for Linux on x86-64"
)

DRIVER = [sys.executable, "-I", "-S", str(Path(__file__).with_name("launchdriver.py"))]
TIMEOUT_S = 30
PAGE = 4096
# Writes "ran\n" to descriptor 1, then exits with 5. The text follows the code.
CODE_64 = (
    bytes.fromhex("b801000000bf01000000488d3516000000ba040000000f05b83c000000bf050000000f05") + b"\x90" * 3 + b"ran\n"
)
CODE_32 = bytes.fromhex("b801000000bb05000000cd80")  # exits with 5


def elf64(code: bytes, *, at: int, entry: int | None = None, flags: int = 5, kind: int = 2) -> bytes:
    """A program of one segment that has `code` at offset `at` and starts there, or at `entry`."""
    base = 0x400000
    size = at + len(code)
    head = b"\x7fELF\x02\x01\x01" + bytes(9)
    head += struct.pack(
        "<HHIQQQIHHHHHH", kind, 62, 1, base + at if entry is None else entry, 64, 0, 0, 64, 56, 1, 0, 0, 0
    )
    head += struct.pack("<IIQQQQQQ", 1, flags, 0, base, base, size, size, PAGE)
    return head.ljust(at, b"\0") + code


def elf32(code: bytes) -> bytes:
    base, at = 0x8048000, 84
    head = b"\x7fELF\x01\x01\x01" + bytes(9)
    head += struct.pack("<HHIIIIIHHHHHH", 2, 3, 1, base + at, 52, 0, 0, 52, 32, 1, 0, 0, 0)
    return head + struct.pack("<IIIIIIII", 1, 0, base, base, at + len(code), at + len(code), 5, PAGE) + code


def start(path: Path, *, refuse: bool) -> subprocess.CompletedProcess[bytes]:
    environ = {**os.environ, "TTA_REFUSE": path.name if refuse else ""}
    words = [*DRIVER, "sh", "-c", f"{path}; echo code $?"]
    return subprocess.run(words, capture_output=True, timeout=TIMEOUT_S, env=environ, cwd=path.parent)


def write(tmp_path: Path, image: bytes, mode: int = 0o755) -> Path:
    path = tmp_path / "image"
    path.write_bytes(image)
    path.chmod(mode)
    return path


@pytest.mark.parametrize(
    ("image", "control", "code"),
    [
        pytest.param(elf64(CODE_64, at=120), b"ran\ncode 5\n", 126, id="static"),
        pytest.param(elf64(CODE_64, at=120, flags=7), b"ran\ncode 5\n", 126, id="writable code"),
        # The words that are written over would go past the end of the last page: it is killed instead.
        pytest.param(elf64(CODE_64[24:36], at=2 * PAGE - 12), b"code 5\n", 137, id="entry at the end of a page"),
        pytest.param(elf64(CODE_64, at=120, entry=0x10), b"code 139\n", 137, id="entry nowhere"),
        pytest.param(elf32(CODE_32), b"code 5\n", 137, id="32 bits"),
    ],
)
def test_an_image_is_stopped_before_its_first_instruction(
    tmp_path: Path, image: bytes, control: bytes, code: int
) -> None:
    path = write(tmp_path, image)
    went = start(path, refuse=False)
    if image[4] == 1 and went.stdout in (b"code 126\n", b"code 139\n"):
        pytest.skip("32-bit programs do not run here (CONFIG_IA32_EMULATION, or a filter over this test)")
    assert went.stdout == control
    done = start(path, refuse=True)
    assert done.stdout.splitlines()[-1] == b"code %d" % code
    assert b"ran" not in done.stdout and b"refused" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read what nobody may")
def test_an_image_that_cannot_be_read_is_refused_and_not_started(tmp_path: Path) -> None:
    readable = start(write(tmp_path, elf64(CODE_64, at=120)), refuse=False)
    assert readable.stdout == b"ran\ncode 5\n"
    done = start(write(tmp_path, elf64(CODE_64, at=120), 0o111), refuse=False)
    assert b"ran" not in done.stdout and done.stdout.splitlines()[-1] in (b"code 126", b"code 137")
    assert b"refused" in done.stderr


def test_a_memory_file_is_decided_on_as_any_other(tmp_path: Path) -> None:
    text = """
import os, sys
fd = os.memfd_create("harmless")
os.write(fd, open(sys.argv[1], "rb").read())
os.execve(fd, ["harmless", "word"], {})
"""
    program = tmp_path / "program.py"
    program.write_text(text)
    image = write(tmp_path, elf64(CODE_64, at=120))
    for refuse, code in (("", 5), ("word", 126)):
        environ = {**os.environ, "TTA_REFUSE": refuse}
        words = [*DRIVER, sys.executable, "-I", "-S", str(program), str(image)]
        assert subprocess.run(words, capture_output=True, timeout=TIMEOUT_S, env=environ).returncode == code


def test_a_first_thread_that_has_ended_changes_nothing(tmp_path: Path) -> None:
    """Its id stays the process's, a zombie until the others are done; then another thread calls execve and takes it over."""
    text = """
import ctypes, os, threading, time
libc = ctypes.CDLL(None)
def later():
    time.sleep(0.2)
    os.execv({touch!r}, ["touch", {name!r}])
threading.Thread(target=later).start()
libc.syscall(60, 0)  # exit, of this thread alone
"""
    for name, made in (("refused", False), ("made", True)):
        program = tmp_path / "program.py"
        program.write_text(text.format(touch=shutil.which("touch"), name=name))
        environ = {**os.environ, "TTA_REFUSE": "refused"}
        words = [*DRIVER, sys.executable, "-I", "-S", str(program)]
        done = subprocess.run(words, capture_output=True, timeout=TIMEOUT_S, env=environ, cwd=tmp_path)
        assert ((tmp_path / name).exists(), done.returncode) == (made, 0 if made else 126), done.stderr
