from __future__ import annotations

import json
from datetime import date

import pytest

from policies.errors import UnreadableFile
from policies.ingest.parsed import ParsedDocument
from policies.ingest.record import identifier_of, read_record
from tests.policies.ingest import files


def read(**row: object) -> ParsedDocument:
    return read_record("法规.jsonl", 3, json.dumps(row, ensure_ascii=False).encode())


def test_a_row_of_a_collection_of_laws_is_a_document() -> None:
    document = read(
        id="reg-1", title="供热条例", region="全国", issuer=None, order_no="国务院令第722号", version_date="2026-01-02",
        effective_date="2026-03-01", text="第一条 为了供热，制定本条例。\n第二条 本条例自2026年3月1日起施行。", articles=2,
    )  # fmt: skip
    assert (document.title, document.doc_number, document.region) == ("供热条例", "国务院令第722号", None)
    assert (document.written_on, document.effective_on) == (date(2026, 1, 2), date(2026, 3, 1))
    assert [clause.path for clause in document.clauses] == ["第一条", "第二条"]
    assert document.extra["articles"] == "2"


def test_a_row_that_holds_a_page_is_read_as_one() -> None:
    document = read(
        title=files.TITLE,
        pub_date="2026-10-10",
        url="https://www.example.gov.cn/1.html",
        html=files.page().decode(),
    )
    assert (document.doc_number, document.published_on) == (files.NUMBER, date(2026, 10, 10))
    assert document.source_url == "https://www.example.gov.cn/1.html"


def test_two_rows_are_two_documents_and_the_same_row_is_the_same() -> None:
    one, same, other = (
        read(title="办法", text=text) for text in ("第一条 甲。", "第一条 甲。", "第一条 乙。")
    )
    assert one.checksum == same.checksum != other.checksum


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"{", "record_not_json"),
        (b"[1]", "record_not_json"),
        ('{"title": "供热条例"}'.encode(), "record_without_text"),
        ('{"title": "办法", "text": "第一条 甲。", "公开方式": "不予公开"}'.encode(), "withheld"),
    ],
)
def test_a_row_at_fault_is_named_with_its_number(row: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_record("法规.jsonl", 3, row)
    assert (refused.value.where, refused.value.reason) == ("法规.jsonl#3", reason)


def test_an_identifier_is_taken_from_where_rows_have_one() -> None:
    assert identifier_of(b'{"id": "reg-1"}') == "reg-1"
    assert identifier_of(b'{"doc_id": 7}') == "7"
    assert identifier_of(b"{") is identifier_of(b"[]") is identifier_of(b"{}") is None
