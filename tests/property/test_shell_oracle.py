"""Shell reading against real shells: whatever bash (or dash) really starts must be among the steps that were read.

The texts are generated from literals only. They run in a directory of their own, with a PATH that holds nothing but
recorders (which write down their arguments and do nothing else) and a few text programs. A step matches an executed
command when each known part is equal and each unknown part can stand for what was there.

TTA_FUZZ=N multiplies the number of generated texts.
"""

from __future__ import annotations

import binascii
import fnmatch
import itertools
import json
import os
import random
import re
import shutil
import subprocess
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tta_guard.commands.invocation import Invocation, Opaque, Reading, Word
from tta_guard.commands.pure_output import echo, printf
from tta_guard.commands.pure_programs import PROGRAMS
from tta_guard.commands.shell import read_shell

TIMES = max(int(os.environ.get("TTA_FUZZ", "1") or 1), 1)
RECORDERS = ("ka", "kb", "kubectl", "helm")
TEXT_PROGRAMS = ("cat", "base64", "tr", "rev", "head", "tail", "cut", "sed", "tac", "tee", "seq", "basename", "dirname")
MARK = "--end--"
BASH = shutil.which("bash")
DASH = shutil.which("dash")
ROOT = Path(__file__).resolve().parents[2]
FRAGMENTS = tomllib.loads((ROOT / "tests" / "vectors" / "shell_fragments.toml").read_text(encoding="utf-8"))
CORPORA = ROOT.parent / "shared" / "data" / "commands"

needs_bash = pytest.mark.skipif(BASH is None, reason="bash is not installed")


class Bench:
    """A directory with recorders, in which texts are run."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.bin = top / "bin"
        self.work = top / "work"
        self.runs = 0
        self.bin.mkdir(parents=True)
        self.work.mkdir()
        sh = DASH or "/bin/sh"
        for name in RECORDERS:
            stub = self.bin / name
            # One write, so that two of them at once do not mix.
            stub.write_text(f'#!{sh}\nprintf \'%s\\0\' "${{0##*/}}" "$@" \'{MARK}\' >> "$LOG"\n')
            stub.chmod(0o755)
        for name in TEXT_PROGRAMS:
            found = shutil.which(name)
            if found:
                (self.bin / name).symlink_to(found)
        (self.work / "a.txt").write_text("")
        (self.work / "b.txt").write_text("")
        (self.work / "sub").mkdir()

    def run(self, text: str, shell: str | None = None) -> list[list[str]]:
        """The commands that really ran, in the order written down."""
        words = [shell or BASH or "bash", *(["--norc", "--noprofile"] if shell is None else []), "-c", text]
        env = {"PATH": str(self.bin), "HOME": "/home/u", "LC_ALL": "C.UTF-8", "OUT": "out side"}
        return self._recorded(words, env)

    def record_all(self, text: str) -> list[list[str]]:
        """The commands that bash would start if it could find them."""
        handler = f"() {{ printf '%s\\0' \"$@\" '{MARK}' >> \"$LOG\"; }}"
        env = {"PATH": "/nowhere", "HOME": str(self.work), "OUT": "x", "BASH_FUNC_command_not_found_handle%%": handler}
        return self._recorded([BASH or "bash", "--norc", "--noprofile", "-c", text], env)

    def _recorded(self, words: list[str], env: dict[str, str]) -> list[list[str]]:
        # A log of its own for each run: what a text leaves running writes into nobody else's.
        self.runs += 1
        log = self.top / f"log{self.runs}"
        log.write_bytes(b"")
        with (self.top / "discard").open("wb") as discard:
            subprocess.run(
                words,
                cwd=self.work,
                env={**env, "LOG": str(log)},
                stdin=subprocess.DEVNULL,
                stdout=discard,
                stderr=discard,
                timeout=10,
                check=False,
            )
        records = os.fsdecode(log.read_bytes()).split(f"{MARK}\0")
        return [record.split("\0")[:-1] for record in records if record]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def covers(argv: tuple[Word, ...], real: list[str]) -> bool:
    """Whether the words of a step can stand for the arguments that were really passed."""
    if not argv:
        return not real
    first = argv[0]
    if not first.splits:
        return bool(real) and first.could_be(real[0]) and covers(argv[1:], real[1:])
    return any(
        all(first.could_be(word) for word in real[:count]) and covers(argv[1:], real[count:])
        for count in range(len(real) + 1)
    )


def missed(reading: Reading, executed: list[list[str]]) -> list[list[str]]:
    """What was executed and stands in no step."""
    heads = []
    for step in reading.invocations:
        if step.argv:
            name = step.argv[0]
            base = name.basename
            heads.append(((Word((base,)) if base is not None else name), *step.argv[1:]))
    return [real for real in executed if not any(covers(argv, real) for argv in heads)]


# Codes that say that more may run than is listed.
EXCUSES = {"unparsed", "too-deep", "too-much-work", "source-unknown", "eval-unknown", "alias"}


def opaque_codes(reading: Reading) -> set[str]:
    return {step.code for step in reading.opaque}


class Texts:
    """Random shell texts, made of the pieces in vectors/shell_fragments.toml."""

    DEPTH = 9

    def __init__(self, seed: int, dash: bool = False) -> None:
        self.random = random.Random(seed)
        self.pieces: dict[str, list[str]] = dict(FRAGMENTS["both"])
        if not dash:
            for kind, pieces in FRAGMENTS["bash"].items():
                self.pieces[kind] = pieces if kind == "setup" else self.pieces.get(kind, []) + pieces

    def piece(self, kind: str, depth: int = 0) -> str:
        if depth > self.DEPTH and f"flat-{kind}" in self.pieces:
            kind = f"flat-{kind}"
        before, *rest = self.random.choice(self.pieces[kind]).split("\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}")
        out = before
        for item in rest:
            inner, _, after = item.partition("\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}")
            if inner == "sep" and (out.endswith("\n") or "<<" in out.rpartition("\n")[2]):
                out += "\n" + after
            else:
                out += self.piece(inner, depth + 1) + after
        return out

    def text(self) -> str:
        return self.piece("text")


def read(text: str, dialect: str = "bash") -> Reading:
    env = {"HOME": "/home/u", "OUT": "out side"}
    return read_shell(text, dialect=dialect, env=env, env_is_whole=True, glob=files, is_dir=is_dir)  # type: ignore[arg-type]


def is_dir(path: str) -> bool | None:
    return {"sub": True, ".": True, "": True}.get(path)


def files(pattern: str, cwd: str) -> list[str]:
    """The pattern over the bench's own files."""
    names = {"": ["a.txt", "b.txt", "sub"]}.get(cwd)
    if names is None:
        return []
    prefix = ""
    if pattern.startswith("./"):
        prefix, pattern = "./", pattern[2:]
    if "/" in pattern:
        return []
    if "[:" in pattern:
        return [prefix + name for name in names if name.endswith(".txt")]
    plain = re.sub(r"\\(.)", lambda match: match[1] if match[1] not in "*?[" else f"[{match[1]}]", pattern)
    return [prefix + name for name in names if fnmatch.fnmatchcase(name, plain)]


