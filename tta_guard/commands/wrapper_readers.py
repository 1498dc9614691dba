"""Wrappers of which the flags alone don't tell the command: sudo, env -S, tmux, screen, bwrap … Pure, hot."""

from __future__ import annotations

from .arguments import parse_arguments
from .arguments_table import matches
from .invocation import literal
from .start import LEAF, Found, Start, file_text, holed, joined, opaque, opened, split
from .wrappers import by_description, env_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    from .arguments import Arguments
    from .invocation import Invocation, Word
    from .start import Env
    from .world import World

    Special = Callable[[Invocation, World, Arguments], Found]


def _sudo(step: Invocation, world: World, arguments: Arguments) -> Found:
    """sudo(8): -e edits files, -l asks, -s and -i start a shell, with a command if there is one."""
    if arguments.given("-e --edit") or arguments.given("-l --list") or arguments.given("-v --validate"):
        return LEAF
    return by_description(step, world, arguments)


def _su(step: Invocation, world: World, arguments: Arguments) -> Found:
    """su(1), runuser(1): words after the user go to the shell; runuser -u USER takes a command."""
    found = by_description(step, world, arguments)
    starts = list(found.starts)
    words = arguments.positionals
    if arguments.given("-u --user") and words:
        starts.append(Start("argv", words))
    elif words and (dash := words[0].text) is not None:
        rest = words[2:] if dash == "-" else words[1:]
        if rest:
            starts.append(Start("argv", (arguments.value("-s --shell") or literal("sh"), *rest)))
    if not starts:  # an interactive shell
        return Found(True, ())
    return Found(False, tuple(starts))


def _env(step: Invocation, world: World, arguments: Arguments) -> Found:
    """env(1): -S splits its text and goes on with it; -u unsets."""
    found = by_description(step, world, arguments)
    text = arguments.value("-S --split-string")
    if text is not None:
        words = (*split(text), *_from_first(step, arguments))
        kept = [(name, value) for name, value in arguments.flags if name in ("-C --chdir", "-u --unset")]
        flags = tuple([piece for name, value in kept if value for piece in (literal(name.split()[0]), value)])
        if "$" in holed(text):
            return Found(False, (opaque("env-split", "env -S puts variables into its text", text),))
        return Found(False, (Start("argv", (step.argv[0], *flags, *words)),))
    unset: Env = tuple([(name.text, None) for name in arguments.all_values("-u --unset") if name.text])
    if not found.starts or not unset:
        return found
    return Found(
        found.keep,
        tuple([Start(one.form, one.words, env=(*unset, *one.env), cwd=one.cwd) for one in found.starts]),
    )


def _from_first(step: Invocation, arguments: Arguments) -> tuple[Word, ...]:
    """The assignments and the command of env, as they stood."""
    count = len(arguments.assignments) + len(arguments.positionals)
    return step.argv[len(step.argv) - count :] if count else ()


def _script(step: Invocation, world: World, arguments: Arguments) -> Found:
    """script(1): -c takes shell text wherever it stands; in BSD the words after the file are a command."""
    found = by_description(step, world, arguments)
    stopped = parse_arguments({**arguments.tool, "stop": "first-positional"}, step.argv)
    rest = stopped.positionals[1:]
    if not rest or rest[0].prefix.startswith("-"):
        return found
    return Found(True, (*found.starts, Start("argv", rest)))


def _tmux(step: Invocation, world: World, arguments: Arguments) -> Found:
    """tmux(1): commands separated by `;`, some of which take a shell command."""
    starts = list(by_description(step, world, arguments).starts)
    group: list[Word] = []
    for word in (*arguments.positionals, literal(";")):
        if word.text == ";" or (word.suffix.endswith(";") and not word.suffix.endswith("\\;")):
            if word.text != ";":
                text = holed(word)
                group.append(opened(text[:-1], word.splits))
            if group:
                starts.extend(_tmux_command(tuple(group)))
            group = []
        else:
            group.append(word)
    return Found(True, tuple(starts))


