"""The connect gate with real processes: what is refused, what is not, races, and calls that behave as they do outside."""

from __future__ import annotations

import contextlib
import json
import os
import select
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="confinement needs Linux")

DRIVER = [sys.executable, str(Path(__file__).with_name("connectgatedriver.py"))]
TIMEOUT_S = 30
HEAD = """
import ctypes, errno, json, mmap, os, signal, socket, struct, sys, threading, time
libc = ctypes.CDLL(None, use_errno=True)
found = {}
def tried(function, *args):
    try:
        answer = function(*args)
    except OSError as error:
        return errno.errorcode.get(error.errno, str(error))
    return answer if isinstance(answer, (int, str)) else "ok"
def connect(address, family=socket.AF_INET, kind=socket.SOCK_STREAM):
    with socket.socket(family, kind) as s:
        return tried(s.connect, address)
def sockaddr(port, host="127.0.0.1"):
    return struct.pack("=HH4s8x", 2, socket.htons(port), socket.inet_aton(host))
"""


@pytest.fixture(params=["getfd", "keep"])
def mode(request: pytest.FixtureRequest) -> str:
    """Both ways to a duplicate; the first needs pidfd_getfd."""
    from tta_guard.confine.notify import can_duplicate

    if request.param == "getfd" and not can_duplicate():
        pytest.skip("pidfd_getfd is not permitted here")
    return str(request.param)


class Probe:
    """What a program found out, what the gate refused, and how many descriptors the gate has left open."""

    def __init__(self, found: dict[str, Any], told: dict[str, Any]) -> None:
        self.found = found
        self.codes = [code for _, code, _ in told["refused"]]
        self.refused = told["refused"]
        self.descriptors = told["descriptors"]


@pytest.fixture
def probe(tmp_path: Path) -> Callable[..., Probe]:
    """Run a program, whose `found` is told, under the gate, or (mode "bare") without it."""

    def run(mode: str, program: str, *arguments: object, **given: Any) -> Probe:
        file, out = tmp_path / "program.py", tmp_path / "out.json"
        file.write_text(HEAD + textwrap.dedent(program) + "\nprint(json.dumps(found))\n")
        out.write_text('{"refused": [], "descriptors": 0}')
        settings = json.dumps({"settings": given.pop("settings", {}), **given})
        under = [] if mode == "bare" else [*DRIVER, settings, str(out), mode, "--"]
        words = [*under, sys.executable, "-I", str(file), *map(str, arguments)]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=TIMEOUT_S)
        assert done.returncode == 0, done.stderr
        return Probe(json.loads(done.stdout.splitlines()[-1]), json.loads(out.read_text()))

    return run


class Server:
    """Outside of the run: counts what comes to a TCP and a UDP port of the same number."""

    def __init__(self) -> None:
        self.streams = socket.create_server(("127.0.0.1", 0), backlog=4096)
        self.port = self.streams.getsockname()[1]
        self.datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.datagrams.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        self.datagrams.bind(("127.0.0.1", self.port))
        self.connected = 0
        self.received: list[bytes] = []
        self._going = True
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while self._going:
            for ready in select.select([self.streams, self.datagrams], [], [], 0.05)[0]:
                if ready is self.streams:
                    self.streams.accept()[0].close()
                    self.connected += 1
                else:
                    self.received.append(self.datagrams.recv(65536))

    def settle(self) -> None:
        """Wait until all that has come is taken."""
        quiet = 0
        while quiet < 3:
            quiet = 0 if select.select([self.streams, self.datagrams], [], [], 0)[0] else quiet + 1
            time.sleep(0.02)

    def close(self) -> None:
        """Take what has come, and end."""
        if not self._going:
            return
        self.settle()
        self._going = False
        self._thread.join()
        self.streams.close()
        self.datagrams.close()


@pytest.fixture
def servers() -> Iterator[tuple[Server, Server]]:
    """One that stands for development, and one for production."""
    both = Server(), Server()
    try:
        yield both
    finally:
        for server in both:
            server.close()


def production(*hosts: str, cidrs: tuple[str, ...] = ()) -> dict[str, Any]:
    """A configuration that names these as production."""
    listed = {"hosts": [[host, 3] for host in hosts], "cidrs": [[cidr, 4] for cidr in cidrs]}
    return {"environments": {"production": listed}}


# Addresses


def test_each_spelling_of_a_denied_address_is_refused(
    mode: str, probe: Callable[..., Probe], servers: tuple[Server, Server]
) -> None:
    open_, closed = servers
    done = probe(
        mode,
        """
        open_, closed = map(int, sys.argv[1:])
        for host in "127.0.0.1", "127.1", "2130706433", "0x7f.1", "0.0.0.0", "localhost":
            found[host] = [connect((host, open_)), connect((host, closed))]
        mapped = [connect(("::ffff:127.0.0.1", port), socket.AF_INET6) for port in (open_, closed)]
        found["mapped"] = mapped
        found["six"] = connect(("::1", closed), socket.AF_INET6)
        found["any"] = connect(("::", closed), socket.AF_INET6)
        found["other"] = connect(("127.8.9.1", closed))
        """,
        open_.port,
        closed.port,
        settings=production(f"127.0.0.1:{closed.port}"),
    )
    for host in ("127.0.0.1", "127.1", "2130706433", "0x7f.1", "0.0.0.0", "localhost", "mapped"):
        assert done.found[host] == ["ok", "EACCES"], host
    assert (done.found["six"], done.found["any"], done.found["other"]) == ("EACCES",) * 3
    open_.close(), closed.close()
    assert (open_.connected, closed.connected) == (7, 0)
    assert set(done.codes) == {"denied-address"}


