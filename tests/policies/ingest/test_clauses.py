import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.content.model import Clause
from policies.ingest.clauses import split_clauses

NOTICE = """各区县人民政府，市政府各部门：
现就有关事项通知如下：
一、提高服务水平
（一）优化办理流程。缩短办理时限，按照（二）项要求公开结果。
（二）公开办理结果。每月5日前公开。
1.网上公开
（1）门户网站
（2）手机应用
2.窗口公开
二、强化监督
（一）开展评价。满意率达到99.5%以上。
（二）严格考核。
特此通知。
附件：1.申请表
2.流程图
示范市行政审批服务局
2025年6月20日"""

STATUTE = """第一章 总则
第一条 为了规范养老服务，制定本办法。
第二条 本办法所称老年人，是指六十周岁以上的人员。
前款人员应当具有本市户籍。
第二章 待遇
第一节 津贴
第三条 符合下列条件之一的，可以申领津贴：
（一）年满八十周岁；
（二）失能：
1.经评估为重度；
2.经评估为中度。
第四条 依照第三条
规定提出申请的，十个工作日内办结。
第四条之一 逾期未办结的，应当说明理由。
第五条 本办法自2026年1月1日起施行。"""


def paths(text: str) -> list[str]:
    return [clause.path for clause in split_clauses(text)]


def named(text: str, path: str) -> Clause:
    return next(clause for clause in split_clauses(text) if clause.path == path)


def test_a_notice_has_its_outline_as_paths() -> None:
    assert paths(NOTICE) == [
        *("前言", "一", "一(一)", "一(二)", "一(二)1", "一(二)1(1)", "一(二)1(2)", "一(二)2"),
        *("二", "二(一)", "二(二)", "结尾"),
    ]


def test_a_statute_has_chapters_articles_and_items() -> None:
    assert paths(STATUTE) == [
        *("第一章", "第一条", "第二条", "第二章", "第二章第一节", "第三条", "第三条(一)", "第三条(二)"),
        *("第三条(二)1", "第三条(二)2", "第四条", "第四条之一", "第五条"),
    ]


def test_levels_are_depths() -> None:
    levels = {clause.path: clause.level for clause in split_clauses(STATUTE)}
    assert (levels["第二章"], levels["第二章第一节"], levels["第三条"]) == (0, 1, 2)
    assert (levels["第三条(二)"], levels["第三条(二)2"], levels["第一条"]) == (3, 4, 1)


def test_headings_are_what_names_a_clause() -> None:
    headings = {clause.path: clause.heading for clause in split_clauses(NOTICE)}
    assert (headings["一"], headings["一(一)"], headings["一(二)1"]) == (
        "提高服务水平",
        "优化办理流程",
        "网上公开",
    )
    assert headings["前言"] == ""


def test_a_sentence_that_rules_something_is_no_heading() -> None:
    text = "一、本通知自2025年4月1日起施行。原规定同时废止。\n二、申请人可以网上申请。审核时限为3日。"
    assert [clause.heading for clause in split_clauses(text)] == ["", ""]


def test_a_paragraph_below_an_article_belongs_to_it() -> None:
    assert named(STATUTE, "第二条").text.endswith("前款人员应当具有本市户籍。")


def test_a_mention_on_a_broken_line_opens_no_clause() -> None:
    assert "规定提出申请的" in named(STATUTE, "第四条").text


def test_a_number_inside_a_sentence_does_not_split_it() -> None:
    text = "一、补贴标准为基数的1.5倍，按照1.申报 2.审核 3.发放的顺序办理，（一）项材料免交。\n二、其他"
    assert paths(text) == ["一", "二"]


def test_a_number_out_of_order_stays_text() -> None:
    text = "一、总体要求。坚持便民原则。\n九、不是下一条。\n二、主要任务。做好服务。"
    assert paths(text) == ["一", "二"]
    assert "九、不是下一条。" in named(text, "一").text


def test_a_line_broken_inside_a_sentence_opens_no_clause_out_of_turn() -> None:
    long_line = (
        "一、" + "本市户籍居民办理有关手续时应当按照便民高效原则提供相应的证明材料并由窗口核验登记后转入"
    )
    assert paths(f"{long_line}\n三、审核环节的办理。\n二、其他。") == ["一", "二"]


