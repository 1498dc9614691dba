"""The ledger in a PostgreSQL database, for a team: one row lock, the server's clock, a commit that is on the disk. IO.

Needs psycopg (the extra `postgres`), imported only here. What libpq would take from the environment is held still, since the
guarded one may own it: PGHOSTADDR, PGSERVICE or PGSSLROOTCERT would lead to another server, which may claim to be any store.

Not covered: whoever administers the server, or owns the tables, can change them; the log's checkpoints tell it afterwards.
A port of this machine, or a socket in a directory that everybody may write, is anyone's while the server is down: a team's
ledger is reached by TLS, or by a socket with `requirepeer=postgres` in the URL.
"""

from __future__ import annotations

import os
from contextlib import contextmanager

from .errors import LedgerError
from .schema import MIGRATIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any, Final

SCHEMA: Final = "tta_guard"
_LOCK: Final = 0x747461  # any number; it keeps two programs from making the tables at once
_SECURE_MODES: Final = ("verify-ca", "verify-full")
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
# What a URL may say. `hostaddr` would connect elsewhere than `host` says, `service` reads a file, `options` changes the session.
_PARAMETERS: Final = frozenset([
    "user", "password", "host", "port", "dbname", "passfile", "connect_timeout", "sslmode", "sslrootcert", "sslcert",
    "sslkey", "sslcrl", "ssl_min_protocol_version", "channel_binding", "gssencmode", "krbsrvname", "keepalives",
    "keepalives_idle", "tcp_user_timeout", "requirepeer",
])  # fmt: skip
# Variables of libpq that hold a credential and name no server; all others of its prefix are hidden from it.
_KEPT: Final = ("PGPASSWORD", "PGPASSFILE")
_SETTINGS: Final[Mapping[str, str]] = {
    "search_path": f"{SCHEMA}, pg_temp",  # pg_temp last, or a temporary table would stand before ours
    "synchronous_commit": "on",
    "lock_timeout": "20s",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
    "default_transaction_isolation": "read committed",
    "client_encoding": "UTF8",
}
# The first characters of SQLSTATE (PostgreSQL, appendix A) and what they mean here.
_CODES: Final[tuple[tuple[str, str, str], ...]] = (
    ("55P03", "ledger-busy", "another process holds the ledger; try again"),
    ("57014", "ledger-busy", "the server took too long; try again"),
    ("53100", "ledger-full", "make room on the server's disk; nothing was run"),
    ("53", "ledger-io", "the server lacks room or connections; nothing was run"),
    ("25006", "ledger-readonly", "this server takes no writes; name the primary in the ledger's URL"),
    ("42501", "ledger-readonly", "this role may not write the ledger"),
    ("23", "ledger-damaged", "the ledger contradicts itself; tta-guard audit verify names the record"),
    ("28", "ledger-unreadable", "the server refuses this user"),
    ("3D", "no-ledger", "there is no such database"),
    ("XX", "ledger-damaged", "put the newest good copy back"),
)


