"""Scripts of package.json and deno.json: npm, yarn, pnpm, bun, nx, turbo. Pure.

Sources: npm-run-script(1), npm-exec(1), npm-init(1), the command references of yarn and pnpm.
"""

from __future__ import annotations

from .invocation import Invocation, Word, literal
from .start import LEAF, Found, Start, directory, holed, joined, opened
from .tasks import folder_of, text_at, unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from .world import World

_VALUES: Final = ("--prefix", "-C", "--dir", "--cwd", "-w", "--workspace", "--filter", "-F", "--loglevel", "--userconfig", "--registry",
                  "--cache", "--tag", "--scope", "--otp", "--script-shell", "--node-options", "--use-yarnrc", "--mutex", "--stage",
                  "--package", "-p", "-c", "--call", "--shell", "--omit", "--include", "--globalconfig", "--depth", "--config")  # fmt: skip
# What each manager does of its own: any other word is a script (yarn, bun), or an alias of one.
_OWN: Final = frozenset(
    "access add adduser audit autoclean bin bugs cache check ci clean-install completion config constraints dedupe deploy"
    " deprecate diff dist-tag docs doctor edit env exec explain explore fetch find-dupes fund generate-lock-entry get"
    " global help hook i import info init in install install-ci-test install-test it licenses link list ll login logout ls"
    " node npm org outdated owner pack patch ping pkg plugin prefix profile prune publish query rebuild remove repo root"
    " sbom search set setup shrinkwrap star stars store team token unlink uninstall unpublish unstar un up update upgrade"
    " version versions view whoami why workspace workspaces create dlx x exec install-completion approve-builds pm rm"
    " self-update server recursive upgrade-interactive stage unplug bunx dedup sdk".split()
)
_LIFECYCLE: Final = {
    "install": ("preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"),
    "ci": ("preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"),
    "add": ("preinstall", "install", "postinstall", "prepare"), "rebuild": ("preinstall", "install", "postinstall", "prepare"),
    "publish": ("prepublishOnly", "prepack", "prepare", "postpack", "publish", "postpublish"),
    "pack": ("prepack", "prepare", "postpack"), "version": ("preversion", "version", "postversion"),
    "restart": ("prerestart", "restart", "postrestart", "prestop", "stop", "poststop", "prestart", "start", "poststart"),
    "i": ("preinstall", "install", "postinstall", "prepare"), "update": ("preinstall", "install", "postinstall"),
    "link": ("preinstall", "install", "postinstall", "prepare"), "uninstall": ("preuninstall", "uninstall", "postuninstall"),
    "clean-install": ("preinstall", "install", "postinstall", "prepare"), "it": ("pretest", "test", "posttest"),
    "install-test": ("preinstall", "install", "postinstall", "pretest", "test", "posttest"),
}  # fmt: skip
SCRIPTS_LIMIT: Final = 400


def read(step: Invocation, world: World, name: str) -> Found:
    """What npm, yarn, pnpm, nx, turbo or lerna runs.

    Args:
        step: the invocation.
        world: for package.json.
        name: the manager.
    """
    folder: Word | None = None
    everywhere = False
    calls: list[Word] = []
    words: list[Word] = []
    rest = list(step.argv[1:])
    while rest:
        word = rest.pop(0)
        text = holed(word)
        if text == "--":
            words.extend(rest)
            break
        if not text.startswith("-") or len(text) < 2:
            words.append(word)
            if words and _takes_all(name, words):
                words.extend(rest)
                break
            continue
        flag, equals, value = text.partition("=")
        taken = opened(value) if equals else None
        if flag in _VALUES and not equals and rest and not (flag in ("-c", "-p") and not words):
            taken = rest.pop(0)
        if flag in ("--prefix", "-C", "--dir", "--cwd") and taken is not None:
            folder = directory(folder, taken)
        elif flag in (
            "-w",
            "--workspace",
            "--filter",
            "-F",
            "-ws",
            "--workspaces",
            "-r",
            "--recursive",
            "--include-workspace-root",
        ):
            everywhere = True
        elif flag in ("-c", "--call") and taken is not None:
            calls.append(taken)
        elif flag in ("-h", "--help", "-v", "--version") and not words:
            return LEAF
        elif flag in ("--script-shell", "--shell") and taken is not None:
            words.append(taken)
    if not words:
        verb = "install" if name == "yarn" else ""
    else:
        verb = words[0].text or ""
        if words[0].text is None:
            return Found(True, (unreadable(f"which script {name} runs is not known", words[0]),))
    if name in ("nx", "turbo", "lerna"):
        return _monorepo(step, world, name, words)
    starts: list[Start] = [Start("shell", (call,)) for call in calls]
    after = tuple(words[1:])
    if verb in ("workspace", "workspaces") and after:
        everywhere = True
        after = after[1:] if verb == "workspace" else after[1:] if after[0].text == "foreach" else after
        verb, after = (after[0].text or "", after[1:]) if after else ("", ())
    if verb in ("run", "run-script", "rum", "urn") and after:
        starts.extend(scripts_named(step, world, after, folder, everywhere, name))
        return Found(True, tuple(starts))
    if verb in ("exec", "dlx", "x", "create", "init", "node", "explore", "npx"):
        return Found(True, (*starts, *_exec(verb, after, folder)))
    if verb in ("test", "t", "tst", "start", "stop"):
        script = "test" if verb in ("t", "tst") else verb
        starts.extend(scripts_named(step, world, (literal(script), *after), folder, everywhere, name, optional=True))
        return Found(True, tuple(starts))
    if verb in _LIFECYCLE:
        for script in _LIFECYCLE[verb]:
            starts.extend(
                scripts_named(step, world, (literal(script),), folder, everywhere, name, optional=True, hooks=False)
            )
        return Found(True, tuple(starts))
    if verb in ("set", "config", "c") and len(after) > 1:
        text = holed(after[-1]) if len(after) > 1 else ""
        if any("script-shell" in holed(word) or "node-options" in holed(word) for word in after):
            starts.append(Start("argv", (opened(text.partition("=")[2] or text),)))
        return Found(True, tuple(starts))
    if verb and verb not in _OWN and name in ("yarn", "pnpm"):
        starts.extend(scripts_named(step, world, (literal(verb), *after), folder, everywhere, name, program=True))
    return Found(True, tuple(starts))


