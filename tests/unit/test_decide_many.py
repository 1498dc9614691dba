"""Asking about many paths at once: the sieve, the cover, `decide_many` and `noted` against the one-path answers."""

from __future__ import annotations

import json
import os
import random
import tomllib
from pathlib import Path

import pytest

from tests.conftest import Repo
from tta_guard.errors import GitError
from tta_guard.git.changes import pending, staged
from tta_guard.git.check import examine
from tta_guard.git.raw import ChangeList, parse_pieces, parse_raw
from tta_guard.model import ACCESSES, Source
from tta_guard.plumbing.process import discover
from tta_guard.policy.bulk import Cover, Crowd, Sieve, needles_of
from tta_guard.policy.compiler import compile_policy
from tta_guard.policy.config import parse_config
from tta_guard.policy.globs import GlobSet, fold, parse_glob
from tta_guard.policy.paths import decide_many, decide_path, noted
from tta_guard.policy.rules import Policy, Rule

VECTORS = Path(__file__).resolve().parents[1] / "vectors" / "globs.toml"
LIST = Source("modes/builder.chatmode.md", 3)

# ---- random patterns and paths -------------------------------------------------------------------------------------


def _words(text: str) -> list[bytes]:
    return [word.encode().decode("unicode_escape").encode("latin-1") for word in text.split()]


ATOMS = _words(
    r"a b A ab test_ .env .ts docs . \x01 \xc3\xa9 * * ** ** ? [ab] [!a] [A-Z] [ \\* \\a \\/ / / / **/ /** /**/ /*"
)
BITS = _words(r"a b A B ab test_ .env .ts x docs . * ** \x01 \xff \n")
# The last one folds to a plain k.
BITS += ["é".encode(), "É".encode(), "\u212a".encode()]


def pattern(rng: random.Random) -> bytes:
    return b"".join([rng.choice(ATOMS) for _ in range(rng.randint(1, 6))])


def component(rng: random.Random) -> bytes:
    made = b"".join([rng.choice(BITS) for _ in range(rng.randint(1, 3))])
    return made if made not in (b".", b"..") else b"a"


def path(rng: random.Random) -> bytes:
    return b"/".join([component(rng) for _ in range(rng.randint(1, 4))])


def path_like(rng: random.Random, spelled: bytes) -> bytes:
    """A path that the pattern has a good chance to match."""
    for wild, choices in (
        (b"**/", [b"", b"a/", b"a/b/"]),
        (b"**", [b"a", b"x/y"]),
        (b"*", [b"", b"a", b"x"]),
        (b"?", [b"a"]),
        (b"[ab]", [b"b"]),
        (b"[!a]", [b"b"]),
        (b"\\", [b""]),
    ):
        spelled = spelled.replace(wild, rng.choice(choices))
    parts = [part for part in spelled.split(b"/") if part not in (b"", b".", b"..")]
    return (b"/".join(parts) or b"a") + rng.choice([b"", b"", b"/x", b".ts"])


def case(seed: int) -> tuple[list[bytes], list[bytes]]:
    rng = random.Random(seed)
    patterns = [pattern(rng) for _ in range(rng.randint(1, 6))]
    paths = [path(rng) for _ in range(30)] + [path_like(rng, rng.choice(patterns)) for _ in range(30)]
    return patterns, paths


# ---- the sieve and the cover ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("match", ["ignore", "pathspec"])
@pytest.mark.parametrize("block", range(4))
def test_the_sieve_and_the_cover_answer_as_each_glob_does(block: int, match: str) -> None:
    matched = 0
    for seed in range(block * 100, block * 100 + 100):
        patterns, paths = case(seed)
        globs = [parse_glob(spelled, match) for spelled in patterns]  # type: ignore[arg-type]
        expected = {place for place, path in enumerate(paths) if any(glob.matches(path) for glob in globs)}
        asked = range(len(globs))
        assert Sieve(globs).matched(Crowd(paths), asked) == expected, (patterns, paths)
        cover = Cover(globs)
        cover.uncovered(paths[:9])
        assert set(cover.uncovered(paths)) == set(range(len(paths))) - expected, (patterns, paths)
        folded = [parse_glob(spelled, match, folded=True) for spelled in patterns]  # type: ignore[arg-type]
        plain = [path for path in paths if path.isascii()]
        twins = {place for place, path in enumerate(plain) if any(glob.matches(fold(path)) for glob in folded)}
        assert Sieve(folded).matched(Crowd(plain), asked, fold) == twins, (patterns, plain)
        matched += len(expected)
    assert matched > 500


