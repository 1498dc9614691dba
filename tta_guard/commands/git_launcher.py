"""What git starts: aliases, settings that hold commands, ext:: addresses, rebase -x, bisect run … Pure, hot.

git itself always counts as a command of its own; what it does to branches and objects is the catalogue's affair.
Sources: git(1), git-config(1), gitremote-helpers(7), git-remote-ext(1) and the pages of the subcommands.
"""

from __future__ import annotations

from .arguments import parse_arguments
from .arguments_table import matches
from .invocation import Invocation, literal
from .start import HOLE, Found, Start, absolute, directory, file_text, holed, joined, opaque, opened, split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from .arguments import Arguments
    from .invocation import Word
    from .world import World

_FILTERS = (
    "--setup --env-filter --tree-filter --index-filter --parent-filter --msg-filter --commit-filter --tag-name-filter"
)
_UPLOAD = {
    "--upload-pack": "value",
    "-u": "value",
    "-o --origin": "value",
    "-b --branch": "value",
    "-c --config": "value",
}
TOOL: Final = {
    "names": ("git",),
    "style": "git",
    "flags": {
        "-C": "value", "-c": "value", "--config-env": "value", "--exec-path": "optional", "--git-dir": "value",
        "--work-tree": "value", "--namespace": "value", "--super-prefix": "value", "--attr-source": "value",
        "-p --paginate": "flag", "-P --no-pager": "flag", "--bare": "flag", "--no-replace-objects": "flag",
        "--literal-pathspecs": "flag", "--no-optional-locks": "flag", "-v --version": "flag", "-h --help": "flag",
        "--html-path": "flag", "--man-path": "flag", "--info-path": "flag", "--list-cmds": "optional",
    },
    "subcommands": {
        "rebase": {
            "flags": {"-x --exec": "value", "--onto": "value", "-s --strategy": "value", "-X --strategy-option": "value",
                      "-i --interactive": "flag", "--root": "flag", "-C": "value", "--empty": "value", "-S": "optional"},
            "shell": ("-x --exec",),
        },
        "bisect": {"subcommands": {"run": {"style": "raw", "rest": "argv"}, "*": {}}},
        "submodule": {
            "flags": {"-q --quiet": "flag"},
            "subcommands": {"foreach": {"flags": {"--recursive": "flag"}, "stop": "first-positional", "rest": "shell"},
                            "*": {}},
        },
        "difftool": {
            "flags": {"-x --extcmd": "value", "-t --tool": "value", "-y --no-prompt": "flag", "-d --dir-diff": "flag",
                      "-g --gui": "flag", "--prompt": "flag", "--tool-help": "flag", "--trust-exit-code": "flag"},
            "shell": ("-x --extcmd",),
        },
        "grep": {
            "flags": {"-O --open-files-in-pager": "optional", "-e": "value", "-f": "value", "-m --max-count": "value",
                      "-A": "value", "-B": "value", "-C": "value", "--max-depth": "value", "--threads": "value"},
            "shell": ("-O --open-files-in-pager",),
        },
        "filter-branch": {
            "flags": {**dict.fromkeys(_FILTERS.split(), "value"), "--subdirectory-filter": "value",
                      "--original": "value", "-d": "value", "-f --force": "flag", "--prune-empty": "flag"},
            "shell": tuple(_FILTERS.split()),
        },
        "clone": {"flags": {**_UPLOAD, "--reference": "value", "--depth": "value", "--template": "value",
                            "--filter": "value", "-j --jobs": "value", "--separate-git-dir": "value",
                            "--recurse-submodules": "optional", "--shallow-since": "value"},
                  "shell": ("--upload-pack", "-u"), "config": "-c --config"},
        "fetch pull ls-remote fetch-pack remote": {
            "flags": {"--upload-pack --exec": "value", "--depth": "value", "-o --server-option": "value",
                      "-j --jobs": "value", "--refmap": "value", "-s --strategy": "value", "-X --strategy-option": "value"},
            "shell": ("--upload-pack --exec",),
        },
        "push send-pack": {
            "flags": {"--receive-pack --exec": "value", "-o --push-option": "value", "--repo": "value"},
            "shell": ("--receive-pack --exec",),
        },
        "archive": {"flags": {"--exec": "value", "--remote": "value", "-o --output": "value", "--format": "value",
                              "--prefix": "value", "--add-file": "value"}, "shell": ("--exec",)},
        "send-email": {
            "flags": {"--sendmail-cmd": "value", "--to-cmd": "value", "--cc-cmd": "value", "--header-cmd": "value",
                      "--smtp-server": "value", "--to": "value", "--cc": "value", "--from": "value"},
            "shell": ("--sendmail-cmd", "--to-cmd", "--cc-cmd", "--header-cmd"), "path": ("--smtp-server",),
        },
        "instaweb": {"flags": {"-d --httpd": "value", "-b --browser": "value", "-p --port": "value"},
                     "shell": ("-d --httpd", "-b --browser")},
        "shell": {"flags": {"-c": "value"}, "shell": ("-c",)},
        "daemon": {"flags": {"--access-hook": "value"}, "shell": ("--access-hook",)},
        "merge-index": {"flags": {"-o": "flag", "-q": "flag"}, "stop": "first-positional", "rest": "argv"},
        "mergetool": {"flags": {"-t --tool": "value", "-O": "value"}},
        "for-each-repo": {"flags": {"--config": "value", "--keep-going": "flag"}, "stop": "first-positional",
                          "rest": "git"},
        "interpret-trailers": {"flags": {"--trailer": "value"}},
        "config": {
            "flags": {"--global": "flag", "--system": "flag", "--local": "flag", "--worktree": "flag",
                      "-f --file": "value", "--blob": "value", "--type": "value", "--add": "flag", "--replace-all": "flag",
                      "--get": "flag", "--get-all": "flag", "--get-regexp": "flag", "--unset": "flag",
                      "--unset-all": "flag", "-l --list": "flag", "-e --edit": "flag", "-z --null": "flag",
                      "--default": "value", "--rename-section": "flag", "--remove-section": "flag", "--value": "value",
                      "--append": "flag", "--all": "flag", "--bool": "flag", "--int": "flag", "--path": "flag",
                      "--comment": "value", "--show-origin": "flag", "--name-only": "flag", "--includes": "flag",
                      "--show-scope": "flag", "--get-urlmatch": "flag", "--get-color": "flag", "--fixed-value": "flag"},
        },
        "*": {},
    },
}  # fmt: skip

