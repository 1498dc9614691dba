"""Which environment a name or an address says: configured patterns, built-in words, and how clues combine."""

from __future__ import annotations

import ipaddress
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tta_guard.commands.addresses import (
    Address,
    alternatives,
    canonical_host,
    in_network,
    parse_address,
    parse_ip,
    parse_ipv4,
    spell_ip,
)
from tta_guard.commands.environments import (
    WORSE,
    Environments,
    Match,
    Target,
    combine,
    default,
    environment_of_words,
    like,
    words_of,
)
from tta_guard.model import Reason


def said(kind: str, name: str) -> str:
    found = default(kind, name)
    return found.environment if found else "nothing"


@pytest.mark.parametrize(
    ("kind", "name", "environment"),
    [
        ("kube-context", "prod", "production"),
        ("kube-context", "prod-eu", "production"),
        ("kube-context", "eu_prod2", "production"),
        ("kube-context", "acmeProd", "production"),
        ("kube-context", "ACMEProd", "production"),
        ("kube-context", "PRODUCTION", "production"),
        ("kube-context", "arn:aws:eks:eu:1:cluster/prd", "production"),
        ("kube-context", "live", "production"),
        ("kube-context", "test-prod", "production"),
        ("kube-context", "kind-prod", "production"),
        ("kube-context", "product", "nothing"),
        ("kube-context", "reproduce", "nothing"),
        ("kube-context", "alive", "nothing"),
        ("kube-context", "delivery", "nothing"),
        ("kube-context", "blue", "nothing"),
        ("kube-context", "", "nothing"),
        ("kube-context", "pre-prod", "staging"),
        ("kube-context", "preprod", "staging"),
        ("kube-context", "stg-2", "staging"),
        ("kube-context", "uat", "staging"),
        ("kube-context", "non-prod", "development"),
        ("kube-context", "dev", "development"),
        ("kube-context", "qa1", "development"),
        ("kube-context", "minikube", "local"),
        ("kube-context", "kind-one", "local"),
        ("kube-context", "k3d-one", "local"),
        ("kube-context", "docker-desktop", "local"),
        ("kube-context", "kindred", "nothing"),
        ("app", "local-shop", "nothing"),
        ("host", "db.prod.example.org", "production"),
        ("host", "prod-db-1", "production"),
        ("host", "example.prod", "nothing"),
        ("host", "shop.test", "nothing"),
        ("host", "shop.dev", "nothing"),
        ("host", "api.test.example.org", "development"),
        ("host", "dev.azure.com", "nothing"),
        ("host", "10.0.0.1", "nothing"),
        ("host", "192.168.1.4", "nothing"),
        ("host", "localhost", "local"),
        ("host", "app.localhost", "local"),
        ("host", "notlocalhost", "nothing"),
        ("host", "127.9.9.9", "local"),
        ("host", "127.1", "local"),
        ("host", "0x7f.1", "local"),
        ("host", "2130706433", "local"),
        ("host", "[::1]", "local"),
        ("host", "::1", "local"),
        ("host", "::ffff:127.0.0.1", "local"),
        ("host", "128.0.0.1", "nothing"),
        ("host", "host.docker.internal:5432", "local"),
    ],
)
def test_built_in_words(kind: str, name: str, environment: str) -> None:
    assert said(kind, name) == environment


def environments(**lists: list[list[object]]) -> Environments:
    return Environments({"file": "tta-guard.yaml", "environments": {"production": lists}}, "/r")


