from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest

from policies.errors import UnreadableFile
from policies.ingest.office.workbook import read_workbook, workbook_lines
from policies.ingest.source import RawFile
from policies.ingest.tables import table_rows
from tests.policies.ingest import files

ROWS: list[list[object]] = [
    ["2026年公办小学招生计划表的通知"],
    ["发布机构：示范市教育局"],
    ["学校", "班数", "比例", "报名日期"],
    ["一小", 4, 0.5, date(2026, 5, 7)],
    ["二小", 2.5, 0.25, datetime(2026, 5, 8, 9, 30)],
    ["说明：以学校公布为准。"],
]


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_is_a_document_with_its_table() -> None:
    document = read_workbook(RawFile.of("计划.xlsx", files.workbook(ROWS)))
    text = "\n".join(clause.text for clause in document.clauses)
    assert list(table_rows(text)) == [
        (
            ("学校", "班数", "比例", "报名日期"),
            ("一小", "4", "0.5", "2026-05-07"),
            ("二小", "2.5", "0.25", "2026-05-08 09:30"),
        )
    ]
    assert "说明：以学校公布为准。" in text


def test_sheets_stand_under_their_names_and_hidden_ones_are_left_out() -> None:
    book = openpyxl.Workbook()
    for name, state in (("小学", "visible"), ("初中", "visible"), ("草稿", "hidden")):
        sheet = book.create_sheet(name)
        sheet.append(["学校", "人数"])
        sheet.append([f"{name}一校", 40])
        sheet.sheet_state = state
    lines = workbook_lines(RawFile.of("计划.xlsx", saved(book)))
    assert lines == [
        "小学",
        "| 学校 | 人数 |",
        "| 小学一校 | 40 |",
        "初中",
        "| 学校 | 人数 |",
        "| 初中一校 | 40 |",
    ]


def test_a_percentage_and_a_merged_cell_read_as_they_are_shown() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["学段", "比例"], ["小学", 0.125], [None, 0.5]):
        sheet.append(row)
    sheet["B2"].number_format = "0.0%"
    sheet.merge_cells("A2:A3")
    assert workbook_lines(RawFile.of("a.xlsx", saved(book)))[1:] == ["| 小学 | 12.5% |", "| 小学 | 0.5 |"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty_file"),
        ("甲,乙".encode(), "other_than_its_name"),
        (files.word(), "not_xlsx"),
        (files.workbook([[]]), "no_body"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted_file"),
    ],
)
def test_what_is_no_workbook_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(RawFile.of("坏.xlsx", content))
    assert (refused.value.where, refused.value.reason) == ("坏.xlsx", reason)
