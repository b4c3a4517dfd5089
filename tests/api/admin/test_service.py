"""What administrators set for the whole service, over HTTP, and that it holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import audit_entries
from policies.content.conversations import ConversationLog
from policies.content.ending import Keeping
from policies.content.retention import sweep
from policies.library import Library
from policies.settings import LibrarySettings
from policies.wording import delivered
from tests.api.admin.conftest import As

SERVICE = "/api/v1/admin/service"
KEY = "answering.not_found.summary"
ASKED = "没有人问过的飞船泊位怎么续租"


def ask(client: Any, text: str) -> dict[str, Any]:
    answer = client.post("/api/v1/chat/messages", json={"text": text})
    assert answer.status_code == 200, answer.text
    return dict(answer.json()["reply"])


def test_a_sentence_is_found_previewed_changed_and_taken_back(as_: As, own_library: Library) -> None:
    admin = as_("管理丁")
    before = ask(admin, ASKED)["summary"]
    assert before == delivered(KEY)
    found = admin.get(f"{SERVICE}/wording", params={"text": before[:10]}).json()
    assert KEY in {each["key"] for each in found}
    seen = admin.post(f"{SERVICE}/wording/{KEY}/preview", json={"text": "没有依据，请拨打12345。"}).json()
    assert (seen["shown"], seen["turns"]) == ("没有依据，请拨打12345。", ["没有依据，请拨打幺二三四五。"])
    body = {"text": "没有依据，请拨打12345。", "reason": "更简短", "version": 0}
    assert admin.put(f"{SERVICE}/wording/{KEY}", json=body).json()["own"] == "没有依据，请拨打12345。"
    assert ask(admin, ASKED)["summary"] == "没有依据，请拨打12345。"
    assert admin.put(f"{SERVICE}/wording/{KEY}", json=body).status_code == 409
    changed = admin.get(f"{SERVICE}/wording", params={"changed": True}).json()
    assert [each["key"] for each in changed] == [KEY]
    entry = audit_entries(own_library.store, kind="wording")[0]
    assert (entry.actor, entry.subject, entry.detail["reason"]) == ("管理丁", KEY, "更简短")
    admin.post(f"{SERVICE}/wording/{KEY}/restore", json={"reason": "恢复"})
    assert ask(admin, ASKED)["summary"] == before
    history = admin.get(f"{SERVICE}/wording/{KEY}/history").json()
    assert [each["why"] for each in history] == ["恢复", "更简短"]


def test_what_is_wrong_with_a_sentence_is_told_by_its_field(as_: As) -> None:
    admin = as_("管理丁")
    refused = admin.put(
        f"{SERVICE}/wording/answering.not_found.department", json={"text": "请问部门。", "reason": "试"}
    )
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "text"
    assert "{department}" in refused.json()["errors"][0]["reason"]
    assert admin.put(f"{SERVICE}/wording/{KEY}", json={"text": "好", "reason": " "}).status_code == 422
    assert admin.get(f"{SERVICE}/wording/cli.app").status_code == 404


def test_every_sentence_can_be_previewed(as_: As) -> None:
    admin = as_("管理丁")
    every = admin.get(f"{SERVICE}/wording").json()
    for each in every[::9]:
        seen = admin.post(f"{SERVICE}/wording/{each['key']}/preview", json={"text": each["delivered"]})
        assert seen.status_code == 200, each["key"]
        assert "{" not in seen.json()["shown"]


@pytest.fixture
def spoken_long_ago(own_library: Library) -> int:
    """Keep three conversations whose last question was 50 days ago."""
    log = ConversationLog(own_library.store.engine)
    made = [log.start("web") for _ in range(3)]
    c = tables.CONVERSATION
    with own_library.store.engine.begin() as connection:
        ago = datetime.now(UTC) - timedelta(days=50)
        connection.execute(sa.update(c).where(c.c.id.in_(made)).values(started_at=ago))
    return len(made)


def test_the_preview_counts_what_the_sweep_then_deletes(
    as_: As, own_library: Library, spoken_long_ago: int
) -> None:
    admin = as_("管理丁")
    told = admin.post(f"{SERVICE}/retention/preview", json={"days": {"conversations": 40}}).json()
    assert told["conversations"] == spoken_long_ago
    saved = admin.put(
        f"{SERVICE}/retention", json={"days": {"conversations": 40}, "reason": "按通知缩短"}
    ).json()
    kept = next(each for each in saved if each["name"] == "conversations")
    assert (kept["days"], kept["is_own"]) == (40, True)
    keeping = own_library.keeping(LibrarySettings().keeping)
    assert keeping.conversations == 40
    ended = sweep(own_library.store.engine, keeping)
    assert ended.conversations == spoken_long_ago
    admin.post(f"{SERVICE}/retention/conversations/restore", json={"reason": "恢复"})
    assert own_library.keeping(LibrarySettings().keeping) == LibrarySettings().keeping
    assert isinstance(keeping, Keeping)


def test_days_outside_their_bounds_are_refused(as_: As) -> None:
    refused = as_("管理丁").put(f"{SERVICE}/retention", json={"days": {"calls": 3}, "reason": "试"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "calls"


def test_a_mask_is_tried_added_applied_at_the_door_and_stopped(as_: As, own_library: Library) -> None:
    admin = as_("管理丁")
    pattern = {"pattern": "XJ#{10}", "label": "学籍号"}
    tried = admin.post(
        f"{SERVICE}/masks/try", json={**pattern, "sample": "学籍XJ2026000123，电话13800138000"}
    )
    assert tried.json() == {"masked": "学籍〔学籍号〕，电话〔手机号〕"}
    made = admin.post(f"{SERVICE}/masks", json={**pattern, "reason": "本地学籍号"}).json()
    ask(admin, "孩子学籍XJ2026000123怎么转学")
    m = tables.MESSAGE
    with own_library.store.engine.connect() as connection:
        kept = connection.scalars(sa.select(m.c.question)).all()
    assert any("〔学籍号〕" in each for each in kept)
    assert not any("XJ2026000123" in each for each in kept)
    assert admin.get(f"{SERVICE}/masks").json() == [made]
    assert admin.post(f"{SERVICE}/masks/{made['id']}/remove", json={"reason": "不用"}).status_code == 204
    assert admin.get(f"{SERVICE}/masks").json() == []
    refused = admin.post(f"{SERVICE}/masks", json={"pattern": "#{5}", "label": "编号", "reason": "试"})
    assert "12345" in refused.json()["errors"][0]["reason"]


def test_one_pair_is_switched_off_while_another_answers(as_: As, own_library: Library) -> None:
    admin = as_("管理丁")
    off, other = list(own_library.open_pairs(datetime.now(UTC).date()))[:2]
    assert ask(admin, off.question)["qa_id"] == off.id
    body = {"reach": "pair", "target": off.id, "reason": "金额待核"}
    made = admin.post(f"{SERVICE}/switches", json=body).json()
    told = ask(admin, off.question)
    assert (told["outcome"], told["qa_id"]) == ("paused", None)
    assert off.summary not in told["summary"]
    assert ask(admin, other.question)["qa_id"] == other.id
    assert [each["id"] for each in admin.get(f"{SERVICE}/switches").json()] == [made["id"]]
    assert admin.post(f"{SERVICE}/switches/{made['id']}/on", json={"reason": "已改"}).status_code == 204
    assert ask(admin, off.question)["qa_id"] == off.id


def test_while_all_is_off_emergencies_are_led_on_and_the_pages_say_so(as_: As) -> None:
    admin = as_("管理丁")
    made = admin.post(f"{SERVICE}/switches", json={"reach": "all", "reason": "核对"}).json()
    assert ask(admin, "家里着火了")["outcome"] == "emergency"
    assert ask(admin, ASKED)["outcome"] == "paused"
    assert "停用" in as_("").get("/api/v1/notices").json()[0]["text"]
    as_("管理丁").post(f"{SERVICE}/switches/{made['id']}/on", json={"reason": "已改"})
    assert as_("").get("/api/v1/notices").json() == []


def test_an_announcement_is_told_to_its_places_until_it_is_taken_away(as_: As) -> None:
    admin = as_("管理丁")
    admin.put("/api/v1/admin/sites/portal", json={"title": "政策咨询"})
    body = {"text": "台风红色预警。", "level": "urgent", "places": ["portal"], "reason": "台风"}
    made = admin.post(f"{SERVICE}/banners", json=body).json()
    assert as_("").get("/api/v1/notices").json() == []
    assert as_("").get("/api/v1/notices?site=portal").json() == [
        {"id": f"{made['id']}-1", "text": "台风红色预警。", "level": "urgent", "heading": "紧急"}
    ]
    admin = as_("管理丁")
    changed = admin.put(
        f"{SERVICE}/banners/{made['id']}", json={**body, "text": "预警解除。", "version": 1}
    ).json()
    assert (changed["id"], changed["version"]) == (made["id"], 2)
    assert admin.put(f"{SERVICE}/banners/{made['id']}", json={**body, "version": 1}).status_code == 409
    assert admin.put(f"{SERVICE}/banners/none", json=body).status_code == 404
    assert admin.post(f"{SERVICE}/banners/{made['id']}/remove", json={"reason": "结束"}).status_code == 204
    assert as_("").get("/api/v1/notices?site=portal").json() == []
    as_("管理丁").delete("/api/v1/admin/sites/portal")


def test_a_call_begins_with_what_is_announced(as_: As) -> None:
    admin = as_("管理丁")
    body = {"text": "台风红色预警（全市），大厅停办。", "places": ["hotline"], "reason": "台风"}
    made = admin.post(f"{SERVICE}/banners", json=body).json()
    told = as_("热线戊").post("/api/v1/hotline/calls", json={}).json()["speech"]
    assert told.startswith("台风红色预警，全市，大厅停办。")
    assert told.endswith(delivered("hotline.greeting"))
    as_("管理丁").post(f"{SERVICE}/banners/{made['id']}/remove", json={"reason": "结束"})


def test_a_caller_is_led_to_a_person_where_the_answer_is_off(as_: As, own_library: Library) -> None:
    off = next(own_library.open_pairs(datetime.now(UTC).date()))
    body = {"reach": "pair", "target": off.id, "reason": "金额待核"}
    made = as_("管理丁").post(f"{SERVICE}/switches", json=body).json()
    hotline = as_("热线戊")
    call = hotline.post("/api/v1/hotline/calls", json={}).json()["call_id"]
    said = {"idempotency_key": "turn-000000000001", "text": off.question}
    reply = hotline.post(f"/api/v1/hotline/calls/{call}/utterances", json=said).json()
    assert reply["next"] == "transfer"
    assert "正在核对" in reply["speech"]
    as_("管理丁").post(f"{SERVICE}/switches/{made['id']}/on", json={"reason": "已改"})


def test_the_overview_shows_no_secret(as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIHAODA_CHAT_KEY", "sk-nobody-may-see-this")
    monkeypatch.setenv("YIHAODA_DATABASE_URL", "postgresql://someone:hidden-word@127.0.0.1/x")
    answer = as_("审计丙").get(f"{SERVICE}/overview")
    assert answer.status_code == 200, answer.text
    for hidden in ("sk-nobody", "hidden-word", "4f1d0c7b9a2e6583"):
        assert hidden not in answer.text
    found = {each["name"]: each for each in answer.json()["configured"]}
    assert found["YIHAODA_CHAT_KEY"] == {
        "name": "YIHAODA_CHAT_KEY", "value": "", "is_set": True, "is_secret": True,
    }  # fmt: skip
    assert found["YIHAODA_INTERNAL_SECRET"]["is_set"]
    assert answer.json()["parts"]["library"]["status"] == "ready"
    assert {each["judge"] for each in answer.json()["thresholds"]} == {"varied", "single"}
