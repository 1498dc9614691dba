"""tta-guard.yaml: what it becomes, what it must not be, and that its JSON Schema says the same."""

from __future__ import annotations

import json
import os
import tomllib
from typing import Any

import jsonschema
import pytest
import yaml

from tta_guard.errors import ConfigError
from tta_guard.model import Source
from tta_guard.policy.config import (
    CONFIG_FILE,
    SCHEMA_FILE,
    Choices,
    RawEntry,
    default_config,
    json_schema,
    parse_config,
    render_config,
    render_schema,
)
from tta_guard.policy.config_check import Item
from tta_guard.policy.config_schema import ROOT, TARGETS

HERE = os.path.dirname(__file__)
with open(os.path.join(HERE, "..", "vectors", "config_errors.toml"), "rb") as handle:
    ERRORS = tomllib.load(handle)["case"]
with open(os.path.join(HERE, "..", "vectors", "config_full.yaml"), "rb") as handle:
    FULL = handle.read()

# Checks that no JSON Schema can express; every other error must be one for the schema too.
BEYOND_SCHEMA = {
    "key twice",
    "key twice, deep",
    "two names fold to one",
    "invisible character in a value",
    "no-break space in a glob",
    "escaped newline in a glob",
    "everything is development",
    "every address is local",
    "network with host bits",
    "no network",
    "every secret opened",
    "every secret opened, by brackets",
    "every secret variable opened",
    "every secret opened, by braces",
    "too many braces",
    "directories that are one",
    "known tool made harmless",
    "known tool made harmless, another spelling",
    "glob with an open bracket",
    "glob with glued stars",
    "override that undoes the chat mode",
    "password in the store",
    "default age over the longest",
    "trailer required and off",
    "octal number",
    "YAML 1.1 flag",
    "merge key",
}


def refusal(data: bytes | str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        parse_config(data if isinstance(data, bytes) else data.encode(), CONFIG_FILE)
    return caught.value


def items(*pairs: tuple[str, int]) -> tuple[Item, ...]:
    return tuple(Item(value, Source(CONFIG_FILE, line)) for value, line in pairs)


@pytest.mark.parametrize("case", ERRORS, ids=[case["id"] for case in ERRORS])
def test_error(case: dict[str, Any]) -> None:
    error = refusal(case["text"])
    assert error.source == Source(CONFIG_FILE, case["line"])
    assert (error.message, error.hint) == (case["message"], case["hint"])
    assert (error.code, error.exit_code) == ("bad-configuration", 2)
    assert str(error) == f"{CONFIG_FILE}:{case['line']}: {case['message']}"


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"\xff\xfeg\x00", 1, "not UTF-8: byte 0xff at offset 0"),
        (b"a: b\nc: \xe9\n", 2, "not UTF-8: byte 0xe9 at offset 8"),
        (b"version: 1\nmode: \x00\n", 2, "contains a NUL byte"),
        (b"version: 1\rmode: x\n", 1, "contains a carriage return in mid line"),
        (b"#" * (256 * 1024 + 1), 0, "larger than 256 KB (262145 bytes)"),
        (b"a: " + b"[" * 100_000, 1, "a" + "[0]" * 15 + ": nested more than 16 deep"),
        (b"- " * 100_000, 1, "[0]" * 16 + ": nested more than 16 deep"),
        (
            b"a:\n" + b"".join(b" " * i + b"b:\n" for i in range(1, 300)),
            17,
            "a" + ".b" * 15 + ": nested more than 16 deep",
        ),
        (b"a: &a [x]\nb: [*a,*a,*a]\n", 1, "a: anchors and aliases are not read"),
    ],
    ids=["utf-16", "latin-1", "nul", "cr", "large", "deep flow", "deep list", "deep map", "bomb"],
)
def test_hostile_bytes(data: bytes, line: int, message: str) -> None:
    error = refusal(data)
    assert (error.source, error.message) == (Source(CONFIG_FILE, line), message)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# nothing\n", b"\xef\xbb\xbf", b"---\n", b"---\n...\n", b"{}\n"])
def test_empty(data: bytes) -> None:
    config = parse_config(data, CONFIG_FILE)
    assert config.to_data() == {**default_config().to_data(), "file": CONFIG_FILE}


def test_defaults() -> None:
    config = default_config()
    built_in = Source("built-in")
    assert [item.value for item in config.chatmodes] == [
        ".github/chatmodes",
        ".github/agents",
        ".augment/chatmodes",
        ".claude/agents",
        ".tta/chatmodes",
    ]
    assert {item.source for item in config.chatmodes} == {built_in}
    assert [environment.name for environment in config.environments] == [
        "local",
        "development",
        "staging",
        "production",
    ]
    assert config.environment("production").reads == "approval"
    assert config.environment("staging").reads is None
    assert Item("main", built_in) in config.git.protected_branches
    assert (config.git.trailer, config.git.require_trailer) == (True, False)
    assert (config.approvals.signers.value, config.approvals.quorum) == (".tta-guard/signers", 1)
    assert config.network.allow is None
    with pytest.raises(KeyError):
        config.environment("unknown")


