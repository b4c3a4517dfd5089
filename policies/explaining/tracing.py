"""An answer that somebody got, as it is kept: what was asked and shown, by which stages; and what would be said now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from policies.answering.card import card
from policies.answering.inquiry import Question, Step, Turn
from policies.content import tables
from policies.content.conversations import MessageNotFound, cited_policy
from policies.library import Library

C, M, T = tables.CONVERSATION, tables.MESSAGE, tables.TRACE
DEPARTMENT = M.c.card["department"]["name"].as_string()
# So many turns before a question are asked again with it.
TURNS = 6
COMPARED = ("outcome", "qa_id", "summary", "citations", "department", "choices", "confidence")
# A confidence that moved less than this is the same.
MOVED = 0.005


@dataclass(frozen=True, slots=True)
class TurnAsked:
    """A turn of the same conversation."""

    message_id: str
    question: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Traced:
    """An answer as it is kept.

    Attributes:
        question: masked, as everything that is kept of people.
        shown: the card.
        steps: its stages; empty where none were kept.
        before: the turns before it, oldest first.
        turns: every turn of the conversation that may be seen, oldest first.
        degraded: it was given without the assistant.
    """

    message_id: str
    conversation_id: str
    asked_at: datetime
    channel: str
    region: str | None
    audience: str | None
    question: str
    shown: dict[str, Any]
    steps: tuple[Step, ...]
    before: tuple[Turn, ...]
    turns: tuple[TurnAsked, ...]
    degraded: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What is otherwise now: a part of the card, as text then and now; "" where there was or is none."""

    part: str
    before: str
    now: str


def read_trace(engine: sa.Engine, named: str, department: str | None = None) -> Traced:
    """Return an answer.

    Args:
        engine: the store's database.
        named: the message's identifier, or the conversation's: then its last answer.
        department: only answers that name this department.

    Raises:
        MessageNotFound: there is none, or it names another department.
    """
    own = [department == DEPARTMENT] if department is not None else []
    joined = M.join(C, C.c.id == M.c.conversation_id).outerjoin(T, T.c.message_id == M.c.id)
    query = (
        sa.select(M, C.c.channel, C.c.region, C.c.audience, T.c.steps)
        .select_from(joined)
        .where(sa.or_(M.c.id == named, M.c.conversation_id == named), *own)
        .order_by(M.c.position.desc())
        .limit(1)
    )
    with engine.connect() as connection:
        row = connection.execute(query).mappings().first()
        if row is None:
            raise MessageNotFound(named)
        of_conversation = M.c.conversation_id == row["conversation_id"]
        earlier = sa.select(M.c.question, M.c.qa_id, M.c.card).where(
            of_conversation, M.c.position < row["position"]
        )
        before = connection.execute(earlier.order_by(M.c.position.desc()).limit(TURNS)).all()
        turns = sa.select(M.c.id, M.c.question, M.c.outcome).where(of_conversation, *own)
        every = connection.execute(turns.order_by(M.c.position)).all()
    return Traced(
        message_id=row["id"],
        conversation_id=row["conversation_id"],
        asked_at=row["asked_at"],
        channel=row["channel"],
        region=row["region"],
        audience=row["audience"],
        question=row["question"],
        shown=row["card"],
        steps=tuple(_step(each) for each in row["steps"] or ()),
        before=tuple(
            Turn(each.question, each.qa_id, cited_policy(each.card), each.card.get("topic"))
            for each in reversed(before)
        ),
        turns=tuple(TurnAsked(*each) for each in every),
        degraded=row["degraded"],
    )


def asked_again(library: Library, traced: Traced, day: date) -> dict[str, Any]:
    """Return the card that the same person would get on a day, with the same turns before."""
    question = Question(
        traced.question, day, region=traced.region, audience=traced.audience, history=traced.before
    )
    answer = library.ask(question).answer
    if answer is None:
        raise AssertionError("the library always answers")
    return card(answer)


def differences(before: dict[str, Any], now: dict[str, Any]) -> tuple[Difference, ...]:
    """Return what two cards say differently, the gravest first."""
    return tuple(
        Difference(part, _told(part, before), _told(part, now))
        for part in COMPARED
        if not _alike(part, before, now)
    )


def _alike(part: str, before: dict[str, Any], now: dict[str, Any]) -> bool:
    if part == "confidence":
        return abs(float(before.get(part) or 0.0) - float(now.get(part) or 0.0)) < MOVED
    return _told(part, before) == _told(part, now)


def _told(part: str, shown: dict[str, Any]) -> str:
    value = shown.get(part)
    if part == "citations":
        return "\n".join(f"{each['title']} {each.get('clause') or ''}".strip() for each in value or ())
    if part == "choices":
        return "\n".join(each["label"] for each in value or () if each.get("qa_id"))
    if part == "department":
        return str((value or {}).get("name") or "")
    return f"{value or 0.0:.2f}" if part == "confidence" else str(value or "")


def _step(kept: dict[str, Any]) -> Step:
    return Step(str(kept.get("stage", "")), str(kept.get("finding", "")), float(kept.get("ms") or 0.0))
