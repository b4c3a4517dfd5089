"""What an operator picks for a caller's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.desk.opened import Opened
from api.desk.picking import Picks
from policies.answering.lookup.rows import Row
from policies.content.confirming import Confirming
from policies.content.conversations import ConversationLog
from policies.content.erasing import erase
from policies.content.erasures import Erasures
from policies.content.model import PairState, QaPair
from policies.content.store import Store

WORDS = "看门诊给报多少"
ME = "staff-1"


@pytest.fixture
def store(database_url: str) -> Store:
    opened = Store.open(database_url)
    for number in (1, 2):
        opened.save_pair(QaPair(f"第{number}个问题", "答。", id=f"q-{number}", state=PairState.PUBLISHED))
    return opened


@pytest.fixture
def call(store: Store) -> str:
    return ConversationLog(store.engine).start("hotline")


@pytest.fixture
def picks(store: Store, call: str) -> Picks:
    return Picks(Confirming(store.engine), ME, call)


def opened(pair_id: str) -> Opened:
    row = Row("pair", pair_id, pair_id, "答。", None, None, None, None, "现行有效", True, False)
    return Opened(row, {"outcome": "answered"}, "答。")


def kept(store: Store) -> list[tuple[str, str]]:
    confirming = Confirming(store.engine)
    return [(each.pair_id, each.text) for name in ("q-1", "q-2") for each in confirming.of(name)]


def test_the_last_pick_for_a_wording_counts_and_only_once(store: Store, picks: Picks) -> None:
    for pair_id in ("q-1", "q-1", "q-2"):
        picks.pick(WORDS, opened(pair_id), is_final=True)
    assert kept(store) == [("q-2", WORDS)]
    assert [(words, each.row.id) for words, each in picks.told()] == [(WORDS, "q-2")]


def test_what_was_confirmed_on_another_call_is_not_taken_back(store: Store, picks: Picks) -> None:
    Confirming(store.engine).confirm("q-1", WORDS, "operator", ME)
    picks.pick(WORDS, opened("q-1"), is_final=True)
    picks.pick(WORDS, opened("q-2"), is_final=True)
    assert kept(store) == [("q-1", WORDS), ("q-2", WORDS)]


def test_an_early_pick_is_for_the_whole_of_the_words(store: Store, picks: Picks) -> None:
    picks.pick("看门诊", opened("q-1"), is_final=False)
    assert kept(store) == []
    picks.said(WORDS)
    picks.said("还要带什么")
    assert kept(store) == [("q-1", WORDS)]


def test_an_early_pick_whose_words_never_ended_counts_with_what_was_heard(store: Store, picks: Picks) -> None:
    picks.pick("看门诊给报", opened("q-1"), is_final=False)
    assert [words for words, _ in picks.told()] == ["看门诊给报"]
    assert kept(store) == [("q-1", "看门诊给报")]


def test_an_answer_that_is_gone_was_told_all_the_same(store: Store, picks: Picks) -> None:
    picks.pick(WORDS, opened("q-gone"), is_final=True)
    assert kept(store) == []
    assert len(picks.told()) == 1


def test_what_was_learned_from_a_call_goes_with_it(
    store: Store, picks: Picks, call: str, tmp_path: Path
) -> None:
    picks.pick(WORDS, opened("q-1"), is_final=True)
    erase(store.engine, call, "管理丁", Erasures(tmp_path / "erasures.txt"))
    assert kept(store) == []
