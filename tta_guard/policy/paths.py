"""May this path be read, written, created, deleted? The first of the four questions. Pure, hot path.

Strictness first: every restrictive rule that matches counts, in any order, and where a mode allow-lists writing, what no
entry covers is denied. Restrictive rules are also held against the case-folded, decomposed spelling of a path (`globs.fold`),
because on a file system that ignores case `Secrets/key` *is* `secrets/key`.
"""

from __future__ import annotations

from ..model import CHANGES, Decision, Reason, strictest
from .bulk import Cover, Crowd, Sieve
from .globs import expand_braces, fold, parse_glob
from .globset import GlobSet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..model import Access
    from .globs import Glob
    from .rules import Match, Policy, Rule

# The product's own floor: no project's override loosens these.
FLOOR_CODES = ("secret-file", "guard-file", "protected-file")
ALLOWED_CODE = "allowed-path"
OVERRIDE_CODE = "override"
# A name that no pattern spells out: what matches it matches everything in the directory.
_ANY_NAME = b"/\x01"
# From this many paths on, looking at all of them at once is quicker than asking about each.
_BULK = 4


class _Rules:
    """Some rules and the globs they spell, asked together. Each way of asking is prepared when it is first used."""

    def __init__(self, rules: Iterable[Rule], *, folded: bool = False) -> None:
        self.owners: list[Rule] = []
        self.globs: list[Glob] = []
        for rule in rules:
            for glob in _parse(rule.pattern, rule.match, folded):
                self.owners.append(rule)
                self.globs.append(glob)
        self._set: GlobSet | None = None
        self._sieve: Sieve | None = None
        self._about: dict[str, set[int]] = {}

    def matching(self, path: bytes, is_dir: bool = False) -> list[Rule]:
        if self._set is None:
            self._set = GlobSet(self.globs)
        return [self.owners[index] for index in self._set.all(path, is_dir)]

    def sift(self, crowd: Crowd, access: str, spell: Callable[[bytes], bytes] | None = None) -> set[int]:
        """The places of the paths that a rule about this access matches; see `Sieve.matched`."""
        if self._sieve is None:
            self._sieve = Sieve(self.globs)
        if access not in self._about:
            self._about[access] = {index for index, owner in enumerate(self.owners) if access in owner.access}
        return self._sieve.matched(crowd, self._about[access], spell)


class _Access:
    """The path rules of a policy that speak of one access."""

    def __init__(self, policy: Policy, access: str) -> None:
        rules = [rule for rule in policy.rules if rule.subject == "path" and access in rule.access]
        restrictive = [rule for rule in rules if rule.verdict != "allow"]
        self.whole = _Rules([rule for rule in restrictive if rule.match == "pathspec"])
        self.folded = _Rules([rule for rule in restrictive if rule.match == "ignore"], folded=True)
        self._denied = self.folded.owners
        self._exact: _Rules | None = None
        self.allowing = _Rules([rule for rule in rules if rule.verdict == "allow" and rule.code == ALLOWED_CODE])
        self.overrides = _Rules([rule for rule in rules if rule.verdict == "allow" and rule.code == OVERRIDE_CODE])
        self.notices = _Rules([rule for rule in rules if rule.verdict == "allow" and rule.code in FLOOR_CODES])
        self.listed = policy.write_list if access in CHANGES else None

    @property
    def exact(self) -> _Rules:
        """The rules of `folded`, to be held against a path as it is spelled. Needed where `folded` has spoken, and alone
        for a path that is not ASCII: there a wildcard for one byte may match before folding and not after it."""
        if self._exact is None:
            self._exact = _Rules(dict.fromkeys(self._denied))
        return self._exact

    def restrictive(self, path: bytes, is_dir: bool) -> list[tuple[Rule, bool]]:
        """The restrictive rules that match, each with whether only a twin spelling of the path does."""
        found = [(rule, False) for rule in self.whole.matching(path, is_dir)]
        folded = self.folded.matching(fold(path), is_dir)
        if folded or not path.isascii():
            exact = self.exact.matching(path, is_dir)
            found += [(rule, False) for rule in exact]
            found += [(rule, True) for rule in folded if rule not in exact]
        return found


