"""Which department a matter is suggested to, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policies.answering.assigning import NAMED, Suggested, parts_of, responsible
from policies.answering.inquiry import Question
from policies.answering.shelf import Shelf
from policies.content.model import (
    Clause,
    Department,
    Disclosure,
    PairState,
    Policy,
    QaPair,
    Region,
    Responsibility,
)
from tests.policies.answering.conftest import TODAY, Counter

LIGHTS, PARKS, OF_DISTRICT = "示范市城市管理局", "示范市园林局", "示范市云川区城市管理局"
RULE = Policy(
    id="p-lights",
    title="示范市城市照明管理办法",
    region="示范市",
    disclosure=Disclosure.PUBLIC,
    clauses=(
        Clause(
            "第三条",
            "第三条 路灯不亮、损坏的，应当在二十四小时内修复。（市园林局配合，市城管局牵头）",
            responsibilities=(Responsibility("市园林局", "配合"), Responsibility("市城管局", "牵头")),
        ),
    ),
)
ASKED = QaPair(
    "公园绿地里的树枯死了找谁处理？",
    "由园林部门处理。",
    id="q-trees",
    department=PARKS,
    region="示范市",
    state=PairState.PUBLISHED,
)


@pytest.fixture
def counter(empty: Counter) -> Counter:
    with empty.store.writing() as write:
        write.region(Region("990100", "示范市", None, "city"))
        write.region(Region("990101", "示范市云川区", "示范市", "district"))
        write.department(Department(LIGHTS, ("市城管局",), region="示范市"))
        write.department(Department(PARKS, ("市园林局",), region="示范市"))
        write.department(Department(OF_DISTRICT, region="示范市云川区"))
        write.policy(RULE)
        write.pair(ASKED)
    return empty


def suggested(counter: Counter, text: str, region: str | None = None) -> Suggested | None:
    counter.index.follow(counter.store)
    inquiry = counter.desk.found(Question(text, TODAY, region=region))
    found = responsible(Shelf(counter.store, counter.index), inquiry)
    return replace(found, weight=NAMED) if found is not None else None


def test_the_marks_of_a_fitting_clause_name_who_leads_and_the_clause_is_the_reason(counter: Counter) -> None:
    found = suggested(counter, "我们这里路灯不亮、损坏了没人修，我要投诉")
    assert found == Suggested(LIGHTS, "《示范市城市照明管理办法》第三条写明由市城管局牵头。")


def test_a_question_asked_before_names_its_department(counter: Counter) -> None:
    found = suggested(counter, "公园绿地里的树枯死了，找谁处理")
    assert found == Suggested(PARKS, "与问答“公园绿地里的树枯死了找谁处理？”属于同类事项。")


def test_what_the_library_knows_nothing_of_is_suggested_to_nobody(counter: Counter) -> None:
    assert suggested(counter, "超市卖过期牛奶") is None


def test_a_district_speaks_for_its_own_people_only(counter: Counter) -> None:
    with counter.store.writing() as write:
        write.pair(
            replace(
                ASKED,
                id="q-stalls",
                question="夜市摊位油烟扰民找谁处理？",
                region="示范市云川区",
                department=OF_DISTRICT,
            )
        )
    assert suggested(counter, "夜市摊位油烟扰民") is None
    found = suggested(counter, "夜市摊位油烟扰民", "示范市云川区")
    assert found is not None
    assert found.department == OF_DISTRICT


def test_a_department_that_the_directory_does_not_have_is_not_suggested(counter: Counter) -> None:
    with counter.store.writing() as write:
        write.pair(replace(ASKED, id="q-dogs", question="流浪狗伤人找谁处理？", department="没有登记的局"))
    assert suggested(counter, "流浪狗伤人") is None


def test_a_document_that_is_not_open_to_everybody_is_no_reason(counter: Counter) -> None:
    with counter.store.writing() as write:
        write.policy(replace(RULE, disclosure=Disclosure.ON_REQUEST))
    assert suggested(counter, "我们这里路灯不亮、损坏了没人修，我要投诉") is None


def test_each_clause_of_a_story_is_looked_up_beside_the_whole() -> None:
    text = "我电话〔手机号〕。路灯坏了半个月，没人修，晚上看不见路！"
    assert parts_of(text) == [
        "我电话。路灯坏了半个月，没人修，晚上看不见路！",
        "路灯坏了半个月",
        "晚上看不见路",
    ]
    assert parts_of("〔手机号〕") == ["〔手机号〕"]
