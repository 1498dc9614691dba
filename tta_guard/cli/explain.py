"""`tta-guard explain`: ask a question without doing anything. IO."""

from __future__ import annotations

import os

from ..errors import UsageError
from ..model import ACCESSES, Decision, strictest
from ..policy.locate import locate
from ..policy.paths import decide_path
from ..policy.store import Loaded
from . import answers, render
from .loading import load_readable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..model import Access


def explain_path(access: str, paths: Sequence[str], *, mode: str | None, as_json: bool) -> int:
    """Answer `explain path`: one decision for each path.

    Args:
        access: `read`, `write`, `create` or `delete`.
        paths: as the user writes them, relative to the current directory.
        mode: what --mode says.
        as_json: one JSON object a line.

    Returns:
        0 when every answer is `allow`, else 1.
    """
    if access not in ACCESSES:
        raise UsageError(f"{access} is no access", hint=f"one of {', '.join(ACCESSES)}")
    loaded, top = load_readable(mode)
    if not as_json:
        render.show_notices(loaded.notices)
    worst = "allow"
    for path in paths:
        spelled = os.fsencode(path)
        decision = decide_located(loaded, access, spelled, top)  # type: ignore[arg-type]
        worst = strictest((worst, decision.verdict))
        if as_json:
            render.write(answers.dumps(answers.decision_value(answers.path_value(spelled), decision)))
        else:
            render.show_path_decision(access, spelled, decision)
    return 0 if worst == "allow" else 1


def decide_located(loaded: Loaded, access: Access, path: bytes, top: bytes) -> Decision:
    """Decide a path as written, under every name that it has on this disk; the strictest holds."""
    is_dir = path.endswith(b"/") or os.path.isdir(path)
    decisions = [decide_path(loaded.policy, access, name, is_dir=is_dir and bool(name)) for name in locate(top, path)]
    reasons = []
    for decision in decisions:
        reasons += [reason for reason in decision.reasons if reason not in reasons]
    return Decision(strictest([decision.verdict for decision in decisions]), tuple(reasons))


def explain_tool(name: str, *, server: str | None, arguments: str, mode: str | None, as_json: bool) -> int:
    """Answer `explain tool`.

    Args:
        name: the tool, by any agent's name for it.
        server: the MCP server that offers it; None for an agent's own tool.
        arguments: a JSON object.
        mode: what --mode says.
        as_json: one JSON object.

    Returns:
        0 when the answer is `allow`, else 1.

    Raises:
        UsageError: the arguments are no JSON object.
    """
    import json

    from ..policy.tools import decide_tool

    try:
        parsed: Any = json.loads(arguments) if arguments else {}
    except ValueError as error:
        raise UsageError(f"--args is no JSON: {error}", hint='--args \'{"path": "src/app.py"}\'') from error
    if not isinstance(parsed, dict):
        raise UsageError("--args is no JSON object", hint='--args \'{"path": "src/app.py"}\'')
    loaded, _ = load_readable(mode)
    decision = decide_tool(loaded.policy, server, name, parsed)
    subject = f"{server}/{name}" if server else name
    if as_json:
        render.write(answers.dumps(answers.decision_value(subject, decision)))
    else:
        render.show_notices(loaded.notices)
        render.show_decision(subject, decision)
    return 0 if decision.verdict == "allow" else 1
