from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policies.language.normalise import normalise
from policies.language.tokens import char_bigrams, char_unigrams
from policies.search.terms import Terms

TEXT = st.text(alphabet="第三条居民医保，。（）()1234,.%abC ＡＢ５醫…", max_size=40)


@given(front=TEXT, text=TEXT)
def test_words_in_front_are_cut_as_if_they_stood_before_the_text(terms: Terms, front: str, text: str) -> None:
    whole = normalise(f"{front} {text}")
    tokens = terms.of(text, "passage", front)
    assert tokens == {"passage_unigrams": char_unigrams(whole), "passage_bigrams": char_bigrams(whole)}


def test_what_is_stored_is_counted_as_it_was_cut(terms: Terms) -> None:
    tokens = terms.of("城乡居民医保怎么交", "question")
    assert set(tokens) == {"question_unigrams", "question_bigrams", "question_pinyin", "question_words"}
    assert tokens["question_bigrams"][:2] == ["城乡", "乡居"]
