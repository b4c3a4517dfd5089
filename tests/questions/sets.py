"""The sets of questions that quality is measured on, each with the library it is asked of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from policies.content.importing.importer import import_pairs
from policies.demo.load import load_demo
from policies.evaluation.questions import EvaluationQuestion, read_questions
from policies.library import Library
from policies.settings import LibrarySettings

TODAY = date(2026, 11, 23)


@contextmanager
def empty_library(folder: Path) -> Iterator[Library]:
    """A library of its own in a folder."""
    library = Library.open(LibrarySettings(database_url=f"sqlite:///{folder / 'library.db'}", index_dir=None))
    try:
        yield library
    finally:
        library.close()


def city_library(library: Library, shared_data: Path) -> list[EvaluationQuestion]:
    """Import a real city's published pairs; return the development questions about them."""
    import_pairs(library.store, shared_data / "gov_faq_corpus.jsonl", publish=True, today=TODAY)
    library.refresh()
    return read_questions(shared_data / "citizen_questions_dev.jsonl")


def held_out_library(library: Library) -> list[EvaluationQuestion]:
    """Load the demonstration library without the last similar question of each pair; return those.

    A pair of a district is asked for in that district's name by its own question, so its region is left as it is.
    """
    load_demo(library.store)
    questions = []
    with library.store.writing("held out") as write:
        for pair in list(library.store.pairs()):
            if pair.external_id is None or not pair.similar:
                continue
            write.pair(replace(pair, similar=pair.similar[:-1]))
            questions.append(
                EvaluationQuestion(
                    qid=pair.external_id,
                    query=pair.similar[-1],
                    positive_ids=frozenset({pair.external_id}),
                    style=(pair.category or "").partition("/")[0] or None,
                )
            )
    library.refresh()
    return questions
