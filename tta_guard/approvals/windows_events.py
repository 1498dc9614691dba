"""When one event of a calendar takes place: its start, its rule, its further starts, less its exceptions. Pure.

RFC 5545, section 3.8.2 (start, end, length) and 3.8.5 (recurrence). Only the days around the horizon are looked at, but where
COUNT counts from the start; and over a whole file no more than `MAX_DAYS`, so a file is refused before it takes a second.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from .windows_ical import refuse
from .windows_rule import parse_rule
from .windows_values import at, parse_duration, parse_moment, parse_moments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from ..model import Source
    from .windows_ical import Event
    from .windows_rule import Rule
    from .windows_values import Moment, Zones

MAX_DAYS: Final = 200_000  # a usual file needs a thousand
MAX_LENGTH_S: Final = 366 * 86400
_DAY_S: Final = 86400
_EPOCH: Final = date(1970, 1, 1)
_DATE_COST: Final = 4  # days that reading and placing one date takes as long as


class Budget:
    """How many days may still be looked at, over the whole file."""

    def __init__(self) -> None:
        self.left = MAX_DAYS

    def spend(self, days: int, source: Source) -> None:
        """Take days away.

        Raises:
            WindowsError: `calendar-too-large`.
        """
        self.left -= days
        if self.left < 0:
            refuse(
                "the rules up to here have too many days to look at",
                source,
                "calendar-too-large",
                "let rules with COUNT start later, or use UNTIL",
            )


def occurrences(event: Event, zones: Zones, budget: Budget, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of an event that touch the horizon from `start` to `end`, Unix seconds, cut at it.

    Raises:
        WindowsError: `bad-calendar`, `floating-time`, `all-day`, `unknown-zone`, `bad-rule`, `too-frequent`,
            `unsupported-rule`, `exception-misses`, `calendar-too-large`.
    """
    line = event.one("DTSTART") or refuse("the event has no DTSTART", event.source)
    first = parse_moment(line, zones)
    days, seconds = _length(event, first, zones)
    length_s = days * _DAY_S + seconds
    if length_s > MAX_LENGTH_S:
        refuse(f"the event lasts more than {MAX_LENGTH_S // _DAY_S} days", event.source)
    written = event.one("RRULE")
    rule = parse_rule(written, first) if written is not None else None
    for dates in (*event.lines.get("RDATE", ()), *event.lines.get("EXDATE", ())):
        budget.spend(_DATE_COST * (dates.value.count(",") + 1), dates.source)
    more = [moment for dates in event.lines.get("RDATE", ()) for moment in parse_moments(dates, zones)]
    excluded = _excluded(event, rule, [first, *more], zones)
    # Three days more at both ends: offsets of up to a day, calendar days that are longer than 24 hours.
    low = _EPOCH + timedelta(days=(start - length_s) // _DAY_S - 3)
    high = _EPOCH + timedelta(days=end // _DAY_S + 3)
    ruled = _ruled(rule, first, low, high, budget, written.source) if rule and written else [first]
    spans: list[tuple[int, int]] = []
    for moment in (*ruled, *more):
        closes = at(moment.local + timedelta(days=days), moment.zone).utc if days else moment.utc
        span = max(moment.utc, start), min(closes + seconds, end)
        if span[0] < span[1] and moment.utc not in excluded:
            spans.append(span)
    return spans


def _length(event: Event, first: Moment, zones: Zones) -> tuple[int, int]:
    """Calendar days and exact seconds."""
    ends, lasts = event.one("DTEND"), event.one("DURATION")
    if (ends is None) == (lasts is None):
        refuse("the event needs either DTEND or DURATION", event.source)
    if lasts is not None:
        return parse_duration(lasts)
    assert ends is not None
    seconds = parse_moment(ends, zones).utc - first.utc
    return (0, seconds) if seconds > 0 else refuse("DTEND is not after DTSTART", ends.source)


def _ruled(rule: Rule, first: Moment, low: date, high: date, budget: Budget, source: Source) -> Iterator[Moment]:
    """The rule's occurrences that start from `low` to `high`."""
    counted = 0
    day = rule.first if rule.count is not None else max(rule.first, low)
    if rule.count is None:
        budget.spend(max((high - day).days, 0), source)
    while day <= high and counted != rule.count:
        if rule.count is not None:
            budget.spend(1, source)
        if rule.falls_on(day):
            moment = at(datetime.combine(day, first.local.time()), first.zone)
            if rule.until is not None and moment.utc > rule.until:
                return
            counted += 1
            if day >= low:
                yield moment
        day += timedelta(days=1)


def _excluded(event: Event, rule: Rule | None, named: list[Moment], zones: Zones) -> set[int]:
    """The moments of EXDATE, each of them one at which the event would start, were its rule without end."""
    excluded: set[int] = set()
    starts = {moment.utc for moment in named}
    first = named[0]
    for line in event.lines.get("EXDATE", ()):
        for moment in parse_moments(line, zones):
            if moment.utc not in starts and not _would_start(rule, first, moment.utc):
                refuse(
                    f"EXDATE: {moment.local:%Y-%m-%d %H:%M:%S} is not one of the event's starts",
                    line.source,
                    "exception-misses",
                    "an exception has the date, time and zone of the start that it takes away",
                )
            excluded.add(moment.utc)
    return excluded


def _would_start(rule: Rule | None, first: Moment, utc: int) -> bool:
    if rule is None:
        return False
    local = (datetime(1970, 1, 1) + timedelta(seconds=utc)).date()
    # The local day is that of UTC or a neighbour.
    for day in (local - timedelta(days=1), local, local + timedelta(days=1)):
        if rule.falls_on(day) and at(datetime.combine(day, first.local.time()), first.zone).utc == utc:
            return True
    return False
