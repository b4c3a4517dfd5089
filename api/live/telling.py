"""Which events tell of what, and under which topics."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.content.live.model import Author, EntryKind

DESK = "desk"


def topic_of(handoff_id: str) -> str:
    """Return the topic of one hand-off, for its visitor."""
    return f"handoff:{handoff_id}"


# Who waits must learn that somebody before them is out of the queue.
QUEUE = "queue"
MOVES_THE_QUEUE = frozenset(EntryKind) - {EntryKind.MESSAGE, EntryKind.ANSWER}


def told_of(handoff_id: str, position: int, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give (topic, event) for an entry: to its visitor, to the desk, and to those who wait where the queue moved."""
    event = {"type": "entry", "handoff_id": handoff_id, "position": position, "kind": kind}
    yield topic_of(handoff_id), event
    yield DESK, event
    if kind in MOVES_THE_QUEUE:
        yield QUEUE, event


def typing(handoff_id: str, author: Author) -> dict[str, Any]:
    """Return the event that somebody is typing."""
    return {"type": "typing", "handoff_id": handoff_id, "author": author.value}


PRESENCE = {"type": "presence"}
