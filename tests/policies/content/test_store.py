from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import pytest

from policies.content.model import (
    Clause,
    Department,
    Disclosure,
    Facet,
    Interpretation,
    InterpretationKind,
    PairCitation,
    PairState,
    Policy,
    QaPair,
    Region,
    Responsibility,
    Status,
)
from policies.content.store import Store
from policies.errors import InputError, PairNotFound, PolicyNotFound

POLICY = Policy(
    title="示范市医疗救助办法",
    doc_number="示医保规〔2025〕9号",
    clauses=(
        Clause("第一条", "第一条 为规范医疗救助工作，制定本办法。"),
        Clause(
            "第二条",
            "第二条 医疗救助由医保部门负责（市医保局牵头）。",
            responsibilities=(Responsibility("市医保局", "牵头", "医疗救助"),),
        ),
    ),
    cites=("示政发〔2020〕1号",),
    effective_on=date(2025, 1, 1),
    expires_on=date(2029, 12, 31),
)


@pytest.fixture
def store(database_url: str) -> Store:
    return Store.open(database_url)


def pair(**values: object) -> QaPair:
    return QaPair(
        question="医疗救助怎么申请？",
        summary="到户籍所在地的镇街申请。",
        similar=("困难家庭看病钱不够怎么办", "大病救助去哪办"),
        detail={Facet.MATERIALS: "身份证", Facet.PLACE: "镇街便民中心"},
        state=PairState.PUBLISHED,
        keywords=("医疗救助",),
        **values,  # type: ignore[arg-type]
    )


def test_a_policy_comes_back_as_it_was_saved(store: Store) -> None:
    saved = store.save_policy(POLICY)
    found = store.policy(saved.id)
    assert found.title == POLICY.title
    assert found.cites == POLICY.cites
    assert [clause.path for clause in found.clauses] == ["第一条", "第二条"]
    assert found.clauses[1].responsibilities == POLICY.clauses[1].responsibilities
    assert store.policy_by_number("示医保规〔2025〕9号") == found


def test_a_pair_comes_back_with_its_similar_questions_and_citations(store: Store) -> None:
    policy = store.save_policy(POLICY)
    saved = store.save_pair(pair(citations=(PairCitation(policy.id, "第二条"),)))
    assert store.pair(saved.id) == saved
    assert list(store.pairs()) == [saved]


def test_an_interpretation_is_found_from_the_document_it_explains(store: Store) -> None:
    policy = store.save_policy(POLICY)
    text = Interpretation(
        "《医疗救助办法》解读", InterpretationKind.TEXT, (("背景", "为减轻负担。"),), (policy.id,)
    )
    saved = store.save_interpretation(text)
    assert store.interpretations_of(policy.id) == [saved]
    assert store.interpretation(saved.id).passages == (("背景", "为减轻负担。"),)


def test_of_two_documents_with_one_number_the_newer_is_found(store: Store) -> None:
    newer = store.save_policy(replace(POLICY, effective_on=date(2026, 1, 1)))
    for year in (2019, 2023, 2025):
        store.save_policy(replace(POLICY, effective_on=date(year, 1, 1)))
    found = store.policy_by_number("示医保规〔2025〕9号")
    assert found is not None
    assert found.id == newer.id


def test_a_draft_is_not_among_the_published(store: Store) -> None:
    store.save_pair(QaPair("草稿问题？", "草稿"))
    assert list(store.pairs()) == []
    assert len(list(store.pairs(published_only=False))) == 1


def test_changes_since_a_revision_are_exactly_what_came_after_it(store: Store) -> None:
    first = store.save_pair(pair())
    before = store.revision()
    policy = store.save_policy(POLICY)
    with store.writing() as write:
        write.delete("pair", first.id)
    changes = store.changes_since(before)
    assert changes.revision == store.revision() == before + 2
    assert [each.id for each in changes.policies] == [policy.id]
    assert changes.gone == (("pair", first.id),)
    assert changes.pairs == ()


def test_a_writing_that_fails_leaves_nothing_and_no_revision(store: Store) -> None:
    before = store.revision()

    def write_half() -> None:
        with store.writing() as write:
            write.pair(pair())
            raise RuntimeError("interrupted")

    with pytest.raises(RuntimeError):
        write_half()
    assert store.revision() == before
    assert list(store.pairs()) == []


def test_writers_at_the_same_time_each_get_their_own_revision(store: Store) -> None:
    threads = [
        threading.Thread(target=store.save_pair, args=(QaPair(f"第{number}个问题怎么办？", "答"),))
        for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.revision() == 8
    assert len(list(store.pairs(published_only=False))) == 8


def test_a_withheld_document_never_enters_the_store(store: Store) -> None:
    withheld = Policy(title="内部材料", clauses=(), disclosure=Disclosure.WITHHELD)
    with pytest.raises(InputError, match="withheld"):
        store.save_policy(withheld)
    assert list(store.policies()) == []


def test_what_is_not_there_is_said_so(store: Store) -> None:
    with pytest.raises(PolicyNotFound):
        store.policy("p-none")
    with pytest.raises(PairNotFound):
        store.pair("q-none")


def test_a_department_is_found_by_its_alias(store: Store) -> None:
    department = Department("示范市医疗保障局", ("市医保局", "医保局"), phone="0000-88801001")
    store.save_department(department)
    assert store.department("医保局") == department
    assert store.department("不存在的局") is None


def test_regions_are_kept(store: Store) -> None:
    region = Region("990102", "示范市云川区", "示范市", "district")
    store.save_region(region)
    assert store.regions() == [region]


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2024, 12, 31), Status.NOT_YET),
        (date(2025, 1, 1), Status.IN_FORCE),
        (date(2029, 12, 31), Status.IN_FORCE),
        (date(2030, 1, 1), Status.LAPSED),
    ],
)
def test_validity_follows_the_dates_to_the_day(day: date, status: Status) -> None:
    assert POLICY.status_on(day) is status
