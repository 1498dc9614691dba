"""Lists, pipelines, branches and loops, on every way they can go. Pure.

A branch whose condition is known not to hold is read for what it would start, and leaves nothing behind. A loop whose
number of turns is unknown is read until nothing new comes of it, with what changes in it unknown.
"""

from __future__ import annotations

from .arithmetic import names_in
from .expansion import UNKNOWN, concat, text_of
from .patterns import matches, parse_pattern
from .shell_io import Call
from .shell_loops import Loops
from .shell_state import Var, merge
from .syntax import (
    AndOr,
    ArithCommand,
    ArithFor,
    Case,
    Condition,
    Coproc,
    For,
    Function,
    If,
    Loop,
    Pipeline,
    Redirected,
    Sequence,
    Simple,
    Subshell,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .expansion import Known
    from .invocation import Invocation
    from .shell_state import State
    from .syntax import Node, WordNode

# Functions that a shell calls by itself.
_HOOKS = frozenset(
    [
        "command_not_found_handle", "command_not_found_handler", "chpwd", "precmd", "preexec", "periodic",
        "zshaddhistory", "zshexit",
    ]
)  # fmt: skip
# Operators of [[ whose operands are arithmetic, so that a subscript in them may run commands.
_CALCULATES = frozenset(["-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-v", "-R"])


class Control(Loops):
    """The part of the evaluator that knows the flow of control."""

    def inherited_traps(self, state: State) -> dict[str, tuple[str, ...]]:
        """The traps of a subshell: bash forgets those of the shell around it, dash runs some of them there too."""
        return {} if self.flavour == "bash" else state.traps.copy()

    def run_traps(self, state: State) -> None:
        """Evaluate what `trap` set, as at the end of a shell. In shell.py."""
        raise NotImplementedError

    def run(self, node: Node, state: State) -> list[State]:
        """Evaluate a command: the states it may leave. `state` is used up."""
        if state.flow:
            return [state]
        return _RUN[node.__class__](self, node, state)

    def _sequence(self, node: Sequence, state: State) -> list[State]:
        states = [state]
        for item, background in node.items:
            following: list[State] = []
            for current in states:
                if current.flow:
                    following.append(current)
                elif background:
                    inner = current.fork()
                    inner.stdin = None if current.stdin is None else UNKNOWN
                    loops, self.loops = self.loops, 0
                    ends = self.run(item, inner)
                    self.loops = loops
                    for end in ends[:1]:
                        if end.out != current.out:
                            current.out, current.out_from = UNKNOWN, end.out_from
                    current.keep_files(ends)
                    current.status = 0
                    following.append(current)
                else:
                    following.extend(self.run(item, current))
            states = merge(following) if len(following) > 1 else following
        return states

    def _and_or(self, node: AndOr, state: State) -> list[State]:
        states = self.run(node.first, state)
        for operator, item in node.rest:
            following: list[State] = []
            taken = False
            for current in states:
                holds = None if current.status is None else (current.status == 0) == (operator == "&&")
                if current.flow or holds is False:
                    following.append(current)
                    continue
                taken = True
                if holds is None:
                    skipped = current.fork()
                    skipped.status = None if operator == "&&" else 0
                    following.append(skipped)
                following.extend(self.run(item, current))
            if not taken:
                self.ghost(item, states)
            states = merge(following)
        return states

    def _pipeline(self, node: Pipeline, state: State) -> list[State]:
        if len(node.commands) == 1:
            states = self.run(node.commands[0], state)
            for end in states:
                if node.negated and end.status is not None and not end.flow:
                    end.status = int(not end.status)
            return states
        inputs: list[tuple[Known | None, Invocation | None]] = [(state.stdin, state.stdin_from)]
        last = len(node.commands) - 1
        stays = self.flavour == "zsh" or "lastpipe" in state.options
        results: list[State] = []
        loops = self.loops
        for place, command in enumerate(node.commands):
            self.loops = loops if place == last and stays else 0
            outputs: list[tuple[Known | None, Invocation | None]] = []
            for stdin, source in inputs[:4]:
                inner = state.fork()
                inner.stdin, inner.stdin_from = stdin, source
                if place < last or not stays:
                    inner.traps = self.inherited_traps(state)
                if place < last:
                    inner.out = inner.err = ()
                    inner.out_from = None
                    inner.heard = True
                inner_ends = self.run(command, inner)
                state.keep_files(inner_ends)
                for end in inner_ends:
                    if end.traps and (place < last or not stays):
                        self.run_traps(end)
                        end.out = UNKNOWN if end.heard else ()
                    if place == last:
                        results.append(end)
                        continue
                    out = end.out
                    if node.both[place] and end.err:
                        out = concat([None, *out]) if out else end.err
                    if (out, end.out_from) not in outputs:
                        outputs.append((out, end.out_from))
            if len(outputs) > 4:
                outputs = [(UNKNOWN, outputs[0][1])]
            inputs = outputs
        self.loops = loops
        ends: list[State] = []
        for end in merge(results):
            if stays and not end.flow:
                end.stdin, end.stdin_from = state.stdin, state.stdin_from
                after = end
            else:
                after = state.fork()
                after.out, after.out_from, after.err = end.out, end.out_from, end.err
            if after.stdin:
                after.stdin = UNKNOWN
            after.status = None
            ends.append(after)
        return merge(ends)

    def _subshell(self, node: Subshell, state: State) -> list[State]:
        ends: list[State] = []
        self.allowance.enter()
        inner = state.fork()
        inner.traps = self.inherited_traps(state)
        loops, self.loops = self.loops, 0
        results = merge(self._sequence(node.body, inner))
        self.loops = loops
        for end in results:
            self.run_traps(end)
            after = state.fork()
            after.files = end.files
            after.out, after.out_from, after.err, after.stdin = end.out, end.out_from, end.err, end.stdin
            after.status = None if end.flow else end.status
            ends.append(after)
        self.allowance.leave()
        return merge(ends)

    def _redirected(self, node: Redirected, state: State) -> list[State]:
        self.here = node.span if not self.nested else self.here
        flow = self.flow(node.redirs, state)
        self.emit(self.invocation((), state, Call((), flow, span=self.here)))
        return self.through(flow, state, lambda inner: self.run(node.body, inner))

    def _if(self, node: If, state: State) -> list[State]:
        done: list[State] = []
        waiting = [state]
        last = [state]
        for condition, body in node.clauses:
            if not waiting:
                # Surely decided before: what stands here counts all the same.
                if condition is not None:
                    self.ghost(condition, last)
                self.ghost(body, last)
                continue
            last = [current.fork() for current in waiting[:1]]
            following: list[State] = []
            taken = False
            for current in waiting:
                for tested in self.run(condition, current) if condition is not None else [current]:
                    if tested.flow:
                        done.append(tested)
                        continue
                    if condition is not None and tested.status != 0:
                        following.append(tested if tested.status else tested.fork())
                    if condition is None or not tested.status:
                        taken = True
                        done.extend(self.run(body, tested))
            if not taken:
                self.ghost(body, last)
            waiting = merge(following)
        for current in waiting:
            current.status = 0
        return merge([*done, *waiting])

    def _case(self, node: Case, state: State) -> list[State]:
        subject = text_of(self.single(node.word.parts, state))
        done: list[State] = []
        waiting = [state]
        falling: list[State] = []
        for patterns, body, ending in node.branches:
            entering, falling = falling, []
            following: list[State] = []
            for current in waiting:
                fits = self._fits(patterns, subject, current)
                if fits is not True:
                    following.append(current if fits is False else current.fork())
                if fits is not False:
                    entering.append(current)
            if not entering:
                self.ghost(body, waiting or [state])
            for current in entering:
                for end in self.run(body, current):
                    if end.flow or ending in (";;", ""):
                        done.append(end)
                    elif ending == ";&":
                        falling.append(end)
                    else:
                        following.append(end)
            waiting = merge(following)
        return merge([*done, *falling, *waiting])

    def _fits(self, patterns: tuple[WordNode, ...], subject: str | None, state: State) -> bool | None:
        unsure = False
        for word in patterns:
            pattern = self.pattern(word.parts, state)
            elements = None if pattern is None else parse_pattern(pattern)
            if subject is None or elements is None or "nocasematch" in state.options or len(subject) > 4096:
                unsure = unsure or pattern != "*"
                if pattern == "*":
                    return True
            elif matches(elements, subject):
                return None if unsure else True
        return None if unsure else False

    def _arithmetic(self, node: ArithCommand, state: State) -> list[State]:
        value = self.expression(node.parts, state)
        state.status = None if value is None else int(not value)
        return [state]

    def _condition(self, node: Condition, state: State) -> list[State]:
        texts = [word.plain or self.single(word.parts, state) for word in node.words]
        if any(word.plain in _CALCULATES for word in node.words):
            for text in texts:
                for piece in (text,) if isinstance(text, str) else text:
                    if piece is not None and piece not in _CALCULATES:
                        self._operand(piece, state)
        state.status = None
        return [state]

    def _operand(self, text: str, state: State) -> None:
        """A word of `[[` that is arithmetic: it may run commands and assign."""
        self.effects(text, state)
        self.unsettle(text, state)
        for name in names_in(text):
            values, _ = self.lookup(name, None, state)
            if values and (held := text_of(values[0])) and not held.isalnum():
                self.effects(held, state)
                self.unsettle(held, state)

    def _function(self, node: Function, state: State) -> list[State]:
        state.functions[node.name] = (node,)
        if node.name in _HOOKS or (self.flavour == "zsh" and node.name.startswith("TRAP")):
            inner = state.fork()
            inner.args = None
            self.run(node.body, inner)
        state.status = 0
        return [state]

    def _coproc(self, node: Coproc, state: State) -> list[State]:
        inner = state.fork()
        inner.stdin, inner.stdin_from = UNKNOWN, None
        inner.heard = False
        self.run(node.body, inner)
        state.vars[node.name] = Var(UNKNOWN)
        state.status = 0
        return [state]


_RUN: dict[type, Callable[[Any, Any, State], list[State]]] = {
    Simple: Control.simple,
    Pipeline: Control._pipeline,
    AndOr: Control._and_or,
    Sequence: Control._sequence,
    Subshell: Control._subshell,
    Redirected: Control._redirected,
    If: Control._if,
    Loop: Control.loop,
    For: Control.for_each,
    ArithFor: Control.arith_for,
    Case: Control._case,
    ArithCommand: Control._arithmetic,
    Condition: Control._condition,
    Function: Control._function,
    Coproc: Control._coproc,
}
