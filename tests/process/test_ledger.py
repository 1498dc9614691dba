"""The ledger on both databases, attacked: at once, killed, put back, out of time, out of room, exchanged.

The PostgreSQL server is a real one, made for this module on a Unix socket. `TTA_LEDGER_KILLS=600` kills that many times.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tta_guard.approvals import ledger, schema, store_sqlite
from tta_guard.approvals.errors import ApprovalError, LedgerError
from tta_guard.approvals.ledger import Store, open_store
from tta_guard.approvals.redeeming import Claim
from tta_guard.audit import log
from tta_guard.audit.errors import AuditError
from tta_guard.audit.merkle import verify_consistency, verify_inclusion
from tta_guard.audit.record import Record, make_record

# Nothing uses the ledger yet; its tests take minutes and a quiet machine: TTA_LEDGER=1 runs them.
pytestmark = pytest.mark.skipif(not os.environ.get("TTA_LEDGER"), reason="TTA_LEDGER is not set")

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("TTA_LEDGER_KILLS", "40"))
FOREVER = 1 << 40


# --- a PostgreSQL server of our own ----------------------------------------------------------------------------------


class Server:
    """A PostgreSQL cluster in a directory of its own, reached by a Unix socket only."""

    def __init__(self, programs: Path, home: Path, user: str | None) -> None:
        self.home, self.programs, self.user = home, programs, user

    def run(self, program: str, *words: str) -> None:
        line = [str(self.programs / program), *words]
        if self.user is not None:  # PostgreSQL does not run as root
            line = ["setpriv", f"--reuid={self.user}", f"--regid={self.user}", "--clear-groups", *line]
        done = subprocess.run(
            line, cwd=self.home, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(self.home)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()

    def make(self) -> None:
        self.run("initdb", "-D", str(self.home / "data"), "-U", "tta", "-A", "trust", "-E", "UTF8", "--no-sync")

    def start(self) -> None:
        options = f"-k {self.home} -c listen_addresses= -c max_connections=60"
        self.run("pg_ctl", "-D", str(self.home / "data"), "-o", options, "-l", str(self.home / "log"), "-w", "start")

    def stop(self, mode: str) -> None:
        self.run("pg_ctl", "-D", str(self.home / "data"), "-m", mode, "-w", "stop")

    def connect(self) -> Any:
        import psycopg

        return psycopg.connect(host=str(self.home), user="tta", dbname="postgres", autocommit=True)

    def url(self) -> str:
        """The URL of the database, empty again."""
        with self.connect() as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            connection.execute("DROP SCHEMA IF EXISTS tta_guard CASCADE")
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        return f"postgresql://tta@/postgres?host={self.home}"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")
    found = [shutil.which("initdb"), *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True))]
    programs = next((Path(name).resolve().parent for name in found if name and Path(name).exists()), None)
    if programs is None:
        pytest.skip("PostgreSQL's initdb is not installed")
    user = None
    if os.name == "posix" and os.getuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("PostgreSQL does not run as root, and there is no setpriv")
        user = "postgres" if subprocess.run(["id", "postgres"], capture_output=True).returncode == 0 else "nobody"
    home = Path(tempfile.mkdtemp(prefix="tta-pg-", dir="/tmp"))  # short, since a socket's path is; and not below a 0700
    if user is not None:
        shutil.chown(home, user)
    made = Server(programs, home, user)
    try:
        made.make()
        made.start()
        yield made
    finally:
        with contextlib.suppress(AssertionError):
            made.stop("immediate")
        shutil.rmtree(home, ignore_errors=True)


# --- what every test starts from -------------------------------------------------------------------------------------


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a ledger that is not there yet, on each database."""
    if request.param == "sqlite":
        return f"sqlite://{tmp_path}/state/ledger.db"
    made: Server = request.getfixturevalue("server")
    return made.url()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where an SQLite ledger is going to be."""
    return tmp_path / "state" / "ledger.db"


class Clock:
    """A clock that a test sets."""

    def __init__(self, now: int = 1_800_000_000) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


def digest_of(number: int) -> str:
    return sha256(b"request %d" % number).hexdigest()


def claim_of(store: Store, number: int = 0, **changes: Any) -> Claim:
    """A claim that is good, but for what a test changes."""
    values: dict[str, Any] = {
        "grants": (sha256(b"grant %d" % number).hexdigest(),),
        "request_digest": digest_of(number),
        "principals": ("ann@example.com",),
        "keys": ("SHA256:" + "k" * 43,),
        "uses": 1,
        "store_id": store.store_id,
        "checkpoints": (store.checkpoint(),),
        "not_before": 0,
        "expires": FOREVER,
    }
    return Claim(**{**values, **changes})


def intent(subject: str = "kubectl apply") -> Record:
    return make_record("redemption", subject=subject, argv=["kubectl", "apply"])


def note(text: str = "noted") -> Record:
    return make_record("decision", subject=text, verdict="deny")


def by(kind: str) -> Record:
    return make_record(kind, by="ann", note="a test")


def refused(code: str, call: Callable[[], object]) -> ApprovalError:
    with pytest.raises(ApprovalError) as caught:
        call()
    assert caught.value.code == code, caught.value
    return caught.value


def holds(store: Store) -> log.Verification:
    found = log.verify(store)
    assert found.ok, found.problems
    return found


# --- one use ---------------------------------------------------------------------------------------------------------


def test_a_grant_is_redeemed_once_and_recorded(url: str) -> None:
    with open_store(url) as store:
        first = store.redeem(claim_of(store), intent())
        assert (first.number, first.seq, first.size) == (0, 1, 2)
        refused("used-up", lambda: store.redeem(claim_of(store), intent()))
        assert [row.id for row in store.started()] == [first.id]
        assert store.started()[0].intent.data["argv"] == ["kubectl", "apply"]
        store.finish(first.id, make_record("outcome", exit_code=0))
        assert store.started() == ()
        refused("redemption-closed", lambda: store.finish(first.id, make_record("outcome", exit_code=0)))
        assert [entry.kind for entry in log.show(store)] == ["store", "redemption", "outcome"]
        holds(store)
    with open_store(url, create=False) as again:
        assert again.store_id == store.store_id
        refused("used-up", lambda: again.redeem(claim_of(again), intent()))
        again.redeem(claim_of(again, 1), intent())


def test_a_refused_redemption_leaves_nothing_behind(url: str) -> None:
    with open_store(url) as store:
        before = store.checkpoint()
        refused("expired", lambda: store.redeem(claim_of(store, expires=5), intent()))
        assert store.checkpoint() == before
        assert store.derived() == []
        store.redeem(claim_of(store), intent())


def test_a_request_for_three_uses_runs_three_times(url: str) -> None:
    with open_store(url) as store:
        numbers = [store.redeem(claim_of(store, uses=3), intent()).number for _ in range(3)]
        assert numbers == [0, 1, 2]
        refused("used-up", lambda: store.redeem(claim_of(store, uses=3), intent()))
        holds(store)


def test_a_second_grant_of_the_same_request_is_no_second_run(url: str) -> None:
    with open_store(url) as store:
        store.redeem(claim_of(store), intent())
        other = claim_of(store, grants=("another-grant",), principals=("bob@example.com",))
        refused("used-up", lambda: store.redeem(other, intent()))


def test_a_grant_of_a_quorum_is_not_used_for_another_request(url: str) -> None:
    with open_store(url) as store:
        store.redeem(claim_of(store, grants=("one", "two")), intent())
        refused("used-up", lambda: store.redeem(claim_of(store, 5, grants=("two", "three")), intent()))
        store.redeem(claim_of(store, 6, grants=("three",)), intent())  # and that refusal took nothing of three


@pytest.mark.parametrize(
    "changes",
    [{"grants": ()}, {"principals": ()}, {"keys": ()}, {"checkpoints": ()}, {"uses": 0}, {"uses": -1}, {"uses": 100_000},
     {"grants": ("a", "a")}, {"grants": ("",)}, {"principals": ("a\nb",)}, {"request_digest": "short"}, {"request_digest": "AB" * 32}, {"not_before": 9,
     "expires": 8}, {"follow_ups": (("a", "x"), ("a", "y"))}],
    ids=str,
)  # fmt: skip
def test_a_claim_of_nothing_is_refused(path: Path, changes: dict[str, Any]) -> None:
    with open_store(str(path)) as store:
        refused("bad-claim", lambda: store.redeem(claim_of(store, **changes), intent()))
        refused("bad-claim", lambda: store.redeem(claim_of(store), note()))
        store.redeem(claim_of(store), intent())


def test_a_grant_for_another_store_is_refused(url: str, tmp_path: Path) -> None:
    with open_store(url) as store, open_store(str(tmp_path / "other" / "ledger.db")) as other:
        refused("wrong-store", lambda: store.redeem(claim_of(other), intent()))
        other.redeem(claim_of(other), intent())


def test_sixteen_processes_redeem_two_hundred_grants_two_hundred_times(url: str) -> None:
    with open_store(url) as store:
        seen = store.checkpoint()
        racers = [start_worker(RACER, url, str(seed), "200", str(seen[0]), seen[1].hex()) for seed in range(16)]
        for racer in racers:
            assert racer.stdout is not None
            assert racer.stdout.readline() == b"ready\n"
        for racer in racers:
            assert racer.stdin is not None
            racer.stdin.write(b"go\n")
            racer.stdin.flush()
        told = [racer.communicate(timeout=240)[0].split() for racer in racers]
        assert [racer.returncode for racer in racers] == [0] * 16
        won = [int(number) for numbers in told for number in numbers]
        assert sorted(won) == list(range(200))
        assert len([numbers for numbers in told if numbers]) > 1, "only one process ran: nothing was raced"
        assert len(store.started()) == 200
        assert holds(store).size == 201


def test_sixteen_processes_make_one_ledger(url: str) -> None:
    makers = [start_worker(MAKER, url) for _ in range(16)]
    told = {maker.communicate(timeout=120)[0] for maker in makers}
    assert [maker.returncode for maker in makers] == [0] * 16
    assert len(told) == 1
    with open_store(url, create=False) as store:
        assert holds(store).size == 17


def start_worker(code: str, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", PREAMBLE + code, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    )


PREAMBLE = """
import os, random, signal, sys, time
from hashlib import sha256
from tta_guard.approvals.errors import ApprovalError
from tta_guard.approvals.ledger import open_store
from tta_guard.approvals.redeeming import Claim
from tta_guard.audit.record import make_record

