"""What a policy asks of an approval, and what `verify` makes of grants that meet it. Pure.

The types carry the trust: a `grant.UnverifiedGrant` is only well formed, a `Grant` and an `Approval` were verified.
"""

from __future__ import annotations

from ..model import frozen
from .redeeming import Claim

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .grant import Statement
    from .request import Items, Request
    from .signers import Signer
    from .sshkeys import PublicKey
    from .windows import Windows


@frozen
class Requirements:
    """What the policy asks of an approval, whatever the request says.

    Attributes:
        forbidden: names, users and e-mail addresses that may not approve: requester, authors, whoever started the agent.
        windows: the change windows; None where they do not matter to this request.
        window_needed: the approval is good only while a window is open.
        checklist, follow_ups: (id, text).
        max_age_s: the longest that a grant may be good.
    """

    quorum: int = 1
    verification: bool = False
    presence: bool = False
    forbidden: tuple[str, ...] = ()
    windows: Windows | None = None
    window_needed: bool = False
    checklist: Items = ()
    follow_ups: Items = ()
    max_age_s: int = 86400


@frozen
class Grant:
    """A grant whose signature holds and whose signer may approve this."""

    statement: Statement
    key: PublicKey
    signer: Signer


@frozen
class Approval:
    """Grants that together approve a request; only `verify_approval` makes it.

    Attributes:
        given: at least as many as the quorum, of people who cannot be one another.
        uses, not_before, expires: the strictest of request, grants and change window; good at both ends.
    """

    request: Request
    given: tuple[Grant, ...]
    uses: int
    not_before: int
    expires: int
    follow_ups: Items

    @property
    def grants(self) -> tuple[str, ...]:
        """The id of each grant."""
        return tuple([grant.statement.id for grant in self.given])

    @property
    def principals(self) -> tuple[str, ...]:
        """Who approved."""
        return tuple([grant.statement.principal for grant in self.given])

    @property
    def keys(self) -> tuple[str, ...]:
        """The fingerprints of their keys."""
        return tuple([grant.key.fingerprint for grant in self.given])

    @property
    def answers(self) -> tuple[tuple[str, str, str], ...]:
        """(principal, item, evidence), for the record."""
        return tuple(
            [
                (grant.statement.principal, answer.id, answer.text or f"{answer.name} sha256:{answer.sha256}")
                for grant in self.given
                for answer in grant.statement.answers
            ]
        )

    def claim(self) -> Claim:
        """What the ledger is asked to redeem.

        Its principals are all names that the keys' lines spell out, because whoever is revoked under one name of a line must
        not go on under another.
        """
        names = [name for grant in self.given for name in grant.signer.principals if not set(name) & set("!*?")]
        return Claim(
            self.grants,
            self.request.digest,
            tuple(dict.fromkeys([*self.principals, *names])),
            self.keys,
            self.uses,
            self.request.store,
            tuple([grant.statement.checkpoint for grant in self.given]),
            self.not_before,
            self.expires,
            self.follow_ups,
        )
