"""`tta-guard init`: find the chat modes, ask little, write the configuration, install the hooks; take it all back. IO."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys

import click

from ..errors import GitError, GuardError, UsageError
from ..git.install import install, remove
from ..plumbing.process import discover
from ..policy.chatmode import chatmode_name
from ..policy.config import (
    CONFIG_FILE,
    SCHEMA_FILE,
    Choices,
    default_config,
    parse_config,
    render_config,
    render_schema,
)
from ..policy.sources import WorkTree
from ..policy.store import BASELINE, load_directory
from . import render

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..plumbing.process import Repository
    from ..policy.rules import Policy

_RECORD = b"init-files"
_LINT_SHOWN = 8


def set_up(mode: str | None, *, ask: bool) -> int:
    """Run `tta-guard init`.

    Args:
        mode: what --mode says.
        ask: whether somebody is there to answer.

    Returns:
        0; what was done and what is to be done next is printed.

    Raises:
        UsageError: no such mode, or the configuration says another one.
        GuardError: a chat mode, the configuration or the repository is broken; nothing was changed.
    """
    repo = discover()
    top = _work_tree(repo)
    tree = WorkTree(top)
    data = tree.read_config()
    config = parse_config(data, CONFIG_FILE) if data is not None else default_config()
    directories = [item.value for item in config.chatmodes]
    files, broken = tree.chatmodes(directories)
    if broken:
        raise broken[0]
    names = {chatmode_name(file.data, file.name): file.name for file in files}
    _show_modes(names, directories)
    written = config.mode.value if config.mode else None
    if data is not None:
        if mode not in (None, written):
            raise UsageError(
                f"{CONFIG_FILE} says mode: {written or '(none)'}, not {mode}",
                hint=f"edit {CONFIG_FILE}; changing the rules is meant to be seen in a commit",
            )
        chosen = written
    else:
        chosen = mode or _ask_mode(list(names), ask)
    if chosen and chosen != BASELINE and chosen not in names:
        raise UsageError(f"there is no chat mode {chosen}", hint=f"known here: {', '.join(sorted(names)) or 'none'}")
    policy = load_directory(top, mode=chosen or BASELINE, environ={}).policy
    if data is None:
        unbound = tuple(dict.fromkeys(gap.text for gap in policy.gaps if gap.code == "unbound-resource" and gap.text))
        _write(repo, top, CONFIG_FILE, render_config(Choices(mode=chosen, unbound=unbound)))
    else:
        render.write(f"kept      {CONFIG_FILE}")
    _write(repo, top, SCHEMA_FILE, render_schema())
    for action in install(repo, sys.executable):
        render.write(f"{action.what:<9} {action.path}{'  ' + action.note if action.note else ''}")
    _show_state(policy)
    return 0


def remove_setup() -> int:
    """Run `tta-guard init --remove`: put back what was there before `init`.

    Returns:
        0. A file that init wrote and someone changed since is left in place, and that is said.
    """
    repo = discover()
    top = _work_tree(repo)
    for action in remove(repo):
        render.write(f"{action.what:<9} {action.path}{'  ' + action.note if action.note else ''}")
    for name, digest in _recorded(repo).items():
        path = os.path.join(top, os.fsencode(name))
        try:
            with open(path, "rb") as file:
                unchanged = hashlib.sha256(file.read()).hexdigest() == digest
        except FileNotFoundError:
            continue
        if unchanged:
            os.unlink(path)
            render.write(f"removed   {name}")
            _remove_empty(os.path.dirname(path), top)
        else:
            render.write(f"left      {name}  (changed since init wrote it)")
    shutil.rmtree(os.path.join(repo.common_dir, b"tta-guard"), ignore_errors=True)
    return 0


def _work_tree(repo: Repository) -> bytes:
    if repo.work_tree is None:
        raise GitError(
            "this is a bare repository: there is no work tree to set up",
            hint="run init in a clone; on a server, install the server's hooks",
            code="bare-repository",
        )
    return repo.work_tree


def _show_modes(names: dict[str, str], directories: list[str]) -> None:
    if names:
        render.write(f"found {len(names)} chat mode{'s' if len(names) > 1 else ''}:")
        for name, file in sorted(names.items()):
            render.write(f"  {render.shown(name):<32} {render.shown(file)}")
    else:
        render.write(f"found no chat mode (looked in {', '.join(directories)})")
        render.write("  the baseline holds: secrets are not committed, the guard's own files are not changed unnoticed")


def _ask_mode(names: list[str], ask: bool) -> str | None:
    """The mode to write down: the only one, what the user picks, or none."""
    if not names:
        return None
    if not ask:
        return names[0] if len(names) == 1 else None
    answer: str = click.prompt(
        "Which of them holds in this repository (empty: none, each agent names its own with TTA_MODE)",
        default=names[0] if len(names) == 1 else "",
        show_default=len(names) == 1,
        type=click.Choice([*sorted(names), ""]),
        show_choices=False,
    )
    return answer or None


def _show_state(policy: Policy) -> None:
    """What is in force once it is committed, what is missing, and what to do next."""
    if policy.mode:
        render.write(f"\nmode {policy.mode} (level {policy.level}) holds once this is committed:")
    else:
        render.write("\nno mode: the baseline holds once this is committed:")
    render.write(f"  git add {CONFIG_FILE} .tta-guard && git commit -m 'Hold the chat modes'")
    for what, entries in (("conflict", policy.conflicts), ("gap", policy.gaps)):
        if entries:
            count = f"{len(entries)} {what}{'s' if len(entries) > 1 else ''}"
            render.write(f"\n{count}; tta-guard policy lint shows them in full:")
            for entry in entries[:_LINT_SHOWN]:
                render.write(f"  {entry.source}  {entry.message}")
            if len(entries) > _LINT_SHOWN:
                render.write(f"  … and {len(entries) - _LINT_SHOWN} more")


def _write(repo: Repository, top: bytes, name: str, data: bytes) -> None:
    """Write a file of init's own, whole or not at all, and remember it for `--remove`. One that is there stays."""
    path = os.path.join(top, os.fsencode(name))
    if os.path.lexists(path):
        render.write(f"kept      {name}")
        return
    temporary = path + b".tta-guard-new"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(temporary, "xb") as file:
            file.write(data)
        os.replace(temporary, path)
        record = os.path.join(repo.common_dir, b"tta-guard", _RECORD)
        os.makedirs(os.path.dirname(record), exist_ok=True)
        with open(record, "a", encoding="utf-8") as lines:
            lines.write(f"{hashlib.sha256(data).hexdigest()} {name}\n")
    except OSError as error:
        if os.path.lexists(temporary):
            os.unlink(temporary)
        raise GuardError(f"{name} cannot be written: {error.strerror}", hint="make the directory writable") from error
    render.write(f"wrote     {name}")


def _recorded(repo: Repository) -> dict[str, str]:
    """The files that init wrote, with the SHA-256 of what it wrote."""
    try:
        with open(os.path.join(repo.common_dir, b"tta-guard", _RECORD), encoding="utf-8") as file:
            lines = [line.rstrip("\n").partition(" ") for line in file]
    except FileNotFoundError:
        return {}
    return {name: digest for digest, _, name in lines if name in (CONFIG_FILE, SCHEMA_FILE)}


def _remove_empty(directory: bytes, top: bytes) -> None:
    if directory != top and not os.listdir(directory):
        os.rmdir(directory)
