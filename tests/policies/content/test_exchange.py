from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.content.editing import Editing
from policies.content.exporting.exporter import export_pairs
from policies.content.importing.importer import import_pairs
from policies.content.importing.report import Action, OnKnown
from policies.content.importing.sources import escaped, unescaped
from policies.content.model import Facet, PairCitation, PairState, QaPair
from policies.content.store import Store
from policies.errors import SamePerson, UnreadableFile
from tests.databases import laid_out, with_demo
from tests.policies.content.samples import fill

KINDS = [".xlsx", ".csv", ".jsonl"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(laid_out(tmp_path / "library.db"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = Store.open(with_demo(tmp_path_factory.mktemp("demo") / "library.db"))
    yield opened
    opened.close()


def workbook(path: Path, *rows: tuple[Any, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def content(path: Path) -> object:
    if path.suffix != ".xlsx":
        return path.read_bytes()
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_imported_into_an_empty_library_exports_the_same(
    demo: Store, store: Store, tmp_path: Path, kind: str
) -> None:
    count = export_pairs(demo, tmp_path / f"一{kind}")
    report = import_pairs(store, tmp_path / f"一{kind}", keep_state=True)
    assert (report.errors, report.created) == ((), count)
    assert export_pairs(store, tmp_path / f"二{kind}") == count
    assert content(tmp_path / f"二{kind}") == content(tmp_path / f"一{kind}")


@pytest.mark.parametrize("kind", KINDS)
def test_where_the_documents_are_the_pairs_come_back_equal(store: Store, tmp_path: Path, kind: str) -> None:
    fill(store)
    before = {pair.external_id: pair for pair in store.pairs()}
    export_pairs(store, tmp_path / f"一{kind}")
    with store.writing() as write:
        for pair in before.values():
            write.delete("pair", pair.id)
    import_pairs(store, tmp_path / f"一{kind}", keep_state=True)
    after = {pair.external_id: pair for pair in store.pairs()}
    assert after.keys() == before.keys()
    for own, pair in after.items():
        assert replace(pair, id="", version=1) == replace(before[own], id="", version=1)


def test_importing_an_export_again_changes_nothing(demo: Store, tmp_path: Path) -> None:
    export_pairs(demo, tmp_path / "一.xlsx")
    before = demo.revision()
    report = import_pairs(demo, tmp_path / "一.xlsx", keep_state=True)
    assert {line.action for line in report.lines} == {Action.UNCHANGED}
    assert demo.revision() == before


def test_what_looks_like_a_formula_stays_a_text(store: Store, tmp_path: Path) -> None:
    pair = QaPair(
        "=1+1 是什么", "+就是二", external_id="'=x", similar=("@某人", "-1 度"), detail={Facet.NOTE: "=A1"}
    )
    store.save_pair(pair)
    for kind in KINDS:
        export_pairs(store, tmp_path / f"公式{kind}")
        report = import_pairs(store, tmp_path / f"公式{kind}")
        assert [line.action for line in report.lines] == [Action.UNCHANGED], kind
    rows = list(csv.reader((tmp_path / "公式.csv").open(encoding="utf-8-sig", newline="")))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@pytest.mark.parametrize("similar", [("先问这个；再问那个",), ("甲|乙", "丙;丁"), ("一行",), ()])
def test_a_similar_question_with_a_sign_that_parts_others_comes_back_whole(
    similar: tuple[str, ...], store: Store, tmp_path: Path
) -> None:
    store.save_pair(QaPair("几点上班", "九点。", similar=similar))
    for kind in KINDS:
        export_pairs(store, tmp_path / f"问法{kind}")
        report = import_pairs(store, tmp_path / f"问法{kind}")
        assert [line.action for line in report.lines] == [Action.UNCHANGED], kind


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_an_escaped_cell_reads_as_it_was(text: str) -> None:
    assert unescaped(escaped(text)) == text


def test_a_row_without_identifier_is_known_by_its_question_and_region(store: Store, tmp_path: Path) -> None:
    rows = (
        ("标题", "内容", "适用地区"),
        ("几点上班", "九点。", "示范市云川区"),
        ("几点上班", "八点半。", "示范市青岚区"),
    )
    import_pairs(store, workbook(tmp_path / "a.xlsx", *rows))
    again = import_pairs(
        store, workbook(tmp_path / "b.xlsx", rows[0], ("几点上班？", "九点半。", "示范市云川区"))
    )
    assert [line.action for line in again.lines] == [Action.UPDATED]
    answers = {pair.region: pair.detail[Facet.NOTE] for pair in store.pairs(published_only=False)}
    assert answers == {"示范市云川区": "九点半。", "示范市青岚区": "八点半。"}


@pytest.mark.parametrize(
    ("policy", "phone", "action"),
    [
        (OnKnown.UPDATE, "0000-1", Action.UPDATED),
        (OnKnown.REPLACE, None, Action.REPLACED),
        (OnKnown.SKIP, "0000-1", Action.SKIPPED),
    ],
)
def test_what_is_known_is_updated_replaced_or_skipped(
    store: Store, tmp_path: Path, policy: OnKnown, phone: str | None, action: Action
) -> None:
    store.save_pair(QaPair("几点上班", "九点。", external_id="x", phone="0000-1", state=PairState.PUBLISHED))
    path = workbook(tmp_path / "a.xlsx", ("编号", "标题", "内容"), ("x", "几点上班", "八点。"))
    report = import_pairs(store, path, on_known=policy, publish=True)
    (pair,) = store.pairs()
    assert ([line.action for line in report.lines], pair.phone) == ([action], phone)
    assert pair.state is PairState.PUBLISHED
    assert pair.summary == ("九点。" if policy is OnKnown.SKIP else "八点。")


def test_a_change_of_what_answers_waits_for_a_reviewer_who_did_not_bring_it(
    store: Store, tmp_path: Path
) -> None:
    store.save_pair(QaPair("几点上班", "九点。", external_id="x", state=PairState.PUBLISHED))
    path = workbook(tmp_path / "a.xlsx", ("编号", "标题", "内容"), ("x", "几点上班", "八点。"))
    import_pairs(store, path, actor="赵编审")
    (pair,) = store.pairs()
    assert (pair.summary, pair.state) == ("九点。", PairState.PUBLISHED)
    bringer = Editing(store, "赵编审", today=date(2026, 11, 23))
    waits = bringer.newest(pair.id)
    assert (waits.summary, waits.state) == ("八点。", PairState.DRAFT)
    submitted = bringer.submit(pair.id, waits.version).pair
    with pytest.raises(SamePerson):
        bringer.approve(pair.id, submitted.version)
    Editing(store, "李审核", today=date(2026, 11, 23)).approve(pair.id, submitted.version)
    assert [each.summary for each in store.pairs()] == ["八点。"]


def test_a_basis_is_joined_to_the_librarys_document_and_clause(store: Store, tmp_path: Path) -> None:
    fill(store)
    path = workbook(
        tmp_path / "a.xlsx",
        ("标题", "内容", "文号", "条款"),
        ("高温津贴每天多少", "三十元。", "示人社规[2026]8号", "第一条"),
        ("高温津贴谁发", "单位。", "《示范市高温津贴办法》", "第九条"),
        ("高温津贴何时发", "每月。", "示人社规〔1999〕1号", "第三条"),
    )
    report = import_pairs(store, path)
    pairs = {pair.question: pair for pair in store.pairs(published_only=False)}
    assert pairs["高温津贴每天多少"].citations == (PairCitation("p-1", "第一条"),)
    assert pairs["高温津贴谁发"].citations == (PairCitation("p-1", "第九条"),)
    assert pairs["高温津贴何时发"].extra == {"文号": "示人社规〔1999〕1号", "条款": "第三条"}
    rules = [[each.rule for each in line.warnings] for line in report.lines]
    assert rules == [[], ["clause_unknown"], ["basis_unknown"]]


def test_a_basis_that_was_missing_is_joined_by_a_later_import(store: Store, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        ("编号", "标题", "内容", "文号"),
        ("x", "谁发高温津贴", "单位。", "示人社规〔2026〕8号"),
    )
    import_pairs(store, path)
    fill(store)
    import_pairs(store, path, on_known=OnKnown.REPLACE)
    (pair,) = (pair for pair in store.pairs(published_only=False) if pair.external_id == "x")
    assert (pair.citations, pair.extra) == ((PairCitation("p-1"),), {})


def test_the_columns_of_other_products(store: Store, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        ("qid", "question1", "question2", "question3", "answer"),
        ("7", "怎么落户", "落户咋办", None, "去派出所。"),
    )
    import_pairs(store, path)
    (pair,) = store.pairs(published_only=False)
    assert (pair.external_id, pair.question, pair.similar) == ("7", "怎么落户", ("落户咋办",))


def test_sections_of_the_answer_have_columns_of_their_own(store: Store, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", ("标题", "结论", "内容：需要材料"), ("怎么落户", "去派出所。", "户口簿。")
    )
    import_pairs(store, path)
    (pair,) = store.pairs(published_only=False)
    assert (pair.summary, pair.detail) == ("去派出所。", {Facet.MATERIALS: "户口簿。"})


def test_a_formula_counts_with_its_value_and_one_without_is_named(store: Store, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("标题", "内容"), ("几点上班", '="九"&"点"'))
    (error,) = import_pairs(store, path).errors
    assert (error.reason, error.facts["cell"]) == ("row_formula_without_value", "B2")


def test_empty_rows_and_columns_at_the_end_do_not_count(store: Store, tmp_path: Path) -> None:
    rows = (
        ("标题", "内容", None, None),
        ("几点上班", "九点。", None, None),
        (None,) * 4,
        ("", " ", None, None),
    )
    report = import_pairs(store, workbook(tmp_path / "a.xlsx", *rows))
    assert (report.rows, report.unknown_columns) == (1, ())


def test_a_cell_under_no_name_and_unknown_columns_are_kept_and_told(store: Store, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", ("标题", "内容", "经办人", None), ("几点上班", "九点。", "小王", "夏季八点半")
    )
    report = import_pairs(store, path)
    (pair,) = store.pairs(published_only=False)
    assert pair.extra == {"经办人": "小王", "第4列": "夏季八点半"}
    assert report.unknown_columns == ("经办人", "第4列")


def test_similar_questions_in_two_columns_are_put_together_other_columns_not(
    store: Store, tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        ("标题", "内容", "相似问", "相似问"),
        ("怎么落户", "去派出所。", "落户咋办", "在哪落户"),
    )
    import_pairs(store, path)
    (pair,) = store.pairs(published_only=False)
    assert pair.similar == ("落户咋办", "在哪落户")
    twice = workbook(tmp_path / "b.xlsx", ("标题", "内容", "内容"), ("怎么落户", "去派出所。", "去大厅。"))
    with pytest.raises(UnreadableFile, match="column_twice"):
        import_pairs(store, twice)


def test_more_clauses_than_documents_is_an_error_of_the_row(store: Store, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        ("标题", "内容", "文号", "条款"),
        ("问", "答", "示政发〔2020〕1号\n示政发〔2020〕2号", "第一条\n第二条\n第三条"),
    )
    (error,) = import_pairs(store, path).errors
    assert error.reason == "row_clauses"


def test_states_are_taken_from_the_file_only_where_that_is_wished(store: Store, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", ("编号", "标题", "内容", "状态", "审核人"), ("x", "问", "答", "已发布", "李四")
    )
    import_pairs(store, path)
    assert [(pair.state, pair.reviewer) for pair in store.pairs(published_only=False)] == [
        (PairState.DRAFT, "")
    ]
    import_pairs(store, path, keep_state=True)
    assert [(pair.state, pair.reviewer) for pair in store.pairs()] == [(PairState.PUBLISHED, "李四")]


def test_the_state_decides_what_is_exported(store: Store, tmp_path: Path) -> None:
    store.save_pair(QaPair("草稿问", "答"))
    store.save_pair(QaPair("发布问", "答", state=PairState.PUBLISHED, reviewed_on=date(2026, 1, 2)))
    assert export_pairs(store, tmp_path / "a.csv", [PairState.PUBLISHED]) == 1
    assert "草稿问" not in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
