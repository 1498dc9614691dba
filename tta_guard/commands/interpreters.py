"""Interpreters: the code on their command line, on their input or in the script they are given. Pure, hot.

Python goes to `python_code.py`, the other languages to `foreign_code.py`.
"""

from __future__ import annotations

from .invocation import Invocation, Word, literal
from .start import (
    HOLE,
    LEAF,
    Found,
    Start,
    file_text,
    holed,
    input_text,
    joined,
    opaque,
    opened,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from .world import World

# interpreter -> (language, flags with code, flags that load a file or module of code, other flags with a value)
INTERPRETERS: Final = {
    "python": ("python", "-c", "", "-W -X --check-hash-based-pycs -Q"),
    "node": ("node", "-e --eval -p --print -pe", "-r --require --import --loader --experimental-loader",
             "-C --conditions --env-file --env-file-if-exists --max-old-space-size --title --inspect-port --test-name-pattern"
             " --test-reporter --icu-data-dir --openssl-config --watch-path --dns-result-order --stack-trace-limit"),
    "bun": ("node", "-e --eval -p --print", "-r --preload --require", "--cwd --env-file -c --config --port"),
    "deno": ("node", "", "--import-map --preload", "-c --config --lock --cert --seed --v8-flags --ext"),
    "tsx": ("node", "-e --eval -p --print", "-r --require --import", "--tsconfig --env-file"),
    "ts-node": ("node", "-e --eval -p --print", "-r --require", "-P --project -O --compilerOptions --cwd"),
    "perl": ("perl", "-e -E", "-M -m", "-I"),
    "ruby": ("ruby", "-e", "-r", "-I -C -E --encoding --external-encoding --enable --disable"),
    "irb": ("ruby", "", "-r", "-I -E --prompt"),
    "php": ("php", "-r -B -R -E", "-z -F", "-d -c -S -t -w"),
    "lua": ("lua", "-e", "-l", ""),
    "awk": ("awk", "", "", "-v -F --assign --field-separator"),
    "osascript": ("osascript", "-e", "", "-l -s"),
    "tclsh": ("tcl", "", "", "-encoding"),
    "wish": ("tcl", "", "", ""),
    "expect": ("tcl", "-c", "", ""),
    "Rscript": ("r", "-e", "", "--default-packages"),
    "R": ("r", "-e", "-f --file", "--args -g --gui -d --debugger"),
    "julia": ("julia", "-e -E --eval --print", "-L --load", "-J --sysimage -C -p -t --threads --project -O"),
    "groovy": ("groovy", "-e", "", "-cp -classpath --classpath -c --encoding"),
    "scala": ("scala", "-e", "-i", "-cp -classpath"),
    "elixir": ("elixir", "-e --eval --rpc-eval", "-r -pr -S", "--name --sname --cookie"),
    "erl": ("erlang", "-eval", "", "-name -sname -setcookie -pa -pz -config"),
    "ghc": ("haskell", "-e", "", "-package"),
    "swift": ("swift", "-e", "", ""),
    "guile": ("lisp", "-c", "-l", "-L -C"),
    "racket": ("lisp", "-e --eval", "-t -l -r -f --load", ""),
    "sbcl": ("lisp", "--eval", "--load --script", "--core"),
    "pwsh": ("powershell", "-c -Command --Command -EncodedCommand -e -enc", "-File -f", "-ExecutionPolicy -WorkingDirectory -wd"),
    "jshell": ("java", "", "--startup", "--class-path -R"),
}  # fmt: skip
ALIASES: Final = {
    "nodejs": "node", "gawk": "awk", "mawk": "awk", "nawk": "awk", "original-awk": "awk", "goawk": "awk", "busybox-awk": "awk",
    "luajit": "lua", "texlua": "lua", "pypy": "python", "python2": "python", "python3": "python", "ipython": "python",
    "jruby": "ruby", "powershell": "pwsh", "pythonw": "python", "py": "python", "runghc": "ghc", "runhaskell": "ghc",
    "r": "R", "rscript": "Rscript",
}  # fmt: skip
_MODULES: Final = {"awscli": "aws", "ansible.cli.playbook": "ansible-playbook", "json.tool": "cat", "base64": "base64"}


def read_interpreter(step: Invocation, world: World, name: str) -> Found:
    """What an interpreter runs: code after a flag, a module, a script, or its input.

    Args:
        step: the invocation of the interpreter.
        world: for scripts.
        name: its name in INTERPRETERS.
    """
    language, code_flags, load_flags, value_flags = INTERPRETERS[name]
    codes, loads = code_flags.split(), load_flags.split()
    every = (*codes, *loads, *value_flags.split(), *(("-m",) if name == "python" else ()))
    words = step.argv[1:]
    if (
        name in ("deno", "bun")
        and words
        and words[0].text in ("eval", "run", "repl", "x", "exec", "task", "test", "serve")
    ):
        return _deno(step, world, name, words, language)
    if name == "awk":
        return _awk(step, world, words)
    place = 0
    code: list[Word] = []
    starts: list[Start] = []
    while place < len(words):
        word = words[place]
        text = word.text
        if text is None and (word.splits or not word.prefix or word.prefix[0] == "-") and not _glued(word, codes):
            starts.append(opaque("interpreter-arguments-unknown", f"arguments of {name} that are not known", word))
            return Found(True, tuple(starts))
        start = holed(word)
        if start == "--":
            place += 1
            break
        if start[:1] != "-" or start == "-":
            break
        place += 1
        flag, value, taken = _flag(start, word, name, every, words, place)
        place += taken
        if flag == "-m" and name == "python":
            return Found(True, (*starts, *_module(() if value is None else (value, *words[place:]), step)))
        if flag in codes and value is not None:
            if language == "powershell" and flag.lower() in ("-e", "-enc", "-encodedcommand"):
                starts.append(opaque("interpreter-code", "encoded commands", value))
            else:
                code.append(value)
            if name in ("python", "pwsh"):
                break
        elif flag in loads and value is not None:
            starts.extend(_loaded(value, step, world, language, flag))
        elif flag in ("--version", "-V", "--help", "-h", "-?") and not code and not starts:
            return LEAF
    rest = words[place:]
    if code:
        whole = joined(tuple(code), "\n")
        starts.append(Start("code", (whole,), arguments=rest, language=language))
        return Found(True, tuple(starts))
    if rest and rest[0].text != "-":
        starts.append(Start("file", rest, language=language))
        return Found(True, tuple(starts))
    text_in = input_text(step, world)
    if text_in is None or (
        language not in ("python", "node", "perl", "ruby", "php", "lua", "tcl", "r", "osascript", "powershell")
    ):
        return Found(True, tuple(starts))
    starts.append(Start("code", (text_in,), arguments=rest[1:], language=language))
    return Found(True, tuple(starts))


def _glued(word: Word, codes: list[str]) -> bool:
    """Whether an unknown word is surely code, glued to its flag (`-eCODE`, `--eval=CODE`)."""
    return any(word.prefix.startswith(flag) for flag in codes)


# Letters that take no value, and may stand before others in one word; letters whose value is glued, or not there.
_SWITCHES: Final = {
    "python": ("bBdEhiIOPqRsSuvVx?", ""), "perl": ("acfhnpsStTuUvwWX", "il0dDxVCF"), "ruby": ("ahlnpsSvwyU", "i0xTWKF"),
    "php": ("aehilmnqsvw", ""), "lua": ("ivEW", ""), "node": ("pcivh", ""),
}  # fmt: skip


def _flag(
    start: str, word: Word, name: str, every: tuple[str, ...], words: tuple[Word, ...], place: int
) -> tuple[str, Word | None, int]:
    """One flag: its name, its value, and how many words the value took."""
    following = words[place] if place < len(words) else None
    head, equals, value = start.partition("=")
    if start in every:
        return start, following, int(following is not None)
    if equals and head in every and len(head) > 2:
        return head, opened(value, word.splits), 0
    if start.startswith("--"):
        return head, None, 0
    switches, glued = _SWITCHES.get(name, ("", ""))
    for at, letter in enumerate(start[1:], 1):
        flag, rest = f"-{letter}", start[at + 1 :]
        if flag in every:
            if rest:
                return flag, opened(rest, word.splits), 0
            return flag, following, int(following is not None)
        if letter in glued and letter not in "0l":  # after -0777 and -l012 there may be flags again
            return flag, None, 0
        if letter not in glued and letter not in switches and not letter.isdigit():
            return start, None, 0
    return start, None, 0


def _loaded(value: Word, step: Invocation, world: World, language: str, flag: str) -> list[Start]:
    """A module or file that a flag loads before the program. A bare name is an installed one."""
    text = holed(value)
    if language == "perl" and "(" not in text and ";" not in text and "{" not in text and HOLE not in text:
        return []
    if language == "perl":
        return [Start("code", (opened(text.replace("=", " ", 1)),), language="perl")]
    if HOLE in text or text.startswith("data:"):
        return [opaque("interpreter-code", f"code that {flag} loads", value)]
    if text.startswith((".", "/")) or file_text(value, step, world) is not None:
        return [Start("file", (value,), language=language)]
    return []


def _module(words: tuple[Word, ...], step: Invocation) -> list[Start]:
    """python -m MODULE: the program of that name, where it has one."""
    if not words:
        return []
    name = words[0].text
    if name is None:
        return [opaque("interpreter-code", "a module whose name is not known", words[0])]
    if name in ("pdb", "cProfile", "profile", "trace", "runpy", "timeit", "code", "coverage", "debugpy", "viztracer"):
        rest = words[1:]
        while rest and rest[0].prefix.startswith("-"):
            if rest[0].text in ("-m", "--module"):
                return _module(rest[1:], step)
            rest = rest[2:] if rest[0].text in ("-o", "-s", "-n", "-r", "-c") else rest[1:]
        if name == "timeit":
            return [Start("code", (word,), language="python") for word in words[1:] if not word.prefix.startswith("-")]
        if rest and rest[0].text == "run":
            rest = rest[1:]
        return [Start("argv", (literal("python"), *rest))] if rest else []
    program = _MODULES.get(name, name.removesuffix(".__main__").partition(".")[0])
    if name in ("http.server", "SimpleHTTPServer"):
        # It serves every file below its directory to whoever asks.
        place = next((i + 1 for i, word in enumerate(words) if word.text in ("-d", "--directory")), 0)
        served = words[place] if 0 < place < len(words) else literal(".")
        return [Start("leaf", (literal("grep"), literal("-r"), literal(""), served))]
    if name in (
        "venv",
        "ensurepip",
        "site",
        "sysconfig",
        "platform",
        "this",
        "unittest",
    ):
        return []
    return [Start("argv", (literal(program), *words[1:]))]


def _deno(step: Invocation, world: World, name: str, words: tuple[Word, ...], language: str) -> Found:
    verb = words[0].text
    rest = words[1:]
    while rest and rest[0].prefix.startswith("-") and rest[0].text != "-":
        flag = rest[0].text or ""
        rest = rest[1:]
        if (
            flag in ("-c", "--config", "--import-map", "--env-file", "--cwd", "--ext", "--lock", "-r", "--preload")
            and rest
        ):
            rest = rest[1:]
    if verb == "eval" and rest:
        return Found(True, (Start("code", rest[:1], arguments=rest[1:], language=language),))
    if verb == "exec" and rest:  # bun exec 'shell text'
        return Found(True, (Start("shell", rest[:1]),))
    if verb == "x" and rest:
        return Found(True, (Start("argv", rest),))
    if verb in ("task", "run", "test"):
        from .tasks_node import read_scripts

        found = read_scripts(step, world, rest, "deno" if name == "deno" else "bun")
        if found:
            return Found(True, tuple(found))
    if verb == "run" and rest and rest[0].text != "-":
        return Found(True, (Start("file", rest, language=language),))
    if (text := input_text(step, world)) is not None:
        return Found(True, (Start("code", (text,), language=language),))
    return LEAF


def _awk(step: Invocation, world: World, words: tuple[Word, ...]) -> Found:
    """awk(1): the program is the first word that is no flag, or the files after -f; -e adds text (gawk)."""
    place = 0
    starts: list[Start] = []
    programs: list[Word] = []
    while place < len(words):
        text = holed(words[place])
        if text[:1] != "-" or text == "-":
            break
        place += 1
        if text == "--":
            break
        flag, value = text[:2], text[2:]
        if text.startswith("--"):
            flag, _, value = text.partition("=")
            flag = {"--file": "-f", "--source": "-e", "--exec": "-E", "--include": "-i", "--load": "-l",
                    "--assign": "-v", "--field-separator": "-F"}.get(flag, flag)  # fmt: skip
        if flag in ("-f", "-e", "-E", "-i", "-l", "-v", "-F") and not value and place < len(words):
            word, place = words[place], place + 1
        else:
            word = opened(value)
        if flag == "-e":
            programs.append(word)
        elif flag in ("-f", "-E", "-i"):
            script = file_text(word, step, world)
            if script is not None:
                programs.append(script)
            elif flag != "-i":
                starts.append(opaque("script-unreadable", "an awk program that cannot be read", word))
        elif flag == "-l":
            starts.append(opaque("library-injected", "awk loads a library", word))
    if not programs and not starts and place < len(words):
        programs.append(words[place])
    for program in programs:
        if program.text is None and (program.splits or not program.prefix):
            starts.append(opaque("interpreter-code", "an awk program that is not known", program))
        else:
            starts.append(Start("code", (program,), language="awk"))
    return Found(True, tuple(starts))


def read_code(code: Word, language: str, arguments: tuple[Word, ...]) -> tuple[Start, ...]:
    """What code in a language other than shell starts and touches.

    Args:
        code: the text; unknown parts make calls that hold them opaque.
        language: a language of INTERPRETERS.
        arguments: the words after the code, its argv.
    """
    if language == "python":
        from .python_code import read_python

        return read_python(holed(code), arguments)
    from .foreign_code import read_foreign

    return read_foreign(holed(code), language, arguments)
