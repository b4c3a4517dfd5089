"""Fitting the weights: logistic regressions over askings of our own pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from policies.answering.scoring.head import head_features
from policies.answering.scoring.model import Features, Judge, Linear, Scale, Thresholds
from policies.answering.scoring.samples import Asked

# Few and plain, beside the search's own score: longer lists fit the demonstration library and nothing else.
RANKER = ["score", "nearly_verbatim", "covered", "told", "opening", "action", "kind", "events", "facet"]
CONFIDENCE = [
    *["score", "question", "together", "covered", "told", "opening", "core_of_stored", "harmony"],
    *["gap", "rank_gap", "share", "agreement"],
]
PASSAGE = ["score", "core_of_asked", "core_bigrams_of_asked", "sentence", "run", "evidence"]
# What orders candidates: the search's score is free, the other signs are held near 0.
FREE, HELD = "score", 0.1
OFFERED = 3


@dataclass(frozen=True, slots=True)
class Top:
    """The first candidate after ranking.

    Attributes:
        right: whether it answers.
        near: whether one of the first three does.
    """

    features: Features
    right: bool
    near: bool


def fit_ranker(asked: Iterable[Asked]) -> Linear:
    """Return the weights that put the right candidate before the others of the same asking.

    A conditional logit (McFadden 1974) over the askings told otherwise. The search's score is free, every
    other sign is held near 0 by `HELD` and never speaks against a candidate: what orders one library well
    is not to turn round what the score says in another.
    """
    import numpy as np
    from scipy.optimize import minimize

    lists = [each for each in asked if each.kind == "otherwise" and each.right is not None]
    most = max(len(each.candidates) for each in lists)
    table = np.zeros((len(lists), most, len(RANKER)))
    there = np.zeros((len(lists), most), dtype=bool)
    for row, each in enumerate(lists):
        for place, features in enumerate(each.candidates):
            table[row, place] = [features.get(name, 0.0) for name in RANKER]
            there[row, place] = True
    right = np.array([each.right for each in lists])
    scale = table[there].std(axis=0) + 1e-9
    table /= scale
    held = np.array([0.0 if name == FREE else HELD for name in RANKER])
    rows = np.arange(len(lists))

    def loss(weights: Any) -> tuple[float, Any]:
        logits = np.where(there, table @ weights, -np.inf)
        logits -= logits.max(axis=1, keepdims=True)
        chances = np.exp(logits)
        chances /= chances.sum(axis=1, keepdims=True)
        wrong = -np.log(chances[rows, right] + 1e-12).mean() + (held * weights**2).sum()
        chances[rows, right] -= 1
        return wrong, (chances[:, :, None] * table).sum(axis=(0, 1)) / len(lists) + 2 * held * weights

    found = minimize(
        loss, np.zeros(len(RANKER)), jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(RANKER)
    )
    return Linear(
        0.0, {name: float(w / s) for name, w, s in zip(RANKER, found.x, scale, strict=True) if w > 1e-6}
    )


def top(each: Asked, ranker: Linear) -> Top:
    """Return the first candidate after ranking."""
    if not each.candidates:
        return Top({}, False, False)
    ranked = [{**features, "rank": ranker.value(features)} for features in each.candidates]
    order = sorted(range(len(ranked)), key=lambda place: -ranked[place]["rank"])
    ranked[order[0]] |= each.close(order[0])
    features = head_features([ranked[i] for i in order], [each.questions[i] for i in order])
    return Top(features, order[0] == each.right, each.right in _distinct(order, each.questions)[:OFFERED])


def fit_judges(tops: Sequence[Top], asked: Sequence[Asked]) -> dict[bool, Judge]:
    """Return the judges of pairs with one question (True) and with several (False), not yet calibrated."""
    found = {}
    for single in (False, True):
        places = [i for i, each in enumerate(tops) if bool(each.features.get("single")) is single]
        rows, weights = [tops[i].features for i in places], [asked[i].weight for i in places]
        confidence = fit(rows, [tops[i].right for i in places], CONFIDENCE, weights=weights)
        offer = fit(rows, [tops[i].near for i in places], CONFIDENCE, weights=weights)
        found[single] = Judge(confidence, offer, Scale(1.0, 0.0), Scale(1.0, 0.0), Thresholds(0.8, 0.2))
    return found


def fit(
    rows: Sequence[Features],
    labels: Sequence[bool],
    names: Sequence[str],
    balanced: bool = False,
    weights: Sequence[float] | None = None,
) -> Linear:
    """Return a regularised logistic regression with its weights on the features as they are.

    Every feature speaks for a candidate; one that comes out against it only corrects its neighbours
    on this data, and is left out.
    """
    found = _fit(rows, labels, names, balanced, weights)
    kept = [name for name, weight in found.weights.items() if weight > 0]
    return found if len(kept) == len(names) else fit(rows, labels, kept, balanced, weights)


def _fit(
    rows: Sequence[Features],
    labels: Sequence[bool],
    names: Sequence[str],
    balanced: bool,
    weights: Sequence[float] | None,
) -> Linear:
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    table = [[features.get(name, 0.0) for name in names] for features in rows]
    scaler = StandardScaler().fit(table)
    model = LogisticRegression(C=0.1, max_iter=2000, class_weight="balanced" if balanced else None)
    model.fit(scaler.transform(table), labels, weights)
    scaled = [float(w / s) for w, s in zip(model.coef_[0], scaler.scale_, strict=True)]
    shift = sum(w * float(m) for w, m in zip(scaled, scaler.mean_, strict=True))
    return Linear(float(model.intercept_[0]) - shift, dict(zip(names, scaled, strict=True)))


def _distinct(order: Sequence[int], questions: Sequence[str]) -> list[int]:
    """Return the first place of every question, as buttons show them."""
    first: dict[str, int] = {}
    for place in order:
        first.setdefault(questions[place], place)
    return list(first.values())
