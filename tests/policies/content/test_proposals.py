from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from threading import Barrier

import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.confirming import Confirming
from policies.content.editing import Editing
from policies.content.engine import open_engine
from policies.content.model import Facet, PairState, QaPair
from policies.content.proposals import AUTOMATIC, Proposals
from policies.content.proposed import Origin, Proposed
from policies.content.store import Store
from policies.content.variants import drafted
from policies.errors import InputError, SamePerson
from policies.language.live import LiveDictionary
from policies.language.saying import Sayings
from policies.settings import LibrarySettings

TODAY = date(2026, 11, 23)


@cache
def dictionary() -> LiveDictionary:
    return LiveDictionary(LibrarySettings().dictionary_dir)


@pytest.fixture
def store(database_url: str) -> Store:
    return Store(open_engine(database_url))


@pytest.fixture
def pair(store: Store) -> QaPair:
    return store.save_pair(
        QaPair(
            "社会保障卡丢了怎么补办", "到银行网点补办。", similar=("社保卡弄丢了",), state=PairState.PUBLISHED
        )
    )


@pytest.fixture
def other(store: Store) -> QaPair:
    return store.save_pair(QaPair("社会保障卡怎么注销", "到银行网点注销。", state=PairState.PUBLISHED))


def proposals(store: Store) -> Proposals:
    return Proposals(store, dictionary())


def confirm(store: Store, pair: QaPair, text: str, *askers: str) -> None:
    for asker in askers:
        Confirming(store.engine).confirm(pair.id, text, "button", asker)


def learn(store: Store) -> list[Proposed]:
    proposals(store).learn()
    return proposals(store).waiting()


def switch_on(store: Store, enough: int) -> None:
    with store.engine.begin() as connection:
        connection.execute(sa.insert(tables.SETTING).values(name=AUTOMATIC, value=enough, revision=1))


def test_what_many_propose_at_once_is_proposed_once_each(store: Store, pair: QaPair) -> None:
    every, start = [proposals(store) for _ in range(6)], Barrier(6)

    def race(number: int) -> int:
        start.wait(30)
        texts = ("卡找不到了咋弄新的", *(f"卡丢了第{number}问第{each}次" for each in range(5)))
        return sum(every[number].put([(pair.id, text, Origin.DRAFTED, 0)]) for text in texts)

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(race, range(6))) == 31
    assert len(proposals(store).waiting()) == 31


def test_what_people_confirmed_is_proposed_with_the_number_of_independent_askers(
    store: Store, pair: QaPair
) -> None:
    confirm(store, pair, "卡找不到了咋弄新的", "c-1", "c-2", "c-2")
    (found,) = learn(store)
    assert (found.text, found.origin, found.confirmations) == ("卡找不到了咋弄新的", Origin.LEARNED, 2)
    assert found.at.tzinfo is not None
    confirm(store, pair, "卡找不到了咋弄新的？", "c-3")
    (found,) = learn(store)
    assert found.confirmations == 3


def test_wordings_that_differ_in_little_are_one_proposal(store: Store, pair: QaPair) -> None:
    confirm(store, pair, "我的卡找不到了该去哪里弄一张新的", "c-1", "c-2")
    confirm(store, pair, "我的卡找不到了该去哪里弄一张新的呢", "c-3")
    (found,) = learn(store)
    assert (found.text, found.confirmations) == ("我的卡找不到了该去哪里弄一张新的", 3)


def test_a_question_goes_to_the_pair_that_more_askers_meant(
    store: Store, pair: QaPair, other: QaPair
) -> None:
    confirm(store, pair, "卡没了怎么办", "c-1", "c-2")
    confirm(store, other, "卡没了怎么办", "c-3")
    confirm(store, pair, "卡不要了", "c-1")
    confirm(store, other, "卡不要了", "c-2")
    assert [(each.pair_id, each.text) for each in learn(store)] == [(pair.id, "卡没了怎么办")]


def test_what_another_pair_asks_is_never_proposed(store: Store, pair: QaPair, other: QaPair) -> None:
    confirm(store, pair, other.question, "c-1", "c-2")
    assert learn(store) == []


def test_a_story_with_personal_data_is_not_proposed(store: Store, pair: QaPair) -> None:
    confirm(store, pair, "我电话13812345678，卡丢了", "c-1")
    assert learn(store) == []


