"""The tables from which thresholds are chosen."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from policies.answering.scoring.candidates import contradicted
from policies.answering.scoring.fitting import Judged
from policies.answering.scoring.model import Features, Linear, sigmoid
from policies.answering.scoring.samples import Asked

HIGH = (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
LOW = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)


Platt = tuple[float, float]


def report(title: str, asked: Sequence[Asked], judged: Sequence[Judged], platt: Platt) -> None:
    """Print how well the right pair is found, and what each threshold gives on fields not learned from."""
    inside = [i for i, each in enumerate(asked) if each.right is not None]
    first = sum(asked[i].right == 0 for i in inside) / len(inside)
    ranked = sum(judged[i].top.right for i in inside) / len(inside)
    near = sum(judged[i].top.near for i in inside) / len(inside)
    _print(f"the library {title}: {len(asked)} askings; where it can be found, right pair first:")
    _print(f"  search {first:.3f}, ranked {ranked:.3f}, among three {near:.3f}")
    _report_high(asked, judged, platt)
    _report_low(asked, judged)


def _report_high(asked: Sequence[Asked], judged: Sequence[Judged], platt: Platt) -> None:
    """A candidate that a sign contradicts never answers unasked; it is left out here as it is by Decide."""
    slope, intercept = platt
    values = [sigmoid(slope * each.logit + intercept) for each in judged]
    barred = {i for i, each in enumerate(judged) if contradicted(each.top.features)}
    total, possible = _weight(asked), _weight([each for each in asked if each.right is not None])
    _print("  answer from  answered  of these wrong  right answers given")
    for threshold in HIGH:
        given = [i for i, value in enumerate(values) if value >= threshold and i not in barred]
        weight = sum(asked[i].weight for i in given)
        right = sum(asked[i].weight for i in given if judged[i].top.right)
        wrong = 1 - right / max(weight, 1e-9)
        _print(f"  {threshold:11.2f}  {weight / total:8.3f}  {wrong:14.3f}  {right / possible:19.3f}")


def _report_low(asked: Sequence[Asked], judged: Sequence[Judged]) -> None:
    both = list(zip(asked, judged, strict=True))
    otherwise = [how for each, how in both if each.kind == "otherwise" and how.top.near]
    missing = {kind: [how for each, how in both if each.kind == kind] for kind in ("near", "far")}
    _print("  offer from  told otherwise, lost  near miss, refused  far miss, refused")
    for threshold in LOW:
        shares = [_below(each, threshold) for each in (otherwise, missing["near"], missing["far"])]
        _print(f"  {threshold:10.2f}  {shares[0]:20.3f}  {shares[1]:18.3f}  {shares[2]:17.3f}")


def report_passages(passages: Sequence[tuple[Features, bool]], model: Linear) -> None:
    """Print what each threshold of quoting gives, passage by passage."""
    values = [(sigmoid(model.value(features)), right) for features, right in passages]
    every = sum(right for _, right in values)
    _print("quote from  passages  of these right  of the right ones")
    for threshold in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        given = [right for value, right in values if value >= threshold]
        _print(
            f"{threshold:10.2f}  {len(given):8d}  {sum(given) / max(1, len(given)):14.3f}  {sum(given) / every:17.3f}"
        )


def _below(judged: Sequence[Judged], threshold: float) -> float:
    return sum(each.offer < threshold for each in judged) / max(1, len(judged))


def _weight(asked: Sequence[Asked]) -> float:
    return sum(each.weight for each in asked)


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