_TMUX_RUNS = ("new-session", "new-window", "neww", "split-window", "splitw", "respawn-pane", "respawnp", "respawn-window",
              "respawnw", "display-popup", "popup", "run-shell", "run", "pipe-pane", "pipep", "new")  # fmt: skip
_TMUX_VALUES = "-c -e -F -f -n -s -t -x -y -l -p -d -b -h -w -S -T".split()
_TMUX_KEYS = frozenset("Enter C-m KPEnter C-j Space Tab BSpace Escape Up Down Left Right C-c C-d C-l C-z C-u".split())


def _tmux_command(words: tuple[Word, ...]) -> list[Start]:
    name = words[0].text
    if name is None:
        return [opaque("tmux-command-unknown", "a tmux command that is not known", words[0])]
    if len(name) > 3 and name not in _TMUX_RUNS:
        name = next((whole for whole in _TMUX_RUNS if whole.startswith(name)), name)
    rest = words[1:]
    if name in ("send-keys", "send", "set-buffer", "setb", "paste-buffer"):
        return _typed(rest)
    if name in ("bind-key", "bind", "set-hook", "confirm-before", "confirm", "command-prompt", "if-shell", "if"):
        nested = [start for word in rest if " " in word.prefix for start in _tmux_command(split(word))]
        if name in ("bind-key", "bind", "set-hook"):
            nested += [
                start for at in range(1, len(rest)) if rest[at].text in _TMUX_RUNS for start in _tmux_command(rest[at:])
            ]
        first = [word for word in rest if not word.prefix.startswith("-")][:1] if name in ("if-shell", "if") else []
        return [*[Start("shell", (word,)) for word in first], *nested]
    if name in ("source-file", "source"):
        return [opaque("script-unreadable", "a file of tmux commands is not read", word) for word in rest[-1:]]
    if name not in _TMUX_RUNS:
        return []
    switches = {"new-session": "AdDEPX", "new": "AdDEPX"}.get(name, "abdhvIPZkKBCEOoM")
    place = 0
    while place < len(rest) and rest[place].prefix.startswith("-") and rest[place].text != "--":
        flag = rest[place].text or ""
        place += 1 + (flag in _TMUX_VALUES and flag[1:] not in switches)
    command = rest[place + (place < len(rest) and rest[place].text == "--") :]
    if not command:
        return []
    if len(command) > 1 and name not in ("run-shell", "run"):
        return [Start("argv", command), Start("shell", (joined(command),))]
    return [Start("shell", command[:1])]


def _typed(words: tuple[Word, ...]) -> list[Start]:
    """Keys sent to a terminal, taken as shell text: what is typed there runs, when it is a shell that reads it."""
    place = 0
    while place < len(words) and words[place].prefix.startswith("-"):
        place += 2 if words[place].text in ("-t", "-N", "-b") else 1
    pieces = [literal("\n") if word.text in _TMUX_KEYS else word for word in words[place:]]
    text = joined(tuple(pieces), "" if len(pieces) > 2 else " ")
    both = [text, joined(tuple(pieces))] if len(pieces) > 2 else [text]
    return [Start("shell", (one,)) for one in both if one.parts]


def _screen(step: Invocation, world: World, arguments: Arguments) -> Found:
    """screen(1): a command, or with -X a command of screen's own of which `stuff` types and `exec` starts."""
    words = arguments.positionals
    if arguments.given("-X") and words:
        verb = words[0].text
        if verb in ("stuff", "paste"):
            from .ansi_c import decode_escapes

            text = joined(words[1:])
            typed = opened(decode_escapes(holed(text), "echo").replace("^M", "\n").replace("\r", "\n"), text.splits)
            return Found(True, (Start("shell", (typed,)),))
        if verb in ("exec", "screen"):
            return Found(True, (Start("argv", words[1:]),)) if len(words) > 1 else LEAF
        return LEAF
    if any(word.text and word.text.startswith("-dm") for word in step.argv[1:3]):
        rest = step.argv[2:]
        if step.argv[1].text == "-dmS":
            rest = rest[1:]
        while rest and rest[0].prefix.startswith("-"):
            rest = rest[2:] if rest[0].text in ("-S", "-t", "-c", "-s", "-T", "-h", "-e", "-p") else rest[1:]
        return Found(True, (Start("argv", rest),)) if rest else LEAF
    return by_description(step, world, arguments)


