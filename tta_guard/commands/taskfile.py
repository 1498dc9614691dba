"""Taskfile.yml: the tasks that `task` runs. Pure.

Source: taskfile.dev/reference/schema.
"""

from __future__ import annotations

from .invocation import Invocation, Word, literal
from .justfile import up
from .start import HOLE, LEAF, Found, Start, directory, holed, opened
from .tasks import folder_of, text_at, unreadable
from .tasks_files import read_yaml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from .world import World

TASKS_LIMIT: Final = 200


def read_taskfile(step: Invocation, world: World) -> Found:
    """task(1)."""
    words = list(step.argv[1:])
    folder: Word | None = None
    file: Word | None = None
    names: list[Word] = []
    given: dict[str, str] = {}
    after: list[Word] = []
    while words:
        word = words.pop(0)
        text = holed(word)
        flag, equals, value = text.partition("=")
        if text == "--":
            after = words
            break
        if text.startswith("-") and len(text) > 1:
            takes = flag in (
                "-d",
                "--dir",
                "-t",
                "--taskfile",
                "-o",
                "--output",
                "-C",
                "--concurrency",
                "-I",
                "--interval",
                "--sort",
            )
            taken = opened(value) if equals else words.pop(0) if takes and words else None
            if flag in ("-d", "--dir"):
                folder = taken
            elif flag in ("-t", "--taskfile"):
                file = taken
            elif flag in (
                "-l",
                "--list",
                "-a",
                "--list-all",
                "-h",
                "--help",
                "--version",
                "-n",
                "--dry",
                "--summary",
                "-i",
                "--init",
            ):
                return LEAF
        elif equals and "/" not in flag:
            given[flag] = value
        else:
            names.append(word)
    cwd, path = folder_of(step, world, folder)
    candidates = [
        "Taskfile.yml",
        "taskfile.yml",
        "Taskfile.yaml",
        "taskfile.yaml",
        "Taskfile.dist.yml",
        "Taskfile.dist.yaml",
    ]
    if file is not None:
        candidates = [file.text or ""]
    text_found = None
    place = path
    while place is not None and text_found is None:
        for one in candidates:
            text_found = text_found or (
                text_at(one if one.startswith("/") else f"{place}/{one}", world) if one else None
            )
        if text_found is None:
            place = None if place in ("", "/") or file is not None else place.rstrip("/").rpartition("/")[0]
    data = read_yaml(text_found) if text_found is not None else None
    if not isinstance(data, dict) or path is None or place is None:
        return Found(True, (unreadable("no Taskfile can be read"),))
    where = directory(cwd, literal(up(path, place))) if place != path else cwd
    starts: list[Start] = []
    tasks = dict(data.get("tasks") or {}) if isinstance(data.get("tasks") or {}, dict) else {}
    for prefix, include in (data.get("includes") or {}).items() if isinstance(data.get("includes"), dict) else ():
        name = include.get("taskfile") if isinstance(include, dict) else include
        more = text_at(f"{place}/{name}", world) if isinstance(name, str) and "{{" not in name else None
        if more is None and isinstance(name, str):
            more = text_at(f"{place}/{name.rstrip('/')}/Taskfile.yml", world)
        inner = read_yaml(more) if more is not None else None
        if isinstance(inner, dict) and isinstance(inner.get("tasks"), dict):
            tasks.update({f"{prefix}:{key}": value for key, value in inner["tasks"].items()})
        else:
            starts.append(unreadable(f"the Taskfile includes {name}, which cannot be read"))
    scope = {**_texts(data.get("vars")), **given, "CLI_ARGS": " ".join([holed(word) for word in after])}
    for value in (data.get("vars") or {}).values() if isinstance(data.get("vars"), dict) else ():
        if isinstance(value, dict) and isinstance(value.get("sh"), str):
            starts.append(Start("shell", (_templated(value["sh"], scope),), cwd=where))
    env = tuple([(key, _templated(value, scope)) for key, value in _texts(data.get("env")).items()])
    done: set[str] = set()
    for name_word in names or [literal("default")]:
        _task(holed(name_word), tasks, scope, where, env, starts, done)
    return Found(True, tuple(dict.fromkeys(starts)))


def _texts(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {str(key): str(item) if isinstance(item, str | int | float | bool) else HOLE for key, item in value.items()}


def _templated(text: str, scope: dict[str, str]) -> Word:
    """A text with Go's template braces: {{.NAME}} is a variable, anything else a hole."""
    out = []
    rest = text
    while "{{" in rest:
        before, _, rest = rest.partition("{{")
        inner, _, rest = rest.partition("}}")
        name = inner.strip(" -")
        out.append(before)
        out.append(scope.get(name[1:], "" if name[1:].isidentifier() else HOLE) if name.startswith(".") else HOLE)
    out.append(rest)
    whole = "".join(out)
    return opened(whole, HOLE in whole)


def _task(
    name: str,
    tasks: dict[str, Any],
    scope: dict[str, str],
    where: Word | None,
    env: Any,
    starts: list[Start],
    done: set[str],
) -> None:
    from .arguments_table import matches

    task = tasks.get(name)
    if task is None:
        for key, value in tasks.items():
            aliases = value.get("aliases") if isinstance(value, dict) else None
            if (isinstance(aliases, list) and name in aliases) or ("*" in str(key) and matches(str(key), name)):
                task = value
                break
    if task is None:
        starts.append(unreadable(f"the task {name.replace(HOLE, '…')} cannot be found"))
        return
    if name in done or len(done) > TASKS_LIMIT:
        return
    done.add(name)
    if isinstance(task, str | list):
        task = {"cmds": [task] if isinstance(task, str) else task}
    if not isinstance(task, dict):
        return
    inner = {**scope, **_texts(task.get("vars")), "TASK": name}
    for value in (task.get("vars") or {}).values() if isinstance(task.get("vars"), dict) else ():
        if isinstance(value, dict) and isinstance(value.get("sh"), str):
            starts.append(Start("shell", (_templated(value["sh"], inner),), cwd=where))
    env = (*env, *[(key, _templated(value, inner)) for key, value in _texts(task.get("env")).items()])
    folder = task.get("dir")
    if isinstance(folder, str):
        where = directory(where, _templated(folder, inner))
    for key in ("deps", "preconditions", "status", "cmds", "cmd"):
        entries = task.get(key) or []
        for entry in entries if isinstance(entries, list) else [entries]:
            if isinstance(entry, dict) and isinstance(entry.get("task"), str):
                called = {**inner, **_texts(entry.get("vars"))}
                _task(holed(_templated(entry["task"], called)).lstrip(":"), tasks, called, where, env, starts, done)
                continue
            if isinstance(entry, dict):
                entry = entry.get("cmd") or entry.get("sh") or entry.get("defer")
            if isinstance(entry, dict):
                entry = entry.get("cmd")
            if not isinstance(entry, str):
                continue
            if key == "deps":
                _task(entry.lstrip(":"), tasks, scope, where, env, starts, done)
            else:
                starts.append(Start("shell", (_templated(entry, inner),), cwd=where, env=env, via=f"task {name}"))
