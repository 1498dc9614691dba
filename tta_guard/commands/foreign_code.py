"""What code in node, perl, ruby, php, lua, awk, Tcl and others starts and touches: calls that are looked for. Pure.

For each language a table names the functions that start programs, run code, touch files, read the environment or talk to
the network. A call whose arguments are literals is followed; any other makes the code opaque. Code that names none of
them is plain computing. Names that only a wider reading could tell from harmless ones count as the dangerous one.

Longer than other modules because one scan serves all languages; the table is `foreign_calls.py`.
"""

from __future__ import annotations

from .code_tokens import UNKNOWN, tokens
from .code_values import Expressions
from .foreign_calls import CALLS, CONSTRUCTOR, FILES, MODULES, REMOTE
from .invocation import Word, literal
from .small_code import only_in_texts, read_awk, read_osascript, read_powershell
from .start import HOLE, Start, opaque, split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final


CODE_LIMIT: Final = 1 << 18
_NEED_MODULE: Final = ("exec", "execSync", "spawn", "spawnSync", "execFile", "execFileSync", "fork")


def read_foreign(text: str, language: str, arguments: tuple[Word, ...] = ()) -> tuple[Start, ...]:
    """What code starts and touches.

    Args:
        text: the code, with HOLE where it is not known.
        language: of `interpreters.INTERPRETERS`.
        arguments: the words after the code.
    """
    if len(text) > CODE_LIMIT:
        return (opaque("interpreter-code", "too much code to read"),)
    if text.strip() == HOLE:
        return (opaque("interpreter-code", "code that is not known"),)
    if language == "tcl":
        from .tcl_code import read_tcl

        return read_tcl(text)
    if language == "powershell":
        return read_powershell(text)
    if language == "awk":
        return read_awk(text)
    if language == "osascript":
        return read_osascript(text)
    if language == "lisp":
        from .editors import lisp_starts

        return tuple(lisp_starts(text))
    if language not in CALLS:
        return (opaque("interpreter-code", f"code in {language} is not read"),)
    scan = _Scan(text, language, arguments)
    if HOLE in text and not only_in_texts(scan.tokens):
        scan.unclear("code that is not wholly known")
    return tuple(dict.fromkeys(scan.starts()))


