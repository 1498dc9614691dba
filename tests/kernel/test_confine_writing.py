"""Check 7: nothing changes outside what is writable, and nothing that guards is changed or comes into being."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from confining import TIERS, Place, require

OUTSIDE_THE_SET = """
import time
os.chdir(HOME)
def wrote(path, flags):
    descriptor = os.open(path, flags, 0o600)
    os.write(descriptor, b"changed")
    os.close(descriptor)
attempt("open for writing", lambda: wrote(".bashrc", os.O_WRONLY))
attempt("append", lambda: wrote(".bashrc", os.O_WRONLY | os.O_APPEND))
attempt("truncate by open", lambda: wrote(".bashrc", os.O_WRONLY | os.O_TRUNC))
attempt("truncate", lambda: os.truncate(".bashrc", 0))
attempt("create", lambda: wrote(".profile", os.O_WRONLY | os.O_CREAT))
attempt("unnamed file", lambda: wrote(".", os.O_WRONLY | os.O_TMPFILE))
attempt("mkdir", lambda: os.mkdir("bin"))
attempt("mkfifo", lambda: os.mkfifo("fifo"))
attempt("symlink", lambda: os.symlink("x", "y"))
attempt("hard link to the outside", lambda: os.link(SCRATCH + "/own", "linked"))
attempt("hard link from the outside", lambda: os.link(".bashrc", SCRATCH + "/linked"))
attempt("rename to the outside", lambda: os.rename(SCRATCH + "/own", ".zshrc"))
attempt("rename from the outside", lambda: os.rename(".bashrc", SCRATCH + "/away"))
attempt("unlink", lambda: os.unlink(".bashrc"))
attempt("rmdir", lambda: os.rmdir(".ssh/empty"))
attempt("chmod", lambda: os.chmod(".bashrc", 0o777))
def by_descriptor(change):
    descriptor = os.open(".bashrc", os.O_RDONLY)
    try:
        change(descriptor)
    finally:
        os.close(descriptor)
attempt("fchmod", lambda: by_descriptor(lambda held: os.fchmod(held, 0o777)))
attempt("chmod by /proc/self/fd", lambda: by_descriptor(lambda held: os.chmod("/proc/self/fd/%d" % held, 0o777)))
attempt("chmod by /dev/fd", lambda: by_descriptor(lambda held: os.chmod("/dev/fd/%d" % held, 0o777)))
attempt("chmod in a directory", lambda: os.chmod(".bashrc", 0o777, dir_fd=os.open(".", os.O_RDONLY)))
attempt("chmod through a link", lambda: os.chmod(SCRATCH + "/link", 0o777))
attempt("chmod of the directory", lambda: os.chmod(".", 0o777))
attempt("chown", lambda: os.chown(".bashrc", os.getuid(), os.getgid()))
attempt("lchown", lambda: os.lchown(".bashrc", os.getuid(), os.getgid()))
attempt("fchown", lambda: by_descriptor(lambda held: os.fchown(held, os.getuid(), os.getgid())))
attempt("utime", lambda: os.utime(".bashrc", (1, 1)))
attempt("utime now", lambda: os.utime(".bashrc"))
attempt("utime by descriptor", lambda: by_descriptor(lambda held: os.utime(held, (1, 1))))
attempt("setxattr", lambda: os.setxattr(".bashrc", "user.x", b"y"))
attempt("setxattr by descriptor", lambda: by_descriptor(lambda held: os.setxattr(held, "user.x", b"y")))
attempt("removexattr", lambda: os.removexattr(".bashrc", "user.kept"))
import fcntl, struct
def flags():
    descriptor = os.open(".bashrc", os.O_RDONLY)
    fcntl.ioctl(descriptor, 0x40086602, struct.pack("=Q", 0x40))
attempt("file flags", flags)
"""

INSIDE_THE_SET = """
os.chdir(REPO + "/src")
def made():
    with open("made", "w") as file:
        file.write("x")
