"""The values that the reader of Python code works with: literals, names, what literals come to. Pure."""

from __future__ import annotations

import ast
import binascii

from .invocation import Word, literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

TEXT_LIMIT: Final = 1 << 16


class Unknown:
    """The value of what cannot be worked out."""

    def __repr__(self) -> str:
        return "unknown"


UNKNOWN: Final = Unknown()


class Ref:
    """A module, function or method known by its dotted name; `values` are the literals that it was made of."""

    __slots__ = ("name", "values")

    def __init__(self, name: str, values: tuple[Any, ...] = ()) -> None:
        self.name = name
        self.values = values


RUN = ("run", "call", "check_call", "check_output", "Popen")
SHELL: Final = {
    "os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput", "commands.getoutput",
    "commands.getstatusoutput", "asyncio.create_subprocess_shell", "asyncio.subprocess.create_subprocess_shell", "invoke.run",
    "popen2.popen2", "popen2.popen3", "os.popen2", "os.popen3", "os.popen4", "IPython.system",
}  # fmt: skip
WORDS: Final = {"pexpect.spawn", "pexpect.run", "pexpect.popen_spawn.PopenSpawn"}
EXEC: Final = {
    "execv", "execvp", "execve", "execvpe", "execl", "execlp", "execle", "execlpe", "spawnl", "spawnlp", "spawnv", "spawnvp",
    "spawnle", "spawnlpe", "spawnve", "spawnvpe", "posix_spawn", "posix_spawnp",
}  # fmt: skip
CODE: Final = {"exec", "eval", "compile", "builtins.exec", "builtins.eval", "builtins.compile", "code.interact", "pickle.loads",
                "marshal.loads", "types.FunctionType", "breakpoint", "cloudpickle.loads", "dill.loads"}  # fmt: skip
READS: Final = {
    "open", "io.open", "builtins.open", "codecs.open", "os.open", "fileinput.input", "linecache.getlines", "tarfile.open",
    "zipfile.ZipFile", "gzip.open", "bz2.open", "lzma.open", "sqlite3.connect", "os.listdir", "os.scandir", "os.walk",
    "runpy.run_path", "shelve.open", "dbm.open", "mmap.mmap", "os.readlink", "io.FileIO", "importlib.resources.open_text",
}  # fmt: skip
LIKE: Final = {  # what does the same as a program
    "os.remove": ("rm",), "os.unlink": ("rm",), "os.rmdir": ("rmdir",), "os.removedirs": ("rmdir",),
    "shutil.rmtree": ("rm", "-rf"), "os.rename": ("mv",), "os.replace": ("mv",), "shutil.move": ("mv",),
    "shutil.copy": ("cp",), "shutil.copy2": ("cp",), "shutil.copyfile": ("cp",), "shutil.copytree": ("cp", "-r"),
    "os.link": ("ln",), "os.symlink": ("ln", "-s"), "os.mkdir": ("mkdir",), "os.makedirs": ("mkdir", "-p"),
    "os.truncate": ("truncate", "-s", "0"), "os.chmod": ("touch",), "shutil.chown": ("touch",),
}  # fmt: skip
PATH_METHODS: Final = {
    "read_text": ("cat",), "read_bytes": ("cat",), "open": ("cat",), "write_text": ("tee",), "write_bytes": ("tee",),
    "unlink": ("rm",), "rmdir": ("rmdir",), "rename": ("mv",), "replace": ("mv",), "touch": ("touch",), "mkdir": ("mkdir",),
    "symlink_to": ("ln", "-s"), "iterdir": ("ls",), "glob": ("ls",), "rglob": ("ls",), "extractall": ("cat",),
}  # fmt: skip
HTTP: Final = ("requests", "httpx", "requests.Session", "httpx.Client", "httpx.AsyncClient", "aiohttp.ClientSession")
VERBS: Final = ("get", "post", "put", "delete", "patch", "head", "options", "request", "stream")
# Libraries that reach other machines or load native code: their calls are not followed.
REMOTE: Final = frozenset(
    "boto3 botocore aioboto3 kubernetes kubernetes_asyncio docker psycopg2 psycopg asyncpg pymysql MySQLdb mysql redis pymongo"
    " motor neo4j paramiko fabric asyncssh google googleapiclient azure pulumi ansible ansible_runner hvac consul sqlalchemy"
    " ctypes cffi _ctypes ftplib smtplib telnetlib xmlrpc websocket websockets pyodbc cx_Oracle oracledb elasticsearch pyinfra"
    " github gitlab git pygit2 dulwich netmiko scapy".split()
)
ROOTS: Final = (
    "os",
    "subprocess",
    "builtins",
    "pty",
    "shutil",
    "pathlib",
    "importlib",
    "io",
    "asyncio",
    "runpy",
    "sys",
)
INSIDE: Final = ("__subclasses__", "__globals__", "__getattribute__", "__mro__", "__bases__", "__base__", "__builtins__",
                  "f_globals", "f_builtins", "f_back", "gi_frame", "__code__", "__reduce__", "__loader__")  # fmt: skip
