from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from structlog.testing import capture_logs

from policies.content.model import PairState
from policies.content.store import Store
from policies.helpers.embedding import Vectors, unit_rows
from policies.helpers.failing import HelperFailed
from policies.search.dense import keeping
from policies.search.dense.keeping import Keeper
from tests.policies.helpers.model_server import bag
from tests.policies.search.conftest import pair

SOON = 10.0


class Model:
    """A model that remembers what it was asked; it may be made to wait or to fail."""

    def __init__(self, fingerprint: str = "m") -> None:
        self.fingerprint = fingerprint
        self.texts: list[str] = []
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.fails = False

    def stored(self, texts: Sequence[str]) -> Vectors:
        self.may_answer.wait(SOON)
        if self.fails:
            raise HelperFailed("status 500")
        self.texts += texts
        return unit_rows([bag(text) for text in texts], len(texts))

    def asked(self, text: str) -> Vectors:
        return unit_rows([bag(text)], 1)


@pytest.fixture
def keepers() -> Iterator[list[Keeper]]:
    made: list[Keeper] = []
    yield made
    for each in made:
        each.close()


def keeper(keepers: list[Keeper], model: Model, store: Store, folder: Path) -> Keeper:
    made = Keeper(lambda: model, folder, store)
    keepers.append(made)
    return made


def texts(held: Keeper) -> set[str]:
    return {each.text for each in held.matrix._stored}


def test_published_questions_get_their_vectors_and_later_only_the_new_ones(
    keepers: list[Keeper], store: Store, tmp_path: Path
) -> None:
    model = Model()
    held = keeper(keepers, model, store, tmp_path / "index")
    first = store.save_pair(pair("社保卡丢了", "社保卡补办"))
    store.save_pair(pair("还没发布", state=PairState.DRAFT))
    held.follow(store.revision())
    assert held.settle(SOON)
    assert texts(held) == {"社保卡丢了", "社保卡补办"}
    store.save_pair(pair("社保卡丢了", "卡找不到了", id=first.id))
    held.follow(store.revision())
    assert held.settle(SOON)
    assert texts(held) == {"社保卡丢了", "卡找不到了"}
    assert sorted(model.texts) == sorted(["社保卡丢了", "社保卡补办", "卡找不到了"])


def test_what_is_on_disk_is_not_asked_again_by_another_process_or_after_a_start(
    keepers: list[Keeper], store: Store, tmp_path: Path
) -> None:
    store.save_pair(pair("社保卡丢了"))
    one, other, new = Model(), Model(), Model("newer model")
    for model in (one, other, new):
        held = keeper(keepers, model, store, tmp_path / "index")
        held.follow(store.revision())
        assert held.settle(SOON)
        assert texts(held) == {"社保卡丢了"}
    assert (one.texts, other.texts, new.texts) == (["社保卡丢了"], [], ["社保卡丢了"])


def test_nobody_waits_for_a_slow_model(keepers: list[Keeper], store: Store, tmp_path: Path) -> None:
    model = Model()
    model.may_answer.clear()
    held = keeper(keepers, model, store, tmp_path / "index")
    store.save_pair(pair("社保卡丢了"))
    began = time.monotonic()
    held.follow(store.revision())
    assert time.monotonic() - began < 0.5
    assert not held.settle(0.05)
    assert len(held.matrix) == 0
    model.may_answer.set()
    assert held.settle(SOON)
    assert texts(held) == {"社保卡丢了"}


def test_a_failing_model_is_tried_again_and_logged(
    keepers: list[Keeper], store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "REST_S", 0.05)
    model = Model()
    model.fails = True
    store.save_pair(pair("社保卡丢了"))
    held = keeper(keepers, model, store, tmp_path / "index")
    with capture_logs() as logs:
        held.follow(store.revision())
        assert not held.settle(0.3)
    assert {(each["event"], each["reason"]) for each in logs} == {("vectors_failed", "status 500")}
    assert "社保卡" not in str(logs)
    model.fails = False
    assert held.settle(SOON)
    assert texts(held) == {"社保卡丢了"}


def test_a_model_that_cannot_be_loaded_leaves_the_matrix_empty(
    keepers: list[Keeper], store: Store, tmp_path: Path
) -> None:
    def broken() -> Model:
        raise HelperFailed("model: InvalidProtobuf")

    store.save_pair(pair("社保卡丢了"))
    held = Keeper(broken, tmp_path / "index", store)
    keepers.append(held)
    held.follow(store.revision())
    assert not held.settle(0.2)
    assert len(held.matrix) == 0


def test_vectors_of_another_length_are_refused(
    keepers: list[Keeper], store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server may put another model behind the same name."""
    model = Model()
    held = keeper(keepers, model, store, tmp_path / "index")
    store.save_pair(pair("社保卡丢了"))
    held.follow(store.revision())
    assert held.settle(SOON)
    monkeypatch.setattr(model, "stored", lambda texts: np.ones((len(texts), 3), dtype=np.float32))
    store.save_pair(pair("医保怎么查询"))
    with capture_logs() as logs:
        held.follow(store.revision())
        assert not held.settle(0.3)
    assert logs[0]["reason"] == "wrong dimension"
    assert texts(held) == {"社保卡丢了"}


def test_where_nothing_can_be_kept_vectors_live_in_memory(
    keepers: list[Keeper], store: Store, tmp_path: Path
) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")
    store.save_pair(pair("社保卡丢了"))
    held = keeper(keepers, Model(), store, tmp_path / "index")
    held.follow(store.revision())
    assert held.settle(SOON)
    assert texts(held) == {"社保卡丢了"}


def test_while_another_process_asks_the_model_this_one_waits_and_reads(
    keepers: list[Keeper], store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "GLANCE_S", 0.05)
    slow, other = Model(), Model()
    slow.may_answer.clear()
    store.save_pair(pair("社保卡丢了"))
    first = keeper(keepers, slow, store, tmp_path / "index")
    first.follow(store.revision())
    assert not first.settle(0.2)
    second = keeper(keepers, other, store, tmp_path / "index")
    second.follow(store.revision())
    assert not second.settle(0.2)
    slow.may_answer.set()
    assert first.settle(SOON)
    assert second.settle(SOON)
    assert (slow.texts, other.texts) == (["社保卡丢了"], [])
    assert texts(second) == {"社保卡丢了"}