def _loader(step: Invocation, world: World, arguments: Arguments) -> Found:
    """ld.so(8) as a program."""
    found = by_description(step, world, arguments)
    extra = [
        opaque("library-injected", "a library of the caller's choice is loaded into the program", arguments.value(flag))
        for flag in ("--preload", "--audit")
        if arguments.given(flag)
    ]
    return Found(found.keep, (*extra, *found.starts))


def _gdb(step: Invocation, world: World, arguments: Arguments) -> Found:
    """Debuggers: the program with its arguments, and commands that begin with `shell`, `!` or run code."""
    starts = list(by_description(step, world, arguments).starts)
    for flag in ("-ex --ex", "-iex", "-o --one-line", "-O --one-line-before-file"):
        for value in arguments.all_values(flag):
            text = holed(value).strip()
            verb, _, rest = text.partition(" ")
            if verb in ("shell", "make", "!") or text.startswith("!"):
                starts.append(Start("shell", (opened(rest if verb != text or not rest else text[1:], value.splits),)))
                if text.startswith("!") and verb != "!":
                    starts[-1] = Start("shell", (opened(text[1:], value.splits),))
            elif verb in ("python", "py", "pi", "python-interactive", "script"):
                starts.append(Start("code", (opened(rest, value.splits),), language="python"))
            elif verb in ("source", "call", "print", "p", "compile", "pipe", "|", "platform", "expr", "expression"):
                starts.append(opaque("debugger-command", "a debugger command that can run anything", value))
    if arguments.given("-x --command"):
        starts.append(opaque("debugger-command", "a file of debugger commands", arguments.value("-x --command")))
    return Found(True, tuple(starts))


def _bwrap(step: Invocation, world: World, arguments: Arguments) -> Found:
    """bwrap(1): flags take none, one or two values; the command is the first word that is none of them."""
    two = ("--bind", "--bind-try", "--dev-bind", "--dev-bind-try", "--ro-bind", "--ro-bind-try", "--setenv", "--file",
           "--bind-data", "--ro-bind-data", "--symlink", "--chmod", "--bind-fd", "--ro-bind-fd", "--overlay")  # fmt: skip
    none = ("--unshare-*", "--share-net", "--die-with-parent", "--new-session", "--as-pid-1", "--clearenv", "--help",
            "--version", "--disable-userns", "--assert-userns-disabled", "--tmp-overlay-none")  # fmt: skip
    words, env, place, cwd = step.argv, [], 1, None
    while place < len(words) and words[place].prefix.startswith("--") and words[place].text != "--":
        flag = words[place].text or ""
        if flag == "--setenv" and place + 2 < len(words) and (name := words[place + 1].text):
            env.append((name, words[place + 2]))
        elif flag == "--chdir" and place + 1 < len(words):
            cwd = words[place + 1]
        place += 3 if flag in two else 1 if any(matches(pattern, flag) for pattern in none) else 2
    rest = words[place + (place < len(words) and words[place].text == "--") :]
    return Found(False, (Start("argv", rest, env=tuple(env), cwd=cwd),)) if rest else LEAF


def _capsh(step: Invocation, world: World, arguments: Arguments) -> Found:
    """capsh(1): words after `--` go to a shell; `==` starts capsh again."""
    for number, word in enumerate(step.argv):
        if word.text in ("--", "-+"):
            return Found(False, (Start("argv", (literal("bash"), *step.argv[number + 1 :])),))
    return LEAF


def _version_exec(step: Invocation, world: World, arguments: Arguments) -> Found:
    """Version managers: `exec [TOOL@VERSION …] [--] COMMAND`. Versions come first, and are no commands."""
    found = by_description(step, world, arguments)
    kept = []
    for start in found.starts:
        words = start.words
        if start.form == "argv":
            while words and (text := words[0].text) is not None and _is_version(text):
                words = words[1:]
            if not words:
                continue
        kept.append(Start(start.form, words, env=start.env, cwd=start.cwd))
    return Found(True, tuple(dict.fromkeys(kept)))


