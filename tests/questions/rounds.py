"""What is measured: a set is one or more rounds of questions asked of a library that stands still meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from policies.evaluation.questions import EvaluationQuestion
from policies.library import Library
from policies.settings import LibrarySettings

TODAY = date(2026, 11, 23)

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Round:
    """Questions, and the rows (entry, text) that the peers may search for them: what the library holds."""

    questions: list[EvaluationQuestion]
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class MeasuredSet:
    """A set of questions.

    Attributes:
        name: as `--only` knows it.
        title: as the table shows it.
        rounds: puts the library together and gives the rounds; the library changes between them only.
        documents: whether documents answer; else pairs do.
        selector: whether Rasa's ResponseSelector is trained on it as well.
        needs: files without which it cannot be measured.
    """

    name: str
    title: str
    rounds: Callable[[Library], Iterator[Round]]
    documents: bool = False
    selector: bool = False
    needs: tuple[Path, ...] = ()

    def is_there(self) -> bool:
        """Whether this machine has what it needs."""
        return all(path.exists() for path in self.needs)


@contextmanager
def empty_library(folder: Path) -> Iterator[Library]:
    """A library of its own in a folder."""
    library = Library.open(LibrarySettings(database_url=f"sqlite:///{folder / 'library.db'}", index_dir=None))
    try:
        yield library
    finally:
        library.close()


def question_rows(library: Library) -> list[Row]:
    """Return every stored question of every published pair under the pair's external identifier."""
    return [
        (pair.external_id or "", question)
        for pair in library.store.pairs()
        for question in (pair.question, *pair.similar)
    ]
