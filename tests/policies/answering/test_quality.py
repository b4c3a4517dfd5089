"""Questions that were once answered wrongly, asked of the demonstration library."""

from __future__ import annotations

from datetime import date

import pytest

from policies.answering.desk import build_desk
from policies.answering.evidence import is_formal
from policies.answering.inquiry import Outcome, Turn
from policies.content.model import Facet
from policies.content.store import Store
from policies.search.embedded import EmbeddedIndex
from tests.databases import with_demo
from tests.policies.answering.conftest import Counter


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Counter:
    """A desk over the demonstration library."""
    folder = tmp_path_factory.mktemp("demo")
    store = Store.open(with_demo(folder / "library.db"))
    index = EmbeddedIndex(folder / "index", request.getfixturevalue("terms"))
    return Counter(store, index, build_desk(index, store, request.getfixturevalue("reader")))


@pytest.mark.parametrize(
    "question", ["结婚生孩子有补贴吗", "住院能报多少", "公积金怎么取", "取公积金要带什么"]
)
def test_a_pair_that_meets_only_half_of_what_is_asked_does_not_answer(question: str, demo: Counter) -> None:
    assert demo.ask(question).outcome is not Outcome.ANSWERED


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("高龄津贴每月发多少钱", "100元"),
        ("高龄津贴每个月发多少钱", "100元"),
        ("失业了能领多少钱", "1890元"),
        ("新生儿上户口要什么材料", "出生医学证明"),
        ("办营业执照要多久", "4个工作小时"),
    ],
)
def test_a_plain_question_is_answered(question: str, said: str, demo: Counter) -> None:
    answer = demo.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert said in answer.summary


@pytest.mark.parametrize("question", ["去火星要办什么手续", "怎么考导游证", "狗证在哪办", "共享单车停在哪里"])
def test_a_matter_that_the_library_does_not_know_is_refused(question: str, demo: Counter) -> None:
    assert demo.ask(question).outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize("question", ["为什么要提高高龄津贴", "为什么提高高龄津贴标准"])
def test_why_is_answered_with_the_reason(question: str, demo: Counter) -> None:
    answer = demo.ask(question)
    assert answer.outcome in (Outcome.ANSWERED, Outcome.QUOTED)
    assert "老年人福利制度" in answer.summary


@pytest.mark.parametrize(
    ("question", "old"),
    [
        ("2021年的高龄津贴标准还能用吗", "示民规〔2021〕4号"),
        ("2021年的医保待遇规定还有效吗", "示医保规〔2021〕2号"),
    ],
)
def test_the_rule_of_a_past_year_is_not_in_force_and_its_successor_is_named(
    question: str, old: str, demo: Counter
) -> None:
    answer = demo.ask(question)
    assert answer.outcome is Outcome.NOT_IN_FORCE
    assert answer.citations[0].doc_number == old
    assert answer.citations[1].doc_number is not None
    assert answer.citations[1].doc_number in answer.summary


def test_the_number_of_a_clause_is_said_once(demo: Counter) -> None:
    answer = demo.ask("冒领津贴的由谁责令退回")
    assert answer.outcome is Outcome.QUOTED
    assert answer.summary.count("第十六条") == 1
    assert "责令退回" in answer.summary


def test_without_a_region_no_district_is_quoted(demo: Counter) -> None:
    here, there = demo.ask("退役军人补贴标准"), demo.ask("临港区退役军人有什么补贴")
    assert any("临港区" in cited.title for cited in there.citations)
    assert here.citations
    assert all("临港区" not in cited.title for cited in here.citations)


def test_what_was_told_before_completes_a_question_without_a_matter(demo: Counter) -> None:
    history = (Turn("我在外地上过班，公积金存在那边，现在调到本市了"),)
    inquiry = demo.inquire("那边的钱怎么挪到这边来", history=history)
    assert "公积金" in inquiry.candidates[0].question
    assert "转" in inquiry.candidates[0].question


