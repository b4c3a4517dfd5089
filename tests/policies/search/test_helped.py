from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from policies.content.store import Store
from policies.helpers.address import Address
from policies.helpers.chat_model import ChatModel
from policies.helpers.embeddings_address import AddressEmbedder
from policies.helpers.guard import Guard
from policies.helpers.rewriting import Rewriter
from policies.helpers.settings import Prefixes
from policies.search.dense.channel import DenseChannel
from policies.search.dense.keeping import Keeper
from policies.search.embedded import EmbeddedIndex
from policies.search.helped import HelpedIndex
from policies.search.index import PairHit, Scope
from tests.policies.helpers.model_server import ModelServer, bag, model_server
from tests.policies.search.conftest import NewIndex, pair

ASKED = "俺爹那事儿咋整"
FUNERAL = "丧葬补助和抚恤待遇申请"
NO_KEY = SecretStr("")
MATTERS = (
    "公积金贷款",
    "居住证签注",
    "营业执照变更",
    "高龄津贴标准",
    "残疾人证换领",
    "取水许可办理",
    "律师执业登记",
    "排污许可变更",
)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A model that knows what a pair means though it shares no character with the question."""
    with model_server() as state:
        state.vector = lambda text: bag(FUNERAL if text == ASKED else text)
        yield state


@pytest.fixture
def index(store: Store, new_index: NewIndex) -> EmbeddedIndex:
    for matter in MATTERS:
        store.save_pair(pair(matter, id=matter))
    store.save_pair(pair("退休的钱怎么领", id="pension"))
    store.save_pair(pair(FUNERAL, id="funeral", answer="由遗属提出。"))
    store.save_pair(pair("丧葬补助申请（云川）", id="district", region="示范市云川区"))
    made = new_index()
    made.follow(store)
    return made


@pytest.fixture
def keep(store: Store, tmp_path: Path) -> Iterator[Callable[[str, float], DenseChannel]]:
    made: list[Keeper] = []

    def channel(url: str, timeout_s: float = 2.0) -> DenseChannel:
        embedder = AddressEmbedder(Address(url, NO_KEY, "X"), "m", Prefixes(), timeout_s)
        made.append(Keeper(lambda: embedder, tmp_path / "index", store))
        return DenseChannel(made[-1], Guard("dense", timeout_s))

    yield channel
    for each in made:
        each.close()


Keep = Callable[..., DenseChannel]


def ready(index: EmbeddedIndex, channel: DenseChannel, store: Store) -> HelpedIndex:
    helped = HelpedIndex(index, channel, None)
    helped.follow(store)
    assert channel.keeper.settle(10)
    return helped


def find(index: HelpedIndex | EmbeddedIndex, text: str = ASKED, scope: Scope = Scope()) -> list[PairHit]:  # noqa: B008
    return index.pairs(index.terms(text), scope, 5)


def chat(url: str) -> Rewriter:
    return Rewriter(ChatModel(Address(url, NO_KEY, "X"), "qwen"), Guard("rewriting", 2.0))


def test_vectors_bring_a_pair_that_shares_no_word_with_the_question(
    index: EmbeddedIndex, keep: Keep, server: ModelServer, store: Store
) -> None:
    assert "funeral" not in {hit.qa_id for hit in find(index)}
    hits = find(ready(index, keep(server.url), store))
    best = max(hits, key=lambda hit: hit.parts["dense"])
    assert (best.qa_id, best.question) == ("funeral", FUNERAL)
    assert server.inputs().count(ASKED) == 1


def test_what_words_found_keeps_its_place_and_every_score(
    index: EmbeddedIndex, keep: Keep, server: ModelServer, store: Store
) -> None:
    plain, helped = find(index), find(ready(index, keep(server.url), store))
    assert [hit.qa_id for hit in helped[: len(plain)]] == [hit.qa_id for hit in plain]
    for before, after in zip(plain, helped, strict=False):
        assert after.score == before.score
        assert {name: value for name, value in after.parts.items() if name != "dense"} == before.parts


def test_a_question_asked_again_needs_no_second_vector(
    index: EmbeddedIndex, keep: Keep, server: ModelServer, store: Store
) -> None:
    helped = ready(index, keep(server.url), store)
    assert find(helped) == find(helped)
    assert server.inputs().count(ASKED) == 1


def test_a_stored_question_asked_word_for_word_needs_no_helper(
    index: EmbeddedIndex, keep: Keep, server: ModelServer, store: Store
) -> None:
    helped = ready(index, keep(server.url), store)
    before = len(server.received)
    assert find(helped, "取水许可办理")[0].qa_id == "取水许可办理"
    assert len(server.received) == before


def test_helpers_find_nothing_that_may_not_be_found(
    index: EmbeddedIndex, keep: Keep, server: ModelServer, store: Store
) -> None:
    helped = ready(index, keep(server.url), store)
    away = Scope(regions=frozenset({"示范市临港区"}))
    assert "district" in {hit.qa_id for hit in find(helped)}
    assert "district" not in {hit.qa_id for hit in find(helped, scope=away)}
    assert "funeral" not in {
        hit.qa_id for hit in find(helped, scope=Scope(leave_out=frozenset({"pair/funeral"})))
    }


@pytest.mark.parametrize("trouble", ["slow", "status", "nonsense", "dimension"])
def test_whatever_ails_the_model_the_words_find_what_they_find(
    index: EmbeddedIndex, keep: Keep, server: ModelServer, store: Store, trouble: str
) -> None:
    helped = ready(index, keep(server.url, timeout_s=0.2), store)
    server.delay_s = 1.0 if trouble == "slow" else 0.0
    server.status = 500 if trouble == "status" else 200
    server.raw = b"<html>" if trouble == "nonsense" else None
    if trouble == "dimension":
        server.vector = lambda text: [1.0, 2.0]
    began = time.monotonic()
    with capture_logs() as logs:
        for _ in range(5):
            assert find(helped) == find(index)
    assert time.monotonic() - began < 3.0
    failures = [each for each in logs if each["event"] == "helper_failed"]
    assert len(failures) == 3
    assert failures[-1]["left_alone"]
    assert ASKED not in str(logs)


def test_while_vectors_are_missing_the_words_find_what_they_find(
    index: EmbeddedIndex, keep: Keep, server: ModelServer, store: Store
) -> None:
    server.delay_s = 0.5
    channel = keep(server.url)
    helped = HelpedIndex(index, channel, None)
    helped.follow(store)
    assert find(helped) == find(index)
    assert ASKED not in server.inputs()


def test_a_pair_without_its_vector_yet_stands_in_the_middle(
    index: EmbeddedIndex, keep: Keep, server: ModelServer, store: Store
) -> None:
    channel = keep(server.url)
    helped = ready(index, channel, store)
    store.save_pair(pair("俺的事儿咋整", id="new"))
    index.follow(store)
    hits = {hit.qa_id: hit.parts["dense"] for hit in find(helped)}
    assert min(hits.values()) < hits["new"] < max(hits.values())


def test_a_rewritten_question_brings_what_it_finds_and_scores_every_candidate(
    index: EmbeddedIndex, server: ModelServer
) -> None:
    server.reply = lambda body: "丧葬补助待遇申请"
    helped = HelpedIndex(index, None, chat(server.url))
    hits = {hit.qa_id: hit for hit in find(helped)}
    assert max(hits.values(), key=lambda hit: hit.parts["rewritten"]).qa_id == "funeral"
    assert all("rewritten" in hit.parts for hit in hits.values())
    plain = {hit.qa_id: hit for hit in find(index)}
    assert all(hits[qa_id].score == hit.score for qa_id, hit in plain.items())


def test_a_model_that_rewrites_nothing_or_fails_changes_nothing(
    index: EmbeddedIndex, server: ModelServer
) -> None:
    server.reply = lambda body: ASKED
    assert find(HelpedIndex(index, None, chat(server.url))) == find(index)
    server.status = 500
    assert find(HelpedIndex(index, None, chat(server.url))) == find(index)
