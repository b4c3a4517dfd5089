"""Keys: narrowed, rotated with an overlap, revoked, and every step written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import audit_entries
from policies.content.keys import KeyNotFound, KeyRing, Role, Scope
from policies.content.store import Store
from policies.errors import InputError

DAY = timedelta(days=1)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    opened.close()


def age(store: Store, key_id: str, by: timedelta) -> None:
    """Let the end of a key's overlap lie so much earlier."""
    k = tables.API_KEY
    with store.engine.begin() as connection:
        until = connection.scalar(sa.select(k.c.old_until).where(k.c.id == key_id))
        assert until is not None
        connection.execute(sa.update(k).where(k.c.id == key_id).values(old_until=until - by))


def test_a_new_secret_is_good_at_once_and_the_old_one_for_the_overlap(store: Store) -> None:
    ring = KeyRing(store)
    key, old = ring.make("热线", [Role.HOTLINE])
    turned, new = ring.rotate(key.id, DAY)
    assert turned.id == key.id
    assert {ring.opened_by(each).id for each in (old, new)} == {key.id}  # type: ignore[union-attr]
    age(store, key.id, DAY)
    assert ring.opened_by(old) is None
    assert ring.opened_by(new) is not None


def test_without_an_overlap_the_old_secret_is_useless_at_once(store: Store) -> None:
    ring = KeyRing(store)
    key, old = ring.make("热线", [Role.HOTLINE])
    _, new = ring.rotate(key.id, timedelta())
    assert ring.opened_by(old) is None
    assert ring.opened_by(new) is not None


def test_a_second_rotation_leaves_the_last_two_secrets(store: Store) -> None:
    ring = KeyRing(store)
    key, first = ring.make("热线", [Role.HOTLINE])
    second, third = (ring.rotate(key.id, DAY)[1] for _ in range(2))
    assert [ring.opened_by(each) is not None for each in (first, second, third)] == [False, True, True]


def test_revoking_ends_both_secrets(store: Store) -> None:
    ring = KeyRing(store)
    key, old = ring.make("热线", [Role.HOTLINE])
    _, new = ring.rotate(key.id, DAY)
    ring.revoke(key.id)
    assert ring.opened_by(old) is ring.opened_by(new) is None
    with pytest.raises(InputError) as refused:
        ring.rotate(key.id, DAY)
    assert refused.value.reason == "key_spent"


@pytest.mark.parametrize("overlap", [timedelta(seconds=-1), timedelta(days=31)])
def test_an_overlap_without_sense_is_refused(store: Store, overlap: timedelta) -> None:
    ring = KeyRing(store)
    with pytest.raises(InputError):
        ring.rotate(ring.make("热线", [Role.HOTLINE])[0].id, overlap)


def test_what_is_not_there_can_be_neither_rotated_nor_revoked(store: Store) -> None:
    for act in (lambda: KeyRing(store).rotate("k-none", DAY), lambda: KeyRing(store).revoke("k-none")):
        with pytest.raises(KeyNotFound):
            act()


def test_a_key_opens_what_its_scopes_name_and_all_without_any(store: Store) -> None:
    ring = KeyRing(store)
    narrow = ring.opened_by(ring.make("热线", [Role.HOTLINE], scopes=[Scope.CALLS])[1])
    whole = ring.opened_by(ring.make("热线二", [Role.HOTLINE])[1])
    assert narrow is not None
    assert whole is not None
    assert [narrow.may(each) for each in Scope] == [True, False, False]
    assert all(whole.may(each) for each in Scope)


def test_every_step_is_written_down_once(store: Store) -> None:
    ring = KeyRing(store)
    key, _ = ring.make("热线", [Role.HOTLINE], actor="管理丁")
    ring.rotate(key.id, DAY, actor="管理丁")
    ring.revoke(key.id, actor="管理丁")
    ring.revoke(key.id, actor="管理丁")
    told = audit_entries(store, kind="key", subject=key.id)
    assert [(each.action, each.actor) for each in told] == [
        ("revoke", "管理丁"),
        ("rotate", "管理丁"),
        ("make", "管理丁"),
    ]