def test_networks_and_metadata_addresses_are_refused(mode: str, probe: Callable[..., Probe]) -> None:
    done = probe(
        mode,
        """
        four = "10.20.3.4", "169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.192"
        six = ("2001:db8:7::1", "fd00:ec2::254", "fd20:ce::254", "::ffff:169.254.169.254", "::ffff:10.20.1.1",
               "64:ff9b::10.20.1.1", "2002:a14:101::1", "::10.20.1.1", "fe80::a9fe:a9fe%lo")
        for host in four:
            found[host] = connect((host, 80))
            found["udp " + host] = connect((host, 80), kind=socket.SOCK_DGRAM)
        for host in six:
            address = socket.getaddrinfo(host, 80, socket.AF_INET6, socket.SOCK_STREAM)[0][4]
            found[host] = connect(address, socket.AF_INET6)
        """,
        settings=production(cidrs=("10.20.0.0/16", "2001:db8:7::/48")),
    )
    assert done.found == dict.fromkeys(done.found, "EACCES")
    assert len(done.refused) == 21


def test_a_name_is_denied_by_its_addresses(
    mode: str, probe: Callable[..., Probe], servers: tuple[Server, Server]
) -> None:
    open_, closed = servers
    done = probe(
        mode,
        """
        found["open"], found["closed"] = [connect(("127.0.0.1", int(port))) for port in sys.argv[1:]]
        found["elsewhere"] = connect(("203.0.113.7", 443))
        """,
        open_.port,
        closed.port,
        settings=production(f"db.example:{closed.port}", "web.example"),
        names={"db.example": ["127.0.0.1"], "web.example": ["203.0.113.7"]},
    )
    assert done.found == {"open": "ok", "closed": "EACCES", "elsewhere": "EACCES"}


def test_while_a_denied_name_does_not_resolve_only_this_machine_is_open(
    mode: str, probe: Callable[..., Probe], servers: tuple[Server, Server]
) -> None:
    done = probe(
        mode,
        """
        found["here"] = connect(("127.0.0.1", int(sys.argv[1])))
        found["there"] = connect(("203.0.113.7", 443))
        """,
        servers[0].port,
        settings=production("db.example"),
        names={"db.example": None},
    )
    assert done.found == {"here": "ok", "there": "EACCES"}
    assert done.codes == ["name-unresolved"]


def test_an_allow_list_leaves_the_rest_out_but_for_the_run_s_own_servers(
    mode: str, probe: Callable[..., Probe], servers: tuple[Server, Server]
) -> None:
    listed, other = servers
    program = """
        found["listed"], found["other"] = [connect(("127.0.0.1", int(port))) for port in sys.argv[1:]]
        own = socket.create_server(("127.0.0.1", 0))
        found["own"] = connect(own.getsockname())
        """
    settings = {"network": {"allow": [[f"127.0.0.1:{listed.port}", 5]]}}
    done = probe(mode, program, listed.port, other.port, settings=settings)
    assert done.found == {"listed": "ok", "other": "EACCES", "own": "ok"}
    done = probe(mode, program, listed.port, other.port, settings={"network": {"allow": []}})
    assert done.found == {"listed": "EACCES", "other": "EACCES", "own": "ok"}


def test_what_an_approval_opens_is_open_and_nothing_else(
    mode: str, probe: Callable[..., Probe], servers: tuple[Server, Server]
) -> None:
    target, other = servers
    done = probe(
        mode,
        'found["target"], found["other"] = [connect(("127.0.0.1", int(port))) for port in sys.argv[1:]]',
        target.port,
        other.port,
        settings=production("localhost"),
        opened=[f"127.0.0.1:{target.port}"],
    )
    assert done.found == {"target": "ok", "other": "EACCES"}


# Datagrams


