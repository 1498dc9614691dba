"""From a command line to what each of its programs would do: the facts that `decide_command` is handed. Pure, hot path.

Everything from outside comes through the `World`. The order is that of the text: a program sees the state that the ones
before it leave behind.
"""

from __future__ import annotations

from ..model import Reason, frozen
from ..policy.paths import decide_many
from .arguments import parse_arguments
from .catalogue import find
from .catalogue.meaning import read_meaning
from .decide import FileUse, Understood
from .environments import Environments
from .expand import expand_all, expand_text
from .invocation import Invocation, Opaque, Word, literal
from .project import project_tools
from .start import ELSEWHERE, absolute, variable
from .state import wrote
from .targets import NO_STATE, Resolution, advance, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..model import Access
    from ..policy.rules import Policy
    from .catalogue.meaning import Meaning
    from .targets import State
    from .world import World

    Step = Invocation | Opaque

# Redirections by what they do to the file they name.
_REDIRECTIONS: dict[str, Access] = {
    "<": "read",
    ">": "write",
    ">>": "write",
    ">|": "write",
    "&>": "write",
    "&>>": "write",
}
_TOP = b"."
_BELOW_LIMIT = 400
# A build context is sent whole, but only its ignore file and the recipe tell what is read of it.
_BUILDERS = ("docker", "podman", "buildah", "nerdctl")
_SKIPPED = (".git", "node_modules", ".venv", "__pycache__")
_HARMLESS = (
    "/dev/null",
    "/dev/stdin",
    "/dev/stdout",
    "/dev/stderr",
    "/dev/tty",
    "/dev/zero",
    "/dev/random",
    "/dev/urandom",
)


@frozen
class Reading:
    """A command line as it was read.

    Attributes:
        understood: every program that would start, in order.
        steps: the same, as invocations and opaque stretches, for `--trace`.
    """

    understood: tuple[Understood, ...]
    steps: tuple[Step, ...]


def read_words(argv: Sequence[str], world: World, policy: Policy) -> Reading:
    """Read a command given as words."""
    tools = project_tools(policy.settings.get("commands", {}))
    step = Invocation(tuple([literal(word) for word in argv]))
    return _read(expand_all((step,), world, tools), world, policy, tools)


def read_text(text: str, world: World, policy: Policy) -> Reading:
    """Read shell text."""
    tools = project_tools(policy.settings.get("commands", {}))
    return _read(expand_text(text, world, extensions=tools), world, policy, tools)


def _read(steps: tuple[Step, ...], world: World, policy: Policy, tools: dict[str, Any]) -> Reading:
    settings = {"environments": policy.settings.get("environments", {}), "git": policy.settings.get("git", {})}
    environments = Environments(settings, world.repo_root)
    state = NO_STATE
    found: list[Understood] = []
    for step in steps:
        if isinstance(step, Opaque):
            found.append(_unread(step))
            continue
        understood, state = _understand(step, world, state, environments, policy, tools)
        found.append(understood)
        changed = [_absolute(use, world) for use in understood.files if use.access != "read"]
        if changed:
            # What a later program of the same text reads there is not what is there now.
            state = wrote(state, changed)
    return Reading(tuple(found), steps)


def _absolute(use: FileUse, world: World) -> str:
    name = use.names[-1].decode("utf-8", "surrogateescape")
    return name if name.startswith("/") else f"{world.repo_root or world.cwd}/{name}"


def _unread(step: Opaque) -> Understood:
    shown = step.text or step.message
    return Understood(
        (shown,), opaque=(Reason(f"opaque-{step.code}", f"not read, decided when it starts: {step.message}"),)
    )


def _understand(
    step: Invocation, world: World, state: State, environments: Environments, policy: Policy, tools: dict[str, Any]
) -> tuple[Understood, State]:
    argv = tuple([str(word) for word in step.argv])
    name = step.argv[0].basename if step.argv else None
    files = _redirected(step, world)
    if name is None:
        if not step.argv:
            return Understood(argv or ("(redirection)",), files=tuple(files)), state
        reason = Reason("opaque-command-name", f"which program starts is not known: {argv[0]}")
        resolution = resolve(None, None, step, world, state, environments)
        return _made(argv, None, resolution, [*files, *_mentioned(step, world)], (), (reason,)), state
    tool = find(name, tools)
    if tool is None:
        resolution = resolve(None, None, step, world, state, environments)
        return _made(argv, None, resolution, [*files, *_mentioned(step, world)]), state
    arguments = parse_arguments(tool, step.argv)
    meaning = read_meaning(arguments, lambda key: variable(step, world, key))
    resolution = resolve(tool, arguments, step, world, state, environments, meaning)
    files += _named(meaning, step, world, name == "git")
    if any(word.prefix.startswith(("-C", "--directory")) for word in step.argv[1:]):
        # Its relative names start from there (tar -C); the top of this tree is not what is read.
        files = [use for use in files if use.names != (_TOP,)]
    if name not in _BUILDERS or "build" not in arguments.path:
        files += [inner for use in files for inner in _below(use, world, policy)]
    opaque: tuple[Reason, ...] = ()
    if not meaning.complete:
        opaque = (Reason("opaque-words", f"words of {argv[0]} that are not known may change what it does"),)
    understood = _made(argv, meaning, resolution, files, (), opaque)
    return understood, advance(state, arguments, resolution, meaning)


