"""Halt: where answering is switched off, nothing is answered; an emergency always is."""

from __future__ import annotations

from policies.answering.cues import route_of
from policies.answering.halting import paused
from policies.answering.inquiry import Inquiry, Outcome
from policies.answering.noting import noted
from policies.answering.routes import route_named
from policies.answering.routing import routed
from policies.answering.scoring.model import Model
from policies.answering.shelf import Shelf
from policies.answering.sources import contact
from policies.language.normalise import normalise


class HaltAll:
    """Ends every inquiry while all answering is switched off; stands behind what is certain to lead elsewhere."""

    def __init__(self, shelf: Shelf) -> None:
        """Ask `shelf` what is switched off."""
        self._shelf = shelf

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry answered where all is switched off, else unchanged."""
        switch = self._shelf.halts.whole()
        if switch is None:
            return inquiry
        route = route_named(inquiry.reading.route or "") or route_of(normalise(inquiry.question.text))
        if route is not None and route.outcome is Outcome.EMERGENCY:
            return noted(inquiry, "off, but an emergency", answer=routed(route))
        return noted(inquiry, f"all is off, {switch.id}", answer=paused(switch))


class Halt:
    """Ends an inquiry that a pair would answer which is switched off; another is not put in its place."""

    def __init__(self, shelf: Shelf, model: Model) -> None:
        """Ask `shelf` what is switched off; how sure is enough by `model`."""
        self._shelf = shelf
        self._model = model

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry answered where its pair is switched off, else unchanged."""
        if not self._shelf.halts.now() or inquiry.draft is not None or not inquiry.candidates:
            return inquiry
        first = inquiry.candidates[0]
        pair = self._shelf.pair(first.qa_id)
        switch = self._shelf.halts.of_pair(pair) if pair is not None else None
        if pair is None or switch is None:
            return inquiry
        if first.parts["confidence"] < self._model.judge(first.parts).thresholds.high:
            return noted(inquiry, f"{pair.id} is off, and not surely meant")
        department = contact(self._shelf, pair.department, region=pair.region)
        return noted(
            inquiry,
            f"{pair.id} is off, {switch.id}",
            answer=paused(switch, department, inquiry.reading.topic),
        )