def _is_version(text: str) -> bool:
    bare = text.lstrip("v")
    return "@" in text[1:] or bare[:1].isdigit() or text in ("node", "default", "system", "stable", "--", "lts/*")


def _direnv(step: Invocation, world: World, arguments: Arguments) -> Found:
    """direnv(1): `exec DIR COMMAND` loads the directory's .envrc, which is shell text."""
    found = by_description(step, world, arguments)
    folder = arguments.positional(1) if arguments.path[:1] == ("exec",) else None
    if folder is None:
        return found
    text = holed(folder).rstrip("/")
    rc = opened(f"{text}/.envrc" if text else ".envrc")
    if file_text(rc, step, world) is None:
        return found
    # the variables that it sets are those of the command as well, which the shell text alone can't hand on
    return Found(True, (Start("file", (rc,), language="bash"), *_with_envrc(rc, step, world, found.starts)))


def _with_envrc(rc: Word, step: Invocation, world: World, starts: tuple[Start, ...]) -> list[Start]:
    env = env_file(rc, step, world)
    return [Start(one.form, one.words, env=env, cwd=one.cwd) for one in starts]


def _dotenv(step: Invocation, world: World, arguments: Arguments) -> Found:
    """The dotenv programs read `.env` in the current directory when no file is named."""
    found = by_description(step, world, arguments)
    if any(arguments.given(flag) for flag in arguments.node.get("loads") or ()):
        return found
    env = env_file(literal(".env"), step, world)
    return Found(found.keep, tuple([Start(one.form, one.words, env=(*env, *one.env)) for one in found.starts]))


def _uv(step: Invocation, world: World, arguments: Arguments) -> Found:
    """uv run: a program, a Python file, or a module with -m; entry points of the project are left to `tasks`."""
    found = by_description(step, world, arguments)
    if arguments.path != ("run",):
        return found
    out = []
    for start in found.starts:
        words = start.words
        text = words[0].text if words else None
        if arguments.given("-m --module"):
            words = (literal("python"), literal("-m"), *words)
        elif text is not None and (text.endswith(".py") or text == "-" or arguments.given("-s --script")):
            words = (literal("python"), *words)
        out.append(Start("argv", words, env=start.env, cwd=start.cwd))
    return Found(False, tuple(out)) if out else found


def _aws_vault(step: Invocation, world: World, arguments: Arguments) -> Found:
    """aws-vault exec PROFILE: the command sees that profile."""
    found = by_description(step, world, arguments)
    if arguments.path[:1] != ("exec",):
        return found
    profile = arguments.positional(1)
    env: Env = (("AWS_VAULT", profile), ("AWS_PROFILE", profile)) if profile is not None else ()
    return Found(True, tuple([Start(one.form, one.words, env=env, cwd=one.cwd) for one in found.starts]))


def _nix(step: Invocation, world: World, arguments: Arguments) -> Found:
    """nix develop|shell … -c COMMAND ARGS: all words after -c are the command's."""
    for number, word in enumerate(step.argv):
        if word.text in ("-c", "--command", "--") and number + 1 < len(step.argv):
            return Found(True, (Start("argv", step.argv[number + 1 :]),))
    return LEAF


def _nodemon(step: Invocation, world: World, arguments: Arguments) -> Found:
    """nodemon: `--exec CMD FILE`, or a JavaScript file."""
    found = by_description(step, world, arguments)
    if found.starts or not arguments.positionals:
        return found
    return Found(True, (Start("argv", (literal("node"), *arguments.positionals)),))


SPECIAL: Final[dict[str, Special]] = {
    "sudo": _sudo, "su": _su, "env": _env, "script": _script,
    "tmux": _tmux, "screen": _screen, "loader": _loader, "gdb": _gdb,
    "bwrap": _bwrap, "capsh": _capsh, "version-exec": _version_exec, "direnv": _direnv, "dotenv": _dotenv, "uv": _uv,
    "aws-vault": _aws_vault, "nix": _nix, "nodemon": _nodemon,
}  # fmt: skip
