"""Recurrence rules that go by days: is this day one of the rule's? Pure.

RFC 5545, section 3.3.10, FREQ daily, weekly, monthly and yearly with INTERVAL, COUNT, UNTIL, BYMONTH, BYMONTHDAY, BYDAY and
WKST. Every rule of these parts falls on whole days, all at the start's time of day, so a day is looked at by itself and
nothing has to be expanded from the beginning but where COUNT counts. All other parts are errors: BYSETPOS, BYYEARDAY,
BYWEEKNO, BYHOUR and smaller, RSCALE and SKIP (RFC 7529).
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from datetime import date

from ..model import frozen
from .visible import short
from .windows_ical import refuse
from .windows_values import parse_until

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ..model import Source
    from .windows_ical import Line
    from .windows_values import Moment

MAX_NUMBER: Final = 9999  # of INTERVAL and COUNT
_FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_TOO_FREQUENT: Final = ("SECONDLY", "MINUTELY", "HOURLY")
_PARTS: Final = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "WKST")
_UNSUPPORTED: Final = ("BYSETPOS", "BYYEARDAY", "BYWEEKNO", "BYHOUR", "BYMINUTE", "BYSECOND", "RSCALE", "SKIP")
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PART: Final = re.compile(r"([A-Z-]+)=([A-Z0-9,+-]+)")
_NUMBER: Final = re.compile(r"[0-9]{1,4}")
_SIGNED: Final = re.compile(r"[+-]?[0-9]{1,2}")
_WEEKDAY: Final = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")


@frozen
class Rule:
    """One RRULE and the day it starts on.

    Attributes:
        first: the day of DTSTART.
        until: Unix seconds of the last moment at which an occurrence may start.
        month_days: from 1, or from -1 for the last.
        days: weekdays from Monday, 0, each with its place in the month or year; 0 is every one.
        week_start: the weekday that weeks begin with.
    """

    first: date
    frequency: str
    interval: int
    count: int | None
    until: int | None
    months: frozenset[int]
    month_days: frozenset[int]
    days: frozenset[tuple[int, int]]
    week_start: int

    def falls_on(self, day: date) -> bool:
        """Whether an occurrence starts on this day, COUNT and UNTIL left aside."""
        return day >= self.first and self._in_period(day) and self._chosen(day)

    def _in_period(self, day: date) -> bool:
        if self.frequency == "DAILY":
            apart = day.toordinal() - self.first.toordinal()
        elif self.frequency == "WEEKLY":
            apart = self._week(day) - self._week(self.first)
        elif self.frequency == "MONTHLY":
            apart = (day.year - self.first.year) * 12 + day.month - self.first.month
        else:
            apart = day.year - self.first.year
        return apart % self.interval == 0

    def _week(self, day: date) -> int:
        return (day.toordinal() - 1 - self.week_start) // 7  # day 1 of the calendar was a Monday

    def _chosen(self, day: date) -> bool:
        """The BY parts, and what of the start they leave in force."""
        if self.months and day.month not in self.months:
            return False
        if self.month_days and not self.month_days & {day.day, day.day - _days_in_month(day) - 1}:
            return False
        if self.days:
            return (0, day.weekday()) in self.days or any([self._is_nth(day, *nth) for nth in self.days])
        if self.month_days or self.frequency == "DAILY":
            return True
        if self.frequency == "WEEKLY":
            return day.weekday() == self.first.weekday()
        return day.day == self.first.day and (
            self.frequency == "MONTHLY" or bool(self.months) or day.month == self.first.month
        )

    def _is_nth(self, day: date, nth: int, weekday: int) -> bool:
        if nth == 0 or day.weekday() != weekday:
            return False
        if self.frequency == "YEARLY" and not self.months:
            place, last = day.timetuple().tm_yday, 366 if isleap(day.year) else 365
        else:
            place, last = day.day, _days_in_month(day)
        return nth in ((place - 1) // 7 + 1, -((last - place) // 7 + 1))


def parse_rule(line: Line, start: Moment) -> Rule:
    """The rule of an event that starts at `start`.

    The start has to be one of the rule's own days: section 3.8.5.3 leaves undefined what is meant where it is not, and
    calendar programs differ.

    Raises:
        WindowsError: `bad-rule`, `too-frequent`, `unsupported-rule`.
    """
    source = line.source
    parts = _split(line)
    frequency = parts.get("FREQ", "")
    if frequency in _TOO_FREQUENT:
        refuse(f"FREQ={frequency}: a rule goes by days or slower", source, "too-frequent")
    if frequency not in _FREQUENCIES:
        refuse(f"FREQ has to be one of {', '.join(_FREQUENCIES)}", source, "bad-rule")
    if "COUNT" in parts and "UNTIL" in parts:
        refuse("COUNT and UNTIL exclude each other", source, "bad-rule")
    if "BYMONTHDAY" in parts and frequency == "WEEKLY":
        refuse("BYMONTHDAY has no meaning for weeks", source, "bad-rule")
    if parts.get("WKST", "MO") not in _WEEKDAYS:
        refuse("WKST has to be a weekday such as MO", source, "bad-rule")
    rule = Rule(
        first=start.local.date(),
        frequency=frequency,
        interval=_number(parts.get("INTERVAL", "1"), "INTERVAL", source),
        count=_number(parts["COUNT"], "COUNT", source) if "COUNT" in parts else None,
        until=parse_until(parts["UNTIL"], source) if "UNTIL" in parts else None,
        months=_numbers(parts.get("BYMONTH", ""), "BYMONTH", range(1, 13), source),
        month_days=_numbers(parts.get("BYMONTHDAY", ""), "BYMONTHDAY", range(-31, 32), source),
        days=_weekdays(parts.get("BYDAY", ""), frequency, "BYMONTH" in parts, source),
        week_start=_WEEKDAYS.index(parts.get("WKST", "MO")),
    )
    if not rule.falls_on(rule.first):
        refuse(
            f"DTSTART, {rule.first}, is not one of the rule's own days",
            source,
            "bad-rule",
            "let DTSTART be the first occurrence",
        )
    if rule.until is not None and rule.until < start.utc:
        refuse("UNTIL is before DTSTART", source, "bad-rule")
    return rule


def _split(line: Line) -> dict[str, str]:
    parts: dict[str, str] = {}
    # Before upper(), which makes an I of a dotless one.
    for text in line.value.upper().split(";") if line.value.isascii() else [line.value]:
        found = _PART.fullmatch(text)
        if not found:
            refuse(f"{short(text)} is not PART=VALUE", line.source, "bad-rule")
        name, value = found.groups()
        if name in _UNSUPPORTED:
            refuse(f"{name} is not read here", line.source, "unsupported-rule", f"say it with {', '.join(_PARTS)}")
        if name not in _PARTS:
            refuse(f"{name} is not known for a rule", line.source, "unsupported-rule", f"known are {', '.join(_PARTS)}")
        if name in parts:
            refuse(f"{name} stands twice", line.source, "bad-rule")
        parts[name] = value
    return parts


def _number(text: str, name: str, source: Source) -> int:
    if not _NUMBER.fullmatch(text) or int(text) == 0:
        refuse(f"{name} has to be a number from 1 to {MAX_NUMBER}", source, "bad-rule")
    return int(text)


def _numbers(text: str, name: str, allowed: range, source: Source) -> frozenset[int]:
    numbers = set()
    for word in text.split(",") if text else ():
        good = _SIGNED.fullmatch(word) and (allowed[0] < 0 or word.isdigit())
        if not good or int(word) == 0 or int(word) not in allowed:
            refuse(f"{name}: {short(word)} is not a number from {allowed[0]} to {allowed[-1]}", source, "bad-rule")
        numbers.add(int(word))
    return frozenset(numbers)


def _weekdays(text: str, frequency: str, by_month: bool, source: Source) -> frozenset[tuple[int, int]]:
    most = {"MONTHLY": 5, "YEARLY": 5 if by_month else 53}.get(frequency, 0)
    days = set()
    for word in text.split(",") if text else ():
        found = _WEEKDAY.fullmatch(word)
        if not found:
            refuse(f"BYDAY: {short(word)} is not a weekday such as MO, or 2TU, or -1FR", source, "bad-rule")
        nth = int(found[1] or 0)
        if found[1] and not 1 <= abs(nth) <= most:
            refuse(f"BYDAY: {short(word)}: no such weekday in a period of {frequency}", source, "bad-rule")
        days.add((nth, _WEEKDAYS.index(found[2])))
    if (
        len({nth == 0 for nth, _ in days}) > 1
    ):  # either of them by RFC 5545, but some calendar programs want both at once
        refuse("BYDAY has weekdays with a number and without", source, "bad-rule", "write two events")
    return frozenset(days)


def _days_in_month(day: date) -> int:
    return monthrange(day.year, day.month)[1]
