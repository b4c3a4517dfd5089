"""What a work order may say before anybody has written it: read from the call or the chat that it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass

import sqlalchemy as sa

from policies.answering.cues import route_of
from policies.answering.inquiry import Outcome
from policies.content import tables
from policies.content.calling.model import Speaker
from policies.content.conversations import ConversationLog
from policies.content.live.model import Author, EntryKind
from policies.content.orders.drafting import question_of
from policies.content.orders.making import beginning
from policies.content.orders.model import OrderKind
from policies.language.normalise import normalise

LONGEST = 2_000
# What people call it themselves says more than how it sounds.
_CALLED: tuple[tuple[OrderKind, re.Pattern[str]], ...] = (
    (OrderKind.REPORT, re.compile("举报|检举")),
    (OrderKind.PRAISE, re.compile("表扬|锦旗|点赞")),
    (OrderKind.SUGGESTION, re.compile("(?:我|想)(?:有个|提个?|提一个)?(?:建议|意见)|建议你们|希望你们")),
    (OrderKind.COMPLAINT, re.compile("投诉")),
    (OrderKind.HELP, re.compile("求助|帮帮我|帮我解决")),
)


@dataclass(frozen=True, slots=True)
class Prefilled:
    """The beginning of an order; `words` are all that the person said, one utterance a line, masked."""

    kind: OrderKind
    summary: str
    words: str
    region: str | None


def prefilled(engine: sa.Engine, conversation_id: str) -> Prefilled:
    """Return what an order from a conversation may say.

    Raises:
        ConversationNotFound: no conversation has this identifier.
    """
    region = ConversationLog(engine).get(conversation_id).region
    said = said_in(engine, conversation_id)
    kind, matter = matter_of(said)
    summary = (
        question_of(matter) if matter and kind is OrderKind.CONSULT else beginning(matter or " ").strip()
    )
    return Prefilled(kind, summary, "\n".join(said)[-LONGEST:], region)


def said_in(engine: sa.Engine, conversation_id: str) -> list[str]:
    """Return what the person said in a call or chat, oldest first: to operators and to the service."""
    lines, messages, entries = tables.CALL_LINE, tables.MESSAGE, tables.LIVE_ENTRY
    heard = sa.select(lines.c.text, lines.c.at).where(
        lines.c.conversation_id == conversation_id, lines.c.author == Speaker.CALLER.value
    )
    asked = sa.select(messages.c.question, messages.c.asked_at).where(
        messages.c.conversation_id == conversation_id
    )
    written = sa.select(entries.c.text, entries.c.at).where(
        entries.c.conversation_id == conversation_id,
        entries.c.kind == EntryKind.MESSAGE.value,
        entries.c.author == Author.VISITOR.value,
    )
    with engine.connect() as connection:
        # What is asked on a call stands in its lines too, as it was said.
        found = list(connection.execute(heard)) or [
            *connection.execute(asked),
            *connection.execute(written),
        ]
    in_order = sorted(found, key=lambda row: row[1])
    return list(dict.fromkeys(row[0] for row in in_order if not row[0].startswith("（")))


def matter_of(said: list[str]) -> tuple[OrderKind, str]:
    """Return what a person wants and the words that say it: the newest that name a matter, else the longest."""
    for text in reversed(said):
        called = next((kind for kind, word in _CALLED if word.search(text)), None)
        if called is not None:
            return called, text
        route = route_of(normalise(text))
        if route is not None and route.outcome is Outcome.COMPLAINT:
            return OrderKind.COMPLAINT, text
    return OrderKind.CONSULT, max(said, key=len, default="")
