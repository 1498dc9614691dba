"""The parts of confinement one by one: the filter's program, what is remembered of a tree, stubs, git's files, other names."""

from __future__ import annotations

import errno
import os
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest
from confining import HERE, SECRET, Place, require

from tta_guard.confine import seccomp, walk
from tta_guard.confine.aliases import Mounts, other_links
from tta_guard.confine.apply import apply
from tta_guard.confine.credentials import Written
from tta_guard.confine.errors import ConfinementError
from tta_guard.confine.features import Features, features
from tta_guard.confine.files import directories_above, view
from tta_guard.confine.gitkeep import GitKeep
from tta_guard.confine.guards import git_directories, guards
from tta_guard.confine.numbers import CALLS, LAST_CALL, MACHINE
from tta_guard.confine.places import expand, token_files
from tta_guard.confine.plan import FileView, plan
from tta_guard.confine.prepare import Prepared
from tta_guard.confine.stubs import Stubs
from tta_guard.model import Source
from tta_guard.plumbing.process import discover
from tta_guard.policy.rules import Policy, Rule
from tta_guard.policy.store import load_directory

ALLOW, NOTIFY, ERROR = 0x7FFF0000, 0x7FC00000, 0x00050000
ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}[MACHINE]


def run_filter(code: bytes, number: int, *arguments: int, arch: int = ARCH) -> object:
    """A small interpreter of the instructions that the filter uses (linux/filter.h)."""
    data = struct.pack("=iIQ6Q", number, arch, 0, *[*arguments, *[0] * (6 - len(arguments))])
    steps = [struct.unpack_from("=HBBI", code, offset) for offset in range(0, len(code), 8)]
    at, word = 0, 0
    while True:
        operation, true, false, value = steps[at]
        at += 1
        if operation == 0x20:
            word = struct.unpack_from("=I", data, value)[0]
        elif operation == 0x54:
            word &= value
        elif operation == 0x05:
            at += value
        elif operation == 0x06:
            return {ALLOW: "allow", NOTIFY: "notify"}.get(
                value, value & 0xFFFF if value & 0x7FFF0000 == ERROR else value
            )
        else:
            holds = {0x15: word == value, 0x35: word >= value, 0x45: bool(word & value)}[operation]
            at += true if holds else false


CASES = [
    ("ptrace", (0,), 1),
    ("mount", (), 1),
    ("clone3", (), 38),
    ("io_uring_setup", (), 38),
    ("clone", (17,), "allow"),
    ("clone", (0x00800000 | 17,), 1),
    ("clone", (0x10000000,), 1),
    ("clone", (0x20000 | 1 << 40,), 1),
    ("clone", (0x400,), 1),
    ("clone", (0x3D0F00,), "allow"),  # a thread, as glibc makes it
    ("clone", (0x4111,), "allow"),  # vfork
    ("unshare", (0x400,), "allow"),
    ("unshare", (0x80,), 1),
    ("seccomp", (1, 8), 1),
    ("seccomp", (1, 0), "allow"),
    ("ioctl", (0, 0x5412), 1),
    ("ioctl", (0, 0x5412 | 1 << 32), 1),
    ("ioctl", (0, 0x5413), "allow"),
    ("prlimit64", (0, 7, 5), "allow"),
    ("prlimit64", (4, 7, 0), "allow"),
    ("prlimit64", (4, 7, 5), 1),
    ("prlimit64", (4, 7, 5 << 32), 1),
    ("personality", (0xFFFFFFFF,), "allow"),
    ("personality", (0x0040000,), "allow"),
    ("personality", (0x0800000,), 1),
    ("socket", (1, 1, 0), "allow"),
    ("socket", (2, 1 | 0o2000000, 6), "allow"),
    ("socket", (2, 3, 1), 1),
    ("socket", (2, 1, 262), 93),
    ("socket", (40, 1, 0), 97),
    ("socket", (16, 3, 0), "allow"),
    ("socketpair", (1, 1, 0), "allow"),
    ("socketpair", (30, 1, 0), 97),
    ("setsockopt", (0, 0, 4), 1),
    ("setsockopt", (0, 1, 4), "allow"),
    ("execve", (), "allow"),
    ("execveat", (), "allow"),
    ("process_vm_readv", (), 1),
]