class _Many:
    """A policy's path rules, arranged for asking about many paths; one arrangement serves all accesses."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        rules = [rule for rule in policy.rules if rule.subject == "path"]
        ignoring = [rule for rule in rules if rule.verdict != "allow" and rule.match == "ignore"]
        self._ignoring = ignoring
        self.folded = _Rules(ignoring, folded=True)
        self._exact: _Rules | None = None
        self.plain = _Rules(
            [
                rule
                for rule in rules
                if (rule.match == "pathspec" if rule.verdict != "allow" else rule.code in FLOOR_CODES)
            ]
        )
        self._covers: dict[str, Cover] = {}

    @property
    def exact(self) -> _Rules:
        """The rules of `folded` for paths as they are spelled; see `_Access.exact`."""
        if self._exact is None:
            self._exact = _Rules(self._ignoring)
        return self._exact

    def cover(self, access: str) -> Cover | None:
        """What may be accessed because an allow list or an override says so; None where all may be."""
        if self._policy.write_list is None or access not in CHANGES:
            return None
        if access not in self._covers:
            codes = (ALLOWED_CODE, OVERRIDE_CODE)
            rules = [rule for rule in self._policy.rules if rule.subject == "path" and rule.verdict == "allow"]
            allowing = _Rules([rule for rule in rules if rule.code in codes and access in rule.access])
            self._covers[access] = Cover(allowing.globs)
        return self._covers[access]


class _Matcher:
    """A policy's path rules, arranged for asking: each access on first use, each rule's exceptions likewise."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._many: _Many | None = None
        self._accesses: dict[str, _Access] = {}
        self._exceptions: dict[tuple[str, ...], GlobSet] = {}
        self._scratch: GlobSet | None = None

    @property
    def many(self) -> _Many:
        if self._many is None:
            self._many = _Many(self.policy)
        return self._many

    def access(self, access: str) -> _Access:
        if access not in self._accesses:
            self._accesses[access] = _Access(self.policy, access)
        return self._accesses[access]

    def excepted(self, rule: Rule, path: bytes) -> bool:
        if not rule.exceptions:
            return False
        if rule.exceptions not in self._exceptions:
            globs = [glob for pattern in rule.exceptions for glob in _parse_exception(pattern)]
            self._exceptions[rule.exceptions] = GlobSet(globs)
        return self._exceptions[rule.exceptions].first(path) is not None

    def in_scratch(self, path: bytes) -> bool:
        """Whether a path outside the repository lies in a temporary or cache directory that every mode may write."""
        if self._scratch is None:
            patterns = self.policy.settings.get("scratch", ())
            self._scratch = GlobSet([glob for pattern in patterns for glob in _parse(pattern, "ignore", False)])
        return self._scratch.first(path.lstrip(b"/")) is not None


_last: _Matcher | None = None


def _matcher(policy: Policy) -> _Matcher:
    """The matcher of the policy asked about last; a process has one policy, so one entry is enough."""
    global _last
    if _last is None or _last.policy is not policy:
        _last = _Matcher(policy)
    return _last


def _parse(pattern: str, match: Match, folded: bool) -> list[Glob]:
    spelled = pattern.encode("utf-8", "surrogateescape")
    return [parse_glob(part, match, folded=folded) for part in expand_braces(spelled)]


def _parse_exception(pattern: str) -> list[Glob]:
    """An exception is for the path itself, so that `*.pub` opens no secret in a directory `x.pub`, unless it says "below"."""
    if pattern.endswith(("/", "/**")):
        return _parse(pattern, "ignore", False)
    return _parse(pattern.removeprefix("/") if "/" in pattern else f"**/{pattern}", "pathspec", False)


def _anchored(pattern: str) -> bool:
    """Whether a pattern names a place in the tree, as against a name or a tail that may occur anywhere."""
    return "/" in pattern.rstrip("/") and not pattern.startswith("**/")


def decide_path(policy: Policy, access: Access, path: bytes, *, is_dir: bool = False) -> Decision:
    """Decide one access to one path.

    Args:
        policy: the compiled policy.
        access: `read`, `write`, `create` or `delete`.
        path: relative to the repository, "/"-separated, without "." or ".."; absolute when it lies outside.
        is_dir: the path is a directory, a submodule, or a link that may stand for one: rules about what is below it count.

    Returns:
        `allow` without reasons when nothing speaks against it; `allow` with reasons when there is something to be said.
    """
    matcher = _matcher(policy)
    rules = matcher.access(access)
    outside = path.startswith(b"/")
    name = path.lstrip(b"/") if outside else path
    found = _restrictive(matcher, rules, name, is_dir)
    listed = rules.listed
    allowed = False
    if rules.overrides.globs and not outside and rules.overrides.matching(path, is_dir):
        found = [pair for pair in found if pair[0].code in FLOOR_CODES]
        allowed = True
    notices = [rule for rule in rules.notices.matching(name, is_dir) if not matcher.excepted(rule, name)]
    reasons = [_reason(rule, path, twin) for rule, twin in found]
    verdicts = [rule.verdict for rule, _ in found]
    if listed is not None and not allowed and not notices and not any(rule.code in FLOOR_CODES for rule, _ in found):
        if outside:
            if not matcher.in_scratch(path):
                verdicts.append("deny")
                reasons.append(
                    Reason("outside-repository", f"{policy.mode} may not {access} outside the repository", listed)
                )
        elif not rules.allowing.matching(path, is_dir):
            verdicts.append("deny")
            reasons.append(Reason("not-listed", f"no entry that {policy.mode} may {access} covers it", listed))
    if not verdicts:
        return Decision("allow", tuple([_reason(rule, path, False) for rule in notices]))
    order = sorted(range(len(verdicts)), key=lambda index: ("deny", "approval", "allow").index(verdicts[index]))
    return Decision(strictest(verdicts), tuple(dict.fromkeys([reasons[index] for index in order])))


