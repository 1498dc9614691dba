"""The few flags of the commands that must start quickly, parsed without click. Pure, hot path.

click builds the help and the completion of the same commands from the same tables, so that a flag is declared once.
"""

from __future__ import annotations

from ..errors import UsageError
from ..model import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


@frozen
class Flag:
    """One flag: its name with the dashes, what its value is called ("" for a switch), what it does."""

    name: str
    value: str
    help: str


MODE = Flag("--mode", "MODE", "Decide as this chat mode, not as the one in force.")
JSON = Flag("--json", "", "Answer in JSON.")
CHECK_FLAGS = (
    Flag("--staged", "", "Check what is staged for the next commit (the default)."),
    Flag("--range", "A..B", "Check every commit that is in B and not in A, each by itself."),
    Flag("--commit", "C", "Check one commit."),
    Flag("--paths-from", "FILE", "Check writing each path in FILE, NUL-separated (- for standard input)."),
    MODE,
    JSON,
    Flag("--format", "FORMAT", "text, json, sarif or github."),
)
HOOK_FLAGS = (MODE,)
EXPLAIN_COMMAND_FLAGS = (
    Flag("-c", "TEXT", "Shell text, in place of a command's words."),
    MODE,
    JSON,
    Flag("--trace", "", "Show every step of the reading."),
)


def parse_flags(command: str, table: Sequence[Flag], argv: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Read `--flag value`, `--flag=value` and switches; the first word that is no flag, or `--`, ends them.

    Args:
        command: the command's name, for messages.
        table: the flags it has.
        argv: the words after the command.

    Returns:
        The flags given, by name without dashes (a switch is "1"; the last one wins), and the words that follow.

    Raises:
        UsageError: an unknown flag, a missing value, or a value where none belongs.
    """
    flags = {flag.name: flag for flag in table}
    given: dict[str, str] = {}
    index = 0
    while index < len(argv):
        word = argv[index]
        if word == "--":
            index += 1
            break
        if not word.startswith("-") or word == "-":
            break
        name, equals, value = word.partition("=")
        flag = flags.get(name)
        if flag is None:
            raise UsageError(f"{command} has no flag {name}", hint=f"see: tta-guard {command} --help")
        index += 1
        if not flag.value:
            if equals:
                raise UsageError(f"{name} takes no value", hint=f"see: tta-guard {command} --help")
            value = "1"
        elif not equals:
            if index >= len(argv):
                raise UsageError(f"{name} needs a value: {flag.value}", hint=f"see: tta-guard {command} --help")
            value = argv[index]
            index += 1
        given[name.lstrip("-")] = value
    return given, list(argv[index:])
