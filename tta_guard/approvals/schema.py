"""The ledger's tables, version by version, and how a store comes to the newest. Pure but for the transaction handed in.

A migration that has been released is never edited; the next one is added at the end. Statements are written once for both
databases: `{key}`, `{int}` and `{blob}` stand for their names of types. There are no foreign keys and no triggers: the ledger
checks that there is no trigger, since one could undo what it writes.
"""

from __future__ import annotations

from .errors import LedgerError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Final, Protocol

    class Transaction(Protocol):
        """One open transaction. A failure of the database is a LedgerError."""

        def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
            """Run one statement whose parameters are `?`, and give all rows."""

        def change(self, sql: str, *values: Any) -> int:
            """Run one statement and give the number of rows it changed."""

        def tables(self) -> frozenset[str]:
            """The names of the tables that are there."""

        def now(self) -> int:
            """The store's own time in unix seconds."""


TYPES: Final[Mapping[str, Mapping[str, str]]] = {
    "sqlite": {"key": "INTEGER PRIMARY KEY", "int": "INTEGER", "blob": "BLOB"},
    "postgres": {"key": "BIGINT PRIMARY KEY", "int": "BIGINT", "blob": "BYTEA"},
}

MIGRATIONS: Final[Sequence[Sequence[str]]] = (
    (
        "CREATE TABLE schema_versions (version {key}, time {int} NOT NULL)",
        # The head of the log, and the row whose lock makes writers wait for each other.
        "CREATE TABLE ledger (id {key} CHECK (id = 1), store TEXT NOT NULL, size {int} NOT NULL, peaks {blob} NOT NULL,"
        " time {int} NOT NULL)",
        "CREATE TABLE records (seq {key}, leaf {blob} NOT NULL, root {blob} NOT NULL, body {blob} NOT NULL)",
        "CREATE TABLE redemptions (id TEXT PRIMARY KEY, request_digest TEXT NOT NULL, time {int} NOT NULL,"
        " state TEXT NOT NULL CHECK (state IN ('started', 'finished', 'resolved')), seq {int} NOT NULL UNIQUE,"
        " outcome_seq {int}, resolution_seq {int})",
        "CREATE INDEX redemptions_by_state ON redemptions (state)",
        # One row for each use of a request and of each of its grants: that a number is there once is what "once" means.
        "CREATE TABLE uses (subject TEXT NOT NULL, number {int} NOT NULL, redemption TEXT NOT NULL, seq {int} NOT NULL,"
        " PRIMARY KEY (subject, number))",
        "CREATE TABLE revocations (kind TEXT NOT NULL, value TEXT NOT NULL, time {int} NOT NULL, seq {int} NOT NULL,"
        " PRIMARY KEY (kind, value))",
        "CREATE TABLE requests (digest TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, time {int} NOT NULL, body {blob} NOT NULL)",
        "CREATE TABLE grants (id TEXT PRIMARY KEY, request_digest TEXT NOT NULL, time {int} NOT NULL, body {blob} NOT NULL)",
        "CREATE INDEX grants_by_request ON grants (request_digest)",
        "CREATE TABLE follow_ups (id TEXT PRIMARY KEY, redemption TEXT NOT NULL, text TEXT NOT NULL, seq {int} NOT NULL,"
        " closed_seq {int}, evidence TEXT)",
    ),
)


def statements(dialect: str, since: int = 0) -> list[str]:
    """Every statement that leads from one version to the newest, in the words of one database."""
    return [sql.format_map(TYPES[dialect]) for migration in MIGRATIONS[since:] for sql in migration]


def schema_version(tx: Transaction) -> int:
    """The version that a store has; 0 for one that is empty.

    Raises:
        LedgerError: `ledger-schema`: newer than this program, or tables that are not a ledger's.
    """
    tables = tx.tables()
    if "schema_versions" not in tables:
        if tables:
            raise LedgerError(
                f"the database holds other tables ({', '.join(sorted(tables)[:3])}) and no ledger",
                code="ledger-schema",
                hint="give the ledger a database of its own",
            )
        return 0
    found = [int(row[0]) for row in tx.rows("SELECT version FROM schema_versions ORDER BY version")]
    if found != list(range(1, len(found) + 1)) or not found:
        raise LedgerError(f"the ledger lists the schema versions {found}", code="ledger-schema")
    if len(found) > len(MIGRATIONS):
        raise LedgerError(
            f"the ledger has schema {len(found)}; this program knows {len(MIGRATIONS)}",
            code="ledger-schema",
            hint="update tta-guard",
        )
    return len(found)


def migrate(tx: Transaction, dialect: str, version: int) -> None:
    """Bring a store from `version` to the newest, inside the transaction."""
    for number, migration in enumerate(MIGRATIONS[version:], version + 1):
        for sql in migration:
            tx.change(sql.format_map(TYPES[dialect]))
        tx.change("INSERT INTO schema_versions (version, time) VALUES (?, ?)", number, tx.now())
