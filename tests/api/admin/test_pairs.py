"""A pair's life over HTTP, by two people."""

from __future__ import annotations

from typing import Any

from policies.wording import say
from tests.api.admin.conftest import As
from tests.api.content import OLD, PAIR, PUBLIC

DRAFT: dict[str, Any] = {
    "question": "助听器补贴怎么申请",
    "similar": ["耳背买助听器有没有补助"],
    "summary": "年满六十周岁的本市户籍居民可以申请。",
    "detail": {"materials": "身份证。"},
    "citations": [{"policy_id": PUBLIC, "clause_path": "第二条"}],
    "department": "示范市民政局",
    "region": "示范市",
}
PAIRS = "/api/v1/admin/pairs"


def created(as_: As, **changes: Any) -> dict[str, Any]:
    answer = as_("编辑甲").post(PAIRS, json={**DRAFT, **changes})
    assert answer.status_code == 201, answer.text
    return dict(answer.json()["pair"])


def asked(as_: As, question: str) -> dict[str, Any]:
    return dict(as_("").post("/api/v1/chat/messages", json={"text": question}).json()["reply"])


def test_a_pair_goes_from_draft_to_answer_by_two_people_and_is_archived(as_: As) -> None:
    pair = created(as_)
    assert (pair["state"], pair["author"]) == ("draft", "编辑甲")
    address = f"{PAIRS}/{pair['id']}"
    submitted = as_("编辑甲").post(f"{address}/submit", json={"version": pair["version"]}).json()["pair"]
    approved = as_("编审乙").post(f"{address}/approve", json={"version": submitted["version"]})
    assert approved.status_code == 200, approved.text
    assert approved.json()["pair"]["reviewer"] == "编审乙"
    assert asked(as_, "助听器补贴怎么申请")["qa_id"] == pair["id"]
    version = approved.json()["pair"]["version"]
    archived = as_("编审乙").post(f"{address}/archive", json={"version": version, "note": "政策到期"})
    assert archived.json()["pair"]["state"] == "archived"
    assert asked(as_, "助听器补贴怎么申请")["qa_id"] != pair["id"]


def test_nobody_approves_what_they_wrote(as_: As) -> None:
    pair = as_("编审乙").post(PAIRS, json={**DRAFT, "question": "轮椅补贴怎么申请"}).json()["pair"]
    address = f"{PAIRS}/{pair['id']}"
    version = (
        as_("编审乙").post(f"{address}/submit", json={"version": pair["version"]}).json()["pair"]["version"]
    )
    refused = as_("编审乙").post(f"{address}/approve", json={"version": version})
    assert refused.status_code == 403
    assert refused.json()["errors"][0]["reason"]


def test_a_change_of_a_published_pair_waits_while_the_pair_answers_on(as_: As) -> None:
    before = as_("编辑甲").get(f"{PAIRS}/{PAIR}").json()
    body = {name: before[name] for name in DRAFT} | {"summary": "改过的结论。", "version": before["version"]}
    changed = as_("编辑甲").put(f"{PAIRS}/{PAIR}", json=body)
    assert changed.status_code == 200, changed.text
    assert asked(as_, before["question"])["summary"] == before["summary"]
    assert PAIR in {pair["id"] for pair in as_("审计丙").get(f"{PAIRS}/waiting").json()}
    (diff,) = [
        each
        for each in as_("审计丙")
        .get(
            f"{PAIRS}/{PAIR}/diff",
            params={"older": before["version"], "newer": changed.json()["pair"]["version"]},
        )
        .json()
        if each["field"] == "summary"
    ]
    assert {"kind": "added", "text": "改过的结论"} in diff["pieces"] or diff["after"] == "改过的结论。"
    discarded = as_("编辑甲").post(
        f"{PAIRS}/{PAIR}/discard", json={"version": changed.json()["pair"]["version"]}
    )
    assert discarded.json()["pair"]["summary"] == before["summary"]


def test_two_editors_at_once_get_a_conflict_and_not_a_loss(as_: As) -> None:
    pair = created(as_, question="拐杖补贴怎么申请")
    first = {**DRAFT, "question": "拐杖补贴怎么申请", "summary": "甲的修改。", "version": pair["version"]}
    assert as_("编辑甲").put(f"{PAIRS}/{pair['id']}", json=first).status_code == 200
    second = as_("编审乙").put(f"{PAIRS}/{pair['id']}", json={**first, "summary": "乙的修改。"})
    assert (second.status_code, second.json()["title"]) == (409, "内容已经变化")
    assert as_("审计丙").get(f"{PAIRS}/{pair['id']}").json()["summary"] == "甲的修改。"


def test_what_would_mislead_is_not_published_and_the_reasons_are_told(as_: As) -> None:
    lapsed = [{"policy_id": OLD, "clause_path": "第一条"}]
    pair = created(as_, question="假牙补贴怎么申请", citations=lapsed)
    address = f"{PAIRS}/{pair['id']}"
    version = (
        as_("编辑甲").post(f"{address}/submit", json={"version": pair["version"]}).json()["pair"]["version"]
    )
    refused = as_("编审乙").post(f"{address}/approve", json={"version": version})
    assert refused.status_code == 422
    assert "citations" in {each["field"] for each in refused.json()["errors"]}


def test_the_history_tells_who_did_what(as_: As) -> None:
    pair = created(as_, question="护理床补贴怎么申请")
    as_("编辑甲").post(f"{PAIRS}/{pair['id']}/submit", json={"version": pair["version"]})
    history = as_("审计丙").get(f"{PAIRS}/{pair['id']}/versions").json()
    assert [(each["action"], each["actor"]) for each in history] == [
        ("create", "编辑甲"),
        ("submit", "编辑甲"),
    ]
    audit = as_("审计丙").get("/api/v1/admin/audit", params={"subject": pair["id"]}).json()
    assert [each["action"] for each in audit] == ["submit", "create"]


def test_pairs_are_listed_page_by_page_without_gap(as_: As) -> None:
    seen, after = [], ""
    while after is not None:
        page = as_("审计丙").get(PAIRS, params={"limit": 2, "after": after}).json()
        seen += [pair["id"] for pair in page["items"]]
        after = page["next"]
    assert seen == sorted(set(seen))
    assert PAIR in seen


def test_a_check_saves_nothing(as_: As) -> None:
    before = len(as_("审计丙").get(PAIRS, params={"limit": 100}).json()["items"])
    findings = as_("审计丙").post(f"{PAIRS}/check", json={**DRAFT, "speech": "长" * 130})
    assert "speech_too_long" in {each["rule"] for each in findings.json()}
    assert all(each["sentence"] for each in findings.json())
    assert len(as_("审计丙").get(PAIRS, params={"limit": 100}).json()["items"]) == before


def test_control_characters_are_refused_with_their_field(as_: As) -> None:
    refused = as_("编辑甲").post(PAIRS, json={**DRAFT, "summary": "年满60周岁\x07的居民可以申请。"})
    assert refused.status_code == 422
    assert refused.json()["errors"] == [{"field": "summary", "reason": say("api.invalid.control_characters")}]


def test_a_misspelt_filter_is_refused_instead_of_showing_everything(as_: As) -> None:
    refused = as_("编辑甲").get(PAIRS, params={"stat": "draft"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "stat"
    assert as_("编辑甲").get(PAIRS, params={"state": "draft"}).status_code == 200
