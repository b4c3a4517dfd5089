"""Pairs drafted from documents over HTTP."""

from __future__ import annotations

import pytest

from policies.library import Library
from tests.api.admin.conftest import As
from tests.api.content import ON_REQUEST
from tests.policies.drafting.samples import relief

ADDRESS = "/api/v1/admin/documents/p-relief/drafts"


@pytest.fixture(scope="module", autouse=True)
def policy(own_library: Library) -> None:
    own_library.store.save_policy(relief())


def test_a_dry_run_shows_drafts_with_their_clause_and_saves_none(as_: As) -> None:
    answer = as_("编辑甲").post(ADDRESS, json={"dry_run": True})
    assert answer.status_code == 200, answer.text
    found = {each["question"]: each for each in answer.json()}
    assert found["临时救助要符合什么条件"]["clause"] == "第三条"
    assert {each["pair_id"] for each in found.values()} == {None}
    assert as_("编辑甲").get("/api/v1/admin/pairs", params={"q": "临时救助"}).json()["items"] == []


def test_the_drafts_that_an_editor_chose_wait_and_are_not_drafted_twice(as_: As) -> None:
    wanted = {"questions": ["临时救助需要什么材料"]}
    (saved,) = [each for each in as_("编辑甲").post(ADDRESS, json=wanted).json() if each["pair_id"]]
    assert saved["question"] == "临时救助需要什么材料"
    pair = as_("审计丙").get(f"/api/v1/admin/pairs/{saved['pair_id']}").json()
    assert (pair["state"], pair["author"]) == ("draft", "编辑甲")
    again = {each["question"]: each for each in as_("编辑甲").post(ADDRESS, json={}).json()}
    assert again["临时救助需要什么材料"]["known_id"] == saved["pair_id"]
    assert again["临时救助要符合什么条件"]["pair_id"]


def test_nothing_is_drafted_from_what_is_disclosed_on_request_only(as_: As) -> None:
    answer = as_("编辑甲").post(f"/api/v1/admin/documents/{ON_REQUEST}/drafts", json={})
    assert answer.status_code in (400, 422)
    assert "没有起草" in answer.text
    assert as_("编辑甲").post("/api/v1/admin/documents/p-none/drafts", json={}).status_code == 404
