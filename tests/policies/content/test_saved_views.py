"""Filters that somebody named."""

from __future__ import annotations

import pytest

from policies.content.accounts.ring import Accounts
from policies.content.keys import Role
from policies.content.saved_views import MOST, SavedView, SavedViews
from policies.content.store import Store
from policies.errors import InputError


def test_views_are_each_persons_own_and_replaced_under_their_name(database_url: str) -> None:
    store = Store.open(database_url)
    views, accounts = SavedViews(store.engine), Accounts(store)
    anna, bea = (accounts.create(login, login, [Role.EDITOR])[0].id for login in ("anna", "bea"))
    views.save(anna, " 医保 ", "text=%E5%8C%BB")
    views.save(anna, "医保", "category=医保")
    assert views.of(anna) == [SavedView("医保", "category=医保")]
    assert views.of(bea) == []
    views.delete(bea, "医保")
    views.delete(anna, "医保")
    assert views.of(anna) == []
    store.close()


def test_a_view_has_a_name_and_filters_and_there_are_not_too_many(database_url: str) -> None:
    store = Store.open(database_url)
    views = SavedViews(store.engine)
    anna = Accounts(store).create("anna", "anna", [Role.EDITOR])[0].id
    for number in range(MOST):
        views.save(anna, f"视图{number}", "state=draft")
    views.save(anna, "视图0", "state=published")
    for name, query, reason in (
        ("", "state=draft", "view_name"),
        ("长" * 21, "state=draft", "view_name"),
        ("空", "", "view_empty"),
        ("又一个", "state=draft", "view_too_many"),
    ):
        with pytest.raises(InputError) as refused:
            views.save(anna, name, query)
        assert refused.value.reason == reason
    store.close()
