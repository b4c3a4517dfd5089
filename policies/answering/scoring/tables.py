"""The tables from which the thresholds follow, as a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policies.answering.scoring.calibrating import (
    MOST_WITHHELD,
    OWN,
    Seen,
    table,
)
from policies.answering.scoring.fitting import FOLDS
from policies.answering.scoring.model import Judge, Model
from policies.answering.scoring.samples import Asked

HIGH = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.94, 0.96)
LOW = (0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
_HEAD = f"""# Where an answer begins and a refusal ends

Written by `python -m policies.answering.training`; do not edit. Fresh questions are asked of the demonstration library as it is
and in disguise (one question a pair, as imported pairs are); each is ordered and judged by weights that were fitted without
it ({FOLDS} folds). The threshold of answering is the least that keeps the wrong ones among those answered within {OWN.wrong:.2%} by
count and {OWN.expected:.0%} by the judge's own expectation, and the answered ones among questions that come near but have no pair within
{OWN.near:.0%}; buttons are offered from the greatest chance that withholds {MOST_WITHHELD:.0%} of the right ones. What is barred never answers
unasked and is not counted as answered.
"""


def thresholds_page(
    model: Model, seen: Sequence[Seen], own: Sequence[Asked], disguised: Sequence[Asked]
) -> str:
    """Return the page.

    Args:
        model: the judges with their thresholds.
        seen: the questions as they were judged.
        own: the questions with their candidates in order, asked of the library as it is.
        disguised: the same, asked of the library in disguise.
    """
    lines = [
        _HEAD,
        *_ranking({"as it is": own, "in disguise": disguised}),
        *_section("Pairs with similar questions", model.varied, [each for each in seen if not each.single]),
        *_section("Pairs with one question", model.single, [each for each in seen if each.single]),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _ranking(lots: Mapping[str, Sequence[Asked]]) -> Iterator[str]:
    yield "## The right pair first\n"
    yield "| the library | questions with a pair | first | among the first three |"
    yield "|---|---|---|---|"
    for name, lot in lots.items():
        inside = [each for each in lot if each.inside]
        first = sum(0 in each.right for each in inside) / max(1, len(inside))
        three = sum(each.near for each in inside) / max(1, len(inside))
        yield f"| {name} | {len(inside)} | {first:.3f} | {three:.3f} |"
    yield ""


def _section(title: str, judge: Judge, seen: Sequence[Seen]) -> Iterator[str]:
    chosen = judge.thresholds
    yield f"## {title}\n"
    yield f"{len(seen)} questions. Answers from {chosen.high:.2f}, buttons from {chosen.low:.2f}.\n"
    yield "| answers from | answered, of those with a pair | wrong among them | answered, of those without |"
    yield "|---|---|---|---|"
    for line in table(judge, seen, sorted({*HIGH, chosen.high})):
        yield f"| {line.threshold:.2f} | {line.covered:.3f} | {line.wrong:.3f} | {line.outside:.3f} |"
    yield "\n| buttons from | withheld, of those with the pair among three | refused, of those without |"
    yield "|---|---|---|"
    for step in sorted({*LOW, chosen.low}):
        yield f"| {step:.2f} | {_below(judge, seen, step, True):.3f} | {_below(judge, seen, step, False):.3f} |"
    yield ""


def _below(judge: Judge, seen: Sequence[Seen], step: float, right: bool) -> float:
    kept = [each for each in seen if (each.near if right else not each.inside)]
    return sum(judge.near.probability(each.offer) < step for each in kept) / max(1, len(kept))
