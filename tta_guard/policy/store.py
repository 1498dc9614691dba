"""Find, verify and read the policy in force; compile it at most once for the same sources. IO, hot path.

One `git cat-file` names the sources in a commit by their object ids; the compiled policy is kept under
`<git directory>/tta-guard/cache`, and found again by those ids. Compiling needs the libraries, and they are imported only
then. The cache is as trustworthy as the directory it lies in, which is one of the guard's own files: see
docs/threat-model.md for what that does and does not mean for someone with the same user id.
"""

from __future__ import annotations

import marshal
import os
import sys
import zlib

from .. import __version__
from ..errors import ChatModeError, ConfigError, PolicyError
from ..model import Source, frozen
from ..plumbing.process import Repository, Running, run_git, start_git
from .rules import FORMAT, pack, unpack
from .sources import CONFIG_FILE, GitTree, WorkTree, parse_batch, read_root_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .chatmode import ChatMode
    from .config import Config
    from .rules import Policy
    from .sources import File, Tree

SYSTEM_CONFIG = "/etc/tta-guard/config.yaml"
DEFAULT_LOCATIONS = (".github/chatmodes", ".github/agents", ".augment/chatmodes", ".claude/agents", ".tta/chatmodes")
BASELINE = "baseline"
"""The name that asks for no mode at all, where a configuration names one."""
_CACHE_FILES = 24
_FROM_INDEX = "the last commit has no policy yet, so the one in the index holds for this commit"
_FROM_DISK = "no policy is committed yet: this answer is from the working tree, and holds once that is committed"
_MAGIC = f"tta-guard {__version__} {FORMAT} {sys.implementation.cache_tag} ".encode()
# What a compiled policy depends on besides its sources: installing other code of the same version makes it anew.
_COMPILER = (
    "compiler assertions draft meanings statements titles markdown chatmode frontmatter tool_names rules entries fences "
    "verbs tool_rules overlap tables prohibitions boundaries file_boundaries config config_sections"
).split()


@frozen
class Loaded:
    """A policy and where it comes from.

    Attributes:
        policy: what holds.
        origin: "commit", "index", "worktree" or "none" (no policy anywhere: the baseline).
        where: the origin for people.
        notices: what the user should be told, a line each.
        revision: the commit it was read from, as it was asked for; "" for any other origin.
    """

    policy: Policy
    origin: str
    where: str
    notices: tuple[str, ...] = ()
    revision: str = ""


def load(
    repo: Repository,
    *,
    mode: str | None = None,
    environ: Mapping[str, str] = os.environ,
    revision: str = "HEAD",
    reading: bool = False,
) -> Loaded:
    """Load the policy that holds for whoever works in a repository: from its last commit.

    While the last commit has no policy the index is read instead, and that is said: so the commit which brings a policy in
    is judged by it, except for being a change to the guard's own files.

    Args:
        repo: the repository.
        mode: what `--mode` says.
        environ: the environment (TTA_MODE).
        revision: the commit to read.
        reading: to answer a question, not to enforce: where nothing is committed or staged, read the working tree.

    Raises:
        PolicyError: there is no such mode, or two of that name.
        ChatModeError, ConfigError: a source of the policy is broken.
        GitError: git failed.
    """
    system = _system_config()
    asked = None if system and b"mode" in system else mode or environ.get("TTA_MODE")
    setting = None if asked else _ask_setting(repo)
    specs = [f"{revision}^{{commit}}", f"{revision}:{CONFIG_FILE}"] + [
        f"{revision}:{path}" for path in DEFAULT_LOCATIONS
    ]
    answers = parse_batch(run_git(["cat-file", "--batch"], repo=repo, stdin="\n".join(specs).encode() + b"\n"))
    if setting is not None:
        asked = _setting(setting)
    commit, config, *trees = answers
    if commit[1] != b"commit":
        return _load_new(repo, system, asked, reading)
    locations: tuple[str, ...] = DEFAULT_LOCATIONS
    if b"chatmodes" in config[2]:
        locations = _locations(config[2])
        more = "\n".join([f"{revision}:{path}" for path in locations]).encode("utf-8", "surrogateescape") + b"\n"
        trees = parse_batch(run_git(["cat-file", "--batch"], repo=repo, stdin=more))
    key = b"\0".join([system, (asked or "").encode(), config[0], *[tree[0] for tree in trees]])
    cached = _read_cache(repo, key) or _read_cache(repo, key + commit[0])
    if cached is not None:
        return _read_from(cached, revision)
    tree = GitTree(repo, revision)
    files, broken = tree.chatmodes(locations)
    if config[1] != b"blob" and not files and not broken:
        return _load_new(repo, system, asked, reading)
    loaded = _compile(tree, "commit", files, broken, system, asked)
    _write_cache(repo, key + commit[0] if any(file.linked for file in files) else key, loaded)
    return _read_from(loaded, revision)


