"""A sentence that is quoted says something by itself."""

from __future__ import annotations

import pytest

from policies.answering.concluding import LONGEST_SENTENCE, shortened, standing_alone
from policies.answering.evidence import Sentence
from policies.search.split import sentences

LINES = "第二条 下列人员可以免费乘车：\n（一）65周岁以上老年人；\n（二）报名时间：每年6月；\n（三）退役军人。\n第三条 按月发放。"
ONE_LINE = "补助标准如下：城镇居民每人100元；农村居民每人80元。咨询可以打电话。"


def alone(quote: str, part: str, above: str = "") -> str:
    start, text = next((start, text) for start, text in sentences(quote) if part in text)
    return standing_alone(quote, Sentence(start, text, 1.0), above)


@pytest.mark.parametrize(
    ("quote", "part", "said"),
    [
        (LINES, "65周岁", "下列人员可以免费乘车，其中一项是：65周岁以上老年人。"),
        (LINES, "退役军人", "下列人员可以免费乘车，其中一项是：退役军人。"),
        (ONE_LINE, "农村", "补助标准如下，其中一项是：农村居民每人80元。"),
    ],
)
def test_an_item_of_a_list_comes_with_the_words_that_open_it(quote: str, part: str, said: str) -> None:
    assert alone(quote, part) == said


@pytest.mark.parametrize(
    ("quote", "part", "said"),
    [
        (LINES, "按月", "按月发放。"),
        (LINES, "每年6月", "报名时间：每年6月；"),
        (ONE_LINE, "城镇", "补助标准如下：城镇居民每人100元；"),
        (ONE_LINE, "咨询", "咨询可以打电话。"),
    ],
)
def test_what_says_something_by_itself_stays_as_it_is(quote: str, part: str, said: str) -> None:
    assert alone(quote, part) == said


def test_a_clause_that_is_an_item_comes_with_the_opening_of_its_list() -> None:
    item = "（二）年满18周岁；同时在本市居住。"
    opening = "第三条 申请人应当符合下列条件："
    assert alone(item, "年满", opening) == "申请人应当符合下列条件，其中一项是：年满18周岁。"
    assert alone("（三）有住房。另行规定的除外。", "另行", opening) == "另行规定的除外。"


def test_a_conclusion_that_is_too_long_ends_in_an_ellipsis() -> None:
    assert len(shortened("长" * 500)) == LONGEST_SENTENCE
    assert shortened("按月发放。") == "按月发放。"
