"""Asking a library every question of a set and noting what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from policies.answering.inquiry import LED_AWAY, Answer, Inquiry, Outcome, Question, Turn
from policies.evaluation.questions import EvaluationQuestion
from policies.language.normalise import normalise
from policies.library import Library

RANKS = 10
# So long the vectors of a dense channel are waited for, where the site has one.
SETTLING_S = 1800.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with what the library made of it.

    Attributes:
        confidence: the calibrated chance that the first candidate is right; None where the question was led
            away before any pair was looked at, or nothing was found.
        rank: the place (from 1) of the first right entry among the candidates, None where it is not in ten
            or the question was led away.
        right: whether the pair that answered is one of the right ones.
        shown: whether a right pair answered or stood among the buttons.
        found: what stood first instead, as a person would name it.
        ms: the library's time for the question.
        cpu_ms: the processor's part of it, which other work on the machine does not lengthen.
    """

    question: EvaluationQuestion
    outcome: Outcome
    confidence: float | None
    rank: int | None
    right: bool
    ms: float
    shown: bool = False
    found: str = ""
    cpu_ms: float = 0.0

    @property
    def first_is_right(self) -> bool:
        """Whether the first candidate is a right one."""
        return self.rank == 1


def ask_all(
    library: Library,
    questions: Iterable[EvaluationQuestion],
    today: date,
    progress: Callable[[], None] | None = None,
) -> Iterator[Asked]:
    """Ask every question once, after one that warms the library up and is not counted.

    Args:
        library: whom to ask.
        questions: what to ask; their right pairs are named by identifier or title.
        today: the day of asking.
        progress: is told when a question is done.
    """
    names = names_of(library)
    for each, inquiry, spent in inquiries(library, questions, today):
        yield _asked(each, inquiry, library, names, spent)
        if progress is not None:
            progress()


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds: on the clock, and on the processor alone."""

    ms: float
    cpu_ms: float


class Stopwatch:
    """Measures from its making on."""

    def __init__(self) -> None:
        self._clock, self._processor = time.perf_counter(), time.thread_time()

    def read(self) -> Spent:
        """Return what has been spent so far by this thread."""
        clock, processor = time.perf_counter() - self._clock, time.thread_time() - self._processor
        return Spent(clock * 1000, processor * 1000)


def inquiries(
    library: Library, questions: Iterable[EvaluationQuestion], today: date
) -> Iterator[tuple[EvaluationQuestion, Inquiry, Spent]]:
    """Give (question, finished inquiry, what it took), after a warming question that is not counted."""
    library.settle(SETTLING_S)
    library.ask(Question("怎么办理", asked_on=today))
    for each in questions:
        history = (Turn(each.context),) if each.context else ()
        question = Question(each.query, asked_on=today, history=history)
        watch = Stopwatch()
        inquiry = library.ask(question)
        yield each, inquiry, watch.read()


def answer_of(inquiry: Inquiry) -> Answer:
    """Return the answer of a finished inquiry."""
    if inquiry.answer is None:
        raise AssertionError("the library always answers")
    return inquiry.answer


Names = dict[str, frozenset[str]]


def names_of(library: Library) -> Names:
    """Return every name of every published pair by its identifier: that, its foreign one, and its title."""
    return {
        pair.id: frozenset({pair.id, normalise(pair.question), pair.external_id or pair.id})
        for pair in library.store.pairs()
    }


def unknown(names: Names, questions: Iterable[EvaluationQuestion]) -> Iterator[EvaluationQuestion]:
    """Give the questions whose right pairs the library has none of."""
    known = frozenset().union(*names.values())
    return (each for each in questions if each.answerable and not _wanted(each) & known)


def first_place(ranked: Iterable[str], right: frozenset[str]) -> int | None:
    """Return the place (from 1) of the first right entry, None where there is none."""
    return next((place for place, entry in enumerate(ranked, start=1) if entry in right), None)


def right_pairs(names: Names, each: EvaluationQuestion) -> frozenset[str]:
    """Return the identifiers of the pairs that answer a question rightly."""
    wanted = _wanted(each)
    return frozenset(own for own, called in names.items() if called & wanted)


def _wanted(each: EvaluationQuestion) -> frozenset[str]:
    return each.positive_ids | frozenset(map(normalise, each.positive_ids))


def _asked(each: EvaluationQuestion, inquiry: Inquiry, library: Library, names: Names, spent: Spent) -> Asked:
    answer = answer_of(inquiry)
    away = answer.outcome in LED_AWAY
    candidates = () if away else (inquiry.candidates or library.candidates(inquiry.question))
    right = right_pairs(names, each)
    shown = {qa_id for qa_id in (answer.qa_id, *(choice.qa_id for choice in answer.choices)) if qa_id}
    return Asked(
        question=each,
        outcome=answer.outcome,
        confidence=candidates[0].parts.get("confidence", answer.confidence) if candidates else None,
        rank=first_place((candidate.qa_id for candidate in candidates[:RANKS]), right),
        right=answer.qa_id in right,
        shown=bool(shown & right),
        found=candidates[0].question if candidates else answer.summary[:40],
        ms=spent.ms,
        cpu_ms=spent.cpu_ms,
    )
