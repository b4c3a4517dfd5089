"""Checks of a pair by itself: lengths, the spoken form, its days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from policies.content.checks.finding import Finding, Severity, of_pair
from policies.content.model import QaPair

LONGEST_TITLE = 128
LONGEST_KEYWORD = 20
LONGEST_SPEECH = 120
SOON = timedelta(days=30)
_UNSPEAKABLE = re.compile(r"[()（）\[\]［］【】〔〕{}<>《》「」『』/\\|*#_]|https?:|www\.", re.I)

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def check_form(pair: QaPair, today: date) -> Iterator[Finding]:
    """Give what is wrong with a pair whatever else the library holds."""
    if not pair.question.strip():
        yield of_pair(pair, "question_missing", ERROR, "question")
    if not pair.summary.strip():
        yield of_pair(pair, "summary_missing", ERROR, "summary")
    if len(pair.question) > LONGEST_TITLE:
        facts = {"length": len(pair.question), "most": LONGEST_TITLE}
        yield of_pair(pair, "title_too_long", ERROR, "question", **facts)
    for keyword in pair.keywords:
        if len(keyword) > LONGEST_KEYWORD:
            shown = {"keyword": keyword, "most": str(LONGEST_KEYWORD)}
            yield of_pair(pair, "keyword_too_long", WARNING, "keywords", **shown)
    yield from _speech(pair)
    yield from _days(pair, today)


def _speech(pair: QaPair) -> Iterator[Finding]:
    if len(pair.speech) > LONGEST_SPEECH:
        facts = {"length": len(pair.speech), "most": LONGEST_SPEECH}
        yield of_pair(pair, "speech_too_long", WARNING, "speech", **facts)
    found = _UNSPEAKABLE.search(pair.speech)
    if found:
        yield of_pair(pair, "speech_unspeakable", WARNING, "speech", sign=found[0])


def _days(pair: QaPair, today: date) -> Iterator[Finding]:
    first, last = pair.effective_on, pair.expires_on
    if first and last and first > last:
        yield of_pair(pair, "days_crossed", ERROR, "expires_on", first=first, last=last)
    elif last and last < today:
        yield of_pair(pair, "pair_expired", WARNING, "expires_on", last=last)
    elif last and last <= today + SOON:
        yield of_pair(pair, "pair_expires_soon", WARNING, "expires_on", last=last)
