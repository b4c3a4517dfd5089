"""A passage goes before buttons where it says what no pair says."""

from __future__ import annotations

from datetime import date

import pytest

from policies.answering.inquiry import Answer, Candidate, Inquiry, Outcome, Passage, Question, Reading
from policies.answering.supporting import Supported, outweighs

TEXT = "社区萤火虫公园门票多少钱"
CLAUSE = Passage("policy", "p-1", "第一条", "萤火虫公园门票每张八元。", 0.6)


@pytest.mark.parametrize(
    ("said", "support", "goes_first"),
    [(0.9, 0.5, True), (0.7, 0.5, True), (0.6, 0.5, False), (0.6, 0.95, True)],
)
def test_a_passage_that_says_more_than_all_pairs_goes_before_buttons(
    said: float, support: float, goes_first: bool
) -> None:
    parts = {"offer": 0.9, "heard": 0.5, "core_of_asked": 0.6, "core_of_stored": 0.6}
    inquiry = Inquiry(
        Question(TEXT, asked_on=date(2026, 11, 28)),
        Reading(text=TEXT),
        candidates=(Candidate("q-1", "老年人进公园景区免门票吗", "老年人进公园景区免门票吗", 0.3, parts),),
        draft=Answer(Outcome.CLARIFY, 0.9, "请选择"),
    )
    assert outweighs(inquiry, Supported(CLAUSE, support, said)) is goes_first
