from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from policies.content.documents.foresight import foresee
from policies.content.model import Disclosure, Status
from policies.content.overriding import Decision, decide, foresee_decision
from policies.content.store import Store
from policies.content.writing import Writing
from policies.errors import InputError, PolicyNotFound
from tests.policies.content.documents.conftest import NEW, NOTICE, OLD

TODAY = date(2026, 11, 26)


def test_a_repeal_is_seen_before_with_the_pairs_that_cease_and_nothing_is_changed(store: Store) -> None:
    before = store.revision()
    seen = foresee_decision(store, NEW, Decision(Status.REPEALED, "清理公告"), TODAY)
    assert [(each.id, each.before, each.after, each.stands) for each in seen.documents] == [
        (NEW, Status.IN_FORCE, Status.REPEALED, False)
    ]
    # q-both rests on a document that is repealed already and does not answer as it is.
    assert [(each.id, each.answers) for each in seen.pairs] == [("q-new", False)]
    assert store.revision() == before
    assert store.policy(NEW).status_on(TODAY) is Status.IN_FORCE


def test_what_other_documents_get_back_is_seen_too(store: Store) -> None:
    """Without the words that repeal it the old text holds again."""
    silent = replace(store.policy(NEW), declares=())
    seen = foresee(store, lambda write: write.policy(silent), TODAY)
    assert {(each.id, each.after) for each in seen.documents} == {(OLD, Status.IN_FORCE)}
    assert {(each.id, each.answers) for each in seen.pairs} == {("q-old", True), ("q-both", True)}


def test_a_document_that_is_disclosed_no_more_takes_its_pairs_along(store: Store) -> None:
    """And what it repeals is repealed by nobody any more."""
    hidden = replace(store.policy(NEW), disclosure=Disclosure.ON_REQUEST)
    seen = foresee(store, lambda write: write.policy(hidden), TODAY)
    assert {(each.id, each.stands) for each in seen.documents} == {(NEW, False), (OLD, True)}
    assert {(each.id, each.answers) for each in seen.pairs} == {("q-new", False), ("q-old", True)}


def test_what_cannot_be_done_is_told_and_leaves_the_store_free(store: Store) -> None:
    def wrong(write: Writing) -> None:
        write.policy(replace(store.policy(NEW), disclosure=Disclosure.WITHHELD))

    with pytest.raises(InputError):
        foresee(store, wrong, TODAY)
    assert decide(store, NOTICE, Decision(Status.LAPSED, "清理"), "编辑甲").status_on(TODAY) is Status.LAPSED


def test_a_successor_is_named_and_taken_back_with_the_decision(store: Store) -> None:
    decision = Decision(Status.REPEALED, "由新办法替代", date(2026, 8, 1), NEW)
    replaced = decide(store, NOTICE, decision, "编辑甲")
    assert (replaced.superseded_by_id, replaced.status_on(date(2026, 8, 1))) == (NEW, Status.REPEALED)
    assert replaced.status_on(date(2026, 7, 31)) is Status.IN_FORCE
    assert [each.id for each in store.predecessors(store.policy(NEW))] == [NOTICE, OLD]
    back = decide(store, NOTICE, Decision(None, "误登记"), "编辑甲")
    assert (back.superseded_by, back.superseded_by_id, back.extra) == (None, None, {})


def test_the_successor_that_a_file_declares_stands_again(store: Store) -> None:
    store.save_policy(replace(store.policy(NOTICE), superseded_by="示医保发〔2027〕1号"))
    decide(store, NOTICE, Decision(Status.REPEALED, "由新办法替代", None, NEW), "编辑甲")
    assert decide(store, NOTICE, Decision(None, "误登记"), "编辑甲").superseded_by == "示医保发〔2027〕1号"


def test_a_changed_file_does_not_undo_the_successor_that_an_editor_named(store: Store) -> None:
    decide(store, NOTICE, Decision(Status.REPEALED, "由新办法替代", None, NEW), "编辑甲")
    before = store.policy(NOTICE)
    read_anew = replace(before, superseded_by=None, status_override=None, status_reason="", extra={})
    with store.writing("ingest") as write:
        write.revised(read_anew, before)
    again = store.policy(NOTICE)
    assert (again.version, again.status_override, again.superseded_by_id) == (2, Status.REPEALED, NEW)


@pytest.mark.parametrize(
    ("decision", "fault"),
    [
        (Decision(Status.LAPSED, "清理", None, NEW), "successor_needs_repeal"),
        (Decision(Status.REPEALED, "清理", None, NOTICE), "successor_circle"),
    ],
)
def test_a_successor_that_cannot_be_is_refused(store: Store, decision: Decision, fault: str) -> None:
    with pytest.raises(InputError) as found:
        decide(store, NOTICE, decision, "编辑甲")
    assert found.value.reason == fault


def test_a_circle_of_successors_is_refused(store: Store) -> None:
    assert store.policy(OLD).superseded_by_id == NEW
    with pytest.raises(InputError) as found:
        decide(store, NEW, Decision(Status.REPEALED, "清理", None, OLD), "编辑甲")
    assert found.value.reason == "successor_circle"


def test_a_successor_that_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(PolicyNotFound):
        decide(store, NOTICE, Decision(Status.REPEALED, "清理", None, "p-none"), "编辑甲")
