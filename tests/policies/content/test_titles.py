"""The questions of published pairs in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from policies.content.model import PairState, QaPair
from policies.content.store import Store
from policies.content.titles import Titles


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    opened.close()


def publish(store: Store, identifier: str, question: str) -> None:
    pair = QaPair(id=identifier, question=question, summary="可以。", state=PairState.PUBLISHED)
    with store.writing() as write:
        write.pair(pair)


def test_while_nothing_changes_the_questions_are_the_very_same(store: Store) -> None:
    publish(store, "q-1", "借阅证怎么办？")
    titles = Titles(store.engine)
    first = titles.now()
    assert [each.key for each in first] == ["借阅证怎么办"]
    assert titles.now() is first
    publish(store, "q-2", "图书逾期怎么办？")
    assert [each.qa_id for each in titles.now()] == ["q-1", "q-2"]