def test_datagrams_to_a_denied_address_are_refused_however_they_are_sent(
    mode: str, probe: Callable[..., Probe], servers: tuple[Server, Server]
) -> None:
    open_, closed = servers
    done = probe(
        mode,
        """
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        six = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
        def many(s, *ports):
            names = [ctypes.create_string_buffer(sockaddr(port), 16) for port in ports]
            data = [ctypes.create_string_buffer(b"many%d" % index, 5) for index in range(len(ports))]
            vectors = [ctypes.create_string_buffer(struct.pack("=QQ", ctypes.addressof(d), 5)) for d in data]
            heads = b"".join(struct.pack("=QIIQQQQiIII", ctypes.addressof(n), 16, 0, ctypes.addressof(v), 1, 0, 0, 0, 0, 0, 0)
                             for n, v in zip(names, vectors))
            table = ctypes.create_string_buffer(heads)
            count = libc.sendmmsg(s.fileno(), table, len(ports), 0)
            sizes = [struct.unpack_from("=I", table.raw, 64 * index + 56)[0] for index in range(len(ports))]
            return [count, sizes] if count >= 0 else errno.errorcode[ctypes.get_errno()]
        def unspecified(port):
            name = struct.pack("=H", 0) + sockaddr(port)[2:]
            sent = libc.sendto(s.fileno(), b"af_unspec", 9, 0, name, 16)
            return sent if sent >= 0 else errno.errorcode[ctypes.get_errno()]
        for name, port in zip(("open", "closed"), map(int, sys.argv[1:])):
            here = "127.0.0.1", port
            found[name] = [
                tried(s.sendto, b"sendto", here),
                tried(s.sendmsg, [b"send", b"msg"], [], 0, here),
                tried(six.sendto, b"mapped", ("::ffff:127.0.0.1", port)),
                many(s, port),
                unspecified(port),
                connect(here, kind=socket.SOCK_DGRAM),
            ]
        found["some"] = many(s, int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[1]))
        s.connect(("127.0.0.1", int(sys.argv[1])))
        found["elsewhere"] = tried(s.sendto, b"x", ("127.0.0.1", int(sys.argv[2])))
        found["connected"] = [s.send(b"plain"), tried(s.sendmsg, [b"no name"])]
        """,
        open_.port,
        closed.port,
        settings=production(f"127.0.0.1:{closed.port}"),
    )
    assert done.found["open"] == [6, 7, 6, [1, [5]], 9, "ok"]
    assert done.found["closed"] == ["EACCES"] * 6
    assert done.found["some"] == [1, [5, 0, 0]]
    assert (done.found["elsewhere"], done.found["connected"]) == ("EACCES", [5, 7])
    open_.close(), closed.close()
    sent = [b"sendto", b"sendmsg", b"mapped", b"many0", b"af_unspec", b"many0", b"plain", b"no name"]
    assert (open_.received, closed.received) == (sent, [])


def test_a_udp_server_of_the_run_answers_from_its_own_port(
    mode: str, probe: Callable[..., Probe], servers: tuple[Server, Server]
) -> None:
    done = probe(
        mode,
        """
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        server.bind(("127.0.0.1", 0))
        client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        for index in range(20):
            client.sendto(b"question", server.getsockname())
            asked, who = server.recvfrom(100)
            server.sendto(b"answer", who)
            answer, whose = client.recvfrom(100)
            assert whose == server.getsockname(), whose
        found["answer"] = answer.decode()
        port = server.getsockname()[1]
        server.close()
        again = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        found["again"] = tried(again.bind, ("127.0.0.1", port))
        """,
    )
    assert done.found == {"answer": "answer", "again": "ok"}


def test_fast_open_is_decided_on(mode: str, probe: Callable[..., Probe], servers: tuple[Server, Server]) -> None:
    open_, closed = servers
    done = probe(
        mode,
        """
        for name, port in zip(("open", "closed"), map(int, sys.argv[1:])):
            with socket.socket() as s:
                found[name] = tried(s.sendto, b"early", 0x20000000, ("127.0.0.1", port))
            with socket.socket() as s:
                found[name + " sendmsg"] = tried(s.sendmsg, [b"early"], [], 0x20000000, ("127.0.0.1", port))
            with socket.socket() as s:
                s.setsockopt(socket.IPPROTO_TCP, 30, 1)  # TCP_FASTOPEN_CONNECT
                found[name + " deferred"] = tried(s.connect, ("127.0.0.1", port))
                if name == "open":
                    found["redirected"] = tried(s.sendmsg, [b"early"], [], 0, ("127.0.0.1", int(sys.argv[2])))
        """,
        open_.port,
        closed.port,
        settings=production(f"127.0.0.1:{closed.port}"),
    )
    assert [done.found[name] for name in ("open", "open sendmsg", "open deferred", "redirected")] == [5, 5, "ok", 5]
    assert [done.found[f"closed{kind}"] for kind in ("", " sendmsg", " deferred")] == ["EACCES"] * 3
    closed.close()
    assert closed.connected == 0


# Races. Each is shown to hit its target without the gate.

RACING_CONNECT = """
    open_, closed = map(int, sys.argv[1:3])
    memory = mmap.mmap(-1, 4096)
    memory[:16] = sockaddr(open_)
    here = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    going = os.fork()
    if going == 0:
        good, bad = sockaddr(open_)[2:4], sockaddr(closed)[2:4]
        while True:
            memory[2:4] = bad
            memory[2:4] = good
    tally = {}
    until = time.monotonic() + float(sys.argv[3])
    while time.monotonic() < until:
        s = socket.socket()
        answer = libc.connect(s.fileno(), ctypes.c_void_p(here), 16)
        key = "ok" if answer == 0 else errno.errorcode[ctypes.get_errno()]
        tally[key] = tally.get(key, 0) + 1
        s.close()
    os.kill(going, 9)
    os.waitpid(going, 0)
    found.update(tally)
    """


