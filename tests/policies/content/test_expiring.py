from __future__ import annotations

from datetime import date

import pytest

from policies.content.expiring import expiring
from policies.content.model import Clause, PairCitation, PairState, Policy, QaPair, Status
from policies.content.store import Store

TODAY = date(2026, 11, 23)


@pytest.fixture
def store(database_url: str) -> Store:
    return Store.open(database_url)


def pair(name: str, **values: object) -> QaPair:
    known: dict[str, object] = {"state": PairState.PUBLISHED, "external_id": name}
    return QaPair(f"{name}怎么办？", "答", **{**known, **values})  # type: ignore[arg-type]


def policy(name: str, **values: object) -> Policy:
    return Policy(f"关于{name}的通知", (Clause("一", "一、照办。"),), id=f"p-{name}", **values)  # type: ignore[arg-type]


def listed(store: Store, days: int) -> list[tuple[str, int]]:
    return [(each.label, each.days_left) for each in expiring(store, TODAY, days)]


def test_what_ends_within_the_days_is_listed_next_first(store: Store) -> None:
    store.save_pair(pair("甲", expires_on=date(2026, 12, 23)))
    store.save_pair(pair("乙", expires_on=TODAY))
    store.save_pair(pair("丙", expires_on=date(2026, 11, 22)))
    store.save_pair(pair("丁", expires_on=date(2026, 12, 24)))
    store.save_pair(pair("戊", expires_on=TODAY, state=PairState.DRAFT))
    assert listed(store, 30) == [("乙 乙怎么办？", 0), ("甲 甲怎么办？", 30)]
    assert listed(store, 0) == [("乙 乙怎么办？", 0)]


def test_a_pair_ends_with_its_document(store: Store) -> None:
    store.save_policy(policy("取暖", expires_on=date(2026, 12, 1), doc_number="示政发〔2021〕1号"))
    store.save_pair(pair("甲", citations=(PairCitation("p-取暖", "一"),)))
    store.save_pair(pair("乙", citations=(PairCitation("p-取暖", "一"),), expires_on=date(2026, 11, 30)))
    found = {each.label: each for each in expiring(store, TODAY, 30)}
    assert found["甲 甲怎么办？"].last_day == date(2026, 12, 1)
    assert found["甲 甲怎么办？"].because == "《关于取暖的通知》（示政发〔2021〕1号）"
    assert (found["乙 乙怎么办？"].last_day, found["乙 乙怎么办？"].because) == (date(2026, 11, 30), "")
    assert found["《关于取暖的通知》（示政发〔2021〕1号）"].days_left == 8


def test_a_document_that_another_will_repeal_ends_the_day_before(store: Store) -> None:
    store.save_policy(policy("旧", doc_number="示政发〔2021〕2号", superseded_by="示政发〔2026〕9号"))
    store.save_policy(policy("新", doc_number="示政发〔2026〕9号", effective_on=date(2026, 12, 1)))
    assert listed(store, 30) == [("《关于旧的通知》（示政发〔2021〕2号）", 7)]


def test_what_an_editor_has_decided_does_not_expire(store: Store) -> None:
    store.save_policy(policy("延期", expires_on=date(2026, 12, 1), status_override=Status.IN_FORCE))
    assert listed(store, 30) == []
