"""What Python code starts and touches, read with Python's own parser and a small evaluator of literals. Pure.

Longer than other modules because it is one evaluator. What calls do stands in `python_calls.py`.

Calls that start programs, run code, touch files, read the environment or talk to the network are followed when their
arguments come to literals (joining, formatting, decoding, names assigned before). With anything else as argument the code
is opaque. Code that has no such call is plain computing. Nothing is ever run or imported.

Not covered: what a library does out of sight. A library known to reach other machines makes the code opaque.
"""

from __future__ import annotations

import ast

from .invocation import Word, literal
from .python_calls import Calls
from .python_values import (
    INSIDE,
    REMOTE,
    SAFE,
    TEXT_LIMIT,
    UNKNOWN,
    Ref,
    builtin_of,
    is_dangerous,
    method_of,
    operate,
    rooted,
    word_of,
)
from .start import HOLE, Start, opaque, opened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

STEPS_LIMIT: Final = 20_000


class Unreadable(Exception):
    """Too much code for the bounds."""


def read_python(text: str, arguments: tuple[Word, ...] = ()) -> tuple[Start, ...]:
    """What Python code starts and touches.

    Args:
        text: the code, with HOLE where it is not known.
        arguments: the words after it: sys.argv[1:].

    Returns:
        In order; one opaque start for all that could not be told.
    """
    if len(text) > 4 * TEXT_LIMIT:
        return (opaque("interpreter-code", "too much code to read"),)
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return (opaque("interpreter-code", "code that cannot be parsed", opened(text[:200])),)
    reader = _Reader(text, arguments)
    try:
        reader.block(tree.body)
        reader.uncalled()
    except (Unreadable, RecursionError):
        reader.unclear("too much code to read")
    return tuple(dict.fromkeys(reader.starts))


