"""SSH signatures (`ssh-keygen -Y sign`): armour -> Signature -> the key that made it, or SignatureError. Pure.

The format is OpenSSH's PROTOCOL.sshsig, the signatures of hardware keys are its PROTOCOL.u2f. ssh-keygen is the oracle:
what `ssh-keygen -Y verify` refuses is refused here, and so is more, because a grant must have one spelling:

- the armour is byte for byte what ssh-keygen writes: lines of 70, one newline at the end, nothing before or after;
- version exactly 1, `reserved` empty, names without zero bytes, integers in their shortest form, no byte after a field;
- a signature's algorithm is its key's own; RSA with SHA-256 or SHA-512 and a signature as long as the modulus;
- no certificates, no ssh-dss, no nistp521, no RSA below 2048 bits, no web browser signatures;
- a hardware key's signature says that somebody touched it.

Not promised: an ECDSA signature (r, s) has a twin (r, order - s) that anyone can make and that is as good. So never
tell two grants apart, or count uses, by the bytes of a signature; the signed statement is what is unique.

`cryptography` is imported (`sshcrypto`) by `verify_signature` alone, when nothing else was found to refuse.
"""

from __future__ import annotations

import binascii

from ..model import frozen
from .errors import SignatureError
from .sshkeys import CURVES, ED_ORDER, RSA, PublicKey, parse_public_key
from .sshwire import Wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

NAMESPACE: Final = "tta-approval-v1@tta-guard"
MAX_ARMOUR_BYTES: Final = 16384

PRESENCE: Final = 0x01
VERIFICATION: Final = 0x04
# WebAuthn, section 6.1: the two bits that say a key may be, or is, backed up carry no data of their own. The rest
# announce data that is not in the signature, or are reserved.
_KNOWN_FLAGS: Final = PRESENCE | VERIFICATION | 0x08 | 0x10

_MAGIC: Final = b"SSHSIG"
_BEGIN: Final = b"-----BEGIN SSH SIGNATURE-----\n"
_END: Final = b"-----END SSH SIGNATURE-----\n"
_LINE: Final = 70
_HASHES: Final = ("sha256", "sha512")
_RSA_HASHES: Final = {"rsa-sha2-256": "sha256", "rsa-sha2-512": "sha512"}


@frozen
class Signature:
    """A signature that is well formed; whether it is one of the message, only `verify_signature` tells.

    Attributes:
        key: who claims to have signed. Not known to be anybody's.
        namespace: what the signature is for.
        hash_name: the hash of the message that was signed, `sha256` or `sha512`.
        algorithm: of the signature proper; the key's type, or one of RSA's two.
        raw: Ed25519: its 64 bytes; RSA: as many as the modulus has; ECDSA: empty.
        numbers: ECDSA: (r, s), both at least 1 and below the order; else ().
        flags: hardware keys: what the authenticator says of the user; else 0.
        counter: hardware keys: the authenticator's count of signatures; else 0. Not checked against anything.
    """

    key: PublicKey
    namespace: str
    hash_name: str
    algorithm: str
    raw: bytes = b""
    numbers: tuple[int, ...] = ()
    flags: int = 0
    counter: int = 0


def parse_armour(text: bytes) -> Signature:
    """The signature in an armoured block, which is the whole text, newline at its end included.

    Raises:
        SignatureError: any code but `wrong-namespace`, `signature-mismatch`, `no-presence`, `no-verification` and
            `no-cryptography`.
    """
    if len(text) > MAX_ARMOUR_BYTES:
        raise SignatureError(f"{len(text)} bytes are too many for an SSH signature", code="bad-armour")
    if not text.startswith(_BEGIN) or not text.endswith(b"\n" + _END):
        raise SignatureError("not exactly one SSH signature block", code="bad-armour", hint=_ARMOUR_HINT)
    try:
        blob = binascii.a2b_base64(text[len(_BEGIN) : -len(_END)])
    except binascii.Error:
        raise SignatureError("the SSH signature block is not base64", code="bad-armour", hint=_ARMOUR_HINT) from None
    # a2b_base64 skips what it does not know; that the text is the one spelling of the blob is decided here.
    if make_armour(blob) != text:
        raise SignatureError("the block is not as ssh-keygen writes it", code="bad-armour", hint=_ARMOUR_HINT)
    return parse_blob(blob)