def _read_from(loaded: Loaded, revision: str) -> Loaded:
    return Loaded(loaded.policy, loaded.origin, loaded.where, loaded.notices, revision)


def load_tree(tree: Tree, origin: str, *, mode: str | None = None, environ: Mapping[str, str] = os.environ) -> Loaded:
    """Compile the policy in a tree of files, without a cache: for `policy lint` and for reading before the first commit.

    Raises:
        As `load`.
    """
    files, broken = tree.chatmodes(_locations(tree.read_config() or b""))
    return _compile(tree, origin, files, broken, _system_config(), mode or environ.get("TTA_MODE"))


def load_directory(root: bytes, *, mode: str | None = None, environ: Mapping[str, str] = os.environ) -> Loaded:
    """Compile the policy of the files on disk below a directory, committed or not."""
    return load_tree(WorkTree(root), "worktree", mode=mode, environ=environ)


def load_modes(tree: Tree) -> tuple[list[Policy], list[ChatModeError]]:
    """Compile every chat mode of a tree, each for itself; the baseline where there is none.

    Returns:
        The policies, and what is wrong with those that cannot be compiled.

    Raises:
        ConfigError: the configuration is broken.
    """
    from .chatmode import parse_chatmode

    config, data = _read_config(tree)
    files, broken = tree.chatmodes(_words(config))
    policies = []
    for file in files:
        try:
            chosen = parse_chatmode(file.data, file.name)
            policies.append(_compiled(tree, chosen, config, _sources(data, [file], b"")))
        except ChatModeError as error:
            broken.append(error)
    if not files and not broken:
        policies.append(_compiled(tree, None, config, _sources(data, [], b"")))
    return policies, broken


def chosen_mode(tree: Tree, repo: Repository | None, environ: Mapping[str, str] = os.environ) -> str | None:
    """The mode that the environment, git's configuration or the tree's own configuration names."""
    asked = environ.get("TTA_MODE") or (_setting(_ask_setting(repo)) if repo is not None else None)
    if asked:
        return asked
    config, _ = _read_config(tree)
    return config.mode.value if config.mode else None


def _load_new(repo: Repository, system: bytes, asked: str | None, reading: bool) -> Loaded:
    """The policy of a repository whose last commit has none: that of the index, or the baseline."""
    trees: list[tuple[Tree, str, str]] = [(GitTree(repo, None), "index", _FROM_INDEX)]
    if reading and repo.work_tree is not None:
        trees.append((WorkTree(repo.work_tree), "worktree", _FROM_DISK))
    for tree, origin, notice in trees:
        config = tree.read_config()
        files, broken = tree.chatmodes(_locations(config or b""))
        if config is not None or files or broken:
            loaded = _compile(tree, origin, files, broken, system, asked)
            return Loaded(loaded.policy, origin, loaded.where, (notice, *loaded.notices))
    if asked and asked != BASELINE:
        raise PolicyError(
            f"there is no chat mode {asked}: the repository has none",
            hint="add the chat mode, or unset TTA_MODE and git config tta.mode",
        )
    return _baseline(repo, system)


def _baseline(repo: Repository, system: bytes) -> Loaded:
    """No policy anywhere: the built-in meanings, compiled once and kept like any other policy."""
    key = b"baseline\0" + system
    cached = _read_cache(repo, key)
    if cached is None:
        cached = _compile(None, "none", [], [], system, None)
        _write_cache(repo, key, cached)
    return cached


def _compile(
    tree: Tree | None,
    origin: str,
    files: Sequence[File],
    broken: Sequence[ChatModeError],
    system: bytes,
    asked: str | None,
) -> Loaded:
    config, data = _read_config(tree)
    if system:
        pinned = _parse(system, SYSTEM_CONFIG).mode
        asked = pinned.value if pinned else asked
    name = asked or (config.mode.value if config.mode else None)
    where = tree.where if tree is not None else "the built-in baseline"
    chosen: ChatMode | None = None
    notices: list[str] = []
    if name and name != BASELINE:
        chosen, notices = _choose(name, config, files, broken, where)
    used = [file for file in files if chosen is not None and file.name == chosen.file]
    return Loaded(_compiled(tree, chosen, config, _sources(data, used, system)), origin, where, tuple(notices))


def _compiled(tree: Tree | None, mode: ChatMode | None, config: Config, sources: list[tuple[str, bytes]]) -> Policy:
    from .compiler import compile_policy

    signed = tree is not None and tree.has(config.approvals.signers.value)
    return compile_policy(mode, config, sources, signed=signed)


def _read_config(tree: Tree | None) -> tuple[Config, bytes | None]:
    """The configuration of a tree, and its bytes where it has one."""
    data = tree.read_config() if tree is not None else None
    return _parse(data or b"", CONFIG_FILE), data


def _parse(data: bytes, file: str) -> Config:
    from ..libraries import use_libraries

    use_libraries()
    from .config import parse_config

    return parse_config(data, file)


