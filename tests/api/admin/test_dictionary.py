"""The dictionary over HTTP: looked up, tried, changed with its effect known, taken in and given out."""

from __future__ import annotations

from typing import Any

from policies.content.conversations import ConversationLog
from policies.library import Library
from tests.api.admin.conftest import As
from tests.api.content import PAIR

DICTIONARY = "/api/v1/admin/dictionary"
TERM = {"concept": "老花镜补贴", "type": "matter", "field": "民政", "ways": ["银龄镜子钱"]}
QUESTION = "银龄镜子钱一年多少"


def test_terms_are_looked_up_by_words_type_field_and_origin(as_: As) -> None:
    reader = as_("审计丙")
    every = reader.get(f"{DICTIONARY}/terms", params={"limit": 100}).json()
    rest = reader.get(f"{DICTIONARY}/terms", params={"limit": 100, "offset": 100}).json()
    assert len({each["concept"] for each in (*every, *rest)}) == 200
    found = reader.get(f"{DICTIONARY}/terms", params={"q": "新农合", "type": "amount"}).json()
    assert {each["type"] for each in found} == {"amount"}
    assert reader.get(f"{DICTIONARY}/terms", params={"origin": "retired"}).json() == []
    one = reader.get(f"{DICTIONARY}/terms/城乡居民基本医疗保险").json()
    assert (one["origin"], one["revision"], "新农合" in one["delivered"]["ways"]) == ("delivered", 0, True)
    assert reader.get(f"{DICTIONARY}/terms/没有这个词").status_code == 404


def test_a_change_is_looked_at_and_then_made(as_: As, own_library: Library) -> None:
    log = ConversationLog(own_library.store.engine)
    log.record(log.start("web", "示范市"), None, QUESTION, {"outcome": "not_found", "confidence": 0.1})
    before = own_library.store.revision()
    effect = as_("审计丙").post(f"{DICTIONARY}/effect", json={"terms": [TERM]}).json()
    (turned,) = [each for each in effect["turned"] if each["question"] == QUESTION]
    assert (turned["kind"], turned["verdict"]) == ("recent", "unknown")
    assert turned["before"]["outcome"] != turned["after"]["outcome"]
    assert turned["after"]["pair_id"] == PAIR
    assert own_library.store.revision() == before
    assert as_("编辑甲").put(f"{DICTIONARY}/terms", json=[TERM]).status_code == 200
    told = as_("审计丙").get(f"{DICTIONARY}/terms/老花镜补贴").json()
    assert (told["origin"], told["author"], told["delivered"]) == ("new", "编辑甲", None)
    why = {"reason": "不再这样说"}
    assert as_("编辑甲").delete(f"{DICTIONARY}/terms/老花镜补贴", params=why).status_code == 204
    assert as_("编辑甲").delete(f"{DICTIONARY}/terms/老花镜补贴", params=why).status_code == 404


def test_conflicts_are_told_in_words(as_: As) -> None:
    term = {**TERM, "ways": ["新农合", "手续"]}
    found = as_("审计丙").post(f"{DICTIONARY}/conflicts", json=term).json()
    assert [(each["clash"], each["way"]) for each in found] == [
        ("generic", "手续"),
        ("way_of_another", "新农合"),
    ]
    assert "城乡居民基本医疗保险" in found[1]["reason"]


def test_a_file_comes_in_all_or_nothing_after_a_dry_run(as_: As, own_library: Library) -> None:
    good = "词条,类型,领域,说法\n云川惠民保,事项,医保,惠民码子;惠民小码\n"
    bad = f"{good}码,事项,医保,好说法\n"
    before = own_library.store.revision()

    def sent(text: str, dry: str) -> dict[str, object]:
        file = {"file": ("词条.csv", text.encode(), "text/csv")}
        answer = as_("编辑甲").post(f"{DICTIONARY}/import", files=file, data={"dry_run": dry})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    tried: dict[str, Any] = sent(bad, "true")
    assert (tried["rows"], tried["new"], tried["written"]) == (2, 1, False)
    (error,) = tried["errors"]
    assert error["row"] == 3
    assert sent(bad, "false")["written"] is False
    assert own_library.store.revision() == before
    assert sent(good, "false")["written"] is True
    listed = as_("审计丙").get(f"{DICTIONARY}/terms", params={"origin": "new"}).json()
    assert [each["concept"] for each in listed] == ["云川惠民保"]
    given = as_("审计丙").get(f"{DICTIONARY}/export", params={"kind": "jsonl"})
    assert (given.status_code, given.text.count("\n")) == (200, 1)
    why = {"reason": "试用结束"}
    assert as_("编辑甲").delete(f"{DICTIONARY}/terms/云川惠民保", params=why).status_code == 204
