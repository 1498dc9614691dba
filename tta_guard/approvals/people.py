"""Who could be whom: the question of every quorum and of every ban on approving one's own. Pure.

Both err towards "the same person": a wrong yes costs another approver, a wrong no lets somebody approve for themselves.
"""

from __future__ import annotations

from .patterns import matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .approved import Grant
    from .signers import Signer


def could_be(principal: str, signer: Signer, name: str) -> bool:
    """Whether whoever signed as `principal` could be known by `name`; errs towards yes, as `Signer.may_be` does.

    A user name and an e-mail address are one person's when the part before the @ is the same.
    """
    folded = name.strip().lower()
    if signer.may_be(folded) or principal.lower() == folded:
        return True
    local = folded.partition("@")[0]
    for pattern in (principal, *[each for each in signer.principals if each[0] != "!"]):
        both_whole = "@" in pattern and "@" in name
        if not both_whole and matches(pattern.lower().partition("@")[0], local):
            return True
    return False


def different(grants: Sequence[Grant]) -> tuple[Grant, ...]:
    """Grants of people who can't be one another: distinct principals, distinct keys, no key that speaks for both."""
    chosen: list[Grant] = []
    for grant in grants:
        if not any([_may_be_one(grant, other) for other in chosen]):
            chosen.append(grant)
    return tuple(chosen)


def _may_be_one(grant: Grant, other: Grant) -> bool:
    name, another = grant.statement.principal, other.statement.principal
    return (
        grant.key.secret_mark == other.key.secret_mark
        or could_be(name, grant.signer, another)
        or could_be(another, other.signer, name)
    )
