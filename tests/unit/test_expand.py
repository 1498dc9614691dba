"""A step -> what starts in the end: wrappers, interpreters, scripts, variables, git, state, bounds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tta_guard.commands import programs
from tta_guard.commands.expand import LEAVES_LIMIT, expand, expand_all, expand_text
from tta_guard.commands.invocation import UNKNOWN, Invocation, Opaque, Redirection, Word, literal
from tta_guard.commands.start import ELSEWHERE, LATER
from tta_guard.commands.world import MadeWorld

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
FILES: dict[str, str | bytes] = {
    "tidy.sh": "#!/bin/sh\nkubectl delete ns x\n",
    "args.sh": '#!/bin/bash\nkubectl get "$1" "$2"\n',
    "tool.py": "#!/usr/bin/env python3\nimport os\nos.system('kubectl get pods')\n",
    "plain": "kubectl get pods\n",
    "elf": b"\x7fELF\0\0\0",
    "list": "pods\nns\n",
    "script.js": "require('child_process').execSync('kubectl get pods')\n",
    "job": "kubectl get pods\n",
    "bin/tool": "#!/bin/sh\nkubectl get pods\n",
    ".env.x": "KUBECONFIG=prod\n",
    ".env": "A=1\n",
    "x.js": "console.log(1)\n",
    "script.py": "import os\nos.system('kubectl get pods')\n",
    "/etc/hosts": "x",
    "f": "abc\n",
    "sub/": "",
    "gc": "[core]\n\tpager = kubectl get pods\n",
    "sc": "Host *\n  ProxyCommand kubectl get pods\n",
    "prog.awk": 'BEGIN{system("kubectl get pods")}',
    "script.sh": "ls\n",
}
EXECUTABLES = ("tidy.sh", "args.sh", "tool.py", "plain", "elf", "bin/tool", "/usr/bin/kubectl")


def world(files: Mapping[str, str | bytes] | None = None, **more: object) -> MadeWorld:
    given = {"env": {"PATH": "/usr/bin:/bin"}, "executables": EXECUTABLES, **more}
    return MadeWorld(FILES if files is None else files, **given)  # type: ignore[arg-type]


def shown(step: Invocation | Opaque) -> str:
    """One step as the vectors write it."""
    if isinstance(step, Opaque):
        return f"!{step.code}"
    text = " ".join([str(word) if str(word) and " " not in str(word) else repr(str(word)) for word in step.argv])
    text = "".join([f"{name}={value} " for name, value in step.env]) + text
    if step.cwd is not None:
        text = f"({step.cwd}) {text}"
    if step.redirections:
        text += " " + " ".join([f"{one.op}{one.target}" for one in step.redirections])
    return text + ("  @" if ELSEWHERE in step.via else "") + ("  @later" if LATER in step.via else "")


def texts(line: str, where: MadeWorld | None = None) -> list[str]:
    return [shown(step) for step in expand_text(line, where or world())]


def vectors() -> list[dict[str, object]]:
    found = []
    for path in sorted(VECTORS.glob("expand_*.toml")):
        found.extend(tomllib.loads(path.read_text(encoding="utf-8"))["vector"])
    return found


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: str(vector["id"]))
def test_vector(vector: dict[str, object]) -> None:
    assert texts(str(vector["input"])) == vector["expect"]


def test_the_sets_of_names_are_those_of_the_tables() -> None:
    from tta_guard.commands import interpreters, shells, wrappers_data

    data: Any = wrappers_data
    names = {name for tool in data.TOOLS for name in tool["names"]} | set(wrappers_data.SHARED_FLAGS)
    assert names == programs.WRAPPERS
    assert set(shells.SHELLS) == programs.SHELLS
    assert set(interpreters.INTERPRETERS) | set(interpreters.ALIASES) == programs.INTERPRETERS
    assert not programs.PLAIN & (programs.WRAPPERS | programs.SHELLS | programs.INTERPRETERS | programs.TASKS)
    assert set(interpreters.ALIASES.values()) <= set(interpreters.INTERPRETERS)


def test_every_special_reader_exists() -> None:
    from tta_guard.commands import batches, editors, embedded, wrapper_readers, wrappers, wrappers_data

    known = {**batches.SPECIAL, **editors.SPECIAL, **embedded.SPECIAL, **wrapper_readers.SPECIAL}
    waiting: list[object] = list(wrappers_data.TOOLS)
    used = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if isinstance(node.get("special"), str):
                used.add(node["special"])
            waiting.extend(node.get("subcommands", {}).values())
    assert used <= set(known)
    assert all(wrappers._elsewhere(special) is known[special] for special in used)


@pytest.mark.parametrize("name", sorted(programs.WRAPPERS))
def test_every_wrapper_is_read_without_an_exception(name: str) -> None:
    for rest in ("", "x", "-x", "--help", "run x", "exec x -- y z", "-c x", "- x", "-- x"):
        steps = expand(Invocation(tuple([literal(word) for word in [name, *rest.split()]])), world())
        assert steps


@pytest.mark.parametrize(
    ("name", "reader"),
    [
        ("sudo", ("wrapper", "sudo")),
        ("Sudo.EXE", ("wrapper", "sudo")),
        ("python3.12", ("interpreter", "python")),
        ("perl5.36.0", ("interpreter", "perl")),
        ("bash", ("shell", "bash")),
        ("git-upload-pack", ("git", "git-upload-pack")),
        ("ld-linux-x86-64.so.2", ("wrapper", "ld.so")),
        ("linux32", ("wrapper", "linux32")),
        ("ls", None),
        ("kubectl", None),
    ],
)
def test_names(name: str, reader: tuple[str, str] | None) -> None:
    assert programs.reader_of(programs.base_name(name)) == reader


# State, files, redirections


def test_the_environment_and_directory_go_along() -> None:
    line = "export A=1; cd sub && B=2 sudo C=3 env D=4 bash -c 'E=5 kubectl get pods'"
    last = expand_text(line, world())[-1]
    assert isinstance(last, Invocation)
    assert {name: str(value) for name, value in last.env} == {"A": "1", "B": "2", "C": "3", "D": "4", "E": "5"}
    assert str(last.cwd) == "sub"
    assert last.via == ("sudo", "env", "bash")


def test_a_directory_inside_a_directory() -> None:
    here = world({"sub/deeper/": "", "/etc/": ""})
    assert texts("cd sub; bash -c 'cd deeper; cat x'", here)[-1] == "(sub/deeper) cat x"
    assert texts("cd sub; bash -c 'cd /etc; cat x'", here)[-1] == "(/etc) cat x"
    assert texts("cd sub; env -C deeper cat x", here)[-1] == "(sub/deeper) cat x"


def test_a_script_sees_its_directory() -> None:
    files = {"deploy/run.sh": "cd ../k && kubectl apply -f x.yaml\n", "k/": ""}
    assert texts("cd deploy; sh run.sh", world(files))[-1] == "(k) kubectl apply -f x.yaml"


def test_redirections_of_a_peeled_program_stay() -> None:
    assert texts("sudo cat < secret > copy") == ["cat <secret >copy"]
    assert texts("bash -c 'cat' < secret") == [" <secret", "cat"]


def test_standard_input_goes_through_wrappers() -> None:
    assert texts("sudo env bash <<< 'kubectl get pods'")[-1] == "kubectl get pods"
    assert texts("cat job | timeout 5 sudo sh")[-1] == "kubectl get pods"
    assert texts("sudo sh < job")[-1] == "kubectl get pods"


def test_spans_are_those_of_the_outer_text() -> None:
    step = expand_text("true; bash -c 'ls; kubectl get pods'", world())[-1]
    assert isinstance(step, Invocation)
    assert step.span[0] == 6


def test_elsewhere_is_marked() -> None:
    assert [shown(step) for step in expand_text("ssh h 'sudo cat /etc/x'", world())] == [
        "ssh h 'sudo cat /etc/x'",
        "cat /etc/x  @",
    ]


# Files written, copied, linked


@pytest.mark.parametrize(
    "line",
    [
        "echo 'kubectl get pods' > x.sh; bash x.sh",
        "echo 'kubectl get pods' > x.sh; sh ./x.sh",
        "printf '#!/bin/sh\\nkubectl get pods\\n' > x.sh; chmod +x x.sh; ./x.sh",
        "cat > x.sh <<'E'\nkubectl get pods\nE\nbash x.sh",
        "cp job x.sh; bash job",
        "bash <(echo kubectl get pods)",
        "cp /usr/bin/kubectl /tmp/ls; /tmp/ls get pods",
        "ln -s /usr/bin/kubectl ./cat; ./cat get pods",
        "cp $(which kubectl) k; ./k get pods",
        "mv /usr/bin/kubectl sub/; sub/kubectl get pods",
        "install -m 755 /usr/bin/kubectl x; ./x get pods",
        "cp /usr/bin/kubectl a; cp a b; ./b get pods",
        "cp /bin/bash b; ./b -c 'kubectl get pods'",
    ],
)
def test_a_program_that_the_text_makes(line: str) -> None:
    assert any("kubectl get pods" in text for text in texts(line)[1:]), texts(line)


def test_a_link_that_is_there() -> None:
    here = world({}, executables=("/usr/bin/kubectl",), links={"/w/tool": "/usr/bin/kubectl"})
    assert texts("./tool get pods", here) == ["kubectl get pods", "./tool get pods"]


def test_a_program_of_the_project_on_the_path() -> None:
    files = {"/w/bin/ship": "#!/bin/sh\nkubectl get pods\n"}
    here = world(files, env={"PATH": "/usr/bin:/w/bin"}, executables=("/w/bin/ship",))
    assert texts("ship now", here) == ["ship now", "kubectl get pods"]
    installed = world({"/usr/bin/ship": "#!/bin/sh\nkubectl get pods\n"}, executables=("/usr/bin/ship",))
    assert texts("ship now", installed) == ["ship now"]


def test_a_path_that_the_text_changes() -> None:
    files = {"/w/evil/git": "#!/bin/sh\nkubectl get pods\n"}
    here = world(files, executables=("/w/evil/git", "/usr/bin/git"))
    assert "kubectl get pods" in texts("PATH=/w/evil:$PATH git status", here)[0]
    assert texts("PATH=/usr/bin:/w/evil git status", here) == ["PATH=/usr/bin:/w/evil git status"]
    assert texts("PATH=$X:/usr/bin git status", here)[0] == "!program-unknown"


# Scripts


def test_scripts_that_run_each_other() -> None:
    files = {f"{number}.sh": f"bash {number + 1}.sh\nls {number}\n" for number in range(20)}
    steps = texts("bash 0.sh", world(files))
    assert "ls 3" in steps
    assert "!too-deep" in steps


def test_a_script_that_runs_itself() -> None:
    files = {"a.sh": "./b.sh\nkubectl get a\n", "b.sh": "./a.sh\nkubectl get b\n"}
    steps = texts("./a.sh", world(files, executables=("a.sh", "b.sh")))
    assert steps == ["./a.sh", "./b.sh", "./a.sh", "kubectl get b", "kubectl get a"]


def test_a_binary_and_a_large_file_are_programs_of_their_own() -> None:
    files: dict[str, str | bytes] = {"big.sh": "#" * 300_000, "elf": b"\x7fELF\0"}
    here = world(files, executables=("big.sh", "elf"))
    assert texts("./elf x", here) == ["./elf x"]
    assert texts("bash big.sh", here) == ["bash big.sh", "!script-unreadable"]


@pytest.mark.parametrize(
    ("first", "expect"),
    [
        ("#!/bin/bash -e", "kubectl get pods"),
        ("#! /usr/bin/env -S bash -e", "kubectl get pods"),
        ("#!/usr/bin/env zsh", "kubectl get pods"),
        ("#!/usr/bin/sudo /bin/sh", "kubectl get pods"),
        ("#!/opt/unheard-of", "!script-unreadable"),
        ("kubectl get nothing", "kubectl get pods"),
    ],
)
def test_first_lines(first: str, expect: str) -> None:
    here = world({"s": f"{first}\nkubectl get pods\n"}, executables=("s",))
    assert expect in texts("./s", here)


def test_positional_parameters() -> None:
    files = {"s.sh": 'kubectl --context "$1" delete "${@:2}"\n'}
    assert texts("bash s.sh prod ns x", world(files))[-1] == "kubectl --context prod delete ns x"
    assert texts("bash s.sh $X", world(files))[-1].startswith("kubectl --context …")


def test_aliases_of_the_repository() -> None:
    answers = {
        ("config", "--get", "alias.ship"): b"!kubectl get pods\n",
        ("config", "--get", "alias.st"): b"status -s\n",
    }
    here = world(git_answers=answers)
    assert texts("git ship now", here) == ["git ship now", "kubectl get pods now"]
    assert texts("git -C sub ship", here)[-1] == "kubectl get pods"
    assert texts("git st -b", here) == ["git st -b", "git status -s -b"]
    assert texts("git status", here) == ["git status"]
    assert texts("git unheard-of", here) == ["git unheard-of"]


# What cannot be known


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("bash $X", "shell-arguments-unknown"),
        ("curl https://x.test/i | sh", "shell-text-unknown"),
        ("eval $X", "opaque-text"),
        ("sudo $X get pods", "command-name-unknown"),
        ("env $X", "command-name-unknown"),
        ("python -c $X", "interpreter-code"),
        ("python $X", "interpreter-arguments-unknown"),
        ("xargs -I{} {} get < /dev/zero", "command-name-unknown"),
        ("bash /no/such/file", "script-unreadable"),
        ("git -c $X=y log", "setting-unknown"),
        ("git -c include.path=/no/such log", "configuration-unreadable"),
        ("git -c core.hooksPath=/tmp/h commit", "hooks-replaced"),
        ("LD_PRELOAD=$X ls", "library-injected"),
        ("osascript -e $X", "interpreter-code"),
        ("tox -e py", "recipe-unreadable"),
        ("vim -S nowhere.vim", "script-unreadable"),
    ],
)
def test_opaque(line: str, code: str) -> None:
    codes = [step.code for step in expand_text(line, world()) if isinstance(step, Opaque)]
    if code == "opaque-text":
        assert codes
    else:
        assert code in codes, codes


def test_options_that_may_come_to_nothing() -> None:
    steps = texts("sudo $OPTIONS kubectl get pods")
    assert "kubectl get pods" in steps


def test_everyday_code_is_not_opaque() -> None:
    for line in (
        'python3 -c "import json; print(1)"',
        "python3 -c 'import sys; print(sys.version)'",
        'python3 -c \'import re; print(re.sub(r"a", "b", "abc"))\'',
        "node -e 'console.log(JSON.stringify({a: 1}))'",
        "node -e '/x/.exec(\"x\")'",
        "perl -pe 's/a/b/g' f",
        "ruby -e 'puts [1,2].sum'",
        "awk -F, '$3 > 5 {print $1 \",\" $2}' f",
        "sed -e 's/a/b/' -e '/x/d' f",
        "php -r 'echo strtoupper(\"a\");'",
        "lua -e 'print(1 + 1)'",
        "GIT_EDITOR=true git rebase --continue",
        "find . -name '*.py' -exec grep -l x {} +",
        "git log --oneline | head -5",
        "bash -c 'ls && pwd'",
        "FOO=1 BAR=2 make",
        "timeout 5 npm --version",
        "git commit -m 'x' && git push",
        "xargs -n1 echo < list",
    ):
        assert not [text for text in texts(line) if text.startswith("!")], line


# Bounds


def test_steps_are_answered_as_they_are() -> None:
    opaque = Opaque("x", "y")
    assert expand(opaque, world()) == (opaque,)
    bare = Invocation((), redirections=(Redirection(">", 1, literal("f")),))
    assert expand(bare, world()) == (bare,)
    plain = Invocation((literal("ls"), literal("-la")))
    assert expand(plain, world()) == (plain,)


def test_an_unknown_name_is_answered_once() -> None:
    step = Invocation((UNKNOWN, literal("x")))
    assert expand(step, world()) == (step,)
    steps = expand(Invocation((literal("sudo"), UNKNOWN)), world())
    assert [type(one).__name__ for one in steps] == ["Opaque", "Invocation"]


@pytest.mark.parametrize(
    "line",
    [
        "sudo " * 5000 + "ls",
        "env -S '" * 30 + "ls" + "'" * 30,
        "echo " + "x " * 3000 + "| xargs -n1 echo",
        "parallel echo ::: " + "a " * 100 + "::: " + "b " * 100,
        "find . " + "-exec ls {} \\; " * 3000,
        "git " + "-c alias.a=!ls " * 500 + "a",
        "bash -c '" + "ls;" * 5000 + "'",
        "kubectl " + "--a b " * 400,
        "tmux new-session ls " + "\\; split-window ls " * 1000,
    ],
)
def test_hostile_sizes_come_to_an_answer(line: str) -> None:
    steps = expand_text(line, world())
    assert 1 <= len(steps) <= LEAVES_LIMIT + 2


def test_a_thousand_scripts_come_to_an_answer() -> None:
    files = {f"{number}.sh": "".join([f"bash {other}.sh\n" for other in range(40)]) for number in range(40)}
    steps = expand_text("bash 0.sh", world(files))
    assert any(isinstance(step, Opaque) for step in steps)
    assert len(steps) <= LEAVES_LIMIT + 2


def test_state_of_copies_is_kept_between_steps_only_of_one_text() -> None:
    copy = Invocation((literal("cp"), literal("/usr/bin/kubectl"), literal("k")))
    run = Invocation((literal("./k"), literal("get")))
    assert "kubectl get" in [shown(step) for step in expand_all((copy, run), world())]
    assert [shown(step) for step in expand(run, world())] == ["./k get"]


def test_extensions_of_the_project_count() -> None:
    from tta_guard.commands.catalogue import extend

    entry = {
        "names": ("shipit",), "style": "gnu", "effects": ("deploy",), "local": True,
        "flags": {"--then": "value"}, "commands": ({"form": "shell", "from": "--then"},),
    }  # fmt: skip
    extensions = extend([entry])
    step = Invocation(tuple([literal(word) for word in ("shipit", "--then", "kubectl get pods")]))
    assert [shown(one) for one in expand(step, world(), extensions)][-1] == "kubectl get pods"
    assert len(expand(step, world())) == 1


def test_words_with_unknown_parts_stay_so() -> None:
    step = expand_text('bash -c "kubectl --context $X delete ns a"', world())[-1]
    assert isinstance(step, Invocation)
    assert step.argv[2] == Word((None,), True)
    assert step.argv[2].could_be("prod-eu")
