from __future__ import annotations

from policies.content.checks.directory import Directory
from policies.content.model import Department

BUREAU = Department("示范市医疗保障局", ("市医保局", "医保局"), phone="0000-88801001")
CENTRE = Department("市医疗保险事业中心", ("医保中心",), parent="示范市医疗保障局")


def test_a_department_is_found_by_name_and_alias() -> None:
    directory = Directory((BUREAU, CENTRE))
    assert directory.find("医保局") is BUREAU
    assert directory.find("市气象局") is None
    assert directory.children("示范市医疗保障局") == [CENTRE]
    assert directory.children(None) == [BUREAU]
    assert list(directory.findings()) == []


def test_an_alias_of_two_departments_is_found_at_both() -> None:
    other = Department("云川区医疗保障局", ("医保局",))
    found = list(Directory((BUREAU, other)).findings())
    assert [(each.rule, each.id, each.other) for each in found] == [
        ("alias_taken", "示范市医疗保障局", "云川区医疗保障局"),
        ("alias_taken", "云川区医疗保障局", "示范市医疗保障局"),
    ]


def test_an_alias_that_is_anothers_name_is_found() -> None:
    other = Department("医保中心")
    (finding,) = Directory((BUREAU, CENTRE, other)).findings()
    assert (finding.rule, finding.id, finding.other) == ("alias_taken", "市医疗保险事业中心", "医保中心")


def test_a_circle_of_parents_and_a_missing_parent_are_found() -> None:
    circle = (
        Department("甲局", parent="乙局"),
        Department("乙局", parent="甲局"),
        Department("丙局", parent="丁局"),
    )
    found = [(each.rule, each.id) for each in Directory(circle).findings()]
    assert found == [("parent_circle", "甲局"), ("parent_circle", "乙局"), ("parent_missing", "丙局")]
    assert Directory(circle).above(circle[0]) == ["乙局", "甲局"]
