"""What of the last answer can be spelled out: its 文号, its department, its telephone number."""

from __future__ import annotations

from api.hotline.calls import Call
from policies.answering.speaking import speakable
from policies.answering.spelling import spelled_name, spelled_number, spelled_phone
from policies.wording import say


def spelled(call: Call) -> str:
    """Return what the last answer names, spelled; a sentence of its own where it names nothing."""
    card = call.answered[-1][1] if call.answered else {}
    cited = card.get("citations") or []
    number = next((each["doc_number"] for each in cited if each.get("doc_number")), None)
    department = card.get("department") or {}
    name, phone = department.get("name"), department.get("phone")
    parts = (
        spelled_number(number) if number else None,
        spelled_name(speakable(name)) if name else None,
        spelled_phone(phone) if phone else None,
    )
    return "".join(part for part in parts if part) or say("hotline.spell.nothing")
