"""The line of a commit message that says in which mode the commit was made. Pure, hot path.

A trailer is what git-interpret-trailers(1) reads in the last paragraph. Which paragraph that is depends on settings
and on the reader, so a claim counts wherever it stands.
"""

from __future__ import annotations

TRAILER = b"TTA-Mode"


def _claims(message: bytes) -> list[bytes]:
    """The value of every line that could be taken for the trailer, continuation lines included.

    Lines anywhere count, not only those of the last paragraph: which paragraph is the last depends on settings.
    """
    found: list[bytes] = []
    claiming = False
    for line in message.replace(b"\r\n", b"\n").split(b"\n"):
        name, colon, value = line.partition(b":")
        if colon and name.rstrip().lower() == TRAILER.lower():
            found.append(value.strip())
            claiming = True
        elif claiming and line[:1] in (b" ", b"\t"):
            found[-1] += b" " + line.strip()
        else:
            claiming = False
    return found


def false_claim(message: bytes, mode: str | None) -> bytes | None:
    """The first mode that a commit message names and that is not in force; None if there is none."""
    truth = mode.encode("utf-8", "surrogateescape") if mode is not None else None
    return next((claim for claim in _claims(message) if claim != truth), None)


def with_trailer(message: bytes, mode: str, mark: bytes = b"#") -> bytes:
    """Add the mode's trailer to a message that lacks it, where `git interpret-trailers` would.

    Args:
        message: of the commit, with the comments that git is going to strip.
        mode: the mode in force.
        mark: what a comment line starts with.
    """
    if _claims(message):
        return message
    trailer = TRAILER + b": " + mode.encode("utf-8", "surrogateescape")
    lines = message.split(b"\n")
    cut = mark + b" ------------------------ >8"
    end = next((index for index, line in enumerate(lines) if line.startswith(cut)), len(lines))
    while end and (not lines[end - 1].strip() or lines[end - 1].startswith(mark)):
        end -= 1
    body, rest = lines[:end], lines[end:]
    if not body:
        # Without a message git gives the commit up; a trailer alone would make one.
        return message
    start = end
    while start and body[start - 1].strip():
        start -= 1
    paragraph = [line for line in body[start:] if not line.startswith(mark)]
    together = start > 0 and all(_is_trailer(line) or line[:1] in (b" ", b"\t") for line in paragraph)
    added = [trailer] if together else [b"", trailer]
    return b"\n".join([*body, *added, *(rest or [b""])])


def _is_trailer(line: bytes) -> bool:
    token, colon, _ = line.partition(b":")
    plain = token.rstrip(b" \t").replace(b"-", b"").isalnum()
    return (bool(colon) and plain) or line.startswith(b"(cherry picked from commit ")
