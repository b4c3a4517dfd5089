"""What is kept of people ends, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import audit_entries
from policies.content.calls import CallRecords
from policies.content.contacts import ContactRequests
from policies.content.conversations import ConversationLog, ConversationNotFound
from policies.content.corrections import Corrections
from policies.content.ending import Keeping
from policies.content.keys import KeyRing, Role
from policies.content.lease import Leases
from policies.content.retention import Ended, due, sweep
from policies.content.store import Store
from policies.content.webhooks.endpoints import Webhooks
from policies.content.webhooks.outbox import announce

NOW = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)
KEEPING = Keeping(conversations=30, calls=60, contacts=10, order_contacts=0, corrections=20, events=5)
CARD: dict[str, Any] = {"outcome": "answered", "confidence": 0.9, "summary": "可以。", "notices": []}


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    opened.close()


def talk(store: Store, days_ago: float, channel: str = "web", last_days_ago: float | None = None) -> str:
    """Keep a conversation that began, and had its last question, so many days ago."""
    log = ConversationLog(store.engine)
    made = log.start(channel)
    message = log.record(made, None, "老花镜有补贴吗", CARD)
    log.feedback(message, True, None, None)
    log.satisfied(made, 5, None)
    asked = NOW - timedelta(days=days_ago if last_days_ago is None else last_days_ago)
    with store.engine.begin() as connection:
        c, m = tables.CONVERSATION, tables.MESSAGE
        began = sa.update(c).where(c.c.id == made).values(started_at=NOW - timedelta(days=days_ago))
        connection.execute(began)
        connection.execute(sa.update(m).where(m.c.conversation_id == made).values(asked_at=asked))
    return made


def wish(store: Store, days_ago: float, conversation: str | None = None, done: bool = False) -> str:
    """Keep a wish to be called back that was made, and perhaps dealt with, so many days ago."""
    contacts = ContactRequests(store.engine)
    made = contacts.add(f"client-{days_ago}-{done}-000", "李女士", "13800138000", "社保", conversation)
    r, at = tables.CONTACT_REQUEST, NOW - timedelta(days=days_ago)
    with store.engine.begin() as connection:
        values = {"at": NOW - timedelta(days=99), "done_at": at} if done else {"at": at}
        connection.execute(sa.update(r).where(r.c.id == made).values(**values))
    return made


def rows(store: Store) -> dict[str, int]:
    """Count what hangs on conversations."""
    kept = (tables.CONVERSATION, tables.MESSAGE, tables.TRACE, tables.FEEDBACK, tables.SATISFACTION)
    with store.engine.connect() as connection:
        return {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in (*kept, tables.HOTLINE_CALL, tables.CONTACT_REQUEST, tables.CONFIRMED)
        }


def test_what_is_over_its_time_is_counted_and_then_deleted_with_all_that_hangs_on_it(store: Store) -> None:
    old, kept = talk(store, 31), talk(store, 29)
    returned = talk(store, 400, last_days_ago=1)
    call = talk(store, 61, "hotline")
    CallRecords(store.engine).opened(call, KeyRing(store).make("热线", [Role.HOTLINE])[0])
    talk(store, 59, "hotline")
    wish(store, 11), wish(store, 11, done=True), wish(store, 9), wish(store, 9, done=True)
    expected = Ended(conversations=1, calls=1, contacts=2)
    before = rows(store)
    assert due(store.engine, KEEPING, NOW) == expected
    assert rows(store) == before
    assert sweep(store.engine, KEEPING, NOW) == expected
    assert rows(store) == {
        "conversation": 3, "message": 3, "answer_trace": 3, "feedback": 3, "satisfaction": 3,
        "hotline_call": 0, "contact_request": 2, "confirmed_question": 0,
    }  # fmt: skip
    log = ConversationLog(store.engine)
    assert {log.get(each).id for each in (kept, returned)} == {kept, returned}
    with pytest.raises(ConversationNotFound):
        log.get(old)
    (told,) = audit_entries(store, kind="retention")
    assert told.subject == "conversations=1 calls=1 contacts=2 order_contacts=0 corrections=0 events=0"
    assert sweep(store.engine, KEEPING, NOW) == Ended()
    assert len(audit_entries(store, kind="retention")) == 1


def test_no_days_keep_without_end(store: Store) -> None:
    talk(store, 36_000)
    wish(store, 36_000)
    assert sweep(store.engine, Keeping(0, 0, 0, 0, 0, 0), NOW) == Ended()


def test_more_than_a_batch_is_deleted_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policies.content.retention.BATCH", 2)
    for _ in range(5):
        talk(store, 31)
    assert sweep(store.engine, KEEPING, NOW).conversations == 5
    assert rows(store)["conversation"] == 0


def test_whoever_talks_with_a_person_is_left_alone(store: Store) -> None:
    waiting = talk(store, 31)
    h = {
        "id": "h-1", "conversation_id": waiting, "state": "waiting", "transfers": [], "entries": 0,
        "entered_at": NOW - timedelta(days=31), "seen_at": NOW - timedelta(days=31),
    }  # fmt: skip
    with store.engine.begin() as connection:
        connection.execute(sa.insert(tables.HANDOFF).values(**h))
    assert due(store.engine, KEEPING, NOW).conversations == 0
    with store.engine.begin() as connection:
        connection.execute(sa.update(tables.HANDOFF).values(closed_at=NOW - timedelta(days=31)))
    assert due(store.engine, KEEPING, NOW).conversations == 1


def test_corrections_end_some_time_after_they_were_told_or_dealt_with(store: Store) -> None:
    corrections, c = Corrections(store.engine), tables.CORRECTION
    told, done, fresh = (corrections.ask("missing", f"第{n}问", "王坐席") for n in range(3))
    old = NOW - timedelta(days=21)
    with store.engine.begin() as connection:
        connection.execute(sa.update(c).values(at=NOW - timedelta(days=99), done_at=NOW - timedelta(days=19)))
        connection.execute(sa.update(c).where(c.c.id == told).values(at=old, done_at=None))
        connection.execute(sa.update(c).where(c.c.id == done).values(done_at=old))
    assert sweep(store.engine, KEEPING, NOW).corrections == 2
    assert [each.id for each in corrections.every(waiting=False)] == [fresh]


@pytest.mark.parametrize(
    ("state", "is_disabled", "ends"),
    [("sent", False, True), ("dead", False, True), ("pending", True, True), ("pending", False, False)],
)
def test_events_end_unless_they_are_on_their_way(
    store: Store, state: str, is_disabled: bool, ends: bool
) -> None:
    e, d, w = tables.WEBHOOK_EVENT, tables.WEBHOOK_DELIVERY, tables.WEBHOOK
    hook = Webhooks(store).add("https://example.gov.cn/x", ["workorder.created"], "sealed", "", "管理丁")
    with store.engine.begin() as connection:
        for days in (4, 6):
            at = NOW - timedelta(days=days)
            announce(connection, "workorder.created", f"GD-{days}", {}, at)
        connection.execute(sa.update(d).values(state=state))
        connection.execute(sa.update(w).values(disabled_at=NOW if is_disabled else None))
    assert sweep(store.engine, KEEPING, NOW).events == int(ends)
    with store.engine.connect() as connection:
        kept = set(connection.scalars(sa.select(e.c.subject)))
        assert connection.scalar(sa.select(sa.func.count()).select_from(d)) == len(kept)
    assert kept == ({"GD-4"} if ends else {"GD-4", "GD-6"})
    assert hook.id == Webhooks(store).every()[0].id


def test_a_question_asked_while_it_sweeps_is_kept_or_refused_but_never_lost(store: Store) -> None:
    old, log = talk(store, 31), ConversationLog(store.engine)
    told: list[str] = []

    def ask() -> None:
        with suppress(sa.exc.IntegrityError):
            told.append(log.record(old, None, "还在吗", CARD))

    asking = Thread(target=ask, daemon=True)

    def ask_after_choosing(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("SELECT conversation.id") and not asking.ident:
            asking.start()
            asking.join(1)  # it waits for the sweep, or has been heard

    sa.event.listen(store.engine, "after_cursor_execute", ask_after_choosing)
    ended = sweep(store.engine, KEEPING, NOW)
    asking.join(30)
    assert asking.ident
    assert (ended.conversations, told) in ((1, []), (0, told))
    assert rows(store)["conversation"] == 1 - ended.conversations


def test_a_lease_has_one_holder_until_it_runs_out(store: Store) -> None:
    now = [NOW]
    one, other = (Leases(store.engine, name, lambda: now[0]) for name in ("one", "other"))
    hour = timedelta(hours=1)
    assert [each.take("retention", hour) for each in (one, other, one)] == [True, False, False]
    now[0] += timedelta(minutes=61)
    assert other.take("retention", hour)
    one.keep_until("retention", NOW + timedelta(days=9))
    now[0] += timedelta(minutes=61)
    assert one.take("retention", hour)
