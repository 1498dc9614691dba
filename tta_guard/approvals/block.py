"""Requests and grants as text that survives a chat window: one armoured block, in one spelling. Pure.

    -----BEGIN TTA GRANT-----
    eyJyZXF1ZXN0Ijp7ImF1dGhvcnMiOltdLCJjaGVja2xpc3QiOltdLCJleHBpcmVzIjox…
    -----END TTA GRANT-----

Lines of 70, nothing before or after. Two things that a paste does are forgiven: the last newline may be missing, and all
newlines may be CRLF. That is safe, because the block is only a wrapper: what is signed, compared and counted is the
canonical bytes inside, and no grant is told from another by the text of its block.
"""

from __future__ import annotations

import binascii

from .errors import ApprovalError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

MAX_BLOCK_BYTES: Final = 1 << 20  # as much as the ledger keeps in one row
_LINE: Final = 70
_HINT: Final = "hand on the whole block, from -----BEGIN to END-----, and nothing else"


def write_block(kind: str, data: bytes) -> bytes:
    """The block of `data`; `kind` is GRANT or REQUEST."""
    text = binascii.b2a_base64(data, newline=False)
    lines = [text[start : start + _LINE] + b"\n" for start in range(0, len(text), _LINE)]
    return b"".join([f"-----BEGIN TTA {kind}-----\n".encode(), *lines, f"-----END TTA {kind}-----\n".encode()])


def read_block(kind: str, text: bytes, code: str) -> bytes:
    """The data in a block, which is the whole text.

    Raises:
        ApprovalError: with `code`: too large, another kind, or not byte for byte what `write_block` writes.
    """
    if len(text) > MAX_BLOCK_BYTES:
        raise ApprovalError(f"{len(text)} bytes are too many for a {kind.lower()}", code=code)
    breaks = text.count(b"\r\n")
    if breaks and breaks == text.count(b"\n") == text.count(b"\r"):
        text = text.replace(b"\r\n", b"\n")
    if not text.endswith(b"\n"):
        text += b"\n"
    begin, end = f"-----BEGIN TTA {kind}-----\n".encode(), f"-----END TTA {kind}-----\n".encode()
    if not text.startswith(begin) or not text.endswith(b"\n" + end):
        raise ApprovalError(f"not exactly one TTA {kind} block", code=code, hint=_HINT)
    try:
        data = binascii.a2b_base64(text[len(begin) : -len(end)])
    except binascii.Error:
        raise ApprovalError(f"the TTA {kind} block is not base64", code=code, hint=_HINT) from None
    # a2b_base64 skips what it does not know; that the text is the one spelling of the data is decided here.
    if write_block(kind, data) != text:
        raise ApprovalError(f"the TTA {kind} block is not as it was written", code=code, hint=_HINT)
    return data