@pytest.mark.parametrize(("name", "arguments", "expected"), CASES, ids=str)
@pytest.mark.parametrize("metadata", [False, True])
def test_the_filter_answers(name: str, arguments: tuple[int, ...], expected: object, metadata: bool) -> None:
    code = seccomp.program(network=False, metadata=metadata)
    assert run_filter(code, CALLS[name], *arguments) == expected


def test_the_filter_asks_about_what_it_is_to_ask_about() -> None:
    both = seccomp.program(network=True, metadata=True, can_duplicate=False)
    for name in ("connect", "sendmsg", "bind", "listen", "fchmod", "fchownat", "setxattr", "utimensat"):
        assert run_filter(both, CALLS[name]) == "notify", name
    assert run_filter(both, CALLS["socket"], 2, 1, 6) == "notify"
    assert run_filter(both, CALLS["socket"], 40, 1, 6) == 97
    assert run_filter(both, CALLS["sendto"], 3, 0, 0, 0, 0) == "allow"
    assert run_filter(both, CALLS["sendto"], 3, 0, 0, 0, 0x1000) == "notify"
    assert run_filter(both, CALLS["sendto"], 3, 0, 0, 0, 1 << 40) == "notify"
    assert run_filter(both, CALLS["file_setattr"]) == 38
    neither = seccomp.program(network=False, metadata=False)
    for name in ("connect", "sendmsg", "fchmod", "listen"):
        assert run_filter(neither, CALLS[name]) == "allow", name


