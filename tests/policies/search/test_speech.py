from __future__ import annotations

import pytest

from policies.search.speech import LEAST, NOTHING, Speech, spoken


def test_what_every_question_says_weighs_less_than_a_matter() -> None:
    speech = spoken()
    assert LEAST <= speech.weight("unigrams", "我") < speech.weight("unigrams", "税") <= 1
    assert speech.weight("words", "怎么") < speech.weight("words", "公积金")


def test_a_token_that_nobody_says_weighs_all() -> None:
    assert spoken().weight("bigrams", "磷肥") == 1
    assert NOTHING.weight("unigrams", "我") == 1


@pytest.mark.parametrize("seen", [1, 10, 1000])
def test_the_commoner_a_token_the_less_it_weighs(seen: int) -> None:
    speech = Speech(2000, {"unigrams": {"怎": seen, "么": seen * 2}})
    assert 1 > speech.weight("unigrams", "怎") > speech.weight("unigrams", "么") >= LEAST
