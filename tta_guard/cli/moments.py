"""Moments and spans of time, as people read and write them. Pure."""

from __future__ import annotations

from ..errors import UsageError

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def moment(seconds: int) -> str:
    """Unix seconds as UTC, `2026-03-01 09:30:00Z`."""
    from datetime import UTC, datetime

    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%SZ")


def span(text: str, flag: str) -> int:
    """Seconds of a span such as `90s`, `30m`, `2h`, `1d`.

    Raises:
        UsageError: another form.
    """
    number, unit = text[:-1], text[-1:]
    if not number.isascii() or not number.isdigit() or unit not in _UNITS or len(number) > 9:
        raise UsageError(f"{flag} {text}: not a span of time", hint="such as 30m, 2h or 1d")
    return int(number) * _UNITS[unit]
