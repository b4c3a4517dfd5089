"""What documents add to the scores of their passages."""

from __future__ import annotations

import pytest

from policies.search.entries import Counted
from policies.search.fields import DOCUMENT, PASSAGE
from policies.search.grams import nothing
from policies.search.passages import SPEAKING, hit, shares
from policies.search.rows import Row


def passage(entry: str) -> Counted:
    row = Row(entry, "passage", "文", "文", facts={"title": "办法", "path": "第一条", "start": 0})
    return Counted(1, row, "文", frozenset("文"), nothing(len(PASSAGE)))


def test_several_good_passages_say_more_than_one() -> None:
    found = [(0.50, passage("policy/one")), (0.49, passage("policy/many")), (0.48, passage("policy/many"))]
    added = shares(found, {})
    assert added["policy/one"] == 0
    assert 0.49 + added["policy/many"] > 0.50


def test_a_poor_second_passage_adds_next_to_nothing() -> None:
    found = [(0.50, passage("policy/a")), (0.05, passage("policy/a"))]
    assert shares(found, {})["policy/a"] < 0.001


def test_a_long_document_does_not_gain_by_its_many_passages() -> None:
    few = [(0.5, passage("policy/a"))] * SPEAKING
    many = [(0.5, passage("policy/a"))] * (SPEAKING + 20)
    assert shares(few, {}) == shares(many, {})


def test_the_whole_text_counts_with_its_weight() -> None:
    added = shares([(0.5, passage("policy/a")), (0.5, passage("interpretation/b"))], {"policy/a": 0.5})
    assert added == {"policy/a": pytest.approx(DOCUMENT.weight * 0.5), "interpretation/b": 0.0}


def test_a_hit_keeps_its_own_score_beside_the_share() -> None:
    found = hit(0.5, 0.2, passage("interpretation/b"))
    assert (found.kind, found.source_id) == ("interpretation", "b")
    assert found.score - found.whole == pytest.approx(0.5)
