from __future__ import annotations

from dataclasses import replace
from datetime import date

from policies.answering.inquiry import Candidate, Inquiry, Question, Reading
from policies.answering.scoring.model import Model, load_model
from policies.answering.stages.rank import Rank


def helped() -> Model:
    model = load_model()
    weights = {**model.ranker.weights, "dense": 0.5 * model.ranker.weights["score"]}
    return replace(model, ranker=replace(model.ranker, weights=weights))


def ranked(model: Model, nearness: dict[str, float]) -> list[Candidate]:
    """Rank two candidates: the words speak for 甲."""
    candidates = tuple(
        Candidate(
            name, name, name, score, {"score": score, "question": score, "dense": nearness.get(name, 0.0)}
        )
        for name, score in (("甲", 0.9), ("乙", 0.6))
    )
    inquiry = Inquiry(Question("问", asked_on=date(2026, 11, 23)), Reading(text="问"), candidates)
    return list(Rank(model)(inquiry).candidates)


def test_vectors_that_agree_make_nothing_surer() -> None:
    without, agreeing = ranked(load_model(), {}), ranked(helped(), {"甲": 1.0})
    assert agreeing[0].qa_id == "甲"
    assert agreeing[0].parts["confidence"] == without[0].parts["confidence"]


def test_a_pair_that_vectors_put_first_is_less_sure_than_the_one_that_words_put_there() -> None:
    without, other = ranked(load_model(), {}), ranked(helped(), {"乙": 1.0})
    assert other[0].qa_id == "乙"
    assert other[0].parts["confidence"] < without[0].parts["confidence"]


def test_the_lead_is_over_the_one_that_words_put_first_wherever_vectors_put_it() -> None:
    """乙 leads over 丙, which vectors put next; 甲, which words put first, is far down."""
    names = {"甲": 0.9, "乙": 0.6, "丙": 0.2}
    candidates = tuple(
        Candidate(name, name, name, score, {"score": score, "question": score, "dense": float(name != "甲")})
        for name, score in names.items()
    )
    inquiry = Inquiry(Question("问", asked_on=date(2026, 11, 23)), Reading(text="问"), candidates)
    strong = helped()
    weights = {**strong.ranker.weights, "dense": 1.2 * strong.ranker.weights["score"]}
    found = Rank(replace(strong, ranker=replace(strong.ranker, weights=weights)))(inquiry).candidates
    assert [each.qa_id for each in found] == ["乙", "丙", "甲"]
    assert found[0].parts["confidence"] < 0.1


def test_what_vectors_put_first_may_be_offered() -> None:
    weak, strong = ranked(helped(), {"乙": 0.7}), ranked(helped(), {"乙": 1.0})
    assert weak[0].qa_id == strong[0].qa_id == "乙"
    assert strong[0].parts["offer"] > weak[0].parts["offer"]