def test_every_number_has_an_answer_and_few_are_refused() -> None:
    code = seccomp.program(network=False, metadata=False)
    answers = [run_filter(code, number) for number in range(LAST_CALL + 1)]
    assert 50 <= sum(answer != "allow" for answer in answers) <= 75
    for number in (LAST_CALL + 1, 1000, 0x40000000, 0x40000001, -1, -(1 << 31)):
        assert run_filter(code, number) == 38
    for arch in (0x40000003, 0x40000028, 0, ARCH ^ 1):
        assert run_filter(code, CALLS["execve"], arch=arch) == 38


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_tree_is_remembered_until_it_changes(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = load_directory(os.fsencode(place.repo)).policy
    file = os.fsencode(place.top / "memory")
    top = os.fsencode(place.repo)

    def look() -> walk.Found:
        memory = walk.Memory(file, b"key")
        found = walk.look(policy, top, memory)
        memory.save()
        return found

    time.sleep(0.06)
    first = look()
    assert first.hidden == (top + b"/conf/secrets", top + b"/.env") or set(first.hidden) == {
        top + b"/conf/secrets",
        top + b"/.env",
    }
    asked: list[object] = []
    real = walk.noted
    monkeypatch.setattr(walk, "noted", lambda *words: asked.append(words) or real(*words))
    assert look() == first
    assert not asked
    (place.repo / "src" / "stub").mkdir()  # a run's stub at the top is no news either
    (place.repo / "src" / "stub").rmdir()
    (place.repo / ".codex").mkdir()
    (place.repo / ".codex").rmdir()
    assert set(look().hidden) == set(first.hidden)
    place.write("src/deploy.pem", SECRET)
    assert top + b"/src/deploy.pem" in look().hidden
    assert asked
    before = os.stat(place.repo / "src")
    place.write("src/other.pem", SECRET)
    os.utime(place.repo / "src", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert top + b"/src/other.pem" in look().hidden
    (place.repo / "src" / "other.pem").rename(place.repo / "src" / "plain")
    assert top + b"/src/other.pem" not in look().hidden


def test_a_memory_that_others_can_write_is_not_read(place: Place) -> None:
    policy = load_directory(os.fsencode(place.repo)).policy
    file = place.top / "memory"
    time.sleep(0.06)
    memory = walk.Memory(os.fsencode(file), b"key")
    walk.look(policy, os.fsencode(place.repo), memory)
    memory.save()
    assert walk.Memory(os.fsencode(file), b"key").records
    assert not walk.Memory(os.fsencode(file), b"other").records
    file.chmod(0o666)
    assert not walk.Memory(os.fsencode(file), b"key").records
    file.chmod(0o600)
    file.write_bytes(b"broken")
    assert not walk.Memory(os.fsencode(file), b"key").records


def test_what_a_mode_may_write_is_told_by_directory(place: Place) -> None:
    here = Source("docs.chatmode.md", 3)
    rules = tuple(
        Rule("path", pattern, "allow", "allowed-path", "", here, ("write", "create", "delete"), match="pathspec")
        for pattern in ("docs/**", "src/*.md", "many/*.md")
    )
    policy = Policy("docs", "HIGH", rules, (), (), (), here, None, None, {}, ())
    place.write("docs/a/b.md", "b")
    place.write("src/deep/code", "code")
    for number in range(100):
        place.write(f"many/{number}.txt", "x")
    place.write("many/a.md", "a")
    found = walk.look(policy, os.fsencode(place.repo), walk.Memory(None, b""))
    below = {os.path.relpath(os.fsdecode(path), place.repo) for path in found.writable}
    assert below == {"docs", "src", "many/a.md"}
    assert {os.path.relpath(os.fsdecode(path), place.repo) for path in found.read_only} == {"src/code", "src/deep"}
    assert found.narrowed == 1


def test_stubs_are_shared_and_leave_nothing(place: Place) -> None:
    top, state = os.fsencode(place.repo), os.fsencode(place.state)
    paths = [top + b"/.codex", top + b"/.github/hooks", top + b"/.claude/settings.json"]
    first = Stubs(paths, (), state, top)
    assert all(os.path.isdir(path) for path in paths)
    assert place.git("status", "--porcelain", "--untracked-files=all", "--", ".codex", ".github") == ""
    second = Stubs((), paths, state, top)
    first.remove()
    assert all(os.path.isdir(path) for path in paths)
    third = Stubs((), paths, state, top)
    second.remove()
    assert all(os.path.isdir(path) for path in paths)
    third.remove()
    third.remove()
    assert not [path for path in paths if os.path.lexists(os.path.dirname(path)) and os.path.lexists(path)]
    assert not os.path.lexists(top + b"/.github")


def test_a_stub_that_vanished_between_look_and_lock_is_made_again(place: Place) -> None:
    top, state = os.fsencode(place.repo), os.fsencode(place.state)
    again = Stubs((), [top + b"/.codex"], state, top)
    assert os.path.isdir(top + b"/.codex")
    again.remove()
    assert not os.path.lexists(top + b"/.codex")


def test_what_a_killed_run_left_is_removed_by_the_next(place: Place) -> None:
    top, state = os.fsencode(place.repo), os.fsencode(place.state)
    pid = os.fork()
    if pid == 0:
        Stubs([top + b"/.codex", top + b"/.github/hooks"], (), state, top)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)
    assert os.path.isdir(top + b"/.github/hooks")
    Stubs([top + b"/.mcp.json"], [top + b"/.codex"], state, b"/another/repository").remove()
    assert not os.path.lexists(top + b"/.github")
    assert not os.path.lexists(top + b"/.codex")
    assert not os.path.lexists(top + b"/.mcp.json")


def test_many_runs_at_once_share_their_stubs(place: Place) -> None:
    top, state = os.fsencode(place.repo), os.fsencode(place.state)
    children = []
    for _ in range(8):
        pid = os.fork()
        if pid == 0:
            code = 0
            try:
                for _ in range(40):
                    held = Stubs([top + b"/.github/hooks", top + b"/.codex"], (), state, top)
                    code |= not (os.path.isdir(top + b"/.github/hooks") and os.path.isdir(top + b"/.codex"))
                    held.remove()
            except BaseException:
                code = 2
            os._exit(code)
        children.append(pid)
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children] == [0] * 8
    assert not os.path.lexists(top + b"/.github")
    assert not os.path.lexists(top + b"/.codex")


