"""Fitting the weights: logistic regressions, judged on fields that they have not seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policies.answering.scoring.head import head_features
from policies.answering.scoring.model import Features, Judge, Linear
from policies.answering.scoring.samples import Asked

RANKER = [
    "question_unigrams",
    "question_bigrams",
    "question_pinyin",
    "question_words",
    "answer",
    "score",
    "dice",
    "core_bigrams_of_asked",
    "core_bigrams_of_stored",
    "contrast",
    "contrast_words",
    "figures",
    "negation",
    "facet",
    "same_facet_of_matter",
    "topic",
    "audience",
    "action",
    "kind",
    "harmony",
]
CONFIDENCE = [
    *(name for name in RANKER if name != "answer"),
    *["core_of_asked", "core_of_stored", "lcs_of_asked", "lcs_of_stored", "nearly_verbatim", "known"],
    *["contrast_told", "words_told", "weakest", "explained", "heard", "words_heard", "events"],
    *["gap", "gap_share", "rank_gap", "share", "agreement"],
]
PASSAGE = ["score", "core_of_asked", "core_bigrams_of_asked", "sentence", "run", "evidence"]
FOLDS = 5
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


@dataclass(frozen=True, slots=True)
class Judged:
    """What models that have not seen a question's field make of it.

    Attributes:
        logit: of the first candidate being right, before calibration.
        offer: the chance that one of the first three is.
    """

    top: Top
    logit: float
    offer: float


def fit_ranker(asked: Iterable[Asked]) -> Linear:
    """Return the weights that tell the right candidate from the others of the same asking."""
    rows: list[Features] = []
    labels: list[bool] = []
    for each in (each for each in asked if each.right is not None):
        rows += each.candidates
        labels += [place == each.right for place in range(len(each.candidates))]
    return fit(rows, labels, RANKER, balanced=True)


def top(each: Asked, ranker: Linear) -> Top:
    """Return the first candidate after ranking."""
    if not each.candidates:
        return Top({}, False, False)
    ranked = [{**features, "rank": ranker.value(features)} for features in each.candidates]
    order = sorted(range(len(ranked)), key=lambda place: -ranked[place]["rank"])
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
        found[single] = Judge(confidence, (1.0, 0.0), offer)
    return found


def judge_held_out(asked: Sequence[Asked]) -> list[Judged]:
    """Return what is made of every asking by models fitted without its field."""
    from sklearn.model_selection import GroupKFold

    judged: dict[int, Judged] = {}
    for learn, test in GroupKFold(FOLDS).split(asked, groups=[each.group for each in asked]):
        known = [asked[i] for i in learn]
        ranker = fit_ranker(known)
        judges = fit_judges([top(each, ranker) for each in known], known)
        for i in test:
            first = top(asked[i], ranker)
            judge = judges[bool(first.features.get("single"))]
            logit = judge.confidence.value(first.features)
            judged[i] = Judged(first, logit, judge.offered(first.features))
    return [judged[i] for i in range(len(asked))]


def platt_of(judged: Sequence[Judged], asked: Sequence[Asked], single: bool) -> tuple[float, float]:
    """Return the two Platt numbers of one judge, fitted on held-out logits."""
    from sklearn.linear_model import LogisticRegression

    places = [i for i, each in enumerate(judged) if bool(each.top.features.get("single")) is single]
    weights = [asked[i].weight for i in places]
    logits = [[judged[i].logit] for i in places]
    platt = LogisticRegression(C=1e6).fit(logits, [judged[i].top.right for i in places], weights)
    return round(float(platt.coef_[0][0]), 4), round(float(platt.intercept_[0]), 4)


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
