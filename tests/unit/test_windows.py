"""Change windows: a table of calendars and what is open in them, questions about moments, bounds, and ways round them."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tta_guard.approvals import windows_zones
from tta_guard.approvals.errors import ApprovalError
from tta_guard.approvals.windows import MAX_HORIZON_S, Windows, parse_windows
from tta_guard.approvals.windows_ical import MAX_BYTES, MAX_EVENTS, WindowsError

TABLES = tomllib.loads((Path(__file__).parents[1] / "vectors" / "approvals_windows.toml").read_text("utf-8"))
FILE = "w.ics"
DAY = 86400
START = int(datetime(2026, 11, 24, tzinfo=UTC).timestamp())
END = START + 2 * DAY
HOUR = 3600
WINDOW = ("DTSTART:20261124T100000Z", "DTEND:20261124T120000Z")


def calendar(*events: tuple[str, ...]) -> bytes:
    """A calendar with these events, each the lines inside one VEVENT; the first of them is on line 4."""
    lines = [line for event in events for line in ("BEGIN:VEVENT", *event, "END:VEVENT")]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]).encode()


def vector_bytes(vector: dict[str, Any]) -> bytes:
    text = vector["lines"].strip("\n").replace("{window}", TABLES["texts"]["window"].strip("\n"))
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{text}\nEND:VCALENDAR\n".encode()


def parse(data: bytes, start: int = START, end: int = END) -> Windows:
    return parse_windows(data, FILE, start=start, end=end)


def refusal(data: bytes, start: int = START, end: int = END) -> tuple[str, int]:
    with pytest.raises(WindowsError) as caught:
        parse(data, start, end)
    assert isinstance(caught.value, ApprovalError)
    assert caught.value.exit_code == 3
    assert caught.value.source is not None
    assert caught.value.source.file == FILE
    return caught.value.code, caught.value.source.line


def seconds(spans: list[list[Any]]) -> list[tuple[Any, ...]]:
    return [(int(span[0].timestamp()), int(span[1].timestamp()), *span[2:]) for span in spans]


@pytest.mark.parametrize("vector", TABLES["opens"], ids=[vector["id"] for vector in TABLES["opens"]])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_what_is_open(vector: dict[str, Any], ending: bytes) -> None:
    data = vector_bytes(vector).replace(b"\n", ending)
    start, end = int(vector["start"].timestamp()), int(vector["end"].timestamp())
    expected = Windows(
        file=FILE,
        digest=hashlib.sha256(data).hexdigest(),
        start=start,
        end=end,
        open=tuple(seconds(vector["open"])),
        freezes=tuple(seconds(vector.get("frozen", []))),
    )
    assert parse(data, start, end) == expected


@pytest.mark.parametrize("vector", TABLES["refused"], ids=[vector["id"] for vector in TABLES["refused"]])
def test_what_is_refused(vector: dict[str, Any]) -> None:
    data = vector_bytes(vector)
    assert refusal(data) == (vector["code"], vector["line"])
    # The same file is refused whatever time it is asked about.
    assert refusal(data, 0, DAY) == (vector["code"], vector["line"])


def test_questions_about_moments() -> None:
    freeze = ("CATEGORIES:FREEZE", "SUMMARY:stock taking", "DTSTART:20261124T113000Z", "DURATION:PT4H")
    windows = parse(calendar(WINDOW, freeze, ("DTSTART:20261125T100000Z", "DURATION:PT1H")))
    ten, half_past_eleven = START + 10 * HOUR, START + 11 * HOUR + 1800
    tomorrow = START + DAY + 10 * HOUR
    table = {  # now: open, closes, opens next, frozen
        START: (False, None, ten, None),
        ten - 1: (False, None, ten, None),
        ten: (True, half_past_eleven, ten, None),
        half_past_eleven - 1: (True, half_past_eleven, half_past_eleven - 1, None),
        half_past_eleven: (False, None, tomorrow, "stock taking"),
        START + 12 * HOUR: (False, None, tomorrow, "stock taking"),
        START + 15 * HOUR + 1800: (False, None, tomorrow, None),
        tomorrow: (True, tomorrow + HOUR, tomorrow, None),
        tomorrow + HOUR: (False, None, None, None),
    }
    for now, expected in table.items():
        found = (windows.is_open(now), windows.closes_at(now), windows.next_open(now), windows.frozen(now))
        assert found == expected, datetime.fromtimestamp(now, UTC)


def test_of_two_freezes_the_first_in_the_file_is_named_whatever_the_horizon() -> None:
    one = ("CATEGORIES:FREEZE", "SUMMARY:one", "DTSTART:20261124T110000Z", "DURATION:PT1H")
    two = ("CATEGORIES:FREEZE", "SUMMARY:two", "DTSTART:20261124T100000Z", "DURATION:PT9H")
    now = START + 11 * HOUR
    for start in (START, now):
        assert parse(calendar(WINDOW, one, two), start).frozen(now) == "one"
        assert parse(calendar(WINDOW, two, one), start).frozen(now) == "two"


@pytest.mark.parametrize("now", [START - 1, END, END + DAY, 0])
def test_a_moment_that_was_not_compiled_is_no_answer(now: int) -> None:
    windows = parse(calendar(WINDOW))
    for ask in (windows.is_open, windows.closes_at, windows.next_open, windows.frozen):
        with pytest.raises(WindowsError) as caught:
            ask(now)
        assert caught.value.code == "outside-horizon"


@pytest.mark.parametrize(
    ("start", "end"),
    [(START, START), (END, START), (START, START + MAX_HORIZON_S + 1), (-(1 << 40), START), (1 << 60, (1 << 60) + 1)],
)
def test_no_such_horizon(start: int, end: int) -> None:
    assert refusal(calendar(WINDOW), start, end) == ("outside-horizon", 0)


def test_the_horizon_may_be_as_long_as_it_says() -> None:
    assert parse(calendar(WINDOW), START, START + MAX_HORIZON_S).is_open(START + 10 * HOUR)


def test_byte_order_mark_only_at_the_beginning() -> None:
    data = calendar(WINDOW)
    assert parse(b"\xef\xbb\xbf" + data).open == parse(data).open
    assert refusal(b"\xef\xbb\xbf\xef\xbb\xbf" + data) == ("bad-calendar", 1)


def test_a_character_may_be_folded_apart() -> None:
    data = calendar(("SUMMARY:\u00fc", *WINDOW)).replace(b"\xc3\xbc", b"\xc3\r\n \xbc")
    assert parse(data).is_open(START + 10 * HOUR)
    assert refusal(data.replace(b"\xc3\r\n \xbc", b"\xc3")) == ("bad-calendar", 4)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 0),
        (b"\n\n", 0),
        (b"BEGIN:VCALENDAR\nVERSION:2.0\n", 0),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", 0),
        (b"BEGIN:VEVENT\nEND:VEVENT\n", 1),
        (b" BEGIN:VCALENDAR\n", 1),
        (b"VERSION:2.0\nBEGIN:VCALENDAR\nEND:VCALENDAR\n", 1),
        (b"BEGIN:VCALENDAR\nVERSION:1.0\nEND:VCALENDAR\n", 2),
        (b"BEGIN:VCALENDAR\nVERSION:2.0\nVERSION:2.0\nEND:VCALENDAR\n", 3),
        (b"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VTIMEZONE\nEND:VTIMEZONE\nEND:VCALENDAR\n", 3),
        (b"END:VCALENDAR\n", 1),
        (b"BEGIN;X=1:VCALENDAR\n", 1),
        (b"BEGIN:VCALENDAR \n", 1),
    ],
)
def test_not_a_calendar(data: bytes, line: int) -> None:
    assert refusal(data) == ("bad-calendar", line)


def test_one_calendar_a_file() -> None:
    assert refusal(calendar(WINDOW) * 2) == ("bad-calendar", 8)
    assert refusal(calendar(WINDOW) + b"X-A:1\r\n") == ("bad-calendar", 8)
    assert parse(calendar(WINDOW) + b"\r\n\r\n").is_open(START + 10 * HOUR)


def test_bounds_of_size() -> None:
    padding = b"X-PAD:" + b"x" * (MAX_BYTES - len(calendar(WINDOW, (*WINDOW, "X-PAD:"))))
    full = calendar(WINDOW, (*WINDOW, "X-PAD:")).replace(b"X-PAD:", padding)
    assert len(full) == MAX_BYTES
    assert parse(full).is_open(START + 10 * HOUR)
    assert refusal(full + b"\n") == ("calendar-too-large", 0)
    assert parse(calendar(*[WINDOW] * MAX_EVENTS)).is_open(START + 10 * HOUR)
    assert refusal(calendar(*[WINDOW] * (MAX_EVENTS + 1)))[0] == "calendar-too-large"


NEVER = ("DTSTART:19700101T000000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYMONTH=1;BYMONTHDAY=1;COUNT=9999")
LONG = ("DTSTART:19700101T000000Z", "DURATION:P366D", "RRULE:FREQ=YEARLY;BYDAY=TH,FR,SA,SU,MO,TU,WE")
EXCEPTIONS = ("DTSTART:20260101T000000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY", *["EXDATE:20260102T000000Z"] * 40_000)
DATES = ("DTSTART:20260101T000000Z", "DURATION:P7D", "RDATE:" + ",".join(["20261124T000000Z"] * 61_000))


@pytest.mark.parametrize(
    "data",
    [
        calendar(WINDOW, *[NEVER] * 900),
        calendar(WINDOW, *[LONG] * 900),
        calendar(EXCEPTIONS),
        calendar(DATES),
        calendar(("X-A;B=" + "," * 1_000_000 + ":1", *WINDOW)),
        calendar(("DTSTART" + ";" * 1_000_000, *WINDOW)),
        calendar(("CATEGORIES:" + "\\," * 500_000, *WINDOW)),
        calendar(("DTSTART:20261124T100000Z", "RRULE:FREQ=DAILY;BYDAY=" + "TU," * 300_000, "DURATION:PT1H")),
        b"A:\n" + b" \n" * 500_000,
    ],
    ids=["counting", "overlapping", "exceptions", "dates", "values", "parameters", "texts", "rule", "folds"],
)
def test_a_hostile_file_takes_a_moment(data: bytes) -> None:
    began = time.process_time()
    try:
        parse(data)
    except WindowsError:
        pass
    assert time.process_time() - began < 5  # a second or less here; what matters is that nothing is quadratic


def test_too_many_days_are_an_error_with_the_rule_at_fault() -> None:
    code, line = refusal(calendar(WINDOW, *[NEVER] * 900))
    assert code == "calendar-too-large"
    assert line % 5 == (6 + 4) % 5  # the RRULE is the fourth line of events of five, after six lines
    assert parse(calendar(WINDOW, NEVER)).is_open(START + 10 * HOUR)


def test_a_usual_file_is_far_from_the_bound() -> None:
    weekly = ("DTSTART;TZID=Europe/Berlin:20200107T220000", "DURATION:PT4H", "RRULE:FREQ=WEEKLY;BYDAY=TU,TH")
    assert len(parse(calendar(*[weekly] * MAX_EVENTS), START, START + 31 * DAY).open) == 10


ZONED = calendar(("DTSTART;TZID=Europe/Berlin:20261124T100000", "DURATION:PT1H"))
ASK = f"""
import sys
sys.path.insert(0, {os.fspath(Path(__file__).parents[2])!r})
from tta_guard.approvals.windows import parse_windows
print(parse_windows(sys.stdin.buffer.read(), "w.ics", start={START}, end={END}).open)
"""


def test_no_variable_moves_a_zone(tmp_path: Path) -> None:
    tokyo = next(
        (path for path in map(Path, (f"{root}/Asia/Tokyo" for root in windows_zones._DIRECTORIES)) if path.exists()),
        None,
    )
    if tokyo is None:
        pytest.skip("no time zone database in the system's directories")
    (tmp_path / "Europe").mkdir()
    (tmp_path / "Europe" / "Berlin").write_bytes(tokyo.read_bytes())
    attack = {"PYTHONTZPATH": str(tmp_path), "TZDIR": str(tmp_path), "TZ": "Asia/Tokyo"}
    control = (
        "import zoneinfo, datetime; print(zoneinfo.ZoneInfo('Europe/Berlin').utcoffset(datetime.datetime(2026, 1, 1)))"
    )

    def ask(code: str, variables: dict[str, str]) -> str:
        command = [sys.executable, "-I", "-c", code]
        environment = {**os.environ, **variables}
        return subprocess.run(command, input=ZONED, capture_output=True, check=True, env=environment).stdout.decode()

    assert "9:00:00" in ask(control, attack)  # the attack works where zoneinfo looks for itself
    expected = f"(({START + 9 * HOUR}, {START + 10 * HOUR}),)"
    assert ask(ASK, {}).strip() == expected
    assert ask(ASK, attack).strip() == expected


def test_without_a_database_of_the_system_nothing_is_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows_zones, "_DIRECTORIES", ())
    monkeypatch.setattr(windows_zones, "_package", list)
    assert refusal(ZONED) == ("unknown-zone", 4)
    assert parse(calendar(WINDOW)).is_open(START + 10 * HOUR)


def test_a_damaged_zone_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows_zones, "_DIRECTORIES", (str(tmp_path),))
    (tmp_path / "Europe").mkdir()
    for content in (b"TZif", b"TZif2" + bytes(39), b"TZif2" + bytes(15) + b"\xff" * 40, b"TZif9" + bytes(200)):
        (tmp_path / "Europe" / "Berlin").write_bytes(content)
        assert refusal(ZONED) == ("zone-unreadable", 4), content


def test_the_database_of_the_package_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("tzdata", reason="the package tzdata is not installed")
    monkeypatch.setattr(windows_zones, "_DIRECTORIES", ())
    assert parse(ZONED).open == ((START + 9 * HOUR, START + 10 * HOUR),)


@pytest.mark.parametrize(
    "character",
    [chr(code) for code in (*range(9), *range(0xB, 0xD), *range(0xE, 0x20), *range(0x7F, 0xA0))]
    + list("\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\U000e0041"),
    ids=lambda character: f"U+{ord(character):04X}",
)
def test_characters_that_do_not_show(character: str) -> None:
    assert refusal(calendar((f"DESCRIPTION:a{character}b", *WINDOW))) == ("bad-calendar", 4)


def test_every_error_shows_as_text() -> None:
    with pytest.raises(WindowsError) as caught:
        parse(calendar(("SUMMARY:x\\\u3164", *WINDOW)))
    assert str(caught.value) == 'w.ics:4: SUMMARY: "\\\\\\u3164" is not an escape'