def _takes_all(name: str, words: list[Word]) -> bool:
    """Whether all words after these belong to the script or program, flags included."""
    first = words[0].text
    if first == "node":
        return True
    if first in ("run", "run-script", "exec", "dlx", "x"):
        return len(words) > 1 and name != "npm" and words[-1].text != first
    return name in ("yarn", "pnpm") and first is not None and first not in _OWN and first not in ("test", "start")


def _exec(verb: str, words: tuple[Word, ...], folder: Word | None) -> list[Start]:
    if not words:
        return []
    if verb == "explore":
        return [Start("argv", words[1:], cwd=folder)] if len(words) > 1 else []
    if verb == "node":
        return [Start("argv", (literal("node"), *words), cwd=folder)]
    if verb in ("create", "init"):
        return [Start("argv", (opened(f"create-{holed(words[0])}"), *words[1:]), cwd=folder)]
    return [Start("argv", words, cwd=folder)]


def _packages(step: Invocation, world: World, folder: Word | None, everywhere: bool) -> list[tuple[Word | None, str]]:
    """The directories whose package.json counts: the nearest one, and the workspaces where they are asked for."""
    cwd, path = folder_of(step, world, folder)
    if path is None:
        return []
    up = path
    relative = ""
    while not world.exists(f"{up}/package.json") and "/" in up.rstrip("/") and up not in ("", world.repo_root):
        up = up.rstrip("/").rpartition("/")[0]
        relative += "../"
    where = cwd if not relative else directory(cwd, literal(relative.rstrip("/")))
    out: list[tuple[Word | None, str]] = [(where, up or "/")]
    if everywhere:
        for pattern in _workspaces(up, world)[:20]:
            for name in (world.glob(pattern.strip("/"), up) or ())[:200]:
                out.append((directory(where, literal(name)), f"{up}/{name}"))
    return out


def _workspaces(path: str, world: World) -> list[str]:
    data = _json(f"{path}/package.json", world)
    found = data.get("workspaces") if isinstance(data, dict) else None
    if isinstance(found, dict):
        found = found.get("packages")
    out = [item for item in found if isinstance(item, str)] if isinstance(found, list) else []
    text = text_at(f"{path}/pnpm-workspace.yaml", world) or ""
    for line in text.splitlines():
        bare = line.strip()
        if bare.startswith("- "):
            out.append(bare[2:].strip().strip("'\""))
    return [item for item in out if not item.startswith("!")]


def _json(path: str, world: World) -> Any:
    """A JSON file's value; None when it cannot be had or is none. Comments and trailing commas (deno.jsonc) are let pass."""
    import json

    text = text_at(path, world)
    if text is None:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    lines = [line for line in text.splitlines() if not line.strip().startswith("//")]
    bare = "\n".join(lines)
    for close in "}]":
        while f",{close}" in (squeezed := bare.replace(",\n", ",").replace(", ", ",")):
            bare = squeezed.replace(f",{close}", close)
    try:
        return json.loads(bare)
    except (ValueError, RecursionError):
        return None


