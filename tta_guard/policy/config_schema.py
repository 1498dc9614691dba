"""What `tta-guard.yaml` may hold, as one table: the validator and the JSON Schema are both made from it. Pure.

Longer than 250 lines because the table is the documentation of every key and is best read in one piece.

The table has the structure: keys, types, ranges, spellings, and which keys go together. What a JSON Schema cannot say
(a network with host bits set, two names that fold to one, a pattern that opens everything) is checked in `config.py`.
Regular expressions are kept to what Python and ECMA 262 read alike.

Source of the schema's own words: JSON Schema 2020-12, Validation, sections 6.1 to 6.5.
"""

from __future__ import annotations

import json
from typing import Any, Final

from .config_check import MAX_ITEMS, Choice, Field, Flag, Many, Names, Reserved, Table, Text, Whole
from .tool_names import CANONICAL

SCHEMA_ID: Final = "urn:tta-guard:configuration:1"

GLOB: Final = Text(
    "a glob in git's ignore syntax: relative to the repository, no leading ! ~ ./ or //, no space at an end, no //, "
    "no .. and no trailing backslash",
    r"^(?![!~ ]|//|\./)(?!.*(//|(^|/)\.\.(/|$)|[ \\]$)).*[^/].*$",
)
DIRECTORY: Final = Text(
    "a directory relative to the repository, with / between its parts",
    r"^(?![/~ ]|\./)(?!.*(//|(^|/)\.\.(/|$)| $))[^\\:*?]*[^\\:*?/.][^\\:*?]*$",
)
FILE: Final = Text(
    "a file relative to the repository, with / between its parts",
    r"^(?![/~ ]|\./)(?!.*(//|(^|/)\.\.(/|$)|[ /]$))[^\\:*?]*[^\\:*?/.][^\\:*?]*$",
)
PATTERN: Final = Text("a pattern without spaces: * is any run of characters, ? is one", r"^\S+$", 500)
NUMBERED: Final = Text("a name or number; * is any run of characters, ? is one", r"^\S+$", 500, digits=True)
HOST: Final = Text(
    "a host name or address, with * and ? as wildcards and perhaps a :port, but no scheme, user or path",
    r"^[^\s/@?#]+$",
    500,
)
CIDR: Final = Text("a network such as 10.20.0.0/16 or 2001:db8::/32", r"^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$", 60)
SPACED: Final = Text("a name; * is any run of characters, ? is one", r"^\S(.*\S)?$", 500)
VARIABLE: Final = Text("the name of an environment variable, with * as a wildcard", r"^[A-Za-z_*][A-Za-z0-9_*]*$", 200)
REDACTED: Final = Text("a variable or a flag, with * as a wildcard", r"^[A-Za-z_*-][A-Za-z0-9_*-]*$", 200)
NAME: Final = Text("a name of letters, digits, dot, dash and underscore", r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$", 100)
MODE: Final = Text("the name of a chat mode", r"^(?!-)[^/\\\s]([^/\\]*[^/\\\s])?$", 100)
TOOL: Final = Text("a tool's name, with * as a wildcard", r"^\S(.*\S)?$", 200)
PROSE: Final = Text("text that says something", r"\S", 2000, lines=True)
RESOURCE: Final = Text("the words by which a chat mode names it", r"^\S(.*\S)?$", 200)
ACCESS: Final = Choice(("read", "write", "create", "delete"))

TARGETS: Final[dict[str, tuple[Text, str]]] = {
    "hosts": (HOST, "Host names or addresses. An address decides before any name of a context or a profile."),
    "cidrs": (CIDR, "Networks, IPv4 or IPv6."),
    "clusters": (SPACED, "Kubernetes clusters, by their names in the kubeconfig."),
    "accounts": (NUMBERED, "Cloud accounts by number or alias (AWS)."),
    "projects": (NUMBERED, "Cloud projects (Google Cloud, Vercel, Heroku pipelines ...)."),
    "subscriptions": (SPACED, "Azure subscriptions, by id or name."),
    "contexts": (SPACED, "Context names (kubectl, docker). Better: hosts and clusters, which a context cannot rename."),
    "profiles": (SPACED, "Profile names (AWS, gcloud configurations). Better: accounts and projects."),
    "workspaces": (SPACED, "Terraform workspaces."),
    "stacks": (SPACED, "Pulumi, CDK and CloudFormation stacks."),
    "namespaces": (SPACED, "Kubernetes namespaces."),
    "branches": (PATTERN, "Git branches whose change is a deployment to this environment."),
    "tags": (PATTERN, "Git tags whose push is a deployment to this environment."),
    "databases": (SPACED, "Database names, services and host groups."),
    "apps": (SPACED, "Applications of a platform (fly, heroku, netlify ...)."),
    "directories": (GLOB, "Directories whose infrastructure code is of this environment, as globs."),
}


def _environment(**more: Field) -> Table:
    fields = {kind: Field(Many(text), words) for kind, (text, words) in TARGETS.items()}
    return Table({**fields, **more})


_READS: Final = Field(
    Choice(("allow", "approval")),
    "Whether commands that only read need an approval here.",
)
ENVIRONMENTS: Final = Table(
    {
        "local": Field(_environment(), "This machine and what runs on it."),
        "development": Field(_environment(), "Shared development systems."),
        "staging": Field(
            _environment(
                reads=_READS,
                verdict=Field(
                    Choice(("allow", "approval", "deny")),
                    "What holds for changes here where the chat mode says only 'Development environment only'.",
                ),
            ),
            "Systems that stand before production.",
        ),
        "production": Field(
            _environment(reads=_READS), "What real users depend on. Reads need an approval by default."
        ),
    }
)

RESOURCE_BINDING: Final = Table(
    {
        "paths": Field(Many(GLOB, least=1), "Files of the resource."),
        "except": Field(Many(GLOB, least=1), "Files that `paths` matches but that are not of the resource."),
        "hosts": Field(Many(HOST, least=1), "Hosts that serve it."),
        "variables": Field(Many(VARIABLE, least=1), "Environment variables that give access to it."),
        "tools": Field(Many(TOOL, least=1), "Agent tools that reach it."),
        "servers": Field(Many(TOOL, least=1), "MCP servers that reach it."),
        "absent": Field(PROSE, "Why this repository has no such resource. Stands alone."),
    },
    needs=(("except", "paths"),),
    alone="absent",
    least=1,
)

OVERRIDE: Final = Table(
    {
        "path": Field(GLOB, "Which files."),
        "tool": Field(TOOL, "Which agent tool."),
        "access": Field(Many(ACCESS, least=1), "With `path`: which accesses."),
        "verdict": Field(Choice(("allow", "approval", "deny")), "What holds instead."),
        "reason": Field(PROSE, "Why; shown with every decision that it changes."),
        "mode": Field(MODE, "Only in this mode; without it, in all."),
    },
    required=("verdict", "reason"),
    one_of=("path", "tool"),
    needs=(("path", "access"), ("access", "path")),
)

SECRETS: Final = Table(
    {
        "add": Field(Many(GLOB), "Further secret files."),
        "except": Field(Many(GLOB), "Files that a built-in or added pattern matches but that are no secret."),
        "variables": Field(
            Table(
                {
                    "add": Field(Many(VARIABLE), "Further secret variables."),
                    "except": Field(Many(VARIABLE), "Variables that look secret but are not."),
                }
            ),
            "Environment variables that hold secrets.",
        ),
    }
)

GIT: Final = Table(
    {
        "protected_branches": Field(
            Many(PATTERN), "Branches that are not pushed to, merged into or deleted without review."
        ),
        "trailer": Field(Flag(), "Add the trailer TTA-Mode to each commit made in a mode.", True),
        "require_trailer": Field(Flag(), "Refuse a commit without the trailer TTA-Mode (server and check).", False),
    }
)

APPROVALS: Final = Table(
    {
        "signers": Field(FILE, "The approvers' public keys, in the form of allowed_signers.", ".tta-guard/signers"),
        "revoked": Field(FILE, "Revoked keys; where named, the file must exist and hold at least one."),
        "store": Field(
            Text(
                "an absolute file, a directory in the home (~/...), or a postgresql:// address without a password",
                r"^(/|~/|postgresql://)\S+$",
            ),
            "The ledger. Without it: a SQLite file in the state directory. No password here: use a service or "
            "PGPASSFILE.",
        ),
        "quorum": Field(Whole(1, 20), "How many different approvers.", 1),
        "default_age_s": Field(Whole(60, 86400), "How long a grant is valid when nothing else is said.", 3600),
        "max_age_s": Field(Whole(60, 86400), "The longest that a grant may be valid; at most a day.", 86400),
        "presence": Field(Flag(), "Only keys on hardware, with a touch.", False),
        "verification": Field(Flag(), "Only keys on hardware, with PIN or fingerprint.", False),
        "windows": Field(FILE, "An iCalendar file: production grants are valid only in its windows."),
    }
)

IDENTITY: Final = Table(
    {
        "modes": Field(Many(MODE, least=1), "The modes that this identity may act in."),
        "keys": Field(
            Many(Text("a principal of the signers file", r"^\S+$", 200), least=1), "Principals whose keys it has."
        ),
        "authors": Field(
            Many(Text("an e-mail address; * is a wildcard", r"^\S+@\S+$", 300), least=1), "Authors of commits."
        ),
        "pushers": Field(Many(PATTERN, least=1), "User names that the git server hands over."),
    },
    required=("modes",),
    least=2,
)

CONFINEMENT: Final = Table(
    {
        "tier": Field(
            Choice(("namespaces", "landlock")), "The weakest tier to accept; without it, the mode's level decides."
        ),
        "limits": Field(
            Table(
                {
                    "time_s": Field(Whole(1, 604800), "Seconds that a run may take."),
                    "memory_bytes": Field(Whole(16 * 1024 * 1024, 2**50), "Memory of one process."),
                    "processes": Field(Whole(1, 1000000), "Processes at one time."),
                }
            ),
            "Limits of a run.",
        ),
        "writable": Field(
            Many(Text("an absolute directory, or one in the home (~/...)", r"^(?!.*(//|/\.\.(/|$)))(/|~/)[^/].*$")),
            "Directories outside the repository that a run may write: caches, tool homes.",
        ),
        "sockets": Field(
            Many(Text("the absolute path of a unix socket", r"^(?!.*(//|/\.\.(/|$)))/[^/].*[^/]$")),
            "Unix sockets that a run may connect to. Each is a way out of confinement.",
        ),
        "unsafe_unconfined": Field(Flag(), "Run without confinement where the kernel offers none.", False),
    }
)

_PEER: Final = Text(
    "a host (with * as a wildcard) or a network, perhaps with a :port", r"^[^\s/@?#]+(/[0-9]{1,3})?$", 500
)
NETWORK: Final = Table(
    {
        "deny": Field(Many(_PEER), "Where a run may not connect to, besides production."),
        "allow": Field(Many(_PEER), "Where alone a run may connect to; opens nothing that is denied."),
    }
)

MCP: Final = Table(
    {
        "lock": Field(FILE, "The lock file of the servers.", ".tta-guard/mcp.lock"),
        "token_budget": Field(
            Whole(1, 10000000), "Tokens that offered tool definitions may take in a mode that sets none."
        ),
        "servers": Field(
            Names(
                NAME,
                Table(
                    {
                        "command": Field(
                            Many(Text("one argument", "", 4000), least=1, ordered=True), "Program and arguments."
                        ),
                        "url": Field(
                            Text("an http:// or https:// address without a user", r"^https?://[^\s/@]+(/\S*)?$"),
                            "A server reached over HTTP.",
                        ),
                        "variables": Field(
                            Many(Text("the name of an environment variable", r"^[A-Za-z_][A-Za-z0-9_]*$", 200)),
                            "Variables handed on to it.",
                        ),
                    },
                    one_of=("command", "url"),
                ),
            ),
            "The servers behind the gateway, by name.",
        ),
    }
)

AUDIT: Final = Table(
    {
        "redact": Field(Many(REDACTED), "Further variables and flags whose values are not stored."),
        "checkpoint_every": Field(Whole(1, 1000000), "Sign a checkpoint after so many records."),
    }
)

ROOT: Final = Table(
    {
        "version": Field(Whole(1, 1), "The version of this format.", 1),
        "mode": Field(MODE, "The chat mode in force when nothing else names one."),
        "chatmodes": Field(Many(DIRECTORY, least=1), "Where chat modes are looked for; replaces the built-in list."),
        "resources": Field(
            Names(RESOURCE, RESOURCE_BINDING),
            "What the words of a chat mode mean here, e.g. 'Backend API implementation'. Case, spaces and backticks "
            "do not count.",
        ),
        "environments": Field(ENVIRONMENTS, "What is local, development, staging, production."),
        "secrets": Field(SECRETS, "Changes to the built-in list of secrets."),
        "protected": Field(Many(GLOB), "Further files that, like the guard's own, change only with an approval."),
        "overrides": Field(
            Many(OVERRIDE),
            "Changes to what a chat mode says. They can tighten anything, but loosen only the chat mode's own rules: "
            "never secrets, and never the guard's own files.",
        ),
        "tools": Field(
            Names(Text("a tool's name, without wildcards", r"^[^*?\s]+$", 200), Choice(CANONICAL)),
            "The project's own tool names and the canonical tools that they are. A name that the product knows "
            "cannot be changed.",
        ),
        "commands": Field(Names(NAME, Reserved()), "The project's own entries of the command catalogue."),
        "git": Field(GIT, "Branches and trailers."),
        "approvals": Field(APPROVALS, "Who approves, and how. Used by the approval flow."),
        "identities": Field(Names(NAME, IDENTITY), "Who may act in which mode. Used by the server-side check."),
        "confinement": Field(CONFINEMENT, "How commands are confined. Used by tta-run."),
        "network": Field(NETWORK, "Where commands may connect to. Used by tta-run."),
        "mcp": Field(MCP, "MCP servers. Used by the gateway."),
        "audit": Field(AUDIT, "The log."),
    }
)


# --- the JSON Schema -------------------------------------------------------------------------------------------------


_PLAIN_MAP: Final[dict[str, Any]] = {
    "type": "object",
    "propertyNames": {"minLength": 1},
    "additionalProperties": {"$ref": "#/$defs/plain"},
}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the configuration, for editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "tta-guard.yaml",
        "description": "The configuration of tta-guard, one for each repository.",
        **_schema_of(ROOT),
        "$defs": {
            "plain": {
                "anyOf": [
                    {"type": ["string", "integer", "boolean"]},
                    {"type": "array", "items": {"$ref": "#/$defs/plain"}},
                    _PLAIN_MAP,
                ]
            }
        },
    }


