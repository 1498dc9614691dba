"""How answers look to people: decisions, findings, errors, in text. IO (writes to the terminal), hot path.

Every file name that reaches a terminal goes through `shown`: a name may hold escape sequences, and a refusal that the
refused one can rewrite on screen is no refusal.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from ..errors import GuardError
    from ..git.check import Finding
    from ..model import Decision, Source, Verdict

_STYLES = {"deny": "31;1", "approval": "33;1", "allow": "32", "dim": "2", "bold": "1"}
_VERBS = {"add": "create", "modify": "write", "delete": "delete", "type": "write", "unmerged": "write"}


def shown(path: bytes | str) -> str:
    """A path as a person may safely see it: everything outside printable ASCII and well-formed letters is escaped."""
    text = path.decode("utf-8", "backslashreplace") if isinstance(path, bytes) else path
    if text.isascii() and text.isprintable() and not text.startswith(" ") and not text.endswith(" "):
        return text
    out = []
    for char in text:
        if char == "\n":
            out.append("\\n")
        elif char == "\t":
            out.append("\\t")
        elif char.isascii():
            out.append(char if char.isprintable() else f"\\x{ord(char):02x}")
        elif char.isalpha():
            out.append(char)
        else:
            out.append(f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}")
    return '"' + "".join(out) + '"'


def coloured(stream: TextIO) -> bool:
    """Whether to colour: a terminal, no NO_COLOR, no TERM=dumb; FORCE_COLOR says yes without a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def styled(text: str, style: str, stream: TextIO) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if coloured(stream) else text


def write(text: str, stream: TextIO | None = None) -> None:
    """Write a line; what the terminal's encoding cannot say is escaped, never an error."""
    target = sys.stdout if stream is None else stream
    encoding = target.encoding or "utf-8"
    target.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def show_error(error: GuardError) -> None:
    """An error of the guard or of its user, on standard error."""
    sys.stdout.flush()
    write(f"tta-guard: error: {error}", sys.stderr)
    if error.hint:
        write(f"  next     {error.hint}", sys.stderr)


def show_bug(error: Exception) -> None:
    """An error that nobody foresaw: the guard refuses and says that it is at fault."""
    if os.environ.get("TTA_DEBUG"):
        import traceback

        traceback.print_exception(error)
    write(f"tta-guard: internal error: {type(error).__name__}: {error}", sys.stderr)
    write("  This is a bug in tta-guard; as a guard that cannot decide, it refuses.", sys.stderr)
    write("  next     run again with TTA_DEBUG=1 and report what it prints", sys.stderr)


def source_text(source: Source | None) -> str:
    return str(source) if source and source.file != "built-in" else "built in"


def show_findings(findings: Sequence[Finding], mode: str | None, *, subject: str, limit: int = 50) -> None:
    """The refusal of a commit, a push or a check, on standard error.

    Args:
        findings: what was found; not empty.
        mode: the mode in force.
        subject: what is refused: "commit", "push", …
        limit: how many findings are shown in full.
    """
    err = sys.stderr
    who = f"mode {mode}" if mode else "the baseline (no mode)"
    write(f"{styled(f'tta-guard: {subject} refused', 'deny', err)} under {who}: {_count(findings)}", err)
    for finding in findings[:limit]:
        write("", err)
        verb = _VERBS.get(finding.change, finding.change)
        where = f"  in {finding.commit.decode()[:12]}" if finding.commit else ""
        verdict = "needs approval" if finding.verdict == "approval" else "denied"
        write(f"  {styled(verdict, finding.verdict, err)}  {verb} {shown(finding.path)}{where}", err)
        for reason in finding.reasons:
            write(f"    rule     {source_text(reason.source)}  {reason.message}  [{reason.code}]", err)
    if len(findings) > limit:
        write(f"\n  … and {len(findings) - limit} more: tta-guard check --json lists them all", err)
    write("", err)
    for line in _ways_on(findings, subject):
        write(f"  next     {line}", err)


def _count(findings: Sequence[Finding]) -> str:
    denied = sum(1 for finding in findings if finding.verdict == "deny")
    waiting = len(findings) - denied
    parts = []
    if denied:
        parts.append(f"{denied} change{'s' if denied > 1 else ''} denied")
    if waiting:
        parts.append(f"{waiting} need{'s' if waiting == 1 else ''} approval")
    return ", ".join(parts)


def _ways_on(findings: Sequence[Finding], subject: str) -> list[str]:
    lines = []
    denied = [finding for finding in findings if finding.verdict == "deny"]
    if denied and subject == "commit":
        names = " ".join([shown(finding.path) for finding in denied[:3]])
        more = " …" if len(denied) > 3 else ""
        lines.append(f"git restore --staged {names}{more}   (leave these out), then commit again")
    elif denied:
        lines.append("rewrite the commits named above without these changes (git rebase -i), then try again")
    if denied:
        lines.append(
            "hand it to a role that may do this, or have the chat mode changed by someone whom it does not bind"
        )
    if len(denied) < len(findings):
        lines.append("what needs approval waits for a person: ask the owners of the chat mode")
    return lines


def show_notices(notices: Sequence[str]) -> None:
    for notice in notices:
        write(f"tta-guard: {notice}", sys.stderr)


def shown_text(text: str) -> str:
    """Text that somebody else chose, safe for a terminal; printable text stays as it is."""
    return text if text.isprintable() and text.isascii() else shown(text)


def show_verdict(verdict: Verdict, subject: str) -> None:
    """The first line of an answer."""
    write(f"{styled(f'{verdict:<9}', verdict, sys.stdout)}{subject}")


def show_path_decision(access: str, path: bytes, decision: Decision) -> None:
    """One answer of `explain path`, for people."""
    out = sys.stdout
    write(f"{styled(f'{decision.verdict:<9}', decision.verdict, out)}{access} {shown(path)}")
    for reason in decision.reasons:
        write(f"           {source_text(reason.source)}  {reason.message}  [{reason.code}]")


def show_decision(subject: str, decision: Decision) -> None:
    """One answer about a tool, for people."""
    out = sys.stdout
    write(f"{styled(f'{decision.verdict:<9}', decision.verdict, out)}{shown(subject)}")
    for reason in decision.reasons:
        write(f"           {source_text(reason.source)}  {reason.message}  [{reason.code}]")