def test_an_address_that_changes_during_connect_reaches_nothing_denied(
    mode: str, probe: Callable[..., Probe], servers: tuple[Server, Server]
) -> None:
    open_, closed = servers
    probe("bare", RACING_CONNECT, open_.port, closed.port, 0.2)
    bare = closed.connected
    assert bare > 0
    settings = production(f"127.0.0.1:{closed.port}")
    closed.settle()
    before, opened = closed.connected, open_.connected
    done = probe(mode, RACING_CONNECT, open_.port, closed.port, 1.0, settings=settings)
    open_.close(), closed.close()
    assert closed.connected == before
    assert done.found["ok"] == open_.connected - opened > 100
    assert done.found["EACCES"] > 0 and set(done.found) == {"ok", "EACCES"}


RACING_MESSAGE = """
    # The header and the name lie in memory that another process keeps changing.
    open_, closed = map(int, sys.argv[1:3])
    memory = mmap.mmap(-1, 4096)
    here = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    memory[1000:1016] = sockaddr(open_)
    memory[1100:1101] = b"!"
    memory[1200:1216] = struct.pack("=QQ", here + 1100, 1)
    memory[:56] = struct.pack("=QIIQQQQiI", here + 1000, 16, 0, here + 1200, 1, 0, 0, 0, 0)
    going = os.fork()
    if going == 0:
        good, bad = sockaddr(open_)[2:4], sockaddr(closed)[2:4]
        while True:
            memory[1002:1004] = bad
            memory[1002:1004] = good
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    until = time.monotonic() + float(sys.argv[3])
    tally = {}
    while time.monotonic() < until:
        if len(tally) % 2:
            answer = libc.sendto(s.fileno(), b"!", 1, 0, ctypes.c_void_p(here + 1000), 16)
        else:
            answer = libc.sendmsg(s.fileno(), ctypes.c_void_p(here), 0)
        key = "ok" if answer == 1 else errno.errorcode[ctypes.get_errno()]
        tally[key] = tally.get(key, 0) + 1
    os.kill(going, 9)
    os.waitpid(going, 0)
    found.update(tally)
    """


def test_a_name_that_changes_during_sendmsg_reaches_nothing_denied(
    mode: str, probe: Callable[..., Probe], servers: tuple[Server, Server]
) -> None:
    open_, closed = servers
    probe("bare", RACING_MESSAGE, open_.port, closed.port, 0.2)
    assert closed.received
    closed.settle()
    closed.received.clear()
    settings = production(f"127.0.0.1:{closed.port}")
    done = probe(mode, RACING_MESSAGE, open_.port, closed.port, 1.0, settings=settings)
    open_.close(), closed.close()
    assert closed.received == []
    assert done.found["ok"] > 100 and done.found["EACCES"] > 0


RACING_DESCRIPTOR = """
    # While one thread sends on a stream, another puts a datagram socket in its place; the message has a denied name.
    closed = int(sys.argv[1])
    left, right = socket.socketpair()
    stream = os.dup(left.fileno())
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    place = os.dup(stream)
    name = ctypes.create_string_buffer(sockaddr(closed), 16)
    data = ctypes.create_string_buffer(b"!", 1)
    vector = ctypes.create_string_buffer(struct.pack("=QQ", ctypes.addressof(data), 1))
    head = struct.pack("=QIIQQQQiI", ctypes.addressof(name), 16, 0, ctypes.addressof(vector), 1, 0, 0, 0, 0)
    message = ctypes.create_string_buffer(head, 56)
    plain = ctypes.create_string_buffer(struct.pack("=QIIQQQQiI", 0, 0, 0, ctypes.addressof(vector), 1, 0, 0, 0, 0), 56)
    going = True
    def swap():
        while going:
            libc.dup2(udp.fileno(), place)
            libc.dup2(stream, place)
    right.setblocking(False)
    thread = threading.Thread(target=swap)
    thread.start()
    until = time.monotonic() + float(sys.argv[2])
    tally = {}
    while time.monotonic() < until:
        answer = libc.sendmsg(place, message, 0)
        key = "ok" if answer == 1 else errno.errorcode[ctypes.get_errno()]
        tally[key] = tally.get(key, 0) + 1
        try:
            right.recv(65536)
        except OSError:
            pass
    going = False
    thread.join()
    found.update(tally)
    """


def test_a_descriptor_that_changes_during_sendmsg_reaches_nothing_denied(
    mode: str, probe: Callable[..., Probe], servers: tuple[Server, Server]
) -> None:
    closed = servers[1]
    probe("bare", RACING_DESCRIPTOR, closed.port, 0.3)
    closed.settle()
    assert closed.received
    closed.received.clear()
    settings = production(f"127.0.0.1:{closed.port}")
    done = probe(mode, RACING_DESCRIPTOR, closed.port, 1.5, settings=settings)
    closed.close()
    assert closed.received == []
    assert sum(done.found.values()) > 100 and done.found.get("EACCES", 0) > 0


