"""Being called back, office hours, and how a conversation was."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from api.visitors.hours import DeskHours
from policies.clock import CHINA
from policies.content import tables
from policies.demo.calendar import load_calendar
from policies.library import Library
from tests.api.conftest import OpenBridge

WISH = {"name": "李女士", "phone": "0531-8888 0000", "matter": "想问高龄津贴，身份证11010119900307803X"}


def wish(**changed: object) -> dict[str, object]:
    return {**WISH, "client_id": uuid4().hex, **changed}


def test_a_wish_to_be_called_back_is_kept_once_and_masked(alone: TestClient, library: Library) -> None:
    said = wish()
    first, again = (alone.post("/api/v1/contacts", json=said) for _ in range(2))
    assert (first.status_code, again.json()) == (201, first.json())
    with library.store.engine.connect() as connection:
        query = sa.select(tables.CONTACT_REQUEST).where(
            tables.CONTACT_REQUEST.c.client_id == said["client_id"]
        )
        (row,) = connection.execute(query).mappings()
    assert row["phone"] == "053188880000"
    assert "11010119900307803X" not in row["matter"]


@pytest.mark.parametrize("phone", ["1234567", "12345678901", "电话是多少呢呢", "0531-12345", "1380013800"])
def test_a_number_that_cannot_be_dialled_is_refused_with_the_reason(alone: TestClient, phone: str) -> None:
    response = alone.post("/api/v1/contacts", json=wish(phone=phone))
    assert response.status_code == 422
    assert response.json()["errors"][0]["reason"].startswith("电话号码请写")


@pytest.mark.parametrize(
    "phone", ["13800138000", "+86 138 0013 8000", "１３８００１３８０００", "0531-88880000", "88880000"]
)
def test_a_number_may_be_written_in_many_ways(alone: TestClient, phone: str) -> None:
    assert alone.post("/api/v1/contacts", json=wish(phone=phone)).status_code == 201


def test_a_wish_for_an_unknown_conversation_is_refused(alone: TestClient) -> None:
    assert alone.post("/api/v1/contacts", json=wish(conversation_id="none")).status_code == 404


def test_how_a_conversation_was_is_kept_masked_and_the_last_word_counts(
    alone: TestClient, library: Library
) -> None:
    conversation = alone.post("/api/v1/chat/messages", json={"text": "老花镜有补贴吗"}).json()[
        "conversation_id"
    ]
    path = f"/api/v1/conversations/{conversation}/satisfaction"
    assert alone.put(path, json={"score": 2}).status_code == 204
    assert alone.put(path, json={"score": 5, "comment": "很好，电话13800138000"}).status_code == 204
    with library.store.engine.connect() as connection:
        rows = connection.execute(
            sa.select(tables.SATISFACTION).where(tables.SATISFACTION.c.conversation_id == conversation)
        ).all()
    assert [row.score for row in rows] == [5]
    assert "13800138000" not in rows[0].comment


@pytest.mark.parametrize("told", [{"score": 0}, {"score": 6}, {"score": "5"}, {}])
def test_a_score_is_one_to_five(alone: TestClient, told: dict[str, object]) -> None:
    assert alone.put("/api/v1/conversations/none/satisfaction", json=told).status_code == 422


def test_an_unknown_conversation_cannot_be_rated(alone: TestClient) -> None:
    assert alone.put("/api/v1/conversations/none/satisfaction", json={"score": 5}).status_code == 404


@pytest.mark.parametrize(
    ("moment", "is_open", "opens"),
    [
        (datetime(2026, 11, 27, 10, 0, tzinfo=CHINA), True, None),
        (datetime(2026, 11, 27, 21, 0, tzinfo=CHINA), False, datetime(2026, 11, 28, 9, 0, tzinfo=CHINA)),
        (datetime(2026, 10, 1, 10, 0, tzinfo=CHINA), False, datetime(2026, 10, 8, 8, 30, tzinfo=CHINA)),
    ],
)
def test_the_desk_is_open_by_hours_and_holidays(
    moment: datetime, is_open: bool, opens: datetime | None
) -> None:
    found = DeskHours(load_calendar, lambda: moment).now()
    assert (found.is_open, found.opens_at) == (is_open, opens)


def test_the_hours_are_told(open_bridge: OpenBridge) -> None:
    told = open_bridge().get("/api/v1/handoff").json()
    assert told["phone"] == "12345"
    assert (told["opens_at"] is None) or not told["is_open"]
