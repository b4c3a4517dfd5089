from __future__ import annotations

from policies.content.model import Clause, Policy
from policies.search.clauses import as_read, opening_of, whole_text

LIST = Policy(
    "办法",
    (
        Clause("第三条", "第三条 申请人应当符合下列条件：", level=1),
        Clause("第三条(一)", "（一）具有本市户籍；", level=2),
        Clause("第三条(二)", "（二）年满18周岁。", level=2),
        Clause("第四条", "第四条 按月发放。", level=1),
    ),
)


def test_a_sentence_that_opens_a_list_is_read_with_its_items() -> None:
    assert whole_text(LIST, LIST.clauses[0]).endswith("（一）具有本市户籍；\n（二）年满18周岁。")


def test_an_item_knows_the_sentence_that_opens_its_list() -> None:
    openings = {clause.path: opening for clause, _, opening in as_read(LIST)}
    assert openings["第三条(一)"] == openings["第三条(二)"] == LIST.clauses[0].text
    assert openings["第三条"] == openings["第四条"] == ""


def test_clauses_are_read_in_order_and_whole() -> None:
    assert [(clause, whole) for clause, whole, _ in as_read(LIST)] == [
        (clause, whole_text(LIST, clause)) for clause in LIST.clauses
    ]


def test_what_opens_the_list_of_an_item_is_found_for_that_clause() -> None:
    assert opening_of(LIST, LIST.clauses[2]) == LIST.clauses[0].text
    assert opening_of(LIST, LIST.clauses[3]) == ""
