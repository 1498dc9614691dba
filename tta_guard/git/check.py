"""Changes against a policy: the fourth question. Pure, hot path."""

from __future__ import annotations

from ..model import Reason, frozen, strictest
from ..policy.globs import fold
from ..policy.paths import decide_link, decide_many, decide_path, noted
from .raw import KIND_ACCESS, LINK_MODE, SUBMODULE_MODE, ChangeList

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model import Decision, Verdict
    from ..policy.rules import Policy
    from .raw import Change

# More links in a row than any kernel follows (Linux: 40).
_MAX_LINK_STEPS = 64


@frozen
class Finding:
    """A decision about a change that is not a silent `allow`.

    Attributes:
        path: the path.
        change: the kind of change; `link` where an existing link comes to lead somewhere through a new one.
        verdict: `allow` only among remarks.
        reasons: the strictest first.
        old_path: where the path was before, if that is known.
        commit: the commit that brings the change; None for what is staged.
        parent: what it is compared with.
        sides: the path's mode and object name before and after (old mode, old, new mode, new); None where no record
            of git's stands behind the finding.
    """

    path: bytes
    change: str
    verdict: Verdict
    reasons: tuple[Reason, ...]
    old_path: bytes | None = None
    commit: bytes | None = None
    parent: bytes | None = None
    sides: tuple[int, bytes, int, bytes] | None = None


@frozen
class Answer:
    """Findings, and what was allowed but is to be mentioned."""

    findings: tuple[Finding, ...]
    remarks: tuple[Finding, ...] = ()


def check_changes(
    policy: Policy, changes: ChangeList | Iterable[Change], *, tracked_links: Mapping[bytes, bytes] | None = None
) -> tuple[Finding, ...]:
    """Decide every change; see `examine`, of whose answer this is the part that refuses."""
    return examine(policy, changes, tracked_links=tracked_links).findings


def examine(
    policy: Policy, changes: ChangeList | Iterable[Change], *, tracked_links: Mapping[bytes, bytes] | None = None
) -> Answer:
    """Decide every change.

    An added path is asked about as `create`, a deleted one as `delete`, any other as `write`. A symbolic link and a
    submodule, on either side of a change, stand for a directory as well, so rules about what lies below count; a new
    link is also asked about by where it leads, step by step through the other links.

    Args:
        policy: the compiled policy.
        changes: a list of changes, of one commit or of the index.
        tracked_links: the symbolic links that exist beside the changes, with their targets. Without them a link that
            leads into a restricted place through another link is not recognised.

    Returns:
        Findings in the order of the changes, links that came to lead somewhere else last.
    """
    listed = changes if isinstance(changes, ChangeList) else None
    if listed is not None:
        access = listed.same_access()
        found = noted(policy, access, listed.paths) if access else decide_many(policy, listed.questions())
        picked = [listed[index] for index in sorted({*found, *listed.unusual()})]
    else:
        everything = list(changes)
        questions = [(KIND_ACCESS[change.kind], change.path) for change in everything]
        special = (LINK_MODE, SUBMODULE_MODE)
        unusual = {i for i, change in enumerate(everything) if change.old_mode in special or change.new_mode in special}
        picked = [everything[index] for index in sorted({*decide_many(policy, questions), *unusual})]
    dropped = listed is not None and listed.dropped
    links = dict(tracked_links or {})
    new_links = {change.path: change.link for change in picked if change.link is not None}
    links.update(new_links)
    folded = {fold(path): target for path, target in links.items()} if new_links else {}
    findings: list[Finding] = []
    remarks: list[Finding] = []
    for change in picked:
        decisions = _decisions(policy, change, folded)
        verdict = strictest([decision.verdict for decision in decisions])
        reasons = _merged(decisions)
        if dropped and verdict != "allow":
            reasons = (
                *reasons,
                Reason("dropped-commit", "the push takes the commit with this change out of the branch"),
            )
        sides = (change.old_mode, change.old_oid, change.new_mode, change.new_oid)
        finding = Finding(change.path, change.kind, verdict, reasons, None, change.commit, change.parent, sides)
        if verdict != "allow":
            findings.append(finding)
        elif reasons:
            remarks.append(finding)
    if new_links:
        findings += _newly_leading(policy, links, new_links, folded, listed.commit if listed is not None else None)
    return Answer(tuple(findings), tuple(remarks))


