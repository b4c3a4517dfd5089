from __future__ import annotations

import json

from policies.answering.card import card
from policies.answering.inquiry import Answer, Outcome
from tests.policies.answering.conftest import Counter

KEYS = {
    "outcome", "confidence", "summary", "detail", "speech", "citations", "department", "choices", "related",
    "notices", "checked_on", "qa_id", "topic", "is_demo",
    "region", "trace_id",
}  # fmt: skip


def test_every_outcome_has_the_same_keys() -> None:
    for outcome in Outcome:
        assert set(card(Answer(outcome, 0.0, ""))) == KEYS


def test_a_full_answer_is_json(counter: Counter) -> None:
    shown = json.loads(json.dumps(card(counter.ask("高龄津贴每月多少钱")), ensure_ascii=False))
    assert shown["detail"] == [{"facet": "amount", "label": "标准与金额", "text": "每人每月100元。"}]
    assert shown["citations"][0]["effective_on"] == "2026-01-01"
    assert shown["checked_on"] == "2026-09-01"


def test_the_highlight_lies_within_the_quote(counter: Counter) -> None:
    cited = card(counter.ask("高龄津贴的资格核查由哪个部门负责"))["citations"][0]
    start, end = cited["highlight"]
    assert "资格核查" in cited["quote"][start:end]
