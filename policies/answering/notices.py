"""What an answer says of itself beside its sources: for which day, which region and which readers it holds."""

from __future__ import annotations

from policies.answering.inquiry import Answer, Citation, Inquiry
from policies.answering.shelf import Shelf
from policies.content.model import Disclosure
from policies.wording import say


def scope_notices(
    shelf: Shelf, inquiry: Inquiry, draft: Answer, citations: tuple[Citation, ...], region: str | None
) -> tuple[str, ...]:
    """Return the draft's notices with those that its sources make necessary.

    Args:
        shelf: where regions are read.
        inquiry: the question and its reading.
        draft: what is to be answered.
        citations: the sources of the answer.
        region: the region whose rule answers; None where it holds everywhere.
    """
    found = list(draft.notices)
    if any(cited.disclosure == Disclosure.ON_REQUEST.value for cited in citations):
        found.append(say("answering.notices.on_request"))
    if _is_at_city_level(shelf, inquiry, region) and not _speaks_of_districts(draft):
        found.append(say("answering.notices.city_level", region=region))
    if inquiry.question.is_as_of:
        day = inquiry.question.asked_on
        found.append(say("answering.notices.as_of", day=f"{day.year}年{day.month}月{day.day}日"))
    return tuple(found)


def _is_at_city_level(shelf: Shelf, inquiry: Inquiry, region: str | None) -> bool:
    """Tell whether a city's rule answers somebody who has not said in which district they are."""
    tree = shelf.regions()
    # What was chosen from a list is not read: of it only the caller's own district is known.
    told = tree.named(inquiry.question.region)
    if inquiry.reading.entities.get("region") or (told and tree.is_district(told)):
        return False
    if not region or tree.is_district(region):
        return False
    return any(region in tree.lineage(district) for district in tree.districts())


def _speaks_of_districts(draft: Answer) -> bool:
    named = say("answering.notices.districts", regions="").split("。", 1)[0]
    return any(named in notice for notice in draft.notices)
