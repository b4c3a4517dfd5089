"""The recent conversations, in memory, as they are: nothing is written out and read back within a turn.

The bridge records every conversation (personal data masked), remembers region and audience, and sends the last turns
along with each message, so that Rasa need keep nothing across a restart. A second copy on disk would cost a third of
a turn's time, and would be one more place to erase from.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Iterable, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker, get_trackers_for_conversation_sessions


class RecentTrackerStore(TrackerStore):
    """Keeps the trackers of the most recent conversations and forgets the others."""

    def __init__(
        self,
        domain: Domain,
        event_broker: Optional[EventBroker] = None,
        kept: int = 2000,
        **kwargs: Any,
    ) -> None:
        """Keep at most `kept` conversations."""
        self._kept = kept
        self._trackers: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        super().__init__(domain, event_broker, **kwargs)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep a conversation as the most recent one."""
        await self.stream_events(tracker)
        self._trackers[tracker.sender_id] = tracker
        self._trackers.move_to_end(tracker.sender_id)
        while len(self._trackers) > self._kept:
            self._trackers.popitem(last=False)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """Return the last session of a conversation, or None where it is not known (any more)."""
        tracker = self._for_this_domain(self._trackers.get(sender_id))
        if tracker is None:
            return None
        sessions = get_trackers_for_conversation_sessions(tracker)
        return sessions[-1] if len(sessions) > 1 else tracker

    async def retrieve_full_tracker(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """Return a conversation with all its sessions that are still kept."""
        return self._for_this_domain(self._trackers.get(sender_id))

    async def keys(self) -> Iterable[str]:
        """Return the identifiers of the conversations that are kept."""
        return list(self._trackers)

    def _for_this_domain(self, tracker: Optional[DialogueStateTracker]) -> Optional[DialogueStateTracker]:
        """Return a conversation with the slots of the domain; another model may have brought another one."""
        if tracker is None or set(tracker.slots) == {slot.name for slot in self.domain.slots}:
            return tracker
        return DialogueStateTracker.from_events(
            tracker.sender_id, list(tracker.events), self.domain.slots, domain=self.domain
        )
