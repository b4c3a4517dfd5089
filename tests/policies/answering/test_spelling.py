"""Spelling out on the telephone."""

from __future__ import annotations

import pytest

from policies.answering.spelling import (
    CHARACTERS,
    spelled_name,
    spelled_number,
    spelled_order,
    spelled_phone,
)


def test_a_number_is_told_letter_by_letter_and_digit_by_digit() -> None:
    assert spelled_number("示医保规〔2025〕13号") == (
        "文号是：示，表示的示；医，医院的医；保，保护的保；规，规定的规。年份是二零二五，序号是一三号。"
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("国务院令第722号", "令，命令的令，第七二二号。"),
        ("鲁政办发[2021]5号", "鲁，齐鲁的鲁；"),
        ("国家税务总局公告2021年第5号", "年份是二零二一，序号是五号。"),
    ],
)
def test_every_form_of_number_is_read(written: str, said: str) -> None:
    assert said in (spelled_number(written) or "")


def test_what_is_no_number_is_not_spelled() -> None:
    assert spelled_number("关于医保的通知") is None
    assert spelled_phone("工作时间内") is None


def test_a_telephone_number_is_told_digit_by_digit_in_its_groups() -> None:
    assert spelled_phone("0531-12345") == "电话是：零，五，三，幺；幺，二，三，四，五。"


def test_a_name_is_told_with_a_word_for_each_character_once() -> None:
    assert spelled_name("人民医院") == "人民医院：人，人民的人；民，人民的民；医，医院的医；院，学院的院。"
    assert spelled_name("民民") == "民民：民，人民的民。"
    assert spelled_name("犇") == "犇：犇。"


def test_every_character_is_told_by_a_word_of_two_that_holds_it() -> None:
    lines = CHARACTERS.read_text(encoding="utf-8").splitlines()
    rows = [line.split(" ") for line in lines if not line.startswith("#")]
    assert len(rows) > 3000
    assert all(len(letter) == 1 and len(word) == 2 and letter in word for letter, word in rows)
    assert len({letter for letter, _ in rows}) == len(rows)


def test_a_work_orders_number_is_read_in_its_groups() -> None:
    assert spelled_order("GD990101-20261127-0001") == (
        "您的工单号是：G，D，九，九，零，幺，零，幺；二，零，二，六，幺，幺，二，七；零，零，零，幺。"
    )
