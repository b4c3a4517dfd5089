from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as some

from policies.content import tables
from policies.content.documents.listing import documents_after, list_documents, names_in_use
from policies.content.documents.wanted import Owner, WantedDocuments, owner_of, status_on
from policies.content.mapping import policy_row
from policies.content.model import Disclosure, Policy, Status
from policies.content.store import Store
from policies.content.table_base import METADATA
from tests.policies.content.documents.conftest import CIVIL, HEALTH, NEW, NOTICE, OLD, SECRET

DAY = date(2026, 11, 26)
WANTED = [
    ({"text": "食堂 办法"}, {NEW}),
    ({"text": "示民规[2026]5号"}, {NEW}),
    ({"text": "〔2020〕1号"}, {OLD}),
    ({"text": "100%"}, set()),
    ({"region": "示范市"}, {OLD, NEW}),
    ({"issuer": HEALTH}, {NOTICE}),
    ({"category": "养老"}, {OLD, NEW}),
    ({"status": Status.REPEALED}, {OLD}),
    ({"status": Status.LAPSED}, {SECRET}),
    ({"disclosure": Disclosure.ON_REQUEST}, {SECRET}),
    ({"explained": True}, {NEW}),
    ({"explained": False, "region": "示范市"}, {OLD}),
    ({"owner": Owner(CIVIL, frozenset({"市民政局"}))}, {OLD, NEW, SECRET}),
    ({"owner": Owner("")}, set()),
]


@pytest.mark.parametrize(("wanted", "expected"), WANTED)
def test_a_list_is_narrowed_by_what_is_wanted(
    store: Store, wanted: dict[str, object], expected: set[str]
) -> None:
    narrowed = replace(WantedDocuments(), **wanted)  # type: ignore[arg-type]
    found = list_documents(store, narrowed, DAY)
    assert {each.id for each in found.rows} == expected
    assert found.total == len(expected)
    assert {each.id for each in documents_after(store, narrowed, DAY)} == expected


def test_a_list_is_turned_over_the_newest_first(store: Store) -> None:
    pages = [list_documents(store, WantedDocuments(), DAY, offset=n, limit=1) for n in range(4)]
    assert [page.rows[0].id for page in pages] == [NEW, NOTICE, OLD, SECRET]
    assert {page.total for page in pages} == {4}
    first = pages[0].rows[0]
    assert (first.status, first.clauses, first.explained) == (Status.IN_FORCE, 2, 1)
    assert list_documents(store, WantedDocuments(), DAY, order="title").rows[0].id == NOTICE


def test_a_department_chooses_from_its_own_names_and_a_joint_issuer_counts(store: Store) -> None:
    owner = owner_of(store, CIVIL)
    assert owner == Owner(CIVIL, frozenset({"市民政局"}))
    assert names_in_use(store, owner)["category"] == ["养老"]
    assert names_in_use(store, None)["category"] == ["养老", "医保"] or names_in_use(store, None)[
        "category"
    ] == ["医保", "养老"]
    assert owner_of(store, None) is None
    assert owner is not None
    assert owner.issued(store.policy(NEW))
    assert not owner.issued(store.policy(NOTICE))


DAYS = some.none() | some.dates(date(2026, 1, 1), date(2026, 1, 6))
DATED = (
    "effective_on",
    "expires_on",
    "starts_on",
    "repealed_on",
    "replaced_on",
    "amended_on",
    "status_since",
)
_ENGINE = sa.create_engine("sqlite://")
METADATA.create_all(_ENGINE, [tables.POLICY])


@settings(max_examples=300, deadline=None)
@given(
    some.fixed_dictionaries(dict.fromkeys(DATED, DAYS)),
    some.none() | some.sampled_from(Status),
    some.integers(-1, 6),
)
def test_the_database_tells_the_validity_as_the_document_does(
    days: dict[str, date | None], override: Status | None, after: int
) -> None:
    policy = Policy("办法", (), id="p", status_override=override, **days)  # type: ignore[arg-type]
    day = date(2026, 1, 1) + timedelta(days=after)
    with _ENGINE.connect() as connection:
        connection.execute(sa.insert(tables.POLICY).values(**policy_row(policy, 1), attachments=[]))
        assert connection.scalar(sa.select(status_on(day))) == policy.status_on(day).value
        connection.rollback()
