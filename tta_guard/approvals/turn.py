"""One write to the ledger: whether the store is still the one it was, what time it is, and the growing log. IO.

Everything that changes the ledger goes through a `Turn`, so each of these checks is made before each write, under the lock.
"""

from __future__ import annotations

from ..audit.merkle import Peaks, leaf_hash, parse_peaks
from ..audit.record import seal
from ..errors import GuardError
from .errors import LedgerError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Final

    from ..audit.record import Record
    from .schema import Transaction
    from .witness import Witness

# A clock that is stepped by less than this is taken for the last time the log knows; time in the log never goes back.
CLOCK_SLACK_S: Final = 2


class Turn:
    """One write to the ledger, under its lock: the log's head, and the time that counts.

    Attributes:
        tx: the transaction.
        time: unix seconds; never earlier than the last record's.
        peaks: the log's head, growing.
    """

    def __init__(self, tx: Transaction, store_id: str, witness: Witness | None, *, any_clock: bool = False) -> None:
        """Look whether the store is still the one it was.

        Raises:
            LedgerError: `wrong-store`, `ledger-damaged`, `clock-went-back`, and those of `Witness.check`.
        """
        self.tx = tx
        self.store_id = store_id
        found, self.peaks, last_time, last_record = read_head(tx)
        if found != store_id:
            raise LedgerError("another ledger was put in this one's place", code="wrong-store")
        # The head is a row like any other: it has to agree with the log's last record.
        if last_record != ((self.peaks.size - 1, self.peaks.root()) if self.peaks.size else None):
            raise LedgerError(
                f"the log's head says {self.peaks.size} records, and its records say otherwise",
                code="ledger-damaged",
                hint="tta-guard audit verify names the record",
            )
        if witness is not None:
            witness.check(store_id, self.peaks.size, self.root_at, self._was_used)
        now = tx.now()
        if now < last_time - CLOCK_SLACK_S and not any_clock:
            raise LedgerError(
                f"the clock went back: it says {now}, and the log's last record was written at {last_time}",
                code="clock-went-back",
                hint="set the clock right; nothing was run",
            )
        self.time = now if any_clock else max(now, last_time)

    def append(self, record: Record, ledger: Mapping[str, Any] | None = None) -> int:
        """Add a record, with what the ledger does in this transaction, and give its position.

        Raises:
            AuditError: `bad-record`: it is too large.
        """
        seq = self.peaks.size
        body = seal(record, store=self.store_id, seq=seq, time=self.time, ledger=ledger or {})
        leaf = leaf_hash(body)
        self.peaks = self.peaks.append(leaf)
        values = (seq, leaf, self.peaks.root(), body)
        self.tx.change("INSERT INTO records (seq, leaf, root, body) VALUES (?, ?, ?, ?)", *values)
        return seq

    def root_at(self, size: int) -> bytes | None:
        """The root of the first `size` records, as it was stored with the last of them; None where there are fewer."""
        rows = self.tx.rows("SELECT root FROM records WHERE seq = ?", size - 1)
        return bytes(rows[0][0]) if rows else None

    def save(self) -> None:
        """Write the head."""
        values = (self.peaks.size, self.peaks.to_bytes(), self.time)
        if self.tx.change("UPDATE ledger SET size = ?, peaks = ?, time = ? WHERE id = 1", *values) != 1:
            raise LedgerError("the ledger's head cannot be written", code="ledger-damaged")

    def _was_used(self) -> bool:
        return bool(self.tx.rows("SELECT 1 FROM uses LIMIT 1"))


def read_head(tx: Transaction) -> tuple[str, Peaks, int, tuple[int, bytes] | None]:
    """The store's id, the head of its log, the last time, and place and root of the last record; all as they are stored.

    Raises:
        LedgerError: `ledger-damaged`.
    """
    query = (
        "SELECT l.store, l.size, l.peaks, l.time, r.seq, r.root FROM ledger l"
        " LEFT JOIN records r ON r.seq = (SELECT max(seq) FROM records) WHERE l.id = 1"
    )
    rows = tx.rows(query)
    if len(rows) != 1:
        raise LedgerError("the ledger has no head", code="ledger-damaged")
    store, size, peaks, time, last_seq, last_root = rows[0]
    last = None if last_seq is None else (int(last_seq), bytes(last_root))
    try:
        return str(store), parse_peaks(int(size), bytes(peaks)), int(time), last
    except (GuardError, TypeError, ValueError) as error:
        raise LedgerError(f"the ledger's head cannot be read: {error}", code="ledger-damaged") from error
