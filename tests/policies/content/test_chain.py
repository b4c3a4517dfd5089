from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import audit_entries, write_entry
from policies.content.backup.restoring import restore_backup
from policies.content.backup.saving import save_backup
from policies.content.chain import Flaw, Head, digest_of, verify
from policies.content.ending import Keeping
from policies.content.engine import connect, migrate
from policies.content.erasing import erase
from policies.content.erasures import Erasures
from policies.content.model import Department, QaPair
from policies.content.retention import sweep
from policies.content.store import Store
from tests.policies.content.tampering import tampering

A, H = tables.AUDIT, tables.AUDIT_HEAD


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store with four deeds: three of content and one of something else."""
    opened = Store.open(database_url)
    opened.save_pair(QaPair("医保怎么交？", "按年缴费。"), "王编辑")
    opened.save_pair(QaPair("社保怎么交？", "按月缴费。"), "李编辑")
    opened.save_department(Department("示范市医疗保障局"), "王编辑")
    with opened.engine.begin() as connection:
        write_entry(connection, "管理丁", "save", "desk", "网上人工", 说明="工作日\n九点")
    yield opened
    opened.close()


def test_a_chain_that_nobody_touched_is_whole(store: Store) -> None:
    newest = audit_entries(store, limit=1)[0]
    verdict = verify(store.engine)
    assert (verdict.is_whole, verdict.entries, verdict.head) == (True, 4, Head(4, newest.digest))


def test_an_empty_store_has_a_whole_chain(database_url: str) -> None:
    store = Store.open(database_url)
    assert verify(store.engine).is_whole
    assert verify(store.engine, Head(1, "0" * 64)).flaw is Flaw.UNKNOWN
    store.close()


def test_the_digest_is_the_stated_one() -> None:
    entry = {
        "id": 1, "at": datetime(2026, 5, 1, 8, tzinfo=UTC), "actor": "王编辑", "action": "save", "kind": "pair",
        "subject": "q-1", "detail": {"b": [1], "a": "x"}, "digest": "left out",
    }  # fmt: skip
    told = (
        r'{"action":"save","actor":"\u738b\u7f16\u8f91","at":"2026-05-01T08:00:00.000000+00:00",'
        r'"detail":{"a":"x","b":[1]},"id":1,"kind":"pair","subject":"q-1"}'
    )
    assert digest_of("", entry) == hashlib.sha256(f"\n{told}".encode()).hexdigest()
    assert digest_of("f" * 64, entry) != digest_of("", entry)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("actor", "别人"),
        ("action", "delete"),
        ("kind", "policy"),
        ("subject", "q-2"),
        ("detail", {"version": 2}),
        ("at", datetime(2020, 1, 1, tzinfo=UTC)),
        ("digest", "0" * 64),
    ],
)
def test_an_entry_that_was_changed_is_named(store: Store, name: str, value: object) -> None:
    with tampering(store.engine) as connection:
        connection.execute(sa.update(A).where(A.c.id == 2).values({name: value}))
    verdict = verify(store.engine)
    assert (verdict.flaw, verdict.broken_at, verdict.entries) == (Flaw.CHANGED, 2, 1)


def test_an_entry_that_was_deleted_is_named(store: Store) -> None:
    with tampering(store.engine) as connection:
        connection.execute(sa.delete(A).where(A.c.id == 2))
    verdict = verify(store.engine)
    assert (verdict.flaw, verdict.broken_at) == (Flaw.MISSING, 2)


def test_the_loss_of_the_newest_entries_shows(store: Store) -> None:
    with tampering(store.engine) as connection:
        connection.execute(sa.delete(A).where(A.c.id >= 3))
    verdict = verify(store.engine)
    assert (verdict.flaw, verdict.broken_at, verdict.entries) == (Flaw.MISSING, 3, 2)
    with store.engine.begin() as connection:  # what follows does not cover it
        write_entry(connection, "管理丁", "save", "desk", "热线人工")
    assert verify(store.engine).broken_at == 3


def test_the_loss_of_all_entries_shows(store: Store) -> None:
    with tampering(store.engine) as connection:
        connection.execute(sa.delete(A))
    assert (verify(store.engine).flaw, verify(store.engine).broken_at) == (Flaw.MISSING, 1)


@pytest.mark.parametrize("lost", [sa.delete(H), sa.update(H).values(number=3)])
def test_a_head_that_was_tampered_with_shows(store: Store, lost: sa.Delete | sa.Update) -> None:
    with store.engine.begin() as connection:
        connection.execute(lost)
    verdict = verify(store.engine)
    assert verdict.flaw is Flaw.ADDED
    assert verdict.broken_at in (1, 4)


def test_an_entry_that_came_past_the_chain_shows(store: Store) -> None:
    with store.engine.begin() as connection:
        deed = {"actor": "王编辑", "action": "save", "kind": "pair", "subject": "q-9", "detail": {}}
        connection.execute(sa.insert(A).values(id=5, at=datetime.now(UTC), **deed))
    verdict = verify(store.engine)
    assert (verdict.flaw, verdict.broken_at) == (Flaw.ADDED, 5)


def test_a_wholly_forged_chain_shows_against_a_head_that_was_noted_elsewhere(store: Store) -> None:
    noted = verify(store.engine).head
    with tampering(store.engine) as connection:
        head = ""
        for row in connection.execute(sa.select(A).order_by(A.c.id)).mappings().all():
            forged = dict(row) | {"actor": "别人"}
            head = digest_of(head, forged)
            kept = sa.update(A).where(A.c.id == row["id"])
            connection.execute(kept.values(actor="别人", digest=head))
        connection.execute(sa.update(H).values(digest=head))
    assert verify(store.engine).is_whole
    assert (verify(store.engine, noted).flaw, verify(store.engine, noted).broken_at) == (Flaw.UNKNOWN, 4)


def test_many_writers_at_once_make_one_chain(store: Store) -> None:
    def write(number: int) -> None:
        for each in range(5):
            if number % 2:
                store.save_department(Department(f"部门{number}-{each}"), f"人{number}")
            else:
                with store.engine.begin() as connection:
                    write_entry(connection, f"人{number}", "save", "desk", f"{each}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    verdict = verify(store.engine)
    assert (verdict.is_whole, verdict.entries) == (True, 44)


def test_what_was_undone_leaves_no_gap(store: Store) -> None:
    with store.engine.connect() as connection:
        write_entry(connection, "管理丁", "save", "desk", "热线人工")
        connection.rollback()
    store.save_department(Department("示范市民政局"), "王编辑")
    assert (verify(store.engine).is_whole, verify(store.engine).entries) == (True, 5)


def test_erasing_and_retention_keep_the_chain_whole(store: Store, tmp_path: Path) -> None:
    conversation = tables.CONVERSATION
    with store.engine.begin() as connection:
        for name in ("c-1", "c-2"):
            row = {"id": name, "channel": "web", "started_at": datetime(2024, 1, 1, tzinfo=UTC)}
            connection.execute(sa.insert(conversation).values(**row))
    erase(store.engine, "c-1", "审计丙", Erasures(tmp_path / "erasures.txt"))
    assert sweep(store.engine, Keeping(365, 365, 365, 0, 0, 0)).conversations == 1
    assert (verify(store.engine).is_whole, verify(store.engine).entries) == (True, 6)


def test_a_restored_backup_goes_on_with_the_same_chain(store: Store, tmp_path: Path) -> None:
    noted = verify(store.engine).head
    save_backup(store.engine, tmp_path / "备份.zip")
    restore_backup(f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "备份.zip")
    restored = Store.open(f"sqlite:///{tmp_path / 'new.db'}")
    restored.save_department(Department("示范市民政局"), "王编辑")
    verdict = verify(restored.engine, noted)
    assert (verdict.is_whole, verdict.entries) == (True, 5)
    restored.close()


def test_entries_from_before_there_was_a_chain_are_chained(bare_url: str) -> None:
    engine = connect(bare_url)
    migrate(engine, "0013")
    old = sa.Table("audit_entry", sa.MetaData(), autoload_with=engine)
    with engine.begin() as connection:
        for number in (1, 2, 5):  # where a change was undone, PostgreSQL left a number out
            at = datetime(2026, 1, number, 8, 30, 0, number, tzinfo=UTC)
            deed = {"actor": "王编辑", "action": "save", "kind": "pair", "subject": f"q-{number}"}
            connection.execute(sa.insert(old).values(id=number, at=at, **deed, detail={"version": number}))
    engine.dispose()
    store = Store.open(bare_url)
    store.save_department(Department("示范市民政局"), "李编辑")
    verdict = verify(store.engine)
    assert (verdict.is_whole, verdict.entries, verdict.head.number) == (True, 4, 6)
    with pytest.raises(sa.exc.DatabaseError, match="cannot be changed"), store.engine.begin() as connection:
        connection.execute(sa.update(A).values(actor="别人"))
    with tampering(store.engine) as connection:
        connection.execute(sa.update(A).where(A.c.id == 2).values(actor="别人"))
    assert verify(store.engine).broken_at == 2
    store.close()
