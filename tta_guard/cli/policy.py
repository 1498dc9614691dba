"""`tta-guard policy`: see and check what chat modes and configuration come to. IO."""

from __future__ import annotations

import json
import os
import shutil
import sys

from ..commands.project import project_tools
from ..errors import ConfigError, UsageError
from ..model import Source
from ..plumbing.process import run_git
from ..policy.lint import Problem, lint_policy
from ..policy.rules import pack
from ..policy.sources import GitTree, WorkTree
from ..policy.store import BASELINE, Loaded, chosen_mode, load_modes, load_tree
from . import answers, render
from .loading import find_repository, load_readable
from .reports import Entry, github, sarif

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..policy.rules import Policy, Rule
    from ..policy.sources import Tree

_LETTERS = (("read", "r"), ("write", "w"), ("create", "c"), ("delete", "d"))
_TITLES = (
    ("path", "Paths  (r read, w write, c create, d delete)"),
    ("tool", "Tools"),
    ("server", "MCP servers"),
    ("environment", "Environments"),
    ("resource", "Resources"),
)
_SHOWN = 4
_PHASES = {"before": "before a production run", "during": "while it runs", "after": "after it"}


def load_from(mode: str | None, origin: str | None) -> Loaded:
    """The policy of a commit, the index or the working tree; None: whatever is in force here."""
    if origin is None:
        return load_readable(mode)[0]
    return load_tree(tree_of(origin), origin, mode=mode)


def tree_of(origin: str) -> Tree:
    """The tree that `--from` names.

    Raises:
        UsageError: it needs a repository, and there is none.
    """
    repo = find_repository()
    if origin == "worktree":
        return WorkTree((repo.work_tree if repo else None) or os.getcwdb())
    if repo is None:
        raise UsageError(f"--from {origin} needs a git repository", hint="run it inside one, or take --from worktree")
    return GitTree(repo, "HEAD" if origin == "commit" else None)


def show(mode: str | None, origin: str | None, *, everything: bool, as_json: bool) -> int:
    """Show a policy, for people or as JSON."""
    loaded = load_from(mode, origin)
    if as_json:
        document = {"origin": loaded.origin, "notices": list(loaded.notices), **readable(loaded.policy)}
        render.write(json.dumps(document, ensure_ascii=True, indent=2))
        return 0
    render.show_notices(loaded.notices)
    policy = loaded.policy
    write = render.write
    name = f"mode {policy.mode}" if policy.mode else "the baseline (no mode)"
    write(f"{render.styled(name, 'bold', sys.stdout)}   level {policy.level}   from {loaded.where}")
    write(f"digest {policy.digest}")
    for subject, title in _TITLES:
        rules = [rule for rule in policy.rules if rule.subject == subject]
        if rules:
            write(f"\n{render.styled(title, 'bold', sys.stdout)}")
            _show_rules(rules, everything)
    for what, source in _lists(policy):
        if source:
            write(f"\n{what}: what no entry allows is denied ({source})")
    if policy.checklist:
        write(f"\n{render.styled('Checklist', 'bold', sys.stdout)}")
        for item in policy.checklist:
            write(f"  {_PHASES[item.phase]:<24} {item.text}  :{item.source.line}")
    for title, entries in (
        ("Conflicts (the stricter holds)", policy.conflicts),
        ("Gaps (nothing enforces these)", policy.gaps),
    ):
        if entries:
            write(f"\n{render.styled(title, 'bold', sys.stdout)}")
            for entry in entries:
                write(f"  {entry.source}  {entry.message}  [{entry.code}]")
    return 0


def _lists(policy: Policy) -> tuple[tuple[str, Source | None], ...]:
    return (("Writing", policy.write_list), ("Tools", policy.tool_list), ("MCP servers", policy.server_list))


def _show_rules(rules: Sequence[Rule], everything: bool) -> None:
    """Rules by the file that they come from; many patterns of one line are summed up unless everything is asked for."""
    width = max(80, shutil.get_terminal_size((100, 24)).columns)
    files: dict[str, dict[tuple[object, ...], list[Rule]]] = {}
    for rule in rules:
        file = rule.source.file if rule.source.line else ""
        group = (rule.source.line, rule.code, rule.verdict, rule.access, rule.environments)
        files.setdefault(file, {}).setdefault(group, []).append(rule)
    for file, groups in files.items():
        render.write(f"  {render.styled(file or 'built in', 'dim', sys.stdout)}")
        for members in groups.values():
            if everything or len(members) <= _SHOWN:
                for rule in members:
                    _show_rule(rule, rule.pattern, rule.message, width)
            else:
                names = f"{len(members)} patterns: {', '.join([rule.pattern for rule in members])}"
                _show_rule(members[0], names, members[0].message, width)


