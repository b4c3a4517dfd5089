from __future__ import annotations

from policies.content.audit import audit_entries
from policies.content.model import Department, QaPair
from policies.content.store import Store


def test_entries_are_read_newest_first_by_subject_actor_and_page(database_url: str) -> None:
    store = Store.open(database_url)
    first = store.save_pair(QaPair("医保怎么交？", "按年缴费。"), "王编辑")
    store.save_pair(QaPair("社保怎么交？", "按月缴费。"), "李编辑")
    store.save_department(Department("示范市医疗保障局"), "王编辑")
    newest, *rest = audit_entries(store)
    assert (newest.kind, newest.actor, newest.at.tzinfo is not None) == ("department", "王编辑", True)
    assert audit_entries(store, before=newest.id) == rest
    assert [each.subject for each in audit_entries(store, kind="pair", actor="王编辑")] == [first.id]
    assert audit_entries(store, subject=first.id)[0].detail == {
        "version": 1,
        "fields": ["question", "summary"],
    }
    assert len(audit_entries(store, limit=1)) == 1
