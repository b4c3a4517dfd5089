"""Whether people are there for whoever asks for one, and when they are again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from policies.answering.inquiry import Answer, Outcome
from policies.clock import CHINA
from policies.content.hours import OfficeCalendar
from policies.wording import say

ONLINE, HOTLINE = "12345网上人工客服", "12345热线人工坐席"


class Attendance:
    """Says in the answer to a request for a person whether one is there."""

    def __init__(
        self, calendar: Callable[[], OfficeCalendar], clock: Callable[[], datetime] | None = None
    ) -> None:
        """Go by what `calendar` gives each time; `clock` gives the present moment."""
        self._calendar = calendar
        self._clock = clock or (lambda: datetime.now(CHINA))

    def told(self, answer: Answer) -> Answer:
        """Return an answer that leads to people with the hours in its words; any other answer as it is."""
        if answer.outcome not in (Outcome.HANDOFF, Outcome.PAUSED):
            return answer
        sentence = self.sentence()
        return replace(answer, summary=answer.summary + sentence, speech=answer.speech + sentence)

    def sentence(self) -> str:
        """Return who is there now, or when somebody is there again."""
        moment, calendar = self._clock(), self._calendar()
        opens = calendar.next_opening(ONLINE, moment)
        if opens is not None and calendar.is_open(ONLINE, moment):
            return say("answering.attendance.there")
        said = say("answering.attendance.away")
        if opens is not None:
            day = _day(opens.date(), moment.astimezone(CHINA).date())
            said = say("answering.attendance.again", day=day, time=f"{opens:%H:%M}")
        if calendar.is_open(HOTLINE, moment):
            said += say("answering.attendance.hotline")
        return said


def _day(day: date, today: date) -> str:
    if day - today <= timedelta(days=1):
        return say("answering.attendance.today" if day == today else "answering.attendance.tomorrow")
    return say("answering.attendance.day", month=day.month, day=day.day)
