"""`tta-guard audit show | verify | export | checkpoint`: the log, as people and programs read it. IO."""

from __future__ import annotations

import os
import sys
import time

from ..approvals.place import open_ledger, read_file
from ..approvals.signing import sign
from ..audit import log
from ..audit.errors import AuditError
from ..errors import UsageError
from . import answers, render
from .loading import find_repository, load_readable
from .moments import moment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..approvals.ledger import Store
    from ..audit.log import Checkpoint
    from ..audit.record import Entry

_SUFFIX = ".sig"


def _open() -> Store:
    loaded, _ = load_readable(None)
    return open_ledger(loaded.policy, create=False)


def show(start: int | None, limit: int, kinds: Sequence[str], *, as_json: bool) -> int:
    """Show records, by default the last ones."""
    with _open() as store:
        entries = log.show(store, start=start, limit=limit, kinds=kinds)
    for entry in entries:
        render.write(answers.dumps(_entry_value(entry)) if as_json else _line(entry))
    if not entries and not as_json:
        render.write("tta-guard: no such record", sys.stderr)
    return 0


def _entry_value(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "time": entry.time,
        "kind": entry.kind,
        "data": dict(entry.data),
        "ledger": dict(entry.ledger),
    }


def _line(entry: Entry) -> str:
    said = entry.data
    parts = [f"{entry.seq:>6}  {moment(entry.time)}  {entry.kind:<11}"]
    for name in ("verdict", "subject", "what", "by", "reason", "note", "evidence", "error", "exit_code"):
        if name in said:
            text = str(said[name])
            parts.append(render.shown_text(text if len(text) <= 100 else f"{text[:97]}..."))
    if "argv" in said:
        parts.append(render.shown_text(" ".join([str(word) for word in said["argv"]])[:100]))
    for name in ("request_digest", "grant_id"):
        if name in said:
            parts.append(f"{name.partition('_')[0]} {said[name][:16]}")
    if "principals" in said:
        parts.append(f"approved by {render.shown_text(', '.join(map(str, said['principals'])))}")
    return "  ".join(parts)


def verify(checkpoints: Sequence[str], exported: str | None, *, file: str | None, as_json: bool) -> int:
    """Make every hash of the log again; 1 when something does not hold."""
    known = [_known(path) for path in checkpoints]
    points = [(each.size, each.root) for each in known]
    if file is not None:
        if exported:
            raise UsageError("--file and --against together", hint="an export is verified by itself")
        store = known[0].store if known else None
        with _stream(file) as lines:
            found = log.verify_export(lines, points, store)
    else:
        with _open() as ledger:
            other = [each for each in known if each.store != ledger.store_id]
            if other:
                raise AuditError(f"the checkpoint is of another ledger, {other[0].store}", code="wrong-store")
            if exported:
                with _stream(exported) as lines:
                    found = log.verify(ledger, points, exported=lines)
            else:
                found = log.verify(ledger, points)
    if as_json:
        problems = [{"code": each.code, "seq": each.seq, "message": each.message} for each in found.problems]
        value = {"ok": found.ok, "store": found.store, "size": found.size, "root": found.root.hex()}
        render.write(answers.dumps({**value, "problems": problems}))
    elif found.ok:
        held = f", and {len(points)} checkpoint{'s' if len(points) != 1 else ''} agree{'s' if len(points) == 1 else ''}"
        render.write(f"ok       {found.size} records, root {found.root.hex()[:16]}{held if points else ''}")
        render.write(f"ledger   {found.store}")
    else:
        for problem in found.problems:
            render.write(f"{render.styled('broken', 'deny', sys.stdout)}   {problem.message}  [{problem.code}]")
        render.write("next     stop approving on this ledger; compare with an export or a checkpoint from before")
    return 0 if found.ok else 1


def _stream(path: str) -> Any:
    try:
        return sys.stdin.buffer if path == "-" else open(path, "rb")
    except OSError as error:
        raise UsageError(f"{render.shown(path)} cannot be read: {error.strerror}") from error


def _known(path: str) -> Checkpoint:
    """A checkpoint that a file holds, its signature verified.

    Raises:
        AuditError: it is not one, or nobody whom the policy trusts signed it.
    """
    from ..approvals.sshsig import parse_armour, verify_signature
    from ..approvals.trusted import load_trusted, need_signers

    text = read_file(path)
    made = log.parse_checkpoint(text)
    loaded, _ = load_readable(None)
    signers = need_signers(load_trusted(find_repository(), loaded))
    key = verify_signature(parse_armour(read_file(path + _SUFFIX)), text, log.CHECKPOINT_NAMESPACE)
    line = signers.line_of(key)
    if line is None or not line.is_valid_at(made.time):
        raise AuditError(
            f"{render.shown(path)} is signed with a key that the signers file does not have", code="bad-checkpoint"
        )
    return made


def export(target: str, start: int) -> int:
    """Write the log as JSON lines; a file is there whole or not at all."""
    with _open() as store:
        if target == "-":
            for line in log.export(store, start):
                sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
            return 0
        temporary = f"{target}.{os.getpid()}"
        try:
            with open(temporary, "xb") as file:
                count = 0
                for line in log.export(store, start):
                    count += file.write(line) and 1
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, target)
        except OSError as error:
            if os.path.exists(temporary):
                os.unlink(temporary)
            raise AuditError(f"{target} cannot be written: {error.strerror}", code="cannot-write") from error
    render.write(f"tta-guard: {count} records written to {render.shown(target)}", sys.stderr)
    return 0


def checkpoint(key: str, target: str) -> int:
    """Verify the log, sign its head, and write the checkpoint and its signature for somebody else to keep."""
    with _open() as store:
        found = log.verify(store)
        if not found.ok:
            raise AuditError(
                f"the log does not hold: {found.problems[0].message}", code="broken-log", hint="tta-guard audit verify"
            )
        made = log.checkpoint(store, int(time.time()))
        text = made.to_bytes()
        armour = sign(text, key, log.CHECKPOINT_NAMESPACE)
        for path, data in ((target, text), (target + _SUFFIX, armour)):
            try:
                with open(path, "wb") as file:
                    file.write(data)
            except OSError as error:
                raise AuditError(f"{path} cannot be written: {error.strerror}", code="cannot-write") from error
        from ..audit.record import make_record

        store.append(make_record("checkpoint", size=made.size, root=made.root.hex(), by=key))
    render.write(f"signed   {made.size} records, root {made.root.hex()[:16]}")
    render.write(f"kept in  {render.shown(target)} and {render.shown(target + _SUFFIX)}")
    render.write(
        "next     keep both where whoever can write the ledger cannot; tta-guard audit verify --checkpoint FILE"
    )
    return 0
