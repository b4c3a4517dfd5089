"""A small library of one's own for each test, with a few pairs and a set that it passes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from policies.content.editing import Editing
from policies.content.model import PairState, QaPair
from policies.content.publishing import Publishing
from policies.library import Library
from policies.regression.cases import Cases, NewCase
from policies.regression.gate import RegressionGate
from policies.settings import LibrarySettings
from tests.api.content import PAIR, QUESTION, fill
from tests.databases import laid_out

TODAY = date(2026, 5, 1)
SCHOOL, SCHOOL_QUESTION = "q-school", "小学入学年龄是几岁"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    settings = LibrarySettings(database_url=laid_out(tmp_path / "library.db"), index_dir=tmp_path / "index")
    opened = Library.open(settings)
    fill(opened.store)
    opened.store.save_pair(
        QaPair(
            id=SCHOOL,
            question=SCHOOL_QUESTION,
            similar=("孩子多大可以上小学",),
            summary="年满六周岁。",
            region="示范市",
            state=PairState.PUBLISHED,
        )
    )
    opened.refresh()
    yield opened
    opened.close()


@pytest.fixture
def with_set(library: Library) -> Library:
    """The library with a set of three questions, all of which end rightly."""
    Cases(library.store).add(
        [
            NewCase(QUESTION, (PAIR,), region="示范市"),
            NewCase(SCHOOL_QUESTION, (SCHOOL,), region="示范市"),
            NewCase("月球上的土地怎么登记"),
        ],
        "李编辑",
    )
    return library


In = Callable[[str], Publishing]


@pytest.fixture
def by(with_set: Library) -> In:
    """Give what somebody may do to pairs, through the gate."""

    def of(name: str) -> Publishing:
        gate = RegressionGate(with_set, lambda: TODAY)
        return Publishing(with_set.store, name, today=TODAY, gate=gate)

    return of


def submitted(library: Library, pair: QaPair, expected: int = 0) -> QaPair:
    """Write a pair or a change and hand it to the reviewers; return it as it waits."""
    editor = Editing(library.store, "李编辑", today=TODAY)
    saved = editor.save_draft(pair, expected).pair
    return editor.submit(saved.id, saved.version).pair


def thief(library: Library) -> QaPair:
    """Return a waiting change by which the school's pair no longer asks what it asked, so that its question is missed."""
    pair = library.store.pair(SCHOOL)
    other = QaPair(
        id=SCHOOL,
        question="公园的长椅谁来维修",
        summary="由园林部门维修。",
        region="示范市",
    )
    return submitted(library, other, pair.version)
