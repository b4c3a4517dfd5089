from __future__ import annotations

from dataclasses import replace
from datetime import date

from policies.content.checks.known import Known
from policies.content.checks.pair import check_pair
from policies.content.model import PairCitation, PairState
from policies.content.store import Store
from tests.policies.content.checks.conftest import RULES, TODAY, good, rules


def test_it_follows_what_is_published_changed_archived_and_deleted(store: Store) -> None:
    known = Known(store)
    new = good(id="q-new")
    assert check_pair(new, known, TODAY) == []
    other = store.save_pair(good())
    for state in (PairState.ARCHIVED, PairState.DRAFT, PairState.ARCHIVED, PairState.PUBLISHED):
        store.save_pair(replace(other, state=state))
        with known.following():
            is_taken = "title_taken" in rules(check_pair(new, known, TODAY))
        assert is_taken is (state is not PairState.ARCHIVED)
    with store.writing() as write:
        write.delete("pair", other.id)
    with known.following():
        assert check_pair(new, known, TODAY) == []
        assert known.citing(PairCitation("p-rules", "第十条")) == []


def test_a_document_that_lapses_is_seen_at_once(store: Store) -> None:
    known = Known(store)
    assert check_pair(good(), known, TODAY) == []
    store.save_policy(replace(RULES, expires_on=date(2026, 1, 1)))
    with known.following():
        assert "cited_not_in_force" in rules(check_pair(good(), known, TODAY))
