"""What documents and meaning add to the scores of passages."""

from __future__ import annotations

import numpy as np
import pytest

from policies.search.entries import Counted
from policies.search.fields import DOCUMENT, PASSAGE
from policies.search.grams import nothing
from policies.search.passages import MEANS, SPEAKING, hit, likeness, shares
from policies.search.rows import Row


def passage(entry: str, *lying: float) -> Counted:
    row = Row(entry, "passage", "文", "文", facts={"title": "办法", "path": "第一条", "start": 0})
    return Counted(1, row, "文", frozenset("文"), nothing(len(PASSAGE)), np.array(lying, np.float16))


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
    assert found.score - found.beside == pytest.approx(0.5)


def test_a_passage_gains_by_meaning_what_was_said_and_loses_nothing_by_meaning_the_contrary() -> None:
    found = [
        passage("policy/a", 1, 0),
        passage("policy/b", 0, 1),
        passage("policy/c", -1, 0),
        passage("policy/d"),
    ]
    said = np.array([0.8, 0.6], np.float32)
    assert likeness(found, said) == pytest.approx([0.8 * MEANS, 0.6 * MEANS, 0, 0], abs=1e-4)


def test_where_nothing_is_known_of_what_was_said_no_passage_gains() -> None:
    assert likeness([passage("policy/a", 1, 0)], np.zeros(2, np.float32)) == [0.0]
    assert likeness([passage("policy/a", 1, 0)], np.zeros(0, np.float32)) == [0.0]
    assert likeness([], np.ones(2, np.float32)) == []
