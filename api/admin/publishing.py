"""Publishing many pairs at once, and letting through what the regression set held back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from api.admin.pages.words import reason_of
from api.admin.pairs import editing
from api.bridge import Bridge
from policies.content.editing import Edited, Editing
from policies.content.keys import Key
from policies.content.model import QaPair
from policies.errors import LibraryError, PairNotFound
from policies.regression.gate import RegressionGate
from policies.regression.holding import Holding


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one pair; `reason` says why nothing did."""

    pair_id: str
    question: str
    reason: str = ""


def published(bridge: Bridge, person: Key, chosen: Sequence[tuple[str, int]], note: str) -> list[Result]:
    """Publish each of some (pair, version), judged together before.

    Raises:
        MakesWorse: they would make the regression set worse; nothing is published then.
    """
    work = editing(bridge, person)
    done = work.approve_many(chosen, note)
    return [
        Result(pair_id, _question(work, pair_id), "" if isinstance(each, Edited) else reason_of(each))
        for (pair_id, _), each in zip(chosen, done, strict=True)
    ]


def _question(work: Editing, pair_id: str) -> str:
    try:
        return work.newest(pair_id).question
    except PairNotFound:
        return pair_id


def let_through(bridge: Bridge, person: Key, held_id: str, reason: str) -> list[Result]:
    """Let a batch through that another person wanted to publish, and publish it.

    A pair that cannot be published for itself any more, or not by who lets it through, is told; whoever asked may publish it then.

    Raises:
        MakesWorse: more would get worse than was shown; the batch shows it now and waits on.
        HeldNotFound, WrongState, SecondPersonNeeded, NoteMissing: see `Holding.release`.
    """
    work = editing(bridge, person)
    held = Holding(bridge.library.store).read(held_id)
    ready: list[QaPair] = []
    for pair_id, version in held.pairs:
        with suppress(LibraryError):
            ready.append(work.as_published(pair_id, version, reason))
    gate = RegressionGate(bridge.library, bridge.today)
    gate.release(held_id, person.name, reason, ready)
    return published(bridge, person, held.pairs, reason)
