"""check_changes: verdicts, both sides, links and submodules, without git."""

from __future__ import annotations

import time

import pytest

from tta_guard.git.check import check_changes, examine
from tta_guard.git.raw import Change, ChangeList
from tta_guard.model import Source
from tta_guard.policy.rules import Policy, Rule

SOURCE = Source("role.chatmode.md", 7)
ALL = ("read", "write", "create", "delete")
OLD, NEW = b"1" * 40, b"2" * 40


def policy(*rules: Rule, write_list: Source | None = None) -> Policy:
    return Policy("role", "HIGH", rules, (), (), (), write_list, None, None, {}, ())


def rule(pattern: str, verdict: str = "deny", code: str = "denied-path", access: tuple[str, ...] = ALL) -> Rule:
    return Rule("path", pattern, verdict, code, f"{pattern} is {verdict}", SOURCE, access)


POLICY = policy(
    rule("/vault/"),
    rule("plans/", "approval", "approval-path", ("write", "create", "delete")),
    rule("kept/", "approval", "deletion", ("delete",)),
)


def change(
    path: bytes, kind: str = "modify", old: int = 0o100644, new: int = 0o100644, link: bytes | None = None
) -> Change:
    old, new = {"add": (0, new), "delete": (old, 0)}.get(kind, (old, new))
    return Change(path, kind, old, new, OLD, NEW, None, None, link)


def verdicts(*changes: Change, links: dict[bytes, bytes] | None = None) -> list[tuple[bytes, str, str]]:
    return [(f.path, f.change, f.verdict) for f in check_changes(POLICY, changes, tracked_links=links)]


def test_open_paths_give_nothing() -> None:
    assert verdicts(change(b"src/a"), change(b"b", "add"), change(b"c", "delete"), change(b"kept/a")) == []


@pytest.mark.parametrize("kind", ["add", "modify", "delete", "type", "unmerged"])
def test_every_kind_of_change_counts(kind: str) -> None:
    assert verdicts(change(b"src/a", kind)) == []
    assert verdicts(change(b"vault/a", kind)) == [(b"vault/a", kind, "deny")]


def test_each_kind_asks_about_its_own_access() -> None:
    assert verdicts(change(b"kept/a"), change(b"kept/b", "add")) == []
    assert verdicts(change(b"kept/a", "delete")) == [(b"kept/a", "delete", "approval")]


def test_both_sides_of_a_move() -> None:
    assert verdicts(change(b"vault/a", "delete"), change(b"src/a", "add")) == [(b"vault/a", "delete", "deny")]
    assert verdicts(change(b"src/a", "delete"), change(b"vault/a", "add")) == [(b"vault/a", "add", "deny")]


def test_a_finding_carries_commit_parent_and_source() -> None:
    changes = ChangeList(
        [b":100644 100644 " + OLD + b" " + NEW + b" M"], [b"vault/a"], commit=b"c" * 40, parent=b"p" * 40
    )
    (finding,) = check_changes(POLICY, changes)
    assert (finding.commit, finding.parent, finding.verdict) == (b"c" * 40, b"p" * 40, "deny")
    assert finding.reasons[0].source == SOURCE
    assert finding.reasons[0].code == "denied-path"


@pytest.mark.parametrize("path", [b"Vault/a", b"VAULT/A", b"vault/\xff\xfe", b"vault/a\nb", b"vault/\x01"])
def test_twins_and_odd_names(path: bytes) -> None:
    assert verdicts(change(path, "add")) == [(path, "add", "deny")]
    assert verdicts(change(b"open" + path[5:], "add")) == []


LINK = 0o120000


@pytest.mark.parametrize(
    ("path", "target"),
    [
        (b"a", b"vault/key"),
        (b"a", b"vault"),
        (b"a", b"./vault/"),
        (b"a", b"x/../vault/key"),
        (b"src/a", b"../vault/key"),
        (b"src/deep/a", b"../../vault"),
        (b"a", b"Vault/key"),
        (b"vault", b"src"),
        (b"vault/x", b"../src"),
    ],
)
def test_a_link_that_gives_a_restricted_place_a_second_name(path: bytes, target: bytes) -> None:
    found = verdicts(change(path, "add", new=LINK, link=target))
    assert found == [(path, "add", "deny")]


@pytest.mark.parametrize(
    ("path", "target"), [(b"a", b"src/x"), (b"src/a", b"../docs"), (b"a", b"vaults/key"), (b"b/a", b"vault/x")]
)
def test_an_innocent_link(path: bytes, target: bytes) -> None:
    assert verdicts(change(path, "add", new=LINK, link=target)) == []