def check(bench: Bench, text: str, dialect: str = "bash", shell: str | None = None) -> tuple[bool, bool]:
    """Whether anything ran, and whether every command that ran is known exactly. Fails on a silent misread."""
    for path in (bench.work / "sub").iterdir():
        path.unlink()
    executed = bench.run(text, shell)
    reading = read(text, dialect)
    lost = missed(reading, executed)
    if lost and not opaque_codes(reading) & EXCUSES:
        steps = [[str(word) for word in step.argv] for step in reading.invocations]
        raise AssertionError(f"lost {lost}\nin {text!r}\nsteps {steps}\nopaque {opaque_codes(reading)}")
    exact = {tuple(word.text for word in step.argv) for step in reading.invocations}
    return bool(executed), all(tuple(real) in exact for real in executed)


def fixture_texts(count: int, first: int, dash: bool = False) -> Iterator[str]:
    for seed in range(first, first + count):
        yield Texts(seed, dash).text()


@needs_bash
def test_what_bash_starts_is_read(bench: Bench) -> None:
    ran = exact = 0
    for text in fixture_texts(700 * TIMES, 1):
        some, all_exact = check(bench, text)
        ran += some
        exact += some and all_exact
    assert ran > 550 * TIMES, "the generated texts hardly start anything, so the test shows nothing"
    assert exact > ran * 0.8, f"only {exact} of {ran} texts are known exactly"


@pytest.mark.skipif(DASH is None, reason="dash is not installed")
def test_what_dash_starts_is_read(bench: Bench) -> None:
    ran = 0
    for text in fixture_texts(300 * TIMES, 1, dash=True):
        some, _ = check(bench, text, "sh", DASH)
        ran += some
    assert ran > 220 * TIMES


def vector_texts(dialect: str) -> list[str]:
    texts = []
    for name in ("shell.toml", "shell_dialects.toml"):
        cases = tomllib.loads((ROOT / "tests" / "vectors" / name).read_text(encoding="utf-8"))["case"]
        texts += [case["text"] for case in cases if case.get("dialect", "bash") == dialect]
    return texts


@needs_bash
def test_the_vectors_hold_in_bash(bench: Bench) -> None:
    ran = 0
    for text in vector_texts("bash"):
        if ":(){" in text or "\0" in text or "f; }; f" in text:
            continue  # recursion without an end, and what cannot be passed to a program
        some, _ = check(bench, text)
        ran += some
    assert ran > 300


