"""Who may sign, and which keys are revoked: two files, each good as a whole or refused as a whole. Pure.

The signers file has the form of ssh-keygen(1), ALLOWED SIGNERS, so that `ssh-keygen -Y verify -f` reads it too:

    alice@example.com namespaces="tta-approval-v1@tta-guard",valid-before="20300101Z" ssh-ed25519 AAAA… a comment

Whom ssh-keygen does not find, `Signers.find` does not find. Stricter than ssh-keygen:

- a line that cannot be understood is an error and never skipped, because a reader would believe in it;
- a key has one line: two would be two answers to the question whose it is;
- times are UTC and say so (`Z`); a local time means another moment to whoever sets TZ;
- `cert-authority` is refused: a certificate's principals are not in the file, so nobody could review them;
- option values are quoted, without backslashes; principals are printable ASCII without quotes.

Principals are patterns (ssh_config(5), PATTERNS), so a key may speak for names that no line spells out. Whoever counts
distinct approvers or bans self-approval must ask `Signer.may_be`, not compare names.
"""

from __future__ import annotations

import binascii

from ..model import Source, frozen
from .errors import SignatureError, SignersError
from .patterns import matches, matches_list
from .signers_text import (
    MAX_PRINCIPAL,
    bad_line,
    decode_key,
    is_principal,
    is_type,
    parse_options,
    parse_patterns,
    parse_time,
    read_lines,
    split_word,
)
from .sshkeys import PublicKey, parse_public_key


@frozen
class Signer:
    """One line of the signers file.

    Attributes:
        principals: patterns, as written; one that starts with `!` takes names out.
        key: the only key that the line is about.
        namespaces: patterns likewise; () is every namespace, as in ssh-keygen.
        valid_after: Unix seconds from which on the key is good; None is always.
        valid_before: Unix seconds up to which, that second included, the key is good; None is for ever.
        source: the line.
    """

    principals: tuple[str, ...]
    key: PublicKey
    namespaces: tuple[str, ...]
    valid_after: int | None
    valid_before: int | None
    source: Source

    def permits(self, namespace: str) -> bool:
        """Whether the line lets its key sign for this namespace."""
        return not self.namespaces or matches_list(self.namespaces, namespace)

    def is_valid_at(self, moment: int) -> bool:
        """Whether `moment`, in Unix seconds, lies between the line's times, both included."""
        return (self.valid_after is None or self.valid_after <= moment) and (
            self.valid_before is None or moment <= self.valid_before
        )

    def speaks_for(self, principal: str) -> bool:
        """Whether the line names this principal, letter by letter as ssh-keygen compares. A pattern is no principal."""
        return is_principal(principal) and matches_list(self.principals, principal)

    def may_be(self, principal: str) -> bool:
        """Whether whoever holds this key could be this principal: the question of every ban and every quorum.

        Errs towards yes: upper and lower case are the same, exceptions (`!`) are not heeded, and a name longer than any
        principal is everybody's.
        """
        if len(principal) > MAX_PRINCIPAL:
            return True
        folded = principal.lower()
        return any([matches(pattern.lower(), folded) for pattern in self.principals if pattern[0] != "!"])


@frozen
class Signers:
    """A whole signers file: its lines in order, and the SHA-256 of its bytes in hexadecimal."""

    lines: tuple[Signer, ...]
    digest: str

    def line_of(self, key: PublicKey) -> Signer | None:
        """The line that is about this key, whether it is in force or not."""
        for line in self.lines:
            if line.key.blob == key.blob:
                return line
        return None

    def find(self, key: PublicKey, namespace: str, now: int) -> tuple[str, ...]:
        """The principals (patterns, as written) for whom the key may sign for `namespace` at `now`; () is nobody."""
        line = self.line_of(key)
        return line.principals if line and line.permits(namespace) and line.is_valid_at(now) else ()

    def may_sign(self, key: PublicKey, principal: str, namespace: str, now: int) -> bool:
        """Whether the key may sign as this one principal: what `ssh-keygen -Y verify -I principal` asks."""
        line = self.line_of(key)
        return bool(line and line.speaks_for(principal) and line.permits(namespace) and line.is_valid_at(now))


@frozen
class Revoked:
    """A whole revocation file: fingerprints with their lines, and the SHA-256 of its bytes in hexadecimal."""

    fingerprints: tuple[tuple[str, Source], ...]
    digest: str

    def find(self, key: PublicKey) -> Source | None:
        """The line that revokes the key; None where none does."""
        wanted = key.fingerprint
        for fingerprint, source in self.fingerprints:
            if fingerprint == wanted:
                return source
        return None


