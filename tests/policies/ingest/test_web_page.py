from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.errors import UnreadableFile
from policies.ingest.parsed import ParsedDocument
from policies.ingest.source import RawFile
from policies.ingest.web_page import read_web_page
from tests.policies.ingest import files

SENTENCE = "符合条件的居民可以到街道便民服务中心申请，所需材料见附表。"


def read(html: str, name: str = "网页.html") -> ParsedDocument:
    return read_web_page(RawFile.of(name, html.encode()))


def article(inner: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><div class='menu'><a href='/'>首页</a></div><div>{inner}</div></body></html>"


def lines(document: ParsedDocument) -> list[str]:
    return [line for clause in document.clauses for line in clause.text.splitlines()]


def test_the_header_table_of_a_page_is_read() -> None:
    document = read(files.page().decode())
    assert document.header == {
        "索引号": "11440100/2026-00012",
        "发布机构": "示范市人民政府办公室",
        "文号": files.NUMBER,
        "发布日期": "2026-10-09",
    }
    assert (document.index_number, document.published_on) == ("11440100/2026-00012", date(2026, 10, 9))


def test_menus_scripts_and_footers_stay_out() -> None:
    text = "\n".join(lines(read(files.page().decode())))
    assert not any(word in text for word in ("首页", "版权所有", "网站地图", "分享到", "这里不是正文"))


def test_a_linked_file_keeps_its_address() -> None:
    html = article(
        f"<p>{SENTENCE * 3}</p><p><a href='/f/1.docx'>申请表</a></p>",
        "<link rel=canonical href='https://www.example.gov.cn/a/b.html'>",
    )
    (attachment,) = read(html).attachments
    assert (attachment.name, attachment.url) == ("申请表", "https://www.example.gov.cn/f/1.docx")


def test_the_address_under_which_a_browser_saved_the_page_is_kept() -> None:
    html = f"<!-- saved from url=(0040)https://www.example.gov.cn/zw/post_1.html -->{article(f'<p>{SENTENCE * 3}</p>')}"
    assert read(html).source_url == "https://www.example.gov.cn/zw/post_1.html"


def test_the_date_beside_the_title_counts_where_the_head_declares_none() -> None:
    html = article(
        f"<h1>高龄津贴申请指南</h1><p class=t>发布时间：2026年3月1日　来源：示范市民政局</p><div><p>{SENTENCE}</p><p>{SENTENCE}</p></div>"
    )
    document = read(html)
    assert (document.title, document.published_on) == ("高龄津贴申请指南", date(2026, 3, 1))


def test_a_cell_that_spans_rows_is_repeated_so_that_a_row_can_be_read_alone() -> None:
    table = "<table><tr><th>学段</th><th>学校</th></tr><tr><td rowspan=2>小学</td><td>一小</td></tr><tr><td>二小</td></tr></table>"
    document = read(article(f"<p>{SENTENCE * 2}</p>{table}"))
    assert lines(document)[1:] == ["| 学段 | 学校 |", "| 小学 | 一小 |", "| 小学 | 二小 |"]


def test_a_table_that_only_frames_the_text_is_no_table() -> None:
    document = read(article(f"<table><tr><td><p>{SENTENCE}</p><p>{SENTENCE * 2}</p></td></tr></table>"))
    assert lines(document) == [SENTENCE, SENTENCE * 2]


def test_a_line_broken_in_the_source_is_one_line_on_the_page() -> None:
    document = read(article(f"<p>符合条件的居民\n   可以申请，{SENTENCE * 2}</p>"))
    assert lines(document)[0].startswith("符合条件的居民可以申请，")


def test_a_page_in_an_older_encoding_is_read() -> None:
    html = article(f"<h1>高龄津贴申请指南</h1><p>{SENTENCE * 2}</p>", "<meta charset=gb2312>")
    assert read_web_page(RawFile.of("网页.htm", html.encode("gb18030"))).title == "高龄津贴申请指南"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty_file"),
        (
            "<html><body><div><a href='/'>首页</a><a href='/a'>政务公开</a></div></body></html>".encode(),
            "page_without_body",
        ),
        (b"<html></html>", "page_without_body"),
        ("关于供暖的通知\n各区：".encode(), "other_than_its_name"),
        (b"%PDF-1.7", "other_than_its_name"),
        ("<html><body><div><p>公开方式：不予公开</p></div></body></html>".encode(), "page_without_body"),
    ],
)
def test_what_is_no_page_with_a_text_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_web_page(RawFile.of("网页.html", content))
    assert (refused.value.where, refused.value.reason) == ("网页.html", reason)


def test_a_page_marked_as_not_to_be_disclosed_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(article(f"<p>{SENTENCE * 2}</p><p>公开方式：不予公开</p>"))
    assert refused.value.reason == "withheld"


def test_a_page_nested_without_end_is_read() -> None:
    html = article("<div>" * 3000 + f"<p>{SENTENCE * 2}</p>" + "</div>" * 3000)
    with suppress(UnreadableFile):
        assert SENTENCE in "".join(lines(read(html)))


@given(st.text(alphabet="<>/divptabler=\"' 甲，。\n", max_size=300))
def test_any_markup_is_a_document_or_an_unreadable_file(markup: str) -> None:
    with suppress(UnreadableFile):
        assert read(f"<html><body>{markup}</body></html>").clauses
