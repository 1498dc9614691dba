"""Shell text -> steps: the vector tables, what the values promise, bounds, and hostile text."""

from __future__ import annotations

import base64
import gzip
import sys
import threading
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tta_guard.commands.invocation import UNKNOWN, Invocation, Opaque, Reading, Word, literal
from tta_guard.commands.shell import STEPS_LIMIT, TEXT_LIMIT_CHARACTERS, read_shell

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
CASES = [
    case
    for name in ("shell.toml", "shell_dialects.toml")
    for case in tomllib.loads((VECTORS / name).read_text(encoding="utf-8"))["case"]
]
HOLE = "\N{WHITE VERTICAL RECTANGLE}"


def read_case(text: str, dialect: str = "bash") -> Reading:
    return read_shell(text, dialect=dialect, home="/home/u")  # type: ignore[arg-type]


def shown_word(word: Word) -> str:
    hole = HOLE + "*" if word.splits else HOLE
    text = "".join(hole if part is None else part for part in word.parts)
    return text if word.content is None else f"{text}=>{shown_word(word.content)}"


def shown(reading: Reading) -> list[Any]:
    """A reading as the vectors write it."""
    steps: list[Any] = []
    for step in reading.steps:
        if isinstance(step, Opaque):
            steps.append({"opaque": step.code})
            continue
        whole: dict[str, Any] = {"argv": [shown_word(word) for word in step.argv]}
        if step.env:
            whole["env"] = {name: [] if value is None else shown_word(value) for name, value in step.env}
        if step.cwd is not None:
            whole["cwd"] = shown_word(step.cwd)
        if step.redirections:
            whole["redirections"] = [
                f"{item.fd}{item.op}" + ("" if item.target is None else shown_word(item.target))
                for item in step.redirections
            ]
        if step.stdin is not None:
            whole["stdin"] = shown_word(step.stdin)
        if step.stdin_from is not None:
            whole["from"] = [shown_word(word) for word in step.stdin_from.argv]
        if step.via:
            whole["via"] = list(step.via)
        steps.append(whole["argv"] if len(whole) == 1 else whole)
    return steps


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_vectors(case: dict[str, Any]) -> None:
    assert shown(read_case(case["text"], case.get("dialect", "bash"))) == case["steps"]


def test_vector_ids_are_unique() -> None:
    identifiers = [case["id"] for case in CASES]
    assert len(set(identifiers)) == len(identifiers) > 350


