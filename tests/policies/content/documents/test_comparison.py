"""An older and a newer text side by side, and the pairs that rest on what changed."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from policies.content.comparing import Change
from policies.content.documents.comparison import _is_within, comparison, newer_text, older_texts
from policies.content.documents.comparison_docx import write_comparison
from policies.content.model import Clause, PairCitation, PairState, Policy, QaPair
from policies.content.store import Store
from tests.databases import laid_out

OLD = (
    Clause("第一条", "第一条 为了方便老年人，制定本办法。"),
    Clause("第二条", "第二条 老花镜补贴每人每年一百元，由街道发放。"),
    Clause("第三条", "第三条 申请人每年一月到居委会登记一次。"),
)
NEW = (
    Clause("第一条", "第一条 为了方便老年人，制定本办法。"),
    Clause("第二条", "第二条 老花镜补贴每人每年二百元，由街道发放。"),
    Clause("第三条", "第三条 补贴打入社会保障卡，本人无需申请。"),
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(laid_out(tmp_path / "library.db"))
    with store.writing() as write:
        write.policy(Policy("示范市老花镜补贴办法（旧）", OLD, id="p-old", superseded_by="示民发〔2026〕9号"))
        write.policy(Policy("示范市老花镜补贴办法", NEW, id="p-new", doc_number="示民发〔2026〕9号"))
        for identifier, path in (("q-same", "第一条"), ("q-changed", "第二条"), ("q-whole", None)):
            cited = (PairCitation("p-old", path),)
            write.pair(
                QaPair(
                    identifier,
                    "答",
                    id=identifier,
                    citations=cited,
                    state=PairState.PUBLISHED,
                    department="示范市民政局",
                )
            )
    return store


def test_the_successor_proposes_what_to_compare(store: Store) -> None:
    assert [each.id for each in older_texts(store, store.policy("p-new"))] == ["p-old"]
    newer = newer_text(store, store.policy("p-old"))
    assert newer is not None
    assert newer.id == "p-new"


def test_pairs_that_rest_on_what_changed_are_named_beside_the_clause(store: Store) -> None:
    found = comparison(store, store.policy("p-old"), store.policy("p-new"))
    assert found.counts[Change.SAME] == 1
    assert found.counts[Change.CHANGED] == 1
    beside = {each.row.old_path: [pair.id for pair in each.pairs] for each in found.rows if each.row.old_path}
    assert beside["第二条"] == ["q-changed"]
    assert {each.id for each in found.affected} == {"q-changed", "q-whole"}
    changed = next(each.row for each in found.rows if each.row.change is Change.CHANGED)
    assert [part.text for part in changed.new if part.differs] == ["二"]
    others = comparison(store, store.policy("p-old"), store.policy("p-new"), "示范市教育局")
    assert others.affected == ()


@pytest.mark.parametrize(
    ("path", "cited", "within"),
    [
        ("第五条(二)", "第五条", True),
        ("第五条", "第五条", True),
        ("第五条", "第五条(二)", False),
        ("一(二)12", "一(二)1", False),
    ],
)
def test_what_stands_below_a_cited_clause_is_cited_with_it(path: str, cited: str, within: bool) -> None:
    assert _is_within(path, cited) is within


def test_the_word_file_holds_what_changed_and_leaves_out_what_did_not(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "新旧对照.docx"
    write_comparison(comparison(store, store.policy("p-old"), store.policy("p-new")), path)
    file = docx.Document(str(path))
    rows = [[cell.text for cell in row.cells] for row in file.tables[0].rows]
    assert not any("制定本办法" in cell for row in rows for cell in row)
    changed = next(row for row in file.tables[0].rows if row.cells[0].text == "修改")
    marked = [run.text for run in changed.cells[2].paragraphs[0].runs if run.font.underline]
    assert marked == ["二"]
    assert any(each.text == "q-changed" for each in file.paragraphs)
