"""Fitting the weights: logistic regressions over fresh questions, with few and plain signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from zlib import crc32

from policies.answering.scoring.calibrating import Seen
from policies.answering.scoring.candidates import barred
from policies.answering.scoring.head import head_features
from policies.answering.scoring.model import Features, Judge, Linear, Scale, Thresholds
from policies.answering.scoring.samples import Asked

# Few and plain, beside the search's own score: longer lists fit the demonstration library and nothing else.
RANKER = [
    "score",
    "meaning",
    "nearly_verbatim",
    "covered",
    "told",
    "opening",
    "action",
    "kind",
    "events",
    "facet",
]
CONFIDENCE = [
    *["score", "question", "together", "covered", "told", "core_of_stored", "harmony"],
    *["gap", "rank_gap", "share", "agreement", "meaning", "meaning_gap"],
]
PASSAGE = ["score", "core_of_asked", "core_bigrams_of_asked", "sentence", "run", "evidence"]
# What orders candidates: the search's score is free, the other signs are held near 0.
FREE, HELD = "score", 0.03
FOLDS = 10
# What a pair's own similar question counts beside a fresh one, for the judge. The ranker does not learn from them: it
# would order the demonstration library better and others worse.
SIMILAR_COUNTS = 0.5


def fit_ranker(asked: Iterable[Asked]) -> Linear:
    """Return the weights that put the right candidates before the others of the same question.

    A conditional logit (McFadden 1974). The search's score is free, every other sign is held near 0 by `HELD`
    and never speaks against a candidate: what orders one library well is not to turn round what the score says
    in another.
    """
    import numpy as np
    from scipy.optimize import minimize

    lists = [each for each in asked if each.right]
    most = max(len(each.candidates) for each in lists)
    table = np.zeros((len(lists), most, len(RANKER)))
    there = np.zeros((len(lists), most), dtype=bool)
    right = np.zeros((len(lists), most))
    for row, each in enumerate(lists):
        for place, features in enumerate(each.candidates):
            table[row, place] = [features.get(name, 0.0) for name in RANKER]
            there[row, place], right[row, place] = True, place in each.right
    scale = table[there].std(axis=0) + 1e-9
    table /= scale
    held = np.array([0.0 if name == FREE else HELD for name in RANKER])

    def loss(weights: Any) -> tuple[float, Any]:
        logits = np.where(there, table @ weights, -np.inf)
        logits -= logits.max(axis=1, keepdims=True)
        chances = np.exp(logits)
        chances /= chances.sum(axis=1, keepdims=True)
        hits = (chances * right).sum(axis=1, keepdims=True) + 1e-12
        wrong = -np.log(hits).mean() + (held * weights**2).sum()
        pull = (chances - chances * right / hits)[:, :, None] * table
        return wrong, pull.sum(axis=(0, 1)) / len(lists) + 2 * held * weights

    found = minimize(
        loss, np.zeros(len(RANKER)), jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(RANKER)
    )
    return Linear(
        0.0, {name: float(w / s) for name, w, s in zip(RANKER, found.x, scale, strict=True) if w > 1e-6}
    )


def ranked_unseen(asked: Sequence[Asked]) -> list[Asked]:
    """Return the questions, each in the order of a ranker that was fitted without it (`FOLDS` folds)."""
    found: dict[int, Asked] = {}
    for fold, others in _folds(asked):
        ranker = fit_ranker([asked[place] for place in others])
        found |= {place: _ordered(asked[place], ranker) for place in fold}
    return [found[place] for place in range(len(asked))]


def fit_judge(asked: Sequence[Asked], similar: Sequence[Asked] = ()) -> Judge:
    """Return the judge of first candidates, not yet calibrated.

    Args:
        asked: fresh questions.
        similar: the pairs' own similar questions, which count less.
    """
    every = [*asked, *similar]
    rows = [head(each) for each in every]
    weights = [1.0] * len(asked) + [SIMILAR_COUNTS] * len(similar)
    confidence = fit(rows, [0 in each.right for each in every], CONFIDENCE, weights)
    offer = fit(rows, [each.near for each in every], CONFIDENCE, weights)
    return Judge(confidence, offer, Scale(1.0, 0.0), Scale(1.0, 0.0), Thresholds(0.8, 0.2))


def judged_unseen(asked: Sequence[Asked], similar: Sequence[Asked] = ()) -> list[Seen]:
    """Return what judges say of the questions whose pairs were not hidden, each by one that was fitted without it.

    Logits of questions that a judge was fitted to are too far from 0; scales fitted to them would be too sure.
    """
    found: dict[int, Seen] = {}
    for fold, others in _folds(asked):
        judge = fit_judge([asked[place] for place in others], similar)
        found |= {place: _seen(asked[place], judge) for place in fold if not asked[place].hidden}
    return [found[place] for place in sorted(found)]


def head(each: Asked) -> Features:
    """Return the features of the first candidate with its lead over the next."""
    return head_features(each.candidates, each.questions)


def _seen(each: Asked, judge: Judge) -> Seen:
    features = head(each)
    return Seen(
        single=bool(features.get("single")),
        logit=judge.confidence.value(features),
        offer=judge.offer.value(features),
        right=0 in each.right,
        near=each.near,
        inside=each.inside,
        barred=barred(features),
    )


def _ordered(each: Asked, ranker: Linear) -> Asked:
    rows = [{**features, "rank": ranker.value(features)} for features in each.candidates]
    order = sorted(range(len(rows)), key=lambda place: -rows[place]["rank"])
    return Asked(
        each.text,
        tuple(rows[place] for place in order),
        tuple(each.questions[place] for place in order),
        frozenset(place for place, old in enumerate(order) if old in each.right),
        each.inside,
    )


def _folds(asked: Sequence[Asked]) -> Iterator[tuple[list[int], list[int]]]:
    """Give the places of every fold, and those of the others; a question is in one fold wherever it is asked."""
    folds = [crc32(each.text.encode()) % FOLDS for each in asked]
    for number in range(FOLDS):
        fold = [place for place, own in enumerate(folds) if own == number]
        yield fold, [place for place, own in enumerate(folds) if own != number]


def fit(
    rows: Sequence[Features],
    labels: Sequence[bool],
    names: Sequence[str],
    weights: Sequence[float] | None = None,
) -> Linear:
    """Return a regularised logistic regression with its weights on the features as they are.

    Every feature speaks for a candidate; one that comes out against it only corrects its neighbours
    on this data, and is left out.
    """
    counts = [1.0] * len(rows) if weights is None else weights
    found = _fit(rows, labels, names, counts)
    kept = [name for name, weight in found.weights.items() if weight > 0]
    return found if len(kept) == len(names) else fit(rows, labels, kept, counts)


def _fit(
    rows: Sequence[Features],
    labels: Sequence[bool],
    names: Sequence[str],
    counts: Sequence[float],
) -> Linear:
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    table = [[features.get(name, 0.0) for name in names] for features in rows]
    scaler = StandardScaler().fit(table, sample_weight=counts)
    model = LogisticRegression(C=0.1, max_iter=2000)
    model.fit(scaler.transform(table), labels, sample_weight=counts)
    scaled = [float(w / s) for w, s in zip(model.coef_[0], scaler.scale_, strict=True)]
    shift = sum(w * float(m) for w, m in zip(scaled, scaler.mean_, strict=True))
    return Linear(float(model.intercept_[0]) - shift, dict(zip(names, scaled, strict=True)))
