"""The tree over the audit log: root, inclusion and consistency, as RFC 6962 section 2.1 has them. Pure.

The hash is SHA-256; a leaf's input starts with 0x00 and a node's with 0x01, so that no node can be passed off as a leaf.
Everything works on leaf *hashes*; `Peaks` is the little that has to be kept to go on appending.
"""

from __future__ import annotations

from hashlib import sha256

from ..model import frozen
from .errors import AuditError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = sha256(b"").digest()


def leaf_hash(record: bytes) -> bytes:
    """The hash of one entry: SHA-256(0x00 || record)."""
    return sha256(b"\x00" + record).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


@frozen
class Peaks:
    """A tree head that can grow: the roots of the full subtrees, the largest first, one for each bit set in `size`."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> Peaks:
        """The head after one more leaf hash."""
        hashes = list(self.hashes)
        size = self.size
        while size & 1:
            leaf = node_hash(hashes.pop(), leaf)
            size >>= 1
        hashes.append(leaf)
        return Peaks(self.size + 1, tuple(hashes))

    def root(self) -> bytes:
        """The tree's hash; that of nothing is SHA-256 of no bytes."""
        if not self.hashes:
            return EMPTY_ROOT
        top = self.hashes[-1]
        for left in self.hashes[-2::-1]:
            top = node_hash(left, top)
        return top

    def to_bytes(self) -> bytes:
        """The hashes, one after the other; `parse_peaks` reads them."""
        return b"".join(self.hashes)


def parse_peaks(size: int, data: bytes) -> Peaks:
    """Read what `Peaks.to_bytes` wrote for a tree of this size.

    Raises:
        AuditError: `bad-proof`: not one hash of 32 bytes for each bit set in `size`.
    """
    if size < 0 or len(data) != HASH_BYTES * size.bit_count():
        raise AuditError(f"{len(data)} bytes are not the peaks of a tree of {size}", code="bad-proof")
    return Peaks(size, tuple([data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]))


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes: MTH of section 2.1, without its recursion."""
    peaks = Peaks()
    for leaf in leaves:
        peaks = peaks.append(leaf)
    return peaks.root()


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The audit path of one leaf, from the bottom up: PATH(m, D[n]) of section 2.1.1.

    Raises:
        AuditError: `no-such-record`: there is no leaf of that index.
    """
    if not 0 <= index < len(leaves):
        raise AuditError(f"there is no record {index} in a log of {len(leaves)}", code="no-such-record")
    path: list[bytes] = []
    low, high = 0, len(leaves)
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(tree_root(leaves[middle:high]))
            high = middle
        else:
            path.append(tree_root(leaves[low:middle]))
            low = middle
    return path[::-1]


def consistency_proof(old_size: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The proof that the first `old_size` leaves are still those they were: PROOF(m, D[n]) of section 2.1.2.

    Raises:
        AuditError: `no-such-record`: `old_size` is not between 1 and the number of leaves.
    """
    if not 1 <= old_size <= len(leaves):
        raise AuditError(f"a log of {len(leaves)} has no earlier size {old_size}", code="no-such-record")
    path: list[bytes] = []
    low, high = 0, len(leaves)
    whole = True  # whether the subtree at hand starts at 0, so that the old root is known to whoever checks
    while old_size != high:
        middle = low + _split(high - low)
        if old_size <= middle:
            path.append(tree_root(leaves[middle:high]))
            high = middle
        else:
            path.append(tree_root(leaves[low:middle]))
            low = middle
            whole = False
    if not whole:
        path.append(tree_root(leaves[low:high]))
    return path[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that a leaf hash stands at `index` of the tree of `size` leaves and this root (RFC 9162 section 2.1.3.2).

    Raises:
        AuditError: `bad-proof`.
    """
    if not 0 <= index < size:
        raise AuditError(f"there is no record {index} in a log of {size}", code="bad-proof")
    node, last, made = index, size - 1, leaf
    for step in proof:
        if last == 0 or len(step) != HASH_BYTES:
            raise AuditError("the inclusion proof has too many steps, or one of another length", code="bad-proof")
        if node & 1 or node == last:
            made = node_hash(step, made)
            while not node & 1 and node:
                node >>= 1
                last >>= 1
        else:
            made = node_hash(made, step)
        node >>= 1
        last >>= 1
    if last != 0 or made != root:
        raise AuditError(f"the proof does not lead from record {index} to the root", code="bad-proof")


def verify_consistency(old_size: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> None:
    """Check that the tree of `size` starts with the very leaves of the tree of `old_size` (RFC 9162 section 2.1.4.2).

    An old size of 0 is refused: an empty tree proves nothing about anything.

    Raises:
        AuditError: `bad-proof`.
    """
    if not 1 <= old_size <= size or any([len(step) != HASH_BYTES for step in proof]):
        raise AuditError(f"no proof leads from a log of {old_size} to one of {size}", code="bad-proof")
    if old_size == size:
        if proof or old_root != root:
            raise AuditError("two logs of one size have different roots", code="bad-proof")
        return
    steps = list(proof)
    if old_size & (old_size - 1) == 0:
        steps.insert(0, old_root)
    if not steps:
        raise AuditError("the consistency proof is empty", code="bad-proof")
    node, last = old_size - 1, size - 1
    while node & 1:
        node >>= 1
        last >>= 1
    old_made = new_made = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise AuditError("the consistency proof has too many steps", code="bad-proof")
        if node & 1 or node == last:
            old_made = node_hash(step, old_made)
            new_made = node_hash(step, new_made)
            while not node & 1 and node:
                node >>= 1
                last >>= 1
        else:
            new_made = node_hash(new_made, step)
        node >>= 1
        last >>= 1
    if last != 0 or old_made != old_root or new_made != root:
        raise AuditError(f"the log of {size} does not start with the log of {old_size}", code="bad-proof")


def _split(count: int) -> int:
    """The largest power of two smaller than `count` (section 2.1), for a count of 2 or more."""
    return 1 << ((count - 1).bit_length() - 1)
