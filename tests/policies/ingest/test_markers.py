import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.ingest.markers import Style, read_marker


@pytest.mark.parametrize(
    ("line", "style", "number", "label"),
    [
        ("第二章 参保缴费", Style.CHAPTER, 2, "第二章"),
        ("第一节　一般规定", Style.SECTION, 1, "第一节"),
        ("第十二条 灵活就业人员可以参保。", Style.ARTICLE, 12, "第十二条"),
        ("第 三 条　申请材料", Style.ARTICLE, 3, "第三条"),
        ("十一、附则", Style.OUTLINE, 11, "十一"),
        ("（三）申请条件", Style.BRACKET, 3, "(三)"),
        ("( 二 )办理流程", Style.BRACKET, 2, "(二)"),
        ("㈣其他", Style.BRACKET, 4, "(四)"),
        ("2．提交材料", Style.FIGURE, 2, "2"),
        ("１０、其他", Style.FIGURE, 10, "10"),
        ("（1）身份证", Style.BRACKET_FIGURE, 1, "(1)"),
        ("3)户口簿", Style.HALF_BRACKET, 3, "3)"),
        ("②照片", Style.CIRCLE, 2, "②"),
    ],
)
def test_numbers_at_the_beginning_of_a_line(line: str, style: Style, number: int, label: str) -> None:
    marker = read_marker(line)
    assert marker is not None
    assert (marker.style, marker.number, marker.label) == (style, number, label)


@pytest.mark.parametrize(
    "line",
    [
        "（二）项规定的情形除外",
        "第三条规定的人员",
        "第五条、第六条所列情形",
        "第八条第一款的规定",
        "2021年起",
        "一是加强领导",
        "〇、",
        "（二）至（四）项",
        "办理流程",
    ],
)
def test_mentions_and_other_words_are_no_clause_numbers(line: str) -> None:
    assert read_marker(line) is None


def test_an_inserted_article_has_its_second_number() -> None:
    marker = read_marker("第十条之二 单位应当及时申报。")
    assert marker is not None
    assert (marker.number, marker.of, marker.label) == (10, 2, "第十条之二")


@given(st.text())
def test_any_line_has_a_marker_or_none(line: str) -> None:
    marker = read_marker(line)
    assert marker is None or 0 < marker.end <= len(line)