ATTACKS = tomllib.loads((VECTORS / "shell_attacks.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", ATTACKS, ids=range(len(ATTACKS)))
def test_what_is_hidden_is_found(case: dict[str, Any]) -> None:
    reading = read_shell(case["text"], home="/home/u")
    heads = [(step.argv[0].basename, step.argv[1].text) for step in reading.invocations if len(step.argv) > 1]
    assert ("kubectl", "delete") in heads
    assert sorted({step.code for step in reading.opaque}) == case.get("opaque", [])


def argvs(reading: Reading) -> list[list[str | None]]:
    return [[word.text for word in step.argv] for step in reading.invocations]


# The values


@pytest.mark.parametrize(
    ("word", "text", "answer"),
    [
        (literal("ka"), "ka", True),
        (literal("ka"), "kb", False),
        (Word(()), "", True),
        (UNKNOWN, "anything", True),
        (Word(("k", None)), "ka", True),
        (Word(("k", None)), "a", False),
        (Word((None, "a")), "ka", True),
        (Word(("ab", None, "bc")), "abc", False),
        (Word(("a", None, "b", None, "c")), "axbyc", True),
        (Word(("a", None, "b", None, "c")), "axyc", False),
        (Word(("k", None, "z"), True), "ka", True),
        (Word(("k", None, "z"), True), "x", True),
        (Word(("k", None, "z"), True), "xz", True),
        (Word(("k",), False), "", False),
        (Word((None,), True), "", True),
    ],
)
def test_could_be(word: Word, text: str, answer: bool) -> None:
    # A word that splits may give any word in its unknown part.
    assert word.could_be(text) is answer


def test_word_parts() -> None:
    assert Word((None, "/ka")).basename == "ka"
    assert Word((None, "/ka"), True).basename is None
    assert Word((None, "ka")).basename is None
    assert literal("/usr/bin/ka").basename == "ka"
    assert Word(("a", None, "b")).prefix == "a"
    assert Word(("a", None, "b")).suffix == "b"
    assert Word(()).text == ""
    assert Word((None,)).text is None


def test_values_are_immutable_and_hashable() -> None:
    step = Invocation((literal("ka"),))
    with pytest.raises(AttributeError):
        step.argv = ()  # type: ignore[misc]
    assert len({step, Invocation((literal("ka"),))}) == 1


# Facts that are handed in


def test_ambient_values_are_used_and_unknown_names_stay_unknown() -> None:
    given = read_shell("ka $A $B", env={"A": "one two"})
    assert argvs(given)[0][:3] == ["ka", "one", "two"]
    assert given.invocations[0].argv[3].parts == (None,)
    whole = read_shell("ka $A $B ${B:-dflt}", env={"A": "1"}, env_is_whole=True)
    assert argvs(whole) == [["ka", "1", "dflt"]]


def test_a_plain_assignment_to_an_exported_name_reaches_programs() -> None:
    inherited = read_shell("A=2; ka", env={"A": "1"}, env_is_whole=True)
    assert inherited.invocations[0].env == (("A", literal("2")),)
    own = read_shell("A=2; ka", env={"B": "1"}, env_is_whole=True)
    assert own.invocations[0].env == ()
    unsure = read_shell("A=2; ka")
    assert unsure.invocations[0].env == (("A", UNKNOWN),)


def test_a_default_of_an_unknown_parameter_is_read_as_well() -> None:
    reading = read_shell("${TOOL:-ka} x")
    assert ["ka", "x"] in argvs(reading)
    assert [step.code for step in reading.opaque] == ["command-name-unknown"]
    assert argvs(read_shell("${TOOL:-ka} x", env={"TOOL": "kb"})) == [["kb", "x"]]


def test_patterns_are_resolved_by_the_function_that_is_given() -> None:
    asked: list[tuple[str, str]] = []

    def glob(pattern: str, cwd: str) -> list[str]:
        asked.append((pattern, cwd))
        return {"/usr/bin/k?": ["/usr/bin/ka"], "*.txt": ["a.txt", "b c.txt"]}.get(pattern, [])

    reading = read_shell("/usr/bin/k? *.txt no* 'q*'; cd sub && ka *.txt", glob=glob, is_dir=lambda path: True)
    assert argvs(reading)[0] == ["/usr/bin/ka", "a.txt", "b c.txt", "no*", "q*"]
    assert not reading.opaque
    assert asked[-1] == ("*.txt", "sub")


def test_files_are_read_by_the_function_that_is_given() -> None:
    files = {"env": "A=1\nexport B=2\n", "s.sh": "ka in\n", "deep": ". deep\nka never\n"}
    reading = read_shell('. ./env; ka $A; sh < s.sh; cat s.sh | sh; eval "$(cat s.sh)"', read_file=files.get)
    steps = reading.invocations
    assert ["ka", "1"] in argvs(reading)
    assert [step.stdin for step in steps if step.argv[0].text == "sh"] == [literal("ka in\n")] * 2
    assert argvs(reading)[-1] == ["ka", "in"]
    assert not reading.opaque
    assert {step.code for step in read_shell(". ./deep", read_file=files.get).opaque} == {"too-deep"}
    unread = read_shell("A=1; . ./missing; ka $A", read_file=files.get)
    assert unread.invocations[-1].argv[1].text is None


def test_exported_functions_arguments_and_stdin_are_taken_in() -> None:
    assert argvs(read_shell("f x", env={"BASH_FUNC_f%%": '() { ka "$@"; }'})) == [["ka", "x"]]
    assert argvs(read_shell('ka "$2" $#', arguments=(literal("a"), literal("b c")))) == [["ka", "b c", "2"]]
    assert argvs(read_shell("read x; $x", stdin=literal("ka\n")))[-1] == ["ka"]
    assert argvs(read_shell("k y", aliases={"k": "ka x"})) == [["ka", "x", "y"], ["k", "y"]]


def test_cd_goes_two_ways_unless_the_directory_is_known() -> None:
    both = read_shell("cd a; ka").invocations
    assert [step.cwd for step in both if step.argv[0].text == "ka"] == [literal("a"), None]
    there = read_shell("cd a; ka", is_dir=lambda path: path == "a").invocations
    assert [step.cwd for step in there if step.argv[0].text == "ka"] == [literal("a")]
    absent = read_shell("cd a; ka", is_dir=lambda path: False).invocations
    assert [step.cwd for step in absent if step.argv[0].text == "ka"] == [None]


def test_compressed_text_is_decoded() -> None:
    packed = gzip.compress(b"ka x\n")
    once = base64.b64encode(packed).decode()
    last = read_shell(f"echo {once} | base64 -d | gunzip | sh").invocations[-1]
    assert last.stdin == literal("ka x\n")
    # Two members one after the other, of which a careless reader sees only the first.
    twice = base64.b64encode(packed + gzip.compress(b"kb\n")).decode()
    last = read_shell(f"echo {twice} | base64 -d | gunzip | sh").invocations[-1]
    assert last.stdin is None
    assert last.stdin_from is not None


def test_text_that_is_no_text_is_refused() -> None:
    assert [step.code for step in read_shell("ka \ud800").opaque] == ["control-character"]
    assert [step.code for step in read_shell("ka \udcff").opaque] == []


def test_a_short_line_takes_little_time() -> None:
    text = "kubectl --context prod-eu delete ns payments && ls"
    best = min(_seconds(text) for _ in range(50))
    assert best < 0.0005


def _seconds(text: str) -> float:
    began = time.perf_counter()
    read_shell(text)
    return time.perf_counter() - began


def test_spans_are_those_of_the_text() -> None:
    text = "ka x && kb 'y z' # c"
    assert [text[slice(*step.span)] for step in read_shell(text).invocations] == ["ka x", "kb 'y z'"]
    evaluated = "true; eval 'ka; kb'"
    spans = {step.span for step in read_shell(evaluated).invocations[1:]}
    assert [evaluated[slice(*span)] for span in spans] == ["eval 'ka; kb'"]


def test_bytes_that_are_not_utf_8_survive() -> None:
    assert argvs(read_shell("ka $'\\xff' $'\\xc3'$'\\xa9' a\udcffb")) == [["ka", "\udcff", "\xe9", "a\udcffb"]]


# Bounds


def hostile() -> dict[str, str]:
    size = 1_000_000
    return {
        "parentheses": "(" * size,
        "substitutions": "$(" * size,
        "backticks": "`" * size,
        "nested backticks": "`\\" * size,
        "braces": "{ " * size,
        "quotes": "'\"" * size,
        "semicolons": ";" * size,
        "commands": "a;" * size,
        "documents": "cat <<A\n" * 30_000,
        "one document": "cat <<A\n" + "x\\\n" * 80_000,
        "brace bomb": "ka " + "{a,b}" * 40_000,
        "small brace bomb": "ka " + "{a,b}" * 20,
        "sequence": "ka {1..999999999}",
        "if": "if a; then " * 20_000,
        "case": "case a in b) " * 18_000,
        "parameters": "${a:-" * 40_000,
        "arithmetic": "$((" * 60_000,
        "double parentheses": "((" * 60_000,
        "conditions": "[[ " + "a " * 120_000,
        "function": "f() { f; f; }; f",
        "fork bomb": ":(){ :|:& };:",
        "eval": 'x=\'eval "$x"\'; eval "$x"',
        "doubling": "x=aaaaaaaaaaaaaaaa\n" + "x=$x$x$x$x\n" * 80 + "ka $x",
        "loops": "for a in {1..60}; do " * 6 + "ka x" + "; done" * 6,
        "endless": "while true; do x=$x$x; done; until false; do ka; done",
        "branches": "".join(f"if a; then x{n}=1; else x{n}=2; fi\n" for n in range(400)),
        "lists": "a && b || " * 20_000 + "c",
        "pipes": "a | " * 60_000 + "b",
        "processes": "cat " + "<(ka) " * 30_000,
        "functions": "".join(f"f{n}(){{ f{n + 1}; f{n + 1}; }}\n" for n in range(40)) + "f0",
        "aliases": "alias a='b b b ' b='c c c ' c='a d '\na",
        "sourcing": ". /dev/stdin <<< '. /dev/stdin'",
        "stars": "ka " + "*" * 200_000,
        "pattern": "x=" + "a" * 2000 + "; ka ${x//*a*b*c*d/}",
        "expression": "ka $((" + "1+" * 50_000 + "1))",
        "subscripts": "x=$((" + "x[" * 3000 + "0" + "]" * 3000 + "))",
        "continuations": "k\\\n" * 80_000,
        "traps": "trap 'ka' USR1\n" + "trap 'kb' INT; x=$x\n" * 500,
        "dollars": "$" * 250_000,
        "tildes": "ka " + "~:" * 100_000,
        "extended pattern": "ka " + "@(" * 50_000,
        "array": "a=(" + "x " * 100_000 + ")",
        "deep function": "f() " * 30_000 + "{ :; }",
        "negations": "! " * 100_000 + "ka",
        "times": "time " * 50_000 + "ka",
    }


@pytest.mark.parametrize("name", hostile())
def test_hostile_text_gets_an_answer_soon(name: str) -> None:
    text = hostile()[name]
    for dialect in ("bash", "sh", "zsh"):
        began = time.perf_counter()
        reading = read_shell(text, dialect=dialect)  # type: ignore[arg-type]
        assert time.perf_counter() - began < 2, "far from the 100 ms that a quiet machine needs"
        assert isinstance(reading, Reading)
        assert len(reading.steps) <= 2 * (STEPS_LIMIT + 2)


def test_the_deepest_text_allowed_needs_no_deep_stack() -> None:
    """A caller that is itself 400 calls deep gets an answer, not a RecursionError."""
    texts = [*hostile().values(), "$(" * 30 + "ka" + ")" * 30, "eval " * 30 + "ka", "(" * 30 + "ka" + ")" * 30]
    texts += ['"$(' * 15 + "ka" + ')"' * 15, "if " * 15 + "ka" + "; then :; fi" * 15, "${x:-" * 28 + "$(ka)" + "}" * 28]

    def down(depth: int) -> None:
        if depth:
            down(depth - 1)
        else:
            for text in texts:
                hash(read_shell(text[:3000]))

    failures: list[BaseException] = []

    def run() -> None:
        try:
            down(400)
        except RecursionError as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert not failures


def test_nesting_that_people_write_is_read() -> None:
    text = "ka"
    for _ in range(6):
        text = f'echo "$({text})"'
    assert ["ka"] in argvs(read_shell(text))
    text = "ka"
    for _ in range(8):
        text = f"if true; then {text}; fi"
    assert ["ka"] in argvs(read_shell(text))


def test_too_large() -> None:
    assert [step.code for step in read_shell("a" * (TEXT_LIMIT_CHARACTERS + 1)).opaque] == ["too-large"]
    assert argvs(read_shell("a" * TEXT_LIMIT_CHARACTERS)) == [["a" * TEXT_LIMIT_CHARACTERS]]


def test_what_stands_before_a_limit_is_read() -> None:
    reading = read_shell("ka; " + "kb;" * 20_000)
    assert argvs(reading)[0] == ["ka"]
    assert reading.opaque


def test_the_path_imports_nothing_slow() -> None:
    import subprocess

    code = "import sys; import tta_guard.commands.shell as s; s.read_shell('ka x'); print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True)
    loaded = {module.split(".")[0] for module in done.stdout.split()}
    slow = {"re", "json", "enum", "dataclasses", "typing", "collections", "functools", "contextlib", "tree_sitter"}
    assert not loaded & slow
