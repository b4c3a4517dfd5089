from __future__ import annotations

import pytest

from policies.answering.scoring.signs import parted, same_action, same_events, same_kind


@pytest.mark.parametrize(
    ("asked", "stored", "expected"),
    [
        ("营业执照怎么注销", "营业执照怎么办理", -1.0),
        ("医保停保去哪里弄", "怎么终止医保参保", 1.0),
        ("公积金余额", "公积金怎么提取", 0.0),
    ],
)
def test_ending_a_matter_is_another_question_than_beginning_it(
    asked: str, stored: str, expected: float
) -> None:
    assert same_action(asked, stored) == expected


@pytest.mark.parametrize(
    ("asked", "stored", "told", "expected"),
    [
        ("老人去世了津贴怎么停", "津贴为什么停了", "每季度核实资格", -1.0),
        ("老人去世了津贴怎么停", "津贴为什么停了", "领取人死亡的次月起停发", 0.5),
        ("老人去世了津贴怎么停", "领取人过世后津贴怎么办", "", 1.0),
        ("津贴怎么停", "津贴为什么停了", "", 0.0),
    ],
)
def test_what_has_happened_must_be_met_by_the_pair(
    asked: str, stored: str, told: str, expected: float
) -> None:
    assert same_events(asked, stored, told) == expected


def test_things_that_stand_side_by_side_are_not_exchanged() -> None:
    assert same_kind("驾照丢了怎么补", "户口本丢了怎么补") == -1
    assert same_kind("居民医保怎么交", "居民医保缴费时间") == 1
    assert same_kind("医保怎么交", "居民医保缴费时间") == 1
    assert same_kind("怎么交钱", "居民医保缴费时间") == 0


def test_two_questions_part_where_the_asker_leaves_the_kind_open() -> None:
    stored = ("职工医保住院报销比例", "居民医保住院报销比例")
    assert parted("住院能报多少", *stored)
    assert not parted("职工住院能报多少", *stored)
    assert not parted("住院能报多少", stored[0], stored[0])
