"""decide_path, decide_link and decide_many, over policies made by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tta_guard.model import Source, strictest
from tta_guard.policy.paths import decide_link, decide_many, decide_path, resolve_link
from tta_guard.policy.rules import Policy, Rule

MODE = Source("modes/engineer.chatmode.md", 10)
ALL = ("read", "write", "create", "delete")
CHANGES = ("write", "create", "delete")


def rule(pattern: str, verdict: str = "deny", access: tuple[str, ...] = ALL, **more: object) -> Rule:
    code = {"deny": "denied-path", "approval": "approval-path", "allow": "allowed-path"}[verdict]
    match = "pathspec" if verdict == "allow" else "ignore"
    values = {"code": code, "message": f"{verdict} {pattern}", "source": MODE, "access": access, "match": match, **more}
    return Rule("path", pattern, verdict, **values)  # type: ignore[arg-type]


def policy(*rules: Rule, listed: bool = False, scratch: tuple[str, ...] = ("/tmp/",)) -> Policy:
    return Policy(
        "engineer", "HIGH", rules, (), (), (), Source("modes/engineer.chatmode.md", 5) if listed else None, None, None,
        {"scratch": list(scratch)}, (),
    )  # fmt: skip


LISTED = policy(
    rule("deploy/**/*", "allow"),
    rule("compose.yml", "allow"),
    rule("deploy/fixed/**", access=CHANGES, code="read-only", match="pathspec"),
    rule("src/safety/**/*"),
    rule("packages/**/web/**", access=CHANGES, code="restricted-path"),
    rule("secrets/", access=("read", "write", "create"), code="secret-file"),
    rule(".env", access=("read", "write", "create"), code="secret-file", exceptions=(".env.example",)),
    rule("*.pem", access=("read", "write", "create"), code="secret-file", exceptions=("*.pub.pem", "tests/keys/")),
    rule("guard.yaml", "approval", CHANGES, code="guard-file"),
    listed=True,
)

CASES = [
    ("listed file", "write", b"deploy/a/b.yml", "allow", ()),
    ("listed file deleted", "delete", b"deploy/a/b.yml", "allow", ()),
    ("not listed", "write", b"src/app.py", "deny", ("not-listed",)),
    ("reading what is not listed", "read", b"src/app.py", "allow", ()),
    ("a listed name elsewhere is another file", "write", b"sub/compose.yml", "deny", ("not-listed",)),
    ("a listed name in another case is another file", "write", b"Compose.yml", "deny", ("not-listed",)),
    ("read-only inside what is listed", "write", b"deploy/fixed/x", "deny", ("read-only",)),
    ("read-only may be read", "read", b"deploy/fixed/x", "allow", ()),
    ("denied for reading", "read", b"src/safety/a/b.py", "deny", ("denied-path",)),
    ("denied, another case", "read", b"SRC/Safety/a.py", "deny", ("denied-path",)),
    ("denied, decomposed spelling", "read", "src/safety/é.py".encode(), "deny", ("denied-path",)),
    ("denied, bytes that are no UTF-8", "read", b"src/safety/\xff\n", "deny", ("denied-path",)),
    ("restricted for writing", "write", b"packages/a/web/x.ts", "deny", ("not-listed", "restricted-path")),
    ("restricted may be read", "read", b"packages/a/web/x.ts", "allow", ()),
    ("a secret", "read", b"x/.env", "deny", ("secret-file",)),
    ("a secret in another case", "read", b"x/.ENV", "deny", ("secret-file",)),
    ("a secret with a zero-width joiner in its name", "read", "x/.e\u200dnv".encode(), "deny", ("secret-file",)),
    ("its template", "read", b"x/.env.example", "allow", ()),
    ("an exception for files opens no directory of that name", "read", b"x.pub.pem/key.pem", "deny", ("secret-file",)),
    ("an exception for a directory does", "read", b"tests/keys/key.pem", "allow", ()),
    ("in a secrets directory", "read", b"a/secrets/b/c", "deny", ("secret-file",)),
    ("a file called secrets is no directory", "read", b"a/secrets", "allow", ()),
    ("a secret outside the repository", "read", b"/home/me/.env", "deny", ("secret-file",)),
    ("outside, nothing secret", "read", b"/home/me/notes", "allow", ()),
    ("writing outside", "write", b"/home/me/notes", "deny", ("outside-repository",)),
    ("writing to a scratch directory", "create", b"/tmp/x/y", "allow", ()),
    ("a secret in a scratch directory", "create", b"/tmp/x/.env", "deny", ("secret-file",)),
    ("the guard's own file needs approval although it is not listed", "write", b"guard.yaml", "approval", ("guard-file",)),
    ("the guard's own file in another case", "create", b"GUARD.yaml", "approval", ("guard-file",)),
    ("deleting a secret is no way to read it, but not listed", "delete", b"x/.env", "deny", ("not-listed",)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("access", "path", "verdict", "codes"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_decide_path(access: str, path: bytes, verdict: str, codes: tuple[str, ...]) -> None:
    decision = decide_path(LISTED, access, path)  # type: ignore[arg-type]
    assert decision.verdict == verdict
    assert {reason.code for reason in decision.reasons} == set(codes)
    assert all(reason.source for reason in decision.reasons)


def test_a_directory_counts_for_what_is_below_it() -> None:
    assert decide_path(LISTED, "write", b"packages/a/web", is_dir=True).reasons
    assert "restricted-path" in codes_of(decide_path(LISTED, "write", b"packages/a/web", is_dir=True))
    assert "restricted-path" in codes_of(decide_path(LISTED, "write", b"packages", is_dir=True))
    assert "secret-file" in codes_of(decide_path(LISTED, "create", b"x/secrets", is_dir=True))
    # What may stand anywhere does not make every directory a finding.
    assert decide_path(LISTED, "create", b"deploy/charts", is_dir=True).verdict == "allow"


def codes_of(decision: object) -> set[str]:
    return {reason.code for reason in decision.reasons}  # type: ignore[attr-defined]


LINKS = [
    (b"a/link", b"../src/safety/x.py", "deny"),
    (b"a/link", b"../src/safety", "deny"),
    (b"a/link", b"../src", "deny"),
    (b"a/link", b"../packages/x/web/y", "deny"),
    (b"a/link", b"../.env", "deny"),
    (b"a/link", b"/home/me/.env", "deny"),
    (b"a/link", b"../../../home/me/.env", "deny"),
    (b"a/link", b"../guard.yaml", "approval"),
    (b"a/link", b"../docs/x", "allow"),
    (b"a/link", b"../deploy/fixed/x", "allow"),
    (b"a/link", b"b", "allow"),
    (b"link", b".", "allow"),
]


@pytest.mark.parametrize(("path", "target", "verdict"), LINKS)
def test_decide_link(path: bytes, target: bytes, verdict: str) -> None:
    decision = decide_link(LISTED, path, target)
    assert decision.verdict == verdict
    assert {reason.code for reason in decision.reasons} == (set() if verdict == "allow" else {"link-to-restricted"})


@pytest.mark.parametrize(
    ("path", "target", "resolved"),
    [
        (b"a/b/c", b"d", b"a/b/d"),
        (b"a/b/c", b"../d/./e", b"a/d/e"),
        (b"c", b"../x", b"/x"),
        (b"a/c", b"//etc//passwd", b"/etc/passwd"),
        (b"a/c", b"../a/../a/x", b"a/x"),
    ],
)
def test_resolve_link(path: bytes, target: bytes, resolved: bytes) -> None:
    assert resolve_link(path, target) == resolved


def test_an_override_loosens_the_mode_and_not_the_floor() -> None:
    loosened = policy(
        *LISTED.rules,
        Rule("path", "src/safety/**", "allow", "override", "for the audit", MODE, ALL, match="pathspec"),
        Rule("path", "x/**", "allow", "override", "for the audit", MODE, ALL, match="pathspec"),
        listed=True,
    )
    assert decide_path(loosened, "write", b"src/safety/a.py").verdict == "allow"
    assert decide_path(LISTED, "write", b"src/safety/a.py").verdict == "deny"
    assert decide_path(loosened, "read", b"x/.env").verdict == "deny"


def test_a_notice_is_an_allow_with_a_reason() -> None:
    unsigned = policy(rule("guard.yaml", "allow", CHANGES, code="guard-file", match="ignore"), listed=True)
    decision = decide_path(unsigned, "write", b"guard.yaml")
    assert decision.verdict == "allow"
    assert codes_of(decision) == {"guard-file"}
    assert decide_many(unsigned, [("write", b"guard.yaml"), ("read", b"guard.yaml")]) == [0]


NAMES = st.sampled_from(
    [b"deploy", b"src", b"safety", b"web", b"packages", b".env", b"a", b"x.pem", b"Secrets", b"compose.yml"]
)
PATHS = st.lists(NAMES, min_size=1, max_size=4).map(b"/".join)
PATTERNS = st.sampled_from(
    ["src/**", "*.pem", "secrets/", "**/web/**", "a", "deploy/*", "packages/*/web", "compose.yml", "[a-s]*/x"]
)
RULES = st.builds(
    rule, PATTERNS, st.sampled_from(["allow", "approval", "deny"]), st.sets(st.sampled_from(ALL), min_size=1).map(tuple)
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(RULES, max_size=6),
    PATTERNS,
    st.sampled_from(["approval", "deny"]),
    st.sampled_from(ALL),
    PATHS,
    st.booleans(),
)
def test_adding_a_restriction_never_loosens(
    rules: list[Rule], pattern: str, verdict: str, access: str, path: bytes, listed: bool
) -> None:
    before = decide_path(policy(*rules, listed=listed), access, path).verdict  # type: ignore[arg-type]
    after = decide_path(policy(*rules, rule(pattern, verdict), listed=listed), access, path).verdict  # type: ignore[arg-type]
    assert strictest((before, after)) == after


@settings(max_examples=200, deadline=None)
@given(st.lists(RULES, max_size=6), st.sampled_from(ALL), PATHS, st.booleans(), st.randoms())
def test_the_order_of_rules_does_not_matter(
    rules: list[Rule], access: str, path: bytes, listed: bool, random: object
) -> None:
    shuffled = list(rules)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one = decide_path(policy(*rules, listed=listed), access, path)  # type: ignore[arg-type]
    other = decide_path(policy(*shuffled, listed=listed), access, path)  # type: ignore[arg-type]
    assert one.verdict == other.verdict


@settings(max_examples=60, deadline=None)
@given(
    st.lists(RULES, max_size=6),
    st.lists(st.tuples(st.sampled_from(ALL), PATHS), min_size=70, max_size=90),
    st.booleans(),
)
def test_asking_about_many_leaves_nothing_out(
    rules: list[Rule], questions: list[tuple[str, bytes]], listed: bool
) -> None:
    asked = policy(*rules, listed=listed)
    noted = decide_many(asked, questions)  # type: ignore[arg-type]
    for index, (access, path) in enumerate(questions):
        if decide_path(asked, access, path).verdict != "allow":  # type: ignore[arg-type]
            assert index in noted
