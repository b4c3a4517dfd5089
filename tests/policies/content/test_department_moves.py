"""A department is renamed or merged with everything that refers to it, or nothing of it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from policies.content.accounts.ring import Accounts
from policies.content.audit import audit_entries
from policies.content.department_moves import DepartmentMoves
from policies.content.department_uses import COLUMNS, pairs_by_department, uses_of
from policies.content.editing import Editing
from policies.content.hours import Desk
from policies.content.keys import KeyRing, Role
from policies.content.model import Department, PairState, QaPair
from policies.content.offices import Offices
from policies.content.pairs import versions
from policies.content.store import Store
from policies.content.table_base import METADATA
from policies.errors import DepartmentNotFound, InputError

OLD, NEW, OTHER = "示范市劳动局", "示范市人力资源和社会保障局", "示范市民政局"
TODAY = date(2026, 11, 28)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    opened.save_department(Department(OLD, ("市劳动局",), phone="0000-1"))
    opened.save_department(Department(OTHER, ("市民政局",), phone="0000-2"))
    opened.save_department(Department("示范市劳动监察支队", parent=OLD))
    for number, department in enumerate((OLD, OLD, OTHER, "市劳动局")):
        opened.save_pair(
            QaPair(f"第{number}问", "答。", f"q-{number}", department=department, state=PairState.PUBLISHED)
        )
    Accounts(opened).create("zhou", "周联络", [Role.LIAISON], OLD)
    KeyRing(opened).make("联络系统", [Role.LIAISON], department=OLD)
    closed = ((),) * 7
    Offices(opened.engine).save_desk(Desk("劳动窗口", OLD, "示范市", None, None, closed, (), ()), "test")
    yield opened
    opened.close()


@pytest.fixture
def moves(store: Store) -> DepartmentMoves:
    return DepartmentMoves(store, "管理丁")


def departments(store: Store) -> dict[str, Department]:
    return {each.name: each for each in store.departments()}


def test_what_refers_to_a_department_is_counted(store: Store) -> None:
    told = uses_of(store, departments(store)[OLD]).told()
    assert told == {
        **{"pairs": 3, "documents": 0, "below": 1},
        **{"accounts": 1, "keys": 1, "desks": 1, "orders": 0, "gaps": 0},
    }
    assert pairs_by_department(store) == {OLD: 2, OTHER: 1, "市劳动局": 1}


def test_a_new_name_takes_everything_along_and_keeps_the_old_one_as_an_alias(
    store: Store, moves: DepartmentMoves
) -> None:
    moved = moves.rename(OLD, NEW, "机构改革")
    assert departments(store)[NEW] == Department(NEW, ("市劳动局", OLD), phone="0000-1")
    assert OLD not in departments(store)
    assert departments(store)["示范市劳动监察支队"].parent == NEW
    assert (moved.pairs, moved.others["accounts"], moved.others["desks"]) == (2, 1, 1)
    assert Accounts(store).of("zhou").department == NEW
    assert [each.department for each in KeyRing(store).every()] == [NEW]
    assert Offices(store.engine).read().desks[0].department == NEW
    assert store.pair("q-0").department == NEW
    assert store.pair("q-0").state is PairState.PUBLISHED
    assert found_by(store, OLD) == NEW
    entry = audit_entries(store, kind="department", subject=OLD, action="rename")[0]
    assert (entry.actor, entry.detail) == ("管理丁", {"to": NEW, "reason": "机构改革", "pairs": 2})


def found_by(store: Store, name: str) -> str | None:
    found = store.department(name)
    return found.name if found else None


def test_a_pair_gets_a_version_that_says_why(store: Store, moves: DepartmentMoves) -> None:
    moves.rename(OLD, NEW, "机构改革")
    with store.engine.connect() as connection:
        last = versions.history(connection, "q-0")[-1]
    assert (last.actor, last.note, last.pair.department) == ("管理丁", "机构改革", NEW)
    assert [each.field for each in last.changes] == ["department"]


def test_a_change_that_waits_stays_on_top_and_goes_along(store: Store, moves: DepartmentMoves) -> None:
    work = Editing(store, "编辑甲", today=TODAY)
    draft = work.newest("q-0")
    waiting = work.save_draft(QaPair("第0问改", "新答。", "q-0", department=OLD), expected=draft.version).pair
    moves.rename(OLD, NEW, "机构改革")
    assert (store.pair("q-0").question, store.pair("q-0").department) == ("第0问", NEW)
    newest = work.newest("q-0")
    assert (newest.question, newest.department, newest.state) == ("第0问改", NEW, waiting.state)
    assert newest.version > store.pair("q-0").version


def test_a_merged_department_is_found_under_the_other(store: Store, moves: DepartmentMoves) -> None:
    moves.merge(OLD, OTHER, "撤并")
    assert departments(store)[OTHER].aliases == ("市民政局", OLD, "市劳动局")
    assert departments(store)[OTHER].phone == "0000-2"
    assert {found_by(store, name) for name in (OLD, "市劳动局")} == {OTHER}
    assert store.pair("q-1").department == OTHER
    assert departments(store)["示范市劳动监察支队"].parent == OTHER


@pytest.mark.parametrize(
    ("step", "name", "why", "reason"),
    [
        ("rename", OLD, "改", "department_same_name"),
        ("rename", " ", "改", "department_same_name"),
        ("rename", "市民政局", "改", "department_taken"),
        ("rename", NEW, " ", "note_missing"),
        ("merge", OLD, "并", "department_same_name"),
        ("merge", "示范市劳动监察支队", "并", "department_below"),
        ("merge", OTHER, "", "note_missing"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    store: Store, moves: DepartmentMoves, step: str, name: str, why: str, reason: str
) -> None:
    before, revision = departments(store), store.revision()
    with pytest.raises(InputError) as error:
        (moves.rename if step == "rename" else moves.merge)(OLD, name, why)
    assert error.value.reason == reason
    assert (departments(store), store.revision()) == (before, revision)


def test_a_name_of_its_own_may_become_the_name(store: Store, moves: DepartmentMoves) -> None:
    assert moves.rename(OLD, "市劳动局", "简称改全称").department.aliases == (OLD,)


def test_who_is_not_there_is_told_so(moves: DepartmentMoves) -> None:
    with pytest.raises(DepartmentNotFound):
        moves.rename("没有的局", NEW, "改")
    with pytest.raises(DepartmentNotFound):
        moves.merge(OLD, "没有的局", "并")


def test_every_column_that_names_a_department_is_taken_along_or_left_for_a_reason() -> None:
    """What happened once (hand-offs, operators' presence, histories) tells how it was then."""
    known = {column.table.name for column in COLUMNS.values()} | {"qa_pair"}
    left = {"handoff", "presence", "pair_version", "conversation", "message"}
    naming = {table.name for table in METADATA.sorted_tables if "department" in table.c}
    assert naming - known <= left
