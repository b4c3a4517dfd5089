"""The regression set over HTTP, and that nothing gets past its gate."""

from __future__ import annotations

import ast
import io
import threading
from collections.abc import Iterator
from dataclasses import replace

import openpyxl
import pytest
from fastapi.testclient import TestClient

from policies.content.model import PairState, QaPair
from policies.library import Library
from policies.regression.cases import Cases
from tests.api.admin.conftest import As
from tests.api.content import PAIR, QUESTION
from tests.conftest import ROOT

SET, HELD = "/api/v1/admin/regression", "/api/v1/admin/held"
OWN, OWN_QUESTION = "q-garden", "社区菜园几点开门"


@pytest.fixture
def own_set(as_: As, own_library: Library) -> Iterator[Library]:
    """A set of two questions and a pair of one's own; gone afterwards."""
    own_library.store.save_pair(
        QaPair(
            id=OWN, question=OWN_QUESTION, summary="早上八点。", region="示范市", state=PairState.PUBLISHED
        )
    )
    editor = as_("编辑甲")
    for text, pair in ((QUESTION, PAIR), (OWN_QUESTION, OWN)):
        told = {"text": text, "pair_ids": [pair], "region": "示范市"}
        assert editor.post(f"{SET}/cases", json=told).json() == {"added": 1}
    yield own_library
    cases = Cases(own_library.store)
    cases.remove([each.id for each in cases.every()], "编辑甲")


def waiting(editor: TestClient, library: Library, question: str) -> dict[str, object]:
    """Change the own pair's question and hand it in; return it as it waits."""
    newest = editor.get(f"/api/v1/admin/pairs/{OWN}").json()
    told = {"question": question, "summary": "早上八点。", "region": "示范市", "version": newest["version"]}
    saved = editor.put(f"/api/v1/admin/pairs/{OWN}", json=told).json()["pair"]
    step = {"version": saved["version"]}
    return dict(editor.post(f"/api/v1/admin/pairs/{OWN}/submit", json=step).json()["pair"])