def test_values_keep_their_lines() -> None:
    config = parse_config(FULL, CONFIG_FILE)
    assert config.mode == Item("devops", Source(CONFIG_FILE, 3))
    assert config.chatmodes == items(("ai/modes", 5))
    resource = config.resource("  backend `api`  IMPLEMENTATION ")
    assert resource is not None
    assert (resource.name, resource.written) == ("backend api implementation", "Backend API implementation")
    assert resource.source == Source(CONFIG_FILE, 7)
    assert resource.paths == items(("src/api/**", 8), ("*.api.py", 8))
    assert resource.exceptions == items(("src/api/docs/", 9))
    assert (resource.hosts, resource.variables) == (items(("api.acme.test", 10)), items(("ACME_*", 11)))
    assert (resource.tools, resource.servers) == (items(("edit-api", 12)), items(("api-server", 13)))
    absent = config.resource("patient data")
    assert absent is not None
    assert (absent.absent, absent.paths) == ("this service keeps none", ())
    assert config.resource("unbound") is None
    production = config.environment("production")
    assert production.source == Source(CONFIG_FILE, 23)
    assert production.reads == "allow"
    assert [(found.kind, found.pattern, found.source.line) for found in production.patterns("accounts")] == [
        ("accounts", "012345678901", 28),
        ("accounts", "main-*", 28),
    ]
    assert {found.kind for found in production.targets} == set(TARGETS)
    assert config.environment("staging").verdict == "deny"
    assert config.environment("local").patterns("hosts") == ()
    override = config.overrides[0]
    assert (override.subject, override.pattern.value, override.access) == ("path", "docs/**", ("write", "create"))
    assert (override.verdict, override.mode, override.source.line) == ("allow", "devops", 58)
    assert override.reason == "the documents are everybody's"
    assert (config.overrides[1].subject, config.overrides[1].access) == ("tool", ())
    assert config.tools[0].name == Item("save_it", Source(CONFIG_FILE, 68))
    assert config.tools[0].canonical == Item("edit-file", Source(CONFIG_FILE, 68))
    assert config.network.allow == ()
    assert config.approvals.revoked == Item(".tta-guard/revoked", Source(CONFIG_FILE, 84))
    assert config.mcp.servers[0].command == items(("npx", 106), ("-y", 106), ("server", 106), ("-y", 106))


def test_command_entries_are_kept_raw() -> None:
    seen: list[tuple[str, str]] = []

    def look(name: str, raw: RawEntry) -> None:
        seen.append((name, raw.path))

    config = parse_config(FULL, CONFIG_FILE, look)
    assert seen == [("shipit", "commands.shipit")]
    assert config.commands[0].to_data() == {"names": ["ship"], "flags": {"-n": 1, "--dry": True}, "note": "yes"}
    assert config.to_data()["commands"]["shipit"]["lines"] == {
        "names": 71,
        "names[0]": 71,
        "flags": 72,
        'flags["-n"]': 72,
        'flags["--dry"]': 72,
        "note": 73,
    }

    def refuse(name: str, raw: RawEntry) -> None:
        raise ConfigError(f"{raw.path}: {name} is not known", source=raw.source)

    with pytest.raises(ConfigError, match="shipit is not known"):
        parse_config(FULL, CONFIG_FILE, refuse)


def test_the_full_configuration_uses_every_key() -> None:
    """So that a key added to the table is added to the tests."""
    used = yaml.safe_load(FULL)
    assert set(used) == set(ROOT.fields)
    for name in ("secrets", "git", "approvals", "confinement", "network", "mcp", "audit"):
        assert set(used[name]) == set(ROOT.fields[name].kind.fields), name  # type: ignore[union-attr]


def test_to_data_is_plain_and_deterministic() -> None:
    first = parse_config(FULL, CONFIG_FILE).to_data()
    again = parse_config(FULL.replace(b"\n", b"\r\n"), CONFIG_FILE).to_data()
    assert json.loads(json.dumps(first)) == first
    assert json.dumps(first, sort_keys=True) == json.dumps(again, sort_keys=True)
    assert first["protected"] == [["CODEOWNERS", 55], ["/Makefile", 56]]
    assert first["environments"]["production"]["hosts"] == [["*.prod-*.acme.test", 25], ["db-1:5432", 25]]
    assert first["environments"]["production"]["line"] == 23

    def floats(value: Any) -> bool:
        if isinstance(value, dict):
            return any(floats(key) or floats(inner) for key, inner in value.items())
        return any(map(floats, value)) if isinstance(value, list) else isinstance(value, float)

    assert not floats(first)


def test_config_is_frozen() -> None:
    with pytest.raises(AttributeError):
        default_config().mode = None  # type: ignore[misc]