@pytest.mark.parametrize("match", ["ignore", "pathspec"])
def test_a_set_of_globs_answers_as_each_glob_does(match: str) -> None:
    for seed in range(1000, 1150):
        patterns, paths = case(seed)
        globs = [parse_glob(spelled, match) for spelled in patterns]  # type: ignore[arg-type]
        many = GlobSet(globs)
        for path in paths:
            assert many.all(path) == tuple([index for index, glob in enumerate(globs) if glob.matches(path)])


def test_the_sieve_and_the_cover_on_gits_own_cases() -> None:
    vectors = tomllib.loads(VECTORS.read_text(encoding="utf-8"))["vector"]
    assert len(vectors) > 20
    for vector in vectors:
        for match in ("ignore", "pathspec"):
            glob = parse_glob(vector["pattern"].encode(), match)
            paths = vector["paths"]
            expected = {place for place, path in enumerate(paths) if path in vector[match]}
            spelled = [path.encode() for path in paths]
            assert Sieve([glob]).matched(Crowd(spelled), [0]) == expected, vector["id"]
            assert set(Cover([glob]).uncovered(spelled)) == set(range(len(paths))) - expected, vector["id"]


ATTACKS = [
    # Where the literal text of a pattern ends inside a component, `**/` goes on inside it.
    ("ignore", b"lib**/x", b"libx"),
    ("pathspec", b"lib**/**/x", b"libx"),
    # The text that needs to be there is in another case, or only so after folding.
    ("ignore", b"Secret*Key", b"SECRET-KEY"),
    # A component that ends a directory's name, and one that begins it.
    ("ignore", b"*.pem", b"a.pem/readme"),
    ("ignore", b".env*", b"x/.envs/readme"),
    # Zero components between two `**`.
    ("ignore", b"**/a/**/b", b"a/b"),
    ("pathspec", b"a/**/b", b"a/b"),
    # Nothing literal at all.
    ("ignore", b"??", b"x/ab/c"),
    ("pathspec", b"*", b"x"),
    ("pathspec", b"", b"anything/at/all"),
    # A pathspec is its own text too, wildcards and all.
    ("pathspec", b"a[b", b"a[b/c"),
    ("pathspec", b"a*/", b"a*/c"),
    # Short ends, and ends that are all there is.
    ("ignore", b"*.h", b"x/y.h"),
    ("ignore", b"*~", b"x/y~"),
    ("ignore", b"*.pem", b".pem"),
    # A bracket or a `?` next to the text.
    ("ignore", b".env[-_]*", b"x/.env-local"),
    ("ignore", b"*[-_]key.json", b"x_key.json"),
    # Bytes that are no text.
    ("ignore", b"\xff*", b"\xffx"),
    ("ignore", b"a\nb/*", b"a\nb/c"),
]


@pytest.mark.parametrize(("match", "spelled", "path"), ATTACKS)
def test_what_might_slip_through_the_sieve(match: str, spelled: bytes, path: bytes) -> None:
    glob = parse_glob(spelled, match, folded=match == "ignore")  # type: ignore[arg-type]
    crowd = [b"first/of/all.txt", path, b"last"]
    spell = fold if match == "ignore" else None
    assert 1 in Sieve([glob]).matched(Crowd(crowd), [0], spell)
    text = b"\0/" + (fold(path) if spell else path).lower() + b"/\0"
    assert any(all(needle in text for needle in needles) for needles in needles_of(glob))
    if match == "pathspec":
        assert 1 not in Cover([glob]).uncovered(crowd)


NOT_COVERED = [
    (b"docs/**", b"docs2/a", b"docs/a"),
    (b"docs/**/*", b"docs", b"docs/a/b"),
    (b"docs/**/*.md", b"docs/a.md/b", b"docs/a.md"),
    (b"docs/*.md", b"docs/a/b.md", b"docs/b.md"),
    (b"docs/*.md", b"Docs/b.md", b"docs/.md"),
    (b"docs/aba*aba", b"docs/aba", b"docs/abaaba"),
    (b"docs/a*.md", b"docs/b.md", b"docs/a.md"),
    (b"docs/a*.md", b"docs/ax/a.md", b"docs/ax.md"),
    (b"*/x/*.md", b"a/b/x/c.md", b"a/x/c.md"),
    # The text that stands for any name is in the pattern itself.
    (b"\x01*.ts", b"x.ts", b"\x01x.ts"),
    (b"\x01**", b"x", b"\x01x"),
    (b"a/\x01?", b"a/\x01", b"a/\x01b"),
]