TELLING: Final = frozenset(("system", "popen", "Popen", "check_output", "check_call", "getoutput", "exec_command",
                             "getstatusoutput", "create_subprocess_shell", "create_subprocess_exec", *EXEC))  # fmt: skip
SAFE: Final = frozenset(
    "print len str int float bool repr sorted list dict set tuple range enumerate zip map filter sum min max abs round chr ord"
    " hex bin oct isinstance issubclass hasattr id hash type super iter next any all reversed format bytes bytearray slice"
    " divmod pow callable vars dir input exit quit staticmethod classmethod property object Exception frozenset complex"
    " memoryview".split()
)


def rooted(name: str) -> str:
    """The dotted name from the module on that it really ends in: `shutil.os.system` is os.system."""
    parts = name.split(".")
    if parts[0] in ("posix", "nt"):
        parts[0] = "os"
    for place in range(len(parts) - 1, 0, -1):
        if parts[place] in ROOTS and not (parts[place] == "io" and place == len(parts) - 1):
            return ".".join(parts[place:])
    return ".".join(parts)


def is_dangerous(name: str) -> bool:
    """Whether a function starts programs or runs code, or a module is one that holds such functions."""
    base, _, method = name.rpartition(".")
    return (
        name in ("os", "subprocess", "builtins", "pty", "importlib", "__import__", "pexpect", "commands")
        or name in SHELL
        or name in CODE
        or (base == "subprocess" and method in RUN)
        or (base == "os" and (method in EXEC or method == "popen"))
        or name in ("pty.spawn", "importlib.import_module", "os.environ.__getitem__")
    )


def word_of(value: Any) -> Word:
    """A value as an argument."""
    if isinstance(value, Ref) and value.name == "path" and value.values:
        value = value.values[0]
    if isinstance(value, bytes):
        value = value.decode("utf-8", "surrogateescape")
    if isinstance(value, Ref) and value.name == "sys.executable":
        return literal("python")
    return (
        literal(value) if isinstance(value, str) else literal(str(value)) if isinstance(value, int) else Word((None,))
    )


def operate(operator: ast.operator, left: Any, right: Any) -> Any:
    if isinstance(operator, ast.Div) and isinstance(left, Ref) and left.name == "path":
        return Ref("path", (f"{left.values[0]}/{right}",)) if left.values and isinstance(right, str) else Ref("path")
    if isinstance(operator, ast.Add):
        for kind in (str, bytes, list):
            if isinstance(left, kind) and isinstance(right, kind):
                joined: Any = left + right  # type: ignore[operator]
                return joined if len(joined) <= TEXT_LIMIT else UNKNOWN
        if isinstance(left, int) and isinstance(right, int):
            return left + right
    if isinstance(operator, ast.BitXor) and isinstance(left, int) and isinstance(right, int):
        return left ^ right
    if isinstance(operator, ast.Sub) and isinstance(left, int) and isinstance(right, int):
        return left - right
    if (
        isinstance(operator, ast.Mult)
        and isinstance(left, str)
        and isinstance(right, int)
        and len(left) * right <= TEXT_LIMIT
    ):
        return left * right
    if isinstance(operator, ast.Mod) and isinstance(left, str):
        given = tuple(right) if isinstance(right, list) else (right,)
        if all(isinstance(item, str | int) for item in given) and "%(" not in left:
            try:
                return (left % given)[:TEXT_LIMIT]
            except (TypeError, ValueError, OverflowError, MemoryError):
                return UNKNOWN
    return UNKNOWN


