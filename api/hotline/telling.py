"""Events of calls for the operators' pages, under a topic of their own.

As with hand-offs an event is a hint to look into the store. One thing is only told and never kept: what was recognised
of an unfinished utterance, personal data masked.
"""

from __future__ import annotations

from typing import Literal

from api.hotline.calls import Spoken
from api.live.bus import Bus, Event
from policies.language.masking import mask

CALLS = "calls"
What = Literal["opened", "said", "passed", "ended", "taken"]


def what_of(reply: Spoken) -> What:
    """Return what a reply tells: passed where the caller asked for a person or may be in danger."""
    if reply.ended:
        return "ended"
    return "passed" if reply.next == "transfer" and reply.card is not None else "said"


async def tell(bus: Bus, what: What, call_id: str) -> None:
    """Tell that a call began, that something was said, that the line ended, or that somebody took or finished it."""
    await bus.publish(CALLS, {"type": what, "call_id": call_id})


async def tell_heard(bus: Bus, call_id: str, text: str) -> None:
    """Tell what was recognised up to now."""
    event: Event = {"type": "heard", "call_id": call_id, "text": mask(text)}
    await bus.publish(CALLS, event)
