from __future__ import annotations

import pytest

from policies.answering.regions import RegionTree
from tests.policies.answering.conftest import REGIONS

TREE = RegionTree(REGIONS)


@pytest.mark.parametrize("name", ["示范市云川区", "云川区", "云川"])
def test_a_region_is_known_by_its_full_and_short_names(name: str) -> None:
    assert TREE.named(name) == "示范市云川区"


def test_a_name_that_is_no_region_or_not_clear_names_none() -> None:
    assert TREE.named("不存在区") is None
    assert TREE.named("区") is None
    assert TREE.named(None) is None


def test_a_district_inherits_from_city_and_province() -> None:
    assert TREE.lineage("示范市云川区") == ("示范市云川区", "示范市", "示范省")


def test_the_province_lies_above_the_city_that_the_library_is_about_and_nothing_else_does() -> None:
    assert [TREE.is_above(name) for name in ("示范省", "示范市", "示范市云川区", "别省")] == [
        True,
        False,
        False,
        False,
    ]
    assert not RegionTree([]).is_above("示范省")


def test_a_parent_may_be_given_by_its_code() -> None:
    from policies.content.model import Region

    tree = RegionTree([Region("1", "甲省", None, "province"), Region("2", "甲省乙市", "1", "city")])
    assert tree.lineage("甲省乙市") == ("甲省乙市", "甲省")


def test_a_circle_of_parents_ends() -> None:
    from policies.content.model import Region

    tree = RegionTree([Region("1", "甲市", "乙市", "city"), Region("2", "乙市", "甲市", "city")])
    assert tree.lineage("甲市") == ("甲市", "乙市")
