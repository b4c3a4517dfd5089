"""Documents corrected over HTTP before they are saved."""

from __future__ import annotations

from typing import Any

import pytest

from policies.library import Library
from tests.api.admin.conftest import As
from tests.api.admin.test_library import NOTICE
from tests.api.content import PAIR, PUBLIC, QUESTION

READINGS = "/api/v1/admin/readings"


def work(reading: dict[str, Any]) -> dict[str, Any]:
    return {name: reading[name] for name in ("edition", "header", "nodes")}


def test_a_file_is_looked_at_corrected_and_saved(as_: As, own_library: Library) -> None:
    text = NOTICE.replace("8号", "28号").replace("高温津贴办法", "低温津贴办法")
    files = [("files", ("低温.md", text.encode())), ("files", ("空.md", b""))]
    seen = as_("编辑甲").post(READINGS, files=files).json()
    assert [(each["result"], each["code"]) for each in seen] == [("held", None), ("failed", "empty_file")]
    address = f"{READINGS}/{seen[0]['reading']}"
    assert own_library.store.policy_by_number("示人社规〔2026〕28号") is None
    assert seen[0]["reading"] in {each["id"] for each in as_("审计丙").get(READINGS).json()}
    body = work(as_("审计丙").get(address).json())
    body["nodes"][0]["text"] = "第一条 低温作业的，每人每天发放低温津贴四十元。"
    body["header"]["category"] = "劳动保障"
    changed = as_("编辑甲").put(address, json=body)
    assert (changed.status_code, changed.json()["edition"]) == (200, 2), changed.text
    stale = as_("编审乙").put(address, json=body)
    assert (stale.status_code, "编辑甲" in stale.text) == (422, True)
    leads = as_("编辑甲").get(f"{address}/leads").json()
    assert (leads["clauses"], leads["foresight"]["documents"][0]["before"]) == (1, None)
    saved = as_("编辑甲").post(f"{address}/save", json={"edition": 2})
    assert saved.status_code == 200, saved.text
    stored = own_library.store.policy(saved.json()["id"])
    assert (stored.category, stored.clauses[0].text) == ("劳动保障", body["nodes"][0]["text"])
    assert as_("编辑甲").get(address).status_code == 404


def test_a_cited_clause_is_led_to_another_before_the_document_is_saved(as_: As, own_library: Library) -> None:
    cited = own_library.store.pair(PAIR).citations[0].clause_path
    reading = as_("编辑甲").post(f"/api/v1/admin/documents/{PUBLIC}/reading").json()
    address, body = f"{READINGS}/{reading['id']}", work(reading)
    body["nodes"] = [each for each in body["nodes"] if each["path"] != cited]
    edition = as_("编辑甲").put(address, json=body).json()["edition"]
    (fate,) = [
        each for each in as_("编辑甲").get(f"{address}/leads").json()["cited"] if each["path"] == cited
    ]
    assert (fate["fate"], fate["to"], [each["id"] for each in fate["pairs"]]) == ("vanished", None, [PAIR])
    decision: dict[str, Any] = {"edition": edition, "reason": "页脚"}
    refused = as_("编辑甲").post(f"{address}/save", json=decision)
    assert (refused.status_code, str(cited) in refused.text) == (422, True)
    decision["choices"] = {cited: ""}
    assert as_("编辑甲").post(f"{address}/save", json=decision).status_code == 200
    assert own_library.store.pair(PAIR).citations[0].clause_path is None
    reply = as_("").post("/api/v1/chat/messages", json={"text": QUESTION}).json()["reply"]
    assert reply["outcome"] == "answered"


@pytest.mark.parametrize(
    "nodes",
    [[], [{"path": "第一条", "level": 13, "text": "一"}], [{"path": "第一条", "level": 0, "text": " "}]],
)
def test_a_tree_that_cannot_be_is_refused(as_: As, nodes: list[dict[str, Any]]) -> None:
    reading = as_("编辑甲").post(f"/api/v1/admin/documents/{PUBLIC}/reading").json()
    body = {**work(reading), "nodes": nodes}
    assert as_("编辑甲").put(f"{READINGS}/{reading['id']}", json=body).status_code == 422
    assert as_("编辑甲").delete(f"{READINGS}/{reading['id']}").status_code == 204
    assert as_("编辑甲").delete(f"{READINGS}/{reading['id']}").status_code == 404
