"""Braces, folding, lint, sets and hostile patterns. What a pattern matches is held against git in tests/property."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tta_guard.errors import GlobError
from tta_guard.policy import globs, globset
from tta_guard.policy.globs import GlobSet, expand_braces, fold, lint_glob, parse_glob

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from tta_guard.policy.globs import Match

READINGS: tuple[Match, Match] = ("pathspec", "ignore")

# --- braces


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (b"a", [b"a"]),
        (b"*.{js,ts}", [b"*.js", b"*.ts"]),
        (b"{a,b}/{c,d}", [b"a/c", b"a/d", b"b/c", b"b/d"]),
        (b"x{,.bak}", [b"x", b"x.bak"]),
        (b"{a,{b,c}d}e", [b"ae", b"bde", b"cde"]),
        (b"{a}", [b"{a}"]),
        (b"{}", [b"{}"]),
        (b"{},a}", [b"{},a}"]),
        (b"x{},a}", [b"x}", b"xa"]),
        (b"{a,b}{},c}", [b"a{},c}", b"b{},c}"]),
        (b"{a,b,{}}", [b"a", b"b", b"{}"]),
        (b"{a,b", [b"{a,b"]),
        (b"a,b}", [b"a,b}"]),
        (b"{{a,b}", [b"{a", b"{b"]),
        (b"{a,b}}", [b"a}", b"b}"]),
        (b"{a},b}", [b"a}", b"b"]),
        (b"{a,b{c,d}", [b"{a,bc", b"{a,bd"]),
        (b"\\{a,b}", [b"\\{a,b}"]),
        (b"{a\\,b,c}", [b"a\\,b", b"c"]),
        (b"{a,b\\}", [b"{a,b\\}"]),
        (b"{a,b\\\\}", [b"a", b"b\\\\"]),
        (b"[{a,b}]", [b"[a]", b"[b]"]),
        (b"{\xff,\n}", [b"\xff", b"\n"]),
        (b"{1..3}", [b"{1..3}"]),
        # To git the empty pathspec is the whole repository, so no brace may make one.
        (b"{,a}", [b"a"]),
        (b"{,}", []),
        (b"", []),
    ],
)
def test_braces_are_expanded_as_by_bash(pattern: bytes, expected: list[bytes]) -> None:
    assert list(expand_braces(pattern)) == expected


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is the oracle")
def test_random_braces_are_expanded_as_by_bash() -> None:
    rng = random.Random(7)
    patterns = ["".join(rng.choices("{},ab", (4, 4, 4, 2, 1), k=rng.randint(2, 14))) for _ in range(1500)]
    # The x keeps bash from dropping empty words, in half of the cases at the end, for the start of a word has a rule.
    patterns = [f"x{each}" if index % 2 else f"{each}x" for index, each in enumerate(patterns)]
    script = "".join(f"printf '%s ' {pattern}\necho\n" for pattern in patterns)
    done = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, check=True)
    lines = done.stdout.decode().split("\n")[:-1]
    assert len(lines) == len(patterns)
    expected = [line.split() for line in lines]
    assert any(len(words) > 3 for words in expected)
    for pattern, words in zip(patterns, expected, strict=True):
        assert [word.decode() for word in expand_braces(pattern.encode())] == words, pattern


@pytest.mark.parametrize(
    "pattern",
    [
        b"{a,b}" * 9,
        b"{" + b",".join([b"a"] * 257) + b"}",
        b"{a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q}{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16}",
        b"{a," * 9 + b"x" + b"}" * 9,
        b"a" * 4097,
        b"{" * 257,
        b"{a,b}" * 800,
    ],
    ids=["product", "alternatives", "product-of-two", "depth", "length", "opening", "many"],
)
def test_braces_are_bounded(pattern: bytes) -> None:
    with pytest.raises(GlobError):
        expand_braces(pattern)


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        (b"{a,b}" * 8, 256),
        (b"{" + b",".join([b"a"] * 256) + b"}", 256),
        (b"{a," * 8 + b"x" + b"}" * 8, 9),
        (b"a" * 4096, 1),
        (b"{" * 256, 1),
    ],
    ids=["product", "alternatives", "depth", "length", "opening"],
)
def test_braces_at_the_bounds_are_expanded(pattern: bytes, count: int) -> None:
    assert len(expand_braces(pattern)) == count


# --- bounds and odd input


def test_a_pattern_that_is_too_long_is_refused() -> None:
    for match in READINGS:
        assert parse_glob(b"a" * 4096, match).matches(b"a" * 4096)
        with pytest.raises(GlobError) as caught:
            parse_glob(b"a" * 4097, match)
        assert (caught.value.code, caught.value.hint) == ("bad-glob", "shorten the pattern")


@given(st.binary(max_size=40), st.sampled_from(READINGS), st.booleans(), st.binary(max_size=20), st.booleans())
@settings(max_examples=300, deadline=None)
@example(b"/", "ignore", False, b"", True)
@example(b"!", "ignore", True, b"/", True)
@example(b"[[:", "pathspec", True, b"a//b", False)
def test_no_pattern_and_no_path_raises(pattern: bytes, match: Match, folded: bool, path: bytes, is_dir: bool) -> None:
    glob = parse_glob(pattern, match, folded)
    many = GlobSet([glob])
    expected = glob.matches(path, is_dir)
    assert many.all(path, is_dir) == ((0,) if expected else ())
    assert glob.may_match_below(path) in (True, False)
    assert isinstance(lint_glob(pattern), list)
    if all(part not in (b"", b".", b"..") for part in path.split(b"/")):
        assert many.bulk()(path, is_dir) is expected


def test_a_nul_ends_an_ignore_line_and_kills_a_pathspec() -> None:
    assert parse_glob(b"a\0b", "ignore").matches(b"a")
    assert not parse_glob(b"a\0b", "pathspec").matches(b"a")
    assert not parse_glob(b"**\0", "pathspec").matches(b"a")


def test_a_glob_is_immutable_and_a_value() -> None:
    glob = parse_glob(b"*.py", "ignore")
    assert glob == parse_glob(b"*.py", "ignore") != parse_glob(b"*.py", "pathspec")
    assert hash(glob) == hash(parse_glob(b"*.py", "ignore"))
    with pytest.raises(AttributeError):
        glob.pattern = b"*"  # type: ignore[misc]


@pytest.mark.parametrize(
    "pattern", [b"**", b"**/*", b"*/**", b"/etc/passwd", b"*", b".", b"", b"//etc/**", b"**/passwd"]
)
def test_a_pathspec_allows_nothing_outside_the_repository(pattern: bytes) -> None:
    glob = parse_glob(pattern, "pathspec")
    assert not glob.matches(b"/etc/passwd")
    assert not glob.may_match_below(b"/etc")
    assert GlobSet([glob]).all(b"/etc/passwd") == ()
    assert not GlobSet([glob]).bulk()(b"/etc/passwd")


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        (b"*.pem", True),
        (b"**/.ssh/*", True),
        (b".ssh/", True),
        (b"home/u", False),
        (b"/home/u", False),
        (b"h*/u", False),
    ],
)
def test_an_ignore_pattern_of_any_depth_denies_outside_the_repository_too(pattern: bytes, matches: bool) -> None:
    many = GlobSet([parse_glob(pattern, "ignore")])
    assert bool(many.all(b"/home/u/.ssh/id.pem")) is many.bulk()(b"/home/u/.ssh/id.pem") is matches


# --- directories


def test_directories_and_submodules() -> None:
    only = parse_glob(b"build/", "ignore")
    assert only.matches(b"x/build", is_dir=True)
    assert only.matches(b"x/build/o")
    assert not only.matches(b"x/build")
    submodule = parse_glob(b"vendor/lib/", "pathspec")
    assert submodule.matches(b"vendor/lib", is_dir=True)
    assert not submodule.matches(b"vendor/lib")


@pytest.mark.parametrize(
    ("pattern", "match", "yes", "no"),
    [
        (b"src/*/x.py", "pathspec", [b"", b"src", b"src/a"], [b"lib", b"src/a/b", b"sr"]),
        (b"src/**/x.py", "pathspec", [b"src", b"src/a", b"src/a/b/c"], [b"lib"]),
        (b"src", "pathspec", [b"", b"src", b"src/a"], [b"srcs", b"lib"]),
        (b"src/", "pathspec", [b"src", b"src/a"], [b"lib"]),
        (b"*.py", "pathspec", [b""], [b"a"]),
        (b".", "pathspec", [b"", b"a/b"], []),
        (b"../x", "pathspec", [], [b"", b"x"]),
        (b"a[", "pathspec", [b"", b"a[", b"a[/b"], [b"a"]),
        (b"*.py", "ignore", [b"", b"a", b"a/b.py/c"], []),
        (b"a/*.py", "ignore", [b"", b"a", b"a/x.py", b"a/x.py/c"], [b"b", b"a/b", b"x/a"]),
        (b"a/b*/c", "ignore", [b"a", b"a/bb", b"a/b/c", b"a/b/c/d"], [b"a/c", b"a/b/d"]),
        (b"a/**", "ignore", [b"", b"a", b"a/b"], [b"b"]),
        (b"a[", "ignore", [], [b"", b"a["]),
    ],
)
def test_what_may_match_below(pattern: bytes, match: Match, yes: list[bytes], no: list[bytes]) -> None:
    glob = parse_glob(pattern, match)
    assert [each for each in yes if not glob.may_match_below(each)] == []
    assert [each for each in no if glob.may_match_below(each)] == []


# --- folding


@pytest.mark.parametrize(
    ("path", "twin"),
    [
        (b"Secrets/KEY", b"secrets/key"),
        ("\u00c9t\u00e9".encode(), "e\u0301te\u0301".encode()),
        (b"STRASSE", "stra\u00dfe".encode()),
        (".g\u200cit/config".encode(), b".git/config"),
        ("\ufeff.GIT".encode(), b".git"),
        (".\u017fsh".encode(), b".ssh"),
        ("\u212aey".encode(), b"key"),
        ("\u03a3\u03c2".encode(), "\u03c3\u03c3".encode()),
        (b"\xffSecrets", b"\xffsecrets"),
        (b"\xff\xc3\x89", b"\xff" + "e\u0301".encode()),
    ],
)
def test_twin_spellings_fold_to_one(path: bytes, twin: bytes) -> None:
    assert fold(path) == fold(twin)
    assert fold(b"x/" + path) == b"x/" + fold(path)


@pytest.mark.parametrize(("path", "other"), [(b"a", b"b"), ("é".encode(), b"e"), (b"a/b", b"ab"), (b"\xff", b"\xfe")])
def test_different_names_stay_different(path: bytes, other: bytes) -> None:
    assert fold(path) != fold(other)


@given(st.text(max_size=20))
@settings(max_examples=300, deadline=None)
@example("\u0345\u0301")
@example("\u1e9e\u0130\u03a9\u0344")
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text.encode("utf-8", "surrogatepass"))
    assert fold(once) == once
    assert once.count(b"/") == text.count("/")


ASCII_ATOMS = [
    b"*",
    b"**",
    b"/",
    b"**/",
    b"?",
    b"[A-C]",
    b"[!a]",
    b"[^A]",
    b"[[:upper:]]",
    b"[[:lower:]1]",
    b"\\",
    b"A",
]
ASCII_ATOMS += [b"a", b"B", b"b", b".", b"[", b"]", b"[Z-a]", b"\\A", b"\\[", b"-", b"!", b"x.PY", b" "]


def test_what_matches_plainly_matches_folded() -> None:
    rng = random.Random(11)
    positive = 0
    for _ in range(6000):
        pattern = b"".join(rng.choices(ASCII_ATOMS, k=rng.randint(1, 5)))
        path = b"/".join(
            b"".join(rng.choices([b"A", b"a", b"B", b"b", b"-", b"["], k=2)) for _ in range(rng.randint(1, 3))
        )
        for match in READINGS:
            if parse_glob(pattern, match).matches(path):
                positive += 1
                twin = parse_glob(pattern, match, folded=True)
                for spelled in (path, path.upper(), path.swapcase()):
                    assert twin.matches(fold(spelled)), (pattern, match, path)
                    assert GlobSet([twin]).all(fold(spelled)) == (0,)
                    assert GlobSet([twin]).bulk()(fold(spelled))
    assert positive > 500


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        (b"Secrets/*.Key", b"SECRETS/a.KEY"),
        ("Geheimnisse-\u00c4*".encode(), "geheimnisse-a\u0308x".encode()),
        # A combining mark after the last plain letter must not carry the name past the star.
        (b"secret*", "SECRET\u0301.txt".encode()),
        (b".git/", ".G\u200dIT/config".encode()),
        (b"[A-C]x", b"BX"),
        (b"\\Key", b"kEY"),
    ],
)
def test_a_folded_glob_catches_the_twin(pattern: bytes, path: bytes) -> None:
    assert parse_glob(pattern, "ignore", folded=True).matches(fold(path))
    assert not parse_glob(pattern, "ignore", folded=True).matches(fold(b"other/name"))


# --- lint


@pytest.mark.parametrize(
    ("pattern", "codes"),
    [
        (b"", ["empty"]),
        (b"./a", ["dot-component"]),
        (b"a//b", ["empty-component"]),
        (b"../a", ["dot-dot-component"]),
        (b" a", ["leading-space"]),
        (b"a ", ["trailing-space"]),
        (b"a\t", ["trailing-space"]),
        (b"a\r", ["line-break"]),
        (b"a\nb", ["line-break"]),
        (b"a\0", ["nul"]),
        (b"!a", ["negation"]),
        (b"/a", ["absolute"]),
        (b"a\\", ["lone-backslash"]),
        (b"[z-a]", ["backward-range"]),
        (b"[a", ["bad-bracket"]),
        (b"[[:nope:]]", ["bad-bracket"]),
        (b"a[b/c]d", ["slash-in-bracket"]),
        (b"a**b", ["glued-stars"]),
        (b"a/**.py", ["glued-stars"]),
        (b"a**", ["glued-stars"]),
        (b"f{1..9}", ["brace-sequence"]),
        (b"a" * 5000, ["too-long"]),
        (b" /a//./../b[", ["leading-space", "empty-component", "dot-component", "dot-dot-component", "bad-bracket"]),
        (b"a\\\\", []),
        (b"a\\ b", []),
        (b"[a-z][!x][]-]", []),
        (b"[a\\-b]", []),
        (b"**/a/**/*.{js,ts}", []),
        (b"{**/a,b/**}", []),
        (b".github/**", []),
        (b"...", []),
        (b"x!/y..z", []),
    ],
)
def test_dead_spellings_are_told(pattern: bytes, codes: list[str]) -> None:
    found = lint_glob(pattern)
    assert [code for code, _ in found] == codes
    assert all(message for _, message in found)


# --- sets


def test_a_set_answers_by_index() -> None:
    patterns = [b"*.py", b"secrets/", b"docs/**", b"a/b", b"**/x.py", b"[a-z].py", b"x.py", b"*"]
    many = GlobSet([parse_glob(pattern, "ignore") for pattern in patterns])
    assert many.all(b"docs/x.py") == (0, 2, 4, 5, 6, 7)
    assert many.first(b"a/b/c") == 3
    assert many.all(b"secrets", is_dir=True) == (1, 7)
    assert many.all(b"secrets") == (7,)


def test_an_empty_set_matches_nothing() -> None:
    for made in ([], [parse_glob(b"[", "ignore")], [parse_glob(b"../x", "pathspec")]):
        many = GlobSet(made)
        bulk = many.bulk()
        assert (many.all(b"a"), many.first(b"a"), bulk(b"a"), bulk(b"a", True)) == ((), None, False, False)
        assert (bulk.select([b"a"]), bulk.all(b"a")) == ([], ())


def test_asking_a_few_paths_imports_no_regular_expressions() -> None:
    program = """