# Subcommands that no alias can stand for. A name that is not among them may be an alias, or a program git-NAME.
_OWN = frozenset(
    "add am annotate apply archive bisect blame branch bundle cat-file check-attr check-ignore check-mailmap"
    " check-ref-format checkout checkout-index cherry cherry-pick citool clean clone column commit commit-graph commit-tree"
    " config count-objects credential credential-cache credential-store daemon describe diff diff-files diff-index diff-tree"
    " difftool fast-export fast-import fetch fetch-pack filter-branch fmt-merge-msg for-each-ref for-each-repo format-patch"
    " fsck fsmonitor--daemon gc get-tar-commit-id grep gui hash-object help hook http-backend index-pack init init-db instaweb"
    " interpret-trailers log ls-files ls-remote ls-tree mailinfo mailsplit maintenance merge merge-base merge-file merge-index"
    " merge-tree mergetool mktag mktree multi-pack-index mv name-rev notes pack-objects pack-refs patch-id prune prune-packed"
    " pull push range-diff read-tree rebase receive-pack reflog refs remote repack replace replay request-pull rerere reset"
    " restore rev-list rev-parse revert rm send-email send-pack shell shortlog show show-branch show-index show-ref"
    " sparse-checkout stage stash status stripspace submodule switch symbolic-ref tag unpack-file unpack-objects update-index"
    " update-ref update-server-info upload-archive upload-pack var verify-commit verify-pack verify-tag version whatchanged"
    " worktree write-tree lfs".split()
)