@pytest.mark.skipif(DASH is None, reason="dash is not installed")
def test_the_vectors_hold_in_dash(bench: Bench) -> None:
    for text in vector_texts("sh"):
        check(bench, text, "sh", DASH)


def corpus(name: str) -> list[str]:
    if not (CORPORA / name).exists():
        pytest.skip("the command corpora are not here")
    return [json.loads(line)["cmd"] for line in (CORPORA / name).read_text(encoding="utf-8").splitlines()]


@needs_bash
@pytest.mark.parametrize("name", ["everyday.jsonl", "attacks.jsonl", "development-twins.jsonl"])
def test_corpus_lines_are_read_as_bash_reads_them(tmp_path: Path, name: str) -> None:
    """Nothing of the corpus is run: no program is in PATH, and bash hands what it does not find to a recorder."""
    bench = Bench(tmp_path)
    unparsed = []
    for text in corpus(name):
        if "/???/" in text:
            continue  # would find a real program
        accepted = subprocess.run([BASH or "bash", "-n", "-c", text], capture_output=True, check=False).returncode == 0
        reading = read_shell(text, env={"HOME": str(bench.work), "OUT": "x"}, env_is_whole=True)
        if accepted and "unparsed" in opaque_codes(reading):
            unparsed.append(text)
        executed = bench.record_all(text)
        assert not missed(reading, executed), text
        assert accepted or "unparsed" in opaque_codes(reading) or not executed
    assert not unparsed


# Where the two differ for a reason: documents and continued words, which tree-sitter misreads, aliases, and commands
# that nothing reaches.
UNLIKE = ("<<", "alias", "exit", "return", "break", "continue", "unset", "\\\n", "()")


def tree_names(text: str) -> set[str] | None:
    """The names of commands that tree-sitter sees; None when it is not here or sees errors."""
    tree_sitter = pytest.importorskip("tree_sitter")
    language = pytest.importorskip("tree_sitter_bash")
    source = text.encode()
    root = tree_sitter.Parser(tree_sitter.Language(language.language())).parse(source).root_node
    if root.has_error:
        return None
    names = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.children)
        if node.type == "command_name":
            name = source[node.start_byte : node.end_byte].decode()
            if name.isalpha():
                names.add(name)
    return names


def test_tree_sitter_sees_no_command_that_is_missing_here() -> None:
    """A second opinion: where its tree is sound, each command it names is a step, a definition or a shell's word."""
    keywords = {"time", "do", "done", "coproc", "eval", "exec", "command", "builtin", "jobs", "E", "EOF", "select"}
    compared = 0
    for text in vector_texts("bash"):
        names = tree_names(text)
        if names is None:
            continue
        reading = read_shell(text)
        heads = {step.argv[0].text for step in reading.invocations if step.argv}
        compared += 1
        lost = {name for name in names if name not in heads and f"{name}()" not in text and f"{name} ()" not in text}
        lost -= keywords | {name for name in names if f"function {name}" in text or f"alias {name}" in text}
        assert not lost or reading.opaque or any(mark in text for mark in UNLIKE), (text, lost)
    assert compared > 200


# Text programs against the real ones


def cases_of_programs(source: random.Random) -> Iterator[tuple[list[str], str]]:
    pick = source.choice
    for _ in range(60 * TIMES):
        text = "".join(pick("abcxyz  \n\n:,-KQ") for _ in range(source.randrange(30)))
        line = text.replace("\n", "") + "\n"
        yield ["base64"], text
        yield ["base64", "-w", pick(["0", "4", "20"])], text
        yield ["base64", "-d"], binascii.b2a_base64(text.encode()).decode()
        yield ["tr", pick(["a-c", "abc", "[:lower:]", "xyz"]), pick(["A-C", "d", "[:upper:]", "pq"])], text
        yield ["tr", pick(["-d", "-s", "-cd"]), pick(["a-m", " ", "\\n", "abc"])], text
        yield ["rev"], text
        yield ["tac"], line + line[::-1].strip() + "\n"
        yield [pick(["head", "tail"]), pick(["-n", "-c"]), pick(["0", "1", "3", "10"])], text
        yield ["tail", "-n", pick(["+1", "+2", "+3"])], text
        yield ["cut", pick(["-d:", "-d,"]), pick(["-f1", "-f2", "-f1,2", "-f2-"])], text
        yield ["cut", pick(["-c1", "-c2-3", "-c-2", "-c2-"])], text
        yield ["sed", pick(["s/a/Q/", "s/a/Q/g", "s,x,,g", "s/ab/c/;s/c/d/"])], text
        yield ["seq", pick(["3", "2 5", "0"])][:1] + pick(["3", "2 5", "0"]).split(), ""
        yield ["basename", pick(["/a/b", "b", "/a/b/", "x.txt"])], ""
        yield ["basename", "/a/b.txt", pick([".txt", ".x", "b.txt"])], ""
        yield ["dirname", pick(["/a/b", "b", "/a/b/", "/a", "a/b/c"])], ""
        yield ["cat"], text
        yield ["base32", "-d"], b32(text.encode())


