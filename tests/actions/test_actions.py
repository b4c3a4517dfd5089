"""Rasa's tracker goes in, the library's card comes out: with rasa-sdk's own tracker and a real library."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection

from actions import conversation
from actions.answer import ActionAnswer, ActionChangeRegion, ActionHandoff
from actions.server import ACTIONS, build_app
from policies.answering.inquiry import Inquiry, Question
from policies.errors import StoreError
from policies.library import Library
from policies.settings import LibrarySettings
from tests.databases import with_demo


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("actions")
    return Library.open(LibrarySettings(database_url=with_demo(folder / "library.db"), index_dir=None))


def tracker(
    text: str,
    *,
    intent: str = "ask_policy",
    entities: tuple[tuple[str, str], ...] = (),
    metadata: dict[str, Any] | None = None,
    slots: dict[str, Any] | None = None,
) -> Tracker:
    message = {
        "text": text,
        "intent": {"name": intent, "confidence": 0.9},
        "entities": [{"entity": name, "value": value} for name, value in entities],
        "metadata": metadata or {},
    }
    return Tracker("c-1", slots or {}, message, [], False, None, {}, "action_listen")


def run(action: Any, on: Tracker) -> tuple[dict[str, Any], dict[str, Any]]:
    dispatcher = CollectingDispatcher()
    events = asyncio.run(action.run(dispatcher, on, {}))
    (message,) = dispatcher.messages
    return dict(message["custom"]), {event["name"]: event["value"] for event in events}


def test_the_question_carries_what_rasa_understood_and_what_is_remembered() -> None:
    asked = conversation.question(
        tracker(
            "要带什么材料",
            intent="ask_materials",
            entities=(("topic", "医保"), ("topic", "社保")),
            metadata={"asked_on": "2026-11-23", "region": "示范市云川区", "question": "要带什么材料？"},
            slots={"last_question": "医保怎么报销", "last_qa_id": "q-1", "audience": "灵活就业人员"},
        )
    )
    assert asked.text == "要带什么材料？"
    assert (asked.asked_on, asked.region, asked.audience) == (
        date(2026, 11, 23),
        "示范市云川区",
        "灵活就业人员",
    )
    assert (asked.intent, asked.intent_confidence, asked.entities) == (
        "ask_materials",
        0.9,
        {"topic": "医保"},
    )
    assert [(turn.question, turn.qa_id) for turn in asked.history] == [("医保怎么报销", "q-1")]


def test_the_answer_is_one_structured_message_with_its_trace(library: Library) -> None:
    card, slots = run(ActionAnswer(library), tracker("职工医保住院报销比例是多少", intent="ask_amount"))
    assert card["outcome"] == "answered"
    assert [step["stage"] for step in card["trace"]][:2] == ["Normalise", "Choose"]
    assert slots["last_qa_id"] == card["qa_id"]
    assert slots["last_question"] == "职工医保住院报销比例是多少"


def test_a_wish_for_a_person_is_handed_on(library: Library) -> None:
    card, _ = run(ActionHandoff(library), tracker("转人工", intent="handoff"))
    assert card["outcome"] == "handoff"
    assert "12345" in str(card)


def test_another_region_is_remembered(library: Library) -> None:
    on = tracker("我在云川区", intent="change_region", entities=(("region", "云川区"),))
    _, slots = run(ActionChangeRegion(library), on)
    assert slots["region"] == "示范市云川区"


def test_a_region_that_is_none_is_not_remembered(library: Library) -> None:
    on = tracker("我在月球背面", intent="change_region")
    _, slots = run(ActionChangeRegion(library), on)
    assert "region" not in slots


def test_a_broken_library_rejects_the_action_and_tells_nothing(library: Library) -> None:
    class Broken(Library):
        def __init__(self) -> None:
            pass

        def ask(self, question: Question) -> Inquiry:
            raise StoreError(f"cannot read while asked {question.text}")

    with pytest.raises(ActionExecutionRejection) as caught:
        run(ActionAnswer(Broken()), tracker("我的秘密问题"))
    assert "秘密" not in str(caught.value)


def test_the_server_needs_a_secret(library: Library) -> None:
    with pytest.raises(ValueError, match="YIHAODA_INTERNAL_SECRET"):
        build_app(library, "")


def test_the_actions_of_the_domain_are_the_actions_of_the_server(root: Path) -> None:
    import yaml

    named: set[str] = set()
    for path in (root / "bot" / "domain").glob("*.yml"):
        named |= set((yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("actions") or ())
    served = {action.name(action.__new__(action)) for action in ACTIONS}
    assert {name for name in named if name.startswith("action_")} == served
