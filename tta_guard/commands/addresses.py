"""Hosts, IP addresses, networks and URLs, read as the tools read them. Pure.

Hot, so neither `urllib` nor `ipaddress`. Every spelling of one address gives one value: an attacker who writes
production's address as `0x0a000001`, as `10.1`, with full-width letters or behind `user@` must meet the same rule.
"""

from __future__ import annotations

from ..model import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

ALTERNATIVES_LIMIT: Final = 64  # addresses that one URL pattern may stand for


@frozen
class Address:
    """Where something is reached.

    Attributes:
        host: lower case, without brackets, trailing dot or zone; "" where there is none. An IP address in its one
            canonical spelling (dotted for IPv4, eight full groups for IPv6).
        port: None when it is not given (or not a number).
        scheme: lower case, "" for none.
        user: what stood before "@", without a password.
        path: what follows the authority, from "/" on, without query and fragment.
        query: what follows "?".
        socket: the path of a Unix socket; the host is then "".
    """

    host: str
    port: int | None = None
    scheme: str = ""
    user: str = ""
    path: str = ""
    query: str = ""
    socket: str = ""


def parse_ipv4(text: str) -> int | None:
    """Read an IPv4 address in any spelling that inet_aton(3) takes: 127.1, 0x7f000001, 017700000001, 2130706433."""
    if not text or text[0] not in "0123456789":
        return None
    parts = text.split(".")
    if len(parts) > 4:
        return None
    numbers = []
    for part in parts:
        digits, base = part.lower(), 10
        if digits.startswith("0x"):
            digits, base = digits[2:] or "0", 16
        elif len(digits) > 1 and digits[0] == "0":
            digits, base = digits[1:], 8
        if not digits or len(digits) > 40 or any(c not in "0123456789abcdef"[:base] for c in digits):
            return None
        numbers.append(int(digits, base))
    if any(number > 255 for number in numbers[:-1]) or numbers[-1] >= 1 << 8 * (5 - len(numbers)):
        return None
    value = numbers[-1]
    for place, number in enumerate(numbers[:-1]):
        value |= number << 8 * (3 - place)
    return value


def parse_ipv6(text: str) -> int | None:
    """Read an IPv6 address (RFC 4291, section 2.2), with or without a zone."""
    text = text.partition("%")[0]
    if ":" not in text or len(text) > 64 or text.count("::") > 1:
        return None
    if "." in text:
        start, _, last = text.rpartition(":")
        tail = parse_ipv4(last)
        if tail is None or last.count(".") != 3:
            return None
        text = f"{start}:{tail >> 16:x}:{tail & 0xFFFF:x}"
    before, gap, after = text.partition("::")
    head = before.split(":") if before else []
    end = after.split(":") if after else []
    missing = 8 - len(head) - len(end)
    if (gap and missing < 1) or (not gap and missing):
        return None
    value = 0
    for group in (*head, *(["0"] * missing), *end):
        if not 0 < len(group) <= 4 or any(c not in "0123456789abcdefABCDEF" for c in group):
            return None
        value = value << 16 | int(group, 16)
    return value


def parse_ip(text: str) -> tuple[int, int] | None:
    """Answer (4 or 6, number) of an address; an IPv6 one that carries an IPv4 one is that (RFC 4291, 2.5.5)."""
    four = parse_ipv4(text)
    if four is not None:
        return 4, four
    six = parse_ipv6(text)
    if six is None:
        return None
    if six >> 32 == 0xFFFF or (six >> 32 in (0, 0x0064FF9B << 64) and six > 0xFFFF):
        return 4, six & 0xFFFFFFFF
    return 6, six


def spell_ip(address: tuple[int, int]) -> str:
    """Write an address in its canonical spelling."""
    version, number = address
    if version == 4:
        return ".".join([str(number >> shift & 255) for shift in (24, 16, 8, 0)])
    return ":".join([f"{number >> shift & 0xFFFF:x}" for shift in range(112, -1, -16)])


def in_network(address: tuple[int, int], network: str) -> bool:
    """Answer whether an address lies in a network written as `10.0.0.0/8`; one without a slash is a single address.

    An IPv4-mapped network (`::ffff:10.0.0.0/104`) is not covered: write the IPv4 one.
    """
    base, slash, length = network.partition("/")
    start = parse_ip(base)
    if start is None or start[0] != address[0] or (slash and not (length.isascii() and length.isdigit())):
        return False
    width = 32 if start[0] == 4 else 128
    shift = width - int(length) if slash else 0
    return 0 <= shift <= width and start[1] >> shift == address[1] >> shift


