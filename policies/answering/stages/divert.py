"""Divert: a question that may belong elsewhere goes there unless a published pair or a document answers it."""

from __future__ import annotations

from dataclasses import replace

from policies.answering.cues import is_plain, is_undoubted
from policies.answering.inquiry import Answer, Inquiry, Outcome
from policies.answering.noting import noted
from policies.answering.routes import NONE_OF_THESE, Route, route_named
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

# Where these weigh little, likely pairs are offered: a city's library may hold the very rule of a dispute or of disclosure.
GIVES_WAY = frozenset({Outcome.OUT_OF_SCOPE, Outcome.STATUTORY_PATH, Outcome.DISCLOSURE_REQUEST})


class Divert:
    """Gives the answer of the route that Screen noted."""

    def __init__(self, shelf: Shelf, awaits_documents: bool = False) -> None:
        """Make one.

        Args:
            shelf: where departments are looked up.
            awaits_documents: lets what weighs little pass where no pair comes near; a second one behind the documents
                leads away what they do not hold.
        """
        self._shelf = shelf
        self._awaits_documents = awaits_documents

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry answered by its route; unchanged where it has none or a pair answers."""
        route = route_named(inquiry.reading.route or "")
        if route is None:
            return inquiry
        if route.text == NONE_OF_THESE:
            return noted(inquiry, "none of those offered", answer=self._led_on(inquiry, routed(route)))
        if _answers(inquiry) and (route.is_small_talk or _is_meant(inquiry)):
            return noted(inquiry, f"a pair answers, not {route.text}")
        if inquiry.draft is not None and inquiry.draft.outcome is Outcome.QUOTED:
            return noted(inquiry, f"a document holds it, not {route.text}")
        if self._awaits_documents and _may_be_quoted(inquiry, route):
            return noted(inquiry, f"documents are asked before {route.text}")
        if _is_about_a_pair(inquiry, route):
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


def _answers(inquiry: Inquiry) -> bool:
    return inquiry.draft is not None and inquiry.draft.outcome is Outcome.ANSWERED


def _may_be_quoted(inquiry: Inquiry, route: Route) -> bool:
    """Tell whether documents may hold what a question asks that weighs little for its route: 仲裁委什么时间恢复工作."""
    if inquiry.draft is not None or route.is_small_talk or route.outcome not in GIVES_WAY:
        return False
    return not is_plain(normalise(inquiry.question.text), route)


def _is_about_a_pair(inquiry: Inquiry, route: Route) -> bool:
    """Tell whether a question is rather about what is offered than what the route takes it for.

    What is taken for danger, prying or abuse with little weight costs a person more than a button too many.
    """
    if inquiry.draft is None or inquiry.draft.outcome not in (Outcome.CLARIFY, Outcome.ANSWERED):
        return False
    if _answers(inquiry) and route.outcome is not Outcome.OUT_OF_SCOPE:
        return False
    is_likely = inquiry.candidates[0].parts["offer"] >= LIKELY
    if route.outcome is Outcome.EMERGENCY:
        return is_likely
    weighs_little = not is_plain(normalise(inquiry.question.text), route)
    if route.is_small_talk:
        return weighs_little or (is_likely and not is_undoubted(normalise(inquiry.question.text), route))
    return route.outcome in GIVES_WAY and is_likely and weighs_little


def _is_meant(inquiry: Inquiry) -> bool:
    """Tell whether the pair that answers is about the matter: 不服 alone does not make a fine an injury at work."""
    parts = inquiry.candidates[0].parts if inquiry.candidates else {}
    return bool(parts.get("verbatim")) or parts.get("core_of_asked", 1.0) >= SAME_MATTER
