"""The built-in meanings: what is secret, what is the guard's, what prose means; each table with its look-alikes."""

from __future__ import annotations

import os
import tomllib

import pytest

from tta_guard.model import Source
from tta_guard.policy.config import default_config, parse_config
from tta_guard.policy.globs import GlobSet, expand_braces, lint_glob, parse_glob
from tta_guard.policy.meanings import (
    ALL_SECRETS,
    GUARD_FILES,
    SCRATCH,
    SECRETS,
    group_globs,
    guard_rules,
    meaning_of,
    name_matches,
    secret_rules,
    secret_variable,
)
from tta_guard.policy.paths import decide_path
from tta_guard.policy.rules import Policy

VECTORS = os.path.join(os.path.dirname(__file__), "..", "vectors", "meanings_paths.toml")
with open(VECTORS, "rb") as handle:
    PATHS = tomllib.load(handle)


def listed(table: str) -> list[tuple[str, str]]:
    return [(group, path) for group, paths in PATHS[table].items() for path in paths]


def baseline(text: str = "") -> Policy:
    config = parse_config(text.encode(), "tta-guard.yaml")
    rules = (*secret_rules(config), *guard_rules(config))
    return Policy(None, "HIGH", rules, (), (), (), None, None, None, {"scratch": SCRATCH}, ())


BASELINE = baseline()


def matched_groups(path: str, table: tuple) -> list[str]:
    name = path.encode().lstrip(b"/")
    found = []
    for group in table:
        for pattern, exceptions in group_globs(group):
            globs = [parse_glob(part, "ignore") for part in expand_braces(pattern.encode())]
            left_out = [parse_glob(part, "ignore") for text in exceptions for part in expand_braces(text.encode())]
            if any(glob.matches(name) for glob in globs) and not any(glob.matches(name) for glob in left_out):
                found.append(group.name)
                break
    return found


def test_the_tables_are_large_enough() -> None:
    assert len(listed("secret")) >= 60
    assert len(listed("free")) >= 80
    assert {group for group, _ in listed("secret")} == {group.name for group in SECRETS}
    assert {group for group, _ in listed("guard")} == {group.name for group in GUARD_FILES}


@pytest.mark.parametrize(("group", "path"), listed("secret"))
def test_secret(group: str, path: str) -> None:
    for access in ("read", "write", "create"):
        decision = decide_path(BASELINE, access, path.encode())
        assert decision.verdict == "deny"
        assert {reason.code for reason in decision.reasons if reason.source == Source("built-in")} >= {"secret-file"}
    assert group in matched_groups(path, SECRETS)


@pytest.mark.parametrize(("group", "path"), listed("free"))
def test_look_alike_of_a_secret(group: str, path: str) -> None:
    decision = decide_path(BASELINE, "read", path.encode())
    assert (decision.verdict, decision.reasons) == ("allow", ())


def test_a_secret_may_be_deleted() -> None:
    assert decide_path(BASELINE, "delete", b".env").verdict == "allow"


@pytest.mark.parametrize("path", [".ENV", "Secrets/x", "ID_RSA", "SERVER.PEM", "a/.Env.Local"])
def test_twin_spelling_of_a_secret(path: str) -> None:
    assert decide_path(BASELINE, "read", path.encode()).verdict == "deny"


@pytest.mark.parametrize(("group", "path"), listed("guard"))
def test_guard_file(group: str, path: str) -> None:
    for access in ("write", "create", "delete"):
        decision = decide_path(BASELINE, access, path.encode())
        assert decision.verdict == "approval"
        assert {reason.code for reason in decision.reasons} == {"guard-file"}
    assert decide_path(BASELINE, "read", path.encode()).verdict == "allow"


@pytest.mark.parametrize(("group", "path"), listed("unguarded"))
def test_look_alike_of_a_guard_file(group: str, path: str) -> None:
    assert decide_path(BASELINE, "write", path.encode()).verdict == "allow"


def test_configured_secrets() -> None:
    policy = baseline("secrets:\n  add: ['*.license']\n  except: ['tests/data/*.pem', '.env/']\n")
    decision = decide_path(policy, "read", b"a/x.license")
    assert decision.verdict == "deny"
    assert decision.reasons[0].source == Source("tta-guard.yaml", 2)
    assert decide_path(policy, "read", b"tests/data/key.pem").verdict == "allow"
    assert decide_path(policy, "read", b".env/bin/python").verdict == "allow"
    assert decide_path(policy, "read", b".env").verdict == "deny"
    assert decide_path(policy, "read", b"other/key.pem").verdict == "deny"


