"""A request as an approver may safely read it. Pure.

What came from the request stands in quotes, and nothing but printable ASCII is printed (`visible`): no text of it can move the
cursor, turn the writing direction, look like another letter, or be nothing to the eye; blanks at its ends and an empty element
show. Only what this module says starts at the left edge. A value that needs several lines is cut here, each part in quotes of
its own after a `+`, so that no text can pretend to be a line of the display; the caller gives the width of the terminal.

A value of more than 200 bytes is folded in the middle, has a number, and has to be unfolded before anybody signs, because the
end of 5 kB is where a surprise would be. A long list is never folded: the last line says how many lines there were.
"""

from __future__ import annotations

from ..model import frozen
from .page import Page
from .visible import short, size_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence
    from typing import Any, Final

    from .request import Request

ALL: Final = range(1, 1 << 30)


@frozen
class Display:
    """Lines of printable ASCII, and the numbers of the values that they do not show in full."""

    lines: tuple[str, ...]
    hidden: tuple[int, ...]


def show_request(
    request: Request,
    moment: Callable[[int], str],
    *,
    now: int | None = None,
    width: int = 80,
    expanded: Container[int] | bool = False,
) -> Display:
    """The whole request, line by line.

    Args:
        moment: how Unix seconds are written, in printable ASCII.
        now: Unix seconds, to say how long from now; None says only when.
        width: columns of the terminal; no line is longer, but that fewer than 40 are taken for 40.
        expanded: the numbers of the long values to show in full; `ALL` or True for all of them.
    """
    page = Page(width, (ALL if expanded else ()) if isinstance(expanded, bool) else expanded)
    subject = request.subject
    page.say("request", request.id)
    page.say("what", f"{_SENTENCES[request.kind](subject)}, {_times(request.uses)}")
    for label, value in (
        ("user", request.requester.user),
        ("host", request.requester.host),
        ("e-mail", request.requester.email),
        *[("author", author) for author in request.authors],
        ("because", request.reason),
    ):
        page.value(label, value)
    _BODIES[request.kind](page, subject)
    _show_reasons(page, subject["reasons"])
    _show_frame(page, request, moment, now)
    folded = f"; not in full: {', '.join(map(str, page.hidden))}" if page.hidden else "; nothing is left out"
    page.say("end", f"of request {request.id}, after {len(page.lines)} lines{folded}")
    return Display(tuple(page.lines), tuple(page.hidden))


def _what_command(subject: Mapping[str, Any]) -> str:
    count = len(subject["argv"]) - 1
    places = sorted({target["environment"] for target in subject["targets"]})
    where = f" on {' and '.join(places)}" if places else ""
    return f"run {short(subject['argv'][0])} with {count} argument{'' if count == 1 else 's'}{where}"


def _what_changes(subject: Mapping[str, Any]) -> str:
    kinds = [change["change"] for change in subject["changes"]]
    counts = ", ".join([f"{kinds.count(kind)} {short(kind, 20)}" for kind in dict.fromkeys(kinds)])
    return f"let {len(kinds)} change{'' if len(kinds) == 1 else 's'} into the repository ({counts})"


def _what_policy(subject: Mapping[str, Any]) -> str:
    return f"change what the guard itself permits: {_what_changes(subject)}"