@pytest.mark.parametrize(
    ("earlier", "question"),
    [("居住证怎么办", "那身份证呢"), ("高龄津贴多少钱", "那护理补贴呢"), ("低保怎么申请", "那特困呢")],
)
def test_what_fits_the_matter_before_is_no_answer_to_another_one(
    earlier: str, question: str, demo: Counter
) -> None:
    assert demo.ask(question, history=(Turn(earlier),)).outcome is not Outcome.ANSWERED


@pytest.mark.parametrize("question", ["结婚生孩子有补贴吗"])
def test_what_only_a_denial_tells_apart_is_offered_and_not_given(question: str, demo: Counter) -> None:
    assert demo.ask(question).outcome is Outcome.CLARIFY


def test_a_stored_question_about_something_narrower_is_not_given_as_the_answer(demo: Counter) -> None:
    answer = demo.ask("公司注册要几天")
    assert answer.outcome is Outcome.CLARIFY
    assert any("开办" in choice.label for choice in answer.choices)


def test_an_interpretation_is_never_quoted_for_an_amount(demo: Counter) -> None:
    answers = [
        demo.ask(text) for text in ("九十五岁老人高龄津贴多少", "退役军人补贴标准", "失业金多少钱一个月")
    ]
    cited = [each for answer in answers for each in answer.citations]
    assert cited
    assert all(each.kind != "interpretation" for each in cited)
    assert all("50元" not in answer.summary for answer in answers)


def test_a_pair_that_does_not_say_the_amount_is_not_given_for_one(demo: Counter) -> None:
    assert demo.ask("人才落户要多少钱").outcome is not Outcome.ANSWERED


def test_of_several_that_each_have_a_condition_of_their_own_none_is_given_unasked(demo: Counter) -> None:
    answer = demo.ask("公积金怎么提取")
    assert answer.outcome is Outcome.CLARIFY
    assert len({choice.label for choice in answer.choices if choice.kind == "question"}) > 1


def test_of_two_that_fit_the_right_one_is_offered(demo: Counter) -> None:
    labels = [choice.label for choice in demo.ask("高龄津贴多少钱").choices]
    assert "高龄津贴每月发多少钱？" in labels


@pytest.mark.parametrize("question", ["一号答是什么意思", "元宇宙是什么意思"])
def test_words_that_only_ask_make_no_likeness(question: str, demo: Counter) -> None:
    assert demo.ask(question).outcome is not Outcome.ANSWERED


def test_buttons_of_the_matter_stay_before_a_clause_of_another(demo: Counter) -> None:
    answer = demo.ask("住院能报多少")
    assert answer.outcome is Outcome.CLARIFY
    assert any("居民医保" in choice.label for choice in answer.choices)
    assert any("职工医保" in choice.label for choice in answer.choices)


def test_what_is_spoken_of_a_wider_pair_is_the_section_that_was_asked_for(demo: Counter) -> None:
    answer = demo.ask("公租房怎么申请、要带什么材料，多久能住上")
    assert answer.outcome is Outcome.ANSWERED
    assert answer.detail[0][0] is Facet.MATERIALS
    assert answer.speech.startswith(answer.detail[0][1][:10])


def test_the_opening_of_a_document_is_no_answer(demo: Counter) -> None:
    questions = (
        "公积金怎么提取",
        "低保怎么申请",
        "高龄津贴多少钱",
        "退役军人补贴标准",
        "虚报冒领津贴补贴怎么处理",
    )
    cited = [each for question in questions for each in demo.ask(question).citations]
    assert cited
    assert not any(is_formal(each.quote) for each in cited)


def test_on_a_day_before_a_rule_holds_the_rule_of_that_day_is_named(demo: Counter) -> None:
    answer = demo.ask("高龄津贴每月发多少钱", asked_on=date(2025, 6, 1), is_as_of=True)
    assert answer.outcome is Outcome.NOT_IN_FORCE
    assert "尚未生效" in answer.summary
    assert answer.citations[-1].doc_number == "示民规〔2021〕4号"
    assert "示民规〔2021〕4号" in answer.summary


