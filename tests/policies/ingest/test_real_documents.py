"""The readers on real pages and laws."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policies.ingest.clauses import split_clauses
from tests.policies.ingest.pages import ReadPage, compared, read_pages, rows

REGULATIONS = "regulations_national.jsonl"


@pytest.fixture(scope="module")
def pages(shared_data: Path) -> list[ReadPage]:
    return read_pages(shared_data)


def test_titles_and_dates_of_all_pages_are_right(pages: list[ReadPage]) -> None:
    assert len(pages) == 47
    assert [page.row["id"] for page in pages if not (page.has_right_title and page.has_right_date)] == []


def test_the_index_number_is_read_where_a_page_has_one(pages: list[ReadPage]) -> None:
    found = {page.row["id"]: page.document.index_number for page in pages if page.document.index_number}
    assert found == {
        "gzhtml-07": "11440100MB2C90856P/2023-00331",
        "gzhtml-11": "11440106718120458W/2024-00008",
        "gzhtml-36": "11440106007508528C/2024-00031",
    }


def test_the_body_of_a_page_is_kept_and_nothing_foreign_with_it(
    pages: list[ReadPage], shared_data: Path
) -> None:
    beside = list(compared(shared_data, pages))
    assert len(beside) >= 30
    assert [each for each in beside if each.kept < 0.97 or each.foreign > 0.05] == []


def test_the_body_is_found_where_no_element_has_a_name(shared_data: Path) -> None:
    beside = list(compared(shared_data, read_pages(shared_data, nameless=True)))
    assert len(beside) >= 30
    assert [each for each in beside if each.kept < 0.97 or each.foreign > 0.05] == []


def test_no_menu_and_no_footer_is_in_any_body(pages: list[ReadPage]) -> None:
    menus = re.compile(
        r"网站地图|无障碍阅读|长者助手|ICP备|公网安备|网站标识码|扫一扫在手机打开|版权所有|当前位置|字体：|浏览次数"
    )
    for page in pages:
        text = "\n".join(clause.text for clause in page.document.clauses)
        assert menus.findall(text) == [], page.row["id"]


def test_nearly_every_article_of_the_laws_is_found(shared_data: Path) -> None:
    laws = list(rows(shared_data, REGULATIONS))
    right = [law for law in laws if articles(law["text"]) == law["articles"]]
    assert len(laws) == 1036
    assert len(right) / len(laws) >= 0.99


def articles(text: str) -> int:
    """How many articles are found."""
    paths = (clause.path for clause in split_clauses(text))
    return sum(bool(re.search(r"第[^章节编条]+条(?:之.)?(?:〔\d+〕)?$", path)) for path in paths)
