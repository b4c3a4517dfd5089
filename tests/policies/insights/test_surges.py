from __future__ import annotations

import pytest

from policies.insights.surges import surges


@pytest.mark.parametrize(
    ("week", "before", "stands_out"),
    [
        (30, [5, 6, 4, 5, 7, 5, 6, 5], True),
        (8, [5, 6, 4, 5, 7, 5, 6, 5], False),
        (130, [100, 110, 95, 105, 90, 100, 104, 98], False),
        (150, [100, 110, 95, 105, 90, 100, 104, 98], True),
        (60, [10, 80, 15, 70, 12, 60, 20, 75], False),  # it is always up and down
        (4, [0] * 8, False),  # a handful
        (6, [0] * 8, True),  # new
        (50, [], False),  # nothing to compare with
        (0, [20] * 8, False),
    ],
)
def test_a_week_stands_out_when_it_is_far_from_the_usual(
    week: int, before: list[int], stands_out: bool
) -> None:
    assert surges(week, before) is stands_out
