"""When people are at the online desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from policies.clock import CHINA
from policies.content.hours import OfficeCalendar
from policies.wording import say

DESK = "12345网上人工客服"


@dataclass(frozen=True, slots=True)
class Hours:
    """The state of the desk at a moment."""

    is_open: bool
    opens_at: datetime | None
    phone: str


class DeskHours:
    """The online desk by its calendar."""

    def __init__(
        self, calendar: Callable[[], OfficeCalendar], clock: Callable[[], datetime] | None = None
    ) -> None:
        self._calendar = calendar
        self._clock = clock or (lambda: datetime.now(CHINA))

    def moment(self) -> datetime:
        """Return the present moment."""
        return self._clock()

    def now(self) -> Hours:
        """Return whether somebody is there now, and if not, when next."""
        moment, calendar = self.moment(), self._calendar()
        is_open = calendar.is_open(DESK, moment)
        opens_at = None if is_open else calendar.next_opening(DESK, moment)
        return Hours(is_open, opens_at, say("page.hotline"))
