"""Screen: what is not a policy question goes its own way; an emergency before everything else."""

from __future__ import annotations

from dataclasses import replace

from policies.answering.cues import route_of
from policies.answering.inquiry import Inquiry
from policies.answering.noting import noted
from policies.answering.routes import NONE_OF_THESE, Route
from policies.answering.routing import routed
from policies.language.normalise import normalise, normalise_query


class Screen:
    """Answers what is certain; notes in `reading.route` where the rest may have to go."""

    def __init__(self) -> None:
        """Load what the first question would wait for."""
        route_of("")

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry answered, marked with a route, or unchanged."""
        if inquiry.draft is not None:
            return inquiry
        route = _route(inquiry)
        if route is None:
            return noted(inquiry, "a policy question")
        if route.text == NONE_OF_THESE and inquiry.question.history:
            return _asked_before(inquiry)
        if route.certain or route.text == NONE_OF_THESE:
            return noted(inquiry, f"route {route.text}", answer=routed(route))
        return noted(inquiry, f"perhaps {route.text}", reading=replace(inquiry.reading, route=route.text))


def _asked_before(inquiry: Inquiry) -> Inquiry:
    """Return the question whose buttons were all turned down, so that the way on fits it."""
    history = inquiry.question.history
    earlier = history[-1].question
    question = replace(inquiry.question, text=earlier, history=history[:-1], intent=None, entities={})
    reading = replace(inquiry.reading, text=normalise_query(earlier), route=NONE_OF_THESE)
    return noted(inquiry, "none of those offered", question=question, reading=reading)


def _route(inquiry: Inquiry) -> Route | None:
    """Return the route of the whole question; politeness is small talk only where nothing else is said."""
    question, asked = inquiry.question, inquiry.reading.text
    whole = normalise(question.text)
    route = route_of(whole, question.intent, question.intent_confidence)
    if asked != whole and (route is None or route.is_small_talk):
        return route_of(asked)
    return route
