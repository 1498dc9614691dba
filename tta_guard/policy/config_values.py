"""The values that `tta-guard.yaml` becomes: one frozen type for each section, every text with its line. Pure.

Longer than 250 lines because each section has a type of its own, with what its values mean.
"""

from __future__ import annotations

from typing import Any, Final

from ..model import Source, frozen
from .config_check import Item, RawEntry
from .config_document import MapNode, Node, join_key, plain
from .config_schema import TARGETS

BUILT_IN: Final = Source("built-in")
"""The source of a default, and of what the product itself holds."""


@frozen
class Resource:
    """What the words of a chat mode mean in this project.

    Attributes:
        name: folded, see `fold_name`.
        written: as it stands in the file.
        exceptions: globs that `paths` leaves out (the key `except`).
        absent: why there is no such resource here; then all lists are empty.
    """

    name: str
    written: str
    source: Source
    paths: tuple[Item, ...] = ()
    exceptions: tuple[Item, ...] = ()
    hosts: tuple[Item, ...] = ()
    variables: tuple[Item, ...] = ()
    tools: tuple[Item, ...] = ()
    servers: tuple[Item, ...] = ()
    absent: str = ""


@frozen
class TargetPattern:
    """One pattern of an environment: its kind (a key of `config_schema.TARGETS`), the pattern, its place."""

    kind: str
    pattern: str
    source: Source


@frozen
class EnvironmentSettings:
    """What belongs to one environment.

    Attributes:
        reads: `allow` or `approval` for commands that only read; None: as the built-in meaning of the environment says
            (production: approval; staging: as changes).
        verdict: staging only: what holds where the chat mode says "Development environment only"; None: approval.
    """

    name: str
    source: Source
    targets: tuple[TargetPattern, ...] = ()
    reads: str | None = None
    verdict: str | None = None

    def patterns(self, kind: str) -> tuple[TargetPattern, ...]:
        """The patterns of one kind, in the order of the file."""
        return tuple(target for target in self.targets if target.kind == kind)


@frozen
class Secrets:
    """Changes to the built-in secrets."""

    add: tuple[Item, ...] = ()
    exceptions: tuple[Item, ...] = ()
    variables: tuple[Item, ...] = ()
    variable_exceptions: tuple[Item, ...] = ()


@frozen
class Override:
    """A change to what the chat mode says. It never loosens a secret or a guard file.

    Attributes:
        subject: `path` or `tool`.
        access: the accesses, for a path; () for a tool.
        mode: the one mode that it holds in; None: all.
    """

    subject: str
    pattern: Item
    access: tuple[str, ...]
    verdict: str
    reason: str
    mode: str | None
    source: Source


@frozen
class ToolName:
    """A tool name of the project and the canonical tool that it is (see `tool_names.CANONICAL`)."""

    name: Item
    canonical: Item


@frozen
class CommandEntry:
    """An entry of the command catalogue: raw, with its lines, until the catalogue reads it."""

    name: Item
    raw: RawEntry

    def to_data(self) -> Any:
        """The entry as plain data."""
        return plain(self.raw.node)


@frozen
class GitSettings:
    """`git:`."""

    protected_branches: tuple[Item, ...]
    trailer: bool = True
    require_trailer: bool = False
    source: Source = BUILT_IN


@frozen
class Approvals:
    """`approvals:`, used by the approval flow. `store` None: a SQLite file in the state directory."""

    signers: Item
    revoked: Item | None = None
    store: Item | None = None
    quorum: int = 1
    default_age_s: int = 3600
    max_age_s: int = 86400
    presence: bool = False
    verification: bool = False
    windows: Item | None = None
    source: Source = BUILT_IN


@frozen
class Identity:
    """Who may act in which mode; used by the server-side check."""

    name: str
    modes: tuple[Item, ...]
    keys: tuple[Item, ...]
    authors: tuple[Item, ...]
    pushers: tuple[Item, ...]
    source: Source


@frozen
class Confinement:
    """`confinement:`, used by the runner. None: the default of the level or of the machine."""

    tier: str | None = None
    time_s: int | None = None
    memory_bytes: int | None = None
    processes: int | None = None
    writable: tuple[Item, ...] = ()
    sockets: tuple[Item, ...] = ()
    unsafe_unconfined: bool = False
    source: Source = BUILT_IN


