"""Where to turn with a question that is not answered."""

from __future__ import annotations

from policies.answering.inquiry import Contact, Inquiry
from policies.answering.shelf import Shelf
from policies.answering.sources import contact

# When so many of the nearest pairs belong to one department, the question likely does too.
AGREEING = 3


def likely_department(shelf: Shelf, inquiry: Inquiry) -> Contact | None:
    """Return the department that the question names, or the one of all nearest pairs."""
    named = shelf.department(inquiry.reading.entities.get("department", ""))
    if named is not None:
        return contact(shelf, named.name)
    nearest = [shelf.pair(each.qa_id) for each in inquiry.candidates[:AGREEING]]
    names = {pair.department for pair in nearest if pair is not None}
    return contact(shelf, names.pop()) if len(names) == 1 and len(nearest) == AGREEING else None