@pytest.mark.parametrize(
    ("listed", "pattern", "kind", "name", "fits"),
    [
        ("hosts", "*.ship.example", "host", "a.b.ship.example", True),
        ("hosts", "*.ship.example", "host", "A.Ship.Example.:443", True),
        ("hosts", "*.ship.example", "host", "ship.example", False),
        ("hosts", "*.ship.example", "host", "a.ship.example.org", False),
        ("hosts", "ship:5432", "host", "ship:5432", True),
        ("hosts", "ship:5432", "host", "ship:80", False),
        ("hosts", "10.1.2.3", "url", "167838211", True),
        ("hosts", "2001:db8::1", "host", "2001:DB8:0:0::1", True),
        ("cidrs", "10.1.0.0/16", "host", "10.1.255.1", True),
        ("cidrs", "10.1.0.0/16", "host", "0xa.0x1.0x1", True),
        ("cidrs", "10.1.0.0/16", "host", "::ffff:10.1.0.1", True),
        ("cidrs", "10.1.0.0/16", "host", "10.2.0.1", False),
        ("cidrs", "2001:db8::/32", "kube-server", "[2001:db8:9::1]:6443", True),
        ("cidrs", "10.1.0.0/16", "kube-context", "10.1.0.1", False),
        ("clusters", "ship-?", "kube-cluster", "SHIP-1", True),
        ("clusters", "ship-?", "kube-cluster", "ship-12", False),
        ("clusters", "ship-?", "kube-context", "ship-1", False),
        ("accounts", "123400000001", "aws-account", "123400000001", True),
        ("directories", "infra/shop", "directory", "/r/infra/shop", True),
        ("directories", "infra/shop", "directory", "/r/infra/shop/eu", True),
        ("directories", "infra/shop", "directory", "infra/shop", True),
        ("directories", "infra/shop", "directory", "/r/infra/shopping", False),
        ("directories", "infra/*/live", "directory", "/r/infra/a/b/live", False),
        ("branches", "release/*", "branch", "release/1", True),
        ("tags", "v*", "branch", "v1", False),
    ],
)
def test_configured_patterns(listed: str, pattern: str, kind: str, name: str, fits: bool) -> None:
    found = environments(**{listed: [[pattern, 7]]}).configured(kind, name)
    assert (found is not None) is fits
    if found:
        assert (found.environment, found.configured, str(found.reason.source)) == (
            "production",
            True,
            "tta-guard.yaml:7",
        )


def test_of_two_environments_the_worse_holds_in_any_order() -> None:
    for first, second in itertools.permutations(("production", "development")):
        both = Environments({"environments": {first: {"hosts": [["a*", 1]]}, second: {"hosts": [["*b", 2]]}}})
        found = both.configured("host", "ab")
        assert found is not None
        assert found.environment == "production"


def test_protected_branches_have_a_default_and_can_be_set() -> None:
    assert Environments({}).protected_branch("main") is not None
    assert Environments({}).protected_branch("feature/main-2") is None
    own = Environments({"git": {"protected_branches": [["release/*", 3]]}})
    reason = own.protected_branch("release/1")
    assert reason is not None
    assert str(reason.source) == "tta-guard.yaml:3"
    assert own.protected_branch("main") is None


def clue(environment: str | None, role: str = "name", configured: bool = False) -> tuple[Target, Match | None]:
    why = Reason("x", "y")
    match = Match(environment, configured, why) if environment else None  # type: ignore[arg-type]
    return Target("host", "x", "e", environment or "unknown", why, role), match  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("clues", "unresolved", "environment"),
    [
        ([], False, None),
        ([], True, "unknown"),
        ([clue(None)], False, "unknown"),
        ([clue("development")], False, "development"),
        ([clue("development")], True, "unknown"),
        ([clue("production")], True, "production"),
        ([clue("development"), clue("production", "address", True)], False, "production"),
        ([clue("production"), clue("development", "address", True)], False, "production"),
        ([clue("staging"), clue("development", "address", True)], False, "development"),
        ([clue(None), clue("development", "address", True)], True, "development"),
        ([clue("staging", "name", True), clue("development", "address")], False, "staging"),
        ([clue("development", "name", True), clue("staging", "address")], False, "development"),
        ([clue("local", "address"), clue("development")], False, "development"),
        ([clue("development"), clue("staging", "hint")], False, "staging"),
        ([clue("development", "hint")], False, None),
        ([clue(None), clue("development", "hint")], False, "unknown"),
    ],
)
def test_combining_clues(clues: list[tuple[Target, Match | None]], unresolved: bool, environment: str | None) -> None:
    for order in itertools.permutations(clues):
        assert combine(order, unresolved) == environment


CLUES = st.builds(
    clue,
    st.sampled_from([None, "local", "development", "staging", "production"]),
    st.sampled_from(["address", "name", "hint"]),
    st.booleans(),
)


@given(st.lists(CLUES, max_size=5), CLUES, st.booleans())
def test_one_production_clue_more_is_production_and_a_hint_never_makes_it_milder(
    clues: list[tuple[Target, Match | None]], more: tuple[Target, Match | None], unresolved: bool
) -> None:
    before = combine(clues, unresolved)
    after = combine([*clues, (more[0], clue("production")[1])], unresolved)
    assert after == "production"
    hinted = combine([*clues, clue(more[1].environment if more[1] else None, "hint", True)], unresolved)
    if before is not None:
        assert hinted is not None
        assert WORSE[hinted] >= WORSE[before]


