"""Which environment a thing belongs to: by the configured patterns, else by words that speak for themselves. Pure; hot.

A resolver lays down *clues*: one name or address with the evidence for it. Each clue is judged by the configuration's
list for its kind; where no pattern of that kind matches, by the built-in words ("prod" as a whole word, a loopback
address), and the reason says so. `combine` then judges the clues of one thing together: an address beats a name, and
nothing that says production is outvoted.
"""

from __future__ import annotations

from ..model import Reason, Source, frozen
from .addresses import canonical_host, in_network, parse_ip, split_port

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Final, Literal

    from ..model import Environment

    Role = Literal["address", "name", "hint"]

# From mild to bad. `unknown` may be production, so it is worse than staging; what is known to be production is worst.
WORSE: Final = {"local": 0, "development": 1, "staging": 2, "unknown": 3, "production": 4}

# kind of a clue -> the configuration's list for it. A kind that is not here is judged by its words alone.
LISTS: Final = {
    "kube-context": "contexts",
    "docker-context": "contexts",
    "kube-cluster": "clusters",
    "kube-namespace": "namespaces",
    "kube-server": "hosts",
    "docker-host": "hosts",
    "host": "hosts",
    "url": "hosts",
    "proxy": "hosts",
    "registry": "hosts",
    "aws-profile": "profiles",
    "gcloud-configuration": "profiles",
    "aws-account": "accounts",
    "gcp-project": "projects",
    "project": "projects",
    "azure-subscription": "subscriptions",
    "workspace": "workspaces",
    "stack": "stacks",
    "database": "databases",
    "db-service": "databases",
    "app": "apps",
    "directory": "directories",
    "var-file": "directories",
    "inventory": "directories",
    "compose-file": "directories",
    "branch": "branches",
    "tag": "tags",
}
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


@frozen
class Target:
    """What an invocation reaches.

    Attributes:
        kind: kube-context, kube-cluster, kube-server, kube-namespace, aws-profile, aws-account, gcp-project,
            gcloud-configuration, azure-subscription, docker-context, docker-host, host, url, proxy, registry, database,
            db-service, workspace, stack, directory, var-file, inventory, compose-file, branch, tag, remote, repository,
            pull-request, app, project, bucket, resource, variable, socket.
        name: as a person would write it; no password or token stands in it.
        evidence: where the name comes from, so that a person can look: "--context", "KUBECONFIG", "line 3 of x.tfvars".
        environment: what this clue alone says; "unknown" when it says nothing.
        why: the pattern or the word that says so.
        role: "address", "name", or "hint" (a hint can make things worse, never milder).
        protected: a branch or pull request whose change needs review, or whose branch is not known.
    """

    kind: str
    name: str
    evidence: str
    environment: Environment
    why: Reason
    role: Role = "name"
    protected: bool = False


