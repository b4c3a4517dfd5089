"""The lexicon: what people say becomes what the rules call it."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from policies.language.normalise import normalise
from policies.language.synonyms import Lexicon


@pytest.fixture(scope="module")
def lexicon(root: Path) -> Lexicon:
    return Lexicon.load(root / "nlu_data" / "dictionary")


@pytest.mark.parametrize(
    ("question", "official"),
    [
        ("看病报销要带什么", "医疗费用报销"),
        ("新农合今年交多少钱", "城乡居民基本医疗保险"),
        ("驾照到期换证去哪办", "驾驶证期满换证"),
        ("房产证丢了怎么补", "不动产权证书遗失补发"),
        ("公司不发工资，n+1怎么算", "经济补偿金"),
        ("公租房排队要多久", "公租房轮候"),
        ("社保断了怎么办", "社会保险补缴"),
        ("打零工的能交养老吗", "灵活就业人员"),
    ],
)
def test_ways_of_speaking_lead_to_the_official_words(lexicon: Lexicon, question: str, official: str) -> None:
    assert official in lexicon.expand(normalise(question))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("全国考试什么时候", "公务员招录"),
        ("网上社保查询", "社会保险缴纳"),
        ("提交评审材料", "交通影响评价"),
        ("申报失业保险", "挂失"),
        ("新增资金怎么申请", "注册资本变更"),
        ("补贴1200元", "急救服务"),
    ],
)
def test_a_short_way_inside_another_word_is_not_heard(lexicon: Lexicon, text: str, wrong: str) -> None:
    assert wrong not in [concept.name for concept in lexicon.official(text)]


@pytest.mark.parametrize(
    ("said", "way", "official"),
    [
        ("我的老板的工资也还没发", "工资也还没发", "拖欠工资投诉"),
        ("家里的房子也漏了水", "房子也漏了水", "房屋漏水维修"),
        ("公司又没签了劳动合同", "没签了劳动合同", "未签劳动合同双倍工资"),
    ],
)
def test_particles_between_the_words_of_a_way_do_no_harm(
    lexicon: Lexicon, said: str, way: str, official: str
) -> None:
    found = {concept.name: concept.way for concept in lexicon.official(said)}
    assert found[official] == way
    assert way in said


@pytest.mark.parametrize("text", ["打的士去哪儿", "学习的目的和了解情况", "也了的呢", "了", "的的的"])
def test_particles_alone_are_no_way(lexicon: Lexicon, text: str) -> None:
    assert all(concept.way in text for concept in lexicon.official(text))


def test_the_longest_way_wins(lexicon: Lexicon) -> None:
    names = [concept.name for concept in lexicon.official("驾照到期换证")]
    assert names == ["驾驶证期满换证"]


def test_official_words_in_the_text_are_not_added_again(lexicon: Lexicon) -> None:
    assert lexicon.expand("职工基本医疗保险怎么交") == []


def test_words_about_the_asking_weigh_too_little_to_be_added(lexicon: Lexicon) -> None:
    facets = [concept for concept in lexicon.official("看病报销要带什么") if concept.type == "facet"]
    assert facets
    assert facets[0].name not in lexicon.expand("看病报销要带什么")


def test_a_way_that_is_part_of_its_name_adds_nothing(lexicon: Lexicon) -> None:
    (concept,) = lexicon.official("劳动合同")
    assert concept.weight <= 0.25
    assert lexicon.expand("劳动合同") == []


def test_short_ways_weigh_less_than_long_ones(lexicon: Lexicon) -> None:
    (short,) = lexicon.official("低保")
    (long,) = lexicon.official("社保断了")
    assert short.weight < long.weight


def test_a_short_way_at_the_end_of_the_text_is_guarded_too(lexicon: Lexicon) -> None:
    assert [concept.name for concept in lexicon.official("交的是哪一个税")] == []
    assert [concept.name for concept in lexicon.official("怎么交个税")] == ["个人所得税"]


def test_the_dictionary_is_rich_and_every_way_leads_to_one_concept(root: Path) -> None:
    folder = root / "nlu_data" / "dictionary" / "concepts"
    rows = [
        json.loads(line)
        for path in folder.glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    names = {normalise(row["concept"]) for row in rows}
    ways = Counter(way for row in rows for way in row["ways"])
    assert len(names) == len(rows) >= 1800
    assert [way for way, count in ways.items() if count > 1] == []
    assert sorted(names & set(ways)) == []
    assert [way for way in ways if normalise(way) != way or re.fullmatch(r".|\d{2}", way)] == []


def test_every_row_has_its_four_fields(root: Path) -> None:
    for path in (root / "nlu_data" / "dictionary" / "concepts").glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert set(json.loads(line)) == {"concept", "type", "ways", "field"}, line
