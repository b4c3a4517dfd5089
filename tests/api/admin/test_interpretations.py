"""Interpretations and the board of those in step over HTTP."""

from __future__ import annotations

import io

import openpyxl
import pytest

from policies.content.keys import KeyRing, Role
from policies.library import Library
from tests.api.admin.conftest import As
from tests.api.content import EXPLAINED, PUBLIC

TEXTS, SYNC = "/api/v1/admin/interpretations", "/api/v1/admin/sync"
QUESTIONS = "高温津贴一图读懂\n\n问：每天发多少\n答：每天三十元。\n"
CIVIL = "示范市民政局"


@pytest.fixture(scope="module")
def liaison(own_library: Library) -> dict[str, str]:
    ring = KeyRing(own_library.store)
    _, secret = ring.make("联络员", [Role.LIAISON], department=CIVIL)
    return {"Authorization": f"Bearer {secret}"}


def test_an_interpretation_is_brought_for_a_document_and_the_board_shows_it(as_: As) -> None:
    editor = as_("编辑甲")
    before = next(each for each in editor.get(SYNC).json()["rows"] if each["id"] == PUBLIC)
    files = [("files", ("一图读懂.txt", QUESTIONS.encode())), ("files", ("坏.exe", b"MZ"))]
    told = editor.post(TEXTS, files=files, data={"explains": PUBLIC, "published_on": "2026-10-01"})
    assert [each["result"] for each in told.json()] == ["new", "failed"]
    assert told.json()[1]["reason"]
    identifier = told.json()[0]["id"]
    board = editor.get(SYNC, params={"limit": 200}).json()
    after = next(each for each in board["rows"] if each["id"] == PUBLIC)
    assert {each["id"] for each in after["texts"]} == {each["id"] for each in before["texts"]} | {identifier}
    assert sum(each["total"] for each in board["departments"]) == board["whole"]["total"]
    whole = editor.get(f"{TEXTS}/{identifier}").json()
    assert (whole["explains"][0]["id"], whole["published_on"], whole["kind"]) == (
        PUBLIC,
        "2026-10-01",
        "图解",
    )


def test_a_correction_is_refused_where_somebody_else_was_quicker(as_: As) -> None:
    editor = as_("编辑甲")
    shown = editor.get(f"{TEXTS}/{EXPLAINED}").json()
    wanted = {
        "explains": [each["id"] for each in shown["explains"]],
        "kind": "专家解读",
        "published_on": None,
        "reason": "原文署名为专家",
        "expected": shown["revision"],
    }
    corrected = editor.put(f"{TEXTS}/{EXPLAINED}", json=wanted)
    assert (corrected.status_code, corrected.json()["kind"]) == (200, "专家解读")
    late = editor.put(f"{TEXTS}/{EXPLAINED}", json=wanted)
    assert late.status_code == 409
    assert "刚被别人改过" in late.text
    unknown = {**wanted, "expected": corrected.json()["revision"], "explains": ["示政发〔1999〕1号"]}
    assert "示政发〔1999〕1号" in editor.put(f"{TEXTS}/{EXPLAINED}", json=unknown).text


def test_a_liaison_sees_the_department_alone(as_: As, liaison: dict[str, str]) -> None:
    client = as_("")
    board = client.get(SYNC, headers=liaison, params={"department": "示范市医疗保障局"}).json()
    assert {each["department"] for each in board["departments"]} <= {CIVIL}
    own = client.get(TEXTS, headers=liaison).json()
    everything = as_("编辑甲").get(TEXTS).json()
    others = {each["id"] for each in everything["items"]} - {each["id"] for each in own["items"]}
    as_("")
    for identifier in others:
        assert client.get(f"{TEXTS}/{identifier}", headers=liaison).status_code == 404


def test_the_board_is_a_workbook(as_: As) -> None:
    answer = as_("审计丙").get(f"{SYNC}/board.xlsx", params={"step": "in_step"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["分部门", "文件"]
    assert {row[5] for row in book["文件"].iter_rows(min_row=2, values_only=True)} <= {"同步"}
