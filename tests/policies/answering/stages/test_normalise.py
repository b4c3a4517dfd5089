from __future__ import annotations

from policies.answering.stages.normalise import LONG, asking_part


def test_a_short_question_stays_whole() -> None:
    assert asking_part("我妈八十了。高龄津贴怎么领？") == "我妈八十了。高龄津贴怎么领？"


def test_a_long_story_is_cut_to_what_it_asks() -> None:
    story = (
        "我去年从外地回来，在老家待了半年，后来又找了个厂子上班，厂里一直没给交社保，我也没顾上管这件事。" * 2
    )
    asked = asking_part(f"{story}现在我想自己交职工养老保险，要带什么材料？谢谢了，麻烦您尽快回复。")
    assert "要带什么材料？" in asked
    assert "谢谢" not in asked
    assert len(asked) <= LONG


def test_a_story_without_a_question_stays_whole() -> None:
    story = "我去年从外地回来。" * 12
    assert asking_part(story) == story


def test_an_endless_sentence_is_cut_at_a_comma() -> None:
    asked = asking_part("我是说那个就是，" + "我家的情况比较特殊一点，" * 12 + "公积金怎么提取")
    assert asked.endswith("公积金怎么提取")
    assert len(asked) <= LONG
