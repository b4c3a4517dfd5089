"""Steps in the life of pairs, taken from a page: one pair or many, each with its own result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Literal

from api.admin.pages.words import reason_of
from api.admin.pairs import editing, scheduling
from api.admin.publishing import Result, published
from api.bridge import Bridge
from policies.content.editing import Edited
from policies.content.keys import Key
from policies.content.pairs.scheduling import AHEAD_DAYS
from policies.errors import InputError, LibraryError, PairNotFound

Action = Literal["submit", "publish", "send_back", "archive", "discard"]


def take(
    bridge: Bridge,
    person: Key,
    action: Action,
    pair_id: str,
    version: int,
    note: str = "",
    waived: Iterable[str] = (),
    on: date | None = None,
) -> Edited:
    """Take a step; publish on a day to come where `on` names one.

    Raises:
        LibraryError: it cannot be taken; see `Editing` and `Scheduling`.
    """
    work = editing(bridge, person)
    if action == "publish" and on is not None:
        return scheduling(bridge, person).put(pair_id, version, on, note, list(waived))
    if action == "publish":
        return work.approve(pair_id, version, note, list(waived))
    steps = {
        "submit": work.submit,
        "send_back": work.send_back,
        "archive": work.archive,
        "discard": work.discard,
    }
    return steps[action](pair_id, version, note)


def day_of(told: Mapping[str, Any]) -> date | None:
    """Return the day on which something is to be published; None for at once.

    Raises:
        InputError: what was sent is no day.
    """
    sent = str(told.get("on") or "")
    try:
        return date.fromisoformat(sent) if sent else None
    except ValueError:
        raise InputError("on", "schedule_day", most=AHEAD_DAYS) from None


def days(bridge: Bridge) -> dict[str, date]:
    """Return the first and the last day that something can be published on by a decision of today."""
    today = bridge.today()
    return {"first_day": today + timedelta(days=1), "last_day": today + timedelta(days=AHEAD_DAYS)}


def take_many(
    bridge: Bridge, person: Key, action: Action, chosen: Iterable[tuple[str, int]], note: str
) -> list[Result]:
    """Take a step for each of some (pair, version); what cannot be taken is told and hinders none of the others.

    Raises:
        MakesWorse: together they would make the regression set worse; nothing is published then.
    """
    if action == "publish":
        return published(bridge, person, list(chosen), note)
    return [_result(bridge, person, action, pair_id, version, note) for pair_id, version in chosen]


def _result(bridge: Bridge, person: Key, action: Action, pair_id: str, version: int, note: str) -> Result:
    try:
        question = editing(bridge, person).newest(pair_id).question
    except PairNotFound as error:
        return Result(pair_id, pair_id, reason_of(error))
    try:
        take(bridge, person, action, pair_id, version, note)
    except LibraryError as error:
        return Result(pair_id, question, reason_of(error))
    return Result(pair_id, question)
