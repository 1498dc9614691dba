"""A request as an approver may safely read it. Pure.

Everything that came from the request is made visible: what is not printable ASCII is escaped, so no text can move the
cursor, turn the direction or look empty. A long element is folded in the middle, and says so; it has to be unfolded before
anybody signs, because the end of 5 kB is where a surprise would be.
"""

from __future__ import annotations

from ..model import frozen
from .visible import size_of, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    from .request import Request

_FOLD_BYTES: Final = 200
_SHOWN: Final = 80


@frozen
class Display:
    """Lines of printable ASCII, and what of the request they leave out: a label for each folded element."""

    lines: tuple[str, ...]
    hidden: tuple[str, ...]


def show_request(request: Request, moment: Callable[[int], str], *, expanded: bool = False) -> Display:
    """The request, line by line.

    Args:
        moment: how Unix seconds are written.
        expanded: leave nothing out.
    """
    lines: list[str] = []
    hidden: list[str] = []

    def say(label: str, value: str | bytes) -> None:
        text = visible(value)
        if not expanded and len(text) > _FOLD_BYTES:
            hidden.append(f"{label or 'line'} {len(lines) + 1}")
            text = f"{text[:_SHOWN]} [... {len(text) - 2 * _SHOWN} characters not shown ...] {text[-_SHOWN:]}"
        lines.append(f"{label:<12} {text}")

    subject = request.subject
    who = request.requester
    say("request", request.id)
    say("by", f"{who.user} on {who.host} <{who.email}>")
    say("reason", request.reason)
    if subject["kind"] == "command":
        for number, word in enumerate(subject["argv"]):
            say(f"argv[{number}]", f"{size_of(word)} bytes: {visible(word)!r}" if word == "" else word)
        say("program", subject["executable"]["path"])
        say("directory", subject["cwd"])
        for target in subject["targets"]:
            say("target", f"{target['environment']}: {target['kind']} {target['name']} {target['address']}")
        for effect in subject["effects"]:
            say("effect", effect)
        for each in subject["inputs"]:
            say("reads", each["path"])
            say("", f"sha256 {each['sha256']}, {each['size']} bytes")
    else:
        say("on top of", subject["base"] or "nothing: the first commit")
        for change in subject["changes"]:
            say(change["change"], change["path"])
            say("", f"{change['old_blob'] or '-'} -> {change['new_blob'] or '-'}")
        if subject["kind"] == "policy":
            say("policy", f"{subject['old_policy']} -> {subject['new_policy'] or 'does not compile'}")
    for reason in subject["reasons"]:
        say("rule", f"{reason['file']}:{reason['line']} {reason['message']}")
    for name, text in request.checklist:
        say("answer", f"{name}: {text}")
    for name, text in request.follow_ups:
        say("afterwards", f"{name}: {text}")
    say("mode", subject["mode"] or "none")
    say("approvers", f"{request.quorum}")
    say("good", f"{moment(request.not_before)} to {moment(request.expires)}, {request.uses} use(s)")
    return Display(tuple(lines), tuple(hidden))
