from __future__ import annotations

from pathlib import Path

import pytest

from policies.answering.inquiry import Outcome
from policies.errors import UnreadableFile
from policies.evaluation.metrics import measure
from policies.evaluation.questions import EvaluationQuestion, read_questions
from policies.evaluation.run import Asked


def asked(
    rank: int | None, outcome: Outcome, *, right: bool = False, answerable: bool = True, expect: str = ""
) -> Asked:
    positives = frozenset({"x"}) if answerable else frozenset()
    question = EvaluationQuestion("q", "问题", positives, expect=expect or None, style="s")
    return Asked(question, outcome, 0.5, rank, right, ms=2.0)


def test_the_figures_are_what_their_definitions_say() -> None:
    figures = measure(
        [
            asked(1, Outcome.ANSWERED, right=True),
            asked(2, Outcome.ANSWERED),
            asked(4, Outcome.CLARIFY),
            asked(None, Outcome.NOT_FOUND),
            asked(None, Outcome.NOT_FOUND, answerable=False, expect="refuse"),
            asked(None, Outcome.EMERGENCY, answerable=False, expect="emergency"),
            asked(None, Outcome.ANSWERED, answerable=False, expect="chitchat"),
        ]
    )
    assert figures["accuracy_at_1"] == 0.25
    assert figures["accuracy_at_3"] == 0.5
    assert figures["mrr_at_10"] == pytest.approx((1 + 1 / 2 + 1 / 4) / 4, abs=1e-4)
    assert figures["wrong_among_answered"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["refusal_precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["refusal_recall"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["routed_rightly"] == 0.5
    assert (figures["ms_p50"], figures["by_style"]["s"]["questions"]) == (2.0, 7)


def test_a_line_that_is_no_question_is_named(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"query": "好", "positive_ids": []}\n{"query": 3}\n', encoding="utf-8")
    with pytest.raises(UnreadableFile) as caught:
        read_questions(path)
    assert (caught.value.reason, caught.value.facts) == ("not_a_question", {"line": 2})
