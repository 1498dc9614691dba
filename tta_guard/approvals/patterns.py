"""OpenSSH's patterns: `*` any characters, `?` one, `!` in front takes out (ssh_config(5), PATTERNS). Pure.

Time is O(pattern x text) whatever the pattern: after a `*`, the leftmost place where the text up to the next `*` fits
is always good enough, so only the last `*` is ever tried again.
"""

from __future__ import annotations


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text fits one pattern; `!` has no meaning here."""
    at = place = 0
    star = -1  # where the last `*` stands in the pattern; `resume` is where its text may end
    resume = 0
    while place < len(text):
        wanted = pattern[at : at + 1]
        if wanted == "*":
            star, resume = at, place
            at += 1
        elif wanted == "?" or wanted == text[place]:
            at, place = at + 1, place + 1
        elif star >= 0:
            resume += 1
            at, place = star + 1, resume
        else:
            return False
    return not pattern[at:].strip("*")


def matches_list(patterns: tuple[str, ...], text: str) -> bool:
    """Whether a pattern fits and no exception does, wherever it stands. No patterns fit nothing."""
    if any([matches(pattern[1:], text) for pattern in patterns if pattern[:1] == "!"]):
        return False
    return any([matches(pattern, text) for pattern in patterns if pattern[:1] != "!"])