def _show_command(page: Page, subject: Mapping[str, Any]) -> None:
    for number, word in enumerate(subject["argv"]):
        page.value(f"argv[{number}]", word, f"{size_of(word)} bytes")
    program, plan = subject["executable"], subject["plan"]
    page.value("program", program["path"])
    page.say("  sha256", program["sha256"])
    page.value("directory", subject["cwd"])
    page.value("worktree", subject["repository"]["worktree"])
    page.value("git dir", subject["repository"]["git_dir"])
    _show_repository(page, subject)
    for target in subject["targets"]:
        page.value("target", target["kind"], f"{target['environment']}:")
        page.value("  name", target["name"])
        page.value("  address", target["address"])
    if not subject["targets"]:
        page.say("target", "none is known")
    page.words("effect", subject["effects"])
    for each in subject["inputs"]:
        page.value("reads", each["path"])
        page.say("  size", f"{each['size']} bytes")
        page.say("  sha256", each["sha256"])
    page.say("stdin", "not bound: no file" if subject["stdin"] is None else "a file")
    if subject["stdin"] is not None:
        page.say("  sha256", subject["stdin"])
    page.say("environment", f"{len(subject['environment']['names'])} variables, sha256 of all their values")
    page.say("  sha256", subject["environment"]["sha256"])
    page.words("  variables", subject["environment"]["names"])
    if plan is not None:
        page.value("plan", plan["kind"])
        page.say("  sha256", plan["sha256"])


def _show_changes(page: Page, subject: Mapping[str, Any]) -> None:
    _show_repository(page, subject)
    page.say("on top of", subject["base"] or "nothing: the first commit")
    for change in subject["changes"]:
        page.value("path", change["path"])
        page.value("  change", change["change"])
        page.say("  from", _side(change["old_mode"], change["old_blob"]))
        page.say("  to", _side(change["new_mode"], change["new_blob"]))


def _show_policy(page: Page, subject: Mapping[str, Any]) -> None:
    page.say("old policy", subject["old_policy"])
    page.say("new policy", subject["new_policy"] or "DOES NOT COMPILE: everything would be refused")
    _show_changes(page, subject)


def _show_repository(page: Page, subject: Mapping[str, Any]) -> None:
    page.say("repository", subject["repository"]["id"] or "no commit yet, or none")


def _show_reasons(page: Page, reasons: Sequence[Mapping[str, Any]]) -> None:
    for reason in reasons:
        page.value("rule", reason["code"])
        page.value("  says", reason["message"])
        page.value("  from", reason["file"], f"line {reason['line']} of" if reason["line"] else "")


def _show_frame(page: Page, request: Request, moment: Callable[[int], str], now: int | None) -> None:
    subject = request.subject
    for label, items in (("to answer", request.checklist), ("afterwards", request.follow_ups)):
        for name, text in items:
            page.value(label, name)
            page.value("  text", text)
    if not request.checklist:
        page.say("to answer", "nothing")
    if subject["mode"] is None:
        page.say("mode", "none")
    else:
        page.value("mode", subject["mode"])
    page.say("policy", subject["policy_digest"])
    page.say("signers", subject["signers_digest"] or "none: nobody can approve")
    page.say("windows", request.windows or "none")
    page.say("approvers", f"{request.quorum}{_key_kind(request)}")
    page.say("from", f"{moment(request.not_before)}{_distance(request.not_before, now)}")
    page.say("until", f"{moment(request.expires)}{_distance(request.expires, now)}")
    page.say("uses", str(request.uses))
    page.value("ledger", request.store)
    page.say("digest", request.digest)


def _key_kind(request: Request) -> str:
    if request.verification:
        return ", with hardware keys that verify their user"
    return ", with hardware keys" if request.presence else ""


def _side(mode: str, blob: str) -> str:
    return f"{mode or '-'} {blob or '-'}" if mode or blob else "not there"


def _times(uses: int) -> str:
    return "once" if uses == 1 else f"{uses} times"


def _distance(then: int, now: int | None) -> str:
    if now is None:
        return ""
    seconds = abs(then - now)
    text = (
        f"{seconds // 3600} h {seconds % 3600 // 60} min"
        if seconds >= 3600
        else f"{seconds // 60} min {seconds % 60} s"
    )
    return f" (in {text})" if then >= now else f" ({text} ago)"


_SENTENCES: Final = {"command": _what_command, "changes": _what_changes, "policy": _what_policy}
_BODIES: Final = {"command": _show_command, "changes": _show_changes, "policy": _show_policy}
