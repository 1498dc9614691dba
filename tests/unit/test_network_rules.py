"""The network's rules: from a policy, for every spelling of an address, and the names in them."""

from __future__ import annotations

import ipaddress
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tta_guard.commands.addresses import parse_ip
from tta_guard.confine.dnsnames import reply_filter, suffix_of, wire_name
from tta_guard.confine.network import (
    METADATA,
    NO_NAMES,
    Name,
    Names,
    NetworkRules,
    decide_address,
    network_rules,
    parse_network,
    settings_of,
    spellings,
)
from tta_guard.confine.resolve import FRESH_S, RETRY_S, Resolver, name_servers
from tta_guard.model import Source
from tta_guard.policy.config import parse_config
from tta_guard.policy.rules import Policy, Rule

Address = tuple[int, int]


def policy(settings: dict[str, Any] | None = None, *rules: Rule) -> Policy:
    return Policy(None, "HIGH", rules, (), (), (), None, None, None, settings or {}, ())


def configured(text: str, *rules: Rule, **more: Any) -> NetworkRules:
    """Rules as a project's configuration gives them."""
    data = parse_config(text.encode(), "tta-guard.yaml").to_data()
    return network_rules(policy({**data, **more}, *rules))


def address(text: str) -> Address:
    """An address as a system call has it: IPv6 stays IPv6."""
    number = ipaddress.ip_address(text)
    return number.version, int(number)


def verdict(rules: NetworkRules, text: str, port: int = 443, names: Names = NO_NAMES) -> str:
    reason = decide_address(rules, names, address(text), port)
    return reason.code if reason else "allow"


PRODUCTION = """
environments:
  production:
    hosts: ["db.example.com:5432", "10.30.*", "*.prod.example.com", "203.0.113.9", "localhost:6543"]
    cidrs: [10.20.0.0/16, "2001:db8:7::/48"]
"""


@pytest.mark.parametrize(
    ("text", "port", "expected"),
    [
        ("10.20.0.1", 443, "denied-address"),
        ("10.21.0.1", 443, "allow"),
        ("10.30.9.9", 1, "denied-address"),
        ("203.0.113.9", 0, "denied-address"),
        ("203.0.113.8", 0, "allow"),
        ("2001:db8:7:ffff::1", 443, "denied-address"),
        ("2001:db8:8::1", 443, "allow"),
        ("::ffff:10.20.0.1", 443, "denied-address"),
        ("::ffff:10.21.0.1", 443, "allow"),
        ("::10.20.0.1", 443, "denied-address"),
        ("::ffff:0:10.20.0.1", 443, "denied-address"),
        ("64:ff9b::10.20.0.1", 443, "denied-address"),
        ("64:ff9b::10.21.0.1", 443, "allow"),
        ("64:ff9b:1:a14:0:100::", 443, "denied-address"),
        ("64:ff9b:1::10.20.0.1", 443, "denied-address"),
        ("2002:a14:1::1", 443, "denied-address"),
        ("2002:a15:1::1", 443, "allow"),
        ("2001:0:a14:1::1", 443, "denied-address"),
        ("2001:0:4136:e378:8000:63bf:f5eb:fffe", 443, "denied-address"),
        ("fe81::5efe:a14:1", 443, "metadata-address"),
        ("2001:db8::5efe:a14:1", 443, "denied-address"),
        ("2001:db8::200:5efe:a14:1", 443, "denied-address"),
        ("127.0.0.1", 6543, "denied-address"),
        ("127.9.9.9", 6543, "denied-address"),
        ("0.0.0.0", 6543, "denied-address"),
        ("::", 6543, "denied-address"),
        ("::1", 6543, "denied-address"),
        ("::ffff:127.0.0.1", 6543, "denied-address"),
        ("::ffff:0.0.0.0", 6543, "denied-address"),
        ("127.0.0.1", 6544, "allow"),
        ("::1", 6544, "allow"),
    ],
)
def test_production_is_denied_in_every_spelling(text: str, port: int, expected: str) -> None:
    assert verdict(configured(PRODUCTION), text, port) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("169.254.169.254", "169.254.170.2", "169.254.170.23", "169.254.42.42", "100.100.100.200", "192.0.0.192"),
        *("168.63.129.16", "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254", "fd00:42::42", "fe80::a9fe:a9fe"),
        *("::ffff:169.254.169.254", "64:ff9b::169.254.169.254", "2002:a9fe:a9fe::1", "fd00:c1::a9fe:a9fe"),
    ],
)
def test_metadata_addresses_are_denied_whatever_a_policy_says(text: str) -> None:
    for rules in (
        network_rules(policy()),
        network_rules(policy({"network": {"allow": [["0.0.0.0/0", 1], ["::/0", 1]]}})),
        network_rules(policy(), opened=("0.0.0.0/0", "::/0")),
    ):
        assert verdict(rules, text, 80) == "metadata-address"