def render_schema() -> bytes:
    """The bytes of `tta-guard.schema.json`."""
    return (json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n").encode()


def _schema_of(kind: Any) -> dict[str, Any]:
    if isinstance(kind, Text):
        types: Any = ["string", "integer"] if kind.digits else "string"
        schema: dict[str, Any] = {"type": types, "minLength": 1, "maxLength": kind.most}
        return {**schema, "pattern": kind.pattern} if kind.pattern else schema
    if isinstance(kind, Choice):
        return {"enum": list(kind.words)}
    if isinstance(kind, Whole):
        return (
            {"const": kind.least}
            if kind.least == kind.most
            else {"type": "integer", "minimum": kind.least, "maximum": kind.most}
        )
    if isinstance(kind, Flag):
        return {"type": "boolean"}
    if isinstance(kind, Many):
        schema = {"type": "array", "items": _schema_of(kind.item), "maxItems": MAX_ITEMS}
        if kind.least:
            schema["minItems"] = kind.least
        if not kind.ordered and not isinstance(kind.item, Table):
            schema["uniqueItems"] = True
        return schema
    if isinstance(kind, Names):
        return {"type": "object", "propertyNames": _schema_of(kind.key), "additionalProperties": _schema_of(kind.value)}
    if isinstance(kind, Reserved):
        return _PLAIN_MAP
    return _schema_of_table(kind)


def _schema_of_table(kind: Table) -> dict[str, Any]:
    properties = {}
    for name, field in kind.fields.items():
        properties[name] = {"description": field.text, **_schema_of(field.kind)}
        if field.default is not None:
            properties[name]["default"] = field.default
    schema: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    if kind.required:
        schema["required"] = list(kind.required)
    if kind.one_of:
        schema["oneOf"] = [{"required": [name]} for name in kind.one_of]
    if kind.needs:
        schema["dependentRequired"] = {name: [other] for name, other in kind.needs}
    if kind.alone:
        schema["if"] = {"required": [kind.alone]}
        schema["then"] = {"maxProperties": 1}
    if kind.least:
        schema["minProperties"] = kind.least
    return schema
