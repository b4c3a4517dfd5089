from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from policies.search.bm25 import Asked, FieldQuery, field_query, idf, pooled, scores
from policies.search.fields import ANSWER, QUESTION, TOGETHER
from policies.search.grams import Vocabulary, grams_of, rows_of


def score(query: FieldQuery, *texts: str) -> list[float]:
    """Return the scores of texts by their characters."""
    vocabulary = Vocabulary()
    rows = rows_of([grams_of([text], vocabulary) for text in texts], 1)
    asked = Asked(query.tokens, vocabulary)
    return list(scores([query], asked.met(rows), asked)[:, 0])


def test_a_rare_token_weighs_more_than_a_common_one() -> None:
    assert idf(100, 1) > idf(100, 50) > 0


def test_a_row_that_says_everything_scores_more_than_one_that_says_half() -> None:
    query = field_query(QUESTION[0], {"公": 1.0, "积": 1.0, "金": 1.0}, {}, 10, 3.0, lambda _: 1)
    whole, half, nothing = score(query, "公积金", "公园票", "护照")
    assert 1 >= whole > half > 0
    assert nothing == 0


def test_a_token_the_library_does_not_know_lowers_the_level() -> None:
    known = field_query(QUESTION[0], {"公": 1.0}, {}, 10, 3.0, lambda _: 1)
    unknown = field_query(QUESTION[0], {"公": 1.0, "x": 1.0}, {}, 10, 3.0, lambda token: int(token == "公"))
    assert score(unknown, "公") < score(known, "公")


def test_an_official_word_that_was_not_said_does_not_change_the_scale() -> None:
    said = field_query(QUESTION[0], {"公": 1.0}, {}, 10, 3.0, lambda _: 1)
    helped = field_query(QUESTION[0], {"公": 1.0}, {"金": 0.3}, 10, 3.0, lambda _: 1)
    assert helped.scale == pytest.approx(said.scale)


def test_what_is_common_in_speech_counts_less_on_both_sides_of_the_share() -> None:
    whole = field_query(QUESTION[0], {"公": 1.0, "咱": 1.0}, {}, 10, 3.0, lambda token: int(token == "公"))
    spoken = field_query(QUESTION[0], {"公": 1.0, "咱": 0.2}, {}, 10, 3.0, lambda token: int(token == "公"))
    assert whole.known < spoken.known < 1
    assert score(spoken, "公") > score(whole, "公")


def test_a_score_is_the_formula_of_bm25_on_our_scale() -> None:
    field = QUESTION[0]
    query = field_query(field, {"公": 1.0, "积": 1.0}, {}, 10, 4.0, lambda token: {"公": 2, "积": 5}[token])
    norm = field.k1 * (1 - field.b + field.b * 3 / 4.0)
    raw = idf(10, 2) * 2 / (2 + norm) + idf(10, 5) * 1 / (1 + norm)
    expected = raw / (idf(10, 2) + idf(10, 5))
    assert score(query, "公公积") == [pytest.approx(expected)]


def test_rows_of_a_group_score_as_one_text() -> None:
    query = field_query(QUESTION[0], {"公": 1.0, "积": 1.0}, {}, 10, 4.0, lambda _: 2)
    vocabulary = Vocabulary()
    # The first field is pooled; what stands in the second counts for nothing.
    rows = rows_of([grams_of([text, "公公公"], vocabulary) for text in ("公园", "公积", "积水")], 2)
    asked = Asked(query.tokens, vocabulary)
    found = pooled([query], asked.met(rows), np.array([0, 0, 1]), 2, asked)[:, 0].tolist()
    assert found == pytest.approx([*score(query, "公园公积"), *score(query, "积水")])


def test_fields_are_scored_at_once_each_by_its_own_query() -> None:
    one = field_query(QUESTION[0], {"公": 1.0, "积": 1.0}, {}, 10, 4.0, lambda _: 2)
    other = field_query(ANSWER[0], {"公": 1.0, "金": 1.0}, {}, 20, 9.0, lambda _: 7)
    vocabulary = Vocabulary()
    rows = rows_of([grams_of(["公积金", "金公公"], vocabulary), grams_of(["园", "积"], vocabulary)], 2)
    asked = Asked([*one.tokens, *other.tokens], vocabulary)
    found = scores([one, other], asked.met(rows), asked)
    assert found[0].tolist() == pytest.approx([*score(one, "公积金"), *score(other, "金公公")])
    assert found[1].tolist() == [0, 0]


def test_all_questions_together_are_read_from_the_first_fields_of_each() -> None:
    assert [field.name for field in TOGETHER] == [field.name for field in QUESTION[: len(TOGETHER)]]


def test_two_threads_never_give_two_tokens_one_number() -> None:
    vocabulary = Vocabulary()
    tokens = [chr(0x4E00 + place) for place in range(2000)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(vocabulary.number, tokens * 4))
    assert len(set(found)) == len(tokens)
    assert found[: len(tokens)] == found[-len(tokens) :]
    assert vocabulary.size > max(found)
