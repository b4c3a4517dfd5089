"""The answers of the routes: approved wording, nothing looked up."""

from __future__ import annotations

from policies.answering.inquiry import Answer, Choice, Outcome
from policies.answering.routes import Route
from policies.wording import say

_OFFERS_A_PERSON = frozenset({Outcome.COMPLAINT, Outcome.HANDOFF, Outcome.STATUTORY_PATH, Outcome.NOT_FOUND})


def routed(route: Route) -> Answer:
    """Return the answer of a route."""
    person = Choice("handoff", say("answering.choices.handoff"))
    return Answer(
        outcome=route.outcome,
        confidence=1.0,
        summary=say(f"answering.routes.{route.text}.summary"),
        speech=say(f"answering.routes.{route.text}.speech"),
        choices=(person,) if route.outcome in _OFFERS_A_PERSON else (),
    )
