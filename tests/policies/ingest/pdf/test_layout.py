from __future__ import annotations

from policies.ingest.pdf.layout import Line, paragraphs

FULL = "供热单位应当在供暖期开始前完成检修，"


def line(text: str, *, left: float = 72, right: float = 520, top: float = 0.5) -> Line:
    return Line(text, left, right, top)


def test_a_full_line_goes_on_and_a_short_one_ends() -> None:
    page = [
        line(FULL),
        line("并报主管部门备案。", right=300),
        line(FULL, left=96),
        line("不得推迟。", right=200),
    ]
    assert paragraphs([page]) == [f"{FULL}并报主管部门备案。", f"{FULL}不得推迟。"]


def test_a_paragraph_goes_on_over_the_turn_of_a_page() -> None:
    pages = [
        [line(FULL), line("- 1 -", right=300, top=0.95)],
        [line("并报主管部门备案。", right=300), line("第 2 页 共 2 页", top=0.96)],
    ]
    assert paragraphs(pages) == [f"{FULL}并报主管部门备案。"]


def test_a_running_head_is_left_out_and_a_title_that_stands_once_stays() -> None:
    pages = [
        [line("示范市供热条例", top=0.05), line(f"第{number}条 {FULL}", right=300)] for number in "一二三"
    ]
    pages[0].insert(1, line("示范市供热条例（2026年修订）", top=0.2, right=300))
    assert paragraphs(pages) == [
        "示范市供热条例（2026年修订）",
        *[f"第{number}条 {FULL}" for number in "一二三"],
    ]


def test_a_tables_row_is_never_joined() -> None:
    page = [
        line(FULL),
        Line("| 甲 | 乙 |", is_row=True),
        Line("| 丙 | 丁 |", is_row=True),
        line("以上为准。", right=200),
    ]
    assert paragraphs([page]) == [FULL, "| 甲 | 乙 |", "| 丙 | 丁 |", "以上为准。"]
