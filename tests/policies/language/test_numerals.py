"""Chinese numerals have a value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.language.numerals import chinese_to_int


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一千二百", 1200),
        ("二〇二一", 2021),
        ("两万三", 23000),
        ("十五", 15),
        ("一百零五", 105),
        ("一亿二千万", 120_000_000),
        ("一万零五百", 10_500),
        ("叁佰", 300),
        ("42", 42),
        ("１２", 12),
        ("一千二百六十", 1260),
        ("十", 10),
        ("二十", 20),
        ("十二条", None),
        ("第十", None),
        ("医保", None),
        ("", None),
    ],
)
def test_chinese_numerals_have_a_value(text: str, value: int | None) -> None:
    assert chinese_to_int(text) == value


@given(st.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    value = chinese_to_int(text)
    assert value is None or isinstance(value, int)
