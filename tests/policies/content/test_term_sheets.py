"""Terms in and out of spreadsheets."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from policies.content.term_sheets import read_sheet, write_sheet
from policies.errors import BadRow, UnreadableFile
from policies.language.term import Term
from policies.wording import section

TERMS = [
    Term("云川惠民一码通", "document", "政务服务", ("惠民码子", "云川小码")),
    Term("=1+1公式", "matter", "通用", ("不是公式",), is_word=False),
    Term("居住证", "document", "户籍", (), is_retired=True),
]


@pytest.mark.parametrize("name", ["词条.csv", "词条.xlsx"])
def test_what_is_written_reads_back_the_same(tmp_path: Path, name: str) -> None:
    assert write_sheet(tmp_path / name, TERMS) == 3
    assert read_sheet(tmp_path / name) == (TERMS, [])


def test_no_term_becomes_a_formula(tmp_path: Path) -> None:
    write_sheet(tmp_path / "词条.xlsx", TERMS)
    sheet = openpyxl.load_workbook(tmp_path / "词条.xlsx").worksheets[0]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert sheet["A3"].value == "=1+1公式"


def test_a_sheet_by_hand_may_use_any_separator_and_leave_flags_out(tmp_path: Path) -> None:
    (tmp_path / "手写.csv").write_text(
        '词条,类型,领域,说法\n云川惠民一码通,材料证件,政务服务,"惠民码子、云川小码;云川码"\n',
        encoding="gb18030",
    )
    ((term,), errors) = read_sheet(tmp_path / "手写.csv")
    assert errors == []
    assert (term.type, term.ways, term.is_word, term.is_retired) == (
        "document",
        ("惠民码子", "云川小码", "云川码"),
        True,
        False,
    )


def test_a_bad_row_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "坏.csv").write_text(
        "词条,类型,领域,说法\n云川惠民一码通,什么,政务服务,惠民码子\n居住证,材料证件,户籍,证\n护照,材料证件,户籍,出国本\n",
        encoding="utf-8",
    )
    terms, errors = read_sheet(tmp_path / "坏.csv")
    assert [term.concept for term in terms] == ["护照"]
    assert [(error.row, error.reason) for error in errors if isinstance(error, BadRow)] == [
        (2, "term_bad_type"),
        (3, "term_bad_way"),
    ]


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        write_sheet(tmp_path / "词条.docx", TERMS)
    assert section("errors")[caught.value.reason].format(**caught.value.facts)
