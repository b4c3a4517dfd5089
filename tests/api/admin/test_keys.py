"""Keys over the back office's API."""

from __future__ import annotations

import pytest

from policies.content.audit import audit_entries
from policies.library import Library
from tests.api.admin.conftest import As

KEYS = "/api/v1/admin/keys"


def test_a_key_is_made_used_rotated_and_revoked(as_: As, own_library: Library) -> None:
    admin = as_("管理丁")
    made = admin.post(KEYS, json={"name": "热线平台", "roles": ["hotline"], "scopes": ["calls"]})
    assert made.status_code == 201
    told = made.json()
    assert (told["roles"], told["scopes"]) == (["hotline"], ["calls"])
    turned = admin.post(f"{KEYS}/{told['id']}/rotate", json={"overlap_hours": 1}).json()
    assert turned["old_until"] is not None
    secrets = (told["secret"], turned["secret"])
    opened = [admin.post("/api/v1/hotline/calls", json={}, headers=bearer(each)) for each in secrets]
    assert [each.status_code for each in opened] == [201, 201]
    assert admin.post(f"{KEYS}/{told['id']}/revoke").status_code == 204
    shut = [admin.post("/api/v1/hotline/calls", json={}, headers=bearer(each)) for each in secrets]
    assert [each.status_code for each in shut] == [401, 401]
    entries = audit_entries(own_library.store, kind="key", subject=told["id"])
    assert [(each.action, each.actor) for each in entries] == [
        (action, "管理丁") for action in ("revoke", "rotate", "make")
    ]


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_the_list_shows_no_secret(as_: As) -> None:
    listed = as_("管理丁").get(KEYS)
    assert {"管理丁", "热线戊"} <= {each["name"] for each in listed.json()}
    assert "yhd_" not in listed.text
    assert "digest" not in listed.text


def test_what_is_wrong_is_told_with_its_field(as_: As) -> None:
    admin = as_("管理丁")
    assert admin.post(f"{KEYS}/k-none/rotate", json={}).json()["title"] == "没有这个密钥"
    assert admin.post(f"{KEYS}/k-none/revoke").status_code == 404
    liaison = admin.post(KEYS, json={"name": "联络员", "roles": ["liaison"]})
    assert liaison.status_code == 422
    long = admin.post(f"{KEYS}/k-none/rotate", json={"overlap_hours": 10_000})
    assert long.json()["errors"][0]["field"] == "overlap_hours"


@pytest.mark.parametrize(("scopes", "expected"), [(["assist"], 403), (["calls"], 201), (None, 201)])
def test_a_hotlines_key_opens_what_it_was_made_for(as_: As, scopes: list[str] | None, expected: int) -> None:
    admin = as_("管理丁")
    made = admin.post(KEYS, json={"name": "热线平台", "roles": ["hotline"], "scopes": scopes}).json()
    headers = {"Authorization": f"Bearer {made['secret']}"}
    assert admin.post("/api/v1/hotline/calls", json={}, headers=headers).status_code == expected
