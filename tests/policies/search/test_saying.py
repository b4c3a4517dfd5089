"""A stored question is found word for word, however long it is and however politely it is put."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from policies.content.model import PairState
from policies.content.store import Store
from policies.search.embedded import EmbeddedIndex
from policies.search.index import Scope
from policies.search.said import as_said
from tests.policies.search.conftest import NewIndex, pair

STORY = (
    "我爹八十七了，去年冬天摔断了腿，一直住在我家，户口还在老家，村里说不归他们管，那个照料的钱到底该找谁领"
)


def saying(index: EmbeddedIndex, text: str, **scope: Any) -> list[str]:
    return [hit.matched for hit in index.saying(text, index.terms(text), Scope(**scope))]


@pytest.mark.parametrize("asked", [STORY, f"请问，{STORY}？", STORY.replace("，", " "), f"你好{STORY}谢谢"])
def test_whatever_stands_around_the_words(asked: str, store: Store, new_index: NewIndex) -> None:
    store.save_pair(pair("护理补贴找谁领", STORY))
    store.save_pair(pair("户口怎么迁"))
    index = new_index()
    index.follow(store)
    assert saying(index, asked) == [STORY]


@pytest.mark.parametrize("asked", [STORY[:-1], STORY + "呀还有吗", "户口", "", "？？"])
def test_other_words_are_not_the_same(asked: str, store: Store, new_index: NewIndex) -> None:
    store.save_pair(pair("护理补贴找谁领", STORY, "？"))
    index = new_index()
    index.follow(store)
    assert saying(index, asked) == []


def test_what_a_search_may_not_see_is_not_found(store: Store, new_index: NewIndex) -> None:
    saved = store.save_pair(pair("居住证怎么办", region="示范市云川区"))
    index = new_index()
    index.follow(store)
    asked = "居住证怎么办"
    assert saying(index, asked, regions=frozenset({"示范市云川区"})) == [asked]
    assert saying(index, asked, regions=frozenset({"示范市"})) == []
    assert saying(index, asked, leave_out_texts=frozenset({asked})) == []
    assert saying(index, asked, leave_out=frozenset({f"pair/{saved.id}"})) == []


def test_a_question_that_was_changed_or_withdrawn_is_not_found_any_more(
    store: Store, new_index: NewIndex
) -> None:
    index = new_index()
    saved = store.save_pair(pair("居住证怎么办", "暂住证哪里办"))
    index.follow(store)
    saved = store.save_pair(replace(saved, similar=("暂住证在哪办",)))
    index.follow(store)
    assert saying(index, "暂住证哪里办") == []
    assert saying(index, "暂住证在哪办") == ["暂住证在哪办"]
    store.save_pair(replace(saved, state=PairState.ARCHIVED))
    index.follow(store)
    assert saying(index, "居住证怎么办") == []


def test_a_draft_is_asked_in_the_same_way(store: Store, new_index: NewIndex) -> None:
    saved = store.save_pair(pair("居住证怎么办"))
    index = new_index()
    index.follow(store)
    with index.drafted([replace(saved, similar=("暂住证哪里办",))]) as draft:
        found = draft.saying("请问暂住证哪里办", draft.terms("暂住证哪里办"), Scope())
    assert [hit.qa_id for hit in found] == [saved.id]
    assert saying(index, "暂住证哪里办") == []


def test_traditional_characters_and_width_make_no_other_question() -> None:
    assert as_said("居住證怎麼辦？") == as_said("居住证怎么办") != as_said("居住证怎么换")
    assert as_said("，。") == ""
