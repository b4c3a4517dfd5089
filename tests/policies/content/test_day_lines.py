"""Holidays as people paste them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.content.day_lines import tried
from policies.content.hours import DayKind, SpecialDay

OFF, WORK = DayKind.OFF, DayKind.WORK
KNOWN = [SpecialDay(date(2027, 1, 1), "元旦", OFF), SpecialDay(date(2027, 1, 2), "元旦节", OFF)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2027-02-05 春节 放假", [(5, "春节", OFF)]),
        ("2027年2月5日至2027年2月7日 春节 放假", [(5, "春节", OFF), (6, "春节", OFF), (7, "春节", OFF)]),
        ("2027/02/06, 春节调休, 上班", [(6, "春节调休", WORK)]),
        ("2027.2.6\t春节 调休\t调休上班", [(6, "春节 调休", WORK)]),
    ],
)
def test_a_line_is_read_as_people_write_it(line: str, expected: list[tuple[int, str, DayKind]]) -> None:
    days = tried(line, []).days()
    assert [(each.on.day, each.name, each.kind) for each in days] == expected
    assert {(each.on.year, each.on.month) for each in days} == {(2027, 2)}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("春节放假", "day_line"),
        ("2027-02-05 春节 也许", "day_line"),
        ("2027-02-30 春节 放假", "day_none"),
        ("2027-02-05至2027-02-01 春节 放假", "day_stretch"),
        ("2027-02-05至2028-02-01 春节 放假", "day_stretch"),
        ("2027-02-05 春节 放假\n2027-02-05 春节 上班", "day_twice"),
    ],
)
def test_a_line_that_cannot_be_taken_is_told_with_its_number(text: str, reason: str) -> None:
    (error,) = tried(text, []).errors
    assert error.reason == reason
    assert error.facts["line"] == len(text.splitlines())


def test_a_list_is_compared_with_what_is_there() -> None:
    found = tried("\n2027-01-01至2027-01-03 元旦 放假\n", KNOWN)
    assert [each.change for each in found.changes] == ["same", "changed", "new"]
    assert found.changes[1].before == KNOWN[1]
    assert [each.on.day for each in found.days()] == [2, 3]


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    found = tried(text, KNOWN)
    assert len(found.errors) + len(found.changes) <= 31 * max(1, len(text.splitlines()))
