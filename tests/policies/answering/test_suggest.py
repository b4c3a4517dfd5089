from __future__ import annotations

from policies.answering.shelf import Shelf
from policies.answering.suggest import Suggestions
from tests.policies.answering.conftest import TODAY, Counter


def test_a_search_gives_pairs_that_may_answer_and_passages_with_their_status(counter: Counter) -> None:
    counter.index.follow(counter.store)
    found = Suggestions(counter.index, Shelf(counter.store, counter.index)).of("高龄补贴", asked_on=TODAY)
    assert "q-old-allowance" not in [pair.qa_id for pair in found.pairs]
    assert {passage.status for passage in found.passages if passage.source_id == "p-old"} == {"已废止"}


def test_a_limit_holds(counter: Counter) -> None:
    counter.index.follow(counter.store)
    found = Suggestions(counter.index, Shelf(counter.store, counter.index)).of(
        "医保缴费", asked_on=TODAY, limit=1
    )
    assert len(found.pairs) == 1
    assert len(found.passages) <= 1
