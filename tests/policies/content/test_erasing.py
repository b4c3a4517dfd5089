"""One conversation is erased, and erased again where a backup brings it back; on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import audit_entries
from policies.content.confirming import Confirming
from policies.content.contacts import ContactRequests
from policies.content.conversations import ConversationLog, ConversationNotFound
from policies.content.engine import connect, migrate
from policies.content.erasing import erase, erase_again
from policies.content.erasures import Erasures
from policies.content.model import QaPair
from policies.content.store import Store
from policies.errors import StoreError

CARD = {"outcome": "answered", "confidence": 0.9}
KEPT = (
    tables.CONVERSATION, tables.MESSAGE, tables.TRACE, tables.SATISFACTION, tables.CONTACT_REQUEST, tables.CONFIRMED,
)  # fmt: skip


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def erasures(tmp_path: Path) -> Erasures:
    return Erasures(tmp_path / "var" / "erasures.txt")


def talk(store: Store, pair: QaPair, name: str) -> str:
    """Keep a conversation with all that hangs on it, confirmed by an operator."""
    log = ConversationLog(store.engine)
    made = log.start("desk", conversation_id=name)
    log.record(made, None, f"{name}的老花镜怎么领", CARD)
    log.satisfied(made, 5, None)
    ContactRequests(store.engine).add(f"client-{name}", "李女士", "13800138000", "社保", made)
    assert Confirming(store.engine).confirm(pair.id, f"{name}的老花镜怎么领", "operator", "a-1", made)
    return made


def counts(store: Store) -> set[int]:
    with store.engine.connect() as connection:
        return {connection.scalar(sa.select(sa.func.count()).select_from(each)) or 0 for each in KEPT}


def test_erasing_takes_one_conversation_and_what_was_told_and_learned_in_it(
    store: Store, erasures: Erasures
) -> None:
    pair = store.save_pair(QaPair("老花镜有补贴吗", "有。"))
    gone, other = (talk(store, pair, name) for name in ("c-gone", "c-kept"))
    assert counts(store) == {2}
    erase(store.engine, gone, "管理丁", erasures)
    assert counts(store) == {1}
    assert [each.text for each in Confirming(store.engine).of(pair.id)] == ["c-kept的老花镜怎么领"]
    with pytest.raises(ConversationNotFound):
        erase(store.engine, gone, "管理丁", erasures)
    (told,) = audit_entries(store, kind="conversation")
    assert (told.actor, told.action, told.subject) == ("管理丁", "erase", gone)
    assert ConversationLog(store.engine).get(other).id == other


def test_what_a_backup_brings_back_is_erased_again(store: Store, erasures: Erasures) -> None:
    log = ConversationLog(store.engine)
    for name in ("c-1", "c-2"):
        log.start("web", conversation_id=name)
    assert erase_again(store.engine, erasures) == 0
    erase(store.engine, "c-1", "管理丁", erasures)
    noted = erasures.file.read_text(encoding="utf-8")
    assert "c-1" not in noted
    log.start("web", conversation_id="c-1")
    assert erase_again(store.engine, erasures) == 1
    with pytest.raises(ConversationNotFound):
        log.get("c-1")
    assert log.get("c-2").id == "c-2"
    assert erasures.file.read_text(encoding="utf-8") == noted


def test_what_cannot_be_noted_is_not_erased(store: Store, tmp_path: Path) -> None:
    ConversationLog(store.engine).start("web", conversation_id="c-1")
    in_the_way = tmp_path / "folder"
    in_the_way.mkdir()
    with pytest.raises(StoreError, match="folder"):
        erase(store.engine, "c-1", "管理丁", Erasures(in_the_way))
    assert ConversationLog(store.engine).get("c-1").id == "c-1"


def test_what_was_learned_outlasts_a_conversation_that_ends_by_itself(store: Store) -> None:
    pair = store.save_pair(QaPair("老花镜有补贴吗", "有。"))
    made = talk(store, pair, "c-1")
    with store.engine.begin() as connection:
        connection.execute(sa.delete(tables.CONVERSATION).where(tables.CONVERSATION.c.id == made))
    assert len(Confirming(store.engine).of(pair.id)) == 1


def test_a_conversation_that_is_gone_confirms_nothing(store: Store) -> None:
    pair = store.save_pair(QaPair("老花镜有补贴吗", "有。"))
    assert not Confirming(store.engine).confirm(pair.id, "老花镜怎么领", "button", "c-1", "c-1")


def test_what_was_confirmed_before_is_joined_to_where_it_was_asked(bare_url: str) -> None:
    engine = connect(bare_url)
    migrate(engine, "0014")
    at, old = datetime.now(UTC), sa.MetaData()
    old.reflect(engine, only=["conversation", "message", "confirmed_question"])
    desk = {"outcome": "answered", "confidence": 1.0, "degraded": False, "qa_id": "q-1", "asked_at": at}
    rows: dict[str, list[dict[str, Any]]] = {
        "conversation": [{"id": f"c-{n}", "channel": n, "started_at": at} for n in ("web", "desk")],
        "message": [
            {"id": "m-1", "conversation_id": "c-desk", "position": 1, "question": "咋领", "card": {}, **desk}
        ],
        "confirmed_question": [
            {"id": name, "pair_id": "q-1", "text": text, "text_key": name, "source": source, "asker": asker}
            | {"at": at}
            for name, text, source, asker in (
                ("button", "怎么领", "button", "c-web"),
                ("gone", "怎么领", "button", "c-gone"),
                ("desk", "咋领", "operator", "a-1"),
                ("editor", "如何领取", "editor", "a-2"),
            )
        ],
    }
    with engine.begin() as connection:
        for table, told in rows.items():
            connection.execute(sa.insert(old.tables[table]), told)
    migrate(engine)
    with engine.connect() as connection:
        found = {row.id: row.conversation_id for row in connection.execute(sa.select(tables.CONFIRMED))}
    engine.dispose()
    assert found == {"button": "c-web", "gone": None, "desk": "c-desk", "editor": None}