_ARMOUR_HINT: Final = "hand on the file that ssh-keygen wrote, byte for byte"


def make_armour(blob: bytes) -> bytes:
    """The block that ssh-keygen writes for a blob (PROTOCOL.sshsig, section 1)."""
    text = binascii.b2a_base64(blob, newline=False)
    lines = [text[start : start + _LINE] + b"\n" for start in range(0, len(text), _LINE)]
    return b"".join([_BEGIN, *lines, _END])


def parse_blob(blob: bytes) -> Signature:
    """The signature in a blob (PROTOCOL.sshsig, section 2).

    Raises:
        SignatureError: as `parse_armour`, `bad-armour` excepted.
    """
    wire = Wire(blob, "SSH signature")
    if wire.take(len(_MAGIC), "the preamble") != _MAGIC:
        raise wire.refuse("no SSHSIG preamble")
    version = wire.number(4, "the version")
    if version != 1:
        raise wire.refuse(f"version {version}; only 1 is known", "bad-version")
    key = parse_public_key(wire.string("the public key"))
    namespace = wire.text("the namespace")
    if wire.string("the reserved field"):
        raise wire.refuse("the reserved field is not empty")
    hash_name = wire.text("the hash")
    if hash_name not in _HASHES:
        raise wire.refuse(f"hash {hash_name[:20]}; sha256 and sha512 are accepted", "unsupported-hash")
    inner = wire.string("the signature")
    wire.end()
    return _parse_inner(inner, key, namespace, hash_name)


def _parse_inner(data: bytes, key: PublicKey, namespace: str, hash_name: str) -> Signature:
    wire = Wire(data, "SSH signature")
    algorithm = wire.text("the algorithm")
    if algorithm not in (_RSA_HASHES if key.kind == RSA else (key.kind,)):
        raise wire.refuse(f"algorithm {algorithm[:60]} with a key of type {key.kind}", "unsupported-algorithm")
    body = wire.string("the signature proper")
    flags = counter = 0
    if key.is_hardware:
        flags, counter = wire.number(1, "the flags"), wire.number(4, "the counter")
        if flags & ~_KNOWN_FLAGS:
            raise wire.refuse(f"flags {flags:#04x} announce data that is not there")
    wire.end()
    if key.kind in CURVES:
        numbers = _parse_numbers(body, CURVES[key.kind].order)
        return Signature(key, namespace, hash_name, algorithm, numbers=numbers, flags=flags, counter=counter)
    _check_raw(wire, body, key)
    return Signature(key, namespace, hash_name, algorithm, raw=body, flags=flags, counter=counter)


def _parse_numbers(body: bytes, order: int) -> tuple[int, int]:
    """r and s of RFC 5656, section 3.1.2."""
    wire = Wire(body, "ECDSA signature")
    r, s = wire.positive("r"), wire.positive("s")
    wire.end()
    if r >= order or s >= order:
        raise wire.refuse("r or s is not below the order of the curve")
    return r, s


def _check_raw(wire: Wire, raw: bytes, key: PublicKey) -> None:
    size = (key.modulus.bit_length() + 7) // 8 if key.kind == RSA else 64
    # ssh-keygen fills a short RSA signature up with zeros: a second spelling.
    if len(raw) != size:
        raise wire.refuse(f"the signature proper has {len(raw)} bytes instead of {size}")
    if key.kind != RSA and int.from_bytes(raw[32:], "little") >= ED_ORDER:
        raise wire.refuse("the scalar of the Ed25519 signature is not below the order")  # RFC 8032, section 5.1.7
    if key.kind == RSA and int.from_bytes(raw, "big") >= key.modulus:
        raise wire.refuse("the RSA signature is not below the modulus")  # RFC 8017, section 5.2.2


