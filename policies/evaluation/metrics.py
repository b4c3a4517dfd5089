"""Figures over asked questions. Fractions are from 0 to 1, times in milliseconds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import quantiles
from typing import Any

from policies.answering.inquiry import Outcome
from policies.evaluation.questions import ROUTES
from policies.evaluation.run import Asked

ANSWERING = frozenset({Outcome.ANSWERED, Outcome.CLARIFY, Outcome.QUOTED})


def measure(asked: Sequence[Asked]) -> dict[str, Any]:
    """Return every figure of a set of questions, overall and by style.

    `accuracy_at_k` is the share of answerable questions with a right pair among the first k candidates,
    `mrr_at_10` the mean of 1/rank (0 where no right pair is among ten). `wrong_among_answered` is the share
    of directly answered questions, answerable or not, whose pair is not a right one. A question counts as
    refused when it was neither answered nor clarified nor quoted; refusing is right where no pair answers.
    """
    by_style: dict[str, list[Asked]] = defaultdict(list)
    for each in asked:
        by_style[each.question.style or "all"].append(each)
    return {
        **_figures(asked),
        "ms_p50": _percentile(asked, 50),
        "ms_p95": _percentile(asked, 95),
        "by_style": {style: _figures(rows) for style, rows in sorted(by_style.items())},
    }


def _figures(asked: Sequence[Asked]) -> dict[str, Any]:
    answerable = [each for each in asked if each.question.answerable]
    answered = [each for each in asked if each.outcome is Outcome.ANSWERED]
    refused = [each for each in asked if each.outcome not in ANSWERING]
    rightly_refused = [each for each in refused if not each.question.answerable]
    routed = [each for each in asked if each.question.expect in ROUTES and each.question.expect != "refuse"]
    return {
        "questions": len(asked),
        "answerable": len(answerable),
        "accuracy_at_1": _within(answerable, 1),
        "accuracy_at_3": _within(answerable, 3),
        "mrr_at_10": _share(sum(1 / each.rank for each in answerable if each.rank), len(answerable)),
        "answered": _share(len(answered), len(asked)),
        "clarified": _share(_count(asked, Outcome.CLARIFY), len(asked)),
        "quoted": _share(_count(asked, Outcome.QUOTED), len(asked)),
        "refused": _share(len(refused), len(asked)),
        "wrong_among_answered": _share(sum(not each.right for each in answered), len(answered)),
        "answered_of_answerable": _share(
            sum(each.outcome is Outcome.ANSWERED for each in answerable), len(answerable)
        ),
        "refusal_precision": _share(len(rightly_refused), len(refused)),
        "refusal_recall": _share(len(rightly_refused), len(asked) - len(answerable)),
        "routed_rightly": _share(
            sum(each.outcome in ROUTES[each.question.expect or ""] for each in routed), len(routed)
        ),
    }


def _within(answerable: Sequence[Asked], places: int) -> float | None:
    hits = sum(each.rank is not None and each.rank <= places for each in answerable)
    return _share(hits, len(answerable))


def _count(asked: Sequence[Asked], outcome: Outcome) -> int:
    return sum(each.outcome is outcome for each in asked)


def _share(part: float, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _percentile(asked: Sequence[Asked], percent: int) -> float | None:
    times = sorted(each.ms for each in asked)
    if len(times) < 2:
        return round(times[0], 2) if times else None
    return round(quantiles(times, n=100, method="inclusive")[percent - 1], 2)
