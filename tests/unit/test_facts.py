"""The real world, on a real disk with real git; and the made one, held to the same contract."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from tta_guard.commands import facts
from tta_guard.commands.documents import (
    Unreadable,
    parse_env_file,
    parse_hcl_settings,
    parse_ini,
    parse_json,
    parse_yaml,
)
from tta_guard.commands.facts import RealWorld
from tta_guard.commands.world import MadeWorld, World, match_name
from tta_guard.errors import GuardError


@pytest.fixture
def top(tmp_path: Path) -> Path:
    folder = tmp_path.resolve() / "top"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "tool").write_text("#!/bin/sh\n")
    (folder / "bin" / "tool").chmod(0o755)
    (folder / "bin" / "text").write_text("x")
    (folder / "a.txt").write_bytes(b"one")
    (folder / ".hidden").write_text("h")
    (folder / "empty").mkdir()
    (folder / "link").symlink_to("a.txt")
    (folder / "loop").symlink_to("loop")
    return folder


def worlds(top: Path) -> list[World]:
    made = MadeWorld(
        {"a.txt": "one", ".hidden": "h", "bin/tool": "#!/bin/sh\n", "bin/text": "x", "empty/": ""},
        cwd=str(top),
        home=str(top),
        executables=("bin/tool",),
        links={"link": f"{top}/a.txt"},
    )
    return [RealWorld({"HOME": str(top)}, str(top)), made]


def test_both_worlds_answer_alike(top: Path) -> None:
    for world in worlds(top):
        assert world.read(f"{top}/a.txt") == b"one"
        assert world.read("link") == b"one"
        assert (world.read(f"{top}/none"), world.trouble(f"{top}/none")) == (None, "missing")
        assert (world.read(f"{top}/empty"), world.trouble(f"{top}/empty")) == (None, "not-regular")
        assert (world.read(f"{top}/a.txt", 2), world.read(f"{top}/a.txt", 3)) == (None, b"one")
        assert world.listdir(f"{top}/empty") == ()
        assert world.listdir(f"{top}/bin") == ("text", "tool")
        assert world.listdir(f"{top}/a.txt") is None
        assert (world.exists("a.txt"), world.exists("none"), world.is_dir("bin"), world.is_dir("a.txt")) == (
            True,
            False,
            True,
            False,
        )
        assert (world.is_exec("bin/tool"), world.is_exec("bin/text"), world.is_exec("bin")) == (True, False, False)
        assert world.realpath(f"{top}/link") == f"{top}/a.txt"
        assert world.glob("bin/t*", str(top)) == ("bin/text", "bin/tool")
        assert world.glob(f"{top}/b?n/too[a-l]", "/") == (f"{top}/bin/tool",)
        assert world.glob("*/", str(top)) == ("bin/", "empty/")
        assert world.glob(".h*", str(top)) == (".hidden",)
        assert world.glob("nothing*", str(top)) == ()
        assert world.glob("[.]hidden", str(top)) == ()
        assert world.which("tool", f"/nowhere:{top}/bin", "/") == f"{top}/bin/tool"
        assert world.which("text", f"{top}/bin", "/") is None
        assert world.which("./tool", "", f"{top}/bin") == f"{top}/bin/./tool"
        assert world.which("tool", ":/nowhere", f"{top}/bin") == f"{top}/bin/tool"
        with pytest.raises(GuardError) as caught:
            world.git("push", "origin")
        assert caught.value.code == "git-question"


@pytest.mark.parametrize(
    ("args", "asked"),
    [
        (("config", "--get", "a.b"), True),
        (("config", "--get", "--edit"), False),
        (("config", "--get"), False),
        (("config", "a.b", "c"), False),
        (("symbolic-ref", "-q", "HEAD"), True),
        (("symbolic-ref", "-q", "HEAD", "refs/heads/x"), False),
        (("-c", "alias.x=!sh", "x"), False),
        (("for-each-ref", "--format=%(refname)", "refs/heads/"), True),
        (("for-each-ref", "--format=%(contents)", "refs/heads/"), False),
    ],
)
def test_only_listed_questions_reach_git(args: tuple[str, ...], asked: bool) -> None:
    world = MadeWorld()
    if asked:
        assert world.git(*args) is None
    else:
        with pytest.raises(GuardError):
            world.git(*args)


def test_one_answer_for_one_path_whatever_happens_meanwhile(top: Path) -> None:
    world = RealWorld({}, str(top))
    assert world.read("a.txt") == b"one"
    (top / "a.txt").write_bytes(b"two")
    assert world.read(f"{top}/a.txt") == b"one"
    assert RealWorld({}, str(top)).read("a.txt") == b"two"


def test_nothing_but_regular_files_is_opened(top: Path) -> None:
    os.mkfifo(top / "pipe")
    (top / "to-pipe").symlink_to("pipe")
    started = time.monotonic()
    for name in ("pipe", "to-pipe", "/dev/zero", "/dev/stdin", "/proc/self/environ", "bin"):
        world = RealWorld({}, str(top))
        assert (world.read(name), world.trouble(name)) == (None, "not-regular"), name
    assert time.monotonic() - started < 1


def test_bounds(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (top / "big").write_bytes(b"x" * ((1 << 20) + 1))
    world = RealWorld({}, str(top))
    assert (world.read("big"), world.trouble("big")) == (None, "too-large")
    assert (world.read("loop"), world.trouble("loop")) == (None, "loop")
    assert (world.read("a\0b"), world.trouble("a\0b")) == (None, "missing")
    monkeypatch.setattr(facts, "LISTING_LIMIT", 2)
    crowded = RealWorld({}, str(top))
    assert (crowded.listdir(str(top)), crowded.trouble(str(top))) == (None, "too-large")
    assert crowded.glob("*", str(top)) is None
    monkeypatch.setattr(facts, "TOTAL_LIMIT_BYTES", 2)
    assert RealWorld({}, str(top)).read("a.txt") is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_that_may_not_be_read(top: Path) -> None:
    (top / "a.txt").chmod(0)
    world = RealWorld({}, str(top))
    assert (world.read("a.txt"), world.trouble("a.txt")) == (None, "unreadable")


def test_names_that_are_not_utf8(top: Path) -> None:
    name = os.fsdecode(b"caf\xe9")
    (top / name).write_text("x")
    world = RealWorld({}, str(top))
    assert world.read(f"{top}/{name}") == b"x"
    assert world.glob("caf*", str(top)) == (name,)


@pytest.fixture
def repository(top: Path) -> Path:
    env = {"PATH": os.environ["PATH"], "HOME": str(top), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null"}
    for args in (("init", "-q", "-b", "main"), ("config", "remote.origin.url", "git@x.example:a/b")):
        subprocess.run(["git", *args], cwd=top, env=env, check=True)
    return top


def scrubbed(top: Path, **more: str) -> dict[str, str]:
    return {"HOME": str(top), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", **more}


def test_git_answers(repository: Path) -> None:
    world = RealWorld(scrubbed(repository), f"{repository}/bin")
    assert world.repo_root == str(repository)
    assert world.git("symbolic-ref", "-q", "HEAD") == b"refs/heads/main\n"
    assert world.git("config", "--get", "remote.origin.url") == b"git@x.example:a/b\n"
    assert world.git("config", "--get", "remote.none.url") is None
    assert b"remote.origin.url\ngit@x.example:a/b\0" in (world.git("config", "-z", "--list") or b"")
    assert world.git("symbolic-ref", "-q", "HEAD", cwd="/") is None
    assert RealWorld(scrubbed(repository), "/").repo_root is None


def test_git_runs_nothing_that_configuration_or_environment_name(repository: Path) -> None:
    mark = repository / "ran"
    script = repository / "bin" / "evil"
    script.write_text(f"#!/bin/sh\ntouch {mark}\n")
    script.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "alias.config"):
        subprocess.run(
            ["git", "config", key, str(script)],
            cwd=repository,
            check=True,
            env=scrubbed(repository, PATH="/usr/bin:/bin"),
        )
    (repository / "bin" / "git").write_text(script.read_text())
    (repository / "bin" / "git").chmod(0o755)
    env = scrubbed(repository, PATH=f"{repository}/bin", GIT_PAGER=str(script), GIT_EXEC_PATH=f"{repository}/bin")
    env["GIT_TRACE"] = str(repository / "trace")
    world = RealWorld(env, str(repository))
    assert world.git("config", "--get", "remote.origin.url") == b"git@x.example:a/b\n"
    assert world.git("config", "-z", "--list")
    world.git("rev-parse", "-q", "--verify", "refs/heads/x")
    assert not mark.exists()
    assert not (repository / "trace").exists()


def test_git_that_does_not_end_is_given_up(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(repository / "pipe")
    with (repository / ".git" / "config").open("a", encoding="utf-8") as config:
        config.write(f"[include]\n\tpath = {repository}/pipe\n")
    monkeypatch.setattr(facts, "GIT_TIMEOUT_S", 0.2)
    started = time.monotonic()
    assert RealWorld(scrubbed(repository), str(repository)).git("config", "-z", "--list") is None
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("*", "", True),
        ("a*b*c", "a1b2c", True),
        ("[!a]", "b", True),
        ("[^a]", "a", False),
        ("[]a]", "]", True),
        ("[a", "[a", True),
        ("[[:digit:]-]x", "-x", True),
        ("[a-c]", "b", True),
        ("\\*", "*", True),
        ("\\*", "x", False),
        ("?", "", False),
        ("a?", "aé", True),
    ],
)
def test_patterns_of_one_name(pattern: str, name: str, fits: bool) -> None:
    assert match_name(pattern, name) is fits


def test_documents() -> None:
    assert parse_yaml(b"a: null\nb: [1, 'x']\n") == {"a": "", "b": ["1", "x"]}
    assert parse_yaml(b"a: |\n  text\n") == {"a": "text\n"}
    assert parse_yaml(b"\xef\xbb\xbfa: 1") == {"a": "1"}
    for bad in (b"\xff", b"a: &x 1\nb: *x\n", b"a: !!int 1\n", b"a: 1\n---\nb: 1\n", b"a: 1\na: 2\n", b"x" * (1 << 20)):
        assert isinstance(parse_yaml(bad), Unreadable)
    assert parse_json(b'{"a": {"b": [1, true, null, "\\ud83d\\ude00"]}}') == {
        "a": {"b": ["1", "true", "", "\U0001f600"]}
    }
    assert parse_json(b'{\n\t"a": "b"\n}') == {"a": "b"}
    for bad in (b"{", b"[" * 100_000, b'{"a": ' * 1000 + b"1" + b"}" * 1000):
        assert isinstance(parse_json(bad), Unreadable)


def test_settings_with_their_lines() -> None:
    ini = parse_ini(b"# c\n[one]\nKey = a = b\n  more\n[one]\nKey: c\n")
    assert not isinstance(ini, Unreadable)
    assert [(s.section, s.key, s.value, s.line) for s in ini] == [
        ("one", "key", "a = b\nmore", 3),
        ("one", "key", "c", 6),
    ]
    env = parse_env_file(b"# c\nexport A='x y' # z\nB=1 # z\nnot a line\nC=\n")
    assert not isinstance(env, Unreadable)
    assert [(s.key, s.value, s.line) for s in env] == [("A", "x y", 2), ("B", "1", 3), ("C", "", 5)]
    text = b'env = "production" # c\nmap = {\n  "k" = "v"\n}\nlist = ["a",\n  "b"]\nx = <<EOT\nenv = "no"\nEOT\n'
    text += b'/* env = "no" */\ny = 3\n'
    hcl = parse_hcl_settings(text)
    assert not isinstance(hcl, Unreadable)
    found = [(s.key, s.value) for s in hcl]
    assert found[0] == ("env", "production")
    assert ("y", "3") in found
    assert not any(value == "no" for _, value in found)
    assert {value for _, value in found} >= {"v", "a", "b"}