attempt("create", made)
attempt("chmod", lambda: os.chmod("made", 0o755))
attempt("fchmod", lambda: os.fchmod(os.open("made", os.O_RDONLY), 0o751))
attempt("chmod by /proc/self/fd", lambda: os.chmod("/proc/self/fd/%d" % os.open("made", os.O_RDONLY), 0o700))
attempt("chmod in a directory", lambda: os.chmod("made", 0o711, dir_fd=os.open(".", os.O_RDONLY)))
attempt("chown", lambda: os.chown("made", os.getuid(), os.getgid()))
attempt("lchown of a link", lambda: (os.symlink("nowhere", "dangling"), os.lchown("dangling", -1, -1))[1])
attempt("utime", lambda: os.utime("made", ns=(1_000_000_007, 2_000_000_009)))
attempt("utime of a link", lambda: os.utime("dangling", (5, 6), follow_symlinks=False))
attempt("utime by descriptor", lambda: os.utime(os.open("made", os.O_RDONLY), ns=(1_000_000_007, 2_000_000_009)))
attempt("setxattr", lambda: os.setxattr("made", "user.a", b"value"))
attempt("getxattr", lambda: os.getxattr("made", "user.a").decode())
attempt("removexattr", lambda: os.removexattr("made", "user.a"))
attempt("removexattr again", lambda: os.removexattr("made", "user.a"))
attempt("no such file", lambda: os.chmod("nothing", 0o600))
attempt("no such descriptor", lambda: os.fchmod(99, 0o600))
attempt("an empty path", lambda: os.chmod("", 0o600))
attempt("a bad address", lambda: call(90, 8, 0o600) if os.uname().machine == "x86_64" else call(-100))
attempt("memfd", lambda: os.fchmod(os.memfd_create("x"), 0o600))
attempt("rename", lambda: os.rename("made", "renamed"))
status = os.stat("renamed")
found["mode"] = oct(status.st_mode & 0o7777)
found["times"] = [status.st_atime_ns, status.st_mtime_ns]
attempt("link", lambda: os.link("renamed", "linked"))
attempt("mkdir", lambda: os.mkdir("new"))
attempt("unlink", lambda: os.unlink("linked"))
"""

GUARDS = """
os.chdir(REPO)
def wrote(path):
    with open(path, "w") as file:
        file.write("x")
for path in GUARDED:
    attempt(path, lambda: wrote(path))