@frozen
class Network:
    """`network:`, used by the runner. `allow` None: no allow-list; (): nothing may be connected to."""

    deny: tuple[Item, ...] = ()
    allow: tuple[Item, ...] | None = None
    source: Source = BUILT_IN


@frozen
class McpServer:
    """A server behind the gateway: started (`command`) or reached (`url`)."""

    name: str
    command: tuple[Item, ...]
    url: Item | None
    variables: tuple[Item, ...]
    source: Source


@frozen
class Mcp:
    """`mcp:`, used by the gateway."""

    lock: Item
    token_budget: int | None = None
    servers: tuple[McpServer, ...] = ()
    source: Source = BUILT_IN


@frozen
class Audit:
    """`audit:`, used by the log."""

    redact: tuple[Item, ...] = ()
    checkpoint_every: int | None = None
    source: Source = BUILT_IN


@frozen
class Config:
    """The whole configuration, with defaults filled in; a default has the source `built-in`.

    Attributes:
        file: the name of the file, "" for none.
        chatmodes: directories, without a slash at the end.
        environments: always the four, from local to production.
        commands: by name, raw.
    """

    file: str
    version: int
    mode: Item | None
    chatmodes: tuple[Item, ...]
    resources: tuple[Resource, ...]
    environments: tuple[EnvironmentSettings, ...]
    secrets: Secrets
    protected: tuple[Item, ...]
    overrides: tuple[Override, ...]
    tools: tuple[ToolName, ...]
    commands: tuple[CommandEntry, ...]
    git: GitSettings
    approvals: Approvals
    identities: tuple[Identity, ...]
    confinement: Confinement
    network: Network
    mcp: Mcp
    audit: Audit

    def resource(self, words: str) -> Resource | None:
        """The binding of a resource by the words that a chat mode uses."""
        name = fold_name(words)
        return next((resource for resource in self.resources if resource.name == name), None)

    def environment(self, name: str) -> EnvironmentSettings:
        """The settings of an environment.

        Raises:
            KeyError: it is none of the four.
        """
        for environment in self.environments:
            if environment.name == name:
                return environment
        raise KeyError(name)

    def to_data(self) -> dict[str, Any]:
        """Plain data for compiling: texts with a place as `[text, line]` (line 0: built-in), everything else as it is.

        Only dicts with text keys, lists, texts, whole numbers, flags and None; no floats. Deterministic.
        """
        data: dict[str, Any] = {name: _plain(getattr(self, name)) for name in self.__match_args__}
        data["environments"] = {
            environment.name: {
                **{
                    kind: [[target.pattern, target.source.line] for target in environment.patterns(kind)]
                    for kind in TARGETS
                    if environment.patterns(kind)
                },
                "reads": environment.reads,
                "verdict": environment.verdict,
                "line": environment.source.line,
            }
            for environment in self.environments
        }
        data["commands"] = {
            entry.name.value: {
                "entry": entry.to_data(),
                "line": entry.name.source.line,
                "lines": dict(_lines(entry.raw.node, "")),
            }
            for entry in self.commands
        }
        return data


def _plain(value: Any) -> Any:
    if isinstance(value, Item):
        return [value.value, value.source.line]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Source):
        return value.line
    if hasattr(value, "__match_args__"):
        return {"line" if name == "source" else name: _plain(getattr(value, name)) for name in value.__match_args__}
    return value


def _lines(node: Node, path: str) -> list[tuple[str, int]]:
    if isinstance(node, MapNode):
        found = []
        for key, value in node.entries:
            inner = join_key(path, key.text)
            found += [(inner, key.line), *_lines(value, inner)]
        return found
    if hasattr(node, "items"):
        return [
            pair
            for index, item in enumerate(node.items)
            for pair in [(f"{path}[{index}]", item.line), *_lines(item, f"{path}[{index}]")]
        ]
    return []


def fold_name(words: str) -> str:
    """Fold the words that name a resource: lower case, single spaces, no backticks."""
    return " ".join(words.replace("`", " ").lower().split())
