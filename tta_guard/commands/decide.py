"""What may this command do, and where? The second of the four questions. Pure, hot path.

`decide_command` is handed what each program that would start was understood to do (`Understood`), and the policy. It holds
every rule that speaks of commands: the tool rows for running commands, environments, deletions, merges, resources, path
rules for the files that a program reads and changes, secrets by whatever route, and the guard's own protection.
"""

from __future__ import annotations

from ..model import Decision, Reason, frozen, strictest
from ..policy.paths import decide_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model import Access, Environment, Verdict
    from ..policy.rules import Policy, Rule
    from .environments import Target

RUN = "run-command"
_CHANGES = frozenset(("write", "delete", "deploy", "exec", "merge", "publish"))
_WORSE = {"local": 0, "development": 1, "staging": 2, "unknown": 3, "production": 4}
_GUARDED = ("production", "unknown")


@frozen
class FileUse:
    """A file that a command reads or changes: the access, and every name that it has (see `policy.locate`)."""

    access: Access
    names: tuple[bytes, ...]
    shown: str
    is_dir: bool = False
    exists: bool = True


@frozen
class Understood:
    """One program that would start, as far as it was understood.

    Attributes:
        argv: its words; an unknown part of one is shown as "…".
        effects: what it does, see `catalogue.vocabulary.EFFECTS`.
        environment: the worst of its targets; `local` when nothing remote is reached.
        targets: what it reaches, with the evidence.
        files: local files that it reads or changes.
        variables: secret environment variables that it prints.
        unresolved: why the environment is not known.
        opaque: why the program itself could not be read; its code and message.
        notes: remarks of the catalogue.
    """

    argv: tuple[str, ...]
    effects: tuple[str, ...] = ()
    environment: Environment = "local"
    targets: tuple[Target, ...] = ()
    files: tuple[FileUse, ...] = ()
    variables: tuple[str, ...] = ()
    unresolved: tuple[Reason, ...] = ()
    opaque: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()


@frozen
class CommandDecision:
    """The answer about a command line: of every program that it would start, the strictest."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    environment: Environment
    effects: tuple[str, ...]
    targets: tuple[Target, ...]
    invocations: tuple[tuple[str, ...], ...]


def decide_command(policy: Policy, understood: Sequence[Understood], *, gated: bool = True) -> CommandDecision:
    """Decide a command line.

    Args:
        policy: the compiled policy.
        understood: every program that it would start, in order.
        gated: every program that really starts is decided again when it does (the exec gate). Then what could not be read
            is allowed with a reason that says so; else it is denied.

    Returns:
        The strictest of all, with every reason; the first reasons are the strictest.
    """
    found: list[tuple[Verdict, Reason]] = []
    environment: Environment = "local"
    for each in understood:
        found += _decide_one(policy, each, gated)
        if _WORSE[each.environment] > _WORSE[environment]:
            environment = each.environment
    verdict = strictest([verdict for verdict, _ in found])
    order = {"deny": 0, "approval": 1, "allow": 2}
    reasons = dict.fromkeys([reason for _, reason in sorted(found, key=lambda pair: order[pair[0]])])
    return CommandDecision(
        verdict,
        tuple(reasons),
        environment,
        tuple(sorted({effect for each in understood for effect in each.effects})),
        tuple(dict.fromkeys([target for each in understood for target in each.targets])),
        tuple([each.argv for each in understood]),
    )


def _decide_one(policy: Policy, each: Understood, gated: bool) -> list[tuple[Verdict, Reason]]:
    """Every verdict about one program."""
    found: list[tuple[Verdict, Reason]] = []
    found += _tool_rules(policy, each)
    found += _target_rules(policy, each)
    found += _resource_rules(policy, each)
    found += _files(policy, each)
    if "print-secret" in each.effects:
        found.append(("deny", _secret(policy, f"{_shown(each)} prints a secret")))
    for name in each.variables:
        found.append(("deny", _secret(policy, f"{_shown(each)} prints the secret variable {name}")))
    if "weaken-guard" in each.effects and not any(reason.code == "no-bypass" for _, reason in found):
        found.append(("deny", Reason("weaken-guard", f"{_shown(each)} takes the guard's protection away")))
    if "merge" in each.effects and not any(reason.code in ("merge-without-review", "no-merge") for _, reason in found):
        found.append(
            ("approval", Reason("merge-without-review", f"{_shown(each)} changes a protected branch without review"))
        )
    for reason in each.opaque:
        found.append(("allow" if gated else "deny", reason))
    return found


def _shown(each: Understood) -> str:
    return " ".join(each.argv[:4]) + (" ..." if len(each.argv) > 4 else "")


def _secret(policy: Policy, what: str) -> Reason:
    """A secret read by another way than its file; the chat mode's own line about secrets, where it has one."""
    for rule in policy.rules:
        if rule.subject == "resource" and rule.pattern == "secrets":
            return Reason("secret-read", f"{what}: {rule.message}", rule.source)
    return Reason("secret-read", what)