attempt("mkdir .claude/hooks", lambda: os.makedirs(".claude/hooks/x"))
attempt("rename the config", lambda: os.rename("src/code", ".mcp.json"))
attempt("rename .github", lambda: os.rename(".github", ".github2"))
attempt("rename .git", lambda: os.rename(".git", ".git2"))
attempt("link", lambda: os.symlink("src", ".codex"))
attempt("hooks away", lambda: os.rename(".git/hooks", ".git/hooks2"))
"""

GUARDED = [
    "tta-guard.yaml", ".pre-commit-config.yaml", ".claude/settings.json", ".claude/settings.local.json",
    ".codex/config.toml", ".cursor/mcp.json", ".mcp.json", ".github/hooks/x", ".copilot/x",
]  # fmt: skip
IN_GIT = [
    ".git/hooks/pre-commit",
    ".git/hooks/post-checkout",
    ".git/config",
    ".git/info/attributes",
    ".git/tta-guard/cache/x",
]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path)
    scratch = made.home / ".cache"
    (scratch / "own").write_text("own")
    (scratch / "link").symlink_to("../.bashrc")
    (made.home / ".ssh" / "empty").mkdir()
    made.commit()
    try:
        os.setxattr(made.home / ".bashrc", "user.kept", b"kept")
    except OSError:
        pytest.skip("extended attributes of the user on the file system of the temporary directory")
    return made


def where(place: Place, **more: object) -> str:
    known = {"REPO": str(place.repo), "HOME": str(place.home), "SCRATCH": str(place.home / ".cache")}
    return "".join(f"{name} = {value!r}\n" for name, value in {**known, **more}.items())


def snapshot(top: Path) -> dict:
    return {
        str(path.relative_to(top)): (path.lstat().st_mode, path.lstat().st_mtime_ns if path.is_file() else 0)
        for path in sorted(top.rglob("*"))
    }


@pytest.mark.parametrize("tier", TIERS)
def test_nothing_changes_outside_the_writable_set(place: Place, tier: str) -> None:
    require(tier)
    before = snapshot(place.home)
    found = place.attack(tier, where(place) + OUTSIDE_THE_SET).found
    assert set(found.values()) <= {"EROFS", "EACCES", "EPERM", "EXDEV", "EBUSY"}, found
    assert snapshot(place.home) == before
    assert os.getxattr(place.home / ".bashrc", "user.kept") == b"kept"
    # The positive control: the same steps work outside, where they are not undone by an earlier one.
    code = where(place) + OUTSIDE_THE_SET.replace('attempt("unlink"', "#").replace('attempt("rename from', "#")
    outside = place.outside(code)
    assert {name for name, value in outside.items() if value != "ok"} <= {"file flags"}, outside


RACING = """
import signal, threading
os.chdir(SCRATCH)
def swap_links():
    while True:
        for target in ("own", "../.bashrc"):
            os.symlink(target, "next")
            os.replace("next", "raced")
swapper = os.fork()
if swapper == 0:
    swap_links()
while not os.path.lexists("raced"):
    pass
texts = [SCRATCH.encode() + b"/own\\0", HOME.encode() + b"/.bashrc\\0"]
name = ctypes.create_string_buffer(200)
def swap_memory():
    while True:
        for text in texts:
            ctypes.memmove(name, text, len(text))
threading.Thread(target=swap_memory, daemon=True).start()
outcomes = set()
for _ in range(1500):
    for mode in (0o666, 0o640):
        try:
            os.chmod("raced", mode)
            outcomes.add("ok")
        except OSError as error:
            outcomes.add(errno.errorcode[error.errno])
        if libc.chmod(name, mode) < 0:
            outcomes.add(errno.errorcode[ctypes.get_errno()])
os.kill(swapper, signal.SIGKILL)
found["outcomes"] = sorted(outcomes)
print(json.dumps(found), flush=True)
os._exit(0)
"""


@pytest.mark.parametrize("tier", TIERS)
def test_names_and_memory_that_change_during_chmod_change_nothing_else(place: Place, tier: str) -> None:
    require(tier)
    before = (place.home / ".bashrc").stat().st_mode
    outcomes = place.attack(tier, where(place) + RACING).found["outcomes"]
    assert {"ok", "EROFS"} <= set(outcomes)
    assert (place.home / ".bashrc").stat().st_mode == before


@pytest.mark.parametrize("tier", TIERS)
def test_what_is_writable_can_be_worked_with_as_outside(place: Place, tier: str, tmp_path: Path) -> None:
    require(tier)
    other = Place(tmp_path / "other")
    expected = other.outside(where(other) + INSIDE_THE_SET)
    assert place.attack(tier, where(place) + INSIDE_THE_SET).found == expected


@pytest.mark.parametrize("tier", TIERS)
def test_guard_files_do_not_come_into_being(place: Place, tier: str) -> None:
    require(tier)
    place.write(".github/workflows/ci.yml", "on: push\n")
    before = sorted(os.listdir(place.repo))
    found = place.attack(tier, where(place, GUARDED=GUARDED) + GUARDS).found
    hooks = found.pop("hooks away")
    assert "ok" not in found.values(), found
    assert hooks == "ok" if tier != "namespaces" else hooks == "EBUSY"
    assert sorted(os.listdir(place.repo)) == before
    assert (place.repo / ".git" / "hooks").is_dir()
    assert place.git("status", "--porcelain", "--", "src") == ""


@pytest.mark.parametrize("tier", TIERS)
def test_guard_files_of_what_is_not_used_here_are_taken_away(place: Place, tier: str) -> None:
    require(tier)
    place.write(".vscode/settings.json", "{}")
    names = ["tta-guard.lock", "opencode.json", ".opencode", ".vscode/mcp.json"]
    code = (
        where(place)
        + """