def test_git_files_are_put_back_whatever_was_done_to_them(place: Place) -> None:
    git = place.repo / ".git"
    hooks = git / "hooks"
    (hooks / "pre-commit").write_text("#!/bin/sh\n")
    (hooks / "pre-commit").chmod(0o750)
    (hooks / "linked").symlink_to("pre-commit")
    (git / "info").mkdir(exist_ok=True)
    config = (git / "config").read_bytes()

    def states() -> dict:
        return {
            path: (path.lstat().st_mode, path.read_bytes() if path.is_file() else b"")
            for path in sorted(hooks.iterdir())
        }

    before = states()
    keep = GitKeep([os.fsencode(git)], [os.fsencode(place.home / "new")])
    assert not keep.is_changed(os.fsencode(hooks / "pre-commit"))
    assert not keep.is_changed(b"/bin/true")
    assert GitKeep([os.fsencode(git)]).put_back() == ()
    (hooks / "pre-commit").write_text("#!/bin/sh\nevil\n")
    assert keep.is_changed(os.fsencode(hooks / "pre-commit"))
    (hooks / "linked").unlink()
    (hooks / "linked").mkdir()
    (hooks / "linked" / "x").write_text("x")
    (hooks / "post-merge").write_text("evil")
    assert keep.is_changed(os.fsencode(hooks / "post-merge"))
    (git / "config").unlink()
    (git / "config").symlink_to("/etc/passwd")
    (git / "commondir").mkdir()
    (git / "commondir" / "y").write_text("y")
    (place.home / "new").write_text("new")
    changed = {(os.path.relpath(os.fsdecode(item.path), place.top), item.change) for item in keep.put_back()}
    assert changed == {
        ("repo/.git/hooks/pre-commit", "write"),
        ("repo/.git/hooks/linked", "write"),
        ("repo/.git/hooks/linked/x", "create"),
        ("repo/.git/hooks/post-merge", "create"),
        ("repo/.git/config", "write"),
        ("repo/.git/commondir", "create"),
        ("home/new", "create"),
    }
    assert states() == before
    assert (git / "config").read_bytes() == config
    assert not (git / "config").is_symlink()
    assert not (git / "commondir").exists()
    again = GitKeep([os.fsencode(git)])
    for path in hooks.iterdir():
        path.unlink()
    hooks.rmdir()
    hooks.symlink_to(place.home)
    again.put_back()
    assert states() == before
    assert not hooks.is_symlink()


def test_git_files_are_put_back_after_a_killed_run(place: Place) -> None:
    hook = place.repo / ".git" / "hooks" / "pre-commit"
    hook.write_text("before")
    state = os.fsencode(place.state)
    git = os.fsencode(place.repo / ".git")
    pid = os.fork()
    if pid == 0:
        GitKeep([git], (), state)
        hook.write_text("evil")
        (place.repo / ".git" / "commondir").write_text("/tmp")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)
    assert hook.read_text() == "evil"
    going_on = GitKeep([git], (), state)
    assert hook.read_text() == "before"
    assert not (place.repo / ".git" / "commondir").exists()
    hook.write_text("again")
    GitKeep([git], (), None)
    child = os.fork()
    if child == 0:
        GitKeep((), (), state)  # a run beside it does not put back what is still in use
        os._exit(hook.read_text() != "again")
    assert os.waitpid(child, 0)[1] == 0
    assert [item.change for item in going_on.put_back()] == ["write"]
    assert going_on.put_back() == ()
    assert hook.read_text() == "before"
    assert not [name for name in os.listdir(state) if name.startswith(b"gitkeep")]


MOUNTINFO = rb"""22 1 8:1 / / rw - ext4 /dev/sda rw
30 22 8:2 / /home rw - ext4 /dev/sdb rw
31 22 8:2 /u/work /mnt/work\040space rw - ext4 /dev/sdb rw
32 22 8:2 / /backup rw - ext4 /dev/sdb rw
33 22 0:5 / /tmp rw - tmpfs tmpfs rw
"""


def test_other_mounts_of_a_file_are_other_names() -> None:
    mounts = Mounts(MOUNTINFO)
    assert mounts.aliases(b"/etc/shadow") == []
    assert set(mounts.aliases(b"/home/u/work/.env")) == {b"/mnt/work space/.env", b"/backup/u/work/.env"}
    assert mounts.aliases(b"/home/u/other") == [b"/backup/u/other"]
    assert set(mounts.aliases(b"/mnt/work space")) == {b"/home/u/work", b"/backup/u/work"}


def test_all_names_are_found_or_none_is_believed(place: Place) -> None:
    env = place.repo / ".env"
    os.link(env, place.repo / "conf" / "x")
    os.link(env, place.home / ".cache" / "y")
    asked = [(os.fsencode(env), env.lstat())]
    places = [os.fsencode(place.repo)]
    with pytest.raises(ConfinementError, match="3 names"):
        other_links(asked, places, os.fsencode(place.home))
    (place.home / ".cache" / "uv").mkdir()
    (place.home / ".cache" / "y").rename(place.home / ".cache" / "uv" / "y")
    found = other_links(asked, places, os.fsencode(place.home))
    assert set(found) == {os.fsencode(place.repo / "conf" / "x"), os.fsencode(place.home / ".cache" / "uv" / "y")}


