"""What is raised when an approval does not hold, or cannot be checked. Pure.

A grant that is not good is a refusal, so these carry exit code 1 (`tta-run` answers 126); a file of the guard that
cannot be read is a broken guard, exit code 3.
"""

from __future__ import annotations

from ..errors import GuardError


class ApprovalError(GuardError):
    """A grant is not good for this request. Nothing was started and nothing redeemed."""

    code = "approval-refused"
    exit_code = 1


class SignatureError(ApprovalError):
    """An SSH signature or public key is refused.

    Stable codes: `bad-armour` (not the text that ssh-keygen writes), `bad-blob` (structure, lengths, encodings),
    `bad-version`, `bad-key` (not a point, not minimal, small order), `weak-key` (RSA below 2048 bits),
    `unsupported-key` (ssh-dss, nistp521, certificates …), `unsupported-hash`, `unsupported-algorithm` (SHA-1, or not
    the key's own), `wrong-namespace`, `signature-mismatch`, `no-presence` (hardware key signed without a touch),
    `no-verification` (the user was not verified), `no-cryptography` (the library is missing or lacks the algorithm).
    """

    code = "bad-signature"


class SignersError(ApprovalError):
    """The signers file or the revocation file cannot be used as a whole; `source` names the file and line.

    Stable codes: `bad-signers-line`, `duplicate-signer`, `no-signers`, `bad-revoked-line`, `empty-revocation-file`,
    `revocation-list-format` (a binary KRL), and those of SignatureError for a key.
    """

    code = "bad-signers"
    exit_code = 3


class LedgerError(ApprovalError):
    """The ledger cannot be trusted or cannot do its work, so nothing may run.

    Stable codes: `ledger-rolled-back`, `ledger-forked`, `witness-missing`, `witness-damaged`, `wrong-store` (another ledger,
    an older one, or one whose past was changed), `clock-went-back`, `ledger-full`, `ledger-io`, `ledger-busy`,
    `ledger-readonly`, `ledger-unreadable`, `ledger-damaged`, `ledger-schema`, `ledger-exposed`, `store-not-durable`,
    `commit-unknown`, `witness-failed` (the use may be taken), `no-ledger`, `no-psycopg`, `bad-store-url`,
    `insecure-store-url`, `ledger-failed`. A grant that a sound ledger refuses is an ApprovalError: `used-up`, `revoked`,
    `expired`, `not-yet-valid`, `wrong-store`, `bad-claim`.
    """

    code = "ledger-failed"
    exit_code = 3