@pytest.mark.parametrize(("spelled", "uncovered", "covered"), NOT_COVERED)
def test_what_an_allow_list_does_not_cover(spelled: bytes, uncovered: bytes, covered: bytes) -> None:
    cover = Cover([parse_glob(spelled, "pathspec")])
    directory = covered[: covered.rfind(b"/") + 1]
    assert cover.uncovered([covered, uncovered, covered]) == [1]
    # What was learned of a directory from one name is asked about another.
    assert cover.uncovered([directory + b"no-such-name", uncovered, covered])[-1] == 1


# ---- policies ------------------------------------------------------------------------------------------------------

BASELINE = compile_policy(None, parse_config(b"", "tta-guard.yaml"), [], signed=False)
SIGNED = compile_policy(None, parse_config(b"", "tta-guard.yaml"), [], signed=True)

EMPTY = Policy(None, "HIGH", (), (), (), (), None, None, None, BASELINE.settings, ())


def rule(
    spelled: str,
    verdict: str,
    code: str,
    access: tuple[str, ...] = ACCESSES,
    match: str = "ignore",
    exceptions: tuple[str, ...] = (),
) -> Rule:
    return Rule("path", spelled, verdict, code, spelled, LIST, access, (), match, exceptions)  # type: ignore[arg-type]


def made(base: Policy, rules: list[Rule], listed: bool) -> Policy:
    return Policy(
        "builder", "HIGH", (*base.rules, *rules), (), (), (), LIST if listed else None, None, None, base.settings, (),
    )  # fmt: skip


def random_policy(rng: random.Random) -> Policy:
    rules = []
    for _ in range(rng.randint(0, 5)):
        spelled = pattern(rng).decode("utf-8", "surrogateescape")
        access = tuple(rng.sample(ACCESSES, rng.randint(1, 4)))
        exceptions = (pattern(rng).decode("utf-8", "surrogateescape"),) if rng.random() < 0.3 else ()
        match = rng.choice(["ignore", "pathspec"])
        rules.append(
            rng.choice(
                [
                    rule(spelled, "deny", "denied-path", access, match, exceptions),
                    rule(spelled, "approval", "approval-path", access, match),
                    rule(spelled, "allow", "allowed-path", access, "pathspec"),
                    rule(spelled, "allow", "override", access, "pathspec"),
                    rule(spelled, "allow", "guard-file", access, match, exceptions),
                ]
            )
        )
    base = rng.choice([BASELINE, SIGNED, EMPTY])
    return made(base, rules, rng.random() < 0.5)


NAMES = (
    "src docs lib web app packages Secrets secrets node_modules .github chatmodes .ssh .aws .git hooks .claude "
    "main.py README.md .env .ENV .env.example .env.local key.pem ca.pem id_rsa id_rsa.pub credentials config.json "
    "settings.json server.key kubeconfig.yaml client_secret_1.json tta-guard.yaml Tta-Guard.YAML lefthook-local.yml "
    "terraform.tfstate terraform.tfstate.backup.1 x.kdbx values.schema.json gcloud service_account.json index.ts "
    "Ünïcode.md sécrets".split()
)


def real_path(rng: random.Random) -> bytes:
    made_of = [rng.choice(NAMES) for _ in range(rng.randint(1, 4))]
    start = rng.choice(["", "", "", "", "", "", "", "/", "/tmp/"])
    return (start + "/".join(made_of)).encode()


def silent(policy: Policy, access: str, path: bytes) -> bool:
    decision = decide_path(policy, access, path)  # type: ignore[arg-type]
    return decision.verdict == "allow" and not decision.reasons


