from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from policies.content.confirming import Confirming
from policies.content.conversations import ConversationLog
from policies.content.engine import open_engine
from policies.content.model import PairState, QaPair
from policies.content.store import Store
from policies.errors import PairNotFound

RACERS = 6


@pytest.fixture
def store(database_url: str) -> Store:
    return Store(open_engine(database_url))


@pytest.fixture
def pair(store: Store) -> QaPair:
    asked = "职工医保门诊报销比例是多少"
    return store.save_pair(QaPair(asked, "在职70%。", similar=("门诊能报几成",), state=PairState.PUBLISHED))


def test_a_confirmed_question_is_kept_masked_with_its_source(store: Store, pair: QaPair) -> None:
    confirming = Confirming(store.engine)
    assert confirming.confirm(pair.id, "我电话13812345678，看门诊给报多少", "button", "c-1")
    (kept,) = confirming.of(pair.id)
    assert (kept.text, kept.source, kept.asker) == ("我电话〔手机号〕，看门诊给报多少", "button", "c-1")


def test_one_asker_counts_once_and_another_counts_again(store: Store, pair: QaPair) -> None:
    confirming = Confirming(store.engine)
    assert confirming.confirm(pair.id, "看门诊给报多少", "button", "c-1")
    assert not confirming.confirm(pair.id, "看门诊给报多少？", "button", "c-1")
    assert confirming.confirm(pair.id, "看门诊，给报多少", "operator", "staff-7")
    first, second = confirming.of(pair.id)
    assert first.text_key == second.text_key


@pytest.mark.parametrize("text", ["职工医保门诊报销比例是多少？", "门诊 能报几成"])
def test_what_a_pair_says_already_is_not_kept(store: Store, pair: QaPair, text: str) -> None:
    confirming = Confirming(store.engine)
    assert not confirming.confirm(pair.id, text, "button", "c-1")
    assert confirming.of(pair.id) == []


def test_a_pair_that_is_not_there_confirms_nothing(store: Store) -> None:
    with pytest.raises(PairNotFound):
        Confirming(store.engine).confirm("q-none", "看门诊给报多少", "editor", "staff-1")


def test_a_pressed_button_confirms_the_question_that_it_was_offered_for(store: Store, pair: QaPair) -> None:
    log, confirming = ConversationLog(store.engine), Confirming(store.engine)
    conversation = log.start("web")
    offered = {"outcome": "clarify", "confidence": 0.4, "choices": [{"kind": "question", "qa_id": pair.id}]}
    log.record(conversation, None, "看门诊给报多少", offered)
    log.record(
        conversation, None, pair.question, {"outcome": "answered", "confidence": 1.0, "qa_id": pair.id}
    )
    assert confirming.pressed(conversation, pair.id)
    assert [kept.text for kept in confirming.of(pair.id)] == ["看门诊给报多少"]
    assert not confirming.pressed(conversation, pair.id)


def test_a_choice_that_was_never_offered_confirms_nothing(store: Store, pair: QaPair) -> None:
    log, confirming = ConversationLog(store.engine), Confirming(store.engine)
    conversation = log.start("web")
    related = {"outcome": "answered", "confidence": 0.9, "choices": [{"kind": "question", "qa_id": pair.id}]}
    log.record(conversation, None, "住院给报多少", related)
    assert not confirming.pressed(conversation, pair.id)
    assert not confirming.pressed(conversation, "q-gone")
    assert confirming.of(pair.id) == []


def test_many_who_confirm_at_once_are_heard_each(store: Store, pair: QaPair) -> None:
    confirming, start = Confirming(store.engine), Barrier(RACERS)

    def race(number: int) -> list[bool]:
        start.wait(30)
        texts = [f"第{number}人第{each}次问门诊" for each in range(5)]
        return [confirming.confirm(pair.id, text, "button", f"c-{number}") for text in texts]

    with ThreadPoolExecutor(RACERS) as threads:
        assert all(all(told) for told in threads.map(race, range(RACERS)))
    assert len(confirming.of(pair.id)) == RACERS * 5


def test_what_is_taken_back_is_the_askers_own_alone(store: Store, pair: QaPair) -> None:
    confirming = Confirming(store.engine)
    for asker in ("staff-1", "staff-2"):
        confirming.confirm(str(pair.id), "看门诊给报多少", "operator", asker)
    confirming.withdraw(str(pair.id), "看门诊，给报多少", "staff-1")
    assert [each.asker for each in confirming.of(str(pair.id))] == ["staff-2"]
