from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest

from policies.content.model import Disclosure, PairState
from policies.content.store import Store
from policies.language.segment import Segmenter
from policies.search.embedded import EmbeddedIndex
from policies.search.index import Scope
from policies.search.terms import Terms
from tests.databases import laid_out
from tests.policies.search.conftest import NewIndex, NoOfficialWords, first, pair, policy


def test_a_saved_pair_is_found_at_once_by_every_process(store: Store, new_index: NewIndex) -> None:
    bridge, actions = new_index(), new_index()
    bridge.follow(store)
    store.save_pair(pair("居住证怎么办理"))
    actions.follow(store)
    bridge.follow(store)
    assert first(actions, "居住证怎么办") == first(bridge, "居住证怎么办") == "居住证怎么办理"
    assert bridge.revision == actions.revision == store.revision()


def test_a_changed_question_replaces_the_old_one(store: Store, new_index: NewIndex) -> None:
    index = new_index()
    saved = store.save_pair(pair("居住证怎么办理", "暂住证哪里办"))
    index.follow(store)
    store.save_pair(replace(saved, question="公交卡怎么充值", similar=()))
    index.follow(store)
    hits = index.pairs(index.terms("暂住证哪里办"), Scope())
    assert [hit.matched for hit in hits] in ([], ["公交卡怎么充值"])


def test_a_pair_that_is_no_longer_published_is_forgotten(store: Store, new_index: NewIndex) -> None:
    index = new_index()
    saved = store.save_pair(pair("居住证怎么办理"))
    index.follow(store)
    store.save_pair(replace(saved, state=PairState.ARCHIVED))
    index.follow(store)
    assert first(index, "居住证怎么办理") is None


def test_the_best_variant_speaks_for_its_pair_and_pairs_are_distinct(
    store: Store, new_index: NewIndex
) -> None:
    store.save_pair(pair("医疗费用报销怎么申请", "看病花的钱找谁报", "看病的钱怎么报"))
    index = new_index()
    index.follow(store)
    hits = index.pairs(index.terms("看病的钱怎么报"), Scope())
    assert [hit.matched for hit in hits] == ["看病的钱怎么报"]
    assert hits[0].question == "医疗费用报销怎么申请"


@pytest.mark.parametrize("damage", ["nothing named", "torn file", "lost generation", "other layout"])
def test_a_missing_or_damaged_index_is_rebuilt_from_the_store(
    damage: str, store: Store, new_index: NewIndex, tmp_path: Path
) -> None:
    store.save_pair(pair("居住证怎么办理"))
    new_index().follow(store)
    current = tmp_path / "index" / "current.json"
    named = json.loads(current.read_text("utf-8"))
    if damage == "nothing named":
        current.unlink()
    elif damage == "torn file":
        current.write_text('{"format": "', "utf-8")
    elif damage == "lost generation":
        shutil.rmtree(tmp_path / "index" / named["generation"])
    else:
        current.write_text(json.dumps({**named, "format": "0-other"}), "utf-8")
    index = new_index()
    index.follow(store)
    assert first(index, "居住证怎么办理") == "居住证怎么办理"
    assert json.loads(current.read_text("utf-8"))["generation"] != named["generation"]


def test_an_index_with_torn_segments_is_rebuilt(store: Store, new_index: NewIndex, tmp_path: Path) -> None:
    store.save_pair(pair("居住证怎么办理"))
    new_index().follow(store)
    generation = next((tmp_path / "index").glob("generation-*"))
    (generation / "meta.json").write_text("{", "utf-8")
    index = new_index()
    index.follow(store)
    assert first(index, "居住证怎么办理") == "居住证怎么办理"


def test_a_store_that_went_back_makes_the_index_anew(tmp_path: Path, terms: Terms) -> None:
    newer, older = (Store.open(laid_out(tmp_path / f"{name}.db")) for name in ("newer", "older"))
    for question in ("居住证怎么办理", "公积金怎么提取"):
        newer.save_pair(pair(question))
    older.save_pair(pair("护照怎么办"))
    index = EmbeddedIndex(tmp_path / "index", terms)
    index.follow(newer)
    index.follow(older)
    assert first(index, "公积金怎么提取") != "公积金怎么提取"
    assert first(index, "护照怎么办") == "护照怎么办"