import sys
before = set(sys.modules)
from tta_guard.policy.globs import GlobSet, expand_braces, fold, lint_glob, parse_glob
for match in ("ignore", "pathspec"):
    globs = [parse_glob(each, match, True) for each in expand_braces(b"{**/[a-z]*.py,b/**,c}")]
    assert GlobSet(globs).all(fold(b"b/A.py")) == (0, 1), GlobSet(globs).all(b"b/A.py")
new = set(sys.modules) - before
print(*sorted(name for name in new if not name.startswith(("tta_guard", "__"))))
"""
    root = Path(__file__).resolve().parent.parent.parent
    done = subprocess.run(
        [sys.executable, "-S", "-E", "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


# --- hostile patterns

HOSTILE: list[tuple[str, Callable[[int], bytes], Callable[[int], bytes]]] = [
    ("stars", lambda n: b"a*" * n + b"b", lambda n: b"a" * (4 * n)),
    ("stars-questions", lambda n: b"*a?" * n + b"b", lambda n: b"a" * (4 * n)),
    ("star-classes", lambda n: b"[[:alpha:]]*" * n + b"[0-9]", lambda n: b"a" * (4 * n)),
    ("globstars", lambda n: b"**/a/" * n + b"b", lambda n: b"/".join([b"a"] * (2 * n))),
    ("globstar-runs", lambda n: b"**/a/b/a/" * n + b"c", lambda n: b"/".join([b"a", b"b"] * (2 * n))),
    ("globstar-stars", lambda n: b"**/*a*/" * n + b"b", lambda n: b"/".join([b"aaa"] * (2 * n))),
    ("globstar-long-run", lambda n: b"**/" + b"a/" * n + b"b/**/c", lambda n: b"/".join([b"a"] * (3 * n))),
    ("globstar-then-stars", lambda n: b"**/" + b"*a" * n + b"b", lambda n: b"/".join([b"a" * n] * 6)),
    ("escaped-globstars", lambda n: b"**\\/a/" * n + b"b", lambda n: b"/".join([b"a"] * (2 * n))),
    ("directories", lambda n: b"a/*/" * n + b"b/", lambda n: b"/".join([b"a"] * (4 * n))),
    ("stars-fail-inside", lambda n: b"a*" * n + b"b*a", lambda n: b"a" * (4 * n)),
    ("classes-fail-inside", lambda n: b"[[:alpha:]]*" * n + b"[0-9]*a", lambda n: b"a" * (4 * n)),
    ("wide-piece", lambda n: b"*" + b"a?" * n + b"b*a", lambda n: b"a" * (6 * n)),
    ("wide-piece-each", lambda n: b"**/x/*" + b"a?" * n + b"b*a", lambda n: b"x/" + b"/x/".join([b"a" * n] * 6)),
    ("globstar-fail-inside", lambda n: b"**/*a*/" * n + b"b/**/a", lambda n: b"/".join([b"aaa"] * (2 * n))),
    ("floating", lambda n: b"*a" * n + b"b", lambda n: b"/".join([b"a" * n] * 6)),
    ("unclosed-classes", lambda n: b"[[:a" * n, lambda n: b"[" * n),
]


def steps(call: Callable[[], object]) -> int:
    """The lines of the glob modules that a call runs through: a measure without a clock."""
    files = {globs.__file__, globset.__file__}
    count = 0

    def local(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal count
        count += event == "line"
        return local

    def calls(frame: FrameType, event: str, arg: object) -> Any:
        return local if frame.f_code.co_filename in files else None

    sys.settrace(calls)
    try:
        call()
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize("match", READINGS)
@pytest.mark.parametrize(("pattern", "path"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_hostile_patterns_cost_no_more_than_pattern_by_path(
    match: Match, pattern: Callable[[int], bytes], path: Callable[[int], bytes]
) -> None:
    for size in (10, 40):
        text, name = pattern(size), path(size)
        glob = parse_glob(text, match)
        many = GlobSet([glob])
        bound = 4 * len(text) * len(name) + 1000
        assert not glob.matches(name)
        assert 0 < steps(partial(glob.matches, name)) <= bound
        assert 0 < steps(partial(many.all, name)) <= bound
        assert 0 < steps(partial(glob.may_match_below, name)) <= bound
        assert 0 < steps(partial(parse_glob, text, match)) <= 60 * len(text) + 1000


@pytest.mark.parametrize("match", READINGS)
@pytest.mark.parametrize(("pattern", "path"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_hostile_patterns_do_not_explode_the_regular_expression(
    match: Match, pattern: Callable[[int], bytes], path: Callable[[int], bytes]
) -> None:
    """Twice the pattern and twice the path: four times the work, never the eight or more of one more nested scan."""

    def seconds(size: int) -> float:
        bulk = GlobSet([parse_glob(pattern(size), match)]).bulk()
        name = path(size)
        best = float("inf")
        for _ in range(5):
            begin = time.perf_counter()
            for _ in range(20):
                assert not bulk(name)
            best = min(best, time.perf_counter() - begin)
        return best

    # A floor keeps what is too short to be measured from counting; a wide margin keeps a busy machine from failing.
    assert seconds(120) <= 16 * max(seconds(30), 2e-4) * 2.5
