"""A call from the greeting to the summary."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from api.hotline.calls import Call, Calls
from api.hotline.commands import Command, command_of
from policies.content import tables
from policies.content.conversations import ConversationLog, ConversationNotFound
from policies.content.keys import KeyRing, Role
from policies.library import Library
from policies.wording import section
from tests.api.content import PAIR, QUESTION
from tests.api.hotline.conftest import CALLS, Turn


def test_a_call_begins_with_a_greeting(hotline: TestClient) -> None:
    answer = hotline.post(CALLS, json={"region": "示范市云川区"})
    assert answer.status_code == 201
    assert answer.json()["speech"].startswith("您好")
    assert answer.json()["next"] == "listen"


def test_a_call_begun_again_under_its_key_is_the_same_call(hotline: TestClient, turn: Turn) -> None:
    body = {"idempotency_key": "call-0000-0000-0001"}
    first, again = (hotline.post(CALLS, json=body).json() for _ in range(2))
    assert first == again
    assert hotline.post(CALLS, json={}).json()["call_id"] != first["call_id"]


def test_a_noisy_question_is_answered_shortly_with_the_full_card(turn: Turn) -> None:
    said = turn("嗯 那个 老花镜补贴怎么申请啊", asr_confidence=0.8)
    assert said["card"]["qa_id"] == PAIR
    assert said["speech"].startswith("年满六十岁的本市居民，每年可以领一百元老花镜补贴。")
    assert len(said["speech"]) <= 120


def test_reading_on_reaches_the_details_and_then_its_end(turn: Turn) -> None:
    turn("慢一点")
    heard = turn(QUESTION)
    speech, turns = heard["speech"], 0
    assert heard["next"] == "continue"
    while heard["next"] == "continue":
        assert "继续" in heard["speech"]
        assert len(heard["speech"]) <= 60
        heard, turns = turn("请继续吧"), turns + 1
        speech += heard["speech"]
        assert turns < 10
    assert "身份证" in speech
    assert "社区服务站" in speech
    assert turn("继续")["speech"].startswith("已经说完了")


def test_what_was_said_is_said_again_and_slower(turn: Turn) -> None:
    first = turn(QUESTION)
    assert turn("没听清，再说一遍")["speech"] == first["speech"]
    assert turn("再说一遍")["speech"] == first["speech"]
    slower = turn("慢一点", ssml=True)
    assert len(slower["speech"]) <= 60
    assert first["speech"].startswith(slower["speech"].split("。")[0])
    assert ElementTree.fromstring(slower["ssml"])[0].attrib["rate"] == "slow"


def test_an_unfinished_utterance_is_only_acknowledged(turn: Turn, library: Library, call_id: str) -> None:
    said = turn("老花镜补", final=False)
    assert (said["speech"], said["next"], said["card"]) == ("", "wait", None)
    assert ConversationLog(library.store.engine).turns(call_id) == []


def test_the_same_turn_sent_again_gets_the_same_reply(turn: Turn, library: Library, call_id: str) -> None:
    again = {"text": QUESTION, "idempotency_key": "the-same-key-0001"}
    assert turn(**again) == turn(**again)
    assert len(ConversationLog(library.store.engine).turns(call_id)) == 1


def test_zero_asks_for_a_person(turn: Turn) -> None:
    said = turn(dtmf="0")
    assert (said["card"]["outcome"], said["next"]) == ("handoff", "transfer")


def test_an_emergency_is_transferred_with_its_numbers_digit_by_digit(turn: Turn) -> None:
    said = turn("家里着火了快来人")
    assert (said["card"]["outcome"], said["next"]) == ("emergency", "transfer")
    assert "幺幺九" in said["speech"]


def test_a_key_takes_the_choice_that_was_offered(turn: Turn) -> None:
    offered = turn("补贴")
    assert offered["choices"], offered
    first = offered["choices"][0]
    assert first["dtmf"] == "1"
    assert offered["speech"].count(first["label"].rstrip("？")) == 1
    assert "请按1" in offered["speech"]
    assert turn(dtmf="1")["card"]["qa_id"] == first["qa_id"]


def test_a_key_without_a_choice_says_so(turn: Turn) -> None:
    said = turn(dtmf="3")
    assert said["speech"].startswith("没有这个选项")
    assert said["card"] is None


def test_what_a_recogniser_guessed_and_nothing_answers_is_asked_again(turn: Turn) -> None:
    assert turn("咕噜咕噜", asr_confidence=0.1)["speech"].startswith("对不起，我没有听清楚")


def test_what_is_stored_is_masked_and_marked_as_a_call(turn: Turn, library: Library, call_id: str) -> None:
    turn(f"{QUESTION}我的电话是13800138000")
    m = tables.MESSAGE
    with library.store.engine.connect() as connection:
        stored = str(connection.scalar(sa.select(m.c.question).where(m.c.conversation_id == call_id)))
    assert "老花镜" in stored
    assert "13800138000" not in stored
    assert ConversationLog(library.store.engine).get(call_id).channel == "hotline"


def test_a_call_ends_with_its_summary_and_stays_ended(turn: Turn, hotline: TestClient, call_id: str) -> None:
    turn(QUESTION)
    end = f"{CALLS}/{call_id}/end"
    told = hotline.post(end, json={"satisfaction": 5}).json()
    assert [each["qa_id"] for each in told["questions"]] == [PAIR]
    assert (told["answers_given"], told["outcome"], told["satisfaction"]) == (1, "answered", 5)
    assert "示范市民政局" in told["tags"]
    assert hotline.post(end, json={}).json() == told
    assert turn(QUESTION)["ended"] is True


def test_a_call_of_ten_noisy_turns(turn: Turn, hotline: TestClient, call_id: str) -> None:
    """Without punctuation, with fillers, restarts and homophones, as a recogniser writes it."""
    heard = [
        turn("喂 你好"),
        turn("那个 老花", final=False),
        turn("那个老花老花镜补贴怎么申请啊", asr_confidence=0.71),
        turn("没听清再说一遍"),
        turn("那要带什么材料呢"),
        turn("慢一点"),
        turn("继续"),
        turn("老年人免费成车卡在哪里办", asr_confidence=0.55),
        turn(dtmf="0"),
        turn("没有了谢谢再见"),
    ]
    assert [each["next"] for each in heard[-2:]] == ["transfer", "end"]
    assert {heard[place]["card"]["qa_id"] for place in (2, 4)} == {PAIR}
    assert heard[3]["speech"] == heard[2]["speech"]
    assert heard[7]["card"]["qa_id"] == "q-bus" or heard[7]["choices"][0]["qa_id"] == "q-bus"
    assert all(len(each["speech"]) <= 120 and not set("（）《》〔〕") & set(each["speech"]) for each in heard)
    told = hotline.post(f"{CALLS}/{call_id}/end", json={}).json()
    assert (len(told["questions"]), told["outcome"]) == (5, "transferred")


def test_nothing_is_said_that_can_only_be_clicked(turn: Turn, alone: TestClient) -> None:
    named = turn("示民发〔2025〕3号")
    assert named["card"]["outcome"] == "quoted"
    assert "点开" in named["card"]["summary"]
    assert "点开" not in named["speech"] + named["card"]["speech"]
    asked = alone.post("/api/v1/chat/messages", json={"text": "补贴"}).json()["reply"]
    assert asked["outcome"] == "clarify"
    assert "？？" not in asked["speech"]
    assert asked["speech"].startswith("您想问的是不是：1，")


def test_what_the_answer_names_is_spelled_on_demand(turn: Turn) -> None:
    assert turn("拼一下")["speech"].startswith("刚才没有提到文号")
    turn(QUESTION)
    said = turn("是哪几个字啊")
    spoken = said["speech"]
    while said["next"] == "continue":
        said = turn("继续")
        spoken += said["speech"]
    assert "文号是：示，表示的示；" in spoken
    assert "电话是：零，零，零，零；" in spoken
    assert "民，人民的民" in spoken


def test_goodbye_ends_a_call_in_which_nothing_was_asked(
    turn: Turn, hotline: TestClient, call_id: str
) -> None:
    said = turn("没有了")
    assert (said["ended"], said["next"]) == (True, "end")
    assert hotline.post(f"{CALLS}/{call_id}/end", json={}).json()["outcome"] == "no_question"


@pytest.mark.parametrize("path", ["", "/x/utterances", "/x/end"])
def test_nothing_is_open_without_a_hotlines_key(alone: TestClient, library: Library, path: str) -> None:
    body: dict[str, Any] = {"text": "问", "idempotency_key": "turn-0000000001"} if "utter" in path else {}
    assert alone.post(CALLS + path, json=body).status_code == 401
    editor = KeyRing(library.store).make("编辑", [Role.EDITOR])[1]
    headers = {"Authorization": f"Bearer {editor}"}
    assert alone.post(CALLS + path, json=body, headers=headers).status_code == 403


def test_another_hotlines_call_is_not_there(hotline: TestClient, library: Library, call_id: str) -> None:
    other = KeyRing(library.store).make("别的热线", [Role.HOTLINE])[1]
    answer = hotline.post(f"{CALLS}/{call_id}/end", json={}, headers={"Authorization": f"Bearer {other}"})
    assert answer.status_code == 404


@pytest.mark.parametrize("body", [{}, {"text": "问", "dtmf": "1"}, {"dtmf": "7"}])
def test_words_or_a_key_and_nothing_else(hotline: TestClient, call_id: str, body: dict[str, str]) -> None:
    answer = hotline.post(
        f"{CALLS}/{call_id}/utterances", json={"idempotency_key": "turn-0000000001", **body}
    )
    assert answer.status_code == 422


def test_calls_are_forgotten_by_age_and_by_number() -> None:
    now = [0.0]
    calls = Calls(most=2, idle_s=10, clock=lambda: now[0])
    for name in ("a", "b", "c"):
        calls.add(Call(name, "k"))
    with pytest.raises(ConversationNotFound):
        calls.of("a", "k")
    now[0] = 9.0
    assert calls.of("b", "k").id == "b"
    now[0] = 11.0
    with pytest.raises(ConversationNotFound):
        calls.of("c", "k")
    assert calls.of("b", "k").id == "b"


@pytest.mark.parametrize("command", list(Command))
def test_every_command_has_its_words_and_a_question_is_none(command: Command) -> None:
    words = section("hotline.commands")[command.value]
    assert all(command_of(f"嗯，请{each}吧。") is command for each in words)
    assert command_of("社保断了怎么继续缴") is None
