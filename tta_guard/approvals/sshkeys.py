"""SSH public keys off the wire, each in its one encoding. Pure.

The wire format is RFC 4251, section 5; the keys are RFC 4253, section 6.6 (RSA), RFC 5656, section 3.1 (ECDSA), RFC
8709, section 4 (Ed25519) and OpenSSH's PROTOCOL.u2f (the `sk-` types, whose private half lives in a FIDO
authenticator).

Two spellings of one key would be two keys to a quorum and to a revocation file. So an integer with a needless zero
byte, a compressed point, a field element above the modulus and bytes after the last field are all refused, and then
`PublicKey.blob` can stand for the key. Checked here without any library, so that a signers file can be read on a
machine that never verifies: the point is on its curve, and an Ed25519 key is not of small order (such a key accepts
one signature for many messages).

Not checked: whether an RSA modulus is a product of two primes, or was made by a generator known to be weak.
"""

from __future__ import annotations

import binascii

from ..model import frozen
from .errors import SignatureError
from .sshwire import Wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

MIN_RSA_BITS: Final = 2048
MAX_RSA_BITS: Final = 16384
_MAX_EXPONENT_BITS: Final = 64

ED25519: Final = "ssh-ed25519"
SK_ED25519: Final = "sk-ssh-ed25519@openssh.com"
SK_ECDSA: Final = "sk-ecdsa-sha2-nistp256@openssh.com"
RSA: Final = "ssh-rsa"


@frozen
class Curve:
    """y^2 = x^3 - 3x + b over the integers below p, with a group of prime order (SEC 2, sections 2.4.2 and 2.5.1)."""

    name: str
    size_bytes: int
    p: int
    b: int
    order: int


P256: Final = Curve(
    "nistp256",
    32,
    2**256 - 2**224 + 2**192 + 2**96 - 1,
    0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
    0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
)
P384: Final = Curve(
    "nistp384",
    48,
    2**384 - 2**128 - 2**96 + 2**32 - 1,
    0xB3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF,
    0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
)

CURVES: Final = {"ecdsa-sha2-nistp256": P256, "ecdsa-sha2-nistp384": P384, SK_ECDSA: P256}
KEY_TYPES: Final = (ED25519, "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", SK_ED25519, SK_ECDSA, RSA)

# Known to ssh-keygen and refused here: named, so that the message can say why and the signers file can tell a key's
# type from an option.
REFUSED_TYPES: Final = {
    "ssh-dss": "DSA is broken",
    "ecdsa-sha2-nistp521": "nistp521 is not in use here; make an Ed25519 key",
    "ssh-xmss@openssh.com": "XMSS keys are not read",
    "webauthn-sk-ecdsa-sha2-nistp256@openssh.com": "a web browser's signature is not one of ssh-keygen's",
}

_ED_P: Final = 2**255 - 19
_ED_D: Final = 37095705934669439343138083508754565189542113879843219016388785533085940283555
ED_ORDER: Final = 2**252 + 27742317777372353535851937790883648493


