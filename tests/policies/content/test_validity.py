from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import pytest

from policies.content.model import Clause, Declaration, Disclosure, Policy, Status
from policies.content.store import Store
from tests.databases import laid_out

OLD = Policy(
    id="p-old",
    title="示范市临时救助暂行办法",
    doc_number="示民规〔2020〕1号",
    region="示范市",
    clauses=(Clause("第一条", "第一条 每次救助五百元。"),),
    effective_on=date(2020, 3, 1),
    expires_on=date(2028, 12, 31),
)
NEW = Policy(
    id="p-new",
    title="示范市临时救助办法",
    doc_number="示民规〔2025〕6号",
    region="示范市",
    clauses=(Clause("第二十条", "第二十条 本办法自2025年7月1日起施行。（示民规〔2020〕1号）同时废止。"),),
    published_on=date(2025, 6, 1),
    effective_on=date(2025, 7, 1),
)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    opened.close()


def declares(
    policy: Policy,
    kind: Literal["repeals", "amends", "lapses"] = "repeals",
    number: str | None = None,
    title: str | None = None,
    on: date | None = None,
) -> Policy:
    return replace(policy, declares=(Declaration(kind, number, title, on, "第二十条"),))


@pytest.mark.parametrize("new_first", [False, True])
def test_a_declared_repeal_ends_the_old_document_whichever_came_in_first(
    store: Store, *, new_first: bool
) -> None:
    newer = declares(NEW, number=OLD.doc_number)
    for policy in (newer, OLD) if new_first else (OLD, newer):
        store.save_policy(policy)
    old = store.policy("p-old")
    assert old.status_on(date(2025, 6, 30)) is Status.IN_FORCE
    assert old.status_on(date(2025, 7, 1)) is Status.REPEALED
    assert not old.holds_on(date(2026, 1, 1))
    assert old.superseded_by_id == "p-new"
    assert store.policy("p-new").declares == newer.declares


def test_a_repeal_by_title_ends_the_document_of_that_title(store: Store) -> None:
    store.save_policy(OLD)
    store.save_policy(declares(NEW, title="示范市临时救助暂行办法", on=date(2025, 8, 1)))
    assert store.policy("p-old").repealed_on == date(2025, 8, 1)


def test_the_repeal_of_an_older_document_does_not_end_a_newer_one_of_the_same_title(store: Store) -> None:
    store.save_policy(replace(OLD, doc_number="示民规〔2026〕9号", effective_on=date(2026, 1, 1)))
    store.save_policy(declares(NEW, title="示范市临时救助暂行办法"))
    assert store.policy("p-old").repealed_on is None


def test_an_amended_document_stays_in_force_and_says_so(store: Store) -> None:
    store.save_policy(OLD)
    store.save_policy(declares(NEW, "amends", number=OLD.doc_number))
    old = store.policy("p-old")
    assert old.status_on(date(2026, 1, 1)) is Status.AMENDED
    assert old.holds_on(date(2026, 1, 1))


def test_a_document_comes_back_when_the_one_that_repealed_it_is_taken_out(store: Store) -> None:
    store.save_policy(OLD)
    store.save_policy(declares(NEW, number=OLD.doc_number))
    with store.writing("测试") as write:
        write.delete("policy", "p-new")
    assert store.policy("p-old").holds_on(date(2026, 1, 1))


def test_a_repeal_in_a_document_that_citizens_may_not_read_ends_nothing(store: Store) -> None:
    store.save_policy(OLD)
    store.save_policy(replace(declares(NEW, number=OLD.doc_number), disclosure=Disclosure.ON_REQUEST))
    assert store.policy("p-old").holds_on(date(2026, 1, 1))


def test_what_a_change_of_validity_touches_is_part_of_the_new_revision(store: Store) -> None:
    store.save_policy(OLD)
    before = store.revision()
    store.save_policy(declares(NEW, number=OLD.doc_number))
    assert {policy.id for policy in store.changes_since(before).policies} == {"p-old", "p-new"}


