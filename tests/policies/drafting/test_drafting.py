from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from policies.content.editing import Editing
from policies.content.model import Disclosure, Facet, PairCitation, PairState, Policy, QaPair, Status
from policies.content.store import Store
from policies.drafting.drafting import Drafting
from policies.errors import InputError
from policies.language.live import LiveDictionary
from policies.settings import LibrarySettings
from tests.databases import laid_out
from tests.policies.drafting.samples import relief

TODAY = date(2026, 11, 23)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(laid_out(tmp_path / "library.db"))


@pytest.fixture
def policy(store: Store) -> Policy:
    return store.save_policy(relief())


@cache
def dictionary() -> LiveDictionary:
    return LiveDictionary(LibrarySettings().dictionary_dir)


def drafting(store: Store) -> Drafting:
    return Drafting(store, dictionary())


def test_drafts_are_saved_as_drafts_of_their_author_and_never_published(store: Store, policy: Policy) -> None:
    saved = drafting(store).save(policy, "编辑甲", TODAY)
    assert len(saved) >= 5
    assert {(pair.state, pair.author) for pair in saved} == {(PairState.DRAFT, "编辑甲")}
    assert list(store.pairs()) == []
    assert Editing(store, "编辑甲", today=TODAY).history(saved[0].id)[0].action == "create"


def test_drafting_again_saves_nothing_more(store: Store, policy: Policy) -> None:
    assert drafting(store).save(policy, "编辑甲", TODAY)
    assert drafting(store).save(policy, "编辑甲", TODAY) == []


@pytest.mark.parametrize(
    "stored",
    [
        QaPair("临时救助需要什么材料？", "身份证。", region="示范市"),
        QaPair(
            "急事没钱了要带啥去申请救济",
            "身份证。",
            detail={Facet.MATERIALS: "身份证。"},
            citations=(PairCitation("p-relief", "第四条"),),
        ),
    ],
)
def test_what_a_stored_pair_answers_is_not_drafted_again(
    store: Store, policy: Policy, stored: QaPair
) -> None:
    known = store.save_pair(stored)
    found = {each.pair.question: each.known for each in drafting(store).propose(policy)}
    assert found["临时救助需要什么材料"] == known
    assert found["临时救助要符合什么条件"] is None
    saved = drafting(store).save(policy, "编辑甲", TODAY)
    assert "临时救助需要什么材料" not in {pair.question for pair in saved}


def test_an_editor_may_choose_which_drafts_are_saved(store: Store, policy: Policy) -> None:
    (saved,) = drafting(store).save(policy, "编辑甲", TODAY, ["临时救助要符合什么条件"])
    assert saved.question == "临时救助要符合什么条件"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"disclosure": Disclosure.ON_REQUEST}, "draft_not_public"),
        ({"status_override": Status.REPEALED}, "draft_not_in_force"),
    ],
)
def test_no_pair_is_drafted_from_a_document_that_cannot_be_its_basis(
    store: Store, changes: dict[str, object], reason: str
) -> None:
    policy = store.save_policy(relief(**changes))
    with pytest.raises(InputError) as refused:
        drafting(store).save(policy, "编辑甲", TODAY)
    assert refused.value.reason == reason
    assert list(store.pairs(published_only=False)) == []


def test_a_document_is_found_by_its_number_however_it_is_bracketed(store: Store, policy: Policy) -> None:
    assert drafting(store).document("示民规[2026]9号").id == policy.id
    assert drafting(store).document(policy.id).id == policy.id
    with pytest.raises(InputError):
        drafting(store).document("示民规〔1999〕1号")


def test_drafts_pass_the_checks_of_saving_without_errors(store: Store, policy: Policy) -> None:
    editing = Editing(store, "编辑甲", today=TODAY)
    for pair in drafting(store).save(policy, "编辑甲", TODAY):
        assert [each for each in editing.check(pair) if each.severity == "error"] == []


def test_an_editor_may_word_a_draft_otherwise(store: Store, policy: Policy) -> None:
    asked, worded = "临时救助需要什么材料", "办临时救助要带哪些东西"
    (saved,) = drafting(store).save(policy, "编辑甲", TODAY, [asked], {asked: f" {worded} "})
    assert saved.question == worded
    assert saved.citations


@pytest.mark.parametrize(
    ("wording", "reason"),
    [
        (" ", "draft_without_question"),
        ("养老金怎么领", "draft_question_taken"),
        ("临时救助要符合什么条件", "draft_question_twice"),
    ],
)
def test_a_wording_that_is_empty_or_asked_already_saves_nothing(
    store: Store, policy: Policy, wording: str, reason: str
) -> None:
    store.save_pair(QaPair("养老金怎么领", "按月发放。", region=policy.region, state=PairState.PUBLISHED))
    chosen = ["临时救助要符合什么条件", "临时救助需要什么材料"]
    with pytest.raises(InputError) as refused:
        drafting(store).save(policy, "编辑甲", TODAY, chosen, {chosen[1]: wording})
    assert refused.value.reason == reason
    assert Editing(store, "编辑甲", today=TODAY).in_state(PairState.DRAFT) == []
