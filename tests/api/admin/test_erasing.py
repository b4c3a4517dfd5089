"""Deleting a conversation over the back office's API."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

import sqlalchemy as sa
from fastapi import FastAPI

from api.desk.service import DeskService
from policies.answering.lookup.rows import Wanted
from policies.content import tables
from policies.content.confirming import Confirming
from policies.content.keys import Key, Role
from policies.library import Library
from tests.api.admin.conftest import As
from tests.api.content import QUESTION


def test_an_erased_conversation_and_call_are_nowhere_any_more(as_: As) -> None:
    anybody = as_("")
    asked = anybody.post("/api/v1/chat/messages", json={"text": QUESTION}).json()
    call_id = as_("热线戊").post("/api/v1/hotline/calls", json={}).json()["call_id"]
    admin = as_("管理丁")
    address = "/api/v1/admin/conversations"
    told = [
        admin.delete(f"{address}/{each}").status_code
        for each in (asked["conversation_id"], call_id, asked["conversation_id"])
    ]
    assert told == [204, 204, 404]
    follow = {"text": QUESTION, "conversation_id": asked["conversation_id"]}
    assert admin.post("/api/v1/chat/messages", json=follow).status_code == 404
    rated = admin.put(f"/api/v1/messages/{asked['message_id']}/feedback", json={"helpful": True})
    assert rated.status_code == 404
    turn = {"text": QUESTION, "idempotency_key": "turn-000000000001"}
    lost = as_("热线戊").post(f"/api/v1/hotline/calls/{call_id}/utterances", json=turn)
    assert lost.status_code == 404


def test_what_an_operator_recorded_of_a_call_is_erased_with_the_question_learned_from_it(
    as_: As, own_library: Library
) -> None:
    client = as_("管理丁")
    desk = DeskService(cast(FastAPI, client.app).state.bridge)
    operator = Key("a-1", "王坐席", frozenset({Role.OPERATOR}), datetime.now(UTC))
    row = next(each for each in desk.look_up(QUESTION, Wanted()) if each.kind == "pair")
    logged = desk.log("我妈那个老花镜的钱咋领呀", desk.open(row, None), None, operator)
    assert logged.confirmed
    m = tables.MESSAGE
    with own_library.store.engine.connect() as connection:
        of = sa.select(m.c.conversation_id).where(m.c.id == logged.message_id)
        conversation = connection.scalar(of)
    assert len(Confirming(own_library.store.engine).of(row.id)) == 1
    assert client.delete(f"/api/v1/admin/conversations/{conversation}").status_code == 204
    assert Confirming(own_library.store.engine).of(row.id) == []
    assert own_library.erasures.among([str(conversation)]) == [conversation]
