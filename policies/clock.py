"""Days where the service is: they begin and end at midnight, China standard time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "CST")


def today() -> date:
    """Return the date in China, whatever the machine's own zone."""
    return datetime.now(CHINA).date()


def day_of(moment: datetime) -> date:
    """Return the day in China on which a moment lies."""
    return moment.astimezone(CHINA).date()


def beginning_of(day: date | None) -> datetime | None:
    """Return the moment a day begins, in UTC; None for no day, and for one at the very end of the calendar."""
    return _midnight(day, 0)


def end_of(day: date | None) -> datetime | None:
    """Return the moment a day is over, in UTC; None for no day, and for one at the very end of the calendar."""
    return _midnight(day, 1)


def _midnight(day: date | None, days: int) -> datetime | None:
    if day is None:
        return None
    try:
        return (datetime.combine(day, time.min, CHINA) + timedelta(days=days)).astimezone(UTC)
    except OverflowError:
        return None
