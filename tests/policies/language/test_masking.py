"""Personal data is masked; amounts, dates, 文号, 索引号 and hotlines stay."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.language.masking import is_bank_card, is_credit_code, is_id_card, mask


def _id_card(body: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("我的身份证是11010519491231002X，怎么查社保", "我的身份证是〔身份证号〕，怎么查社保"),
        ("110105 19491231 002x 能办吗", "〔身份证号〕 能办吗"),
        ("身份证号码是110105194912310021", "身份证号码是〔身份证号〕"),
        ("手机13812345678，尽快回复", "手机〔手机号〕，尽快回复"),
        ("+86 138-1234-5678", "〔手机号〕"),
        ("我电话一三八一二三四五六七八", "我电话〔手机号〕"),
        ("幺三八幺二三四五六七八", "〔手机号〕"),
        ("１３８１２３４５６７８", "〔手机号〕"),
        ("家里0531-88881234没人接", "家里〔电话〕没人接"),
        ("(010)66668888转123", "〔电话〕"),
        ("打电话找我 8123456", "打电话找我 〔电话〕"),
        ("卡号4111111111111111", "卡号〔银行卡号〕"),
        ("退到6222 0212 3456 7890 128吧", "退到〔银行卡号〕吧"),
        ("卡号是6222021234567890123", "卡号是〔银行卡号〕"),
        ("公司代码91350100M000100Y43", "公司代码〔统一社会信用代码〕"),
        ("鲁A12345在路上被扣了", "〔车牌号〕在路上被扣了"),
        ("新能源鲁AD12345年检", "新能源〔车牌号〕年检"),
        ("发到zhang.san@example.com吧", "发到〔邮箱〕吧"),
    ],
)
def test_personal_data_is_replaced_by_its_name(said: str, kept: str) -> None:
    assert mask(said) == kept


@pytest.mark.parametrize(
    "text",
    [
        "补贴13800000000元怎么分",
        "一三八一二三四五六七八元",
        "鲁政办发〔2021〕5号",
        "索引号11370900MB28583770/2021-00139",
        "打12345还是12333，或者12329、96888、110",
        "2024-01-01至2025-12-31，20240101",
        "办件编号201907112345678901",
        "0000-88801234",
        "4008001234",
        "最低缴费基数8123456.00元",
        "有一万三千八百一十二块三",
        "15:30到17:00，12,000元，上浮50%",
        "川A是哪里的车牌",
        "云A级景区免票吗",
        "医保@门诊",
        "补贴１２０元",
    ],
)
def test_what_belongs_to_the_matter_stays(text: str) -> None:
    assert mask(text) == text


@given(
    st.integers(110000, 659004),
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 999),
    st.sampled_from(["", "我的身份证", "号码：", "是"]),
)
def test_every_valid_identity_number_is_masked(area: int, born: date, serial: int, before: str) -> None:
    number = _id_card(f"{area}{born:%Y%m%d}{serial:03d}")
    assert is_id_card(number)
    assert mask(f"{before}{number}，能查吗") == f"{before}〔身份证号〕，能查吗"


@given(st.integers(13_000_000_000, 19_999_999_999), st.sampled_from(["", " ", "我", "：", "，"]))
def test_every_mobile_number_is_masked(number: int, before: str) -> None:
    assert str(number) not in mask(f"电话{before}{number}。")


@given(st.integers(0, 10**15), st.sampled_from(["元", "万元", "%", "块"]))
def test_no_amount_is_masked(number: int, unit: str) -> None:
    assert mask(f"每年补贴{number}{unit}") == f"每年补贴{number}{unit}"


@given(st.text(alphabet="0123456789-— +〇一二三四五六七八九幺鲁A@.电话身份证，元Xx", max_size=50))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text)
    assert mask(once) == once


@given(st.text(max_size=60))
def test_a_text_without_figures_or_addresses_is_untouched(text: str) -> None:
    if not any(c.isnumeric() or c in "@＠〇○幺两" for c in text):
        assert mask(text) == text


def test_checksums_tell_real_numbers_from_others() -> None:
    assert is_id_card("11010519491231002X")
    assert not is_id_card("110105194912310021")
    assert is_credit_code("91350100M000100Y43")
    assert not is_credit_code("91350100M000100Y44")
    assert is_bank_card("4111111111111111")
    assert not is_bank_card("4111111111111112")