def b32(data: bytes) -> str:
    import base64

    return base64.b32encode(data).decode()


def test_text_programs_write_what_the_real_ones_write() -> None:
    known = 0
    for words, text in cases_of_programs(random.Random(7)):
        program = shutil.which(words[0])
        if program is None:
            continue
        real = subprocess.run([program, *words[1:]], input=text.encode(), capture_output=True, check=False)
        answer = PROGRAMS[words[0]](
            [(word,) if word else () for word in words[1:]], (text,) if text else (), lambda path: (None,)
        )
        if answer == (None,) or real.returncode:
            continue
        known += 1
        assert "".join(part or "" for part in answer) == os.fsdecode(real.stdout), (words, text)
    assert known > 500 * TIMES


ECHOES = [
    r"echo|a|b",
    r"echo|-n|a",
    r"echo|-e|a\tb\x41\0101\101",
    r"echo|-E|a\tb",
    r"echo|-x",
    r"echo|-ne|\u00e9",
    r"echo|--|a",
    r"echo|-e|a\cb",
    r"echo",
    r"echo|-nn|-e|x",
    r"printf|a",
    r"printf|%s\n|a|b",
    r"printf|%s-%s\n|a|b|c",
    r"printf|\101\x42\n",
    r"printf|%b|\0101\102",
    r"printf|%d %x %o|12|255|8",
    r"printf|%c%c|abc|d",
    r"printf|%%",
    r"printf|--|-%s|x",
    r"printf|%s",
    r"printf|x|y",
    r"printf|%u|7",
    r"printf|%X|255",
]


@needs_bash
@pytest.mark.parametrize("line", ECHOES)
def test_echo_and_printf_write_what_those_of_bash_write(line: str) -> None:
    words = line.split("|")
    real = subprocess.run([BASH or "bash", "-c", '"$@"', "x", *words], capture_output=True, check=False).stdout
    parts = [(word,) if word else () for word in words[1:]]
    answer = echo(parts, False) if words[0] == "echo" else printf(parts)
    assert None not in answer
    assert "".join(part or "" for part in answer) == os.fsdecode(real)


# Fuzz


def mutated(source: random.Random, texts: list[str]) -> str:
    text = source.choice(texts)
    marks = "'\"`$(){}[]<>|&;\\\n #*?~=!:,@%^-+0aK\x00\r\t\x7f\u00e9\udcff"
    for _ in range(source.randrange(1, 6)):
        place = source.randrange(len(text) + 1)
        kind = source.randrange(6)
        if kind == 0:
            text = text[:place] + text[place + source.randrange(1, 4) :]
        elif kind == 1:
            text = text[:place] + source.choice(marks) * source.choice((1, 1, 1, 2, 9)) + text[place:]
        elif kind == 2:
            other = source.choice(texts)
            text = text[:place] + other[source.randrange(len(other) + 1) :]
        elif kind == 3:
            text = text[:place] + text[max(0, place - source.randrange(12)) :]
        elif kind == 4:
            text = source.choice(
                ("$({})", "`{}`", '"{}"', "'{}'", "eval '{}'", "${{x:-{}}}", "(({}))", "f() {{ {}\n}}; f", "<<E\n{}\nE")
            ).format(text)
        else:
            text = text[place:] + source.choice(("; ", "\n", " | ", " && ", "")) + text[:place]
    return text[:4000]


def test_mutated_texts_give_readings() -> None:
    source = random.Random(11)
    texts = vector_texts("bash") + vector_texts("sh") + vector_texts("zsh")
    slowest = 0.0
    for number in range(20_000 * TIMES):
        text = mutated(source, texts)
        began = time.process_time()
        reading = read_shell(text, dialect=("bash", "bash", "sh", "zsh")[number % 4], home="/h")  # type: ignore[arg-type]
        slowest = max(slowest, time.process_time() - began)
        assert isinstance(reading, Reading)
        assert all(isinstance(step, Invocation | Opaque) for step in reading.steps)
        for step in reading.invocations:
            assert all(_sound(word) for word in step.argv), text
    assert slowest < 1


def _sound(word: Word) -> bool:
    """No empty piece, no two neighbours of a kind."""
    parts = word.parts
    return "" not in parts and all((left is None) != (right is None) for left, right in itertools.pairwise(parts))
