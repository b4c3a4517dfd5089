"""The worst errors of a run, for a person to look at."""

from __future__ import annotations

from collections.abc import Iterable

from policies.answering.inquiry import Outcome
from policies.evaluation.run import Asked

WITHIN_BUTTONS = 3


def worst(asked: Iterable[Asked], most: int) -> list[Asked]:
    """Return the worst errors: wrong answers, then right pairs far down or missing, then those nearly first.

    Within each kind the surest comes first: what the library believed most wrongly teaches most.
    """
    wrong = sorted((each for each in asked if badness(each)), key=badness, reverse=True)
    return wrong[:most]


def badness(each: Asked) -> float:
    """Return how bad an error is, 0 where there is none."""
    sure = each.confidence or 0.0
    if each.outcome is Outcome.ANSWERED and not each.right:
        return 3.0 + sure
    if not each.question.answerable or each.first_is_right:
        return 0.0
    return (1.0 if each.rank and each.rank <= WITHIN_BUTTONS else 2.0) + sure
