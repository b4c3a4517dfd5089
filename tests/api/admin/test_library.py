"""Documents, files of pairs, dictionary and departments over HTTP."""

from __future__ import annotations

import io

import openpyxl

from tests.api.admin.conftest import As
from tests.api.content import ON_REQUEST, PUBLIC

NOTICE = """---
title: 示范市高温津贴办法
doc_number: 示人社规〔2026〕8号
issuer: 示范市人力资源和社会保障局
region: 示范市
disclosure: 主动公开
effective_on: 2026-06-01
---

第一条 露天作业的，每人每天发放高温津贴30元。
"""


def workbook(*rows: tuple[str, ...]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_uploaded_documents_come_in_and_one_at_fault_is_named(as_: As) -> None:
    files = [
        ("files", ("津贴.md", NOTICE.encode())),
        ("files", ("空.md", b"")),
        ("files", ("../../x.exe", b"MZ")),
    ]
    answer = as_("编辑甲").post("/api/v1/admin/documents", files=files)
    assert answer.status_code == 200, answer.text
    assert [each["result"] for each in answer.json()] == ["new", "failed", "failed"]
    assert answer.json()[1]["reason"]
    (found,) = as_("审计丙").get("/api/v1/admin/documents", params={"q": "高温津贴"}).json()["items"]
    assert (found["status"], found["clauses"], found["has_interpretation"]) == ("现行有效", 1, False)
    again = as_("编辑甲").post("/api/v1/admin/documents", files=files[:1])
    assert again.json()[0]["result"] == "unchanged"


def test_staff_see_what_is_disclosed_on_request(as_: As) -> None:
    found = as_("审计丙").get("/api/v1/admin/documents", params={"limit": 100}).json()["items"]
    assert ON_REQUEST in {each["id"] for each in found}


def test_a_decision_on_validity_needs_a_reason_and_changes_the_answer(as_: As) -> None:
    address = f"/api/v1/admin/documents/{PUBLIC}/status"
    assert as_("编辑甲").put(address, json={"status": "已废止", "reason": " "}).status_code == 422
    decided = as_("编辑甲").put(address, json={"status": "已废止", "reason": "清理公告第三项"})
    assert (decided.json()["status"], decided.json()["holds"]) == ("已废止", False)
    reply = as_("").post("/api/v1/chat/messages", json={"text": "老花镜补贴怎么申请？"}).json()["reply"]
    assert reply["outcome"] != "answered"
    back = as_("编辑甲").put(address, json={"status": None, "reason": "更正"})
    assert back.json()["status"] == "现行有效"


def test_an_import_is_a_dry_run_until_it_is_wished_otherwise(as_: As) -> None:
    content = workbook(
        ("编号", "标题", "内容"), ("a-1", "公园几点开门", "早上六点。"), ("a-2", "", "没有问题")
    )
    files = {"file": ("问答.xlsx", content)}
    address = "/api/v1/admin/exchange/import"
    dry = as_("编辑甲").post(address, files=files).json()
    assert (dry["written"], dry["created"], [each["row"] for each in dry["errors"]]) == (False, 1, [3])
    refused = as_("编辑甲").post(address, files=files, data={"dry_run": "false", "publish": "true"})
    assert refused.status_code == 403
    done = as_("管理丁").post(
        address, files=files, data={"dry_run": "false", "publish": "true", "skip_errors": "true"}
    )
    assert (done.json()["written"], done.json()["created"]) == (True, 1)
    reply = as_("").post("/api/v1/chat/messages", json={"text": "公园几点开门"}).json()["reply"]
    assert reply["summary"] == "早上六点。"


def test_an_export_comes_as_a_file(as_: As) -> None:
    answer = as_("审计丙").get("/api/v1/admin/exchange/export", params={"kind": "xlsx"})
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert sheet["C1"].value == "标题"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_term_is_in_effect_at_once_and_can_be_tried_before(as_: As) -> None:
    term = {"concept": "老花镜补贴", "type": "amount", "field": "养老", "ways": ["看报眼镜钱"]}
    trial = as_("审计丙").post(
        "/api/v1/admin/dictionary/trial", json={"text": "看报眼镜钱怎么领", "terms": [term]}
    )
    assert trial.status_code == 200, trial.text
    said = {"said": "看报眼镜钱", "official": "老花镜补贴"}
    assert said not in trial.json()["before"]["official"]
    assert said in trial.json()["after"]["official"]
    assert as_("编辑甲").put("/api/v1/admin/dictionary/terms", json=[term]).status_code == 200
    now = as_("审计丙").post("/api/v1/admin/dictionary/trial", json={"text": "看报眼镜钱怎么领"})
    assert said in now.json()["before"]["official"]
    found = as_("审计丙").get("/api/v1/admin/dictionary/terms", params={"q": "看报"}).json()
    assert [(each["concept"], each["author"]) for each in found] == [("老花镜补贴", "编辑甲")]
    assert as_("编辑甲").delete("/api/v1/admin/dictionary/terms/老花镜补贴").status_code == 204
    assert as_("编辑甲").delete("/api/v1/admin/dictionary/terms/老花镜补贴").status_code == 404


def test_a_department_is_saved_and_a_circle_of_parents_refused(as_: As) -> None:
    address = "/api/v1/admin/departments"
    body = {
        "name": "示范市老龄办",
        "aliases": ["市老龄办"],
        "parent": "示范市民政局",
        "phone": "0000-88800009",
    }
    assert as_("编辑甲").put(address, json=body).status_code == 200
    assert body["name"] in {each["name"] for each in as_("审计丙").get(address).json()}
    circle = as_("编辑甲").put(address, json={"name": "示范市民政局", "parent": "示范市老龄办"})
    assert circle.status_code == 422
    assert circle.json()["errors"][0]["reason"]


def test_the_check_of_the_whole_library_speaks_in_sentences(as_: As) -> None:
    findings = as_("审计丙").get("/api/v1/admin/check")
    assert findings.status_code == 200
    assert all(each["sentence"] for each in findings.json())


def test_a_file_that_is_too_large_or_not_wanted_is_refused(as_: As) -> None:
    assert as_("编辑甲").post("/api/v1/admin/pairs", files={"file": ("a.txt", b"x")}).status_code == 415
    large = as_("编辑甲").post("/api/v1/admin/documents", files=[("files", ("大.txt", b"x" * 34_000_000))])
    assert large.status_code == 413
