from __future__ import annotations

import pytest

from policies.answering.inquiry import Outcome
from policies.evaluation.metrics import measure
from tests.policies.evaluation.conftest import asked


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
    assert figures["answered_of_answerable"] == 0.5
    assert figures["refusal_precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["refusal_recall"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["routed_rightly"] == 0.5
    assert (figures["ms_p50"], figures["by_style"]["s"]["questions"]) == (2.0, 7)


def test_a_near_question_that_is_answered_counts_as_answered_as_if_known() -> None:
    figures = measure(
        [
            asked(None, Outcome.ANSWERED, answerable=False, style="oos_near"),
            asked(None, Outcome.CLARIFY, answerable=False, style="oos_near"),
            asked(1, Outcome.ANSWERED, right=True),
        ]
    )
    assert figures["near_answered"] == 0.5


def test_a_set_without_answerable_questions_has_no_accuracy() -> None:
    figures = measure([asked(None, Outcome.NOT_FOUND, answerable=False, expect="refuse")])
    assert figures["accuracy_at_1"] is None
    assert figures["accuracy_at_1_interval"] is None
    assert figures["refusal_recall"] == 1.0
