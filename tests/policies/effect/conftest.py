"""A library of its own with the demonstration content, and a saying that nobody has written down yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policies.answering.inquiry import Answer, Question
from policies.content.conversations import ConversationLog
from policies.language.term import Term
from policies.library import Library
from tests.widget.serving import demo_library

TODAY = date(2026, 11, 23)
# What nobody says anywhere else.
WAY, QUESTION = "银龄红包", "银龄红包每月发多少钱"
NAME, RIGHT = "高龄津贴", "高龄津贴每月发多少钱？"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with demo_library(tmp_path) as opened:
        yield opened


def changed(library: Library, *more: str) -> Term:
    """Return the delivered term with more ways of saying it."""
    term = library.terms.term(NAME)
    return replace(term, ways=(*term.ways, *more))


def right(library: Library) -> str:
    """Return the pair that is meant."""
    return next(pair.id for pair in library.store.pairs() if pair.question == RIGHT)


def asked(library: Library, text: str) -> Answer:
    """Return the answer of now."""
    answer = library.ask(Question(text, asked_on=TODAY)).answer
    assert answer is not None
    return answer


def told(library: Library, text: str, qa_id: str | None = None, *, helpful: bool | None = None) -> None:
    """Let somebody ask, be answered by a pair, and find it helpful or not."""
    log = ConversationLog(library.store.engine)
    card: dict[str, Any] = {
        "outcome": "answered" if qa_id else "not_found",
        "confidence": 0.9,
        "choices": [],
        "qa_id": qa_id,
    }
    conversation = log.start("web", "示范市")
    message = log.record(conversation, None, text, card)
    if helpful is not None:
        log.feedback(message, helpful, None, None)