def test_an_empty_policy_denies_nothing_else() -> None:
    rules = network_rules(policy())
    for text in ("127.0.0.1", "10.0.0.1", "198.51.100.7", "::1", "2606:4700::1", "100.100.100.201", "fd00:ec3::254"):
        assert verdict(rules, text) == "allow"
    assert (rules.deny, rules.deny_names, rules.allow, rules.sockets, rules.unheld) == ((), (), None, (), ())


def test_all_addresses_as_production_leave_this_machine_open() -> None:
    rules = configured('environments: {production: {hosts: ["*"], cidrs: [0.0.0.0/0, "::/0"]}}')
    assert [verdict(rules, text) for text in ("8.8.8.8", "2606:4700::1")] == ["denied-address"] * 2
    assert [verdict(rules, text) for text in ("127.0.0.1", "::1", "::ffff:127.0.0.1", "0.0.0.0")] == ["allow"] * 4


def test_a_loopback_port_is_told_for_the_machine_s_other_addresses() -> None:
    assert configured(PRODUCTION).loopback_ports == (6543,)


def test_production_is_open_where_it_may_be_read_and_the_rules_say_so() -> None:
    rules = configured("environments: {production: {cidrs: [10.20.0.0/16], reads: allow}}")
    assert verdict(rules, "10.20.0.1") == "allow"
    assert len(rules.unheld) == 1


def test_reasons_name_the_line() -> None:
    reason = decide_address(configured(PRODUCTION), NO_NAMES, address("10.20.0.1"), 5432)
    assert reason is not None
    assert str(reason.source) == "tta-guard.yaml:5"
    assert reason.message == '10.20.0.1:5432 is denied by environments.production.cidrs "10.20.0.0/16"'


def test_hosts_of_denied_resources_are_denied() -> None:
    source = Source("devops.chatmode.md", 40)
    forbidden = Rule("resource", "production database", "deny", "denied-resource", "No production database", source)
    partly = Rule("resource", "reports", "deny", "denied-resource", "No changes", source, ("write",))
    resources = {"production database": {"hosts": ["198.51.100.4"]}, "reports": {"hosts": ["198.51.100.5"]}}
    rules = configured("version: 1", forbidden, partly, resources=resources)
    reason = decide_address(rules, NO_NAMES, address("198.51.100.4"), 5432)
    assert reason is not None and reason.source == source
    assert verdict(rules, "198.51.100.5") == "allow"  # it may be read, which the network cannot tell from writing


def test_the_allow_list_opens_nothing_that_is_denied() -> None:
    text = PRODUCTION + 'network: {deny: [198.51.100.0/24], allow: [10.0.0.0/8, "198.51.100.7", "192.0.2.1:443"]}'
    rules = configured(text)
    assert verdict(rules, "10.9.9.9") == "allow"
    assert verdict(rules, "10.20.0.1") == "denied-address"
    assert verdict(rules, "198.51.100.7") == "denied-address"
    assert [verdict(rules, "192.0.2.1", port) for port in (443, 80)] == ["allow", "address-not-listed"]
    assert verdict(rules, "127.0.0.1") == "address-not-listed"
    assert verdict(configured("network: {allow: [localhost]}"), "127.0.0.1") == "allow"
    assert verdict(configured("network: {allow: []}"), "127.0.0.1") == "address-not-listed"


def test_an_approval_opens_its_target_alone() -> None:
    data = parse_config(PRODUCTION.encode(), "tta-guard.yaml").to_data()
    rules = network_rules(policy(data), opened=("10.20.0.5:5432",))
    assert [verdict(rules, "10.20.0.5", port) for port in (5432, 5433)] == ["allow", "denied-address"]
    assert verdict(rules, "10.20.0.6", 5432) == "denied-address"


def test_what_cannot_be_held_is_said() -> None:
    rules = configured(PRODUCTION + 'network: {allow: ["*.example.org"]}')
    said = " ".join(rules.unheld)
    assert len(rules.unheld) == 3 and "*.prod.example.com" in said and "*.example.org" in said
    assert settings_of(rules)["in part"] == list(rules.unheld)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.0.0.0/8", (4, 10 << 24, 24, 0)),
        ("10.1", (4, 10 << 24 | 1, 0, 0)),
        ("0x0a000001:80", (4, 10 << 24 | 1, 0, 80)),
        ("::ffff:10.0.0.0/104", (4, 10 << 24, 24, 0)),
        ("[2001:db8::1]:443", (6, int(ipaddress.ip_address("2001:db8::1")), 0, 443)),
        ("10.0.0.0/8:5432", (4, 10 << 24, 24, 5432)),
        ("10.0.0.0/33", None),
        ("10.0.0.0/x", None),
        ("10.example.com", None),
        ("db.example.com:5432", None),
    ],
)
def test_networks_are_read_as_they_are_written(text: str, expected: tuple[int, int, int, int] | None) -> None:
    assert parse_network(text) == expected