# Unix sockets


def test_unix_sockets_outside_are_closed_and_the_run_s_own_are_open(
    mode: str, probe: Callable[..., Probe], tmp_path: Path
) -> None:
    outside = tmp_path / "outside.sock"
    listed = tmp_path / "listed.sock"
    datagrams = tmp_path / "datagrams.sock"
    abstract = f"\0tta-outside-{os.getpid()}-{mode}"
    with contextlib.ExitStack() as stack:
        for address, kind in (
            (str(outside), socket.SOCK_STREAM),
            (str(listed), socket.SOCK_STREAM),
            (abstract, socket.SOCK_STREAM),
            (str(datagrams), socket.SOCK_DGRAM),
        ):
            server = stack.enter_context(socket.socket(socket.AF_UNIX, kind))
            server.bind(address)
            if kind == socket.SOCK_STREAM:
                server.listen()
        (tmp_path / "link").symlink_to(outside)
        os.link(outside, tmp_path / "hard")
        done = probe(
            mode,
            """
            outside, listed, datagrams, abstract = sys.argv[1:5]
            unix = lambda address, kind=socket.SOCK_STREAM: connect(address, socket.AF_UNIX, kind)
            found["outside"] = [unix(outside), unix("outside.sock"), unix("link"), unix("hard"), unix("./../" + os.getcwd()
                .rsplit("/", 1)[1] + "/link"), unix("/proc/self/cwd/link"), unix("\\0" + abstract)]
            found["listed"] = [unix(listed), unix("listed.sock")]
            os.rename("listed.sock", "moved.sock")
            os.link("outside.sock", "listed.sock")
            found["moved"] = [unix("moved.sock"), unix(listed)]
            found["datagrams"] = unix(datagrams, socket.SOCK_DGRAM)
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
                found["sendto"] = tried(s.sendto, b"x", datagrams)
                found["sendmsg"] = tried(s.sendmsg, [b"x"], [], 0, datagrams)
            for name, address in ("relative", "own.sock"), ("whole", os.getcwd() + "/own2.sock"), ("abstract", "\\0own-" + abstract):
                with socket.socket(socket.AF_UNIX) as server:
                    server.bind(address)
                    server.listen()
                    found["own " + name] = unix(address)
                    with socket.socket(socket.AF_UNIX) as client:
                        client.connect(address)
                        assert client.getpeername() in (address, address.encode())
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server:
                server.bind("own3.sock")
                with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
                    found["own datagram"] = [s.sendto(b"abc", "own3.sock"), server.recv(10).decode()]
            found["stale"] = unix("own3.sock", socket.SOCK_DGRAM)
            found["nothing"] = [unix("nowhere"), unix("program.py"), unix("\\0nobody-listens")]
            """,
            outside,
            listed,
            datagrams,
            abstract[1:],
            settings={"confinement": {"sockets": [[str(listed), 9]]}},
        )
    found = done.found
    assert found["outside"] == ["EACCES"] * 7
    assert found["listed"] == ["ok", "ok"]
    assert found["moved"] == ["ok", "EACCES"]
    assert (found["datagrams"], found["sendto"], found["sendmsg"]) == ("EACCES",) * 3
    assert [value for name, value in found.items() if name.startswith("own ") and name != "own datagram"] == ["ok"] * 3
    assert found["own datagram"] == [3, "abc"]
    assert found["stale"] == "ECONNREFUSED"
    assert found["nothing"] == ["ENOENT", "ECONNREFUSED", "ECONNREFUSED"]


def test_a_link_that_is_exchanged_leads_to_no_socket_outside(
    mode: str, probe: Callable[..., Probe], tmp_path: Path
) -> None:
    with socket.socket(socket.AF_UNIX) as outside:
        outside.bind(str(tmp_path / "outside.sock"))
        outside.listen(4096)
        outside.setblocking(False)
        done = probe(
            mode,
            """
            server = socket.socket(socket.AF_UNIX)
            server.bind("own.sock")
            server.listen(4096)
            os.symlink("own.sock", "link")
            going = os.fork()
            if going == 0:
                while True:
                    for target in "outside.sock", "own.sock":
                        os.symlink(target, "next")
                        os.rename("next", "link")
            tally = {}
            until = time.monotonic() + 1
            while time.monotonic() < until:
                answer = connect("link", socket.AF_UNIX)
                tally[answer] = tally.get(answer, 0) + 1
                if answer == "ok":
                    server.accept()[0].close()
            os.kill(going, 9)
            found.update(tally)
            """,
        )
        with pytest.raises(BlockingIOError):
            outside.accept()
    assert done.found["ok"] > 10 and done.found["EACCES"] > 10 and set(done.found) == {"ok", "EACCES"}