def read(step: Invocation, world: World, name: str) -> Found:
    """What a git command starts, beside being one.

    Args:
        step: the invocation; its first word is git.
        world: for configuration files that it names, and aliases of the repository.
        name: "git", or the program's own name where it is `git-SUBCOMMAND`.
    """
    argv = step.argv
    if name.startswith("git-"):
        argv = (literal("git"), literal(name[4:]), *argv[1:])
    arguments = parse_arguments(TOOL, argv)
    starts: list[Start] = []
    settings: dict[str, Word] = {}
    for value in arguments.all_values("-c"):
        key, value_part = _setting(value)
        settings[holed(key).lower()] = value_part
        starts.extend(settings_of(key, value_part, step, world))
    for value in arguments.all_values("--config-env"):
        key, name_part = _setting(value)
        from .start import variable

        found = variable(step, world, name_part.text or "")
        starts.extend(settings_of(key, found if found is not None else opened(HOLE), step, world))
    if arguments.given("--exec-path") and (place := arguments.value("--exec-path")) is not None:
        starts.append(opaque("library-injected", "git takes its programs from another directory", place))
    for reading in arguments.readings():
        starts.extend(_of_reading(reading, step, world))
    for word in argv[1:]:
        if word.prefix.startswith("ext::"):
            starts.extend(_ext(word))
    if arguments.path and (verb := arguments.path[0]) not in _OWN and verb != "?":
        starts.extend(_alias(verb, settings, arguments, step, world))
    return Found(True, tuple(dict.fromkeys(starts)))


def _of_reading(reading: Arguments, step: Invocation, world: World) -> list[Start]:
    node = reading.node
    starts = []
    for flag in node.get("shell") or ():
        for value in reading.all_values(flag):
            if value.parts:
                starts.append(Start("shell", (value,)))
    for flag in node.get("path") or ():
        for value in reading.all_values(flag):
            if "/" in holed(value):
                starts.append(Start("argv", (value,)))
    if (flag := node.get("config")) is not None:
        for value in reading.all_values(flag):
            starts.extend(settings_of(*_setting(value), step, world))
    rest = reading.positionals
    how = node.get("rest")
    if how == "argv" and rest:
        starts.append(Start("argv", rest))
    elif how == "shell" and rest:
        starts.append(Start("shell", (joined(rest),)))
    elif how == "git" and rest:
        starts.append(Start("argv", (literal("git"), *rest)))
    if reading.path[:1] == ("config",):
        starts.extend(_config(reading, step, world))
    return starts


def _config(reading: Arguments, step: Invocation, world: World) -> list[Start]:
    """git config KEY VALUE: a command put into the configuration counts as one that is started."""
    words = reading.positionals
    if words and words[0].text in ("set", "edit", "get", "list", "unset", "rename-section", "remove-section"):
        if words[0].text != "set":
            return []
        words = words[1:]
    for flag in ("--get", "--get-all", "--get-regexp", "--unset", "--unset-all", "-l --list", "--rename-section"):
        if reading.given(flag):
            return []
    return settings_of(words[0], words[1], step, world) if len(words) > 1 else []


def _setting(word: Word) -> tuple[Word, Word]:
    key, equals, value = holed(word).partition("=")
    return opened(key, HOLE in key), opened(value, HOLE in value) if equals else literal("true")


def settings_of(key: Word, value: Word, step: Invocation, world: World) -> list[Start]:
    """What a setting starts when git comes to use it.

    Args:
        key: as in `section.subsection.name`.
        value: as configured.
        step: the invocation, for files that the value names.
        world: likewise.
    """
    from .launch_variables_data import GIT_SETTINGS

    name = key.text
    if name is None:
        return [opaque("setting-unknown", "a setting of git whose name is not known may hold a command", key)]
    lowered = name.lower()
    text = holed(value)
    for pattern, form in GIT_SETTINGS.items():
        if not matches(pattern, lowered):
            continue
        if form == "ignored" or not text:
            return []
        if form == "shell-unless-boolean" and text.lower() in (
            "true",
            "false",
            "yes",
            "no",
            "on",
            "off",
            "0",
            "1",
            "cat",
        ):
            return []
        if form == "shell-if-path" and not text.startswith(("/", "~", HOLE)):
            return []
        if form == "key-url":
            return _ext(opened(name.partition(".")[2].rpartition(".")[0]))
        if form == "url":
            return _ext(value)
        if form == "library":
            return [opaque("hooks-replaced", f"{name} makes git run programs from another directory", value)]
        if form == "config-file":
            return settings_in_file(value, step, world)
        if form in ("alias", "bang", "helper"):
            if text.startswith("!"):
                return [Start("shell", (opened(text[1:], value.splits),))]
            if form == "alias":
                return [Start("argv", (literal("git"), *split(value)))]
            if form == "helper" and (text.startswith(("/", HOLE)) or " " in text):
                return [Start("shell", (opened(text if text.startswith("/") else f"git credential-{text}"),))]
            return []
        return [Start("shell", (value,))]
    return []


