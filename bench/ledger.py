"""The ledger and the log against their budgets, as ratios to a bare SQLite commit and to ssh-keygen in the same run. IO.

    python bench/ledger.py [--records N] [--seconds S]

Prints one line for each reading. Ends with 1 when one is over its budget: an append of 8 processes, the redemption of a
signed grant (verify, redeem, record), the verification of a log of 100,000 records. The budgets are absolute because users
wait for them; the ratios say whether the machine or the code is slow. Rates are the best of three rounds.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tta_guard.approvals.ledger import open_store  # noqa: E402
from tta_guard.approvals.redeeming import Claim  # noqa: E402
from tta_guard.audit import log  # noqa: E402
from tta_guard.audit.record import make_record  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from tta_guard.approvals.ledger import Store

PROCESSES = 8
ROUNDS = 3
APPENDS_PER_S = 1500
APPEND_RATIO = 4.0
REDEEM_MS = 10.0
REDEEM_COMMITS = 8.0  # of a bare commit: two syncs of the disk, and the work between them
VERIFY_S = 10.0
NAMESPACE = "tta-approval-v1@tta-guard"


def facts() -> dict[str, object]:
    """What a refused command puts into a record."""
    return {
        "subject": "kubectl apply on production",
        "verdict": "approval",
        "mode": "devops-engineer",
        "policy_digest": "ab" * 32,
        "environment": "production",
        "effects": ["deploy"],
        "argv": ["kubectl", "--context", "prod-eu", "apply", "-f", "deploy/service.yaml"],
        "targets": [{"kind": "kube-context", "name": "prod-eu", "evidence": "--context"}],
        "reasons": [{"code": "production-target", "message": "Requires explicit approval", "source": "a.md:92"}],
        "cwd": "/srv/checkout",
        "user": "dev",
        "host": "builder",
    }


def bare_table(path: str) -> sqlite3.Connection:
    """A table of blobs in a file with the ledger's own settings."""
    connection = sqlite3.connect(path, timeout=20, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS rows (body BLOB)")
    return connection


def bare_commit(connection: sqlite3.Connection) -> None:
    """The least that a durable record costs."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO rows VALUES (?)", (b"x" * 800,))
    connection.execute("COMMIT")


def work(kind: str, path: str, until: float) -> None:
    """One of the processes: write until the time is over, and print how often."""
    if kind == "bare":
        connection = bare_table(path)

        def once() -> None:
            bare_commit(connection)
    else:
        store = open_store(path, create=False)
        given = facts()

        def once() -> None:
            store.append(make_record("decision", **given))

    count = 0
    while time.time() < until:
        once()
        count += 1
    print(count)


def rate(kind: str, path: Path, seconds: float) -> float:
    """Writes a second of all processes together."""
    until = time.time() + 1.0 + seconds  # a second to start in, in which they write as well
    line = [sys.executable, __file__, "--work", kind, str(path), str(until)]
    workers = [subprocess.Popen(line, stdout=subprocess.PIPE) for _ in range(PROCESSES)]
    start = time.time()
    counts = [int(worker.communicate()[0]) for worker in workers]
    return sum(counts) / (time.time() - start)


def median_ms(call: Callable[[int], object], rounds: int) -> float:
    """The median of one call, in milliseconds."""
    spent = []
    for number in range(rounds):
        start = time.perf_counter()
        call(number)
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)


class Grants:
    """A key of ssh-keygen's, and signatures made with it."""

    def __init__(self, home: Path, rounds: int) -> None:
        self.home = home
        key = home / "key"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True, stdin=subprocess.DEVNULL)
        (home / "signers").write_bytes(b"ann@example.com " + Path(f"{key}.pub").read_bytes())
        self.messages = [b'{"request":%d}' % number for number in range(rounds)]
        self.signatures = []
        for number, message in enumerate(self.messages):
            file = home / f"message{number}"
            file.write_bytes(message)
            sign = ["ssh-keygen", "-Y", "sign", "-q", "-f", key, "-n", NAMESPACE, file]
            subprocess.run(sign, check=True, stdin=subprocess.DEVNULL, capture_output=True)
            self.signatures.append(Path(f"{file}.sig").read_bytes())

    def verify_with_ssh_keygen(self, number: int) -> None:
        """What a grant would cost to verify with the tool."""
        check = ["ssh-keygen", "-Y", "verify", "-f", self.home / "signers", "-I", "ann@example.com", "-n", NAMESPACE,
                 "-s", self.home / f"message{number}.sig"]  # fmt: skip
        subprocess.run(check, input=self.messages[number], check=True, capture_output=True)

    def redeem(self, store: Store, number: int) -> None:
        """Verify in process, redeem, record."""
        from tta_guard.approvals.sshsig import parse_armour, verify_signature

        verify_signature(parse_armour(self.signatures[number]), self.messages[number], NAMESPACE)
        digest = sha256(self.messages[number]).hexdigest()
        claim = Claim(
            (digest,), digest, ("ann@example.com",), ("SHA256:k",), 1, store.store_id, (store.checkpoint(),), 0, 1 << 40
        )
        store.redeem(claim, make_record("redemption", **facts()))


