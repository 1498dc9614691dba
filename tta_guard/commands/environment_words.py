"""What a name or an address says by itself, with nothing configured: whole words, loopback addresses. Pure; hot."""

from __future__ import annotations

from ..model import Reason, frozen
from .addresses import canonical_host, parse_ip, split_port

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from ..model import Environment

# From mild to bad. `unknown` may be production, so it is worse than staging; what is known to be production is worst.
WORSE: Final = {"local": 0, "development": 1, "staging": 2, "unknown": 3, "production": 4}

ADDRESS_KINDS: Final = frozenset(("kube-server", "docker-host", "host", "url", "proxy", "registry"))

_PRODUCTION: Final = frozenset(("prod", "prods", "production", "prd", "live"))
_STAGING: Final = frozenset(("stage", "staging", "stg", "stag", "uat", "preprod", "preproduction", "preprd", "prelive"))
_DEVELOPMENT: Final = frozenset(
    (
        "dev",
        "devel",
        "develop",
        "development",
        "test",
        "tests",
        "testing",
        "qa",
        "ci",
        "sandbox",
        "nonprod",
        "nonproduction",
    )
)
_LOCAL: Final = frozenset(("local", "localhost", "minikube", "kind", "k3d", "colima", "orbstack", "microk8s"))
_LOCAL_NAMES: Final = frozenset(
    ("docker-desktop", "docker-for-desktop", "rancher-desktop", "desktop-linux", "k3s-default")
)
_LOCAL_WORD_KINDS: Final = frozenset(("kube-context", "kube-cluster", "docker-context", "workspace", "stack"))
_LOCAL_HOSTS: Final = frozenset(
    (
        "localhost",
        "localhost.localdomain",
        "ip6-localhost",
        "host.docker.internal",
        "gateway.docker.internal",
        "kubernetes.docker.internal",
        "host.containers.internal",
        "host.minikube.internal",
        "host.lima.internal",
    )
)
# Services of everybody whose names hold one of the words by accident: they then say nothing.
_NEUTRAL_HOSTS: Final = ("dev.azure.com", ".dev.azure.com", ".live.com", "live.com", "dev.to", "dev.mysql.com")


@frozen
class Match:
    """What one clue says: an environment, and why."""

    environment: Environment
    configured: bool
    reason: Reason


def words_of(name: str) -> list[str]:
    """Split a name into words, lower case: at everything that is no letter, and where small letters turn to capitals.

    `prod-eu`, `eu_prod2`, `acmeProd`, `ACMEProd` each have the word "prod"; `product` and `reproduce` do not.
    """
    words: list[str] = []
    word = ""
    for index, char in enumerate(name):
        if not char.isalpha():
            if word:
                words.append(word)
            word = ""
            continue
        turns = word and char.isupper() and (word[-1].islower() or name[index + 1 : index + 2].islower())
        if turns:
            words.append(word)
            word = ""
        word += char
    if word:
        words.append(word)
    return [word.lower() for word in words]


def environment_of_words(words: Iterable[str]) -> tuple[Environment, str] | None:
    """Answer the worst environment that the words name, and the word; None when none does.

    "pre prod" is staging and "non prod" development: the word before it turns it.
    """
    found: tuple[Environment, str] | None = None
    before = ""
    for word in words:
        said: Environment | None = None
        shown = word
        if word in _PRODUCTION:
            said = "production"
            if before in ("pre", "non", "not", "no"):
                said, shown = ("staging" if before == "pre" else "development"), f"{before}-{word}"
        elif word in _STAGING:
            said = "staging"
        elif word in _DEVELOPMENT:
            said = "development"
        if said and (found is None or WORSE[said] > WORSE[found[0]]):
            found = said, shown
        before = word
    return found


def default(kind: str, name: str) -> Match | None:
    """Answer what a name or address says by itself, with no configuration; None when it says nothing.

    A host's last label is left out (`.dev` and `.test` are top-level domains), and so is what the owner of a name can't
    choose: an address of a private network is not local, and says nothing.
    """
    if kind in ADDRESS_KINDS:
        return _default_host(kind, name)
    if kind in _LOCAL_WORD_KINDS:
        first = name.lower().partition("-")[0]
        if (first in _LOCAL or name in _LOCAL_NAMES) and environment_of_words(words_of(name)) is None:
            return _by_word("local", first if first in _LOCAL else name, kind, name)
    found = environment_of_words(words_of(name))
    return _by_word(found[0], found[1], kind, name) if found else None


def is_local_host(host: str) -> bool:
    """Answer whether a canonical host is this machine: loopback addresses and the names for them."""
    if host in _LOCAL_HOSTS or host.endswith(".localhost"):
        return True
    address = parse_ip(host)
    if address is None:
        return False
    version, number = address
    return (version == 4 and (number >> 24 == 127 or number == 0)) or (version == 6 and number in (0, 1))


def _default_host(kind: str, name: str) -> Match | None:
    host = canonical_host(split_port(name)[0])
    if not host:
        return None
    if is_local_host(host):
        reason = Reason("local-address", f'{kind.replace("-", " ")} "{name}" is this machine')
        return Match("local", False, reason)
    if parse_ip(host) or any(
        host == neutral or (neutral[0] == "." and host.endswith(neutral)) for neutral in _NEUTRAL_HOSTS
    ):
        return None
    labels = host.split(".")
    found = environment_of_words([word for label in (labels[:-1] or labels) for word in words_of(label)])
    return _by_word(found[0], found[1], kind, name) if found else None


def _by_word(environment: Environment, word: str, kind: str, name: str) -> Match:
    message = f'{kind.replace("-", " ")} "{name}" says "{word}" (built-in meaning: {environment})'
    return Match(environment, False, Reason("environment-word", message))
