"""From Rasa's tracker to the library's question, and from its answer to Rasa's message and slots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from policies import clock
from policies.answering.card import card
from policies.answering.inquiry import Answer, Inquiry, Question, Turn


def question(tracker: Tracker) -> Question:
    """Return the question of the newest message with what Rasa understood and what is remembered."""
    message = tracker.latest_message
    metadata = message.get("metadata") or {}
    understood = message.get("intent") or {}
    return Question(
        text=metadata.get("question") or message.get("text") or "",
        asked_on=date.fromisoformat(metadata["asked_on"]) if metadata.get("asked_on") else clock.today(),
        region=metadata.get("region") or tracker.get_slot("region"),
        audience=metadata.get("audience") or tracker.get_slot("audience"),
        history=history(tracker, metadata),
        intent=understood.get("name"),
        intent_confidence=float(understood.get("confidence") or 0.0),
        entities=entities(message.get("entities") or ()),
        choice=metadata.get("choice"),
    )


def entities(found: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Return the first value of each entity by its name."""
    values: dict[str, str] = {}
    for each in found:
        values.setdefault(str(each["entity"]), str(each["value"]))
    return values


def history(tracker: Tracker, metadata: dict[str, Any]) -> tuple[Turn, ...]:
    """Return the earlier turns: those the bridge sent along, else the one that the slots remember."""
    if metadata.get("history"):
        return tuple(Turn(**turn) for turn in metadata["history"])
    last = tracker.get_slot("last_question")
    if not last:
        return ()
    return (
        Turn(
            question=last,
            qa_id=tracker.get_slot("last_qa_id"),
            policy_id=tracker.get_slot("last_policy_id"),
            topic=tracker.get_slot("topic"),
        ),
    )


def message(inquiry: Inquiry) -> dict[str, Any]:
    """Return the structured message: the card with the trace beside it."""
    return {**card(answer(inquiry)), "trace": [asdict(step) for step in inquiry.trace]}


def answer(inquiry: Inquiry) -> Answer:
    """Return the answer that ended the inquiry.

    Raises:
        ValueError: the inquiry has none, which the answering desk never lets happen.
    """
    if inquiry.answer is None:
        raise ValueError("an inquiry without an answer")
    return inquiry.answer


def remembered(inquiry: Inquiry, tracker: Tracker) -> list[SlotSet]:
    """Return the slots that let the next turn follow up on this one, as far as they change."""
    given = answer(inquiry)
    policy = next((cited.source_id for cited in given.citations if cited.kind == "policy"), None)
    values = {
        "region": given.region or tracker.get_slot("region"),
        "topic": given.topic,
        "last_qa_id": given.qa_id,
        "last_policy_id": policy,
        "last_question": inquiry.question.text,
    }
    return [SlotSet(name, value) for name, value in values.items() if value != tracker.get_slot(name)]
