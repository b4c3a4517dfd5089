"""Today, where the service is: rules begin and end at midnight, China standard time."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "CST")


def today() -> date:
    """Return the date in China, whatever the machine's own zone."""
    return datetime.now(CHINA).date()
