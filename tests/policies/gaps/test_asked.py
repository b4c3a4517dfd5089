from __future__ import annotations

from datetime import timedelta
from typing import Any

from policies.content.corrections import Corrections
from policies.content.store import Store
from policies.gaps.asked import Why, newly_asked
from tests.policies.gaps.samples import NOW, asked

OFFERED: dict[str, Any] = {"choices": [{"kind": "question", "label": "居住证怎么办理", "qa_id": "q-1"}]}


def found(store: Store) -> dict[str, Why]:
    with store.engine.connect() as connection:
        return {each.text: each.why for each in newly_asked(connection, NOW - timedelta(days=56))}


def test_every_way_of_not_being_answered_well_is_found_with_its_reason(database_url: str) -> None:
    store = Store.open(database_url)
    asked(store.engine, "没有答案")
    asked(store.engine, "引用没把握", "quoted", confidence=0.2)
    asked(store.engine, "按钮都不对", "clarify", **OFFERED)
    asked(store.engine, "答了没用", "answered", confidence=0.9, helpful=False)
    Corrections(store.engine).ask("missing", "坐席没查到", "坐席甲")
    assert found(store) == {
        "没有答案": Why.UNANSWERED,
        "引用没把握": Why.UNSURE,
        "按钮都不对": Why.UNSURE,
        "答了没用": Why.DISLIKED,
        "坐席没查到": Why.REPORTED,
    }
    store.close()


def test_what_went_well_is_no_gap(database_url: str) -> None:
    store = Store.open(database_url)
    asked(store.engine, "答得好", "answered", confidence=0.9)
    asked(store.engine, "引用得好", "quoted", confidence=0.9)
    asked(store.engine, "引用有用", "quoted", confidence=0.2, helpful=True)
    asked(store.engine, "按了按钮", "clarify", conversation="c-1", **OFFERED)
    asked(store.engine, "居住证怎么办理", "answered", conversation="c-1", qa_id="q-1")
    asked(store.engine, "有人放火", "emergency")
    asked(store.engine, "很久以前", days_ago=100)
    assert found(store) == {}
    store.close()
