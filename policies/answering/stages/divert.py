"""Divert: a question that may belong elsewhere goes there unless a published pair surely answers it."""

from __future__ import annotations

from policies.answering.cues import route_named
from policies.answering.inquiry import Inquiry, Outcome
from policies.answering.noting import noted
from policies.answering.routing import routed


class Divert:
    """Gives the answer of the route that Screen noted."""

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry answered by its route; unchanged where it has none or a pair answers."""
        route = route_named(inquiry.reading.intent or "")
        if route is None:
            return inquiry
        if inquiry.draft is not None and inquiry.draft.outcome is Outcome.ANSWERED:
            return noted(inquiry, f"a pair answers, not {route.text}")
        if inquiry.draft is not None and route.is_small_talk and inquiry.draft.outcome is Outcome.CLARIFY:
            # What a city answers is decided by its library, not by what is usually asked of one.
            return noted(inquiry, f"pairs come near, not {route.text}")
        return noted(inquiry, f"route {route.text}", answer=routed(route))
