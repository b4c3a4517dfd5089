"""The answer as JSON: one shape for chat, hotline, desk and API."""

from __future__ import annotations

from datetime import date
from typing import Any

from policies.answering.inquiry import Answer, Choice, Citation, Contact
from policies.wording import say


def card(answer: Answer) -> dict[str, Any]:
    """Return an answer as JSON values; every outcome has the same keys."""
    return {
        "outcome": answer.outcome.value,
        "confidence": round(answer.confidence, 4),
        "summary": answer.summary,
        "detail": [
            {"facet": facet.value, "label": say(f"answering.facets.{facet.value}"), "text": text}
            for facet, text in answer.detail
        ],
        "speech": answer.speech,
        "citations": [_citation(each) for each in answer.citations],
        "department": _contact(answer.department),
        "choices": [_choice(each) for each in answer.choices],
        "related": [_choice(each) for each in answer.related],
        "notices": list(answer.notices),
        "checked_on": _day(answer.checked_on),
        "qa_id": answer.qa_id,
        "topic": answer.topic,
        "region": answer.region,
        "is_demo": answer.is_demo,
        "trace_id": answer.trace_id,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "kind": citation.kind,
        "source_id": citation.source_id,
        "title": citation.title,
        "doc_number": citation.doc_number,
        "clause": citation.clause,
        "quote": citation.quote,
        "highlight": list(citation.highlight) if citation.highlight else None,
        "status": citation.status,
        "issuer": citation.issuer,
        "effective_on": _day(citation.effective_on),
        "expires_on": _day(citation.expires_on),
        "url": citation.url,
        "disclosure": citation.disclosure,
    }


def _contact(contact: Contact | None) -> dict[str, str | None] | None:
    if contact is None:
        return None
    return {
        "name": contact.name,
        "phone": contact.phone,
        "hours": contact.hours,
        "address": contact.address,
    }


def _choice(choice: Choice) -> dict[str, str | None]:
    return {"kind": choice.kind, "label": choice.label, "qa_id": choice.qa_id}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
