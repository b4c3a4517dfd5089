from __future__ import annotations

from policies.answering.inquiry import Outcome
from policies.evaluation.errors import worst
from tests.policies.evaluation.conftest import asked


def test_a_sure_wrong_answer_is_the_worst_and_a_right_one_no_error() -> None:
    nearly = asked(2, Outcome.CLARIFY, confidence=0.9)
    missing = asked(None, Outcome.NOT_FOUND, confidence=0.1)
    doubtful = asked(None, Outcome.ANSWERED, confidence=0.7)
    believed = asked(None, Outcome.ANSWERED, confidence=0.95, answerable=False)
    right = asked(1, Outcome.ANSWERED, right=True, confidence=0.9)
    refused = asked(None, Outcome.NOT_FOUND, answerable=False)
    assert worst([nearly, right, missing, refused, doubtful, believed], 9) == [
        believed,
        doubtful,
        missing,
        nearly,
    ]
