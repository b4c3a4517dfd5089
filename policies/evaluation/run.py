"""Asking a library every question of a set and noting what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from policies.answering.inquiry import Inquiry, Outcome, Question, Turn
from policies.evaluation.questions import EvaluationQuestion
from policies.library import Library

RANKS = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with what the library made of it.

    Attributes:
        rank: the place (from 1) of the first right pair among the candidates, None where it is not in ten.
        right: whether the pair that answered is one of the right ones.
        ms: the library's time for the question.
    """

    question: EvaluationQuestion
    outcome: Outcome
    confidence: float
    rank: int | None
    right: bool
    ms: float


def ask_all(
    library: Library,
    questions: Iterable[EvaluationQuestion],
    today: date,
    progress: Callable[[], None] | None = None,
) -> Iterator[Asked]:
    """Ask every question once, after one that warms the library up and is not counted."""
    external = {identifier: own for own, identifier in library.store.pair_ids_by_external_id().items()}
    library.ask(Question("怎么办理", asked_on=today))
    for each in questions:
        history = (Turn(each.context),) if each.context else ()
        question = Question(each.query, asked_on=today, history=history)
        began = time.perf_counter()
        inquiry = library.ask(question)
        ms = (time.perf_counter() - began) * 1000
        yield _asked(each, inquiry, _ranked(library, inquiry), external, ms)
        if progress is not None:
            progress()


def _ranked(library: Library, inquiry: Inquiry) -> list[str]:
    """Return the candidates in order, whatever became of the question."""
    candidates = inquiry.candidates or library.candidates(inquiry.question)
    return [candidate.qa_id for candidate in candidates[:RANKS]]


def _asked(
    each: EvaluationQuestion, inquiry: Inquiry, ranked: list[str], external: dict[str, str], ms: float
) -> Asked:
    if inquiry.answer is None:
        raise AssertionError("the library always answers")
    ranks = [place for place, qa_id in enumerate(ranked, start=1) if external.get(qa_id) in each.positive_ids]
    return Asked(
        question=each,
        outcome=inquiry.answer.outcome,
        confidence=inquiry.answer.confidence,
        rank=ranks[0] if ranks else None,
        right=external.get(inquiry.answer.qa_id or "") in each.positive_ids,
        ms=ms,
    )
