"""Recurrence against python-dateutil, and what must hold for every calendar: horizons agree, freezes only close."""

from __future__ import annotations

import itertools
import os
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tta_guard.approvals.errors import ApprovalError
from tta_guard.approvals.windows import Windows, parse_windows
from tta_guard.approvals.windows_ical import WindowsError

DAY = 86400
_EXAMPLES = int(os.environ.get("TTA_FUZZ") or 0) or 70
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",  # midnight in the gap, until 2018
    "Australia/Lord_Howe",  # half an hour
    "Pacific/Apia",  # a day left out, in 2011
    "Asia/Kathmandu",
    "America/St_Johns",
)
LAST = {"UNTIL": "20400101T000000"}  # dateutil looks for a 31st of February up to the year 9999
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def calendar(*events: tuple[str, ...]) -> bytes:
    lines = [line for event in events for line in ("BEGIN:VEVENT", *event, "END:VEVENT")]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]).encode()


def parse(data: bytes, start: int, end: int) -> Windows:
    return parse_windows(data, "w.ics", start=start, end=end)


def unix(local: datetime, zone: str) -> int:
    return int(local.replace(tzinfo=ZoneInfo(zone)).timestamp())


def some(items: Any, most: int = 4) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(items), min_size=1, max_size=most, unique=True)


@st.composite
def rule_parts(draw: st.DrawFn) -> dict[str, str]:
    """The parts of a rule but for COUNT and UNTIL."""
    frequency = draw(st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")))
    parts = {"FREQ": frequency}
    if draw(st.booleans()):
        parts["INTERVAL"] = str(draw(st.integers(1, {"DAILY": 40, "WEEKLY": 9, "MONTHLY": 14, "YEARLY": 3}[frequency])))
    if draw(st.integers(0, 3)) == 0:
        parts["BYMONTH"] = ",".join(map(str, draw(some(range(1, 13)))))
    if frequency != "WEEKLY" and draw(st.integers(0, 2)) == 0:
        parts["BYMONTHDAY"] = ",".join(map(str, draw(some([*range(-31, 0), *range(1, 32)], 6))))
    if draw(st.booleans()):
        days = draw(some(WEEKDAYS))
        most = {"MONTHLY": 5, "YEARLY": 5 if "BYMONTH" in parts else 53}.get(frequency, 0)
        if most and draw(st.booleans()):
            numbers = st.sampled_from([*range(-most, 0), *range(1, most + 1)])
            days = [f"{draw(numbers)}{day}" for day in days]
        parts["BYDAY"] = ",".join(days)
    if draw(st.booleans()):
        parts["WKST"] = draw(st.sampled_from(WEEKDAYS))
    return parts


def written(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())


@st.composite
def series(draw: st.DrawFn) -> tuple[dict[str, str], str, datetime]:
    """A rule, a zone and a start that is one of the rule's own."""
    rrule = pytest.importorskip("dateutil.rrule", reason="python-dateutil is not installed")
    parts, zone = draw(rule_parts()), draw(st.sampled_from(ZONES))
    drawn = draw(st.datetimes(datetime(2005, 1, 1), datetime(2030, 1, 1))).replace(microsecond=0)
    if draw(st.booleans()):  # the hours in which clocks are moved
        drawn = drawn.replace(hour=draw(st.integers(0, 3)), minute=draw(st.sampled_from((0, 15, 30, 59))), second=0)
    # From the drawn time on; one that is found starts the series anew, as the start decides which periods are meant.
    found = next(iter(rrule.rrulestr(written({**parts, **LAST}), dtstart=drawn)), None)
    assume(found is not None)
    assert found is not None
    return parts, zone, found


@settings(max_examples=_EXAMPLES * 2)
@given(series(), st.data())
def test_starts_are_those_of_dateutil(drawn: tuple[dict[str, str], str, datetime], data: st.DataObject) -> None:
    rrule = pytest.importorskip("dateutil.rrule", reason="python-dateutil is not installed")
    parts, zone, first = drawn
    limit = data.draw(st.sampled_from(("", "COUNT", "UNTIL")))
    begin = unix(first, zone) + data.draw(st.integers(-40, 900)) * DAY + data.draw(st.integers(0, DAY))
    end = begin + data.draw(st.integers(1, 400 * DAY))
    if limit == "COUNT":
        parts = {**parts, "COUNT": str(data.draw(st.integers(1, 60)))}
    last = unix(first, zone) + data.draw(st.integers(0, 900)) * DAY
    horizon = datetime.fromtimestamp(end, UTC).replace(tzinfo=None) + timedelta(days=3)
    known = rrule.rrulestr(written(parts if limit == "COUNT" else {**parts, **LAST}), dtstart=first)
    locals_ = itertools.takewhile(lambda local: local < horizon, known)
    expected = [start for start in (unix(local, zone) for local in locals_) if limit != "UNTIL" or start <= last]
    if limit == "UNTIL":
        parts = {**parts, "UNTIL": f"{datetime.fromtimestamp(last, UTC):%Y%m%dT%H%M%SZ}"}
    start = f"DTSTART;TZID={zone}:{first:%Y%m%dT%H%M%S}"
    found = parse(calendar((start, "DURATION:PT1S", f"RRULE:{written(parts)}")), begin, end)
    # `fold=0` is what section 3.3.5 says, so what dateutil computed in local time needs no more than that.
    assert found.open == tuple((start, start + 1) for start in sorted(set(expected)) if begin <= start < end)


@st.composite
def event(draw: st.DrawFn) -> tuple[str, ...]:
    parts, zone, first = draw(series())
    lines = [f"DTSTART;TZID={zone}:{first:%Y%m%dT%H%M%S}", f"RRULE:{written(parts)}"]
    days, seconds = draw(st.integers(0, 40)), draw(st.integers(1, DAY * 2))
    if draw(st.booleans()):
        lines.append(f"DURATION:P{days}DT{seconds}S")
    else:
        ends = datetime.fromtimestamp(unix(first, zone), UTC) + timedelta(days=days, seconds=seconds)
        lines.append(f"DTEND:{ends:%Y%m%dT%H%M%SZ}")
    return tuple(lines)


BASE = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp())


