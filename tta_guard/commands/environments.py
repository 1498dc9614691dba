"""Which environment a thing belongs to: by the configured patterns, else by words that speak for themselves. Pure; hot.

A resolver lays down *clues*: one name or address with the evidence for it. Each clue is judged by the configuration's
list for its kind; where no pattern of that kind matches, by the built-in words ("prod" as a whole word, a loopback
address), and the reason says so. `combine` then judges the clues of one thing together: an address beats a name, and
nothing that says production is outvoted.
"""

from __future__ import annotations

from ..model import Reason, Source, frozen
from .addresses import canonical_host, in_network, parse_ip, split_port
from .environment_words import (
    ADDRESS_KINDS,
    WORSE,
    Match,
    default,
    environment_of_words,
    is_local_host,
    words_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Final, Literal

    from ..model import Environment

    Role = Literal["address", "name", "hint"]

__all__ = [
    "ADDRESS_KINDS",
    "LISTS",
    "WORSE",
    "Environments",
    "Match",
    "Target",
    "combine",
    "default",
    "environment_of_words",
    "is_local_host",
    "like",
    "words_of",
    "worst",
]

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
