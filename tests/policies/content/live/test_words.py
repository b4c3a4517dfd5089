from __future__ import annotations

import pytest

from policies.content.live.words import masked

NUMBERS = ("0531-88880000", "12345", "")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("请拨打0531-88880000咨询。", "请拨打0531-88880000咨询。"),
        ("我的手机是13812345678", "我的手机是〔手机号〕"),
        ("打0531-88880000，或我的13812345678", "打0531-88880000，或我的〔手机号〕"),
        ("座机0531-88880001", "座机〔电话〕"),
    ],
)
def test_numbers_of_the_directory_stay_and_all_others_go(said: str, kept: str) -> None:
    assert masked(said, NUMBERS) == kept


def test_without_public_numbers_everything_is_masked() -> None:
    assert masked("请拨打0531-88880000", ()) == "请拨打〔电话〕"
