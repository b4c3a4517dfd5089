"""A library with helpers, opened as its processes open it: by settings from the environment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from policies.answering.inquiry import Outcome, Question
from policies.answering.scoring.model import load_model
from policies.answering.scoring.site import digest
from policies.content.model import PairState, QaPair
from policies.content.store import Store
from policies.errors import InputError
from policies.library import Library
from policies.search.helped import WEIGHTS
from policies.settings import LibrarySettings
from tests.databases import laid_out
from tests.policies.helpers.model_server import ModelServer, bag, model_server

TODAY = date(2026, 11, 23)
ASKED = "俺爹那事儿咋整"
MEANT = "丧葬补助待遇申领"
PAIRS = (
    MEANT,
    "高龄津贴标准",
    "公积金贷款额度",
    "居住证签注流程",
    "取水许可办理条件",
    "给水管道报修电话",
    "律师执业登记材料",
)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as state:
        state.vector = lambda text: bag(MEANT if text == ASKED else text)
        yield state


@pytest.fixture
def database(tmp_path: Path) -> str:
    url = laid_out(tmp_path / "library.db")
    store = Store.open(url)
    for question in PAIRS:
        store.save_pair(QaPair(question, "按规定办理。", id=question, state=PairState.PUBLISHED))
    store.close()
    return url


def candidates(database: str) -> tuple[list[str], float]:
    """Open a library as the environment says; return the candidates in order, and the first one's confidence."""
    library = Library.open(LibrarySettings(database_url=database, index_dir=None))
    try:
        assert library.settle(10)
        found = library.candidates(Question(ASKED, asked_on=TODAY))
        return [each.qa_id for each in found], found[0].parts["confidence"]
    finally:
        library.close()


def test_without_settings_nothing_helps(database: str) -> None:
    library = Library.open(LibrarySettings(database_url=database, index_dir=None))
    assert library.search is library.index
    assert library.model == load_model()
    assert (library.helpers.dense, library.helpers.rewriter, library.helpers.drafter) == (None, None, None)
    library.close()


def test_vectors_put_the_pair_that_is_meant_first_and_leave_its_confidence_low(
    database: str, server: ModelServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without, _ = candidates(database)
    monkeypatch.setenv("YIHAODA_DENSE_URL", server.url)
    monkeypatch.setenv("YIHAODA_DENSE_MODEL", "m")
    monkeypatch.setenv("YIHAODA_DENSE_KEY", "sk-geheim")
    with_vectors, confidence = candidates(database)
    assert without[:1] != [MEANT]
    assert with_vectors[0] == MEANT
    assert confidence < 0.5
    assert {each.key for each in server.received} == {"Bearer sk-geheim"}
    assert list((tmp_path / "library.index").glob("vectors-*.sqlite"))


def test_a_rewriting_helps_only_where_the_site_says_so(
    database: str, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.reply = lambda body: MEANT
    monkeypatch.setenv("YIHAODA_CHAT_URL", server.url)
    monkeypatch.setenv("YIHAODA_CHAT_MODEL", "qwen")
    without, _ = candidates(database)
    assert without[:1] != [MEANT]
    assert server.received == []
    monkeypatch.setenv("YIHAODA_CHAT_REWRITES", "true")
    with_rewriting, _ = candidates(database)
    assert with_rewriting[0] == MEANT


def test_what_a_model_rewrote_is_never_shown_nor_an_answer_by_itself(
    database: str, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.reply = lambda body: f"{MEANT}每人三万元"
    monkeypatch.setenv("YIHAODA_CHAT_URL", server.url)
    monkeypatch.setenv("YIHAODA_CHAT_MODEL", "qwen")
    monkeypatch.setenv("YIHAODA_CHAT_REWRITES", "true")
    library = Library.open(LibrarySettings(database_url=database, index_dir=None))
    inquiry = library.ask(Question(ASKED, asked_on=TODAY))
    library.close()
    assert server.received
    assert inquiry.answer is not None
    assert inquiry.answer.outcome is not Outcome.ANSWERED
    assert "三万元" not in repr(inquiry)


def test_the_search_box_asks_no_model(
    database: str, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YIHAODA_CHAT_URL", server.url)
    monkeypatch.setenv("YIHAODA_CHAT_MODEL", "qwen")
    monkeypatch.setenv("YIHAODA_CHAT_REWRITES", "true")
    library = Library.open(LibrarySettings(database_url=database, index_dir=None))
    library.suggest("丧葬", asked_on=TODAY)
    library.close()
    assert server.received == []


def test_a_calibration_with_helpers_is_not_one_without(
    database: str, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YIHAODA_DENSE_URL", server.url)
    monkeypatch.setenv("YIHAODA_DENSE_MODEL", "m")
    library = Library.open(LibrarySettings(database_url=database, index_dir=None))
    library.close()
    weights = library.model.ranker.weights
    assert weights["dense"] == WEIGHTS["dense"] * weights["score"]
    assert digest(library.model) != digest(load_model())


def test_an_address_that_cannot_be_meant_is_refused_at_the_start(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YIHAODA_DENSE_URL", "http://models.example.com/v1")
    monkeypatch.setenv("YIHAODA_DENSE_MODEL", "m")
    with pytest.raises(InputError):
        Library.open(LibrarySettings(database_url=database, index_dir=None))
