"""Danger told from the words alone, before anything is looked up."""

from __future__ import annotations

from policies.answering.cues import route_of
from policies.answering.inquiry import Outcome
from policies.language.normalise import normalise


def tells_of_an_emergency(text: str) -> bool:
    """Tell in about a millisecond whether somebody may be in danger."""
    route = route_of(normalise(text))
    return route is not None and route.outcome is Outcome.EMERGENCY
