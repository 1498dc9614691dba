"""`tta-guard.yaml`: bytes -> `Config`, a frozen value whose every text knows its line. Pure.

`config_document` reads the YAML, `config_schema` holds the table of keys, `config_check` holds a document against it,
`config_sections` makes the typed values of `config_values`. An empty file is a valid, empty configuration.

What an override may do: tighten anything; loosen only what the chat mode itself says. Secrets and the guard's own files
have keys of their own (`secrets.except`) or none at all, so that opening one of them is never a side effect of another
line.

Patterns under `environments`, `git.protected_branches` and the like are no globs: `*` is any run of characters (`/`
and `.` included), `?` is one, the whole text must match without regard to ASCII case, and nothing else is special (see
`meanings.name_matches`). Paths are globs in git's ignore syntax.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

from ..model import Source, frozen
from .config_check import Checked, Item, RawEntry, check
from .config_document import read_document
from .config_schema import ROOT, SCHEMA_ID, json_schema, render_schema
from .config_sections import (
    make_approvals,
    make_audit,
    make_chatmodes,
    make_confinement,
    make_environments,
    make_git,
    make_globs,
    make_identities,
    make_mcp,
    make_network,
    make_overrides,
    make_resources,
    make_secrets,
    make_tools,
    subsection,
)
from .config_values import BUILT_IN, CommandEntry, Config, fold_name

__all__ = [
    "BUILT_IN", "CONFIG_FILE", "SCHEMA_FILE", "SCHEMA_ID", "Choices", "Config", "Item", "RawEntry", "default_config",
    "fold_name", "json_schema", "parse_config", "render_config", "render_schema",
]  # fmt: skip

CONFIG_FILE: Final = "tta-guard.yaml"
SCHEMA_FILE: Final = ".tta-guard/tta-guard.schema.json"
"""Where `init` puts a copy of the schema. The configuration names it by this relative path, which works without a
network and always fits the installed version; no address on the web is promised."""


def default_config() -> Config:
    """The configuration of a repository that has none."""
    return parse_config(b"", "")


def parse_config(data: bytes, file: str, check_command: Callable[[str, RawEntry], None] | None = None) -> Config:
    """Read a configuration.

    Args:
        data: the bytes of the file.
        file: its name, as the user would name it.
        check_command: called with the name and the raw node of each entry under `commands`; raises ConfigError for a
            bad one.

    Raises:
        ConfigError: the file is broken or does not fit the schema; the message has the path into the document.
    """
    document = read_document(data, file)
    root = check(ROOT, document, "", file) if document is not None else Checked({}, Source(file))
    values = root.values
    commands = tuple(CommandEntry(name, raw) for name, raw in values.get("commands", ()))
    if check_command is not None:
        for entry in commands:
            check_command(entry.name.value, entry.raw)
    return Config(
        file=file,
        version=values.get("version", 1),
        mode=values.get("mode"),
        chatmodes=make_chatmodes(values.get("chatmodes")),
        resources=make_resources(values.get("resources", ())),
        environments=make_environments(subsection(values, "environments")),
        secrets=make_secrets(subsection(values, "secrets")),
        protected=make_globs(values.get("protected", ()), "protected"),
        overrides=make_overrides(values.get("overrides", ())),
        tools=make_tools(values.get("tools", ())),
        commands=commands,
        git=make_git(subsection(values, "git")),
        approvals=make_approvals(subsection(values, "approvals")),
        identities=make_identities(values.get("identities", ())),
        confinement=make_confinement(subsection(values, "confinement")),
        network=make_network(subsection(values, "network")),
        mcp=make_mcp(subsection(values, "mcp")),
        audit=make_audit(subsection(values, "audit")),
    )


@frozen
class Choices:
    """What `init` found out, for `render_config`.

    Attributes:
        mode: the mode in force; None leaves it open.
        chatmodes: directories, where they are not the built-in ones.
        production_hosts: host patterns.
        protected_branches: where they are not the built-in ones.
        unbound: words of the chat modes that need a binding; written as comments to be filled in.
    """

    mode: str | None = None
    chatmodes: tuple[str, ...] = ()
    production_hosts: tuple[str, ...] = ()
    protected_branches: tuple[str, ...] = ()
    unbound: tuple[str, ...] = ()


def render_config(choices: Choices) -> bytes:
    """Write the configuration that `init` puts down: little content, comments that explain, read back before it is
    given out.

    The first line lets editors find the schema, a copy of which `init` writes to `SCHEMA_FILE` (see `render_schema`).

    Raises:
        ConfigError: a choice is no valid value.
    """
    lines = [
        f"# yaml-language-server: $schema={SCHEMA_FILE}",
        "#",
        "# The configuration of tta-guard for this repository. The chat modes say what a role may touch; this file "
        "only says",
        "# what their words mean here. It is read from the last commit, and changing it needs an approval.",
        "# `tta-guard policy lint` shows what is missing.",
        "",
        "version: 1",
        "",
        "# The chat mode in force when neither --mode nor TTA_MODE nor `git config tta.mode` names one.",
        f"mode: {_quoted(choices.mode)}" if choices.mode is not None else "# mode: NAME",
    ]
    if choices.chatmodes:
        lines += ["", "# Where chat modes are looked for.", "chatmodes:", *_entries("  ", choices.chatmodes)]
    lines += [
        "",
        "# What the words of a chat mode mean here: paths, hosts, variables, tools or servers; or why there is none.",
        "# resources:",
        *[f"#   {json.dumps(words)}: {{paths: []}}" for words in choices.unbound or ("Backend API implementation",)],
        '#   "Patient data": {absent: "this service keeps none"}',
        "",
        "# Which systems are which. Addresses, accounts and clusters decide before names of contexts and profiles.",
    ]
    if choices.production_hosts:
        lines += ["environments:", "  production:", "    hosts:", *_entries("      ", choices.production_hosts)]
    else:
        lines += ["# environments:", "#   production:", '#     hosts: ["*.prod.example.com"]']
    if choices.protected_branches:
        lines += [
            "",
            "# Branches that are not pushed to, merged into or deleted without review.",
            "git:",
            "  protected_branches:",
            *_entries("    ", choices.protected_branches),
        ]
    lines += [
        "",
        "# Files that look like secrets but are not, and more that are.",
        "# secrets:",
        '#   except: ["tests/data/*.pem"]',
        '#   add: ["*.license"]',
    ]
    data = ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")
    parse_config(data, CONFIG_FILE)
    return data


def _entries(indent: str, texts: tuple[str, ...]) -> list[str]:
    return [f"{indent}- {_quoted(text)}" for text in texts]


def _quoted(text: str) -> str:
    # A JSON string is a double-quoted YAML scalar; escaped pairs of surrogates are not, hence no ASCII escapes.
    return json.dumps(text, ensure_ascii=False)