@pytest.mark.skipif(os.getuid() != 0, reason="for root: mounts are made outside")
def test_another_mount_of_the_repository_hides_too(place: Place) -> None:
    require("namespaces")
    alias = place.top / "alias"
    alias.mkdir()
    code = f"attempt('alias', lambda: leaked({str(alias)!r} + '/.env'))\nattempt('control', lambda: read({str(alias)!r} + '/src/code'))"
    script = (
        "import sys; sys.path[:0] = [sys.argv[1], sys.argv[2]]; from pathlib import Path; from confining import Place, PRELUDE\n"
        "place = Place.__new__(Place); place.top = Path(sys.argv[3]); place.repo = place.top / 'repo'; place.home = place.top / 'home'\n"
        "place.state = place.top / 'state'\n"
        "for tier in ('namespaces', 'landlock'): print(place.attack(tier, sys.argv[4]).found)"
    )
    words = [
        "unshare",
        "-m",
        "sh",
        "-c",
        'mount --bind "$1" "$2" && shift 2 && exec "$@"',
        "sh",
        str(place.repo),
        str(alias),
    ]
    words += [sys.executable, "-c", script, str(HERE.parents[1]), str(HERE), str(place.top), code]
    done = subprocess.run(words, capture_output=True, text=True, env=place.environ, timeout=60)
    assert done.stdout.splitlines() == ["{'alias': 'EACCES', 'control': 'code'}"] * 2, done.stderr


@pytest.mark.parametrize("tier", ["namespaces", "landlock"])
@pytest.mark.parametrize("swap", ["the file", "its directory", "to a link"])
def test_what_is_renamed_between_look_and_plan_refuses(place: Place, tier: str, swap: str) -> None:
    require(tier)
    secret = place.repo / "conf" / "values"
    secret.write_text(SECRET)
    status = secret.lstat()
    hidden = os.fsencode(secret)
    view = FileView(
        hidden=(hidden,),
        writable=(os.fsencode(place.repo),),
        identities={hidden: (status.st_dev, status.st_ino), **directories_above([hidden])},
        devices=(b"/dev/null",),
    )
    made = plan(view, features(), network=False, demand=tier)
    if swap == "the file":
        secret.rename(place.repo / "conf" / "away")
        secret.write_text("harmless")
    else:
        (place.repo / "conf").rename(place.repo / "moved")
        if swap == "to a link":
            (place.repo / "conf").symlink_to("src")
            (place.repo / "src" / "values").write_text("harmless")
        else:
            (place.repo / "conf").mkdir()
            secret.write_text("harmless")
    heard, told = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            apply(made)
            leaked = any(
                SECRET in path.read_text() for path in place.repo.rglob("*") if path.name in ("values", "away")
            )
            os.write(told, b"leaked" if leaked else b"held")
        except (ConfinementError, OSError) as error:
            os.write(told, type(error).__name__.encode())
        os._exit(0)
    os.waitpid(pid, 0)
    answer = os.read(heard, 100)
    assert answer != b"leaked"
    if tier == "namespaces" or swap == "the file":
        assert answer in (b"ConfinementError", b"OSError", b"NotADirectoryError", b"FileNotFoundError")
    os.close(heard)
    os.close(told)