def test_while_another_process_writes_this_one_keeps_reading(
    store: Store, new_index: NewIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policies.search.embedded.WAIT_FOR_WRITER_S", 0.05)
    index = new_index()
    store.save_pair(pair("居住证怎么办理"))
    index.follow(store)
    store.save_pair(pair("公积金怎么提取"))
    holder = multiprocessing.get_context("spawn").Process(
        target=_hold, args=(tmp_path / "index" / "writing.lock",)
    )
    holder.start()
    try:
        _wait_for(tmp_path / "index" / "held")
        index.follow(store)
        assert first(index, "居住证怎么办理") == "居住证怎么办理"
    finally:
        os.kill(holder.pid or 0, signal.SIGKILL)
        holder.join()
    index.follow(store)
    assert first(index, "公积金怎么提取") == "公积金怎么提取"


def test_a_process_without_a_place_to_write_searches_in_memory(
    store: Store, tmp_path: Path, terms: Terms
) -> None:
    store.save_pair(pair("居住证怎么办理"))
    in_the_way = tmp_path / "not-a-folder"
    in_the_way.write_text("", "utf-8")
    index = EmbeddedIndex(in_the_way / "index", terms)
    index.follow(store)
    assert first(index, "居住证怎么办理") == "居住证怎么办理"


def test_only_regions_that_may_answer_are_searched(store: Store, new_index: NewIndex) -> None:
    store.save_pair(pair("小学几号报名", region="示范市云川区"))
    store.save_pair(pair("小学哪天报名", region="示范市临港区"))
    store.save_pair(pair("小学报名要什么材料"))
    index = new_index()
    index.follow(store)
    scope = Scope(regions=frozenset({"示范市云川区", "示范市"}))
    found = {hit.question for hit in index.pairs(index.terms("小学报名"), scope)}
    assert found == {"小学几号报名", "小学报名要什么材料"}


def test_a_document_disclosed_on_request_is_found_by_staff_only(store: Store, new_index: NewIndex) -> None:
    store.save_policy(policy("内部审批规程", "受理人员应当当日登记。", disclosure=Disclosure.ON_REQUEST))
    index = new_index()
    index.follow(store)
    query = index.terms("受理人员登记")
    assert index.passages(query, Scope()) == []
    assert index.passages(query, Scope(disclosures=frozenset({"主动公开", "依申请公开"})))


def test_a_passage_is_a_literal_part_of_its_clause(store: Store, new_index: NewIndex) -> None:
    text = "第一条 " + "本市居民可以申请补贴。" * 60 + "补贴每月发放一次。"
    store.save_policy(policy("补贴办法", text))
    index = new_index()
    index.follow(store)
    hit = index.passages(index.terms("补贴每月发放几次"), Scope())[0]
    assert len(hit.quote) <= 260
    assert text[hit.start : hit.start + len(hit.quote)] == hit.quote


def test_a_killed_writer_loses_no_saved_pair(store: Store, new_index: NewIndex, tmp_path: Path) -> None:
    writer = multiprocessing.get_context("spawn").Process(target=_write_on, args=(tmp_path,))
    writer.start()
    until = time.monotonic() + 60
    while store.revision() < 5:
        assert time.monotonic() < until, "the writer saved nothing"
        time.sleep(0.01)
    os.kill(writer.pid or 0, signal.SIGKILL)
    writer.join()
    index = new_index()
    index.follow(store)
    questions = [each.question for each in store.pairs()]
    assert len(questions) >= 5
    for question in questions:
        assert first(index, question) == question


def _write_on(folder: Path) -> None:
    root = Path(__file__).resolve().parents[3]
    terms = Terms(Segmenter(root / "nlu_data" / "dictionary"), NoOfficialWords(), "test")
    store, index = Store.open(f"sqlite:///{folder}/library.db"), EmbeddedIndex(folder / "index", terms)
    for number in range(10_000):
        store.save_pair(pair(f"第{number}号窗口办理什么业务"))
        index.follow(store)


def _hold(lock: Path) -> None:
    from filelock import FileLock

    with FileLock(lock):
        (lock.parent / "held").touch()
        time.sleep(60)


def _wait_for(path: Path) -> None:
    until = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < until, f"{path.name} never appeared"
        time.sleep(0.01)


def test_an_index_made_from_another_store_is_never_taken_for_this_ones(
    store: Store, new_index: NewIndex, tmp_path: Path
) -> None:
    index = new_index()
    store.save_pair(pair("居住证怎么办理"))
    index.follow(store)
    other = Store.open(laid_out(tmp_path / "other.db"))
    other.save_pair(pair("公交卡怎么充值"))
    assert other.revision() == store.revision()
    again = new_index()
    again.follow(other)
    assert first(again, "公交卡怎么充值") == "公交卡怎么充值"
    assert first(again, "居住证怎么办理") != "居住证怎么办理"
