from __future__ import annotations

import json
from pathlib import Path

import pytest

from policies.answering.story import story_of

STORY = (
    "我今年七十六了，跟老伴两个人住。前两天邻居跟我说，政府能给家里装扶手，还给补钱，我也不懂。"
    "我家卫生间滑得很，你给我说说，像我们这样改一改到底能给补多少钱啊？"
)


def names_matter(clause: str) -> bool:
    return "扶手" in clause


def test_a_short_question_is_no_story() -> None:
    assert story_of("我妈八十了，高龄津贴怎么领？", names_matter) is None


def test_a_story_is_told_without_the_words_that_only_tell_it() -> None:
    story = story_of(STORY, names_matter)
    assert story is not None
    assert "扶手" in story.told
    assert "卫生间滑得很" in story.told
    assert not {"老伴", "邻居", "不懂", "我"} & {
        word for word in ("老伴", "邻居", "不懂", "我") if word in story.told
    }


def test_what_is_asked_keeps_the_clauses_that_ask_or_name_a_matter() -> None:
    story = story_of(STORY, names_matter)
    assert story is not None
    assert "扶手" in story.asked
    assert "补多少钱" in story.asked
    assert "七十六" not in story.asked
    assert story.question == "像我们这样改一改到底能给补多少钱啊？"
    assert story.focus == (story.told, story.asked)


def test_a_story_that_asks_nothing_keeps_its_end() -> None:
    story = story_of("我家门口的路上个月修好了。" * 4 + "工人已经走了。", names_matter)
    assert story is not None
    assert story.question == "工人已经走了"


def test_a_text_of_nothing_but_people_is_no_story() -> None:
    assert story_of("我老伴，我儿子，" * 6, names_matter) is None


@pytest.mark.parametrize(
    "line", (Path(__file__).parent / "data" / "stories.jsonl").read_text("utf-8").splitlines()
)
def test_the_asking_sentence_is_always_among_what_is_asked(line: str) -> None:
    text = json.loads(line)["asked"]
    story = story_of(text, names_matter)
    assert story is not None
    assert len(story.told) < len(text)
    assert len(story.asked) <= len(story.told)
