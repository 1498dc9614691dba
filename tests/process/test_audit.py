"""The audit log under attack by whoever owns its database: cut, edited, chained anew, forked; and what a signature adds."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tta_guard.approvals.ledger import Store, open_store
from tta_guard.approvals.redeeming import Claim
from tta_guard.audit import log
from tta_guard.audit.errors import AuditError
from tta_guard.audit.merkle import Peaks, leaf_hash, verify_consistency
from tta_guard.audit.record import make_record
from tta_guard.canonical import decode, encode

# Nothing uses the ledger yet; its tests take minutes and a quiet machine: TTA_LEDGER=1 runs them.
pytestmark = pytest.mark.skipif(not os.environ.get("TTA_LEDGER"), reason="TTA_LEDGER is not set")

SIZE = 30


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of `SIZE` records, closed."""
    made = tmp_path / "state" / "ledger.db"
    with open_store(str(made)) as store:
        for number in range(1, SIZE):
            if number == 12:
                store.redeem(claim_of(store), make_record("redemption", subject="x"))
            elif number == 20:
                store.revoke("key", "SHA256:x", make_record("revocation", by="ann"))
            else:
                store.append(make_record("decision", subject=f"command {number}", verdict="deny"))
        assert store.checkpoint()[0] == SIZE
    return made


def claim_of(store: Store) -> Claim:
    return Claim(
        ("grant",), "ab" * 32, ("ann",), ("SHA256:k",), 1, store.store_id, (store.checkpoint(),), 0, 1 << 40, ()
    )


Rows = list[tuple[int, bytes, bytes, bytes]]


