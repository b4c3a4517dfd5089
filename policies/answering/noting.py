"""How a stage leaves its finding in the trace."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from policies.answering.inquiry import Inquiry, Step


def noted(inquiry: Inquiry, finding: str, **changes: Any) -> Inquiry:
    """Return the inquiry with changes and a finding; the desk adds the stage's name and time.

    A finding may hold identifiers, routes and scores, never the question's words.
    """
    return replace(inquiry, trace=(*inquiry.trace, Step("", finding, 0.0)), **changes)
