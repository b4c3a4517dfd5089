"""Asking a question of the set, and judging how it ended."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

from policies.answering.inquiry import Inquiry, Outcome, Question
from policies.evaluation.questions import ROUTES
from policies.evaluation.run import answer_of
from policies.regression.model import Case, Result, Verdict

Ask = Callable[[Question], Inquiry]


def ask_case(case: Case, ask: Ask, day: date) -> Result:
    """Ask a question and return how it ended."""
    began = time.perf_counter()
    inquiry = ask(Question(case.text, day, region=case.region or None))
    ms = (time.perf_counter() - began) * 1000
    answer = answer_of(inquiry)
    first = next((each for each in inquiry.candidates if each.qa_id == answer.qa_id), None)
    first = first or next(iter(inquiry.candidates), None)
    answers = answer.outcome is Outcome.ANSWERED
    return Result(
        case_id=case.id,
        verdict=verdict_of(case, inquiry),
        outcome=answer.outcome.value,
        found_id=answer.qa_id if answers else first.qa_id if first else None,
        found=first.question if first else "",
        confidence=round(answer.confidence, 4),
        ms=round(ms, 2),
    )


def verdict_of(case: Case, inquiry: Inquiry) -> Verdict:
    """Return how well a question ended.

    With pairs: right where one of them answered, offered where one stood among the buttons, wrong where
    another pair answered. Without: right where it ended as is expected, wrong where a pair answered.
    """
    answer = answer_of(inquiry)
    answers = answer.outcome is Outcome.ANSWERED
    if not case.pair_ids:
        if answer.outcome.value in ROUTES[case.expect or "refuse"]:
            return Verdict.RIGHT
        return Verdict.WRONG if answers else Verdict.MISSED
    if answers:
        return Verdict.RIGHT if answer.qa_id in case.pair_ids else Verdict.WRONG
    offered = {each.qa_id for each in answer.choices}
    return Verdict.OFFERED if offered & set(case.pair_ids) else Verdict.MISSED
