"""Checks 4, 5, 6, 8 and 9: no way out through namespaces, mounts, sockets, other processes, devices, or a second tracer."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

import pytest
from confining import TIERS, Place, require

X86 = pytest.mark.skipif(os.uname().machine != "x86_64", reason="numbers of x86-64")

MOUNTS = """
os.chdir(REPO)
def unshared(flags): call(272, flags)
attempt("user namespace", lambda: unshared(0x10000000))
attempt("mount namespace", lambda: unshared(0x20000))
attempt("both", lambda: unshared(0x10020000))
attempt("time namespace", lambda: unshared(0x80))
attempt("clone user namespace", lambda: call(56, 0x10000000 | 17, 0, 0, 0, 0))
attempt("clone3", lambda: call(435, bytes(88), 88))
attempt("umount the mask", lambda: call(166, b".env", 2))
attempt("umount the directory", lambda: call(166, b"conf/secrets", 2))
attempt("bind over it", lambda: call(165, b"src", b"conf", b"", 4096, 0))
attempt("remount", lambda: call(165, b"", b"/", b"", 32 | 4096, 0))
attempt("tmpfs", lambda: call(165, b"x", b"src", b"tmpfs", 0, 0))
attempt("pivot_root", lambda: call(155, b".", b"src"))
attempt("chroot", lambda: call(161, b"."))
attempt("open_tree", lambda: call(428, -100, b".", 1))
attempt("move_mount", lambda: call(429, -100, b"src", -100, b"conf", 0))
attempt("fsopen", lambda: call(430, b"tmpfs", 0))
attempt("mount_setattr", lambda: call(442, -100, b"/", 0x8000, bytes(32), 32))
attempt("setns", lambda: call(308, os.open("/proc/self/ns/mnt", os.O_RDONLY), 0))
attempt("unshare of files alone", lambda: unshared(0x400))
attempt("fork", lambda: os.waitpid(os.fork() or os._exit(0), 0)[1] or None)
"""

PROCESSES = """
import struct
def attached(): call(101, 16, OUTSIDE, 0, 0)
attempt("ptrace attach", attached)
attempt("ptrace seize", lambda: call(101, 0x4206, OUTSIDE, 0, 0))
attempt("ptrace traceme", lambda: call(101, 0, 0, 0, 0))
buffer = ctypes.create_string_buffer(64)
vector = struct.pack("=QQ", ctypes.addressof(buffer), 8)
attempt("process_vm_readv", lambda: call(310, OUTSIDE, vector, 1, vector, 1, 0))
attempt("process_vm_writev", lambda: call(311, OUTSIDE, vector, 1, vector, 1, 0))
attempt("pidfd_getfd", lambda: call(438, os.pidfd_open(OUTSIDE), 0, 0))
attempt("kcmp", lambda: call(312, OUTSIDE, OUTSIDE, 0, 0, 0))
attempt("environ", lambda: read("/proc/%d/environ" % OUTSIDE)[:0] or None)
attempt("mem", lambda: os.close(os.open("/proc/%d/mem" % OUTSIDE, os.O_RDONLY)))
attempt("maps", lambda: read("/proc/%d/maps" % OUTSIDE)[:0] or None)
attempt("descriptors", lambda: os.readlink("/proc/%d/fd/0" % OUTSIDE)[:0] or None)
attempt("open its descriptor", lambda: os.close(os.open("/proc/%d/fd/0" % OUTSIDE, os.O_PATH)))
attempt("signal", lambda: os.kill(OUTSIDE, 0))
attempt("signal by descriptor", lambda: call(424, os.pidfd_open(OUTSIDE), 0, 0, 0))
attempt("its limits", lambda: call(302, OUTSIDE, 7, struct.pack("=QQ", 1024, 1024), 0))
attempt("own environ", lambda: read("/proc/self/environ")[:0] or None)
attempt("own limits", lambda: call(302, 0, 7, 0, ctypes.create_string_buffer(16)))
attempt("signal to itself", lambda: os.kill(os.getpid(), 0))
"""

TRACERS = """
import struct
attempt("CLONE_UNTRACED", lambda: call(56, 0x00800000 | 17, 0, 0, 0, 0))
attempt("clone with the upper half set", lambda: call(56, 0x00800011 | 1 << 32, 0, 0, 0, 0))
program = struct.pack("=HBBI", 6, 0, 0, 0x7FFF0000)
memory = ctypes.create_string_buffer(program, 8)
def filtered(flags):
    libc.prctl(38, 1, 0, 0, 0)
    argument = struct.pack("=HHIQ", 1, 0, 0, ctypes.addressof(memory))
    result = libc.syscall(317, 1, flags, argument)
    if result < 0:
        raise OSError(ctypes.get_errno(), "seccomp")
