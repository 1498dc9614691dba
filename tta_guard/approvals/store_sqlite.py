"""The ledger in an SQLite file: one writer at a time, on the disk before a commit returns. IO.

Write-ahead log and `synchronous=FULL`: one sync a commit, and a committed transaction survives a power cut
(sqlite.org/pragma.html#pragma_synchronous). The file belongs on a local disk: the write-ahead log needs shared memory.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from contextlib import contextmanager

from .errors import LedgerError
from .schema import statements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any, Final

BUSY_TIMEOUT_S: Final = 20.0

# What each failure of SQLite means here, by the low byte of its code (sqlite.org/rescode.html).
_CODES: Final[Mapping[int, tuple[str, str]]] = {
    sqlite3.SQLITE_FULL: ("ledger-full", "make room on the disk; nothing was run"),
    sqlite3.SQLITE_IOERR: ("ledger-io", "the disk is full or failing; nothing was run"),
    sqlite3.SQLITE_BUSY: ("ledger-busy", "another process holds the ledger; try again"),
    sqlite3.SQLITE_LOCKED: ("ledger-busy", "another process holds the ledger; try again"),
    sqlite3.SQLITE_READONLY: ("ledger-readonly", "this user may not write the ledger, or its file was exchanged"),
    sqlite3.SQLITE_CANTOPEN: ("ledger-unreadable", "look at the permissions of the file and of its directory"),
    sqlite3.SQLITE_PERM: ("ledger-unreadable", "look at the permissions of the file and of its directory"),
    sqlite3.SQLITE_CORRUPT: ("ledger-damaged", "put the newest good copy back"),
    sqlite3.SQLITE_NOTADB: ("ledger-damaged", "put the newest good copy back"),
    sqlite3.SQLITE_CONSTRAINT: (
        "ledger-damaged",
        "the ledger contradicts itself; tta-guard audit verify names the record",
    ),
}


class SqliteDatabase:
    """One connection to the file, for one thread."""

    dialect = "sqlite"

    def __init__(self, path: str, *, create: bool, clock: Callable[[], int] | None = None) -> None:
        """Open the file, and make an empty one where there is none and `create` allows.

        Raises:
            LedgerError: `no-ledger`, `ledger-exposed`, and those of the table above.
        """
        self.path = path
        self._clock = clock or _system_clock
        _prepare_file(path, create)
        try:
            self._connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None, cached_statements=64)
        except sqlite3.Error as error:
            raise _explain(path, error) from error
        try:
            self._configure()
        except BaseException:
            self._connection.close()
            raise

    @contextmanager
    def write(self) -> Iterator[SqliteDatabase]:
        """A transaction that no other writer shares; committed when the block ends, undone when it raises."""
        self.change("BEGIN IMMEDIATE")
        try:
            yield self
            self.change("COMMIT")
        except BaseException:
            self._undo()
            raise

    @contextmanager
    def read(self) -> Iterator[SqliteDatabase]:
        """A transaction that sees one state of the store."""
        self.change("BEGIN")
        try:
            yield self
        finally:
            self._undo()

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """See `schema.Transaction`."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise _explain(self.path, error) from error

    def change(self, sql: str, *values: Any) -> int:
        """See `schema.Transaction`."""
        try:
            return self._connection.execute(sql, values).rowcount
        except sqlite3.Error as error:
            raise _explain(self.path, error) from error

    def tables(self) -> frozenset[str]:
        """See `schema.Transaction`."""
        return frozenset([row[0] for row in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")])

    def now(self) -> int:
        """See `schema.Transaction`. The machine's clock: SQLite has no other."""
        return self._clock()

    def lock_schema(self) -> None:
        """Nothing: `write` already keeps everybody else out."""

    def lock_ledger(self) -> None:
        """Nothing: `write` already keeps everybody else out."""

    def check_schema(self) -> None:
        """Make sure that the tables are exactly the ledger's, and that nothing else is there.

        Attack: a file prepared with a trigger that takes out each use again.

        Raises:
            LedgerError: `ledger-schema`.
        """
        query = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
        model = sqlite3.connect(":memory:", isolation_level=None)
        try:
            for sql in statements(self.dialect):
                model.execute(sql)
            expected = model.execute(query).fetchall()
        finally:
            model.close()
        found = self.rows(query)
        if found != expected:
            odd = sorted({str(row[1]) for row in set(found) ^ set(expected)})
            raise LedgerError(
                f"{self.path} does not have the ledger's tables: {', '.join(odd[:5])}",
                code="ledger-schema",
                hint="somebody changed the file; put the newest good copy back",
            )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _undo(self) -> None:
        if self._connection.in_transaction:
            self.change("ROLLBACK")

    def _configure(self) -> None:
        # The change to a write-ahead log does not wait for its turn as everything else does, so it is tried until it is had.
        end = time.monotonic() + BUSY_TIMEOUT_S
        while True:
            try:
                mode = self.rows("PRAGMA journal_mode = WAL")[0][0]
                break
            except LedgerError as error:
                if error.code != "ledger-busy" or time.monotonic() > end:
                    raise
                time.sleep(0.01)
        self.rows("PRAGMA synchronous = FULL")
        self.rows("PRAGMA fullfsync = ON")
        self.rows("PRAGMA checkpoint_fullfsync = ON")
        self.rows("PRAGMA trusted_schema = OFF")
        self.rows("PRAGMA cell_size_check = ON")
        if mode != "wal" or self.rows("PRAGMA synchronous")[0][0] != 2:
            raise LedgerError(
                f"{self.path}: SQLite cannot keep a write-ahead log here ({mode})",
                code="store-not-durable",
                hint="put the ledger on a local disk",
            )


def _system_clock() -> int:
    return int(time.time())


def _explain(path: str, error: sqlite3.Error) -> LedgerError:
    """What SQLite raised, as a LedgerError that names the file."""
    low = (getattr(error, "sqlite_errorcode", None) or sqlite3.SQLITE_ERROR) & 0xFF
    code, hint = _CODES.get(low, ("ledger-failed", ""))
    return LedgerError(f"{path}: {error}", code=code, hint=hint)


def _prepare_file(path: str, create: bool) -> None:
    """Make the file readable by its owner only, or look at the one that is there.

    Raises:
        LedgerError: `no-ledger`, `ledger-unreadable`, `ledger-exposed`.
    """
    try:
        if create and not os.path.lexists(path):
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            try:
                os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
            except FileExistsError:
                pass  # another process was quicker, and made it the same way
        found = os.stat(path)
        parent = os.stat(os.path.dirname(path))
    except FileNotFoundError:
        raise LedgerError(f"there is no ledger at {path}", code="no-ledger", hint="tta-guard init makes one") from None
    except OSError as error:
        raise LedgerError(f"cannot open the ledger {path}: {error.strerror}", code="ledger-unreadable") from error
    if not stat.S_ISREG(found.st_mode):
        raise LedgerError(f"the ledger {path} is not a regular file", code="ledger-unreadable")
    if found.st_nlink != 1:
        # Attack: a second name in another directory has a write-ahead log and a witness of its own.
        raise LedgerError(
            f"the ledger {path} has {found.st_nlink} names", code="ledger-exposed", hint="remove the other hard links"
        )
    if os.name == "posix" and (
        found.st_mode & stat.S_IWOTH or (parent.st_mode & stat.S_IWOTH and not parent.st_mode & stat.S_ISVTX)
    ):
        raise LedgerError(
            f"everybody may write the ledger {path} or its directory",
            code="ledger-exposed",
            hint=f"chmod o-w {path} and its directory",
        )
