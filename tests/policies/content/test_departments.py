from __future__ import annotations

import pytest

from policies.content.departments import Branch, Departments
from policies.content.model import Department
from policies.content.store import Store
from policies.errors import InputError

BUREAU = Department("示范市医疗保障局", ("市医保局",), phone="0000-88801001", hours="工作日 9:00—17:00")
CENTRE = Department("市医疗保险事业中心", ("医保中心",), parent="示范市医疗保障局", address="政通路8号")


@pytest.fixture
def departments(database_url: str) -> Departments:
    return Departments(Store.open(database_url), "王编辑")


def test_a_department_is_saved_found_by_any_name_and_stands_in_the_tree(departments: Departments) -> None:
    assert departments.save(BUREAU) == departments.save(CENTRE) == ()
    assert departments.find("医保中心") == CENTRE
    assert departments.find("气象局") is None
    assert departments.tree() == (Branch(BUREAU, (Branch(CENTRE),)),)
    assert departments.every() == [CENTRE, BUREAU]


def test_an_alias_of_two_departments_is_told(departments: Departments) -> None:
    departments.save(BUREAU)
    (finding,) = departments.save(Department("云川区医疗保障局", ("市医保局",)))
    assert (finding.rule, finding.other) == ("alias_taken", "示范市医疗保障局")


def test_a_circle_of_parents_is_refused_and_nothing_is_saved(departments: Departments) -> None:
    departments.save(BUREAU)
    departments.save(CENTRE)
    with pytest.raises(InputError, match="parent_circle"):
        departments.save(Department("示范市医疗保障局", parent="市医疗保险事业中心"))
    assert departments.find("市医保局") == BUREAU


def test_a_circle_that_came_from_a_file_still_shows_as_a_tree(database_url: str) -> None:
    store = Store.open(database_url)
    one, two = Department("甲局", parent="乙局"), Department("乙局", parent="甲局")
    for each in (one, two):
        store.save_department(each)
    assert Departments(store, "王编辑").tree() == (Branch(two, (Branch(one),)),)


@pytest.mark.parametrize(
    ("department", "reason"),
    [(Department("丙局", parent="没有的局"), "parent_missing"), (Department(" "), "department_without_name")],
)
def test_a_department_that_leads_nowhere_is_refused(
    departments: Departments, department: Department, reason: str
) -> None:
    with pytest.raises(InputError, match=reason):
        departments.save(department)
    assert departments.every() == []