def settings_in_file(word: Word, step: Invocation, world: World) -> list[Start]:
    """The commands in a file of settings (git-config(1), Syntax)."""
    content = file_text(word, step, world)
    if content is None:
        return [opaque("configuration-unreadable", "settings of git that cannot be read", word)]
    starts: list[Start] = []
    section = ""
    for line in holed(content).replace("\\\n", "").split("\n")[:5000]:
        bare = line.strip()
        if bare.startswith("["):
            head, _, bare = bare[1:].partition("]")
            name, quote, rest = head.partition('"')
            section = name.strip() + (f".{rest.rpartition(chr(34))[0]}" if quote else "")
            bare = bare.strip()
        if not bare or bare[0] in "#;":
            continue
        key, equals, value = bare.partition("=")
        if equals and section.lower() not in ("include",):
            text = value.strip()
            if text[:1] == '"' and text[-1:] == '"' and len(text) > 1:
                text = text[1:-1].replace('\\"', '"').replace("\\\\", "\\")
            starts.extend(settings_of(literal(f"{section}.{key.strip()}"), opened(text, HOLE in text), step, world))
        elif equals:
            starts.append(opaque("configuration-unreadable", "settings of git that include others", opened(value)))
    return starts


def _ext(word: Word) -> list[Start]:
    """git-remote-ext(1): words at blanks, `%S` and the like are git's; `fd::` starts nothing."""
    text = holed(word)
    if not text.startswith("ext::"):
        return []
    words = []
    for piece in text[5:].replace("% ", "\ue000").split(" "):
        plain = piece.replace("\ue000", " ").replace("%%", "\ue001")
        for mark in ("%S", "%s", "%G", "%V"):
            plain = plain.replace(mark, HOLE)
        if plain:
            words.append(opened(plain.replace("\ue001", "%"), False))
    return [Start("argv", tuple(words), mark="")]


def _after(verb: str, argv: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words after a subcommand: the first word of its name that is no value of a flag before it."""
    for place in range(1, len(argv)):
        if argv[place].text == verb and argv[place - 1].text not in (
            "-C",
            "-c",
            "--git-dir",
            "--work-tree",
            "--namespace",
        ):
            return argv[place + 1 :]
    return ()


def _at_start(step: Invocation) -> Invocation:
    """The invocation, seen from where the whole text starts: its own directory has been counted already."""
    return Invocation(step.argv, step.env)


def _alias(verb: str, settings: dict[str, Word], arguments: Arguments, step: Invocation, world: World) -> list[Start]:
    """An alias of the command line or of the repository's configuration, with the words that follow it."""
    if f"alias.{verb.lower()}" in settings:
        value = settings[f"alias.{verb.lower()}"]
    else:
        folder = step.cwd
        for word in arguments.all_values("-C"):
            folder = directory(folder, word)
        place = None if folder is None else absolute(folder, _at_start(step), world)
        if (folder is not None and place is None) or not verb.replace("-", "a").replace("_", "a").isalnum():
            return []
        answer = world.git("config", "--get", f"alias.{verb}", cwd=place)
        if answer is None:
            return []
        value = literal(answer.decode("utf-8", "surrogateescape").rstrip("\n"))
    after = _after(verb, step.argv)
    text = holed(value)
    if text.startswith("!"):
        quoted = joined((opened(text[1:], value.splits), *after))
        return [Start("shell", (quoted,), arguments=(literal("git"), *after))]
    first = split(value)
    if not first or first[0].text == verb:
        return []
    return [Start("argv", (literal("git"), *first, *after))]
