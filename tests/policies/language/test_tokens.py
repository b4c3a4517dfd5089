"""Character tokens."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policies.language.normalise import normalise
from policies.language.tokens import char_bigrams, char_unigrams


def test_a_latin_word_or_a_number_is_one_token() -> None:
    assert char_unigrams("a1驾照交3,000.5元，涨5%") == ["a1", "驾", "照", "交", "3000.5", "元", "涨", "5%"]


def test_bigrams_join_neighbours_across_punctuation() -> None:
    assert char_bigrams("医保，怎么交") == ["医保", "保怎", "怎么", "么交"]


def test_a_single_character_has_no_bigram() -> None:
    assert char_bigrams("税") == []


@given(st.text(max_size=40))
def test_no_token_holds_a_space_and_bigrams_are_one_fewer(text: str) -> None:
    tokens = char_unigrams(normalise(text))
    assert all(token and not any(c.isspace() for c in token) for token in tokens)
    assert len(char_bigrams(normalise(text))) == max(len(tokens) - 1, 0)
