"""The ledger: redeem once, record in the same transaction, and never forget. IO.

One store holds the uses of grants and the audit log, so a use and its record are committed together or not at all, before
anything runs. Two databases serve (`store_sqlite`, `store_postgres`); the rules are here and are the same for both. Every
write takes the ledger's lock, looks whether the store is still the one it was, and appends to the log.

What a caller meets: ApprovalError for a grant that may not be used (`used-up`, `revoked`, `expired`, `not-yet-valid`,
`wrong-store`), LedgerError for a ledger that cannot be trusted or written (`ledger-rolled-back`, `ledger-forked`,
`clock-went-back`, `ledger-full`, `ledger-busy`, `ledger-damaged`, …). Both mean that nothing may run.

The module is long because the contract of every method stands here; what they do is in `turn`, `redeeming` and `inbox`.
"""

from __future__ import annotations

import os
from contextlib import contextmanager

from ..audit.errors import AuditError
from ..audit.merkle import consistency_proof, inclusion_proof
from ..audit.record import make_record
from ..model import frozen
from . import inbox, redeeming
from .errors import LedgerError
from .schema import MIGRATIONS, migrate, schema_version
from .turn import Turn, read_head
from .witness import Witness

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from typing import Any, Final, Protocol

    from ..audit.record import Record
    from .inbox import FollowUp, RequestRow
    from .redeeming import Claim, Redemption, Started
    from .schema import Transaction

    class LockedTransaction(Transaction, Protocol):
        """A transaction that may write."""

        def lock_schema(self) -> None: ...
        def lock_ledger(self) -> None: ...
        def check_schema(self) -> None: ...

    class Database(Protocol):
        """What a store has to be able to do."""

        path: str
        dialect: str

        def write(self) -> AbstractContextManager[LockedTransaction]: ...
        def read(self) -> AbstractContextManager[LockedTransaction]: ...
        def close(self) -> None: ...


@frozen
class StoredRecord:
    """A row of the log, as it is stored and not yet believed."""

    seq: int
    leaf: bytes
    root: bytes
    body: bytes


def open_store(
    url: str, *, create: bool = True, witness: str | None = None, unsafe_clock: Callable[[], int] | None = None
) -> Store:
    """Open a ledger, and make or migrate it where needed.

    Args:
        url: an absolute path, `sqlite:///absolute/path` or `postgresql://…`. A relative path would be another ledger in
            each directory, so it is refused.
        witness: the file that remembers how far the ledger was, see `witness`; by default beside an SQLite file, and none
            for PostgreSQL.
        unsafe_clock: unix seconds in place of the store's own clock. For tests.

    Raises:
        LedgerError: the ledger cannot be opened or is not one.
    """
    database: Any
    if url.startswith(("postgresql://", "postgres://")):
        from .store_postgres import PostgresDatabase

        database = PostgresDatabase(url, create=create, clock=unsafe_clock)
        kept = Witness(witness, required=False) if witness else None
    else:
        from .store_sqlite import SqliteDatabase

        path = _sqlite_path(url)
        database = SqliteDatabase(path, create=create, clock=unsafe_clock)
        kept = Witness(witness or f"{path}-witness", required=True)
    try:
        return Store(database, kept, _prepare(database, create))
    except BaseException:
        database.close()
        raise


