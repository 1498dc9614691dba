"""parse_config under random and mutated input: a Config or a ConfigError, and the JSON Schema of the same opinion."""

from __future__ import annotations

import json
import os
from typing import Any

import jsonschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tta_guard.errors import ConfigError
from tta_guard.policy.config import json_schema, parse_config
from tta_guard.policy.config_check import (
    Choice,
    Flag,
    Many,
    Names,
    Reserved,
    Table,
    Text,
    Whole,
    check,
)
from tta_guard.policy.config_document import read_document
from tta_guard.policy.config_schema import ROOT

VALIDATOR = jsonschema.Draft202012Validator(json_schema())
FULL = os.path.join(os.path.dirname(__file__), "..", "vectors", "config_full.yaml")
with open(FULL, "rb") as handle:
    SEED = handle.read()
QUIET = settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))

WORDS = (
    "a", "main", "prod-*", "*.prod.acme.test", "10.0.0.0/8", "10.0.0.1", "::1/128", "**/x", "a/b", "a//b", "../x",
    "./x", "~/x", "/x", "x/", " x", "x ", "!x", "a\\", "[a", "{a,b}", "A_B", "1x", "edit-file", "https://a.test/x",
    "a@b.test", "-x", "a b", "allow", "approval", "deny", "read", "namespaces", "postgresql://db/x", "", "*",
    "[!x]*",
)  # fmt: skip
# JSON Schema calls 1.0 an integer and YAML does not, so whole numbers with a point are left out.
fractions = st.floats(0, 2, width=16).filter(lambda number: not number.is_integer())
scalars = st.one_of(st.sampled_from(WORDS), st.integers(-2, 90000), st.booleans(), st.none(), fractions)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=3),
    max_leaves=5,
)


def documents(kind: Any) -> st.SearchStrategy[Any]:
    """Values that are mostly of a kind."""
    if isinstance(kind, Text):
        return st.sampled_from(WORDS)
    if isinstance(kind, Choice):
        return st.sampled_from(kind.words)
    if isinstance(kind, Whole):
        return st.integers(kind.least - 1, min(kind.most, kind.least + 3) + 1)
    if isinstance(kind, Flag):
        return st.booleans()
    if isinstance(kind, Many):
        return st.lists(documents(kind.item), max_size=3)
    if isinstance(kind, Names):
        return st.dictionaries(st.sampled_from(WORDS), documents(kind.value), max_size=2)
    if isinstance(kind, Reserved):
        return st.dictionaries(st.sampled_from(WORDS), anything, max_size=2)
    assert isinstance(kind, Table)
    fields = {
        name: documents(field.kind) | (anything if len(name) % 7 == 0 else st.nothing())
        for name, field in kind.fields.items()
    }
    required = {name: fields.pop(name) for name in kind.required}
    mostly = st.fixed_dictionaries(required, optional=fields)
    return mostly | st.dictionaries(st.sampled_from([*kind.fields, "unknown"]), anything, max_size=2)


def parses(data: bytes) -> bool:
    try:
        config = parse_config(data, "c")
    except ConfigError as error:
        assert error.source is not None
        assert str(error).isascii()
        assert "\n" not in error.message
        return False
    json.dumps(config.to_data())
    return True


@QUIET
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    parses(data)


@QUIET
@given(st.text(alphabet="ab:-?,[]{}&*!|>'\"%@`#\\ \n~<=0x1eU", max_size=80))
def test_any_yaml(text: str) -> None:
    parses(text.encode())


@QUIET
@given(st.integers(0, len(SEED)), st.integers(0, 30), st.binary(max_size=6))
def test_mutated(at: int, cut: int, put: bytes) -> None:
    parses(SEED[:at] + put + SEED[at + cut :])


@QUIET
@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 6))
def test_moved_lines(first: int, second: int, shift: int) -> None:
    lines = SEED.split(b"\n")
    moved = lines.pop(first % len(lines))
    lines.insert(second % (len(lines) + 1), b" " * shift + moved)
    parses(b"\n".join(lines))


@settings(QUIET, max_examples=600)
@given(st.one_of([documents(Table({name: field})) for name, field in ROOT.fields.items()]))
def test_the_schema_agrees(document: Any) -> None:
    """The check and the JSON Schema, made from one table, say the same about documents made from that table."""
    data = json.dumps(document).encode()
    try:
        node = read_document(data, "c")
        checked = node is None or check(ROOT, node, "", "c") is not None
    except ConfigError:
        checked = False
    assert checked == (document == {} or VALIDATOR.is_valid(document))
    assert checked or not parses(data)
