"""Change windows: when production may be changed, from a calendar file, as intervals of UTC. Pure, but for the time zones.

The file is for change windows and freezes alone. A VEVENT with the category FREEZE closes, whatever else is open; one with the
category WINDOW, or without any category, opens. Any other category alone, both of them together, and the word "freeze" in the
summary of an event without category are errors: a freeze that forgot its category must not do the opposite of what it says.

| RFC 5545 | here |
|---|---|
| STATUS (3.8.1.11) | CANCELLED opens and closes nothing; a TENTATIVE freeze closes, a TENTATIVE window does not open |
| TRANSP (3.8.2.7) | says whether a person is busy: it changes nothing here |
| DTSTART (3.8.2.4) | UTC, or with a TZID that names an IANA zone; floating times and whole days are errors |
| VTIMEZONE (3.6.5) | has to name an IANA zone, whose rules hold, whatever the component says |
| DTEND (3.8.2.2) | the exact length, for every occurrence (3.8.5.3); the end itself is outside |
| DURATION (3.8.2.5) | days and weeks of the calendar, hours exact; so P1D may have 23 hours |
| RRULE (3.8.5.3) | days or slower, see `windows_rule`; DTSTART has to be the first occurrence |
| a start in a gap or twice | read as in 3.3.5, and counted. 3.3.10 says in one sentence that such a start is left out and in another |
|  | that 3.3.5 holds; calendar programs, where approvers look, do the latter |
| EXDATE (3.8.5.1) | each has to take an occurrence away: a slip of the pen must not leave one open |
| RDATE (3.8.5.2) | more starts, of the same length; no periods |
| RECURRENCE-ID (3.8.4.4) | an error |
| UID (3.8.4.7) | not asked for; two events with one are an error, for one of them may be out of date |

Not covered: the clock, which the ledger watches, and how new the machine's time zone database is.
"""

from __future__ import annotations

from ..model import Source, frozen
from .windows_events import Budget, occurrences
from .windows_ical import WindowsError, read_calendar, refuse
from .windows_values import Zones, parse_choice, parse_text, parse_texts
from .windows_zones import load_zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from .windows_ical import Event

MAX_HORIZON_S: Final = 400 * 86400
_MOMENTS: Final = range(-(1 << 31), 32_503_680_000)  # 1901 up to 3000: years that the arithmetic of days can hold
_FREEZE: Final = "FREEZE"
_WINDOW: Final = "WINDOW"


@frozen
class Windows:
    """Change windows over a horizon. Intervals are Unix seconds, the end outside, cut at the horizon.

    Attributes:
        file: the calendar's name, as the user would say it.
        digest: SHA-256 of the file, in hexadecimal.
        start: the first second that was compiled.
        end: the first that was not.
        open: what is open, freezes taken out, sorted, each apart from the next.
        freezes: what is frozen, with the summary of the freeze, in the order of the file; they may overlap.
    """

    file: str
    digest: str
    start: int
    end: int
    open: tuple[tuple[int, int], ...]
    freezes: tuple[tuple[int, int, str], ...]

    def is_open(self, now: int) -> bool:
        """Whether a change may happen now.

        Raises:
            WindowsError: `outside-horizon`.
        """
        return self.closes_at(now) is not None

    def closes_at(self, now: int) -> int | None:
        """When what is open now closes, by the end of its window or by a freeze, but no later than the horizon's end.

        None where nothing is open.

        Raises:
            WindowsError: `outside-horizon`.
        """
        self._check(now)
        for start, end in self.open:
            if start <= now < end:
                return end
        return None

    def next_open(self, now: int) -> int | None:
        """When a change may happen next, `now` itself if it may; None where not before the horizon's end.

        Raises:
            WindowsError: `outside-horizon`.
        """
        self._check(now)
        for start, end in self.open:
            if now < end:
                return max(start, now)
        return None

    def frozen(self, now: int) -> str | None:
        """The summary of the first freeze in the file that holds now, to be made visible before it is shown; None where none holds.

        Raises:
            WindowsError: `outside-horizon`.
        """
        self._check(now)
        for start, end, summary in self.freezes:
            if start <= now < end:
                return summary
        return None

    def _check(self, now: int) -> None:
        if not self.start <= now < self.end:
            raise WindowsError(
                "the change windows were not read for this time", code="outside-horizon", source=Source(self.file)
            )


