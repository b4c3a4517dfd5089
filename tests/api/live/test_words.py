"""What visitor and operator say to each other, and when the service answers again."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.api.live.conftest import Operator, Visitor, fresh
from tests.api.rasa_server import RasaServer


def test_while_a_person_serves_words_go_to_them_and_not_to_rasa(
    visitor: Visitor, anna: Operator, rasa: RasaServer
) -> None:
    visitor.ask("老花镜补贴怎么申请？")
    visitor.enter()
    asked = visitor.ask("还在排队，先问问公交卡")
    assert asked["live"] is None
    turns = len(rasa.turns)
    anna.claim(visitor.handoff_id)
    passed = visitor.ask("我想问补贴的事")
    assert passed["live"] == {"handoff_id": visitor.handoff_id, "position": 3}
    assert (passed["reply"]["outcome"], passed["reply"]["summary"]) == (
        "handoff",
        "工作人员安娜正在为您服务，您的话已经转达。",
    )
    assert len(rasa.turns) == turns
    anna.close(visitor.handoff_id)
    answered = visitor.ask("老花镜补贴怎么申请？")
    assert (answered["live"], answered["reply"]["outcome"]) == (None, "answered")
    assert len(rasa.turns) == turns + 1


def test_both_sides_see_the_same_words_in_the_same_order(visitor: Visitor, anna: Operator) -> None:
    visitor.enter()
    anna.claim(visitor.handoff_id)
    visitor.ask("我的手机13812345678")
    anna.say(visitor.handoff_id, "请拨打0000-88800001，或发到您的邮箱")
    seen = visitor.look(after=2)["entries"]
    assert [(each["author"], each["name"], each["text"]) for each in seen] == [
        ("visitor", None, "我的手机〔手机号〕"),
        ("operator", "安娜", "请拨打0000-88800001，或发到您的邮箱"),
    ]
    assert anna.get(f"/handoffs/{visitor.handoff_id}/entries?after=2") == seen


def test_a_message_sent_again_reaches_the_operator_once(visitor: Visitor, anna: Operator) -> None:
    visitor.enter()
    anna.claim(visitor.handoff_id)
    key = fresh()
    first = visitor.ask("在吗", key)
    assert visitor.ask("在吗", key) == first
    anna.close(visitor.handoff_id)
    late = visitor.ask("在吗", key)
    assert late["live"] == first["live"]
    words = [each for each in visitor.look()["entries"] if each["kind"] == "message"]
    assert [each["text"] for each in words] == ["在吗"]


def test_a_message_that_the_service_answered_is_not_passed_on_when_sent_again(
    visitor: Visitor, anna: Operator
) -> None:
    visitor.enter()
    key = fresh()
    answered = visitor.ask("老花镜补贴怎么申请？", key)
    anna.claim(visitor.handoff_id)
    assert visitor.ask("老花镜补贴怎么申请？", key) == answered
    assert [each["kind"] for each in visitor.look()["entries"]] == ["entered", "claimed"]


def test_an_emergency_is_shown_to_both_at_once(visitor: Visitor, anna: Operator) -> None:
    visitor.enter()
    anna.claim(visitor.handoff_id)
    key = fresh()
    passed = visitor.ask("我家着火了", key)
    visitor.ask("我家着火了", key)
    assert passed["reply"]["outcome"] == "emergency"
    words, card = visitor.look(after=2)["entries"]
    assert (words["kind"], card["kind"], card["author"]) == ("message", "answer", "service")
    assert "119" in card["card"]["summary"]
    assert anna.get(f"/handoffs/{visitor.handoff_id}/entries?after=2") == [words, card]


def test_who_takes_over_sees_what_the_service_answered_and_why(visitor: Visitor, anna: Operator) -> None:
    visitor.ask("老花镜补贴怎么申请？")
    visitor.enter()
    shown = anna.get(f"/handoffs/{visitor.handoff_id}")
    (turn,) = shown["turns"]
    assert turn["question"] == "老花镜补贴怎么申请？"
    assert turn["card"]["summary"] == "这是对话服务给出的答复。"
    assert turn["trace"][0]["stage"] == "MatchQa"
    assert shown["handoff"]["state"] == "waiting"


def test_answers_are_suggested_for_what_the_visitor_said_last(visitor: Visitor, anna: Operator) -> None:
    visitor.ask("老花镜补贴怎么申请？")
    visitor.enter()
    assert anna.get(f"/handoffs/{visitor.handoff_id}/suggestions")[0]["qa_id"] == "q-glasses"
    anna.claim(visitor.handoff_id)
    visitor.ask("老人免费乘车卡在哪里办")
    best = anna.get(f"/handoffs/{visitor.handoff_id}/suggestions")[0]
    assert (best["qa_id"], best["question"]) == ("q-bus", "老年人免费乘车卡在哪里办？")


def test_a_front_end_that_knows_rasas_channel_only_is_told_too(client: TestClient, anna: Operator) -> None:
    from api.chat.rest_channel import conversation_of
    from tests.api.conftest import SECRET

    sender = fresh()
    client.post("/webhooks/rest/webhook", json={"sender": sender, "message": "你好"})
    visitor = Visitor(client, conversation_of(sender, SECRET))
    visitor.enter()
    anna.claim(visitor.handoff_id)
    bubble, _ = client.post("/webhooks/rest/webhook", json={"sender": sender, "message": "在吗"}).json()
    assert bubble["text"] == "工作人员安娜正在为您服务，您的话已经转达。"
