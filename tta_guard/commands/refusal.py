"""The text of a refusal: what, where, which rule, and the way on; the same wherever a command is refused. Pure; hot.

Everything in it that somebody else chose goes through `printable`: a refusal that the refused one can rewrite on the
screen, or continue with a line of its own, is none.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

    from ..model import Reason, Source
    from .decide import CommandDecision

_LINES_LIMIT: Final = 4
_WIDTH_LIMIT: Final = 200
_PREFIX: Final = "opaque-"  # of reasons that say only what was not read


def printable(text: str, limit: int = _WIDTH_LIMIT) -> str:
    """The text on one line without anything that moves a terminal's cursor, and not longer than `limit` characters."""
    if not (text.isascii() and text.isprintable()):
        text = "".join([char if char.isascii() and char.isprintable() else _escaped(char) for char in text])
    return text if len(text) <= limit else f"{text[: limit - 4]} ..."


def _escaped(char: str) -> str:
    code = ord(char)
    if char == "\n":
        return "\\n"
    if char == "\t":
        return "\\t"
    if char == "\N{HORIZONTAL ELLIPSIS}" or (char.isalpha() and not 0xD800 <= code < 0xE000):
        return char
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def refusal(
    headline: str, *, lines: Iterable[tuple[str, str]] = (), ways_on: Iterable[str] = (), program: str = "tta-run"
) -> str:
    """A refusal, ready for standard error, with a line end after it.

    Args:
        headline: what is refused.
        lines: label and text of each further line: ("target", …), ("rule", …).
        ways_on: what can be done now.
        program: who refuses.
    """
    out = [f"{program}: refused: {printable(headline)}"]
    out += [f"  {label:<8} {printable(text, 400)}" for label, text in (*lines, *[("next", way) for way in ways_on])]
    return "\n".join(out) + "\n"


def command_refusal(decision: CommandDecision, *, ways_on: Sequence[str] = (), program: str = "tta-run") -> str:
    """The refusal of a command line that was decided.

    Args:
        decision: with a verdict other than `allow`.
        ways_on: what can be done now; () for the usual words.
        program: who refuses.
    """
    reasons = [reason for reason in decision.reasons if not reason.code.startswith(_PREFIX)] or list(decision.reasons)
    argv = _refused(decision, reasons)
    place = "" if decision.environment == "local" else f" on {decision.environment}"
    lines: list[tuple[str, str]] = []
    for target in decision.targets:
        if target.environment == decision.environment and decision.environment != "local":
            lines.append(("target", f'{target.kind.replace("-", " ")} "{target.name}" (from {target.evidence})'))
    del lines[_LINES_LIMIT:]
    for reason in reasons[:_LINES_LIMIT]:
        lines.append(("rule", f"{source_text(reason.source)}  {reason.message}  [{reason.code}]"))
    if len(reasons) > _LINES_LIMIT:
        more = len(reasons) - _LINES_LIMIT
        lines.append(("", f"and {more} more: tta-guard explain command shows {'it' if more == 1 else 'them all'}"))
    return refusal(f"{_called(argv)}{place}", lines=lines, ways_on=ways_on or _ways_on(decision, argv), program=program)


def source_text(source: Source | None) -> str:
    """Where a rule stands."""
    return str(source) if source and source.file != "built-in" else "built in"


def _refused(decision: CommandDecision, reasons: Sequence[Reason]) -> tuple[str, ...]:
    """The words of the program that the first reason is about."""
    for argv in decision.invocations:
        if argv and reasons and reasons[0].message.startswith(" ".join(argv[:4])):
            return argv
    return decision.invocations[0] if decision.invocations else ("command",)


def _called(argv: tuple[str, ...]) -> str:
    """What a command is called: the program and its subcommand, else its first words."""
    from .arguments import parse_arguments
    from .catalogue import base_name, find
    from .invocation import literal

    tool = find(argv[0]) if argv[0] else None
    if tool is not None and tool.get("subcommands"):
        path = parse_arguments(tool, tuple([literal(word) for word in argv])).path
        if path:
            return " ".join((base_name(argv[0]), *path))
    return " ".join(argv[:4]) + (" ..." if len(argv) > 4 else "")


def _ways_on(decision: CommandDecision, argv: tuple[str, ...]) -> tuple[str, ...]:
    if decision.verdict == "approval":
        words = " ".join([_quoted(word) for word in argv])
        return (f"tta-guard approval request -- {words}   (asks an approver; the program was not run)",)
    return ("hand it to a role that may do this, or have the chat mode changed by someone whom it does not bind",)


def _quoted(word: str) -> str:
    """A word as a shell reads it back."""
    if word and all([char.isalnum() or char in "%+,-./:=@_" for char in word]):
        return word
    return "'" + word.replace("'", "'\\''") + "'"