def test_a_run_is_begun_watched_read_and_exported(as_: As, own_set: Library) -> None:
    run = as_("编辑甲").post(f"{SET}/runs")
    assert (run.status_code, run.json()["total"]) == (202, 2)
    for thread in threading.enumerate():
        if thread.name == "regression":
            thread.join(60)
    whole = as_("审计丙").get(f"{SET}/runs/{run.json()['id']}").json()
    assert (whole["run"]["state"], whole["run"]["figures"]["right"]) == ("done", 2)
    assert {each["case"]["text"] for each in whole["results"]} == {QUESTION, OWN_QUESTION}
    file = as_("审计丙").get(f"{SET}/runs/{run.json()['id']}/export")
    rows = list(openpyxl.load_workbook(io.BytesIO(file.content)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert len(rows) == 3
    assert as_("审计丙").get(f"{SET}/runs").json()[0]["id"] == run.json()["id"]
    assert as_("审计丙").get(f"{SET}/runs/t-none").status_code == 404
    assert as_("编辑甲").post(f"{SET}/runs/{run.json()['id']}/cancel").status_code == 404


def test_questions_are_imported_found_and_taken_out(as_: As, own_set: Library) -> None:
    file = {"file": ("题.csv", f"问题,标准问题\n菜园几点能进,{OWN_QUESTION}\n".encode(), "text/csv")}
    assert as_("编辑甲").post(f"{SET}/cases/import", files=file).json() == {"read": 1, "added": 1}
    found = as_("审计丙").get(f"{SET}/cases", params={"source": "file"}).json()
    assert (found["total"], found["items"][0]["pair_ids"]) == (1, [OWN])
    ids = [found["items"][0]["id"]]
    assert as_("编辑甲").post(f"{SET}/cases/remove", json={"ids": ids}).json() == {"removed": 1}
    assert as_("编辑甲").post(f"{SET}/cases/remove", json={"ids": ids}).status_code == 404
    bad = {"file": ("题.csv", "问题,标准问题\n菜园几点能进,没有这条\n".encode(), "text/csv")}
    answer = as_("编辑甲").post(f"{SET}/cases/import", files=bad)
    assert answer.status_code == 422
    assert "第 2 行" in answer.text
    collected = as_("编辑甲").post(f"{SET}/cases/collect", json={"source": "similar"})
    assert collected.json()["added"] > 0


def test_what_makes_it_worse_is_stopped_one_by_one_and_in_batches(as_: As, own_set: Library) -> None:
    pair = waiting(as_("编辑甲"), own_set, "路灯坏了打哪个电话")
    step = {"version": pair["version"]}
    one = as_("编审乙").post(f"/api/v1/admin/pairs/{OWN}/approve", json=step)
    assert one.status_code == 409, one.text
    assert one.json()["type"].endswith("makes-worse")
    assert "1 个回归问题变差" in one.json()["errors"][0]["reason"]
    batch = {"pairs": [{"id": OWN, "version": pair["version"]}]}
    assert as_("编审乙").post("/api/v1/admin/publish", json=batch).status_code == 409
    (held,) = [each for each in as_("审计丙").get(HELD).json() if each["state"] == "held"]
    assert held["moved"][0]["case"]["text"] == OWN_QUESTION
    reason = {"reason": "菜园已经关闭"}
    assert as_("编审乙").post(f"{HELD}/{held['id']}/release", json=reason).status_code == 403
    assert as_("管理丁").post(f"{HELD}/{held['id']}/release", json={"reason": " "}).status_code == 422
    assert own_set.store.pair(OWN).question == OWN_QUESTION
    (done,) = as_("管理丁").post(f"{HELD}/{held['id']}/release", json=reason).json()
    assert (done["pair_id"], done["reason"]) == (OWN, "")
    assert own_set.store.pair(OWN).question == "路灯坏了打哪个电话"


def test_a_batch_is_withdrawn_and_its_pairs_stay_in_review(as_: As, own_set: Library) -> None:
    pair = waiting(as_("编辑甲"), own_set, "公交卡在哪里充值")
    as_("编审乙").post(f"/api/v1/admin/pairs/{OWN}/approve", json={"version": pair["version"]})
    (held,) = [each for each in as_("审计丙").get(HELD).json() if each["state"] == "held"]
    told = as_("编审乙").post(f"{HELD}/{held['id']}/withdraw", json={"reason": "写错了"}).json()
    assert (told["state"], told["decided_by"]) == ("withdrawn", "编审乙")
    assert as_("编辑甲").get(f"/api/v1/admin/pairs/{OWN}").json()["state"] == "in_review"


def test_a_file_that_would_answer_at_once_is_refused_whole(as_: As, own_set: Library) -> None:
    table = f"编号,标题,内容,适用地区\n{OWN},换一个没人问的题目,请看公告。,示范市\n"
    own_set.store.save_pair(replace(own_set.store.pair(OWN), external_id=OWN))
    before = own_set.store.revision()
    file = {"file": ("表.csv", table.encode(), "text/csv")}
    told = {"publish": "true", "dry_run": "false", "on_known": "replace"}
    answer = as_("管理丁").post("/api/v1/admin/exchange/import", files=file, data=told)
    assert answer.status_code == 409, answer.text
    assert "没有写入" in answer.text
    assert own_set.store.pair(OWN).question == OWN_QUESTION
    assert own_set.store.revision() == before


def test_no_part_of_the_service_publishes_past_the_gate() -> None:
    """`Editing` alone has no gate: the service makes none, and only the shared modules publish."""
    publishing = set()
    for path in sorted((ROOT / "api").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = [call.func for call in ast.walk(tree) if isinstance(call, ast.Call)]
        assert "Editing" not in {each.id for each in called if isinstance(each, ast.Name)}, path
        if {"approve", "approve_many"} & {each.attr for each in called if isinstance(each, ast.Attribute)}:
            publishing.add(path.relative_to(ROOT).as_posix())
    assert publishing == {"api/admin/pairs.py", "api/admin/publishing.py", "api/admin/pages/steps.py"}
