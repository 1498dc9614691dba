"""The sections of `tta-guard.yaml`: checked tables -> typed values, and what a table cannot say. Pure.

Every function takes what `config_check.check` returned for its section, and raises ConfigError with the path into the
document for a value that no configuration may have. Longer than 250 lines because it has one function a section.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from typing import Any, Final

from ..errors import ConfigError, GlobError
from ..model import ENVIRONMENTS
from .config_check import Checked, Item
from .config_document import join_key, show
from .config_schema import TARGETS
from .config_values import (
    BUILT_IN,
    Approvals,
    Audit,
    Confinement,
    EnvironmentSettings,
    GitSettings,
    Identity,
    Mcp,
    McpServer,
    Network,
    Override,
    Resource,
    Secrets,
    TargetPattern,
    ToolName,
    fold_name,
)
from .globs import expand_braces, lint_glob
from .tools import canonicals

DEFAULT_CHATMODES: Final = (
    ".github/chatmodes",
    ".github/agents",
    ".augment/chatmodes",
    ".claude/agents",
    ".tta/chatmodes",
)
DEFAULT_PROTECTED_BRANCHES: Final = ("main", "master", "trunk", "production")
DEFAULT_SIGNERS: Final = ".tta-guard/signers"
DEFAULT_MCP_LOCK: Final = ".tta-guard/mcp.lock"


def subsection(values: dict[str, Any], name: str) -> Checked:
    """A table inside a table; an empty, built-in one where the key is absent."""
    section = values.get(name)
    return section if isinstance(section, Checked) else Checked({}, BUILT_IN)


def _word(item: Item | None) -> str | None:
    return item.value if item is not None else None


def _built_in(texts: tuple[str, ...]) -> tuple[Item, ...]:
    return tuple(Item(text, BUILT_IN) for text in texts)


def _refuse_twins(items: tuple[Item, ...], path: str, fold: Callable[[str], str]) -> None:
    seen: dict[str, Item] = {}
    for item in items:
        first = seen.setdefault(fold(item.value), item)
        if first is not item:
            message = f"{path}: {show(item.value)} is the same as {show(first.value)} in line {first.source.line}"
            raise ConfigError(message, source=item.source)


def make_globs(items: tuple[Item, ...], path: str) -> tuple[Item, ...]:
    """Globs that can match something: a restriction that is dead by its spelling is the most dangerous line of all.

    A leading "/" is kept: in git's ignore syntax it means the top of the repository.

    Raises:
        ConfigError: a glob has too many braces, or a spelling that matches nothing or less than it seems to.
    """
    for index, item in enumerate(items):
        _check_glob(item, f"{path}[{index}]")
    return items


def _check_glob(item: Item, place: str) -> None:
    for spelling in (item.value.encode(), *_alternatives(item, place)):
        for code, message in lint_glob(spelling):
            if code != "absolute":
                raise ConfigError(f"{place}: {show(item.value)}: {message}", source=item.source)


def _alternatives(item: Item, place: str) -> tuple[bytes, ...]:
    try:
        return expand_braces(item.value.encode())
    except GlobError as error:
        raise ConfigError(f"{place}: {error.message}", hint=error.hint, source=item.source) from None


def _refuse_open(items: tuple[Item, ...], path: str, what: str) -> None:
    for index, item in enumerate(items):
        _refuse_open_one(item, f"{path}[{index}]", what)


def _refuse_open_one(item: Item, place: str, what: str) -> None:
    """Refuse a pattern of which one alternative has no letter or digit to hold on to."""
    for text in _alternatives(item, place):
        if re.search(r"\w", re.sub(r"\[[^\]]*\]", "", text.decode("utf-8", "replace"))) is None:
            message = f"{place}: {show(item.value)} matches everything, which {what}"
            raise ConfigError(message, hint="Name what is meant.", source=item.source)


def make_chatmodes(given: tuple[Item, ...] | None) -> tuple[Item, ...]:
    """The list `chatmodes:`, without slashes at the ends."""
    if given is None:
        return _built_in(DEFAULT_CHATMODES)
    trimmed = tuple(Item(item.value.rstrip("/"), item.source) for item in given)
    _refuse_twins(trimmed, "chatmodes", lambda text: text)
    return trimmed


def make_resources(entries: Any) -> tuple[Resource, ...]:
    """The map `resources:`; two names that fold to one are an error."""
    _refuse_twins(tuple(name for name, _ in entries), "resources", fold_name)
    resources = []
    for name, entry in entries:
        values, path = entry.values, join_key("resources", name.value)
        folded = fold_name(name.value)
        if not folded:
            raise ConfigError(f"{path}: the name is empty", source=name.source)
        _refuse_open(values.get("except", ()), f"{path}.except", "would leave nothing bound")
        resources.append(
            Resource(
                name=folded,
                written=name.value,
                source=name.source,
                paths=make_globs(values.get("paths", ()), f"{path}.paths"),
                exceptions=make_globs(values.get("except", ()), f"{path}.except"),
                hosts=values.get("hosts", ()),
                variables=values.get("variables", ()),
                tools=values.get("tools", ()),
                servers=values.get("servers", ()),
                absent=_word(values.get("absent")) or "",
            )
        )
    return tuple(resources)


def make_environments(section: Checked) -> tuple[EnvironmentSettings, ...]:
    """The section `environments:`: always the four, from local to production."""
    found = []
    for name in ENVIRONMENTS[:4]:
        entry = subsection(section.values, name)
        targets: list[TargetPattern] = []
        for kind, value in entry.values.items():
            if kind not in TARGETS:
                continue
            path = f"environments.{name}.{kind}"
            if name != "production":
                # An unknown target counts as production; a pattern that takes in everything would undo that.
                _refuse_open(value, path, "only production may")
            if kind == "cidrs":
                _check_cidrs(value, path, everything=name == "production")
            targets += [TargetPattern(kind, item.value, item.source) for item in value]
        reads = _word(entry.values.get("reads")) or ("approval" if name == "production" else None)
        verdict = _word(entry.values.get("verdict"))
        found.append(EnvironmentSettings(name, entry.source, tuple(targets), reads, verdict))
    return tuple(found)


def _check_cidrs(items: tuple[Item, ...], path: str, everything: bool = True) -> None:
    for index, item in enumerate(items):
        place = f"{path}[{index}]"
        try:
            network = ipaddress.ip_network(item.value, strict=False)
        except ValueError:
            raise ConfigError(f"{place}: not a network: {show(item.value)}", source=item.source) from None
        written = ipaddress.ip_interface(item.value)
        if written.ip != network.network_address:
            hint = f"Write {network} for the network, or {written.ip} for the one address."
            raise ConfigError(f"{place}: has host bits set: {show(item.value)}", hint=hint, source=item.source)
        if network.prefixlen == 0 and not everything:
            raise ConfigError(f"{place}: {network} is every address, which only production may be", source=item.source)


def _peers(items: tuple[Item, ...], path: str) -> tuple[Item, ...]:
    for index, item in enumerate(items):
        if "/" in item.value:
            try:
                ipaddress.ip_network(item.value)
            except ValueError:
                raise ConfigError(f"{path}[{index}]: not a network: {show(item.value)}", source=item.source) from None
    return items


def make_secrets(section: Checked) -> Secrets:
    """The section `secrets:`."""
    variables = subsection(section.values, "variables").values
    exceptions = make_globs(section.values.get("except", ()), "secrets.except")
    _refuse_open(exceptions, "secrets.except", "would open every secret")
    _refuse_open(variables.get("except", ()), "secrets.variables.except", "would open every secret")
    return Secrets(
        add=make_globs(section.values.get("add", ()), "secrets.add"),
        exceptions=exceptions,
        variables=variables.get("add", ()),
        variable_exceptions=variables.get("except", ()),
    )


def make_overrides(entries: tuple[Checked, ...]) -> tuple[Override, ...]:
    """The list `overrides:`; one that allows names what it allows."""
    return tuple(_override(entry, f"overrides[{index}]") for index, entry in enumerate(entries))


def _override(entry: Checked, path: str) -> Override:
    values = entry.values
    subject = "path" if "path" in values else "tool"
    pattern = values[subject]
    verdict = values["verdict"].value
    if subject == "path":
        _check_glob(pattern, f"{path}.path")
    if verdict == "allow":
        _refuse_open_one(pattern, f"{path}.{subject}", "would undo the chat mode")
    return Override(
        subject=subject,
        pattern=pattern,
        access=tuple(item.value for item in values.get("access", ())),
        verdict=verdict,
        reason=" ".join(values["reason"].value.split()),
        mode=_word(values.get("mode")),
        source=entry.source,
    )


def make_tools(entries: tuple[tuple[Item, Item], ...]) -> tuple[ToolName, ...]:
    """The map `tools:`. A known name keeps its meaning: `bash: think` would open what a mode denies."""
    for name, canonical in entries:
        known = canonicals(name.value)
        if known and known != (canonical.value,):
            message = f"{join_key('tools', name.value)}: is known as {' and '.join(known)}, which cannot be changed"
            raise ConfigError(message, source=name.source)
    return tuple(ToolName(name, canonical) for name, canonical in entries)


def make_git(section: Checked) -> GitSettings:
    """The section `git:`."""
    values = section.values
    trailer, required = values.get("trailer", True), values.get("require_trailer", False)
    if required and not trailer:
        raise ConfigError(
            "git.require_trailer: cannot be true while git.trailer is false",
            hint="Take `trailer: false` away.",
            source=section.source,
        )
    branches = values.get("protected_branches", _built_in(DEFAULT_PROTECTED_BRANCHES))
    return GitSettings(branches, trailer, required, section.source)


def make_approvals(section: Checked) -> Approvals:
    """The section `approvals:`."""
    values = section.values
    store = values.get("store")
    # A password here would be in the history of the repository, and readable by the one whom the ledger guards against.
    if store is not None and re.search(
        r"^postgresql://[^/?#]*:[^/?#]*@|[?&](ssl)?password=", store.value, re.IGNORECASE
    ):
        raise ConfigError(
            "approvals.store: holds a password",
            hint="Take it out, and use a service file or PGPASSFILE on the machines that need it.",
            source=store.source,
        )
    most = values.get("max_age_s", 86400)
    age = values.get("default_age_s", min(3600, most))
    if age > most:
        message = f"approvals.default_age_s: {age} is more than approvals.max_age_s, {most}"
        raise ConfigError(message, source=section.source)
    return Approvals(
        signers=values.get("signers", Item(DEFAULT_SIGNERS, BUILT_IN)),
        revoked=values.get("revoked"),
        store=store,
        quorum=values.get("quorum", 1),
        default_age_s=age,
        max_age_s=most,
        presence=values.get("presence", False),
        verification=values.get("verification", False),
        windows=values.get("windows"),
        source=section.source,
    )


def make_identities(entries: tuple[tuple[Item, Checked], ...]) -> tuple[Identity, ...]:
    """The map `identities:`."""
    return tuple(
        Identity(
            name=name.value,
            modes=entry.values["modes"],
            keys=entry.values.get("keys", ()),
            authors=entry.values.get("authors", ()),
            pushers=entry.values.get("pushers", ()),
            source=name.source,
        )
        for name, entry in entries
    )


def make_confinement(section: Checked) -> Confinement:
    """The section `confinement:`."""
    values, limits = section.values, subsection(section.values, "limits").values
    return Confinement(
        tier=_word(values.get("tier")),
        time_s=limits.get("time_s"),
        memory_bytes=limits.get("memory_bytes"),
        processes=limits.get("processes"),
        writable=values.get("writable", ()),
        sockets=values.get("sockets", ()),
        unsafe_unconfined=values.get("unsafe_unconfined", False),
        source=section.source,
    )


def make_network(section: Checked) -> Network:
    """The section `network:`; an empty allow-list is one that allows nothing."""
    values = section.values
    return Network(
        deny=_peers(values.get("deny", ()), "network.deny"),
        allow=_peers(values["allow"], "network.allow") if "allow" in values else None,
        source=section.source,
    )


def make_mcp(section: Checked) -> Mcp:
    """The section `mcp:`."""
    values = section.values
    servers = tuple(
        McpServer(
            name=name.value,
            command=entry.values.get("command", ()),
            url=entry.values.get("url"),
            variables=entry.values.get("variables", ()),
            source=name.source,
        )
        for name, entry in values.get("servers", ())
    )
    lock = values.get("lock", Item(DEFAULT_MCP_LOCK, BUILT_IN))
    return Mcp(lock=lock, token_budget=values.get("token_budget"), servers=servers, source=section.source)


def make_audit(section: Checked) -> Audit:
    """The section `audit:`."""
    values = section.values
    return Audit(
        redact=values.get("redact", ()), checkpoint_every=values.get("checkpoint_every"), source=section.source
    )
