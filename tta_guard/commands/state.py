"""What an invocation reaches, and what earlier commands of the same text leave behind. Pure; hot."""

from __future__ import annotations

from ..model import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Final

    from ..model import Environment, Reason
    from .arguments import Arguments
    from .catalogue.meaning import Meaning
    from .environments import Target
    from .invocation import Word


@frozen
class Resolution:
    """What an invocation reaches.

    Attributes:
        targets: every clue, the deciding ones among them.
        environment: the worst of all that it reaches; "local" when it reaches nothing.
        unresolved: why a part could not be resolved.
        reasons: what makes the environment what it is, the worst first.
    """

    targets: tuple[Target, ...] = ()
    environment: Environment = "local"
    unresolved: tuple[Reason, ...] = ()
    reasons: tuple[Reason, ...] = ()


@frozen
class Tunnel:
    """Local ports that an earlier command of the same text leads elsewhere; () is any port."""

    ports: tuple[int, ...]
    targets: tuple[Target, ...]
    environment: Environment


@frozen
class State:
    """What earlier commands of the same text changed, beyond the environment and directory that an invocation carries.

    Attributes:
        values: (state as in `catalogue.vocabulary.STATES`, the words that set it, joined by blanks; None where the text
            does not tell). A later pair counts before an earlier one.
        tunnels: what leads from this machine elsewhere.
        written: absolute paths that earlier commands write, create or delete; what is read there now says nothing about
            what stands there then.
    """

    values: tuple[tuple[str, str | None], ...] = ()
    tunnels: tuple[Tunnel, ...] = ()
    written: tuple[str, ...] = ()


NO_STATE: Final = State()


def once(items: list[Any]) -> tuple[Any, ...]:
    """Answer each item once, in the order in which it first comes."""
    return tuple(dict.fromkeys(items))


def advance(
    state: State,
    arguments: Arguments | None,
    resolution: Resolution,
    meaning: Meaning | None = None,
) -> State:
    """Answer the state after an invocation.

    Args:
        state: before it.
        arguments: its words; None (a program that nobody described) leaves the state as it is.
        resolution: what it reaches: a tunnel leads there from now on.
        meaning: what `read_meaning` made of `arguments`, when it is at hand.
    """
    if arguments is None:
        return state
    if meaning is None:
        from .catalogue.meaning import read_meaning

        meaning = read_meaning(arguments)
    values, tunnels = list(state.values), list(state.tunnels)
    for name, words in meaning.sets:
        if name in ("tunnel", "kube-tunnel"):
            tunnels.append(Tunnel(_ports(words), resolution.targets, resolution.environment))
        else:
            texts = [word.text for word in words]
            known = [text for text in texts if text is not None]
            values.append((name, " ".join(known) if len(known) == len(texts) else None))
    if arguments.given("-L") or arguments.given("-D"):
        forwards = (*arguments.all_values("-L"), *arguments.all_values("-D"))
        tunnels.append(Tunnel(_ports(forwards), resolution.targets, resolution.environment))
    return State(tuple(values), tuple(tunnels), state.written) if values or tunnels else state


def wrote(state: State, paths: Iterable[str]) -> State:
    """Answer the state after something wrote, created or deleted these absolute paths."""
    more = [path for path in paths if path not in state.written]
    return State(state.values, state.tunnels, (*state.written, *more)) if more else state


def _ports(words: tuple[Word, ...]) -> tuple[int, ...]:
    """Answer the local ports that a forwarding command opens; () when they are not all known.

    kubectl: `5432`, `8080:80`, `:80` (a free port). ssh: `5432:host:5432`, `bind:5432:host:5432`, `5432:/socket`.
    cloud-sql-proxy and fly proxy: whatever ports stand there.
    """
    ports: list[int] = []
    for word in words:
        text = word.text
        if text is None:
            return ()
        fields = text.split(":")
        near = fields[-3] if len(fields) > 3 else fields[0] or "?"
        if len(fields) == 2 and not near.isdigit():
            near = fields[1]
        if not (near.isascii() and near.isdigit()) or near == "0":
            return ()
        ports.append(int(near))
    return tuple(ports)
