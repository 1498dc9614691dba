"""The text of a calendar: lines unfolded, names and parameters apart, components nested as they must be. Pure.

RFC 5545, section 3.1 (content lines), 3.4 (the calendar object) and 3.6 (components). Stricter than it where a reader could
see another file than this one: a line folded within its name, characters that do not show or that turn the writing direction.
Whatever might say when a window is, and is not read here, is an error: an unknown property or component is never passed over.
What the properties of an event mean, `windows` says.
"""

from __future__ import annotations

import re

from ..model import Source, frozen
from .errors import ApprovalError
from .visible import short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final, NoReturn

MAX_BYTES: Final = 1 << 20
MAX_EVENTS: Final = 1000


class WindowsError(ApprovalError):
    """The file of change windows cannot be used, so no window is open; `source` names the file and line.

    Stable codes: `bad-calendar` (a line, a component, a value that RFC 5545 does not know or that is not taken here),
    `calendar-too-large` (bytes, events, dates to look at), `unknown-component`, `unknown-property`, `unknown-zone`,
    `zone-unreadable`, `floating-time`, `all-day`, `bad-rule`, `too-frequent` (hourly and quicker), `unsupported-rule`,
    `unsupported-exception` (RECURRENCE-ID), `exception-misses` (an EXDATE that takes nothing away), `duplicate-event`,
    `unclear-event` (window or freeze?), `no-windows`, `outside-horizon` (a question about a time not compiled).
    """

    code = "bad-calendar"
    exit_code = 3


@frozen
class Line:
    """One content line: its name in capitals, its parameters by name in capitals, its value as it stands."""

    name: str
    parameters: dict[str, str]
    value: str
    source: Source


@frozen
class Event:
    """One VEVENT: where it begins, and those of its properties that matter, by name."""

    source: Source
    lines: dict[str, list[Line]]

    def one(self, name: str) -> Line | None:
        """The only line of a name that may stand once."""
        return self.lines[name][0] if name in self.lines else None


_NAME: Final = re.compile(r"[A-Za-z0-9-]+")
_PARAMETER: Final = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)((?:,(?:"[^"]*"|[^";:,]*))*)')
# Controls but for the tab, line and paragraph separators, marks and overrides of the writing direction, byte order marks, tags.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)

# What may stand in what. VTODO, VFREEBUSY, VAVAILABILITY and whatever else could be meant as a window are errors.
_INSIDE: Final = {
    "": ("VCALENDAR",),
    "VCALENDAR": ("VEVENT", "VTIMEZONE"),
    "VEVENT": ("VALARM",),
    "VTIMEZONE": ("STANDARD", "DAYLIGHT"),
}
_CALENDAR_VALUES: Final = {"VERSION": "2.0", "CALSCALE": "GREGORIAN", "METHOD": "PUBLISH"}
_CALENDAR_IGNORED: Final = frozenset(
    ("PRODID", "NAME", "DESCRIPTION", "UID", "LAST-MODIFIED", "URL", "REFRESH-INTERVAL", "SOURCE", "COLOR", "IMAGE")
)
# name: (may it stand more than once, the parameters it may have)
_EVENT_READ: Final = {
    "DTSTART": (False, ("TZID", "VALUE")),
    "DTEND": (False, ("TZID", "VALUE")),
    "DURATION": (False, ()),
    "RRULE": (False, ()),
    "RDATE": (True, ("TZID", "VALUE")),
    "EXDATE": (True, ("TZID", "VALUE")),
    "CATEGORIES": (True, ("LANGUAGE",)),
    "SUMMARY": (False, ("LANGUAGE", "ALTREP")),
    "STATUS": (False, ()),
    "TRANSP": (False, ()),
    "UID": (False, ()),
}
_EVENT_IGNORED: Final = frozenset(
    "ATTACH ATTENDEE CLASS COLOR COMMENT CONFERENCE CONTACT CREATED DESCRIPTION DTSTAMP GEO IMAGE LAST-MODIFIED LOCATION "
    "ORGANIZER PRIORITY RELATED-TO REQUEST-STATUS RESOURCES SEQUENCE URL".split()
)


def refuse(message: str, source: Source, code: str = "", hint: str = "") -> NoReturn:
    """Refuse the whole file for one of its lines.

    Raises:
        WindowsError: always.
    """
    raise WindowsError(message, source=source, code=code, hint=hint)