addresses = st.one_of(
    st.integers(0, 2**32 - 1).map(lambda number: (4, number)),
    st.integers(0, 2**128 - 1).map(lambda number: (6, number)),
    st.integers(0, 2**32 - 1).map(lambda number: (6, 0xFFFF << 32 | number)),
    st.integers(0, 2**32 - 1).map(lambda number: (6, 0x0064FF9B << 96 | number)),
    st.sampled_from([(each.version, each.start << each.shift) for each in METADATA]),
)
networks = st.builds(
    lambda number, length: str(ipaddress.ip_network((number, length), strict=False)),
    st.integers(0, 2**32 - 1),
    st.integers(0, 32),
)


@given(addresses, st.integers(0, 65535), st.lists(networks, max_size=4), networks)
def test_one_more_denial_never_loosens(where: Address, port: int, denied: list[str], more: str) -> None:
    def rules(listed: list[str]) -> NetworkRules:
        return network_rules(policy({"network": {"deny": [[text, 1] for text in listed]}}))

    if decide_address(rules(denied), NO_NAMES, where, port) is not None:
        assert decide_address(rules([*denied, more]), NO_NAMES, where, port) is not None


@given(st.integers(1, 2**32 - 1))
def test_each_form_of_an_ipv4_address_carries_it(number: int) -> None:
    forms = (
        *(0xFFFF << 32 | number, 0x0064FF9B << 96 | number, 0x2002 << 112 | number << 80, 0xFFFF0000 << 32 | number),
        *(
            0x20010000 << 96 | ~number & 0xFFFFFFFF,
            0x20010000 << 96 | number << 64,
            0xFD << 120 | 0x5EFE << 32 | number,
        ),
    )
    for form in forms:
        assert (4, number) in spellings((6, form))


# Names


class Lookup:
    """A resolver whose answers can be changed; None is one that does not answer."""

    def __init__(self, **answers: str | None) -> None:
        self.answers: dict[str, str | None] = {name.replace("_", "."): text for name, text in answers.items()}
        self.asked: list[str] = []

    def __call__(self, host: str) -> tuple[Address, ...]:
        self.asked.append(host)
        text = self.answers[host]
        if text is None:
            raise OSError("no answer")
        return tuple([found for found in map(parse_ip, text.split()) if found])


def until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not what():
        assert time.monotonic() < end
        time.sleep(0.005)


DENIED_NAMES = 'environments: {production: {hosts: ["db.example:5432", "web.example", "*.prod.example", "10.0.0.9"]}}'


def test_nothing_is_asked_where_there_are_no_names() -> None:
    lookup = Lookup()
    for text in ("version: 1", 'environments: {production: {hosts: ["*.prod.example", "10.0.0.9", "localhost:1"]}}'):
        resolver = Resolver(configured(text), lookup=lookup)
        assert resolver.ready() and resolver.names() is NO_NAMES
    assert lookup.asked == []


def test_a_denied_name_keeps_the_addresses_that_it_had() -> None:
    now = [0.0]
    lookup = Lookup(db_example="198.51.100.1", web_example="198.51.100.2 2001:db8::2")
    rules = configured(DENIED_NAMES)
    resolver = Resolver(rules, lookup=lookup, clock=lambda: now[0])
    names = resolver.names()
    assert [verdict(rules, "198.51.100.1", port, names) for port in (5432, 80)] == ["denied-address", "allow"]
    assert [verdict(rules, text, 80, names) for text in ("198.51.100.2", "2001:db8::2")] == ["denied-address"] * 2
    assert verdict(rules, "198.51.100.3", 80, names) == "allow"
    lookup.answers["web.example"] = "198.51.100.3"
    now[0] = FRESH_S - 1
    assert resolver.names() is names
    now[0] = FRESH_S
    until(lambda: resolver.names() is not names)
    names = resolver.names()
    assert [verdict(rules, f"198.51.100.{n}", 80, names) for n in (2, 3, 4)] == ["denied-address"] * 2 + ["allow"]


def test_while_a_name_has_no_answer_any_address_may_be_it() -> None:
    now = [0.0]
    lookup = Lookup(db_example=None, web_example="")
    rules = configured(DENIED_NAMES)
    resolver = Resolver(rules, lookup=lookup, clock=lambda: now[0])
    names = resolver.names()
    assert verdict(rules, "198.51.100.1", 5432, names) == "name-unresolved"
    assert verdict(rules, "198.51.100.1", 80, names) == "allow"  # the name is denied at another port
    assert verdict(rules, "127.0.0.1", 5432, names) == "allow"
    lookup.answers["db.example"] = "198.51.100.9"
    now[0] = RETRY_S
    until(lambda: resolver.names() is not names)
    assert verdict(rules, "198.51.100.1", 5432, resolver.names()) == "allow"
    assert verdict(rules, "198.51.100.9", 5432, resolver.names()) == "denied-address"