class _Reader(Calls):
    def __init__(self, text: str, arguments: tuple[Word, ...]) -> None:
        self.text = text
        self.starts: list[Start] = []
        self.names: dict[str, Any] = {}
        self.functions: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = {}
        self.called: set[str] = set()
        self.env: dict[str, Word | None] = {}
        self.cwd: Word | None = None
        self.steps = 0
        self.depth = 0
        self.returned: Any = UNKNOWN
        self.argv: list[Any] = ["-c", *[UNKNOWN if word.text is None else word.text for word in arguments]]

    def unclear(self, why: str) -> None:
        start = opaque("interpreter-code", why)
        if start not in self.starts:
            self.starts.append(start)

    def add(self, form: str, words: tuple[Word, ...], **more: Any) -> None:
        cwd = more.pop("cwd", None) or self.cwd
        env = (*self.env.items(), *more.pop("env", ()))
        self.starts.append(Start(form, words, env=env, cwd=cwd, **more))  # type: ignore[arg-type]

    # Statements

    def block(self, body: list[ast.stmt]) -> None:
        for statement in body:
            self.statement(statement)

    def statement(self, node: ast.stmt) -> None:
        self.steps += 1
        if self.steps > STEPS_LIMIT:
            raise Unreadable
        if isinstance(node, ast.Import):
            for alias in node.names:
                self.imported(alias.name)
                self.names[alias.asname or alias.name.partition(".")[0]] = Ref(
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            self.imported(module)
            for alias in node.names:
                if alias.name == "*":
                    for name in ("system", "popen", "execvp", "execv", "environ", "remove", "unlink", "run", "call", "Popen",
                                 "check_output", "check_call", "getoutput", "spawn", "rmtree", "copy", "Path"):  # fmt: skip
                        self.names.setdefault(name, Ref(f"{module}.{name}"))
                else:
                    self.names[alias.asname or alias.name] = Ref(f"{module}.{alias.name}")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in node.decorator_list:
                self.handed_on(self.value(decorator))
            self.functions[node.name] = node
            self.names[node.name] = Ref(f"<{node.name}>")
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
                    self.body_of(inner, (), {})
                else:
                    self.statement(inner)
                    if isinstance(inner, ast.Assign):
                        self.handed_on(self.value(inner.value))
            self.names[node.name] = UNKNOWN
        elif isinstance(node, ast.Assign):
            value = self.value(node.value)
            for target in node.targets:
                self.assign(target, value)
        elif isinstance(node, ast.AnnAssign):
            if node.value is not None:
                self.assign(node.target, self.value(node.value))
        elif isinstance(node, ast.AugAssign):
            self.assign(node.target, self.value(ast.BinOp(node.target, node.op, node.value)))
        elif isinstance(node, ast.For | ast.AsyncFor):
            self.loop(node)
        elif isinstance(node, ast.With | ast.AsyncWith):
            for item in node.items:
                value = self.value(item.context_expr)
                if item.optional_vars is not None:
                    self.assign(item.optional_vars, value)
            self.block(node.body)
        elif isinstance(node, ast.Return):
            self.returned = self.value(node.value) if node.value is not None else None
        elif isinstance(node, ast.If | ast.While):
            self.value(node.test)
            before = dict(self.names)
            self.block(node.body)
            after = self.names
            self.names = dict(before)
            self.block(node.orelse)
            for name in {*after, *self.names}:
                one, other = after.get(name, UNKNOWN), self.names.get(name, UNKNOWN)
                if one is not other and not (isinstance(one, str | list) and one == other):
                    self.names[name] = one if name not in self.names and isinstance(one, Ref) else UNKNOWN
        else:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.stmt):
                    self.statement(child)
                elif isinstance(child, ast.expr):
                    self.value(child)
                elif isinstance(child, (ast.ExceptHandler, ast.match_case)):
                    self.block(child.body)

    def loop(self, node: ast.For | ast.AsyncFor) -> None:
        values = self.value(node.iter)
        if isinstance(values, list | tuple) and 0 < len(values) <= 32:
            for value in values:
                self.assign(node.target, value)
                self.block(node.body)
        else:
            self.assign(node.target, UNKNOWN)
            self.block(node.body)
        self.assign(node.target, UNKNOWN)
        self.block(node.orelse)

    def assign(self, target: ast.expr, value: Any) -> None:
        if isinstance(target, ast.Name):
            self.names[target.id] = value
        elif isinstance(target, ast.Tuple | ast.List):
            known = isinstance(value, list | tuple) and len(value) == len(target.elts)
            for number, inner in enumerate(target.elts):
                self.assign(inner, value[number] if known else UNKNOWN)
        elif isinstance(target, ast.Subscript):
            owner, key = self.value(target.value, whole=False), self.value(target.slice)
            if isinstance(owner, Ref) and owner.name == "os.environ":
                if isinstance(key, str):
                    self.env[key] = word_of(value)
                else:
                    self.unclear("a variable whose name is worked out is set")
            elif isinstance(owner, dict) and isinstance(key, str):
                owner[key] = value
            elif isinstance(target.value, ast.Name):
                self.names[target.value.id] = UNKNOWN
        elif isinstance(target, ast.Starred):
            self.assign(target.value, UNKNOWN)
        elif isinstance(target, ast.Attribute):
            self.value(target.value)
            self.handed_on(value)

    def handed_on(self, value: Any) -> None:
        """A value goes where it can't be followed: a function that starts programs, or its module, must not."""
        if isinstance(value, list | tuple):
            for item in value:
                self.handed_on(item)
        elif isinstance(value, Ref) and is_dangerous(value.name):
            self.unclear(f"{value.name} is handed on")

    def imported(self, module: str) -> None:
        if module.partition(".")[0] in REMOTE:
            self.unclear(f"{module} reaches other programs or machines, and is not followed")

    def uncalled(self) -> None:
        for name in [name for name in self.functions if name not in self.called]:
            if name not in self.called:
                self.body_of(self.functions[name], (), {})

    def body_of(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, values: tuple[Any, ...], named: dict[str, Any]
    ) -> Any:
        self.called.add(node.name)
        if self.depth > 6:
            self.unclear("calls nest too deeply")
            return UNKNOWN
        kept = self.names
        self.names = dict(kept)
        parameters = [*node.args.posonlyargs, *node.args.args]
        defaults = [*[None] * (len(parameters) - len(node.args.defaults)), *node.args.defaults]
        for number, parameter in enumerate(parameters):
            default = defaults[number]
            value = values[number] if number < len(values) else named.get(parameter.arg, UNKNOWN)
            if (
                value is UNKNOWN
                and number >= len(values)
                and parameter.arg not in named
                and default is not None
                and values
            ):
                value = self.value(default)
            self.names[parameter.arg] = value
        for parameter in node.args.kwonlyargs:
            self.names[parameter.arg] = named.get(parameter.arg, UNKNOWN)
        if node.args.vararg:
            self.names[node.args.vararg.arg] = list(values[len(parameters) :]) if values else UNKNOWN
        if node.args.kwarg:
            self.names[node.args.kwarg.arg] = UNKNOWN
        self.depth += 1
        self.returned = UNKNOWN
        self.block(node.body)
        self.depth -= 1
        self.names = kept
        return self.returned

    # Expressions

    def value(self, node: ast.expr, whole: bool = True) -> Any:
        """What an expression comes to; `whole` where os.environ itself would be handed on."""
        self.steps += 1
        if self.steps > STEPS_LIMIT:
            raise Unreadable
        if isinstance(node, ast.Constant):
            return UNKNOWN if isinstance(node.value, str) and HOLE in node.value else node.value
        if isinstance(node, ast.Name):
            if node.id in self.names:
                found = self.names[node.id]
                if whole and isinstance(found, Ref) and found.name == "os.environ":
                    self.add("leaf", (literal("printenv"),))
                return found
            if node.id in ("__builtins__", "__loader__"):
                return Ref("builtins")
            return Ref(node.id)
        if isinstance(node, ast.Attribute):
            return self.attribute(node, whole)
        if isinstance(node, ast.Call):
            return self.call(node)
        if isinstance(node, ast.BinOp):
            return operate(node.op, self.value(node.left), self.value(node.right))
        if isinstance(node, ast.JoinedStr):
            pieces = [
                self.value(piece.value if isinstance(piece, ast.FormattedValue) else piece) for piece in node.values
            ]
            known = all(isinstance(piece, str | int | float) for piece in pieces)
            plain = all(not isinstance(piece, ast.FormattedValue) or piece.format_spec is None for piece in node.values)
            return "".join([str(piece) for piece in pieces])[:TEXT_LIMIT] if known and plain else UNKNOWN
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            out: list[Any] = []
            for element in node.elts:
                if isinstance(element, ast.Starred):
                    inner = self.value(element.value)
                    out.extend(inner if isinstance(inner, list | tuple) else [Ref("*")])
                else:
                    out.append(self.value(element))
            return UNKNOWN if any(isinstance(item, Ref) and item.name == "*" for item in out) else out
        if isinstance(node, ast.Dict):
            return self.dictionary(node)
        if isinstance(node, ast.Subscript):
            return self.subscript(node)
        if isinstance(node, ast.NamedExpr):
            value = self.value(node.value)
            self.assign(node.target, value)
            return value
        if isinstance(node, ast.ListComp | ast.GeneratorExp | ast.SetComp):
            return self.comprehension(node)
        if isinstance(node, ast.Lambda):
            names = self.names
            self.names = {**names, **{argument.arg: UNKNOWN for argument in node.args.args}}
            self.value(node.body)
            self.names = names
            return UNKNOWN
        if isinstance(node, ast.Await | ast.Starred):
            return self.value(node.value)
        if isinstance(node, ast.IfExp):
            self.value(node.test)
            one, other = self.value(node.body), self.value(node.orelse)
            return one if isinstance(one, str) and one == other else UNKNOWN
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.value(child)
            elif isinstance(child, ast.comprehension):
                self.value(child.iter)
        return UNKNOWN

    def attribute(self, node: ast.Attribute, whole: bool) -> Any:
        owner = self.value(node.value)
        if isinstance(owner, Ref):
            if owner.name in ("builtins", "__builtins__"):
                return Ref(node.attr)
            name = f"{owner.name}.{node.attr}"
            if name == "os.environ" and whole:
                self.add("leaf", (literal("printenv"),))
            if name == "sys.argv":
                return self.argv
            if node.attr in INSIDE or (node.attr == "__dict__" and is_dangerous(owner.name)):
                self.unclear(f"{node.attr} leads to functions that are not named")
            return Ref(rooted(name), owner.values)
        if node.attr in INSIDE:
            self.unclear(f"{node.attr} leads to functions that are not named")
        if isinstance(owner, str | bytes | list | tuple | dict):
            return Ref(f"literal.{node.attr}", (owner,))
        return Ref(f"unknown.{node.attr}")

    def dictionary(self, node: ast.Dict) -> Any:
        out: dict[str, Any] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                inner = self.value(value, whole=False)
                if isinstance(inner, dict):
                    out.update(inner)
                elif not (isinstance(inner, Ref) and inner.name == "os.environ"):
                    return UNKNOWN
                continue
            name = self.value(key)
            item = self.value(value)
            if not isinstance(name, str):
                return UNKNOWN
            out[name] = item
        return out

    def subscript(self, node: ast.Subscript) -> Any:
        owner = self.value(node.value, whole=False)
        if isinstance(node.slice, ast.Slice):
            parts = [
                None if part is None else self.value(part)
                for part in (node.slice.lower, node.slice.upper, node.slice.step)
            ]
            if (
                isinstance(owner, str | bytes | list)
                and all(part is None or isinstance(part, int) for part in parts)
                and parts[2] != 0
            ):
                return owner[slice(*parts)]
            return UNKNOWN
        key = self.value(node.slice)
        if isinstance(owner, Ref):
            if owner.name == "os.environ":
                return self.looked_up(key)
            if owner.name in ("globals()", "locals()", "sys.modules", "builtins", "vars()"):
                return Ref(key) if isinstance(key, str) else Ref("unclear")
            if owner.name.startswith(("plumbum.local", "plumbum.cmd")) and isinstance(key, str):
                return Ref(f"sh.{key}")
            return UNKNOWN
        try:
            if isinstance(owner, str | bytes | list) and isinstance(key, int):
                return owner[key]
            if isinstance(owner, dict):
                return owner.get(key, UNKNOWN) if isinstance(key, str) else UNKNOWN
        except IndexError:
            return UNKNOWN
        return UNKNOWN

    def looked_up(self, key: Any) -> Any:
        """A variable of the environment is read."""
        if not isinstance(key, str):
            self.unclear("a variable whose name is worked out is read")
            return UNKNOWN
        self.add("leaf", (literal("printenv"), literal(key)))
        word = self.env.get(key)
        return word.text if word is not None and word.text is not None else UNKNOWN

    def comprehension(self, node: ast.ListComp | ast.GeneratorExp | ast.SetComp) -> Any:
        names, out = self.names, []
        self.names = dict(names)
        values = self.value(node.generators[0].iter)
        for generator in node.generators[1:]:
            self.value(generator.iter)
            self.assign(generator.target, UNKNOWN)
        plain = len(node.generators) == 1 and not node.generators[0].ifs
        if isinstance(values, str):
            values = list(values)
        if isinstance(values, bytes):
            values = list(values)
        if plain and isinstance(values, list | tuple) and len(values) <= 4096:
            for value in values:
                self.assign(node.generators[0].target, value)
                out.append(self.value(node.elt))
        else:
            self.assign(node.generators[0].target, UNKNOWN)
            for generator in node.generators:
                for test in generator.ifs:
                    self.value(test)
            self.value(node.elt)
            self.names = names
            return UNKNOWN
        self.names = names
        return out

    # Calls

    def call(self, node: ast.Call) -> Any:
        function = self.value(node.func)
        name = function.name if isinstance(function, Ref) else "unclear" if function is UNKNOWN else ""
        environ = name in ("dict", "os.environ.get", "os.getenv", "os.environ.copy", "copy.copy")
        values: list[Any] = []
        spread = False
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                inner = self.value(argument.value)
                spread = spread or not isinstance(inner, list | tuple)
                values.extend(inner if isinstance(inner, list | tuple) else [UNKNOWN])
            else:
                values.append(self.value(argument, whole=not environ))
        named: dict[str, Any] = {}
        for keyword in node.keywords:
            inner = self.value(keyword.value, whole=keyword.arg != "env")
            if keyword.arg is None:
                if isinstance(inner, dict):
                    named.update(inner)
                else:
                    spread = True
            else:
                named[keyword.arg] = inner
        if name not in ("getattr", "hasattr", "print", "dir", "help", "type", "repr", "isinstance", "id"):
            for value in (*values, *named.values()):
                self.handed_on(value)
        if name.startswith("<"):
            return self.body_of(self.functions[name[1:-1]], tuple(values), named)
        if name.startswith("literal."):
            return method_of(name[8:], function.values[0], values, named)
        if name in SAFE and name not in ("vars",):
            return builtin_of(name, values)
        return self.started(name, function, values, named, spread)