def main() -> int:
    """Run everything; 1 when a budget is not met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        work(given.work[0], given.work[1], float(given.work[2]))
        return 0
    home = Path(tempfile.mkdtemp(prefix="tta-bench-", dir=os.environ.get("TMPDIR")))
    try:
        return measure(home, given.records, given.seconds)
    finally:
        shutil.rmtree(home)


def measure(home: Path, records: int, seconds: float) -> int:
    """Take the readings in a directory of our own."""
    missed = 0

    def tell(name: str, reading: str, met: bool) -> None:
        nonlocal missed
        missed += not met
        print(f"{name:<34} {reading:<80} {'ok' if met else 'OVER BUDGET'}", flush=True)

    ledger = home / "state" / "ledger.db"
    open_store(str(ledger)).close()
    bare_table(str(home / "bare.db")).close()
    pairs = [(rate("bare", home / "bare.db", seconds), rate("ours", ledger, seconds)) for _ in range(ROUNDS)]
    bare, ours = max([pair[0] for pair in pairs]), max([pair[1] for pair in pairs])
    reading = f"{ours:,.0f}/s, bare commits {bare:,.0f}/s, ratio {bare / ours:.2f}"
    # Where others keep the disk or the processors busy, bare commits say so, and the ratio is what is left to judge.
    busy = bare < 2 * APPENDS_PER_S
    met = bare / ours <= APPEND_RATIO if busy else ours >= APPENDS_PER_S
    tell(f"append, {PROCESSES} processes", reading + (", a busy machine: by ratio" if busy else ""), met)

    with open_store(str(home / "redeem" / "ledger.db")) as store:
        grants = Grants(home, 60)
        connection = bare_table(str(home / "bare.db"))
        commit = median_ms(lambda number: bare_commit(connection), 300)
        tool = median_ms(grants.verify_with_ssh_keygen, 60)
        redeemed = median_ms(lambda number: grants.redeem(store, number), 60)
    reading = f"{redeemed:.2f} ms, {redeemed / commit:.1f} bare commits, {redeemed / tool:.2f} of ssh-keygen -Y verify"
    busy = commit > REDEEM_MS / REDEEM_COMMITS
    met = redeemed / commit <= REDEEM_COMMITS if busy else redeemed <= REDEEM_MS
    tell("verify, redeem and record a grant", reading + (", by ratio" if busy else ""), met)

    with open_store(str(home / "long" / "ledger.db")) as store:
        given = facts()
        with store.turn() as turn:
            for _ in range(records - 1):
                turn.append(make_record("decision", **given))
        start = time.perf_counter()
        found = log.verify(store)
        spent = time.perf_counter() - start
        assert found.ok
        assert found.size == records
    per_record = spent / records * 1000
    reading = f"{spent:.2f} s, {per_record * 1000:.0f} us a record, {per_record / commit:.2f} of a bare commit each"
    tell(f"verify a log of {records:,} records", reading, spent <= VERIFY_S * records / 100_000)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
