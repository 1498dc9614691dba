"""One kubeconfig: its entries by the fields that clients know, the secrets in them, and how they are written again. Pure; hot."""

from __future__ import annotations

from .views_model import beside
from .views_text import Unclear

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

_FIELDS: Final = {
    "clusters": (
        "server", "certificate-authority", "certificate-authority-data", "insecure-skip-tls-verify", "tls-server-name",
        "proxy-url", "disable-compression",
    ),
    "contexts": ("cluster", "user", "namespace"),
    "users": (
        "client-certificate", "client-certificate-data", "client-key", "client-key-data", "token", "tokenFile", "as", "as-uid",
        "as-groups", "username", "password", "auth-provider", "exec",
    ),
}  # fmt: skip
_TOP: Final = ("apiVersion", "kind", "clusters", "contexts", "users", "current-context")
INNER: Final = {"clusters": "cluster", "contexts": "context", "users": "user"}
_FILES: Final = ("certificate-authority", "client-certificate", "client-key", "tokenFile")
_FLAGS: Final = ("insecure-skip-tls-verify", "disable-compression")
_SECRETS: Final = ("token", "tokenFile", "password", "client-key", "client-key-data")
_NO_SECRET_OF_PROVIDERS: Final = (
    "idp-issuer-url",
    "client-id",
    "environment",
    "tenant-id",
    "apiserver-id",
    "config-mode",
)


def _refuse_other_case(mapping: dict[str, Any], known: tuple[str, ...]) -> None:
    """Refuse `Token` beside or for `token`: some clients take it, some don't."""
    for key in mapping:
        if key not in known and any(key.lower() == each.lower() for each in known):
            raise Unclear("a key stands there in another letter case")


class KubeFile:
    """One kubeconfig: its entries, as lists of (name, fields)."""

    __slots__ = ("current", "entries", "path")

    def __init__(self, path: bytes, document: Any) -> None:
        self.path = path
        if not isinstance(document, dict):
            raise Unclear("it is no mapping")
        _refuse_other_case(document, _TOP)
        self.entries: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        for key, inner in INNER.items():
            listed = document.get(key) or []
            if not isinstance(listed, list):
                raise Unclear(f"{key} is no list")
            found = self.entries[key] = []
            for entry in listed:
                fields = entry.get(inner) or {} if isinstance(entry, dict) else None
                name = entry.get("name") if isinstance(entry, dict) else None
                if not isinstance(fields, dict) or not isinstance(name, str):
                    raise Unclear(f"{key} has an entry of another shape")
                if any(name == other for other, _ in found):
                    raise Unclear(f"{key} has a name twice")
                _refuse_other_case(entry, ("name", inner))
                _refuse_other_case(fields, _FIELDS[key])
                found.append((name, {field: fields[field] for field in _FIELDS[key] if fields.get(field)}))
        current = document.get("current-context")
        self.current = current if isinstance(current, str) else ""

    @property
    def empty(self) -> bool:
        return not any(self.entries.values())


def written(fields: dict[str, Any], path: bytes) -> dict[str, Any]:
    """The fields as they are written: flags as booleans, relative files (client-go: from the file's directory) absolute."""
    out: dict[str, Any] = {}
    for key, value in fields.items():
        if key in _FLAGS:
            out[key] = str(value).lower() in ("true", "yes", "on", "y")
        elif key in _FILES and isinstance(value, str):
            out[key] = decoded(beside(path, value))
        elif key == "exec" and isinstance(value, dict):
            out[key] = dict(value)
            command = value.get("command")
            if isinstance(command, str) and "/" in command and not command.startswith("/"):
                out[key]["command"] = decoded(beside(path, command))
            if "provideClusterInfo" in value:
                out[key]["provideClusterInfo"] = value["provideClusterInfo"] == "true"
        else:
            out[key] = value
    return out


def decoded(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")


def secrets_of(entry: tuple[bytes, dict[str, Any]]) -> list[str]:
    """Every secret that a user holds, as a text that equals that of another user with the same one."""
    path, fields = entry
    found = []
    for key in _SECRETS:
        value = fields.get(key)
        if isinstance(value, str):
            found.append(decoded(beside(path, value)) if key in _FILES else value)
        elif value:
            found.append(repr(value))
    provider = fields.get("auth-provider")
    config = provider.get("config") if isinstance(provider, dict) else None
    for key, value in config.items() if isinstance(config, dict) else ():
        if key not in _NO_SECRET_OF_PROVIDERS and not key.startswith(("cmd-", "expiry", "token-key")):
            found.append(str(value))
    # a plugin fetches the credential; only what stands in its words could be one (`--token X`)
    plugin = fields.get("exec")
    words = plugin_words({"exec": plugin})
    for before, word in zip(words, words[1:], strict=False):  # noqa: RUF007 - itertools is an import
        flag = before.lower().lstrip("-")
        if before.startswith("-") and flag.endswith(("token", "password", "secret", "key")):
            found.append(word)
    return [value for value in found if value]


def plugin_words(fields: dict[str, Any]) -> list[str]:
    plugin = fields.get("exec")
    if not isinstance(plugin, dict):
        return []
    words = [str(word) for word in plugin.get("args") or () if isinstance(word, str)]
    for pair in plugin.get("env") or ():
        if isinstance(pair, dict):
            words.append(str(pair.get("value", "")))
    found = []
    for word in words:
        found.append(word)
        if word.startswith("-") and "=" in word:
            found.append(word.partition("=")[2])
    command = plugin.get("command")
    if isinstance(command, str):
        found.append(command.rpartition("/")[2])
    return found


def text_of(fields: dict[str, Any], key: str) -> str:
    value = fields.get(key)
    return value if isinstance(value, str) else ""