@given(st.text(max_size=30))
def test_words_are_letters_in_lower_case(name: str) -> None:
    for word in words_of(name):
        assert word
        assert word.lower() == word
    environment_of_words(words_of(name))


@given(st.text(alphabet="ab*?", max_size=12), st.text(alphabet="ab*", max_size=12))
def test_like_agrees_with_a_plain_recursion(pattern: str, text: str) -> None:
    def plain(p: str, t: str) -> bool:
        if not p:
            return not t
        if p[0] == "*":
            return plain(p[1:], t) or (bool(t) and plain(p, t[1:]))
        return bool(t) and p[0] in ("?", t[0]) and plain(p[1:], t[1:])

    if pattern.count("*") < 5:
        assert like(pattern, text) == plain(pattern, text)


def test_like_takes_no_time_for_hostile_patterns() -> None:
    assert not like("a*" * 200 + "b", "a" * 4000)


@given(st.ip_addresses(v=4))
def test_ipv4_has_one_value_in_every_spelling(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    parts = str(address).split(".")
    spellings = [
        str(address),
        str(number),
        hex(number),
        f"0{number:o}",
        ".".join(hex(int(part)) for part in parts),
        f"{parts[0]}.{number & 0xFFFFFF}",
        f"{parts[0]}.{parts[1]}.{number & 0xFFFF}",
    ]
    assert {parse_ipv4(each) for each in spellings} == {number}
    assert parse_ip(f"::ffff:{address}") == (4, number)


@given(st.ip_addresses(v=6), st.integers(0, 128))
def test_ipv6_agrees_with_the_standard_library(address: ipaddress.IPv6Address, length: int) -> None:
    found = parse_ip(str(address))
    assert found is not None
    if found[0] == 6:
        assert found[1] == int(address)
        assert parse_ip(spell_ip(found)) == found
        network = ipaddress.IPv6Network((int(address), length), strict=False)
        assert in_network(found, str(network))
    assert parse_ip(address.exploded) == found


@pytest.mark.parametrize(
    "text", ["", ".", "1.2.3.4.5", "256.1.1.1", "1.2.3.256", "0x", "09.1", "1..2", "a.b", ":::", "1::2::3", "g::1"]
)
def test_what_is_no_address(text: str) -> None:
    assert parse_ip(text) in (None, (4, 0) if text == "0x" else None)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://u:p@Host.Example:8443/a?b#c", Address("host.example", 8443, "https", "u", "/a", "b")),
        ("https://a@b@c/", Address("c", None, "https", "a@b", "/")),
        ("https://a\\@b/", Address("a", None, "https", "", "\\@b/")),
        ("//host/x", Address("host", None, "", "", "/x")),
        ("host:99", Address("host", 99)),
        ("[::1]:80", Address("0:0:0:0:0:0:0:1", 80)),
        ("https://h%6fst/", Address("host", None, "https", "", "/")),
        ("unix:///run/x.sock", Address("", None, "unix", "", "/run/x.sock", "", "/run/x.sock")),
        ("/run/x.sock", Address("", None, "", "", "/run/x.sock", "", "/run/x.sock")),
        ("http://host\u3002example/", Address("host.example", None, "http", "", "/")),
        (" https://host/", Address("host", None, "https", "", "/")),
    ],
)
def test_addresses(text: str, address: Address) -> None:
    assert parse_address(text) == address


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("http://a/", ("http://a/",)),
        ("http://{a,b}/", ("http://a/", "http://b/")),
        ("http://h[1-3]/", ("http://h1/", "http://h2/", "http://h3/")),
        ("http://h[08-10:2]/", ("http://h08/", "http://h10/")),
        ("http://[a-b]x/", ("http://ax/", "http://bx/")),
        ("http://[::1]/", ("http://[::1]/",)),
        ("http://h[1-100000]/", None),
        ("http://" + "{a,b}" * 20, None),
        ("http://{a", ("http://{a",)),
    ],
)
def test_curl_alternatives(text: str, found: tuple[str, ...] | None) -> None:
    assert alternatives(text) == found


@given(st.text(max_size=40))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    parse_address(text)
    canonical_host(text)
    alternatives(text)
    default("host", text)
    Environments({}).judge("url", text)