attempt("a second listener", lambda: filtered(8))
attempt("with another flag", lambda: filtered(8 | 2))
attempt("a filter without one", lambda: filtered(0))
master, slave = os.openpty()
import fcntl
attempt("TIOCSTI", lambda: fcntl.ioctl(slave, 0x5412, b"x") and None)
attempt("TIOCSTI with the upper half set", lambda: call(16, slave, 0x5412 | 1 << 32, b"x"))
attempt("TIOCLINUX", lambda: fcntl.ioctl(slave, 0x541C, bytes(8)) and None)
attempt("terminal size", lambda: fcntl.ioctl(slave, 0x5413, bytes(8)) and None)
for name, number, words in (
    ("bpf", 321, (0, bytes(128), 128)),
    ("perf_event_open", 298, (bytes(128), 0, -1, -1, 0)),
    ("userfaultfd", 323, (0,)),
    ("keyctl", 250, (0, 0, 0)),
    ("add_key", 248, (b"user", b"x", b"y", 1, -2)),
    ("init_module", 175, (b"", 0, b"")),
    ("kexec_load", 246, (0, 0, 0, 0)),
    ("reboot", 169, (0, 0, 0, 0)),
    ("syslog", 103, (3, ctypes.create_string_buffer(16), 16)),
    ("fanotify_init", 300, (0, 0)),
    ("memfd_secret", 447, (0,)),
    ("personality", 135, (0x0800000,)),
):
    attempt(name, lambda: call(number, *words))
"""

ROOT = """
attempt("core_pattern", lambda: os.close(os.open("/proc/sys/kernel/core_pattern", os.O_WRONLY)))
attempt("hostname", lambda: os.close(os.open("/proc/sys/kernel/hostname", os.O_WRONLY)))
attempt("sysrq", lambda: os.close(os.open("/proc/sysrq-trigger", os.O_WRONLY)))
attempt("sys", lambda: os.close(os.open("/sys/kernel/mm/ksm/run" if os.path.exists("/sys/kernel/mm/ksm/run") else "/sys/kernel/profiling", os.O_WRONLY)))
attempt("kmsg", lambda: os.close(os.open("/dev/kmsg", os.O_WRONLY)))
attempt("mem", lambda: os.close(os.open("/dev/mem", os.O_RDONLY)))
if DISK:
    attempt("disk", lambda: os.close(os.open(DISK, os.O_RDONLY)))
    attempt("disk mode", lambda: os.chmod(DISK, 0o666))
attempt("mknod", lambda: os.mknod(SCRATCH + "/node", 0o60660, os.makedev(254, 0)))
attempt("mknod null", lambda: os.mknod(SCRATCH + "/null", 0o20666, os.makedev(1, 3)))
attempt("setuid", lambda: os.setuid(12345))
attempt("setgroups", lambda: os.setgroups([0]))
attempt("shadow", lambda: leaked("/etc/shadow"))
attempt("another user's file", lambda: os.close(os.open(SCRATCH + "/theirs", os.O_RDONLY)))
attempt("null", lambda: os.close(os.open("/dev/null", os.O_RDWR)))
attempt("random", lambda: os.close(os.open("/dev/urandom", os.O_RDONLY)))
found["capabilities"] = sorted({line.split()[1] for line in open("/proc/self/status") if line.startswith("Cap")})
found["new privileges"] = [line.split()[1] for line in open("/proc/self/status") if line.startswith("NoNewPrivs")]
"""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def where(place: Place, **more: object) -> str:
    return "".join(f"{name} = {value!r}\n" for name, value in {"REPO": str(place.repo), **more}.items())


@X86
@pytest.mark.parametrize("tier", TIERS)
def test_masks_cannot_be_taken_off(place: Place, tier: str) -> None:
    require(tier)
    outside = place.outside("attempt('user namespace', lambda: call(272, 0x10000000))" if os.getuid() else "")
    found = place.attack(tier, where(place) + MOUNTS).found
    assert outside.get("user namespace", "ok") == "ok" or tier != "namespaces"
    assert found.pop("unshare of files alone") in ("ok", "EPERM")  # a container's profile refuses that too
    assert found.pop("fork") == "ok"
    assert found.pop("clone3") == "ENOSYS"
    assert set(found.values()) == {"EPERM"}, found


@X86
@pytest.mark.parametrize("tier", TIERS)
def test_processes_outside_are_out_of_reach(place: Place, tier: str) -> None:
    require(tier)
    with subprocess.Popen(["sleep", "60"], env={"TOKEN": "x"}) as other:
        code = where(place, OUTSIDE=other.pid) + PROCESSES
        outside = place.outside(code.replace('attempt("ptrace', "#").replace('attempt("process', "#"))
        found = place.attack(tier, code).found
        other.kill()
    for name in ("environ", "mem", "descriptors", "signal", "its limits"):
        assert outside[name] == "ok", name
    assert {found.pop(name) for name in ("own environ", "own limits", "signal to itself")} == {"ok"}
    assert set(found.values()) <= {"EPERM", "EACCES"}, found


@pytest.mark.parametrize("tier", TIERS)
def test_processes_of_one_run_cannot_write_into_each_other(place: Place, tier: str) -> None:
    require(tier)
    code = """
