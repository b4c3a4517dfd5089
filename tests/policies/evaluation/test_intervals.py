from __future__ import annotations

from policies.evaluation.intervals import interval


def test_the_interval_holds_the_share_and_is_the_same_every_time() -> None:
    rows = [(str(number), float(number % 4 == 0), 1.0) for number in range(200)]
    found = interval(rows)
    assert found is not None
    low, high = found
    assert low < 0.25 < high
    assert high - low < 0.15
    assert interval(rows) == found


def test_questions_about_one_entry_stand_or_fall_together() -> None:
    single = [(str(number), float(number % 2), 1.0) for number in range(60)]
    fourfold = [row for row in single for _ in range(4)]
    apart = [(f"{number}", part, whole) for number, (_, part, whole) in enumerate(fourfold)]
    assert interval(fourfold) == interval(single)
    narrow, wide = interval(apart), interval(fourfold)
    assert narrow is not None
    assert wide is not None
    assert narrow[1] - narrow[0] < wide[1] - wide[0]


def test_nothing_counted_gives_no_interval() -> None:
    assert interval([]) is None
    assert interval([("a", 0.0, 0.0)]) is None