class Store:
    """An open ledger, for one thread of one process; `open_store` makes it. Usable as a context manager."""

    def __init__(self, database: Database, witness: Witness | None, store_id: str) -> None:
        self._database = database
        self._witness = witness
        self.store_id = store_id
        self._process = os.getpid()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *unused: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the store."""
        self._database.close()

    @contextmanager
    def turn(self, *, witnessed: bool = True) -> Iterator[Turn]:
        """One write: the lock, the checks, what the block does, the commit, and the witness's line after it.

        Raises:
            LedgerError: the store is not the one it was, its clock went back, or it cannot be written.
        """
        if os.getpid() != self._process:
            # SQLite's locks and PostgreSQL's connection belong to the process that made them.
            raise LedgerError("the ledger was opened by another process", code="ledger-failed")
        with self._database.write() as tx:
            tx.lock_ledger()
            turn = Turn(tx, self.store_id, self._witness)
            yield turn
            turn.save()
        if witnessed and self._witness is not None:
            self._witness.add(self.store_id, turn.peaks.size, turn.peaks.root())

    def redeem(self, claim: Claim, intent: Record) -> Redemption:
        """Take one use of an approval, and record what is about to run; both are on the disk when this returns.

        Raises:
            ApprovalError: the approval may not be used (now, here, once more, or any more).
            LedgerError: the ledger is not what it was or cannot be written. After `commit-unknown` and `witness-failed` the
                use may be taken; nothing may run all the same.
        """
        with self.turn() as turn:
            return redeeming.redeem(turn, claim, intent)

    def append(self, record: Record) -> int:
        """Add one record to the log, and give its position."""
        with self.turn(witnessed=False) as turn:
            return turn.append(record)

    def finish(self, redemption_id: str, outcome: Record) -> None:
        """Record how a redeemed run ended. Also good after a person resolved it: the log then has both.

        Raises:
            ApprovalError: `no-such-redemption`, `redemption-closed`: it has an outcome already.
        """
        with self.turn(witnessed=False) as turn:
            redeeming.finish(turn, redemption_id, outcome)

    def resolve(self, redemption_id: str, how: str, record: Record) -> None:
        """Record what a person found out about a run without an outcome. The use stays taken, whatever it was.

        Args:
            how: one of `redeeming.RESOLUTIONS`.

        Raises:
            ApprovalError: `no-such-redemption`, `redemption-closed`, `bad-resolution`.
        """
        with self.turn() as turn:
            redeeming.resolve(turn, redemption_id, how, record)

    def revoke(self, kind: str, value: str, record: Record) -> bool:
        """Make sure that no use is taken any more: of a grant (id), a request (id or digest), a key or a principal.

        Returns:
            False when it was revoked before; the attempt is recorded all the same.

        Raises:
            ApprovalError: `bad-revocation`: another kind, or an empty value.
        """
        with self.turn() as turn:
            return redeeming.revoke(turn, kind, value, record)

    def started(self) -> tuple[Started, ...]:
        """Redemptions without an outcome, the oldest first."""
        with self._database.read() as tx:
            return redeeming.list_started(tx)

    def redemptions(self, request_digest: str) -> tuple[Started, ...]:
        """Every use of a request, the oldest first, whatever became of it."""
        with self._database.read() as tx:
            return redeeming.list_redemptions(tx, request_digest)

    def save_request(self, digest: str, body: bytes, record: Record) -> bool:
        """Keep a request where approvers find it; False when it was kept before.

        Raises:
            ApprovalError: `bad-request` (the digest is not that of the body), `request-id-taken`.
        """
        with self.turn(witnessed=False) as turn:
            return inbox.save_request(turn, digest, body, record)

    def load_request(self, name: str) -> bytes:
        """The canonical bytes of a request, by its id or digest.

        Raises:
            ApprovalError: `no-such-request`.
        """
        with self._database.read() as tx:
            return inbox.load_request(tx, name)

    def list_requests(self, limit: int = 100) -> tuple[RequestRow, ...]:
        """The newest requests, with how many grants and uses each has."""
        with self._database.read() as tx:
            return inbox.list_requests(tx, limit)

    def save_grant(self, grant_id: str, request_digest: str, body: bytes, record: Record) -> bool:
        """Keep a grant where the requester finds it; False when it was kept before. It is verified when it is used.

        Raises:
            ApprovalError: `bad-grant`: an empty id, or another grant of that id.
        """
        with self.turn(witnessed=False) as turn:
            return inbox.save_grant(turn, grant_id, request_digest, body, record)

    def load_grants(self, request_digest: str) -> tuple[bytes, ...]:
        """The files of all grants that are kept for a request, the oldest first; not verified."""
        with self._database.read() as tx:
            return inbox.load_grants(tx, request_digest)

    def open_follow_ups(self) -> tuple[FollowUp, ...]:
        """What stays to be done after runs, the oldest first."""
        with self._database.read() as tx:
            return inbox.open_follow_ups(tx)

    def close_follow_up(self, follow_up_id: str, evidence: str, record: Record) -> None:
        """Close a follow-up with evidence.

        Raises:
            ApprovalError: `no-such-follow-up`, `follow-up-closed`, `no-evidence`.
        """
        with self.turn() as turn:
            inbox.close_follow_up(turn, follow_up_id, evidence, record)

    def records(self, start: int = 0, limit: int = 1000) -> list[StoredRecord]:
        """Rows of the log from a position on."""
        query = "SELECT seq, leaf, root, body FROM records WHERE seq >= ? ORDER BY seq LIMIT ?"
        with self._database.read() as tx:
            return [
                StoredRecord(int(row[0]), *[bytes(part) for part in row[1:]]) for row in tx.rows(query, start, limit)
            ]

    def checkpoint(self) -> tuple[int, bytes]:
        """Size and root of the log, as its head has them; `audit.log.verify` says whether they are true."""
        with self._database.read() as tx:
            peaks = read_head(tx)[1]
        return peaks.size, peaks.root()

    def derived(self) -> list[tuple[int, str, str]]:
        """What the tables beside the log hold because of a record: (seq, what, key) as `record.consequences` names them."""
        with self._database.read() as tx:
            return [(int(seq), what, str(key)) for what, sql in _DERIVED for seq, key in tx.rows(sql)]

    def witnessed(self) -> list[tuple[int, bytes]]:
        """The (size, root) pairs that the witness remembers."""
        return self._witness.points(self.store_id) if self._witness is not None else []

    def proof(self, seq: int, size: int | None = None) -> list[bytes]:
        """The inclusion proof of a record in the log of a size, by default of the whole.

        Raises:
            AuditError: `no-such-record`.
        """
        return inclusion_proof(seq, self._leaves(size))

    def consistency(self, old_size: int, size: int | None = None) -> list[bytes]:
        """The proof that the log of `size` starts with the log of `old_size`.

        Raises:
            AuditError: `no-such-record`.
        """
        return consistency_proof(old_size, self._leaves(size))

    def unsafe_accept_clock(self, record: Record) -> None:
        """Let time start anew at the store's clock, after a clock that was ahead wrote to the log.

        Grants that had expired by the wrong time may become good again. For a person who knows why the clock jumped.
        """
        with self._database.write() as tx:
            tx.lock_ledger()
            turn = Turn(tx, self.store_id, self._witness, any_clock=True)
            turn.append(record, {"clock": turn.time})
            turn.save()

    def unsafe_accept_history(self, record: Record) -> None:
        """Take the ledger as it is for the newest, after its witness was lost or a backup was put back.

        Grants redeemed after the backup was made can be redeemed again, unless they are revoked first.
        """
        if self._witness is None:
            return
        with self._database.write() as tx:
            tx.lock_ledger()
            turn = Turn(tx, self.store_id, None)
            turn.append(record, {"witness": turn.peaks.size})
            turn.save()
        self._witness.replace(self.store_id, turn.peaks.size, turn.peaks.root())

    def _leaves(self, size: int | None) -> list[bytes]:
        with self._database.read() as tx:
            whole = read_head(tx)[1].size
            if size is not None and not 0 <= size <= whole:
                raise AuditError(f"the log has {whole} records, not {size}", code="no-such-record")
            rows = tx.rows("SELECT leaf FROM records WHERE seq < ? ORDER BY seq", whole if size is None else size)
        return [bytes(row[0]) for row in rows]


_DERIVED: Final = (
    ("redemption", "SELECT seq, id FROM redemptions"),
    ("outcome", "SELECT outcome_seq, id FROM redemptions WHERE outcome_seq IS NOT NULL"),
    ("resolution", "SELECT resolution_seq, id FROM redemptions WHERE resolution_seq IS NOT NULL"),
    ("use", "SELECT seq, subject || '#' || number FROM uses"),
    ("revocation", "SELECT seq, kind || ':' || value FROM revocations"),
    ("follow-up", "SELECT seq, id FROM follow_ups"),
    ("closed", "SELECT closed_seq, id FROM follow_ups WHERE closed_seq IS NOT NULL"),
)


def _prepare(database: Database, create: bool) -> str:
    """Bring the tables to the newest version, start the log of a new store, and give the store's id."""
    with database.read() as tx:
        version = schema_version(tx)
    if version < len(MIGRATIONS):
        if version == 0 and not create:
            raise LedgerError(
                f"there is no ledger at {database.path}", code="no-ledger", hint="tta-guard init makes one"
            )
        with database.write() as tx:
            tx.lock_schema()
            version = schema_version(tx)  # another process may have been quicker
            migrate(tx, database.dialect, version)
            if version == 0:
                _start(tx)
    with database.read() as tx:
        tx.check_schema()
        return read_head(tx)[0]


def _start(tx: Transaction) -> None:
    store_id = os.urandom(16).hex()
    start = "INSERT INTO ledger (id, store, size, peaks, time) VALUES (1, ?, 0, ?, ?)"
    tx.change(start, store_id, b"", tx.now())
    turn = Turn(tx, store_id, None)
    turn.append(make_record("store", schema=len(MIGRATIONS)))
    turn.save()


def _sqlite_path(url: str) -> str:
    path = url.removeprefix("sqlite://") if url.startswith("sqlite://") else url
    if os.name == "nt" and url.startswith("sqlite:///"):
        path = path.removeprefix("/")
    if not os.path.isabs(path) or "\0" in path:
        raise LedgerError(
            f"the ledger {url!r} is not an absolute path",
            code="bad-store-url",
            hint="sqlite:///var/lib/tta-guard/ledger.db, or postgresql://user@host/database",
        )
    # Resolved, so that a link to the directory leads to the same witness.
    return os.path.realpath(path)
