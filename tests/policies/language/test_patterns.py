"""A site's own patterns catch what they say, quickly, and nothing public."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.errors import InputError
from policies.language.masking import mask, mask_with
from policies.language.patterns import MOST_MS, OwnMask, compiled, refuse_harmful, slowest_ms

CARD = OwnMask.of("YB#{8}", "社保卡号")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("我的卡YB12345678丢了", "我的卡〔社保卡号〕丢了"),
        ("ＹＢ１２３４５６７８", "〔社保卡号〕"),
        ("YB123456789", "YB123456789"),
        ("XYB12345678", "XYB12345678"),
        ("YB1234567", "YB1234567"),
        ("电话13800138000，卡YB12345678", "电话〔手机号〕，卡〔社保卡号〕"),
    ],
)
def test_a_number_is_caught_whole_or_not_at_all(text: str, kept: str) -> None:
    assert mask_with(text, [CARD]) == kept


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("", "mask_length"),
        ("1" * 61, "mask_length"),
        ("#{0}ABCDE", "mask_times"),
        ("#{9,3}ABCDE", "mask_times"),
        ("#{41}", "mask_times"),
        ("#{1,9}#{1,9}", "mask_twice"),
        ("####", "mask_short"),
        ("公交卡余额", "mask_short"),
    ],
)
def test_what_could_be_slow_or_catch_too_much_is_no_pattern(pattern: str, reason: str) -> None:
    with pytest.raises(InputError) as refused:
        compiled(pattern)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "pattern", ["#{5}", "#{4}年#{2}月#{2}日", "400-###-####", "#####.##元", "#{2,6}年#{1,2}月#{1,2}日"]
)
def test_what_is_public_stays(pattern: str) -> None:
    with pytest.raises(InputError) as refused:
        refuse_harmful(OwnMask.of(pattern, "编号"))
    assert refused.value.reason == "mask_public"


def test_numbers_of_the_directory_stay() -> None:
    mask_ = OwnMask.of("####-########", "编号")
    refuse_harmful(mask_)
    with pytest.raises(InputError, match="mask_public"):
        refuse_harmful(mask_, ["0000-88801001"])


@pytest.mark.parametrize("label", ["", "卡", "card", "卡号1", "〔卡号〕", r"卡\1号"])
def test_a_label_is_words_that_no_pattern_catches(label: str) -> None:
    with pytest.raises(InputError, match="mask_label"):
        OwnMask.of("YB#{8}", label)


SIGN = st.sampled_from("#@")
PART = st.one_of(
    SIGN,
    st.builds(
        lambda sign, least, more: f"{sign}{{{least},{min(40, least + more)}}}",
        SIGN,
        st.integers(1, 40),
        st.integers(0, 40),
    ),
    st.sampled_from(list("AB-12 (+.*卡号")),
)


@given(st.lists(PART, min_size=1, max_size=12).map("".join), st.text(alphabet="12AB卡-( ", max_size=60))
def test_no_pattern_is_slow_and_what_is_masked_stays_masked(pattern: str, text: str) -> None:
    try:
        own = OwnMask.of(pattern, "卡号")
    except InputError:
        return
    assert slowest_ms(own.compiled, own.pattern) < MOST_MS
    once = mask_with(text, [own])
    assert mask_with(once, [own]) == once


def test_the_check_of_time_finds_an_expression_that_is_slow() -> None:
    assert slowest_ms(re.compile("(?:1+)+x"), "#", long=26) > MOST_MS


def test_without_patterns_nothing_is_masked_besides() -> None:
    assert mask("卡YB12345678") == "卡YB12345678"