class PostgresDatabase:
    """One connection to the server, for one thread."""

    dialect = "postgres"

    def __init__(self, url: str, *, create: bool, clock: Callable[[], int] | None = None) -> None:
        """Connect, and make the schema where there is none and `create` allows.

        Raises:
            LedgerError: `bad-store-url`, `insecure-store-url`, `no-psycopg`, `store-not-durable`, `no-ledger`, and those of
                the table above. The message never holds the URL, which may hold a password.
        """
        try:
            import psycopg
        except ImportError:
            raise LedgerError(
                "a ledger on PostgreSQL needs psycopg", code="no-psycopg", hint="pip install 'tta-guard[postgres]'"
            ) from None
        self._psycopg = psycopg
        self._clock = clock
        where = _parse_url(url)
        self.path = f"postgresql://{where['host']}/{where['dbname']}"
        try:
            with _without_variables():
                self._connection = psycopg.connect(autocommit=True, **where)
        except psycopg.Error as error:
            raise self._explain(error, "ledger-unreadable") from None
        try:
            self._configure(create)
        except BaseException:
            self._connection.close()
            raise

    @contextmanager
    def write(self) -> Iterator[PostgresDatabase]:
        """A transaction; committed when the block ends, undone when it raises. See `lock_ledger`.

        Raises:
            LedgerError: `commit-unknown`: the connection broke while committing, so it may have been done or not.
        """
        self._execute("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
        try:
            # Attack: ALTER ROLE … SET synchronous_commit = off. A setting of the transaction outranks it.
            self._execute("SET LOCAL synchronous_commit = on")
            yield self
        except BaseException:
            self._undo()
            raise
        try:
            status = self._connection.execute("COMMIT").statusmessage
        except self._psycopg.Error as error:
            raise self._explain(error, "commit-unknown") from error
        if status != "COMMIT":
            raise LedgerError(f"{self.path} answered {status} to COMMIT", code="ledger-failed")

    @contextmanager
    def read(self) -> Iterator[PostgresDatabase]:
        """A transaction that sees one state of the store."""
        self._execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield self
        finally:
            self._undo()

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """See `schema.Transaction`."""
        found: list[tuple[Any, ...]] = self._execute(sql, *values).fetchall()
        return found

    def change(self, sql: str, *values: Any) -> int:
        """See `schema.Transaction`."""
        return int(self._execute(sql, *values).rowcount)

    def tables(self) -> frozenset[str]:
        """See `schema.Transaction`."""
        return frozenset([row[0] for row in self.rows("SELECT tablename FROM pg_tables WHERE schemaname = ?", SCHEMA)])

    def now(self) -> int:
        """See `schema.Transaction`. The server's clock, now and not at the start of the transaction."""
        if self._clock is not None:
            return self._clock()
        return int(self.rows("SELECT floor(extract(epoch FROM clock_timestamp()))::bigint")[0][0])

    def lock_schema(self) -> None:
        """Keep every other program from making or migrating the tables until the transaction ends."""
        self._execute("SELECT pg_advisory_xact_lock(?)", _LOCK)

    def lock_ledger(self) -> None:
        """Keep every other writer out until the transaction ends. What is read afterwards is the newest."""
        self._execute("SELECT id FROM ledger WHERE id = 1 FOR UPDATE")

    def check_schema(self) -> None:
        """Make sure that the tables are plain, lasting ones, with nothing attached that changes what is written or read.

        Raises:
            LedgerError: `ledger-schema`.
        """
        expected = {words[2] for migration in MIGRATIONS for sql in migration if (words := sql.split())[1] == "TABLE"}
        found = self.rows(
            "SELECT relname, relkind = 'r' AND relpersistence = 'p' AND NOT (relhasrules OR relhastriggers OR relrowsecurity)"
            " FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE n.nspname = ? AND relkind NOT IN ('i', 'I')",
            SCHEMA,
        )
        odd = sorted({str(name) for name, plain in found if not plain} | expected ^ {str(name) for name, _ in found})
        if odd:
            raise LedgerError(
                f"{self.path} does not have the ledger's tables: {', '.join(odd[:5])}",
                code="ledger-schema",
                hint="no trigger, rule, row security, unlogged or further table may be in the schema tta_guard",
            )

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _configure(self, create: bool) -> None:
        for name, value in _SETTINGS.items():
            self._execute("SELECT set_config(?, ?, false)", name, value)
        for name in ("fsync", "full_page_writes"):
            if self.rows(f"SHOW {name}")[0][0] != "on":
                raise LedgerError(
                    f"{self.path} runs with {name}=off, so a crash could bring a used grant back",
                    code="store-not-durable",
                    hint=f"set {name} = on in postgresql.conf",
                )
        if not self.rows("SELECT 1 FROM pg_namespace WHERE nspname = ?", SCHEMA):
            if not create:
                raise LedgerError(f"there is no ledger in {self.path}", code="no-ledger")
            with self.write():
                self.lock_schema()
                self._execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")

    def _execute(self, sql: str, *values: Any) -> Any:
        try:
            return self._connection.execute(sql.replace("?", "%s").encode(), values or None)
        except self._psycopg.Error as error:
            raise self._explain(error, "ledger-failed") from error

    def _explain(self, error: Any, otherwise: str) -> LedgerError:
        state = getattr(error, "sqlstate", None) or ""
        text = " ".join(str(error).split())
        for start, code, hint in _CODES:
            if state.startswith(start):
                return LedgerError(f"{self.path}: {text}", code=code, hint=hint)
        if otherwise == "commit-unknown":
            hint = "nothing was run; tta-guard approval list shows whether the use was taken"
            return LedgerError(f"{self.path}: {text}", code=otherwise, hint=hint)
        return LedgerError(f"{self.path}: {text}", code=otherwise)

    def _undo(self) -> None:
        # A broken connection has nothing to undo: the server drops what was not committed.
        if not self._connection.broken and not self._connection.closed:
            self._execute("ROLLBACK")


def _parse_url(url: str) -> dict[str, Any]:
    """Read the URL into what the connection is made with, everything that could lead elsewhere given.

    Raises:
        LedgerError: `bad-store-url`, `insecure-store-url`.
    """
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        where: dict[str, Any] = dict(conninfo_to_dict(url))
    except ProgrammingError:
        raise LedgerError("the ledger's URL cannot be read", code="bad-store-url") from None
    host, mode = str(where.get("host") or ""), where.get("sslmode")
    if not host or not where.get("dbname") or "," in host or not where.keys() <= _PARAMETERS:
        raise LedgerError(
            "the ledger's URL has to name one host (or the directory of its socket) and one database, and little else",
            code="bad-store-url",
            hint="postgresql://user@host/database, or postgresql:///database?host=/run/postgresql",
        )
    # Without sslrootcert libpq believes the authorities in the home directory, which is the guarded one's.
    secure = mode in _SECURE_MODES and where.get("sslrootcert")
    if not host.startswith("/") and host not in _LOOPBACK and not secure:
        raise LedgerError(
            f"the connection to {host} would not check who answers",
            code="insecure-store-url",
            hint="add sslmode=verify-full&sslrootcert=/path/of/the/authority.pem to the ledger's URL",
        )
    return {"connect_timeout": "10", "application_name": "tta-guard", "hostaddr": "", "options": "", **where}


@contextmanager
def _without_variables() -> Iterator[None]:
    """Hide what libpq would read from the environment, while a connection is made."""
    hidden = {name: value for name, value in os.environ.items() if name.startswith("PG") and name not in _KEPT}
    for name in hidden:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(hidden)
