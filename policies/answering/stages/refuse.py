"""Refuse: an honest no, with the department to turn to and a way to a person."""

from __future__ import annotations

from policies.answering.inquiry import Answer, Choice, Contact, Inquiry, Outcome
from policies.answering.noting import noted
from policies.answering.shelf import Shelf
from policies.answering.speech import spoken
from policies.answering.turning import likely_department
from policies.wording import say


class Refuse:
    """Answers whatever is left."""

    def __init__(self, shelf: Shelf) -> None:
        """Look departments up on `shelf`."""
        self._shelf = shelf

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry answered with a refusal."""
        department = likely_department(self._shelf, inquiry)
        summary = self._summary(inquiry, department)
        answer = Answer(
            outcome=Outcome.NOT_FOUND,
            confidence=_confidence(inquiry),
            summary=summary,
            speech=spoken(summary),
            department=department,
            choices=(Choice("handoff", say("answering.choices.handoff")),),
            topic=inquiry.reading.topic,
        )
        return noted(inquiry, "refused", answer=answer)

    def _summary(self, inquiry: Inquiry, department: Contact | None) -> str:
        unknown = [n for n in inquiry.reading.doc_numbers if self._shelf.policy_by_number(n) is None]
        if unknown:
            return say("answering.not_found.document", number=unknown[0])
        if department is None:
            return say("answering.not_found.summary")
        if department.phone is None:
            return say("answering.not_found.department", department=department.name)
        return say("answering.not_found.phone", department=department.name, phone=department.phone)


def _confidence(inquiry: Inquiry) -> float:
    return inquiry.candidates[0].parts.get("confidence", 0.0) if inquiry.candidates else 0.0
