"""What must hold whatever the command: a harmless wrapper takes nothing away, and no input is too strange for an answer."""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tta_guard.commands.arguments import parse_arguments
from tta_guard.commands.expand import LEAVES_LIMIT, expand, expand_text
from tta_guard.commands.foreign_calls import CALLS
from tta_guard.commands.foreign_code import read_foreign
from tta_guard.commands.invocation import UNKNOWN, Invocation, Opaque, Word, literal
from tta_guard.commands.makefile import Makefile
from tta_guard.commands.python_code import read_python
from tta_guard.commands.start import HOLE, Start
from tta_guard.commands.world import MadeWorld

ROUNDS = int(os.environ.get("TTA_FUZZ", "400"))
SLOW = [HealthCheck.too_slow]
WORLD = MadeWorld(
    {
        "s.sh": "kubectl delete ns x\n",
        "Makefile": "x:\n\tkubectl get x\n",
        "package.json": '{"scripts": {"x": "kubectl get x"}}',
        "justfile": "x:\n  kubectl get x\n",
    },
    env={"PATH": "/usr/bin"},
    executables=("s.sh",),
)
WRAPPERS = [
    "sudo", "sudo -n -u root", "env", "env A=1", "nice -n 5", "nohup", "timeout 5", "timeout -k 1 5", "setsid", "stdbuf -oL",
    "time -p", "ionice -c2", "command", "strace -f", "flock /tmp/l", "systemd-run --user", "doas", "chronic", "busybox env",
    "unshare -r", "fakeroot", "xargs -a /dev/null -n99 env --", "dbus-run-session --", "uv run", "poetry run", "npx --no-install",
    "bundle exec", "direnv exec .", "aws-vault exec dev --", "taskset 1", "chrt -b 0", "setarch -R", "ld.so", "bash -c '\"$@\"' _",
    "catchsegv", "firejail", "proot", "ssh-agent", "numactl -l", "perf stat", "gdb --args", "script -q /dev/null", "watch -x",
]  # fmt: skip
COMMANDS = [
    "kubectl --context prod delete ns x", "git push origin main", "bash s.sh", "./s.sh", "make x", "npm run x", "just x",
    "python3 -c 'import os; os.system(\"kubectl get y\")'", "find . -exec rm {} +", "sh -c 'cat a; rm b'", "ls -la",
    "ssh h 'rm -rf /x'", "docker exec a rm b", "cat /etc/x", "terraform -chdir=a apply", "X=1 kubectl get po", "awk '{system(\"ls\")}' f",
]  # fmt: skip


def programs_of(line: str) -> set[tuple[str, ...]]:
    return {
        tuple([str(word) for word in step.argv]) for step in expand_text(line, WORLD) if isinstance(step, Invocation)
    }


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_a_harmless_wrapper_takes_nothing_away(wrapper: str) -> None:
    for command in COMMANDS:
        if ("'" in command and "'" in wrapper) or command.startswith("X="):
            continue
        bare = programs_of(command)
        assert bare <= programs_of(f"{wrapper} {command}"), f"{wrapper} {command}"


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(
    st.lists(st.sampled_from([one for one in WRAPPERS if "'" not in one and "xargs" not in one]), max_size=5),
    st.sampled_from(COMMANDS),
)
def test_wrappers_in_any_order_take_nothing_away(wrappers: list[str], command: str) -> None:
    if command.startswith("X="):
        return
    assert programs_of(command) <= programs_of(" ".join([*wrappers, command]))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "text", ["bash -c {}", "sh -ec {}", "eval {}", "sudo sh -c {}", "env -S {}", "xargs -I% sh -c % <<< {}"]
)
def test_a_text_in_a_shell_takes_nothing_away(text: str, command: str) -> None:
    import shlex

    if text.startswith("env -S") and any(char in command for char in ";'"):
        return
    if text.startswith("xargs") and any(char in command for char in "'\"\\"):
        return
    quoted = shlex.quote(command)
    assert programs_of(command) <= programs_of(text.format(quoted)), text.format(quoted)


PIECES = [
    "sudo", "env", "-S", "-c", "-e", "--", "kubectl", "bash", "python3", "node", "perl", "git", "make", "npm", "run", "x", "xargs",
    "-I{}", "{}", "find", "-exec", ";", "+", "parallel", ":::", "ssh", "h", "tar", "cf", "--checkpoint-action=exec=ls", "docker",
    "A=1", "$X", "'", '"', "`", "$(", ")", "|", "&&", ">", "<", "\n", "import os; os.system('ls')", "system('ls')", "!", "vim", "sed",
    "s/a/b/e", "tmux", "new", "screen", "-X", "stuff", "just", "task", "@", "\\", "-o", "ProxyCommand=ls", "rebase", "-x", "alias.x=!ls",
    "awk", "{system($1)}", "crontab", "-", "gdb", "--args", "\x00", "\udcff", "é", "-i", "-u", "0", "5", "yarn", "exec", "--eval=x",
]  # fmt: skip


def test_fuzzed_commands_get_an_answer() -> None:
    chance = random.Random(20)
    for _ in range(ROUNDS):
        line = " ".join([chance.choice(PIECES) for _ in range(chance.randint(1, 14))])
        steps = expand_text(line, WORLD)
        assert len(steps) <= LEAVES_LIMIT + 2
        assert all(isinstance(step, Invocation | Opaque) for step in steps)