def decide_many(policy: Policy, questions: Sequence[tuple[Access, bytes]]) -> list[int]:
    """Find, among many (access, path) questions, those whose answer is not a silent `allow`.

    Returns:
        The indices to ask `decide_path` about, ascending. Nothing that `decide_path` would refuse is left out.
    """
    asked: dict[Access, tuple[list[int], list[bytes]]] = {}
    for index, (access, path) in enumerate(questions):
        places, paths = asked.setdefault(access, ([], []))
        places.append(index)
        paths.append(path)
    return sorted(
        [places[place] for access, (places, paths) in asked.items() for place in noted(policy, access, paths)]
    )


def noted(policy: Policy, access: Access, paths: Sequence[bytes]) -> list[int]:
    """Find, among many paths, those where one access is not silently allowed; as `decide_many`.

    Args:
        policy: the compiled policy.
        access: as for `decide_path`.
        paths: as for `decide_path`; none of them a directory.
    """
    if len(paths) < _BULK:
        return [
            place
            for place, path in enumerate(paths)
            if (decision := decide_path(policy, access, path)).verdict != "allow" or decision.reasons
        ]
    return sorted(_sifted(_matcher(policy).many, access, paths))


def _sifted(many: _Many, access: Access, paths: Sequence[bytes]) -> set[int]:
    """The places of the paths about which a rule, or the lack of one on an allow list, has something to say.

    Exceptions are not looked at, and overrides only where they allow what is not listed, so it may name too many.
    """
    crowd = Crowd(paths)
    found = many.plain.sift(crowd, access)
    if crowd.text.isascii():
        found |= many.folded.sift(crowd, access, fold)
    else:
        found |= many.exact.sift(crowd, access)
        found |= many.folded.sift(Crowd([fold(path) for path in paths]), access)
    cover = many.cover(access)
    if cover is not None:
        found.update(cover.uncovered(paths))
    if crowd.absolute:
        found.update([place for place, path in enumerate(paths) if path.startswith(b"/")])
    return found


def decide_link(policy: Policy, path: bytes, target: bytes) -> Decision:
    """Decide whether a symbolic link at `path` may point at `target`.

    A link into a denied, restricted, secret or protected place gives that place a second name that its rules do not match,
    so such a link is refused whatever the mode may do at `path`. A target that is only not on the mode's write list, or
    read-only for it, may be linked to.

    Args:
        policy: the compiled policy.
        path: the link, relative to the repository.
        target: what it says, as stored.
    """
    resolved = resolve_link(path, target)
    if resolved in (b"", b"."):
        return Decision("allow")
    matcher = _matcher(policy)
    name = resolved.lstrip(b"/")
    found: list[tuple[Rule, bool]] = []
    for access in ("read", "write"):
        for rule, twin in _restrictive(matcher, matcher.access(access), name, True):
            if rule.code != "read-only" and all(rule is not other for other, _ in found):
                found.append((rule, twin))
    if not found:
        return Decision("allow")
    shown = resolved.decode("utf-8", "backslashreplace")
    reasons = [
        Reason("link-to-restricted", f"a link to {shown}: {rule.message}", rule.source)
        for rule, _ in sorted(found, key=lambda pair: pair[0].verdict != "deny")
    ]
    return Decision(strictest([rule.verdict for rule, _ in found]), tuple(reasons))


def resolve_link(path: bytes, target: bytes) -> bytes:
    """The path that a link at `path` with the text `target` names: relative to the repository, or absolute if outside it."""
    if target.startswith(b"/"):
        parts: list[bytes] = []
        prefix = b"/"
        segments = target.split(b"/")
    else:
        parts = path.split(b"/")[:-1]
        prefix = b""
        segments = target.split(b"/")
    for segment in segments:
        if segment in (b"", b"."):
            continue
        if segment == b"..":
            if parts:
                parts.pop()
            else:
                prefix = b"/"
        else:
            parts.append(segment)
    return prefix + b"/".join(parts)


def _restrictive(matcher: _Matcher, rules: _Access, path: bytes, is_dir: bool) -> list[tuple[Rule, bool]]:
    """The restrictive rules that hold at a path, each once, with whether only a twin spelling of the path matches."""
    found = rules.restrictive(path, is_dir)
    if is_dir:
        found += rules.restrictive(path + _ANY_NAME, False)
        for side in (rules.whole, rules.exact):
            found += [
                (rule, False)
                for glob, rule in zip(side.globs, side.owners, strict=True)
                if _anchored(rule.pattern) and glob.may_match_below(path)
            ]
    once: dict[Rule, bool] = {}
    for rule, twin in found:
        if rule not in once and not matcher.excepted(rule, path):
            once[rule] = twin
    return list(once.items())


def _reason(rule: Rule, path: bytes, twin: bool) -> Reason:
    if twin:
        message = f"{rule.message} (another spelling of a name that {rule.pattern} covers)"
        return Reason(rule.code, message, rule.source)
    return Reason(rule.code, rule.message, rule.source)
