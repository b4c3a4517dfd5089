"""A small store and an index that follows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from policies.content.model import Clause, Disclosure, Facet, PairState, Policy, QaPair
from policies.content.store import Store
from policies.language.plain_words import PlainWords
from policies.language.segment import Segmenter
from policies.language.synonyms import Concept, Lexicon
from policies.search.embedded import EmbeddedIndex
from policies.search.index import Scope
from policies.search.speech import spoken
from policies.search.terms import Terms
from tests.databases import laid_out

NewIndex = Callable[[], EmbeddedIndex]


class NoOfficialWords:
    """A lexicon that knows nothing, for a process that must start at once."""

    def official(self, text: str) -> list[Concept]:
        return []

    def expand(self, text: str) -> list[str]:
        return []


def pair(question: str, *similar: str, answer: str = "按规定办理。", **more: object) -> QaPair:
    state = more.pop("state", PairState.PUBLISHED)
    return QaPair(question, answer, similar=similar, detail={Facet.NOTE: answer}, state=state, **more)  # type: ignore[arg-type]


def policy(
    title: str, *texts: str, disclosure: Disclosure = Disclosure.PUBLIC, region: str | None = None
) -> Policy:
    clauses = tuple(
        Clause(f"第{number}条", text, level=1) for number, text in zip("一二三四五", texts, strict=False)
    )
    return Policy(title, clauses, disclosure=disclosure, region=region)


@pytest.fixture(scope="session")
def terms(root: Path) -> Terms:
    folder = root / "nlu_data" / "dictionary"
    return Terms(Segmenter(folder), Lexicon.load(folder), "test", PlainWords.load(folder), spoken())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(laid_out(tmp_path / "library.db"))


@pytest.fixture
def new_index(tmp_path: Path, terms: Terms) -> NewIndex:
    """Opens the shared folder again, as another process would."""
    return lambda: EmbeddedIndex(tmp_path / "index", terms)


def first(index: EmbeddedIndex, text: str, scope: Scope | None = None) -> str | None:
    """Return the question of the pair that is found first."""
    hits = index.pairs(index.terms(text), scope or Scope())
    return hits[0].question if hits else None