import signal
child = os.fork()
if child == 0:
    signal.pause()
attempt("write into a sibling", lambda: os.close(os.open("/proc/%d/mem" % child, os.O_RDWR)))
attempt("write into itself", lambda: os.close(os.open("/proc/self/mem", os.O_WRONLY)))
attempt("positive control", lambda: os.close(os.open("/proc/self/status", os.O_RDONLY)))
os.kill(child, signal.SIGKILL)
"""
    assert set(place.outside(code).values()) == {"ok"}
    found = place.attack(tier, code).found
    assert found.pop("positive control") == "ok"
    assert set(found.values()) <= {"EACCES", "EROFS"}


@X86
@pytest.mark.parametrize("tier", TIERS)
def test_the_gates_cannot_be_evaded(place: Place, tier: str) -> None:
    require(tier)
    found = place.attack(tier, where(place) + TRACERS).found
    assert found.pop("a filter without one") == "ok"
    assert found.pop("terminal size") == "ok"
    assert set(found.values()) == {"EPERM"}, found


@pytest.mark.parametrize("tier", TIERS)
def test_abstract_sockets_outside_are_out_of_reach(place: Place, tier: str) -> None:
    require(tier)
    from tta_guard.confine.features import features

    if features().landlock_abi < 6:
        pytest.skip("Landlock's scopes (Linux 6.12)")
    code = """
import socket
def connected(name):
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(name)
own = socket.socket(socket.AF_UNIX)
own.bind(NAME + "-own")
own.listen()
attempt("outside", lambda: connected(NAME))
attempt("own", lambda: connected(NAME + "-own"))
own.close()
"""
    name = f"\0tta-guard-test-{os.getpid()}-{tier}"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(name)
        server.listen()
        assert place.outside(where(place, NAME=name) + code) == {"outside": "ok", "own": "ok"}
        assert place.attack(tier, where(place, NAME=name) + code).found == {"outside": "EPERM", "own": "ok"}


@pytest.mark.parametrize("tier", TIERS)
def test_families_that_no_gate_decides_on_do_not_exist(place: Place, tier: str) -> None:
    require(tier)
    code = """
import socket
for name, words in {
    "vsock": (40, 1, 0), "packet": (17, 2, 0), "alg": (38, 5, 0), "tipc": (30, 5, 0), "smc": (43, 1, 0), "raw": (2, 3, 1),
    "mptcp": (2, 1, 262), "sctp": (2, 1, 132), "udp": (2, 2, 0), "tcp6": (10, 1, 0), "unix": (1, 1, 0), "netlink": (16, 3, 0),
}.items():
    attempt(name, lambda: socket.socket(*words).close())
"""
    found = place.attack(tier, code).found
    assert {name for name, value in found.items() if value == "ok"} == {"udp", "tcp6", "unix", "netlink"}
    assert {found[name] for name in ("vsock", "packet", "alg", "tipc", "smc")} == {"EAFNOSUPPORT"}
    assert (found["raw"], found["mptcp"], found["sctp"]) == ("EPERM", "EPROTONOSUPPORT", "EPROTONOSUPPORT")


@pytest.mark.skipif(os.getuid() != 0, reason="for root")
@pytest.mark.parametrize("tier", TIERS)
def test_root_is_as_powerless_as_anyone(place: Place, tier: str) -> None:
    require(tier)
    disks = [path for path in Path("/dev").iterdir() if path.is_block_device()]
    scratch = place.home / ".cache"
    theirs = scratch / "theirs"
    theirs.write_text("theirs")
    theirs.chmod(0o600)
    os.chown(theirs, 12345, 12345)
    code = where(place, SCRATCH=str(scratch), DISK=str(disks[0]) if disks else "") + ROOT
    controls = 'attempt("core_pattern", lambda: os.close(os.open("/proc/sys/kernel/core_pattern", os.O_WRONLY)))\n'
    assert place.outside(controls) == {"core_pattern": "ok"}
    found = place.attack(tier, code).found
    assert found.pop("capabilities") == ["0000000000000000"]
    assert found.pop("new privileges") == ["1"]
    assert {found.pop("null"), found.pop("random")} == {"ok"}
    assert set(found.values()) <= {"EACCES", "EPERM", "EROFS", "ENOENT", "EINVAL"}, found
    assert found["core_pattern"] in ("EACCES", "EROFS")


@pytest.mark.parametrize("tier", TIERS)
def test_a_directory_that_is_inherited_refuses(place: Place, tier: str) -> None:
    require(tier)
    answer = place.run(tier, ["/bin/true"], directory_as=2)
    assert (answer.exit_code, answer.code) == (125, "not-started")
    assert "descriptor 2 is a directory" in answer.error
    assert place.run(tier, ["/bin/true"]).exit_code == 0
