"""Checks 1 to 3: a hidden file is not read, by whatever name or call, and while somebody renames."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from confining import TIERS, Place, require

# Every way to a hidden file by another name. `REPO` and `HOME` are set by the test.
NAMES = """
os.chdir(REPO)
attempt("plain", lambda: leaked(".env"))
attempt("below a hidden directory", lambda: leaked("conf/secrets/deep"))
attempt("in the home", lambda: leaked(HOME + "/.ssh/id_rsa"))
attempt("symbolic link", lambda: leaked("src/link"))
attempt("link to the directory", lambda: leaked("src/dir/deep"))
attempt("link through a link", lambda: leaked("src/twice"))
attempt("hard link", lambda: leaked("src/hard"))
attempt("hard link into a hidden directory", lambda: leaked("src/hard-deep"))
attempt("proc self root", lambda: leaked("/proc/self/root" + REPO + "/.env"))
attempt("proc self cwd", lambda: leaked("/proc/self/cwd/.env"))
attempt("proc thread-self root", lambda: leaked("/proc/thread-self/root" + REPO + "/.env"))
attempt("dots", lambda: leaked("src/../conf/../.env"))
attempt("a descriptor of the directory", lambda: os.close(os.open(".env", os.O_RDONLY, dir_fd=os.open(".", os.O_RDONLY))))
def reopened():
    held = os.open(".env", os.O_PATH)
    return leaked("/proc/self/fd/%d" % held)
attempt("O_PATH and reopen", reopened)
attempt("mmap by exec", lambda: os.execv(".env", ["x"]))
attempt("positive control", lambda: read("src/code"))
attempt("positive control in the home", lambda: read(HOME + "/.ssh/known_hosts"))
"""

PARENT = """
parent = OUTSIDE
attempt("proc parent root", lambda: leaked("/proc/%d/root%s/.env" % (parent, REPO)))
attempt("proc parent cwd", lambda: leaked("/proc/%d/cwd/.env" % parent))
attempt("proc outside root", lambda: leaked("/proc/%d/root%s/.env" % (OUTSIDE, REPO)))
"""

CALLS = """
import mmap, struct
os.chdir(REPO)
ENV = b".env"
def openat2(): call(437, -100, ENV, struct.pack("=QQQ", 0, 0, 0), 24)
attempt("openat2", openat2)
attempt("openat", lambda: call(257, -100, ENV, 0, 0))
def by_handle():
    handle = ctypes.create_string_buffer(struct.pack("=Ii", 128, 0) + bytes(128))
    mount = ctypes.c_int()
    call(303, -100, b"src/code", handle, ctypes.byref(mount), 0)
    call(304, os.open(".", os.O_RDONLY), handle, 0)
attempt("open_by_handle_at", by_handle)
attempt("io_uring_setup", lambda: call(425, 8, bytes(120)))
attempt("io_uring_enter", lambda: call(426, 0, 0, 0, 0, 0))
attempt("x32 open", lambda: call(0x40000002, ENV, 0, 0))
attempt("a call of the future", lambda: call(999))
attempt("minus one", lambda: call(-1))
def int80(number, first, second):
    low = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x40, prot=7)
    base = ctypes.addressof(ctypes.c_char.from_buffer(low))
    low[256:261] = b".env" + bytes(1)
    first = base + 256 if first is None else first
    # push rbx; mov eax, number; mov ebx, first; mov ecx, second; int 0x80; pop rbx; ret
    code = struct.pack("<BBIBIBIHBB", 0x53, 0xB8, number, 0xBB, first & 0xFFFFFFFF, 0xB9, second, 0x80CD, 0x5B, 0xC3)
    low[: len(code)] = code
    result = ctypes.CFUNCTYPE(ctypes.c_int)(base)()
    if result < 0:
        raise OSError(-result, "int80")
attempt("int 0x80 open", lambda: int80(5, None, 0))
attempt("int 0x80 getpid", lambda: int80(20, 0, 0))
attempt("openat positive control", lambda: call(257, -100, b"src/code", 0, 0))
"""

RACE = """
import signal
os.chdir(SCRATCH)
swapper = os.fork()
if swapper == 0:
    while True:
        for target in (REPO + "/src/code", REPO + "/.env"):
            os.symlink(target, "next")
            os.replace("next", "raced")
while not os.path.lexists("raced"):
    pass
secrets = opened = refused = 0
while opened + refused < 20000:
    try:
        with open("raced") as file:
            text = file.read()
        secrets += "SECRET" in text
        opened += 1
    except OSError:
        refused += 1