def verify_signature(
    signature: Signature,
    message: bytes,
    namespace: str,
    *,
    require_presence: bool = True,
    require_verification: bool = False,
) -> PublicKey:
    """The key that signed `message` for `namespace`. Whose key it is, the signers file says.

    Args:
        signature: from `parse_armour`.
        message: the bytes that were given to `ssh-keygen -Y sign`.
        namespace: compared exactly.
        require_presence: a hardware key's signature without a touch is refused. Says nothing about other keys, which
            have no way to tell.
        require_verification: the authenticator must have verified the user (PIN, fingerprint) as well as being touched.
            Refuses every key that is not a hardware key, for it cannot show that.

    Raises:
        SignatureError: `wrong-namespace`, `no-presence`, `no-verification`, `signature-mismatch`, `bad-key` when the
            library will not have the key, or `no-cryptography` when it is missing or was built without the algorithm.
    """
    if signature.namespace != namespace:
        said = f"signed for {signature.namespace[:60]!r}, not for {namespace!r}"
        raise SignatureError(said, code="wrong-namespace", hint=f"sign with ssh-keygen -Y sign -n {namespace}")
    key = signature.key
    if require_verification and not (key.is_hardware and signature.flags & VERIFICATION):
        raise SignatureError("the signature does not show that its user was verified", code="no-verification")
    if key.is_hardware and (require_presence or require_verification) and not signature.flags & PRESENCE:
        raise SignatureError("the hardware key was not touched for this signature", code="no-presence")
    data = _signed_bytes(signature, message)
    if key.is_hardware:
        data = _authenticator_bytes(signature, data)
    _check(signature, data)
    return key


def _signed_bytes(signature: Signature, message: bytes) -> bytes:
    """PROTOCOL.sshsig, section 3: what the key's owner signs."""
    import hashlib

    digest = hashlib.new(signature.hash_name, message).digest()
    fields = (signature.namespace.encode(), b"", signature.hash_name.encode(), digest)
    return _MAGIC + b"".join([len(field).to_bytes(4, "big") + field for field in fields])


def _authenticator_bytes(signature: Signature, data: bytes) -> bytes:
    """PROTOCOL.u2f, "SSH U2F signatures": what the authenticator signs for `data`."""
    from hashlib import sha256

    said = bytes([signature.flags]) + signature.counter.to_bytes(4, "big")
    return sha256(signature.key.application.encode()).digest() + said + sha256(data).digest()


def _check(signature: Signature, data: bytes) -> None:
    """Raise unless the signature proper is one of `data`."""
    try:
        from . import sshcrypto
    except ImportError as error:
        raise _no_cryptography(str(error)) from None
    key, raw = signature.key, signature.raw
    try:
        if key.kind == RSA:
            good = sshcrypto.is_rsa(key.exponent, key.modulus, raw, data, _RSA_HASHES[signature.algorithm])
        elif key.kind in CURVES:
            good = sshcrypto.is_ecdsa(CURVES[key.kind].name, key.point, signature.numbers, data)
        else:
            good = sshcrypto.is_ed25519(key.point, raw, data)
    except sshcrypto.UnsupportedAlgorithm as error:
        raise _no_cryptography(str(error)) from None
    except ValueError as error:
        raise SignatureError(f"the library refuses the key: {error}", code="bad-key") from None
    if not good:
        raise SignatureError("the signature is not one of this message by this key", code="signature-mismatch")


def _no_cryptography(reason: str) -> SignatureError:
    hint = "install it: pip install 'cryptography>=42'"
    error = SignatureError(f"signatures cannot be verified: {reason}", code="no-cryptography", hint=hint)
    error.exit_code = 3
    return error
