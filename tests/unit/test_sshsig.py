"""SSH signatures: one table of what is taken and refused; tests/property holds the module against ssh-keygen."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tta_guard.approvals.errors import SignatureError
from tta_guard.approvals.sshkeys import (
    CURVES,
    KEY_TYPES,
    P256,
    P384,
    REFUSED_TYPES,
    Curve,
    parse_public_key,
)
from tta_guard.approvals.sshsig import (
    MAX_ARMOUR_BYTES,
    NAMESPACE,
    make_armour,
    parse_armour,
    parse_blob,
    verify_signature,
)
from tta_guard.approvals.sshwire import Wire

PACKAGE = Path(__file__).parents[2] / "tta_guard"
TABLE = tomllib.loads((Path(__file__).parents[1] / "vectors" / "approvals_sshsig.toml").read_text("utf-8"))
MESSAGE: bytes = TABLE["message"].encode()
VECTORS: dict[str, dict[str, Any]] = {vector["id"]: vector for vector in TABLE["vector"]}


def judge(vector: dict[str, Any], message: bytes = MESSAGE, namespace: str = NAMESPACE) -> dict[str, Any]:
    options = {name: vector[name] for name in ("require_presence", "require_verification") if name in vector}
    try:
        signature = parse_armour(vector["armour"].encode())
        key = verify_signature(signature, message, namespace, **options)
    except SignatureError as error:
        return {"code": error.code}
    return {
        "kind": key.kind,
        "fingerprint": key.fingerprint,
        "flags": signature.flags,
        "counter": signature.counter,
    }


@pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS)
def test_vector(vector: dict[str, Any]) -> None:
    assert judge(vector) == vector["expect"]


def test_vectors_have_one_id_each_and_cover_every_kind_and_code() -> None:
    assert len(VECTORS) == len(TABLE["vector"])
    expected = [vector["expect"] for vector in VECTORS.values()]
    assert {expect["kind"] for expect in expected if "kind" in expect} == set(KEY_TYPES)
    assert SignatureError.__doc__ is not None
    told = {word.strip("`,.") for word in SignatureError.__doc__.split() if word.startswith("`")}
    assert {expect["code"] for expect in expected if "code" in expect} == told - {"no-cryptography"}


GOOD = [name for name, vector in VECTORS.items() if "kind" in vector["expect"]]


@pytest.mark.parametrize("name", GOOD)
def test_a_good_signature_is_good_for_nothing_else(name: str) -> None:
    vector = VECTORS[name]
    assert "kind" in judge(vector)
    for message in (b"", MESSAGE + b"\n", MESSAGE[:-1], MESSAGE.replace(b"1", b"2")):
        assert judge(vector, message) == {"code": "signature-mismatch"}
    for namespace in ("git", "file", "", NAMESPACE + "\0", NAMESPACE.upper(), "*", "\ud800"):
        assert judge(vector, MESSAGE, namespace) == {"code": "wrong-namespace"}


@pytest.mark.parametrize("name", GOOD)
def test_the_armour_is_the_only_spelling(name: str) -> None:
    text = VECTORS[name]["armour"].encode()
    for place in range(0, len(text), 7):
        for changed in (
            text[:place] + text[place + 1 :],
            text[:place] + b" " + text[place:],
            text[:place] + b"\n" + text[place:],
        ):
            if changed != text:
                with pytest.raises(SignatureError):
                    parse_armour(changed)


@pytest.mark.parametrize("name", GOOD)
def test_every_truncation_is_refused(name: str) -> None:
    import binascii

    blob = binascii.a2b_base64("".join(VECTORS[name]["armour"].split("\n")[1:-2]))
    assert parse_blob(blob)
    assert make_armour(blob) == VECTORS[name]["armour"].encode()
    for size in range(len(blob)):
        with pytest.raises(SignatureError) as caught:
            parse_blob(blob[:size])
        assert caught.value.code in ("bad-blob", "bad-key", "unsupported-key", "bad-version")


def test_size_is_bounded_before_anything_is_read() -> None:
    begin, end = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n"
    with pytest.raises(SignatureError) as caught:
        parse_armour(begin + (b"A" * 70 + b"\n") * (MAX_ARMOUR_BYTES // 70) + end)
    assert caught.value.code == "bad-armour"


def test_a_length_beyond_the_end_allocates_nothing() -> None:
    with pytest.raises(SignatureError) as caught:
        Wire(b"\xff\xff\xff\xff", "x").string("the field")
    assert "4294967295 bytes announced, 0 left" in str(caught.value)


def test_a_refusal_does_not_carry_control_characters() -> None:
    """What a stranger put into a signature is shown to people."""
    hostile = b"\x1b[2J\r\n" * 4
    blob = b"SSHSIG\0\0\0\1" + len(hostile).to_bytes(4, "big") + len(hostile[:-4]).to_bytes(4, "big") + hostile[:-4]
    with pytest.raises(SignatureError) as caught:
        parse_blob(blob)
    assert str(caught.value).isprintable()


def test_types_that_are_refused_are_not_taken() -> None:
    assert not set(REFUSED_TYPES) & set(KEY_TYPES)
    for kind in [*REFUSED_TYPES, "ssh-ed25519-cert-v01@openssh.com", "ssh-ed448", "none"]:
        with pytest.raises(SignatureError) as caught:
            parse_public_key(len(kind).to_bytes(4, "big") + kind.encode())
        assert caught.value.code == "unsupported-key"


def test_the_curves_are_the_ones_of_the_standard() -> None:
    from cryptography.hazmat.primitives.asymmetric import ec

    for curve, theirs in ((P256, ec.SECP256R1()), (P384, ec.SECP384R1())):
        points = [ec.derive_private_key(n, theirs).public_key().public_numbers() for n in (1, 2, 3, curve.order - 1)]
        for point in points:
            assert (point.y**2 - point.x**3 + 3 * point.x - curve.b) % curve.p == 0
        # (order - 1) G = -G
        assert (points[-1].x, points[-1].y) == (points[0].x, curve.p - points[0].y)
    assert set(CURVES) < set(KEY_TYPES)


def blob_of(*fields: bytes) -> bytes:
    return b"".join([len(field).to_bytes(4, "big") + field for field in fields])


def curve_point(curve: Curve, start: int, *, prefix: int = 4) -> bytes:
    """The first point of the curve whose x is `start` or more."""
    for x in range(start, start + 200):
        square = (x**3 - 3 * x + curve.b) % curve.p
        y = pow(square, (curve.p + 1) // 4, curve.p)
        if y * y % curve.p == square:
            return bytes([prefix]) + x.to_bytes(curve.size_bytes, "big") + y.to_bytes(curve.size_bytes, "big")
    raise AssertionError("no such point")


@pytest.mark.parametrize("curve", [P256, P384], ids=lambda curve: curve.name)
def test_ecdsa_points(curve: Curve) -> None:
    kind = f"ecdsa-sha2-{curve.name}".encode()
    good = curve_point(curve, curve.p // 3)
    assert parse_public_key(blob_of(kind, curve.name.encode(), good)).point == good
    x, y = good[1 : 1 + curve.size_bytes], good[1 + curve.size_bytes :]
    bad = [
        *(bytes([prefix]) + x + y for prefix in (0, 2, 3, 5, 6 + (y[-1] & 1), 0xFF)),  # 6 and 7 are the hybrid form
        *(b"\2" + x, b"\0", b"", good + b"\0", good[:-1], b"\4\0" + x + y, b"\4" + y + x),
        b"\4" + x + (curve.p - int.from_bytes(y, "big") + 1).to_bytes(curve.size_bytes, "big"),
        curve_point(curve, 1),
        curve_point(curve, curve.order),
        b"\4" + bytes(2 * curve.size_bytes),
    ]
    for point in bad:
        with pytest.raises(SignatureError) as caught:
            parse_public_key(blob_of(kind, curve.name.encode(), point))
        assert caught.value.code == "bad-key", point.hex()


def test_ed25519_points() -> None:
    p = 2**255 - 19
    good = bytes.fromhex(
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    )  # RFC 8032, section 7.1, TEST 1
    assert parse_public_key(blob_of(b"ssh-ed25519", good)).point == good
    above = [number.to_bytes(32, "little") for number in range(p, 2**255)]
    signed = [point[:31] + bytes([point[31] | 0x80]) for point in above]
    for point in (*above, *signed, b"", good + b"\0", good[:-1], bytes(32), (p - 1).to_bytes(32, "little")):
        with pytest.raises(SignatureError) as caught:
            parse_public_key(blob_of(b"ssh-ed25519", point))
        assert caught.value.code == "bad-key", point.hex()


@pytest.mark.parametrize(
    ("exponent", "modulus", "code"),
    [
        (65537, 2**2047 + 1, None),
        (3, 2**2047 + 1, None),
        (65537, 2**16383 + 1, None),
        (65537, 2**2047 - 1, "weak-key"),
        (65537, 2**16384 + 1, "bad-key"),
        (2**64 + 1, 2**2047 + 1, "bad-key"),
        (65536, 2**2047 + 1, "bad-key"),
        (1, 2**2047 + 1, "bad-key"),
        (65537, 2**2047, "bad-key"),
    ],
    ids=lambda value: f"{value:#x}"[:20] if isinstance(value, int) else str(value),
)
def test_rsa_numbers(exponent: int, modulus: int, code: str | None) -> None:
    def mpint(number: int) -> bytes:
        return number.to_bytes((number.bit_length() + 8) // 8, "big")

    blob = blob_of(b"ssh-rsa", mpint(exponent), mpint(modulus))
    if code is None:
        assert parse_public_key(blob).modulus == modulus
        return
    with pytest.raises(SignatureError) as caught:
        parse_public_key(blob)
    assert caught.value.code == code


# --- the library behind it


def test_cryptography_is_imported_by_one_module() -> None:
    importers = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            if any(name.split(".")[0] == "cryptography" for name in names):
                importers.add(path.name)
    assert importers == {"sshcrypto.py"}


@pytest.mark.parametrize("block", [True, False])
def test_cryptography_is_loaded_for_a_signature_and_not_before(block: bool, tmp_path: Path) -> None:
    """Reading signers and signatures needs no library; verifying without it is a guard that fails, not a bad grant."""
    (tmp_path / "armour").write_text(VECTORS["ed25519"]["armour"], encoding="utf-8")
    (tmp_path / "message").write_bytes(MESSAGE)
    code = f"""
import sys
sys.path[:0] = {[str(PACKAGE.parent), *sys.path]!r}
from tta_guard.approvals import signers, sshsig
from tta_guard.approvals.errors import SignatureError
signature = sshsig.parse_armour(open("armour", "rb").read())
signers.parse_revoked(b"# nothing\\n", "revoked")
print("cryptography" in sys.modules)
if {block!r}:
    sys.modules["cryptography"] = None
try:
    print(sshsig.verify_signature(signature, open("message", "rb").read(), sshsig.NAMESPACE).kind)
except SignatureError as error:
    print(error.code, error.exit_code, error.hint)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    answer = "no-cryptography 3 install it: pip install 'cryptography>=42'" if block else "ssh-ed25519"
    assert done.stdout.splitlines() == ["False", answer]
