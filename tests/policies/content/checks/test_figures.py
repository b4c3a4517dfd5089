from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.content.checks.figures import stated, supported


def values(text: str) -> list[str]:
    return [figure.value for figure in stated(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("起付标准为一级医疗机构300元、二级500元", ["300元", "500元"]),
        ("年度最高支付限额为30万元", ["300000元"]),
        ("每人每月1,200元", ["1200元"]),
        ("三十万元", ["300000元"]),
        ("支付百分之九十二，提高两个百分点", ["92%", "2百分点"]),
        ("支付86%", ["86%"]),
        ("百分之十二点五", ["12.5%"]),
        ("自受理之日起20个工作日内办结", ["20工作日"]),
        ("90日内；九十天内", ["90日", "90日"]),
        ("有效期5年，满三年，一年半，半年", ["60月", "36月", "18月", "6月"]),
        ("65周岁半价乘车，满60岁半数以上，3天半", ["65岁", "60岁", "3.5日"]),
        ("缴费满6个月", ["6月"]),
        ("年满16周岁不满60岁", ["16岁", "60岁"]),
        ("3至5年", ["36月", "60月"]),
        ("60、70周岁", ["60岁", "70岁"]),
        ("2025年7月1日起施行", ["2025-07-01"]),
        ("二〇二六年六月", ["2026-06"]),
        ("每年9月1日至12月31日", ["09-01", "12-31"]),
        ("7月1日至3日", ["07-01", "07-03"]),
        ("6月30日前30日内", ["06-30", "30日"]),
        ("3月底前", ["3月份"]),
        ("2026年度", ["2026年"]),
        ("9:00—12:00", ["9:00", "12:00"]),
        ("示医保规〔2025〕3号第3次修改", []),
        ("第十二条、三级医院", []),
    ],
)
def test_a_figure_has_one_form_however_it_is_printed(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize("text", ["一次办好", "一年最多", "每人限领一份"])
def test_a_manner_of_speaking_is_loose(text: str) -> None:
    assert all(figure.is_loose for figure in stated(text))


@pytest.mark.parametrize("text", ["3次", "三年", "15日", "两万元"])
def test_a_real_figure_is_not_loose(text: str) -> None:
    (figure,) = stated(text)
    assert not figure.is_loose


def test_a_full_date_supports_its_year_month_and_day() -> None:
    assert {"2025-07-01", "2025年", "2025-07", "07-01", "7月份"} <= supported("自2025年7月1日起施行")


@given(st.text(alphabet="0123456789一二三十百千万元%年月日个至、，.:：第号〔〕半周岁", max_size=60))
def test_any_text_can_be_read_and_figures_stand_in_it(text: str) -> None:
    for figure in stated(text):
        assert figure.printed in text
        assert figure.value


@given(st.integers(1, 10**9), st.sampled_from(["元", "岁", "日", "%"]))
def test_a_plain_figure_is_read_back(number: int, unit: str) -> None:
    assert values(f"标准为{number}{unit}") == [f"{number}{unit}"]
