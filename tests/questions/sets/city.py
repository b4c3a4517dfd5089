"""Citizens' questions over a real city's 2,295 published pairs: as imported, with one variant, with noise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from policies.content.importing.importer import import_pairs
from policies.evaluation.questions import EvaluationQuestion, read_questions
from policies.language.normalise import normalise
from policies.library import Library
from tests.questions.noise import noisy
from tests.questions.rounds import TODAY, MeasuredSet, Round, question_rows
from tests.questions.sets.shared import shared_file

CORPUS = shared_file("gov_faq_corpus.jsonl")
DEVELOPMENT = shared_file("citizen_questions_dev.jsonl")
SECOND = Path(__file__).parents[1] / "second_city.jsonl"


def imported(library: Library, asked: Path) -> list[EvaluationQuestion]:
    """Import the city's pairs; return the questions of a file about them."""
    import_pairs(library.store, CORPUS, publish=True, today=TODAY, is_checked=True)
    library.refresh()
    return read_questions(asked)


def as_imported(asked: Path) -> Callable[[Library], Iterator[Round]]:
    """One official question a pair."""

    def rounds(library: Library) -> Iterator[Round]:
        questions = imported(library, asked)
        yield Round(questions, question_rows(library))

    return rounds


def with_noise(asked: Path) -> Callable[[Library], Iterator[Round]]:
    """The same, the questions with one or two more mistakes."""

    def rounds(library: Library) -> Iterator[Round]:
        questions = imported(library, asked)
        yield Round(noisy(questions), question_rows(library))

    return rounds


def with_another(asked: Path) -> Callable[[Library], Iterator[Round]]:
    """Each pair given the other questions about it; no question meets itself."""

    def rounds(library: Library) -> Iterator[Round]:
        questions = imported(library, asked)
        groups = grouped([each for each in questions if each.answerable])
        yield with_variants(library, {}, [each for each in questions if not each.answerable])
        for turn in range(max(map(len, groups))):
            now = [group[turn] for group in groups if len(group) > max(1, turn)]
            held = [each for group in groups for place, each in enumerate(group) if place != turn]
            yield with_variants(library, variants(held, now), now)
        alone = [replace(group[0], style="no other question") for group in groups if len(group) == 1]
        if alone:
            yield with_variants(library, {}, alone)

    return rounds


def grouped(questions: Sequence[EvaluationQuestion]) -> list[list[EvaluationQuestion]]:
    """Return the questions in groups: two that share a right pair are in one group."""
    groups: list[list[EvaluationQuestion]] = []
    for each in questions:
        near = [group for group in groups if any(each.positive_ids & held.positive_ids for held in group)]
        groups = [group for group in groups if group not in near]
        groups.append([*(held for group in near for held in group), each])
    return groups


def variants(
    held: Sequence[EvaluationQuestion], asked: Sequence[EvaluationQuestion]
) -> dict[str, tuple[str, ...]]:
    """Return the similar questions of each pair: those held, save what is asked word for word."""
    unheard = {normalise(each.query) for each in asked}
    found: dict[str, list[str]] = defaultdict(list)
    for each in held:
        for pair in each.positive_ids if normalise(each.query) not in unheard else ():
            found[pair].append(each.query)
    return {pair: tuple(texts) for pair, texts in found.items()}


def with_variants(
    library: Library, similar: dict[str, tuple[str, ...]], asked: list[EvaluationQuestion]
) -> Round:
    """Give every pair exactly these similar questions; return the round."""
    with library.store.writing("variants") as write:
        for pair in list(library.store.pairs()):
            given = similar.get(pair.external_id or "", ())
            if pair.similar != given:
                write.pair(replace(pair, similar=given))
    library.refresh()
    return Round(asked, question_rows(library))


def _set(
    name: str, title: str, rounds: Callable[[Path], Callable[[Library], Iterator[Round]]]
) -> MeasuredSet:
    return MeasuredSet(name, title, rounds(DEVELOPMENT), needs=(CORPUS, DEVELOPMENT))


SETS = (
    replace(_set("city", "city, as imported", as_imported), selector=True),
    _set("city-variant", "city, with the other question", with_another),
    _set("city-noise", "city, as imported, 1–2 edits", with_noise),
    MeasuredSet("city-second", "city, second set", as_imported(SECOND), needs=(CORPUS, SECOND)),
    MeasuredSet(
        "city-second-variant",
        "city, second set, other question",
        with_another(SECOND),
        needs=(CORPUS, SECOND),
    ),
)
