"""The command line: parse, call, render, exit. No rule lives here. IO."""

from __future__ import annotations

import sys

import click

from .. import __version__
from ..errors import GuardError, UsageError
from .flags import CHECK_FLAGS, EXPLAIN_COMMAND_FLAGS, Flag

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, TypeVar

    F = TypeVar("F", bound=Callable[..., Any])

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def run(argv: Sequence[str]) -> int:
    """Run one command of the group.

    Returns:
        Its exit code; 2 when the command line makes no sense.

    Raises:
        GuardError: for the caller to show.
        KeyboardInterrupt: the user interrupted.
    """
    try:
        result = group.main(args=list(argv), prog_name="tta-guard", standalone_mode=False)
    except click.exceptions.Abort as error:
        raise KeyboardInterrupt from error
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "tta-guard"
        raise UsageError(error.format_message(), hint=f"see: {where} --help") from error
    except click.ClickException as error:
        raise GuardError(error.format_message()) from error
    return result if isinstance(result, int) else 0


def quick_flags(table: Sequence[Flag]) -> Callable[[F], F]:
    """Declare to click, for help and completion, the flags of a command that is parsed without it."""

    def declare(command: F) -> F:
        for flag in reversed(table):
            kind: dict[str, Any] = {"metavar": flag.value} if flag.value else {"is_flag": True}
            command = click.option(flag.name, help=flag.help, **kind)(command)
        return command

    return declare


MODE_OPTION = click.option("--mode", metavar="MODE", help="Answer as this chat mode, not as the one in force.")
JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


@click.group(context_settings=CONTEXT, invoke_without_command=False)
@click.version_option(__version__, prog_name="tta-guard", message="%(prog)s %(version)s")
def group() -> None:
    """Make the chat modes of AI coding agents hold: in commits, commands and tool calls.

    \b
    Start with:   tta-guard demo          see it work, in a temporary directory
                  tta-guard init          set it up in this repository
    """


@group.command()
@click.option("--mode", metavar="MODE", help="The chat mode to hold in this repository.")
@click.option("--yes", "-y", is_flag=True, help="Ask nothing; take the answers given and the defaults.")
@click.option("--remove", is_flag=True, help="Take back everything that init did.")
def init(mode: str | None, yes: bool, remove: bool) -> int:
    """Set up this repository: find its chat modes, write tta-guard.yaml, install the git hooks.

    Safe to run again. Existing hooks are kept and called; --remove puts everything back as it was.
    """
    from .init import remove_setup, set_up

    return remove_setup() if remove else set_up(mode, ask=not yes and sys.stdin.isatty())


@group.command()
def demo() -> int:
    """Show the product in a temporary directory, with real git; leave nothing behind."""
    from .demo import show

    return show()


@group.group()
def policy() -> None:
    """See and check what the chat modes and the configuration come to."""


FROM_OPTION = click.option(
    "--from",
    "origin",
    type=click.Choice(["commit", "index", "worktree"]),
    help="Read the policy there. Default: what is in force (the last commit).",
)


@policy.command("show")
@MODE_OPTION
@FROM_OPTION
@click.option("--all", "everything", is_flag=True, help="Spell out the built-in patterns too.")
@JSON_OPTION
def policy_show(mode: str | None, origin: str | None, everything: bool, as_json: bool) -> int:
    """Show the rules in force, by subject, each with the line it comes from."""
    from .policy import show

    return show(mode, origin, everything=everything, as_json=as_json)


@policy.command("lint")
@MODE_OPTION
@click.option(
    "--from",
    "origin",
    type=click.Choice(["commit", "index", "worktree"]),
    default="worktree",
    show_default=True,
    help="Read the policy there.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif", "github"]), default="text", show_default=True
)
@JSON_OPTION
def policy_lint(mode: str | None, origin: str, form: str, as_json: bool) -> int:
    """Find conflicts, gaps, dead patterns and rules that can never win.

    Without --mode, and with no mode in force, every chat mode is checked. Exits with 1 when there is an error; what is an
    error and what a warning depends on the mode's security level.
    """
    from .policy import lint

    return lint(mode, origin, "json" if as_json else form)


@policy.command("compile")
@MODE_OPTION
@FROM_OPTION
@click.option("--digest", is_flag=True, help="Print the digest alone.")
def policy_compile(mode: str | None, origin: str | None, digest: bool) -> int:
    """Print the canonical compiled form: the same sources give the same bytes anywhere."""
    from .policy import compile_

    return compile_(mode, origin, digest_only=digest)


@group.group()
def explain() -> None:
    """Ask what would be decided, and why; nothing is done."""


@explain.command("path")
@click.argument("access", type=click.Choice(["read", "write", "create", "delete"]))
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@MODE_OPTION
@JSON_OPTION
def explain_path(access: str, paths: tuple[str, ...], mode: str | None, as_json: bool) -> int:
    """May these paths be read, written, created, deleted?

    Exits with 0 when every answer is allow, else with 1.
    """
    from .explain import explain_path as answer

    return answer(access, paths, mode=mode, as_json=as_json)


@explain.command("tool")
@click.argument("name")
@click.option("--server", metavar="SERVER", help="The MCP server that offers the tool.")
@click.option("--args", "arguments", metavar="JSON", default="", help="The call's arguments, a JSON object.")
@MODE_OPTION
@JSON_OPTION
def explain_tool(name: str, server: str | None, arguments: str, mode: str | None, as_json: bool) -> int:
    """May this tool be called? NAME is any agent's name for it, such as Bash, launch-process or runCommands."""
    from .explain import explain_tool as answer

    return answer(name, server=server, arguments=arguments, mode=mode, as_json=as_json)


