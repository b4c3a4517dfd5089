"""What is read from the store is read once, and again when it changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from policies.answering.shelf import Shelf
from policies.content.model import PairState, QaPair
from policies.content.store import Store
from tests.databases import laid_out


class Reading(Store):
    """A store that counts what is read of it, and shows its revision."""

    read: Counter[str]

    def pair(self, qa_id: str) -> QaPair:
        self.read[qa_id] += 1
        return super().pair(qa_id)


class Shown:
    """The revision that an index shows."""

    revision = 0


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Reading]:
    opened = Store.open(laid_out(tmp_path / "library.db"))
    reading = Reading(opened.engine)
    reading.read = Counter()
    for name in ("社保卡", "居住证"):
        reading.save_pair(a_pair(name))
    yield reading
    reading.close()


@pytest.fixture
def shown(store: Reading) -> Shown:
    shown = Shown()
    shown.revision = store.revision()
    return shown


def a_pair(name: str, summary: str = "到窗口办理。") -> QaPair:
    return QaPair(question=f"{name}怎么办", summary=summary, state=PairState.PUBLISHED, id=name)


def test_a_pair_is_read_once_although_others_change(store: Reading, shown: Shown) -> None:
    shelf = Shelf(store, shown)
    for summary in ("网上办理。", "马上办好。"):
        assert shelf.pair("社保卡") == store.pair("社保卡")
        store.save_pair(a_pair("居住证", summary))
        shown.revision = store.revision()
        found = shelf.pair("居住证")
        assert found is not None
        assert found.summary == summary
    assert store.read == {"社保卡": 3, "居住证": 2}


def test_a_deleted_pair_is_not_there_any_more_and_a_new_one_is(store: Reading, shown: Shown) -> None:
    shelf = Shelf(store, shown)
    assert shelf.pair("社保卡") is not None
    assert shelf.pair("护照") is None
    with store.writing() as write:
        write.delete("pair", "社保卡")
        write.pair(a_pair("护照"))
    shown.revision = store.revision()
    assert shelf.pair("社保卡") is None
    assert shelf.pair("护照") is not None


def test_an_older_store_in_the_same_place_is_read_anew(store: Reading, shown: Shown) -> None:
    shelf = Shelf(store, shown)
    shelf.pair("社保卡")
    shown.revision -= 1
    shelf.pair("社保卡")
    assert store.read == {"社保卡": 2}


def test_pairs_that_are_read_ahead_are_not_read_again(store: Reading, shown: Shown) -> None:
    shelf = Shelf(store, shown)
    assert {pair.id for pair in shelf.warm()} == {"社保卡", "居住证"}
    assert shelf.pair("社保卡") is not None
    assert not store.read
