"""Where the guard keeps what lives longer than a command: the ledger, its witness, drafts of requests, grants. IO.

The place belongs to the user and lies outside every repository, so that no commit, checkout or `git clean` reaches it. Under
`tta-run` a command can't write there. A grant names its ledger, so a ledger elsewhere (another HOME or XDG_STATE_HOME)
gives no second use: it is not the one that the grant is for.
"""

from __future__ import annotations

import os

from .errors import ApprovalError, LedgerError
from .ledger import open_store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

    from ..policy.rules import Policy
    from .ledger import Store

_DRAFTS: Final = "drafts"
_GRANTS: Final = "grants"
_MOST_DRAFTS: Final = 200
_MOST_FILE_BYTES: Final = 2 << 20
_ID_DIGITS: Final = 16


def state_directory(environ: Mapping[str, str] = os.environ) -> str:
    """`$XDG_STATE_HOME/tta-guard`, by default `~/.local/state/tta-guard`. Not made here."""
    return os.path.join(_base(environ, "XDG_STATE_HOME", ".local/state"), "tta-guard")


def ledger_url(policy: Policy, environ: Mapping[str, str] = os.environ) -> str:
    """Where the ledger of a policy is: what `approvals.store` says, else an SQLite file in the state directory."""
    named = policy.settings.get("approvals", {}).get("store")
    if not named:
        return os.path.join(state_directory(environ), "ledger.db")
    text: str = named[0]
    return os.path.join(_home(environ), text[2:]) if text.startswith("~/") else text


def witness_file(url: str, environ: Mapping[str, str] = os.environ) -> str | None:
    """The witness of an SQLite ledger; it lies apart, so that whoever puts the state directory back does not put it back too."""
    if url.startswith(("postgresql://", "postgres://")):
        return None
    from hashlib import sha256

    name = sha256(os.fsencode(os.path.abspath(url))).hexdigest()[:16]
    return os.path.join(_base(environ, "XDG_DATA_HOME", ".local/share"), "tta-guard", f"{name}.witness")


def open_ledger(policy: Policy, *, create: bool, environ: Mapping[str, str] = os.environ) -> Store:
    """Open the ledger of a policy.

    Args:
        create: make it where there is none yet: for whoever asks for an approval. Whoever redeems one opens what is there,
            since a ledger that is made anew knows of no use.

    Raises:
        LedgerError: there is none, or it cannot be used.
    """
    url = ledger_url(policy, environ)
    witness = witness_file(url, environ)
    if witness is not None:
        if not create and not os.path.exists(url.removeprefix("sqlite://")):
            raise LedgerError(
                f"there is no ledger at {url}", code="no-ledger", hint="tta-guard approval request makes one"
            )
        _make(os.path.dirname(url.removeprefix("sqlite://")))
        _make(os.path.dirname(witness))
    return open_store(url, create=create, witness=witness)


def save_draft(subject: bytes, environ: Mapping[str, str] = os.environ) -> str:
    """Keep what was refused, so that a request can be made of it; gives its id, the start of its digest.

    Where it can't be kept the id is given all the same: the refusal stands, and the request can be made from the command
    or the staged changes.
    """
    from hashlib import sha256

    name = sha256(subject).hexdigest()[:_ID_DIGITS]
    folder = os.path.join(state_directory(environ), _DRAFTS)
    try:
        _make(folder)
        _write(os.path.join(folder, name), subject)
        old = sorted(os.scandir(folder), key=lambda entry: entry.stat().st_mtime)
        for entry in old[:-_MOST_DRAFTS]:
            os.unlink(entry.path)
    except (OSError, LedgerError):
        return name
    return name


def load_draft(name: str, environ: Mapping[str, str] = os.environ) -> bytes | None:
    """What was refused under an id; None where nothing of that id is kept.

    Raises:
        ApprovalError: `bad-request`: the file is not what was written.
    """
    from hashlib import sha256

    if len(name) != _ID_DIGITS or name.strip("0123456789abcdef"):
        return None
    try:
        data = read_file(os.path.join(state_directory(environ), _DRAFTS, name))
    except ApprovalError:
        return None
    if sha256(data).hexdigest()[:_ID_DIGITS] != name:
        raise ApprovalError(f"the draft {name} was changed since it was refused", code="bad-request")
    return data


def grant_files(environ: Mapping[str, str] = os.environ) -> list[str]:
    """The grant files that lie in the state directory, and the one that TTA_APPROVAL names."""
    folder = os.path.join(state_directory(environ), _GRANTS)
    try:
        names = sorted(os.listdir(folder))[:1000]
    except OSError:
        names = []
    found = [os.path.join(folder, name) for name in names]
    named = environ.get("TTA_APPROVAL")
    return [*named.split(os.pathsep), *found] if named else found


def read_file(path: str) -> bytes:
    """Read a file that somebody hands in: a grant, a request, evidence.

    Raises:
        ApprovalError: `unreadable-file`: missing, unreadable, not a regular file, or too large.
    """
    import stat

    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise ApprovalError(f"{path} is not a regular file", code="unreadable-file")
            if status.st_size > _MOST_FILE_BYTES:
                raise ApprovalError(f"{path} has more than {_MOST_FILE_BYTES} bytes", code="unreadable-file")
            with os.fdopen(os.dup(descriptor), "rb") as file:
                return file.read(_MOST_FILE_BYTES + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise ApprovalError(f"{path} cannot be read: {error.strerror}", code="unreadable-file") from error


def _base(environ: Mapping[str, str], name: str, below_home: str) -> str:
    named = environ.get(name, "")
    # The specification of base directories: a relative path is to be ignored.
    return named if named.startswith("/") else os.path.join(_home(environ), below_home)


def _home(environ: Mapping[str, str]) -> str:
    return environ.get("HOME") or os.path.expanduser("~")


def _make(folder: str) -> None:
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError as error:
        raise LedgerError(
            f"{folder} cannot be made: {error.strerror}",
            code="ledger-io",
            hint="set XDG_STATE_HOME to a place that can be written, or approvals.store in tta-guard.yaml",
        ) from error


def _write(path: str, data: bytes) -> None:
    temporary = f"{path}.{os.getpid()}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        os.unlink(temporary)
        raise
