"""The tree over the log: RFC 6962's definitions word for word as the oracle, and proofs that cannot be bent."""

from __future__ import annotations

import random
from hashlib import sha256

import pytest

from tta_guard.audit.errors import AuditError
from tta_guard.audit.merkle import (
    EMPTY_ROOT,
    Peaks,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    parse_peaks,
    tree_root,
    verify_consistency,
    verify_inclusion,
)

SIZES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 17, 31, 33]

# The entries of the reference test of the Certificate Transparency project, whose roots are public facts.
CT_ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
CT_ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def leaves_of(count: int) -> list[bytes]:
    return [leaf_hash(b"record %d" % index) for index in range(count)]


def defined_root(leaves: list[bytes]) -> bytes:
    """MTH as section 2.1 writes it: recursive, on leaf hashes."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + defined_root(leaves[:split]) + defined_root(leaves[split:])).digest()


def test_the_roots_known_from_certificate_transparency() -> None:
    for size, root in CT_ROOTS.items():
        assert tree_root([leaf_hash(bytes.fromhex(entry)) for entry in CT_ENTRIES[:size]]).hex() == root


def test_the_root_is_that_of_the_definition() -> None:
    assert tree_root([]) == EMPTY_ROOT == defined_root([])
    for size in range(70):
        assert tree_root(leaves_of(size)) == defined_root(leaves_of(size))


def test_peaks_go_on_from_their_bytes() -> None:
    peaks = Peaks()
    for size, leaf in enumerate(leaves_of(40), 1):
        peaks = parse_peaks(peaks.size, peaks.to_bytes()).append(leaf)
        assert (peaks.size, peaks.root()) == (size, defined_root(leaves_of(size)))


@pytest.mark.parametrize(("size", "data"), [(-1, b""), (1, b""), (0, bytes(32)), (3, bytes(63)), (3, bytes(96))])
def test_peaks_of_another_size_are_refused(size: int, data: bytes) -> None:
    with pytest.raises(AuditError):
        parse_peaks(size, data)


@pytest.mark.parametrize("size", SIZES)
def test_every_inclusion_proof_holds_and_no_other(size: int) -> None:
    leaves = leaves_of(size)
    root = tree_root(leaves)
    for index in range(size):
        proof = inclusion_proof(index, leaves)
        verify_inclusion(leaves[index], index, size, proof, root)
        for wrong in bent(proof):
            with pytest.raises(AuditError):
                verify_inclusion(leaves[index], index, size, wrong, root)
        for other in (index - 1, index + 1, size):
            with pytest.raises(AuditError):
                verify_inclusion(leaves[index], other, size, proof, root)
        with pytest.raises(AuditError):
            verify_inclusion(leaf_hash(b"another"), index, size, proof, root)


def test_a_node_is_not_a_leaf() -> None:
    """Attack: show an inner node as if it were a record, whose two halves are chosen by the attacker."""
    leaves = leaves_of(4)
    inner = node_hash(leaves[0], leaves[1])
    assert leaf_hash(leaves[0] + leaves[1]) != inner
    verify_inclusion(inner, 0, 2, [node_hash(leaves[2], leaves[3])], tree_root(leaves))  # another size, so another tree
    with pytest.raises(AuditError):
        verify_inclusion(inner, 0, 4, [node_hash(leaves[2], leaves[3])], tree_root(leaves))


@pytest.mark.parametrize("size", SIZES)
def test_every_consistency_proof_holds_and_no_other(size: int) -> None:
    leaves = leaves_of(size)
    root = tree_root(leaves)
    for old in range(1, size + 1):
        old_root = tree_root(leaves[:old])
        proof = consistency_proof(old, leaves)
        verify_consistency(old, old_root, size, root, proof)
        for wrong in bent(proof):
            with pytest.raises(AuditError):
                verify_consistency(old, old_root, size, root, wrong)
        with pytest.raises(AuditError):
            verify_consistency(old, leaf_hash(b"another"), size, root, proof)
        with pytest.raises(AuditError):
            verify_consistency(old, old_root, size, leaf_hash(b"another"), proof)
    with pytest.raises(AuditError):
        verify_consistency(0, EMPTY_ROOT, size, root, [])
    with pytest.raises(AuditError):
        verify_consistency(size + 1, root, size, root, [])


@pytest.mark.parametrize("index", [-1, 4, 99])
def test_positions_past_the_end_have_no_proof(index: int) -> None:
    with pytest.raises(AuditError):
        inclusion_proof(index, leaves_of(4))
    with pytest.raises(AuditError):
        consistency_proof(index + 1 if index > 0 else 0, leaves_of(4))


def bent(proof: list[bytes]) -> list[list[bytes]]:
    """Proofs that are not this one: a step more, less, changed, shortened, or two swapped."""
    rng = random.Random(len(proof))
    wrong = [[*proof, bytes(32)], [bytes(32), *proof]]
    if proof:
        at = rng.randrange(len(proof))
        changed = bytearray(proof[at])
        changed[rng.randrange(32)] ^= 1 << rng.randrange(8)
        wrong += [proof[:-1], proof[1:], [*proof[:at], bytes(changed), *proof[at + 1 :]]]
        wrong += [[*proof[:at], proof[at][:31], *proof[at + 1 :]]]
    if len(proof) > 1:
        wrong += [[proof[1], proof[0], *proof[2:]]]
    return wrong
