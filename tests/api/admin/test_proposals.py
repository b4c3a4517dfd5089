"""Proposed similar questions over HTTP."""

from __future__ import annotations

from policies.content.confirming import Confirming
from policies.content.model import PairState, QaPair
from policies.library import Library
from tests.api.admin.conftest import As

ADDRESS = "/api/v1/admin/proposals"


def published(library: Library, question: str) -> QaPair:
    return library.store.save_pair(QaPair(question, "到银行网点办理。", state=PairState.PUBLISHED))


def test_drafted_questions_are_accepted_in_bulk_as_a_draft_change(as_: As, own_library: Library) -> None:
    pair = published(own_library, "社会保障卡丢了怎么补办")
    found = as_("编辑甲").post(f"{ADDRESS}/draft", json={"pair_id": pair.id}).json()
    assert {each["origin"] for each in found} == {"drafted"}
    ids = [each["id"] for each in found]
    (edited,) = as_("编辑甲").post(f"{ADDRESS}/accept", json={"ids": ids, "note": "按说法补充"}).json()
    assert edited["pair"]["state"] == "draft"
    assert set(edited["pair"]["similar"]) == {each["text"] for each in found}
    assert own_library.store.pair(pair.id).similar == ()
    assert as_("审计丙").get(ADDRESS, params={"pair_id": pair.id}).json() == []
    again = as_("编辑甲").post(f"{ADDRESS}/accept", json={"ids": ids})
    assert again.status_code in (400, 409, 422)
    assert "已经有人处理过" in again.text


def test_what_people_confirmed_is_listed_first_and_can_be_declined(as_: As, own_library: Library) -> None:
    pair = published(own_library, "结婚登记要带什么证件")
    for asker in ("c-1", "c-2"):
        Confirming(own_library.store.engine).confirm(pair.id, "领证那天拿啥去", "button", asker)
    found = as_("审计丙").get(ADDRESS).json()
    assert (found[0]["text"], found[0]["confirmations"], found[0]["origin"]) == (
        "领证那天拿啥去",
        2,
        "learned",
    )
    declined = as_("编辑甲").post(f"{ADDRESS}/decline", json={"ids": [found[0]["id"]]})
    assert declined.json() == {"declined": 1}
    assert as_("审计丙").get(ADDRESS, params={"pair_id": pair.id}).json() == []


def test_similar_questions_are_proposed_when_a_pair_is_written(as_: As) -> None:
    pair = {"question": "为什么要进行房产登记", "summary": "为保护权利人。"}
    made = as_("编辑甲").post("/api/v1/admin/pairs", json=pair)
    assert made.status_code == 201, made.text
    found = as_("编辑甲").get(ADDRESS, params={"pair_id": made.json()["pair"]["id"]}).json()
    assert "为啥要进行房产登记" in {each["text"] for each in found}


def test_nothing_is_drafted_for_a_pair_that_is_not_there(as_: As) -> None:
    assert as_("编辑甲").post(f"{ADDRESS}/draft", json={"pair_id": "q-none"}).status_code == 404
    assert as_("编辑甲").post(f"{ADDRESS}/decline", json={"ids": ["none"]}).status_code in (400, 404, 422)


def test_a_model_is_asked_only_where_the_site_has_one(as_: As, own_library: Library) -> None:
    pair = next(own_library.store.pairs())
    answer = as_("编辑甲").post(f"{ADDRESS}/draft", json={"pair_id": pair.id, "model": True})
    assert answer.status_code == 422
    assert "没有配置语言模型" in answer.text