def _tool_rules(policy: Policy, each: Understood) -> list[tuple[Verdict, Reason]]:
    """The mode's rows about running commands."""
    found: list[tuple[Verdict, Reason]] = []
    rules = [rule for rule in policy.rules if rule.subject == "tool" and rule.pattern == RUN]
    overridden = any(rule.code == "override" and rule.verdict == "allow" for rule in rules)
    for rule in rules:
        if rule.verdict == "allow" or (overridden and rule.code != "override"):
            continue
        if rule.environments and each.environment not in _holding(policy, rule):
            continue
        if rule.access and not set(rule.access) & set(each.effects):
            continue
        found.append((rule.verdict, Reason(rule.code, f"{_shown(each)}: {rule.message}", rule.source)))
    listed = any(rule.verdict == "allow" and not rule.access for rule in rules)
    if (
        policy.tool_list is not None
        and not listed
        and not any(not rule.access and not rule.environments for rule in rules)
    ):
        found.append(("deny", Reason("tool-not-listed", f"{policy.mode} may not run commands", policy.tool_list)))
    return found


def _holding(policy: Policy, rule: Rule) -> tuple[str, ...]:
    """Where a rule holds. At MEDIUM and LOW an unknown target is not counted as production."""
    if policy.level in ("MEDIUM", "LOW") and "production" in rule.environments:
        return tuple([name for name in rule.environments if name != "unknown"])
    return rule.environments


def _target_rules(policy: Policy, each: Understood) -> list[tuple[Verdict, Reason]]:
    """The built-in floor about environments: production needs approval, and so does what may be production."""
    if each.environment not in _GUARDED or (each.environment == "unknown" and policy.level in ("MEDIUM", "LOW")):
        return []
    changes = bool(_CHANGES & set(each.effects))
    if each.environment == "unknown" and policy.mode is None and not changes and "print-secret" not in each.effects:
        # With no mode in force nobody has said what must not be looked at; what is known to be production still counts.
        return []
    opened = (policy.settings.get("environments", {}).get("production") or {}).get("reads") == "allow"
    if not changes and "print-secret" not in each.effects and opened and each.environment == "production":
        return []
    found: list[tuple[Verdict, Reason]] = []
    for target in each.targets:
        if target.environment in _GUARDED:
            code = "production-target" if target.environment == "production" else "unknown-target"
            what = f'{target.kind} "{target.name}" (from {target.evidence})'
            message = f"{_shown(each)} reaches {what}: {target.why.message}"
            if target.environment == each.environment:
                found.append(("approval", Reason(code, message, target.why.source)))
    if each.environment == "unknown":
        for reason in each.unresolved:
            found.append(("approval", Reason("unknown-target", f"{_shown(each)}: {reason.message}", reason.source)))
    if not found:
        code = "production-target" if each.environment == "production" else "unknown-target"
        found.append(("approval", Reason(code, f"{_shown(each)} reaches {each.environment}")))
    return found


def _resource_rules(policy: Policy, each: Understood) -> list[tuple[Verdict, Reason]]:
    """Resources that the mode denies: by environment and kind of target, by host."""
    found: list[tuple[Verdict, Reason]] = []
    kinds = {target.kind for target in each.targets}
    resources = policy.settings.get("resources", {})
    for rule in policy.rules:
        if rule.subject != "resource" or rule.verdict == "allow":
            continue
        known = resources.get(rule.pattern, {})
        where = known.get("environment")
        database = bool(kinds & {"database", "db-service"})
        by_place = bool(where) and each.environment == where and (database or not known.get("targets"))
        names = {target.name.casefold() for target in each.targets}
        by_host = any(_like(pattern.casefold(), name) for pattern in known.get("hosts", ()) for name in names)
        if (by_place or by_host) and (not rule.access or set(rule.access) & set(each.effects)):
            found.append((rule.verdict, Reason(rule.code, f"{_shown(each)}: {rule.message}", rule.source)))
    return found


def _like(pattern: str, text: str) -> bool:
    from .environments import like

    return like(pattern, text)


def _files(policy: Policy, each: Understood) -> list[tuple[Verdict, Reason]]:
    """Path rules for the files that a program reads and changes."""
    found: list[tuple[Verdict, Reason]] = []
    for use in each.files:
        for name in use.names:
            for access in _accesses(use):
                decision = decide_path(policy, access, name, is_dir=use.is_dir)
                found += _file_reasons(each, use, access, decision)
    return found


def _accesses(use: FileUse) -> tuple[Access, ...]:
    if use.access == "delete" and not use.exists:
        return ()
    if use.access == "write" and not use.exists:
        return ("create",)
    return (use.access,)


def _file_reasons(
    each: Understood, use: FileUse, access: Access, decision: Decision
) -> Iterable[tuple[Verdict, Reason]]:
    if decision.verdict == "allow":
        return
    for reason in decision.reasons:
        code = "secret-read" if reason.code == "secret-file" and access == "read" else reason.code
        message = f"{_shown(each)} would {access} {use.shown}: {reason.message}"
        yield decision.verdict, Reason(code, message, reason.source)
