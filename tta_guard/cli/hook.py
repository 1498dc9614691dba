"""`tta-guard hook NAME …`: what git, or the pre-commit framework, calls. IO, hot path."""

from __future__ import annotations

import os

from ..errors import GuardError, UsageError
from ..git.hooks import HOOKS, HookResult, run_hook
from . import render
from .flags import HOOK_FLAGS, parse_flags

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# `git commit` runs the first of these with --no-verify too.
_TELLING = ("prepare-commit-msg", "pre-push")


def hook(argv: Sequence[str]) -> int:
    """Run `tta-guard hook` with the words after it.

    Returns:
        0 to let git go on, anything else to stop it.

    Raises:
        UsageError: there is no such hook.
        GuardError: the hook cannot decide.
    """
    flags, words = parse_flags("hook", HOOK_FLAGS, argv)
    if not words:
        raise UsageError("hook needs the name of a git hook", hint=f"one of {', '.join(HOOKS)}")
    name, arguments = words[0], words[1:]
    try:
        return _run(name, arguments, flags.get("mode"))
    except GuardError as error:
        if error.source is not None:
            way = "mend that file; `tta-guard init --remove` takes the hooks out while a person commits the repair"
            error.hint = f"{error.hint}; then {way}" if error.hint else way
        raise


def _run(name: str, arguments: list[str], mode: str | None) -> int:
    results = []
    pushed = _pushed(os.environ) if name == "pre-commit" else None
    # git itself names the index when it commits: then the index is checked, whatever the environment says of a push.
    if pushed is None or "GIT_INDEX_FILE" in os.environ:
        results.append(_approved(name, run_hook(name, arguments, mode=mode), mode))
    if pushed is not None:
        remote = [os.environ.get("PRE_COMMIT_REMOTE_NAME", ""), os.environ.get("PRE_COMMIT_REMOTE_URL", "")]
        results.append(_approved("pre-push", run_hook("pre-push", remote, pushed, mode=mode), mode))
    return max([_show(name, result) for result in results])


def _approved(name: str, result: HookResult, mode: str | None) -> HookResult:
    """The result without what grants cover. A denial has no approval, so a commit with one is not looked at."""
    if all([finding.verdict == "deny" for finding in result.findings]):
        return result
    from ..libraries import use_libraries

    use_libraries()
    from .approving import settle

    settled = settle(result.findings, mode, hook=name)
    ways = []
    for draft, why in settled.requests:
        if why:
            ways.append(f"not approved: {why}")
        ways.append(f"to ask an approver: tta-guard approval request {draft} --reason '…'")
    code = result.exit_code if settled.left else 0
    notices = (*result.notices, *settled.notices, *ways)
    return HookResult(settled.left, notices, code, result.mode, result.subject)


def _pushed(environ: Mapping[str, str]) -> bytes | None:
    """The push that the pre-commit framework tells of, as a line of githooks(5) `pre-push`; None when it tells of none.

    The framework calls one command for all of a hook's stages and says by variables which it is. It tells of the first
    reference of a push only: the hook that `tta-guard init` installs sees them all.
    """
    if environ.get("PRE_COMMIT") != "1" or not environ.get("PRE_COMMIT_TO_REF"):
        return None
    local = environ.get("PRE_COMMIT_LOCAL_BRANCH", "HEAD")
    remote = environ.get("PRE_COMMIT_REMOTE_BRANCH", local)
    line = f"{local} {environ['PRE_COMMIT_TO_REF']} {remote} {environ.get('PRE_COMMIT_FROM_REF', '')}\n"
    return line.encode("utf-8", "surrogateescape")


def _show(name: str, result: HookResult) -> int:
    """Show what a hook found. Several hooks see one commit; only one of them tells what is worth telling of an allowed one."""
    if result.exit_code or name in _TELLING or "PRE_COMMIT" in os.environ:
        render.show_notices(result.notices)
    if result.findings:
        render.show_findings(result.findings, result.mode, subject=result.subject)
    return result.exit_code
