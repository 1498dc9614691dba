"""The values of an event's properties: moments, lengths, texts. Pure, but for the time zones, which the caller hands in.

RFC 5545, section 3.3.5 (DATE-TIME), 3.3.6 (DURATION), 3.3.11 (TEXT). A time that is not in UTC has to name its zone: a
floating time is another moment for each reader, and so is an all-day date, which RFC 5545 does not let name a zone.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from ..model import Source, frozen
from .visible import short
from .windows_ical import WindowsError, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo
    from typing import Final

    from .windows_ical import Line

_YEARS: Final = range(1970, 3000)
_STAMP: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})(Z?)")
_DATE: Final = re.compile(r"[0-9]{8}")
_DURATION: Final = re.compile(
    r"\+?P(?:([0-9]{1,4})W|(?:([0-9]{1,4})D)?(?:T(?=[0-9])(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,8})S)?)?)"
)
_ESCAPED: Final = re.compile(r"\\(.?)")
_ESCAPES: Final = {"\\": "\\", ";": ";", ",": ",", "n": " ", "N": " "}


@frozen
class Moment:
    """A local time in its zone, and the same in Unix seconds."""

    local: datetime
    zone: tzinfo
    utc: int


class Zones:
    """The zones a file has named, each looked up once.

    Args:
        load: the zone of an IANA name, or None.
    """

    def __init__(self, load: Callable[[str], tzinfo | None]) -> None:
        self._load = load
        self._found: dict[str, tzinfo | None] = {}

    def find(self, name: str, source: Source) -> tzinfo:
        """The zone of this name.

        Raises:
            WindowsError: `unknown-zone`; and what `load` raises, with the place of the name.
        """
        if name not in self._found:
            try:
                self._found[name] = self._load(name)
            except WindowsError as error:
                refuse(error.message, source, error.code, error.hint)
        zone = self._found[name]
        if zone is None:
            refuse(
                f"{short(name)} is not in the IANA time zone database",
                source,
                "unknown-zone",
                "name a place, as in TZID=Europe/Berlin; without a database on the system, install the package tzdata",
            )
        return zone


def at(local: datetime, zone: tzinfo) -> Moment:
    """The moment of a local time.

    RFC 5545, section 3.3.5: a time that comes twice is the first of the two; one that is left out is read with the offset
    before the gap, so 02:30 in a spring night is 03:30. Which is what `fold=0` means to `datetime`.
    """
    return Moment(local, zone, int(local.replace(tzinfo=zone, fold=0).timestamp()))


def parse_moment(line: Line, zones: Zones) -> Moment:
    """The one moment of DTSTART or DTEND.

    Raises:
        WindowsError: `bad-calendar`, `floating-time`, `all-day`, `unknown-zone`.
    """
    return parse_moments(line, zones)[0] if "," not in line.value else refuse("one time only", line.source)


def parse_moments(line: Line, zones: Zones) -> list[Moment]:
    """The moments of EXDATE or RDATE, at least one.

    Raises:
        WindowsError: as above.
    """
    kind = line.parameters.get("VALUE", "DATE-TIME").upper()
    if kind == "DATE" or _DATE.fullmatch(line.value.split(",")[0]):
        refuse(
            f"{line.name} is a whole day, and RFC 5545 has no way to say in which time zone",
            line.source,
            "all-day",
            f"write its first second: {line.name};TZID=Europe/Berlin:20261224T000000",
        )
    if kind != "DATE-TIME":
        refuse(f"{line.name} may not be a {short(kind)}", line.source)
    name = line.parameters.get("TZID")
    zone = zones.find(name, line.source) if name is not None else None
    return [_parse_stamp(text, zone, line) for text in line.value.split(",")]


def _parse_stamp(text: str, zone: tzinfo | None, line: Line) -> Moment:
    found = _STAMP.fullmatch(text)
    if not found:
        refuse(f"{line.name}: {short(text)} is not a time such as 20261224T220000", line.source)
    *numbers, utc = found.groups()
    try:
        local = datetime(*[int(number) for number in numbers])  # type: ignore[arg-type]
    except ValueError:
        refuse(f"{line.name}: there is no such time as {text}", line.source)
    if local.year not in _YEARS:
        refuse(f"{line.name}: the year has to be from {_YEARS[0]} to {_YEARS[-1]}", line.source)
    if utc and zone is not None:
        refuse(f"{line.name}: {text} is in UTC and names a time zone too", line.source)
    if not utc and zone is None:
        refuse(
            f"{line.name}: {text} is another moment in each time zone",
            line.source,
            "floating-time",
            f"name the zone: {line.name};TZID=Europe/Berlin:{text}, or write UTC: {text}Z",
        )
    return at(local, zone or UTC)


def parse_until(text: str, source: Source) -> int:
    """The moment of UNTIL in a rule, which section 3.3.10 wants in UTC where the start names a zone or is in UTC.

    Raises:
        WindowsError: `bad-rule`.
    """
    found = _STAMP.fullmatch(text)
    if not found or not found[7]:
        refuse(f"UNTIL has to be a time in UTC, as in 20261224T220000Z, and not {short(text)}", source, "bad-rule")
    try:
        local = datetime(*[int(number) for number in found.groups()[:6]])  # type: ignore[arg-type]
    except ValueError:
        refuse(f"UNTIL: there is no such time as {text}", source, "bad-rule")
    return at(local, UTC).utc


def parse_duration(line: Line) -> tuple[int, int]:
    """The days and seconds of a DURATION, together more than nothing.

    Days and weeks are of the calendar, so that one may have 23 or 25 hours; hours, minutes and seconds are exact.

    Raises:
        WindowsError: `bad-calendar`.
    """
    found = _DURATION.fullmatch(line.value.upper()) if line.value.isascii() else None
    if not found:
        refuse(f"DURATION: {short(line.value)} is not a length such as PT4H or P1DT12H", line.source)
    weeks, days, hours, minutes, seconds = [int(number or 0) for number in found.groups()]
    length = (weeks * 7 + days, hours * 3600 + minutes * 60 + seconds)
    return length if any(length) else refuse("DURATION is nothing", line.source)


def parse_texts(line: Line) -> list[str]:
    """The texts of CATEGORIES, which have commas between them.

    Raises:
        WindowsError: `bad-calendar`: an escape that RFC 5545 does not know.
    """
    texts: list[str] = []
    start = 0
    for found in re.finditer(r"\\.|,|$", line.value):
        if found[0] in (",", ""):
            texts.append(_unescape(line.value[start : found.start()], line))
            start = found.end()
    return texts


def parse_text(line: Line) -> str:
    """The text of SUMMARY, a line break in it as a blank.

    Raises:
        WindowsError: `bad-calendar`: an escape that RFC 5545 does not know.
    """
    return _unescape(line.value, line)


def _unescape(text: str, line: Line) -> str:
    for escaped in _ESCAPED.findall(text):
        if escaped not in _ESCAPES:
            refuse(f"{line.name}: {short(chr(92) + escaped)} is not an escape", line.source)
    return _ESCAPED.sub(lambda found: _ESCAPES[found[1]], text)


def parse_choice(line: Line | None, choices: tuple[str, ...]) -> str:
    """The value of STATUS or TRANSP in capitals; the first choice where there is no such line.

    Raises:
        WindowsError: `bad-calendar`.
    """
    if line is None:
        return choices[0]
    if not line.value.isascii() or line.value.upper() not in choices:
        refuse(f"{line.name} is one of {', '.join(choices)}, and not {short(line.value)}", line.source)
    return line.value.upper()
