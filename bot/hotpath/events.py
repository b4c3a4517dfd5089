"""Events: the class of a stored event is looked up once, not by walking all classes for every event.

A tracker is read back from its store twice a turn, event by event; for each, Rasa walks every subclass of `Event`.
"""

from __future__ import annotations

from typing import Dict, Optional, Type

from rasa.shared.core.events import Event

stock = Event.resolve_by_type
_known: Dict[str, Type[Event]] = {}


def resolve_by_type(type_name: str, default: Optional[Type[Event]] = None) -> Optional[Type[Event]]:
    """Return the class of an event's type as Rasa does, remembering every class that was found."""
    found = _known.get(type_name)
    if found is None:
        found = stock(type_name, default)
        if found is not None and found is not default:
            _known[type_name] = found
    return found


def apply() -> None:
    """Look classes up in this way from now on."""
    Event.resolve_by_type = staticmethod(resolve_by_type)
