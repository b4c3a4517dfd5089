"""How a pair will be seen and heard: the citizen's card, what is read aloud, the short message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from api.bridge import Bridge
from api.desk.copying import texts_of
from api.desk.opened import Opened
from policies.answering.card import card
from policies.answering.inquiry import Answer
from policies.answering.lookup.rows import Row
from policies.answering.speaking import cut, speakable
from policies.content.model import QaPair


@dataclass(frozen=True, slots=True)
class Preview:
    """A pair in the three ways in which people get it."""

    card: dict[str, Any]
    speech: str
    sms: str


def preview_of(bridge: Bridge, pair: QaPair, site: str) -> Preview:
    """Return how a pair will be seen and heard.

    Args:
        bridge: where documents and departments are looked up.
        pair: as it is written so far.
        site: the service's address, for the link of the short message.
    """
    return seen(bridge.library.preview(pair, bridge.today()), pair.question, site)


def seen(answer: Answer, title: str, site: str) -> Preview:
    """Return how an answer is seen and heard.

    Args:
        answer: what the library says.
        title: what it answers.
        site: the service's address, for the link of the short message.
    """
    row = Row(
        "pair", answer.qa_id or "", title, answer.summary, None, None, None, answer.region, "", True, False
    )
    spoken = answer.speech or cut(speakable(answer.summary))[0]
    opened = Opened(row, card(answer), spoken)
    return Preview(opened.card, spoken, texts_of(opened, site)["sms"])
