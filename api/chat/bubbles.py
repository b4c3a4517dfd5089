"""A card as the text bubble and buttons of a front end that knows only Rasa's REST channel."""

from __future__ import annotations

from typing import Any

from policies.wording import say


def messages_of(card: dict[str, Any], recipient: str) -> list[dict[str, Any]]:
    """Return Rasa's list of messages: a bubble with buttons where there are any, then the card."""
    bubble: dict[str, Any] = {"recipient_id": recipient, "text": bubble_text(card)}
    buttons = [{"title": each["label"], "payload": each["label"]} for each in card.get("choices", ())]
    if buttons:
        bubble["buttons"] = buttons
    return [bubble, {"recipient_id": recipient, "custom": card}]


def bubble_text(card: dict[str, Any]) -> str:
    """Return the answer in plain text: conclusion, sections, sources, department, notices."""
    lines = [card["summary"]]
    lines += [
        say("api.rest.section", label=each["label"], text=each["text"]) for each in card.get("detail", ())
    ]
    lines += [_source(each) for each in card.get("citations", ())]
    department = card.get("department")
    if department:
        lines.append(
            say("api.rest.department", name=department["name"], phone=department.get("phone") or "").rstrip()
        )
    return "\n".join([*lines, *card.get("notices", ())])


def _source(citation: dict[str, Any]) -> str:
    number = citation.get("doc_number")
    parts = (
        citation["title"],
        f"（{number}）" if number else "",
        citation.get("clause") or "",
    )
    return say("api.rest.source", source="".join(parts), status=citation["status"])
