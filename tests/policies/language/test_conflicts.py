"""A term among the others: whose way it takes, what leads round, what means nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from policies.language.conflicts import Clash, Conflict, conflicts
from policies.language.dictionary import Dictionary
from policies.language.term import Term


@pytest.fixture(scope="module")
def dictionary(root: Path) -> Dictionary:
    return Dictionary(
        root / "nlu_data" / "dictionary",
        [
            Term("云川红码", "document", "政务", ("小红码", "云川蓝码")),
            Term("云川蓝码", "document", "政务", ("小蓝码", "云川绿码")),
        ],
    )


def found(dictionary: Dictionary, *ways: str, name: str = "云川绿码", is_new: bool = False) -> list[Conflict]:
    term = Term(name, "document", "政务", ways)
    return conflicts(term, dictionary, lambda way: way == "手续", ("小绿码怎么办",) * 30, is_new=is_new)


def test_a_way_that_is_another_terms_is_told_with_its_name(dictionary: Dictionary) -> None:
    assert found(dictionary, "小红码") == [Conflict(Clash.WAY_OF_ANOTHER, "小红码", ("云川红码",))]


def test_a_way_that_is_another_terms_name_leads_nowhere(dictionary: Dictionary) -> None:
    (conflict,) = found(dictionary, "云川红码", name="云川黄码")
    assert conflict == Conflict(Clash.NAME_OF_ANOTHER, "云川红码", ("云川红码",))


def test_ways_that_lead_round_are_told_with_all_they_pass(dictionary: Dictionary) -> None:
    cycles = [each for each in found(dictionary, "云川红码") if each.clash is Clash.CYCLE]
    assert cycles == [Conflict(Clash.CYCLE, "云川红码", ("云川红码", "云川蓝码"))]


def test_a_way_that_means_nothing_is_told(dictionary: Dictionary) -> None:
    assert found(dictionary, "手续", "小绿码") == [
        Conflict(Clash.GENERIC, "手续"),
        Conflict(Clash.COMMON, "小绿码", count=30),
    ]


def test_a_new_term_of_a_known_name_would_replace_it(dictionary: Dictionary) -> None:
    assert found(dictionary, name="云川红码", is_new=True) == [Conflict(Clash.REPLACES, "云川红码")]
    assert found(dictionary, name="云川红码") == []
