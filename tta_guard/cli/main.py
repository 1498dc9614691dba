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
