"""What goes its own way at once: not what editors stored word for word, and not what leans on the turn before."""

from __future__ import annotations

import pytest

from policies.answering.inquiry import Outcome, Turn
from tests.policies.answering.conftest import Counter, published

BEFORE = (Turn("居民医保怎么缴费", qa_id="q-residents"),)
LOCKED_OUT = "物业把我门禁卡锁了逼交钱"
ON_FIRE = "家里着火了快来人"


@pytest.fixture
def stocked(counter: Counter) -> Counter:
    """The small library with a pair whose questions sound like a grievance, a request for a person and a danger."""
    asked = (LOCKED_OUT, "那个啥，晚上打市民热线有没有人工啊", ON_FIRE)
    with counter.store.writing() as write:
        write.pair(published("q-card", "门禁卡被停用怎么办", *asked, summary="物业不得停用门禁卡。"))
    return counter


@pytest.mark.parametrize("text", [LOCKED_OUT, f"你好，{LOCKED_OUT}", "那个啥，晚上打市民热线有没有人工啊"])
def test_a_stored_question_is_answered_whatever_it_sounds_like(text: str, stocked: Counter) -> None:
    found = stocked.ask(text)
    assert (found.outcome, found.qa_id) == (Outcome.ANSWERED, "q-card")


@pytest.mark.parametrize(("text", "same"), [("门禁卡被停用怎么办？", True), ("门禁卡被停用", False)])
def test_word_for_word_is_seen_whatever_the_punctuation(text: str, same: bool, stocked: Counter) -> None:
    first = stocked.inquire(text).candidates[0]
    assert (first.qa_id, first.parts["verbatim"]) == ("q-card", float(same))


def test_without_its_being_stored_the_same_goes_its_way(counter: Counter) -> None:
    assert counter.ask(LOCKED_OUT).outcome is Outcome.COMPLAINT


def test_danger_goes_before_a_stored_question(stocked: Counter) -> None:
    assert stocked.ask(ON_FIRE).outcome is Outcome.EMERGENCY


@pytest.mark.parametrize("text", ["那周末呢", "然后呢", "那我爸的呢，他七十了", "那他们不理呢"])
def test_what_leans_on_the_turn_before_is_led_away_by_no_little_weight(text: str, counter: Counter) -> None:
    assert counter.ask(text).outcome in {Outcome.OUT_OF_SCOPE, Outcome.COMPLAINT}
    assert counter.ask(text, history=BEFORE).outcome not in {Outcome.OUT_OF_SCOPE, Outcome.COMPLAINT}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("那我要投诉", Outcome.COMPLAINT),
        ("那就投诉吧", Outcome.COMPLAINT),
        ("那我要告他们", Outcome.STATUTORY_PATH),
        ("那转人工", Outcome.HANDOFF),
        ("那谢谢啊", Outcome.OUT_OF_SCOPE),
        ("那我不想活了", Outcome.EMERGENCY),
        ("那要是着火了呢", Outcome.EMERGENCY),
    ],
)
def test_what_says_so_by_itself_goes_its_way_after_any_turn(
    text: str, outcome: Outcome, counter: Counter
) -> None:
    assert counter.ask(text, history=BEFORE).outcome is outcome