class Environments:
    """The configured patterns, ready to be asked. Make it once for a policy."""

    __slots__ = ("_globs", "_lists", "_protected", "file", "top")

    def __init__(self, settings: Mapping[str, Any] | None = None, top: str | None = None) -> None:
        """Take the patterns from `Policy.settings` (the shape of `Config.to_data`).

        Args:
            settings: {"file": name, "environments": {environment: {list: [[pattern, line], …]}}, "git":
                {"protected_branches": [[pattern, line], …]}}; None or {} is no configuration at all.
            top: the absolute directory that `directories` are relative to.
        """
        settings = settings or {}
        self.file: str = settings.get("file") or "tta-guard.yaml"
        self.top = top
        self._lists: dict[str, list[tuple[Environment, str, int]]] = {}
        for environment in ("production", "staging", "development", "local"):
            for listed, patterns in (settings.get("environments") or {}).get(environment, {}).items():
                if isinstance(patterns, (list, tuple)):
                    rows = self._lists.setdefault(listed, [])
                    rows.extend([(environment, str(pattern), line) for pattern, line in patterns])
        git = settings.get("git")
        protected = (git or {}).get("protected_branches")
        if protected is None:
            protected = [[name, 0] for name in ("main", "master", "trunk", "production")]
        self._protected: list[tuple[str, int]] = [(str(pattern), line) for pattern, line in protected]
        self._globs: dict[str, Any] = {}

    def judge(self, kind: str, name: str) -> Match | None:
        """Answer what one clue says, None for nothing: configured patterns first, else the built-in words."""
        return self.configured(kind, name) or default(kind, name)

    def configured(self, kind: str, name: str) -> Match | None:
        """Answer the worst environment whose list for this kind has a pattern that matches; None when none has.

        Hosts are compared in their canonical spelling, with and without the port, and with `cidrs` too; directories by
        git's ignore rules, relative to the repository; every other name as it is, letter case aside.
        """
        listed = LISTS.get(kind)
        if listed is None or not name:
            return None
        if listed == "hosts":
            return self._host(kind, name)
        if listed == "directories":
            return self._directory(kind, name)
        folded = name.casefold()
        for environment, pattern, line in self._lists.get(listed, ()):
            if like(pattern.casefold(), folded):
                return self._match(environment, listed, pattern, line, kind, name)
        return None

    def protected_branch(self, branch: str) -> Reason | None:
        """Answer why a branch must not be changed without review; None when nothing says so."""
        for pattern, line in self._protected:
            if like(pattern, branch) or like(pattern.casefold(), branch.casefold()):
                message = f'branch "{branch}" matches git.protected_branches "{pattern}"'
                return Reason("protected-branch", message, Source(self.file, line) if line else None)
        return None

    def configured_word(self, text: str) -> Match | None:
        """Answer the production pattern, of any list, that a word fits: for programs that nobody has described.

        A pattern that is nothing but wildcards is left out.
        """
        host = split_port(text)[0]
        for listed, rows in self._lists.items():
            if listed in ("cidrs", "directories", "branches", "tags", "namespaces"):
                continue
            for environment, pattern, line in rows:
                if environment != "production" or not pattern.strip("*?.-_"):
                    continue
                folded = pattern.casefold()
                if like(folded, text.casefold()) or (listed == "hosts" and like(folded, host)):
                    return self._match(environment, listed, pattern, line, "argument", text)
        address = parse_ip(host)
        if address:
            for environment, pattern, line in self._lists.get("cidrs", ()):
                if environment == "production" and in_network(address, pattern):
                    return self._match(environment, "cidrs", pattern, line, "argument", text)
        return None

    def _host(self, kind: str, name: str) -> Match | None:
        host, port = split_port(name)
        host = canonical_host(host)
        address = parse_ip(host)
        found: Match | None = None
        for environment, pattern, line in self._lists.get("hosts", ()):
            if found and WORSE[found.environment] >= WORSE[environment]:
                continue
            bare, wanted = split_port(pattern.lower())
            fits = like(canonical_host(bare), host) or (":" in pattern and like(canonical_host(pattern), host))
            if fits and (wanted is None or wanted == port):
                found = self._match(environment, "hosts", pattern, line, kind, name)
        if address:
            for environment, pattern, line in self._lists.get("cidrs", ()):
                if found and WORSE[found.environment] >= WORSE[environment]:
                    continue
                if in_network(address, pattern):
                    found = self._match(environment, "cidrs", pattern, line, kind, name)
        return found

    def _directory(self, kind: str, name: str) -> Match | None:
        rows = self._lists.get("directories")
        if not rows or not self.top:
            return None
        if name.startswith("/"):
            top = self.top.rstrip("/")
            if name == top:
                return None
            relative = name[len(top) + 1 :] if name.startswith(f"{top}/") else name
        else:
            relative = name
        path = relative.encode("utf-8", "surrogateescape")
        from ..policy.globs import expand_braces, parse_glob

        for environment, pattern, line in rows:
            globs = self._globs.get(pattern)
            if globs is None:
                raw = pattern.encode("utf-8", "surrogateescape")
                globs = self._globs[pattern] = [parse_glob(piece, "ignore") for piece in expand_braces(raw)]
            if any(glob.matches(path, True) for glob in globs):
                return self._match(environment, "directories", pattern, line, kind, name)
        return None

    def _match(self, environment: Environment, listed: str, pattern: str, line: int, kind: str, name: str) -> Match:
        message = f'{kind.replace("-", " ")} "{name}" matches environments.{environment}.{listed} "{pattern}"'
        return Match(environment, True, Reason("environment-configured", message, Source(self.file, line)))


def like(pattern: str, text: str) -> bool:
    """Answer whether a text fits a pattern in which `*` is any run of characters and `?` is one; both in one case.

    Takes time in proportion to the product of the two lengths at most.
    """
    if "*" not in pattern and "?" not in pattern:
        return pattern == text
    at, position, star, mark = 0, 0, -1, 0
    while position < len(text):
        if at < len(pattern) and pattern[at] == "*":
            star, mark, at = at, position, at + 1
        elif at < len(pattern) and pattern[at] in ("?", text[position]):
            at, position = at + 1, position + 1
        elif star >= 0:
            mark += 1
            at, position = star + 1, mark
        else:
            return False
    return not pattern[at:].strip("*")


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


def worst(environments: Iterable[Environment]) -> Environment:
    """Answer the worst of some environments; `local` for none."""
    found: Environment = "local"
    for environment in environments:
        if WORSE[environment] > WORSE[found]:
            found = environment
    return found


def combine(clues: Iterable[tuple[Target, Match | None]], unresolved: bool) -> Environment | None:
    """Judge the clues of one thing together; None when there is no clue and nothing unresolved.

    1. What says production, configured or by its word, holds.
    2. Then a configured address decides; the worst of several.
    3. Then, when something could not be resolved, it is unknown.
    4. Then the configured names decide, then what addresses and names say by their words, the worst of each.
    5. When nothing says anything, it is unknown. Hints never make it milder: they count in 1, and make 2 to 4 worse.
    """
    addresses: list[Environment] = []
    names: list[Environment] = []
    words: list[Environment] = []
    hints: list[Environment] = []
    any_clue = False
    for target, match in clues:
        any_clue = any_clue or target.role != "hint"
        if match is None:
            continue
        if match.environment == "production":
            return "production"
        if target.role == "hint":
            hints.append(match.environment)
        elif not match.configured:
            words.append(match.environment)
        elif target.role == "address":
            addresses.append(match.environment)
        else:
            names.append(match.environment)
    for group in (addresses, names, words):
        if group is names and unresolved:
            return "unknown"
        if group:
            return worst((*group, *hints))
    return "unknown" if any_clue or unresolved else None
