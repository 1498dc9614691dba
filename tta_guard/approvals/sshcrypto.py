"""The arithmetic of signatures, from `cryptography`: the only module that imports it. Pure.

`sshsig` imports this when a signature has to be verified, and never before, because loading the library takes longer
than any decision may. Every function answers whether a signature is good; all of what it is given has been checked
for its form.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

__all__ = ["UnsupportedAlgorithm", "is_ecdsa", "is_ed25519", "is_rsa"]

_HASHES: Final[dict[str, type[hashes.SHA256 | hashes.SHA512]]] = {"sha256": hashes.SHA256, "sha512": hashes.SHA512}


def is_ed25519(point: bytes, raw: bytes, data: bytes) -> bool:
    """RFC 8032, section 5.1.7.

    Raises:
        UnsupportedAlgorithm: the library was built without Ed25519.
        ValueError: the point is not 32 bytes.
    """
    key = ed25519.Ed25519PublicKey.from_public_bytes(point)
    try:
        key.verify(raw, data)
    except InvalidSignature:
        return False
    return True


def is_rsa(exponent: int, modulus: int, raw: bytes, data: bytes, hash_name: str) -> bool:
    """RSASSA-PKCS1-v1_5, RFC 8017, section 8.2.2.

    Raises:
        UnsupportedAlgorithm: the library was built without the hash.
        ValueError: the numbers are no RSA key.
    """
    key = rsa.RSAPublicNumbers(exponent, modulus).public_key()
    try:
        key.verify(raw, data, padding.PKCS1v15(), _HASHES[hash_name]())
    except InvalidSignature:
        return False
    return True


def is_ecdsa(curve_name: str, point: bytes, numbers: tuple[int, ...], data: bytes) -> bool:
    """ECDSA over (r, s) with the hash that RFC 5656, section 6.2.1, fixes for the curve.

    Raises:
        UnsupportedAlgorithm: the library was built without the curve.
        ValueError: the point is not on the curve.
    """
    r, s = numbers
    wide = curve_name == "nistp384"
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP384R1() if wide else ec.SECP256R1(), point)
    try:
        key.verify(utils.encode_dss_signature(r, s), data, ec.ECDSA(hashes.SHA384() if wide else hashes.SHA256()))
    except InvalidSignature:
        return False
    return True