def test_descriptors_are_passed_with_sendmsg(mode: str, probe: Callable[..., Probe]) -> None:
    program = """
        import multiprocessing
        left, right = socket.socketpair()
        socket.send_fds(left, [b"with"], [os.open("/proc/self/stat", os.O_RDONLY), 1])
        data, passed, _, _ = socket.recv_fds(right, 10, 5)
        found["alone"] = [data.decode(), os.read(passed[0], 100).decode().split()[0] == str(os.getpid()), len(passed)]
        multiprocessing.set_start_method("spawn")
        """
    done = probe(mode, program)
    assert done.found["alone"] == ["with", True, 2]


def test_a_program_with_threads_sends_messages_on_streams(mode: str, probe: Callable[..., Probe]) -> None:
    """Under `keep` only where no production is named: see the module's docstring."""
    program = """
        stop = threading.Event()
        thread = threading.Thread(target=stop.wait)
        thread.start()
        left, right = socket.socketpair()
        found["small"] = [tried(left.sendmsg, [b"some", b"thing"])]
        left.shutdown(socket.SHUT_WR) if found["small"] == [9] else left.close()
        found["small"].append(right.recv(100).decode())
        left, right = socket.socketpair()
        size = 3 << 20
        def sent():
            view = memoryview(b"x" * size)
            while view:
                view = view[left.sendmsg([view]):]
            left.close()
        sender = threading.Thread(target=sent)
        if found["small"][0] == 9:
            sender.start()
            got = 0
            while data := right.recv(65536):
                got += len(data)
            found["large"] = got
        left, right = socket.socketpair()
        if found["small"][0] == 9:
            found["passed"] = tried(socket.send_fds, left, [b"x"], [1])
            right.close()
            found["broken"] = tried(left.sendmsg, [b"x"])
        stop.set()
        """
    done = probe("getfd" if mode == "getfd" else "keep", program)
    assert done.found == {"small": [9, "something"], "large": 3 << 20, "passed": 1, "broken": "EPIPE"}
    done = probe(mode, program, settings=production("localhost:1"))
    assert done.found["small"] == ([9, "something"] if mode == "getfd" else ["EPERM", ""])


# Kinds of sockets and options


def test_other_families_raw_sockets_and_source_routes_are_closed(mode: str, probe: Callable[..., Probe]) -> None:
    done = probe(
        mode,
        """
        def made(*kind):
            return tried(lambda: socket.socket(*kind).close())
        found["open"] = [made(2, 1, 0), made(2, 1, 6), made(10, 2, 17), made(1, 5, 0), made(16, 3, 0), made(16, 2, 4)]
        found["families"] = [made(family, 3, 0) for family in (17, 40, 38, 31, 30, 44, 15)]
        found["raw"] = [made(2, 3, 1), made(10, 3, 58), made(2, 10, 0)]
        found["protocols"] = [made(2, 1, 262), made(2, 1, 132), made(2, 2, 136), made(16, 3, 12), made(16, 3, 16)]
        s, six = socket.socket(), socket.socket(socket.AF_INET6)
        route = bytes([131, 7, 4, 10, 20, 0, 1, 0])
        found["options"] = [tried(s.setsockopt, 0, 4, route), tried(six.setsockopt, 41, 57, route)]
        found["harmless"] = [tried(s.setsockopt, 0, 1, 16), tried(s.setsockopt, 6, 1, 1)]
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        found["message"] = tried(udp.sendmsg, [b"x"], [(0, 7, route)], 0, ("127.0.0.1", 9))
        found["interfaces"] = len(socket.if_nameindex()) > 0 and bool(socket.getaddrinfo("localhost", 1))
        """,
    )
    assert done.found == {
        "open": ["ok"] * 6,
        "families": ["EAFNOSUPPORT"] * 7,
        "raw": ["EPERM"] * 3,
        "protocols": ["EPROTONOSUPPORT"] * 5,
        "options": ["EPERM"] * 2,
        "harmless": ["ok"] * 2,
        "message": "EPERM",
        "interfaces": True,
    }


def test_netlink_questions_are_let_through_and_changes_are_not(mode: str, probe: Callable[..., Probe]) -> None:
    done = probe(
        mode,
        """
        s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
        s.bind((0, 0))
        ask = lambda kind: struct.pack("=IHHIIB3x", 20, kind, 0x301, 1, 0, 0)
        found["question"] = tried(s.sendto, ask(18), (0, 0))
        found["answered"] = len(s.recv(65536)) > 20
        found["change"] = tried(s.sendto, ask(16), (0, 0))
        found["hidden change"] = tried(s.sendto, ask(18) + ask(16), (0, 0))
        """,
    )
    assert done.found == {"question": 20, "answered": True, "change": "EPERM", "hidden change": "EPERM"}


def test_no_other_process_shares_a_table_of_descriptors(mode: str, probe: Callable[..., Probe]) -> None:
    """What leaving a message to the kernel rests on: nobody but a process's own threads can exchange its descriptors."""
    done = probe(
        mode,
        """
        clone = {"x86_64": 56, "aarch64": 220}[os.uname().machine]
        def cloned(flags):
            pid = libc.syscall(clone, flags | 17, 0, 0, 0, 0)
            if pid == 0:
                os._exit(0)
            return errno.errorcode[ctypes.get_errno()] if pid < 0 else os.waitpid(pid, 0)[1]
        found["fork"], found["shared"] = cloned(0), cloned(0x400)
        found["clone3"] = [libc.syscall(435, None, 0), errno.errorcode[ctypes.get_errno()]]
        """,
    )
    assert done.found == {"fork": 0, "shared": "EPERM", "clone3": [-1, "ENOSYS"]}


