"""What the forms of these pages send."""

from __future__ import annotations

from datetime import UTC, datetime

from api.console.events import Told
from policies.clock import CHINA
from policies.errors import InputError

LONGEST = 1000


def words(told: Told, name: str) -> str:
    """Return a field's text, trimmed."""
    return str(told.get(name) or "")[:LONGEST].strip()


def moment(told: Told, name: str) -> datetime | None:
    """Return the moment of a field of date and time, which is China's; None where it is empty.

    Raises:
        InputError: it is none.
    """
    written = words(told, name)
    if not written:
        return None
    try:
        return datetime.fromisoformat(written).replace(tzinfo=CHINA).astimezone(UTC)
    except ValueError as error:
        raise InputError(name, "moment_wrong", value=written) from error


def number(told: Told, name: str) -> int | None:
    """Return a field's number; None where it is none."""
    written = str(told.get(name, ""))
    return int(written) if written.isdecimal() and len(written) < 10 else None


def written(at: datetime | None) -> str:
    """Return a moment as a field of date and time holds it."""
    return f"{at.astimezone(CHINA):%Y-%m-%dT%H:%M}" if at is not None else ""