def _sources(config: bytes | None, files: Sequence[File], system: bytes) -> list[tuple[str, bytes]]:
    """Every file that a policy comes from, for its digest."""
    sources = [(CONFIG_FILE, config)] if config is not None else []
    sources += [(file.name, file.data) for file in files]
    return [*sources, (SYSTEM_CONFIG, system)] if system else sources


def _choose(
    name: str, config: Config, files: Sequence[File], broken: Sequence[ChatModeError], where: str
) -> tuple[ChatMode, list[str]]:
    """The chat mode of a name, and what to say about those that could not be read."""
    from .chatmode import chatmode_name, parse_chatmode

    named: list[tuple[str, File]] = []
    unread: list[ChatModeError] = list(broken)
    for file in files:
        try:
            named.append((chatmode_name(file.data, file.name), file))
        except ChatModeError as error:
            if _name_of_file(file.name) == name:
                raise
            unread.append(error)
    found = [file for spelled, file in named if spelled == name]
    if len(found) > 1:
        raise PolicyError(
            f"two chat modes are called {name}: {found[0].name} and {found[1].name}",
            source=Source(found[0].name),
            hint="rename one of them; the guard does not choose between two",
        )
    for unreadable in broken:
        if unreadable.source and _name_of_file(unreadable.source.file) == name:
            raise unreadable
    if not found:
        known = ", ".join(sorted(spelled for spelled, _ in named)) or "none"
        hint = f"known here: {known}; looked in {', '.join(_words(config))} of {where}"
        raise PolicyError(f"there is no chat mode {name}", hint=hint)
    return parse_chatmode(found[0].data, found[0].name), [f"left out, cannot be read: {error}" for error in unread]


def _words(config: Config) -> list[str]:
    return [item.value for item in config.chatmodes]


def _name_of_file(path: str) -> str:
    base = path.rsplit("/", 1)[-1]
    for suffix in (".chatmode.md", ".agent.md", ".md"):
        if base.endswith(suffix):
            return base[: -len(suffix)]
    return base


def _locations(data: bytes) -> tuple[str, ...]:
    """The chat mode directories that a configuration names."""
    return tuple(_words(_parse(data, CONFIG_FILE))) if b"chatmodes" in data else DEFAULT_LOCATIONS


def _ask_setting(repo: Repository) -> Running:
    return start_git(["config", "--get", "tta.mode"], repo=repo, accepted=(0, 1))


def _setting(running: Running) -> str | None:
    """What `git config --get` answers: exit status 1 means that there is no such key."""
    out = running.all()
    return out.decode("utf-8", "surrogateescape").rstrip("\n") or None if running.status == 0 else None


def _system_config() -> bytes:
    """The administrator's configuration, empty where there is none."""
    return read_root_file(SYSTEM_CONFIG, ConfigError) or b""


def _head(key: bytes) -> bytes:
    """What a cached policy begins with: the version, the compiler's own files, the key."""
    here = os.path.dirname(__file__)
    stamps = []
    for name in _COMPILER:
        status = os.stat(f"{here}/{name}.py")
        stamps.append(f"{status.st_mtime_ns}.{status.st_size}")
    return _MAGIC + " ".join(stamps).encode() + len(key).to_bytes(4, "big") + key


def _cache_file(repo: Repository, head: bytes) -> bytes:
    return os.path.join(repo.common_dir, b"tta-guard", b"cache", b"%08x.policy" % zlib.crc32(head))


def _read_cache(repo: Repository, key: bytes) -> Loaded | None:
    """A policy compiled before from the same sources by the same version; None where there is none, or it is damaged."""
    head = _head(key)
    try:
        with open(_cache_file(repo, head), "rb") as file:
            data = file.read()
    except OSError:
        return None
    body = data[len(head) + 4 :]
    if not data.startswith(head) or data[len(head) : len(head) + 4] != zlib.crc32(body).to_bytes(4, "big"):
        return None
    packed, origin, where, notices = marshal.loads(body)
    return Loaded(unpack(packed), origin, where, notices)


def _write_cache(repo: Repository, key: bytes, loaded: Loaded) -> None:
    """Keep a compiled policy. Where nothing can be written, the next command compiles it again."""
    body = marshal.dumps((pack(loaded.policy), loaded.origin, loaded.where, loaded.notices))
    head = _head(key)
    path = _cache_file(repo, head)
    directory = os.path.dirname(path)
    temporary = path + b".%d" % os.getpid()
    try:
        os.makedirs(directory, exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(head + zlib.crc32(body).to_bytes(4, "big") + body)
        os.replace(temporary, path)
        kept = [os.path.join(directory, name) for name in os.listdir(directory)]
        for old in sorted(kept, key=os.path.getmtime)[:-_CACHE_FILES]:
            os.unlink(old)
    except OSError:
        return
