from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.content.model import Disclosure, InterpretationKind
from policies.errors import UnreadableFile
from policies.ingest.parsed import ParsedDocument
from policies.ingest.readers import read
from policies.ingest.source import Source
from policies.ingest.text_notice import read_lines

NOTICE = """索 引 号 | SF0001/2025-00012 | 公开方式 | 主动公开 |
发布机构 | 示范市医疗保障局 | 组配分类 | 规范性文件 |
示范市医疗保障局关于调整门诊待遇的通知
示医保规〔2025〕9号
各区县医疗保障局：
根据《示范省门诊待遇办法》（示省医保发〔2024〕2号），现通知如下：
一、提高报销比例。（市医保局牵头，市财政局配合）
二、简化备案手续。（市医保局负责）
本通知自2025年7月1日起施行，有效期5年。
示范市医疗保障局
2025年6月20日
"""


def notice(text: str, name: str = "门诊通知.txt") -> ParsedDocument:
    return read_lines(Source(name, text, "c0ffee"))


def test_a_notice_is_read_whole() -> None:
    document = notice(NOTICE)
    assert (document.title, document.doc_number) == (
        "示范市医疗保障局关于调整门诊待遇的通知",
        "示医保规〔2025〕9号",
    )
    assert (document.index_number, document.issuer) == ("SF0001/2025-00012", "示范市医疗保障局")
    assert (document.category, document.disclosure) == ("规范性文件", Disclosure.PUBLIC)
    assert (document.region, document.extra) == ("示范市", {"region_from": "issuer"})
    assert document.cites == ("示省医保发〔2024〕2号",)
    assert (document.written_on, document.effective_on) == (date(2025, 6, 20), date(2025, 7, 1))
    assert document.expires_on == date(2030, 6, 30)
    assert [clause.path for clause in document.clauses] == ["前言", "一", "二", "结尾"]
    assert document.header["索引号"] == "SF0001/2025-00012"


def test_a_notice_without_a_title_is_called_by_its_files_name() -> None:
    document = notice("各区县：\n一、报销比例提高。\n二、手续简化。")
    assert (document.title, document.extra["title_from"]) == ("门诊通知", "file_name")
    assert document.extra["disclosure_from"] == "not_declared"


def test_a_header_value_wins_over_what_the_text_says() -> None:
    document = notice(
        "标题：门诊待遇通知\n文号：示医保规[2025]9号\n成文日期：2025-06-18\n发布日期：2025-06-25\n"
        "生效日期：2025-08-01\n失效日期：长期\n有效性：废止\n"
        + "各区县：\n本通知自2025年7月1日起施行。\n2025年6月20日"
    )
    assert (document.title, document.doc_number) == ("门诊待遇通知", "示医保规〔2025〕9号")
    assert (document.written_on, document.published_on) == (date(2025, 6, 18), date(2025, 6, 25))
    assert (document.effective_on, document.expires_on) == (date(2025, 8, 1), None)
    assert document.status is not None


def test_a_cited_number_is_never_the_documents_own() -> None:
    document = notice("各区县：\n根据示政办发〔2024〕8号，通知如下：\n一、甲。\n二、乙。")
    assert (document.doc_number, document.cites) == (None, ("示政办发〔2024〕8号",))


def test_an_interpretation_is_known_by_its_title() -> None:
    document = notice(
        "一图读懂《示范市门诊办法》\n《示范市门诊办法》（示医保规〔2025〕9号）已经施行。\n一、为什么\n为了方便。"
    )
    assert (document.kind, document.interpretation_kind) == ("interpretation", InterpretationKind.CHART)
    assert document.explains == ("示医保规〔2025〕9号",)


@pytest.mark.parametrize(
    "text", ["公开方式：不予公开\n各区县：\n正文。", "各区县：\n正文。\n（此件不予公开）"]
)
def test_a_withheld_notice_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        notice(text)
    assert refused.value.reason == "withheld"


def test_a_header_below_the_title_is_read_and_a_single_line_is_not_taken_for_one() -> None:
    read_ = notice(
        "示范市残联关于辅具补贴标准的公告\n文号 | 示残发〔2026〕5号 |\n发布机构：示范市残疾人联合会\n"
        "发布日期：2026-05-01\n| 辅具 | 补贴 |\n| 轮椅 | 800元 |"
    )
    assert (read_.doc_number, read_.published_on) == ("示残发〔2026〕5号", date(2026, 5, 1))
    assert read_.issuer == "示范市残疾人联合会"
    assert "轮椅" in read_.clauses[0].text
    assert "文号" not in read_.clauses[0].text
    text = "示范市民政局关于助餐服务的通知\n服务对象：60周岁以上老年人\n一、每餐补助2元。\n示范市民政局\n2026年1月5日"
    assert any("服务对象" in clause.text for clause in notice(text).clauses)


def test_a_header_alone_is_no_document() -> None:
    with pytest.raises(UnreadableFile) as refused:
        notice("索引号：SF1\n发布机构：示范市民政局")
    assert refused.value.reason == "no_body"


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(UnreadableFile):
        assert notice(text).clauses


@pytest.fixture(scope="module")
def openness_notice(shared_data: Path) -> ParsedDocument:
    path = shared_data / "policies" / "taian_2021_openness_notice.txt"
    if not path.is_file():
        pytest.skip("real data: the municipal notice of 2021 is not there")
    return read(path)


def test_a_real_notices_header_is_read(openness_notice: ParsedDocument) -> None:
    assert openness_notice.index_number == "11370900MB28583770/2021-00139"
    assert openness_notice.issuer is not None
    assert openness_notice.issuer.endswith("医疗保障局")
    assert openness_notice.disclosure is Disclosure.PUBLIC
    assert openness_notice.written_on == date(2021, 4, 29)
    assert (openness_notice.doc_number, openness_notice.cites) == (None, ("鲁政办发〔2021〕5号",))


def test_a_real_notices_outline_is_complete(openness_notice: ParsedDocument) -> None:
    tops = [clause.path for clause in openness_notice.clauses if clause.level == 0]
    below = Counter(clause.path[0] for clause in openness_notice.clauses if clause.level == 1)
    assert tops == ["前言", "一", "二", "三", "四", "五", "结尾"]
    assert [below[top] for top in "一二三四五"] == [8, 3, 3, 3, 3]


@pytest.mark.parametrize(
    ("word", "path", "expected"),
    [
        ("跨省跨市联网直接结算", "一(三)", [("市医保局", "牵头")]),
        ("泰好办", "一(二)", [("市行政审批服务局", "牵头")]),
        (
            "互联网协议第6版",
            "二(三)",
            [("各县市区政府", "负责"), ("功能区管委", "负责"), ("市智慧城市服务中心", "负责")],
        ),
    ],
)
def test_a_real_notice_says_who_is_responsible(
    openness_notice: ParsedDocument, word: str, path: str, expected: list[tuple[str, str]]
) -> None:
    marks = [
        (clause.path, mark.department, mark.role)
        for clause in openness_notice.clauses
        for mark in clause.responsibilities
        if word in mark.matter
    ]
    assert marks == [(path, *party) for party in expected]
