"""What every part of finding is worth: each taken away once, on the same questions in one run.

.venv/bin/python -m tests.questions.ablation [--set city --set demo-unseen]

Printed: how often the right pair is first, and among the first three, when the desk only ranks (a question that
would be led elsewhere is ranked all the same).
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from rich.console import Console
from rich.table import Table

from policies.answering.inquiry import Question, Turn
from policies.answering.scoring.head import first_places
from policies.answering.scoring.model import Linear
from policies.cli.console import quiet_logs
from policies.evaluation.questions import EvaluationQuestion
from policies.evaluation.run import names_of, right_pairs
from policies.library import Library
from policies.search.fields import QUESTION, TOGETHER, Field
from policies.search.meaning.space import NOTHING as SPACELESS
from policies.search.speech import NOTHING
from tests.questions.rounds import TODAY, Round, empty_library
from tests.questions.sets import ALL

SCORER = "policies.search.scorer"
Taken = Callable[[Library, ExitStack], None]


def without_fields(channel: str) -> Taken:
    """Return what takes one kind of tokens of questions away."""

    def take(library: Library, stack: ExitStack) -> None:
        for name, fields in (("QUESTION", QUESTION), ("TOGETHER", TOGETHER)):
            stack.enter_context(patch(f"{SCORER}.{name}", _weightless(fields, channel)))

    return take


def _weightless(fields: Sequence[Field], channel: str) -> tuple[Field, ...]:
    return tuple(replace(each, weight=0.0) if each.channel == channel else each for each in fields)


def constant(target: str, value: object) -> Taken:
    """Return what puts a value in the place of a part."""

    def take(library: Library, stack: ExitStack) -> None:
        stack.enter_context(patch(target, value))

    return take


def without_speech(library: Library, stack: ExitStack) -> None:
    """Let words that are common in speech count like all others."""
    stack.enter_context(patch.object(library.index._terms, "_speech", NOTHING))


def without_meaning(library: Library, stack: ExitStack) -> None:
    """Let no pair be found or ordered by what it means."""
    stack.enter_context(patch.object(library.index._terms, "space", SPACELESS))


PARTS: dict[str, Taken] = {
    "nothing": lambda library, stack: None,
    "official words (lexicon)": constant("policies.search.terms.OFFICIAL_WEIGHT", 0.0),
    "written words for plain ones": constant("policies.search.terms.WRITTEN_WEIGHT", 0.0),
    "what is common in speech": without_speech,
    "what words mean": without_meaning,
    "single characters": without_fields("unigrams"),
    "pairs of characters": without_fields("bigrams"),
    "pinyin": without_fields("pinyin"),
    "words": without_fields("words"),
    "all questions of a pair together": constant(
        f"{SCORER}.TOGETHER", tuple(replace(each, weight=0.0) for each in TOGETHER)
    ),
    "the answer's text": constant(f"{SCORER}.ANSWER_WEIGHT", 0.0),
    "condensing long stories": constant("policies.answering.stages.read.story_of", lambda *_: None),
}


@contextmanager
def taken(library: Library, part: str) -> Iterator[None]:
    """Take a part of the search away for a while."""
    with ExitStack() as stack:
        PARTS[part](library, stack)
        # What was cut before or meanwhile is cut anew.
        library.index._cut.cache_clear()
        stack.callback(library.index._cut.cache_clear)
        yield


def ranked(library: Library, asked: Round, ranker: Linear | None = None) -> tuple[int, int, int]:
    """Return how many questions a pair answers, of how many it is first, of how many among the first three."""
    model = library.model if ranker is None else replace(library.model, ranker=ranker)
    desk, names = library.desk_over(library.search, model), names_of(library)
    count = first = three = 0
    for each in (each for each in asked.questions if each.answerable):
        right, found = right_pairs(names, each), desk.ranked(_question(each))
        shown = first_places([candidate.question for candidate in found])[:3]
        count += 1
        first += bool(found) and found[0].qa_id in right
        three += any(found[place].qa_id in right for place in shown)
    return count, first, three


def _question(each: EvaluationQuestion) -> Question:
    return Question(each.query, asked_on=TODAY, history=(Turn(each.context),) if each.context else ())


def measure(library: Library, rounds: Iterator[Round]) -> dict[str, tuple[float, float]]:
    """Return the shares of first and of first three for every part that is taken away."""
    sums: dict[str, list[int]] = {}
    for asked in rounds:
        library.refresh()
        for part in PARTS:
            with taken(library, part):
                _add(sums, part, ranked(library, asked))
        _add(sums, "ordering the head anew", ranked(library, asked, Linear(0.0, {"score": 1.0})))
    return {part: (first / count, three / count) for part, (count, first, three) in sums.items()}


def _add(sums: dict[str, list[int]], part: str, found: tuple[int, int, int]) -> None:
    sums[part] = [old + new for old, new in zip(sums.get(part, [0, 0, 0]), found, strict=True)]


def main() -> None:
    """Print one table."""
    known = {each.name: each for each in ALL if not each.documents}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--set", action="append", choices=list(known), help="default: city and demo-unseen")
    quiet_logs()
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for name in parser.parse_args().set or ["city", "demo-unseen"]:
        if known[name].is_there():
            with tempfile.TemporaryDirectory() as folder, empty_library(Path(folder)) as library:
                found[name] = measure(library, known[name].rounds(library))
    table = Table("taken away", *(f"{name} @1 / @3" for name in found))
    for part in next(iter(found.values()), {}):
        rows = (f"{each[part][0]:.1%} / {each[part][1]:.1%}" for each in found.values())
        table.add_row(part, *rows)
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
