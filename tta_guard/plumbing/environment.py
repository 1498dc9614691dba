"""What git is told before it starts: its variables and its settings. IO, hot path."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# Of git's own variables, those that say where the repository is, which git this is, or how it reaches a promisor
# remote. Everything else that starts with GIT_ is dropped: GIT_EXTERNAL_DIFF and GIT_TRACE run or write things,
# GIT_DIFF_OPTS and the pathspec switches change answers, GIT_GRAFT_FILE, GIT_SHALLOW_FILE and GIT_REPLACE_REF_BASE
# change history, and GIT_CONFIG_PARAMETERS or GIT_CONFIG_COUNT (which `git -c` hands to hooks) can set anything.
_KEPT = frozenset(
    b"""GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_COMMON_DIR GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
    GIT_QUARANTINE_PATH GIT_PREFIX GIT_EXEC_PATH GIT_CONFIG_GLOBAL GIT_CONFIG_SYSTEM GIT_CONFIG_NOSYSTEM GIT_SSH
    GIT_SSH_COMMAND GIT_SSH_VARIANT GIT_ASKPASS GIT_SSL_CAINFO GIT_SSL_CAPATH GIT_SSL_NO_VERIFY GIT_PROXY_COMMAND
    GIT_CEILING_DIRECTORIES GIT_DISCOVERY_ACROSS_FILESYSTEM GIT_TERMINAL_PROMPT""".split()
)
# Relative values of these count from where git starts, which `-C` moves.
_PLACES = (b"GIT_DIR", b"GIT_WORK_TREE", b"GIT_COMMON_DIR", b"GIT_OBJECT_DIRECTORY")
_FORCED = {
    b"GIT_NO_REPLACE_OBJECTS": b"1",
    b"GIT_OPTIONAL_LOCKS": b"0",
    b"GIT_TERMINAL_PROMPT": b"0",
    b"GIT_GRAFT_FILE": os.fsencode(os.devnull),
    b"LC_ALL": b"C",
}
SETTINGS = (
    "core.fsmonitor=false",
    "core.quotePath=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "diff.renames=false",
    "diff.relative=false",
    "diff.ignoreSubmodules=none",
    f"diff.orderFile={os.devnull}",
    "merge.renames=false",
    "merge.directoryRenames=false",
    "merge.renormalize=false",
    "log.showRoot=true",
    "log.showSignature=false",
    "log.mailmap=false",
    "i18n.logOutputEncoding=UTF-8",
    "submodule.recurse=false",
)
ARGUMENTS = tuple(word for setting in SETTINGS for word in ("-c", setting))


def git_environment(extra: Mapping[bytes, bytes] | None) -> tuple[dict[bytes, bytes], bool]:
    """The environment for git, and whether the caller's command line trusts directories by `safe.directory`."""
    trusted = False
    kept: dict[bytes, bytes] = {}
    for name, value in _all_variables():
        if not name.upper().startswith(b"GIT_"):
            kept[name] = value
        elif name.startswith((b"GIT_CONFIG_PARAMETERS", b"GIT_CONFIG_KEY_")):
            trusted = trusted or b"safe.directory" in value.lower()
        elif name in _KEPT:
            kept[name] = value
    here = b""
    for name in _PLACES:
        value = kept.get(name, b"")
        if value and not os.path.isabs(value):
            here = here or os.getcwdb()
            kept[name] = os.path.join(here, value)
    kept.update(_FORCED)
    if extra:
        kept.update(extra)
    return kept, trusted


def _all_variables() -> list[tuple[bytes, bytes]]:
    if sys.platform == "win32":
        return [(os.fsencode(name), os.fsencode(value)) for name, value in os.environ.items()]
    return list(os.environb.items())
