"""Every format gives the same document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from policies.content.model import Declaration
from policies.ingest.parsed import ParsedDocument
from policies.ingest.readers import read_file
from policies.ingest.source import RawFile
from policies.ingest.tables import table_rows
from tests.policies.ingest import files

FORMATS: dict[str, Callable[[], bytes]] = {
    "供暖.txt": files.text,
    "供暖.docx": files.word,
    "供暖.html": files.page,
    "供暖.pdf": files.pdf,
}


@pytest.fixture(scope="module", params=sorted(FORMATS))
def document(request: pytest.FixtureRequest) -> ParsedDocument:
    return read_file(RawFile.of(request.param, FORMATS[request.param]()))


def test_title_number_and_issuer_are_read(document: ParsedDocument) -> None:
    assert (document.title, document.doc_number) == (files.TITLE, files.NUMBER)
    assert (document.issuer, document.region) == ("示范市人民政府办公室", "示范市")


def test_its_dates_are_read(document: ParsedDocument) -> None:
    assert document.written_on == date(2026, 10, 8)
    assert (document.effective_on, document.expires_on) == (date(2026, 11, 1), date(2028, 10, 31))


def test_its_clauses_are_the_same_in_every_format(document: ParsedDocument) -> None:
    clauses = {clause.path: clause for clause in document.clauses}
    assert list(clauses) == ["前言", "一", "一(一)", "一(二)", "二", "结尾"]
    assert clauses["前言"].text.splitlines() == list(files.PREFACE)
    assert clauses["一(一)"].text == files.CLAUSES[1]
    assert clauses["二"].text == files.AFTER[0]


def test_a_table_stays_a_table_in_its_clause(document: ParsedDocument) -> None:
    (clause,) = (clause for clause in document.clauses if clause.path == "一(二)")
    assert list(table_rows(clause.text)) == [files.TABLE]


def test_departments_are_read_with_their_roles(document: ParsedDocument) -> None:
    marks = [(mark.department, mark.role) for clause in document.clauses for mark in clause.responsibilities]
    assert marks == [
        ("市住房城乡建设局", "牵头"),
        ("各区人民政府", "分工负责"),
        ("市民政局", "按职责分工负责"),
        ("市财政局", "按职责分工负责"),
    ]


def test_what_it_cites_and_declares_is_read(document: ParsedDocument) -> None:
    assert document.cites == ("示政发〔2020〕3号", "示政办发〔2023〕8号")
    assert document.declares == (
        Declaration("repeals", "示政办发〔2023〕8号", "示范市供暖工作通知", date(2026, 11, 1), "二"),
        Declaration("lapses", None, None, date(2028, 11, 1), "二"),
    )


def test_its_annexes_are_named(document: ParsedDocument) -> None:
    assert {each.name.removeprefix("2.").removesuffix(".docx") for each in document.attachments} == {
        "供热单位名单",
        "补贴申请表",
    }