class Owner:
    """Someone who can write to the database file and knows how it is made."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def rows(self) -> Rows:
        with contextlib.closing(sqlite3.connect(self.path)) as raw:
            return raw.execute("SELECT seq, leaf, root, body FROM records ORDER BY seq").fetchall()

    def change(self, sql: str, *values: Any) -> None:
        with contextlib.closing(sqlite3.connect(self.path)) as raw:
            raw.execute(sql, values)
            raw.commit()

    def write_anew(self, bodies: list[bytes]) -> None:
        """Put these records in, with every hash and the head as they should be."""
        peaks = Peaks()
        self.change("DELETE FROM records")
        with contextlib.closing(sqlite3.connect(self.path)) as raw:
            for seq, body in enumerate(bodies):
                peaks = peaks.append(leaf_hash(body))
                raw.execute("INSERT INTO records VALUES (?, ?, ?, ?)", (seq, leaf_hash(body), peaks.root(), body))
            raw.execute("UPDATE ledger SET size = ?, peaks = ?", (peaks.size, peaks.to_bytes()))
            raw.commit()


def edited(body: bytes, **changes: Any) -> bytes:
    value = decode(body)
    value["data"] = {**value["data"], **changes}
    return encode(value)


def judge(path: Path, **given: Any) -> list[tuple[str, int]]:
    with open_store(str(path)) as store:
        return [(problem.code, problem.seq) for problem in log.verify(store, **given).problems]


def head(path: Path) -> tuple[int, bytes]:
    with open_store(str(path)) as store:
        return store.checkpoint()


def test_a_log_that_nobody_touched_holds(path: Path) -> None:
    with open_store(str(path)) as store:
        found = log.verify(store, [store.checkpoint()])
        assert found.ok
        assert (found.store, found.size, found.root) == (store.store_id, *store.checkpoint())


def drop_last(owner: Owner) -> None:
    owner.change("DELETE FROM records WHERE seq >= 25")


def drop_middle(owner: Owner) -> None:
    owner.change("DELETE FROM records WHERE seq = 9")


def edit_body(owner: Owner) -> None:
    owner.change("UPDATE records SET body = ? WHERE seq = 9", edited(owner.rows()[9][3], subject="harmless"))


def edit_body_and_leaf(owner: Owner) -> None:
    body = edited(owner.rows()[9][3], subject="harmless")
    owner.change("UPDATE records SET body = ?, leaf = ? WHERE seq = 9", body, leaf_hash(body))


def edit_root(owner: Owner) -> None:
    owner.change("UPDATE records SET root = zeroblob(32) WHERE seq = 9")


def swap(owner: Owner) -> None:
    rows = owner.rows()
    for seq, other in ((9, 10), (10, 9)):
        owner.change("UPDATE records SET body = ?, leaf = ? WHERE seq = ?", rows[other][3], rows[other][1], seq)


def repeat(owner: Owner) -> None:
    rows = owner.rows()
    owner.change("UPDATE records SET body = ?, leaf = ? WHERE seq = 9", rows[8][3], rows[8][1])


def garble(owner: Owner) -> None:
    owner.change("UPDATE records SET body = ? WHERE seq = 9", owner.rows()[9][3] + b" ")


def add_beyond(owner: Owner) -> None:
    last = owner.rows()[-1]
    owner.change("INSERT INTO records VALUES (?, ?, ?, ?)", SIZE, *last[1:])


def shorten_head(owner: Owner) -> None:
    peaks = Peaks()
    for row in owner.rows()[:28]:
        peaks = peaks.append(row[1])
    owner.change("UPDATE ledger SET size = ?, peaks = ?", peaks.size, peaks.to_bytes())


@pytest.mark.parametrize(
    ("attack", "first"),
    [
        (drop_last, ("head-differs", 25)),
        (drop_middle, ("missing-record", 9)),
        (edit_body, ("edited", 9)),
        (edit_body_and_leaf, ("root-differs", 9)),
        (edit_root, ("root-differs", 9)),
        (swap, ("wrong-place", 9)),
        (repeat, ("wrong-place", 9)),
        (garble, ("edited", 9)),
        (add_beyond, ("wrong-place", SIZE)),
        (shorten_head, ("head-differs", 28)),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_clumsy_change_is_named_by_its_record(
    path: Path, attack: Callable[[Owner], None], first: tuple[str, int]
) -> None:
    attack(Owner(path))
    assert judge(path)[0] == first  # before what the witness, which saw 13 records, says of the first 13
    if attack in (drop_last, add_beyond, shorten_head):  # what the next write can see, it refuses
        with open_store(str(path)) as store, pytest.raises(Exception, match="records"):
            store.append(make_record("decision", subject="x", verdict="deny"))


def test_a_tail_cut_and_the_head_made_anew_contradicts_the_checkpoint(path: Path) -> None:
    known = head(path)
    owner = Owner(path)
    owner.write_anew([row[3] for row in owner.rows()[:26]])
    assert judge(path) == []  # it agrees with itself
    assert judge(path, checkpoints=[known]) == [("log-cut", 26)]


def test_a_tail_cut_before_a_redemption_is_seen_by_the_tables_and_the_witness(path: Path) -> None:
    owner = Owner(path)
    owner.write_anew([row[3] for row in owner.rows()[:11]])
    assert judge(path)[0] == ("log-cut", 11)
    Path(f"{path}-witness").unlink()
    assert judge(path) == []  # rows of records past the end are of a log that goes on
    with open_store(str(path)) as store, pytest.raises(Exception, match="is gone"):
        store.redeem(claim_of(store), make_record("redemption", subject="x"))


def test_a_record_edited_and_everything_chained_anew(path: Path) -> None:
    owner = Owner(path)
    with open_store(str(path)) as store:
        lines = list(log.export(store))
        checkpoints = []
        peaks = Peaks()
        for row in store.records(0, 100):
            peaks = peaks.append(row.leaf)
            checkpoints.append((peaks.size, peaks.root()))
    bodies = [row[3] for row in owner.rows()]
    bodies[9] = edited(bodies[9], subject="harmless")
    owner.write_anew(bodies)
    assert judge(path)[0] == ("checkpoint-contradicted", 0)  # the witness's, of 13 records: one of the first 13
    Path(f"{path}-witness").unlink()
    assert judge(path) == []
    assert judge(path, checkpoints=[checkpoints[-1]]) == [("checkpoint-contradicted", 0)]
    assert judge(path, checkpoints=[checkpoints[4], checkpoints[14]])[0] == ("checkpoint-contradicted", 5)
    assert judge(path, checkpoints=checkpoints)[0] == ("checkpoint-contradicted", 9)
    assert judge(path, exported=lines) == [("differs", 9)]


def test_a_fork_agrees_with_no_checkpoint_of_the_other(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "fork" / "ledger.db"
    shutil.copytree(path.parent, other.parent)
    for one, text in ((path, "here"), (other, "there")):
        with open_store(str(one)) as store:
            for _ in range(5):
                store.append(make_record("decision", subject=text, verdict="deny"))
    with open_store(str(path)) as here, open_store(str(other)) as there:
        assert log.verify(here).ok
        assert log.verify(there).ok
        found = log.verify(there, [here.checkpoint()])
        assert [problem.code for problem in found.problems] == ["checkpoint-contradicted"]
        with pytest.raises(AuditError):
            verify_consistency(
                SIZE + 3, there.records(SIZE + 2, 1)[0].root, *here.checkpoint(), here.consistency(SIZE + 3)
            )
        verify_consistency(SIZE, here.records(SIZE - 1, 1)[0].root, *here.checkpoint(), here.consistency(SIZE))


def test_a_record_of_another_store_is_told(path: Path, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "b" / "ledger.db")) as store:
        foreign = log.parse_entry(store.records(0, 1)[0].body)
    owner = Owner(path)
    bodies = [row[3] for row in owner.rows()]
    value = decode(bodies[9])
    bodies[9] = encode({**value, "store": foreign.store})
    owner.write_anew(bodies)
    assert ("wrong-store", 9) in judge(path)


def test_a_time_that_goes_back_is_told(path: Path) -> None:
    owner = Owner(path)
    bodies = [row[3] for row in owner.rows()]
    bodies[9] = encode({**decode(bodies[9]), "time": 5})
    owner.write_anew(bodies)
    assert ("time-went-back", 9) in judge(path)


def test_a_use_recorded_twice_is_told(path: Path) -> None:
    owner = Owner(path)
    bodies = [row[3] for row in owner.rows()]
    again = {**decode(bodies[12]), "seq": SIZE, "time": decode(bodies[-1])["time"]}
    owner.write_anew([*bodies, encode(again)])
    assert ("wrong-place", SIZE) in judge(path)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM uses",
        "UPDATE uses SET number = 5",
        "DELETE FROM revocations",
        "UPDATE revocations SET value = 'other'",
        "DELETE FROM redemptions",
        "UPDATE redemptions SET outcome_seq = 3, state = 'finished'",
        "INSERT INTO uses VALUES ('grant:never', 0, 'x', 3)",
    ],
)
def test_tables_that_do_not_follow_from_the_log_are_told(path: Path, statement: str) -> None:
    Owner(path).change(statement)
    assert {code for code, _ in judge(path)} <= {"record-without-row", "row-without-record"}
    assert judge(path)


def test_the_log_is_shown_from_its_end_or_from_a_place(path: Path) -> None:
    with open_store(str(path)) as store:
        assert [entry.seq for entry in log.show(store, limit=3)] == [27, 28, 29]
        assert [entry.seq for entry in log.show(store, start=10, limit=3)] == [10, 11, 12]
        assert [entry.kind for entry in log.show(store, kinds=["redemption", "revocation"])] == [
            "redemption",
            "revocation",
        ]
        assert [entry.seq for entry in log.show(store, start=0, limit=1, kinds=["revocation"])] == [20]
        assert len(log.show(store, limit=1000)) == SIZE
        assert log.show(store, start=SIZE) == []


def test_an_export_is_json_lines_and_verifies_without_the_store(path: Path) -> None:
    with open_store(str(path)) as store:
        lines = list(log.export(store))
        known = store.checkpoint()
        store_id = store.store_id
        store.append(make_record("decision", subject="later", verdict="deny"))
        assert log.verify(store, [known], exported=lines).ok
    assert [json.loads(line)["seq"] for line in lines] == list(range(SIZE))
    found = log.verify_export(lines, [known])
    assert (found.ok, found.store, found.size, found.root) == (True, store_id, *known)
    assert not log.verify_export(lines, [known], store="another").ok
    assert [problem.code for problem in log.verify_export(lines[:-1], [known]).problems] == ["log-cut"]
    assert log.verify_export([*lines[:9], lines[9].replace(b"command 9", b"command 8"), *lines[10:]], [known]).problems
    assert log.verify_export([*lines[:9], *lines[10:]]).problems[0].seq == 9
    assert log.verify_export([lines[0], b"{}\n"]).problems[0].seq == 1


def test_verifying_while_others_append(path: Path) -> None:
    with open_store(str(path)) as store, open_store(str(path)) as other:

        class Growing:
            store_id = store.store_id
            witnessed = staticmethod(store.witnessed)
            checkpoint = staticmethod(store.checkpoint)

            def records(self, start: int, limit: int) -> list[Any]:
                found = store.records(start, 7)
                if start < SIZE:
                    other.append(make_record("decision", subject="meanwhile", verdict="deny"))
                return found

            def derived(self) -> list[tuple[int, str, str]]:
                other.revoke("key", "SHA256:y", make_record("revocation", by="ann"))
                return store.derived()

        assert log.verify(Growing()).ok


# --- checkpoints ------------------------------------------------------------------------------------------------------


def test_a_checkpoint_is_exactly_its_text(path: Path) -> None:
    with open_store(str(path)) as store:
        made = log.checkpoint(store, 1_800_000_000)
        root = base64.b64encode(store.checkpoint()[1]).decode()
        text = f"tta-guard checkpoint v1\n{store.store_id}\n{SIZE}\n{root}\n1800000000\n".encode()
    assert made.to_bytes() == text
    assert log.parse_checkpoint(text) == made
    for wrong in (
        text[:-1],
        text + b"\n",
        text.replace(b"\n", b"\r\n"),
        text.replace(b"v1", b"v2"),
        text.replace(b"\n30\n", b"\n030\n"),
        text.replace(b"\n30\n", b"\n+30\n"),
        text.replace(b"\n30\n", b"\n-30\n"),
        text.replace(b"\n30\n", b"\n3_0\n"),
        text.replace(b"\n30\n", "\n３０\n".encode()),
        text.replace(root.encode(), root[:-1].encode()),
        text.replace(root.encode(), root.encode() + b"AAAA"),
        text.replace(made.store.encode(), b""),
        b"",
    ):
        with pytest.raises(AuditError) as caught:
            log.parse_checkpoint(wrong)
        assert caught.value.code == "bad-checkpoint"


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
def test_a_signed_checkpoint_tells_of_a_cut_to_whoever_holds_it(path: Path, tmp_path: Path) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True, stdin=subprocess.DEVNULL)
    with open_store(str(path)) as store:
        text = log.checkpoint(store, 1_800_000_000).to_bytes()
    (tmp_path / "checkpoint").write_bytes(text)
    sign = ["ssh-keygen", "-Y", "sign", "-q", "-f", key, "-n", log.CHECKPOINT_NAMESPACE, tmp_path / "checkpoint"]
    subprocess.run(sign, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    (tmp_path / "signers").write_bytes(b"ann " + Path(f"{key}.pub").read_bytes())
    check = ["ssh-keygen", "-Y", "verify", "-f", tmp_path / "signers", "-I", "ann", "-n", log.CHECKPOINT_NAMESPACE,
             "-s", tmp_path / "checkpoint.sig"]  # fmt: skip
    assert subprocess.run(check, input=text, capture_output=True).returncode == 0
    assert subprocess.run(check, input=text.replace(b"\n30\n", b"\n26\n"), capture_output=True).returncode != 0
    known = log.parse_checkpoint(text)
    owner = Owner(path)
    owner.write_anew([row[3] for row in owner.rows()[:26]])
    assert judge(path, checkpoints=[(known.size, known.root)]) == [("log-cut", 26)]