def test_a_name_that_is_this_machine_denies_its_port_alone() -> None:
    """A tunnel to production, under a name in /etc/hosts; a name without a port would close all of localhost."""
    rules = configured(DENIED_NAMES)
    names = Names({(4, 0x7F000001): (Name("db.example", 5432, "x"), Name("web.example", 0, "y"))}, {}, {})
    assert [verdict(rules, "127.0.0.1", port, names) for port in (5432, 80)] == ["denied-address", "allow"]


def test_allowed_names_do_not_keep_old_addresses() -> None:
    now = [0.0]
    lookup = Lookup(pypi_example="198.51.100.1")
    rules = configured("network: {allow: [pypi.example]}")
    resolver = Resolver(rules, lookup=lookup, clock=lambda: now[0])
    names = resolver.names()
    assert verdict(rules, "198.51.100.1", 443, names) == "allow"
    lookup.answers["pypi.example"] = "198.51.100.2"
    now[0] = FRESH_S
    until(lambda: resolver.names() is not names)
    answers = [verdict(rules, f"198.51.100.{number}", 443, resolver.names()) for number in (1, 2)]
    assert answers == ["address-not-listed", "allow"]


def test_a_resolver_that_hangs_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tta_guard.confine.resolve.WAIT_S", 0.1)
    gate = threading.Event()

    def hang(_host: str) -> tuple[Address, ...]:
        gate.wait(5)
        return ()

    rules = configured(DENIED_NAMES)
    resolver = Resolver(rules, lookup=hang)
    assert not resolver.ready()
    began = time.monotonic()
    names = resolver.names()
    assert 0.05 < time.monotonic() - began < 2
    assert verdict(rules, "198.51.100.1", 5432, names) == "name-unresolved"
    gate.set()


def test_name_servers_are_those_of_the_system(tmp_path: Path) -> None:
    file = tmp_path / "resolv.conf"
    file.write_text(
        "# x\nnameserver 10.0.0.2\nnameserver fe80::1%eth0\nsearch example\noptions edns0\nnameserver bad\n"
    )
    stubs = [parse_ip("127.0.0.53"), parse_ip("127.0.0.54")]
    assert list(name_servers(str(file))) == [*stubs, parse_ip("10.0.0.2"), parse_ip("fe80::1")]
    assert list(name_servers(str(tmp_path / "absent"))) == [*stubs, parse_ip("127.0.0.1")]


def test_wire_names() -> None:
    assert wire_name("Db.Example.") == b"\2db\7example\0"
    assert wire_name("a..b") is wire_name("x" * 64) is None
    assert suffix_of("*.prod.example") == (b"\4prod\7example\0", True)
    assert suffix_of("db-*.example") is suffix_of("*prod.example") is None
    assert reply_filter([]) is reply_filter(["db-*.example"]) is None
    assert reply_filter([f"*.some-long-name-{number}.prod.example.com" for number in range(200)]) is None


@pytest.mark.skipif(sys.platform != "linux", reason="socket filters need Linux")
@pytest.mark.parametrize(
    ("name", "cut"),
    [
        ("db.prod.example", True),
        ("DB.PROD.example", True),
        ("a.b.c.d.e.f.g.h.prod.example", True),
        ("prod.example", False),
        ("xprod.example", False),
        ("db.prod.example.org", False),
        ("db.prod.exam", False),
        ("one.example", True),
        ("x.one.example", False),
        ("e", False),
        (".".join("123456789abcdef0123456789") + ".ip6.arpa", False),
    ],
)
def test_a_reply_about_a_denied_name_ends_with_its_question(name: str, cut: bool) -> None:
    program = reply_filter(["*.prod.example", "one.example", "*.other.prod.test"])
    assert program is not None
    import ctypes
    import struct

    code = ctypes.create_string_buffer(program, len(program))
    wire = b"".join([bytes((len(label),)) + label.encode() for label in name.split(".")]) + b"\0"
    question = b"\x12\x34\x81\x80\0\1\0\1\0\0\0\0" + wire + b"\0\1\0\1"
    reply = question + b"\xc0\x0c\0\1\0\1\0\0\0\5\0\4\x7f\0\0\1"
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taker,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s,
    ):
        taker.bind(("127.0.0.1", 0))
        taker.settimeout(5)
        taker.setsockopt(socket.SOL_SOCKET, 26, struct.pack("=HxxxxxxQ", len(program) // 8, ctypes.addressof(code)))
        s.sendto(reply, taker.getsockname())
        assert taker.recv(2000) == (question if cut else reply)
