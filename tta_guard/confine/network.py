"""Which addresses and unix sockets a run may reach: policy -> rules, address -> the reason against it. Pure; hot.

    rules = network_rules(policy)                        once
    reason = decide_address(rules, names, address, port)  for each address that is new

What denies, in this order: metadata and link-local addresses (always); the policy's production hosts and networks, the
hosts of resources that it denies, `network.deny`; and where `network.allow` is set, everything else that is not in it.
This machine's own loopback addresses stay open without `network.allow`, unless a rule names them.

An address that carries an IPv4 address (RFC 4291 2.5.5, RFC 6052, RFC 3056, RFC 4380, RFC 5214) is also judged as that
one.

Not covered: what an allowed host passes on (a proxy, an SSH jump host, a tunnel); that a name with `*` has addresses
which nobody has looked up (see `dnsnames.py` for what is done about such names).

Longer than 250 lines since the rules, their tables and their one reading belong together.
"""

from __future__ import annotations

from ..commands.addresses import canonical_host, parse_ip, spell_ip, split_port
from ..model import Reason, Source, frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Final

    from ..policy.rules import Policy

    Address = tuple[int, int]


@frozen
class Range:
    """Addresses, and one of their ports or all of them.

    Attributes:
        version: 4 or 6.
        start: the first address, shifted right by `shift`.
        shift: how many low bits do not count.
        port: 0 is all.
        why: whose range it is, for people.
        source: the line that names it; None for what is built in.
    """

    version: int
    start: int
    shift: int
    port: int = 0
    why: str = ""
    source: Source | None = None


@frozen
class Name:
    """A host by name, with `*` and `?` as wildcards, and one of its ports or all (0)."""

    pattern: str
    port: int = 0
    why: str = ""
    source: Source | None = None


@frozen
class Names:
    """What names have been resolved to. The key is (version, number); the value are the names that have that address.

    Attributes:
        unknown: denied names of which nobody can tell yet what addresses they have.
    """

    deny: Mapping[Address, tuple[Name, ...]]
    allow: Mapping[Address, tuple[Name, ...]]
    opened: Mapping[Address, tuple[Name, ...]]
    unknown: tuple[Name, ...] = ()


NO_NAMES: Final = Names({}, {}, {})


@frozen
class NetworkRules:
    """What a run may reach.

    Attributes:
        deny, deny_names: what it may not.
        allow, allow_names: what alone it may; `allow` None: no allow-list.
        opened, opened_names: what an approval opens although it is denied.
        loopback_ports: ports of this machine that a rule denies, whichever of its addresses is used.
        sockets: paths of unix sockets that it may connect to besides SOCKETS and those that it made itself.
        unheld: rules that can be held only in part, each in words.
    """

    deny: tuple[Range, ...]
    deny_names: tuple[Name, ...]
    allow: tuple[Range, ...] | None
    allow_names: tuple[Name, ...]
    opened: tuple[Range, ...]
    opened_names: tuple[Name, ...]
    loopback_ports: tuple[int, ...]
    sockets: tuple[str, ...]
    unheld: tuple[str, ...]


def _built_in(text: str, why: str) -> Range:
    base, _, length = text.partition("/")
    address = parse_ip(base)
    assert address is not None
    shift = (32 if address[0] == 4 else 128) - int(length) if length else 0
    return Range(address[0], address[1] >> shift, shift, 0, why)


_METADATA: Final = (
    (
        "169.254.0.0/16",
        "link-local and cloud metadata addresses",
    ),  # AWS, Azure, Google, Oracle, ECS, EKS and most others
    ("fe80::/10", "IPv6 link-local addresses"),  # OpenStack: fe80::a9fe:a9fe
    ("fd00:ec2::/32", "AWS instance metadata"),  # ::254 IMDS, ::23 EKS Pod Identity
    ("fd20:ce::/64", "Google Cloud metadata"),  # ::254
    ("fd00:42::42", "Scaleway metadata"),
    ("fd00:c1::/64", "Oracle Cloud metadata"),  # ::a9fe:a9fe
    ("100.100.100.200", "Alibaba Cloud metadata"),
    ("192.0.0.192", "Oracle Cloud metadata"),
    ("168.63.129.16", "Azure's WireServer"),
)
METADATA: Final = tuple([_built_in(text, why) for text, why in _METADATA])
LOOPBACK: Final = (_built_in("127.0.0.0/8", "loopback"), _built_in("::1", "loopback"))

SOCKETS: Final = ("/var/lib/sss/pipes/nss", "/run/systemd/userdb/*")
"""Unix sockets that are open without a rule: they answer who a user or group is, and nothing else, and where they are
used, `git`, `ssh` and `whoami` fail without them. nscd, resolved's varlink socket, /dev/log, the journal, D-Bus, the
agents of ssh and gpg, docker, containerd, X11 and Wayland are closed: libc does without the first ones, and each of
the others lets a program act outside (X11 types into other windows)."""

_LOCAL_NAMES: Final = ("localhost", "ip6-localhost", "ip6-loopback", "localhost.localdomain")