# As outside


def test_connections_end_as_they_do_outside(
    mode: str, probe: Callable[..., Probe], servers: tuple[Server, Server]
) -> None:
    program = """
        unused = socket.socket()
        unused.bind(("127.0.0.1", 0))
        free = unused.getsockname()
        open_ = "127.0.0.1", int(sys.argv[1])
        found["refused"] = connect(free)
        s = socket.socket()
        s.setblocking(False)
        found["nonblocking"] = s.connect_ex(open_) in (0, errno.EINPROGRESS)
        import select
        select.select([], [s], [], 5)
        found["error"] = s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        found["peer"] = s.getpeername() == open_
        found["still"] = s.getblocking()
        s = socket.socket()
        s.connect(open_)
        found["blocking"] = s.getblocking()
        found["twice"] = tried(s.connect, open_)
        found["end"] = s.recv(10) == b""
        found["bad"] = [libc.connect(99, sockaddr(1), 16), ctypes.get_errno(), libc.connect(s.fileno(), None, 16),
            ctypes.get_errno(), libc.connect(socket.socket().detach(), sockaddr(1), 4), ctypes.get_errno(),
            libc.connect(1, sockaddr(1), 16), ctypes.get_errno(), libc.connect(s.fileno(), sockaddr(1), 1000), ctypes.get_errno()]
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s.connect(open_)
        nothing = b"\\0" * 16
        found["disconnect"] = [libc.connect(s.fileno(), nothing, 16), tried(s.getpeername)]
        s = socket.socket()
        s.bind(("127.0.0.1", 0))
        bound = s.getsockname()
        s.connect(open_)
        found["bound"] = s.getsockname() == bound
        s = socket.socket()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        s.connect(open_)
        found["option"] = s.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        found["inherited"] = os.get_inheritable(s.fileno())
        """
    bare = probe("bare", program, servers[0].port).found
    done = probe(mode, program, servers[0].port)
    assert bare["blocking"] and not bare["still"] and bare["refused"] == "ECONNREFUSED"
    assert done.found == bare


SLOW = """
    # A listener with a full queue does not answer: connect waits for a long time.
    full = socket.socket()
    full.bind(("127.0.0.1", 0))
    full.listen(0)
    waiting = []
    for _ in range(4):
        s = socket.socket()
        s.setblocking(False)
        s.connect_ex(full.getsockname())
        waiting.append(s)
    time.sleep(0.05)
    """


def test_a_connection_that_is_waited_for_stops_no_other_and_is_ended_by_signals_and_times(
    mode: str, probe: Callable[..., Probe], servers: tuple[Server, Server]
) -> None:
    done = probe(
        mode,
        SLOW
        + """
    def caught(number, frame):
        raise InterruptedError(number, "caught")
    child = os.fork()
    if child == 0:
        socket.socket().connect(full.getsockname())
        os._exit(0)
    time.sleep(0.1)
    began = time.monotonic()
    found["other"] = [connect(("127.0.0.1", int(sys.argv[1]))), time.monotonic() - began < 0.5]
    signal.signal(signal.SIGALRM, caught)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    began = time.monotonic()
    try:
        socket.socket().connect(full.getsockname())
    except InterruptedError:
        found["signal"] = time.monotonic() - began < 1
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("=QQ", 0, 300000))
    began = time.monotonic()
    found["time"] = [tried(s.connect, full.getsockname()), 0.2 < time.monotonic() - began < 1]
    s = socket.socket()
    s.settimeout(0.2)
    try:
        s.connect(full.getsockname())
    except TimeoutError:
        found["timeout"] = True
    os.kill(child, 9)
    found["killed"] = os.waitpid(child, 0)[1]
    """,
        servers[0].port,
    )
    assert done.found == {
        "other": ["ok", True],
        "signal": True,
        "time": ["EINPROGRESS", True],
        "timeout": True,
        "killed": 9,
    }


def test_a_connection_that_is_waited_for_goes_on_after_a_signal_with_sa_restart(
    mode: str, probe: Callable[..., Probe]
) -> None:
    program = (
        SLOW
        + """
    seen = []
    signal.signal(signal.SIGALRM, lambda number, frame: seen.append(number))
    signal.siginterrupt(signal.SIGALRM, False)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    def make_room():
        time.sleep(0.6)
        for s in waiting:
            s.close()
        while True:
            full.accept()
    child = os.fork()
    if child == 0:
        make_room()
    for s in waiting:
        s.close()
    s = socket.socket()
    answer = libc.connect(s.fileno(), sockaddr(full.getsockname()[1]), 16)
    found["answer"] = [answer, ctypes.get_errno() if answer else 0]
    os.kill(child, 9)
    found["seen"] = len(seen)
    """
    )
    assert probe(mode, program).found == {"answer": [0, 0], "seen": 1}