def claim_of(store, number, checkpoint):
    return Claim((sha256(b"grant %d" % number).hexdigest(),), sha256(b"request %d" % number).hexdigest(),
                 ("ann@example.com",), ("SHA256:" + "k" * 43,), 1, store.store_id, (checkpoint,), 0, 1 << 40)
"""

RACER = """
url, seed, count, size, root = sys.argv[1:]
store = open_store(url, create=False)
numbers = list(range(int(count)))
random.Random(int(seed)).shuffle(numbers)
print("ready", flush=True)
sys.stdin.readline()
for number in numbers:
    try:
        store.redeem(claim_of(store, number, (int(size), bytes.fromhex(root))), make_record("redemption", subject="x"))
    except ApprovalError as error:
        assert error.code == "used-up", error
    else:
        print(number)
"""

MAKER = """
store = open_store(sys.argv[1])
print(store.store_id)
store.append(make_record("decision", subject="x", verdict="deny"))
"""


# --- killed ----------------------------------------------------------------------------------------------------------

KILLER = """
url, runs, count, size, root = sys.argv[1:]
checkpoint = (int(size), bytes.fromhex(root))
if url.startswith("postgresql"):
    import psycopg, psycopg.conninfo
rng = random.Random(7)

def attempt(number):
    store = open_store(url, create=False)
    try:
        done = store.redeem(claim_of(store, number, checkpoint), make_record("redemption", subject="x"))
    except ApprovalError as error:
        os._exit(0 if error.code == "used-up" else 9)
    run = os.open(os.path.join(runs, str(number)), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.write(run, b"x")  # this is the command
    store.finish(done.id, make_record("outcome", exit_code=0))
    os._exit(0)

def child(number, delay_s=None):
    pid = os.fork()
    if pid == 0:
        try:
            attempt(number)
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(8)
    if delay_s is not None:
        time.sleep(delay_s)
        os.kill(pid, signal.SIGKILL)
    status = os.waitpid(pid, 0)[1]
    return os.WIFSIGNALED(status), os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0

spent = []
for number in range(3):
    start = time.monotonic()
    assert child(1000000 + number) == (False, 0)
    spent.append(time.monotonic() - start)
longest = sorted(spent)[1] * 1.1
killed = 0
for number in range(int(count)):
    was_killed, code = child(number, rng.uniform(0, longest))
    killed += was_killed
    assert code == 0, code
    for again in range(2):  # the requester tries again, and again
        assert child(number) == (False, 0)
print(killed)
"""


def test_killed_at_any_moment_nothing_runs_twice(url: str, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    runs.mkdir()
    with open_store(url) as store:
        size, root = store.checkpoint()
        worker = start_worker(KILLER, url, str(runs), str(KILLS), str(size), root.hex())
        told = worker.communicate(timeout=60 + KILLS * 2)[0]
        assert worker.returncode == 0
        assert int(told) > KILLS // 3, "too few were killed before they had ended"
        counts = {int(run.name): size for run in runs.iterdir() if (size := run.stat().st_size)}
        assert set(counts.values()) == {1}
        left = {row.request_digest for row in store.started()}
        # Whoever did not run left its use taken, for a person to resolve: no run is lost without a trace.
        for number in range(KILLS):
            assert number in counts or digest_of(number) in left
        for row in store.started():
            store.resolve(row.id, "unknown", by("resolution"))
        assert store.started() == ()
        holds(store)


def test_a_run_left_by_a_crash_is_resolved_by_a_person_and_stays_used(url: str) -> None:
    with open_store(url) as store:
        left = store.redeem(claim_of(store), intent())
        refused("bad-resolution", lambda: store.resolve(left.id, "perhaps", by("resolution")))
        refused("no-such-redemption", lambda: store.resolve("0" * 32, "ran", by("resolution")))
        store.resolve(left.id, "did-not-run", by("resolution"))
        refused("redemption-closed", lambda: store.resolve(left.id, "ran", by("resolution")))
        refused("used-up", lambda: store.redeem(claim_of(store), intent()))
        store.finish(left.id, make_record("outcome", exit_code=1))  # it was running after all
        assert [entry.kind for entry in log.show(store)][-2:] == ["resolution", "outcome"]
        holds(store)


# --- revoked, out of time ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value"),
    [("grant", "the-grant"), ("request", digest_of(0)), ("request", digest_of(0)[:16]), ("key", "SHA256:bad"),
     ("principal", "mal@example.com")],
)  # fmt: skip
def test_what_was_revoked_is_not_redeemed(url: str, kind: str, value: str) -> None:
    with open_store(url) as store:
        claim = claim_of(store, grants=("another", "the-grant"), keys=("SHA256:ok", "SHA256:bad"),
                         principals=("ann@example.com", "mal@example.com"))  # fmt: skip
        assert store.revoke(kind, value, by("revocation")) is True
        assert store.revoke(kind, value, by("revocation")) is False
        assert "revoked" in str(refused("revoked", lambda: store.redeem(claim, intent())))
        refused("bad-revocation", lambda: store.revoke("colour", "red", by("revocation")))
        refused("bad-revocation", lambda: store.revoke(kind, "", by("revocation")))
        store.redeem(claim_of(store, 3), intent())
        holds(store)


def test_a_grant_is_good_from_its_first_second_to_its_last(url: str) -> None:
    clock = Clock()
    with open_store(url, unsafe_clock=clock) as store:
        made = {"not_before": clock.now + 10, "expires": clock.now + 20, "uses": 2}
        refused("not-yet-valid", lambda: store.redeem(claim_of(store, **made), intent()))
        clock.now += 10
        store.redeem(claim_of(store, **made), intent())
        clock.now += 10
        store.redeem(claim_of(store, **made), intent())
        clock.now += 1
        refused("expired", lambda: store.redeem(claim_of(store, 1, **made), intent()))


def test_a_clock_that_went_back_refuses_everything(url: str) -> None:
    """Attack: set the clock back to a time when a grant had not expired."""
    clock = Clock()
    with open_store(url, unsafe_clock=clock) as store:
        good_until = clock.now + 60
        clock.now += 61
        store.append(note())
        late = clock.now
        clock.now = good_until - 5
        claim = claim_of(store, expires=good_until)
        refused("clock-went-back", lambda: store.redeem(claim, intent()))
        refused("clock-went-back", lambda: store.append(note()))
        refused("clock-went-back", lambda: store.revoke("key", "k", by("revocation")))
        clock.now = late - 1  # a step of the time service is not an attack, and gains nothing: the log's time counts
        refused("expired", lambda: store.redeem(claim, intent()))
        store.append(note())
        assert log.show(store)[-1].time == late
        holds(store)
        clock.now = late - 100_000
        store.unsafe_accept_clock(by("clock"))
        store.redeem(claim_of(store), intent())
        holds(store)


def test_without_a_clock_of_ours_the_store_has_its_own(url: str) -> None:
    with open_store(url) as store:
        store.append(note())
        assert abs(log.show(store)[-1].time - time.time()) < 30


# --- put back, exchanged, cut -----------------------------------------------------------------------------------------


def copy_of(path: Path, where: Path, *, witness: bool) -> None:
    """Copy a ledger that is closed, as a cautious user or an attacker would."""
    where.mkdir(exist_ok=True)
    for suffix in ("", "-wal", "-shm", *(["-witness"] if witness else [])):
        source = Path(f"{path}{suffix}")
        if source.exists():
            shutil.copy2(source, where / f"{path.name}{suffix}")


def put_back(where: Path, path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    for file in where.iterdir():
        shutil.copy2(file, path.parent / file.name)


def test_an_old_database_put_back_allows_no_second_use(path: Path, tmp_path: Path) -> None:
    with open_store(str(path)) as store:
        store.append(note())
        store.redeem(claim_of(store, 9), intent())
        claim = claim_of(store)  # signed before the copy was made, so its checkpoint fits the copy
    copy_of(path, tmp_path / "old", witness=False)
    with open_store(str(path)) as store:
        store.redeem(claim, intent())
        refused("used-up", lambda: store.redeem(claim, intent()))
    put_back(tmp_path / "old", path)
    with open_store(str(path)) as store:
        refused("ledger-rolled-back", lambda: store.redeem(claim, intent()))
        refused("ledger-rolled-back", lambda: store.append(note()))
        found = log.verify(store)
        assert [(problem.code, problem.seq) for problem in found.problems] == [("log-cut", 3)]
        # Filled up to where it was, it is another history.
        with sqlite3.connect(path) as raw:
            assert raw.execute("SELECT count(*) FROM records").fetchone() == (3,)


def test_an_old_database_filled_up_again_is_a_fork(path: Path, tmp_path: Path) -> None:
    with open_store(str(path)) as store:
        claim = claim_of(store)
    copy_of(path, tmp_path / "old", witness=True)
    with open_store(str(path)) as store:
        store.redeem(claim, intent())
        seen = store.checkpoint()
        newest = Path(f"{path}-witness").read_bytes()
    put_back(tmp_path / "old", path)
    Path(f"{path}-witness").unlink(missing_ok=True)
    with open_store(str(path)) as store:
        store.append(note())
        store.append(note())
        # The approver of the next grant saw the log as it had been.
        refused("ledger-forked", lambda: store.redeem(claim_of(store, 1, checkpoints=(seen,)), intent()))
        ahead = (store.checkpoint()[0] + 1, seen[1])
        refused("ledger-rolled-back", lambda: store.redeem(claim_of(store, 1, checkpoints=(ahead,)), intent()))
        refused("ledger-forked", lambda: store.redeem(claim_of(store, 1, checkpoints=((0, seen[1]),)), intent()))
        Path(f"{path}-witness").write_bytes(newest)
        refused("ledger-forked", lambda: store.append(note()))
        assert [problem.code for problem in log.verify(store).problems] == ["checkpoint-contradicted"]


def test_what_is_not_promised_a_whole_directory_put_back(path: Path, tmp_path: Path) -> None:
    """Whoever can put back the database and its witness can use a grant again: keep them where the guarded cannot write."""
    with open_store(str(path)) as store:
        store.redeem(claim_of(store, 9), intent())
        claim = claim_of(store)
    copy_of(path, tmp_path / "old", witness=True)
    with open_store(str(path)) as store:
        store.redeem(claim, intent())
    put_back(tmp_path / "old", path)
    with open_store(str(path)) as store:
        store.redeem(claim, intent())


def test_a_witness_kept_elsewhere_tells_of_a_whole_directory_put_back(path: Path, tmp_path: Path) -> None:
    far = str(tmp_path / "far-witness")
    with open_store(str(path), witness=far) as store:
        claim = claim_of(store)
    copy_of(path, tmp_path / "old", witness=True)
    with open_store(str(path), witness=far) as store:
        store.redeem(claim, intent())
    put_back(tmp_path / "old", path)
    with open_store(str(path), witness=far) as store:
        refused("ledger-rolled-back", lambda: store.redeem(claim, intent()))


def test_a_write_ahead_log_taken_away_is_noticed(path: Path) -> None:
    """Attack: what is committed may stand in the write-ahead log only; without it the database is an older one."""
    worker = start_worker(
        "store = open_store(sys.argv[1])\n"
        "store.redeem(claim_of(store, 0, store.checkpoint()), make_record('redemption', subject='x'))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n",
        str(path),
    )
    worker.communicate(timeout=60)
    assert Path(f"{path}-wal").stat().st_size > 0
    Path(f"{path}-wal").unlink()
    Path(f"{path}-shm").unlink(missing_ok=True)
    with pytest.raises(LedgerError), open_store(str(path)) as store:
        store.redeem(claim_of(store), intent())


def test_a_witness_that_is_gone_refuses_once_there_was_a_use(path: Path) -> None:
    with open_store(str(path)) as store:
        store.append(note())  # a new ledger has none, and needs none
        store.redeem(claim_of(store), intent())
        Path(f"{path}-witness").unlink()
        refused("witness-missing", lambda: store.redeem(claim_of(store, 1), intent()))
        store.unsafe_accept_history(by("witness"))
        store.redeem(claim_of(store, 1), intent())
        holds(store)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"nonsense\n", "witness-damaged"), (b"\n" + b"a" * 32 + b" 3 " + b"b" * 64 + b"\n", "wrong-store")],
)
def test_a_witness_that_is_not_this_ledgers_refuses(path: Path, content: bytes, code: str) -> None:
    with open_store(str(path)) as store:
        Path(f"{path}-witness").write_bytes(content)
        refused(code, lambda: store.append(note()))


def test_a_line_cut_short_does_not_lame_the_ledger(path: Path) -> None:
    with open_store(str(path)) as store:
        store.redeem(claim_of(store), intent())
        with open(f"{path}-witness", "ab") as file:
            file.write(f"\n{store.store_id} 99".encode())
        store.redeem(claim_of(store, 1), intent())
        store.redeem(claim_of(store, 2), intent())
        assert [size for size, _ in store.witnessed()] == [2, 3, 4]


def test_a_deleted_ledger_is_another_ledger(path: Path) -> None:
    with open_store(str(path)) as store:
        claim = claim_of(store)
        store.redeem(claim, intent())
    for file in path.parent.iterdir():
        if not file.name.endswith("-witness"):
            file.unlink()
    with open_store(str(path)) as store:
        refused("wrong-store", lambda: store.redeem(claim, intent()))
    Path(f"{path}-witness").unlink()
    with open_store(str(path)) as store:
        refused("wrong-store", lambda: store.redeem(claim, intent()))


def test_a_ledger_exchanged_while_it_is_open_is_noticed(path: Path, tmp_path: Path) -> None:
    """Attack: let one process redeem in a file that has lost its name, and the next in the copy that took it."""
    with open_store(str(path)) as store:
        claim = claim_of(store)
    copy_of(path, tmp_path / "old", witness=False)
    with open_store(str(path)) as store:
        store.checkpoint()
        put_back(tmp_path / "old", path)
        taken = 0
        for one in (store, None, store, None):
            with (
                contextlib.suppress(ApprovalError),
                contextlib.nullcontext(one) if one else open_store(str(path)) as user,
            ):
                user.redeem(claim, intent())
                taken += 1
        assert taken <= 1


def test_uses_taken_out_of_the_table_are_found_by_verifying(url: str) -> None:
    with open_store(url) as store:
        store.redeem(claim_of(store), intent())
        store.revoke("key", "SHA256:x", by("revocation"))
        with store._database.write() as tx:  # as whoever owns the database can
            tx.change("DELETE FROM uses")
            tx.change("DELETE FROM revocations")
            tx.change("UPDATE redemptions SET outcome_seq = 1")
        found = [(problem.code, problem.seq) for problem in log.verify(store).problems]
        assert found == [("record-without-row", 1)] * 2 + [("row-without-record", 1), ("record-without-row", 2)]


def test_a_head_that_disagrees_with_the_log_refuses(url: str) -> None:
    for statement in (
        "UPDATE ledger SET size = size - 1",
        "DELETE FROM records WHERE seq = (SELECT max(seq) FROM records)",
        "UPDATE records SET root = leaf WHERE seq = (SELECT max(seq) FROM records)",
        "UPDATE ledger SET time = -1, peaks = (SELECT leaf FROM records WHERE seq = 0)",
        "UPDATE ledger SET store = 'ffff'",
        "DELETE FROM ledger",
    ):
        with open_store(url) as store:
            while store.checkpoint()[0] < 3:
                store.append(note())
            with pytest.raises(LedgerError) as caught, store._database.write() as tx:
                tx.change(statement)
                ledger.Turn(tx, store.store_id, None)
            assert caught.value.code in ("ledger-damaged", "wrong-store"), statement
            store.append(note())  # undone, all is well
            holds(store)


# --- no room, no leave ------------------------------------------------------------------------------------------------

FILLER = """
url = sys.argv[1]
store = open_store(url)
claim = claim_of(store, 0, store.checkpoint())
big = make_record("decision", subject="x" * 3000, verdict="deny")
codes = set()
for _ in range(3):
    try:
        for _ in range(20000):
            store.append(big)
    except ApprovalError as error:
        codes.add(error.code)
refusals = set()
for number in range(20):
    try:
        store.redeem(claim_of(store, number, store.checkpoint()), make_record("redemption", subject="x" * 3000))
    except ApprovalError as error:
        refusals.add(error.code)
print(*sorted(codes))
print(*sorted(refusals))
"""


def test_a_full_disk_refuses_and_breaks_nothing(tmp_path: Path) -> None:
    place = tmp_path / "small"
    place.mkdir()
    database = place / "ledger.db"
    saved = tmp_path / "saved"
    saved.mkdir()
    mount = f"mount -t tmpfs -o size=1500k none {place}"
    if os.getuid() == 0 and subprocess.run(["unshare", "-m", "sh", "-c", mount], capture_output=True).returncode == 0:
        script = f'{mount} && "$@" && cp -r {place}/. {saved}/'
        line = ["unshare", "-m", "sh", "-c", script, "sh", sys.executable, "-c", PREAMBLE + FILLER, str(database)]
    else:
        limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1500000, 1500000))\n"
        line = [sys.executable, "-c", limit + PREAMBLE + FILLER, str(database)]
        saved = place
    done = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, check=True, timeout=120)
    codes, refusals = [set(part.split()) for part in done.stdout.splitlines()]
    assert codes <= {"ledger-full", "ledger-io"}
    assert codes
    assert refusals <= {"ledger-full", "ledger-io", "witness-failed"}
    assert refusals, "something was redeemed without room to record it"
    with open_store(str(saved / "ledger.db"), create=False) as store:  # with room again
        assert holds(store).size > 50
        store.redeem(claim_of(store, 1000), intent())


def test_a_ledger_that_another_holds_is_busy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_sqlite, "BUSY_TIMEOUT_S", 0.2)
    with open_store(str(path)) as store:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        refused("ledger-busy", lambda: store.append(note()))
        holder.execute("ROLLBACK")
        holder.close()
        store.append(note())


def test_an_exception_inside_a_turn_undoes_it(url: str) -> None:
    with open_store(url) as store:
        before = store.checkpoint()
        with pytest.raises(KeyboardInterrupt), store.turn() as turn:
            turn.append(note())
            raise KeyboardInterrupt
        assert store.checkpoint() == before
        assert store.append(note()) == 1


@pytest.mark.parametrize("url", ["ledger.db", "./x/ledger.db", "sqlite://relative.db", "", ":memory:", "/tmp/a\0b"])
def test_only_an_absolute_path_is_one_ledger(url: str) -> None:
    refused("bad-store-url", lambda: open_store(url))


def test_a_ledger_is_not_made_where_it_must_exist(url: str) -> None:
    refused("no-ledger", lambda: open_store(url, create=False))
    open_store(url).close()
    open_store(url, create=False).close()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_ledger_is_its_owners(path: Path) -> None:
    with open_store(str(path)) as store:
        store.redeem(claim_of(store), intent())
        for file in path.parent.iterdir():
            assert file.stat().st_mode & 0o077 == 0, file
        assert path.parent.stat().st_mode & 0o077 == 0
    path.chmod(0o666)
    refused("ledger-exposed", lambda: open_store(str(path)))
    path.chmod(0o600)
    path.parent.chmod(0o777)
    refused("ledger-exposed", lambda: open_store(str(path)))
    path.parent.chmod(0o700)
    open_store(str(path)).close()


def test_a_second_name_of_a_ledger_is_no_second_ledger(path: Path, tmp_path: Path) -> None:
    with open_store(str(path)) as store:
        claim = claim_of(store)
        store.redeem(claim, intent())
        (tmp_path / "link").symlink_to(path.parent)
        with open_store(str(tmp_path / "link" / path.name)) as same:
            refused("used-up", lambda: same.redeem(claim, intent()))
            same.redeem(claim_of(same, 1), intent())
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    os.link(path, elsewhere / path.name)
    refused("ledger-exposed", lambda: open_store(str(elsewhere / path.name)))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_an_open_ledger_is_not_carried_into_another_process(path: Path) -> None:
    with open_store(str(path)) as store:
        pid = os.fork()
        if pid == 0:
            try:
                store.append(note())
            except LedgerError:
                os._exit(7)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
        store.append(note())


def test_what_is_not_a_ledger_is_not_used(path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    path.write_bytes(b"this is not a database, but it is long enough to be looked at" * 100)
    refused("ledger-damaged", lambda: open_store(str(path)))
    path.unlink()
    path.mkdir()
    refused("ledger-unreadable", lambda: open_store(str(path)))
    path.rmdir()
    with contextlib.closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE mine (a)")
        raw.commit()
    refused("ledger-schema", lambda: open_store(str(path)))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER again AFTER INSERT ON uses BEGIN DELETE FROM uses; END",
        "CREATE TABLE more (a)",
        "CREATE VIEW seen AS SELECT * FROM records",
        "DROP INDEX grants_by_request",
        "ALTER TABLE uses ADD COLUMN more TEXT",
    ],
)
def test_a_prepared_database_is_refused(path: Path, statement: str) -> None:
    open_store(str(path)).close()
    with contextlib.closing(sqlite3.connect(path)) as raw:
        raw.execute(statement)
        raw.commit()
    refused("ledger-schema", lambda: open_store(str(path)))


def test_versions_of_the_schema(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(url) as store:
        claim = claim_of(store)
        store.redeem(claim, intent())
    more = (*schema.MIGRATIONS, ("CREATE TABLE labels (id {key}, label TEXT)",))
    for module in (schema, ledger):
        monkeypatch.setattr(module, "MIGRATIONS", more)
    if url.startswith("postgres"):
        monkeypatch.setattr("tta_guard.approvals.store_postgres.MIGRATIONS", more)
    with open_store(url, create=False) as store:  # an old store comes to the new version, with all that it holds
        refused("used-up", lambda: store.redeem(claim, intent()))
        with store._database.read() as tx:
            assert "labels" in tx.tables()
        holds(store)
    monkeypatch.undo()
    refused("ledger-schema", lambda: open_store(url))  # and an old program does not touch it


# --- what waits in it -------------------------------------------------------------------------------------------------


def test_requests_and_grants_wait_in_the_store(url: str) -> None:
    body = b'{"argv":["x"]}'
    digest = sha256(body).hexdigest()
    asked = make_record("request", request_digest=digest)
    granted = make_record("grant", request_digest=digest, grant_id="a" * 64)
    with open_store(url) as store:
        refused("no-such-request", lambda: store.load_request(digest))
        refused("bad-request", lambda: store.save_request("0" * 64, body, asked))
        assert store.save_request(digest, body, asked) is True
        assert store.save_request(digest, body, asked) is False
        assert store.load_request(digest) == store.load_request(digest[:16]) == body
        assert store.load_grants(digest) == ()
        assert store.save_grant("a" * 64, digest, b"one", granted) is True
        assert store.save_grant("a" * 64, digest, b"one", granted) is False
        refused("bad-grant", lambda: store.save_grant("a" * 64, digest, b"two", granted))
        store.save_grant("b" * 64, digest, b"two", granted)
        assert store.load_grants(digest) == (b"one", b"two")
        store.redeem(claim_of(store, request_digest=digest), intent())
        (row,) = store.list_requests()
        assert (row.id, row.digest, row.grants, row.uses) == (digest[:16], digest, 2, 1)
        assert holds(store).size == 5


def test_two_requests_do_not_share_an_id(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Attack: a harmless request for the approver to read, and another of the same id to be run."""
    monkeypatch.setattr("tta_guard.approvals.inbox.REQUEST_ID_DIGITS", 1)
    with open_store(str(path)) as store:
        bodies = {sha256(body).hexdigest(): body for body in [b"%d" % number for number in range(17)]}
        taken = 0
        for digest, body in bodies.items():
            try:
                store.save_request(digest, body, make_record("request", request_digest=digest))
            except ApprovalError as error:
                assert error.code == "request-id-taken"
                taken += 1
        assert taken > 0


def test_a_request_changed_in_the_store_is_not_shown(path: Path) -> None:
    digest = sha256(b"good").hexdigest()
    with open_store(str(path)) as store:
        store.save_request(digest, b"good", make_record("request", request_digest=digest))
        with store._database.write() as tx:
            tx.change("UPDATE requests SET body = ?", b"evil")
        refused("bad-request", lambda: store.load_request(digest))


def test_follow_ups_stay_open_until_closed_with_evidence(url: str) -> None:
    with open_store(url) as store:
        items = (("smoke", "Smoke tests pass"), ("watch", "Error rate watched"))
        store.redeem(claim_of(store, follow_ups=items), intent())
        first, second = store.open_follow_ups()
        assert (first.text, second.text) == ("Smoke tests pass", "Error rate watched")
        refused("no-evidence", lambda: store.close_follow_up(first.id, " \n", by("follow-up")))
        refused("no-such-follow-up", lambda: store.close_follow_up("x", "done", by("follow-up")))
        store.close_follow_up(first.id, "run 17, password=hunter2xyz", by("follow-up"))
        refused("follow-up-closed", lambda: store.close_follow_up(first.id, "again", by("follow-up")))
        assert store.open_follow_ups() == (second,)
        with store._database.read() as tx:
            assert "hunter2xyz" not in str(tx.rows("SELECT evidence FROM follow_ups"))
        holds(store)


def test_the_store_proves_what_it_holds(url: str) -> None:
    with open_store(url) as store:
        for number in range(10):
            store.append(note(str(number)))
        old_size, old_root = store.checkpoint()
        for number in range(7):
            store.append(note(str(number)))
        size, root = store.checkpoint()
        row = store.records(5, 1)[0]
        verify_inclusion(row.leaf, 5, size, store.proof(5), root)
        verify_inclusion(row.leaf, 5, old_size, store.proof(5, old_size), old_root)
        verify_consistency(old_size, old_root, size, root, store.consistency(old_size))
        with pytest.raises(AuditError, match="no record 99"):
            store.proof(99)
        with pytest.raises(AuditError, match="has 18 records"):
            store.consistency(3, 99)


# --- PostgreSQL's own -------------------------------------------------------------------------------------------------


def test_a_server_that_crashes_after_the_commit_has_not_forgotten(server: Server) -> None:
    url = server.url()
    with open_store(url) as store:
        claim = claim_of(store)
        store.redeem(claim, intent())
        server.stop("immediate")
        try:
            refused("ledger-failed", lambda: store.redeem(claim_of(Fixed(store), 1), intent()))
        finally:
            server.start()
    with open_store(url, create=False) as store:
        refused("used-up", lambda: store.redeem(claim, intent()))
        assert len(store.started()) == 1
        store.redeem(claim_of(store, 1), intent())
        holds(store)


class Fixed:
    """A store's id and some checkpoint, without asking a server that is down."""

    def __init__(self, store: Store) -> None:
        self.store_id = store.store_id

    def checkpoint(self) -> tuple[int, bytes]:
        return 1, bytes(32)


def test_a_connection_lost_while_committing_refuses(server: Server) -> None:
    with open_store(server.url()) as store:
        with pytest.raises(LedgerError) as caught, store.turn() as turn:
            turn.append(note())
            pid = turn.tx.rows("SELECT pg_backend_pid()")[0][0]
            turn.save()
            turn.save = lambda: None  # type: ignore[method-assign]
            with server.connect() as other:
                other.execute("SELECT pg_terminate_backend(%s)", (pid,))
                while other.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", (pid,)).fetchall():
                    time.sleep(0.01)
        assert caught.value.code in ("commit-unknown", "ledger-failed")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM RESET fsync"),
        ("ALTER SYSTEM SET full_page_writes = off", "ALTER SYSTEM RESET full_page_writes"),
    ],
)
def test_a_server_that_may_forget_is_refused(server: Server, before: str, after: str) -> None:
    url = server.url()
    open_store(url).close()
    with server.connect() as root:
        try:
            root.execute(before)
            root.execute("SELECT pg_reload_conf()")
            until(lambda: root.execute("SHOW " + before.split()[3]).fetchone()[0] == "off")
            refused("store-not-durable", lambda: open_store(url))
        finally:
            root.execute(after)
            root.execute("SELECT pg_reload_conf()")
            until(lambda: root.execute("SHOW " + before.split()[3]).fetchone()[0] == "on")
    open_store(url).close()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_role_that_commits_lazily_is_overruled(server: Server) -> None:
    url = server.url()
    open_store(url).close()
    with server.connect() as root:
        root.execute("ALTER ROLE tta SET synchronous_commit = off")
        root.execute("ALTER ROLE tta SET search_path = public")
        try:
            with open_store(url) as store, store.turn() as turn:
                assert turn.tx.rows("SHOW synchronous_commit") == [("on",)]
        finally:
            root.execute("ALTER ROLE tta RESET ALL")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
        "CREATE TRIGGER never BEFORE INSERT ON tta_guard.uses FOR EACH ROW EXECUTE FUNCTION f()",
        "CREATE RULE never AS ON INSERT TO tta_guard.uses DO INSTEAD NOTHING",
        "ALTER TABLE tta_guard.revocations ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE tta_guard.uses SET UNLOGGED",
        "CREATE TABLE tta_guard.more (a int)",
        "DROP TABLE tta_guard.grants",
    ],
)
def test_a_prepared_schema_is_refused(server: Server, statement: str) -> None:
    url = server.url()
    open_store(url).close()
    with server.connect() as root:
        for part in statement.split(";CREATE"):
            root.execute(part if part.startswith(("CREATE", "ALTER", "DROP")) else "CREATE" + part)
    refused("ledger-schema", lambda: open_store(url))


