"""The demonstration library: its own similar questions, each held out once, and questions written afresh."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from policies.answering.scoring.samples import is_learned_from
from policies.content.model import QaPair
from policies.demo.load import load_demo
from policies.evaluation.questions import EvaluationQuestion, read_questions
from policies.language.normalise import normalise
from policies.library import Library
from tests.questions.noise import noisy
from tests.questions.rounds import MeasuredSet, Round, Row, question_rows

FRESH = Path(__file__).parents[1] / "fresh_demo.jsonl"
UNSEEN = FRESH.with_name("unseen_demo.jsonl")
TURNS = 6
SECOND = FRESH.with_name("second_demo.jsonl")


def held_out(library: Library) -> Iterator[Round]:
    """Ask similar questions of a library that has all of each pair's but one; each is left out once.

    Of those left out the third is asked that training never sees, and the first `TURNS` of each pair.
    """
    load_demo(library.store)
    pairs = list(library.store.pairs())
    for turn in range(min(TURNS, max(len(pair.similar) for pair in pairs))):
        with library.store.writing("held out") as write:
            for pair in pairs:
                write.pair(replace(pair, similar=_without(pair, turn)))
        library.refresh()
        asked = [_question(pair, turn) for pair in pairs if _is_measured(pair, turn)]
        yield Round(asked, question_rows(library))


def fresh(library: Library) -> Iterator[Round]:
    """Ask questions written by someone who saw nothing but the standard questions."""
    yield _written(library, FRESH)


def fresh_with_noise(library: Library) -> Iterator[Round]:
    """The same with one or two mistakes more."""
    asked = _written(library, FRESH)
    yield replace(asked, questions=noisy(asked.questions))


def unseen(library: Library) -> Iterator[Round]:
    """Ask questions written in the same way, to which nothing is fitted."""
    yield _written(library, UNSEEN)


def second(library: Library) -> Iterator[Round]:
    """Ask questions about every pair by another writer, to which nothing is fitted."""
    yield _written(library, SECOND)


def unmet(questions: list[EvaluationQuestion], rows: list[Row]) -> list[EvaluationQuestion]:
    """Return the questions that the library does not hold word for word."""
    stored = {normalise(text) for _, text in rows}
    return [each for each in questions if normalise(each.query) not in stored]


def _written(library: Library, path: Path) -> Round:
    load_demo(library.store)
    library.refresh()
    rows = question_rows(library)
    return Round(unmet(read_questions(path), rows), rows)


def _is_measured(pair: QaPair, turn: int) -> bool:
    return len(pair.similar) > turn and not is_learned_from(pair.similar[turn])


def _without(pair: QaPair, turn: int) -> tuple[str, ...]:
    return pair.similar[:turn] + pair.similar[turn + 1 :]


def _question(pair: QaPair, turn: int) -> EvaluationQuestion:
    return EvaluationQuestion(
        qid=f"{pair.external_id}/{turn + 1}",
        query=pair.similar[turn],
        positive_ids=frozenset({pair.external_id or ""}),
        style=(pair.category or "").partition("/")[0] or None,
    )


SETS = (
    MeasuredSet("demo-held-out", "demo, one similar question out", held_out),
    MeasuredSet("demo-fresh", "demo, fresh questions", fresh, selector=True, needs=(FRESH,)),
    MeasuredSet("demo-unseen", "demo, unseen questions", unseen, needs=(UNSEEN,)),
    MeasuredSet("demo-second", "demo, second unseen set", second, needs=(SECOND,)),
    MeasuredSet("demo-noise", "demo, fresh questions, 1–2 edits", fresh_with_noise, needs=(FRESH,)),
)
