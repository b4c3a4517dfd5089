from hypothesis import given
from hypothesis import strategies as st

from policies.ingest.header import field_values, take_header


def test_a_table_copied_from_a_portal_is_read() -> None:
    lines = [
        "索 引 号 | SF0001/2025-00012 | 公开方式 | 主动公开 |",
        "发布机构 | 示范市医疗保障局 | 组配分类 | 规范性文件 |",
        "各区县医保局：",
    ]
    header, rest = take_header(lines)
    assert header == {
        "索引号": "SF0001/2025-00012",
        "公开方式": "主动公开",
        "发布机构": "示范市医疗保障局",
        "组配分类": "规范性文件",
    }
    assert rest == ["各区县医保局："]


def test_lines_with_colons_are_read_one_or_several_to_a_line() -> None:
    header, rest = take_header(
        ["索引号：SF1/2025-1    成文日期：2025年6月20日", "发文字号: 示民规〔2025〕4号", "正文。"]
    )
    assert field_values(header) == {
        "index_number": "SF1/2025-1",
        "written_on": "2025年6月20日",
        "doc_number": "示民规〔2025〕4号",
    }
    assert rest == ["正文。"]


def test_a_value_may_stand_below_its_key() -> None:
    header, rest = take_header(["发布机构：", "示范市民政局", "公开方式：", "主动公开", "正文。"])
    assert header == {"发布机构": "示范市民政局", "公开方式": "主动公开"}
    assert rest == ["正文。"]


def test_an_empty_cell_is_no_value() -> None:
    header, _ = take_header(["索引号 | | 文号 | 示民规〔2025〕4号 |"])
    assert header == {"文号": "示民规〔2025〕4号"}


def test_prose_and_other_tables_are_no_header() -> None:
    for line in ("各区县民政局：", "咨询电话：12345", "项目 | 标准 | 备注", "一、对象：本市居民"):
        assert take_header([line]) == ({}, [line])


def test_a_header_row_after_the_text_has_begun_stays_text() -> None:
    lines = ["关于津贴的通知", "公开方式：主动公开"]
    assert take_header(lines) == ({}, lines)


@given(st.lists(st.text(alphabet="索引号发布机构公开方式|：: \t主动\n甲")))
def test_any_lines_are_parted_without_an_error(lines: list[str]) -> None:
    _, rest = take_header(lines)
    assert rest == lines[len(lines) - len(rest) :]