def scripts_named(
    step: Invocation, world: World, words: tuple[Word, ...], folder: Word | None, everywhere: bool, manager: str, *,
    optional: bool = False, program: bool = False, hooks: bool = True,
) -> list[Start]:  # fmt: skip
    """The scripts of this name, with `pre` and `post`, in every package that counts.

    Args:
        step: the invocation.
        world: for package.json.
        words: the script's name and its arguments.
        folder: the directory that a flag names.
        everywhere: the workspaces count as well.
        manager: npm, yarn, pnpm or bun.
        optional: a script that is not there is nothing to run.
        program: a name that is no script may be an installed program.
        hooks: `pre` and `post` scripts run too.
    """
    name = words[0].text
    if name is None:
        return [unreadable("which script runs is not known", words[0])]
    starts: list[Start] = []
    found = False
    for where, path in _packages(step, world, folder, everywhere):
        data = _json(f"{path}/package.json", world)
        scripts = data.get("scripts") if isinstance(data, dict) else None
        if not isinstance(scripts, dict):
            if data is None and world.exists(f"{path}/package.json"):
                starts.append(unreadable("package.json cannot be read"))
            continue
        matching = [name]
        if any(sign in name for sign in ("*", "/", "{")) and manager in ("npm-run-all", "pnpm", "bun"):
            from .arguments_table import matches

            matching = [key for key in scripts if isinstance(key, str) and matches(name.strip("/"), key)]
        for script in matching:
            for key in (f"pre{script}", script, f"post{script}") if hooks else (script,):
                text = scripts.get(key)
                if isinstance(text, str) and text:
                    found = found or key == script
                    arguments = words[1:] if key == script else ()
                    whole = joined((literal(text), *_quoted(arguments)))
                    starts.append(Start("shell", (whole,), cwd=where, via=f"{manager} run {key}"))
    if found or optional:
        return starts
    if program:
        return [*starts, Start("argv", words, cwd=folder)]
    if not starts:
        starts.append(unreadable(f"the script {name} cannot be found", words[0]))
    return starts


def _quoted(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Arguments as a package manager adds them to a script: each in quotes."""
    out = []
    for word in words:
        text = word.text
        if text is None or (text and all(char.isalnum() or char in "_@%+=:,./-" for char in text)):
            out.append(word)
        else:
            out.append(literal("'" + text.replace("'", "'\\''") + "'"))
    return tuple(out)


def read_scripts(step: Invocation, world: World, words: tuple[Word, ...], manager: str) -> list[Start]:
    """Scripts for `bun run NAME` and `deno task NAME`: [] when there is none of that name."""
    if not words or words[0].text is None:
        return []
    found = scripts_named(step, world, words, None, False, manager, optional=True)
    if manager == "deno":
        _, path = folder_of(step, world, None)
        for name in ("deno.json", "deno.jsonc"):
            data = _json(f"{path}/{name}", world) if path is not None else None
            tasks = data.get("tasks") if isinstance(data, dict) else None
            task = tasks.get(words[0].text) if isinstance(tasks, dict) else None
            if isinstance(task, dict):
                task = task.get("command")
            if isinstance(task, str):
                found.append(Start("shell", (joined((literal(task), *_quoted(words[1:]))),), via="deno task"))
    return found


def _monorepo(step: Invocation, world: World, name: str, words: list[Word]) -> Found:
    """nx, turbo, lerna: the scripts of that name in every workspace."""
    if not words:
        return LEAF
    verb = words[0].text
    rest = tuple(words[1:])
    if verb == "exec" and rest:
        return Found(True, (Start("argv", rest),))
    if verb in ("run", "run-many", "affected", "run-commands") and rest:
        names = [part for part in (rest[0].text or "").split(":") if part]
        targets = (
            [names[-1]] if verb == "run" and names else [word.text or "" for word in rest if "=" not in holed(word)]
        )
        if verb == "run" and name == "turbo":
            targets = [word.text or "" for word in rest]
    elif verb in ("graph", "report", "list", "ls", "login", "link", "prune", "daemon", "show", "format", "init", "clean", "changed",
                  "version", "publish", "bootstrap", "create", "migrate", "reset", "help"):  # fmt: skip
        return LEAF
    else:
        targets = [verb or ""]
    starts: list[Start] = []
    for target in targets[:20]:
        if target:
            starts.extend(scripts_named(step, world, (literal(target),), None, True, name, optional=True))
    if not starts:
        starts.append(unreadable(f"what {name} runs cannot be found"))
    return Found(True, tuple(starts))