def canonical_host(text: str) -> str:
    """Answer the one spelling of a host: lower case, no brackets, trailing dot or %-escapes; IP addresses as above.

    Letters outside ASCII are folded (NFKC), as clients with IDN do before they ask the resolver (RFC 5891, UTS 46).
    """
    host = text.strip()
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif "%" in host:
        host = _unescaped(host)
    if not host.isascii():
        import unicodedata

        host = unicodedata.normalize("NFKC", host).replace("\u3002", ".")
    host = host.lower()
    if host.endswith(".") and host != ".":
        host = host[:-1]
    address = parse_ip(host) if host[:1] in "0123456789" or ":" in host else None
    return spell_ip(address) if address else host


def parse_address(text: str, *, scheme: str = "") -> Address:
    """Read `scheme://user:password@host:port/path?query`, `host:port` or a bare host.

    Where clients differ (a backslash, "@" in odd places), the host is taken as WHATWG and curl take it: the authority
    ends at the first of `/ ? # \\`, and the last "@" in it ends the user.

    Args:
        text: a URL, or what stands for one.
        scheme: the scheme of a text that has none.
    """
    text = text.strip("".join(map(chr, range(33))))
    found, mark, rest = text.partition("://")
    if mark and found and found[0].isalpha() and all(c.isalnum() or c in "+-." for c in found):
        scheme, text = found.lower(), rest
    elif text.startswith("//"):
        text = text[2:]
    if scheme in ("unix", "npipe", "fd", "file") or text.startswith("/"):
        return Address("", None, scheme, "", text, "", text)
    end = min([at for at in (text.find(c) for c in "/?#\\") if at >= 0], default=len(text))
    authority, tail = text[:end], text[end:].partition("#")[0]
    path, _, query = tail.partition("?")
    user, _, place = authority.rpartition("@")
    host, port = split_port(place)
    host = _unescaped(host) if "%" in host and not host.startswith("[") else host
    socket = host if host.startswith("/") else ""  # postgres://%2Fvar%2Frun/app
    return Address("" if socket else canonical_host(host), port, scheme, user.partition(":")[0], path, query, socket)


def split_port(text: str) -> tuple[str, int | None]:
    """Split `host:port`, `[v6]:port` or `host`; an IPv6 address without brackets has no port."""
    if text.startswith("["):
        host, _, rest = text[1:].partition("]")
        number = rest[1:] if rest.startswith(":") else ""
    elif text.count(":") == 1:
        host, _, number = text.partition(":")
    else:
        host, number = text, ""
    return host, int(number) if number.isascii() and number.isdigit() and len(number) < 6 else None


def alternatives(text: str) -> tuple[str, ...] | None:
    """Answer what curl makes of a URL with `{a,b}` and `[1-3]` (curl(1), URL); None when there are too many to list."""
    if "{" not in text and "[" not in text:
        return (text,)
    done = [""]
    at = 0
    while at < len(text):
        char = text[at]
        if char == "\\" and text[at + 1 : at + 2] in ("{", "}", "[", "]"):
            choices, at = [text[at + 1]], at + 2
        elif char == "{" and (end := text.find("}", at)) > 0:
            choices, at = text[at + 1 : end].split(","), end + 1
        elif char == "[" and (end := text.find("]", at)) > 0:
            listed = _range(text[at + 1 : end])
            if listed is None:
                return None
            choices, at = listed or [text[at : end + 1]], end + 1
        else:
            choices, at = [char], at + 1
        if len(done) * len(choices) > ALTERNATIVES_LIMIT:
            return None
        done = [start + choice for start in done for choice in choices]
    return tuple(done)


def _range(text: str) -> list[str] | None:
    """Read what stands in curl's brackets; [] when it is no range (an IPv6 address), None when it is too long."""
    bounds, _, step = text.partition(":")
    low, dash, high = bounds.partition("-")
    if not dash or not low or not high:
        return []
    by = int(step) if step.isascii() and step.isdigit() else 1
    if low.isascii() and low.isdigit() and high.isascii() and high.isdigit() and len(low) < 10 and len(high) < 10:
        first, last = int(low), int(high)
        if (last - first) // max(by, 1) >= ALTERNATIVES_LIMIT:
            return None
        return [str(number).zfill(len(low) if low[0] == "0" else 0) for number in range(first, last + 1, max(by, 1))]
    if len(low) == len(high) == 1 and low.isalpha() and high.isalpha():
        return [chr(code) for code in range(ord(low), ord(high) + 1, max(by, 1))]
    return []


def _unescaped(text: str) -> str:
    """Undo %XX (RFC 3986, section 2.1); what is no escape stays."""
    pieces = text.split("%")
    out = pieces[0].encode("utf-8", "surrogateescape")
    for piece in pieces[1:]:
        code = piece[:2]
        if len(code) == 2 and all(c in "0123456789abcdefABCDEF" for c in code):
            out += bytes((int(code, 16),)) + piece[2:].encode("utf-8", "surrogateescape")
        else:
            out += b"%" + piece.encode("utf-8", "surrogateescape")
    return out.decode("utf-8", "surrogateescape")
