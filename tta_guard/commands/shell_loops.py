"""Loops, unrolled where the number of turns is known, and run until nothing new comes of them where it is not. Pure."""

from __future__ import annotations

from .arithmetic import names_in
from .expansion import UNKNOWN, text_of
from .invocation import Word
from .shell_commands import Commands
from .shell_state import merge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .shell_state import State
    from .syntax import ArithFor, For, Loop, Node

_LOOP_LIMIT = 64


class Loops(Commands):
    """The part of the evaluator that knows loops."""

    def _turn(self, body: Node, state: State) -> list[State]:
        """Run a part of a loop, in which `break` and `continue` mean something."""
        self.loops += 1
        states = self.run(body, state)
        self.loops -= 1
        return states

    def _repeat(self, state: State, body: Callable[[State], list[State]]) -> list[State]:
        """A loop that runs an unknown number of times: run until nothing new comes of it."""
        ends: list[State] = []
        current = state
        for turn in range(6):
            joined = current
            for end in body(current.fork()):
                if end.flow and not end.flow.startswith("continue"):
                    ends.append(end)
                    continue
                if end.flow in ("", "continue1"):
                    end.flow = ""
                    joined = joined.join(end)
                else:
                    ends.append(end)
            if joined.same(current):
                break
            current = joined
            if turn == 4:
                current.forget()
        ends.append(current)
        return _left(ends)

    def loop(self, node: Loop, state: State) -> list[State]:
        def once(inner: State) -> list[State]:
            ends: list[State] = []
            for tested in self._turn(node.condition, inner):
                ends.extend(self._turn(node.body, tested))
            return ends

        done: list[State] = []
        waiting = [state]
        for turned in range(_LOOP_LIMIT):
            following: list[State] = []
            for current in waiting:
                before = current.fork()
                results = self._turn(node.condition, current)
                if len(results) != 1 or results[0].status is None:
                    done.extend(self._repeat(before, once))
                    continue
                tested = results[0]
                if tested.flow:
                    done.append(tested)
                elif (tested.status == 0) == node.until:
                    if not turned:
                        self.ghost(node.body, [tested])
                    tested.status = 0
                    done.append(tested)
                else:
                    for end in self._turn(node.body, tested):
                        if end.flow in ("", "continue1"):
                            end.flow = ""
                            following.append(end)
                        else:
                            done.append(end)
            waiting = merge(following)
            if not waiting:
                break
        for current in waiting:
            done.extend(self._repeat(current, once))
        return _left(merge(done))

    def for_each(self, node: For, state: State) -> list[State]:
        items: list[Word] = []
        if node.words is None:
            items = [Word(UNKNOWN, True)] if state.args is None else [Word(value) for value in state.args]
        else:
            for word in node.words:
                items.extend(self.expand(word, state))
        if node.select:
            self.put("REPLY", UNKNOWN, state)

            def choose(inner: State) -> list[State]:
                ends: list[State] = []
                for item in items[:_LOOP_LIMIT]:
                    chosen = inner.fork()
                    self.put(node.name, item.parts, chosen)
                    ends.extend(self._turn(node.body, chosen))
                return ends

            return self._repeat(state, choose)
        if any(item.splits for item in items) or len(items) > _LOOP_LIMIT:

            def once(inner: State) -> list[State]:
                self.put(node.name, UNKNOWN, inner)
                return self._turn(node.body, inner)

            ends = self._each(node, [item for item in items if not item.splits][:_LOOP_LIMIT], state.fork())
            return merge([*ends, *self._repeat(state, once)])
        return self._each(node, items, state)

    def _each(self, node: For, items: list[Word], state: State) -> list[State]:
        done: list[State] = []
        waiting = [state]
        for item in items:
            following: list[State] = []
            for current in waiting:
                self.put(node.name, item.parts, current)
                for end in self._turn(node.body, current):
                    if end.flow in ("", "continue1"):
                        end.flow = ""
                        following.append(end)
                    else:
                        done.append(end)
            waiting = merge(following)
        if not items:
            self.ghost(node.body, [state])
        return _left([*done, *waiting])

    def arith_for(self, node: ArithFor, state: State) -> list[State]:
        for expression in node.expressions:
            text = text_of(self.single(expression, state))
            if text is None:
                state.forget()
                continue
            for piece in text.split(";"):
                self.calculate(piece, state)

        def once(inner: State) -> list[State]:
            for expression in node.expressions:
                for name in names_in(text_of(self.single(expression, inner)) or ""):
                    self.put(name, UNKNOWN, inner)
            return self._turn(node.body, inner)

        return self._repeat(state, once)

    def ghost(self, node: Node, states: list[State]) -> None:
        """Count what a branch would start that, as far as we know, none of the states takes."""
        ghost = states[0].fork()
        ghost.flow = ""
        self.run(node, ghost)


def _left(states: list[State]) -> list[State]:
    """States after a loop: `break` ends here."""
    for state in states:
        if state.flow.startswith(("break", "continue")):
            level = int(state.flow[-1]) - 1
            state.flow = state.flow[:-1] + str(level) if level else ""
    return merge(states)