class _Scan:
    def __init__(self, text: str, language: str, arguments: tuple[Word, ...]) -> None:
        self.text = text
        self.language = language
        self.tokens = tokens(text, language)
        values: list[Any] = [UNKNOWN if word.text is None else word.text for word in arguments]
        self.names: dict[str, Any] = {
            "node": {"process.argv": ["node", *values]},
            "perl": {"@ARGV": values, "$ARGV": values},
            "ruby": {"ARGV": values, "$*": values},
            "lua": {"arg": ["lua", *values]},
        }.get(language, {})
        self.expressions = Expressions(self.tokens, language, self.names)
        self.calls = CALLS[language]
        self.out: list[Start] = []
        self.modules: set[str] = set()

    def unclear(self, why: str) -> None:
        start = opaque("interpreter-code", why)
        if start not in self.out:
            self.out.append(start)

    def starts(self) -> list[Start]:
        self.module_names()
        place = 0
        while place < len(self.tokens):
            place = self.step(place)
        if self.language == "node":
            self.leftovers()
        return self.out

    def module_names(self) -> None:
        for kind, value in self.tokens:
            if kind == "text":
                text = self.expressions.text(value)
                if isinstance(text, str):
                    bare = text.removeprefix("node:")
                    if bare in MODULES or bare in FILES or bare in REMOTE:
                        self.modules.add(bare)

    def step(self, place: int) -> int:
        kind, value = self.tokens[place]
        if kind == "command":
            text = self.expressions.text(value)
            if self.language == "julia":
                self.out.append(Start("argv", split(literal(text)))) if isinstance(text, str) else self.unclear(
                    "a command"
                )
            elif isinstance(text, str):
                self.out.append(Start("shell", (literal(text),)))
            else:
                self.unclear("a command that is worked out is run")
            return place + 1
        if kind == "text":
            for piece in value:
                if isinstance(piece, tuple) and len(piece[1]) > 1 and not piece[1].isidentifier():
                    self.out.extend(_Scan(piece[1], self.language, ()).starts())
            if self.language in ("groovy", "scala"):
                self.method_of_text(place, value)
            return place + 1
        if kind != "name":
            if kind == "op" and value == "[" and self.language == "node" and (self.modules & {*MODULES}):
                self.computed(place)
            return place + 1
        name, end = self.expressions.dotted(place)
        if self.assigned(name, place, end):
            return end
        inside = self.language == "node" and any(piece in CONSTRUCTOR for piece in name.split("."))
        if inside and self.expressions.at(end) == ("op", "(") and name.rpartition(".")[2] != "apply":
            self.unclear(f"{name} leads to functions that are not named")
        self.environment(name, end)
        self.indirect(name, place, end)
        what = self.what(name)
        if what is None:
            return place + 1 if end == place + 1 else self.after_dots(place, end)
        return self.call(name, what, end)

    def indirect(self, name: str, place: int, end: int) -> None:
        """Functions that are reached by a name that is worked out, or handed on instead of called."""
        at = self.expressions.at
        opens = at(end) == ("op", "(")
        if self.language in ("php", "perl") and name.startswith("$") and "." not in name:
            arrow = at(end) == ("op", "-") and at(end + 1) == ("op", ">") and at(end + 2) == ("op", "(")
            if (opens and (self.language == "php" or at(place - 1) == ("op", "&"))) or arrow:
                self.unclear(f"a function that {name} names is called")
        elif self.language == "node":
            if name in ("eval", "globalThis.eval", "global.eval") and not opens and at(place - 1) != ("op", "."):
                self.unclear("eval is handed on")
            elif name in ("globalThis", "global", "this", "window", "module", "process") and at(end) == ("op", "["):
                self.unclear(f"a part of {name} that is worked out")
        elif (
            self.language == "lua"
            and name in ("os", "io", "_G", "package", "debug", "_ENV", "string")
            and at(end) == ("op", "[")
        ):
            values, stop = self.expressions.values(end + 1, "]")
            key = values[0] if len(values) == 1 else UNKNOWN
            what = self.calls.get(f"{name}.{key}") if isinstance(key, str) else None
            if what is not None and at(stop) == ("op", "("):
                self.does(f"{name}.{key}", what, self.expressions.values(stop + 1, ")")[0])
            else:
                self.unclear(f"a part of {name} that is worked out")

    def after_dots(self, place: int, end: int) -> int:
        return end

    def what(self, name: str) -> str | None:
        found = self.calls.get(name)
        if self.language == "node" and name in _NEED_MODULE and not self.modules & {*MODULES}:
            return None  # a pattern's exec, a function of the code's own
        if found is not None:
            return found
        parts = name.split(".")
        for start in range(1, len(parts)):
            found = self.calls.get(".".join(parts[start:]))
            if found is not None:
                last = parts[-1]
                if self.language == "node":
                    if found in ("read", "write", "delete", "copy", "move"):
                        return found if self.modules & {*FILES} or parts[0] in ("fs", "fsp", "Deno", "Bun") else None
                    if (
                        last in ("exec", "spawn", "fork", "execFile")
                        and not self.modules & {*MODULES}
                        and "process" not in name
                    ):
                        return None  # a pattern's exec
                    if last in ("import", "$", "module", "Function", "fetch") and last == "import":
                        return None
                if self.language == "ruby" and last in (
                    "open",
                    "load",
                    "send",
                    "method",
                    "require",
                    "exec",
                    "system",
                    "eval",
                ):
                    return found
                if self.language in ("r",) and last in ("get", "file", "url", "load", "scan", "parse", "run", "pipe"):
                    return None
                if self.language == "perl" and last in ("get", "run", "open", "copy", "move", "do"):
                    return found if last not in ("get", "copy", "move") else None
                return found
        return None

    def assigned(self, name: str, place: int, end: int) -> bool:
        """Note `name = literal`; answer whether an assignment stands here that is done with."""
        at = self.expressions.at
        if (
            at(end) != ("op", "=")
            or at(end + 1) in (("op", "="), ("op", "~"), ("op", ">"))
            or at(place - 1)[1] in ("=", "!", "<", ">")
        ):
            return False
        step = end + 1
        current: list[Any] = []
        stop = step
        while at(stop)[0] not in ("end", "line") and at(stop) not in (
            ("op", ";"),
            ("op", ","),
            ("op", ")"),
            ("op", "}"),
        ):
            if at(stop)[0] == "command":
                break
            item, stop = self.expressions.item(stop)
            current.append(item)
            if len(current) > 200:
                break
        value = self.expressions.join(current) if current else UNKNOWN
        previous = self.names.get(name)
        self.names[name] = value if previous is None or previous == value else UNKNOWN
        return False

    def environment(self, name: str, end: int) -> None:
        """process.env.X, $ENV{X}, ENV["X"], $_ENV: a variable of the environment, or all of them."""
        at = self.expressions.at
        whole = {"node": "process.env", "perl": "$ENV", "ruby": "ENV", "php": "$_ENV", "julia": "ENV"}.get(
            self.language
        )
        if whole is None or (
            name != whole and not name.startswith(f"{whole}.") and not (name == "%ENV" and whole == "$ENV")
        ):
            if self.language == "node" and name in ("globalThis.process", "process") and at(end) == ("op", "["):
                self.unclear("a part of process that is worked out")
            if self.language != "php" or name != "$_SERVER":
                return
        words: tuple[Word, ...] = (literal("printenv"),)
        if name.startswith(f"{whole}.") and self.language == "node":
            words = (*words, literal(name[len(whole or "") + 1 :].partition(".")[0]))
        elif at(end) in (("op", "["), ("op", "{")):
            close = "]" if at(end)[1] == "[" else "}"
            kind, value = at(end + 1)
            key = self.expressions.text(value) if kind == "text" else value if kind == "name" and close == "}" else None
            if isinstance(key, str) and at(end + 2) == ("op", close):
                words = (*words, literal(key))
                step = end + 3
                if at(step) == ("op", "=") and at(step + 1) != ("op", "=") and at(step + 1) != ("op", "~"):
                    self.unclear("a variable of the environment is set")
                    return
        elif at(end) == ("op", "=") and at(end + 1) != ("op", "="):
            self.unclear("the environment is replaced")
            return
        self.out.append(Start("leaf", words))

    def method_of_text(self, place: int, value: list[Any]) -> None:
        """Groovy's "cmd".execute(), Scala's "cmd".! and "cmd".!!"""
        at = self.expressions.at
        if at(place + 1) != ("op", "."):
            return
        _kind, name = at(place + 2)
        if name in ("execute", "!", "run", "lazyLines", "lineStream"):
            text = self.expressions.text(value)
            if isinstance(text, str):
                self.out.append(Start("argv", split(literal(text))))
            else:
                self.unclear("a command that is worked out is run")

    def computed(self, place: int) -> None:
        """`x["exec"](…)` where a module that starts programs is at hand."""
        values, end = self.expressions.values(place + 1, "]")
        before = self.expressions.at(place - 1)
        if (
            self.expressions.at(end) == ("op", "(")
            and before[0] in ("name", "op")
            and before[1] not in ("=", "(", ",", ":")
        ):
            if len(values) == 1 and isinstance(values[0], str):
                what = self.calls.get(values[0])
                if what is not None:
                    self.call(values[0], what, end)
            else:
                self.unclear("a function whose name is worked out is called")

    # Calls

    def call(self, name: str, what: str, end: int) -> int:
        at = self.expressions.at
        kind, sign = at(end)
        if what == "ignored":
            return end
        if (kind, sign) == ("op", "("):
            values, stop = self.expressions.values(end + 1, ")")
            named_only = False
        elif self.language == "node":
            if name == "$" and kind == "text":
                values, stop, named_only = [self.expressions.text(sign)], end + 1, False
            elif name in ("import",) and kind == "text":
                self.module(self.expressions.text(sign))
                return end + 1
            else:
                return end
        elif self.language in ("ruby", "perl", "php", "elixir", "haskell", "groovy", "lua") and (
            kind in ("text", "name", "command") or (kind, sign) in (("op", "["), ("op", "{"), ("op", "%"), ("op", "*"))
        ):
            if self.language == "haskell":
                values, stop = self.haskell(end)
            else:
                values, stop = self.expressions.values(end, "")
                stop = end
            named_only = False
        else:
            if self.language in ("lua", "r", "java", "swift", "scala", "erlang"):
                if (kind, sign) == ("op", "=") or what in ("read", "url", "env"):
                    return end
                if what in ("shell", "argv", "auto", "code") and (kind, sign) not in (("op", "."), ("op", ":")):
                    self.unclear(f"{name} is handed on")
            return end
        if not named_only:
            self.does(name, what, values)
        return end + 1 if stop > end else end

    def haskell(self, place: int) -> tuple[list[Any], int]:
        values: list[Any] = []
        while self.expressions.at(place)[0] in ("text", "name", "number") or self.expressions.at(place) in (
            ("op", "["),
            ("op", "("),
        ):
            item, place = self.expressions.item(place)
            values.append(item)
            if self.expressions.at(place)[0] == "line":
                break
        return values, place

    def does(self, name: str, what: str, values: list[Any]) -> None:
        first = values[0] if values else UNKNOWN
        if what == "opaque":
            self.unclear(f"{name} is not followed")
        elif what == "shell":
            self.shell(first)
        elif what in ("argv", "list"):
            self.argv(values)
        elif what == "auto" or what.startswith("auto-"):
            values = values[int(what[5:]) :] if what.startswith("auto-") else values
            values = [value for value in values if not isinstance(value, dict)] or values
            flat = _flat(values)
            if len(flat) == 1 and not isinstance(values[0], list):
                self.shell(flat[0])
            else:
                self.argv(flat)
        elif what == "object":
            self.object(values)
        elif what == "code":
            self.code(first)
        elif what in ("read", "write", "delete", "copy", "move", "read-2"):
            self.file(what, values)
        elif what == "env":
            self.out.append(Start("leaf", (literal("printenv"), *([literal(first)] if isinstance(first, str) else []))))
        elif what == "environment":
            self.out.append(Start("leaf", (literal("printenv"),)))
        elif what == "url":
            self.url(values)
        elif what == "url-only":
            if isinstance(first, str) and "://" in first:
                self.url(values)
        elif what == "module":
            self.module(first)
        elif what == "perl-open":
            self.perl_open(values)
        elif what == "perl-do":
            if isinstance(first, str) and ("/" in first or first.endswith((".pl", ".pm"))):
                self.out.append(Start("file", (literal(first),), language="perl"))
        elif what == "ruby-send":
            called = self.calls.get(first) if isinstance(first, str) else None
            if called is not None:
                self.does(str(first), called, values[1:])
            elif not isinstance(first, str):
                self.unclear("a method whose name may be anything")
        elif what == "ruby-open":
            if isinstance(first, str) and first.startswith("|"):
                self.shell(first[1:])
            elif isinstance(first, str) and "://" in first:
                self.url(values)
            else:
                self.file("read", values)
        elif what == "ruby-require" and isinstance(first, str) and first.startswith((".", "/")):
            self.out.append(
                Start("file", (literal(first if first.endswith(".rb") else f"{first}.rb"),), language="ruby")
            )

    def shell(self, value: Any) -> None:
        if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            self.argv(value)
        elif isinstance(value, str):
            self.out.append(Start("shell", (literal(value),)))
        else:
            self.unclear("a command that is worked out is run")

    def argv(self, values: list[Any]) -> None:
        options = next((value for value in values if isinstance(value, dict)), {})
        flat = _flat([value for value in values if not isinstance(value, dict)])
        if not flat or not isinstance(flat[0], str):
            self.unclear("a program that is worked out is started")
            return
        env = options.get("env")
        pairs: tuple[tuple[str, Word | None], ...] = ()
        if isinstance(env, dict):
            pairs = tuple(
                [(key, literal(item) if isinstance(item, str) else Word((None,))) for key, item in env.items()]
            )
        elif env is not None and env is not UNKNOWN:
            self.unclear("a program is started with variables that are worked out")
        cwd = options.get("cwd")
        words = tuple([literal(item) if isinstance(item, str) else Word((None,)) for item in flat])
        place = literal(cwd) if isinstance(cwd, str) else None
        self.out.append(Start("argv", words, env=pairs, cwd=place))
        if options.get("shell") not in (None, False) and all(isinstance(item, str) for item in flat):
            self.out.append(Start("shell", (literal(" ".join(flat)),), env=pairs, cwd=place))

    def object(self, values: list[Any]) -> None:
        """Deno.Command(program, {args}), Deno.run({cmd})."""
        options = next((value for value in values if isinstance(value, dict)), None)
        if options is not None and isinstance(options.get("cmd"), list):
            self.argv([*options["cmd"], {key: value for key, value in options.items() if key in ("env", "cwd")}])
        elif values and isinstance(values[0], str):
            given = options.get("args", []) if options is not None else []
            rest = given if isinstance(given, list) else [UNKNOWN]
            if options is None and len(values) > 1:
                self.unclear("a program is started with options that are worked out")
            extra = {key: value for key, value in (options or {}).items() if key in ("env", "cwd")}
            self.argv([values[0], *rest, extra])
        else:
            self.unclear("a program that is worked out is started")

    def code(self, value: Any) -> None:
        if isinstance(value, str):
            self.out.extend(read_foreign(value, self.language))
        elif self.language in ("perl", "ruby") and value is UNKNOWN and not self.text.count("eval"):
            return
        else:
            self.unclear("code that is worked out is run")

    def file(self, what: str, values: list[Any]) -> None:
        place = 1 if what == "read-2" else 0
        names = values[place : place + (2 if what in ("copy", "move") else 1)]
        known = [literal(name) for name in names if isinstance(name, str)]
        if len(known) < len(names) or not names:
            if names and all(isinstance(name, int) for name in names):
                return
            self.unclear("a file whose name is worked out is used")
            if not known:
                return
        mode = values[place + 1] if len(values) > place + 1 else None
        if what == "read" and isinstance(mode, str) and mode[:1] in ("w", "a") and len(mode) < 4:
            what = "write"
        program = {"read": "cat", "read-2": "cat", "write": "tee", "delete": "rm", "copy": "cp", "move": "mv"}[what]
        self.out.append(Start("leaf", (literal(program), *known)))

    def url(self, values: list[Any]) -> None:
        first = values[0] if values else UNKNOWN
        if not isinstance(first, str):
            self.unclear("a request to an address that is worked out")
            return
        options = next((value for value in values if isinstance(value, dict)), None)
        method = options.get("method", "GET") if options is not None else "GET" if len(values) < 2 else "POST"
        verb = method.upper() if isinstance(method, str) else "POST"
        if "://" in first or first.startswith("//"):
            self.out.append(Start("leaf", (literal("curl"), literal("-X"), literal(verb), literal(first))))

    def module(self, value: Any) -> None:
        if not isinstance(value, str):
            self.unclear("a module whose name is worked out is loaded")
            return
        bare = value.removeprefix("node:")
        self.modules.add(bare)
        if bare in REMOTE or bare in MODULES[1:]:
            if bare in REMOTE:
                addresses = self.addresses()
                for address in addresses:
                    self.out.append(
                        Start("leaf", (literal("curl"), literal("-X"), literal(self.verb()), literal(address)))
                    )
                if addresses and bare in (
                    "http",
                    "https",
                    "axios",
                    "got",
                    "node-fetch",
                    "undici",
                    "request",
                    "superagent",
                ):
                    return
            self.unclear(f"{bare} is not followed")
        elif value.startswith((".", "/")):
            if value.endswith((".json", ".node")):
                self.out.append(Start("leaf", (literal("cat"), literal(value))))
                if value.endswith(".node"):
                    self.unclear("a native library is loaded")
            else:
                self.out.append(Start("file", (literal(value),), language="node"))

    def addresses(self) -> list[str]:
        found = [self.expressions.text(value) for kind, value in self.tokens if kind == "text"]
        return [text for text in found if isinstance(text, str) and "://" in text]

    def verb(self) -> str:
        for verb in ("DELETE", "PUT", "POST", "PATCH"):
            if verb in self.text.upper().replace("METHOD", ""):
                return verb
        return "GET"

    def perl_open(self, values: list[Any]) -> None:
        """open(FH, MODE, NAME…), open(FH, "cmd |"), open(FH, "-|", LIST)."""
        rest = values[1:] if len(values) > 1 else values
        first = rest[0] if rest else UNKNOWN
        if not isinstance(first, str):
            self.unclear("a file or command that is worked out is opened")
            return
        text = first.strip()
        if text in ("-|", "|-"):
            self.does("open", "auto", rest[1:])
        elif text.startswith("|") or text.endswith("|"):
            self.shell(text.strip("|"))
        elif len(rest) > 1:
            writes = ">" in text
            if isinstance(rest[1], str):
                self.out.append(Start("leaf", (literal("tee" if writes else "cat"), literal(rest[1]))))
            else:
                self.unclear("a file whose name is worked out is opened")
        else:
            name = text.lstrip("<>+ ")
            self.out.append(Start("leaf", (literal("tee" if text.startswith(">") else "cat"), literal(name))))

    def leftovers(self) -> None:
        """A module that starts programs was asked for, and no call of it was understood."""
        asked = {module for module in self.modules if module in MODULES}
        mentioned = any(f"{word}" in self.text for word in ("child_process",))
        if (asked or mentioned) and not any(start.form in ("argv", "shell", "opaque") for start in self.out):
            self.unclear("a module that starts programs is used in a way that is not followed")


def _flat(values: list[Any]) -> list[Any]:
    out: list[Any] = []
    for value in values:
        out.extend(value if isinstance(value, list) else [value])
    return out