@explain.command("command", context_settings={"ignore_unknown_options": True})
@quick_flags(EXPLAIN_COMMAND_FLAGS)
@click.argument("words", nargs=-1, metavar="[-- COMMAND...]", type=click.UNPROCESSED)
def explain_command(**_: Any) -> int:
    """What would this command do, and where? Nothing is executed.

    Resolves the target that the command really reaches (a context's cluster, a profile's account, an alias's host), names
    its effects, and says what is decided and why. Exits with 0 when the answer is allow, else with 1.
    """
    raise AssertionError("explain command is parsed without click")


@group.command()
@quick_flags(CHECK_FLAGS)
def check(**_: Any) -> int:
    """Check changes against the policy: what is staged, a commit, a range, or a list of paths.

    Exits with 0 when there is nothing to object to, with 1 when there are findings.
    """
    raise AssertionError("check is parsed without click")


@group.command(context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.option("--mode", metavar="MODE", help="Decide as this chat mode.")
def hook(**_: Any) -> int:
    """Run as a git hook: git, or the pre-commit framework, calls this.

    NAME is pre-commit, pre-merge-commit, prepare-commit-msg, commit-msg, applypatch-msg, pre-applypatch, pre-push or
    reference-transaction; the other arguments are what git gives that hook.
    """
    raise AssertionError("hook is parsed without click")


@group.group()
def approval() -> None:
    """Ask for an approval, look at one, give it, take it back."""


@approval.command("request")
@click.argument("draft", metavar="ID")
@click.option("--reason", required=True, metavar="TEXT", help="Why it should happen.")
@click.option("--expires", metavar="SPAN", help="How long it is good, such as 30m or 2h.")
@click.option("--uses", type=click.IntRange(1, 1000), default=1, show_default=True, help="How often it may happen.")
@MODE_OPTION
@JSON_OPTION
def approval_request(draft: str, reason: str, expires: str | None, uses: int, mode: str | None, as_json: bool) -> int:
    """Ask for what was refused under ID, the id that the refusal names."""
    from .approval import request
    from .moments import span

    return request(draft, reason, span(expires, "--expires") if expires else None, uses, mode, as_json=as_json)


@approval.command("show")
@click.argument("name", metavar="ID")
@click.option("--expand", is_flag=True, help="Show long elements in full.")
def approval_show(name: str, expand: bool) -> int:
    """Show exactly what would happen. ID is a request's id, or a file that holds its block."""
    from .approval import show

    return show(name, expanded=expand)


@approval.command("sign")
@click.argument("name", metavar="ID")
@click.option("--key", required=True, metavar="FILE", help="The SSH key: a private key, or a public one of the agent.")
@click.option("--as", "principal", metavar="NAME", help="Sign as this principal of the signers file.")
@click.option("--check", "checks", multiple=True, metavar="ITEM=EVIDENCE", help="Answer an item; @FILE for a file.")
@click.option("--out", metavar="FILE", help="Write the grant there too.")
@click.option("--yes", is_flag=True, help="Confirm without being asked.")
def approval_sign(
    name: str, key: str, principal: str | None, checks: tuple[str, ...], out: str | None, yes: bool
) -> int:
    """Show the request in full, and sign it with an SSH key."""
    from .approval import sign_request

    return sign_request(name, key, principal, checks, out, yes=yes)


@approval.command("verify")
@click.argument("file", metavar="FILE")
@JSON_OPTION
def approval_verify(file: str, as_json: bool) -> int:
    """Verify a grant in a file (- for standard input)."""
    from .approval import verify

    return verify(file, as_json=as_json)


@approval.command("list")
@JSON_OPTION
def approval_list(as_json: bool) -> int:
    """List the newest requests."""
    from .approval import list_requests

    return list_requests(as_json=as_json)


@approval.command("revoke")
@click.argument("kind", type=click.Choice(["grant", "request", "key", "principal"]))
@click.argument("value")
def approval_revoke(kind: str, value: str) -> int:
    """Take back a grant, a request, or everything of a key or a principal."""
    from .approval import revoke

    return revoke(kind, value)


@group.group()
def audit() -> None:
    """Read and verify the log."""


@audit.command("show")
@click.option("--from", "start", type=int, metavar="N", help="From this record on.")
@click.option("--limit", type=click.IntRange(1, 100000), default=50, show_default=True)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only records of this kind.")
@JSON_OPTION
def audit_show(start: int | None, limit: int, kinds: tuple[str, ...], as_json: bool) -> int:
    """Show records, by default the last ones."""
    from .audit import show

    return show(start, limit, kinds, as_json=as_json)


@audit.command("verify")
@click.option(
    "--checkpoint", "checkpoints", multiple=True, metavar="FILE", help="A signed checkpoint to hold it against."
)
@click.option("--against", metavar="EXPORT", help="An earlier export to hold it against.")
@click.option("--file", metavar="EXPORT", help="Verify an export, without the ledger.")
@JSON_OPTION
def audit_verify(checkpoints: tuple[str, ...], against: str | None, file: str | None, as_json: bool) -> int:
    """Make every hash of the log again; exits with 1 when something does not hold."""
    from .audit import verify

    return verify(checkpoints, against, file=file, as_json=as_json)


@audit.command("export")
@click.argument("target", metavar="FILE", default="-")
@click.option("--from", "start", type=int, default=0, metavar="N", help="From this record on.")
def audit_export(target: str, start: int) -> int:
    """Write the log as JSON lines."""
    from .audit import export

    return export(target, start)


@audit.command("checkpoint")
@click.argument("target", metavar="FILE")
@click.option("--key", required=True, metavar="FILE", help="The SSH key to sign with.")
def audit_checkpoint(target: str, key: str) -> int:
    """Sign the log's root, for somebody else to keep."""
    from .audit import checkpoint

    return checkpoint(key, target)