def test_configured_guard_files() -> None:
    policy = baseline("chatmodes: [ai/modes/]\nprotected: [CODEOWNERS]\n")
    assert decide_path(policy, "write", b"ai/modes/x.md").reasons[0].source == Source("tta-guard.yaml", 1)
    # The directory itself, replaced by a link, is as good as every chat mode in it.
    assert decide_path(policy, "create", b"ai/modes").verdict == "approval"
    assert decide_path(policy, "write", b"docs/ai/modes/x.md").verdict == "allow"
    protected = decide_path(policy, "write", b".github/CODEOWNERS")
    assert (protected.verdict, protected.reasons[0].code) == ("approval", "protected-file")


@pytest.mark.parametrize(
    "text",
    [
        "approvals: {signers: keys/x}",
        "approvals: {revoked: keys/x}",
        "approvals: {windows: keys/x}",
        "mcp: {lock: keys/x}",
    ],
)
def test_what_the_configuration_names_is_a_guard_file(text: str) -> None:
    """Else a signers file put elsewhere could be edited by the one whom it is to hold."""
    assert decide_path(baseline(text), "write", b"keys/x").verdict == "approval"
    assert decide_path(baseline(), "write", b"keys/x").verdict == "allow"


def test_the_tables_are_spelled_well() -> None:
    patterns = [text for group in (*SECRETS, *GUARD_FILES) for text in (*group.patterns, *group.exceptions)]
    found = [
        (text, found) for text in (*patterns, *SCRATCH) for found in lint_glob(text.encode()) if found[0] != "absolute"
    ]
    assert found == []
    for text in patterns:
        assert len(expand_braces(text.encode())) <= 16


def test_each_exception_has_a_use() -> None:
    """An exception that no pattern of its group needs is a mistake."""
    for group in SECRETS:
        patterns = [parse_glob(part, "ignore") for text in group.patterns for part in expand_braces(text.encode())]
        examples = {
            path.encode().lstrip(b"/")
            for table in ("free", "secret")
            for _, path in listed(table)
            if any(glob.matches(path.encode().lstrip(b"/")) for glob in patterns)
        }
        if group.exceptions:
            excepted = GlobSet(
                [parse_glob(part, "ignore") for text in group.exceptions for part in expand_braces(text.encode())]
            )
            assert any(excepted.first(example) is not None for example in examples), group.name


# --- environment variables -------------------------------------------------------------------------------------------

SECRET_NAMES = (
    "GITHUB_TOKEN", "GH_TOKEN", "NPM_TOKEN", "AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SESSION_TOKEN",
    "OPENAI_API_KEY", "STRIPE_APIKEY", "DB_PASSWORD", "PGPASSWORD", "MYSQL_PWD", "SSHPASS", "DB_PASS", "SECRET_KEY",
    "DJANGO_SECRET_KEY", "RAILS_MASTER_KEY", "VAULT_TOKEN", "AZURE_CLIENT_SECRET", "ARM_ACCESS_KEY", "GH_PAT",
    "DATABASE_URL", "APP_DATABASE_URL", "SENTRY_DSN", "MONGO_URI", "MONGODB_URI", "REDIS_URL", "SLACK_WEBHOOK_URL",
    "GOOGLE_APPLICATION_CREDENTIALS", "JWT_SECRET", "ENCRYPTION_KEY", "TF_VAR_db_password", "github_token",
    "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "RESTIC_PASSWORD", "DOCKER_AUTH_CONFIG", "ANSIBLE_VAULT_PASSWORD",
    "AZURE_STORAGE_CONNECTION_STRING", "TOKEN_GITHUB", "PASS", "CI_JOB_TOKEN",
)  # fmt: skip
FREE_NAMES = (
    "TOKENIZERS_PARALLELISM", "PWD", "OLDPWD", "PATH", "HOME", "MAX_TOKENS", "OPENAI_MAX_TOKENS",
    "AWS_WEB_IDENTITY_TOKEN_FILE", "POSTGRES_PASSWORD_FILE", "PASSWORD_STORE_DIR", "GIT_AUTHOR_NAME", "COMPASS_HOME",
    "BYPASS_CACHE", "KEYBOARD", "KEYMAP", "GPG_KEY", "MONKEY", "PASSENGER_APP_ENV", "SSH_ASKPASS", "OAUTH_TOKEN_URL",
    "KUBECONFIG", "AWS_PROFILE", "AWS_REGION", "LANG", "PATTERN", "PATIENCE", "SECRETARY", "NODE_ENV", "COLORTERM",
    "AUTHOR", "PUBLIC_KEY", "PYTHONPATH", "SSH_AUTH_SOCK", "PRIMARY_KEY", "PASSIVE", "DSN_HOST", "URL", "API_URL",
)  # fmt: skip


@pytest.mark.parametrize("name", SECRET_NAMES)
def test_secret_variable(name: str) -> None:
    assert secret_variable(name, default_config())


@pytest.mark.parametrize("name", FREE_NAMES)
def test_look_alike_of_a_secret_variable(name: str) -> None:
    assert secret_variable(name, default_config()) is None