@frozen
class PublicKey:
    """A key that `parse_public_key` took apart.

    Attributes:
        kind: the key type, one of KEY_TYPES.
        blob: its only encoding; two keys are the same key when their blobs are.
        point: the 32 bytes of an Ed25519 key, the uncompressed point of an ECDSA key, empty for RSA.
        exponent: RSA: e; else 0.
        modulus: RSA: n; else 0.
        application: `sk-` types: the name the authenticator signs under ("ssh:" …); else empty.
    """

    kind: str
    blob: bytes
    point: bytes = b""
    exponent: int = 0
    modulus: int = 0
    application: str = ""

    @property
    def fingerprint(self) -> str:
        """As `ssh-keygen -l` prints it: `SHA256:` and base64 without padding."""
        from hashlib import sha256

        return f"SHA256:{binascii.b2a_base64(sha256(self.blob).digest(), newline=False).decode().rstrip('=')}"

    @property
    def secret_mark(self) -> bytes:
        """The same for two keys behind which one secret half can stand, so they are one signer and never a quorum.

        A type, an application, an RSA exponent and the sign of a point can be chosen without a new secret; the x of an
        ECDSA point, the y of an Ed25519 key and a modulus cannot.
        """
        if self.kind == RSA:
            return self.modulus.to_bytes(MAX_RSA_BITS // 8, "big")
        if self.kind in CURVES:
            return self.point[1 : 1 + CURVES[self.kind].size_bytes]
        return self.point[:31] + bytes([self.point[31] & 0x7F])

    @property
    def is_hardware(self) -> bool:
        """Whether the private half is said to live in a FIDO authenticator, whose flags a signature then carries."""
        return self.kind in (SK_ED25519, SK_ECDSA)


def refuse_type(kind: str) -> SignatureError:
    """The error for a key type that is not in KEY_TYPES."""
    if "-cert-v0" in kind:
        reason = "certificates are not accepted; name the key itself"
    else:
        reason = REFUSED_TYPES.get(kind, "this type is not known")
    return SignatureError(f"key type {kind[:60]}: {reason}", code="unsupported-key")


def parse_public_key(blob: bytes) -> PublicKey:
    """The key in a blob, as it stands in a signature or, in base64, on a line of a signers file.

    Raises:
        SignatureError: `bad-blob` (fields), `unsupported-key`, `weak-key` (RSA of less than 2048 bits) or `bad-key` (no
            key of its type: off the curve, small order, an even modulus …).
    """
    wire = Wire(blob, "public key")
    kind = wire.text("the key type")
    if kind not in KEY_TYPES:
        raise refuse_type(kind)
    if kind == RSA:
        key = _take_rsa(wire, blob)
    else:
        point = _take_point(wire, CURVES[kind]) if kind in CURVES else _take_ed25519(wire)
        key = PublicKey(kind, blob, point=point, application=_take_application(wire, kind))
    wire.end()
    return key


def _take_rsa(wire: Wire, blob: bytes) -> PublicKey:
    exponent = wire.positive("the exponent")
    modulus = wire.positive("the modulus")
    bits = modulus.bit_length()
    if bits < MIN_RSA_BITS:
        raise wire.refuse(f"RSA of {bits} bits; at least {MIN_RSA_BITS} are needed", "weak-key")
    if bits > MAX_RSA_BITS or exponent.bit_length() > _MAX_EXPONENT_BITS:
        raise wire.refuse("an RSA key so large that verifying would take seconds", "bad-key")
    if modulus % 2 == 0 or exponent % 2 == 0 or exponent < 3:
        raise wire.refuse("not an RSA key: an even modulus, an even exponent or an exponent of 1", "bad-key")
    return PublicKey(RSA, blob, exponent=exponent, modulus=modulus)


def _take_application(wire: Wire, kind: str) -> str:
    if kind not in (SK_ED25519, SK_ECDSA):
        return ""
    application = wire.text("the application")
    # Another name is a web site's: its owner could ask the authenticator for signatures under it.
    if not application.startswith("ssh:"):
        raise wire.refuse('the application does not start with "ssh:"', "bad-key")
    return application


def _take_point(wire: Wire, curve: Curve) -> bytes:
    if wire.text("the curve") != curve.name:
        raise wire.refuse(f"the key type means {curve.name}, the key is on another curve", "bad-key")
    point, size = wire.string("the point"), curve.size_bytes
    if len(point) != 1 + 2 * size or point[0] != 4:
        raise wire.refuse("the point is not an uncompressed one of its curve", "bad-key")
    x, y = int.from_bytes(point[1 : 1 + size], "big"), int.from_bytes(point[1 + size :], "big")
    if x >= curve.p or y >= curve.p or (y * y - (x * x - 3) * x - curve.b) % curve.p:
        raise wire.refuse("the point is not on its curve", "bad-key")
    # Further limits of ssh-keygen's own (sshkey_ec_validate_public), which honest keys do not meet in a lifetime.
    if not 1 << curve.order.bit_length() // 2 <= min(x, y) or max(x, y) >= curve.order - 1:
        raise wire.refuse("a coordinate of the point is too small or too large", "bad-key")
    return point


def _take_ed25519(wire: Wire) -> bytes:
    point = wire.string("the point")
    if len(point) != 32:
        raise wire.refuse(f"an Ed25519 key of {len(point)} bytes instead of 32", "bad-key")
    y = int.from_bytes(point, "little") & ((1 << 255) - 1)
    y2 = y * y % _ED_P
    # RFC 8032, section 5.1.3: y is below p, and x^2 = (y^2 - 1) / (d y^2 + 1) has a root.
    if y >= _ED_P or pow((y2 - 1) * (_ED_D * y2 + 1), (_ED_P - 1) // 2, _ED_P) == _ED_P - 1:
        raise wire.refuse("the point is not on its curve", "bad-key")
    # The points of order 1 and 2 have y^2 = 1, those of order 4 have y = 0; one of order 8 doubles to y = 0.
    if y == 0 or y2 == 1 or (_ED_D * y2 * y2 + 2 * y2 - 1) % _ED_P == 0:
        raise wire.refuse("a key of small order, for which one signature fits many messages", "bad-key")
    return point
