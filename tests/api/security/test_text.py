"""What counts as text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from api.security.text import Day, legible, readable


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("灵活就业人员社保怎么交", "灵活就业人员社保怎么交"),
        ("  医保\n报销 ", "医保\n报销"),
        ("医\u200b保\x07报销", "医保报销"),
        ("\ufeff公积金", "公积金"),
        ("𠮷野家 👨‍👩‍👧", "𠮷野家 👨👩👧"),
    ],
)
def test_words_stay_and_invisible_characters_go(text: str, kept: str) -> None:
    assert readable(text) == kept


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\u202e\u202c\n"])
def test_nothing_readable_is_refused_as_empty(text: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        readable(text)
    assert caught.value.type == "string_too_short"


@pytest.mark.parametrize(
    "text", ["医保\x00", "\x7fELF\x01\x01\x01\x02\x03\x04\x05\x06\x07\x08\x0e", "\ud800" * 9]
)
def test_binary_content_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        readable(text)
    assert caught.value.type == "not_text"


@given(st.text(max_size=200))
def test_what_comes_out_can_always_be_stored_and_sent(text: str) -> None:
    try:
        kept = readable(text)
    except PydanticCustomError:
        return
    assert kept.encode()
    assert readable(kept) == kept
    assert "\x00" not in kept


@pytest.mark.parametrize("text", ["医保\x07报销", "医保\x00", "标题\x1f", "\x85"])
def test_control_characters_are_refused_by_name(text: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        legible(text)
    assert caught.value.type == "control_characters"


def test_line_breaks_and_tabs_are_no_control_characters_to_people() -> None:
    assert legible("一、身份证\n二、户口簿\t原件") == "一、身份证\n二、户口簿\t原件"


@pytest.mark.parametrize(
    "value", [0, "0", "-5e-298", "1700000000", "2026-5-1", "2026-02-30", "2026-05-01T00:00"]
)
def test_only_a_written_day_is_a_day(value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Day).validate_python(value)
    assert TypeAdapter(Day).validate_python("2026-05-01") == date(2026, 5, 1)