def method_of(name: str, owner: Any, values: list[Any], named: dict[str, Any]) -> Any:
    """A method of a literal, of those that only make text of text."""
    if any(not isinstance(value, str | bytes | int | list | tuple) for value in (*values, *named.values())):
        return UNKNOWN
    plain = ("join", "lower", "upper", "strip", "lstrip", "rstrip", "replace", "split", "encode", "decode", "title", "swapcase",
             "removeprefix", "removesuffix", "splitlines", "format", "hex", "casefold", "capitalize", "partition")  # fmt: skip
    if name not in plain or not isinstance(owner, str | bytes):
        return UNKNOWN
    if name == "format" and any(mark in str(owner) for mark in (":", "!", ".", "[")):
        return UNKNOWN
    if name == "replace" and len(owner) > 4096:
        return UNKNOWN
    try:
        made = getattr(owner, name)(*values, **named)
    except (TypeError, ValueError, IndexError, KeyError, LookupError):
        return UNKNOWN
    if isinstance(made, tuple):
        made = list(made)
    return made if not isinstance(made, str | bytes) or len(made) <= TEXT_LIMIT else UNKNOWN


def builtin_of(name: str, values: list[Any]) -> Any:
    first = values[0] if values else UNKNOWN
    if name == "chr" and isinstance(first, int) and 0 <= first < 0x110000:
        return chr(first)
    if name == "ord" and isinstance(first, str) and len(first) == 1:
        return ord(first)
    if name == "str" and len(values) == 1 and isinstance(first, str | int):
        return str(first)
    if name == "list" and isinstance(first, list | str):
        return list(first)
    if name == "bytes" and isinstance(first, list) and all(isinstance(item, int) and 0 <= item < 256 for item in first):
        return bytes(first)
    if name == "reversed" and isinstance(first, list | str):
        return list(first)[::-1]
    if name == "map" and len(values) == 2 and isinstance(first, Ref) and isinstance(values[1], list):
        return (
            [builtin_of(first.name, [item]) for item in values[1]] if first.name in ("chr", "str", "ord") else UNKNOWN
        )
    return UNKNOWN


def decoded(name: str, values: list[Any]) -> Any:
    first = values[0] if values else UNKNOWN
    data: Any = first.encode("utf-8", "surrogateescape") if isinstance(first, str) else first
    try:
        if name == "shlex.split" and isinstance(first, str):
            import shlex

            return shlex.split(first)
        if name == "shlex.quote" and isinstance(first, str):
            import shlex

            return shlex.quote(first)
        if name == "codecs.decode" and len(values) > 1 and isinstance(first, str | bytes):
            if str(values[1]).replace("-", "_") in ("rot13", "rot_13") and isinstance(first, str):
                import codecs

                return codecs.decode(first, "rot13")
            if values[1] in ("hex", "hex_codec"):
                return binascii.unhexlify(data)
            if values[1] in ("base64", "base64_codec"):
                return binascii.a2b_base64(data)
            return UNKNOWN
        if not isinstance(data, bytes):
            return UNKNOWN
        if name in ("bytes.fromhex", "binascii.unhexlify", "bytearray.fromhex", "base64.b16decode"):
            return binascii.unhexlify(data.replace(b" ", b""))
        if name in ("os.fsencode",):
            return data
        if name in ("os.fsdecode",):
            return data.decode("utf-8", "surrogateescape")
        if name.startswith(("base64.", "binascii.")) and "32" not in name:
            return binascii.a2b_base64(data.replace(b"-", b"+").replace(b"_", b"/"))
    except (ValueError, TypeError, binascii.Error):
        return UNKNOWN
    return UNKNOWN
