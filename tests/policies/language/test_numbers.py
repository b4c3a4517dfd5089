"""Amounts and dates in one canonical form."""

from __future__ import annotations

import time

import pytest

from policies.language.numbers import (
    amounts,
    dates,
    figures,
    percentages,
    quantities,
)


@pytest.mark.parametrize("text", ["3000元", "三千块", "0.3万元", "3,000元", "3千元", "三千块钱"])
def test_one_sum_has_one_form(text: str) -> None:
    assert amounts(f"每月补贴{text}吗") == ["3000元"]


def test_percentages_dates_and_quantities_have_one_form() -> None:
    assert percentages("百分之五、5％、百分之七点五") == ["5%", "5%", "7.5%"]
    assert dates("二〇二四年三月五日，2024-03-05，2024年5月，2023年") == [
        "2024-03-05",
        "2024-03-05",
        "2024-05",
        "2023",
    ]
    assert quantities("满六十周岁，30个工作日，90平米") == ["60岁", "30工作日", "90平方米"]


def test_an_impossible_month_is_no_date() -> None:
    assert dates("2024-15-03") == []


def test_figures_of_a_question_and_of_its_answer_agree() -> None:
    assert figures("三千块补贴交满百分之五十要2024年5月1日前办") == figures("2024-05-01以前，50%，3000元")


@pytest.mark.parametrize("wall", ["1" * 1000, "一" * 1000, "1 " * 500, "令第" * 500, "〔2021〕" * 150])
def test_a_wall_of_digits_costs_next_to_nothing(wall: str) -> None:
    started = time.perf_counter()
    assert figures(wall) == frozenset()
    assert time.perf_counter() - started < 0.25
