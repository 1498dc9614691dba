"""One value, one byte string: what is canonical, what is not, and that nothing else is ever read."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tta_guard.approvals.canonical import MAX_BYTES, MAX_DEPTH, CanonicalError, decode, encode

VECTORS = tomllib.loads((Path(__file__).parents[1] / "vectors" / "approvals_canonical.toml").read_text("utf-8"))[
    "vector"
]

KEYS = st.text(st.characters(max_codepoint=0x7F), max_size=6).filter(lambda key: key != "b64")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
LEAVES = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS | st.binary(max_size=6)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4))


def as_read(value: Any) -> Any:
    """A value as `decode` gives it: bytes that are UTF-8 are the string."""
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return value
    if isinstance(value, list):
        return [as_read(item) for item in value]
    if isinstance(value, dict):
        return {key: as_read(item) for key, item in value.items()}
    return value


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_vector(vector: dict[str, Any]) -> None:
    data = vector["data"].encode()
    if "value" in vector:
        assert decode(data) == vector["value"]
        assert encode(vector["value"]) == data
        return
    with pytest.raises(CanonicalError) as caught:
        decode(data)
    assert caught.value.code == vector["code"]


def test_vectors_have_one_id_each() -> None:
    assert len({vector["id"] for vector in VECTORS}) == len(VECTORS)


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_what_is_written_is_read(value: Any) -> None:
    data = encode(value)
    assert decode(data) == as_read(value)
    assert encode(decode(data)) == data


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_the_standard_library_reads_the_same(value: Any) -> None:
    def plain(item: Any) -> Any:
        if isinstance(item, bytes):
            return json.loads(encode(item))
        if isinstance(item, list):
            return [plain(inner) for inner in item]
        return {key: plain(inner) for key, inner in item.items()} if isinstance(item, dict) else item

    written = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert encode(value) == written.encode()


@settings(max_examples=150, deadline=None)
@given(VALUES, st.data())
def test_no_second_spelling_is_read(value: Any, data: st.DataObject) -> None:
    """Whatever bytes `decode` takes, `encode` makes the same: a byte more, less or changed is noticed."""
    good = encode(value)
    place = data.draw(st.integers(0, len(good)))
    byte = data.draw(st.sampled_from([b" ", b"\n", b"0", b'"', b"\\", b",", b"\x00", b"\xff", b""]))
    changed = good[:place] + byte + good[place + data.draw(st.integers(0, 1)) :]
    try:
        read = decode(changed)
    except CanonicalError:
        return
    assert encode(read) == changed


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.0, "not-a-value"),
        (float("nan"), "not-a-value"),
        ({1: 2}, "not-a-value"),
        ({b"a": 2}, "not-a-value"),
        ({"ä": 1}, "not-a-value"),
        ({"b64": "x"}, "not-a-value"),
        ({"a": {"b64": "/w==", "c": 1}}, "not-a-value"),
        ("\ud800", "not-a-value"),
        (["a", "\udfff"], "not-a-value"),
        ({1, 2}, "not-a-value"),
        (bytearray(b"x"), "not-a-value"),
        (2**53, "number-too-large"),
        (-(2**53), "number-too-large"),
        (10**5000, "number-too-large"),
        ("x" * MAX_BYTES, "too-large"),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else value[:20],
)
def test_values_without_a_canonical_form(value: Any, code: str) -> None:
    with pytest.raises(CanonicalError) as caught:
        encode(value)
    assert caught.value.code == code


def test_a_subclass_has_no_canonical_form() -> None:
    """It could print one thing and compare as another."""

    class Sly(str):
        def translate(self, table: Any) -> str:
            return "harmless"

    class Count(int):
        def __str__(self) -> str:
            return "1"

    for value in (Sly("rm -rf /"), Count(1000), {Sly("a"): 1}, [Count(2)]):
        with pytest.raises(CanonicalError) as caught:
            encode(value)
        assert caught.value.code == "not-a-value"


def test_true_is_not_one() -> None:
    assert encode([True, 1, False, 0, None]) == b"[true,1,false,0,null]"


def test_bytes_that_are_not_utf8() -> None:
    assert encode(b"\xff\x00") == b'{"b64":"/wA="}'
    assert decode(b'{"b64":"/wA="}') == b"\xff\x00"
    assert encode([b"caf\xc3\xa9", b"caf\xe9", b""]) == '["café",{"b64":"Y2Fm6Q=="},""]'.encode()
    assert encode(b"\xed\xa0\x80") == b'{"b64":"7aCA"}', "a surrogate in UTF-8 is bytes, not text"


def test_depth() -> None:
    value: Any = 1
    for _ in range(MAX_DEPTH):
        value = [value]
    assert decode(encode(value)) == value
    for deeper in ([value], {"a": value}):
        with pytest.raises(CanonicalError) as caught:
            encode(deeper)
        assert caught.value.code == "too-deep"
    for text in ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "[" * 500_000, '{"a":' * 200_000):
        with pytest.raises(CanonicalError) as caught:
            decode(text.encode())
        assert caught.value.code in ("too-deep", "not-json")


def test_a_value_inside_itself() -> None:
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(CanonicalError) as caught:
        encode(loop)
    assert caught.value.code == "too-deep"


def test_size() -> None:
    text = "x" * (MAX_BYTES - 2)
    assert decode(encode(text)) == text
    with pytest.raises(CanonicalError) as caught:
        decode(b'"' + b"x" * MAX_BYTES + b'"')
    assert caught.value.code == "too-large"
    with pytest.raises(CanonicalError) as caught:
        decode(b"1" * (MAX_BYTES - 1))
    assert caught.value.code == "number-too-large"


@pytest.mark.parametrize(
    "data", [b"\xff", b'["\xc3"]', b'["\xed\xa0\x80"]', b'["\xc0\xaf"]', b"[\x00]", b"\xff\xfe[\x00]\x00"]
)
def test_bytes_that_are_no_text(data: bytes) -> None:
    with pytest.raises(CanonicalError) as caught:
        decode(data)
    assert caught.value.code == "not-json"
