"""What is read ahead is not read again when somebody asks."""

from __future__ import annotations

from datetime import date

from policies.answering.inquiry import Question
from policies.answering.scoring import features, signs
from tests.policies.answering.conftest import Counter

READ_OF_A_QUESTION = (
    features.bigrams,
    features.core,
    features.unigrams,
    signs.actions,
    signs.events,
    signs.kinds,
)


def test_a_question_meets_pairs_that_have_been_read(counter: Counter) -> None:
    counter.index.follow(counter.store)
    question = Question("居民医保怎么缴费", asked_on=date(2026, 11, 23))
    for each in READ_OF_A_QUESTION:
        each.cache_clear()
    counter.desk.warm(counter.store.pairs())
    before = [each.cache_info().misses for each in READ_OF_A_QUESTION]
    assert all(before)
    assert len(counter.desk.ranked(question)) > 1
    asked = [each.cache_info().misses - was for each, was in zip(READ_OF_A_QUESTION, before, strict=True)]
    assert max(asked) <= 4  # what the question itself says, with and without the words that ask
