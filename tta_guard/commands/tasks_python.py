"""Scripts of pyproject.toml and Pipfile: poetry, pdm, hatch, pipenv, rye, pixi, poe. Pure.

An entry point of the project (`module:function`) is Python that is not followed: it stays a program of that name.
"""

from __future__ import annotations

from .invocation import Invocation, Word, literal
from .start import LEAF, Found, Start, holed, joined, split
from .tasks import folder_of, text_at, unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .world import World


def _toml(path: str | None, world: World) -> dict[str, Any]:
    """A TOML file's table; {} when it cannot be had or is broken."""
    text = text_at(path, world) if path is not None else None
    if text is None:
        return {}
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _at(data: Any, *keys: str) -> dict[str, Any]:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def read_scripts(step: Invocation, world: World, words: tuple[Word, ...], folder: Word | None) -> tuple[Start, ...]:
    """What `poetry run NAME` and the like run when NAME is a script; () when it is a program.

    Args:
        step: the invocation.
        world: for pyproject.toml.
        words: NAME and its arguments.
        folder: a directory named by a flag.
    """
    name = words[0].text if words else None
    if name is None:
        return ()
    _, path = folder_of(step, world, folder)
    if path is None:
        return ()
    data = _toml(f"{path}/pyproject.toml", world)
    tables = [
        _at(data, "tool", "pdm", "scripts"),
        _at(data, "tool", "rye", "scripts"),
        _at(data, "tool", "pixi", "tasks"),
        _at(_toml(f"{path}/pixi.toml", world), "tasks"),
        _at(_toml(f"{path}/Pipfile", world), "scripts"),
    ]
    environment, _, script = name.rpartition(":")
    for key, value in _at(data, "tool", "hatch", "envs").items():
        if not environment or environment == key:
            tables.append(_at(value, "scripts"))
    starts: list[Start] = []
    for table in tables:
        for key in (name, script):
            if key in table:
                starts.extend(_script(table, key, words[1:], folder, set()))
                break
    return tuple(dict.fromkeys(starts))


def _script(
    table: dict[str, Any], name: str, rest: tuple[Word, ...], folder: Word | None, done: set[str]
) -> list[Start]:
    """One script of a table: text, a list of them, or a table with cmd, shell, call, composite, chain, depends-on."""
    if name in done:
        return []
    done.add(name)
    value = table[name]
    if isinstance(value, str):
        value = {"cmd": value}
    if isinstance(value, list):
        value = {"chain": value} if all(isinstance(item, str) for item in value) else {"composite": value}
    if not isinstance(value, dict):
        return []
    env = (
        tuple([(str(key), literal(str(item))) for key, item in value.get("env", {}).items()])
        if isinstance(value.get("env"), dict)
        else ()
    )
    starts: list[Start] = []
    needs: Any = value.get("depends-on") or value.get("depends_on") or []
    for key in ("chain", "composite", "all"):
        more: Any = value.get(key) or []
        needs = [*(needs if isinstance(needs, list) else [needs]), *more]
    for need in needs:
        if isinstance(need, str):
            first = need.partition(" ")[0]
            if first in table:
                starts.extend(_script(table, first, (), folder, done))
            else:
                starts.append(Start("shell", (literal(need.replace("{args}", "")),), cwd=folder, env=env))
    for key in ("cmd", "shell"):
        text = value.get(key)
        if isinstance(text, list):
            starts.append(Start("argv", (*[literal(str(item)) for item in text], *rest), cwd=folder, env=env))
        elif isinstance(text, str):
            starts.append(Start("shell", (joined((literal(text.replace("{args}", "")), *rest)),), cwd=folder, env=env))
    if "call" in value:
        starts.append(unreadable(f"the script {name} calls a Python function"))
    return starts


def read_poe(step: Invocation, world: World) -> Found:
    """poe TASK: [tool.poe.tasks] of pyproject.toml."""
    words = [word for word in step.argv[1:] if not word.prefix.startswith("-")]
    if not words:
        return LEAF
    _, path = folder_of(step, world, None)
    data = _toml(f"{path}/pyproject.toml", world) if path is not None else {}
    tasks = _at(data, "tool", "poe", "tasks")
    name = holed(words[0])
    if name not in tasks:
        return Found(True, (unreadable(f"the task {name} cannot be found"),))
    return Found(True, tuple(_poe(tasks, name, tuple(words[1:]), set())))


def _poe(tasks: dict[str, Any], name: str, rest: tuple[Word, ...], done: set[str]) -> list[Start]:
    if name in done or name not in tasks:
        return []
    done.add(name)
    value = tasks[name]
    if isinstance(value, list):
        value = {"sequence": value}
    if isinstance(value, str):
        value = {"cmd": value}
    starts: list[Start] = []
    for need in [*(value.get("deps") or []), *(value.get("sequence") or [])]:
        if isinstance(need, str):
            starts.extend(_poe(tasks, need.partition(" ")[0], (), done))
        elif isinstance(need, dict):
            starts.extend(_poe({**tasks, "": need}, "", (), done - {""}))
    if isinstance(value.get("cmd"), str):
        starts.append(Start("argv", (*split(literal(value["cmd"])), *rest)))
    if isinstance(value.get("shell"), str):
        starts.append(Start("shell", (literal(value["shell"]),)))
    if isinstance(value.get("ref"), str):
        starts.extend(_poe(tasks, value["ref"].partition(" ")[0], rest, done))
    if "script" in value or "expr" in value:
        starts.append(unreadable(f"the task {name} calls Python"))
    return starts
