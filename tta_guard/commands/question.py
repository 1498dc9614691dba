"""One invocation being resolved: what a resolver may ask, and the clues that it lays down. Pure; hot.

Longer than the house wants, because the questions and the clues share one object that every resolver knows.
"""

from __future__ import annotations

from ..model import Reason
from .environments import ADDRESS_KINDS, WORSE, Match, Target, combine, worst
from .invocation import literal
from .state import Resolution, once

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from ..model import Environment
    from .arguments import Arguments
    from .environments import Environments, Role
    from .invocation import Invocation, Word
    from .state import State
    from .world import World

    Parameters = tuple[tuple[str, str, tuple[Word, ...]], ...]

FILES_LIMIT: Final = 200  # files that one question reads at most


class Question:
    """One invocation being resolved: what a resolver may ask, and the clues that it lays down.

    Clues belong to the *thing* last begun by `begin`; the things are judged apart, and the worst holds.
    """

    __slots__ = (
        "_files",
        "arguments",
        "cwd",
        "environments",
        "invocation",
        "parameters",
        "resolver",
        "state",
        "things",
        "world",
    )

    def __init__(
        self,
        resolver: str,
        parameters: Parameters,
        arguments: Arguments | None,
        invocation: Invocation,
        world: World,
        state: State,
        environments: Environments,
    ) -> None:
        self.resolver, self.parameters = resolver, parameters
        self.arguments, self.invocation = arguments, invocation
        self.world, self.state, self.environments = world, state, environments
        self.things: list[tuple[list[tuple[Target, Match | None]], list[Reason], list[Environment]]] = []
        self._files = 0
        self.cwd: str | None = self._directory(invocation.cwd)

    # --- what is asked of the invocation ---

    def _directory(self, cwd: Word | None) -> str | None:
        if cwd is None:
            return self.world.cwd
        text = cwd.text
        return None if text is None else self.path(text, self.world.cwd)

    @property
    def program(self) -> str:
        """The base name of the program, "" where it is not known."""
        name = self.invocation.argv[0].basename if self.invocation.argv else None
        return name or ""

    @property
    def words(self) -> tuple[str, ...]:
        """The subcommand's words."""
        return self.arguments.path if self.arguments else ()

    def env_word(self, name: str) -> Word | None:
        """Answer a variable's value in this invocation: a word that may be unknown, or None when it is not set."""
        for key, value in reversed(self.invocation.env):
            if key == name:
                return value
        ambient = self.world.env.get(name)
        return None if ambient is None else literal(ambient)

    def env(self, name: str) -> str | None:
        """Answer a variable's known value; None when it is not set, is empty, or is not known (then it is noted)."""
        word = self.env_word(name)
        if word is None:
            return None
        text = self.known(word, f"${name}")
        return text or None

    def was_set_here(self, name: str) -> bool:
        """Answer whether the text itself sets the variable."""
        return any(key == name and value is not None for key, value in self.invocation.env)

    @property
    def home(self) -> str:
        """The home directory that the program will see."""
        return self.env("HOME") or self.env("USERPROFILE") or self.world.home

    def words_of(self, parameter: str, default: tuple[str, ...] = ()) -> list[tuple[Word, str]]:
        """Answer every word given for a parameter, each with its evidence, in order of precedence.

        Places come from the description, else from `default`. Of one flag the last word comes first (it wins).
        """
        found: list[tuple[Word, str]] = []
        described = False
        for name, place, words in self.parameters:
            if name == parameter:
                described = True
                found += _with_evidence(place, words)
        if not described:
            for place in default:
                if place[0] == "$":
                    word = self.env_word(place[1:])
                    found += _with_evidence(place, () if word is None else (word,))
                elif self.arguments is not None:
                    found += _with_evidence(place, self.arguments.words(place))
        return [(word, evidence) for word, evidence in found if word.text != ""]

    def flagged(self, parameter: str) -> str | None:
        """Answer the evidence of a parameter that is a bare flag (`--prod`), or None when it does not stand there."""
        for name, place, words in self.parameters:
            if name == parameter and not words:
                return _flag_name(place)
        return None

    def first(self, parameter: str, default: tuple[str, ...] = ()) -> tuple[str | None, str] | None:
        """Answer the word that wins for a parameter: (its text, evidence); the text is None where it is not known.

        None: it is not given at all. An unknown word is noted as unresolved, as the kind of thing that it names.
        """
        for word, evidence in self.words_of(parameter, default):
            return self.known(word, evidence), evidence
        return None

    def known(self, word: Word, evidence: str, kind: str = "resource") -> str | None:
        """Answer a word's text, or note that it is not known.

        Where the known pieces already say production, that is laid down too, so that it holds at every level.
        """
        text = word.text
        if text is not None:
            return text
        shown = str(word)
        guess = "".join([part if part is not None else "x" for part in word.parts])
        if kind in ADDRESS_KINDS:
            from .addresses import parse_address

            guess = parse_address(guess).host
        match = self.environments.judge(kind, guess) or self.environments.judge("resource", guess)
        if match and match.environment == "production" and any(word.parts):
            self.clue(kind, shown, evidence, "hint", match)
        self.unknown("word-unknown", f'the value "{shown}" of {evidence} is not known')
        return None

    def state_of(self, name: str) -> tuple[bool, str | None]:
        """Answer (whether an earlier command set it, what it is now, None for not known)."""
        for key, value in reversed(self.state.values):
            if key == name:
                return True, value
        return False, None

    # --- what is asked of the world ---

    def path(self, text: str, cwd: str | None = None) -> str:
        """Answer an absolute path. `~` is the shell's affair, except where a tool expands it itself (see `tilde`)."""
        if text.startswith("/"):
            return text
        base = cwd if cwd is not None else (self.cwd if self.cwd is not None else "/\0unknown")
        return f"{base.rstrip('/')}/{text}"

    def tilde(self, text: str) -> str:
        """Answer a path in which the tool itself expands a leading `~/`."""
        return self.home + text[1:] if text == "~" or text.startswith("~/") else text

    def shown(self, path: str) -> str:
        """Answer a path as a person would write it: relative to where they are, or with `~`."""
        for start, short in ((self.world.cwd, ""), (self.world.home, "~/")):
            if start and start != "/" and path.startswith(f"{start}/"):
                return short + path[len(start) + 1 :]
        return path

    def read(self, path: str, what: str = "") -> bytes | None:
        """Read a file; note when it is there and cannot be read: `what` "kubeconfig" makes "kubeconfig-unreadable"."""
        self._files += 1
        if self._files > FILES_LIMIT:
            self.unknown("too-many-files", "it depends on too many files")
            return None
        if "\0" in path:
            self.unknown("directory-unknown", "the directory it runs in is not known")
            return None
        if self.state.written and self._was_written(path):
            self.unknown("file-changed", f"an earlier command of the same text changes {self.shown(path)}")
        data = self.world.read(path)
        if data is None and what and self.world.trouble(path) != "missing":
            why = self.world.trouble(path)
            self.unknown(f"{what}-unreadable", f"{self.shown(path)} cannot be read ({why})")
        return data

    def changed(self, folder: str, endings: tuple[str, ...]) -> None:
        """Note when an earlier command makes or changes a file of these endings in a directory about to be read."""
        from .world import normal

        top = normal(folder).rstrip("/")
        for written in self.state.written:
            above, _, name = normal(written).rpartition("/")
            if above == top and name.endswith(endings):
                self.unknown("file-changed", f"an earlier command of the same text changes {self.shown(written)}")

    def _was_written(self, path: str) -> bool:
        from .world import normal

        names = {normal(path), self.world.realpath(path)}
        for written in self.state.written:
            top = normal(written)
            if top in names or any(name.startswith(f"{top.rstrip('/')}/") for name in names):
                return True
        return False

    # --- what is laid down ---

    def begin(self) -> None:
        """Begin another thing: what is laid down from now on is judged apart from what was."""
        self.things.append(([], [], []))

    def _thing(self) -> tuple[list[tuple[Target, Match | None]], list[Reason], list[Environment]]:
        if not self.things:
            self.begin()
        return self.things[-1]

    def clue(
        self,
        kind: str,
        name: str,
        evidence: str,
        role: Role = "name",
        match: Match | None = None,
        protected: bool = False,
    ) -> Match | None:
        """Lay down one clue and answer what it says; None when it says nothing.

        Args:
            kind: see `Target`.
            name: what it is called.
            evidence: where that stands.
            role: "address" (what is really reached), "name", or "hint" (makes it worse at most).
            match: what it says, where that is already known.
            protected: see `Target`.
        """
        found = match or self.environments.judge(kind, name)
        why = found.reason if found else Reason("unresolved-target", f'nothing says what {_spoken(kind)} "{name}" is')
        environment: Environment = found.environment if found else "unknown"
        self._thing()[0].append((Target(kind, name, evidence, environment, why, role, protected), found))
        return found

    def hint(self, kind: str, name: str, evidence: str) -> None:
        """Lay down a clue that can only make things worse."""
        found = self.environments.judge(kind, name)
        if found and found.environment in ("production", "staging"):
            self.clue(kind, name, evidence, "hint", found)

    def hints(self, kind: str, words: Any, evidence: str) -> None:
        """Lay down a hint for each of some words whose text is known."""
        for word in words:
            text = word if isinstance(word, str) else word.text
            if text:
                self.hint(kind, text, evidence)

    def state_clue(self, environment: Environment, kind: str, name: str, evidence: str, message: str) -> None:
        """Lay down a clue whose environment is a fact of the tool, not of a pattern."""
        self.clue(kind, name, evidence, "name", Match(environment, False, Reason(f"{environment}-by-default", message)))

    def unknown(self, code: str, message: str) -> None:
        """Note that the present thing could not be resolved."""
        self._thing()[1].append(Reason(code, message))

    def through_tunnel(self, host: str, port: int | None) -> bool:
        """Lay down what an earlier tunnel leads to, when this address may be its near end; answer whether one does."""
        from .environments import is_local_host

        if host and not is_local_host(host):
            return False
        led = False
        for tunnel in self.state.tunnels:
            if not tunnel.ports or port is None or port in tunnel.ports:
                led = True
                thing = self._thing()
                thing[0].extend([(target, None) for target in tunnel.targets])
                thing[2].append(tunnel.environment)
        return led

    def host(
        self,
        kind: str,
        text: str,
        evidence: str,
        port: int | None = None,
        role: Role = "address",
        explicit: bool = False,
    ) -> Match | None:
        """Lay down the host of an address, following tunnels when it is this machine.

        Args:
            kind: one of ADDRESS_KINDS.
            text: host, host:port or a URL.
            evidence: where it stands.
            port: the port when the text has none.
            role: as for `clue`.
            explicit: the invocation itself names the address, over what its names would lead to. When it says nothing,
                the names don't speak for it (`kubectl --context dev --server https://203.0.113.9`).
        """
        from .addresses import parse_address

        address = parse_address(text)
        if address.socket:
            return self.clue("socket", address.socket, evidence, role, _local(f"{address.socket} is a local socket"))
        port = address.port if address.port is not None else port
        if self.through_tunnel(address.host, port):
            return None
        host = f"[{address.host}]" if ":" in address.host else address.host
        name = f"{host}:{port}" if port is not None else address.host
        found = self.clue(kind, name, evidence, role)
        self._aliases(address.host, found)
        if explicit and found is None:
            self.unknown("address-unknown", f'nothing says what {_spoken(kind)} "{name}" (from {evidence}) is')
        return found

    def _aliases(self, host: str, found: Match | None) -> None:
        """A name that /etc/hosts or HOSTALIASES (hostname(7)) leads to another address is that address too."""
        if self.env_word("HOSTALIASES") is not None:
            self.unknown("host-aliases", "HOSTALIASES gives host names another meaning")
        if found is not None and found.environment == "production":
            return
        data = self.world.read("/etc/hosts")
        name = host.encode("utf-8", "surrogateescape")
        if not data or not name or name not in data.lower():
            return
        for line in data.lower().split(b"\n"):
            words = line.partition(b"#")[0].split()
            if name in words[1:]:
                match = self.environments.configured("host", words[0].decode("utf-8", "replace"))
                if match:
                    self.clue("host", words[0].decode("utf-8", "replace"), "/etc/hosts", "address", match)

    def answer(self) -> Resolution:
        """Judge all that was laid down."""
        targets: list[Target] = []
        unresolved: list[Reason] = []
        judged: list[tuple[Environment, list[Reason]]] = []
        for clues, reasons, forced in self.things:
            environment = combine(clues, bool(reasons))
            if forced:
                environment = worst(
                    (*forced, *((environment,) if environment and clues and any(m for _, m in clues) else ()))
                )
            targets += [target for target, _ in clues]
            unresolved += reasons
            if environment is None:
                continue
            because = [match.reason for _, match in clues if match and match.environment == environment]
            because = because or [target.why for target, _ in clues if target.environment == environment]
            judged.append((environment, because or reasons))
        judged.sort(key=lambda pair: -WORSE[pair[0]])
        reasons = [reason for environment, because in judged if environment == judged[0][0] for reason in because]
        return Resolution(once(targets), judged[0][0] if judged else "local", once(unresolved), once(reasons))


def _with_evidence(place: str, words: tuple[Word, ...]) -> list[tuple[Word, str]]:
    if place[0] == "$":
        return [(word, place[1:]) for word in words]
    if place[0] in "@=":
        return [(word, "the command's words") for word in words]
    return [(word, _flag_name(place)) for word in reversed(words)]


def _flag_name(place: str) -> str:
    """Answer the alias of a flag that people know: the shortest of its long ones."""
    aliases = place.split()
    return min([alias for alias in aliases if alias.startswith("--")] or aliases, key=len)


def _local(message: str) -> Match:
    return Match("local", False, Reason("local-address", message))


def _spoken(kind: str) -> str:
    return kind.replace("-", " ")
