from __future__ import annotations

from collections import Counter

import pytest

from policies.search.bm25 import field_query, idf, score
from policies.search.fields import QUESTION


def test_a_rare_token_weighs_more_than_a_common_one() -> None:
    assert idf(100, 1) > idf(100, 50) > 0


def test_a_row_that_says_everything_scores_more_than_one_that_says_half() -> None:
    query = field_query(QUESTION[0], {"公": 1.0, "积": 1.0, "金": 1.0}, {}, 10, 3.0, lambda _: 1)
    whole, half = Counter("公积金"), Counter("公园票")
    assert 1 >= score(query, whole, 3) > score(query, half, 3) > 0


def test_a_token_the_library_does_not_know_lowers_the_level() -> None:
    known = field_query(QUESTION[0], {"公": 1.0}, {}, 10, 3.0, lambda _: 1)
    unknown = field_query(QUESTION[0], {"公": 1.0, "x": 1.0}, {}, 10, 3.0, lambda token: int(token == "公"))
    assert score(unknown, Counter("公"), 3) < score(known, Counter("公"), 3)


def test_an_official_word_that_was_not_said_does_not_change_the_scale() -> None:
    said = field_query(QUESTION[0], {"公": 1.0}, {}, 10, 3.0, lambda _: 1)
    helped = field_query(QUESTION[0], {"公": 1.0}, {"金": 0.3}, 10, 3.0, lambda _: 1)
    assert helped.scale == pytest.approx(said.scale)


def test_what_is_common_in_speech_counts_less_on_both_sides_of_the_share() -> None:
    whole = field_query(QUESTION[0], {"公": 1.0, "咱": 1.0}, {}, 10, 3.0, lambda token: int(token == "公"))
    spoken = field_query(QUESTION[0], {"公": 1.0, "咱": 0.2}, {}, 10, 3.0, lambda token: int(token == "公"))
    assert whole.known < spoken.known < 1
    assert score(spoken, Counter("公"), 3) > score(whole, Counter("公"), 3)