def test_a_chain_of_follow_ups_keeps_what_was_narrowed_down(demo: Counter) -> None:
    history = (Turn("公积金"), Turn("怎么提取"))
    found = demo.inquire("需要什么材料", history=history)
    assert found.reading.text == "公积金 提取 需要什么材料"
    assert found.answer is not None
    assert found.answer.outcome is Outcome.CLARIFY
    offered = [each.label for each in found.answer.choices if each.qa_id]
    assert offered
    assert all("公积金" in label for label in offered)


def test_a_follow_up_is_offered_nothing_of_another_matter(demo: Counter) -> None:
    """The library has nothing on the papers for 公租房; 高龄津贴怎么申请，要带什么材料 is worded nearly the same."""
    answer = demo.ask("那要带什么材料", history=(Turn("公租房怎么申请"),))
    offered = [each.label for each in answer.choices if each.qa_id]
    assert all("公租房" in label for label in offered[:2])
    assert not any("高龄津贴" in label for label in offered)


def test_what_a_follow_up_puts_instead_is_not_answered_by_a_pair_that_never_says_it(demo: Counter) -> None:
    before = demo.ask("失业金多少钱一个月")
    answer = demo.ask("换成农民工呢", history=(Turn("失业金多少钱一个月", qa_id=before.qa_id),))
    assert before.outcome is Outcome.ANSWERED
    assert answer.outcome is Outcome.CLARIFY


@pytest.mark.parametrize("text", ["我爱你", "我想你"])
def test_talk_that_names_no_matter_is_not_asked_for_details(text: str, demo: Counter) -> None:
    assert demo.ask(text).outcome is Outcome.OUT_OF_SCOPE


def test_where_an_amount_is_asked_the_sentence_that_holds_it_is_the_conclusion(demo: Counter) -> None:
    answer = demo.ask("退役军人补贴标准")
    assert answer.outcome is Outcome.QUOTED
    assert "退役军人" in answer.summary
    assert answer.summary.endswith("给予一次性创业补贴10000元。")


@pytest.mark.parametrize("question", ["大学新生入学资助，省内省外一样吗", "全省的高龄津贴每月发多少钱"])
def test_what_is_asked_of_the_province_is_answered_by_the_city(question: str, demo: Counter) -> None:
    assert demo.ask(question).outcome in {Outcome.ANSWERED, Outcome.CLARIFY}


def test_a_street_is_no_clause(demo: Counter) -> None:
    found = demo.inquire("市就业中心在哪条路")
    assert found.reading.prefers == "pair"
    assert demo.inquire("高龄津贴是办法里哪条规定的").reading.prefers == "policy"


def test_a_long_stored_story_is_answered_by_its_pair(demo: Counter) -> None:
    pairs = list(demo.store.pairs())
    stories = [
        (text, pair.id)
        for pair in pairs
        for text in pair.similar
        if len(text) > 60 and pair.region == "示范市"
    ][:40]
    answered = {text: demo.ask(text) for text, _ in stories}
    assert [
        text
        for text, name in stories
        if (answered[text].outcome, answered[text].qa_id) != (Outcome.ANSWERED, name)
    ] == []
    assert stories


@pytest.mark.parametrize(
    ("earlier", "question", "said"),
    [
        ("公积金能在手机上全部取走吗", "我上个月已经退休了，怎么弄", "退休的可以提取全部余额"),
        ("公积金怎么取", "我想买二手房，要什么手续", "购房合同"),
        ("居民医保怎么报销", "我身份证丢了，怎么办", "居民身份证遗失补领"),
    ],
)
def test_a_circumstance_with_a_bare_question_belongs_to_what_was_asked_where_the_library_knows_both(
    earlier: str, question: str, said: str, demo: Counter
) -> None:
    found = demo.ask(question, history=(Turn(earlier),))
    assert found.outcome is Outcome.ANSWERED
    assert said in found.summary


def test_a_neighbour_by_meaning_alone_does_not_answer(demo: Counter) -> None:
    """The library knows when old people enter a park free of charge, and nothing of what a park's tickets cost."""
    assert demo.ask("社区萤火虫公园门票多少钱").outcome is not Outcome.ANSWERED