def _decisions(policy: Policy, change: Change, links: Mapping[bytes, bytes]) -> list[Decision]:
    """Every decision that one change depends on."""
    access = KIND_ACCESS[change.kind]
    decisions = [decide_path(policy, access, change.path)]
    if {change.old_mode, change.new_mode} & {LINK_MODE, SUBMODULE_MODE}:
        decisions.append(decide_path(policy, access, change.path, is_dir=True))
    if change.link is not None:
        decisions.append(decide_link(policy, change.path, change.link))
        decisions += [decide_link(policy, b"-", place) for place in _places(change.path, change.link, links)]
    return decisions


def _merged(decisions: Iterable[Decision]) -> tuple[Reason, ...]:
    """All reasons once, those of the strictest decisions first."""
    found: dict[tuple[str, object], Reason] = {}
    for verdict in ("deny", "approval", "allow"):
        for decision in decisions:
            if decision.verdict == verdict:
                for reason in decision.reasons:
                    found.setdefault((reason.code, reason.source), reason)
    return tuple(found.values())


def _places(path: bytes, target: bytes, links: Mapping[bytes, bytes]) -> list[bytes]:
    """Where a link leads when the links on its way are followed as the kernel does (path_resolution(7)).

    Reading `..` as text is wrong behind a link, and a link to a link is text that names nothing restricted: `x -> .`
    and `y -> x/secrets` are both harmless to look at.

    Args:
        path: of the link.
        target: its text.
        links: all links, by folded path, since a file system may ignore case.

    Returns:
        Every place passed: relative to the repository, absolute when outside. More links than a kernel follows end it.
    """
    return [b"/".join(place) or b"." for place in _walk(path, target, links)[0]]


def _walk(path: bytes, target: bytes, links: Mapping[bytes, bytes]) -> tuple[list[list[bytes]], set[bytes]]:
    """The places where a walk along `target` stands after each link, and the folded links it went through."""
    at = path.split(b"/")[:-1]
    rest = target.split(b"/")[::-1]
    places: list[list[bytes]] = []
    through: set[bytes] = set()
    if target.startswith(b"/"):
        return [], through
    steps = 0
    while rest:
        part = rest.pop()
        if part in (b"", b"."):
            continue
        if part == b"..":
            if not at:
                return places, through
            at.pop()
            continue
        at.append(part)
        name = fold(b"/".join(at))
        if name in links:
            steps += 1
            if steps > _MAX_LINK_STEPS:
                return places, through
            through.add(name)
            onward = links[name]
            places.append([*at, *rest[::-1]])
            if onward.startswith(b"/"):
                places.append([onward, *rest[::-1]])
                return places, through
            at.pop()
            rest += onward.split(b"/")[::-1]
    places.append(at)
    return places, through


def _newly_leading(
    policy: Policy,
    links: Mapping[bytes, bytes],
    new_links: Mapping[bytes, bytes],
    folded: Mapping[bytes, bytes],
    commit: bytes | None,
) -> list[Finding]:
    """Findings for links that were there before and lead into a restricted place through a new link."""
    findings = []
    new = {fold(path) for path in new_links}
    for path, target in links.items():
        if path in new_links:
            continue
        places, through = _walk(path, target, folded)
        if not through & new:
            continue
        decisions = [decide_link(policy, b"-", b"/".join(place) or b".") for place in places]
        verdict = strictest([decision.verdict for decision in decisions])
        if verdict != "allow":
            findings.append(Finding(path, "link", verdict, _merged(decisions), commit=commit))
    return findings
