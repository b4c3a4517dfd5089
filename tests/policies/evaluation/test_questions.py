from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from policies.errors import BadRow, UnreadableFile
from policies.evaluation.questions import read_questions


@pytest.mark.parametrize(
    "line",
    ['{"query": 3, "positive_ids": []}', '{"query": "医保怎么报销"}', '{"positive_ids": ["a"]}', "[1]"],
)
def test_a_line_that_is_no_question_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"query": "好", "positive_ids": []}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(BadRow) as caught:
        read_questions(path)
    assert caught.value.row == 2


def test_an_operators_table_names_pairs_by_their_title(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ("问题", "标准问题", "类型"),
        ("租房子能取公积金不", "租房每月能提取多少公积金", "口语"),
        ("怎么上火星", None, None),
    ):
        sheet.append(row)
    book.save(tmp_path / "问题.xlsx")
    rent, mars = read_questions(tmp_path / "问题.xlsx")
    assert (rent.query, rent.positive_ids, rent.style, rent.row) == (
        "租房子能取公积金不",
        frozenset({"租房每月能提取多少公积金"}),
        "口语",
        2,
    )
    assert not mars.answerable


def test_several_right_pairs_are_separated_by_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text("问题,标准问题,期望结果\n社保怎么交,a-1；a-2,\n着火了,,emergency\n", encoding="utf-8")
    pay, fire = read_questions(path)
    assert pay.positive_ids == {"a-1", "a-2"}
    assert fire.expect == "emergency"


def test_an_ending_that_does_not_exist_is_named(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text("问题,标准问题,期望结果\n着火了,,火警\n", encoding="utf-8")
    with pytest.raises(BadRow) as caught:
        read_questions(path)
    assert (caught.value.reason, caught.value.facts["ending"]) == ("unknown_ending", "火警")


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "q.txt"
    path.write_text("社保怎么交", encoding="utf-8")
    with pytest.raises(UnreadableFile):
        read_questions(path)
