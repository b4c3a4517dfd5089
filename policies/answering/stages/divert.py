"""Divert: a question that may belong elsewhere goes there unless a published pair surely answers it."""

from __future__ import annotations

from dataclasses import replace

from policies.answering.cues import NONE_OF_THESE, is_plain, route_named
from policies.answering.inquiry import Answer, Inquiry, Outcome
from policies.answering.noting import noted
from policies.answering.routing import routed
from policies.answering.shelf import Shelf
from policies.answering.speech import spoken
from policies.answering.turning import likely_department
from policies.language.normalise import normalise
from policies.wording import say

# A pair goes before a route when it says at least this share of the question's matter.
SAME_MATTER = 0.6
# From this chance on that one of the buttons is right, talk that looks small is taken for a question.
LIKELY = 0.75


class Divert:
    """Gives the answer of the route that Screen noted."""

    def __init__(self, shelf: Shelf) -> None:
        """Look departments up on `shelf`."""
        self._shelf = shelf

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry answered by its route; unchanged where it has none or a pair answers."""
        route = route_named(inquiry.reading.route or "")
        if route is None:
            return inquiry
        if route.text == NONE_OF_THESE:
            return noted(inquiry, "none of those offered", answer=self._led_on(inquiry, routed(route)))
        if inquiry.draft is not None and inquiry.draft.outcome is Outcome.ANSWERED and _is_meant(inquiry):
            return noted(inquiry, f"a pair answers, not {route.text}")
        near = inquiry.draft is not None and inquiry.draft.outcome is Outcome.CLARIFY
        likely = near and inquiry.candidates[0].parts["offer"] >= LIKELY
        plain = is_plain(normalise(inquiry.question.text), route)
        danger = route.outcome is Outcome.EMERGENCY
        if near and ((route.is_small_talk and (likely or not plain)) or (danger and likely)):
            # What a city answers is decided by its library, not by what is usually asked of one.
            return noted(inquiry, f"pairs come near, not {route.text}")
        return noted(inquiry, f"route {route.text}", answer=routed(route))

    def _led_on(self, inquiry: Inquiry, answer: Answer) -> Answer:
        """Name the department that the question before the buttons likely belongs to."""
        department = likely_department(self._shelf, inquiry)
        if department is None:
            return answer
        words = "phone" if department.phone else "department"
        summary = say(
            f"answering.routes.{NONE_OF_THESE}.{words}", department=department.name, phone=department.phone
        )
        return replace(answer, summary=summary, speech=spoken(summary), department=department)


def _is_meant(inquiry: Inquiry) -> bool:
    """Tell whether the pair that answers is about the matter: 不服 alone does not make a fine an injury at work."""
    parts = inquiry.candidates[0].parts if inquiry.candidates else {}
    return bool(parts.get("verbatim")) or parts.get("core_of_asked", 1.0) >= SAME_MATTER
