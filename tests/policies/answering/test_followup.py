from __future__ import annotations

import pytest

from policies.answering.followup import asks_barely, follows, resolve, swapped

EARLIER = "居民医保怎么缴费"


@pytest.mark.parametrize(
    "text",
    [
        "那要带什么材料呢",
        "换成职工医保呢",
        "职工医保呢",
        "在哪办",
        "不是，我问的是职工医保",
        "这个多久能办好",
    ],
)
def test_a_question_that_leans_on_another_is_seen(text: str) -> None:
    assert follows(text, {}, None)


@pytest.mark.parametrize("text", ["失业金怎么领取", "小学入学报名时间是什么时候", "示民规〔2026〕1号是什么"])
def test_a_question_that_stands_alone_is_left_alone(text: str) -> None:
    assert not follows(text, {"topic": "就业"}, None)


def test_rasa_may_say_that_a_question_follows() -> None:
    assert follows("失业金怎么领取", {"topic": "就业"}, "followup")


@pytest.mark.parametrize(
    ("text", "entities", "whole"),
    [
        ("换成职工医保呢", {"topic": "医保"}, "职工医保怎么缴费"),
        ("不是，我问的是职工医保", {"topic": "医保"}, "职工医保怎么缴费"),
        ("那公积金呢", {"topic": "公积金"}, "公积金怎么缴费"),
        ("那要带什么材料呢", {}, "居民医保缴费 要带什么材料"),
        ("在哪办", {}, "居民医保缴费 在哪办"),
    ],
)
def test_a_follow_up_is_completed(text: str, entities: dict[str, str], whole: str) -> None:
    assert resolve(text, EARLIER, entities, {"topic": "医保"}) == whole


def test_only_a_bare_matter_takes_another_ones_place() -> None:
    assert swapped("那职工医保呢") == "职工医保"
    assert swapped("那职工医保要交多少钱呢") is None


@pytest.mark.parametrize(
    ("text", "barely"),
    [
        ("我上个月已经退休了，怎么弄", True),
        ("我退休了 那该怎么办", True),
        ("我是外地人，行吗", True),
        ("孩子刚满月，要带什么材料", True),
        ("他没有社保，能领吗", True),
        ("公积金怎么取", False),
        ("我想问一下，医保怎么报", False),
        ("怎么办", False),
        ("，，", False),
        ("我退休了，公积金怎么取", False),
    ],
)
def test_what_asks_barely_tells_of_something_and_names_no_matter_in_asking(text: str, barely: bool) -> None:
    assert asks_barely(text) is barely