def network_rules(policy: Policy, opened: tuple[str, ...] = ()) -> NetworkRules:
    """Take the network's rules out of a policy.

    Production's hosts and networks are denied unless `environments.production.reads` is `allow`: then a run may read
    from production, and which of its bytes only read can't be told here.

    Args:
        opened: hosts or networks, perhaps with a port, that an approval opens. They open nothing of the metadata
        addresses.
    """
    settings = policy.settings
    network = settings.get("network") or {}
    file = settings.get("file") or "tta-guard.yaml"
    deny, allow, open_ = _Table(), _Table(), _Table()
    unheld: list[str] = []
    production = (settings.get("environments") or {}).get("production") or {}
    if production.get("reads") == "allow":
        if production.get("hosts") or production.get("cidrs"):
            unheld.append("production's addresses can be reached, since environments.production.reads is allow")
    else:
        for listed in ("hosts", "cidrs"):
            for pattern, line in production.get(listed) or ():
                deny.add(pattern, f'environments.production.{listed} "{pattern}"', Source(file, line))
    for pattern, line in network.get("deny") or ():
        deny.add(pattern, f'network.deny "{pattern}"', Source(file, line))
    for rule in policy.rules:
        if rule.subject == "resource" and rule.verdict != "allow" and not rule.access:
            hosts = (settings.get("resources") or {}).get(rule.pattern, {}).get("hosts") or ()
            for pattern in hosts:
                deny.add(pattern, f'{rule.message} (host "{pattern}")', rule.source)
    listed_allow = network.get("allow")
    for pattern, line in listed_allow or ():
        allow.add(pattern, f'network.allow "{pattern}"', Source(file, line))
    for pattern in opened:
        open_.add(pattern, f'an approval for "{pattern}"', None)
    unheld += [f"{name.why}: its addresses are not known; only its name is kept from resolving" for name in deny.wild()]
    unheld += [f"{name.why}: its addresses are not known, so nothing of it can be reached" for name in allow.wild()]
    sockets = (settings.get("confinement") or {}).get("sockets") or ()
    return NetworkRules(
        tuple(deny.ranges),
        tuple(deny.names),
        None if listed_allow is None else tuple(allow.ranges),
        tuple(allow.names),
        tuple(open_.ranges),
        tuple(open_.names),
        tuple(sorted({each.port for each in deny.ranges if each.port and _is_local(each)})),
        tuple([path for path, _line in sockets]),
        tuple(unheld),
    )


class _Table:
    """Ranges and names as a list of the configuration has them."""

    def __init__(self) -> None:
        self.ranges: list[Range] = []
        self.names: list[Name] = []

    def add(self, pattern: str, why: str, source: Source | None) -> None:
        found = parse_network(pattern)
        if found is not None:
            version, number, shift, port = found
            self.ranges.append(Range(version, number >> shift, shift, port, why, source))
            if is_loopback((version, number)) and shift <= 24:
                self._loopback(port, why, source)
            return
        bare, given = split_port(pattern)
        host, port = canonical_host(bare), given or 0
        if host in _LOCAL_NAMES or host.endswith(".localhost"):
            self._loopback(port, why, source)
        else:
            self.names.append(Name(host, port, why, source))

    def _loopback(self, port: int, why: str, source: Source | None) -> None:
        """All of 127.0.0.0/8 and ::1: what listens on 0.0.0.0 answers at any of them."""
        for each in LOOPBACK:
            self.ranges.append(Range(each.version, each.start, each.shift, port, why, source))

    def wild(self) -> list[Name]:
        return [name for name in self.names if is_wild(name.pattern)]


def is_wild(pattern: str) -> bool:
    """Whether a pattern stands for more names than one."""
    return "*" in pattern or "?" in pattern


def parse_network(text: str) -> tuple[int, int, int, int] | None:
    """Read `10.0.0.0/8`, `10.1.2.3`, `10.1.2.3:5432`, `2001:db8::/32`, `[2001:db8::1]:443` or `2001:db8::/32:443`.

    Returns:
        version, number, how many low bits do not count, port (0: all); None for what is a name.
    """
    base, slash, rest = text.partition("/")
    port = 0
    if slash:
        length, _, port_text = rest.partition(":")
        if not (length.isascii() and length.isdigit()) or (port_text and not port_text.isdigit()):
            return None
        port = int(port_text) if port_text else 0
        host = base[1:-1] if base.startswith("[") else base
    else:
        length = ""
        host, found = split_port(text)
        port = found or 0
    written = parse_ip(host.lower()) if host[:1] in "0123456789" or ":" in host else None
    if written is None:
        return None
    width = 32 if written[0] == 4 else 128
    if written[0] == 4 and ":" in host and length:
        length = str(max(0, int(length) - 96))  # ::ffff:10.0.0.0/104 is 10.0.0.0/8
    shift = width - int(length) if length else 0
    return (*written, shift, port) if 0 <= shift <= width else None


