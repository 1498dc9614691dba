"""What a call in Python code does: starts a program, runs code, touches a file, asks an address. Pure."""

from __future__ import annotations

import ast

from .invocation import Word, literal
from .python_values import (
    CODE,
    EXEC,
    HTTP,
    LIKE,
    PATH_METHODS,
    READS,
    RUN,
    SHELL,
    TELLING,
    UNKNOWN,
    VERBS,
    WORDS,
    Ref,
    decoded,
    word_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Calls:
    """The part of the reader that knows what functions do. `starts` is what was found so far."""

    env: dict[str, Word | None]
    cwd: Word | None
    depth: int

    def unclear(self, why: str) -> None:
        """Say that something cannot be told."""
        raise NotImplementedError

    def add(self, form: str, words: tuple[Word, ...], **more: Any) -> None:
        """Note a start."""
        raise NotImplementedError

    def block(self, body: list[ast.stmt]) -> None:
        """Read statements."""
        raise NotImplementedError

    def imported(self, module: str) -> None:
        """Note that a module is imported."""
        raise NotImplementedError

    def looked_up(self, key: Any) -> Any:
        """A variable of the environment is read."""
        raise NotImplementedError

    def started(self, name: str, function: Any, values: list[Any], named: dict[str, Any], spread: bool) -> Any:
        first = values[0] if values else UNKNOWN
        base, _, method = name.rpartition(".")
        if name in SHELL or (base == "IPython" and method == "system"):
            self.shell(first if values else named.get("command", named.get("cmd", UNKNOWN)))
        elif base == "subprocess" and method in RUN:
            self.subprocess(first if values else named.get("args", UNKNOWN), named, spread)
        elif name in ("asyncio.create_subprocess_exec", "asyncio.subprocess.create_subprocess_exec"):
            self.argv_of(list(values), named)
        elif base == "os" and method in EXEC:
            self.exec_family(method, values, spread)
        elif name in ("pty.spawn", *WORDS):
            self.subprocess(first, {}, spread)
        elif base in ("sh", "plumbum.cmd") or name.startswith("sh."):
            self.argv_of([method, *values], {})
        elif name in CODE:
            self.code(name, first)
            return Ref("code") if name.endswith("compile") else UNKNOWN
        elif name in ("__import__", "importlib.import_module", "importlib.__import__"):
            if isinstance(first, str):
                self.imported(first)
                return Ref(first if name != "__import__" else first.partition(".")[0])
            self.unclear("a module whose name is worked out is imported")
        elif name == "getattr":
            if isinstance(first, Ref) and len(values) > 1:
                if isinstance(values[1], str):
                    return Ref(f"{first.name}.{values[1]}" if first.name != "builtins" else values[1])
                self.unclear("a function whose name is worked out")
        elif name in ("globals", "locals", "vars"):
            return Ref(f"{name}()")
        elif name in ("os.getenv", "os.environ.get", "os.environb.get", "os.environ.pop", "os.environ.setdefault"):
            return self.looked_up(first)
        elif name in ("os.environ.copy", "dict") and (name != "dict" or values):
            if name != "dict" or (isinstance(first, Ref) and first.name == "os.environ"):
                return {**named}
            return {**first, **named} if isinstance(first, dict) else UNKNOWN
        elif name == "dict":
            return named
        elif name in ("os.environ.update",):
            changes = {**(first if isinstance(first, dict) else {}), **named}
            self.env.update({key: word_of(value) for key, value in changes.items()})
            if values and not isinstance(first, dict):
                self.unclear("variables that are worked out are set")
        elif name == "os.putenv" and len(values) > 1 and isinstance(first, str):
            self.env[first] = word_of(values[1])
        elif name == "os.chdir":
            self.cwd = word_of(first)
        elif name in LIKE:
            words = [word_of(value) for value in values[:2] if isinstance(value, str | bytes)]
            if not words or any(value is UNKNOWN for value in values[: 1 if LIKE[name][0] in ("rm", "rmdir") else 2]):
                self.unclear("a file whose name is worked out is changed")
            self.add("leaf", (*[literal(word) for word in LIKE[name]], *words))
        elif name in READS:
            self.file(name, values, named)
            return Ref("file")
        elif base.endswith(("Path", "pathlib.Path")) or (method in PATH_METHODS and base in ("path",)):
            return self.path(method, function, values)
        elif name in ("pathlib.Path", "Path", "pathlib.PosixPath", "pathlib.PurePath", "path.joinpath"):
            joined = [*function.values, *values] if name.startswith("path.") else values
            known = all(isinstance(value, str) for value in joined)
            return Ref("path", ("/".join(joined),) if known and joined else ())
        elif name in ("pathlib.Path.home", "os.path.expanduser"):
            return first if isinstance(first, str) else Ref("path", ("~",)) if name.endswith("home") else UNKNOWN
        elif name in ("os.path.join", "posixpath.join"):
            return "/".join(values) if values and all(isinstance(value, str) for value in values) else UNKNOWN
        elif base.startswith("path"):
            return self.path(method, function, values)
        elif base in HTTP or (method in VERBS and base.partition(".")[0] in ("requests", "httpx", "session")):
            self.http(method, values, named)
        elif name in ("urllib.request.urlopen", "urllib.request.Request", "urllib2.urlopen", "urllib.request.urlretrieve",
                      "urllib.urlopen", "urllib3.request"):  # fmt: skip
            if isinstance(first, Ref) and first.name == "request":
                return Ref("response")
            method = named.get(
                "method", "POST" if (len(values) > 1 and "retrieve" not in name) or "data" in named else "GET"
            )
            self.curl(method, first if values else named.get("url", UNKNOWN))
            return Ref("request" if name.endswith("Request") else "response")
        elif base in ("socket", "http.client", "asyncio", "ssl") and (
            method in ("create_connection", "HTTPConnection", "HTTPSConnection", "open_connection", "socket")
        ):
            host = first[0] if isinstance(first, list) and first else first
            if isinstance(host, str):
                self.add("leaf", (literal("nc"), literal(host)))
            elif method != "socket":
                self.unclear("a connection to a host that is worked out")
            return Ref("socket")
        elif name.endswith(".connect") and base == "socket":
            host = first[0] if isinstance(first, list) and first else UNKNOWN
            if isinstance(host, str):
                self.add("leaf", (literal("nc"), literal(host)))
            else:
                self.unclear("a connection to a host that is worked out")
        elif name in ("base64.b64decode", "base64.standard_b64decode", "base64.urlsafe_b64decode", "base64.decodebytes",
                      "binascii.a2b_base64", "bytes.fromhex", "binascii.unhexlify", "codecs.decode", "shlex.split",
                      "shlex.quote", "shlex.join", "zlib.decompress", "str.join", "os.fsencode", "os.fsdecode", "str.format",
                      "base64.b32decode", "base64.b16decode", "bytearray.fromhex"):  # fmt: skip
            return decoded(name, values)
        elif base == "unknown" and method in TELLING:
            self.unclear(f"a method {method} of something that is not known is called")
        elif name == "unclear":
            if not values or any(isinstance(value, str) for value in values):
                self.unclear("a function that is worked out is called")
        else:
            for value in (*values, *named.values()):
                # a library's own way of opening a file: the name is all that can be told
                if isinstance(value, str) and " " not in value and "\n" not in value and value[:1] in ("/", "~", "."):
                    if len(value) > 1 and "://" not in value:
                        self.add("leaf", (literal("cat"), literal(value)))
                elif (
                    isinstance(value, str)
                    and value.startswith(("http://", "https://", "postgres", "mysql", "mongodb", "redis"))
                    and "://" in value
                ):
                    self.add("leaf", (literal("curl"), literal(value)))
            return Ref(f"{name}()") if name in ("requests.Session", "httpx.Client") else UNKNOWN
        return UNKNOWN

    def shell(self, value: Any, **more: Any) -> None:
        if isinstance(value, str | bytes):
            self.add("shell", (word_of(value),), **more)
        else:
            self.unclear("a shell command that is worked out")

    def subprocess(self, value: Any, named: dict[str, Any], spread: bool) -> None:
        more: dict[str, Any] = {}
        if "cwd" in named and named["cwd"] is not None:
            more["cwd"] = word_of(named["cwd"])
        env = named.get("env")
        if env is not None:
            if isinstance(env, dict):
                more["env"] = tuple([(key, word_of(item)) for key, item in env.items()])
            else:
                self.unclear("a program is started with variables that are worked out")
        if isinstance(named.get("input"), str | bytes):
            more["stdin"] = word_of(named["input"])
        shell = named.get("shell", False)
        if spread or shell is UNKNOWN:
            self.unclear("a program is started with arguments that are worked out")
        program = named.get("executable")
        if isinstance(value, str | bytes):
            if shell:
                self.shell(value, **more)
            else:
                self.add("argv", (word_of(value),), **more)
                if " " in str(value):
                    self.shell(value, **more)  # pexpect, pty and Windows cut the text themselves
        elif isinstance(value, list | tuple) and value:
            words = [word_of(item) for item in value]
            if shell:
                self.shell(value[0], **more)
                return
            if isinstance(program, str):
                words[0] = literal(program)
            if words[0].text is None:
                self.unclear("a program whose name is worked out is started")
            self.add("argv", tuple(words), **more)
        else:
            self.unclear("a program that is worked out is started")

    def argv_of(self, values: list[Any], named: dict[str, Any]) -> None:
        self.subprocess(values, {key: value for key, value in named.items() if key in ("cwd", "env")}, False)

    def exec_family(self, method: str, values: list[Any], spread: bool) -> None:
        if method.startswith("spawn"):
            values = values[1:]
        if not values or values[0] is UNKNOWN or spread:
            self.unclear("a program that is worked out is started")
            return
        if "l" in method.removeprefix("exec").removeprefix("spawn") and not method.startswith("posix"):
            rest = values[2:]
            if method.endswith("e") and rest and isinstance(rest[-1], dict):
                rest = rest[:-1]
        else:
            given = values[1] if len(values) > 1 else []
            if not isinstance(given, list | tuple):
                self.unclear("a program is started with arguments that are worked out")
                given = []
            rest = list(given)[1:]
        last = values[-1] if method.endswith(("e", "pe")) or method.startswith("posix") else None
        env = {key: word_of(item) for key, item in last.items()} if isinstance(last, dict) else {}
        self.add("argv", (word_of(values[0]), *[word_of(value) for value in rest]), env=tuple(env.items()))

    def code(self, name: str, value: Any) -> None:
        if name in ("code.interact", "breakpoint") or name.endswith(("loads", "FunctionType")):
            self.unclear("code that is not text is run")
        elif isinstance(value, str | bytes) and self.depth < 6:
            text = value if isinstance(value, str) else value.decode("utf-8", "surrogateescape")
            try:
                tree = ast.parse(text)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                self.unclear("code that cannot be parsed")
                return
            self.depth += 1
            self.block(tree.body)
            self.depth -= 1
        elif not isinstance(value, Ref) or value.name != "code":
            self.unclear("code that is worked out is run")

    def file(self, name: str, values: list[Any], named: dict[str, Any]) -> None:
        value = values[0] if values else named.get("file", named.get("name", UNKNOWN))
        if isinstance(value, int):
            return
        if isinstance(value, Ref) and value.name == "path" and value.values:
            value = value.values[0]
        mode = values[1] if len(values) > 1 else named.get("mode", "r")
        writes = (isinstance(mode, str) and any(letter in mode for letter in "wax+")) or mode is UNKNOWN
        if not isinstance(value, str | bytes):
            self.unclear("a file whose name is worked out is opened")
            return
        if name == "runpy.run_path":
            self.add("file", (word_of(value),), language="python")
            return
        if writes and name not in ("os.listdir", "os.scandir"):
            self.add("leaf", (literal("tee"), word_of(value)))
        if not writes or "+" in str(mode) or mode is UNKNOWN:
            self.add("leaf", (literal("cat"), word_of(value)))

    def path(self, method: str, function: Any, values: list[Any]) -> Any:
        given = function.values if isinstance(function, Ref) else ()
        like = PATH_METHODS.get(method)
        if like is None:
            if method == "home":
                return Ref("path", ("~",))
            if method == "joinpath" and given and all(isinstance(value, str) for value in values):
                return Ref("path", ("/".join([*given, *values]),))
            return Ref("path", given) if method in ("expanduser", "resolve", "absolute", "with_suffix") else UNKNOWN
        if not given:
            self.unclear("a file whose name is worked out is used")
            return UNKNOWN
        if method == "open" and values and isinstance(values[0], str) and any(letter in values[0] for letter in "wax+"):
            like = ("tee",)
        words = (
            [word_of(value) for value in values if isinstance(value, str)]
            if method in ("rename", "replace", "symlink_to")
            else []
        )
        self.add("leaf", (*[literal(word) for word in like], literal(given[0]), *words))
        return UNKNOWN

    def http(self, method: str, values: list[Any], named: dict[str, Any]) -> None:
        if method in ("request", "stream"):
            verb = values[0] if values else named.get("method", UNKNOWN)
            url = values[1] if len(values) > 1 else named.get("url", UNKNOWN)
        elif method in VERBS:
            verb, url = method, values[0] if values else named.get("url", UNKNOWN)
        else:
            return
        self.curl(verb, url)

    def curl(self, verb: Any, url: Any) -> None:
        if not isinstance(url, str):
            self.unclear("a request to an address that is worked out")
            return
        text = verb.upper() if isinstance(verb, str) else "POST"
        self.add("leaf", (literal("curl"), literal("-X"), literal(text), literal(url)))
