"""Pairs are ordered by their best question, all their questions together and their answer."""

from __future__ import annotations

from typing import Any

import pytest

from policies.content.store import Store
from policies.search.index import PairHit, Scope
from tests.policies.search.conftest import NewIndex, pair, policy


def found(store: Store, new_index: NewIndex, text: str, **scope: Any) -> list[PairHit]:
    index = new_index()
    index.follow(store)
    return index.pairs(index.terms(text), Scope(**scope))


def test_a_pair_with_many_questions_does_not_crowd_out_one_that_asks_just_this(
    store: Store, new_index: NewIndex
) -> None:
    many = [
        f"公积金贷款{what}"
        for what in ("利率", "额度", "年限", "材料", "首付", "进度", "担保", "合同", "面签")
    ]
    store.save_pair(pair("住房公积金个人住房贷款事项", *many, "公积金提取和贷款能一起办吗"))
    store.save_pair(pair("公积金提取后还能贷款吗"))
    assert found(store, new_index, "公积金提取了还能不能贷款")[0].question == "公积金提取后还能贷款吗"


def test_a_plain_word_finds_the_written_one(store: Store, new_index: NewIndex) -> None:
    store.save_pair(pair("子女投靠落户如何办理"))
    store.save_pair(pair("夫妻投靠落户如何办理"))
    assert found(store, new_index, "闺女投靠过来落户怎么弄")[0].question == "子女投靠落户如何办理"


def test_a_question_that_is_left_out_counts_nowhere(store: Store, new_index: NewIndex) -> None:
    store.save_pair(pair("居住证如何办理", "暂住的本子去哪弄"))
    whole = found(store, new_index, "暂住的本子去哪弄")[0]
    without = found(store, new_index, "暂住的本子去哪弄", leave_out_texts=frozenset({"暂住的本子去哪弄"}))[0]
    assert without.parts["together"] < whole.parts["together"]
    assert without.matched == "居住证如何办理"
    assert "暂住" not in without.told


def test_the_shares_tell_what_was_asked_of_the_question_and_told_by_the_pair(
    store: Store, new_index: NewIndex
) -> None:
    store.save_pair(pair("居住证如何办理", answer="携带租赁合同到派出所办理。"))
    store.save_pair(pair("护照如何办理"))
    first = found(store, new_index, "居住证要租赁合同吗")[0]
    assert first.question == "居住证如何办理"
    assert 0 < first.parts["covered"] < 1
    assert first.parts["told"] > 0.9
    assert first.parts["opening"] > 0


def test_of_two_like_passages_the_one_whose_document_says_more_of_what_is_asked_comes_first(
    store: Store, new_index: NewIndex
) -> None:
    same = "申请人在窗口办理，当日办结。"
    store.save_policy(policy("办法甲", same, "本办法由市房管局解释。"))
    store.save_policy(policy("办法乙", same, "加装电梯的业主应当协商一致。"))
    index = new_index()
    index.follow(store)
    hits = [
        hit for hit in index.passages(index.terms("加装电梯在窗口当日办结吗"), Scope()) if same in hit.quote
    ]
    assert [hit.title for hit in hits] == ["办法乙", "办法甲"]
    assert hits[0].beside > hits[1].beside
    own = [hit.score - hit.beside for hit in hits]
    assert own[0] == pytest.approx(own[1])
    alone = index.passages(index.terms("加装电梯在窗口当日办结吗"), Scope(whole=False))
    assert {hit.beside for hit in alone} == {0.0}