def parse_signers(data: bytes, file: str) -> Signers:
    """The signers file in `data`; `file` is its name for messages.

    Raises:
        SignersError: at the first line that is not a comment, empty, or exactly a signer: `bad-signers-line`,
            `duplicate-signer`, or a key's own code (`unsupported-key`, `weak-key`, `bad-key`, `bad-blob`); or no line
            names a signer: `no-signers`.
    """
    found: dict[bytes, Signer] = {}
    for text, source in read_lines(data, file, "bad-signers-line"):
        signer = _parse_line(text, source)
        first = found.setdefault(signer.key.secret_mark, signer)
        if first is not signer:
            raise SignersError(
                f"the key {signer.key.fingerprint}, or its secret half, stands in line {first.source.line} already",
                code="duplicate-signer",
                source=source,
                hint="give each key one line, with all its principals and namespaces",
            )
    if not found:
        raise SignersError("the file names no signer, so nobody could approve", code="no-signers", source=Source(file))
    return Signers(tuple(found.values()), _digest(data))


def parse_revoked(data: bytes, file: str) -> Revoked:
    """The revocation file in `data`: on each line a public key or a `SHA256:` fingerprint, and a comment if you like.

    A key of a type or size that could not sign anyway may be revoked too. A file of nothing but comments is good and
    revokes nothing; a file without any text is one that somebody cut off.

    Raises:
        SignersError: `empty-revocation-file`; `revocation-list-format` for ssh-keygen's binary list;
            `bad-revoked-line`, or a key's own code, for a line that is anything else.
    """
    if data.startswith(b"SSHKRL"):
        raise SignersError(
            "this is a binary key revocation list (KRL)",
            code="revocation-list-format",
            source=Source(file),
            hint="write the revoked keys or their SHA256 fingerprints, one a line",
        )
    if not data.strip():
        raise SignersError(
            "the revocation file is empty",
            code="empty-revocation-file",
            source=Source(file),
            hint="restore it; while nothing is revoked, it says so in a comment line",
        )
    found = [(_parse_revoked_line(text, source), source) for text, source in read_lines(data, file, "bad-revoked-line")]
    return Revoked(tuple(found), _digest(data))


def _digest(data: bytes) -> str:
    from hashlib import sha256

    return sha256(data).hexdigest()


def _parse_line(text: str, source: Source) -> Signer:
    names, rest = split_word(text)
    word, after = split_word(rest)
    options: dict[str, str] = {}
    if not is_type(word):
        options = parse_options(word, source)
        word, after = split_word(after)
    principals = parse_patterns(names, "principal", source)
    namespaces = parse_patterns(options["namespaces"], "namespace", source) if "namespaces" in options else ()
    start, end = [
        parse_time(options[name], name, source) if name in options else None for name in ("valid-after", "valid-before")
    ]
    if start is not None and end is not None and end <= start:
        bad_line("valid-before is not after valid-after", source)
    return Signer(principals, _parse_key(word, after, source), namespaces, start, end, source)


def _parse_key(kind: str, rest: str, source: Source) -> PublicKey:
    if not is_type(kind):
        bad_line(f"{kind[:60]!r} is not a key type; a line is: principals, options, key type, key", source)
    try:
        return parse_public_key(decode_key(kind, split_word(rest)[0], source, "bad-signers-line"))
    except SignatureError as error:
        raise SignersError(error.message, code=error.code, source=source, hint="remove the line or mend it") from None


def _parse_revoked_line(text: str, source: Source) -> str:
    word, rest = split_word(text)
    if word.startswith("SHA256:"):
        digest = word.removeprefix("SHA256:")
        try:
            known = binascii.a2b_base64(digest.encode() + b"=", strict_mode=True)
        except binascii.Error:
            known = b""
        if len(known) != 32 or binascii.b2a_base64(known, newline=False).decode() != digest + "=":
            raise SignersError("not a whole SHA256 fingerprint", code="bad-revoked-line", source=source)
        return word
    if not is_type(word) or "-cert-v0" in word:
        message = f"{word[:60]!r} is neither a key type nor a SHA256: fingerprint; certificates are not read"
        raise SignersError(message, code="bad-revoked-line", source=source)
    blob = decode_key(word, split_word(rest)[0], source, "bad-revoked-line")
    try:
        return parse_public_key(blob).fingerprint
    except SignatureError as error:
        if error.code not in ("unsupported-key", "weak-key"):
            raise SignersError(error.message, code=error.code, source=source) from None
        return PublicKey(word, blob).fingerprint
