from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.answering.inquiry import Reading
from policies.answering.scoring.features import bare, core, lcs_length, pair_features
from policies.content.model import Facet
from policies.search.index import PairHit

SHORT = st.text(alphabet="医保社公积金", max_size=12)


@given(SHORT, SHORT)
def test_the_longest_common_subsequence_is_what_the_textbook_says(first: str, second: str) -> None:
    table = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            table[i + 1][j + 1] = table[i][j] + 1 if one == other else max(table[i][j + 1], table[i + 1][j])
    assert lcs_length(first, second) == table[-1][-1]


@pytest.mark.parametrize(
    ("question", "matter"), [("居住证怎么办", "居住证"), ("一号答是什么意思？", "一号答"), ("怎么办", "")]
)
def test_the_matter_is_what_is_left_without_the_words_that_ask(question: str, matter: str) -> None:
    assert core(question) == matter


def test_a_bare_matter_asks_nothing() -> None:
    assert bare(Reading("公积金"))
    assert not bare(Reading("公积金怎么提取", facet=Facet.PROCEDURE))


def features(asked: str, stored: str) -> dict[str, float]:
    return pair_features(Reading(asked), PairHit("q", stored, stored, 0.5, {}), {})


def test_numbers_agree_or_speak_against() -> None:
    assert features("满60岁怎么办", "60周岁以上怎么办")["figures"] == 1
    assert features("满60岁怎么办", "80周岁以上怎么办")["figures"] == -1
    assert features("怎么办理", "80周岁以上怎么办")["figures"] == 0


def test_a_denial_is_another_question() -> None:
    assert features("不能提取公积金的情形", "能提取公积金的情形")["negation"] == 0
    assert features("能不能提取公积金", "可以提取公积金吗")["negation"] == 1


def test_the_same_words_denied_speak_against_and_other_words_with_a_denial_do_not() -> None:
    assert features("结婚生孩子有补贴吗", "没结婚生孩子能报吗")["denial"] == -1
    assert features("结婚生孩子有补贴吗", "结婚生孩子能报吗")["denial"] == 0
    assert features("公积金怎么提取", "没有住房的人怎么提公积金交房租")["denial"] == 0
