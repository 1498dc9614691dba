"""Where input comes from and output goes: redirections, files that the text wrote, the environment. Pure.

Source: the bash manual, "Redirections" and "Command Execution Environment". Text that a literal reaches through a file,
a descriptor or a pipe is followed, because `cat <<E >x; sh x` says as much as `sh <<E`.
"""

from __future__ import annotations

from .expansion import UNKNOWN, concat, known, small_int, text_of
from .invocation import UNKNOWN as UNKNOWN_WORD
from .invocation import Redirection, Word
from .syntax import Sub
from .words import Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .expansion import Known
    from .invocation import Invocation
    from .shell_state import State
    from .syntax import Assign, Node, Redir, Sequence, Span

_STDIN = ("/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")
_STDOUT = ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
_STDERR = ("/dev/stderr", "/dev/fd/2", "/proc/self/fd/2")


class Flow:
    """The redirections of one command, worked out.

    Attributes:
        items: as an invocation carries them.
        has_stdin, stdin, stdin_from: whether, and with what, standard input is replaced.
        out, err: where standard output and error go: "out" and "err" of the surrounding command, "none", "file", "pipe"
            (into `>(list)`), "unsure".
        path: of "file"; None when unknown. append: its content stays.
        pipe: of "pipe".
        fds: contents behind other descriptors that are opened here.
    """

    __slots__ = ("append", "err", "fds", "has_stdin", "items", "out", "path", "pipe", "stdin", "stdin_from")

    def __init__(self) -> None:
        self.items: list[Redirection] = []
        self.has_stdin = False
        self.stdin: Known | None = None
        self.stdin_from: Invocation | None = None
        self.out = "out"
        self.err = "err"
        self.path: Word | None = None
        self.append = False
        self.pipe: Sequence | None = None
        self.fds: dict[int, Known] = {}


class Call:
    """A command about to run: its words, where it reads and writes, assignments before it, wrappers taken off.

    `deaf`: it is a builtin, which reads standard input only where its handler says so.
    """

    __slots__ = ("deaf", "declared", "flow", "scoped", "span", "via", "words")

    def __init__(
        self,
        words: tuple[Word, ...],
        flow: Flow,
        scoped: tuple[tuple[str, Known], ...] = (),
        via: tuple[str, ...] = (),
        declared: tuple[tuple[int, Assign], ...] = (),
        span: Span = (0, 0),
        deaf: bool = False,
    ) -> None:
        self.words = words
        self.flow = flow
        self.scoped = scoped
        self.via = via
        self.declared = declared
        self.span = span
        self.deaf = deaf


