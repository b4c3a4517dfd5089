from __future__ import annotations

from datetime import date

from policies.answering.choices import choices_of
from policies.answering.regions import RegionTree
from policies.content.model import Facet, QaPair
from tests.policies.answering.conftest import REGIONS

TREE = RegionTree(REGIONS)


def labels(*pairs: QaPair, most: int = 3) -> list[str]:
    return [choice.label for choice in choices_of(pairs, most, TREE)]


def test_pairs_of_one_title_are_told_apart_by_their_region() -> None:
    city = QaPair("小学一年级什么时候报名", "6月20日起。", id="a", region="示范市")
    port = QaPair("小学一年级什么时候报名", "6月10日起。", id="b", region="示范市临港区")
    assert labels(city, port) == ["小学一年级什么时候报名（示范市）", "小学一年级什么时候报名（临港区）"]


def test_pairs_of_one_title_are_told_apart_by_their_audience_or_year() -> None:
    workers = QaPair("生育津贴怎么领", "由单位申领。", id="a", audience="职工")
    free = QaPair("生育津贴怎么领", "本人申领。", id="b", audience="灵活就业人员")
    assert labels(workers, free) == ["生育津贴怎么领（职工）", "生育津贴怎么领（灵活就业人员）"]
    old = QaPair("低保标准是多少", "800元。", id="c", effective_on=date(2025, 1, 1))
    new = QaPair("低保标准是多少", "850元。", id="d", effective_on=date(2026, 1, 1))
    # The same matter for the same people, so the first, which fits best, stands alone.
    assert labels(old, new) == ["低保标准是多少"]


def test_a_pair_that_asks_the_same_makes_room_for_one_that_asks_something_else() -> None:
    first = QaPair("居民医保怎么缴费", "9月起缴。", id="a", facet=Facet.PROCEDURE)
    again = QaPair("居民医保怎么缴费？", "9月起缴。", id="b", facet=Facet.PROCEDURE)
    amount = QaPair("居民医保每年交多少钱", "400元。", id="c", facet=Facet.AMOUNT)
    assert [choice.qa_id for choice in choices_of([first, again, amount], 2, TREE)] == ["a", "c"]


def test_siblings_that_differ_in_one_word_stay_both() -> None:
    assert len(labels(QaPair("职工医保怎么缴费", "a", id="a"), QaPair("居民医保怎么缴费", "b", id="b"))) == 2


def test_no_more_than_so_many_are_offered() -> None:
    pairs = [QaPair(f"第{number}种补贴怎么领", "领。", id=str(number)) for number in "一二三四"]
    assert len(labels(*pairs, most=2)) == 2