def test_fuzzed_words_get_an_answer() -> None:
    chance = random.Random(21)
    for _ in range(ROUNDS):
        argv = []
        for _ in range(chance.randint(1, 10)):
            kind = chance.random()
            text = chance.choice(PIECES)
            argv.append(
                UNKNOWN if kind < 0.1 else Word((text, None), chance.random() < 0.5) if kind < 0.2 else literal(text)
            )
        steps = expand(Invocation(tuple(argv)), WORLD)
        assert steps and len(steps) <= LEAVES_LIMIT + 2


CODE = [
    "system", "exec", "(", ")", "'", '"', "`", "{", "}", "[", "]", "ls", "$", "@", "%", "#", "/", "\\", "\n", ";", ",", ".", "..", "=",
    "eval", "require", "child_process", "open", "|", "<", ">", "q(", "qw/", "s/a/b/e", "<<EOF", "%x(", "os.execute", "io.popen", "-", ">",
    "import", "subprocess", "run", "def f(x):\n  ", "lambda", "for x in y:\n  ", HOLE, "x", "1", "é", "\udcff", "${", "#{", "//", "/*",
]  # fmt: skip


@pytest.mark.parametrize("language", [*CALLS, "awk", "tcl", "osascript", "powershell", "lisp", "haskell", "cobol"])
def test_fuzzed_code_gets_an_answer(language: str) -> None:
    chance = random.Random(22)
    for _ in range(max(ROUNDS // 4, 20)):
        text = "".join([chance.choice(CODE) + chance.choice(["", " "]) for _ in range(chance.randint(1, 30))])
        assert all(isinstance(start, Start) for start in read_foreign(text, language))


def test_fuzzed_python_gets_an_answer() -> None:
    chance = random.Random(23)
    lines = [
        "import os",
        "import subprocess as s",
        "x = 'ls'",
        "os.system(x)",
        "s.run([x])",
        "for a in [1, 2]:\n    os.system(str(a))",
        "def f(a=1, *b, c=2, **d):\n    return f(a)",
        "f(1)",
        "class A(B):\n    x = f\n    def m(self): self.m()",
        "try:\n    pass\nexcept E as e:\n    f()",
        "with open('x') as g, h() as i: pass",
        "x = [y for y in x if y]",
        "x[0] = 1",
        "x.y = 1",
        "del x",
        "x += 'a'",
        "lambda: x",
        "x = y = z",
        "print(f'{x!r:>{y}}')",
        "match x:\n    case [1, *r]: f()",
        "async def g():\n    await h()",
        "x = 'a' * 10**9",
        "x = '%s' % ('a',)",
        "x = {**y, 'a': 1}",
        "a, *b = x",
        "(z := x)",
        "x = b'a'.hex()",
        "eval('x')",
        "exec(x)",
        "x = 1 if y else 2",
        "f(*x, **y)",
        "x[1:2:0]",
        "globals()['f']()",
        "x = not y",
        "while x: break",
        "raise x from y",
        "assert x, y",
        "x @= y",
        "x = 'a'.join(['b'] * 3)",
    ]
    for _ in range(ROUNDS):
        text = "\n".join([chance.choice(lines) for _ in range(chance.randint(1, 8))])
        assert all(isinstance(start, Start) for start in read_python(text))


def test_fuzzed_makefiles_get_an_answer() -> None:
    chance = random.Random(24)
    pieces = [
        "x:",
        "\t",
        "$(",
        ")",
        "${",
        "}",
        "$",
        "=",
        ":=",
        "?=",
        "!=",
        "\n",
        "include",
        "define a\n",
        "endef\n",
        "ifeq (a,b)\n",
        "else\n",
        "endif\n",
        "%",
        ":",
        ";",
        "shell",
        " ",
        "a",
        "b",
        "$(shell ls)",
        "$(call a,b)",
        "$(if ,,)",
        "\\\n",
        "#",
        "@",
        "-",
        "|",
    ]
    for _ in range(ROUNDS):
        makefile = Makefile(lambda name: None, {}, lambda name: None)
        makefile.load("".join([chance.choice(pieces) for _ in range(chance.randint(1, 40))]))
        for target in list(makefile.rules):
            recipe = makefile.recipe(target)
            if recipe is not None:
                makefile.shell_lines(recipe)


TOOL = {
    "names": ("t",), "style": "gnu", "flags": {"-a --all": "flag", "-o --output": "value", "--many": "values", "-i": "optional"},
    "subcommands": {"get del": {"flags": {"-f --file": "value"}}, "*": {"stop": "first-positional"}},
}  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
@given(
    st.lists(
        st.sampled_from(
            [
                "-a",
                "-o",
                "--output=x",
                "--many",
                "-ix",
                "--unknown",
                "-zq",
                "get",
                "x",
                "-f",
                "--",
                "-",
                "y=z",
                "--no-a",
            ]
        ),
        max_size=9,
    ),
    st.sampled_from(["gnu", "pflag", "go", "aws", "git", "raw"]),
)
def test_no_word_is_lost(line: list[str], style: str) -> None:
    """Every word is a subcommand, a flag, a value or a positional of every reading."""
    argv = (literal("t"), *[literal(word) for word in line])
    for reading in parse_arguments({**TOOL, "style": style}, argv).readings():
        told = " ".join([*reading.path, *[name for name, _ in reading.flags], *[str(value) for _, value in reading.flags if value is not None],
                         *[str(word) for word in reading.positionals], *[str(word) for word in reading.after_dashes or ()]])  # fmt: skip
        for word in line:
            if not word.startswith("-") and word not in ("", "-"):
                assert word in told, (line, style, told)
