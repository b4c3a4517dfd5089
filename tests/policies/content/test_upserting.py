"""Rows that may be there already are written by many at once, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.conversations import ConversationLog
from policies.content.hours import DayKind, SpecialDay
from policies.content.lease import Leases
from policies.content.live.model import Operator
from policies.content.live.phrases import Phrase, Phrases
from policies.content.live.presence import Presences
from policies.content.offices import Offices
from policies.content.sites import Site, Sites
from policies.content.store import Store
from policies.content.upserting import upsert
from policies.demo.calendar import load_calendar

RACERS, ROUNDS = 6, 5
DESK = load_calendar().desks[0]
CARD = {"outcome": "answered", "confidence": 0.9, "qa_id": "q-1"}
L, C = tables.LEASE, tables.ORDER_COUNTER


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    ConversationLog(opened.engine).start("web", conversation_id="c-1")
    yield opened
    opened.close()


def verdict(store: Store, number: int) -> None:
    ConversationLog(store.engine).feedback(message(store), number % 2 == 0, None, None)


def message(store: Store) -> str:
    with store.engine.connect() as connection:
        return str(connection.scalar(sa.select(tables.MESSAGE.c.id)))


WRITERS: tuple[tuple[sa.Table, Callable[[Store, int], object]], ...] = (
    (tables.PHRASE, lambda store, n: Phrases(store.engine).save(Phrase("问候", f"您好{n}"), "管理丁")),
    (tables.SITES, lambda store, n: Sites(store).save(Site("portal", f"政策咨询{n}"), "管理丁")),
    (tables.OFFICE_DESK, lambda store, _: Offices(store.engine).save_desk(DESK, "管理丁")),
    (
        tables.OFFICE_DAY,
        lambda store, n: Offices(store.engine).save_days(
            [SpecialDay(date(2026, 10, 1), f"国庆节{n}", DayKind.OFF)], "管理丁"
        ),
    ),
    (tables.FEEDBACK, verdict),
    (tables.SATISFACTION, lambda store, n: ConversationLog(store.engine).satisfied("c-1", n % 5 + 1, None)),
    (tables.PRESENCE, lambda store, _: Presences(store.engine).alive(Operator("a-1", "王坐席"))),
    (L, lambda store, n: Leases(store.engine, f"p-{n}").take("retention", timedelta(hours=1))),
)


@pytest.mark.parametrize(("table", "write"), WRITERS, ids=[table.name for table, _ in WRITERS])
def test_who_saves_the_same_at_once_disturbs_nobody(
    store: Store, table: sa.Table, write: Callable[[Store, int], object]
) -> None:
    ConversationLog(store.engine).record("c-1", None, "老花镜有补贴吗", CARD)
    start = Barrier(RACERS)

    def race(number: int) -> None:
        for _ in range(ROUNDS):
            start.wait(30)
            write(store, number)

    with ThreadPoolExecutor(RACERS) as threads:
        list(threads.map(race, range(RACERS)))
    with store.engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(table)) == 1


def test_of_many_who_take_a_lease_one_gets_it(store: Store) -> None:
    with ThreadPoolExecutor(RACERS) as threads:
        taken = threads.map(
            lambda n: Leases(store.engine, f"p-{n}").take("retention", timedelta(hours=1)), range(RACERS)
        )
    assert sorted(taken) == [False] * (RACERS - 1) + [True]


def test_an_old_row_is_changed_by_what_it_was_or_left_where_it_may_not_be(store: Store) -> None:
    until = datetime(2026, 11, 27, tzinfo=UTC)
    with store.engine.begin() as connection:
        told = [upsert(connection, C, {"prefix": "GD", "last": 1}, {"last": C.c.last + 1}) for _ in range(3)]
        assert [row.last for row in told] == [1, 2, 3]
        held = {"name": "daily", "holder": "one", "until": until}
        assert upsert(connection, L, held) == ("daily", "one", until)
        assert upsert(connection, L, {**held, "holder": "two"}, where=L.c.until < until) is None
        assert upsert(connection, L, {**held, "holder": "two"}, where=L.c.until <= until) is not None
        assert connection.scalar(sa.select(L.c.holder)) == "two"
