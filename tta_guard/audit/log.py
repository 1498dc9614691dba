"""The audit log as a whole: shown, verified, exported, and its checkpoint. Pure over a log that is handed in.

`verify` believes nothing that is stored: it makes every hash again from the records' bytes, holds the result against the
stored hashes, against checkpoints that somebody else holds, and against the tables that redemptions and revocations are
looked up in. A log that whoever owns the database made anew from some record on agrees with itself; only a checkpoint from
outside (signed, in a grant, in the witness, or an export) tells it, and it can tell no more than between which records.

Long because an export and a store go through one and the same walk, which stands beside both.
"""

from __future__ import annotations

import binascii

from ..model import frozen
from .errors import AuditError
from .merkle import HASH_BYTES, Peaks, leaf_hash
from .record import consequences, parse_entry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Final, Protocol

    from .record import Entry

    class Row(Protocol):
        """A record as it is stored, with the hashes stored beside it."""

        @property
        def seq(self) -> int: ...
        @property
        def leaf(self) -> bytes: ...
        @property
        def root(self) -> bytes: ...
        @property
        def body(self) -> bytes: ...

    class Log(Protocol):
        """Where the records are read from; `approvals.ledger.Store` is one."""

        store_id: str

        def records(self, start: int, limit: int) -> Sequence[Row]: ...
        def checkpoint(self) -> tuple[int, bytes]: ...
        def derived(self) -> list[tuple[int, str, str]]: ...
        def witnessed(self) -> list[tuple[int, bytes]]: ...


CHECKPOINT_NAMESPACE: Final = "tta-checkpoint-v1@tta-guard"
_TITLE: Final = "tta-guard checkpoint v1"
_BATCH: Final = 2000


@frozen
class Checkpoint:
    """A log at one moment: what a signature over `to_bytes` holds it to."""

    store: str
    size: int
    root: bytes
    time: int

    def to_bytes(self) -> bytes:
        """The text to be signed with `ssh-keygen -Y sign -n tta-checkpoint-v1@tta-guard`."""
        root = binascii.b2a_base64(self.root, newline=False).decode()
        return f"{_TITLE}\n{self.store}\n{self.size}\n{root}\n{self.time}\n".encode()


@frozen
class Problem:
    """One thing that does not hold.

    Attributes:
        code: `missing-record`, `bad-record`, `edited`, `wrong-place`, `wrong-store`, `time-went-back`, `root-differs`,
            `head-differs`, `checkpoint-contradicted`, `log-cut`, `row-without-record`, `record-without-row`, `differs`.
        seq: the record at fault; for `checkpoint-contradicted` the first that may be.
    """

    code: str
    seq: int
    message: str


