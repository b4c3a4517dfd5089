"""What an order says before anybody has written it."""

from __future__ import annotations

import pytest

from policies.content.calling.lines import CallLines
from policies.content.calling.model import Speaker
from policies.content.conversations import ConversationLog, ConversationNotFound
from policies.content.live.claims import Claims
from policies.content.live.handoffs import Handoffs
from policies.content.live.model import Operator
from policies.content.orders.model import OrderKind
from policies.content.orders.prefilling import matter_of, prefilled
from policies.content.store import Store


@pytest.mark.parametrize(
    ("said", "kind", "matter"),
    [
        (["喂你好", "我要投诉楼下烧烤店半夜吵", "嗯好的"], OrderKind.COMPLAINT, "我要投诉楼下烧烤店半夜吵"),
        (["门口路灯坏了半个月没人修", "嗯"], OrderKind.COMPLAINT, "门口路灯坏了半个月没人修"),
        (["我举报有人偷排污水"], OrderKind.REPORT, "我举报有人偷排污水"),
        (["我想表扬办事大厅的小李"], OrderKind.PRAISE, "我想表扬办事大厅的小李"),
        (["我有个建议，公交站牌大一点"], OrderKind.SUGGESTION, "我有个建议，公交站牌大一点"),
        (["喂", "职工医保断了两个月怎么补缴", "好"], OrderKind.CONSULT, "职工医保断了两个月怎么补缴"),
        ([], OrderKind.CONSULT, ""),
    ],
)
def test_what_a_person_wants_is_told_by_their_words(said: list[str], kind: OrderKind, matter: str) -> None:
    assert matter_of(said) == (kind, matter)


def test_an_order_from_a_call_holds_what_the_caller_said(store: Store) -> None:
    log, lines = ConversationLog(store.engine), CallLines(store.engine)
    call = log.start("hotline", "示范市云川区")
    lines.add(call, "turn-1", [(Speaker.CALLER, "老花镜补贴申请了三个月，没人管"), (Speaker.SERVICE, "您好")])
    lines.add(call, "turn-2", [(Speaker.CALLER, "（按了 0 键）")])
    lines.add(call, "turn-3", [(Speaker.CALLER, "我要投诉。社区一直推脱。")])
    found = prefilled(store.engine, call)
    assert (found.kind, found.summary) == (OrderKind.COMPLAINT, "我要投诉")
    assert found.words == "老花镜补贴申请了三个月，没人管\n我要投诉。社区一直推脱。"
    assert found.region == "示范市云川区"


def test_an_order_from_a_chat_holds_questions_and_words_of_the_visitor_alone(store: Store) -> None:
    log, handoffs = ConversationLog(store.engine), Handoffs(store.engine)
    chat = log.start("web")
    log.record(chat, None, "医保断缴怎么补", {"outcome": "not_found", "confidence": 0.0})
    handoff = handoffs.enter(chat, None)
    Claims(handoffs).claim(handoff.id, Operator("k-anna", "安娜"))
    Claims(handoffs).say(handoff.id, Operator("k-anna", "安娜"), "您好，请讲", "operator-000001")
    handoffs.hear(handoff.id, "我断了两个月，能不能一起补上？单位说不行", "visitor-0000001")
    found = prefilled(store.engine, chat)
    assert found.words == "医保断缴怎么补\n我断了两个月，能不能一起补上？单位说不行"
    assert (found.kind, found.summary) == (OrderKind.CONSULT, "我断了两个月，能不能一起补上？")


def test_nothing_said_is_an_empty_order(store: Store) -> None:
    found = prefilled(store.engine, ConversationLog(store.engine).start("hotline"))
    assert (found.kind, found.summary, found.words) == (OrderKind.CONSULT, "", "")
    with pytest.raises(ConversationNotFound):
        prefilled(store.engine, "none")
