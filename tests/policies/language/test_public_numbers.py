"""Public numbers stay readable where personal data is masked."""

from __future__ import annotations

import pytest

from policies.language.masking import mask_but

PUBLIC = ("0531-88800001", "88800002", "12345", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请拨打0531-88800001。", "请拨打0531-88800001。"),
        ("请拨打12345。", "请拨打12345。"),
        ("联系电话88800002，找李工13900139000", "联系电话88800002，找李工〔手机号〕"),
        ("打0531-88800001，或我的13812345678", "打0531-88800001，或我的〔手机号〕"),
        ("家里电话0531-66600001", "家里电话〔电话〕"),
        ("身份证370102199003076538", "身份证〔身份证号〕"),
        ("卡号6222021234567890128", "卡号〔银行卡号〕"),
    ],
)
def test_only_public_numbers_stay(text: str, expected: str) -> None:
    assert mask_but(text, PUBLIC) == expected


def test_a_public_number_within_a_longer_one_saves_nothing_of_it() -> None:
    assert mask_but("身份证370102199003076538", ["1990030"]) == "身份证〔身份证号〕"
    assert mask_but("手机13800138000", ["0013800"]) == "手机〔手机号〕"
    assert mask_but("座机0531-66600001-8", ["6660000"]) == mask_but("座机0531-66600001-8", [])


def test_the_longest_public_number_counts() -> None:
    assert mask_but("拨0531-88800001-2", ["0531-88800001", "0531-88800001-2"]) == "拨0531-88800001-2"


def test_without_a_directory_everything_is_masked() -> None:
    assert mask_but("电话0531-88800001", []) == "电话〔电话〕"
