"""Simple commands: assignments, aliases, functions, builtins, programs, and what these leave behind. Pure.

Source: the bash manual, "Simple Command Expansion", "Aliases", "Shell Functions".
"""

from __future__ import annotations

from .expansion import UNKNOWN, concat
from .grammar import assignment
from .invocation import Invocation, Redirection, Word
from .pure_programs import PROGRAMS
from .shell_builtins import DECLARES, Builtins
from .shell_io import Call
from .shell_state import merge
from .syntax import Simple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .expansion import Known
    from .invocation import Opaque
    from .shell_state import State, Var
    from .syntax import Assign, Function, Span

_RECURSION_LIMIT = 4
_CHAIN_LIMIT = 32
_SYSTEM_DIRECTORIES = ("/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
# Programs that leave the files they are given as they are.
_READERS = frozenset(
    [
        "cat", "chmod", "chown", "bash", "sh", "dash", "zsh", "ksh", "ls", "head", "tail", "grep", "wc", "file", "stat",
        "less", "more", "diff", "cmp", "sha256sum", "base64", "xxd", "rev", "tac", "source", ".", "env", "python",
        "python3", "perl", "ruby", "node", "test", "[", "echo", "printf", "touch", "basename", "dirname", "make",
        "sudo", "time", "timeout",
    ]
)  # fmt: skip
# Programs that change the files they are given.
_EDITORS = frozenset(["sed", "perl", "patch", "dd", "truncate", "ed", "ex", "sponge"])
_WRITERS = _EDITORS | {"cp", "mv", "ln", "install", "rsync", "tee"}
_CARRIERS = frozenset(["sudo", "doas", "env", "nice", "nohup", "timeout", "busybox", "xargs", "setsid", "ionice"])
# Programs that do not read standard input.
_DEAF = frozenset(
    [
        "true", "false", "echo", "printf", ":", "sleep", "date", "mkdir", "rmdir", "rm", "cp", "mv", "ln", "ls",
        "touch", "chmod", "chown", "pwd", "kill", "test", "[", "cd", "export", "declare", "local", "set", "read",
    ]
)  # fmt: skip


class Commands(Builtins):
    """The part of the evaluator that runs one simple command."""

    here: Span
    nested: bool
    calling: list[str]
    expanding: list[str]
    trapped: bool
    weights: dict[int, int]
    kept: list[Invocation]

    def emit(self, step: Invocation | Opaque) -> None:
        """Take note of a step. In shell.py."""
        raise NotImplementedError

    # Simple commands

    def simple(self, node: Simple, state: State) -> list[State]:
        """Run a simple command; traps may run before it, in this very shell."""
        if not state.traps or self.trapped:
            return self._simple(node, state)
        states = [state]
        self.trapped = True
        for name, texts in list(state.traps.items()):
            for text in texts:
                ends = [end for end in self.run_text(text, state.fork()) if end.flow != "exit"]
                if name == "EXIT":
                    continue  # an error may end the shell anywhere, but then nothing follows
                for end in ends:
                    end.flow = ""
                states = merge(ends if name == "DEBUG" and ends else [*states, *ends])
        self.trapped = False
        return merge([end for current in states for end in self._simple(node, current)])

    def _simple(self, node: Simple, state: State) -> list[State]:
        self.allowance.spend(4)
        if not self.nested:
            self.here = node.span
        states: list[State] = []
        first = node.words[0].plain if node.words else None
        if first is not None and first in state.aliases and first not in self.expanding:
            for text in state.aliases[first]:
                states.extend(self._alias(node, first, text, state.fork()))
        declares = first in DECLARES
        words: list[Word] = []
        declared: list[tuple[int, Assign]] = []
        keywords: list[Assign] = []  # with `set -k`
        for place, word in enumerate(node.words):
            assign = assignment(word) if place and (declares or "k" in state.options) else None
            if assign is not None and not declares:
                keywords.append(assign)
                continue
            if assign is None:
                words.extend(self.expand(word, state))
                continue
            declared.append((len(words), assign))
            words.append(Word(concat([assign.name, "=", None])))
        span = self.here
        flow = self.flow(node.redirs, state)
        if not words:
            for assign in node.assigns:
                state.status = 0
                self.assign(assign, state)
            if node.redirs:
                self.emit(self.invocation((), state, Call((), flow, span=span)))
                self.deliver(flow, state, (), None)
                if not node.assigns:
                    state.status = None
            return merge([*states, state])
        scoped: list[tuple[str, Known]] = []
        for assign in (*node.assigns, *keywords):
            inner = state.fork()
            self.assign(assign, inner)
            var = inner.vars[assign.name]
            scoped.append((assign.name, UNKNOWN if var.value is None else var.value))
        call = Call(tuple(words), flow, tuple(scoped), (), tuple(declared), span)
        states.extend(self.call(call, state))
        return merge(states) if len(states) > 1 else states

    def _alias(self, node: Simple, name: str, text: str, state: State) -> list[State]:
        """The reading of a command whose first word is an alias: its text is put in place and read again."""
        if any(redir.here is not None for redir in node.redirs):
            self.opaque("alias", "an alias before a here-document is not put in place", text)
        self.expanding.append(name)
        tail = node.tail
        if text[-1:] in (" ", "\t") and len(node.words) > 1:
            following = node.words[1].plain
            if following in state.aliases and following is not None and tail.lstrip().startswith(following):
                rest = tail.lstrip()[len(following) :]
                tails = [" " + other + rest for other in state.aliases[following]]
            else:
                tails = [tail]
        else:
            tails = [tail]
        states: list[State] = []
        for one in tails:
            states.extend(self.run_text(f"{node.head}{text}{one}", state.fork()))
        self.expanding.pop()
        return states

    def invoke(self, function: Function, call: Call, state: State) -> list[State]:
        """Call a function: its body is read here, with these arguments."""
        if self.calling.count(function.name) >= _RECURSION_LIMIT:
            self.opaque("too-deep", f"the function {function.name} calls itself", function.source)
            state.status = None
            return [state]
        self.allowance.enter()
        self.calling.append(function.name)
        loops, self.loops = self.loops, 0
        outer_args = state.args
        nested, self.nested = self.nested, True

        def body(inner: State) -> list[State]:
            inner.args = plain_words(list(call.words[1:]))
            frame: dict[str, Var | None] = {}
            for name, value in call.scoped:
                frame[name] = inner.vars.get(name)
                self.put(name, value, inner, "x")
            inner.locals = (*inner.locals, frame)
            return self.run(function.body, inner)

        states = self.through(call.flow, state, body)
        for end in states:
            end.args = outer_args
            if end.locals:
                for name, var in end.locals[-1].items():
                    if var is None:
                        end.vars.pop(name, None)
                    else:
                        end.vars[name] = var
                end.locals = end.locals[:-1]
            if end.flow == "return":
                end.flow = ""
        self.nested = nested
        self.calling.pop()
        self.loops = loops
        self.allowance.leave()
        return merge(states)

    # Programs

    def start(self, call: Call, state: State) -> list[State]:
        """Take note of a program, or of a builtin as an invocation, and of what it writes."""
        words = call.words
        name = words[0].basename
        if name is None:
            self.opaque("command-name-unknown", "the name of a command is not known", str(words[0]))
        program = words[0].text
        for path in self._other_names(program, state):
            hashed = Call((Word(path), *words[1:]), call.flow, call.scoped, call.via, span=call.span)
            self.emit(self.invocation(hashed.words, state, hashed))
        invocation = self.invocation(words, state, call)
        self.emit(invocation)
        stdin = call.flow.stdin if call.flow.has_stdin else state.stdin
        output = self._output(call, state, stdin)
        self._touch(call, state, stdin)
        self.deliver(call.flow, state, output, invocation)
        state.status = None
        state.last = words[-1].parts if not words[-1].splits else UNKNOWN
        if call.flow.has_stdin or not state.stdin or state.stdin == UNKNOWN or program in _DEAF or call.deaf:
            return [state]
        # The program may have read standard input, or left it to the next one.
        drained = state.fork()
        drained.stdin = UNKNOWN
        return [state, drained]

    def _other_names(self, program: str | None, state: State) -> tuple[Known, ...]:
        """What a command really starts where `hash -p`, `cp` or `ln` gave a program another name."""
        if program is None or not state.hashed:
            return ()
        found = state.hashed.get(program, ())
        if "/" in program:
            return (*found, *state.hashed.get(f"\0{self.path(program, state)}", ()))
        if "PATH" in state.vars:
            for name, paths in state.hashed.items():
                if name.rpartition("/")[2].lstrip("\0") == program:
                    found = (*found, *paths)
        return found

    def invocation(self, words: tuple[Word, ...], state: State, call: Call) -> Invocation:
        flow = call.flow
        stdin, source = (flow.stdin, flow.stdin_from) if flow.has_stdin else (state.stdin, state.stdin_from)
        given = None if stdin is None or (stdin == UNKNOWN and source is not None) else Word(stdin)
        argv = words
        if state.files or given is not None:
            argv = tuple([self._with_content(word, state, stdin) for word in words])
        items = tuple(flow.items)
        targets = [item.target for item in items if item.target is not None]
        sources = [word.content_from for word in (*argv, *targets) if word.content_from is not None]
        sources += [source] if source is not None else []
        weight = 1 + max([self.weights.get(id(other), 0) for other in sources], default=0)
        if weight > _CHAIN_LIMIT:
            # Values within values are compared by recursion, so their depth is bounded.
            source, given, weight = None, Word(UNKNOWN), 1
            argv = tuple([Word(word.parts, word.splits, word.content) for word in argv])
            items = tuple([_without_source(item) for item in items])
        cwd = Word(state.cwd) if state.cwd else None
        made = Invocation(argv, self.environment(state, call.scoped), cwd, items, given, source, call.span, call.via)
        if sources:
            self.weights[id(made)] = weight
            self.kept.append(made)
        return made

    def _with_content(self, word: Word, state: State, stdin: Known | None) -> Word:
        if word.content is not None:
            return word
        text = word.text
        if not text:
            return word
        content: Known | None = None
        if text in ("/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"):
            content = stdin
        elif state.files:
            content = self.written(self.path(text, state), state)
            if content is None and "=" in text:
                content = self.written(self.path(text.rpartition("=")[2], state), state)
        return word if content is None else Word(word.parts, word.splits, Word(content))

    def _output(self, call: Call, state: State, stdin: Known | None) -> Known | None:
        """What a program writes to standard output; None when unknown."""
        head = call.words[0].text
        if head is None or any(word.splits for word in call.words):
            return None
        directory, _, name = head.rpartition("/")
        moved = "PATH" in state.vars or state.blind or "PATH" in [scoped for scoped, _ in call.scoped]
        trusted = directory in _SYSTEM_DIRECTORIES if directory else not moved
        program = PROGRAMS.get(name)
        if program is None or not trusted or name in state.hashed:
            return None

        def read(path: str) -> Known:
            if path in ("/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"):
                return UNKNOWN if stdin is None else stdin
            for word in call.words[1:]:
                if word.text == path and word.content is not None:
                    return word.content.parts
            content = self.content(path, state)
            return UNKNOWN if content is None else content

        arguments = [word.parts for word in call.words[1:]]
        if any(word.content is not None and word.text is None for word in call.words[1:]):
            held = call.words[1].content
            return held.parts if name == "cat" and len(arguments) == 1 and held is not None else None
        self.allowance.spend(4)
        value = program(arguments, UNKNOWN if stdin is None else stdin, read)
        return None if value == UNKNOWN else value

    def _touch(self, call: Call, state: State, stdin: Known | None) -> None:
        """What a program may do to the files whose contents are known."""
        name = call.words[0].basename
        words = call.words[1:]
        if name in _CARRIERS:
            # `sudo cp a b` does what `cp a b` does.
            place = next((place for place, word in enumerate(words) if word.basename in _WRITERS), -1)
            if place >= 0:
                name, words = words[place].basename, words[place + 1 :]
        if name == "tee":
            for word in words:
                if not (word.text or "").startswith("-"):
                    self.write(
                        word, UNKNOWN if stdin is None else stdin, "-a" in [other.text for other in words], state
                    )
            return
        if name in ("cp", "mv", "ln", "install", "rsync") and len(words) >= 2:
            self._copied(words, state)
        elif name in _EDITORS and (name not in ("sed", "perl") or any(_in_place(word) for word in words)):
            for word in words:
                if not (word.text or "-").startswith("-"):
                    self.write(Word(((word.text or "").removeprefix("of="),)), UNKNOWN, False, state)
        if state.files and call.words[0].text not in _READERS:
            for path in list(state.files):
                tail = path.rpartition("/")[2].lstrip("\0")
                if name not in ("cp", "mv", "ln", "install") and any(
                    word.text is None or tail in word.text for word in words
                ):
                    state.files[path] = UNKNOWN

    def _copied(self, words: tuple[Word, ...], state: State) -> None:
        """`cp A B` and the like: B holds what A held; whether B is a directory may be unknown."""
        target = words[-1]
        sources = [word for word in words[:-1] if not (word.text or "x").startswith("-")]
        for source in sources:
            self._rename(source, target, state)
            content = self.content(source.text, state) if source.text else None
            value = UNKNOWN if content is None else content
            inside = Word(concat([*target.parts, "/", source.basename])) if source.basename else target
            known_directory = (target.text or "").endswith("/") or len(sources) > 1
            if not known_directory:
                self.write(target, value, False, state)
            self.write(inside, value, False, state)

    def _rename(self, source: Word, target: Word, state: State) -> None:
        """A program may have got another name: `cp /usr/bin/kubectl x; ./x`."""
        name = source.basename
        there = self.path(target.text, state) if target.text else None
        if not name or there is None:
            return
        for path in (there, f"{there}/{name}"):
            state.hashed[f"\0{path}"] = (source.parts,)


def _in_place(word: Word) -> bool:
    """Whether an argument of sed or perl asks for editing in place."""
    text = word.text
    return text is None or text.startswith("--in-place") or (text[:1] == "-" and text[1:2] != "-" and "i" in text[:5])


def _without_source(item: Redirection) -> Redirection:
    target = item.target
    if target is None or target.content_from is None:
        return item
    return Redirection(item.op, item.fd, Word(target.parts, target.splits, target.content), item.content)


def plain_words(words: list[Word]) -> tuple[Known, ...] | None:
    """Arguments as positional parameters; None where their number is unknown."""
    return None if any(word.splits for word in words) else tuple([word.parts for word in words])
