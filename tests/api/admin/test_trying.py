"""Trying questions and reading real answers over HTTP."""

from __future__ import annotations

from policies.content.audit import audit_entries
from policies.content.conversations import ConversationLog
from policies.library import Library
from tests.api.admin.conftest import As
from tests.api.content import PAIR, QUESTION


def test_a_question_is_answered_with_reasons(as_: As) -> None:
    told = as_("审计丙").post("/api/v1/admin/try", json={"text": QUESTION}).json()
    assert (told["answer"]["qa_id"], told["pairs"][0]["fate"]) == (PAIR, "answers")
    assert told["judged"]["confidence"] >= told["judged"]["high"]
    assert told["steps"][0]["about"] == "规范字词"
    assert told["answer"]["outcome"] == "answered"


def test_a_question_is_asked_for_a_day(as_: As) -> None:
    before = as_("编辑甲").post("/api/v1/admin/try", json={"text": QUESTION, "on": "2020-01-01"}).json()
    assert before["answer"]["outcome"] != "answered"
    assert as_("编辑甲").post("/api/v1/admin/try", json={"text": " "}).status_code == 422


def test_what_should_have_answered_is_proposed_once(as_: As, own_library: Library) -> None:
    expected = {"pair_id": PAIR, "text": "看报纸的镜子能报销吗"}
    editor = as_("编辑甲")
    assert editor.post("/api/v1/admin/try/expected", json=expected).json() == {"new": True}
    assert editor.post("/api/v1/admin/try/expected", json=expected).json() == {"new": False}
    proposed = editor.get("/api/v1/admin/proposals", params={"pair_id": PAIR}).json()
    assert "看报纸的镜子能报销吗" in {each["text"] for each in proposed}
    (entry,) = audit_entries(own_library.store, action="expect")
    assert (entry.actor, entry.subject) == ("编辑甲", PAIR)
    gone = {"pair_id": "q-none", "text": "看报纸的镜子能报销吗"}
    assert editor.post("/api/v1/admin/try/expected", json=gone).status_code == 404


def test_a_real_answer_is_read_beside_that_of_now(as_: As, own_library: Library) -> None:
    log = ConversationLog(own_library.store.engine)
    shown = {
        "outcome": "not_found",
        "confidence": 0.1,
        "summary": "没有找到。",
        "choices": [],
        "citations": [],
    }
    message = log.record(log.start("web"), None, QUESTION, shown)
    told = as_("审计丙").get(f"/api/v1/admin/answers/{message}").json()
    assert (told["shown"]["outcome"], told["now"]["outcome"]) == ("not_found", "answered")
    assert {"outcome", "qa_id", "summary"} <= {each["part"] for each in told["differences"]}
    assert as_("审计丙").get("/api/v1/admin/answers/m-none").status_code == 404
