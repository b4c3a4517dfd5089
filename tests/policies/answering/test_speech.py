from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policies.answering.speech import LONGEST, spoken


@given(st.text(max_size=600))
def test_speech_is_never_longer_than_it_may_be(text: str) -> None:
    assert len(spoken(text)) <= LONGEST


def test_brackets_and_addresses_are_not_read_aloud() -> None:
    said = spoken("请登录https://example.gov.cn/a?b=1办理（工作日9时至17时）。")
    assert "http" not in said
    assert "（" not in said


def test_a_long_text_ends_with_a_sentence() -> None:
    said = spoken("带身份证和户口簿到窗口办理。" * 20)
    assert said.endswith("。")
    assert len(said) <= LONGEST


def test_a_document_number_keeps_its_year() -> None:
    assert spoken("请看示医保规〔2025〕3号。") == "请看示医保规，2025年，第3号。"
