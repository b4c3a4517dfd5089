"""What an import says of a pair's form; it stops nothing."""

from __future__ import annotations

from policies.content.checks.form import LONGEST_KEYWORD, LONGEST_TITLE
from policies.content.importing.report import Warned
from policies.content.model import QaPair


def form_of(pair: QaPair) -> list[Warned]:
    """Return what is too long in a pair."""
    found = []
    if len(pair.question) > LONGEST_TITLE:
        found.append(Warned("title_long", {"length": len(pair.question), "most": LONGEST_TITLE}))
    long = [each for each in pair.keywords if len(each) > LONGEST_KEYWORD]
    if long:
        found.append(Warned("keyword_long", {"keyword": long[0], "most": LONGEST_KEYWORD}))
    return found
