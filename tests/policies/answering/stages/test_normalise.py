from __future__ import annotations

from datetime import date

from policies.answering.inquiry import Inquiry, Question, Reading
from policies.answering.stages.normalise import Normalise


def test_a_question_loses_its_politeness_and_keeps_its_matter() -> None:
    asked = Question("您好，我想问一下，居民醫保怎麼交？謝謝", date(2026, 11, 23))
    normalised = Normalise()(Inquiry(asked, Reading(asked.text)))
    assert normalised.reading.text == "居民医保怎么交？"
