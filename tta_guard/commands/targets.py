"""What an invocation reaches, in which environment, and the `State` that earlier commands leave. Pure; hot.

A tool's description names a resolver and where each of its parameters stands; the resolver (one module a family under
`resolvers/`, loaded when its tool is met) turns them into clues by way of a `Question`; `environments.combine` judges
them. Nothing here starts a program, and nothing is read but through the `World`.

Where a word may be read in several ways, each reading is asked and the worst holds.
"""

from __future__ import annotations

from ..model import Reason
from .environments import WORSE, Environments, Target, worst
from .question import Question
from .state import NO_STATE, Resolution, State, Tunnel, advance, once, wrote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from .arguments import Arguments
    from .catalogue.meaning import Meaning
    from .invocation import Invocation
    from .question import Parameters
    from .world import World

    Resolver = Callable[["Question"], None]

__all__ = [
    "NO_ENVIRONMENTS",
    "NO_STATE",
    "RESOLVERS",
    "Question",
    "Resolution",
    "State",
    "Target",
    "Tunnel",
    "advance",
    "find_resolver",
    "resolve",
    "wrote",
]

ALTERNATIVES_LIMIT: Final = 12  # states set by earlier commands that are tried one by one

# resolver of a description -> (module under resolvers/, function)
RESOLVERS: Final = {
    "kube": ("kube", "resolve_kube"),
    "helm": ("kube", "resolve_helm"),
    "k8s-manifest": ("kube", "resolve_manifest_tool"),
    "aws": ("aws", "resolve_aws"),
    "serverless": ("aws", "resolve_serverless"),
    "gcloud": ("gcloud", "resolve_gcloud"),
    "azure": ("azure", "resolve_azure"),
    "docker": ("docker", "resolve_docker"),
    "compose": ("docker", "resolve_compose"),
    "terraform": ("terraform", "resolve_terraform"),
    "pulumi": ("pulumi", "resolve_pulumi"),
    "ssh": ("ssh", "resolve_ssh"),
    "rsync": ("ssh", "resolve_rsync"),
    "database": ("database", "resolve_database"),
    "url": ("url", "resolve_url"),
    "git-remote": ("git", "resolve_git"),
    "github": ("git", "resolve_forge"),
    "ansible": ("ansible", "resolve_ansible"),
    "inventory": ("ansible", "resolve_ansible"),
    "paas": ("paas", "resolve_paas"),
    "vault": ("generic", "resolve_vault"),
    "generic": ("generic", "resolve_generic"),
}


NO_ENVIRONMENTS: Final = Environments()


def resolve(
    tool: dict[str, Any] | None,
    arguments: Arguments | None,
    invocation: Invocation,
    world: World,
    state: State = NO_STATE,
    environments: Environments = NO_ENVIRONMENTS,
    meaning: Meaning | None = None,
) -> Resolution:
    """Answer what one leaf invocation reaches.

    Args:
        tool: its description; None for a program that nobody described (the `generic` resolver looks at it).
        arguments: its words, as `parse_arguments` read them; None only when `tool` is None.
        invocation: the invocation, with its environment, directory and standard input.
        world: what may be read.
        state: what earlier commands of the same text changed.
        environments: the configured patterns.
        meaning: what `read_meaning` made of `arguments`, when it is at hand (used when there is one reading only).
    """
    if tool is None or arguments is None:
        return _ask("generic", (), None, invocation, world, state, environments)
    from .catalogue.meaning import read_meaning

    found: list[Resolution] = []
    remote = False
    for reading in arguments.readings():
        alone = reading if not reading.other_readings else _alone(reading)
        if meaning is None or arguments.other_readings:
            asked = Question("", (), alone, invocation, world, state, environments)
            one = read_meaning(alone, asked.env_word)
        else:
            one = meaning
        if one.local or one.resolver is None:
            found.append(Resolution())
        else:
            remote = True
            for before in _alternatives(state):
                found.append(_ask(one.resolver, one.parameters, alone, invocation, world, before, environments))
    answer = found[0] if len(found) == 1 else _join(found)
    if remote and (arguments.open_words or not arguments.complete):
        # Words that nobody knows could be any flag: `kubectl $ARGS delete ns x` may hold --context.
        reason = Reason("words-unknown", "words that are not known may name another target")
        answer = Resolution(
            answer.targets,
            worst((answer.environment, "unknown")),
            (*answer.unresolved, reason),
            answer.reasons if answer.environment == "production" else (reason, *answer.reasons),
        )
    return answer


def _alternatives(state: State) -> list[State]:
    """Answer every state that may hold: a command on a branch may not have run, and one that ran may have failed.

    `kubectl config use-context green; false && kubectl config use-context dev; kubectl delete ns x` is on green.
    """
    if not state.values:
        return [state]
    found = [state, State((), state.tunnels, state.written)]
    for pair in state.values[:ALTERNATIVES_LIMIT]:
        if pair != state.values[-1]:
            found.append(State((*state.values, pair), state.tunnels, state.written))
    if len(state.values) > ALTERNATIVES_LIMIT:
        found.append(State(tuple([(name, None) for name, _ in state.values]), state.tunnels, state.written))
    return found


def _alone(reading: Arguments) -> Arguments:
    values = {name: getattr(reading, name) for name in reading.__match_args__}
    return reading.__class__(**{**values, "other_readings": ()})


def _join(found: list[Resolution]) -> Resolution:
    ordered = sorted(found, key=lambda one: -WORSE[one.environment])
    return Resolution(
        once([target for one in ordered for target in one.targets]),
        ordered[0].environment,
        once([reason for one in ordered for reason in one.unresolved]),
        ordered[0].reasons,
    )


def _ask(
    resolver: str,
    parameters: Parameters,
    arguments: Arguments | None,
    invocation: Invocation,
    world: World,
    state: State,
    environments: Environments,
) -> Resolution:
    question = Question(resolver, parameters, arguments, invocation, world, state, environments)
    find_resolver(resolver)(question)
    return question.answer()


def find_resolver(name: str) -> Resolver:
    """Load the function that resolves for one family.

    Raises:
        KeyError: no family has this name (a fault of the description; the schema's test finds it).
    """
    module, function = RESOLVERS[name]
    loaded = __import__(f"{__package__}.resolvers.{module}", fromlist=(function,))
    resolver: Resolver = getattr(loaded, function)
    return resolver