def read_calendar(data: bytes, file: str) -> tuple[list[Event], list[Line]]:
    """The events of the one calendar in the file, and the TZID lines of its VTIMEZONEs.

    Raises:
        WindowsError: `bad-calendar`, `calendar-too-large`, `unknown-component`, `unknown-property`,
            `unsupported-exception`.
    """
    events: list[Event] = []
    zones: list[Line] = []
    said: set[str] = set()  # the properties of the calendar itself
    stack: list[str] = []
    inner: dict[str, list[Line]] = {}
    begin = Source(file)
    ended = False
    for line in _read_lines(data, file):
        if ended:
            refuse("nothing may follow END:VCALENDAR", line.source)
        if line.name == "BEGIN":
            component = _component(line)
            _check_nesting(component, stack, line.source)
            stack.append(component)
            if len(stack) == 2:
                inner, begin = {}, line.source
        elif line.name == "END":
            component = _component(line)
            if not stack or stack.pop() != component:
                refuse(f"END:{component} does not end what began last", line.source)
            if component == "VEVENT":
                events.append(Event(begin, inner))
            elif component == "VTIMEZONE":
                zones.append(inner["TZID"][0] if "TZID" in inner else refuse("a VTIMEZONE without TZID", begin))
            ended = not stack
        elif not stack:
            refuse("the file does not begin with BEGIN:VCALENDAR", line.source)
        elif len(stack) == 1:
            _check_calendar_line(line, said)
        elif stack == ["VCALENDAR", "VEVENT"]:
            _add_event_line(line, inner)
        elif stack == ["VCALENDAR", "VTIMEZONE"] and line.name == "TZID":
            _add_once(line, inner)
        if len(events) > MAX_EVENTS:
            refuse(f"more than {MAX_EVENTS} events", begin, "calendar-too-large")
    if not ended:
        refuse(f"END:{stack[-1]} is missing" if stack else "the file has no BEGIN:VCALENDAR", Source(file))
    if "VERSION" not in said:
        refuse("the calendar does not say VERSION:2.0", Source(file))
    return events, zones


def _read_lines(data: bytes, file: str) -> Iterator[Line]:
    if len(data) > MAX_BYTES:
        raise WindowsError(
            f"{len(data)} bytes; at most {MAX_BYTES} are read", code="calendar-too-large", source=Source(file)
        )
    parts: list[bytes] = []
    first = 0
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        raw = raw.removesuffix(b"\r")
        if raw[:1] in (b" ", b"\t"):
            if not parts:
                refuse(
                    "a line that begins with a blank goes on with the one before, and there is none",
                    Source(file, number),
                )
            # RFC 5545 lets RRULE be written as RR and ULE, which nobody who looks for RRULE will find.
            if len(parts) == 1 and not set(parts[0]) & set(b":;"):
                refuse("a line is folded within its name", Source(file, number))
            parts.append(raw[1:])
            continue
        if parts:
            yield _parse_line(b"".join(parts), Source(file, first))
        parts, first = [raw] if raw else [], number
    if parts:
        yield _parse_line(b"".join(parts), Source(file, first))


def _parse_line(data: bytes, source: Source) -> Line:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        refuse("the line is not UTF-8", source)
    if _UNSEEN.search(text):
        refuse("the line has characters that cannot be seen", source)
    named = _NAME.match(text)
    at = named.end() if named else 0
    parameters: dict[str, str] = {}
    while named and (found := _PARAMETER.match(text, at)):
        name, value, others = found.groups()
        if name.upper() in parameters:
            refuse(f"the parameter {name.upper()} stands twice", source)
        parameters[name.upper()] = value[1:-1] if value[:1] == '"' and not others else value + others
        at = found.end()
    if not named or text[at : at + 1] != ":":
        refuse(f"{short(text)} is not NAME;PARAMETER=VALUE:VALUE", source)
    return Line(named[0].upper(), parameters, text[at + 1 :], source)


def _component(line: Line) -> str:
    if line.parameters or not _NAME.fullmatch(line.value):
        refuse(f"{short(line.value)} does not name a component", line.source)
    return line.value.upper()


def _check_nesting(component: str, stack: list[str], source: Source) -> None:
    around = stack[-1] if stack else ""
    if component in _INSIDE.get(around, ()):
        return
    if around == "VCALENDAR":
        refuse(
            f"{component} is not read here",
            source,
            "unknown-component",
            "windows and freezes are VEVENTs; leave everything else out of this file",
        )
    refuse(f"{component} may not stand {'in ' + around if around else 'here'}", source)


def _check_calendar_line(line: Line, said: set[str]) -> None:
    if line.name in _CALENDAR_VALUES:
        if line.value.upper() != _CALENDAR_VALUES[line.name] or line.name in said:
            refuse(f"{line.name} may only be {_CALENDAR_VALUES[line.name]}, and stand once", line.source)
    elif line.name not in _CALENDAR_IGNORED and not line.name.startswith("X-"):
        refuse(f"{line.name} is not known for a calendar", line.source, "unknown-property")
    said.add(line.name)


def _add_event_line(line: Line, lines: dict[str, list[Line]]) -> None:
    if line.name in _EVENT_IGNORED or line.name.startswith("X-"):
        return
    if line.name == "RECURRENCE-ID":
        refuse(
            "RECURRENCE-ID, one occurrence changed, is not read here",
            line.source,
            "unsupported-exception",
            "take the occurrence away with EXDATE, and write the changed one as an event of its own",
        )
    if line.name not in _EVENT_READ:
        refuse(f"{line.name} is not known for an event", line.source, "unknown-property")
    many, allowed = _EVENT_READ[line.name]
    for name in line.parameters:
        if name not in allowed:
            refuse(f"{line.name} may not have the parameter {name}", line.source)
    if many:
        lines.setdefault(line.name, []).append(line)
    else:
        _add_once(line, lines)


def _add_once(line: Line, lines: dict[str, list[Line]]) -> None:
    if line.name in lines:
        refuse(f"{line.name} stands twice", line.source)
    lines[line.name] = [line]
