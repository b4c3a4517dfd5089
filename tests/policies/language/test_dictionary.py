"""The dictionary of one moment, and what a trial shows of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from policies.language.dictionary import Dictionary
from policies.language.term import Term

OWN = Term("云川惠民一码通", "document", "政务服务", ("惠民码子", "云川小码"))


@pytest.fixture(scope="module")
def dictionary(root: Path) -> Dictionary:
    return Dictionary(root / "nlu_data" / "dictionary")


def test_a_trial_shows_words_ways_and_official_words(dictionary: Dictionary) -> None:
    trial = dictionary.trial("新农合今年交多少钱？")
    assert trial.words[0] == "新农合"
    assert (trial.concepts[0].way, trial.concepts[0].name) == ("新农合", "城乡居民基本医疗保险")
    assert trial.added[0] == "城乡居民基本医疗保险"


def test_a_trial_before_and_after_an_edit_shows_what_it_changes(dictionary: Dictionary) -> None:
    after = dictionary.with_terms([OWN])
    question = "惠民码子怎么开通"
    assert OWN.concept not in dictionary.trial(question).added
    assert OWN.concept in after.trial(question).added
    assert "惠民码子" in after.trial(question).words
    assert "惠民码子" not in dictionary.trial(question).words


def test_only_the_words_of_an_edit_differ(dictionary: Dictionary) -> None:
    after = dictionary.with_terms([OWN])
    assert dictionary.other_words(after) == {"云川惠民一码通", "惠民码子", "云川小码"}
    assert dictionary.other_words(after.without_term(OWN.concept)) == frozenset()


def test_a_term_that_is_no_word_leaves_segmentation_alone(dictionary: Dictionary) -> None:
    after = dictionary.with_terms([Term(OWN.concept, OWN.type, OWN.field, OWN.ways, is_word=False)])
    assert dictionary.other_words(after) == frozenset()
    assert OWN.concept in after.trial("惠民码子怎么开通").added


def test_a_retired_term_is_found_no_more_and_is_no_word(dictionary: Dictionary) -> None:
    gone = Term("城乡居民基本医疗保险", "matter", "医保", (), is_retired=True)
    after = dictionary.with_terms([gone])
    assert after.trial("新农合今年交多少钱").added == ()
    assert {"城居医保", gone.concept} & dictionary.words.keys() != set()
    assert {"城居医保", gone.concept} & after.words.keys() == set()
    assert dictionary.trial("新农合今年交多少钱").added


def test_a_way_of_the_store_goes_before_the_same_way_of_the_files(dictionary: Dictionary) -> None:
    after = dictionary.with_terms([Term("云川新农村合作社", "place", "农业农村", ("新农合",))])
    assert after.trial("新农合今年交多少钱").concepts[0].name == "云川新农村合作社"
