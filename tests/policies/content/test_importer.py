from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from policies.content.editing import Editing
from policies.content.importing.columns import first_sentences
from policies.content.importing.importer import import_pairs
from policies.content.model import Department, Facet, PairState
from policies.content.store import Store
from policies.errors import UnreadableFile
from tests.databases import laid_out

TODAY = date(2026, 11, 23)
ROWS: list[dict[str, object]] = [
    {
        "id": "x-1",
        "question": "残疾人乘公交免费吗？",
        "answer": "免费。凭残疾人证乘车。",
        "dept": "交通局",
        "similar": ["坐公交残疾证有用吗"],
    },
    {"id": "x-2", "question": "公园几点开门？", "answer": "早上六点。"},
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(laid_out(tmp_path / "library.db"))


def jsonl(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_rows_become_published_pairs_with_their_own_identifiers(store: Store, tmp_path: Path) -> None:
    report = import_pairs(store, jsonl(tmp_path / "a.jsonl", *ROWS), publish=True, today=TODAY)
    assert (report.rows, report.created, report.errors) == (2, 2, ())
    first = next(pair for pair in store.pairs() if pair.external_id == "x-1")
    assert first.summary == "免费。"
    assert first.detail == {Facet.NOTE: "免费。凭残疾人证乘车。"}
    assert (first.department, first.similar, first.reviewed_on) == ("交通局", ("坐公交残疾证有用吗",), TODAY)


def test_without_publish_the_pairs_are_drafts(store: Store, tmp_path: Path) -> None:
    import_pairs(store, jsonl(tmp_path / "a.jsonl", *ROWS))
    assert {pair.state for pair in store.pairs(published_only=False)} == {PairState.DRAFT}


def test_importing_again_updates_by_identifier_and_leaves_the_rest(store: Store, tmp_path: Path) -> None:
    import_pairs(store, jsonl(tmp_path / "a.jsonl", *ROWS), publish=True, today=TODAY)
    changed = [ROWS[0], {**ROWS[1], "answer": "早上五点。"}]
    report = import_pairs(store, jsonl(tmp_path / "b.jsonl", *changed), publish=True, today=TODAY)
    assert (report.created, report.updated, report.unchanged) == (0, 1, 1)
    second = next(pair for pair in store.pairs() if pair.external_id == "x-2")
    assert (second.summary, second.version) == ("早上五点。", 2)


def test_importing_again_without_publish_unpublishes_nothing(store: Store, tmp_path: Path) -> None:
    import_pairs(store, jsonl(tmp_path / "a.jsonl", *ROWS), publish=True, today=TODAY)
    changed = {"id": "x-1", "question": ROWS[0]["question"], "answer": "免费，不限线路。"}
    import_pairs(store, jsonl(tmp_path / "b.jsonl", changed))
    first = next(pair for pair in store.pairs() if pair.external_id == "x-1")
    assert (first.summary, first.state) == ("免费。", PairState.PUBLISHED)
    waits = Editing(store, "李审核", today=TODAY).newest(first.id)
    assert (waits.summary, waits.state) == ("免费，不限线路。", PairState.DRAFT)
    assert (waits.department, waits.similar) == ("交通局", ("坐公交残疾证有用吗",))
    again = import_pairs(store, tmp_path / "a.jsonl", today=TODAY)
    assert again.unchanged == len(ROWS)


def test_a_dry_run_writes_nothing(store: Store, tmp_path: Path) -> None:
    report = import_pairs(store, jsonl(tmp_path / "a.jsonl", *ROWS), dry_run=True)
    assert (report.created, report.written) == (2, False)
    assert list(store.pairs(published_only=False)) == []


def test_one_bad_row_stops_the_import_and_is_named(store: Store, tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", ROWS[0], {"id": "x-9", "answer": "没有问题"})
    report = import_pairs(store, path)
    assert [(error.row, error.reason) for error in report.errors] == [(2, "row_without_question")]
    assert not report.written
    assert list(store.pairs(published_only=False)) == []


def test_bad_rows_can_be_left_out(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"question": "好的行？", "answer": "有答案"}\n不是JSON\n\n[1]\n{"question": "没有答案？"}\n',
        encoding="utf-8",
    )
    report = import_pairs(store, path, skip_errors=True)
    assert [error.row for error in report.errors] == [2, 4, 5]
    assert [pair.question for pair in store.pairs(published_only=False)] == ["好的行？"]


def test_the_same_question_twice_is_reported_and_both_are_kept(store: Store, tmp_path: Path) -> None:
    twin = {"id": "x-3", "question": "公园几点开门", "answer": "看公告。"}
    report = import_pairs(store, jsonl(tmp_path / "a.jsonl", *ROWS, twin))
    assert [each.row for each in report.duplicates] == [3]
    assert report.created == 3


def test_one_identifier_on_two_rows_is_an_error(store: Store, tmp_path: Path) -> None:
    report = import_pairs(store, jsonl(tmp_path / "a.jsonl", ROWS[0], ROWS[0]))
    assert [(error.row, error.reason) for error in report.errors] == [(2, "row_same_id")]


def test_csv_in_the_hotlines_columns(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        "类目,标题,内容,发文单位,关键字,失效日期,备注栏\n户籍,落户要几天？,三个工作日。,公安局,落户；户口,2027-12-31,自留\n".encode(
            "gb18030"
        )
    )
    import_pairs(store, path)
    (pair,) = store.pairs(published_only=False)
    assert (pair.category, pair.department, pair.keywords) == ("户籍", "公安局", ("落户", "户口"))
    assert pair.expires_on == date(2027, 12, 31)
    assert pair.extra == {"备注栏": "自留"}


def test_xlsx_with_blank_rows(store: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["标题", "内容", None],
        [None, None, None],
        ["几点上班？", "九点。", None],
        [None, "只有答案", None],
    ):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    report = import_pairs(store, tmp_path / "a.xlsx", skip_errors=True)
    assert [(error.row, error.reason) for error in report.errors] == [(4, "row_without_question")]
    assert report.created == 1


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.jsonl", b"", "empty_file"),
        ("a.jsonl", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "not_text"),
        ("a.xlsx", b"question,answer\n1,2\n", "not_xlsx"),
        ("a.doc", b"x", "unknown_import_kind"),
    ],
)
def test_a_file_that_is_not_what_its_name_says(
    store: Store, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        import_pairs(store, tmp_path / name)
    assert (caught.value.where, caught.value.reason) == (name, reason)
    assert list(store.pairs(published_only=False)) == []


def test_a_date_that_is_none_names_the_row(store: Store, tmp_path: Path) -> None:
    row = {"question": "问？", "answer": "答", "失效日期": "明年"}
    (error,) = import_pairs(store, jsonl(tmp_path / "a.jsonl", row)).errors
    assert (error.reason, error.facts) == ("row_bad_date", {"row": 1, "value": "明年"})


def test_what_would_mislead_is_not_published_and_the_row_says_why(store: Store, tmp_path: Path) -> None:
    with store.writing("test") as write:
        write.department(Department(name="交通局"))
    import_pairs(store, jsonl(tmp_path / "a.jsonl", *ROWS), publish=True, today=TODAY)
    rows = [
        {"id": "y-1", "question": "公园几点开门？", "answer": "早上七点。"},
        {"id": "y-2", "question": "图书馆怎么办证？", "answer": "凭身份证办理。"},
        {"id": "y-3", "question": "图书馆怎么办证？", "answer": "不用办。"},
    ]
    path = jsonl(tmp_path / "b.jsonl", *rows)
    drafts = import_pairs(store, path, dry_run=True)
    assert (drafts.errors, [line.findings for line in drafts.lines]) == ((), [(), (), ()])
    report = import_pairs(store, path, publish=True, today=TODAY, skip_errors=True)
    assert [(each.row, each.reason) for each in report.errors] == [
        (1, "row_misleading"),
        (3, "row_misleading"),
    ]
    assert "公园几点开门" in str(report.errors[0].facts["findings"])
    assert [(line.row, {each.rule for each in line.findings}) for line in report.lines] == [
        (2, {"department_missing"})
    ]
    assert {pair.external_id for pair in store.pairs()} == {"x-1", "x-2", "y-2"}


def test_the_summary_is_the_first_sentence_and_never_endless() -> None:
    assert first_sentences("可以。请带身份证。") == "可以。"
    assert first_sentences("长" * 300) == "长" * 119 + "…"


def test_a_citys_whole_library_comes_in_without_losing_a_row(store: Store, shared_data: Path) -> None:
    report = import_pairs(
        store, shared_data / "gov_faq_corpus.jsonl", publish=True, today=TODAY, is_checked=True
    )
    assert (report.rows, report.created, report.errors) == (2295, 2295, ())
    assert len(list(store.pairs())) == 2295
    assert report.duplicates