def test_accepting_makes_a_draft_that_another_person_approves(store: Store, pair: QaPair) -> None:
    confirm(store, pair, "卡找不到了咋弄新的", "c-1")
    (found,) = learn(store)
    (edited,) = proposals(store).accept([found.id], "编辑甲", TODAY)
    assert (edited.pair.state, edited.pair.similar) == (
        PairState.DRAFT,
        ("社保卡弄丢了", "卡找不到了咋弄新的"),
    )
    assert store.pair(pair.id).similar == ("社保卡弄丢了",)
    mine, theirs = (Editing(store, name, today=TODAY) for name in ("编辑甲", "审核乙"))
    handed = mine.submit(pair.id, edited.pair.version).pair
    with pytest.raises(SamePerson):
        mine.approve(pair.id, handed.version)
    theirs.approve(pair.id, handed.version)
    assert "卡找不到了咋弄新的" in store.pair(pair.id).similar


def test_what_was_decided_is_not_decided_again_nor_proposed_again(store: Store, pair: QaPair) -> None:
    confirm(store, pair, "卡找不到了咋弄新的", "c-1")
    (found,) = learn(store)
    assert proposals(store).decline([found.id], "编辑甲") == 1
    confirm(store, pair, "卡找不到了咋弄新的", "c-2")
    assert learn(store) == []
    with pytest.raises(InputError) as refused:
        proposals(store).accept([found.id], "编辑甲", TODAY)
    assert refused.value.reason == "proposal_decided"
    with pytest.raises(InputError):
        proposals(store).decline(["none"], "编辑甲")


def test_nothing_goes_in_by_itself_unless_the_site_has_said_how_many_are_enough(
    store: Store, pair: QaPair
) -> None:
    confirm(store, pair, "卡找不到了咋弄新的", "c-1", "c-2", "c-3")
    confirm(store, pair, "换一张社保的卡片", "c-1")
    learn(store)
    assert proposals(store).accept_confirmed() == 0
    switch_on(store, 3)
    assert proposals(store).accept_confirmed() == 1
    assert store.pair(pair.id).similar == ("社保卡弄丢了", "卡找不到了咋弄新的")
    assert [each.text for each in proposals(store).waiting()] == ["换一张社保的卡片"]


def test_a_pair_with_a_change_in_waiting_is_left_alone(store: Store, pair: QaPair) -> None:
    confirm(store, pair, "卡找不到了咋弄新的", "c-1", "c-2", "c-3")
    learn(store)
    switch_on(store, 2)
    Editing(store, "编辑甲", today=TODAY).save_draft(
        QaPair("社会保障卡丢了怎么补", "到网点补办。", id=pair.id), pair.version
    )
    assert proposals(store).accept_confirmed() == 0
    assert len(proposals(store).waiting()) == 1


def test_drafted_questions_are_proposed_once_and_none_that_a_pair_asks(store: Store, pair: QaPair) -> None:
    taken = drafted(pair, Sayings(dictionary().now))[0]
    store.save_pair(QaPair(taken, "另一条。", state=PairState.PUBLISHED))
    found = proposals(store)
    assert found.draft(pair) > 0
    assert found.draft(pair) == 0
    texts = [each.text for each in found.waiting(pair.id)]
    assert taken not in texts
    assert {each.origin for each in found.waiting(pair.id)} == {Origin.DRAFTED}
    assert found.draft_missing() >= 0


@pytest.mark.parametrize(
    ("question", "facet", "wanted"),
    [
        ("社会保障卡丢了怎么补办", None, "社保卡丢了怎么补办"),
        ("改名字需要什么手续", Facet.MATERIALS, "改名字要带什么"),
        ("怎么成立业主委员会", Facet.PROCEDURE, "成立业主委员会的流程是什么"),
        ("领养老金每年怎么做资格认证", None, "领退休金每年怎么做资格认证"),
        ("为什么要进行土地登记", None, "为啥要进行土地登记"),
    ],
)
def test_a_question_is_put_as_people_put_it(question: str, facet: Facet | None, wanted: str) -> None:
    assert wanted in drafted(QaPair(question, "", facet=facet), Sayings(dictionary().now))


@pytest.mark.parametrize(
    "question", ["残疾人家里做无障碍改造补多少", "小学生怎么办理转学", "运动员生病后是否可以随意使用药物"]
)
def test_no_part_stands_for_its_whole_and_no_sentence_breaks(question: str) -> None:
    found = drafted(QaPair(question, ""), Sayings(dictionary().now))
    assert len(found) <= 8
    assert not [
        each for each in found if any(bad in each for bad in ("盲人", "中学生", "可以吗随意", "的的"))
    ]
