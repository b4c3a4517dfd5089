"""Who asks for a person is told whether one is there, and when one is again."""

from __future__ import annotations

from datetime import datetime

import pytest

from policies.answering.attendance import Attendance
from policies.answering.inquiry import Answer, Outcome
from policies.clock import CHINA
from policies.demo.calendar import load_calendar


def at(*moment: int) -> Attendance:
    return Attendance(load_calendar, lambda: datetime(*moment, tzinfo=CHINA))  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ((2026, 11, 27, 10, 0), "现在是工作人员的服务时间。"),
        (
            (2026, 11, 27, 7, 15),
            "现在不是工作人员的服务时间，今天08:30开始服务。12345热线人工坐席现在有人接听。",
        ),
        (
            (2026, 11, 27, 21, 0),
            "现在不是工作人员的服务时间，明天09:00开始服务。12345热线人工坐席现在有人接听。",
        ),
        (
            (2026, 2, 16, 10, 0),
            "现在不是工作人员的服务时间，2月24日08:30开始服务。12345热线人工坐席现在有人接听。",
        ),
    ],
)
def test_the_sentence_names_the_next_opening(moment: tuple[int, ...], said: str) -> None:
    assert at(*moment).sentence() == said


def test_only_a_request_for_a_person_is_told() -> None:
    attendance = at(2026, 11, 27, 10, 0)
    told = attendance.told(Answer(Outcome.HANDOFF, 1.0, "好的。", speech="好的。"))
    assert told.summary == told.speech == "好的。现在是工作人员的服务时间。"
    other = Answer(Outcome.NOT_FOUND, 1.0, "没有找到。")
    assert attendance.told(other) is other