def test_a_table_of_the_same_name_elsewhere_is_not_taken(server: Server) -> None:
    url = server.url()
    with server.connect() as root:
        root.execute("CREATE TABLE public.uses (subject text); CREATE TABLE public.schema_versions (version int)")
    with open_store(url) as store:
        store.redeem(claim_of(store), intent())
        with store._database.write() as tx, contextlib.suppress(LedgerError):
            tx.change("CREATE TEMPORARY TABLE uses (subject text, number int, redemption text, seq int)")
        refused("used-up", lambda: store.redeem(claim_of(store), intent()))


@pytest.mark.parametrize(
    ("name", "value"),
    [("PGHOSTADDR", "127.0.0.1"), ("PGPORT", "1"), ("PGHOST", "/nowhere"), ("PGSERVICE", "evil"), ("PGDATABASE", "x"),
     ("PGOPTIONS", "-c synchronous_commit=off -c search_path=public"), ("PGSSLMODE", "require"), ("PGUSER", "mallory")],
)  # fmt: skip
def test_the_environment_leads_to_no_other_server(
    server: Server, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    url = server.url()
    with open_store(url) as store:
        known = store.store_id
    monkeypatch.setenv(name, value)
    with open_store(url, create=False) as store:
        assert store.store_id == known
        store.append(note())
    assert os.environ[name] == value


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("postgresql://me:hunter2xyz@db.example.com/x", "insecure-store-url"),
        ("postgresql://me:hunter2xyz@db.example.com/x?sslmode=require", "insecure-store-url"),
        ("postgresql://me:hunter2xyz@db.example.com/x?sslmode=verify-full", "insecure-store-url"),
        ("postgresql://me:hunter2xyz@db.example.com/x?sslrootcert=/x.pem", "insecure-store-url"),
        ("postgresql://me:hunter2xyz@localhost,db.example.com/x", "bad-store-url"),
        ("postgresql://me:hunter2xyz@/x", "bad-store-url"),
        ("postgresql://me:hunter2xyz@localhost/", "bad-store-url"),
        ("postgresql://me:hunter2xyz@localhost/x?service=evil", "bad-store-url"),
        ("postgresql://me:hunter2xyz@localhost/x?nonsense=1", "bad-store-url"),
        ("postgresql://me:hunter2xyz@localhost:1/x", "ledger-unreadable"),
        ("postgresql://me:hunter2xyz@localhost:1/x?hostaddr=127.0.0.2", "bad-store-url"),
    ],
)
def test_urls_that_are_refused_and_passwords_that_are_not_told(url: str, code: str) -> None:
    pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")
    error = refused(code, lambda: open_store(url))
    assert "hunter2xyz" not in str(error) + error.hint + repr(error.__cause__)


def test_importing_the_ledger_does_not_import_psycopg_or_cryptography() -> None:
    code = "import sys, tta_guard.approvals.ledger; print([n for n in ('psycopg', 'cryptography') if n in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True).stdout == b"[]\n"