def test_configured_variables() -> None:
    text = b"secrets: {variables: {add: [MAX_TOKENS, 'ACME_*'], except: [GITHUB_TOKEN, ACME_URL]}}"
    config = parse_config(text, "c")
    assert secret_variable("MAX_TOKENS", config) == "MAX_TOKENS"
    assert secret_variable("acme_x", config) == "ACME_*"
    assert secret_variable("ACME_URL", config) is None
    assert secret_variable("GITHUB_TOKEN", config) is None
    assert secret_variable("GH_TOKEN", config)


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("*.prod-*.acme.test", "api.prod-eu.acme.test", True),
        ("*.prod-*.acme.test", "api.prod-eu.acme.test.evil", False),
        ("*.prod-*.acme.test", "prod-eu.acme.test", False),
        ("prod-*", "prod-", True),
        ("prod-*", "preprod-1", False),
        ("a*b*a", "aba", True),
        ("a*b*a", "ab", False),
        ("a*a", "a", False),
        ("?b", "ab", True),
        ("?", "", False),
        ("*", "", True),
        ("", "", True),
        ("", "x", False),
        ("**", "x", True),
        ("*b?d*", "abcde", True),
        ("[a]", "a", False),
        ("release/*", "release/1/2", True),
        ("Main", "mAIN", True),
        ("*\u212a*", "k", False),
    ],
)
def test_name_matches(pattern: str, name: str, expected: bool) -> None:
    assert name_matches(pattern, name) is expected


def test_name_matches_is_not_slow_on_hostile_patterns() -> None:
    """500 stars against 500 letters: with backtracking this would not end."""
    assert name_matches("*a" * 250 + "b", "a" * 500) is False
    assert name_matches("*a?" * 160 + "*", "a" * 500) is True


# --- prose -----------------------------------------------------------------------------------------------------------

MEANINGS = {
    "`.env` files": "environment-files",
    ".env files": "environment-files",
    ".ENV  files": "environment-files",
    ".env": "environment-files",
    "Environment files": "environment-files",
    "environment variables": "environment-files",
    "secrets/": "secrets-directories",
    "`secrets/`": "secrets-directories",
    "Secrets": "secrets",
    "API keys/secrets": "secrets",
    "API keys / secrets": "secrets",
    "API keys or secrets": "secrets",
    "API Keys and Secrets": "secrets",
    "Passwords, tokens, and API keys": "secrets",
    "Any credentials": "secrets",
    "Database credentials": "secrets",
    "Production database credentials": "secrets",
    "production secrets": "secrets",
    "User authentication tokens": "secrets",
    "Access tokens": "secrets",
    "Encryption keys": "private-keys",
    "SSH private keys": "private-keys",
    "Private keys": "private-keys",
    "Production database (direct)": "production-database",
    "Production databases": "production-database",
    "production DB": "production-database",
    "Production data": "production-database",
    "Production database access": "production-database",
    "Any production database files": "production-database-files",
    "Production systems": "production",
    "production environment": "production",
    "Staging environment": "staging",
    "Configuration files": "configuration-files",
    "any configuration files": "configuration-files",
    "Production databases or secrets": "production-database+secrets",
}
UNKNOWN = (
    "Patient data", "Backup files with patient data", "Session data", "Backend API implementation",
    "Backend API logic", "Therapeutic safety code", "trade secrets", "secret management code", "design tokens",
    "primary keys", "Keys", "Foreign keys and secrets", "patient data/secrets", "environment", "production code",
    "API", "files", "data", "", "()", "/", "or", "and or and", "a" * 5000, "(" * 5000, "token budget",
    "key features", "configuration", "database", "Secrets of the safety team", "configuration files outside safety/",
)  # fmt: skip


@pytest.mark.parametrize(("prose", "name"), MEANINGS.items())
def test_meaning(prose: str, name: str) -> None:
    meaning = meaning_of(prose)
    assert meaning is not None
    assert meaning.name == name


@pytest.mark.parametrize("prose", UNKNOWN)
def test_no_meaning(prose: str) -> None:
    assert meaning_of(prose) is None


def test_the_globs_of_a_meaning() -> None:
    config = parse_config(b"secrets: {add: ['*.license'], except: ['fixtures/']}", "c")
    globs = dict(ALL_SECRETS.globs(config))
    assert {".env", "secrets/", "*.pem", "*.license"} <= set(globs)
    assert all("fixtures/" in exceptions for exceptions in globs.values())
    both = meaning_of("Production databases or secrets")
    assert both is not None
    assert (both.environment, both.targets, both.variables) == ("production", ("databases", "hosts"), True)
    files = meaning_of("production database files")
    assert files is not None
    assert {"*.db", "*.sqlite3", "*.dump"} <= {pattern for pattern, _ in files.globs(config)}
