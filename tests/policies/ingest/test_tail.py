from datetime import date

import pytest

from policies.ingest.tail import (
    annex_label,
    is_annex_list,
    is_closing,
    says_in_force,
    signature,
    signature_start,
)


def test_a_signature_is_names_with_a_date_below() -> None:
    lines = ["请遵照执行。", "示范市民政局", "示范市财政局", "2025年6月20日"]
    assert signature_start(lines) == 1
    assert signature(lines) == ("示范市民政局、示范市财政局", date(2025, 6, 20))


def test_name_and_date_may_share_a_line() -> None:
    lines = ["请遵照执行。", "示范市民政局　　2025年6月20日"]
    assert signature_start(lines) == 1
    assert signature(lines) == ("示范市民政局", date(2025, 6, 20))


@pytest.mark.parametrize("lines", [[], ["请遵照执行。"], ["自2025年6月20日起施行"]])
def test_a_text_without_a_date_of_its_own_is_not_signed(lines: list[str]) -> None:
    assert signature_start(lines) is None
    assert signature(lines) == (None, None)


def test_annexes_are_told_from_the_list_that_names_them() -> None:
    assert (annex_label("附件1"), annex_label("附 件："), annex_label("附件1：申请表")) == (
        "附件1",
        "附件",
        None,
    )
    assert is_annex_list("附件：1.申请表")
    assert not is_annex_list("附件2")


def test_closing_words_and_validity_are_known() -> None:
    assert is_closing("特此通知。")
    assert is_closing("（此件主动公开）")
    assert not is_closing("请认真执行。")
    assert says_in_force("本通知自2025年7月1日起施行。")
    assert not says_in_force("本通知所称老人，是指六十周岁以上的人。")
