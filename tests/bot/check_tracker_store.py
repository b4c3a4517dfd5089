"""Run under bot/.venv: a conversation through `RecentTrackerStore`, as JSON."""

from __future__ import annotations

import asyncio
import json
import sys
from importlib import import_module

Domain = import_module("rasa.shared.core.domain").Domain
events = import_module("rasa.shared.core.events")
RecentTrackerStore = import_module("bot.recent_tracker_store").RecentTrackerStore


async def main() -> dict[str, object]:
    store = RecentTrackerStore(Domain.empty(), kept=2)
    for sender in ("first", "second"):
        tracker = await store.get_or_create_tracker(sender)
        tracker.update(events.UserUttered(f"{sender}的问题"))
        await store.save(tracker)
    again = await store.retrieve("first")
    remembered = again.latest_message.text
    await store.save(again)
    await store.save(await store.get_or_create_tracker("third"))
    session = await store.retrieve("first")
    session.update(events.ActionExecuted("action_session_start"))
    session.update(events.SessionStarted())
    session.update(events.UserUttered("新的一次"))
    await store.save(session)
    last = await store.retrieve("first")
    return {
        "kept": sorted(await store.keys()),
        "remembered": remembered,
        "forgotten": await store.retrieve("second"),
        "last session": [each.text for each in last.events if isinstance(each, events.UserUttered)],
    }


sys.stdout.write(json.dumps(asyncio.run(main()), ensure_ascii=False))
