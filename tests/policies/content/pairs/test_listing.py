"""Lists of pairs for who works on them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from policies.content import mapping, tables
from policies.content.editing import Editing
from policies.content.model import PairState, QaPair
from policies.content.pairs.listing import count_pairs, list_pairs, names_in_use
from policies.content.pairs.wanted import WantedPairs
from policies.content.store import Store
from policies.content.todo import waiting_work

TODAY = date(2026, 11, 23)
MANY = 10_000
QUICK_S = 1.0


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    with opened.writing() as write:
        write.pair(
            replace(
                _pair("q-1", "公交卡怎么补办", PairState.PUBLISHED, "交通局"), similar=("公交卡丢了怎么办",)
            )
        )
        write.pair(
            replace(_pair("q-2", "停车证怎么办", PairState.DRAFT, "城管局"), external_id="chengguan-7")
        )
        lights = _pair("q-3", "路灯坏了找谁", PairState.PUBLISHED, "城管局")
        write.pair(replace(lights, expires_on=date(2026, 12, 1)))
    yield opened
    opened.close()


def _pair(identifier: str, question: str, state: PairState, department: str) -> QaPair:
    return QaPair(id=identifier, question=question, summary="答。", state=state, department=department)


def ids(store: Store, **wanted: object) -> set[str]:
    found = list_pairs(store, WantedPairs(**wanted))  # type: ignore[arg-type]
    assert found.total == len(found.rows) == count_pairs(store, WantedPairs(**wanted))  # type: ignore[arg-type]
    return {each.id for each in found.rows}


def test_a_list_is_narrowed_by_what_is_asked_by_whom_and_in_which_state(store: Store) -> None:
    assert ids(store) == {"q-1", "q-2", "q-3"}
    assert ids(store, text="丢了") == {"q-1"}
    assert ids(store, text="chengguan-7") == {"q-2"}
    assert ids(store, text="%") == set()
    assert ids(store, department="城管局") == {"q-2", "q-3"}
    assert ids(store, department="城管局", state=PairState.DRAFT) == {"q-2"}
    assert ids(store, unfounded=True, state=PairState.PUBLISHED) == {"q-1", "q-3"}
    assert names_in_use(store)["department"] == ["交通局", "城管局"]


def test_a_change_that_waits_is_found_in_its_own_state_and_told_beside_what_answers(store: Store) -> None:
    work = Editing(store, "甲", today=TODAY)
    edited = work.save_draft(_pair("q-1", "公交卡怎么补办", PairState.DRAFT, "公交集团"), expected=1)
    assert ids(store, state=PairState.DRAFT) == {"q-1", "q-2"}
    work.submit("q-1", edited.pair.version)
    (row,) = list_pairs(store, WantedPairs(state=PairState.IN_REVIEW)).rows
    assert (row.state, row.waiting, row.version) == (PairState.PUBLISHED, PairState.IN_REVIEW, 3)
    assert row.department == "交通局"
    assert (waiting_work(store).drafts, waiting_work(store).in_review) == (1, 1)
    assert (waiting_work(store, "城管局").drafts, waiting_work(store, "城管局").in_review) == (1, 0)


def test_what_expires_first_stands_first_and_what_never_does_last(store: Store) -> None:
    found = list_pairs(store, WantedPairs(), order="expires")
    assert [each.id for each in found.rows] == ["q-3", "q-1", "q-2"]


def test_a_page_of_ten_thousand_comes_quickly(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'library.db'}")
    pairs = (
        _pair(f"q-{number:05}", f"第{number}号事项怎么办", PairState.PUBLISHED, f"部门{number % 40}")
        for number in range(MANY)
    )
    with store.engine.begin() as connection:
        connection.execute(sa.insert(tables.PAIR), [mapping.pair_row(each, 1) for each in pairs])
    started = time.perf_counter()
    found = list_pairs(store, WantedPairs(text="事项"), offset=9_950, order="question")
    took_s = time.perf_counter() - started
    store.close()
    assert (found.total, len(found.rows)) == (MANY, 50)
    assert took_s < QUICK_S
