"""Doubts, the interpretation that is written about them, and old texts beside new ones over HTTP."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest

from policies.content.conversations import ConversationLog
from policies.content.model import Clause, Policy
from policies.library import Library
from tests.api.admin.conftest import As
from tests.api.content import ON_REQUEST, PUBLIC

DOUBTS = "/api/v1/admin/doubts"
WAYS = ("老花镜补贴一年多少钱", "老花镜补贴每年多少钱啊", "一年的老花镜补贴多少钱")


@pytest.fixture(scope="module", autouse=True)
def asked(own_library: Library) -> None:
    log = ConversationLog(own_library.store.engine)
    cited = {"kind": "policy", "source_id": PUBLIC, "clause": None}
    card: dict[str, Any] = {"outcome": "answered", "confidence": 0.9, "citations": [cited], "choices": []}
    for way in WAYS:
        log.feedback(log.record(log.start("web", "示范市"), None, way, card), False, None, None)


def test_doubts_become_an_outline_a_word_file_and_an_interpretation(as_: As) -> None:
    editor = as_("编辑甲")
    (found,) = [each for each in editor.get(DOUBTS).json() if each["document"]["id"] == PUBLIC]
    assert (found["unwell"], found["doubts"][0]["hows"]) == (3, {"disliked": 3})
    assert editor.get(f"{DOUBTS}/{PUBLIC}").json()["doubts"] == found["doubts"]
    outline = editor.get(f"{DOUBTS}/{PUBLIC}/outline", params={"doubt": found["doubts"][0]["id"]}).json()
    assert [each["answer"] for each in outline["parts"]] == [""]
    assert editor.get(f"{DOUBTS}/{PUBLIC}/outline", params={"doubt": "d-none"}).json()["parts"] == []
    file = editor.post(f"{DOUBTS}/{PUBLIC}/outline.docx", json=outline)
    assert outline["title"] in [each.text for each in docx.Document(io.BytesIO(file.content)).paragraphs]
    unwritten = editor.post(f"{DOUBTS}/{PUBLIC}/interpretation", json=outline)
    assert unwritten.status_code == 422
    assert "还没有答复" in unwritten.text
    outline["parts"][0]["answer"] = "每人每年一百元。"
    filed = editor.post(f"{DOUBTS}/{PUBLIC}/interpretation", json=outline)
    assert (filed.status_code, filed.json()["kind"]) == (201, "施行后解读")
    shown = editor.get(f"/interpretations/{filed.json()['id']}")
    assert "每人每年一百元。" in shown.text


def test_nothing_is_published_about_what_everybody_may_not_read(as_: As) -> None:
    outline = {"title": "解读补充", "parts": [{"question": "问", "answer": "答"}]}
    refused = as_("编辑甲").post(f"{DOUBTS}/{ON_REQUEST}/interpretation", json=outline)
    assert refused.status_code == 422
    assert "主动公开" in refused.text


def test_an_older_text_stands_beside_the_newer_one(as_: As, own_library: Library) -> None:
    newer = Policy("示范市老花镜补贴新办法", (Clause("第一条", "第一条 补贴每年二百元。"),), id="p-newer")
    own_library.store.save_policy(newer)
    address = "/api/v1/admin/documents/p-newer/comparison"
    found = as_("审计丙").get(address, params={"older": PUBLIC}).json()
    assert (found["old"]["id"], found["new"]["id"]) == (PUBLIC, "p-newer")
    assert sum(found["counts"].values()) == len(found["rows"])
    assert found["affected"]
    file = as_("审计丙").get(f"{address}.docx", params={"older": PUBLIC})
    assert docx.Document(io.BytesIO(file.content)).tables
    assert as_("审计丙").get(address).status_code == 404
