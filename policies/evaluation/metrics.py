"""Figures over asked questions. Fractions are from 0 to 1, times in milliseconds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict
from statistics import quantiles
from typing import Any

from policies.answering.inquiry import LED_AWAY, Outcome
from policies.evaluation.confidence import (
    calibration_error,
    error_by_chance,
    reliability,
    risk_at,
    risk_coverage,
)
from policies.evaluation.intervals import interval
from policies.evaluation.questions import ROUTES
from policies.evaluation.run import Asked

ANSWERING = frozenset({Outcome.ANSWERED, Outcome.CLARIFY, Outcome.QUOTED})
COVERAGE = 0.4
NEAR = "oos_near"


def measure(asked: Sequence[Asked]) -> dict[str, Any]:
    """Return every figure of a set of questions, overall and by style.

    `accuracy_at_k` is the share of answerable questions with a right pair among the first k candidates,
    `shown` with one given or among the buttons, `mrr_at_10` the mean of 1/rank (0 where no right pair is
    among ten). `wrong_among_answered` is the share of directly answered questions, answerable or not, whose
    pair is not a right one; `risk_at_40` the same where as many are answered, surest first, that 40 % of the
    answerable ones are; `near_answered` the share of questions near to the library's matters, but without
    an answer in it (style `oos_near`), that were answered. A question counts as refused when it was neither
    answered nor clarified nor quoted; refusing is right where no pair answers. Intervals are 95 %, over entries.
    """
    by_style: dict[str, list[Asked]] = defaultdict(list)
    for each in asked:
        by_style[each.question.style or "all"].append(each)
    bins, curve = reliability(asked), risk_coverage(asked)
    return {
        **_figures(asked),
        **_intervals(asked),
        "risk_at_40": _rounded(risk_at(curve, COVERAGE)),
        "calibration_error": _rounded(calibration_error(bins)),
        "calibration_error_by_chance": _rounded(error_by_chance(bins)),
        **times([each.ms for each in asked], [each.cpu_ms for each in asked]),
        "by_style": {style: _figures(rows) for style, rows in sorted(by_style.items())},
        "reliability": [asdict(each) for each in bins],
        "risk_coverage": [asdict(each) for each in curve],
    }


def _figures(asked: Sequence[Asked]) -> dict[str, Any]:
    answerable = [each for each in asked if each.question.answerable]
    answered = [each for each in asked if each.outcome is Outcome.ANSWERED]
    refused = [each for each in asked if each.outcome not in ANSWERING]
    rightly_refused = [each for each in refused if not each.question.answerable]
    routed = [each for each in asked if each.question.expect in ROUTES and each.question.expect != "refuse"]
    near = [each for each in asked if each.question.style == NEAR]
    return {
        "questions": len(asked),
        "answerable": len(answerable),
        "accuracy_at_1": within(answerable, 1),
        "accuracy_at_3": within(answerable, 3),
        "shown": share(sum(each.shown for each in answerable), len(answerable)),
        "mrr_at_10": share(sum(1 / each.rank for each in answerable if each.rank), len(answerable)),
        "answered": share(len(answered), len(asked)),
        "clarified": share(_count(asked, Outcome.CLARIFY), len(asked)),
        "quoted": share(_count(asked, Outcome.QUOTED), len(asked)),
        "refused": share(len(refused), len(asked)),
        "led_away": share(sum(each.outcome in LED_AWAY for each in answerable), len(answerable)),
        "wrong_among_answered": share(sum(not each.right for each in answered), len(answered)),
        "answered_of_answerable": share(_count(answerable, Outcome.ANSWERED), len(answerable)),
        "near_answered": share(_count(near, Outcome.ANSWERED), len(near)),
        "refusal_precision": share(len(rightly_refused), len(refused)),
        "refusal_recall": share(len(rightly_refused), len(asked) - len(answerable)),
        "routed_rightly": share(
            sum(each.outcome in ROUTES[each.question.expect or ""] for each in routed), len(routed)
        ),
    }


def _intervals(asked: Sequence[Asked]) -> dict[str, tuple[float, float] | None]:
    def over(part: Callable[[Asked], bool], whole: Callable[[Asked], bool]) -> tuple[float, float] | None:
        return interval(
            (each.question.entry, float(whole(each) and part(each)), whole(each)) for each in asked
        )

    return {
        "accuracy_at_1_interval": over(lambda each: each.rank == 1, lambda each: each.question.answerable),
        "accuracy_at_3_interval": over(
            lambda each: each.rank is not None and each.rank <= 3, lambda each: each.question.answerable
        ),
        "wrong_among_answered_interval": over(
            lambda each: not each.right, lambda each: each.outcome is Outcome.ANSWERED
        ),
    }


def within(answerable: Sequence[Asked], places: int) -> float | None:
    """Return the share of questions with a right entry among the first `places`."""
    hits = sum(each.rank is not None and each.rank <= places for each in answerable)
    return share(hits, len(answerable))


def share(part: float, whole: int) -> float | None:
    """Return a part of a whole, None where there is no whole."""
    return round(part / whole, 4) if whole else None


def times(ms: Sequence[float], cpu_ms: Sequence[float]) -> dict[str, float | None]:
    """Return the median and the 95th percentile of milliseconds, on the clock and on the processor."""
    return {
        "ms_p50": percentile(ms, 50),
        "ms_p95": percentile(ms, 95),
        "cpu_ms_p50": percentile(cpu_ms, 50),
        "cpu_ms_p95": percentile(cpu_ms, 95),
    }


def percentile(ms: Sequence[float], percent: int) -> float | None:
    """Return a percentile of milliseconds, None where there are none."""
    if len(ms) < 2:
        return round(ms[0], 2) if ms else None
    return round(quantiles(sorted(ms), n=100, method="inclusive")[percent - 1], 2)


def _count(asked: Sequence[Asked], outcome: Outcome) -> int:
    return sum(each.outcome is outcome for each in asked)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
