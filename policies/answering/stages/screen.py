"""Screen: what is not a policy question goes its own way; an emergency before everything else.

A question that the editors stored word for word is theirs, whatever it sounds like: only danger goes before it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from policies.answering.cues import route_of, stands_alone
from policies.answering.followup import follows
from policies.answering.inquiry import Inquiry, Outcome
from policies.answering.noting import noted
from policies.answering.routes import NONE_OF_THESE, Route
from policies.answering.routing import routed
from policies.language.normalise import normalise, normalise_query
from policies.search.index import Scope, SearchIndex

# What thanks leave behind: 那谢谢啊 asks for nothing.
_NOTHING = re.compile(r"(那|好的?|行|嗯|哦|噢|啊|吧|了|知道|明白|清楚|可以|ok|[，,。！! ])*")


class Screen:
    """Answers what is certain; notes in `reading.route` where the rest may have to go."""

    def __init__(self, search: SearchIndex) -> None:
        """Load what the first question would wait for; `search` knows the stored questions."""
        self._search = search
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
        if route.text == NONE_OF_THESE or (route.certain and not self._is_stored(inquiry, route)):
            return noted(inquiry, f"route {route.text}", answer=routed(route))
        return noted(inquiry, f"perhaps {route.text}", reading=replace(inquiry.reading, route=route.text))

    def _is_stored(self, inquiry: Inquiry, route: Route) -> bool:
        """Tell whether a question that would be led away is a stored one word for word; danger asks for none."""
        if route.outcome is Outcome.EMERGENCY:
            return False
        asked = inquiry.reading.text
        return bool(self._search.saying(asked, self._search.terms(asked), Scope()))


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
    route, text = route_of(whole, question.intent, question.intent_confidence), whole
    if asked != whole and (route is None or (route.is_small_talk and not _NOTHING.fullmatch(asked))):
        route, text = route_of(asked), asked
    leans = bool(question.history) and follows(asked, (), question.intent)
    return None if route is not None and leans and not stands_alone(text, route) else route