def _made(
    argv: tuple[str, ...],
    meaning: Meaning | None,
    resolution: Resolution,
    files: Sequence[FileUse],
    variables: tuple[str, ...] = (),
    opaque: tuple[Reason, ...] = (),
) -> Understood:
    return Understood(
        argv,
        meaning.effects if meaning else (),
        resolution.environment,
        resolution.targets,
        tuple(dict.fromkeys(files)),
        variables,
        resolution.unresolved,
        opaque,
        meaning.notes if meaning else (),
    )


def _redirected(step: Invocation, world: World) -> list[FileUse]:
    uses = []
    for one in step.redirections:
        access = _REDIRECTIONS.get(one.op)
        if access is not None and one.target is not None:
            uses += _use(one.target, access, step, world)
        elif one.op == "<>" and one.target is not None:
            uses += _use(one.target, "read", step, world) + _use(one.target, "write", step, world)
    return uses


def _named(meaning: Meaning, step: Invocation, world: World, in_git: bool) -> list[FileUse]:
    uses: list[FileUse] = []
    for use in meaning.files:
        access: Any = "read" if use.access == "exec" else use.access
        uses += _use(use.path, access, step, world)
        if in_git:
            uses += _in_object(use.path, access)
    return uses


def _in_object(word: Word, access: Access) -> list[FileUse]:
    """The path in `REV:PATH` or `:STAGE:PATH`: what git reads from an object, from the top of the repository."""
    text = word.suffix if word.text is None else word.text
    _, colon, path = text.rpartition(":")
    if not colon or not path or path.startswith("/"):
        return []
    name = _tidy(f"/{path}")[1:].encode("utf-8", "surrogateescape")
    return [FileUse(access, (name,), text)]


def _below(use: FileUse, world: World, policy: Policy) -> list[FileUse]:
    """The files below a directory that is read which may not be read, as far as a bounded look goes."""
    if use.access != "read" or not use.is_dir:
        return []
    top = use.names[-1].decode("utf-8", "surrogateescape")
    start = top if top.startswith("/") else f"{world.repo_root or world.cwd}/{top}"
    if use.names[-1] == _TOP:
        start = world.repo_root or world.cwd
    waiting = [start]
    names: list[str] = []
    while waiting and len(names) < _BELOW_LIMIT:
        here = waiting.pop(0)
        for entry in (world.listdir(here) or ())[:_BELOW_LIMIT]:
            path = f"{here.rstrip('/')}/{entry}"
            if world.is_dir(path):
                if entry not in _SKIPPED:
                    waiting.append(path)
            else:
                names.append(path)
    relative = [_relative(path, world).encode("utf-8", "surrogateescape") for path in names]
    noted = decide_many(policy, [("read", name) for name in relative])
    return [FileUse("read", (relative[index],), names[index]) for index in noted[:3]]


def _mentioned(step: Invocation, world: World) -> list[FileUse]:
    """The words of a program that nobody described which name files that exist: it may read them."""
    if ELSEWHERE in step.via:
        return []
    uses: list[FileUse] = []
    for word in step.argv[1:]:
        text = word.text
        if not text or (text.startswith("-") and "=" not in text):
            continue
        candidates = [word]
        if "=" in text:
            candidates.append(literal(text.partition("=")[2]))
        if text.startswith("@"):
            candidates.append(literal(text[1:]))
        for candidate in candidates:
            uses += [use for use in _use(candidate, "read", step, world) if use.exists and not use.is_dir]
    return uses


def _use(word: Word, access: Access, step: Invocation, world: World) -> list[FileUse]:
    """A file that a word names, under every name that it has. An unknown word names none that can be told."""
    text = word.text
    if not text or text in _HARMLESS or text == "-" or "\0" in text:
        return []
    path = absolute(word, step, world)
    if path is None:
        return []
    if path.startswith(("/dev/fd/", "/proc/self/fd/")):
        return []
    real = world.realpath(path)
    names = dict.fromkeys([_relative(_tidy(path), world), _relative(real, world)])
    encoded = tuple([name.encode("utf-8", "surrogateescape") for name in names if name])
    if not encoded and access == "read":
        encoded = (_TOP,)
    return [FileUse(access, encoded, text, world.is_dir(path), world.exists(path))] if encoded else []


def _tidy(path: str) -> str:
    from .world import normal

    return normal(path)


def _relative(path: str, world: World) -> str:
    """A path as rules name it: relative to the repository, or absolute outside it."""
    root = world.repo_root
    if root and root != "/":
        if path == root:
            return ""
        if path.startswith(f"{root}/"):
            return path[len(root) + 1 :]
    return path
