"""An older and a newer text side by side."""

from __future__ import annotations

import time

import pytest

from policies.content.comparing import Change, Row, compare
from policies.content.model import Clause, Policy


def rows(old: list[str], new: list[str]) -> tuple[Row, ...]:
    """Compare two texts given clause by clause."""
    older, newer = (
        Policy(title="办法", clauses=tuple(Clause(text[:3], text) for text in texts)) for texts in (old, new)
    )
    return compare(older, newer)


def shown(row: Row) -> tuple[str, str]:
    """Return both sides with what differs in brackets."""
    sides = (
        "".join(f"[{part.text}]" if part.differs else part.text for part in side)
        for side in (row.old, row.new)
    )
    one, other = sides
    return one, other


def test_an_amount_that_changed_is_marked_as_a_whole_number() -> None:
    (row,) = rows(["第二条 低保标准为每人每月720元。"], ["第二条 低保标准为每人每月920元。"])
    assert row.change is Change.CHANGED
    assert shown(row) == ("第二条 低保标准为每人每月[720]元。", "第二条 低保标准为每人每月[920]元。")


def test_a_clause_that_only_moved_down_a_number_is_the_same() -> None:
    found = rows(
        ["第一条 为规范提取，制定本办法。", "第二条 提取凭身份证办理。"],
        [
            "第一条 为规范提取，制定本办法。",
            "第二条 市住房公积金管理中心负责实施。",
            "第三条 提取凭身份证办理。",
        ],
    )
    assert [row.change for row in found] == [Change.SAME, Change.ADDED, Change.SAME]
    assert (found[2].old_path, found[2].new_path) == ("第二条", "第三条")


def test_what_is_gone_stands_where_it_stood() -> None:
    found = rows(
        ["第一条 甲乙丙丁戊。", "第二条 提交计划生育服务手册。", "第三条 己庚辛壬癸。"],
        ["第一条 甲乙丙丁戊。", "第二条 己庚辛壬癸。"],
    )
    assert [row.change for row in found] == [Change.SAME, Change.REMOVED, Change.SAME]
    assert found[1].new == ()


@pytest.mark.parametrize("texts", [([], []), (["第一条 甲。"], []), ([], ["第一条 甲。"])])
def test_a_text_without_clauses_is_no_trouble(texts: tuple[list[str], list[str]]) -> None:
    assert len(rows(*texts)) == len(texts[0]) + len(texts[1])


def test_every_character_of_both_texts_is_shown() -> None:
    old = ["第一条 居民持身份证、户口簿办理，三个工作日办结。", "第二条 本办法自2020年1月1日起施行。"]
    new = [
        "第一条 居民凭身份证办理，当场办结。",
        "第二条 由市民政局解释。",
        "第三条 本办法自2025年7月1日起施行。",
    ]
    found = rows(old, new)
    assert "".join(part.text for row in found for part in row.old) == "".join(old)
    assert "".join(part.text for row in found for part in row.new) == "".join(new)


def test_two_texts_of_four_hundred_clauses_take_no_minutes() -> None:
    old = [f"第{n}条 第{n}类人员每人每月补贴{n}元，由市民政局发放。" for n in range(400)]
    began = time.process_time()
    rows(old, [text.replace("补贴", "津贴") for text in old])
    assert time.process_time() - began < 20
