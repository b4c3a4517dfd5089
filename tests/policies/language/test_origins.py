"""Where terms come from, and finding them."""

from __future__ import annotations

from pathlib import Path

import pytest

from policies.language.dictionary import Dictionary
from policies.language.origins import Origin, SoughtTerms, entries, entry, sought
from policies.language.term import Term

CHANGED = Term("城乡居民基本医疗保险", "matter", "医保", ("新农合", "云川惠农保"), author="李", revision=3)
NEW = Term("云川惠民一码通", "document", "政务服务", ("惠民码子",), author="李", revision=4)
GONE = Term("高龄津贴", "matter", "民政", ("高龄补贴",), is_retired=True, author="李", revision=5)


@pytest.fixture(scope="module")
def dictionary(root: Path) -> Dictionary:
    return Dictionary(root / "nlu_data" / "dictionary", [CHANGED, NEW, GONE])


def test_the_terms_of_the_store_come_first_the_newest_before_the_others(dictionary: Dictionary) -> None:
    every = entries(dictionary)
    assert [(each.term.concept, each.origin) for each in every[:3]] == [
        (GONE.concept, Origin.RETIRED),
        (NEW.concept, Origin.NEW),
        (CHANGED.concept, Origin.CHANGED),
    ]
    assert {each.origin for each in every[3:]} == {Origin.DELIVERED}
    assert len({each.term.concept for each in every}) == len(every) == len(dictionary.of_files) + 1


def test_a_changed_term_keeps_what_was_delivered(dictionary: Dictionary) -> None:
    found = entry(dictionary, CHANGED.concept)
    assert found is not None
    assert found.delivered is not None
    assert "云川惠农保" not in found.delivered.ways
    assert entry(dictionary, "没有这个词") is None


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (SoughtTerms("惠民码"), [NEW.concept]),
        (SoughtTerms(origin=Origin.RETIRED), [GONE.concept]),
        (SoughtTerms(origin=Origin.CHANGED, type="matter"), [CHANGED.concept]),
        (SoughtTerms("惠民码", type="matter"), []),
        (SoughtTerms("惠民码", field="医保"), []),
    ],
)
def test_terms_are_sought_by_words_type_field_and_origin(
    dictionary: Dictionary, wanted: SoughtTerms, names: list[str]
) -> None:
    assert [each.term.concept for each in sought(entries(dictionary), wanted)] == names


def test_the_term_of_the_very_name_comes_first(dictionary: Dictionary) -> None:
    name = next(
        term.concept
        for term in dictionary.of_files
        if any(term.concept in way for other in dictionary.of_files for way in other.ways)
    )
    assert sought(entries(dictionary), SoughtTerms(name))[0].term.concept == name