os.kill(swapper, signal.SIGKILL)
found.update(secrets=secrets, opened=opened > 100, refused=refused > 100)
"""

RENAMES = """
os.chdir(REPO)
def moved(source, target, then):
    os.rename(source, target)
    return leaked(then)
attempt("the file", lambda: moved(".env", "src/away", "src/away"))
attempt("over another", lambda: moved("src/code2", ".env", ".env"))
attempt("the directory", lambda: moved("conf/secrets", "src/away2", "src/away2/deep"))
attempt("its parent", lambda: moved("conf", "src/away3", "src/away3/secrets/deep"))
attempt("a new hard link", lambda: (os.link(".env", "src/new"), leaked("src/new"))[1])
attempt("exchange", lambda: (call(316, -100, b".env", -100, b"src/code", 2), leaked("src/code"))[1])
attempt("remove it", lambda: os.unlink(".env"))
attempt("positive control", lambda: os.rename("work/a", "work/b"))
"""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path)
    os.link(made.repo / ".env", made.repo / "src" / "hard")
    os.link(made.repo / "conf" / "secrets" / "deep", made.repo / "src" / "hard-deep")
    (made.repo / "src" / "link").symlink_to("../.env")
    (made.repo / "src" / "dir").symlink_to("../conf/secrets")
    (made.repo / "src" / "twice").symlink_to("link")
    made.write("work/a", "a")
    made.write("src/code2", "code2")
    return made


def where(place: Place, **more: object) -> str:
    return "".join(
        f"{name} = {value!r}\n" for name, value in {"REPO": str(place.repo), "HOME": str(place.home), **more}.items()
    )


@pytest.mark.parametrize("tier", TIERS)
def test_no_name_leads_to_a_hidden_file(place: Place, tier: str) -> None:
    require(tier)
    code = where(place) + NAMES
    outside = place.outside(code.replace('attempt("mmap', "#"))
    assert {
        value for name, value in outside.items() if "control" not in name and name != "a descriptor of the directory"
    } == {"leaked"}
    found = place.attack(tier, code).found
    assert found.pop("positive control") == "code"
    assert found.pop("positive control in the home") == "hosts"
    assert set(found.values()) == {"EACCES"}, found


@pytest.mark.parametrize("tier", TIERS)
def test_no_process_outside_leads_to_a_hidden_file(place: Place, tier: str) -> None:
    require(tier)
    with subprocess.Popen(["sleep", "60"], cwd=place.repo) as other:
        code = where(place, OUTSIDE=other.pid) + PARENT
        assert set(place.outside(code).values()) == {"leaked"}
        found = place.attack(tier, code.replace("= OUTSIDE", "= os.getppid()"), cwd=str(place.repo)).found
        found.update({f"{name} (other)": value for name, value in place.attack(tier, code).found.items()})
        other.kill()
    assert set(found.values()) <= {"EACCES", "EPERM"}, found


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="numbers and machine code of x86-64")
@pytest.mark.parametrize("tier", TIERS)
def test_no_call_opens_a_hidden_file(place: Place, tier: str) -> None:
    require(tier)
    code = where(place) + CALLS
    outside = place.outside(code)
    assert outside["openat2"] == outside["openat"] == "ok"
    found = place.attack(tier, code).found
    assert found == {
        "openat2": "EACCES",
        "openat": "EACCES",
        "open_by_handle_at": "EPERM",
        "io_uring_setup": "ENOSYS",
        "io_uring_enter": "ENOSYS",
        "x32 open": "ENOSYS",
        "a call of the future": "ENOSYS",
        "minus one": "ENOSYS",
        "int 0x80 open": "ENOSYS",
        "int 0x80 getpid": "ENOSYS",
        "openat positive control": "ok",
    }


@pytest.mark.parametrize("tier", TIERS)
def test_a_link_that_is_swapped_during_20000_opens_leaks_nothing(place: Place, tier: str) -> None:
    require(tier)
    scratch = place.home / ".cache"
    found = place.attack(tier, where(place, SCRATCH=str(scratch)) + RACE).found
    assert found == {"secrets": 0, "opened": True, "refused": True}


@pytest.mark.parametrize("tier", TIERS)
def test_a_hidden_file_cannot_be_moved_into_the_open(place: Place, tier: str) -> None:
    require(tier)
    for name in ("hard", "hard-deep"):  # with them `src` would be no open directory in the landlock tier
        (place.repo / "src" / name).unlink()
    found = place.attack(tier, where(place) + RENAMES).found
    assert found.pop("positive control") == "ok"
    assert set(found.values()) <= {"EACCES", "EBUSY", "EXDEV", "EPERM"}, found
    assert (place.repo / ".env").read_text().startswith("TOP")