class Streams(Words):
    """The part of the evaluator that knows files and descriptors."""

    read_file: Callable[[str], str | None] | None

    def run(self, node: Node, state: State) -> list[State]:
        """Evaluate a command: the states it may leave. `state` is used up. In shell_control.py."""
        raise NotImplementedError

    # Files

    def path(self, text: str, state: State) -> str | None:
        """The path that a name means in the current directory; None when that is unknown."""
        cwd = text_of(state.cwd)
        if not text or (cwd is None and not text.startswith("/")):
            return None
        path = tidy(text if text.startswith("/") or not cwd else f"{cwd}/{text}")
        start = text_of(self.env.get("PWD", UNKNOWN))
        # One file, one name: what is below the start is named from there.
        return path[len(start) + 1 :] if start and path.startswith(start + "/") else path

    def content(self, name: str, state: State) -> Known | None:
        """What a file holds; None when nobody knows."""
        if name in _STDIN:
            return state.stdin
        if name == "/dev/null":
            return ()
        if name.startswith("/dev/fd/") and (number := small_int(name[8:])) is not None:
            return state.fds.get(number)
        path = self.path(name, state)
        if path is None:
            return None
        held = self.written(path, state)
        if held is not None:
            return held
        if self.read_file is None:
            return None
        self.allowance.spend(4)
        text = self.read_file(path)
        return None if text is None else known(text)

    def written(self, path: str | None, state: State) -> Known | None:
        """What the text itself wrote to a file; None when it did not."""
        if path is None or not state.files:
            return None
        return state.files.get(path) or state.files.get("\0" + path.rpartition("/")[2], state.files.get(path))

    def write(self, target: Word, value: Known, append: bool, state: State) -> None:
        """A file is written; which one may be unknown."""
        name = target.text
        path = None if name is None else self.path(name, state)
        if path is None:
            state.files = dict.fromkeys(state.files, UNKNOWN)
            if target.basename:
                state.files[f"\0{target.basename}"] = UNKNOWN
            return
        if path.startswith("/dev/"):
            return
        if append:
            before = self.content(name or "", state)
            value = UNKNOWN if before is None else concat([*before, *value])
        state.files[path] = value

    # Redirections

    def flow(self, redirs: tuple[Redir, ...], state: State) -> Flow:
        """Work out redirections, in order."""
        flow = Flow()
        for redir in redirs:
            op = redir.op
            if redir.here is not None or op == "<<<":
                self._text(redir, flow, state)
                continue
            parts = redir.target.parts if redir.target is not None else ()
            if op[0] in ">&" and len(parts) == 1 and isinstance(part := parts[0], Sub) and part.kind == ">":
                flow.items.append(Redirection(op, redir.fd, Word(("/dev/fd/", None))))
                flow.out, flow.pipe = "pipe", part.body
                continue
            words = [] if redir.target is None else self.expand(redir.target, state)
            target = words[0] if len(words) == 1 else UNKNOWN_WORD
            flow.items.append(Redirection(op, redir.fd, target))
            if op in ("<", "<>") or (op == "<&" and not _is_descriptor(target)):
                self._input(redir.fd, target, flow, state)
            elif op == "<&" or (op == ">&" and _is_descriptor(target)):
                self._duplicate(redir, target, flow, state)
            else:
                self._output_to(op, redir.fd, target, flow, state)
        return flow

    def _text(self, redir: Redir, flow: Flow, state: State) -> None:
        if redir.here is not None:
            body = self.single(redir.here.parts, state)
        else:
            value = self.single(redir.target.parts if redir.target is not None else (), state)
            body = concat([*value, "\n"])
        flow.items.append(Redirection(redir.op, redir.fd, None, Word(body)))
        if redir.fd == 0:
            flow.has_stdin, flow.stdin, flow.stdin_from = True, body, None
        else:
            flow.fds[redir.fd] = body

    def _input(self, fd: int, target: Word, flow: Flow, state: State) -> None:
        content: Known | None = None
        if target.content is not None:
            content = target.content.parts
        elif target.text is not None:
            content = self.content(target.text, state)
        if fd == 0:
            flow.has_stdin, flow.stdin, flow.stdin_from = True, content, target.content_from
        elif content is not None:
            flow.fds[fd] = content

    def _duplicate(self, redir: Redir, target: Word, flow: Flow, state: State) -> None:
        number = (target.text or "").rstrip("-")
        if redir.op == "<&" and redir.fd == 0:
            flow.has_stdin = True
            source = small_int(number)
            if source is None:
                flow.stdin = () if number == "" else UNKNOWN
            else:
                flow.stdin = flow.fds.get(source, state.fds.get(source)) if source else state.stdin
            flow.stdin_from = None
            return
        where = {"1": flow.out, "2": flow.err, "": "none"}.get(number, "unsure")
        if redir.fd == 1:
            flow.out = where
        elif redir.fd == 2:
            flow.err = where

    def _output_to(self, op: str, fd: int, target: Word, flow: Flow, state: State) -> None:
        text = target.text
        where = "none" if text == "/dev/null" else "file"
        if text in _STDOUT:
            where = flow.out
        elif text in _STDERR:
            where = flow.err
        elif text is not None and text.startswith("/dev/fd/"):
            where = "unsure"
        both = op in ("&>", "&>>", ">&")
        if both or fd == 2:
            flow.err = where
        if both or fd == 1:
            flow.out = where
            flow.path, flow.append = target, op in (">>", "&>>")
        elif where == "file":
            # What is written there by way of the descriptor is not followed.
            self.write(target, UNKNOWN, False, state)

    def deliver(self, flow: Flow, state: State, value: Known | None, source: Invocation | None) -> None:
        """Put what a command wrote on standard output where it goes; None is unknown."""
        where = flow.out
        if where == "none":
            return
        text = UNKNOWN if value is None else value
        if where == "file":
            self.write(flow.path or UNKNOWN_WORD, text, flow.append, state)
        elif where == "pipe" and flow.pipe is not None:
            inner = state.fork()
            inner.stdin, inner.stdin_from = value, source if value is None else None
            self.run(flow.pipe, inner)
        elif not state.heard:
            return
        elif where == "err":
            state.err = concat([*state.err, *text])
        else:
            state.out = concat([*state.out, *(UNKNOWN if where == "unsure" else text)])
            if None in text:
                state.out_from = source

    def through(self, flow: Flow, state: State, body: Callable[[State], list[State]]) -> list[State]:
        """Run `body` with the redirections in force."""
        if not flow.items:
            return body(state)
        outer = state.stdin, state.stdin_from, state.out, state.out_from, state.err, state.heard
        fds = state.fds
        state.fds = {**fds, **flow.fds}
        if flow.has_stdin:
            state.stdin, state.stdin_from = flow.stdin, flow.stdin_from
        captures = (flow.out, flow.err) != ("out", "err")
        if captures:
            state.out = state.err = ()
            state.out_from = None
            state.heard = True
        states = body(state)
        for end in states:
            out, err, source = end.out, end.err, end.out_from
            end.fds = fds
            if flow.has_stdin:
                end.stdin, end.stdin_from = outer[0], outer[1]
            if not captures:
                continue
            end.out, end.out_from, end.err, end.heard = outer[2:]
            if flow.err == flow.out and err:
                out = concat([None, *out]) if out else err
            elif flow.err == "out" and err:
                self._say("out", err, source, end)
            elif flow.err == "err" and err:
                self._say("err", err, source, end)
            self.deliver(flow, end, out, source)
        return states

    def _say(self, where: str, value: Known, source: Invocation | None, state: State) -> None:
        flow = Flow()
        flow.out = where
        self.deliver(flow, state, value, source)

    # Environment

    def environment(self, state: State, scoped: tuple[tuple[str, Known], ...]) -> tuple[tuple[str, Word | None], ...]:
        """What differs from the ambient environment, sorted by name."""
        if not state.vars and not scoped:
            return ()
        found: dict[str, Word | None] = {}
        for name, var in state.vars.items():
            if var.items is not None:
                if name in self.env:
                    found[name] = UNKNOWN_WORD
            elif "x" in var.flags and var.value is not None:
                if self.env.get(name) != var.value:
                    found[name] = Word(var.value)
            elif "?" in var.flags and var.value is not None:
                found[name] = UNKNOWN_WORD
            elif name in self.env or not self.env_is_whole:
                found[name] = None
        for name, value in scoped:
            found[name] = Word(value)
        return tuple(sorted(found.items()))


def _is_descriptor(target: Word) -> bool:
    text = target.text
    return text is not None and (text == "-" or small_int(text.removesuffix("-")) is not None)


def tidy(path: str) -> str:
    """A path without ".", "..", or doubled slashes, as `cd -L` counts them."""
    parts: list[str] = []
    absolute = path.startswith("/")
    for part in path.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part == ".." and absolute:
            continue
        elif part not in ("", "."):
            parts.append(part)
    return ("/" if absolute else "") + "/".join(parts)
