"""Accounts over the back office's API."""

from __future__ import annotations

from policies.content.audit import audit_entries
from policies.library import Library
from tests.api.admin.conftest import As

ACCOUNTS = "/api/v1/admin/accounts"
REASON = {"reason": "调离岗位"}


def test_an_account_is_made_changed_and_disabled(as_: As, own_library: Library) -> None:
    admin = as_("管理丁")
    made = admin.post(ACCOUNTS, json={"login": "lixm", "name": "李小满", "roles": ["editor"]})
    assert made.status_code == 201
    assert len(made.json()["password"]) == 20
    assert made.json()["must_change"]
    rights = {"roles": ["reviewer"], "reason": "改做审核"}
    assert admin.put(f"{ACCOUNTS}/lixm/rights", json=rights).json()["roles"] == ["reviewer"]
    told = admin.post(f"{ACCOUNTS}/lixm/reset", json=REASON).json()
    assert told["password"] != made.json()["password"]
    assert admin.post(f"{ACCOUNTS}/lixm/sign-out", json=REASON).json() == {"sessions": 0}
    for step in ("disable", "enable", "unlock"):
        assert admin.post(f"{ACCOUNTS}/lixm/{step}", json=REASON).status_code == 204, step
    entries = audit_entries(own_library.store, kind="account", subject="lixm")
    assert [each.action for each in entries] == [
        "unlock",
        "enable",
        "disable",
        "sign_out",
        "reset",
        "entitle",
        "create",
    ]
    assert {each.actor for each in entries} == {"管理丁"}
    listed = admin.get(ACCOUNTS, params={"role": "reviewer", "text": "小满"})
    assert [each["login"] for each in listed.json()["items"]] == ["lixm"]
    assert "argon2" not in listed.text
    assert "password" not in listed.json()["items"][0]


def test_a_step_needs_its_reason_and_what_is_wrong_is_told_with_its_field(as_: As) -> None:
    admin = as_("管理丁")
    assert (
        admin.post(f"{ACCOUNTS}/lixm/disable", json={"reason": " "}).json()["errors"][0]["field"] == "reason"
    )
    assert admin.post(f"{ACCOUNTS}/nobody/disable", json=REASON).status_code == 404
    twice = {"login": "zweiter", "name": "李小满", "roles": ["editor"]}
    assert "同名" in admin.post(ACCOUNTS, json=twice).json()["errors"][0]["reason"]
    machine = {"login": "jiqi", "name": "机器", "roles": ["hotline"]}
    assert admin.post(ACCOUNTS, json=machine).status_code == 422
