"""Check 13: what can't be applied refuses, loudly: a missing path, a bad glob, a missing feature, a name that can't be found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from confining import TIERS, Place, require

from tta_guard.confine.errors import ConfinementError
from tta_guard.confine.features import Features
from tta_guard.confine.plan import FileView, plan
from tta_guard.confine.steps import CoverPaths, FilterCalls, GrantFiles

EVERYTHING = Features(7, True, True, True, True, True, True, "x86_64", "6.18")


def lacking(**values: object) -> Features:
    kept = {name: getattr(EVERYTHING, name) for name in Features.__match_args__}
    return Features(**{**kept, **values})


@pytest.mark.parametrize(
    ("name", "features", "demand", "code", "said"),
    [
        ("no namespaces, demanded", lacking(namespaces=False, problems=(("namespaces", "unshare: EPERM"),)), "namespaces", "tier-not-available", "unshare: EPERM"),
        ("no Landlock, demanded", lacking(landlock_abi=0), "namespaces", "tier-not-available", "Landlock"),
        ("no Landlock", lacking(landlock_abi=0), None, "no-tier", "Landlock"),
        ("no tracing", lacking(ptrace=False), None, "no-tier", "tracing"),
        ("no filter", lacking(seccomp=False), None, "no-tier", "filter"),
        ("Landlock that lets truncate", lacking(namespaces=False, landlock_abi=2), None, "no-tier", "6.2"),
        ("no listener below", lacking(namespaces=False, listener=False), None, "no-tier", "asks a supervisor"),
        ("no listener for the network", lacking(listener=False), None, "feature-missing", "connections"),
        ("no such tier", EVERYTHING, "chroot", "tier-not-available", "chroot"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)  # fmt: skip
def test_a_missing_feature_refuses(name: str, features: Features, demand: str | None, code: str, said: str) -> None:
    with pytest.raises(ConfinementError) as caught:
        plan(FileView(), features, network=name.endswith("network"), demand=demand)
    assert (caught.value.code, caught.value.exit_code) == (code, 125)
    assert said in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("view", "code"),
    [
        (FileView(hidden=(b"relative",)), "bad-path"),
        (FileView(hidden=(b"/a/../b",)), "bad-path"),
        (FileView(read_only=(b"/a//b",)), "bad-path"),
        (FileView(writable=(b"/a\0b",)), "bad-path"),
        (FileView(hidden=(b"/",)), "bad-path"),
        (FileView(hidden=tuple(b"/a/%d" % number for number in range(30_000))), "too-many-paths"),
    ],
)
def test_a_path_that_makes_no_sense_refuses(view: FileView, code: str) -> None:
    with pytest.raises(ConfinementError) as caught:
        plan(view, EVERYTHING, network=False)
    assert caught.value.code == code


def test_the_highest_tier_is_taken_and_the_lower_says_what_it_lacks() -> None:
    view = FileView(
        hidden=(b"/r/.env", b"/r/.env/x"), writable=(b"/r", b"/r/.env/y"), missing=(b"/r/x",), notes=("a note",)
    )
    high = plan(view, EVERYTHING, network=True)
    assert (high.tier, high.hidden, high.writable) == ("namespaces", (b"/r/.env",), (b"/r",))
    assert high.degraded == ("a note", "files of other users are shown as owned by nobody")
    low = plan(view, lacking(namespaces=False, landlock_abi=3, duplicate=False), network=False)
    assert low.tier == "landlock"
    assert low.listens
    assert not low.network
    assert len(low.degraded) >= 4
    assert low.steps[-1] == FilterCalls(False, True, False)
    assert "less:" in low.describe()
    both = plan(view, EVERYTHING, network=False, demand="landlock")
    assert both.tier == "landlock"
    grant = next(step for step in both.steps if isinstance(step, GrantFiles))
    assert {b"/r/x", b"/r/.env"} == set(grant.unwritten)
    cover = next(step for step in high.steps if isinstance(step, CoverPaths))
    assert cover.read_only == (b"/r/x",)


def test_without_any_tier_only_who_insists_goes_on() -> None:
    made = plan(FileView(hidden=(b"/r/.env",)), lacking(landlock_abi=0), network=False, unsafe_unconfined=True)
    assert made.tier == "none"
    assert not made.hidden
    assert "not confined" in made.degraded[0]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ({"hide": ["/no/such/place"]}, "/no/such/place"),
        ({"hide": ["~/nothing-*.key"]}, "nothing-*.key"),
        ({"hide": ["relative/path"]}, "relative/path"),
        ({"hide": ["/tmp/**"]}, "/tmp/**"),
        ({"write": ["/no/such/place"]}, "/no/such/place"),
        ({"show": ["~/.absent"]}, "~/.absent"),
        ({"hide": ["/usr"]}, "/usr"),
        ({"hide": ["~/"]}, "home"),
    ],
    ids=str,
)
def test_a_configured_path_that_cannot_be_applied_refuses(place: Place, option: dict, said: str) -> None:
    require("landlock")
    answer = place.run("landlock", ["/bin/true"], **option)
    assert (answer.exit_code, answer.code) == (125, "bad-path")
    assert said in answer.error


@pytest.mark.parametrize("tier", TIERS)
def test_a_configured_path_is_applied(place: Place, tier: str) -> None:
    require(tier)
    (place.home / "one.key").write_text("one")
    (place.home / "two.txt").write_text("two")
    (place.home / "open").mkdir()
    code = f"""
os.chdir({str(place.home)!r})
attempt("hidden", lambda: read("one.key"))
attempt("seen", lambda: read("two.txt"))
attempt("written", lambda: os.mkdir("open/x"))
attempt("shown", lambda: leaked(".ssh/id_rsa"))
"""
    found = place.attack(tier, code, hide=["~/*.key"], write=["~/open"], show=["~/.ssh/id_rsa"]).found
    assert found == {"hidden": "EACCES", "seen": "two", "written": "ok", "shown": "leaked"}


def test_a_secret_that_leads_to_the_repository_refuses(place: Place) -> None:
    require("landlock")
    (place.repo / "src" / ".env").symlink_to(place.repo)
    answer = place.run("landlock", ["/bin/true"])
    assert (answer.exit_code, answer.code) == (125, "bad-path")
    assert "would have to be hidden" in answer.error


def test_a_hard_link_that_is_nowhere_to_be_found_refuses(place: Place, tmp_path: Path) -> None:
    require("landlock")
    elsewhere = tmp_path / "elsewhere"
    os.link(place.repo / ".env", elsewhere)
    answer = place.run("landlock", ["/bin/true"])
    assert (answer.exit_code, answer.code) == (125, "hard-link")
    assert str(place.repo / ".env") in answer.error
    elsewhere.unlink()
    assert place.run("landlock", ["/bin/true"]).exit_code == 0


@pytest.mark.parametrize("tier", TIERS)
def test_a_link_to_a_secret_elsewhere_hides_it(place: Place, tier: str, tmp_path: Path) -> None:
    require(tier)
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "values").write_text("SECRET")
    (vault / "other").write_text("other")
    (place.repo / "src" / "prod.env").symlink_to(vault / "values")
    code = f"attempt('by name', lambda: leaked({str(vault / 'values')!r}))\nattempt('control', lambda: read({str(vault / 'other')!r}))"
    assert place.attack(tier, code).found == {"by name": "EACCES", "control": "other"}