def test_a_named_successor_ends_a_document_on_the_successors_first_day(store: Store) -> None:
    store.save_policy(replace(OLD, superseded_by=NEW.doc_number, status_override=Status.REPEALED))
    store.save_policy(NEW)
    old = store.policy("p-old")
    assert (old.status_since, old.superseded_by_id) == (date(2025, 7, 1), "p-new")
    assert old.status_on(date(2024, 1, 1)) is Status.IN_FORCE
    assert old.status_on(date(2026, 1, 1)) is Status.REPEALED


def test_an_override_with_its_reason_wins_from_its_day_on(store: Store) -> None:
    store.save_policy(declares(NEW, number=OLD.doc_number))
    decided = replace(
        OLD,
        status_override=Status.IN_FORCE,
        status_reason="清理结果公告第12项：继续有效",
        status_since=date(2026, 2, 1),
    )
    store.save_policy(decided)
    old = store.policy("p-old")
    assert old.status_on(date(2026, 1, 31)) is Status.REPEALED
    assert old.status_on(date(2026, 2, 1)) is Status.IN_FORCE
    assert old.holds_on(date(2026, 2, 1))
    assert old.status_reason == "清理结果公告第12项：继续有效"


def test_what_comes_first_ends_a_document() -> None:
    expired_first = replace(OLD, expires_on=date(2022, 1, 1), repealed_on=date(2025, 7, 1))
    assert expired_first.status_on(date(2026, 1, 1)) is Status.LAPSED
    assert replace(OLD, repealed_on=date(2025, 7, 1)).status_on(date(2030, 1, 1)) is Status.REPEALED


def test_a_notice_of_the_same_title_is_another_matter(store: Store) -> None:
    for identifier, day in (("p-1", date(2024, 5, 1)), ("p-2", date(2025, 5, 1))):
        store.save_policy(
            Policy("关于做好高温津贴发放工作的通知", (), id=identifier, published_on=day, region="示范市")
        )
    assert store.policy("p-1").holds_on(date(2026, 1, 1))


def acts(shared_data: Path) -> dict[str, list[Policy]]:
    """Return the national acts of which several texts are there, oldest text first."""
    found: dict[str, list[Policy]] = defaultdict(list)
    for line in (shared_data / "regulations_national.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["versions_in_set"] > 1:
            effective = row["effective_date"]
            found[row["title"]].append(
                Policy(
                    id=row["id"],
                    title=row["title"],
                    region=row["region"],
                    published_on=date.fromisoformat(row["version_date"]),
                    effective_on=date.fromisoformat(effective) if effective else None,
                    clauses=(Clause("第一条", row["text"][:40]),),
                )
            )
    return {
        title: sorted(texts, key=lambda text: text.published_on or date.min) for title, texts in found.items()
    }


def test_of_an_act_with_several_texts_one_holds_on_every_day(shared_data: Path, tmp_path: Path) -> None:
    store = Store.open(laid_out(tmp_path / "library.db"))
    every = acts(shared_data)
    assert len(every) == 67
    with store.writing("测试") as write:
        for texts in every.values():
            for text in reversed(texts):
                write.policy(text)
    for texts in every.values():
        by_day = {text.published_on: text for text in texts}  # one act is in the set twice, the same text
        stored = [store.policy(text.id) for text in by_day.values()]
        days = [each.starts_on or each.effective_on or each.published_on for each in stored]
        for place, day in enumerate(days):
            assert day is not None
            assert [each.id for each in stored if each.holds_on(day)] == [stored[place].id]
            if place:
                assert [each.id for each in stored if each.holds_on(day - timedelta(days=1))] == [
                    stored[place - 1].id
                ]
                assert stored[place - 1].superseded_by_id == stored[place].id
        assert stored[-1].holds_on(date(2026, 11, 26))
    store.close()
