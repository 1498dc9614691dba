"""composer.json, .pre-commit-config.yaml and Procfile: the recipes that run. Pure.

Sources: composer's articles/scripts, pre-commit.com, honcho(1).
"""

from __future__ import annotations

from .invocation import Invocation, Word, literal
from .start import LATER, LEAF, Found, Start, holed, joined, opened, split
from .tasks import folder_of, text_at, unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from .world import World

TASKS_LIMIT: Final = 200


def read_yaml(text: str) -> Any:
    """A YAML text's value; None when it is broken."""
    from ..libraries import use_libraries

    use_libraries()
    import yaml

    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def read_composer(step: Invocation, world: World) -> Found:
    """composer run-script NAME, composer NAME, composer exec PROGRAM; install and update run their events."""
    import json

    words = [word for word in step.argv[1:] if not word.prefix.startswith("-")]
    if not words:
        return LEAF
    _, path = folder_of(step, world, None)
    text = text_at(f"{path}/composer.json", world) if path is not None else None
    try:
        data = json.loads(text) if text is not None else None
    except (ValueError, RecursionError):
        data = None
    scripts = data.get("scripts") if isinstance(data, dict) else None
    scripts = scripts if isinstance(scripts, dict) else {}
    verb = words[0].text or ""
    if verb in ("exec",) and len(words) > 1:
        return Found(True, (Start("argv", tuple(words[1:])),))
    rest = tuple(words[1:])
    if verb in ("run", "run-script") and rest:
        verb, rest = rest[0].text or "", rest[1:]
        if verb not in scripts:
            return Found(True, (unreadable(f"the script {verb} cannot be found"),))
    events = {
        "install": ("pre-install-cmd", "post-install-cmd", "pre-autoload-dump", "post-autoload-dump"),
        "update": ("pre-update-cmd", "post-update-cmd", "pre-autoload-dump", "post-autoload-dump"),
        "dump-autoload": ("pre-autoload-dump", "post-autoload-dump"),
    }
    names = events.get(verb) or ((verb,) if verb in scripts else ())
    starts: list[Start] = []
    done: set[str] = set()
    for name in names:
        _composer(name, scripts, rest, starts, done)
    return Found(True, tuple(starts))


def _composer(name: str, scripts: dict[str, Any], rest: tuple[Word, ...], starts: list[Start], done: set[str]) -> None:
    if name in done:
        return
    done.add(name)
    entries = scripts.get(name)
    for entry in entries if isinstance(entries, list) else [entries]:
        if not isinstance(entry, str):
            continue
        if entry.startswith("@php "):
            starts.append(Start("shell", (joined((literal(entry[1:]), *rest)),)))
        elif entry.startswith("@putenv "):
            continue
        elif entry.startswith("@composer "):
            starts.append(Start("shell", (literal(entry[1:]),)))
        elif entry.startswith("@"):
            _composer(entry[1:].partition(" ")[0], scripts, rest, starts, done)
        elif "::" in entry and " " not in entry:
            starts.append(unreadable(f"the script {name} calls {entry}, which is PHP"))
        else:
            starts.append(Start("shell", (joined((literal(entry), *rest)),)))


def read_pre_commit(step: Invocation, world: World) -> Found:
    """pre-commit run: the entries of local hooks; those of other repositories are programs of theirs."""
    words = [word.text or "" for word in step.argv[1:]]
    if not words or words[0] not in ("run", "try-repo", "hook-impl", "autoupdate", "install-hooks"):
        return LEAF
    name = next(
        (words[at + 1] for at, word in enumerate(words[:-1]) if word in ("-c", "--config")), ".pre-commit-config.yaml"
    )
    _, path = folder_of(step, world, None)
    text = text_at(name if name.startswith("/") else f"{path}/{name}", world) if path is not None else None
    data = read_yaml(text) if text is not None else None
    if not isinstance(data, dict) or words[0] == "try-repo":
        return Found(True, (unreadable("the hooks of pre-commit cannot be read"),))
    chosen = next((word for word in words[1:] if not word.startswith("-")), "") if words[0] == "run" else ""
    starts: list[Start] = []
    for repo in data.get("repos") or []:
        if not isinstance(repo, dict) or repo.get("repo") != "local":
            continue
        for hook in repo.get("hooks") or []:
            if not isinstance(hook, dict) or (chosen and hook.get("id") != chosen):
                continue
            entry = hook.get("entry")
            arguments = [str(item) for item in hook.get("args") or []] if isinstance(hook.get("args"), list) else []
            if isinstance(entry, str) and hook.get("language") not in ("fail", "pygrep", "docker_image"):
                files = () if hook.get("pass_filenames") is False else (Word((None,), True),)
                starts.append(
                    Start(
                        "argv",
                        (*split(literal(entry)), *[literal(item) for item in arguments], *files),
                        via="pre-commit",
                    )
                )
    return Found(True, tuple(dict.fromkeys(starts)))


def read_procfile(step: Invocation, world: World) -> Found:
    """foreman, honcho, overmind, hivemind: `start` runs every line of the Procfile, `run` a command with .env loaded."""
    from .wrappers import env_file

    words = list(step.argv[1:])
    rest: list[Word] = []
    file, env_name = literal("Procfile"), literal(".env")
    while words:
        word = words.pop(0)
        text = holed(word)
        flag, equals, value = text.partition("=")
        if text.startswith("-") and not rest:
            takes = flag in (
                "-f",
                "--procfile",
                "-e",
                "--env",
                "-d",
                "--root",
                "-p",
                "--port",
                "-c",
                "-m",
                "--formation",
                "-l",
                "-t",
            )
            taken = opened(value) if equals else words.pop(0) if takes and words else None
            if flag in ("-f", "--procfile") and taken is not None:
                file = taken
            elif flag in ("-e", "--env") and taken is not None:
                env_name = taken
        else:
            rest.append(word)
            if rest[0].text == "run":
                rest.extend(words)
                break
    verb = rest[0].text if rest else "start" if step.argv[0].basename == "hivemind" else ""
    env = env_file(env_name, step, world)
    if verb == "run" and len(rest) > 1:
        return Found(True, (Start("argv", tuple(rest[1:]), env=env),))
    if verb not in ("start", "s", "local", "check", "export"):
        return LEAF
    _, path = folder_of(step, world, None)
    text_of = text_at(holed(file) if holed(file).startswith("/") else f"{path}/{holed(file)}", world) if path else None
    if text_of is None:
        return Found(True, (unreadable("no Procfile can be read"),))
    chosen = [word.text for word in rest[1:]]
    starts = []
    for line in text_of.splitlines():
        name, colon, command = line.partition(":")
        if colon and not line.startswith("#") and (not chosen or name.strip() in chosen):
            starts.append(Start("shell", (literal(command.strip()),), env=env, mark=LATER if verb == "export" else ""))
    return Found(True, tuple(starts))
