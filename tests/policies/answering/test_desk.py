"""The whole way of a question through the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from policies.answering.inquiry import Contact, Outcome, Turn
from policies.answering.shelf import Shelf
from policies.answering.sources import contact
from policies.content.filing import file_documents
from tests.databases import with_demo
from tests.policies.answering.conftest import ALLOWANCE, Counter, published


def test_a_published_pair_answers_with_its_clause_and_status(counter: Counter) -> None:
    answer = counter.ask("高龄津贴每个月多少钱呀")
    assert (answer.outcome, answer.qa_id) == (Outcome.ANSWERED, "q-allowance")
    cited = answer.citations[0]
    assert (cited.clause, cited.status, cited.doc_number) == ("第一条", "现行有效", "示民规〔2026〕1号")
    assert cited.url == "/policies/p-new#%E7%AC%AC%E4%B8%80%E6%9D%A1"
    assert cited.quote in ALLOWANCE.clauses[0].text


def test_a_pair_without_a_document_cites_itself(counter: Counter) -> None:
    answer = counter.ask("居民医保怎么缴费")
    assert answer.outcome is Outcome.ANSWERED
    cited = answer.citations[0]
    assert (cited.kind, cited.title, cited.issuer) == ("pair", "居民医保怎么缴费", "示范市医疗保障局")
    assert answer.checked_on == date(2026, 9, 1)
    assert answer.department is not None
    assert answer.department.phone == "0000-88801001"


def test_a_new_pair_answers_without_training(counter: Counter) -> None:
    assert counter.ask("共享单车停在哪里").outcome is not Outcome.ANSWERED
    counter.store.save_pair(published("q-bike", "共享单车停在哪里", summary="停在划线区域内。"))
    assert counter.ask("共享单车停在哪里").qa_id == "q-bike"


def test_a_pair_whose_document_was_repealed_does_not_answer(counter: Counter) -> None:
    answer = counter.ask("高龄补贴由谁代发存折")
    assert answer.outcome is Outcome.NOT_IN_FORCE
    assert "街道" not in answer.summary
    assert [cited.source_id for cited in answer.citations] == ["p-old", "p-new"]
    assert [cited.status for cited in answer.citations] == ["已废止", "现行有效"]


def test_a_repealed_document_is_never_quoted_as_current(counter: Counter) -> None:
    answer = counter.ask("示民规〔2019〕8号还有效吗")
    assert answer.outcome is Outcome.NOT_IN_FORCE
    assert "示民规〔2026〕1号" in answer.summary
    assert all(not cited.quote for cited in answer.citations)


def test_the_day_of_the_question_decides_what_is_in_force(counter: Counter) -> None:
    early = counter.ask("高龄津贴每月多少钱", asked_on=date(2025, 12, 31))
    assert early.outcome is Outcome.NOT_IN_FORCE
    assert "2026年1月1日" in early.summary


def test_a_pair_after_its_last_day_does_not_answer(counter: Counter) -> None:
    assert counter.ask("消费券第一期怎么领取", asked_on=date(2025, 1, 31)).outcome is Outcome.ANSWERED
    late = counter.ask("消费券第一期怎么领取")
    assert late.outcome is not Outcome.ANSWERED
    assert "手机上领取" not in late.summary


def test_a_pair_resting_on_a_document_disclosed_on_request_answers_staff_only(counter: Counter) -> None:
    citizen = counter.ask("卷宗归档几点截止")
    assert citizen.outcome not in (Outcome.ANSWERED, Outcome.QUOTED)
    assert all(cited.source_id != "p-request" for cited in citizen.citations)
    staff = counter.ask("卷宗归档几点截止", viewer="staff")
    assert staff.outcome is Outcome.ANSWERED
    assert any("依申请公开" in notice for notice in staff.notices)


def test_a_pressed_button_answers_with_full_confidence(counter: Counter) -> None:
    answer = counter.ask("随便什么", choice="q-workers")
    assert (answer.outcome, answer.qa_id, answer.confidence) == (Outcome.ANSWERED, "q-workers", 1.0)


@pytest.mark.parametrize(("region", "is_told"), [(None, True), ("示范市", True), ("示范市云川区", False)])
def test_who_has_said_their_district_is_not_told_that_they_have_not(
    counter: Counter, region: str | None, is_told: bool
) -> None:
    notices = counter.ask("随便什么", choice="q-workers", region=region).notices
    assert any("没有说明所在区县" in each for each in notices) is is_told


def test_a_pressed_button_still_passes_the_last_gate(counter: Counter) -> None:
    assert counter.ask("高龄补贴", choice="q-old-allowance").outcome is Outcome.NOT_IN_FORCE


def test_a_bare_matter_offers_real_questions_and_none_of_these(counter: Counter) -> None:
    answer = counter.ask("居民医保")
    assert answer.outcome is Outcome.CLARIFY
    labels = [choice.label for choice in answer.choices]
    assert labels[-1] == "都不是"
    assert 1 <= len(labels) - 1 <= 3
    assert len(set(labels)) == len(labels)
    assert "居民医保怎么缴费" in labels


def test_a_question_without_any_matter_asks_for_more(counter: Counter) -> None:
    assert counter.ask("怎么办").outcome is Outcome.NEEDS_DETAIL


def test_what_the_library_does_not_know_is_refused_with_a_way_on(counter: Counter) -> None:
    answer = counter.ask("出国留学的外汇额度怎么换汇")
    assert answer.outcome is Outcome.NOT_FOUND
    assert "12345" in answer.summary
    assert [choice.kind for choice in answer.choices] == ["handoff"]


def test_an_empty_library_refuses(empty: Counter) -> None:
    assert empty.ask("居民医保怎么缴费").outcome is Outcome.NOT_FOUND


def test_an_unknown_document_number_is_named_in_the_refusal(counter: Counter) -> None:
    answer = counter.ask("示财社〔2024〕9号讲的是什么")
    assert answer.outcome is Outcome.NOT_FOUND
    assert "示财社〔2024〕9号" in answer.summary


@pytest.mark.parametrize(
    "number", ["示民规〔2026〕1号", "示民规[2026]1号", "示民规（2026）1号", "示民规2026年1号"]
)
def test_a_document_is_found_by_its_number_in_any_brackets(number: str, counter: Counter) -> None:
    answer = counter.ask(f"{number}是什么文件")
    assert answer.outcome is Outcome.QUOTED
    assert answer.citations[0].source_id == "p-new"


def test_who_is_responsible_is_answered_from_the_marks(counter: Counter) -> None:
    answer = counter.ask("高龄津贴的资格核查由哪个部门负责")
    assert answer.outcome is Outcome.QUOTED
    assert "市民政局负责" in answer.summary
    assert "市财政局" not in answer.summary


def test_why_is_answered_by_the_interpretation(counter: Counter) -> None:
    answer = counter.ask("为什么提高高龄津贴标准")
    assert answer.outcome is Outcome.QUOTED
    assert answer.citations[0].kind == "interpretation"


def test_the_callers_own_district_outranks_the_city(counter: Counter) -> None:
    question = "小学一年级新生报名时间"
    assert counter.ask(question, region="示范市临港区").qa_id == "q-school-port"
    assert counter.ask(question, region="示范市云川区").qa_id == "q-school-city"


def test_without_a_region_the_city_answers_and_names_the_districts(counter: Counter) -> None:
    answer = counter.ask("小学一年级新生报名时间")
    assert answer.qa_id == "q-school-city"
    assert any("临港区" in notice for notice in answer.notices)
    assert not any("临港区" in notice for notice in counter.ask("居民医保怎么缴费").notices)


def test_a_region_named_in_the_question_wins_over_the_callers(counter: Counter) -> None:
    answer = counter.ask("临港区小学一年级新生报名时间", region="示范市云川区")
    assert answer.qa_id == "q-school-port"


def test_a_matter_that_only_districts_rule_asks_for_the_region(counter: Counter) -> None:
    answer = counter.ask("人才公寓怎么申请入住")
    assert answer.outcome is Outcome.NEEDS_DETAIL
    assert [choice.label for choice in answer.choices] == ["临港区"]


def test_a_follow_up_keeps_the_matter(counter: Counter) -> None:
    history = (Turn("居民医保怎么缴费", qa_id="q-residents"),)
    assert counter.ask("那要带什么材料呢", history=history).qa_id == "q-residents-materials"


def test_a_follow_up_swaps_the_matter(counter: Counter) -> None:
    history = (Turn("居民医保怎么缴费", qa_id="q-residents"),)
    assert counter.ask("换成职工医保呢", history=history).qa_id == "q-workers"
    assert counter.ask("不是，我问的是职工医保", history=history).qa_id == "q-workers"


def test_a_new_question_does_not_drag_the_old_matter_along(counter: Counter) -> None:
    history = (Turn("居民医保怎么缴费", qa_id="q-residents"),)
    assert counter.ask("高龄津贴每月多少钱", history=history).qa_id == "q-allowance"


@pytest.mark.parametrize("last", [Turn("居民医保怎么缴费", qa_id="q-residents"), Turn("我是居民，要缴医保")])
def test_a_document_named_by_its_number_is_found_after_another_matter(counter: Counter, last: Turn) -> None:
    answer = counter.ask("示民规〔2026〕1号说了什么", history=(last,))
    assert answer.citations[0].doc_number == "示民规〔2026〕1号"


def test_a_statutory_path_gives_way_to_a_pair_that_surely_answers(counter: Counter) -> None:
    assert counter.ask("工伤认定不服怎么办行政复议").qa_id == "q-injury"
    assert counter.ask("我对你们的处罚决定不服").outcome is Outcome.STATUTORY_PATH


@pytest.mark.parametrize("intent", ["abuse", "emergency", "injection", "complaint", "handoff"])
def test_an_ordinary_question_stays_whatever_rasa_takes_it_for(counter: Counter, intent: str) -> None:
    answer = counter.ask("高龄津贴每月多少钱", intent=intent, intent_confidence=1.0)
    assert answer.qa_id == "q-allowance"
    unknown = counter.ask("游艇靠泊许可归哪里", intent=intent, intent_confidence=1.0)
    assert unknown.outcome in {Outcome.NOT_FOUND, Outcome.CLARIFY}


def test_asking_for_the_complaint_number_is_not_a_complaint(counter: Counter) -> None:
    assert counter.ask("投诉举报电话是多少").qa_id == "q-hotline"


def test_every_stage_leaves_its_name_and_time_but_never_the_words(counter: Counter) -> None:
    inquiry = counter.inquire("高龄津贴每月多少钱")
    stages = [step.stage for step in inquiry.trace]
    assert stages[:2] == ["Normalise", "Choose"]
    assert stages[-1] == "Verify"
    assert all(step.ms >= 0 for step in inquiry.trace)
    assert not any("高龄" in step.finding for step in inquiry.trace)
    assert inquiry.answer is not None
    assert len(inquiry.answer.trace_id) == 32


def test_one_confidence_is_shown_everywhere(counter: Counter) -> None:
    inquiry = counter.inquire("高龄津贴每月多少钱")
    assert inquiry.answer is not None
    assert inquiry.answer.confidence == inquiry.candidates[0].parts["confidence"]
    assert 0 <= inquiry.answer.confidence <= 1


def test_the_store_may_change_a_pair_between_two_questions(counter: Counter) -> None:
    counter.ask("居民医保怎么缴费")
    pair = counter.store.pair("q-residents")
    counter.store.save_pair(replace(pair, summary="改为每年10月起缴费。"))
    assert counter.ask("居民医保怎么缴费").summary == "改为每年10月起缴费。"


@pytest.mark.parametrize(
    ("question", "clause", "said"),
    [
        ("普通门诊跨省联网直接结算的信息公开由哪个部门牵头", "一(三)", "市医保局牵头"),
        ("泰好办政务服务品牌是谁负责", "一(二)", "市行政审批服务局牵头"),
        ("政府网站什么时候要支持IPv6", "二(三)", "2021年年底前"),
        ("一号答是什么意思", "三(二)", "“一号答”"),
    ],
)
def test_the_founding_notice_answers_beside_the_demonstration_library(
    question: str, clause: str, said: str, both: Counter
) -> None:
    answer = both.ask(question)
    assert answer.outcome is Outcome.QUOTED
    assert answer.citations[0].clause == clause
    assert said in answer.summary


@pytest.fixture(scope="module")
def both(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Counter:
    from policies.answering.desk import build_desk
    from policies.content.store import Store
    from policies.search.embedded import EmbeddedIndex

    folder = tmp_path_factory.mktemp("both")
    store = Store.open(with_demo(folder / "library.db"))
    file_documents(store, [shared_data / "policies" / "taian_2021_openness_notice.txt"])
    index = EmbeddedIndex(folder / "index", request.getfixturevalue("terms"))
    return Counter(store, index, build_desk(index, store, request.getfixturevalue("reader")))


def test_a_short_name_never_means_another_citys_department(counter: Counter) -> None:
    shelf = Shelf(counter.store, counter.index)
    ours = contact(shelf, "市医保局", region="示范市云川区")
    assert ours is not None
    assert ours.phone == "0000-88801001"
    assert contact(shelf, "市医保局", region="别处市") == Contact("市医保局")


def test_another_citys_rules_are_not_told_by_ours(counter: Counter) -> None:
    answer = counter.ask("上海居民医保怎么缴费")
    assert answer.outcome is Outcome.NOT_FOUND
    assert "上海市" in answer.summary
    assert "示范市" in answer.summary
    assert answer.citations == ()
    assert answer.choices[0].qa_id == "q-residents"


def test_what_comes_from_another_place_is_ours_to_answer(counter: Counter) -> None:
    answer = counter.ask("上海户口的人在这里居民医保怎么缴费")
    assert "上海市" not in answer.summary


def test_a_pair_that_names_the_other_place_answers(counter: Counter) -> None:
    counter.store.save_pair(published("q-shanghai", "上海医院能直接结算医保吗", summary="备案后可以。"))
    assert counter.ask("上海医院能直接结算医保吗").qa_id == "q-shanghai"


def test_turning_every_button_down_leads_on_to_the_department(counter: Counter) -> None:
    answer = counter.ask("都不是", history=(Turn("医保"),))
    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.department is not None
    assert answer.department.name == "示范市医疗保障局"
    assert "0000-88801001" in answer.summary
    assert [choice.kind for choice in answer.choices] == ["handoff"]


def test_turning_buttons_down_that_were_never_offered_leads_to_a_person(counter: Counter) -> None:
    answer = counter.ask("都不是")
    assert answer.outcome is Outcome.NOT_FOUND
    assert [choice.kind for choice in answer.choices] == ["handoff"]