@pytest.mark.parametrize("tier", ["namespaces", "landlock"])
def test_a_view_lies_over_its_original_and_the_rest_is_hidden(place: Place, tier: str) -> None:
    require(tier)
    kube = place.home / ".kube"
    (kube / "cache").mkdir(parents=True)
    (kube / "config").write_text("production SECRET")
    (kube / "other").write_text("other SECRET")
    (place.home / ".netrc").write_text("SECRET")
    (place.home / ".pypirc").write_text("password = judged harmless")
    private = place.top / "private"
    private.mkdir()
    (private / "config").write_text("development")
    paths = {
        name: os.fsencode(path) for name, path in {"config": kube / "config", "judged": place.home / ".pypirc"}.items()
    }
    written = Written(
        directory=os.fsencode(private),
        binds=((os.fsencode(private / "config"), paths["config"]),),
        originals=(paths["config"],),
        whole=(paths["judged"],),
    )
    home = os.fsencode(place.home)
    policy = load_directory(os.fsencode(place.repo)).policy
    seen = view(policy, discover(os.fsencode(place.repo)), environ={}, views=written, places=(home,))
    made = plan(seen, features(), network=False, demand=tier)
    prepared = Prepared(made, os.fsencode(place.state))
    heard, told = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            apply(made)
            for path in (
                kube / "config",
                kube / "other",
                place.home / ".netrc",
                place.home / ".pypirc",
                private / "config",
            ):
                try:
                    os.write(told, path.read_text().split()[0].encode() + b" ")
                except OSError as error:
                    os.write(told, (errno.errorcode[error.errno or 0] + " ").encode())
        except BaseException as error:
            os.write(told, repr(error).encode())
        os._exit(0)
    os.waitpid(pid, 0)
    os.close(told)
    answer = os.read(heard, 1000).decode().split()
    os.close(heard)
    assert prepared.finish() == ()
    first = "development" if tier == "namespaces" else "EACCES"
    assert answer == [first, "EACCES", "EACCES", "password", "development"]


def test_token_files_are_those_with_a_token(tmp_path: Path) -> None:
    home = os.fsencode(tmp_path)
    (tmp_path / ".npmrc").write_text("registry=https://registry.example/\n# //x/:_authToken=old\n")
    (tmp_path / ".pypirc").write_text("[pypi]\nusername = __token__\npassword = x\n")
    (tmp_path / ".config" / "pip").mkdir(parents=True)
    (tmp_path / ".config" / "pip" / "pip.conf").write_text("[global]\nindex-url = https://user:pass@host/simple\n")
    holding, plain = token_files((home,))
    assert set(holding) == {home + b"/.pypirc", home + b"/.config/pip/pip.conf"}
    assert plain == [home + b"/.npmrc"]
    (tmp_path / ".npmrc").write_text("//registry.example/:_authToken=secret\n")
    assert home + b"/.npmrc" in token_files((home,))[0]


def test_a_pattern_names_what_is_there(tmp_path: Path) -> None:
    home = os.fsencode(tmp_path)
    for name in ("a.key", "b.key", "c.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "link.key").symlink_to("c.txt")
    assert set(expand([b"~/*.key"], (home,), "hidden")) == {home + b"/a.key", home + b"/b.key", home + b"/c.txt"}
    with pytest.raises(ConfinementError):
        expand([b"~/*.pem"], (home,), "hidden")


def test_guards_know_submodules_and_linked_work_trees(place: Place) -> None:
    place.commit()
    other = place.top / "other"
    place.git("worktree", "add", "-q", str(other))
    module = place.repo / ".git" / "modules" / "lib" / "deep"
    (module / "hooks").mkdir(parents=True)
    (module / "HEAD").write_text("ref: refs/heads/main\n")
    (module / "config").write_text("")
    common = os.fsencode(place.repo / ".git")
    git_dir = os.fsencode(place.repo / ".git" / "worktrees" / "other")
    found = git_directories(git_dir, common, [os.fsencode(other)])
    assert set(found) == {git_dir, common, os.fsencode(module)}
    held = guards([os.fsencode(other)], found, [], lambda path: True)
    assert {
        os.fsencode(other / ".git"),
        common + b"/hooks",
        common + b"/config",
        git_dir + b"/commondir",
        git_dir + b"/gitdir",
    } <= {*held.read_only}
    assert os.fsencode(module / "hooks") in held.read_only
    assert {common, git_dir} <= {*held.pinned}
    assert common + b"/commondir" in held.kept


def test_features_are_kept_and_forgotten_when_things_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tta_guard.confine import features as module

    cache = os.fsencode(tmp_path / "state")
    first = module.features(cache, fresh=True)
    assert isinstance(first, Features)
    probes: list[int] = []
    monkeypatch.setattr(module, "probe", lambda: probes.append(1) or first)

    def again() -> int:
        module._known = None
        module.features(cache)
        return len(probes)

    assert again() == 0
    file = tmp_path / "state" / "features"
    file.chmod(0o666)
    assert again() == 1
    assert again() == 1
    monkeypatch.setattr(module, "_circumstances", lambda: b"another boot")
    assert again() == 2
    file.write_bytes(b"broken")
    assert again() == 3
