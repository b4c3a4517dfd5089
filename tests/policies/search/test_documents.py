"""Documents are scored as one text each, and forgotten with their passages."""

from __future__ import annotations

from pathlib import Path

import pytest

from policies.content.model import Clause, Interpretation, InterpretationKind, Policy
from policies.content.store import Store
from policies.search.documents import Documents, DocumentsSnapshot
from policies.search.index import Scope
from policies.search.rows import Document, interpretation_document, policy_document
from policies.search.terms import Terms
from tests.policies.search.conftest import NewIndex, pair, policy

LIFT = "加装电梯的业主应当协商一致。"
WINDOW = "申请人在窗口办理，当日办结。"
ASKED = "加装电梯在窗口当日办结吗"


def kept(*texts: str) -> DocumentsSnapshot:
    documents = Documents(None)
    documents.write((), [Document(f"policy/{number}", text) for number, text in enumerate(texts, start=1)])
    return documents.snapshot()


def test_what_is_spread_over_a_document_counts_together(terms: Terms) -> None:
    scores = kept(LIFT + WINDOW, LIFT, WINDOW, "本办法自发布之日起施行。").scores(
        terms.query(ASKED), [f"policy/{number}" for number in range(1, 5)]
    )
    assert list(scores) == ["policy/1", "policy/2", "policy/3"]
    assert scores["policy/1"] > max(scores["policy/2"], scores["policy/3"])
    assert 0 < scores["policy/1"] < 1


def test_the_scale_is_absolute(terms: Terms) -> None:
    """Who holds every token often comes near 1, whatever else the library holds."""
    asked = terms.query("加装电梯")
    said_often, once = kept("加装电梯" * 200, LIFT).scores(asked, ["policy/1", "policy/2"]).values()
    assert 0.9 < said_often <= 1.01
    assert once < said_often


def test_only_named_documents_are_scored(terms: Terms) -> None:
    assert list(kept(LIFT, LIFT).scores(terms.query(ASKED), ["policy/2"])) == ["policy/2"]
    assert kept(LIFT).scores(terms.query(ASKED), []) == {}


def test_nothing_that_was_asked_is_known(terms: Terms) -> None:
    assert kept(LIFT).scores(terms.query("医保报销"), ["policy/1"]) == {}


def test_a_document_is_one_text_with_its_title_and_headings_once() -> None:
    clauses = (Clause("一", "先申请。", heading="申请"), Clause("二", "再办理。", heading="办理"))
    assert policy_document(Policy("办法", clauses, id="p1")) == Document(
        "policy/p1", "办法\n申请\n先申请。\n办理\n再办理。"
    )
    text = Interpretation("解读", InterpretationKind.TEXT, (("背景", "为了便民。"),), ("p1",), id="i1")
    assert interpretation_document(text) == Document("interpretation/i1", "解读\n背景\n为了便民。")


def test_a_document_that_changes_is_scored_by_what_it_says_now(store: Store, new_index: NewIndex) -> None:
    saved = policy("办法甲", WINDOW, LIFT)
    policy_id = store.save_policy(saved).id
    index = new_index()
    index.follow(store)
    asked, named = index.terms(ASKED), [f"policy/{policy_id}"]
    before = index._snapshot.documents.scores(asked, named)[named[0]]
    store.save_policy(Policy("办法甲", (Clause("一", WINDOW),), id=policy_id))
    index.follow(store)
    after = index._snapshot.documents.scores(asked, named)[named[0]]
    assert after < before
    assert index._snapshot.documents._searcher.num_docs == 1


def test_another_process_reads_the_whole_documents_from_the_folder(store: Store, new_index: NewIndex) -> None:
    policy_id = store.save_policy(policy("办法甲", WINDOW, LIFT)).id
    first = new_index()
    first.follow(store)
    second = new_index()
    asked, named = second.terms(ASKED), [f"policy/{policy_id}"]
    scores = second._snapshot.documents.scores(asked, named)
    assert scores == pytest.approx(first._snapshot.documents.scores(asked, named))
    assert scores


def test_a_pair_that_is_published_leaves_the_whole_documents_alone(
    store: Store, new_index: NewIndex, tmp_path: Path
) -> None:
    store.save_policy(policy("办法甲", WINDOW, LIFT))
    index = new_index()
    index.follow(store)
    (written,) = (tmp_path / "index").glob("generation-*/documents/meta.json")
    before = written.read_text("utf-8")
    store.save_pair(pair("加装电梯怎么申请"))
    index.follow(store)
    assert index.pairs(index.terms("加装电梯怎么申请"), Scope())
    assert written.read_text("utf-8") == before
    store.save_policy(policy("办法乙", LIFT))
    index.follow(store)
    assert written.read_text("utf-8") != before


def test_no_writer_is_opened_where_only_pairs_change() -> None:
    documents = Documents(None)
    documents.write(["pair/1"], ())
    assert documents._written is None
    documents.write(["policy/1"], ())
    assert documents._written is not None
    documents.settle()