def _show_rule(rule: Rule, pattern: str, message: str, width: int) -> None:
    letters = "".join([letter if access in rule.access else "-" for access, letter in _LETTERS])
    detail = letters if rule.subject == "path" else ", ".join([*rule.access, *rule.environments])
    line = f":{rule.source.line}" if rule.source.line else ""
    verdict = render.styled(f"{rule.verdict:<9}", rule.verdict, sys.stdout)
    if rule.subject == "path":
        room = 36 if width < 100 else 44
        shown = render.shown(pattern)
        short = shown if len(shown) <= room else shown[: room - 1] + "…"
        render.write(f"    {verdict}{detail} {short:<{room}} {line:>5}  {message}")
    else:
        where = f"  [{detail}]" if detail else ""
        render.write(f"    {verdict}{render.shown(pattern):<22} {line:>5}  {message}{where}")


def readable(policy: Policy) -> dict[str, object]:
    """A policy as JSON data: sources as objects."""
    data = pack(policy)

    def spelled(value: object) -> object:
        if isinstance(value, dict):
            return {
                key: {"file": item[0], "line": item[1]}
                if key in ("source", "other", "write_list", "tool_list", "server_list") and isinstance(item, tuple)
                else spelled(item)
                for key, item in value.items()
            }
        if isinstance(value, list | tuple):
            return [spelled(item) for item in value]
        return value

    result = spelled(data)
    assert isinstance(result, dict)
    result["sources"] = [{"file": file, "sha256": digest} for file, digest in policy.sources]
    return result


def compile_(mode: str | None, origin: str | None, *, digest_only: bool) -> int:
    """Print the canonical compiled form, or its digest."""
    from ..policy.compiler import canonical_form

    loaded = load_from(mode, origin)
    render.show_notices(loaded.notices)
    render.write(loaded.policy.digest if digest_only else canonical_form(loaded.policy))
    return 0


def lint(mode: str | None, origin: str, form: str) -> int:
    """Lint one mode, or every chat mode of a tree.

    Returns:
        1 when there is an error, else 0.
    """
    tree = tree_of(origin)
    wanted = mode or chosen_mode(tree, find_repository())
    problems: list[Problem] = []
    if wanted and wanted != BASELINE:
        policies = [load_tree(tree, origin, mode=wanted).policy]
    else:
        policies, broken = load_modes(tree)
        problems += [Problem(error.code, "error", error.message, error.source or Source("")) for error in broken]
    for name in ("tta-guard.yml", ".tta-guard.yaml", ".tta-guard.yml"):
        if tree.has(name):
            message = "this name is not read: the configuration is tta-guard.yaml"
            problems.append(Problem("misnamed-configuration", "error", message, Source(name)))
    tracked = _tracked()
    for policy in policies[:1]:
        try:
            project_tools(policy.settings.get("commands", {}))
        except ConfigError as error:
            problems.append(Problem("bad-command-entry", "error", error.message, error.source or Source("")))
    for policy in policies:
        problems += lint_policy(policy, tracked)
    _show_problems(problems, policies, form)
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def _tracked() -> list[bytes] | None:
    repo = find_repository()
    if repo is None:
        return None
    words = ["ls-files", "-z", "--full-name", "--", *([":/"] if repo.work_tree else [])]
    return run_git(words, repo=repo).split(b"\0")[:-1]


def _show_problems(problems: Sequence[Problem], policies: Sequence[Policy], form: str) -> None:
    errors = sum(1 for problem in problems if problem.severity == "error")
    if form == "json":
        values = [
            {
                "code": problem.code,
                "severity": problem.severity,
                "message": problem.message,
                "mode": problem.mode,
                "source": answers.source_value(problem.source),
                "other": answers.source_value(problem.other),
            }
            for problem in problems
        ]
        render.write(answers.dumps({"problems": values}))
        return
    if form in ("sarif", "github"):
        entries = [
            Entry(problem.code, problem.severity, problem.message, problem.source.file, problem.source.line,
                  (problem.other,) if problem.other else ())
            for problem in problems
        ]  # fmt: skip
        render.write(sarif(entries) if form == "sarif" else github(entries))
        return
    for problem in problems:
        style = "deny" if problem.severity == "error" else "approval"
        severity = render.styled(f"{problem.severity:<8}", style, sys.stdout)
        render.write(f"{severity} {problem.source}  {problem.message}  [{problem.code}]")
        if problem.other is not None and problem.other.line:
            render.write(f"           against {problem.other}")
    names = ", ".join([f"{policy.mode or 'the baseline'} ({policy.level})" for policy in policies]) or "nothing"
    render.write(f"{errors} error{'s' if errors != 1 else ''}, {len(problems) - errors} warnings in {names}")
