from __future__ import annotations

from dataclasses import replace

from policies.content.documents.citing import citing
from policies.content.documents.relations import relations
from policies.content.editing import Editing
from policies.content.model import PairState
from policies.content.store import Store
from tests.policies.content.documents.conftest import NEW, NOTICE, OLD
from tests.policies.content.documents.test_foresight import TODAY


def test_a_document_tells_what_it_does_to_others_and_where(store: Store) -> None:
    found = relations(store, store.policy(NEW))
    assert [(each.tie, each.id, each.clause) for each in found] == [
        ("replaces", OLD, None),
        ("repeals", OLD, "第二条"),
        ("cites", OLD, None),
    ]
    assert found[0].name == "《示范市社区食堂暂行规则》（示民规〔2020〕1号）"


def test_a_document_tells_what_others_do_to_it(store: Store) -> None:
    found = relations(store, store.policy(OLD))
    assert [(each.tie, each.id) for each in found] == [
        ("replaced_by", NEW),
        ("repealed_by", NEW),
        ("cited_by", NEW),
    ]


def test_a_document_that_the_library_does_not_hold_is_named_as_printed(store: Store) -> None:
    lone = replace(store.policy(NOTICE), cites=("示医保发〔2019〕7号",))
    (cited,) = relations(store, lone)
    assert (cited.tie, cited.id, cited.name) == ("cites", None, "示医保发〔2019〕7号")


def test_pairs_that_rest_on_a_document_are_told_with_their_clauses(store: Store) -> None:
    with store.engine.connect() as connection:
        found = citing(connection, OLD)
    assert [(each.id, each.paths, each.waits) for each in found] == [
        ("q-old", ("第二条",), False),
        ("q-both", ("",), False),
    ]


def test_a_change_that_waits_is_told_beside_what_answers(store: Store) -> None:
    work = Editing(store, "编辑乙", today=TODAY)
    pair = work.newest("q-old")
    work.save_draft(replace(pair, summary="十一点半。"), pair.version)
    with store.engine.connect() as connection:
        found = [(each.id, each.state, each.waits) for each in citing(connection, OLD) if each.id == "q-old"]
    assert found == [("q-old", PairState.PUBLISHED, False), ("q-old", PairState.DRAFT, True)]
