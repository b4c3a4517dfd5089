"""Official questions over answers alone: every pair's own question is hidden behind its identifier."""

from __future__ import annotations

from collections.abc import Iterator

from policies.content.importing.columns import first_sentences
from policies.content.model import Facet, PairState, QaPair
from policies.evaluation.questions import read_questions
from policies.library import Library
from tests.questions.rounds import TODAY, MeasuredSet, Round
from tests.questions.sets.shared import shared_file, shared_lines


def answers_only(library: Library) -> Iterator[Round]:
    """Store the answers without their questions; ask the official questions."""
    entries = shared_lines("gov_faq_corpus.jsonl")
    with library.store.writing("answers") as write:
        for entry in entries:
            write.pair(_unnamed(entry["id"], entry["answer"]))
    library.refresh()
    rows = [(entry["id"], entry["answer"]) for entry in entries]
    yield Round(read_questions(shared_file("gov_faq_queries_dev.jsonl")), rows)


def _unnamed(identifier: str, answer: str) -> QaPair:
    return QaPair(
        question=identifier,
        summary=first_sentences(answer),
        external_id=identifier,
        detail={Facet.NOTE: answer},
        reviewed_on=TODAY,
        state=PairState.PUBLISHED,
    )


NEEDS = (shared_file("gov_faq_corpus.jsonl"), shared_file("gov_faq_queries_dev.jsonl"))
SETS = (MeasuredSet("answers", "city, answers only", answers_only, needs=NEEDS),)
