from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policies.ingest.tables import row_cells, table_lines, table_rows

CELLS = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), max_size=8
)


def test_a_row_is_a_line_and_a_line_a_row() -> None:
    assert table_lines([["类别", "标准"], ["低保", "每月\n100元"], ["", ""]]) == [
        "| 类别 | 标准 |",
        "| 低保 | 每月 100元 |",
    ]
    assert row_cells("| 低保 | 每月 100元 |") == ("低保", "每月 100元")
    assert row_cells("低保每月100元") is None


def test_tables_are_found_between_the_lines_of_a_clause() -> None:
    text = "（一）标准如下：\n| 类别 | 标准 |\n| --- | --- |\n| 低保 | 100元 |\n其他情形另行规定。\n| 甲 |"
    assert list(table_rows(text)) == [(("类别", "标准"), ("低保", "100元")), (("甲",),)]


@given(
    st.lists(
        st.lists(CELLS.map(lambda cell: cell.replace("|", "｜")), min_size=2, max_size=4),
        min_size=1,
        max_size=5,
    )
)
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    width = max((index + 1 for row in rows for index, cell in enumerate(row) if cell), default=0)
    kept = [(*row[:width], *[""] * (width - len(row))) for row in rows]
    kept = [row for row in kept if any(row) and not all(set(cell) <= set("-: ") for cell in row)]
    assert [row for table in table_rows("\n".join(table_lines(rows))) for row in table] == kept