def parse_windows(data: bytes, file: str, *, start: int, end: int) -> Windows:
    """Compile a calendar for the times from `start` up to `end`, Unix seconds, at most 400 days apart.

    Whether a file is good does not depend on the horizon, but for the bound on the days to look at.

    Raises:
        WindowsError: see there for the codes; none of its lines is ever left out instead.
    """
    from hashlib import sha256

    if start not in _MOMENTS or end not in _MOMENTS or not 0 < end - start <= MAX_HORIZON_S:
        raise WindowsError("no such span of time can be read", code="outside-horizon", source=Source(file))
    events, named = read_calendar(data, file)
    zones = Zones(load_zone)
    for line in named:
        zones.find(line.value, line.source)
    budget = Budget()
    seen: set[str] = set()
    windows: list[tuple[int, int]] = []
    freezes: list[tuple[int, int, str]] = []
    any_window = False
    for event in events:
        _check_once(event, seen)
        kind, summary = _classify(event)
        status = parse_choice(event.one("STATUS"), ("CONFIRMED", "TENTATIVE", "CANCELLED"))
        parse_choice(event.one("TRANSP"), ("OPAQUE", "TRANSPARENT"))
        spans = occurrences(event, zones, budget, start, end)
        if kind == _FREEZE and status != "CANCELLED":
            freezes.extend([(*span, summary) for span in spans])
        elif kind == _WINDOW and status == "CONFIRMED":
            any_window = True
            windows.extend(spans)
    if not any_window:
        raise WindowsError(
            "the calendar has no change window, so nothing could ever be changed",
            code="no-windows",
            source=Source(file),
            hint="add a VEVENT with CATEGORIES:WINDOW, or take the file out of the configuration",
        )
    opened = tuple(_subtract(_merge(windows), _merge([freeze[:2] for freeze in freezes])))
    return Windows(file, sha256(data).hexdigest(), start, end, opened, tuple(freezes))


def _check_once(event: Event, seen: set[str]) -> None:
    uid = event.one("UID")
    if uid is not None:
        if uid.value in seen:
            refuse("two events have this UID", uid.source, "duplicate-event", "keep the one that holds")
        seen.add(uid.value)


def _classify(event: Event) -> tuple[str, str]:
    """FREEZE or WINDOW, and the summary."""
    written = event.one("SUMMARY")
    summary = parse_text(written).strip() if written is not None else ""
    lines = event.lines.get("CATEGORIES", [])
    names = {text.strip(" \t").upper() for line in lines for text in parse_texts(line) if text.isascii()}
    kinds = names & {_FREEZE, _WINDOW}
    hint = "write CATEGORIES:FREEZE for what closes, CATEGORIES:WINDOW for what opens"
    if len(kinds) == 2:
        refuse("the event is a window and a freeze", lines[0].source, "unclear-event", hint)
    if not kinds and lines:
        refuse("the event's categories say neither window nor freeze", lines[0].source, "unclear-event", hint)
    if not kinds and written is not None and "freeze" in summary.casefold():
        refuse("the summary says freeze, and no category does", written.source, "unclear-event", hint)
    kind = kinds.pop() if kinds else _WINDOW
    return kind, summary or f"the event at {event.source}"


def _merge(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged


def _subtract(spans: list[tuple[int, int]], taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of the spans, both lists merged and sorted."""
    position = 0
    for start, end in spans:
        while position < len(taken) and taken[position][1] <= start:
            position += 1
        for low, high in taken[position:]:
            if low >= end:
                break
            if start < low:
                yield start, low
            start = high
        if start < end:
            yield start, end
