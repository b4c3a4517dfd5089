"""Similar questions that a site's chat model writes, by a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from policies.content.checks.known import Known
from policies.content.model import PairState, QaPair
from policies.content.model_proposals import ModelProposals
from policies.content.proposals import Proposals
from policies.content.proposed import Origin
from policies.content.store import Store
from policies.errors import InputError
from policies.helpers.address import Address
from policies.helpers.chat_model import ChatModel
from policies.helpers.drafting import QuestionDrafter
from policies.language.live import LiveDictionary
from policies.settings import LibrarySettings
from tests.policies.helpers.model_server import ModelServer, model_server

REPLY = """好的，以下是八种说法：
1. 社保卡找不到了咋补
2、社保卡丢了怎么补办呀
3. 社会保障卡怎么注销
4. 社会保障卡如何注销
- “卡掉了上哪儿补社保卡”
5. 今天天气怎么样
6. 社保卡找不到了咋补？
"""


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as state:
        state.reply = lambda body: REPLY
        yield state


@pytest.fixture(scope="module")
def dictionary() -> LiveDictionary:
    return LiveDictionary(LibrarySettings().dictionary_dir)


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('written') / 'library.db'}")
    store.save_pair(
        QaPair(
            "社会保障卡丢了怎么补办",
            "到银行网点补办。",
            id="lost",
            similar=("社保卡丢了怎么补办",),
            state=PairState.PUBLISHED,
        )
    )
    store.save_pair(QaPair("社会保障卡怎么注销", "到银行网点注销。", id="closed", state=PairState.PUBLISHED))
    return store


Written = Callable[[ModelServer | None], ModelProposals]


@pytest.fixture
def proposals(store: Store, dictionary: LiveDictionary) -> Proposals:
    return Proposals(store, dictionary)


@pytest.fixture
def written(store: Store, proposals: Proposals) -> Written:
    def made(server: ModelServer | None) -> ModelProposals:
        return ModelProposals(store, Known(store), proposals, drafter(server.url) if server else None)

    return made


def drafter(url: str) -> QuestionDrafter:
    return QuestionDrafter(ChatModel(Address(url, SecretStr("sk-1"), "X"), "qwen"), 2.0)


def test_what_a_model_writes_is_proposed_where_it_is_new_and_about_the_pair_and_of_no_other(
    store: Store, proposals: Proposals, written: Written, server: ModelServer
) -> None:
    assert written(server).draft(store.pair("lost")) == 2
    found = proposals.waiting("lost")
    assert sorted(each.text for each in found) == sorted(["社保卡找不到了咋补", "卡掉了上哪儿补社保卡"])
    assert {each.origin for each in found} == {Origin.MODEL}
    assert store.pair("lost").similar == ("社保卡丢了怎么补办",)


def test_the_model_is_told_the_pair_and_nothing_else(
    store: Store, proposals: Proposals, written: Written, server: ModelServer
) -> None:
    written(server).draft(store.pair("lost"))
    (received,) = server.received
    _, told = received.body["messages"]
    assert told["content"] == "标准问题：社会保障卡丢了怎么补办\n结论：到银行网点补办。"
    assert received.key == "Bearer sk-1"


def test_what_was_declined_is_not_proposed_again(
    store: Store, proposals: Proposals, written: Written, server: ModelServer
) -> None:
    written(server).draft(store.pair("lost"))
    proposals.decline([each.id for each in proposals.waiting("lost")], "编辑甲")
    assert written(server).draft(store.pair("lost")) == 0
    assert proposals.waiting("lost") == []


def test_pairs_for_which_the_model_wrote_already_are_not_asked_about_again(
    store: Store, proposals: Proposals, written: Written, server: ModelServer
) -> None:
    assert {pair.id for pair in written(server).missing()} == {"lost", "closed"}
    written(server).draft(store.pair("lost"))
    assert {pair.id for pair in written(server).missing()} == {"closed"}


def test_without_a_model_or_with_a_broken_one_the_editor_is_told(
    store: Store, proposals: Proposals, written: Written, server: ModelServer
) -> None:
    with pytest.raises(InputError) as missing:
        written(None).draft(store.pair("lost"))
    server.status = 503
    with pytest.raises(InputError) as broken:
        written(server).draft(store.pair("lost"))
    assert (missing.value.reason, broken.value.reason) == ("no_chat_model", "chat_model_failed")
    assert broken.value.facts["detail"] == "status 503"


def test_a_saved_pair_is_written_for_once_and_a_broken_model_harms_nothing(
    store: Store, proposals: Proposals, written: Written, server: ModelServer
) -> None:
    server.status = 503
    with capture_logs() as logs:
        written(server).draft_beside(store.pair("lost"))
    assert [(each["event"], each["reason"]) for each in logs] == [
        ("similar_questions_not_written", "status 503")
    ]
    server.status = 200
    for _ in range(2):
        written(server).draft_beside(store.pair("lost"))
    assert len(proposals.waiting("lost")) == 2
    assert len(server.received) == 2