def test_the_closing_of_a_notice_is_no_clause() -> None:
    assert named(NOTICE, "结尾").text.startswith("特此通知。")
    assert "2.流程图" in named(NOTICE, "结尾").text


def test_a_paragraph_on_validity_ends_the_last_clause() -> None:
    text = "一、对象\n本市居民。\n二、办法\n网上申请。\n本通知自2025年7月1日起施行，有效期5年。"
    assert paths(text) == ["一", "二", "结尾"]


def test_paragraphs_under_headings_stay_with_their_clause() -> None:
    text = "一、对象\n本市居民。\n二、办法\n网上申请。\n窗口申请。"
    assert named(text, "二").text == "二、办法\n网上申请。\n窗口申请。"


def test_a_text_without_numbers_is_one_clause_with_its_signature_apart() -> None:
    text = "本月起津贴改为按月发放。\n示范市民政局\n2025年6月20日"
    assert [(clause.path, clause.text) for clause in split_clauses(text)] == [
        ("正文", "本月起津贴改为按月发放。"),
        ("结尾", "示范市民政局\n2025年6月20日"),
    ]


def test_what_a_notice_passes_on_begins_after_its_signature() -> None:
    text = "一、请遵照执行。\n二、请及时报告。\n示范市民政局\n2025年6月20日\n示范市养老服务办法\n第一条 为了养老。\n第二条 凡老人。"
    assert paths(text) == ["一", "二", "结尾", "第一条", "第二条"]
    assert named(text, "第一条").level == 0


def test_annexes_have_clauses_of_their_own() -> None:
    text = "一、总体要求\n二、工作安排\n附件1\n任务分工表\n一、宣传\n二、培训\n附件2\n第一条 本表由市局解释。"
    assert paths(text) == ["一", "二", "附件1", "附件1一", "附件1二", "附件2", "附件2第一条"]


def test_a_path_that_comes_again_is_told_apart() -> None:
    text = "一、甲类人员条件：\n1.年满六十周岁；\n2.具有户籍。\n乙类人员条件：\n1.年满八十周岁。"
    assert paths(text) == ["一", "一1", "一2", "一1〔2〕"]


def test_a_table_of_contents_opens_no_clauses() -> None:
    text = "目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 为了便民。\n第二章 附则\n第二条 即日施行。"
    assert paths(text) == ["前言", "第一章", "第一条", "第二章", "第二条"]


def test_a_list_in_an_article_may_use_the_outline_numbers() -> None:
    text = "第一条 下列人员可以申请：\n一、退役军人；\n二、残疾人。\n第二条 申请免费。"
    assert paths(text) == ["第一条", "第一条一", "第一条二", "第二条"]


def test_a_figure_may_follow_the_number_of_its_item() -> None:
    assert paths("一、房源：\n1.单人户；\n2.2人户中均成年的；\n3.3人及以上户。") == [
        "一",
        "一1",
        "一2",
        "一3",
    ]


@given(st.text(alphabet="一二三、（）()第条章款.1２3①附件目录：。；\n 年月日局好"))
def test_every_sign_of_any_text_is_in_one_clause_in_order(text: str) -> None:
    joined = "".join(clause.text for clause in split_clauses(text))
    assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", text)


@given(st.text())
def test_paths_of_any_text_are_unique(text: str) -> None:
    found = paths(text)
    assert len(found) == len(set(found))


def test_articles_of_national_regulations_are_all_found(shared_data: Path) -> None:
    file = shared_data / "regulations_national.jsonl"
    if not file.is_file():
        pytest.skip("real data: regulations_national.jsonl is not there")
    article = re.compile(r"(?:附件\d*)?第[一二三四五六七八九十百千零〇]+条(?:〔\d+〕)?")
    sample = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()[::5]]
    equal = sum(
        sum(1 for clause in split_clauses(text["text"]) if article.fullmatch(clause.path)) == text["articles"]
        for text in sample
    )
    assert equal / len(sample) >= 0.99
