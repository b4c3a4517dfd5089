"""Counting the questions of a span."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from policies.answering.inquiry import Outcome
from policies.clock import day_of
from policies.insights.model import Line, Share, Span, Topic
from policies.insights.surges import surges

POLICY = frozenset(
    {
        Outcome.ANSWERED,
        Outcome.CLARIFY,
        Outcome.QUOTED,
        Outcome.NEEDS_DETAIL,
        Outcome.NOT_FOUND,
        Outcome.NOT_IN_FORCE,
    }
)
FOUND = frozenset({Outcome.ANSWERED, Outcome.QUOTED, Outcome.NOT_IN_FORCE})
OFFERED = FOUND | {Outcome.CLARIFY}
# How questions of a step of the funnel end, None for any way; those of the last are found helpful besides.
STEPS: dict[str, frozenset[Outcome] | None] = {
    "asked": None,
    "policy": POLICY,
    "offered": OFFERED,
    "answered": frozenset({Outcome.ANSWERED}),
    "helpful": frozenset({Outcome.ANSWERED}),
}
MOST = 20
WEEK_DAYS = 7
# A week is compared with so many before it.
USUAL_WEEKS = 8


def rate(lines: Sequence[Line], good: frozenset[Outcome]) -> float | None:
    """Return the share of the policy questions that ended in one of some ways; None where there were none."""
    asked = [line for line in lines if line.outcome in POLICY]
    return round(sum(line.outcome in good for line in asked) / len(asked), 4) if asked else None


def daily(lines: Iterable[Line], span: Span) -> dict[date, int]:
    """Return how many questions were asked on each day in China."""
    counts = Counter(day_of(line.asked_at) for line in lines)
    return {day: counts[day] for day in span.days}


def funnel(lines: Sequence[Line]) -> tuple[tuple[str, int], ...]:
    """Return what became of questions, step by step: asked, about policy, something to show, answered, found helpful."""
    policy = [line for line in lines if line.outcome in POLICY]
    offered = [line for line in policy if line.outcome in OFFERED]
    answered = [line for line in offered if line.outcome is Outcome.ANSWERED]
    helpful = [line for line in answered if line.helpful]
    return tuple(zip(STEPS, map(len, (lines, policy, offered, answered, helpful)), strict=True))


def shares(lines: Iterable[Line], name_of: Callable[[Line], str | None]) -> tuple[Share, ...]:
    """Return the names asked about most; what has no name is left out."""
    asked: Counter[str] = Counter()
    unanswered: Counter[str] = Counter()
    for line in lines:
        name = name_of(line)
        if name:
            asked[name] += 1
            unanswered[name] += line.outcome is Outcome.NOT_FOUND
    ordered = sorted(asked, key=lambda name: (-asked[name], name))
    return tuple(Share(name, asked[name], unanswered[name]) for name in ordered[:MOST])


def topics(lines: Iterable[Line], before: Iterable[Line], span: Span) -> tuple[Topic, ...]:
    """Return the topics asked about most, those that surge in the last seven days of the span first.

    Args:
        lines: the questions of the span.
        before: those of the eight weeks before the last seven days, in the span or not.
        span: the days.
    """
    asked: Counter[str] = Counter()
    week: Counter[str] = Counter()
    start = span.last - timedelta(days=WEEK_DAYS - 1)
    for line in lines:
        if line.topic:
            asked[line.topic] += 1
            week[line.topic] += day_of(line.asked_at) >= start
    usual: defaultdict[str, list[int]] = defaultdict(lambda: [0] * USUAL_WEEKS)
    for line in before:
        ago = (start - day_of(line.asked_at)).days
        if line.topic and 0 < ago <= WEEK_DAYS * USUAL_WEEKS:
            usual[line.topic][(ago - 1) // WEEK_DAYS] += 1
    found = [_topic(name, asked[name], week[name], usual[name]) for name in asked]
    return tuple(sorted(found, key=lambda each: (not each.surges, -each.asked, each.name))[:MOST])


def _topic(name: str, asked: int, week: int, usual: list[int]) -> Topic:
    middle = sorted(usual)[len(usual) // 2 - 1 : len(usual) // 2 + 1]
    return Topic(name, asked, week, sum(middle) / 2, surges(week, usual))
