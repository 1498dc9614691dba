"""A second place that remembers how far the ledger had come, so that an old copy of it is not taken for the ledger. IO.

The file gets one line for each redemption and each revocation: store, size of the log, root. It is written after the commit
and before anything runs, so it never says more than was committed, and a crash between the two costs nothing: what was
committed had not run. Whoever puts an old database back, but not this file, is found out by it. Whoever can put back both
is not: the two belong where the guarded one cannot write, or on different machines; a PostgreSQL server does better.
"""

from __future__ import annotations

import os

from .errors import LedgerError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

_LAST_BYTES: Final = 4096  # far more lines than there are processes that write at once
_TAIL_BYTES: Final = 1 << 20
_HEX: Final = frozenset(b"0123456789abcdef")


class Witness:
    """The file that remembers; `required` says that it must exist once the ledger holds a redemption."""

    def __init__(self, path: str, *, required: bool) -> None:
        self.path = path
        self.required = required

    def check(
        self, store: str, size: int, root_at: Callable[[int], bytes | None], was_used: Callable[[], bool]
    ) -> None:
        """Hold the log against the furthest point that this file knows.

        Args:
            root_at: the root that the log had at a size, None where it has no such size.
            was_used: whether the ledger holds a redemption, after which there has to be a witness.

        Raises:
            LedgerError: `ledger-rolled-back`, `ledger-forked`, `witness-missing`, `witness-damaged`, `wrong-store`.
        """
        known = self.points(store, _LAST_BYTES)
        if not known:
            if self.required and was_used():
                raise LedgerError(
                    f"{self.path} is gone, so nothing tells whether this ledger is the newest",
                    code="witness-missing",
                    hint="put it back together with the ledger",
                )
            return
        known_size, known_root = max(known)
        if known_size > size:
            raise LedgerError(
                f"the ledger has {size} records and had {known_size}: an older copy was put in its place",
                code="ledger-rolled-back",
                hint=f"put the newest database back; {self.path} remembers how far it was",
            )
        if root_at(known_size) != known_root:
            raise LedgerError(
                f"the first {known_size} records of the ledger are not those they were",
                code="ledger-forked",
                hint="tta-guard audit verify names the record",
            )

    def points(self, store: str, tail_bytes: int = _TAIL_BYTES) -> list[tuple[int, bytes]]:
        """Every (size, root) that the tail of the file holds for this store, in the file's order.

        Raises:
            LedgerError: `witness-damaged`, `wrong-store`, or the file cannot be read.
        """
        try:
            with open(self.path, "rb") as file:
                end = file.seek(0, os.SEEK_END)
                file.seek(max(0, end - tail_bytes))
                lines = file.read().split(b"\n")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise LedgerError(f"cannot read {self.path}: {error.strerror}", code="witness-damaged") from error
        if end > tail_bytes:
            lines = lines[1:]
        # A line that a crash or a full disk cut short stands alone, since each line brings its own start; it is passed over.
        found = [point for line in lines if (point := _parse(line)) is not None]
        if not found and any(lines):
            raise LedgerError(f"{self.path} is not a ledger's witness", code="witness-damaged")
        if any([point[0] != store for point in found]):
            raise LedgerError(
                f"{self.path} belongs to another ledger than this one",
                code="wrong-store",
                hint="the ledger beside it was exchanged",
            )
        return [(size, root) for _, size, root in found]

    def add(self, store: str, size: int, root: bytes) -> None:
        """Remember a committed point, on the disk before this returns.

        Raises:
            LedgerError: `witness-failed`.
        """
        line = f"\n{store} {size} {root.hex()}\n".encode()
        try:
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
            descriptor = os.open(self.path, flags, 0o600)
            try:
                if os.write(descriptor, line) != len(line):
                    raise OSError(0, "not all of a line could be written")
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise LedgerError(
                f"cannot write {self.path}: {error.strerror}",
                code="witness-failed",
                hint="nothing was run; the use stays taken, see tta-guard approval list",
            ) from error

    def replace(self, store: str, size: int, root: bytes) -> None:
        """Forget everything but this point.

        Raises:
            LedgerError: `witness-failed`.
        """
        try:
            os.replace(self.path, f"{self.path}.old")
        except FileNotFoundError:
            pass
        except OSError as error:
            raise LedgerError(f"cannot replace {self.path}: {error.strerror}", code="witness-failed") from error
        self.add(store, size, root)


def _parse(line: bytes) -> tuple[str, int, bytes] | None:
    parts = line.split(b" ")
    if len(parts) != 3 or not parts[1].isdigit() or len(parts[1]) > 15 or len(parts[2]) != 64:
        return None
    if not _HEX.issuperset(parts[0] + parts[2]):
        return None
    return parts[0].decode(), int(parts[1]), bytes.fromhex(parts[2].decode())
