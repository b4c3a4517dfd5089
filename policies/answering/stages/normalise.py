"""Normalise: one spelling, no politeness, no fillers."""

from __future__ import annotations

from dataclasses import replace

from policies.answering.inquiry import Inquiry
from policies.answering.noting import noted
from policies.language.normalise import normalise_query


class Normalise:
    """Fills `reading.text`."""

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry with its question as it will be read and searched."""
        text = normalise_query(inquiry.question.text)
        return noted(inquiry, f"{len(text)} characters", reading=replace(inquiry.reading, text=text))