@frozen
class Verification:
    """What verifying a log found; it holds where there are no problems.

    Attributes:
        size, root: of the records as they are, whatever is stored about them.
        problems: the first bad record first.
    """

    store: str
    size: int
    root: bytes
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether the log holds."""
        return not self.problems


def show(log: Log, *, start: int | None = None, limit: int = 50, kinds: Sequence[str] = ()) -> list[Entry]:
    """Records in order: from a position on, or the last ones.

    Args:
        start: the first position; None for the last `limit` records.
        kinds: only these; none for all.

    Raises:
        AuditError: `bad-record`: a record cannot be read; `verify` tells more.
    """
    shown: list[Entry] = []
    at = 0 if start is None else start
    if start is None and not kinds:
        at = max(0, log.checkpoint()[0] - limit)
    while start is None or len(shown) < limit:
        rows = log.records(at, _BATCH)
        shown += [entry for entry in [parse_entry(row.body) for row in rows] if not kinds or entry.kind in kinds]
        if not rows:
            break
        at = rows[-1].seq + 1
    return shown[:limit] if start is not None else shown[-limit:]


def export(log: Log, start: int = 0) -> Iterator[bytes]:
    """The records as JSON lines, byte for byte as they are hashed; `verify_export` needs nothing else."""
    while rows := log.records(start, _BATCH):
        for row in rows:
            yield row.body + b"\n"
        start = rows[-1].seq + 1


def checkpoint(log: Log, now: int) -> Checkpoint:
    """The log's head as something to sign. Verify the log first: a signature makes the head true.

    Args:
        now: unix seconds.
    """
    size, root = log.checkpoint()
    return Checkpoint(log.store_id, size, root, now)


def parse_checkpoint(data: bytes) -> Checkpoint:
    """Read the text of a checkpoint; only the exact bytes that `to_bytes` writes.

    Raises:
        AuditError: `bad-checkpoint`.
    """
    try:
        title, store, size, root, time, end = data.decode("ascii").split("\n")
        made = Checkpoint(store, int(size), binascii.a2b_base64(root), int(time))
    except ValueError:
        raise AuditError("not the text of a checkpoint", code="bad-checkpoint") from None
    if title != _TITLE or end or not store or len(made.root) != HASH_BYTES or made.size < 0 or made.to_bytes() != data:
        raise AuditError("not the exact text of a checkpoint", code="bad-checkpoint")
    return made


def verify(log: Log, checkpoints: Iterable[tuple[int, bytes]] = (), *, exported: Iterable[bytes] = ()) -> Verification:
    """Make everything again and compare.

    Args:
        checkpoints: (size, root) pairs that are known from elsewhere: signed checkpoints, grants. The witness's are added.
        exported: the lines of an earlier export of this log; the first record that differs is named.
    """
    walk = _Walk(log.store_id, [*checkpoints, *log.witnessed()])
    earlier = iter(exported)
    while True:
        rows = log.records(walk.peaks.size, _BATCH)
        for row in rows:
            walk.take(row.seq, row.body, row.leaf, row.root)
            line = next(earlier, None)
            if line is not None and line.rstrip(b"\n") != row.body:
                walk.report("differs", row.seq, "is not the record of the export")
            if walk.broken:
                break
        # Read after the records, so that what is appended meanwhile makes the head longer and never the records.
        size, root = log.checkpoint()
        if walk.broken or not rows or walk.peaks.size == size:
            break
    if not walk.broken:
        walk.end(size, root)
        if next(earlier, None) is not None:
            walk.report("log-cut", walk.peaks.size, "and later ones of the export are gone")
        walk.compare(log.derived())
    return walk.result()


def verify_export(
    lines: Iterable[bytes], checkpoints: Iterable[tuple[int, bytes]] = (), store: str | None = None
) -> Verification:
    """Verify an export from its first record on, without the store it came from.

    Args:
        store: the store's id; by default what the first record says.
    """
    walk = _Walk(store, checkpoints)
    for seq, line in enumerate(lines):
        walk.take(seq, line.removesuffix(b"\n"))
        if walk.broken:
            break
    if not walk.broken:
        walk.end(walk.peaks.size, walk.peaks.root())
    return walk.result()


class _Walk:
    """The state of going through a log from its first record to its last."""

    def __init__(self, store: str | None, checkpoints: Iterable[tuple[int, bytes]]) -> None:
        self.store = store
        self.peaks = Peaks()
        self.broken = False  # nothing after this can be judged
        self._known: dict[int, set[bytes]] = {}
        for size, root in checkpoints:
            self._known.setdefault(size, set()).add(root)
        self._agreed = 0  # the largest size at which a checkpoint was met
        self._time = 0
        self._roots_differ = False
        self._expected: dict[tuple[str, str], int] = {}
        self._contradicted = False
        self._problems: list[tuple[int, Problem]] = []  # the record after which each was seen to be one

    def report(self, code: str, seq: int, message: str) -> None:
        self._problems.append((seq, Problem(code, seq, f"record {seq} {message}")))

    def take(self, seq: int, body: bytes, leaf: bytes | None = None, root: bytes | None = None) -> None:
        at = self.peaks.size
        if seq != at:
            self.report("missing-record", at, f"is not there; the next one is {seq}")
            self.broken = True
            return
        made = leaf_hash(body)
        self.peaks = self.peaks.append(made)
        if leaf is not None and made != leaf:
            self.report("edited", at, "does not have the hash that was stored with it")
        self._read(at, body)
        made_root = self.peaks.root()
        if root is not None and made_root != root and not self._roots_differ:
            self._roots_differ = True  # and so do all that follow
            self.report("root-differs", at, "does not lead to the root that was stored with it")
        self._meet(at + 1, made_root)

    def end(self, size: int, root: bytes) -> None:
        if (self.peaks.size, self.peaks.root()) != (size, root):
            at = min(size, self.peaks.size)
            self.report("head-differs", at, f"is where the log's head ({size} records) and its records part")
        later = [known for known in self._known if known > self.peaks.size]
        if later:
            self.report(
                "log-cut", self.peaks.size, f"and all up to {max(later) - 1} are gone: a checkpoint has seen them"
            )

    def compare(self, derived: list[tuple[int, str, str]]) -> None:
        rows = {(what, key): seq for seq, what, key in derived if seq < self.peaks.size}
        for (what, key), seq in self._expected.items():
            if rows.get((what, key)) != seq:
                self.report(
                    "record-without-row", seq, f"tells of the {what} {key}, which the ledger's tables do not hold"
                )
        for (what, key), seq in rows.items():
            if (what, key) not in self._expected:
                self.report(
                    "row-without-record", seq, f"does not tell of the {what} {key}, which the ledger's tables hold"
                )

    def result(self) -> Verification:
        problems = [problem for _, problem in sorted(self._problems, key=lambda seen: seen[0])]
        return Verification(self.store or "", self.peaks.size, self.peaks.root(), tuple(problems))

    def _read(self, at: int, body: bytes) -> None:
        try:
            entry = parse_entry(body)
            found = list(consequences(entry))
        except AuditError as error:
            self.report("bad-record", at, f"cannot be read: {error}")
            return
        if self.store is None:
            self.store = entry.store
        if entry.store != self.store:
            self.report("wrong-store", at, f"is of the store {entry.store}")
        if entry.seq != at or (entry.kind == "store") != (at == 0):
            self.report("wrong-place", at, f"says that it is record {entry.seq}, a {entry.kind}")
        if entry.time < self._time and entry.kind != "clock":
            self.report("time-went-back", at, "is older than the one before it")
        self._time = entry.time
        for what, key in found:
            if (what, key) in self._expected:
                self.report("wrong-place", at, f"tells of the {what} {key} a second time")
            self._expected[what, key] = at

    def _meet(self, size: int, root: bytes) -> None:
        known = self._known.get(size)
        if known is None or self._contradicted:  # what contradicts one contradicts all that follow
            return
        if known == {root}:
            self._agreed = size
            return
        self._contradicted = True
        first = f"{self._agreed}" if self._agreed == size - 1 else f"{self._agreed} or one up to {size - 1}"
        message = f"record {first} is not what it was when the checkpoint of {size} records was made"
        self._problems.append((size - 1, Problem("checkpoint-contradicted", self._agreed, message)))
