"""Whether similar questions drafted from words help: the same questions before and after every pair has its own.

.venv/bin/python -m tests.questions.variants
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from policies.content.checks.known import Known
from policies.content.variants import drafted
from policies.evaluation.metrics import measure
from policies.evaluation.questions import EvaluationQuestion
from policies.evaluation.run import ask_all
from policies.language.saying import Sayings
from policies.library import Library
from tests.questions.rounds import TODAY, Round, empty_library
from tests.questions.sets import ALL

SETS = ("city", "demo-fresh")
FIGURES = ("accuracy_at_1", "accuracy_at_3", "answered", "wrong_among_answered", "refusal_recall")
CONSOLE = Console(highlight=False, width=150)


def main() -> None:
    """Print the figures of each set before and after."""
    table = Table("set", "drafted a pair", "", *FIGURES)
    for each in ALL:
        if each.name in SETS and each.is_there():
            for row in rows(each.title, each.rounds):
                table.add_row(*row)
    CONSOLE.print(table)


def rows(title: str, rounds: Callable[[Library], Iterator[Round]]) -> Iterator[list[str]]:
    """Give the two rows of a set."""
    with tempfile.TemporaryDirectory() as folder, empty_library(Path(folder)) as library:
        questions = next(iter(rounds(library))).questions
        yield [title, "", "before", *figures(library, questions)]
        yield [title, f"{add_drafted(library):.1f}", "after", *figures(library, questions)]


def figures(library: Library, questions: list[EvaluationQuestion]) -> list[str]:
    """Return the figures of one asking, as they are printed."""
    found: dict[str, Any] = measure(list(ask_all(library, questions, TODAY)))
    total = found.get("total", found)
    return [str(total.get(name)) for name in FIGURES]


def add_drafted(library: Library) -> float:
    """Give every pair its drafted questions; return how many a pair has on average."""
    known, sayings = Known(library.store), Sayings(library.dictionary.now)
    pairs = list(library.store.pairs())
    count = 0
    with library.store.writing("variants") as write:
        for pair in pairs:
            texts = [text for text in drafted(pair, sayings) if not known.questions.anywhere(text)]
            count += len(texts)
            if texts:
                write.pair(replace(pair, similar=(*pair.similar, *texts)))
    library.refresh()
    return count / len(pairs)


if __name__ == "__main__":
    main()
