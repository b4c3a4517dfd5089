"""Elsewhere: a question about another place's rules is not answered by ours."""

from __future__ import annotations

from itertools import islice

from policies.answering.cues import is_plain
from policies.answering.inquiry import Answer, Candidate, Choice, Inquiry, Outcome
from policies.answering.noting import noted
from policies.answering.places import place_asked
from policies.answering.routes import NONE_OF_THESE, route_named
from policies.answering.shelf import Shelf
from policies.answering.standing import pair_stands
from policies.language.normalise import normalise
from policies.wording import say

MOST_OF_OURS = 2
# A pair of ours is offered beside the notice when it comes as near as for any other button.
NEAR = 0.2


class Elsewhere:
    """Says honestly whose rules are here; offers ours on the same matter."""

    def __init__(self, shelf: Shelf) -> None:
        """Regions and pairs come from `shelf`."""
        self._shelf = shelf

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry answered where it asks about another place, else unchanged."""
        tree = self._shelf.regions()
        own = tree.own()
        if inquiry.draft is not None or own is None:
            return inquiry
        place = place_asked(inquiry.reading.text, tree.knows)
        if place is None or _is_told(place, inquiry.candidates) or _goes_its_way(inquiry):
            return inquiry
        said = {"place": place, "own": own}
        answer = Answer(
            outcome=Outcome.NOT_FOUND,
            confidence=0.0,
            summary=say("answering.elsewhere.summary", **said),
            speech=say("answering.elsewhere.speech", **said),
            choices=(*self._ours(inquiry), Choice("handoff", say("answering.choices.handoff"))),
            topic=inquiry.reading.topic,
        )
        return noted(inquiry, "about another place", answer=answer)

    def _ours(self, inquiry: Inquiry) -> tuple[Choice, ...]:
        if not inquiry.candidates or inquiry.candidates[0].parts.get("offer", 0.0) < NEAR:
            return ()
        standing = (
            Choice("question", each.question, each.qa_id)
            for each in inquiry.candidates
            if (pair := self._shelf.pair(each.qa_id)) and pair_stands(self._shelf, pair, inquiry.question)
        )
        return tuple(islice(standing, MOST_OF_OURS))


def _goes_its_way(inquiry: Inquiry) -> bool:
    """Tell whether a question plainly belongs to a route, which is the same for every place: 去北京上访."""
    route = route_named(inquiry.reading.route or "")
    if route is None or route.is_small_talk or route.text == NONE_OF_THESE:
        return False
    return is_plain(normalise(inquiry.question.text), route)


def _is_told(place: str, candidates: tuple[Candidate, ...]) -> bool:
    """Tell whether the nearest pair names the place itself: then it is a matter of ours."""
    return bool(candidates) and place[:2] in f"{candidates[0].question}{candidates[0].matched}"