def test_nothing_is_left_open_and_connections_are_quick(
    mode: str, probe: Callable[..., Probe], servers: tuple[Server, Server]
) -> None:
    program = """
        began = time.perf_counter()
        for _ in range(1000):
            s = socket.socket()
            s.connect(("127.0.0.1", int(sys.argv[1])))
            s.close()
        found["us"] = round((time.perf_counter() - began) * 1000)
        """
    bare = probe("bare", program, servers[0].port).found["us"]
    done = probe(mode, program, servers[0].port, settings=production("localhost:1"))
    print(f"one connection: {bare} us bare, {done.found['us']} us under the gate ({mode})")
    assert done.descriptors < 160 if mode == "keep" else done.descriptors < 16
    # A server that shares two processors with both makes this no measurement; it holds the order of magnitude.
    assert done.found["us"] < 12 * bare


def test_the_gate_is_made_by_the_first_program_that_uses_the_network(
    mode: str, servers: tuple[Server, Server], tmp_path: Path
) -> None:
    """Under the supervisor, as in a real run: it traces the programs whose calls the gate makes."""
    script = tmp_path / "run.py"
    script.write_text(
        textwrap.dedent(f"""
        import os, sys
        sys.path.insert(0, {str(DRIVER[1]).rpartition("/tests/")[0]!r})
        from tta_guard.confine import seccomp
        from tta_guard.confine.launch import Start, launch
        from tta_guard.confine.lazygate import LazyGate
        from tta_guard.policy.rules import Policy
        keep = sys.argv[1] == "keep"
        settings = {{"network": {{"deny": [["127.0.0.1:" + sys.argv[2], 7]]}}}}
        policy = Policy(None, "HIGH", (), (), (), (), None, None, None, settings, ())
        code = seccomp.program(network=True, metadata=False, can_duplicate=not keep)
        def gate(fd):
            return LazyGate(policy, fd, keep=keep, say=lambda text: print(text, flush=True))
        words = [os.fsencode(word) for word in sys.argv[3:]]
        outcome = launch(None, Start(words[0], tuple(words), dict(os.environb), os.getcwdb()), judge=lambda program: None,
                         network_gate=gate, executor=lambda plan, keep: seccomp.install(code, listener=True))
        print(outcome.exit_code, "tta_guard.confine.connectgate" in sys.modules)
        """)
    )
    connecting = "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])), 5)"

    def run(*words: str) -> list[str]:
        under = [sys.executable, "-I", str(script), mode, str(servers[1].port)]
        done = subprocess.run([*under, *words], capture_output=True, text=True, timeout=TIMEOUT_S)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    assert run("/bin/true") == ["0 False"]
    assert run(sys.executable, "-I", "-c", connecting, str(servers[0].port)) == ["0 True"]
    said = f'connect: 127.0.0.1:{servers[1].port} is denied by network.deny "127.0.0.1:{servers[1].port}"'
    assert run(sys.executable, "-I", "-c", connecting, str(servers[1].port)) == [
        f"tta-run: refused: {said}",
        "  rule     tta-guard.yaml:7",
        "1 True",
    ]


def test_names_that_are_denied_do_not_resolve_over_udp(mode: str, probe: Callable[..., Probe]) -> None:
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        server.bind(("127.0.0.153", 53))
    except OSError as error:
        server.close()
        pytest.skip(f"port 53 cannot be bound here: {error.strerror}")

    def answer() -> None:
        while True:
            try:
                asked, who = server.recvfrom(512)
            except OSError:
                return
            if asked == b"end":
                return
            flags = asked[:2] + b"\x81\x80\0\1\0\1\0\0\0\0"
            server.sendto(flags + asked[12:] + b"\xc0\x0c\0\1\0\1\0\0\0\x05\0\x04\x7f\0\0\1", who)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    done = probe(
        mode,
        """
        def ask(name, connected=True):
            wire = b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\\0"
            query = b"\\x12\\x34\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0" + wire + b"\\0\\1\\0\\1"
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
                s.settimeout(5)
                if connected:
                    s.connect(("127.0.0.153", 53))
                    s.send(query)
                else:
                    s.sendto(query, ("127.0.0.153", 53))
                return len(s.recv(512)) - len(query)
        names = "db.prod.example", "DB.Prod.Example", "a.b.prod.example", "prod.example", "db.prod.example.org", "one.example"
        found.update({name: [ask(name), ask(name, False)] for name in names})
        """,
        settings=production("*.prod.example", "one.example"),
        names={"one.example": []},
    )
    server.close()
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"end", ("127.0.0.153", 53))
    cut, whole = [0, 0], [16, 16]
    assert done.found == {
        "db.prod.example": cut,
        "DB.Prod.Example": cut,
        "a.b.prod.example": cut,
        "prod.example": whole,
        "db.prod.example.org": whole,
        "one.example": cut,
    }
