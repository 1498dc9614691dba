"""Programs read, and judged, at the moment they start: real processes that stand still at PTRACE_EVENT_EXEC."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import struct
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("Linux only", allow_module_level=True)

from tta_guard.confine.execgate import ExecGate
from tta_guard.confine.program import Program, UnreadableProgram, read_program
from tta_guard.policy.compiler import compile_policy
from tta_guard.policy.config import parse_config

CONFIG = b"environments: {production: {clusters: ['prod-*'], hosts: ['*.prod.acme.test']}}\n"
POLICY = compile_policy(None, parse_config(CONFIG, "tta-guard.yaml"), [])
DELETE = ["delete", "ns", "x", "--context", "prod-eu"]
LIST = ["get", "pods", "--context", "kind-dev"]
TRACEME, CONT, SETOPTIONS, KILL = 0, 7, 0x4200, 8
TRACEEXEC, EVENT_EXEC = 0x10, 4
LOADERS = ("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1")
libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
libc.ptrace.restype = ctypes.c_long

Judge = Callable[[Program], str | None]


def at_exec(start: Callable[[], object], judge: Callable[[int], bool]) -> tuple[int, int]:
    """Run `start` in a child and ask `judge` about its process at every exec.

    Returns:
        How many times it was asked, and the child's wait status.
    """
    child = os.fork()
    if child == 0:
        try:
            libc.ptrace(TRACEME, 0, None, None)
            os.kill(os.getpid(), signal.SIGSTOP)
            start()
        except BaseException:
            os._exit(99)
        os._exit(98)
    os.waitpid(child, 0)
    libc.ptrace(SETOPTIONS, child, None, TRACEEXEC)
    asked, deliver = 0, 0
    while True:
        libc.ptrace(CONT, child, None, deliver)
        _, status = os.waitpid(child, 0)
        if not os.WIFSTOPPED(status):
            return asked, status
        deliver = os.WSTOPSIG(status)
        if status >> 8 == signal.SIGTRAP | EVENT_EXEC << 8:
            asked, deliver = asked + 1, 0
            if not judge(child):
                os.kill(child, signal.SIGKILL)


def programs_of(start: Callable[[], object]) -> list[Program]:
    """Every program that the process becomes."""
    found: list[Program] = []

    def judge(pid: int) -> bool:
        found.append(read_program(pid))
        return True

    at_exec(start, judge)
    return found


@pytest.fixture
def top(tmp_path: Path) -> Path:
    return Path(os.path.realpath(tmp_path))


@pytest.fixture
def tools(top: Path) -> Iterator[Path]:
    """A directory with programs that do nothing but are called kubectl and aws; each has bytes of its own."""
    folder = top / "tools"
    folder.mkdir()
    made_binary(folder / "kubectl", b"kubectl")
    (folder / "aws").write_text(f"#!{sys.executable}\nimport sys\nsys.exit(0)  # awscli.clidriver\n")
    (folder / "aws").chmod(0o755)
    yield folder


def made_binary(path: Path, mark: bytes) -> Path:
    path.write_bytes(Path(os.path.realpath("/bin/true")).read_bytes() + mark * 10)
    path.chmod(0o755)
    return path


def gate(tools: Path, top: Path, **more: object) -> ExecGate:
    environ = {b"PATH": os.fsencode(f"{tools}:/usr/bin:/bin"), b"HOME": os.fsencode(top)}
    return ExecGate(POLICY, environ=environ, home=os.fsencode(top), top=os.fsencode(top), **more)  # type: ignore[arg-type]


def answers(
    tools: Path,
    top: Path,
    argv: Sequence[str],
    exe: Path | str | int | None = None,
    env: Mapping[str, str] | None = None,
    judging: ExecGate | None = None,
) -> list[str | None]:
    """What the gate says of every program that starting `exe` with `argv` comes to, until one is refused."""
    found: list[str | None] = []
    judging = judging or gate(tools, top)
    environ = {"PATH": f"{tools}:/usr/bin:/bin", "HOME": str(top), **(env or {})}

    def judge(pid: int) -> bool:
        found.append(judging.judge(read_program(pid)))
        return found[-1] is None

    def start() -> None:
        os.chdir(top)
        if isinstance(exe, int):
            os.execve(exe, list(argv), environ)
        os.execvpe(exe or argv[0], list(argv), environ)

    _, status = at_exec(start, judge)
    assert os.WIFSIGNALED(status) == any(found), (found, status)
    return found


def refused(found: list[str | None]) -> str:
    assert found and found[-1], found
    return found[-1]


# --- what is read ---


def test_a_program_is_read_as_it_is(top: Path) -> None:
    (top / "here").mkdir()
    true = os.path.realpath("/bin/true")

    def start() -> None:
        os.chdir(top / "here")
        os.execve("/bin/true", [b"odd\n name", b"", b"\xff", b"last"], {"A": "1", "B": "x=y", "EMPTY": ""})

    (program,) = programs_of(start)
    status = os.stat(true)
    assert program.exe == os.fsencode(true)
    assert program.stamp[:3] == (status.st_dev, status.st_ino, status.st_size)
    assert program.argv == (b"odd\n name", b"", b"\xff", b"last")
    assert program.environ == {b"A": b"1", b"B": b"x=y", b"EMPTY": b""}
    assert program.cwd == os.fsencode(top / "here")
    assert not program.deleted


def test_a_script_is_its_interpreter_and_its_path(top: Path) -> None:
    script = top / "script"
    script.write_text("#!/bin/sh -e\nexit 0\n")
    script.chmod(0o755)
    (program,) = programs_of(lambda: os.execv(script, ["called", "a", "b"]))
    assert program.argv == (b"/bin/sh", b"-e", os.fsencode(script), b"a", b"b")
    assert program.exe == os.fsencode(os.path.realpath("/bin/sh"))


def test_many_words_are_read_whole() -> None:
    words = [b"%04d" % number + b"x" * 200 for number in range(4000)]
    (program,) = programs_of(lambda: os.execv("/bin/true", [b"true", *words]))
    assert program.argv == (b"true", *words)


def test_no_words_at_all() -> None:
    def start() -> None:
        nothing = (ctypes.c_char_p * 1)(None)
        libc.execve(b"/bin/true", nothing, nothing)

    (program,) = programs_of(start)
    assert program.argv in ((), (b"",))  # since Linux 5.18 an empty name stands in
    assert program.environ == {}


def test_an_image_in_memory_and_one_that_is_gone(top: Path) -> None:
    content = Path(os.path.realpath("/bin/true")).read_bytes()
    memory = os.memfd_create("kubectl")
    os.write(memory, content)
    (program,) = programs_of(lambda: os.execve(memory, ["x"], {}))
    assert program.deleted and program.exe.startswith(b"/memfd:")

    copy = made_binary(top / "copy", b"")
    opened = os.open(copy, os.O_RDONLY)
    copy.unlink()
    (program,) = programs_of(lambda: os.execve(opened, ["x"], {}))
    assert program.deleted

    named = made_binary(top / "odd (deleted)", b"")
    (program,) = programs_of(lambda: os.execv(named, ["x"]))
    assert not program.deleted


def test_a_directory_that_is_gone(top: Path) -> None:
    gone = top / "gone"
    gone.mkdir()

    def start() -> None:
        os.chdir(gone)
        gone.rmdir()
        os.execv("/bin/true", ["true"])

    (program,) = programs_of(start)
    assert program.cwd == os.fsencode(gone) + b" (deleted)"


def test_what_cannot_be_read_is_said_so() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    with pytest.raises(UnreadableProgram, match="exe"):
        read_program(child)
    os.waitpid(child, 0)
    with pytest.raises(UnreadableProgram, match=f"/proc/{child}"):
        read_program(child)


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read every image")
def test_an_image_that_may_be_run_but_not_read(top: Path) -> None:
    image = made_binary(top / "secret-image", b"")
    image.chmod(0o111)
    seen: list[str] = []

    def judge(pid: int) -> bool:
        with pytest.raises(UnreadableProgram) as caught:
            read_program(pid)
        seen.append(caught.value.hint)
        return False

    at_exec(lambda: os.execv(image, ["x"]), judge)
    assert "read permission" in seen[0]


# --- what is judged ---


def test_by_its_own_name(tools: Path, top: Path) -> None:
    text = refused(answers(tools, top, ["kubectl", *DELETE]))
    assert text.startswith("tta-run: refused: kubectl delete on production\n")
    assert 'target   kube context "prod-eu" (from --context)' in text
    assert "production" in text and "\n  next     tta-guard approval request -- kubectl delete ns x" in text
    assert answers(tools, top, ["kubectl", *LIST]) == [None]
    assert answers(tools, top, ["true", *DELETE]) == [None]


@pytest.mark.parametrize(
    "how", ["copy", "copy and more", "hard link", "symlink", "moved", "copy, original gone", "exec -a", "fexecve"]
)
def test_whatever_it_is_called(how: str, tools: Path, top: Path) -> None:
    kubectl, other = tools / "kubectl", top / "harmless"
    judging = gate(tools, top)  # the run begins before the command can change anything
    argv, exe = ["harmless", *DELETE], other
    if how.startswith("copy"):
        shutil.copy(kubectl, other)
        if "more" in how:
            with other.open("ab") as file:
                file.write(b"x" * 70_000)
        if "gone" in how:
            kubectl.unlink()
    elif how == "hard link":
        os.link(kubectl, other)
    elif how == "symlink":
        other.symlink_to(kubectl)
    elif how == "moved":
        kubectl.rename(other)
    elif how == "exec -a":
        exe = kubectl
    elif how == "fexecve":
        descriptor = os.open(kubectl, os.O_RDONLY)
        assert refused(answers(tools, top, argv, descriptor, judging=judging))
        return
    assert "kube context" in refused(answers(tools, top, argv, exe, judging=judging))
    assert answers(tools, top, ["harmless", *LIST], exe, judging=judging) == [None]


def test_a_name_of_the_users_own_does_not_hide_it(tools: Path, top: Path) -> None:
    (tools / "ls").symlink_to("kubectl")
    for number in range(12):
        os.link(tools / "kubectl", tools / f"cat{number}")
    assert "kube context" in refused(answers(tools, top, ["ls", *DELETE], tools / "ls"))
    assert "kube context" in refused(answers(tools, top, ["cat1", *DELETE], tools / "cat1"))
    assert answers(tools, top, ["ls", "-l"], "/bin/ls") == [None]


def test_another_program_of_that_name_is_judged_as_it(tools: Path, top: Path) -> None:
    other = top / "other"
    other.mkdir()
    made_binary(other / "kubectl", b"another version")
    made_binary(other / "k", b"another version")
    assert "kube context" in refused(answers(tools, top, ["kubectl", *DELETE], other / "kubectl"))
    assert "kube context" in refused(answers(tools, top, ["kubectl", *DELETE], other / "k"))


def test_under_the_loader(tools: Path, top: Path) -> None:
    loader = next((path for path in LOADERS if os.path.exists(path)), None)
    if loader is None:
        pytest.skip("no dynamic loader at a known place")
    shutil.copy(tools / "kubectl", top / "x")
    shutil.copy(os.path.realpath(loader), top / "loader")
    for words in (
        [loader, str(tools / "kubectl")],
        [loader, "./x"],
        [loader, "--argv0", "ls", "./x"],
        [loader, loader, "./x"],
        [str(top / "loader"), "./x"],
    ):
        assert "kube context" in refused(answers(tools, top, [*words, *DELETE])), words
    assert answers(tools, top, [loader, "./x", *LIST]) == [None]
    assert answers(tools, top, [loader, "/bin/true", *DELETE]) == [None]


def test_images_that_are_no_files_are_refused(tools: Path, top: Path) -> None:
    memory = os.memfd_create("x")
    os.write(memory, Path(os.path.realpath("/bin/true")).read_bytes())
    assert "in memory" in refused(answers(tools, top, ["true"], memory))
    copy = made_binary(top / "copy", b"")
    opened = os.open(copy, os.O_RDONLY)
    copy.unlink()
    assert "deleted or replaced" in refused(answers(tools, top, ["true"], opened))
    assert answers(tools, top, ["true"], os.open("/bin/true", os.O_RDONLY)) == [None]


def test_scripts_are_what_they_are(tools: Path, top: Path) -> None:
    aws = ["s3", "rb", "s3://x", "--profile", "prod"]
    shutil.copy(tools / "aws", top / "harmless")
    os.link(tools / "aws", top / "linked.py")
    for words in (
        [str(tools / "aws")],
        ["./harmless"],
        ["./linked.py"],
        [sys.executable, "-I", "./harmless"],
        [sys.executable, "-X", "utf8", "linked.py"],
        [sys.executable, "-m", "awscli"],
        [sys.executable, "-Wignore", "-m", "awscli"],
    ):
        assert answers(tools, top, [*words, *aws])[-1], words
    assert answers(tools, top, ["./harmless", "s3", "ls", "--profile", "dev"])[-1] is None
    (top / "mine.py").write_text("print(1)\n")
    assert answers(tools, top, [sys.executable, "mine.py", *aws])[-1] is None
    descriptor = os.open(tools / "aws", os.O_RDONLY)
    os.set_inheritable(descriptor, True)
    assert answers(tools, top, ["x", *aws], descriptor)[-1]


def test_what_wrappers_and_interpreters_are_given(tools: Path, top: Path) -> None:
    line = " ".join(["kubectl", *DELETE])
    for words in (
        ["env", "-S", line],
        ["env", "A=1", "kubectl", *DELETE],
        ["sh", "-c", line],
        ["timeout", "5", "kubectl", *DELETE],
        ["xargs", "kubectl", *DELETE],
        ["python3", "-c", f"import os; os.system({line!r})"],
        ["curl", "-X", "DELETE", "https://db.prod.acme.test/x"],
    ):
        assert refused(answers(tools, top, words)), words
    assert answers(tools, top, ["env", "true", *DELETE]) == [None, None]
    assert answers(tools, top, ["sh", "-c", 'eval "$X"'], env={"X": "true"}) == [None]


def test_the_environment_and_directory_it_really_has(tools: Path, top: Path) -> None:
    config = (
        "clusters: [{name: c, cluster: {server: 'https://api.NAME.acme.test'}}]\n"
        "contexts: [{name: x, context: {cluster: c, user: u}}]\ncurrent-context: x\n"
    )
    (top / "prod").write_text(config.replace("NAME", "eu.prod"))
    (top / "dev").write_text(config.replace("NAME", "dev"))
    judging = gate(tools, top)
    words = ["kubectl", "delete", "ns", "x"]
    assert answers(tools, top, words, env={"KUBECONFIG": "prod"}, judging=judging)[-1]
    (top / "moved").write_text((top / "dev").read_text())
    assert answers(tools, top, words, env={"KUBECONFIG": "moved"}, judging=judging) == [None]
    (top / "moved").write_text((top / "prod").read_text())
    assert answers(tools, top, words, env={"KUBECONFIG": "moved"}, judging=judging)[-1]
    os.replace(top / "dev", top / "moved")
    assert answers(tools, top, words, env={"KUBECONFIG": "moved"}, judging=judging) == [None]


def test_a_program_that_nobody_described(tools: Path, top: Path) -> None:
    tool = str(made_binary(top / "deploy tool=1", b"deploy"))
    (top / ".env").write_text("A=1\n")
    (top / "plain.txt").write_text("A=1\n")
    url = "postgres://u@db.prod.acme.test/x"
    assert answers(tools, top, [tool, "https://x.prod.acme.test"])[-1]
    assert answers(tools, top, [tool], env={"DATABASE_URL": url})[-1]
    assert answers(tools, top, [tool, ".env"])[-1]
    (top / "alias").symlink_to(".env")
    assert answers(tools, top, [tool, "--file=alias"])[-1]
    assert answers(tools, top, [tool, "plain.txt"], env={"DATABASE_URL": "postgres://u@localhost/x"}) == [None]


def test_a_name_given_twice_in_the_environment_is_refused(tools: Path, top: Path) -> None:
    judging = gate(tools, top)

    def asked(second: bytes) -> str | None:
        found: list[str | None] = []

        def start() -> None:
            words = (ctypes.c_char_p * 2)(b"true", None)
            variables = (ctypes.c_char_p * 3)(b"KUBECONFIG=a", second, None)
            libc.execve(b"/bin/true", words, variables)

        def judge(pid: int) -> bool:
            found.append(judging.judge(read_program(pid)))
            return found[-1] is None

        at_exec(start, judge)
        return found[0]

    assert "KUBECONFIG" in (asked(b"KUBECONFIG=b") or "")
    assert asked(b"KUBECONFIG=a") is None


def test_a_set_user_id_image_is_no_more_than_any_other(tools: Path, top: Path) -> None:
    image = made_binary(top / "image", b"")
    image.chmod(0o4755)
    assert answers(tools, top, ["image"], image) == [None]


def test_the_image_is_mapped_as_elf() -> None:
    """The stubs above are programs and not scripts, or the checks on images would check interpreters."""
    content = Path(os.path.realpath("/bin/true")).read_bytes()
    assert struct.unpack_from("4s", content)[0] == b"\x7fELF"