@pytest.mark.parametrize(
    "text",
    [
        "mode: 'on'",
        "environments: {production: {accounts: [111111111111]}}",
        "environments: {production: {hosts: ['*'], cidrs: ['0.0.0.0/0']}}",
        "protected: ['/x', 'a b/c', '**/y', 'z/**', '*.[ch]', '{a,b}/c', 'ü/*']",
        "secrets: {except: ['.env']}",
        "secrets: {except: []}",
        "git: {protected_branches: []}",
        "resources: {'Ü / ß (direct)': {absent: x}}",
        "overrides: [{path: '**', access: [write], verdict: deny, reason: frozen}]",
        "approvals: {store: 'postgresql://guard@db.acme.test/ledger?sslmode=verify-full'}",
        "approvals: {max_age_s: 60}",
        "network: {deny: ['10.0.0.0/8', '*.evil.test:443']}",
        "resources:\n  x:\n    absent: |\n      two\n      lines\n",
    ],
)
def test_good(text: str) -> None:
    parse_config(text.encode(), CONFIG_FILE)
    jsonschema.validate(yaml.safe_load(text), json_schema())


# --- the schema ------------------------------------------------------------------------------------------------------


def test_schema_in_the_package_is_the_one_of_the_table() -> None:
    path = os.path.join(HERE, "..", "..", "tta_guard", "policy", "tta-guard.schema.json")
    with open(path, "rb") as file:
        assert file.read() == render_schema()


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.validate(yaml.safe_load(FULL), json_schema())


def test_every_key_is_described() -> None:
    def look(schema: Any, path: str) -> None:
        if isinstance(schema, dict):
            for name, inner in schema.get("properties", {}).items():
                assert inner.get("description"), f"{path}.{name}"
                look(inner, f"{path}.{name}")
            for key in ("items", "additionalProperties"):
                look(schema.get(key), f"{path}.{key}")

    look(json_schema(), "")


@pytest.mark.parametrize("case", ERRORS, ids=[case["id"] for case in ERRORS])
def test_schema_agrees_on_what_is_wrong(case: dict[str, Any]) -> None:
    try:
        document = yaml.safe_load(case["text"])
    except (yaml.YAMLError, OverflowError, TypeError, ValueError):
        return  # no editor gets as far as the schema
    raw = any(
        word in case["message"] for word in ("anchors", "tags", "directives", "documents", "contains", "key must be")
    )
    if raw or case["id"] in BEYOND_SCHEMA:
        return
    assert not jsonschema.Draft202012Validator(json_schema()).is_valid(document)


def test_schema_beyond_list_is_honest() -> None:
    """What is listed as beyond the schema really passes it, or is not what YAML says it is."""
    by_id = {case["id"]: case for case in ERRORS}
    assert set(by_id) >= BEYOND_SCHEMA
    validator = jsonschema.Draft202012Validator(json_schema())
    failing = {name for name in BEYOND_SCHEMA if not validator.is_valid(yaml.safe_load(by_id[name]["text"]))}
    assert failing == set()


# --- what init writes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "choices",
    [
        Choices(),
        Choices(mode="devops"),
        Choices(
            "a'b \"c: #", ("x/modes",), ("*.prod.acme.test",), ("main", "release/*"), ("Backend: {x}", "ü", "a\nb: c")
        ),
        Choices(unbound=("\u202e", "\u2028version: 2", "`x`", "*")),
    ],
)
def test_render(choices: Choices) -> None:
    data = render_config(choices)
    config = parse_config(data, CONFIG_FILE)
    assert data.splitlines()[0] == f"# yaml-language-server: $schema={SCHEMA_FILE}".encode()
    assert (config.mode.value if config.mode else None) == choices.mode
    if choices.chatmodes:
        assert tuple(item.value for item in config.chatmodes) == choices.chatmodes
    hosts = tuple(target.pattern for target in config.environment("production").patterns("hosts"))
    assert hosts == choices.production_hosts
    if choices.protected_branches:
        assert tuple(item.value for item in config.git.protected_branches) == choices.protected_branches
    assert config.resources == ()
    for line in data.decode().split("\n"):
        assert len(line) <= 120


@pytest.mark.parametrize("mode", ["", "-x", "a/b", "a\u200bb", "a\nmode: b"])
def test_render_refuses_what_it_could_not_read(mode: str) -> None:
    with pytest.raises(ConfigError):
        render_config(Choices(mode=mode))


def test_render_comments_are_valid_when_uncommented() -> None:
    """What the comments suggest must work: a user only takes the # away and fills in a path."""
    lines = render_config(Choices(unbound=("Backend API implementation",))).decode().split("\n")
    sections = [
        line[2:]
        for line in lines
        if line.startswith(("# resources:", "# environments:", "# secrets:", "#   ", "# mode:"))
    ]
    text = "\n".join(sections).replace("paths: []", "paths: [src/api/**]")
    config = parse_config(text.encode(), CONFIG_FILE)
    assert config.resource("Backend API implementation")
    assert config.secrets.exceptions
    assert config.environment("production").targets
