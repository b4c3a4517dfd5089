import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.ingest.title import take_title


def test_title_and_number_are_taken_from_above_the_salutation() -> None:
    top = take_title(
        ["示范市民政局文件", "示民规〔2025〕4号", "关于做好救助工作的通知", "各区县民政局：", "现通知如下。"]
    )
    assert (top.title, top.doc_number) == ("关于做好救助工作的通知", "示民规〔2025〕4号")
    assert top.rest == ["示范市民政局文件", "各区县民政局：", "现通知如下。"]


def test_an_issuer_on_the_line_above_belongs_to_the_title() -> None:
    top = take_title(["示范市人民政府办公室", "关于印发养老服务办法的通知", "各部门："])
    assert top.title == "示范市人民政府办公室关于印发养老服务办法的通知"


def test_a_title_over_several_lines_is_joined() -> None:
    top = take_title(["示范市民政局关于进一步做好困难群众", "基本生活救助保障工作的", "通知", "各部门："])
    assert top.title == "示范市民政局关于进一步做好困难群众基本生活救助保障工作的通知"


def test_a_number_in_brackets_after_the_title_is_the_documents_own() -> None:
    top = take_title(["示范市公租房管理办法（示政办规〔2025〕6号）", "第一条 为了保障住房。"])
    assert (top.title, top.doc_number) == ("示范市公租房管理办法", "示政办规〔2025〕6号")
    top = take_title(["示范市公租房管理办法（试行）（示政办规（2025）6号）", "第一条 为了保障住房。"])
    assert (top.title, top.doc_number) == ("示范市公租房管理办法（试行）", "示政办规〔2025〕6号")


@pytest.mark.parametrize(
    "lines",
    [
        ["各部门：", "根据《关于公开工作的通知》（示政办发〔2024〕8号），现通知如下："],
        ["为做好服务，制定本办法。", "示民规〔2025〕4号"],
        ["一、总体要求", "关于加强服务的意见"],
        ["首页 > 政策文件 > 相关政策解读", "各部门："],
    ],
)
def test_nothing_is_made_up_where_no_title_stands(lines: list[str]) -> None:
    top = take_title(lines)
    assert (top.title, top.doc_number, top.rest) == (None, None, lines)


@given(st.lists(st.text(alphabet="关于的通知办法示民规〔〕2025号：。 （）")))
def test_any_lines_are_read_without_an_error(lines: list[str]) -> None:
    assert len(take_title(lines).rest) <= len(lines)
