"""Documents over HTTP: told as they are read, found by any filter, decided on with what it leads to."""

from __future__ import annotations

import json
from typing import Any

import pytest

from policies.content.audit import audit_entries
from policies.content.keys import KeyRing, Role
from policies.library import Library
from tests.api.admin.conftest import As
from tests.api.admin.test_library import NOTICE
from tests.api.content import OLD, ON_REQUEST, PAIR, PUBLIC

DOCUMENTS = "/api/v1/admin/documents"
CIVIL = "示范市民政局"


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_an_upload_tells_line_by_line_how_far_it_is(as_: As, own_library: Library) -> None:
    files = [("files", ("津贴之二.md", NOTICE.replace("8号", "18号").encode())), ("files", ("空.md", b""))]
    answer = as_("编辑甲").post(f"{DOCUMENTS}/filing", files=files)
    assert answer.headers["content-type"] == "application/x-ndjson"
    told = lines(answer.text)
    assert [(each["done"], each["total"]) for each in told] == [(0, 2), (1, 2), (2, 2)]
    filed = {each["filed"]["name"]: each["filed"] for each in told[1:]}
    assert (filed["津贴之二.md"]["result"], filed["空.md"]["result"]) == ("new", "failed")
    assert (filed["空.md"]["code"], filed["空.md"]["reason"]) == ("empty_file", "文件是空的。")
    (entry,) = audit_entries(own_library.store, kind="policy", subject=filed["津贴之二.md"]["id"])
    assert entry.actor == "编辑甲"


@pytest.mark.parametrize(
    ("wanted", "there", "not_there"),
    [
        ({"q": "老花镜"}, PUBLIC, ON_REQUEST),
        ({"disclosure": "依申请公开"}, ON_REQUEST, PUBLIC),
        ({"explained": "true"}, PUBLIC, OLD),
        ({"status": "现行有效"}, PUBLIC, OLD),
    ],
)
def test_documents_are_found_by_any_filter(
    as_: As, wanted: dict[str, str], there: str, not_there: str
) -> None:
    found = {each["id"] for each in as_("审计丙").get(DOCUMENTS, params=wanted).json()["items"]}
    assert there in found
    assert not_there not in found


def test_a_document_is_read_with_its_clauses_and_the_pairs_that_rest_on_it(as_: As) -> None:
    read = as_("审计丙").get(f"{DOCUMENTS}/{PUBLIC}").json()
    assert read["text"][0]["path"] == "第一条"
    assert PAIR in {each["id"] for each in read["cited_by"]}
    assert as_("审计丙").get(f"{DOCUMENTS}/p-none").status_code == 404


def test_a_decision_is_seen_before_with_the_pairs_that_cease(as_: As, own_library: Library) -> None:
    before = own_library.store.revision()
    decision = {"status": "已废止", "reason": "清理公告第三项"}
    seen = as_("编辑甲").post(f"{DOCUMENTS}/{PUBLIC}/status/foresight", json=decision).json()
    assert (PUBLIC, "已废止") in {(each["id"], each["after"]) for each in seen["documents"]}
    assert {"id": PAIR, "answers": False} in [
        {"id": each["id"], "answers": each["answers"]} for each in seen["pairs"]
    ]
    assert own_library.store.revision() == before


def test_a_liaison_reads_the_own_departments_documents_and_nothing_else(
    as_: As, own_library: Library
) -> None:
    _, secret = KeyRing(own_library.store).make("联络员乙", [Role.LIAISON], department=CIVIL)
    client = as_("")
    client.headers["Authorization"] = f"Bearer {secret}"
    items = client.get(DOCUMENTS, params={"limit": 100}).json()["items"]
    assert PUBLIC in {each["id"] for each in items}
    assert {CIVIL} == {each["issuer"] for each in items}
    other = next(each for each in own_library.store.policies() if CIVIL not in (each.issuer or ""))
    assert client.get(f"{DOCUMENTS}/{other.id}").status_code == 404
    assert client.get(f"{DOCUMENTS}/{PUBLIC}").status_code == 200
    assert client.put(f"{DOCUMENTS}/{PUBLIC}/status", json={"status": None, "reason": "x"}).status_code == 403