os.chdir(REPO)
def wrote(path):
    with open(path, "w") as file:
        file.write("x")
attempt("tta-guard.lock", lambda: wrote("tta-guard.lock"))
attempt("opencode.json", lambda: wrote("opencode.json"))
attempt(".opencode", lambda: os.makedirs(".opencode/plugins/x"))
attempt(".vscode/mcp.json", lambda: wrote(".vscode/mcp.json"))
attempt("positive control", lambda: wrote(".vscode/launch.json"))
"""
    )
    answer = place.attack(tier, code)
    found = answer.found
    assert found.pop("positive control") == "ok"
    made = {name for name, value in found.items() if value == "ok"}
    assert made == (set(names) if tier == "namespaces" else {".vscode/mcp.json"})
    assert {os.path.relpath(path, place.repo) for path, _ in answer.changed} == made
    assert not [name for name in names if (place.repo / name).exists()]
    assert (place.repo / ".vscode" / "launch.json").exists()


@pytest.mark.parametrize("tier", TIERS)
def test_what_git_starts_is_as_before(place: Place, tier: str) -> None:
    require(tier)
    hooks = place.repo / ".git" / "hooks"
    (hooks / "pre-commit").write_text("#!/bin/sh\nexit 0\n")
    (hooks / "pre-commit").chmod(0o755)
    before = {path.name: (path.read_bytes(), path.stat().st_mode) for path in hooks.iterdir()}
    config = (place.repo / ".git" / "config").read_bytes()
    code = where(place, GUARDED=[*IN_GIT, ".git/commondir"]) + GUARDS.split('attempt("mkdir')[0]
    code += 'attempt("index", lambda: wrote(".git/index.new"))\n'
    answer = place.attack(tier, code)
    found = answer.found
    assert found.pop("index") == "ok"
    assert found.pop(".git/commondir") == "ok"  # nothing can stand in its place: git would die of it
    changed = {os.path.relpath(path, place.repo): change for path, change in answer.changed}
    if tier == "namespaces":
        assert set(found.values()) <= {"EROFS", "EISDIR", "ENOENT"}, found
        assert changed == {".git/commondir": "create"}
    else:
        assert changed == {
            ".git/hooks/pre-commit": "write",
            ".git/hooks/post-checkout": "create",
            ".git/config": "write",
            ".git/commondir": "create",
            **{name: "create" for name in IN_GIT[3:] if found[name] == "ok"},
        }
    assert {path.name: (path.read_bytes(), path.stat().st_mode) for path in hooks.iterdir()} == before
    assert (place.repo / ".git" / "config").read_bytes() == config
    assert not (place.repo / ".git" / "commondir").exists()
    assert not (place.repo / ".git" / "info" / "attributes").exists()
    assert place.git("status", "--porcelain", "--", "src") == ""


@pytest.mark.parametrize("tier", TIERS)
def test_git_works_inside(place: Place, tier: str) -> None:
    require(tier)
    script = """
set -e
cd "$1"
echo more >>src/code
git add src/code
git commit -q -m second
git checkout -q -b topic
git stash list
git merge -q main
git gc -q
git log --oneline | wc -l
"""
    answer = place.run(tier, ["/bin/sh", "-c", script, "sh", str(place.repo)])
    assert (answer.exit_code, answer.stdout.strip()) == (0, "2"), (answer.stderr, answer.error)
    assert answer.changed == []
