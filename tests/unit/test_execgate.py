"""The exec gate: names, scripts, what is kept, grants, hooks, what other layers hold, and what cannot be decided."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("confine/ is for Linux", allow_module_level=True)

from tta_guard.commands import catalogue
from tta_guard.commands.catalogue.names import INDEX
from tta_guard.commands.decide import CommandDecision
from tta_guard.commands.programs import INTERPRETERS, SHELLS, TASKS, WRAPPERS, reader_of
from tta_guard.commands.refusal import command_refusal, printable, refusal
from tta_guard.commands.resolvers import database, generic
from tta_guard.confine import namings
from tta_guard.confine.approved import Approved
from tta_guard.confine.execgate import TARGET_VARIABLES, ExecGate
from tta_guard.confine.identity import SYSTEM_FOLDERS, Identities
from tta_guard.confine.program import Program, stamp_of
from tta_guard.errors import GuardError
from tta_guard.model import Reason, Source
from tta_guard.policy.compiler import compile_policy
from tta_guard.policy.config import parse_config

CONFIG = b"environments: {production: {clusters: ['prod-*'], hosts: ['*.prod.acme.test']}}\n"
POLICY = compile_policy(None, parse_config(CONFIG, "tta-guard.yaml"), [])
DELETE = ("delete", "ns", "x", "--context", "prod-eu")
TRUE = Path(os.path.realpath("/bin/true"))


class Place:
    """A repository with tools beside it, and programs that start there."""

    def __init__(self, top: Path) -> None:
        self.top = top / "repo"
        self.tools = top / "tools"
        self.top.mkdir()
        self.tools.mkdir()
        self.env = {"PATH": f"{self.tools}:/usr/bin:/bin", "HOME": str(top)}
        self.binary(self.tools / "kubectl")

    def binary(self, path: Path, mark: str | None = None) -> Path:
        path.write_bytes(TRUE.read_bytes() + (mark or path.name).encode() * 9)
        path.chmod(0o755)
        aged(path)
        return path

    def script(self, path: Path, text: str) -> Path:
        path.write_text(text)
        path.chmod(0o755)
        aged(path)
        return path

    def gate(self, **more: object) -> ExecGate:
        environ = {os.fsencode(name): os.fsencode(value) for name, value in self.env.items()}
        home, top = os.fsencode(self.env["HOME"]), os.fsencode(self.top)
        return ExecGate(POLICY, environ=environ, home=home, top=top, **more)  # type: ignore[arg-type]

    def program(self, exe: Path | str, *words: str, cwd: Path | None = None, pid: int = 0, **env: str) -> Program:
        """What the kernel makes of starting `exe` with these words, argv[0] first."""
        real = os.path.realpath(exe)
        status = os.stat(real)
        block = b"".join([os.fsencode(f"{name}={value}") + b"\0" for name, value in {**self.env, **env}.items()])
        return Program(
            pid or os.getpid(),
            os.fsencode(real),
            stamp_of(status),
            b"".join([os.fsencode(word) + b"\0" for word in words]),
            block,
            os.fsencode(cwd or self.top),
            status.st_uid,
            status.st_mode,
        )


def aged(path: Path) -> None:
    """Wait until a file is old enough to be remembered by its times."""
    while time.time_ns() - path.stat().st_ctime_ns < 60_000_000:
        time.sleep(0.01)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(Path(os.path.realpath(tmp_path)))


# --- names ---


def test_the_names_that_are_known_are_those_of_the_readers_and_the_catalogue() -> None:
    identities = Identities(path=b"", home=b"/nowhere", top=None)
    names = {*INDEX, *WRAPPERS, *SHELLS, *INTERPRETERS, *TASKS, "git-lfs", "ld-linux-x86-64.so.2", "nobody"}
    names |= {name + end for name in list(names) for end in ("3", "-1.30", ".10", "-v2", "_x")}
    names |= {name.upper() for name in names} | {"docker-credential-x", "ld64.so.2"}
    for name in names:
        assert identities.is_known(name) == (reader_of(name) is not None or catalogue.find(name) is not None), name


def test_the_variables_that_name_targets_are_those_of_the_resolvers() -> None:
    names = {*database.ADDRESS_VARIABLES, *[name for name, _ in (*generic._ADDRESSES, *generic._NAMES)], "KUBECONFIG"}
    assert names == TARGET_VARIABLES


def test_the_systems_own_names_are_told_apart_by_argv(place: Place) -> None:
    identities = Identities(path=b"/usr/bin", home=b"/nowhere", top=None)
    if not identities.is_system(b"/usr/bin"):
        pytest.skip("/usr/bin is not root's alone")
    assert identities.of_program(place.program("/bin/sh", "sh", "-c", "x")) == ("sh",)
    assert identities.of_program(place.program("/bin/true", "true")) == ("true",)
    assert identities.of_program(place.program("/bin/true", "kubectl")) == ("true",)


def test_a_launcher_for_many_tools_acts_by_its_name(place: Place) -> None:
    stub = place.binary(place.tools / "aws", "stub")
    for name in ("terraform", "psql", "helm"):
        os.link(stub, place.tools / name)
    aged(stub)
    gate = place.gate()
    assert gate.judge(place.program(place.tools / "aws", "aws", "s3", "rb", "s3://x", "--profile", "prod"))
    assert gate.judge(place.program(place.tools / "helm", "helm", "list", "--kube-context", "kind-dev")) is None


def test_version_managers_shims_are_not_the_tools(place: Place) -> None:
    shims = place.top.parent / "shims"
    shims.mkdir()
    for name in ("aws", "kubectl", "flask"):
        place.script(shims / name, '#!/bin/bash\nexec manager exec "${0##*/}" "$@"\n')
    place.env["PATH"] = f"{shims}:/usr/bin:/bin"
    gate = place.gate()
    assert gate.judge(place.program("/bin/bash", "bash", str(shims / "flask"), "--profile", "prod")) is None
    assert gate.judge(place.program("/bin/bash", "bash", str(shims / "kubectl"), *DELETE))


def test_an_emulator_is_the_program_that_it_runs(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    emulator = place.binary(place.tools / "qemu-riscv64-static")
    kubectl = str(place.tools / "kubectl")
    gate = place.gate()

    def said(*words: str) -> str | None:
        return gate.judge(place.program(emulator, "qemu", *words))

    for words in ((kubectl, *DELETE), ("-L", "/usr/lib", kubectl, *DELETE)):
        assert "kube context" in (said(*words) or ""), words
    assert said("/bin/true", *DELETE) is None
    assert said(kubectl, "get", "pods", "--context", "kind-dev") is None
    registered = place.top / "binfmt"
    registered.mkdir()
    (registered / "riscv").write_text(f"enabled\ninterpreter {emulator}\nflags: POCF\noffset 0\n")
    monkeypatch.setattr(namings, "_BINFMT", os.fsencode(registered))
    assert "kubectl delete ns" in (said(kubectl, "anything", *DELETE, "--wait") or "")


def test_a_loader_of_the_users_own_is_the_program_that_it_is_handed(place: Place) -> None:
    loader = place.binary(place.tools / "my-loader")
    (place.top / "x").write_bytes((place.tools / "kubectl").read_bytes())
    (place.top / "x").chmod(0o755)
    gate = place.gate()
    assert "kube context" in (gate.judge(place.program(loader, "l", "-v", "./x", *DELETE)) or "")
    assert gate.judge(place.program(loader, "l", "./x", "get", "pods", "--context", "kind-dev")) is None
    assert gate.judge(place.program(loader, "l", "/bin/true", "delete", "ns", "x")) is None


def test_one_file_for_many_programs(place: Place) -> None:
    k3s = place.binary(place.tools / "k3s")
    (place.tools / "crictl").symlink_to(k3s)
    (place.tools / "kubectl").unlink()
    (place.tools / "kubectl").symlink_to(k3s)
    busybox = place.binary(place.tools / "busybox")
    gate = place.gate()
    assert gate.judge(place.program(k3s, "k3s", "kubectl", *DELETE))
    assert gate.judge(place.program(k3s, "kubectl", *DELETE))
    assert gate.judge(place.program(busybox, "busybox", "wget", "https://x.prod.acme.test"))
    assert gate.judge(place.program(busybox, "wget", "https://x.prod.acme.test"))
    assert gate.judge(place.program(busybox, "busybox", "ls")) is None


def test_entry_points_and_modules_under_their_interpreter(place: Place) -> None:
    library = place.top / "google-cloud-sdk" / "lib"
    library.mkdir(parents=True)
    place.script(library / "gcloud.py", "print(1)\n")
    gate = place.gate()
    words = ("container", "clusters", "delete", "prod-eu", "--project", "acme-prod")
    python = sys.executable
    assert gate.judge(place.program(python, "python3", "-S", str(library / "gcloud.py"), *words))
    assert gate.judge(place.program(python, "python3", "-Im", "azure.cli", "group", "delete", "-n", "rg-prod"))
    assert gate.judge(place.program(python, "python3", "-c", "print(1)", "container")) is None


def test_a_name_without_a_slash_under_the_loader(place: Place) -> None:
    if not os.path.exists("/lib64/ld-linux-x86-64.so.2"):
        pytest.skip("no loader at /lib64/ld-linux-x86-64.so.2")
    (place.top / "x").write_bytes((place.tools / "kubectl").read_bytes())
    gate = place.gate()
    loader = "/lib64/ld-linux-x86-64.so.2"
    for program in (
        place.program(loader, "ld.so", "--library-path", ".", "x", *DELETE),
        place.program(loader, "ld.so", "x", *DELETE, LD_LIBRARY_PATH="/lib:."),
    ):
        assert "kube context" in (gate.judge(program) or "")
    assert gate.judge(place.program(loader, "ld.so", "y", "delete", "ns", "x")) is None


# --- what is kept ---


def test_what_a_decision_depends_on_is_looked_at_again(place: Place) -> None:
    gate = place.gate()
    config = place.top / "config"
    text = "clusters: [{name: c, cluster: {server: 'https://NAME.acme.test'}}]\ncontexts: [{name: x, context: {cluster: c}}]\n"
    config.write_text(f"{text.replace('NAME', 'api.dev1')}current-context: x\n")
    aged(config)
    program = place.program(place.tools / "kubectl", "kubectl", "delete", "ns", "x", KUBECONFIG=str(config))
    assert gate.judge(program) is None
    assert gate.judge(program) is None
    changed = config.stat().st_mtime_ns
    config.write_text(f"{text.replace('NAME', 'api.prod')}current-context: x\n")
    os.utime(config, ns=(changed, changed))
    assert gate.judge(program)
    other = place.program(place.tools / "kubectl", "kubectl", "delete", "ns", "x", KUBECONFIG="/dev/null")
    assert gate.judge(other) != gate.judge(program)


def test_a_file_that_comes_to_be_counts(place: Place) -> None:
    gate = place.gate()
    tool = place.binary(place.tools / "some-tool")
    (place.top / "a").mkdir()
    link = place.top / "link"
    link.symlink_to("a")
    program = place.program(tool, "some-tool", "link/.env")
    assert gate.judge(program) is None
    (place.top / "b").mkdir()
    (place.top / "b" / ".env").write_text("A=1\n")
    link.unlink()
    link.symlink_to("b")
    assert gate.judge(program)


def test_directory_words_and_another_link_to_one_file_are_part_of_the_question(place: Place) -> None:
    gate = place.gate()
    tool = place.binary(place.tools / "some-tool")
    (place.top / "sub").mkdir()
    (place.top / "sub" / ".env").write_text("A=1\n")
    assert gate.judge(place.program(tool, "some-tool", ".env")) is None
    assert gate.judge(place.program(tool, "some-tool", ".env", cwd=place.top / "sub"))
    os.link(tool, place.top / "terraform")
    assert gate.judge(place.program(tool, "t", "destroy", "-var-file=prod.tfvars")) is None
    assert gate.judge(place.program(place.top / "terraform", "t", "destroy", "-var-file=prod.tfvars"))


def test_it_is_quick(place: Place) -> None:
    """Budgets are held with room for a busy machine; the bench measures them."""
    gate = place.gate(files_held=True, scrubbed=True)
    true = place.program("/bin/true", "/bin/true")
    git = [place.program("/usr/bin/git", "git", "log", f"-{number}") for number in range(200)]
    assert gate.judge(true) is None and gate.judge(git[0]) is None

    def taken(programs: list[Program]) -> float:
        started = time.perf_counter()
        for program in programs:
            gate.judge(program)
        return (time.perf_counter() - started) / len(programs)

    assert min(taken([true] * 1000) for _ in range(3)) < 30e-6
    assert taken(git) < 2e-3
    assert min(taken(git) for _ in range(3)) < 100e-6


def test_long_lines_and_many_environments_do_not_fill_the_memory(place: Place) -> None:
    gate = place.gate()
    for number in range(200):
        assert gate.judge(place.program("/bin/true", "true", N=str(number))) is None
    assert gate.judge(place.program("/bin/true", "true", *["x" * 100] * 100)) is None
    assert len(gate._environments) <= 64 and len(gate._answers) <= 64


# --- grants ---


def approved(place: Place, exe: Path, *argv: str, targets: frozenset[tuple[str, str]] | None = None) -> Approved:
    return Approved(tuple(map(os.fsencode, argv)), os.fsencode(exe), os.fsencode(place.top), targets)


def test_an_approved_program_is_let_go_once(place: Place) -> None:
    kubectl = place.tools / "kubectl"
    gate = place.gate(approved=(approved(place, kubectl, "kubectl", *DELETE),))
    assert gate.judge(place.program(kubectl, "kubectl", *DELETE, "--force"))
    assert gate.judge(place.program(kubectl, "kubectl", *DELETE, cwd=place.tools))
    assert gate.judge(place.program(place.binary(place.top / "kubectl", "other"), "kubectl", *DELETE))
    assert gate.judge(place.program(kubectl, "kubectl", *DELETE)) is None
    assert gate.judge(place.program(kubectl, "kubectl", *DELETE))


def test_an_approved_target_is_no_other(place: Place) -> None:
    kubectl = place.tools / "kubectl"
    words = ("kubectl", *DELETE)
    other = approved(place, kubectl, *words, targets=frozenset({("kube-context", "prod-us")}))
    same = approved(place, kubectl, *words, targets=frozenset({("kube-context", "prod-eu")}))
    assert place.gate(approved=(other,)).judge(place.program(kubectl, *words))
    assert place.gate(approved=(same,)).judge(place.program(kubectl, *words)) is None


def test_an_approved_script_is_its_interpreter_as_its_first_line_says(place: Place) -> None:
    python = os.path.realpath(sys.executable)
    line = "import os; os.system('kubectl delete ns x --context prod-eu')\n"
    script = place.script(place.top / "deploy", f"#!{python} -I\n{line}")
    other = place.script(place.top / "other", f"#!{python} -I\n{line}")
    one = approved(place, script, "./deploy", "now")
    gate = place.gate(approved=(one,))
    assert gate.judge(place.program(python, python, "-i", "./deploy", "now"))
    assert gate.judge(place.program(python, python, "-I", "./other", "now"))
    assert gate.judge(place.program(python, python, "-I", "./deploy", "later"))
    assert gate.judge(place.program(python, python, "-I", "./deploy", "now")) is None
    assert gate.judge(place.program(python, python, "-I", "./deploy", "now"))
    assert other.exists()


def test_an_approved_script_may_be_found_by_way_of_env(place: Place) -> None:
    line = "import os; os.system('kubectl delete ns x --context prod-eu')\n"
    script = place.script(place.top / "deploy", f"#!/usr/bin/env python3\n{line}")
    gate = place.gate(approved=(approved(place, script, "./deploy", "now"),))
    first = place.program("/usr/bin/env", "/usr/bin/env", "python3", "./deploy", "now", pid=71)
    second = ("python3", "./deploy", "now")
    assert gate.judge(place.program(sys.executable, *second, pid=71))
    gate.judge(first)
    assert gate.judge(place.program(sys.executable, *second, pid=72))
    assert gate.judge(place.program(sys.executable, *second, pid=71)) is None
    assert gate.judge(place.program(sys.executable, *second, pid=71))


def test_a_grant_opens_no_denial(place: Place) -> None:
    (place.top / ".env").write_text("A=1\n")
    gate = place.gate(approved=(approved(place, Path("/bin/cat"), "cat", ".env"),))
    assert "secret-read" in (gate.judge(place.program("/bin/cat", "cat", ".env")) or "")


def test_a_program_to_be_approved_must_be_there(place: Place) -> None:
    with pytest.raises(GuardError, match="not there"):
        place.gate(approved=(approved(place, place.top / "nothing", "nothing"),))


# --- hooks ---


def test_a_hook_runs_only_as_it_was(place: Place) -> None:
    folder = place.top / ".git" / "hooks"
    folder.mkdir(parents=True)
    hook = place.script(folder / "pre-commit", "#!/bin/sh\nexit 0\n")
    gate = place.gate(hooks={os.fsencode(hook): hook.read_bytes()}, hook_folders=(os.fsencode(folder),))
    started = place.program("/bin/sh", "/bin/sh", ".git/hooks/pre-commit")
    assert gate.judge(started) is None
    place.script(hook, "#!/bin/sh\nexit 1\n")
    assert "changed-hook" in (gate.judge(started) or "")
    place.script(hook, "#!/bin/sh\nexit 0\n")
    assert gate.judge(started) is None
    place.script(folder / "pre-push", "#!/bin/sh\nexit 0\n")
    assert gate.judge(place.program("/bin/sh", "sh", ".git/hooks/pre-push"))
    (place.top / "alias").symlink_to(".git/hooks")
    assert gate.judge(place.program("/bin/sh", "sh", "alias/pre-push"))
    assert gate.judge(place.program(place.binary(folder / "binary"), "binary"))


# --- what other layers hold ---


def test_what_other_layers_hold_is_not_refused_here(place: Place) -> None:
    (place.top / ".env").write_text("A=1\n")
    (place.top / "sub").mkdir()
    script = place.script(place.top / "s.py", "import os\nprint(dict(os.environ), open('.env').read())\n")
    strict, held = place.gate(), place.gate(files_held=True, scrubbed=True)
    for words in (
        ("/usr/bin/env", "env"),
        (sys.executable, "python3", str(script)),
        ("/bin/sh", "sh", "-c", "read x < .env"),
        ("/bin/grep", "grep", "-r", "x", "."),
    ):
        program = place.program(*words)
        assert strict.judge(program), words
        assert held.judge(program) is None, words
    for exe, line in (
        ("/bin/cat", ["cat", ".env"]),
        ("/usr/bin/env", ["env", "cat", ".env"]),
        ("/usr/bin/env", ["env", "kubectl", *DELETE]),
        ("/bin/cp", ["cp", "./.env", "x"]),
    ):
        assert held.judge(place.program(exe, *line)), line


# --- what cannot be decided ---


def test_what_cannot_be_decided_is_refused(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from tta_guard.confine import execgate

    gate = place.gate()
    program = place.program(place.tools / "kubectl", "kubectl", "get", "pods")

    def broken(failure: Exception) -> None:
        def raising(*_: object) -> None:
            raise failure

        monkeypatch.setattr(execgate, "read_words", raising)

    broken(GuardError("git is missing", code="git-failed", hint="install git"))
    text = gate.judge(program) or ""
    assert "git is missing  [git-failed]" in text and "next     install git" in text
    for failure in (RecursionError("too deep"), ZeroDivisionError("x"), OSError(5, "broken")):
        broken(failure)
        assert type(failure).__name__ in (gate.judge(program) or "")
    monkeypatch.undo()
    assert gate.judge(program) is None


# --- the text ---


def test_a_refusal_cannot_be_rewritten_by_who_is_refused() -> None:
    text = refusal("a\x1b[2K\r\nb\udcff\u202e", lines=(("rule", "x\ny"),), ways_on=("z",))
    assert text == "tta-run: refused: a\\x1b[2K\\x0d\\nb\\xff\\u202e\n  rule     x\\ny\n  next     z\n"
    assert len(printable("x" * 5000)) == 200


def test_a_refusal_says_what_where_which_rule_and_the_way_on() -> None:
    reason = Reason("restricted", "kubectl --context p delete: needs a person", Source("m.chatmode.md", 92))
    noise = Reason("opaque-words", "not read")
    argv = ("kubectl", "--context", "p", "delete", "ns", "it's")
    decision = CommandDecision("approval", (reason, noise), "production", (), (), (("true",), argv))
    assert command_refusal(decision) == (
        "tta-run: refused: kubectl delete on production\n"
        "  rule     m.chatmode.md:92  kubectl --context p delete: needs a person  [restricted]\n"
        "  next     tta-guard approval request -- kubectl --context p delete ns 'it'\\''s'"
        "   (asks an approver; the program was not run)\n"
    )


def test_the_systems_directories_are_absolute() -> None:
    assert all(folder.startswith(b"/") for folder in SYSTEM_FOLDERS)