@pytest.mark.parametrize("block", range(8))
def test_asking_about_many_leaves_nothing_out(block: int) -> None:
    """24,000 questions: what is not noted is silently allowed, and without exceptions and overrides nothing else is."""
    spoken = quiet = 0
    for seed in range(block * 20, block * 20 + 20):
        rng = random.Random(seed)
        policy = random_policy(rng)
        exact = not any(rule.exceptions or rule.code == "override" for rule in policy.rules)
        size = rng.choice([1, 3, 5, 30, 70, 300, 700])
        questions = [(rng.choice(ACCESSES), rng.choice([path, real_path])(rng)) for _ in range(size)]
        found = decide_many(policy, questions)  # type: ignore[arg-type]
        assert found == sorted(set(found))
        for index, (access, path_) in enumerate(questions):
            if index not in found:
                assert silent(policy, access, path_), (seed, access, path_)
                quiet += 1
            elif not silent(policy, access, path_):
                spoken += 1
            else:
                assert not exact or path_.startswith(b"/"), (seed, access, path_)
    assert spoken > 50
    assert quiet > 50


@pytest.mark.parametrize("size", [0, 1, 3, 4, 5, 63, 64, 65, 700])
def test_the_number_of_paths_does_not_matter(size: int) -> None:
    """The bad one is found wherever it stands, and nothing else is."""
    paths = [b"src/module%d/file%d.py" % (number % 7, number) for number in range(size)]
    assert noted(BASELINE, "create", paths) == []
    for place in {0, size // 2, max(size - 1, 0)}:
        with_secret = [*paths[:place], b"src/.ENV", *paths[place:]]
        assert noted(BASELINE, "create", with_secret) == [place]
        assert decide_many(BASELINE, [("create", path_) for path_ in with_secret]) == [place]
        # Deleting a secret is nobody's concern; the other accesses have rules of their own.
        assert noted(BASELINE, "delete", with_secret) == []


@pytest.mark.parametrize(
    "bad",
    [
        b"x/\xc5\xa0/.env",
        "s\u00e9crets/.e\u200dnv".encode(),
        "\u212aey/id_rsa".encode(),
        b"\xff/.pem/a.pem",
        b"a\nb/.env",
    ],
)
def test_names_that_are_not_ascii_are_looked_at_in_both_spellings(bad: bytes) -> None:
    paths = [*[f"ordnung/übersicht{number}.txt".encode() for number in range(80)], bad, b"z"]
    assert decide_path(BASELINE, "create", bad).verdict == "deny"
    assert noted(BASELINE, "create", paths) == [80]


def test_a_wildcard_for_one_byte_of_a_longer_character_is_not_lost() -> None:
    """`caf??` takes the two bytes of é as they stand, and nothing after decomposition, where they are three."""
    policy = made(BASELINE, [rule("caf??", "deny", "denied-path")], False)
    bad = "x/café".encode()
    paths = [*[b"x/%d" % number for number in range(100)], bad]
    assert decide_path(policy, "write", bad).verdict == "deny"
    assert noted(policy, "write", paths) == [100]


def test_a_path_outside_the_repository_is_noted() -> None:
    policy = made(BASELINE, [rule("**", "allow", "allowed-path", match="pathspec")], True)
    paths = [*[b"x/%d" % number for number in range(100)], b"/etc/hosts"]
    assert noted(policy, "write", paths) == [100]


# ---- lists that come in pieces -------------------------------------------------------------------------------------

OID = b"1" * 40


def raw(paths: list[bytes], letter: bytes = b"A", mode: bytes = b"100644") -> bytes:
    return b"".join(
        [b":000000 " + mode + b" " + b"0" * 40 + b" " + OID + b" " + letter + b"\0" + path_ + b"\0" for path_ in paths]
    )


NAMED_LIKE_RECORDS = [b"a", b":100644 100644 " + OID + b" " + OID + b" M", b"b\nc", b"d" * 3000]


@pytest.mark.parametrize("size", [1, 7, 4096, 1 << 16, 1 << 20])
def test_a_list_is_the_same_in_pieces(size: int) -> None:
    paths = [name + b"%d" % number for number in range(400) for name in NAMED_LIKE_RECORDS]
    output = raw(paths)
    whole = parse_raw(output)
    lists = list(parse_pieces([output[at : at + size] for at in range(0, len(output), size)]))
    assert [path_ for one in lists for path_ in one.paths] == whole.paths == paths
    assert [record for one in lists for record in one.records] == whole.records
    assert all(one.plain for one in lists)
    assert len(lists) > 1


@pytest.mark.parametrize("broken", [b":", b"x\0", b":1\0", raw([b"a"])[:-1], raw([b"a"], b"R"), raw([b"a"]) + b"\0\0"])
def test_a_list_that_breaks_off_is_refused_however_long_it_is(broken: bytes) -> None:
    long = raw([b"p%d" % number for number in range(2000)])
    assert sum(map(len, parse_pieces([long]))) == 2000
    with pytest.raises(GitError):
        list(parse_pieces([long, broken]))
    with pytest.raises(GitError):
        parse_raw(broken + long)


@pytest.mark.parametrize("mode", [b"120000", b"160000"])
def test_one_link_among_many_changes_is_seen(mode: bytes) -> None:
    before, after = (raw([b"%c%d" % (letter, number) for number in range(50)]) for letter in (97, 122))
    listed = parse_raw(before + raw([b"odd"], mode=mode) + after)
    assert not listed.plain
    assert listed.unusual() == [50]
    assert parse_raw(before + after).plain


def test_one_access_for_all_is_told_from_several() -> None:
    assert parse_raw(raw([b"a", b"b"])).same_access() == "create"
    assert parse_raw(raw([b"a", b"b"], b"D")).same_access() == "delete"
    assert parse_raw(raw([b"a"]) + raw([b"b"], b"D")).same_access() is None
    assert ChangeList([b":100644 100644 1 1 M", b":100644 000000 1 0 D"], [b"a", b"b"]).same_access() is None
    assert ChangeList([], []).same_access() is None


def test_many_staged_files_are_judged_in_pieces_as_they_are_in_one(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.git("commit", "-q", "--allow-empty", "-m", "first")
    blob = repo.git("hash-object", "-w", "--stdin", stdin=b"../secrets/x").stdout.strip()
    names = [b"src/%04d" % number for number in range(2000)] + [b"src/0100.pem", b"src/1999.pem"]
    entries = b"".join([b"100644 " + blob + b"\t" + name + b"\0" for name in names])
    entries += b"120000 " + blob + b"\tsrc/0001-link\0"
    repo.git("update-index", "-z", "--index-info", stdin=entries)
    monkeypatch.chdir(repo.path)
    here = discover(os.fsencode(repo.path))
    lists = list(pending(here))
    assert len(lists) > 1
    whole = staged(here)
    assert sorted([path_ for one in lists for path_ in one.paths]) == whole.paths
    in_one = [finding.path for finding in examine(BASELINE, whole).findings]
    assert in_one == [b"src/0001-link", b"src/0100.pem", b"src/1999.pem"]
    assert sorted([finding.path for one in lists for finding in examine(BASELINE, one).findings]) == in_one
    refused = repo.tta("hook", "pre-commit")
    assert refused.returncode == 1
    assert "src/1999.pem" in refused.stderr + refused.stdout
    repo.git("rm", "-q", "--cached", "src/0100.pem", "src/1999.pem", "src/0001-link")
    assert repo.tta("hook", "pre-commit").returncode == 0


def test_links_far_from_each_other_are_looked_at_together(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """`a -> z/b` and `z -> secrets` are in different pieces; the first is found, and once."""
    repo.git("commit", "-q", "--allow-empty", "-m", "first")
    ends = {b"a": b"z/b", b"z": b"secrets", b"src": b"docs"}
    blobs = {name: repo.git("hash-object", "-w", "--stdin", stdin=end).stdout.strip() for name, end in ends.items()}
    entries = [b"100644 " + blobs[b"a"] + b"\tfiles/%04d\0" % number for number in range(5000)]
    entries += [b"120000 " + blob + b"\t" + name + b"\0" for name, blob in blobs.items()]
    repo.git("update-index", "-z", "--index-info", stdin=b"".join(entries))
    monkeypatch.chdir(repo.path)
    lists = list(pending(discover(os.fsencode(repo.path))))
    assert len(lists) > 1
    found = [finding.path for one in lists for finding in examine(BASELINE, one).findings]
    assert sorted(found) == [b"a", b"z"]
    answer = repo.tta("check", "--staged", "--json")
    assert answer.returncode == 1
    assert sorted([finding["path"] for finding in json.loads(answer.stdout)["findings"]]) == ["a", "z"]