@settings(max_examples=_EXAMPLES)
@given(st.lists(event(), min_size=1, max_size=3), st.lists(event(), max_size=2), st.data())
def test_a_short_horizon_agrees_with_a_long_one(
    windows: list[tuple[str, ...]], freezes: list[tuple[str, ...]], data: st.DataObject
) -> None:
    text = calendar(*windows, *[("CATEGORIES:FREEZE", *lines) for lines in freezes])
    whole = parse(text, BASE, BASE + 400 * DAY)
    edges = [edge for start, end, *_ in (*whole.open, *whole.freezes) for edge in (int(start), int(end))]
    moments = st.integers(BASE, BASE + 396 * DAY)  # so that the short horizon does not reach beyond the long one
    if edges:
        near = st.sampled_from(edges).flatmap(lambda edge: st.sampled_from((edge - 1, edge, edge + 1)))
        moments |= near.filter(lambda moment: BASE <= moment <= BASE + 396 * DAY)
    now = data.draw(moments)
    part = parse(text, now, now + data.draw(st.integers(1, 3 * DAY)))
    assert part.is_open(now) == whole.is_open(now)
    assert part.frozen(now) == whole.frozen(now)
    assert not (whole.is_open(now) and whole.frozen(now))
    closes, closes_whole = part.closes_at(now), whole.closes_at(now)
    if closes is not None and closes_whole is not None:
        assert closes == min(closes_whole, part.end)
    # Freezes taken out, what is open is what the windows alone open and no freeze covers.
    alone = parse(calendar(*windows), now, now + 1)
    assert part.is_open(now) == (alone.is_open(now) and whole.frozen(now) is None)


@settings(max_examples=_EXAMPLES // 2)
@given(event(), event(), st.integers(0, 399 * DAY))
def test_a_freeze_only_closes(window: tuple[str, ...], freeze: tuple[str, ...], offset: int) -> None:
    begin = BASE + offset
    before = parse(calendar(window), begin, begin + 30 * DAY)
    after = parse(calendar(window, ("CATEGORIES:FREEZE", *freeze)), begin, begin + 30 * DAY)
    for low, high in after.open:
        assert any(start <= low < high <= end for start, end in before.open)
    total = sum(high - low for low, high in before.open)
    assert sum(high - low for low, high in after.open) <= total


SAMPLE = calendar(
    (
        "UID:1",
        "SUMMARY:weekly\\, late",
        'DTSTART;TZID="Europe/Berlin":20260106T220000',
        "DURATION:PT4H",
        "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=TU,TH;UNTIL=20270101T000000Z;WKST=MO",
        "EXDATE;TZID=Europe/Berlin:20261124T220000",
    ),
    ("UID:2", "CATEGORIES:FREEZE", "DTSTART:20261220T000000Z", "DTEND:20270106T000000Z"),
)
OCTETS = st.sampled_from([*b'\r\n\t \\:;,="+-./_0123456789ACDEFINPRSTUWXYZaz', 0, 0x1B, 0x7F, 0x80, 0xC3, 0xE2, 0xFF])


@settings(max_examples=_EXAMPLES * 8)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), OCTETS, st.integers(0, 2)), min_size=1, max_size=3))
def test_a_changed_file_is_read_or_refused_with_a_line(changes: list[tuple[int, int, int]]) -> None:
    data = bytearray(SAMPLE)
    for at, octet, how in changes:
        at = min(at, len(data) - 1)
        data[at : at + (how != 1)] = b"" if how == 2 else bytes([octet])
    now = int(datetime(2026, 11, 20, tzinfo=UTC).timestamp())
    try:
        windows = parse(bytes(data), now, now + 60 * DAY)
    except WindowsError as error:
        assert isinstance(error, ApprovalError)
        assert error.source is not None
        assert error.source.file == "w.ics"
        assert str(error).isprintable()
        return
    assert all(now <= start < end <= now + 60 * DAY for start, end in windows.open)
    gaps = itertools.pairwise(windows.open)
    assert all(one[1] < other[0] for one, other in gaps)


def test_the_sample_opens_and_freezes() -> None:
    now = int(datetime(2026, 11, 21, tzinfo=UTC).timestamp())
    windows = parse(SAMPLE, now, now + 60 * DAY)
    days = [datetime.fromtimestamp(start, UTC).date() for start, _ in windows.open]
    assert days == [date(2026, 11, 26), *[date(2026, 12, day) for day in (1, 3, 8, 10, 15, 17)]]
    assert [end - start for start, end, _ in windows.freezes] == [17 * DAY]


@pytest.mark.parametrize("at", range(len(SAMPLE)))
def test_no_byte_is_cut_off_in_silence(at: int) -> None:
    now = int(datetime(2026, 11, 20, tzinfo=UTC).timestamp())
    if SAMPLE[at:].strip():
        with pytest.raises(WindowsError):
            parse(SAMPLE[:at], now, now + DAY)
    else:
        assert parse(SAMPLE[:at], now, now + DAY).freezes == ()
