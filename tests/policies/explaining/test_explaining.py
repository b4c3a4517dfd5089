"""What is told of an answer is what the desk did."""

from __future__ import annotations

import pytest

from policies.answering.inquiry import Inquiry, Outcome, Question, Reading
from policies.explaining.explaining import Explaining
from policies.explaining.model import Explained
from policies.library import Library
from tests.api.content import ON_REQUEST, PAIR, QUESTION
from tests.policies.explaining.conftest import TODAY


def explained(library: Library, text: str, region: str | None = None) -> Explained:
    return library.explain(Question(text, TODAY, region=region))


def test_the_pair_that_answers_comes_first_and_its_parts_make_its_rank(library: Library) -> None:
    told = explained(library, QUESTION)
    first = told.looked[0]
    assert told.inquiry.answer is not None
    assert (told.inquiry.answer.outcome, first.qa_id, first.fate) == (Outcome.ANSWERED, PAIR, "answers")
    assert first.reasons == ()
    assert sum(each.amount for each in first.parts) == pytest.approx(first.rank)
    assert told.judged is not None
    assert told.judged.confidence >= told.judged.high > told.judged.low


def test_every_stage_that_ran_is_told(library: Library) -> None:
    told = explained(library, QUESTION)
    assert [each.stage for each in told.inquiry.trace][:3] == ["Normalise", "Choose", "Screen"]


def test_a_pair_out_of_date_is_rejected_for_that(library: Library) -> None:
    told = explained(library, "助听器补贴怎么申请")
    over = next(each for each in told.looked if each.qa_id == "q-over")
    assert over.fate == "left" or told.inquiry.answer
    assert over.reasons[0] == "expired"


def test_a_pair_of_another_region_is_told_as_shut_out(library: Library) -> None:
    told = explained(library, "轮椅补贴怎么申请", region="示范市")
    other = next(each for each in told.looked if each.qa_id == "q-other")
    assert (other.fate, other.reasons) == ("left", ("region",))
    here = explained(library, "轮椅补贴怎么申请", region="示范市云川区")
    assert next(each for each in here.looked if each.qa_id == "q-other").fate == "answers"


def test_a_document_that_citizens_may_not_read_is_named_without_its_words(library: Library) -> None:
    told = explained(library, "秘藏补贴的内部工作安排是什么")
    closed = next(each for each in told.cited if each.source_id == ON_REQUEST)
    assert (closed.reasons, closed.quote) == (("closed",), "")


def test_what_is_led_away_still_tells_which_pairs_there_are(library: Library) -> None:
    told = explained(library, "我要投诉，老花镜补贴怎么申请都没人管，太差劲了")
    assert told.inquiry.answer is not None
    assert told.looked[0].fate != "answers"
    assert any(name != "policy" for name, _ in told.routes)


def test_words_and_routes_are_told_with_shares(library: Library) -> None:
    told = explained(library, QUESTION)
    assert "补贴" in "".join(told.trial.words)
    assert told.routes[0][0] == "policy"
    assert [share for _, share in told.routes] == sorted((share for _, share in told.routes), reverse=True)


def test_only_what_was_answered_can_be_explained(library: Library) -> None:
    explaining: Explaining = library._explaining
    with pytest.raises(ValueError, match="answered"):
        explaining.of(Inquiry(Question(QUESTION, TODAY), Reading(QUESTION)))
