"""What a command is to see of a file of credentials: `View`, and the judge who says what is production. Pure; hot.

A name, an address or an account is judged as `commands` judges the target of a command: the same patterns, the same built-in
words, combined in the same way. So what needs an approval to be reached has no credential without one.
"""

from __future__ import annotations

from ..commands.addresses import parse_address
from ..commands.environments import Environments, Match, Target, combine, like
from ..model import Reason, frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Final, Literal

    from ..commands.environments import Role
    from ..policy.rules import Policy

    Kind = Literal["whole", "scoped", "hidden", "emptied"]
    Clue = tuple[str, str, Role]
    Removed = tuple[tuple[str, str], ...]

ENTRIES_LIMIT: Final = 500  # entries of one directory of credentials that are looked at


@frozen
class View:
    """One file or directory of credentials, as a command is to see it.

    Attributes:
        path: the original: absolute, as it is named (a link may stand there).
        kind: whole: judged, and seen as it is. scoped: `content` stands in its place. hidden: not there, or unreadable.
            emptied: a directory that is seen without its entries.
        family: kube, aws, docker, gcloud, azure, store.
        content: of a scoped view. It holds secrets: never print it.
        removed: (what was taken out, why), fit to be shown.
        variable: the environment variable that leads a program to another place, b"" for none.
        root: the directory that `variable` names, where it names a directory.
        real: `path` with links followed.
    """

    path: bytes
    kind: Kind
    family: str
    content: bytes = b""
    removed: Removed = ()
    variable: bytes = b""
    root: bytes = b""
    real: bytes = b""

    def __repr__(self) -> str:
        return f"View({self.path!r}, {self.kind!r}, {self.family!r}, removed={self.removed!r})"


class Files:
    """What planning may ask of the disk. Paths are absolute bytes."""

    def read(self, path: bytes) -> bytes | None:
        """Answer a regular file's bytes; None when there is none, or the user may not read it, or `trouble` says why."""
        raise NotImplementedError

    def trouble(self, path: bytes) -> str:
        """Answer why `read` gave None for what is there and may be read; "" for what is not, or may not."""
        raise NotImplementedError

    def names(self, path: bytes) -> tuple[bytes, ...]:
        """Answer the sorted names in a directory; () where there is none."""
        raise NotImplementedError

    def exists(self, path: bytes) -> bool:
        """Answer whether there is anything (links followed)."""
        raise NotImplementedError

    def is_dir(self, path: bytes) -> bool:
        """Answer whether there is a directory (links followed)."""
        raise NotImplementedError

    def real(self, path: bytes) -> bytes:
        """Answer the path with links followed."""
        raise NotImplementedError


class Judge:
    """What is production, and what an approval opens. Make it once for a run."""

    __slots__ = ("approved", "environments", "kept", "strict")

    def __init__(self, policy: Policy, approved: Iterable[Target] = ()) -> None:
        """Take the policy and the targets that an approval names (or that the policy allows although production).

        What is not known counts as production where a command against it would need an approval: in a mode, at HIGH and
        CRITICAL (see `commands.decide`).
        """
        self.environments = Environments(policy.settings)
        self.strict = policy.mode is not None and policy.level in ("HIGH", "CRITICAL")
        self.approved: dict[str, set[str]] = {}
        for target in approved:
            self.approved.setdefault(target.kind, set()).add(target.name)
        self.kept = kept_patterns(policy)

    def keeps(self, name: str) -> bool:
        """Whether the policy says that the credentials of this host, account or user stay (`confinement.credentials`)."""
        folded = name.casefold()
        return any(like(pattern, folded) for pattern in self.kept)

    def opens(self, kind: str, name: str) -> bool:
        """Whether the approval names this target."""
        return name in self.approved.get(kind, ())

    def why_hidden(self, clues: Iterable[Clue], unresolved: str = "") -> str:
        """Answer why a thing with these clues must not be seen; "" when it may.

        Args:
            clues: (kind as in `Target`, name, role).
            unresolved: why a part of it is not known, "" for nothing.
        """
        pairs: list[tuple[Target, Match | None]] = []
        unsaid = ""
        for kind, name, role in clues:
            if not name:
                continue
            match: Match | None = _LOCAL if kind == "socket" else self.environments.judge(kind, name)
            if role == "hint" and (match is None or match.environment not in ("production", "staging")):
                continue
            unsaid = unsaid or f'nothing says what {kind.replace("-", " ")} "{name}" is'
            reason = match.reason if match else _NOTHING
            pairs.append((Target(kind, name, "", match.environment if match else "unknown", reason, role), match))
        environment = combine(pairs, bool(unresolved)) or "unknown"
        if environment == "production":
            return next(match.reason.message for _, match in pairs if match and match.environment == "production")
        if environment == "unknown" and self.strict:
            return unresolved or unsaid or "nothing says what it is"
        return ""

    def production(self, clues: Iterable[Clue]) -> str:
        """Answer why one of the clues says production by itself; "" when none does."""
        for kind, name, _ in clues:
            match = self.environments.judge(kind, name) if name and kind != "socket" else None
            if match and match.environment == "production":
                return match.reason.message
        return ""

    def spoken(self, texts: Iterable[str]) -> str:
        """Answer why free words (arguments, names that no list is for) say production; "" when they don't."""
        for text in texts:
            if "arn:aws" in text:
                from ..commands.resolvers.aws import account_of

                why = self.production([("aws-account", account_of(text) or "", "name")])
                if why:
                    return why
            for piece in (text, *text.replace(",", "=").split("=")[1:]):
                if not piece or len(piece) > 500:
                    continue
                match = self.environments.configured_word(piece) or self.environments.judge("resource", piece)
                if match and match.environment == "production":
                    return match.reason.message
        return ""


_NOTHING: Final = Reason("unresolved-target", "nothing says what it is")
_LOCAL: Final = Match("local", False, Reason("local-address", "a local socket"))


def kept_patterns(policy: Policy) -> tuple[str, ...]:
    """The patterns of `confinement.credentials`, in lower case."""
    listed: Any = (policy.settings.get("confinement") or {}).get("credentials") or ()
    return tuple([str(pattern).casefold() for pattern, _ in listed])


def address_of(text: str, port: int | None) -> tuple[str, bool]:
    """Answer (the address as targets name it, whether it is a local socket): "host:port", without user and path.

    Args:
        text: a URL, host or host:port.
        port: where the text names none; None leaves it out.
    """
    address = parse_address(text)
    if address.socket:
        return address.socket, True
    if not address.host:
        return "", False
    port = address.port if address.port is not None else port
    host = f"[{address.host}]" if ":" in address.host else address.host
    return (f"{host}:{port}" if port is not None else address.host), False


def entries_of(files: Files, folder: bytes, family: str, made: list[View]) -> tuple[bytes, ...]:
    """The names in a directory; one with too many to judge is hidden as a whole."""
    names = files.names(folder)
    if len(names) > ENTRIES_LIMIT:
        made.append(View(folder, "hidden", family, b"", ((shown(folder), "it has too many entries"),)))
        return ()
    return names


def host_clue(kind: str, text: str, port: int | None, role: Role = "address") -> Clue:
    """The clue that an address lays down."""
    name, socket = address_of(text, port)
    return ("socket" if socket else kind, name, role)


def shown(path: bytes) -> str:
    """A path for a message."""
    return path.decode("utf-8", "backslashreplace")


def beside(path: bytes, name: str) -> bytes:
    """A path that a file names, absolute: relative ones start at the file's own directory."""
    text = name.encode("utf-8", "surrogateescape")
    return text if text.startswith(b"/") else path.rpartition(b"/")[0] + b"/" + text