@pytest.mark.parametrize(
    ("tracked", "path", "target"),
    [
        ({b"here": b"."}, b"a", b"here/vault/key"),
        ({b"here": b".", b"there": b"here"}, b"a", b"there/vault/key"),
        ({b"x/y/hop": b"../../src/deep"}, b"x/y/a", b"hop/../../vault/key"),
        ({b"src/up": b".."}, b"a", b"src/up/vault"),
        ({b"Here": b"."}, b"a", b"here/vault/key"),
    ],
)
def test_a_link_through_links(tracked: dict[bytes, bytes], path: bytes, target: bytes) -> None:
    new = change(path, "add", new=LINK, link=target)
    assert verdicts(new) == [], "the text alone names nothing restricted"
    assert verdicts(new, links=tracked) == [(path, "add", "deny")]


def test_an_old_link_that_comes_to_lead_into_a_restricted_place() -> None:
    new = change(b"here", "add", new=LINK, link=b".")
    assert verdicts(new, links={b"innocent": b"here/vault/key"}) == [(b"innocent", "link", "deny")]
    assert verdicts(new, links={b"innocent": b"here/src"}) == []


def test_two_new_links_at_once() -> None:
    found = verdicts(change(b"here", "add", new=LINK, link=b"."), change(b"x", "add", new=LINK, link=b"here/vault"))
    assert found == [(b"x", "add", "deny")]


def test_links_in_a_circle_end() -> None:
    new = change(b"a", "add", new=LINK, link=b"b/x")
    assert verdicts(new, links={b"b": b"a"}) == []


def test_a_link_that_goes_away_is_a_change_of_the_directory_it_was() -> None:
    assert verdicts(change(b"vault", "delete", old=LINK)) == [(b"vault", "delete", "deny")]
    assert verdicts(change(b"src", "delete", old=LINK)) == []


@pytest.mark.parametrize("kind", ["add", "modify", "delete"])
def test_a_submodule_over_or_inside_a_restricted_directory(kind: str) -> None:
    commit = 0o160000
    assert verdicts(change(b"vault", kind, commit, commit)) == [(b"vault", kind, "deny")]
    assert verdicts(change(b"vault/sub", kind, commit, commit)) == [(b"vault/sub", kind, "deny")]
    assert verdicts(change(b"lib", kind, commit, commit)) == []


def test_the_strictest_of_two_rules_wins_and_both_are_told() -> None:
    both = policy(rule("a/", "approval", "soft"), rule("a/b", "deny", "hard"))
    (finding,) = check_changes(both, [change(b"a/b")])
    assert finding.verdict == "deny"
    assert [reason.code for reason in finding.reasons] == ["hard", "soft"]


def test_what_is_not_on_the_write_list_is_denied() -> None:
    listed = policy(
        Rule("path", "src/**", "allow", "allowed-path", "", SOURCE, ALL, match="pathspec"), write_list=SOURCE
    )
    assert check_changes(listed, [change(b"src/a")]) == ()
    assert [finding.path for finding in check_changes(listed, [change(b"docs/a")])] == [b"docs/a"]


def test_what_is_allowed_with_a_remark_is_no_finding() -> None:
    noted = policy(rule("guard.yaml", "allow", "guard-file"))
    answer = examine(noted, [change(b"guard.yaml"), change(b"src/a")])
    assert answer.findings == ()
    assert [(remark.path, remark.verdict) for remark in answer.remarks] == [(b"guard.yaml", "allow")]


def test_a_dropped_change_says_so() -> None:
    changes = ChangeList([b":000000 100644 " + OLD + b" " + NEW + b" A"], [b"vault/a"], commit=b"c" * 40).reversed()
    (finding,) = check_changes(POLICY, changes)
    assert (finding.change, finding.reasons[-1].code) == ("delete", "dropped-commit")


def test_a_list_and_its_changes_are_judged_alike() -> None:
    paths = [b"src/%d" % number for number in range(200)] + [b"vault/a", b"Vault/b", b"plans/c"]
    changes = ChangeList([b":100644 100644 " + OLD + b" " + NEW + b" M"] * len(paths), paths)
    assert check_changes(POLICY, changes) == check_changes(POLICY, list(changes))
    assert len(check_changes(POLICY, changes)) == 3


def test_a_hundred_thousand_changes_are_quick() -> None:
    paths = [b"src/part%d/file%d.py" % (number % 97, number) for number in range(100_000)]
    changes = ChangeList([b":100644 100644 " + OLD + b" " + NEW + b" M"] * len(paths), paths)
    started = time.perf_counter()
    assert check_changes(POLICY, changes) == ()
    assert time.perf_counter() - started < 3