def spellings(address: Address) -> tuple[Address, ...]:
    """The address, and each IPv4 address that it carries. 0.0.0.0 and :: are loopback addresses to connect(2)."""
    version, number = address
    if version == 4:
        return ((4, 0x7F000001),) if number == 0 else (address,)
    if number == 0:
        return ((6, 1),)
    high = number >> 96
    found = []
    if number >> 32 in (0xFFFF, 0xFFFF0000, 0x0064FF9B << 64) or (number >> 32 == 0 and number > 0xFFFF):
        found.append(number & 0xFFFFFFFF)  # mapped, translated (RFC 2765), NAT64, compatible
    if number >> 80 == 0x0064FF9B0001:  # RFC 8215: the length of the network's own prefix is not known
        found += [number & 0xFFFFFFFF, (number >> 64 & 0xFFFF) << 16 | number >> 40 & 0xFFFF]
        found += [(number >> 64 & 0xFF) << 24 | number >> 32 & 0xFFFFFF, number >> 24 & 0xFFFFFFFF]
    if number >> 112 == 0x2002:
        found.append(number >> 80 & 0xFFFFFFFF)
    if high == 0x20010000:
        found += [number >> 64 & 0xFFFFFFFF, ~number & 0xFFFFFFFF]
    if number >> 32 & 0xFDFFFFFF == 0x5EFE:
        found.append(number & 0xFFFFFFFF)
    carried = [(4, four or 0x7F000001) for four in found]
    if number >> 32 == 0xFFFF:
        return tuple(carried)
    return (address, *carried)


def is_loopback(address: Address) -> bool:
    """Whether an address is this machine's, whatever its interfaces are."""
    version, number = address
    return number >> 24 == 127 or number == 0 if version == 4 else number in (0, 1)


def decide_address(rules: NetworkRules, names: Names, address: Address, port: int) -> Reason | None:
    """Answer why an address may not be reached; None when it may.

    Args:
        names: what the rules' names resolve to now.
        address: (4 or 6, number) as the system call has it.
        port: 0 where there is none.
    """
    all_spelled = spellings(address)
    for spelled in all_spelled:
        for each in METADATA:
            if _holds(each, spelled, port):
                return Reason("metadata-address", f"{_shown(address, port)} is among {each.why}")
    first = all_spelled[0]
    if any(_holds(each, first, port) for each in rules.opened) or _named(names.opened, rules.opened_names, first, port):
        return None
    for spelled in all_spelled:
        local = is_loopback(spelled)
        for each in rules.deny:
            if _holds(each, spelled, port) and (not local or _is_local(each)):
                return Reason("denied-address", f"{_shown(address, port)} is denied by {each.why}", each.source)
        found = None if local else _named(names.deny, rules.deny_names, spelled, port)
        if found is None and local:
            found = _first([name for name in names.deny.get(spelled, ()) if name.port == port and port])
        if found is not None:
            return Reason("denied-address", f"{_shown(address, port)} is denied by {found.why}", found.source)
    unknown = None if is_loopback(first) else _first([name for name in names.unknown if name.port in (0, port)])
    if unknown is not None:
        message = f"{_shown(address, port)} may be {unknown.pattern}, which does not resolve now: {unknown.why}"
        return Reason("name-unresolved", message, unknown.source)
    if rules.allow is None:
        return None
    if any(_holds(each, first, port) for each in rules.allow) or _named(names.allow, rules.allow_names, first, port):
        return None
    return Reason("address-not-listed", f"{_shown(address, port)} is not in network.allow")


def _is_local(each: Range) -> bool:
    """Whether a range is about this machine; 0.0.0.0/0 is about the network."""
    return is_loopback((each.version, each.start << each.shift)) and each.start << each.shift != 0


def _holds(each: Range, address: Address, port: int) -> bool:
    return each.version == address[0] and address[1] >> each.shift == each.start and each.port in (0, port)


def _named(
    resolved: Mapping[Address, tuple[Name, ...]], names: Iterable[Name], address: Address, port: int
) -> Name | None:
    found = _first([name for name in resolved.get(address, ()) if name.port in (0, port)])
    if found is not None:
        return found
    spelled = ""
    for name in names:
        # A pattern may also be of addresses: 10.20.*
        if is_wild(name.pattern) and name.port in (0, port):
            from ..commands.environments import like

            spelled = spelled or spell_ip(address)
            if like(name.pattern, spelled):
                return name
    return None


def _first(names: list[Name]) -> Name | None:
    return names[0] if names else None


def _shown(address: Address, port: int) -> str:
    text = spell_ip(address)
    if not port:
        return text
    return f"[{text}]:{port}" if address[0] == 6 else f"{text}:{port}"


def _whys(ranges: tuple[Range, ...], names: tuple[Name, ...]) -> list[str]:
    return list(dict.fromkeys([*[each.why for each in ranges], *[name.why for name in names]]))


def settings_of(rules: NetworkRules) -> dict[str, Any]:
    """The rules as plain data, for `--explain` and `doctor`."""
    return {
        "deny": _whys(rules.deny, rules.deny_names),
        "allow": None if rules.allow is None else _whys(rules.allow, rules.allow_names),
        "opened": _whys(rules.opened, rules.opened_names),
        "sockets": [*SOCKETS, *rules.sockets],
        "in part": list(rules.unheld),
    }
