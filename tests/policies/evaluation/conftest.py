from __future__ import annotations

from itertools import count

from policies.answering.inquiry import Outcome
from policies.evaluation.questions import EvaluationQuestion
from policies.evaluation.run import Asked

NUMBERS = count()


def asked(
    rank: int | None,
    outcome: Outcome,
    *,
    right: bool = False,
    answerable: bool = True,
    expect: str = "",
    style: str = "s",
    confidence: float | None = 0.5,
    entry: str = "x",
) -> Asked:
    """A question with what came of it."""
    positives = frozenset({entry}) if answerable else frozenset()
    question = EvaluationQuestion(f"q{next(NUMBERS)}", "问题", positives, expect=expect or None, style=style)
    return Asked(question, outcome, confidence, rank, right, ms=2.0)
