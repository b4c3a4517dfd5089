"""Sites and requests to be called back in the back office."""

from __future__ import annotations

from uuid import uuid4

from policies.content.callbacks import CallBacks
from policies.library import Library
from tests.api.admin.conftest import As

SITE = {
    "title": "政策咨询",
    "color": "#0d5a55",
    "greeting": "想问什么？",
    "hot": ["老花镜有补贴吗"],
    "origins": ["https://www.example.gov.cn"],
}


def test_a_site_is_saved_changed_listed_and_taken_away(as_: As) -> None:
    admin = as_("管理丁")
    assert admin.put("/api/v1/admin/sites/portal", json=SITE).json() == {**SITE, "id": "portal"}
    admin.put("/api/v1/admin/sites/portal", json={**SITE, "title": "问政策"})
    assert [each["title"] for each in as_("审计丙").get("/api/v1/admin/sites").json()] == ["问政策"]
    assert as_("管理丁").delete("/api/v1/admin/sites/portal").status_code == 204
    assert as_("管理丁").delete("/api/v1/admin/sites/portal").status_code == 404


def test_a_colour_that_hides_the_text_is_refused_in_words(as_: As) -> None:
    refused = as_("管理丁").put("/api/v1/admin/sites/portal", json={**SITE, "color": "#ffd400"})
    assert refused.status_code == 422
    assert "看不清" in refused.json()["errors"][0]["reason"]


def test_who_waits_for_a_call_is_listed_until_called(as_: As) -> None:
    wish = {"name": "李女士", "phone": "13800138000", "matter": "高龄津贴", "client_id": uuid4().hex}
    kept = as_("").post("/api/v1/contacts", json=wish).json()["id"]
    waiting = as_("编辑甲").get("/api/v1/admin/contacts").json()
    assert [(each["id"], each["phone"]) for each in waiting] == [(kept, "13800138000")]
    done = f"/api/v1/admin/contacts/{kept}/done"
    assert as_("编辑甲").post(done).status_code == 204
    assert as_("编辑甲").post(done).status_code == 422
    assert as_("编辑甲").get("/api/v1/admin/contacts").json() == []
    (past,) = as_("编辑甲").get("/api/v1/admin/contacts?waiting=false").json()
    assert past["done_by"] == "编辑甲"


def test_whom_a_colleague_is_about_to_call_nobody_else_finishes(as_: As, own_library: Library) -> None:
    wish = {"name": "李女士", "phone": "13800138000", "matter": "高龄津贴", "client_id": uuid4().hex}
    kept = as_("").post("/api/v1/contacts", json=wish).json()["id"]
    CallBacks(own_library.store.engine).claim(kept, "王坐席")
    refused = as_("编辑甲").post(f"/api/v1/admin/contacts/{kept}/done")
    assert (refused.status_code, refused.json()["title"]) == (409, "同事正在回电")
    assert [each["id"] for each in as_("编辑甲").get("/api/v1/admin/contacts").json()] == [kept]
